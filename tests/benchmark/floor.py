"""The floor: every cell of every sheet read with python-calamine, and nothing done with it."""

from __future__ import annotations

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook


def main(folder: Path) -> None:
    """Read all cells."""
    for path in sorted(folder.glob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
