"""`Đối chiếu số liệu`: nothing was lost between the files, their rows and the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aggregator.office.table import Column, Group, Table
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aggregator.office.workbook import Book
    from aggregator.outcome import Balance
    from aggregator.write.sheets.view import View

SHEET = "Đối chiếu số liệu"
ROWS = "rows"  # the mark of the sums of rows
EQUAL, UNEQUAL = "Khớp", "KHÔNG KHỚP"


class Sum(NamedTuple):
    """A line: a sum with its parts, or one part of the sum above; ``rows`` are the parts of a count of rows."""

    title: str
    parts: int
    whole: int | None = None
    number: int | None = None
    unit: str | None = None
    rows: Balance | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the sum comes out; None for a part."""
        return None if self.whole is None else self.whole == self.parts


def _row_part(of: Callable[[Balance], int]) -> Callable[[Sum], int | None]:
    return lambda line: of(line.rows) if line.rows else None


def _bold(line: Sum) -> str:
    return "bold" if line.whole is not None and line.rows is None else ""


_VERDICT: dict[bool | None, str | None] = {True: EQUAL, False: UNEQUAL, None: None}
_TONE = {True: "good", False: "bad_bold", None: ""}

_TABLE: Table[Sum] = Table(
    [
        Column("STT", 5, "order", lambda x: x.number),
        Column(
            "Nội dung",
            48,
            "text",
            lambda x: x.title,
            _bold,
        ),
        Column("Đơn vị", 28, "text", lambda x: x.unit),
        Column("Số dòng có nội dung", 10, "number", lambda x: x.whole),
        Column("Mô hình", 9, "number", _row_part(lambda b: b.entries)),
        Column("Dòng nối tiếp", 9, "number", _row_part(lambda b: b.rows_joined)),
        Column("Đề mục, cộng, ghi chú", 11, "number", _row_part(lambda b: b.rows_decoration)),
        Column("Dòng để riêng", 9, "number", _row_part(lambda b: b.rows_set_aside)),
        Column("Cộng các phần", 9, "number", lambda x: x.parts),
        Column("Kết quả", 14, "centre", lambda x: _VERDICT[x.holds], lambda x: _TONE[x.holds]),
    ]
)


def balance_sheet(book: Book, view: View) -> None:
    """The sums of files, rows and entries, whole and by file."""
    page = book.page(SHEET, _TABLE.widths)
    page.head(
        "Đối chiếu số liệu",
        "Số dòng có nội dung do phần đọc tệp đếm riêng, rồi đối chiếu với mô hình, dòng nối tiếp (phần viết tiếp "
        "của dòng trên), đề mục và dòng để riêng (có nội dung nhưng không có tên mô hình; xem trang “Nội dung "
        "cần sửa”).",
    )
    outcome = view.outcome
    files = [
        _rows(part.file, part.balance, number, view.name(part.unit))
        for number, part in enumerate(outcome.file_balances, start=1)
    ]
    groups = (
        Group("A. Tệp", list(_files(view))),
        Group("B. Dòng trong các bảng đã tính", [_rows("Tất cả các tệp", outcome.balance)], mark=ROWS),
        Group("C. Mô hình theo trang lĩnh vực và theo cấp", list(_entries(view))),
        Group("D. Dòng theo từng tệp", files, "Chưa có tệp nào được đưa vào số liệu."),
    )
    _TABLE.write(page, groups)


def _rows(title: str, balance: Balance, number: int | None = None, unit: str | None = None) -> Sum:
    parts = balance.entries + balance.rows_joined + balance.rows_decoration + balance.rows_set_aside
    return Sum(title, parts, balance.rows_seen, number, unit, balance)


def _files(view: View) -> Iterator[Sum]:
    statuses, files = view.outcome.by_status, view.outcome.submissions
    yield Sum("Số tệp trong sổ tiếp nhận, so với cộng theo kết quả đọc", sum(statuses.values()), len(files))
    for status, count in statuses.items():
        yield Sum(f"     {words.STATUS[status]}", count)


def _entries(view: View) -> Iterator[Sum]:
    whole = len(view.outcome.entries)
    fields, levels = view.outcome.entries_by_field, view.outcome.entries_by_level
    yield Sum("Số mô hình, so với cộng các trang lĩnh vực", sum(fields.values()), whole)
    for field in view.campaign.fields:
        yield Sum(f"     Trang “{field.sheet}”", fields[field.code])
    yield Sum(f"     Trang “{words.UNKNOWN_FIELD}”", fields["unknown"])
    yield Sum("Số mô hình, so với cộng theo cấp đăng ký", sum(levels.values()), whole)
    for level, title in view.level_titles.items():
        yield Sum(f"     {title}", levels[level])
