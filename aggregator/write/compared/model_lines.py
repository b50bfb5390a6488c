"""A model as a line of the comparison: who, what, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line

if TYPE_CHECKING:
    from aggregator.results.model import Result, ResultEntry

COLUMNS = (
    Column("STT", 5, "order"),
    Column("Đơn vị", 22),
    Column("Tên mô hình", 42, "name"),
    Column("Địa chỉ", 16),
    Column("Hình thức", 12, "centre"),
    Column("Cấp, thay đổi", 22, "centre"),
    Column("Nguồn", 30, "small"),
)


def group(title: str, lines: Sequence[Line], empty: str) -> Group:
    """A group with its number in the title."""
    return Group(f"{title}: {len(lines)} mô hình", lines, empty)


def lines(result: Result, entries: Sequence[ResultEntry]) -> list[Line]:
    """The models of one result."""
    return [line(n, result, entry, level(entry)) for n, entry in enumerate(entries, start=1)]


def line(number: int, result: Result, entry: ResultEntry, levels: str) -> Line:
    """One model; ``levels`` says its level, or how it changed."""
    mode = words.MODE.get(entry.mode or "", "Chưa rõ")
    where = words.place(entry.file, entry.sheet, entry.row)
    return Line((number, result.unit_name(entry.unit), entry.name, entry.address, mode, levels, where))


def level(entry: ResultEntry) -> str:
    """The level in words."""
    known = {"province": "Cấp tỉnh", "district": "Cấp huyện", "base": "Cơ sở"}
    return known.get(entry.level or "", words.UNKNOWN_LEVEL)
