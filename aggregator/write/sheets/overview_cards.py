"""The headline figures of the overview: a strip about the units, a strip about the models."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aggregator.standing import SILENT
from aggregator.write.sheets import overview_counts as counts
from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.overview_grid import GAP, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_CARD = 14  # columns; six cards and the gaps between them are as wide as the grid
_STEP = _CARD + GAP
_SMALL = 9


class Card(NamedTuple):
    """A figure or two with their captions, and a line of detail under them."""

    figures: Sequence[tuple[int, str]]
    detail: str
    tone: str = ""


def write_cards(page: Page, view: View) -> None:
    """Write both strips, each card a figure over its caption over its detail."""
    for strip in (list(_units(view)), list(_models(view))):
        for number, card in enumerate(strip):
            _write_card(page, card, number * _STEP)
        needed = max(lines_needed(card.detail, units_of((0, _CARD - 1)), _SMALL) for card in strip)
        for row, points in enumerate((27.0, 14.5, height(needed, _SMALL) + 1)):
            set_height(page.sheet, page.row + row, points)
        page.row += 3
        page.skip(5)


def _write_card(page: Page, card: Card, left: int) -> None:
    share = _CARD // len(card.figures)
    for number, (figure, caption) in enumerate(card.figures):
        columns = (left + number * share, left + (number + 1) * share - 1)
        put_across(page.sheet, page.row, columns, figure, page.styles.get("card_figure", card.tone))
        put_across(page.sheet, page.row + 1, columns, caption, page.styles.get("card_caption"))
    whole = (left, left + _CARD - 1)
    put_across(page.sheet, page.row + 2, whole, card.detail, page.styles.get("card_detail"))


def _units(view: View) -> Iterator[Card]:
    came = counts.receipts(view)
    late, silent = came[counts.ACCUSED_LATE], came[counts.ACCUSED_MISSING]
    pending = came[words.RECEIPT["pending"]]
    unreadable = came[words.RECEIPT["unreadable"]]
    yield Card([(len(view.units), "Đơn vị phải đăng ký")], _groups(view, set(words.RECEIPT)))
    sent = [unit for unit in view.units if unit.receipt not in SILENT]
    listed = sum(unit.receipt in {"on_time", "late"} and unit.has_counts for unit in sent)
    yield Card([(len(sent), "Đã gửi về")], f"{listed} đơn vị có danh sách đọc được")
    yield Card([(came[words.RECEIPT["on_time"]], "Gửi đúng hạn")], _groups(view, {"on_time"}))
    doubtful = _doubtful(came[words.LATE_TO_VERIFY])
    yield Card([(late, "Gửi chậm")], doubtful, "bad" if late else "")
    doubtful = f"còn trong hạn gửi: {pending}" if pending else _doubtful(came[words.MISSING_TO_VERIFY])
    yield Card([(silent + pending, "Chưa gửi")], doubtful, "bad" if silent else "")
    others = f"biểu mẫu trống: {came[words.RECEIPT['empty']]}; mới có M1/M2: {came[words.RECEIPT['forms_only']]}"
    yield Card([(unreadable, "Gửi tệp không đọc được")], others, "bad" if unreadable else "")


def _doubtful(units: int) -> str:
    return f"chưa kể {units} đơn vị cần xác minh" if units else "không có đơn vị cần xác minh"


def _groups(view: View, codes: set[str]) -> str:
    kinds = Counter(unit.kind for unit in view.units if unit.receipt in codes)
    return "; ".join(f"{kinds[group.code]} {words.lower_first(group.title)}" for group in view.campaign.groups)


def _models(view: View) -> Iterator[Card]:
    strays = sum(entry.unit is None for entry in view.entries)
    unknown = view.outcome.entries_by_level["unknown"]
    whole = _owners(view, None) + (f"; {words.number(strays)} mô hình chưa rõ đơn vị" if strays else "")
    yield Card([(len(view.entries), "Mô hình đăng ký")], whole)
    *upper, base = view.campaign.levels
    for level in upper:
        number = view.outcome.entries_by_level[level.code]
        yield Card([(number, level.title)], _owners(view, level.code))
    known = f"ngoài ra có {words.number(unknown)} mô hình chưa rõ cấp" if unknown else _owners(view, base.code)
    yield Card([(view.outcome.entries_by_level[base.code], base.title)], known)
    yield _pair(view, [entry.holder_kind for entry in view.entries], words.HOLDER)
    yield _pair(
        view, [entry.mode for entry in view.entries], {code: words.MODE[code] for code in ("new", "continuing")}
    )


def _owners(view: View, level: str | None) -> str:
    units = {e.unit for e in view.entries if e.unit and level in {None, e.level}}
    return f"của {len(units)} đơn vị" if units else "chưa có đơn vị nào đăng ký"


def _pair(view: View, values: list[str | None], titles: dict[str, str]) -> Card:
    told = Counter(values)
    unknown = len(values) - sum(told[code] for code in titles)
    clear = "tất cả mô hình đều ghi rõ" if values else ""
    detail = f"chưa ghi rõ: {words.number(unknown)} mô hình" if unknown else clear
    return Card([(told[code], title) for code, title in titles.items()], detail)
