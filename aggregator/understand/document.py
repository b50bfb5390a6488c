"""What happens to one file, in a guarded worker: recognise → extract. A sheet without its forms may hold a list."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile, zip_longest

from msgspec import Struct, structs

from aggregator.campaign.level_words import levels_denied, levels_stated, models_stated
from aggregator.campaign.load import default_campaign
from aggregator.campaign.mail_words import (
    changes_list,
    comment_changes,
    may_be_reserve,
    movement_in,
    names_model,
    promises,
    quotable,
    sentences,
)
from aggregator.campaign.succession import replaces_list, says_part
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.nouns.document import Document, Notice, Row, Sheet, as_text, texts_in
from aggregator.nouns.reading import ListRead, OwnRegistration, Possible, RawRegistration, ReturnRead, UnitWords
from aggregator.nouns.unit import Campaign
from aggregator.understand import paper_lines
from aggregator.understand.beside_list import BesideList
from aggregator.understand.blocks import BlockFinder
from aggregator.understand.cells import is_placeholder
from aggregator.understand.denials import denies_upward_alone, registers_nothing, registers_nothing_at_all
from aggregator.understand.entries import (
    DECORATION,
    OF_NAMES,
    Head,
    KnownRow,
    KnownSheet,
    ListTitle,
    by_names,
    columns_apart,
    cut_at,
    with_lines_of_blocks,
    without_struck,
)
from aggregator.understand.form_values import RegistrationReader, form_unit_words, lines_over
from aggregator.understand.forms import OwnRegistrationFinder, RegistrationFinder, list_begins
from aggregator.understand.head import HeadFinder, field_headings
from aggregator.understand.labels import LabelledForm
from aggregator.understand.level_marks import LevelMarks, pieces_of
from aggregator.understand.line_words import begins_list
from aggregator.understand.lines import DOUBT, LineFinder
from aggregator.understand.models_in_words import ModelsInWords, rows_of_list
from aggregator.understand.row_kinds import heads_figures, is_page_row, is_quota_row, numbering
from aggregator.understand.table import TableReader
from aggregator.understand.without_head import WithoutHead, unopened
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex
from aggregator.vietnamese.wording import quoted


class Page(Struct, frozen=True):
    """A sheet without the rows of its forms; these, the words around them, and where its first list begins."""

    sheet: Sheet
    registrations: tuple[RawRegistration, ...] = ()
    unit_words: tuple[UnitWords, ...] = ()
    further: tuple[UnitWords, ...] = ()  # the lines over the items of each form, by forms
    found: tuple[int, Head] | None = None
    blocks: Sheet | None = None  # as it came, where its list is one of blocks of labels
    doubtful: str | None = None  # what leaves the reading of its blocks in doubt
    unread: tuple[Possible, ...] = ()  # what may be models in lines of its list of lines, or beside its table

    @property
    def top(self) -> list[Row]:
        """The rows over its list, or its first ones."""
        return paper_lines.top_rows(self.sheet, self.found[1].first_row if self.found else None)

    @property
    def only_names(self) -> bool:
        """Whether its head is “STT | Tên mô hình” or “Tên mô hình | Cấp đăng ký” and no more."""
        return self.found is not None and self.found[1].columns.keys() in OF_NAMES


_SHORT_LINE = 40  # letters
_LEAST_REMARK = 15  # letters
_LONGEST_MARK = 2  # letters
_MOST_LABELS = 3  # quoted
_OF_BLOCKS = "danh sách không kẻ bảng mà ghi thành từng mục, có mục chưa rõ nghĩa: {labels}"
_SHORT_LETTER = 15  # lines
_BOXES = "{} (khung chữ)"  # how the clerk is told of lines in text boxes
_CELLS = regex(r"\s*[|\t;]\s*|\s{2,}")
_LEVEL_OF_FORM = regex(r"(?:\d )?dang k[iy] (?:mo hinh )?(?:dien hinh )?o cap\b")  # so the forms ask for it
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
        vocabulary = Vocabulary(campaign.fields, campaign.levels, campaign.year)
        self._vocabulary = vocabulary
        self._movement = campaign.lists.movement
        self._year = campaign.year
        words = {level.code: (*level.words, *level.column_words) for level in campaign.levels}
        self._levels = LevelMarks(vocabulary, words, campaign.year)
        self._titles = paper_lines.TitleReader(vocabulary, campaign.lists, campaign.name_words)
        self._tables = TableReader(self._finder, vocabulary, self._titles)
        self._without_head = WithoutHead(self._finder, vocabulary)
        self._beside = BesideList(self._finder, vocabulary)
        self._in_words = ModelsInWords(self._finder, vocabulary, campaign)
        self._forms = RegistrationFinder(campaign.registration_forms)
        self._values = RegistrationReader(campaign)
        self._blocks = BlockFinder(self._finder.meaning, self._finder.knows, vocabulary.is_heading)
        self._lines = LineFinder(self._finder.meaning, vocabulary, campaign)
        self._own = OwnRegistrationFinder(campaign)
        self._printed = {key(f"{field.print_head} {field.scope}") for field in campaign.fields}

    def understand(self, document: Document) -> ReturnRead:
        """Find the lists and the forms of a document, and the words around them; also lists of lines."""
        stamp, asked = paper_lines.read_stamp(document.sheets), paper_lines.asked_before(document.sheets)
        document = structs.replace(document, sheets=paper_lines.unit_sheets(document.sheets))
        whole = [sheet for sheet in document.sheets if sheet.name != paper_lines.STAMP_SHEET]
        pages = self._pages(whole, stamp.get("form"))
        of_lines = self._of_lines(pages)
        pages = of_lines or pages
        sheets = [page.sheet for page in pages]  # the rows of a form are no part of a list
        title_lines = [text for page in pages for row in page.top for text in row.texts]
        known, possible = self._lists(pages)
        lists, of_levels, legends = self._levels.take_lists(known)
        written = () if lists or possible else self._written_otherwise(whole, pages)
        if written:
            possible, pages = written, [structs.replace(page, registrations=()) for page in pages]
        own, elsewhere = _unit_words_of(pages)
        with_list = {part.sheet for part in lists}
        plain = [page.sheet for page in pages if not page.registrations]
        with_entries = {part.sheet for part in lists if part.entries}
        filled, empty = [page for page in pages if page.sheet.name in with_entries], not with_entries
        forms = tuple(raw for page in pages for raw in page.registrations)
        denied = any(raw.denies for raw in forms) and all(raw.is_blank for raw in forms)
        lines = list(_lines_beside(sheets, known, self._printed))
        headings = set(_headings_of_levels(known))
        of_others = [line for part in known if part.title.movement for line in part.title.text.splitlines()]
        lines += (([row.text for row in page.unread], True) for page in pages if page.unread)
        sentences_beside = [
            sentence
            for sentence in _sentences_in(lines, {*of_levels, *of_others})
            if not (legends and pieces_of(sentence) <= {*legends})
        ]
        beside = [sentence for sentence in sentences_beside if len(sentence) >= _LEAST_REMARK]
        stated = [
            ([text for text in self._titles.without_empty(texts) if text not in headings], has_models)
            for texts, has_models in lines
        ]
        remarks = _remarks(sheets, known, beside, self._year)
        return ReturnRead(
            kind=document.kind,
            lists=lists,
            unit_words=own,
            margins=tuple(words for sheet in document.sheets for words in paper_lines.margin_words(sheet)),
            elsewhere=(
                *elsewhere,
                *paper_lines.signature_words(known, alone=all(paper_lines.is_title(each.text) for each in own)),
            ),
            further=(*paper_lines.further_words(known), *(words for page in pages for words in page.further)),
            by_row=(*paper_lines.row_words(known), *paper_lines.nil_words(known)),
            places=tuple(dict.fromkeys(place for sheet in whole for place in paper_lines.places_in(sheet))),
            stamp=stamp,
            form_words=paper_lines.form_words(
                [text for page in filled or pages for row in page.top for text in row.texts]
            ),
            says_nothing=empty and not written and (denied or self._says_nothing(sheets, bool(lists))),
            denies_upward=empty
            and (denied or denies_upward_alone(text for sheet in sheets for text in texts_in(sheet))),
            of_succession=_of_succession(title_lines, beside),
            other_sheets=tuple((s.name, len(s.rows)) for s in plain if s.rows and s.name not in with_list),
            notices=tuple((s.name, notice) for s in sheets for notice in s.notices),
            decoded=sum(len(s.typed) for s in sheets),
            ours=any({s.name for s in sheets} >= those for those in _OUR_SHEETS),
            registrations=forms,
            own_registration=self._own_registration(pages),
            remarks=tuple(dict.fromkeys((*remarks, *self._added(sheets, known, of_levels)))),
            sentences=tuple(dict.fromkeys(map(quotable, sentences_beside))),
            nil_sheets=tuple(self._nil_sheets(pages, lists)),
            levels_named=tuple(
                text
                for text in (*_beside_levels(stated, lists, {*of_levels, *legends}), *_said_in_comments(sheets))
                if levels_stated(text, self._year)
            ),
            doubtful=document.doubtful or next(filter(None, (page.doubtful for page in pages)), None),
            possible=possible,
            asked=asked,
            of_lines=bool(of_lines),
        )

    def with_unread(self, said: ReturnRead, document: Document) -> ReturnRead:
        """What a doubtful document says, with the list that it may be where nothing was understood."""
        if not document.doubtful or said.lists or said.possible or said.registrations:
            return said
        of_text = document.kind == "text" and not (said.has_content or said.promise or said.remarks)
        possible = tuple(self._in_words.unread(document.sheets, of_text=of_text))
        return structs.replace(said, possible=possible)

    def _added(self, sheets: list[Sheet], known: list[KnownSheet], understood: Collection[str]) -> Iterator[str]:
        """The sentences that add models to the lists, above them by name alone; “Còn tiếp …” where none follows."""
        spans = grouped((part.sheet.name, row.row.number) for part in known for row in part.models)
        with_models = [sheet for sheet in sheets if sheet.name in spans]
        for sheet in with_models:
            first, last = min(spans[sheet.name]), max(spans[sheet.name])
            rows = (row for row in sheet.rows if row.texts and len({*row.filled.values()}) == 1)
            lines = [(row.texts[-1], row.number > last) for row in rows if not first <= row.number <= last]
            lines += [(text, True) for text in (*(each.detail for each in _comments(sheet)), *sheet.margins)]
            said = [(each, below) for line, below in lines if line not in understood for each in sentences(line)]
            for text, below in said:
                added, (label, colon, _) = self._vocabulary.models_added(text), text.partition(":")
                named = colon and names_model(text) and not self._vocabulary.level_heading(label)
                if added and (sheet is with_models[-1] if added == (None, None) else below or named):
                    yield quotable(text)

    def _pages(self, sheets: list[Sheet], stamp: str | None) -> list[Page]:
        """The sheets; “STT | Tên mô hình” heads a list only where no sheet has a whole head."""
        pages: list[Page] = []
        heads = [self._finder.find(sheet.rows) for sheet in sheets]
        for whole_sheet, head in zip(sheets, heads, strict=True):
            sheet, found = whole_sheet, head
            if found is None:
                cut = ((pasted, self._finder.find(pasted.rows)) for pasted in columns_apart(sheet))
                sheet, found = next((each for each in cut if each[1]), (sheet, None))
            if found and (bare := self._beside.without_choices(sheet, found[1])) is not sheet:
                sheet, found = bare, self._finder.find(bare.rows)
            if found is None and not any(heads) and (of_blocks := self._page_of_blocks(sheet)):
                pages.append(of_blocks)
                continue
            beside: list[Sheet] = []
            told = tuple(self._beside.told_beside(sheet, found[1])) if found else ()
            if found and (parts := self._beside.cut_beside(sheet, found[1])):
                sheet, found, *beside = parts
            sheet = without_struck(sheet, found[1]) if found and sheet.looks else sheet
            page = self._page(sheet, found[1] if found else None, stamp)
            found = found if page.sheet is sheet else self._finder.find(page.sheet.rows)
            found = self._without_head.over_rows_above(page.sheet, *found) if found else None
            pages += [structs.replace(page, found=found, unread=told), *map(Page, beside)]
        plain = [p for p in pages if p.found and not self._without_head.is_another_paper(p.sheet, p.found[1])]
        if any(map(_has_names, plain)):  # “LỊCH GIAO BAN” over “STT | Nội dung | Chủ trì” beside a list
            pages = [page if page in plain else structs.replace(page, found=None) for page in pages]
        whole = any(page.found and not page.only_names for page in pages)
        return [structs.replace(page, found=None) if whole and page.only_names else page for page in pages]

    def _page(self, sheet: Sheet, head: Head | None, stamp: str | None) -> Page:
        """A sheet whose first list has this head; ``stamp`` is the form that our blank was made as (R1)."""
        forms = self._forms_of(sheet, head, stamp)
        if not forms:
            return Page(sheet)
        taken = tuple(map(self._values.take, forms))
        words = [w for form, raw in zip(forms, taken, strict=True) for w in form_unit_words(sheet, form, raw)]
        spans = [range(form.first_row, form.last_row + 1) for form in forms]
        rows = tuple(row for row in sheet.rows if not any(row.number in span for span in spans))
        over = ((form.first_row, line) for form in forms for line in lines_over(sheet, form))
        further = tuple(structs.replace(line, sheet=f"{line.sheet} {first}") for first, line in over)
        return Page(structs.replace(sheet, rows=rows), taken, tuple(words), further)

    def _forms_of(self, sheet: Sheet, head: Head | None, stamp: str | None) -> tuple[LabelledForm, ...]:
        """The forms of a sheet; one that a further list follows ends where the lines over that list begin."""
        forms = self._forms.find(sheet, head, stamp)
        if head is None or not forms:
            return forms
        ends = [*(form.first_row for form in forms[1:]), sheet.rows[-1].number + 1]
        for form, end in zip(forms, ends, strict=True):
            asked = form.items["name"].label.row
            found = self._finder.find([row for row in sheet.rows if asked < row.number < end])
            if found:
                start = list_begins(sheet, asked, found[1].first_row)
                over = tuple(row for row in sheet.rows if row.number < start)
                above, below = (structs.replace(sheet, rows=rows) for rows in (over, sheet.rows[len(over) :]))
                return (*self._forms.find(above, head, stamp), *self._forms_of(below, found[1], stamp))
        return forms

    def _page_of_blocks(self, sheet: Sheet) -> Page | None:
        """A sheet whose list is blocks, two or under a title, where no sheet has a table; no M1, M2 (R1)."""
        blocks = self._blocks.find(sheet)
        found = self._finder.find(blocks.sheet.rows) if blocks else None
        if blocks is None or found is None:
            return None
        several, lines = blocks.count > 1, [text for row in sheet.rows for text in row.texts]
        above = [text for row in sheet.rows if row.number < blocks.head for text in row.texts]
        listed = any(key(text).startswith("danh sach") for text in above)
        cards = several and not any(_LEVEL_OF_FORM.match(key(text)) for text in lines)
        listed = listed or (cards and (blocks.only_of_list or not self._page(sheet, None, None).registrations))
        opened = listed and any(row.number >= blocks.head for row in rows_of_list(sheet))
        asks = self._forms.asks(sheet, blocks.head if several else 0)
        if not opened or asks or paper_lines.is_guide(lines):
            return None
        labels = ", ".join(map(quoted, blocks.unsure[:_MOST_LABELS]))
        head = structs.replace(found[1], of_blocks=blocks.column)
        reason = _OF_BLOCKS.format(labels=labels) if labels else None
        return Page(blocks.sheet, found=(found[0], head), blocks=sheet, doubtful=reason)

    def _of_lines(self, pages: list[Page]) -> list[Page]:
        """The pages, with the lists of lines as tables; none where there are none, or a table is; M1, M2 stay."""
        if any(page.found for page in pages) or self._own_registration(pages):
            return []
        found = [self._page_of_lines(page) for page in pages]
        return [page or plain for page, plain in zip(found, pages, strict=True)] if any(found) else []

    def _page_of_lines(self, page: Page) -> Page | None:
        sheet, texts = page.sheet, [text for row in page.sheet.rows for text in row.texts]
        opened = not page.registrations or any(begins_list(texts, at) for at in range(len(texts)))
        lines = self._lines.find(sheet) if opened and not paper_lines.is_guide(texts) else None
        found = self._finder.find(lines.table.rows) if lines else None
        if lines is None or found is None:
            return None
        first, head = found[0], structs.replace(found[1], of_blocks=1)
        read = self._tables.read(lines.table, first, head, ListTitle())
        if not any(part.models for part in read):
            return None
        lost = sorted(lines.model_rows.keys() - {row.row.number for part in read for row in part.models})
        rest = (Possible(n, 1, 1, None, "line-unread", sheet.name, lines.model_rows[n]) for n in lost)
        listed = structs.replace(page, sheet=lines.table, found=(first, head), blocks=sheet)
        return structs.replace(listed, doubtful=DOUBT, unread=(*lines.unread, *rest))

    def _written_otherwise(self, sheets: list[Sheet], pages: list[Page]) -> tuple[Possible, ...]:
        """The models of a list that is no table; no form is in the document, unless cards were taken for one."""
        lines = [text for sheet in sheets for row in sheet.rows for text in row.texts]
        if paper_lines.is_guide(lines) or self._own_registration(pages):
            return ()
        registrations = [raw for page in pages for raw in page.registrations]
        if registrations and all(map(_is_whole, registrations)):
            return ()
        only_cards = bool(registrations)
        others = {sheet.name for sheet in sheets if self._lines.is_another_paper(sheet)}
        models = self._in_words.find(sheets, only_cards=only_cards, others=others)
        return tuple(models) if len(models) > len(registrations) else ()

    def _says_nothing(self, sheets: list[Sheet], has_list: bool) -> bool:
        """Whether a document registers nothing; without a table a long one names the movement or models."""
        papers = [[text for row in sheet.rows for text in row.texts] for sheet in sheets]
        lines = [line for paper in papers if not paper_lines.is_guide(paper) for line in paper]
        named = has_list or any(has_phrase(key(line), name) for line in lines for name in self._movement)
        return (named or len(lines) <= _SHORT_LETTER) and registers_nothing_at_all(lines, of_models=not named)

    def _nil_sheets(self, pages: Sequence[Page], lists: Sequence[ListRead]) -> Iterator[str]:
        """The sheets, of several, that hold no model and say that they register nothing."""
        filled = {part.sheet for part in lists if part.entries}
        for page in pages if len(pages) > 1 else ():
            if page.sheet.name not in filled and not page.registrations:
                has_list = page.found is not None
                if self._says_nothing([page.sheet], has_list):
                    yield page.sheet.name

    def _own_registration(self, pages: list[Page]) -> OwnRegistration | None:
        """The first sheet that says it; a sheet of forms is no paper of that kind."""
        plain = (page for page in pages if page.found or not page.registrations)
        return next(filter(None, (self._own.find(p.sheet, has_list=p.found is not None) for p in plain)), None)

    def _lists(self, pages: list[Page]) -> tuple[list[KnownSheet], tuple[Possible, ...]]:
        """Every list, in order; a sheet without a head goes on with the list before it, where that is sure."""
        known: list[KnownSheet] = []
        possible: list[Possible] = []
        for page in pages:
            if page.found and page.blocks:
                read = self._tables.read(
                    page.sheet, *page.found, self._titles.read(page.sheet, page.top, page.found[1])
                )
                known += (with_lines_of_blocks(part, page.blocks, page.unread) for part in read)
            elif page.found:
                over = structs.replace(page.sheet, rows=page.sheet.rows[: page.found[0]])
                head = None if self._without_head.begins_above(page.sheet, page.found[1]) else page.found[1]
                rows = self._without_head.possible(over, beside_list=False, head=head)
                above = (structs.replace(each, why="second-table") for each in rows)
                first, *further = self._tables_of(page.sheet, *page.found)
                known += (structs.replace(first, possible=(*above, *first.possible)), *further)
                possible += (*self._beside.told_above(page.sheet, page.found[1]), *page.unread)
                possible += self._without_head.rows_beside(page.sheet, page.found[1])
            elif known and self._without_head.goes_on(page.sheet, known[-1]):
                follows = self._without_head.follows(page.sheet, known[-1])
                known.append(self._tables.read_on(page.sheet, known[-1], follows=follows))
            elif not (page.registrations or self._is_of_other_movement(page)):
                beside_list = any(other.found for other in pages)
                possible += self._without_head.possible(page.sheet, beside_list=beside_list)
            with_list = known or any(other.found for other in pages)
            possible += [each for each in unopened(page.sheet) if with_list or each.why == "embedded"]
        boxes = (_in_boxes(page.sheet) for page in pages if known and page.sheet.margins)
        found = (each for sheet in boxes for each in self._without_head.possible(sheet, beside_list=False))
        possible += (structs.replace(e, why="in-words" if e.why == "no-head" else e.why) for e in found)
        possible += (each for part in known for each in self._without_head.pasted(part))
        beside = (page.sheet for page in pages if known and not (page.registrations or page.blocks))
        possible += (each for sheet in beside for each in self._blocks_beside(sheet, known))
        return self._levels.with_levels_of_sheets(self._tables.without_drafts(known)), tuple(possible)

    def _is_of_other_movement(self, page: Page) -> bool:
        """Whether the title of a sheet without a list names another movement."""
        above = [*takewhile(lambda row: len(row.filled) <= 2, page.top)]
        lines = [text for row in above for text in row.texts]
        alone = [text for row in above if len(row.filled) == 1 for text in row.texts if text.isupper()]
        named = "ours" not in map(movement_in, lines) and "other" in map(movement_in, alone)
        return named or self._titles.other_movement(lines) is not None

    def _blocks_beside(self, sheet: Sheet, known: Sequence[KnownSheet]) -> Iterator[Possible]:
        """The models, only possible, of blocks above, below or on a sheet beside a table, that no table names."""
        tables = [part for part in known if part.sheet.name == sheet.name]
        first = min((part.head.first_row or part.rows[0].row.number for part in tables if part.rows), default=0)
        last = max((n for part in tables for n in (part.head.last_row, *part.of_models)), default=0)
        for rows in ([r for r in sheet.rows if r.number < first], [r for r in sheet.rows if r.number > last]):
            written = any(row.texts for row in rows)
            blocks = self._blocks.find(structs.replace(sheet, rows=tuple(rows))) if written else None
            found = self._finder.find(blocks.sheet.rows) if blocks else None
            if (
                blocks is None
                or found is None
                or paper_lines.is_guide([text for row in sheet.rows for text in row.texts])
            ):
                continue
            names = {_name_of(part, row) for part in known for row in part.models}
            for part in self._tables.read(blocks.sheet, *found, ListTitle()):
                called = ((row, _name_of(part, row)) for row in part.models)  # “Tên mô hình: ghi ngắn gọn” guides
                new = tuple(row for row, name in called if name not in names and not name.startswith("ghi "))
                for each in self._tables.possible_of(structs.replace(part, rows=new), "in-words"):
                    yield structs.replace(each, column=blocks.column)

    def _tables_of(self, sheet: Sheet, index: int, head: Head) -> list[KnownSheet]:
        """The lists of a sheet; two tables side by side are read one after the other."""
        beside = self._finder.beside(sheet.rows, head)
        if beside is None or head.names_by:
            title = self._titles.read(sheet, paper_lines.top_rows(sheet, head.first_row), head)
            split = by_names(sheet, head) if head.names_by else [(sheet, head)]
            return [known for part, of_part in split for known in self._tables.read(part, index, of_part, title)]
        parts = cut_at(sheet, beside, head.first_row)
        found = [(part, self._finder.find(part.rows)) for part in parts]
        return [known for part, first in found if first for known in self._tables_of(part, *first)]


def _in_boxes(sheet: Sheet) -> Sheet:
    """The lines of a sheet's text boxes and margins as rows: a part of the table may stand there."""
    rows = (Row(number, tuple(_CELLS.split(line))) for number, line in enumerate(sheet.margins, 1))
    return Sheet(_BOXES.format(sheet.name), tuple(rows))


def _name_of(part: KnownSheet, known: KnownRow) -> str:
    return key(as_text(known.row.at(part.head.columns["name"])))


def _has_names(page: Page) -> bool:
    head = page.found[1] if page.found else None
    below = (row for row in page.sheet.rows if head and row.number > head.last_row and len(row.filled) > 1)
    return any(head and not is_placeholder(row.at(head.columns["name"])) for row in below)


def _is_whole(raw: RawRegistration) -> bool:
    """Whether a form says what no card of a list does: a box of the fields ticked, its level and its content."""
    return bool(raw.ticked and (raw.values.get("level") or raw.level_ticked) and raw.values.get("content"))


def _unit_words_of(pages: Sequence[Page]) -> tuple[tuple[UnitWords, ...], tuple[UnitWords, ...]]:
    """The unit lines of the sheets with a list, or of all and the forms where none has; and those of others."""

    def lines(chosen: Iterable[Page]) -> tuple[UnitWords, ...]:
        return tuple(words for page in chosen for words in paper_lines.unit_words(page.sheet, page.top))

    plain = lines(page for page in pages if not (page.found or page.registrations))
    if any(page.found for page in pages):
        return lines(page for page in pages if page.found), plain
    return (*(words for page in pages for words in page.unit_words), *plain), ()


def _remarks(sheets: list[Sheet], known: list[KnownSheet], beside: Sequence[str], year: int) -> Iterator[str]:
    """The sentences ``beside`` the lists that may change what these say, and such comments."""
    models = _models(known)
    beside_list = any(part.models for part in known)
    groups = {row.group for part in known for row in (*part.models, *part.taken_back)}
    reserve = {key(group) for group in groups if may_be_reserve(group)}  # whose models are open by themselves
    said = dict.fromkeys(s for s in beside if changes_list(s, beside_list=beside_list) or levels_denied(s, year))
    yield from (quotable(s) for s in said if not any(group.endswith(key(s)) for group in reserve))
    for sheet in sheets:
        comments = (comment for comment in _comments(sheet) if (sheet.name, comment.row) not in models)
        yield from (notice.detail for notice in comments if comment_changes(notice.detail))


def _said_in_comments(sheets: Iterable[Sheet]) -> Iterator[str]:
    """What comments say besides those that leave their own model open."""
    said = (comment.detail for sheet in sheets for comment in _comments(sheet))
    yield from (sentence for text in said if not comment_changes(text) for sentence in sentences(text))


def _comments(sheet: Sheet) -> list[Notice]:
    return [notice for notice in sheet.notices if notice.code == "cell-comment"]


def _beside_levels(
    beside: Iterable[tuple[list[str], bool]], lists: Iterable[ListRead], understood: Collection[str]
) -> Iterator[str]:
    """What may give models a level besides its column: names of sheets, lines beside, marks in other columns."""
    yield from (part.sheet for part in lists)
    yield from _sentences_in(beside, understood)
    for head, text in (note for part in lists for entry in part.entries for note in entry.notes.items()):
        bare = key(text).removeprefix("cap ") if not Vocabulary.is_past(head) else ""
        marked = len(text) <= _LONGEST_MARK and not is_placeholder(text) and text != "0"
        yield head if marked else f"{head}: cấp {text}" if bare in ("tinh", "huyen") else ""


def _of_succession(titles: Sequence[str], beside: Sequence[str]) -> tuple[str, ...]:
    """The titles and short lines that say that a list is a part; what puts it in the place of an earlier one."""
    heads = (line for line in titles if has_phrase(key(line), "danh sach") or len(key(line)) <= _SHORT_LINE)
    parts = (line for line in heads if says_part(line) and not is_page_row([line]))
    return tuple(dict.fromkeys([*parts, *filter(replaces_list, (*titles, *beside))]))


def _models(known: list[KnownSheet]) -> set[tuple[str, int]]:
    return {(part.sheet.name, number) for part in known for number in part.of_models}


def _lines_beside(
    sheets: list[Sheet], known: list[KnownSheet], printed: Collection[str]
) -> Iterator[tuple[list[str], bool]]:
    """The texts outside models and heads by sheets, but what is ``printed`` on forms; whether there are models."""
    heads = ((part.sheet.name, n) for part in known for n in range(part.head.first_row, part.head.last_row + 1))
    passed = {*heads, *_models(known)}
    with_models = {part.sheet.name for part in known if part.models}
    for sheet in sheets:
        pairs = zip_longest(sheet.rows, sheet.rows[1:])
        rows = (
            row for row, below in pairs if not ((sheet.name, row.number) in passed or heads_figures(row, below))
        )
        texts = [text for row in rows for text in row.texts]
        if sheet.name in with_models:
            of_models = [each for each in _comments(sheet) if (sheet.name, each.row) in passed]
            texts += [e.detail for e in _comments(sheet) if e not in of_models or models_stated(e.detail, 0)]
            texts += sheet.margins
        lines = ((text, key(without_numeral(text))) for text in texts)
        typed = [text for text, words in lines if not any(each.startswith(words) for each in printed)]
        yield typed, sheet.name in with_models


def _headings_of_levels(known: Iterable[KnownSheet]) -> Iterator[str]:
    """The headings in the midst of a list that give models a level, and count those below them or none; quotas."""
    for part in known:
        of_counts = (row.row for row in part.rows if row.role == DECORATION)
        yield from (text for row in of_counts if is_quota_row(row) for text in row.texts)
        texts = {row.row.number: row.row.texts for row in part.rows}
        levels = {row.row.number: row.level for row in part.models}
        ends = [*(line.row for line in part.level_lines[1:]), max(levels, default=0) + 1]
        for line, end in zip(part.level_lines, ends, strict=False):
            below = [level for number, level in levels.items() if line.row < number < end]
            said = texts.get(line.row, ())
            numbered = line.count is None and any(map(numbering, said))
            heads = all(
                level == line.level for level in below
            )  # “I | Cấp tỉnh | Tổng: 03” may not have been read so
            if heads and line.row < max(levels, default=0) and (numbered or line.count == len(below)):
                yield from said


def _sentences_in(beside: Iterable[tuple[list[str], bool]], understood: Collection[str] = ()) -> Iterator[str]:
    """The sentences of the texts beside the lists; those of a guide or ``understood`` are left out."""
    for texts, has_models in beside:
        lines = [text for text in texts if text not in understood]
        if has_models or not paper_lines.is_guide(lines):
            yield from (sentence for line in lines for sentence in sentences(line))


@cache
def _reader(year: int) -> ReturnReader:
    """One for each worker process. Words for heads, fields and levels are the same in every campaign."""
    return ReturnReader(structs.replace(default_campaign(), year=year))


def understood(document: Document, year: int) -> ReturnRead:
    """What a document says in the campaign of this year; where it has no list, also its promise of one."""
    reader = _reader(year)
    return reader.with_unread(_with_promise(reader.understand(document), document), document)


def _with_promise(said: ReturnRead, document: Document) -> ReturnRead:
    if any(part.entries for part in said.lists) or said.registrations:
        return said
    lines = (text for sheet in document.sheets for text in texts_in(sheet))
    promise = next((s for line in lines for s in sentences(line) if promises(s)), None)
    promise = promise and quotable(promise)
    if said.says_nothing and promise and registers_nothing(promise):  # “không đăng ký kịp, sẽ gửi sau”
        said = structs.replace(said, says_nothing=False, remarks=tuple(dict.fromkeys([*said.remarks, promise])))
    return structs.replace(said, promise=promise)
