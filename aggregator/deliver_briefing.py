"""Write the report for the briefing, and, once the choice for the province is made, what goes onward (R6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aggregator.deliver import write_or_beside
from aggregator.outcome import Outcome
from aggregator.verify import verify_balance
from aggregator.write.briefing import briefing_document
from aggregator.write.onward import onward_letter, returned_notice

LETTER, NOTICE = "cong_van_gioi_thieu_cap_tinh_{year}.docx", "thong_bao_chuyen_cap_huyen_{year}.docx"


@dataclass(frozen=True, slots=True)
class Briefed:
    """Where the report lies, and the drafts: what each is and where. ``stale`` are drafts of an earlier choice."""

    report: Path
    drafts: tuple[tuple[str, Path], ...] = ()
    stale: tuple[Path, ...] = ()


def deliver_briefing(outcome: Outcome, report: Path) -> Briefed:
    """Write the report and the drafts beside it. Raises CannotWork where nothing can be written."""
    verify_balance(outcome)
    written = write_or_beside(report, briefing_document(outcome), outcome.as_of)
    drafts, stale = [], []
    for title, name, data in _onward(outcome):
        place = report.with_name(name.format(year=outcome.campaign.year))
        if data is not None:
            drafts.append((title, write_or_beside(place, data, outcome.as_of)))
        elif place.exists():
            stale.append(place)
    return Briefed(written, tuple(drafts), tuple(stale))


def _onward(outcome: Outcome) -> Iterator[tuple[str, str, bytes | None]]:
    yield "Dự thảo công văn giới thiệu cấp tỉnh", LETTER, onward_letter(outcome)
    yield "Dự thảo thông báo chuyển về cấp huyện", NOTICE, returned_notice(outcome)


def briefing_lines(briefed: Briefed) -> Iterator[str]:
    """What the clerk reads on the terminal: where everything lies, and what no longer holds."""
    yield f"Báo cáo: {briefed.report}"
    for title, place in briefed.drafts:
        yield f"{title}: {place}"
    for place in briefed.stale:
        yield f"Tệp “{place}” là của lần chọn trước, không còn đúng với sổ theo dõi; không dùng tệp này."
