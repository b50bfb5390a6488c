"""Text as typed, in one normal form."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.judge.texts import clean, text_of
from aggregator.nouns.document import Value


@pytest.mark.parametrize(
    ("original", "text"),
    [
        (unicodedata.normalize("NFD", "Trồng hoa"), "Trồng hoa"),
        ("Trồng\u00a0hoa", "Trồng hoa"),
        ("Trồng\u200b hoa\ufeff", "Trồng hoa"),
        ("  Trồng hoa  ", "Trồng hoa"),
        ("Trồng \r\n hoa", "Trồng\nhoa"),
        ("Trồng\rhoa", "Trồng\nhoa"),
        ("Trồng  hoa", "Trồng  hoa"),
        ("“Trồng hoa” – hoà", "“Trồng hoa” – hoà"),
        ("=1+1", "=1+1"),
    ],
)
def test_only_the_normal_form_and_odd_blanks_change(original: str, text: str) -> None:
    assert clean(original) == text


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("\u200b", None),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "x"),
        (False, "không"),
        (dt.date(2024, 3, 5), "05/03/2024"),
        (dt.datetime(2024, 3, 5, 7, 30), "05/03/2024"),  # noqa: DTZ001 -- Excel's dates know no zone
    ],
)
def test_a_cell_as_text(value: Value, text: str | None) -> None:
    assert text_of(value) == text
