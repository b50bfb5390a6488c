"""How people word what they write in the book (``data/words.toml``), and what they add to an answer."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from aggregator.campaign.word_lists import PatternLists, source
from aggregator.vietnamese.fold import composed, regex


def data_text(name: str) -> str:
    """A text of the book's data."""
    return (files("aggregator.book") / "data" / name).read_text(encoding="utf-8")


@cache
def word_lists() -> PatternLists:
    """By table and name the patterns of ``words.toml``, and lists of such."""
    return tomllib.loads(data_text("words.toml"))


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """A pattern of ``words.toml``, such as ``pattern("receipt", "none_came")``."""
    return regex(source(word_lists(), table, name))


def in_quotes(words: Iterable[str]) -> str:
    """Words as a message lists what may stand in a cell: “có”, “không”."""
    return ", ".join(f"“{word}”" for word in words)


# what sets a remark apart from what it is said of, and divides the parts of a list
_ASIDE = regex(
    r"\s*(?:[;\n+(\[]|[,:](?!\d)|/(?!\d|c\b)|\s[-–—]|[-–—](?=đã\b)|(?<!^.)(?<!^..)(?<!^...)\.(?=\s)"
    r"|\b(?=(?:vì|do|nhưng)\b))\s*"
)
_CLOSES = " \t)]."


def answer_and_remark(text: str) -> tuple[str, str, str]:
    """What is said first, the sign behind it, and the remark that the sign sets apart; '' where there is none."""
    sign = _ASIDE.search(text)
    return (text[: sign.start()], sign[0].strip(), text[sign.end() :].rstrip(_CLOSES)) if sign else (text, "", "")


def clauses(text: str) -> list[str]:
    """All parts of a text that signs set apart."""
    return [part.strip(_CLOSES) for part in _ASIDE.split(text.replace(")", ",").replace("]", ",")) if part]


_WORD = regex(r"\w+")


def without_names(text: str) -> str:
    """Words without the names of persons and places: “chị Chờ báo”, “đ/c Phạm Văn Đợi”, “Mai báo”, “thôn Thử”."""
    names, words, kept, named = word_lists()["remark"], composed(text).split(), list[str](), False
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        bare, titled = word.casefold().strip("([“”]).,;:"), before.casefold().lstrip("([“") in names["titles"]
        own = word[:1].isupper() and not text.isupper()
        more = named and not (after[:1].islower() or bare in names["no_names"])
        named = (own and (titled or more)) or (
            bare in names["names"] and (titled or (own and after in ("báo", "đã")))
        )
        kept.append(_WORD.sub("", word) if named else word)
    return " ".join(filter(None, kept))


def is_unsure(text: str, *, remark: bool = False) -> bool:
    """Whether words ask, deny or wait: what we know in them is then no answer; a ``remark`` tells more."""
    asks = pattern("remark", "asks" if remark else "unsure")
    return bool(asks.search(without_names(text).casefold()))
