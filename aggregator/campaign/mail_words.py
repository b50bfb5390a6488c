"""Word lists of the campaign's data: by which rows and mails are understood, and by which units are told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from aggregator.vietnamese.fold import fold, has_phrase, key

# ---- The words of ``words.toml``, by which rows of a list are told apart and holders are known.


@cache
def _word_lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("aggregator.campaign") / "data" / "words.toml").read_text(encoding="utf-8"))


def words(table: str, name: str) -> list[str]:
    """A list of words as it is written, such as ``words("holder", "titles")``."""
    return _word_lists()[table][name]


def keys(table: str, name: str) -> tuple[str, ...]:
    """The same words as folded keys, in their order."""
    return tuple(map(key, words(table, name)))


def any_of(texts: Sequence[str]) -> str:
    """A pattern that fits any of the texts, the longest first."""
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text))))


# ---- The words by which mails are understood (zones, quotes, promises), and by which units are told of
# findings.


_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|[\r\n]+")
_MOST_QUOTED = 200  # characters


@dataclass(frozen=True, slots=True)
class MailWords:
    """``zones`` are minutes east of Greenwich by folded name; all other words are folded or keys."""

    zones: dict[str, int]
    forwards: tuple[str, ...]
    quote_lines: tuple[str, ...]
    quote_endings: tuple[str, ...]
    quote_heads: tuple[str, ...]
    quote_heads_with: tuple[str, ...]
    quote_marks: tuple[str, ...]
    promises: tuple[str, ...]
    no_promises: tuple[str, ...]

    def is_forward(self, subject: str | None) -> bool:
        """Whether the subject says that the mail hands on another (“Fwd: …”)."""
        before = fold(subject or "").partition(":")[0].strip()
        return bool(subject) and before in self.forwards


@cache
def _tables(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("aggregator.campaign") / "data" / name).read_text(encoding="utf-8"))


@cache
def mail_words() -> MailWords:
    """The words of ``mail.toml``."""
    tables = _tables("mail.toml")
    quote, promise = tables["quote"], tables["promise"]

    def folded(words: list[str]) -> tuple[str, ...]:
        return tuple(fold(word) for word in words)

    return MailWords(
        zones={fold(name): minutes for name, minutes in tables["zones"].items()},
        forwards=folded(tables["subject"]["forwards"]),
        quote_lines=tuple(key(line) for line in quote["lines"]),
        quote_endings=folded(quote["endings"]),
        quote_heads=folded(quote["heads"]),
        quote_heads_with=folded(quote["heads_with"]),
        quote_marks=tuple(quote["marks"]),
        promises=tuple(key(phrase) for phrase in promise["phrases"]),
        no_promises=tuple(key(phrase) for phrase in promise["unless"]),
    )


def promises(text: str) -> bool:
    """Whether a sentence promises the list or asks for more time (“sẽ gửi sau”, “xin lùi thời hạn”)."""
    words = key(text)
    promised = any(has_phrase(words, phrase) for phrase in mail_words().promises)
    return promised and not any(has_phrase(words, phrase) for phrase in mail_words().no_promises)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each short enough to quote."""
    parts = (" ".join(part.split()) for part in _SENTENCE_END.split(text))
    return [part if len(part) <= _MOST_QUOTED else f"{part[:_MOST_QUOTED]}…" for part in parts if part]


@dataclass(frozen=True, slots=True)
class Asking:
    """How a finding is put to a unit: ``manner`` heads its table; ``words`` may hold facts."""

    manner: str
    words: str


def doubt_requests() -> dict[str, str]:
    """By the code of a doubt what is asked of the unit; what only the board can settle is not there."""
    words: dict[str, str] = _tables("letters.toml")["doubt"]
    return words


def is_internal(code: str, topic: str) -> bool:
    """Whether a finding of this code and topic is never told to a unit as a point of its letter."""
    house = _tables("letters.toml")["house"]
    return topic in house["topics"] or code in house["codes"]


@cache
def asking() -> dict[str, Asking]:
    """By finding code; a code that is not there is not told to units."""
    manners = (
        (manner, texts) for manner, texts in _tables("letters.toml").items() if manner not in ("doubt", "house")
    )
    return {code: Asking(manner, words) for manner, texts in manners for code, words in texts.items()}
