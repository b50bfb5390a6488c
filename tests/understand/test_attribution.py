"""Whose is it: the clues of one return weighed against each other."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from aggregator.nouns.document import Notice, Row, Sheet
from aggregator.nouns.file import AttributedFile, Intake
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.reading import UnitWords
from aggregator.read.member_names import decoded_name
from aggregator.understand.attribution import Attribution, attribute
from aggregator.understand.clues import Clues
from aggregator.understand.companions import with_companions
from aggregator.understand.filing import handle
from aggregator.understand.paper_lines import unit_words
from aggregator.understand.unit_lines import without_rosters
from aggregator.understand.unit_names import UnitNames
from aggregator.write.blank import blank_workbook
from tests.campaigns import read as returned
from tests.campaigns import table
from tests.growth import grows_evenly
from tests.handled import listed
from tests.sheets import CAMPAIGN, at, m3, of_levels, run_over, sheet, understand, unit, workbook

ONE_MODEL = "| 1 | Thôn Ngò | Trồng hoa ven đường | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"
NAMES = UnitNames(CAMPAIGN)
BY_CODE = CAMPAIGN.units_by_code


def whose(file: str = "M3.xlsx", top: str = "", **clues: str) -> Attribution:
    made = sheet(top)
    known: dict[str, object] = dict(clues)
    if "book" in clues:
        known["book"] = BY_CODE[clues["book"]]
    return attribute(Clues(NAMES, file, tuple(unit_words(made, made.rows)), **known))  # type: ignore[arg-type]


def told(found: Attribution) -> tuple[str | None, str | None, list[str]]:
    """Unit, where the clue stands, and the other units named."""
    return found.unit.code if found.unit else None, found.source, [unit.code for _, unit in found.other_units]


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        ({"top": "Đơn vị: Xã Cao Xá"}, ("cao-xa", "line", [])),
        ({"file": "M3 Cao Xá.xlsx"}, ("cao-xa", "name", [])),
        ({"file": "Xã Cao Xá/M3.xlsx"}, ("cao-xa", "folder", [])),
        ({"file": "thư của Cao Xá.eml!M3.xlsx"}, ("cao-xa", "folder", [])),
        ({"subject": "Xã Cao Xá gửi danh sách"}, ("cao-xa", "mail", [])),
        ({"sender": "UBND xã Cao Xá <x@example.org>"}, ("cao-xa", "mail", [])),
        ({"stamp": "cao-xa"}, ("cao-xa", "stamp", [])),
        ({"book": "cao-xa", "file": "M3 Liên Sơn.xlsx"}, ("cao-xa", "book", [])),
        ({}, (None, None, [])),
    ],
)
def test_each_clue_alone_tells_the_unit(
    clues: dict[str, str], expected: tuple[str | None, str | None, list[str]]
) -> None:
    assert told(whose(**clues)) == expected


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        ({"top": "Đơn vị: Xã Cao Xá", "file": "M3 Liên Sơn.xlsx"}, ("cao-xa", "line", ["lien-son"])),
        ({"top": "Đơn vị: Xã Cao Xá", "file": "Liên Sơn/M3.xlsx"}, ("cao-xa", "line", ["lien-son"])),
        ({"top": "Đơn vị: Xã Cao Xá", "subject": "Xã Liên Sơn gửi"}, ("cao-xa", "line", ["lien-son"])),
        ({"file": "Liên Sơn/M3 Cao Xá.xlsx"}, ("cao-xa", "name", ["lien-son"])),
        ({"file": "M3 Cao Xá.xlsx", "stamp": "lien-son"}, ("cao-xa", "name", ["lien-son"])),
    ],
)
def test_where_two_visible_clues_differ_the_first_counts_and_the_other_is_kept(
    clues: dict[str, str], expected: tuple[str | None, str | None, list[str]]
) -> None:
    found = whose(**clues)
    assert told(found) == expected
    assert found.other_units


def test_a_visible_line_wins_over_a_hidden_stamp_without_a_conflict() -> None:
    found = whose(top="Đơn vị: Xã Cao Xá", stamp="lien-son")
    assert told(found) == ("cao-xa", "line", [])
    assert found.other_stamp == BY_CODE["lien-son"]


def test_a_stamp_of_no_unit_of_the_roster_says_nothing() -> None:
    assert told(whose(stamp="khong-co")) == (None, None, [])


@pytest.mark.parametrize(
    ("top", "unit"),
    [
        ("HUYỆN ỦY TÂN YÊN\nĐẢNG ỦY XÃ CAO XÁ", "cao-xa"),
        ("UBND HUYỆN TÂN YÊN\nPHÒNG NỘI VỤ", "phong-noi-vu"),
        ("SỞ Y TẾ BẮC GIANG - TRUNG TÂM Y TẾ HUYỆN TÂN YÊN", "trung-tam-y-te"),
        ("SỞ Y TẾ TỈNH BẮC GIANG– TRUNG TÂM Y TẾ TÂN YÊN", "trung-tam-y-te"),
        ("SỞ GD&ĐT BẮC GIANG - TRƯỜNG THPT NHÃ NAM", "thpt-nha-nam"),
        ("CÔNG AN TỈNH BẮC GIANG — CÔNG AN HUYỆN TÂN YÊN", "cong-an"),
        ("SỞ TƯ PHÁP BẮC GIANG - PHÒNG TƯ PHÁP HUYỆN TÂN YÊN", "phong-tu-phap"),
        ("Số TP - PHÒNG TƯ PHÁP HUYỆN TÂN YÊN", None),
        ("SỞ NỘI VỤ BẮC GIANG - THANH TRA", None),
        ("SỞ Y TẾ BẮC GIANG - TRUNG TÂM KIỂM SOÁT BỆNH TẬT", None),
        ("| HUYỆN ỦY TÂN YÊN⏎BAN TUYÊN GIÁO | ĐẢNG CỘNG SẢN VIỆT NAM |", "ban-tuyen-giao"),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024 CỦA XÃ CAO XÁ", "cao-xa"),
        ("BAN DÂN VẬN HUYỆN ỦY\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH CỦA THANH TRA HUYỆN", "thanh-tra"),
        ("HỘI NÔNG DÂN\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024 CỦA XÃ CAO XÁ", "cao-xa"),
        ("CHI BỘ LIÊN SƠN\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024 CỦA XÃ CAO XÁ", "cao-xa"),
        ("HỘI NÔNG DÂN HUYỆN\nXÃ CAO XÁ", "cao-xa"),
        ("UBND HUYỆN TÂN YÊN\nTRƯỜNG THPT NHÃ NAM\nThị trấn Nhã Nam", "thpt-nha-nam"),
        ("UBND HUYỆN TÂN YÊN\nPHÒNG Y TẾ\nXã Cao Xá", "phong-y-te"),
        ("UBND HUYỆN TÂN YÊN\nTRẠM Y TẾ\nXã Cao Xá", "cao-xa"),
        ("CHI BỘ HẠT KIỂM LÂM\nXã Cao Xá, ngày 25/02/2024", "kiem-lam"),
        ("BAN TUYÊN GIÁO HUYỆN ỦY\nThị trấn Cao Thượng, ngày 25 tháng 02 năm 2024", "ban-tuyen-giao"),
        ("| ĐẢNG ỦY XÃ NGỌC⏎VÂN | ĐẢNG CỘNG SẢN VIỆT NAM |", "ngoc-van"),
        ("| ĐẢNG BỘ HUYỆN TÂN YÊN⏎ĐẢNG ỦY THỊ⏎TRẤN NHÃ NAM | |", "nha-nam"),
        ("XÃ NGỌC\nVÂN", "ngoc-van"),
        ("| Đơn vị: XÃ NGỌC⏎VÂN |", "ngoc-van"),
        ("| Đơn vị: Đảng ủy thị⏎trấn Nhã Nam |", "nha-nam"),
        ("| Đơn vị: XÃ NGỌC⏎Người lập: Nguyễn Văn Lý |", None),
        ("XÃ NGỌC\nVẬN ĐỘNG NHÂN DÂN", None),
        ("HUYỆN ỦY LẠNG GIANG\nĐẢNG ỦY XÃ QUANG\nTIẾN", None),
        ("Đ.U XÃ AN DƯƠNG", "an-duong"),
        ("U.B.N.D XÃ AN DƯƠNG", "an-duong"),
        ("XÃ HỢP ĐỨC - THANH HÀ - HẢI DƯƠNG", None),
        ("XÃ HỢP ĐỨC - THÔN HÒA BÌNH", "hop-duc"),
        ("DANH SÁCH\n(Kèm theo Công văn số 12 ngày 20/02/2024 của Ban Dân vận Huyện ủy)", None),
        ("DANH SÁCH\n(Ban hành kèm theo Công văn số 12 của Ban Dân vận Huyện ủy)", None),
        ("DANH SÁCH\n(Ban hành kèm theo Kế hoạch số 62-KH/HU của Ban Thường vụ Huyện ủy)", None),
        ("DANH SÁCH\n(Ban hành kèm theo Công văn số 15 của UBND huyện)", None),
        ("Mẫu ban hành kèm theo Hướng dẫn số 09 của Ban Tổ chức Huyện ủy", None),
        ("PHÒNG TƯ PHÁP\n(Ban hành kèm theo Kế hoạch số 5 của Ban Tuyên giáo Huyện ủy)", "phong-tu-phap"),
        ("XÃ CAO XÁ\n(Ban hành kèm theo Kế hoạch số 5 của Ban Tuyên giáo Huyện ủy)", "cao-xa"),
        ("HUYỆN ĐOÀN TÂN YÊN\nĐịa điểm thực hiện: xã Cao Xá", "huyen-doan"),
        ("HỘI NÔNG DÂN\nĐịa chỉ: xã Cao Xá", None),
        ("ĐIỆN LỰC TÂN YÊN\nĐ/c: TDP Đình Giã, TT Cao Thượng", "dien-luc"),
        ("KHO BẠC NHÀ NƯỚC TÂN YÊN\nTT CAO THƯỢNG - TÂN YÊN - BẮC GIANG", "kho-bac"),
        ("TRƯỜNG THPT NHÃ NAM\nTHỊ TRẤN NHÃ NAM - HUYỆN TÂN YÊN", "thpt-nha-nam"),
        ("TRƯỜNG CẤP 3 NHÃ NAM", "thpt-nha-nam"),
        ("| HUYỆN ỦY TÂN YÊN | ĐẢNG CỘNG SẢN VIỆT NAM |\n| VĂN PHÒNG | |", "van-phong-huyen-uy"),
        ("| HỘI NÔNG DÂN VIỆT NAM | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| HUYỆN TÂN YÊN | |", "nong-dan"),
        (
            "| NGÂN HÀNG CHÍNH SÁCH XÃ HỘI | ĐẢNG CỘNG SẢN VIỆT NAM |\n| PGD HUYỆN TÂN YÊN | |",
            "ngan-hang-chinh-sach",
        ),
        ("UBND HUYỆN TÂN YÊN\nPHÒNG TƯ PHÁP\n(Kèm theo Hướng dẫn số 09 của Ban Dân vận Huyện ủy)", "phong-tu-phap"),
        ("HUYỆN ỦY LƯƠNG SƠN\nĐẢNG ỦY XÃ LIÊN SƠN", None),
        ("XÃ TÂN TRUNG, HUYỆN PHÚ TÂN", None),
        ("CHI BỘ THÔN NGỌC LÝ", None),
        ("HUYỆN ỦY TÂN YÊN\nĐẢNG ỦY XÃ LIÊN SƠN", "lien-son"),
        ("Kính gửi: Ban Dân vận Huyện ủy\nXã Cao Xá", "cao-xa"),
        ("ĐẢNG BỘ TỈNH BẮC GIANG\nHUYỆN ỦY TÂN YÊN", None),
        ("HUYỆN ỦY LẠNG GIANG\nĐẢNG ỦY XÃ QUANG TIẾN", None),
        ("UBND HUYỆN HIỆP HÒA\nPHÒNG NỘI VỤ", None),
        ("KHO BẠC NHÀ NƯỚC\nYÊN THẾ", None),
        ("| KHO BẠC NHÀ NƯỚC | ĐẢNG CỘNG SẢN VIỆT NAM |\n| YÊN THẾ | |", None),
        ("KHO BẠC NHÀ NƯỚC\nTÂN YÊN", "kho-bac"),
        ("CHI CỤC THUẾ KHU VỰC TÂN YÊN -\nYÊN THẾ", "chi-cuc-thue"),
        ("HẠT KIỂM LÂM YÊN THẾ - TÂN YÊN", "kiem-lam"),
        ("TRUNG TÂM Y TẾ\nQUẬN LONG BIÊN", None),
        ("UBND TX VIỆT YÊN\nTHANH TRA", None),
        ("UBND THỊ XÃ CHŨ\nPHÒNG Y TẾ", None),
        ("UBND H. LÂM BÌNH\nUBND XÃ PHÚC SƠN", None),
        ("UBND H. TÂN YÊN\nUBND XÃ PHÚC SƠN", "phuc-son"),
        ("XÃ PHÚC SƠN, H. LÂM BÌNH", None),
        ("XÃ PHÚC SƠN, H. TÂN YÊN", "phuc-son"),
        ("THỊ ỦY VIỆT YÊN\nBAN TUYÊN GIÁO", None),
        ("THÀNH ỦY HÀ NỘI\nBAN TỔ CHỨC", None),
        ("TRUNG ƯƠNG\nBAN TỔ CHỨC", None),
        ("BAN CHỈ HUY QUÂN SỰ\nHUYỆN TÂN YÊN", "quan-su"),
        ("BAN QUẢN LÝ DỰ ÁN ĐTXD\nHUYỆN TÂN YÊN", "ban-quan-ly-du-an"),
        ("Thực hiện Công văn của Huyện ủy, Phòng Tư pháp đăng ký như sau:", "phong-tu-phap"),
        ("Theo đề nghị của Huyện ủy, Phòng Nội vụ gửi mẫu đăng ký:", None),
        ("PHÒNG Y TẾ\nThực hiện Công văn của Huyện ủy, Ban Dân vận Huyện ủy gửi biểu mẫu như sau:", "phong-y-te"),
        ("TTYT HUYỆN TÂN YÊN\nTRẠM Y TẾ XÃ PHÚC HÒA", None),
        ("ĐỊA PHƯƠNG: XÃ CAO XÁ", "cao-xa"),
        ("PHÒNG TƯ PHÁP\nĐịa phương thực hiện: xã Cao Xá, xã Liên Sơn", "phong-tu-phap"),
        # no other district's: what letters stand for, persons, other words
        ("XÃ CAO XÁ\nT = cấp tỉnh\nH = cấp huyện", "cao-xa"),
        ("XÃ CAO XÁ\nQ - quý; T - tháng", "cao-xa"),
        ("PHÒNG TƯ PHÁP\nQ. Trưởng phòng Tư pháp", "phong-tu-phap"),
        ("PHÒNG TƯ PHÁP\nThành phố thông minh, nông thôn mới", "phong-tu-phap"),
        ("UBND XÃ LIÊN SƠN\nNgười lập biểu:\nThanh Hà", "lien-son"),
        ("XÃ NGỌC CHÂU\n(Mô hình bảo tồn lăng Quận công)", "ngoc-chau"),
        ("ĐẢNG BỘ QUẬN SỰ HUYỆN", "quan-su"),
        ("TỈNH ỦY BẮC GIANG\nBAN TUYÊN GIÁO", None),
        ("ĐẢNG ỦY XÃ CAO XÁ\nMô hình giáp ranh huyện Việt Yên", "cao-xa"),
        ("UBND TỈNH BẮC GIANG\nTRƯỜNG THPT TÂN YÊN SỐ 1", "thpt-tan-yen-1"),
        ("ĐẢNG ỦY XÃ NGỌC LÝ\nCHI BỘ CAO XÁ", "ngoc-ly"),
        ("ĐẢNG BỘ XÃ NGỌC LÝ - CHI BỘ CAO XÁ", "ngoc-ly"),
        ("TỈNH ỦY BẮC GIANG\nHUYỆN ỦY TÂN YÊN\nBAN TUYÊN GIÁO", "ban-tuyen-giao"),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH\n(Theo Công văn số 15 của Hội Nông dân huyện)", None),
        ("Thực hiện Công văn của Ban Dân vận Huyện ủy, xã Cao Xá báo cáo\nXÃ CAO XÁ", "cao-xa"),
    ],
)
def test_the_line_on_the_paper(top: str, unit: str | None) -> None:
    assert told(whose(top=top))[0] == unit


@pytest.mark.parametrize(
    ("top", "code", "body", "spared"),
    [
        ("CÔNG AN HUYỆN TÂN YÊN|HỘI PHỤ NỮ", "cong-an", "HỘI PHỤ NỮ", ["phu-nu"]),
        ("ĐẢNG ỦY CÔNG AN HUYỆN|ỦY BAN KIỂM TRA", "cong-an", "ỦY BAN KIỂM TRA", ["uy-ban-kiem-tra"]),
        ("TRƯỜNG THPT NHÃ NAM|HỘI CỰU CHIẾN BINH", "thpt-nha-nam", "HỘI CỰU CHIẾN BINH", ["cuu-chien-binh"]),
        ("HỘI LHPN HUYỆN TÂN YÊN|BAN TUYÊN GIÁO", "phu-nu", "BAN TUYÊN GIÁO", ["ban-tuyen-giao"]),
        ("TTYT HUYỆN TÂN YÊN|PHÒNG TÀI CHÍNH - KẾ HOẠCH", "trung-tam-y-te", "PHÒNG TÀI CHÍNH - KẾ HOẠCH", None),
        ("HUYỆN ĐOÀN TÂN YÊN|ĐOÀN TRƯỜNG THPT NHÃ NAM", "thpt-nha-nam", "ĐOÀN TRƯỜNG THPT NHÃ NAM", ["huyen-doan"]),
        ("HỘI LHPN HUYỆN TÂN YÊN|HỘI PHỤ NỮ CÔNG AN HUYỆN", "cong-an", "HỘI PHỤ NỮ CÔNG AN HUYỆN", ["phu-nu"]),
        ("TAND HUYỆN TÂN YÊN|CÔNG ĐOÀN CƠ SỞ", "toa-an", None, []),
        ("TAND HUYỆN TÂN YÊN|CHI HỘI PHỤ NỮ", "toa-an", None, []),
        # neighbours: a body of the district's own, or of whom nobody knows
        ("HUYỆN ỦY TÂN YÊN|ỦY BAN KIỂM TRA", "uy-ban-kiem-tra", None, []),
        ("CÔNG AN HUYỆN TÂN YÊN|HỘI PHỤ NỮ HUYỆN", "phu-nu", None, ["cong-an"]),
        ("MẶT TRẬN TỔ QUỐC HUYỆN|HỘI CỰU CHIẾN BINH", "cuu-chien-binh", None, ["mat-tran"]),
        ("VĂN PHÒNG HUYỆN ỦY|BAN TỔ CHỨC", "ban-to-chuc", None, ["van-phong-huyen-uy"]),
        ("HĐND - UBND HUYỆN TÂN YÊN|PHÒNG TÀI CHÍNH - KẾ HOẠCH", "phong-tai-chinh", None, None),
        ("HUYỆN ĐOÀN TÂN YÊN|TRƯỜNG THPT NHÃ NAM", "thpt-nha-nam", None, ["huyen-doan"]),
        ("HUYỆN ĐOÀN TÂN YÊN|CHI ĐOÀN|PHÒNG TÀI CHÍNH - KẾ HOẠCH", "phong-tai-chinh", None, ["huyen-doan"]),
        ("PHÒNG GD&ĐT TÂN YÊN|CÔNG ĐOÀN CƠ SỞ|MẦM NON HOA SEN", None, None, ["phong-giao-duc"]),
        ("LĐLĐ HUYỆN TÂN YÊN|CÔNG ĐOÀN CƠ SỞ", None, None, ["lien-doan-lao-dong"]),
        ("HUYỆN ĐOÀN|CHI ĐOÀN", None, None, ["huyen-doan"]),
    ],
)
def test_a_body_within_an_agency_is_the_agencys_whatever_body_of_the_district_bears_its_name(
    top: str, code: str | None, body: str | None, spared: list[str] | None
) -> None:
    found = whose(file="DS.xlsx", top=top.replace("|", "\n"))
    assert (told(found)[0], found.naming and found.naming.body) == (code, body)
    assert spared is None or [unit.code for unit in found.suggestions] == spared


@pytest.mark.parametrize(
    ("top", "code", "spared"),
    [
        ("CÔNG AN HUYỆN TÂN YÊN|CÔNG AN CÁC XÃ", "cong-an", []),
        ("BAN CHQS HUYỆN TÂN YÊN|BAN CHQS CÁC XÃ, THỊ TRẤN", "quan-su", []),
        ("HỘI LHPN HUYỆN|Gồm: cơ quan Hội và Hội LHPN các xã", "phu-nu", []),
        ("CÔNG AN HUYỆN TÂN YÊN|LỰC LƯỢNG CÔNG AN XÃ", None, ["cong-an"]),
        ("TTYT HUYỆN TÂN YÊN|CHI BỘ KHỐI TRẠM Y TẾ XÃ", None, ["trung-tam-y-te"]),
        ("CÔNG AN HUYỆN TÂN YÊN|CÔNG AN XÃ BÍCH SƠN", None, ["cong-an"]),
        ("HỘI NÔNG DÂN HUYỆN|BCH CÁC CHI HỘI XÃ BÍCH SƠN", None, ["nong-dan"]),
        ("HỘI NÔNG DÂN HUYỆN|HỘI NÔNG DÂN XÃ, THỊ TRẤN ……", None, ["nong-dan"]),
        ("HỘI NÔNG DÂN|XÃ BÍCH SƠN", None, []),
        ("CÁC XÃ, THỊ TRẤN", None, []),
    ],
)
def test_an_agency_over_bodies_of_communes_is_never_forgotten(
    top: str, code: str | None, spared: list[str]
) -> None:
    found = whose(file="DS.xlsx", top=top.replace("|", "\n"))
    assert (told(found)[0], [unit.code for unit in found.suggestions]) == (code, spared)


def test_an_outer_folder_of_another_unit_contests_the_inner_one() -> None:
    assert told(whose("Liên Sơn.zip!Cao Xá/DS.xlsx")) == ("cao-xa", "folder", ["lien-son"])
    assert told(whose("Cao Xá.zip!Xã Cao Xá/DS.xlsx")) == ("cao-xa", "folder", [])
    assert told(whose("Liên Sơn/Cao Xá/DS.xlsx")) == ("cao-xa", "folder", ["lien-son"])
    for sorting in ("Cụm số 2", "Cụm Liên Sơn", "Ban Dân vận Huyện ủy", "Công an", "Liên Sơn nhận"):
        assert told(whose(f"{sorting}/Cao Xá/DS.xlsx")) == ("cao-xa", "folder", [])


@pytest.mark.parametrize(
    ("file", "letter", "others", "spared"),
    [
        ("DS.xlsx", "Công văn số 15/CV ngày 20/02/2024 của xã Liên Sơn", ["lien-son"], []),
        ("DS.xlsx", "Công văn số 15/CV ngày 20/02/2024 của Đảng ủy xã Cao Xá", [], []),
        ("DS.xlsx", "Công văn số 15/CV ngày 20/02/2024 của Phòng Nội vụ", [], ["phong-noi-vu"]),
        ("DS.xlsx", "Công văn số 15/CV ngày 20/02/2024 của Ban Dân vận Huyện ủy", [], []),
        ("M3 Cao Xá.xlsx", "Công văn số 15/CV ngày 20/02/2024 của xã Liên Sơn", [], []),  # a line left over
    ],
)
def test_a_letter_of_another_unit_that_encloses_a_list_contests_it(
    file: str, letter: str, others: list[str], spared: list[str]
) -> None:
    found = whose(file, f"XÃ CAO XÁ\nDANH SÁCH ĐĂNG KÝ\n(Kèm theo {letter})")
    assert told(found) == ("cao-xa", "line", others)
    assert {unit.code for unit in found.suggestions} - {*others} == {*spared}


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        (["Trường THPT Tân Yên số 1"], "thpt-tan-yen-1"),
        (["Tổ dân phố 1", "Trường THPT Tân Yên số 1"], None),
        (["Hội Nông dân"], None),
    ],
)
def test_a_sheets_name_may_be_a_communes_body_where_the_models_lie_in_hamlets(
    sheets: list[str], code: str | None
) -> None:
    models = [UnitWords(sheets[0], 9, "Khu 1", labelled=False)]
    assert told(attribute(Clues(NAMES, "DS.xlsx", sheets=sheets, models=models)))[0] == code


@pytest.mark.parametrize(
    "whose_list",
    [
        "của Hội Nông dân huyện",
        "CỦA HỘI NÔNG DÂN HUYỆN",
        "Của Hội Nông dân huyện",
    ],
)
def test_a_title_may_say_whose_list_it_is(whose_list: str) -> None:
    assert told(whose(top=f"DANH SÁCH ĐĂNG KÝ ({whose_list})"))[0] == "nong-dan"


@pytest.mark.parametrize("top", ["Hội Nông dân xã Cao Xá", "HỘI NÔNG DÂN\nXÃ CAO XÁ"])
def test_a_communes_body_keeps_its_name(top: str) -> None:
    found = whose(top=top)
    assert told(found)[0] == "cao-xa"
    assert found.naming is not None
    assert found.naming.body


@pytest.mark.parametrize(
    "right",
    [
        "Mẫu M3",
        "PHỤ LỤC 1",
        "Biểu số 03",
        "Đã kiểm tra",
        "x",
        "Nguyễn Thị Hạnh",
        "Người lập: Hạnh",
        "Kinh tế",
        "Mật",
    ],
)
@pytest.mark.parametrize("apart", ["| ", "| ĐẢNG CỘNG SẢN VIỆT NAM | | "])
def test_what_stands_to_the_right_of_a_communes_letterhead_is_no_body_of_it(right: str, apart: str) -> None:
    found = whose(top=f"| ĐẢNG BỘ HUYỆN TÂN YÊN | {apart}| {right} |\nĐẢNG ỦY XÃ CAO XÁ\n*")
    assert told(found) == ("cao-xa", "line", [])
    assert found.naming
    assert not found.naming.body


@pytest.mark.parametrize("blank", ["", "| | "])
def test_a_block_beside_the_letterhead_that_names_many_communes_names_none(blank: str) -> None:
    names = ["Xã Lam Cốt", "Xã Lan Giới", "Xã Liên Sơn", "Xã Ngọc Lý"]
    left = ["| ĐẢNG BỘ HUYỆN TÂN YÊN |", "| ĐẢNG ỦY XÃ CAO XÁ |", "| * |", "| |"]
    top = sheet("\n".join(f"{line} | {blank}| {name} |" for line, name in zip(left, names, strict=True)))
    words = tuple(unit_words(top, top.rows))
    assert told(attribute(Clues(NAMES, "M3.xlsx", without_rosters(NAMES, words)))) == ("cao-xa", "line", [])
    assert without_rosters(NAMES, words[:4]) == words[:4]


def test_a_letterhead_on_the_right_is_read_downwards() -> None:
    found = whose(top="| Mẫu M3 | | | HỘI NÔNG DÂN |\n| | | | XÃ CAO XÁ |\nDANH SÁCH ĐĂNG KÝ")
    assert told(found)[0] == "cao-xa"
    assert found.naming
    assert found.naming.body


def test_one_letter_off_in_the_line_is_marked() -> None:
    found = whose(top="Đơn vị: Xã Quang Tiếnn")
    assert found.naming is not None
    assert (found.naming.unit.code, found.naming.how) == ("quang-tien", "near")


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("Xã Ngọc Lý, xã Ngọc Vân", {"ngoc-ly", "ngoc-van"}),
        ("XÃ NGỌC LÝ VÀ XÃ NGỌC VÂN", {"ngoc-ly", "ngoc-van"}),
        ("Các xã: Ngọc Lý, Ngọc Vân", {"ngoc-ly", "ngoc-van"}),
        ("Cụm Ngọc Lý - Ngọc Vân", {"ngoc-ly", "ngoc-van"}),
        ("Đảng ủy - HĐND - UBND xã Ngọc Lý, xã Ngọc Vân", {"ngoc-ly", "ngoc-van"}),
        ("Hội Nông dân xã Cao Xá, Hội Nông dân xã Liên Sơn", {"cao-xa", "lien-son"}),
        ("Chi cục Thuế và Kho bạc Nhà nước huyện", {"chi-cuc-thue", "kho-bac"}),
        ("Hội Cựu chiến binh huyện, Hội Nông dân huyện", {"cuu-chien-binh", "nong-dan"}),
        ("Phòng Tài nguyên và Môi trường và Phòng Nội vụ", {"phong-tai-nguyen", "phong-noi-vu"}),
        ("Chi bộ Ban Dân vận - Ủy ban Mặt trận Tổ quốc huyện", {"ban-dan-van", "mat-tran"}),
    ],
)
@pytest.mark.parametrize("label", ["Tên cơ quan, đơn vị: {}", "{}"])
def test_a_line_that_names_several_units_gives_its_list_to_none_and_spares_them_alone(
    line: str, units: set[str], label: str
) -> None:
    one = sorted(units)[-1]
    found = whose(file=f"{BY_CODE[one].name}.xlsx", top=label.format(line))
    assert found.unit is None
    assert {each.code for each in found.suggestions} == units
    assert found.against_units == BY_CODE.keys() - units


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Phòng Giáo dục và Đào tạo", "phong-giao-duc"),
        ("Trung tâm Văn hóa, Thông tin và Thể thao", "trung-tam-van-hoa"),
        ("Văn phòng HĐND và UBND huyện", "van-phong-hdnd-ubnd"),
        ("UBND huyện - Phòng Nội vụ", "phong-noi-vu"),
        ("Huyện ủy Tân Yên, Ban Tổ chức", "ban-to-chuc"),
        ("Đảng ủy - HĐND - UBND xã Ngọc Lý", "ngoc-ly"),
        ("Thôn Hậu - xã Liên Chung", "lien-chung"),
        ("Chi bộ Liên Sơn - xã Cao Xá", "cao-xa"),
        ("Xã Cao Xá - Hội Nông dân", "cao-xa"),
        ("Hội Nông dân, Hội Phụ nữ xã Cao Xá", "cao-xa"),
        ("Xã Cao Xá, huyện Tân Yên", "cao-xa"),
    ],
)
def test_a_name_in_several_parts_is_that_of_one_unit(line: str, unit: str) -> None:
    assert told(whose(top=f"Tên cơ quan, đơn vị: {line}"))[0] == unit


def test_the_motto_beside_a_blank_label_is_no_name_of_an_unknown_unit() -> None:
    assert whose(top="| Tên cơ quan, đơn vị | ĐẢNG CỘNG SẢN VIỆT NAM |").unclear_name == ""


def test_an_unknown_unit_carries_its_words_and_suggestions() -> None:
    found = whose(top="Đơn vị: Xã Quang Tuyến")
    assert found.unit is None
    assert found.unclear_name == "Xã Quang Tuyến"
    assert BY_CODE["quang-tien"] in found.suggestions


def test_the_sentence_of_a_form_that_cites_a_paper_names_nobody() -> None:
    cited = "Thực hiện Hướng dẫn số 09-HD/HU của Ban Thường vụ Huyện ủy về đăng ký mô hình giai đoạn 2022 - 2025"
    assert told(whose("M1.docx", f"| {cited} |")) == (None, None, [])


def words(*lines: str, sheet: str = "Sheet1") -> list[UnitWords]:
    return [UnitWords(sheet, number, line, labelled=False) for number, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    ("clues", "source"),
    [
        (Clues(NAMES, "ds.docx", margins=words("ĐOÀN TNCS HỒ CHÍ MINH", "BCH HUYỆN TÂN YÊN")), "margin"),
        (
            Clues(
                NAMES,
                "ds.xlsx",
                elsewhere=words("HUYỆN ĐOÀN TÂN YÊN", "Kính gửi: Ban Dân vận Huyện ủy", sheet="Công văn"),
            ),
            "elsewhere",
        ),
        (
            Clues(
                NAMES,
                "M4.xlsx",
                mail_text="Kính gửi: Ban Dân vận Huyện ủy\n\nGửi danh sách.\n--\nHuyện đoàn Tân Yên",
            ),
            "mail",
        ),
        (
            Clues(
                NAMES,
                "M4.xlsx",
                mail_text="Huyện đoàn gửi Ban Dân vận Huyện ủy danh sách ạ.\n\n> Công an huyện nộp rồi",
            ),
            "mail",
        ),
        (Clues(NAMES, "M4.xlsx", sheets=["M4 Huyện đoàn"]), "line"),
    ],
)
def test_a_unit_may_stand_in_a_margin_on_another_sheet_or_in_a_mails_text(clues: Clues, source: str) -> None:
    assert told(attribute(clues)) == ("huyen-doan", source, [])


def test_a_visible_line_wins_over_a_margin_which_contests_it() -> None:
    found = attribute(Clues(NAMES, "ds.xlsx", words("PHÒNG NỘI VỤ"), margins=words("Phòng Tư pháp")))
    assert told(found) == ("phong-noi-vu", "line", ["phong-tu-phap"])


def test_a_sheet_that_lists_many_units_is_no_covering_letter() -> None:
    assert told(attribute(Clues(NAMES, "ds.xlsx", elsewhere=words("Xã Cao Xá", "Xã Liên Sơn", "Xã Phúc Sơn")))) == (
        None,
        None,
        [],
    )


@pytest.mark.parametrize("line", ["HỘI NÔNG DÂN XÃ", "MTTQ xa", "Công an thị trấn"])
def test_a_body_of_some_commune_is_no_agency_and_a_folder_tells_which_commune(line: str) -> None:
    alone = attribute(Clues(NAMES, "M3.xlsx", words(line)))
    assert alone.unit is None
    assert alone.against_kinds == {"agency"}
    found = attribute(Clues(NAMES, "Xã Cao Xá/M3.xlsx", words(line)))
    assert (told(found), found.naming and found.naming.body) == (("cao-xa", "folder", []), line)
    assert attribute(Clues(NAMES, "HND/M3.xlsx", words(line))).unit is None


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("ĐẢNG ỦY XÃ", None),
        ("ĐẢNG ỦY XÃ …………", None),
        ("BCH ĐẢNG BỘ XÃ", None),
        ("ĐẢNG ỦY - HĐND - UBND XÃ", None),
        ("HỘI NÔNG DÂN XÃ", "HỘI NÔNG DÂN XÃ"),
    ],
)
def test_a_line_without_its_communes_name_is_of_the_only_one_where_the_paper_was_written(
    line: str, body: str | None
) -> None:
    found = attribute(Clues(NAMES, "Mau M3.xlsx", unit_words=words(line), places=["Song Vân"]))
    assert told(found)[:2] == ("song-van", "place")
    assert found.naming is not None
    assert found.naming.body == body


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (["ĐẢNG ỦY XÃ"], ["Tân Yên"]),
        (["ĐẢNG ỦY XÃ"], ["Song Vân", "Cao Xá"]),
        (["HUYỆN ỦY LẠNG GIANG", "ĐẢNG ỦY XÃ"], ["Quang Tiến"]),
        (["ĐẢNG ỦY XÃ ĐẠI LÂM"], ["Song Vân"]),
        (["PHÒNG NỘI VỤ YÊN THẾ"], ["Cao Thượng"]),
        (["TRUNG TÂM"], ["Cao Thượng"]),
    ],
)
def test_where_a_paper_was_written_tells_no_more(lines: list[str], places: list[str]) -> None:
    assert attribute(Clues(NAMES, "M3.xlsx", unit_words=words(*lines), places=places)).unit is None


def test_any_other_clue_goes_before_the_place() -> None:
    found = attribute(Clues(NAMES, "M3 Cao Xá.xlsx", unit_words=words("ĐẢNG ỦY XÃ"), places=["Song Vân"]))
    assert told(found)[0] == "cao-xa"
    assert [unit.code for unit in found.suggestions] == ["song-van"]


def test_a_foreign_commune_speaks_against_every_agency_and_every_commune_unlike_it() -> None:
    found = attribute(Clues(NAMES, "M3.xlsx", words("XÃ BÍCH SƠN")))
    assert found.unit is None
    assert found.unclear_name == "XÃ BÍCH SƠN"
    assert found.against_kinds == {"agency"}
    assert "cao-xa" in found.against_units
    assert not {"lien-son", "phuc-son"} & found.against_units


@pytest.mark.parametrize("line", ["ĐẢNG ỦY XÃ QUẾ N", "ĐẢNG ỦY XÃ QUẾ NHA", "XÃ QUẾ"])
def test_a_communes_name_that_is_cut_off_speaks_never_against_its_own(line: str) -> None:
    assert "que-nham" not in attribute(Clues(NAMES, "M3.xlsx", words(line))).against_units


@pytest.mark.parametrize("line", ["XÃ CX", "XÃ", "?????", "DANH SÁCH"])
def test_an_abbreviation_or_a_smudge_speaks_against_no_unit_of_its_kind(line: str) -> None:
    assert attribute(Clues(NAMES, "M3.xlsx", words(line))).against_units == frozenset()


def test_an_unknown_office_speaks_against_the_communes() -> None:
    found = attribute(Clues(NAMES, "M4.xlsx", words("PHÒNG DÂN TỘC")))
    assert found.against_kinds == {"commune"}
    assert "buu-dien" in found.against_units


def test_each_sheet_belongs_to_the_unit_that_it_names_and_nothing_is_contested() -> None:
    lines = [*words("XÃ CAO XÁ", sheet="1"), *words("XÃ LIÊN SƠN", sheet="2")]
    found = attribute(Clues(NAMES, "M3.xlsx", lines, sheets=["1", "2"]))
    assert told(found) == ("cao-xa", "line", [])
    assert {sheet: unit.code for sheet, unit in found.units_by_sheet.items()} == {"1": "cao-xa", "2": "lien-son"}


@pytest.mark.parametrize(
    ("third", "code"),
    [("Trường THPT Nhã Nam", "thpt-nha-nam"), ("Phòng Tài nguyên và Môi trư", "phong-tai-nguyen")],
    ids=["a school", "a name that was cut off"],
)
def test_a_sheet_beside_those_of_other_agencies_is_the_units_that_its_name_means(third: str, code: str) -> None:
    found = attribute(Clues(NAMES, "DS cụm.xlsx", sheets=["Phòng Nội vụ", "Phòng Tư pháp", third]))
    assert found.units_by_sheet[third].code == code
    assert found.unknown_sheets == ()


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ("CHI BỘ ĐIỆN LỰC TÂN YÊN", "dien-luc"),
        ("CHI BỘ HẠT KIỂM LÂM", "kiem-lam"),
        ("CHI BỘ BƯU ĐIỆN HUYỆN", "buu-dien"),
        ("TRƯỜNG THPT TÂN YÊN SỐ 1", "thpt-tan-yen-1"),
        ("CHI BỘ TRƯỜNG THPT TÂN YÊN SỐ 2", "thpt-tan-yen-2"),
        ("TRƯỜNG TRUNG HỌC PHỔ THÔNG NHÃ NAM", "thpt-nha-nam"),
    ],
)
@pytest.mark.parametrize("first", ["PHÒNG NỘI VỤ", "XÃ CAO XÁ"])
def test_a_sheet_of_a_cell_or_school_that_is_a_unit_itself_is_its_own(first: str, second: str, code: str) -> None:
    found = attribute(
        Clues(NAMES, "Khối.xlsx", [*words(first, sheet="1"), *words(second, sheet="2")], sheets=["1", "2"])
    )
    assert found.units_by_sheet["2"].code == code
    assert found.units_by_sheet["1"] != found.units_by_sheet["2"]


@pytest.mark.parametrize(
    "hand",
    [
        "CHI BỘ LIÊN SƠN",
        "HỘI NÔNG DÂN",
        "CÔNG AN",
        "TRƯỜNG TIỂU HỌC CAO XÁ",
        "TRƯỜNG THCS LIÊN SƠN",
        "CHI BỘ QUÂN SỰ",
    ],
)
def test_a_sheet_of_a_hamlet_or_body_is_the_communes(hand: str) -> None:
    lines = [*words("XÃ CAO XÁ", sheet="1"), *words(hand, sheet="2")]
    assert attribute(Clues(NAMES, "M3.xlsx", lines, sheets=["1", "2"])).units_by_sheet == {}


@pytest.mark.parametrize(("hand", "code"), [("HỘI CỰU CHIẾN BINH", "cuu-chien-binh"), ("HỘI PHỤ NỮ", "phu-nu")])
def test_a_sheet_of_a_body_that_an_agency_may_have_too_is_asked_about(hand: str, code: str) -> None:
    lines = [*words("PHÒNG NỘI VỤ", sheet="1"), *words(hand, sheet="2")]
    found = attribute(Clues(NAMES, "M4.xlsx", lines, sheets=["1", "2"]))
    assert told(found) == ("phong-noi-vu", "line", [code])


@pytest.mark.parametrize(
    ("over", "unit_code"),
    [(["XÃ LIÊN SƠN", "XÃ NGỌC LÝ"], None), (["HỘI NÔNG DÂN", "CÔNG AN"], "cao-xa"), (["XÃ LIÊN SƠN"], "cao-xa")],
    ids=["of several communes", "of the commune's bodies", "a letterhead that was copied"],
)
def test_a_paper_with_a_table_for_each_of_several_units_is_not_the_firsts(
    over: list[str], unit_code: str | None
) -> None:
    further = [line for n, name in enumerate(over) for line in words(name, sheet=f"Văn bản {n}")]
    found = attribute(Clues(NAMES, "DS cụm.docx", words("XÃ CAO XÁ"), further=further))
    assert (found.unit.code if found.unit else None) == unit_code
    if unit_code is None:
        assert {unit.code for unit in found.suggestions} == {"cao-xa", "lien-son", "ngoc-ly"}


def test_a_sheet_of_nobody_known_beside_sheets_of_several_units_is_not_the_firsts() -> None:
    found = attribute(Clues(NAMES, "DS cụm.xlsx", sheets=["Phòng Nội vụ", "Phòng Tư pháp", "Trang tính 3"]))
    assert found.unknown_sheets == ("Trang tính 3",)
    assert found.against_kinds == {"commune"}
    assert attribute(Clues(NAMES, "M4.xlsx", sheets=["Phòng Nội vụ", "Trang tính 3"])).unknown_sheets == ()


SCHOOLS = [
    "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO|TRƯỜNG MN CAO XÁ",
    "UBND HUYỆN TÂN YÊN|PHÒNG GD&ĐT TÂN YÊN|TRƯỜNG TIỂU HỌC CAO XÁ",
    "PHÒNG GD&ĐT HUYỆN TÂN YÊN|TRƯỜNG MẦM NON XÃ CAO XÁ",
    "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO|TRƯỜNG THCS CAO XÁ|Xã Cao Xá",
]


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_school_under_its_office_is_never_the_communes_whose_name_it_bears(school: str) -> None:
    alone = attribute(Clues(NAMES, "M4.xlsx", unit_words=words(*school.split("|"))))
    assert alone.unit is None
    assert "cao-xa" in [unit.code for unit in alone.suggestions]
    of_office = attribute(Clues(NAMES, "PGD Tan Yen.xlsx", unit_words=words(*school.split("|"))))
    assert told(of_office) == ("phong-giao-duc", "name", [])
    of_commune = attribute(Clues(NAMES, "Xã Cao Xá/M3.xlsx", unit_words=words(*school.split("|"))))
    assert told(of_commune)[0] == "cao-xa"


def test_the_sheets_of_several_schools_are_their_offices_and_spare_the_communes() -> None:
    schools = {"MN Cao Xá": "TRƯỜNG MN CAO XÁ", "Ngọc Vân": "TRƯỜNG TH NGỌC VÂN"}
    over = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"
    lines = [line for sheet, school in schools.items() for line in words(over, school, sheet=sheet)]
    found = attribute(Clues(NAMES, "Tong hop.xlsx", unit_words=lines, sheets=[*schools]))
    assert told(found) == ("phong-giao-duc", "line", [])
    assert {unit.code for unit in found.suggestions} == {"cao-xa", "ngoc-van"}


@pytest.mark.parametrize(
    "top",
    [
        "UBND XÃ CAO XÁ|TRƯỜNG TIỂU HỌC CAO XÁ",
        "HỘI NÔNG DÂN HUYỆN TÂN YÊN|HỘI NÔNG DÂN XÃ CAO XÁ",
        "TRƯỜNG TIỂU HỌC CAO XÁ",
        "TRƯỜNG TIỂU HỌC CAO XÁ|(Kèm theo Công văn của Phòng Giáo dục và Đào tạo)",
    ],
)
def test_a_body_that_stands_under_no_office_of_its_own_is_the_communes(top: str) -> None:
    assert told(attribute(Clues(NAMES, "M3.xlsx", unit_words=words(*top.split("|")))))[0] == "cao-xa"


def test_sheets_named_after_units_are_theirs() -> None:
    found = attribute(Clues(NAMES, "M3.xlsx", sheets=["Cao Xá", "Liên Sơn"]))
    assert {sheet: unit.code for sheet, unit in found.units_by_sheet.items()} == {
        "Cao Xá": "cao-xa",
        "Liên Sơn": "lien-son",
    }


@pytest.mark.parametrize(
    ("sheets", "unknown"),
    [
        (("Phòng Tư pháp", "Bưu điện", "UBMTTQ"), ("Bưu điện", "UBMTTQ")),
        (("Hội Nông dân", "Phòng LĐ-TBXH"), ("Hội Nông dân",)),
        (("Phòng Tư pháp", "Danh sách 2", "Công đoàn"), ()),
        (("Cao Xá", "Hội Nông dân", "UBMTTQ"), ()),
    ],
)
def test_sheets_that_bear_other_agencies_names_are_not_the_only_ones_that_is_sure(
    sheets: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert attribute(Clues(NAMES, "DS.xlsx", sheets=sheets)).unknown_sheets == unknown


def test_sheets_named_after_bodies_are_the_agencies_beside_those_of_two_sure_ones() -> None:
    found = attribute(Clues(NAMES, "DS.xlsx", sheets=("Phòng Tư pháp", "Thanh tra", "Hội Nông dân")))
    assert [unit.code for unit in found.units_by_sheet.values()] == ["phong-tu-phap", "thanh-tra", "nong-dan"]


def test_a_mail_for_two_units_leaves_each_attachment_to_its_own_and_spares_both() -> None:
    subject = "Gửi danh sách của xã Cao Xá và xã Liên Sơn"
    found = attribute(Clues(NAMES, "thu.eml!a.xlsx", words("XÃ LIÊN SƠN"), subject=subject))
    assert told(found) == ("lien-son", "line", [])
    assert [unit.code for unit in found.suggestions] == ["cao-xa"]
    unnamed = attribute(Clues(NAMES, "thu.eml!b.xlsx", subject=subject))
    assert (unnamed.unit, {unit.code for unit in unnamed.suggestions}) == (None, {"cao-xa", "lien-son"})


def test_a_line_of_another_unit_over_a_second_table_contests_the_whole() -> None:
    second = words("ĐẢNG ỦY XÃ LIÊN SƠN", sheet="Sheet1 20")
    found = attribute(Clues(NAMES, "M3.xlsx", words("XÃ CAO XÁ"), further=second))
    assert (told(found), bool(found.other_units)) == (("cao-xa", "line", ["lien-son"]), True)
    own = attribute(Clues(NAMES, "M3.xlsx", words("XÃ CAO XÁ"), further=words("XÃ CAO XÁ", sheet="Sheet1 20")))
    assert (told(own), bool(own.other_units)) == (("cao-xa", "line", []), False)


FORM = [
    "1. Tên mô hình đăng ký: Đường hoa",
    "2. Thuộc lĩnh vực: Kinh tế",
    "3. Đăng ký mô hình, điển hình ở cấp: Huyện",
    "4. Nội dung thực hiện: Trồng hoa",
    "5. Thời gian thực hiện: Năm 2024",
    "6. Phạm vi thực hiện: Thôn Trại",
    "7. Kết quả: Đường đẹp",
]
BY_UNIT = "| STT | Đơn vị | Tên mô hình | Địa chỉ | Mục tiêu | Cấp đăng ký |"


def rows_of(*units: str, head: str = BY_UNIT) -> str:
    lines = [f"| {n} | {unit} | Trồng hoa số {n} | Thôn {n} | Đẹp | Cấp huyện |" for n, unit in enumerate(units, 1)]
    return "\n".join(("DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”", head, *lines))


def of_table(file: str, table: str, where: str = "") -> Attribution:
    read = understand(table)
    models = [UnitWords(p.sheet, each.row, where, labelled=False) for p in read.lists for each in p.entries]
    return attribute(Clues(NAMES, file, read.unit_words, by_row=read.by_row, models=models))


TITLE = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"


@pytest.mark.parametrize(
    ("file", "head", "title", "code"),
    [
        ("M3 Hợp Đức.xlsx", "ĐẢNG ỦY XÃ HỢP ĐỨC", f"{TITLE}\nCỦA THỊ TRẤN CAO THƯỢNG", "hop-duc"),
        ("XA HOP DUC/M3.xlsx", "XÃ HỢP ĐỨC", f"{TITLE} CỦA XÃ CAO XÁ", "hop-duc"),
        ("M4 Công an.xlsx", "CÔNG AN HUYỆN", f"{TITLE} CỦA THANH TRA HUYỆN", "cong-an"),
        ("M3 Cao Xá.xlsx", "ĐẢNG ỦY XÃ HỢP ĐỨC", f"{TITLE} CỦA XÃ CAO XÁ", "cao-xa"),
        ("M3.xlsx", "ĐẢNG ỦY XÃ HỢP ĐỨC", f"{TITLE} CỦA XÃ CAO XÁ", "cao-xa"),
        ("M3.xlsx", "BAN DÂN VẬN HUYỆN ỦY", f"{TITLE} CỦA THANH TRA HUYỆN", "thanh-tra"),
    ],
)
def test_of_letterhead_and_title_the_one_was_left_over_that_no_name_around_bears_out(
    file: str, head: str, title: str, code: str
) -> None:
    found = of_table(file, f"{head}\n{title}\n{m3(ONE_MODEL)}")
    assert found.unit
    assert found.unit.code == code


def test_a_letterhead_over_a_title_of_another_unit_contests_it_where_nothing_tells_which_is_right() -> None:
    paper = f"ĐẢNG ỦY XÃ HỢP ĐỨC\n{TITLE} CỦA XÃ CAO XÁ\n{m3(ONE_MODEL)}"
    assert told(of_table("M3.xlsx", paper)) == ("cao-xa", "line", ["hop-duc"])
    assert told(of_table("M3 Cao Xá.xlsx", paper)) == ("cao-xa", "line", [])


@pytest.mark.parametrize("column", ["Đơn vị", "Tên đơn vị", "Xã", "Xã, thị trấn", "Địa phương", "Đơn vị đăng ký"])
@pytest.mark.parametrize("said", ["Xã Cao Xá", "Cao Xá", "Đảng ủy xã Cao Xá"])
def test_a_column_of_the_unit_tells_whose_the_list_is(column: str, said: str) -> None:
    table = rows_of(said, said, said, head=BY_UNIT.replace("Đơn vị", column))
    assert told(of_table("M3.xlsx", table)) == ("cao-xa", "rows", [])


def test_a_column_of_several_units_is_nobodys_and_spares_them_and_contests_the_one_that_sent_it() -> None:
    table = rows_of("Xã Cao Xá", "Xã Liên Sơn", "Xã Ngọc Lý")
    nobodys = of_table("M3.xlsx", table)
    assert (nobodys.unit, {unit.code for unit in nobodys.suggestions}) == (None, {"cao-xa", "lien-son", "ngoc-ly"})
    assert told(of_table("M3 Cao Xá.xlsx", table)) == ("cao-xa", "name", ["lien-son", "ngoc-ly"])


def test_a_unit_that_stands_in_the_first_of_its_rows_alone_owns_those_below_it() -> None:
    joined = of_table("tổng hợp.xlsx", rows_of("Xã Cao Xá", "", "", "Xã Liên Sơn", "", "Xã Ngọc Lý"))
    assert [unit.code for unit in joined.units_by_row.values()] == ["cao-xa"] * 3 + ["lien-son"] * 2 + ["ngoc-ly"]
    for forgotten in (("Xã Cao Xá", "Xã Liên Sơn", "", "Xã Ngọc Lý"), ("", "Xã Cao Xá", "", "Xã Liên Sơn", "")):
        assert len(of_table("tổng hợp.xlsx", rows_of(*forgotten)).units_by_row) == len([*filter(None, forgotten)])


AGENCIES = [*(each for each in CAMPAIGN.units if not NAMES.is_commune(each))]


@pytest.mark.parametrize("form", ["column", "| {n} | {name} |", "{n}. {name}", "{upper}"])
@pytest.mark.parametrize("bare", [False, True])
def test_every_agency_is_known_in_the_rows_and_headings_of_a_joint_list(form: str, *, bare: bool) -> None:
    for agency in AGENCIES:
        units = [BY_CODE["phong-tu-phap"], agency, BY_CODE["thanh-tra"]]
        called = [re.sub("^(?:Chi|Đảng) bộ ", "", unit.name) if bare else unit.name for unit in units]
        heads = (form.format(n="I" * n, name=name, upper=name.upper()) for n, name in enumerate(called, 1))
        table = (
            rows_of(*called) if form == "column" else m3(*(line for head in heads for line in (head, ONE_MODEL)))
        )
        owners = dict.fromkeys(unit.code for unit in of_table("DS cụm.xlsx", table).units_by_row.values())
        assert [*owners] == [*dict.fromkeys(unit.code for unit in units)]


@pytest.mark.parametrize(
    ("said", "units"),
    [
        (("Trường THPT Tân Yên số 1", "Trường THPT Tân Yên số 2"), ("thpt-tan-yen-1", "thpt-tan-yen-2")),
        (("Chi bộ Điện lực", "Chi bộ Kiểm lâm", "Chi bộ Bưu điện"), ("dien-luc", "kiem-lam", "buu-dien")),
        (("Phòng Tư pháp", "Ban Dân vận Huyện ủy"), ("phong-tu-phap", "ban-dan-van")),
        (("Phòng Tư pháp", "Thanh tra", "Hội Nông dân"), ("phong-tu-phap", "thanh-tra", "nong-dan")),
        (("Phòng Tư pháp", "Thanh tra", "Ban Chỉ huy Quân sự"), ("phong-tu-phap", "thanh-tra", "quan-su")),
        (("Phòng Tư pháp", "UBMTTQ"), ("phong-tu-phap",)),  # the others' rows stay nobody's
        (("Trường THPT Tân Yên", "Phòng Tư pháp"), ("phong-tu-phap",)),
    ],
)
@pytest.mark.parametrize("column", [True, False])
def test_rows_of_agencies_are_theirs_and_those_of_others_not_the_only_known_ones(
    said: tuple[str, ...], units: tuple[str, ...], *, column: bool
) -> None:
    heads = (line for head in said for line in (head.upper(), ONE_MODEL))
    found = of_table("DS cụm.xlsx", rows_of(*said) if column else m3(*heads))
    assert found.unit is None
    assert tuple(unit.code for unit in found.units_by_row.values()) == units


@pytest.mark.parametrize(
    ("said", "unit_code"),
    [
        (("Phòng Tư pháp", "Chi bộ 1", "Công đoàn"), "phong-tu-phap"),
        (("Phòng Tư pháp", "Phòng Tư Phápp"), "phong-tu-phap"),
        (("Phòng GD&ĐT", "Trường Tiểu học Cao Xá", "Trường MN Liên Sơn"), "phong-giao-duc"),
        (("Trung tâm Y tế", "Khoa Nội", "Chi đoàn"), "trung-tam-y-te"),
        (("Trung tâm Y tế huyện", "Khoa Dược", "Phòng Tài chính - Kế toán"), "trung-tam-y-te"),
        (("LĐLĐ huyện", "CĐCS Bưu điện", "CĐCS Điện lực"), "lien-doan-lao-dong"),
        (("Agribank Tân Yên", "Phòng giao dịch Nhã Nam", "PGD Cao Thượng"), "ngan-hang-nong-nghiep"),
        (("Xã Cao Xá", "Hội Nông dân", "Trường THPT Nhã Nam"), "cao-xa"),
        (("Thôn Trám", "Trường THPT Nhã Nam"), None),  # a commune's, of its school
    ],
)
def test_rows_of_the_units_own_hands_are_its_own(said: tuple[str, ...], unit_code: str | None) -> None:
    found = of_table("DS.xlsx", rows_of(*said))
    assert (told(found)[0], found.units_by_row) == (unit_code, {})


OF_ANY_COMMUNE = [
    ("Công an", "Hội Nông dân", "Trường THPT Nhã Nam"),
    ("Ban CHQS", "Công an", "Trường THPT Tân Yên số 2"),
    ("Hội Nông dân", "Hội Phụ nữ", "Ngân hàng Chính sách xã hội"),
    ("MTTQ", "Công an", "Hạt Kiểm lâm", "Điện lực Tân Yên"),
]


@pytest.mark.parametrize("said", OF_ANY_COMMUNE)
@pytest.mark.parametrize("column", [True, False])
def test_bodies_and_partners_that_every_commune_has_are_no_agencies_where_models_lie_in_hamlets(
    said: tuple[str, ...], *, column: bool
) -> None:
    heads = [line for head in said for line in (head.upper(), ONE_MODEL)]
    table = rows_of(*said) if column else m3(*heads)
    sheets = attribute(Clues(NAMES, "M3.xlsx", sheets=said, models=words("Thôn Đông")))
    for found in (of_table("M3.xlsx", table, "Thôn Đông"), of_table("M3.xlsx", table, "TDP Phố Mới"), sheets):
        assert (found.unit, found.units_by_row, found.units_by_sheet) == (None, {}, {})
        assert (found.against_kinds, found.against_units) == (frozenset(), frozenset())
    for office in ("Phòng Tư pháp", "Công an huyện"):
        assert of_table("M3.xlsx", rows_of(*said, office), "Thôn Đông").units_by_row
    assert of_table("M4.xlsx", table, "Thôn Đông, xã Cao Xá").units_by_row


@pytest.mark.parametrize("said", OF_ANY_COMMUNE[:2])
def test_bodies_and_partners_under_a_communes_own_line_are_no_others(said: tuple[str, ...]) -> None:
    rows = [*words(*said)]
    for clues in (
        Clues(NAMES, "M3.xlsx", words("XÃ CAO XÁ"), by_row=rows),
        Clues(NAMES, "M3 Cao Xá.xlsx", by_row=rows),
    ):
        assert (told(attribute(clues))[0], told(attribute(clues))[2]) == ("cao-xa", [])
    office = attribute(Clues(NAMES, "M3.xlsx", words("XÃ CAO XÁ"), by_row=words(*said, "Phòng Tư pháp")))
    assert told(office)[2] == ["phong-tu-phap"]


def test_schools_and_cells_below_an_agency_are_no_others_under_its_own_line() -> None:
    schools = words("Phòng GD&ĐT", "Trường THCS Cao Thượng", "Trường THPT Nhã Nam")
    cells = ["Huyện đoàn", "Chi đoàn Công an", "Chi đoàn Quân sự", "Đoàn trường THPT Nhã Nam"]
    for clues in (
        Clues(NAMES, "M4.xlsx", words("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"), by_row=schools),
        Clues(NAMES, "M4.xlsx", words("HUYỆN ĐOÀN", sheet="Huyện đoàn"), sheets=cells),
    ):
        found = attribute(clues)
        assert (found.source, told(found)[2]) == ("line", [])
        assert (found.units_by_sheet, found.unknown_sheets) == ({}, ())


def test_a_table_of_several_communes_can_be_no_other_communes_but_an_agencys_that_works_there() -> None:
    table = rows_of("Xã Cao Xá", "Xã Liên Sơn", "Xã Ngọc Lý")
    communes = {unit.code for unit in CAMPAIGN.units if NAMES.is_commune(unit)}
    others = communes - {"cao-xa", "lien-son", "ngoc-ly"}
    assert of_table("tổng hợp.xlsx", table).against_units == others
    for unknown in ("Cơ sở 3", ""):
        assert not of_table("tổng hợp.xlsx", rows_of("Xã Cao Xá", "Xã Liên Sơn", unknown)).against_units
    above = m3(ONE_MODEL, "I. Phòng Nội vụ", ONE_MODEL, "II. Phòng Y tế", ONE_MODEL)
    assert not of_table("tổng hợp.xlsx", above).against_units


def test_an_agency_that_compiles_the_communes_lists_is_contested_by_them_all() -> None:
    table = rows_of("Xã Cao Xá", "Hội Nông dân xã Liên Sơn")
    found = of_table("tổng hợp.xlsx", f"HỘI NÔNG DÂN HUYỆN TÂN YÊN\n\n{table}")
    assert told(found) == ("nong-dan", "line", ["cao-xa", "lien-son"])
    one_place = of_table("M4.xlsx", f"HỘI NÔNG DÂN HUYỆN TÂN YÊN\n\n{rows_of('Xã Cao Xá', 'Xã Cao Xá')}")
    assert told(one_place) == ("nong-dan", "line", [])


@pytest.mark.parametrize(
    ("sender", "unit"),
    [
        ("Ngọc Lý <hoinongdan.tanyen@bacgiang.gov.vn>", "nong-dan"),
        ("Ngọc Vân <vanthu12@bacgiang.gov.vn>", None),
        ("Cao Xá <caoxa.tanyen@bacgiang.gov.vn>", "cao-xa"),
        ("Xã Cao Xá <vanthu12@bacgiang.gov.vn>", "cao-xa"),
    ],
)
def test_a_communes_bare_name_at_an_office_that_is_not_its_own_is_a_persons(sender: str, unit: str | None) -> None:
    assert told(whose(sender=sender))[0] == unit


@pytest.mark.parametrize(
    "top",
    [
        "UBND THÀNH PHỐ BẮC GIANG\nPHÒNG NỘI VỤ", "THÀNH ỦY BẮC GIANG\nBAN TỔ CHỨC",
        "HỘI NÔNG DÂN\nTHÀNH PHỐ BẮC GIANG", "PHÒNG Y TẾ TP. BẮC GIANG",
    ],
)  # fmt: skip
def test_the_citys_offices_are_none_of_ours(top: str) -> None:
    assert whose(top=top).unit is None


def test_a_law_that_is_spread_is_no_city() -> None:
    assert not NAMES.in_city("Tuyên truyền Luật, TTPBGDPL")
    assert NAMES.in_city("noivu.tpbacgiang@bacgiang.gov.vn")


def test_an_office_of_the_citys_over_the_districts_own_is_its_superior() -> None:
    assert told(whose(top="BƯU ĐIỆN TP BẮC GIANG\nBƯU ĐIỆN HUYỆN TÂN YÊN"))[0] == "buu-dien"


@pytest.mark.parametrize(
    "file", ["Phòng Nội vụ TP Bắc Giang.xlsx", "M4 Phong Noi vu TPBG.xlsx", "Phòng Y tế thành phố.xlsx"]
)
def test_nor_are_they_by_their_files_names(file: str) -> None:
    assert whose(file).unit is None


@pytest.mark.parametrize("heading", ["II. {}", "| II | {} |", "| | | {} |", "{} (01 mô hình)"])
def test_headings_of_several_units_contest_the_one_that_sent_the_list(heading: str) -> None:
    table = m3(heading.format("Xã Cao Xá"), ONE_MODEL, heading.format("XÃ LIÊN SƠN"), ONE_MODEL)
    assert told(of_table("M3 Cao Xá.xlsx", table)) == ("cao-xa", "name", ["lien-son"])


def test_headings_of_agencies_are_no_fields_and_contest_the_one_that_sent_the_list() -> None:
    table = m3("I. Phòng Nội vụ", ONE_MODEL, "II. Phòng Y tế", ONE_MODEL)
    assert {entry.field_heading for entry in understand(table).lists[0].entries} == {None}
    assert told(of_table("M4 Phòng Nội vụ.xlsx", table)) == ("phong-noi-vu", "name", ["phong-y-te"])


@pytest.mark.parametrize("hand", ["Hội Nông dân", "Công an", "Thôn Liên Sơn", "Chi bộ thôn Ngọc Lý", "MTTQ xã"])
def test_the_hands_of_the_unit_row_by_row_contest_nothing(hand: str) -> None:
    assert told(of_table("M3 Cao Xá.xlsx", rows_of(hand, "Đoàn Thanh niên"))) == ("cao-xa", "name", [])
    assert told(of_table("M3 Cao Xá.xlsx", m3(f"I. {hand}", ONE_MODEL))) == ("cao-xa", "name", [])


def test_a_sheet_named_after_another_unit_than_its_line_is_contested() -> None:
    lines = [*words("XÃ CAO XÁ", sheet="Cao Xá"), *words("XÃ CAO XÁ", sheet="Liên Sơn")]
    found = attribute(Clues(NAMES, "M3.xlsx", lines, sheets=["Cao Xá", "Liên Sơn"]))
    assert told(found) == ("cao-xa", "line", ["lien-son"])


@pytest.mark.parametrize("sheet_name", ["Thôn Cao Xá", "Chi bộ thôn Cao Xá"])
def test_the_sheet_of_a_hamlet_named_like_a_commune_is_the_units_own(sheet_name: str) -> None:
    found = attribute(Clues(NAMES, "M3.xlsx", words("XÃ NGỌC LÝ", sheet="M3"), sheets=["M3", sheet_name]))
    assert (told(found), dict(found.units_by_sheet)) == (("ngoc-ly", "line", []), {})


def test_a_district_agency_before_a_commune_is_asked_about_and_both_are_spared() -> None:
    found = whose(file="Phòng Nội vụ - xã Cao Xá.xlsx")
    assert (found.unit, {unit.code for unit in found.suggestions}) == (None, {"cao-xa", "phong-noi-vu"})


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("Huyện ủy/Văn phòng.xlsx", "van-phong-huyen-uy"),
        ("UBND huyện/Văn phòng/M4.xlsx", "van-phong-hdnd-ubnd"),
        ("Huyện ủy/Xã Cao Xá.xlsx", "cao-xa"),
        ("Xã Cao Xá/Văn phòng.xlsx", "cao-xa"),
    ],
)
def test_a_superiors_folder_completes_a_name_that_is_none_alone(file: str, unit: str) -> None:
    assert told(whose(file=file))[0] == unit


@pytest.mark.parametrize(
    ("file", "top", "expected"),
    [
        # a party cell's, a hamlet's or a person's name that a commune bears too, in another's folder
        ("Xã Ngọc Vân/DS.xlsx", "CHI BỘ LIÊN SƠN", ("ngoc-van", "folder", ["lien-son"])),
        ("Xã Ngọc Vân/M3 chi bộ Tân Trung.xlsx", "", ("ngoc-van", "folder", ["tan-trung"])),
        ("Phòng Tư pháp/M4 Ngọc Lý.xlsx", "", ("phong-tu-phap", "folder", ["ngoc-ly"])),
        # neighbours: where it is surely the commune, or nobody else is named
        ("DS.xlsx", "CHI BỘ LIÊN SƠN", ("lien-son", "line", [])),
        ("Xã Ngọc Vân/DS.xlsx", "CHI BỘ XÃ LIÊN SƠN", ("lien-son", "line", ["ngoc-van"])),
        ("Xã Ngọc Vân/M3 chi bộ xã Tân Trung.xlsx", "", ("tan-trung", "name", ["ngoc-van"])),
        ("Phòng Tư pháp/M3 Ngọc Lý.xlsx", "", ("ngoc-ly", "name", ["phong-tu-phap"])),
    ],
)
def test_a_name_that_may_be_a_hamlets_yields_to_whoever_is_named_besides(
    file: str, top: str, expected: tuple[str, str, list[str]]
) -> None:
    assert told(whose(file=file, top=top)) == expected


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (Clues(NAMES, "Xã Ngọc Vân/M3.xlsx", sheets=["Tân Trung"]), ("ngoc-van", "folder", ["tan-trung"])),
        (Clues(NAMES, "Xã Ngọc Vân/M3.xlsx", sheets=["Xã Tân Trung"]), ("tan-trung", "line", ["ngoc-van"])),
        (Clues(NAMES, "M3.xlsx", sheets=["Tân Trung"]), ("tan-trung", "line", [])),
    ],
)
def test_a_sheets_bare_name_yields_to_the_folder(clues: Clues, expected: tuple[str, str, list[str]]) -> None:
    assert told(attribute(clues)) == expected


def test_a_line_that_means_an_office_for_schools_or_a_banks_yields_to_the_bank_named_besides() -> None:
    bank = attribute(Clues(NAMES, "M4.xlsx", words("PGD HUYỆN TÂN YÊN", sheet="NHCSXH"), sheets=["NHCSXH"]))
    assert told(bank) == ("ngan-hang-chinh-sach", "sheet", ["phong-giao-duc"])
    assert told(whose(top="PGD HUYỆN TÂN YÊN")) == ("phong-giao-duc", "line", [])


def test_the_commune_where_an_agencys_models_are_is_spared() -> None:
    for clues in ({"file": "HND huyện - mô hình tại Cao Xá.xlsx"}, {"top": "HND HUYỆN\nMô hình tại xã Cao Xá"}):
        found = whose(**clues)
        assert (told(found)[0], [unit.code for unit in found.suggestions]) == ("nong-dan", ["cao-xa"])


@pytest.mark.parametrize(
    ("file", "holder", "expected"),
    [
        ("M2 Ngọc Lý.docx", "Hoàng Ngọc Lý", (None, None, [])),
        ("M2 NgocLy.docx", "Ngọc Lý", (None, None, [])),
        ("Phòng Nội vụ/M2 Ngọc Lý.docx", "Ngọc Lý", ("phong-noi-vu", "folder", [])),
        ("Phòng Nội vụ/M1 xã Ngọc Lý.docx", "Tổ tự quản số 3", ("phong-noi-vu", "folder", ["ngoc-ly"])),
        ("M2 xã Ngọc Lý.docx", "Ngọc Lý", ("ngoc-ly", "name", [])),
        ("M1 Ngọc Lý.docx", "Tổ tự quản số 3", ("ngoc-ly", "name", [])),
    ],
)
def test_the_name_of_a_form_may_be_its_holders_or_the_models_place(
    file: str, holder: str, expected: tuple[str | None, str | None, list[str]]
) -> None:
    assert told(attribute(Clues(NAMES, file, holders=[holder]))) == expected


def test_a_title_of_another_unit_than_the_line_spares_it() -> None:
    found = whose(top="ĐẢNG ỦY XÃ LIÊN SƠN\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH CỦA XÃ CAO XÁ NĂM 2024")
    assert {told(found)[0], *(unit.code for unit in found.suggestions)} == {"lien-son", "cao-xa"}


@pytest.mark.parametrize(
    ("top", "unit_code", "spared"),
    [
        ("CHI BỘ BAN DÂN VẬN|ỦY BAN MẶT TRẬN TỔ QUỐC HUYỆN", "mat-tran", ["ban-dan-van"]),
        ("CHI BỘ BAN DÂN VẬN HUYỆN ỦY|PHÒNG NỘI VỤ", "phong-noi-vu", ["ban-dan-van"]),
        ("CHI BỘ BAN TỔ CHỨC|ỦY BAN KIỂM TRA HUYỆN ỦY", "uy-ban-kiem-tra", ["ban-to-chuc"]),
        ("HỘI NÔNG DÂN|HỘI PHỤ NỮ HUYỆN", "phu-nu", ["nong-dan"]),
        ("BAN DÂN VẬN|PHÒNG NỘI VỤ", "phong-noi-vu", []),  # to whom it goes
        ("CHI BỘ BƯU ĐIỆN|XÃ CAO XÁ", "cao-xa", []),
        ("HỘI NÔNG DÂN|XÃ CAO XÁ", "cao-xa", []),
        ("CÔNG ĐOÀN|PHÒNG NỘI VỤ", "phong-noi-vu", []),
    ],
)
def test_of_two_agencies_over_one_list_the_first_is_spared_and_a_communes_body_is_not(
    top: str, unit_code: str, spared: list[str]
) -> None:
    found = whose(top=top.replace("|", "\n"))
    assert (told(found)[0], [unit.code for unit in found.suggestions]) == (unit_code, spared)


@pytest.mark.parametrize(
    "clues",
    [
        {"mail_text": "Em gửi danh sách.\nNguyễn Ngọc Vân"},
        {"sender": "Ngọc Châu <abc123@gmail.com>"},
        {"sender": "vietlap90@gmail.com"},
        {"file": "M3 Trần Việt Lập.xlsx"},
        {"subject": "Chị Ngọc Châu gửi"},
        {"subject": "Kính gửi Phòng Nội vụ"},
        {"subject": "Trả lời Công văn của Phòng Nội vụ"},
        {"mail_text": "Gửi Ban Tổ chức Huyện ủy."},
        {"mail_text": "Kính gửi V.P Huyện ủy Tân Yên\nGửi danh sách."},
        {"mail_text": "Kính gửi: TT. Cao Thượng"},
        {"mail_text": "Người lập biểu: Việt Ngọc."},
        {"mail_text": "Trạm bảo an dưỡng lão; an, đường."},
        {"file": "Gửi Phòng Nội vụ.xlsx"},
        {"file": "M1 thôn Liên Sơn.docx"},
        {"file": "Phong Noi vu Yen The.xlsx"},
        {"file": "M4 THPT Tân Yên (1).xlsx"},
        {"file": "THPT Tan Yen 1-3-2024.xlsx"},
    ],
)
def test_persons_addressees_hamlets_and_the_numbers_of_copies_name_nobody(clues: dict[str, str]) -> None:
    assert told(whose(**clues))[0] is None


@pytest.mark.parametrize(
    ("clues", "unit"),
    [
        ({"sender": "xavietlap@gmail.com"}, "viet-lap"),
        ({"sender": "Trường THPT Nhã Nam <abc87@gmail.com>"}, "thpt-nha-nam"),
        ({"subject": "Xã Cao Xá kính gửi Ban Dân vận"}, "cao-xa"),
        ({"mail_text": "Đảng ủy xã Cao Xá gửi danh sách.\nNguyễn Văn An"}, "cao-xa"),
        ({"file": "THPT Tân Yên 2.xlsx"}, "thpt-tan-yen-2"),
    ],
)
def test_offices_boxes_and_senders_name_their_unit(clues: dict[str, str], unit: str) -> None:
    assert told(whose(**clues))[0] == unit


@pytest.mark.parametrize(
    ("clues", "top"),
    [
        ({"file": "Liên Chung/HND.xlsx"}, ""),
        ({"file": "Liên Chung/M1.docx"}, "HỘI NÔNG DÂN"),
        ({"subject": "Xã Liên Chung gửi danh sách", "file": "MTTQ.xlsx"}, ""),
    ],
)
def test_a_body_in_a_communes_folder_or_mail_is_the_communes_and_the_districts_is_spared(
    clues: dict[str, str], top: str
) -> None:
    found = whose(top=top, **clues)
    assert (told(found)[0], bool(found.naming and found.naming.body), len(found.suggestions)) == (
        "lien-chung",
        True,
        1,
    )
    assert told(whose(top="HỘI NÔNG DÂN HUYỆN", **clues))[0] == "nong-dan"


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("TRƯỞNG PHÒNG NỘI VỤ", "phong-noi-vu"),
        ("CHỦ TỊCH UBND XÃ NGỌC VÂN", "ngoc-van"),
        ("HẠT TRƯỞNG HẠT KIỂM LÂM", "kiem-lam"),
        ("PHÓ CHỦ TỊCH UBND XÃ CAO XÁ", "cao-xa"),
        ("TRƯỞNG KHỐI DÂN VẬN XÃ CAO XÁ", "cao-xa"),
        ("PHÓ TRƯỞNG PHÒNG TƯ PHÁP", "phong-tu-phap"),
        ("XÁC NHẬN CỦA ĐẢNG ỦY XÃ NGỌC LÝ", "ngoc-ly"),
        ("PHÒNG TƯ PHÁP", "phong-tu-phap"),
        ("THỦ TRƯỞNG CƠ QUAN TRƯỜNG THPT TÂN YÊN SỐ 1", "thpt-tan-yen-1"),
        ("LÃNH ĐẠO TRUNG TÂM Y TẾ", "trung-tam-y-te"),
        ("THỦ TRƯỞNG ĐƠN VỊ\nĐẢNG BỘ QUÂN SỰ HUYỆN\nNguyễn Văn Nam", "quan-su"),
        ("T/M CHI BỘ\nBÍ THƯ\n(đã ký)\nNguyễn Văn Nam\nPhòng Tài chính - Kế hoạch", "phong-tai-chinh"),
        ("NƠI NHẬN: Ban Dân vận Huyện ủy\nLÃNH ĐẠO PHÒNG Y TẾ\nNguyễn Văn Nam", "phong-y-te"),
    ],
)
def test_who_signs_under_the_list_tells_whose_it_is(line: str, unit: str) -> None:
    read = understand(f"{m3(ONE_MODEL)}\n\n{line}")
    assert told(attribute(Clues(NAMES, "M3.xlsx", elsewhere=read.elsewhere)))[0] == unit


def signed(below: str, top: str = "", file: str = "M3.xlsx", over: str = "| CHỦ TỊCH | | BÍ THƯ") -> Attribution:
    read = understand(f"{top}\n{m3(ONE_MODEL)}\n\n| {below}\n{over}")
    sheets = [part.sheet for part in read.lists]
    weak, sure = (tuple(line for line in read.elsewhere if line.weak == each) for each in (True, False))
    return attribute(Clues(NAMES, file, read.unit_words, elsewhere=sure, weak=weak, sheets=sheets))


@pytest.mark.parametrize("below", ["HỘI NÔNG DÂN", "CÔNG AN", "HUYỆN ĐOÀN", "THANH TRA", "CAO XÁ"])
def test_what_stands_in_capitals_under_a_list_of_nobody_tells_no_unit(below: str) -> None:
    assert told(signed(below, "HUYỆN ỦY TÂN YÊN")) == (None, None, [])


@pytest.mark.parametrize(
    ("top", "file", "unit"),
    [
        ("ĐẢNG ỦY XÃ CAO XÁ", "M3.xlsx", "cao-xa"),
        (f"{TITLE} CỦA XÃ CAO XÁ", "M3.xlsx", "cao-xa"),
        ("", "M3 Xã Cao Xá.xlsx", "cao-xa"),
        ("PHÒNG TƯ PHÁP", "M4.xlsx", "phong-tu-phap"),
    ],
)
@pytest.mark.parametrize(
    ("below", "like"),
    [
        ("TM. ỦY BAN MTTQ | | TM. ĐẢNG ỦY", "mat-tran"),
        ("TM. UBMTTQ", "mat-tran"),
        ("BAN CHQS", "quan-su"),
        ("BAN TỔ CHỨC", "ban-to-chuc"),
        ("BAN TUYÊN GIÁO | | TM. ĐẢNG ỦY", "ban-tuyen-giao"),
        ("TM. HỘI NÔNG DÂN", "nong-dan"),
        ("TM. BAN CHẤP HÀNH QUÂN SỰ", "quan-su"),
        ("HỘI CỰU CHIẾN BINH", "cuu-chien-binh"),
        ("T.M BTV HỘI NÔNG DÂN", "nong-dan"),
        ("T/M BCH HỘI PHỤ NỮ", "phu-nu"),
    ],
)
def test_a_body_that_signs_without_its_place_is_the_list_s_own(
    top: str, file: str, unit: str, below: str, like: str
) -> None:
    found = signed(below, top, file)
    # an agency's letterhead may be left over: then it is the signer's list
    assert (told(found)[0], told(found)[2]) == (unit, [like] if unit == "phong-tu-phap" else [])
    assert {each.code for each in found.suggestions} <= {like} - ({like} if unit == "cao-xa" else set())


@pytest.mark.parametrize(
    ("below", "others"),
    [
        ("HUYỆN ĐOÀN", ["huyen-doan"]),
        ("THANH TRA", ["thanh-tra"]),
        ("PHÒNG NỘI VỤ | | TRƯỞNG PHÒNG", ["phong-noi-vu"]),
        ("XÃ CAO XÁ", ["cao-xa"]),
        ("CÔNG ĐOÀN CƠ SỞ", []),
        ("CHI ĐOÀN", []),
        ("ĐOÀN THANH NIÊN", []),
        ("BAN NỮ CÔNG", []),
        ("CHI BỘ", []),
        ("PHÒNG TƯ PHÁP | | HỘI CỰU CHIẾN BINH", []),
        ("HỘI CỰU CHIẾN BINH CƠ QUAN", []),
        ("TM. BAN TỔ CHỨC", []),
        ("Hội Nông dân", ["nong-dan"]),
        ("Chủ tịch Hội Nông dân", ["nong-dan"]),
    ],
)
def test_what_an_agency_has_besides_signs_its_list_and_another_agency_contests_it(
    below: str, others: list[str]
) -> None:
    assert told(signed(below, "PHÒNG TƯ PHÁP", "M4.xlsx")) == ("phong-tu-phap", "line", others)


@pytest.mark.parametrize(
    ("below", "over", "others"),
    [
        ("HUYỆN ĐOÀN", "", []),
        ("Ý KIẾN CỦA BAN TỔ CHỨC HUYỆN ỦY", "", []),
        ("TRƯỞNG PHÒNG", "| Nguyễn Văn Nam\n| VĂN PHÒNG HĐND VÀ UBND", []),
        ("NƠI NHẬN:", "| BAN DÂN VẬN HUYỆN ỦY\n| HUYỆN ĐOÀN", []),
        ("HUYỆN ĐOÀN", "| NGUYỄN VĂN NAM", ["huyen-doan"]),
        ("HUYỆN ĐOÀN", "| (đã ký)\n\n| Nguyễn Văn Nam", ["huyen-doan"]),
        ("HỘI NÔNG DÂN", "| HUYỆN TÂN YÊN\n| Phó Chủ tịch", ["nong-dan"]),
    ],
)
def test_only_who_stands_over_an_office_or_a_person_contests_an_agency_s_list(
    below: str, over: str, others: list[str]
) -> None:
    found = signed(below, "PHÒNG TƯ PHÁP", "M4.xlsx", over)
    assert told(found) == ("phong-tu-phap", "line", others)


@pytest.mark.parametrize(
    ("top", "address", "place", "others"),
    [
        ("HỘI LHPN HUYỆN TÂN YÊN|HỘI LHPN", "Thôn Trung", "Xã Cao Xá", ["cao-xa"]),
        ("HỘI LHPN HUYỆN TÂN YÊN|HỘI LHPN", "Thôn Trung", "Nhã Nam", ["nha-nam"]),
        ("HỘI LHPN HUYỆN TÂN YÊN|HỘI LHPN", "Thôn Trung", "Cao Thượng", []),
        ("HỘI LHPN HUYỆN TÂN YÊN|HỘI LHPN", "Thôn Trung", "Thị trấn Cao Thượng", []),
        ("HỘI NÔNG DÂN HUYỆN TÂN YÊN|HỘI NÔNG DÂN", "Thôn Trung", "Cao Xá", ["cao-xa"]),
        ("HỘI LHPN HUYỆN TÂN YÊN|HỘI LHPN", "Thôn Trung, xã Ngọc Lý", "Cao Xá", []),
        ("HỘI LHPN HUYỆN TÂN YÊN", "Thôn Trung", "Cao Thượng", []),
        ("HỘI NÔNG DÂN|HUYỆN TÂN YÊN", "Thôn Trung", "Cao Thượng", []),
        ("PHÒNG TƯ PHÁP", "Thôn Trung", "Cao Thượng", []),
    ],
)
def test_where_a_list_in_hamlets_was_written_contests_a_bare_body_below_the_districts(
    top: str, address: str, place: str, others: list[str]
) -> None:
    lines, models = words(*top.split("|")), words(address)
    found = attribute(Clues(NAMES, "M4.xlsx", lines, models=models, places=[place]))
    assert told(found)[1:] == ("line", others)


@pytest.mark.parametrize("top", ["ĐẢNG ỦY XÃ CAO XÁ", "PHÒNG TƯ PHÁP"])
@pytest.mark.parametrize(
    ("below", "other"),
    [
        ("TM. HỘI NÔNG DÂN HUYỆN", "nong-dan"),
        ("BAN TUYÊN GIÁO HUYỆN ỦY", "ban-tuyen-giao"),
        ("TRƯỞNG PHÒNG NỘI VỤ", "phong-noi-vu"),
        ("TM. ĐẢNG ỦY XÃ LIÊN SƠN", "lien-son"),
    ],
)
def test_another_unit_that_signs_with_its_place_contests_the_list(top: str, below: str, other: str) -> None:
    found = signed(below, top)
    assert [(where, unit.code) for where, unit in found.other_units] == [("chữ ký dưới danh sách", other)]


@pytest.mark.parametrize(
    "below",
    [
        "TM. ĐẢNG ỦY XÃ CAO XÁ | | TM. HỘI NÔNG DÂN HUYỆN",
        "TM. HỘI NÔNG DÂN HUYỆN | | TM. ĐẢNG ỦY XÃ CAO XÁ",
    ],
)
@pytest.mark.parametrize(
    ("top", "unit", "other"),
    [("ĐẢNG ỦY XÃ CAO XÁ", "cao-xa", "nong-dan"), ("HỘI NÔNG DÂN HUYỆN", "nong-dan", "cao-xa")],
)
def test_who_signs_beside_the_list_s_own_unit_is_spared(top: str, unit: str, other: str, below: str) -> None:
    found = signed(below, top)
    assert told(found) == (unit, "line", [])
    assert [each.code for each in found.suggestions] == [other]


def test_where_nothing_else_tells_the_signer_does() -> None:
    assert told(signed("TM. BAN TUYÊN GIÁO"))[:2] == ("ban-tuyen-giao", "elsewhere")
    both = signed("TM. ỦY BAN MTTQ | | TM. ĐẢNG ỦY XÃ CAO XÁ")
    assert (told(both), both.naming and both.naming.body) == (("cao-xa", "elsewhere", []), None)


@pytest.mark.parametrize(
    ("top", "below"),
    [
        ("ĐẢNG ỦY XÃ CAO XÁ", "BÍ THƯ\nNguyễn Văn Nam\nPhòng Y tế"),  # over the list stands whose it is
        ("", "Nguyễn Văn Nam\nPhòng Y tế"),  # nobody signs
        ("", "BÍ THƯ\nNguyễn Văn Nam\n- Phòng Y tế;"),  # to whom it is sent
        ("", "CHỦ TỊCH\nNguyễn Thị Bình\nHội Phụ nữ"),  # every commune has one
        ("", "BÍ THƯ\nNguyễn Văn Nam\nCông an"),
    ],
)
def test_a_name_below_the_list_that_is_no_signers_tells_nothing(top: str, below: str) -> None:
    lines = understand(f"{top}\n{m3(ONE_MODEL)}\n\n{below}").elsewhere
    assert told(attribute(Clues(NAMES, "M3.xlsx", elsewhere=lines)))[0] is None


@pytest.mark.parametrize(
    ("text", "unit", "body"),
    [
        ("Đơn vị không đăng ký mô hình năm 2024.\nTrân trọng.\n--\nXã Đại Hóa", "dai-hoa", False),
        ("Xã không đăng ký mô hình năm 2024.\nTrân trọng.\nNguyễn Thu Hà\nXã Đại Hóa", "dai-hoa", False),
        ("Hội không đăng ký mô hình năm 2024.\nHội Nông dân\nxã Đại Hóa", "dai-hoa", True),
        ("Hội không đăng ký mô hình.\nĐảng ủy gửi danh sách chung sau.\nHội CCB xã Đại Hóa", "dai-hoa", True),
        ("UBND xã Đại Hóa gửi Ban. Công an không đăng ký mô hình nào.", "dai-hoa", True),
        ("Đảng ủy xã Đại Hóa không đăng ký mô hình nào.", "dai-hoa", False),
    ],
)
def test_a_communes_mail_that_registers_nothing_is_its_own_and_a_bodys_is_the_bodys(
    text: str, unit: str, body: bool
) -> None:
    mail = Intake("m.eml", "00", at("26/02/2024 09:00"), "email", sender="h@gmail.com", mail_text=text)
    handled = handle(NAMES, mail, replace(understand(text), kind="eml"), None)
    assert (handled.unit, handled.body is not None) == (unit, body)


@pytest.mark.parametrize(
    "line",
    [
        "TỜ TRÌNH", "TỔ TỰ QUẢN THÔN TRẠI", "TỔ 5", "(Bản chính thức)", "Bản cuối cùng", "BẢN LẦN 2",
        "(Bản đã sửa)", "Bản điều chỉnh ngày 25/02", "(Bản nháp)", "Bản tiếp theo",
        "(Ban hành kèm theo Công văn số 12)", "(Bản chốt)", "Bản số 2", "Bản trình ký", "(bản 2)", "BẢN HOÀN CHỈNH",
        "(BẢN TẠM)", "(BẢN V2)", "BẢN CHÍNH", "BẢN CAM KẾT", "BẢN ĐƯỢC DUYỆT",
        "BẢN 2", "(BẢN 26/02)", "BẢN CỦA ĐẢNG ỦY XÃ", "(Bản PDF)", "(Bản V2)", "(Bản B)",
    ],
)  # fmt: skip
def test_the_kind_of_a_paper_under_the_units_line_is_no_hand(line: str) -> None:
    read = understand(f"THỊ TRẤN CAO THƯỢNG\n{line}\nVề việc đăng ký mô hình “Dân vận khéo”\n{m3(ONE_MODEL)}")
    handled = handle(NAMES, Intake("M3.xlsx", "00", at("26/02/2024 08:00"), "file_time"), read, None)
    assert handled.reading is not None
    hand = bool(handled.body), bool(handled.reading.lists[0].hand)
    assert (handled.unit, hand) == ("cao-thuong", (line.startswith("TỔ"), line.startswith("TỔ")))


@pytest.mark.parametrize(
    "line", ["Bản Chão", "Bản Ven, xã Cao Xá", "BẢN CHÃO, XÃ CAO XÁ", "BẢN CHÃO", "BẢN VEN", "BẢN ĐỒNG SEN"]
)
def test_a_hamlet_called_ban_is_a_hand_where_its_writing_or_its_commune_says_so(line: str) -> None:
    (part,) = understand(f"ĐẢNG ỦY XÃ CAO XÁ\n{line}\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH\n{m3(ONE_MODEL)}").lists
    assert [words.text for words in part.hand] == [line]


def test_the_place_beside_the_date_spares_another_commune_and_not_where_an_agency_sits() -> None:
    paper = f"{{}}\n\n{m3(ONE_MODEL)}\n\nCao Xá, ngày 25 tháng 02 năm 2024"
    for line, spared in (("ĐẢNG ỦY XÃ LIÊN SƠN", ["cao-xa"]), ("UBND HUYỆN TÂN YÊN\nPHÒNG NỘI VỤ", [])):
        read = understand(paper.format(line))
        found = attribute(Clues(NAMES, "M3.xlsx", read.unit_words, places=read.places))
        assert [unit.code for unit in found.suggestions] == spared


def test_the_addresses_in_forms_of_nobody_spare_the_communes_that_they_name() -> None:
    found = attribute(Clues(NAMES, "M1.docx", addresses=("Thôn Trại, xã Cao Xá", "Thôn Ngò")))
    assert [unit.code for unit in found.suggestions] == ["cao-xa"]


def test_sheets_of_forms_named_after_units_are_theirs() -> None:
    found = attribute(Clues(NAMES, "M1.xlsx", sheets=("M1 Cao Xá", "M1 Liên Sơn")))
    assert {sheet: unit.code for sheet, unit in found.units_by_sheet.items()} == {
        "M1 Cao Xá": "cao-xa",
        "M1 Liên Sơn": "lien-son",
    }


def test_the_caption_of_another_unit_within_a_list_contests_it() -> None:
    table = m3("Danh sách xã Cao Xá", ONE_MODEL, "Danh sách xã Liên Sơn", ONE_MODEL)
    read = understand(f"ĐẢNG ỦY XÃ CAO XÁ\n\n{table}")
    found = attribute(Clues(NAMES, "M3.xlsx", read.unit_words, by_row=read.by_row))
    assert told(found) == ("cao-xa", "line", ["lien-son"])


@pytest.mark.parametrize(
    ("file", "names", "apart"),
    [
        ("M1.docx", ("CAO XÁ", "LIÊN SƠN"), True),
        ("M1.docx", ("CAO XÁ", "CAO XÁ", "LIÊN SƠN", "NGỌC LÝ"), True),
        ("M1 xã Cao Xá.docx", ("CAO XÁ", "LIÊN SƠN"), False),
    ],
)
def test_forms_of_several_units_in_one_paper_are_each_their_own(
    file: str, names: tuple[str, ...], apart: bool
) -> None:
    """Where a name around the paper speaks for one of them, they contest it."""
    forms = [["MẪU ĐĂNG KÝ CỦA TẬP THỂ", f"ĐẢNG BỘ XÃ {name}", "*", "BẢN ĐĂNG KÝ", *FORM] for name in names]
    came = Intake(file, "0", at("26/02/2024 09:00"), "file_time")
    item = handle(NAMES, came, understand("\n".join(line for form in forms for line in form)), None)
    owners = [item.unit_of_row(form.sheet, form.row) for form in item.content.registrations]
    codes = [{"CAO XÁ": "cao-xa", "LIÊN SƠN": "lien-son", "NGỌC LÝ": "ngoc-ly"}[name] for name in names]
    assert (owners == codes) == apart
    assert (item.other_units == ()) == apart


def test_every_sheet_tells_the_lines_over_its_further_tables() -> None:
    two = [m3(ONE_MODEL, "", f"ĐẢNG ỦY XÃ {name}", *m3(ONE_MODEL).splitlines()) for name in ("LIÊN SƠN", "NGỌC LÝ")]
    assert [line.text for line in understand(*two).further] == ["ĐẢNG ỦY XÃ LIÊN SƠN", "ĐẢNG ỦY XÃ NGỌC LÝ"]


def test_the_addressees_between_two_tables_contest_nothing() -> None:
    table = m3(ONE_MODEL, "Nơi nhận:", "- Hội Nông dân huyện;", "- Xã Liên Sơn;", *m3(ONE_MODEL).splitlines())
    assert [line.text for line in understand(table).further] == []


def test_the_boards_own_head_over_a_communes_line_is_no_other_hand() -> None:
    found = attribute(Clues(NAMES, "M3.xlsx", words("HUYỆN ỦY TÂN YÊN", "BAN DÂN VẬN", "XÃ CAO XÁ")))
    assert (told(found)[0], found.naming and found.naming.body) == ("cao-xa", None)


@pytest.mark.parametrize(
    ("lines", "hands"),
    [
        ("HUYỆN ỦY TÂN YÊN|CHI BỘ TÒA ÁN NHÂN DÂN", []),
        ("HỘI CỰU CHIẾN BINH VIỆT NAM|BCH HUYỆN TÂN YÊN", []),
        ("HỘI NÔNG DÂN HUYỆN", []),
        ("ĐẢNG BỘ TRUNG TÂM Y TẾ|CHI BỘ KHOA NỘI", ["CHI BỘ KHOA NỘI"]),
        ("BAN CHỈ ĐẠO CÔNG TÁC DÂN VẬN XÃ CAO XÁ", []),
        ("BCH ĐẢNG BỘ XÃ CAO XÁ|BAN THƯỜNG VỤ", []),
        ("XÃ CAO XÁ|HỘI NÔNG DÂN", ["HỘI NÔNG DÂN"]),
    ],
)
def test_a_line_that_names_the_unit_itself_is_no_other_hand(lines: str, hands: list[str]) -> None:
    top = tuple(words(*lines.split("|"), sheet="M3"))
    part = replace(table([("Mô hình", "", None)]), hand=top)
    received = Intake("M4.xlsx", "0", dt.datetime(2024, 2, 20, tzinfo=dt.UTC), "file_time")
    read = handle(NAMES, received, replace(returned(part), unit_words=top), None).reading
    assert read is not None
    assert [line.text for line in read.lists[0].hand] == hands


@pytest.mark.parametrize(
    ("signed", "hands"), [("BAN CHQS HUYỆN", []), ("Đảng bộ Quân sự huyện", []), ("CHI BỘ C1", ["CHI BỘ C1"])]
)
def test_the_unit_itself_may_sign_under_its_list(signed: str, hands: list[str]) -> None:
    top, below = words("ĐẢNG BỘ QUÂN SỰ HUYỆN TÂN YÊN", sheet="M4"), tuple(words(signed, sheet="M4"))
    part = replace(table([("Mô hình", "", None)]), hand=below, sheet="M4")
    received = Intake("M4.xlsx", "0", dt.datetime(2024, 2, 20, tzinfo=dt.UTC), "file_time")
    read = handle(NAMES, received, replace(returned(part), unit_words=tuple(top)), None).reading
    assert read is not None
    assert [line.text for line in read.lists[0].hand] == hands


@pytest.mark.parametrize(
    "name", ["Huy%E1%BB%87n%20%C4%91o%C3%A0n.xlsx", "=_UTF-8_B_SHV54buHbiDEkW_DoG4=_=/M4.xlsx"]
)
def test_an_encoded_name_is_read_as_a_person_reads_it(name: str) -> None:
    received = Intake(name, "0", dt.datetime(2024, 2, 20, tzinfo=dt.UTC), "file_time")
    assert handle(NAMES, received, None, None, decoded_name).unit == "huyen-doan"


@pytest.mark.parametrize("line", ["Phòng Văn hóa và Du lịch", "Phòng Tài chính - Môi trường"])
def test_a_label_with_half_another_name_is_nobodys(line: str) -> None:
    assert whose(top=f"Đơn vị: {line}").unit is None


@pytest.mark.parametrize(
    ("file", "spared"),
    [
        ("Xã Cao Xá - Hội Cựu chiến binh.xlsx", []),
        ("Xã Cao Xá - chi hội phụ nữ thôn Trại.xlsx", []),
        ("Xã Cao Xá, Phòng Nội vụ.xlsx", ["cao-xa", "phong-noi-vu"]),
    ],
)
def test_a_communes_body_beside_its_name_is_not_the_districts(file: str, spared: list[str]) -> None:
    found = whose(file, "XÃ CAO XÁ")
    units = {unit.code for unit in (*found.suggestions, *(unit for _, unit in found.other_units))}
    assert sorted({*units, *(["cao-xa"] if units else [])}) == spared


def test_a_summary_beside_hamlets_sheets_is_the_units_own_list() -> None:
    hamlet = sheet("THÔN NGÒ\nXÃ CAO XÁ\n\n" + m3(ONE_MODEL), "Thôn Ngò")
    whole = sheet("ĐẢNG BỘ XÃ CAO XÁ\n\n" + m3(ONE_MODEL), "Tổng hợp")
    came = Intake("M3.xlsx", "0" * 64, at("26/02/2024 09:00"), "file_time")
    handled = handle(NAMES, came, understand(hamlet, whole), None, decoded_name)
    assert (handled.unit, handled.body) == ("cao-xa", None)


@pytest.mark.parametrize(
    ("lines", "hands"),
    [
        (["| 1 | Tổ chức quán triệt công văn | Tháng 3 |", "| 2 | Ban hành kế hoạch | Tháng 6 |"], []),
        (["| 1 | Thôn, tổ dân phố họp dân | Tháng 3 |", "| 2 | Chi bộ ra nghị quyết | Tháng 6 |"], []),
        (["| 1 | Hội Nông dân xã | Tháng 3 |"], []),
        (["| Tổ chức họp dân | Tháng 3 |", "| Hội nghị sơ kết | Tháng 6 |"], []),
        (["- Tổ chức tuyên truyền trong nhân dân;", "2. Ban hành hướng dẫn", "Đoàn kiểm tra xuống thôn"], []),
        (["CHI BỘ THÔN NGÒ"], ["CHI BỘ THÔN NGÒ"]),
        (["BAN CÔNG TÁC MẶT TRẬN THÔN NGÒ"], ["BAN CÔNG TÁC MẶT TRẬN THÔN NGÒ"]),
    ],
)
def test_a_task_above_the_list_is_no_body_that_made_it(lines: list[str], hands: list[str]) -> None:
    plan = sheet("\n".join(["ĐẢNG ỦY XÃ CAO XÁ", "KẾ HOẠCH", *lines, "", m3(ONE_MODEL)]))
    came = Intake("KH.xlsx", "0" * 64, at("26/02/2024 09:00"), "file_time")
    handled = handle(NAMES, came, understand(plan), None, decoded_name)
    assert handled.reading is not None
    assert [line.text for line in handled.reading.lists[0].hand] == hands
    assert (handled.unit, handled.body) == ("cao-xa", f"{hands[0]}, ĐẢNG ỦY XÃ CAO XÁ" if hands else None)


def test_of_a_workbook_with_a_sheet_for_each_of_two_units_each_has_its_own(tmp_path: Path) -> None:
    two = [
        sheet(f"ĐẢNG BỘ {name}\n\n{of_levels(1, 4, prefix=name.title())}", name)
        for name in ("XÃ CAO XÁ", "XÃ LIÊN SƠN")
    ]
    outcome = run_over(tmp_path, {"Cụm thi đua.xlsx": workbook(*two)})
    standing = {code: (unit(outcome, code).receipt, unit(outcome, code).quota) for code in ("cao-xa", "lien-son")}
    assert standing == {"cao-xa": ("on_time", "met"), "lien-son": ("on_time", "met")}
    (file,) = outcome.submissions
    assert (file.unit, "Xã Liên Sơn" in (file.reason or "")) == ("cao-xa", True)


def stacked(*lines: str) -> str:
    """A sheet with a list under each of the lines, one under the other, each with its title."""
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    lists = (of_levels(1, 4, prefix=f"Mô hình {chr(65 + n)}") for n in range(len(lines)))
    return "\n\n".join(f"{line}\n{title}\n{models}" for line, models in zip(lines, lists, strict=True))


@pytest.mark.parametrize(
    "units",
    [
        {"XÃ CAO XÁ": "cao-xa", "XÃ LIÊN SƠN": "lien-son"},
        {"Đơn vị: Phòng Nội vụ": "phong-noi-vu", "Đơn vị: Chi bộ Điện lực Tân Yên": "dien-luc"},
        {"PHÒNG NỘI VỤ": "phong-noi-vu", "TRƯỜNG THPT NHÃ NAM": "thpt-nha-nam", "CHI BỘ KHO BẠC": "kho-bac"},
    ],
    ids=["two communes", "two agencies", "three agencies"],
)
def test_lists_one_under_the_other_each_under_its_own_line_and_title_are_each_units_own(
    units: dict[str, str], tmp_path: Path
) -> None:
    outcome = run_over(tmp_path, {"Cụm thi đua.xlsx": workbook(stacked(*units))})
    assert owners_of(outcome) == {f"Mô hình {chr(65 + n)}": code for n, code in enumerate(units.values())}
    assert {(unit(outcome, code).receipt, unit(outcome, code).quota_standing) for code in units.values()} == {
        ("on_time", "met")
    }


def owners_of(outcome: Outcome) -> dict[str, str]:
    return dict(zip(outcome.entries["name"].str[:9], outcome.entries["unit"], strict=True))


def test_of_lists_that_begin_with_the_boards_own_each_units_are_its_own_and_no_verdict_rests_on_them(
    tmp_path: Path,
) -> None:
    lists = stacked("BAN DÂN VẬN HUYỆN ỦY", "BAN TỔ CHỨC HUYỆN ỦY")  # or the board gathered both
    outcome = run_over(tmp_path, {"Cụm thi đua.xlsx": workbook(lists)})
    assert owners_of(outcome) == {"Mô hình A": "ban-dan-van", "Mô hình B": "ban-to-chuc"}
    standings = {unit(outcome, code).quota_standing for code in ("ban-dan-van", "ban-to-chuc")}
    assert standings == {"undetermined"}


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        ("M3 Cao Xá.xlsx", ["XÃ CAO XÁ", "XÃ LIÊN SƠN"]),  # a letterhead that was copied
        ("M3.xlsx", ["XÃ CAO XÁ", "HỘI NÔNG DÂN"]),
        ("M3.xlsx", ["XÃ CAO XÁ", "XÃ CAO XÁ"]),
        ("M3.xlsx", ["XÃ CAO XÁ", "CHI BỘ THÔN LIÊN SƠN"]),
    ],
)
def test_the_tables_of_one_unit_stay_together(file: str, lines: list[str], tmp_path: Path) -> None:
    outcome = run_over(tmp_path, {file: workbook(stacked(*lines))})
    assert set(outcome.entries["unit"]) == {"cao-xa"}


@pytest.mark.parametrize("unit_code", ["phong-y-te", "kho-bac", "thpt-tan-yen-2"])
@pytest.mark.parametrize("seat", ["Địa chỉ: Thôn Am, thị trấn Cao Thượng, huyện Tân Yên", "Trụ sở: xã Lam Cốt"])
def test_where_an_agency_sits_spares_nobody(unit_code: str, seat: str) -> None:
    name = BY_CODE[unit_code].name
    assert told(found := whose(top=f"{name}\n{seat}")) == (unit_code, "line", [])
    assert found.suggestions == ()
    assert told(found := whose(mail_text=f"Kính gửi danh sách.\n--\nChuyên viên {name}\n{seat}")) == (
        unit_code,
        "mail",
        [],
    )
    assert found.suggestions == ()


def test_an_address_alone_still_tells_the_commune_and_another_communes_is_spared() -> None:
    assert told(whose(mail_text="Kính gửi.\nĐịa chỉ: UBND xã Cao Xá"))[0] == "cao-xa"
    assert [unit.code for unit in whose(top="XÃ CAO XÁ\nĐịa chỉ: xã Lam Cốt, huyện Tân Yên").suggestions] == [
        "lam-cot"
    ]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Liên đoàn Lao động huyện Tân Yên", "lien-doan-lao-dong"),
        ("Hội Nông dân huyện Tân Yên", "nong-dan"),
        ("Hội Cựu chiến binh huyện Tân Yên", "cuu-chien-binh"),
        ("Trường THPT Nhã Nam", "thpt-nha-nam"),
        ("Phối hợp với Hội Nông dân huyện Tân Yên thực hiện", None),
        ("Trương Nhã Nam", None),
    ],
)
def test_a_line_of_its_own_under_a_mail_is_who_signs_it(line: str, unit: str | None) -> None:
    assert told(whose(mail_text=f"Em gửi danh sách ạ.\n--\nNguyễn Thị Hoa\n{line}\nĐT: 0912345678"))[0] == unit


@pytest.mark.parametrize("sender", ["Văn phòng Huyện ủy Tân Yên <x@y.vn>", "UBMTTQ huyện Tân Yên <x@y.vn>"])
def test_who_says_that_he_hands_on_a_list_contests_none(sender: str) -> None:
    text = "Kính chuyển Ban Dân vận danh sách của Xã Cao Xá gửi nhầm về hộp thư cơ quan."
    assert told(whose(file="M3.xlsx", top="XÃ CAO XÁ", sender=sender, mail_text=text)) == ("cao-xa", "line", [])
    of_other = whose(file="M3.xlsx", top="XÃ LIÊN SƠN", sender=sender, mail_text=text)
    assert "cao-xa" in told(of_other)[2]
    unsaid = whose(file="M3.xlsx", top="XÃ CAO XÁ", sender=sender, mail_text="Gửi Ban danh sách.")
    assert len(told(unsaid)[2]) == 1


@pytest.mark.parametrize(
    ("sender", "sent"),
    [
        ("Văn phòng Huyện ủy <x@y.vn>", ["Chuyển Ban danh sách của Xã Cao Xá"]),
        ("Xã Cao Xá <x@y.vn>", []),
        ("Lê Thị Thu <thu@y.vn>", []),
    ],
)
def test_what_another_unit_hands_on_late_may_have_been_sent_in_time(sender: str, sent: list[str]) -> None:
    text = "Chuyển Ban danh sách của Xã Cao Xá."
    mail = Intake("m.eml!M3.xlsx", "00", at("28/02/2024 09:00"), "email", sender=sender, mail_text=text)
    handled = handle(NAMES, mail, understand(f"XÃ CAO XÁ\n\n{m3(ONE_MODEL)}"), None)
    assert handled.unit == "cao-xa"
    assert list(handled.intake.earlier_sendings) == sent


@pytest.mark.parametrize(
    ("sign", "body"),
    [
        ("Thay mặt xã Cao Xá", False),
        ("Hà - Xã Cao Xá", False),
        ("Nguyễn Thu Hà - xã Cao Xá", False),
        ("Đ/c Hà, phụ trách dân vận xã Cao Xá", False),
        ("Phó Bí thư Đảng ủy xã Cao Xá", False),
        ("Bí thư Chi bộ thôn Trại, xã Cao Xá", True),
        ("Chủ tịch Hội Nông dân xã Cao Xá", True),
        ("Bí thư Đoàn xã Cao Xá", True),
        ("Đoàn Thanh Niên - xã Cao Xá", True),
        ("Hà - Hội Phụ nữ xã Cao Xá", True),
        ("Trưởng thôn Trại - xã Cao Xá", True),
    ],
)
def test_who_signs_a_mail_with_the_communes_name_writes_for_it_and_no_body_does(sign: str, body: bool) -> None:
    text = f"Em gửi chị danh sách ạ.\n{sign}"
    mail = Intake("m.eml!Book1.xlsx", "00", at("26/02/2024 09:00"), "email", sender="h@gmail.com", mail_text=text)
    handled = handle(NAMES, mail, understand(m3(ONE_MODEL)), None)
    assert (handled.unit, handled.body is not None) == ("cao-xa", body)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Xã làm theo mẫu của xã Liên Sơn gửi nhóm Zalo, có gì chưa đúng Ban cho biết.", []),
        ("Xã lập theo biểu M3 của xã Liên Sơn.", []),
        ("Gửi Ban kèm theo mẫu M3 của xã Liên Sơn.", ["lien-son"]),
        ("Gửi Ban danh sách của xã Liên Sơn.", ["lien-son"]),
    ],
)
def test_a_list_made_after_anothers_pattern_is_not_the_others(text: str, others: list[str]) -> None:
    assert told(whose(file="M3.xlsx", top="XÃ CAO XÁ", mail_text=text)) == ("cao-xa", "line", others)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Kính gửi Ban Dân vận Huyện ủy, Ban Quản lý dự án xin gửi danh sách đăng ký.", "ban-quan-ly-du-an"),
        ("Kính gửi Ban Dân vận Huyện ủy - Đảng ủy xã Cao Xá nộp danh sách.", "cao-xa"),
        ("Kính gửi: Ban Dân vận Huyện ủy, Phòng Nội vụ huyện", None),
        ("Kính gửi Ban Dân vận Huyện ủy, Phòng Nội vụ, em xin gửi danh sách.", None),
    ],
)
def test_behind_the_addressees_comma_the_sender_may_stand(text: str, unit: str | None) -> None:
    assert told(whose(mail_text=text))[0] == unit


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: Ban Dân vận Huyện ủy, Ủy ban MTTQ huyện\nThực hiện công văn của Huyện ủy, Xã Cao Xá gửi DS.",
        "Trân trọng!\nGiáp Văn Toàn - Phó Bí thư Thường trực Đảng ủy Xã Cao Xá, huyện Tân Yên",
    ],
)
def test_a_mail_that_cites_a_paper_or_that_a_person_signs_is_of_the_unit_it_names(text: str) -> None:
    assert told(whose(mail_text=text))[0] == "cao-xa"


@pytest.mark.parametrize(
    ("over", "line", "hands"),
    [
        ("ĐOÀN TNCS HỒ CHÍ MINH", "HUYỆN ĐOÀN TÂN YÊN", []),
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM", "ỦY BAN MTTQ HUYỆN TÂN YÊN", []),
        ("HỘI NÔNG DÂN VIỆT NAM", "HỘI NÔNG DÂN HUYỆN TÂN YÊN", []),
        ("CÔNG AN HUYỆN TÂN YÊN", "ĐOÀN THANH NIÊN", ["ĐOÀN THANH NIÊN"]),
    ],
)
def test_the_title_of_the_whole_country_over_its_body_of_the_district_is_no_other_hand(
    over: str, line: str, hands: list[str]
) -> None:
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    read = understand(f"{over}\n{line}\n{title}\n{m3(ONE_MODEL)}")
    handled = handle(NAMES, Intake("M4.xlsx", "00", at("26/02/2024 08:00"), "file_time"), read, None)
    assert handled.reading is not None
    assert [line.text for line in handled.reading.lists[0].hand] == hands


HANDED_ON = """Em chuyển ạ
---------- Forwarded message ---------
From: Văn phòng Đảng ủy xã Cao Xá <x@y.vn>
Date: Th 2, 26 thg 2, 2024
To: Lan, xã Liên Sơn

Kính gửi danh sách."""


def test_of_a_mail_handed_on_it_counts_whom_the_first_mail_is_from() -> None:
    assert told(whose(subject="Fwd: M3", mail_text=HANDED_ON))[0] == "cao-xa"
    assert told(whose(subject="Re: M3", mail_text=HANDED_ON))[0] is None


@pytest.mark.parametrize("sender", ["Nguyễn Cao Xá <a@b.vn>", '"Trần Liên Sơn" <a@b.vn>', "Lê Việt Lập <x@y.vn>"])
def test_a_person_whose_name_is_a_communes_is_no_commune(sender: str) -> None:
    assert told(whose(sender=sender))[0] is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Hội Nông dân huyện xin chuyển danh sách đăng ký của xã Cao Xá.", "cao-xa"),
        ("Em có hỏi xã Liên Sơn thì được biết hạn là 27/02.\nXã Cao Xá gửi danh sách.", "cao-xa"),
    ],
)
def test_a_mail_is_of_the_unit_whose_list_it_hands_on_and_of_none_that_it_asked(text: str, unit: str) -> None:
    assert told(whose(mail_text=text))[0] == unit


@pytest.mark.parametrize("form", ["M3", "M4"])
def test_a_blank_of_ours_without_a_unit_line_is_of_the_unit_its_file_names(tmp_path: Path, form: str) -> None:
    blank = blank_workbook(CAMPAIGN, CAMPAIGN.forms_by_code[form])
    outcome = run_over(tmp_path, {f"{form} xã Cao Xá.xlsx": blank})
    assert [(s.unit, s.status) for s in outcome.submissions] == [("cao-xa", "empty")]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Xã Cao Xá xin gửi thêm 01 mô hình cấp huyện, cùng với 04 mô hình đã gửi.", True),
        ("Xã Cao Xá gửi nốt 04 mô hình còn lại.", True),
        ("Gửi Ban phần 2 danh sách.", True),
        ("Xã Cao Xá gửi lại danh sách đã chỉnh sửa.", False),
        ("Xã gửi tiếp bản sửa.", False),
        ("Bản này thay thế danh sách bổ sung đã gửi.", False),
    ],
)
def test_a_mail_that_sends_more_brings_a_part(text: str, part: bool) -> None:
    came = Intake("M3.xlsx", "0" * 64, at("26/02/2024 09:00"), "email", mail_text=text)
    assert handle(NAMES, came, understand(m3(ONE_MODEL)), None, decoded_name).says_part is part


def test_sender_subject_and_text_of_one_mail_may_contest_each_other() -> None:
    found = whose(subject="Re: Xã Lam Cốt gửi danh sách", sender="Phòng Tư pháp <ptp@example.org>")
    assert (told(found)[0], told(found)[2]) == ("lam-cot", ["phong-tu-phap"])


def test_a_list_that_the_board_sends_back_is_contested_and_one_that_it_sends_on_is_not() -> None:
    board = "Ban Dân vận Huyện ủy <bandanvan@example.org>"
    back = whose(top="ĐẢNG ỦY XÃ ĐẠI HÓA", sender=board, subject="Gửi lại bản góp ý")
    on = whose(top="ĐẢNG ỦY XÃ ĐẠI HÓA", sender=board, subject="Danh sách xã Đại Hóa")
    assert (bool(back.other_units), bool(on.other_units)) == (True, False)


def test_the_head_of_a_mail_of_the_boards_own_excuses_no_late_list() -> None:
    heads = ("Từ: Ban Dân vận, Ngày: 20/02/2024", "Từ: Xã Cao Xá, Ngày: 20/02/2024")
    came = Intake("M3.xlsx", "0" * 64, at("28/02/2024 09:00"), "email", earlier_sendings=heads)
    item = handle(NAMES, came, understand(m3(ONE_MODEL)), None, decoded_name)
    assert item.intake.earlier_sendings == heads[1:]


@pytest.mark.parametrize(
    ("head", "handed_on"),
    [
        ("> Từ: Xã Cao Xá <a@b.vn>, Ngày: 26/02/2024", True),
        ("> Ngày 26/02/2024 xã Cao Xá gửi:", True),
        ("> Từ: Nguyễn Thị Lan <lan@b.vn>, Ngày: 20/02/2024", False),
        ("> Từ: Ban Dân vận Huyện ủy, Ngày: 20/02/2024", False),
        ("> Ban Dân vận Huyện ủy viết ngày 20/02/2024 cho xã Cao Xá, đã gửi:", False),
        ("Từ: Nguyễn Thị Lan, Ngày: 26/02/2024", True),  # of a mail that says that it hands on
    ],
)
def test_a_mail_that_is_only_quoted_was_handed_on_where_a_unit_sent_it(head: str, handed_on: bool) -> None:
    came = Intake("M3.xlsx", "0" * 64, at("28/02/2024 09:00"), "email", earlier_sendings=(head,))
    item = handle(NAMES, came, understand(m3(ONE_MODEL)), None, decoded_name)
    assert item.intake.earlier_sendings == (head.removeprefix("> "),) * handed_on


def test_words_behind_the_addressee_on_his_line_are_the_senders() -> None:
    assert told(whose(mail_text="Kính gửi Ban Dân vận. Xã Cao Xá gửi danh sách."))[0] == "cao-xa"


@pytest.mark.parametrize("top", ["Đ.U XÃ CAO XÁ", "Đ/U XÃ CAO XÁ", "BTV Đ.U XÃ CAO XÁ", "ĐẢNG ỦY XÃ CAO\nXÁ"])
def test_a_shortened_or_broken_name_of_the_communes_own_committee_is_no_other_hand(top: str) -> None:
    named = whose(top=top).naming
    assert named is not None
    assert (named.unit.code, named.body) == ("cao-xa", None)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("Hoi Nong dan.xlsx", "HỘI NÔNG DÂN XÃ VIỆT LẬP"), ("HND.xlsx", "HỘI NÔNG DÂN XÃ VIỆT LẬP"),
        ("MTTQ.xlsx", "ỦY BAN MTTQ XÃ VIỆT LẬP"), ("Cong an.xlsx", "CÔNG AN XÃ VIỆT LẬP"),
        ("Xã Việt Lập/Hoi Nong dan.xlsx", "ĐẢNG ỦY XÃ VIỆT LẬP"),
        ("Xã Việt Lập/Hội Phụ nữ.xlsx", "HỘI LHPN XÃ VIỆT LẬP"),
    ],
)  # fmt: skip
def test_a_bare_body_around_a_communes_paper_is_that_communes_and_contests_nothing(file: str, line: str) -> None:
    found = whose(file, line)
    assert told(found) == ("viet-lap", "line", [])
    assert found.suggestions  # the district's body is spared


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("Hoi Nong dan huyen.xlsx", "HỘI NÔNG DÂN XÃ VIỆT LẬP"), ("Hoi Nong dan.xlsx", "ĐẢNG ỦY XÃ VIỆT LẬP"),
        ("Hội Nông dân huyện/Xã Việt Lập.xlsx", "HỘI NÔNG DÂN XÃ VIỆT LẬP"),
        ("Xã Việt Lập/Phòng Nội vụ.xlsx", "ĐẢNG ỦY XÃ VIỆT LẬP"), ("HLHPN.xlsx", "HỘI NÔNG DÂN XÃ VIỆT LẬP"),
    ],
)  # fmt: skip
def test_a_body_of_the_district_or_another_one_around_a_communes_paper_contests_it(file: str, line: str) -> None:
    found = whose(file, line)
    assert (found.unit and found.unit.code, len(found.other_units)) == ("viet-lap", 1)


@pytest.mark.parametrize(
    ("subject", "text", "second", "contested"),
    [
        ("DVK", "Gửi danh sách của xã Cao Xá và xã Liên Sơn", "Nuôi ong", False),
        ("Xã Cao Xá gửi DVK và gửi hộ xã Liên Sơn", "Em gửi ạ", "Trồng hoa", False),
        ("Xã Cao Xá gửi DVK", "Em gửi ạ", "Nuôi ong", False),
        ("Xã Cao Xá gửi DVK", "Em gửi ạ", "Trồng hoa", True),  # on a paper that was copied
        ("Xã Việt Lập gửi DVK", "Em gửi ạ", "Nuôi ong", True),
    ],
)
def test_two_lists_in_one_mail_are_each_their_own_units_whomever_of_them_it_names(
    subject: str, text: str, second: str, *, contested: bool
) -> None:
    def came(name: str, line: str, model: str) -> AttributedFile:
        received = Intake(
            f"thư.eml!{name}", name, at("26/02/2024 09:00"), "email",
            sender="lan@x.vn", subject=subject, mail_text=text,
        )  # fmt: skip
        return handle(NAMES, received, understand(f"{line}\n{m3(ONE_MODEL.replace('Trồng hoa', model))}"), None)

    lists = ("M3 1.xlsx", "ĐẢNG ỦY XÃ CAO XÁ", "Trồng hoa"), ("M3 2.xlsx", "ĐẢNG ỦY XÃ LIÊN SƠN", second)
    items = with_companions(NAMES, [came(*each) for each in lists])
    assert [item.unit for item in items] == ["cao-xa", "lien-son"]
    assert any(item.contested or item.suggestions for item in items) == contested


def test_a_mail_that_brings_the_lists_of_two_communes_contests_neither() -> None:
    def brought(file: str, unit: str, other: tuple[str, str]) -> AttributedFile:
        return listed(f"thu.eml!{file}.xlsx", "Trồng hoa", unit=unit, other_units=(other,))

    of_sender = brought("M3 Cao Xá", "cao-xa", ("lời thư", "lien-son"))
    handed_on = brought("M3 Liên Sơn", "lien-son", ("người gửi thư", "cao-xa"))
    assert not any(item.contested for item in with_companions(NAMES, [of_sender, handed_on]))
    by_its_list_alone = replace(handed_on, intake=replace(handed_on.intake, file="thư.eml!M3 (1).xlsx"))
    assert by_its_list_alone in with_companions(
        NAMES, [of_sender, by_its_list_alone]
    )  # copied: it has the models too
    named_otherwise = brought("M3 Liên Sơn", "viet-lap", ("tên tệp", "lien-son"))
    for items in ([handed_on], [of_sender, named_otherwise]):
        assert all(item.contested for item in with_companions(NAMES, items))


@pytest.mark.parametrize(
    "sentence",
    [
        "Địa phương đã học tập mô hình của xã Cao Xá và xin đăng ký như bản kèm.",
        "Mô hình có sự phối hợp của Hội Nông dân huyện.",
        "Đề nghị điện lực Tân Yên hỗ trợ thắp sáng đường quê.",
        "Trạm y tế, phòng y tế phối hợp thực hiện.",
        "Giáp ranh với xã Ngọc Vân, xã Việt Lập nên mô hình do hai bên cùng làm.",
        "Cảm ơn xã Liên Sơn đã chia sẻ cách làm.",
        "Mô hình tổ tự quản đã được Huyện đoàn khen thưởng.",
        "Cách làm như xã Quang Tiến năm trước",
        "Vừa qua Công an huyện có về tập huấn cho tổ an ninh",
        "Mong Ban chuyển giúp Phòng Nội vụ một bản.",
        "Kinh phí do Ngân hàng Chính sách xã hội huyện cho vay.",
        "Đã báo cáo Phòng Tư pháp.",
        "Xã Cao Xá làm trước, xã em làm sau.",
        "Danh sách này có tham khảo bản của xã Cao Xá.",
        "Xã Liên Chung cũng đăng ký mô hình này.",
        "Công an huyện đánh giá cao mô hình này",
        "mo hinh hoc tap xa Cao Xa",
    ],
)
def test_a_unit_that_a_mail_only_mentions_sends_nothing_and_is_spared(sentence: str) -> None:
    text = f"Kính gửi Ban Dân vận Huyện ủy.\n{sentence}\nTrân trọng."
    found = whose(mail_text=text)
    assert (told(found)[0], bool(found.suggestions)) == (None, True)
    assert told(whose(top="ĐẢNG ỦY XÃ LAN GIỚI", mail_text=text)) == ("lan-gioi", "line", [])


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Em gửi Ban danh sách đăng ký mô hình dân vận khéo năm 2024 của xã Cao Xá ạ.", "cao-xa"),
        ("Xã Cao Xá gửi danh sách, có phối hợp với các đơn vị.", "cao-xa"),
        ("Em Lan ở xã Cao Xá gửi Ban danh sách ạ", "cao-xa"),
        ("Nguyễn Văn An, Phó Bí thư Đảng ủy xã Cao Xá, ĐT 0987654321", "cao-xa"),
        ("Nguyễn Văn An - CT Hội Nông dân xã Cao Xá", "cao-xa"),
        ("Hội Nông dân huyện không đăng ký mô hình cấp tỉnh năm 2024.", "nong-dan"),
        ("Đây là bản đăng ký của Huyện đoàn Tân Yên", "huyen-doan"),
        ("Em là Hoa cán bộ xã Ngọc Châu, em nộp mẫu M3.", "ngoc-chau"),
        ("Anh chị xem giúp em danh sách mô hình xã Ngọc Châu ạ.", "ngoc-chau"),
        ("Xã Ngọc Châu: 7 mô hình", "ngoc-chau"),
        ("Em ở xã Song Vân ạ, em gửi danh sách", "song-van"),
        ("Ngọc Vân\nCông chức VHXH xã Ngọc Lý", "ngoc-ly"),
        ("Chi bộ Phòng Nội vụ kính gửi Ban Dân vận Huyện ủy mẫu M4", "phong-noi-vu"),
        ("Nguyễn Văn Hải\nTrưởng phòng Tư pháp huyện Tân Yên", "phong-tu-phap"),
        ("Giám đốc Trung tâm Y tế huyện", "trung-tam-y-te"),
    ],
)
def test_sentences_that_send_and_signatures_name_the_sender(sentence: str, unit: str) -> None:
    assert told(whose(mail_text=f"Kính gửi Ban Dân vận Huyện ủy.\n{sentence}\nTrân trọng."))[0] == unit


def test_a_mail_that_lost_its_letters_names_nobody() -> None:
    lines = "??NG ?Y X? PH?C H?A\nT?p th? ho?c c? nh?n\nVi?n ki?m s?t"
    came = Intake("thư.eml", "0" * 64, at("26/02/2024 09:00"), "email", mail_text=lines)
    assert handle(NAMES, came, replace(understand(lines), kind="eml"), None, decoded_name).unit is None


LETTER, LIST = (
    ("Công văn.docx", "ĐẢNG ỦY XÃ PHÚC HÒA\nV/v đăng ký mô hình Dân vận khéo"),
    ("M3.xlsx", m3(ONE_MODEL)),
)
SENT = ("Công văn.docx", f"{LETTER[1]}\n\nKính gửi: Ban Dân vận Huyện ủy\n\nXã gửi danh sách (có biểu kèm theo).")
ANOTHER = ("Công văn 2.docx", "ĐẢNG ỦY XÃ CAO XÁ\nV/v đăng ký mô hình Dân vận khéo")


@pytest.mark.parametrize(
    ("place", "files", "unit"),
    [
        ("thư.eml!", [LETTER, LIST], "phuc-hoa"),
        ("hồ sơ.zip!", [LETTER, LIST], None),
        ("tuần 1/", [LETTER, LIST], None),
        ("", [LETTER, LIST], None),
        ("thư.eml!", [LETTER, LIST, ("M3 (2).xlsx", m3(ONE_MODEL))], None),
        ("thư.eml!", [LETTER, LIST, ("ảnh.docx", "Ảnh hội nghị")], "phuc-hoa"),
        ("tuần 1/", [LETTER, LIST, ("Giấy mời.docx", "Giấy mời họp")], None),
        ("tuần 1/", [LETTER, LIST, ("M3 (2).xlsx", m3(ONE_MODEL))], None),
        ("tuần 1/", [SENT, LIST], "phuc-hoa"),
        ("hồ sơ.zip!", [SENT, LIST], "phuc-hoa"),
        ("", [SENT, LIST], None),
        ("tuần 1/", [SENT, LIST, ("Giấy mời.docx", "Giấy mời họp")], None),
        ("tuần 1/", [SENT, LIST, ("M3 (2).xlsx", m3(ONE_MODEL))], None),
        ("tuần 1/", [SENT, LIST, ANOTHER], None),
        ("tuần 1/", [SENT, LIST, ("xã khác/M3.xlsx", m3(ONE_MODEL))], None),
        ("tuần 1/", [SENT, LIST, ("../M3.xlsx", f"ĐẢNG ỦY XÃ PHÚC HÒA\n{m3(ONE_MODEL)}")], None),
        ("thư.eml!", [LETTER, ANOTHER, LIST], None),
        ("thư.eml!", [LETTER, LIST, ("M3 xã.xlsx", f"ĐẢNG ỦY XÃ PHÚC HÒA\n{m3(ONE_MODEL)}")], None),
        ("thư.eml!", [("Công văn.docx", "BAN DÂN VẬN HUYỆN ỦY\nV/v đăng ký mô hình"), LIST], None),
        ("thư.eml!", [("Công văn.docx", "PHÒNG NỘI VỤ HUYỆN TÂN YÊN\nV/v đăng ký mô hình"), LIST], None),
    ],
)
def test_a_list_that_names_nobody_is_of_the_unit_whose_letter_came_with_it(
    place: str, files: list[tuple[str, str]], unit: str | None
) -> None:
    came = [
        (
            Intake(
                place + name, name, at("26/02/2024 09:00"), "email", sender="lan@x.vn" if "eml" in place else None
            ),
            understand(text),
        )
        for name, text in files
    ]
    items = with_companions(NAMES, [handle(NAMES, each, read, None, decoded_name) for each, read in came])
    assert next(item.unit for item in items if item.file == f"{place}M3.xlsx") == unit


@pytest.mark.parametrize(
    "words",
    [
        {"subject": "Fwd: hồ sơ"},
        {"subject": "Hồ sơ các xã"},
        {"mail_text": "Chuyển chị hồ sơ 2 xã"},
        {"subject": "Danh sách của xã Việt Lập và công văn xã Phúc Hòa"},
        {"mail_text": "Gửi danh sách của xã Việt Lập và công văn của xã Phúc Hòa"},
    ],
)
def test_a_list_in_a_mail_of_several_units_is_not_given_to_the_one_whose_letter_lies_beside_it(
    words: dict[str, str],
) -> None:
    came = [
        (Intake(f"thư.eml!{name}", name, at("26/02/2024 09:00"), "email", sender="lan@x.vn", **words), text)  # type: ignore[arg-type]
        for name, text in (LETTER, LIST)
    ]
    items = with_companions(NAMES, [handle(NAMES, each, understand(t), None, decoded_name) for each, t in came])
    assert (items[1].unit, "phuc-hoa" in items[1].suggestions) == (None, True)


OFFICE = "Văn phòng Huyện ủy <vphu@example.org>"


@pytest.mark.parametrize(
    ("clues", "unit"),
    [
        (
            {"subject": "Fwd: DVK", "mail_text": "Kính chuyển.\n\nFrom: UBND xã Cao Xá <x@example.org>\nGửi M3."},
            "cao-xa",
        ),
        (
            {"subject": "FW: DVK", "mail_text": "Từ: Phòng Tư pháp <x@example.org>\nĐã gửi: 26/02\n\nGửi M4."},
            "phong-tu-phap",
        ),
        ({"subject": "DVK", "mail_text": "Chuyển chị file của xã Cao Xá"}, "cao-xa"),
        ({"subject": "DVK", "mail_text": "Chuyển Ban M3 xã Cao Xá ạ"}, "cao-xa"),
        ({"subject": "Fwd: M4", "mail_text": "Chuyển Ban Dân vận xử lý."}, None),
        ({"subject": "Fwd: M4", "mail_text": "From: Nguyễn Thị Hoa <hoa@example.org>\nGửi anh."}, None),
        ({"subject": "M4", "mail_text": "Văn phòng gửi danh sách."}, "van-phong-huyen-uy"),
        ({"subject": "DVK", "mail_text": "Chuyển Ban danh sách Phòng Tư pháp và Phòng Y tế."}, None),
        ({"subject": "M4", "mail_text": "Gửi Ban M4 Phòng Tư pháp và Phòng Y tế."}, None),
        ({"subject": "M4", "mail_text": "Gửi Ban danh sách. Đã xin ý kiến Ban Tuyên giáo."}, "van-phong-huyen-uy"),
        ({"subject": "M4", "mail_text": "Gửi danh sách, bản giấy gửi qua đường bưu điện."}, "van-phong-huyen-uy"),
        ({"subject": "M4", "mail_text": "Gửi danh sách; bản ký nhờ Phòng Nội vụ chuyển."}, "van-phong-huyen-uy"),
        ({"subject": "M4", "mail_text": "Gửi mô hình phối hợp với Công an huyện."}, "van-phong-huyen-uy"),
        ({"subject": "Fwd: M4 Văn phòng Huyện ủy", "mail_text": "Gửi Ban."}, "van-phong-huyen-uy"),
    ],
)
def test_an_office_through_whose_hands_mail_goes_hands_on_the_lists_of_others(
    clues: dict[str, str], unit: str | None
) -> None:
    found = whose("M.xlsx", sender=OFFICE, **clues)
    assert (told(found)[0], told(found)[2]) == (unit, [])


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Gửi Ban danh sách của Văn phòng. Phòng Y tế hỏi mẫu M4, đề nghị Ban gửi.", "van-phong-huyen-uy"),
        ("Văn phòng gửi danh sách của Văn phòng và chuyển kèm công văn của xã Cao Xá.", "van-phong-huyen-uy"),
        ("Chuyển Ban danh sách của Phòng Y tế, danh sách của Văn phòng gửi sau.", "phong-y-te"),
    ],
)
def test_an_office_that_calls_a_list_its_own_sends_it_whatever_else_it_passes_on(text: str, unit: str) -> None:
    assert told(whose("M.xlsx", sender=OFFICE, subject="M4", mail_text=text))[0] == unit


@pytest.mark.parametrize(
    ("sender", "unit"),
    [("Xã Cao Xá <x@example.org>", "cao-xa"), ("Phòng Tư pháp <x@example.org>", "phong-tu-phap")],
)
def test_a_unit_that_answers_over_the_offices_letter_sends_its_own_list(sender: str, unit: str) -> None:
    letter = "Xã gửi danh sách.\n\nFrom: Văn phòng Huyện ủy <vphu@example.org>\nĐề nghị các đơn vị gửi."
    assert told(whose("M.xlsx", sender=sender, subject="Fwd: V/v đăng ký", mail_text=letter))[0] == unit


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Phòng gửi danh sách.", "phong-noi-vu"),
        ("Phòng gửi danh sách mô hình chuyển đổi số.\nChuyên viên Lê Văn An", "phong-noi-vu"),
        ("Phòng Nội vụ nộp M4 của phòng.", "phong-noi-vu"),
        ("Kính gửi Ban Dân vận Huyện ủy danh sách đăng ký.", "phong-noi-vu"),
        ("Chuyển Ban danh sách.", "ban-to-chuc"),
        ("Gửi Ban.", "ban-to-chuc"),
        ("", "ban-to-chuc"),
    ],
)
def test_an_agency_that_sends_its_list_over_anothers_letter_sends_its_own(words: str, unit: str) -> None:
    letter = f"{words}\n\nFrom: Ban Tổ chức Huyện ủy <btc@example.org>\nTo: Phòng Nội vụ\nChuyển các đồng chí."
    sender = "Phòng Nội vụ <noivu@example.org>"
    assert told(whose("M.xlsx", sender=sender, subject="Fwd: DVK", mail_text=letter))[0] == unit


@pytest.mark.parametrize("words", ["tham khảo file", "bản đăng ký theo mẫu", "danh sách làm như mẫu"])
def test_whose_paper_a_list_follows_is_not_whose_the_list_is(words: str) -> None:
    found = whose("M.xlsx", subject="DVK", mail_text=f"Xã Cao Xá gửi danh sách. Đã gửi {words} của xã Ngọc Vân.")
    assert told(found)[0] in ("cao-xa", None)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Hội gửi danh sách đăng ký sau khi có ý kiến của Phòng Y tế.", "nong-dan"),
        ("Hội gửi danh sách đăng ký có sự phối hợp của Phòng Y tế.", "nong-dan"),
        ("Hội gửi danh sách kèm file của Phòng Y tế để tham khảo.", "nong-dan"),
        ("Em gửi lại, hôm trước em gửi nhầm file của Phòng Y tế.", "nong-dan"),
        ("Em gửi danh sách ạ, còn danh sách của Phòng Y tế chị Hoa gửi.", "nong-dan"),
        ("Em gửi file danh sách của Phòng Y tế.", "phong-y-te"),
        ("Em chuyển bản scan M4 của Phòng Y tế.", "phong-y-te"),
        ("Em gửi danh sách của chị Hoa Phòng Y tế.", "phong-y-te"),
        ("Em gửi file của Phòng Y tế em làm hộ ạ.", "phong-y-te"),
        ("Em gửi danh sách của Hội phối hợp với Phòng Y tế.", "nong-dan"),
        ("Em gửi bản đăng ký của Hội (cùng khối với Phòng Y tế).", "nong-dan"),
        ("Em gửi M4, M4 của Phòng Y tế chị Hoa gửi sau.", "nong-dan"),
    ],
)
def test_who_is_named_beside_a_list_owns_it_only_where_it_is_called_that_ones(words: str, unit: str) -> None:
    sender = "Hội Nông dân huyện <hnd@example.org>"
    assert told(whose("M.xlsx", sender=sender, subject="DVK", mail_text=words))[0] == unit


@pytest.mark.parametrize("name", ["Khối MTTQ và đoàn thể", "MTTQ và các đoàn thể", "Khối MTTQ"])
def test_a_block_of_several_units_is_none_of_them(name: str) -> None:
    assert told(whose(f"{name}/M4.xlsx"))[0] is None
    assert told(whose(f"{name} - 2024.xlsx"))[0] is None


@pytest.mark.parametrize("sender", ["Văn thư <ngocly_tanyen@example.org>", "Văn phòng <ngocly.tanyen@example.org>"])
def test_a_box_tells_whose_it_is_under_a_display_name_that_says_nothing(sender: str) -> None:
    assert told(whose("M.xlsx", sender=sender))[0] == "ngoc-ly"


HELPER = "Phòng Y tế huyện"


@pytest.mark.parametrize(
    ("sentence", "signed", "unit"),
    [
        ("Em gửi giúp xã Cao Xá danh sách ạ", "", "cao-xa"),
        ("Em gửi thay cho xã Cao Xá.", HELPER, None),
        ("Chuyển giúp: đây là bản của Đảng ủy xã Cao Xá.", HELPER, "cao-xa"),
        ("Danh sách của xã Cao Xá nhờ phòng chuyển giúp.", HELPER, None),
        ("Xã Cao Xá nhờ gửi giúp.", HELPER, None),
        ("Theo đề nghị của xã Cao Xá, em chuyển danh sách.", HELPER, "phong-y-te"),
    ],
)
def test_whom_a_mail_sends_for_is_no_mere_mention_and_who_is_mentioned_is_spared(
    sentence: str, signed: str, unit: str | None
) -> None:
    found = whose(mail_text=f"Kính gửi Ban Dân vận.\n{sentence}\n{signed}")
    spared = {found.unit, *found.suggestions}
    assert (told(found)[0], BY_CODE["cao-xa"] in spared) == (unit, True)


def test_a_name_that_stands_in_a_long_text_a_thousand_times_is_looked_for_once() -> None:
    assert grows_evenly(lambda times: whose(top="cao xá " * times), 1000)
    assert grows_evenly(lambda times: whose(top="c_a_o_" * times), 1000)


@pytest.mark.parametrize(
    ("row", "unit"), [("PHÒNG\t\tY TẾ", "phong-y-te"), ("BAN\t\tTỔ CHỨC", "ban-to-chuc"), ("PHÒNG\t\tMỚI", None)]
)
def test_an_agencys_name_cut_into_cells_of_a_row_is_read(row: str, unit: str | None) -> None:
    made = Sheet("1", (Row(1, tuple(cell or None for cell in row.split("\t"))),))
    found = attribute(Clues(NAMES, "M4.xlsx", tuple(unit_words(made, made.rows))))
    assert told(found)[0] == unit


def test_a_list_of_another_unit_than_the_letter_beside_it_stays_its_own() -> None:
    files = [LETTER, ("M3.xlsx", f"ĐẢNG ỦY XÃ CAO XÁ\n{m3(ONE_MODEL)}")]
    came = [(Intake(f"thư.eml!{name}", name, at("26/02/2024 09:00"), "email"), text) for name, text in files]
    items = [handle(NAMES, each, understand(text), None, decoded_name) for each, text in came]
    assert [item.unit for item in with_companions(NAMES, items)] == ["phuc-hoa", "cao-xa"]


HIDDEN = Notice("hidden-sheet")


@pytest.mark.parametrize(
    ("visible", "hidden", "file", "told"),
    [
        ("Đơn vị: Xã Cao Xá", "Đơn vị: Xã Tân Trung", "M3.xlsx", ("cao-xa", ["M3"], {"M3 cu": "tan-trung"})),
        ("", "Đơn vị: Xã Tân Trung", "M3 Xã Cao Xá.xlsx", ("cao-xa", ["M3"], {"M3 cu": "tan-trung"})),
        ("Đơn vị: Xã Cao Xá", "XÃ CAO XÁ", "M3.xlsx", ("cao-xa", ["M3", "M3 cu"], {})),
        ("Đơn vị: Xã Cao Xá", "", "M3.xlsx", ("cao-xa", ["M3", "M3 cu"], {})),
        ("Đơn vị: Xã Cao Xá", "HỘI NÔNG DÂN", "M3.xlsx", ("cao-xa", ["M3", "M3 cu"], {})),
        ("Đơn vị: Xã Cao Xá", "BAN CHỈ HUY QUÂN SỰ", "M3.xlsx", ("cao-xa", ["M3", "M3 cu"], {})),
        ("Đơn vị: Xã Cao Xá", "BƯU ĐIỆN", "M3.xlsx", ("cao-xa", ["M3", "M3 cu"], {})),
        ("Đơn vị: Xã Cao Xá", "HỘI NÔNG DÂN HUYỆN TÂN YÊN", "M3.xlsx", ("cao-xa", ["M3"], {"M3 cu": "nong-dan"})),
        ("Đơn vị: Phòng Y tế", "PHÒNG NỘI VỤ", "M4.xlsx", ("phong-y-te", ["M3"], {"M3 cu": "phong-noi-vu"})),
        ("", "Đơn vị: Xã Tân Trung", "M3.xlsx", ("tan-trung", ["M3", "M3 cu"], {})),
    ],
)
def test_a_hidden_list_of_another_unit_than_the_visible_one_is_left_from_its_file_and_nobodys(
    visible: str, hidden: str, file: str, told: tuple[str, list[str], dict[str, str]]
) -> None:
    sheets = (
        sheet(f"{visible}\n\n{m3(ONE_MODEL)}", "M3"),
        sheet(f"{hidden}\n\n{m3(ONE_MODEL)}", "M3 cu", notices=[HIDDEN]),
    )
    received = Intake(file, "0" * 64, at("26/02/2024 09:00"), "file_time")
    item = handle(NAMES, received, understand(*sheets), None)
    assert item.reading is not None
    assert (item.unit, [part.sheet for part in item.reading.lists], dict(item.leftovers)) == told


def test_a_visible_list_of_another_unit_beside_the_units_own_still_counts() -> None:
    sheets = (sheet(f"Đơn vị: {name}\n\n{m3(ONE_MODEL)}", name) for name in ("Xã Cao Xá", "Xã Tân Trung"))
    received = Intake("M3.xlsx", "0" * 64, at("26/02/2024 09:00"), "file_time")
    item = handle(NAMES, received, understand(*sheets), None)
    assert (set(item.units), dict(item.leftovers)) == ({"cao-xa", "tan-trung"}, {})


ISSUED = "DANH SÁCH\n({} kèm theo Kế hoạch số 07 ngày 23 tháng 02 năm 2024 của {})"


@pytest.mark.parametrize("how", ["Ban hành", ""])
@pytest.mark.parametrize(
    ("issuer", "form", "clues", "expected"),
    [
        ("Đảng ủy xã Phúc Sơn", "M3", {}, ("phuc-son", "weak", [])),
        ("Phòng Giáo dục và Đào tạo", "M4", {}, ("phong-giao-duc", "weak", [])),
        ("Ủy ban MTTQ huyện", "M3", {}, (None, None, [])),
        ("Đảng ủy xã Phúc Sơn", "M4", {}, (None, None, [])),
        ("Đảng ủy xã Phúc Sơn", None, {}, ("phuc-son", "weak", [])),
        ("Phòng Giáo dục và Đào tạo", None, {}, (None, None, [])),
        ("Ban Dân vận Huyện ủy", "M4", {}, (None, None, [])),
        ("Ủy ban MTTQ huyện", "M3", {"file": "M3 Cao Xá.xlsx"}, ("cao-xa", "name", [])),
        ("Ủy ban MTTQ huyện", "M3", {"file": "Cao Xá/DS.xlsx"}, ("cao-xa", "folder", [])),
        ("Ủy ban MTTQ huyện", "M4", {"subject": "Phòng Y tế gửi danh sách"}, ("phong-y-te", "mail", [])),
        ("Ủy ban MTTQ huyện", "M4", {"stamp": "phong-y-te"}, ("phong-y-te", "stamp", [])),
        ("Đảng ủy xã Ngọc Lý", "M3", {"file": "Cao Xá/DS.xlsx"}, ("cao-xa", "folder", ["ngoc-ly"])),
    ],
)
def test_whose_paper_a_list_was_issued_with_counts_where_nothing_else_tells(
    how: str,
    issuer: str,
    form: str | None,
    clues: dict[str, str],
    expected: tuple[str | None, str | None, list[str]],
) -> None:
    known = {"file": "DS.xlsx", **clues, **({"form": form} if form else {})}
    assert told(whose(top=ISSUED.format(how, issuer), **known)) == expected


@pytest.mark.parametrize(
    ("line", "form", "unit"),
    [
        ("Kèm theo Công văn số 12-CV/ĐU ngày 22/02/2024 của Đảng ủy xã Ngọc Vân", "M4", "ngoc-van"),
        ("Ban hành kèm theo CV số 12 của Đảng ủy xã Ngọc Vân", None, "ngoc-van"),
        ("Theo Công văn số 12 của Đảng ủy xã Ngọc Vân", "M3", None),  # whose letter its bodies follow
        ("Kèm theo Tờ trình số 5/TTr của Kho bạc Nhà nước Tân Yên", None, "kho-bac"),
        ("Kèm theo Công văn số 5 của Kho bạc Nhà nước Tân Yên", "M3", "kho-bac"),
        ("Kèm theo Báo cáo số 5 của Hội Nông dân huyện", None, "nong-dan"),
        ("Kèm theo Báo cáo số 5 của Hội Nông dân huyện", "M3", None),  # whose letter a commune's body may enclose
        ("Theo Công văn số 5 của Phòng Nội vụ", None, None),  # whose letter everybody may follow
        ("Kèm theo Công văn số 5 của Ban Dân vận Huyện ủy", "M4", None),
    ],
)
def test_who_wrote_the_letter_that_encloses_a_list_sends_it(line: str, form: str | None, unit: str | None) -> None:
    assert told(whose("DS.xlsx", f"DANH SÁCH\n({line})", **({"form": form} if form else {})))[0] == unit


FIELDS = """
| STT | Tên mô hình | Cấp đăng ký | Lĩnh vực |
| 1 | Trồng hoa ven đường | Cấp huyện | Kinh tế |
"""


@pytest.mark.parametrize(
    ("file", "under", "expected"),
    [
        ("DS.xlsx", "BÍ THƯ\n\nNguyễn Văn Nam\nPhòng Nội vụ", "phong-noi-vu"),
        ("DS.xlsx", "LÃNH ĐẠO PHÒNG NỘI VỤ\nNguyễn Văn Nam", "phong-noi-vu"),
        ("DS.xlsx", "Người lập biểu\nTrần Văn Ba - Phòng Nội vụ", "phong-noi-vu"),
        ("DS.xlsx", "Người lập biểu\nTrần Văn Ba - Trưởng phòng", None),
        ("DS.xlsx", "Cao Thượng, ngày 20/02/2024\nNgười lập biểu: Trần Văn Ba - Phòng Nội vụ", "phong-noi-vu"),
        ("DS.xlsx", "Nơi nhận:\nTrần Văn Ba - Phòng Nội vụ", None),
        ("DS.xlsx", "Mọi vướng mắc xin liên hệ:\nNguyễn Văn Nam - Văn phòng Huyện ủy", None),
        ("DS.xlsx", "Người lập biểu\nTrần Văn Ba - Phòng Nội vụ huyện - ĐT 0912 345 678", "phong-noi-vu"),
        ("DS.xlsx", "Người lập biểu\nTrần Văn Ba - Phòng Tài chính - Kế hoạch TX Việt Yên", None),
        ("DS.xlsx", "Kết quả - Phòng Nội vụ", None),
        ("DS.xlsx", "LÃNH ĐẠO PHÒNG NỘI VỤ\nNguyễn Văn Nam\nLÃNH ĐẠO HẠT KIỂM LÂM\nTrần Văn B", None),
        ("DS.xlsx", "BÍ THƯ\nNguyễn Văn A\nNơi nhận:\nBan Dân vận Huyện ủy\nPhòng Nội vụ.", None),
        ("DS.xlsx", "BÍ THƯ\nNguyễn Văn A\nKính gửi\nPhòng Nội vụ", None),
        ("DS.xlsx", "BÍ THƯ\nNguyễn Văn A\nThẩm định của Phòng Nội vụ", None),
        ("DS.xlsx", "TM. UBND XÃ\nCHỦ TỊCH\nNguyễn Văn Nam\nHội Nông dân huyện", None),
        ("M3 Cao Xá.xlsx", "BÍ THƯ\nNguyễn Văn A\nPhòng Nội vụ", "cao-xa"),
        ("M3.xlsx", "BÍ THƯ\nNguyễn Văn A\nPhòng Nội vụ", None),
        ("M4 Phòng Y tế.xlsx", "CHỦ TỊCH\nNguyễn Văn A\nPhòng Nội vụ", "phong-y-te"),
    ],
)
def test_who_stands_under_the_signers_name_counts_where_nothing_else_tells(
    file: str, under: str, expected: str | None
) -> None:
    received = Intake(file, "0" * 64, at("26/02/2024 09:00"), "file_time")
    item = handle(NAMES, received, understand(f"DANH SÁCH\n{FIELDS}\n{under}"), None)
    assert (item.unit, item.against_units) == (expected, frozenset())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Phòng Nội vụ xin gửi danh sách đăng ký.", ("phong-noi-vu", None)),
        ("Hội Nông dân xã Cao Xá xin gửi danh sách.", ("cao-xa", "Hội Nông dân xã Cao Xá")),
        ("Trường THCS Cao Xá xin gửi danh sách.", ("cao-xa", "Trường THCS Cao Xá")),
        ("xã Cao Xá kính gửi danh sách đăng ký.", ("cao-xa", None)),
        ("xã Cao Xá gửi kèm danh sách.", ("cao-xa", None)),
        ("xã Cao Xá gửi M3.", ("cao-xa", None)),
        ("xã Cao Xá xin nộp hồ sơ.", ("cao-xa", None)),
        ("xã Cao Xá gửi theo mẫu M3.", ("cao-xa", None)),
        ("Phòng Nội vụ xin được gửi danh sách.", ("phong-noi-vu", None)),
        ("xã Cao Xá mới gửi được danh sách, mong Ban thông cảm.", ("cao-xa", None)),
        ("Phòng Nội vụ đã yêu cầu gửi lại. Em gửi danh sách.", (None, None)),
        ("Phòng Nội vụ báo cáo đã nhận bản giấy ạ.", (None, None)),
        ("Ủy ban MTTQ huyện (báo cáo). Em gửi danh sách ạ", (None, None)),
    ],
)
def test_behind_an_addressee_who_sends_stands_right_before_the_list(
    words: str, expected: tuple[str | None, str | None]
) -> None:
    mail = f"Kính gửi Ban Dân vận Huyện ủy, {words}"
    received = Intake("t.eml!DS.xlsx", "0" * 64, at("26/02/2024 09:00"), "email", mail_text=mail)
    item = handle(NAMES, received, understand(m3(ONE_MODEL)), None)
    assert (item.unit, item.body) == expected
