"""The units that a cell of the book names, however people divide them; only whole names count."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.book.cells import CellWords
from aggregator.book.layout import book_layout
from aggregator.book.units import units_of_cell
from tests.book.books import NAMES, tracking
from tests.sheets import CAMPAIGN, shown


def said(text: str) -> list[str]:
    """The code of each part's unit, “?” and the words where there is none."""
    return [one.unit.code if one.unit else f"? {one.text}" for one in units_of_cell(text, NAMES.find)]


@pytest.mark.parametrize(
    "text",
    [
        "Xã Cao Xá; Xã Lan Giới",
        "Xã Cao Xá, Xã Lan Giới",
        "Cao Xá + Lan Giới",
        "Xã Cao Xá và Xã Lan Giới",
        "xã Cao Xá & xã Lan Giới",
        "Cao Xá/Lan Giới",
        "Cao Xá,Lan Giới;",
        "UBND xã Cao Xá\ncao-xa, Đảng ủy xã Lan Giới",
    ],
)
def test_several_units_in_one_cell(text: str) -> None:
    assert list(dict.fromkeys(said(text))) == ["cao-xa", "lan-gioi"]


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Lao động - Thương binh và Xã hội",
        "Văn phòng HĐND và UBND huyện",
        "Đảng ủy, HĐND, UBND xã Cao Xá",
        "Xã Cao Xá, huyện Tân Yên",
    ],
)
def test_a_name_may_itself_hold_what_divides(text: str) -> None:
    (one,) = units_of_cell(text, NAMES.find)
    assert one.unit is not None


def test_names_that_hold_what_divides_stand_among_others() -> None:
    text = "Xã Cao Xá, Phòng Lao động - Thương binh và Xã hội và Xã Lan Giới"
    assert said(text) == ["cao-xa", "phong-lao-dong", "lan-gioi"]


@pytest.mark.parametrize(
    "text",
    [
        "Xã Cao Xá ạ", "Xã Cao Xá (đã hỏi xã)", "Xã Cao Xá - OK", "đúng là xã Cao Xá", "là của Cao Xá",
        "Cao Xá (bản giấy)", "Xã Cao Xá - đ/c Hà nộp", "Cao Xá: đã gọi", "Cao Xá rồi", "Xã Cao Xá, đã hỏi",
        "Xã Cao Xá, chị Lan báo", "Xã Cao Xá (xã)", "Xã Cao Xá (thôn Trung)", "Xã Cao Xá (huyện Tân Yên)",
        "Xã Cao Xá (Nguyễn Văn Hà)", "Xã Cao Xá. Đã hỏi", "Xã Cao Xá [đã hỏi]", "Xã Cao Xá (đ/c Đợi báo)",
        "1. Xã Cao Xá", "II. xã Cao Xá", "Đơn vị: Xã Cao Xá", "Danh sách xã Cao Xá", "chắc chắn Cao Xá",
        "Xã Cao Xá (không nhầm)", "Cao Xá, không sai", "Cao Xá. Không sửa", "Cao Xá - chưa sửa gì", "a) Xã Cao Xá",
        "đúng ra là xã Cao Xá", "Xã Cao Xá do mưa bão", "Xã Cao Xá, nộp 26/2",
    ],
)  # fmt: skip
def test_a_remark_beside_a_name_undoes_nothing(text: str) -> None:
    assert said(text) == ["cao-xa"]


@pytest.mark.parametrize(
    "text",
    [
        "Xã Cao Xá (?)", "Cả huyện", "Xã Cao Xá (hỏi lại)", "Cao Xá (không phải Lan Giới)", "Cao Xá - Lan Giới",
        "Cao Xá (nhầm)", "Xã Cao Xá (nộp hộ Lan Giới)", "Cao Xá - Ngọc Trâu", "không phải Cao Xá",
        "Xã Cao Xá (hủy)", "Xã Cao Xá (đoán)", "Xã Cao Xá (huyện Hiệp Hòa)", "Xã Cao Xá (Hiệp Hòa)",
        "Hội Nông dân (xã)", "Hội CCB - xã", "Công an (thị trấn)", "Hội Nông dân (thôn Trung)", "Hội Nông dân: xã",
        "Hội Nông dân (chi hội thôn Trung)", "Xã Cao Xá. Hiệp Hòa", "Xã Cao Xá do Lan Giới gửi",
        f"Xã Cao Xá ({'chữ ' * 120})",
    ],
)  # fmt: skip
def test_a_remark_that_asks_denies_or_names_another_does(text: str) -> None:
    assert [one[0] for one in said(text)] == ["?"]


@pytest.mark.parametrize("text", ["Hội Nông dân (huyện)", "Hội Nông dân (huyện Tân Yên)", "Hội Nông dân - đã hỏi"])
def test_the_district_beside_a_body_of_it_is_no_other_place(text: str) -> None:
    assert said(text) == ["nong-dan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Cao Xá, Nước ngoài", ["cao-xa", "? Nước ngoài"]),
        ("Xã Cao Xá (gửi nhầm sang Xã Lan Giới)", ["? Xã Cao Xá (gửi nhầm sang Xã Lan Giới)"]),
        ("Xã Cao Xá, các xã khác", ["cao-xa", "? các xã khác"]),
        ("Xã Cao Xá; hỏi lại", ["cao-xa", "? hỏi lại"]),
        ("Hội Nông dân xã Cao Xá", ["? Hội Nông dân xã Cao Xá"]),
        ("nhận thay cho xã Cao Xá", ["? nhận thay cho xã Cao Xá"]),
    ],
)
def test_what_is_no_whole_name_is_not_understood(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("sheet", "table", "cell"),
    [
        (
            "corrections",
            "| Đơn vị | Tên mô hình | Điều đính chính | Giá trị đúng |\n| {} | Đường hoa | Cấp đăng ký | huyện |",
            "A2",
        ),
        (
            "corrections",
            "| Đơn vị | Tên mô hình | Điều đính chính | Giá trị đúng |\n| Xã Cao Xá | Đường hoa | Đơn vị | {} |",
            "D2",
        ),
        ("choices", "| Đơn vị | Tên mô hình | Quyết định |\n| {} | Đường hoa | giới thiệu cấp tỉnh |", "A2"),
    ],
)
def test_where_one_unit_is_asked_several_are_a_finding_and_nothing_is_applied(
    tmp_path: Path, sheet: str, table: str, cell: str
) -> None:
    book = tracking(tmp_path, CAMPAIGN, **{sheet: table.format("Xã Cao Xá, Xã Lan Giới")})
    assert shown(book.findings) == [f"book-one-unit-only @ {cell}"]
    assert getattr(book, sheet) == ()


LEVELS = {
    "district": [
        "Cấp huyện", "huyện", "H", "C. huyện", "Cấp huyện (đã gọi xã)", "xã báo cấp huyện", "Cấp huyện; đã hỏi",
        "Cấp huyện - đ/c Hà xác nhận", "là huyện", "cấp huyện nhé", "Cấp huyện - OK", "Cấp huyện ok", "huyện 2024",
        "Chắc chắn cấp huyện", "Cấp huyện, chắc chắn", "Cấp huyện (BDV chốt 28/2)", "huyện, chị Lan báo",
        "Cấp huyện (theo bản ký)", "Cấp huyện năm 2024", "mô hình này cấp huyện", "xuống cấp huyện",
        "Huyện (đã ký)",
        "Cấp huyện - trả lời ngày 28/02/2024", "Cấp huyện - tập thể", "Cấp huyện, đã có M1", "Cấp huyện (1)",
        "Cấp huyện (chưa ký)", "Cấp huyện, không thay đổi", "Cấp huyện (hỏi xã rồi)", "Cấp huyện (CV 12-CV/ĐU)",
        "Cấp huyện, không phải cấp tỉnh", "không phải tỉnh mà là huyện",
        "Cấp huyện (Huyện ủy, Tỉnh ủy có thông báo)",
        "huyện (xã)", "Cấp huyện (xã)", "C.huyện (xã)", "Cấp huyện (cấp xã báo)", "Cấp huyện (chị Hà, xã)",
        "Cấp huyện (sửa từ cấp tỉnh)", "Cấp huyện (ghi nhầm tỉnh)", "chuyển từ tỉnh xuống cấp huyện",
        "Cấp huyện: Kinh tế", "Cấp huyện + M1", "Cấp huyện/xã trả lời", "Cấp huyện. Xã đã trả lời.",
        "Cấp huyện em nhé", "cấp huyện tập thể", "cấp huyện theo bản ký", "Cấp huyện như cũ", "cấp huyện đã gọi xã",
        "Cấp huyện-đã xác nhận", "Cấp huyện [đã hỏi]", "Cấp huyện (chị Chờ báo)", "Cấp huyện (đ/c Sẽ)",
        "để cấp huyện", "em ghi cấp huyện", "chị Hạnh bảo cấp huyện", "xuống huyện", "đổi sang cấp huyện",
        "tỉnh → huyện",
        "từ tỉnh xuống huyện", "Cấp huyện (trước là tỉnh)", "Cấp huyện, chị Mai gọi lại 28/2", "Cấp huyện - bỏ sót",
        "Cấp huyện (xã chưa có M1)", "Đ/c Lan: cấp huyện", "Đã hỏi xã: cấp huyện", "Cấp huyện → chốt",
        "Cấp huyện (Mai báo)", "Cấp huyện (chị mai báo)", "CẤP HUYỆN (CHỊ MAI)", "Cấp huyện, mai gửi M1",
        "Cấp huyện (thôn Hoàng Mai)", "Cấp huyện (xã nhớ rõ)", "Cấp huyện (bản nhớ đóng dấu)",
        "Cấp huyện (anh thử VP)", "cấp huyện, mô hình thử nghiệm", "Cấp huyện (Trưởng thôn Chờ)",
        "Cấp huyện, xin về sau gửi M1", "Cấp huyện, không có M1", "Cấp huyện, sau khi hỏi xã", "xã: cấp huyện",
        "Cấp huyện (theo đề nghị xã)",
    ],
    "base": ["Cơ sở", "xã", "cấp xã", "Cấp xã (thôn)", "xã thôi"],
    None: [
        "hỏi lại xã", "xã báo sau", "đã gọi cho xã", "để huyện xét", "chờ ý kiến huyện", "Ban Dân vận huyện quyết",
        "Cấp huyện?", "huyện hoặc tỉnh", "không phải cấp huyện", "xã xin rút", "cấp huyện (hỏi lại)",
        "Cấp huyện (chưa chắc)", "Cấp huyện, chờ ý kiến", "Cấp huyện (xin ý kiến)", "Cấp huyện - xã xin rút",
        "Cấp huyện (không phải)", "Cấp huyện (ban đầu cấp tỉnh)", "Cấp tỉnh + huyện", "Cấp huyện quyết định",
        "cấp huyện nếu TT đồng ý", "có lẽ cấp huyện", "huyện báo", "huyện, xã", "Cấp huyện (xã trả lời sau)",
        "cấp xã đang kiểm tra", "cấp xã bận họp", "cấp xã gọi lại", "cấp xã tự chọn", "cấp huyện đang xét",
        "cấp huyện thẩm định", "Cấp huyện (đoán)", "huyện, mai gọi lại", "Cấp huyện, xã đang họp",
        "Cấp huyện (để mai xem)", "Cấp huyện (mai xã báo)", "Cấp huyện (BTV xã họp mới chốt)", "huyện (thử)",
        "Cấp huyện (xã xin xuống cơ sở)", "Cấp huyện (đề nghị xã kiểm tra)", "không lên huyện", "chờ lên huyện",
        "Cấp huyện (mai báo)", "Cấp Huyện (Chị Hà Chưa Chắc)", "xã hỏi: huyện", "Cấp huyện (chị Hoa nhớ vậy)",
        "huyện → hỏi lại", "hỏi lại xã: cấp huyện", "Cấp huyện (chị Hà?)",
        "cấp huyện: gọi xã", "Cấp huyện (cấp xã)", "Cấp huyện + xã", "huyện/xã",
    ],
}  # fmt: skip
FIELDS = {
    "economy": [
        "Kinh tế",
        "KT",
        "I. Kinh tế",
        "phát triển kinh tế",
        "Kinh tế chứ không phải VH",
        "Kinh tế (mô hình hay)",
        "lĩnh vực kinh tế, chưa có khác",
        "kinh tế (hỏi phòng rồi)",
        "Kinh tế, không phải văn hóa",
        "Kinh tế (sửa từ văn hóa)",
        "Kinh tế, ghi nhầm văn hóa",
    ],
    "culture_society": ["Văn hóa - xã hội", "VHXH"],
    None: [
        "không phải kinh tế",
        "kinh tế?",
        "đợi hỏi phòng kinh tế",
        "hỏi lại phòng văn hóa",
        "kinh tế hoặc văn hóa",
        "kinh tế (hay văn hóa)",
        "kinh tế, chưa chắc",
    ],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in LEVELS.items() for text in texts])
def test_a_level_is_answered_by_its_word_and_not_by_words_that_only_hold_it(code: str | None, text: str) -> None:
    assert CellWords(CAMPAIGN, NAMES.find).code_of(text, "level") == code


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FIELDS.items() for text in texts])
def test_a_field_that_is_denied_or_asked_about_is_no_answer(code: str | None, text: str) -> None:
    assert CellWords(CAMPAIGN, NAMES.find).code_of(text, "field") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("thay", "replaces"), ("thay thế bản trước", "replaces"), ("bổ sung thêm", "adds"), ("là bản bổ sung", "adds"),
     ("bổ sung (xã báo)", "adds"), ("Bổ sung, đã hỏi", "adds"), ("thay bản trước - xã xác nhận", "replaces"),
     ("bổ sung (chưa chắc)", None), ("thay bản trước, không phải bổ sung", None), ("bổ sung (thay)", None),
     ("bổ sung, trừ mô hình 2", None), ("thay (mai hỏi)", None),
     ("gộp", "adds"), ("bổ xung", "adds"), ("thay?", None), ("bổ sung?", None), ("không thay", None)],
)  # fmt: skip
def test_a_part_is_told_in_other_words_and_not_with_a_question_mark(text: str, code: str | None) -> None:
    assert book_layout().sheet("receipts").column("part").choice(text) == code
