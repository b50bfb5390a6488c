"""`Nội dung cần sửa`: what is to be done, unit by unit, the gravest first; what only explains is folded away."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aggregator.nouns.finding import SEVERITIES, Finding
from aggregator.office.table import Column, Group, Table, order
from aggregator.vietnamese.wording import figure
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.office.page import Book
    from aggregator.write.sheets.view import View


SHEET = "Nội dung cần sửa"
HANDLE, LOOK = "handle", "look"  # the marks of the first findings of each weight
_MARKS = {"violation": HANDLE, "error": HANDLE, "warning": LOOK, "info": ""}
_TONES = {"violation": "bad_bold", "error": "bad_bold", "warning": "", "info": "dim"}
_OF_SEVERAL = {"double-across-units", "same-text-other-units"}  # they name their units in their words
_SEVERAL, _GENERAL = "Nhiều đơn vị (xem cột “Nội dung”)", "Chung"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def content_sheet(book: Book, view: View) -> None:
    """What is to be mended or looked at again, by unit; what explains is folded, and printed only when opened."""
    table: Table[Finding] = Table(
        [
            order(),
            Column("Mức độ", 13, "centre", lambda f: words.SEVERITY[f.severity], lambda f: _TONES[f.severity]),
            Column("Đơn vị", 21, "text", lambda f: _unit(view, f)),
            Column("Tệp", 24, "small", lambda f: words.short_path(f.file) if f.file else None),
            Column("Trang", 10, "centre", lambda f: f.sheet),
            Column("Ô", 6.5, "centre", lambda f: f.cell),
            Column("Nội dung", 46, "text", lambda f: f.message),
            Column("Cách xử lý", 38, "text", lambda f: f.remedy),
        ],
        mark=lambda f: _MARKS[f.severity],
    )
    page = book.page(SHEET, table.widths)
    page.head(
        "Nội dung cần sửa, cần xem lại",
        "Việc phải làm xếp theo đơn vị, đơn vị có điểm phải xử lý đứng trước. “Để biết” ở cuối trang là lời giải "
        "thích chương trình đã hiểu thế nào, không phải làm gì nếu hiểu đúng; bấm dấu + bên trái để xem.",
    )
    findings = view.content_findings
    told = words.counts_in_words(view.severities, words.SEVERITY)
    total = f"Cộng: {figure(len(findings))} điểm ({told})" if findings else None
    groups = list(_groups(view, findings)) or [Group(None, [], "Không có nội dung nào cần sửa.")]
    table.write(page, groups, total=total, filtered=True)


def _groups(view: View, findings: Sequence[Finding]) -> Iterator[Group[Finding]]:
    units: dict[str, list[Finding]] = defaultdict(list)
    known = []
    for finding in sorted(findings, key=lambda f: _place(view, f)):
        if finding.severity == "info":
            known.append(finding)
        else:
            units[_unit(view, finding)].append(finding)
    for name in sorted(units, key=lambda name: _MARKS[units[name][0].severity] == LOOK):
        yield Group(_title(name, units[name]), units[name])
    if known:
        yield Group(f"Để biết: {figure(len(known))} điểm (bấm dấu + bên trái để xem)", known, folded=True)


def _title(name: str, findings: Sequence[Finding]) -> str:
    counts = Counter(_MARKS[finding.severity] for finding in findings)
    told = ((counts[HANDLE], "điểm phải xử lý"), (counts[LOOK], "điểm cần xem lại"))
    return f"{name}: {', '.join(f'{figure(count)} {what}' for count, what in told if count)}"


def _unit(view: View, finding: Finding) -> str:
    if finding.unit is None and finding.code in _OF_SEVERAL:
        return _SEVERAL
    return view.name(finding.unit) if finding.unit or finding.file else _GENERAL


def _place(view: View, finding: Finding) -> tuple[int, int, str, str, int, str]:
    cell = _CELL.match(finding.cell or "")
    column, row = (cell[1], int(cell[2])) if cell else ("", 0)
    grave = SEVERITIES.index(finding.severity)
    return view.rank(finding.unit), grave, finding.file or "", finding.sheet or "", row, column
