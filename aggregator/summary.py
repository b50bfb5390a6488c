"""The few lines that the clerk reads on the terminal when a run is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aggregator.check.deadlines import moment
from aggregator.deliver import Delivered
from aggregator.outcome import Outcome

_TOLD = ("late", "missing", "forms-late")  # told in lines of their own


def summary_lines(outcome: Outcome, delivered: Delivered) -> Iterator[str]:
    """What was read, what needs attention, and where the master lies."""
    yield f"Số liệu chốt lúc {moment(outcome.as_of)}."
    yield _files(outcome)
    yield _units(outcome)
    yield from _attention(outcome)
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
    words = {
        "read": "đọc được",
        "superseded": "có bản sau thay",
        "duplicate": "trùng",
        "empty": "biểu mẫu trống",
        "nil": "báo không đăng ký",
        "unknown_unit": "chưa rõ đơn vị",
        "not_a_form": "không phải danh sách đăng ký",
        "unreadable": "không đọc được",
        "ignored": "bỏ qua (tệp hệ thống)",
    }
    counts = outcome.by_status
    parts = [f"{counts[status]} {text}" for status, text in words.items() if counts[status]]
    total = len(outcome.submissions)
    return (
        f"Đã nhận {total} tệp: {', '.join(parts)}. Có {len(outcome.entries)} mô hình trong các danh sách được tính."
    )


def _units(outcome: Outcome) -> str:
    words = {
        "on_time": "đúng hạn",
        "late": "sau hạn",
        "nil": "báo không đăng ký",
        "empty": "mới gửi biểu mẫu trống",
        "unreadable": "gửi tệp không đọc được",
        "forms_only": "mới gửi bản M1, M2",
        "missing": "chưa gửi",
        "pending": "chưa gửi, còn hạn",
    }
    counts = Counter(unit.receipt for unit in outcome.units)
    parts = [f"{counts[state]} {text}" for state, text in words.items() if counts[state]]
    return f"Trong {len(outcome.units)} đơn vị: {', '.join(parts)}."


def _attention(outcome: Outcome) -> Iterator[str]:
    quotas = Counter(unit.quota for unit in outcome.units)
    if quotas["violated"]:
        yield f"- {quotas['violated']} đơn vị chưa đúng số lượng: xem trang “Chưa đúng số lượng”."
    if quotas["undetermined"]:
        yield f"- {quotas['undetermined']} đơn vị chưa kết luận được về số lượng: xem trang “Chưa đúng số lượng”."
    late = sum(1 for f in outcome.findings if f.code in ("late", "missing"))
    if late:
        yield f"- {late} đơn vị gửi chậm hoặc chưa gửi: xem trang “Gửi chậm, chưa gửi”."
    yield from _forms(outcome)
    errors = sum(1 for f in outcome.findings if f.severity == "error")
    warnings = sum(1 for f in outcome.findings if f.severity == "warning" and f.code not in _TOLD)
    if errors or warnings:
        yield f"- {errors} điểm phải xử lý và {warnings} điểm cần xem lại: xem trang “Nội dung cần sửa”."


def _forms(outcome: Outcome) -> Iterator[str]:
    """What is to be said of M1 and M2 (R1), whose deadline is judged apart (R4)."""
    late = sum(f.code == "forms-late" for f in outcome.findings)
    if late:
        yield f"- {late} đơn vị gửi bản M1/M2 sau hạn, hoặc cần xác minh: xem trang “Gửi chậm, chưa gửi”."
    short = [unit.forms_needed - unit.forms_matched for unit in outcome.units]
    units = sum(count > 0 for count in short)
    if units:
        told = f"{sum(short)} nội dung cấp tỉnh, cấp huyện của {units} đơn vị"
        yield f"- {told} chưa thấy bản M1/M2: xem trang “Tình hình gửi”."
