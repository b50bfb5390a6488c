"""The table of VNI-Windows, spelled out letter by letter."""

from __future__ import annotations

import pytest

from aggregator.vietnamese import old_fonts as vni

# In the order level, sharp, falling, hook, tilde, heavy: the letters, then how VNI writes them.
TABLE = """
a á à ả ã ạ = a aù aø aû aõ aï
â ấ ầ ẩ ẫ ậ = aâ aá aà aå aã aä
ă ắ ằ ẳ ẵ ặ = aê aé aè aú aü aë
e é è ẻ ẽ ẹ = e eù eø eû eõ eï
ê ế ề ể ễ ệ = eâ eá eà eå eã eä
i í ì ỉ ĩ ị = i í ì æ ó ò
o ó ò ỏ õ ọ = o où oø oû oõ oï
ô ố ồ ổ ỗ ộ = oâ oá oà oå oã oä
ơ ớ ờ ở ỡ ợ = ô ôù ôø ôû ôõ ôï
u ú ù ủ ũ ụ = u uù uø uû uõ uï
ư ứ ừ ử ữ ự = ö öù öø öû öõ öï
y ý ỳ ỷ ỹ ỵ = y yù yø yû yõ î
đ = ñ
"""
LETTERS = [
    pair
    for line in TABLE.strip().splitlines()
    for pair in zip(line.split(" = ")[0].split(), line.split(" = ")[1].split(), strict=True)
]


@pytest.mark.parametrize(("letter", "written"), LETTERS)
def test_each_letter_is_read_in_both_sizes(letter: str, written: str) -> None:
    assert vni.from_vni(written) == letter
    assert vni.from_vni(written.upper()) == letter.upper()


def test_the_base_letter_decides_about_capitals() -> None:
    assert vni.from_vni("Uûy ban, uÛy ban") == "Ủy ban, ủy ban"


def test_the_table_is_complete() -> None:
    twice = {"yï"}  # some type ỵ like the other letters with the heavy tone
    assert {written for _, written in LETTERS if len(written) == 2} | twice == set(vni.PAIRS)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Tröôøng", "Trường"),
        ("CAÂN ÑOÁI NGAÂN SAÙCH NAÊM", "CÂN ĐỐI NGÂN SÁCH NĂM"),
        ("Hoaø Bình, nghæ, nghò, tyû leä", "Hoà Bình, nghỉ, nghị, tỷ lệ"),
    ],
)
def test_words_are_read(written: str, text: str) -> None:
    assert vni.from_vni(written) == text
