"""Forms M1 and M2 as units fill them in, and lists that say no level: for the tests of what forms tell."""

from __future__ import annotations

from typing import Any

from aggregator.nouns.outcome import Registration
from tests.sheets import ON_TIME, at, of_levels

NAME = "Trồng hoa ven đường số"  # as of_levels names its entries
BOXES = (
    "Xây dựng Đảng và hệ thống chính trị",
    "Phát triển kinh tế, bảo vệ môi trường",
    "Văn hóa - xã hội",
    "Quốc phòng - an ninh",
)
SILENT = of_levels(unknown=9, top="Đơn vị: Xã Cao Xá")


def form(name: str, level: str = "Cấp huyện", *, unit: str = "Xã Cao Xá", box: int = 1, **more: str) -> str:
    """An M1, or with ``person`` an M2, as a sheet; further items by their names (``scope``, ``content``, …)."""
    person = more.get("person")
    boxes = [f"| - {label} | {'x' if number == box else '☐'} |" for number, label in enumerate(BOXES)]
    return "\n".join([
        f"MẪU ĐĂNG KÝ CỦA {'CÁ NHÂN' if person else 'TẬP THỂ'}",
        f"Tên cơ quan, đơn vị: {unit}",
        "BẢN ĐĂNG KÝ",
        "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
        *([f"Tên cá nhân: {person}"] if person else []),
        f"| 1. Tên {'nội dung' if person else 'mô hình'} đăng ký: | {name} |",
        "2. Thuộc lĩnh vực:",
        *boxes,
        f"| 3. Đăng ký mô hình, điển hình ở cấp: | {level} |",
        f"| 4. Nội dung thực hiện: | {more.get('content', 'Họp thôn, vận động từng hộ')} |",
        f"| 5. Thời gian thực hiện: | {more.get('period', 'Năm 2024')} |",
        f"| 6. Địa chỉ, phạm vi thực hiện: | {more.get('scope', '')} |",
        f"| 7. Kết quả dự kiến: | {more.get('results', '500 m đường hoa')} |",
    ])  # fmt: skip


def forms(province: int = 0, district: int = 0, *, first: int = 1, unit: str = "Xã Cao Xá") -> dict[str, Any]:
    """Files with a form each, for the entries of ``of_levels`` from the first on."""
    levels = ["Cấp tỉnh"] * province + ["Cấp huyện"] * district
    return {f"M1 số {n}.xlsx": form(f"{NAME} {n}", level, unit=unit) for n, level in enumerate(levels, start=first)}


def registration(name: str | None = "Trồng hoa", row: int = 1, **facts: Any) -> Registration:
    """A form as settled, of Cao Xá unless another unit is named."""
    usual: dict[str, Any] = {
        "unit": "cao-xa",
        "form": "M1",
        "holder_kind": "collective",
        "file": "M1.docx",
        "sheet": "Văn bản",
        "received_at": at(ON_TIME),
        "received_from": "book",
    }
    unsaid = dict.fromkeys(("holder", "field", "level", "content", "period", "scope", "results"))
    return Registration(name=name, row=row, **(usual | unsaid | facts))
