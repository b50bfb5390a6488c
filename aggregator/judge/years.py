"""Lists of another year and of another movement: which count nothing, and which count in doubt (design §4)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from aggregator.nouns.document import as_text
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.reading import ListRead
from aggregator.nouns.unit import Campaign

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class Years(NamedTuple):
    """The files without the entries of lists that are not this campaign's; ``earlier`` names files."""

    handled: list[Handled]
    findings: list[Finding]
    earlier: dict[str, str]  # file → reason


def set_others_aside(handled: Sequence[Handled], campaign: Campaign) -> Years:
    """Set the lists aside that are not this campaign's; their rows count as set aside.

    A list of another movement never counts. One of an earlier year counts nothing beside a list of the unit of the
    campaign's year; alone it counts (``year_in_doubt``).
    """
    current: dict[str, bool] = defaultdict(bool)
    for item in handled:
        for part in item.read.lists if item.read else ():
            is_current = part.entries and not part.movement and not _earlier(item, part, campaign)
            current[_owner(item, part)] |= bool(is_current)
    findings: list[Finding] = []

    def current_lists(item: Handled) -> Handled:
        if item.read is None:
            return item
        lists = tuple(
            _counting(item, part, campaign, findings, beside=current[_owner(item, part)])
            for part in item.read.lists
        )
        return item if lists == item.read.lists else replace(item, read=replace(item.read, lists=lists))

    looked = [current_lists(item) for item in handled]
    earlier = {
        after.file: f"danh sách của năm trước, đã có danh sách năm {campaign.year}"
        for before, after in zip(handled, looked, strict=True)
        if after.read and before.entries and not after.entries and not of_other_movement(after)
    }
    return Years(looked, findings, earlier)


def _owner(item: Handled, part: ListRead) -> str:
    return item.unit_of_sheet(part.sheet) or f"file:{item.file}"


def _counting(
    item: Handled, part: ListRead, campaign: Campaign, findings: list[Finding], *, beside: bool
) -> ListRead:
    if not part.entries:
        return part
    place: dict[str, Any] = {"unit": item.unit_of_sheet(part.sheet), "file": item.file, "sheet": part.sheet}
    count = len(part.entries)
    if part.movement:
        findings.append(finding("list-of-other-movement", **place, count=count, movement=part.movement))
    elif beside and _earlier(item, part, campaign):
        findings.append(
            finding("list-of-earlier-year", **place, count=count, stated=str(part.year), year=str(campaign.year))
        )
    else:
        return part
    return replace(part, entries=(), totals=(), possible=(), rows_set_aside=part.rows_set_aside + count)


def year_in_doubt(item: Handled, part: ListRead, campaign: Campaign) -> bool:
    """Whether a list that counts says another year, and nothing of it, or a list beside it, says the campaign's."""
    if not part.entries or part.year in (None, campaign.year):
        return False
    parts = item.read.lists if item.read else ()
    beside = any(neighbour.entries and neighbour.year == campaign.year for neighbour in parts)
    return beside or not _says_this_year(item, part, campaign)


def _earlier(item: Handled, part: ListRead, campaign: Campaign) -> bool:
    return part.year is not None and part.year < campaign.year and not _says_this_year(item, part, campaign)


def _says_this_year(item: Handled, part: ListRead, campaign: Campaign) -> bool:
    """Whether every date of one year, else the heads, or the mail say the campaign's year: an old title."""
    ends = [_years([as_text(entry.values.get("completion"))]) for entry in part.entries]
    years = [max(end) for end in ends if len(end) == 1]  # “2021-2025” is said in every year
    mail = _years([item.received.subject or "", item.received.mail_text or ""])
    by_dates = min(years) >= campaign.year if years else part.head_year == campaign.year
    return mail == {campaign.year} or by_dates


def _years(texts: Iterable[str]) -> set[int]:
    return {int(year) for text in texts for year in _YEAR.findall(text)}


def of_other_movement(item: Handled) -> bool:
    """Whether all that a file holds are lists of another movement: it is no form of this campaign."""
    lists = [part for part in item.read.lists if part.rows_seen] if item.read else []
    return bool(lists) and all(part.movement for part in lists)
