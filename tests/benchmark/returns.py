"""Makes a campaign of N units: an inbox with a freely typed list of each, and the tracking book with their roster.

Each list has about 11 models in the four sections, with blanks and numbers that are none, as units type them.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from msgspec.structs import replace

from aggregator.book.create import new_book
from aggregator.campaign.load import default_campaign
from aggregator.nouns.unit import Unit

VERSION = 1  # a change here makes the folders anew
_FIRST = "An Bình Cao Châu Dương Đại Đồng Gia Hà Hòa Hợp Hưng Kim Lam Lan Liên Long Mai Minh Mỹ Nam Ngọc Nhã Phú"
_LAST = "Quang Quế Sơn Song Tân Thanh Thái Thịnh Thọ Thuận Tiến Trung Trường Tường Vân Việt Vĩnh Vũ Xuân Yên"
_WORK = (
    "Vận động nhân dân hiến đất",
    "Tổ tự quản an ninh",
    "Tuyến đường hoa",
    "Thu gom rác tại nguồn",
    "Camera an ninh",
)
_GOALS = "Vận động 100% hộ dân tham gia, hoàn thành trong năm, phát huy quy chế dân chủ ở cơ sở."


def campaign_folder(units: int) -> Path:
    """The folder with ``tiep_nhan`` and ``so_theo_doi.xlsx``; made once, kept in the system's temporary folder."""
    folder = Path(tempfile.gettempdir()) / f"dan-van-kheo-benchmark-{VERSION}" / str(units)
    complete = folder / ".complete"
    if not complete.exists():
        make(folder, units)
        complete.touch()
    return folder


def make(folder: Path, units: int) -> None:
    """Make the inbox and the book."""
    inbox = folder / "tiep_nhan"
    inbox.mkdir(parents=True, exist_ok=True)
    names = [f"Xã {name}" for name in _names(units)]
    for number, name in enumerate(names):
        (inbox / f"M3_{number:05d}.xlsx").write_bytes(one(number, name))
    roster = tuple(Unit(f"u{n:05d}", name, "commune", None, ()) for n, name in enumerate(names))
    (folder / "so_theo_doi.xlsx").write_bytes(new_book(replace(default_campaign(), units=roster)))


def _names(count: int) -> Iterator[str]:
    """So many different names of places."""
    first, last = _FIRST.split(), _LAST.split()
    for number in range(count):
        rest, one = divmod(number, len(first))
        more, two = divmod(rest, len(last))
        yield " ".join([first[one], last[two], *([str(more)] if more else [])])


def one(number: int, unit: str) -> bytes:
    """The bytes of one list; the same number and unit give the same."""
    rng = random.Random(number)  # noqa: S311 -- made-up data
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2024, 2, 26)})  # noqa: DTZ001 -- a fixed stamp
    sheet = book.add_worksheet("M3")
    ruled = book.add_format({"border": 1, "text_wrap": True, "font_name": "Times New Roman"})
    sheet.set_column(0, 8, 20)
    sheet.merge_range(3, 0, 3, 8, "DANH SÁCH ĐĂNG KÝ XÂY DỰNG MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024", ruled)
    sheet.write(4, 0, f"ĐƠN VỊ: {unit.upper()}")
    heads = ("STT", "Địa chỉ xây dựng mô hình", "Tên mô hình", "Tập thể hoặc cá nhân", "Thời gian triển khai", "")
    sheet.write_row(6, 0, [*heads, "Dự kiến thời gian hoàn thành", "Mục tiêu đề ra", "Cấp đăng ký"], ruled)
    sheet.write_row(7, 4, ["Mô hình đã và đang hoạt động", "Mô hình đăng ký xây dựng mới"], ruled)
    levels = ["Cấp tỉnh", *["Cấp huyện"] * 4]
    row = 8
    for field in default_campaign().fields:
        sheet.merge_range(row, 0, row, 8, f"{field.numeral}- {field.print_head} {field.scope}", ruled)
        for place in range(rng.randint(2, 4)):
            row += 1
            level = levels.pop(0) if levels and rng.random() < 0.7 else "Cơ sở"
            name = f"{rng.choice(_WORK)} số {place + 1} của {unit}, đợt {number + 1}"
            marks = ["x", ""] if rng.random() < 0.6 else ["", "x"]
            cells = [
                place + 1,
                f"Thôn {rng.randint(1, 12)}",
                name,
                "Tập thể",
                *marks,
                "Tháng 12/2024",
                _GOALS,
                level,
            ]
            sheet.write_row(row, 0, cells, ruled)
        for place in range(3):
            row += 1
            sheet.write_row(row, 0, [place + 1, *[""] * 8], ruled)
        row += 1
    book.close()
    return stream.getvalue()
