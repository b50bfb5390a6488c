"""Text typed in old fonts is read, where its syllables prove it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.vietnamese.decode import decode_text
from aggregator.vietnamese.syllables import COMMON, ONSETS, RHYMES_AFTER, tone_places, tones_of
from tests.vietnamese.old_writers import as_tcvn3, as_vni

Encode = Callable[[str], str]


def all_syllables() -> list[str]:
    made = []
    for onset in ONSETS:
        for rhyme in sorted(RHYMES_AFTER[onset]):
            at, bare = len(onset) + tone_places(onset, rhyme)[0] + 1, onset + rhyme
            made += [unicodedata.normalize("NFC", bare[:at] + tone + bare[at:]) for tone in tones_of(rhyme)]
    return made


SYLLABLES = all_syllables()
USUAL = sorted(COMMON) + [syllable for syllable in SYLLABLES if syllable.isascii()][:300]


def sentences(count: int, words: list[str], seed: int) -> list[str]:
    dice = random.Random(seed)  # noqa: S311 a fixed sample, no secret
    return [" ".join(dice.choices(words, k=dice.randint(4, 9))) for _ in range(count)]


@pytest.mark.parametrize(
    ("encode", "font", "words"),
    [
        pytest.param(as_tcvn3, None, USUAL, id="tcvn3-usual-words"),
        pytest.param(as_tcvn3, ".VnTime", SYLLABLES, id="tcvn3-any-syllables-with-font"),
        pytest.param(as_vni, None, USUAL, id="vni-usual-words"),
        pytest.param(as_vni, None, SYLLABLES, id="vni-any-syllables"),
        pytest.param(as_vni, "VNI-Times", SYLLABLES, id="vni-any-syllables-with-font"),
    ],
)
def test_of_a_hundred_sentences_at_least_99_come_back(encode: Encode, font: str | None, words: list[str]) -> None:
    sample = sentences(5000, words, seed=1)
    wrong = [text for text in sample if (decode_text(encode(text), font) or encode(text)) != text]
    assert len(wrong) <= len(sample) // 100, wrong[:20]


@pytest.mark.parametrize(("encode", "font"), [(as_tcvn3, ".VnTime"), (as_vni, "VNI-Times")])
def test_the_usual_words_come_back_alone_with_their_font(encode: Encode, font: str) -> None:
    words = [word for word in sorted(COMMON) if encode(word) != word]
    wrong = [word for word in words if (decode_text(encode(word), font) or encode(word)) != word]
    assert len(wrong) <= len(words) // 100, wrong


@settings(max_examples=300)
@given(st.lists(st.sampled_from(SYLLABLES), max_size=8).map(" ".join), st.sampled_from([as_tcvn3, as_vni]))
def test_what_was_read_is_not_read_again(text: str, encode: Encode) -> None:
    once = decode_text(encode(text))
    assert once is None or decode_text(once) is None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("X· Phóc Hßa", "Xã Phúc Hòa"),
        ("Héi Cùu chiÕn binh", "Hội Cựu chiến binh"),
        ("§VT: triÖu ®ång", "ĐVT: triệu đồng"),
        ("m« h×nh nu«i c¸ 100 m²", "mô hình nuôi cá 100 m²"),
        ("§/c NguyÔn V¨n A", "Đ/c Nguyễn Văn A"),
        ("Phong trµo «D©n vËn khÐo» cña «ng A", "Phong trào «Dân vận khéo» của ông A"),
        ("Chi bé Chi côc", "Chi bộ Chi cục"),
        ("Kinh tÕ", "Kinh tế"),
        ("Phô n÷", "Phụ nữ"),
        ("Tröôøng", "Trường"),
        ("1000ñoàng, ñaûng uûy", "1000đồng, đảng ủy"),
        ("XAÕ PHUÙC HOØA", "XÃ PHÚC HÒA"),
        ("QÑ-UBND ngaøy 02 thaùng 3", "QĐ-UBND ngày 02 tháng 3"),
    ],
)
def test_ordinary_texts_need_no_font(typed: str, text: str) -> None:
    assert decode_text(typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Xã Phóc Hßa", "Xã Phúc Hòa"),
        ("Xã Ngọc Lý - TriÓn khai m« h×nh", "Xã Ngọc Lý - Triển khai mô hình"),
        ("HuyÖn Tân Yên", "Huyện Tân Yên"),
        ("Đảng ủy xã, ñaûng uûy", "Đảng ủy xã, đảng ủy"),
        ("HUYỆN ỦY TÂN YÊN\nChi bé Chi côc ThuÕ", "HUYỆN ỦY TÂN YÊN\nChi bộ Chi cục Thuế"),
    ],
)
def test_a_mixed_cell_is_read_word_by_word(typed: str, text: str) -> None:
    assert decode_text(typed) == text
    assert decode_text(typed, ".VnTime" if "ñ" not in typed else "VNI-Times") == text


def test_a_font_for_capitals_makes_capitals() -> None:
    assert decode_text("Céng hoµ x· héi", ".VnTimeH") == "CỘNG HOÀ XÃ HỘI"


def test_one_ambiguous_word_needs_its_font_or_its_surroundings() -> None:
    assert decode_text("Phóc") is None
    assert decode_text("Phóc", ".VnTime") == "Phúc"
    assert decode_text("Phóc", lean="tcvn3") == "Phúc"
    assert decode_text("Phóc", "VNI-Times") is None


def test_a_sheet_of_unicode_outweighs_the_font() -> None:
    assert decode_text("Thãn", ".VnTime") == "Thón"
    assert decode_text("Thãn", ".VnTime", "unicode") is None


def test_foreign_names_follow_their_font() -> None:
    assert decode_text("§¨k L¨k", ".VnTime") == "Đăk Lăk"
    assert decode_text("Ir¾c", ".VnTime") == "Irắc"
