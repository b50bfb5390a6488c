"""A model on `Cấp tỉnh` and `Cấp huyện`: the list's words and the decision; under it what its form says (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import decided, entry_cells, words
from aggregator.write.sheets.table import Column, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.outcome import Registration
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

_NAME, _HOLDER, _MODE, _GOALS, _SEEN, _DECIDED = 29.5, 33.0, 25.0, 37.5, 9.5, 14.5
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Đơn vị\n(điểm cần lưu ý)", 16),
    Column("Tên mô hình", _NAME, "name"),
    Column("Địa chỉ;\ntập thể / cá nhân", _HOLDER),
    Column("Hình thức;\nhoàn thành", _MODE, "centre"),
    Column("Mục tiêu đề ra", _GOALS),
    Column("Bản M1/M2", _SEEN, "centre"),
    Column("Kết quả xét,\ný kiến", _DECIDED),
    Column("Nguồn", 20.5, "small"),
)
_SEEN_AT, _DECIDED_AT = 6, 7
_FORM_SPANS = ((2, 4), (6, 7))  # the form's content, and its period and scope
_TINTED = tuple((column, "form") for column in range(1, 8))
_TONES = {"province": "good", "district": "good", "back_to_district": "", "none": "dim"}
_NOT_SAID = "(chưa ghi)"
OPEN = "open"  # the mark of what is not considered yet


def candidate(view: View, number: int | str, entry: Entry) -> Iterator[Line]:
    """One model of a list, and what its form says on a line under it; ``number`` is a text where it is apart."""
    form = view.form_of.get(entry.label)
    cells = (
        number,
        _unit(view, entry.unit),
        entry.name,
        _lines(entry.address, entry_cells.holder(entry)),
        _lines(entry_cells.mode(entry), entry_cells.completion(entry)),
        entry.goals,
        _form_cell(view, entry, form),
        decided.told(view, entry),
        entry_cells.source(entry, (entry.goals, _GOALS), (entry.name, _NAME)),
    )
    doubt = form is not None and form.level not in (None, entry.level)
    seen = "doubt" if doubt else "form" if form else "form_dim"
    accents = ((_SEEN_AT, seen), (_DECIDED_AT, _TONES[decided.decision(view, entry)]))
    mark = OPEN if decided.decision(view, entry) == "none" else ""
    yield Line(cells, "" if entry.unit else "doubt", accents, keep=form is not None, mark=mark)
    if form is not None:
        yield _form_line(form, _other_name(form, entry))


def stray(view: View, form: Registration) -> Iterator[Line]:
    """A form that no row of the unit's list answers to; it has no number, for it is not counted."""
    level = view.level_title(form.level) if form.level is None else None
    kind = f"({words.HOLDER[form.holder_kind]})"
    cells = (
        None,
        _unit(view, form.unit),
        form.name or _NOT_SAID,
        _lines(form.address, " ".join(part for part in (form.holder, kind) if part)),
        None,
        None,
        _lines(f"Mẫu {form.form}", level),
        None,
        None,
    )
    yield Line(cells, "" if form.unit else "doubt", ((_SEEN_AT, "doubt"),), keep=True)
    yield _form_line(form)


def _form_line(form: Registration, name: str | None = None) -> Line:
    """The form's words, tinted, over the width of the list's columns."""
    when_and_where = "; ".join(part for part in (form.period or _NOT_SAID, form.scope) if part)
    cells = (
        None,
        f"Theo bản {form.form}",
        _lines(name, f"Nội dung thực hiện: {form.content or _NOT_SAID}"),
        None,
        None,
        f"Kết quả dự kiến: {form.results or _NOT_SAID}",
        f"Thời gian, phạm vi: {when_and_where}",
        None,
        words.place(form.file, form.sheet, form.row),
    )
    return Line(cells, "", (*_TINTED, (2, "form_plain")), _FORM_SPANS)


def _unit(view: View, code: str | None) -> str:
    """The unit, and in brackets what is not in order with its receipt or its numbers."""
    unit = view.states.get(code)
    if unit is None:
        return words.UNKNOWN_UNIT
    receipt, quota = view.receipt(unit), view.quota(unit)
    odd = [receipt] if receipt != words.RECEIPT["on_time"] else []
    odd += [quota] if quota != words.QUOTA["met"] else []
    return f"{unit.name}\n({'; '.join(map(words.lower_first, odd))})" if odd else unit.name


def _form_cell(view: View, entry: Entry, form: Registration | None) -> str:
    """Which form it is, and what it says of the level."""
    if form is None:
        return "Chưa thấy"
    differs = form.level not in (None, entry.level)
    said = f"Bản {form.form} ghi {words.lower_first(view.level_title(form.level))}" if differs else None
    by_form = f"Cấp lấy theo bản {form.form}" if entry.level_source == "registration" else None
    return _lines(f"Mẫu {form.form}", said or by_form)


def _other_name(form: Registration, entry: Entry) -> str | None:
    """The name on the form, where it is not the list's."""
    if not form.name or _plain(form.name) == _plain(entry.name):
        return None
    return f"(Tên trong bản {form.form}: {form.name})"


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split()).rstrip(".")


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
