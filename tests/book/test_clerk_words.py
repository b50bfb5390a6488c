"""The patterns by which words of the book are understood."""

import re

import pytest

from aggregator.book.clerk_words import pattern, word_lists
from aggregator.campaign.word_lists import source


@pytest.mark.parametrize(
    ("table", "name"), [(table, name) for table in word_lists() for name in word_lists()[table]]
)
def test_every_entry_of_the_data_is_a_pattern(table: str, name: str) -> None:
    assert re.compile(source(word_lists(), table, name).replace("{own}", "o").replace("{numeral}", "n"))


def test_one_that_is_named_within_another_stands_there_whole() -> None:
    consents = pattern("waiver", "consents")
    assert [bool(consents.search(said)) for said in ("bí thư nhất trí", "họp")] == [True, False]
