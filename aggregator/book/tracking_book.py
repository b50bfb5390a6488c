"""Everything that a run needs of the tracking book, read once, sheet by sheet, as nouns.

A letter counts as sent unless a person says that it was not. What is unclear is a finding.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, field, structs

from aggregator.book.cells import CellWords
from aggregator.book.decisions import choice, correction, waivers
from aggregator.book.layout import book_layout
from aggregator.book.paper_lists import PaperList, paper_lists
from aggregator.book.questions import QuestionRow, asked_in, corrections_of, with_answers
from aggregator.book.receipts import lines_of_year, read_receipts
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import BookSheets, Line
from aggregator.book.units import FindUnit
from aggregator.nouns.finding import Finding, Mark
from aggregator.nouns.outcome import OPEN, UNSAID, Choice, Correction, LetterRecord, Record, Waiver
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import grouped

Noun = TypeVar("Noun")

# ---- Sheet “Thư đã lập”: the letters made.

Row = Mapping[str, str | dt.datetime]  # by column code
_FULL = 32_000  # letters; a cell of Excel takes 32,767
_PARTS = 4  # of a mark


def _letter(line: Line, words: CellWords) -> LetterRecord | None:
    """The letter; a row that names none is people's own."""
    sheet = book_layout().sheet("letters")
    unit, _ = words.find_unit(line.text("unit")) if line.text("unit") else (None, ())
    code = line.text("code") or (unit.code if unit else "")
    kind, at = sheet.column("kind").choice(line.text("kind")), words.time(line, "at")
    if not code or kind is None or at is None:
        return None
    sent = words.choice(line, sheet.column("sent")) != "no"
    return LetterRecord(at, code, kind, line.text("content"), line.text("file"), _asked(line.text("asked")), sent)


def pending_letters(rows: Iterable[Row]) -> Iterator[LetterRecord]:
    """The letters of rows that could not be written into the book yet."""
    kind = book_layout().sheet("letters").column("kind")
    for row in rows:
        at, code = row.get("at"), kind.choice(str(row.get("kind", "")))
        if isinstance(at, dt.datetime) and code:
            facts = [str(row.get(column, "")) for column in ("code", "content", "file", "asked")]
            yield LetterRecord(at, facts[0], code, facts[1], facts[2], _asked(facts[3]))


def _asked(text: str) -> tuple[Mark, ...]:
    """The points of a letter; none where a person spoilt the cell."""
    try:
        marks = [tuple(map(str, mark)) for mark in json.loads(text or "[]")]
    except (ValueError, TypeError):
        return ()
    return tuple((one[0], one[1], one[2], one[3]) for one in marks if len(one) == _PARTS)


def letter_rows(
    letters: Sequence[LetterRecord], earlier: Sequence[LetterRecord], campaign: Campaign
) -> Iterator[Row]:
    """A row for each letter that the sheet does not know yet; points that a cell has no room for are left out."""
    there = {(one.at, one.unit, one.content) for one in earlier}
    kinds = book_layout().sheet("letters").column("kind").choices
    for one in letters:
        if (one.at, one.unit, one.content) not in there:
            points = list(one.marks)
            while len(asked := json.dumps(points, ensure_ascii=False, separators=(",", ":"))) > _FULL:
                points.pop()
            yield {
                "at": one.at,
                "unit": campaign.unit_name(one.unit),
                "kind": kinds[one.kind],
                "file": one.file,
                "count": str(len(one.marks)),
                "code": one.unit,
                "content": one.content,
                **({"asked": asked} if points else {}),
            }


# ---- The whole book.


class TrackingBook(Struct, frozen=True):
    """What people know and decided. ``findings`` are about the sheets but “Quy định”, “Đơn vị”.

    ``receipts`` and ``corrections`` say also what answers of “Cần trả lời”, ``questions``, say.
    ``open_corrections`` are not understood, one for each unit that they may be about. ``paper`` are lists that were
    taken down from paper, to be read like others; ``letters`` those made in earlier runs; ``sheets`` is the book as
    it was opened.
    """

    receipts: ReceiptRegister = field(default_factory=ReceiptRegister)
    corrections: tuple[Correction, ...] = ()
    open_corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    choices: tuple[Choice, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    paper: tuple[PaperList, ...] = ()
    letters: tuple[LetterRecord, ...] = ()
    open_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    sheets: BookSheets = field(default_factory=lambda: BookSheets({}))

    @property
    def answers(self) -> frozenset[str]:
        """The keys of the questions that a person answered, whether that was carried over yet or not."""
        return frozenset(one.key for one in self.questions if one.acts or one.state in ("settled", "other"))

    @property
    def record(self) -> Record:
        """What judging goes by."""
        return Record(
            self.corrections,
            self.waivers,
            self.choices,
            open_corrections=self.open_corrections,
            papers=self.receipts.papers,
            own_papers=self.receipts.own_papers,
            paper_files=frozenset(received.file for received, _ in self.paper),
            files_by_unit=self.receipts.units_without_return,
            times_by_unit=self.receipts.uncounted_times,
            open_rows=self.open_rows,
            lost_files=self.receipts.lost_lists,
            forms_on_paper=self.receipts.forms_on_paper,
            signed=self.receipts.units_signed,
        )


def read_tracking_book(
    sheets: BookSheets, campaign: Campaign, find_unit: FindUnit, as_of: dt.datetime | None = None
) -> TrackingBook:
    """Read all but what makes the campaign. Raises CannotWork where a head is lost; ``as_of`` bounds receipts."""
    receipts = read_receipts(sheets, CellWords(campaign, find_unit, as_of))
    words = CellWords(campaign, find_unit, as_of)
    corrections = [one for row in _of_year(sheets, "corrections", "date", words, correction) for one in row]
    by_sha = grouped((row.sha256, row) for row in receipts.rows)
    book = TrackingBook(
        corrections=tuple(one for one in corrections if one.aspect not in (OPEN, UNSAID)),
        open_corrections=tuple(one for one in corrections if one.aspect in (OPEN, UNSAID)),
        waivers=tuple(one for row in _of_year(sheets, "waivers", "date", words, waivers) for one in row),
        choices=_of_year(sheets, "choices", "year", words, choice),
        questions=tuple(asked for line in sheets.lines("questions") if (asked := asked_in(line, words, by_sha))),
        paper=paper_lists(sheets, receipts, words),
        letters=_of_year(sheets, "letters", "at", words, _letter),
        sheets=sheets,
    )
    return structs.replace(
        book,
        receipts=with_answers(receipts, book.questions),
        corrections=(*book.corrections, *corrections_of(book.questions, book.corrections)),
        findings=(*receipts.findings, *words.findings),
        open_rows={unit: tuple(cells) for unit, cells in words.open_rows.items()},
    )


def _of_year(
    opened: BookSheets, code: str, column: str, words: CellWords, read: Callable[[Line, CellWords], Noun | None]
) -> tuple[Noun, ...]:
    """What the lines of a sheet say that are of the campaign's year, as their ``column`` tells."""
    lines = lines_of_year(opened.lines(code), words, column)
    return tuple(noun for line in lines if (noun := read(line, words)))


_MOST_CELLS = 8


def book_lines(findings: Iterable[Finding], book: str, *, there: bool) -> Iterator[str]:
    """A line where there is no ``book`` (its usual name), else a line a sheet whose cells need a person's eye."""
    if not there:
        yield (
            f"Chú ý: không thấy sổ theo dõi ({book}) cùng chỗ với thư mục nhận về; đính chính, bản giấy, thời điểm "
            "nhận, quyết định và thư đã lập ghi trong sổ (nếu có) không được tính, điểm chưa rõ không được hỏi. "
            "Hãy chép sổ vào chỗ đó rồi chạy lại; nếu chưa có sổ thì lập bằng lệnh aggregator init."
        )
        return
    found = [*findings]
    yield from (f.notice for f in found if f.code == "book-sheets-absent")
    copies = (f.sheet for f in found if f.code == "book-sheet-copied")
    titles = [*(sheet.title for sheet in book_layout().sheets), *filter(None, copies)]
    grave = [f for f in found if f.file is None and f.sheet in titles and f.severity != "info"]
    for title in titles:
        yield from (f"- {f.message}" for f in grave if f.sheet == title and not f.cell)  # of the whole sheet
        in_cells = [f for f in grave if f.sheet == title and f.cell]
        if cells := _few_cells(f for f in in_cells if f.code != "book-file-absent"):
            yield f"- Sổ theo dõi cần xem lại, trang “{title}”: {cells}."
        if cells := _few_cells(f for f in in_cells if f.code == "book-file-absent"):
            yield (
                f"- Tệp ghi đã nhận ở sổ theo dõi (trang “{title}”: {cells}) nay không thấy trong thư mục nhận về; "
                "hãy chép lại vào đó rồi chạy lại."
            )
    if grave:
        yield "  Chi tiết ở trang “Nội dung cần sửa” của bảng tổng hợp."


def _few_cells(findings: Iterable[Finding]) -> str:
    """The first cells of findings and how many more there are; '' for none."""
    cells = list(dict.fromkeys(f.cell for f in findings if f.cell))
    more = f" và {len(cells) - _MOST_CELLS} chỗ khác" if len(cells) > _MOST_CELLS else ""
    return f"ô {', '.join(cells[:_MOST_CELLS])}{more}" if cells else ""
