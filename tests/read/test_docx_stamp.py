"""A Word form of ours is known again by its stamp, as a workbook is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx

from aggregator.campaign.load import default_campaign
from aggregator.nouns.file import STAMP
from aggregator.read.docx import read_docx
from aggregator.understand.document import read_stamp
from aggregator.write.blank_registration import registration_document

if TYPE_CHECKING:
    from docx.document import Document


CAMPAIGN = default_campaign()


def blank(unit: str | None) -> bytes:
    form = CAMPAIGN.registration_forms_by_code["M2"]
    return registration_document(CAMPAIGN, form, CAMPAIGN.units_by_code[unit] if unit else None)


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_form_version_year_and_unit_are_read_back() -> None:
    stamp = read_stamp(read_docx(blank("cao-xa")).sheets)
    assert stamp == {"form": "M2", "version": "2024.1", "year": "2024", "unit": "cao-xa"}


def test_a_form_for_all_units_has_an_empty_unit() -> None:
    assert read_stamp(read_docx(blank(None)).sheets)["unit"] == ""


def test_the_stamp_is_hidden_and_no_part_of_the_text() -> None:
    text, stamp = read_docx(blank("cao-xa")).sheets
    assert (stamp.name, stamp.hidden, stamp.notices) == (STAMP, True, ())
    assert not [cell for row in text.rows for cell in row.cells if cell and "cao-xa" in str(cell)]


def test_a_word_file_of_ones_own_has_no_stamp() -> None:
    assert [sheet.name for sheet in read_docx(saved(docx.Document())).sheets] == ["Văn bản"]


def test_the_stamp_stays_when_the_form_is_filled_in_and_saved() -> None:
    document = docx.Document(io.BytesIO(blank("cao-xa")))
    document.add_paragraph("Gửi Ban Dân vận Huyện ủy")
    assert read_stamp(read_docx(saved(document)).sheets)["unit"] == "cao-xa"
