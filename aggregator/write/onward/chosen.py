"""What was decided on the candidates, and whether it may go onward (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.facts import Facts
from aggregator.write.briefing.phrases import level
from aggregator.write.party.words import two

if TYPE_CHECKING:
    from aggregator.outcome import Outcome
    from aggregator.write.sheets.entries import Entry


def too_many(facts: Facts) -> bool:
    """Whether more are chosen than may be presented: then nothing is final and nothing goes out."""
    return len(facts.decided("province")) > facts.campaign.province_cap


def why_not_final(outcome: Outcome) -> str | None:
    """What the clerk reads where more are chosen than may be presented; None where the choice may go out."""
    facts = Facts(outcome)
    if not too_many(facts):
        return None
    count, cap = len(facts.decided("province")), two(facts.campaign.province_cap)
    return (
        f"Chưa lập dự thảo công văn, thông báo: sổ theo dõi đang chọn {two(count)} nội dung giới thiệu "
        f"{level(facts, 0)}, nhiều hơn {cap} ({facts.campaign.province_cap_source}), nên kết quả xét chưa chốt. "
        f"Hãy chọn lại không quá {cap} nội dung rồi chạy lại."
    )


def final(outcome: Outcome, decision: str) -> tuple[Facts, list[Entry]]:
    """The entries of a decision; none while more are chosen for the province than may be."""
    facts = Facts(outcome)
    return facts, [] if too_many(facts) else facts.decided(decision)
