"""The field of an entry: section, column, else only a suggestion (R9)."""

from __future__ import annotations

import pytest

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.judge.texts import FieldFinder
from tests.sheets import CAMPAIGN

FINDER = FieldFinder(Vocabulary(CAMPAIGN.fields, CAMPAIGN.levels), CAMPAIGN.fields)
ENVIRONMENT = "Phát triển kinh tế, bảo vệ môi trường"


def field(
    heading: str | None = None, column: str | None = None, name: str = "", goals: str = ""
) -> tuple[str | None, str | None, str | None]:
    """Field, source and finding of an entry."""
    answer = FINDER.find(heading, column, name, goals)
    return answer.code, answer.source, answer.why


def test_the_section_goes_first() -> None:
    assert field("economy", "Quốc phòng - an ninh", "Camera an ninh") == ("economy", "section", None)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Kinh tế", "economy"),
        ("II", "culture_society"),
        ("VH-XH", "culture_society"),
        ("QP-AN", "defence_security"),
        ("Lĩnh vực xây dựng hệ thống chính trị", "political_system"),
        ("Xây dựng Đảng và hệ thống chính trị", "political_system"),
    ],
)
def test_the_column_goes_second(column: str, expected: str) -> None:
    assert field(column=column, name="Trồng hoa") == (expected, "column", None)


def test_words_of_the_row_only_suggest() -> None:
    assert field(name="Camera an ninh") == ("defence_security", "suggested", "field-suggested")


def test_the_name_says_more_than_the_goals() -> None:
    assert field(name="Camera an ninh", goals="Nâng cao thu nhập, sản xuất")[0] == "defence_security"
    assert field(name="Chăn nuôi gà đồi", goals="giữ vệ sinh, môi trường")[0] == "economy"


def test_no_words_suggest_nothing() -> None:
    assert field(name="Gương người tốt") == (None, None, "field-missing")


def test_two_fields_alike_suggest_nothing() -> None:
    assert field(name="Kinh tế gắn với an ninh")[1] is None


def test_a_column_that_names_no_field_is_unclear() -> None:
    assert field(column="Khác") == (None, None, "field-unclear")


def test_the_box_of_m1_means_the_economy_where_nothing_speaks_of_the_environment() -> None:
    assert field(column=ENVIRONMENT, name="Chăn nuôi gà đồi") == ("economy", "column", None)


def test_the_box_of_m1_with_words_of_environment_suggests_section_two_and_asserts_nothing() -> None:
    assert field(column=ENVIRONMENT, name="Thu gom rác thải") == ("culture_society", "suggested", "field-suggested")


@pytest.mark.parametrize("code", [f.code for f in CAMPAIGN.fields])
def test_the_words_that_suggest_a_field_suggest_it(code: str) -> None:
    words = CAMPAIGN.fields_by_code[code].suggest
    answer = [field(name=word)[0] for word in words]
    assert sum(1 for f in answer if f == code) >= len(words) * 0.8
