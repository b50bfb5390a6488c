"""Papers in Word: what a page's turn may cost, and what templates may not lose."""

from __future__ import annotations

import re
from importlib.resources import files

from docx.shared import Pt

from aggregator.office.word_party import party_document, turn_page


def test_the_paragraph_that_turns_the_page_takes_no_room_so_that_no_blank_page_comes_of_it() -> None:
    document = party_document(2024, "Báo cáo", "Dân vận khéo", "Ban Dân vận")
    document.add_paragraph("Hết phần đầu.")
    turn_page(document, landscape=True)
    document.add_paragraph("Phụ lục 1")
    (bearer,) = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.sectPr is not None]
    look = bearer.paragraph_format
    assert not bearer.text
    assert (look.line_spacing, look.space_before, look.space_after) == (Pt(1), Pt(1), Pt(1))


def test_no_words_with_a_blank_at_their_end_are_printed_as_a_value_which_loses_it() -> None:
    folder = files("aggregator.campaign") / "texts"
    texts = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".j2")}
    assert texts
    assert [
        name for name, text in texts.items() if re.search(r'\{\{[^}]*(" [^"}]*"|[^"}] ") (if|\}\})', text)
    ] == []
