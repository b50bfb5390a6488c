"""The blank forms M3 and M4: a party document's head, the letter's table, a signature and a stamp inside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from aggregator.write.atomic import write_atomically
from aggregator.write.blank_layout import Blank, layout
from aggregator.write.blank_mail import mail_draft
from aggregator.write.blank_names import file_stem
from aggregator.write.blank_page import LOOKS as PAGE_LOOKS
from aggregator.write.blank_page import write_page
from aggregator.write.blank_rules import write_rules
from aggregator.write.blank_table import LOOKS as TABLE_LOOKS
from aggregator.write.blank_table import write_table
from aggregator.write.paper import GrowingSheet, formats, new_workbook, written

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no py.typed

    from aggregator.campaign.model import Campaign, Form, Unit

STAMP_SHEET = "_bieu_mau"
PER_UNIT_FOLDER = "theo_don_vi"


def blank_workbook(campaign: Campaign, form: Form, unit: Unit | None = None) -> bytes:
    """A blank form as .xlsx, stamped with form, version and year, and with the unit where one is given.

    The same campaign, form and unit give the same bytes. Raises CannotWork where Excel's limits are passed.
    """
    target, office = io.BytesIO(), campaign.office
    title = f"Mẫu {form.code} - {' '.join(form.title)}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    _write_form(book, campaign, form, unit)
    _write_stamp(book, campaign, form, unit)
    book.close()
    return target.getvalue()


def write_blank_forms(campaign: Campaign, folder: Path, per_unit: bool) -> list[Path]:
    """Write M3.xlsx and M4.xlsx into the folder; the paths of all files written.

    With ``per_unit``, one stamped copy for each unit and an e-mail draft with it, in ``theo_don_vi``.
    Raises OSError where a file cannot be written.
    """
    files = {f"{form.code}.xlsx": blank_workbook(campaign, form) for form in campaign.forms}
    if per_unit:
        for unit in campaign.units:
            files |= _files_of_unit(campaign, unit)
    return [_put(folder / name, data) for name, data in files.items()]


def _files_of_unit(campaign: Campaign, unit: Unit) -> dict[str, bytes]:
    form = campaign.forms_by_code[campaign.groups_by_code[unit.kind].form]
    stem = f"{form.code}_{file_stem(unit.name)}"
    copy = blank_workbook(campaign, form, unit)
    draft = mail_draft(campaign, form, unit, f"{stem}.xlsx", copy)
    return {f"{PER_UNIT_FOLDER}/{stem}.xlsx": copy, f"{PER_UNIT_FOLDER}/{stem}.eml": draft}


def _put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    return path


def _write_form(book: Workbook, campaign: Campaign, form: Form, unit: Unit | None) -> None:
    sheet = book.add_worksheet(form.sheet, GrowingSheet)
    looks = formats(book, PAGE_LOOKS | TABLE_LOOKS)
    blank = Blank(campaign, form, unit, layout(campaign, form), looks)
    write_page(sheet, blank)
    write_table(sheet, blank)
    write_rules(sheet, blank)


def _write_stamp(book: Workbook, campaign: Campaign, form: Form, unit: Unit | None) -> None:
    """What the reader knows a returned copy by, on a sheet that Excel does not offer to show."""
    sheet = book.add_worksheet(STAMP_SHEET)
    sheet.very_hidden()
    code = unit.code if unit else ""
    stamp = {"form": form.code, "version": form.version, "year": str(campaign.year), "unit": code}
    for row, (name, value) in enumerate(stamp.items()):
        written(sheet.write_string(row, 0, name))
        if value:
            written(sheet.write_string(row, 1, value))
