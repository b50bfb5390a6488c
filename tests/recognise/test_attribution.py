"""Whose is it: the clues of one return weighed against each other."""

from __future__ import annotations

import pytest

from aggregator.recognise.attribution import Attribution, Clues, attribute
from aggregator.recognise.letterhead import unit_words
from aggregator.recognise.unit_names import UnitNames
from tests.sheets import CAMPAIGN, sheet

NAMES = UnitNames(CAMPAIGN)
BY_CODE = CAMPAIGN.units_by_code


def whose(file: str = "M3.xlsx", top: str = "", **clues: str) -> Attribution:
    made = sheet(top)
    known: dict[str, object] = dict(clues)
    if "book" in clues:
        known["book"] = BY_CODE[clues["book"]]
    return attribute(NAMES, Clues(file, tuple(unit_words(made, made.rows)), **known))  # type: ignore[arg-type]


def told(found: Attribution) -> tuple[str | None, str | None, list[str]]:
    """Unit, where the clue stands, and the other units named."""
    return found.unit.code if found.unit else None, found.source, [unit.code for _, unit in found.others]


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        ({"top": "Đơn vị: Xã Cao Xá"}, ("cao-xa", "line", [])),
        ({"file": "M3 Cao Xá.xlsx"}, ("cao-xa", "name", [])),
        ({"file": "Xã Cao Xá/M3.xlsx"}, ("cao-xa", "folder", [])),
        ({"file": "thư của Cao Xá.eml!M3.xlsx"}, ("cao-xa", "folder", [])),
        ({"subject": "Xã Cao Xá gửi danh sách"}, ("cao-xa", "mail", [])),
        ({"sender": "UBND xã Cao Xá <x@example.org>"}, ("cao-xa", "mail", [])),
        ({"stamp": "cao-xa"}, ("cao-xa", "stamp", [])),
        ({"book": "cao-xa", "file": "M3 Liên Sơn.xlsx"}, ("cao-xa", "book", [])),
        ({}, (None, None, [])),
    ],
)
def test_each_clue_alone_tells_the_unit(
    clues: dict[str, str], expected: tuple[str | None, str | None, list[str]]
) -> None:
    assert told(whose(**clues)) == expected


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        ({"top": "Đơn vị: Xã Cao Xá", "file": "M3 Liên Sơn.xlsx"}, ("cao-xa", "line", ["lien-son"])),
        ({"top": "Đơn vị: Xã Cao Xá", "file": "Liên Sơn/M3.xlsx"}, ("cao-xa", "line", ["lien-son"])),
        ({"top": "Đơn vị: Xã Cao Xá", "subject": "Xã Liên Sơn gửi"}, ("cao-xa", "line", ["lien-son"])),
        ({"file": "Liên Sơn/M3 Cao Xá.xlsx"}, ("cao-xa", "name", ["lien-son"])),
        ({"file": "M3 Cao Xá.xlsx", "stamp": "lien-son"}, ("cao-xa", "name", ["lien-son"])),
    ],
)
def test_where_two_visible_clues_differ_the_first_counts_and_the_other_is_kept(
    clues: dict[str, str], expected: tuple[str | None, str | None, list[str]]
) -> None:
    found = whose(**clues)
    assert told(found) == expected
    assert found.contested


def test_a_visible_line_wins_over_a_hidden_stamp_without_a_conflict() -> None:
    found = whose(top="Đơn vị: Xã Cao Xá", stamp="lien-son")
    assert told(found) == ("cao-xa", "line", [])
    assert found.stamp_other == BY_CODE["lien-son"]


def test_a_stamp_of_no_unit_of_the_roster_says_nothing() -> None:
    assert told(whose(stamp="khong-co")) == (None, None, [])


@pytest.mark.parametrize(
    ("top", "unit"),
    [
        ("HUYỆN ỦY TÂN YÊN\nĐẢNG ỦY XÃ CAO XÁ", "cao-xa"),
        ("UBND HUYỆN TÂN YÊN\nPHÒNG NỘI VỤ", "phong-noi-vu"),
        ("| HUYỆN ỦY TÂN YÊN⏎BAN TUYÊN GIÁO | ĐẢNG CỘNG SẢN VIỆT NAM |", "ban-tuyen-giao"),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024 CỦA XÃ CAO XÁ", "cao-xa"),
        ("HỘI NÔNG DÂN HUYỆN\nXÃ CAO XÁ", "cao-xa"),
        ("Kính gửi: Ban Dân vận Huyện ủy\nXã Cao Xá", "cao-xa"),
        ("ĐẢNG BỘ TỈNH BẮC GIANG\nHUYỆN ỦY TÂN YÊN", None),
    ],
)
def test_the_line_on_the_paper(top: str, unit: str | None) -> None:
    assert told(whose(top=top))[0] == unit


@pytest.mark.parametrize(
    "whose_list",
    [
        "của Hội Nông dân huyện",
        "CỦA HỘI NÔNG DÂN HUYỆN",
        "Của Hội Nông dân huyện",
    ],
)
def test_a_title_may_say_whose_list_it_is(whose_list: str) -> None:
    assert told(whose(top=f"DANH SÁCH ĐĂNG KÝ ({whose_list})"))[0] == "nong-dan"


@pytest.mark.parametrize("top", ["Hội Nông dân xã Cao Xá", "HỘI NÔNG DÂN\nXÃ CAO XÁ"])
def test_a_communes_body_keeps_its_name(top: str) -> None:
    found = whose(top=top)
    assert told(found)[0] == "cao-xa"
    assert found.named is not None
    assert found.named.body


def test_one_letter_off_in_the_line_is_marked() -> None:
    found = whose(top="Đơn vị: Xã Quang Tiếnn")
    assert found.named is not None
    assert (found.named.unit.code, found.named.how) == ("quang-tien", "near")


def test_an_unknown_unit_carries_its_words_and_suggestions() -> None:
    found = whose(top="Đơn vị: Xã Quang Tuyến")
    assert found.unit is None
    assert found.seen == "Xã Quang Tuyến"
    assert BY_CODE["quang-tien"] in found.suggestions


def test_the_sentence_of_a_form_that_cites_a_paper_names_nobody() -> None:
    cited = "Thực hiện Hướng dẫn số 09-HD/HU của Ban Thường vụ Huyện ủy về đăng ký mô hình giai đoạn 2022 - 2025"
    assert told(whose("M1.docx", f"| {cited} |")) == (None, None, [])
