"""What the matched forms tell of their entries where the list is silent, and where the two contradict (R9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aggregator.campaign.model import Campaign
from aggregator.campaign.registration_form import FieldBox
from aggregator.outcome import Registration
from aggregator.registered import Clash, Matching
from aggregator.viet.fold import has_phrase, key

if TYPE_CHECKING:
    import pandas as pd

Told = dict[str, Any]  # column → value


def tell(entries: pd.DataFrame, matching: Matching, campaign: Campaign) -> tuple[pd.DataFrame, list[Clash]]:
    """The entries with level and field from their forms where the list is silent (source ``registration``).

    What a person corrected stays. ``unknown_is_base`` is settled with what the forms tell.
    """
    told = entries.copy()
    clashes: list[Clash] = []
    boxes = {box.field: box for form in campaign.registration_forms for box in form.boxes}
    for form in matching.counting:
        if form.entry is None:
            continue
        row = {column: told.at[form.entry, column] for column in told.columns}
        changed: Told = {}
        clashes += [*_level(form, row, changed), *_field(form, row, changed, boxes), *_holder(form, row)]
        for column, value in changed.items():
            told.at[form.entry, column] = value
    _settle_silence(told, matching)
    return told, clashes


def _level(form: Registration, row: Told, changed: Told) -> list[Clash]:
    """The form goes before words in brackets, which contradict it all the same where they name another level."""
    if form.level is None or row["level_source"] == "correction":
        return []
    by_form = row["level"] is None or row["level_source"] == "text"
    if by_form:
        changed |= {"level": form.level, "level_source": "registration", "level_why": None}
    return _clash(form, "level", row["level"], form.level, by_form=by_form)


def _field(form: Registration, row: Told, changed: Told, boxes: Mapping[str, FieldBox]) -> list[Clash]:
    if form.field is None or row["field_source"] == "correction":
        return []
    box = boxes[form.field]
    if row["field"] is None or row["field_source"] == "suggested":
        changed |= _field_by_box(box, row)
        return []
    return [] if row["field"] in box.also else _clash(form, "field", row["field"], form.field)


def _field_by_box(box: FieldBox, row: Told) -> Told:
    """A box that names two fields' subjects only suggests the other one where the row speaks of it (R9)."""
    words = key(f"{row['name'] or ''} {row['goals'] or ''}")
    if box.also and any(has_phrase(words, key(also)) for also in box.also_words):
        return {"field": box.also[0], "field_source": "suggested", "field_why": "field-suggested"}
    return {"field": box.field, "field_source": "registration", "field_why": None}


def _holder(form: Registration, row: Told) -> list[Clash]:
    return _clash(form, "holder", row["holder_kind"], form.holder_kind)


def _clash(form: Registration, what: str, listed: str | None, told: str, *, by_form: bool = False) -> list[Clash]:
    if form.entry is None or listed is None or listed == told:
        return []
    return [Clash(form, form.entry, what, listed, told, by_form)]


def _settle_silence(told: pd.DataFrame, matching: Matching) -> None:
    """Whether an entry of unknown level counts as base, once the forms are known (R1).

    In a list that names no level itself, and all of whose forms have their row, what has no form is base:
    a province or district item has one. An entry whose form leaves the level open is never base by silence.
    """
    strays = {form.unit for form in matching.counting if form.entry is None}
    for unit, rows in told[told["unit"].notna()].groupby("unit", sort=False):
        by_forms = set(rows["level_source"].dropna()) == {"registration"}
        if by_forms and unit not in strays and "level-unclear" not in set(rows["level_why"]):
            told.loc[rows.index, "unknown_is_base"] = True
    upward = [form.entry for form in matching.counting if form.entry is not None and form.level is None]
    told.loc[upward, "unknown_is_base"] = False
