"""What the board asks the standing members to do: only what the facts call for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.facts import SILENT, UNUSABLE
from aggregator.write.briefing.phrases import due, level
from aggregator.write.party.page import point_head, say
from aggregator.write.party.words import two, upper_first
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts


def next_steps(document: WordDocument, facts: Facts) -> None:
    """The requests, one a line; nothing where there is nothing to ask."""
    asked = list(_asked(facts))
    if asked:
        point_head(document, f"3. Một số nội dung đề nghị {facts.campaign.papers.standing} chỉ đạo")
        for place, line in enumerate(asked):
            say(document, f"- {upper_first(line)}{'.' if place == len(asked) - 1 else ';'}")


def _asked(facts: Facts) -> Iterator[str]:
    yield from _sending(facts)
    wrong, short = facts.with_quota("violated"), facts.with_quota("open")
    if wrong:
        yield f"chỉ đạo {two(len(wrong))} đơn vị rà soát, đăng ký lại hoặc bổ sung cho đúng số lượng"
    if short:
        yield f"nhắc {two(len(short))} đơn vị đăng ký bổ sung cho đủ trước khi hết hạn"
    unsure = facts.with_quota("undetermined")
    if unsure:
        yield f"chỉ đạo {two(len(unsure))} đơn vị ghi rõ cấp đăng ký của từng mô hình"
    lacking = sum(unit.forms_lacking for unit in facts.units)
    if lacking:
        told = f"{level(facts, 0)}, {level(facts, 1)}"
        yield f"chỉ đạo các đơn vị gửi đủ bản M1, M2 của {two(lacking)} nội dung {told} chưa thấy bản đăng ký"


def _sending(facts: Facts) -> Iterator[str]:
    silent = facts.with_receipt(SILENT[0])
    if silent:
        yield f"chỉ đạo {two(len(silent))} đơn vị chưa gửi danh sách khẩn trương đăng ký"
    pending = facts.with_receipt(SILENT[2])
    if pending:
        yield f"đôn đốc {two(len(pending))} đơn vị gửi danh sách trước khi hết hạn ({due(facts)})"
    unusable = facts.with_receipt(*UNUSABLE)
    if unusable:
        yield f"chỉ đạo {two(len(unusable))} đơn vị chưa có danh sách dùng được gửi lại"
    doubtful = facts.with_receipt(words.LATE_TO_VERIFY, words.MISSING_TO_VERIFY)
    if doubtful:
        yield f"giao {facts.campaign.papers.board} xác minh việc gửi của {two(len(doubtful))} đơn vị"
