"""What changed of a model between two runs, in words: as it was, and as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.compared.model_lines import level
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.campaign.model import Campaign
    from aggregator.results.comparison import Change, SinceRun
    from aggregator.results.model import Result, ResultEntry

_TITLES = {
    "level": "",
    "field": "Lĩnh vực: ",
    "unit": "Đơn vị: ",
    "holder": "Tập thể, cá nhân: ",
    "mode": "Hình thức: ",
    "completion": "Hoàn thành: ",
    "decision": "Xét: ",
}


def changes(since: SinceRun, change: Change, campaign: Campaign) -> Iterator[str]:
    """A line for each thing that changed: ``Lĩnh vực: Kinh tế → văn hóa - xã hội``."""
    for what in change.what:
        before = _told(what, since.before, change.before, campaign)
        now = _told(what, since.now, change.now, campaign)
        yield f"{_TITLES[what]}{before} → {words.lower_first(now)}"


def _told(what: str, result: Result, entry: ResultEntry, campaign: Campaign) -> str:
    if what == "unit":
        return result.unit_name(entry.unit)
    if what == "level":
        return level(entry)
    if what == "field":
        return campaign.fields_by_code[entry.field].title if entry.field else words.UNKNOWN_FIELD
    if what == "mode":
        return words.MODE.get(entry.mode or "", "chưa rõ")
    if what == "decision":
        return words.DECISION[entry.decision or "none"]
    return getattr(entry, what) or "chưa ghi"
