"""Files that other programs make, with other bytes each time: made once, and committed as they are."""

from __future__ import annotations

from tests.samples import layouts
from tests.samples.agencies import bare, calendar
from tests.samples.catalogue import commune
from tests.samples.nouns import Make
from tests.samples.odd_returns import unruled
from tests.samples.office import locked, old_excel, old_word
from tests.samples.word import docx
from tests.samples.workbook import xlsx
from tests.soffice import saved_as

FILES: dict[str, Make] = {
    "M3 xã Ngọc Thiện.xls": lambda: old_excel(
        xlsx(layouts.with_level_column(commune("ngoc-thien", "ppd/ddb/d/b", habit=1)))
    ),
    "THPT Tân Yên số 1.doc": lambda: old_word(docx(bare("thpt-tan-yen-1"))),
    "M4 Điện lực.xlsx": lambda: locked(calendar()),
    "Agribank đăng ký.pdf": lambda: saved_as(docx(bare("ngan-hang-nong-nghiep")), "docx", "pdf"),
    "Phòng TC-KH.pdf": lambda: saved_as(unruled(docx(bare("phong-tai-chinh"))), "docx", "pdf"),
}
