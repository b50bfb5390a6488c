"""What each unit sent besides its list: forms M1 and M2 (R1), its own registration and its plan (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets.table import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.standing import UnitState
    from aggregator.write.sheets.view import View

COLUMNS = (
    Column("Bản\nM1/M2", 8.5, "centre"),
    Column("Đăng ký đơn vị “Dân vận khéo”", 11.5, "centre"),
    Column("Kế hoạch\n(số, ngày)", 14, "centre"),
    Column("Bản ký, đóng dấu", 8, "centre"),
)
NOTE = (
    "Cột “Bản M1/M2”: số nội dung cấp tỉnh, cấp huyện đã thấy bản M1/M2 trên số phải có; (+n) là số bản chưa thấy "
    "trong danh sách. Đăng ký đơn vị “Dân vận khéo” và kế hoạch thường gửi bản giấy có ký, đóng dấu: “Chưa thấy "
    "trong thư mục” không có nghĩa là đơn vị chưa gửi. “Bản ký, đóng dấu”: theo sổ theo dõi, trang “Tiếp nhận”."
)
OWN = {True: "Có", False: "Ghi “Không”", None: "Chưa thấy trong thư mục"}


def cells(view: View, unit: UnitState) -> tuple[str, str, str, str]:
    """The cells of one unit."""
    signed = "Đã có" if unit.signed else ""
    return _forms(unit, view.strays_of[unit.code]), OWN[unit.own.registered], _plan(unit), signed


def total(view: View, units: Sequence[UnitState]) -> tuple[str, str, str, str]:
    """The cells of the line of totals."""
    needed, matched = (sum(getattr(u, name) for u in units) for name in ("forms_needed", "forms_matched"))
    registered = sum(unit.own.registered is True for unit in units)
    return (
        _counted(matched, needed, len(view.stray_forms)),
        f"Có: {registered}",
        f"Có: {sum(u.own.plan for u in units)}",
        f"Đã có: {sum(u.signed for u in units)}",
    )


def _forms(unit: UnitState, strays: int) -> str:
    if not unit.forms_needed:
        return f"{unit.forms_received} bản" if unit.forms_received else ""
    paper = "\n(đã nhận bản giấy)" if unit.forms_on_paper else ""
    return _counted(unit.forms_matched, unit.forms_needed, strays) + paper


def _counted(matched: int, needed: int, strays: int) -> str:
    return f"{matched}/{needed}" + (f"\n(+{strays})" if strays else "")


def _plan(unit: UnitState) -> str:
    if not unit.own.plan:
        return "Chưa thấy trong thư mục"
    dated = ", ".join(part for part in (unit.own.plan_number, unit.own.plan_date) if part)
    return dated or "Có (không ghi số, ngày)"
