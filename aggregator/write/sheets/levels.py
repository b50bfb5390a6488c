"""`Cấp tỉnh`, `Cấp huyện`: what may be presented, each model beside its form M1 or M2 (R1, R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.candidate import COLUMNS, candidate, stray
from aggregator.write.sheets.table import Group, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.campaign.model import Level
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View


def level_sheet(book: Book, level: Level) -> None:
    """The entries registered for one level, in groups by field; at the end the forms that no list has."""
    page = book.page(level.title, [column.width for column in COLUMNS])
    view = book.view
    entries = [entry for entry in view.entries if entry.level == level.code]
    page.head(f"Mô hình, điển hình đăng ký {words.lower_first(level.title)}", *_notes(book, level, entries))
    groups = list(_groups(view, entries))
    if not entries:
        groups = [Group(None, [], f"Chưa có mô hình nào đăng ký {words.lower_first(level.title)}.")]
    total = (_total(campaign_fields(view), entries), *[None] * (len(COLUMNS) - 1)) if entries else None
    write_table(page, COLUMNS, [*groups, *_strays(view, level)], total=total)


def _notes(book: Book, level: Level, entries: Sequence[Entry]) -> Iterator[str]:
    campaign = book.campaign
    units = len({entry.unit for entry in entries})
    seen = sum(entry.label in book.view.form_of for entry in entries)
    if entries:
        yield (
            f"Có {len(entries)} mô hình của {units} đơn vị đăng ký {words.lower_first(level.title)}, trong đó "
            f"{seen} mô hình đã thấy bản M1/M2. Phần nền màu lấy từ bản M1/M2, phần còn lại từ danh sách M3/M4."
        )
    if decided := _decisions(book.view, entries):
        yield f"Theo sổ theo dõi, đã quyết định: {decided}."
    if level is campaign.levels[1]:
        yield f"Ban Dân vận đề xuất số lượng và giới thiệu mô hình cấp huyện ({campaign.province_cap_source})."
    if level is campaign.levels[0]:
        yield (
            f"Ban Dân vận tham mưu, Thường trực Huyện ủy xét và giới thiệu không quá {campaign.province_cap:02d} "
            f"nội dung để đăng ký cấp tỉnh ({campaign.province_cap_source}); báo cáo tại Hội nghị giao ban ngày "
            f"{words.day(campaign.briefing)}. Số đăng ký nhiều hơn không phải là lỗi của đơn vị."
        )


def _decisions(view: View, entries: Sequence[Entry]) -> str:
    """How many of the models go up, go back to the district, or stand for it, as decided (R6)."""
    codes = [d.decision for entry in entries if (d := view.outcome.decisions.get(entry.label))]
    return ", ".join(
        f"{codes.count(code)} {words.lower_first(title)}" for code, title in words.DECISION.items() if code in codes
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
        lines = [candidate(view, n, entry) for n, entry in enumerate(those, start=number + 1)]
        number += len(those)
        if code is not None or those:
            yield Group(f"{title}: {len(those)} mô hình", lines, "Không có mô hình nào ở lĩnh vực này.")


def _strays(view: View, level: Level) -> Iterator[Group]:
    """A form of unknown level may be of either level: it stands on both sheets, and says so."""
    forms = [form for form in view.stray_forms if form.level in (level.code, None)]
    if forms:
        title = f"Bản M1/M2 chưa thấy trong danh sách (chưa tính vào số mô hình): {len(forms)} bản"
        yield Group(title, [stray(view, form) for form in forms], "")


def _total(titles: dict[str | None, str], entries: Sequence[Entry]) -> str:
    counts = {str(code): sum(entry.settled_field == code for entry in entries) for code in titles}
    told = words.counts_in_words(counts, {str(code): title for code, title in titles.items()})
    return f"Cộng: {len(entries)} mô hình ({told})"
