"""``danh_sach_thu.xlsx``: the letters of this run, a row a letter, and the units without one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aggregator.vietnamese.fold import clean
from aggregator.write.letters import TITLES, Letter, Round
from aggregator.write.paper import FONT_SIZE, formats, height, new_workbook, set_page, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from aggregator.nouns.unit import Campaign


NAME = "danh_sach_thu.xlsx"
_LETTERS, _WITHOUT = "Danh sách thư", "Không lập thư"
_LETTER_COLUMNS = (
    ("STT", 6), ("Đơn vị", 32), ("Địa chỉ thư", 28), ("Loại thư", 20), ("Vì sao", 40), ("Tệp thư", 46),
    ("Tệp kèm theo", 30), ("Tình trạng", 26), ("Thư trước đó", 34),
)  # fmt: skip
_WITHOUT_COLUMNS = (("STT", 6), ("Đơn vị", 40), ("Vì sao không lập thư", 50))
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True,
             "bg_color": "#DCEAF7"},
    "cell": {"border": 1, "valign": "top", "text_wrap": True},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A letter as it was delivered: the files that go with it, and what there is to say of it."""

    letter: Letter
    copies: tuple[str, ...] = ()
    trouble: str = ""


def list_workbook(campaign: Campaign, as_of: dt.datetime, rows: Sequence[Row], without: Round) -> bytes:
    """The workbook; what was made in earlier runs stands in the tracking book."""
    target, office = io.BytesIO(), campaign.office
    title = f"Danh sách thư gửi các đơn vị năm {campaign.year}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    looks = formats(book, _LOOKS)
    now = as_of.astimezone(campaign.zone)
    note = (
        f"Số liệu tính đến {now:%H:%M} ngày {now:%d/%m/%Y}. Thư là bản nháp: mở tệp, xem lại rồi gửi. Thư đã lập "
        "coi như đã gửi; thư không gửi thì chọn “không” ở sổ theo dõi, trang “Thư đã lập”."
    )
    cells = [_letter_cells(campaign, number, row) for number, row in enumerate(rows, 1)]
    _table(book, looks, _LETTERS, title, note, _LETTER_COLUMNS, cells)
    left = [(str(n), *unit) for n, unit in enumerate(without.without, 1)]
    _table(book, looks, _WITHOUT, f"Đơn vị không có thư: {len(left)}", "", _WITHOUT_COLUMNS, left)
    book.close()
    return target.getvalue()


def _letter_cells(campaign: Campaign, number: int, row: Row) -> tuple[str, ...]:
    letter = row.letter
    state = "mới lập" if letter.fresh else "đã lập trước đây, không có gì mới"
    before = "; ".join(
        f"{TITLES[one.kind]} ngày {one.at.astimezone(campaign.zone):%d/%m/%Y}" for one in letter.before[-3:]
    )
    kind = TITLES[letter.kind] + (f" (lần {letter.number})" if letter.number > 1 else "")
    to = letter.to or "(chưa có địa chỉ)"
    return (str(number), letter.dossier.unit.name, to, kind, "; ".join(letter.why), letter.file,
            "; ".join(row.copies), row.trouble or state, before)  # fmt: skip


def _table(  # noqa: PLR0917 -- a sheet is all of these
    book: Workbook, looks: dict[str, Any], name: str, title: str, note: str,
    columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]],
) -> None:  # fmt: skip
    """A sheet with a title, a note, heads and rows; text stays text."""
    sheet = book.add_worksheet(name)
    width = sum(width for _, width in columns)
    for number, (head, size) in enumerate(columns):
        written(sheet.set_column(number, number, size))
        written(sheet.write_string(2, number, head, looks["head"]))
    written(sheet.write_string(0, 0, title, looks["title"]))
    written(sheet.merge_range(1, 0, 1, len(columns) - 1, note, looks["note"]))
    written(sheet.set_row(1, height(note, width) if note else 6))
    for number, row in enumerate(rows, 3):
        for column, text in enumerate(row):
            written(sheet.write_string(number, column, clean(text), looks["cell"]))
        visible = zip(row, columns, strict=True)
        written(sheet.set_row(number, max(height(text, size, FONT_SIZE) for text, (_, size) in visible)))
    sheet.freeze_panes(3, 0)
    if rows:
        written(sheet.autofilter(2, 0, 2 + len(rows), len(columns) - 1))
    set_page(sheet, title, (2, 2), (0, 0, 2 + len(rows), len(columns) - 1))
