"""What mails and notes say in words, and what they change in a list."""

from __future__ import annotations

import pytest

from aggregator.campaign.sentences import changes_list, is_idle, may_be_withdrawn, withdrawing_part

CHANGES = [
    "Xã chuyển 02 mô hình cấp huyện xuống cấp cơ sở.",
    "Xã đưa một mô hình cấp tỉnh, 01 mô hình cơ sở về cấp huyện.",
    "Xã chuyển hai mô hình huyện xuống cơ sở",
    "Hai mô hình huyện chuyển xuống xã.",
    "Xin rút mô hình số 3.",
    "Đề nghị Ban cho xã rút mô hình “Đường cờ phụ nữ”.",
    "Mô hình số 4 là mô hình dự phòng.",
    "Xin thay mô hình số 2 bằng mô hình “Vườn thuốc nam”.",
    "Xã xin đính chính: mô hình “Cổng rào xanh” là cấp cơ sở.",
    "Mô hình “Vườn thuốc nam” không phải cấp huyện.",
    "Mô hình thứ 2 xin chuyển sang cấp cơ sở.",
    "Danh sách mô hình cấp tỉnh gửi riêng.",
    "Xin hủy mô hình số 1.",
    "Điển hình số 2 xin thôi.",
    "MH số 6 xin rút",
    "Mô hình “Vườn thuốc nam” có bản riêng.",
    "Xin rút tên mô hình số 3 khỏi danh sách",
    "Xin rút dòng 5.",
    "Mô hình số 4 đã rút khỏi danh sách.",
    "Xin rút mô hình số 3, kèm theo tờ trình của Đảng ủy.",
    "Theo quy định không quá 05 mô hình, xin rút mô hình số 6.",
    "Mô hình “Vườn thuốc nam” ghi nhầm cấp huyện, đúng là cấp cơ sở.",
    "Đề nghị gạch tên mô hình “Vườn thuốc nam”.",
    "xin rut mo hinh so 2",
]
ADDITIONS = [
    "Xã xin bổ sung 01 mô hình cấp tỉnh.",
    "Xã đăng ký thêm mô hình “Vườn thuốc nam”.",
    "Xin thêm một mô hình nữa.",
]
HARMLESS = [
    "Xã chuyển danh sách 05 mô hình về huyện.",
    "Mô hình dự phòng: không có",
    "Không có mô hình nào xin rút",
    "Mô hình xin rút: 0",
    "Mô hình thay thế: không.",
    "Xã gửi Ban danh sách đăng ký mô hình “Dân vận khéo” năm 2024.",
    "Trân trọng cảm ơn.",
    "Kính gửi các đồng chí danh sách mô hình, gửi kèm 02 bản M1.",
    "Đã điều chỉnh mô hình số 3 theo góp ý, gửi lại danh sách kèm theo.",
    "Đã rút mô hình số 3, danh sách đính kèm.",
    "Danh sách này thay thế danh sách gửi ngày 20/02.",
    "Mỗi xã đăng ký ít nhất 01 mô hình cấp tỉnh.",
    "Không quá 05 mô hình cấp huyện.",
    "Xin rút kinh nghiệm vì gửi chậm.",
    "Xã không rút mô hình nào.",
    "Xã giữ nguyên danh sách đã gửi, không thay đổi mô hình nào.",
    "Xã không xin rút, không xin thay mô hình.",
    "Không bỏ mô hình nào, không thay bằng mô hình khác.",
    "Mô hình số 2 không xin chuyển sang cấp cơ sở, giữ nguyên cấp huyện.",
    "Đề nghị Ban xem xét, công nhận các mô hình trên.",
    "Ghi chú: các mô hình đã họp dân.",
    "Xã không đăng ký thêm mô hình nào.",
    "Tổng cộng: 06 mô hình, trong đó cấp tỉnh 01, cấp huyện 05.",
    "Danh sách gồm 01 mô hình cấp tỉnh, 05 mô hình cấp huyện.",
    "Các mô hình trên đã được Đảng ủy thông qua.",
    "Đăng ký mô hình “Dân vận khéo” cấp huyện năm 2024",
    "Đề nghị Ban Dân vận Huyện ủy quan tâm, giúp đỡ.",
    "Mô hình (*) là mô hình trọng điểm.",
    "Bản giấy của danh sách mô hình xã sẽ nộp trực tiếp.",
    "Đề nghị bổ sung mẫu M1 cho đơn vị, mô hình nếu có.",
    "(*) Mô hình đăng ký xây dựng mới.",
    "Xin xác nhận đã nhận được danh sách mô hình.",
    "Người liên hệ về mô hình: đồng chí Hà, ĐT 0912 000 111",
    "Mô hình 1, 2, 3 duy trì từ năm 2022",
    "Cột 5, 6 ghi mô hình đang duy trì hoặc xây dựng mới",
    "Xin lỗi Ban, mô hình gửi hơi muộn ạ.",
    "Xã đăng ký mô hình: 01 cấp tỉnh, 05 cấp huyện.",
    "Xã xin gửi danh sách mô hình đã đính chính.",
    "Xin rút kinh nghiệm vì gửi danh sách mô hình chậm.",
    "Mô hình phối hợp với Trung tâm Y tế dự phòng.",
    "Xin rút mô hình số 3, gửi lại danh sách kèm theo.",
    "Đề nghị mỗi xã bổ sung 01 mô hình cấp tỉnh.",
    "Mô hình số 1 thực hiện tại hai thôn",
]


@pytest.mark.parametrize(
    ("sentence", "idle"),
    [
        ("Mô hình An ninh giáp ranh phối hợp với xã Nhã Nam thực hiện", True),
        ("Ghi chú: An ninh giáp ranh phối hợp thực hiện cùng xã Nhã Nam", True),
        ("Mô hình An ninh giáp ranh do xã Nhã Nam thực hiện", False),
        ("Mô hình An ninh giáp ranh trùng với xã Nhã Nam", False),
        ("Mô hình An ninh giáp ranh đăng ký chung với xã Nhã Nam", False),
        ("Mô hình An ninh giáp ranh phối hợp với xã Nhã Nam, do xã Nhã Nam đăng ký", False),
    ],
)
def test_with_whom_a_model_is_carried_out_changes_no_list(sentence: str, *, idle: bool) -> None:
    assert is_idle(sentence, "An ninh giáp ranh", "xã Liên Sơn") == idle


@pytest.mark.parametrize("sentence", CHANGES)
def test_what_withdraws_replaces_or_moves_a_model_changes_a_list_whether_or_not_one_comes(sentence: str) -> None:
    assert changes_list(sentence, beside_list=True)
    assert changes_list(sentence, beside_list=False)


@pytest.mark.parametrize("sentence", ADDITIONS)
def test_an_addition_is_in_the_list_where_one_comes(sentence: str) -> None:
    assert changes_list(sentence, beside_list=False)
    assert not changes_list(sentence, beside_list=True)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_thanks_counts_and_what_the_list_that_comes_says_already_change_nothing(sentence: str) -> None:
    assert not changes_list(sentence, beside_list=True)
    assert not changes_list(sentence, beside_list=False)


@pytest.mark.parametrize("comment", ["Cái này là cấp cơ sở", "xin chuyển lên cấp tỉnh", "Thay bằng vườn thuốc nam"])
def test_what_hangs_on_a_model_need_not_name_it(comment: str) -> None:
    assert changes_list(comment, beside_list=True, of_model=True)
    assert not changes_list(comment, beside_list=True)


@pytest.mark.parametrize(
    ("note", "withdrawn"),
    [
        ("Xin bỏ", True), ("Xin bổ sung kinh phí", False), ("xin bo", True),
        ("Đã bỏ", True), ("Đã bố trí kinh phí", False), ("da bo", True),
        ("Đã dừng", True), ("Đã dựng cổng chào", False), ("Đã dùng vốn xã hội hóa", False),
        ("Xin thôi", True), ("Xin thời gian đến tháng 12", False),
        ("Đã huỷ", True), ("Đã hủy", True), ("Bỏ.", True), ("Bộ", False),
        ("Dự phòng", True), ("Phối hợp Trung tâm Y tế dự phòng", False),
        ("Nội dung thực hiện", False), ("NỘI DUNG THỰC HIỆN", False), ("Nội dung 2 dừng thực hiện", True),
        ("xin dung thuc hien", True), ("do thôn Trung thực hiện", False),
    ],
)  # fmt: skip
def test_words_alike_but_for_their_marks_are_told_apart_where_marks_are_written(note: str, withdrawn: bool) -> None:
    assert may_be_withdrawn(note) is withdrawn


@pytest.mark.parametrize(
    ("note", "withdrawn"),
    [
        ("Thôn Trung xin dừng", True), ("Thôn Hạ xin dừng", True), ("Thôn Trung dừng", True),
        ("Dừng ở thôn Trung", True), ("Xóm Bùi Nội rút", True), ("Khu 3 dừng", True), ("Nội dung hủy", True),
        ("Thôn Xin thôi", True), ("Thôn bùi xin dừng", True), ("Bùi xin dừng", True), ("Tạm gác", True),
        ("Thôn Trung và thôn Hậu xin dừng", True), ("Đã thống nhất rút", True), ("Thống nhất rút gọn", False),
        ("Thôn Trung", False), ("Thôn Bỏ", False), ("Thôn Dừng", False), ("Thôn Rút Hòa", False),
        ("Thôn Dung thực hiện", False), ("Thôn Trung thực hiện", False), ("Thôn Ngò không bỏ rác", False),
    ],
)  # fmt: skip
def test_a_hamlet_before_or_behind_what_withdraws_is_none_of_it(note: str, withdrawn: bool) -> None:
    assert bool(withdrawing_part(note)) is withdrawn


@pytest.mark.parametrize(
    ("name", "withdrawn"),
    [
        ("Hủy hoạt động cho vay nặng lãi", False),
        ("Dừng hoạt động cho thuê đất trái phép", False),
        ("Bỏ hủ tục trong việc tang", False),
        ("Không lấn chiếm lòng đường, dừng, đỗ xe sai quy định", False),
        ("Hủy hoạt động chờ kinh phí", True),
        ("Trồng hoa - dừng, chờ vốn", True),
        ("Trồng hoa (hủy vì thiếu vốn)", True),
    ],
)
def test_a_name_that_begins_with_a_verb_of_withdrawing_is_withdrawn_only_for_a_reason(
    name: str, withdrawn: bool
) -> None:
    assert bool(withdrawing_part(name)) is withdrawn
