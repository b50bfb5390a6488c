"""What people decided: rules waived for a unit, and which items go up (R6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.entry_key import EntryKey, keys_of, positions
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import key

if TYPE_CHECKING:
    import pandas as pd


# ---- Sheet “Trường hợp đặc thù”: a rule waived for a unit, and the findings that it lifts.


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


# ---- Sheet “Xét, giới thiệu”: which candidates go up to the province, which stay with the district (R6).


DECISIONS = ("province", "to_district", "district", "open")
CANDIDATE_LEVELS = ("province", "district")
_LEVEL_OF = {"province": "province", "to_district": "province", "district": "district"}  # what it is decided of
# what a decision means for an entry of another level: both ways of saying “district” are one
_MEANT = {("district", "to_district"): "district", ("province", "district"): "to_district"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: the candidate, what the board proposes and what the standing committee decided (of DECISIONS).

    ``opinion`` is of the house alone; ``note`` may be sent to the unit.
    """

    unit: str | None
    name: str
    place: str
    proposal: str
    decision: str
    opinion: str | None
    note: str | None
    cell: str

    @property
    def course(self) -> str:
        """The decision; as long as none is taken, what is proposed."""
        return self.decision if self.decision != "open" else self.proposal

    @property
    def key(self) -> EntryKey:
        """What the entry is known by."""
        return EntryKey.of(self.unit, self.name, self.place)

    @property
    def words(self) -> str:
        """The course in words."""
        return book_layout().sheet("choices").column("decision").choices[self.course]


@dataclass(frozen=True)
class Chosen:
    """The rows joined to the entries: index label → choice; candidates without one are undecided."""

    by_entry: Mapping[int, Choice] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


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
        cell=line.cell("proposal" if proposed else "decision"),
    )


def is_candidate(level: object) -> bool:
    """Whether an entry of a level may be presented by the district."""
    return level in CANDIDATE_LEVELS


def rows_of_choices(entries: pd.DataFrame, choices: Sequence[Choice]) -> list[list[int]]:
    """For each choice the rows of the entries that it is about, by the corrected unit, else the unit of the list.

    A row of the sheet whose place is not quite the entry's gives way to one that names the very place.
    """
    now, listed = keys_of(entries), keys_of(entries, "listed_unit")
    found = [positions(choice.key, now, listed) for choice in choices]
    sure = {
        row
        for choice, rows in zip(choices, found, strict=True)
        for row in rows
        if choice.key.place == now[row].place
    }
    return [
        [row for row in rows if not choice.key.place or choice.key.place == now[row].place or row not in sure]
        for choice, rows in zip(choices, found, strict=True)
    ]


def join_choices(
    entries: pd.DataFrame, choices: Sequence[Choice], campaign: Campaign, excluded: pd.DataFrame | None = None
) -> Chosen:
    """Join the decisions to the entries that count (columns unit, name, address, level and, if any, listed_unit).

    More than the province's cap chosen is a finding of no unit (R6); a choice whose entry was
    withdrawn, superseded, registered for another level or taken out by a person (``excluded``) is one too.
    """
    levels = list(entries["level"])
    out = keys_of(excluded) if excluded is not None else []
    found: dict[int, Choice] = {}
    findings: list[Finding] = []
    for choice, rows in zip(choices, rows_of_choices(entries, choices), strict=True):
        taken_out = bool(positions(choice.key, out))
        findings += _about(choice, [levels[row] for row in rows], campaign, taken_out=taken_out)
        for row in rows:
            earlier, meant = found.get(row), _meant(choice, levels[row])
            if earlier and _contradict(earlier, meant):
                findings.append(_finding("choice-twice", choice, campaign))
            if earlier is None or choice.course != "open":
                found[row] = meant
    by_entry = {int(entries.index[row]): choice for row, choice in found.items()}
    return Chosen(by_entry, (*findings, *_too_many(by_entry, entries, campaign)))


def _meant(choice: Choice, level: Any) -> Choice:
    """The choice in the words that fit the entry's level: nothing goes back to a level that it never left."""
    proposal, decision = (_MEANT.get((level, code), code) for code in (choice.proposal, choice.decision))
    return replace(choice, proposal=proposal, decision=decision)


def _contradict(a: Choice, b: Choice) -> bool:
    return a.course != b.course and "open" not in (a.course, b.course)


def _about(choice: Choice, levels: Sequence[Any], campaign: Campaign, *, taken_out: bool) -> list[Finding]:
    if choice.course == "open":
        return []
    if not levels:
        return [_finding("choice-of-excluded" if taken_out else "choice-without-entry", choice, campaign)]
    if any(_LEVEL_OF[_meant(choice, level).course] == level for level in levels):
        return []
    said = next((campaign.levels_by_code[x].title.lower() for x in levels if isinstance(x, str)), "chưa rõ cấp")
    return [_finding("choice-level-differs", choice, campaign, level=said)]


def _finding(code: str, choice: Choice, campaign: Campaign, **facts: Any) -> Finding:
    return finding(
        code,
        unit=choice.unit,
        sheet=book_layout().sheet("choices").title,
        cell=choice.cell,
        unit_name=campaign.unit_name(choice.unit),
        name=choice.name,
        decision=choice.words,
        **facts,
    )


def _too_many(by_entry: Mapping[int, Choice], entries: pd.DataFrame, campaign: Campaign) -> list[Finding]:
    """More chosen for the province than may be presented: the names, and no unit accused (R6)."""
    chosen = [label for label, choice in by_entry.items() if choice.course == "province"]
    if len(chosen) <= campaign.province_cap:
        return []
    names = "; ".join(
        f"“{' '.join(str(entries.loc[label, 'name']).split())}” ({campaign.unit_name(by_entry[label].unit)})"
        for label in sorted(chosen)
    )
    return [
        finding(
            "province-cap-exceeded",
            sheet=book_layout().sheet("choices").title,
            count=len(chosen),
            cap=campaign.province_cap,
            source=campaign.province_cap_source,
            names=names,
        )
    ]
