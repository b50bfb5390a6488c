"""``danh_sach_thu.xlsx``: the letters of this run, a row a letter, and the units without one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.write.letters import TITLES, Letter, Round
from aggregator.write.paper import new_workbook, plain_table

if TYPE_CHECKING:
    from aggregator.nouns.unit import Campaign


NAME = "danh_sach_thu.xlsx"
_LETTERS, _WITHOUT = "Danh sách thư", "Không lập thư"
_LETTER_COLUMNS = (
    ("STT", 6), ("Đơn vị", 32), ("Địa chỉ thư", 28), ("Loại thư", 20), ("Vì sao", 40), ("Tệp thư", 46),
    ("Tệp kèm theo", 30), ("Tình trạng", 26), ("Thư trước đó", 34),
)  # fmt: skip
_WITHOUT_COLUMNS = (("STT", 6), ("Đơn vị", 40), ("Vì sao không lập thư", 50))


@dataclass(frozen=True, slots=True)
class Row:
    """A letter as it was delivered: the files that go with it, and what there is to say of it."""

    letter: Letter
    copies: tuple[str, ...] = ()
    trouble: str = ""


def list_workbook(campaign: Campaign, as_of: dt.datetime, rows: Sequence[Row], without: Round) -> bytes:
    """The workbook; what was made in earlier runs stands in the tracking book."""
    target, office = io.BytesIO(), campaign.office
    title = f"Danh sách thư gửi các đơn vị năm {campaign.year}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    now = as_of.astimezone(campaign.zone)
    note = (
        f"Số liệu tính đến {now:%H:%M} ngày {now:%d/%m/%Y}. Thư là bản nháp: mở tệp, xem lại rồi gửi. Thư đã lập "
        "coi như đã gửi; thư không gửi thì chọn “không” ở sổ theo dõi, trang “Thư đã lập”."
    )
    cells = [_letter_cells(campaign, number, row) for number, row in enumerate(rows, 1)]
    plain_table(book, _LETTERS, title, note, _LETTER_COLUMNS, cells)
    left = [(str(n), *unit) for n, unit in enumerate(without.without, 1)]
    plain_table(book, _WITHOUT, f"Đơn vị không có thư: {len(left)}", "", _WITHOUT_COLUMNS, left)
    book.close()
    return target.getvalue()


def _letter_cells(campaign: Campaign, number: int, row: Row) -> tuple[str, ...]:
    letter = row.letter
    state = "mới lập" if letter.fresh else "đã lập trước đây, không có gì mới"
    before = "; ".join(
        f"{TITLES[one.kind]} ngày {one.at.astimezone(campaign.zone):%d/%m/%Y}" for one in letter.before[-3:]
    )
    kind = TITLES[letter.kind] + (f" (lần {letter.number})" if letter.number > 1 else "")
    to = letter.to or "(chưa có địa chỉ)"
    return (str(number), letter.dossier.unit.name, to, kind, "; ".join(letter.why), letter.file,
            "; ".join(row.copies), row.trouble or state, before)  # fmt: skip
