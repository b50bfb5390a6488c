"""M1 and M2: which forms came, and which entry each is of (R1). One to one; the doubtful ones are no matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aggregator.campaign.model import Campaign
from aggregator.outcome import Registration
from aggregator.received import Handled
from aggregator.registered import Matching
from aggregator.returned import RawRegistration
from aggregator.settle.pairing import Named, bare, pair
from aggregator.viet.fold import key

if TYPE_CHECKING:
    import pandas as pd

_LOOKED_INTO = ("read", "unknown_unit", "superseded")


def registrations_of(
    handled: Iterable[Handled], statuses: Mapping[str, str], campaign: Campaign
) -> list[Registration]:
    """The filled-in forms of all files but copies, in the order of receipt."""
    kinds = {form.code: form.holder_kind for form in campaign.registration_forms}
    found = [
        _registration(item, raw, kinds[raw.form])
        for item in handled
        if item.read and statuses[item.file] in _LOOKED_INTO
        for raw in item.read.registrations
        if not raw.is_blank
    ]
    return sorted(found, key=lambda form: (form.received_at, form.file))


def _registration(item: Handled, raw: RawRegistration, holder_kind: str) -> Registration:
    said = raw.values
    return Registration(
        unit=item.unit_of_sheet(raw.sheet),
        form=raw.form,
        name=said.get("name"),
        holder_kind=holder_kind,
        holder=said.get("holder"),
        field=raw.ticked[0] if len(raw.ticked) == 1 else None,
        level=raw.level_ticked,
        content=said.get("content"),
        period=said.get("period"),
        scope=said.get("scope"),
        results=said.get("results"),
        file=item.file,
        sheet=raw.sheet,
        row=raw.row,
        received_at=item.at,
        received_from=item.received.source,
        address=said.get("address"),
        rows=dict(raw.rows),
        doubts=tuple((d.code, d.row, d.text) for d in raw.doubts),
        sent=item.received.sent,
        time_known=item.received.time_known,
    )


def match(registrations: Sequence[Registration], entries: pd.DataFrame) -> Matching:
    """Match forms to the entries of the same unit; the registrations keep their order.

    ``entries`` has the columns unit, name, address and holder; their index labels are what a match names.
    """
    by_unit = _by_unit(entries)
    settled: dict[tuple[str, str, int], Registration] = {}
    again: list[tuple[Registration, Registration]] = []
    doubtful: list[tuple[Registration, int]] = []
    for unit in dict.fromkeys(form.unit for form in registrations):
        own, listed = [form for form in registrations if form.unit == unit], by_unit.get(unit or "", [])
        latest, earlier = _latest(own, listed) if unit else (own, [])
        pairs = pair(latest, listed)
        certain = {i: listed[j].index for i, j in pairs.certain.items()}
        latest = [replace(form, entry=certain.get(i)) for i, form in enumerate(latest)]
        again += [(replace(old, entry=latest[i].entry, replaced=True), latest[i]) for old, i in earlier]
        doubtful += [(latest[i], listed[j].index) for i, j in pairs.doubtful.items()]
        settled |= {form.place: form for form in latest}
    settled |= {old.place: old for old, _ in again}
    return Matching(tuple(settled[form.place] for form in registrations), tuple(again), tuple(doubtful))


def _by_unit(entries: pd.DataFrame) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    columns = (entries[c] for c in ("unit", "name", "address", "holder"))
    for index, unit, name, address, holder in zip(entries.index, *columns, strict=True):
        if unit:
            found.setdefault(unit, []).append(Named(int(index), bare(name), key(address or ""), key(holder or "")))
    return found


def _latest(
    own: Sequence[Registration], listed: Sequence[Named]
) -> tuple[list[Registration], list[tuple[Registration, int]]]:
    """The last form of each model, and the earlier ones with the place of the one that replaces them."""
    names = Counter(entry.name for entry in listed)
    last: dict[tuple[str, ...], int] = {}
    kept: list[Registration] = []
    earlier: list[tuple[Registration, int]] = []
    for form in own:
        model = _model(form, names)
        if form.name and model in last:
            earlier.append((kept[last[model]], last[model]))
            kept[last[model]] = form
        else:
            last[model] = len(kept)
            kept.append(form)
    return kept, earlier


def _model(form: Registration, names: Mapping[str, int]) -> tuple[str, ...]:
    """What makes two forms the same: the name, the person, and the place where the list has the name twice."""
    name = bare(form.name)
    person = key(form.holder or "") if form.holder_kind == "individual" else ""
    place = key(form.scope or form.address or "") if names.get(name, 0) > 1 else ""
    return name, person, place
