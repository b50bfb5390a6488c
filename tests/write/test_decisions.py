"""What was decided in the tracking book stands on the sheets of the candidates (R6)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineWorkbook

from aggregator.outcome import Decision
from aggregator.write.master import master_workbook
from tests.write.outcomes import made_up_outcome


def texts(data: bytes, sheet: str) -> str:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheet).to_python()
    return "\n".join(str(cell) for row in rows for cell in row)


def test_a_decision_and_its_remark_stand_beside_the_candidate() -> None:
    outcome = made_up_outcome()
    labels = [int(i) for i in outcome.entries.index[outcome.entries["level"] == "province"]]
    decided = {
        labels[0]: Decision(labels[0], "province", "Tiêu biểu của huyện"),
        labels[1]: Decision(labels[1], "back_to_district"),
    }
    said = texts(master_workbook(replace(outcome, decisions=decided)), "Cấp tỉnh")
    assert "Quyết định: giới thiệu cấp tỉnh\nTiêu biểu của huyện" in said
    assert "đã quyết định: 1 giới thiệu cấp tỉnh, 1 chuyển về cấp huyện" in said


def test_without_decisions_nothing_is_said_of_them() -> None:
    assert "Quyết định:" not in texts(master_workbook(made_up_outcome()), "Cấp tỉnh")
