"""What stands above and below a table: the party document's head, the title, totals, signatures, “Nơi nhận”."""

from __future__ import annotations

from tests.samples.nouns import Listing, Sheet

TITLE = ("DANH SÁCH ĐĂNG KÝ XÂY DỰNG", "MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024")


def party_head(sheet: Sheet, listing: Listing, last: int, day: int = 22) -> None:
    """Superior and unit at the left, the party's name and the date at the right, the title below."""
    middle = last // 2 + 1
    _two(sheet, "ĐẢNG BỘ HUYỆN TÂN YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM", middle, last)
    _two(sheet, listing.signed, f"{listing.place}, ngày {day} tháng 02 năm 2024", middle, last)
    _two(sheet, "*", None, middle, last)
    title(sheet, last)


def plain_head(sheet: Sheet, listing: Listing, last: int) -> None:
    """The letter's “Tên cơ quan, đơn vị” line and the title."""
    sheet.add(f"Tên cơ quan, đơn vị: {listing.signed}", look="title", merge=(0, last))
    title(sheet, last)


def title(sheet: Sheet, last: int) -> None:
    """The two lines of the title and a blank row."""
    for line in TITLE:
        sheet.add(line, look="title", merge=(0, last))
    sheet.skip()


def totals(sheet: Sheet, count: int, column: int = 1) -> None:
    """“Tổng cộng: … mô hình” under the table."""
    sheet.add(*[None] * column, f"Tổng cộng: {count:02d} mô hình", look="row")


def signature(sheet: Sheet, listing: Listing, last: int, lines: tuple[str, ...], receivers: bool = True) -> None:
    """“Nơi nhận” at the left, who signs at the right."""
    sheet.skip()
    left = ["Nơi nhận:", "- Ban Dân vận Huyện ủy;", f"- Lưu VP {listing.place}."] if receivers else []
    for number in range(max(len(left), len(lines))):
        start = left[number] if number < len(left) else None
        signer = lines[number] if number < len(lines) else None
        sheet.add(start, *[None] * (last - 3), signer, look="sign")


def _two(sheet: Sheet, left: str, right: str | None, middle: int, last: int) -> None:
    number = sheet.add(left, *[None] * (middle - 1), right, look="title")
    sheet.merges += [(number, 0, number, middle - 1), (number, middle, number, last)]
