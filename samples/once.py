"""Files that other programs make, with other bytes each time: made once, and committed as they are."""

from __future__ import annotations

from samples import layouts
from samples.agencies import bare, calendar
from samples.catalogue import commune
from samples.nouns import Make
from samples.office import locked, old_excel, old_word
from samples.word import docx
from samples.workbook import xlsx

FILES: dict[str, Make] = {
    "M3 xã Ngọc Thiện.xls": lambda: old_excel(
        xlsx(layouts.with_level_column(commune("ngoc-thien", "ppd/ddb/d/b", habit=1)))
    ),
    "THPT Tân Yên số 1.doc": lambda: old_word(docx(bare("thpt-tan-yen-1"))),
    "M4 Điện lực.xlsx": lambda: locked(calendar()),
}
