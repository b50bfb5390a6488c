"""What the terminal says of the tracking book: that there is none, or which of its cells a run could not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aggregator.book.layout import book_layout
from aggregator.findings import Finding

_MOST_CELLS = 8
_GRAVE = ("violation", "error", "warning")


def book_lines(findings: Iterable[Finding], book: str, *, there: bool) -> Iterator[str]:
    """A line where there is no book, one where cells of it need a person's eye; ``book`` is its usual name."""
    if not there:
        yield (
            f"Chú ý: không thấy sổ theo dõi ({book}) cạnh thư mục nhận về; đính chính, bản giấy, thời điểm nhận và "
            "quyết định ghi trong sổ (nếu có) không được tính."
        )
        return
    titles = {sheet.title for sheet in book_layout().sheets}
    cells = [f"{f.sheet} {f.cell or ''}".strip() for f in findings if _of_book(f, titles)]
    if cells:
        more = f"; và {len(cells) - _MOST_CELLS} chỗ khác" if len(cells) > _MOST_CELLS else ""
        yield (
            f"- Sổ theo dõi có {len(cells)} chỗ cần xem lại: {'; '.join(cells[:_MOST_CELLS])}{more}. "
            "Chi tiết ở trang “Nội dung cần sửa”."
        )


def _of_book(finding: Finding, titles: set[str]) -> bool:
    return finding.file is None and finding.sheet in titles and finding.severity in _GRAVE
