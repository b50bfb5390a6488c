"""`Gửi chậm, chưa gửi`: who was late or silent and on what evidence; what is not certain stands apart (R4)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Registration
from aggregator.nouns.standing import UNUSABLE, UnitState
from aggregator.office.page import Book
from aggregator.office.table import Column, Group, Table, order
from aggregator.vietnamese.wording import lower_first
from aggregator.write.sheets import words
from aggregator.write.sheets.view import View

SHEET = "Gửi chậm, chưa gửi"
UNUSABLE_MARK, LATE_FORMS_MARK, FORMS_DOUBT_MARK = "unusable", "late-forms", "late-forms-to-verify"
_NONE = "Không có đơn vị nào gửi chậm hoặc chưa gửi."


class Case(NamedTuple):
    """A group of units: its title, the receipts (in words) that belong to it, and what links find it by."""

    title: str
    receipts: tuple[str, ...]
    mark: str


_UNUSABLE = tuple(words.RECEIPT[receipt] for receipt in UNUSABLE)
_CASES = (
    Case("Đã gửi nhưng chậm so với hạn", (words.RECEIPT["late"],), "late"),
    Case("Chưa gửi, đã hết hạn", (words.RECEIPT["missing"],), "missing"),
    Case("Cần xác minh thời điểm nhận (chưa coi là gửi chậm)", (words.LATE_TO_VERIFY,), "late-to-verify"),
    Case("Cần xác minh việc gửi (chưa coi là chưa gửi)", (words.MISSING_TO_VERIFY,), "missing-to-verify"),
    Case("Đã gửi nhưng chưa có danh sách dùng được", _UNUSABLE, UNUSABLE_MARK),
    Case("Chưa gửi, còn trong hạn", (words.RECEIPT["pending"],), "pending"),
)
MARKS = {receipt: case.mark for case in _CASES for receipt in case.receipts}
_WAIVED_TITLE = "Trường hợp đặc thù được chấp thuận (không tính là gửi chậm, chưa gửi)"
_WAIVED = Case(_WAIVED_TITLE, tuple(words.RECEIPT_WAIVED.values()), "")
_DOUBT = "Cần xác minh thời điểm nhận bản M1, M2 (chưa coi là gửi chậm)"
_LATE_FORMS = (  # title, how each is called, whether it is an accusation, the group's mark
    ("Gửi bản M1, M2 chậm so với hạn (xét riêng với danh sách)", "Gửi chậm bản M1, M2", True, LATE_FORMS_MARK),
    (_DOUBT, words.LATE_TO_VERIFY, False, FORMS_DOUBT_MARK),
)


class Lateness(NamedTuple):
    """A line: who, how it is called, when and on what evidence, how late where that is certain, what to do."""

    unit: str
    state: str
    received: str
    evidence: str
    late: str
    files: str
    message: str
    remedy: str


_TABLE: Table[Lateness] = Table(
    [
        order(),
        Column("Đơn vị", 24, "name", lambda x: x.unit),
        Column("Tình trạng", 14, "centre", lambda x: x.state),
        Column("Thời điểm nhận", 14, "centre", lambda x: x.received),
        Column("Quá hạn", 10, "centre", lambda x: x.late),
        Column("Căn cứ", 10.5, "centre", lambda x: x.evidence),
        Column("Tệp", 18, "small", lambda x: x.files),
        Column("Nội dung", 46, "text", lambda x: x.message),
        Column("Việc cần làm", 40, "text", lambda x: x.remedy),
    ],
    anew=True,
)


def deadline_sheet(book: Book, view: View) -> None:
    """The units to be called to account, to be verified, and to be reminded."""
    page = book.page(SHEET, _TABLE.widths)
    campaign = view.campaign
    page.head(
        "Đơn vị gửi chậm, chưa gửi",
        f"Hạn gửi: {campaign.due} ({campaign.deadline_source}). "
        "Căn cứ về thời điểm nhận lấy theo thứ tự: sổ theo dõi, thư điện tử, giờ lưu của tệp; giờ lưu của tệp có "
        "thể bị thay đổi khi sao chép nên chỉ dùng để nhắc xác minh.",
    )
    groups = [*(_group(view, case) for case in _CASES), *_late_forms(view)]
    right = not any(group.lines for group in groups)
    lettered = words.lettered([*groups, _group(view, _WAIVED)])
    _TABLE.write(page, [*([Group[Lateness](None, [], _NONE)] if right else []), *lettered])


def _group(view: View, case: Case) -> Group[Lateness]:
    units = [unit for unit in view.units if view.receipt(unit) in case.receipts]
    return Group(f"{case.title}: {len(units)} đơn vị", [_line(view, unit) for unit in units], mark=case.mark)


def _line(view: View, unit: UnitState) -> Lateness:
    codes = (unit.receipt.replace("_", "-"), _ELSE.get(unit.receipt, ""))
    found = next(filter(None, (view.about(code, unit.code) for code in codes)), [])
    note = [f"Ghi chú trong sổ theo dõi: {unit.receipt_note}"] if unit.receipt_note else []
    messages = [finding.message for finding in found] or [f"{unit.name}: {lower_first(view.receipt(unit))}."]
    received, evidence = view.received(unit)
    return Lateness(
        unit.name,
        view.receipt(unit),
        received,
        evidence,
        _late(view, unit, certain=view.accused("late", unit) or unit.receipt_waived),
        "\n".join(map(words.short_path, evidence_files(view, unit))),
        "\n".join([*messages, *note]),
        "\n".join({finding.remedy: None for finding in found}) or _REMEDY[unit.receipt],
    )


def _late(view: View, came: UnitState | Registration, *, certain: bool) -> str:
    """How long after the deadline, where that is no question: else the figure would accuse."""
    return words.lateness(came.received_at, view.campaign.deadline) if certain else ""


def _late_forms(view: View) -> Iterator[Group[Lateness]]:
    """The deadline of the forms is judged apart from that of the list (R4)."""
    late = [f for of_unit in view.findings_by_code.get("forms-late", {}).values() for f in of_unit]
    late.sort(key=lambda finding: view.rank(finding.unit))
    for title, state, accused, mark in _LATE_FORMS:
        those = [finding for finding in late if (finding.severity == "violation") == accused]
        lines = [_late_form(view, finding, state, accused=accused) for finding in those]
        yield Group(f"{title}: {len(those)} đơn vị", lines, mark=mark)


def _late_form(view: View, finding: Finding, state: str, *, accused: bool) -> Lateness:
    place = finding.unit, finding.file
    last = next(form for form in view.outcome.registrations if (form.unit, form.file) == place)
    received, evidence = view.received(last)
    return Lateness(
        view.name(finding.unit),
        state,
        received,
        evidence,
        _late(view, last, certain=accused),
        words.short_path(finding.file or ""),
        finding.message,
        finding.remedy,
    )


def evidence_files(view: View, unit: UnitState) -> Sequence[str]:
    """The files that came at the moment that counts, else those that give the unit's content."""
    came = view.files_of.get(unit.code, ())
    return [sent.file for sent in came if sent.received_at == unit.received_at] or unit.files


_ELSE = {"on_time": "time-unknown", "pending": "list-promised"}  # what is told of a receipt that accuses nobody
_REMEDY = {
    "on_time": "Xác minh thời điểm nhận, ghi vào sổ theo dõi (trang “Tiếp nhận”) rồi chạy lại.",
    "late": "Xác minh thời điểm nhận, ghi vào sổ theo dõi (trang “Tiếp nhận”) rồi chạy lại.",
    "missing": "Liên hệ đơn vị để xác minh.",
    "empty": "Báo đơn vị biết tệp đã gửi là biểu mẫu trống, đề nghị gửi lại bản đã ghi.",
    "unreadable": "Đề nghị đơn vị gửi lại bản Excel (.xlsx) hoặc Word (.docx).",
    "forms_only": "Đề nghị đơn vị gửi danh sách theo mẫu M3/M4.",
    "pending": "Nhắc đơn vị gửi trước khi hết hạn.",
}
