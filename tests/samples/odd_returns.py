"""What comes as no clerk expects it: a list in a mail's text, in winmail.dat, on two sheets, as numbered lines.

Each is one unit's whole return, invented like all others; the ways are those that returned files really come in.
"""

from __future__ import annotations

import csv
import io
import quopri
import re
from dataclasses import replace

from tests.read.envelopes import tnef
from tests.samples import layouts
from tests.samples.catalogue import agency
from tests.samples.letterhead import plain_head
from tests.samples.nouns import Make, Sheet
from tests.samples.parts import unzipped, zipped
from tests.samples.post import Letter, mail
from tests.samples.web import html
from tests.samples.word import docx
from tests.samples.workbook import xlsx

CHUNK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PEOPLE = (("Ngô Thị Xuyến", "Tổ trưởng", "0204 000 0011"), ("Hoàng Đức Chinh", "Tổ phó", "0204 000 0012"))


def _bare(code: str, signed: str, habit: int = 0) -> Sheet:
    return layouts.m4_with_level(agency(code, signed=signed, habit=habit))[0]


def ban_to_chuc() -> bytes:
    """Word's “single file web page” called .doc."""
    page = quopri.encodestring(html(_bare("ban-to-chuc", "HUYỆN ỦY TÂN YÊN\nBAN TỔ CHỨC")))
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_DS"\r\n\r\n------=_DS\r\n'
        b"Content-Location: file:///C:/DS.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\n\r\n' + page + b"\r\n------=_DS--\r\n"
    )


def phong_lao_dong() -> bytes:
    """No table at all: the models as numbered lines of a Word file."""
    listing = agency("phong-lao-dong", signed="PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")
    sheet = Sheet("Văn bản")
    plain_head(sheet, listing, 0)
    for number, model in enumerate(listing.models, start=1):
        sheet.add(f"{number}. {model.name}; {model.holder} thực hiện; {model.goals}")
    return docx(sheet)


def kiem_lam() -> bytes:
    """A mail of Outlook whose only attachment is winmail.dat."""
    letter = Letter(
        sender="Hat Kiem lam <kiemlam@example.vn>",
        subject="Hạt Kiểm lâm gửi danh sách M4",
        sent="Fri, 23 Feb 2024 15:30:00 +0700",
        received="Fri, 23 Feb 2024 15:30:22 +0700",
        text="Hạt Kiểm lâm gửi danh sách đăng ký.\n",
    )
    return mail(letter, {"winmail.dat": tnef({"M4.xlsx": xlsx([_bare("kiem-lam", "HẠT KIỂM LÂM")])})})


def gdnn_gdtx() -> bytes:
    """A mail without attachment: the list is a table in its text."""
    letter = Letter(
        sender="TT GDNN - GDTX <gdnn.tanyen@example.vn>",
        subject="Trung tâm GDNN - GDTX đăng ký mô hình Dân vận khéo năm 2024",
        sent="Mon, 26 Feb 2024 10:20:00 +0700",
        received="Mon, 26 Feb 2024 10:20:41 +0700",
        text=html(_bare("gdnn-gdtx", "TRUNG TÂM GDNN - GDTX HUYỆN")).decode(),
    )
    return mail(letter, {}).replace(b"text/plain", b"text/html")


def van_phong() -> bytes:
    """A Word file whose body is another document put in whole (altChunk), as mail programs make it."""
    parts = unzipped(docx(Sheet("Văn bản")))
    body = parts["word/document.xml"].replace(b"<w:body>", b'<w:body><w:altChunk r:id="rId1"/>', 1)
    parts["word/document.xml"] = body.replace(b"<w:document ", f'<w:document xmlns:r="{OFFICE}" '.encode(), 1)
    parts["word/list.html"] = html(_bare("van-phong-hdnd-ubnd", "VĂN PHÒNG HĐND VÀ UBND HUYỆN"))
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{CHUNK}" Target="list.html"/></Relationships>'
    ).encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="html" ContentType="text/html"/><Override', 1
    )
    return zipped(parts)


def thpt_nha_nam() -> bytes:
    """The level in two columns, ticked; the year of last year and this one under “Thời gian triển khai”."""
    listing = agency("thpt-nha-nam", signed="TRƯỜNG THPT NHÃ NAM")
    sheet = Sheet("M4")
    plain_head(sheet, listing, 8)
    upper = ["TT", "Đ/c xây dựng MH", "Mô hình/điển hình", "Đối tượng (TT/CN)", "Thời gian triển khai", None,
             "TG hoàn thành", "Mục tiêu đề ra", "Cấp tỉnh", "Cấp huyện"]  # fmt: skip
    first = sheet.add(*upper, look="head")
    sheet.add(*[None] * 4, 2023, 2024, look="head")
    sheet.merges.append((first, 4, first, 5))
    sheet.merges += [(first, column, first + 1, column) for column in range(len(upper)) if column not in (4, 5)]
    for stt, model in enumerate(listing.models, start=1):
        row = layouts.cells(listing, model, stt, layouts.LETTER_COLUMNS)
        sheet.add(*row, *("✓" if model.level == level else "☐" for level in "pd"), look="row")
    return xlsx([sheet])


def trung_tam_van_hoa() -> bytes:
    """Pages as sheets: the second goes on without a head."""
    sheet = _bare("trung-tam-van-hoa", "TRUNG TÂM VĂN HÓA - THÔNG TIN VÀ THỂ THAO")
    at = next(number for number, row in enumerate(sheet.rows) if row and row[0] == 2)
    pages = Sheet("Table 1"), Sheet("Table 2")
    for page, numbers in zip(pages, (range(at), range(at, len(sheet.rows))), strict=True):
        for number in numbers:
            page.add(*sheet.rows[number], look=sheet.looks[number])
    pages[0].merges = [merge for merge in sheet.merges if merge[2] < at]
    return xlsx(pages)


def dich_vu_nong_nghiep() -> bytes:
    """Text with commas, every line as long as it has cells."""
    sheet = _bare("dich-vu-nong-nghiep", "TRUNG TÂM DỊCH VỤ KỸ THUẬT NÔNG NGHIỆP")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for row in sheet.rows:
        cells = ["" if cell is None else f"{cell:%d/%m/%Y}" if hasattr(cell, "day") else str(cell) for cell in row]
        writer.writerow(re.sub(r"\x1f+$", "", "\x1f".join(cells)).split("\x1f"))
    return stream.getvalue().encode("utf-8-sig")


def quy_dat() -> bytes:
    """Another table under the list: six people are no models."""
    sheet = _bare("quy-dat", "TRUNG TÂM PHÁT TRIỂN QUỸ ĐẤT")
    sheet.skip()
    sheet.add("TỔ CHỈ ĐẠO THỰC HIỆN", look="title", merge=(0, 3))
    sheet.add("STT", "Họ và tên", "Chức vụ", "Điện thoại", look="head")
    for number, person in enumerate(PEOPLE, start=1):
        sheet.add(number, *person, look="row")
    return xlsx([sheet])


def cum_thi_dua() -> bytes:
    """A workbook of two units, a sheet for each."""
    units = (("trung-tam-chinh-tri", "TRUNG TÂM CHÍNH TRỊ HUYỆN"), ("chi-cuc-thong-ke", "CHI CỤC THỐNG KÊ HUYỆN"))
    return xlsx([replace(_bare(code, signed), name=f"Đơn vị {n}") for n, (code, signed) in enumerate(units, 1)])


def unruled(data: bytes) -> bytes:
    """A Word file whose table is drawn without lines."""
    parts = unzipped(data)
    parts["word/document.xml"] = re.sub(rb"<w:tblBorders>.*?</w:tblBorders>", b"", parts["word/document.xml"])
    return zipped(parts)


FILES: dict[str, Make] = {
    "Ban Tổ chức - danh sách.doc": ban_to_chuc,
    "Phòng LĐTBXH đăng ký.docx": phong_lao_dong,
    "Kiểm lâm gửi M4.eml": kiem_lam,
    "GDNN-GDTX M4.eml": gdnn_gdtx,
    "VP HĐND-UBND M4.docx": van_phong,
    "THPT Nhã Nam M4.xlsx": thpt_nha_nam,
    "Trung tâm VHTT&TT.xlsx": trung_tam_van_hoa,
    "TT DVKTNN M4.csv": dich_vu_nong_nghiep,
    "TT PTQĐ.xlsx": quy_dat,
    "Cụm thi đua số 5.xlsx": cum_thi_dua,
}
