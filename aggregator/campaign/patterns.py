"""Patterns that stand in data, lists of alternatives put together: those by which entries are judged."""

import re
from collections.abc import Mapping

from aggregator.campaign.mail_words import any_of, keys
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import regex
from aggregator.vietnamese.scope import memory

PatternLists = Mapping[str, Mapping[str, str | list[str]]]  # by table and name
_OTHER = regex("«(@?)(?:([^».]*)[.])?([^»]*)»")


def source(lists: PatternLists, table: str, name: str) -> str:
    """The source of a pattern, with what it names: other entries, and lists of ``words.toml`` behind “@”."""

    def other(found: re.Match[str]) -> str:
        place = found[2] or table, found[3]
        return f"(?:{any_of(keys(*place)) if found[1] else source(lists, *place)})"

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
