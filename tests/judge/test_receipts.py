"""The status of each file, and the receipt of each unit: what came, when, and on what evidence (R4)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.judge.receipts import duplicates, first_status, may_be_list, receipt_of, with_times
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.standing import PaperReceipt, UnitReturns, weak_evidence
from tests.handled import handled, listed
from tests.sheets import CAMPAIGN, HEAD, at, m3

EARLY, LATE = "26/02/2024 09:00", "28/02/2024 09:00"


def receipt(**came: object) -> tuple[str, str | None]:
    """The state and the file that decides it."""
    arrival = receipt_of(UnitReturns(**came), CAMPAIGN.deadline)  # type: ignore[arg-type]
    return arrival.state, arrival.first.file if arrival.first else None


def weak(item: AttributedFile) -> bool:
    arrival = receipt_of(UnitReturns(lists=[item]), CAMPAIGN.deadline)
    assert arrival.source is not None
    return weak_evidence(arrival.source, item.intake.sent_at, CAMPAIGN.deadline)


def test_nothing_is_missing() -> None:
    assert receipt() == ("missing", None)


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("26/02/2024 09:00", "on_time"),
        ("27/02/2024 00:00", "on_time"),
        ("27/02/2024 23:59", "on_time"),
        ("28/02/2024 00:00", "late"),
        ("01/03/2024 09:00", "late"),
    ],
)
def test_the_whole_last_day_counts(when: str, state: str) -> None:
    assert receipt(lists=[listed("M3.xlsx", "Trồng hoa", when=when)]) == (state, "M3.xlsx")


def test_the_last_second_counts_to_its_end() -> None:
    paper = PaperReceipt("cao-xa", CAMPAIGN.deadline.replace(microsecond=999_999), None)
    assert receipt(papers=[paper])[0] == "on_time"


def test_the_earliest_list_decides() -> None:
    early, late = listed("a.xlsx", "Trồng hoa", when=EARLY), listed("b.xlsx", "Trồng hoa", when=LATE)
    assert receipt(lists=[late, early]) == ("on_time", "a.xlsx")


def test_an_empty_first_file_earns_nothing() -> None:
    empty = handled("trống.xlsx", HEAD, EARLY)
    assert receipt(lists=[listed("M3.xlsx", "Trồng hoa", when=LATE)], empties=[empty]) == ("late", "M3.xlsx")


def test_a_scan_in_time_and_a_readable_copy_later_is_in_time() -> None:
    scan, copy = handled("M3 Cao Xá.pdf", when=EARLY), listed("M3.xlsx", "Trồng hoa", when=LATE)
    assert receipt(lists=[copy], unreadable=[scan]) == ("on_time", "M3 Cao Xá.pdf")


def test_a_scan_of_something_else_does_not_count() -> None:
    letter, copy = handled("Công văn Cao Xá.pdf", when=EARLY), listed("M3.xlsx", "Trồng hoa", when=LATE)
    assert receipt(lists=[copy], unreadable=[letter]) == ("late", "M3.xlsx")


def test_paper_in_time_counts() -> None:
    paper = PaperReceipt("cao-xa", at(EARLY), "bản giấy")
    assert receipt(lists=[listed("M3.xlsx", "Trồng hoa", when=LATE)], papers=[paper]) == ("on_time", None)
    assert receipt(papers=[paper]) == ("on_time", None)


@pytest.mark.parametrize(
    ("came", "state"),
    [
        ({"nils", "unreadable", "empties"}, "nil"),
        ({"unreadable", "empties"}, "unreadable"),
        ({"empties"}, "empty"),
    ],
)
def test_without_a_list_the_best_of_what_came(came: set[str], state: str) -> None:
    items = {
        "nils": handled("nil.xlsx", "Không đăng ký mô hình Dân vận khéo"),
        "unreadable": handled("M3.pdf"),
        "empties": handled("trống.xlsx", HEAD),
    }
    assert receipt(**{kind: [items[kind]] for kind in came})[0] == state


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (listed("a.xlsx", "Trồng hoa", when=LATE), True),
        (listed("a.xlsx", "Trồng hoa", when=LATE, source="book"), False),
        (listed("a.eml!b.xlsx", "Trồng hoa", when=LATE, source="email", sent_at=at(LATE)), False),
        (listed("a.eml!b.xlsx", "Trồng hoa", when=LATE, source="email", sent_at=at(EARLY)), True),
        (listed("a.eml!b.xlsx", "Trồng hoa", when=LATE, source="email"), False),
    ],
    ids=["file time", "book", "mail", "mail sent in time", "mail without its date"],
)
def test_the_evidence_is_weak_on_a_file_time_or_a_mail_sent_in_time(item: AttributedFile, expected: bool) -> None:
    assert weak(item) is expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("M3.pdf", True),
        ("scan0001.pdf", True),
        ("Danh sách kèm công văn.pdf", True),
        ("Công văn 12.pdf", False),
        ("M1 Trồng hoa.pdf", False),
        ("Kế hoạch 2024.doc", False),
        ("Công văn/scan.pdf", True),
    ],
)
def test_which_unreadable_files_may_be_the_list(file: str, expected: bool) -> None:
    assert may_be_list(handled(file)) is expected


def test_a_bodys_part_is_not_the_units_list() -> None:
    part = listed("HND.xlsx", "Trồng hoa", when=EARLY, body="Hội Nông dân xã Cao Xá")
    assert receipt(lists=[part, listed("M3.xlsx", "Nuôi gà", when=LATE)]) == ("late", "M3.xlsx")
    assert receipt(lists=[part]) == ("on_time", "HND.xlsx")


AFTER_AS_OF, AS_OF = "05/03/2024 09:00", at("01/03/2024 07:00")


@pytest.mark.parametrize(
    ("facts", "time_known"),
    [
        ({"source": "file_time", "when": AFTER_AS_OF}, False),
        ({"source": "email", "when": AFTER_AS_OF}, True),
        ({"source": "email", "when": AFTER_AS_OF, "sent": at(AFTER_AS_OF)}, False),
        ({"source": "email", "when": LATE, "doubtful": True}, False),
        ({"source": "email", "when": EARLY, "doubtful": True}, True),
        ({"source": "book", "when": LATE, "doubtful": True}, True),
    ],
    ids=[
        "copied since",
        "mail",
        "the sender's clock is ahead",
        "zone unknown, late",
        "zone unknown, in time",
        "the book",
    ],
)
def test_nothing_is_late_by_a_time_that_is_no_evidence(facts: dict[str, Any], time_known: bool) -> None:
    item = listed("M3.xlsx", "Trồng hoa", when=facts["when"], source=facts["source"])
    item = replace(
        item,
        intake=replace(item.intake, time_doubtful=facts.get("doubtful", False), sent_at=facts.get("sent")),
    )
    (item,) = with_times([item], CAMPAIGN, AS_OF)
    arrival = receipt_of(UnitReturns(lists=[item]), CAMPAIGN.deadline)
    assert (item.timed, arrival.at is not None) == (time_known, time_known)
    assert time_known or arrival.state == "on_time"


EMPTY = m3("I. Kinh tế", "| 1 |", "| 2 |", "| ... |", "II. VH-XH", "| 1 |")
NOTHING = "Năm 2024 đơn vị không đăng ký mô hình “Dân vận khéo”"


def our_file() -> AttributedFile:
    item = listed("tong_hop_2024.xlsx", "Trồng hoa")
    assert item.reading is not None
    return replace(item, reading=replace(item.reading, of_program=True))


@pytest.mark.parametrize(
    ("item", "status"),
    [
        (handled("~$M3.xlsx", ignore_reason="tệp khóa"), "ignored"),
        (handled("M3.pdf"), "unreadable"),
        (handled("Giấy mời.docx", "Giấy mời họp giao ban"), "not_a_form"),
        (our_file(), "not_a_form"),
        (handled("M3.xlsx", EMPTY), "empty"),
        (handled("M3.xlsx", HEAD), "empty"),
        (handled("M3.xlsx", m3("I. Kinh tế", "| 1 | Không đăng ký |", "| | | Không đăng ký |")), "nil"),
        (handled("M3.xlsx", m3("| | | Không |")), "nil"),
        (handled("M3.xlsx", m3("| 1 | | Không có MH |")), "nil"),
        (handled("M3.xlsx", f"{NOTHING}\n{EMPTY}"), "nil"),
        (handled("Báo cáo.docx", NOTHING), "nil"),
        (handled("thư.eml", NOTHING, body="ubmttq"), "not_a_form"),  # the commune itself may register
        (handled("M3.xlsx", m3("I. Kinh tế", "| | | Không |", "II. VH-XH", "| 1 |")), "empty"),
        (listed("M3.xlsx", "Trồng hoa", unit=None), "unknown_unit"),
        (listed("M3.xlsx", "Trồng hoa"), "read"),
    ],
)
def test_the_first_status_that_fits(item: AttributedFile, status: str) -> None:
    assert first_status(item) == status


def copies(*items: AttributedFile) -> dict[str, str]:
    return duplicates(items)


def test_the_earliest_received_is_the_original() -> None:
    late = listed("a.xlsx", "Trồng hoa", when="26/02/2024 10:00", sha256="1")
    early = listed("M3 Cao Xá (1).xlsx", "Trồng hoa", when="26/02/2024 09:00", sha256="1")
    assert copies(late, early) == {"a.xlsx": "M3 Cao Xá (1).xlsx"}


def test_ties_go_to_the_shortest_name() -> None:
    items = [listed(f, "Trồng hoa", sha256="1") for f in ("M3 - Copy.xlsx", "M3.xlsx", "M3 (1).xlsx")]
    assert copies(*items) == {"M3 - Copy.xlsx": "M3.xlsx", "M3 (1).xlsx": "M3.xlsx"}


def test_other_content_is_no_copy() -> None:
    assert copies(listed("a.xlsx", "Trồng hoa"), listed("b.xlsx", "Nuôi gà")) == {}


@pytest.mark.parametrize(
    "item",
    [
        handled("a.db", ignore_reason="tệp hệ thống", sha256="1"),
        handled("a.pdf", sha256="1"),
        handled("a.docx", "Giấy mời", sha256="1"),
    ],
)
def test_files_that_were_not_read_are_what_they_are_however_often_they_came(item: AttributedFile) -> None:
    again = replace(item, intake=replace(item.intake, file=f"b/{item.file}"))
    assert copies(item, again) == {}


def test_a_list_with_rows_that_may_be_models_never_says_that_there_are_none() -> None:
    taken_back = m3("A. CẤP TỈNH", "| | | Không |", "B. Các mô hình đã rút", "| 1 | Thôn Trại | Trồng hoa |")
    assert first_status(handled("M3.xlsx", taken_back)) == "unreadable"
    assert first_status(handled("M3.xlsx", f"{NOTHING}\n{taken_back}")) == "unreadable"
