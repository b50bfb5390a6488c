"""The blank forms M3 and M4: whose it is, titles, what is asked, the letter's table, a signature, a stamp."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from aggregator.campaign.texts import EDITED, Text, render
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.unit import Campaign, Column, Form, Unit
from aggregator.office.files import write_atomically
from aggregator.office.sheet import LINE_HEIGHT, GrowingSheet, Lists, new_workbook, written
from aggregator.write.blank_registration import registration_workbook
from aggregator.write.blank_registration_word import registration_document
from aggregator.write.blank_table import (
    OWN_LOOKS,
    TABLE_LOOKS,
    TITLE_ROW,
    Blank,
    layout,
    write_own_registration,
    write_rules,
    write_table,
)
from aggregator.write.blank_words import (
    Model,
    Models,
    asked_of,
    file_stem,
    form_lists,
    place_and_date,
    printed_head,
    requests,
    roomy,
    stamp_of,
    write_stamp,
)
from aggregator.write.letters import mail_draft
from aggregator.write.paper import formats, height, set_page
from aggregator.write.places import PER_UNIT_FOLDER
from aggregator.write.text_paper import addressee

UNIT_LINE = "Tên cơ quan, đơn vị: "
DOTS = "." * 40
ZOOM = 90
LEFT = 3  # columns of the head's left block: STT, address, name
SIGNATURE = 3  # columns of the signature, at the right
SEAL_HEIGHT = 80  # room for signature, seal and name
NOTE_SIZE = 11

_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
PAGE_LOOKS: dict[str, dict[str, Any]] = {
    "unit": {**_CENTRED, "bold": True, "valign": "top"},
    "date": {**_CENTRED, "italic": True, "valign": "top"},
    "title": {**_CENTRED, "bold": True, "font_size": 14},
    "note": {**_CENTRED, "italic": True, "font_size": NOTE_SIZE},
    "sign": {**_CENTRED, "bold": True},
    "sign_hint": {**_CENTRED, "italic": True},
}


def write_page(sheet: GrowingSheet, blank: Blank) -> None:
    """Write all that stands around the table, and set up the paper and the view."""
    form, place = blank.form, blank.place
    for number, column in enumerate(form.columns):
        written(sheet.set_column(number, number, column.width))
    _write_head(sheet, blank)
    _write_titles(sheet, blank)
    end = _write_signature(sheet, blank)
    set_page(sheet, f"Mẫu {form.code}", (place.head, place.head + 1), (0, 0, end, place.last_column))
    sheet.freeze_panes(place.first, 0)
    sheet.set_zoom(ZOOM)
    written(sheet.set_selection(place.blocks[0].first, 1, place.blocks[0].first, 1))


def _write_head(sheet: GrowingSheet, blank: Blank) -> None:
    """Whose paper it is, at the left; place and date, at the right. A unit's own letterhead is its own matter."""
    looks, last, first = blank.looks, blank.place.last_column, (blank.place.last_column + 1) // 2
    line = UNIT_LINE + (blank.unit.name if blank.unit else DOTS)
    written(sheet.set_row(0, 6))
    written(sheet.merge_range(1, 0, 1, LEFT - 1, line, looks["unit"]))
    written(sheet.merge_range(1, first, 1, last, place_and_date(blank.campaign, blank.unit), looks["date"]))
    # Room for two lines, as people write long names and Excel does not fit merged cells.
    written(sheet.set_row(1, max(2 * LINE_HEIGHT, height(line, _width(blank.form.columns[:LEFT]), bold=True))))
    written(sheet.set_row(2, 6))


def _write_titles(sheet: GrowingSheet, blank: Blank) -> None:
    form, place, looks = blank.form, blank.place, blank.looks
    for row, line in enumerate(form.title, start=TITLE_ROW):
        written(sheet.merge_range(row, 0, row, place.last_column, line, looks["title"]))
        written(sheet.set_row(row, 20))
    note = f"{requests(blank.campaign, form)}\n{form.note}"
    written(sheet.merge_range(place.note, 0, place.note, place.last_column, note, looks["note"]))
    written(sheet.set_row(place.note, height(note, _width(form.columns), NOTE_SIZE) + 4))


def _write_signature(sheet: GrowingSheet, blank: Blank) -> int:
    """Who signs, at the lower right, with room for the seal and the name; the last row used."""
    form, place = blank.form, blank.place
    lines = [*((line, "sign") for line in form.signature), ("(Ký tên, đóng dấu)", "sign_hint"), ("", "sign")]
    first = place.last_column + 1 - SIGNATURE
    written(sheet.set_row(place.signature - 1, 8))
    for row, (text, look) in enumerate(lines, start=place.signature):
        written(sheet.merge_range(row, first, row, place.last_column, text, blank.looks[look]))
        written(sheet.set_row(row, LINE_HEIGHT + 2 if text else SEAL_HEIGHT))
    return place.signature + len(lines) - 1


def _width(columns: tuple[Column, ...]) -> float:
    return sum(column.width for column in columns)


def blank_workbook(
    campaign: Campaign, form: Form, unit: Unit | None = None, models: tuple[Model, ...] = ()
) -> bytes:
    """A blank form as .xlsx, stamped with form, version and year, and with the unit where one is given.

    ``models`` are written in beforehand. The same campaign, form, unit and models give the same bytes. Raises
    CannotWork where Excel's limits are passed.
    """
    target, office = io.BytesIO(), campaign.office
    title = f"Mẫu {form.code} - {' '.join(form.title)}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    lists = form_lists()
    _write_form(book, lists, campaign, roomy(form, models) if models else form, unit, models)
    write_stamp(book, stamp_of(campaign, form, unit), lists)
    book.close()
    return target.getvalue()


def _write_form(  # noqa: PLR0917 -- a form is all of these
    book: Workbook, lists: Lists, campaign: Campaign, form: Form, unit: Unit | None, models: tuple[Model, ...]
) -> None:
    sheet = book.add_worksheet(form.sheet, GrowingSheet)
    looks = formats(book, PAGE_LOOKS | TABLE_LOOKS | OWN_LOOKS)
    blank = Blank(campaign, form, unit, layout(campaign, form), looks, lists, models)
    write_page(sheet, blank)
    write_table(sheet, blank)
    write_rules(sheet, blank)
    write_own_registration(sheet, blank)


# ---- The files handed out: the forms M1 to M4, and for each unit its own stamped copies with an e-mail
# draft.


BOUNDARY = "=_bieu_mau_dan_van_kheo"  # fixed: the same campaign gives the same bytes
_NAMED = 12  # units without an address that are named


def write_blank_forms(
    campaign: Campaign,
    folder: Path,
    per_unit: bool,
    earlier: Campaign | None = None,
    models: Models | None = None,
) -> list[Path]:
    """Write the forms M1 to M4 into the folder, M1 and M2 for Excel and for Word; the paths of all files written.

    With ``per_unit``, a folder for each unit in ``theo_don_vi`` with its stamped copies and an e-mail draft;
    ``models`` are written into the units' lists beforehand. Of the forms made for the campaign ``earlier`` (before
    people changed the book) new ones take the place. Raises
    CannotWork, before anything is written, where a file is there that people may have changed; OSError where one
    cannot be written.
    """
    texts = folder.parent / EDITED
    files = _all_files(campaign, texts, per_unit=per_unit, models=models)
    changed = [name for name, data in files.items() if _holds_other(folder / name, data)]
    if changed and earlier is not None:
        old = _all_files(earlier, texts, per_unit=per_unit)
        changed = [name for name in changed if _holds_other(folder / name, old.get(name, b""))]
    if changed:
        raise CannotWork(
            f"Thư mục “{folder}” đã có “{changed[0]}” với nội dung khác, có thể đã được sửa; chương trình "
            "không ghi đè. Hãy xóa hoặc đổi tên tệp đó, hoặc chọn nơi khác bằng tùy chọn -o."
        )
    return [_put(folder / name, data) for name, data in files.items()]


def draft_gaps(campaign: Campaign, folder: Path) -> Iterator[str]:
    """What is wanting before the drafts of the units can be sent: addresses, the letter's number and day."""
    without = [unit.name for unit in campaign.units if not unit.email]
    if without:
        named = "" if len(without) > _NAMED else f": {'; '.join(without)}"
        yield (
            f"{len(without)}/{len(campaign.units)} thư nháp chưa có địa chỉ (sổ theo dõi, trang “Đơn vị”, cột "
            f"“Thư điện tử” để trống){named}. Ghi địa chỉ rồi chạy lại, hoặc tự ghi người nhận khi gửi."
        )
    if "……" in campaign.papers.letter:
        yield "Công văn nêu trong thư chưa ghi số, ngày (sổ theo dõi, trang “Quy định”, phần “Văn bản căn cứ”)."
    if campaign.units:
        trouble = _letter(campaign, campaign.units[0], "M.xlsx", folder.parent / EDITED).trouble
        yield from [trouble] if trouble else []


def _all_files(
    campaign: Campaign, texts: Path, *, per_unit: bool, models: Models | None = None
) -> dict[str, bytes]:
    files = dict(_common_files(campaign))
    if per_unit:
        for unit in campaign.units:
            files |= _files_of_unit(campaign, unit, texts, models.of(unit.code) if models else ())
    return files


def _holds_other(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() != data


def _common_files(campaign: Campaign) -> Iterator[tuple[str, bytes]]:
    yield from _registrations(campaign, None, "")
    for form in campaign.forms:
        yield f"{form.code}.xlsx", blank_workbook(campaign, form)


def _registrations(campaign: Campaign, unit: Unit | None, ending: str) -> Iterator[tuple[str, bytes]]:
    for form in campaign.registration_forms:
        yield f"{form.code}{ending}.docx", registration_document(campaign, form, unit)
        yield f"{form.code}{ending}.xlsx", registration_workbook(campaign, form, unit)


def _files_of_unit(campaign: Campaign, unit: Unit, texts: Path, models: tuple[Model, ...] = ()) -> dict[str, bytes]:
    """The list of its group (R1), both registrations, and the draft that has them all attached."""
    form, stem = _form_of(campaign, unit), file_stem(unit.name)
    copies = {f"{form.code}_{stem}.xlsx": blank_workbook(campaign, form, unit, models)}
    copies |= _registrations(campaign, unit, f"_{stem}")
    letter = _letter(campaign, unit, next(iter(copies)), texts)
    files = copies | {f"thu_gui_{stem}.eml": mail_draft(letter, unit.email, copies, BOUNDARY)}
    return {f"{PER_UNIT_FOLDER}/{stem}/{name}": data for name, data in files.items()}


def _form_of(campaign: Campaign, unit: Unit) -> Form:
    return campaign.forms_by_code[campaign.groups_by_code[unit.kind].form]


def _put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data, shared=True)
    return path


def _letter(campaign: Campaign, unit: Unit, file: str, texts: Path) -> Text:
    """What is asked, by when, and how to fill in the form (R1–R5, R7); ``file`` is the list form's."""
    form, office = _form_of(campaign, unit), campaign.office
    heads = {column.code: printed_head(column) for column in form.columns}
    facts = asked_of(campaign, unit.kind) | {
        "unit": unit.name,
        "addressee": addressee(campaign, unit.name),
        "form": form.code,
        "file": file,
        "criteria": campaign.papers.criteria.partition(" ngày ")[0],
        "note": form.note,
        "columns": tuple({"head": heads[c.code], "hint": c.hint} for c in form.columns if c.hint),
        "name_head": heads["name"],
        "sender": f"{office.board} {office.committee}",
    }
    return render("thu_bieu_mau", facts, texts)
