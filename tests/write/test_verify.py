"""The self-check: a fault of the program's own is caught before anybody trusts its output."""

from __future__ import annotations

import pytest
from msgspec import structs

from aggregator.nouns.finding import CannotWork
from aggregator.nouns.outcome import Balance, FileBalance, Outcome
from aggregator.write.master import SelfCheckFailed, master_workbook, verify_balance, verify_master
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome

GOOD = outcome_with([{}, {}, {}])


@pytest.mark.parametrize("outcome", [made_up_outcome(), empty_outcome(), perfect_outcome(), GOOD])
def test_a_sound_outcome_passes(outcome: Outcome) -> None:
    verify_balance(outcome)


@pytest.mark.parametrize("field", ["rows_seen", "entries", "rows_joined", "rows_decoration", "rows_set_aside"])
def test_a_row_lost_or_gained_is_caught(field: str) -> None:
    balance = structs.replace(GOOD.balance, **{field: getattr(GOOD.balance, field) + 1})
    with pytest.raises(SelfCheckFailed, match="số dòng"):
        verify_balance(structs.replace(GOOD, balance=balance))


def test_a_file_whose_rows_do_not_add_up_is_named() -> None:
    bad = FileBalance("Xã A/M3.xlsx", None, Balance(5, 3, 0, 0, 1))
    with pytest.raises(SelfCheckFailed, match=r"Xã A/M3\.xlsx"):
        verify_balance(structs.replace(GOOD, file_balances=[bad]))


def test_errors_of_two_files_that_cancel_out_are_caught() -> None:
    parts = [FileBalance("a", None, Balance(1, 2, 0, 0, 0)), FileBalance("b", None, Balance(2, 1, 0, 0, 0))]
    with pytest.raises(SelfCheckFailed, match="“a”"):
        verify_balance(structs.replace(GOOD, file_balances=parts))


def test_an_entry_lost_from_the_table_is_caught() -> None:
    with pytest.raises(SelfCheckFailed, match=r"số mô hình trong bảng không khớp \(3 so với 2\)"):
        verify_balance(structs.replace(GOOD, entries=GOOD.entries.iloc[:2]))


def test_a_submission_of_no_known_status_is_caught() -> None:
    stray = structs.replace(GOOD.submissions[0], status="lost")
    with pytest.raises(SelfCheckFailed, match="số tệp"):
        verify_balance(structs.replace(GOOD, submissions=[stray]))


def test_a_forgotten_unit_is_caught() -> None:
    with pytest.raises(SelfCheckFailed, match="số đơn vị"):
        verify_balance(structs.replace(GOOD, units=GOOD.units[1:]))


def test_a_master_with_a_line_too_few_is_caught() -> None:
    fewer = structs.replace(GOOD, entries=GOOD.entries.iloc[:2])
    with pytest.raises(SelfCheckFailed, match=r"trang “I. Kinh tế” có 2 dòng, đúng ra phải có 3"):
        verify_master(master_workbook(fewer), GOOD)


def test_a_master_that_lacks_a_file_is_caught() -> None:
    fewer = structs.replace(GOOD, submissions=[])
    with pytest.raises(SelfCheckFailed, match="Sổ tiếp nhận"):
        verify_master(master_workbook(fewer), GOOD)


def test_a_master_that_does_not_open_again_is_caught() -> None:
    with pytest.raises(SelfCheckFailed, match="không mở lại được"):
        verify_master(master_workbook(GOOD)[:2000], GOOD)


def test_the_failure_ends_the_run_with_one_clear_sentence() -> None:
    assert issubclass(SelfCheckFailed, CannotWork)
    assert "Bảng tổng hợp không được ghi" in str(SelfCheckFailed("số dòng không khớp"))
