"""Every unit settled: its receipt, what counts, and the status of every file."""

from __future__ import annotations

from aggregator.judge.settlement import settle
from aggregator.nouns.file import Handled
from aggregator.nouns.standing import Settlement, UnitAccount
from tests.handled import entries_of, handled, listed
from tests.sheets import CAMPAIGN, HEAD

EARLY, LATE = "26/02/2024 09:00", "28/02/2024 09:00"


def settle_all(*items: Handled) -> Settlement:
    return settle(items, entries_of(list(items)), CAMPAIGN)


def of(settlement: Settlement, code: str) -> UnitAccount:
    return next(unit for unit in settlement.units if unit.unit.code == code)


def test_every_unit_of_the_roster_is_there_even_if_nothing_came() -> None:
    settlement = settle_all()
    assert [unit.unit for unit in settlement.units] == list(CAMPAIGN.units)
    assert {unit.receipt.state for unit in settlement.units} == {"missing"}


def test_a_superseded_file_says_by_what() -> None:
    settlement = settle_all(
        listed("cũ.xlsx", "Trồng hoa", when=EARLY), listed("mới.xlsx", "Trồng hoa", "Nuôi gà", when=LATE)
    )
    assert settlement.statuses == {"cũ.xlsx": "superseded", "mới.xlsx": "read"}
    assert settlement.reasons == {"cũ.xlsx": "có bản sau: mới.xlsx"}


def test_a_late_correction_does_not_undo_a_timely_list() -> None:
    settlement = settle_all(
        listed("cũ.xlsx", "Trồng hoa", when=EARLY), listed("mới.xlsx", "Trồng hoa", "Nuôi gà", when=LATE)
    )
    unit = of(settlement, "cao-xa")
    assert unit.receipt.state == "on_time"
    assert unit.last_change is not None
    assert unit.last_change.file == "mới.xlsx"


def test_a_duplicate_counts_once_and_names_its_original() -> None:
    settlement = settle_all(*(listed(f, "Trồng hoa", sha256="1") for f in ("M3.xlsx", "M3 (1).xlsx")))
    assert settlement.statuses == {"M3.xlsx": "read", "M3 (1).xlsx": "duplicate"}
    assert "M3.xlsx" in settlement.reasons["M3 (1).xlsx"]


def test_two_units_that_send_back_the_same_blank_form_are_both_empty() -> None:
    settlement = settle_all(
        handled("a.xlsx", HEAD, unit="cao-xa", sha256="1"), handled("bb.xlsx", HEAD, unit="lien-son", sha256="1")
    )
    assert [of(settlement, code).receipt.state for code in ("cao-xa", "lien-son")] == ["empty", "empty"]


def test_a_list_of_an_unknown_unit_belongs_to_no_unit() -> None:
    settlement = settle_all(listed("lạ.xlsx", "Trồng hoa", unit=None))
    assert settlement.statuses == {"lạ.xlsx": "unknown_unit"}
    assert {unit.receipt.state for unit in settlement.units} == {"missing"}


def test_a_letter_in_the_same_mail_says_that_the_list_replaces_the_earlier() -> None:
    old = listed("1.eml!M3.xlsx", "Trồng hoa", "Nuôi gà", when="22/02/2024 08:00", source="email")
    new = listed("2.eml!M3.xlsx", "Trồng ổi", when="22/02/2024 15:00", source="email")
    words = "Danh sách kèm theo thay thế danh sách đã gửi."
    letter = handled("2.eml!Công văn.docx", words, "22/02/2024 15:00", form=None, of_succession=(words,))
    assert settle_all(old, new).statuses["1.eml!M3.xlsx"] == "read"
    assert settle_all(old, new, letter).statuses["1.eml!M3.xlsx"] == "superseded"
