"""Writing cells so that nothing fails without a word: XlsxWriter tells by return codes only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.errors import CannotWork
from aggregator.plain_text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

Value = str | int | None


class CellNotWritten(CannotWork):
    """A cell, row or column of an output could not be written: the output must not appear."""


def checked(code: int | None, worksheet: Worksheet, what: str) -> None:
    """Raise CellNotWritten unless the library's return code says that all is well."""
    if code:
        sheet = worksheet.get_name()
        raise CellNotWritten(
            f"Lỗi bên trong chương trình: không ghi được {what} ở trang “{sheet}” (mã {code}); "
            "bảng tổng hợp chưa được ghi. Đề nghị báo cho người phụ trách chương trình."
        )


def put(worksheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write one cell: text as text, whatever it begins with; numbers as numbers; None as a blank."""
    if isinstance(value, str) and value:
        code = worksheet.write_string(row, column, clean(value), style)
    elif isinstance(value, int):
        code = worksheet.write_number(row, column, value, style)
    else:
        code = worksheet.write_blank(row, column, None, style)
    if code:
        checked(code, worksheet, f"ô dòng {row + 1}, cột {column + 1}")


def put_across(worksheet: Worksheet, row: int, columns: tuple[int, int], value: Value, style: Format) -> None:
    """Write one value over the columns from the first to the last, merged."""
    first, last = columns
    if first != last:
        code = worksheet.merge_range(row, first, row, last, "", style)
        checked(code, worksheet, f"ô gộp ở dòng {row + 1}")
    put(worksheet, row, first, value, style)


def put_link(
    worksheet: Worksheet, row: int, column: int, text: str, style: Format, *, to: str, at: int = 0
) -> None:
    """Write a link to a row (0-based) of a sheet of the same workbook; its name is ours, never a unit's text."""
    code = worksheet.write_url(row, column, f"internal:'{to}'!A{at + 1}", style, clean(text))
    checked(code, worksheet, f"ô dòng {row + 1}, cột {column + 1}")


def set_height(worksheet: Worksheet, row: int, points: float) -> None:
    """Give a row its height."""
    code = worksheet.set_row(row, points)
    if code:
        checked(code, worksheet, f"dòng {row + 1}")
