"""The tracking book beside the inbox: when each file came, for git keeps no file times."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook

from tests.samples.catalogue import table
from tests.samples.workbook import CREATED, OPTIONS

WIDTHS = {"Tệp": 52, "Đơn vị": 42, "Thời điểm nhận": 20, "Ghi chú": 44}
TITLE = "SỔ TIẾP NHẬN HỒ SƠ ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}


def book() -> bytes:
    """The book: a row a file as it came (mails tell their time themselves), and one receipt on paper."""
    target = io.BytesIO()
    made = Workbook(target, OPTIONS)
    made.set_properties({"created": CREATED, "title": TITLE})
    sheet = made.add_worksheet("Tiếp nhận")
    looks = {
        "title": made.add_format({**FONT, "bold": True, "align": "center", "font_size": 14}),
        "head": made.add_format({**FONT, "bold": True, "align": "center", "border": 1, "bg_color": "#DCEAF7"}),
        "text": made.add_format({**FONT, "border": 1, "text_wrap": True, "num_format": "@"}),
        "time": made.add_format({**FONT, "border": 1, "align": "center", "num_format": "@"}),
    }
    _heads(sheet, looks)
    receipts = table("receipts")
    for number, receipt in enumerate(receipts, start=2):
        _write(sheet, number, receipt, looks)
    _page(sheet, len(receipts) + 1)
    made.close()
    return target.getvalue()


def _heads(sheet: Any, looks: dict[str, Any]) -> None:
    sheet.merge_range(0, 0, 0, len(WIDTHS) - 1, TITLE, looks["title"])
    sheet.set_row(0, 30)
    for column, (head, width) in enumerate(WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, head, looks["head"])


def _write(sheet: Any, number: int, receipt: Mapping[str, str], looks: dict[str, Any]) -> None:
    for column, head in enumerate(WIDTHS):
        look = looks["time" if head == "Thời điểm nhận" else "text"]
        if receipt[head]:
            sheet.write_string(number, column, receipt[head], look)
        else:
            sheet.write_blank(number, column, None, look)


def _page(sheet: Any, last: int) -> None:
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, last, len(WIDTHS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
