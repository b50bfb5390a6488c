"""The few lines that the clerk reads on the terminal when a run is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from aggregator.check.deadlines import moment
from aggregator.deliver import Delivered
from aggregator.outcome import Outcome
from aggregator.write.sheets import words
from aggregator.write.sheets.contents import SHEET as CONTENT_SHEET
from aggregator.write.sheets.deadlines import SHEET as DEADLINE_SHEET
from aggregator.write.sheets.quotas import SHEET as QUOTA_SHEET
from aggregator.write.sheets.units import SHEET as UNIT_SHEET
from aggregator.write.sheets.view import View


def summary_lines(outcome: Outcome, delivered: Delivered) -> Iterator[str]:
    """What was read, what needs attention, and where the master lies."""
    outcome = replace(outcome, findings=[*outcome.findings, *delivered.book_findings])
    yield f"Số liệu chốt lúc {moment(outcome.as_of)}."
    yield _files(outcome)
    view = View(outcome)
    yield _units(view)
    yield from _attention(view)
    yield from delivered.notes
    if delivered.instead_of is not None:
        yield (
            f"Tệp “{delivered.instead_of}” đang mở nên không thay được; bảng tổng hợp mới ghi ở tệp bên cạnh. "
            "Hãy đóng Excel rồi chạy lại nếu muốn giữ tên cũ."
        )
    yield f"Bảng tổng hợp: {delivered.master}"
    if delivered.result is not None:
        yield f"Kết quả dạng JSON: {delivered.result}"


def _files(outcome: Outcome) -> str:
    counts = outcome.by_status
    parts = [
        f"{words.number(counts[s])} {words.lower_first(words.STATUS[s])}"
        for s in reversed(words.STATUS)
        if counts[s]
    ]
    total = len(outcome.submissions)
    if not total:
        return "Thư mục nhận về chưa có tệp nào."
    return (
        f"Đã nhận {words.number(total)} tệp: {', '.join(parts)}. "
        f"Có {words.number(len(outcome.entries))} mô hình trong các danh sách được tính."
    )


def _units(view: View) -> str:
    counts = Counter(view.receipt(unit) for unit in view.units)
    parts = [f"{counts[told]} {words.lower_first(told)}" for told in words.RECEIPTS_TOLD if counts[told]]
    return f"Trong {len(view.units)} đơn vị: {', '.join(parts)}."


def _attention(view: View) -> Iterator[str]:
    outcome = view.outcome
    quotas = Counter(unit.quota_standing for unit in view.units)
    if quotas["violated"]:
        yield f"- {quotas['violated']} đơn vị chưa đúng số lượng: xem trang “{QUOTA_SHEET}”."
    if quotas["undetermined"]:
        yield f"- {quotas['undetermined']} đơn vị chưa kết luận được về số lượng: xem trang “{QUOTA_SHEET}”."
    if quotas["open"]:
        yield f"- {quotas['open']} đơn vị chưa đủ số lượng, còn hạn: xem trang “{QUOTA_SHEET}”."
    came = Counter(view.receipt(unit) for unit in view.units)
    if accused := came[words.RECEIPT["late"]] + came[words.RECEIPT["missing"]]:
        yield f"- {accused} đơn vị gửi chậm hoặc chưa gửi: xem trang “{DEADLINE_SHEET}”."
    if doubtful := came[words.LATE_TO_VERIFY] + came[words.MISSING_TO_VERIFY]:
        yield f"- {doubtful} đơn vị cần xác minh việc gửi, thời điểm nhận: xem trang “{DEADLINE_SHEET}”."
    if waived := sum(bool(unit.waived) for unit in view.units):
        yield f"- {waived} đơn vị có trường hợp đặc thù được chấp thuận, không tính vào các số trên."
    yield from _forms(outcome)
    handle, look = (words.number(view.points[weight]) for weight in ("handle", "look"))
    if any(view.points.values()):
        yield f"- {handle} điểm phải xử lý và {look} điểm cần xem lại: xem trang “{CONTENT_SHEET}”."


def _forms(outcome: Outcome) -> Iterator[str]:
    """What is to be said of M1 and M2 (R1), whose deadline is judged apart (R4)."""
    late = sum(f.code == "forms-late" for f in outcome.findings)
    if late:
        yield f"- {late} đơn vị gửi bản M1/M2 sau hạn, hoặc cần xác minh: xem trang “{DEADLINE_SHEET}”."
    short = [unit.forms_lacking for unit in outcome.units]
    units = sum(count > 0 for count in short)
    if units:
        told = f"{words.number(sum(short))} nội dung cấp tỉnh, cấp huyện của {units} đơn vị"
        yield f"- {told} chưa thấy bản M1/M2: xem trang “{UNIT_SHEET}”."
