"""What is written beside the lists of a document: sentences, comments and names that may change what they say."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, structs

from aggregator.campaign.additions import addition
from aggregator.campaign.level_words import levels_denied, levels_stated, models_stated
from aggregator.campaign.mails import answers_us
from aggregator.campaign.sentences import (
    changes_list,
    comment_changes,
    may_be_reserve,
    names_model,
    promises,
    quotable,
    sentences,
)
from aggregator.campaign.succession import (
    goes_on,
    is_first_piece,
    is_unfinished,
    piece_of,
    replaces_list,
    says_part,
)
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.nouns.document import Notice, Sheet
from aggregator.nouns.reading import ListReading
from aggregator.nouns.unit import Campaign
from aggregator.understand.cells import is_placeholder, is_running_number
from aggregator.understand.entries import DECORATION, SheetTable
from aggregator.understand.level_marks import ListsWithLevels, pieces_of
from aggregator.understand.pages import Page
from aggregator.understand.row_kinds import heads_figures, is_page_row, is_quota_row, numbering
from aggregator.understand.titles import TitleReader, is_guide
from aggregator.vietnamese.fold import grouped, has_phrase, key, sole

Texts = tuple[list[str], bool]  # the texts beside the lists of a sheet, and whether these have models

_SHORT_LINE = 40  # letters
_LEAST_REMARK = 15  # letters
_LONGEST_MARK = 2  # letters


class OuterTexts(Struct, frozen=True):
    """What stands beside the lists."""

    sentences: Sequence[str]
    remarks: tuple[str, ...] = ()  # that may change what the lists say, or add to it
    level_words: tuple[str, ...] = ()  # what may give models a level
    # marks of the page that the last list ends on, where it is not the last page, or the first begins on
    pages: tuple[str, ...] = ()

    @property
    def long(self) -> list[str]:
        """Its sentences that say more than a word or two."""
        return [sentence for sentence in self.sentences if len(sentence) >= _LEAST_REMARK]

    def of_succession(self, titles: Sequence[str]) -> tuple[str, ...]:
        """The titles and short lines that say that a list is a part; what puts it in an earlier one's place."""
        heads = (line for line in titles if has_phrase(key(line), "danh sach") or len(key(line)) <= _SHORT_LINE)
        parts = (each for each in heads if (says_part(each) or is_first_piece(each)) and not is_page_row([each]))
        return tuple(dict.fromkeys([*parts, *self.pages, *filter(replaces_list, (*titles, *self.long))]))


class RemarkReader:
    """Reads what stands beside the lists of a campaign."""

    def __init__(self, campaign: Campaign, vocabulary: Vocabulary, titles: TitleReader) -> None:
        self._vocabulary, self._titles = vocabulary, titles
        self._printed = {key(f"{field.print_head} {field.scope}") for field in campaign.fields}

    def read(self, pages: Sequence[Page], tables: Sequence[SheetTable], with_levels: ListsWithLevels) -> OuterTexts:
        """What the pages say beside their lists."""
        of_levels, legends, sheets = with_levels.by_number, with_levels.legends, [page.sheet for page in pages]
        lines = [*self._lines(sheets, tables)]
        lines += (([row.text for row in page.unread], True) for page in pages if page.unread)
        understood, headings = {*of_levels, *legends}, {*_headings_of_levels(tables)}
        of_others = [line for part in tables if part.title.movement for line in part.title.text.splitlines()]
        said = _sentences_in(lines, {*of_levels, *of_others})
        beside = OuterTexts([each for each in said if not (legends and pieces_of(each) <= {*legends})])
        stated = [
            ([text for text in self._titles.without_empty(texts) if text not in headings], has_models)
            for texts, has_models in lines
        ]
        remarks = (*self._remarks(sheets, tables, beside.long), *self._added(sheets, tables, of_levels))
        noted = (each.detail for sheet in sheets for each in _comments(sheet))
        of_lists = (each for text in noted if not comment_changes(text) for each in sentences(text))
        named = (*_names_and_marks(with_levels.lists), *_sentences_in(stated, understood), *of_lists)
        levels_named = tuple(text for text in named if levels_stated(text))
        remarks = tuple(dict.fromkeys(remarks))
        return structs.replace(
            beside, remarks=remarks, level_words=levels_named, pages=(*_page_mark(tables), *_begins_later(pages))
        )

    def _added(
        self, sheets: Sequence[Sheet], known: Sequence[SheetTable], understood: Collection[str]
    ) -> Iterator[str]:
        """The sentences that add models to the lists, above them by name alone; “Còn tiếp …” where none follows."""
        spans = grouped((part.sheet.name, row.row.number) for part in known for row in part.models)
        with_models = [sheet for sheet in sheets if sheet.name in spans]
        for sheet in with_models:
            first, last = min(spans[sheet.name]), max(spans[sheet.name])
            rows = [row for row in sheet.rows if row.texts and not first <= row.number <= last]
            alone = ((row, {*row.texts} - {*filter(is_running_number, row.texts)}) for row in rows)
            lines = [
                (text, row.number > last)
                for row, texts in alone
                if (text := sole(texts)) and (len({*row.contents.values()}) == 1 or is_unfinished(text))
            ]
            lines += [(text, True) for text in (*(each.detail for each in _comments(sheet)), *sheet.margins)]
            said = [(each, below) for line, below in lines if line not in understood for each in sentences(line)]
            for text, below in said:
                added, (label, colon, _) = addition(self._vocabulary, text), text.partition(":")
                named = colon and names_model(text) and not self._vocabulary.level_heading(label)
                last = sheet is with_models[-1] or promises(text)  # what is sent later is on no further sheet
                if added and (last if added == (None, None) else below or named):
                    yield quotable(text)

    def _lines(self, sheets: Sequence[Sheet], known: Sequence[SheetTable]) -> Iterator[Texts]:
        """The texts outside models and heads by sheets, but what is printed on forms; counts in any comment."""
        heads = ((part.sheet.name, n) for part in known for n in range(part.head.first_row, part.head.last_row + 1))
        passed = {*heads, *_models(known)}
        with_models = {part.sheet.name for part in known if part.models}
        for sheet in sheets:
            pairs = zip_longest(sheet.rows, sheet.rows[1:])
            rows = (
                row for row, below in pairs if not ((sheet.name, row.number) in passed or heads_figures(row, below))
            )
            texts = [text for row in rows for text in row.texts if not answers_us(text)]
            if sheet.name in with_models:
                texts += [*sheet.margins, *(c.detail for c in _comments(sheet) if models_stated(c.detail))]
            lines = ((text, key(without_numeral(text))) for text in texts)
            typed = [text for text, words in lines if not any(each.startswith(words) for each in self._printed)]
            yield typed, sheet.name in with_models

    def _remarks(
        self, sheets: Sequence[Sheet], known: Sequence[SheetTable], beside: Sequence[str]
    ) -> Iterator[str]:
        """The sentences ``beside`` the lists that may change what these say, and such comments."""
        models = _models(known)
        beside_list = any(part.models for part in known)
        groups = {row.group for part in known for row in (*part.models, *part.withdrawals)}
        # whose models are open by themselves
        reserve = {key(group) for group in groups if may_be_reserve(group)}
        said = dict.fromkeys(s for s in beside if changes_list(s, beside_list=beside_list) or levels_denied(s))
        yield from (quotable(s) for s in said if not any(group.endswith(key(s)) for group in reserve))
        for sheet in sheets:
            comments = (comment for comment in _comments(sheet) if (sheet.name, comment.row) not in models)
            yield from (notice.detail for notice in comments if comment_changes(notice.detail))


def _page_mark(known: Sequence[SheetTable]) -> Iterator[str]:
    """“Trang 1/2” under the last model of the last list: the page after it is not there."""
    with_models = [part for part in known if part.models]
    for part in with_models[-1:]:
        last = part.models[-1].row.number
        below = (each.row for each in part.rows if each.row.number > last)
        texts = [text for row in below if is_page_row([*row.contents.values()]) for text in row.texts]
        marks = [text if piece_of(text) else f"Trang {text.strip('-–() ')}" for text in texts]
        which, of_how_many = (piece_of(marks[-1]) if marks else None) or (0, 0)
        if which < of_how_many:
            yield marks[-1]


def _begins_later(pages: Sequence[Page]) -> Iterator[str]:
    """What says at the beginning of the first sheet that its list goes on with another: “(tiếp)”, “Trang 2”."""
    page = next((each for each in pages if each.sheet.rows), None)
    if page is None or page.head is None:
        return
    for text in (page.sheet.name, *(text for row in page.top for text in row.texts)):
        if (piece_of(text) or (0, 0))[0] > 1 and (text == page.sheet.name or is_page_row([text])):
            yield text
        elif goes_on(text):
            yield text if piece_of(text) else f"Phần 2: {text}"


def _names_and_marks(lists: Iterable[ListReading]) -> Iterator[str]:
    """The names of the lists' sheets, and what marks in further columns may say."""
    yield from (part.sheet for part in lists)
    for head, text in (note for part in lists for entry in part.entries for note in entry.notes.items()):
        bare = key(text).removeprefix("cap ") if not Vocabulary.is_past(head) else ""
        marked = len(text) <= _LONGEST_MARK and not is_placeholder(text) and text != "0"
        yield head if marked else f"{head}: cấp {text}" if bare in ("tinh", "huyen") else ""


def _comments(sheet: Sheet) -> list[Notice]:
    return [notice for notice in sheet.notices if notice.code == "cell-comment"]


def _models(known: Iterable[SheetTable]) -> set[tuple[str, int]]:
    return {(part.sheet.name, number) for part in known for number in part.of_models}


def _headings_of_levels(known: Iterable[SheetTable]) -> Iterator[str]:
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
            # “I | Cấp tỉnh | Tổng: 03” may not have been read so
            heads = all(level == line.level for level in below)
            if heads and line.row < max(levels, default=0) and (numbered or line.count == len(below)):
                yield from said


def _sentences_in(beside: Iterable[Texts], understood: Collection[str] = ()) -> Iterator[str]:
    """The sentences of the texts beside the lists; those of a guide or ``understood`` are left out."""
    for texts, has_models in beside:
        lines = [text for text in texts if text not in understood]
        if has_models or not is_guide(lines):
            yield from (sentence for line in lines for sentence in sentences(line))
