"""The provincial workbook: several districts on four printed pages, with the master's look (R6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aggregator.office.measure import height
from aggregator.office.table import Column, Group, Pen, Table, order, write_total
from aggregator.write.provincial.quotas import quota_sheet, timeliness_sheet
from aggregator.write.sheets import words
from aggregator.write.sheets.board import board_workbook

if TYPE_CHECKING:
    from aggregator.office.page import Page
    from aggregator.office.workbook import Book
    from aggregator.results.model import Entry
    from aggregator.rollup.province import District, Province

TOTALS, CANDIDATES = "Tổng hợp tỉnh", "Nội dung cấp tỉnh"
_UNKNOWN = "unknown"
_TONES = {"province": "good", "back_to_district": "dim", "district": "dim"}


def provincial_workbook(province: Province) -> bytes:
    """The whole workbook; the same results give the same bytes."""

    def fill(book: Book) -> None:
        for sheet in (_total_sheet, timeliness_sheet, quota_sheet, _candidate_sheet):
            sheet(book, province)

    return board_workbook(f"Tổng hợp toàn tỉnh {province.campaign.title}", province, fill)


# --- district × field × level; what is not known has columns only where it occurs --------------------


class Band(NamedTuple):
    """Columns under one head: the title and, for each column, its head and the fields and level it counts."""

    title: str
    columns: tuple[tuple[str, tuple[str, ...], str | None], ...]


_FIRST: list[Column[District]] = [
    order(),
    Column("Huyện", 18, "name", lambda d: d.name),
    Column("Số đơn vị", 7, "number", lambda d: len(d.units()), total=lambda ds: sum(len(d.units()) for d in ds)),
]


def _total_sheet(book: Book, province: Province) -> None:
    """Every district on a line, the fields side by side."""
    bands = list(_bands(province))
    counts = [_count(head, fields, level) for band in bands for head, fields, level in band.columns]
    table: Table[District] = Table([*_FIRST, *counts])
    page = book.page(TOTALS, table.widths)
    page.head(f"Tổng hợp đăng ký mô hình, điển hình toàn tỉnh năm {province.campaign.year}", _note(province))
    _write_heads(page, bands)
    Pen(page, table).lines(list(province.districts))
    write_total(page, table.columns, "Toàn tỉnh", list(province.districts))


def _count(head: str, fields: tuple[str, ...], wanted: str | None) -> Column[District]:
    def number(district: District) -> int:
        return sum(
            n for (field, level), n in district.entries.items() if field in fields and wanted in (None, level)
        )

    tone = "bold" if wanted is None else ""
    return Column(head, 5.6, "number", number, lambda _: tone, total=lambda ds: sum(map(number, ds)))


def _note(province: Province) -> str:
    entries = sum(d.entries.total() for d in province.districts)
    told = [f"{d.name} {words.clock(d.result.as_of, province.campaign.zone)}" for d in province.districts]
    return (
        f"Gồm số liệu của {len(province.districts)} huyện với {words.number(entries)} mô hình. "
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


def _write_heads(page: Page, bands: Sequence[Band]) -> None:
    """Two rows of heads, both repeated in print; the first columns reach over both."""
    top, style = page.row, page.styles.get("head")
    for number, column in enumerate(_FIRST):
        page.sheet.across(top, (number, number), column.head, style, rows=2)
    left = len(_FIRST)
    for band in bands:
        page.sheet.across(top, (left, left + len(band.columns) - 1), band.title, style)
        for number, (head, _, _) in enumerate(band.columns, start=left):
            page.sheet.put(top + 1, number, head, style)
        left += len(band.columns)
    page.advance(height(2))
    page.advance(height(2))
    page.sheet.freeze_panes(page.row, 2)
    page.sheet.check(page.sheet.repeat_rows(top, top + 1), "dòng đầu bảng")


# --- what each district may present to the province, at most so many (R6) ----------------------------


class Candidate(NamedTuple):
    """An entry with its district."""

    district: District
    entry: Entry

    @property
    def decision(self) -> str:
        """What the district decided on it."""
        return self.district.result.decision(self.entry)


def _candidate_sheet(book: Book, province: Province) -> None:
    """The candidates in groups by district, those chosen first."""
    cap = province.campaign.province_cap
    table: Table[Candidate] = Table(
        [
            order(),
            Column("Đơn vị đăng ký", 20, "text", lambda x: x.district.result.unit_name(x.entry.unit)),
            Column("Tên mô hình", 40, "name", lambda x: x.entry.name),
            Column("Lĩnh vực", 15, "centre", lambda x: words.field_in(province.campaign, x.entry.settled_field)),
            Column("Tập thể / cá nhân", 20, "text", lambda x: _holder(x.entry)),
            Column("Địa chỉ", 16, "text", lambda x: x.entry.address),
            Column("Hình thức", 11, "centre", lambda x: words.MODE.get(x.entry.mode or "", "Chưa rõ")),
            Column("Thời gian hoàn thành", 12, "centre", lambda x: x.entry.completion or "Chưa ghi"),
            Column(
                "Kết quả xét", 14, "centre", lambda x: _decided(x, province), lambda x: _TONES.get(x.decision, "")
            ),
        ],
        anew=True,
    )
    page = book.page(CANDIDATES, table.widths)
    page.head(
        f"Nội dung đăng ký cấp tỉnh năm {province.campaign.year}, theo huyện",
        f"Mỗi huyện xét, giới thiệu không quá {cap:02d} nội dung. Nội dung chưa có kết quả xét ghi “Chưa xét”; "
        "số đăng ký nhiều hơn số được giới thiệu không phải là lỗi của đơn vị.",
    )
    chosen = words.number(sum(district.chosen for district in province.districts))
    registered = words.number(sum(district.registered for district in province.districts))
    total = f"Toàn tỉnh: {registered} nội dung đăng ký, {chosen} nội dung đã được giới thiệu"
    table.write(page, [_group(district, cap) for district in province.districts], total=total)


def _holder(entry: Entry) -> str:
    return entry.holder or words.HOLDER.get(entry.holder_kind or "", "Chưa ghi")


def _group(district: District, cap: int) -> Group[Candidate]:
    lines = [Candidate(district, entry) for entry in district.candidates]
    raised = len(lines) - district.registered
    more = f", {raised} nội dung được nâng lên" if raised else ""
    title = f"{district.name}: {district.registered} nội dung đăng ký{more}, {_choice(district.chosen, cap)}"
    return Group(title, lines, "Không có nội dung nào đăng ký cấp tỉnh.")


def _choice(chosen: int, cap: int) -> str:
    if not chosen:
        return "chưa chọn nội dung nào"
    over = f", nhiều hơn {cap:02d}; huyện cần xét lại" if chosen > cap else ""
    return f"đã chọn giới thiệu {chosen}{over}"


def _decided(candidate: Candidate, province: Province) -> str:
    entry, result = candidate.entry, candidate.district.result
    level = province.campaign.levels_by_code.get(entry.level or "")
    raised = f"(đăng ký {words.lower_first(level.title) if level else 'chưa rõ cấp'})"
    parts = (
        words.DECISION[candidate.decision],
        raised if entry.level != "province" else None,
        result.remark(entry),
    )
    return "\n".join(part for part in parts if part)
