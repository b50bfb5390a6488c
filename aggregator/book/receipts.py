"""Read sheet “Tiếp nhận” of the tracking book: what people know about when a file came, and from whom."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineWorkbook

from aggregator.book.times import read_time
from aggregator.campaign.model import Unit
from aggregator.cells import as_text, cell_name, is_blank
from aggregator.errors import CannotWork
from aggregator.findings import Finding, finding
from aggregator.settled import PaperReceipt
from aggregator.viet.fold import key

SHEET = "Tiếp nhận"
FILE, UNIT, TIME, NOTE = "Tệp", "Đơn vị", "Thời điểm nhận", "Ghi chú"
_HEAD_ROWS = 20  # the head stands within the first rows

FindUnit = Callable[[str], tuple[Unit | None, Sequence[Unit]]]  # a name → the unit, or suggestions


@dataclass(frozen=True, slots=True)
class BookReceipt:
    """One row: a file of the inbox (None: a receipt without a file), its unit, time and note as far as written."""

    file: str | None
    unit: Unit | None
    at: dt.datetime | None
    note: str | None
    cell: str


@dataclass(frozen=True)
class Book:
    """What a run needs of the tracking book."""

    by_file: Mapping[str, BookReceipt] = field(default_factory=dict)
    without_file: tuple[BookReceipt, ...] = ()
    findings: tuple[Finding, ...] = ()

    def receipt(self, file: str) -> BookReceipt | None:
        """What a person wrote about a file; accents may be in either normal form."""
        return self.by_file.get(file_key(file))

    @property
    def papers(self) -> list[PaperReceipt]:
        """Receipts without a file: paper, telephone, Zalo."""
        return [PaperReceipt(r.unit.code, r.at, r.note) for r in self.without_file if r.unit and r.at]

    def absent_files(self, files: Sequence[str]) -> list[Finding]:
        """A finding for each row whose file is not in the inbox."""
        there = {file_key(file) for file in files}
        return [
            finding("book-file-absent", sheet=SHEET, cell=row.cell, text=row.file)
            for name, row in self.by_file.items()
            if name not in there
        ]


def file_key(name: str) -> str:
    """A file's name as the book and the inbox are compared: NFC, forward strokes, no blanks around."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").strip().strip("/")


def read_book(path: Path, zone: dt.tzinfo, find_unit: FindUnit) -> Book:
    """Read the book. Raises CannotWork where it cannot be opened; odd cells become findings."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except Exception as error:
        raise CannotWork(
            f"Không mở được sổ theo dõi “{path}”; kiểm tra tệp có phải là sổ theo dõi (.xlsx) và không bị hỏng."
        ) from error
    if SHEET not in workbook.sheet_names:
        return Book()
    rows = workbook.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    return _read_rows(rows, zone, find_unit)


def _read_rows(rows: Sequence[Sequence[object]], zone: dt.tzinfo, find_unit: FindUnit) -> Book:
    head, columns = _find_head(rows)
    by_file: dict[str, BookReceipt] = {}
    without_file: list[BookReceipt] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        receipt, found = _read_row(row, number, columns, zone, find_unit)
        findings += found
        if receipt.file is None:
            without_file += [receipt] if receipt.unit and receipt.at else []
            continue
        if file_key(receipt.file) in by_file:
            findings.append(finding("book-row-twice", sheet=SHEET, cell=receipt.cell, text=receipt.file))
        by_file[file_key(receipt.file)] = receipt
    return Book(by_file, tuple(without_file), tuple(findings))


def _find_head(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        names = {key(cell): column for column, cell in enumerate(row) if isinstance(cell, str)}
        if key(FILE) in names and key(TIME) in names:
            return index, {title: names[key(title)] for title in (FILE, UNIT, TIME, NOTE) if key(title) in names}
    raise CannotWork(
        f"Sổ theo dõi, trang “{SHEET}”: không thấy dòng tiêu đề có các cột “{FILE}”, “{UNIT}”, “{TIME}”, “{NOTE}”."
    )


def _read_row(
    row: Sequence[object], number: int, columns: Mapping[str, int], zone: dt.tzinfo, find_unit: FindUnit
) -> tuple[BookReceipt, list[Finding]]:
    cells = {title: row[index] if index < len(row) else None for title, index in columns.items()}
    texts = {title: "" if is_blank(value) else as_text(value) for title, value in cells.items()}  # type: ignore[arg-type] # calamine's cells are Values

    def cell(title: str) -> str:
        return cell_name(number, columns[title] + 1)

    findings: list[Finding] = []
    unit, at = None, None
    if texts.get(UNIT):
        unit, suggested = find_unit(texts[UNIT])
        if unit is None:
            hint = f" Có phải là {' hoặc '.join(u.name for u in suggested)}?" if suggested else ""
            findings.append(
                finding("book-unit-unknown", sheet=SHEET, cell=cell(UNIT), text=texts[UNIT], suggestion=hint)
            )
    if texts.get(TIME):
        at = read_time(cells[TIME], zone)
        if at is None:
            findings.append(finding("book-time-unclear", sheet=SHEET, cell=cell(TIME), text=texts[TIME]))
    receipt = BookReceipt(texts.get(FILE) or None, unit, at, texts.get(NOTE) or None, cell(FILE))
    return receipt, findings
