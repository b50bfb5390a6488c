"""`Sổ tiếp nhận`: every file that came and what became of it; none is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from aggregator.outcome import Submission
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.view import View

SHEET = "Sổ tiếp nhận"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Tệp", 40),
    Column("Đơn vị", 24),
    Column("Mẫu", 8, "centre"),
    Column("Thời điểm nhận", 14, "centre"),
    Column("Căn cứ", 11, "centre"),
    Column("Kết quả đọc", 18, "centre"),
    Column("Lý do, ghi chú", 33),
    Column("Mã băm\n(SHA-256)", 12, "small"),
)
STRANGE = "strange"  # the mark of the first file of no known unit, or that cannot be read
_OWN_PAPER = "Văn bản đăng ký đơn vị “Dân vận khéo” hoặc kế hoạch"
_TONES = {
    "read": "good",
    "nil": "good",
    "unreadable": "bad_bold",
    "unknown_unit": "bad_bold",
    "not_a_form": "bad",
}


def submission_sheet(book: Book) -> None:
    """All submissions, by the order of receipt."""
    page = book.page(SHEET, [column.width for column in COLUMNS])
    page.head(
        "Sổ tiếp nhận",
        "Mỗi tệp trong thư mục nhận về là một dòng; không tệp nào bị bỏ qua mà không ghi lý do. “Mã băm” là 12 "
        "ký tự đầu của mã SHA-256, hai tệp cùng mã là cùng một nội dung.",
    )
    came = sorted(book.outcome.submissions, key=lambda s: (s.received_at, s.file))
    lines = [_line(book.view, number, submission) for number, submission in enumerate(came, start=1)]
    total = (_total(came), *[None] * (len(COLUMNS) - 1)) if came else None
    group = Group(None, lines, "Chưa có tệp nào trong thư mục nhận về.")
    write_table(page, COLUMNS, [group], total=total, filtered=True)


def _line(view: View, number: int, came: Submission) -> Line:
    own = _OWN_PAPER if not came.forms and came.file in view.own_papers else None
    told = (words.upper_first(came.reason or ""), own, f"Ghi chú: {came.note}" if came.note else None)
    cells = (
        number,
        came.file,
        view.name(came.unit) if came.unit or came.status == "unknown_unit" else None,
        ", ".join(_form(view, came, form) for form in came.forms),
        words.clock(came.received_at, view.campaign.zone),
        words.RECEIVED_FROM[came.received_from],
        words.STATUS[came.status],
        "\n".join(part for part in told if part),
        came.sha256[:12],
    )
    mark = STRANGE if came.status in ("unknown_unit", "unreadable") else ""
    return Line(cells, "", ((6, _TONES.get(came.status, "")),), mark=mark)


def _form(view: View, came: Submission, form: str) -> str:
    """A form's code, with their number where the file has several: ``M1 (4)``."""
    count = view.forms_in[came.file, form]
    return f"{form} ({count})" if count > 1 else form


def _total(came: list[Submission]) -> str:
    statuses = Counter(submission.status for submission in came)
    return f"Cộng: {words.number(len(came))} tệp ({words.counts_in_words(statuses, words.STATUS)})"
