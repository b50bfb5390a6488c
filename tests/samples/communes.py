"""What the communes and towns sent. The levels of a list stand field by field: p province, d district, b base."""

from __future__ import annotations

from dataclasses import replace

from tests.samples import layouts
from tests.samples.catalogue import agency, commune
from tests.samples.filled_blank import blank, filled
from tests.samples.nouns import Listing, Make
from tests.samples.oddities import macro_enabled, tcvn3
from tests.samples.opendocument import ods
from tests.samples.parts import zipped
from tests.samples.post import Letter, mail, scan
from tests.samples.word import docx
from tests.samples.workbook import xlsx

PHUC_SON_MAIL = Letter(
    sender="Van phong Dang uy xa Phuc Son <phucson.vp@example.vn>",
    subject="Xã Phúc Sơn gửi danh sách đăng ký mô hình Dân vận khéo 2024",
    sent="Mon, 26 Feb 2024 16:41:07 +0700",
    received="Mon, 26 Feb 2024 16:41:52 +0700",
    text="Kính gửi Ban Dân vận Huyện ủy, xã Phúc Sơn gửi danh sách đăng ký theo mẫu M3.\n",
)
THUMBS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(56)  # what Windows leaves in every folder


def phuc_hoa() -> Listing:
    """The list of Phúc Hòa, where the early lychees grow."""
    return commune("phuc-hoa", "pddb/dd/b/bb", signed="Xã Phúc Hòa")


def phuc_hoa_again() -> Listing:
    """The list that Phúc Hòa sent after the deadline: one model is gone, another has come."""
    first = phuc_hoa()
    return replace(first, models=[*first.models[:-1], *commune("phuc-hoa", "/b//", start=6).models])


def phuc_son() -> bytes:
    """A mail with the list attached."""
    listing = commune("phuc-son", "pdd/ddb/db/b")
    return mail(PHUC_SON_MAIL, {"M3 Phúc Sơn.xlsx": xlsx(layouts.with_level_column(listing))})


def que_nham() -> bytes:
    """A zip: the list under a name with accents in a folder, and what Windows left there."""
    listing = commune("que-nham", "pdd/dd/bb/b", signed="ĐẢNG BỘ XÃ QUẾ NHAM", habit=2)
    folder = "Xã Quế Nham"
    members = {"Danh sách đăng ký M3 - Quế Nham.xlsx": xlsx(layouts.paged(listing)), "Thumbs.db": THUMBS}
    return zipped({f"{folder}/{name}": data for name, data in members.items()})


def viet_lap() -> bytes:
    """A list whose unit line nobody filled in: only the file's name tells."""
    listing = commune("viet-lap", "pdd/ddb/b/b", signed="ĐẢNG ỦY XÃ ..............", habit=1)
    return xlsx(layouts.with_brackets(listing))


FILES: dict[str, Make] = {
    "M3_TT Cao Thượng.xlsx": lambda: filled(
        commune("cao-thuong", "pddb/ddb/db/b", signed="Thị trấn Cao Thượng"),
        "M3",
        own=("☒ Có   ☐ Không", "15-KH/ĐU", "20/02/2024"),
    ),
    "M3_thi_tran_Nha_Nam.xlsx": lambda: filled(
        commune("nha-nam", "ppdb/ddb/db/bb"), "M3", "nha-nam", name_it=False
    ),
    "Xã An Dương - đăng ký DVK 2024.xlsx": lambda: xlsx(
        layouts.with_brackets(commune("an-duong", "pdd/ddb/d/b", habit=1))
    ),
    "Hội LHPN xã An Dương.xlsx": lambda: xlsx(
        layouts.m4_with_level(agency("hoi-phu-nu-an-duong", signed="HỘI LHPN XÃ AN DƯƠNG"))
    ),
    "Cao Xá M3.xlsx": lambda: xlsx(layouts.letter_m3(commune("cao-xa", "????/???/?/?", signed="UBND XÃ CAO XÁ"))),
    "dai hoa.xlsx": lambda: xlsx(layouts.shifted(commune("dai-hoa", "ddb/ddb/b/b", signed="Xã Đại Hóa", habit=2))),
    "Hợp Đức_4 lĩnh vực.xlsx": lambda: xlsx(
        layouts.sheet_per_field(commune("hop-duc", "ppd/pdd/db/b", signed="XÃ HỢP ĐỨC", habit=1))
    ),
    "lam cot M3 2024.xlsx": lambda: xlsx(
        layouts.short_heads(commune("lam-cot", "pd/ddb/bb/b", signed="ĐẢNG BỘ XÃ LAM CỐT"))
    ),
    "Lan Giới_đăng ký mô hình.xlsx": lambda: xlsx(
        layouts.by_level(commune("lan-gioi", "pddd/ddb/db/b", signed="Xã Lan Giới", habit=3))
    ),
    "Liên Chung/M3 Liên Chung.xlsx": lambda: xlsx(layouts.paged(commune("lien-chung", "pddb/db/db/bb", habit=3))),
    "Liên Chung/M3 Liên Chung bổ sung.xlsx": lambda: xlsx(
        layouts.with_level_column(commune("lien-chung", "/d//", start=9))
    ),
    "LIÊN SƠN - M3.xlsx": lambda: xlsx(layouts.in_merged_rows(commune("lien-son", "pddd/db/b/b", habit=1))),
    "Ngoc Chau.xlsx": lambda: xlsx(tcvn3(layouts.with_level_column(commune("ngoc-chau", "pdb/ddb/db/b", habit=1)))),
    "Ngọc Lý.ods": lambda: ods(layouts.in_merged_rows(commune("ngoc-ly", "pdd/ddb/b/b", signed="XÃ NGỌC LÝ"))),
    "Danh sách Dân vận khéo xã Ngọc Vân.docx": lambda: docx(
        layouts.with_level_column(commune("ngoc-van", "pddb/dd/bb/b", habit=2))[0]
    ),
    "M3 Phúc Hòa.xlsx": lambda: filled(phuc_hoa(), "M3"),
    "M3 Phúc Hòa lần 2.xlsx": lambda: filled(phuc_hoa_again(), "M3"),
    "Xã Phúc Sơn gửi M3.eml": phuc_son,
    "M3_xa_Quang_Tien.xlsx": lambda: blank("M3", "quang-tien"),
    "xã Quế Nham.zip": que_nham,
    "Scan DS Song Vân.pdf": scan,
    "Tân Trung (bản ký).pdf": lambda: scan("2"),
    "Tân Trung M3.xlsm": lambda: macro_enabled(
        xlsx(layouts.shifted(commune("tan-trung", "pdd/ddb/b/b", signed="Xã Tân Trung")))
    ),
    "M3_VIETLAP.xlsx": viet_lap,
    "M3_VIETLAP (1).xlsx": viet_lap,
}
