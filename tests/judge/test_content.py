"""Checks of the entries themselves, each finding with its cell; and of the forms M1 and M2 beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aggregator.judge.content import content_findings, registration_findings
from aggregator.judge.entries import normalise, raw_columns, with_dtype
from aggregator.nouns.document import Sheet
from aggregator.nouns.finding import Finding, short
from aggregator.nouns.outcome import Clash, FormMatches, Registration
from aggregator.nouns.reading import FormDoubt
from aggregator.write.sheets.view import View
from tests.forms import BOXES, registration
from tests.forms import form as filled_form
from tests.sheets import CAMPAIGN, HEAD, at, codes, m3, only, read_list, run_over, shown

GOOD = "| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"


def findings_of(cells: Sheet | str, unit: str | None = "cao-xa", *, base: bool = False) -> list[Finding]:
    """The findings of one list."""
    entries = normalise(raw_columns([("M3.xlsx", read_list(cells))]), CAMPAIGN)
    entries = entries.assign(
        unit=with_dtype("unit", [unit] * len(entries), ["cao-xa"]), unknown_is_base=base, apart=False
    )
    return content_findings(entries, CAMPAIGN)


def codes_of(*lines: str) -> list[str]:
    return shown(findings_of(m3("I. Kinh tế", *lines)))


def test_a_good_entry_has_no_finding() -> None:
    assert codes_of(GOOD) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| 1 | T | 1. Trồng hoa⏎2. Nuôi gà | Tập thể | | x | 30/10/2024 | | Cấp huyện |", "several-names @ C3"),
        ("| 1 | T | Trồng hoa | Tập thể | x | x | 30/10/2024 | | Cấp huyện |", "mode-both @ E3"),
        ("| 1 | T | Trồng hoa | Tập thể | | | 30/10/2024 | | Cấp huyện |", "mode-neither @ E3"),
        ("| 1 | T | Trồng hoa | | | x | 30/10/2024 | | Cấp huyện |", "holder-missing @ D3"),
        ("| 1 | T | Trồng hoa | 12 người | | x | 30/10/2024 | | Cấp huyện |", "holder-unclear @ D3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | | | Cấp huyện |", "completion-missing @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | Khi nào xong | | Cấp huyện |", "completion-unclear @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | Thường xuyên | | Cấp huyện |", "completion-open @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | Quý III | | Cấp huyện |", "completion-year-assumed @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2023 | | Cấp huyện |", "completion-past @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2024 | | |", "level-missing @ I3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2024 | | Tỉnh, huyện |", "level-unclear @ I3"),
    ],
)
def test_each_fault_is_one_finding_at_its_cell(line: str, expected: str) -> None:
    assert codes_of(line) == [expected]


def test_all_faults_of_an_entry_come_at_once() -> None:
    assert codes_of("| 1 | Thôn Trại | Trồng hoa |") == [
        "mode-neither @ E3", "holder-missing @ D3", "completion-missing @ G3", "level-missing @ I3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Gương người tốt", "field-missing @ C2"), ("Camera an ninh", "field-suggested @ C2")],
)
def test_an_entry_without_a_field(name: str, expected: str) -> None:
    assert shown(findings_of(m3(GOOD.replace("Trồng hoa", name)))) == [expected]


def test_where_the_table_lacks_the_column_the_name_is_the_place() -> None:
    text = "| | Tên mô hình | Địa chỉ | Mục tiêu |\n| | Gương người tốt | Thôn Trại | |"
    assert {f.cell for f in findings_of(text)} == {"B2"}


def test_the_same_model_twice_is_one_finding_that_names_every_place() -> None:
    again = GOOD.replace("| 1 |", "| 2 |").replace("Trồng hoa", "TRỒNG HOA.")
    (twice,) = findings_of(m3("I. Kinh tế", GOOD, again))
    assert (twice.code, twice.cell) == ("name-twice", "C3")
    assert "dòng 3" in twice.message
    assert "dòng 4" in twice.message


def test_the_same_name_in_two_villages_is_two_models() -> None:
    assert codes_of(GOOD, GOOD.replace("Thôn Trại", "Thôn Ngò")) == []


def test_an_unknown_level_in_an_agencys_list_is_only_a_remark() -> None:
    line = "| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2024 | | |"
    severities = [findings_of(m3("I. Kinh tế", line), base=base)[0].severity for base in (False, True)]
    assert severities == ["warning", "info"]


def test_every_finding_names_unit_file_and_sheet() -> None:
    for finding in findings_of(m3("| 1 | | Trồng hoa |", "| 2 | | Trồng hoa |")):
        assert (finding.unit, finding.file, finding.sheet) == ("cao-xa", "M3.xlsx", "Sheet1")


def test_entries_of_an_unknown_unit_are_checked_too_but_not_for_repeats() -> None:
    assert shown(
        findings_of(m3("I. Kinh tế", GOOD, GOOD.replace("| 1 |", "| 2 |").replace("x", "")), unit=None)
    ) == ["mode-neither @ E4"]


def test_a_long_name_is_cut_in_messages() -> None:
    assert len(short("Trồng hoa " * 40)) <= 90
    assert short("Trồng\n hoa") == "Trồng hoa"
    assert short(None) == ""


WHOLE = {
    "field": "economy", "level": "district", "content": "Họp thôn", "period": "Năm 2024", "scope": "Thôn Trại",
    "results": "500 m",
}  # fmt: skip
LISTED: dict[str, Any] = {
    "unit": "cao-xa", "name": "Đường hoa", "level": "base", "level_source": "column", "unknown_is_base": False,
    "holder": "Ông Tám", "address": "Thôn Trại",
}  # fmt: skip


def form(name: str = "Đường hoa", row: int = 1, **facts: Any) -> Registration:
    return registration(name, row, **(WHOLE | {"entry": 0} | facts))


def form_findings(
    *forms: Registration,
    entries: list[dict[str, Any]] | None = None,
    clashes: list[Clash] | None = None,
    **more: Any,
) -> list[Finding]:
    """The findings about these forms; the unit has one entry unless others are given."""
    frame = pd.DataFrame([LISTED | entry for entry in entries or [{}]])
    assessed = more.pop("assessed", {"cao-xa"})
    return registration_findings(FormMatches(forms, **more), clashes or [], frame, assessed, CAMPAIGN)


def test_a_whole_form_with_its_row_gives_nothing_to_say() -> None:
    assert form_findings(form()) == []


def test_upward_entries_without_a_form_are_one_finding_of_the_unit() -> None:
    entries = [{"name": f"Mô hình {n}", "level": "district"} for n in range(3)]
    finding = only(form_findings(form(), entries=entries), "forms-missing")
    assert (finding.severity, finding.unit) == ("warning", "cao-xa")
    assert "còn 2 nội dung" in finding.message
    assert "Mô hình 1; Mô hình 2" in finding.message


def test_an_entry_that_a_form_resembles_is_not_called_without_form() -> None:
    stray = form(entry=None)
    findings = form_findings(stray, entries=[{"level": "district"}], doubtful=((stray, 0),))
    assert codes(findings) == ["form-doubtful"]


def test_many_names_are_cut_with_dots() -> None:
    entries = [{"name": f"Mô hình {n}", "level": "province"} for n in range(12)]
    assert only(form_findings(entries=entries), "forms-missing").message.endswith("Mô hình 7 ….")


def test_a_form_without_its_row_is_said() -> None:
    assert codes(form_findings(form(entry=None))) == ["form-without-entry"]


def test_what_is_said_of_a_form_stands_at_the_item_that_it_is_about() -> None:
    rows = {"name": 7, "content": 15, "period": 16}
    assert shown(form_findings(form(entry=None, row=1, rows=rows))) == ["form-without-entry @ A7"]
    assert shown(form_findings(form(content=None, row=1, rows=rows))) == ["form-incomplete @ A15"]
    assert shown(form_findings(form(period="Năm 2021", row=1, rows=rows))) == ["form-period-other-year @ A16"]
    assert shown(form_findings(form(content=None, row=3))) == ["form-incomplete @ A3"]  # of a form of before


def test_without_a_list_no_form_can_lack_its_row() -> None:
    assert form_findings(form(entry=None), assessed=set()) == []


def test_a_further_form_of_the_same_model_is_for_information() -> None:
    early, late = form(replaced=True), form(row=9, file="M1 sửa.docx", received_at=at("27/02/2024 08:00"))
    finding = only(form_findings(early, late, repeats=((early, late),)), "form-again")
    assert (finding.severity, finding.file) == ("info", "M1.docx")
    assert "M1 sửa.docx" in finding.message


@pytest.mark.parametrize(
    ("aspect", "of_list", "of_form", "words"),
    [
        ("level", "district", "province", "danh sách ghi cấp huyện, bản M1 ghi cấp tỉnh"),
        ("field", "economy", "defence_security", "Kinh tế"),
        ("holder", "individual", "collective", "danh sách ghi “Ông Tám”, nhưng bản đăng ký là mẫu M1"),
    ],
)
def test_a_contradiction_names_both_sides(aspect: str, of_list: str, of_form: str, words: str) -> None:
    registration = form()
    (finding,) = form_findings(registration, clashes=[Clash(registration, 0, aspect, of_list, of_form)])
    assert (finding.code, finding.severity) == (f"form-{aspect}-differs", "warning")
    assert words in finding.message


BAY = "Ông Nguyễn Văn Bảy - Chủ tịch Hội Nông dân"


@pytest.mark.parametrize(
    ("facts", "entry", "words"),
    [
        (
            {"scope": "Thôn Lò Nồi"},
            {"address": "Thôn Nguyễn"},
            "danh sách ghi “Thôn Nguyễn”, bản M1 ghi “Thôn Lò Nồi”",
        ),
        ({"holder": "Trần Văn Tám"}, {"holder": BAY}, "bản M1 ghi “Trần Văn Tám”"),
        ({"scope": "Thôn Trại, xã Cao Xá"}, {"address": "Thôn Trại"}, None),
        ({"scope": "Xã Cao Xá"}, {"address": "Thôn Trại"}, None),
        ({"holder": "Nguyễn Bảy"}, {"holder": BAY}, None),
        ({"holder": "Trần Văn Tám"}, {"holder": "Cá nhân"}, None),
        ({"holder": "Trần Văn Tám"}, {"holder": None}, None),
        ({"holder": "Chi hội Phụ nữ"}, {"holder": BAY}, None),
        ({"holder": "Nguyễn Văn Quí"}, {"holder": "Ông Nguyễn Văn Quý"}, None),
        ({"holder": "Nguyễn Văn Tuấn"}, {"holder": "Chi hội trưởng Hội Nông dân thôn Ngô Xá"}, None),
        ({"holder": "Nguyễn Văn Tuấn"}, {"holder": "Trưởng thôn Lý Thượng"}, None),
        ({"scope": "Thôn I"}, {"address": "Thôn 1"}, None),
        ({"scope": "TẠI THÔN VÀ CÁC NGÕ"}, {"address": "THÔN ĐÔNG KHANH"}, None),
    ],
)
def test_another_place_or_person_than_the_rows_is_told(
    facts: dict[str, Any], entry: dict[str, Any], words: str | None
) -> None:
    findings = form_findings(form(holder_kind="individual", **facts), entries=[{"address": "Thôn Trại"} | entry])
    assert codes(findings) == (["form-text-differs"] if words else [])
    assert all(words and words in finding.message for finding in findings)


@pytest.mark.parametrize("item", ["field", "level", "content", "period"])
def test_an_empty_item_is_named_as_the_form_prints_it(item: str) -> None:
    labels = CAMPAIGN.registration_forms_by_code["M1"].items_by_code
    empty: dict[str, Any] = {item: None}
    finding = only(form_findings(form(**empty)), "form-incomplete")
    assert f"“{labels[item].label}”" in finding.message


def test_what_is_in_doubt_is_not_called_empty_too() -> None:
    findings = form_findings(form(level=None, doubts=(FormDoubt("registration-level-unclear", 9, "tỉnh, huyện"),)))
    assert [(f.code, f.cell) for f in findings] == [("registration-level-unclear", "A9")]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("Từ tháng 3 đến tháng 10", []),
        ("Năm 2024", []),
        ("Giai đoạn 2022 - 2025", []),
        ("Năm 2023", ["form-period-other-year"]),
        ("2025-2026", ["form-period-other-year"]),
    ],
)
def test_a_period_that_does_not_touch_the_year_is_for_information(period: str, expected: list[str]) -> None:
    findings = form_findings(form(period=period))
    assert codes(findings) == expected
    assert {f.severity for f in findings} <= {"info"}


@pytest.mark.parametrize(("lines", "expected"), [(5, []), (12, []), (13, ["form-content-length"])])
def test_content_far_from_the_lines_asked_is_for_information(lines: int, expected: list[str]) -> None:
    findings = form_findings(form(content="\n".join(["Họp thôn"] * lines)))
    assert codes(findings) == expected
    assert {f.severity for f in findings} <= {"info"}


def test_the_report_says_that_the_levels_come_from_the_forms_and_what_became_of_the_rest() -> None:
    by_form = {"level": "district", "level_source": "registration"}
    silent = {"level": None, "level_source": None, "unknown_is_base": True}
    finding = only(form_findings(form(), entries=[by_form, silent, silent]), "levels-from-forms")
    assert "Cấp đăng ký của 1 mô hình của Xã Cao Xá lấy theo bản M1, M2" in finding.message
    assert "Còn 2 mô hình không ghi cấp và không có bản M1, M2 được tính là cấp cơ sở" in finding.message


# --- what a finding says and where, over whole files -------------------------------------------------


def boxes(*ticked: int) -> str:
    marks = "\n".join(f"| - {label} | {'☒' if n in ticked else '☐'} |" for n, label in enumerate(BOXES))
    head, _, rest = filled_form("Nuôi ong", "Cấp huyện").partition("2. Thuộc lĩnh vực:\n")
    return f"{head}2. Thuộc lĩnh vực:\n{marks}\n{rest[rest.index('| 3.') :]}"


@pytest.mark.parametrize(
    ("ticked", "code", "words"),
    [
        (
            (2, 3),
            "registration-field-several",
            "đánh dấu nhiều lĩnh vực: “Văn hóa - xã hội”; “Quốc phòng - an ninh”.",
        ),
        ((0, 1, 2, 3), "registration-field-several", "“Văn hóa - xã hội”; “Quốc phòng - an ninh”."),
        ((), "registration-field-none", "chưa đánh dấu lĩnh vực nào."),
    ],
)
def test_several_ticks_are_named_and_none_is_called_none(
    tmp_path: Path, ticked: tuple[int, ...], code: str, words: str
) -> None:
    outcome = run_over(tmp_path, {"M1.xlsx": boxes(*ticked)})
    assert words in only(outcome.findings, code).message
    assert not {"registration-field-unclear", "form-incomplete"} & set(codes(outcome.findings))


def test_one_tick_is_in_order(tmp_path: Path) -> None:
    assert not any(
        code.startswith("registration-") for code in codes(run_over(tmp_path, {"M1.xlsx": boxes(2)}).findings)
    )


def test_a_form_without_its_person_is_incomplete_and_one_with_is_not(tmp_path: Path) -> None:
    lacking = filled_form("Nuôi ong", person="Hoàng Thị Lan").replace(": Hoàng Thị Lan", ":")
    assert (
        "“Tên cá nhân”" in only(run_over(tmp_path / "a", {"M2.xlsx": lacking}).findings, "form-incomplete").message
    )
    whole = run_over(tmp_path / "b", {"M2.xlsx": filled_form("Nuôi ong", person="Hoàng Thị Lan")})
    assert "form-incomplete" not in codes(whole.findings)


def test_a_form_that_contradicts_its_row_is_told_at_the_line_that_does(tmp_path: Path) -> None:
    listed = "Đơn vị: Xã Cao Xá\n\n" + m3("| 1 | Thôn 1 | Nuôi ong | Tập thể | | x | 2024 | a | Cấp tỉnh |")
    files = {"M3.xlsx": listed, "M1.xlsx": filled_form("Nuôi ong", "Cấp huyện")}
    place = only(run_over(tmp_path, files).findings, "form-level-differs")
    at_line = next(n for n, line in enumerate(files["M1.xlsx"].splitlines(), start=1) if "ở cấp" in line)
    assert (place.file, place.cell) == ("M1.xlsx", f"A{at_line}")


TICKS = HEAD.replace("| Cấp đăng ký |", "| Cấp tỉnh | Cấp huyện |")


def test_two_ticks_of_levels_are_told_where_they_are_and_not_counted_as_base(tmp_path: Path) -> None:
    rows = [
        "| 1 | Thôn 1 | Trồng dứa | Tập thể | | x | 2024 | a | x | |",
        "| 2 | Thôn 2 | Sân thể thao | Tập thể | | x | 2024 | a | x | x |",
        "| 3 | Thôn 3 | Khuyến học | Tập thể | | x | 2024 | a | | |",
        "| 4 | Thôn 4 | Nuôi dê | Tập thể | | x | 2024 | a | | x |",
    ]
    outcome = run_over(tmp_path, {"M3.xlsx": "\n".join(["Đơn vị: Xã Lan Giới", "", TICKS, *rows])})
    assert only(outcome.findings, "level-unclear").cell == "I5"
    view = View(outcome)
    counted = {entry.name: view.counted_level(entry) for entry in view.entries}
    assert (counted["Sân thể thao"], counted["Khuyến học"]) == ("unknown", "base")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mô hình số 1", "Dòng 4 ghi tên mô hình là “Mô hình số 1”, chưa nêu nội dung của mô hình."),
        ("", "Dòng 4 có nội dung nhưng không có tên mô hình: “1 | Thôn 1 | Tập thể"),
        ("...", "Dòng 4 có nội dung nhưng không có tên mô hình"),
    ],
)
def test_a_name_that_tells_no_content_is_told_so(tmp_path: Path, name: str, words: str) -> None:
    named = ((n, name.replace("1", str(n))) for n in (1, 2))
    rows = [f"| {n} | Thôn {n} | {each} | Tập thể | | x | 2024 | a | Cấp huyện |" for n, each in named]
    good = "| 3 | Thôn 3 | Nuôi ong | Tập thể | | x | 2024 | a | Cấp huyện |"
    outcome = run_over(tmp_path, {"M3.xlsx": "Đơn vị: Xã Cao Xá\n\n" + m3(*rows, good)})
    first = next(f for f in outcome.findings if f.code == "row-without-name")
    assert words in first.message
