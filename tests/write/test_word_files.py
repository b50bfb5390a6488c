"""What every Word file of ours is: in Vietnamese, of no foreign program, free of control characters, and signed."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from msgspec import structs

from aggregator.office.word_document import add_line, bytes_of, untouched, write_run
from aggregator.office.word_party import party_document, say
from aggregator.write.blank_registration import registration_document
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import perfect_outcome
from tests.write.paper_reader import briefing_document

REPORT = briefing_document(perfect_outcome())
BLANK = registration_document(CAMPAIGN, CAMPAIGN.registration_forms[0])
ours = pytest.mark.parametrize("data", [REPORT, BLANK], ids=["report", "blank form"])


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))
        }


def saved_in_word(data: bytes, added: str = "") -> bytes:
    """The file as another program writes it: it may have changed nothing, and yet writes the page its own way."""
    document, target = docx.Document(io.BytesIO(data)), io.BytesIO()
    document.add_paragraph(added)
    document.save(target)
    return target.getvalue()


@ours
def test_the_language_is_vietnamese(data: bytes) -> None:
    found = parts(data)
    assert '<w:lang w:val="vi-VN" w:eastAsia="vi-VN"' in found["word/styles.xml"]
    assert "en-US" not in "".join(found.values())


@ours
def test_no_other_program_is_named(data: bytes) -> None:
    found = parts(data)
    assert "docProps/app.xml" not in found
    assert not [name for name, text in found.items() if "Macintosh" in text or "app.xml" in text]


@ours
def test_a_file_as_written_is_known_and_an_edited_one_is_not(data: bytes) -> None:
    assert untouched(data)
    assert not untouched(saved_in_word(data))
    assert not untouched(saved_in_word(data, "thêm một câu"))


@pytest.mark.parametrize("data", [b"", b"report", b"PK\x03\x04"])
def test_what_is_no_word_file_of_ours_counts_as_edited(data: bytes) -> None:
    assert not untouched(data)


def test_control_characters_never_stop_a_paper() -> None:
    odd = "Xã \x07An\x0b Dương\ud800"
    document = party_document(2024, odd, odd, odd)
    say(document, odd)
    write_run(add_line(document), odd)
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(bytes_of(document))).paragraphs]
    assert lines == ["Xã An\n Dương"] * 2


def test_control_characters_in_a_unit_name_never_stop_a_blank_form() -> None:
    unit = structs.replace(CAMPAIGN.units[0], name="Xã \x07An Dương")
    found = parts(registration_document(CAMPAIGN, CAMPAIGN.registration_forms[0], unit))
    assert "Xã An Dương" in found["word/document.xml"]
