"""A blank form, filled in and sent back, is read with nothing lost and nothing changed."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest

from aggregator import cli
from tests.sheets import inline
from tests.soffice import fill_in_office, needs_office

DAY = dt.date(2024, 10, 5)  # a real date in the cell
EPOCH = dt.date(1899, 12, 30)
UNITS = {"M3": ("Xã Cao Xá", "cao-xa"), "M4": ("Phòng Nội vụ", "phong-noi-vu")}
LONG = "Nêu rõ từng việc, từng người, từng thời hạn. " * 40

# address, name, holder, continuing, new, completion, goals, level; then what is read besides
FILLED: tuple[tuple[Any, ...], ...] = (
    ("Thôn Trung", "Hiến đất <500 m²> & “làm đường” 100% 'tự nguyện'", "Tập thể", "x", None, "30/10/2024",
     "- Vận động 32 hộ;\n- làm 1,2 km đường;\n\n- hoàn thành trước mùa mưa.", "Cấp tỉnh",
     "collective", "continuing", "2024-10-30", "province"),
    ("2024", "=HYPERLINK(\"x\") không phải công thức", "Ông Nguyễn Văn Mẫu", None, "✓", "2024",
     "+10% thu nhập; @ 5 hộ", "Cấp huyện", "individual", "new", "2024-12-31", "district"),
    ("Thôn Đông\nxóm 2", "Ổi lê Đài Loan; vải sớm Phúc Hòa – “OCOP” ★ 3 sao", "Cá nhân", None, "x", DAY,
     LONG.strip(), "Cơ sở", "individual", "new", "2024-10-05", "base"),
    ("0123456789", "007", "Tập thể", "x", None, "05/10/2024", "1.234,5", "Cấp huyện",
     "collective", "continuing", "2024-10-05", "district"),
    ("Tổ dân phố Mới", "Đường hoa   phụ nữ [giai đoạn 2]", "Chi hội Phụ nữ", None, "X", "Quý III/2024",
     "Trồng 1,8 km đường hoa", "Cấp huyện", "collective", "new", "2024-09-30", "district"),
    ("-", "A", "Tập thể", "x", None, "Thường xuyên", "…", "Cơ sở", "collective", "continuing", None, "base"),
)  # fmt: skip
FIELDS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Hệ thống chính trị")
CODES = ("economy", "culture_society", "defence_security", "political_system")
Cell = tuple[int, int, Any]  # row and column from 0, what is typed


def rows(blank: Path) -> Iterator[tuple[int, int]]:
    """Where each filled model goes: its row and its field's number. In M3 they spread over the sections.

    A section begins where the printed numbers begin again at 1.
    """
    sheet: Any = openpyxl.load_workbook(blank).worksheets[0]
    firsts = [row for row in range(sheet.max_row) if sheet.cell(row + 1, 1).value == 1]
    for number in range(len(FILLED)):
        section, place = number % len(firsts), number // len(firsts)
        yield firsts[section] + place, number % len(FIELDS)


def cells(blank: Path) -> Iterator[Cell]:
    """Everything that is typed into the form."""
    yield 1, 0, f"Tên cơ quan, đơn vị: {UNITS[blank.stem][0]}"
    for (row, field), model in zip(rows(blank), FILLED, strict=True):
        for column, typed in enumerate(model[:8], start=1):
            if typed is not None:
                yield row, column, typed
        if blank.stem == "M4":
            yield row, 9, FIELDS[field]


def expected(blank: Path) -> list[dict[str, Any]]:
    """What must come back, entry by entry."""
    form, made = blank.stem, []
    for (row, field), model in zip(rows(blank), FILLED, strict=True):
        address, name, holder, _, _, completion, goals, _, kind, mode, date, level = model
        shown = f"{completion:%d/%m/%Y}" if isinstance(completion, dt.date) else completion
        made.append({
            "unit": UNITS[form][1], "form": form, "row": row + 1, "address": address, "name": name,
            "holder": holder, "holder_kind": kind, "mode": mode, "completion": shown,
            "completion_date": date, "goals": goals, "level": level, "level_source": "column",
            "field": CODES[field], "field_source": "section" if form == "M3" else "column",
        })  # fmt: skip
    return sorted(made, key=lambda entry: int(entry["row"]))


def by_openpyxl(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source)
    sheet: Any = book.worksheets[0]
    for row, column, typed in cells(source):
        cell = sheet.cell(row + 1, column + 1)
        cell.value = typed
        if isinstance(typed, str):
            cell.data_type = "s"  # a text that begins with = stays a text
        else:
            cell.number_format = "dd/mm/yyyy"
    book.save(target)


def by_libreoffice(source: Path, target: Path) -> None:
    typed = [
        (row, column, None, (value - EPOCH).days) if isinstance(value, dt.date) else (row, column, value, None)
        for row, column, value in cells(source)
    ]
    fill_in_office(source, target, {"cells": typed})


Fill = Callable[[Path, Path], None]


@pytest.mark.parametrize("form", ["M3", "M4"])
@pytest.mark.parametrize("fill", [by_openpyxl, pytest.param(by_libreoffice, marks=needs_office)])
def test_what_is_filled_in_comes_back(fill: Fill, form: str, tmp_path: Path) -> None:
    aggregator("blank", "-o", tmp_path)
    blank, inbox = tmp_path / f"{form}.xlsx", tmp_path / "nhan_ve"
    inbox.mkdir()
    filled = tmp_path / "filled.xlsx"
    fill(blank, filled)
    filled.rename(inbox / "gui_ve.xlsx")
    result = aggregate(inbox)
    wanted = expected(blank)
    assert [{key: entry[key] for key in wanted[0]} for entry in result["entries"]] == wanted
    assert result["totals"]["rows_set_aside"] == result["totals"]["rows_joined"] == 0


def aggregate(inbox: Path) -> dict[str, Any]:
    written = inbox.parent / "result.json"
    outputs = ("-o", inbox.parent / "master.xlsx", "--json", written)
    aggregator("aggregate", inbox, "--as-of", "01/03/2024 07:00", *outputs)
    loaded: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    return loaded


def aggregator(*arguments: str | Path) -> None:
    """The program, called as on the command line."""
    with inline(), patch.object(sys, "argv", ["aggregator", *map(str, arguments)]):
        with pytest.raises(SystemExit) as stop:
            cli.main()
        assert not stop.value.code
