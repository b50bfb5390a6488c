"""The blank forms M3 and M4: whose it is, titles, what is asked, the letter's table, a signature, a stamp."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aggregator.campaign import TEMPLATES
from aggregator.campaign.texts import Text, render
from aggregator.nouns.file import write_atomically
from aggregator.nouns.finding import CannotWork, or_cannot_work
from aggregator.nouns.result import Result
from aggregator.nouns.unit import Campaign, Column, Form, Unit
from aggregator.office import form as kit
from aggregator.write import blank_table, blank_words
from aggregator.write.blank_registration import registration_document, registration_workbook
from aggregator.write.letters import mail_draft
from aggregator.write.places import PER_UNIT_FOLDER, refuse_inbox
from aggregator.write.text_paper import addressee

UNIT_LINE = "Tên cơ quan, đơn vị: "
DOTS = "." * 40
ZOOM = 90
LEFT = 3  # columns of the head's left block: STT, address, name
SIGNATURE = 3  # columns of the signature, at the right
SEAL_HEIGHT = 80  # room for signature, seal and name
NOTE_SIZE = 11

PAGE_LOOKS: dict[str, dict[str, Any]] = {
    "unit": {**kit.CENTRED, "bold": True, "valign": "top"},
    "date": {**kit.CENTRED, "italic": True, "valign": "top"},
    "title": {**kit.CENTRED, "bold": True, "font_size": 14},
    "note": {**kit.CENTRED, "italic": True, "font_size": NOTE_SIZE},
    "sign": {**kit.CENTRED, "bold": True},
    "sign_hint": {**kit.CENTRED, "italic": True},
}


def write_page(sheet: kit.GrowingSheet, blank: blank_table.Blank) -> None:
    """Write all that stands around the table, and set up the paper and the view."""
    form, place = blank.form, blank.place
    for number, column in enumerate(form.columns):
        kit.write_form(sheet.set_column(number, number, column.width))
    _write_head(sheet, blank)
    for row, line in enumerate(form.title, start=blank_table.TITLE_ROW):
        sheet.across(row, (0, place.last_column), line, blank.looks["title"])
        kit.write_form(sheet.set_row(row, 20))
    note = f"{blank_words.requests(blank.campaign, form)}\n{form.note}"
    sheet.across(place.note, (0, place.last_column), note, blank.looks["note"])
    kit.write_form(sheet.set_row(place.note, kit.height(note, _width(form.columns), NOTE_SIZE) + 4))
    end = _write_signature(sheet, blank)
    kit.set_page(sheet, f"Mẫu {form.code}", (place.head, place.head + 1), (0, 0, end, place.last_column))
    sheet.freeze_panes(place.first, 0)
    sheet.set_zoom(ZOOM)
    kit.write_form(sheet.set_selection(place.blocks[0].first, 1, place.blocks[0].first, 1))


def _write_head(sheet: kit.GrowingSheet, blank: blank_table.Blank) -> None:
    """Whose paper it is, at the left; place and date, at the right. A unit's own letterhead is its own matter."""
    looks, last, first = blank.looks, blank.place.last_column, (blank.place.last_column + 1) // 2
    line = UNIT_LINE + (blank.unit.name if blank.unit else DOTS)
    kit.write_form(sheet.set_row(0, 6))
    sheet.across(1, (0, LEFT - 1), line, looks["unit"])
    sheet.across(1, (first, last), blank_words.place_and_date(blank.campaign, blank.unit), looks["date"])
    # Room for two lines, as people write long names and Excel does not fit merged cells.
    kit.write_form(
        sheet.set_row(1, max(2 * kit.LINE_HEIGHT, kit.height(line, _width(blank.form.columns[:LEFT]), bold=True)))
    )
    kit.write_form(sheet.set_row(2, 6))


def _write_signature(sheet: kit.GrowingSheet, blank: blank_table.Blank) -> int:
    """Who signs, at the lower right, with room for the seal and the name; the last row used."""
    place = blank.place
    lines = [*((line, "sign") for line in blank.form.signature), ("(Ký tên, đóng dấu)", "sign_hint"), ("", "sign")]
    first = place.last_column + 1 - SIGNATURE
    kit.write_form(sheet.set_row(place.signature - 1, 8))
    for row, (text, look) in enumerate(lines, start=place.signature):
        sheet.across(row, (first, place.last_column), text, blank.looks[look])
        kit.write_form(sheet.set_row(row, kit.LINE_HEIGHT + 2 if text else SEAL_HEIGHT))
    return place.signature + len(lines) - 1


def _width(columns: tuple[Column, ...]) -> float:
    return sum(column.width for column in columns)


def blank_workbook(
    campaign: Campaign, form: Form, unit: Unit | None = None, models: tuple[blank_words.Model, ...] = ()
) -> bytes:
    """A blank form as .xlsx, stamped, with ``models``. Raises CannotWork where Excel's limits are passed."""
    stamp, form = blank_words.stamp_of(campaign, form, unit), blank_words.roomy(form, models) if models else form
    book = kit.new_workbook(campaign.year, blank_words.title_of(form), campaign.title, campaign.office.name)
    sheet, lists = book.add_worksheet(form.sheet, kit.GrowingSheet), blank_words.form_lists()
    looks = kit.formats(book, PAGE_LOOKS | blank_table.TABLE_LOOKS | blank_table.BAND_LOOKS)
    blank = blank_table.Blank(campaign, form, unit, blank_table.layout(campaign, form), looks, lists, models)
    write_page(sheet, blank)
    blank_table.write_table(sheet, blank)
    blank_table.write_rules(sheet, blank)
    blank_table.write_own_registration(sheet, blank)
    blank_words.write_stamp(book, stamp, lists)
    return kit.bytes_of(book)


# ---- The files handed out: M1 to M4, and for each unit its own stamped copies with an e-mail draft.

BOUNDARY = "=_bieu_mau_dan_van_kheo"  # fixed: the same campaign gives the same bytes
_NAMED = 12  # units without an address that are named


def write_blank_forms(
    campaign: Campaign,
    folder: Path,
    per_unit: bool,
    earlier: Campaign | None = None,
    models: blank_words.Models | None = None,
) -> list[Path]:
    """Write the forms M1 to M4 into the folder, M1 and M2 for Excel and for Word; the paths of all files written.

    With ``per_unit``, a folder for each unit in ``theo_don_vi`` with its stamped copies, its ``models`` and an
    e-mail draft. New forms replace those made for ``earlier``. Raises CannotWork, before anything is written, where
    a file is there that people may have changed; OSError where one cannot be written.
    """
    texts = folder.parent / TEMPLATES
    files = _all_files(campaign, texts, per_unit=per_unit, models=models)
    there = {name: (folder / name).read_bytes() for name in files if (folder / name).is_file()}
    changed = [name for name, data in there.items() if data != files[name]]
    if changed and earlier is not None:
        old = _all_files(earlier, texts, per_unit=per_unit)
        changed = [name for name in changed if there[name] != old.get(name, b"")]
    if changed:
        raise CannotWork(
            f"Thư mục “{folder}” đã có “{changed[0]}” với nội dung khác, có thể đã được sửa; chương trình "
            "không ghi đè. Hãy xóa hoặc đổi tên tệp đó, hoặc chọn nơi khác bằng tùy chọn -o."
        )
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / name, data, shared=True)
    return [folder / name for name in files]


def put_blanks(
    campaign: Campaign, folder: Path, *, per_unit: bool, earlier: Campaign, before: Result | None
) -> Iterator[str]:
    """Write the forms, with the models that go on from ``before``; lines for the terminal. Raises CannotWork."""
    models = blank_words.models_of(before, campaign) if before else None
    remedy = "kiểm tra thư mục có tồn tại, có quyền ghi và còn chỗ trống"
    with or_cannot_work(f"Không ghi được biểu mẫu vào “{folder}”", remedy):
        refuse_inbox(folder)
        paths = write_blank_forms(campaign, folder, per_unit, earlier, models)
    yield f"Đã ghi {len(paths)} tệp vào thư mục “{folder}”."
    yield from models.lines() if models else ()
    yield from draft_gaps(campaign, folder) if per_unit else ()


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
        trouble = _letter(campaign, campaign.units[0], "M.xlsx", folder.parent / TEMPLATES).trouble
        yield from [trouble] if trouble else []


def _all_files(
    campaign: Campaign, texts: Path, *, per_unit: bool, models: blank_words.Models | None = None
) -> dict[str, bytes]:
    files = dict(_registrations(campaign, None, ""))
    files |= {f"{form.code}.xlsx": blank_workbook(campaign, form) for form in campaign.forms}
    for unit in campaign.units if per_unit else ():
        files |= _files_of_unit(campaign, unit, texts, models.of(unit.code) if models else ())
    return files


def _registrations(campaign: Campaign, unit: Unit | None, ending: str) -> Iterator[tuple[str, bytes]]:
    for form in campaign.registration_forms:
        yield f"{form.code}{ending}.docx", registration_document(campaign, form, unit)
        yield f"{form.code}{ending}.xlsx", registration_workbook(campaign, form, unit)


def _files_of_unit(
    campaign: Campaign, unit: Unit, texts: Path, models: tuple[blank_words.Model, ...]
) -> dict[str, bytes]:
    """The list of its group (R1), both registrations, and the draft that has them all attached."""
    form, stem = _form_of(campaign, unit), blank_words.file_stem(unit.name)
    copies = {f"{form.code}_{stem}.xlsx": blank_workbook(campaign, form, unit, models)}
    copies |= _registrations(campaign, unit, f"_{stem}")
    letter = _letter(campaign, unit, next(iter(copies)), texts)
    files = copies | {f"thu_gui_{stem}.eml": mail_draft(letter, unit.email, copies, BOUNDARY)}
    return {f"{PER_UNIT_FOLDER}/{stem}/{name}": data for name, data in files.items()}


def _form_of(campaign: Campaign, unit: Unit) -> Form:
    return campaign.forms_by_code[campaign.groups_by_code[unit.kind].form]


def _letter(campaign: Campaign, unit: Unit, file: str, texts: Path) -> Text:
    """What is asked, by when, and how to fill in the form (R1–R5, R7); ``file`` is the list form's."""
    form = _form_of(campaign, unit)
    heads = {column.code: blank_words.printed_head(column) for column in form.columns}
    facts = blank_words.requests_of(campaign, unit.kind) | {
        "unit": unit.name,
        "addressee": addressee(campaign, unit.name),
        "form": form.code,
        "file": file,
        "note": form.note,
        "columns": tuple({"head": heads[code], "hint": hint} for code, hint in _hints(form)),
        "name_head": heads["name"],
    }
    return render("thu_bieu_mau", facts, texts, campaign.office.place)


def _hints(form: Form) -> Iterator[tuple[str, str]]:
    """Each column's hint for the mail, by code: what the form's note, or a hint before, says is not said again."""
    said = form.note
    for column in form.columns:
        new = [one for one in re.split(r"(?<=\.) ", column.hint or "") if one.removesuffix(".") not in said]
        said += f" {column.hint}"
        if any(new):
            yield column.code, " ".join(new)
