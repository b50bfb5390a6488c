"""Put what was settled and checked into the nouns of the outcome: submissions, entries in order, the balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from aggregator.judge.returns import NO_NAMES, NO_TABLE, no_form_reason
from aggregator.nouns.file import Handled
from aggregator.nouns.outcome import Balance, FileBalance, Submission
from aggregator.nouns.standing import Settlement
from aggregator.nouns.unit import Campaign

_REASONS = {
    "empty": "biểu mẫu chưa ghi mô hình nào",
    "nil": "báo không đăng ký mô hình nào",
    "unknown_unit": "chưa rõ của đơn vị nào",
}


def submissions_of(handled: Sequence[Handled], settlement: Settlement, campaign: Campaign) -> list[Submission]:
    """Every file with its status and the reason for it, in the order of names."""
    return [
        Submission(
            file=item.file,
            sha256=item.received.sha256,
            unit=item.unit,
            forms=forms_of(item),
            received_at=item.at,
            received_from=item.received.source,
            status=settlement.statuses[item.file],
            reason=_reason(item, settlement, campaign),
            note=item.received.book_note,
            clues=item.clues,
            time_known=item.received.time_known,
        )
        for item in handled
    ]


def forms_of(item: Handled) -> tuple[str, ...]:
    """The forms found in a file: M3 or M4, then M1 and M2."""
    registered = sorted({form.form for form in item.read.registrations}) if item.read else []
    return (*((item.form,) if item.form else ()), *registered)


def _reason(item: Handled, settlement: Settlement, campaign: Campaign) -> str | None:
    status = settlement.statuses[item.file]
    if status == "not_a_form":
        return no_form_reason(item)
    if status == "unreadable" and not item.unreadable:
        return NO_NAMES if item.read and item.read.lists else NO_TABLE
    reason = settlement.reasons.get(item.file) or item.received.ignored or item.unreadable or _REASONS.get(status)
    return "; ".join(part for part in (reason, _of_several(item, campaign)) if part) or None


def _of_several(item: Handled, campaign: Campaign) -> str | None:
    """The other units whose lists a workbook holds."""
    others = [campaign.unit_name(unit) for unit in item.units[1:]]
    return f"tệp có cả danh sách của {', '.join(others)}" if others else None


def upward_only(campaign: Campaign) -> set[str]:
    """The units whose group registers upward only “if any” (R3): an entry of unknown level is base."""
    below = {limit.group for limit in campaign.limits if limit.minimum is not None}
    return {unit.code for unit in campaign.units if unit.kind not in below}


def in_print_order(
    entries: pd.DataFrame, settlement: Settlement, handled: Mapping[str, Handled], campaign: Campaign
) -> pd.DataFrame:
    """The entries that count, by unit in roster order (unknown units last), then by file as received.

    Adds the columns ``label`` (the row in ``entries``), ``unit``, ``form`` and ``unknown_is_base`` (an entry of
    unknown level counts as base). What a copy of an entry says of level or field holds where the entry is silent.
    """
    kept = _with_copies(entries, settlement.repeats).loc[sorted(settlement.counting)]
    items = [handled[file] for file in kept["file"]]
    units = [item.unit_of_sheet(sheet) for item, sheet in zip(items, kept["sheet"], strict=True)]
    place = {unit.code: number for number, unit in enumerate(campaign.units)}
    upward = upward_only(campaign)
    kept["label"] = kept.index
    kept["unit"] = pd.Series(units, index=kept.index, dtype=object)
    kept["form"] = pd.Series([item.form for item in items], index=kept.index, dtype=object)
    kept["unknown_is_base"] = [unit in upward for unit in units]
    keyed = enumerate(zip(units, items, strict=True))
    order = [(place.get(unit or "", len(place)), item.at, item.file, n) for n, (unit, item) in keyed]
    kept = kept.iloc[sorted(range(len(order)), key=order.__getitem__)]
    return kept.reset_index(drop=True)


_FROM_COPIES = {
    column: [column, *(f"{column}_{part}" for part in ("source", "why", "text"))] for column in ("level", "field")
}


def _with_copies(entries: pd.DataFrame, repeats: Mapping[int, int]) -> pd.DataFrame:
    """The entries with level and field as their copies say them, where they are silent themselves."""
    if not repeats:
        return entries
    said: dict[str, dict[Any, Any]] = {
        name: entries[name].to_dict() for names in _FROM_COPIES.values() for name in names
    }

    def silent(column: str, label: int) -> bool:
        return not isinstance(said[column][label], str) or said[f"{column}_source"][label] == "suggested"

    for copy, kept in repeats.items():
        for column, names in _FROM_COPIES.items():
            if silent(column, kept) and not silent(column, copy):
                for name in names:
                    said[name][kept] = said[name][copy]
    return entries.assign(**{name: pd.Series(values, dtype=object) for name, values in said.items()})


def in_unit_order(entries: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """The entries by unit again once a person has moved some to another unit or taken some out."""
    place = {unit.code: number for number, unit in enumerate(campaign.units)}
    units = [unit if isinstance(unit, str) else "" for unit in entries["unit"]]
    order = sorted(range(len(units)), key=lambda n: (place.get(units[n], len(place)), n))
    moved = entries.iloc[order].reset_index(drop=True)
    upward = upward_only(campaign)
    moved["unknown_is_base"] = [unit in upward for unit in moved["unit"]]
    return moved


def balance_of(counting: Mapping[str, Handled]) -> tuple[Balance, list[FileBalance]]:
    """The rows of every file whose entries count, as the reader counted them, and their sum."""
    each = [FileBalance(file, item.unit, _balance(item)) for file, item in counting.items()]
    return _sum([one.balance for one in each]), each


def _balance(item: Handled) -> Balance:
    lists = item.read.lists if item.read else ()
    return _sum(
        [Balance(p.rows_seen, len(p.entries), p.rows_joined, p.rows_decoration, p.rows_set_aside) for p in lists]
    )


def _sum(balances: Sequence[Balance]) -> Balance:
    return Balance(
        rows_seen=sum(b.rows_seen for b in balances),
        entries=sum(b.entries for b in balances),
        rows_joined=sum(b.rows_joined for b in balances),
        rows_decoration=sum(b.rows_decoration for b in balances),
        rows_set_aside=sum(b.rows_set_aside for b in balances),
    )
