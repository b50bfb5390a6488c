"""What stands in a form beside its values: guidance, the unit's lines, and which box a cross belongs to."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from aggregator.nouns.unit import RegistrationForm
from aggregator.understand.cells import is_placeholder
from aggregator.understand.labels import Line, Word, words_of
from aggregator.vietnamese.fold import grouped, key

# ---- Take the printed guidance, dotted lines and placeholders off what a person wrote on M1/M2 (R11).


_DOTS = re.compile(r"[.…_]{4,}|…+|_{2,}|(?<=\s)\.{2,}(?=\s|$)|^\.{2,}|-{4,}")
_EMPTY_BRACKETS = re.compile(r"[(\[][\s.,;…]*[)\]]")
_EDGES = " \t\xa0.…:：;,_–-"
_SENTENCE_END = re.compile(r"[\w%²)”]([.;])\s*$")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]", re.DOTALL)
_GUIDING = re.compile(
    r"(?:chon |ghi (?:ro|theo|ten|thoi|day|cu the|so)|neu |vi du|vd |dien |chi ghi|mo hinh dien hinh thuoc)"
)
_MARK_HERE = re.compile(r"\b(?:tich|danh) dau\b|\bdau x\b")
_SIGN = re.compile("[\u2600-\u27bf\u2580-\u25ff\u2b1b\u2b1c\U0001f5f0-\U0001f5ff+✓]")
_PLACEHOLDER = re.compile(r"\s*(?:chọn|hãy chọn|bấm|nhấn|nhấp|click|choose|select)\b.*", re.IGNORECASE)
_LEAST_START, _LEAST_RUN = 4, 6  # words of guidance that show that it was written over

Place = tuple[int, Word]


class Guidance:
    """Knows the guidance of both forms."""

    def __init__(self, forms: Sequence[RegistrationForm]) -> None:
        texts = {tuple(key(text).split()) for form in forms for text in form.guidance}
        self._texts = sorted(texts, key=lambda words: -len(words))

    def without(self, lines: Sequence[Line]) -> list[Line]:
        """The lines without the letter's own guidance, wherever its lines break; looks are kept."""
        kept = list(lines)
        for words in self._texts:
            kept = _without_words(kept, words)
        return [line for line in map(_without_guiding, kept) if key(line.text) or _SIGN.search(line.text)]

    def overwritten(self, text: str) -> bool:
        """Whether a part of the guidance still stands among the words: what is the value, nobody can tell."""
        words = f" {key(text)} "
        return any(f" {' '.join(run)} " in words for guidance in self._texts for run in _runs(guidance))


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words[:_LEAST_START]
    for start in range(1, len(words) - _LEAST_RUN + 1):
        yield words[start : start + _LEAST_RUN]


def _without_words(lines: list[Line], wanted: tuple[str, ...]) -> list[Line]:
    """The lines without these words in this order, and without the brackets around them."""
    places = [(index, word) for index, line in enumerate(lines) for word in words_of(line.text)]
    said = [word.key for _, word in places]
    at = next((i for i in range(len(said) - len(wanted) + 1) if tuple(said[i : i + len(wanted)]) == wanted), None)
    if at is None:
        return lines
    (first, opening), (last, closing) = places[at], places[at + len(wanted) - 1]
    left = re.sub(r"[(\[*\s]+$", "", lines[first].text[: opening.start])
    right = re.match(r"[\s.)\]*]*", lines[last].text[closing.end :])
    before = lines[first].cut(0, len(left))
    after = lines[last].cut(closing.end + (right.end() if right else 0))
    rest = [before, after] if first != last else [_joined(before, after)]
    return _without_words([*lines[:first], *rest, *lines[last + 1 :]], wanted)


def _joined(before: Line, after: Line) -> Line:
    """What stood before and after on one line; looks are kept only where one of them is empty."""
    if before.text and after.text:
        return Line(before.row, before.column, f"{before.text} {after.text}")
    return before if before.text else after


def _without_guiding(line: Line) -> Line:
    """Without brackets that are guidance in other words, and without “Chọn cấp”."""
    if _PLACEHOLDER.fullmatch(line.text):
        return line.cut(0, 0)
    for bracket in _BRACKET.finditer(line.text):
        words = key(bracket.group())
        if _MARK_HERE.search(words) or (_GUIDING.match(words) and not any(c.isdigit() for c in words)):
            return _without_guiding(_joined(line.cut(0, bracket.start()), line.cut(bracket.end())))
    return line


def tidy(text: str, *, bullets: bool = False) -> str:
    """A text without dotted lines and what was left around them.

    In a text of several lines (``bullets``) a bullet before it and the mark that ends its sentence stay.
    """
    bullet = re.match(r"\s*[-–+]\s*(?=[^\W_])", text) if bullets else None
    if bullet:
        return f"{bullet.group().strip()} {tidy(text[bullet.end() :], bullets=True)}"
    end = _SENTENCE_END.search(text) if bullets else None
    text = _DOTS.sub(" ", _EMPTY_BRACKETS.sub(" ", text))
    text = re.sub(r"(?<=\d)\s*\.{2,}\s*(?=/)|(?<=/)\s*\.{2,}\s*(?=\d)|(?<= )\.{2,}(?=\w)", "", text)
    bare = " ".join(re.sub(r"\s+([,;.])", r"\1", text).split()).strip(_EDGES + "*").strip()
    return f"{bare}{end.group(1)}" if end and bare else bare


# ---- Who registers: the unit's line and the sentence of the resolution above the items of M1.


_RESOLVED = re.compile(r"\s+(?:đã\s+)?(?:tổ\s+chức\s+)?(?:họp|thống\s+nhất)\b", re.IGNORECASE)
_FROM = re.compile(r"[;:]\s*")
_OFFICIAL = re.compile(
    r"dang cong san|cong hoa xa hoi|doc lap tu do|^mau\b|^so\b|^bieu\b|\bngay\b|^phu luc|^tinh uy"
    r"|^dang bo tinh|^ten (?:co quan|don vi|to chuc)|^huyen uy\b|^kinh gui"
    r"|^(?:m ?[12]|tap the|ca nhan)$|\bdang k[yi]\b|^danh cho\b"
)
_UNIT_SENTENCE = 16  # words; a longer line is no letterhead
_LONGEST_NAME = 20  # words


def resolved_by(top: Sequence[Line]) -> str | None:
    """The collective of “…; Chi hội Phụ nữ thôn Trại đã tổ chức họp và thống nhất đăng ký …”, or None."""
    text = " ".join(line.text for line in top)
    found = _RESOLVED.search(text)
    if found is None:
        return None
    name = tidy(_FROM.split(text[: found.start()])[-1])
    usable = key(name) and len(name.split()) <= _LONGEST_NAME and "huong dan" not in key(name)
    return name if usable else None


def head_lines(top: Sequence[Line], is_title: Sequence[bool]) -> Iterator[str]:
    """The lines of the letterhead that name a body, above the title, superiors of the whole district left out."""
    for line, title in zip(top, is_title, strict=True):
        words = key(line.text)
        if title and not words.startswith("mau"):
            return
        short = 0 < len(words.split()) < _UNIT_SENTENCE
        if short and not is_placeholder(line.text) and not _OFFICIAL.search(words):
            yield " ".join(line.text.split())


# ---- Which option a mark on M1/M2 belongs to: before it, after or below; lost where two would do.


class Token(Struct, frozen=True):
    """An option, or a mark (``code`` None). ``colon`` follows an option whose mark stands behind it."""

    code: str | None
    on: bool
    line: Line
    place: tuple[int, int]  # the line, counted from the first, and the character
    colon: bool = False


class Placing:
    """Finds the option that each mark belongs to."""

    def __init__(self, tokens: Sequence[Token], label_column: int | None) -> None:
        self._rows = grouped((token.line.row, token) for token in tokens)
        self._label_column = label_column
        self._ticked: list[str] = []
        self._lost = False

    def result(self) -> tuple[set[str], bool]:
        """The options with a mark, and whether a mark could not be placed."""
        offering = [row for row in self._rows.values() if any(token.code for token in row)]
        above: list[Token] = []
        several: list[list[Token]] = []
        for row in self._rows.values():
            if row in offering:
                several += [group for group in _groups(row) if not self._alone(group)]
            else:
                self._below(above if len(offering) == 1 else [], row)
            above = row
        if several:
            self._several(several)
        return set(self._ticked), self._lost

    def _alone(self, group: Sequence[Token]) -> bool:
        """One option owns the marks of its group; marks without an option are lost; more have to be weighed."""
        options = {token.code for token in group if token.code}
        marks = [token for token in group if not token.code]
        if any(token.on for token in marks) and len(options) < 2:
            self._ticked += [code for code in options if code]
            self._lost = self._lost or not options
        return len(options) < 2 or not marks

    def _several(self, groups: Sequence[Sequence[Token]]) -> None:
        """All groups together show on which side of its option a mark stands."""
        sides = [back for back in (False, True) if all(_side(group, back=back) is not None for group in groups)]
        if len(sides) > 1:
            colons = all(token.colon for group in groups for token in group if token.code)
            sides = [False] if colons or self._room_only_after(groups) else []
        if sides:
            self._ticked += [code for group in groups for code in _side(group, back=sides[0]) or ()]
        else:
            self._lost = self._lost or any(token.on for group in groups for token in group)

    def _room_only_after(self, groups: Sequence[Sequence[Token]]) -> bool:
        """In cells: an option in the first column, or right of the label, leaves room only after itself."""
        first = min(token.line.column for group in groups for token in group)
        cells = all(len({token.line.column for token in group}) == len(group) for group in groups)
        option = any(token.code for group in groups for token in group if token.line.column == first)
        at_edge = first == 1 or (self._label_column is not None and first == self._label_column + 1)
        return cells and option and at_edge

    def _below(self, above: Sequence[Token], row: Sequence[Token]) -> None:
        """Marks in a row of their own: under the options, column by column, where these all stand in one row."""
        codes = grouped((token.line.column, token.code) for token in above if token.code)
        for mark in (mark for mark in row if mark.on):
            under = {*codes[mark.line.column]} if len(codes) > 1 and mark.line.column in codes else set()
            self._ticked += under if len(under) == 1 else ()
            self._lost = self._lost or len(under) != 1


def _groups(row: Sequence[Token]) -> list[list[Token]]:
    """What is weighed together: the cells of a row, or the lines of a cell that holds several options."""
    cells = grouped((token.line.column, token) for token in row)
    crowded = any(len({token.code for token in cell if token.code}) > 1 for cell in cells.values())
    if not crowded:
        return [list(row)]
    return [*grouped(((token.line.column, token.place[0]), token) for token in row).values()]


def _side(group: Sequence[Token], *, back: bool) -> list[str] | None:
    """The options that a mark follows (``back``: precedes); None where a mark comes without its option."""
    ticked: list[str] = []
    owner: str | None = None
    for token in reversed(group) if back else group:
        if token.code:
            owner = token.code
        elif owner is None:
            return None
        else:
            ticked += [owner] if token.on else []
            owner = None
    return ticked
