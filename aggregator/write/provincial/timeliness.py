"""`Thời hạn`: receipt by district, and the units late or silent by name; doubts are told as doubts (R4)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.outcome import RECEIPTS
from aggregator.write.provincial.names import write_names
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.rollup.province import District, Province
    from aggregator.write.provincial.names import Told
    from aggregator.write.sheets.workbook import MakePage

SHEET = "Thời hạn"
_FIGURES = 80.0  # the width of all figures; the names below them and the page's head need it
_ALWAYS = ("on_time", "late", "missing")
_TOLD = (  # receipt, how the list of names begins
    ("late", "Gửi chậm"),
    ("missing", "Chưa gửi"),
    ("empty", "Gửi biểu mẫu trống"),
    ("unreadable", "Gửi tệp không đọc được"),
    ("forms_only", "Mới gửi bản M1/M2"),
    ("pending", "Chưa gửi, còn trong hạn"),
)


def timeliness_sheet(page_of: MakePage, province: Province) -> None:
    """A line for each district: its units by receipt, then their names."""
    counts = [Counter(unit.receipt for unit in d.result.units) for d in province.districts]
    shown = [r for r in RECEIPTS if r in _ALWAYS or any(count[r] for count in counts)]
    columns = [
        Column("STT", 5, "number"),
        Column("Huyện", 25, "name"),
        Column("Số đơn vị", 10, "number"),
        *(Column(words.RECEIPT[receipt], max(11.5, _FIGURES / len(shown)), "number") for receipt in shown),
    ]
    page = page_of(SHEET, [column.width for column in columns])
    page.head(
        "Thời hạn gửi của các đơn vị, theo huyện",
        f"Hạn gửi: {words.due(province.campaign.deadline)}. “Cần xác minh”: mới chỉ có căn cứ chưa chắc chắn, "
        "chưa coi là gửi chậm hay chưa gửi.",
    )
    lines = [
        Line((n, d.name, len(d.result.units), *(count[r] for r in shown)))
        for n, (d, count) in enumerate(zip(province.districts, counts, strict=True), start=1)
    ]
    total = sum(counts, Counter[str]())
    cells = ("Toàn tỉnh", None, total.total(), *(total[r] for r in shown))
    write_table(page, columns, [Group(None, lines, "")], total=cells)
    page.skip(12)
    told = [(district.name, list(_told(district))) for district in province.districts]
    write_names(page, told, "Các đơn vị đều đã gửi danh sách đúng hạn hoặc báo không đăng ký.")


def _told(district: District) -> Iterator[Told]:
    for receipt, words_before in _TOLD:
        names = list(_names(district, receipt))
        if names:
            yield f"{words_before} ({len(names)})", f"{', '.join(names)}."


def _names(district: District, receipt: str) -> Sequence[str]:
    """The units' names; those that no violation was found of are to be verified, and come last."""
    units = [unit for unit in district.result.units if unit.receipt == receipt]
    if receipt not in {"late", "missing"}:
        return [unit.name for unit in units]
    sure = [unit.name for unit in units if district.result.accused(receipt, unit.code)]
    unsure = [f"{u.name} (cần xác minh)" for u in units if not district.result.accused(receipt, u.code)]
    return [*sure, *unsure]
