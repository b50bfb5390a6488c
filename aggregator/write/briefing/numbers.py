"""Numbers that are not as the letter asks, with rule and source; what is uncertain stands apart (R2, R3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.facts import SILENT, UNUSABLE, WAIVED
from aggregator.write.briefing.phrases import groups, names_or_groups
from aggregator.write.party.page import gap, point_head, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import two, upper_first
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.campaign.model import Limit
    from aggregator.standing import UnitState
    from aggregator.write.briefing.facts import Facts

_COLUMNS = (Column("STT", 11, centred=True), Column("Đơn vị", 42), Column("Nội dung", 46), Column("Căn cứ", 66))
_APART = (
    ("waived", "Trường hợp đặc thù được chấp thuận (không tính là chưa đúng số lượng)"),
    ("noted", "Có điểm cần lưu ý về số lượng (không tính là chưa đúng số lượng)"),
)
_WITHOUT = (  # receipts without a list that can be judged, and what is said of them
    (SILENT[:1], "chưa gửi danh sách khi đã hết hạn"),
    (SILENT[1:2], "cần xác minh việc gửi"),
    (SILENT[2:], "chưa gửi, còn trong hạn"),
    (UNUSABLE, "đã gửi nhưng chưa có danh sách dùng được"),
    (WAIVED[1:], "là trường hợp đặc thù được chấp thuận"),
)
_NARROW = (Column("STT", 11, centred=True), Column("Đơn vị", 42), Column("Nội dung", 112))


def numbers(document: WordDocument, facts: Facts) -> None:
    """The verdicts by unit, each kind with its sentence and its table."""
    point_head(document, "1. Về số lượng đăng ký")
    violated, unsure, still_open, unassessed = map(
        facts.with_quota, ("violated", "undetermined", "open", "not_assessed")
    )
    say(document, _verdicts(facts, violated))
    _table(document, facts, violated)
    if unsure:
        say(
            document,
            f"Chưa kết luận được: {two(len(unsure))} đơn vị; chưa coi là thiếu hay thừa, vì các lý do sau:",
        )
        rows = (Row([n, u.name, _why(facts, u)]) for n, u in enumerate(unsure, start=1))
        add_table(document, _NARROW, rows)
        gap(document)
    if still_open:
        say(
            document,
            f"Đăng ký chưa đủ nhưng còn trong hạn gửi, cần nhắc bổ sung: {two(len(still_open))} đơn vị, cụ thể:",
        )
        _table(document, facts, still_open)
    for standing, told in _APART:
        if units := facts.with_quota(standing):
            say(document, f"{told}: {two(len(units))} đơn vị, cụ thể:")
            add_table(document, _NARROW, (Row([n, u.name, _why(facts, u)]) for n, u in enumerate(units, start=1)))
            gap(document)
    say(document, _unassessed(facts, unassessed))


def _verdicts(facts: Facts, violated: Sequence[UnitState]) -> str:
    met = len(facts.with_quota("met"))
    told = f"Có {two(met)} đơn vị đăng ký đúng số lượng theo quy định." if met else ""
    if not violated:
        nobody = "Không có đơn vị nào được kết luận là đăng ký chưa đúng số lượng." if told else ""
        return f"{told} {nobody}".strip()
    who = groups(facts, violated)
    return f"{told} Đăng ký chưa đúng số lượng: {two(len(violated))} đơn vị ({who}), cụ thể:".strip()


def _unassessed(facts: Facts, units: Sequence[UnitState]) -> str:
    """Whose numbers nobody can judge yet, and why: each unit stands in one of the parts."""
    if not units:
        return ""
    parts = [(what, [u for u in units if facts.receipt(u) in receipts]) for receipts, what in _WITHOUT]
    told = [f"{two(len(those))} đơn vị {what}" for what, those in parts if those]
    rest = [unit for unit in units if not any(unit in those for _, those in parts)]
    if rest:  # the receipt stands, the content does not
        who = names_or_groups(facts, rest)
        told.append(f"{two(len(rest))} đơn vị gửi bản giấy hoặc bản chưa đọc được, chưa có số liệu ({who})")
    who = groups(facts, units)
    return f"Chưa có căn cứ xét: {two(len(units))} đơn vị ({who}), gồm: {'; '.join(told)}."


def _table(document: WordDocument, facts: Facts, units: Sequence[UnitState]) -> None:
    if units:
        rows = (Row([n, unit.name, *_broken(facts, unit)]) for n, unit in enumerate(units, start=1))
        add_table(document, _COLUMNS, rows)
        gap(document)


def _broken(facts: Facts, unit: UnitState) -> tuple[str, str]:
    """What is registered against what is asked, and where the letter asks it."""
    limits = unit.counting_limits or [
        x for x in facts.campaign.limits if x.group == unit.kind and _short(unit, x.level, x.minimum)
    ]
    if not limits:
        return _why(facts, unit), facts.campaign.deadline_source
    told = "\n".join(_against(facts, unit, limit) for limit in limits)
    return told, "\n".join(dict.fromkeys(upper_first(limit.source) for limit in limits))


def _against(facts: Facts, unit: UnitState, limit: Limit) -> str:
    count, level = unit.counts.get(limit.level, 0), words.lower_first(facts.level_title(limit.level))
    told = f"Đăng ký {two(count)} nội dung {level}" if count else f"Chưa đăng ký nội dung {level} nào"
    return f"{told}, quy định {_bound(limit)} nội dung"


def _bound(limit: Limit) -> str:
    return f"ít nhất {two(limit.minimum)}" if limit.minimum is not None else f"nhiều nhất {two(limit.maximum or 0)}"


def _short(unit: UnitState, level: str, minimum: int | None) -> bool:
    return unit.quota == "open" and minimum is not None and unit.counts.get(level, 0) < minimum


def _why(facts: Facts, unit: UnitState) -> str:
    return "\n".join(_reasons(facts, unit)) or facts.quota(unit)


def _reasons(facts: Facts, unit: UnitState) -> Iterator[str]:
    for finding in facts.quota_findings.get(unit.code, []):
        yield facts.told(finding)
