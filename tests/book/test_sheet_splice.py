"""Cells are put into the bytes of a sheet, whoever wrote it: Excel, LibreOffice, WPS, openpyxl."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.book.splice import Splice, Value
from aggregator.office.package import NotUpdated, scan

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel's calendar knows no zone
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def made(rows: str, prefix: str = "") -> bytes:
    """A sheet with these rows, written with a prefix or without."""
    names = f'xmlns:{prefix[:-1]}="{NS}"' if prefix else f'xmlns="{NS}"'
    body = rows.replace("</", f"</{prefix}").replace("<", f"<{prefix}").replace(f"<{prefix}/", "</")
    return f"<{prefix}worksheet {names}><{prefix}sheetData>{body}</{prefix}sheetData></{prefix}worksheet>".encode()


def spliced(data: bytes, rows: Mapping[int, Mapping[int, Value]], style: str = "") -> dict[str, str]:
    """The cells of the new sheet by name."""
    splice = Splice(scan(data), 1, 1, lambda s: s == style != "", EPOCH)
    return told(splice.with_rows(rows))


def told(data: bytes) -> dict[str, str]:
    root: Element = fromstring(data)  # noqa: S314 -- our own
    cells = [e for e in root.iter() if e.tag == f"{{{NS}}}c"]
    found = {e.attrib["r"]: "".join(e.itertext()) for e in cells}
    assert len(found) == len(cells)
    return {name: text for name, text in found.items() if text}


HEAD = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="A2" s="3"/><c r="B2" s="3"/></row>',
        '<row r="2"><c r="A2" s="3" /><c r="B2" s="3" /></row>',
        '<row r="2"><c r="A2" s="3"></c><c r="B2" s="3"/>\n</row>',
        '<row r="2" s="3" customFormat="1"/>',
        '<row r="2"></row>',
        '<row r="2" spans="1:2" note="a > b"><c r="B2" s="3"/></row>',
        "",
    ],
)
def test_blank_cells_with_a_look_are_filled_in_place(prefix: str, row: str) -> None:
    assert spliced(made(HEAD + row, prefix), {2: {1: "một", 2: "hai"}}) == {"A1": "1", "A2": "một", "B2": "hai"}


blank = st.sampled_from(['<c r="{}" s="3"/>', '<c r="{}" s="3" />', '<c r="{}"></c>', ""])
full = st.sampled_from(['<c r="{}"><v>7</v></c>', '<c r="{}" t="inlineStr"><is><t>chữ</t></is></c>'])
row_of = st.lists(st.one_of(blank, full), max_size=5)


def _rows(table: list[list[str]], *, closed: bool) -> str:
    lines = []
    for number, cells in enumerate(table, start=2):
        inside = "".join(cell.format(f"{'ABCDE'[n]}{number}") for n, cell in enumerate(cells))
        lines.append(
            f'<row r="{number}">{inside}</row>'
            if inside or closed
            else f'<row r="{number}" s="3" customFormat="1"/>'
        )
    return HEAD + "".join(lines)


@settings(deadline=None)
@given(
    st.lists(row_of, max_size=4),
    st.dictionaries(
        st.integers(2, 8), st.dictionaries(st.integers(1, 6), st.sampled_from(["a", "<&>"]), min_size=1)
    ),
    st.sampled_from(["", "x:"]),
    st.booleans(),
)
def test_every_cell_that_stood_stays_and_every_blank_one_gets_its_value(
    table: list[list[str]], new: dict[int, dict[int, Value]], prefix: str, closed: bool
) -> None:
    data = made(_rows(table, closed=closed), prefix)
    before = told(data)
    wanted = {f"{'ABCDEF'[c - 1]}{n}": str(value) for n, values in new.items() for c, value in values.items()}
    assert spliced(data, new) == wanted | before


def test_a_time_keeps_its_second() -> None:
    data = made(HEAD + '<row r="2"><c r="A2" s="9"/></row>')
    serial = float(spliced(data, {2: {1: dt.datetime(2024, 2, 27, 17, 0)}}, style="9")["A2"])  # noqa: DTZ001
    assert int(serial * 86400) == 45349 * 86400 + 17 * 3600


def test_what_xml_and_excel_refuse_is_left_out() -> None:
    data = spliced(made(HEAD), {2: {1: "a\x00\ud800b" + "x" * 40_000}})
    assert data["A2"].startswith("abxxx")
    assert len(data["A2"]) == 32_767


def test_no_row_is_higher_than_excel_allows() -> None:
    sheet = scan(made(HEAD))
    sheet.widths[1] = 10.0
    data = Splice(sheet, 1, 1, lambda s: False, EPOCH).with_rows({2: {1: "từ " * 9_000}})
    row = next(e for e in fromstring(data).iter() if e.attrib.get("r") == "2")  # noqa: S314 -- our own
    assert float(row.attrib["ht"]) <= 409
    assert "customHeight" not in row.attrib


@pytest.mark.parametrize(
    ("row", "height"),
    [
        ('<row r="2"><c r="A2"><v>7</v></c></row>', "50.25"),
        ('<row r="2" ht="18.75" note="a > b"><c r="A2"><v>7</v></c></row>', "50.25"),
        ('<row r="2" ht="18.75" note="a > b"/>', "50.25"),
        ('<row r="2" ht="18.75" customHeight="false"><c r="A2"><v>7</v></c></row>', "50.25"),  # LibreOffice
        ('<row r="2" ht="60"><c r="A2"><v>7</v></c></row>', "60"),
        ('<row r="2" ht="18.75" customHeight="1"><c r="A2"><v>7</v></c></row>', "18.75"),
    ],
)
def test_a_row_too_low_for_what_is_added_grows_unless_a_person_set_its_height(row: str, height: str) -> None:
    sheet = scan(made(HEAD + row))
    sheet.widths[2] = 10.0
    data = Splice(sheet, 1, 1, lambda s: False, EPOCH).with_rows({2: {2: "Chi bộ Hạt Kiểm lâm"}})
    filled = next(e for e in fromstring(data).iter() if e.attrib.get("r") == "2")  # noqa: S314 -- our own
    assert filled.attrib["ht"] == height
    assert told(data)["B2"] == "Chi bộ Hạt Kiểm lâm"


def test_a_sheet_in_another_encoding_is_not_added_to() -> None:
    with pytest.raises(NotUpdated):
        scan(b'<?xml version="1.0" encoding="windows-1252"?>' + made(HEAD))


def test_formulas_and_numbers_beside_ours_take_no_row_but_words_do() -> None:
    filled = "".join(
        f'<row r="{n}"><c r="N{n}"><f>LEN(A{n})</f><v>0</v></c><c r="O{n}"><v>{n}</v></c></row>'
        for n in range(2, 9)
    )
    assert scan(made(HEAD + filled)).last_taken({1}) == 1
    words = '<row r="5"><c r="P5" t="inlineStr"><is><t>xem sau</t></is></c></row>'
    assert scan(made(HEAD + words)).last_taken({1}) == 5
