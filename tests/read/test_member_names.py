"""The names of files, decoded and made harmless."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from html.entities import codepoint2name
from quopri import encodestring
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.read.member_names import UniqueNames, decoded_name, harmless, tidy

NAMES = ["M3 xã Ngọc Thiện.xlsx", "Thị trấn Nhã Nam - M1.docx", "Hội Nông dân huyện.xls", "Đảng ủy xã Lý Cốt"]


def base64_word(name: str) -> str:
    return f"=?UTF-8?B?{b64encode(name.encode()).decode()}?="


def quoted_word(name: str) -> str:
    text = encodestring(name.encode(), header=True).decode().replace("=\n", "")
    return f"=?utf-8?Q?{text}?="


def of_each(name: str, way: str) -> str:
    return "".join(c if c.isascii() else way.format(ord(c)) for c in name)


def of_mailbox(letters: re.Match[str]) -> str:
    return f"&{b64encode(letters[0].encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"


WAYS: dict[str, Callable[[str], str]] = {
    "percent signs": quote,
    "RFC 2231": lambda name: f"UTF-8''{quote(name)}",
    "a base64 word": base64_word,
    "a quoted word": quoted_word,
    "a base64 word whose question marks the system forbade": lambda name: (
        base64_word(name).replace("?", "_").replace("/", "_")
    ),
    "a quoted word whose question marks the system forbade": lambda name: quoted_word(name).replace("?", "_"),
    "numbered letters": lambda name: "".join(c if c.isascii() else f"&#{ord(c)};" for c in name),
    "letters of Info-ZIP": lambda name: of_each(name, "#U{:04x}"),
    "letters of a program": lambda name: of_each(name, "\\u{:04x}"),
    "letters of a web script": lambda name: of_each(name, "%u{:04X}"),
    "letters of SharePoint": lambda name: of_each(name, "_x{:04X}_").replace(" ", "_x0020_"),
    "bytes of a mail": lambda name: encodestring(name.encode()).decode().replace("=\n", ""),
    "percent signs, twice": lambda name: quote(quote(name)),
    "named letters": lambda name: "".join(
        f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in name
    ),
    "a mailbox of IMAP": lambda name: re.sub(r"[^ -~]+", of_mailbox, name),
    "UTF-8 taken for Western text": lambda name: "".join(
        bytes((byte,)).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in name.encode()
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_an_encoded_name_says_what_was_meant(name: str, way: str) -> None:
    assert decoded_name(f"thư.eml!{WAYS[way](name)}") == f"thư.eml!{name}"


def test_a_word_cut_in_two_is_one_name() -> None:
    assert decoded_name(f"{base64_word('M3 Nhã')} {base64_word(' Nam.xlsx')}") == "M3 Nhã Nam.xlsx"


NO_CODE = [
    "Hội ND &BCH- xã.xlsx",
    "Máy &IBM-.xlsx",
    "MTTQ&UBND-xã.xlsx",
    "a=20 b=C3.xlsx",
    "M3 #UBND #U12.xlsx",
    "M3_x2024_1.xlsx",
    "R&D; &khéo.xlsx",
    "50%u.xlsx",
    r"C\unit",
]


@pytest.mark.parametrize(
    "name",
    ["M3 100%.xlsx", "50%25 M3", "M3_A_B_C_.xlsx", "a=_b_Q_c", "M3 %E9.xlsx", "Xã Á.xlsx", "=?x?B?!?=", *NO_CODE],
)
def test_what_is_no_encoding_stays(name: str) -> None:
    assert decoded_name(name) in (name, name.replace("%25", "%"))


def test_signs_that_turn_text_round_are_shown_and_do_not_hinder_the_words() -> None:
    name = harmless("M3 Cao\u202e Xá\u200f.xlsx")
    assert name == "M3 Cao[U+202E] Xá[U+200F].xlsx"
    assert decoded_name(name) == "M3 Cao Xá.xlsx"
    assert tidy("a\u202eb\nc") == "a[U+202E]b c"


@given(st.binary(max_size=12), st.binary(max_size=12))
def test_two_names_that_differ_in_a_byte_stay_two(first: bytes, second: bytes) -> None:
    shown = [harmless(raw.decode("utf-8", "surrogateescape")) for raw in (first, second)]
    if "\ufffd" not in (first + second).decode("utf-8", "ignore") and b"[U+" not in first + second:
        assert (shown[0] == shown[1]) == (first == second)
    assert [name.encode().decode() for name in shown] == shown


@given(st.lists(st.sampled_from(["M3.xlsx", "m3.xlsx", "M3 (2).xlsx", "a/M3.xlsx"]), max_size=30))
def test_every_member_has_a_name_of_its_own(names: list[str]) -> None:
    unique = UniqueNames()
    claimed = [unique.claim(name) for name in names]
    assert len({name.casefold() for name in claimed}) == len(names)
