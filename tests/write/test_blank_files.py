"""The files handed out: two forms, and for each unit a stamped copy with an e-mail draft."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from aggregator.campaign.load import default_campaign
from aggregator.errors import CannotWork
from aggregator.write.blank import PER_UNIT_FOLDER, blank_workbook, write_blank_forms
from aggregator.write.blank_names import file_stem
from aggregator.write.paper import height, written

if TYPE_CHECKING:
    from pathlib import Path

    from aggregator.campaign.model import Unit

CAMPAIGN = default_campaign()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    write_blank_forms(CAMPAIGN, folder, per_unit=True)
    return folder / PER_UNIT_FOLDER


def draft(path: Path) -> EmailMessage:
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def body(path: Path) -> str:
    part = draft(path).get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def files_of(unit: Unit, folder: Path) -> tuple[Path, Path]:
    form = CAMPAIGN.groups_by_code[unit.kind].form
    return folder / f"{form}_{file_stem(unit.name)}.xlsx", folder / f"{form}_{file_stem(unit.name)}.eml"


def test_without_units_there_are_the_two_forms(tmp_path: Path) -> None:
    paths = write_blank_forms(CAMPAIGN, tmp_path / "new", per_unit=False)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == ["new/M3.xlsx", "new/M4.xlsx"]
    assert sorted((tmp_path / "new").iterdir()) == paths


def test_each_unit_gets_the_form_of_its_group_and_a_draft(folder: Path) -> None:
    wanted = {path for unit in CAMPAIGN.units for path in files_of(unit, folder)}
    assert set(folder.iterdir()) == wanted
    assert len(wanted) == 2 * len(CAMPAIGN.units)
    assert {path.name[:2] for path in files_of(CAMPAIGN.units_by_code["cao-xa"], folder)} == {"M3"}


def test_file_names_can_be_typed_on_any_keyboard(folder: Path) -> None:
    assert all(path.name.isascii() and " " not in path.name for path in folder.iterdir())
    assert (folder / "M3_xa_Cao_Xa.xlsx").exists()
    assert (folder / "M3_thi_tran_Nha_Nam.eml").exists()
    assert (folder / "M4_dang_bo_Cong_an_huyen.xlsx").exists()


def test_a_draft_opens_as_unsent_with_the_units_own_copy(folder: Path) -> None:
    for unit in CAMPAIGN.units:
        copy, mail = files_of(unit, folder)
        message = draft(mail)
        assert (message["X-Unsent"], message["To"], message["Date"]) == ("1", "", None)
        form = CAMPAIGN.groups_by_code[unit.kind].form
        assert message["Subject"] == f"{unit.name} - mẫu {form} đăng ký mô hình “Dân vận khéo” năm 2024"
        [attached] = message.iter_attachments()
        assert (attached.get_filename(), attached.get_content()) == (copy.name, copy.read_bytes())


def test_the_copy_is_the_stamped_form(folder: Path) -> None:
    unit = CAMPAIGN.units_by_code["cao-xa"]
    copy, _ = files_of(unit, folder)
    assert copy.read_bytes() == blank_workbook(CAMPAIGN, CAMPAIGN.forms_by_code["M3"], unit)


def test_a_commune_reads_what_is_asked_and_by_when(folder: Path) -> None:
    text = body(folder / "M3_xa_Cao_Xa.eml")
    assert "Kính gửi: Xã Cao Xá\n" in text
    assert "từ 01 đến 02 nội dung cấp tỉnh; từ 04 đến 05 nội dung cấp huyện." in text
    assert "chậm nhất ngày 27/02/2024" in text
    assert "Không đăng ký" not in text


def test_an_agency_registers_if_any_and_may_say_that_there_is_none(folder: Path) -> None:
    text = body(folder / "M4_dang_bo_Cong_an_huyen.eml")
    assert "không quá 02 nội dung cấp tỉnh; không quá 05 nội dung cấp huyện (nếu có)." in text
    assert "ghi “Không đăng ký” vào cột “Tên mô hình”" in text


def test_the_draft_explains_each_column_in_the_words_of_the_form(folder: Path) -> None:
    text = body(folder / "M4_dang_bo_Cong_an_huyen.eml")
    hints = [column.hint for column in CAMPAIGN.forms_by_code["M4"].columns if column.hint]
    assert hints
    assert all(hint in text for hint in hints)


def test_a_second_run_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_blank_forms(CAMPAIGN, tmp_path, per_unit=True)
    again = tmp_path / PER_UNIT_FOLDER
    assert all((again / path.name).read_bytes() == path.read_bytes() for path in folder.iterdir())


def test_a_write_that_fails_in_silence_is_told() -> None:
    with pytest.raises(CannotWork, match="giới hạn của Excel"):
        written(-2)


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("một dòng", 1), ("hai\ndòng", 2), ("chữ " * 10, 4)])
def test_a_row_is_high_enough_for_its_text(text: str, lines: int) -> None:
    assert height(text, 12) == lines * 15.75 + 4
