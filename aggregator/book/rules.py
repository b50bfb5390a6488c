"""Sheet “Quy định” of the tracking book: its lines for a campaign, and the campaign as its values make it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from aggregator.book.layout import BookLayout, book_layout
from aggregator.book.opened import Line, OpenBook
from aggregator.book.times import read_time
from aggregator.book.years import in_year
from aggregator.campaign.model import Campaign, Group, Level, Limit, Office
from aggregator.errors import CannotWork
from aggregator.findings import Finding, finding
from aggregator.viet.fold import key

BOUNDS = ("minimum", "maximum")
NOT_LIMITED = "base"  # the level that the letter sets no number for
OFFICE = ("province", "district", "parent", "committee", "board")


@dataclass(frozen=True, slots=True)
class LimitLine:
    """The line of one limit: its label, and the limit that the campaign has (None: none is set)."""

    label: str
    group: Group
    level: Level
    bound: str
    limit: Limit | None


def limit_lines(campaign: Campaign) -> Iterator[LimitLine]:
    """A line for each group, level and bound (R2, R3)."""
    words = book_layout().limits
    for group in campaign.groups:
        for level in (level for level in campaign.levels if level.code != NOT_LIMITED):
            for bound in BOUNDS:
                label = words.label.format(
                    group=group.title, level=level.title.lower(), bound=getattr(words, bound)
                )
                yield LimitLine(label, group, level, bound, _limit_of(campaign, group, level, bound))


def _limit_of(campaign: Campaign, group: Group, level: Level, bound: str) -> Limit | None:
    those = [x for x in campaign.limits if x.group == group.code and x.level == level.code]
    return next((limit for limit in those if getattr(limit, bound) is not None), None)


def rules_from(opened: OpenBook, base: Campaign) -> tuple[Campaign, list[Finding]]:
    """The campaign with the values of the sheet. Raises CannotWork without a year or a deadline."""
    if not opened.has("rules"):
        return base, []
    reading = _Rules.of(opened, base)
    campaign = in_year(base, reading.year())
    deadline = reading.deadline()
    cap = reading.line("province_cap")
    campaign = replace(
        campaign,
        deadline=deadline,
        deadline_source=reading.source("deadline") or base.deadline_source,
        briefing=reading.briefing(),
        office=reading.office(),
        province_cap=reading.count("province_cap", base.province_cap) if cap else base.province_cap,
        province_cap_source=reading.source("province_cap") or base.province_cap_source,
        limits=tuple(reading.limits()),
    )
    reading.check_years(campaign)
    return campaign, reading.findings


@dataclass
class _Rules:
    """The sheet's lines by folded label, being read."""

    base: Campaign
    layout: BookLayout
    lines: dict[str, Line]
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, opened: OpenBook, base: Campaign) -> _Rules:
        lines = opened.lines("rules")
        reading = cls(base, book_layout(), {key(line.text("rule")): line for line in lines if line.text("rule")})
        known = {key(rule.label) for rule in reading.layout.rules} | {key(x.label) for x in limit_lines(base)}
        for name, line in reading.lines.items():
            if name not in known and line.text("value"):
                reading.note("book-rule-unknown", line, "rule", text=line.text("rule"))
        return reading

    def label(self, code: str) -> str:
        return next(rule.label for rule in self.layout.rules if rule.code == code)

    def line(self, code: str) -> Line | None:
        return self.lines.get(key(self.label(code)))

    def note(self, code: str, line: Line, column: str = "value", **facts: object) -> None:
        self.findings.append(finding(code, sheet=line.sheet, cell=line.cell(column), **facts))

    def source(self, code: str) -> str:
        line = self.line(code)
        return line.text("source") if line else ""

    def _cannot(self, code: str, expected: str) -> CannotWork:
        line, label = self.line(code), self.label(code)
        place = f"ô {line.cell('value')}" if line else f"dòng “{label}”"
        sheet = self.layout.sheet("rules").title
        said = f"“{line.text('value')}” không phải là" if line and line.text("value") else "chưa có"
        return CannotWork(f"Sổ theo dõi, trang “{sheet}”, {place} ({label}): {said} {expected}; hãy ghi lại.")

    def year(self) -> int:
        line = self.line("year")
        year = _whole(line.text("value")) if line else None
        if year is None or not 2000 <= year <= 2100:
            raise self._cannot("year", f"năm đăng ký, ví dụ {self.base.year}")
        return year

    def deadline(self) -> dt.datetime:
        """The last second that counts: a date alone is its whole day (R4)."""
        line = self.line("deadline")
        value = line.cells.get("value") if line else None
        at = read_time(value, self.base.zone)
        if at is None:
            raise self._cannot("deadline", "ngày, giờ, ví dụ 27/02/2024 23:59")
        if (at.hour, at.minute) in ((0, 0), (23, 59)):
            return at.replace(hour=23, minute=59, second=59, microsecond=0)
        return at.replace(microsecond=0)

    def briefing(self) -> dt.date:
        line = self.line("briefing")
        at = read_time(line.cells.get("value"), self.base.zone) if line else None
        if line and at is None:
            used = f"{self.base.briefing:%d/%m/%Y}"
            self._unclear(line, self.label("briefing"), "một ngày, ví dụ 01/03/2024", used)
        return at.date() if at else self.base.briefing

    def _unclear(self, line: Line, rule: str, expected: str, used: object) -> None:
        facts = {"text": line.text("value"), "rule": rule, "expected": expected, "used": used}
        self.note("book-rule-unclear", line, **facts)

    def count(self, code: str, used: int) -> int:
        line = self.line(code)
        count = _whole(line.text("value")) if line else None
        if line and count is None:
            self._unclear(line, self.label(code), "một số nguyên", used)
        return used if count is None else count

    def office(self) -> Office:
        """Who runs the campaign; where the book names another place, the old place's name gives way."""
        old = self.base.office
        texts = {code: line.text("value") for code in OFFICE if (line := self.line(code)) and line.text("value")}
        pairs = [(getattr(old, code), texts[code]) for code in ("province", "district") if code in texts]
        said = replace(old, **{code: _in_place(text, pairs) for code, text in texts.items()})
        return replace(said, place_words=tuple(_in_place(words, pairs) for words in old.place_words))

    def limits(self) -> Iterator[Limit]:
        """The limits of the book; two that no number can meet are said and left out."""
        lines = list(limit_lines(self.base))
        found = {(x.group.code, x.level.code, x.bound): self._limit(x) for x in lines}
        for x in lines:
            low, high = (found[x.group.code, x.level.code, bound] for bound in BOUNDS)
            crossed = low and high and (low.minimum or 0) > (high.maximum or 0)
            limit = found[x.group.code, x.level.code, x.bound]
            if limit is not None and not crossed:
                yield limit
            elif crossed and low and high and x.bound == "minimum":
                line = self.lines[key(x.label)]
                facts = {"minimum": low.minimum, "maximum": high.maximum, "rule": x.label}
                self.note("book-limits-crossed", line, **facts)

    def _limit(self, x: LimitLine) -> Limit | None:
        line = self.lines.get(key(x.label))
        if line is None:
            return x.limit
        if not line.text("value"):
            return None
        count = _whole(line.text("value"))
        if count is None:
            used = getattr(x.limit, x.bound) if x.limit else "không quy định"
            self._unclear(line, x.label, "một số nguyên", used)
            return x.limit
        numbers = {bound: count if bound == x.bound else None for bound in BOUNDS}
        source = line.text("source") or (x.limit.source if x.limit else "sổ theo dõi, trang “Quy định”")
        return Limit(x.group.code, x.level.code, **numbers, source=source, severity=self._severity(line, x.limit))

    def _severity(self, line: Line, limit: Limit | None) -> str:
        column = self.layout.sheet("rules").column("severity")
        text = line.text(column.code)
        code = column.choice(text)
        if text and code is None:
            allowed = ", ".join(f"“{words}”" for words in column.choices.values())
            self.note("book-choice-unknown", line, column.code, text=text, head=column.head, allowed=allowed)
        return code or (limit.severity if limit else "violation")

    def check_years(self, campaign: Campaign) -> None:
        for code, date in (("deadline", campaign.deadline.date()), ("briefing", campaign.briefing)):
            line = self.line(code)
            if line and date.year != campaign.year:
                facts = {"year": campaign.year, "rule": self.label(code), "text": f"{date:%d/%m/%Y}"}
                self.note("book-years-differ", line, **facts)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _in_place(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The text with the old province's and district's names replaced, in small and in capital letters."""
    for old, new in pairs:
        text = text.replace(old, new).replace(old.upper(), new.upper())
    return text
