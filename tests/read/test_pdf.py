"""A PDF with a text layer is read, always doubtfully; a scan is not."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Document
from aggregator.nouns.finding import Unreadable
from aggregator.read.dispatch import read

LINE, LEFT, TOP = 20, 50, 800
WIDTHS = (40, 200, 60)


def pdf(*pages: str) -> bytes:
    """A small PDF; each page is a content stream (Helvetica as F1)."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, page in enumerate(pages):
        objects += [
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Resources<</Font<</F1 3 0 R>>>>"
                f"/Contents {5 + 2 * number} 0 R>>"
            ),
            f"<</Length {len(page)}>>stream\n{page}\nendstream",
        ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>startxref\n{len(body)}\n%%EOF"
    ).encode("latin-1")


def text(x: float, y: float, words: str) -> str:
    return f"BT /F1 9 Tf {x} {y} Td ({words}) Tj ET\n"


def table(y: int, *rows: tuple[str, ...], left: int = LEFT, widths: tuple[int, ...] = WIDTHS) -> str:
    """A ruled table whose upper edge is at ``y``."""
    drawn = ""
    for number, cells in enumerate(rows):
        top, x = y - number * LINE, left
        for width, words in zip(widths, cells, strict=True):
            drawn += f"{x} {top - LINE} {width} {LINE} re S\n" + (text(x + 4, top - 13, words) if words else "")
            x += width
    return drawn


def rows_of(document: Document) -> list[tuple[object, ...]]:
    return [row.cells for row in document.sheets[0].rows]


LETTERHEAD = text(LEFT, TOP, "DANG UY XA CAO XA") + text(350, TOP, "Ngay 22 thang 02 nam 2024")


def test_ruled_tables_are_rows_in_their_columns_and_other_lines_stand_around_them() -> None:
    page = (
        LETTERHEAD
        + table(700, ("STT", "Ten mo hinh", "Cap"), ("1", "Duong hoa", "tinh"))
        + text(LEFT, 600, "Noi nhan")
    )

    document = read(pdf(page), "M3.pdf")

    assert rows_of(document) == [
        ("DANG UY XA CAO XA", "Ngay 22 thang 02 nam 2024"),
        ("STT", "Ten mo hinh", "Cap"),
        ("1", "Duong hoa", "tinh"),
        ("Noi nhan",),
    ]
    assert document.doubtful is not None
    assert "PDF" in document.doubtful


def test_a_row_cut_by_the_end_of_a_page_is_one_row() -> None:
    first = LETTERHEAD + table(60, ("STT", "Ten mo hinh", "Cap"), ("1", "Duong hoa", "tinh"))
    second = table(800, ("", "thon Trai", ""), ("2", "Den pin", "huyen"))

    assert rows_of(read(pdf(first, second), "M3.pdf"))[-2:] == [
        ("1", "Duong hoa thon Trai", "tinh"),
        ("2", "Den pin", "huyen"),
    ]


def test_the_right_half_of_a_wide_sheet_printed_on_pages_of_its_own_is_put_beside_the_left() -> None:
    left = table(700, ("STT", "Ten mo hinh", "Cu"), ("1", "Duong hoa", "x")) + LETTERHEAD
    right = table(700, ("Hoan thanh", "Cap"), ("12/2024", "tinh"), widths=(90, 60))

    assert rows_of(read(pdf(left, right), "M3.pdf"))[1:3] == [
        ("STT", "Ten mo hinh", "Cu", "Hoan thanh", "Cap"),
        ("1", "Duong hoa", "x", "12/2024", "tinh"),
    ]


def test_a_scan_has_no_text_layer() -> None:
    with pytest.raises(Unreadable, match="bản quét/ảnh"):
        read(pdf("10 10 500 700 re f", text(300, 20, "1")), "M3.pdf")


def test_a_very_long_pdf_is_not_read() -> None:
    with pytest.raises(Unreadable, match=r"quá dài \(41 trang\)"):
        read(pdf(*[LETTERHEAD] * 41), "M3.pdf")


def test_a_name_that_promises_excel_is_told() -> None:
    with pytest.raises(Unreadable, match=r"tên tệp ghi \.xlsx nhưng không phải Excel"):
        read(pdf(""), "M3.xlsx")
