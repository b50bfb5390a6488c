"""What was decided on the candidates, and what it makes of the numbers of each level (R6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aggregator.nouns.unit import Level
from aggregator.vietnamese.wording import lower_first
from aggregator.write.sheets import words
from aggregator.write.sheets.view import Entry, View

_DOWN = ("back_to_district", "district")  # either takes an item off the province's list


def decision(view: View, entry: Entry) -> str:
    """The decision on an entry, one of DECISIONS; ``none`` where nobody has decided."""
    decided = view.outcome.decisions.get(entry.label)
    return decided.course if decided else "none"


def told(view: View, entry: Entry) -> str:
    """The decision in words with what was remarked; what nobody has decided is not considered yet."""
    decided = view.outcome.decisions.get(entry.label)
    remarks = (decided.opinion, decided.note) if decided else ()
    return "\n".join([words.DECISION[decision(view, entry)], *(text for text in remarks if text)])


def any_decision(view: View) -> bool:
    """Whether anything was decided at all."""
    return any(decided.course != "none" for decided in view.outcome.decisions.values())


def chosen(view: View) -> list[Entry]:
    """The entries to be presented to the province, whatever level they were registered for."""
    return [entry for entry in view.entries if decision(view, entry) == "province"]


def registered(view: View, level: Level) -> list[Entry]:
    """The entries registered for a level."""
    return [entry for entry in view.entries if entry.level == level.code]


def came_back(view: View) -> list[Entry]:
    """The province's items that went back to the district level."""
    top = view.campaign.levels[0].code
    return [entry for entry in view.entries if entry.level == top and decision(view, entry) in _DOWN]


def raised(view: View, level: Level) -> list[Entry]:
    """The items registered lower, or for no certain level, that are to be presented at this one."""
    codes = [one.code for one in view.campaign.levels]
    higher = codes[: codes.index(level.code) + 1]
    return [e for e in view.entries if e.level not in higher and decision(view, e) == level.code]


def province_numbers(view: View, entries: Iterable[Entry]) -> tuple[int, ...]:
    """Registered = presented + gone back + not considered; then those raised, and all that are presented."""
    top = view.campaign.levels[0]
    those = list(entries)
    own = [decision(view, entry) for entry in those if entry.level == top.code]
    up, down = own.count("province"), sum(code in _DOWN for code in own)
    above = sum(entry.level != top.code and decision(view, entry) == top.code for entry in those)
    return len(own), up, down, len(own) - up - down, above, up + above


def district_numbers(view: View, entries: Iterable[Entry]) -> tuple[int, ...]:
    """Registered + come from other levels = all; of these presented, raised to the province, not considered."""
    top, second = view.campaign.levels[:2]
    whole = [entry for entry in entries if _of_district(view, entry)]
    own = sum(entry.level == second.code for entry in whole)
    codes = [decision(view, entry) for entry in whole]
    up, presented = codes.count(top.code), sum(code in _DOWN for code in codes)
    return own, len(whole) - own, len(whole), presented, up, len(whole) - presented - up


def _of_district(view: View, entry: Entry) -> bool:
    """Whether an entry is the district's: registered for it, come back from the province, or raised to it."""
    top, second = (level.code for level in view.campaign.levels[:2])
    code = decision(view, entry)
    return entry.level == second or (code in _DOWN and (entry.level == top or code == second))


def too_many(view: View) -> str:
    """R6: more are chosen than may be presented: how many, and their names; empty where all is well."""
    campaign, names = view.campaign, chosen(view)
    over = len(names) - campaign.province_cap
    if over <= 0:
        return ""
    return (
        f"Sổ theo dõi đang chọn {len(names)} nội dung {lower_first(campaign.levels[0].title)}, nhiều hơn "
        f"{over:02d} nội dung so với mức không quá {campaign.province_cap:02d} ({campaign.province_cap_source}); "
        f"cần chọn lại, không phải lỗi của đơn vị nào. Đang chọn: {_named(view, names)}."
    )


def _named(view: View, entries: Sequence[Entry]) -> str:
    return "; ".join(f"“{' '.join((entry.name or '').split())}” ({view.name(entry.unit)})" for entry in entries)
