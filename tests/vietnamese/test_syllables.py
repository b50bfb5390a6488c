"""Which words are Vietnamese syllables."""

from __future__ import annotations

import unicodedata

import pytest

from aggregator.vietnamese.syllables import (
    COMMON,
    ONSETS,
    RHYMES_AFTER,
    is_common,
    is_syllable,
    tone_places,
    tones_of,
)

RIGHT = """
xã Phúc HÒA hoà hòa huý húy thuý thúy uỷ ủy gì gìn giếng giết giữ giờ quý quốc quyển khuỷu ngoằn
nghĩa ngành xoong thuở rượu nguyễn người yêu ý lý lí kỹ ướt Đảng
"""
WRONG = """
café cùu héi kú céng nghành ngiêm phòg khôg đựơc xăt thiêp màuu chiÕn Hßa Tröôøng aa ghà càc w tôc đ
"""


@pytest.mark.parametrize("word", RIGHT.split())
def test_a_syllable_is_one_in_any_case_and_normal_form(word: str) -> None:
    for form in (word, word.lower(), word.upper(), word.title()):
        assert is_syllable(form)
        assert is_syllable(unicodedata.normalize("NFD", form))


@pytest.mark.parametrize("word", WRONG.split())
def test_what_breaks_the_spelling_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_nothing_is_no_syllable() -> None:
    assert not is_syllable("")


def test_every_onset_rhyme_and_tone_that_may_meet_make_a_syllable() -> None:
    for onset in ONSETS:
        for rhyme in RHYMES_AFTER[onset]:
            for place in tone_places(onset, rhyme):
                at = len(onset) + place + 1
                bare = onset + rhyme
                assert all(is_syllable(bare[:at] + tone + bare[at:]) for tone in tones_of(rhyme)), bare


@pytest.mark.parametrize("word", ["các", "cạc", "lịch", "một"])
def test_a_stop_at_the_end_bears_the_sharp_or_the_heavy_tone(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["càc", "cảc", "lich̃", "môt"])
def test_a_stop_at_the_end_bears_no_other_tone(word: str) -> None:
    assert not is_syllable(word)


def test_the_usual_syllables_are_syllables_with_marks() -> None:
    assert [word for word in COMMON if word.isascii() or not is_syllable(word)] == []


def test_a_usual_syllable_is_one_in_any_case_and_normal_form() -> None:
    assert is_common(unicodedata.normalize("NFD", "XÃ"))
    assert not is_common("xó")
