"""Every blank form, read as Excel would: each word that its drop-downs offer is one that the program takes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aggregator.nouns.outcome import Outcome
from aggregator.read.xlsx import read_xlsx
from aggregator.write.blank import blank_workbook
from aggregator.write.blank_registration import registration_workbook
from tests.sheets import CAMPAIGN, offered, reader, run_over, within_cell

UNITS = {"M3": "cao-xa", "M4": "phong-noi-vu"}
# what the words of a column come to: the column of the frame, its value by the word
MEANT = {
    "holder": ("holder_kind", {"Tập thể": "collective", "Cá nhân": "individual"}),
    "continuing": ("mode", {"x": "continuing"}),
    "new": ("mode", {"x": "new"}),
    "level": ("level", {level.title: level.code for level in CAMPAIGN.levels}),
    "field": ("field", {field.title: field.code for field in CAMPAIGN.fields}),
}
each_list = pytest.mark.parametrize("form", CAMPAIGN.forms, ids=lambda form: form.code)
each_registration = pytest.mark.parametrize("form", CAMPAIGN.registration_forms, ids=lambda form: form.code)


def rules(book: Any) -> Iterator[tuple[int, int, list[str]]]:
    """The drop-downs of a form: the first row and the column, from 1, and the words."""
    for rule in book.worksheets[0].data_validations.dataValidation:
        if rule.type == "list":
            assert not within_cell(rule.formula1)
            [box] = rule.sqref.ranges
            yield box.min_row, box.min_col, offered(book, rule.formula1)


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def outcome(folder: Path, book: Any) -> Outcome:
    seen = run_over(folder, {"gui_ve.xlsx": saved(book)})
    assert [f.code for f in seen.findings if f.code.endswith(("-unknown", "-unreadable", "-unclear"))] == []
    return seen


@each_list
def test_every_word_that_a_list_form_offers_is_understood(form: Any, tmp_path: Path) -> None:
    blank = blank_workbook(CAMPAIGN, form, CAMPAIGN.units_by_code[UNITS[form.code]])
    book: Any = openpyxl.load_workbook(io.BytesIO(blank))
    sheet, tried = book.worksheets[0], 0
    firsts = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == 1]
    columns = {form.columns[column - 1].code: words for row, column, words in rules(book) if row < firsts[0] + 1}
    assert columns.keys() == {column.code for column in form.columns if column.choices}
    for code, words in columns.items():
        kind, meant = MEANT[code]
        assert set(words) == set(meant)
        filled: Any = openpyxl.load_workbook(io.BytesIO(blank))
        for number, word in enumerate(words):
            at = filled.worksheets[0]
            at.cell(firsts[0] + number, 3).value = f"Đường hoa số {number}"
            at.cell(firsts[0] + number, [c.code for c in form.columns].index(code) + 1).value = word
        entries = outcome(tmp_path / code, filled).entries
        assert list(entries[kind].astype(object)) == [meant[word] for word in words]
        tried += len(words)
    assert tried >= 7


@each_list
@pytest.mark.parametrize(("word", "registered"), [(0, True), (1, False)])
def test_the_units_own_answer_is_understood(form: Any, word: int, registered: bool) -> None:
    unit = CAMPAIGN.units_by_code[UNITS[form.code]]
    book: Any = openpyxl.load_workbook(io.BytesIO(blank_workbook(CAMPAIGN, form, unit)))
    row, column, words = list(rules(book))[-1]
    book.worksheets[0].cell(row, column).value = words[word]
    first = next(r for r in range(1, row) if book.worksheets[0].cell(r, 1).value == 1)
    book.worksheets[0].cell(first, 3).value = "Đường hoa"
    own = reader().understand(read_xlsx(saved(book))).own_registration
    assert own is not None
    assert own.answer == registered


@each_registration
def test_every_word_that_a_registration_offers_is_understood(form: Any, tmp_path: Path) -> None:
    blank = registration_workbook(CAMPAIGN, form, CAMPAIGN.units_by_code["phong-noi-vu"])
    by_label = {f"- {box.label}": box for box in form.boxes}
    book: Any = openpyxl.load_workbook(io.BytesIO(blank))
    labels = [str(row[0] or "") for row in book.worksheets[0].iter_rows(max_col=1, values_only=True)]
    boxes = {row: words for row, _, words in rules(book) if labels[row - 1] in by_label}
    [(level_row, levels)] = [(row, words) for row, _, words in rules(book) if row not in boxes]
    assert levels == [*form.levels]
    assert len(boxes) == len(form.boxes)
    name_row = next(row for row in range(1, level_row) if labels[row - 1].startswith("1. "))
    for number, (row, (tick, no_tick)) in enumerate(boxes.items()):
        level = levels[number % len(levels)]
        filled: Any = openpyxl.load_workbook(io.BytesIO(blank))
        sheet = filled.worksheets[0]
        sheet.cell(name_row, 2).value, sheet.cell(level_row, 2).value = "Đường hoa", level
        for other in boxes:
            sheet.cell(other, 2).value = tick if other == row else no_tick
        [paper] = outcome(tmp_path / str(number), filled).registrations
        wanted = {level.title: level.code for level in CAMPAIGN.levels}
        assert (paper.level, paper.field) == (wanted[level], by_label[labels[row - 1]].field)
