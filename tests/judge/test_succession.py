"""Versions of one unit's list: what supersedes what, what counts; and one model counts once (design §4)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.judge.doubles import doubles_of
from aggregator.judge.succession import settle_versions
from aggregator.judge.versions import Version
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.reading import UnitWords
from tests.campaigns import read, sent, table
from tests.handled import entries_of, handled, listed
from tests.sheets import HEAD, ON_TIME, codes, m3

FIRST, SECOND, THIRD = "20/02/2024 08:00", "22/02/2024 08:00", "24/02/2024 08:00"
SAME_DAY = "20/02/2024 14:00"


def succession(*items: AttributedFile) -> tuple[list[str], list[str], list[str]]:
    """Counting files, superseded files, codes of the findings."""
    entries = entries_of(list(items))
    versions = [Version(i, tuple(entries[i.file]), i.reading.lists if i.reading else ()) for i in items]
    account = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    return (
        sorted(v.item.file for v in account.versions),
        sorted(account.superseded),
        sorted(codes(account.findings)),
    )


def test_a_single_list_counts() -> None:
    assert succession(listed("M3.xlsx", "Trồng hoa")) == (["M3.xlsx"], [], [])


def test_no_list_counts_nothing() -> None:
    assert succession() == ([], [], [])


def test_a_later_list_that_repeats_an_entry_supersedes() -> None:
    old = listed("cũ.xlsx", "Trồng hoa", when=FIRST)
    new = listed("mới.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND)
    assert succession(old, new) == (["mới.xlsx"], ["cũ.xlsx"], [])


@pytest.mark.parametrize(("when", "open_all_the_same"), [(FIRST, False), (THIRD, True)])
def test_a_file_called_old_is_superseded_whatever_its_file_time_says(when: str, open_all_the_same: bool) -> None:
    old = listed("M3 cũ.xlsx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=when)
    new = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND)
    assert succession(old, new)[:2] == (["M3.xlsx"], ["M3 cũ.xlsx"])
    assert left_open(old, new) == [("M3 cũ.xlsx", "M3.xlsx")] * open_all_the_same


def test_a_corrected_row_at_another_place_drops_no_other_model() -> None:
    old = listed("M3.xlsx", "Trồng hoa @ Thôn Trại", "Nuôi gà", "Tủ sách", when=FIRST)
    row = listed("M3 (1).xlsx", "Trồng hoa @ Thôn Ngò", when=SECOND)
    assert succession(old, row)[0] == ["M3 (1).xlsx", "M3.xlsx"]


@pytest.mark.parametrize("csv", ["gửi lại/M3.csv", "A.csv"])
@pytest.mark.parametrize("when", [SECOND, THIRD])
def test_a_copy_whose_names_lost_letters_never_counts_beside_the_whole_one(csv: str, when: str) -> None:
    whole = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=SECOND)
    faulty = listed(csv, "Tr\ufffdng hoa", "Nuôi g\ufffd\ufffd", "Tủ sách", when=when)
    assert succession(whole, faulty) == (["M3.xlsx"], [csv], [])
    assert not left_open(whole, faulty)
    other = listed(csv, "Tr\ufffdng hoa", "Nuôi gà", "Tủ sách", "Nuôi ong", when=THIRD)
    assert succession(whole, other)[:2] == ([csv], ["M3.xlsx"])


def printed(file: str, *names: str, when: str = SECOND, **more: Any) -> AttributedFile:
    """A list read from the text of a PDF."""
    item = listed(file, *names, when=when, **more)
    return replace(
        item, reading=replace(item.content, kind="pdf", doubtful="bảng lấy ra từ tệp PDF có thể sót hoặc lệch ô")
    )


@pytest.mark.parametrize("when", [FIRST, SECOND, THIRD])
@pytest.mark.parametrize("pdf", ["thư.eml!M3 ký.pdf", "A.pdf"])
def test_the_pdf_of_a_list_neither_replaces_nor_adds_to_it(when: str, pdf: str) -> None:
    word = listed("M3.docx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=SECOND)
    same = printed(pdf, "Trồng hoa", "Nuôi gà", "Tủ sách", when=when)
    assert succession(word, same) == (["M3.docx"], [pdf], [])
    assert not left_open(word, same)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Trồng hoa", "Nuôi gà", "Tủ sách", "Nuôi ong"), True),
        (("Trồng hoa", "Nuôi gà"), True),
        (("Trồng hoa", "Nuôi ong", "Trồng ổi"), False),  # another list
    ],
)
def test_where_a_later_pdf_differs_from_the_list_it_is_told_and_left_open(
    names: tuple[str, ...], *, told: bool
) -> None:
    word = listed("M3.docx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=FIRST)
    pdf = printed("M3.pdf", *names)
    assert (succession(word, pdf)[1:] == (["M3.pdf"], ["part-corrects"])) == told
    assert (left_open(word, pdf) == [("M3.pdf", "M3.docx")]) == told


def test_a_pdf_that_people_say_replaces_or_that_alone_is_no_draft_goes_as_any_list() -> None:
    pdf = printed("M3.pdf", "Trồng hoa", "Nuôi gà")
    said = replace(pdf, intake=replace(pdf.intake, book_part="replaces"))
    for word, later in (("M3.docx", said), ("M3 nháp.docx", pdf)):
        assert succession(listed(word, "Trồng hoa", "Nuôi gà", when=FIRST), later)[:2] == (["M3.pdf"], [word])
    assert succession(pdf, printed("M3 (1).pdf", "Trồng hoa", when=THIRD))[0] == ["M3 (1).pdf"]
    old = listed("M3.docx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=FIRST)
    instead = printed("M3.pdf", "Trồng hoa", "Nuôi gà", of_succession=("Danh sách thay thế danh sách đã gửi",))
    assert succession(old, instead)[:2] == (["M3.pdf"], ["M3.docx"])


def test_what_the_later_list_no_longer_names_is_a_warning() -> None:
    old = listed("cũ.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST)
    new = listed("mới.xlsx", "Trồng hoa", "Tủ sách", when=SECOND)
    assert succession(old, new) == (["mới.xlsx"], ["cũ.xlsx"], ["entry-withdrawn"])


def test_names_are_compared_without_marks_case_and_punctuation() -> None:
    old = listed("cũ.xlsx", "Trồng hoa ven đường", when=FIRST)
    new = listed("mới.xlsx", "TRỒNG HOA  ven đường.", when=SECOND)
    assert succession(old, new) == (["mới.xlsx"], ["cũ.xlsx"], [])


def test_the_same_name_in_another_village_is_another_model() -> None:
    old = listed("cũ.xlsx", "Trồng hoa @ Thôn Trại", "Nuôi gà", when=FIRST)
    new = listed("mới.xlsx", "Trồng hoa @ Thôn Ngò", "Nuôi gà", when=SECOND)
    assert succession(old, new)[2] == ["entry-withdrawn"]


def test_a_later_list_that_is_shorter_is_asked_about_and_leaves_the_earlier_open() -> None:
    old = listed("a.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST)
    new = listed("b.xlsx", "Trồng hoa", when=SECOND)
    assert succession(old, new) == (["b.xlsx"], ["a.xlsx"], ["entry-withdrawn", "part-corrects"])
    assert left_open(old, new) == [("a.xlsx", "b.xlsx")]


def test_of_the_whole_list_again_but_for_one_only_that_one_is_asked_about() -> None:
    old = listed("a.xlsx", "Trồng hoa", "Nuôi gà", "Nuôi ong", "Tủ sách", when=FIRST)
    new = listed("b.xlsx", "Trồng hoa", "Nuôi gà", "Nuôi ong", when=SECOND)
    assert succession(old, new) == (["b.xlsx"], ["a.xlsx"], ["entry-withdrawn"])
    assert left_open(old, new) == [("a.xlsx", "b.xlsx")]


def test_a_mended_list_a_little_shorter_that_repeats_most_of_the_earlier_replaces_it() -> None:
    old = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", "Nuôi ong", "Tủ sách", when=FIRST)
    for names, whole in (
        (("Trồng hoa", "Nuôi gà", "Trồng ổi"), True),
        (("Trồng hoa", "Trồng ổi", "Bếp ăn"), False),
    ):
        new = listed("M3 sua.xlsx", *names, when=SECOND, of_succession=("Gửi danh sách đã sửa",))
        assert (succession(old, new)[:2] == (["M3 sua.xlsx"], ["M3.xlsx"])) == whole
        assert not (whole and left_open(old, new))


def test_a_later_list_that_shares_nothing_supersedes_with_a_warning() -> None:
    old, new = listed("cũ.xlsx", "Trồng hoa", when=FIRST), listed("mới.xlsx", "Nuôi gà", when=SECOND)
    assert succession(old, new) == (["mới.xlsx"], ["cũ.xlsx"], ["entry-withdrawn", "replaced-without-overlap"])


def test_an_old_list_that_turns_up_again_supersedes_nothing() -> None:
    first = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST)
    second = listed("M3 mới.xlsx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=SECOND)
    again = listed("M3 (1).docx", "Nuôi gà", "Trồng hoa", when=THIRD)
    assert succession(first, second, again)[:2] == (["M3 mới.xlsx"], ["M3 (1).docx", "M3.xlsx"])


@pytest.mark.parametrize(
    ("old", "new"), [("Cũ/M3.xlsx", "M3.xlsx"), ("M3 nháp.xlsx", "M3.xlsx"), ("Lần 1/M3.xlsx", "Lần 2/M3.xlsx")]
)
def test_of_one_moment_names_of_files_and_folders_tell_the_later_list(old: str, new: str) -> None:
    both = listed(old, "Trồng hoa", "Nuôi gà", when=FIRST), listed(new, "Trồng hoa", "Tủ sách", when=FIRST)
    assert succession(*both)[:2] == ([new], [old])


def test_a_final_list_though_shorter_replaces_the_whole() -> None:
    old = listed("M3.xlsx", *(f"Trồng hoa {n}" for n in ("đỏ", "vàng", "tím", "trắng", "hồng")), when=FIRST)
    assert succession(old, listed("M3 chính thức.xlsx", "Trồng hoa đỏ", when=SECOND))[0] == ["M3 chính thức.xlsx"]
    assert len(succession(old, listed("M3 sửa.xlsx", "Trồng hoa đỏ", when=SECOND))[0]) == 2


def test_files_that_are_all_called_final_do_not_replace_each_other_but_a_later_numbered_one_does() -> None:
    old = listed("M3 kinh te (chính thức).xlsx", "Trồng hoa", when=FIRST)
    new = listed("M3 quoc phong (chính thức).xlsx", "Camera an ninh", when=SAME_DAY)
    assert succession(old, new)[:2] == ([old.file, new.file], [])
    again = listed("M3 chính thức lần 2.xlsx", "Camera an ninh", when=SAME_DAY)
    assert succession(old, again)[:2] == ([again.file], [old.file])


def test_a_further_part_that_shares_nothing_counts_beside() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("bổ sung.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    assert succession(old, part) == (["M3.xlsx", "bổ sung.xlsx"], [], ["further-part"])


@pytest.mark.parametrize(
    ("one", "two"), [("(1/2)", "(2/2)"), ("Danh sách phần 1", "Danh sách phần 2"), ("[1/3] M3", "[3/3] M3")]
)
def test_numbered_pieces_of_one_list_both_count_though_they_share_a_model(one: str, two: str) -> None:
    first = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST, of_succession=(one,))
    second = listed("M3 (1).xlsx", "Nuôi gà", "Tủ sách", when=THIRD, of_succession=(two,))
    assert succession(first, second)[:2] == (["M3 (1).xlsx", "M3.xlsx"], [])


def test_a_supplement_that_repeats_little_of_the_list_counts_beside_it() -> None:
    old = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=FIRST)
    part = listed("M3 (tiếp).xlsx", "Tủ sách", "Trồng ổi", "Nuôi ong", when=THIRD, says_part=True)
    assert succession(old, part)[1] == []


REPLACING = "Danh sách này thay thế danh sách gửi ngày 20/02."


def test_a_list_that_says_so_replaces_another_of_the_same_day_and_is_not_asked_about() -> None:
    old = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", "Tủ sách", when="22/02/2024 07:00")
    new = listed("M3 (1).xlsx", "Trồng ổi", when=SECOND, of_succession=(REPLACING,))
    assert succession(old, new)[:2] == (["M3 (1).xlsx"], ["M3.xlsx"])
    assert "part-assumed" not in succession(old, new)[2]
    assert left_open(old, new) == []


@pytest.mark.parametrize(("levels", "replaced"), [(("Cấp tỉnh", "Cơ sở"), True), (("Cấp tỉnh", "Cấp tỉnh"), False)])
def test_a_list_that_says_so_replaces_one_of_other_levels_but_for_a_file_a_level(
    levels: tuple[str, str], replaced: bool
) -> None:
    lists = []
    for file, said, when in (("a.xlsx", ("Cấp huyện", "Cấp huyện"), FIRST), ("b.xlsx", levels, THIRD)):
        part = table([(f"Trồng {file} {number}", "Thôn Trại", level) for number, level in enumerate(said)])
        lists.append(sent(file, "cao-xa", read(part), when, "email"))
    lists[1] = replace(lists[1], of_succession=(REPLACING,))
    assert left_open(*lists) == ([] if replaced else [("a.xlsx", "b.xlsx")])


@pytest.mark.parametrize(("line", "code"), [("BẢN CHÃO", "part-assumed"), ("Bản Chão", "part-by-other-hand")])
def test_a_hamlet_in_capitals_may_be_a_version_and_supersedes_nothing(line: str, code: str) -> None:
    own = named_files("a.xlsx", "Trồng hoa")
    hand = (UnitWords("M3", 2, line, labelled=False),)
    assert succession(own, named_files("b.xlsx", "Nuôi gà", when=THIRD, hand=hand)) == (
        ["a.xlsx", "b.xlsx"],
        [],
        [code],
    )


def test_a_list_that_replaces_that_of_a_day_leaves_a_supplement_of_another_day() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("M3 bổ sung.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    new = listed("M3 mới.xlsx", "Trồng ổi", when=THIRD, of_succession=(REPLACING,))
    assert succession(old, part, new)[:2] == (["M3 bổ sung.xlsx", "M3 mới.xlsx"], ["M3.xlsx"])


def test_a_short_erratum_is_no_new_list_for_certain() -> None:
    old = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", "Tủ sách", when=FIRST)
    new = listed("M3 đính chính.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND, of_succession=("M3 đính chính",))
    assert left_open(old, new) == [("M3.xlsx", "M3 đính chính.xlsx")]


def test_a_part_that_repeats_an_entry_is_a_new_version() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("bổ sung.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND, says_part=True)
    assert succession(old, part) == (["bổ sung.xlsx"], ["M3.xlsx"], [])


def test_a_later_whole_list_supersedes_the_list_and_its_parts() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    part = listed("bổ sung.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    whole = listed("cả.xlsx", "Trồng hoa", "Nuôi gà", when=THIRD)
    assert succession(old, part, whole) == (["cả.xlsx"], ["M3.xlsx", "bổ sung.xlsx"], ["further-part"])


def test_a_correction_of_the_first_list_keeps_the_part() -> None:
    """What the whole list shares nothing with was never a version of it."""
    part_one = listed("phần 1.xlsx", "Trồng hoa", when=FIRST, says_part=True)
    part_two = listed("phần 2.xlsx", "Nuôi gà", when=SECOND, says_part=True)
    again = listed("phần 1 sửa.xlsx", "Trồng hoa", "Trồng ổi", when=THIRD, says_part=True)
    assert succession(part_one, part_two, again)[:2] == (["phần 1 sửa.xlsx", "phần 2.xlsx"], ["phần 1.xlsx"])


def test_a_contested_file_supersedes_nothing() -> None:
    old = listed("M3.xlsx", "Trồng hoa", when=FIRST)
    contested = listed("lạ.xlsx", "Trồng hoa", when=SECOND, other_units=(("tên tệp", "lien-son"),))
    assert succession(old, contested)[:2] == (["M3.xlsx", "lạ.xlsx"], [])


def test_a_later_list_that_shares_nothing_leaves_a_contested_one_alone() -> None:
    contested = listed("lạ.xlsx", "Trồng hoa", when=FIRST, other_units=(("tên tệp", "lien-son"),))
    listing = listed("M3.xlsx", "Nuôi gà", when=SECOND)
    assert succession(contested, listing)[:2] == (["M3.xlsx", "lạ.xlsx"], [])


def test_a_communes_body_supersedes_only_its_own_list() -> None:
    commune = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST)
    body = listed("HND.xlsx", "Trồng hoa", when=SECOND, body="Hội Nông dân xã Cao Xá")
    again = listed("HND 2.xlsx", "Trồng hoa", when=THIRD, body="HỘI NÔNG DÂN XÃ CAO XÁ")
    assert succession(commune, body, again)[:2] == (["HND 2.xlsx", "M3.xlsx"], ["HND.xlsx"])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_the_folder_does_not_matter(order: tuple[int, ...]) -> None:
    items = [
        listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST),
        listed("bổ sung.xlsx", "Trồng ổi", when=SECOND, says_part=True),
        listed("M3 sửa.xlsx", "Trồng hoa", when=THIRD),
    ]
    assert succession(*(items[n] for n in order)) == succession(*items)


@pytest.mark.parametrize("later", ["M3 lần 2.xlsx", "M3 (1).xlsx", "M3 sửa.xlsx", "thư/M3 bản chính thức.xlsx"])
def test_of_one_moment_the_name_says_which_list_came_later(later: str) -> None:
    former, latter = listed("M3.xlsx", "Trồng hoa", "Nuôi gà"), listed(later, "Trồng hoa")
    assert succession(former, latter)[:2] == succession(latter, former)[:2] == ([later], ["M3.xlsx"])


NAMED = [
    ("M3 v1.xlsx", "M3 v2.xlsx"),
    ("M3 v1.xlsx", "M3 v2 (final).xlsx"),
    ("M3_v9.xlsx", "M3_v10.xlsx"),
    ("M3 v3.xlsx", "M3 final.xlsx"),
    ("M3 lần 2.xlsx", "M3 lần 3.xlsx"),
    ("M3 bản 1.xlsx", "M3 bản 2.xlsx"),
    ("M3 ver 1.xlsx", "M3 version 2.xlsx"),
    ("M3 sửa.xlsx", "M3 bản cuối.xlsx"),
    ("M3.xlsx", "M3 chính thức.xlsx"),
]


def left_open(*items: AttributedFile) -> list[tuple[str, str]]:
    """The superseded lists that may count all the same: (file, the file that superseded it)."""
    entries = entries_of(list(items))
    versions = [Version(i, tuple(entries[i.file]), i.reading.lists if i.reading else ()) for i in items]
    pairs = settle_versions(versions, "cao-xa", "Xã Cao Xá").open_versions
    return [(old.item.file, new.item.file) for old, new in pairs]


@pytest.mark.parametrize(("former", "latter"), NAMED)
def test_of_one_moment_the_later_number_or_the_final_one_counts(former: str, latter: str) -> None:
    one, other = listed(former, "Trồng hoa", "Nuôi gà"), listed(latter, "Trồng hoa")
    assert succession(one, other)[:2] == succession(other, one)[:2] == ([latter], [former])


@pytest.mark.parametrize(("former", "latter"), NAMED)
def test_a_list_saved_later_that_its_name_calls_the_former_leaves_both_open(former: str, latter: str) -> None:
    final = listed(latter, "Trồng hoa", "Nuôi gà", when=FIRST)
    assert left_open(final, listed(former, "Trồng hoa", "Tủ sách", when=SECOND)) == [(latter, former)]
    assert (
        left_open(
            listed(former, "Trồng hoa", "Nuôi gà", when=FIRST), listed(latter, "Trồng hoa", "Tủ sách", when=SECOND)
        )
        == []
    )


def test_a_mail_tells_the_order_better_than_a_name() -> None:
    final = listed("M3 v2.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST, source="email")
    assert left_open(final, listed("M3 v1.xlsx", "Trồng hoa", "Tủ sách", when=SECOND, source="email")) == []


@pytest.mark.parametrize(
    "name", ["Ban Dân vận 2 Cao Xá.xlsx", "Bản 3 thôn Trại.xlsx", "M3 của Ban 12.xlsx", "M3 năm 2024.xlsx"]
)
def test_a_number_that_counts_no_versions_says_nothing_of_the_order(name: str) -> None:
    assert (
        left_open(
            listed(name, "Trồng hoa", "Nuôi gà", when=FIRST), listed("M3.xlsx", "Trồng hoa", "Tủ sách", when=SECOND)
        )
        == []
    )


def test_a_later_moment_goes_before_what_the_name_says() -> None:
    old = listed("M3 lần 2.xlsx", "Trồng hoa", when=FIRST)
    assert succession(old, listed("M3.xlsx", "Trồng hoa", when=SECOND))[0] == ["M3.xlsx"]


# --- parts, hands and unknown times ---------------------------------------------------------------------


def named_files(file: str, *names: str, when: str = FIRST, **part: Any) -> AttributedFile:
    """A unit's list, with what its title says."""
    return sent(file, "cao-xa", read(table([(name, "Thôn Trại", None) for name in names], **part)), when, "email")


def test_lists_numbered_as_versions_are_no_parts_by_their_levels() -> None:
    base = table([("Trồng hoa", "Thôn Trại", "base"), ("Nuôi gà", "Thôn Trại", "base")])
    higher = table([("Tủ sách", "Thôn Trại", "district"), ("Nuôi ong", "Thôn Trại", "district")])
    lists = [
        sent(f"M3 v{n}.xlsx", "cao-xa", read(t), w, "email") for n, t, w in ((1, base, FIRST), (2, higher, THIRD))
    ]
    assert succession(*lists)[0] == ["M3 v2.xlsx"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"level_in_title": "province"}, {"level_in_title": "district"}),
        ({"field_in_title": "economy"}, {"field_in_title": "culture_society"}),
        ({"title": "DANH SÁCH TẬP THỂ"}, {"title": "DANH SÁCH CÁ NHÂN"}),
    ],
    ids=["a file a level", "a file a field", "another title"],
)
def test_lists_that_share_nothing_and_name_other_things_are_parts(first: Any, second: Any) -> None:
    former, latter = (
        named_files("a.xlsx", "Trồng hoa", **first),
        named_files("b.xlsx", "Nuôi gà", when=THIRD, **second),
    )
    assert succession(former, latter)[:2] == (["a.xlsx", "b.xlsx"], [])


def of_fields(
    fields: str, more: str, latter: str, when: str, *, source: str = "email", heading: bool = False
) -> list[AttributedFile]:
    """Two lists whose models are of these fields, a letter each, by headings or by cells of their own."""
    items = []
    for file, said, at in (("a.xlsx", fields, FIRST), (latter, more, when)):
        part = table([(f"Trồng {file} {number}", "Thôn Trại", "Cấp huyện") for number, _ in enumerate(said)])
        for entry, field in zip(part.entries, said, strict=True):
            entry.values["field"] = field
        if heading:
            headed = (replace(entry, field_heading=str(entry.values["field"])) for entry in part.entries)
            part = replace(part, entries=tuple(headed))
        items.append(sent(file, "cao-xa", read(part), at, source))
    return items


@pytest.mark.parametrize(
    ("lists", "sure"),
    [
        (("EC", "DP", "b.xlsx", FIRST), True),  # one mail
        (("EC", "DC", "b.xlsx", FIRST), False),
        (("EC", "DP", "b.xlsx", SECOND), None),
        (("EC", "DP", "a sua.xlsx", SAME_DAY), False),
        (("EE", "PP", "a (2).xlsx", SAME_DAY), False),
    ],
)
def test_files_of_other_fields_are_parts_for_sure_in_one_mail(
    lists: tuple[str, str, str, str], sure: bool | None
) -> None:
    assert parts(of_fields(*lists)) == ((1, True) if sure is None else (2, sure))


def test_files_of_other_fields_in_one_folder_are_no_parts_for_sure() -> None:
    assert parts(of_fields("EE", "PP", "b.xlsx", FIRST, source="file_time")) == (2, False)


@pytest.mark.parametrize(
    ("lists", "sure"),
    [
        (("EE", "PP", "b.xlsx", SAME_DAY), True),
        (("EC", "DP", "b.xlsx", SAME_DAY), False),
        (("EE", "PP", "b.xlsx", SECOND), False),
    ],
)
def test_files_of_a_field_each_by_heading_or_name_are_parts(lists: tuple[str, str, str, str], sure: bool) -> None:
    assert parts(of_fields(*lists, heading=True)) == (2, sure)


def parts(items: list[AttributedFile]) -> tuple[int, bool]:
    """How many of the lists count, and whether all do so for sure."""
    entries = entries_of(items)
    versions = [
        Version(item, tuple(entries[item.file]), item.reading.lists if item.reading else ()) for item in items
    ]
    account = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    return len(account.versions), not account.loose


@pytest.mark.parametrize(
    ("second", "sure"),
    [("Cao Xá/DVK 2 huyen.xlsx", True), ("Cao Xá/DVK cấp huyện.xlsx", True), ("Cao Xá/Thêm.xlsx", False)],
)
def test_files_of_one_level_each_called_alike_but_for_that_are_parts_for_sure(second: str, sure: bool) -> None:
    files = {"Cao Xá/DVK 1 tinh.xlsx": ("Hoa", "Cấp tỉnh"), second: ("Gà", "Cấp huyện")}
    items = [
        sent(file, "cao-xa", read(table([(name, "Thôn Trại", level)])), FIRST, "email")
        for file, (name, level) in files.items()
    ]
    entries = entries_of(items)
    versions = [
        Version(item, tuple(entries[item.file]), item.reading.lists if item.reading else ()) for item in items
    ]
    account = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    assert (len(account.versions), not account.loose) == (2, sure)


@pytest.mark.parametrize(
    ("first", "second", "when"),
    [
        ("thư.eml!a.xlsx", "thư.eml!b.xlsx", THIRD),
        ("Cao Xá/a.xlsx", "Cao Xá/b.xlsx", THIRD),
        ("a.xlsx", "b.xlsx", FIRST),
    ],
    ids=["one mail", "one folder", "within a day"],
)
def test_lists_that_share_nothing_and_came_together_are_parts_with_a_warning(
    first: str, second: str, when: str
) -> None:
    former, latter = named_files(first, "Trồng hoa"), named_files(second, "Nuôi gà", when=when)
    assert succession(former, latter) == (sorted([first, second]), [], ["part-assumed"])


def test_a_corrected_file_of_one_level_leaves_that_of_the_other_level_alone() -> None:
    province = named_files("tỉnh.xlsx", "Trồng hoa", level_in_title="province")
    district = named_files("huyện.xlsx", "Nuôi gà", level_in_title="district")
    again = named_files("huyện sửa.xlsx", "Nuôi gà", "Trồng ổi", when=THIRD, level_in_title="district")
    assert succession(province, district, again)[:2] == (["huyện sửa.xlsx", "tỉnh.xlsx"], ["huyện.xlsx"])


WHOLE = ("Trồng hoa", "Nuôi gà", "Trồng ổi", "Camera", "Một cửa")


@pytest.mark.parametrize("name", ["M3 (sửa mô hình số 2).xlsx", "điều chỉnh.docx", "bổ sung.xlsx"])
@pytest.mark.parametrize("rows", [("Nuôi gà",), ("Nuôi gà", "Trồng ổi"), ("Nuôi gà", "Tủ sách")])
def test_corrected_rows_replace_their_models_alone(name: str, rows: tuple[str, ...]) -> None:
    old, new = named_files("M3.xlsx", *WHOLE), named_files(name, *rows, when=THIRD)
    assert succession(old, new) == (sorted(["M3.xlsx", name]), [], ["part-corrects"])


@pytest.mark.parametrize(
    ("name", "level", "both"),
    [
        ("cấp tỉnh, cấp huyện.xlsx", "", True),
        ("cấp tỉnh, cấp huyện.xlsx", "Cấp huyện", False),
        ("mới.xlsx", "", False),
    ],
)
def test_a_list_of_the_levels_above_the_base_says_nothing_of_models_of_none(
    name: str, level: str, both: bool
) -> None:
    upward = [("Hoa", "", "Cấp tỉnh"), ("Gà", "", "Cấp huyện"), ("Ổi", "", "Cấp huyện")]
    whole = [(text, "", "") for text, *_ in upward] + [("Tủ sách", "", level)]
    old, new = (
        sent(file, "cao-xa", read(table(rows)), when, "email")
        for file, rows, when in (("M3.xlsx", whole, FIRST), (name, upward, THIRD))
    )
    assert succession(old, new)[0] == (["M3.xlsx", name] if both else [name])


def test_lists_of_one_mail_that_repeat_models_are_not_said_to_share_none() -> None:
    first, second = (
        sent(file, "cao-xa", read(table([("Hoa", "", ""), (more, "", "")])), FIRST, "email")
        for file, more in (("a.xlsx", "Gà"), ("b.xlsx", "Ổi"))
    )
    entries = entries_of([first, second])
    versions = [Version(item, tuple(entries[item.file]), item.content.lists) for item in (first, second)]
    messages = [finding.message for finding in settle_versions(versions, "cao-xa", "Xã Cao Xá").findings]
    assert [("ghi lại 1 mô hình" in text, "không trùng" in text) for text in messages] == [(True, False)]


def test_a_list_of_one_level_says_nothing_of_the_others() -> None:
    of_all = sent(
        "M3.xlsx", "cao-xa", read(table([("Hoa", "", "Cấp tỉnh"), ("Gà", "", "Cấp huyện")])), FIRST, "email"
    )
    district = sent(
        "huyện.xlsx", "cao-xa", read(table([("Gà", "", "Cấp huyện"), ("Ổi", "", "Cấp huyện")])), THIRD, "email"
    )
    assert succession(of_all, district) == (["M3.xlsx", "huyện.xlsx"], [], ["part-corrects"])


def test_a_corrected_part_leaves_what_counted_beside_it() -> None:
    parts = [named_files(f"{name}.xlsx", name, f"{name} hai", when=FIRST) for name in ("KT", "VH", "QP")]
    again = named_files("KT sửa.xlsx", "KT", "KT mới", when=THIRD)
    counting, superseded, _ = succession(*parts, again)
    assert (counting, superseded) == (["KT sửa.xlsx", "QP.xlsx", "VH.xlsx"], ["KT.xlsx"])


def test_of_a_model_that_is_corrected_the_later_row_counts() -> None:
    old, new = named_files("M3.xlsx", *WHOLE), named_files("sửa.xlsx", "Nuôi gà", when=THIRD)
    for book_part in (None, "adds"):
        later = replace(new, intake=replace(new.intake, book_part=book_part))
        entries = entries_of([old, later])
        versions = [Version(i, tuple(entries[i.file]), i.reading.lists if i.reading else ()) for i in (old, later)]
        found = settle_versions(versions, "cao-xa", "Xã Cao Xá")
        (copy,) = doubles_of(found.versions, "cao-xa", found.extracts).copies
        assert (copy.label, copy.original) == (entries["M3.xlsx"][1].label, entries["sửa.xlsx"][0].label)


def test_a_list_as_long_that_names_few_models_again_supersedes_and_is_left_open() -> None:
    old, new = (
        named_files("M4 (1).xlsx", "A B", "C D", "E G"),
        named_files("M4 (2).xlsx", "A B", "H I", "K L", when=THIRD),
    )
    entries = entries_of([old, new])
    versions = [Version(i, tuple(entries[i.file]), i.reading.lists if i.reading else ()) for i in (old, new)]
    found = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    assert [version.item.file for version in found.versions] == ["M4 (2).xlsx"]
    assert [(a.item.file, b.item.file) for a, b in found.open_versions] == [("M4 (1).xlsx", "M4 (2).xlsx")]


@pytest.mark.parametrize("when", [FIRST, THIRD])
def test_a_hamlets_list_never_supersedes_the_units_own(when: str) -> None:
    hand = (UnitWords("M3", 2, "Chi bộ thôn Trại", labelled=False),)
    listing, hamlet = (
        named_files("M3.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND),
        named_files("trại.xlsx", "Trồng hoa", when=when, hand=hand),
    )
    assert succession(listing, hamlet) == (["M3.xlsx", "trại.xlsx"], [], ["part-by-other-hand"])


def test_of_one_moment_a_summary_and_its_parts_all_stay() -> None:
    whole, part = named_files("a.xlsx", "Trồng hoa", "Nuôi gà"), named_files("b.xlsx", "Trồng hoa")
    assert succession(whole, part)[:2] == succession(part, whole)[:2] == (["a.xlsx", "b.xlsx"], [])


def test_an_unknown_time_supersedes_nothing_unless_the_names_say_so() -> None:
    def untimed(item: AttributedFile) -> AttributedFile:
        return replace(item, intake=replace(item.intake, time_known=False))

    first, second = (
        untimed(named_files("M3.xlsx", "Trồng hoa", when=THIRD)),
        named_files("M3 lần 2.xlsx", "Trồng hoa", "Nuôi gà"),
    )
    assert succession(first, second)[:2] == (["M3 lần 2.xlsx"], ["M3.xlsx"])
    plain = untimed(named_files("khác.xlsx", "Trồng hoa", when=THIRD))
    assert succession(named_files("M3.xlsx", "Trồng hoa", "Nuôi gà"), plain)[:2] == (["M3.xlsx", "khác.xlsx"], [])


def test_what_is_unread_may_hold_what_seems_withdrawn() -> None:
    old, new = (
        named_files("cũ.xlsx", "Trồng hoa", "Nuôi gà"),
        named_files("mới.xlsx", "Trồng hoa", "Ổi", when=THIRD),
    )
    entries = entries_of([old, new])
    versions = [Version(i, tuple(entries[i.file])) for i in (old, new)]
    sure, unsure = (
        settle_versions(versions, "cao-xa", "Xã Cao Xá", unread=unread).findings for unread in (False, True)
    )
    assert [(f.code, f.severity) for f in sure] == [("entry-withdrawn", "warning")]
    assert [(f.code, f.severity) for f in unsure] == [("entry-withdrawn", "info")]


def test_lists_of_one_level_each_are_parts_though_days_lie_between() -> None:
    row = "| 1 | Thôn Trại | {} | Tập thể | | x | | | {} |"
    up = handled("CT.xlsx", m3(row.format("Trồng hoa", "Cấp tỉnh")), FIRST)
    over = handled("CH.xlsx", m3(row.format("Nuôi gà", "Cấp huyện")), THIRD)
    assert succession(up, over)[:2] == (["CH.xlsx", "CT.xlsx"], [])


@pytest.mark.parametrize(
    ("names", "sure"),
    [
        (("DS cấp tỉnh, cấp huyện.xlsx", "DS cấp cơ sở.xlsx"), True),
        (("1. DS cấp tỉnh, huyện.xlsx", "2. DS cấp xã.xlsx"), True),
        (("DS 1.xlsx", "DS 2.xlsx"), False),
        (("DS cấp tỉnh.xlsx", "Danh sách mới cấp xã.xlsx"), False),
    ],
)
def test_files_named_by_their_levels_are_parts_for_sure_whenever_they_came(
    names: tuple[str, str], sure: bool
) -> None:
    first = of_level(names[0], FIRST, ("Trồng hoa", "Cấp tỉnh"), ("Nuôi gà", "Cấp huyện"))
    items = [first, of_level(names[1], THIRD, ("Tủ sách", "Cơ sở"))]
    entries = entries_of(items)
    versions = [
        Version(item, tuple(entries[item.file]), item.reading.lists if item.reading else ()) for item in items
    ]
    account = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    assert (len(account.versions), not account.loose) == (2, sure)


def file(name: str, *sheets: tuple[str, ...], **more: Any) -> AttributedFile:
    """A file with a sheet for each tuple of models, given as “name @ address”."""
    lists = [
        table([(m.split(" @ ")[0], m.split(" @ ")[1] if " @ " in m else "", None) for m in models], f"S{n}", **more)
        for n, models in enumerate(sheets, 1)
    ]
    return sent(name, "cao-xa", read(*lists), ON_TIME, "email")


def once(*items: AttributedFile) -> tuple[int, int, list[str]]:
    """How many models there are, how many pairs may be one, and what is said."""
    entries = entries_of(list(items))
    versions = [Version(i, tuple(entries[i.file]), i.reading.lists if i.reading else ()) for i in items]
    doubles = doubles_of(versions, "cao-xa")
    whole = sum(len(models) for models in entries.values())
    return whole - len(doubles.copies), len(doubles.look_alikes), codes(doubles.findings)


@pytest.mark.parametrize(
    ("sheets", "models", "findings"),
    [
        ([("Trồng hoa", "Nuôi gà"), ("Trồng hoa", "Nuôi gà")], 2, ["sheet-repeats"]),
        ([("Trồng hoa", "Nuôi gà"), ("Trồng hoa",)], 2, ["sheet-repeats"]),
        (
            [("Trồng hoa ven đường", "Nuôi gà"), ("1. Mô hình “Trồng hoa ven đường” (cấp huyện)",)],
            2,
            ["sheet-repeats"],
        ),
        ([("Trồng hoa ven đường (giai đoạn 2)",), ("Trồng hoa ven đường",)], 2, []),
        ([("Trồng hoa", "Nuôi gà"), ("TRỒNG  HOA.", "Trồng ổi")], 3, ["models-repeated"]),
        ([("Trồng hoa @ Thôn Trại",), ("Trồng hoa @ Thôn Trại, xã Cao Xá",)], 1, ["sheet-repeats"]),
        ([("Trồng hoa @ Thôn Trại",), ("Trồng hoa",)], 1, ["sheet-repeats"]),
    ],
)
def test_what_several_sheets_have_counts_once(
    sheets: list[tuple[str, ...]], models: int, findings: list[str]
) -> None:
    for order in permutations(sheets):
        assert once(file("M3.xlsx", *order)) == (models, 0, findings)


@pytest.mark.parametrize(
    ("rows", "models"),
    [
        (["Hoa @ A", "Gà @ B", "Ổi @ C"] * 2, 3),
        (["Hoa @ A", "Gà @ B", "Ổi @ C"] * 3, 3),
        (["Hoa @ A", "Gà @ B", "Ổi @ C", "Lúa @ D", "Hoa @ A", "Gà @ B", "Ổi @ C"], 4),  # not to its end
        (["Hoa @ A", "Gà @ B", "Ổi @ C", "Hoa @ D", "Gà @ E", "Ổi @ F"], 6),
        (["Hoa @ A", "Gà @ B", "Ổi @ C", "Gà @ B", "Hoa @ A", "Ổi @ C"], 6),
        (["Hoa", "Gà", "Ổi"] * 2, 6),  # they may be of two hamlets that stand over them
        (["Hoa @ A", "Gà @ B"] * 2, 4),
        (["Hoa @ A"] * 6, 6),
    ],
)
def test_a_list_pasted_below_itself_counts_once(rows: list[str], models: int) -> None:
    assert once(file("M3.xlsx", tuple(rows)))[0] == models


def test_rows_that_come_again_at_another_level_or_with_other_goals_are_other_models() -> None:
    row = "| {} | Thôn {} | Trồng hoa số {} | Tập thể | | x | 30/10/2024 | {} | {} |"
    first = [row.format(n, n, n, "Đường đẹp", "Cấp huyện") for n in (1, 2, 3)]
    for goals, level, models in (
        ("Đường đẹp", "Cấp huyện", 3),
        ("Đường đẹp", "Cấp tỉnh", 6),
        ("Thu nhập", "Cấp huyện", 6),
    ):
        again = [row.format(n, n, n, goals, level) for n in (1, 2, 3)]
        assert once(handled("M3.xlsx", m3(*first, HEAD, *again)))[0] == models


@pytest.mark.parametrize(
    ("section", "mode", "day", "models"),
    [
        ("I. Lĩnh vực kinh tế", "| x |", "30/10/2024", 3),
        ("II. Lĩnh vực văn hóa - xã hội", "| x |", "30/10/2024", 6),
        ("I. Lĩnh vực kinh tế", "x | |", "30/10/2024", 6),
        ("I. Lĩnh vực kinh tế", "| x |", "30/6/2024", 6),
    ],
)
def test_a_list_that_comes_again_in_another_section_mode_or_time_is_asked_about(
    section: str, mode: str, day: str, models: int
) -> None:
    row = "| {} | Thôn {} | Trồng hoa số {} | Tập thể | {} {} | Đường đẹp | Cấp huyện |"
    first, again = (
        [row.format(n, n, n, *how) for n in (1, 2, 3)] for how in (("| x |", "30/10/2024"), (mode, day))
    )
    item = handled("M3.xlsx", m3("I. Lĩnh vực kinh tế", *first, section, *again))
    versions = [Version(item, tuple(entries_of([item])[item.file]), item.reading.lists if item.reading else ())]
    doubles = doubles_of(versions, "cao-xa")
    assert 6 - len(doubles.copies) == models
    assert ["(các dòng phía trên)" in found.message for found in doubles.findings] == [True] * (models == 3)


HIEN_DAT = "Vận động nhân dân hiến đất mở đường"


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("Vận động nhân dâm hiến đất mở đường", 1),
        ("Vận động nhân dân hiến đất mở đường thôn Trại", 1),
        ("Vận động nhân dân hiến đất mở đường tại thôn Trại", 1),
        ("Vận động nhân dân hiến đất mở đường (Chi hội Phụ nữ)", 1),
        ("Vận động nhân dân hiến đất mở đường năm 2024", 1),
        ("Dân vận khéo trong vận động nhân dân hiến đất mở đường", 1),
        ("Vận động nhân dân hiến đất mở đường số 2", 0),
        ("Vận động nhân dân thu gom rác thải", 0),
        ("Nhân dân tham gia giữ an ninh trật tự", 0),
    ],
)
def test_a_name_worded_a_little_otherwise_in_a_further_sheet_may_be_one_model(name: str, pairs: int) -> None:
    for place in (" @ Thôn Trại", ""):
        assert once(file("M3.xlsx", (HIEN_DAT + place, "Nuôi gà"), (name + " @ Thôn Trại",)))[:2] == (3, pairs)
    assert once(file("M3.xlsx", (HIEN_DAT + " @ Thôn Ngò", "Nuôi gà"), (name + " @ Thôn Trại",)))[:2] == (3, 0)
    assert once(file("M3.xlsx", (HIEN_DAT + " @ Thôn Trại", name + " @ Thôn Trại")))[:2] == (2, 0)


def test_what_has_its_like_in_the_other_sheet_is_no_look_alike() -> None:
    both = ("Đường hoa @ Thôn Trại", "Đường hoa phụ nữ @ Thôn Trại")
    assert once(file("M3.xlsx", both, both)) == (2, 0, ["sheet-repeats"])
    assert once(file("M3.xlsx", both, both[1:])) == (2, 0, ["sheet-repeats"])


def test_the_levels_of_two_sheets_tell_like_names_apart() -> None:
    sheets = [
        table([(name, "Thôn Trại", level)], level)
        for name, level in zip((HIEN_DAT, HIEN_DAT + " liên thôn"), ("Cấp tỉnh", "Cấp huyện"), strict=True)
    ]
    assert once(sent("M3.xlsx", "cao-xa", read(*sheets), ON_TIME, "email"))[:2] == (2, 0)


def test_a_further_table_of_one_sheet_that_repeats_the_list_counts_once() -> None:
    parts = [table([(HIEN_DAT, "Thôn Trại", "Cấp huyện"), ("Nuôi gà", "Thôn Ngò", "Cấp tỉnh")])]
    again = table([(HIEN_DAT, "Thôn Trại", "Cấp huyện")])
    parts.append(replace(again, entries=tuple(replace(entry, row=entry.row + 20) for entry in again.entries)))
    assert once(sent("M3.xlsx", "cao-xa", read(*parts), ON_TIME, "email")) == (2, 0, ["models-repeated"])


def test_a_summary_beside_its_parts_counts_each_once_in_any_order_of_files() -> None:
    files = [
        file("tổng hợp.xlsx", ("Trồng hoa @ Thôn Trại", "Trồng hoa @ Thôn Ngò", "Nuôi gà")),
        file("trại.xlsx", ("Trồng hoa @ Thôn Trại",)),
        file("ngò.xlsx", ("Trồng hoa @ Thôn Ngò", "Nuôi gà")),
    ]
    assert {once(*order)[0] for order in permutations(files)} == {3}


def test_another_address_is_another_model_and_is_asked_about() -> None:
    assert once(file("M3.xlsx", ("Trồng hoa @ Thôn Trại",), ("Trồng hoa @ Thôn Ngò",))) == (2, 1, [])


@pytest.mark.parametrize("plan_first", [True, False])
def test_a_plan_of_the_lists_own_models_counts_none_again_whoever_carries_it_out(plan_first: bool) -> None:
    names = ("Trồng hoa", "Nuôi gà")
    whole, plan = (
        table([(name, "Thôn Trại", "district") for name in names], "M3"),
        table([(n, "", None) for n in names], "KH"),
    )
    for entry in plan.entries:
        entry.values["holder"] = "Ông Nguyễn Văn Bảy"
    lists = (plan, whole) if plan_first else (whole, plan)
    assert once(sent("M3.xlsx", "cao-xa", read(*lists), ON_TIME, "email"))[:2] == (2, 0)


def test_another_holder_is_another_model_and_a_word_for_the_kind_is_no_holder() -> None:
    def held(*holders: str) -> int:
        lists = [table([("Trồng hoa", "Thôn Trại", None)], f"S{n}") for n, _ in enumerate(holders)]
        for part, holder in zip(lists, holders, strict=True):
            part.entries[0].values["holder"] = holder
        return once(sent("M3.xlsx", "cao-xa", read(*lists), ON_TIME, "email"))[0]

    assert held("Chi hội Phụ nữ", "Ông Nguyễn Văn Bảy") == 2
    assert held("Chi hội Phụ nữ", "Tập thể") == held("Chi hội Phụ nữ", "Chi hội Phụ nữ thôn Trại") == 1


def test_the_same_name_twice_in_one_list_is_two_rows() -> None:
    assert once(file("M3.xlsx", ("Trồng hoa", "Trồng hoa")))[0] == 2


def test_a_table_pasted_twice_with_other_addresses_may_be_of_the_same_models() -> None:
    names = ("Trồng hoa", "Nuôi gà", "Tủ sách")
    twice = [f"{name} @ {place}" for place in ("Thôn Trại", "Thôn Ngò") for name in names]
    assert once(file("M3.xlsx", tuple(twice))) == (6, 3, [])
    assert once(file("M3.xlsx", (*twice[:4], "Vườn mẫu", "Hiến đất", "Camera"))) == (7, 0, [])


TYPED = (
    ("Vận động nhân dân hiến đất mở đường", "Thôn Trại", "Chi bộ thôn Trại", "Mở rộng 2 km đường"),
    ("Đường hoa phụ nữ tự quản", "Thôn Ngò", "Chi hội Phụ nữ", "Trồng 1 km đường hoa"),
    ("Tủ sách pháp luật", "Thôn Chậu", "Ông Nguyễn Văn Bảy", "Đủ 200 đầu sách"),
)
NAMES_AGAIN = (
    "Mô hình: Vận động ND hiến đất mở đường",
    "Đường hoa PN tự quản thôn Ngò",
    "Tủ sách pháp luật lưu động",
)
NAMES_OTHERWISE = ("Làm đường cùng dân", "Hoa ven lối", "Sách cho mọi nhà")


def typed(file: str, names: tuple[str, ...], when: str, **changes: str) -> AttributedFile:
    """The list with other names for its models, and where said other goals, holders or addresses."""
    rows = zip(names, TYPED, strict=True)
    lines = [
        f"| {n} | {changes.get('place', place)} | {name} | {changes.get('holder', holder)} | | x | | "
        f"{changes.get('goals', goals)} | Cấp huyện |"
        for n, (name, (_, place, holder, goals)) in enumerate(rows, 1)
    ]
    return handled(file, m3(*lines), when)


FIRST_NAMES = tuple(row[0] for row in TYPED)


def counted(*items: AttributedFile) -> tuple[list[str], int, int]:
    """The counting files, how many models there are, how many pairs may be one."""
    entries = entries_of(list(items))
    versions = [Version(i, tuple(entries[i.file]), i.reading.lists if i.reading else ()) for i in items]
    account = settle_versions(versions, "cao-xa", "Xã Cao Xá")
    doubles = doubles_of(account.versions, "cao-xa")
    models = sum(len(version.models) for version in account.versions) - len(doubles.copies)
    return sorted(v.item.file for v in account.versions), models, len(doubles.look_alikes)


def test_a_list_typed_again_with_other_words_is_the_same_list() -> None:
    old = typed("M3.xlsx", FIRST_NAMES, FIRST)
    assert succession(old, typed("M3 b.xlsx", NAMES_AGAIN, SECOND)) == (["M3 b.xlsx"], ["M3.xlsx"], [])
    assert counted(old, typed("M3 b.xlsx", NAMES_AGAIN, FIRST)) == (["M3 b.xlsx", "M3.xlsx"], 3, 0)
    assert counted(old, typed("M3 mới.xlsx", NAMES_AGAIN, FIRST)) == (["M3 mới.xlsx"], 3, 0)


def test_rows_alike_in_all_but_their_names_are_asked_about() -> None:
    old = typed("M3.xlsx", FIRST_NAMES, FIRST)
    assert counted(old, typed("M3 b.xlsx", NAMES_OTHERWISE, FIRST)) == (["M3 b.xlsx", "M3.xlsx"], 6, 3)


@pytest.mark.parametrize("changes", [{"goals": "Hoàn thành"}, {"goals": "Đạt"}, {"holder": ""}, {"place": ""}])
def test_goals_written_alike_by_habit_make_no_model_the_same(changes: dict[str, str]) -> None:
    lists = typed("M3.xlsx", FIRST_NAMES, FIRST, **changes), typed("M3 b.xlsx", NAMES_AGAIN, FIRST, **changes)
    assert counted(*lists)[1] == 6


def test_a_name_with_more_words_at_one_place_and_of_one_holder_is_asked_about() -> None:
    names, longer = ("Trồng hoa", "Camera", "Một cửa"), ("Trồng hoa trên địa bàn", "Nuôi gà", "Trồng ổi")
    lists = typed("M3.xlsx", names, FIRST, goals="Đạt"), typed("bổ sung.xlsx", longer, FIRST, goals="Đạt")
    assert counted(*lists)[1:] == (6, 1)


@pytest.mark.parametrize(
    ("former", "latter"),
    [
        ("M3 lần 1.xlsx", "M3 lần 2.xlsx"),
        ("M3.xlsx", "M3 sửa.xlsx"),
        ("M3.xlsx", "M3 final.xlsx"),
        ("M3 v1.xlsx", "M3 v2.xlsx"),
        ("M3 ngay 20-2.xlsx", "M3 ngay 26-2.xlsx"),
        ("M3 20-02-2024.xlsx", "M3 26-02-2024.xlsx"),
    ],
)
def test_where_names_and_file_times_disagree_the_list_that_the_time_calls_older_may_count(
    former: str, latter: str
) -> None:
    one, other = listed(former, "Trồng hoa", when=SECOND), listed(latter, "Trồng hoa", when=FIRST)
    assert left_open(one, other) == [(latter, former)]
    one, other = listed(former, "Trồng hoa", when=FIRST), listed(latter, "Trồng hoa", when=SECOND)
    assert left_open(one, other) == []
    one = listed(former, "Trồng hoa", when=SECOND, source="email")
    assert left_open(one, listed(latter, "Trồng hoa", when=FIRST, source="email")) == []


def test_a_list_whose_words_call_it_the_correction_is_asked_about_where_a_file_time_says_otherwise() -> None:
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024 (bản điều chỉnh)"
    for mended in (
        listed("M3 (sửa).xlsx", "Trồng hoa", "Nuôi ong", when=FIRST),
        listed("M3 xã.xlsx", "Trồng hoa", "Nuôi ong", when=FIRST, of_succession=(title,)),
    ):
        first = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND)
        assert succession(mended, first) == (["M3.xlsx"], [mended.file], ["entry-withdrawn", "order-disputed"])
        assert left_open(mended, first) == [(mended.file, "M3.xlsx")]
        told = replace(first, intake=replace(first.intake, book_part="older"))
        assert succession(mended, told) == ([mended.file], ["M3.xlsx"], ["entry-withdrawn"])
        assert left_open(mended, told) == []


def test_a_time_that_is_no_file_time_and_a_list_without_such_words_leave_the_order() -> None:
    first, last = (
        listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=SECOND),
        listed("M3 xã.xlsx", "Trồng hoa", when=FIRST),
    )
    assert "order-disputed" not in succession(first, last)[2]
    mails = [
        listed(name, "Trồng hoa", model, when=when, source="email")
        for name, model, when in (("M3 (sửa).xlsx", "Nuôi ong", FIRST), ("M3.xlsx", "Nuôi gà", SECOND))
    ]
    assert succession(*mails)[2] == ["entry-withdrawn"]


WHOLE_OF_SIX = ("Trồng hoa", "Nuôi gà", "Trồng ổi", "Camera", "Một cửa", "Tủ sách")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("Em gửi lại 1 mô hình sửa tên, các nội dung khác giữ nguyên ạ.",), "part-corrects"),
        ((), "replaced-without-overlap"),
    ],
)
def test_a_few_rows_that_share_nothing_leave_the_list_before_them_where_words_keep_it(
    said: tuple[str, ...], code: str
) -> None:
    whole = listed("M3.xlsx", *WHOLE_OF_SIX, when=FIRST, source="email")
    few = listed("b.xlsx", "Đường cờ", when=THIRD, source="email", of_succession=said)
    counting, superseded, found = succession(whole, few)
    assert (len(counting), len(superseded), code in found) == ((2, 0, True) if said else (1, 1, True))


def test_a_few_rows_that_say_that_they_replace_the_list_do() -> None:
    said = ("Danh sách này thay thế danh sách cũ.",)
    whole = listed("M3.xlsx", *WHOLE_OF_SIX, when=FIRST, source="email")
    few = listed("b.xlsx", "Đường cờ", when=THIRD, source="email", of_succession=said)
    assert succession(whole, few)[:2] == (["b.xlsx"], ["M3.xlsx"])


def of_level(file: str, when: str, *models: tuple[str, str | None]) -> AttributedFile:
    return sent(file, "cao-xa", read(table([(name, "Thôn Trại", level) for name, level in models])), when, "email")


@pytest.mark.parametrize(
    ("second", "counting"),
    [
        ([("Camera", "Cấp tỉnh")], ["1.xlsx", "2.xlsx"]),
        ([("Camera", "Cấp tỉnh"), ("Tủ sách", "Cấp huyện")], ["2.xlsx"]),
        ([("Camera", None), ("Tủ sách", None)], ["2.xlsx"]),
    ],
    ids=["another level", "a level of both", "no level"],
)
def test_a_later_list_of_levels_that_the_earlier_has_not_is_a_part(
    second: list[tuple[str, str | None]], counting: list[str]
) -> None:
    first = of_level("1.xlsx", FIRST, ("Trồng hoa", "Cấp huyện"), ("Nuôi gà", "Cơ sở"))
    assert succession(first, of_level("2.xlsx", THIRD, *second))[0] == counting


@pytest.mark.parametrize(
    ("names", "counting"),
    [
        (("M3 Cao Xá 1.xlsx", "M3 Cao Xá 2.xlsx", "M3 Cao Xá 3.xlsx"), 3),
        (("Cao Xá - mô hình 1.xlsx", "Cao Xá - mô hình 2.xlsx", "Cao Xá - mô hình 3.xlsx"), 3),
        (("CaoXa_MH1.xlsx", "CaoXa_MH2.xlsx", "CaoXa_MH3.xlsx"), 3),
        (("M3 lần 1.xlsx", "M3 lần 2.xlsx", "M3 lần 3.xlsx"), 1),
        (("M3 20-2.xlsx", "M3 22-2.xlsx", "M3 24-2.xlsx"), 1),
        (("M3 (1).xlsx", "M3 (2).xlsx", "M3 (3).xlsx"), 1),
    ],
)
def test_a_file_a_model_numbered_through_are_parts_though_days_lie_between(
    names: tuple[str, ...], counting: int
) -> None:
    models, days = ("Trồng hoa", "Nuôi gà", "Camera"), ("20/02/2024 08:00", "22/02/2024 08:00", "24/02/2024 08:00")
    items = [listed(n, m, when=day, source="email") for n, m, day in zip(names, models, days, strict=True)]
    assert len(succession(*items)[0]) == counting


def test_a_file_called_old_replaces_none_whatever_else_its_name_says() -> None:
    said = ("bản cũ không dùng",)
    new = listed("M3.xlsx", "Trồng hoa", "Nuôi gà", when=FIRST, source="email")
    old = listed("bản cũ không dùng.xlsx", "Camera", "Đường cờ", when=THIRD, source="email", of_succession=said)
    entries = entries_of([new, old])
    one, other = (Version(i, tuple(entries[i.file])) for i in (new, old))
    assert not other.surely_replaces(one)
