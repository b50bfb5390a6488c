"""Bare personal names."""

from __future__ import annotations

import pytest

from aggregator.vietnamese.fold import is_personal_name


@pytest.mark.parametrize("text", ["Nguyễn Văn Tám", "Lê Nam", "Thân Thị Thu Hà"])
def test_personal_names(text: str) -> None:
    assert is_personal_name(text)


@pytest.mark.parametrize("text", ["Nguyễn", "nguyễn văn tám", "Thôn Trại", "Nguyễn Văn Tám 2", "Bảy Mẫu Ruộng", ""])
def test_other_words_are_no_personal_name(text: str) -> None:
    assert not is_personal_name(text)
