"""What was seen and not understood, asked unit by unit: whom it spares, and what it may change."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.judge.possible import BookFacts, Possibilities
from aggregator.judge.settlement import settle
from aggregator.nouns.document import Notice
from aggregator.nouns.file import Handled
from aggregator.nouns.reading import Possible
from aggregator.nouns.standing import Evidence
from tests.campaigns import read, sent, table
from tests.handled import entries_of, handled, listed
from tests.sheets import CAMPAIGN, ON_TIME

LATE = "28/02/2024 09:00"


def evidence(*items: Handled, unit: str = "cao-xa", facts: BookFacts | None = None) -> Evidence:
    entries = entries_of(list(items))
    settlement = settle(items, entries, CAMPAIGN)
    account = next(account for account in settlement.units if account.unit.code == unit)
    return Possibilities(items, settlement, entries, CAMPAIGN, facts).of(account, [])


def doubts(*items: Handled, unit: str = "cao-xa") -> list[tuple[str, Any]]:
    return [(doubt.code, doubt.further) for doubt in evidence(*items, unit=unit).doubts]


def test_rows_that_were_not_understood_may_be_entries_and_say_where() -> None:
    unread = (Possible(12, 3, 1, None, "name-unread", "M3"), Possible(13, 3, 1, "district", "name-unread", "M3"))
    (doubt,) = evidence(
        sent("M3.xlsx", "cao-xa", read(table([("Trồng hoa", "", None)], possible=unread)), ON_TIME, "email")
    ).doubts
    assert doubt.further == ((None, 1), ("district", 1))
    assert doubt.facts["count"] == "02"
    assert "C12" in str(doubt.facts["cells"])


def test_an_unreadable_file_of_the_unit_may_hold_anything_unless_a_person_says_what_it_is() -> None:
    items, scan = listed("M3.xlsx", "Trồng hoa"), handled("scan.pdf")
    assert doubts(items, scan) == [("file-unreadable", ((None, None),))]
    assert doubts(items) == []


def test_only_a_later_unreadable_file_speaks_against_an_excess() -> None:
    items = listed("M3.xlsx", "Trồng hoa")
    earlier, later = handled("scan.pdf", when="20/02/2024 08:00"), handled("scan.pdf", when=LATE)
    assert [len(evidence(items, scan).doubts[0].open_rows) for scan in (earlier, later)] == [0, 1]


def test_a_list_of_unknown_unit_spares_whoever_it_may_be_of() -> None:
    unknown = listed("lạ.xlsx", "Trồng hoa", unit=None, against_kinds=frozenset({"agency"}))
    assert evidence(unknown).unknown == evidence(unknown).in_time == ("lạ.xlsx",)
    assert evidence(unknown, unit="phong-noi-vu").unknown == ()
    assert evidence(listed("lạ.xlsx", "Trồng hoa", unit=None, against_units=frozenset({"cao-xa"}))).unknown == ()


def test_a_list_of_unknown_unit_that_came_late_is_not_in_time() -> None:
    proof = evidence(listed("lạ.xlsx", "Trồng hoa", unit=None, when=LATE))
    assert (proof.unknown, proof.in_time) == (("lạ.xlsx",), ())


def test_a_suggestion_a_contested_file_and_a_copy_name_the_unit() -> None:
    suggestion = listed("a.xlsx", "Trồng hoa", unit=None, suggested=("cao-xa",))
    contested = listed("b.xlsx", "Trồng ổi", unit="lien-son", others=(("tên tệp", "cao-xa"),))
    first = listed("c.xlsx", "Nuôi gà", unit="viet-lap", sha256="1")
    copy = listed("cc.xlsx", "Nuôi gà", sha256="1")
    assert evidence(suggestion).named == ("a.xlsx",)
    assert evidence(contested).named == ("b.xlsx",)
    assert evidence(contested, unit="lien-son").contested == ("b.xlsx",)
    assert evidence(first, copy).named == ("cc.xlsx",)


def test_files_of_unknown_and_contested_unit_are_counted() -> None:
    proof = evidence(
        listed("a.xlsx", "Trồng hoa", unit=None),
        listed("b.xlsx", "Nuôi gà", others=(("tên tệp", "lien-son"),)),
        listed("c.xlsx", "Trồng ổi", unit="viet-lap"),
        handled("Giấy mời.docx", "Giấy mời họp", unit=None),
        handled("Thumbs.db", unit=None, ignored="tệp hệ thống"),
        unit="phuc-hoa",
    )
    assert proof.unattributed == 2


def test_a_blank_form_or_a_letter_of_unknown_unit_spares_nobody() -> None:
    assert evidence(handled("Giấy mời.docx", "Giấy mời họp", unit=None)).unknown == ()


def test_what_people_wrote_speaks_against_silence() -> None:
    proof = evidence(facts=BookFacts({"cao-xa": ("B7",)}, {"cao-xa": 2}))
    assert (proof.recorded, proof.moved_to) == (("B7",), 2)


SIX = table([(f"Trồng hoa {n}", f"Thôn {n}", "Cấp huyện") for n in range(6)])  # from row 5 on


def open_rows(*items: Handled) -> list[tuple[str, object, int]]:
    return [(doubt.code, doubt.facts["rows"], len(doubt.open_rows)) for doubt in evidence(*items).doubts]


@pytest.mark.parametrize(("notice", "code"), [("struck-through", "rows-struck"), ("hidden-rows", "rows-hidden")])
def test_a_row_struck_through_or_hidden_counts_and_may_not_count(notice: str, code: str) -> None:
    notices = (("M3", Notice(notice, 7)), ("M3", Notice(notice, 3)), ("M4", Notice(notice, 8)))
    assert open_rows(sent("M3.xlsx", "cao-xa", read(SIX, notices=notices), ON_TIME, "email")) == [(code, "7", 1)]


@pytest.mark.parametrize(
    ("note", "withdrawn"),
    [
        ("Xin rút, không đăng ký nữa", True),
        ("Thay bằng mô hình số 6", True),
        ("bỏ", True),
        ("Trồng bỏ phân", False),
        ("Chưa rút kinh nghiệm", False),
        ("Duy trì từ 2022", False),
    ],
)
def test_a_model_noted_as_withdrawn_counts_and_may_not_count_and_the_note_is_quoted(
    note: str, withdrawn: bool
) -> None:
    entries = (replace(SIX.entries[0], notes={"Ghi chú": note}), *SIX.entries[1:])
    item = sent("M3.xlsx", "cao-xa", read(replace(SIX, entries=entries)), ON_TIME, "email")
    assert open_rows(item) == ([("rows-noted", f"5 “{note}”", 1)] if withdrawn else [])
