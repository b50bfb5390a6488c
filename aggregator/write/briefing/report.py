"""The whole report: its text, its tables, and the appendices in which a leader finds a unit at once (R6)."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from aggregator.nouns.finding import Finding, reason, topics
from aggregator.nouns.standing import UnitState
from aggregator.nouns.unit import UNKNOWN_UNIT, Limit
from aggregator.office.sheet import Column, order
from aggregator.office.word_party import LANDSCAPE, PORTRAIT, WIDER, Group, Table
from aggregator.vietnamese.fold import grouped
from aggregator.vietnamese.official_style import day, moment, two, two_digits, upper_first
from aggregator.write.briefing.sentences import doubtful, mark_head, report_facts, room
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, Facts
from aggregator.write.text_paper import Draft, draft_of

_COURSES = {"province": "Giới thiệu", "district": "Giới thiệu", "back_to_district": "Chuyển về"}
_PROPOSALS = {"province": "Đề xuất", "district": "Đề xuất", "back_to_district": "Đề xuất chuyển"}
_FIGURE = 18.0
_SMALL = 10  # points in appendices
_OWN = {True: "Có", False: "Không", None: "Chưa thấy"}


def briefing_report(facts: Facts, folder: Path | None = None) -> Draft:
    """The report as a Word file; ``folder`` holds the templates that the office worded anew, if any."""
    tables = {name: make(facts) for name, make in _TABLES.items()}
    return draft_of("bao_cao", facts.campaign, report_facts(facts), tables, folder)


class Share(NamedTuple):
    """A line: some entries, all those of a field or of a group of units."""

    title: str
    entries: Sequence[Entry]
    bold: bool = False


def _fields(facts: Facts) -> Table[Share]:
    """Models by field and level (R9, R10), then by group of units."""
    of_field, kinds = facts.entries_of_field, {unit.code: unit.kind for unit in facts.units}
    fields = [Share(title, of_field[code]) for code, title in facts.field_titles.items()]
    if of_field[None]:
        fields.append(Share(cell_texts.UNKNOWN_FIELD, of_field[None]))
    groups = [
        Share(group.title, [e for e in facts.entries if kinds.get(e.unit or "") == group.code])
        for group in facts.campaign.groups
    ]
    if strays := [entry for entry in facts.entries if entry.unit not in kinds]:
        groups.append(Share(UNKNOWN_UNIT, strays))

    def of_level(code: str, line: Share) -> int:
        return facts.levels_of(line.entries)[code]

    figures = [
        Column(upper_first(facts.level_name(code)), _FIGURE, "centre", partial(of_level, code))
        for code in facts.level_titles
    ]
    columns: list[Column[Share]] = [
        Column("Lĩnh vực, nhóm đơn vị", PORTRAIT - _FIGURE * (len(figures) + 1), "text", lambda x: x.title),
        *figures,
        Column("Cộng", _FIGURE, "centre", lambda x: len(x.entries)),
    ]
    parts = (
        Group(None, [*fields, Share("Cộng", facts.entries, bold=True)]),
        Group("Trong đó, theo nhóm đơn vị:", groups, bold=False),
    )
    return Table(columns, parts, lambda x: x.bold)


def _broken(facts: Facts, verdict: str) -> Table[UnitState]:
    """What is registered against what is asked, and where the letter asks it (R2, R3)."""
    columns: list[Column[UnitState]] = [
        order(11),
        Column("Đơn vị", 42, "text", lambda x: x.name),
        Column("Nội dung", 46, "text", lambda x: _registered(facts, x)),
        Column("Căn cứ", 66, "text", lambda x: _sources(facts, x)),
    ]
    return Table(columns, [Group(None, facts.with_quota(verdict))])


def _registered(facts: Facts, unit: UnitState) -> str:
    limits = _limits(facts, unit)
    told = [_against(facts, unit, limit) for limit in limits]
    if not limits:
        told = [facts.message(finding) for finding in facts.quota_findings.get(unit.code, [])]
    return "\n".join(told) or facts.quota(unit)


def _sources(facts: Facts, unit: UnitState) -> str:
    sources = dict.fromkeys(upper_first(limit.source) for limit in _limits(facts, unit))
    return "\n".join(sources) or upper_first(facts.campaign.deadline_source)


def _limits(facts: Facts, unit: UnitState) -> Sequence[Limit]:
    """The limits that the unit breaks, or, while the deadline is ahead, has not reached."""
    return unit.counting_limits or [
        x for x in facts.campaign.limits if x.group == unit.kind and _short(unit, x.level, x.minimum)
    ]


def _short(unit: UnitState, level: str, minimum: int | None) -> bool:
    return unit.quota == "open" and minimum is not None and unit.counts.get(level, 0) < minimum


def _against(facts: Facts, unit: UnitState, limit: Limit) -> str:
    count, unknown = unit.counts.get(limit.level, 0), unit.may_be.get(limit.level, 0)
    more = reason("registered-unknown", count=unknown) if unknown and limit.maximum is None else ""
    told = {"level": facts.level_name(limit.level), "unknown": more, "bound": cell_texts.bound(limit)}
    return two_digits(reason("registered" if count else "registered-none", count=count, **told))


def _late(facts: Facts) -> Table[UnitState]:
    zone, deadline = facts.campaign.zone, facts.campaign.deadline
    columns: list[Column[UnitState]] = [
        order(11),
        Column("Đơn vị", 55, "text", lambda x: x.name),
        Column(
            "Thời điểm nhận", 47, "centre",
            lambda x: moment(x.received_at.astimezone(zone)) if x.received_at else None,
        ),
        Column("Quá hạn", 26, "centre", lambda x: two_digits(cell_texts.lateness(x.received_at, deadline))),
        Column("Căn cứ", 26, "centre", _evidence),
    ]  # fmt: skip
    return Table(columns, [Group(None, facts.with_receipt("late"))])


def _evidence(unit: UnitState) -> str:
    return upper_first(cell_texts.RECEIVED_FROM.get(unit.received_from or "", ""))


class Doubts(NamedTuple):
    """A line: what is to be cleared up of a topic."""

    title: str
    findings: Sequence[Finding]


def _doubts(facts: Facts) -> Table[Doubts]:
    def points(lines: Sequence[Doubts]) -> int:
        return sum(len(line.findings) for line in lines)

    def units(lines: Sequence[Doubts]) -> int:
        return len({finding.unit for line in lines for finding in line.findings if finding.unit})

    columns: list[Column[Doubts]] = [
        order(11),
        Column("Nội dung", 96, "text", lambda x: x.title, total=lambda _: "Cộng"),
        Column("Số điểm", 24, "centre", lambda x: points([x]), total=points),
        Column("Số đơn vị", 34, "centre", lambda x: units([x]) or "-", total=units),
    ]
    of_topic = grouped((finding.entry.topic, finding) for finding in doubtful(facts))
    lines = [Doubts(title, of_topic[topic]) for topic, title in topics().items() if of_topic[topic]]
    return Table(columns, [Group(None, lines)])


def _frame(facts: Facts) -> Table[Entry | None]:
    """What is proposed for the province, and empty rows up to the cap while there are candidates for them."""
    columns: list[Column[Entry | None]] = [
        order(11),
        Column("Tên nội dung", 60, "text", lambda x: facts.plain_name(x.name) if x else "\n"),
        Column("Đơn vị đăng ký", 36, "text", lambda x: facts.name(x.unit) if x else None),
        Column("Lĩnh vực", 30, "centre", lambda x: facts.field_title(x) if x else None),
        Column("Ghi chú", 28, "text", lambda x: facts.note(x) if x else None),
    ]
    return Table(columns, [Group(None, [*facts.headed_for("province"), *[None] * room(facts)])], whole=True)


def _units(facts: Facts) -> Table[UnitState]:
    """Appendix 1: every unit, how it sent and how many models at each level, with a line of totals."""

    def of_level(code: str, unit: UnitState) -> int | None:
        return unit.counts.get(code, 0) if unit.has_counts else None  # no list was read: that is not nought

    def of_level_in_all(code: str, units: Sequence[UnitState]) -> int:
        return sum(unit.counts.get(code, 0) for unit in units)

    titles = facts.level_titles
    # the unknown level only where it has a figure
    shown = [c for c in titles if c != "unknown" or any(unit.counts.get(c) for unit in facts.units)]

    def in_all(units: Sequence[UnitState]) -> int:
        return sum(of_level_in_all(code, units) for code in shown)

    heads = {code: cell_texts.short_level(title) for code, title in titles.items()}
    fixed: list[Column[UnitState]] = [
        order(10),
        Column("Đơn vị", 69, "text", lambda x: x.name, total=lambda xs: f"Cộng: {two(len(xs))} đơn vị"),
        Column("Tình hình gửi", 32, "centre", lambda x: _receipt(facts, x)),
        Column("Ngày nhận", 22, "centre", lambda x: _day(facts, x)),
        *(Column(heads[c], 13.5, "centre", partial(of_level, c), total=partial(of_level_in_all, c)) for c in shown),
        Column("Cộng", 12, "centre", lambda x: in_all([x]) if x.has_counts else None, total=in_all),
        Column("M1, M2", 13, "centre", _forms, total=_forms_in_all),
        Column("Đăng ký “Dân vận khéo”", 27, "centre", _own_registration),
    ]
    rest = max(LANDSCAPE - sum(column.width for column in fixed), 20)
    columns = [*fixed, Column("Số lượng so với quy định", rest, "centre", lambda x: _quota(facts, x))]
    units = grouped((unit.kind, unit) for unit in facts.units)
    groups = [
        Group(f"{group.title} ({two(len(units[group.code]))} đơn vị)", units[group.code])
        for group in facts.campaign.groups
        if units[group.code]
    ]
    return Table(columns, groups, size=_SMALL, air=0)


def _day(facts: Facts, unit: UnitState) -> str | None:
    at = unit.received_at
    known = at is not None and at <= facts.outcome.as_of  # a later file time is no evidence of anything
    return day(at.astimezone(facts.campaign.zone).date()) if at and known else None


def _forms(unit: UnitState) -> str | None:
    forms = _forms_in_all([unit])
    if unit.forms_of_paper:
        return f"{forms} (giấy {len(unit.forms_of_paper)})"
    return "bản giấy" if unit.forms_on_paper and not unit.forms_needed else forms


def _forms_in_all(units: Sequence[UnitState]) -> str | None:
    needed = sum(unit.forms_needed for unit in units)
    return f"{sum(unit.forms_seen for unit in units)}/{needed}" if needed else None


def _own_registration(unit: UnitState) -> str:
    own = _OWN[unit.own_registration.registered]
    if unit.own_registration.plan:
        return f"{own}, kế hoạch" if unit.own_registration.registered else "Kế hoạch"
    return own


def _quota(facts: Facts, unit: UnitState) -> str:
    nothing = unit.receipt == "nil" and unit.quota_standing == "met"
    return "Không bắt buộc" if nothing else facts.quota(unit)


def _receipt(facts: Facts, unit: UnitState) -> str:
    if unit.receipt == "pending":
        return cell_texts.STILL_TIME
    return cell_texts.TO_VERIFY if facts.to_verify(unit) else cell_texts.RECEIPT[facts.receipt(unit)]


def _items(facts: Facts, entries: Sequence[Entry]) -> Table[Entry]:
    """Appendices 2 and 3: the items of a level below their units, and what is proposed or decided (R6)."""
    marked = any(facts.course(entry) != "none" for entry in entries)
    marks: list[Column[Entry]] = [Column(mark_head(facts), 29, "centre", lambda x: _mark(facts, x))]
    columns: list[Column[Entry]] = [
        order(10),
        Column(
            "Tên mô hình, điển hình", WIDER - (57 if marked else 28), "text", lambda x: facts.plain_name(x.name)
        ),
        Column("Lĩnh vực", 18, "centre", lambda x: _numeral(facts, x)),
        *(marks if marked else ()),
    ]
    groups = []
    for unit, of_unit in groupby(entries, key=lambda entry: entry.unit):
        lines = list(of_unit)
        groups.append(Group(f"{facts.name(unit)} ({two(len(lines))} nội dung)", lines))
    return Table(columns, groups, size=_SMALL, air=0)


def _numeral(facts: Facts, entry: Entry) -> str:
    field = facts.campaign.fields_by_code.get(entry.settled_field or "")
    return field.numeral if field else "chưa rõ"


def _mark(facts: Facts, entry: Entry) -> str:
    """What is decided or proposed; beside decisions a proposal is called one."""
    proposal = facts.any_decision and facts.decision_on(entry).decision == "none"
    return (_PROPOSALS if proposal else _COURSES).get(facts.course(entry), "")


_TABLES: dict[str, Callable[[Facts], Table[Any]]] = {  # by the names that the template places them by
    "fields": _fields,
    "violated": lambda facts: _broken(facts, "violated"),
    "open": lambda facts: _broken(facts, "open"),
    "late": _late,
    "doubts": _doubts,
    "province": _frame,
    "units": _units,
    "top": lambda facts: _items(facts, facts.top),
    "further": lambda facts: _items(facts, facts.second),
}
