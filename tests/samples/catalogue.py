"""Draw a unit's models from the catalogue: tables of invented names, people and goals."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from itertools import count
from pathlib import Path

from aggregator.campaign.load import default_campaign
from tests.samples.nouns import FIELDS, Cell, Listing, Model

FOLDER = Path(__file__).parent / "data"
COMPLETIONS: tuple[Cell, ...] = (
    "30/10/2024", "Tháng 11/2024", "Quý IV/2024", "T12/2024", dt.date(2024, 9, 30), "Năm 2024", "Cuối năm 2024",
    "6 tháng đầu năm 2024", "Thường xuyên", "30-11-2024", "Quý III năm 2024", "tháng 10", "15.9.2024",
    dt.date(2024, 12, 5), "Ngày 20 tháng 8 năm 2024", "quý 3/2024", "2023-2025",
)  # fmt: skip


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of the catalogue."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="|"))


@cache
def unit_name(code: str) -> str:
    """The official name of a unit."""
    return default_campaign().unit_name(code)


def commune(code: str, wanted: str, *, signed: str | None = None, habit: int = 0, start: int = 0) -> Listing:
    """A commune's list. ``wanted`` gives the levels field by field: ``pddb/ddb/d/b``."""
    number = [row["unit"] for row in table("hamlets")].index(code)
    hamlets = table("hamlets")[number]["hamlets"].split(";")
    models: list[Model] = []
    for field, levels in zip(FIELDS, wanted.split("/"), strict=True):
        offered = [row for row in table("commune_models") if row["field"] == field]
        for place, level in enumerate(levels):
            row = offered[(number * 5 + start + place) % len(offered)]
            hamlet = hamlets[(place + start + len(models)) % len(hamlets)]
            models.append(_model(row, level, hamlet, number + start + len(models)))
    name = unit_name(code)
    bare = name.removeprefix("Xã ").removeprefix("Thị trấn ")
    return Listing(signed or f"ĐẢNG ỦY {name.upper()}", bare, models, habit)


def agency(code: str, *, signed: str | None = None, habit: int = 0) -> Listing:
    """An agency's list, as the catalogue has it."""
    rows = [row for row in table("agency_models") if row["unit"] == code]
    offset = sum(map(ord, code))
    models = [
        _model(row, row["level"], "", offset + place, address=_where(place)) for place, row in enumerate(rows)
    ]
    return Listing(signed or unit_name(code).upper(), "Tân Yên", models, habit)


def _where(place: int) -> str:
    return ("Cơ quan", "Các xã, thị trấn", "Thị trấn Cao Thượng", "Trên địa bàn huyện")[place % 4]


def _model(row: dict[str, str], level: str, hamlet: str, number: int, address: str = "") -> Model:
    people = [person["name"] for person in table("people")]
    holder = row["holder"].format(thon=hamlet, nguoi=people[number % len(people)])
    return Model(
        field=row["field"],
        level=level,
        name=row["name"],
        address=address or f"Thôn {hamlet}",
        holder=holder,
        new=number % 3 != 0,
        completion=COMPLETIONS[number % len(COMPLETIONS)],
        goals=row["goals"].replace("\\n", "\n").format(thon=hamlet),
    )


def numbers() -> count[int]:
    """1, 2, 3, … for the STT column."""
    return count(1)
