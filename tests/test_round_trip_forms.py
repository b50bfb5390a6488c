"""A blank M1 or M2, filled in by any program in either format and sent back, is read as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from aggregator.campaign.load import default_campaign
from tests.soffice import fill_all_in_office, needs_office
from tests.test_round_trip import aggregate, aggregator

FORMS = default_campaign().registration_forms_by_code
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
UNIT = ("Xã Cao Xá", "cao-xa")
# by the item's code, as it is typed; a line break is one that a person types
FILLED: tuple[dict[str, str], ...] = (
    {
        "name": "Hiến đất <500 m²> & “làm đường” 100% 'tự nguyện'",
        "level": "Cấp tỉnh",
        "content": "- Họp dân, bàn công khai;\n- vận động 32 hộ; +10% kinh phí\n- giám sát cộng đồng.",
        "period": "Từ tháng 3/2024 đến 30/10/2024",
        "scope": "Thôn Trung, thôn Ngò – xã Cao Xá",
        "results": "1,2 km đường; 100% hộ đồng thuận",
        "address": "Thôn Trung, xã Cao Xá",
        "holder": "Nguyễn Văn Mẫu",
        "position": "Bí thư chi bộ, Trưởng thôn",
        "workplace": "Chi bộ thôn Trung",
    },
    {
        "name": "007",
        "level": "Cấp huyện",
        "content": "=HYPERLINK(\"x\") không phải công thức",
        "period": "2024",
        "scope": "2. Khu dân cư số 5",
        "results": "1.234,5",
        "address": "0123456789",
        "holder": "Trần Thị Thử",
        "position": "Chi hội trưởng",
        "workplace": "Hội Nông dân",
    },
)  # fmt: skip
FIELDS = ("culture_society", "defence_security")
LEVELS = {"Cấp tỉnh": "province", "Cấp huyện": "district"}
ITEMS = ("name", "content", "period", "scope", "results")


def values(form: str, number: int) -> dict[str, str]:
    """What is typed into the items that the form has."""
    return {code: value for code, value in FILLED[number].items() if code in FORMS[form].items_by_code}


def cells(source: Path, form: str, number: int) -> Iterator[tuple[int, int, str]]:
    """What is typed into a workbook: row and column from 0."""
    labels = {item.printed: item.code for item in FORMS[form].items if item.code != "unit"}
    ticked = {f"- {box.label}" for box in FORMS[form].boxes if box.field == FIELDS[number]}
    sheet: Any = openpyxl.load_workbook(source).worksheets[0]
    yield 0, 0, f"Tên cơ quan, đơn vị: {UNIT[0]}"
    for row in range(sheet.max_row):
        label = str(sheet.cell(row + 1, 1).value or "").partition("\n")[0].strip()
        value = "x" if label in ticked else values(form, number).get(labels.get(label, ""))
        if value is not None:
            yield row, 1, value


def controls(form: str, number: int) -> dict[str, str | bool]:
    """What is typed into a document's controls, by tag; true for the box to tick."""
    boxes = enumerate(FORMS[form].boxes, start=1)
    ticked = {f"{form}.field.{n}": True for n, box in boxes if box.field == FIELDS[number]}
    return {f"{form}.{code}": value for code, value in (values(form, number) | {"unit": UNIT[0]}).items()} | ticked


def tags(source: Path) -> list[str]:
    """The tags of a document's controls, in its order."""
    body = docx.Document(str(source)).element.body
    return [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]


def by_openpyxl(source: Path, targets: list[Path], form: str) -> None:
    for number, target in enumerate(targets):
        type_into_workbook(source, target, form, number)


def type_into_workbook(source: Path, target: Path, form: str, number: int) -> None:
    book = openpyxl.load_workbook(source)
    for row, column, typed in cells(source, form, number):
        cell: Any = book.worksheets[0].cell(row + 1, column + 1)
        cell.value = typed
        cell.data_type = "s"  # a text that begins with = stays a text
    book.save(target)


def by_python_docx(source: Path, targets: list[Path], form: str) -> None:
    for number, target in enumerate(targets):
        type_into_document(source, target, form, number)


def type_into_document(source: Path, target: Path, form: str, number: int) -> None:
    document = docx.Document(str(source))
    typed = controls(form, number)
    for control in document.element.body.iter(qn("w:sdt")):
        value = typed.get(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
        if value is True:
            next(control.iter(f"{W14}checked")).set(f"{W14}val", "1")
            next(control.iter(qn("w:t"))).text = "☒"
        elif value is not None:
            _type(control, str(value))
    document.save(str(target))


def _type(control: Any, value: str) -> None:
    """Type over the dots, a line break as Word keeps it."""
    for placeholder in list(control.iter(qn("w:showingPlcHdr"))):
        placeholder.getparent().remove(placeholder)
    content = control.find(qn("w:sdtContent"))
    for old in [*content.iter(qn("w:t")), *content.iter(qn("w:br"))]:
        old.getparent().remove(old)
    run = next(content.iter(qn("w:r")), None)
    run = added(content, "w:r") if run is None else run
    for place, line in enumerate(value.split("\n")):
        if place:
            added(run, "w:br")
        added(run, "w:t").text = line


def added(parent: Any, tag: str) -> Any:
    made = OxmlElement(tag)
    parent.append(made)
    return made


def by_libreoffice(source: Path, targets: list[Path], form: str) -> None:
    fill_all_in_office((source, target, typed(source, form, n)) for n, target in enumerate(targets))


def typed(source: Path, form: str, number: int) -> Mapping[str, Any]:
    """What is typed in LibreOffice, into a document's controls or a workbook's cells."""
    if source.suffix == ".docx":
        given = controls(form, number)
        return {"controls": [given.get(tag) for tag in tags(source)]}
    return {"cells": [(row, column, value, None) for row, column, value in cells(source, form, number)]}


Fill = Callable[[Path, list[Path], str], None]
WAYS = [
    pytest.param(".xlsx", by_openpyxl, id="xlsx-openpyxl"),
    pytest.param(".xlsx", by_libreoffice, id="xlsx-libreoffice", marks=needs_office),
    pytest.param(".docx", by_python_docx, id="docx-python-docx"),
    pytest.param(".docx", by_libreoffice, id="docx-libreoffice", marks=needs_office),
]


@pytest.mark.parametrize("form", ["M1", "M2"])
@pytest.mark.parametrize(("kind", "fill"), WAYS)
def test_what_is_filled_in_comes_back(kind: str, fill: Fill, form: str, tmp_path: Path) -> None:
    aggregator("blank", "-o", tmp_path)
    inbox = tmp_path / "nhan_ve"
    inbox.mkdir()
    targets = [tmp_path / f"filled_{number}{kind}" for number in range(len(FILLED))]
    fill(tmp_path / f"{form}{kind}", targets, form)
    for number, filled in enumerate(targets):
        filled.rename(inbox / f"gui_ve_{number}{kind}")
    told = {item["file"]: item for item in aggregate(inbox)["registrations"]}
    for number in range(len(FILLED)):
        wanted = expected(form, number)
        assert {key: told[f"gui_ve_{number}{kind}"][key] for key in wanted} == wanted


def expected(form: str, number: int) -> dict[str, Any]:
    """What must come back."""
    said = FILLED[number]
    person = {"holder": said["holder"]} if form == "M2" else {}
    kind = "individual" if form == "M2" else "collective"
    items = {code: said[code] for code in ITEMS} | person
    facts = {"unit": UNIT[1], "form": form, "holder_kind": kind, "level": LEVELS[said["level"]]}
    return items | facts | {"field": FIELDS[number], "entry": None}
