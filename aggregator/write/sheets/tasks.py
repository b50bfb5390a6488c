"""`Nội dung cần sửa`, and the tasks of overview and terminal (R6): the gravest first, what only explains folded."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aggregator.nouns.finding import SEVERITIES, Finding
from aggregator.nouns.standing import SENDING_TO_VERIFY, TIME_TO_VERIFY
from aggregator.office.page import FIRST, Book, Group, Table
from aggregator.office.sheet import Column, order
from aggregator.vietnamese.fold import regex
from aggregator.vietnamese.official_style import figure, lower_first
from aggregator.write.sheets import cell_texts, levels, quotas, registers, units
from aggregator.write.sheets.view import View

SHEET = "Nội dung cần sửa"
HANDLE, LOOK = "handle", "look"  # weights of findings, and the marks of the first of each
_TONES = {"violation": "bad_bold", "error": "bad_bold", "warning": "", "info": "dim"}
_OF_SEVERAL = {"double-across-units", "same-text-other-units"}  # they name their units in their words
_SEVERAL, _GENERAL = "Nhiều đơn vị (xem cột “Nội dung”)", "Chung"
_CELL = regex(r"([A-Z]+)([0-9]+)")


def content_sheet(book: Book, view: View) -> None:
    """What is to be mended or looked at again, by unit; what explains is folded, and printed only when opened."""
    table: Table[Finding] = Table(
        [
            order(),
            Column("Mức độ", 13, "centre", lambda f: cell_texts.SEVERITY[f.severity], lambda f: _TONES[f.severity]),
            Column("Đơn vị", 21, "text", lambda f: _unit(view, f)),
            Column("Tệp", 24, "small", lambda f: cell_texts.short_path(f.file) if f.file else None),
            Column("Trang", 10, "centre", lambda f: f.sheet),
            Column("Ô", 6.5, "centre", lambda f: f.cell),
            Column("Nội dung", 46, "text", lambda f: f.message),
            Column("Cách xử lý", 38, "text", lambda f: f.remedy),
        ],
        mark=lambda f: f.weight,
    )
    page = book.page(SHEET, table.widths)
    page.head(
        "Nội dung cần sửa, cần xem lại",
        "Việc phải làm xếp theo đơn vị, đơn vị có điểm phải xử lý đứng trước. “Để biết” ở cuối trang là lời giải "
        "thích chương trình đã hiểu thế nào, không phải làm gì nếu hiểu đúng, trừ điểm phải trả lời ở sổ theo dõi; "
        "bấm dấu + bên trái để xem.",
    )
    findings = view.content_findings
    told = cell_texts.counts_in_words(view.severities, cell_texts.SEVERITY)
    total = f"Cộng: {figure(len(findings))} điểm ({told})" if findings else None
    groups = list(_groups(view, findings)) or [Group(None, [], "Không có nội dung nào cần sửa.")]
    table.write(page, groups, total=total, filtered=True)


def _groups(view: View, findings: Sequence[Finding]) -> Iterator[Group[Finding]]:
    units: dict[str, list[Finding]] = defaultdict(list)
    known = []
    for finding in sorted(findings, key=lambda f: _place(view, f)):
        if finding.severity == "info":
            known.append(finding)
        else:
            units[_unit(view, finding)].append(finding)
    for name in sorted(units, key=lambda name: units[name][0].weight == LOOK):
        counts = Counter(finding.weight for finding in units[name])
        told = ((counts[HANDLE], "điểm phải xử lý"), (counts[LOOK], "điểm cần xem lại"))
        points = ", ".join(f"{figure(count)} {what}" for count, what in told if count)
        yield Group(f"{name}: {points}", units[name])
    if known:
        yield Group(f"Để biết: {figure(len(known))} điểm (bấm dấu + bên trái để xem)", known, folded=True)


def _unit(view: View, finding: Finding) -> str:
    if finding.unit is None and finding.code in _OF_SEVERAL:
        return _SEVERAL
    return view.name(finding.unit) if finding.unit or finding.file else _GENERAL


def _place(view: View, finding: Finding) -> tuple[int, int, str, str, int, str]:
    cell = _CELL.match(finding.cell or "")
    column, row = (cell[1], int(cell[2])) if cell else ("", 0)
    grave = SEVERITIES.index(finding.severity)
    return view.rank(finding.unit), grave, finding.file or "", finding.sheet or "", row, column


# ---- What is to be decided and done, each with its sheet and rows: the overview and the terminal (R6).


class Task(NamedTuple):
    """A task: its words, the sheet and the mark of its rows, how many, and how the number looks."""

    label: str
    sheet: str
    mark: str
    number: int | str
    tone: str = ""


def tasks(view: View) -> Iterator[Task]:
    """All that is not nought, decisions first, the balance last."""
    told = (_province, _district, _sending, _quotas, _forms, _contents)
    yield from (task for part in told for task in part(view) if task.number)
    holds = view.outcome.balance.holds
    verdict = registers.EQUAL if holds else registers.UNEQUAL
    yield Task("Đối chiếu số liệu", registers.SHEET, FIRST, verdict, "good" if holds else "bad_bold")


def _province(view: View) -> Iterator[Task]:
    level, cap = view.campaign.levels[0], view.campaign.province_cap
    numbers, small = view.province_numbers(view.entries), lower_first(level.title)
    if not numbers.chosen and not numbers.back:
        yield Task(f"Nội dung {small} để chọn (không quá {cap:02d})", level.title, levels.OPEN, numbers.registered)
        return
    over = numbers.chosen > cap
    label = f"Chọn quá {cap:02d} nội dung, cần chọn lại" if over else f"Đã chọn {small} (không quá {cap:02d})"
    tone = "bad_bold" if over else "" if numbers.waiting else "good"
    yield Task(label, level.title, FIRST, f"{numbers.chosen}/{cap}", tone)
    yield Task(f"Nội dung {small} chưa xét", level.title, levels.OPEN, numbers.waiting)


def _district(view: View) -> Iterator[Task]:
    level = view.campaign.levels[1]
    numbers, small = view.district_numbers(view.entries), lower_first(level.title)
    if not numbers.presented and not numbers.raised:
        yield Task(f"Nội dung {small} để đề xuất, giới thiệu", level.title, levels.OPEN, numbers.whole)
        return
    share, tone = f"{figure(numbers.presented)}/{figure(numbers.whole)}", "" if numbers.waiting else "good"
    yield Task(f"Đã đề xuất, giới thiệu {small}", level.title, FIRST, share, tone)
    yield Task(f"Nội dung {small} chưa xét", level.title, levels.OPEN, numbers.waiting)


def _sending(view: View) -> Iterator[Task]:
    came, sheet = view.receipts, units.LATE_SHEET
    for label, receipt in (
        ("Đơn vị chưa gửi, đã hết hạn", "missing"),
        ("Đơn vị gửi chậm", "late"),
        ("Đơn vị cần xác minh thời điểm nhận", TIME_TO_VERIFY),
        ("Đơn vị cần xác minh việc gửi", SENDING_TO_VERIFY),
    ):
        yield Task(label, sheet, units.MARKS[receipt], came[receipt])
    unusable = sum(unit.unusable for unit in view.units)
    yield Task("Đơn vị chưa có danh sách dùng được", sheet, units.UNUSABLE_MARK, unusable)
    unread = sum(unit.unread for unit in view.units)
    yield Task("Đơn vị đã nhận, chưa có số liệu", units.SHEET, units.UNREAD, unread)
    yield Task("Đơn vị chưa gửi, còn hạn", sheet, units.MARKS["pending"], came["pending"])


def _quotas(view: View) -> Iterator[Task]:
    verdicts = Counter(unit.quota_standing for unit in view.units)
    for standing, label in (
        ("violated", "Đơn vị chưa đúng số lượng"),
        ("undetermined", "Đơn vị chưa kết luận được số lượng"),
        ("open", "Đơn vị chưa đủ số lượng, còn hạn"),
    ):
        yield Task(label, quotas.SHEET, standing, verdicts[standing])


def _forms(view: View) -> Iterator[Task]:
    """M1 and M2 (R1): not seen, late beyond doubt or not, without a row in the list."""
    unseen = sum(unit.forms_lacking for unit in view.units)
    yield Task("Nội dung chưa thấy bản M1, M2", units.SHEET, units.FORMS, unseen)
    came = Counter(units.forms_receipt(view, unit) for unit in view.units)
    yield Task("Đơn vị gửi chậm bản M1, M2", units.LATE_SHEET, units.LATE_FORMS_MARK, came["late"])
    yield Task("Đơn vị cần xác minh bản M1, M2", units.LATE_SHEET, units.FORMS_DOUBT_MARK, came[TIME_TO_VERIFY])
    top, second = view.campaign.levels[:2]
    where = top if all(form.level == top.code for form in view.stray_forms) else second
    yield Task("Bản M1, M2 chưa thấy trong danh sách", where.title, levels.STRAYS, len(view.stray_forms))


def _contents(view: View) -> Iterator[Task]:
    outcome = view.outcome
    strange = outcome.by_status["unknown_unit"] + outcome.by_status["unreadable"]
    yield Task("Tệp chưa rõ đơn vị hoặc không đọc được", registers.REGISTER_SHEET, registers.STRANGE, strange)
    yield Task("Mô hình chưa rõ lĩnh vực", cell_texts.UNKNOWN_FIELD, FIRST, outcome.entries_by_field["unknown"])
    yield Task("Điểm phải xử lý trong nội dung", SHEET, HANDLE, view.points[HANDLE])
    yield Task("Điểm cần xem lại trong nội dung", SHEET, LOOK, view.points[LOOK])
    aside = outcome.balance.rows_set_aside
    yield Task("Dòng để riêng, chưa tính là mô hình", registers.SHEET, registers.ROWS, aside)
