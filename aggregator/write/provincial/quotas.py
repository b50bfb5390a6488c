"""`Thời hạn` and `Số lượng`: receipts and verdicts by district, and the units by name; doubts stay doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aggregator.office.measure import height, lines_needed
from aggregator.office.table import Column, Group, Table, order
from aggregator.standing import QUOTAS, STANDINGS
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from aggregator.office.page import Page
    from aggregator.office.workbook import Book
    from aggregator.results.model import Unit
    from aggregator.rollup.province import District, Province

SHEET, TIMES = "Số lượng", "Thời hạn"
_FIGURES = 80.0  # the width of all figures; the names below them and the page's head need it
_ALWAYS = (words.RECEIPT["on_time"], words.RECEIPT["late"], words.RECEIPT["missing"])
_UNTOLD = (words.RECEIPT["on_time"], words.RECEIPT["nil"])  # nothing is to be done about them
_TOLD = (
    ("violated", "Chưa đúng"),
    ("undetermined", "Chưa kết luận được"),
    ("open", "Chưa đủ, còn hạn"),
    ("waived", "Trường hợp đặc thù"),
    ("noted", "Có điểm cần lưu ý"),
)
_LABELS = 2  # columns that the label before names reaches over
_TITLE = 2  # the row of the page's title: over names the heads of the figures would mislead in print

Named = tuple[str, str]  # what is told of some units, their names


class Figures(NamedTuple):
    """A line: a district, or one of its kinds of unit, and its units by receipt or verdict."""

    counts: Counter[str]
    group: str = ""
    district: str | None = None
    number: int | None = None


def _count(code: str, head: str, width: float) -> Column[Figures]:
    return Column(head, width, "number", lambda x: x.counts[code], total=lambda xs: sum(x.counts[code] for x in xs))


_UNITS: Column[Figures] = Column(
    "Số đơn vị", 10, "number", lambda x: x.counts.total(), total=lambda xs: sum(x.counts.total() for x in xs)
)


def timeliness_sheet(book: Book, province: Province) -> None:
    """A line for each district: its units by receipt, then their names (R4)."""
    counts = [Counter(words.receipt_in(d.result, unit) for unit in d.units()) for d in province.districts]
    shown = [r for r in words.RECEIPTS_TOLD if r in _ALWAYS or any(count[r] for count in counts)]
    first: list[Column[Figures]] = [order(), Column("Huyện", 25, "name", lambda x: x.district), _UNITS]
    table = Table([*first, *(_count(r, r, max(11.5, _FIGURES / len(shown))) for r in shown)])
    page = book.page(TIMES, table.widths)
    page.head(
        "Thời hạn gửi của các đơn vị, theo huyện",
        f"Hạn gửi: {province.campaign.due}. “Cần xác minh”: mới chỉ có căn cứ chưa chắc chắn, "
        "chưa coi là gửi chậm hay chưa gửi.",
    )
    lines = [Figures(count, district=d.name) for d, count in zip(province.districts, counts, strict=True)]
    table.write(page, [Group(None, lines)], total="Toàn tỉnh")
    page.skip(12)
    named = [(district.name, list(_receipts(district))) for district in province.districts]
    _write_names(page, named, "Các đơn vị đều đã gửi danh sách đúng hạn hoặc báo không đăng ký.")


def _receipts(district: District) -> Iterator[Named]:
    units = district.units()
    for receipt in words.RECEIPTS_TOLD:
        names = [unit.name for unit in units if words.receipt_in(district.result, unit) == receipt]
        if names and receipt not in _UNTOLD:
            yield f"{receipt} ({len(names)})", f"{', '.join(names)}."


def quota_sheet(book: Book, province: Province) -> None:
    """Two lines for each district, one for the communes and one for the agencies (R2, R3)."""
    total = Counter(unit.standing for district in province.districts for unit in district.units())
    shown = [state for state in STANDINGS if state in QUOTAS or total[state]]
    first: list[Column[Figures]] = [
        Column("STT", 5, "order", lambda x: x.number),
        Column("Huyện", 25, "name", lambda x: x.district),
        Column("Nhóm đơn vị", 20, "text", lambda x: x.group),
        _UNITS,
    ]
    table = Table([*first, *(_count(state, words.STANDING[state], 13.5) for state in shown)])
    page = book.page(SHEET, table.widths)
    page.head("Số lượng nội dung đăng ký so với quy định, theo huyện", *_rules(province))
    lines = [line for n, d in enumerate(province.districts, start=1) for line in _lines(n, d, province)]
    table.write(page, [Group(None, lines)], total="Toàn tỉnh")
    page.skip(12)
    named = [(district.name, list(_verdicts(district.units(), province))) for district in province.districts]
    _write_names(page, named, "Không có đơn vị nào đăng ký chưa đúng số lượng.")


def _lines(number: int, district: District, province: Province) -> Iterator[Figures]:
    for place, group in enumerate(province.campaign.groups):
        counts = Counter(unit.standing for unit in district.units(group.code))
        first = {"district": district.name, "number": number} if place == 0 else {}
        yield Figures(counts, group.title, **first)  # type: ignore[arg-type]


def _rules(province: Province) -> Iterator[str]:
    """Each group's limits in words, as the districts judged by them; where they differ, those of each."""
    sets = province.limits
    if len(sets) > 1:
        yield "Quy định số lượng của các huyện không giống nhau; mỗi huyện đã xét theo quy định của huyện đó."
    for limits, names in sets.items():
        of = f" (huyện {', '.join(names)})" if len(sets) > 1 else ""
        for group in province.campaign.groups:
            told = words.limits_in_words(province.campaign, [x for x in limits if x.group == group.code])
            yield f"Quy định đối với {words.lower_first(group.title)}{of}: {told}."


def _verdicts(units: Sequence[Unit], province: Province) -> Iterator[Named]:
    titles = {level.code: words.short_level(level.title).lower() for level in province.campaign.levels[:2]}
    for state, before in _TOLD:
        named = [f"{unit.name} ({_counts(unit, titles)})" for unit in units if unit.standing == state]
        if named:
            yield f"{before} ({len(named)})", f"{'; '.join(named)}."


def _counts(unit: Unit, titles: dict[str, str]) -> str:
    """The levels that limits speak of, and what is not known where there is any: ``tỉnh 1, huyện 3``."""
    told = [f"{title} {unit.count(code)}" for code, title in titles.items()]
    unknown = [f"chưa rõ cấp {unit.count('unknown')}"] if unit.count("unknown") else []
    return ", ".join([*told, *unknown])


def _write_names(page: Page, districts: Sequence[tuple[str, Sequence[Named]]], empty: str) -> None:
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
