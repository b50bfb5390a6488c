"""Lists of another year and of another movement: what counts, what is set aside, what stays in doubt."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.judge.receipts import first_status, set_others_aside, year_in_doubt
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.reading import ListReading
from tests.campaigns import read, sent, table
from tests.sheets import CAMPAIGN, ON_TIME, codes


def part(name: str, year: int | None = None, completion: str | None = None, **more: Any) -> ListReading:
    built = table([(name, "Thôn Trại", None)], f"M3 {name}", year=year, **more)
    built.entries[0].values["completion"] = completion
    return built


def file(name: str, *parts: ListReading, **mail: Any) -> AttributedFile:
    built = sent(name, "cao-xa", read(*parts), ON_TIME, "email")
    return replace(built, intake=replace(built.intake, **mail))


def count(*items: AttributedFile) -> tuple[list[str], list[str]]:
    """The models that count, and what is said."""
    years = set_others_aside(items, CAMPAIGN)
    lists = [listing for item in years.files if item.reading for listing in item.reading.lists]
    return [str(e.values["name"]) for listing in lists for e in listing.entries], codes(years.findings)


def test_beside_a_list_of_the_year_one_of_an_earlier_year_counts_nothing() -> None:
    old, new = part("Cũ", 2023, "12/2023"), part("Mới", 2024)
    assert count(file("M3.xlsx", old, new)) == (["Mới"], ["list-of-earlier-year"])
    assert count(file("cũ.xlsx", old), file("mới.xlsx", new)) == (["Mới"], ["list-of-earlier-year"])
    assert count(file("cũ.xlsx", old), file("mới.xlsx", part("Mới"))) == (["Mới"], ["list-of-earlier-year"])


def test_what_is_set_aside_stays_in_the_balance_of_rows() -> None:
    years = set_others_aside([file("M3.xlsx", part("Cũ", 2023), part("Mới", 2024))], CAMPAIGN)
    assert years.files[0].reading is not None
    old = years.files[0].reading.lists[0]
    assert (old.rows_seen, len(old.entries), old.rows_set_aside) == (1, 0, 1)


def test_alone_a_list_of_another_year_counts_in_doubt() -> None:
    old = part("Cũ", 2023)
    assert count(file("M3.xlsx", old)) == (["Cũ"], [])
    assert year_in_doubt(file("M3.xlsx", old), old, CAMPAIGN)


def test_a_title_left_from_last_year_is_no_doubt_where_dates_or_mail_say_this_one() -> None:
    with_dates, plain = part("Mới", 2023, "30/11/2024"), part("Mới", 2023)
    assert count(file("a.xlsx", with_dates), file("b.xlsx", part("Khác", 2024)))[0] == ["Mới", "Khác"]
    assert not year_in_doubt(file("M3.xlsx", with_dates), with_dates, CAMPAIGN)
    assert not year_in_doubt(file("M3.xlsx", plain, subject="Đăng ký năm 2024"), plain, CAMPAIGN)


def test_the_heads_say_the_year_where_the_dates_do_not_and_a_stretch_of_years_says_none() -> None:
    heads, dates = part("Mới", 2023, head_year=2024), part("Cũ", 2023, "11/2023", head_year=2024)
    stretch = part("Cũ", 2023, "2021-2025")
    assert [year_in_doubt(file("M3.xlsx", item), item, CAMPAIGN) for item in (heads, dates, stretch)] == [
        False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("stretch", ["2 năm (2024-2025)", "2024-2025", "Năm 2024, 2025", "02 năm: 2024 và 2025"])
def test_a_stretch_that_begins_this_year_says_this_year_whatever_an_old_title_says(stretch: str) -> None:
    item = part("Mới", 2023, stretch)
    assert not year_in_doubt(file("M3.xlsx", item), item, CAMPAIGN)
    assert count(file("a.xlsx", item), file("b.xlsx", part("Khác", 2024)))[0] == ["Mới", "Khác"]


def test_two_years_in_one_file_leave_what_both_claim_in_doubt() -> None:
    old = part("Cũ", 2023, "30/11/2024")
    pair = file("M3.xlsx", old, part("Mới", 2024))
    assert count(pair) == (["Cũ", "Mới"], [])
    assert year_in_doubt(pair, old, CAMPAIGN)


@pytest.mark.parametrize(
    ("name", "sheet"), [("Cao Xá 2023.xlsx", "M3"), ("M3.xlsx", "2023"), ("M3.xlsx", "Năm 2023")]
)
def test_a_title_whose_year_the_name_of_the_file_or_the_sheet_says_too_is_not_left_by_chance(
    name: str, sheet: str
) -> None:
    old, new = replace(part("Cũ", 2023, "12/2024"), sheet=sheet), part("Mới", 2024)
    assert year_in_doubt(file(name, old), old, CAMPAIGN)
    assert count(file(name, old)) == (["Cũ"], [])
    assert count(file(name, old), file("mới.xlsx", new)) == (["Mới"], ["list-year-doubtful"])
    aside = set_others_aside([file(name, old), file("mới.xlsx", new)], CAMPAIGN).files[0].reading
    assert aside is not None
    assert [(row.reason, row.at_most) for row in aside.lists[0].possible] == [("other-year", 1)]


@pytest.mark.parametrize(
    ("name", "year"), [("M3 2024.xlsx", 2023), ("M3 2022-2023.xlsx", 2023), ("M3 2023.xlsx", 2024)]
)
def test_a_name_of_another_year_than_the_title_or_of_several_leaves_a_dated_list_alone(
    name: str, year: int
) -> None:
    dated = part("Mới", year, "12/2024")
    assert not year_in_doubt(file(name, dated), dated, CAMPAIGN)


def test_what_a_person_says_of_the_year_holds_and_of_the_reading_does_not() -> None:
    old, new, left = part("Cũ", 2023), part("Mới", 2024), part("Để sót", 2023, "12/2024")
    said = {answer: frozenset({answer}) for answer in ("right", "this_year", "other_year")}
    doubts = {a: year_in_doubt(file("M3.xlsx", old, book_reading=r), old, CAMPAIGN) for a, r in said.items()}
    assert doubts == {"right": True, "this_year": False, "other_year": True}
    assert count(file("M3.xlsx", old, book_reading=said["this_year"]), file("b.xlsx", new))[0] == ["Cũ", "Mới"]
    assert count(file("M3.xlsx", old, book_reading=said["other_year"])) == ([], ["list-of-earlier-year"])
    assert count(file("M3.xlsx", old, left, book_reading=said["other_year"]))[0] == ["Để sót"]
    assert count(file("M3.xlsx", left, book_reading=said["other_year"]))[0] == []


def test_a_list_of_another_movement_is_no_form_of_this_campaign() -> None:
    second = part("Học Bác", movement="Học tập và làm theo tư tưởng Hồ Chí Minh")
    assert count(file("M3.xlsx", second, part("Mới"))) == (["Mới"], ["list-of-other-movement"])
    (alone,) = set_others_aside([file("M3.xlsx", second)], CAMPAIGN).files
    assert first_status(alone) == "not_a_form"


def test_a_file_of_an_earlier_year_tells_no_time_of_receipt() -> None:
    years = set_others_aside([file("cũ.xlsx", part("Cũ", 2023)), file("mới.xlsx", part("Mới", 2024))], CAMPAIGN)
    assert list(years.earlier) == ["cũ.xlsx"]
