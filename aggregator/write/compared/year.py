"""`So với năm …`: models of an earlier year that vanished, and those whose mode says otherwise than that year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.compared.model_lines import COLUMNS, group, level, line, lines
from aggregator.write.compared.run import since_when
from aggregator.write.sheets.table import write_table

if TYPE_CHECKING:
    from aggregator.results.comparison import SinceYear
    from aggregator.write.sheets.workbook import MakePage


def year_sheet(page_of: MakePage, since: SinceYear) -> None:
    """Three groups; every one is a question to the unit, none an accusation."""
    year = since.before.year
    page = page_of(f"So với năm {year}", [column.width for column in COLUMNS])
    notes = [since_when(since.before)]
    if since.not_compared:
        notes.append(f"Chưa so được vì chưa có danh sách năm nay: {', '.join(since.not_compared)}.")
    page.head(f"Mô hình năm {since.now.year} so với năm {year}", *notes)
    known = [line(n, since.now, now, level(now)) for n, (_, now) in enumerate(since.known, start=1)]
    groups = (
        group(
            f"A. Mô hình năm {year} không thấy trong danh sách năm {since.now.year}",
            lines(since.before, since.vanished),
            f"Các mô hình năm {year} đều thấy trong danh sách năm {since.now.year}.",
        ),
        group(
            f"B. Mô hình ghi tiếp tục duy trì nhưng không thấy trong danh sách năm {year}",
            lines(since.now, since.new),
            "Không có mô hình nào như vậy.",
        ),
        group(
            f"C. Mô hình ghi xây dựng mới nhưng đã có trong danh sách năm {year}",
            known,
            "Không có mô hình nào như vậy.",
        ),
    )
    write_table(page, COLUMNS, groups)
