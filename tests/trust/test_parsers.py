"""Our own parsers, with whatever may be typed: they answer always, and answer the same.

Each example says how many different lines of our code it ran through: hypothesis looks for more. The long form is
``EXAMPLES=2500 python -m pytest tests/trust/test_parsers.py``.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from hypothesis import example, given, settings, target
from hypothesis import strategies as st

import aggregator
from aggregator.campaign.load import default_campaign
from aggregator.judge.completion import completion_of
from aggregator.judge.texts import holder_kind, is_mark, is_sign, mode_of
from aggregator.understand.labels import LabelFinder, Line
from aggregator.understand.unit_names import UnitNames
from aggregator.vietnamese.decode import decode_text, proves
from aggregator.vietnamese.fold import as_read, clean, fold, key, squeezed

Result = TypeVar("Result")
PACKAGE = str(Path(aggregator.__file__).parent)
CAMPAIGN = default_campaign()
NAMES, LABELS = UnitNames(CAMPAIGN), LabelFinder(CAMPAIGN.registration_forms)
# the short slice tries the same texts each time: a new find belongs to the long form (EXAMPLES=5000)
QUICK = settings(
    max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None, derandomize="EXAMPLES" not in os.environ
)

WORDS = (
    "xã", "thị trấn", "Cao Xá", "UBND", "huyện", "Tân Yên", "Đảng ủy", "phòng", "THPT số 1", "T/M", "tháng", "quý",
    "IV", "năm", "2024", "12", "31/02", "cuối", "6 tháng đầu", "trước", "-", "x", "✓", "không", "Ông", "Tổ", "1.",
    "Nguyễn Văn Bảy", "Tên mô hình đăng ký:", "Thuộc lĩnh vực", "Địa chỉ:", "cấp tỉnh", "….", "\n", "\t", "\u00a0",
    "M« h×nh", "§¶ng", "Moâ hình", "=1+1", "_x0041_", "\u202e", "\ud800", "😀", "e\u0301", "đ", "Ð",
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.text(st.characters(max_codepoint=255), max_size=40),
)


def reaching(function: Callable[..., Result], *arguments: Any) -> Result:
    """The function's result; how many lines of the package it ran through is what hypothesis makes grow."""
    lines: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        lines.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return function(*arguments)
    finally:
        sys.settrace(before)
        target(float(len(lines)), label=getattr(function, "__name__", ""))


@QUICK
@given(st.one_of(TEXT, st.integers(), st.floats(), st.booleans(), st.datetimes(), st.times(), st.none()))
def test_a_date_is_a_day_near_the_campaigns_or_none_and_then_it_says_why(value: Any) -> None:
    found = reaching(completion_of, value, 2024)
    assert found == completion_of(value, 2024)
    assert found.date is not None or found.finding_code is not None
    assert isinstance(value, dt.date) or found.date is None or 2000 <= found.date.year < 2100


@QUICK
@given(TEXT, TEXT, TEXT)
def test_marks_and_holders_always_have_an_answer(one: str, other: str, words: str) -> None:
    mode, why = reaching(mode_of, one, other, words)
    assert (mode is None) == (why is not None)
    assert mode in (None, "continuing", "new")
    assert is_mark(one) in (True, False)
    assert is_sign(one) in (True, False)
    assert reaching(holder_kind, words) in (None, "collective", "individual")


@QUICK
@given(TEXT)
def test_a_name_means_the_same_unit_however_its_letters_are_composed(text: str) -> None:
    unit, suggested = reaching(NAMES.find, text)
    again, _ = NAMES.find(unicodedata.normalize("NFD", text))
    assert unit == again
    assert unit is None or unit in CAMPAIGN.units
    assert all(other in CAMPAIGN.units for other in suggested)


@QUICK
@given(TEXT, st.sampled_from([None, ".VnTime", ".VnTimeH", "VNI-Times", "Arial"]))
@example("Kª0B×0Oâ", "VNI-Times")  # read as VNI, it showed words of TCVN3
def test_what_was_decoded_once_is_not_decoded_again(text: str, font: str | None) -> None:
    decoded = reaching(decode_text, text, font)
    assert decoded is None or decode_text(decoded) is None
    assert reaching(proves, text) in (None, "tcvn3", "vni", "unicode")


@QUICK
@given(st.lists(TEXT, max_size=6))
def test_labels_lie_within_their_lines_one_behind_the_other(texts: list[str]) -> None:
    lines = [Line(number, 1, text) for number, text in enumerate(texts, start=1)]
    found = reaching(LABELS.labels, lines)
    assert [(label.line, label.start) for label in found] == sorted((label.line, label.start) for label in found)
    assert all(label.start >= 0 and label.end <= len(lines[label.last].text) for label in found)


@QUICK
@given(TEXT)
def test_folding_and_cleaning_twice_is_folding_and_cleaning_once(text: str) -> None:
    for change in (fold, key, squeezed, clean, as_read):
        assert change(change(text)) == change(text)
