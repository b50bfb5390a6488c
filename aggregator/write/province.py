"""Several districts as one province, on printed pages: sums, receipts, verdicts, what may be presented (R6)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aggregator.nouns import result as to
from aggregator.nouns.standing import NOT_OBLIGED, QUOTAS, STANDINGS
from aggregator.nouns.unit import Campaign
from aggregator.office.page import Book, Group, Page, Pen, Table, write_total
from aggregator.office.sheet import Column, height, lines_needed, order
from aggregator.vietnamese.official_style import figure, lower_first
from aggregator.write.sheets import cell_texts, registers
from aggregator.write.sheets.overview import board_workbook

# ---- Districts as one province: receipts and verdicts by district, and the units by name; doubts stay doubts.

SHEET, TIMES = "Số lượng", "Thời hạn"
_FIGURES = 80.0  # the width of all figures; the names below them and the page's head need it
_ALWAYS = ("on_time", "late", "missing")
_UNTOLD = ("on_time", "nil", NOT_OBLIGED)  # nothing is to be done about them
_TOLD = (
    ("violated", "Chưa đúng"),
    ("undetermined", "Chưa kết luận được"),
    ("open", "Chưa đủ, còn hạn"),
    ("waived", "Trường hợp đặc thù"),
    ("noted", "Có điểm cần lưu ý"),
)
_LABELS = 2  # columns that the label before names reaches over
_TITLE = 2  # the row of the page's title: over names the heads of the figures would mislead in print

CodeAndTitle = tuple[str, str]  # what is told of some units, their names


class Figures(NamedTuple):
    """A line: a district, or one of its kinds of unit, and its units by receipt or verdict."""

    counts: Counter[str]
    group: str = ""
    district: str | None = None
    number: int | None = None


def _count_of(code: str, head: str, width: float) -> Column[Figures]:
    return Column(head, width, "number", lambda x: x.counts[code], total=lambda xs: sum(x.counts[code] for x in xs))


_UNITS: Column[Figures] = Column(
    "Số đơn vị", 10, "number", lambda x: x.counts.total(), total=lambda xs: sum(x.counts.total() for x in xs)
)


def timeliness_sheet(book: Book, province: to.Province) -> None:
    """A line for each district: its units by receipt, then their names (R4)."""
    counts = [Counter(d.result.receipt_of(u) for u in d.units() if u.must_send) for d in province.districts]
    shown = [r for r in cell_texts.RECEIPTS if r in _ALWAYS or any(count[r] for count in counts)]
    first: list[Column[Figures]] = [order(), Column("Huyện", 25, "name", lambda x: x.district), _UNITS]
    table = Table([*first, *(_count_of(r, cell_texts.RECEIPT[r], max(11.5, _FIGURES / len(shown))) for r in shown)])
    page = book.page(TIMES, table.widths)
    page.head(
        "Thời hạn gửi của các đơn vị, theo huyện",
        f"Hạn gửi: {province.campaign.due}. “Cần xác minh”: mới chỉ có căn cứ chưa chắc chắn, "
        "chưa coi là gửi chậm hay chưa gửi.",
    )
    lines = [Figures(count, district=d.name) for d, count in zip(province.districts, counts, strict=True)]
    table.write(page, [Group(None, lines)], total="Toàn tỉnh")
    page.advance(12)
    named = [(district.name, list(_receipts(district))) for district in province.districts]
    _write_names(page, named, "Các đơn vị đều đã gửi danh sách đúng hạn hoặc báo không đăng ký.")


def _receipts(district: to.District) -> Iterator[CodeAndTitle]:
    units = district.units()
    for receipt in cell_texts.RECEIPTS:
        names = [unit.name for unit in units if district.result.receipt_of(unit) == receipt]
        if names and receipt not in _UNTOLD:
            yield f"{cell_texts.RECEIPT[receipt]} ({len(names)})", f"{', '.join(names)}."


def quota_sheet(book: Book, province: to.Province) -> None:
    """Two lines for each district, one for the communes and one for the agencies (R2, R3)."""
    total = Counter(unit.standing for district in province.districts for unit in district.units())
    shown = [state for state in STANDINGS if state in QUOTAS or total[state]]
    first: list[Column[Figures]] = [
        Column("STT", 5, "order", lambda x: x.number),
        Column("Huyện", 25, "name", lambda x: x.district),
        Column("Nhóm đơn vị", 20, "text", lambda x: x.group),
        _UNITS,
    ]
    table = Table([*first, *(_count_of(state, cell_texts.STANDING[state], 13.5) for state in shown)])
    page = book.page(SHEET, table.widths)
    page.head("Số lượng nội dung đăng ký so với quy định, theo huyện", *_rules(province))
    lines = [line for n, d in enumerate(province.districts, start=1) for line in _lines(n, d, province)]
    table.write(page, [Group(None, lines)], total="Toàn tỉnh")
    page.advance(12)
    named = [(district.name, list(_verdicts(district.units(), province))) for district in province.districts]
    _write_names(page, named, "Không có đơn vị nào đăng ký chưa đúng số lượng.")


def _lines(number: int, district: to.District, province: to.Province) -> Iterator[Figures]:
    for place, group in enumerate(province.campaign.groups):
        counts = Counter(unit.standing for unit in district.units(group.code))
        first = {"district": district.name, "number": number} if place == 0 else {}
        yield Figures(counts, group.title, **first)  # type: ignore[arg-type]


def _rules(province: to.Province) -> Iterator[str]:
    """Each group's limits in words, as the districts judged by them; where they differ, those of each."""
    sets = province.limits
    if len(sets) > 1:
        yield "Quy định số lượng của các huyện không giống nhau; mỗi huyện đã xét theo quy định của huyện đó."
    for limits, names in sets.items():
        of = f" (huyện {', '.join(names)})" if len(sets) > 1 else ""
        for group in province.campaign.groups:
            told = cell_texts.limits_in_words(province.campaign, [x for x in limits if x.group == group.code])
            yield f"Quy định đối với {lower_first(group.title)}{of}: {told}."


def _counts(unit: to.Unit, titles: dict[str, str]) -> Iterator[str]:
    """The levels that limits speak of, and what is not known where there is any: ``tỉnh 1``, ``huyện 3``."""
    yield from (f"{title} {unit.count(code)}" for code, title in titles.items())
    if unknown := unit.count("unknown"):
        yield f"chưa rõ cấp {unknown}"


def _verdicts(units: Sequence[to.Unit], province: to.Province) -> Iterator[CodeAndTitle]:
    titles = {level.code: cell_texts.short_level(level.title).lower() for level in province.campaign.levels[:2]}
    for state, before in _TOLD:
        alike = [unit for unit in units if unit.standing == state]
        names = [f"{unit.name} ({', '.join(_counts(unit, titles))})" for unit in alike]
        if names:
            yield f"{before} ({len(names)})", f"{'; '.join(names)}."


def _write_names(page: Page, districts: Sequence[tuple[str, Sequence[CodeAndTitle]]], empty: str) -> None:
    """A band for each district, and under it a line for each thing told; ``empty`` where there is nothing."""
    room = page.width - sum(page.widths[:_LABELS])
    page.sheet.check(page.sheet.repeat_rows(_TITLE), "dòng đầu trang")
    for name, told in districts:
        page.line(name, "band", height(1) + 3)
        for label, names in told:
            page.sheet.across(page.row, (0, _LABELS - 1), label, page.styles.get("label"))
            lines = max(lines_needed(names, room), lines_needed(label, sum(page.widths[:_LABELS])))
            page.line(names, "text", height(lines), (_LABELS, page.last))
        if not told:
            page.line(empty, "empty", height(1) + 4)


# ---- The provincial workbook: several districts on four printed pages, with the master's look (R6).

TOTALS, CANDIDATES = "Tổng hợp tỉnh", "Nội dung cấp tỉnh"
_UNKNOWN = "unknown"
_TONES = {"province": "good", "back_to_district": "dim", "district": "dim"}


def provincial_workbook(province: to.Province) -> bytes:
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


_FIRST: list[Column[to.District]] = [
    order(),
    Column("Huyện", 18, "name", lambda d: d.name),
    Column("Số đơn vị", 7, "number", lambda d: len(d.units()), total=lambda ds: sum(len(d.units()) for d in ds)),
]


def _total_sheet(book: Book, province: to.Province) -> None:
    bands = list(_bands(province))
    counts = [_count(head, fields, level) for band in bands for head, fields, level in band.columns]
    table: Table[to.District] = Table([*_FIRST, *counts])
    page = book.page(TOTALS, table.widths)
    entries = sum(d.entries.total() for d in province.districts)
    told = [f"{d.name} {cell_texts.clock(d.result.as_of, province.campaign.zone)}" for d in province.districts]
    page.head(
        f"Tổng hợp đăng ký mô hình, điển hình toàn tỉnh năm {province.campaign.year}",
        f"Gồm số liệu của {len(province.districts)} huyện với {figure(entries)} mô hình. "
        f"Số liệu từng huyện tính đến: {'; '.join(told)}.",
    )
    _write_heads(page, bands)
    Pen(page, table).lines(list(province.districts))
    write_total(page, table.columns, "Toàn tỉnh", list(province.districts))


def _count(head: str, fields: tuple[str, ...], wanted: str | None) -> Column[to.District]:
    def number(district: to.District) -> int:
        return sum(n for (code, level), n in district.entries.items() if code in fields and wanted in (None, level))

    tone = "bold" if wanted is None else ""
    return Column(head, 5.6, "number", number, lambda _: tone, total=lambda ds: sum(map(number, ds)))


def _bands(province: to.Province) -> Iterator[Band]:
    """The fields, the unknown one where it occurs, and all of them together."""
    seen = {pair for district in province.districts for pair in district.entries}
    levels = [(cell_texts.short_level(level.title), level.code) for level in province.campaign.levels]
    if any(level == _UNKNOWN for _, level in seen):
        levels.append(("Chưa rõ", _UNKNOWN))
    fields = [(title, code or _UNKNOWN) for code, title in cell_texts.field_titles(province.campaign).items()]
    if all(field != _UNKNOWN for field, _ in seen):
        fields.pop()
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

    district: to.District
    entry: to.Entry

    @property
    def further_columns(self) -> Mapping[str, str | None]:
        """What stands in its further columns."""
        return self.district.result.further_columns_of(self.entry)

    @property
    def decision(self) -> str:
        """What the district decided on it."""
        return self.district.result.decision(self.entry)

    @property
    def holder(self) -> str:
        """The holder as the list has it, else its kind."""
        return self.entry.holder or cell_texts.HOLDER.get(self.entry.holder_kind or "", "Chưa ghi")


def _candidate_sheet(book: Book, province: to.Province) -> None:
    campaign, cap = province.campaign, province.campaign.province_cap
    table: Table[Candidate] = Table(
        [
            order(),
            Column("Đơn vị đăng ký", 20, "text", lambda x: x.district.result.unit_name(x.entry.unit)),
            Column("Tên mô hình", 40, "name", lambda x: x.entry.name),
            Column("Lĩnh vực", 15, "centre", lambda x: cell_texts.field_in(campaign, x.entry.settled_field)),
            Column("Tập thể / cá nhân", 20, "text", lambda x: x.holder),
            Column("Địa chỉ", 16, "text", lambda x: x.entry.address),
            Column("Hình thức", 11, "centre", lambda x: cell_texts.MODE.get(x.entry.mode or "", "Chưa rõ")),
            Column("Thời gian hoàn thành", 12, "centre", lambda x: x.entry.completion or "Chưa ghi"),
            *registers.further_columns_of(campaign),
            Column(
                "Kết quả xét", 14, "centre", lambda x: _decided(x, campaign), lambda x: _TONES.get(x.decision, "")
            ),
        ],
        anew=True,
    )
    page = book.page(CANDIDATES, table.widths)
    page.head(
        f"Nội dung đăng ký cấp tỉnh năm {campaign.year}, theo huyện",
        f"Mỗi huyện xét, giới thiệu không quá {cap:02d} nội dung. Nội dung chưa có kết quả xét ghi “Chưa xét”; "
        "số đăng ký nhiều hơn số được giới thiệu không phải là lỗi của đơn vị.",
    )
    chosen = figure(sum(district.chosen for district in province.districts))
    registered = figure(sum(district.registered for district in province.districts))
    total = f"Toàn tỉnh: {registered} nội dung đăng ký, {chosen} nội dung đã được giới thiệu"
    table.write(page, [_group(district, cap) for district in province.districts], total=total)


def _group(district: to.District, cap: int) -> Group[Candidate]:
    lines = [Candidate(district, entry) for entry in district.candidates]
    raised = len(lines) - district.registered
    more = f", {raised} nội dung được nâng lên" if raised else ""
    over = f", nhiều hơn {cap:02d}; huyện cần xét lại" if district.chosen > cap else ""
    chosen = f"đã chọn giới thiệu {district.chosen}{over}" if district.chosen else "chưa chọn nội dung nào"
    title = f"{district.name}: {district.registered} nội dung đăng ký{more}, {chosen}"
    return Group(title, lines, "Không có nội dung nào đăng ký cấp tỉnh.")


def _decided(candidate: Candidate, campaign: Campaign) -> str:
    entry, result = candidate.entry, candidate.district.result
    level = campaign.levels_by_code.get(entry.level or "")
    raised = f"(đăng ký {lower_first(level.title) if level else 'chưa rõ cấp'})"
    lower = raised if entry.level != "province" else None
    return cell_texts.lines(cell_texts.DECISION[candidate.decision], lower, result.remark(entry))
