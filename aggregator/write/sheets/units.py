"""`Tình hình gửi`: every unit of the roster, the most urgent first: what came, how it stands, what to do next."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from aggregator.write.sheets import unit_papers, words
from aggregator.write.sheets.chase import by_urgency, chase, title
from aggregator.write.sheets.deadlines import evidence_files
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from aggregator.standing import UnitState
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.view import View

SHEET = "Tình hình gửi"
_TONES = {"late": "bad", "missing": "bad_bold", "on_time": "good"}


def unit_sheet(book: Book) -> None:
    """All units as a chase list, with a line of totals."""
    levels = book.view.level_titles
    columns = (
        Column("STT", 5, "order"),
        Column("Nhóm", 13.5, "centre"),
        Column("Đơn vị", 23, "name"),
        Column("Tình hình gửi", 13, "centre"),
        Column("Thời điểm nhận\n(căn cứ)", 19, "centre"),
        Column("Tệp", 18, "small"),
        *(Column(title, 6.5, "number") for title in levels.values()),
        Column("Cộng", 6.5, "number"),
        Column("Số lượng so với quy định", 12.5, "centre"),
        *unit_papers.COLUMNS,
        Column("Việc cần làm", 29),
    )
    page = book.page(SHEET, [column.width for column in columns])
    units = book.view.roster
    page.head("Tình hình gửi của các đơn vị", unit_papers.NOTE, *book.view.count_notes(units))
    sums: Counter[str] = Counter()
    for unit in units:
        sums.update(unit.counts)
    counts = [sums[level] for level in levels]
    papers = unit_papers.total(book.view, units)
    total = (f"Cộng: {len(units)} đơn vị", *[None] * 5, *counts, sum(counts), None, *papers, None)
    write_table(page, columns, _groups(book.view), total=total)


def _groups(view: View) -> list[Group]:
    numbers = count(1)
    return [
        Group(title(place, told, units), [_line(view, next(numbers), unit) for unit in units], "", mark)
        for place, (told, units, mark) in enumerate(by_urgency(view), start=1)
    ] or [Group(None, [], "Danh sách đơn vị đang trống.")]


def _line(view: View, number: int, unit: UnitState) -> Line:
    counts = [unit.counts.get(level, 0) for level in view.level_titles]
    told = [*counts, sum(counts)] if unit.has_counts else [None] * (len(counts) + 1)
    cells = (
        number,
        view.campaign.groups_by_code[unit.kind].title,
        unit.name,
        view.receipt(unit),
        _received(view, unit),
        "\n".join(map(words.short_path, unit.files or evidence_files(view, unit))),
        *told,
        view.quota(unit),
        *unit_papers.cells(view, unit),
        chase(view, unit),
    )
    quota = 6 + len(told)
    accents = ((3, _tone(view, unit)), (quota, "bad" if unit.quota_standing == "violated" else ""))
    return Line(cells, "", accents, mark=unit.code)


def _received(view: View, unit: UnitState) -> str:
    source = words.RECEIVED_FROM.get(unit.received_from or "")
    return words.clock(unit.received_at, view.campaign.zone) + (f"\n({source})" if source else "")


def _tone(view: View, unit: UnitState) -> str:
    if view.to_verify(unit):
        return "doubt"
    return "" if unit.receipt_waived else _TONES.get(unit.receipt, "")
