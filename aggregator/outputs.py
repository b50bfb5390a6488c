"""What the outputs of a run are called, and where they lie when nobody says otherwise."""

from __future__ import annotations

import re
from pathlib import Path

PER_UNIT_FOLDER = "theo_don_vi"  # within the folder of blank forms
BLANK_FILES = frozenset({"M1.docx", "M1.xlsx", "M2.docx", "M2.xlsx", "M3.xlsx", "M4.xlsx"})

_FROZEN = re.compile(r"chot_\d{4}-\d\d-\d\d_\d{4}")


def master_name(year: int) -> str:
    """The master workbook's name."""
    return f"tong_hop_{year}.xlsx"


def report_name(year: int) -> str:
    """The name of the report for the briefing."""
    return f"bao_cao_{year}.docx"


def report_beside(paper: Path, year: int) -> Path:
    """Where the report lies: beside the inbox, and so beside the master."""
    return paper.with_name(report_name(year))


def drafts_beside(paper: Path, year: int) -> tuple[Path, Path]:
    """Where the drafts of the letter upward and of the notice lie: beside the report, and beside the master."""
    names = f"cong_van_gioi_thieu_cap_tinh_{year}.docx", f"thong_bao_chuyen_cap_huyen_{year}.docx"
    return paper.with_name(names[0]), paper.with_name(names[1])


def comparison_path(master: Path, year: int) -> Path:
    """The comparison with an earlier result lies beside the master."""
    return master.with_name(f"so_sanh_{year}.xlsx")


def is_frozen(folder: Path) -> bool:
    """Whether a folder is a frozen copy, which is never written into."""
    return bool(_FROZEN.fullmatch(folder.name))
