"""`Cấp tỉnh`, `Cấp huyện`: what may be presented, each model beside its form, and what was decided (R1, R6)."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from aggregator.write.sheets import decided, words
from aggregator.write.sheets.candidate import COLUMNS, candidate, stray
from aggregator.write.sheets.table import Group, write_table
from aggregator.write.sheets.tally import Parts, Tally, by_field, by_unit, write_tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.campaign.model import Level
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

STRAYS = "strays"  # the mark of the forms that no list has


def level_sheet(book: Book, level: Level) -> None:
    """The entries registered for one level, by field; what came from other levels; the decisions in numbers."""
    page, view = book.page(level.title, [column.width for column in COLUMNS]), book.view
    entries = decided.registered(view, level)
    top = level is book.campaign.levels[0]
    alarm = decided.too_many(view) if top else ""
    title = f"Mô hình, điển hình đăng ký {words.lower_first(level.title)}"
    page.head(title, *_notes(book, level, entries), alarm=alarm)
    groups = list(_groups(view, entries))
    if not entries:
        groups = [Group(None, [], f"Chưa có mô hình nào đăng ký {words.lower_first(level.title)}.")]
    total = (_total(campaign_fields(view), entries), *[None] * (len(COLUMNS) - 1)) if entries else None
    write_table(page, COLUMNS, [*groups, *_others(view, level), *_strays(view, level)], total=total)
    if decided.any_decision(view):
        _tallies(page, view, level)


def _notes(book: Book, level: Level, entries: Sequence[Entry]) -> Iterator[str]:
    campaign, view = book.campaign, book.view
    small = words.lower_first(level.title)
    if entries:
        units = len({entry.unit for entry in entries if entry.unit})
        unknown = sum(entry.unit is None for entry in entries)
        seen = sum(entry.label in view.form_of for entry in entries)
        strays = f" (và {words.number(unknown)} mô hình chưa rõ đơn vị)" if unknown else ""
        yield (
            f"Có {words.number(len(entries))} mô hình đăng ký {small}, của {units} đơn vị{strays}; "
            f"{words.number(seen)} mô hình đã thấy bản M1/M2 (dòng nền màu bên dưới ghi theo bản M1/M2). Dưới tên "
            "đơn vị chỉ ghi khi có điểm cần lưu ý về việc gửi hoặc về số lượng."
        )
    if decided.any_decision(view):
        yield _decisions(view, level)
    if level is campaign.levels[1]:
        yield f"Ban Dân vận đề xuất số lượng và giới thiệu mô hình cấp huyện ({campaign.province_cap_source})."
    if level is campaign.levels[0]:
        yield (
            f"Ban Dân vận tham mưu, Thường trực Huyện ủy xét và giới thiệu không quá {campaign.province_cap:02d} "
            f"nội dung để đăng ký cấp tỉnh ({campaign.province_cap_source}); báo cáo tại Hội nghị giao ban ngày "
            f"{words.day(campaign.briefing)}. Số đăng ký nhiều hơn không phải là lỗi của đơn vị."
        )


def _decisions(view: View, level: Level) -> str:
    """The decisions in one sentence whose parts add up; the table under the models tells them by field (R6)."""
    if level is view.campaign.levels[0]:
        own, up, down, left, above, _ = decided.province_numbers(view, view.entries)
        more = f"; ngoài ra có {above} mô hình đề nghị nâng lên cấp tỉnh" if above else ""
        return (
            f"Kết quả xét theo sổ theo dõi: {own} mô hình đăng ký, gồm {up} giới thiệu cấp tỉnh, {down} chuyển về "
            f"cấp huyện, {left} chưa xét{more}."
        )
    told = [words.number(count) for count in decided.district_numbers(view, view.entries)]
    return (
        f"Kết quả xét theo sổ theo dõi: {told[0]} mô hình đăng ký và {told[1]} mô hình {_from(view)}, cộng "
        f"{told[2]}; gồm {told[3]} giới thiệu cấp huyện (kể cả số chuyển về), {told[4]} đề nghị nâng lên cấp tỉnh, "
        f"{told[5]} chưa xét."
    )


def _from(view: View) -> str:
    """Where the district's further items come from."""
    raised = decided.raised(view, view.campaign.levels[1])
    return "chuyển về từ cấp tỉnh" + (", nâng lên từ cơ sở" if raised else "")


def campaign_fields(view: View) -> dict[str | None, str]:
    """The fields' titles, the watched ones marked (R7), the unknown one last."""
    titles: dict[str | None, str] = {
        field.code: view.field_titles[field.code] + (" (trọng tâm)" if field.theme else "")
        for field in view.campaign.fields
    }
    return titles | {None: words.UNKNOWN_FIELD}


def _groups(view: View, entries: Sequence[Entry]) -> Iterator[Group]:
    numbers = count(1)
    for code, title in campaign_fields(view).items():
        those = [entry for entry in entries if entry.settled_field == code]
        lines = [line for entry in those for line in candidate(view, next(numbers), entry)]
        if code is not None or those:
            yield Group(f"{title}: {len(those)} mô hình", lines, "Không có mô hình nào ở lĩnh vực này.")


def _others(view: View, level: Level) -> Iterator[Group]:
    """What the decisions bring to a level, numbered apart: it is not registered for it (R6)."""
    second = level is view.campaign.levels[1]
    small = words.lower_first
    for told, those in (
        (f"Chuyển về từ {small(view.campaign.levels[0].title)}", decided.came_back(view) if second else []),
        (f"Đề nghị nâng lên {small(level.title)}", decided.raised(view, level)),
    ):
        if those:
            lines = [line for n, e in enumerate(those, start=1) for line in candidate(view, f"({n})", e)]
            yield Group(f"{told}: {len(those)} mô hình (không tính vào số đăng ký {small(level.title)})", lines, "")


def _strays(view: View, level: Level) -> Iterator[Group]:
    """A form of unknown level may be of either level: it stands on both sheets, and says so."""
    forms = [form for form in view.stray_forms if form.level in (level.code, None)]
    if forms:
        title = f"Bản M1/M2 chưa thấy trong danh sách (chưa tính vào số mô hình): {len(forms)} bản"
        yield Group(title, [line for form in forms for line in stray(view, form)], "", STRAYS)


def _total(titles: dict[str | None, str], entries: Sequence[Entry]) -> str:
    counts = {str(code): sum(entry.settled_field == code for entry in entries) for code in titles}
    told = words.counts_in_words(counts, {str(code): title for code, title in titles.items()})
    return f"Cộng: {words.number(len(entries))} mô hình ({told})"


_PROVINCE = Tally(
    (
        "Đăng ký cấp tỉnh", "Giới thiệu cấp tỉnh", "Chuyển về cấp huyện", "Chưa xét",
        "Đề nghị nâng lên từ cấp khác", "Cộng số giới thiệu cấp tỉnh",
    ),
    decided.province_numbers,
)  # fmt: skip
_DISTRICT = Tally(
    (
        "Đăng ký cấp huyện", "", "Cộng số ở cấp huyện", "Giới thiệu cấp huyện",
        "Nâng lên cấp tỉnh", "Chưa xét",
    ),
    decided.district_numbers,
)  # fmt: skip


def _tallies(page: Page, view: View, level: Level) -> None:
    result = f"Kết quả xét {words.lower_first(level.title)}"
    fields = Parts(f"{result} theo lĩnh vực", "Lĩnh vực", by_field(view, campaign_fields(view)))
    if level is view.campaign.levels[0]:
        write_tally(page, view, _PROVINCE, fields)
        return
    own, _, *rest = _DISTRICT.heads
    tally = _DISTRICT._replace(heads=(own, words.upper_first(_from(view)), *rest))
    write_tally(page, view, tally, fields)
    write_tally(page, view, tally, Parts(f"{result} theo đơn vị", "Đơn vị", by_unit(view)))
