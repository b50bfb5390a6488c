"""Forms M1 and M2 as units fill them in: on our blanks in Excel and Word, or typed anew in their own hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from aggregator.campaign.load import default_campaign
from aggregator.write.blank_registration import registration_document, registration_workbook
from tests.samples.filled_blank import MODIFIED, saved
from tests.samples.nouns import Sheet
from tests.samples.parts import unzipped, zipped
from tests.samples.word import docx as typed_document

CAMPAIGN = default_campaign()
CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@dataclass(frozen=True)
class Form:
    """What a unit says on one M1 or M2; a person's name makes it an M2."""

    unit: str
    name: str
    field: str
    level: str
    content: str
    period: str
    scope: str
    results: str
    person: str | None = None
    position: str | None = None

    @property
    def code(self) -> str:
        """M1 or M2."""
        return "M2" if self.person else "M1"

    def values(self) -> dict[str, str]:
        """What stands in each item but the boxes."""
        holder = {"holder": self.person, "position": self.position, "workplace": self.unit} if self.person else {}
        said = {"unit": self.unit, "address": self.scope, "name": self.name, "level": self.level}
        said |= {"content": self.content, "period": self.period, "scope": self.scope, "results": self.results}
        return {code: value for code, value in (said | holder).items() if value}


def in_excel(form: Form) -> bytes:
    """Our blank workbook, filled in."""
    blank = CAMPAIGN.registration_forms_by_code[form.code]
    book = openpyxl.load_workbook(io.BytesIO(registration_workbook(CAMPAIGN, blank)))
    sheet: Any = book[blank.sheet]
    sheet["A1"] = f"Tên cơ quan, đơn vị: {form.unit}"
    labels = {item.printed: item.code for item in blank.items} | {
        f"- {box.label}": "tick" for box in blank.boxes if box.field == form.field
    }
    values = form.values() | {"tick": "x"}
    for row in range(1, sheet.max_row + 1):
        label = str(sheet.cell(row, 1).value or "").partition("\n")[0].strip()
        if labels.get(label) in values:
            sheet.cell(row, 2).value = values[labels[label]]
    return saved(book)


def in_word(form: Form) -> bytes:
    """Our blank document, filled in through its controls."""
    blank = CAMPAIGN.registration_forms_by_code[form.code]
    document = docx.Document(io.BytesIO(registration_document(CAMPAIGN, blank)))
    boxes = {f"{form.code}.field.{n}": box.field for n, box in enumerate(blank.boxes, start=1)}
    values = form.values()
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if boxes.get(tag) == form.field:
            _tick(control)
        elif tag.partition(".")[2] in values:
            _type(control, values[tag.partition(".")[2]])
    target = io.BytesIO()
    document.save(target)
    parts = unzipped(target.getvalue())
    parts["docProps/core.xml"] = MODIFIED.sub(rb"\g<1>2024-02-22T08:00:00Z", parts["docProps/core.xml"])
    return zipped(parts)


def _tick(control: Any) -> None:
    next(control.iter(f"{CHECKED}checked")).set(f"{CHECKED}val", "1")
    next(control.iter(qn("w:t"))).text = "☒"


def _type(control: Any, value: str) -> None:
    """Put the text where the dots stood; the control no longer shows its placeholder."""
    properties = control.find(qn("w:sdtPr"))
    for placeholder in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(placeholder)
    texts = list(control.iter(qn("w:t")))
    for old in texts:
        old.text = ""
    text = texts[0] if texts else _added(_run(control), "w:t")
    text.text = value


def _run(control: Any) -> Any:
    content = control.find(qn("w:sdtContent"))
    runs = list(content.iter(qn("w:r")))
    return runs[0] if runs else _added(content, "w:r")


def _added(parent: Any, tag: str) -> Any:
    made = OxmlElement(tag)
    parent.append(made)
    return made


def in_own_hand(forms: Sequence[Form]) -> bytes:
    """One Word file with the forms one after the other, as an office types them without our blank."""
    sheet = Sheet("M1")
    for form in forms:
        for line in _lines(form):
            sheet.add(line)
    return typed_document(sheet)


def _lines(form: Form) -> list[str]:
    blank = CAMPAIGN.registration_forms_by_code[form.code]
    values = form.values()
    boxes = [f"{'☒' if box.field == form.field else '☐'} {box.label}" for box in blank.boxes]
    said: list[str] = []
    for item in blank.items:
        said += [item.printed, *boxes] if item.code == "field" else [f"{item.printed} {values.get(item.code, '')}"]
    head = [blank.heading, f"Tên cơ quan, đơn vị: {form.unit}", *blank.title[:1]]
    items = [line for line in said if not line.startswith("Tên cơ quan")]
    return [*head, "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024", *items, "LÃNH ĐẠO ĐƠN VỊ", "(Đã ký)"]


def paper(*lines: str) -> bytes:
    """A document of lines, such as a plan."""
    sheet = Sheet("VB")
    for line in lines:
        sheet.add(line)
    return typed_document(sheet)
