"""A sheet that repeats another sheet of the same file is set aside, and said."""

from __future__ import annotations

from aggregator.settle.repeated_sheets import set_repeats_aside
from tests.handled import rows_of
from tests.sheets import balance, names, sheet, shown, understand


def counted(*sheets: tuple[str, str]) -> tuple[list[list[str]], list[str]]:
    """The names that count by sheet, and the findings."""
    read, findings = set_repeats_aside(understand(*(sheet(text, name) for name, text in sheets)), "M3.xlsx")
    return [names(part) for part in read.lists], shown(findings)


TWO, ONE = rows_of("Trồng hoa", "Nuôi gà"), rows_of("Trồng hoa")


def test_a_print_copy_counts_once() -> None:
    assert counted(("M3", TWO), ("In", TWO)) == ([["3: Trồng hoa", "4: Nuôi gà"], []], ["sheet-repeats"])


def test_its_rows_are_set_aside_not_lost() -> None:
    read, _ = set_repeats_aside(understand(sheet(TWO, "M3"), sheet(TWO, "In")), "M3.xlsx")
    assert balance(read.lists[1]) == (3, 0, 0, 1, 2)


def test_one_common_entry_may_be_chance() -> None:
    assert counted(("M3", TWO), ("Khác", ONE))[1] == []


def test_a_sheet_with_more_is_no_copy() -> None:
    more = rows_of("Trồng hoa", "Nuôi gà", "Trồng ổi")
    assert counted(("M3", TWO), ("Khác", more))[1] == []


def test_sheets_of_their_own_count_each() -> None:
    assert counted(("KT", TWO), ("VH", rows_of("Thu gom rác", "Hiến máu")))[1] == []
