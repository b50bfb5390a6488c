"""Who was late or silent, on what evidence; what is to be verified stands apart and accuses nobody (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.facts import UNUSABLE, WAIVED
from aggregator.write.briefing.phrases import counted, due, names
from aggregator.write.party.page import gap, point_head, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import moment, two, two_digits
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument

    from aggregator.standing import UnitState
    from aggregator.write.briefing.facts import Facts

_LATE = (
    Column("STT", 11, centred=True),
    Column("Đơn vị", 58),
    Column("Thời điểm nhận", 42, centred=True),
    Column("Quá hạn", 28, centred=True),
    Column("Căn cứ", 26, centred=True),
)
_WHY = (Column("Nội dung, người chấp thuận, lý do", 109),)
_DOUBT = (Column("STT", 11, centred=True), Column("Đơn vị", 45), Column("Nội dung cần xác minh", 109))


def times(document: WordDocument, facts: Facts) -> None:
    """Late, silent, to be verified, and further things that came after the deadline."""
    point_head(document, "2. Về thời hạn gửi")
    late = facts.with_receipt(words.RECEIPT["late"])
    _late(document, facts, late)
    _missing(document, facts, facts.with_receipt(words.RECEIPT["missing"]))
    _to_verify(document, facts)
    say(document, _resend(facts))
    _waived(document, facts)
    _after_deadline(document, facts)


_NOBODY = "Không có đơn vị nào gửi danh sách chậm so với hạn."
_NOBODY_ELSE = "Ngoài trường hợp đặc thù nêu dưới đây, không có đơn vị nào gửi danh sách chậm so với hạn."


def _late(document: WordDocument, facts: Facts, late: Sequence[UnitState]) -> None:
    if not late:
        nobody = _NOBODY_ELSE if facts.with_receipt(WAIVED[0]) else _NOBODY
        say(document, nobody if facts.whole_list else f"Thời hạn gửi còn đến {due(facts)}.")
        return
    say(document, f"Gửi danh sách chậm so với hạn: {two(len(late))} đơn vị, cụ thể:")
    deadline, zone = facts.campaign.deadline, facts.campaign.zone
    rows = (
        Row(
            [
                number,
                unit.name,
                moment(unit.received_at, zone),
                two_digits(words.lateness(unit.received_at, deadline)),
                words.upper_first(words.RECEIVED_FROM.get(unit.received_from or "", "")),
            ]
        )
        for number, unit in enumerate(late, start=1)
    )
    add_table(document, _LATE, rows)
    gap(document)


def _missing(document: WordDocument, facts: Facts, missing: Sequence[UnitState]) -> None:
    if not missing:
        if facts.whole_list:
            say(document, "Không có đơn vị nào được kết luận là chưa gửi danh sách khi đã hết hạn.")
        return
    say(document, f"Đã hết hạn nhưng chưa gửi danh sách: {two(len(missing))} đơn vị, gồm:")
    for group in facts.campaign.groups:
        those = [unit for unit in missing if unit.kind == group.code]
        if those:
            say(document, f"- {group.title}: {two(len(those))} đơn vị ({names(facts, those)}).")


def _to_verify(document: WordDocument, facts: Facts) -> None:
    units = facts.with_receipt(words.LATE_TO_VERIFY, words.MISSING_TO_VERIFY)
    if not units:
        return
    say(
        document,
        f"Cần xác minh trước khi kết luận (chưa coi là gửi chậm hay chưa gửi): {two(len(units))} đơn vị, cụ thể:",
    )
    rows = (Row([number, unit.name, _why(facts, unit)]) for number, unit in enumerate(units, start=1))
    add_table(document, _DOUBT, rows)
    gap(document)


def _why(facts: Facts, unit: UnitState) -> str:
    told = [facts.told(finding) for finding in facts.about(unit.receipt, unit.code)]
    return "\n".join(told) or facts.receipt(unit)


def _waived(document: WordDocument, facts: Facts) -> None:
    units = facts.with_receipt(*WAIVED)
    if units:
        told = "Trường hợp đặc thù được chấp thuận (không tính là gửi chậm hay chưa gửi)"
        say(document, f"{told}: {two(len(units))} đơn vị, cụ thể:")
        add_table(document, _DOUBT[:2] + _WHY, (Row([n, u.name, _why(facts, u)]) for n, u in enumerate(units, 1)))
        gap(document)


def _resend(facts: Facts) -> str:
    units = facts.with_receipt(*UNUSABLE)
    return f"Cần gửi lại danh sách vì chưa có bản dùng được: {counted(facts, units)}." if units else ""


def _after_deadline(document: WordDocument, facts: Facts) -> None:
    """Forms that came late (R4: judged apart), and lists that were in time and changed afterwards."""
    for code, severity, head in _AFTERWARDS:
        found = [f for those in facts.findings_by_code.get(code, {}).values() for f in those]
        found = sorted((f for f in found if f.severity == severity), key=lambda f: facts.rank(f.unit))
        units = len({finding.unit for finding in found})
        if len(found) == 1:
            say(document, f"{head}: {two(units)} đơn vị. {facts.told(found[0])}")
        elif found:
            say(document, f"{head}: {two(units)} đơn vị, cụ thể:")
            for finding in found:
                say(document, f"- {facts.told(finding)}")


_AFTERWARDS = (
    ("forms-late", "violation", "Gửi bản M1, M2 sau hạn"),
    ("forms-late", "warning", "Cần xác minh thời điểm nhận bản M1, M2 (chưa coi là gửi chậm)"),
    ("revised-after-deadline", "warning", "Gửi danh sách đúng hạn, có bản sửa sau hạn (không tính là chậm)"),
)
