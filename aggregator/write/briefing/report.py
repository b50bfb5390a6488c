"""The whole report: its text, its tables, and the appendices in which a leader finds a unit at once (R6)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from aggregator.nouns.finding import topics
from aggregator.nouns.standing import UnitState
from aggregator.nouns.unit import UNKNOWN_UNIT, Limit
from aggregator.office.word_party import LANDSCAPE, PORTRAIT, WIDER, Cell, Column, Row, Table
from aggregator.vietnamese.official_style import day, moment, two, two_digits, upper_first
from aggregator.write.briefing.sentences import doubtful, mark_head, report_facts, room
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, Facts
from aggregator.write.text_paper import Draft, draft_of

_NUMBER = Column("STT", 11, centred=True)
_LATE = (
    _NUMBER,
    Column("Đơn vị", 55),
    Column("Thời điểm nhận", 47, centred=True),
    Column("Quá hạn", 26, centred=True),
    Column("Căn cứ", 26, centred=True),
)
_BROKEN = (_NUMBER, Column("Đơn vị", 42), Column("Nội dung", 46), Column("Căn cứ", 66))
_DOUBTS = (
    _NUMBER,
    Column("Nội dung", 96),
    Column("Số điểm", 24, centred=True),
    Column("Số đơn vị", 34, centred=True),
)
_PROVINCE = (
    _NUMBER,
    Column("Tên nội dung", 60),
    Column("Đơn vị đăng ký", 36),
    Column("Lĩnh vực", 30, centred=True),
    Column("Ghi chú", 28),
)
_COURSES = {"province": "Giới thiệu", "district": "Giới thiệu", "back_to_district": "Chuyển về"}
_PROPOSALS = {"province": "Đề xuất", "district": "Đề xuất", "back_to_district": "Đề xuất chuyển"}
_FIGURE = 18.0
_SMALL = 10  # points in appendices
_OWN = {True: "Có", False: "Không", None: "Chưa thấy"}


def briefing_report(facts: Facts, folder: Path | None = None) -> Draft:
    """The report as a Word file; ``folder`` holds the templates that the office worded anew, if any."""
    tables = {name: make(facts) for name, make in _TABLES.items()}
    return draft_of("bao_cao", facts.campaign, report_facts(facts), tables, folder)


def _fields(facts: Facts) -> Table:
    """Models by field and level (R9, R10), then by group of units."""
    heads = [upper_first(facts.level_name(code)) for code in facts.level_titles]
    figures = [Column(head, _FIGURE, centred=True) for head in (*heads, "Cộng")]
    wide = PORTRAIT - _FIGURE * len(figures)
    fields = {field.code: facts.field_titles[field.code] for field in facts.campaign.fields}
    kinds = {unit.code: unit.kind for unit in facts.units}
    rows = [_levels(facts, t, [e for e in facts.entries if e.settled_field == c]) for c, t in fields.items()]
    if unknown := [entry for entry in facts.entries if entry.settled_field is None]:
        rows.append(_levels(facts, cell_texts.UNKNOWN_FIELD, unknown))
    rows.append(_levels(facts, "Cộng", facts.entries, bold=True))
    rows.append(Row(["Trong đó, theo nhóm đơn vị:"]))
    rows += [
        _levels(facts, group.title, [e for e in facts.entries if kinds.get(e.unit or "") == group.code])
        for group in facts.campaign.groups
    ]
    if strays := [entry for entry in facts.entries if entry.unit not in kinds]:
        rows.append(_levels(facts, UNKNOWN_UNIT, strays))
    return Table([Column("Lĩnh vực, nhóm đơn vị", wide), *figures], rows)


def _levels(facts: Facts, label: str, entries: Sequence[Entry], *, bold: bool = False) -> Row:
    counts = facts.levels_of(entries)
    return Row([label, *(counts[code] for code in facts.level_titles), len(entries)], bold)


def _broken(facts: Facts, units: Sequence[UnitState]) -> Table:
    """What is registered against what is asked, and where the letter asks it (R2, R3)."""
    rows = []
    for number, unit in enumerate(units, start=1):
        limits = unit.counting_limits or [
            x for x in facts.campaign.limits if x.group == unit.kind and _short(unit, x.level, x.minimum)
        ]
        told = "\n".join(_against(facts, unit, limit) for limit in limits)
        sources = "\n".join(dict.fromkeys(upper_first(limit.source) for limit in limits))
        if not limits:
            told = "\n".join(facts.message(finding) for finding in facts.quota_findings.get(unit.code, []))
        cells = (told or facts.quota(unit), sources or upper_first(facts.campaign.deadline_source))
        rows.append(Row([number, unit.name, *cells]))
    return Table(_BROKEN, rows)


def _short(unit: UnitState, level: str, minimum: int | None) -> bool:
    return unit.quota == "open" and minimum is not None and unit.counts.get(level, 0) < minimum


def _against(facts: Facts, unit: UnitState, limit: Limit) -> str:
    count, level = unit.counts.get(limit.level, 0), facts.level_name(limit.level)
    bound = f"nhiều nhất {two(limit.maximum or 0)}" if limit.minimum is None else f"ít nhất {two(limit.minimum)}"
    told = f"Đăng ký {two(count)} nội dung {level}" if count else f"Chưa đăng ký nội dung {level} nào"
    unknown = unit.counts.get("unknown", 0) if limit.maximum is None else 0
    told += f" (chưa kể {two(unknown)} mô hình chưa rõ cấp)" if unknown else ""
    return f"{told}, quy định {bound} nội dung"


def _late(facts: Facts) -> Iterator[Row]:
    zone, deadline = facts.campaign.zone, facts.campaign.deadline
    for number, unit in enumerate(facts.with_receipt("late"), start=1):
        came = moment(unit.received_at.astimezone(zone)) if unit.received_at else None
        source = upper_first(cell_texts.RECEIVED_FROM.get(unit.received_from or "", ""))
        yield Row([number, unit.name, came, two_digits(cell_texts.lateness(unit.received_at, deadline)), source])


def _doubts(facts: Facts) -> Iterator[Row]:
    found = doubtful(facts)
    counts = Counter(f.entry.topic for f in found)
    named = [(topic, title) for topic, title in topics().items() if counts[topic]]
    for number, (topic, title) in enumerate(named, start=1):
        yield Row([number, title, counts[topic], len({f.unit for f in found if f.entry.topic == topic and f.unit})])
    yield Row([None, "Cộng", len(found), len({f.unit for f in found if f.unit})], bold=True)


def _frame(facts: Facts) -> Iterator[Row]:
    """What is proposed for the province, and empty rows up to the cap while there are candidates for them."""
    chosen = facts.headed_for("province")
    for number, entry in enumerate(chosen, start=1):
        about = (facts.name(entry.unit), facts.field_title(entry), facts.note(entry))
        yield Row([number, facts.plain_name(entry.name), *about])
    for number in range(len(chosen) + 1, len(chosen) + room(facts) + 1):
        yield Row([number, "\n", None, None, None])


def _units(facts: Facts) -> Table:
    """Appendix 1: every unit, how it sent and how many models at each level, with a line of totals."""
    titles = facts.level_titles
    figures = [Column(cell_texts.short_level(titles[code]), 13.5, centred=True) for code in _shown_levels(facts)]
    fixed = [
        Column("STT", 10, centred=True),
        Column("Đơn vị", 69),
        Column("Tình hình gửi", 32, centred=True),
        Column("Ngày nhận", 22, centred=True),
        *figures,
        Column("Cộng", 12, centred=True),
        Column("M1, M2", 13, centred=True),
        Column("Đăng ký “Dân vận khéo”", 27, centred=True),
    ]
    rest = LANDSCAPE - sum(column.width for column in fixed)
    columns = [*fixed, Column("Số lượng so với quy định", max(rest, 20), centred=True)]
    return Table(columns, list(_unit_rows(facts)), _SMALL, air=0)


def _shown_levels(facts: Facts) -> list[str]:
    """The levels; the unknown one only where it has a figure."""
    unknown = any(unit.counts.get("unknown") for unit in facts.units)
    return [code for code in facts.level_titles if unknown or code != "unknown"]


def _unit_rows(facts: Facts) -> Iterator[Row]:
    number = 0
    for group in facts.campaign.groups:
        units = [unit for unit in facts.units if unit.kind == group.code]
        if units:
            yield Row([f"{group.title} ({two(len(units))} đơn vị)"], bold=True)
        for number, unit in enumerate(units, start=number + 1):  # noqa: B020 -- numbered through all groups
            yield _unit_row(facts, number, unit)
    sums: Counter[str] = Counter()
    for unit in facts.units:
        sums.update(unit.counts)
    counts: list[Cell] = [sums[code] for code in _shown_levels(facts)]
    total = sums.total()
    forms = _of(sum(u.forms_seen for u in facts.units), sum(u.forms_needed for u in facts.units))
    name = f"Cộng: {two(len(facts.units))} đơn vị"
    yield Row([None, name, None, None, *counts, total, forms, None, None], bold=True)


def _unit_row(facts: Facts, number: int, unit: UnitState) -> Row:
    counts = [unit.counts.get(code, 0) for code in _shown_levels(facts)]
    told: Sequence[Cell] = [*counts, sum(counts)]
    if not unit.has_counts:
        told = [None] * len(told)  # no list was read: that is not nought
    at = unit.received_at
    known = at is not None and at <= facts.outcome.as_of  # a later file time is no evidence of anything
    came = day(at.astimezone(facts.campaign.zone).date()) if at and known else None
    forms = _of(unit.forms_seen, unit.forms_needed)
    if unit.forms_of_paper:
        forms = f"{forms} (giấy {len(unit.forms_of_paper)})"
    elif unit.forms_on_paper and not unit.forms_needed:
        forms = "bản giấy"
    own = _OWN[unit.own_registration.registered]
    if unit.own_registration.plan:
        own = f"{own}, kế hoạch" if unit.own_registration.registered else "Kế hoạch"
    nothing = unit.receipt == "nil" and unit.quota_standing == "met"
    quota = "Không bắt buộc" if nothing else facts.quota(unit)
    return Row([number, unit.name, _receipt(facts, unit), came, *told, forms, own, quota])


def _receipt(facts: Facts, unit: UnitState) -> str:
    if unit.receipt == "pending":
        return cell_texts.STILL_TIME
    return cell_texts.TO_VERIFY if facts.to_verify(unit) else cell_texts.RECEIPT[facts.receipt(unit)]


def _of(part: int, whole: int) -> str | None:
    return f"{part}/{whole}" if whole else None


def _items(facts: Facts, entries: Sequence[Entry]) -> Table:
    """Appendices 2 and 3: the items of a level below their units, and what is proposed or decided (R6)."""
    marked = any(facts.course(entry) != "none" for entry in entries)
    columns = [
        Column("STT", 10, centred=True),
        Column("Tên mô hình, điển hình", WIDER - 10 - 18 - (24 if marked else 0)),
        Column("Lĩnh vực", 18, centred=True),
        *([Column(mark_head(facts), 24, centred=True)] if marked else []),
    ]
    rows, number = [], 0
    for unit, of_unit in groupby(entries, key=lambda entry: entry.unit):
        mine = list(of_unit)
        rows.append(Row([f"{facts.name(unit)} ({two(len(mine))} nội dung)"], bold=True))
        for number, entry in enumerate(mine, start=number + 1):  # noqa: B020 -- numbered through all units
            field = facts.campaign.fields_by_code.get(entry.settled_field or "")
            cells = [str(number), facts.plain_name(entry.name), field.numeral if field else "chưa rõ"]
            rows.append(Row([*cells, *([_mark(facts, entry)] if marked else [])]))
    return Table(columns, rows, _SMALL, air=0)


def _mark(facts: Facts, entry: Entry) -> str:
    """What is decided or proposed; beside decisions a proposal is called one."""
    proposal = facts.any_decision and facts.decision_on(entry).decision == "none"
    return (_PROPOSALS if proposal else _COURSES).get(facts.course(entry), "")


_TABLES: dict[str, Callable[[Facts], Table]] = {  # by the names that the template places them by
    "fields": _fields,
    "violated": lambda facts: _broken(facts, facts.with_quota("violated")),
    "open": lambda facts: _broken(facts, facts.with_quota("open")),
    "late": lambda facts: Table(_LATE, list(_late(facts))),
    "doubts": lambda facts: Table(_DOUBTS, list(_doubts(facts))),
    "province": lambda facts: Table(_PROVINCE, list(_frame(facts)), whole=True),
    "units": _units,
    "top": lambda facts: _items(facts, facts.top),
    "further": lambda facts: _items(facts, facts.second),
}
