"""Which label comes next when rows are counted."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Value
from aggregator.understand.cells import counts_on


@pytest.mark.parametrize(
    ("first", "second", "next_one"),
    [
        (1, "2.", True),
        ("1.1", "1.2", True),
        ("a)", "b", True),
        ("D", "Đ", True),
        ("IV.", "V", True),
        ("1.9", "2.0", False),
        ("2", "1", False),
        ("a", "c", False),
        ("", "1", False),
        ("-", "-", False),
    ],
)
def test_a_label_counts_on_from_another(first: Value, second: Value, *, next_one: bool) -> None:
    assert counts_on(first, second) is next_one
