"""The unit that a file name, a folder or a subject speaks of."""

from __future__ import annotations

import pytest
from msgspec import structs

from aggregator.nouns.unit import Unit
from aggregator.understand.unit_in_name import unit_in_name, units_in_name
from aggregator.understand.unit_names import UnitNames
from aggregator.vietnamese.fold import squeezed
from tests.sheets import CAMPAIGN
from tests.understand.signatures import bodies, commune_bodies, commune_signs

NAMES = UnitNames(CAMPAIGN)


def code(text: str) -> str | None:
    named = unit_in_name(NAMES, text)
    return named.unit.code if named else None


@pytest.mark.parametrize("unit", CAMPAIGN.units, ids=lambda unit: unit.code)
def test_every_unit_is_found_in_the_names_that_people_give_files(unit: Unit) -> None:
    form = "M3" if unit.kind == "commune" else "M4"
    names = [
        f"{form} {unit.name}",
        f"{form}_{unit.name.replace(' ', '_')} (1)",
        f"{form}-{squeezed(unit.name)}-2024",
        f"Danh sách đăng ký mô hình Dân vận khéo năm 2024 - {unit.name}",
        f"{unit.name.upper()} {form} lần 2",
    ]
    assert [name for name in names if code(name) != unit.code] == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("M3_VIETLAP (1)", "viet-lap"),
        ("M3CaoXa", "cao-xa"),
        ("bao cao xa Lan Gioi", "lan-gioi"),
        ("TT Nha Nam", "nha-nam"),
        ("THPT Nhã Nam M4", "thpt-nha-nam"),
        ("M4 VKS huyện", "vien-kiem-sat"),
        ("Hội Nông dân xã Cao Xá", "cao-xa"),
        ("M4 - Hội Nông dân", "nong-dan"),
        ("Ban Dân vận Huyện ủy M4", "ban-dan-van"),
        ("M3 xã Phúc Hòa và phụ lục", "phuc-hoa"),
        ("UBNDXaCaoXa", "cao-xa"),
        ("danh sách do Cao Thượng gửi", "cao-thuong"),
        ("Em ở xã Song Vân ạ", "song-van"),
        ("Ngoc Ly gui Ban Dan van", "ngoc-ly"),
        ("Nha Nam THPT", "thpt-nha-nam"),
        ("thpttanyen1", "thpt-tan-yen-1"),
        ("THPTTanYen2_M4", "thpt-tan-yen-2"),
        ("M4_THPTTY1", "thpt-tan-yen-1"),
        ("NoiVu M4", "phong-noi-vu"),
        ("Ho so Trung tâm Phát triển quỹ đất huyện", "quy-dat"),
        ("HỒ SƠ Hội LHPN huyện Tân Yên", "phu-nu"),
        ("GDTX M4", "gdnn-gdtx"),
        ("Điện lực Tân Yên, Bắc Giang", "dien-luc"),
        ("HND huyen - mo hinh tai xa Ngoc Ly", "nong-dan"),
        ("Phong Y te gui UBND xa Cao Xa", "phong-y-te"),
    ],
)
def test_names_as_they_come(name: str, unit: str) -> None:
    assert code(name) == unit


@pytest.mark.parametrize(
    "name", ["M3", "danh sach dang ky", "Copy of Book1", "M3 Phúc Hòa, Liên Sơn", "xã Nhã Nam", "DSC_0012", ""]
)
def test_names_that_name_nobody_or_several(name: str) -> None:
    assert code(name) is None


@pytest.mark.parametrize(
    "name",
    [
        # whom it goes to, whose letter it cites
        *("DS gui chi bo Toa an", "theo công văn của Chi bộ Kho bạc Nhà nước huyện"),
        *("DS gui xa Ngoc Ly", "Gửi UBND xã Cao Xá", "danh sách theo công văn của UBND xã Cao Xá"),
        "Em gửi danh sách theo công văn của Hội Nông dân huyện ạ",
        # where the models are
        *("mô hình tại xã Ngọc Lý", "mo hinh tai Ngoc Ly", "Kiem lam - xa Lan Gioi", "Điện lực - xã Cao Xá"),
        # persons
        *("M4 Đỗ Cao Thượng", "Hà An Dương", "ĐỖ CAO THƯỢNG"),
        # other words without their marks, a misspelt school
        *("an duong cao toc moi", "nep song van minh", "M4 chi bo truong tpht nha nam"),
        # the communes of other districts
        *("M3 Hop Duc Thanh Ha", "Phuc Hoa - Phuc Tho", "xaPhucSon,huyenLamBinh_dvk2024"),
        # the same body elsewhere, and other bodies with a part of the name
        *("M4 dang bo cong an huyen Lang Giang", "M3 An Dương - Hợp Đức"),
        *("M4 Phòng Nội vụ huyện Yên Thế", "V/v đăng ký mô hình của Công an thị xã Việt Yên"),
        *("Phòng Tài chính - Kế hoạch TX Việt Yên", "M4 Phòng Y tế quận Long Biên", "Ban Tổ chức Thị ủy Việt Yên"),
        *("M4 toa an nhan dan Lang Giang", "Kho bạc Nhà nước Lục Nam", "cong ty dien luc Bac Giang"),
        *("Sở Nội vụ", "Ho so so Noi vu", "Hồ sơ chi cục Kiểm lâm Bắc Giang"),
        *("chi cuc kiem lam Bac Giang", "BHXH Bắc Giang", "cong ty TNHH may Tan Yen"),
        *("M4 ngan haang nong nghiep va phat trien nong thon huyen", "M4 trung tam Noi vu"),
    ],
)
def test_who_stands_beside_a_name_is_not_the_unit(name: str) -> None:
    assert code(name) is None


def test_two_communes_after_each_other_name_nobody() -> None:
    assert code("M3 Cao Xá, Liên Sơn") is None


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Hội Nông dân xã Cao Xá", True),
        ("UBND xã Cao Xá", False),
        ("M3 Đảng ủy xã Cao Xá", False),
        ("xã Cao Xá", False),
    ],
)
def test_a_communes_body_is_told_from_the_commune(name: str, body: bool) -> None:
    named = unit_in_name(NAMES, name)
    assert named is not None
    assert (named.body is not None) is body


@pytest.mark.parametrize(
    "text",
    [
        "Danh sách cá nhân điển hình",
        "DS tap the ca nhan thang 2",
        "ban_dk_ca_nhan Nguyen Van An",
        "đợt c, A1",
        "giai đoạn 2021-2025",
        "tong_hop_2024",
        "tong_hop_tinh_2024",
        "bao_cao_2024",
    ],
)
def test_common_words_that_look_like_an_abbreviation_name_nobody(text: str) -> None:
    assert unit_in_name(NAMES, text) is None


@pytest.mark.parametrize("unit", CAMPAIGN.units, ids=lambda unit: unit.code)
def test_every_way_of_signing_is_found_among_the_words_of_a_file_name(unit: Unit) -> None:
    if unit.kind == "agency":
        clear, weak = bodies(unit)
        signs = [*clear, *(f"{body} huyện" for body in weak)]
    else:
        signs = [sign for sign in (*commune_signs(unit), *commune_bodies(unit)) if "|" not in sign]
    names = [
        f"{before}{sign}{after}"
        for sign in signs
        for before, after in (("M4_", " (1)"), ("", " gửi danh sách DVK"))
    ]
    plain = "Kinh tế và Hạ tầng"  # may be words like any other
    assert [name for name in names if code(name) != unit.code and plain not in name] == []


@pytest.mark.parametrize(
    "name",
    ["M4 HND xã", "hnd xa", "Hội nông dân thị trấn", "Công an tỉnh", "vhtt", "y tế", "báo cáo kinh tế xã hội"],
)
def test_another_level_or_a_name_of_two_units_is_nobodys(name: str) -> None:
    assert code(name) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Các mô hình phù hợp, đức tính cần cù của bà con.", "Mô hình phù hợp đức tính người dân"),
        *("Mô hình xây dựng đời sống văn hóa 2024", "XÂY DỰNG ĐỜI SỐNG VĂN HÓA", "Xây Dựng Đời Sống Văn Hóa"),
        *("Danh sách có mô hình chăm sóc, an dưỡng người già.", "Cán bộ xã tận trung với nước"),
        *("Nhân dân có tinh thần cao thượng.", "Đẩy mạnh công nghiệp hóa, hiện đại hóa nông thôn."),
        *("Vải ngọc, lý do nộp muộn.", "Việc làm cốt lõi là tuyên truyền.", "Đoạn đường vinh quang tiến tới."),
        *("Gỡ liên sơn ký; chữ ký liền sơn.", "Bà con xa quê nhắm tới"),
    ],
)
def test_ordinary_words_with_their_marks_name_no_commune(text: str) -> None:
    assert unit_in_name(NAMES, text) is None
    assert units_in_name(NAMES, text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(
            ("Đảng ủy xã Hợp Đức gửi danh sách", "hop-duc"),
            ("xã hợp đức gửi danh sách đăng ký năm nay ạ.", "hop-duc"),
        ),
        *(("M3 hợp đức", "hop-duc"), ("Mẫu M3_HỢP ĐỨC", "hop-duc"), ("HỢP ÐỨC gửi danh sách", "hop-duc")),
        *(
            ("Song Van gửi danh sách của xã.", "song-van"),
            ("xa Song Van gui", "song-van"),
            ("SONG VAN", "song-van"),
        ),
        *(("Cao Thượng gửi Ban danh sách đăng ký năm nay.", "cao-thuong"), ("XÃ QUẾ NHÂM", "que-nham")),
        *(
            ("UBND song vân gửi danh sách đăng ký, kính mong Ban nhận.", "song-van"),
            ("Phúc Hoà nộp M3", "phuc-hoa"),
        ),
        ("Ngọc lý gửi danh sách đăng ký mô hình năm nay ạ", "ngoc-ly"),
    ],
)
def test_a_communes_name_counts_as_it_is_written_or_with_fewer_marks(text: str, unit: str) -> None:
    assert code(text) == unit


@pytest.mark.parametrize("name", ["Xã Quang Trung", "Xã Quang (Trung)", "Xã Ia Kla’ng", "Phường 5", "Xã Hòa [cũ]"])
def test_a_commune_whose_name_has_no_marks_or_odd_letters_is_read_in_running_text(name: str) -> None:
    unit = structs.replace(CAMPAIGN.units[2], code="x", name=name, aliases=())
    names = UnitNames(structs.replace(CAMPAIGN, units=(*CAMPAIGN.units, unit)))
    bare = name.split(" ", 1)[1]
    unit_in_name(names, f"Kính gửi các đồng chí ở {bare.lower()} về việc đăng ký mô hình năm nay.")
    found = unit_in_name(names, f"Danh sách đăng ký mô hình của {name} năm 2024")
    assert found is not None
    assert found.unit.code == "x"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("M3 phường 5", "x"),
        ("M3_P.5", "x"),
        ("Sheet5", None),
        ("thư 5", None),
        ("M1 5", None),
        ("Trường THPT số 5", None),
    ],
)
def test_no_number_by_itself_is_a_ward(text: str, unit: str | None) -> None:
    ward = structs.replace(CAMPAIGN.units[2], code="x", name="Phường 5", aliases=())
    office = structs.replace(CAMPAIGN.office, kind="thành phố")
    kinds = CAMPAIGN.commune_names.kinds | {"Phường": ["phường", "p"]}
    commune_names = structs.replace(CAMPAIGN.commune_names, kinds=kinds)
    names = UnitNames(structs.replace(CAMPAIGN, units=(ward,), office=office, commune_names=commune_names))
    found = unit_in_name(names, text)
    assert (found.unit.code if found else None) == unit
