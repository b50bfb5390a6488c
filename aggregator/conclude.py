"""From opened and attributed files to the Outcome: extract → normalise → settle → check → the report's nouns.

The second half of the pipeline, apart because it needs pandas, which loads while the workers read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from aggregator.book.choices import Chosen, join_choices
from aggregator.book.corrections import apply_corrections, balance_without
from aggregator.book.entry_key import text_or_none
from aggregator.book.paper_lists import ON_PAPER, of_paper
from aggregator.book.register import ReceiptRegister
from aggregator.book.tracking_book import TrackingBook
from aggregator.book.waivers import Waived, apply_waivers
from aggregator.campaign.model import Campaign
from aggregator.check.content import content_findings
from aggregator.check.doubles import double_findings, same_text_findings
from aggregator.check.files import copies_of_other_units, file_findings, files_in_doubt
from aggregator.check.lists import list_findings
from aggregator.check.registrations import registration_findings
from aggregator.check.units import Doubts, check_unit
from aggregator.extract.frame import raw_frame
from aggregator.findings import Finding
from aggregator.normalise.entries import normalise
from aggregator.outcome import ENTRY_COLUMNS, Decision, Outcome
from aggregator.received import Handled
from aggregator.registered import Clash, Matching, UnitForms
from aggregator.report import balance_of, in_print_order, in_unit_order, submissions_of
from aggregator.settle.doubles import alike_across_units
from aggregator.settle.own_registrations import own_states
from aggregator.settle.registrations import match, registrations_of
from aggregator.settle.same_text import same_text_across_units
from aggregator.settle.told_by_forms import tell
from aggregator.settle.unit_forms import forms_by_unit
from aggregator.settle.units import settle
from aggregator.settle.versions import keys_by_file
from aggregator.settled import Receipt, Settlement
from aggregator.standing import UnitState

# the tracking book's words for what is decided on a candidate, as the reports name them (R6)
_DECISIONS = {"province": "province", "to_district": "back_to_district", "district": "district", "open": "none"}


def conclude(
    handled: Sequence[Handled],
    campaign: Campaign,
    as_of: dt.datetime,
    book: TrackingBook,
    findings: Sequence[Finding],
) -> Outcome:
    """Settle what spans files, check, and gather everything that the reports are written from."""
    lists = [(item.file, part) for item in handled if item.read for part in item.read.lists]
    everything = normalise(raw_frame(lists), campaign)
    settlement = settle(handled, keys_by_file(everything), campaign, book.receipts.papers)
    settlement = _with_forms_on_paper(settlement, book.receipts.forms_on_paper)
    counting = {item.file: item for item in handled if settlement.statuses[item.file] in ("read", "unknown_unit")}
    corrected = apply_corrections(in_print_order(everything, counting, campaign), book.corrections, campaign)
    listed = in_unit_order(corrected.entries, campaign)
    matching = match(registrations_of(handled, settlement.statuses, campaign), listed)
    entries, clashes = tell(listed, matching, campaign)
    own = own_states(handled, settlement.statuses, book.receipts.own_papers)
    forms = forms_by_unit(matching, clashes, own, campaign.units_by_code)
    moved = _moved_from(entries)
    moved_to = Counter(str(entries.at[label, "unit"]) for label in moved)
    doubts = replace(files_in_doubt(handled, settlement), uncounted=book.receipts.uncounted, moved_to=moved_to)
    states, unit_findings = _check_units(settlement, entries, campaign, as_of, doubts=doubts, forms=forms)
    on_paper = book.receipts.forms_on_paper
    chosen = join_choices(entries, book.choices, campaign, corrected.excluded)
    balance, file_balances = balance_without(*balance_of(counting), corrected.excluded["file"])
    found, waived = apply_waivers(
        [
            *findings,
            *_check_files(handled, settlement, counting, campaign),
            *settlement.findings,
            *unit_findings,
            *corrected.findings,
            *chosen.findings,
            *_check_entries(entries, matching, clashes, states, campaign, on_paper=on_paper),
        ],
        book.waivers,
    )
    return Outcome(
        campaign=campaign,
        as_of=as_of,
        submissions=submissions_of(handled, settlement),
        units=_as_people_know(states, waived, book.receipts),
        entries=entries[list(ENTRY_COLUMNS)],
        findings=found,
        balance=balance,
        file_balances=file_balances,
        registrations=matching.registrations,
        decisions=_decisions(chosen),
        moved_from=moved,
        book=replace(book, said=corrected.said),
    )


def _with_forms_on_paper(settlement: Settlement, codes: Collection[str]) -> Settlement:
    """The settlement in which a unit whose forms came on paper, and nothing else, is not silent."""
    units = (
        replace(one, receipt=Receipt("forms_only"))
        if one.receipt.state == "missing" and one.unit.code in codes
        else one
        for one in settlement.units
    )
    return replace(settlement, units=tuple(units))


def _decisions(chosen: Chosen) -> dict[int, Decision]:
    """What people proposed, decided or remarked; of a row that nobody touched there is nothing to say."""
    decisions = {
        n: Decision(n, _DECISIONS[one.proposal], _DECISIONS[one.decision], one.opinion, one.note)
        for n, one in chosen.by_entry.items()
    }
    return {n: one for n, one in decisions.items() if one != Decision(n)}


def _check_entries(
    entries: pd.DataFrame,
    matching: Matching,
    clashes: Sequence[Clash],
    states: Sequence[UnitState],
    campaign: Campaign,
    *,
    on_paper: Collection[str],
) -> list[Finding]:
    """What is to be said of the entries by themselves, beside their forms, and beside those of other units."""
    assessed = {state.code for state in states if state.quota != "not_assessed"}
    forms = registration_findings(matching, clashes, entries, assessed, campaign, on_paper=on_paper)
    content = (f for f in content_findings(entries, campaign) if not of_paper(f.file) or f.code in ON_PAPER)
    return [*forms, *content, *_doubles(entries, campaign)]


def _doubles(entries: pd.DataFrame, campaign: Campaign) -> list[Finding]:
    alike = alike_across_units(entries, campaign)
    told = {label for group in alike for label in group.rows}
    same_text = same_text_findings(same_text_across_units(entries, told), entries, campaign)
    return [*double_findings(alike, entries, campaign), *same_text]


def _moved_from(entries: pd.DataFrame) -> dict[int, str | None]:
    """The entries that a person moved to another unit: index label → the unit that the list names."""
    units = zip(entries.index, entries["unit"], entries["listed_unit"], strict=True)
    return {int(n): text_or_none(old) for n, now, old in units if text_or_none(now) != text_or_none(old)}


def _check_units(
    settlement: Settlement,
    entries: pd.DataFrame,
    campaign: Campaign,
    as_of: dt.datetime,
    *,
    doubts: Doubts,
    forms: Mapping[str, UnitForms],
) -> tuple[list[UnitState], list[Finding]]:
    own = dict(list(entries.groupby("unit", sort=False)))
    none = entries.iloc[0:0]
    checked = [
        check_unit(u, own.get(u.unit.code, none), campaign, as_of, doubts=doubts, forms=forms[u.unit.code])
        for u in settlement.units
    ]
    told = [finding for state, found in checked if state.expected for finding in found]
    return [state for state, _ in checked], told


def _as_people_know(
    states: Sequence[UnitState], waived: Sequence[Waived], receipts: ReceiptRegister
) -> list[UnitState]:
    """The states with what people waived, and whether they saw the signed copy and the forms on paper."""
    signed, forms = receipts.signed, receipts.forms_on_paper
    codes: dict[str | None, set[str]] = defaultdict(set)
    for one in waived:
        codes[one.finding.unit].add(one.finding.code)
    return [
        replace(s, waived=frozenset(codes[s.code]), signed=s.code in signed, forms_on_paper=s.code in forms)
        for s in states
    ]


def _check_files(
    handled: Sequence[Handled], settlement: Settlement, counting: Mapping[str, Handled], campaign: Campaign
) -> list[Finding]:
    found = [f for item in handled for f in file_findings(item, settlement.statuses[item.file], campaign)]
    found += copies_of_other_units(settlement, {item.file: item for item in handled}, campaign)
    looked_into = [item for item in handled if item.file in counting or item.nameless]
    return found + [f for item in looked_into for f in list_findings(item, campaign)]
