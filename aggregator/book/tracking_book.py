"""Everything that a run needs of the tracking book, read once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from aggregator.book.answers import AskedQuestion, asked_from, corrections_of, with_answers
from aggregator.book.cell_words import CellWords
from aggregator.book.decisions import choices_from, corrections_from, letters_from, waivers_from
from aggregator.book.layout import book_layout
from aggregator.book.receipts import paper_lists, read_receipts
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import BookSheets
from aggregator.book.units import FindUnit
from aggregator.nouns.document import Document
from aggregator.nouns.file import Received
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Choice, Correction, LetterMade, Record, Waiver
from aggregator.nouns.unit import Campaign


class TrackingBook(Struct, frozen=True):
    """What people know and decided. ``findings`` are about the sheets but “Quy định”, “Đơn vị”.

    ``receipts`` and ``corrections`` say also what answers of “Cần trả lời”, ``asked``, say; ``columns`` are the
    codes of the columns that each sheet has, none where there is no such sheet.
    ``paper`` are lists that were taken down from paper, to be read like others.
    ``letters`` are those made in earlier runs; ``sheets`` is the book as it was opened.
    """

    receipts: ReceiptRegister = field(default_factory=ReceiptRegister)
    corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    choices: tuple[Choice, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()
    paper: tuple[tuple[Received, Document], ...] = ()
    letters: tuple[LetterMade, ...] = ()
    findings: tuple[Finding, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sheets: BookSheets = field(default_factory=lambda: BookSheets({}))

    @property
    def answered(self) -> frozenset[str]:
        """The keys of the questions that a person answered, whether that was carried over yet or not."""
        return frozenset(one.key for one in self.asked if one.acts or one.state in ("settled", "other"))

    @property
    def record(self) -> Record:
        """What judging goes by."""
        return Record(
            self.corrections,
            self.waivers,
            self.choices,
            papers=self.receipts.papers,
            own_papers=self.receipts.own_papers,
            paper_files=frozenset(received.file for received, _ in self.paper),
            recorded=self.receipts.uncounted,
            forms_on_paper=self.receipts.forms_on_paper,
            signed=self.receipts.signed,
        )


def read_tracking_book(
    opened: BookSheets, campaign: Campaign, find_unit: FindUnit, as_of: dt.datetime | None = None
) -> TrackingBook:
    """Read all sheets but those that make the campaign. Raises CannotWork where a sheet has lost its head.

    ``as_of`` is the time of the run: no receipt can be much later.
    """
    receipts = read_receipts(opened, CellWords(campaign, find_unit, as_of))
    words = CellWords(campaign, find_unit, as_of)
    book = TrackingBook(
        corrections=corrections_from(opened, words),
        waivers=waivers_from(opened, words),
        choices=choices_from(opened, words),
        asked=asked_from(opened, words),
        paper=paper_lists(opened, receipts, words),
        letters=letters_from(opened, words),
        columns={sheet.code: opened.columns(sheet.code) for sheet in book_layout().sheets},
        sheets=opened,
    )
    return replace(
        book,
        receipts=with_answers(receipts, book.asked),
        corrections=(*book.corrections, *corrections_of(book.asked, book.corrections)),
        findings=(*receipts.findings, *words.findings),
    )


_MOST_CELLS = 8
_GRAVE = ("violation", "error", "warning")


def book_lines(findings: Iterable[Finding], book: str, *, there: bool) -> Iterator[str]:
    """A line where there is no book, else a line a sheet whose cells need a person's eye.

    ``book`` is the book's usual name.
    """
    if not there:
        yield (
            f"Chú ý: không thấy sổ theo dõi ({book}) cùng chỗ với thư mục nhận về; đính chính, bản giấy, thời điểm "
            "nhận, quyết định và thư đã lập ghi trong sổ (nếu có) không được tính."
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
