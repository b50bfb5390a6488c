"""Marks in the two mode columns."""

from __future__ import annotations

import datetime as dt

import pytest

from aggregator.judge.texts import is_mark, mode_of
from aggregator.nouns.document import Value

MARKS: list[Value] = ["x", "X", "✓", "✔", "√", "v", "V", "có", "Có", "2023", 2023, 1, "+", "*", "☑", "☒", True,
                      dt.date(2024, 3, 1), "Năm 2023", "đang thực hiện",
                      "●", "■", "✔️", "×", "R", "þ", "ü", "TRUE", "[x]"]  # fmt: skip
NO_MARKS: list[Value] = [None, "", "  ", "-", "–", "...", "…", "không", "Không", "KHÔNG", "0", 0, 0.0, False, "ko",
                         "☐", "\u200b", "\u00a0", "○", "□", "o", "¨", "[ ]", "❑", "FALSE", "chưa"]  # fmt: skip


@pytest.mark.parametrize("value", MARKS)
def test_any_mark_people_use(value: Value) -> None:
    assert is_mark(value)


@pytest.mark.parametrize("value", NO_MARKS)
def test_what_says_no_is_no_mark(value: Value) -> None:
    assert not is_mark(value)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("x", None), ("continuing", None)),
        ((None, "x"), ("new", None)),
        (("không", "x"), ("new", None)),
        (("2023", 0), ("continuing", None)),
        (("x", "x"), (None, "mode-both")),
        ((None, None), (None, "mode-neither")),
        (("-", "-"), (None, "mode-neither")),
        ((None, None, "Xây dựng mới"), ("new", None)),
        ((None, None, "Mới"), ("new", None)),
        ((None, None, "Tiếp tục duy trì"), ("continuing", None)),
        ((None, None, "mới / duy trì"), (None, "mode-neither")),
        ((None, None, "x"), (None, "mode-neither")),
        (("x", None, "Mới"), ("continuing", None)),
    ],
)
def test_the_mode_of_an_entry(cells: tuple[Value, ...], expected: tuple[str | None, str | None]) -> None:
    assert mode_of(*cells) == expected
