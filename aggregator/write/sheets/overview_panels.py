"""The places of the charts on the overview: one in each block, as high as the paper allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.write.sheets.cells import checked, put, set_height
from aggregator.write.sheets.chart_looks import FRAME, PLOTS
from aggregator.write.sheets.overview_charts import day_chart, field_chart, quota_chart
from aggregator.write.sheets.overview_data import Data
from aggregator.write.sheets.overview_grid import BLOCK, PIXELS, left_of

if TYPE_CHECKING:
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.page import Page

_ROWS = 12
_TELLS = (
    "Biểu đồ số mô hình theo lĩnh vực, chia theo cấp đăng ký",
    "Biểu đồ số đơn vị gửi về theo ngày, có đánh dấu hạn gửi",
    "Biểu đồ số xã, thị trấn theo tình trạng số lượng đăng ký",
)


def write_charts(book: Book, page: Page, data_row: int, room: float) -> None:
    """Draw the charts side by side in rows that are together so many points high."""
    for row in range(page.row, page.row + _ROWS):
        set_height(page.sheet, row, int(room / _ROWS * 4 / 3) * 0.75)
    data = Data(page, data_row)
    for block, draw in enumerate((field_chart, day_chart, quota_chart)):
        _place(page, block, draw(book, data))
    page.row += _ROWS


def _place(page: Page, block: int, drawn: Any) -> None:
    left = left_of(block)
    if isinstance(drawn, str):
        style = page.styles.get("panel")
        last = (page.row + _ROWS - 1, left + BLOCK - 1)
        checked(page.sheet.merge_range(page.row, left, *last, "", style), page.sheet, "ô thay biểu đồ")
        put(page.sheet, page.row, left, drawn, style)
        return
    height = sum(page.sheet.row_sizes[row][0] for row in range(page.row, page.row + _ROWS))
    drawn.set_size({"width": BLOCK * PIXELS, "height": height})
    drawn.set_chartarea(FRAME)
    drawn.set_plotarea(PLOTS[block].area(height))
    options = {"object_position": 1, "description": _TELLS[block]}
    checked(page.sheet.insert_chart(page.row, left, drawn, options), page.sheet, "biểu đồ")
