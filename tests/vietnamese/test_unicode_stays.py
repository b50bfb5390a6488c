"""Correct Unicode never changes."""

from __future__ import annotations

import csv
import unicodedata
from importlib.resources import files
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.vietnamese.decode import decode_text
from aggregator.vietnamese.syllables import ONSETS, RHYMES_AFTER, tone_places, tones_of

OLD_FONTS = (".VnTime", ".VnTimeH", "VNI-Times")


def all_syllables() -> list[str]:
    made = []
    for onset in ONSETS:
        for rhyme in sorted(RHYMES_AFTER[onset]):
            for place in tone_places(onset, rhyme):
                at, bare = len(onset) + place + 1, onset + rhyme
                made += [unicodedata.normalize("NFC", bare[:at] + tone + bare[at:]) for tone in tones_of(rhyme)]
    return made


def unit_names() -> list[str]:
    text = files("aggregator.campaign").joinpath("data/units.csv").read_text(encoding="utf-8-sig")
    return [row["name"] for row in csv.DictReader(text.splitlines())]


SYLLABLES = all_syllables()
ORDINARY = [
    "Xã Phúc Hòa",
    "“Dân vận khéo”",
    "café, résumé, São Paulo, Müller, naïve, El Niño",
    "ESPAÑA",
    "100 m², 30 °C, ±5, 5 µm, 10 µg, 3 × 4, ½, 1½m, 2×3",
    "§ 5",
    "Ø 20",
    "« Việt Nam »",
    "«Việt Nam»",
    "Panadol® của Công ty ©",
    "• a · b",
    "Ðảng ủy xã, Ðo đạc",  # the Icelandic Eth
    "dân tôc, nghành, đựơc",  # misspelt
    "kN·m",
    "Đắk Lắk",
]


@pytest.mark.parametrize("case", ["lower", "title", "upper"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_no_syllable_changes_alone(case: str, form: Literal["NFC", "NFD"]) -> None:
    texts = [unicodedata.normalize(form, getattr(syllable, case)()) for syllable in SYLLABLES]
    assert [text for text in texts if decode_text(text) is not None] == []


@pytest.mark.parametrize("case", ["lower", "title", "upper"])
def test_no_syllable_changes_in_a_sentence(case: str) -> None:
    cased = [getattr(syllable, case)() for syllable in SYLLABLES]
    sentences = [" ".join(cased[start :: len(cased) // 6]) for start in range(len(cased) // 6)]
    assert [sentence for sentence in sentences if decode_text(sentence) is not None] == []


@pytest.mark.parametrize("font", [None, *OLD_FONTS])
@pytest.mark.parametrize("lean", [None, "tcvn3", "vni"])
def test_no_name_of_a_unit_changes_whatever_its_font(font: str | None, lean: str | None) -> None:
    names = unit_names()
    assert names
    assert [name for name in names + [name.upper() for name in names] if decode_text(name, font, lean)] == []


@pytest.mark.parametrize("text", ORDINARY)
def test_foreign_words_quantities_and_misspellings_stay(text: str) -> None:
    assert decode_text(text) is None


@pytest.mark.parametrize("font", OLD_FONTS)
@pytest.mark.parametrize(
    "text", ["“Dân vận khéo”", "100 m², 30 °C, ±5, 3 × 4, ½", "« Việt Nam »", "café", "Müller", "dân tôc"]
)
def test_even_in_an_old_font_what_is_plain_unicode_stays(text: str, font: str) -> None:
    assert decode_text(text, font) is None


def test_an_endless_word_stays() -> None:
    assert decode_text("é" * 32_000, ".VnTime") is None


LEGITIMATE = st.one_of(
    st.sampled_from(SYLLABLES),
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:-/()%&", max_size=8),
    st.sampled_from(["café", "100 m²", "±", "½", "5 µg", "§", "–", "“", "”", "…", "°C", "®", "€", "×", "Ω", "中"]),
)


@settings(max_examples=300)
@given(st.lists(LEGITIMATE, max_size=12))
def test_any_mixture_of_legitimate_text_stays(parts: list[str]) -> None:
    assert decode_text(" ".join(parts)) is None
