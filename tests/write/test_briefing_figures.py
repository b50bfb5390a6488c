"""Every number in the report is recomputed from RESULT.json of the sample campaign."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from aggregator.book.layout import book_layout
from aggregator.campaign.load import default_campaign
from aggregator.nouns.outcome import Outcome
from aggregator.run import run
from aggregator.vietnamese.official_style import two_digits
from aggregator.write.result import result_bytes
from tests.write.briefing_recount import FIELDS, GROUPS, LEVELS, WATCHED, Recount, n, share, small
from tests.write.paper_reader import Paper, briefing_document, read_paper

BOARD = "ban-dan-van"  # orders nothing to itself
SAMPLES = Path(__file__).parent.parent.parent / "samples"
DOUBLES = {"name-twice", "sheet-repeats", "same-content-other-unit", "double-across-units"}
MARK = re.compile(r" ?[(\[](đăng ký )?cấp (tỉnh|huyện)[)\]]$")
REFERENCES = (
    r"tháng 02 năm 2024|tháng 3 năm 2024",
    r"năm 2024|giai đoạn 2022-2025",
    r"(hết )?ngày \d\d/\d{1,2}/\d{4}",
    r"\d\d giờ \d\d phút",
    r"\d\d:\d\d",
    r"số 266-QĐ/HU|theo QĐ 266",
    r"điểm \d Công văn|điểm 1, mục II",
    r"Phụ lục \d|Bảng \d",
    r"\bM[12]\b|không quá 05 nội dung",
    r"^\d\. ",
)


@cache
def outcome() -> Outcome:
    campaign = default_campaign()
    as_of = dt.datetime(2024, 3, 1, 7, tzinfo=campaign.zone)
    with TemporaryDirectory() as folder:
        return run(SAMPLES / "tiep_nhan", campaign, as_of=as_of, book=answered(Path(folder)), jobs=2)


def answered(folder: Path) -> Path:
    """The samples' tracking book once a person said that the list of unknown unit is nobody's: it is no list."""
    book = openpyxl.load_workbook(SAMPLES / "so_theo_doi.xlsx")
    (row,) = (row for row in book["Tiếp nhận"].iter_rows() if row[0].value == "DS đăng ký.xlsx")
    row[1].value = book_layout().nobody
    book.save(folder / "so_theo_doi.xlsx")
    return folder / "so_theo_doi.xlsx"


@cache
def recount() -> Recount:
    return Recount(json.loads(result_bytes(outcome())))


@cache
def paper() -> Paper:
    return read_paper(briefing_document(outcome()))


def told() -> list[str]:
    """Every figure of the sentences, in its words, in the order of the report."""
    r = recount()
    return [
        *_situation(r),
        *_results(r),
        *_theme_and_forms(r),
        *_numbers_and_times(r),
        *_proposals(r),
        *_appendix(r),
    ]


def _appendix(r: Recount) -> list[str]:
    strays = Counter(LEVELS[e["level"]] for e in r.entries if e["unit"] is None)
    by_level = ", ".join(f"{n(strays[title])} {title}" for title in LEVELS.values() if strays[title])
    unknown = sum(e["level"] is None and e["unit"] is not None for e in r.entries)
    as_base = unknown - sum(unit["counts"]["unknown"] for unit in r.units)
    return [
        *([f"Ngoài ra có {n(strays.total())} mô hình chưa rõ đơn vị ({by_level})"] if strays else []),
        f"Trong cột “Cơ sở” có {n(as_base)} mô hình không ghi rõ cấp",
    ]


def _situation(r: Recount) -> list[str]:
    listed = r.with_receipt("on_time", "late", "late_to_verify")
    unusable = r.with_receipt("empty", "unreadable", "forms_only")
    strays = [e for e in r.entries if e["unit"] is None]
    files = r.result["totals"]["by_status"]["unknown_unit"]
    unsure, forms_only = r.with_receipt("missing_to_verify"), r.with_receipt("forms_only")
    return [
        *([f"{n(len(forms_only))} đơn vị mới gửi bản M1, M2"] if forms_only else []),
        f"Có {n(len(r.units))} đơn vị phải gửi danh sách đăng ký ({r.groups(r.units)})",
        f"Đã gửi danh sách: {n(len(listed))}/{n(len(r.units))} đơn vị ({share(len(listed), len(r.units))})",
        f"{n(len(r.with_receipt('on_time')))} đơn vị đúng hạn",
        f"{n(len(r.with_receipt('late')))} đơn vị gửi chậm",
        f"{n(len(r.with_receipt('late_to_verify')))} đơn vị cần xác minh thời điểm nhận",
        f"Báo không đăng ký: {n(len(r.with_receipt('nil')))} đơn vị",
        f"Đã gửi nhưng chưa có danh sách dùng được: {n(len(unusable))} đơn vị",
        f"{n(len(r.with_receipt('empty')))} đơn vị gửi biểu mẫu trống",
        f"{n(len(r.with_receipt('unreadable')))} đơn vị gửi văn bản điện tử chưa đọc được",
        f"Đã hết hạn, chưa gửi: {n(len(r.with_receipt('missing')))} đơn vị ({r.groups(r.with_receipt('missing'))})",
        f"(chưa coi là chưa gửi): {n(len(unsure))} đơn vị ",
        *([f"{n(files)} văn bản điện tử với {n(len(strays))} mô hình chưa rõ"] if strays else []),
    ]


def _with_count(known: Mapping[str, int], count: int) -> str:
    titles = [title for code, title in FIELDS.items() if code and known.get(code) == count]
    return f"{' và '.join(titles)} ({'đều ' if len(titles) > 1 else ''}{n(count)} mô hình)"


def _results(r: Recount) -> list[str]:
    levels = Counter(e["level"] for e in r.entries)
    modes = Counter(e["mode"] for e in r.entries)
    holders = Counter(e["holder_kind"] for e in r.entries)
    fields = {code: len(those) for code, those in r.by_field(r.entries).items()}
    known = {code: count for code, count in fields.items() if code}
    return [
        f"Tổng số có {n(len(r.entries))} mô hình, điển hình đăng ký, gồm: "
        + ", ".join(f"{n(levels[code])} {title}" for code, title in LEVELS.items() if levels[code]),
        f"{n(modes['continuing'])} tiếp tục duy trì, {n(modes['new'])} xây dựng mới",
        *([f"{n(modes[None])} chưa ghi rõ hình thức"] if modes[None] else []),
        f"{n(holders['collective'])} của tập thể, {n(holders['individual'])} của cá nhân",
        *([f"{n(holders[None])} chưa rõ của tập thể hay cá nhân"] if holders[None] else []),
        f"Nhiều nhất là lĩnh vực {_with_count(known, max(known.values()))}",
        f"ít nhất là lĩnh vực {_with_count(known, min(known.values()))}",
        f"Còn {n(fields[None])} mô hình chưa rõ lĩnh vực",
    ]


def _theme_and_forms(r: Recount) -> list[str]:
    def watched(entries: list[dict[str, object]]) -> int:
        return sum(r.field(entry) in WATCHED for entry in entries)

    by_unit: dict[str, list[str | None]] = {}
    for entry in r.entries:
        by_unit.setdefault(entry["unit"], []).append(r.field(entry))
    without = [u for u, those in by_unit.items() if u and all(those) and not set(those) & set(WATCHED)]
    top, second = r.of_level("province"), r.of_level("district")
    lacking, units = r.forms_lacking
    seen = sum(unit["forms"]["matched"] for unit in r.units)
    assert seen + lacking == r.forms_needed
    came = f"đã thấy bản đăng ký của {n(seen)} nội dung, còn {n(lacking)} nội dung của {n(units)} đơn vị chưa thấy"
    whole, part = len(r.entries), watched(r.entries)
    by_level = f"cấp tỉnh {n(watched(top))}/{n(len(top))}; cấp huyện {n(watched(second))}/{n(len(second))}"
    return [
        f"Có {n(part)}/{n(whole)} mô hình thuộc lĩnh vực kinh tế và văn hóa - xã hội",
        f"chiếm {share(part, whole)} tổng số ({by_level})",
        f"thuộc lĩnh vực kinh tế và văn hóa - xã hội: {n(len(without))} đơn vị",
        f"Có {n(r.forms_needed)} nội dung đăng ký cấp tỉnh, cấp huyện phải kèm bản",
        *_own(r),
        came if seen else f"chưa thấy bản đăng ký của nội dung nào trong hồ sơ điện tử đã nhận ({n(units)} đơn vị)",
    ]


def _undetermined(r: Recount) -> Iterator[list[dict[str, Any]]]:
    """The units without a verdict as the paper tells them: those of a doubtful reading together."""
    doubtful = {f["unit"] for f in r.findings if f["code"] == "reading-doubtful"}
    units = r.of_quota("undetermined")
    yield [unit for unit in units if unit["code"] in doubtful]
    yield from ([unit] for unit in units if unit["code"] not in doubtful)


def _own(r: Recount) -> list[str]:
    said = [unit["own_registration"] for unit in r.units]
    unseen = sum(own["registered"] is None for own in said)
    named = [small(unit["name"]) for unit in r.units if unit["own_registration"]["registered"]]
    figures = {
        "đã có kế hoạch": sum(own["plan"] for own in said),
        "chưa thấy bản đăng ký trong hồ sơ điện tử đã nhận": unseen if unseen < len(said) else 0,
    }
    return [
        f"{n(len(named))} đơn vị ({'; '.join(named)}) đã đăng ký",
        *(f"{n(count)} đơn vị {words}" for words, count in figures.items() if count),
    ]


def _numbers_and_times(r: Recount) -> list[str]:
    violated, unassessed = r.of_quota("violated"), r.of_quota("not_assessed")
    missing, nil = r.with_receipt("missing"), len(r.with_receipt("nil"))
    late_forms = {f["unit"] for f in r.findings if (f["code"], f["severity"]) == ("forms-late", "violation")}
    revised = {f["unit"] for f in r.findings if f["code"] == "revised-after-deadline"}
    unusable = r.with_receipt("empty", "unreadable", "forms_only")
    dated = [u for u in (*unusable, *r.with_receipt("nil")) if u["received_from"] in ("book", "email")]
    late_no_list = [u for u in dated if u["received_at"][:10] > "2024-02-27"]
    doubles = [f for f in r.doubts if f["code"] in DOUBLES]
    same_text = [f for f in r.findings if f["code"] == "same-text-other-units"]
    differ = Counter(f["unit"] for f in r.findings if f["code"] == "form-level-differs")
    return [
        *(
            f"ghi cấp khác nhau ở {n(differ[u['code']])} mô hình"
            for u in r.of_quota("undetermined")
            if u["code"] in differ
        ),
        *([f"Có {n(len(doubles))} điểm nghi trùng lặp"] if doubles else []),
        *([f"Có {n(len(same_text))} nội dung được nhiều đơn vị ghi giống nhau"] if same_text else []),
        f"Có {n(len(r.of_quota('met')))} đơn vị có số lượng đúng quy định (gồm {n(nil)} đơn vị",
        f"Đăng ký chưa đúng số lượng: {n(len(violated))} đơn vị ({r.groups(violated)})",
        f"Chưa kết luận được (chưa coi là thiếu hay thừa): {n(len(r.of_quota('undetermined')))} đơn vị",
        f"Chưa có căn cứ xét: {n(len(unassessed))} đơn vị ({r.groups(unassessed)}), gồm: {'; '.join(_parts(r))}",
        *(
            f"{n(len(names))} đơn vị ({'; '.join(names)})"
            for names in ([small(unit["name"]) for unit in those] for those in _undetermined(r))
            if names
        ),
        *_to_verify(r),
        f"Gửi danh sách chậm so với hạn: {n(len(r.with_receipt('late')))} đơn vị",
        f"Đã hết hạn nhưng chưa gửi danh sách: {n(len(missing))} đơn vị",
        *(
            f"{title.capitalize()}: {n(sum(u['kind'] == kind for u in missing))} đơn vị"
            for kind, title in GROUPS.items()
        ),
        f"hay chưa gửi): {n(len(r.with_receipt('late_to_verify', 'missing_to_verify')))} đơn vị, gồm:",
        f"chưa có bản dùng được: {n(len(unusable))} đơn vị",
        *([f"Gửi bản M1, M2 sau hạn: {n(len(late_forms))} đơn vị"] if late_forms else []),
        f"(không tính là chậm): {n(len(revised))} đơn vị",
        *([f"(chưa coi là gửi chậm): {n(len(late_no_list))} đơn vị"] if late_no_list else []),
        *(
            [f"(không kể {n(len(revised))} điểm về danh sách sửa sau hạn đã nêu tại điểm 2, mục II)"]
            if revised
            else []
        ),
        f"Ban Dân vận Huyện ủy xem lại: {n(len(r.doubts))} điểm",
    ]


def _parts(r: Recount) -> list[str]:
    """The units whose numbers nobody can judge, by what is wanting; a unit outside its part would be missed."""
    of_receipt = {
        ("missing",): "chưa gửi danh sách khi đã hết hạn",
        ("missing_to_verify",): "cần xác minh việc gửi",
        ("empty", "unreadable", "forms_only"): "đã gửi nhưng chưa có danh sách dùng được",
        ("on_time", "late"): "gửi bản giấy, chưa có số liệu",
    }
    counts = {
        words: sum(unit["quota"] == "not_assessed" for unit in r.with_receipt(*receipts))
        for receipts, words in of_receipt.items()
    }
    assert sum(counts.values()) == len(r.of_quota("not_assessed"))
    return [f"{n(count)} đơn vị {words}" for words, count in counts.items() if count]


def _to_verify(r: Recount) -> list[str]:
    """Who is to be verified, a line for each kind of evidence."""
    lines = {
        " có danh sách nhận qua thư điện tử": [
            unit for unit in r.with_receipt("late_to_verify") if unit["received_from"] == "email"
        ],
        ": chưa thấy danh sách mang tên": r.with_receipt("missing_to_verify"),
    }
    named = {words: "; ".join(small(unit["name"]) for unit in units) for words, units in lines.items()}
    return [f"- {n(len(units))} đơn vị ({named[words]}){words}" for words, units in lines.items() if units]


def _proposals(r: Recount) -> list[str]:
    top, second = r.of_level("province"), r.of_level("district")
    units, further = ({e["unit"] for e in those if e["unit"]} for those in (top, second))
    unusable = r.with_receipt("empty", "unreadable", "forms_only")
    return [
        f"Có {n(len(top))} nội dung của {n(len(units))} đơn vị đăng ký cấp tỉnh",
        f"(theo lĩnh vực: {r.fields_told(top)})",
        f"Có {n(len(second))} nội dung của {n(len(further))} đơn vị đăng ký cấp huyện ({r.fields_told(second)})",
        f"đề xuất …… nội dung cấp huyện trong số {n(len(second))} nội dung nêu tại",
        f"Chỉ đạo {n(len([u for u in r.with_receipt('missing') if u['code'] != BOARD]))} đơn vị chưa gửi danh sách",
        f"Chỉ đạo {n(len(unusable))} đơn vị chưa có danh sách dùng được",
        f"việc gửi, thời điểm nhận của {n(len(r.with_receipt('late_to_verify', 'missing_to_verify')))} đơn vị",
        f"Chỉ đạo {n(len(r.of_quota('violated')))} đơn vị rà soát",
        f"Chỉ đạo {n(len(r.of_quota('undetermined')))} đơn vị làm rõ các điểm",
        f"M1, M2 của {n(r.forms_lacking[0])} nội dung",
    ]


def test_every_figure_is_what_the_result_says() -> None:
    text = paper().text
    assert [words for words in told() if words not in text] == []


def test_no_other_figure_stands_in_the_sentences() -> None:
    """What remains when the recomputed figures, references and names are taken out has no digit in it."""
    names = [name for unit in recount().units for name in (unit["name"], small(unit["name"]))]
    evidence = [two_digits(re.sub(r"\s+", " ", f["message"])) for f in recount().findings]
    left = []
    for line in paper().lines:
        rest = line
        for known in sorted((*told(), *names, *evidence), key=len, reverse=True):
            rest = rest.replace(known, "")
        for reference in REFERENCES:
            rest = re.sub(reference, "", rest)
        left += [rest] if re.search(r"\d", rest) else []
    assert left == []


def test_the_table_of_fields_and_levels_adds_up() -> None:
    r, rows = recount(), paper().table("Lĩnh vực, nhóm đơn vị")
    by_field = [those for code, those in r.by_field(r.entries).items() if code or those]
    kinds = {unit["code"]: unit["kind"] for unit in r.units}
    by_group = [[e for e in r.entries if kinds.get(e["unit"]) == kind] for kind in (*GROUPS, None)]
    expected = [r.levels_row(those) for those in (*by_field, r.entries, *filter(None, by_group))]
    assert [row[1:] for row in rows if len(row) > 1] == expected


def test_the_appendix_has_every_unit_with_its_counts() -> None:
    r = recount()
    rows = [row for row in paper().table("STT", "Đơn vị", "Tình hình gửi") if len(row) > 1]
    counts = {row[1]: row[4:8] for row in rows if any(row[4:8])}
    levels = ("province", "district", "base")  # nobody's counts have an unknown level here: no column for it
    for unit in r.units:
        assert unit["counts"]["unknown"] == 0
        expected = [str(unit["counts"][level]) for level in levels] + [str(sum(unit["counts"].values()))]
        assert counts.get(unit["name"], ["0"] * 4) == expected, unit["name"]
    assert all(row[4:8] == [""] * 4 for row in rows if row[-1] == "Chưa có căn cứ xét")  # empty, not nought
    sums = [sum(unit["counts"][level] for unit in r.units) for level in levels]
    assert rows[-1][1] == f"Cộng: {len(r.units)} đơn vị"
    assert rows[-1][4:8] == [str(count) for count in (*sums, sum(sums))]


def test_the_appendix_and_the_table_of_the_report_can_be_reconciled() -> None:
    """The total of the table of fields = the total of the appendix + the remarks below it, level by level."""
    table = next(row[1:] for row in paper().table("Lĩnh vực, nhóm đơn vị") if row[0] == "Cộng")
    *sums, total = paper().table("STT", "Đơn vị", "Tình hình gửi")[-1][4:8]
    appendix = [*sums, "0", total]  # no column of unknown level where it has no figure
    of_nobody = paper().line(_appendix(recount())[0])
    as_base = int(re.findall(r"Trong cột “Cơ sở” có (\d+)", of_nobody)[0])
    strays = {title: int(count) for count, title in re.findall(r"(\d\d) (cấp tỉnh|cấp huyện|cấp cơ sở)", of_nobody)}
    moved = {"cấp cơ sở": -as_base, "chưa rõ cấp": as_base}
    for place, title in enumerate(LEVELS.values()):
        mended = int(appendix[place]) + strays.get(title, 0) + moved.get(title, 0)
        assert mended == int(table[place]), title
    assert int(appendix[4]) + sum(strays.values()) == int(table[4])


def test_the_appendices_name_every_item_below_its_unit() -> None:
    r = recount()
    tables = [t[1:] for t in paper().tables if t[0][:2] == ["STT", "Tên mô hình, điển hình"]]
    for table, level in zip(tables, ("province", "district"), strict=True):
        items = r.of_level(level)
        names = Counter(MARK.sub("", " ".join(entry["name"].split())) for entry in items)
        assert Counter(row[1] for row in table if len(row) > 1) == names
        assert [row[0] for row in table if len(row) > 1] == [str(n) for n in range(1, len(items) + 1)]
        by_unit = Counter(entry["unit"] for entry in items)
        titles = {unit["code"]: unit["name"] for unit in r.units} | {None: "Chưa rõ đơn vị"}
        heads = [f"{titles[unit]} ({n(by_unit[unit])} nội dung)" for unit in titles if by_unit[unit]]
        assert [row[0] for row in table if len(row) == 1] == heads


def test_the_tables_of_numbers_and_times_name_the_units() -> None:
    r, tables = recount(), paper()
    named = {row[1] for row in tables.table("STT", "Đơn vị", "Nội dung", "Căn cứ")}
    assert named == {unit["name"] for unit in r.of_quota("violated")}
    late = {row[1] for row in tables.table("STT", "Đơn vị", "Thời điểm nhận")}
    assert late == {unit["name"] for unit in r.with_receipt("late")}
    for unit in r.with_receipt("missing", "late_to_verify", "missing_to_verify"):
        assert small(unit["name"]) in tables.text


def test_the_table_of_doubts_counts_every_finding_once() -> None:
    r, rows = recount(), paper().table("STT", "Nội dung", "Số điểm")
    assert sum(int(row[2]) for row in rows[:-1]) == len(r.doubts)
    assert rows[-1][2:] == [str(len(r.doubts)), str(len({f["unit"] for f in r.doubts if f["unit"]}))]
