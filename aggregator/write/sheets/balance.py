"""`Đối chiếu số liệu`: nothing was lost between the files, their rows and the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.outcome import Balance
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.cells import Value
    from aggregator.write.sheets.view import View

SHEET = "Đối chiếu số liệu"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Nội dung", 48),
    Column("Đơn vị", 28),
    Column("Số dòng có nội dung", 10, "number"),
    Column("Mô hình", 9, "number"),
    Column("Dòng nối tiếp", 9, "number"),
    Column("Đề mục, cộng, ghi chú", 11, "number"),
    Column("Dòng để riêng", 9, "number"),
    Column("Cộng các phần", 9, "number"),
    Column("Kết quả", 14, "centre"),
)
ROWS = "rows"  # the mark of the sums of rows
EQUAL, UNEQUAL = "Khớp", "KHÔNG KHỚP"


def balance_sheet(book: Book) -> None:
    """The sums of files, rows and entries, whole and by file."""
    page = book.page(SHEET, [column.width for column in COLUMNS])
    page.head(
        "Đối chiếu số liệu",
        "Số dòng có nội dung do phần đọc tệp đếm riêng, rồi đối chiếu với mô hình, dòng nối tiếp (phần viết tiếp "
        "của dòng trên), đề mục và dòng để riêng (có nội dung nhưng không có tên mô hình; xem trang “Nội dung "
        "cần sửa”).",
    )
    files = [
        _rows(number, part.file, book.view.name(part.unit), part.balance)
        for number, part in enumerate(book.outcome.file_balances, start=1)
    ]
    groups = (
        Group("A. Tệp", list(_files(book.view)), ""),
        Group(
            "B. Dòng trong các bảng đã tính", [_rows(None, "Tất cả các tệp", None, book.outcome.balance)], "", ROWS
        ),
        Group("C. Mô hình theo trang lĩnh vực và theo cấp", list(_entries(book.view)), ""),
        Group("D. Dòng theo từng tệp", files, "Chưa có tệp nào được đưa vào số liệu."),
    )
    write_table(page, COLUMNS, groups)


def _sum(title: str, whole: int, parts: int) -> Line:
    cells: tuple[Value, ...] = (
        None,
        title,
        None,
        whole,
        None,
        None,
        None,
        None,
        parts,
        _verdict(whole == parts),
    )
    return Line(cells, "", ((1, "bold"), (9, _tone(whole == parts))))


def _part(title: str, count: int) -> Line:
    return Line((None, f"     {title}", None, None, None, None, None, None, count, None))


def _files(view: View) -> Iterator[Line]:
    statuses = view.outcome.by_status
    yield _sum(
        "Số tệp trong sổ tiếp nhận, so với cộng theo kết quả đọc",
        len(view.outcome.submissions),
        sum(statuses.values()),
    )
    for status, count in statuses.items():
        yield _part(words.STATUS[status], count)


def _rows(number: int | None, title: str, unit: str | None, balance: Balance) -> Line:
    parts = (balance.entries, balance.rows_joined, balance.rows_decoration, balance.rows_set_aside)
    cells = (number, title, unit, balance.rows_seen, *parts, sum(parts), _verdict(balance.holds))
    return Line(cells, "", ((9, _tone(balance.holds)),))


def _entries(view: View) -> Iterator[Line]:
    whole = len(view.outcome.entries)
    fields, levels = view.outcome.entries_by_field, view.outcome.entries_by_level
    yield _sum("Số mô hình, so với cộng các trang lĩnh vực", whole, sum(fields.values()))
    for field in view.campaign.fields:
        yield _part(f"Trang “{field.sheet}”", fields[field.code])
    yield _part(f"Trang “{words.UNKNOWN_FIELD}”", fields["unknown"])
    yield _sum("Số mô hình, so với cộng theo cấp đăng ký", whole, sum(levels.values()))
    for level, title in view.level_titles.items():
        yield _part(title, levels[level])


def _verdict(holds: bool) -> str:
    return EQUAL if holds else UNEQUAL


def _tone(holds: bool) -> str:
    return "good" if holds else "bad_bold"
