"""What the M1 or M2 of each chosen item says, a page each; where none was seen, what the list says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_BREAK

from aggregator.write.onward.item import BLANK
from aggregator.write.party.page import caption, reference
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.campaign.model import Campaign
    from aggregator.outcome import Registration
    from aggregator.write.onward.item import Item
    from aggregator.write.sheets.entries import Entry

_COLUMNS = (Column("Mục", 50), Column("Nội dung đăng ký", 115))


def copies(document: WordDocument, campaign: Campaign, chosen: Sequence[Item]) -> None:
    """The contents of the forms, numbered as in the letter's list."""
    for number, item in enumerate(chosen, start=1):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        kind = f" (mẫu {item.form.form})" if item.form else ""
        caption(document, f"NỘI DUNG ĐĂNG KÝ SỐ {number:02d}{kind}")
        reference(document, campaign, "Công văn", campaign.papers.letter_symbol)
        level = campaign.levels[0].title
        add_table(document, _COLUMNS, [Row([*row]) for row in _lines(item, level)], 13)


def blanks(item: Item) -> list[str]:
    """The lines of an item that are left blank because nobody wrote them, or not clearly."""
    return [label for label, value in _lines(item, "") if value == BLANK]


def _lines(item: Item, level: str) -> Iterator[tuple[str, str]]:
    """Label and text of each line; ``level`` is the title of the level that the item is presented for."""
    form, entry = item.form, item.entry
    yield "Đơn vị đăng ký", item.unit
    yield "Địa chỉ", flat(form.address if form else None) or flat(entry.address) or BLANK
    yield "Tập thể hoặc cá nhân", item.holder
    yield "Tên mô hình đăng ký", item.name
    yield "Lĩnh vực", item.field
    yield "Cấp đăng ký", level
    for label, value in _from_form(form) if form else _from_list(entry):
        yield label, value or BLANK


def _from_form(form: Registration) -> Iterator[tuple[str, str]]:
    yield "Nội dung thực hiện", form.content or ""
    yield "Thời gian thực hiện", flat(form.period)
    yield "Địa chỉ, phạm vi thực hiện", flat(form.scope)
    yield "Kết quả dự kiến", form.results or ""


def _from_list(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Hình thức", words.MODE.get(entry.mode or "", "")
    yield "Thời gian hoàn thành", flat(entry.completion) or words.day(entry.completion_date)
    yield "Mục tiêu đề ra", entry.goals or ""
