"""How a list stands to an earlier one, as names, titles and sentences say it."""

from __future__ import annotations

import pytest

from aggregator.campaign.succession import (
    are_versions,
    follows_old,
    is_first_piece,
    is_old_name,
    keeps_rest,
    order_in_name,
    piece_of,
    replaces_list,
    says_part,
    sends_more,
)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("M3 (1-2)", (1, 2)), ("[2/2] Danh sách M3", (2, 2)), ("Danh sách M3 phần 1", (1, 0)), ("M3_phan2", (2, 0)),
        ("Phần II", (2, 0)), ("phần thứ hai", (2, 0)), ("M3 trang 2", (2, 0)), ("Quyển 2", (2, 0)),
        ("tờ số 1/2", (1, 2)), ("Page 2", (2, 0)), ("(tiếp trang 1)", (2, 0)),
        ("Danh sách tiếp theo phần 1", (2, 0)),
        ("M3 2 of 2", (2, 2)), ("Thư 2/2", (2, 2)), ("Đây là tệp thứ hai của danh sách.", (2, 0)),
        ("Trang 1/1", None),
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
        "Chị xóa giúp em file lúc sáng nhé, em gửi lại.", "Xã thay đổi toàn bộ nội dung đăng ký.",
        "Danh sách cũ bỏ đi.", "Danh sách lần trước coi như bỏ.",
        "Xã rút lại danh sách đã gửi, gửi danh sách mới.", "Thay mới toàn bộ danh sách.",
        "Đề nghị Ban không tính danh sách gửi lần trước.",
        "Cao Xá - thay cho bản dự thảo", "M3 (thay the ban cu)",
        "Danh sách này thay thế toàn bộ các danh sách đã gửi trước đây.", "Thay cho tất cả các bản xã đã gửi.",
        "Danh sách này thay thế cả hai bản đã gửi.", "Thay cho 2 danh sách gửi trước đây.", "Thay mọi bản đã nộp.",
    ],
)  # fmt: skip
def test_what_puts_a_list_in_the_place_of_an_earlier_one(text: str) -> None:
    assert replaces_list(text, as_long=False)


@pytest.mark.parametrize(
    "text",
    [
        "Đính chính danh sách M3", "M3 thay thế", "(Đính chính)", "Gửi danh sách đã sửa",
        "Xã gửi danh sách đã chỉnh sửa ạ", "Danh sách điều chỉnh",
        "M3 thay thế ngày 26-2", "BẢN HOÀN CHỈNH", "(BẢN SỬA LẦN 2)", "ĐIỀU CHỈNH LẦN 1", "BẢN MỚI",
    ],
)  # fmt: skip
def test_what_does_so_only_of_a_list_as_long_as_the_earlier_one(text: str) -> None:
    assert (replaces_list(text), replaces_list(text, as_long=False)) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Thư trước đơn vị gửi nhầm file, đề nghị lấy danh sách trong thư này.", "Em gửi nhầm file, em gửi lại ạ.",
        "Bản hôm trước bị nhầm, xin Ban bỏ giúp.", "Xin lỗi Ban, file sáng nay là của năm ngoái.",
        "Hôm trước xã gửi lộn file.", "Ban lấy danh sách này nhé.", "Ngọc Lý mới (bản trước bị lỗi)",
        "BẢN THAY THẾ",
    ],
)  # fmt: skip
def test_what_does_so_of_no_list_of_a_few_rows(text: str) -> None:
    assert replaces_list(text, as_long=False)
    assert not replaces_list(text, as_long=False, few=True)


@pytest.mark.parametrize(
    "text",
    [
        "Xã bổ sung, không thay thế danh sách cũ.", "Đây chưa phải bản chính thức.", "Bản chính thức xã gửi sau.",
        "Danh sách mô hình thay thế", "Đính chính mô hình số 3", "Có thay thế danh sách cũ không?", "M3 sửa",
        "Danh sách cũ giữ nguyên.", "Xã sẽ gửi danh sách thay thế danh sách cũ.", "Bổ sung danh sách đã gửi.",
        "Xin bỏ mô hình số 3 trong danh sách cũ.", "Danh sách 52 đảng viên chính thức",
        "Bỏ đăng ký mô hình 3 đã gửi.", "Thay bản đăng ký cấp tỉnh đã gửi.", "Thay bản đăng ký M1 gửi ngày 20/2.",
        "Danh sách điều chỉnh, bổ sung", "Xã xin hủy 2 đăng ký đã gửi.", "Không thay thế các danh sách đã gửi.",
        "Thay thế một số mô hình trong các danh sách đã gửi.", "Thay các bản M1 đã gửi.", "Bỏ các đăng ký đã gửi.",
        "Gửi bản sửa lại phần cấp tỉnh, cấp huyện.", "Xã gửi biểu điều chỉnh tên các mô hình.",
        "Gửi danh sách để Ban chốt.", "Danh sách bổ sung chính thức", "Bản chính thức có dấu đỏ gửi bưu điện.",
        "Xã gửi nhầm địa chỉ thư.", "Xã gửi nhầm danh sách cho Ban Tổ chức.", "Gửi nhầm bản M1, xã gửi lại.",
        "Xã thay đổi toàn bộ nội dung thực hiện của mô hình số 2.", "Thay toàn bộ mô hình số 3.",
        "Xã gửi nhầm danh sách cấp tỉnh.", "Bản trước bị sai tên mô hình số 3.", "Bản trước gửi thiếu 2 mô hình.",
        "Ban lấy danh sách này bổ sung vào danh sách trước.", "Danh sách đã gửi năm 2023 vẫn duy trì.",
        "Ban lấy danh sách này cộng với danh sách hôm qua.", "Bản M1 gửi hôm trước bị lỗi, xã gửi lại.",
        "Bản M1 cũ bỏ đi.", "Danh sách đã gửi bị sai địa chỉ mô hình 2, xã gửi lại mô hình này.",
        "Danh sách đã gửi bị lỗi mô hình Đường hoa, xin gửi lại mô hình này.",
        "Danh sách gửi hôm qua bị sai chính tả ở mô hình thứ hai, xã gửi lại.",
        "Bản đăng ký gửi hôm qua bị sai người thực hiện mô hình Đường hoa, nay gửi lại.",
        "Em gửi nhầm biểu của thôn 2, nay em gửi lại của thôn 2.", "Em gửi nhầm danh sách thôn Trại.",
        "Em gửi nhầm biểu của Hội Phụ nữ, nay em gửi đúng biểu.",
        "Xin lấy danh sách này làm phụ lục của danh sách đã gửi.",
        "Xã không rút lại danh sách đã gửi, chỉ xin sửa mô hình số 2.",
    ],
)  # fmt: skip
def test_what_replaces_no_list(text: str) -> None:
    assert not replaces_list(text)


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("Các mô hình khác giữ nguyên.", True), ("Xã không rút lại danh sách đã gửi.", True),
        ("Em gửi nhầm biểu của thôn 2, nay em gửi lại của thôn 2.", True),
        ("Danh sách đã gửi bị sai địa chỉ mô hình 2, xã gửi lại mô hình này.", True),
        ("Em gửi nhầm file, em gửi lại ạ.", False), ("Xã thay đổi toàn bộ nội dung đăng ký.", False),
        ("Xã rút lại danh sách đã gửi.", False),
    ],
)  # fmt: skip
def test_what_keeps_the_rest_of_an_earlier_list(text: str, keeps: bool) -> None:
    assert keeps_rest(text) is keeps


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
        "M3 Cao Xá bổ xung",
        "M3 Cao Xá bsung",
        "Cao Xá đợt 2",
        "Cao Xá them",
        "M3 Cao Xá - danh sach 2",
        "Các mô hình còn thiếu",
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
        "Cao Xá đợt 1",
        "Danh sách 2 mô hình",
        "Xử lý rác sung túc",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert not says_part(text)


@pytest.mark.parametrize(
    "text",
    [
        "Xã gửi bổ xung danh sách.", "Xã gửi bổ sung danh sách.", "Đăng ký thêm các mô hình sau.",
        "Danh sách này cùng với danh sách gửi ngày 20/02 là đủ của xã.", "Gửi Ban các mô hình còn thiếu.",
        "Xã gửi bổ sung danh sách và bản M1.", "Xã gửi bổ sung 2 mô hình trồng đậu.",
    ],
)  # fmt: skip
def test_a_mail_whose_list_comes_beside_one_that_was_sent(text: str) -> None:
    assert sends_more(text)


@pytest.mark.parametrize(
    "text",
    [
        "Xã gửi danh sách.", "Xã sẽ gửi bổ sung sau.", "Xã gửi bổ sung, thay danh sách cũ.",
        "Gửi Ban danh sách này.", "Xã gửi M3, còn thiếu M1, M2 xin gửi sau.",
        "Xã gửi bổ sung chữ ký của Bí thư vào M3.",
        "Xã gửi M3 đã có chữ ký, gửi bổ sung dấu đỏ.", "Xã gửi M3 cùng với bản giấy gửi ngày 26/02.",
        "Xã gửi M3, nộp bổ sung kế hoạch.", "Xã gửi M3, còn thiếu 01 mô hình xin gửi sau.",
    ],
)  # fmt: skip
def test_a_mail_that_does_not_say_so(text: str) -> None:
    assert not sends_more(text)


@pytest.mark.parametrize(
    "name",
    [
        "Phúc Sơn (thay the ban cu)", "Việt Lập thay bản cũ", "Cao Xá - thay cho bản dự thảo", "sửa từ bản nháp",
        "Ngọc Vân moi, bo ban cu", "Song Vân (khong dung ban cu)", "chính thức thay bản nháp",
        "gửi lại thay bản cũ bị sai", "thay thế toàn bộ danh sách cũ", "đã sửa, thay dự thảo",
        "mới so với bản nháp", "đã sửa bản cũ", "khác bản cũ", "M3_thay_the_ban_cu",
    ],
)  # fmt: skip
def test_a_name_that_speaks_of_an_old_list_as_another_is_the_later_one(name: str) -> None:
    assert (is_old_name(name), follows_old(name), order_in_name(f"{name}.xlsx") > 0) == (False, True, True)


@pytest.mark.parametrize(
    "name",
    [
        "M3 cũ", "nháp", "bản cũ không dùng", "M3 hủy (bản cũ)", "M3 bỏ - bản cũ", "M3 (bị thay thế, bản cũ)",
        "dự thảo sửa lần 2", "Bản nháp đã thay", "cũ",
    ],
)  # fmt: skip
def test_a_name_that_says_that_its_own_list_is_old(name: str) -> None:
    assert (is_old_name(name), follows_old(name), order_in_name(f"{name}.xlsx")) == (True, False, -1)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("M3 phần 1", True), ("Ngọc Lý trang 1", True), ("tờ số 1", True), ("M3 (còn tiếp)", True),
        ("phan I", True),
        ("Xã gửi trước danh sách cấp huyện, cấp tỉnh gửi sau.", True), ("Em gửi trước một phần ạ.", True),
        ("Danh sách xã gửi trước đây", False), ("Chưa hết hạn nộp", False), ("M3 chưa hết", True),
        ("Xã gửi trước danh sách qua email, bản giấy có dấu gửi sau.", False),
        ("Xã nộp trước danh sách bản mềm, M1, M2 nộp sau.", False), ("Xã gửi trước danh sách.", True),
        ("Đảng ủy xã phấn đấu hoàn thành các mô hình.", False), ("Các mô hình còn tiếp tục duy trì.", False),
        ("phần đầu", True), ("phần 2", False), ("(1/2)", False), ("M3 1", False), ("M3 còn lại", False),
        ("Danh sách đang cập nhật.", True), ("Số điện thoại cập nhật sau.", False),
        ("còn tờ số 2", True), ("còn trang cuối", True), ("còn phụ lục đính kèm", True),
        ("Xã còn tổ tự quản.", False),
        ("Các mô hình còn tổ chức sinh hoạt.", False), ("Thôn Chợ còn trang thiết bị cũ.", False),
        ("Riêng chi bộ thôn Đầm chưa nhập", True), ("Còn trang mặt sau", True), ("Hai thôn chưa nhập", True),
        ("Danh sách hội viên có mô hình đang cập nhật", True), ("Xã còn tờ rơi tuyên truyền.", False),
        ("Do thôn Chợ chưa nhập.", True), ("Văn hóa: đang cập nhật", True),
        ("Nhà văn hóa thôn Chợ chưa xong phần mái.", False), ("Danh sách Cao Xá đang cập nhật", True),
        ("Danh sách hộ tham gia mô hình đang cập nhật.", False), ("Danh sách cán bộ xã gửi chưa đầy đủ", True),
        ("Biểu mẫu M1 đang cập nhật theo hướng dẫn.", False), ("Biểu mẫu M3 đang cập nhật", True),
        ("Bảng tin của thôn chưa xong.", False), ("Thời gian gấp nên danh sách chưa đầy đủ.", True),
        ("Em gửi từng phần ạ", True),
        ("Em gửi tạm danh sách này trước", True),
        ("Em gửi trước những mô hình đã thống nhất", True),
        ("Em gửi tạm bản mềm, bản ký gửi sau", False),
        ("Em gửi tạm danh sách, bản ký gửi sau", False),
        ("Tạm gửi danh sách, còn M1, M2 gửi sau", False),
        ("Em gửi tạm danh sách kèm kế hoạch", True),
        ("Xã gửi sơ bộ danh sách, Đảng ủy họp xong gửi chính thức", True),
        ("M3 xã Cao Xá - gửi trước", True), ("M3 Cao Xá (gửi tạm)", True), ("M3 Cao Xá - một phần", True),
        ("M3 - gửi trước bản mềm", False), ("M3 Cao Xá đã gửi trước", False), ("Huyện hỗ trợ một phần", False),
        ("Em nộp tạm bản này cho kịp, đóng dấu xong gửi lại", False),
        ("Em gửi tạm danh sách, mấy mô hình nữa cùng bản ký gửi sau", True),
        ("Tạm gửi danh sách, danh sách đầy đủ kèm M1 gửi sau", True),
        ("Em gửi tạm danh sách, bản chính thức có ký gửi sau", True),
        ("Em gửi trước danh sách, danh sách bổ sung và M1 gửi sau", True),
        ("Em gửi trước danh sách và sẽ gửi bổ sung mô hình cùng M1", True),
        ("Em gửi trước danh sách, thôn Ngò chưa họp, em gửi cùng bản ký", True),
        ("Em gửi trước danh sách, các bản đăng ký mô hình M1 nộp sau", False),
        ("Em gửi trước danh sách, M1, M2 các mô hình em gửi sau", False),
        ("Em gửi trước một tỉnh, ba huyện", True),
        ("Trước mắt xã đăng ký 01 tỉnh, 03 huyện", True),
        ("Tạm thời 03 mô hình cấp huyện", True),
        ("Em gửi trước huyện bản mềm", False),
        ("v.v…", True),
        ("…/…", True),
        ("./.", False),
    ],
)  # fmt: skip
def test_what_says_that_others_come_after_a_first_piece(text: str, first: bool) -> None:
    assert is_first_piece(text) is first


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("Điều chỉnh mô hình số 3, các mô hình khác giữ nguyên.", True),
        ("Thay thế dòng số 2 trong danh sách đã gửi.", True),
        ("Em gửi lại dòng đã sửa.", True),
        ("Xã sửa lại 01 mô hình.", True),
        ("Thay mô hình “Trồng hoa ven đường” bằng mô hình trong file.", True),
        ("Hiệu chỉnh nội dung mô hình thứ nhất.", True),
        ("Xã gửi danh sách kèm theo.", False),
        ("Em gửi lại danh sách mô hình.", False),
        ("Xã gửi lại, rút 01 mô hình.", False),
        ("Gửi lại danh sách, bỏ bớt 1 mô hình.", False),
        ("Xã điều chỉnh các mô hình như danh sách kèm theo.", False),
        ("Thay đổi toàn bộ nội dung đăng ký.", False),
    ],
)
def test_words_that_mend_one_row_keep_the_rest_of_the_list(text: str, *, keeps: bool) -> None:
    assert keeps_rest(text) == keeps


@pytest.mark.parametrize(
    ("former", "later", "versions"),
    [
        ("M3 v1.xlsx", "M3 v2.xlsx", True), ("M3_v2.xlsx", "M3_v10.xlsx", True),
        ("M3 v2.xlsx", "M3 v1.xlsx", False), ("M3 1.xlsx", "M3 2.xlsx", False), ("M3.xlsx", "M3 v2.xlsx", False),
    ],
)  # fmt: skip
def test_which_names_number_versions_of_one_list(former: str, later: str, versions: bool) -> None:
    assert are_versions(former, later) is versions
