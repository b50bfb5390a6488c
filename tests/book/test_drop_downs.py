"""The drop-downs of the book: read as Excel would, every word that they offer is one that the program takes."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from aggregator.book.campaign import campaign_from
from aggregator.book.layout import book_layout
from aggregator.book.sheets import open_book
from tests.book.books import CHOICES, RECEIPTS, edit, fresh, read
from tests.sheets import CAMPAIGN, shown

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


def offered(book: Any, formula: str) -> list[str]:
    """The words in all the ranges that a drop-down's formula names."""
    words = []
    for title, cells in re.findall(r"'([^']+)'!(\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)", formula):
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        rows = book[title].iter_rows(top, bottom, left, right, values_only=True)
        words += [str(value) for row in rows for value in row if value]
    return words


def test_no_drop_down_is_a_list_within_the_cell_where_a_comma_would_cut_it(tmp_path: Path) -> None:
    assert [where for *where, formula in lists(fresh(tmp_path)) if '"' in formula.split("IF(")[0]] == []
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
