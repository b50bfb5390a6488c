from __future__ import annotations

import datetime as dt
import re

import pytest

from aggregator.nouns.document import Merge, Row, Unreadable
from aggregator.read.dispatch import read

BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
 <Styles><Style ss:ID="old"><Font ss:FontName=".VnTime" ss:StrikeThrough="1"/></Style></Styles>
 <Worksheet ss:Name="M4"><Table>
  <Column ss:Index="3" ss:Hidden="1"/>
  <Row ss:Index="3"><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">a</Data></Cell>
   <Cell><Data ss:Type="Number">2</Data></Cell>
   <Cell><Data ss:Type="DateTime">2024-02-27T00:00:00.000</Data></Cell></Row>
  <Row ss:Hidden="1"><Cell ss:Index="4"><Data ss:Type="Error">#REF!</Data></Cell></Row>
  <Row><Cell ss:StyleID="old"><Data ss:Type="String">M«</Data><Comment><Data>ghi chú</Data></Comment></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="Ẩn"><Table/>
  <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_in_the_xml_of_excel_2003_is_read(encoding: str) -> None:
    document = read(BOOK.encode(encoding), "M4.xls")
    sheet, hidden = document.sheets

    assert document.kind == "xml2003"
    assert sheet.rows == (Row(3, ("a", None, 2.0, dt.date(2024, 2, 27))), Row(4, ()), Row(5, ("M«",)))
    assert sheet.merges == (Merge(3, 1, 4, 2),)
    assert sheet.fonts == {(5, 1): ".VnTime"}
    assert [(n.code, n.row, n.column) for n in sheet.notices] == [
        ("hidden-rows", 4, None),
        ("hidden-columns", None, 3),
        ("struck-through", 5, None),
        ("error-cell", 4, 4),
        ("cell-comment", 5, 1),
    ]
    assert sheet.notices[-1].detail == "ghi chú"
    assert (hidden.name, hidden.hidden) == ("Ẩn", True)


def test_one_that_declares_entities_is_refused() -> None:
    bomb = BOOK.replace("<?mso-application", '<!DOCTYPE x [<!ENTITY a "aaa">]><?mso-application')

    with pytest.raises(Unreadable, match="khai báo không an toàn"):
        read(bomb.encode(), "M4.xls")


def test_one_cut_short_is_damaged() -> None:
    with pytest.raises(Unreadable, match="cắt cụt"):
        read(BOOK[:900].encode(), "M4.xls")


def test_cells_say_what_they_show() -> None:
    styles = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{code}"/></Style>'
        for name, code in (("p", "Percent"), ("t", "&quot;Thôn &quot;0"), ("m", "mmm\\-yy"), ("d", "Short Date"))
    )
    cells = (("p", "Number", "0.955"), ("t", "Number", "5"), ("m", "DateTime", "2024-12-01T00:00:00.000"),
             ("d", "DateTime", "2024-12-01T00:00:00.000"))  # fmt: skip
    row = "".join(f'<Cell ss:StyleID="{s}"><Data ss:Type="{kind}">{v}</Data></Cell>' for s, kind, v in cells)
    book = re.sub(
        "<Styles>",
        f"<Styles>{styles}",
        re.sub("<Table>.*?</Table>", f"<Table><Row>{row}</Row></Table>", BOOK, count=1, flags=re.DOTALL),
    )

    sheet = read(book.encode(), "M4.xml").sheets[0]

    assert sheet.rows[0].cells == ("95,50%", "Thôn 5", "12/2024", dt.date(2024, 12, 1))
