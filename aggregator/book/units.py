"""The units: those of sheet “Đơn vị”, and those that a cell names, however people divide them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.finding import CannotWork, Finding, finding
from aggregator.nouns.unit import Campaign, Group, Unit
from aggregator.vietnamese.fold import key

FindUnit = Callable[[str], tuple[Unit | None, Sequence[Unit]]]  # a whole name → the unit, or suggestions
_BETWEEN = re.compile(r"[;\n]")
_MAYBE_BETWEEN = re.compile(r"\s*[,+&/]\s*|\s+(?:và|va)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """A part of a cell: its words, the unit that they name, else units whose names look like them."""

    text: str
    unit: Unit | None
    suggestions: Sequence[Unit] = ()


def units_said(text: str, find: FindUnit) -> list[UnitSaid]:
    """The parts of a cell in their order. A name may itself hold a comma or “và”: the longest names go first."""
    whole = _said(text, find)
    if whole.unit:
        return [whole]
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return [said for part in parts for said in _divided(part, find)]


def _divided(part: str, find: FindUnit) -> Iterator[UnitSaid]:
    cuts = [(0, 0), *((m.start(), m.end()) for m in _MAYBE_BETWEEN.finditer(part)), (len(part), len(part))]
    begin = 0
    while begin < len(cuts) - 1:
        spans = [(part[cuts[begin][1] : cuts[end][0]], end) for end in range(len(cuts) - 1, begin, -1)]
        found = [(_said(words, find), end) for words, end in spans]
        said, begin = next(((one, end) for one, end in found if one.unit), found[-1])
        if said.text:
            yield said


def _said(text: str, find: FindUnit) -> UnitSaid:
    unit, suggestions = find(text) if text.strip() else (None, ())
    return UnitSaid(text.strip(), unit, suggestions)


_BETWEEN_ALIASES = re.compile(r"[;|\n]")
NO = "no"
TICKS = frozenset("✓✔☑")


def units_from(opened: BookSheets, base: Campaign) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The units of the sheet, the campaign's own where there is none. Raises CannotWork where it names no unit."""
    if not opened.has("units"):
        return base.units, []
    roster = _Roster(base.groups)
    for line in opened.lines("units"):
        roster.add(line)
    if not roster.units:
        title = book_layout().sheet("units").title
        raise CannotWork(
            f"Sổ theo dõi, trang “{title}”: chưa có đơn vị nào đủ tên và nhóm; "
            "hãy ghi danh sách đơn vị rồi chạy lại."
        )
    return tuple(roster.units.values()), roster.findings


@dataclass
class _Roster:
    """The units read so far, by code; ``owners`` leads from each folded name to a unit's code."""

    groups: Sequence[Group]
    units: dict[str, Unit] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, line: Line, column: str, **facts: Any) -> None:
        self.findings.append(finding(code, sheet=line.sheet, cell=line.cell(column), **facts))

    def add(self, line: Line) -> None:
        name = line.text("name")
        group = self._group(line)
        if not name or group is None:
            self._incomplete(line, "chưa có tên đơn vị" if not name else "chưa rõ thuộc nhóm nào")
            return
        unit = self._unit(line, name, group)
        first = self.units.get(unit.code) or self.units.get(self.owners.get(key(name), ""))
        if first is not None and (first.code == unit.code or key(first.name) == key(name)):
            self.note("book-unit-twice", line, "name", text=name, first=first.name)
            return
        self._take(line, unit)

    def _incomplete(self, line: Line, why: str) -> None:
        if any(line.text(code) for code in ("code", "name", "aliases")):
            self.note("book-unit-incomplete", line, "name" if not line.text("name") else "group", why=why)

    def _group(self, line: Line) -> Group | None:
        """The group by its title, or by a part of it: the drop-down of an old book cuts “Xã, thị trấn” in two."""
        text = key(line.text("group"))
        return next((g for g in self.groups if text in map(key, (g.title, g.code, *g.title.split(",")))), None)

    def _unit(self, line: Line, name: str, group: Group) -> Unit:
        must_send, unclear = self._must_send(line)
        return Unit(
            code=line.text("code") or key(name).replace(" ", "-"),
            name=name,
            kind=group.code,
            official_code=line.text("official_code") or None,
            aliases=tuple(part.strip() for part in _BETWEEN_ALIASES.split(line.text("aliases")) if part.strip()),
            email=line.text("email") or None,
            contact=line.text("contact") or None,
            must_send=must_send,
            must_send_unclear=unclear,
        )

    def _must_send(self, line: Line) -> tuple[bool, str | None]:
        """Whether the unit must answer; what is not understood leaves it open, and its silence is no violation."""
        column = book_layout().sheet("units").column("must_send")
        value, text = line.cells.get("must_send"), line.text("must_send")
        if isinstance(value, bool) or not text:
            return value is not False, None
        code = column.choice(text) or ("yes" if text in TICKS else None)
        if code is None:
            allowed = ", ".join(f"“{words}”" for words in column.choices.values())
            self.note("book-choice-unknown", line, "must_send", text=text, head=column.head, allowed=allowed)
        return code != NO, None if code else line.cell("must_send")

    def _take(self, line: Line, unit: Unit) -> None:
        """Add the unit; a name that another has already leads to neither of them."""
        shared = []
        for name in (unit.name, unit.code, *unit.aliases):
            owner = self.owners.setdefault(key(name), unit.code)
            if owner != unit.code or key(name) in self.ambiguous:
                shared.append(key(name))
                self._not_unique(line, name, unit, self.units[owner])
        self.units[unit.code] = _without(unit, shared)

    def _not_unique(self, line: Line, name: str, unit: Unit, other: Unit) -> None:
        self.ambiguous.add(key(name))
        self.note(
            "book-name-of-two-units",
            line,
            "aliases" if name in unit.aliases else "name",
            text=name,
            first=other.name,
            second=unit.name,
        )
        self.units[other.code] = _without(other, [key(name)])


def _without(unit: Unit, names: Sequence[str]) -> Unit:
    return replace(unit, aliases=tuple(alias for alias in unit.aliases if key(alias) not in names))
