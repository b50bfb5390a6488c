"""Which option a mark on M1/M2 belongs to: beside it, before or after, or below; lost where two would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aggregator.lines import Line


@dataclass(frozen=True, slots=True)
class Token:
    """An option, or a mark (``code`` None)."""

    code: str | None
    on: bool
    line: Line
    place: tuple[int, int]  # the line, counted from the first, and the character


class Placing:
    """Finds the option that each mark belongs to."""

    def __init__(self, tokens: Sequence[Token], label_column: int | None) -> None:
        self._rows: dict[int, list[Token]] = defaultdict(list)
        for token in tokens:
            self._rows[token.line.row].append(token)
        self._label_column = label_column
        self._ticked: list[str] = []
        self._lost = False

    def result(self) -> tuple[set[str], bool]:
        """The options with a mark, and whether a mark could not be placed."""
        offering = [row for row in self._rows.values() if any(token.code for token in row)]
        above: list[Token] = []
        several: list[list[Token]] = []
        for row in self._rows.values():
            if row in offering:
                several += [group for group in _groups(row) if not self._alone(group)]
            else:
                self._below(above if len(offering) == 1 else [], row)
            above = row
        if several:
            self._several(several)
        return set(self._ticked), self._lost

    def _alone(self, group: Sequence[Token]) -> bool:
        """One option owns the marks of its group; marks without an option are lost; more have to be weighed."""
        options = {token.code for token in group if token.code}
        marks = [token for token in group if not token.code]
        if any(token.on for token in marks) and len(options) < 2:
            self._ticked += [code for code in options if code]
            self._lost = self._lost or not options
        return len(options) < 2 or not marks

    def _several(self, groups: Sequence[Sequence[Token]]) -> None:
        """All groups together show on which side of its option a mark stands."""
        sides = [back for back in (False, True) if all(_side(group, back=back) is not None for group in groups)]
        if len(sides) > 1:
            sides = [False] if self._room_only_after(groups) else []
        if sides:
            self._ticked += [code for group in groups for code in _side(group, back=sides[0]) or ()]
        else:
            self._lost = self._lost or any(token.on for group in groups for token in group)

    def _room_only_after(self, groups: Sequence[Sequence[Token]]) -> bool:
        """In cells: an option in the first column, or right of the label, leaves room only after itself."""
        first = min(token.line.column for group in groups for token in group)
        cells = all(len({token.line.column for token in group}) == len(group) for group in groups)
        option = any(token.code for group in groups for token in group if token.line.column == first)
        at_edge = first == 1 or (self._label_column is not None and first == self._label_column + 1)
        return cells and option and at_edge

    def _below(self, above: Sequence[Token], row: Sequence[Token]) -> None:
        """Marks in a row of their own: under the options, column by column, where these all stand in one row."""
        codes: dict[int, set[str]] = defaultdict(set)
        for token in above:
            if token.code:
                codes[token.line.column].add(token.code)
        for mark in (mark for mark in row if mark.on):
            under = codes.get(mark.line.column, set()) if len(codes) > 1 else set()
            self._ticked += under if len(under) == 1 else ()
            self._lost = self._lost or len(under) != 1


def _groups(row: Sequence[Token]) -> list[list[Token]]:
    """What is weighed together: the cells of a row, or the lines of a cell that holds several options."""
    cells: dict[int, list[Token]] = defaultdict(list)
    for token in row:
        cells[token.line.column].append(token)
    crowded = any(len({token.code for token in cell if token.code}) > 1 for cell in cells.values())
    if not crowded:
        return [list(row)]
    lines: dict[tuple[int, int], list[Token]] = defaultdict(list)
    for token in row:
        lines[token.line.column, token.place[0]].append(token)
    return list(lines.values())


def _side(group: Sequence[Token], *, back: bool) -> list[str] | None:
    """The options that a mark follows (``back``: precedes); None where a mark comes without its option."""
    ticked: list[str] = []
    owner: str | None = None
    for token in reversed(group) if back else group:
        if token.code:
            owner = token.code
        elif owner is None:
            return None
        else:
            ticked += [owner] if token.on else []
            owner = None
    return ticked
