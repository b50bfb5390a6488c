"""The level of an entry: the first that answers (design: Level)."""

from __future__ import annotations

from typing import Any

import pytest

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.judge.texts import level_of
from tests.sheets import CAMPAIGN

WORDS = Vocabulary(CAMPAIGN.fields, CAMPAIGN.levels)


def level(**words: Any) -> tuple[str | None, str | None, str | None]:
    """Level, source and finding of an entry."""
    vocabulary = {"column": None, "marks": {}, "heading": None, "name": "Trồng hoa", "remark": None} | words
    answer = level_of(WORDS, **vocabulary)
    return answer.code, answer.source, answer.why


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"column": "Cấp tỉnh"}, ("province", "column", None)),
        ({"column": "Cấp tỉnh", "heading": "district"}, ("province", "column", None)),
        ({"marks": {"province": None, "district": "x"}}, ("district", "column", None)),
        ({"heading": "province"}, ("province", "heading", None)),
        ({"heading": "base", "name": "Trồng hoa (cấp tỉnh)"}, ("base", "heading", None)),
        ({"name": "Trồng hoa (đăng ký cấp tỉnh)"}, ("province", "text", None)),
        ({"name": "Trồng hoa [cấp huyện]."}, ("district", "text", None)),
        ({"remark": "Đăng ký cấp huyện"}, ("district", "text", None)),
        ({"remark": "Đã họp dân; cấp huyện"}, ("district", "text", None)),
        ({}, (None, None, "level-missing")),
    ],
)
def test_the_first_that_answers(words: dict[str, Any], expected: tuple[str | None, ...]) -> None:
    assert level(**words) == expected


@pytest.mark.parametrize(
    "words",
    [
        {"column": "Cấp tỉnh, huyện"},
        {"column": "Tỉnh và huyện", "heading": "province"},
        {"marks": {"province": "x", "district": "x"}},
        {"column": "Cấp tỉnh", "marks": {"district": "x"}},
        {"column": "chưa rõ"},
    ],
)
def test_two_levels_or_none_in_the_column_are_unclear(words: dict[str, Any]) -> None:
    answer = level(**words)
    assert answer in [(None, None, "level-unclear"), ("province", "heading", None)]
    assert answer[0] is None


@pytest.mark.parametrize(
    "words",
    [
        {"name": "Sản phẩm đạt OCOP cấp tỉnh"},
        {"name": "Trồng hoa (đạt giải cấp tỉnh)"},
        {"name": "Nhân rộng (cấp tỉnh) mô hình trồng hoa"},
        {"remark": "đạt OCOP cấp tỉnh"},
        {"remark": "cấp tỉnh; cấp huyện"},
    ],
)
def test_words_about_something_else_say_nothing(words: dict[str, Any]) -> None:
    assert level(**words) == (None, None, "level-missing")


def test_an_unclear_column_leaves_the_word_to_the_heading() -> None:
    assert level(column="x", heading="district") == ("district", "heading", None)


def test_what_did_not_say_it_is_kept_for_the_message() -> None:
    answer = level_of(WORDS, column="Cấp tỉnh, huyện", marks={}, heading=None, name=None, remark=None)
    assert answer.text == "Cấp tỉnh, huyện"
