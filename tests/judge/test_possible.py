"""What was seen and not understood, asked unit by unit: whom it spares, and what it may change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.judge.possible import Possibilities
from aggregator.judge.settlement import settle
from aggregator.nouns.document import Merge, Notice, Picture
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import violations
from aggregator.nouns.outcome import NOTHING, Record, Waiver
from aggregator.nouns.reading import Possible, nothing_in
from aggregator.nouns.standing import Evidence
from aggregator.vietnamese.official_style import quotation
from tests.campaigns import judged, m1, read, sent, table
from tests.handled import entries_of, handled, listed
from tests.sheets import (
    CAMPAIGN,
    HEAD,
    ON_TIME,
    Given,
    codes,
    m3,
    of_levels,
    only,
    run_over,
    sheet,
    understand,
    unit,
    workbook,
)

LATE = "28/02/2024 09:00"
ENTRY = "| {0} | Thôn {0} | Trồng hoa ven đường {0} | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp {1} |"


def evidence(*items: AttributedFile, unit: str = "cao-xa", record: Record = NOTHING, **facts: Any) -> Evidence:
    entries = entries_of(list(items))
    settlement = settle(items, entries, CAMPAIGN)
    account = next(account for account in settlement.units if account.unit.code == unit)
    said = {"arrivals": {}, "open_answers": {}, **facts}
    return Possibilities(items, settlement, entries, CAMPAIGN, record, **said).of(account, [])


def doubts(*items: AttributedFile, unit: str = "cao-xa") -> list[tuple[str, Any]]:
    return [(doubt.code, doubt.further) for doubt in evidence(*items, unit=unit).doubts]


def test_rows_that_were_not_understood_may_be_entries_and_say_where() -> None:
    unread = (Possible(12, 3, 1, None, "name-unread", "M3"), Possible(13, 3, 1, "district", "name-unread", "M3"))
    (doubt,) = evidence(
        sent("M3.xlsx", "cao-xa", read(table([("Trồng hoa", "", None)], possible=unread)), ON_TIME, "email")
    ).doubts
    assert doubt.further == ((None, 1), ("district", 1))
    assert doubt.facts["count"] == "02"
    assert doubt.facts["cells"] == "C12, C13 trang “M3”"


def test_a_model_of_unknown_unit_is_told_so_within_the_sentence() -> None:
    found = judged([sent("la.xlsx", None, read(table([("Trồng hoa lan", "", None)])), ON_TIME, "email")]).findings
    (told,) = (finding.message for finding in found if finding.code == "level-missing")
    assert told == "Mô hình “Trồng hoa lan” (chưa rõ đơn vị) chưa rõ cấp đăng ký."


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
    suggestion = listed("a.xlsx", "Trồng hoa", unit=None, suggestions=("cao-xa",))
    contested = listed("b.xlsx", "Trồng ổi", unit="lien-son", other_units=(("tên tệp", "cao-xa"),))
    first = listed("c.xlsx", "Nuôi gà", unit="viet-lap", sha256="1")
    copy = listed("cc.xlsx", "Nuôi gà", sha256="1")
    assert evidence(suggestion).naming_files == ("a.xlsx",)
    assert evidence(contested).naming_files == ("b.xlsx",)
    assert evidence(contested, unit="lien-son").contested_files == ("b.xlsx",)
    assert evidence(first, copy).naming_files == ("cc.xlsx",)


def test_files_of_unknown_and_contested_unit_are_counted() -> None:
    proof = evidence(
        listed("a.xlsx", "Trồng hoa", unit=None),
        listed("b.xlsx", "Nuôi gà", other_units=(("tên tệp", "lien-son"),)),
        listed("c.xlsx", "Trồng ổi", unit="viet-lap"),
        handled("Giấy mời.docx", "Giấy mời họp", unit=None),
        handled("Thumbs.db", unit=None, ignore_reason="tệp hệ thống"),
        unit="phuc-hoa",
    )
    assert proof.unattributed == 2


def test_a_blank_form_or_a_letter_of_unknown_unit_spares_nobody() -> None:
    assert evidence(handled("Giấy mời.docx", "Giấy mời họp", unit=None)).unknown == ()


def test_what_people_wrote_speaks_against_silence() -> None:
    proof = evidence(record=Record(files_by_unit={"cao-xa": ("B7",)}), arrivals={"cao-xa": 2})
    assert (proof.recorded_files, proof.moved_to) == (("B7",), 2)


def test_what_any_mail_of_the_unit_says_of_an_earlier_sending_is_evidence_and_no_other_units() -> None:
    words = ("bản giấy đã nộp trực tiếp sáng 26/02",)
    letter = handled("thư.eml", "Kính gửi Ban Dân vận", source="email", earlier_sendings=words, form=None)
    assert evidence(listed("M3.xlsx", "Trồng hoa", when=LATE), letter).earlier_sendings == words
    assert evidence(letter, unit="lien-son").earlier_sendings == ()


SIX = table([(f"Trồng hoa {n}", f"Thôn {n}", "Cấp huyện") for n in range(6)])  # from row 5 on


def open_rows(*items: AttributedFile) -> list[tuple[str, object, int]]:
    return [(doubt.code, doubt.facts["rows"], len(doubt.open_rows)) for doubt in evidence(*items).doubts]


@pytest.mark.parametrize(("notice", "code"), [("struck-through", "rows-struck"), ("hidden-rows", "rows-hidden")])
def test_a_row_struck_through_or_hidden_counts_and_may_not_count(notice: str, code: str) -> None:
    notices = (("M3", Notice(notice, 7)), ("M3", Notice(notice, 3)), ("M4", Notice(notice, 8)))
    assert open_rows(sent("M3.xlsx", "cao-xa", read(SIX, notices=notices), ON_TIME, "email")) == [(code, "7", 1)]


@pytest.mark.parametrize(
    ("note", "withdrawn"),
    [
        ("Xin rút, không đăng ký nữa", True), ("Thay bằng mô hình số 6", True), ("bỏ", True), ("Hoãn", True),
        ("Tạm hoãn vì thiếu vốn", True), ("đã xóa", True), ("Chuyển năm 2025", True), ("Dời sang năm tới", True),
        ("K ĐK", True), ("chưa thống nhất", True), ("BTV Đảng ủy chưa duyệt", True), ("không đủ điều kiện", True),
        ("Trồng bỏ phân", False), ("Chưa rút kinh nghiệm", False), ("Duy trì từ 2022", False),
        ("Hoàn thành năm 2025", False), ("Giai đoạn 2024 - 2025", False), ("Chưa có kinh phí", False),
        ("Nội dung thực hiện: tuyên truyền", False), ("Nội dung đã dừng thực hiện", True),
        ("Người dân chưa đồng ý hiến đất", False), ("Đã thống nhất", False), ("Tổng kết năm sau", False),
        ("Trùng nội dung với mô hình số 2", True), ("Trùng mô hình số 2", True), ("Không trùng nội dung", False),
    ],
)  # fmt: skip
def test_a_model_noted_as_withdrawn_counts_and_may_not_count_and_the_note_is_quoted(
    note: str, withdrawn: bool
) -> None:
    entries = (replace(SIX.entries[0], notes={"Ghi chú": note}), *SIX.entries[1:])
    item = sent("M3.xlsx", "cao-xa", read(replace(SIX, entries=entries)), ON_TIME, "email")
    assert open_rows(item) == ([("rows-noted", f"5 “{note}”", 1)] if withdrawn else [])


@pytest.mark.parametrize("note", ["Xin dừng, chuyển về thôn Hậu", "Dừng, nhường thôn Trung"])
def test_a_note_that_begins_by_withdrawing_opens_its_model_and_such_a_name_does_not(note: str) -> None:
    first, *others = SIX.entries
    noted = replace(first, notes={"Ghi chú": note})
    named = replace(first, values=first.values | {"name": "Dừng, đỗ xe đúng nơi quy định"})
    items = (
        sent("M3.xlsx", "cao-xa", read(replace(SIX, entries=(entry, *others))), ON_TIME, "email")
        for entry in (noted, named)
    )
    assert [*map(open_rows, items)] == [[("rows-noted", f"5 “{note.partition(',')[0]}”", 1)], []]


# --- what a list says of itself beside its models, to the end: nobody is accused, and a true excess still is ----

EXCESS, SHORTFALL, NO_PROVINCE = of_levels(1, 6), of_levels(1, 3), of_levels(0, 5)
MODEL = "Trồng hoa ven đường số"


def verdict(*items: AttributedFile) -> tuple[str, set[str], list[str]]:
    """The quota of Xã Cao Xá, the doubts on which it hangs, and of what it is accused."""
    outcome = judged(items)
    state = unit(outcome, "cao-xa")
    return state.quota, set(state.doubts), codes(violations(outcome.findings), "cao-xa")


def mailed(words: str, text: str = EXCESS, when: str = ON_TIME, **facts: Any) -> AttributedFile:
    """A list that came with a mail of these words."""
    item = handled("thư.eml!M3.xlsx", text, when, source="email")
    return replace(item, intake=replace(item.intake, mail_text=words, **facts))


def test_a_shorter_later_list_accuses_nobody_unless_it_says_that_it_replaces_the_earlier() -> None:
    whole = handled("M3.xlsx", of_levels(1, 4), "20/02/2024 08:00", source="email")
    shorter = handled("M3 (1).xlsx", of_levels(1, 3), ON_TIME, source="email")
    said = replace(shorter, of_succession=("Danh sách này thay thế danh sách cũ.",))
    assert verdict(whole, shorter) == ("undetermined", {"version-replaced"}, [])
    assert verdict(whole, said) == ("violated", set(), ["quota-district-below"])


def test_a_later_list_without_what_was_too_many_is_right_whatever_it_is_called() -> None:
    whole = handled("M3.xlsx", EXCESS, "20/02/2024 08:00", source="email")
    for name in ("M3 (2).xlsx", "M3 gửi lại.xlsx", "M3 rút bớt.xlsx", "M3 sau rà soát.xlsx"):
        assert verdict(whole, handled(name, of_levels(1, 5), ON_TIME, source="email")) == ("met", set(), []), name
    called_old = handled("M3 (1).xlsx", of_levels(1, 5), ON_TIME, source="file_time")
    by_time = handled("M3 (2).xlsx", EXCESS, "20/02/2024 08:00", source="file_time")
    assert verdict(by_time, called_old)[0] == "undetermined"
    assert verdict(whole, handled("M3 (2).xlsx", EXCESS, ON_TIME, source="email"))[0] == "violated"


def test_a_piece_of_a_list_is_not_too_short_while_the_other_piece_did_not_come() -> None:
    piece = handled("M3.xlsx", of_levels(1, 2), source="email", of_succession=("Danh sách M3 (2/2)",))
    assert verdict(piece) == ("undetermined", {"pieces-missing"}, [])


@pytest.mark.parametrize(
    ("name", "quota"),
    [
        ("M3 Cao Xá phần 1.xlsx", "undetermined"),
        ("Cao Xá trang 1.xlsx", "undetermined"),
        ("M3 Cao Xá (còn tiếp).xlsx", "undetermined"),
        ("M3 Cao Xá đợt 1.xlsx", "undetermined"),
        ("M3 Cao Xá 1.xlsx", "violated"),
        ("M3 Cao Xá lần 1.xlsx", "violated"),
    ],
)
def test_a_first_piece_that_came_alone_is_not_too_short(name: str, quota: str) -> None:
    assert verdict(handled(name, SHORTFALL, source="email"))[0] == quota


def test_first_pieces_with_the_rest_beside_them_hide_no_shortfall() -> None:
    rest = handled("M3 phần 2.xlsx", of_levels(0, 1, prefix="Đường cờ số"), source="email")
    first = handled("M3 phần 1.xlsx", of_levels(1, 2), source="email")
    assert verdict(first, rest)[2] == ["quota-district-below"]
    titled = handled("M3.xlsx", SHORTFALL, source="email")
    assert titled.reading is not None
    titled = replace(titled, of_succession=("PHẦN I",), reading=replace(titled.reading, of_succession=("PHẦN I",)))
    assert verdict(titled)[2] == ["quota-district-below"]


@pytest.mark.parametrize(
    ("name", "level", "quota"),
    [
        (f"{MODEL} 2", "province", "undetermined"),
        (f"Mô hình {MODEL} 2", "province", "undetermined"),
        (f"{MODEL} 2", "district", "violated"),
        (f"{MODEL} 9", "province", "violated"),
        (f"{MODEL} 2", None, "violated"),
    ],
)
def test_a_form_of_unknown_unit_with_another_level_for_a_row_leaves_the_quota_open(
    name: str, level: str | None, quota: str
) -> None:
    form = sent("M1.docx", None, read(registrations=(m1(name, level),)), ON_TIME, "email")
    state, doubts, accused = verdict(handled("M3.xlsx", NO_PROVINCE, source="email"), form)
    assert (state, "form-of-unknown-unit" in doubts, bool(accused)) == (
        quota,
        quota != "violated",
        quota == "violated",
    )


def test_such_a_form_takes_nothing_from_a_quota_that_is_met() -> None:
    form = sent("M1.docx", None, read(registrations=(m1(f"{MODEL} 2", "province"),)), ON_TIME, "email")
    assert verdict(handled("M3.xlsx", of_levels(1, 4), source="email"), form)[0] == "met"


@pytest.mark.parametrize(
    ("repeated", "quota"), [(0, "met"), (2, "undetermined")], ids=["shares nothing", "repeats some of it"]
)
def test_a_later_list_more_than_half_as_long_that_repeats_little_is_not_added_up_to_a_met_quota(
    repeated: int, quota: str
) -> None:
    old = of_levels(1, 4, 2)
    rows = [f"| {n} | Thôn {n} | {MODEL} {n} | Tập thể | | x | 30/10/2024 | Đẹp | Cơ sở |" for n in (6, 7)][
        :repeated
    ]
    new = "\n".join([of_levels(0, 1, 2, prefix="Đường cờ số"), *rows])
    items = handled("M3.xlsx", old, "24/02/2024 10:00"), handled("M3 (2).xlsx", new, "25/02/2024 09:00")
    assert verdict(*items)[0] == quota


@pytest.mark.parametrize(
    ("province", "district", "said"),
    [
        (1, 4, ("undetermined", {"version-replaced"}, [])),
        (3, 5, ("undetermined", {"version-replaced"}, [])),
        (1, 3, ("violated", set(), ["quota-district-below"])),  # whichever counts
    ],
)
def test_a_few_rows_that_share_nothing_may_be_added_or_be_the_whole(
    province: int, district: int, said: tuple[str, set[str], list[str]]
) -> None:
    whole = handled("M3.xlsx", of_levels(province, district), "20/02/2024 08:00", source="email")
    few = handled("b.xlsx", of_levels(1, prefix="Đường cờ số"), "26/02/2024 08:00", source="email")
    assert verdict(whole, few) == said


def test_a_file_that_its_name_calls_old_and_its_time_the_later_one_leaves_its_levels_open() -> None:
    old = handled("M3.xlsx", of_levels(0, 5), "24/02/2024 10:00", source="file_time")
    for name, quota in (("M3 mới (bản cũ sai).xlsx", "undetermined"), ("M3 (thay bản cũ).xlsx", "met")):
        new = handled(name, of_levels(1, 4), "26/02/2024 10:00", source="file_time")
        assert verdict(old, new)[::2] == (quota, [])


def test_lists_of_two_days_that_look_like_pieces_accuse_nobody_of_the_sum() -> None:
    rows = of_levels(1, 5, prefix="Đường cờ số")
    first = handled("M3.xlsx", rows, "20/02/2024 08:00", source="email", of_succession=("M3 (1-3)",))
    mended = handled("M3 (1).xlsx", rows.replace("số 6", "hoa"), source="email", of_succession=("M3 (2-3)",))
    assert verdict(first, mended)[2] == []


SAYS_NO_MORE = {
    "Trong đó mô hình số 1 đăng ký cấp tỉnh, các mô hình còn lại đăng ký cấp huyện.": "met",  # as the list has it
    "Mô hình số 1 đăng ký cấp tỉnh.": "met",
    "Riêng mô hình số 2 đăng ký cấp tỉnh.": "undetermined",
    "Mô hình số 1 đăng ký cấp tỉnh, các mô hình còn lại cấp cơ sở.": "undetermined",
    "Mô hình số 3 hoạt động tốt, đề nghị giới thiệu lên cấp tỉnh.": "met",  # it asks for what the board decides
    "Mô hình số 3 xin chuyển lên cấp tỉnh.": "undetermined",
    "Năm trước xã đã xin rút 01 mô hình, năm nay đăng ký đủ.": "met",
    "Năm trước có mô hình số 2, năm nay xin rút.": "undetermined",
    "Mô hình số 2 là mô hình mới của xã, đề nghị cấp huyện quan tâm hỗ trợ.": "met",
    "Mô hình số 2 là của xã Ngọc Lý.": "undetermined",
    "Mô hình số 2 không đăng ký cấp huyện.": "undetermined",
    "Mô hình số 2 đăng ký cấp huyện, do xã Ngọc Lý thực hiện.": "undetermined",
    "Mô hình số 3 là cấp cơ sở, đề nghị giới thiệu.": "undetermined",
}


@pytest.mark.parametrize(("words", "quota"), SAYS_NO_MORE.items())
def test_what_a_mail_says_that_the_list_says_too_or_that_changes_nothing_leaves_it_as_it_is(
    words: str, quota: str
) -> None:
    assert verdict(mailed(words, of_levels(1, 4)))[0] == quota


@pytest.mark.parametrize(
    ("words", "shortfall", "excess"),
    [
        ("Xã gửi danh sách gồm 05 mô hình, trong đó 04 mô hình cấp huyện.", "undetermined", "undetermined"),
        ("Xã đăng ký 04 nội dung cấp huyện.", "undetermined", "undetermined"),
        ("Xã đăng ký 1 tỉnh, 5 huyện.", "undetermined", "undetermined"),
        ("Tổng số mô hình cấp tỉnh: 1; cấp huyện: 5", "undetermined", "undetermined"),
        ("Tổng cộng: cấp tỉnh 01, cấp huyện 04, cơ sở 03", "undetermined", "undetermined"),
        ("Xã đăng ký 1 tỉnh 6 huyện ạ.", "undetermined", "violated"),
        ("Xã đăng ký 03 mô hình cấp huyện.", "violated", "undetermined"),
        ("Xã Cao Xá đăng ký 01 mô hình cấp tỉnh, 05 mô hình cấp huyện (file kèm).", "undetermined", "undetermined"),
        ("(Trong đó: 01 cấp tỉnh; 03 cấp huyện)", "violated", "undetermined"),
        ("Trong đó: 03 mô hình cấp huyện của Hội Phụ nữ.", "violated", "violated"),
        ("Trong đó có 03 mô hình đăng ký cấp huyện lần đầu.", "violated", "violated"),
        ("Gồm 02 mô hình cấp huyện của tập thể và 01 mô hình cấp huyện của cá nhân.", "violated", "violated"),
        ("Danh sách gồm 03 mô hình cấp huyện trọng tâm.", "violated", "violated"),
        ("Danh sách đăng ký 03 mô hình cấp huyện Dân vận khéo", "violated", "violated"),
        ("Kèm theo 03 bản đăng ký cấp huyện (M1).", "violated", "violated"),
        ("Công văn giao đăng ký 03 nội dung cấp huyện.", "violated", "violated"),
        ("Đề nghị xét 03 nội dung cấp huyện đã đăng ký.", "violated", "violated"),
        ("Xã đăng ký bổ sung 01 mô hình cấp huyện xây dựng mới.", "undetermined", "violated"),
        ("Lĩnh vực kinh tế đăng ký 01 mô hình cấp huyện.", "violated", "violated"),
        ("Theo công văn mỗi xã đăng ký 4-5 mô hình cấp huyện.", "violated", "violated"),
        ("Năm 2023 xã có 06 mô hình cấp huyện được công nhận.", "violated", "violated"),
    ],
)
def test_a_mail_that_counts_other_models_than_its_list_has_leaves_open_what_they_could_mend(
    words: str, shortfall: str, excess: str
) -> None:
    quotas = [verdict(mailed(words, text))[0] for text in (SHORTFALL, EXCESS, of_levels(1, 4))]
    assert quotas == [shortfall, excess, quotas[-1]]
    assert quotas[-1] != "violated"


@pytest.mark.parametrize(
    "line", ["Danh sách gồm 04 mô hình cấp huyện", "Như mọi năm, xã đăng ký 04 mô hình cấp huyện"]
)
def test_a_levels_count_that_happens_to_be_the_lists_size_leaves_one_more_possible(line: str) -> None:
    for item in (handled("M3.xlsx", f"{of_levels(1, 3)}\n\n{line}"), mailed(line, of_levels(1, 3))):
        assert verdict(item)[0] == "undetermined"


def test_a_request_to_present_a_model_to_the_province_accuses_nobody_of_having_none_there() -> None:
    assert verdict(mailed("Mô hình số 1 làm tốt, đề nghị giới thiệu lên cấp tỉnh.", NO_PROVINCE))[2] == []


SAYS_OTHERWISE = {
    "* Xã lựa chọn mô hình đầu tiên để đăng ký cấp tỉnh": "undetermined",
    f"Mô hình cấp tỉnh: {MODEL} 2": "undetermined",
    "* Mô hình cấp tỉnh: có bản đăng ký riêng kèm theo": "undetermined",
    "Tổng số: 05 mô hình (01 cấp tỉnh, 04 cấp huyện)": "undetermined",
    "Tổng số: 05 mô hình (00 cấp tỉnh, 05 cấp huyện)": "violated",  # as the list has it
    "Mỗi xã đăng ký ít nhất 01 mô hình cấp tỉnh": "violated",  # the rule's own words
    "Xã không có mô hình cấp tỉnh": "violated",
    "1. Cấp tỉnh: 01 mô hình": "undetermined",
    "1. Cấp tỉnh: 00 mô hình": "violated",
    "A. Mô hình cấp tỉnh": "violated",  # a heading with nothing below it
    "Xã em đăng ký 0 tỉnh 5 huyện ạ.": "violated",  # as the list has it
    "Xã đăng ký: cấp tỉnh: 0; cấp huyện: 5; cơ sở: 0.": "violated",
    "Xã em đăng ký 1 tỉnh 4 huyện ạ.": "undetermined",
    "Bảng 1. Nội dung cấp tỉnh, cấp huyện": "violated",
    "(1 = đăng ký cấp tỉnh, 2 = đăng ký cấp huyện, 3 = cơ sở)": "violated",  # explains marks
    "Ghi chú: 3 là cấp tỉnh; 2 là cấp huyện": "violated",
    "Quy ước: 1: tỉnh, 2: huyện": "violated",
    "Mục 3 là cấp tỉnh": "undetermined",
}


@pytest.mark.parametrize(("words", "quota"), SAYS_OTHERWISE.items())
@pytest.mark.parametrize("above", [True, False])
def test_words_around_a_list_that_give_a_level_to_models_that_have_another_leave_its_quota_open(
    words: str, quota: str, above: bool
) -> None:
    text = f"{words}\n{NO_PROVINCE}" if above else f"{NO_PROVINCE}\n{words}"
    assert verdict(handled("M3.xlsx", text))[0] == quota


def test_what_models_were_before_or_a_heading_within_the_list_states_no_level_beside_it() -> None:
    row = f"| 2 | Thôn 2 | {MODEL} 2 | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"
    for head, quota in (("Đã được công nhận cấp", "violated"), ("Đề nghị", "undetermined")):
        text = NO_PROVINCE.replace("Cấp đăng ký |", f"Cấp đăng ký | {head} |").replace(row, f"{row} Cấp tỉnh |")
        assert verdict(handled("M3.xlsx", text))[0] == quota
    headed = NO_PROVINCE.replace(SECTION, "A- Mô hình trình cấp tỉnh xét\n| 1 |\nB- Mô hình trình cấp huyện xét")
    assert verdict(handled("M3.xlsx", headed))[0] == "violated"


def test_such_words_hide_no_other_breach() -> None:
    words = f"\nMô hình cấp tỉnh: {MODEL} 2"
    assert verdict(handled("M3.xlsx", of_levels(0, 4) + words))[0] == "undetermined"  # it may be one more
    assert verdict(handled("M3.xlsx", of_levels(0, 7) + words))[2] == ["quota-district-above"]
    assert verdict(handled("M3.xlsx", of_levels(0, 3) + words))[2] == ["quota-district-below"]
    assert verdict(handled("M3.xlsx", of_levels(1, 4) + words))[0] == "met"


def noted(text: str, note: str) -> AttributedFile:
    """A list with a column of notes, and a note on its second model."""
    second = f"| 2 | Thôn 2 | {MODEL} 2 | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"
    assert second in text
    return handled("M3.xlsx", text.replace(HEAD, f"{HEAD} Ghi chú |").replace(second, f"{second} {note} |"))


@pytest.mark.parametrize(
    "note",
    [
        "ĐK cấp tỉnh", "Đề nghị xét cấp tỉnh", "tỉnh", "Giới thiệu cấp tỉnh", "Đề xuất tỉnh", "Sửa lại: cấp tỉnh",
        "Nay là cấp tỉnh", "Hiến đất xong, ĐK cấp tỉnh",
    ],
)  # fmt: skip
def test_a_note_of_another_level_than_the_rows_own_leaves_a_quota_open(note: str) -> None:
    assert verdict(noted(NO_PROVINCE, note)) == ("undetermined", {"level-heading-differs"}, [])
    assert verdict(noted(of_levels(0, 7), note))[2] == ["quota-district-above"]
    assert verdict(noted(of_levels(0, 3), note))[2] == ["quota-district-below"]


@pytest.mark.parametrize("note", ["Đạt OCOP cấp tỉnh", "cấp huyện", "Không đăng ký cấp tỉnh", "Phối hợp với tỉnh"])
def test_a_note_of_no_other_level_leaves_a_true_shortfall_said(note: str) -> None:
    assert verdict(noted(NO_PROVINCE, note))[0] == "violated"


def test_a_note_that_only_asks_that_a_model_be_presented_leaves_a_quota_met() -> None:
    assert verdict(noted(of_levels(1, 4), "Giới thiệu cấp tỉnh"))[0] == "met"
    assert verdict(noted(of_levels(1, 4), "ĐK cấp tỉnh"))[0] == "undetermined"


def letter(words: str, when: str) -> AttributedFile:
    return handled("công văn.docx", f"Kính gửi Ban Dân vận Huyện ủy\n{words}", when, form=None)


def last_level(words: str) -> str:
    """The list of too many with other words for the level of its last model."""
    return EXCESS.removesuffix("Cấp huyện |") + f"{words} |"


SECTION = "I. Lĩnh vực kinh tế"
OPEN = {
    "a note that withdraws one": (EXCESS + "\nGhi chú: mô hình số 7 xin rút.", "remark"),
    "a note that moves one up": (NO_PROVINCE + f"\nRiêng mô hình “{MODEL} 5” đăng ký cấp tỉnh.", "remark"),
    "a note of a list apart": (NO_PROVINCE + "\nDanh sách mô hình cấp tỉnh gửi riêng.", "remark"),
    "a heading over one in reserve": (EXCESS.replace("| 7 |", "* Mô hình dự phòng:\n| 7 |"), "rows-noted"),
    "a level in reserve": (last_level("Huyện (dự phòng)"), "rows-noted"),
    "a level that is asked": (last_level("Huyện ?"), "levels-unknown"),
    "a level that is denied": (last_level("Không đăng ký cấp huyện"), "levels-unknown"),
    "a level put off": (last_level("Huyện (năm 2025)"), "rows-noted"),
    "a level of before": (last_level("Đã đạt huyện"), "rows-moved"),
    "a level of another year": (last_level("Huyện 2023"), "rows-moved"),
    "a name put off": (EXCESS.replace(f"{MODEL} 7", f"{MODEL} 7 - năm sau"), "rows-noted"),
    "a note of another year": (
        EXCESS.replace("Cấp đăng ký |", "Cấp đăng ký | Ghi chú |") + " Năm 2025 |",
        "rows-noted",
    ),
    "a name crossed out in words": (EXCESS.replace(f"{MODEL} 7", f"(Bỏ) {MODEL} 7"), "rows-noted"),
    "a name with what became of it": (EXCESS.replace(f"{MODEL} 7", f"{MODEL} 7 - xin rút"), "rows-noted"),
    "one in reserve by its number": (EXCESS.replace("| 7 |", "| Dự phòng |"), "rows-noted"),
    "a heading of models that are planned": (
        EXCESS.replace("| 7 |", "| | | Mô hình dự kiến |\n| 7 |"),
        "rows-noted",
    ),
    "a name again without its number": (
        EXCESS.replace(f"| 7 | Thôn 7 | {MODEL} 7", f"| | Thôn 7 | {MODEL} 6"),
        "name-twice",
    ),
    "a total of fewer": (EXCESS + "\nTổng cộng: 06 mô hình (cấp tỉnh: 01, cấp huyện: 05)", "level-beside"),
    "a total of more": (SHORTFALL + "\nTổng cộng: 06 mô hình", "total-states-more"),
    "models of the whole commune": (SHORTFALL + "\n\nToàn xã có 06 mô hình", "mail-states-more"),
    "levels counted in words": (SHORTFALL + "\n\nMột tỉnh, bốn huyện", "level-beside"),
    "a heading of another level": (EXCESS.replace(SECTION, "C. MÔ HÌNH CẤP CƠ SỞ"), "level-heading-differs"),
    "a heading of the level that lacks": (NO_PROVINCE.replace(SECTION, "A. Cấp tỉnh"), "level-heading-differs"),
}


def under(*headings: tuple[str, int]) -> AttributedFile:
    """A list with so many models under each heading, and no level beside them."""
    head, rows = of_levels(unknown=sum(count for _, count in headings)).split(f"{SECTION}\n")
    lines = iter(rows.splitlines())
    groups = [[heading, *(next(lines) for _ in range(count))] for heading, count in headings]
    return handled("M3.xlsx", head + "\n".join(line for group in groups for line in group))


@pytest.mark.parametrize(
    "before",
    [
        "I. Mô hình cấp {} năm 2023", "I. Mô hình đạt cấp {} năm 2022, 2023", "I. Mô hình cấp {} (đã công nhận)",
        "I. Đã công nhận cấp {} năm 2023", "I. Mô hình cấp {} các năm trước",
    ],
)  # fmt: skip
def test_a_heading_of_a_level_reached_before_neither_accuses_nor_meets_a_quota(before: str) -> None:
    up, down = before.format("tỉnh"), before.format("huyện")
    this = "II. Đăng ký cấp {} năm 2024"
    too_many = under((up, 3), (this.format("tỉnh"), 1), (this.format("huyện"), 4))
    enough = under((down, 4), (this.format("tỉnh"), 1))
    for item in (too_many, enough):
        assert verdict(item) == ("undetermined", {"rows-noted"}, [])
    plain = under(("I. Mô hình cấp tỉnh", 3), ("II. Mô hình cấp huyện năm 2024", 4))
    assert verdict(plain)[::2] == ("violated", ["quota-province-above"])


@pytest.mark.parametrize(("text", "doubt"), OPEN.values(), ids=OPEN)
def test_what_a_list_says_beside_its_models_leaves_its_quota_open(text: str, doubt: str) -> None:
    assert verdict(handled("M3.xlsx", text)) == ("undetermined", {*doubt.split()}, [])


@pytest.mark.parametrize(
    "words",
    [
        "xin rút",
        "không thực hiện nữa",
        "chuyển sang năm 2025",
        "đã chuyển sang đăng ký năm 2025",
        "xã đã rút vì thiếu kinh phí",
        "đề nghị rút mô hình này",
    ],
)
@pytest.mark.parametrize("cell", ["{name} - {words}", "({words}) {name}", "{name}⏎{words}", "{name}, {words}"])
def test_a_name_or_goals_that_say_that_the_model_is_withdrawn_leave_it_open(words: str, cell: str) -> None:
    in_name = EXCESS.replace(f"{MODEL} 7", cell.format(name=f"{MODEL} 7", words=words))
    assert verdict(handled("M3.xlsx", in_name)) == ("undetermined", {"rows-noted"}, [])
    first, last = EXCESS.rsplit("Đường đẹp", 1)
    in_goals = first + cell.format(name="Đường đẹp", words=words) + last
    assert verdict(handled("M3.xlsx", in_goals)) == ("undetermined", {"rows-noted"}, [])


@pytest.mark.parametrize(
    "goals",
    [
        "Không rút bớt nội dung; rút kinh nghiệm", "Rút ngắn 30% thời gian", "Bỏ hủ tục - làm theo nếp sống mới",
        "Không còn hộ nghèo", "Chuyển sang trồng rau", "Không đăng ký kết hôn trước tuổi",
        "Hoàn thành, chuyển sang năm 2025 duy trì", "Nói không với rác - không đốt rơm rạ",
    ],
)  # fmt: skip
def test_ordinary_goals_with_such_words_leave_a_true_excess_said(goals: str) -> None:
    first, last = EXCESS.rsplit("Đường đẹp", 1)
    assert verdict(handled("M3.xlsx", first + goals + last))[0] == "violated"


@pytest.mark.parametrize(
    ("note", "others"),
    [
        ("Của phòng khác", True), ("do xã Ngọc Lý thực hiện", True), ("Đã đăng ký ở xã Ngọc Thiện", True),
        ("Phòng Giáo dục đăng ký", True), ("trùng với xã Lam Cốt", True), ("Do xã Cao Xá thực hiện", False),
        ("Phối hợp với xã Ngọc Lý", False), ("Của phong trào thi đua", False), ("Do Hội Phụ nữ xã chủ trì", False),
    ],
)  # fmt: skip
def test_a_model_noted_as_another_units_is_quoted_and_leaves_an_excess_open(note: str, others: bool) -> None:
    entries = (replace(SIX.entries[0], notes={"Ghi chú": note}), *SIX.entries[1:])
    item = sent("M3.xlsx", "cao-xa", read(replace(SIX, entries=entries)), ON_TIME, "email")
    assert open_rows(item) == ([("rows-noted", f"5 “{note}”", 1)] if others else [])
    below = verdict(handled("M3.xlsx", EXCESS + "\nGhi chú: mô hình số 7 do xã Ngọc Lý thực hiện."))
    assert below == ("undetermined", {"remark"}, [])


@pytest.mark.parametrize(
    "level",
    [
        "Huyện năm 2024", "Cấp huyện, duy trì từ năm 2022", "Huyện (đã được công nhận cấp tỉnh năm 2022)",
        "Đã đạt huyện, tiếp tục đăng ký cấp huyện", "Đề nghị công nhận cấp huyện",
    ],
)  # fmt: skip
def test_a_level_of_this_year_leaves_a_true_excess_said(level: str) -> None:
    assert verdict(handled("M3.xlsx", last_level(level)))[0] == "violated"


@pytest.mark.parametrize("row", ["| 9 | | {} | | | | | | Cấp tỉnh |", "| | | {} | | | | | | Tỉnh |"])
@pytest.mark.parametrize(
    ("words", "quota"),
    [
        ("Đang xin ý kiến", "undetermined"), ("Chưa lựa chọn được mô hình", "undetermined"),
        ("Chờ ý kiến Đảng ủy", "undetermined"), ("Có văn bản riêng", "undetermined"), ("Xin lùi", "undetermined"),
        ("Không đủ điều kiện", "undetermined"), ("Lựa chọn 01 mô hình", "undetermined"),
        ("Hiện xã chưa có mô hình nào xứng tầm", "undetermined"), ("Sẽ lựa chọn trong quý II", "undetermined"),
        ("Xin phép không đăng ký cấp tỉnh", "violated"), ("Không có", "violated"),
        ("Không rác thải nhựa", "met"), ("Đội dân vận", "met"), ("Chợ văn minh", "met"),
    ],
)  # fmt: skip
def test_words_about_registering_in_place_of_a_name_hide_no_shortfall(row: str, words: str, quota: str) -> None:
    assert verdict(handled("M3.xlsx", f"{NO_PROVINCE}\n{row.format(words)}"))[0] == quota
    assert verdict(handled("M3.xlsx", f"{MET}\n{row.format(words)}"))[0] == "met"
    assert verdict(handled("M3.xlsx", f"{EXCESS}\n{row.format(words)}"))[0] == "violated"


def test_a_name_alone_is_a_model_where_all_stand_alone() -> None:
    names = ["Chờ em sau giờ tan trường", *(f"Trồng hoa ven đường {n}" for n in range(4))]
    levels = ["Cấp tỉnh", *["Cấp huyện"] * 4]
    rows = [f"| {n} | {name} | {level} |" for n, (name, level) in enumerate(zip(names, levels, strict=True), 1)]
    text = "\n".join(["| STT | Tên mô hình | Cấp đăng ký |", *rows])
    assert verdict(handled("M3.xlsx", text)) == ("met", set(), [])


OF_LETTERS = "| 1 | Thôn A, xã B | Mô hình mẫu | Nguyễn Văn A | x | | 12/2024 | … | {} |"
LIKE_A_MODEL = "| 1 | Thôn Đông | Trồng rau sạch | Hội Phụ nữ | x | | 12/2024 | … | {} |"


@pytest.mark.parametrize(("over", "name"), [("HƯỚNG DẪN GHI BIỂU", "Sheet2"), ("", "Hướng dẫn của huyện")])
def test_the_example_of_a_guide_is_no_model_and_what_looks_like_one_hides_no_shortfall(
    over: str, name: str
) -> None:
    guide = {name: f"{over}\n{HEAD}\n{OF_LETTERS.format('Cấp tỉnh')}"}
    assert [verdict(of_sheets(M3=text, **guide))[0] for text in (NO_PROVINCE, MET)] == ["violated", "met"]
    guide = {name: f"{over}\n{HEAD}\n{LIKE_A_MODEL.format('Cấp tỉnh')}"}
    assert verdict(of_sheets(M3=NO_PROVINCE, **guide))[:2] == ("undetermined", {"draft"})
    alone = {name: f"{over}\n{EXCESS}"}
    assert verdict(of_sheets(**alone))[0] == "violated"


@pytest.mark.parametrize(
    "example",
    [
        "| VD | Thôn A | Ví dụ: Tuyến đường hoa | Chi hội phụ nữ | x | | 12/2024 | … | Cấp huyện |",
        "Ví dụ: Mô hình tuyến đường hoa do chi hội phụ nữ thực hiện",
        OF_LETTERS.format("Cấp huyện"),
    ],
)
def test_an_example_over_the_models_heads_none_and_is_none(example: str) -> None:
    for text, quota in ((MET, "met"), (EXCESS, "violated"), (SHORTFALL, "violated")):
        assert verdict(handled("M3.xlsx", text.replace("| 1 |", f"{example}\n| 1 |", 1)))[0] == quota


PLAN = """
    KẾ HOẠCH TRIỂN KHAI PHONG TRÀO DÂN VẬN KHÉO NĂM 2024
    | STT | Nội dung công việc | Đơn vị thực hiện | Thời gian |
    | 1 | Họp xét mô hình | Đảng ủy | Tháng 3 |
    | 2 | Kiểm tra mô hình tại các thôn | Khối dân vận | Tháng 8 |
"""


def test_a_plan_with_heads_of_its_own_is_no_list_and_one_without_may_be() -> None:
    title, head, *tasks = PLAN.strip().splitlines()
    plans = [title, head, *tasks], [head, *tasks], [title.replace("PHONG TRÀO", "MÔ HÌNH"), head, *tasks]
    for text, quota in ((MET, "met"), (SHORTFALL, "violated")):
        assert {verdict(of_sheets(M3=text, KH="\n".join(plan)))[0] for plan in plans} == {quota}
    without = verdict(of_sheets(M3=SHORTFALL, KH="\n".join([title, *tasks])))
    assert without[:2] == ("undetermined", {"no-head"})


def test_a_model_noted_as_withdrawn_is_asked_about_where_no_verdict_hangs_on_it_too() -> None:
    met = handled("M3.xlsx", of_levels(1, 5).replace(f"{MODEL} 6", f"{MODEL} 6 - xin rút"))
    assert verdict(met)[0] == "met"
    assert "“xin rút”" in only(judged([met]).findings, "models-noted").message
    hanging = handled("M3.xlsx", EXCESS.replace(f"{MODEL} 7", f"{MODEL} 7 - xin rút"))
    assert "models-noted" not in codes(judged([hanging]).findings)
    assert "models-noted" not in codes(judged([handled("M3.xlsx", of_levels(1, 5))]).findings)


def test_a_list_that_is_all_of_models_planned_is_one_of_models_registered() -> None:
    planned = EXCESS.replace("I. Lĩnh vực kinh tế", "Mô hình dự kiến đăng ký năm 2024")
    assert verdict(handled("M3.xlsx", planned))[0] == "violated"


@pytest.mark.parametrize("text", [EXCESS, NO_PROVINCE])
def test_a_check_box_between_two_rows_leaves_their_levels_open(text: str) -> None:
    boxes = [Notice("box-unsure", row, 6) for row in (6, 7)]
    assert verdict(handled("M3.xlsx", sheet(text, notices=boxes)))[:2] == ("undetermined", {"rows-moved"})


@pytest.mark.parametrize(
    ("ticks", "is_open"),
    [("| | |", False), ("| | | | x", True), ("| | | | đã họp", False), ("| | | x | x", False)],
)
def test_a_tick_beyond_the_columns_of_the_level_leaves_the_level_open(ticks: str, is_open: bool) -> None:
    head = "| TT | Địa chỉ | Tên mô hình | Mục tiêu | Lĩnh vực | Tỉnh | Huyện | Cơ sở |"
    levels = [*["| | x |"] * 5, ticks]
    rows = [f"| {n} | | {MODEL} {n} | Vận động | Kinh tế {said} |" for n, said in enumerate(levels, 1)]
    item = handled("M4.xlsx", "\n".join([head, *rows]), unit="phong-noi-vu", form="M4")
    assert ("rows-moved" in unit(judged([item]), "phong-noi-vu").doubts) == is_open


@pytest.mark.parametrize(
    ("row", "column", "quota"), [(9, 9, "undetermined"), (9, 8, "violated"), (10, 9, "violated")]
)
def test_a_models_own_level_under_a_merged_range_leaves_it_open(row: int, column: int, quota: str) -> None:
    covered = [Notice("covered-text", row, column, "Cấp xã")]
    assert verdict(handled("M3.xlsx", sheet(EXCESS, notices=covered)))[0] == quota
    again = [Notice("covered-text", row, column, "cap huyen")]
    assert verdict(handled("M3.xlsx", sheet(EXCESS, notices=again)))[0] == "violated"


@pytest.mark.parametrize(("text", "stated"), [(SHORTFALL, "violated"), (of_levels(1, 5), "met")])
def test_a_name_under_a_merge_with_the_number_may_be_a_model(text: str, stated: str) -> None:
    row = "| | Thôn 9 | | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"
    lines = text.splitlines()
    for notices, quota in (((), stated), ((Notice("covered-text", len(lines), 3, "Nuôi ong"),), "undetermined")):
        listed = sheet("\n".join([*lines, row]), notices=notices)
        assert verdict(handled("M3.xlsx", listed))[0] == quota


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ("Xin rút", EXCESS),
        ("Thay bằng vườn thuốc nam", EXCESS),
        ("Mô hình này là cấp cơ sở", EXCESS),
        ("xin chuyển lên cấp tỉnh", NO_PROVINCE),
    ],
)
def test_a_comment_on_a_model_leaves_it_open_and_is_quoted(comment: str, text: str) -> None:
    item = handled("M3.xlsx", sheet(text, notices=[Notice("cell-comment", 6, 3, comment)]))
    assert verdict(item)[0] == "undetermined"
    assert verdict(item)[1] in ({"rows-noted"}, {"rows-moved"})
    assert verdict(item)[2] == []
    assert f"6 “{comment}”" in only(judged([item]).findings, "quota-undetermined").message
    assert f"“{comment}”" in only(judged([item]).findings, "cell-comment").message


def of_sheets(**texts: str) -> AttributedFile:
    """A workbook with these sheets, by their names (underscores for blanks)."""
    read = understand(*(sheet(text, name.replace("_", " ")) for name, text in texts.items()))
    return replace(handled("M3.xlsx", EXCESS, source="email"), reading=read)


MET = of_levels(1, 4)
OLD_ONES, MODELESS = SHORTFALL.replace("| | x |", "| x | |"), MET.replace("| x |", "| |")
OLD_BESIDE_LATER = {
    "an official one": ({"Bản_cũ": NO_PROVINCE, "Bản_chính_thức": MET}, "met"),
    "a last one before it": ({"Bản_cuối": MET, "cũ": EXCESS}, "met"),
    "an official one that breaks a limit": ({"Nháp": MET, "Chính_thức": SHORTFALL}, "violated"),
    "a mended one": ({"M3_cũ": NO_PROVINCE, "Sửa_lại": MET}, "met"),
    "a mended one that is shorter": ({"M3_cũ": MET, "Sửa_lại": SHORTFALL}, "undetermined"),
    "one of other models": ({"Cũ": SHORTFALL, "Mới": of_levels(0, 2, prefix="Nuôi ong mật ở xóm")}, "undetermined"),
    "one that says nothing": ({"Cũ": NO_PROVINCE, "M3": MET}, "undetermined"),
    "one of old models": ({"MH_cũ": OLD_ONES, "MH_mới": of_levels(0, 2, prefix="Nuôi ong mật ở xóm")}, "met"),
    "one whose rows are new": (
        {"MH_cũ": SHORTFALL, "MH_mới": of_levels(0, 2, prefix="Nuôi ong mật ở xóm")},
        "undetermined",
    ),
    "two whole lists": (
        {"MH_cũ": MODELESS, "MH_mới": of_levels(1, 4, prefix="Nuôi ong mật ở xóm").replace("| x |", "| |")},
        "undetermined",
    ),
    "what goes on": (
        {"Đang_duy_trì": SHORTFALL, "Đăng_ký_mới": of_levels(0, 2, prefix="Nuôi ong mật ở xóm")},
        "met",
    ),
    "old models that come again": ({"Mô_hình_cũ": MET, "Mô_hình_mới": SHORTFALL}, "undetermined"),
}


@pytest.mark.parametrize(("sheets", "quota"), OLD_BESIDE_LATER.values(), ids=OLD_BESIDE_LATER)
def test_an_old_sheet_counts_nothing_beside_a_later_one_of_its_models(sheets: dict[str, str], quota: str) -> None:
    assert verdict(of_sheets(**sheets))[0] == quota


def test_a_workbook_of_drafts_alone_accuses_nobody_and_is_asked_about() -> None:
    drafts = (
        of_sheets(Nháp=SHORTFALL),
        handled("M3.xlsx", f"DỰ THẢO\n{SHORTFALL}"),
        handled("Nháp.xlsx", SHORTFALL),
    )
    assert [verdict(draft) for draft in drafts] == [("undetermined", {"draft-only"}, [])] * 3
    assert "models-noted" in codes(judged([of_sheets(Bản_nháp=MET)]).findings)


def test_the_models_of_a_hidden_sheet_may_not_count() -> None:
    item = handled("M3.xlsx", sheet(EXCESS, "M3", notices=[Notice("hidden-sheet")]))
    assert verdict(item) == ("undetermined", {"sheet-hidden"}, [])


def ticked(head: str, *ticks: str) -> str:
    """The list with a column of ticks at its end."""
    top, *lines = EXCESS.strip().splitlines()
    models = [line for line in lines if line.startswith("|")]
    return "\n".join([f"{top} {head} |", *(f"{m} {tick} |" for m, tick in zip(models, ticks, strict=True))])


@pytest.mark.parametrize(
    "head", ["Đăng ký", "Chọn", "Đánh dấu x", "Đánh dấu X đăng ký", "Lựa chọn", "Đăng ký năm 2024"]
)
def test_the_models_without_a_tick_among_ticked_ones_may_not_count(head: str) -> None:
    assert verdict(handled("M3.xlsx", ticked(head, *"xxxx", "", "x", ""))) == (
        "undetermined",
        {"rows-unticked"},
        [],
    )
    assert verdict(handled("M3.xlsx", ticked(head, *"xxxxxxx")))[0] == "violated"
    assert verdict(handled("M3.xlsx", ticked("Ghi chú", *"xxxx", "", "x", "")))[0] == "violated"


@pytest.mark.parametrize(
    "head", ["Đăng ký (x)", "Có đăng ký không?", "Chốt", "Mô hình được chọn", "Đưa vào danh sách", "Tích chọn (✓)"]
)
def test_a_column_that_chooses_is_known_by_its_words_and_its_ticks(head: str) -> None:
    assert verdict(handled("M3.xlsx", ticked(head, *"xxxx", "", "x", "")))[:2] == (
        "undetermined",
        {"rows-unticked"},
    )
    assert verdict(handled("M3.xlsx", ticked(head, *"xxxxxxx")))[0] == "violated"


@pytest.mark.parametrize("head", ["Số hộ", "Có bản M1", "Mô hình được công nhận", "Đăng ký lần đầu"])
def test_ticks_that_choose_nothing_leave_a_verdict(head: str) -> None:
    assert verdict(handled("M3.xlsx", ticked(head, *"xxxx", "", "x", "")))[0] == "violated"


@pytest.mark.parametrize("head", ["Năm đăng ký", "Năm", "Đăng ký năm", "Năm ĐK", "Kỳ đăng ký"])
@pytest.mark.parametrize("said", ["2023", "2025", "Năm 2023"])
def test_a_model_that_a_column_says_is_of_another_year_may_not_count(head: str, said: str) -> None:
    assert verdict(handled("M3.xlsx", ticked(head, *["2024"] * 6, said)))[:2] == ("undetermined", {"rows-unticked"})
    assert verdict(handled("M3.xlsx", ticked(head, "2024", "", "", "", "", said, "")))[0] == "undetermined"
    assert verdict(handled("M3.xlsx", ticked(head, *["2024"] * 7)))[0] == "violated"


@pytest.mark.parametrize(
    ("head", "ours", "other"),
    [
        ("Phong trào", "Dân vận khéo", "Xây dựng nông thôn mới"),
        ("Loại mô hình", "DVK", "Học tập và làm theo Bác"),
        ("Ghi chú", "Mô hình DVK", "Mô hình của Đoàn xã"), ("Ghi chú", "", "Mô hình học tập và làm theo Bác"),
        ("Giai đoạn", "2024", "2025-2026"), ("Giai đoạn", "Năm 2024", "Sau 2024"),
        ("Lộ trình", "Năm nay", "Giai đoạn sau"),
        ("Biểu quyết của BTV", "9/9", "2/9"), ("Số phiếu tán thành", "95%", "20%"), ("Dân vận khéo", "x", ""),
        ("Ghi chú", "", "Đã gộp vào mô hình trên"), ("Ghi chú", "", "Nhập chung với mô hình số 3"),
    ],
)  # fmt: skip
def test_a_model_of_another_movement_of_later_years_voted_down_or_joined_to_another_may_not_count(
    head: str, ours: str, other: str
) -> None:
    assert verdict(handled("M3.xlsx", ticked(head, *[ours] * 6, other)))[0] == "undetermined"
    assert verdict(handled("M3.xlsx", ticked(head, *[ours] * 7)))[0] == "violated"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Phong trào", "DVK gắn với NTM kiểu mẫu"), ("Ghi chú", "Xã NTM kiểu mẫu"), ("Ghi chú", "OCOP 3 sao"),
        ("Ghi chú", "Gắn với học tập và làm theo Bác"), ("Giai đoạn", "2022-2025"), ("Biểu quyết", "7/9"),
        ("Ghi chú", "Thu nhập của 20 hộ"), ("Công nhận Dân vận khéo", "x"),
    ],
)  # fmt: skip
def test_what_a_column_says_besides_leaves_a_true_excess_said(head: str, said: str) -> None:
    ours = {"Phong trào": "DVK", "Giai đoạn": "2024", "Biểu quyết": "9/9"}.get(head, "")
    assert verdict(handled("M3.xlsx", ticked(head, *[ours] * 6, said)))[0] == "violated"


@pytest.mark.parametrize("name", ["dự phòng", "mô hình không chọn", "đề xuất của các thôn", "bị loại"])
def test_a_file_of_models_in_reserve_beside_the_list_meets_no_quota(name: str) -> None:
    whole, reserve = handled("Cao Xá/M3.xlsx", SHORTFALL), SHORTFALL.replace(MODEL, "Nuôi ong")
    assert verdict(whole, handled(f"Cao Xá/{name}.xlsx", reserve))[0] == "undetermined"


@pytest.mark.parametrize(
    "head",
    ["Năm bắt đầu", "Năm xây dựng", "Năm công nhận", "Đã đăng ký từ năm", "Năm đăng ký đầu tiên", "Đã đăng ký năm"],
)
def test_the_year_in_which_a_model_began_leaves_it_registered(head: str) -> None:
    assert verdict(handled("M3.xlsx", ticked(head, *["2022"] * 7)))[0] == "violated"


@pytest.mark.parametrize(
    "head",
    ["Nguồn vốn", "Cấp chỉ đạo", "Báo cáo về", "Cấp đã công nhận", "Năm/cấp công nhận trước đây", "Cơ quan cấp"],
)
def test_a_column_of_other_levels_neither_accuses_nor_hides_what_the_list_itself_says(head: str) -> None:
    bare = of_levels(unknown=7).replace(" Cấp đăng ký |", "").replace("đẹp |  |", "đẹp |")
    assert verdict(handled("M3.xlsx", with_column(head, "Huyện", bare)))[0] == "undetermined"
    assert verdict(handled("M3.xlsx", with_column(head, "Huyện", of_levels(1, 4))))[0] == "met"
    for breach in (EXCESS, SHORTFALL, NO_PROVINCE):
        assert verdict(handled("M3.xlsx", with_column(head, "Huyện", breach)))[0] == "violated"


def with_column(head: str, said: str, text: str) -> str:
    """The list with a further column of the same words in each row."""
    first, section, *models = text.strip().splitlines()
    return "\n".join([f"{first} {head} |", section, *(f"{line} {said} |" for line in models)])


@pytest.mark.parametrize("name", ["Mẫu 3 huyện", "DVK huyện", "M3 (huyện)"])
def test_a_sheet_named_after_the_district_hides_no_breach_that_its_list_says(name: str) -> None:
    assert verdict(handled("M3.xlsx", sheet(of_levels(unknown=7), name)))[0] == "undetermined"
    assert verdict(handled("M3.xlsx", sheet(NO_PROVINCE, name)))[0] == "violated"
    assert verdict(handled("M3.xlsx", sheet(of_levels(1, 4, 2), name)))[0] == "met"


def twice_named(first: str, second: str, text: str) -> str:
    """The list with a further column of names before its own."""
    head, section, *models = text.strip().splitlines()
    cells = [line.split("|") for line in models]
    lines = ["|".join([*row[:3], f" Đường cờ thôn số {n} ", *row[3:]]) for n, row in enumerate(cells, start=1)]
    return "\n".join([head.replace("Tên mô hình", f"{first} | {second}"), section, *lines])


@pytest.mark.parametrize(
    "heads",
    [
        ("Tên mô hình", "Tên mô hình bổ sung"),
        ("Mô hình năm 2023", "Mô hình năm 2025"),
    ],
)
@pytest.mark.parametrize("text", [EXCESS, of_levels(1, 4), SHORTFALL], ids=["excess", "met", "shortfall"])
def test_two_columns_of_names_of_which_none_is_known_to_be_this_years_leave_the_quota_open(
    heads: tuple[str, str], text: str
) -> None:
    quota, doubts, accused = verdict(handled("M3.xlsx", twice_named(*heads, text)))
    assert (quota, accused) in (("undetermined", []), ("violated", ["quota-district-above"]))
    assert quota == "undetermined" or text == EXCESS  # seven rows hold seven models at least
    assert doubts <= {"named-twice"}


def test_names_in_last_year_s_column_alone_may_not_be_registered() -> None:
    head, *rest = of_levels(1, 4).strip().splitlines()
    section, *models = rest
    lines = [line.replace("| Tập thể", "| | Tập thể") for line in models]
    text = "\n".join([head.replace("Tên mô hình", "Mô hình năm 2023 | Mô hình năm 2024"), section, *lines])
    assert verdict(handled("M3.xlsx", text)) == ("undetermined", {"named-twice"}, [])


def test_the_names_of_this_year_are_judged_as_they_are() -> None:
    heads = "Mô hình năm 2023", "Mô hình năm 2024"
    assert verdict(handled("M3.xlsx", twice_named(*heads, of_levels(1, 4)))) == ("met", set(), [])
    assert verdict(handled("M3.xlsx", twice_named(*heads, EXCESS)))[0] == "violated"


@pytest.mark.parametrize(
    "name", ["Phương án 2", "PA2", "Tham khảo", "Dự thảo", "Năm trước", "Danh sách tham khảo", "Mô hình năm ngoái"]
)
def test_a_sheet_called_a_draft_beside_the_list_adds_no_models_and_is_asked_about(name: str) -> None:
    draft = sheet(of_levels(1, 4, prefix="Đường cờ số"), name)
    met, short = (
        replace(handled("M3.xlsx", main), reading=understand(main, draft))
        for main in (sheet(of_levels(1, 4), "M3"), sheet(of_levels(1, 3), "M3"))
    )
    outcome = judged([met])
    assert (unit(outcome, "cao-xa").quota, len(outcome.entries)) == ("met", 5)
    assert only(outcome.findings, "table-not-joined").sheet == name
    assert verdict(short) == ("undetermined", {"draft"}, [])


def test_a_list_in_a_sheet_called_a_draft_counts_where_it_is_the_only_one() -> None:
    assert verdict(handled("M3.xlsx", sheet(of_levels(1, 4), "Dự thảo"))) == ("met", set(), [])


@pytest.mark.parametrize("line", ["PHƯƠNG ÁN 2:", "Phương án dự phòng", "Danh sách tham khảo", "Dự thảo bổ sung"])
def test_models_under_a_line_that_calls_them_a_draft_may_not_count(line: str) -> None:
    more = of_levels(0, 2, prefix="Đường cờ số").strip().splitlines()[2:]
    item = handled("M3.xlsx", "\n".join([of_levels(1, 4), line, *more]))
    assert verdict(item) == ("met", set(), [])
    assert verdict(handled("M3.xlsx", "\n".join([of_levels(1, 3), line, *more])))[:2] == (
        "undetermined",
        {"taken-back"},
    )


@pytest.mark.parametrize("head", ["Ý kiến", "Ý kiến khác", "Đề xuất", "Nhận xét", "Ý kiến đóng góp"])
def test_a_plain_no_in_a_column_of_remarks_is_none(head: str) -> None:
    for said in (["Không"] * 7, ["", "Không", "Không có", *[""] * 4], ["Đề nghị hỗ trợ kinh phí", *["Không"] * 6]):
        assert verdict(handled("M3.xlsx", ticked(head, *said)))[0] == "violated"
    assert verdict(handled("M3.xlsx", ticked(head, *["Nhất trí"] * 6, "Không")))[0] == "undetermined"
    assert verdict(handled("M3.xlsx", ticked("Đăng ký", *["Không"] * 7)))[0] == "undetermined"


@pytest.mark.parametrize("label", ["Phụ", "DP", "D.P", "Dự phòng 1", "PA2", "Thay thế", "6 (dự phòng)"])
def test_a_model_numbered_as_one_in_reserve_counts_never_silently(label: str) -> None:
    for text, number in ((EXCESS, 7), (of_levels(1, 4), 5)):
        reserve = text.replace(f"| {number} | Thôn {number} |", f"| {label} | Thôn {number} |")
        assert verdict(handled("M3.xlsx", reserve))[:2] == ("undetermined", {"rows-noted"})


@pytest.mark.parametrize("label", ["ii", "vii.", "IX", "a", "7b", "7 Nơi nhận:"])
def test_a_model_numbered_otherwise_than_the_rest_is_none_in_reserve(label: str) -> None:
    numbered = SHORTFALL.replace("| 4 | Thôn 4 |", f"| {label} | Thôn 4 |")
    assert verdict(handled("M3.xlsx", numbered))[0] == "violated"


@pytest.mark.parametrize(
    ("last", "quota"),
    [("VHXH2", "violated"), ("PA2", "undetermined"), ("TT1", "undetermined"), ("Dự phòng", "undetermined")],
)
def test_models_numbered_by_their_fields_are_none_in_reserve(last: str, quota: str) -> None:
    text = EXCESS
    for number, label in enumerate(("KT1", "KT2", "VHXH1", "QPAN1", "QPAN2", "HTCT1", last), start=1):
        text = text.replace(f"| {number} | Thôn {number} |", f"| {label} | Thôn {number} |")
    assert verdict(handled("M3.xlsx", text))[0] == quota


def test_a_column_of_models_in_reserve_opens_those_that_it_ticks() -> None:
    assert verdict(handled("M3.xlsx", ticked("Dự phòng", *[""] * 6, "x")))[:2] == ("undetermined", {"rows-noted"})
    assert verdict(handled("M3.xlsx", ticked("Dự phòng", *[""] * 7)))[0] == "violated"


@pytest.mark.parametrize(
    "text",
    [
        SHORTFALL.replace("| 4 | Thôn 4 |", "| 4,5 | Thôn 4 |"),
        SHORTFALL.replace(f"{MODEL} 4 |", f"{MODEL} 4 và số 5 |") + "\nTổng cộng: 05 mô hình",
        f"Tổng số: 05 mô hình (01 cấp tỉnh, 04 cấp huyện)\n{SHORTFALL}",
    ],
)
def test_what_states_more_models_than_were_read_speaks_for_the_unit(text: str) -> None:
    assert verdict(handled("M3.xlsx", SHORTFALL))[0] == "violated"
    quota, on, _ = verdict(handled("M3.xlsx", text))
    assert (quota, on - {"level-beside"}) == ("undetermined", {"total-states-more"})


def test_what_one_of_several_lists_states_is_compared_with_all_of_them() -> None:
    province, district = of_levels(1, 0), of_levels(0, 3, prefix="Đường cờ số")
    for said, quota in (
        ("Danh sách này gồm tám mô hình", "undetermined"),
        ("Danh sách này gồm bốn mô hình", "violated"),
    ):
        parts = handled("cấp tỉnh.xlsx", province), handled("cấp huyện.xlsx", f"{said}\n{district}")
        assert verdict(*parts)[0] == quota, said


@pytest.mark.parametrize("tick", ["x", "X", "x x x", "o"])
def test_a_lone_tick_in_place_of_a_name_is_no_model_and_may_stand_for_one(tick: str) -> None:
    for row in (f"| 1 | | {tick} |", f"| 1 | | {tick} | | | | | | Cấp tỉnh |"):
        assert verdict(handled("M3.xlsx", f"{of_levels(0, 4)}\n{row}"))[0] == "undetermined"


@pytest.mark.parametrize("over", ["Trang 1/2", "Trang 1", "Page 1 of 2"])
def test_a_pages_number_over_the_list_makes_it_no_part(over: str) -> None:
    assert verdict(handled("M3.xlsx", f"{over}\n{SHORTFALL}"))[0] == "violated"


@pytest.mark.parametrize("said", ["Không", "Chưa"])
def test_the_models_of_which_a_column_says_no_may_not_count(said: str) -> None:
    assert verdict(handled("M3.xlsx", ticked("Ý kiến thẩm định", *(["Nhất trí"] * 6), said)))[1] == {
        "rows-unticked"
    }
    assert verdict(handled("M3.xlsx", ticked("Ý kiến thẩm định", *(["Nhất trí"] * 7))))[0] == "violated"


def test_an_excess_does_not_rest_on_a_table_that_lacks_what_the_list_has() -> None:
    award = "| STT | Tên mô hình | Địa chỉ | Cấp đăng ký |\n| 1 | Thắp sáng đường quê | Thôn Ngò | Cấp huyện |"
    item = handled("M3.xlsx", of_levels(1, 5, top="Đơn vị: Xã Cao Xá"))
    assert item.reading is not None
    read_award = handled("M3.xlsx", sheet(award, "Thêm")).reading
    assert read_award is not None
    both = replace(item, reading=replace(item.reading, lists=(*item.reading.lists, *read_award.lists)))
    assert verdict(both) == ("undetermined", {"table-of-another-form"}, [])


HARMLESS = [
    "Trân trọng cảm ơn!",
    "Xã gửi kèm danh sách đăng ký mô hình và 07 bản M1.",
    "Đã điều chỉnh mô hình số 3 theo góp ý, gửi lại danh sách kèm theo.",
    "Tổng số 07 mô hình, trong đó cấp tỉnh 01, cấp huyện 06.",
    "Tổng số: 7 mô hình (cấp tỉnh: 1; cấp huyện: 6)",
    "(*) Mô hình trọng điểm của xã.",
    "Mô hình số 2 thực hiện tại hai thôn.",
    "Đề nghị Ban Dân vận Huyện ủy xem xét, công nhận các mô hình trên.",
]


@pytest.mark.parametrize("words", HARMLESS)
def test_a_true_excess_with_harmless_words_in_a_note_or_a_mail_stays_a_violation(words: str) -> None:
    accused = ("violated", set[str](), ["quota-district-above"])
    assert verdict(handled("M3.xlsx", f"{EXCESS}\n{words}")) == accused
    assert verdict(handled("M3.xlsx", f"{EXCESS}\n\n{words}")) == accused
    assert verdict(mailed(words)) == accused


@pytest.mark.parametrize(
    "comment", ["Đã kiểm tra", "Xem lại tên mô hình", "Mô hình trọng điểm", "Đã bố trí kinh phí"]
)
def test_a_true_excess_with_a_harmless_comment_on_a_model_stays_a_violation(comment: str) -> None:
    item = handled("M3.xlsx", sheet(EXCESS, notices=[Notice("cell-comment", 6, 3, comment)]))
    assert verdict(item) == ("violated", set(), ["quota-district-above"])


@pytest.mark.parametrize("note", ["Đã bố trí kinh phí", "Duy trì từ năm 2022", "Đã họp dân", "Đã dựng cổng chào"])
def test_a_true_excess_with_a_harmless_note_beside_a_model_stays_a_violation(note: str) -> None:
    assert verdict(handled("M3.xlsx", ticked("Ghi chú", note, *"xxxxxx")))[0] == "violated"


WITHDRAWS, RAISES = "Xin rút mô hình số 7.", f"Trong đó mô hình “{MODEL} 5” xã đăng ký cấp tỉnh."


@pytest.mark.parametrize(("words", "text"), [(WITHDRAWS, EXCESS), (RAISES, NO_PROVINCE)])
def test_what_a_mail_says_of_its_list_leaves_the_quota_open_and_is_quoted_and_asked(words: str, text: str) -> None:
    item = mailed(f"Kính gửi Ban.\n{words}\nTrân trọng!", text)
    assert verdict(item) == ("undetermined", {"remark"}, [])
    finding = only(judged([item]).findings, "list-remark")
    assert (finding.severity, finding.file, quotation(words.rstrip(".")) in finding.message) == (
        "warning",
        item.file,
        True,
    )


@pytest.mark.parametrize(
    ("when", "quota"),
    [("27/02/2024 08:00", "undetermined"), ("20/02/2024 08:00", "violated")],
    ids=["later", "older"],
)
def test_a_letter_that_withdraws_a_model_speaks_of_the_list_before_it(when: str, quota: str) -> None:
    items = handled("M3.xlsx", EXCESS), letter(WITHDRAWS, when)
    assert verdict(*items)[0] == quota
    assert ("list-remark" in codes(judged(items).findings)) == (quota == "undetermined")


ADDS = [
    "Đăng ký thêm: Nuôi ong lấy mật - Hội Nông dân xã - cấp huyện",
    "Bổ sung: Nuôi ong lấy mật - Hội Nông dân xã (cấp huyện)",
    "Ngoài ra xã còn đăng ký mô hình Nuôi ong lấy mật do Hội Nông dân thực hiện, cấp huyện",
    "Mô hình thứ 4 cấp huyện: Nuôi ong lấy mật",
    "(+) Nuôi ong lấy mật: cấp huyện",
    "Và mô hình: Khu dân cư không có ma túy - cấp huyện",
    "Xã đăng ký thêm 01 mô hình cấp huyện: Nuôi ong",
    "P/s: thêm Nuôi ong lấy mật cấp huyện nữa ạ",
    "Bên cạnh đó, Hội Phụ nữ xã thực hiện mô hình “Nuôi ong” (cấp huyện).",
    "Ngoài danh sách kèm theo, xã đăng ký thêm mô hình “Nuôi ong” cấp huyện, em quên chưa đưa vào bảng.",
    "Bảng trên em ghi thiếu mất một mô hình cấp huyện",
    "Còn thiếu 1 mô hình huyện là Nuôi ong lấy mật",
    "- Nuôi ong lấy mật (huyện)",
    "Anh bổ sung giúp em mô hình huyện nhé: Nuôi ong lấy mật",
    "Trong biểu em đánh thiếu dòng cấp huyện: Nuôi ong lấy mật",
    "Đề nghị Ban bổ sung giúp xã 01 mô hình cấp huyện: Nuôi ong lấy mật",
    "Bổ sung: Vận động mua bảo hiểm y tế hộ gia đình - cấp huyện",
    "Mô hình “Xóm không có ma túy” đề nghị huyện công nhận.",
    "Ngoài danh sách trên, xã có mô hình Nuôi ong lấy mật đăng ký huyện",
    "Lưu ý: mô hình “Nuôi ong lấy mật” xã đăng ký với huyện.",
    "Xã đăng ký cấp huyện mô hình Nuôi ong lấy mật",
    "Thực hiện nội dung Công văn số 15-CV/HU, xã đăng ký thêm 01 mô hình cấp huyện",
    "Đề nghị Ban ghi thêm 01 mô hình cấp huyện xã bỏ sót",
    "Cấp huyện là Nuôi Ong Lấy Mật",
]
GOES_ON = [
    "Còn tiếp trang sau",
    "(Tiếp theo danh sách kèm theo)",
    "Xem thêm phụ lục",
    "Danh sách còn trang 2",
    "Các mô hình còn lại gửi sau",
    "Các mô hình tiếp theo xin gửi bổ sung sau",
    "(đang cập nhật)",
    "(Mời xem sheet 2)",
    "(Có phụ lục tiếp theo)",
    "Còn 3 mô hình chưa nhập",
    "(Còn 01 mô hình cấp huyện nữa, xã gửi bổ sung trong tuần)",
    "Danh sách còn thiếu 01 mô hình, xã sẽ gửi sau",
    "Danh sách chưa đầy đủ vì thôn Trung chưa họp",
    "Ghi chú: các mô hình khác xem sheet 2",
    "Cấp huyện: đang cập nhật",
    "Lĩnh vực văn hóa: đang cập nhật",
    "Số còn lại chưa nhập",
    "Xã Cao Xá (đang cập nhật)",
    "Xã đang bổ sung thêm mô hình",
    "Ghi chú: còn 01 mô hình là Nuôi ong lấy mật",
    "Bổ sung: Nuôi ong lấy mật",
]
WHOLE = [  # beside these a shortfall is told
    "Các mô hình còn lại tiếp tục duy trì.",
    "Còn lại là cấp cơ sở",
    "Còn 01 mô hình là cấp cơ sở",
    "Bản giấy gửi sau",
    "Hình ảnh các mô hình gửi sau",
    "(Xem hướng dẫn tại Công văn 266)",
    "Mọi thông tin xin liên hệ Văn phòng Đảng ủy",
    "Danh sách có 03 mô hình",
    "Địa chỉ email của xã: đang cập nhật",
    "Số điện thoại cập nhật sau",
    "Bản M1 của các mô hình trên sẽ cập nhật sau.",
    "Danh sách chưa đầy đủ chữ ký, xã ký bổ sung sau.",
    "Chi tiết cách làm xem tờ trình của UBND xã.",
    "Xem trang thông tin điện tử của xã",
    "Mô hình đã hết hạn, không cập nhật tiếp.",
    "Mô hình số 3 đang bổ sung hồ sơ.",
    "Chỉ tiêu huyện giao: đăng ký 06 mô hình",
    "Trên địa bàn xã hiện có tổng số 15 mô hình các cấp.",
    "Các chi bộ đăng ký 10 mô hình, Đảng ủy chọn 04 mô hình.",
    "Năm 2024 xã còn tổ chức Hội thi “Dân vận khéo”",
    "Danh sách cán bộ phụ trách đang cập nhật.",
    "Bổ sung: Kế hoạch số 12-KH/ĐU ngày 20/02/2024",
    "Bổ sung: Tờ trình số 15-TTr/ĐU",
    "Năm ngoái xã có tổng số 6 mô hình",
    "Lũy kế từ đầu nhiệm kỳ đến nay: tổng số 25 mô hình.",
]


@pytest.mark.parametrize("line", WHOLE)
def test_a_line_that_says_nothing_of_more_models_hides_no_shortfall(line: str) -> None:
    assert verdict(handled("M3.xlsx", f"{SHORTFALL}\n\n{line}"))[2] == ["quota-district-below"]


@pytest.mark.parametrize("row", [0, 1, 99])
@pytest.mark.parametrize("line", ["(còn nữa)", "… còn tiếp trang sau", "Danh sách này có 10 mô hình"])
def test_a_list_that_says_that_it_is_not_whole_may_say_so_anywhere(line: str, row: int) -> None:
    lines = SHORTFALL.split("\n")
    lines.insert(row, line)
    assert verdict(handled("M3.xlsx", "\n".join(lines)))[2] == []


@pytest.mark.parametrize("number", ["4 |", ""])
def test_rows_that_go_on_beside_a_list_may_be_models(number: str) -> None:
    row = f"{SHORTFALL} | | {number} Thôn Am | Nuôi ong lấy mật dưới tán | Tập thể | x | 30/10/2024 |"
    assert verdict(handled("M3.xlsx", row))[:2] == ("undetermined", {"in-words"})


@pytest.mark.parametrize("sign", ["; ", "   ", " - "])
def test_a_row_pasted_as_one_text_may_be_a_model(sign: str) -> None:
    line = sign.join(["4", "Thôn Am", "Nuôi ong lấy mật", "Tập thể", "x", "Cấp huyện"])
    assert verdict(handled("M3.xlsx", f"{SHORTFALL}\n{line}"))[0] == "undetermined"


@pytest.mark.parametrize(
    ("lines", "quota"),
    [
        (["5. Trồng hoa ven đường - thôn Hạ - tháng 10/2024"], "undetermined"),
        (["5. Trồng hoa ven đường, Hội Phụ nữ thôn Hạ, quý III/2024"], "undetermined"),
        (["5. Ông Nguyễn Văn Nam - Trưởng thôn - Nuôi ong lấy mật - tháng 9/2024"], "undetermined"),
        (["1. Ban Thường vụ - lãnh đạo - quý I/2024", "5. UBND xã - bố trí kinh phí - năm 2024"], "violated"),
        (["2. UBND xã - bố trí kinh phí - năm 2024"], "violated"),
    ],
)
def test_a_line_below_a_list_may_be_a_model_where_its_number_goes_on(lines: list[str], quota: str) -> None:
    assert verdict(handled("M3.xlsx", "\n".join([SHORTFALL, "", *lines])))[0] == quota


@pytest.mark.parametrize("line", [*ADDS, *GOES_ON])
def test_a_line_under_a_list_or_in_its_mail_that_adds_models_leaves_a_shortfall_open(line: str) -> None:
    below, mail = handled("M3.xlsx", f"{SHORTFALL}\n\n{line}"), mailed(f"Kính gửi Ban.\n{line}", SHORTFALL)
    for item in (below, mail):
        assert verdict(item) == ("undetermined", {"remark"}, [])
        assert quotation(line.rstrip(".")) in only(judged([item]).findings, "list-remark").message


UPWARD_BESIDE = [
    "{}: cấp tỉnh",
    "Cấp tỉnh: {}",
    "{} - tỉnh",
    "Tỉnh: {}",
    "Đăng ký thêm: {} (tỉnh)",
    "Mô hình cấp tỉnh xã chọn {}",
    "Mô hình cấp tỉnh em ghi thiếu trong biểu là: {}",
    "Mô hình cấp tỉnh là {}",
    "Mô hình “{}” đề nghị tỉnh công nhận.",
    "Ngoài danh sách trên, xã có mô hình “{}” đăng ký tỉnh.",
    "Lưu ý: mô hình “{}” xã đăng ký với tỉnh.",
    "Bảng đính kèm là cấp huyện, còn cấp tỉnh thì xã chọn {}",
    "Xã đăng ký cấp tỉnh mô hình {}",
    "Chị bổ sung giúp em mô hình tỉnh: {}",
    "Theo chỉ đạo của Đảng ủy, xã đăng ký cấp tỉnh: {}",
    "Mô hình cấp tỉnh: {} (duy trì từ năm 2022)",
    "Trong đó mô hình “{}” đăng ký với cấp tỉnh, thời gian tới nhân rộng ra toàn xã",
    "Mô hình “{}” đăng ký cấp tỉnh và phấn đấu hoàn thành trước 30/9",
    "Mô hình “{}”: trình tỉnh, tiến tới nhân rộng toàn huyện",
    "Mô hình “{}” trình tỉnh xem xét công nhận",
    "Xã giới thiệu lên tỉnh mô hình “{}”, các năm sau tiếp tục duy trì",
    "Mô hình “{}” đăng ký cấp tỉnh giúp xã lan tỏa phong trào",
    "Mô hình “{}” duy trì từ năm trước đăng ký cấp tỉnh",
    "Mô hình “{}” năm trước đã đạt cấp huyện, năm nay đăng ký cấp tỉnh",
]
NAMES_THAT_DENY = [
    "Nuôi ong lấy mật",
    "Hiến đất làm đường",
    "Xóm không có ma túy",
    "Việc cưới tiết kiệm, không thuốc lá",
    "Hỗ trợ phụ nữ khởi nghiệp",
    "Quản lý rác thải tại hộ",
    "Tổ liên gia phòng cháy chữa cháy",
    "Vận động mua bảo hiểm y tế",
]


@pytest.mark.parametrize("name", NAMES_THAT_DENY)
@pytest.mark.parametrize("line", UPWARD_BESIDE)
def test_a_model_of_the_province_beside_a_list_without_one_is_seen_whatever_its_name_says(
    line: str, name: str
) -> None:
    said = line.format(name)
    for item in (handled("M3.xlsx", f"{NO_PROVINCE}\n\n{said}"), mailed(f"Kính gửi Ban.\n{said}", NO_PROVINCE)):
        assert verdict(item)[::2] == ("undetermined", [])


@pytest.mark.parametrize(
    "line",
    [
        "Danh sách này chưa bao gồm mô hình cấp tỉnh (đã gửi bản giấy).",
        "Danh sách trên chưa gồm nội dung cấp tỉnh.",
        "(Chưa kể 01 mô hình cấp tỉnh đã gửi M1)",
        "Mô hình cấp tỉnh chưa có trong danh sách này.",
        "Danh sách này không có mô hình cấp tỉnh (đã gửi bản giấy).",
        "Không bao gồm nội dung cấp tỉnh đã đăng ký tại Công văn số 12-CV/ĐU",
    ],
)
def test_a_list_that_says_that_what_goes_to_the_province_comes_apart_is_not_short_of_it(line: str) -> None:
    for item in (handled("M3.xlsx", f"{NO_PROVINCE}\n\n{line}"), mailed(line, NO_PROVINCE)):
        assert verdict(item)[::2] == ("undetermined", [])


@pytest.mark.parametrize(
    "line",
    [
        "Xã phấn đấu năm 2025 có mô hình đăng ký cấp tỉnh.",
        "Năm sau xã sẽ đăng ký cấp tỉnh.",
        "Những năm tới, xã sẽ đăng ký mô hình cấp tỉnh.",
        "Mô hình cấp tỉnh xã đăng ký vào năm sau.",
        "Cấp tỉnh: năm sau",
        "Mô hình nuôi ong, phấn đấu đạt danh hiệu cấp tỉnh.",
        "Đề nghị cấp tỉnh giúp xã kinh phí.",
        "Đề nghị cấp tỉnh, cấp huyện quan tâm hỗ trợ kinh phí.",
        "Đề nghị tỉnh quan tâm, hỗ trợ kinh phí cho mô hình.",
        "Năm 2023 xã có 01 mô hình cấp tỉnh đã được công nhận.",
        "Xã có 01 mô hình đã được công nhận cấp tỉnh.",
        "Năm 2024 xã không đăng ký mô hình cấp tỉnh.",
        "Xã chưa có mô hình cấp tỉnh.",
        "Nội dung cấp tỉnh: không có",
        "Xã chưa tìm được mô hình đủ điều kiện đăng ký cấp tỉnh.",
        "Cấp tỉnh xã không đăng ký vì chưa đủ kinh phí.",
        "Xã không đăng ký mô hình “Dân vận khéo” cấp tỉnh.",
        "Cấp tỉnh, cấp huyện: không thêm",
        "Mô hình cấp tỉnh thì xã chưa chọn được.",
        "Các mô hình trên đều đăng ký cấp huyện.",
        "Danh sách gồm 05 mô hình cấp huyện, không có cấp tỉnh.",
        "Danh sách đăng ký mô hình cấp tỉnh, cấp huyện",
        "Mô hình được Hội Phụ nữ tỉnh giúp đỡ.",
        "Trân trọng cảm ơn các đồng chí lãnh đạo cấp tỉnh.",
        "Mỗi xã đăng ký ít nhất 01 nội dung cấp tỉnh.",
        "Mô hình số 2 đã đạt giải cấp tỉnh.",
        "Đề nghị Ban hướng dẫn đăng ký mô hình cấp tỉnh.",
    ],
)
def test_words_that_mention_the_province_and_register_nothing_leave_a_true_shortfall_said(line: str) -> None:
    for item in (handled("M3.xlsx", f"{NO_PROVINCE}\n\n{line}"), mailed(f"Kính gửi Ban.\n{line}", NO_PROVINCE)):
        assert verdict(item)[::2] == ("violated", ["quota-province-below"])


@pytest.mark.parametrize(
    "line",
    [
        "Xã đã rà soát, không bỏ sót mô hình nào.",
        "Các đồng chí bí thư chi bộ quên mô hình nào thì báo lại xã.",
        "Đề nghị Ban Dân vận giới thiệu thêm các mô hình hay để xã học tập.",
        "Đề nghị Ban hướng dẫn thêm các mô hình cấp huyện cách viết báo cáo.",
        "Thực hiện nội dung Công văn số 15-CV/HU ngày 20/02/2024, xã gửi danh sách đăng ký mô hình cấp huyện.",
        "Người lập biểu là Nguyễn Văn An, phụ trách mô hình cấp huyện.",
        "Kính mong Ban quan tâm, giúp đỡ để mô hình của xã được công nhận ở cấp huyện.",
        "Mô hình “Camera an ninh thôn” có sự hỗ trợ của Công an huyện.",
        "Mô hình “Camera an ninh thôn” được sự quan tâm của Huyện ủy và Hội Phụ nữ huyện.",
    ],
)
def test_words_that_deny_ask_or_tell_of_help_leave_a_true_shortfall_said(line: str) -> None:
    for item in (handled("M3.xlsx", f"{SHORTFALL}\n\n{line}"), mailed(f"Kính gửi Ban.\n{line}", SHORTFALL)):
        assert verdict(item)[::2] == ("violated", ["quota-district-below"])


@pytest.mark.parametrize("comment", ["Mô hình cấp tỉnh: Nuôi ong lấy mật", "Bổ sung: Nuôi ong lấy mật (cấp tỉnh)"])
@pytest.mark.parametrize("row", [1, 6], ids=["on the title", "on a model"])
def test_a_model_told_in_a_comment_of_a_cell_is_told_beside_the_list(comment: str, row: int) -> None:
    item = handled("M3.xlsx", sheet(NO_PROVINCE, notices=[Notice("cell-comment", row, 3, comment)]))
    assert verdict(item)[::2] == ("undetermined", [])


@pytest.mark.parametrize(
    ("line", "quota"),
    [
        (f"Chuyển mô hình {MODEL} 7 xuống cấp xã", "undetermined"),
        (f"Hạ mô hình “{MODEL} 7” về cấp cơ sở", "undetermined"),
        (f"Đưa mô hình {MODEL} 7 lên cấp tỉnh", "undetermined"),
        ("Xã đã chuyển danh sách mô hình lên cấp huyện", "violated"),
        ("Phấn đấu nâng các mô hình lên cấp tỉnh trong năm 2025", "violated"),
    ],
)
def test_a_sentence_that_moves_a_model_by_its_name_leaves_an_excess_open(line: str, quota: str) -> None:
    for item in (handled("M3.xlsx", f"{EXCESS}\n\n{line}"), mailed(line, EXCESS)):
        assert verdict(item)[0] == quota


def test_a_model_of_a_level_that_a_line_adds_says_nothing_of_another_level() -> None:
    assert verdict(handled("M3.xlsx", f"{NO_PROVINCE}\n\n{ADDS[0]}"))[2] == ["quota-province-below"]
    assert verdict(handled("M3.xlsx", f"{of_levels(1, 1)}\n\n{ADDS[0]}"))[2] == ["quota-district-below"]
    assert verdict(handled("M3.xlsx", f"{of_levels(1, 4)}\n\n{ADDS[0]}"))[0] == "met"
    assert verdict(handled("M3.xlsx", f"{of_levels(1, 5)}\n\n{ADDS[0]}"))[0] == "undetermined"
    assert verdict(handled("M3.xlsx", f"{of_levels(1, 4)}\n\n{GOES_ON[0]}"))[0] == "met"


@pytest.mark.parametrize(
    "line",
    [
        "Nơi nhận: Ban Dân vận Huyện ủy; lưu VP",
        "Ghi chú: xã đăng ký 01 mô hình cấp tỉnh, 03 mô hình cấp huyện",
        "Xã không đăng ký thêm mô hình cấp huyện",
        "Ngoài ra, xã tiếp tục duy trì các mô hình cấp cơ sở",
        "Đề nghị huyện bổ sung kinh phí cho các mô hình",
        "Chữ in đậm: mô hình đăng ký cấp huyện",
        "Cấp đăng ký: 2 - cấp huyện",
        "Các mô hình trên đăng ký: cấp huyện",
        "Mỗi xã đăng ký thêm 01 mô hình cấp huyện",
        "Bổ sung: Trồng hoa ven đường số 3 (cấp huyện)",
        "Trang 1/2",
        "IV. Lĩnh vực xây dựng hệ thống chính trị (đăng ký cấp huyện)",
        "Danh sách mô hình cấp huyện (theo mẫu M1)",
    ],
)
def test_an_ordinary_line_under_a_list_leaves_a_true_shortfall_said(line: str) -> None:
    assert verdict(handled("M3.xlsx", f"{SHORTFALL}\n\n{line}"))[0] == "violated"


def test_a_page_that_says_that_it_goes_on_is_done_with_where_it_does() -> None:
    rows = SHORTFALL.splitlines()
    assert verdict(handled("M3.xlsx", "\n".join([*rows[:-1], GOES_ON[0], rows[-1]])))[0] == "violated"


@pytest.mark.parametrize(
    ("lines", "quota"),
    [
        ("- Cấp tỉnh: Trồng hoa ven đường số 1\n- Cấp huyện: Trồng hoa ven đường số 2", "violated"),
        ("- Cấp tỉnh: Trồng hoa ven đường số 1\n- Cấp huyện: Nuôi ong lấy mật", "undetermined"),
        ("- Cấp tỉnh: Trồng hoa ven đường số 1\n- Cấp tỉnh: Trồng hoa ven đường số 2", "undetermined"),
    ],
    ids=["the list's", "another", "at another level"],
)
def test_a_letter_that_tells_the_lists_models_again_leaves_it_as_it_is(lines: str, quota: str) -> None:
    title = "Đảng ủy xã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024, cụ thể:"
    items = handled("M3.xlsx", SHORTFALL), handled("CV.docx", f"ĐẢNG ỦY XÃ CAO XÁ\n{title}\n{lines}", form=None)
    assert verdict(*items)[0] == quota


@pytest.mark.parametrize(
    ("models", "day", "quota"),
    [
        (range(1, 6), "27/02/2024 08:00", "undetermined"),
        (range(1, 8), "27/02/2024 08:00", "violated"),
        (range(1, 6), "20/02/2024 08:00", "violated"),
    ],
    ids=["without two of them", "the same", "earlier"],
)
def test_a_later_list_in_lines_leaves_open_what_it_leaves_out(models: range, day: str, quota: str) -> None:
    lines = "\n".join(f"{n}. {MODEL} {n}, cấp {'tỉnh' if n == 1 else 'huyện'}" for n in models)
    title = "ĐẢNG ỦY XÃ CAO XÁ\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    items = handled("M3.xlsx", EXCESS, source="email"), handled("DS.docx", f"{title}\n{lines}", day, source="email")
    assert verdict(*items)[0] == quota


def test_a_list_of_lines_is_read_and_asked_about_and_accuses_nobody() -> None:
    lines = "1. Trồng hoa ven đường, cấp huyện\n2. Nuôi ong lấy mật, cấp huyện"
    title = "ĐẢNG ỦY XÃ CAO XÁ\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    assert verdict(handled("M3.docx", f"{title}\n{lines}")) == ("undetermined", {"reading-doubtful"}, [])


@pytest.mark.parametrize(
    "told",
    [
        "Đảng ủy xã đăng ký 02 mô hình cấp huyện: “Trồng hoa ven đường số 1”, “Trồng hoa ven đường số 2”.",
        "Đảng ủy xã đăng ký như sau:\n1. Cấp huyện:\n- Trồng hoa ven đường số 2\n- Trồng hoa ven đường số 3",
    ],
)
def test_a_mail_that_tells_the_models_of_the_list_it_brings_is_no_file_of_its_own(told: str) -> None:
    mail = understand(f"Xã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024\n{told}")
    body = sent("thu.eml", "cao-xa", replace(mail, kind="eml"), ON_TIME, "email")
    outcome = judged([body, handled("thu.eml!M3.xlsx", SHORTFALL)])
    assert [one.file for one in outcome.submissions] == ["thu.eml!M3.xlsx"]
    assert "reading-doubtful" not in codes(outcome.findings)
    assert next(unit for unit in outcome.units if unit.code == "cao-xa").quota == "violated"


@pytest.mark.parametrize("answer", [(), ("right",)])
def test_a_line_that_was_not_read_leaves_the_quota_open_whatever_a_person_says_of_the_reading(
    answer: tuple[str, ...],
) -> None:
    lines = "Cấp tỉnh\n1. Trồng vải\nCấp huyện\n1. Đường hoa\nHội Phụ nữ xã chủ trì\n2. Nuôi ong\n3. Nuôi gà đồi"
    item = handled("M3.docx", f"ĐẢNG ỦY XÃ CAO XÁ\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024\n{lines}")
    item = replace(item, intake=replace(item.intake, book_reading=frozenset(answer)))
    assert "line-unread" in verdict(item)[1]


@pytest.mark.parametrize(
    ("told", "quota", "files"),
    [
        (
            "Cấp huyện:\n- Trồng hoa ven đường số 2\n- Nuôi ong lấy mật",
            "undetermined",
            ["thu.eml", "thu.eml!M3.xlsx"],
        ),
        ("Cấp huyện:\n- Trồng hoa ven đường số 2\n- Trồng hoa ven đường số 3", "violated", ["thu.eml!M3.xlsx"]),
    ],
)
def test_lines_beside_a_table_that_it_does_not_hold_leave_its_quota_open_and_count_nothing(
    told: str, quota: str, files: list[str]
) -> None:
    mail = understand(f"Xã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024\n{told}")
    body = sent("thu.eml", "cao-xa", replace(mail, kind="eml"), ON_TIME, "email")
    outcome = judged([body, handled("thu.eml!M3.xlsx", SHORTFALL)])
    assert [one.file for one in outcome.submissions] == files
    unit = next(unit for unit in outcome.units if unit.code == "cao-xa")
    assert (unit.quota, {*outcome.entries["file"]}) == (quota, {"thu.eml!M3.xlsx"})


def test_a_later_list_called_new_that_shares_no_model_is_not_added_up_to_a_quota_that_is_met() -> None:
    old = handled("M3 Cao Xá.xlsx", of_levels(1, 1), ON_TIME, source="email")
    for name, quota in (("M3 Cao Xá mới.xlsx", "undetermined"), ("M3 Cao Xá phần 2.xlsx", "met")):
        new = handled(name, of_levels(0, 3, prefix="Đường cờ số"), "26/02/2024 15:00", source="email")
        assert verdict(old, new)[0] == quota


def test_a_picture_of_page_size_may_hold_the_rest_of_a_list() -> None:
    pictured = replace(sheet(SHORTFALL, "M3"), notices=(Notice("picture-large"),))
    item = sent("M3.xlsx", "cao-xa", understand(pictured), ON_TIME, "email")
    assert verdict(item) == ("undetermined", {"unread-part"}, [])
    assert "picture-large" in codes(judged([item]).findings)


def test_a_letter_that_adds_a_model_leaves_a_shortfall_open() -> None:
    adds = letter("Xã xin bổ sung 01 mô hình đăng ký cấp tỉnh.", "27/02/2024 08:00")
    assert verdict(handled("M3.xlsx", NO_PROVINCE), adds)[::2] == ("undetermined", [])


def test_a_mail_in_which_a_person_read_nothing_new_leaves_no_quota_open() -> None:
    assert verdict(mailed(WITHDRAWS, book_reading="right")) == ("violated", set(), ["quota-district-above"])


def test_a_correction_that_the_list_fits_no_more_leaves_the_quota_open() -> None:
    (doubt,) = evidence(listed("M3.xlsx", "Trồng hoa"), open_answers={"cao-xa": ("Trồng hoa",)}).doubts
    assert (doubt.code, doubt.facts["names"], doubt.further) == ("correction-open", "“Trồng hoa”", ((None, None),))


@pytest.mark.parametrize(
    ("codes", "levels"),
    [
        (("quota-province-below", "quota-province-above"), ["province"]),
        (("quota-district-below",), ["district"]),
        (("quota-province-below", "quota-district-below", "late"), ["district", "province"]),
    ],
)
def test_an_open_waiver_opens_the_number_of_its_own_level(codes: tuple[str, ...], levels: list[str]) -> None:
    waiver = Waiver("cao-xa", "cấp tỉnh", codes, "chờ TT", "mưa", None, "B2", is_open=True)
    (doubt,) = evidence(record=Record(waivers=[waiver])).doubts
    assert (doubt.code, doubt.acquits_only) == ("waiver-open", True)
    assert doubt.further == tuple((level, None) for level in levels)


@pytest.mark.parametrize("name", ["cũ", "bản cũ", "Nháp", "M3 cũ"])
def test_the_models_of_a_sheet_named_like_an_old_one_may_not_count(name: str) -> None:
    sheets = [table([(f"Mô hình {sheet}", "", None)], sheet) for sheet in ("Danh sách", name)]
    (doubt,) = [
        d for d in evidence(sent("M3.xlsx", "cao-xa", read(*sheets), ON_TIME, "email")).doubts if d.open_rows
    ]
    assert (doubt.code, doubt.facts["rows"]) == ("sheet-old", f"“{name}”")
    alone = evidence(sent("M3.xlsx", "cao-xa", read(sheets[1]), ON_TIME, "email")).doubts
    assert "sheet-old" not in {d.code for d in alone}


KEPT = [
    ("Trồng hoa đỏ", "Thôn 1", "Cấp tỉnh"),
    ("Trồng hoa vàng", "Thôn 2", "Cấp huyện"),
    ("Nuôi ong", "Thôn 3", "Cấp huyện"),
]
LEFT = [("Nuôi gà đồi", "Thôn 4", "Cấp huyện"), ("Tủ sách", "Thôn 5", "Cấp huyện"), ("Nuôi cá", "Thôn 5", "Cơ sở")]
ANEW = [(f"Đường cờ {n}", f"Thôn {n}", "Cấp huyện") for n in range(4)]
LATER = {
    "met": [*KEPT, *ANEW[:3]],
    "short": [*KEPT, *ANEW[:1], *LEFT[2:], ("Trồng na", "Thôn 6", "Cơ sở")],
    "over": [*KEPT, *ANEW],
}


def in_sheets(first: list[Any], second: list[Any], names: tuple[str, str]) -> str:
    lists = read(*map(table, (first, second), names))
    return verdict(sent("M3.xlsx", "cao-xa", lists, ON_TIME, "email"))[0]


@pytest.mark.parametrize(
    "names",
    [
        ("Lần 1", "Lần 2 (chốt)"), ("M3", "M3 sửa"), ("v1", "v2"), ("M3", "M3 (2)"), ("20.2", "26.2"),
        ("DS 20-2", "DS 26-2"), ("M3", "Điều chỉnh"), ("M3", "Cập nhật"), ("Bản chính thức", "M3"),
    ],
)  # fmt: skip
def test_sheets_named_as_versions_are_not_added_up_and_the_later_alone_is_judged(names: tuple[str, str]) -> None:
    in_order = names[1] != "M3"
    found = {
        case: in_sheets(*((LEFT + KEPT, rows) if in_order else (rows, LEFT + KEPT)), names)
        for case, rows in LATER.items()
    }
    assert found == {"met": "undetermined", "short": "undetermined", "over": "violated"}


def test_whole_lists_that_share_a_good_part_may_be_versions_without_a_word_and_parts_are_added_up() -> None:
    assert {in_sheets([*KEPT, *LEFT], rows, ("Sheet1", "Sheet2")) for rows in LATER.values()} == {"undetermined"}
    assert in_sheets([*KEPT, *ANEW], LATER["met"], ("Sheet1", "Sheet2")) == "undetermined"  # it only lacks one
    assert in_sheets([*KEPT, *LEFT], [*KEPT[:1], *ANEW], ("Thôn Trại", "Thôn Ngò")) == "violated"
    assert in_sheets([*LEFT, *KEPT[1:]], ANEW, ("M3 nông dân", "M3 phụ nữ")) == "violated"
    assert in_sheets([*KEPT, *LEFT], [*KEPT[:1], *ANEW], ("Thôn Ngò", "Thôn Trại Mới")) == "violated"
    assert in_sheets([*KEPT, *LEFT], [*KEPT[:1], *ANEW], ("Thôn Trại", "Thôn Trại mới")) == "undetermined"


@pytest.mark.parametrize("case", ["met", "short"])
def test_a_list_that_comes_again_below_itself_with_other_models_is_not_added_up(case: str) -> None:
    quota, doubts, accused = verdict(
        sent("M3.docx", "cao-xa", read(table([*KEPT, *LEFT, *LATER[case]])), ON_TIME, "email")
    )
    assert (quota, accused) == ("undetermined", [])
    assert "list-replaced-within" in doubts


@pytest.mark.parametrize(
    "words",
    [
        "Còn 01 mô hình cấp huyện của Đoàn Thanh niên gửi sau.", "Mô hình cấp huyện thứ 4 xã gửi sau.",
        "* Xã sẽ gửi bổ sung 01 mô hình cấp huyện trong ngày 27/02.", "Lưu ý: còn 01 mô hình cấp huyện sẽ gửi sau",
        "Ngoài ra còn 01 mô hình cấp huyện của Đoàn Thanh niên sẽ gửi hồ sơ riêng.",
        "Còn 01 mô hình cấp huyện chưa kịp đưa vào danh sách.",
        "Còn một MH cấp huyện xã đang hoàn thiện, xin gửi sau ạ.", "Xã gửi trước 05 mô hình, còn lại gửi sau.",
    ],
)  # fmt: skip
def test_a_model_that_comes_later_leaves_a_shortfall_open_and_no_quota_that_is_met(words: str) -> None:
    for count, quota in ((3, "undetermined"), (5, "met"), (6, "violated")):
        text = of_levels(1, count)
        found = (
            verdict(mailed(f"Xã gửi danh sách M3. {words}", text)),
            verdict(handled("M3.xlsx", f"{text}\n\n{words}")),
        )
        assert [each[0] for each in found] == [quota, quota]


@pytest.mark.parametrize(
    "words",
    [
        "Bản M1 của mô hình cấp huyện xã sẽ gửi sau.", "Hồ sơ các mô hình cấp huyện gửi sau.",
        "Xã gửi 04 mô hình, bản ký gửi sau.", "Báo cáo kết quả các mô hình cấp huyện sẽ gửi sau.",
        "Các mô hình cấp xã gửi sau.",
    ],
)  # fmt: skip
def test_a_paper_that_comes_later_is_no_further_model(words: str) -> None:
    assert verdict(mailed(words, of_levels(1, 3)))[0] == "violated"


@pytest.mark.parametrize(
    ("head", "note"),
    [
        ("Ghi chú", "Thay mô hình {} (không thực hiện được)"), ("Thay thế mô hình", "{}"),
        ("Ghi chú", "Đổi từ mô hình “{}”"), ("Ghi chú", "Thay cho mô hình số 6"),
    ],
)  # fmt: skip
def test_a_model_that_another_row_replaces_may_not_count(head: str, note: str) -> None:
    top, lines = of_levels(1, 6).replace("Cấp đăng ký |", f"Cấp đăng ký | {head} |").split("\n| 1 |")
    first, *rest = f"| 1 |{lines}".splitlines()
    said = note.format("Trồng hoa ven đường số 6")
    found = [verdict(handled("M3.xlsx", "\n".join([top, f"{first} {words} |", *rest]))) for words in (said, "")]
    assert [each[0] for each in found] == ["undetermined", "violated"]
    assert found[0][1] == {"rows-noted"}


def test_a_file_a_field_that_came_together_is_one_list() -> None:
    fields = {"1. Kinh tế": ANEW, "3. Quốc phòng - an ninh": [*KEPT, *LEFT[:1]]}
    files = [
        sent(f"Cao Xá/{name}.xlsx", "cao-xa", read(table(rows)), ON_TIME, "email") for name, rows in fields.items()
    ]
    assert verdict(*files) == ("violated", set(), ["quota-district-above"])


FURTHER = of_levels(0, 2, prefix="Đường cờ số").replace("I. Lĩnh vực kinh tế\n", "").strip()


@pytest.mark.parametrize(
    "title",
    [
        "CÁC MÔ HÌNH TIÊU BIỂU ĐỀ NGHỊ BIỂU DƯƠNG",
        "Danh mục mô hình của thôn, không gửi huyện",
        "Mô hình hiệu quả cần nhân rộng",
        "Mô hình của năm 2022, 2023 còn duy trì",
    ],
)
def test_models_of_a_further_table_under_another_title_may_not_count(title: str) -> None:
    for models in (of_levels(1, 4), of_levels(1, 3)):
        item = handled("M3.xlsx", "\n".join([models, title, FURTHER]))
        assert verdict(item) == ("undetermined", {"table-of-another-title"}, [])
    assert verdict(handled("M3.xlsx", "\n".join([of_levels(1, 4), FURTHER])))[0] == "violated"


@pytest.mark.parametrize("first", ["I. KẾT QUẢ NĂM 2023", "A. Kết quả thực hiện năm 2023"])
def test_a_section_of_last_year_with_a_head_of_its_own_is_no_list_of_this_year(first: str) -> None:
    past, now = of_levels(0, 3, prefix="Đường cờ số", top=first), of_levels(1, 4)
    text = (
        past.replace("I. Lĩnh vực kinh tế\n", "").replace("/2024", "/2023")
        + "\nII. MÔ HÌNH ĐĂNG KÝ NĂM 2024\n"
        + now.strip()
    )
    item = handled("M3.xlsx", f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024\n{text}")
    assert item.reading is not None
    assert [(part.year, len(part.entries)) for part in item.reading.lists] == [(2023, 0), (2024, 5)]
    assert verdict(item)[0] == "met"


PAST_AND_NOW = [
    ("1. Các mô hình đã được công nhận năm 2023", "2. Các mô hình đăng ký mới năm 2024"),
    ("I. Mô hình đã được công nhận", "II. Mô hình đăng ký"),
    ("Kết quả thực hiện năm trước", "Đăng ký năm nay"),
    ("Những mô hình đã hoàn thành", "Những mô hình đăng ký"),
    ("Biểu 1: Kết quả xây dựng mô hình năm 2023", "Biểu 2: Đăng ký mô hình năm 2024"),
    ("A. Kết quả năm 2023", "B. Đăng ký năm 2024"),
    ("Mô hình năm 2023", "Mô hình năm 2024"),
    ("Các mô hình đã triển khai", "Các mô hình đăng ký mới"),
]
BARE_TITLE = "DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO"


def of_two(past: str, now: str, before: str, current: str, *, one_head: bool) -> list[str]:
    """A list in two parts, last year's first, and last; each under a head of its own unless ``one_head``."""
    parts = []
    for heading, models in ((past, before), (now, current)):
        head, *rows = models.replace("I. Lĩnh vực kinh tế\n", "").strip().splitlines()
        parts.append([heading, *rows] if one_head else [heading, head, *rows])
    top = [BARE_TITLE, "", head] if one_head else [BARE_TITLE]
    return ["\n".join([*top, *first, "", *second]) for first, second in (parts, parts[::-1])]


@pytest.mark.parametrize("one_head", [False, True], ids=["two tables", "two groups"])
@pytest.mark.parametrize(("past", "now"), PAST_AND_NOW)
def test_last_years_models_make_no_excess_and_hide_no_shortage(past: str, now: str, *, one_head: bool) -> None:
    for dates in ("/2024", "/2023"):
        before = of_levels(0, 3, prefix="Đường cờ số").replace("/2024", dates)
        for text in of_two(past, now, before, of_levels(1, 4), one_head=one_head):
            assert verdict(handled("M3.xlsx", text))[0] in ("met", "undetermined")
        for text in of_two(past, now, before, of_levels(1, 3), one_head=one_head):
            assert verdict(handled("M3.xlsx", text))[0] in ("violated", "undetermined")
        for text in of_two(past, now, before, of_levels(1, 6), one_head=one_head):
            assert verdict(handled("M3.xlsx", text))[0] == "violated"


@pytest.mark.parametrize(("past", "now"), PAST_AND_NOW)
def test_last_years_models_on_a_sheet_of_their_own_make_no_excess(past: str, now: str) -> None:
    models = of_levels(0, 3, prefix="Đường cờ số"), of_levels(1, 4)
    texts = [f"{BARE_TITLE}\n{line}\n{each.strip()}" for line, each in zip((past, now), models, strict=True)]
    sheets = [sheet(text, f"Bieu {n}") for n, text in enumerate(texts)]
    item = replace(handled("M3.xlsx", texts[1]), reading=understand(*sheets))
    assert verdict(item)[0] in ("met", "undetermined")


@pytest.mark.parametrize(
    ("goes_on", "new"),
    [
        ("1. Các mô hình tiếp tục duy trì từ năm 2023", "2. Các mô hình đăng ký mới năm 2024"),
        ("1. Mô hình năm 2023 tiếp tục duy trì", "2. Mô hình xây dựng mới năm 2024"),
        ("1. Mô hình đã được công nhận tiếp tục duy trì", "2. Mô hình xây dựng mới"),
    ],
)
@pytest.mark.parametrize("one_head", [False, True], ids=["two tables", "two groups"])
def test_models_that_go_on_from_last_year_count_with_the_new_ones(
    goes_on: str, new: str, *, one_head: bool
) -> None:
    for district, expected in ((2, "met"), (4, "violated")):
        before = of_levels(0, 2, prefix="Đường cờ số")
        for text in of_two(goes_on, new, before, of_levels(1, district), one_head=one_head):
            assert verdict(handled("M3.xlsx", text))[0] == expected


def test_a_column_of_how_a_model_stands_may_say_that_it_has_ended() -> None:
    text = EXCESS.replace("| Duy trì | Xây dựng mới |", "| Tình trạng |").replace("| | x |", "| Đang làm |")
    assert verdict(handled("M3.xlsx", text))[0] == "violated"
    ended = text[::-1].replace("| Đang làm |"[::-1], "| Đã kết thúc |"[::-1], 1)[::-1]
    assert verdict(handled("M3.xlsx", ended))[:2] == ("undetermined", {"rows-noted"})


def test_a_row_of_zeros_is_no_model() -> None:
    zeros = "| 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | Cấp tỉnh |"
    assert verdict(handled("M3.xlsx", f"{of_levels(0, 4)}\n{zeros}"))[0] != "met"


@pytest.mark.parametrize(
    "note",
    [
        "Do Hội Nông dân xã chủ trì", "Do Công an xã thực hiện", "Hỗ trợ của Phòng Tài chính - Kế hoạch",
        "Học tập mô hình của xã Liên Sơn", "Dự phòng kinh phí 10 triệu đồng",
        "Tham khảo cách làm của xã Ngọc Thiện", "Không trùng với các mô hình cũ",
        "Mô hình này đã bỏ hẳn việc đốt rác",
    ],
)  # fmt: skip
def test_an_ordinary_note_beside_a_model_leaves_a_true_excess_said(note: str) -> None:
    head = of_levels(1, 6).replace("Cấp đăng ký |", "Cấp đăng ký | Ghi chú |")
    models = (line for line in head.splitlines() if "Trồng hoa" in line)
    text = head
    for line in models:
        text = text.replace(line, f"{line} {note if line.startswith('| 7 |') else ''} |")
    assert note in text
    assert verdict(handled("M3.xlsx", text))[0] == "violated"


@pytest.mark.parametrize("name", ["M3 - Copy.xlsx", "M3 (1).xlsx"])
def test_a_copy_of_the_list_takes_no_excess_away(name: str) -> None:
    first = handled("M3.xlsx", EXCESS, sha256="1")
    assert verdict(first, handled(name, EXCESS, sha256="1"))[0] == "violated"


def test_a_final_list_that_is_shorter_and_has_none_of_the_models_accuses_nobody() -> None:
    whole = handled("M3.xlsx", of_levels(1, 4), "20/02/2024 08:00", source="email")
    final = handled("M3 chính thức.xlsx", of_levels(0, 2, prefix="Đường cờ số"), ON_TIME, source="email")
    assert verdict(whole, final)[0] == "undetermined"


def test_a_level_that_only_an_open_version_has_leaves_the_quota_open() -> None:
    early, none, one = "20/02/2024 08:00", of_levels(0, 5), of_levels(1, 4)
    disagree = handled("M3 lần 1.xlsx", none), handled("M3 lần 2.xlsx", one, early)
    agree = handled("M3 lần 1.xlsx", one, early), handled("M3 lần 2.xlsx", none)
    assert verdict(*disagree)[:2] == ("undetermined", {"version-replaced"})
    assert verdict(*agree)[0] == "violated"


FULL = "| STT | Địa chỉ | Tên mô hình | Tập thể, cá nhân | Duy trì | Xây dựng mới | Thời gian | Mục tiêu |"
SHORT = "| STT | Tên mô hình | Tập thể, cá nhân | Địa chỉ |"


def extract(level: str, head: str, *numbers: int) -> str:
    """A table below the list that names some of its models (see ``of_levels``) again, under a title of a level."""
    rows = (
        f"| {n} | Thôn {n} | Trồng hoa ven đường số {n} | Tập thể | | x | 30/10/2024 | Đường đẹp |"
        if head is FULL
        else f"| {n} | Trồng hoa ven đường số {n} | Tập thể | Thôn {n} |"
        for n in numbers
    )
    return "\n".join(["", f"DANH SÁCH MÔ HÌNH ĐĂNG KÝ {level}", head, *rows])


@pytest.mark.parametrize("head", [FULL, SHORT])
def test_tables_below_the_list_that_name_its_models_again_by_level_count_no_model_twice(head: str) -> None:
    province, district = extract("CẤP TỈNH", head, 1), extract("CẤP HUYỆN NĂM 2024", head, 2, 3, 4, 5)
    for tables in (province, district, province + "\n" + district, district + "\n" + province):
        outcome = judged([handled("M3.xlsx", of_levels(1, 4) + "\n" + tables)])
        assert (unit(outcome, "cao-xa").quota, len(outcome.entries)) == ("met", 5)


@pytest.mark.parametrize("head", [FULL, SHORT])
def test_a_table_below_the_list_that_names_a_model_at_another_level_leaves_the_quota_open(head: str) -> None:
    text = of_levels(0, 5) + "\n" + extract("CẤP TỈNH", head, 1)
    assert verdict(handled("M3.xlsx", text)) == ("undetermined", {"copies-differ"}, [])
    text = of_levels(0, 4) + "\n" + extract("CẤP HUYỆN", head, 1)
    assert verdict(handled("M3.xlsx", text))[0] == "violated"


TOLD = "1. Cấp tỉnh: Mô hình “Nuôi lươn không bùn” của Hội Nông dân xã."


@pytest.mark.parametrize(
    ("line", "quota"),
    [
        (TOLD, "undetermined"),
        ("Cấp tỉnh: mô hình Nuôi lươn không bùn", "undetermined"),
        ("Mô hình cấp tỉnh: Xây dựng mô hình nuôi lươn không bùn", "undetermined"),
        ("1. Cấp tỉnh: Không", "violated"),
        ("2. Cấp huyện: Mô hình “Nuôi lươn không bùn” của Hội Nông dân xã.", "violated"),
        ("Kính gửi: Ban Dân vận Huyện ủy", "violated"),
    ],
)
def test_a_model_told_in_a_line_above_the_list_may_be_registered_at_its_level(line: str, quota: str) -> None:
    state, on, _ = verdict(handled("M3.xlsx", of_levels(0, 4, top=f"DANH SÁCH ĐĂNG KÝ\n{line}")))
    assert (state, on - {"level-beside"}) == (quota, {"in-words"} if quota == "undetermined" else set())


@pytest.mark.parametrize(
    ("name", "lines", "quota"),
    [
        ("Cấp tỉnh", ("Mô hình cấp tỉnh", "Tên: Nuôi lươn không bùn", "Hội Nông dân xã thực hiện"), "undetermined"),
        ("Cấp tỉnh", ("Mô hình cấp tỉnh", "Đơn vị không đăng ký mô hình cấp tỉnh"), "violated"),
        ("Cấp tỉnh", ("Mô hình cấp tỉnh",), "violated"),
        ("Ghi chú", ("Mô hình cấp tỉnh", "Tên: Nuôi lươn không bùn", "Hội Nông dân xã thực hiện"), "violated"),
    ],
)
def test_a_sheet_named_by_a_level_may_tell_a_model_in_prose(name: str, lines: tuple[str, ...], quota: str) -> None:
    item = handled("M3.xlsx", of_levels(0, 4))
    read = understand(sheet(of_levels(0, 4), "M3"), sheet("\n".join(lines), name))
    state, on, _ = verdict(replace(item, reading=read))
    assert (state, on - {"level-beside"}) == (quota, {"in-words"} if quota == "undetermined" else set())


T, H, B = "Cấp tỉnh", "Cấp huyện", "Cơ sở"


def with_levels(heads: str, *rows: str) -> AttributedFile:
    """A list whose column of levels is replaced by columns under these heads; the rows are their cells."""
    head, section, *models = of_levels(unknown=len(rows)).strip().splitlines()
    cells = [f"{line.removesuffix(' |  |')} | {row} |" for line, row in zip(models, rows, strict=True)]
    return handled("M3.xlsx", "\n".join([head.replace("Cấp đăng ký", heads), section, *cells]))


CORRECTED = {
    "met": ([f"{T} | {T}", *[f"{H} | {H}"] * 2, *[f"{B} | {H}"] * 2, *[f"{B} | {B}"] * 2], "met"),
    "met where it says something": ([f"{T} | ", *[f"{H} | "] * 2, *[f"{B} | {H}"] * 2, f"{B} | "], "met"),
    "too many": ([f"{T} | ", *[f"{H} | "] * 5, f"{B} | {H}"], "violated"),
    "too few": ([f"{T} | ", *[f"{H} | "] * 3, f"{H} | {B}"], "violated"),
}


@pytest.mark.parametrize(
    "heads",
    [
        "Cấp đăng ký (lần 1) | Điều chỉnh cấp đăng ký", "Cấp đăng ký | Cấp điều chỉnh", "Cấp | Sửa thành",
        "Cấp đăng ký lần 1 | Cấp đăng ký lần 2", "Cấp đăng ký ban đầu | Cấp đăng ký sau rà soát",
        "Cấp đăng ký | Cấp đã điều chỉnh", "Cấp đăng ký | Đính chính", "Cấp | Cấp (sau họp BTV)",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("rows", "quota"), CORRECTED.values(), ids=[*CORRECTED])
def test_a_second_column_of_levels_that_corrects_the_first_holds_where_it_says_one(
    heads: str, rows: list[str], quota: str
) -> None:
    assert verdict(with_levels(heads, *rows))[0] == quota


@pytest.mark.parametrize(
    "heads",
    [
        "Cấp đăng ký | Cấp đề nghị", "Cấp đăng ký | Cấp huyện ủy duyệt", "Cấp đăng ký | Cấp trình",
        "Cấp đăng ký 20/02 | Cấp đăng ký 26/02", "Cấp đăng ký | Cấp điều chỉnh đề xuất",
        "Cấp đề nghị | Cấp BTV thống nhất", "Cấp đăng ký | Cấp đăng ký mới", "Cấp đăng ký | Cấp duyệt",
        "Cấp đăng ký | Cấp thống nhất", "Cấp đăng ký | Cấp công nhận lại",
    ],
)  # fmt: skip
def test_of_two_columns_of_levels_that_differ_neither_accuses(heads: str) -> None:
    for case in ("met", "too many", "too few"):
        assert verdict(with_levels(heads, *CORRECTED[case][0]))[0] == "undetermined"
    assert verdict(with_levels(heads, *[f"{H} | {H}"] * 3))[0] == "violated"


@pytest.mark.parametrize(
    ("head", "cells", "quota"),
    [
        ("Đơn vị duyệt", ["UBND huyện"] * 5, "met"),
        ("Đơn vị chốt", ["Huyện ủy"] * 5, "met"),
        ("Cơ quan rà soát", ["Phòng Y tế huyện"] * 5, "met"),
        ("Kinh phí chốt", ["Ngân sách huyện"] * 5, "met"),
        ("Ngày duyệt", ["Huyện duyệt 20/2"] * 5, "met"),
        ("Nội dung sửa", ["Theo góp ý huyện"] * 5, "met"),
        ("Duyệt cấp kinh phí", ["Tỉnh"] * 5, "met"),
        ("Địa điểm mới", ["Thôn"] * 5, "met"),
        ("Điều chỉnh cấp", ["", "xem xét tỉnh", "", "", ""], "undetermined"),
        ("Điều chỉnh cấp", ["Từ cấp huyện", "", "", "", ""], "undetermined"),
        ("Cập nhật", ["Huyện"] * 5, "undetermined"),
        ("Điều chỉnh cấp", ["", "Lên cấp tỉnh", "", "", ""], "violated"),
    ],
)
def test_a_column_beside_the_levels_corrects_them_only_where_it_says_so(
    head: str, cells: list[str], quota: str
) -> None:
    rows = [f"{level} | {cell}" for level, cell in zip([T, *[H] * 4], cells, strict=True)]
    assert verdict(with_levels(f"Cấp đăng ký | {head}", *rows))[0] == quota


@pytest.mark.parametrize("groups", ["Cấp đăng ký | | Cấp điều chỉnh", "Cấp đăng ký | | Sau rà soát"])
def test_boxes_of_levels_that_correct_others_leave_the_quota_open(groups: str) -> None:
    head, _, *models = of_levels(unknown=6).strip().splitlines()
    boxes = ["x | | x |", *["| x | | x"] * 2, *[" | | | x"] * 3]
    lines = [line.removesuffix("|  |") + f"| {row} |" for line, row in zip(models, boxes, strict=True)]
    below = "| | | | | | | | | Tỉnh | Huyện | Tỉnh | Huyện |"
    text = "\n".join([head.replace("Cấp đăng ký", f"{groups} |"), below, *lines])
    assert verdict(handled("M3.xlsx", text))[::2] == ("undetermined", [])


@pytest.mark.parametrize(
    "heads",
    [
        "Cấp tỉnh | Cấp huyện | Cấp xã", "Mô hình đăng ký cấp tỉnh | Mô hình đăng ký cấp huyện | Mô hình cấp xã",
        "Tên mô hình cấp tỉnh | Tên mô hình cấp huyện | Tên mô hình thực hiện tại xã",
        "Danh sách mô hình cấp tỉnh | Danh sách mô hình cấp huyện | Mô hình cơ sở",
    ],
)  # fmt: skip
def test_names_stand_under_their_levels_also_beside_a_level_without_any(heads: str) -> None:
    head = f"| STT | Lĩnh vực | {heads} |"
    rows = [f"| {n} | Kinh tế | {{}} | Nuôi gà đồi số {n} | Trồng hoa số {n} |" for n in range(1, 5)]
    with_province = [row.format("Nuôi ong lấy mật" if n == 1 else "") for n, row in enumerate(rows)]
    assert verdict(handled("M3.xlsx", "\n".join([head, *with_province])))[0] == "met"
    without = [row.format("") for row in rows]
    assert verdict(handled("M3.xlsx", "\n".join([head, *without])))[::2] == ("violated", ["quota-province-below"])


@pytest.mark.parametrize(
    "words",
    [
        "Tổng số: 07 mô hình (trong đó cấp tỉnh: {}; cấp huyện: 04; cấp xã: 03)",
        "Tổng: 07 (tỉnh {}, huyện 04, xã 03)",
        "Tổng số 07 mô hình: cấp tỉnh ({}), cấp huyện (04), cấp xã (03)",
        "Cấp tỉnh có {} mô hình; cấp huyện có 04 mô hình",
        "Trong đó: Tỉnh {}, Huyện 4, Xã 3", "Tổng số mô hình đăng ký cấp tỉnh là {}, cấp huyện là 04",
    ],
)  # fmt: skip
def test_a_stated_zero_hides_no_shortfall_and_another_number_does(words: str) -> None:
    text = of_levels(0, 4, 3)
    assert verdict(handled("M3.xlsx", f"{text}\n\n{words.format('00')}"))[2] == ["quota-province-below"]
    assert verdict(handled("M3.xlsx", f"{text}\n\n{words.format('01')}"))[0] == "undetermined"


@pytest.mark.parametrize(
    "head",
    [
        "Cấp trình",
        "Đề nghị biểu dương cấp",
        "Cấp xét duyệt",
        "Mức đăng ký",
        "Cấp đề xuất",
        "Trình cấp",
        "Quy mô cấp",
    ],
)
def test_the_level_at_which_a_model_is_presented_is_the_one_registered(head: str) -> None:
    assert verdict(with_levels(head, "Tỉnh", *["Huyện"] * 4, "Xã"))[0] == "met"
    assert verdict(with_levels(head, "Tỉnh", *["Huyện"] * 3, "Xã"))[0] == "violated"


@pytest.mark.parametrize(
    "choice",
    [
        "Tỉnh ({}) Huyện ({}) Xã ({})", "({}) Tỉnh ({}) Huyện ({}) Xã", "Tỉnh [{}], Huyện [{}], Xã [{}]",
        "Cấp tỉnh ({}) - Cấp huyện ({}) - Cơ sở ({})",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["x", " X ", "✓"])
def test_the_level_with_a_mark_in_its_brackets_is_chosen(choice: str, mark: str) -> None:
    marks = [" ", " ", mark, " ", " "]
    province, district, base = (choice.format(*marks[n : n + 3]) for n in (2, 1, 0))
    assert verdict(with_levels("Đăng ký cấp", province, *[district] * 4, base))[0] == "met"
    assert verdict(with_levels("Đăng ký cấp", province, *[district] * 3, base))[0] == "violated"
    assert verdict(with_levels("Đăng ký cấp", *["Cấp tỉnh, huyện"] * 5))[0] == "undetermined"


def test_a_model_that_both_boxes_deny_is_of_the_base_and_one_with_blank_boxes_may_not_be() -> None:
    heads, rows = "Cấp tỉnh | Cấp huyện", ["Có | Không", *["Không | Có"] * 3]
    assert verdict(with_levels(heads, *rows, *["Không | Không"] * 2))[2] == ["quota-district-below"]
    assert verdict(with_levels(heads, *rows, *[" | "] * 2))[0] == "undetermined"


@pytest.mark.parametrize("head", ["Lĩnh vực, cấp đăng ký", "Cấp đăng ký/lĩnh vực", "Lĩnh vực (cấp)"])
def test_a_column_of_field_and_level_says_both(head: str) -> None:
    rows = ["Văn hóa - xã hội / cấp tỉnh", *["Kinh tế / cấp huyện"] * 4]
    item = with_levels(head, *rows)
    assert verdict(item)[0] == "met"
    columns = item.reading.lists[0].columns if item.reading else {}
    assert columns["field"] == columns["level"]


@pytest.mark.parametrize(
    "words",
    [
        f"Đảng ủy xã xin rút mô hình “{MODEL} 3” (đăng ký cấp huyện) khỏi danh sách đã gửi.",
        "Xin rút mô hình số 3.",
        "Đề nghị bỏ mô hình số 3 ra khỏi danh sách", "Xin rút 01 mô hình cấp huyện.",
    ],
)  # fmt: skip
def test_a_mail_that_only_takes_a_model_back_leaves_a_short_list_short(words: str) -> None:
    assert verdict(mailed(words, SHORTFALL))[2] == ["quota-district-below"]
    assert verdict(mailed(words, of_levels(1, 4)))[0] == "undetermined"
    assert verdict(mailed(words, EXCESS))[0] == "undetermined"
    for more in ("thay bằng mô hình Nuôi ong", "đưa mô hình số 7 lên cấp huyện", "sẽ có mô hình khác"):
        assert verdict(mailed(f"{words.rstrip('.')}, {more}.", SHORTFALL))[0] == "undetermined"


@pytest.mark.parametrize(
    "words",
    [
        "Xã xin rút mô hình số 2. Thế chỗ là Nuôi dế thương phẩm tại thôn Đông.",
        "Xã xin rút mô hình cấp cơ sở, còn 5 mô hình như danh sách giấy.",
        "Đề nghị loại bỏ mô hình ghi nhớ trong tin nhắn, ý xã là 05 mô hình.",
    ],
)
def test_a_mail_that_takes_a_model_back_and_says_more_leaves_a_short_list_open(words: str) -> None:
    assert verdict(mailed(words, SHORTFALL))[0] == "undetermined"


def test_a_row_whose_deletion_nobody_accepted_may_be_registered_and_is_never_too_many() -> None:
    notices = tuple(Notice("row-deleted", 9, None, f"xóa “Đường hoa {number}”") for number in range(4))
    item = sent("M3.docx", "cao-xa", understand(replace(sheet(SHORTFALL, "M3"), notices=notices)), ON_TIME, "email")
    assert verdict(item) == ("undetermined", {"row-deleted"}, [])
    assert "row-deleted" in codes(judged([item]).findings)
    full = replace(sheet(of_levels(1, 5), "M3"), notices=notices)
    assert verdict(sent("M3.docx", "cao-xa", understand(full), ON_TIME, "email"))[0] == "met"


@pytest.mark.parametrize(
    ("row", "quota"),
    [
        ("7 | Thôn Hạ | Nuôi ong dưới tán vải | Cấp huyện", "undetermined"),
        ("1 | Thôn Hạ | Trồng hoa ven đường số 1 | Cấp tỉnh", "undetermined"),  # the same name elsewhere
        ("VD | Thôn A | Nuôi ong dưới tán vải | Cấp huyện", "violated"),
        ("(1) | (2) | (3) | (4)", "violated"),
    ],
)
def test_a_row_deleted_that_can_be_no_further_model_excuses_nothing(row: str, quota: str) -> None:
    quoted_row = " | ".join(f"xóa “{text}”" for text in row.split(" | "))
    listed = replace(sheet(of_levels(1, 3), "M3"), notices=(Notice("row-deleted", 9, None, quoted_row),))
    assert verdict(sent("M3.docx", "cao-xa", understand(listed), ON_TIME, "email"))[0] == quota


@pytest.mark.parametrize(
    "name", ["Đảng viên đi trước, Làng nước theo sau", "Tổ tự quản xóm dưới và Bảo vệ môi trường"]
)
def test_what_may_be_one_slogan_excuses_what_is_short_and_leaves_met_what_is_met(name: str) -> None:
    for levels, quota in ((of_levels(1, 5), "met"), (of_levels(1, 3), "undetermined")):
        returned = understand(levels.replace("Trồng hoa ven đường số 4", name))
        assert verdict(sent("M3.xlsx", "cao-xa", returned, ON_TIME, "email"))[0] == quota


def test_a_picture_that_may_show_rows_below_a_list_leaves_met_what_is_met() -> None:
    for levels, quota in ((of_levels(1, 5), "met"), (of_levels(1, 3), "undetermined")):
        last = len(levels.splitlines())
        strip = Picture(Merge(last + 1, 1, last + 2, 9), 2, strip=True)
        pictured = replace(sheet(levels, "M3"), pictures=(strip,))
        assert verdict(sent("M3.xlsx", "cao-xa", understand(pictured), ON_TIME, "email"))[0] == quota


@pytest.mark.parametrize(("kind", "quota"), [("pdf", "undetermined"), ("docx", "violated")])
def test_a_pdf_that_registers_nothing_is_to_be_compared_and_accuses_nobody(kind: str, quota: str) -> None:
    nil = replace(
        understand("Xã Cao Xá không đăng ký mô hình “Dân vận khéo” năm 2024"), kind=kind, doubtful="bản PDF"
    )
    item = sent(f"Cao Xá.{kind}", "cao-xa", nil, ON_TIME, "email")
    assert verdict(item)[0] == quota
    assert ("reading-doubtful" in codes(judged([item]).findings)) is (kind == "pdf")


def test_a_table_that_is_cut_off_may_hold_the_rest_of_a_list() -> None:
    cut = replace(sheet(SHORTFALL, "M3"), notices=(Notice("cut-off"),))
    item = sent("M3.xlsx", "cao-xa", understand(cut), ON_TIME, "email")
    assert verdict(item) == ("undetermined", {"unread-part"}, [])
    assert "cut-off" in codes(judged([item]).findings)


@pytest.mark.parametrize(
    ("subject", "text", "spares"),
    [
        ("Gửi M3", "Kính gửi Ban Dân vận", True),
        (None, "Em gửi danh sách đăng ký của xã:\n1. Trồng hoa - Thôn Ngò - Cấp tỉnh", True),
        (None, "Xã đăng ký các mô hình sau: Trồng hoa (cấp huyện)", True),
        ("Fwd: tài liệu", "??NG ?Y X? PH?C H?A\nDANH S?CH ??NG K? X?Y D?NG", True),
        (None, "Kính gửi Ban thư mời dự hội nghị.", False),
        ("Xin mẫu M3", "Ban cho em xin mẫu M3 ạ.", False),
        ("Trả lời tự động: Gửi M3", "Tôi đang đi công tác.", False),
        (None, "Cảm ơn Ban đã gửi mẫu M3.", False),
        (None, "Em sẽ gửi danh sách sau ạ.", False),
    ],
)
def test_a_mail_of_unknown_unit_whose_list_was_not_read_spares_whoever_may_have_sent_it(
    subject: str | None, text: str, spares: bool
) -> None:
    item = handled("thư.eml", text, unit=None, source="email")
    promise = "sẽ gửi" if "sẽ" in text else None
    read = replace(item.reading or understand(""), kind="eml", promise=promise)
    item = replace(item, reading=read, intake=replace(item.intake, subject=subject, mail_text=text))
    assert evidence(item).unknown == (("thư.eml",) if spares else ())
    short = handled("M3 Cao Xá.xlsx", of_levels(1, 2), ON_TIME)
    assert verdict(item, short)[0] == "violated"


MET = of_levels(1, 4, top="Đơn vị: Xã Cao Xá")


@pytest.mark.parametrize(
    "line",
    [
        "Xã không đăng ký mô hình cấp tỉnh năm nay.",
        "Năm 2024 xã chưa có mô hình cấp tỉnh",
        "Xã đăng ký các mô hình trên, không có mô hình cấp tỉnh nào.",
        "(Mô hình số 4 do Hội Nông dân huyện chủ trì)",
        "Mô hình số 2 thuộc Hội Liên hiệp Phụ nữ huyện",
    ],
)
def test_a_line_under_a_list_that_speaks_against_it_leaves_it_open_and_is_told(line: str) -> None:
    outcome = judged([mailed("Gửi danh sách.", f"{MET}\n\n{line}")])
    assert unit(outcome, "cao-xa").quota == "undetermined"
    assert line.strip("().") in only(outcome.findings, "list-remark").message


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Xã không đăng ký mô hình cấp tỉnh.", of_levels(0, 4, top="Đơn vị: Xã Cao Xá")),
        ("Xã không đăng ký thêm mô hình cấp tỉnh.", of_levels(3, 4, top="Đơn vị: Xã Cao Xá")),
        ("Lĩnh vực kinh tế không đăng ký cấp tỉnh.", of_levels(3, 4, top="Đơn vị: Xã Cao Xá")),
        ("Năm trước xã không đăng ký mô hình cấp tỉnh.", of_levels(3, 4, top="Đơn vị: Xã Cao Xá")),
        ("Xã không đăng ký mô hình cấp tỉnh.", of_levels(1, 7, top="Đơn vị: Xã Cao Xá")),
        ("Mô hình số 4 do Hội Nông dân xã chủ trì", of_levels(3, 4, top="Đơn vị: Xã Cao Xá")),
    ],
)
def test_a_line_that_says_what_the_list_says_or_speaks_of_a_part_leaves_a_true_breach_said(
    line: str, text: str
) -> None:
    assert verdict(mailed("Gửi danh sách.", f"{text}\n\n{line}"))[0] == "violated"


def test_a_model_that_the_unit_itself_leads_is_no_other_units() -> None:
    text = of_levels(3, 2, top="Đơn vị: Hội Nông dân huyện")
    line = "Mô hình số 4 do Hội Nông dân huyện chủ trì"
    assert evidence(handled("M4.xlsx", f"{text}\n\n{line}", unit="nong-dan"), unit="nong-dan").remarks == ()
    assert evidence(handled("M4.xlsx", f"{text}\n\n{line}", unit="phu-nu"), unit="phu-nu").remarks


def test_a_mail_that_takes_a_model_out_of_a_list_that_still_has_it_leaves_the_list_open() -> None:
    words = "Xã Cao Xá gửi lại danh sách thay cho bản hôm trước, bỏ mô hình số 2."
    first = mailed("Gửi danh sách.", MET, when="25/02/2024 09:00")
    same = mailed(words, of_levels(1, 5, top="Đơn vị: Xã Cao Xá"), when="26/02/2024 09:00")
    done = mailed(words, MET.replace("Trồng hoa ven đường số 2", "Nuôi ong lấy mật"), when="26/02/2024 09:00")
    renamed = [
        replace(each, intake=replace(each.intake, file="M3 lần 2.xlsx", sha256="2")) for each in (same, done)
    ]
    assert [verdict(first, each)[0] for each in renamed] == ["undetermined", "met"]


WHO = [
    ("Tập thể cấp xã", "Cá nhân"), ("Các mô hình do cấp xã thực hiện", "Các mô hình do thôn thực hiện"),
    ("I. Tập thể cấp xã", "II. Tập thể thôn"), ("A. Cấp xã (ban, ngành)", "B. Cấp thôn (chi bộ)"),
]  # fmt: skip


@pytest.mark.parametrize("groups", WHO)
def test_groups_that_say_who_does_it_tell_no_level_and_hide_none(groups: tuple[str, str]) -> None:
    for counts, quota in (((0, 0, 0, 6), "undetermined"), ((1, 4, 1, 0), "met"), ((0, 4, 2, 0), "violated")):
        top, *lines = of_levels(*counts).split("\nI. Lĩnh vực kinh tế\n")
        rows = lines[0].splitlines()
        text = "\n".join([top, groups[0], *rows[:3], groups[1], *rows[3:]])
        assert verdict(handled("M3.xlsx", text))[0] == quota


@pytest.mark.parametrize(
    "base",
    ["C. CẤP CƠ SỞ (các chi bộ, đoàn thể)", "C. CẤP XÃ: do các đoàn thể thực hiện", "C. Mô hình cấp xã (chi bộ)"],
)
def test_beside_headings_of_levels_such_a_group_is_the_base(base: str) -> None:
    for counts, quota in (((1, 4, 2), "met"), ((1, 3, 2), "violated")):
        top, rows = of_levels(*counts).split("\nI. Lĩnh vực kinh tế\n")
        lines = [line.rpartition(" | ")[0] + " | |" for line in rows.splitlines()]
        high = counts[0] + counts[1]
        text = [top, "A. CẤP TỈNH", *lines[:1], "B. CẤP HUYỆN", *lines[1:high], base, *lines[high:]]
        assert verdict(handled("M3.xlsx", "\n".join(text)))[0] == quota


@pytest.mark.parametrize("name", ["Cơ quan cấp xã không khói thuốc", "Cán bộ cấp xã gần dân, sát dân"])
def test_a_models_name_that_speaks_of_the_communes_bodies_is_no_group(name: str) -> None:
    text = of_levels(1, 4).replace("Trồng hoa ven đường số 2", name).replace("| 2 | Thôn 2 | C", "| | Thôn 2 | C")
    assert verdict(handled("M3.xlsx", text))[0] != "violated"


def test_a_model_that_stands_again_in_its_list_under_a_cut_name_may_be_one() -> None:
    """The holder, the goals, the place and the level are those of the other; where one differs it is another."""
    line = "| {n} | Thôn {n} | {name} | Chi hội {n} | | x | 30/10/2024 | {goals} | Cấp huyện |"
    names = ("Trồng vải thiều sớm xuất khẩu", "Sản xuất mỳ gạo truyền thống", "Dòng họ không ma túy")
    whole = [line.format(n=n, name=name, goals="Đường đẹp") for n, name in enumerate(names, 11)]
    for goals, quota in (("Đường đẹp", "undetermined"), ("Nhà sạch", "violated")):
        cut = [line.format(n=n, name=name.rpartition(" ")[0], goals=goals) for n, name in enumerate(names, 11)]
        assert verdict(handled("M3.xlsx", "\n".join([of_levels(1), *whole, *cut])))[0] == quota


@pytest.mark.parametrize("remark", ["(KH số 12-KH/ĐU)", "(Đã làm hồ sơ)", "(có kế hoạch riêng)"])
def test_a_remark_in_brackets_that_comes_again_and_again_is_no_model(remark: str) -> None:
    for count, quota in ((4, "met"), (3, "violated")):
        top, *rows = of_levels(1, count).replace("I. Lĩnh vực kinh tế\n", "").split("\n| ")
        text = "\n".join([top, *(line for row in rows for line in (f"| {row}", f"| | | {remark} |"))])
        assert verdict(handled("M3.xlsx", text))[0] == quota
    once = f"{of_levels(1, 3)}\n| | | (Nuôi ong lấy mật) |"
    assert verdict(handled("M3.xlsx", once))[0] == "undetermined"
    taken_back = f"{of_levels(1, 4)}\n| | | (xin rút) |".replace("| 2 |", "| | | (xin rút) |\n| 2 |")
    assert verdict(handled("M3.xlsx", taken_back))[0] == "undetermined"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            "| Lĩnh vực | Mô hình cấp tỉnh | Mô hình cấp huyện |",
            "| Kinh tế | Không | Nuôi ong lấy mật⏎Trồng hoa hồng |",
        ),
        ("| Cấp | Kinh tế | Văn hóa - xã hội |", "| Huyện | Nuôi ong lấy mật⏎Trồng hoa hồng | |"),
    ],
)
def test_names_in_a_table_of_fields_and_levels_are_a_list_that_nobody_can_read(head: str, rows: str) -> None:
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    read = understand("\n".join([title, head, rows]))
    assert [(one.at_most, one.level, one.reason) for one in read.possible] == [(2, "district", "no-head")]
    counts = "\n".join([title, head, "| Kinh tế | 1 | 4 |"])
    assert understand(counts).possible == ()


def mail(words: str, when: str = LATE, *, unit: str | None = "cao-xa") -> AttributedFile:
    """A mail without files."""
    item = handled("thư sau.eml", words, when, unit=unit, source="email", form=None)
    read = replace(item.reading, kind="eml") if item.reading else None
    return replace(item, intake=replace(item.intake, mail_text=words), reading=read)


LISTED, FOREIGN = f"“{MODEL} 5”", "“Chợ phiên không rác”"
TOLD_LATER = {
    NO_PROVINCE: [
        f"Xã lấy mô hình {LISTED} lên cấp tỉnh nhé chị.", f"Chọn {LISTED} gửi tỉnh.",
        f"Chị tích giúp em cấp tỉnh ở mô hình {LISTED} với ạ.", "Cột cấp đăng ký dòng 1 sửa thành tỉnh.",
        f"Đề nghị chuyển mô hình {LISTED} từ cấp huyện sang cấp tỉnh.",
        f"Mô hình {LISTED} em quên chưa ghi, xã đăng ký ở tỉnh.", "Nội dung thứ hai xã đăng ký với tỉnh.",
    ],
    SHORTFALL: [
        f"Ngoài danh sách đã gửi, xã còn mô hình {FOREIGN} và “Bếp ăn tình thương”.",
        "Chị thêm hộ em 2 mô hình sau vào danh sách:\n- Chợ phiên không rác\n- Bếp ăn tình thương",
        "Các mô hình cấp cơ sở số 5, 6 xin đăng ký thành cấp huyện.",
    ],
    EXCESS: [
        f"Xin dừng mô hình {LISTED}.", f"Bớt mô hình {LISTED}.", f"Mô hình {LISTED} chuyển sang năm 2025.",
        "Chỉ lấy 3 mô hình đầu đăng ký cấp huyện.", f"Thống nhất chỉ giữ 5 mô hình cấp huyện, bỏ {LISTED}.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [(text, words) for text, said in TOLD_LATER.items() for words in said])
def test_what_a_later_mail_says_of_models_in_whatever_words_leaves_the_verdict_open(text: str, words: str) -> None:
    items = handled("M3.xlsx", text, source="email"), mail(words)
    assert verdict(*items) == ("undetermined", {"remark"}, [])
    assert only(judged(items).findings, "list-remark").file == "thư sau.eml"
    earlier = handled("M3.xlsx", text, "29/02/2024 09:00", source="email")
    assert verdict(earlier, mail(words))[0] == "violated"


@pytest.mark.parametrize(
    "words",
    [
        "Cảm ơn Ban, đơn vị đã nhận được thư.", "Xã đã gửi danh sách 7 mô hình hôm qua, Ban nhận được chưa ạ?",
        "Xã đã gửi danh sách 07 mô hình.", "Xã đã nhận được công văn số 15 về đăng ký mô hình.",
        f"Mô hình {LISTED} có phải nộp bản M1 không?", "Đề nghị cấp tỉnh, cấp huyện quan tâm các mô hình.",
        "Xã phấn đấu năm 2025 có mô hình đăng ký cấp tỉnh.", "Mỗi xã đăng ký ít nhất 1 mô hình cấp tỉnh.",
    ],
)  # fmt: skip
def test_an_idle_mail_beside_a_true_excess_leaves_it_said(words: str) -> None:
    assert verdict(handled("M3.xlsx", EXCESS, source="email"), mail(words))[0] == "violated"


@pytest.mark.parametrize(
    "line",
    [
        "Đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo” (theo Quyết định số 266-QĐ/HU):",
        "Biểu tổng hợp đăng ký mô hình, điển hình “Dân vận khéo” năm 2024",
        "Xây dựng đảng bộ “Dân vận khéo” năm 2024",
    ],
)
def test_the_movement_in_quotes_names_no_model_that_bears_its_name(line: str) -> None:
    for text, quota in ((MET, "met"), (EXCESS, "violated")):
        listed = text.replace("Trồng hoa ven đường số 1", "Tổ tự quản “Dân vận khéo” trong xóm")
        listed = listed.replace(f"{MODEL} 1", "Tổ tự quản “Dân vận khéo” trong xóm")
        assert "Dân vận khéo” trong xóm" in listed
        assert verdict(handled("M3.xlsx", f"{listed}\n\n{line}"))[0] == quota


def test_a_mail_of_unknown_unit_speaks_of_the_list_whose_model_it_names() -> None:
    whole = handled("M3.xlsx", EXCESS, source="email")
    assert verdict(whole, mail(f"Xin dừng mô hình {LISTED}.", unit=None))[0] == "undetermined"
    assert verdict(whole, mail(f"Xin dừng mô hình {FOREIGN}.", unit=None))[0] == "violated"


@pytest.mark.parametrize(
    "words",
    [
        f"Trong đó mô hình {LISTED} gửi tỉnh.", f"Xã chọn {LISTED} làm mô hình cấp tỉnh.",
        "Ghi chú: nội dung thứ nhất đăng ký với tỉnh.",
    ],
)  # fmt: skip
def test_a_level_told_beside_the_list_or_in_its_letter_leaves_the_verdict_open(words: str) -> None:
    below, whole = handled("M3.xlsx", f"{NO_PROVINCE}\n\n{words}"), handled("M3.xlsx", NO_PROVINCE)
    for items in ((below,), (mailed(words, NO_PROVINCE),), (whole, letter(words, ON_TIME))):
        assert verdict(*items)[::2] == ("undetermined", [])


def test_a_level_that_the_list_says_too_changes_nothing() -> None:
    words = f"Trong đó mô hình “{MODEL} 1” xã đăng ký cấp tỉnh."
    assert verdict(mailed(words, EXCESS))[0] == "violated"


SAID_OF_MODELS = [
    "Loại mô hình “{}” ra khỏi danh sách.", "Mô hình {} xin dừng, không triển khai năm 2024.",
    "{} gộp vào mô hình số 1.",
    "Mô hình “{}” chép nhầm vào.", "“{}” ghi nhầm, bỏ qua giúp em.", "Mô hình {} chuyển về cơ sở quản lý.",
    "“{}”: sửa cấp huyện thành cơ sở.", "{} xin lùi sang năm 2025.", "Mô hình {} nhường cho thôn khác.",
    "Mô hình {} đang chờ ý kiến Thường trực Đảng ủy xã.", "Mô hình {} bị trưởng thôn từ chối thực hiện.",
    "Mô hình {} triển khai ở phạm vi thôn, huyện thôi ghi.", "Ban Thường vụ chỉ nhất trí 5 mô hình, {} loại.",
    "Mô hình {} đã kết thúc từ năm 2023.",
]  # fmt: skip
IDLE = [
    "Mô hình “{}” do đồng chí Bí thư chi bộ phụ trách.", "Mô hình {} sẽ tổ chức ra mắt ngày 26/3.",
    "Kinh phí mô hình “{}”: 20 triệu đồng.",
    "Mô hình {} năm 2023 đã được công nhận cấp huyện.", "Mô hình “{}” được nhân rộng ra các thôn khác.",
    "Phân công: Chi hội Nông dân - mô hình “{}”.",
    "Mô hình “{}”: góp phần thay đổi nếp nghĩ, cách làm của người dân.",
    "Hội nghị nhất trí đăng ký các mô hình, trong đó có “{}”.",
    "Xã chưa có kinh phí cho mô hình {}, đề nghị huyện hỗ trợ.",
    "Mô hình {} được thực hiện theo Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy.",
    "Em gửi lại, sửa tên mô hình {} ạ.",
    "Tên mô hình {} viết đúng như danh sách.", "Đề nghị Ban Dân vận hướng dẫn thêm về mô hình “{}”.",
]  # fmt: skip


def beside_list(words: str, text: str) -> list[list[AttributedFile]]:
    """A list with these words under it, in its own mail, in a second one, and in a letter about a correction."""
    letter = handled("Đính chính.docx", f"ĐẢNG ỦY XÃ CAO XÁ\n\nV/v đính chính danh sách đăng ký\n\n{words}")
    mail = sent("2.eml", "cao-xa", nothing_in("eml"), ON_TIME, "email")
    second = replace(mail, intake=replace(mail.intake, mail_text=words, subject="Về danh sách"))
    lists = handled("M3.xlsx", text)
    return [
        [handled("M3.xlsx", f"{text}\n\nGhi chú: {words}")],
        [mailed(words, text)],
        [lists, second],
        [lists, letter],
    ]


@pytest.mark.parametrize("line", SAID_OF_MODELS)
def test_what_is_said_of_a_model_beside_the_list_leaves_it_open_on_every_way_it_comes(line: str) -> None:
    said = line.format(f"{MODEL} 3")
    ways = [*beside_list(said, EXCESS), *beside_list(said, of_levels(1, 4))]
    assert [(verdict(*way)[::2]) for way in ways] == [("undetermined", [])] * len(ways)


@pytest.mark.parametrize("line", IDLE)
def test_who_leads_a_model_and_what_it_costs_hides_no_breach_on_any_way_it_comes(line: str) -> None:
    said = line.format(f"{MODEL} 3")
    assert {verdict(*way)[0] for way in beside_list(said, EXCESS)} == {"violated"}
    assert {verdict(*way)[0] for way in beside_list(said, of_levels(1, 4))} == {"met"}


@pytest.mark.parametrize(
    ("words", "open_"),
    [
        ("STT 3: bỏ.", True), ("(Mục 2 chuyển về cơ sở)", True), ("Mô hình số 6 hoặc số 7.", True),
        ("Em gửi lại, sửa tên mô hình số 3 ạ.", False), ("Đổi tên mô hình số 3, gộp vào số 4.", True),
        ("(Mô hình bôi đỏ bỏ ra khỏi danh sách)", True), ("Ô tô màu: mô hình để lại cơ sở", True),
        ("Mô hình số 3 năm 2022 đã được Huyện ủy khen thưởng.", False),
        ("Các mô hình số 3, 4 tiếp tục duy trì.", False),
        ("Thực hiện mục 3 Hướng dẫn của Ban Dân vận.", False),
        ("Xã đăng ký đơn vị “Dân vận khéo” với các nội dung: 1. Quán triệt Quyết định 266; 2. Phân công.", False),
    ],
)  # fmt: skip
def test_a_number_or_a_look_names_models_too(words: str, open_: bool) -> None:
    assert verdict(handled("M3.xlsx", f"{EXCESS}\n\n{words}"))[0] == ("undetermined" if open_ else "violated")


@pytest.mark.parametrize(
    ("words", "quota"),
    [
        ("05 mô hình, trong đó 01 mô hình cấp tỉnh là “Nuôi ong lấy mật”, 04 mô hình cấp huyện", "met"),
        ("05 mô hình, trong đó 01 mô hình cấp tỉnh là “Hiến đất mở đường”, 04 mô hình cấp huyện", "undetermined"),
        ("06 mô hình, trong đó 02 mô hình cấp tỉnh gồm “Nuôi ong lấy mật”, 04 mô hình cấp huyện", "undetermined"),
    ],
)
def test_a_letter_that_counts_and_names_as_the_list_does_leaves_nothing_open(words: str, quota: str) -> None:
    letter = handled("CV 12.docx", f"ĐẢNG ỦY XÃ CAO XÁ\n\nV/v đăng ký mô hình\n\nXã đăng ký {words}")
    text = of_levels(1, 4).replace(f"{MODEL} 1", "Nuôi ong lấy mật").replace(f"{MODEL} 2", "Hiến đất mở đường")
    assert verdict(handled("M3.xlsx", text), letter)[0] == quota


@pytest.mark.parametrize(
    ("name", "title", "words", "changes"),
    [
        ("CV điều chỉnh.docx", "CÔNG VĂN", "Theo ý kiến của Ban Thường vụ", True),
        ("CV 12.docx", "V/v điều chỉnh danh sách đăng ký", "Theo ý kiến của Ban Thường vụ", True),
        ("CV 12.docx", "V/v rút 01 mô hình", "Theo ý kiến của Ban Thường vụ", True),
        ("CV 12.docx", "V/v bổ sung bản M1", "Theo ý kiến của Ban Thường vụ", False),
        ("ĐIỀU CHỈNH xã Cao Xá lần 2.docx", "CÔNG VĂN", "Theo ý kiến của Thường trực", True),
        ("Sửa máy tính.docx", "CÔNG VĂN", "Theo ý kiến của Thường trực", False),
        ("CV 12.docx", "V/v thay đổi danh sách Ban Chấp hành", "Theo ý kiến của Thường trực", False),
        ("CV 12.docx", "V/v bổ sung kinh phí phong trào “Dân vận khéo”", "Theo ý kiến của Thường trực", False),
        ("CV 12.docx", "V/v thay đổi số điện thoại", "Theo ý kiến của Ban Thường vụ", False),
        ("CV 12.docx", "V/v đính chính danh sách", "Bản giấy đã gửi qua bưu điện.", False),
    ],
)  # fmt: skip
def test_a_paper_that_says_it_changes_the_list_and_not_how_leaves_it_open_and_is_told_so(
    name: str, title: str, words: str, changes: bool
) -> None:
    letter = handled(name, f"ĐẢNG ỦY XÃ CAO XÁ\n\n{title}\n\n{words}")
    outcome = judged([handled("M3.xlsx", EXCESS), letter])
    assert unit(outcome, "cao-xa").quota == ("undetermined" if changes else "violated")
    told = [f.message for f in outcome.findings if f.code == "not-a-form"]
    assert ("văn bản của đơn vị về việc thay đổi danh sách" in told[0]) == changes


def test_a_hidden_sheet_left_over_spares_its_units_silence_alone_until_people_say_whose_the_file_is() -> None:
    left = listed("M3.xlsx", "Trồng hoa", unit="lien-son", leftovers={"M3 cu": "cao-xa"})
    assert evidence(left).naming_files == ("M3.xlsx",)
    assert (evidence(left).doubts, evidence(left, unit="cao-thuong").naming_files) == ((), ())
    known = replace(left, intake=replace(left.intake, book_unit=CAMPAIGN.units_by_code["lien-son"]))
    assert evidence(known).naming_files == ()
    silent, settled = (only(judged([each]).findings, "sheet-left-over").severity for each in (left, known))
    own = judged([left, handled("Cao Xá.xlsx", SHORTFALL)])
    assert (silent, settled, only(own.findings, "sheet-left-over").severity) == ("warning", "info", "info")
    assert "quota-district-below" in codes(violations(own.findings), "cao-xa")  # its own breach stays said


@pytest.mark.parametrize(
    ("words", "spares"),
    [
        ("Phòng Tư pháp gửi trước bản đăng ký cơ quan Dân vận khéo, M4 sẽ gửi vào ngày 02/3", True),
        ("Danh sách mô hình đang tổng hợp, gửi sau ạ.", True),
        ("Xin phép gửi danh sách M4 muộn 3 ngày.", True),
        ("Em xin gửi bản đăng ký; còn lại sẽ gửi sau.", True),
        ("Phòng xin phép gửi bản đăng ký cơ quan Dân vận khéo.", False),
        ("Kế hoạch thực hiện QĐ 266 xin gửi sau.", False),
        ("Bản giấy gửi sau ạ.", False),
        ("Phòng gửi bản đăng ký đơn vị.", False),
    ],
)
def test_a_mail_that_brings_the_units_own_registration_may_promise_the_list(words: str, spares: bool) -> None:
    paper = handled("thư.eml!ĐK.docx", "BẢN ĐĂNG KÝ\nXây dựng cơ quan “Dân vận khéo” năm 2024", source="email")
    paper = replace(paper, intake=replace(paper.intake, mail_text=words))
    assert paper.content.has_own_papers
    assert [quoted for _, quoted in evidence(paper).promises] == ([words.rpartition("; ")[2].rstrip(".")] * spares)
    missing = only([f for f in judged([paper]).findings if f.unit == "cao-xa"], "missing")
    assert missing.severity == ("warning" if spares else "violation")


@pytest.mark.parametrize(
    ("words", "levels", "quota"),
    [
        ("Mô hình đường hoa của xã là đăng ký cấp tỉnh chị nhé, em gõ nhầm.", (0, 5), "undetermined"),
        ("Em nhầm, cái đường hoa là cấp tỉnh chị ạ.", (0, 5), "undetermined"),
        ("Mô hình đường hoa đăng ký tỉnh nhé ạ.", (0, 5), "undetermined"),
        ("Mô hình đường hoa là cấp tỉnh chị nhé.", (1, 2), "violated"),
        ("Em gửi danh sách mô hình đăng ký cấp tỉnh, cấp huyện của xã ạ.", (0, 5), "violated"),
        ("Em cảm ơn chị, mô hình cấp tỉnh xã em chưa có ạ.", (0, 5), "violated"),
    ],
)
def test_a_later_mail_may_correct_a_level_in_plain_words(words: str, levels: tuple[int, int], quota: str) -> None:
    first = mailed("Gửi danh sách.", of_levels(*levels, top="Đơn vị: Xã Cao Xá"), when="24/02/2024 09:00")
    mail = handled("hai.eml", words, "26/02/2024 09:00", source="email")
    mail = replace(mail, reading=replace(mail.content, kind="eml"))
    mail = replace(mail, intake=replace(mail.intake, mail_text=words, subject="Re: Gửi M3"))
    assert verdict(first, mail)[0] == quota


def test_a_sheet_whose_head_is_gone_leaves_only_the_unit_open_whose_name_it_bears(tmp_path: Path) -> None:
    whole = "ĐẢNG ỦY XÃ LAM CỐT\n\n" + m3(*(ENTRY.format(n, "tỉnh" if n == 1 else "huyện") for n in range(1, 6)))
    rest = whole.replace(f"{HEAD}\n", "").replace("LAM CỐT", "CAO XÁ")
    damaged = rest.replace("| Tập thể", "| | Tập thể")
    sheets = [sheet(whole, "Xã Lam Cốt"), sheet(damaged, "Xã Cao Xá")]
    outcome = run_over(tmp_path, {"DS hai đơn vị.xlsx": workbook(*sheets)})
    assert unit(outcome, "lam-cot").quota == "met"
    assert [f.severity for f in outcome.findings if f.unit == "cao-xa"] == ["warning"]  # asked, not accused
    board = [sheets[0], sheet(damaged.replace("ĐẢNG ỦY XÃ CAO XÁ", "BAN DÂN VẬN HUYỆN ỦY"), "Ban Dân vận Huyện ủy")]
    outcome = run_over(tmp_path / "board", {"DS hai đơn vị.xlsx": workbook(*board)})
    assert [f.severity for f in outcome.findings if f.unit == "ban-dan-van"] == ["warning"]


# --- a list that says of itself that it is not whole -------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "quota"),
    [
        ("Đảng ủy xã đăng ký một mô hình cấp tỉnh, bốn mô hình cấp huyện năm 2024.", "undetermined"),
        ("Đảng ủy xã đăng ký một mô hình cấp tỉnh, ba mô hình cấp huyện năm 2024.", "violated"),
        ("Đề nghị các xã đăng ký 01 mô hình cấp tỉnh, 04 mô hình cấp huyện.", "violated"),
    ],
)
def test_a_letter_that_counts_more_of_a_level_than_the_list_has_speaks_against_a_shortfall(
    letter: str, quota: str
) -> None:
    text = f"ĐẢNG ỦY XÃ CAO XÁ\nKính gửi: Ban Dân vận Huyện ủy\n{letter}"
    assert verdict(handled("M3.xlsx", of_levels(1, 3)), handled("Công văn.xlsx", text))[0] == quota


def numbered(*labels: int, text: str = SHORTFALL) -> str:
    """A list with these numbers in place of its own."""
    for own, label in sorted(enumerate(labels, 1), reverse=True):
        text = text.replace(f"| {own} | Thôn", f"| {label} | Thôn")
    return text


@pytest.mark.parametrize(
    ("labels", "text", "quota"),
    [
        ((1, 2, 4, 5), SHORTFALL, "undetermined"),
        ((1, 2, 5), of_levels(1, 2), "undetermined"),
        ((1, 2, 4), of_levels(1, 2), "violated"),  # one more is too few still
        ((1, 2, 3, 5, 6), NO_PROVINCE, "undetermined"),
        ((1, 2, 4, 5, 6), of_levels(1, 4), "met"),
        ((10, 20, 30, 40), SHORTFALL, "violated"),  # a count with room for rows between
        ((10, 20, 40, 50), SHORTFALL, "undetermined"),
        ((1, 2, 4, 5, 6, 7, 8), EXCESS, "violated"),
    ],
)
def test_a_number_left_out_speaks_against_a_shortfall_that_it_could_cover(
    labels: tuple[int, ...], text: str, quota: str
) -> None:
    found, on, _ = verdict(handled("M3.xlsx", numbered(*labels, text=text)))
    assert (found, on) == (quota, {"numbers-left-out"} if quota == "undetermined" else set())


def test_a_file_that_goes_on_with_the_count_of_another_leaves_nothing_out() -> None:
    first = handled("M3 cấp tỉnh.xlsx", of_levels(1), source="email")
    rest = of_levels(0, 3, prefix="Đường cờ số")
    for labels, quota in (((2, 3, 4), "violated"), ((2, 3, 5), "undetermined"), ((1, 2, 3), "violated")):
        item = handled("M3 cấp huyện.xlsx", numbered(*labels, text=rest), source="email")
        assert verdict(first, item)[0] == quota, labels


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{SHORTFALL}\n{end}"
            for end in ("v.v…", "vân vân", "…/…", "| 5 | | v.v... |", "và một số mô hình khác đang xét")
        ),
        f"{SHORTFALL}\n\n(05 mô hình)",
        SHORTFALL.replace(SECTION, f"{SECTION}: 05 mô hình"),
    ],
)
def test_a_list_that_says_that_it_is_not_whole_is_not_too_short(text: str) -> None:
    assert verdict(handled("M3.xlsx", text))[::2] == ("undetermined", [])


TITLE = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"


def test_a_list_that_goes_on_with_another_that_is_not_there_is_not_too_short(tmp_path: Path) -> None:
    text = f"Đơn vị: Xã Cao Xá\n{TITLE}\n{SHORTFALL}"
    rest = sheet(of_levels(0, 1, prefix="Đường cờ số"), "M3 (tiếp)")
    behind = workbook(sheet(text.replace(SHORTFALL, of_levels(1, 2)), "M3"), rest)
    trials: tuple[tuple[str, Given, str], ...] = (
        ("M3.xlsx", text.replace(TITLE, f"{TITLE} (Tiếp)"), "undetermined"),
        *(("M3.xlsx", f"Tiếp theo {what}\n{text}", "undetermined") for what in ("trang trước", "trang 1", "đợt 1")),
        ("M3 phần 1 - tiếp.xlsx", text, "undetermined"),
        ("M3.xlsx", f"Trang 2/2\n{text}", "undetermined"),
        ("M3.xlsx", workbook(sheet(text, "M3 (tiếp)")), "undetermined"),
        ("M3 (tiếp).xlsx", text, "undetermined"),
        ("M3.xlsx", behind, "violated"),
        ("M3.xlsx", f"Trang 1/1\n{text}", "violated"),
    )
    for at, (name, given, quota) in enumerate(trials):
        assert unit(run_over(tmp_path / str(at), {name: given}), "cao-xa").quota == quota, at


@pytest.mark.parametrize(
    "text",
    [
        f"DANH SÁCH MÔ HÌNH TIẾP TỤC DUY TRÌ NĂM 2024\n{SHORTFALL}",
        f"Người tiếp nhận: Nguyễn Văn Tiếp\n{SHORTFALL}",
        SHORTFALL.replace("Đường đẹp", "Trồng hoa, v.v…"),
        *(f"{SHORTFALL}\n{end}" for end in ("./.", "...", "V/v", "Trang 1/1", "(04 mô hình)", "| … | … | … |")),
        *(
            SHORTFALL.replace(SECTION, f"{SECTION}: {count}")
            for count in ("04 mô hình", "phấn đấu 06 mô hình", "năm 2023 có 06 mô hình", "12 mô hình trồng trọt")
        ),
        SHORTFALL.replace("| 3 | Thôn", "(tiếp theo)\n" + HEAD + "\n| 3 | Thôn"),
    ],
)
def test_a_list_that_is_whole_is_too_short(text: str) -> None:
    assert verdict(handled("M3.xlsx", text))[::2] == ("violated", ["quota-district-below"])


@pytest.mark.parametrize(
    ("words", "quota"),
    [
        ("Gửi kèm 05 mô hình.", "undetermined"),
        ("Em gửi ban 05 (năm) mô hình ạ.", "undetermined"),
        ("Số lượng: 05 mô hình", "undetermined"),
        ("Gửi kèm 04 mô hình.", "violated"),
        ("Gồm 03 cấp huyện, còn một huyện nữa đang xin ý kiến.", "undetermined"),
        ("Gồm 04 mô hình (01 tỉnh, 03 huyện).", "violated"),
        ("Em gửi huyện, còn huyện cần gì nữa báo em.", "violated"),
        ("Gửi kèm 05 bản M2.", "violated"),
        ("Năm 2023 xã gửi 05 mô hình.", "violated"),
    ],
)
def test_a_mail_that_counts_more_models_speaks_against_a_shortfall(words: str, quota: str) -> None:
    assert verdict(mailed(words, SHORTFALL))[0] == quota


def test_a_mail_that_counts_just_the_models_that_were_read_leaves_no_number_out() -> None:
    for words, quota in (
        ("Gửi kèm 04 mô hình.", "violated"),
        ("Gửi kèm.", "undetermined"),
        ("Xã có 04 mô hình, đăng ký mới 02 mô hình.", "undetermined"),
    ):
        assert verdict(mailed(words, numbered(1, 2, 4, 5)))[0] == quota


def test_a_name_or_a_letter_that_counts_more_models_speaks_against_a_shortfall() -> None:
    for name, quota in (
        ("M3 (05 mô hình).xlsx", "undetermined"),
        ("M3 (5).xlsx", "violated"),
        ("CV 45 mô hình.xlsx", "violated"),
        ("4 MH.xlsx", "violated"),
    ):
        assert verdict(handled(name, SHORTFALL))[0] == quota
    for words, quota in (
        ("Đảng ủy xã gửi kèm danh sách 05 mô hình.", "undetermined"),
        ("Toàn xã có tổng số 12 mô hình.", "violated"),
        ("Báo cáo kết quả năm 2023\nĐầu năm xã đăng ký 12 mô hình.", "violated"),
        ("Báo cáo kết quả năm 2023, đăng ký năm 2024\nXã đăng ký 12 mô hình.", "undetermined"),
    ):
        letter = handled("Công văn.docx", f"ĐẢNG ỦY XÃ CAO XÁ\n{words}")
        assert verdict(handled("M3.xlsx", SHORTFALL), letter)[0] == quota
    decision = handled("Quyết định công nhận 12 mô hình.docx", "ĐẢNG ỦY XÃ CAO XÁ\nQUYẾT ĐỊNH")
    assert verdict(handled("M3.xlsx", SHORTFALL), decision)[0] == "violated"


def test_a_whole_file_that_word_left_behind_neither_accuses_nor_replaces_the_list(tmp_path: Path) -> None:
    whole, short = (workbook(f"Đơn vị: Xã Cao Xá\n{text}") for text in (of_levels(1, 4), SHORTFALL))
    other = workbook(f"Đơn vị: Xã Cao Xá\n{of_levels(1, 2, prefix='Đường cờ số')}")
    left, later = "~WRL0003.tmp", "26/02/2024 10:00"
    trials: list[tuple[dict[str, Given], tuple[str, str]]] = [
        ({left: whole}, ("on_time", "met")),
        ({left: short}, ("on_time", "undetermined")),
        ({"M3.xlsx": whole, left: (short, later)}, ("on_time", "met")),
        ({"M3.xlsx": whole, left: other}, ("on_time", "undetermined")),  # which of the two is not sure
        ({"M3.xlsx": whole, "5C8A1F00.tmp": (short, later)}, ("on_time", "met")),
        ({"M3.xlsx": short, left: other}, ("on_time", "undetermined")),
    ]
    for at, (files, standing) in enumerate(trials):
        outcome = run_over(tmp_path / str(at), files)
        state = unit(outcome, "cao-xa")
        assert (state.receipt, state.quota) == standing, at
        assert outcome.entries["file"].nunique() == 1, at


# --- a second model in another cell; a heading of levels that was left out ---------------------------------------


@pytest.mark.parametrize(
    ("goals", "quota"),
    [
        ("Mở rộng đường⏎Mô hình 2: Phân loại rác tại nguồn", "undetermined"),
        ("Mở rộng đường; MH 2: Phân loại rác tại nguồn", "undetermined"),
        ("- MH: Phân loại rác tại nguồn", "undetermined"),
        ("Đường đẹp⏎2. Mô hình Nuôi ong lấy mật", "undetermined"),
        (f"- Mô hình: {MODEL} 4", "violated"),  # it says the row's own name again
        ("Mô hình: giúp 12 hộ thoát nghèo", "violated"),
        ("Mô hình 1: Giúp 12 hộ thoát nghèo", "violated"),
        ("Mục tiêu 2: Giúp 12 hộ thoát nghèo", "violated"),
        ("Mô hình số 2 của xã học tập", "violated"),
        *((f"Đường đẹp⏎2. Mô hình {goal}", "violated") for goal in ("giúp nâng cao thu nhập", "điểm tại thôn Hạ")),
        ("Mô hình 2: Giúp nhau giảm nghèo", "undetermined"),
        ("Mô hình 2: Hướng tới nông thôn sạch", "undetermined"),
        ("Mô hình 2: đạt", "violated"),
        ("- MH hoạt động tốt", "violated"),
        ("Đường đẹp⏎2. Mô hình nuôi ong lấy mật", "undetermined"),
        ("Đường đẹp⏎2. Mô hình được công nhận cấp huyện", "violated"),
        ("- Mô hình: Thu hút 50 hộ dân tham gia", "violated"),
        ("Mô hình 2: Giai đoạn mở rộng ra toàn xã", "violated"),
        ("Nhân rộng mô hình. 2. Giúp nhau làm kinh tế", "violated"),
    ],
)
def test_a_second_model_told_in_the_goals_speaks_against_a_shortfall(goals: str, quota: str) -> None:
    first, _, last = SHORTFALL.rpartition("Đường đẹp")
    assert verdict(handled("M3.xlsx", first + goals + last)) == (
        quota,
        {"names-beside"} if quota == "undetermined" else set(),
        [] if quota == "undetermined" else ["quota-district-below"],
    )


CULTURE = "II. Lĩnh vực văn hóa"
MODES = ("- Duy trì", 1), ("- Xây dựng mới", 1)
IN_EACH_FIELD = (SECTION, 0), *MODES, (CULTURE, 0), *MODES
FIELDS_IN_EACH = ("1. Tập thể", 0), (SECTION, 1), (CULTURE, 1), ("2. Cá nhân", 0), (SECTION, 1), (CULTURE, 1)


@pytest.mark.parametrize(
    ("headings", "quota"),
    [
        ((("A. Cấp tỉnh", 0), (SECTION, 1), (SECTION, 4)), "undetermined"),  # “B. Cấp huyện” was left out
        ((("A. Cấp tỉnh", 0), (SECTION, 1), ("II. Lĩnh vực văn hóa", 4)), "violated"),
        ((("A. Cấp tỉnh", 0), (SECTION, 1), ("B. Cấp huyện", 0), (SECTION, 3)), "violated"),
        (
            (
                ("A. Cấp tỉnh", 1),
                ("B. Cấp huyện", 0),
                *(
                    (h, n)
                    for field in (SECTION, "II. Lĩnh vực văn hóa")
                    for h, n in ((field, 0), ("Tập thể", 1), ("Cá nhân", 1))
                ),
            ),
            "met",
        ),
        (
            (
                *(("A. Cấp tỉnh", 1), ("B. Cấp huyện", 0), ("Mô hình tiếp tục duy trì", 0), (SECTION, 2)),
                *(("Mô hình xây dựng mới", 0), (SECTION, 2)),
            ),
            "met",
        ),
        (((SECTION, 0), ("Cấp tỉnh", 1), ("II. Lĩnh vực văn hóa", 0), ("Cấp tỉnh", 4)), "violated"),
        ((("Cấp tỉnh", 1), (SECTION, 0), ("* Cơ sở", 1), ("II. Lĩnh vực văn hóa", 0), ("* Cơ sở", 4)), "violated"),
        ((("A. Cấp tỉnh", 1), ("B. Cấp huyện", 0), *IN_EACH_FIELD), "met"),
        ((("A. Cấp tỉnh", 1), ("B. Cấp huyện", 0), *FIELDS_IN_EACH), "met"),
        ((("A. Cấp tỉnh", 0), (SECTION, 0), ("- Duy trì", 1), (SECTION, 0), ("- Duy trì", 4)), "undetermined"),
    ],
)
def test_a_section_that_comes_again_under_one_level_may_be_of_another(
    headings: tuple[tuple[str, int], ...], quota: str
) -> None:
    head, rows = of_levels(unknown=sum(count for _, count in headings)).split(f"{SECTION}\n")
    lines = iter(rows.splitlines())
    text = [head.rstrip()]
    for heading, count in headings:
        text += [heading, *(f"| {n} | Thôn{next(lines).split('Thôn', 1)[1]}" for n in range(1, count + 1))]
    assert verdict(handled("M3.xlsx", "\n".join(text)))[0] == quota


@pytest.mark.parametrize(
    "words",
    [
        "Xã xin thay mô hình số 3 và bổ sung 01 mô hình cấp tỉnh như sau:",
        "Xã rút mô hình số 2, bổ sung 01 mô hình cấp tỉnh.",
        "Bỏ dòng 1, thêm 01 mô hình cấp tỉnh.",
    ],
)
def test_an_excess_stays_open_where_the_sentence_that_adds_a_model_takes_another_back_by_its_number(
    words: str,
) -> None:
    assert verdict(mailed(f"Kính gửi Ban.\n{words}"))[0] == "undetermined"


@pytest.mark.parametrize(
    ("line", "text", "quota"),
    [
        ("Dòng 3: cấp tỉnh", NO_PROVINCE, "undetermined"),
        ("Tỉnh: số 1", NO_PROVINCE, "undetermined"),
        ("STT 3: cấp tỉnh", NO_PROVINCE, "undetermined"),
        ("Dòng 3: cấp huyện", NO_PROVINCE, "violated"),  # as the list says
        ("Dòng 7: cấp xã", EXCESS, "undetermined"),
        ("Dòng 2: cấp huyện", SHORTFALL, "violated"),
        ("Mô hình số 2 cấp huyện đã gửi bản M1.", SHORTFALL, "violated"),
    ],
)
def test_a_mail_that_gives_a_level_by_a_row_or_a_number_leaves_it_open(line: str, text: str, quota: str) -> None:
    assert verdict(mailed(f"Kính gửi Ban.\n{line}", text))[0] == quota


@pytest.mark.parametrize(
    ("line", "text", "quota"),
    [
        ("Bản M1 của mô hình số 3 (cấp tỉnh): đã gửi.", NO_PROVINCE, "undetermined"),
        ("Xã chỉ đăng ký 01 tỉnh, 05 huyện ạ.", EXCESS, "undetermined"),
        ("Theo quy định mỗi xã 01 tỉnh, 4-5 huyện, xã đã rõ.", EXCESS, "violated"),
    ],
)
def test_a_later_mail_that_counts_or_names_other_levels_leaves_them_open(line: str, text: str, quota: str) -> None:
    said = understand(f"Re: Đề nghị sửa, bổ sung hồ sơ đăng ký mô hình “Dân vận khéo” năm 2024\n1. {line}")
    answer = sent("thu.eml", "cao-xa", replace(said, kind="eml"), ON_TIME, "email")
    assert verdict(handled("M3.xlsx", text, "20/02/2024 08:00"), answer)[0] == quota


def test_the_number_of_a_plan_is_that_of_no_model() -> None:
    note = "| | Các mô hình khác xem Kế hoạch số 05-KH/ĐU |"
    assert verdict(handled("M3.xlsx", f"{of_levels(1, 4)}\n\n{note}"))[0] == "met"
