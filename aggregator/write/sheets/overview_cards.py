"""The headline figures of the overview: six large numbers with their words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put_across, set_height
from aggregator.write.sheets.overview_grid import BLOCKS, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_STEP = (len(WIDTHS) + 1) // BLOCKS
_SPANS = [(n * _STEP + a, n * _STEP + b) for n in range(BLOCKS) for a, b in ((0, 0), (1, _STEP - 2))]


def write_cards(page: Page, view: View) -> None:
    """Write the figures in a row, each over its caption."""
    for (first, last), (figure, caption) in zip(_SPANS, _cards(view), strict=True):
        put_across(page.sheet, page.row, (first, last), figure, page.styles.get("figure"))
        put_across(page.sheet, page.row + 1, (first, last), caption, page.styles.get("caption"))
    set_height(page.sheet, page.row, 31)
    set_height(page.sheet, page.row + 1, 29)
    page.row += 2


def _cards(view: View) -> Iterator[tuple[str | int, str]]:
    outcome = view.outcome
    receipts = Counter(view.receipt(unit) for unit in view.units)
    kinds = Counter(unit.kind for unit in view.units)
    groups = {group.code: group.title for group in view.campaign.groups}
    listed = (words.RECEIPT["on_time"], words.RECEIPT["late"], words.LATE_TO_VERIFY)
    silent = (words.RECEIPT["missing"], words.MISSING_TO_VERIFY, words.RECEIPT["pending"])
    told = "; ".join(f"{kinds[code]} {words.lower_first(title)}" for code, title in groups.items())
    yield len(view.units), f"đơn vị phải đăng ký\n({told})"
    yield sum(receipts[r] for r in listed), f"đơn vị đã gửi danh sách\n({_told(receipts, listed)})"
    yield sum(receipts[r] for r in silent), f"đơn vị chưa gửi\n({_told(receipts, silent)})"
    read = outcome.by_status["read"] + outcome.by_status["superseded"]
    yield len(outcome.submissions), f"tệp nhận về\n({read} tệp là danh sách hoặc bản đăng ký đọc được)"
    modes = Counter(entry.mode or "" for entry in view.entries)
    yield len(view.entries), f"mô hình đăng ký\n({words.counts_in_words(modes, words.MODE)})"
    levels = outcome.entries_by_level
    top, second = view.campaign.levels[:2]
    pair = f"{words.lower_first(top.title)}, {words.lower_first(second.title)}"
    yield (
        f"{levels[top.code]} và {levels[second.code]}",
        f"mô hình {pair}\n(xem trang “{top.title}”, “{second.title}”)",
    )


def _told(receipts: Counter[str], chosen: tuple[str, ...]) -> str:
    """The receipts in words; with the qualification left to the table below where it is long."""
    short = {receipt: words.TO_VERIFY if receipt.startswith(words.TO_VERIFY) else receipt for receipt in chosen}
    return words.counts_in_words(receipts, short)
