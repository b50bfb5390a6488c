"""One return, written in every way that units write it, gives the same entries each time."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.samples.catalogue import commune
from tests.samples.layouts import letter_m3
from tests.samples.nouns import Sheet
from tests.samples.oddities import decomposed, in_other_letters, macro_enabled, strict, tcvn3, wrong_dimension
from tests.samples.office import old_excel, old_word
from tests.samples.opendocument import ods
from tests.samples.parts import zipped
from tests.samples.post import Letter, mail
from tests.samples.web import html
from tests.samples.word import docx
from tests.samples.workbook import xlsx
from tests.sheets import run_over
from tests.soffice import saved_as
from tests.vietnamese.old_writers import as_vni

OFFICE = shutil.which("soffice") is not None or os.environ.get("CI_NO_SKIP") == "1"
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
MAIL = Letter(
    "Đảng ủy xã Cao Xá <caoxa@example.vn>",
    "Xã Cao Xá gửi danh sách",
    "Mon, 26 Feb 2024 09:00:00 +0700",
    "Mon, 26 Feb 2024 09:00:05 +0700",
    "Kính gửi Ban Dân vận.",
)
# where an entry stands and how it was typed differ from file to file; what it says must not
PLACE = ["file", "sheet", "row", "typed", "cells"]


def sheets() -> list[Sheet]:
    """The list of one commune, as typed after the letter's form, with a level column."""
    made = letter_m3(commune("cao-xa", "pddb/ddb/d/b"), levels="column")
    return in_other_letters(made, lambda text: text.replace("²", "2"))  # TCVN3 has no such sign


def base() -> bytes:
    """The same as an ordinary workbook."""
    return xlsx(sheets())


def in_a_zip() -> bytes:
    """The workbook in an archive in an archive."""
    inner = zipped({"Xã Cao Xá/M3.xlsx": base()})
    return zipped({"gửi huyện/danh sách.zip": inner})


WAYS: dict[str, Callable[[], bytes]] = {
    "cao xa.xlsx": base,
    "cao xa strict.xlsx": lambda: strict(base()),
    "cao xa wps.xlsx": lambda: wrong_dimension(base()),
    "cao xa.xlsm": lambda: macro_enabled(base()),
    "cao xa gọi nhầm.xls": base,
    "cao xa.ods": lambda: ods(sheets()),
    "cao xa.docx": lambda: docx(sheets()[0]),
    "cao xa web.xls": lambda: html(sheets()[0]),
    "cao xa nfd.xlsx": lambda: xlsx(decomposed(sheets())),
    "cao xa tcvn3.xlsx": lambda: xlsx(tcvn3(sheets())),
    "cao xa vni.xlsx": lambda: xlsx(in_other_letters(sheets(), as_vni)),
    "cao xa.zip": in_a_zip,
    "cao xa.eml": lambda: mail(MAIL, {"M3.xlsx": base()}),
    unicodedata.normalize("NFD", "danh sách xã Cao Xá.xlsx"): base,
}
BY_OFFICE: dict[str, Callable[[], bytes]] = {
    "cao xa.xls": lambda: old_excel(base()),
    "cao xa.doc": lambda: old_word(docx(sheets()[0])),
    "cao xa gọi nhầm.doc": lambda: saved_as(docx(sheets()[0]), "docx", "rtf"),
    "cao xa.pdf": lambda: saved_as(docx(sheets()[0]), "docx", "pdf"),
}


def entries(folder: Path, name: str, data: bytes) -> list[dict[str, Any]]:
    """What the entries of one file say, row by row."""
    outcome = run_over(folder, {name: data})
    said = outcome.entries.drop(columns=PLACE)
    return [dict(zip(said.columns, row, strict=True)) for row in said.itertuples(index=False, name=None)]


@cache
def expected_count() -> int:
    """How many models the list has."""
    return len(commune("cao-xa", "pddb/ddb/d/b").models)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return entries(tmp_path_factory.mktemp("plain") / "inbox", "cao xa.xlsx", base())


def test_the_plain_workbook_gives_every_model(plain: list[dict[str, Any]]) -> None:
    assert len(plain) == expected_count()
    assert {entry["unit"] for entry in plain} == {"cao-xa"}
    assert all(entry["level"] and entry["field"] and entry["mode"] and entry["holder_kind"] for entry in plain)


@pytest.mark.parametrize("name", WAYS)
def test_every_way_of_writing_says_the_same(name: str, plain: list[dict[str, Any]], tmp_path: Path) -> None:
    assert entries(tmp_path / "inbox", name, WAYS[name]()) == plain


@needs_office
@pytest.mark.parametrize("name", BY_OFFICE)
def test_what_libreoffice_makes_of_it_says_the_same(name: str, plain: list[dict[str, Any]], tmp_path: Path) -> None:
    assert entries(tmp_path / "inbox", name, BY_OFFICE[name]()) == plain
