"""The campaign as the tracking book makes it: next year's, or another district's, without a line of code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from aggregator.book.opened import BookSheets, open_book
from aggregator.book.rules import rules_from
from aggregator.book.units import units_from
from aggregator.campaign.model import Campaign
from aggregator.findings import Finding


def campaign_from(opened: BookSheets, base: Campaign) -> tuple[Campaign, tuple[Finding, ...]]:
    """The base campaign with the book's rules and units, and what is odd about them.

    Sheets that the book lacks leave the base as it is; the clock stays the base's (UTC+7). Raises
    CannotWork where the run would be meaningless: no year, no deadline, no units.
    """
    campaign, of_rules = rules_from(opened, base)
    units, of_units = units_from(opened, campaign)
    return replace(campaign, units=units), (*of_rules, *of_units)


def campaign_of(book_path: Path | None, base: Campaign) -> Campaign:
    """The campaign that a tracking book makes, or the base where there is no book."""
    return campaign_from(open_book(book_path), base)[0] if book_path else base
