"""The files handed out: the forms M1 to M4, and for each unit its own stamped copies with an e-mail draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.errors import CannotWork
from aggregator.write.atomic import write_atomically
from aggregator.write.blank import blank_workbook
from aggregator.write.blank_mail import mail_draft
from aggregator.write.blank_names import file_stem
from aggregator.write.blank_registration import registration_workbook
from aggregator.write.blank_registration_word import registration_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aggregator.campaign.model import Campaign, Unit

PER_UNIT_FOLDER = "theo_don_vi"


def write_blank_forms(
    campaign: Campaign, folder: Path, per_unit: bool, earlier: Campaign | None = None
) -> list[Path]:
    """Write the forms M1 to M4 into the folder, M1 and M2 for Excel and for Word; the paths of all files written.

    With ``per_unit``, a folder for each unit in ``theo_don_vi`` with its stamped copies and an e-mail draft. Of the
    forms made for the campaign ``earlier`` (before people changed the book) new ones take the place. Raises
    CannotWork, before anything is written, where a file is there that people may have changed; OSError where one
    cannot be written.
    """
    files = _all_files(campaign, per_unit=per_unit)
    changed = [name for name, data in files.items() if _holds_other(folder / name, data)]
    if changed and earlier is not None:
        old = _all_files(earlier, per_unit=per_unit)
        changed = [name for name in changed if _holds_other(folder / name, old.get(name, b""))]
    if changed:
        raise CannotWork(
            f"Thư mục “{folder}” đã có “{changed[0]}” với nội dung khác, có thể đã được sửa; chương trình "
            "không ghi đè. Hãy xóa hoặc đổi tên tệp đó, hoặc chọn nơi khác bằng tùy chọn -o."
        )
    return [_put(folder / name, data) for name, data in files.items()]


def _all_files(campaign: Campaign, *, per_unit: bool) -> dict[str, bytes]:
    files = dict(_common_files(campaign))
    if per_unit:
        for unit in campaign.units:
            files |= _files_of_unit(campaign, unit)
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


def _files_of_unit(campaign: Campaign, unit: Unit) -> dict[str, bytes]:
    """The list of its group (R1), both registrations, and the draft that has them all attached."""
    form, stem = campaign.forms_by_code[campaign.groups_by_code[unit.kind].form], file_stem(unit.name)
    copies = {f"{form.code}_{stem}.xlsx": blank_workbook(campaign, form, unit)}
    copies |= _registrations(campaign, unit, f"_{stem}")
    files = copies | {f"thu_gui_{stem}.eml": mail_draft(campaign, form, unit, copies)}
    return {f"{PER_UNIT_FOLDER}/{stem}/{name}": data for name, data in files.items()}


def _put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    return path
