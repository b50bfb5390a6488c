"""The drop-downs of the book: read as Excel would, every word that they offer is one that the program takes."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from aggregator.book.campaign import campaign_from
from aggregator.book.layout import book_layout
from aggregator.book.sheets import open_book
from tests.book.books import CHOICES, RECEIPTS, edit, file, fresh, of_before, outcome, read, run
from tests.sheets import CAMPAIGN, offered, shown, within_cell

REFUSED = {"book-choice-unknown", "book-unit-unknown", "book-one-unit-only", "correction-incomplete"}
# what else a row needs so that one cell of it can be judged
BESIDE = {
    "Đơn vị": {"B": "Ban mới"},
    "Tiếp nhận": {"A": "M3.xlsx"},
    "Đính chính": {"B": "Đường hoa"},
    "Trường hợp đặc thù": {"A": "Xã Cao Xá", "C": "Thường trực", "D": "sáp nhập"},
    "Xét, giới thiệu": {"A": "Xã Cao Xá", "B": "Đường hoa"},
    "Danh sách bản giấy": {"B": "Đường hoa", "H": "26/02/2024"},
    "Cần trả lời": {"J": '["unit", "a1"]'},
}


def lists(path: Path) -> list[tuple[str, str, str]]:
    """Every drop-down: sheet, first cell, formula."""
    book = edit(path)
    return [
        (sheet.title, str(one.sqref).split(":")[0], one.formula1)
        for sheet in book
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    ]


def test_no_drop_down_is_a_list_within_the_cell_where_a_comma_would_cut_it(tmp_path: Path) -> None:
    assert [where for *where, formula in lists(fresh(tmp_path)) if within_cell(formula)] == []
    kinds = {title for title, *_ in lists(tmp_path / "so_theo_doi.xlsx")}
    assert kinds == {sheet.title for sheet in book_layout().sheets}


def offer(book: Any, title: str, cell: str, formula: str) -> int:
    """Choose every word of a drop-down, each in a row of its own; how many they are."""
    sheet, (column, row) = book[title], re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    words = offered(book, formula)
    assert words, (title, cell)
    for number, word in enumerate(words):
        line = int(row) + (number if title != "Quy định" else 0)
        for letter, beside in BESIDE.get(title, {}).items():
            sheet[f"{letter}{line}"] = f"{beside} {number}" if title == "Đơn vị" else beside
        sheet[f"{column}{line}"] = word
        if (title, column) == ("Đính chính", "E"):
            names = [f.title for f in CAMPAIGN.fields], [level.title for level in CAMPAIGN.levels]
            sheet[f"D{line}"] = "Lĩnh vực" if word in names[0] else "Cấp đăng ký" if word in names[1] else "Đơn vị"
    return len(words)


def test_the_program_takes_every_word_that_its_own_drop_downs_offer(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    by_sheet: dict[str, list[tuple[str, str, str]]] = {}
    for one in lists(path):
        by_sheet.setdefault(one[0], []).append(one)
    alone = [(one,) for title in ("Quy định", "Đơn vị") for one in by_sheet.pop(title)]  # the others hang on them
    tried = 0
    for together in (*alone, *zip_longest(*by_sheet.values())):  # in one book one drop-down of each sheet
        book = edit(fresh(tmp_path))
        chosen = [one for one in together if one]
        tried += sum([offer(book, *one) for one in chosen])
        book.save(path)
        _, of_campaign = campaign_from(open_book(path), CAMPAIGN)
        found = [*of_campaign, *read(path).findings]
        columns = {title: cell.rstrip("0123456789") for title, cell, _ in chosen}
        refused = [
            f for f in found if f.code in REFUSED and (f.cell or "").startswith(columns.get(f.sheet or "", "none"))
        ]
        assert all(f.sheet for f in found if f.code in REFUSED)
        assert refused == [], chosen
    assert tried > 300


def test_a_column_of_several_values_stops_nobody_and_a_closed_one_names_its_words(tmp_path: Path) -> None:
    book = edit(fresh(tmp_path))
    rules = {str(one.sqref): one for one in book[RECEIPTS].data_validations.dataValidation}
    assert not rules["E4:E2000"].showErrorMessage
    assert not rules["B4:B2000"].showErrorMessage
    decided = {str(one.sqref): one for one in book[CHOICES].data_validations.dataValidation}["G4:G2000"]
    assert decided.showErrorMessage
    assert "“Giới thiệu cấp tỉnh”, “Chuyển về cấp huyện”" in decided.error


@pytest.mark.parametrize("word", ["Xã", "thị trấn", "Cơ quan", "đơn vị", "Xã, thị trấn"])
def test_the_halves_that_an_old_books_drop_down_offers_are_understood(tmp_path: Path, word: str) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book["Đơn vị"]["C4"] = word
    book.save(path)
    assert shown(campaign_from(open_book(path), CAMPAIGN)[1]) == []


@pytest.mark.parametrize("word", ["bản M1", "M2", "đăng ký", "kế hoạch QĐ 266", "M1; M2", "danh sách; bản M1, M2"])
def test_what_was_received_is_understood_in_the_words_of_old_books(tmp_path: Path, word: str) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book[RECEIPTS]["B4"], book[RECEIPTS]["C4"], book[RECEIPTS]["E4"] = "Xã Cao Xá", "26/02/2024 08:00", word
    book.save(path)
    assert shown(read(path).findings) == []


MINE = [["Trồng hoa", "Nuôi ong"], ["Ghi chú của tôi", None]]  # what stands on the sheet of the words


@pytest.mark.parametrize("state", [None, "hidden", "visible"])
def test_a_sheet_that_a_book_of_before_is_given_offers_what_a_new_books_does(
    state: str | None, tmp_path: Path
) -> None:
    path = fresh(tmp_path)
    new, described = edit(path), lists(path)
    of_before(path)
    if state:
        book = edit(path)
        sheet = book.create_sheet("Danh mục")
        sheet.sheet_state = state
        for row in MINE:
            sheet.append(row)
        book.save(path)
    assert run(path, outcome([file("M3.xlsx")]))
    book, wanted = edit(path), {(title, cell): offered(new, formula) for title, cell, formula in described}
    added = {"Cần trả lời", "Danh sách bản giấy", "Thư đã lập"}
    given = {(title, cell): formula for title, cell, formula in lists(path) if title in added}
    assert not any(map(within_cell, given.values()))
    assert {where: offered(book, formula) for where, formula in given.items()} == {
        where: words for where, words in wanted.items() if where[0] in added
    }
    words = book["Danh mục 2" if state == "visible" else "Danh mục"]
    assert words.sheet_state == "hidden"
    if state:
        kept = [[cell.value for cell in row[:2]] for row in book["Danh mục"].iter_rows(max_row=2, max_col=2)]
        assert kept == MINE
        assert (book["Danh mục"].max_column > 2) == (state == "hidden")


def test_words_that_the_hidden_sheet_has_already_are_not_written_again(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    of_before(path, keep_words=True)
    before = [list(row) for row in edit(path)["Danh mục"].iter_rows(values_only=True)]
    assert run(path, outcome([file("M3.xlsx")]))
    assert [list(row) for row in edit(path)["Danh mục"].iter_rows(values_only=True)] == before
