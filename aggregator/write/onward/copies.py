"""What the M1 or M2 of each chosen item says, a page each; where none was seen, the draft says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_BREAK

from aggregator.write.party.page import caption, remark
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat
from aggregator.write.sheets import entry_cells, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.outcome import Registration
    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

_COLUMNS = (Column("Mục", 50), Column("Nội dung đăng ký", 115))
_NOT_SEEN = (
    "Chưa thấy bản M1, M2 của nội dung này; các mục trên lấy theo danh sách đăng ký. Đề nghị đơn vị gửi bản đăng "
    "ký để kèm theo trước khi phát hành."
)


def copies(document: WordDocument, facts: Facts, chosen: Sequence[Entry]) -> None:
    """The contents of the forms, numbered as in the letter's list."""
    for number, entry in enumerate(chosen, start=1):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        form = _form_of(facts, entry)
        kind = f" (mẫu {form.form})" if form else ""
        caption(document, f"NỘI DUNG ĐĂNG KÝ SỐ {number:02d}{kind}")
        rows = _from_form(facts, entry, form) if form else _from_list(facts, entry)
        add_table(document, _COLUMNS, [Row([label, value or "Chưa ghi"]) for label, value in rows], 13)
        if form is None:
            remark(document, _NOT_SEEN)


def _form_of(facts: Facts, entry: Entry) -> Registration | None:
    """The form that counts of the entry: the last that no other replaces."""
    forms = [form for form in facts.outcome.registrations if form.entry == entry.label and not form.replaced]
    return max(forms, key=lambda form: (form.received_at, form.place), default=None)


def _from_form(facts: Facts, entry: Entry, form: Registration) -> Iterator[tuple[str, str]]:
    yield "Đơn vị đăng ký", facts.name(entry.unit)
    yield "Địa chỉ", flat(form.address)
    yield "Tập thể hoặc cá nhân", flat(form.holder) or words.HOLDER.get(form.holder_kind, "")
    yield "Tên mô hình đăng ký", flat(form.name)
    yield "Lĩnh vực", facts.field_titles.get(form.field or "", facts.field_title(entry))
    yield "Cấp đăng ký", facts.level_title(form.level or entry.level)
    yield "Nội dung thực hiện", form.content or ""
    yield "Thời gian thực hiện", flat(form.period)
    yield "Địa chỉ, phạm vi thực hiện", flat(form.scope)
    yield "Kết quả dự kiến", form.results or ""


def _from_list(facts: Facts, entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Đơn vị đăng ký", facts.name(entry.unit)
    yield "Địa chỉ", flat(entry.address)
    yield "Tập thể hoặc cá nhân", entry_cells.holder(entry)
    yield "Tên mô hình đăng ký", flat(entry.name)
    yield "Lĩnh vực", facts.field_title(entry)
    yield "Cấp đăng ký", facts.level_title(entry.level)
    yield "Hình thức", entry_cells.mode(entry)
    yield "Thời gian hoàn thành", entry_cells.completion(entry)
    yield "Mục tiêu đề ra", entry.goals or ""
