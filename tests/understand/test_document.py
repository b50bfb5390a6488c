"""What a document says beside its models that may change its list: notes, headings, comments."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Notice, Sheet
from aggregator.nouns.file import CORRECTION_STAMP
from tests.sheets import m3, names, sheet, understand

FIRST = "| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"
SECOND = "| 2 | Thôn Ngò | Nuôi ong lấy mật | Tập thể | | x | 30/10/2024 | Thu nhập khá | Cấp huyện |"


def remarks(*lines: str, notices: tuple[Notice, ...] = ()) -> list[str]:
    """The remarks of a list with these rows; both of its models stay what they are."""
    read = understand(sheet(m3(*lines), notices=notices))
    assert [name.partition(": ")[2] for part in read.lists for name in names(part)] == [
        "Trồng hoa ven đường",
        "Nuôi ong lấy mật",
    ]
    return list(read.remarks)


def comment(row: int | None, words: str) -> Notice:
    return Notice("cell-comment", row, row and 3, words)


@pytest.mark.parametrize(
    "note",
    [
        "Ghi chú: mô hình số 2 xin rút.",
        "| | | Mô hình số 2 là mô hình dự phòng. |",
        "(*) Mô hình “Nuôi ong lấy mật” đăng ký cấp tỉnh, có bản M1 gửi riêng",
    ],
)
@pytest.mark.parametrize("gap", [[], [""]], ids=["right below", "below a gap"])
def test_a_note_under_a_list_that_may_change_it_is_a_remark(note: str, gap: list[str]) -> None:
    assert remarks(FIRST, SECOND, *gap, note) == [note.strip("| .")]


@pytest.mark.parametrize("line", ["* Mô hình dự phòng:", "Mô hình dự phòng", "| | | * Mô hình dự phòng: |"])
def test_a_heading_over_models_in_reserve_is_a_remark(line: str) -> None:
    assert remarks(FIRST, line, SECOND) == [line.strip("| .")]


@pytest.mark.parametrize(
    "note",
    [
        "Ghi chú: các mô hình đã họp dân.",
        "Tổng cộng: 02 mô hình cấp huyện",
        "(*) Mô hình trọng điểm của xã",
        "Nơi nhận: Ban Dân vận Huyện ủy (gửi kèm bản M1 của mô hình số 1)",
        "HƯỚNG DẪN GHI BIỂU",
    ],
)
def test_other_notes_are_none(note: str) -> None:
    assert remarks(FIRST, SECOND, note) == []


def test_only_the_sentence_that_may_change_the_list_is_quoted() -> None:
    note = "Xã đã họp ngày 20/02/2024. Mô hình số 2 xin rút. Đề nghị Ban Dân vận Huyện ủy xem xét."
    assert remarks(FIRST, SECOND, "", note) == ["Mô hình số 2 xin rút"]


def test_what_a_guide_on_another_sheet_says_is_nobodys_word() -> None:
    guide = sheet("HƯỚNG DẪN GHI BIỂU\nMô hình không tiếp tục thì xin bỏ mô hình đó khỏi danh sách", "HD")
    assert understand(sheet(m3(FIRST, SECOND)), guide).remarks == ()


def test_a_guide_above_a_list_silences_no_note_below_it() -> None:
    read = understand(
        "\n".join(["Hướng dẫn ghi: mỗi mô hình một dòng", m3(FIRST, SECOND), "Mô hình số 2 xin rút."])
    )
    assert read.remarks == ("Mô hình số 2 xin rút",)


def test_a_sentence_that_adds_a_model_is_a_remark_and_one_that_tells_of_the_enclosed_list_is_none() -> None:
    words = "Xã xin bổ sung 01 mô hình đăng ký cấp tỉnh."
    assert understand(f"Kính gửi Ban Dân vận Huyện ủy\n{words}").remarks == (words.rstrip("."),)
    assert remarks(FIRST, SECOND, words) == [words.rstrip(".")]
    assert remarks(FIRST, SECOND, "Xã gửi lại danh sách, bổ sung 01 mô hình cấp tỉnh") == []


def test_a_comment_beside_the_models_is_a_remark_and_one_on_a_model_is_the_models_own() -> None:
    below, on_model = comment(9, "Xin rút mô hình số 1"), comment(3, "Xin rút mô hình này")
    assert remarks(FIRST, SECOND, notices=(below, on_model)) == ["Xin rút mô hình số 1"]


@pytest.mark.parametrize("words", ["Xin rút", "bỏ", "Cái này là cấp cơ sở"])
def test_a_comment_of_which_no_row_is_known_may_be_on_any_model(words: str) -> None:
    assert remarks(FIRST, SECOND, notices=(comment(None, words),)) == [words.rstrip(".")]
    assert remarks(FIRST, SECOND, notices=(comment(None, "Đã kiểm tra"),)) == []


def test_a_comment_is_kept_as_a_notice_wherever_it_hangs() -> None:
    notices = (comment(3, "Đã kiểm tra"), comment(1, "Cột này ghi gì ạ"))
    read = understand(sheet(m3(FIRST, SECOND), notices=notices))
    assert read.notices == tuple(("Sheet1", notice) for notice in notices)


OURS = "Mô hình số 1 chưa rõ có xin rút hay không."
ASK = "Đề nghị bỏ mô hình nếu đã xin rút."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{OURS}\n{ASK}", None),
        (f"{OURS}\r\n{ASK}\r\n", None),
        (f"{ASK}\nĐã sửa.\n{OURS}", None),
        (f"{OURS}\n{ASK}\nXin rút mô hình số 1", "Xin rút mô hình số 1"),
        (f"{OURS}\n{ASK} => xin rút mô hình số 1", "=> xin rút mô hình số 1"),
        ("Xin rút mô hình số 1", "Xin rút mô hình số 1"),
        (OURS.replace("số 1", "số 2"), OURS.replace("số 1", "số 2")),
    ],
)
@pytest.mark.parametrize("kind", ["point", "told"])
def test_of_the_comments_of_an_annotated_copy_only_what_the_unit_wrote_is_a_remark(
    kind: str, text: str, said: str | None
) -> None:
    stamp: Sheet = sheet(
        f"| {kind} | level-missing | Sheet1 | I3 | Mô hình số 1 | {OURS} | {ASK} |", CORRECTION_STAMP
    )
    read = understand(sheet(m3(FIRST, SECOND), notices=[comment(9, text)]), stamp)
    assert (bool(read.marks), read.remarks) == (kind == "point", (said,) if said else ())


def test_a_sentence_beside_the_list_of_an_annotated_copy_is_the_units() -> None:
    stamp: Sheet = sheet("| point | level-missing | Sheet1 | I3 | Đề nghị ghi cấp |", CORRECTION_STAMP)
    read = understand(sheet(m3(FIRST, SECOND, "", "Mô hình số 2 xin rút.")), stamp)
    assert (bool(read.marks), read.remarks) == (True, ("Mô hình số 2 xin rút",))


@pytest.mark.parametrize(("counts", "possible"), [("1 | 1 | 1", 0), ("Tập thể | 2023 | 2024", 1)])
def test_a_sheet_that_counts_models_by_field_holds_none_though_its_figures_are_text(
    counts: str, possible: int
) -> None:
    by_field = f"BIỂU TỔNG HỢP SỐ LƯỢNG MÔ HÌNH\n| 1 | Văn hóa văn nghệ quần chúng | {counts} |"
    assert len(understand(sheet(m3(FIRST, SECOND)), sheet(by_field)).possible) == possible


RE = "Re: Đề nghị sửa, bổ sung hồ sơ đăng ký mô hình “Dân vận khéo” năm 2024 - Xã Cao Xá"
POINTS = (
    "Các bản M1, M2: xã đã gửi bản giấy ngày 22/02/2024.",
    "Kế hoạch xây dựng đảng bộ “Dân vận khéo”: xã đang hoàn thiện.",
    "Kế hoạch: xã gửi bản giấy.",
    "Đã bổ sung cột cấp đăng ký.",
    "Bản M1 của mô hình “Nuôi ong lấy mật” (cấp tỉnh): đã gửi.",
    "Đối với mô hình chưa rõ lĩnh vực: xã đã ghi lại lĩnh vực kinh tế.",
    "Đăng ký theo QĐ 266: đã gửi ngày 19/02.",
)


def test_what_a_unit_answers_to_the_points_of_our_letter_is_no_list_and_its_subject_changes_none() -> None:
    read = understand("\n".join([RE, *(f"{n}. {point}" for n, point in enumerate(POINTS, start=1))]))
    assert (read.possible, read.remarks) == ((), ())


def test_levels_by_the_numbers_of_models_in_an_answer_are_kept_and_are_no_models() -> None:
    read = understand(f"{RE}\n- Cấp tỉnh: mô hình số 3\n- Cấp huyện: mô hình số 1, 4 và 5\n- Còn lại cấp cơ sở.")
    assert read.possible == ()
    assert len(read.level_words) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Kế hoạch nhỏ giúp bạn tới trường",
        "Đã uống rượu bia thì không lái xe",
        "Đối với cấp huyện: mô hình Trồng nấm sò thôn Đồng Lim",
        "Về nội dung cấp huyện: bổ sung mô hình Trồng nấm sò",
        "Bản sắc văn hóa làng quê",
        "Đã bổ sung Nuôi lợn sạch thôn Trại",
        "Đã bổ sung đủ 05 mô hình",
        "Nội dung 2: Trồng nấm sò thôn Đồng Lim",
        "Đối với thôn Đồng Lim: Trồng nấm sò",
        "Mô hình số 6: Trồng nấm sò thôn Đồng Lim",
    ],
)
def test_what_may_be_a_model_in_an_answer_to_our_letter_stays_possible(line: str) -> None:
    assert len(understand(f"{RE}\n1. {POINTS[0]}\n2. {line}").possible) == 1


BLOCK = "- Tên mô hình: Chăn nuôi thỏ\n- Địa chỉ: Thôn Trại\n- Tập thể, cá nhân: Hội Nông dân xã"


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("Xã Cao Xá bổ sung 01 mô hình cấp huyện:", ["district"]),
        ("Xã xin đăng ký thêm 01 mô hình:", [None]),
        ("Xã bổ sung 02 mô hình cấp huyện:", []),
        ("Nếu được, xã bổ sung 01 mô hình cấp huyện:", []),
        ("Đề nghị xã bổ sung 01 mô hình cấp tỉnh:", []),
        ("Xã xin thay mô hình số 3 và bổ sung 01 mô hình cấp huyện:", []),
        ("Xã bổ sung 01 mô hình cấp huyện thay cho mô hình “Đường hoa”:", []),
    ],
)
def test_a_model_in_labels_below_a_line_that_adds_one_is_an_entry(line: str, levels: list[str | None]) -> None:
    lists = understand(f"{RE}\n{line}\n{BLOCK}").lists
    assert [each.level_heading for part in lists for each in part.entries] == levels
