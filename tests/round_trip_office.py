"""Fill a form in LibreOffice, by hand as it were. Run by the Python that has ``uno``, not by the tests' own.

Arguments: the name of the pipe at which LibreOffice listens, and a JSON file with ``source``,
``target`` and ``cells``: [row, column, text, date], counted from 0; ``date`` is Excel's day number or null.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]  # it comes with LibreOffice

PATIENCE = 60.0  # seconds for LibreOffice to start


def main() -> None:
    """Open the source, type into its first sheet, save it as .xlsx and end LibreOffice."""
    pipe, job = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    desktop = _desktop(pipe)
    book = desktop.loadComponentFromURL(Path(job["source"]).as_uri(), "_blank", 0, (_property("Hidden", True),))
    sheet = book.Sheets.getByIndex(0)
    for row, column, text, date in job["cells"]:
        cell = sheet.getCellByPosition(column, row)
        if date is None:
            cell.setString(text)
        else:
            cell.NumberFormat = _date_format(book)
            cell.setValue(date)
    saved = (_property("FilterName", "Calc MS Excel 2007 XML"),)
    book.storeToURL(Path(job["target"]).as_uri(), saved)
    book.close(True)
    desktop.terminate()


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
