"""What was decided on the candidates, and what it makes of the numbers of each level (R6)."""

from collections.abc import Iterable

from aggregator.nouns.unit import Level
from aggregator.vietnamese.wording import lower_first, quoted
from aggregator.write.sheets import words
from aggregator.write.sheets.view import Entry, View

_DOWN = ("back_to_district", "district")  # either takes an item off the province's list


def in_words(view: View, entry: Entry) -> str:
    """The decision in words with what was remarked; what nobody has decided is not considered yet."""
    made = view.decision_on(entry)
    return "\n".join(filter(None, (words.DECISION[made.course], made.opinion, made.note)))


def any_decision(view: View) -> bool:
    """Whether anything was decided at all."""
    return any(made.course != "none" for made in view.outcome.decisions.values())


def came_back(view: View) -> list[Entry]:
    """The province's items that went back to the district level."""
    return [entry for entry in view.registered(view.campaign.levels[0]) if view.course(entry) in _DOWN]


def raised(view: View, level: Level) -> list[Entry]:
    """The items registered lower, or for no certain level, that are to be presented at this one."""
    codes = [one.code for one in view.campaign.levels]
    higher = codes[: codes.index(level.code) + 1]
    return [e for e in view.entries if e.level not in higher and view.course(e) == level.code]


def province_numbers(view: View, entries: Iterable[Entry]) -> tuple[int, ...]:
    """Registered = presented + gone back + not considered; then those raised, and all that are presented."""
    top = view.campaign.levels[0]
    those = list(entries)
    own = [view.course(entry) for entry in those if entry.level == top.code]
    up, down = own.count("province"), sum(code in _DOWN for code in own)
    above = sum(entry.level != top.code and view.course(entry) == top.code for entry in those)
    return len(own), up, down, len(own) - up - down, above, up + above


def district_numbers(view: View, entries: Iterable[Entry]) -> tuple[int, ...]:
    """Registered + come from other levels = all; of these presented, raised to the province, not considered."""
    top, second = view.campaign.levels[:2]
    whole = [entry for entry in entries if _of_district(view, entry)]
    own = sum(entry.level == second.code for entry in whole)
    codes = [view.course(entry) for entry in whole]
    up, presented = codes.count(top.code), sum(code in _DOWN for code in codes)
    return own, len(whole) - own, len(whole), presented, up, len(whole) - presented - up


def _of_district(view: View, entry: Entry) -> bool:
    """Whether an entry is the district's: registered for it, come back from the province, or raised to it."""
    top, second = (level.code for level in view.campaign.levels[:2])
    code = view.course(entry)
    return entry.level == second or (code in _DOWN and (entry.level == top or code == second))


def too_many(view: View) -> str:
    """R6: more are chosen than may be presented: how many, and their names; empty where all is well."""
    campaign = view.campaign
    names = [
        f"{quoted(entry.name or '')} ({view.name(entry.unit)})"
        for entry in view.entries
        if view.course(entry) == "province"
    ]
    over = len(names) - campaign.province_cap
    if over <= 0:
        return ""
    return (
        f"Sổ theo dõi đang chọn {len(names)} nội dung {lower_first(campaign.levels[0].title)}, nhiều hơn "
        f"{over:02d} nội dung so với mức không quá {campaign.province_cap:02d} ({campaign.province_cap_source}); "
        f"cần chọn lại, không phải lỗi của đơn vị nào. Đang chọn: {'; '.join(names)}."
    )
