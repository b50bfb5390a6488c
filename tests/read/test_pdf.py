"""A PDF with a text layer is read, always doubtfully; a scan is not."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Document, Unreadable
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
    with pytest.raises(Unreadable, match="bản quét \\(ảnh\\)"):
        read(pdf("10 10 500 700 re f", text(300, 20, "1")), "M3.pdf")


def test_a_very_long_pdf_is_not_read() -> None:
    with pytest.raises(Unreadable, match=r"quá dài \(41 trang\)"):
        read(pdf(*[LETTERHEAD] * 41), "M3.pdf")


def test_a_name_that_promises_excel_is_told() -> None:
    with pytest.raises(Unreadable, match=r"tên tệp ghi \.xlsx nhưng không phải Excel"):
        read(pdf(""), "M3.xlsx")


# ---- A table without ruled lines. Columns at these places, with rows of as many lines as their longest cell.


PLACES = (50, 90, 200, 330, 420)


def unruled(y: int, *rows: tuple[str, ...], line: int = 11) -> str:
    """Rows from ``y`` down; a cell's lines stand apart by ``|``, its number beside the first."""
    drawn = ""
    for cells in rows:
        for x, words in zip(PLACES, cells, strict=True):
            drawn += "".join(text(x, y - n * line, part) for n, part in enumerate(words.split("|")) if part)
        y -= line * max(words.count("|") + 1 for words in cells)
    return drawn


HEAD = ("STT", "Dia chi", "Ten mo hinh", "Hoan thanh", "Cap")
FIRST = ("1", "Thon Trai", "Duong hoa ven|duong lien thon", "31/12/20|24", "tinh")
SECOND = ("2", "Thon Ngo", "Den pin", "Quy III", "huyen")


def test_a_table_without_lines_is_read_by_how_its_words_stand() -> None:
    page = LETTERHEAD + unruled(740, HEAD, FIRST, SECOND) + text(LEFT, 600, "Noi nhan: nhu tren; luu van phong")

    document = read(pdf(page), "M3.pdf")

    assert rows_of(document)[-4:] == [
        HEAD,
        ("1", "Thon Trai", "Duong hoa ven duong lien thon", "31/12/2024", "tinh"),
        SECOND,
        ("Noi nhan: nhu tren; luu van phong",),
    ]
    assert document.doubtful is not None


def test_a_heading_across_its_columns_is_a_line_of_its_own() -> None:
    heading = text(LEFT, 718, "I- Linh vuc kinh te va xay dung nong thon moi o xa")
    page = unruled(740, HEAD) + heading + unruled(700, FIRST, SECOND)

    assert rows_of(read(pdf(page), "M3.pdf"))[1] == ("I- Linh vuc kinh te va xay dung nong thon moi o xa",)


def test_a_row_without_lines_goes_on_overleaf_past_the_pages_number() -> None:
    upper = ("2", "Thon Ngo", "Den pin soi|sang", "Quy III", "huyen")
    first = unruled(740, HEAD, FIRST) + unruled(60, upper) + text(300, 20, "1")
    second = text(PLACES[2], 800, "duong que") + unruled(780, ("3", "Thon Vang", "Nuoi ga", "Thang 6", "huyen"))

    assert rows_of(read(pdf(first, second), "M3.pdf"))[-2:] == [
        ("2", "Thon Ngo", "Den pin soi sang duong que", "Quy III", "huyen"),
        ("3", "Thon Vang", "Nuoi ga", "Thang 6", "huyen"),
    ]


def test_prose_with_numbered_points_is_no_table() -> None:
    page = "".join(text(LEFT, 700 - 20 * n, f"{n}. Trong hoa ven duong o thon") for n in range(1, 5))

    assert rows_of(read(pdf(page), "M3.pdf"))[0] == ("1. Trong hoa ven duong o thon",)
