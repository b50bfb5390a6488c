"""Word lists and patterns of the campaign's data, put together for folded keys and for texts with their marks."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import composed, list_key, regex
from aggregator.vietnamese.scope import in_district_words, memory, scope

# ---- The words of ``words.toml``, by which rows of a list are told apart and holders are known.


def campaign_year() -> int:
    """The year of the campaign that runs, of the shipped one where none was named."""
    shipped: int = data_file("campaign.toml")["campaign"]["year"]
    return scope.year or shipped


def words(table: str, name: str) -> list[str]:
    """A list of words as it is written, with the campaign's years and places: ``words("holder", "titles")``."""
    year, shipped = campaign_year(), data_file("campaign.toml")["office"]
    facts = {"last_year": year - 1, "year": year, "next_year": year + 1}
    facts |= {name: getattr(scope.office, name, shipped[name]) for name in ("district", "province")}
    return [text.format_map(facts) for text in data_file("words.toml")[table][name]]


@memory()
def keys(table: str, name: str, file: str = "words.toml") -> tuple[str, ...]:
    """The same words, or those of another file, as folded keys, in their order."""
    return tuple(map(list_key, words(table, name) if file == "words.toml" else data_file(file)[table][name]))


def any_of(texts: Sequence[str]) -> str:
    """A pattern that fits any of the texts, the longest first."""
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text))))


# the marks of Vietnamese letters, each as a capital behind the letters of its word: “bỏ” is “boH”, “bổ” is “boCH”
_MARKS = str.maketrans(dict(zip("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323", "GACTBHOD", strict=True)))
_WORD = regex(r"[^\W_]+")
# “nội dung” is not “dừng”, nor “thôn Trung” “trùng”: such words are written with a 0 behind them, and fit no other
_NO_OTHER_WORD = regex(r"\b(?:(?i:n[ộo]i dung)|(?:[Tt]hôn|[Xx]óm|[Ll]àng|[Kk]hu|[Pp]hố|[Xx]ã) [A-Z][a-z]+)\b")


def _words_in(text: str) -> list[str]:
    return _WORD.findall(_NO_OTHER_WORD.sub(lambda found: f"{found[0]}0", composed(text)).casefold())


@memory(4096)
def _letters_and_marks(word: str) -> tuple[str, str]:
    """A word as its letters and its marks, wherever in it these stand (hoà, hòa)."""
    parts = unicodedata.normalize("NFD", word.replace("đ", "dĐ")).translate(_MARKS)
    return "".join(c for c in parts if not c.isupper()), "".join(sorted(c for c in parts if c.isupper()))


@memory(16384)
def marked_key(text: str) -> str:
    """A text's words, each with its marks behind its letters, between single blanks."""
    return " ".join(map("".join, map(_letters_and_marks, _words_in(in_district_words(text)))))


def any_with_marks(phrases: Sequence[str]) -> str:
    """A pattern that fits any of the phrases in a marked text: “xin bỏ” or “xin bo”, and never “xin bổ sung”."""
    return "|".join(
        " ".join(
            f"{letters}(?:{marks})?" if marks else letters
            for letters, marks in map(_letters_and_marks, _words_in(phrase))
        )
        for phrase in phrases
    )


MODELS = f"(?:{any_of(keys('heading', 'models'))})"  # what is registered, in a pattern for keys
_SPELT = regex("«([^»]*)»")


@memory()
def marked_pattern(table: str, pattern: str) -> re.Pattern[str]:
    """A pattern for a marked text, in which «bỏ|@moves|@heading.filler» stands for phrases and lists of words."""

    def spelt(found: re.Match[str]) -> str:
        texts = list[str]()
        for each in found[1].split("|"):
            other, _, name = each.removeprefix("@").rpartition(".")
            texts += words(other or table, name) if each.startswith("@") else [each]
        return f"(?:{any_with_marks(texts)})"

    return regex(_SPELT.sub(spelt, pattern))


@memory()
def phrases(table: str, *names: str) -> re.Pattern[str]:
    """A pattern for the phrases of lists of ``words.toml`` in a marked text, as whole words."""
    return marked_pattern(table, rf"\b«{'|'.join(f'@{name}' for name in names)}»\b")


# ---- Patterns that stand in data: those by which entries are judged (``judging.toml``), and a book's.

PatternLists = Mapping[str, Mapping[str, str | list[str]]]  # by table and name
_OTHER = regex("«([@&]?)(?:([^».]*)[.])?([^»]*)»")


def source(lists: PatternLists, table: str, name: str) -> str:
    """The source of a pattern, with what it names: other entries, and lists of ``words.toml`` (“@”: as keys)."""

    def other(found: re.Match[str]) -> str:
        place = found[2] or table, found[3]
        texts = keys(*place) if found[1] == "@" else words(*place) if found[1] else ()
        return f"(?:{any_of(texts) if found[1] else source(lists, *place)})"

    entry = lists[table][name]
    return _OTHER.sub(other, entry if isinstance(entry, str) else "|".join(entry))


@memory()
def pattern(table: str, name: str) -> re.Pattern[str]:
    """A pattern of ``judging.toml``."""
    return regex(source(data_file("judging.toml"), table, name))


@memory()
def word_set(table: str, name: str) -> frozenset[str]:
    """The words of a list of ``judging.toml``."""
    return frozenset(data_file("judging.toml")[table][name])
