"""`Tổng hợp tỉnh`: district × field × level, with totals; what is not known has columns only where it occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import Value, checked, put_across, set_height
from aggregator.write.sheets.measure import height
from aggregator.write.sheets.table import Column, Line, write_lines, write_total

if TYPE_CHECKING:
    from aggregator.rollup.province import District, Province
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.workbook import MakePage

SHEET = "Tổng hợp tỉnh"
_FIRST = (Column("STT", 5, "order"), Column("Huyện", 18, "name"), Column("Số đơn vị", 7, "number"))
_UNKNOWN = "unknown"


class Band(NamedTuple):
    """Columns under one head: the title and, for each column, its head and the fields and level it counts."""

    title: str
    columns: tuple[tuple[str, tuple[str, ...], str | None], ...]


def total_sheet(page_of: MakePage, province: Province) -> None:
    """Every district on a line, the fields side by side."""
    bands = list(_bands(province))
    columns = [*_FIRST, *(Column(head, 5.6, "number") for band in bands for head, _, _ in band.columns)]
    page = page_of(SHEET, [column.width for column in columns])
    page.head(f"Tổng hợp đăng ký mô hình, điển hình toàn tỉnh năm {province.campaign.year}", _note(province))
    _write_heads(page, columns, bands)
    write_lines(page, columns, [_line(n, d, bands) for n, d in enumerate(province.districts, start=1)])
    everything = sum((d.entries for d in province.districts), Counter[tuple[str, str]]())
    units = sum(len(d.units()) for d in province.districts)
    write_total(page, columns, ("Toàn tỉnh", None, units, *_counts(everything, bands)))


def _note(province: Province) -> str:
    entries = sum(d.entries.total() for d in province.districts)
    told = [f"{d.name} {words.clock(d.result.as_of, province.campaign.zone)}" for d in province.districts]
    return (
        f"Gồm số liệu của {len(province.districts)} huyện với {entries} mô hình. "
        f"Số liệu từng huyện chốt lúc: {'; '.join(told)}."
    )


def _bands(province: Province) -> Iterator[Band]:
    """The fields, the unknown one where it occurs, and all of them together."""
    seen = {pair for district in province.districts for pair in district.entries}
    levels = [(words.short_level(level.title), level.code) for level in province.campaign.levels]
    if any(level == _UNKNOWN for _, level in seen):
        levels.append(("Chưa rõ", _UNKNOWN))
    fields = [(f"{f.numeral}. {f.title}{' (trọng tâm)' * f.theme}", f.code) for f in province.campaign.fields]
    if any(field == _UNKNOWN for field, _ in seen):
        fields.append((words.UNKNOWN_FIELD, _UNKNOWN))
    for title, field in fields:
        yield Band(title, tuple((head, (field,), level) for head, level in levels))
    every = tuple(code for _, code in fields)
    yield Band("Cộng", (*((head, every, level) for head, level in levels), ("Tất cả", every, None)))


def _write_heads(page: Page, columns: Sequence[Column], bands: Sequence[Band]) -> None:
    """Two rows of heads, both repeated in print; the first columns reach over both."""
    top, style = page.row, page.styles.get("head")
    for number, column in enumerate(_FIRST):
        code = page.sheet.merge_range(top, number, top + 1, number, column.head, style)
        checked(code, page.sheet, "đầu bảng")
    left = len(_FIRST)
    for band in bands:
        put_across(page.sheet, top, (left, left + len(band.columns) - 1), band.title, style)
        for number, (head, _, _) in enumerate(band.columns, start=left):
            put_across(page.sheet, top + 1, (number, number), head, style)
        left += len(band.columns)
    set_height(page.sheet, top, height(2))
    set_height(page.sheet, top + 1, height(2))
    page.row = top + 2
    page.sheet.freeze_panes(page.row, 2)
    checked(page.sheet.repeat_rows(top, top + 1), page.sheet, "dòng đầu bảng")


def _line(number: int, district: District, bands: Sequence[Band]) -> Line:
    counts = list(_counts(district.entries, bands))
    cells = (number, district.name, len(district.units()), *counts)
    return Line(cells, "", ((len(_FIRST) + len(counts) - 1, "bold"),))


def _counts(entries: Counter[tuple[str, str]], bands: Sequence[Band]) -> Iterator[Value]:
    for band in bands:
        for _, fields, wanted in band.columns:
            yield sum(n for (field, level), n in entries.items() if field in fields and wanted in (None, level))
