"""Several districts in one provincial workbook; campaigns that are not one are refused in a clear sentence."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from aggregator.campaign.load import default_campaign
from aggregator.judge.compare import province_of
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.result import Province
from aggregator.run import deliver_rollup
from aggregator.write.province import provincial_workbook
from tests.judge.results import model, values, write
from tests.plain_results import result_dict, result_from
from tests.write.outcomes import empty_outcome, made_up_outcome

CAMPAIGN = default_campaign()
Change = Callable[[dict[str, Any]], None]


def district(name: str, *entries: dict[str, Any], chosen: int = 0, **campaign: Any) -> dict[str, Any]:
    districts = values(*entries, district=name, **campaign)
    places = [{key: entry[key] for key in ("file", "sheet", "row")} for entry in districts["entries"][:chosen]]
    districts["decisions"] = [place | {"decision": "province", "remark": None} for place in places]
    return districts


def province(*districts: dict[str, Any]) -> Province:
    return province_of([result_from(m, f"{n}.json") for n, m in enumerate(districts, start=1)], CAMPAIGN)


def cells(data: bytes, sheet: str) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def row(data: bytes, sheet: str, first: str) -> list[Any]:
    """The line that begins with these words, or has them after its number."""
    return next(row for row in cells(data, sheet) if first in row[:2])


def test_the_workbook_has_four_sheets_with_every_district() -> None:
    whole = result_dict(made_up_outcome())
    second = result_dict(empty_outcome())
    second["campaign"] |= {"district": "Yên Thế"}
    data = provincial_workbook(province(whole, second))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert workbook.sheet_names == ["Tổng hợp tỉnh", "Thời hạn", "Số lượng", "Nội dung cấp tỉnh"]
    for sheet in workbook.sheet_names[:3]:
        assert row(data, sheet, "Tân Yên")
        assert row(data, sheet, "Yên Thế")


def test_the_totals_are_those_of_the_districts() -> None:
    outcome = made_up_outcome()
    single, two = result_dict(outcome), result_dict(outcome)
    two["campaign"] |= {"district": "Yên Thế"}
    data = provincial_workbook(province(single, two))
    total = row(data, "Tổng hợp tỉnh", "Toàn tỉnh")
    assert total[-1] == 2 * len(outcome.entries)
    fields = [c for c in total[3:] if c != ""]
    assert sum(fields[:-5]) == 2 * len(outcome.entries)
    levels = outcome.entries_by_level
    assert fields[-5:-1] == [2 * levels[level] for level in ("province", "district", "base", "unknown")]
    assert row(data, "Thời hạn", "Toàn tỉnh")[2] == 2 * len(outcome.units)
    met = sum(unit.quota == "met" for unit in outcome.units)
    assert row(data, "Số lượng", "Toàn tỉnh")[4] == 2 * met


def test_what_is_known_of_all_has_no_column_for_the_unknown() -> None:
    data = provincial_workbook(province(district("Tân Yên", model("Đường hoa"))))
    assert not any("Chưa rõ" in str(c) for line in cells(data, "Tổng hợp tỉnh") for c in line)


def test_a_late_unit_without_a_violation_is_to_be_verified() -> None:
    districts = district("Tân Yên", model("Đường hoa"))
    districts["units"][0]["receipt"], districts["units"][1]["receipt"] = "late", "late"
    districts["findings"] = [
        {"code": "late", "severity": "violation", "unit": districts["units"][1]["code"], "message": "…"},
    ]
    data = provincial_workbook(province(districts))
    assert row(data, "Thời hạn", "Gửi chậm (1)")[2] == f"{districts['units'][1]['name']}."
    assert row(data, "Thời hạn", "Cần xác minh thời điểm nhận (1)")[2] == f"{districts['units'][0]['name']}."
    assert row(data, "Thời hạn", "Tân Yên")[3:6] == [0, 1, 1]


def test_candidates_without_decisions_are_all_open() -> None:
    districts = district("Tân Yên", *(model(f"Mô hình {n}", level="province") for n in range(7)))
    data = provincial_workbook(province(districts))
    assert row(data, "Nội dung cấp tỉnh", "Tân Yên: 7 nội dung đăng ký, chưa chọn nội dung nào")
    assert [line[8] for line in cells(data, "Nội dung cấp tỉnh")].count("Chưa xét") == 7


@pytest.mark.parametrize(("chosen", "words"), [(5, "đã chọn giới thiệu 5"), (6, "nhiều hơn 05")])
def test_more_chosen_than_the_cap_is_marked(chosen: int, words: str) -> None:
    districts = district("Tân Yên", *(model(f"Mô hình {n}", level="province") for n in range(7)), chosen=chosen)
    data = provincial_workbook(province(districts))
    bands = [str(line[0]) for line in cells(data, "Nội dung cấp tỉnh") if str(line[0]).startswith("Tân Yên:")]
    assert words in bands[0]
    assert ("nhiều hơn" in bands[0]) == (chosen > 5)


def test_those_chosen_stand_first() -> None:
    districts = district("Tân Yên", model("A bình thường", level="province"), model("Được chọn", level="province"))
    place = {key: districts["entries"][1][key] for key in ("file", "sheet", "row")}
    districts["decisions"] = [place | {"decision": "province", "remark": "tốt"}]
    names = [entry.name for entry in province(districts).districts[0].candidates]
    assert names == ["Được chọn", "A bình thường"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"year": 2023}, "năm ở “1.json” là 2024, ở “2.json” là 2023"),
        ({"deadline": "2024-02-28T23:59:59+07:00"}, "hạn gửi"),
        ({"title": "Phong trào khác"}, "tên đợt đăng ký"),
        ({"province": "Bắc Ninh"}, "tỉnh"),
        ({"province_cap": 3}, "số nội dung cấp tỉnh"),
    ],
)
def test_campaigns_that_differ_are_refused(facts: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotWork, match=words):
        province(district("Tân Yên", model("a b")), district("Yên Thế", model("a b"), **facts))


def test_the_same_district_twice_is_refused_however_it_is_written() -> None:
    with pytest.raises(CannotWork, match=r"hai tệp “1\.json” và “2\.json”"):
        province(district("Tân Yên"), district("tân  yên"))


def test_a_result_without_its_district_is_refused() -> None:
    districts = district("Tân Yên")
    del districts["campaign"]["district"]
    with pytest.raises(CannotWork, match="chưa ghi tên huyện"):
        province(districts)


def test_the_same_results_give_the_same_bytes() -> None:
    districts = [result_dict(made_up_outcome())]
    assert provincial_workbook(province(*districts)) == provincial_workbook(province(*districts))


def test_what_units_typed_stays_text() -> None:
    data = provincial_workbook(province(district("Tân Yên", model("=1+1", level="province", holder="@SUM(A1)"))))
    line = next(line for line in cells(data, "Nội dung cấp tỉnh") if line[2] == "=1+1")
    assert line[4] == "@SUM(A1)"


def test_the_results_are_never_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", district("Tân Yên"))
    with pytest.raises(CannotWork, match="không ghi đè"):
        list(deliver_rollup([path], path, CAMPAIGN))
    text = list(deliver_rollup([path], tmp_path / "tinh.xlsx", CAMPAIGN))
    assert text[0].startswith("Đã cộng 1 huyện (Tân Yên)")
    assert (tmp_path / "tinh.xlsx").exists()


def test_an_item_that_the_district_raised_is_a_candidate() -> None:
    districts = district(
        "Tân Yên", model("Đường hoa", level="district"), model("Camera", level="province"), chosen=1
    )
    (text,) = province(districts).districts
    assert [entry.name for entry in text.candidates] == ["Đường hoa", "Camera"]
    assert (text.registered, text.chosen) == (1, 1)
    line = next(
        row for row in cells(provincial_workbook(province(districts)), "Nội dung cấp tỉnh") if row[2] == "Đường hoa"
    )
    assert line[8] == "Giới thiệu cấp tỉnh\n(đăng ký cấp huyện)"


@pytest.mark.parametrize(
    ("name", "head", "parent"),
    [
        ("Bắc Ninh", "TỈNH ỦY BẮC NINH", "ĐẢNG BỘ TỈNH BẮC NINH"),
        ("Thành phố Hải Phòng", "THÀNH ỦY HẢI PHÒNG", "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG"),
        ("TP. Hải Phòng", "THÀNH ỦY HẢI PHÒNG", "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG"),
    ],
)
def test_the_head_is_that_of_the_results(name: str, head: str, parent: str) -> None:
    office = province(district("Tân Yên", province=name)).campaign.office
    assert (office.province, office.committee, office.parent) == (name, head, parent)


def test_the_day_of_the_briefing_is_that_of_the_results() -> None:
    assert f"{province(district('Tân Yên', briefing='2024-03-08')).campaign.briefing}" == "2024-03-08"


def rules(*districts: dict[str, Any]) -> list[str]:
    return [
        str(line[0])
        for line in cells(provincial_workbook(province(*districts)), "Số lượng")
        if "Quy định" in str(line[0])
    ]


def test_the_rules_are_those_that_the_districts_judged_by() -> None:
    districts = district("Tân Yên")
    districts["campaign"]["limits"] = [{"group": "commune", "level": "province", "minimum": 3, "maximum": None}]
    assert rules(districts)[0] == "Quy định đối với xã, thị trấn: cấp tỉnh ít nhất 3 nội dung."


def test_rules_that_differ_are_told_with_the_districts(tmp_path: Path) -> None:
    single, two = district("Tân Yên"), district("Yên Thế")
    two["campaign"]["limits"][0]["minimum"] = 2
    text = rules(single, two)
    assert text[0].startswith("Quy định số lượng của các huyện không giống nhau")
    assert any("(huyện Yên Thế): cấp tỉnh 2 nội dung" in line for line in text)
    paths = [write(tmp_path / f"{n}.json", districts) for n, districts in enumerate((single, two))]
    assert any("không giống nhau" in line for line in deliver_rollup(paths, tmp_path / "tinh.xlsx", CAMPAIGN))


def test_a_result_that_says_no_limits_was_judged_by_the_usual_ones() -> None:
    old = district("Yên Thế")
    del old["campaign"]["limits"]
    assert list(province(district("Tân Yên"), old).limits.values()) == [["Tân Yên", "Yên Thế"]]
