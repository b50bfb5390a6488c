"""What a sentence adds to a list."""

from __future__ import annotations

import pytest

from aggregator.campaign.additions import addition
from aggregator.campaign.vocabulary import Vocabulary
from tests.sheets import CAMPAIGN

WORDS = Vocabulary(CAMPAIGN)


@pytest.mark.parametrize(
    ("sentence", "open_"),
    [
        ("Danh sách còn 01 trang nữa.", True),
        ("Còn một trang nữa gửi sau.", True),
        ("Phần còn lại xã xin gửi sau.", True),
        ("Xã mới nhập được một số mô hình, còn lại đang nhập.", True),
        ("(tiếp theo ở file số 2)", True),
        ("Còn ở mặt sau.", True),
        ("Danh sách đang tiếp tục hoàn thiện, xã sẽ gửi bản đầy đủ sau.", True),
        ("Đây mới là danh sách tạm, danh sách chính thức gửi sau.", True),
        ("Chưa có mô hình của Hội Cựu chiến binh, sẽ bổ sung sau.", True),
        ("Danh sách này chưa bao gồm mô hình của Công an xã.", True),
        ("Còn mô hình “Nuôi ong” của Công an xã nữa.", True),
        ("Bảng bị cắt, còn 2 dòng cuối không hiện.", True),
        ("Danh sách còn dài, em gửi tiếp ở thư sau.", True),
        ("Các mô hình cấp tỉnh, huyện khác: xem biểu kèm theo.", True),
        ("Các bản M1, M2 còn lại xã gửi sau.", False),
        ("Danh sách chính thức có dấu xã gửi sau.", False),
        ("Danh sách cán bộ phụ trách mô hình gồm 3 người.", False),
        ("Các mô hình còn lại tiếp tục duy trì.", False),
        ("Không còn mô hình nào nữa", False),
        ("Danh sách còn thiếu, xã xin bổ sung sau.", True),
        ("Còn thôn Đầm, thôn Hậu chưa gửi, xã sẽ bổ sung sau.", True),
        ("Mai em gửi nốt ạ.", True),
        ("Danh sách chưa bao gồm các trường học.", True),
        ("Xã xin nợ 01 mô hình cấp huyện.", True),
        ("File mềm gửi sau.", False),
        ("Xã gửi danh sách đầy đủ, nếu có thay đổi sẽ cập nhật sau.", False),
        ("Xã xin gửi các mô hình sau:", False),
        ("Kính gửi các đồng chí sau", False),
        ("Kinh phí chưa bao gồm công lao động.", False),
        ("Còn mấy mô hình nữa xã gửi sau ạ", True),
        ("Phần còn lại em gửi qua Zalo", True),
        ("Đây là một phần danh sách", True),
        ("Đây là file danh sách của xã ạ", False),
        ("Xã xin gửi danh sách đầy đủ như sau:", False),
        ("Xã nộp danh sách chính thức sau khi Đảng ủy họp", False),
        ("Phong trào còn lan tỏa hơn nữa", False),
        ("Các thôn còn lại đang làm đường", False),
        ("Địa chỉ đầy đủ sẽ cập nhật sau", False),
        ("Xã còn 3 trang trại, còn 2 bảng tên đường", False),
        ("Các mô hình khác trong xã vẫn duy trì", False),
        ("Chưa có mô hình của cá nhân nào.", False),
    ],
)
def test_a_list_that_is_not_whole_is_said_to_be_so_in_many_words(sentence: str, open_: bool) -> None:
    assert (addition(WORDS, sentence) is not None) == open_


@pytest.mark.parametrize(
    ("sentence", "added"),
    [
        ("Đăng ký mô hình, điển hình ở cấp: Huyện", None),  # a form's item
        ("(+) Nuôi ong lấy mật: cấp huyện", ("district", 1)),
        ("Bổ sung: Bản M1 của mô hình số 1", None),
        ("Bổ sung: Hồ sơ pháp lý gửi kèm", None),
        ("Bổ sung: Quyết định thành lập Ban Chỉ đạo", None),
        ("Thêm: Số điện thoại người lập biểu 0912345678", None),
        ("Xin lỗi, quên chưa ghi số điện thoại người lập biểu: 0912345678", None),
        ("Bổ sung: Kế hoạch hóa gia đình kiểu mẫu", (None, 1)),
        ("Bổ sung: Hồ sơ sức khỏe toàn dân", (None, 1)),
        ("Bổ sung: Địa chỉ đỏ tuổi trẻ", (None, 1)),
        ("Xã quên chưa ghi Nuôi ong lấy mật", (None, 1)),
        ("Xã quên chưa ghi số điện thoại và 01 mô hình cấp huyện của thôn Chợ.", ("district", 1)),
        ("Bổ sung: Số điện thoại đường dây nóng an ninh thôn", (None, 1)),
        ("Bổ sung: Danh sách mô hình gửi kèm", (None, 1)),
        ("Bổ sung: Biểu số 2 gửi kèm", (None, 1)),
        ("Bổ sung: Hồ sơ số 1 cửa thân thiện", (None, 1)),
        ("Bổ sung: Tờ trình số 15-TTr/ĐU", None),
        ("Bổ sung: Biên bản họp Ban Thường vụ", None),
    ],
)
def test_an_item_of_a_form_or_a_paper_adds_no_model(sentence: str, added: tuple[str, int] | None) -> None:
    assert addition(WORDS, sentence) == added
