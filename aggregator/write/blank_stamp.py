"""The stamp that a returned copy is known by: form, version, year and, in a unit's own copy, the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.stamp import STAMP
from aggregator.write.paper import written

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no py.typed

    from aggregator.campaign.model import Campaign, Form, Unit
    from aggregator.campaign.registration_form import RegistrationForm


def stamp_of(campaign: Campaign, form: Form | RegistrationForm, unit: Unit | None) -> dict[str, str]:
    """What the stamp says, the same in a workbook and in a Word file. Without a unit it is empty there."""
    code = unit.code if unit else ""
    return {"form": form.code, "version": form.version, "year": str(campaign.year), "unit": code}


def write_stamp(book: Workbook, stamp: dict[str, str]) -> None:
    """Write the stamp on a sheet that Excel does not offer to show."""
    sheet = book.add_worksheet(STAMP)
    sheet.very_hidden()
    for row, (name, value) in enumerate(stamp.items()):
        written(sheet.write_string(row, 0, name))
        if value:
            written(sheet.write_string(row, 1, value))
