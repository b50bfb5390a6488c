"""Corrections by people: a person's word goes before the list's, and survives a re-sending."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aggregator.campaign.succession import EntryKey
from aggregator.judge.conclude import balance_of
from aggregator.judge.decisions import Revision, apply_corrections
from tests.book.books import model, tracking
from tests.handled import listed
from tests.sheets import CAMPAIGN, only, shown
from tests.write.outcome_parts import entries_frame

HEAD = "| Đơn vị | Tên mô hình | Địa chỉ | Điều đính chính | Giá trị đúng | Danh sách đang ghi | Lý do | Ngày |"


def corrected(folder: Path, line: str, *entries: dict[str, Any]) -> Revision:
    """The entries once the corrections of the book (one line, or several) are applied."""
    book = tracking(folder, corrections=f"{HEAD}\n{line}")
    assert book.findings == ()
    frame = entries_frame(list(entries)).assign(level_why="level-missing", field_why="field-missing").astype(object)
    return apply_corrections(frame, book.corrections, CAMPAIGN, former=FORMER)


# the lists that were replaced
FORMER = [
    EntryKey.of("cao-xa", name, place) for name, place in (("Nuôi ong", "Thôn Chùa"), ("Đường hoa", "Thôn Trại"))
]


def of(frame: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return frame[list(columns)].values.tolist()


@pytest.mark.parametrize(
    ("what", "value", "columns", "expected"),
    [
        ("Lĩnh vực", "Quốc phòng - an ninh", ("field", "field_source"), ["defence_security", "correction"]),
        ("lĩnh vực", "II", ("field", "field_source"), ["culture_society", "correction"]),
        ("Cấp đăng ký", "cấp huyện", ("level", "level_source"), ["district", "correction"]),
        ("Đơn vị", "UBND xã Lam Cốt", ("unit",), ["lam-cot"]),
    ],
)
def test_field_level_and_unit_are_corrected(
    tmp_path: Path, what: str, value: str, columns: tuple[str, ...], expected: list[str]
) -> None:
    done = corrected(tmp_path, f"| Xã Cao Xá | Đường hoa | | {what} | {value} |", model("Đường hoa"))
    assert of(done.entries, *columns) == [expected]
    assert done.findings == []


def test_the_doubt_goes_with_the_correction(tmp_path: Path) -> None:
    done = corrected(tmp_path, "| Xã Cao Xá | Đường hoa | | Cấp đăng ký | huyện |", model("Đường hoa"))
    assert of(done.entries, "level_why", "field_why") == [[None, "field-missing"]]


@pytest.mark.parametrize("sent", ["ĐƯỜNG HOA ", "Đường  hoa", "đuờng hoa"])
def test_a_name_typed_otherwise_in_the_next_file_is_still_the_same_entry(tmp_path: Path, sent: str) -> None:
    again = model(sent, address=None, file="M3 gửi lại.xlsx", row=31)
    done = corrected(tmp_path, "| Xã Cao Xá | Đường hoa | Thôn Trại | Cấp đăng ký | huyện |", again)
    assert of(done.entries, "level") == [["district"]]


def test_the_place_tells_two_entries_of_one_name_apart(tmp_path: Path) -> None:
    two = [model("Đường hoa", address="Thôn Trại"), model("Đường hoa", address="Thôn Chùa")]
    done = corrected(tmp_path, "| Xã Cao Xá | Đường hoa | Thôn Chùa | Cấp đăng ký | cơ sở |", *two)
    assert of(done.entries, "level") == [["province"], ["base"]]


@pytest.mark.parametrize("place", ["Thôn 2", "Thôn 2, xã Cao Xá", "khu trung tâm", ""])
def test_where_the_name_is_the_units_only_one_the_place_may_be_written_otherwise(
    tmp_path: Path, place: str
) -> None:
    done = corrected(
        tmp_path,
        "| Xã Cao Xá | Đường hoa | Thôn 2 | Cấp đăng ký | cơ sở |",
        model("Đường hoa", address=place or None),
        model("Hiến đất", address="Thôn 2"),
    )
    assert of(done.entries, "level") == [["base"], ["province"]]
    assert done.findings == []


def test_of_homonyms_the_place_that_holds_the_others_words_is_meant(tmp_path: Path) -> None:
    two = [model("Đường hoa", address="Thôn 2, xã Cao Xá"), model("Đường hoa", address="Thôn 5, xã Cao Xá")]
    done = corrected(tmp_path, "| Xã Cao Xá | Đường hoa | Thôn 2 | Cấp đăng ký | cơ sở |", *two)
    assert of(done.entries, "level") == [["base"], ["province"]]


def test_an_exclusion_that_fits_two_homonyms_takes_out_none(tmp_path: Path) -> None:
    two = [model("Đường hoa", address="Thôn Trại"), model("Đường hoa", address="Thôn Chùa")]
    done = corrected(tmp_path, "| Xã Cao Xá | Đường hoa | | Không tính mô hình |", *two)
    assert len(done.entries) == 2
    assert shown(done.findings) == ["correction-ambiguous @ D2"]
    assert "Thôn Trại" in done.findings[0].message


def test_an_entry_is_known_by_the_unit_of_the_list_and_by_the_corrected_one(tmp_path: Path) -> None:
    lines = (
        "| Xã Cao Xá | Đường hoa | | Đơn vị | Xã Lam Cốt |\n"
        "| Xã Lam Cốt | Đường hoa | | Cấp đăng ký | cơ sở |\n"
        "| Xã Cao Xá | Đường hoa | | Lĩnh vực | III |"
    )
    done = corrected(tmp_path, lines, model("Đường hoa"))
    assert of(done.entries, "unit", "listed_unit", "level", "field") == [
        ["lam-cot", "cao-xa", "base", "defence_security"]
    ]
    assert done.findings == []


def test_what_the_list_said_is_told_where_the_correction_does_not_say_it(tmp_path: Path) -> None:
    lines = (
        "| Xã Cao Xá | Đường hoa | | Cấp đăng ký | cơ sở |\n"
        "| Xã Cao Xá | Đường hoa | | Lĩnh vực | III | Kinh tế |\n"
        "| Xã Cao Xá | Đường hoa | | Đơn vị | Xã Lam Cốt |"
    )
    assert corrected(tmp_path, lines, model("Đường hoa")).listed_words == {2: "Cấp tỉnh", 4: "Xã Cao Xá"}


def test_an_excluded_entry_is_said_and_kept_apart(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | | Không tính mô hình | | | đơn vị đã rút |"
    done = corrected(tmp_path, line, model("Đường hoa"), model("Hiến đất"))
    assert of(done.entries, "name") == [["Hiến đất"]]
    assert of(done.removals, "name", "file", "row") == [["Đường hoa", "M3.xlsx", 9]]
    assert "đơn vị đã rút" in only(done.findings, "entry-excluded").message
    assert shown(done.findings) == ["entry-excluded @ C9"]


def test_excluded_rows_keep_the_balance() -> None:
    item = listed("M3.xlsx", "Đường hoa", "Hiến đất", "Chợ sạch")
    balance, parts = balance_of({"M3.xlsx": item}, ["M3.xlsx", "M3.xlsx"])
    assert (balance.entries, balance.rows_set_aside, balance.holds) == (1, 2, True)
    assert parts[0].balance == balance


def test_an_entry_of_unknown_unit_is_corrected_without_one(tmp_path: Path) -> None:
    done = corrected(tmp_path, "| | Đường hoa | | Đơn vị | Xã Cao Xá |", model("Đường hoa", None))
    assert of(done.entries, "unit") == [["cao-xa"]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Xã Cao Xá | Đường họa mi | | Cấp đăng ký | huyện |", "correction-without-entry @ D2"),
        ("| Xã Lam Cốt | Đường hoa | | Cấp đăng ký | huyện |", "correction-without-entry @ D2"),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | cấp tỉnh |", "correction-not-needed @ D2"),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | huyện | cơ sở |", "correction-source-changed @ D2"),
        (
            "| Xã Cao Xá | Đường hoa | | Cấp đăng ký | huyện |\n| Xã Cao Xá | Đường hoa | | Cấp đăng ký | cơ sở |",
            "correction-twice @ D3",
        ),
    ],
)
def test_a_correction_that_no_longer_fits_is_a_finding(tmp_path: Path, line: str, expected: str) -> None:
    assert shown(corrected(tmp_path, line, model("Đường hoa")).findings) == [expected]


def test_what_the_list_said_when_corrected_may_be_written_in_any_wording(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | | Cấp đăng ký | huyện | đk cấp tỉnh |"
    assert corrected(tmp_path, line, model("Đường hoa")).findings == []


def test_a_likely_entry_is_suggested(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Xây dựng đường hoa | | Cấp đăng ký | huyện |"
    found = corrected(tmp_path, line, model("Xây dựng đường hoa kiểu mẫu")).findings
    assert "Có phải là “Xây dựng đường hoa kiểu mẫu”?" not in found[0].message
    found = corrected(tmp_path, line, model("Xây dựng đường hoas")).findings
    assert "Có phải là “Xây dựng đường hoas”?" in found[0].message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Xã Cao Xá | Đường hoa | | Tên | huyện |", "book-choice-unknown @ D2"),
        ("| Xã Cao Xá | Đường hoa | | | huyện |", "correction-incomplete @ D2"),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | |", "correction-incomplete @ E2"),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | cấp vùng |", "book-choice-unknown @ E2"),
        ("| Xã Cao Xá | Đường hoa | | Lĩnh vực | du lịch |", "book-choice-unknown @ E2"),
        ("| Xã Cao Xá | Đường hoa | | Đơn vị | Nước ngoài |", "book-unit-unknown @ E2"),
        ("| Nước ngoài | Đường hoa | | Cấp đăng ký | huyện |", "book-unit-unknown @ A2"),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | huyện | | | hôm qua |", "book-time-unclear @ H2"),
        ("| Xã Cao Xá | | | Cấp đăng ký | huyện |", "correction-incomplete @ B2"),
    ],
)
def test_what_is_odd_in_a_correction_names_its_cell(tmp_path: Path, line: str, expected: str) -> None:
    assert shown(tracking(tmp_path, corrections=f"{HEAD}\n{line}").findings) == [expected]


NO_NUMBER = ["Tên mô hình", "Tên", "Địa chỉ", "Tập thể hoặc cá nhân", "Thời gian", "Số điện thoại"]
OF_NO_QUOTA = ["Mục tiêu đề ra", "Dự kiến thời gian hoàn thành", "STT", "Họ tên cá nhân", "Địa điểm", "Chức vụ"]
IDLE_NOTES = [
    "sai chính tả", "đã gọi", "chữ mờ", "M1 gửi sau", "đã có M1", "Chị Hà ghi", "bổ sung số điện thoại", "mới",
    "mô hình điểm", "thiếu chữ “mới”", "xem bản giấy", "xã đã sửa tên", "gõ nhầm dấu", "không có M1",
    "không cần sửa", "xã gửi M1 sau, không cần hỏi",
]  # fmt: skip
OTHER_NAMES = [
    ("Tên mô hình", "đường hoa thôn Trại"), ("Tên mô hình", "“Đường hoa thôn Trại”"),
    ("Nội dung", "Trồng 2 km hoa"), ("Tên mô hình", "Đường hoa (thôn Trại)"),
    ("Tên mô hình", "tên đúng: Đường cờ"), ("Tên", "sửa thành Đường cờ"),
    ("Địa chỉ", "thôn Trại (nhà văn hóa)"), ("Địa chỉ", "Thôn Trại; thôn Hậu"),
    ("Tập thể hoặc cá nhân", "Hội Phụ nữ (bà Lan)"), ("Tên mô hình", "Chuyển đổi số cộng đồng"),
    *(
        ("Tên mô hình", name)
        for name in ("Dòng họ Nguyễn tự quản", "Dòng sông xanh", "Gia đình 5 không 3 sạch, không rác",
                     "Đường hoa - không rác thải", "Nhập nguồn nước sạch", "Lên luống hoa", "Nâng cao thu nhập",
                     "Xóa đói giảm nghèo", "Không sinh con thứ ba", "Thêm cây xanh cho thôn", "Bỏ tục thách cưới")
    ),
    ("Mục tiêu", "không rác"), ("Người phụ trách", "thay bà Lan bằng bà Hoa"),
]  # fmt: skip
# notes and names that may change a number
COUNTING = [
    ("Ghi chú", "không tính mô hình"), ("Nội dung", "nâng lên cấp tỉnh"), ("Ghi chú", "xã xin rút mô hình này"),
    ("Nội dung", "thêm 1 mô hình cấp tỉnh"), ("Nội dung", "đổi huyện thành tỉnh"), ("Nội dung", "bỏ"),
    ("Ghi chú", "trùng mô hình 2"), ("Nội dung", "chuyển xuống cơ sở"), ("Ghi chú", "?"), ("Ghi chú", "hỏi lại"),
    ("Tên mô hình", "Đường hoa (cấp tỉnh)"), ("Tên", "gộp với mô hình 2"), ("Tên mô hình", "?"),
    ("Tên cấp", "tỉnh"), ("Nội dung đính chính", "tỉnh"), ("Thời gian", "cấp tỉnh"),
    ("Tên mô hình", "Đường hoa (tỉnh)"), ("Tên mô hình", "đã rút"), ("Tên mô hình", "Đã rút"), ("Tên", "(rút)"),
    ("Tên mô hình", "gồm 2 mô hình: đường hoa, đường cờ"), ("Tên mô hình", "Hai mô hình"), ("Tên", "như dòng 2"),
    ("Địa chỉ", "thôn Trung (mô hình của xã Lam Cốt)"), ("Địa chỉ", "Xã Lam Cốt"), ("Địa chỉ", "không có ở xã"),
    ("Ghi chú", "ghi hai lần"), ("Ghi chú", "lặp dòng 3"), ("Nội dung", "lặp"), ("Ghi chú", "còn thiếu trang 2"),
    ("Số lượng", "2"), ("Loại", "đúng"), ("Tên mô hình", "Đường hoa, nâng tỉnh"), ("Ghi chú", "tỉnh"),
    ("Tên mô hình", "Đường hoa; trùng"), ("Ghi chú", "của mô hình 2"), ("Tên mô hình", "2 mô hình"),
    ("Ghi chú", "ghi thừa"), ("Ghi chú", "xã xin dừng"), ("Nội dung", "nhập vào dòng trên"), ("Ghi chú", "nhầm xã"),
    ("Ghi chú", "thay bằng mô hình khác"), ("Tên mô hình", "Đường hoa (đăng ký tỉnh)"),
    ("Tên", "thay bằng Tủ sách"),
    *(
        ("Tên mô hình", remark)
        for remark in ("rút theo đề nghị của xã", "thôi không làm nữa", "Thôi không làm", "hủy bỏ",
                       "Bỏ mô hình này", "gộp vào mô hình đường hoa", "Gộp vào mô hình 2",
                       "chuyển sang năm sau", "không phải của xã",
                       "Rút khỏi danh sách năm nay", "bỏ vì trùng", "mô hình này đã rút", "tạm dừng", "nhầm")
    ),
    *(
        ("Ghi chú", doubt)
        for doubt in ("xem lại cấp", "sai cấp", "ghi nhầm cấp", "chưa rõ cấp", "xã bảo nhầm", "chưa chắc",
                      "phải là tỉnh mới đúng", "đề nghị xem lại", "xã sẽ gửi lại danh sách", "mô hình năm 2023",
                      "để năm sau")
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("| Xã Cao Xá | Đường hoa | | ? | Cấp tỉnh |", ["cao-xa"]),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | hỏi lại? tỉnh, huyện |", ["cao-xa"]),
        ("| Xã Cao Xá | Đường hoa | | | Cấp tỉnh |", ["cao-xa"]),
        ("| Xã Cao Xá | | | Cấp đăng ký | Cấp tỉnh |", ["cao-xa"]),
        ("| Cao X… | Đường hoa | | Cấp đăng ký | Cấp tỉnh |", ["cao-xa"]),
        ("| | Đường hoa | | Cấp đăng ký | Cấp tỉnh |", ["cao-xa"]),
        ("| Xã Cao Xá | Đường hoa | | Đơn vị | hình như Lam Cốt |", ["cao-xa", "lam-cot"]),
        ("| Xã Cao Xá | Đường hoa | | Lĩnh vực | ? |", []),
        ("| Xã Cao Xá | | | | |", []),
        *((f"| Xã Cao Xá | Đường hoa | | {what} | Đường hoa mới |", []) for what in NO_NUMBER),
        ("| Xã Cao Xá | Đường hoa | | Ghi chú | Sửa tên cho đúng |", []),
        ("| Xã Cao Xá | Đường hoa | | Địa chỉ | Thôn Trung |", []),
        *((f"| Xã Cao Xá | Đường hoa | | {what} | trồng 2 km hoa |", []) for what in OF_NO_QUOTA),
        *((f"| Xã Cao Xá | Đường hoa | | Ghi chú | {note} |", []) for note in IDLE_NOTES),
        *((f"| Xã Cao Xá | Đường hoa | | {what} | {said} |", []) for what, said in OTHER_NAMES),
        *((f"| Xã Cao Xá | Đường hoa | | Cấp đăng ký | {said} |", []) for said in ("giữ nguyên", "đúng", "như cũ")),
        *((f"| Xã Cao Xá | Đường hoa | | {what} | {value} |", ["cao-xa"]) for what, value in COUNTING),
        ("| Xã Cao Xá | Đường hoa | | Tên đơn vị | Xã Lam Cốt |", ["cao-xa", "lam-cot"]),
        ("| Xã Cao Xá | Đường hoa | | Ghi chú | của xã Lam Cốt |", ["cao-xa", "lam-cot"]),
        ("| Xã Cao Xá | Đường hoa | | Tên mô hình? | |", ["cao-xa"]),
        ("| Xã Cao Xá | Đường hoa | | | |", ["cao-xa"]),
        ("| Xã Cao Xá | Đã kiểm tra | | | |", []),
        ("| Xã Cao Xá | Không có gì đính chính | | | |", []),
        ("| Xã Cao Xá | | | | Không |", []),
        ("| Xã Cao Xá | | | | hỏi lại |", ["cao-xa"]),
        ("| Xã Cao Xá | Đường hoa | | Cấp đăng ký | Cấp tỉnh | | | 01/03/2023 |", []),
    ],
)
def test_a_correction_that_is_not_understood_changes_nothing_and_leaves_its_units_open(
    tmp_path: Path, line: str, units: list[str]
) -> None:
    book = tracking(tmp_path, corrections=f"{HEAD}\n{line}")
    frame = entries_frame([model("Đường hoa"), model("Hiến đất", "lam-cot")])
    done = apply_corrections(frame, book.corrections, CAMPAIGN, book.open_corrections)
    assert sorted(done.open_answers) == units
    assert of(done.entries, "level") == [["province"], ["province"]]


@pytest.mark.parametrize("name", ["1. Đường hoa", "Mô hình Đường hoa", "Mô hình “Đường hoa”", "- Đường hoa"])
def test_a_number_and_the_word_model_before_a_name_are_no_part_of_it(tmp_path: Path, name: str) -> None:
    done = corrected(tmp_path, f"| Xã Cao Xá | {name} | | Cấp đăng ký | huyện |", model("Đường hoa"))
    assert of(done.entries, "level") == [["district"]]
    other = corrected(tmp_path, f"| Xã Cao Xá | {name} 2 | | Cấp đăng ký | huyện |", model("Đường hoa"))
    assert of(other.entries, "level") == [["province"]]


@pytest.mark.parametrize("what", ["cấp", "Cấp ĐK", "Cấp đăng kí"])
def test_what_is_corrected_in_other_words(tmp_path: Path, what: str) -> None:
    done = corrected(tmp_path, f"| Xã Cao Xá | Đường hoa | | {what} | huyện |", model("Đường hoa"))
    assert of(done.entries, "level") == [["district"]]


OUT = "| Xã Cao Xá | Nuôi ong | Thôn Chùa | Không tính mô hình |"


@pytest.mark.parametrize(
    ("line", "further", "settled"),
    [
        (OUT, (), True),
        (OUT, (model("Trồng dừa", address="Thôn Mới"),), True),
        (OUT.replace("Thôn Chùa", ""), (), True),
        (OUT.replace("Thôn Chùa", ""), (model("Trồng dừa", address="Thôn Mới"),), False),
        (OUT, (model("Ong mật", address="Thôn Chùa"),), False),
        (OUT, (model("Nuôi ong lấy mật", address="Xóm 1"),), False),
        (OUT, (model("Trồng dừa", address=None),), False),
        ("| Xã Cao Xá | Nuôi bò | Thôn Chùa | Không tính mô hình |", (), False),
        ("| Xã Cao Xá | Nuôi ong | Thôn Chùa | Cấp đăng ký | huyện |", (), False),
        ("| Xã Cao Xá | Nuôi ong | Thôn Chùa | Đơn vị | Xã Lam Cốt |", (), False),
        ("| Xã Cao Xá | Nuôi ong | | Đơn vị | Xã Lam Cốt |", (model("Nuôi ong", "lam-cot"),), True),
    ],
)
def test_what_the_lists_do_by_now_settles_a_correction_and_what_may_be_the_model_anew_does_not(
    tmp_path: Path, line: str, further: tuple[dict[str, Any], ...], settled: bool
) -> None:
    done = corrected(tmp_path, line, model("Đường hoa", address="Thôn Trại"), *further)
    codes = ["correction-not-needed" if settled else "correction-without-entry"]
    assert ([f.code for f in done.findings], bool(done.open_answers)) == (codes, not settled)


MOVED = "| Xã Cao Xá | Đường hoa | Thôn Trại | Đơn vị | Xã Lam Cốt |"


@pytest.mark.parametrize(
    ("lines", "place", "units"),
    [
        (MOVED, "Thôn Trại", ["lam-cot"]),
        (MOVED, "Thôn Trại, xã Lam Cốt", ["lam-cot"]),
        (MOVED, None, ["lam-cot"]),
        (MOVED, "Thôn Chùa", ["lam-cot", "lam-cot"]),
        (f"{MOVED}\n| Xã Lam Cốt | Đường hoa | | Là các mô hình khác nhau |", "Thôn Trại", ["lam-cot", "lam-cot"]),
        (f"{MOVED}\n| Xã Lam Cốt | Đường hoa | | Không tính mô hình |", "Thôn Trại", ["lam-cot"]),
    ],
)
def test_a_model_moved_to_a_unit_that_lists_it_itself_counts_once(
    tmp_path: Path, lines: str, place: str | None, units: list[str]
) -> None:
    entries = (
        model("Đường hoa", address="Thôn Trại"),
        model("Đường hoa", "lam-cot", address=place, file="b.xlsx"),
    )
    done = corrected(tmp_path, lines, *entries)
    assert list(done.entries["unit"]) == units
    assert len(done.entries) + len(done.removals) == 2
    assert list(done.open_answers) == (["lam-cot"] if place == "Thôn Chùa" else [])
