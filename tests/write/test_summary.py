"""The few lines on the terminal: what they say of the forms M1 and M2."""

from __future__ import annotations

from pathlib import Path

from aggregator.nouns.outcome import Outcome
from aggregator.write.deliver import Delivery, summary_lines
from tests.forms import forms
from tests.sheets import of_levels, run_over

GOOD = of_levels(1, 4, top="Đơn vị: Xã Cao Xá")


def said(outcome: Outcome, tmp_path: Path) -> list[str]:
    return [line for line in summary_lines(outcome, Delivery(tmp_path / "m.xlsx", None)) if "M1, M2" in line]


def test_forms_that_were_not_seen_are_counted_with_their_units(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, **forms(1, 1)})
    assert said(outcome, tmp_path) == ["- Nội dung chưa thấy bản M1, M2: 3 (trang “Tình hình gửi”)"]


def test_where_every_form_came_nothing_is_said(tmp_path: Path) -> None:
    assert said(run_over(tmp_path / "in", {"M3.xlsx": GOOD, **forms(1, 4)}), tmp_path) == []


def test_late_forms_are_said_in_a_line_of_their_own(tmp_path: Path) -> None:
    late = {name: (text, "28/02/2024 09:00") for name, text in forms(1, 4).items()}
    assert said(run_over(tmp_path / "in", {"M3.xlsx": GOOD, **late}), tmp_path) == [
        "- Đơn vị cần xác minh bản M1, M2: 1 (trang “Gửi chậm, chưa gửi”)"
    ]
