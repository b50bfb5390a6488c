"""Patterns that wait until they are asked."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from aggregator.vietnamese.fold import regex


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("a")


def test_a_pattern_can_be_copied_and_sent_to_a_worker() -> None:
    asked = regex(r"(\d+) mô hình")
    sent = pickle.loads(pickle.dumps(asked))  # noqa: S301 -- our own bytes
    for pattern in (asked, copy.deepcopy(asked), sent):
        assert pattern.findall("02 mô hình, 3 mô hình") == ["02", "3"]
