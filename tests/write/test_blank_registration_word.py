"""The blank M1 and M2 as Word files: the letter's layout and wording, controls to fill in, a stamp."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from aggregator.campaign.load import default_campaign
from aggregator.read.docx import read_docx
from aggregator.vietnamese.fold import key
from aggregator.write.blank_registration import registration_document
from tests.soffice import converted

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from aggregator.nouns.unit import RegistrationForm


CAMPAIGN = default_campaign()
COMMITTED = Path(__file__).parents[2] / "blank_forms"
SOFFICE = shutil.which("soffice")
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

each_form = pytest.mark.parametrize("form", CAMPAIGN.registration_forms, ids=lambda form: form.code)


@cache
def blank(code: str, unit: str | None = None) -> bytes:
    form = CAMPAIGN.registration_forms_by_code[code]
    return registration_document(CAMPAIGN, form, CAMPAIGN.units_by_code[unit] if unit else None)


def opened(code: str, unit: str | None = None) -> Document:
    return docx.Document(io.BytesIO(blank(code, unit)))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def controls(document: Document) -> dict[str, BaseOxmlElement]:
    """The controls by their tags."""
    found = document.element.body.iter(qn("w:sdt"))
    return {sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): sdt for sdt in found}


def text_of(data: bytes) -> str:
    """All that our reader finds, line by line; placeholders are nothing to it."""
    rows = read_docx(data).sheets[0].rows
    return "\n".join(str(cell) for row in rows for cell in row.cells if cell)


def stamp(data: bytes) -> str:
    return parts(data)["docProps/custom.xml"].decode()


@each_form
def test_the_committed_form_is_what_the_code_writes(form: RegistrationForm) -> None:
    assert parts((COMMITTED / f"{form.code}.docx").read_bytes()) == parts(blank(form.code))


@each_form
def test_the_same_form_has_the_same_bytes_on_any_day(form: RegistrationForm) -> None:
    assert registration_document(CAMPAIGN, form) == blank(form.code)


@each_form
def test_all_of_the_letters_words_stand_in_their_order(form: RegistrationForm) -> None:
    words = [form.heading, *form.title, form.intro]
    for item in form.items[1:]:
        boxes = [box.label for box in form.boxes] if item.code == "field" else []
        words += [item.printed, *([item.aside] if item.aside else []), *boxes]
        words += [item.guidance] if item.guidance else []
    words += [text for signature in form.signatures for text in signature.lines]
    text, at = key(text_of(blank(form.code))), 0
    for word in words:
        assert key(word) in text[at:], word
        at = text.index(key(word), at)


@each_form
def test_every_item_has_its_control_that_shows_only_dots(form: RegistrationForm) -> None:
    found = controls(opened(form.code))
    for item in form.items:
        if item.code != "field":
            control = found[f"{form.code}.{item.code}"]
            assert control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
            assert not "".join(t.text or "" for t in control.iter(qn("w:t"))).strip(".")


@each_form
def test_r9_the_four_boxes_are_boxes_to_tick_and_empty(form: RegistrationForm) -> None:
    found = controls(opened(form.code))
    boxes = [found[f"{form.code}.field.{number}"] for number in range(1, 5)]
    assert [box.find(f"{qn('w:sdtPr')}/{W14}checkbox/{W14}checked").get(f"{W14}val") for box in boxes] == ["0"] * 4
    assert [f"☐ {box.label}" in text_of(blank(form.code)) for box in form.boxes] == [True] * 4


@each_form
def test_the_level_is_a_drop_down(form: RegistrationForm) -> None:
    items = controls(opened(form.code))[f"{form.code}.level"].iter(qn("w:listItem"))
    assert [item.get(qn("w:displayText")) for item in items] == ["Cấp tỉnh", "Cấp huyện"]


@each_form
def test_dotted_lines_leave_as_much_room_as_the_letter_asks(form: RegistrationForm) -> None:
    found = controls(opened(form.code))
    room = {item.code: len(list(found[f"{form.code}.{item.code}"].iter(qn("w:tab")))) for item in form.items[-4:]}
    assert room == {"content": 5, "period": 1, "scope": 1, "results": 3}


@each_form
def test_guidance_is_in_italics(form: RegistrationForm) -> None:
    runs = [run for paragraph in opened(form.code).paragraphs for run in paragraph.runs]
    told = {item.guidance for item in form.items if item.guidance}
    assert {run.text for run in runs if run.italic} >= told


@each_form
def test_it_is_a4_portrait_in_times_new_roman_14(form: RegistrationForm) -> None:
    document = opened(form.code)
    page, normal = document.sections[0], document.styles["Normal"].font
    assert abs((page.page_width or 0) - Mm(210)) < Mm(1) > abs((page.page_height or 0) - Mm(297))
    assert (normal.name, normal.size and normal.size.pt) == ("Times New Roman", 14)


@each_form
def test_the_file_tells_what_it_is_and_nothing_of_the_day(form: RegistrationForm) -> None:
    told = opened(form.code).core_properties
    assert told.title == f"Mẫu {form.code} - {' '.join(form.title)}"
    assert (told.author, told.last_modified_by) == ("BAN DÂN VẬN HUYỆN ỦY TÂN YÊN",) * 2
    assert told.created == told.modified
    assert told.created.year == CAMPAIGN.year
    assert not [name for name in parts(blank(form.code)) if "thumbnail" in name]


@pytest.mark.parametrize(("code", "unit"), [("M1", ""), ("M2", ""), ("M1", "cao-xa"), ("M2", "cong-an")])
def test_it_is_stamped_in_its_properties(code: str, unit: str) -> None:
    version = CAMPAIGN.registration_forms_by_code[code].version
    for name, value in {"form": code, "version": version, "year": "2024", "unit": unit}.items():
        assert f'name="_bieu_mau.{name}"><vt:lpwstr>{value}</vt:lpwstr>' in stamp(blank(code, unit or None))


def test_an_agencys_copy_names_it_and_a_communes_leaves_the_name_to_the_holder_of_the_model() -> None:
    text = text_of(blank("M1", "cong-an"))
    assert "Tên cơ quan, đơn vị: Đảng bộ Công an huyện\n" in text
    assert "2025; Đảng bộ Công an huyện đã tổ chức họp" in text
    text = text_of(blank("M1", "cao-xa"))
    assert "2025; (tên tổ chức, cơ quan, đơn vị) đã tổ chức họp" in text
    assert "Cao Xá, ngày ..... tháng ..... năm 2024" in text


@pytest.mark.skipif(not SOFFICE and not os.environ.get("CI_NO_SKIP"), reason="LibreOffice is not installed")
@each_form
def test_libreoffice_keeps_the_stamp_the_boxes_and_the_drop_down(form: RegistrationForm, tmp_path: Path) -> None:
    saved = saved_by_libreoffice(blank(form.code, "cao-xa"), tmp_path)
    for value in (form.code, form.version, "2024", "cao-xa"):
        assert f"<vt:lpwstr>{value}</vt:lpwstr>" in stamp(saved)
    body = docx.Document(io.BytesIO(saved)).element.body
    assert len(list(body.iter(f"{W14}checkbox"))) == len(form.boxes)
    assert [item.get(qn("w:displayText")) for item in body.iter(qn("w:listItem"))] == ["Cấp tỉnh", "Cấp huyện"]
    # but the boxes: the name is the holder's to fill in
    assert len(list(body.iter(qn("w:showingPlcHdr")))) == len(form.items) - 1


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """The file, opened and saved again by LibreOffice."""
    (folder / "form.docx").write_bytes(data)
    (saved,) = converted([folder / "form.docx"], "docx:MS Word 2007 XML", folder / "saved")
    return saved.read_bytes()
