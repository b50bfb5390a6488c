"""The files handed out: the forms M1 to M4, and for each unit its own stamped copies with an e-mail draft."""

from __future__ import annotations

from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from typing import TYPE_CHECKING

from aggregator.campaign.texts import EDITED, render
from aggregator.errors import CannotWork
from aggregator.outputs import PER_UNIT_FOLDER
from aggregator.write.atomic import write_atomically
from aggregator.write.blank import blank_workbook
from aggregator.write.blank_registration import registration_workbook
from aggregator.write.blank_registration_word import registration_document
from aggregator.write.blank_words import asked_of, file_stem, printed_head
from aggregator.write.text_paper import addressee

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from aggregator.campaign.model import Campaign, Form, Unit
    from aggregator.campaign.texts import Text

TYPES = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BOUNDARY = "=_bieu_mau_dan_van_kheo"  # fixed: the same campaign gives the same bytes
_NAMED = 12  # units without an address that are named


def write_blank_forms(
    campaign: Campaign, folder: Path, per_unit: bool, earlier: Campaign | None = None
) -> list[Path]:
    """Write the forms M1 to M4 into the folder, M1 and M2 for Excel and for Word; the paths of all files written.

    With ``per_unit``, a folder for each unit in ``theo_don_vi`` with its stamped copies and an e-mail draft. Of the
    forms made for the campaign ``earlier`` (before people changed the book) new ones take the place. Raises
    CannotWork, before anything is written, where a file is there that people may have changed; OSError where one
    cannot be written.
    """
    texts = folder.parent / EDITED
    files = _all_files(campaign, texts, per_unit=per_unit)
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


def _all_files(campaign: Campaign, texts: Path, *, per_unit: bool) -> dict[str, bytes]:
    files = dict(_common_files(campaign))
    if per_unit:
        for unit in campaign.units:
            files |= _files_of_unit(campaign, unit, texts)
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


def _files_of_unit(campaign: Campaign, unit: Unit, texts: Path) -> dict[str, bytes]:
    """The list of its group (R1), both registrations, and the draft that has them all attached."""
    form, stem = _form_of(campaign, unit), file_stem(unit.name)
    copies = {f"{form.code}_{stem}.xlsx": blank_workbook(campaign, form, unit)}
    copies |= _registrations(campaign, unit, f"_{stem}")
    letter = _letter(campaign, unit, next(iter(copies)), texts)
    files = copies | {f"thu_gui_{stem}.eml": mail_draft(letter, unit.email, copies)}
    return {f"{PER_UNIT_FOLDER}/{stem}/{name}": data for name, data in files.items()}


def _form_of(campaign: Campaign, unit: Unit) -> Form:
    return campaign.forms_by_code[campaign.groups_by_code[unit.kind].form]


def _put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
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


def mail_draft(letter: Text, to: str | None, copies: Mapping[str, bytes]) -> bytes:
    """A draft that Outlook opens ready to send (``X-Unsent``), with the files attached by their names.

    ``to`` is what the book has, empty where it has nothing.
    """
    mail = MIMEMultipart(boundary=BOUNDARY)
    mail["X-Unsent"] = "1"
    mail["To"] = to or ""
    # Header, for the newer EmailMessage loses blanks where it folds a Vietnamese subject.
    mail["Subject"] = Header(letter.line("Tiêu đề"), "utf-8", header_name="Subject").encode()
    mail.attach(MIMEText(letter.body.replace("\n", "\r\n"), "plain", "utf-8"))
    for name, copy in copies.items():
        attached = MIMEApplication(copy, TYPES[name.rpartition(".")[2]])
        attached.add_header("Content-Disposition", "attachment", filename=name)
        mail.attach(attached)
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))
