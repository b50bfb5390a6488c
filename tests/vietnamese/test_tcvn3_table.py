"""The table of TCVN3, held against the one of the C library."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata

import pytest

from aggregator.vietnamese import old_fonts as tcvn3
from aggregator.vietnamese.syllables import ONSETS, RHYMES_AFTER, tone_places, tones_of

needs_iconv = pytest.mark.skipif(
    shutil.which("iconv") is None and os.environ.get("CI_NO_SKIP") != "1", reason="iconv is not installed"
)

ONLY_IN_VN1 = "¯º¿ÀÁÂÃÄÅÍÙÚÛàðÿ"  # capitals that the .Vn fonts leave blank


def iconv(data: bytes, source: str, target: str) -> bytes:
    done = subprocess.run(["iconv", "-f", source, "-t", target], input=data, capture_output=True, check=True)
    return done.stdout


def all_syllables() -> list[str]:
    made = []
    for onset in ONSETS:
        for rhyme in sorted(RHYMES_AFTER[onset]):
            at = len(onset) + tone_places(onset, rhyme)[0] + 1
            bare = onset + rhyme
            made += [unicodedata.normalize("NFC", bare[:at] + tone + bare[at:]) for tone in tones_of(rhyme)]
    return made


@needs_iconv
def test_each_letter_is_the_one_that_iconv_reads() -> None:
    for code in range(0xA1, 0x100):
        char = chr(code)
        if char in ONLY_IN_VN1 or char in tcvn3.MARKS:
            assert tcvn3.from_tcvn3(char) == char
        else:
            assert tcvn3.from_tcvn3(char) == iconv(bytes([code]), "TCVN5712-1", "UTF-8").decode(), hex(code)


@needs_iconv
def test_a_capital_with_a_mark_of_its_own_is_the_one_that_iconv_reads() -> None:
    for base in "AEIOUYaeiouy¢£¤¥¦¡":
        for mark in tcvn3.MARKS:
            if base + mark in ("¥²",):
                continue
            data = (base + mark).encode("latin-1")
            assert tcvn3.from_tcvn3(base + mark) == iconv(data, "TCVN5712-1", "UTF-8").decode()


@needs_iconv
def test_every_syllable_written_by_iconv_is_read_back() -> None:
    text = "\n".join(all_syllables())
    written = iconv(text.encode(), "UTF-8", "TCVN5712-1").decode("latin-1")
    assert tcvn3.from_tcvn3(written) == text


@pytest.mark.parametrize("text", ["100 m²", "±5", "30°C", "“…” – ‘’", "Việt", "\u0085"])
def test_what_is_no_letter_of_the_encoding_stays(text: str) -> None:
    assert tcvn3.from_tcvn3(text) == text


@pytest.mark.parametrize("font", [".VnTimeH", ".vntimeh", ".VnArial NarrowH", ".VnArialH"])
def test_a_font_that_ends_in_h_shows_capitals(font: str) -> None:
    assert tcvn3.shows_capitals(font)


@pytest.mark.parametrize("font", [".VnTime", ".VnArial Narrow", "Times New Roman", "VNI-TimesH", "Arial Rounded H"])
def test_other_fonts_show_the_letters_as_they_are(font: str) -> None:
    assert not tcvn3.shows_capitals(font)
