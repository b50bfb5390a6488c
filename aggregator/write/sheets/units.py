"""`Tình hình gửi`: every unit of the roster, what came from it and how it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.deadlines import evidence_files
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from aggregator.outcome import UnitState
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.view import View

SHEET = "Tình hình gửi"
_CHASED = {
    "late": "",
    "missing": "Cần đôn đốc",
    "pending": "Nhắc gửi trước hạn",
    "empty": "Đề nghị gửi lại bản đã ghi",
    "unreadable": "Đề nghị gửi lại bản đọc được",
    "forms_only": "Đề nghị gửi danh sách M3/M4",
}
_TONES = {"late": "bad", "missing": "bad_bold", "on_time": "good"}


def unit_sheet(book: Book) -> None:
    """All units, with a line of totals."""
    levels = book.view.level_titles
    columns = (
        Column("STT", 5, "number"),
        Column("Nhóm", 14, "centre"),
        Column("Đơn vị", 25, "name"),
        Column("Tình hình gửi", 15, "centre"),
        Column("Thời điểm nhận", 14, "centre"),
        Column("Căn cứ", 11, "centre"),
        Column("Tệp", 23, "small"),
        *(Column(title, 7, "number") for title in levels.values()),
        Column("Cộng", 7, "number"),
        Column("Số lượng so với quy định", 16.5, "centre"),
        Column("Việc cần làm", 20),
    )
    page = book.page(SHEET, [column.width for column in columns])
    page.head("Tình hình gửi của các đơn vị")
    units = book.view.units
    lines = [_line(book.view, number, unit) for number, unit in enumerate(units, start=1)]
    sums: Counter[str] = Counter()
    for unit in units:
        sums.update(unit.counts)
    counts = [sums[level] for level in levels]
    total = (f"Cộng: {len(units)} đơn vị", *[None] * 6, *counts, sum(counts), None, None)
    write_table(page, columns, [Group(None, lines, "Danh sách đơn vị đang trống.")], total=total, filtered=True)


def _line(view: View, number: int, unit: UnitState) -> Line:
    counts = [unit.counts.get(level, 0) for level in view.level_titles]
    told = (
        [*counts, sum(counts)] if any(counts) or unit.receipt in words.WITH_COUNTS else [None] * (len(counts) + 1)
    )
    cells = (
        number,
        view.campaign.groups_by_code[unit.kind].title,
        unit.name,
        view.receipt(unit),
        words.clock(unit.received_at, view.campaign.zone),
        words.RECEIVED_FROM.get(unit.received_from or ""),
        "\n".join(unit.files or evidence_files(view, unit)),
        *told,
        words.QUOTA[unit.quota],
        chase(view, unit),
    )
    return Line(cells, "", ((3, _tone(view, unit)), (len(cells) - 2, "bad" if unit.quota == "violated" else "")))


def _tone(view: View, unit: UnitState) -> str:
    accused = unit.receipt not in {"late", "missing"} or view.accused(unit.receipt, unit)
    return _TONES.get(unit.receipt, "") if accused else "doubt"


def chase(view: View, unit: UnitState) -> str:
    """What to ask of the unit next, in few words."""
    asked = []
    if unit.receipt in {"late", "missing"} and not view.accused(unit.receipt, unit):
        asked.append("Xác minh, ghi vào sổ theo dõi")
    elif _CHASED.get(unit.receipt):
        asked.append(_CHASED[unit.receipt])
    if unit.quota in {"violated", "open"}:
        asked.append("Đề nghị đăng ký lại cho đúng số lượng" if unit.quota == "violated" else "Nhắc đăng ký cho đủ")
    if unit.quota == "undetermined":
        asked.append("Hỏi rõ cấp của từng mô hình")
    if unit.receipt_note:
        asked.append(f"Ghi chú: {unit.receipt_note}")
    return "; ".join(asked)
