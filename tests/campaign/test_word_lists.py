"""The patterns of the data by which entries are judged."""

import re

import pytest

from aggregator.campaign.word_lists import pattern, source
from aggregator.nouns.finding import data_file

LISTS = data_file("judging.toml")


@pytest.mark.parametrize(("table", "name"), [(table, name) for table in LISTS for name in LISTS[table]])
def test_every_entry_of_the_data_is_a_pattern(table: str, name: str) -> None:
    assert re.compile(source(LISTS, table, name))


def test_a_list_of_words_that_is_named_within_a_pattern_stands_there_whole() -> None:
    counts = pattern("row", "counts")
    heads = ("so luong mo hinh", "so", "so luong ho")
    assert [bool(counts.fullmatch(head)) for head in heads] == [True, True, False]
