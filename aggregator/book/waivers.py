"""Sheet “Trường hợp đặc thù”: a rule waived for a unit, and the findings that it lifts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.campaign.model import Unit
from aggregator.findings import Finding
from aggregator.viet.fold import key


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: the unit's code, the rule in words and as finding codes, who approved it, why and when."""

    unit: str
    rule: str
    codes: tuple[str, ...]
    who: str
    why: str
    date: dt.date | None
    cell: str

    @property
    def mark(self) -> str:
        """What is added to the message of a finding that it lifts."""
        when = f", ngày {self.date:%d/%m/%Y}" if self.date else ""
        return f" Trường hợp đặc thù: {self.who} đã chấp thuận{when}; lý do: {self.why.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is lifted (its severity as it would be), and the waiver."""

    finding: Finding
    waiver: Waiver


def waivers_from(opened: BookSheets, words: CellWords) -> tuple[Waiver, ...]:
    """The waivers that are complete; the others are findings."""
    found = [_waiver(line, words) for line in lines_of_year(opened.lines("waivers"), words, "date")]
    return tuple(waiver for waiver in found if waiver)


def _waiver(line: Line, words: CellWords) -> Waiver | None:
    unit = words.unit(line, "unit")
    rule = _rule(line, words)
    date = words.date(line, "date")
    lacking = _lacking(line)
    if lacking:
        words.note("waiver-incomplete", line, lacking[0], text=line.text("unit") or "đơn vị", why=lacking[1])
    if lacking or unit is None or rule is None:
        return None
    return _made(line, unit, rule, date)


def _made(line: Line, unit: Unit, rule: str, date: dt.date | None) -> Waiver:
    codes = book_layout().waivable[rule]
    return Waiver(unit.code, rule, codes, line.text("who"), line.text("why"), date, line.cell("rule"))


def _rule(line: Line, words: CellWords) -> str | None:
    text, known = line.text("rule"), book_layout().waivable
    rule = next((label for label in known if key(label) == key(text)), None)
    if text and rule is None:
        head = book_layout().sheet("waivers").column("rule").head
        allowed = ", ".join(f"“{label}”" for label in known)
        words.note("book-choice-unknown", line, "rule", text=text, head=head, allowed=allowed)
    return rule


def _lacking(line: Line) -> tuple[str, str] | None:
    parts = (
        ("unit", "chưa ghi đơn vị"),
        ("rule", "chưa chọn nội dung"),
        ("who", "chưa ghi người chấp thuận"),
        ("why", "chưa ghi lý do"),
    )
    sheet = book_layout().sheet("waivers")
    for code, why in parts:
        if not line.text(code):
            return code, why if code in line.columns else f"không tìm thấy cột “{sheet.column(code).head}”"
    return None


def apply_waivers(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[list[Finding], list[Waived]]:
    """Every finding, those waived as ``info`` with the reason in the message; and what was waived.

    A waived finding stays listed and counts for nothing (``--strict``). Info findings stay as they are.
    """
    kept: list[Finding] = []
    waived: list[Waived] = []
    for found in findings:
        waiver = _waiver_of(found, waivers)
        if waiver is None:
            kept.append(found)
            continue
        waived.append(Waived(found, waiver))
        remedy = "Không phải làm gì; giữ trong báo cáo để biết."
        kept.append(replace(found, severity="info", message=found.message + waiver.mark, remedy=remedy))
    return kept, waived


def _waiver_of(found: Finding, waivers: Sequence[Waiver]) -> Waiver | None:
    if found.severity == "info" or found.unit is None:
        return None
    return next((w for w in waivers if w.unit == found.unit and found.code in w.codes), None)
