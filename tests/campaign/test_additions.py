"""What a sentence adds to a list."""

from __future__ import annotations

import pytest

from aggregator.campaign.additions import models_added
from aggregator.campaign.vocabulary import Vocabulary
from tests.sheets import CAMPAIGN

WORDS = Vocabulary(CAMPAIGN)


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
    ],
)
def test_an_item_of_a_form_or_a_paper_adds_no_model(sentence: str, added: tuple[str, int] | None) -> None:
    assert models_added(WORDS, sentence) == added
