"""From opened and attributed files to the Outcome: extract → normalise → settle → check → the report's nouns.

The second half of the pipeline, apart because it needs pandas, which loads while the workers read.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd
from msgspec.structs import replace

from aggregator.judge.content import content_findings, registration_findings
from aggregator.judge.decisions import Lift, Selection, apply_corrections, apply_waivers, join_choices
from aggregator.judge.doubles import (
    Cluster,
    double_findings,
    doubles_across_units,
    same_text_across_units,
    same_text_findings,
)
from aggregator.judge.entries import further_columns, normalise, raw_columns, rows_of, with_dtypes
from aggregator.judge.forms import forms_by_unit, forms_of_paper, own_states, tell
from aggregator.judge.matching import match, registrations_of
from aggregator.judge.possible import BookFacts, Possibilities
from aggregator.judge.quotas import CountedRow
from aggregator.judge.receipts import set_others_aside, with_known_times
from aggregator.judge.returns import copies_of_other_units, copy_findings, file_findings, list_findings
from aggregator.judge.settlement import (
    balance_of,
    in_print_order,
    in_unit_order,
    levels_named_in,
    settle,
    submissions_of,
)
from aggregator.judge.standings import check_unit
from aggregator.judge.versions import models_of
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import NOTHING, Clash, Decision, Matching, Outcome, Record, UnitForms
from aggregator.nouns.result import ENTRY_COLUMNS
from aggregator.nouns.standing import Settlement, UnitAccount, UnitState
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import grouped, text_or_none

# the tracking book's words for what is decided on a candidate, as the reports name them (R6)
_DECISIONS = {"province": "province", "to_district": "back_to_district", "district": "district", "open": "none"}
# what is said of entries that the office itself took down from paper: nobody asks it for marks and dates
_ON_PAPER = frozenset(
    {"level-missing", "level-unclear", "level-elsewhere", "field-missing", "field-unclear", "name-twice"}
)


def conclude(
    handled: Sequence[Handled],
    campaign: Campaign,
    as_of: dt.datetime,
    record: Record = NOTHING,
    findings: Sequence[Finding] = (),
) -> Outcome:
    """Settle what spans files, check, and gather everything that the reports are written from."""
    years = set_others_aside(with_known_times(handled, campaign, as_of), campaign)
    handled = years.handled
    lists = [(item.file, part) for item in handled if item.read for part in item.read.lists]
    frame = normalise(raw_columns(lists), campaign, {item.file: item.unit for item in handled})
    models = models_of(frame)
    with_forms = {paper.unit for paper in record.forms_on_paper}
    settlement = settle(handled, models, campaign, record.papers, years.earlier, forms_on_paper=with_forms)
    counting = {item.file: item for item in handled if settlement.statuses[item.file] in ("read", "unknown_unit")}
    by_file = {item.file: item for item in handled}
    printed = in_print_order(frame, settlement, by_file, campaign)
    revision = apply_corrections(printed, record.corrections, campaign)
    by_unit = in_unit_order(revision.entries, campaign)
    matching = match(registrations_of(handled, settlement.statuses, campaign), by_unit)
    named = levels_named_in(handled, settlement, campaign.year)
    entries, clashes = tell(by_unit, matching, campaign, named)
    on_paper, unclear = forms_of_paper(record.forms_on_paper, entries, matching, campaign)
    registrations = own_states(handled, settlement.statuses, record.own_papers)
    forms = forms_by_unit(matching, clashes, registrations, campaign.units_by_code)
    alike = doubles_across_units(entries[~entries["distinct"].astype(bool)], campaign)
    units = zip(entries.index, *(map(text_or_none, entries[c]) for c in ("unit", "listed_unit")), strict=True)
    transfers = {int(n): listed for n, unit, listed in units if unit != listed}  # a person moved them
    arrivals = Counter(str(entries.at[label, "unit"]) for label in transfers)
    possible = Possibilities(
        handled, settlement, models, campaign, BookFacts(record.recorded, arrivals, revision.unsettled)
    )
    states, unit_findings = _check_units(
        settlement, entries, campaign, as_of, possible=possible, forms=forms, named=named
    )
    selection = join_choices(entries, record.choices, campaign, revision.excluded)
    uncounted = [m.file for file in counting for m in models.get(file, ()) if m.label not in settlement.counting]
    balance, file_balances = balance_of(counting, [*uncounted, *revision.excluded["file"]])
    remarks, lifts = apply_waivers(
        [
            *findings,
            *years.findings,
            *_check_files(handled, settlement, counting, campaign),
            *settlement.findings,
            *unit_findings,
            *revision.findings,
            *selection.findings,
            *unclear,
            *_check_entries(
                entries, matching, clashes, states, campaign, record=record, on_paper=on_paper, alike=alike
            ),
        ],
        record.waivers,
    )
    remarks += copy_findings(handled, remarks, campaign)
    return Outcome(
        campaign=campaign,
        as_of=as_of,
        submissions=submissions_of(handled, settlement, campaign),
        units=_as_people_know(states, lifts, record, on_paper),
        entries=with_dtypes(entries[list(dict.fromkeys((*ENTRY_COLUMNS, *further_columns(campaign))))]),
        findings=remarks,
        balance=balance,
        file_balances=file_balances,
        registrations=matching.registrations,
        decisions=_decisions(selection),
        moved_from=transfers,
        listed_words=revision.listed_words,
        alike=[group.rows for group in alike],
    )


def _decisions(selection: Selection) -> dict[int, Decision]:
    """What people proposed, decided or remarked; of a row that nobody touched there is nothing to say."""
    decisions = {
        n: Decision(n, _DECISIONS[choice.proposal], _DECISIONS[choice.decision], choice.opinion, choice.note)
        for n, choice in selection.by_entry.items()
    }
    return {n: choice for n, choice in decisions.items() if choice != Decision(n)}


def _check_entries(
    entries: pd.DataFrame,
    matching: Matching,
    clashes: Sequence[Clash],
    states: Sequence[UnitState],
    campaign: Campaign,
    *,
    record: Record,
    on_paper: Mapping[str, frozenset[int]],
    alike: Sequence[Cluster],
) -> list[Finding]:
    """What is to be said of the entries by themselves, beside their forms, and beside those of other units."""
    assessed = {state.code for state in states if state.quota != "not_assessed"}
    seen = frozenset().union(*on_paper.values())
    forms = registration_findings(matching, clashes, entries, assessed, campaign, on_paper=seen)
    levels_open = {state.code for state in states if {"levels-unknown", "levels-by-silence"} & {*state.doubts}}
    must = {limit.group for limit in campaign.limits if limit.minimum is not None}
    silence_open = levels_open & {state.code for state in states if state.kind in must}
    content = (
        f
        for f in content_findings(entries, campaign, silence_open)
        if f.file not in record.paper_files or f.code in _ON_PAPER
    )
    doubles = {label for group in alike for label in group.rows}
    same_text = same_text_findings(same_text_across_units(entries, doubles), entries, campaign)
    return [*forms, *content, *double_findings(alike, entries, campaign), *same_text]


def _check_units(
    settlement: Settlement,
    entries: pd.DataFrame,
    campaign: Campaign,
    as_of: dt.datetime,
    *,
    possible: Possibilities,
    forms: Mapping[str, UnitForms],
    named: Mapping[str, Mapping[str, str]],
) -> tuple[list[UnitState], list[Finding]]:
    rows = _rows_by_unit(entries)
    apart = frozenset(entries.loc[entries["apart"].astype(bool), "label"])
    at_level = frozenset(entries.loc[entries["level_source"] == "correction", "label"])

    def check(account: UnitAccount) -> tuple[UnitState, list[Finding]]:
        unit_rows, unit_forms = rows[account.unit.code], forms[account.unit.code]
        evidence = possible.of(account, unit_rows, unit_forms, apart, at_level, named=named.get(account.unit.code))
        return check_unit(account, unit_rows, campaign, as_of, evidence=evidence, forms=unit_forms)

    checks = [check(account) for account in settlement.units]
    return [state for state, _ in checks], [f for state, findings in checks if state.expected for f in findings]


def _rows_by_unit(entries: pd.DataFrame) -> defaultdict[str, list[CountedRow]]:
    """The counted entries of each unit, as plain rows."""
    rows = rows_of(entries, "unit", "label", "level", "unknown_is_base", "may_be")
    return grouped(
        (
            unit,
            CountedRow(
                int(index),
                int(label),
                text_or_none(level),
                bool(is_base),
                frozenset(may_be.split()) if isinstance(may_be, str) else None,
            ),
        )
        for index, unit, label, level, is_base, may_be in rows
        if isinstance(unit, str)
    )


def _as_people_know(
    states: Sequence[UnitState], lifts: Sequence[Lift], record: Record, on_paper: Mapping[str, frozenset[int]]
) -> list[UnitState]:
    """The states with what people waived, and whether they saw the signed copy and the forms on paper."""
    with_forms = {paper.unit for paper in record.forms_on_paper}
    codes: dict[str | None, set[str]] = defaultdict(set)
    for finding, _ in lifts:
        codes[finding.unit].add(finding.code)
    return [
        replace(
            state,
            waived=frozenset(codes[state.code]),
            signed=state.code in record.signed,
            forms_on_paper=state.code in with_forms,
            forms_of_paper=on_paper.get(state.code, frozenset()),
        )
        for state in states
    ]


def _check_files(
    handled: Sequence[Handled], settlement: Settlement, counting: Mapping[str, Handled], campaign: Campaign
) -> list[Finding]:
    findings = [f for item in handled for f in file_findings(item, settlement.statuses[item.file], campaign)]
    findings += copies_of_other_units(settlement, {item.file: item for item in handled}, campaign)
    looked_into = [item for item in handled if item.file in counting or item.nameless]
    return findings + [f for item in looked_into for f in list_findings(item, campaign)]
