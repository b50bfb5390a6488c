"""What a cell says by itself: which label comes next, the number that a row bears, a count."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Value
from aggregator.understand.cells import counts_on, is_count, running_number


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


@pytest.mark.parametrize(
    ("label", "number"),
    [("2.", 2), ("02", 2), (2.0, 2), ("1.1", 1), ("3) Vườn rau 500 m2", 3), ("500 m²", 500), ("①", 0), ("", 0)],
)
def test_the_number_of_a_row_is_the_first_in_its_label(label: Value, number: int) -> None:
    assert running_number(label) == number


@pytest.mark.parametrize(("text", "count"), [("02 mô hình", True), ("0912 345 678", True), ("........", False)])
def test_a_line_of_dots_is_no_count(text: str, *, count: bool) -> None:
    assert is_count(text) is count
