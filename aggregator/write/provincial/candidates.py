"""`Nội dung cấp tỉnh`: what each district may present to the province, at most so many (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from aggregator.results.model import ResultEntry
    from aggregator.rollup.province import District, Province
    from aggregator.write.sheets.workbook import MakePage

SHEET = "Nội dung cấp tỉnh"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Đơn vị đăng ký", 20),
    Column("Tên mô hình", 40, "name"),
    Column("Lĩnh vực", 15, "centre"),
    Column("Tập thể / cá nhân", 20),
    Column("Địa chỉ", 16),
    Column("Hình thức", 11, "centre"),
    Column("Thời gian hoàn thành", 12, "centre"),
    Column("Kết quả xét", 14, "centre"),
)
_TONES = {"province": "good", "back_to_district": "dim", "district": "dim"}


def candidate_sheet(page_of: MakePage, province: Province) -> None:
    """The candidates in groups by district, those chosen first."""
    cap = province.campaign.province_cap
    page = page_of(SHEET, [column.width for column in COLUMNS])
    page.head(
        f"Nội dung đăng ký cấp tỉnh năm {province.campaign.year}, theo huyện",
        f"Mỗi huyện xét, giới thiệu không quá {cap:02d} nội dung. Nội dung chưa có kết quả xét ghi “Chưa xét”; "
        "số đăng ký nhiều hơn số được giới thiệu không phải là lỗi của đơn vị.",
    )
    groups = [_group(district, province) for district in province.districts]
    chosen = sum(district.chosen for district in province.districts)
    registered = sum(district.registered for district in province.districts)
    told = f"{words.number(registered)} nội dung đăng ký, {words.number(chosen)} nội dung đã được giới thiệu"
    total = f"Toàn tỉnh: {told}"
    write_table(page, COLUMNS, groups, total=(total, *[None] * (len(COLUMNS) - 1)))


def _group(district: District, province: Province) -> Group:
    candidates, cap = district.candidates, province.campaign.province_cap
    lines = [_line(n, entry, district, province) for n, entry in enumerate(candidates, start=1)]
    raised = len(lines) - district.registered
    more = f", {raised} nội dung được nâng lên" if raised else ""
    title = f"{district.name}: {district.registered} nội dung đăng ký{more}, {_choice(district.chosen, cap)}"
    return Group(title, lines, "Không có nội dung nào đăng ký cấp tỉnh.")


def _choice(chosen: int, cap: int) -> str:
    if not chosen:
        return "chưa chọn nội dung nào"
    over = f" – NHIỀU HƠN {cap:02d}, huyện cần xét lại" if chosen > cap else ""
    return f"đã chọn giới thiệu {chosen}{over}"


def _line(number: int, entry: ResultEntry, district: District, province: Province) -> Line:
    field = province.campaign.fields_by_code.get(entry.field or "")
    decision = entry.decision or "none"
    level = province.campaign.levels_by_code.get(entry.level or "")
    raised = f"(đăng ký {words.lower_first(level.title) if level else 'chưa rõ cấp'})"
    parts = (words.DECISION[decision], raised if entry.level != "province" else None, entry.remark)
    said = "\n".join(part for part in parts if part)
    cells = (
        number,
        district.result.unit_name(entry.unit),
        entry.name,
        field.title if field else words.UNKNOWN_FIELD,
        entry.holder or words.HOLDER.get(entry.holder_kind or "", "Chưa ghi"),
        entry.address,
        words.MODE.get(entry.mode or "", "Chưa rõ"),
        entry.completion or "Chưa ghi",
        said,
    )
    return Line(cells, "", ((8, _TONES.get(decision, "")),))
