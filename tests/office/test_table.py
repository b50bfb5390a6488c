"""The kit's tables: what they look like on the sheet, and that their fast way writes what the library would."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import openpyxl
import pytest
from xlsxwriter.sharedstrings import SharedStrings

from aggregator.office import sheet as kit
from aggregator.office.package import text_runs
from aggregator.office.page import Book, Group, Letterhead, Table, workbook_bytes
from aggregator.office.sheet import CellNotWritten, Column, lines_needed, order
from aggregator.read.formats import without_escapes

HEAD = Letterhead("HUYỆN ỦY", "BAN", "ĐẢNG", "Phong trào & đợt", "Số liệu tính đến 07:00")
MOMENT = dt.datetime(2024, 3, 1, 7)  # noqa: DTZ001 -- on the office's clock


class Thing(NamedTuple):
    """A line of the tables below."""

    name: str | None
    number: int | None = None
    wide: bool = False


NAME: Column[Thing] = Column("Tên", 20, "text", lambda x: x.name, lambda x: "bad" if x.wide else None)
NUMBER: Column[Thing] = Column(
    "Số", 8, "number", lambda x: x.number, total=lambda xs: sum(x.number or 0 for x in xs)
)
PLAIN: Table[Thing] = Table([order(), NAME, NUMBER])


def written_sheet(fill: Callable[[Book], None]) -> bytes:
    return workbook_bytes(fill, HEAD, title="Thử", author="Ban", made_at=MOMENT)


def sheet_of(table: Table[Thing], groups: Sequence[Group[Thing]], **more: Any) -> Any:
    def fill(book: Book) -> None:
        table.write(book.page("Trang", table.widths), groups, **more)

    return openpyxl.load_workbook(io.BytesIO(written_sheet(fill)))["Trang"]


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


VALUES = [
    Thing("Thôn Đồng", 3),
    Thing("=1+1", 0),
    Thing(None, None),
    Thing("Thôn Đồng", 12_345),
    Thing("một\nhai <&>", -1),
    Thing("", 7),
    Thing("  cách  ", 1),
]


def test_the_fast_way_writes_what_the_library_writes() -> None:
    """Private parts of the library are used there: this fails where they change."""

    def fast(book: Book) -> None:
        page = book.page("Trang", [20, 8])
        Table([NAME, NUMBER]).write(page, [Group(None, VALUES)])

    def slow(book: Book) -> None:
        page = book.page("Trang", [20, 8])
        Table([NAME, NUMBER]).write(page, [Group(None, [])])
        for row, thing in enumerate(VALUES, start=1):
            quoted = bool(thing.name) and str(thing.name).startswith("=")
            page.sheet.put(row, 0, thing.name, page.styles.get("text", quoted=quoted))
            page.sheet.put(row, 1, thing.number, page.styles.get("number"))
            page.set_height(row, 27.0 if "\n" in str(thing.name) else 14.2)

    assert looks(written_sheet(fast)) == looks(written_sheet(slow))


def looks(data: bytes) -> list[Any]:
    """Every cell with its value and look, and every row with its height."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Trang"]
    cells = [
        (
            c.coordinate,
            c.value,
            c.data_type,
            c.quotePrefix,
            c.number_format,
            c.font.color.rgb,
            c.alignment.horizontal,
        )
        for row in sheet.iter_rows()
        for c in row
    ]
    return [*cells, sheet.dimensions, *((n, size.height) for n, size in sorted(sheet.row_dimensions.items()))]


def test_lines_are_counted_through_the_table_or_anew_in_each_group() -> None:
    groups = [Group("A", [Thing("x"), Thing("y")]), Group("B", [Thing("z")])]
    through = [row[0] for row in rows(sheet_of(PLAIN, groups)) if isinstance(row[0], int)]
    anew = Table(PLAIN.columns, anew=True)
    assert through == [1, 2, 3]
    assert [row[0] for row in rows(sheet_of(anew, groups)) if isinstance(row[0], int)] == [1, 2, 1]


def test_an_empty_group_says_so_in_words() -> None:
    assert rows(sheet_of(PLAIN, [Group("A", [], "Không có.")]))[-2:] == [
        ["A", None, None],
        ["Không có.", None, None],
    ]


def test_totals_stand_under_their_columns() -> None:
    texts = rows(sheet_of(PLAIN, [Group(None, [Thing("x", 2), Thing("y", 5)])], total="Cộng"))
    assert texts[-1] == ["Cộng", None, 7]


def test_a_folded_group_is_hidden_and_not_printed_until_it_is_opened() -> None:
    sheet = sheet_of(PLAIN, [Group("A", [Thing("x")]), Group("Để biết", [Thing("y"), Thing("z")], folded=True)])
    folded = [row for row, size in sheet.row_dimensions.items() if size.hidden]
    assert folded == [5, 6]
    assert {sheet.row_dimensions[row].outlineLevel for row in folded} == {1}
    assert sheet.row_dimensions[4].collapsed
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_a_cell_may_reach_over_its_neighbours() -> None:
    wide: Column[Thing] = Column("Tên", 20, "text", lambda x: x.name, span=lambda x: 2 if x.wide else 1)
    sheet = sheet_of(Table([order(), wide, NUMBER]), [Group(None, [Thing("x", 1), Thing("y", 2, wide=True)])])
    assert [str(ranges) for ranges in sheet.merged_cells.ranges] == ["B3:C3"]
    assert rows(sheet)[-2:] == [[1, "x", 1], [2, "y", None]]


def test_each_distinct_text_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def count(text: str, *more: Any) -> int:
        measured.append(text)
        return lines_needed(text, *more)

    monkeypatch.setattr("aggregator.office.sheet.lines_needed", count)
    sheet_of(PLAIN, [Group(None, [Thing("Đường hoa")] * 500)])
    assert measured.count("Đường hoa") == 1


def test_a_row_that_excel_does_not_have_is_refused() -> None:
    def fill(book: Book) -> None:
        page = book.page("Trang", PLAIN.widths)
        page.row = 1_048_575
        PLAIN.write(page, [Group(None, [Thing("x")])])

    with pytest.raises(CellNotWritten):
        written_sheet(fill)


def test_a_page_break_repeats_the_head_and_leaves_no_title_alone() -> None:
    many = [Group(f"Nhóm {n}", [Thing("x\n" * 9, n)] * 3) for n in range(9)]
    sheet = sheet_of(PLAIN, many)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.row_breaks.brk
    for last in (b.id for b in sheet.row_breaks.brk):
        assert not str(sheet.cell(last, 1).value).startswith("Nhóm")


@pytest.mark.parametrize("count", range(2, 9))
def test_the_last_line_of_a_group_never_stands_alone_on_a_paper(count: int) -> None:
    sheet = sheet_of(PLAIN, [Group("Nhóm", [Thing("x\n" * 9, n) for n in range(count)])])
    assert all(sheet.cell(b.id + 2, 1).value is not None for b in sheet.row_breaks.brk)


def test_a_band_stays_with_two_lines_that_stay_together() -> None:
    pair = Group("Hai", [Thing("x\n" * 6, n) for n in (1, 2)])
    for above in range(9):  # wherever on the paper it begins
        sheet = sheet_of(PLAIN, [Group("Nhóm", [Thing("x")] * (24 + above)), pair])
        ends = {row for b in sheet.row_breaks.brk for row in (b.id, b.id - 1)}  # a row may fill the paper below it
        assert not any(sheet.cell(row, 1).value == "Hai" for row in ends), above


@pytest.mark.parametrize("text", ["Xã A", "M3_A.xlsx", " a", "a ", "a\u3000", "a\nb", "a & b", "<r>a</r>", "a > b"])
def test_a_text_stands_in_xml_as_the_library_writes_it(text: str) -> None:
    written = [io.StringIO(), io.StringIO()]
    for kind, stream in zip((SharedStrings, kit._SharedStrings), written, strict=True):
        strings = kind()
        strings.fh = stream
        for each in (text, f"{text}_x0041_", f"{text}\x01", f"\ufffe{text}", f"\u00ad“{text}”😀"):
            strings._write_si(each)
    assert written[0].getvalue() == written[1].getvalue()


@pytest.mark.parametrize("text", ["M3_xa_Cao_Xa.xlsx", "a_xB_xc_", "_x41_ _x0041_xa_", "M3_xã_", "_x_", "_xa"])
def test_no_program_takes_a_part_of_a_name_for_a_line_break(text: str) -> None:
    """LibreOffice does with ``_xa_``, the usual “xã” in the names of files."""
    strings = kit._SharedStrings()
    strings.fh = io.StringIO()
    strings._write_si(text)
    written = strings.fh.getvalue().removeprefix("<si><t>").removesuffix("</t></si>")
    runs = re.findall('<t xml:space="preserve">(.*?)</t>', text_runs(text))  # openpyxl shows an escape in them
    assert without_escapes(written) == text
    assert "".join(map(without_escapes, runs)) == text
    assert not [each for each in (written, *runs) if re.search("_x[0-9a-fA-F]{1,3}_", each.replace("_x005F_", "."))]
