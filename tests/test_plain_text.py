"""The gate through which every text leaves a reader: what is behind it can be written anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.vietnamese.fold import as_read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Đường hoa\nthôn Trại", "Đường hoa\nthôn Trại"),
        ("Đường\u00a0hoa \u00ad\u200b", "Đường\u00a0hoa \u00ad\u200b"),  # TCVN3 writes ư as a soft hyphen
        ("khoai sọ \ud83d\ude00 ven sông", "khoai sọ 😀 ven sông"),
        ("khoai sọ _xD83D__xDE00_ ven sông", "khoai sọ 😀 ven sông"),
        ("khoai \ud83d sọ", "khoai \ufffd sọ"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("khoai\x03 sọ\x00", "khoai  sọ "),
        ("một\r\nhai\rba\x0bbốn", "một\nhai\nba\nbốn"),
        ("\u202aCá nhân\u202c\u200e", "Cá nhân"),  # as a telephone puts marks of direction around
        ("_x0041_", "_x0041_"),
    ],
)
def test_text_is_as_typed_but_for_what_cannot_be_written(typed: str, read: str) -> None:
    assert as_read(typed) == read


@given(st.text(st.characters(codec=None)) | st.text("\ud83d\ude00\x00\x0b_xD83aé "))
def test_whatever_was_typed_can_be_encoded_and_passes_the_gate_once(typed: str) -> None:
    read = as_read(typed)

    read.encode("utf-8")
    assert not set(read) & {chr(code) for code in range(32) if chr(code) not in "\t\n"}
    assert as_read(read) == read
