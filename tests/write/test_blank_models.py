"""A year later: the blank list of a unit has the models written in that it goes on with."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
from msgspec.structs import replace

from aggregator.write.blank import blank_workbook
from aggregator.write.blank_words import Models, models_of
from aggregator.write.result import result_of
from tests.sheets import CAMPAIGN, m3, run_over

GOING_ON = "| 1 | Thôn Trại | Trồng hoa | Tập thể | x | | 30/10/2024 | Đẹp | Cấp huyện |"
NEW = "| 2 | Thôn Ngò | Camera | Tập thể | | x | 30/10/2024 | An ninh | Cấp huyện |"
NEXT_YEAR = replace(CAMPAIGN, year=2025)


def models(folder: Path, *rows: str, campaign: Any = CAMPAIGN) -> Models:
    table = m3("II. Văn hóa - xã hội", *rows)
    outcome = run_over(folder, {"M3.xlsx": f"Tên đơn vị: Xã Cao Xá\n{table}"})
    return models_of(result_of(outcome), campaign)


def form(found: Models, campaign: Any = CAMPAIGN) -> list[list[Any]]:
    """The rows of the unit's blank M3."""
    unit = CAMPAIGN.units_by_code["cao-xa"]
    data = blank_workbook(campaign, campaign.forms_by_code["M3"], unit, found.of("cao-xa"))
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data))["M3"].iter_rows()]


def test_the_models_that_go_on_stand_in_their_section_with_the_mark(tmp_path: Path) -> None:
    rows = form(models(tmp_path, GOING_ON, NEW))
    place = next(n for n, row in enumerate(rows) if "Trồng hoa" in row)
    assert rows[place][1:9] == ["Thôn Trại", "Trồng hoa", "Tập thể", "x", None, "30/10/2024", "Đẹp", "Cấp huyện"]
    assert str(rows[place - 1][0]).startswith("II- ")
    assert not any("Camera" in row for row in rows)


def test_for_another_year_level_and_completion_are_to_be_written_anew(tmp_path: Path) -> None:
    rows = form(models(tmp_path, GOING_ON, campaign=NEXT_YEAR), NEXT_YEAR)
    (row,) = [row for row in rows if "Trồng hoa" in row]
    assert (row[4], row[6], row[8]) == ("x", None, None)


def test_a_section_grows_with_what_is_written_in(tmp_path: Path) -> None:
    many = [GOING_ON.replace("| 1 |", f"| {n} |").replace("Trồng hoa", f"Trồng hoa {n}") for n in range(1, 15)]
    rows = form(models(tmp_path, *many))
    assert sum(str(row[2]).startswith("Trồng hoa") for row in rows) == 14


def test_models_of_units_that_are_no_more_are_told(tmp_path: Path) -> None:
    campaign = replace(CAMPAIGN, units=tuple(u for u in CAMPAIGN.units if u.code != "cao-xa"))
    told = list(models(tmp_path, GOING_ON, campaign=campaign).lines())
    assert told == [
        "Đã ghi sẵn 0 mô hình tiếp tục duy trì của 0 đơn vị.",
        "1 mô hình không thuộc đơn vị nào của đợt này nên không ghi sẵn.",
    ]
