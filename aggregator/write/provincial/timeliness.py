"""`Thời hạn`: receipt by district, and the units late or silent by name; doubts are told as doubts (R4)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.provincial.names import write_names
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.rollup.province import District, Province
    from aggregator.write.provincial.names import Told
    from aggregator.write.sheets.workbook import MakePage

SHEET = "Thời hạn"
_FIGURES = 80.0  # the width of all figures; the names below them and the page's head need it
_ALWAYS = (words.RECEIPT["on_time"], words.RECEIPT["late"], words.RECEIPT["missing"])
_UNTOLD = (words.RECEIPT["on_time"], words.RECEIPT["nil"])  # nothing is to be done about them


def timeliness_sheet(page_of: MakePage, province: Province) -> None:
    """A line for each district: its units by receipt, then their names."""
    counts = [Counter(words.receipt_in(d.result, unit) for unit in d.units()) for d in province.districts]
    shown = [r for r in words.RECEIPTS_TOLD if r in _ALWAYS or any(count[r] for count in counts)]
    columns = [
        Column("STT", 5, "order"),
        Column("Huyện", 25, "name"),
        Column("Số đơn vị", 10, "number"),
        *(Column(receipt, max(11.5, _FIGURES / len(shown)), "number") for receipt in shown),
    ]
    page = page_of(SHEET, [column.width for column in columns])
    page.head(
        "Thời hạn gửi của các đơn vị, theo huyện",
        f"Hạn gửi: {province.campaign.due}. “Cần xác minh”: mới chỉ có căn cứ chưa chắc chắn, "
        "chưa coi là gửi chậm hay chưa gửi.",
    )
    lines = [
        Line((n, d.name, len(d.units()), *(count[r] for r in shown)))
        for n, (d, count) in enumerate(zip(province.districts, counts, strict=True), start=1)
    ]
    total = sum(counts, Counter[str]())
    cells = ("Toàn tỉnh", None, total.total(), *(total[r] for r in shown))
    write_table(page, columns, [Group(None, lines, "")], total=cells)
    page.skip(12)
    told = [(district.name, list(_told(district))) for district in province.districts]
    write_names(page, told, "Các đơn vị đều đã gửi danh sách đúng hạn hoặc báo không đăng ký.")


def _told(district: District) -> Iterator[Told]:
    units = district.units()
    for receipt in words.RECEIPTS_TOLD:
        names = [unit.name for unit in units if words.receipt_in(district.result, unit) == receipt]
        if names and receipt not in _UNTOLD:
            yield f"{receipt} ({len(names)})", f"{', '.join(names)}."
