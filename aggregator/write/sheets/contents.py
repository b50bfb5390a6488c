"""`Nội dung cần sửa`: every finding about files and content, by unit, file and row."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from aggregator.findings import SEVERITIES, Finding
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.view import View

SHEET = "Nội dung cần sửa"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Mức độ", 13, "centre"),
    Column("Đơn vị", 21),
    Column("Tệp", 24, "small"),
    Column("Trang", 10, "centre"),
    Column("Ô", 6.5, "centre"),
    Column("Nội dung", 46),
    Column("Cách xử lý", 38),
)
_TONES = {"violation": "bad_bold", "error": "bad_bold", "warning": "", "info": "dim"}
HANDLE, LOOK = "handle", "look"  # the marks of the first findings of each weight
_MARKS = {"violation": HANDLE, "error": HANDLE, "warning": LOOK, "info": ""}
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def content_sheet(book: Book) -> None:
    """What is to be mended, looked at again, or known."""
    page = book.page(SHEET, [column.width for column in COLUMNS])
    page.head(
        "Nội dung cần sửa, cần xem lại",
        "Lọc theo cột “Đơn vị” để lấy phần cần báo cho từng đơn vị. “Để biết” là lời giải thích cách máy đã hiểu, "
        "không phải làm gì nếu hiểu đúng.",
    )
    view = book.view
    findings = sorted(view.content_findings, key=lambda f: _place(view, f))
    lines = [_line(view, number, finding) for number, finding in enumerate(findings, start=1)]
    total = (_total(findings), *[None] * (len(COLUMNS) - 1)) if findings else None
    group = Group(None, lines, "Không có nội dung nào cần sửa.")
    write_table(page, COLUMNS, [group], total=total, filtered=True)


def _place(view: View, finding: Finding) -> tuple[int, str, str, int, str, int]:
    cell = _CELL.match(finding.cell or "")
    column, row = (cell[1], int(cell[2])) if cell else ("", 0)
    grave = SEVERITIES.index(finding.severity)
    return view.rank(finding.unit), finding.file or "", finding.sheet or "", row, column, grave


def _line(view: View, number: int, finding: Finding) -> Line:
    cells = (
        number,
        words.SEVERITY[finding.severity],
        view.name(finding.unit) if finding.unit or finding.file else "Chung",
        words.short_path(finding.file) if finding.file else None,
        finding.sheet,
        finding.cell,
        finding.message,
        finding.remedy,
    )
    return Line(cells, "", ((1, _TONES[finding.severity]),), mark=_MARKS[finding.severity])


def _total(findings: list[Finding]) -> str:
    severities = Counter(finding.severity for finding in findings)
    return f"Cộng: {words.number(len(findings))} điểm ({words.counts_in_words(severities, words.SEVERITY)})"
