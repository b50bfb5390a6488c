"""The M1/M2 forms of one sheet, taken out of it: recognise → extract. What is left may hold a list."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from aggregator.campaign.load import default_campaign
from aggregator.campaign.mail_words import (
    changes_list,
    comment_changes,
    may_be_reserve,
    promises,
    quotable,
    sentences,
)
from aggregator.campaign.succession import replaces_list
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Document, Row, Sheet
from aggregator.nouns.reading import OwnRegistration, Possible, RawRegistration, ReturnRead, UnitWords
from aggregator.nouns.unit import Campaign
from aggregator.understand.cells import registers_nothing, registers_nothing_at_all
from aggregator.understand.entries import ENTRY, JOINED, OF_NAMES, Head, KnownSheet
from aggregator.understand.form_values import RegistrationReader, unit_lines
from aggregator.understand.forms import RegistrationFinder
from aggregator.understand.head import HeadFinder, field_headings
from aggregator.understand.labels import LabelledForm
from aggregator.understand.level_marks import LevelMarks
from aggregator.understand.own_registration import OwnRegistrationFinder
from aggregator.understand.row_kinds import is_page_row
from aggregator.understand.table import TableReader, WithoutHead, cut_at, unopened
from aggregator.understand.titles import (
    STAMP_SHEET,
    TitleReader,
    asked_before,
    form_words,
    is_guide,
    is_title,
    read_stamp,
    says_part,
    title_year,
    unit_sheets,
)
from aggregator.understand.unit_words import (
    further_words,
    margin_words,
    places_in,
    row_words,
    signature_words,
    top_rows,
    unit_words,
)
from aggregator.vietnamese.fold import has_phrase, key


class FormsInSheet(Struct, frozen=True):
    """The forms, the words around them that may name the unit, and the sheet without their rows."""

    registrations: tuple[RawRegistration, ...]
    unit_words: tuple[UnitWords, ...]
    rest: Sheet
    further: tuple[UnitWords, ...] = ()  # the lines over the items of each form, by forms


class FormsReader:
    """Reads the M1 and M2 of one campaign (R1)."""

    def __init__(self, campaign: Campaign) -> None:
        self._finder = RegistrationFinder(campaign.registration_forms)
        self._reader = RegistrationReader(campaign)

    def read(self, sheet: Sheet, head: Head | None, stamp: str | None) -> FormsInSheet:
        """The forms of a sheet; ``head`` is that of its first list, ``stamp`` the form our blank was made as."""
        forms = self._finder.find(sheet, head, stamp)
        if not forms:
            return FormsInSheet((), (), sheet)
        taken = tuple(self._reader.take(form) for form in forms)
        words = [w for form, raw in zip(forms, taken, strict=True) for w in _unit_words(sheet, form, raw)]
        spans = [range(form.first_row, form.last_row + 1) for form in forms]
        rows = tuple(row for row in sheet.rows if not any(row.number in span for span in spans))
        over = ((form.first_row, line) for form in forms for line in _lines_over(sheet, form))
        further = tuple(replace(line, sheet=f"{line.sheet} {first}") for first, line in over)
        return FormsInSheet(taken, tuple(words), replace(sheet, rows=rows), further)


def _lines_over(sheet: Sheet, form: LabelledForm) -> list[UnitWords]:
    first = min((item.label.row for code, item in form.items.items() if code != "unit"), default=form.first_row)
    rows = [row for row in sheet.rows if form.first_row <= row.number < first]
    return [words for words in unit_words(sheet, rows) if not key(words.text).startswith("mau dang k")]


def _unit_words(sheet: Sheet, form: LabelledForm, raw: RawRegistration) -> list[UnitWords]:
    """The lines above the items; where they name nobody, the workplace or the collective."""
    said = _lines_over(sheet, form)
    if raw.values.get("unit"):
        return said
    return said + [UnitWords(sheet.name, form.first_row, text, labelled=True) for text in list(unit_lines(raw))[:1]]


# ---- What happens to one file, in a guarded worker: read → decode → recognise → extract. One page, like
# the pipeline.


_SHORT_LINE = 40  # letters
_LEAST_REMARK = 15  # letters
_SHORT_LETTER = 15  # lines
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
        vocabulary = Vocabulary(campaign.fields, campaign.levels)
        self._movement = campaign.lists.movement
        self._levels = LevelMarks(vocabulary, {level.code: level.words for level in campaign.levels}, campaign.year)
        self._titles = TitleReader(vocabulary, campaign.lists, campaign.name_words.hands)
        self._tables = TableReader(self._finder, vocabulary, self._titles)
        self._without_head = WithoutHead(self._finder, vocabulary)
        self._forms = FormsReader(campaign)
        self._own = OwnRegistrationFinder(campaign.own_registration)

    def understand(self, document: Document) -> ReturnRead:
        """Find the lists and the forms of a document, and the words around them."""
        stamp, asked = read_stamp(document.sheets), asked_before(document.sheets)
        document = replace(document, sheets=unit_sheets(document.sheets))
        whole = [sheet for sheet in document.sheets if sheet.name != STAMP_SHEET]
        first = [self._finder.find(sheet.rows) for sheet in whole]
        papers = [
            self._forms.read(sheet, found[1] if found else None, stamp.get("form"))
            for sheet, found in zip(whole, first, strict=True)
        ]
        sheets = [paper.rest for paper in papers]  # the rows of a form are no part of a list
        found_again = (
            found if rest is sheet else self._finder.find(rest.rows)
            for rest, sheet, found in zip(sheets, whole, first, strict=True)
        )
        heads = _without_lists_of_names(list(zip(sheets, found_again, strict=True)))
        tops = [(sheet, top_rows(sheet, found[1].first_row if found else None)) for sheet, found in heads]
        title_lines = [c for _, rows in tops for row in rows for c in row.cells if isinstance(c, str)]
        known, possible = self._lists(heads, papers)
        lists, of_levels = self._levels.take_lists(known)
        written = () if lists or possible else self._written_otherwise(whole, papers)
        if written:
            possible, papers = written, [replace(paper, registrations=()) for paper in papers]
        with_list = {part.sheet for part in lists}
        empty = not any(part.entries for part in lists)
        beside = list(_sentences_beside(sheets, known, {*of_levels}))
        return ReturnRead(
            kind=document.kind,
            lists=lists,
            unit_words=_units_of(tops, [bool(found) for _, found in heads], papers),
            margins=tuple(words for sheet in document.sheets for words in margin_words(sheet)),
            elsewhere=(*_elsewhere(tops, [bool(found) for _, found in heads], papers), *signature_words(known)),
            further=(*further_words(known), *(words for paper in papers for words in paper.further)),
            by_row=tuple(row_words(known)),
            places=tuple(dict.fromkeys(place for sheet in whole for place in places_in(sheet))),
            stamp=stamp,
            form_words=form_words(title_lines),
            says_nothing=empty and not written and self._says_nothing(sheets, bool(lists)),
            of_succession=_of_succession(title_lines, beside),
            other_sheets=_others(papers, with_list),
            notices=tuple((s.name, notice) for s in sheets for notice in s.notices),
            decoded=sum(len(s.typed) for s in sheets),
            ours=any({s.name for s in sheets} >= those for those in _OUR_SHEETS),
            title_year=title_year(line for line in title_lines if is_title(line)),
            registrations=tuple(raw for paper in papers for raw in paper.registrations),
            own_registration=self._own_registration(heads, papers),
            remarks=() if asked else tuple(dict.fromkeys(_remarks(sheets, known, beside))),
            doubtful=document.doubtful,
            possible=possible,
            asked=asked,
        )

    def _written_otherwise(self, sheets: list[Sheet], papers: list[FormsInSheet]) -> tuple[Possible, ...]:
        """The models of a list that is no table; no form is in the document, unless cards were taken for one."""
        lines = [c for sheet in sheets for row in sheet.rows for c in row.cells if isinstance(c, str)]
        own = self._own_registration([(sheet, None) for sheet in sheets], papers)
        if is_guide(lines) or own:
            return ()
        registrations = [raw for paper in papers for raw in paper.registrations]
        forms = len(registrations)
        if forms and all(map(_is_whole, registrations)):
            return ()
        models = tuple(self._without_head.written_otherwise(sheets, self._movement, only_cards=forms > 0))
        return models if len(models) > forms else ()

    def _says_nothing(self, sheets: list[Sheet], has_list: bool) -> bool:
        """Whether a document says that it registers nothing; one without a table names the movement or models too.

        A short one need not: “Phòng Y tế không đăng ký.”
        """
        papers = [[c for row in sheet.rows for c in row.cells if isinstance(c, str)] for sheet in sheets]
        lines = [line for paper in papers if not is_guide(paper) for line in paper]
        named = has_list or any(has_phrase(key(line), name) for line in lines for name in self._movement)
        return (named or len(lines) <= _SHORT_LETTER) and registers_nothing_at_all(lines, of_models=not named)

    def _own_registration(
        self, heads: list[tuple[Sheet, tuple[int, Head] | None]], papers: list[FormsInSheet]
    ) -> OwnRegistration | None:
        """The first sheet that says it; a sheet of forms is no paper of that kind."""
        plain = [head for head, paper in zip(heads, papers, strict=True) if head[1] or not paper.registrations]
        found = (self._own.find(sheet, has_list=head is not None) for sheet, head in plain)
        return next((own for own in found if own), None)

    def _lists(
        self, heads: list[tuple[Sheet, tuple[int, Head] | None]], papers: list[FormsInSheet]
    ) -> tuple[list[KnownSheet], tuple[Possible, ...]]:
        """Every list, in order; a sheet without a head goes on with the list before it, where that is sure."""
        known: list[KnownSheet] = []
        possible: list[Possible] = []
        for (sheet, found), paper in zip(heads, papers, strict=True):
            if found:
                known += self._tables_of(sheet, *found)
            elif known and self._without_head.goes_on(sheet, known[-1]):
                follows = self._without_head.follows(sheet, known[-1])
                known.append(self._tables.read_on(sheet, known[-1], follows=follows))
            elif not paper.registrations:
                possible += self._without_head.possible(sheet, beside_list=any(head for _, head in heads))
            possible += unopened(sheet)
        return self._tables.with_base(self._tables.without_drafts(known)), tuple(possible)

    def _tables_of(self, sheet: Sheet, index: int, head: Head) -> list[KnownSheet]:
        """The lists of a sheet; two tables side by side are read one after the other."""
        beside = self._finder.beside(sheet.rows, head)
        if beside is None:
            above = top_rows(sheet, head.first_row)
            return self._tables.read(sheet, index, head, self._titles.read(sheet, above, head))
        parts = cut_at(sheet, beside, head.first_row)
        found = [(part, self._finder.find(part.rows)) for part in parts]
        return [known for part, first in found if first for known in self._tables_of(part, *first)]


def _without_lists_of_names(
    heads: list[tuple[Sheet, tuple[int, Head] | None]],
) -> list[tuple[Sheet, tuple[int, Head] | None]]:
    """The sheets and their first heads; “STT | Tên mô hình” heads a list only where no sheet has a whole one."""

    def is_whole(found: tuple[int, Head] | None) -> bool:
        return found is not None and found[1].columns.keys() != OF_NAMES

    any_whole = any(is_whole(found) for _, found in heads)
    return [(sheet, found if is_whole(found) or not any_whole else None) for sheet, found in heads]


def _is_whole(raw: RawRegistration) -> bool:
    """Whether a form says what no card of a list does: a box of the fields ticked, its level and its content."""
    return bool(raw.ticked and (raw.values.get("level") or raw.level_ticked) and raw.values.get("content"))


def _is_heading_of_part(line: str) -> bool:
    """A title, or a short line under it such as “(Bổ sung lần 2)”; a guide to filling in the form is neither."""
    words = key(line)
    return has_phrase(words, "danh sach") or len(words) <= _SHORT_LINE


def _units_of(
    tops: list[tuple[Sheet, list[Row]]], with_list: list[bool], papers: list[FormsInSheet]
) -> tuple[UnitWords, ...]:
    """The unit lines of the sheets that have a list, or of all where none has; forms have their own."""
    if any(with_list):
        chosen = [top for top, has in zip(tops, with_list, strict=True) if has]
    else:
        chosen = [top for top, paper in zip(tops, papers, strict=True) if not paper.registrations]
    own = tuple(words for sheet, rows in chosen for words in unit_words(sheet, rows))
    return own if any(with_list) else (*(words for paper in papers for words in paper.unit_words), *own)


def _elsewhere(
    tops: list[tuple[Sheet, list[Row]]], with_list: list[bool], papers: list[FormsInSheet]
) -> tuple[UnitWords, ...]:
    """The lines of the sheets that have neither list nor form, where another sheet has a list."""
    plain = zip(tops, with_list, papers, strict=True) if any(with_list) else ()
    chosen = [top for top, has, paper in plain if not (has or paper.registrations)]
    return tuple(words for sheet, rows in chosen for words in unit_words(sheet, rows))


def _remarks(sheets: list[Sheet], known: list[KnownSheet], beside: Sequence[str]) -> Iterator[str]:
    """The sentences ``beside`` the lists that may change what these say, and such comments."""
    models = _models(known)
    beside_list = any(row.role == ENTRY for part in known for row in part.rows)
    groups = {row.group for part in known for row in part.rows if row.role == ENTRY}
    reserve = {key(group) for group in groups if may_be_reserve(group)}  # whose models are open by themselves
    said = (sentence for sentence in beside if changes_list(sentence, beside_list=beside_list))
    yield from (quotable(s) for s in said if not any(group.endswith(key(s)) for group in reserve))
    for sheet in sheets:
        comments = (n for n in sheet.notices if n.code == "cell-comment" and (sheet.name, n.row) not in models)
        yield from (notice.detail for notice in comments if comment_changes(notice.detail))


def _of_succession(titles: Sequence[str], beside: Sequence[str]) -> tuple[str, ...]:
    """The titles that say that the list is a part; the sentences that put it in the place of an earlier one."""
    parts = (line for line in titles if _is_heading_of_part(line) and says_part(line) and not is_page_row([line]))
    return tuple(dict.fromkeys([*parts, *filter(replaces_list, (*titles, *beside))]))


def _models(known: list[KnownSheet]) -> set[tuple[str, int]]:
    return {(part.sheet.name, k.row.number) for part in known for k in part.rows if k.role in (ENTRY, JOINED)}


def _sentences_beside(sheets: list[Sheet], known: list[KnownSheet], understood: Collection[str]) -> Iterator[str]:
    """The sentences outside the models and heads of all lists; those of a guide or ``understood`` are left out."""
    heads = ((part.sheet.name, n) for part in known for n in range(part.head.first_row, part.head.last_row + 1))
    passed = {*heads, *_models(known)}
    with_models = {part.sheet.name for part in known if any(row.role == ENTRY for row in part.rows)}
    for sheet in sheets:
        rows = [row for row in sheet.rows if (sheet.name, row.number) not in passed]
        lines = [
            c
            for row in rows
            for c in row.cells
            if isinstance(c, str) and len(c) >= _LEAST_REMARK and c not in understood
        ]
        if sheet.name in with_models or not is_guide(lines):
            yield from (sentence for line in lines for sentence in sentences(line))


def _others(papers: list[FormsInSheet], with_list: set[str]) -> tuple[tuple[str, int], ...]:
    """The sheets with neither list nor form: their names and how many rows have content."""
    plain = (paper.rest for paper in papers if not paper.registrations)
    return tuple((sheet.name, len(sheet.rows)) for sheet in plain if sheet.rows and sheet.name not in with_list)


@cache
def _reader(year: int) -> ReturnReader:
    """One for each worker process. Words for heads, fields and levels are the same in every campaign."""
    return ReturnReader(replace(default_campaign(), year=year))


def understood(document: Document, year: int) -> ReturnRead:
    """What a document says in the campaign of this year; where it has no list, also its promise of one."""
    said = _reader(year).understand(document)
    if any(part.entries for part in said.lists) or said.registrations:
        return said
    lines = (cell for sheet in document.sheets for row in sheet.rows for cell in row.cells if isinstance(cell, str))
    promise = next((s for line in lines for s in sentences(line) if promises(s)), None)
    nothing = said.says_nothing and not (promise and registers_nothing(promise))  # “không đăng ký kịp, sẽ gửi sau”
    return replace(said, promise=promise and quotable(promise), says_nothing=nothing)
