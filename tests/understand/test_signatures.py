# ruff: noqa: E501 -- tables of names, one unit or one kind a line
"""Thousands of ways of signing: each unit is known by all of its own, and nobody is guessed from a neighbour's."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aggregator.nouns.document import Row, Sheet
from aggregator.nouns.unit import Unit
from aggregator.understand.line_names import agencies_beside, issuer
from aggregator.understand.paper_lines import unit_words
from aggregator.understand.unit_lines import bodies_over_lists, unit_of_lines
from aggregator.understand.unit_names import Naming, UnitNames
from tests.sheets import CAMPAIGN
from tests.understand.signatures import STYLES, agency_signs, bodies, commune_bodies, commune_signs

NAMES = UnitNames(CAMPAIGN)
COMMUNES = [unit for unit in CAMPAIGN.units if unit.kind == "commune"]
AGENCIES = [unit for unit in CAMPAIGN.units if unit.kind == "agency"]


def signed(sign: str) -> Naming | None:
    """Whom the head of a paper names; its lines stand between “|”."""
    sheet = Sheet("M4", tuple(Row(number, (line,)) for number, line in enumerate(sign.split("|"), 1)))
    return unit_of_lines(NAMES, list(unit_words(sheet, sheet.rows)))


def styled(signs: list[str]) -> list[str]:
    """Each sign as written, and in one further style, by turns."""
    return [*signs, *(STYLES[number % len(STYLES)](sign) for number, sign in enumerate(signs))]


@pytest.mark.parametrize("unit", AGENCIES, ids=lambda unit: unit.code)
def test_an_agency_is_known_however_it_signs(unit: Unit) -> None:
    known = {sign: signed(sign) for sign in styled(list(agency_signs(unit)))}
    assert {sign: named for sign, named in known.items() if named is None or named.unit != unit} == {}


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_a_commune_is_known_however_it_signs(unit: Unit) -> None:
    known = {sign: signed(sign) for sign in styled(list(commune_signs(unit)))}
    assert {sign: named for sign, named in known.items() if not named or named.unit != unit or named.body} == {}


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_a_communes_body_signs_for_the_commune_as_another_hand(unit: Unit) -> None:
    known = {sign: signed(sign) for sign in styled(list(commune_bodies(unit)))}
    assert {sign: named for sign, named in known.items() if not named or named.unit != unit or not named.body} == {}


@pytest.mark.parametrize("unit", AGENCIES, ids=lambda unit: unit.code)
def test_a_word_left_out_makes_no_other_unit_of_it(unit: Unit) -> None:
    names = [name.split() for kind in bodies(unit) for name in kind]
    shorter = [
        " ".join(words[:at] + words[at + 1 :]) for words in names for at in range(len(words)) if len(words) > 2
    ]
    known = {text: signed(text) for text in shorter if text not in MEANS_THE_TOWN}
    assert {text: named for text, named in known.items() if named and named.unit != unit} == {}


MEANS_THE_TOWN = frozenset(("Nhã Nam",))


@pytest.mark.parametrize(
    "body",
    ["ĐOÀN", "CÔNG ĐOÀN", "CHI ĐOÀN GIÁO VIÊN", "CHI HỘI CCB", "HỘI CHỮ THẬP ĐỎ", "TỔ NỮ CÔNG", "BCH CÔNG ĐOÀN"],
)
@pytest.mark.parametrize("school", ["TRƯỜNG THPT NHÃ NAM", "THPT NHÃ NAM", "TRƯỜNG TRUNG HỌC PHỔ THÔNG NHÃ NAM"])
def test_a_body_of_a_school_that_bears_a_towns_name_is_not_the_towns(body: str, school: str) -> None:
    named = signed(f"{body} {school}")
    assert named is None or named.unit.code == "thpt-nha-nam"


@pytest.mark.parametrize(
    ("sign", "unit"),
    [
        ("TRƯỜNG THPT NHÃ NAM, THỊ TRẤN NHÃ NAM", "thpt-nha-nam"),
        ("TRƯỜNG THPT NHÃ NAM - THỊ TRẤN NHÃ NAM", "thpt-nha-nam"),
        ("TRƯỜNG THPT TÂN YÊN SỐ 1|THỊ TRẤN CAO THƯỢNG", "thpt-tan-yen-1"),
        ("CHI BỘ TRƯỜNG THPT|NHÃ NAM", "thpt-nha-nam"),
        ("SỞ GD&ĐT BẮC GIANG|TRƯỜNG THPT|NHÃ NAM", "thpt-nha-nam"),
        ("PHÒNG NỘI VỤ, THỊ TRẤN CAO THƯỢNG", "phong-noi-vu"),
        ("KHO BẠC NHÀ NƯỚC - THỊ TRẤN CAO THƯỢNG", "kho-bac"),
    ],
)
def test_a_school_or_office_in_one_line_with_the_town_where_it_sits_is_itself(sign: str, unit: str) -> None:
    named = signed(sign)
    assert named is not None
    assert named.unit.code == unit


@pytest.mark.parametrize(
    "sign",
    [
        "TRƯỜNG TIỂU HỌC NHÃ NAM",
        "TRƯỜNG THCS THỊ TRẤN NHÃ NAM",
        "TRƯỜNG MẦM NON|NHÃ NAM",
        "ĐẢNG ỦY|TRƯỜNG THCS|NHÃ NAM",
        "VP ĐẢNG ỦY NHÃ NAM",
        "CÔNG AN, THỊ TRẤN NHÃ NAM",
        "HỘI NÔNG DÂN XÃ NHÃ NAM",
    ],
)
def test_what_a_town_has_of_its_own_stays_the_towns(sign: str) -> None:
    named = signed(sign)
    assert named is not None
    assert named.unit.code == "nha-nam"


NOBODY = """
HĐND huyện; THPT Tân Yên; THPT số 3; Trường THPT Lục Ngạn số 1; Trường Nhã Nam; Trường THPT Tân Yên Bắc Giang II
Phòng Nội vụ huyện Yên Thế; Công an huyện Yên Thế; Trung tâm Y tế huyện Yên Thế; Huyện đoàn Yên Thế; Bưu điện TP Bắc Giang
Hội Nông dân tỉnh Bắc Giang; Sở Nội vụ; Sở Y tế Bắc Giang; Công an tỉnh; Ban Tổ chức Tỉnh ủy; Cục Thuế tỉnh Bắc Giang; Chi cục Kiểm lâm Bắc Giang
Hội Nông dân xã; HỘI NÔNG DÂN THỊ TRẤN; MTTQ xa; Công an xã; Ban CHQS xã; VP UBND xã; XÃ HỘI NÔNG DÂN; UBND XÃ; Hội ND xã
BTC; BTG; BDV; UBKT ĐẢNG ỦY; TT; CA; NN; KT; LĐ; VHTT; Văn phòng; Ban; Phòng; Hội; Trung tâm; Chi bộ; Chi cục; Ngân hàng; Trường THPT
Y tế huyện; Chi bộ Y tế; Chi bộ Nông nghiệp; Thuế; Thống kê; Đoàn Thanh niên; Ban Dân vận; giai đoạn; Tổ chức; Tập thể; Cá nhân
HỘI NÔNG DÂN VIỆT NAM; ĐOÀN TNCS HỒ CHÍ MINH; BHXH Việt Nam; Hội Chữ thập đỏ huyện; Phòng Dân tộc; Hội Luật gia huyện
Xã Bích Sơn; Xã Nhã Nam; thị trấn Bích Động; HỘI NÔNG DÂN|XÃ BÍCH SƠN; HỘI NÔNG DÂN VIỆT NAM|BCH XÃ BÍCH SƠN; Hội Nông dân Bích Sơn
HUYỆN ỦY TÂN YÊN; UBND HUYỆN TÂN YÊN; ĐẢNG BỘ TỈNH BẮC GIANG|HUYỆN ỦY TÂN YÊN; BAN CHẤP HÀNH; BTV HUYỆN ỦY; Thường trực Huyện ủy
PHÒNG GD&ĐT|TRƯỜNG MẦM NON HOA SEN; HỘI NÔNG DÂN HUYỆN|CHI HỘI NGHỀ NGHIỆP; Phòng Nội vụ - Hạ tầng; Phòng Tài chính - Môi trường
KINH TẾ; Kinh tế - xã hội; Văn hóa - xã hội; Quốc phòng - An ninh; BIỂU 1; MẪU M4; Tân Yên, ngày 20 tháng 02 năm 2024; Số: 12-BC/HU
"""


@pytest.mark.parametrize("sign", [part.strip() for line in NOBODY.strip().splitlines() for part in line.split(";")])
def test_a_name_that_is_nobodys_or_two_units_is_nobodys(sign: str) -> None:
    assert signed(sign) is None


@pytest.mark.parametrize(
    "above",
    [
        "Mẫu M3",
        "(Mẫu M3)",
        "Mẫu số 03",
        "Phụ lục 1",
        "NĂM 2024",
        "DỰ THẢO",
        "CỤM THI ĐUA SỐ 2",
        "Mẫu M3 - dùng cho xã, thị trấn",
        "Trang 1",
        "GIAI ĐOẠN 2022 - 2025",
    ],
)
@pytest.mark.parametrize("name", ["XÃ CAO XÁ", "ĐẢNG ỦY XÃ CAO XÁ", "UBND XÃ CAO XÁ"])
def test_what_stands_over_a_communes_name_and_names_nobody_makes_no_body_of_it(above: str, name: str) -> None:
    named = signed(f"{above}|{name}")
    assert named is not None
    assert (named.unit.code, named.body) == ("cao-xa", None)


@pytest.mark.parametrize(
    "above", ["HỘI NÔNG DÂN", "DÂN QUÂN", "NÔNG DÂN", "NGƯỜI CAO TUỔI", "CHI BỘ 3", "Mẫu M3|HỘI PHỤ NỮ"]
)
def test_a_body_over_a_communes_name_is_its_hand_whatever_stands_over_it(above: str) -> None:
    named = signed(f"{above}|XÃ CAO XÁ")
    assert named is not None
    assert (named.unit.code, bool(named.body)) == ("cao-xa", True)


@pytest.mark.parametrize(
    ("sign", "unit"),
    [
        ("Nơi gửi: XÃ CAO XÁ", "cao-xa"),
        ("của: ĐẢNG ỦY XÃ CAO XÁ", "cao-xa"),
        ("M3: XÃ CAO XÁ", "cao-xa"),
        ("Mẫu số 03 UBND XÃ CAO XÁ", "cao-xa"),
        ("ĐẢNG BỘ HUYỆN TÂN YÊN ĐẢNG ỦY XÃ CAO XÁ", "cao-xa"),
        ("UB NHÂN DÂN XÃ CAO XÁ", "cao-xa"),
        ("Người gửi: CHI BỘ THI HÀNH ÁN", "thi-hanh-an"),
        ("Đ/v: Phòng Nội vụ", "phong-noi-vu"),
        ("PHÒNG NỘI VỤ - ĐT: 0204 3878 123", "phong-noi-vu"),
        ("PHÒNG NỘI VỤ - Mẫu M4", "phong-noi-vu"),
        ("M4 PHÒNG NỘI VỤ", "phong-noi-vu"),
        ("PHÒNG NỘI VỤ|Thanh Hà", "phong-noi-vu"),
        ("UBKT", "uy-ban-kiem-tra"),
        ("CHI BỘ UBKT", "uy-ban-kiem-tra"),
        ("THPTTANYENSO1", "thpt-tan-yen-1"),
        ("TRƯỜNG THPT TÂNYÊN SỐ2", "thpt-tan-yen-2"),
        ("C.A HUYỆN T.YÊN", "cong-an"),
        ("ỦY BAN NHÂN DÂN|HUYỆN TÂN YÊN|VĂN PHÒNG", "van-phong-hdnd-ubnd"),
        ("HUYỆN ỦY|TÂN YÊN|VĂN PHÒNG", "van-phong-huyen-uy"),
        ("BAN QUẢN LÍ DỰ ÁN ĐTXD HUYỆN", "ban-quan-ly-du-an"),
    ],
)
def test_labels_forms_and_spellings_around_a_name_do_not_hide_it(sign: str, unit: str) -> None:
    named = signed(sign)
    assert named is not None
    assert (named.unit.code, named.how, named.body) == (unit, "exact", None)


@pytest.mark.parametrize(
    ("sign", "unit"),
    [
        ("TRẠM KIỂM LÂM", "kiem-lam"),
        ("HẠT KIỂM LÂM TÂN YÊN - YÊN THẾ|TRẠM KIỂM LÂM SỐ 2", "kiem-lam"),
        ("HẠT KIỂM LÂM LẠNG GIANG|TRẠM KIỂM LÂM SỐ 1", None),
        ("TTYT HUYỆN TÂN YÊN|TRẠM Y TẾ", None),
        ("KHO BẠC NHÀ NƯỚC YÊN THẾ|CHI BỘ KHO BẠC", None),
        ("KHO BẠC NHÀ NƯỚC|YÊN THẾ", None),
        ("MẪU SƠN", None),
        ("(Mẫu của Ban Dân vận Huyện ủy)", None),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", None),
    ],
)
def test_an_agencys_station_is_a_hand_of_its_own_and_another_districts_is_nobodys(
    sign: str, unit: str | None
) -> None:
    named = signed(sign)
    assert (named and named.unit.code) == unit
    assert named is None or named.body == sign.rpartition("|")[2]


@pytest.mark.parametrize(
    ("sign", "unit"),
    [
        ("AGRIBANK CHI NHÁNH HUYỆN TÂN YÊN BẮC GIANG II", "ngan-hang-nong-nghiep"),
        ("AGRIBANK BẮC GIANG II - TÂN YÊN", "ngan-hang-nong-nghiep"),
        ("NGÂN HÀNG NÔNG NGHIỆP VÀ PTNT VIỆT NAM|CHI NHÁNH TÂN YÊN BẮC GIANG II", "ngan-hang-nong-nghiep"),
        ("Xã Song Vân xin gửi:", "song-van"),
        ("Phòng Nội vụ kính gửi Ban Dân vận danh sách:", "phong-noi-vu"),
    ],
)
def test_a_branchs_number_and_the_verb_of_a_letter_are_no_part_of_the_name(sign: str, unit: str) -> None:
    named = signed(sign)
    assert named is not None
    assert (named.unit.code, named.how) == (unit, "exact")


def test_what_an_unknown_table_holds_is_not_whose_the_paper_is() -> None:
    """PHÒNG VĂN HÓA … | DANH SÁCH … and below them rows “Tập thể | Công an huyện”."""
    cells = (
        ("PHÒNG VĂN HÓA VÀ THÔNG TIN",),
        (TITLE,),
        ("Tập thể", "Công đoàn cơ sở"),
        ("Địa chỉ", "Công an huyện"),
    )
    sheet = Sheet("M4", tuple(Row(number, row) for number, row in enumerate(cells, 1)))
    named = unit_of_lines(NAMES, list(unit_words(sheet, sheet.rows)))
    assert named is not None
    assert named.unit.code == "phong-van-hoa"


def test_a_school_one_letter_off_is_not_the_towns() -> None:
    named = signed("Trường Trung học phổ thôn Nhã Nam")
    assert named is not None
    assert (named.unit.code, named.how) == ("thpt-nha-nam", "near")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("VHTT", {"phong-van-hoa", "trung-tam-van-hoa"}),
        ("Chi bộ Y tế", {"phong-y-te", "trung-tam-y-te"}),
        ("THPT Tân Yên số 3", {"thpt-tan-yen-1", "thpt-tan-yen-2"}),
    ],
)
def test_a_name_one_word_away_from_two_units_is_asked_about(text: str, units: set[str]) -> None:
    assert {unit.code for unit in NAMES.suggestions(text)} == units


TITLE = "DANH SÁCH ĐĂNG KÝ XÂY DỰNG MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"
PARTY, STATE = "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
HEADS: dict[str, list[tuple[str, ...]]] = {
    "after a label": [(TITLE,), ("Đơn vị: {}",)],
    "after the letter's label": [("Tên cơ quan, đơn vị: {}",), (TITLE,)],
    "in the cell beside its label": [("Đơn vị", "{}")],
    "in brackets under the title": [(TITLE,), ("({})",)],
    "as the sender of a letter": [(TITLE,), ("(Kèm theo Công văn số 12-CV/CB ngày 20/02/2024 của {})",)],
    "in the title": [(f"{TITLE} CỦA {{}}",)],
    "under the title": [(TITLE,), ("CỦA {}",)],
    "left of the party's name": [
        ("HUYỆN ỦY TÂN YÊN", PARTY),
        ("{}", "Tân Yên, ngày 20 tháng 02 năm 2024"),
        ("*",),
        (TITLE,),
    ],
    "in one cell with its superior": [
        ("ĐẢNG BỘ HUYỆN TÂN YÊN\n{}\n*", f"{PARTY}\nTân Yên, ngày 20 tháng 02 năm 2024"),
        (TITLE,),
    ],
    "over its number": [
        ("UBND HUYỆN TÂN YÊN", STATE),
        ("{}", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 15/BC-ABC",),
        (TITLE,),
    ],
    "over the addressee": [("{}",), ("-------",), (TITLE,), ("Kính gửi: Ban Dân vận Huyện ủy",)],
}


@pytest.mark.parametrize("place", HEADS)
def test_the_name_may_stand(place: str) -> None:
    wrong = {}
    by_letter = place == "as the sender of a letter"  # with one of the board's the forms went out
    for unit in (unit for unit in CAMPAIGN.units if not (by_letter and NAMES.is_board(unit))):
        signs = (
            bodies(unit)[0] if unit.kind == "agency" else [unit.name, f"UBND {unit.name}", f"Đảng ủy {unit.name}"]
        )
        for sign in signs:
            rows = [
                Row(n, tuple(cell.format(sign.upper()) for cell in row)) for n, row in enumerate(HEADS[place], 1)
            ]
            sheet = Sheet("M4", tuple(rows))
            lines = [replace(line, text=issuer(line.text) or line.text) for line in unit_words(sheet, sheet.rows)]
            named = unit_of_lines(NAMES, lines)
            if named is None or named.unit != unit or named.body:
                wrong[sign] = named
    assert wrong == {}


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_a_communes_body_after_a_label_is_another_hand(unit: Unit) -> None:
    labelled = {sign: signed(f"Đơn vị: {sign}") for sign in commune_bodies(unit) if "|" not in sign}
    assert {
        sign: named for sign, named in labelled.items() if not named or named.unit != unit or not named.body
    } == {}


@pytest.mark.parametrize(
    ("sign", "unit"),
    [
        ("CÔNG ĐOÀN PHÒNG TƯ PHÁP", "phong-tu-phap"),
        ("CÔNG ĐOÀN CƠ QUAN PHÒNG TƯ PHÁP", "phong-tu-phap"),
        ("TỔ CÔNG ĐOÀN PHÒNG TƯ PHÁP HUYỆN TÂN YÊN", "phong-tu-phap"),
        ("CHI ĐOÀN PHÒNG TƯ PHÁP", "phong-tu-phap"),
        ("LĐLĐ HUYỆN TÂN YÊN|CÔNG ĐOÀN CƠ SỞ TRUNG TÂM Y TẾ", "trung-tam-y-te"),
        ("ĐOÀN THANH NIÊN HUYỆN TÂN YÊN|CHI ĐOÀN CÔNG AN HUYỆN", "cong-an"),
        ("ĐOÀN TRƯỜNG THPT NHÃ NAM", "thpt-nha-nam"),
        ("CHI HỘI PHỤ NỮ PHÒNG Y TẾ", "phong-y-te"),
        ("HỘI PHỤ NỮ CÔNG AN HUYỆN TÂN YÊN", "cong-an"),
        ("HỘI CCB HUYỆN TÂN YÊN|HỘI CCB CƠ QUAN TAND HUYỆN", "toa-an"),
        ("CHI ĐOÀN CÔNG AN", None),
        ("CHI HỘI NÔNG DÂN", None),
        ("CHI ĐOÀN THÔN CAO XÁ", None),
        ("CÔNG ĐOÀN NGÀNH GIÁO DỤC", None),
        ("LĐLĐ HUYỆN TÂN YÊN|CÔNG ĐOÀN CƠ SỞ XÃ CAO XÁ", None),
    ],
)
def test_the_union_and_the_youth_of_an_agency_sign_for_it_as_another_hand(sign: str, unit: str | None) -> None:
    named = signed(sign)
    assert (named and named.unit.code) == unit
    assert named is None or named.body == sign.rpartition("|")[2]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("THỊ TRẤN CAO THƯỢNG - TRƯỜNG THPT TÂN YÊN SỐ 1", ["thpt-tan-yen-1"]),
        ("TT NHÃ NAM – TRƯỜNG THPT NHÃ NAM", ["thpt-nha-nam"]),
        ("XÃ CAO XÁ - TRƯỜNG MN CAO XÁ", []),
        ("XÃ CAO XÁ | TRẠM Y TẾ", []),
        ("XÃ CAO XÁ - HUYỆN TÂN YÊN", []),
        ("ĐẢNG ỦY XÃ CAO XÁ - KHỐI DÂN VẬN", []),
        ("XÃ CAO XÁ - BAN CHQS", []),
    ],
)
def test_an_agency_in_one_line_with_a_commune_may_share_its_paper(line: str, units: list[str]) -> None:
    assert [unit.code for unit in agencies_beside(NAMES, line)] == units


@pytest.mark.parametrize(
    ("unit", "line", "other"),
    [
        ("vien-kiem-sat", "CHI BỘ CƠ QUAN", False),
        ("thpt-nha-nam", "CHI BỘ NHÀ TRƯỜNG", False),
        ("chi-cuc-thue", "BCH CHI BỘ", False),
        ("vien-kiem-sat", "CHI BỘ 1", True),
        ("vien-kiem-sat", "CÔNG ĐOÀN CƠ QUAN", True),
        ("cong-an", "CHI BỘ CƠ QUAN", True),
        ("phong-tu-phap", "CHI BỘ CƠ QUAN", True),  # its list does not stand in the office's place
        ("phong-tu-phap", "UBND HUYỆN|PHÒNG TƯ PHÁP|CHI BỘ - CƠ QUAN - CÔNG ĐOÀN", False),
        ("phong-tu-phap", "UBND HUYỆN|PHÒNG TƯ PHÁP|CHI BỘ, CƠ QUAN, CÔNG ĐOÀN", False),
        ("phong-tu-phap", "UBND HUYỆN|PHÒNG TƯ PHÁP|CHI BỘ", False),
        ("phu-nu", "HỘI LHPN TỈNH|HỘI LHPN HUYỆN TÂN YÊN|CHI BỘ", False),
        ("phong-tai-nguyen", "UBND HUYỆN|CHI BỘ, CƠ QUAN, CÔNG ĐOÀN PHÒNG TÀI NGUYÊN & MÔI TRƯỜNG", False),
        ("phong-tu-phap", "UBND HUYỆN|CHI BỘ - CƠ QUAN - CÔNG ĐOÀN PHÒNG Y TẾ", True),
        ("phong-tu-phap", "UBND HUYỆN|PHÒNG TƯ PHÁP|CÔNG ĐOÀN CƠ QUAN", True),
        ("phong-tu-phap", "UBND HUYỆN|PHÒNG TƯ PHÁP|CHI BỘ 1", True),
        ("phong-tu-phap", "UBND HUYỆN|PHÒNG TƯ PHÁP|CHI ĐOÀN - CÔNG ĐOÀN", True),
        ("cao-xa", "ĐẢNG ỦY XÃ CAO XÁ|CHI BỘ - CÔNG ĐOÀN", True),
        ("mat-tran", "BAN THƯỜNG TRỰC", False),
        ("phu-nu", "BAN THƯỜNG VỤ", False),
        ("cuu-chien-binh", "BAN CHẤP HÀNH", False),
    ],
)
def test_the_party_cell_that_is_an_agency_and_its_governing_body_are_itself(
    unit: str, line: str, other: bool
) -> None:
    lines = line.split("|")
    rows = tuple(Row(number, (text,)) for number, text in enumerate(lines, 1))
    words = list(unit_words(Sheet("M4", rows), rows))
    assert bool(bodies_over_lists(NAMES, CAMPAIGN.units_by_code[unit], words, words[-1:])) == other
