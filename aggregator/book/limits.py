"""The limits of sheet “Quy định” (R2, R3): a line for each group, level and bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.book.layout import book_layout
from aggregator.book.rule_sheet import RuleSheet, whole
from aggregator.campaign.model import NOT_LIMITED, Campaign, Group, Level, Limit

BOUNDS = ("minimum", "maximum")
_OWN_SOURCE = "sổ theo dõi, trang “Quy định”"


@dataclass(frozen=True, slots=True)
class LimitLine:
    """The line of one limit: its label, and the limit that the campaign has (None: none is set)."""

    label: str
    group: Group
    level: Level
    bound: str
    limit: Limit | None

    @property
    def place(self) -> tuple[str, str, str]:
        """What the line is about, as codes."""
        return self.group.code, self.level.code, self.bound


def limit_lines(campaign: Campaign) -> Iterator[LimitLine]:
    """A line for each group, level and bound."""
    words = book_layout().limits
    for group in campaign.groups:
        for level in (level for level in campaign.levels if level.code != NOT_LIMITED):
            for bound in BOUNDS:
                facts = {"group": group.title, "level": level.title.lower(), "bound": getattr(words, bound)}
                limit = _limit_of(campaign, group, level, bound)
                yield LimitLine(words.label.format_map(facts), group, level, bound, limit)


def _limit_of(campaign: Campaign, group: Group, level: Level, bound: str) -> Limit | None:
    those = [x for x in campaign.limits if x.group == group.code and x.level == level.code]
    return next((limit for limit in those if getattr(limit, bound) is not None), None)


def limits_from(sheet: RuleSheet, base: Campaign) -> Iterator[Limit]:
    """The limits of the book; two that no number can meet are said and left out, so that nobody is accused."""
    lines = list(limit_lines(base))
    found = {line.place: _limit(sheet, line) for line in lines}
    for line in lines:
        low, high = (found[line.group.code, line.level.code, bound] for bound in BOUNDS)
        if low and high and (low.minimum or 0) > (high.maximum or 0):
            if line.bound == BOUNDS[0]:
                sheet.note(
                    "book-limits-crossed", line.label, rule=line.label, minimum=low.minimum, maximum=high.maximum
                )
            continue
        limit = found[line.place]
        if limit is not None:
            yield limit


def _limit(sheet: RuleSheet, line: LimitLine) -> Limit | None:
    """The limit as the book has it: a blank number is no limit, a missing line leaves the campaign's."""
    if not sheet.has(line.label):
        return line.limit
    text = sheet.text(line.label)
    count = whole(text)
    if text and count is None:
        used = getattr(line.limit, line.bound) if line.limit else "không quy định"
        sheet.unclear(line.label, "một số nguyên", used)
        return line.limit
    if count is None:
        return None
    return Limit(
        group=line.group.code,
        level=line.level.code,
        minimum=count if line.bound == BOUNDS[0] else None,
        maximum=count if line.bound == BOUNDS[1] else None,
        source=sheet.text(line.label, "source") or (line.limit.source if line.limit else _OWN_SOURCE),
        severity=sheet.severity(line.label) or (line.limit.severity if line.limit else "violation"),
    )
