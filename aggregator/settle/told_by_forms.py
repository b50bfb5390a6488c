"""What the matched forms tell of their entries where the list is silent, and where the two contradict (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aggregator.campaign.model import Campaign
from aggregator.campaign.registration_form import FieldBox
from aggregator.outcome import Registration
from aggregator.registered import Clash
from aggregator.viet.fold import has_phrase, key

if TYPE_CHECKING:
    import pandas as pd


def tell(
    entries: pd.DataFrame, registrations: Sequence[Registration], campaign: Campaign
) -> tuple[pd.DataFrame, list[Clash]]:
    """The entries with level and field from their forms where the list is silent (source ``registration``)."""
    told = entries.copy()
    clashes: list[Clash] = []
    boxes = {box.field: box for form in campaign.registration_forms for box in form.boxes}
    for form in registrations:
        if form.entry is None:
            continue
        row = {column: told.at[form.entry, column] for column in told.columns}
        changed: dict[str, Any] = {}
        clashes += [*_level(form, row, changed), *_field(form, row, changed, boxes), *_holder(form, row)]
        for column, value in changed.items():
            told.at[form.entry, column] = value
    return told, clashes


def _level(form: Registration, row: dict[str, Any], changed: dict[str, Any]) -> list[Clash]:
    if form.level is None or form.entry is None:
        return []
    if row["level"] is None or row["level_source"] == "text":
        changed |= {"level": form.level, "level_source": "registration", "level_why": None}
    elif row["level"] != form.level:
        return [Clash(form, form.entry, "level", row["level"], form.level)]
    return []


def _field(
    form: Registration, row: dict[str, Any], changed: dict[str, Any], boxes: dict[str, FieldBox]
) -> list[Clash]:
    if form.field is None or form.entry is None:
        return []
    box = boxes[form.field]
    if row["field"] is None or row["field_source"] == "suggested":
        row_key = key(f"{row['name'] or ''} {row['goals'] or ''}")
        if box.also and any(has_phrase(row_key, key(words)) for words in box.also_words):
            changed |= {"field": box.also[0], "field_source": "suggested", "field_why": "field-suggested"}
        else:
            changed |= {"field": form.field, "field_source": "registration", "field_why": None}
    elif row["field"] not in (form.field, *box.also):
        return [Clash(form, form.entry, "field", row["field"], form.field)]
    return []


def _holder(form: Registration, row: dict[str, Any]) -> list[Clash]:
    if form.entry is not None and row["holder_kind"] and row["holder_kind"] != form.holder_kind:
        return [Clash(form, form.entry, "holder", row["holder_kind"], form.holder_kind)]
    return []
