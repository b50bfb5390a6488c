"""What a person wrote down who opened every sample: whose it is, what kind it is, in which columns to look.

Columns are letters as Excel shows them. Nothing here comes from the program or from the script that
made the samples.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a list has its running number, name and level. ``level`` None: the list does not say it."""

    stt: str
    name: str
    level: str | None = None
    rule: str = "cell"  # "cell", "merged" (a blank cell has the value above), "brackets", "heading"


@dataclass(frozen=True)
class Source:
    """One file of a unit. ``place`` None: it is what ``kind`` says.

    ``kind``: list, scan, nil, empty, paper, forms, or "eye", where ``seen`` are the levels as read by eye.
    ``doubtful``: what a machine reads of it may be wrong (a table printed to PDF), so that no verdict hangs on it.
    """

    file: str
    place: Place | None = None
    kind: str = "list"
    counts: bool = True
    seen: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class Form:
    """An M1 or M2 as read by eye. ``name`` is that of the row it is of, None: the list has no such row."""

    file: str
    form: str
    unit: str
    level: str
    name: str | None


LETTER = Place("A", "C", "I")  # the letter's eight columns and a level at their right
NO_LEVEL = Place("A", "C")
BRACKETS = Place("A", "C", "C", "brackets")
MERGED = Place("A", "C", "I", "merged")
SHIFTED = Place("B", "C", "D")
BY_LEVEL = Place("A", "B", "A", "heading")
OFFICE = Place("A", "C", "I")  # an agency's own order: the level is the last of nine

LEDGER: dict[str, list[Source]] = {
    "cao-thuong": [Source("M3_TT Cao Thượng.xlsx", LETTER)],
    "nha-nam": [Source("M3_thi_tran_Nha_Nam.xlsx", LETTER)],
    "an-duong": [
        Source("Xã An Dương - đăng ký DVK 2024.xlsx", BRACKETS),
        Source("Hội LHPN xã An Dương.xlsx", LETTER),
    ],
    "cao-xa": [Source("Cao Xá M3.xlsx", NO_LEVEL)],
    "dai-hoa": [Source("dai hoa.xlsx", SHIFTED)],
    "hop-duc": [Source("Hợp Đức_4 lĩnh vực.xlsx", LETTER)],
    "lam-cot": [Source("lam cot M3 2024.xlsx", LETTER)],
    "lan-gioi": [Source("Lan Giới_đăng ký mô hình.xlsx", BY_LEVEL)],
    "lien-chung": [
        Source("Liên Chung/M3 Liên Chung.xlsx", LETTER),
        Source("Liên Chung/M3 Liên Chung bổ sung.xlsx", LETTER),
    ],
    "lien-son": [Source("LIÊN SƠN - M3.xlsx", MERGED)],
    "ngoc-chau": [Source("Ngoc Chau.xlsx", LETTER)],
    "ngoc-ly": [Source("Ngọc Lý.ods", MERGED)],
    "ngoc-thien": [Source("M3 xã Ngọc Thiện.xls", LETTER)],
    "ngoc-van": [Source("Danh sách Dân vận khéo xã Ngọc Vân.docx", LETTER)],
    "phuc-hoa": [
        Source("M3 Phúc Hòa.xlsx", LETTER, counts=False),
        Source("M3 Phúc Hòa lần 2.xlsx", LETTER),
    ],
    "phuc-son": [Source("Xã Phúc Sơn gửi M3.eml!M3 Phúc Sơn.xlsx", LETTER)],
    "quang-tien": [Source("M3_xa_Quang_Tien.xlsx", kind="empty")],
    "que-nham": [Source("xã Quế Nham.zip!Xã Quế Nham/Danh sách đăng ký M3 - Quế Nham.xlsx", LETTER)],
    "song-van": [Source("Scan DS Song Vân.pdf", kind="scan")],
    "tan-trung": [Source("Tân Trung (bản ký).pdf", kind="scan"), Source("Tân Trung M3.xlsm", SHIFTED)],
    "viet-lap": [Source("M3_VIETLAP.xlsx", BRACKETS)],
    "cong-an": [Source("M4 Công an huyện.xlsx", LETTER)],
    "quan-su": [Source("Quân sự.xlsx", BRACKETS)],
    "trung-tam-y-te": [Source("TTYT huyen Tan Yen.xlsx", LETTER)],
    "toa-an": [Source("TAND huyện - M4.xlsx", kind="nil")],
    "vien-kiem-sat": [Source("VKSND.xls", OFFICE)],
    "thi-hanh-an": [Source("Thi hành án dân sự.xls", LETTER)],
    "chi-cuc-thue": [Source("Chi cục Thuế M4.xlsx", LETTER)],
    "bao-hiem-xa-hoi": [Source("BHXH.xlsx", OFFICE)],
    "ngan-hang-chinh-sach": [Source("NHCSXH M4.xlsx", LETTER)],
    "dien-luc": [Source("M4 Điện lực.xlsx", kind="scan")],
    "thpt-tan-yen-1": [Source("THPT Tân Yên số 1.doc", kind="eye", seen="dbb")],
    "thpt-tan-yen-2": [Source("THPT Tân Yên số 2 - M4.xlsx", LETTER)],
    "van-phong-huyen-uy": [Source("VPHU.xlsx", LETTER)],
    "ban-tuyen-giao": [Source("M4 Ban Tuyên giáo Huyện ủy.xlsx", LETTER)],
    "uy-ban-kiem-tra": [Source("UBKT Huyện ủy.xlsx", kind="nil")],
    "phong-noi-vu": [Source("P. Nội vụ.xlsx", OFFICE)],
    "phong-tai-nguyen": [Source("Phòng TN&MT.xlsx", LETTER)],
    "phong-giao-duc": [Source("Phòng GD&ĐT - danh sách M4.xlsx", OFFICE)],
    "phong-nong-nghiep": [Source("Phòng NN&PTNT.xlsx", LETTER)],
    "phong-kinh-te-ha-tang": [Source("Phòng KT&HT huyện.xlsx", kind="scan")],
    "phong-van-hoa": [Source("M4 văn hóa.xlsx", OFFICE)],
    "phong-y-te": [Source("Phòng Y tế M4.7z", kind="scan")],
    "phong-tu-phap": [Source("M2 Phòng Tư pháp.docx", kind="forms")],
    "thanh-tra": [Source("Thanh tra huyện.xlsx", LETTER)],
    "cuu-chien-binh": [Source("M4_MTTQ huyện.xlsx", OFFICE)],
    "phu-nu": [Source("Hội LHPN huyện.xlsx", LETTER)],
    "nong-dan": [Source("Hội Nông dân huyện.xlsx", LETTER)],
    "huyen-doan": [Source("Huyện đoàn.xlsx", LETTER)],
    "lien-doan-lao-dong": [Source("LĐLĐ huyện M4.xlsx", LETTER)],
    "kho-bac": [Source("Kho bạc gửi M4.eml!M4.xlsx", OFFICE)],
    "buu-dien": [Source("Bưu điện gửi M4.eml!M4.xlsx", LETTER)],
    "ban-to-chuc": [Source("Ban Tổ chức - danh sách.doc", kind="eye", seen="dbb")],
    "ngan-hang-nong-nghiep": [Source("Agribank đăng ký.pdf", kind="eye", seen="pdd", doubtful=True)],
    "phong-tai-chinh": [Source("Phòng TC-KH.pdf", kind="eye", seen="db", doubtful=True)],
    "phong-lao-dong": [Source("Phòng LĐTBXH đăng ký.docx", kind="scan")],
    "kiem-lam": [Source("Kiểm lâm gửi M4.eml", kind="eye", seen="db")],
    "gdnn-gdtx": [Source("GDNN-GDTX M4.eml", kind="eye", seen="db")],
    "van-phong-hdnd-ubnd": [Source("VP HĐND-UBND M4.docx", kind="eye", seen="pd")],
    "thpt-nha-nam": [Source("THPT Nhã Nam M4.xlsx", kind="eye", seen="ddp")],
    "trung-tam-van-hoa": [Source("Trung tâm VHTT&TT.xlsx", kind="eye", seen="ddp")],
    "dich-vu-nong-nghiep": [Source("TT DVKTNN M4.csv", kind="eye", seen="dd")],
    "quy-dat": [Source("TT PTQĐ.xlsx", kind="eye", seen="db")],
    "trung-tam-chinh-tri": [Source("Cụm thi đua số 5.xlsx", kind="eye", seen="d")],
    "chi-cuc-thong-ke": [Source("Cụm thi đua số 5.xlsx", kind="eye", seen="db")],
    "ban-quan-ly-du-an": [Source("Ban Quản lý dự án đầu tư xây dựng huyện", kind="paper")],
}
FORMS = [
    Form("Cao Xá/M1 vay vốn.xlsx", "M1", "cao-xa", "province",
         "Vận động hội viên vay vốn tín dụng chính sách sử dụng đúng mục đích"),
    Form("Cao Xá/M1 hoa, rác, khuyến học.docx", "M1", "cao-xa", "district",
         "Trồng hoa lay ơn, hoa cúc vụ đông trên đất hai lúa"),
    Form("Cao Xá/M1 hoa, rác, khuyến học.docx", "M1", "cao-xa", "district",
         "Thu gom, phân loại rác thải sinh hoạt tại nguồn"),
    Form("Cao Xá/M1 hoa, rác, khuyến học.docx", "M1", "cao-xa", "district", "Dòng họ khuyến học, thôn khuyến học"),
    Form("Cao Xá/M2 Đặng Hữu Phấn.docx", "M2", "cao-xa", "district",
         "Thanh niên khởi nghiệp với nghề mộc dân dụng"),
    Form("Ngọc Vân - M1 rau an toàn.docx", "M1", "ngoc-van", "province",
         "Tổ hợp tác sản xuất rau an toàn theo hướng hữu cơ"),
    Form("Huyện đoàn M1.xlsx", "M1", "huyen-doan", "district", None),
    Form("M2 Phòng Tư pháp.docx", "M2", "phong-tu-phap", "district", None),
]  # fmt: skip
# registered, and the number and day of the plan
OWN = {
    "cao-thuong": (True, "15-KH/ĐU", "2024-02-20"),
    "lam-cot": (True, None, None),
    "ngoc-ly": (None, "21-KH/ĐU", "2024-02-19"),
}
UNKNOWN = [Source("DS đăng ký.xlsx", OFFICE)]  # a school that is on no list
STATUSES = {
    "ignored": 3, "unreadable": 6, "not_a_form": 1, "duplicate": 3, "empty": 1, "nil": 2, "unknown_unit": 1,
    "superseded": 1, "read": 65,
}  # fmt: skip
# What a person would remark about whole files and odd cells: the finding, and the files it is about.
REMARKS = {
    "body-of-commune": {"Hội LHPN xã An Dương.xlsx"},
    "unit-conflict": {"M4_MTTQ huyện.xlsx"},
    "unit-misspelt": {"M4 văn hóa.xlsx"},
    "unit-stamp-differs": {"Hội Nông dân huyện.xlsx"},
    "unknown-unit": {"DS đăng ký.xlsx"},
    "not-a-form": {"Lịch công tác tuần 9.xlsx"},
    "further-part": {"Liên Chung/M3 Liên Chung bổ sung.xlsx"},
    "entry-withdrawn": {"M3 Phúc Hòa lần 2.xlsx"},
    "old-font": {"Ngoc Chau.xlsx", "Thanh tra huyện.xlsx"},
    "reading-doubtful": {"Agribank đăng ký.pdf", "Phòng TC-KH.pdf"},
    "hidden-rows": {"NHCSXH M4.xlsx"},
    "struck-through": {"Phòng GD&ĐT - danh sách M4.xlsx"},
    "error-cell": {"Phòng GD&ĐT - danh sách M4.xlsx"},
    "total-differs": {"LĐLĐ huyện M4.xlsx"},
    "form-level-differs": {"Ngọc Vân - M1 rau an toàn.docx"},
    "form-without-entry": {"Huyện đoàn M1.xlsx"},
    "forms-late": {"Huyện đoàn M1.xlsx"},
    "form-doubtful": set(),
    "form-again": set(),
    "form-incomplete": set(),
    "form-field-differs": set(),
    "form-holder-differs": set(),
    "form-text-differs": set(),
    "row-without-name": set(),
    "cell-not-used": set(),
    "completion-unclear": set(),
    "mode-both": set(),
    "mode-neither": set(),
}
