"""Which list form a return is on (R1, R9)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aggregator.understand.filing import form_of
from tests.sheets import m3, sheet, understand

ENTRY = "| 1 | Thôn Trại | Trồng hoa | Tập thể |"
PLAIN = understand(m3(ENTRY))


def test_the_stamp_says_it_first() -> None:
    assert form_of(replace(PLAIN, stamp={"form": "M4"}, form_words="M3"), "M3.xlsx") == "M4"


def test_then_words_on_the_paper() -> None:
    assert form_of(understand(f"Mẫu M3\n\n{m3(ENTRY)}"), "M4.xlsx") == "M3"


def test_then_two_sections_make_it_m3() -> None:
    assert form_of(understand(m3("I. Kinh tế", ENTRY, "II. VH-XH", ENTRY)), "danh sach.xlsx") == "M3"


def test_one_section_alone_says_nothing() -> None:
    assert form_of(understand(m3("I. Kinh tế", ENTRY)), "danh sach.xlsx") is None


def test_then_a_field_column_makes_it_m4() -> None:
    text = "| STT | Địa chỉ | Tên mô hình | Lĩnh vực |\n| 1 | Thôn Trại | Trồng hoa | Kinh tế |"
    assert form_of(understand(text), "danh sach.xlsx") == "M4"


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("M3.xlsx", "M3"),
        ("M4_VKS.xlsx", "M4"),
        ("Cao Xá - mẫu m3 (1).xlsx", "M3"),
        ("thư.eml!M 4.xlsx", "M4"),
        ("danh sach.xlsx", None),
        ("BM34.xlsx", None),
        ("M34.xlsx", None),
    ],
)
def test_then_the_file_name(file: str, form: str | None) -> None:
    assert form_of(PLAIN, file) == form


def test_a_stamp_of_another_form_is_no_list_form() -> None:
    assert form_of(replace(PLAIN, stamp={"form": "M1"}), "x.xlsx") is None


def test_a_blank_m3_beside_the_filled_m4_makes_no_m3() -> None:
    blank = m3("I. Kinh tế", "| 1 |", "II. VH-XH", "| 1 |")
    assert form_of(understand(sheet(f"Mẫu M3\n{blank}", "M3"), sheet(m3(ENTRY), "M4")), "DS.xlsx", "M4") == "M4"
    assert form_of(understand(f"{blank}\n\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH\n{m3(ENTRY)}"), "DS.docx", "M4") == "M4"
    assert form_of(understand(blank), "DS.docx", "M4") == "M3"
