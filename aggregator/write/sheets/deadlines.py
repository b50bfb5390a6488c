"""`Gửi chậm, chưa gửi`: who was late or silent and on what evidence; what is not certain stands apart (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aggregator.standing import UNUSABLE
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.findings import Finding
    from aggregator.standing import UnitState
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.view import View

SHEET = "Gửi chậm, chưa gửi"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Đơn vị", 24, "name"),
    Column("Tình trạng", 14, "centre"),
    Column("Thời điểm nhận", 14, "centre"),
    Column("Quá hạn", 10, "centre"),
    Column("Căn cứ", 10.5, "centre"),
    Column("Tệp", 18, "small"),
    Column("Nội dung", 46),
    Column("Việc cần làm", 40),
)


class Case(NamedTuple):
    """A group of units to be told apart: its title, what is said when it is empty, and who belongs."""

    title: str
    empty: str
    receipts: frozenset[str]  # in words


def _these(*receipts: str) -> frozenset[str]:
    return frozenset(receipts)


CASES = (
    Case(
        "A. Đã gửi nhưng chậm so với hạn",
        "Không có đơn vị nào gửi chậm.",
        _these(words.RECEIPT["late"]),
    ),
    Case(
        "B. Chưa gửi, đã hết hạn",
        "Không có đơn vị nào chưa gửi mà đã hết hạn.",
        _these(words.RECEIPT["missing"]),
    ),
    Case(
        "C. Cần xác minh thời điểm nhận (chưa coi là gửi chậm)",
        "Không có đơn vị nào cần xác minh thời điểm nhận.",
        _these(words.LATE_TO_VERIFY),
    ),
    Case(
        "D. Cần xác minh việc gửi (chưa coi là chưa gửi)",
        "Không có đơn vị nào cần xác minh việc gửi.",
        _these(words.MISSING_TO_VERIFY),
    ),
    Case(
        "Đ. Đã gửi nhưng chưa có danh sách dùng được",
        "Không có đơn vị nào gửi biểu mẫu trống, tệp không đọc được hoặc mới chỉ gửi mẫu M1/M2.",
        _these(*(words.RECEIPT[receipt] for receipt in UNUSABLE)),
    ),
    Case(
        "E. Chưa gửi, còn trong hạn",
        "Không có đơn vị nào đang chờ gửi trong hạn.",
        _these(words.RECEIPT["pending"]),
    ),
)
WAIVED = Case(  # shown only where there is any
    "I. Trường hợp đặc thù được chấp thuận (không tính là gửi chậm, chưa gửi)",
    "",
    _these(*words.RECEIPT_WAIVED.values()),
)


LATE_FORMS = (  # title, how each is called, whether it is an accusation
    ("G. Gửi bản M1/M2 chậm so với hạn (xét riêng với danh sách)", "Gửi chậm bản M1/M2", True),
    ("H. Cần xác minh thời điểm nhận bản M1/M2 (chưa coi là gửi chậm)", words.LATE_TO_VERIFY, False),
)

UNUSABLE_MARK, LATE_FORMS_MARK = "unusable", "late-forms"
MARKS = {  # of the groups, by the receipt in words
    words.RECEIPT["late"]: "late",
    words.RECEIPT["missing"]: "missing",
    words.LATE_TO_VERIFY: "late-to-verify",
    words.MISSING_TO_VERIFY: "missing-to-verify",
    words.RECEIPT["pending"]: "pending",
} | {words.RECEIPT[receipt]: UNUSABLE_MARK for receipt in UNUSABLE}


def deadline_sheet(book: Book) -> None:
    """The units to be called to account, to be verified, and to be reminded."""
    page = book.page(SHEET, [column.width for column in COLUMNS])
    campaign = book.campaign
    page.head(
        "Đơn vị gửi chậm, chưa gửi",
        f"Hạn gửi: {campaign.due} ({campaign.deadline_source}). "
        "Căn cứ về thời điểm nhận lấy theo thứ tự: sổ theo dõi, thư điện tử, giờ của tệp; giờ của tệp có thể bị "
        "thay đổi khi sao chép nên chỉ dùng để nhắc xác minh.",
    )
    groups = [_group(book.view, case) for case in CASES]
    if not any(group.lines for group in groups) and "forms-late" not in book.view.findings_by_code:
        groups = [Group(None, [], "Không có đơn vị nào gửi chậm hoặc chưa gửi.")]
    waived = _group(book.view, WAIVED)
    write_table(page, COLUMNS, [*groups, *_late_forms(book.view), *([waived] if waived.lines else [])])


def _late_forms(view: View) -> Iterator[Group]:
    """The deadline of the forms is judged apart from that of the list; groups only where there are any (R4)."""
    late = [f for of_unit in view.findings_by_code.get("forms-late", {}).values() for f in of_unit]
    late.sort(key=lambda finding: view.rank(finding.unit))
    for title, status, accused in LATE_FORMS:
        those = [finding for finding in late if (finding.severity == "violation") == accused]
        lines = [_late_form(view, n, finding, status) for n, finding in enumerate(those, start=1)]
        if lines:
            yield Group(f"{title}: {len(those)} đơn vị", lines, "", LATE_FORMS_MARK if accused else "")


def _late_form(view: View, number: int, finding: Finding, status: str) -> Line:
    last = next(
        form for form in view.outcome.registrations if (form.unit, form.file) == (finding.unit, finding.file)
    )
    return Line(
        (
            number,
            view.name(finding.unit),
            status,
            words.clock(last.received_at, view.campaign.zone),
            words.lateness(last.received_at, view.campaign.deadline),
            words.RECEIVED_FROM[last.received_from],
            words.short_path(finding.file or ""),
            finding.message,
            finding.remedy,
        )
    )


def _group(view: View, case: Case) -> Group:
    units = [unit for unit in view.units if view.receipt(unit) in case.receipts]
    lines = [_line(view, number, unit) for number, unit in enumerate(units, start=1)]
    mark = next((MARKS[receipt] for receipt in sorted(case.receipts) if receipt in MARKS), "")
    return Group(f"{case.title}: {len(units)} đơn vị", lines, case.empty, mark)


def _line(view: View, number: int, unit: UnitState) -> Line:
    zone = view.campaign.zone
    said = view.about(unit.receipt.replace("_", "-"), unit.code)
    note = f"Ghi chú trong sổ theo dõi: {unit.receipt_note}" if unit.receipt_note else None
    message = "\n".join([*(finding.message for finding in said), *([note] if note else [])])
    cells = (
        number,
        unit.name,
        view.receipt(unit),
        words.clock(unit.received_at, zone),
        words.lateness(unit.received_at, view.campaign.deadline),
        words.RECEIVED_FROM.get(unit.received_from or ""),
        "\n".join(map(words.short_path, evidence_files(view, unit))),
        message or _plain(unit),
        "\n".join({finding.remedy: None for finding in said}) or _REMEDY[unit.receipt],
    )
    return Line(cells)


def evidence_files(view: View, unit: UnitState) -> Sequence[str]:
    """The files that came at the moment that counts, else those that give the unit's content."""
    came = [s.file for s in view.outcome.submissions if s.unit == unit.code and s.received_at == unit.received_at]
    return came or unit.files


def _plain(unit: UnitState) -> str:
    return f"{unit.name}: {words.lower_first(words.RECEIPT[unit.receipt])}."


_REMEDY = {
    "late": "Xác minh thời điểm nhận, ghi vào sổ theo dõi (trang “Tiếp nhận”) rồi chạy lại.",
    "missing": "Liên hệ đơn vị để xác minh.",
    "empty": "Báo đơn vị biết tệp đã gửi là biểu mẫu trống, đề nghị gửi lại bản đã ghi.",
    "unreadable": "Đề nghị đơn vị gửi lại bản Excel (.xlsx) hoặc Word (.docx).",
    "forms_only": "Đề nghị đơn vị gửi danh sách theo mẫu M3/M4.",
    "pending": "Nhắc đơn vị gửi trước khi hết hạn.",
}
