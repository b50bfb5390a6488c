"""Appendix 1: every unit, how it sent and how many models at each level."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.briefing.appendix import appendix_head
from aggregator.write.briefing.phrases import levels
from aggregator.write.party.page import LANDSCAPE, remark
from aggregator.write.party.table import Cell, Column, Row, add_table
from aggregator.write.party.words import two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.standing import UnitState
    from aggregator.write.briefing.facts import Facts

_SIZE = 10.5
_OWN = {True: "Có", False: "Không"}


def appendix_units(document: WordDocument, facts: Facts) -> None:
    """The units by group, with a line of totals."""
    appendix_head(document, facts, 1, "Tình hình đăng ký của các đơn vị")
    figures = [Column(words.short_level(title), 14, centred=True) for title in facts.level_titles.values()]
    fixed = [
        Column("STT", 10, centred=True),
        Column("Đơn vị", 50),
        Column("Tình hình gửi", 33, centred=True),
        Column("Thời điểm nhận", 31, centred=True),
        *figures,
        Column("Cộng", 12, centred=True),
        Column("M1, M2 đã thấy", 16, centred=True),
        Column("Đăng ký QĐ 266", 20, centred=True),
    ]
    rest = LANDSCAPE - sum(column.width for column in fixed)
    verdict = Column("Số lượng so với quy định", max(rest, 20), centred=True)
    add_table(document, [*fixed, verdict], _rows(facts), _SIZE)
    for told in (_strays(facts), _as_base(facts)):
        if told:
            remark(document, told)


def _strays(facts: Facts) -> str:
    """The models that stand in no row, so that the totals can be reconciled with those of the report."""
    strays = [entry for entry in facts.entries if entry.unit not in facts.states]
    if not strays:
        return ""
    by_level = levels(facts, facts.levels_of(strays))
    return f"Ngoài ra có {two(len(strays))} mô hình chưa rõ đơn vị ({by_level}), chưa tính cho đơn vị nào."


def _as_base(facts: Facts) -> str:
    """The models of unknown level that count as the last level (R3); the report's own table has them apart."""
    unknown = facts.levels_of([entry for entry in facts.entries if entry.unit in facts.states])["unknown"]
    count = unknown - sum(unit.counts.get("unknown", 0) for unit in facts.units)
    title = facts.campaign.levels[-1].title
    told = f"mô hình không ghi rõ cấp, được tính là {words.lower_first(title)} khi xét số lượng."
    return f"Trong cột {title} có {two(count)} {told}" if count > 0 else ""


def _rows(facts: Facts) -> Iterator[Row]:
    number = 0
    for group in facts.campaign.groups:
        units = [unit for unit in facts.units if unit.kind == group.code]
        if units:
            yield Row([f"{group.title} ({two(len(units))} đơn vị)"], bold=True)
        for number, unit in enumerate(units, start=number + 1):  # noqa: B020 -- numbered through all groups
            yield _row(facts, number, unit)
    yield _total(facts)


def _row(facts: Facts, number: int, unit: UnitState) -> Row:
    counts = [unit.counts.get(code, 0) for code in facts.level_titles]
    told: Sequence[Cell] = [*counts, sum(counts)]
    if not unit.has_counts:
        told = [None] * len(told)  # no list was read: that is not nought
    forms = f"{unit.forms_matched}/{unit.forms_needed}" if unit.forms_needed else None
    came = f"{unit.received_at.astimezone(facts.campaign.zone):%H:%M %d/%m/%Y}" if unit.received_at else None
    own = _OWN.get(unit.own.registered) if unit.own.registered is not None else "Chưa thấy"
    return Row([number, unit.name, facts.receipt(unit), came, *told, forms, own, facts.quota(unit)])


def _total(facts: Facts) -> Row:
    sums: Counter[str] = Counter()
    for unit in facts.units:
        sums.update(unit.counts)
    counts = [sums[code] for code in facts.level_titles]
    needed = sum(unit.forms_needed for unit in facts.units)
    forms = f"{sum(unit.forms_matched for unit in facts.units)}/{needed}" if needed else None
    cells: list[Cell] = [
        None,
        f"Cộng: {two(len(facts.units))} đơn vị",
        None,
        None,
        *counts,
        sum(counts),
        forms,
        None,
        None,
    ]
    return Row(cells, bold=True)
