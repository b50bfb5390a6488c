"""Cell values through python-calamine: fast, and blind to all but values."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aggregator.nouns.finding import Unreadable
from aggregator.read.limits import DAMAGED, LOCKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

    from aggregator.read.builder import SheetBuilder


@contextmanager
def calamine_errors() -> Iterator[None]:
    """Every way calamine fails, as Unreadable. Its panics are BaseException and known by name only."""
    from python_calamine import PasswordError  # noqa: PLC0415  (calamine is loaded when a workbook comes)

    try:
        yield
    except PasswordError as error:
        raise Unreadable(LOCKED) from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Unreadable):
        raise
    except Exception as error:
        raise Unreadable(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(DAMAGED) from error


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Open a workbook of any kind calamine knows."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    with calamine_errors():
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


def worksheets(workbook: CalamineWorkbook) -> list[SheetMetadata]:
    """The sheets that can hold a table: no chart, macro or dialog sheets."""
    from python_calamine import SheetTypeEnum  # noqa: PLC0415

    return [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def is_hidden(sheet: SheetMetadata) -> bool:
    """Whether Excel does not show the sheet."""
    from python_calamine import SheetVisibleEnum  # noqa: PLC0415

    return sheet.visible != SheetVisibleEnum.Visible


def put_values(sheet: CalamineSheet, builder: SheetBuilder) -> None:
    """Put the values of a sheet into the builder, at their true places."""
    if sheet.start is not None:
        row, column = sheet.start
        with calamine_errors():
            builder.dense(sheet.to_python(), row + 1, column + 1)
