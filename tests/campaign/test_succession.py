"""How a list stands to an earlier one, as names, titles and sentences say it."""

from __future__ import annotations

import pytest

from aggregator.campaign.succession import piece_of, replaces_list, says_part


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("M3 (1-2)", (1, 2)), ("[2/2] Danh sách M3", (2, 2)), ("Danh sách M3 phần 1", (1, 0)), ("M3_phan2", (2, 0)),
        ("Phần II", (2, 0)), ("phần thứ hai", (2, 0)), ("M3 trang 2", (2, 0)), ("Quyển 2", (2, 0)),
        ("tờ số 1/2", (1, 2)),
        ("M3 2 of 2", (2, 2)), ("Thư 2/2", (2, 2)), ("Đây là tệp thứ hai của danh sách.", (2, 0)),
        ("Danh sách M3 1/2", None), ("nộp ngày 1/2", None), ("M3 (5-2)", None), ("DS nộp 2/2/2024", None),
        ("Tổ 2", None),
        ("Biểu số 3", None), ("Tập thể", None), ("M3 lần 2", None), ("Góp phần xây dựng", None),
    ],
)  # fmt: skip
def test_which_piece_of_one_list_a_name_or_a_title_says(text: str, piece: tuple[int, int] | None) -> None:
    assert piece_of(text) == piece


@pytest.mark.parametrize(
    "text",
    [
        "Danh sách này thay thế danh sách gửi ngày 20/02/2024.", "Đề nghị Ban hủy danh sách cũ, lấy danh sách này.",
        "Danh sách trước không còn giá trị.", "Xin thu hồi danh sách gửi ngày 20/02.", "Bỏ file cũ giúp xã nhé.",
        "Lấy bản này, không lấy bản trước ạ.", "Xin thay toàn bộ danh sách trước.", "(Bản chính thức)",
        "M3 chính thức", "Danh sách gửi ngày 20/2 không sử dụng nữa.", "Thay cho bản gửi ngày 20/02/2024.",
    ],
)  # fmt: skip
def test_what_puts_a_list_in_the_place_of_an_earlier_one(text: str) -> None:
    assert replaces_list(text, as_long=False)


@pytest.mark.parametrize(
    "text",
    [
        "Đính chính danh sách M3", "M3 thay thế", "(Đính chính)", "Bản thay thế", "Gửi danh sách đã sửa",
        "Xã gửi danh sách đã chỉnh sửa ạ", "Danh sách điều chỉnh",
    ],
)  # fmt: skip
def test_what_does_so_only_of_a_list_as_long_as_the_earlier_one(text: str) -> None:
    assert (replaces_list(text), replaces_list(text, as_long=False)) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Xã bổ sung, không thay thế danh sách cũ.", "Đây chưa phải bản chính thức.", "Bản chính thức xã gửi sau.",
        "Danh sách mô hình thay thế", "Đính chính mô hình số 3", "Có thay thế danh sách cũ không?", "M3 sửa",
        "Danh sách cũ giữ nguyên.", "Xã sẽ gửi danh sách thay thế danh sách cũ.", "Bổ sung danh sách đã gửi.",
        "Xin bỏ mô hình số 3 trong danh sách cũ.", "Danh sách 52 đảng viên chính thức",
        "Bỏ đăng ký mô hình 3 đã gửi.", "Thay bản đăng ký cấp tỉnh đã gửi.", "Thay bản đăng ký M1 gửi ngày 20/2.",
        "Danh sách điều chỉnh, bổ sung",
        "Gửi bản sửa lại phần cấp tỉnh, cấp huyện.", "Xã gửi biểu điều chỉnh tên các mô hình.",
        "Gửi danh sách để Ban chốt.", "Danh sách bổ sung chính thức", "Bản chính thức có dấu đỏ gửi bưu điện.",
    ],
)  # fmt: skip
def test_what_replaces_no_list(text: str) -> None:
    assert not replaces_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "DANH SÁCH BỔ SUNG",
        "M3 Cao Xá (bổ sung lần 2)",
        "M3_CaoXa_bo_sung.xlsx",
        "Danh sách phần 2",
        "Danh sách (tiếp)",
        "phần còn lại",
        "Phần II",
        "Danh sách tiếp theo",
        "Gửi nốt danh sách M3",
        "Các mô hình còn lại",
    ],
)
def test_words_that_say_a_further_part(text: str) -> None:
    assert says_part(text)


@pytest.mark.parametrize(
    "text",
    [
        "Danh sách đăng ký tiếp tục duy trì",
        "Góp phần xây dựng nông thôn mới",
        "Quyết định số 266 (sửa đổi, bổ sung)",
        "Sổ tiếp nhận",
        "Lịch tiếp dân, tiếp công dân",
        "M3 Cao Xá lần 2",
        "Bản tiếp thu ý kiến",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert not says_part(text)
