"""Versions of one unit's list: what supersedes what, and what counts."""

from __future__ import annotations

from itertools import permutations

import pytest

from aggregator.received import Handled
from aggregator.settle.versions import Version, settle_versions
from tests.handled import entries_of, listed
from tests.sheets import codes

FIRST, SECOND, THIRD = "20/02/2024 08:00", "22/02/2024 08:00", "24/02/2024 08:00"


def settled(*items: Handled) -> tuple[list[str], list[str], list[str]]:
    """Counting files, superseded files, codes of the findings."""
    entries = entries_of(list(items))
    versions = [Version(i, tuple(entries[i.file]), i.read.lists if i.read else ()) for i in items]
    found = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    return sorted(v.item.file for v in found.counting), sorted(found.superseded), sorted(codes(found.findings))


def test_a_single_list_counts() -> None:
    assert settled(listed("M3.xlsx", "Trồng hoa")) == (["M3.xlsx"], [], [])


def test_no_list_counts_nothing() -> None:
    assert settled() == ([], [], [])


def test_a_later_list_that_repeats_an_entry_supersedes() -> None:
    old = listed("cũ.xlsx", "Trồng hoa", when=FIRST)
    new = listed("mới.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND)
    assert settled(old, new) == (["mới.xlsx"], ["cũ.xlsx"], [])


def test_what_the_later_list_no_longer_names_is_a_warning() -> None:
    old = listed("cũ.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST)
    new = listed("mới.xlsx", "Trồng hoa", when=SECOND)
    assert settled(old, new) == (["mới.xlsx"], ["cũ.xlsx"], ["entry-withdrawn"])


def test_names_are_compared_without_marks_case_and_punctuation() -> None:
    old = listed("cũ.xlsx", "Trồng hoa ven đường", when=FIRST)
    new = listed("mới.xlsx", "TRỒNG HOA  ven đường.", when=SECOND)
    assert settled(old, new) == (["mới.xlsx"], ["cũ.xlsx"], [])


def test_the_same_name_in_another_village_is_another_model() -> None:
    old = listed("cũ.xlsx", "Trồng hoa @ Thôn Trại", "Nuôi gà", when=FIRST)
    new = listed("mới.xlsx", "Trồng hoa @ Thôn Ngò", "Nuôi gà", when=SECOND)
    assert settled(old, new)[2] == ["entry-withdrawn"]


def test_a_later_list_that_shares_nothing_supersedes_with_a_warning() -> None:
    old, new = listed("cũ.xlsx", "Trồng hoa", when=FIRST), listed("mới.xlsx", "Nuôi gà", when=SECOND)
    assert settled(old, new) == (["mới.xlsx"], ["cũ.xlsx"], ["entry-withdrawn", "replaced-without-overlap"])


def test_a_further_part_that_shares_nothing_counts_beside() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("bổ sung.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    assert settled(old, part) == (["M3.xlsx", "bổ sung.xlsx"], [], ["further-part"])


def test_a_part_that_repeats_an_entry_is_a_new_version() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("bổ sung.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND, says_part=True)
    assert settled(old, part) == (["bổ sung.xlsx"], ["M3.xlsx"], [])


def test_a_later_whole_list_supersedes_the_list_and_its_parts() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("bổ sung.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    whole = listed("cả.xlsx", "Trồng hoa", "Nuôi gà", when=THIRD)
    assert settled(old, part, whole) == (["cả.xlsx"], ["M3.xlsx", "bổ sung.xlsx"], ["further-part"])


def test_a_correction_of_the_first_list_keeps_the_part() -> None:
    """What the whole list shares nothing with was never a version of it."""
    part_one = listed("phần 1.xlsx", "Trồng hoa", when=FIRST, says_part=True)
    part_two = listed("phần 2.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    again = listed("phần 1 sửa.xlsx", "Trồng hoa", "Trồng ổi", when=THIRD, says_part=True)
    assert settled(part_one, part_two, again)[:2] == (["phần 1 sửa.xlsx", "phần 2.xlsx"], ["phần 1.xlsx"])


def test_a_contested_file_supersedes_nothing() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    contested = listed("lạ.xlsx", "Trồng hoa", when=SECOND, others=(("tên tệp", "lien-son"),))
    assert settled(old, contested)[:2] == (["M3.xlsx", "lạ.xlsx"], [])


def test_a_later_list_that_shares_nothing_leaves_a_contested_one_alone() -> None:
    contested = listed("lạ.xlsx", "Trồng hoa", when=FIRST, others=(("tên tệp", "lien-son"),))
    own = listed("M3.xlsx", "Nuôi gà", when=SECOND)
    assert settled(contested, own)[:2] == (["M3.xlsx", "lạ.xlsx"], [])


def test_a_communes_body_supersedes_only_its_own_list() -> None:
    commune = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST)
    body = listed("HND.xlsx", "Trồng hoa", when=SECOND, body="Hội Nông dân xã Cao Xá")
    again = listed("HND 2.xlsx", "Trồng hoa", when=THIRD, body="HỘI NÔNG DÂN XÃ CAO XÁ")
    assert settled(commune, body, again)[:2] == (["HND 2.xlsx", "M3.xlsx"], ["HND.xlsx"])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_the_folder_does_not_matter(order: tuple[int, ...]) -> None:
    items = [
        listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST),
        listed("bổ sung.xlsx", "Trồng ổi", when=SECOND, says_part=True),
        listed("M3 sửa.xlsx", "Trồng hoa", when=THIRD),
    ]
    assert settled(*(items[n] for n in order)) == settled(*items)


@pytest.mark.parametrize("later", ["M3 lần 2.xlsx", "M3 (1).xlsx", "M3 sửa.xlsx", "thư/M3 bản chính thức.xlsx"])
def test_of_one_moment_the_name_says_which_list_came_later(later: str) -> None:
    one, other = listed("M3.xlsx", "Trồng hoa", "Nuôi gà"), listed(later, "Trồng hoa")
    assert settled(one, other)[:2] == settled(other, one)[:2] == ([later], ["M3.xlsx"])


def test_a_later_moment_goes_before_what_the_name_says() -> None:
    old = listed("M3 lần 2.xlsx", "Trồng hoa", when=FIRST)
    assert settled(old, listed("M3.xlsx", "Trồng hoa", when=SECOND))[0] == ["M3.xlsx"]
