"""``danh_sach_thu.xlsx``: a row a letter, the units without one, and all letters made, read back next time."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.nouns.finding import CannotWork
from aggregator.vietnamese.fold import clean, key
from aggregator.write.letters import TITLES, Letter, Made, Round
from aggregator.write.paper import FONT_SIZE, formats, height, new_workbook, set_page, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from aggregator.nouns.unit import Campaign


NAME = "danh_sach_thu.xlsx"
_LETTERS, _WITHOUT, _MADE = "Danh sách thư", "Không lập thư", "Thư đã lập"
_NOT_SENT = "Không"
_LETTER_COLUMNS = (
    ("STT", 6), ("Đơn vị", 32), ("Địa chỉ thư", 28), ("Loại thư", 20), ("Vì sao", 40), ("Tệp thư", 46),
    ("Tệp kèm theo", 30), ("Tình trạng", 26), ("Thư trước đó", 34),
)  # fmt: skip
_WITHOUT_COLUMNS = (("STT", 6), ("Đơn vị", 40), ("Vì sao không lập thư", 50))
# behind “Đã gửi” stand hidden columns, by which the next run knows the letter
_MADE_COLUMNS = (
    ("Lập lúc", 18), ("Đơn vị", 34), ("Loại thư", 20), ("Tệp thư", 56), ("Số điểm", 9), ("Đã gửi", 10),
    ("Mã đơn vị", 12), ("Năm", 8), ("Mã loại", 12), ("Mã nội dung", 18), ("Các điểm", 20), ("Thời điểm", 26),
)  # fmt: skip
_SHOWN = 6
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


def list_workbook(
    campaign: Campaign, as_of: dt.datetime, rows: Sequence[Row], without: Round, made: Sequence[Made]
) -> bytes:
    """The workbook; ``made`` are all letters made so far, those of this run among them."""
    target, office = io.BytesIO(), campaign.office
    title = f"Danh sách thư gửi các đơn vị năm {campaign.year}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    looks = formats(book, _LOOKS)
    now = as_of.astimezone(campaign.zone)
    note = (
        f"Số liệu tính đến {now:%H:%M} ngày {now:%d/%m/%Y}. Thư là bản nháp: mở tệp, xem lại rồi gửi. Thư đã lập "
        f"coi như đã gửi; thư nào không gửi thì chọn “{_NOT_SENT}” ở cột “Đã gửi” của trang “{_MADE}”."
    )
    cells = [_letter_cells(campaign, number, row) for number, row in enumerate(rows, 1)]
    _table(book, looks, _LETTERS, title, note, _LETTER_COLUMNS, cells)
    left = [(str(n), *unit) for n, unit in enumerate(without.without, 1)]
    _table(book, looks, _WITHOUT, f"Đơn vị không có thư: {len(left)}", "", _WITHOUT_COLUMNS, left)
    history = sorted(made, key=lambda one: (one.at, one.unit))
    past = [_made_cells(campaign, one) for one in history]
    sheet = _table(book, looks, _MADE, "Thư đã lập", f"Thư không gửi: chọn “{_NOT_SENT}”.", _MADE_COLUMNS, past)
    written(sheet.set_column(_SHOWN, len(_MADE_COLUMNS) - 1, 12, None, {"hidden": True}))
    if past:
        choice = {"validate": "list", "source": ["Có", _NOT_SENT]}
        written(sheet.data_validation(3, _SHOWN - 1, 2 + len(past), _SHOWN - 1, choice))
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


def _made_cells(campaign: Campaign, made: Made) -> tuple[str, ...]:
    at = made.at.astimezone(campaign.zone)
    known = campaign.units_by_code.get(made.unit)
    points = json.dumps(made.asked, ensure_ascii=False) if made.asked else ""
    return (f"{at:%H:%M %d/%m/%Y}", known.name if known else made.unit, TITLES.get(made.kind, made.kind), made.file,
            str(len(made.asked)), "" if made.sent else _NOT_SENT, made.unit, str(made.year), made.kind,
            made.content, points, made.at.isoformat())  # fmt: skip


def _table(  # noqa: PLR0917 -- a sheet is all of these
    book: Workbook, looks: dict[str, Any], name: str, title: str, note: str,
    columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]],
) -> Worksheet:  # fmt: skip
    """A sheet with a title, a note, heads and rows; text stays text."""
    sheet = book.add_worksheet(name)
    shown = columns[:_SHOWN] if name == _MADE else columns
    width = sum(width for _, width in shown)
    for number, (head, size) in enumerate(columns):
        written(sheet.set_column(number, number, size))
        written(sheet.write_string(2, number, head, looks["head"]))
    written(sheet.write_string(0, 0, title, looks["title"]))
    written(sheet.merge_range(1, 0, 1, len(shown) - 1, note, looks["note"]))
    written(sheet.set_row(1, height(note, width) if note else 6))
    for number, row in enumerate(rows, 3):
        for column, text in enumerate(row):
            written(sheet.write_string(number, column, clean(text), looks["cell"]))
        visible = zip(row, shown, strict=False)
        written(sheet.set_row(number, max(height(text, size, FONT_SIZE) for text, (_, size) in visible)))
    sheet.freeze_panes(3, 0)
    if rows:
        written(sheet.autofilter(2, 0, 2 + len(rows), len(shown) - 1))
    set_page(sheet, title, (2, 2), (0, 0, 2 + len(rows), len(shown) - 1))
    return sheet


def letters_made(path: Path) -> list[Made]:
    """The letters made in earlier runs, as the list beside them remembers them; none where there is no list.

    Raises CannotWork where the list cannot be read: without it everything would be said twice.
    """
    if not path.is_file():
        return []
    import openpyxl  # noqa: PLC0415 -- only a second run needs it

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = list(book[_MADE].iter_rows(min_row=3, values_only=True)) if _MADE in book.sheetnames else []
        book.close()
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CannotWork(
            f"Không đọc được “{path}”, nơi ghi các thư đã lập; hãy đóng tệp nếu đang mở, hoặc đổi tên tệp đó "
            "để lập lại danh sách từ đầu."
        ) from error
    heads = {str(head): number for number, head in enumerate(rows[0])} if rows else {}
    if not {head for head, _ in _MADE_COLUMNS} <= heads.keys():
        return []
    found = ({head: str(row[n] or "") for head, n in heads.items()} for row in rows[1:])
    return [made for cells in found for made in _made(cells)]


def _made(cells: dict[str, str]) -> Iterator[Made]:
    try:
        at, year = dt.datetime.fromisoformat(cells["Thời điểm"]), int(cells["Năm"])
    except ValueError:
        return  # a row that a person added or emptied
    try:
        asked = tuple(tuple(map(str, one)) for one in json.loads(cells["Các điểm"] or "[]"))
    except (ValueError, TypeError):
        asked = ()
    marks = tuple((one[0], one[1], one[2], one[3]) for one in asked if len(one) == 4)
    sent = key(cells["Đã gửi"]) != key(_NOT_SENT)
    yield Made(at, year, cells["Mã đơn vị"], cells["Mã loại"], cells["Mã nội dung"], cells["Tệp thư"], marks, sent)


def remembered(history: Sequence[Made], rows: Sequence[Row], campaign: Campaign, as_of: dt.datetime) -> list[Made]:
    """The history with the letters that this run made in place of those of the same moment."""
    new = [
        Made(as_of, campaign.year, row.letter.unit, row.letter.kind, row.letter.content, row.letter.file,
             row.letter.asked)
        for row in rows
        if row.letter.fresh
    ]  # fmt: skip
    return [made for made in history if made.at != as_of or made.year != campaign.year] + new
