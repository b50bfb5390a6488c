"""`Tổng quan` and the chase list: every number recomputed from RESULT.json, each part on one sheet of paper."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from functools import cache
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from aggregator.nouns.outcome import Outcome
from tests.plain_results import result_dict
from tests.write.masters import master_of, opened, values
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome

LEVELS = ("province", "district", "base", None)
OUTCOMES = {
    "full": made_up_outcome(),
    "empty": empty_outcome(),
    "tiny": outcome_with([{}, {"level": "province"}, {"field": None}]),
    "perfect": perfect_outcome(),
    "large": made_up_outcome(per_unit=9, copies=5),
}
EACH = pytest.mark.parametrize("name", OUTCOMES)


def master(name: str) -> bytes:
    return master_of(OUTCOMES[name])


def book(name: str) -> Any:
    return opened(master(name))


def overview(name: str) -> Worksheet:
    sheet: Worksheet = book(name)["Tổng quan"]
    return sheet


@cache
def told(name: str) -> dict[str, Any]:
    return result_dict(OUTCOMES[name])


def rows(name: str, first: int, last: int) -> list[list[Any]]:
    """The cells with something in them of some columns (1-based), row by row."""
    page = overview(name).iter_rows(min_col=first, max_col=last)
    return [[cell.value for cell in row if cell.value is not None] for row in page]


def lines(name: str, block: int) -> dict[str, list[Any]]:
    """The lines of one of the three tables by their labels; the first of a name counts."""
    found: dict[str, list[Any]] = {}
    for row in rows(name, block * 32 + 1, block * 32 + 30):
        if len(row) > 1 and isinstance(row[0], str) and not (len(row) == 2 and isinstance(row[1], str)):
            found.setdefault(row[0], row[1:])
    return found


def cards(name: str) -> dict[str, int]:
    """The headline figures by their captions."""
    sheet = overview(name)
    found: dict[str, int] = {}
    for row in sheet.iter_rows(min_row=5, max_row=14):
        for cell in row:
            above = sheet.cell(cell.row - 1, cell.column).value if cell.row and cell.column else None
            if isinstance(cell.value, str) and isinstance(above, int):
                found[cell.value] = above
    return found


def accused(result: dict[str, Any], code: str) -> set[str]:
    return {f["unit"] for f in result["findings"] if (f["code"], f["severity"]) == (code, "violation")}


def receipt(result: dict[str, Any], unit: dict[str, Any]) -> str:
    weak = unit["receipt"] in {"late", "missing"} and unit["code"] not in accused(result, unit["receipt"])
    return f"{unit['receipt']}?" if weak else str(unit["receipt"])


def field(entry: dict[str, Any]) -> str | None:
    return None if entry["field_source"] == "suggested" else entry["field"]


def by_level(entries: list[dict[str, Any]]) -> list[int]:
    levels = Counter(entry["level"] for entry in entries)
    return [len(entries), *(levels[level] for level in LEVELS)]


@EACH
def test_the_headline_figures_are_those_of_the_result(name: str) -> None:
    result = told(name)
    came = Counter(receipt(result, unit) for unit in result["units"])
    units, entries = result["units"], result["entries"]
    level = Counter(e["level"] for e in entries)
    holder, mode = Counter(e["holder_kind"] for e in entries), Counter(e["mode"] for e in entries)
    assert cards(name) == {
        "Đơn vị phải gửi danh sách": len(units),
        "Đã gửi về": sum(unit["receipt"] not in {"missing", "pending"} for unit in units),
        "Đúng hạn": came["on_time"],
        "Gửi chậm": came["late"],
        "Chưa gửi, còn hạn" if came["pending"] else "Chưa gửi": came["missing"] + came["pending"],
        "Chưa có danh sách dùng được": came["unreadable"] + came["empty"] + came["forms_only"],
        "Mô hình đăng ký": len(entries),
        "Cấp tỉnh": level["province"],
        "Cấp huyện": level["district"],
        "Cấp cơ sở": level["base"],
        "Tập thể": holder["collective"],
        "Cá nhân": holder["individual"],
        "Xây dựng mới": mode["new"],
        "Tiếp tục duy trì": mode["continuing"],
    }


@EACH
def test_the_table_of_fields_and_levels_is_that_of_the_result_with_the_theme_set_off(name: str) -> None:
    entries, shown = told(name)["entries"], lines(name, 0)
    kinds = {unit.code: unit.kind for unit in CAMPAIGN.units}
    theme = [f.code for f in CAMPAIGN.fields if f.theme]
    expected = {f"{f.numeral}. {f.title}": [e for e in entries if field(e) == f.code] for f in CAMPAIGN.fields}
    expected |= {
        "Chưa rõ lĩnh vực": [e for e in entries if field(e) is None],
        "Cộng tất cả lĩnh vực": entries,
        "Xã, thị trấn": [e for e in entries if kinds.get(e["unit"]) == "commune"],
        "Cơ quan, đơn vị": [e for e in entries if kinds.get(e["unit"]) == "agency"],
        "Chưa rõ đơn vị": [e for e in entries if e["unit"] is None],
        "Tập thể": [e for e in entries if e["holder_kind"] == "collective"],
        "Cá nhân": [e for e in entries if e["holder_kind"] == "individual"],
    }
    assert {label: shown[label] for label in expected} == {k: by_level(v) for k, v in expected.items()}
    label, watched = next((k, v) for k, v in shown.items() if k.startswith("Cộng lĩnh vực trọng tâm"))
    assert watched == by_level([e for e in entries if field(e) in theme])
    if entries:
        assert f"({100 * watched[0] / len(entries):.1f}%)".replace(".", ",") in label


@EACH
def test_the_table_of_the_units_is_that_of_the_result(name: str) -> None:
    result, shown = told(name), lines(name, 1)

    def counted(belongs: Any) -> list[int]:
        kinds = Counter(unit["kind"] for unit in result["units"] if belongs(unit))
        return [kinds["commune"], kinds["agency"], kinds.total()]

    receipts = {
        "Đúng hạn": {"on_time"}, "Gửi chậm": {"late"}, "Cần xác minh thời điểm nhận": {"late?"},
        "Báo không đăng ký": {"nil"}, "Chưa có danh sách dùng được": {"empty", "unreadable", "forms_only"},
        "Chưa gửi": {"missing"}, "Cần xác minh việc gửi": {"missing?"}, "Chưa gửi, còn hạn": {"pending"},
    }  # fmt: skip
    quotas = {
        "Đúng số lượng": "met", "Chưa đúng số lượng": "violated", "Chưa kết luận được": "undetermined",
        "Chưa đủ, còn hạn": "open", "Chưa có căn cứ xét": "not_assessed",
    }  # fmt: skip
    for label, codes in receipts.items():
        assert shown[label] == counted(lambda unit, codes=codes: receipt(result, unit) in codes), label
    for label, quota in quotas.items():
        assert shown[label] == counted(lambda unit, quota=quota: unit["quota"] == quota), label


@EACH
def test_what_is_to_be_decided_and_done_is_counted_as_in_the_result(name: str) -> None:
    result, shown = told(name), lines(name, 2)
    came = Counter(receipt(result, unit) for unit in result["units"])
    quota = Counter(unit["quota"] for unit in result["units"])
    totals = result["totals"]
    expected = {
        "Nội dung cấp tỉnh để chọn (không quá 05)": totals["entries_by_level"]["province"],
        "Nội dung cấp huyện để đề xuất, giới thiệu": totals["entries_by_level"]["district"],
        "Đơn vị chưa gửi, đã hết hạn": came["missing"],
        "Đơn vị gửi chậm": came["late"],
        "Đơn vị cần xác minh thời điểm nhận": came["late?"],
        "Đơn vị cần xác minh việc gửi": came["missing?"],
        "Đơn vị chưa có danh sách dùng được": came["empty"] + came["unreadable"] + came["forms_only"],
        "Đơn vị chưa gửi, còn hạn": came["pending"],
        "Đơn vị chưa đúng số lượng": quota["violated"],
        "Đơn vị chưa kết luận được số lượng": quota["undetermined"],
        "Đơn vị chưa đủ số lượng, còn hạn": quota["open"],
        "Nội dung chưa thấy bản M1, M2": sum(u["forms"]["needed"] - u["forms"]["matched"] for u in result["units"]),
        "Đơn vị gửi chậm bản M1, M2": sum(
            finding["code"] == "forms-late" and finding["severity"] == "violation" for finding in result["findings"]
        ),
        "Đơn vị cần xác minh bản M1, M2": sum(
            finding["code"] == "forms-late" and finding["severity"] == "warning" for finding in result["findings"]
        ),
        "Bản M1, M2 chưa thấy trong danh sách": sum(
            form["entry"] is None and not form["replaced"] for form in result["registrations"]
        ),
        "Tệp chưa rõ đơn vị hoặc không đọc được": totals["by_status"]["unknown_unit"]
        + totals["by_status"]["unreadable"],
        "Mô hình chưa rõ lĩnh vực": totals["entries_by_field"]["unknown"],
        "Dòng để riêng, chưa tính là mô hình": totals["rows_set_aside"],
        "Điểm phải xử lý trong nội dung": elsewhere(result, "violation") + elsewhere(result, "error"),
        "Điểm cần xem lại trong nội dung": elsewhere(result, "warning"),
    }
    found = {label: values[-1] for label, values in shown.items() if isinstance(values[-1], int)}
    assert found == {label: count for label, count in expected.items() if count}


def elsewhere(result: dict[str, Any], severity: str) -> int:
    """The findings that are not told with the quotas or the deadlines of the units."""
    receipts = {unit["code"]: unit["receipt"] for unit in result["units"]}
    return sum(
        finding["severity"] == severity
        and not (
            finding["unit"] in receipts
            and (
                finding["code"].startswith("quota-")
                or finding["code"] == "forms-late"
                or (finding["code"] in {"late", "missing"} and finding["code"] == receipts[finding["unit"]])
            )
        )
        for finding in result["findings"]
    )


def data(name: str, head: str) -> list[list[Any]]:
    """The lines of the chart data under a head, beside the printed grid."""
    beside = [list(row) for row in overview(name).iter_rows(min_col=97, max_col=102, values_only=True)]
    starts = [n for n, row in enumerate(beside) if row[0] == head]
    if not starts:
        return []
    below = beside[starts[0] + 1 :]
    return below[: next((n for n, row in enumerate(below) if row[0] is None), len(below))]


@EACH
def test_the_days_of_the_chart_are_those_of_the_result(name: str) -> None:
    result = told(name)
    deadline = dt.datetime.fromisoformat(result["campaign"]["deadline"])
    came = {u["code"]: dt.datetime.fromisoformat(u["received_at"]) for u in result["units"] if u["received_at"]}
    shown = data(name, "Ngày nhận")
    assert [row[0] for row in shown if row[1]] == sorted({f"{m:%d/%m}" for m in came.values() if m <= deadline})
    days = Counter(f"{m:%d/%m}" for m in came.values())
    assert {row[0]: sum(row[1:4]) for row in shown if sum(row[1:4])} == days
    assert [row[4] for row in shown] == [sum(row[1:4]) for row in shown]
    after = {code for code, moment in came.items() if moment > deadline}
    assert sum(row[2] for row in shown) == len(after & accused(result, "late"))
    assert sum(row[3] for row in shown) == len(after - accused(result, "late"))
    assert [row[0] for row in shown if row[5]] == ([f"{deadline:%d/%m}"] if came else [])


@EACH
def test_the_other_charts_are_drawn_from_the_result(name: str) -> None:
    result = told(name)
    expected = [by_level([e for e in result["entries"] if field(e) == f.code])[1:] for f in CAMPAIGN.fields]
    shown = [row[1:5] for row in data(name, "Lĩnh vực")]
    assert shown[:4] == (expected if result["entries"] else [])
    quotas = Counter(u["quota"] for u in result["units"] if u["kind"] == "commune")
    order = ("met", "violated", "undetermined", "open", "not_assessed")
    drawn = [row[1] for row in data(name, "Số lượng so với quy định")]
    assert drawn == ([] if name == "empty" else [quotas[quota] for quota in order])


@EACH
def test_no_chart_is_empty_and_each_has_stored_numbers_and_words(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(master(name))) as package:
        charts = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == (0 if name == "empty" else 3)
    for chart in charts:
        assert re.search(r"<c:numCache>.*<c:v>[1-9]", chart)
        assert "Times New Roman" in chart
        assert "Calibri" not in chart
        assert "<c:title>" in chart


def test_an_empty_campaign_says_in_words_why_there_is_no_chart() -> None:
    said = {cell.value for row in overview("empty").iter_rows() for cell in row}
    assert "Chưa có mô hình nào được đăng ký." in said
    assert "Chưa có đơn vị nào gửi hồ sơ về." in said
    assert "Chưa có xã, thị trấn nào có căn cứ xét số lượng đăng ký." in said


@EACH
def test_the_overview_is_one_sheet_of_paper(name: str) -> None:
    setup = overview(name).page_setup
    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)
    assert not overview(name).row_breaks.brk
    assert str(overview(name).print_area).split("!")[-1].startswith("$A$1:$CP$")


@EACH
def test_every_unit_tells_how_many_models_of_each_field_it_has(name: str) -> None:
    result, sheet = told(name), book(name)["Tình hình gửi"]
    names = {unit["name"]: unit for unit in result["units"]}
    shown = {row[1]: row[12] for row in sheet.iter_rows(values_only=True) if row[1] in names}
    assert set(shown) == set(names)
    for label, text in shown.items():
        those = [e for e in result["entries"] if e["unit"] == names[label]["code"]]
        counts = [sum(field(e) == f.code for e in those) for f in CAMPAIGN.fields]
        if those:
            assert str(text).splitlines()[0] == " - ".join(map(str, counts))


def chased(outcome: Outcome) -> list[str]:
    """The bands and units of the chase list, in order."""
    below = values(master_of(outcome), "Tình hình gửi")
    start = next(n for n, row in enumerate(below) if row[0] == "STT")
    return [str(row[1] if isinstance(row[0], int) else row[0]) for row in below[start + 1 :]]


def test_the_chase_list_begins_with_the_silent_communes_and_ends_with_what_is_done() -> None:
    said = [line for line in chased(OUTCOMES["full"]) if re.match(r"\d+\. ", line)]
    order = [
        "Xã, thị trấn chưa gửi, đã hết hạn",
        "Cơ quan, đơn vị chưa gửi, đã hết hạn",
        "Xã, thị trấn chưa gửi, còn trong hạn",
        "Cơ quan, đơn vị chưa gửi, còn trong hạn",
        "Đã gửi nhưng chưa có danh sách dùng được",
        "Cần xác minh việc gửi, thời điểm nhận",
        "Chưa kết luận được về số lượng",
        "Chưa đúng, chưa đủ số lượng theo quy định",
        "Chưa thấy đủ bản M1, M2 của nội dung cấp tỉnh, cấp huyện",
        "Không còn việc phải đôn đốc",
    ]
    titles = [re.sub(r"^\d+\. |: \d+ đơn vị$", "", line) for line in said]
    assert titles == [title for title in order if title in titles]
    assert {order[0], order[1], order[4], order[5]} <= set(titles)


def test_a_contested_silence_is_chased_as_a_doubt() -> None:
    result = told("full")
    contested = {u["name"] for u in result["units"] if receipt(result, u) == "missing?"}
    said = chased(OUTCOMES["full"])
    start = next(n for n, line in enumerate(said) if "Cần xác minh việc gửi" in line)
    assert contested
    assert contested <= set(said[start:])


def test_where_all_is_well_nobody_is_chased() -> None:
    bands = [line for line in chased(OUTCOMES["perfect"]) if re.match(r"\d+\. ", line)]
    assert bands[-1].endswith(f"{len(CAMPAIGN.units)} đơn vị") or "M1, M2" in bands[0]
