"""What the whole job is measured against: ``python -m tests.benchmark.rivals NAME INBOX TARGET``.

``openpyxl``: the usual script, every first sheet of a folder into one frame, the frame into one workbook.
``calamine``: the same with the faster reader. ``polars``: the same without pandas.
``floor``: every cell read, every row with a name written twice and formatted; nothing is understood or checked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def _files(inbox: Path) -> list[Path]:
    return sorted(inbox.glob("*.xlsx"))


def _pandas(inbox: Path, target: Path, engine: Any) -> None:
    import pandas as pd

    frames = [pd.read_excel(path, header=None, engine=engine).assign(file=path.name) for path in _files(inbox)]
    pd.concat(frames).to_excel(target, index=False, engine="xlsxwriter")


def with_openpyxl(inbox: Path, target: Path) -> None:
    """The usual script."""
    _pandas(inbox, target, "openpyxl")


def with_calamine(inbox: Path, target: Path) -> None:
    """The usual script with the faster reader."""
    _pandas(inbox, target, "calamine")


def _rows(inbox: Path) -> Iterator[list[Any]]:
    from python_calamine import CalamineWorkbook

    for path in _files(inbox):
        for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python():
            yield [*row, path.name]


def with_polars(inbox: Path, target: Path) -> None:
    """Rows by calamine, a frame of polars, written by XlsxWriter."""
    import polars as pl

    rows = list(_rows(inbox))
    wide = max(map(len, rows), default=0)
    texts = [[str(cell) for cell in row] + [""] * (wide - len(row)) for row in rows]
    pl.DataFrame(texts, schema=[f"c{n}" for n in range(wide)], orient="row").write_excel(target)


def floor(inbox: Path, target: Path) -> None:
    """Reading and writing alone."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target))
    ruled = book.add_format({"border": 1, "text_wrap": True, "font_name": "Times New Roman"})
    sheets = [book.add_worksheet() for _ in range(2)]
    named = [row for row in _rows(inbox) if len(row) > 3 and row[2]]
    for sheet in sheets:
        for number, row in enumerate(named):
            sheet.write_row(number, 0, row, ruled)
    book.close()


RIVALS: dict[str, Callable[[Path, Path], None]] = {
    "openpyxl": with_openpyxl,
    "calamine": with_calamine,
    "polars": with_polars,
    "floor": floor,
}

if __name__ == "__main__":
    RIVALS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
