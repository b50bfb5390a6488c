"""The models of an earlier result that a unit goes on with, as its blank list has them written in (R1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.nouns.result import Entry, Result
    from aggregator.nouns.unit import Campaign, Form


_MARK = "x"


@dataclass(frozen=True, slots=True)
class Model:
    """One row of a list: its field's code, None where it is not known, and the text of each column by code."""

    field: str | None
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Models:
    """The models by unit code. ``homeless`` have no section to stand in, ``strangers`` no unit of this campaign."""

    by_unit: Mapping[str, tuple[Model, ...]]
    homeless: int
    strangers: int

    def of(self, unit: str) -> tuple[Model, ...]:
        """The models of a unit."""
        return self.by_unit.get(unit, ())

    def lines(self) -> Iterator[str]:
        """What was written in, and what was not."""
        count = sum(map(len, self.by_unit.values()))
        yield f"Đã ghi sẵn {count} mô hình tiếp tục duy trì của {len(self.by_unit)} đơn vị."
        if self.homeless:
            yield f"{self.homeless} mô hình chưa rõ lĩnh vực nên chưa ghi sẵn vào mẫu có mục lĩnh vực."
        if self.strangers:
            yield f"{self.strangers} mô hình không thuộc đơn vị nào của đợt này nên không ghi sẵn."


def models_of(result: Result, campaign: Campaign) -> Models:
    """The entries marked as going on; level and completion hold for the result's own year only."""
    found: dict[str, list[Model]] = defaultdict(list)
    homeless = strangers = 0
    same_year = result.year == campaign.year
    for entry in result.entries:
        unit, field = campaign.units_by_code.get(entry.unit or ""), entry.settled_field
        if entry.mode != "continuing":
            continue
        if unit is None:
            strangers += 1
        elif field is None and campaign.forms_by_code[campaign.groups_by_code[unit.kind].form].sections:
            homeless += 1
        else:
            found[unit.code].append(Model(field, _cells(entry, campaign, same_year=same_year)))
    return Models({unit: tuple(models) for unit, models in found.items()}, homeless, strangers)


def _cells(entry: Entry, campaign: Campaign, *, same_year: bool) -> dict[str, str]:
    field = campaign.fields_by_code.get(entry.settled_field or "")
    level = campaign.levels_by_code.get(entry.level or "")
    cells = {
        "address": entry.address,
        "name": entry.name,
        "holder": entry.holder,
        "continuing": _MARK,
        "goals": entry.goals,
        "completion": entry.completion if same_year else None,
        "level": level.title if level and same_year else None,
        "field": field.title if field else None,
    }
    return {code: text for code, text in cells.items() if text}


def roomy(form: Form, models: tuple[Model, ...]) -> Form:
    """The form with at least two free rows in each section below what is written in."""
    most = max((sum(m.field == field for m in models) for field in {m.field for m in models}), default=0)
    needed = (most if form.sections else len(models)) + 2
    return replace(form, rows_per_section=max(form.rows_per_section, needed))
