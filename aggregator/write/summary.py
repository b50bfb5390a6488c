"""The few lines that the clerk reads on the terminal when a run is done."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from aggregator.nouns.outcome import Outcome
from aggregator.vietnamese.wording import figure, lower_first
from aggregator.write.deliver import Delivered
from aggregator.write.sheets import words
from aggregator.write.sheets.tasks import tasks
from aggregator.write.sheets.view import View


def summary_lines(outcome: Outcome, delivered: Delivered) -> Iterator[str]:
    """What was read, what needs attention by the labels of the overview, and where the master lies."""
    outcome = replace(outcome, findings=[*outcome.findings, *delivered.book_findings])
    view = View(outcome)
    yield f"{words.as_of_line(outcome)}."
    yield _files(outcome)
    yield _units(view)
    if outcome.to_answer:
        yield f"- {words.TO_ANSWER}: {figure(outcome.to_answer)} (trang “{words.QUESTIONS}”)"
    for task in tasks(view):
        number = figure(task.number) if isinstance(task.number, int) else task.number
        yield f"- {task.label}: {number} (trang “{task.sheet}”)"
    if waived := sum(bool(unit.waived) for unit in view.units):
        yield f"- Đơn vị có trường hợp đặc thù được chấp thuận, không tính vào các số trên: {waived}"
    yield from delivered.notes
    if delivered.instead_of is not None:
        yield (
            f"Tệp “{delivered.instead_of}” đang mở nên không thay được; bảng tổng hợp mới ghi ở tệp "
            f"“{delivered.master.name}” trong cùng thư mục. Hãy đóng Excel rồi chạy lại nếu muốn giữ tên cũ."
        )
    yield f"Bảng tổng hợp: {delivered.master}"
    if delivered.result is not None:
        yield f"Kết quả dạng JSON: {delivered.result}"
    yield f"Việc tiếp theo: {_next_step(outcome, delivered)}"


def _next_step(outcome: Outcome, delivered: Delivered) -> str:
    """What the clerk does next, in one sentence."""
    if not outcome.submissions:
        return "chép các tệp nhận được vào thư mục nhận về rồi chạy lại."
    if delivered.frozen:
        return "chép thêm thư mục bản chốt sang một nơi khác (ổ USB, máy khác); có hồ sơ mới thì tổng hợp lại."
    if outcome.to_answer:
        return f"mở sổ theo dõi, trả lời ở trang “{words.QUESTIONS}”, lưu, đóng sổ rồi chạy lại."
    return "xem bảng tổng hợp; khi số liệu đã đúng thì lập báo cáo và thư gửi các đơn vị."


def _files(outcome: Outcome) -> str:
    counts, total = outcome.by_status, len(outcome.submissions)
    if not total:
        return "Thư mục nhận về chưa có tệp nào."
    others = [
        f"{figure(counts[status])} {lower_first(words.STATUS[status])}"
        for status in reversed(words.STATUS)
        if counts[status] and status != "read"
    ]
    further = f"; {figure(total - counts['read'])} tệp khác: {', '.join(others)}" if others else ""
    return (
        f"Đã nhận {figure(total)} tệp: {figure(counts['read'])} tệp đã đọc{further}. "
        f"Mô hình đăng ký: {figure(len(outcome.entries))}."
    )


def _units(view: View) -> str:
    parts = [
        f"{figure(view.receipts[told])} {lower_first(told)}" for told in words.RECEIPTS_TOLD if view.receipts[told]
    ]
    return f"Đơn vị phải gửi danh sách: {figure(len(view.units))}, gồm {'; '.join(parts)}."
