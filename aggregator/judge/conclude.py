"""From opened and attributed files to the Outcome; apart, since pandas loads while the workers read."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from msgspec.structs import replace

from aggregator.campaign.succession import keys_of
from aggregator.judge import doubles, returns
from aggregator.judge.content import content_findings, registration_findings
from aggregator.judge.decisions import Lift, Revision, Selection, apply_corrections, apply_waivers, join_choices
from aggregator.judge.entries import normalise, raw_columns, with_dtype
from aggregator.judge.forms import forms_by_unit, forms_of_paper, levels_named_in, tell
from aggregator.judge.pairs import match, registrations_of
from aggregator.judge.possible import Possibilities
from aggregator.judge.quotas import rows_by_unit
from aggregator.judge.receipts import set_others_aside, tables_first, with_times
from aggregator.judge.settlement import settle
from aggregator.judge.standings import check_unit, own_registration_states
from aggregator.judge.versions import models_of
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Finding, reason
from aggregator.nouns.outcome import (
    NOTHING,
    Balance,
    Clash,
    Decision,
    FileBalance,
    FormMatches,
    Outcome,
    Record,
    Submission,
    UnitForms,
    rows_of,
    some_rows_of,
)
from aggregator.nouns.result import ENTRY_COLUMNS, further_columns
from aggregator.nouns.standing import Settlement, UnitAccount, UnitState
from aggregator.nouns.unit import Campaign
from aggregator.nouns.work import in_halves
from aggregator.vietnamese.official_style import communes_within
from aggregator.vietnamese.scope import in_place_words

# the tracking book's words for what is decided on a candidate, as the reports name them (R6)
_DECISIONS = {"province": "province", "to_district": "back_to_district", "district": "district", "open": "none"}


def conclude(
    files: Sequence[AttributedFile],
    campaign: Campaign,
    as_of: dt.datetime,
    record: Record = NOTHING,
    findings: Sequence[Finding] = (),
) -> Outcome:
    """Settle what spans files, check, and gather everything that the reports are written from."""
    years = set_others_aside(with_times(tables_first(files, campaign), campaign, as_of), campaign)
    files = years.files
    lists = [(item.file, part) for item in files for part in item.content.lists]
    frame = normalise(raw_columns(lists), campaign, {item.file: item.unit for item in files})
    models = models_of(frame)
    settlement = settle(files, models, campaign, record, years.earlier)
    counting = {item.file: item for item in files if settlement.statuses[item.file] in ("read", "unknown_unit")}
    revision = _revision(frame, settlement, files, campaign, record)
    by_unit = in_unit_order(revision.entries, campaign)
    matching = match(registrations_of(files, settlement.statuses, campaign), by_unit)
    named = levels_named_in(files, settlement)
    entries, clashes = tell(by_unit, matching, campaign, named)
    on_paper, unclear = forms_of_paper(record.forms_on_paper, entries, matching, campaign)
    registrations = own_registration_states(files, settlement.statuses, record.own_papers)
    forms = forms_by_unit(matching, clashes, registrations, campaign.units_by_code)
    alike = doubles.doubles_across_units(entries[~entries["distinct"]], campaign)
    transfers = {n: listed for n, unit, listed in rows_of(entries, "unit", "listed_unit") if unit != listed}
    arrivals = Counter(unit for (unit,) in some_rows_of(entries, transfers, "unit").values() if unit)
    possible = Possibilities(
        files, settlement, models, campaign, record, arrivals=arrivals, open_answers=revision.open_answers
    )
    states, of_units = _check_units(
        settlement, entries, campaign, as_of, possible=possible, forms=forms, named=named
    )
    selection = join_choices(entries, record.choices, campaign, revision.removals)
    uncounted = [m.file for f in counting for m in models.get(f, ()) if m.label not in settlement.counting_labels]
    balance, file_balances = balance_of(counting, [*uncounted, *revision.removals["file"]])
    of_files = (*years.findings, *_check_files(files, settlement, counting, campaign), *settlement.findings)
    of_book = (*revision.findings, *selection.findings, *unclear)
    of_entries = _check_entries(
        entries, matching, clashes, states, campaign, record=record, on_paper=on_paper, alike=alike
    )
    remarks, lifts = apply_waivers([*findings, *of_files, *of_units, *of_book, *of_entries], record.waivers)
    remarks += returns.copy_findings(files, remarks, campaign)
    return Outcome(
        campaign=campaign,
        as_of=as_of,
        submissions=submissions_of(files, settlement, campaign),
        units=_as_people_know(states, lifts, record, on_paper),
        entries=entries[[*ENTRY_COLUMNS, *(column.code for column in further_columns(campaign))]],
        findings=_in_words(remarks, campaign),
        balance=balance,
        file_balances=file_balances,
        registrations=matching.registrations,
        decisions=_decisions(selection),
        moved_from=transfers,
        listed_words=revision.listed_words,
        alike=[group.rows for group in alike],
    )


def _revision(
    frame: pd.DataFrame,
    settlement: Settlement,
    handled: Sequence[AttributedFile],
    campaign: Campaign,
    record: Record,
) -> Revision:
    """The entries that count, in the order of units and files, as people corrected them."""
    by_file = {item.file: item for item in handled}
    printed = in_print_order(frame, settlement, by_file, campaign)
    units_of = {file: item.unit for file, item in by_file.items() if settlement.statuses[file] == "superseded"}
    replaced = frame[frame["file"].isin(units_of)] if units_of else frame[:0]
    former = keys_of(replaced.assign(unit=replaced["file"].map(units_of)))
    return apply_corrections(printed, record.corrections, campaign, record.open_corrections, former)


def _in_words(findings: Sequence[Finding], campaign: Campaign) -> list[Finding]:
    """The findings as they are read; units that need not send anything are asked for nothing that is due."""
    free = {unit.code for unit in campaign.units if not unit.must_send}
    return [_in_sentences(each, campaign) for each in findings if each.unit not in free or not each.entry.of_duty]


def _in_sentences(finding: Finding, campaign: Campaign) -> Finding:
    """The finding in the words of its place, with communes, and no unit, as within a sentence: “của xã Cao Xá”."""
    kinds, place = tuple(campaign.commune_names.kinds), campaign.office.place
    message, remedy = (
        communes_within(in_place_words(text, place), kinds).replace(" của Chưa rõ đơn vị", " (chưa rõ đơn vị)")
        for text in (finding.message, finding.remedy)
    )
    unchanged = (message, remedy) == (finding.message, finding.remedy)
    return finding if unchanged else replace(finding, message=message, remedy=remedy)


def _decisions(selection: Selection) -> dict[int, Decision]:
    """What people proposed, decided or remarked; of a row that nobody touched there is nothing to say."""
    decisions = {
        n: Decision(n, _DECISIONS[choice.proposal], _DECISIONS[choice.decision], choice.opinion, choice.note)
        for n, choice in selection.by_entry.items()
    }
    return {n: choice for n, choice in decisions.items() if choice != Decision(n)}


def _check_entries(
    entries: pd.DataFrame,
    matching: FormMatches,
    clashes: Sequence[Clash],
    states: Sequence[UnitState],
    campaign: Campaign,
    *,
    record: Record,
    on_paper: Mapping[str, frozenset[int]],
    alike: Sequence[doubles.Cluster],
) -> list[Finding]:
    assessed = {state.code for state in states if state.quota != "not_assessed"}
    seen = frozenset().union(*on_paper.values())
    forms = registration_findings(matching, clashes, entries, assessed, campaign, on_paper=seen)
    levels_open = {state.code for state in states if {"levels-unknown", "levels-by-silence"} & {*state.doubts}}
    must = {limit.group for limit in campaign.limits if limit.minimum is not None}
    silence_open = levels_open & {state.code for state in states if state.kind in must}
    content = (
        f
        for f in content_findings(entries, campaign, silence_open)
        if f.file not in record.paper_files or f.entry.of_paper
    )
    known = {label for group in alike for label in group.rows}
    groups = [*alike, *doubles.same_text_across_units(entries, known)]
    return [*forms, *content, *doubles.double_findings(groups, entries, campaign)]


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
    rows = rows_by_unit(entries)
    apart = frozenset(entries.loc[entries["apart"], "label"].tolist())
    at_level = frozenset(entries.loc[entries["level_source"] == "correction", "label"].tolist())

    def check(account: UnitAccount) -> tuple[UnitState, list[Finding]]:
        code = account.unit.code
        evidence = possible.of(account, rows[code], forms[code], apart, at_level, names=named.get(code))
        return check_unit(account, rows[code], campaign, as_of, evidence=evidence, forms=forms[code])

    checks = in_halves(check, settlement.units)
    return [state for state, _ in checks], [f for _, findings in checks for f in findings]


def _as_people_know(
    states: Sequence[UnitState], lifts: Sequence[Lift], record: Record, on_paper: Mapping[str, frozenset[int]]
) -> list[UnitState]:
    """The states with what people waived, and whether they saw the signed copy and the forms on paper."""
    codes: dict[str | None, set[str]] = defaultdict(set)
    for finding, _ in lifts:
        codes[finding.unit].add(finding.code)
    return [
        replace(
            state,
            waived=frozenset(codes[state.code]),
            signed=state.code in record.signed,
            forms_on_paper=state.code in record.units_with_forms,
            forms_of_paper=on_paper.get(state.code, frozenset()),
        )
        for state in states
    ]


def _check_files(
    handled: Sequence[AttributedFile],
    settlement: Settlement,
    counting: Mapping[str, AttributedFile],
    campaign: Campaign,
) -> list[Finding]:
    silent = {account.unit.code for account in settlement.units if account.receipt.state in ("missing", "empty")}
    statuses = settlement.statuses
    holders = {x.file.rpartition("!")[0] for x in handled if x.content.lists and statuses[x.file] != "not_a_form"}
    findings = [f for i in handled for f in returns.file_findings(i, statuses[i.file], campaign, silent, holders)]
    findings += returns.copies_of_other_units(settlement, {item.file: item for item in handled}, campaign)
    looked_into = [item for item in handled if item.file in counting or item.nameless]
    return findings + [f for item in looked_into for f in returns.list_findings(item, campaign)]


# ---- What was settled and checked as the nouns of the outcome: submissions, entries in order, the balance.


def submissions_of(files: Sequence[AttributedFile], settlement: Settlement, campaign: Campaign) -> list[Submission]:
    """Every file with its status and the reason for it, in the order of names."""
    return [
        Submission(
            file=item.file,
            sha256=item.intake.sha256,
            unit=item.unit,
            forms=forms_of(item),
            received_at=item.at,
            received_from=item.intake.source,
            status=settlement.statuses[item.file],
            reason=_reason(item, settlement, campaign),
            note=item.intake.book_note,
            clues=item.clues,
            time_known=item.intake.time_known,
        )
        for item in files
    ]


def forms_of(item: AttributedFile) -> tuple[str, ...]:
    """The forms found in a file: M3 or M4, then M1 and M2."""
    return (*filter(None, [item.form]), *sorted({form.form for form in item.content.registrations}))


def _reason(item: AttributedFile, settlement: Settlement, campaign: Campaign) -> str | None:
    status = settlement.statuses[item.file]
    if status == "not_a_form":
        return returns.no_form_reason(item)
    if status == "unreadable" and not item.unreadable:
        return reason("no-names") if item.content.lists else returns.no_table_reason(item)
    of_status = reason(f"status-{status}") if status in ("empty", "nil", "unknown_unit") else None
    why = settlement.reasons.get(item.file) or item.intake.ignore_reason or item.unreadable or of_status
    names = ", ".join(map(campaign.unit_name, item.units[1:]))  # whose lists it holds besides
    held = "danh sách" if item.content.lists else "bản đăng ký"
    return "; ".join(filter(None, (why, names and f"tệp có cả {held} của {names}"))) or None


def in_print_order(
    entries: pd.DataFrame, settlement: Settlement, files_by_name: Mapping[str, AttributedFile], campaign: Campaign
) -> pd.DataFrame:
    """The entries that count, by unit in roster order (unknown units last), then by file as received.

    Adds ``label`` (the row in ``entries``), ``unit``, ``form``; where an entry is silent, its copies' level and
    field hold.
    """
    frame = _with_copies(entries, settlement.repeats)
    frame = frame[frame.index.isin(list(settlement.counting_labels))]
    arrival = {file: n for n, (_, file) in enumerate(sorted((i.at, file) for file, i in files_by_name.items()))}
    units = [files_by_name[f].unit_of_row(s, r) for _, f, s, r in rows_of(frame, "file", "sheet", "row")]
    forms = [files_by_name[file].form for file in frame["file"]]
    columns = {"unit": with_dtype("unit", units, campaign.units_by_code), "form": with_dtype("form", forms)}
    frame = frame.assign(label=frame.index, **columns, arrival=frame["file"].map(arrival))
    return frame.sort_values(["unit", "arrival"], kind="stable", ignore_index=True)


def _with_copies(entries: pd.DataFrame, repeats: Mapping[int, int]) -> pd.DataFrame:
    """The entries with level and field as their copies say them, where they are silent themselves."""
    frame = entries.copy() if repeats else entries
    for column in ("level", "field") if repeats else ():
        columns = [column, *(f"{column}_{part}" for part in ("source", "why", "text"))]
        silent = entries[column].isna() | (entries[f"{column}_source"] == "suggested")
        copies = entries.loc[list(repeats), columns][~silent[list(repeats)]].rename(repeats)
        copies = copies[~copies.index.duplicated()]
        copies = copies[silent[copies.index]]
        frame.loc[copies.index, columns] = copies
    return frame


def in_unit_order(entries: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """The entries by unit again; adds ``unknown_is_base``: in a unit that registers upward only “if any” (R3)."""
    frame = entries.sort_values("unit", kind="stable", ignore_index=True)
    must = {limit.group for limit in campaign.limits if limit.minimum is not None}
    return frame.assign(unknown_is_base=frame["unit"].isin([u.code for u in campaign.units if u.kind not in must]))


def balance_of(
    counting_files: Mapping[str, AttributedFile], excluded: Iterable[str] = ()
) -> tuple[Balance, list[FileBalance]]:
    """The rows of every file whose entries count, and their sum; ``excluded`` entries' files have some aside."""
    counts = Counter(excluded)
    parts = [FileBalance(file, item.unit, _balance(item, counts[file])) for file, item in counting_files.items()]
    return _sum([part.balance for part in parts]), parts


def _balance(item: AttributedFile, excluded: int) -> Balance:
    rows = [
        Balance(part.rows_seen, len(part.entries), part.rows_joined, part.rows_decoration, part.rows_set_aside)
        for part in item.content.lists
    ]
    return _sum([*rows, Balance(0, -excluded, 0, 0, excluded)])


def _sum(balances: Sequence[Balance]) -> Balance:
    return Balance(*(sum(getattr(balance, part) for balance in balances) for part in Balance.__struct_fields__))
