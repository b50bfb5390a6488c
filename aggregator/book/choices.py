"""What people decided: rules waived for a unit, and which items go up (R6)."""

from __future__ import annotations

import datetime as dt

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.outcome import Choice, Waiver
from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import key

# ---- Sheet “Trường hợp đặc thù”: a rule waived for a unit.


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


# ---- Sheet “Xét, giới thiệu”: which candidates go up to the province, which stay with the district (R6).


CANDIDATE_LEVELS = ("province", "district")


def choices_from(opened: BookSheets, words: CellWords) -> tuple[Choice, ...]:
    """The rows of the sheet; a decision that is none of the list is a finding and counts as undecided."""
    lines = lines_of_year(opened.lines("choices"), words, "year")
    found = [_choice(line, words) for line in lines if line.text("name")]
    return tuple(choice for choice in found if choice)


def _choice(line: Line, words: CellWords) -> Choice | None:
    unit = words.unit(line, "unit")
    if unit is None and line.text("unit"):
        return None
    sheet = book_layout().sheet("choices")
    proposal, decision = (words.choice(line, sheet.column(code)) or "open" for code in ("proposal", "decision"))
    proposed = decision == "open" and proposal != "open"
    return Choice(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        proposal=proposal,
        decision=decision,
        opinion=line.text("opinion") or None,
        note=line.text("note") or None,
        sheet=line.sheet,
        cell=line.cell("proposal" if proposed else "decision"),
        words=sheet.column("decision").choices[proposal if decision == "open" else decision],
    )


def is_candidate(level: object) -> bool:
    """Whether an entry of a level may be presented by the district."""
    return level in CANDIDATE_LEVELS
