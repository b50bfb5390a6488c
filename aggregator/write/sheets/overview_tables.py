"""The three tables of the overview: how the units stand, the models by field and level, what needs attention."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import balance, contents, deadlines, quotas, submissions, words
from aggregator.write.sheets.overview_grid import FIVE, PLACE_AND_COUNT, THREE, Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aggregator.outcome import UnitState
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

_UNUSABLE = ("Trống, không đọc được, mới có M1/M2", ("empty", "unreadable", "forms_only"))


def write_standing(block: Block, view: View) -> int:
    """Units by receipt and by quota verdict, for each group of units. Returns the row below."""
    first, *others = view.campaign.groups
    heads = (first.title, ", ".join(group.title for group in others), "Cộng")
    block.heads("Đơn vị theo tình hình gửi danh sách", heads, THREE)
    for label, belongs in _receipts(view):
        block.counts(label, _by_group(view, belongs), THREE)
    block.counts("Phải đăng ký", _by_group(view, lambda _: True), THREE, bold=True)
    block.title("Đơn vị theo số lượng so với quy định")
    for quota, label in words.QUOTA.items():
        block.counts(label, _by_group(view, lambda unit, q=quota: unit.quota == q), THREE)  # type: ignore[misc]
    return block.row


def _receipts(view: View) -> Iterator[tuple[str, Callable[[UnitState], bool]]]:
    def told(label: str) -> tuple[str, Callable[[UnitState], bool]]:
        return label, lambda unit: view.receipt(unit) == label

    yield from map(told, (words.RECEIPT["on_time"], words.RECEIPT["late"], words.LATE_TO_VERIFY))
    yield told(words.RECEIPT["nil"])
    yield _UNUSABLE[0], lambda unit: unit.receipt in _UNUSABLE[1]
    yield from map(told, (words.RECEIPT["missing"], words.MISSING_TO_VERIFY, words.RECEIPT["pending"]))


def _by_group(view: View, belongs: Callable[[UnitState], bool]) -> tuple[int, int, int]:
    kinds = [unit.kind for unit in view.units if belongs(unit)]
    first = kinds.count(view.campaign.groups[0].code)
    return first, len(kinds) - first, len(kinds)


def write_entries(block: Block, view: View) -> int:
    """Entries by field, by group of units, by mode and by holder, each by level. Returns the row below."""
    short = [words.short_level(title) for title in view.level_titles.values()]
    block.heads("Mô hình theo lĩnh vực và cấp đăng ký", ("Cộng", *short), FIVE)
    for field in view.campaign.fields:
        label = view.field_titles[field.code] + (" (trọng tâm)" if field.theme else "")
        those = [entry for entry in view.entries if entry.settled_field == field.code]
        block.counts(label, _by_level(view, those), FIVE)
    unknown = [entry for entry in view.entries if entry.settled_field is None]
    block.counts(words.UNKNOWN_FIELD, _by_level(view, unknown), FIVE)
    block.counts("Cộng", _by_level(view, view.entries), FIVE, bold=True)
    block.title("Mô hình theo nhóm đơn vị, hình thức, chủ thể")
    for label, those in _kinds(view):
        block.counts(label, _by_level(view, those), FIVE)
    return block.row


def _kinds(view: View) -> Iterator[tuple[str, list[Entry]]]:
    kind_of = {unit.code: unit.kind for unit in view.units}
    for group in view.campaign.groups:
        yield group.title, [e for e in view.entries if e.unit and kind_of.get(e.unit) == group.code]
    yield words.UNKNOWN_UNIT, [e for e in view.entries if e.unit not in kind_of]
    for mode, label in words.MODE.items():
        yield label, [e for e in view.entries if e.mode == mode]
    for kind, label in words.HOLDER.items():
        yield label, [e for e in view.entries if e.holder_kind == kind]


def _by_level(view: View, entries: Sequence[Entry]) -> tuple[int, ...]:
    levels = Counter(e.level if e.level in view.level_titles else "unknown" for e in entries)
    return (len(entries), *(levels[level] for level in view.level_titles))


def write_attention(block: Block, view: View) -> int:
    """What is to be done next, with the sheet where it stands. Returns the row below."""
    block.heads("Việc cần làm (bấm để mở trang)", ("Xem trang", "Số lượng"), PLACE_AND_COUNT)
    for label, sheet, count in _attention(view):
        block.linked(label, sheet, count, "" if count else "dim")
    holds = view.outcome.balance.holds
    verdict = balance.EQUAL if holds else balance.UNEQUAL
    block.linked("Đối chiếu số liệu", balance.SHEET, verdict, "good" if holds else "bad_bold")
    return block.row


def _attention(view: View) -> Iterator[tuple[str, str, int]]:
    quota = Counter(unit.quota for unit in view.units)
    yield "Đơn vị chưa đúng số lượng", quotas.SHEET, quota["violated"]
    yield "Đơn vị chưa kết luận được", quotas.SHEET, quota["undetermined"]
    yield "Đơn vị chưa đủ, còn hạn", quotas.SHEET, quota["open"]
    yield "Đơn vị gửi chậm", deadlines.SHEET, _units(view, (words.RECEIPT["late"],))
    yield "Đơn vị chưa gửi, đã hết hạn", deadlines.SHEET, _units(view, (words.RECEIPT["missing"],))
    to_verify = (words.LATE_TO_VERIFY, words.MISSING_TO_VERIFY)
    yield "Đơn vị cần xác minh", deadlines.SHEET, _units(view, to_verify)
    yield (
        "Đơn vị chưa có danh sách dùng được",
        deadlines.SHEET,
        sum(unit.receipt in _UNUSABLE[1] for unit in view.units),
    )
    statuses = view.outcome.by_status
    yield "Tệp chưa rõ đơn vị", submissions.SHEET, statuses["unknown_unit"]
    yield "Tệp không đọc được", submissions.SHEET, statuses["unreadable"]
    yield "Mô hình chưa rõ lĩnh vực", words.UNKNOWN_FIELD, view.outcome.entries_by_field["unknown"]
    severities = Counter(finding.severity for finding in view.content_findings)
    for severity, label in words.SEVERITY.items():
        if severity != "violation" or severities[severity]:
            yield f"Điểm “{words.lower_first(label)}”", contents.SHEET, severities[severity]
    yield "Dòng để riêng, chưa tính là mô hình", balance.SHEET, view.outcome.balance.rows_set_aside


def _units(view: View, receipts: Iterable[str]) -> int:
    return sum(view.receipt(unit) in receipts for unit in view.units)
