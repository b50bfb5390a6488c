"""`Sổ tiếp nhận`: every file that came and what became of it; none is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.office.table import Column, Group, Table, order
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from aggregator.office.workbook import Book
    from aggregator.outcome import Submission
    from aggregator.write.sheets.view import View

SHEET = "Sổ tiếp nhận"
STRANGE = "strange"  # the mark of the first file of no known unit, or that cannot be read
_OWN_PAPER = "Văn bản đăng ký đơn vị “Dân vận khéo” hoặc kế hoạch"
_TONES = {
    "read": "good",
    "nil": "good",
    "unreadable": "bad_bold",
    "unknown_unit": "bad_bold",
    "not_a_form": "bad",
}


def submission_sheet(book: Book, view: View) -> None:
    """All submissions, by the order of receipt."""
    table: Table[Submission] = Table(
        [
            order(),
            Column("Tệp", 40, "text", lambda s: s.file),
            Column("Đơn vị", 24, "text", lambda s: _unit(view, s)),
            Column("Mẫu", 8, "centre", lambda s: ", ".join(_form(view, s, form) for form in s.forms)),
            Column("Thời điểm nhận", 14, "centre", lambda s: view.received(s)[0]),
            Column("Căn cứ", 11, "centre", lambda s: view.received(s)[1]),
            Column(
                "Kết quả đọc", 18, "centre", lambda s: words.STATUS[s.status], lambda s: _TONES.get(s.status, "")
            ),
            Column("Lý do, ghi chú", 33, "text", lambda s: _reason(view, s)),
            Column("Mã kiểm tra", 12, "small", lambda s: s.sha256[:12]),
        ],
        mark=lambda s: STRANGE if s.status in ("unknown_unit", "unreadable") else "",
    )
    page = book.page(SHEET, table.widths)
    page.head(
        "Sổ tiếp nhận",
        "Mỗi tệp trong thư mục nhận về là một dòng; không tệp nào bị bỏ qua mà không ghi lý do. Hai tệp cùng “Mã "
        "kiểm tra” là cùng một nội dung. Giờ lưu của tệp muộn hơn thời điểm chốt số liệu thì không ghi.",
    )
    came = sorted(view.outcome.submissions, key=lambda s: (s.received_at, s.file))
    statuses = words.counts_in_words(Counter(s.status for s in came), words.STATUS)
    total = f"Cộng: {words.number(len(came))} tệp ({statuses})" if came else None
    group = Group(None, came, "Chưa có tệp nào trong thư mục nhận về.")
    table.write(page, [group], total=total, filtered=True)


def _unit(view: View, came: Submission) -> str | None:
    return view.name(came.unit) if came.unit or came.status == "unknown_unit" else None


def _form(view: View, came: Submission, form: str) -> str:
    """A form's code, with their number where the file has several: ``M1 (4)``."""
    count = view.forms_in[came.file, form]
    return f"{form} ({count})" if count > 1 else form


def _reason(view: View, came: Submission) -> str:
    own = _OWN_PAPER if not came.forms and came.file in view.own_papers else None
    told = (words.upper_first(came.reason or ""), own, f"Ghi chú: {came.note}" if came.note else None)
    return "\n".join(part for part in told if part)
