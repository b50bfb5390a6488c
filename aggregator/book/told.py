"""What the terminal says of the tracking book: that there is none, or which of its cells a run could not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aggregator.book.layout import book_layout
from aggregator.findings import Finding

_MOST_CELLS = 8
_GRAVE = ("violation", "error", "warning")


def book_lines(findings: Iterable[Finding], book: str, *, there: bool) -> Iterator[str]:
    """A line where there is no book, else a line a sheet whose cells need a person's eye.

    ``book`` is the book's usual name.
    """
    if not there:
        yield (
            f"Chú ý: không thấy sổ theo dõi ({book}) cùng chỗ với thư mục nhận về; đính chính, bản giấy, thời điểm "
            "nhận và quyết định ghi trong sổ (nếu có) không được tính."
        )
        return
    titles = [sheet.title for sheet in book_layout().sheets]
    grave = [f for f in findings if f.file is None and f.sheet in titles and f.severity in _GRAVE]
    for title in titles:
        cells = list(dict.fromkeys(f.cell or "dòng tiêu đề" for f in grave if f.sheet == title))
        if cells:
            more = f" và {len(cells) - _MOST_CELLS} chỗ khác" if len(cells) > _MOST_CELLS else ""
            yield f"- Sổ theo dõi cần xem lại, trang “{title}”: ô {', '.join(cells[:_MOST_CELLS])}{more}."
    if grave:
        yield "  Chi tiết ở trang “Nội dung cần sửa” của bảng tổng hợp."
