"""The blank forms M3 and M4: a party document's head, the letter's table, a signature and a stamp inside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from aggregator.write.blank_layout import Blank, layout
from aggregator.write.blank_own import LOOKS as OWN_LOOKS
from aggregator.write.blank_own import write_own_registration
from aggregator.write.blank_page import LOOKS as PAGE_LOOKS
from aggregator.write.blank_page import write_page
from aggregator.write.blank_rules import write_rules
from aggregator.write.blank_stamp import stamp_of, write_stamp
from aggregator.write.blank_table import LOOKS as TABLE_LOOKS
from aggregator.write.blank_table import write_table
from aggregator.write.paper import GrowingSheet, formats, new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no py.typed

    from aggregator.campaign.model import Campaign, Form, Unit


def blank_workbook(campaign: Campaign, form: Form, unit: Unit | None = None) -> bytes:
    """A blank form as .xlsx, stamped with form, version and year, and with the unit where one is given.

    The same campaign, form and unit give the same bytes. Raises CannotWork where Excel's limits are passed.
    """
    target, office = io.BytesIO(), campaign.office
    title = f"Mẫu {form.code} - {' '.join(form.title)}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    _write_form(book, campaign, form, unit)
    write_stamp(book, stamp_of(campaign, form, unit))
    book.close()
    return target.getvalue()


def _write_form(book: Workbook, campaign: Campaign, form: Form, unit: Unit | None) -> None:
    sheet = book.add_worksheet(form.sheet, GrowingSheet)
    looks = formats(book, PAGE_LOOKS | TABLE_LOOKS | OWN_LOOKS)
    blank = Blank(campaign, form, unit, layout(campaign, form), looks)
    write_page(sheet, blank)
    write_table(sheet, blank)
    write_rules(sheet, blank)
    write_own_registration(sheet, blank)
