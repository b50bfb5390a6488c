"""The usual script: every first sheet of a folder into one frame, the frame into one workbook."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd


def main(folder: Path, target: Path) -> None:
    """Read with openpyxl, put together, write."""
    frames = [pd.read_excel(path, engine="openpyxl") for path in sorted(folder.glob("*.xlsx"))]
    pd.concat(frames).to_excel(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
