"""The unit that a whole text names."""

from __future__ import annotations

import unicodedata

import pytest

from aggregator.nouns.unit import Unit
from aggregator.understand.unit_names import UnitNames
from tests.sheets import CAMPAIGN

NAMES = UnitNames(CAMPAIGN)


def code(text: str) -> str | None:
    named = NAMES.exact(text)
    return named.unit.code if named else None


@pytest.mark.parametrize("unit", CAMPAIGN.units, ids=lambda unit: unit.code)
def test_every_unit_is_known_by_its_name_and_every_alias(unit: Unit) -> None:
    wrong = [name for name in (unit.name, *unit.aliases) if code(name) != unit.code]
    assert wrong == []


@pytest.mark.parametrize("unit", CAMPAIGN.units, ids=lambda unit: unit.code)
def test_case_normal_form_and_place_do_not_matter(unit: Unit) -> None:
    assert code(unit.name.upper()) == unit.code
    assert code(unicodedata.normalize("NFD", unit.name)) == unit.code
    assert code(f"  {unit.name}, huyện Tân Yên, tỉnh Bắc Giang") == unit.code


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("xã Cao Xá", "cao-xa"),
        ("X. Cao Xá", "cao-xa"),
        ("Cao Xá", "cao-xa"),
        ("UBND XÃ CAO XÁ", "cao-xa"),
        ("ĐẢNG BỘ XÃ CAO XÁ", "cao-xa"),
        ("Ban Dân vận Đảng ủy xã Cao Xá", "cao-xa"),
        ("TT Nhã Nam", "nha-nam"),
        ("TT. Nhã Nam", "nha-nam"),
        ("thị trấn Cao Thượng", "cao-thuong"),
        ("Đảng ủy thị trấn Cao Thượng", "cao-thuong"),
        ("Xã Phúc Hoà", "phuc-hoa"),
        ("Phòng GD&ĐT", "phong-giao-duc"),
        ("PHÒNG GD VÀ ĐT HUYỆN TÂN YÊN", "phong-giao-duc"),
        ("Hội LHPN huyện", "phu-nu"),
        ("Chi bộ Phòng Nội vụ", "phong-noi-vu"),
        ("Chi bộ cơ quan Hội Nông dân huyện", "nong-dan"),
        ("BTC Huyện ủy", "ban-to-chuc"),
        ("BTG Huyện ủy", "ban-tuyen-giao"),
        ("THPT Tân Yên số 1", "thpt-tan-yen-1"),
        ("THPT Tân Yên số 2", "thpt-tan-yen-2"),
    ],
)
def test_units_as_people_write_them(text: str, unit: str) -> None:
    assert code(text) == unit


@pytest.mark.parametrize(
    "text", ["", "Huyện ủy Tân Yên", "Xã Tân Yên", "Xã Bình Minh", "Xã Nhã Nam", "Đơn vị", "Tân Yên"]
)
def test_these_name_nobody(text: str) -> None:
    assert code(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "body"),
    [
        ("Hội Nông dân xã Cao Xá", "cao-xa", True),
        ("Công an xã Liên Sơn", "lien-son", True),
        ("Hội LHPN thị trấn Nhã Nam", "nha-nam", True),
        ("UBND xã Cao Xá", "cao-xa", False),
        ("Ban Dân vận xã Cao Xá", "cao-xa", False),
    ],
)
def test_a_communes_name_after_a_bodys_name_wins(text: str, unit: str, body: bool) -> None:
    named = NAMES.exact(text)
    assert named is not None
    assert named.unit.code == unit
    assert (named.body == text) is body


@pytest.mark.parametrize(
    "text",
    ["ĐẢNG BỘ X Ã   C A O   X Á", "ĐẢNG UỶ XÃCAO XÁ", "XÃ CAOXÁ", "U B N D  X Ã  C A O  X Á", "XÃ C A O  X Á"],
)
def test_a_communes_name_may_be_spaced_or_run_together(text: str) -> None:
    assert code(text) == "cao-xa"
    assert code(text.replace("ĐẢNG", "THÔN ĐẢNG")) in (None, "cao-xa")
    assert code(f"HTX {text}") is None or NAMES.exact(f"HTX {text}").body  # type: ignore[union-attr]


def test_a_sentence_that_ends_with_a_communes_name_is_no_unit() -> None:
    assert code("Danh sách mô hình đăng ký của xã Cao Xá") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Xã Ngọc Thiên", "ngoc-thien"),
        ("Xã Cao Thượngg", None),
        ("Thị trấn Cao Thượngg", "cao-thuong"),
        ("Xã Quang Tiếnn", "quang-tien"),
        ("ĐẢNG ỦY XÃ CAO THƯỢNG", "cao-thuong"),  # a town that signs as the commune it was
        ("Xã Nhã Nam", None),  # a school bears the name too
        ("Trường Mầm non xã Cao Thượng gửi", None),
        ("Ban Tuyên giáoo Huyện ủy", "ban-tuyen-giao"),
    ],
)
def test_one_letter_off_is_accepted(text: str, unit: str | None) -> None:
    named = NAMES.exact(text) or NAMES.near(text)
    assert (named.unit.code if named else None) == unit


@pytest.mark.parametrize(
    "text",
    [
        "BTX Huyện ủy",
        "HNX",
        "Cao Xa1",
        "Xã Cao Xãa",
        "Xã Lan Giớii",
        "THPT Tân Yên số 3",
        "Xã Ngọc Thi",
        "Xã Liên Sớm",
    ],
)
def test_never_on_abbreviations_digits_short_names_or_two_candidates(text: str) -> None:
    assert NAMES.exact(text) is None or NAMES.exact(text).how == "exact"  # type: ignore[union-attr]
    assert NAMES.near(text) is None


def test_further_off_is_only_suggested() -> None:
    assert NAMES.near("Xã Quang Tuyến") is None
    assert "quang-tien" in [unit.code for unit in NAMES.suggestions("Xã Quang Tuyến")]


def test_a_person_may_name_a_unit_by_its_code() -> None:
    found, suggested = NAMES.find("cao-xa")
    assert found is not None
    assert found.code == "cao-xa"
    assert suggested == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban Dân Vận", ["ban-dan-van"]),
        ("Văn phòng", ["van-phong-hdnd-ubnd", "van-phong-huyen-uy"]),
        ("Trường", []),  # of many names: no help
        ("không phải của huyện mình", []),
    ],
)
def test_a_name_that_stands_in_the_names_of_few_units_suggests_them(text: str, expected: list[str]) -> None:
    found, suggested = NAMES.find(text)
    assert found is None
    assert sorted(unit.code for unit in suggested) == expected


def test_a_person_who_names_nobody_gets_at_most_two_suggestions() -> None:
    found, suggested = NAMES.find("Xã Ngọc Thuyền")
    assert found is None
    assert 0 < len(suggested) <= 2
