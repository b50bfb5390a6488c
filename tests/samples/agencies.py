"""What the agencies sent, and what nobody should have sent."""

from __future__ import annotations

from dataclasses import replace

from tests.samples import layouts
from tests.samples.catalogue import agency
from tests.samples.communes import THUMBS
from tests.samples.filled_blank import filled
from tests.samples.nouns import Make, Sheet
from tests.samples.oddities import decomposed, strict, vni, wrong_dimension
from tests.samples.post import Letter, empty_7z, mail
from tests.samples.web import html
from tests.samples.workbook import ERROR, xlsx

KHO_BAC_MAIL = Letter(
    sender="Chi bo Kho bac <khobac.tanyen@example.vn>",
    subject="Chi bộ Kho bạc Nhà nước huyện - đăng ký M4",
    sent="Tue, 27 Feb 2024 23:52:10 +0700",
    received="Wed, 28 Feb 2024 00:21:33 +0700",
    text="Chi bộ Kho bạc gửi danh sách đăng ký theo mẫu M4.\n",
)
BUU_DIEN_MAIL = Letter(
    sender="Buu dien huyen <buudien.tanyen@example.vn>",
    subject="Bưu điện huyện Tân Yên gửi M4",
    sent="Fri, 23 Feb 2024 09:14:00 +0700",
    received="Fri, 23 Feb 2024 09:14:31 +0700",
    text="Bưu điện huyện gửi mẫu M4 và một bản nữa để in.\n",
)
LOCK = b"\x05admin" + b" " * 49 + b"\x05\x00a\x00d\x00m\x00i\x00n" + b" \x00" * 50


def short(code: str, signed: str | None = None, habit: int = 0) -> bytes:
    """An agency's list in the office's own short columns."""
    return xlsx(layouts.m4_short(agency(code, signed=signed, habit=habit)))


def nil(code: str, signed: str) -> bytes:
    """An agency that registers nothing, and says so."""
    return xlsx(layouts.nil(agency(code, signed=signed)))


def bare(code: str) -> Sheet:
    """An agency's list on the letter's M4 with level and field added."""
    return layouts.m4_with_level(agency(code))[0]


def our_blank(code: str, signed: str, stamped_for: str | None = None) -> bytes:
    """An agency's list on our blank form."""
    return filled(agency(code, signed=signed), "M4", stamped_for)


def ngan_hang() -> bytes:
    """A list of which one row is filtered away, and still there."""
    sheets = layouts.m4_with_level(agency("ngan-hang-chinh-sach", signed="CHI BỘ NGÂN HÀNG CSXH HUYỆN", habit=3))
    row = next(number for number, row in enumerate(sheets[0].rows) if row and row[0] == 2)
    return xlsx([replace(sheets[0], hidden={row})])


def phong_giao_duc() -> bytes:
    """A list with a row struck through, an error in a cell, and a sheet that explains how to fill it in."""
    listing = agency("phong-giao-duc", signed="PHÒNG GD&ĐT HUYỆN", habit=2)
    sheet = layouts.m4_short(listing)[0]
    rows = {row[0]: number for number, row in enumerate(sheet.rows) if row}
    sheet.struck = {rows[3]}
    sheet.rows[rows[4]][5] = ERROR
    guide = Sheet("Hướng dẫn", widths=(90,))
    for line in ("HƯỚNG DẪN GHI BIỂU", "Mỗi mô hình ghi một dòng.", "Gửi về trước ngày 27/02/2024."):
        guide.add(line)
    return xlsx([guide, sheet])


def kho_bac() -> bytes:
    """A mail that was sent before midnight and arrived after."""
    return mail(KHO_BAC_MAIL, {"M4.xlsx": short("kho-bac", "Chi bộ Kho bạc Nhà nước huyện")})


def buu_dien() -> bytes:
    """A mail with the same list twice."""
    return mail(BUU_DIEN_MAIL, dict.fromkeys(("M4.xlsx", "M4 để in.xlsx"), xlsx([bare("buu-dien")])))


def calendar() -> bytes:
    """A workbook that is no form: the week's calendar."""
    sheet = Sheet("Tuần 9")
    sheet.add("LỊCH CÔNG TÁC TUẦN 9 NĂM 2024", look="title", merge=(0, 3))
    sheet.add("Thứ", "Buổi", "Nội dung công việc", "Địa điểm", look="head")
    sheet.add("Hai", "Sáng", "Giao ban đầu tuần", "Phòng họp số 1", look="row")
    sheet.add("Ba", "Chiều", "Dự hội nghị trực tuyến", "Phòng họp số 2", look="row")
    return xlsx([sheet])


def m4(code: str, signed: str, habit: int = 0, total: int | None = None) -> bytes:
    """An agency's list on the letter's M4 with level and field added, perhaps with a stated total."""
    return xlsx(layouts.m4_with_level(agency(code, signed=signed, habit=habit), total))


FILES: dict[str, Make] = {
    "M4 Công an huyện.xlsx": lambda: our_blank("cong-an", "Đảng bộ Công an huyện"),
    "Quân sự.xlsx": lambda: xlsx(layouts.letter_m4(agency("quan-su", signed="BAN CHQS HUYỆN"))),
    "TTYT huyen Tan Yen.xlsx": lambda: m4("trung-tam-y-te", "TRUNG TÂM Y TẾ HUYỆN TÂN YÊN", 2),
    "TAND huyện - M4.xlsx": lambda: nil("toa-an", "TAND HUYỆN TÂN YÊN"),
    "VKSND.xls": lambda: short("vien-kiem-sat", "VKSND huyện"),
    "Thi hành án dân sự.xls": lambda: html(bare("thi-hanh-an")),
    "Chi cục Thuế M4.xlsx": lambda: strict(xlsx([bare("chi-cuc-thue")])),
    "BHXH.xlsx": lambda: wrong_dimension(short("bao-hiem-xa-hoi", habit=3)),
    "NHCSXH M4.xlsx": ngan_hang,
    "THPT Tân Yên số 2 - M4.xlsx": lambda: our_blank("thpt-tan-yen-2", "Trường THPT Tân Yên số 2"),
    "VPHU.xlsx": lambda: our_blank("van-phong-huyen-uy", "Văn phòng Huyện ủy"),
    "M4 Ban Tuyên giáo Huyện ủy.xlsx": lambda: our_blank("ban-tuyen-giao", "Ban Tuyên giáo Huyện ủy"),
    "M4 Ban Tuyên giáo Huyện ủy - Copy.xlsx": lambda: our_blank("ban-tuyen-giao", "Ban Tuyên giáo Huyện ủy"),
    "UBKT Huyện ủy.xlsx": lambda: nil("uy-ban-kiem-tra", "Ủy ban Kiểm tra Huyện ủy"),
    "P. Nội vụ.xlsx": lambda: short("phong-noi-vu", "Phòng Nội vụ huyện Tân Yên", 1),
    "Phòng TN&MT.xlsx": lambda: xlsx(decomposed([bare("phong-tai-nguyen")])),
    "Phòng GD&ĐT - danh sách M4.xlsx": phong_giao_duc,
    "Thanh tra huyện.xlsx": lambda: xlsx(vni(layouts.m4_with_level(agency("thanh-tra", habit=1)))),
    "Phòng Y tế M4.7z": empty_7z,
    "Phòng NN&PTNT.xlsx": lambda: xlsx([bare("phong-nong-nghiep")], date_1904=True),
    "Phòng KT&HT huyện.xlsx": lambda: xlsx([bare("phong-kinh-te-ha-tang")])[:2600],  # cut off on its way
    "M4_MTTQ huyện.xlsx": lambda: short("cuu-chien-binh", "Hội Cựu chiến binh huyện"),
    "Hội LHPN huyện.xlsx": lambda: xlsx(
        layouts.with_level_column(agency("phu-nu", signed="HỘI LHPN HUYỆN TÂN YÊN"))
    ),
    "Hội Nông dân huyện.xlsx": lambda: our_blank("nong-dan", "Hội Nông dân huyện", "phu-nu"),
    "Huyện đoàn.xlsx": lambda: our_blank("huyen-doan", "BTV Huyện đoàn"),
    "LĐLĐ huyện M4.xlsx": lambda: m4("lien-doan-lao-dong", "LIÊN ĐOÀN LAO ĐỘNG HUYỆN", 1, 5),
    "Kho bạc gửi M4.eml": kho_bac,
    "Bưu điện gửi M4.eml": buu_dien,
    "M4 văn hóa.xlsx": lambda: short("phong-van-hoa", "Phòng Văn hóa và Thông tn"),
    "DS đăng ký.xlsx": lambda: short("truong-tieu-hoc", "Trường Tiểu học Sao Khuê"),
    "Lịch công tác tuần 9.xlsx": calendar,
    "~$M4 Công an huyện.xlsx": lambda: LOCK,
    "Thumbs.db": lambda: THUMBS,
}
