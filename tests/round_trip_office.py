"""Fill forms in LibreOffice, by hand as it were. Run by the Python that has ``uno``, not by the tests' own.

Arguments: the name of the pipe at which LibreOffice listens, and what it shall do: ``stay`` when it has no work,
``end``, or fill the forms of a JSON file: a list, each with ``source``, ``target`` and ``cells`` of a workbook:
[row, column, text, date], counted from 0; ``date`` is Excel's day number or null; or ``controls`` of a document, in
its order: a text, true for a box to tick, or null to leave it alone.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno

PATIENCE = 60.0  # seconds for LibreOffice to start


def main() -> None:
    """Fill one form after the other, or let LibreOffice stay or end."""
    desktop, what = _desktop(sys.argv[1]), sys.argv[2]
    if what == "end":
        desktop.terminate()
    elif what == "stay":  # it ends by itself once it has converted something, unless a sheet is open
        desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (_property("Hidden", True),))
    else:
        for job in json.loads(Path(what).read_text(encoding="utf-8")):
            _fill(desktop, job)


def _fill(desktop: Any, job: dict[str, Any]) -> None:
    """Open the source, type into it and save it in Office's format."""
    paper = desktop.loadComponentFromURL(Path(job["source"]).as_uri(), "_blank", 0, (_property("Hidden", True),))
    if "cells" in job:
        _fill_sheet(paper, job["cells"])
    else:
        _fill_document(paper, job["controls"])
    name = "Calc MS Excel 2007 XML" if "cells" in job else "MS Word 2007 XML"
    paper.storeToURL(Path(job["target"]).as_uri(), (_property("FilterName", name),))
    paper.close(True)


def _fill_sheet(book: Any, cells: list[Any]) -> None:
    sheet = book.Sheets.getByIndex(0)
    for row, column, text, date in cells:
        cell = sheet.getCellByPosition(column, row)
        if date is None:
            cell.setString(text)
        else:
            cell.NumberFormat = _date_format(book)
            cell.setValue(date)


def _fill_document(document: Any, values: list[Any]) -> None:
    """Tick the boxes and type where the dots stand, as the program itself does it."""
    for control, value in zip(list(_controls(document.Text)), values, strict=True):
        if value is True:
            control.Checked = True
            control.setString("\u2612")
        elif value is not None:
            control.ShowingPlaceHolder = False
            control.setString(value)


def _controls(text: Any) -> Iterator[Any]:
    """The content controls of a text and of the tables in it; not every version can find them by tag."""
    for part in _parts(text):
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.getCellNames():
                yield from _controls(part.getCellByName(name))
        else:
            yield from (p.ContentControl for p in _parts(part) if p.TextPortionType == "ContentControl")


def _parts(whole: Any) -> Iterator[Any]:
    parts = whole.createEnumeration()
    while parts.hasMoreElements():
        yield parts.nextElement()


def _desktop(pipe: str) -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _property(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _date_format(book: Any) -> int:
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    found: int = book.NumberFormats.queryKey("DD/MM/YYYY", locale, False)
    return found if found >= 0 else int(book.NumberFormats.addNew("DD/MM/YYYY", locale))


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # the work is done and saved; the bridge to LibreOffice may crash while Python takes it down
