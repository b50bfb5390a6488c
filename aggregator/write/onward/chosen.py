"""What was decided on the candidates, and whether it may go onward (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.facts import Facts

if TYPE_CHECKING:
    from aggregator.outcome import Outcome
    from aggregator.write.sheets.entries import Entry


def too_many(facts: Facts) -> bool:
    """Whether more are chosen than may be presented: then nothing is final and nothing goes out."""
    return len(facts.decided("province")) > facts.campaign.province_cap


def final(outcome: Outcome, decision: str) -> tuple[Facts, list[Entry]]:
    """The entries of a decision; none while more are chosen for the province than may be."""
    facts = Facts(outcome)
    return facts, [] if too_many(facts) else facts.decided(decision)
