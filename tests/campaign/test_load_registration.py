"""M1 and M2 as data: the letter's wording, and clear errors where a file is broken."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from aggregator.campaign.load import default_campaign, load_campaign
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.unit import RegistrationForm
from aggregator.vietnamese.fold import key

CAMPAIGN = default_campaign()
FORMS = CAMPAIGN.registration_forms_by_code
NUMBERED = [
    "2. Thuộc lĩnh vực:",
    "3. Đăng ký mô hình, điển hình ở cấp:",
    "4. Nội dung thực hiện:",
    "5. Thời gian thực hiện:",
    "6. Địa chỉ, phạm vi thực hiện:",
    "7. Kết quả dự kiến:",
]
PRINTED = {
    "M1": ["Tên cơ quan, đơn vị:", "Địa chỉ:", "1. Tên mô hình đăng ký:", *NUMBERED],
    "M2": [
        *["Tên cơ quan, đơn vị:", "Tên cá nhân:", "Chức vụ:", "Đơn vị công tác:", "Địa chỉ:"],
        *["1. Tên nội dung đăng ký:", *NUMBERED],
    ],
}

each_form = pytest.mark.parametrize("form", CAMPAIGN.registration_forms, ids=lambda form: form.code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the campaign's files, to be broken."""
    with as_file(files("aggregator.campaign") / "data") as data:
        return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.mark.parametrize("code", ["M1", "M2"])
def test_the_items_stand_in_the_letters_order_and_wording(code: str) -> None:
    assert [item.printed for item in FORMS[code].items] == PRINTED[code]


def test_r1_a_collective_has_m1_and_a_person_m2() -> None:
    assert {form.code: form.holder_kind for form in FORMS.values()} == {"M1": "collective", "M2": "individual"}


def test_r1_only_the_province_and_the_district_level_have_a_form() -> None:
    assert FORMS["M1"].levels == ("Cấp tỉnh", "Cấp huyện")


def test_r9_the_four_boxes_in_the_letters_order_say_the_four_fields() -> None:
    assert [(box.label, box.field) for box in FORMS["M1"].boxes] == [
        ("Xây dựng Đảng và hệ thống chính trị", "political_system"),
        ("Phát triển kinh tế, bảo vệ môi trường", "economy"),
        ("Văn hóa - xã hội", "culture_society"),
        ("Quốc phòng - an ninh", "defence_security"),
    ]


def test_r9_the_box_of_economy_and_environment_never_contradicts_culture_society() -> None:
    assert {box.field: box.also for box in FORMS["M1"].boxes if box.also} == {"economy": ("culture_society",)}
    assert all("môi trường" in box.also_words for box in FORMS["M1"].boxes if box.also)


@each_form
def test_every_label_is_one_of_its_spellings(form: RegistrationForm) -> None:
    for item in form.items:
        assert key(item.label) in {key(word) for word in (*item.spellings, *item.exact)}


@each_form
def test_no_spelling_names_two_items(form: RegistrationForm) -> None:
    words = [key(w) for item in form.items for w in (*item.spellings, *item.exact)]
    assert len(words) == len(set(words))


def test_no_spelling_names_two_boxes() -> None:
    words = [word for box in FORMS["M1"].boxes for word in {key(spelling) for spelling in box.spellings}]
    assert len(words) == len(set(words))


def test_the_guidance_to_be_told_from_values_is_all_there() -> None:
    assert "(Sẽ thực hiện như thế nào)" in FORMS["M1"].guidance
    assert "(tên tổ chức, cơ quan, đơn vị)" in FORMS["M1"].guidance
    assert "(Đăng ký năm nào ghi năm đó)" in FORMS["M2"].guidance


def test_r5_the_block_of_the_units_own_registration_names_the_decision() -> None:
    assert "Quyết định số 266-QĐ/HU" in CAMPAIGN.own_registration.question
    assert (CAMPAIGN.own_registration.yes, CAMPAIGN.own_registration.no) == ("Có", "Không")


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("M1.toml", 'holder_kind = "collective"', 'holder_kind = "tập thể"', ["M1.toml", "form.holder_kind"]),
        ("M1.toml", 'code = "address"', 'code = "adress"', ["M1.toml", "item[2].code", "unit, holder"]),
        ("M2.toml", "lines = 1", 'lines = "1"', ["M2.toml", "item[1].lines", "số nguyên"]),
        ("M2.toml", "{year}", "{nam}", ["M2.toml", "form.title", "{year}"]),
        ("registration.toml", 'field = "economy"', 'field = "kinh_te"', ["box[2].field", "economy"]),
        ("registration.toml", '["culture_society"]', '["culture"]', ["box[2].also", "culture_society"]),
        ("registration.toml", "[label.scope]", "[label.pham_vi]", ["M1.toml", "item[8].code", "'scope'"]),
        ("campaign.toml", "[own_registration]", "[own]", ["campaign.toml", "own_registration"]),
    ],
)
def test_an_error_names_the_file_the_key_and_what_was_expected(
    folder: Path, name: str, old: str, new: str, words: list[str]
) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CannotWork) as caught:
        load_campaign(folder)
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_hint_that_excel_would_cut_is_refused(folder: Path) -> None:
    path = folder / "M1.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('hint = "Ghi', f'hint = "{"dài " * 70}', 1), encoding="utf-8")
    with pytest.raises(CannotWork, match="không quá 255"):
        load_campaign(folder)


@pytest.mark.parametrize("name", ["M1.toml", "M2.toml", "registration.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CannotWork, match=f"Thiếu tệp dữ liệu {name}"):
        load_campaign(folder)
