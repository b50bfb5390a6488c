"""`Tình hình gửi`: every unit, the most urgent first, by three deadlines (R4); and `Gửi chậm, chưa gửi`."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Registration
from aggregator.nouns.standing import SENDING_TO_VERIFY, TIME_TO_VERIFY, UNUSABLE, WAIVED, UnitState
from aggregator.office.page import Book, Group, Table
from aggregator.office.sheet import Column, order
from aggregator.vietnamese.official_style import figure, lower_first, upper_first
from aggregator.vietnamese.scope import in_place_words
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, View

SHEET = "Tình hình gửi"
UNREAD, FORMS = "unread", "forms"  # marks of groups that the overview leads to
UNSEEN = "Chưa thấy trong thư mục"
_COUNTED_BASE = "Tính là cơ sở"  # what a list writes as base, and what its silence counts as
_TONES = {"late": "bad", "missing": "bad_bold", "on_time": "good"}
_DEADLINES = {"late": "bad", TIME_TO_VERIFY: "doubt", "on_time": "good"}
# of what is sent beside the list, in few words
_BESIDE = cell_texts.RECEIPT | {TIME_TO_VERIFY: cell_texts.TO_VERIFY}
_NOTE = (
    "Ba cột “Hạn gửi” xét riêng: danh sách; bản M1, M2 của nội dung cấp tỉnh, cấp huyện; đăng ký đơn vị “Dân vận "
    "khéo” và kế hoạch. Cột “đã thấy/ phải có”: số nội dung đã thấy bản M1, M2; (+n) là số bản chưa thấy trong "
    "danh sách. Đăng ký đơn vị và kế hoạch thường gửi bản giấy có ký, đóng dấu: “Chưa thấy trong thư mục” không có "
    "nghĩa là đơn vị chưa gửi. Cột “Bản ký, đóng dấu” ghi theo sổ theo dõi, trang “Tiếp nhận”."
)


def unit_sheet(book: Book, view: View) -> None:
    """All units as a chase list, with a line of totals."""
    table = Table(list(_columns(view)), mark=lambda u: u.code)
    page = book.page(SHEET, table.widths)
    page.head(
        "Tình hình gửi của các đơn vị", in_place_words(_NOTE, view.campaign.office.place), *_count_notes(view)
    )
    groups = [
        Group(f"{place}. {upper_first(title)}: {len(units)} đơn vị", units, mark=mark)
        for place, (title, units, mark) in enumerate(by_urgency(view), start=1)
    ]
    groups = groups or [Group(None, [], "Danh sách đơn vị đang trống.")]
    table.write(page, groups, total=f"Cộng: {figure(len(view.roster))} đơn vị")


def _count_notes(view: View) -> Iterator[str]:
    """What is to be said where counts of units stand beside counts by level."""
    silent = sum(
        e.unit in view.states and e.level not in view.level_titles and view.counted_level(e) == "base"
        for e in view.entries
    )
    if silent:
        base, count = lower_first(cell_texts.whole_level(view.level_titles["base"])), figure(silent)
        yield f"Cột “{_COUNTED_BASE}” gồm cả {count} mô hình không ghi cấp, khi xét số lượng được tính là {base}."
    if strays := sum(entry.unit is None for entry in view.entries):
        yield f"Ngoài ra có {figure(strays)} mô hình chưa rõ đơn vị."


def _columns(view: View) -> Iterator[Column[UnitState]]:
    fields, added = "Lĩnh vực " + " - ".join(field.numeral for field in view.campaign.fields), "Đăng ký, kế hoạch: "
    yield order()
    yield Column("Đơn vị", 23, "name", lambda u: u.name)
    yield Column("Hạn gửi: danh sách", 12.5, "centre", lambda u: cell_texts.RECEIPT[view.receipt(u)],
                 lambda u: _tone(view, u))  # fmt: skip
    yield Column("Hạn gửi: bản M1, M2", 11, "centre", partial(_forms_state, view),
                 lambda u: _DEADLINES.get(forms_receipt(view, u) or "", ""))  # fmt: skip
    yield Column("Hạn gửi: đăng ký đơn vị", 12, "centre", partial(_own_state, view),
                 lambda u: _DEADLINES.get(_own_receipt(view, u) or "", ""))  # fmt: skip
    yield Column("Danh sách: nhận lúc (căn cứ)", 14, "centre", lambda u: _with_evidence(view.receipt_time(u)))
    yield Column(
        "Tệp", 17, "small", lambda u: "\n".join(map(cell_texts.short_path, u.files or evidence_files(view, u)))
    )
    for level, head in count_heads(view).items():
        yield Column(head, 6.5, "number", partial(_count, [level]), total=partial(_total, [level]))
    every = [*count_heads(view)]
    yield Column("Cộng", 6.5, "number", partial(_count, every), total=partial(_total, every))
    known = [entry for entry in view.entries if entry.unit]
    yield Column(fields, 10.5, "centre", partial(_fields, view), total=lambda _: _by_field(view, known))
    tones = {"violated": "bad", "undetermined": "doubt"}
    yield Column("Số lượng so với quy định", 12, "centre", view.quota, lambda u: tones.get(u.quota_standing, ""))
    seen = "Bản M1, M2: đã thấy/ phải có"
    yield Column(seen, 8.5, "centre", partial(_forms, view), total=partial(_forms_total, view))
    own = "Đăng ký đơn vị “Dân vận khéo”"
    yield Column(own, 11, "centre", lambda u: _OWN[u.own_registration.registered],
                 total=lambda us: f"Có: {sum(u.own_registration.registered is True for u in us)}")  # fmt: skip
    yield Column(
        "Kế hoạch\n(số, ngày)",
        13,
        "centre",
        _plan,
        total=lambda us: f"Có: {sum(u.own_registration.plan for u in us)}",
    )
    yield Column(
        f"{added}nhận lúc (căn cứ)", 13, "centre", lambda u: _with_evidence(view.receipt_time(u.own_registration))
    )
    yield Column("Bản ký, đóng dấu", 7.5, "centre", lambda u: "Đã có" if u.signed else "",
                 total=lambda us: f"Đã có: {sum(u.signed for u in us)}")  # fmt: skip
    yield Column("Việc cần làm", 27, "text", partial(chase, view))


# --- the three deadlines (R4) ------------------------------------------------------------------------


def forms_receipt(view: View, unit: UnitState) -> str | None:
    """How the unit's M1 and M2 stand to the deadline: ``on_time``, ``late``, TIME_TO_VERIFY; None: none came."""
    late = view.about("forms-late", unit.code)
    if late:
        return "late" if any(f.severity == "violation" for f in late) else TIME_TO_VERIFY
    return "on_time" if unit.forms_received else None


def _forms_state(view: View, unit: UnitState) -> str:
    receipt = forms_receipt(view, unit)
    if receipt:
        return _BESIDE[receipt]
    return "Đã nhận bản giấy" if unit.forms_on_paper else UNSEEN if unit.forms_needed else ""


def _own_receipt(view: View, unit: UnitState) -> str | None:
    return unit.own_registration.receipt(view.campaign.deadline, view.outcome.as_of)


def _own_state(view: View, unit: UnitState) -> str:
    """How the unit's own registration and its plan stand to the deadline; not seen accuses nobody."""
    if unit.own_registration.registered is None and not unit.own_registration.plan:
        return UNSEEN
    return _BESIDE.get(_own_receipt(view, unit) or "", "")


def _tone(view: View, unit: UnitState) -> str:
    return "doubt" if view.to_verify(unit) else "" if unit.receipt_waived else _TONES.get(unit.receipt, "")


def _with_evidence(received: tuple[str, str]) -> str:
    at, evidence = received
    return f"{at}\n({evidence})" if evidence else at


# --- what was counted --------------------------------------------------------------------------------


def count_heads(view: View) -> dict[str, str]:
    """The heads of the columns of counts by level: what silence counts as is not called what was written."""
    heads = {level: cell_texts.short_level(title) for level, title in view.level_titles.items()}
    return heads | {"base": _COUNTED_BASE}


def _count(levels: Sequence[str], unit: UnitState) -> int | None:
    return sum(unit.counts.get(level, 0) for level in levels) if unit.has_counts else None


def _total(levels: Sequence[str], units: Sequence[UnitState]) -> int:
    return sum(unit.counts.get(level, 0) for unit in units for level in levels)


def _fields(view: View, unit: UnitState) -> str:
    return _by_field(view, view.entries_of_unit.get(unit.code, ())) if unit.has_counts else ""


def _by_field(view: View, entries: Sequence[Entry]) -> str:
    """The entries by field, gaps seen at a glance: ``3 - 2 - 0 - 1``, and those of no known field behind."""
    counts: Counter[str | None] = Counter(entry.settled_field for entry in entries)
    unknown = f"\n(chưa rõ: {figure(counts[None])})" if counts[None] else ""
    return " - ".join(figure(counts[field.code]) for field in view.campaign.fields) + unknown


# --- what came besides the list ----------------------------------------------------------------------

_OWN = {True: "Có", False: "Ghi “Không”", None: UNSEEN}


def _forms(view: View, unit: UnitState) -> str:
    if not unit.forms_needed:
        return f"{unit.forms_received} bản" if unit.forms_received else "Bản giấy" if unit.forms_on_paper else ""
    paper = f"\n(bản giấy: {len(unit.forms_of_paper)})" if unit.forms_on_paper else ""
    strays = sum(form.unit == unit.code for form in view.stray_forms)
    return _seen(unit.forms_seen, unit.forms_needed, strays) + paper


def _forms_total(view: View, units: Sequence[UnitState]) -> str:
    needed, seen = sum(u.forms_needed for u in units), sum(u.forms_seen for u in units)
    return _seen(seen, needed, len(view.stray_forms))


def _seen(matched: int, needed: int, strays: int) -> str:
    return f"{matched}/{needed}" + (f"\n(+{strays})" if strays else "")


def _plan(unit: UnitState) -> str:
    if not unit.own_registration.plan:
        return UNSEEN
    dated = ", ".join(part for part in (unit.own_registration.plan_number, unit.own_registration.plan_date) if part)
    return dated or "Có (không ghi số, ngày)"


# --- what to do next ---------------------------------------------------------------------------------

_ASKED = {
    "missing": "Đôn đốc gửi danh sách theo mẫu {form}",
    "pending": "Nhắc gửi danh sách theo mẫu {form} trước hạn",
    "empty": "Đề nghị gửi lại mẫu {form} đã ghi nội dung",
    "unreadable": "Đề nghị gửi lại bản đọc được (.xlsx hoặc .docx)",
    "forms_only": "Đề nghị gửi danh sách theo mẫu {form}",
}
_FIGURES = "Đề nghị gửi bản Excel, hoặc nhập vào mẫu {form}"
_NUMBERS = {
    "violated": "Đề nghị đăng ký lại cho đúng số lượng",
    "open": "Nhắc đăng ký cho đủ số lượng",
    "undetermined": "Hỏi rõ cấp của từng mô hình",
}


class Case(NamedTuple):
    """A group of units: its title, who belongs, and what links find it by."""

    title: str
    belongs: Callable[[UnitState], bool]
    mark: str = ""


def by_urgency(view: View) -> Iterator[tuple[str, list[UnitState], str]]:
    """The units by their groups' titles, the most urgent first, with the group's mark; each once, none empty."""
    cases = list(_cases(view))
    members: list[list[UnitState]] = [[] for _ in cases]
    for unit in view.roster:
        members[next(n for n, case in enumerate(cases) if case.belongs(unit))].append(unit)
    yield from ((case.title, units, case.mark) for case, units in zip(cases, members, strict=True) if units)


def _cases(view: View) -> Iterator[Case]:
    place = view.campaign.office.place
    yield from _silent(view, "missing", "chưa gửi, đã hết hạn")
    yield from _silent(view, "pending", "chưa gửi, còn trong hạn")
    yield Case("Đã gửi nhưng chưa có danh sách dùng được", lambda u: u.unusable)
    paper = "Đã nhận (bản giấy, bản quét), chưa có số liệu: đề nghị gửi bản Excel hoặc nhập vào mẫu"
    yield Case(paper, lambda u: u.unread, UNREAD)
    yield Case("Cần xác minh việc gửi, thời điểm nhận", view.to_verify)
    yield Case("Chưa kết luận được về số lượng", lambda u: u.quota_standing == "undetermined")
    yield Case("Chưa đúng, chưa đủ số lượng theo quy định", lambda u: u.quota_standing in {"violated", "open"})
    yield Case(
        in_place_words("Chưa thấy đủ bản M1, M2 của nội dung cấp tỉnh, cấp huyện", place),
        lambda u: u.forms_lacking > 0,
        FORMS,
    )
    yield Case("Không phải gửi danh sách", lambda u: not u.must_send)
    yield Case("Không còn việc phải đôn đốc", lambda _: True)


def _silent(view: View, receipt: str, told: str) -> Iterator[Case]:
    """The units of each group that are silent; those whose silence is contested are to be verified."""
    for group in view.campaign.groups:
        yield Case(
            f"{group.title} {told}",
            lambda u, kind=group.code: u.kind == kind and view.receipt(u) == receipt,  # type: ignore[misc]
        )


def chase(view: View, unit: UnitState) -> str:
    """What to ask of the unit next, in few words, and whom."""
    asked = list(_asked(view, unit))
    known = view.campaign.units_by_code.get(unit.code)
    reached = [part for part in ((known.contact, known.email) if known else ()) if part]
    if asked and reached:
        asked.append(f"Liên hệ: {', '.join(reached)}")
    if unit.receipt_note:
        asked.append(f"Ghi chú: {unit.receipt_note}")
    first, *others = asked or [""]
    return "; ".join([first, *map(lower_first, others)])


def _asked(view: View, unit: UnitState) -> Iterator[str]:
    form = view.campaign.groups_by_code[unit.kind].form
    if view.to_verify(unit):
        what = "thời điểm nhận" if unit.receipt == "late" else "việc gửi"
        yield f"Xác minh {what}, ghi vào sổ theo dõi"
    elif unit.receipt in _ASKED and unit.must_send and not unit.receipt_waived:
        yield _ASKED[unit.receipt].format(form=form)
    if unit.unread:
        yield _FIGURES.format(form=form)
    if unit.quota_standing in _NUMBERS:
        yield _NUMBERS[unit.quota_standing]
    if unit.forms_lacking:
        yield f"Đề nghị gửi {unit.forms_lacking} bản M1, M2 chưa thấy"


# ---- `Gửi chậm, chưa gửi`: who was late or silent and on what evidence; what is not certain stands apart (R4).

LATE_SHEET = "Gửi chậm, chưa gửi"
UNUSABLE_MARK, LATE_FORMS_MARK, FORMS_DOUBT_MARK = "unusable", "late-forms", "late-forms-to-verify"
_NONE = "Không có đơn vị nào gửi chậm hoặc chưa gửi."
_LATE_CASES = (  # a group of units: its title, the receipts that belong to it, its mark
    ("Đã gửi nhưng chậm so với hạn", ("late",), "late"),
    ("Chưa gửi, đã hết hạn", ("missing",), "missing"),
    ("Cần xác minh thời điểm nhận (chưa coi là gửi chậm)", (TIME_TO_VERIFY,), "late-to-verify"),
    ("Cần xác minh việc gửi (chưa coi là chưa gửi)", (SENDING_TO_VERIFY,), "missing-to-verify"),
    ("Đã gửi nhưng chưa có danh sách dùng được", UNUSABLE, UNUSABLE_MARK),
    ("Chưa gửi, còn trong hạn", ("pending",), "pending"),
)
MARKS = {receipt: mark for _, receipts, mark in _LATE_CASES for receipt in receipts}
_WAIVED = "Trường hợp đặc thù được chấp thuận (không tính là gửi chậm, chưa gửi)"
_LATE_FORMS = (  # title, how each is called, whether it is an accusation, the group's mark
    ("Gửi bản M1, M2 chậm so với hạn (xét riêng với danh sách)", "Gửi chậm bản M1, M2", True, LATE_FORMS_MARK),
    (
        "Cần xác minh thời điểm nhận bản M1, M2 (chưa coi là gửi chậm)",
        cell_texts.RECEIPT[TIME_TO_VERIFY],
        False,
        FORMS_DOUBT_MARK,
    ),
)


class Lateness(NamedTuple):
    """A line: who, how it is called, when and on what evidence, how late where that is certain, what to do."""

    unit: str
    state: str
    receipt_time: str
    evidence: str
    late: str
    files: str
    message: str
    remedy: str


_LATE_TABLE: Table[Lateness] = Table(
    [
        order(),
        Column("Đơn vị", 24, "name", lambda x: x.unit),
        Column("Tình trạng", 14, "centre", lambda x: x.state),
        Column("Thời điểm nhận", 14, "centre", lambda x: x.receipt_time),
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
    page = book.page(LATE_SHEET, _LATE_TABLE.widths)
    campaign = view.campaign
    page.head(
        "Đơn vị gửi chậm, chưa gửi",
        f"Hạn gửi: {campaign.due} ({campaign.deadline_source}). "
        "Căn cứ về thời điểm nhận lấy theo thứ tự: sổ theo dõi, thư điện tử, giờ lưu của tệp; giờ lưu của tệp có "
        "thể bị thay đổi khi sao chép nên chỉ dùng để nhắc xác minh.",
    )
    groups = [*(_group(view, *case) for case in _LATE_CASES), *_late_forms(view)]
    right = not any(group.lines for group in groups)
    lettered = cell_texts.with_letters([*groups, _group(view, _WAIVED, WAIVED, "")])
    _LATE_TABLE.write(page, [*([Group[Lateness](None, [], _NONE)] if right else []), *lettered])


def _group(view: View, title: str, receipts: Collection[str], mark: str) -> Group[Lateness]:
    units = [unit for unit in view.units if view.receipt(unit) in receipts]
    return Group(f"{title}: {len(units)} đơn vị", [_line(view, unit) for unit in units], mark=mark)


def _line(view: View, unit: UnitState) -> Lateness:
    codes = (unit.receipt.replace("_", "-"), _ELSE.get(unit.receipt, ""))
    found = next(filter(None, (view.about(code, unit.code) for code in codes)), [])
    note = [f"Ghi chú trong sổ theo dõi: {unit.receipt_note}"] if unit.receipt_note else []
    receipt = cell_texts.RECEIPT[view.receipt(unit)]
    messages = [finding.message for finding in found] or [f"{unit.name}: {lower_first(receipt)}."]
    late = _overdue(view, unit, certain=view.accused("late", unit) or unit.receipt_waived)
    files = "\n".join(map(cell_texts.short_path, evidence_files(view, unit)))
    message = "\n".join([*messages, *note])
    remedy = "\n".join({finding.remedy: None for finding in found}) or _REMEDY[unit.receipt]
    return Lateness(unit.name, receipt, *view.receipt_time(unit), late, files, message, remedy)


def _overdue(view: View, came: UnitState | Registration, *, certain: bool) -> str:
    """How long after the deadline, where that is no question: else the figure would accuse."""
    return cell_texts.lateness(came.received_at, view.campaign.deadline) if certain else ""


def _late_forms(view: View) -> Iterator[Group[Lateness]]:
    """The deadline of the forms is judged apart from that of the list (R4)."""
    late = [f for of_unit in view.findings_by_code.get("forms-late", {}).values() for f in of_unit]
    late.sort(key=lambda finding: view.rank(finding.unit))
    for title, state, accused, mark in _LATE_FORMS:
        findings = [finding for finding in late if (finding.severity == "violation") == accused]
        lines = [_late_form(view, finding, state, accused=accused) for finding in findings]
        yield Group(f"{title}: {len(findings)} đơn vị", lines, mark=mark)


def _late_form(view: View, finding: Finding, state: str, *, accused: bool) -> Lateness:
    place = finding.unit, finding.file
    last = next(form for form in view.outcome.registrations if (form.unit, form.file) == place)
    late, file = _overdue(view, last, certain=accused), cell_texts.short_path(finding.file or "")
    told = late, file, finding.message, finding.remedy
    return Lateness(view.name(finding.unit), state, *view.receipt_time(last), *told)


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
    "forms_only": "Đề nghị đơn vị gửi danh sách theo mẫu M3 hoặc M4.",
    "pending": "Nhắc đơn vị gửi trước khi hết hạn.",
}
