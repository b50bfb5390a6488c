"""The sheets of the four fields, and `Chưa rõ lĩnh vực`: every entry, back to its file, sheet and row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import entry_cells, words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.campaign.model import Field
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

_GOALS, _NAME = 37.0, 26.0
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Đơn vị", 13.5),
    Column("Mẫu", 5.5, "centre"),
    Column("Địa chỉ", 10.5),
    Column("Tên mô hình", _NAME, "name"),
    Column("Tập thể / cá nhân", 18),
    Column("Hình thức", 9.5, "centre"),
    Column("Thời gian hoàn thành", 12.5, "centre"),
    Column("Mục tiêu đề ra", _GOALS),
    Column("Cấp đăng ký", 8.5, "centre"),
    Column("Ghi chú", 8),
    Column("Nguồn", 18.5, "small"),
)
SUGGESTION = Column("Gợi ý lĩnh vực", 12)


def field_sheet(book: Book, field: Field) -> None:
    """The entries of one field."""
    entries = [entry for entry in book.view.entries if entry.settled_field == field.code]
    watched = " Đây là lĩnh vực trọng tâm của năm theo chủ đề phong trào." if field.theme else ""
    note = f"{field.print_head} {field.scope}.{watched}"
    empty = f"Chưa có mô hình nào đăng ký ở lĩnh vực {words.lower_first(field.title)}."
    title = f"Mô hình, điển hình đăng ký: {field.numeral}. {field.title}"
    _entries_sheet(book, field.sheet, title, entries, note=note, empty=empty, suggest=False)


def unknown_field_sheet(book: Book) -> None:
    """The entries whose field is unknown or only suggested."""
    entries = [entry for entry in book.view.entries if entry.settled_field is None]
    note = (
        "Mô hình chưa ghi lĩnh vực, hoặc ghi không rõ. Cột “Gợi ý lĩnh vực” do máy suy từ nội dung; khi chưa có "
        "người xác nhận, mô hình chưa được tính vào lĩnh vực nào."
    )
    empty = "Không có mô hình nào chưa rõ lĩnh vực."
    _entries_sheet(
        book, words.UNKNOWN_FIELD, "Mô hình chưa rõ lĩnh vực", entries, note=note, empty=empty, suggest=True
    )


def _entries_sheet(
    book: Book, sheet: str, title: str, entries: Sequence[Entry], *, note: str, empty: str, suggest: bool
) -> None:
    columns = (*COLUMNS[:-1], SUGGESTION, COLUMNS[-1]) if suggest else COLUMNS
    page = book.page(sheet, [column.width for column in columns])
    page.head(title, note)
    lines = [_line(book.view, number, entry, suggest) for number, entry in enumerate(entries, start=1)]
    total = (_total(book.view, entries), *[None] * (len(columns) - 1)) if entries else None
    write_table(page, columns, [Group(None, lines, empty)], total=total, filtered=True)


def _line(view: View, number: int, entry: Entry, suggest: bool) -> Line:
    field = view.field_titles.get(entry.field or "", "Chưa có gợi ý")
    source = entry_cells.source(entry, (entry.goals, _GOALS), (entry.name, _NAME))
    corrected = view.corrected(entry)
    cells = (
        number,
        view.name(entry.unit),
        entry.form,
        entry.address,
        entry.name,
        entry_cells.holder(entry),
        entry_cells.mode(entry),
        entry_cells.completion(entry),
        entry.goals,
        view.level_title(entry.level),
        entry.note,
        *((field,) if suggest else ()),
        f"{source}\n{corrected}" if corrected else source,
    )
    return Line(cells, "" if entry.unit else "doubt")


def _total(view: View, entries: Sequence[Entry]) -> str:
    levels = Counter(entry.level if entry.level in view.level_titles else "unknown" for entry in entries)
    kinds = Counter(entry.holder_kind or "" for entry in entries)
    modes = Counter(entry.mode or "" for entry in entries)
    parts = (
        words.counts_in_words({str(k): v for k, v in levels.items()}, view.level_titles),
        words.counts_in_words(kinds, words.HOLDER),
        words.counts_in_words(modes, words.MODE),
    )
    return f"Cộng: {words.number(len(entries))} mô hình ({'; '.join(parts)})"
