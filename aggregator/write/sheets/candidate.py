"""A line of `Cấp tỉnh` and `Cấp huyện`: a model of a list and its form M1 or M2, side by side to discuss (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import entry_cells, words
from aggregator.write.sheets.table import Column, Line

if TYPE_CHECKING:
    from aggregator.outcome import Registration
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

_NAME, _GOALS, _CONTENT, _PERIOD, _RESULTS = 25.0, 27.0, 30.0, 16.0, 22.0
COLUMNS = (
    Column("STT", 4.5, "number"),
    Column("Đơn vị\n(tình hình gửi, số lượng)", 15.5),
    Column("Tên mô hình", _NAME, "name"),
    Column("Địa chỉ;\ntập thể / cá nhân", 14.5),
    Column("Hình thức;\nhoàn thành", 11, "centre"),
    Column("Mục tiêu đề ra", _GOALS),
    Column("Bản M1/M2", 11, "centre"),
    Column("Nội dung thực hiện\n(theo bản M1/M2)", _CONTENT),
    Column("Thời gian; phạm vi\n(theo bản M1/M2)", _PERIOD),
    Column("Kết quả dự kiến\n(theo bản M1/M2)", _RESULTS),
    Column("Nguồn", 14.5, "small"),
)
_FORM = 6  # where the form's part begins; it ends before the source
_NOT_SAID = "(chưa ghi)"


def candidate(view: View, number: int, entry: Entry) -> Line:
    """One model of a list; what its form says stands at the right, tinted."""
    form = view.form_of.get(entry.label)
    shown = [(entry.goals, _GOALS), (entry.name, _NAME), *_long(form)]
    cells = (
        number,
        _unit(view, entry.unit),
        entry.name,
        _lines(entry.address, entry_cells.holder(entry)),
        _lines(entry_cells.mode(entry), entry_cells.completion(entry)),
        entry.goals,
        _lines(_form_cell(view, entry, form), _decided(view, entry)),
        *(_told(form, _other_name(form, entry)) if form else (None, None, None)),
        _lines(entry_cells.source(entry, *shown), words.place(form.file, form.sheet, form.row) if form else None),
    )
    return Line(cells, "" if entry.unit else "doubt", _accents(entry, form))


def stray(view: View, form: Registration) -> Line:
    """A form that no row of the unit's list answers to; it has no number, for it is not counted."""
    level = view.level_title(form.level)
    cells = (
        None,
        _unit(view, form.unit),
        form.name or _NOT_SAID,
        _lines(form.address, _lines(form.holder, f"({words.HOLDER[form.holder_kind]})")),
        None,
        None,
        _lines(f"Mẫu {form.form}", level if form.level is None else None, "chưa thấy trong danh sách"),
        *_told(form),
        words.place(form.file, form.sheet, form.row),
    )
    return Line(cells, "" if form.unit else "doubt", _accents(None, form))


def _unit(view: View, code: str | None) -> str:
    unit = view.states.get(code)
    if unit is None:
        return words.UNKNOWN_UNIT
    return f"{unit.name}\n({view.receipt(unit)}; {words.lower_first(view.quota(unit))})"


def _form_cell(view: View, entry: Entry, form: Registration | None) -> str:
    """Which form it is, and what it says of the level."""
    if form is None:
        return "Chưa thấy"
    differs = form.level not in (None, entry.level)
    said = f"Bản {form.form} ghi {words.lower_first(view.level_title(form.level))}" if differs else None
    by_form = f"Cấp lấy theo bản {form.form}" if entry.level_source == "registration" else None
    return _lines(f"Mẫu {form.form}", said or by_form)


def _decided(view: View, entry: Entry) -> str | None:
    """What was decided on the model in the tracking book (R6), with the remark."""
    decision = view.outcome.decisions.get(entry.label)
    if decision is None or decision.decision == "none":
        return None
    return _lines(f"Quyết định: {words.lower_first(words.DECISION[decision.decision])}", decision.remark)


def _told(form: Registration, name: str | None = None) -> tuple[str, str, str]:
    when_and_where = _lines(form.period or _NOT_SAID, form.scope)
    return _lines(name, form.content or _NOT_SAID), when_and_where, form.results or _NOT_SAID


def _other_name(form: Registration | None, entry: Entry) -> str | None:
    """The name on the form, where it is not the list's."""
    if form is None or not form.name or _plain(form.name) == _plain(entry.name):
        return None
    return f"(Tên trong bản {form.form}: {form.name})"


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split()).rstrip(".")


def _long(form: Registration | None) -> list[tuple[str | None, float]]:
    """What may be too long for a row of paper."""
    return [(form.content, _CONTENT), (form.results, _RESULTS), (form.scope, _PERIOD)] if form else []


def _accents(entry: Entry | None, form: Registration | None) -> tuple[tuple[int, str], ...]:
    """The form's part tinted; where list and form name different levels, or no list has it, marked as a doubt."""
    doubt = form is not None and (entry is None or form.level not in (None, entry.level))
    first = "doubt" if doubt else "form" if form else "form_dim"
    return ((_FORM, first), *((column, "form") for column in range(_FORM + 1, len(COLUMNS) - 1)))


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
