"""Which forms a sheet holds: where each begins, which labels it has, whether it is M1 or M2."""

from __future__ import annotations

import pytest

from aggregator.understand.forms import RegistrationFinder
from aggregator.understand.head import HeadFinder
from aggregator.understand.labels import LabelledForm
from tests.forms import form as m1
from tests.sheets import CAMPAIGN, m3, names, sheet, understand

FINDER = RegistrationFinder(CAMPAIGN.registration_forms)
ITEMS = """
1. Tên mô hình đăng ký: Đường hoa
2. Thuộc lĩnh vực: Kinh tế
3. Đăng ký mô hình, điển hình ở cấp: Huyện
4. Nội dung thực hiện: Trồng hoa
""".strip()
LIST = m3("| 1 | Thôn Trại | Đường cờ | Tập thể |", "| 2 | Thôn Chợ | Đường đèn | Tập thể |")


def forms(text: str, stamp: str | None = None) -> tuple[LabelledForm, ...]:
    made = sheet(text)
    head = HeadFinder(CAMPAIGN.headings, {}, CAMPAIGN.year).find(made.rows)
    return FINDER.find(made, head, stamp)


def kinds(text: str, stamp: str | None = None) -> list[str]:
    return [form.form for form in forms(text, stamp)]


def said(form: LabelledForm) -> dict[str, str]:
    return {code: "/".join(line.text.strip() for line in item.lines) for code, item in form.items.items()}


def test_the_labels_and_what_stands_after_them() -> None:
    (form,) = forms(f"BẢN ĐĂNG KÝ\n{ITEMS}\ntừ tháng 3")
    assert said(form) == {
        "name": "Đường hoa",
        "field": "Kinh tế",
        "level": "Huyện",
        "content": "Trồng hoa/từ tháng 3",
    }
    assert (form.first_row, form.last_row) == (1, 6)


@pytest.mark.parametrize(
    ("top", "kind"),
    [
        ("MẪU ĐĂNG KÝ CỦA TẬP THỂ", "M1"),
        ("MẪU ĐĂNG KÝ CỦA CÁ NHÂN", "M2"),
        ("Mẫu M2\nBẢN ĐĂNG KÝ", "M2"),
        ("BẢN ĐĂNG KÝ\n(Dành cho cá nhân)", "M2"),
        ("BẢN ĐĂNG KÝ", "M1"),
        ("BẢN ĐĂNG KÝ\nHọ và tên: Nguyễn Văn Bình", "M2"),
        ("MẪU ĐĂNG KÝ CỦA TẬP THỂ/CÁ NHÂN\nChức vụ: Bí thư", "M2"),
    ],
)
def test_title_first_then_the_labels_of_a_person(top: str, kind: str) -> None:
    assert kinds(f"{top}\n{ITEMS}") == [kind]


def test_the_stamp_decides_only_where_nothing_is_to_be_seen() -> None:
    assert kinds(f"BẢN ĐĂNG KÝ\n{ITEMS}", "M2") == ["M2"]
    assert kinds(f"MẪU ĐĂNG KÝ CỦA TẬP THỂ\n{ITEMS}", "M2") == ["M1"]
    assert kinds(f"Họ và tên: Nguyễn Văn Bình\n{ITEMS}", "M1") == ["M2"]


# a list whose head of the names is lost
DAMAGED = """
DANH SÁCH ĐĂNG KÝ MÔ HÌNH
| STT | Địa chỉ xây dựng mô hình | … | Tập thể hoặc cá nhân | Thời gian | | Mục tiêu đề ra | Cấp đăng ký |
| | | | | Duy trì | Mô hình đăng ký xây dựng mới trong năm 2024 | | |
| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | Đường đẹp | Huyện |
| 2 | Thôn Ngò | Nuôi ong lấy mật | Tập thể | x | | Thu nhập khá | Tỉnh |
""".strip()


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        "BẢN ĐĂNG KÝ\nTên mô hình: Đường hoa\nGhi chú: không",
        "Tên mô hình: Đường hoa\nThuộc lĩnh vực: Kinh tế\nCấp đăng ký: Huyện",
        "| Tên mô hình | Lĩnh vực | Cấp | Nội dung thực hiện | Thời gian |\n| Đường hoa | Kinh tế | Huyện |",
        "Kính gửi: Huyện ủy\nĐề nghị đăng ký mô hình theo nội dung sau",
        DAMAGED,
    ],
)
def test_what_is_no_form(text: str) -> None:
    assert forms(text) == ()


def test_each_title_or_repeated_first_item_begins_a_form() -> None:
    assert len(forms(f"BẢN ĐĂNG KÝ\n{ITEMS}\nBẢN ĐĂNG KÝ\n{ITEMS}")) == 2
    assert len(forms(f"BẢN ĐĂNG KÝ\n{ITEMS}\n{ITEMS}\n{ITEMS}")) == 3


STEPS = "\n".join(
    f"| {n} | {step} | Chi bộ thôn Trại | Tháng {n} |"
    for n, step in enumerate(["Tuyên truyền, vận động nhân dân", "Tổ chức hội nghị triển khai"], 1)
)


@pytest.mark.parametrize("title", ["", "ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO\n"])
def test_a_form_with_the_steps_of_its_model_is_no_list(title: str) -> None:
    assert len(forms(f"{title}{ITEMS}\n{STEPS}")) == 1


@pytest.mark.parametrize("text", [f"{LIST}\n\nBẢN ĐĂNG KÝ\n{ITEMS}", f"BẢN ĐĂNG KÝ\n{ITEMS}\nKý tên\n\n{LIST}"])
def test_a_list_and_a_form_on_one_sheet_are_both_read(text: str) -> None:
    read = understand(text)
    assert [raw.values["name"] for raw in read.registrations] == ["Đường hoa"]
    assert [name.split(": ")[1] for name in names(read.lists[0])] == ["Đường cờ", "Đường đèn"]
    assert read.lists[0].leftovers == ()


OVER = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” CẤP TỈNH NĂM 2024"
SIGNED = "Lãnh đạo tổ chức, cơ quan, đơn vị\nKý tên, đóng dấu (nếu có)"
AFTER = m3("| 1 | Thôn Ngò | Đường gốm | Cá nhân | x |", "| 2 | Cơ quan | Nụ cười | Tập thể | x |")


@pytest.mark.parametrize("ending", ["", SIGNED, f"{SIGNED}\nCá nhân đăng ký\nNguyễn Văn Bảy", "TM. ĐẢNG ỦY"])
@pytest.mark.parametrize(
    "over",
    [
        OVER,
        f"ĐẢNG BỘ XÃ LIÊN SƠN\n{OVER}",
        f"ĐẢNG BỘ XÃ LIÊN SƠN\nLiên Sơn, ngày 20 tháng 02 năm 2024\n{OVER}",
        "ĐẢNG BỘ XÃ LIÊN SƠN",
        "DANH SÁCH ĐĂNG KÝ XÂY DỰNG\nMÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024\n(Kèm theo công văn số 5)",
    ],
)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_that_follows_the_forms_of_a_first_one_is_read(count: int, over: str, ending: str) -> None:
    more = [f"BẢN ĐĂNG KÝ\n{m1(f'Đường {n}')}\n{ending}" for n in range(count)]
    read = understand("\n\n".join([LIST, *more, over, AFTER]))
    assert [raw.values["name"] for raw in read.registrations] == [f"Đường {n}" for n in range(count)]
    assert {raw.values["results"] for raw in read.registrations} == {"500 m đường hoa"}
    assert [name.split(": ")[1] for part in read.lists for name in names(part)] == [
        "Đường cờ", "Đường đèn", "Đường gốm", "Nụ cười",
    ]  # fmt: skip
    named = [words.text for words in read.further if words.text == "ĐẢNG BỘ XÃ LIÊN SƠN"]
    assert bool(named) == ("LIÊN SƠN" in over)


def test_a_form_is_no_other_sheet_and_its_letterhead_names_the_unit() -> None:
    read = understand(f"UBND XÃ CAO XÁ\nBẢN ĐĂNG KÝ\nĐịa chỉ: Thôn Trại\n{ITEMS}")
    assert read.other_sheets == ()
    assert "UBND XÃ CAO XÁ" in [words.text for words in read.unit_words]
    assert not [words for words in read.unit_words if "Thôn Trại" in words.text]


def test_the_workplace_names_the_unit_where_no_letterhead_does() -> None:
    read = understand(f"Họ và tên: Nguyễn Văn Bình\nĐơn vị công tác: UBND xã Cao Xá\n{ITEMS}")
    assert [(words.text, words.labelled) for words in read.unit_words] == [("UBND xã Cao Xá", True)]


@pytest.mark.parametrize("name", ["Đường hoa | (mô hình mới)", "Đường hoa | Đường hoa", "Đường hoa | ở thôn Trại"])
@pytest.mark.parametrize("kind", ["whole", "without level"])
def test_a_second_cell_after_the_name_makes_no_second_model_and_loses_no_form(kind: str, name: str) -> None:
    text = m1("Đường hoa", "Cấp huyện" if kind == "whole" else "").replace("| Đường hoa |", f"| {name} |")
    read = understand(f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH\n{text}")
    assert (len(read.registrations), read.possible) == (1, ())


def test_a_list_of_labelled_paragraphs_is_no_form() -> None:
    card = (
        "{}. Tên mô hình: {}. Địa chỉ: Thôn Trại. Tập thể, cá nhân: Chi bộ. Thời gian thực hiện: Quý III."
        " Kết quả: tốt."
    )
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    read = understand(
        sheet("\n".join([title, card.format(1, "Trồng hoa ven đường"), card.format(2, "Nuôi gà đồi")]))
    )
    assert (read.registrations, [len(part.entries) for part in read.lists]) == ((), [2])


def beside(*models: str, title: str = "BẢN ĐĂNG KÝ") -> str:
    """Forms side by side, a column between them."""
    columns = [f"{title}\n{ITEMS.replace('Đường hoa', model)}".strip().splitlines() for model in models]
    return "\n".join(f"| {' | | '.join(cells)} |" for cells in zip(*columns, strict=True))


@pytest.mark.parametrize("title", ["BẢN ĐĂNG KÝ", ""])
@pytest.mark.parametrize("models", [("Đường hoa", "Đường cờ"), ("Đường hoa", "Đường cờ", "Đường đèn")])
def test_forms_side_by_side_are_each_read(models: tuple[str, ...], title: str) -> None:
    read = understand(beside(*models, title=title))
    assert [(raw.values["name"], raw.level_tick) for raw in read.registrations] == [(m, "district") for m in models]
    assert [raw.doubts for raw in read.registrations] == [()] * len(models)


def test_a_line_over_two_forms_is_of_both() -> None:
    read = understand(f"MẪU ĐĂNG KÝ CỦA CÁ NHÂN\n{beside('Đường hoa', 'Đường cờ', title='')}")
    assert [(raw.form, raw.values["name"]) for raw in read.registrations] == [
        ("M2", "Đường hoa"),
        ("M2", "Đường cờ"),
    ]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Tỉnh: x; Huyện:", "province"),
        ("Tỉnh: ; Huyện: x", "district"),
        ("Xã", "base"),
        ("đơn vị", "base"),
        ("Cấp phòng", "base"),
        ("Xã Cao Xá", None),
        ("Tỉnh x Huyện", None),
    ],
)
def test_the_level_of_a_form_in_other_words(words: str, level: str | None) -> None:
    (raw,) = understand(f"BẢN ĐĂNG KÝ\n{ITEMS.replace(': Huyện', f': {words}')}").registrations
    assert raw.level_tick == level
