"""The facts that the report's sentences are filled with: counts, units and items, and no wording (R4–R7)."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aggregator.nouns.finding import Finding, doubts_in_paper
from aggregator.nouns.standing import SENDING_TO_VERIFY, TIME_TO_VERIFY, WAIVED, UnitState, in_time
from aggregator.vietnamese.fold import grouped, regex
from aggregator.vietnamese.official_style import due, lower_first, percent, two
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, Facts, Units, items
from aggregator.write.text_paper import campaign_facts

_MODES = {code: lower_first(title) for code, title in cell_texts.MODE.items()} | {None: "chưa ghi rõ hình thức"}
_HOLDERS = {code: f"của {lower_first(title)}" for code, title in cell_texts.HOLDER.items()} | {
    None: "chưa rõ của tập thể hay cá nhân"
}
_NAMED = 10  # doubles in sentences
_COURSES = ("province", "back_to_district", "district")


def report_facts(facts: Facts) -> dict[str, Any]:
    """Everything that the template ``bao_cao`` may print."""
    campaign = facts.campaign
    levels = zip(("first", "second", "base"), campaign.levels, strict=True)
    return {
        **campaign_facts(campaign),
        "due": due(campaign.deadline),
        "deadline_source": campaign.deadline_source,
        "as_of": facts.outcome.as_of.astimezone(campaign.zone),
        "over": not in_time(facts.outcome.as_of, campaign.deadline),
        "cap_source": campaign.province_cap_source,
        "base_title": campaign.levels[-1].title,
        "field_key": "; ".join(f"{field.numeral} - {lower_first(field.title)}" for field in campaign.fields),
        **{name: facts.level_name(level.code) for name, level in levels},
        **_receipts(facts),
        **_results(facts),
        **_forms(facts),
        **_quotas(facts),
        **_times(facts),
        **_doubts(facts),
        **_proposals(facts),
    }


def _receipts(facts: Facts) -> dict[str, Any]:
    units = {name: facts.units_of(facts.with_receipt(receipt)) for name, receipt in _RECEIPTS.items()}
    listed = facts.units_of(facts.with_receipt("on_time", "late", TIME_TO_VERIFY, "late_waived"))
    waived = facts.with_receipt("missing_waived", "empty_waived")
    return {
        **units,
        "units": facts.units_of(facts.obliged),
        "listed": listed,
        "listed_share": percent(listed.count, len(facts.obliged)),
        "unusable": facts.units_of(facts.unusable),
        "silent_waived": facts.units_of(waived),
        "stray_files": facts.outcome.by_status["unknown_unit"],
        "stray_models": sum(entry.unit is None for entry in facts.entries),
    }


_RECEIPTS = {code: code for code in cell_texts.RECEIPT} | {
    "late_unsure": TIME_TO_VERIFY,
    "missing_unsure": SENDING_TO_VERIFY,
}


def _results(facts: Facts) -> dict[str, Any]:
    entries, fields = facts.entries, facts.campaign.fields
    codes = {field.code for field in fields if field.theme}
    counts = Counter(entry.settled_field for entry in entries)
    watched = [entry for entry in entries if entry.settled_field in codes]
    modes = Counter(e.mode if e.mode in _MODES else None for e in entries)
    holders = Counter(e.holder_kind if e.holder_kind in _HOLDERS else None for e in entries)
    fields_of = {unit: {e.settled_field for e in of_unit} for unit, of_unit in facts.entries_of_unit.items()}
    # a list whose entries all stand in other fields for certain (R7): told, nobody accused
    known = ((unit, fields_of.get(unit.code)) for unit in facts.units)
    without = [unit for unit, own in known if own and None not in own and not own & codes]
    of_levels = [
        f"{facts.level_name(level.code)} {two(sum(e.level == level.code for e in watched))}/{two(len(of_level))}"
        for level, of_level in zip(facts.campaign.levels, (facts.top, facts.second), strict=False)
        if of_level
    ]
    strays = [entry for entry in entries if entry.unit not in facts.states]
    # of unknown level some count as the last one (R3); the report's own table has them apart
    unknown = facts.levels_of([entry for entry in entries if entry.unit in facts.states])["unknown"]
    as_base = unknown - sum(unit.counts.get("unknown", 0) for unit in facts.units)
    return {
        "models": len(entries),
        "by_level": level_counts(facts, entries),
        "by_mode": _told(modes, _MODES),
        "by_holder": _told(holders, _HOLDERS),
        "most": _extreme(facts, counts, max),
        "least": _extreme(facts, counts, min),
        "no_field": counts[None],
        "watched": len(watched),
        "watched_fields": tuple(lower_first(field.title) for field in fields if field.theme),
        "watched_share": percent(len(watched), len(entries)),
        "watched_levels": "; ".join(of_levels),
        "without_theme": facts.units_of(without),
        "strays": {"count": len(strays), "by_level": level_counts(facts, strays)} if strays else None,
        "as_base": max(as_base, 0),
    }


def level_counts(facts: Facts, entries: Iterable[Entry]) -> str:
    """Counts by level: “35 cấp tỉnh, 118 cấp huyện, 86 cấp cơ sở”; what is nought is left out."""
    counts = facts.levels_of(entries)
    return ", ".join(f"{two(counts[code])} {facts.level_name(code)}" for code in facts.level_titles if counts[code])


def _told(counts: Mapping[Any, int], titles: dict[str | None, str]) -> str:
    return ", ".join(f"{two(counts[code])} {title}" for code, title in titles.items() if counts[code])


def _extreme(facts: Facts, counts: Mapping[Any, int], pick: Any) -> dict[str, Any]:
    number = pick(counts[field.code] for field in facts.campaign.fields)
    fields = (field for field in facts.campaign.fields if counts[field.code] == number)
    return {"fields": tuple(lower_first(field.title) for field in fields), "count": number}


def _forms(facts: Facts) -> dict[str, Any]:
    """M1 and M2 (R1), and the units' own registration (R5): what was not seen accuses nobody."""
    units, deadline = facts.obliged, facts.campaign.deadline
    needed, seen = sum(u.forms_needed for u in units), sum(u.forms_matched for u in units)
    lacking = [u.forms_lacking for u in units if u.forms_lacking]
    seen_own = [u for u in units if u.own_registration.registered]
    own_came = grouped((u.own_registration.receipt(deadline, facts.outcome.as_of), u) for u in seen_own)
    return {
        "forms": {
            "needed": needed,
            "seen": seen,
            "lacking": sum(lacking),
            "units": len(lacking),
            "paper": needed - seen - sum(lacking),
        },
        "own": {
            "source": facts.campaign.own_registration.source,
            "registered": facts.units_of(seen_own),
            "refused": facts.units_of([u for u in units if u.own_registration.registered is False]),
            "unseen": facts.units_of([u for u in units if u.own_registration.registered is None]),
            "plan": sum(u.own_registration.plan for u in units),
            "late": facts.units_of(own_came.get("late", [])),
            "late_unsure": facts.units_of(own_came.get(TIME_TO_VERIFY, [])),
        },
        "signed": facts.units_of([u for u in units if u.signed]),
    }


def _quotas(facts: Facts) -> dict[str, Any]:
    names = ("met", "violated", "undetermined", "open", "noted")
    verdicts = {name: facts.units_of(facts.with_quota(name)) for name in names}
    waived, noted, unassessed = map(facts.with_quota, ("waived", "noted", "not_assessed"))
    return {
        **verdicts,
        "met_nil": facts.units_of([u for u in facts.with_quota("met") if facts.receipt(u) == "nil"]),
        "undetermined_reasons": _reasons(facts, facts.with_quota("undetermined")),
        "quota_waived": facts.units_of(waived),
        "quota_waived_lines": _lines(facts, waived),
        "noted_lines": _lines(facts, noted),
        "unassessed": facts.units_of(unassessed),
        "not_judged": _not_judged(facts, unassessed),
    }


def _lines(facts: Facts, units: Sequence[UnitState]) -> tuple[str, ...]:
    return tuple(facts.message(finding) for unit in units for finding in facts.quota_findings.get(unit.code, []))


def _reasons(facts: Facts, units: Sequence[UnitState]) -> tuple[dict[str, Any], ...]:
    """Why something cannot be concluded, and of whom; the same of several units is one line."""
    found: dict[str, list[UnitState]] = {}
    for unit in units:
        told = " ".join(facts.reason_of(finding) for finding in facts.quota_findings.get(unit.code, []))
        told = told or f"{lower_first(facts.quota(unit))}."
        in_paper = doubts_in_paper(unit.doubts)
        found.setdefault(f"{in_paper}." if in_paper else told, []).append(unit)
    return tuple(
        {"why": why, "each": len(alike) > 1 and bool(_COUNTS.match(why)), "units": facts.units_of(alike)}
        for why, alike in found.items()
    )


_COUNTS = regex(r"(?:có|còn) \d")  # what is counted is each unit's own


def _not_judged(facts: Facts, units: Sequence[UnitState]) -> dict[str, Units]:
    """Whose numbers nobody can judge yet, and why: each unit stands in one of the parts."""
    unusable = {unit.code for unit in facts.unusable}
    scans = {item.unit for item in facts.outcome.submissions if item.status == "unreadable"}
    parts = grouped((_WANTING.get(facts.receipt(unit), ""), unit) for unit in units)
    rest = parts.pop("", [])
    parts["unusable"] = [unit for unit in rest if unit.code in unusable]
    came = [unit for unit in rest if unit.code not in unusable]
    parts["scans"] = [unit for unit in came if unit.code in scans]
    parts["paper"] = [unit for unit in came if unit.code not in scans]
    return {why: facts.units_of(parts.get(why, [])) for why in ("scans", "paper", "unusable", *_WANTING.values())}


_WANTING = {
    "missing": "missing",
    SENDING_TO_VERIFY: "unsure",
    "pending": "pending",
    "missing_waived": "waived",
    "empty_waived": "waived",
}


def _times(facts: Facts) -> dict[str, Any]:
    """Who is to be verified, on what evidence; forms that came late (R4: judged apart); lists changed later."""
    missing = facts.with_receipt("missing")
    groups = [(g.title, [u for u in missing if u.kind == g.code]) for g in facts.campaign.groups]
    doubtful = facts.with_receipt(TIME_TO_VERIFY)
    waived = facts.with_receipt(*WAIVED)
    weak = ("file_time", "email")
    evidence = {name: [u for u in doubtful if u.received_from == name] for name in weak}
    evidence["other"] = [u for u in doubtful if u.received_from not in weak]
    lines = [facts.message(f) for unit in waived for f in facts.about(unit.receipt, unit.code)]
    return {
        "late_no_list": facts.units_of([unit for unit in facts.obliged if _came_late_without_list(facts, unit)]),
        "unsure": facts.units_of([unit for unit in facts.units if facts.to_verify(unit)]),
        "missing_groups": tuple({"title": t, "units": facts.units_of(us)} for t, us in groups if us),
        "verify": {name: facts.units_of(units) for name, units in evidence.items()}
        | {"missing": facts.units_of(facts.with_receipt(SENDING_TO_VERIFY))},
        "waived": facts.units_of(waived),
        "waived_lines": tuple(lines),
        "forms_late": _units_of(facts, "forms-late", "violation"),
        "forms_late_unsure": _units_of(facts, "forms-late", "warning"),
        "revised": _units_of(facts, "revised-after-deadline", "warning"),
    }


def _came_late_without_list(facts: Facts, unit: UnitState) -> bool:
    """Whether what came of the unit is no list, or none that can be read, and a mail or the book dates it late."""
    no_list = unit.receipt == "nil" or unit.unusable
    at = unit.received_at if no_list and unit.received_from != "file_time" else None
    return at is not None and at <= facts.outcome.as_of and not in_time(at, facts.campaign.deadline)


def _units_of(facts: Facts, code: str, severity: str) -> Units:
    found = facts.findings_by_code.get(code, {})
    codes = {unit for unit, findings in found.items() if any(f.severity == severity for f in findings)}
    return facts.units_of([unit for unit in facts.roster if unit.code in codes])


def doubtful(facts: Facts) -> list[Finding]:
    """What units are to clear up: what is only to be known is none, but what looks double; nor is the book."""
    outer = (f for f in facts.content_findings if f.entry.topic != "book")
    return [f for f in outer if (f.severity != "info" and not f.entry.report_apart) or f.entry.asked]


def _doubts(facts: Facts) -> dict[str, Any]:
    found = doubtful(facts)
    twice = [f for f in found if f.entry.topic == "double" and f.code not in _COUNTED_ONCE]
    return {
        "doubts": len(found),
        "doubles": len(twice),
        "double_lines": tuple(_without_files(facts.message(finding)) for finding in twice[:_NAMED]),
        "same_text": sum(len(alike) for alike in facts.findings_by_code.get("same-text-other-units", {}).values()),
    }


_COUNTED_ONCE = ("models-repeated", "sheet-repeats")  # told in the master: they were put together
_PLACE = regex(r"“[^“”]*”, trang “[^“”]*”, dòng \d+")
_FILE = regex(r"\b([Tt])ệp “[^“”]*”")


def _without_files(text: str) -> str:
    """A sentence as a signed paper has it: neither files nor sheets nor rows are named."""
    bare = re.sub(r" \(\s*\)|:(?: ?;)* ?(?=\.)", "", _PLACE.sub("", text))
    return _FILE.sub(lambda found: "Danh sách" if found[1] == "T" else "danh sách", bare)


def _proposals(facts: Facts) -> dict[str, Any]:
    """What the board proposes (R6), what it leaves open, and what it asks the standing members to order."""
    others = [unit for unit in facts.units if unit.code != facts.board]  # the board orders nothing to itself
    asked = {
        "silent": sum(facts.receipt(unit) == "missing" for unit in others),
        "pending": sum(facts.receipt(unit) == "pending" for unit in others),
        "unusable": len([unit for unit in facts.unusable if unit in others]),
        "wrong": len(facts.with_quota("violated")),
        "short": len(facts.with_quota("open")),
        "unclear": len(facts.with_quota("undetermined")),
        "forms": sum(unit.forms_lacking for unit in facts.units),
    }
    return {
        "top": items(facts, facts.top),
        "further": items(facts, facts.second),
        "mark_head": mark_head(facts),
        "chosen": len(facts.headed_for("province")),
        "room": room(facts),
        "proposed": {what: items(facts, facts.proposals(what)) for what in _COURSES},
        "decided": {what: items(facts, facts.decisions(what)) for what in _COURSES},
        "back": len(facts.headed_for("back_to_district")),
        "undecided": items(facts, [e for e in facts.top if facts.decision_on(e).decision == "none"]),
        "left_open": items(facts, [entry for entry in facts.top if facts.course(entry) == "none"]),
        "asked": asked | {"any": any(asked.values())},
    }


def mark_head(facts: Facts) -> str:
    """The head of the column in which the appendices mark items."""
    return "Kết quả xét" if facts.any_decision else "Đề xuất"


def room(facts: Facts) -> int:
    """How many more may be proposed, while there are candidates for them."""
    return max(min(facts.campaign.province_cap, len(facts.top)) - len(facts.headed_for("province")), 0)
