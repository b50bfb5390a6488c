"""The files handed out: four forms, and for each unit its stamped copies with an e-mail draft."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aggregator.campaign.load import default_campaign
from aggregator.nouns.finding import CannotWork
from aggregator.office.form import height, write_form
from aggregator.write.blank import blank_workbook, draft_gaps, write_blank_forms
from aggregator.write.blank_words import file_stem
from aggregator.write.places import PER_UNIT_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from aggregator.nouns.unit import Unit


CAMPAIGN = default_campaign()
NAMED = {"cao-xa", "nha-nam", "cong-an"}
# some of the roster get their folders: each costs a moment, and none differs but by its name and group
SOME = replace(CAMPAIGN, units=tuple(u for n, u in enumerate(CAMPAIGN.units) if n % 11 == 0 or u.code in NAMED))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    write_blank_forms(SOME, folder, per_unit=True)
    return folder / PER_UNIT_FOLDER


def draft(path: Path) -> EmailMessage:
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def body(path: Path) -> str:
    part = draft(path).get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def files_of(unit: Unit, folder: Path) -> tuple[list[Path], Path]:
    """The copies in the order in which they are attached, and the draft."""
    form, stem = CAMPAIGN.groups_by_code[unit.kind].form, file_stem(unit.name)
    own = folder / stem
    names = [f"{code}_{stem}.{kind}" for code in ("M1", "M2") for kind in ("docx", "xlsx")]
    return [own / name for name in (f"{form}_{stem}.xlsx", *names)], own / f"thu_gui_{stem}.eml"


def test_without_units_there_are_the_four_forms_m1_and_m2_for_word_too(tmp_path: Path) -> None:
    paths = write_blank_forms(CAMPAIGN, tmp_path / "new", per_unit=False)
    names = ["M1.docx", "M1.xlsx", "M2.docx", "M2.xlsx", "M3.xlsx", "M4.xlsx"]
    assert [path.relative_to(tmp_path / "new").as_posix() for path in paths] == names
    assert sorted((tmp_path / "new").iterdir()) == paths


def test_each_unit_gets_a_folder_with_the_forms_of_its_group_and_a_draft(folder: Path) -> None:
    assert {unit.kind for unit in SOME.units} == {unit.kind for unit in CAMPAIGN.units}
    wanted = {path for unit in SOME.units for path in [*files_of(unit, folder)[0], files_of(unit, folder)[1]]}
    assert {path for path in folder.rglob("*") if path.is_file()} == wanted
    assert len(wanted) == 6 * len(SOME.units)
    assert files_of(CAMPAIGN.units_by_code["cao-xa"], folder)[0][0].name == "M3_Xa_Cao_Xa.xlsx"


def test_file_names_can_be_typed_on_any_keyboard(folder: Path) -> None:
    assert all(path.name.isascii() and " " not in path.name for path in folder.rglob("*"))
    stems = {file_stem(unit.name) for unit in CAMPAIGN.units}
    assert all(stem.isascii() and " " not in stem for stem in stems)
    assert len(stems) == len(CAMPAIGN.units)
    assert (folder / "Xa_Cao_Xa" / "M3_Xa_Cao_Xa.xlsx").exists()
    assert (folder / "Thi_tran_Nha_Nam" / "thu_gui_Thi_tran_Nha_Nam.eml").exists()
    assert (folder / "Dang_bo_Cong_an_huyen" / "M4_Dang_bo_Cong_an_huyen.xlsx").exists()


def test_a_draft_opens_as_unsent_with_all_the_units_own_copies(folder: Path) -> None:
    for unit in SOME.units:
        copies, mail = files_of(unit, folder)
        message = draft(mail)
        assert (message["X-Unsent"], message["To"], message["Date"]) == ("1", "", None)
        form = CAMPAIGN.groups_by_code[unit.kind].form
        assert message["Subject"] == f"{unit.name} - mẫu {form} đăng ký mô hình “Dân vận khéo” năm 2024"
        attached = [(part.get_filename(), part.get_content()) for part in message.iter_attachments()]
        assert attached == [(copy.name, copy.read_bytes()) for copy in copies]


def test_the_copy_is_the_stamped_form(folder: Path) -> None:
    unit = CAMPAIGN.units_by_code["cao-xa"]
    copies, _ = files_of(unit, folder)
    assert copies[0].read_bytes() == blank_workbook(CAMPAIGN, CAMPAIGN.forms_by_code["M3"], unit)


def test_a_commune_reads_what_is_asked_and_by_when(folder: Path) -> None:
    text = body(folder / "Xa_Cao_Xa" / "thu_gui_Xa_Cao_Xa.eml")
    assert "Kính gửi: Đảng ủy xã Cao Xá\n" in text
    assert "từ 01 đến 02 nội dung cấp tỉnh; từ 04 đến 05 nội dung cấp huyện." in text
    assert "chậm nhất ngày 27/02/2024" in text
    assert "Không đăng ký" not in text


def test_the_draft_asks_for_m1_and_m2_and_for_the_units_own_registration(folder: Path) -> None:
    text = body(folder / "Xa_Cao_Xa" / "thu_gui_Xa_Cao_Xa.eml")
    assert "mẫu M1 (tập thể) hoặc M2 (cá nhân)" in text
    decision = CAMPAIGN.papers.criteria.partition(" ngày ")[0]
    assert f"theo {decision}: ghi vào dòng cuối của biểu mẫu M3, gửi kèm kế hoạch." in text


def test_an_agency_registers_if_any_and_may_say_that_there_is_none(folder: Path) -> None:
    text = body(folder / "Dang_bo_Cong_an_huyen" / "thu_gui_Dang_bo_Cong_an_huyen.eml")
    assert "Số lượng, nếu có đăng ký: không quá 02 nội dung cấp tỉnh; không quá 05 nội dung cấp huyện." in text
    assert "ghi “Không đăng ký” vào cột “Tên mô hình”" in text


def test_the_draft_explains_each_column_in_the_words_of_the_form(folder: Path) -> None:
    text = body(folder / "Dang_bo_Cong_an_huyen" / "thu_gui_Dang_bo_Cong_an_huyen.eml")
    hints = [column.hint for column in CAMPAIGN.forms_by_code["M4"].columns if column.hint]
    assert hints
    sentences = {one.removesuffix(".") for hint in hints for one in re.split(r"(?<=\.) ", hint)}
    assert [one for one in sentences if text.count(one) != 1] == []  # none is told twice
    named = re.findall(r"Cột “(.*?)…?”", text)
    printed = [column.head for column in CAMPAIGN.forms_by_code["M4"].columns]
    assert [name for name in named if not any(head.startswith(name) for head in printed)] == []


def test_what_is_wanting_before_the_drafts_can_be_sent_is_told(tmp_path: Path) -> None:
    gaps = list(draft_gaps(CAMPAIGN, tmp_path / "bieu_mau"))
    assert gaps[0].startswith(f"{len(CAMPAIGN.units)}/{len(CAMPAIGN.units)} thư nháp chưa có địa chỉ")
    assert gaps[1].startswith("Công văn nêu trong thư chưa ghi số, ngày")
    known = replace(CAMPAIGN, units=tuple(replace(u, email=f"{u.code}@tanyen.vn") for u in CAMPAIGN.units))
    one = replace(known, units=(replace(known.units[0], email=None), *known.units[1:]))
    assert "(sổ theo dõi, trang “Đơn vị”, cột “Thư điện tử” để trống): Thị trấn Cao Thượng." in next(
        iter(draft_gaps(one, tmp_path / "bieu_mau"))
    )
    dated = replace(known, papers=replace(known.papers, letter="Công văn số 12-CV/HU ngày 19/02/2024 của Huyện ủy"))
    assert list(draft_gaps(dated, tmp_path / "bieu_mau")) == []


def test_the_office_words_the_mail_anew_and_a_broken_copy_stops_nothing(tmp_path: Path) -> None:
    one = replace(CAMPAIGN, units=CAMPAIGN.units[:1])
    texts = tmp_path / "mau_thu"
    texts.mkdir()
    (texts / "thu_bieu_mau.j2").write_text("Tiêu đề: Thử\n---\nKính gửi {{ addressee }}.\n", encoding="utf-8")
    write_blank_forms(one, tmp_path / "mot", per_unit=True)
    assert body(next((tmp_path / "mot").rglob("*.eml"))) == "Kính gửi Đảng ủy thị trấn Cao Thượng.\n"
    (texts / "thu_bieu_mau.j2").write_text("Tiêu đề: Thử\n---\n{{ nguoi_nhan }}\n", encoding="utf-8")
    write_blank_forms(one, tmp_path / "hai", per_unit=True)
    assert "1. Nội dung đề nghị" in body(next((tmp_path / "hai").rglob("*.eml")))
    assert "dòng 3: chương trình không biết chỗ điền này" in list(draft_gaps(one, tmp_path / "hai"))[-1]


def test_a_second_run_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_blank_forms(SOME, tmp_path, per_unit=True)
    again = tmp_path / PER_UNIT_FOLDER
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert all((again / path.relative_to(folder)).read_bytes() == path.read_bytes() for path in files)


def test_a_write_that_fails_in_silence_is_told() -> None:
    with pytest.raises(CannotWork, match="giới hạn của Excel"):
        write_form(-2)


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("một dòng", 1), ("hai\ndòng", 2), ("chữ " * 10, 4)])
def test_a_row_is_high_enough_for_its_text(text: str, lines: int) -> None:
    assert height(text, 12) == lines * 15.75 + 4
