"""Forms M1 and M2 found in a sheet (R1): their items, and where each begins and ends."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import Sheet, texts_in
from aggregator.nouns.unit import RegistrationForm
from aggregator.understand.cells import is_running_number
from aggregator.understand.entries import Head, cut_at
from aggregator.understand.labels import (
    BEFORE_NAME,
    SURE,
    Label,
    LabelFinder,
    LabelledForm,
    LabelledItem,
    Line,
    chosen,
    is_number_of,
    lines_of,
)
from aggregator.understand.line_words import begins_list
from aggregator.understand.row_kinds import starts_closing
from aggregator.understand.without_head import looks_like_an_entry
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex

# ---- The titles of M1 and M2, the letterhead above them, and which of the two forms they mean.


_TITLE = regex(
    r"(?:mau |ban |phieu |don )?(?:so )?(?:m ?[12] )?(?:mau |ban |phieu |don |to )(?:dang k[yi]|dk)\b"
    r"|(?:mau|bieu|phu luc)? ?(?:so )?m ?[12]\b|mau dang k[yi] cua\b"
)
_NO_TITLE = regex(r"\bdanh sach\b|\bda to chuc\b")
_MAY_BE_TITLE = regex(r"(?im)^\W*(?:\w\S*\s+){0,2}[đd]\S{1,3}ng\s+k|\bm ?[12]\b")
_LONGEST_TITLE = 20  # words
_OF_PERSON = regex(r"\bcua ca nhan\b|\bdanh cho ca nhan\b|\bmau ca nhan\b|\bm ?2\b|\bca nhan$|^ca nhan\b")
_OF_GROUP = regex(r"\bcua tap the\b|\bdanh cho tap the\b|\bmau tap the\b|\bm ?1\b|\btap the$|^tap the\b")
_PERSONAL = frozenset({"holder", "position"})
LETTERHEAD = regex(rf"(?:{any_of(keys('signature', 'letterheads'))})\b")
_MOST_LETTERHEAD = 8  # lines
_DATED = regex(r"\bngay\b.*\bthang\b")
_LONGEST_UNIT = 8  # words


def with_letterhead(lines: Sequence[Line], title: int, least: int) -> int:
    """The first line of a form or a list whose title stands here: the letterhead right above belongs to it."""
    return _first(title, max(least, title - _MOST_LETTERHEAD - 1), lambda at: _is_letterhead(lines[at].text))


def _first(at: int, least: int, belongs: Callable[[int], bool]) -> int:
    """Where what ends here begins: all above it that belongs to it, behind the ``least``."""
    while at - 1 > least and belongs(at - 1):
        at -= 1
    return at


def _is_letterhead(text: str) -> bool:
    words = key(text)
    unit = text.strip().isupper() and len(words.split()) <= _LONGEST_UNIT  # “XÃ CAO XÁ”, “PHÒNG NỘI VỤ”
    return not words or unit or bool(LETTERHEAD.match(words)) or "hoc lap tu do" in words


def form_code(top: Sequence[Line], codes: set[str], stamp: str | None) -> tuple[str, bool]:
    """M1 or M2 by title, else by the labels of a person, else by the stamp; and whether title and labels differ."""
    titles = [key(line.text) for line in top]
    person, group = (any(map(pattern.search, titles)) for pattern in (_OF_PERSON, _OF_GROUP))
    if person != group:
        return ("M2", False) if person else ("M1", "holder" in codes and "position" in codes)
    if codes & _PERSONAL:
        return "M2", False
    return (stamp if stamp in ("M1", "M2") else "M1"), False


# ---- What stands after each label of M1/M2: up to the next label, the next title or the signatures.


_SIGNERS = regex(rf"(?:{any_of(keys('signature', 'of_forms'))})\b|ca nhan dang ky$")
_LONGEST_SIGNER = 8  # words


def items_of(
    lines: Sequence[Line], labels: Sequence[Label], end: int, is_title: Callable[[Line], bool]
) -> list[LabelledItem]:
    """The items of a form whose labels are given in order and whose lines end before ``end``."""
    items: list[LabelledItem] = []
    for label, following in zip_longest(labels, labels[1:]):
        said = list(_between(lines, label, following, end))
        said = said if following else _until_closing(said)
        stop = next((i for i, line in enumerate(said) if is_title(line)), len(said))
        items.append(LabelledItem(label.code, lines[label.line].cut(label.start), tuple(said[:stop])))
    return _by_columns(items)


def _between(lines: Sequence[Line], label: Label, following: Label | None, end: int) -> Iterator[Line]:
    stop = following.line if following else end
    for index in range(label.last, min(stop + 1, len(lines)) if following else end):
        start = label.end if index == label.last else 0
        finish = following.start if following and index == following.line else None
        part = lines[index].cut(start, finish)
        is_number = following and index == following.line - 1 and is_number_of(part, lines[following.line])
        if part.text.strip() and not is_number:
            yield part


def _by_columns(items: list[LabelledItem]) -> list[LabelledItem]:
    """Labels side by side with nothing beside them have their values below, column by column."""
    for position, item in enumerate(items):
        start = position
        while start and items[start - 1].label.row == item.label.row and not items[start - 1].lines:
            start -= 1
        labels = items[start : position + 1]
        columns = [one.label.column for one in labels]
        below = bool(item.lines) and all(x.row > item.label.row and x.column in columns for x in item.lines)
        if below and len(set(columns)) == len(labels) > 1:
            items[start : position + 1] = [
                LabelledItem(one.code, one.label, tuple(x for x in item.lines if x.column == one.label.column))
                for one in labels
            ]
    return items


def _until_closing(said: list[Line]) -> list[Line]:
    """The last item ends where the signatures begin."""
    for index, line in enumerate(said):
        text = line.text
        short = len(text.split()) <= _LONGEST_SIGNER and not any(map(str.isdigit, text))
        if _closes(text) or (index and short and text.isupper()):  # a signer's title under an answer
            return [one for one in said[:index] if one.row != line.row or one.column == line.column]
    return said


def _closes(text: str) -> bool:
    return starts_closing([text]) or bool(_SIGNERS.match(key(text)))


def with_signatures(lines: Sequence[Line], end: int, last: int) -> int:
    """The last row of a form, its signatures included; what follows them may be the head of a list."""
    at = bisect_left(lines, last + 1, key=lambda line: line.row)
    closed = False
    for line in lines[at:end]:
        words = key(line.text)
        if has_phrase(words, "danh sach") or (closed and LETTERHEAD.match(words)):
            break
        closed = closed or _closes(line.text)
        last = line.row
    return last


def list_begins(sheet: Sheet, after: int, head: int) -> int:
    """The row where the lines over a list begin whose head follows a form: its title and the letterhead above."""
    lines = [line for line in lines_of(sheet) if after < line.row < head]
    near = range(max(len(lines) - _MOST_LETTERHEAD, 0), len(lines))
    title = next((at for at in near if has_phrase(key(lines[at].text), "danh sach")), len(lines))
    start = _first(title, max(-1, title - _MOST_LETTERHEAD - 1), lambda at: _is_over_list(lines[at].text))
    return lines[start].row if start < len(lines) else head


def _is_over_list(text: str) -> bool:
    return bool(_DATED.search(key(text))) or (_is_letterhead(text) and not _closes(text))


# ---- The M1 and M2 forms of a sheet (R1) by their titles and labels, beside a list or without.


_MOST_OF_STEP = 5  # cells of a numbered row of a form
_MOST_ROWS = 2000  # of a sheet without list and title
_LEAST_TITLED, _LEAST_UNTITLED = 3, 4
_ONLY_OF_FORMS = frozenset({"content", "results", "position", "workplace"})
_MOST_BARE = 2  # labels alone in one row; more are the head of a list


class _Part(Struct):
    start: int
    titled: bool = False
    below_head: bool = False
    labels: list[Label] = field(default_factory=list)
    end: int = 0

    @property
    def codes(self) -> set[str]:
        return {label.code for label in self.labels if label.strength > 1}

    def until(self, end: int) -> "_Part":
        """The part as it ends; labels that a new form took over are no longer its own."""
        self.end = end
        self.labels = [label for label in self.labels if label.line < end]
        return self


class RegistrationFinder:
    """Knows the labels of the two forms."""

    def __init__(self, forms: Sequence[RegistrationForm]) -> None:
        self._labels = LabelFinder(forms)
        self._known = {key(words) for form in forms for words in (form.heading, *form.known_by)}
        self._item_codes = frozenset(item.code for form in forms for item in form.items) - {"unit"}

    def find(self, sheet: Sheet, head: Head | None, stamp: str | None = None) -> tuple[LabelledForm, ...]:
        """The forms of a sheet whose first list begins with ``head``; ``stamp`` is the form of our blank."""
        if (head is not None or len(sheet.rows) > _MOST_ROWS) and not self._titled(sheet):
            return ()
        lines = list(lines_of(sheet))
        labels = _without_heads(lines, self._labels.labels(lines))
        if len({label.code for label in labels} & self._item_codes) < _LEAST_TITLED:
            return ()
        if self._is_list(sheet, lines, labels):
            return ()
        if head is None and (beside := self._beside(lines, labels)):
            return tuple(form for part in cut_at(sheet, *beside) for form in self.find(part, None, stamp))
        found = [self._form(sheet, lines, part, stamp) for part in self._parts(lines, labels, head)]
        return tuple(form for form in found if form is not None)

    def asks(self, sheet: Sheet, first_row: int) -> bool:
        """Whether a form begins below a row or in it, as its title or labels say that no list has."""
        lines = [line for line in lines_of(sheet) if line.row >= first_row]
        codes = {label.code for label in self._labels.labels(lines) if label.strength > 1}
        return any(map(self.is_title, lines)) or len(codes & _ONLY_OF_FORMS) > 1

    def _titled(self, sheet: Sheet) -> bool:
        """A quick look that spares the lists, the usual sheets, all the rest."""
        texts = texts_in(sheet)
        may_be = filter(_MAY_BE_TITLE.search, texts if _MAY_BE_TITLE.search("\n".join(texts)) else ())
        return any(self.is_title(Line(0, 0, line)) for text in may_be for line in text.splitlines())

    def _beside(self, lines: Sequence[Line], labels: Sequence[Label]) -> tuple[int, int] | None:
        """Where a second form begins beside the first: the index of its first column, and the first row of both."""
        items = (label for label in labels if label.code in self._item_codes and label.strength > 1)
        columns = grouped((lines[label.line].column, label) for label in items)
        forms = [asked for _, asked in sorted(columns.items()) if len({x.code for x in asked}) >= _LEAST_TITLED]
        forms = [asked for asked in forms if any(label.code == "name" for label in asked)]
        if len(forms) < 2:
            return None
        left, right = ([lines[label.line] for label in asked] for asked in forms[:2])
        if left[-1].row < right[0].row or right[-1].row < left[0].row:
            return None  # one below the other
        before = [line for line in lines if line.column == right[0].column - 1 > left[0].column]
        numbers = bool(before) and all(is_running_number(line.text) for line in before)
        return right[0].column - 1 - numbers, min(left[0].row, right[0].row)

    def _is_list(self, sheet: Sheet, lines: Sequence[Line], labels: Sequence[Label]) -> bool:
        """Whether several names stand under the title of a list, or rows of one, and none under that of a form."""
        several = len({label.line for label in labels if label.code == "name"}) > 1
        listed = several and any(key(line.text).startswith("danh sach") for line in lines)
        # no “1 | Tuyên truyền | Chi bộ | …”
        rows = (row for row in sheet.rows if len(row.contents) > _MOST_OF_STEP)
        listed = listed or sum(map(looks_like_an_entry, rows)) > 1  # whose head is damaged
        return listed and not any(map(self.is_title, lines))

    def is_title(self, line: Line) -> bool:
        """Whether a line is the title of a form, not of a list."""
        words = key(line.text)
        if words in self._known:
            return True
        return bool(_TITLE.match(words)) and not _NO_TITLE.search(words) and len(words.split()) <= _LONGEST_TITLE

    def _parts(self, lines: Sequence[Line], labels: Sequence[Label], head: Head | None) -> Iterator[_Part]:
        """The stretches of lines that may each be one form: cut at titles, at the name asked again, at the list."""
        by_line = grouped((label.line, label) for label in labels)
        part = _Part(0)
        for index, line in enumerate(lines):
            below = head is not None and head.first_row <= line.row
            if below and not part.below_head:
                yield part.until(index)
                part = _Part(index, below_head=True)
            if self.is_title(line) and self._begins(part, below=below):
                start = with_letterhead(lines, index, part.start)
                yield part.until(start)
                part = _Part(start, titled=True, below_head=below)
            part.titled = part.titled or self.is_title(line)
            for label in by_line.get(index, ()):
                if self._again(label, part):
                    start = _asked_before(by_line, index, part.start)
                    yield part.until(start)
                    part = _Part(start, titled=part.titled, below_head=below)
                    part.labels = [x for at in range(start, index) for x in by_line.get(at, ())]
                part.labels.append(label)
        yield part.until(len(lines))

    def _begins(self, part: _Part, *, below: bool) -> bool:
        """Whether a title here begins a new form: the last one has its items, or what stands above is a list."""
        if below:
            return bool(part.codes) or not part.titled
        return len(part.codes & self._item_codes) >= _LEAST_TITLED

    def _again(self, label: Label, part: _Part) -> bool:
        """The name is asked a second time, after other items: a new form begins."""
        seen = {one.code for one in part.labels if one.strength >= SURE}
        asks = label.code in ("name", "holder") and label.strength >= SURE
        return asks and label.code in seen and len(seen) >= _LEAST_UNTITLED

    def _form(self, sheet: Sheet, lines: Sequence[Line], part: _Part, stamp: str | None) -> LabelledForm | None:
        """The form of a part, if it has labels enough; below a list it must have a title."""
        labels, contested = chosen(part.labels)
        asked = set(labels) & self._item_codes
        if "name" not in asked or len(asked) < (_LEAST_TITLED if part.titled else _LEAST_UNTITLED):
            return None
        if part.below_head and not part.titled:
            return None
        ordered = sorted(labels.values(), key=lambda one: (one.line, one.start))
        below = range(ordered[-1].line + 1, part.end)
        texts = [line.text for line in lines]
        end = next((at for at in below if begins_list(texts, at)), part.end)
        items = items_of(lines, ordered, end, self.is_title)
        first = next((i for i, one in enumerate(ordered) if one.code != "unit"), 0)
        top = tuple(lines[part.start : ordered[first].line])
        title = max((i for i, line in enumerate(top) if self.is_title(line)), default=0)
        if any(begins_list(texts, part.start + at) for at in range(title)):  # a list of lines stands above
            top = top[with_letterhead(top, title, 0) :]
        code, otherwise = form_code(top, {i.code for i in items}, stamp)
        last = max([items[-1].label.row, *(line.row for line in items[-1].lines)])
        return LabelledForm(
            code,
            sheet.name,
            top[0].row if top else lines[part.start].row,
            with_signatures(lines, end, last),
            top,
            {item.code: item for item in items},
            contested,
            otherwise,
        )


def _without_heads(lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """Without the labels that stand alone in one row, three or more: the head of a list."""
    bare = Counter(lines[label.line].row for label in labels if label.strength <= _MOST_BARE)
    return [
        x for x in labels if x.strength > _MOST_BARE or bare[lines[x.line].row] <= _MOST_BARE or _in_text(lines, x)
    ]


def _in_text(lines: Sequence[Line], label: Label) -> bool:
    """Whether the whole row of a label is one cell of several lines: text with line breaks, no head of a list."""
    row = [line for line in lines[max(label.line - 60, 0) : label.line + 60] if line.row == lines[label.line].row]
    return len({line.column for line in row}) == 1


def _asked_before(by_line: dict[int, list[Label]], index: int, least: int) -> int:
    """Where the questions begin that M1/M2 ask right before the name."""
    return _first(index, least, lambda at: any(label.code in BEFORE_NAME for label in by_line.get(at, ())))
