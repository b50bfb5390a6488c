"""Sheet “Danh sách bản giấy”: lists that came on paper, taken down by hand, as documents to be read like any list.

A row is a model, or so many models of one level and field whose names nobody took down. Each unit's rows make one
document, whose rows keep their numbers in the book.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count

from aggregator.book.cell_words import CellWords
from aggregator.book.layout import book_layout
from aggregator.book.names import BOOK
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import BookSheets, Line
from aggregator.campaign.model import Unit
from aggregator.model import Document, Row, Sheet
from aggregator.received import Received

HEAD = ("STT", "Địa chỉ", "Tên mô hình", "Tập thể hoặc cá nhân", "Lĩnh vực", "Cấp đăng ký")
_COLUMNS = ("place", "name", "holder", "field", "level")
_NAMELESS = "Mô hình thứ {} trong bản giấy (chưa ghi tên)"
PaperList = tuple[Received, Document]
_NOTE = "bản giấy, ghi tay vào sổ theo dõi"
# what is said of entries that the office itself took down: nobody asks it for marks and dates
ON_PAPER = frozenset({"level-missing", "level-unclear", "field-missing", "field-unclear", "name-twice"})
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
