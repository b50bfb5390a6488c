"""The status of each file: the first that fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aggregator.judge.receipts import duplicates, first_status
from aggregator.nouns.file import Handled
from tests.handled import handled, listed
from tests.sheets import HEAD, m3

EMPTY = m3("I. Kinh tế", "| 1 |", "| 2 |", "| ... |", "II. VH-XH", "| 1 |")
NOTHING = "Năm 2024 đơn vị không đăng ký mô hình “Dân vận khéo”"


def our_file() -> Handled:
    item = listed("tong_hop_2024.xlsx", "Trồng hoa")
    assert item.read is not None
    return replace(item, read=replace(item.read, ours=True))


@pytest.mark.parametrize(
    ("item", "status"),
    [
        (handled("~$M3.xlsx", ignored="tệp khóa"), "ignored"),
        (handled("M3.pdf"), "unreadable"),
        (handled("Giấy mời.docx", "Giấy mời họp giao ban"), "not_a_form"),
        (our_file(), "not_a_form"),
        (handled("M3.xlsx", EMPTY), "empty"),
        (handled("M3.xlsx", HEAD), "empty"),
        (handled("M3.xlsx", m3("I. Kinh tế", "| 1 | Không đăng ký |", "| | | Không đăng ký |")), "nil"),
        (handled("M3.xlsx", m3("| | | Không |")), "nil"),
        (handled("M3.xlsx", f"{NOTHING}\n{EMPTY}"), "nil"),
        (handled("Báo cáo.docx", NOTHING), "nil"),
        (handled("M3.xlsx", m3("I. Kinh tế", "| | | Không |", "II. VH-XH", "| 1 |")), "empty"),
        (listed("M3.xlsx", "Trồng hoa", unit=None), "unknown_unit"),
        (listed("M3.xlsx", "Trồng hoa"), "read"),
    ],
)
def test_the_first_status_that_fits(item: Handled, status: str) -> None:
    assert first_status(item) == status


def copies(*items: Handled) -> dict[str, str]:
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
        handled("a.db", ignored="tệp hệ thống", sha256="1"),
        handled("a.pdf", sha256="1"),
        handled("a.docx", "Giấy mời", sha256="1"),
    ],
)
def test_files_that_were_not_read_are_what_they_are_however_often_they_came(item: Handled) -> None:
    again = replace(item, received=replace(item.received, file=f"b/{item.file}"))
    assert copies(item, again) == {}
