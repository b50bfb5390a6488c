"""The law of the tracking book: whatever runs, edits and files come, no cell that a person wrote is lost."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Border, Side

from aggregator.book.create import new_book
from aggregator.nouns.outcome import Outcome
from tests.book.books import CHOICES, RECEIPTS, file, model, outcome, read, run
from tests.sheets import CAMPAIGN

BLANK_BOOK = new_book(CAMPAIGN)
UNITS = ("cao-xa", "lam-cot", "cong-an", None)
TITLES = (RECEIPTS, CHOICES)
WORDS = st.text(st.sampled_from("abĐường <&\n=ạ'\""), min_size=1, max_size=12).filter(str.strip)
# columns that people edit or own; a file's or a model's name is what the program knows a row by
FREE = {RECEIPTS: (2, 7, 15, 16), CHOICES: (7, 9, 10)}

files = st.builds(
    file,
    st.sampled_from([f"M3 {n}.xlsx" for n in range(6)]),
    st.sampled_from(UNITS),
    content=st.sampled_from(["một", "hai", "ba", "bốn"]),
    status=st.sampled_from(["read", "empty", "superseded"]),
)
models = st.builds(
    model,
    st.sampled_from(["Đường hoa", "Hiến đất", "Camera an ninh", "=1+1"]),
    st.sampled_from(UNITS),
    st.sampled_from(["province", "district", "base", None]),
    address=st.sampled_from(["Thôn Trại", "Thôn Chùa", None]),
)
runs = st.builds(
    outcome,
    st.lists(files, max_size=4, unique_by=lambda one: one.file),
    st.lists(models, max_size=4),
)
edits = st.one_of(
    st.tuples(st.just("cell"), st.sampled_from(TITLES), st.integers(0, 8), st.integers(0, 3), WORDS),
    st.tuples(st.just("row"), st.sampled_from(TITLES), st.integers(0, 4)),
    st.tuples(st.just("column"), st.sampled_from(TITLES), st.integers(1, 8)),
    st.tuples(st.just("swap"), st.sampled_from(TITLES)),
    st.tuples(st.just("title"), st.sampled_from(TITLES)),
    st.tuples(st.just("lines"), st.sampled_from(TITLES), st.integers(1, 14)),
)


def head_row(sheet: Any) -> int:
    return next(n for n in range(1, 20) if any(c.value in ("Tệp", "Tên mô hình") for c in sheet[n]))


def column_of(sheet: Any, head: str) -> int:
    return next(int(c.column) for c in sheet[head_row(sheet)] if c.value == head)


def apply_edits(path: Path, several: Iterable[tuple[Any, ...]]) -> None:
    """A person opens the book, does this to it and saves it."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for edit in several:
        apply_edit(book, edit)
    book.save(path)


def apply_edit(book: Any, edit: tuple[Any, ...]) -> None:
    """One thing that a person does to the book."""
    kind, sheet = edit[0], book[edit[1]]
    head = head_row(sheet)
    if kind == "cell":
        _, title, down, which, words = edit
        own = FREE[title][which % len(FREE[title])]
        sheet.cell(head + 1 + down, own + (sheet.max_column if own > 14 else 0)).value = words
    elif kind == "row":
        sheet.insert_rows(head + 1 + edit[2])
    elif kind == "column":
        sheet.insert_cols(edit[2])
    elif kind == "title":
        sheet.insert_rows(1)
    elif kind == "lines":
        for row in range(head + 1, head + 9):
            for column in range(1, edit[2] + 1):
                sheet.cell(row, column).border = Border(bottom=Side("thin"))
    else:
        swap_rows(sheet, head + 1, sheet.max_row)


def swap_rows(sheet: Any, first: int, last: int) -> None:
    """Sort the other way round: the first row below the head and the last change places."""
    for column in range(1, sheet.max_column + 1):
        upper, lower = sheet.cell(first, column), sheet.cell(last, column)
        upper.value, lower.value = lower.value, upper.value


def placed(path: Path) -> dict[tuple[str, str], Any]:
    """Every cell with content, at its place."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    for sheet in book:
        sheet.reset_dimensions()  # every cell, also beyond what the sheet says that it has
    return {
        (s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.value is not None
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(runs, edits), min_size=1, max_size=6))
def test_any_sequence_of_runs_and_edits_keeps_every_cell_and_a_second_run_changes_no_byte(
    steps: list[Outcome | tuple[Any, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so_theo_doi.xlsx"
        path.write_bytes(BLANK_BOOK)
        for by_program, several in groupby(steps, lambda step: isinstance(step, Outcome)):
            if not by_program:
                apply_edits(path, [step for step in several if not isinstance(step, Outcome)])
                continue
            before = placed(path)
            for step in (step for step in several if isinstance(step, Outcome)):
                run(path, step)
                after = placed(path)
                assert {place: after.get(place) for place in before} == before
                before, same = after, path.read_bytes()
                assert not run(path, step)
                assert path.read_bytes() == same


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(runs, min_size=1, max_size=4))
def test_every_file_and_every_candidate_has_a_row_after_its_run(seen: list[Outcome]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so_theo_doi.xlsx"
        path.write_bytes(BLANK_BOOK)
        for one in seen:
            run(path, one)
            book = read(path)
            inbox = book.receipts.for_inbox([s.file for s in one.submissions])
            assert all(inbox.knows(s.file, s.sha256) for s in one.submissions)
            names = {choice.name for choice in book.choices}
            frame = one.entries
            wanted = frame[frame["level"].isin(["province", "district"]) & frame["unit"].notna()]
            assert set(wanted["name"]) <= names
