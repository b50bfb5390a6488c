"""`Cấp tỉnh`, `Cấp huyện`: what may be presented, by field and unit (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import entry_cells, words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.campaign.model import Level
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

_NAME, _GOALS = 31.0, 36.0
COLUMNS = (
    Column("STT", 5, "number"),
    Column("Đơn vị", 17),
    Column("Tên mô hình", _NAME, "name"),
    Column("Địa chỉ", 13),
    Column("Tập thể / cá nhân", 15),
    Column("Hình thức", 10, "centre"),
    Column("Thời gian hoàn thành", 11.5, "centre"),
    Column("Mục tiêu đề ra", _GOALS),
    Column("Tình hình gửi, số lượng của đơn vị", 15, "centre"),
    Column("Nguồn", 18, "small"),
)


def level_sheet(book: Book, level: Level) -> None:
    """The entries registered for one level, in groups by field."""
    page = book.page(level.title, [column.width for column in COLUMNS])
    view = book.view
    entries = [entry for entry in view.entries if entry.level == level.code]
    page.head(f"Mô hình, điển hình đăng ký {words.lower_first(level.title)}", *_notes(book, level, entries))
    groups = list(_groups(view, entries))
    if not entries:
        groups = [Group(None, [], f"Chưa có mô hình nào đăng ký {words.lower_first(level.title)}.")]
    total = (_total(campaign_fields(view), entries), *[None] * (len(COLUMNS) - 1)) if entries else None
    write_table(page, COLUMNS, groups, total=total)


def _notes(book: Book, level: Level, entries: Sequence[Entry]) -> Iterator[str]:
    campaign = book.campaign
    units = len({entry.unit for entry in entries})
    if entries:
        yield f"Có {len(entries)} mô hình của {units} đơn vị đăng ký {words.lower_first(level.title)}."
    if level is campaign.levels[1]:
        yield f"Ban Dân vận đề xuất số lượng và giới thiệu mô hình cấp huyện ({campaign.province_cap_source})."
    if level is campaign.levels[0]:
        yield (
            f"Ban Dân vận tham mưu, Thường trực Huyện ủy xét và giới thiệu không quá {campaign.province_cap:02d} "
            f"nội dung để đăng ký cấp tỉnh ({campaign.province_cap_source}); báo cáo tại Hội nghị giao ban ngày "
            f"{words.day(campaign.briefing)}. Số đăng ký nhiều hơn không phải là lỗi của đơn vị."
        )


def campaign_fields(view: View) -> dict[str | None, str]:
    """The fields' titles, the watched ones marked (R7), the unknown one last."""
    titles: dict[str | None, str] = {
        field.code: view.field_titles[field.code] + (" (trọng tâm)" if field.theme else "")
        for field in view.campaign.fields
    }
    return titles | {None: words.UNKNOWN_FIELD}


def _groups(view: View, entries: Sequence[Entry]) -> Iterator[Group]:
    number = 0
    for code, title in campaign_fields(view).items():
        those = [entry for entry in entries if entry.settled_field == code]
        lines = [_line(view, n, entry) for n, entry in enumerate(those, start=number + 1)]
        number += len(those)
        if code is not None or those:
            yield Group(f"{title}: {len(those)} mô hình", lines, "Không có mô hình nào ở lĩnh vực này.")


def _line(view: View, number: int, entry: Entry) -> Line:
    unit = view.states.get(entry.unit)
    standing = f"{view.receipt(unit)}\n{words.QUOTA[unit.quota]}" if unit else words.UNKNOWN_UNIT
    cells = (
        number,
        view.name(entry.unit),
        entry.name,
        entry.address,
        entry_cells.holder(entry),
        entry_cells.mode(entry),
        entry_cells.completion(entry),
        entry.goals,
        standing,
        entry_cells.source(entry, (entry.goals, _GOALS), (entry.name, _NAME)),
    )
    return Line(cells, "" if entry.unit else "doubt")


def _total(titles: dict[str | None, str], entries: Sequence[Entry]) -> str:
    counts = {str(code): sum(entry.settled_field == code for entry in entries) for code in titles}
    told = words.counts_in_words(counts, {str(code): title for code, title in titles.items()})
    return f"Cộng: {len(entries)} mô hình ({told})"
