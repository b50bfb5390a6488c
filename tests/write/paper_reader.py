"""A Word paper as a person reads it: its paragraphs, and its tables as rows of texts."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn

from aggregator.nouns.outcome import Outcome
from aggregator.write.briefing.report import briefing_report
from aggregator.write.sheets.view import Facts

TEXT, *BLANKS = map(qn, ("w:t", "w:br", "w:tab"))


@dataclass(frozen=True)
class Paper:
    """``lines`` are the paragraphs outside tables; a table is a list of rows of cell texts."""

    lines: list[str]
    tables: list[list[list[str]]]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def whole(self) -> str:
        cells = [cell for table in self.tables for row in table for cell in row]
        return "\n".join([*self.lines, *cells])

    def table(self, *heads: str) -> list[list[str]]:
        """The rows below the head of the table that begins with these heads."""
        found = [table for table in self.tables if tuple(table[0][: len(heads)]) == heads]
        assert len(found) == 1, f"{heads}: {len(found)}"
        return found[0][1:]

    def line(self, start: str) -> str:
        """The one paragraph that begins so."""
        found = [line for line in self.lines if line.startswith(start)]
        assert len(found) == 1, f"{start}: {found}"
        return found[0]


def read_paper(data: bytes) -> Paper:
    body = Document(io.BytesIO(data)).element.body
    lines = [text for p in body.findall(qn("w:p")) if (text := _text(p))]
    tables = [
        [[_text(cell) for cell in row.findall(qn("w:tc"))] for row in table.findall(qn("w:tr"))]
        for table in body.findall(qn("w:tbl"))
    ]
    return Paper(lines, tables)


def _text(element: object) -> str:
    nodes = element.iter(TEXT, *BLANKS)  # type: ignore[attr-defined]  # lxml
    return re.sub(r"\s+", " ", "".join((n.text or "") if n.tag == TEXT else " " for n in nodes)).strip()


def briefing_document(outcome: Outcome) -> bytes:
    """The report for the briefing, in our own words."""
    return briefing_report(Facts(outcome)).data
