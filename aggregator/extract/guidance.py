"""Take the printed guidance, dotted lines and placeholders off what a person wrote on M1/M2 (R11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.campaign.registration_form import RegistrationForm
from aggregator.lines import Line, Word, words_of
from aggregator.viet.fold import key

_DOTS = re.compile(r"[.…_]{4,}|…+|_{2,}|(?<=\s)\.{2,}(?=\s|$)|^\.{2,}|-{4,}")
_EMPTY_BRACKETS = re.compile(r"[(\[][\s.,;…]*[)\]]")
_EDGES = " \t\xa0.…:：;,_–-"
_SENTENCE_END = re.compile(r"[\w%²)”]([.;])\s*$")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]", re.DOTALL)
_GUIDING = re.compile(
    r"(?:chon |ghi (?:ro|theo|ten|thoi|day|cu the|so)|neu |vi du|vd |dien |chi ghi|mo hinh dien hinh thuoc)"
)
_MARK_HERE = re.compile(r"\b(?:tich|danh) dau\b|\bdau x\b")
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
        return [line for line in map(_without_guiding, kept) if key(line.text) or _has_sign(line.text)]

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
    if not before.text or not after.text:
        return after if not before.text else before
    return Line(before.row, before.column, f"{before.text} {after.text}")


def _without_guiding(line: Line) -> Line:
    """Without brackets that are guidance in other words, and without “Chọn cấp”."""
    if _PLACEHOLDER.fullmatch(line.text):
        return line.cut(0, 0)
    for bracket in _BRACKET.finditer(line.text):
        words = key(bracket.group())
        if _MARK_HERE.search(words) or (_GUIDING.match(words) and not any(c.isdigit() for c in words)):
            return _without_guiding(_joined(line.cut(0, bracket.start()), line.cut(bracket.end())))
    return line


def _has_sign(text: str) -> bool:
    return bool(re.search("[\u2600-\u27bf\u2580-\u25ff\u2b1b\u2b1c\U0001f5f0-\U0001f5ff+✓]", text))


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
