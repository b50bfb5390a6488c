"""The three tables of the overview: the models by field and level, how the units stand, what needs a decision."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import balance, contents, deadlines, quotas, submissions, units, words
from aggregator.write.sheets import overview_counts as counts
from aggregator.write.sheets.overview_grid import FIVE, PLACE_AND_COUNT, THREE, Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aggregator.standing import UnitState
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


def write_attention(block: Block, view: View) -> int:
    """What is to be decided and done, with the sheet where it stands; what is nought is left out (R6)."""
    block.heads(("Việc cần quyết định, cần làm", "Xem trang", "Số lượng"), PLACE_AND_COUNT)
    for label, sheet, count in (*_decisions(view), *_attention(view)):
        if count:
            block.linked(label, sheet, count, "")
    holds = view.outcome.balance.holds
    verdict = balance.EQUAL if holds else balance.UNEQUAL
    block.linked("Đối chiếu số liệu", balance.SHEET, verdict, "good" if holds else "bad_bold")
    return block.row


def _decisions(view: View) -> Iterator[tuple[str, str, int]]:
    province, district = view.campaign.levels[:2]
    levels = view.outcome.entries_by_level
    yield (
        f"Chọn không quá {view.campaign.province_cap:02d} nội dung {_small(province.title)}",
        province.title,
        levels[province.code],
    )
    yield f"Đề xuất, giới thiệu {_small(district.title)}", district.title, levels[district.code]


def _small(title: str) -> str:
    return words.lower_first(title)


def _attention(view: View) -> Iterator[tuple[str, str, int]]:
    quota, came = Counter(unit.quota_standing for unit in view.units), counts.receipts(view)
    yield "Đơn vị chưa gửi, đã hết hạn", deadlines.SHEET, came[counts.ACCUSED_MISSING]
    yield "Đơn vị gửi chậm", deadlines.SHEET, came[counts.ACCUSED_LATE]
    yield "Đơn vị cần xác minh", deadlines.SHEET, came[words.LATE_TO_VERIFY] + came[words.MISSING_TO_VERIFY]
    unusable = sum(map(counts.unusable, view.units))
    yield "Đơn vị chưa có danh sách dùng được", deadlines.SHEET, unusable
    yield "Đơn vị chưa gửi, còn hạn", deadlines.SHEET, came[words.RECEIPT["pending"]]
    yield "Đơn vị chưa đúng số lượng", quotas.SHEET, quota["violated"]
    yield "Đơn vị chưa kết luận được số lượng", quotas.SHEET, quota["undetermined"]
    yield "Đơn vị chưa đủ số lượng, còn hạn", quotas.SHEET, quota["open"]
    unseen = sum(unit.forms_needed - unit.forms_matched for unit in view.units)
    yield "Mô hình chưa thấy bản M1/M2", units.SHEET, unseen
    yield from _forms(view)
    yield from _contents(view)


def _forms(view: View) -> Iterator[tuple[str, str, int]]:
    """M1 and M2 (R1): late beyond doubt, and without a row in the list."""
    late = view.findings_by_code.get("forms-late", {}).values()
    certain = sum(any(finding.severity == "violation" for finding in of_unit) for of_unit in late)
    yield "Đơn vị gửi chậm bản M1/M2", deadlines.SHEET, certain
    yield "Bản M1/M2 chưa thấy trong danh sách", units.SHEET, len(view.stray_forms)


def _contents(view: View) -> Iterator[tuple[str, str, int]]:
    statuses = view.outcome.by_status
    strange = statuses["unknown_unit"] + statuses["unreadable"]
    yield "Tệp chưa rõ đơn vị hoặc không đọc được", submissions.SHEET, strange
    yield "Mô hình chưa rõ lĩnh vực", words.UNKNOWN_FIELD, view.outcome.entries_by_field["unknown"]
    severities = Counter(finding.severity for finding in view.content_findings)
    yield "Điểm phải xử lý trong nội dung", contents.SHEET, severities["violation"] + severities["error"]
    yield "Điểm cần xem lại trong nội dung", contents.SHEET, severities["warning"]
    yield "Dòng để riêng, chưa tính là mô hình", balance.SHEET, view.outcome.balance.rows_set_aside
