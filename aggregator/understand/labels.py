"""The labels of a form and what stands beside them: the lines of a sheet in reading order, with their looks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from aggregator.nouns.document import Sheet, Stretch, as_text
from aggregator.nouns.unit import RegistrationForm
from aggregator.understand.cells import BULLETS
from aggregator.vietnamese.fold import composed, grouped, key, regex

_WORD = regex(r"[^\W_]+")


class Line(Struct, frozen=True):
    """One line of one cell (row and column 1-based). ``looks`` make up the text, or are empty where it is plain."""

    row: int
    column: int
    text: str
    looks: tuple[Stretch, ...] = ()

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A part of the line, as a slice of its text."""
        end = len(self.text) if end is None else end
        return structs.replace(self, text=self.text[start:end], looks=tuple(_between(self.looks, start, end)))


class Word(Struct, frozen=True):
    """A folded word and where it stands in the text of its line."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, folded, in order."""
    found = _WORD.finditer(text)
    return [Word(part, word.start(), word.end()) for word in found for part in key(word.group()).split()]


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """Every line with content, row by row, cell by cell. A row that is struck through is so in all its cells."""
    struck = {notice.row for notice in sheet.notices if notice.code == "struck-through"}
    for row in sheet.rows:
        for column, value in enumerate(row.cells, start=1):
            text = composed(as_text(value))
            looks = _looks(sheet.looks.get((row.number, column), ()), text)
            if row.number in struck:
                looks = (Stretch(text, struck=True),)
            yield from _split(Line(row.number, column, text, looks))


def _looks(looks: Sequence[Stretch], text: str) -> tuple[Stretch, ...]:
    """The stretches cut to the text; none where they do not make it up (half decoded, half composed)."""
    own = tuple(structs.replace(one, text=composed(one.text)) for one in looks)
    whole = "".join(one.text for one in own)
    start = whole.find(text)
    return tuple(_between(own, start, start + len(text))) if start >= 0 else ()


def _split(cell: Line) -> Iterator[Line]:
    start = 0
    for part in cell.text.splitlines(keepends=True):
        if part.strip():
            yield cell.cut(start, start + len(part.rstrip()))
        start += len(part)


def _between(looks: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    at = 0
    for one in looks:
        text = one.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            yield structs.replace(one, text=text)
        at += len(one.text)


# ---- A form that was found: the noun between recognising M1/M2 and taking their values out.


class LabelledItem(Struct, frozen=True):
    """One item: where its label begins, and what stands between it and the next label."""

    code: str
    label: Line
    lines: tuple[Line, ...]


class LabelledForm(Struct, frozen=True):
    """One M1 or M2."""

    form: str
    sheet: str
    first_row: int
    last_row: int
    top: tuple[Line, ...]  # what stands above the first item, letterhead and title among it
    items: Mapping[str, LabelledItem]
    contested: tuple[str, ...] = ()  # codes that two labels claim alike
    titled_otherwise: bool = False  # than its labels say


BEFORE_NAME = frozenset({"unit", "holder", "position", "workplace", "address"})  # items asked before the model's
SURE = 3  # a label with its colon, or one with a number that stands alone
_BRACKETS = r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)*"
COLON = regex(rf"\s*{_BRACKETS}[:：]+|\s*(?:[.…_]{{2,}}|…)")
_FILLED_COLON = regex(r"([^:：(\n]{1,45})[:：]")
_LEFT_OPEN = regex(rf"\s*{_BRACKETS}\s*")
_GOES_ON = regex(r"\s*[,;/&]")
_DASH = regex(r"\s*[-–—=]+\s")
_FILLER_WORDS = """
đăng ký kí xây dựng mô hình điển hình nội dung của năm cụ thể dự kiến thực hiện dân vận khéo
giai đoạn triển khai đạt được và là chính tóm tắt cá nhân tập thể
"""
_FILLER = frozenset(key(word) for word in _FILLER_WORDS.split())


def ending(text: str, end: int, exact: bool, words: int, numbered: bool) -> tuple[int, int] | None:
    """How strong a label is that ends here, and where its value begins."""
    colon = COLON.match(text, end) or (None if exact else _filled_colon(text, end))
    if colon:
        return SURE + numbered, colon.end()
    alone = _LEFT_OPEN.match(text, end)
    if alone and alone.end() == len(text):
        return 2 + numbered, end
    if exact or _GOES_ON.match(text, end):
        return None
    if _DASH.match(text, end) or (numbered and words > 1):
        return 2, end
    return (1, end) if words > 2 else None  # the value follows without a colon


def _filled_colon(text: str, end: int) -> re.Match[str] | None:
    """A colon after a few more words of the same kind: “Tên mô hình đăng ký xây dựng năm 2024:”."""
    found = _FILLED_COLON.match(text, end)
    words = words_of(found.group(1)) if found else []
    return found if all(word.key in _FILLER or word.key.isdigit() for word in words) else None


# ---- The labels of M1 and M2 in the lines of a sheet, whatever number, bullet or colon they have.


_NUMBER = regex(r"\s*(?:\(\d{1,2}\)|(?:\d{1,2}|[IVX]{1,4}|l)\s*[.)/:–-]+|\d{1,2}(?=\s))\s*")
_LONE_NUMBER = regex(r"\(?\d{1,2}\s*[.)/]?")
_BULLET = regex(rf"\s*(?:[{BULLETS}—✓⮚]|[a-hđ][.)/])\s*")
_LOOK_BACK = 40  # characters before a label: looking from the start of a long line costs its length again and again
_BEFORE_INLINE = regex(r"(?:\s{2,}|[\t;|.,…–-]\s*|[;,.]?\s*\d{1,2}\s*[.)/]\s*)$")


class Label(Struct, frozen=True):
    """A label from ``start`` of line ``line`` to ``end`` of line ``last``, by their indexes; the value follows."""

    code: str
    line: int
    start: int
    last: int
    end: int
    strength: int  # 4 number and colon, 3 one of them, 2 words alone or run into the value, 1 a guess
    words: int
    numbered: bool
    bulleted: bool = False


class LabelFinder:
    """Knows what every item may be called. The longest spelling decides."""

    def __init__(self, forms: Sequence[RegistrationForm]) -> None:
        called: dict[str, dict[tuple[str, ...], tuple[str, bool]]] = defaultdict(dict)
        for item in (item for form in forms for item in form.items):
            for texts, exact in ((item.exact, True), ((item.label, *item.spellings), False)):
                for words in (tuple(key(text).split()) for text in texts):
                    called[words[0]][words] = (item.code, exact)
        self._longest = max(len(words) for by in called.values() for words in by)
        self._called = {first: sorted(by.items(), key=lambda s: -len(s[0])) for first, by in called.items()}

    def labels(self, lines: Sequence[Line]) -> list[Label]:
        """Every label the lines may hold, in order."""
        return [label for index in range(len(lines)) for label in self._in_line(lines, index)]

    def _in_line(self, lines: Sequence[Line], index: int) -> Iterator[Label]:
        text = lines[index].text
        numbered, bulleted, at = lead(text)
        words = [word for word in words_of(text) if word.start >= at]
        leading = words and text[at : words[0].start].strip() == ""
        first = self._at(lines, index, words, numbered) if leading else None
        if first is not None:
            numbered = numbered or (index > 0 and is_number_of(lines[index - 1], lines[index]))
            strength = min(first.strength + (numbered and not first.numbered), 4)
            yield Label(first.code, index, 0, first.last, first.end, strength, first.words, numbered, bulleted)
        after = first.end if first and first.last == index else 0
        if first is None or first.last == index:
            yield from self._inline(lines, index, words, after)

    def _inline(self, lines: Sequence[Line], index: int, words: Sequence[Word], after: int) -> Iterator[Label]:
        """Labels further on in a line: set off from what stands before, and with a colon of their own."""
        text = lines[index].text
        for position, word in enumerate(words):
            if position == 0 or word.start < after or word.key not in self._called:
                continue
            before = _BEFORE_INLINE.search(text, max(0, word.start - _LOOK_BACK), word.start)
            if before is None:
                continue
            for spelling, code, _ in self._spelled(words[position : position + self._longest]):
                end = words[position + len(spelling) - 1].end
                colon = COLON.match(text, end)
                if colon:
                    numbered = bool(re.search(r"\d", before.group()))
                    after = colon.end()
                    start = before.start() if numbered else word.start
                    yield Label(code, index, start, index, after, SURE if numbered else 1, len(spelling), numbered)
                    break

    def _spelled(self, words: Sequence[Word]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        for spelling, (code, exact) in self._called.get(words[0].key, ()) if words else ():
            if tuple(word.key for word in words[: len(spelling)]) == spelling:
                yield spelling, code, exact

    def _at(self, lines: Sequence[Line], index: int, words: Sequence[Word], numbered: bool) -> Label | None:
        """The label that a line begins with; it may go on in the next line."""
        following = words_of(lines[index + 1].text) if index + 1 < len(lines) else []
        for spelling, code, exact in self._spelled([*words, *following]):
            here = len(words) >= len(spelling)
            last = index if here else index + 1
            end = words[len(spelling) - 1].end if here else following[len(spelling) - len(words) - 1].end
            found = ending(lines[last].text, end, exact or not here, len(spelling), numbered)
            if found is not None:
                strength, end = found
                return Label(code, index, 0, last, end, strength, len(spelling), numbered)
        return None


def lead(text: str) -> tuple[bool, bool, int]:
    """Whether a number or a bullet opens the line, and where it ends."""
    bullet = _BULLET.match(text)
    number = _NUMBER.match(text, bullet.end() if bullet else 0)
    end = number.end() if number else bullet.end() if bullet else len(text) - len(text.lstrip())
    return number is not None, bullet is not None, end


def is_number_of(before: Line, line: Line) -> bool:
    """Whether a cell left of a label holds nothing but its number."""
    alone = _LONE_NUMBER.fullmatch(before.text.strip())
    return alone is not None and before.row == line.row and before.column < line.column


# ---- Which label is the item's own, and which are words of an answer (“- Thời gian: …”).


_NUMBERED_FORM = 4  # so many numbered labels make it the form's way
_TOLD = frozenset({"content", "results"})  # items answered at length
_TOLD_ABOUT = frozenset({"period", "scope", "results", "content", "level"})
_SHORT = 2  # words: “Thời gian”, “Kết quả”


def chosen(labels: Iterable[Label]) -> tuple[dict[str, Label], tuple[str, ...]]:
    """One label an item: the strongest, then the longest, then the first; and the items that two claim alike."""
    placed = _addresses_placed(_without_signers(_without_answers(_without_bullets(list(labels)))))
    ordered = sorted(placed, key=lambda one: (-one.strength, -one.words))
    best = grouped((label.code, label) for label in ordered)
    contested = [
        code for code, (one, *more) in best.items() for other in more[:1]
        if one.strength == other.strength >= SURE and one.words == other.words
    ]  # fmt: skip
    return {code: those[0] for code, those in best.items()}, tuple(contested)


def _without_bullets(labels: list[Label]) -> list[Label]:
    """Where the form's own labels have no bullets, a label with one is text (“- Thời gian: …” in the content)."""
    sure = [label for label in labels if label.strength >= SURE]
    bulleted = sum(label.bulleted and not label.numbered for label in sure)
    if bulleted * 2 >= len(sure):
        return labels
    return [label for label in labels if label.numbered or not label.bulleted]


def _without_answers(labels: list[Label]) -> list[Label]:
    """Where the items have numbers, a short label without one below the content is text of the content."""
    if sum(label.numbered and label.strength >= SURE for label in labels) < _NUMBERED_FORM:
        return labels
    kept: list[Label] = []
    asked = ""
    for label in labels:
        asked = label.code if label.numbered else asked
        if label.numbered or asked not in _TOLD or label.code not in _TOLD_ABOUT or label.words > _SHORT:
            kept.append(label)
    return kept


def _without_signers(labels: list[Label]) -> list[Label]:
    """“Cá nhân đăng ký” under the last item is where a person signs, not where one is named."""
    asked = [label.line for label in labels if label.code in ("name", "results") and label.strength >= SURE]
    last = max(asked, default=None)
    named = {label.code for label in labels if last is not None and label.line > last}
    if last is None or "position" in named or "name" in named:
        return labels
    return [label for label in labels if label.code != "holder" or label.line < last]


def _addresses_placed(labels: list[Label]) -> list[Label]:
    """“Địa chỉ” after the name is the place of item 6, where no label says so in full."""
    name = next((label.line for label in labels if label.code == "name" and label.strength > 1), None)
    if name is None or any(label.code == "scope" and label.strength > 1 for label in labels):
        return labels
    addresses = [label for label in labels if label.code == "address"]
    late = [label for label in addresses if label.line > name]
    if len(late) == len(addresses) and not any(label.numbered for label in late):
        return labels
    return [structs.replace(label, code="scope") if label in late else label for label in labels]


# ---- Take the printed guidance, dotted lines and placeholders off what a person wrote on M1/M2 (R11).


_DOTS = regex(r"[.…_]{4,}|…+|_{2,}|(?<=\s)\.{2,}(?=\s|$)|^\.{2,}|-{4,}")
_EMPTY_BRACKETS = regex(r"[(\[][\s.,;…]*[)\]]")
_EDGES = " \t\xa0.…:：;,_–-"
_SENTENCE_END = regex(r"[\w%²)”]([.;])\s*$")
_BRACKET = regex(r"(?s)[(\[][^()\[\]]*[)\]]")
_GUIDING = regex(
    r"(?:chon |ghi (?:ro|theo|ten|thoi|day|cu the|so)|neu |vi du|vd |dien |chi ghi|mo hinh dien hinh thuoc)"
)
_MARK_HERE = regex(r"\b(?:tich|danh) dau\b|\bdau x\b")
_SIGN = regex("[\u2600-\u27bf\u2580-\u25ff\u2b1b\u2b1c\U0001f5f0-\U0001f5ff+✓]")
_PLACEHOLDER = regex(r"(?i)\s*(?:chọn|hãy chọn|bấm|nhấn|nhấp|click|choose|select)\b.*")
_LEAST_START, _LEAST_RUN = 4, 6  # words of guidance that show that it was written over


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
    rest = [before, after] if first != last else [_on_one_line(before, after)]
    return _without_words([*lines[:first], *rest, *lines[last + 1 :]], wanted)


def _on_one_line(before: Line, after: Line) -> Line:
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
            return _without_guiding(_on_one_line(line.cut(0, bracket.start()), line.cut(bracket.end())))
    return line


def tidy(text: str, *, bullets: bool = False) -> str:
    """A text without dotted lines; one of several lines (``bullets``) keeps its bullet and its sentence's end."""
    bullet = re.match(r"\s*[-–+]\s*(?=[^\W_])", text) if bullets else None
    if bullet:
        return f"{bullet.group().strip()} {tidy(text[bullet.end() :], bullets=True)}"
    end = _SENTENCE_END.search(text) if bullets else None
    text = _DOTS.sub(" ", _EMPTY_BRACKETS.sub(" ", text))
    text = re.sub(r"(?<=\d)\s*\.{2,}\s*(?=/)|(?<=/)\s*\.{2,}\s*(?=\d)|(?<= )\.{2,}(?=\w)", "", text)
    bare = " ".join(re.sub(r"\s+([,;.])", r"\1", text).split()).strip(_EDGES + "*").strip()
    return f"{bare}{end.group(1)}" if end and bare else bare
