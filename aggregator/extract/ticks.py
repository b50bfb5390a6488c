"""Which box is ticked on M1/M2, in every way people tick; what the paper does not show is not guessed (R9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aggregator.extract.placing import Placing, Token
from aggregator.lines import Line, words_of
from aggregator.viet.fold import key

_ON = "☒☑✓✔✗✘✕✖🗷🗹🗸■⬛◼●⊠"
_OFF = "☐□◻▢⬜○❏❑❒"
_MARK = re.compile(
    rf"(?P<on>[{_ON}]|[\[(/]\s*(?:[xXvV+*]|[{_ON}])\s*[\])/]|(?<![^\W_])[xXvV](?![^\W_]|\s*[.)])|(?<!\S)\+(?!\S))"
    rf"|(?P<off>[{_OFF}]|\[\s*\]|\(\s*\)|[\[(]\s*[{_OFF}]\s*[\])])"
)
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Ticks:
    """The options ticked, and all that stand there.

    ``unclear``: a mark cannot be placed, or two looks differ. ``named``: no tick, but one option alone is written.
    ``rest`` are the words besides the options and the marks.
    """

    ticked: tuple[str, ...]
    offered: tuple[str, ...]
    rest: str
    unclear: bool = False
    named: bool = False

    @property
    def one(self) -> str | None:
        """The one option ticked beyond doubt, or None."""
        return self.ticked[0] if len(self.ticked) == 1 and not self.unclear else None


class Options:
    """The choices of one item, each with its spellings; the longest spelling decides."""

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        pairs = [(tuple(key(text).split()), code) for code, texts in spellings.items() for text in texts]
        self._spellings = sorted(pairs, key=lambda pair: -len(pair[0]))

    def read(self, lines: Sequence[Line], label_column: int | None = None) -> Ticks:
        """What the lines of the item show. ``label_column`` is where the label stands, if in the same row."""
        tokens = [token for index, line in enumerate(lines) for token in self._tokens(line, index)]
        rest = " ".join(self._rest(line) for line in lines).strip()
        options = [token for token in tokens if token.code]
        standing = [token for token in options if _share(token.line, "struck") <= _HALF]
        offered = tuple(dict.fromkeys(token.code for token in standing if token.code))
        marks = [token for token in tokens if not token.code]
        if any(mark.on for mark in marks):
            placed, lost = Placing(tokens, label_column).result()
            ticked = tuple(code for code in offered if code in placed)
            return Ticks(ticked, offered, rest, unclear=lost or not placed <= set(offered))
        if len(offered) == 1 and len(options) > len(standing):
            return Ticks(offered, offered, rest)  # the others are struck through
        if len(offered) == 1 and not marks:
            return Ticks(offered, offered, rest, named=True)
        shown, unclear = _by_look(standing)
        return Ticks(shown, offered, rest, unclear)

    def _tokens(self, line: Line, index: int) -> list[Token]:
        spans = list(self._spans(line.text))
        options = [Token(code, False, line.cut(start, end), (index, start)) for start, end, code in spans]
        marks = [
            Token(None, mark.group("on") is not None, line, (index, mark.start()))
            for mark in _MARK.finditer(line.text)
            if not any(start <= mark.start() < end for start, end, _ in spans)
        ]
        return sorted([*options, *marks], key=lambda token: token.place)

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        words = words_of(text)
        at = 0
        while at < len(words):
            found = self._longest([word.key for word in words[at:]])
            if found:
                length, code = found
                yield words[at].start, words[at + length - 1].end, code
                at += length
            else:
                at += 1

    def _longest(self, words: list[str]) -> tuple[int, str] | None:
        pairs = ((len(s), code) for s, code in self._spellings if tuple(words[: len(s)]) == s)
        return next(pairs, None)

    def _rest(self, line: Line) -> str:
        text = line.text
        for start, end, _ in reversed(list(self._spans(text))):
            text = f"{text[:start]} {text[end:]}"
        return key(_MARK.sub(" ", text))


def _share(line: Line, look: str) -> float:
    """The part of a text that has the look."""
    shown = sum(len(one.text) for one in line.looks if getattr(one, look))
    return shown / max(len(line.text), 1)


def _by_look(options: Sequence[Token]) -> tuple[tuple[str, ...], bool]:
    """The option that alone is bold, underlined, italic or highlighted; two of them make it unclear."""
    shown: set[str] = set()
    codes = {token.code for token in options}
    for look in ("marked", "bold", "underlined", "italic"):
        having = {token.code for token in options if token.code and _share(token.line, look) > _HALF}
        partly = {token.code for token in options if token.code and _share(token.line, look) > 0}
        if having and len(having) < len(codes):
            if len(partly) > 1:
                return (), True
            shown |= {code for code in having if code}
    return (tuple(shown), False) if len(shown) == 1 else ((), bool(shown))
