"""What people wrote of receipts: a row a file or a paper, and lists taken down from paper."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from msgspec.structs import replace

from aggregator.book.cell_words import CellWords, receipts_of_year
from aggregator.book.register import FORMS, SHEET, BookReceipt, ReceiptRegister, file_key
from aggregator.book.sheets import BookSheets, Line, book_layout
from aggregator.campaign import BOOK, NAMELESS
from aggregator.nouns.document import Document, Row, Sheet
from aggregator.nouns.file import Received
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import key

# ---- Sheet “Danh sách bản giấy”: lists that came on paper, taken down by hand, as documents to be read
# like any list.


HEAD = ("STT", "Địa chỉ", "Tên mô hình", "Tập thể hoặc cá nhân", "Lĩnh vực", "Cấp đăng ký")
_COLUMNS = ("place", "name", "holder", "field", "level")
_NAMELESS = f"Mô hình thứ {{}} trong bản giấy {NAMELESS}"
PaperList = tuple[Received, Document]
_NOTE = "bản giấy, ghi tay vào sổ theo dõi"
_MOST = 99  # models in one row; more is a slip of the pen


def of_paper(file: str | None) -> bool:
    """Whether a file of an outcome is such a list, which the office itself took down."""
    return bool(file) and str(file).startswith(f"{BOOK}!")


def paper_lists(opened: BookSheets, receipts: ReceiptRegister, words: CellWords) -> tuple[PaperList, ...]:
    """A document for each unit with rows, as received when the sheet says, else when “Tiếp nhận” says.

    What cannot be counted is a finding.
    """
    rows: dict[Unit, list[Line]] = {}
    for line in opened.lines("paper"):
        unit = words.unit(line, "unit")
        if unit is not None:
            rows.setdefault(unit, []).append(line)
        elif not line.text("unit"):
            words.note("book-receipt-without-unit", line, "unit")
    return tuple(found for unit, lines in rows.items() if (found := _list(unit, lines, receipts, words)))


def _list(unit: Unit, lines: Sequence[Line], receipts: ReceiptRegister, words: CellWords) -> PaperList | None:
    told = [at for line in lines if (at := words.time_of_receipt(line, "at"))]
    known = told or [paper.at for paper in receipts.papers if paper.unit == unit.code]
    if not known:
        words.note("book-receipt-without-time", lines[0], "at", text=unit.name)
        return None
    title = book_layout().sheet("paper").title
    cells = list(_rows(lines, words))
    head = Row(lines[0].number - 1, HEAD)
    sheet = Sheet(title, (head, *cells))
    digest = hashlib.sha256(repr((unit.code, cells)).encode()).hexdigest()
    received = Received(f"{BOOK}!{title}, {unit.name}", digest, min(known), "book", book_unit=unit, book_note=_NOTE)
    return received, Document("xlsx", (sheet,))


def _rows(lines: Sequence[Line], words: CellWords) -> Iterator[Row]:
    """The named models at their rows, then those without names, below all of them."""
    nameless, numbers = count(1), count(1)
    below: list[tuple[str, ...]] = []
    for line in lines:
        place, name, holder, field, level = (line.text(code) for code in _COLUMNS)
        if name:
            yield Row(line.number, (next(numbers), place, name, holder, field, level))
        else:
            models = range(_count(line, words))
            below += [(place, _NAMELESS.format(next(nameless)), holder, field, level) for _ in models]
    for number, cells in enumerate(below, start=lines[-1].number + 1):
        yield Row(number, (next(numbers), *cells))


def _count(line: Line, words: CellWords) -> int:
    text = line.text("count")
    if text.isdecimal() and 0 < int(text) <= _MOST:
        return int(text)
    head = book_layout().sheet("paper").column("count").head
    words.note("paper-count-unclear", line, "count", text=text, head=head)
    return 0


# ---- Read sheet “Tiếp nhận” of the tracking book: what people know about when a file came, and from
# whom.


def read_receipts(opened: BookSheets, words: CellWords) -> ReceiptRegister:
    """The rows of the sheet that are of the campaign's year, with findings for what cannot be understood."""
    known = len(words.findings)
    rows = tuple(_row(line, words) for line in receipts_of_year(opened.lines("receipts"), words))
    hashed = opened.has("receipts") and "sha256" in opened.head("receipts").columns
    book = ReceiptRegister(rows, hashed=hashed)
    found = (*words.findings[known:], *_twice(rows), *_contradictions(book))
    return replace(book, findings=found)


_BETWEEN_MODELS = re.compile(r"[;\n]")
_PEOPLES = {column.code for column in book_layout().sheet("receipts").columns if not column.by_tool}


def _twice(rows: Sequence[BookReceipt]) -> Iterator[Finding]:
    """Rows of one file in which people wrote; what the program itself wrote twice is mended without a word."""
    seen: set[tuple[str, str | None]] = set()
    for row in (row for row in rows if row.sha256 is None or row.written & _PEOPLES):
        content = (file_key(row.file or ""), row.sha256)
        if row.file and content in seen:
            yield finding("book-row-twice", sheet=SHEET, cell=row.cell, text=row.file)
        seen.add(content)


def _contradictions(book: ReceiptRegister) -> Iterator[Finding]:
    """Rows of one content under several names, of which a person wrote different units.

    Different times are none: the same file may well come twice.
    """
    for rows in book.by_content.values():
        said = [row for row in {file_key(row.file or ""): row for row in rows}.values() if row.unit is not None]
        other = next((row for row in said[1:] if row.unit != said[0].unit), None)
        if other:
            first: dict[str, Any] = {"other": said[0].file, "row": said[0].row}
            yield finding("book-content-contradicts", sheet=SHEET, cell=other.cell, text=other.file, **first)


def _row(line: Line, words: CellWords) -> BookReceipt:
    sheet = book_layout().sheet("receipts")
    known = len(words.findings)
    file = line.text("file") or None
    nobody = bool(file) and key(line.text("units")) == key(book_layout().nobody)
    one = words.unit(line, "units") if file and not nobody else None
    units = words.units(line, "units") if not file else (one,) if one else ()
    found_unit, _ = words.find_unit(line.text("found_unit")) if line.text("found_unit") else (None, ())
    at = words.time_of_receipt(line, "at")
    what, understood = words.choices(line, sheet.column("what"))
    models = tuple(part.strip() for part in _BETWEEN_MODELS.split(line.text("models")) if part.strip())
    what = frozenset({FORMS}) if models and not what and understood else what
    row = BookReceipt(
        file=file,
        unit=units[0] if units else None,
        at=at,
        note=line.text("note") or None,
        cell=line.cell("file"),
        others=units[1:],
        doubted=words.named(line, "units") if file and not one and not nobody else (),
        means=line.text("means") or None,
        by_phone=sheet.column("means").choice(line.text("means")) == "phone",
        what=what,
        unclear=not understood or (bool(line.text("at")) and at is None),
        signed=words.yes_or_no(line, sheet.column("signed")),
        found_unit=found_unit,
        found_at=words.time(line, "found_at"),
        found_from=sheet.column("found_from").choice(line.text("found_from")),
        state=sheet.column("state").choice(line.text("state")),
        sha256=line.text("sha256").lower() or None,
        first_seen=words.time(line, "first_seen"),
        clues=tuple(part for part in line.text("clues").split("; ") if part),
        row=line.number,
        nobody=nobody,
        part=words.choice(line, sheet.column("part")),
        reading=words.choices(line, sheet.column("reading"))[0],
        doubles=words.choice(line, sheet.column("doubles")),
        written=frozenset(line.cells),
        models=models,
        models_cell=line.cell("models"),
    )
    if not file:
        _check_without_file(row, line, words, quiet=len(words.findings) > known)
    return row


def _check_without_file(row: BookReceipt, line: Line, words: CellWords, *, quiet: bool) -> None:
    """A receipt without a file needs a unit and a time, else it counts for nobody; a call may be a reminder."""
    text = line.text("units")
    if not text and (row.at or row.signed or row.what):
        words.note("book-receipt-without-unit", line, "units")
    elif row.units and row.means_list and not line.text("at") and not quiet:
        words.note("book-receipt-without-time", line, "at", text=text)
    elif row.by_phone and not row.what and row.counts_as_list:
        head = book_layout().sheet("receipts").column("what").head
        words.note("book-received-by-phone", line, "means", text=text, head=head)
