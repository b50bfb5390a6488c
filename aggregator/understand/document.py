"""What happens to one file, in a guarded worker: recognise → extract. A sheet without its forms may hold a list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile

from msgspec import structs

from aggregator.campaign.load import default_campaign
from aggregator.campaign.sentences import movement_in, promises, quotable, sentences
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Document, Notice, Row, Sheet, as_text, texts_in
from aggregator.nouns.file import CORRECTION_SHEET, CORRECTION_STAMP, MENDED, STAMP
from aggregator.nouns.finding import Mark
from aggregator.nouns.reading import (
    MAIL_KINDS,
    ListReading,
    OwnRegistration,
    Possible,
    RawRegistration,
    ReturnReading,
    UnitWords,
)
from aggregator.nouns.unit import Campaign, Office
from aggregator.understand import paper_lines, titles
from aggregator.understand.denials import (
    denies_upward_alone,
    registers_none_yet,
    registers_nothing,
    registers_nothing_at_all,
)
from aggregator.understand.entries import (
    Head,
    ListTitle,
    SheetTable,
    TableRow,
    by_names,
    cut_at,
    with_lines_of_blocks,
)
from aggregator.understand.head import HeadFinder, field_headings
from aggregator.understand.level_marks import LevelMarks
from aggregator.understand.models_in_words import ModelsInWords
from aggregator.understand.own_registration import OwnRegistrationFinder
from aggregator.understand.pages import Page, PageFinder
from aggregator.understand.remarks import RemarkReader
from aggregator.understand.table import TableReader, with_numbers_left_out
from aggregator.understand.without_head import WithoutHead, pieces_of_line, unopened
from aggregator.vietnamese.fold import has_phrase, key, regex

_SHORT_LETTER = 15  # lines
_BOXES = "{} (khung chữ)"  # how the clerk is told of lines in text boxes
_CELLS = regex(r"\s*[|\t]\s*")
_CELLS_OF_NUMBERED = regex(r"\s*[|\t;]\s*|\s{2,}")  # a sum has such signs too: “Tổng số: 6; cấp tỉnh: 1”
_OUR_SHEETS = (  # of the master, the tracking book, the provincial workbook
    {"Sổ tiếp nhận", "Đối chiếu số liệu"},
    {"Quy định", "Tiếp nhận", "Xét, giới thiệu"},
    {"Tổng hợp tỉnh", "Thời hạn"},
)


class ReturnReader:
    """Understands the documents of one campaign. Made once in each worker."""

    def __init__(self, campaign: Campaign) -> None:
        self._finder = HeadFinder(
            [*campaign.headings, *field_headings(campaign.fields)], campaign.lists.abbreviations, campaign.year
        )
        vocabulary = Vocabulary(campaign)
        self._vocabulary = vocabulary
        self._movement = campaign.lists.movement
        self._year = campaign.year
        words = {level.code: (*level.words, *level.column_words) for level in campaign.levels}
        self._levels = LevelMarks(vocabulary, words, campaign.year)
        self._titles = titles.TitleReader(vocabulary, campaign)
        self._tables = TableReader(self._finder, vocabulary, self._titles)
        self._without_head = WithoutHead(self._finder, vocabulary)
        self._in_words = ModelsInWords(self._finder, vocabulary, campaign)
        self._pages = PageFinder(campaign, self._finder, vocabulary, self._tables, self._without_head)
        self._own = OwnRegistrationFinder(campaign)
        self._remarks = RemarkReader(campaign, vocabulary, self._titles)

    def understand(self, document: Document) -> ReturnReading:
        """Find the lists and the forms of a document, and the words around them; also lists of lines."""
        stamp, asked = read_stamp(document.sheets), marks_of_copy(document.sheets)
        whole = unit_sheets(document.sheets)
        pages = self._pages.find(whole, stamp.get("form"))
        # a mail's subject, “Đăng ký Chi bộ “Dân vận khéo””, may stand over a list of lines
        of_mail = document.kind in MAIL_KINDS
        is_own_paper = self._is_own_paper(whole, pages, of_mail=of_mail)
        of_lines = [] if is_own_paper else self._pages.of_lines(pages)
        pages = of_lines or pages
        sheets = [page.sheet for page in pages]  # the rows of a form are no part of a list
        known, possible = self._lists(pages)
        with_levels = self._levels.take_lists(known)
        lists = with_levels.lists
        written = () if lists or possible or is_own_paper else self._written_otherwise(whole, pages)
        if written:
            possible, pages = written, [structs.replace(page, registrations=()) for page in pages]
        lines, elsewhere = _unit_words_of(pages)
        alone = all(titles.is_title(each.text) for each in lines)
        with_list = {part.sheet for part in lists}
        plain = [page.sheet for page in pages if not page.registrations]
        with_entries = {part.sheet for part in lists if part.entries}
        filled, empty = [page for page in pages if page.sheet.name in with_entries], not with_entries
        forms = tuple(raw for page in pages for raw in page.registrations)
        denied = any(raw.denies for raw in forms) and all(raw.is_blank for raw in forms)
        around = self._remarks.read(pages, known, with_levels)
        title_lines = [text for page in pages for row in page.top for text in row.texts]
        return ReturnReading(
            kind=document.kind,
            lists=lists,
            unit_words=lines,
            margins=tuple(words for sheet in whole for words in paper_lines.margin_words(sheet)),
            elsewhere=(*elsewhere, *paper_lines.signature_words(known, alone=alone)),
            further=(*paper_lines.further_words(known), *(words for page in pages for words in page.further)),
            by_row=(*paper_lines.row_words(known), *paper_lines.nil_words(known)),
            places=tuple(dict.fromkeys(place for sheet in whole for place in paper_lines.places_in(sheet))),
            stamp=stamp,
            form_words=titles.form_words(
                [text for page in filled or pages for row in page.top for text in row.texts]
            ),
            says_nothing=empty and not written and (denied or self._says_nothing(sheets, has_list=bool(lists))),
            denies_upward=empty
            and (denied or denies_upward_alone(text for sheet in sheets for text in texts_in(sheet))),
            of_succession=around.of_succession(title_lines),
            other_sheets=tuple((s.name, len(s.rows)) for s in plain if s.rows and s.name not in with_list),
            notices=tuple((s.name, notice) for s in sheets for notice in s.notices),
            decoded=sum(len(s.typed) for s in sheets),
            of_program=any({s.name for s in sheets} >= names for names in _OUR_SHEETS),
            registrations=forms,
            own_registration=None if of_mail and written else self._own_registration(pages, of_mail=of_mail),
            remarks=around.remarks,
            sentences=tuple(dict.fromkeys(map(quotable, around.sentences))),
            nil_sheets=tuple(self._nil_sheets(pages, lists)),
            level_words=around.level_words,
            doubtful=document.doubtful or next(filter(None, (page.doubtful for page in pages)), None),
            possible=possible,
            marks=asked,
            of_lines=bool(of_lines),
        )

    def _is_own_paper(self, whole: Sequence[Sheet], pages: list[Page], *, of_mail: bool) -> bool:
        """Whether a document registers its unit alone; a mail may bring a list, too, where it tells of models."""
        registers = self._own_registration(pages, of_mail=of_mail) is not None
        return registers and (not of_mail or self._own.is_all([text for sheet in whole for text in sheet.texts]))

    def with_unread(self, reading: ReturnReading, document: Document) -> ReturnReading:
        """What a doubtful document says, with the list that it may be where nothing was understood."""
        if not document.doubtful or reading.lists or reading.possible or reading.registrations:
            return reading
        of_text = document.kind == "text" and not (reading.has_content or reading.promise or reading.remarks)
        possible = tuple(self._in_words.unread(document.sheets, of_text=of_text))
        return structs.replace(reading, possible=possible)

    def _written_otherwise(self, sheets: Sequence[Sheet], pages: list[Page]) -> tuple[Possible, ...]:
        """The models of a list that is no table; no form is in the document, unless cards were taken for one."""
        lines = [text for sheet in sheets for text in sheet.texts]
        if titles.is_guide(lines):
            return ()
        registrations = [raw for page in pages for raw in page.registrations]
        if registrations and all(map(_is_whole, registrations)):
            return ()
        only_cards = bool(registrations)
        others = {sheet.name for sheet in sheets if self._pages.lines.is_another_paper(sheet)}
        models = self._in_words.find(sheets, only_cards=only_cards, others=others)
        return tuple(models) if len(models) > len(registrations) else ()

    def _says_nothing(self, sheets: Sequence[Sheet], *, has_list: bool) -> bool:
        """Whether a document registers nothing; without a table a long one names the movement or models."""
        papers = [sheet.texts for sheet in sheets]
        lines = [line for paper in papers if not titles.is_guide(paper) for line in paper]
        named = has_list or any(has_phrase(key(line), name) for line in lines for name in self._movement)
        return (named or len(lines) <= _SHORT_LETTER) and registers_nothing_at_all(lines, of_models=not named)

    def _nil_sheets(self, pages: Sequence[Page], lists: Sequence[ListReading]) -> Iterator[str]:
        """The sheets, of several, that hold no model and say that they register nothing."""
        filled = {part.sheet for part in lists if part.entries}
        for page in pages if len(pages) > 1 else ():
            plain = page.sheet.name not in filled and not page.registrations
            if plain and self._says_nothing([page.sheet], has_list=page.head is not None):
                yield page.sheet.name

    def _own_registration(self, pages: list[Page], *, of_mail: bool) -> OwnRegistration | None:
        """The first sheet that says it; a sheet of forms is no paper of that kind."""
        plain = (page for page in pages if page.head or not page.registrations)
        papers = (self._own.find(p.sheet, has_list=p.head is not None, of_mail=of_mail) for p in plain)
        return next(filter(None, papers), None)

    def _lists(self, pages: list[Page]) -> tuple[list[SheetTable], tuple[Possible, ...]]:
        """Every list, in order; a sheet without a head goes on with the list before it, where that is sure."""
        known: list[SheetTable] = []
        possible: list[Possible] = []
        for page in pages:
            if page.head and page.blocks:
                title = self._titles.read(page.sheet, page.top, page.head)
                read = self._tables.read(page.sheet, page.head, title)
                known += (with_lines_of_blocks(part, page.blocks, page.unread) for part in read)
            elif page.head:
                over = structs.replace(page.sheet, rows=page.sheet.rows[: page.head.index])
                head = None if self._without_head.begins_above(page.sheet, page.head) else page.head
                rows = self._without_head.possible(over, beside_list=False, head=head)
                above = (structs.replace(each, reason="second-table") for each in rows)
                first, *further = self._tables_of(page.sheet, page.head)
                known += (structs.replace(first, possible=(*above, *first.possible)), *further)
                possible += (*self._pages.side_tables.models_above(page.sheet, page.head), *page.unread)
                possible += self._without_head.rows_beside(page.sheet, page.head)
            elif known and self._without_head.goes_on(page.sheet, known[-1]):
                follows = self._without_head.follows(page.sheet, known[-1])
                known.append(self._tables.read_on(page.sheet, known[-1], follows=follows))
            elif not (page.registrations or self._is_of_other_movement(page)):
                beside_list = any(other.head for other in pages)
                possible += self._without_head.possible(page.sheet, beside_list=beside_list)
            with_list = known or any(other.head for other in pages)
            possible += [each for each in unopened(page.sheet) if with_list or each.reason == "embedded"]
        for page in pages if known else ():
            possible += self._without_head.in_lines(page.sheet, _BOXES.format(page.sheet.name))
        boxes = (_in_boxes(page.sheet) for page in pages if known and page.sheet.margins)
        found = (each for sheet in boxes for each in self._without_head.possible(sheet, beside_list=False))
        possible += (structs.replace(e, reason="in-words" if e.reason == "no-head" else e.reason) for e in found)
        possible += (each for part in known for each in self._without_head.pasted(part))
        beside = (page.sheet for page in pages if known and not (page.registrations or page.blocks))
        possible += (each for sheet in beside for each in self._blocks_beside(sheet, known))
        known = self._levels.with_levels_of_sheets(self._tables.without_drafts(known))
        return with_numbers_left_out(known), tuple(possible)

    def _is_of_other_movement(self, page: Page) -> bool:
        """Whether the title of a sheet without a list names another movement."""
        above = [*takewhile(lambda row: len(row.contents) <= 2, page.top)]
        lines = [text for row in above for text in row.texts]
        alone = [text for row in above if len(row.contents) == 1 for text in row.texts if text.isupper()]
        named = "ours" not in map(movement_in, lines) and "other" in map(movement_in, alone)
        return named or self._titles.other_movement(lines) is not None

    def _blocks_beside(self, sheet: Sheet, known: Sequence[SheetTable]) -> Iterator[Possible]:
        """The models, only possible, of blocks above, below or on a sheet beside a table, that no table names."""
        tables = [part for part in known if part.sheet.name == sheet.name]
        first = min((part.head.first_row or part.rows[0].row.number for part in tables if part.rows), default=0)
        last = max((n for part in tables for n in (part.head.last_row, *part.of_models)), default=0)
        for apart in ([r for r in sheet.rows if r.number < first], [r for r in sheet.rows if r.number > last]):
            head = self._finder.find(apart)
            of_head = [row for row in apart if head and head.first_row <= row.number <= head.last_row]
            is_blank_form = head and self._finder.is_title_of(as_text(head.cell(of_head[0], "name")), "name")
            rows = [row for row in apart if row not in of_head] if is_blank_form else apart
            written = any(row.texts for row in rows)
            blocks = self._pages.blocks.find(structs.replace(sheet, rows=tuple(rows))) if written else None
            head = self._finder.find(blocks.sheet.rows) if blocks else None
            if blocks is None or head is None or titles.is_guide(sheet.texts):
                continue
            names = {_name_of(part, row) for part in known for row in part.models}
            for part in self._tables.read(blocks.sheet, head, ListTitle()):
                called = ((row, _name_of(part, row)) for row in part.models)  # “Tên mô hình: ghi ngắn gọn” guides
                new = tuple(row for row, name in called if name not in names and not name.startswith("ghi "))
                for each in self._tables.possible_of(structs.replace(part, rows=new), "in-words"):
                    yield structs.replace(each, column=blocks.column)

    def _tables_of(self, sheet: Sheet, head: Head) -> list[SheetTable]:
        """The lists of a sheet; two tables side by side are read one after the other."""
        beside = self._finder.beside(sheet.rows, head)
        if beside is None or head.names_by:
            title = self._titles.read(sheet, paper_lines.top_rows(sheet, head.first_row), head)
            split = by_names(sheet, head) if head.names_by else [(sheet, head)]
            return [known for part, of_part in split for known in self._tables.read(part, of_part, title)]
        parts = cut_at(sheet, beside, head.first_row)
        headed = [(part, self._finder.find(part.rows)) for part in parts]
        return [known for part, first in headed if first for known in self._tables_of(part, first)]


def _in_boxes(sheet: Sheet) -> Sheet:
    """The lines of a sheet's text boxes and margins as rows: a part of the table may stand there."""
    lines = (line for line in sheet.margins if not pieces_of_line(line))
    cells = ((_CELLS_OF_NUMBERED if line[:1].isdigit() else _CELLS).split(line) for line in lines)
    return Sheet(_BOXES.format(sheet.name), tuple(Row(number, tuple(each)) for number, each in enumerate(cells, 1)))


def _name_of(part: SheetTable, known: TableRow) -> str:
    return key(as_text(known.row.at(part.head.columns["name"])))


def _is_whole(raw: RawRegistration) -> bool:
    """Whether a form says what no card of a list does: a box of the fields ticked, its level and its content."""
    return bool(raw.ticks and (raw.values.get("level") or raw.level_tick) and raw.values.get("content"))


def _unit_words_of(pages: Sequence[Page]) -> tuple[tuple[UnitWords, ...], tuple[UnitWords, ...]]:
    """The unit lines of the sheets with a list, or of all and the forms where none has; and those of others."""

    def lines(chosen: Iterable[Page]) -> tuple[UnitWords, ...]:
        return tuple(words for page in chosen for words in paper_lines.unit_words(page.sheet, page.top))

    plain = lines(page for page in pages if not (page.head or page.registrations))
    if any(page.head for page in pages):
        return lines(page for page in pages if page.head), plain
    return (*(words for page in pages for words in page.unit_words), *plain), ()


@cache
def _reader(year: int, office: Office | None) -> ReturnReader:
    """One for each worker process. Words for heads, fields and levels are the same in every campaign."""
    shipped = default_campaign()
    return ReturnReader(structs.replace(shipped, year=year, office=office or shipped.office))


def return_of(document: Document, year: int, office: Office | None = None) -> ReturnReading:
    """What a document says in an office's campaign of this year; where it has no list, also its promise of one."""
    reader = _reader(year, office)
    return reader.with_unread(_with_promise(reader.understand(document), document), document)


def _with_promise(said: ReturnReading, document: Document) -> ReturnReading:
    if any(part.entries for part in said.lists) or said.registrations:
        return said
    spoken = [s for sheet in document.sheets for text in texts_in(sheet) for s in sentences(text)]
    promise = next(map(quotable, filter(promises, spoken)), None)
    if said.says_nothing and promise and registers_nothing(promise):  # “không đăng ký kịp, sẽ gửi sau”
        said = structs.replace(said, says_nothing=False, remarks=tuple(dict.fromkeys([*said.remarks, promise])))
    open_ = None if said.says_nothing else next(map(quotable, filter(registers_none_yet, spoken)), None)
    return structs.replace(said, promise=promise or open_)  # either leaves it open whether a list comes


# ---- What our own papers carry back: the stamp inside a blank, and the sheets and words of an annotated copy.

_TOP_LINES = 3  # in the first of which the title stands, whatever was put above it
_POINT_CELLS = 5  # cells of a point's row by which it is known; behind them the words of its comment
_LONGEST_COMMENT = 300


def read_stamp(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The key and value pairs that our blank forms carry on a hidden sheet."""
    rows = next((sheet.rows for sheet in sheets if sheet.name == STAMP), ())
    return {as_text(row.cells[0]): as_text(row.cells[1]) for row in rows if len(row.cells) > 1}


def unit_sheets(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without those that our papers add, and their comments without the words of an annotated copy."""
    cells = (c for s in sheets if s.name == CORRECTION_STAMP for row in s.rows for c in row.cells[_POINT_CELLS:])
    told = sorted(filter(None, map(as_text, cells)), key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, text.split())) for text in (*told, MENDED))
    ours = regex("|".join(words) if told else "$")
    return tuple(structs.replace(s, notices=tuple(_of_unit(s.notices, ours))) for s in sheets if not _is_ours(s))


def _of_unit(notices: Iterable[Notice], ours: re.Pattern[str]) -> Iterator[Notice]:
    """The notices, of comments what the unit wrote into them; ``ours`` are the words that a copy put there."""
    for notice in notices:
        said = ours.sub("", notice.detail).strip()[:_LONGEST_COMMENT] if notice.code == "cell-comment" else None
        if said != "":
            yield notice if said is None else structs.replace(notice, detail=said)


def _is_ours(sheet: Sheet) -> bool:
    if sheet.name in (STAMP, CORRECTION_STAMP):
        return True
    title = key(CORRECTION_SHEET)
    lines = (as_text(row.cells[0]) for row in sheet.rows[:_TOP_LINES] if row.cells)
    return key(sheet.name).startswith(title) and any(key(line) == title for line in lines)


def marks_of_copy(sheets: Sequence[Sheet]) -> tuple[Mark, ...]:
    """What the copy asked to be mended, as its stamp says; nothing where it is no annotated copy."""
    rows = (row.cells for sheet in sheets if sheet.name == CORRECTION_STAMP for row in sheet.rows)
    points = (tuple(map(as_text, (*cells, "", "", "", "")[1:5])) for cells in rows if cells[0] == "point")
    return tuple((code, sheet, cell, words) for code, sheet, cell, words in points)
