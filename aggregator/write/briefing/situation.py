"""How the registration stands: who was to send, and what came (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.facts import LISTED, SILENT, UNUSABLE, WAIVED
from aggregator.write.briefing.phrases import counted, due, groups, names_or_groups
from aggregator.write.party.bars import Bar, bar_chart
from aggregator.write.party.page import caption, gap, point_head, say
from aggregator.write.party.words import moment, percent, two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts

_WHAT = {
    words.RECEIPT["empty"]: "gửi biểu mẫu trống",
    words.RECEIPT["unreadable"]: "gửi tệp không đọc được",
    words.RECEIPT["forms_only"]: "mới gửi bản M1, M2, chưa gửi danh sách",
}


def situation(document: WordDocument, facts: Facts) -> None:
    """The figures of the receipt, each group apart, and a chart of them."""
    point_head(document, "1. Việc gửi danh sách đăng ký")
    say(document, *_frame(facts))
    _chart(document, facts)
    for line in (*_sent(facts), *_unusable(facts), *_silent(facts)):
        say(document, f"- {line}")
    say(document, _strays(facts))


def _frame(facts: Facts) -> Iterator[str]:
    units = facts.units
    yield (
        f"Có {two(len(units))} đơn vị phải gửi danh sách đăng ký ({groups(facts, units)}); hạn gửi: {due(facts)} "
        f"({facts.campaign.deadline_source})."
    )
    yield f"Tính đến {moment(facts.outcome.as_of, facts.campaign.zone)}, tình hình như sau:"


def _sent(facts: Facts) -> Iterator[str]:
    listed, each = facts.with_receipt(*LISTED), [len(facts.with_receipt(receipt)) for receipt in LISTED]
    if not listed:
        yield "Chưa có đơn vị nào gửi danh sách."
    else:
        share = percent(len(listed), len(facts.units))
        yield (f"Đã gửi danh sách: {two(len(listed))}/{two(len(facts.units))} đơn vị ({share}){_in_time(*each)}.")
    nil = facts.with_receipt(words.RECEIPT["nil"])
    if nil:
        yield f"Báo không đăng ký mô hình nào: {counted(facts, nil)}."


def _in_time(on_time: int, late: int, doubtful: int, waived: int) -> str:
    if not late and not doubtful and not waived:
        return ", tất cả đều đúng hạn" if on_time > 1 else ", đúng hạn"
    parts = [f"{two(on_time)} đơn vị đúng hạn"] if on_time else []
    parts += [f"{two(late)} đơn vị gửi chậm"] if late else []
    parts += [f"{two(doubtful)} đơn vị cần xác minh thời điểm nhận (chưa coi là gửi chậm)"] if doubtful else []
    parts += [f"{two(waived)} đơn vị gửi sau hạn là trường hợp đặc thù được chấp thuận"] if waived else []
    return f", trong đó: {', '.join(parts)}"


def _unusable(facts: Facts) -> Iterator[str]:
    units = facts.with_receipt(*UNUSABLE)
    if units:
        kinds = [(_WHAT[receipt], facts.with_receipt(receipt)) for receipt in UNUSABLE]
        told = "; ".join(
            f"{two(len(those))} đơn vị {what} ({names_or_groups(facts, those)})" for what, those in kinds if those
        )
        yield f"Đã gửi nhưng chưa có danh sách dùng được: {two(len(units))} đơn vị, gồm: {told}."


def _silent(facts: Facts) -> Iterator[str]:
    missing, doubtful, pending = (facts.with_receipt(receipt) for receipt in SILENT)
    if missing:
        yield f"Đã hết hạn, chưa gửi: {two(len(missing))} đơn vị ({groups(facts, missing)})."
    if doubtful:
        yield f"Cần xác minh việc gửi (chưa coi là chưa gửi): {counted(facts, doubtful)}."
    if pending:
        yield f"Chưa gửi, còn trong hạn: {two(len(pending))} đơn vị ({groups(facts, pending)})."
    waived = facts.with_receipt(*WAIVED[1:])
    if waived:
        yield f"Trường hợp đặc thù được chấp thuận chưa gửi danh sách: {counted(facts, waived)}."
    if facts.whole_list and not (missing or doubtful or pending or waived):
        yield "Không có đơn vị nào chưa gửi."


def _strays(facts: Facts) -> str:
    files = facts.outcome.by_status["unknown_unit"]
    if not files:
        return ""
    models = sum(entry.unit is None for entry in facts.entries)
    return (
        f"Ngoài ra có {two(files)} tệp với {two(models)} mô hình chưa rõ của đơn vị nào; số mô hình này được tính "
        "vào tổng số chung, chưa tính cho đơn vị nào."
    )


def _chart(document: WordDocument, facts: Facts) -> None:
    told = (*LISTED, words.RECEIPT["nil"], *UNUSABLE, *SILENT, *WAIVED[1:])
    bars = [Bar(receipt, [len(facts.with_receipt(receipt))]) for receipt in told if facts.with_receipt(receipt)]
    if len(bars) > 1:  # one bar alone shows nothing
        caption(document, "Biểu đồ tình hình gửi danh sách đăng ký (số đơn vị)")
        bar_chart(document, bars)
        gap(document)
