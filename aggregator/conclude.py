"""From opened and attributed files to the Outcome: extract → normalise → settle → check → the report's nouns.

The second half of the pipeline, apart because it needs pandas, which loads while the workers read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from aggregator.campaign.model import Campaign
from aggregator.check.content import content_findings
from aggregator.check.files import copies_of_other_units, doubts, file_findings
from aggregator.check.lists import list_findings
from aggregator.check.registrations import registration_findings
from aggregator.check.units import UnitForms, check_unit
from aggregator.extract.frame import raw_frame
from aggregator.findings import Finding
from aggregator.normalise.entries import normalise
from aggregator.outcome import ENTRY_COLUMNS, Outcome, UnitState
from aggregator.received import Handled
from aggregator.report import balance_of, forms_by_unit, in_print_order, submissions_of
from aggregator.settle.registrations import match, registrations_of
from aggregator.settle.told_by_forms import tell
from aggregator.settle.units import settle
from aggregator.settle.versions import keys_by_file
from aggregator.settled import PaperReceipt, Settlement


def conclude(
    handled: Sequence[Handled],
    campaign: Campaign,
    as_of: dt.datetime,
    papers: Sequence[PaperReceipt],
    findings: Sequence[Finding],
) -> Outcome:
    """Settle what spans files, check, and gather everything that the reports are written from."""
    lists = [(item.file, part) for item in handled if item.read for part in item.read.lists]
    everything = normalise(raw_frame(lists), campaign)
    settlement = settle(handled, keys_by_file(everything), campaign, papers)
    counting = {item.file: item for item in handled if settlement.statuses[item.file] in ("read", "unknown_unit")}
    listed = in_print_order(everything, counting, campaign)
    matching = match(registrations_of(handled, settlement.statuses, campaign), listed)
    entries, clashes = tell(listed, matching.counting, campaign)
    forms = forms_by_unit(matching, clashes, handled, settlement)
    states, unit_findings = _check_units(handled, settlement, entries, campaign, as_of, forms)
    balance, file_balances = balance_of(counting)
    return Outcome(
        campaign=campaign,
        as_of=as_of,
        submissions=submissions_of(handled, settlement),
        units=states,
        entries=entries[list(ENTRY_COLUMNS)],
        findings=[
            *findings,
            *_check_files(handled, settlement, counting, campaign),
            *settlement.findings,
            *unit_findings,
            *registration_findings(matching, clashes, entries, campaign),
            *content_findings(entries, campaign),
        ],
        balance=balance,
        file_balances=file_balances,
        registrations=matching.registrations,
    )


def _check_units(
    handled: Sequence[Handled],
    settlement: Settlement,
    entries: pd.DataFrame,
    campaign: Campaign,
    as_of: dt.datetime,
    forms: Mapping[str, UnitForms],
) -> tuple[list[UnitState], list[Finding]]:
    unsure = doubts(handled, settlement)
    own = dict(list(entries.groupby("unit", sort=False)))
    none = entries.iloc[0:0]
    checked = [
        check_unit(u, own.get(u.unit.code, none), campaign, as_of, unsure, forms[u.unit.code])
        for u in settlement.units
    ]
    return [state for state, _ in checked], [finding for _, found in checked for finding in found]


def _check_files(
    handled: Sequence[Handled], settlement: Settlement, counting: Mapping[str, Handled], campaign: Campaign
) -> list[Finding]:
    found = [f for item in handled for f in file_findings(item, settlement.statuses[item.file], campaign)]
    found += copies_of_other_units(settlement, {item.file: item for item in handled}, campaign)
    looked_into = [item for item in handled if item.file in counting or item.nameless]
    return found + [f for item in looked_into for f in list_findings(item, campaign)]
