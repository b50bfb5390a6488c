"""The three tables of the overview: the models by field and level, how the units stand, what needs a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import overview_counts as counts
from aggregator.write.sheets import words
from aggregator.write.sheets.overview_grid import FIVE, PLACE_AND_COUNT, THREE, Block
from aggregator.write.sheets.overview_tasks import tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aggregator.standing import UnitState
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

_UNUSABLE = "Chưa có danh sách dùng được"


def write_entries(block: Block, view: View) -> int:
    """Entries by field (the watched ones set off, R7) and by kind, each by level. Returns the row below."""
    short = [words.short_level(title) for title in view.level_titles.values()]
    block.heads(("Mô hình theo lĩnh vực và cấp đăng ký", "Cộng", *short), FIVE)
    _write_theme(block, view)
    for field in view.campaign.fields:
        if not field.theme:
            _count(block, view, view.field_titles[field.code], counts.of_fields(view, {field.code}))
    _count(block, view, words.UNKNOWN_FIELD, counts.of_fields(view, {None}))
    _count(block, view, "Cộng tất cả lĩnh vực", view.entries, bold=True)
    block.title("Mô hình theo nhóm đơn vị, chủ thể, hình thức")
    for label, those in _kinds(view):
        _count(block, view, label, those)
    return block.row


def _write_theme(block: Block, view: View) -> None:
    watched = counts.theme(view)
    for code in watched:
        _count(block, view, view.field_titles[code], counts.of_fields(view, {code}), tone="key")
    if watched:
        those = counts.of_fields(view, set(watched))
        share = words.percent(len(those), len(view.entries))
        label = f"Cộng lĩnh vực trọng tâm ({share})" if share else "Cộng lĩnh vực trọng tâm"
        _count(block, view, label, those, bold=True, tone="key")


def _count(
    block: Block, view: View, label: str, entries: list[Entry], *, bold: bool = False, tone: str = ""
) -> None:
    block.counts(label, counts.with_sum(counts.by_level(view, entries)), FIVE, bold=bold, tone=tone)


def _kinds(view: View) -> Iterator[tuple[str, list[Entry]]]:
    kind_of = {unit.code: unit.kind for unit in view.units}
    for group in view.campaign.groups:
        yield group.title, [e for e in view.entries if e.unit and kind_of.get(e.unit) == group.code]
    yield words.UNKNOWN_UNIT, [e for e in view.entries if e.unit not in kind_of]
    for kind, label in words.HOLDER.items():
        yield label, [e for e in view.entries if e.holder_kind == kind]
    for mode, label in words.MODE.items():
        yield label, [e for e in view.entries if e.mode == mode]


def write_standing(block: Block, view: View) -> int:
    """Units by receipt and by quota verdict, for each group of units. Returns the row below."""
    first, *others = view.campaign.groups
    block.heads(("Đơn vị theo tình hình gửi", first.title, ", ".join(g.title for g in others), "Cộng"), THREE)
    for label, belongs in _receipts(view):
        block.counts(label, counts.by_group(view, belongs), THREE)
    block.counts("Phải đăng ký", counts.by_group(view, lambda _: True), THREE, bold=True)
    block.title("Đơn vị theo số lượng đăng ký so với quy định")
    for label, belongs in _standings(view):
        block.counts(label, counts.by_group(view, belongs), THREE)
    return block.row


def _receipts(view: View) -> Iterator[tuple[str, Callable[[UnitState], bool]]]:
    def told(label: str) -> tuple[str, Callable[[UnitState], bool]]:
        return label, lambda unit: view.receipt(unit) == label

    yield from map(told, (words.RECEIPT["on_time"], words.RECEIPT["late"], words.LATE_TO_VERIFY))
    yield told(words.RECEIPT["nil"])
    yield _UNUSABLE, counts.unusable
    yield from map(told, (words.RECEIPT["missing"], words.MISSING_TO_VERIFY, words.RECEIPT["pending"]))
    if any(unit.receipt_waived for unit in view.units):
        yield "Trường hợp đặc thù về việc gửi", lambda unit: unit.receipt_waived


def _standings(view: View) -> Iterator[tuple[str, Callable[[UnitState], bool]]]:
    """The verdicts; what is waived or only noted stands apart where there is any."""
    there = {unit.quota_standing for unit in view.units}
    for standing, label in words.STANDING.items():
        if standing in words.QUOTA or standing in there:
            yield label, lambda unit, s=standing: unit.quota_standing == s  # type: ignore[misc]


def write_attention(block: Block, book: Book) -> int:
    """What is to be decided and done, with the sheet where it stands; what is nought is left out (R6)."""
    block.heads(("Việc cần quyết định, cần làm", "Xem trang", "Số lượng"), PLACE_AND_COUNT)
    for task in tasks(book.view):
        block.linked(task.label, task.sheet, book.place(task.sheet, task.mark), task.number, task.tone)
    return block.row
