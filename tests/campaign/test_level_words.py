"""What sentences beside a list say of models and their levels."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aggregator.campaign.level_words import (
    explains_marks,
    levels_corrected,
    levels_denied,
    levels_noted,
    levels_spoken_of,
    levels_stated,
    models_stated,
)
from aggregator.vietnamese.scope import enter
from tests.sheets import CAMPAIGN


@pytest.mark.parametrize(
    ("text", "explains"),
    [
        ("Cột cấp: 01 cấp tỉnh, 02 cấp huyện, 03 cơ sở", True),
        ("1 = cấp tỉnh; 2 = cấp huyện", True),
        ("Quy ước: 0 là cơ sở, 1 là huyện, 2 là tỉnh", True),
        ("Ghi chú: 3 là cấp tỉnh; 2 là cấp huyện; 1 là cấp cơ sở", True),
        ("Mã: 1 cấp tỉnh, 4 cấp huyện", False),
        ("Mục 1-3 là cấp tỉnh, mục 4-5 là cấp huyện", False),
        ("1, 2 = cấp tỉnh; 3 = cấp huyện", False),
        ("5 mô hình: 1 = cấp tỉnh; 2 = cấp huyện", False),
        ("3 là cấp tỉnh, 2 là cấp huyện", False),
        ("1: cấp tỉnh; 2: cấp tỉnh", False),
        ("2 là cấp huyện", False),
    ],
)
def test_a_legend_gives_each_level_one_mark_in_order(text: str, explains: bool) -> None:
    assert explains_marks(text) is explains


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Tổng cộng: 05 mô hình (03 cấp tỉnh, 02 cấp huyện)", {"province": 3, "district": 2}),
        ("08 mô hình (tỉnh: 01, huyện: 00, xã: 07)", {"province": 1, "district": 0, "base": 7}),
        ("01 mô hình cấp tỉnh và 04 mô hình cấp huyện", {"province": 1, "district": 4}),
        ("3 mô hình đầu đăng ký cấp tỉnh", {"province": 3}),
        ("Mô hình số 5 đăng ký cấp tỉnh", {"province": None}),
        ("Mô hình số 2, 3, 4 đăng ký cấp huyện", {"district": None}),
        ("Trình huyện", {"district": None}),
        ("Nuôi ong: cấp tỉnh (không phải cấp huyện)", {"province": None}),
        ("DK tinh", {"province": None}),
        ("Tỉnh", {"province": None}),
        ("* Mô hình cấp tỉnh: có bản đăng ký riêng kèm theo", {"province": None}),
        ("Danh sách đăng ký mô hình cấp tỉnh, cấp huyện năm 2024", {}),
        ("Mỗi xã đăng ký ít nhất 01 mô hình cấp tỉnh", {}),
        ("Đăng ký từ 01 đến 02 nội dung cấp tỉnh", {}),
        ("Cấp huyện: 4-5 mô hình", {}),
        ("Không có mô hình cấp tỉnh", {}),
        ("Kính gửi: Ban Thường vụ; trình Huyện ủy", {}),
        ("Cấp công nhận năm 2023: cấp huyện", {}),
        ("Các mô hình của thôn 4 huyện Tân Yên", {}),
        ("Hội Nông dân huyện", {}),
        ("Xã phần 1 gồm 02 mô hình cấp tỉnh", {"province": 2}),
        ("Xã có 02 mô hình cấp tỉnh", {"province": 2}),
        ("Đăng ký số mô hình bằng 02 mô hình cấp tỉnh", {"province": 2}),
        ("Bảng 3. Mô hình cấp cơ sở", {}),
        ("Phần 2: ĐĂNG KÝ CẤP HUYỆN (số lượng: 06)", {"district": 6}),
        ("Phần 2. Đăng ký cấp huyện (SL: 06 mô hình)", {"district": 6}),
        ("Mục 3 - Đăng ký cấp huyện", {"district": None}),
        ("B. CẤP TỈNH (số lượng: 02 bộ hồ sơ)", {"province": None}),
        ("Tổng 5, trong đó 3 là cấp tỉnh, 2 là cấp huyện", {"province": 3, "district": 2}),
        ("Trong 5 mô hình có 3 là cấp tỉnh", {"province": 3}),
        ("Một tỉnh, bốn huyện ạ", {"province": 1, "district": 4}),
        ("Xã đăng ký một mô hình tỉnh và 4 mô hình cấp huyện", {"province": 1, "district": 4}),
        ("Hai huyện giáp ranh cùng phối hợp", {}),
        ("Huyện giao xã 1 tỉnh, 4 huyện, xã gửi đủ 1 tỉnh, 3 huyện ạ", {"province": 1, "district": 3}),
        ("Xã em đăng ký đủ một tỉnh, bốn huyện theo yêu cầu", {"province": 1, "district": 4}),
        ("Xã chưa đủ một tỉnh, bốn huyện theo quy định", {}),
        ("Đề nghị các xã, thị trấn đăng ký 01 tỉnh, 04 huyện", {}),
        ("Từ bốn đến năm huyện, một tỉnh", {}),
        ("Chỉ tiêu huyện giao 01 cấp tỉnh, 04 cấp huyện", {}),
        ("Đề nghị các xã đăng ký 01 mô hình cấp tỉnh, 04 mô hình cấp huyện", {}),
        ("Theo chỉ tiêu huyện giao, xã đăng ký 01 cấp tỉnh, 04 cấp huyện", {"province": 1, "district": 4}),
        ("Mã: 1 cấp tỉnh, 4 cấp huyện", {"province": 1, "district": 4}),
        ("Ký hiệu: 1 là cấp tỉnh, 2 là cấp huyện", {}),
        ("(1 = đăng ký cấp tỉnh, 2 = đăng ký cấp huyện)", {}),
    ],
)
def test_words_beside_a_list_give_models_a_level_where_they_name_one_alone_or_count(
    text: str, levels: dict[str, int | None]
) -> None:
    assert levels_stated(text) == levels


@pytest.mark.parametrize(
    ("note", "levels"),
    [
        ("ĐK cấp tỉnh", {"province"}),
        ("Đề nghị xét cấp tỉnh", {"province"}),
        ("Lựa chọn đăng ký cấp tỉnh", {"province"}),
        ("tỉnh", {"province"}),
        ("* cấp tỉnh", {"province"}),
        ("Đề xuất tỉnh", {"province"}),
        ("Mô hình điểm đăng ký với Tỉnh ủy", {"province"}),
        ("Đề nghị công nhận cấp tỉnh", {"province"}),
        ("Đạt OCOP cấp tỉnh", set()),
        ("Sản phẩm cấp tỉnh", set()),
        ("Huyện đã khen", set()),
        ("Đề nghị huyện hỗ trợ kinh phí", set()),
        ("Duy trì mô hình cấp huyện năm 2023", set()),
        ("Không đăng ký cấp tỉnh", set()),
        ("Xin hạ xuống cơ sở", {"base"}),
        ("Chuyển mô hình xuống cơ sở", {"base"}),
        ("Cử cán bộ xuống cơ sở", set()),
    ],
)
def test_a_note_beside_a_model_names_the_level_at_which_it_is_registered(note: str, levels: set[str]) -> None:
    assert levels_noted(note) == levels


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("Xã chưa có mô hình cấp tỉnh", {"province"}),
        ("Hiện nay xã chưa có mô hình cấp tỉnh", {"province"}),
        ("Hiện nay xã chưa có mô hình cấp tỉnh, năm nay không đăng ký", {"province"}),
        ("Hiện nay xã chưa có mô hình cấp tỉnh, năm nay đăng ký 01 mô hình", set()),
    ],
)
def test_what_was_not_there_so_far_and_is_registered_now_is_not_denied(sentence: str, levels: set[str]) -> None:
    assert levels_denied(sentence) == levels


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        (
            "Gồm 07 mô hình: 02 mô hình cấp tỉnh, 05 mô hình cấp huyện",
            ((None, 7), ("province", 2), ("district", 5)),
        ),
        ("(cấp tỉnh: 01 mô hình, cấp huyện: 04 mô hình)", (("province", 1), ("district", 4))),
        ("đăng ký: 05 mô hình", ((None, 5),)),
        ("Xã có 10 thôn, đăng ký 10 mô hình cấp thôn", (("base", 10),)),
        ("đăng ký 10 mô hình dân vận khéo cấp xã", (("base", 10),)),
        ("đăng ký 6 mô hình các cấp", ((None, 6),)),
        ("Theo chỉ tiêu huyện giao, xã đăng ký 06 mô hình", ((None, 6),)),
        ("Huyện giao 05 mô hình, xã đăng ký 06 mô hình", ((None, 6),)),
        ("Xã hiện có và đăng ký 06 mô hình", ((None, 6),)),
        ("Đến nay toàn xã có tổng số 12 mô hình đang hoạt động.", ()),
        ("Tổng số mô hình đăng ký: 12", ((None, 12),)),
        ("Cộng: 12 mô hình", ((None, 12),)),
        ("Tổng số hộ tham gia mô hình: 12", ()),
        ("Đến nay toàn xã có tổng số 15 mô hình “Dân vận khéo”.", ()),
        ("Đến nay xã đăng ký tổng số 12 mô hình", ((None, 12),)),
        ("Lũy kế từ đầu nhiệm kỳ: tổng số 25 mô hình", ()),
        ("Hằng năm xã đăng ký 10 mô hình.", ()),
        ("Như mọi năm, xã đăng ký 10 mô hình.", ((None, 10),)),
        ("Lũy kế 2 đợt xã đăng ký 10 mô hình.", ((None, 10),)),
        ("Duy trì hằng năm: 04 mô hình cấp huyện", (("district", 4),)),
        ("Năm ngoái xã có tổng số 6 mô hình", ()),
        ("So với năm ngoái xã có tổng số 6 mô hình", ((None, 6),)),
        ("Các thôn đăng ký 12 mô hình, xã chọn các mô hình trên và 01 mô hình của Công an xã.", ((None, 12),)),
        ("Hằng năm xã đăng ký 10 mô hình, năm nay đăng ký 12 mô hình", ((None, 10), (None, 12))),
        ("Danh sách có 12 mô hình được duy trì hằng năm", ((None, 12),)),
        ("Các chi bộ đã đăng ký 12 mô hình, Đảng ủy lựa chọn các mô hình trong danh sách trên.", ()),
        ("Xã đăng ký 12 mô hình do Đảng ủy chọn, danh sách kèm theo", ((None, 12),)),
        ("Số 12, nội dung cấp huyện xem tệp", ()),
        ("file 2. Mô hình cấp tỉnh xem tệp", ()),
        ("Xã đăng ký một nội dung cấp tỉnh, năm nội dung cấp huyện", (("province", 1), ("district", 5))),
        ("Xã đăng ký một nội dung cấp tỉnh, bốn đến năm nội dung cấp huyện", (("province", 1),)),
        ("Toàn xã có 05 mô hình đăng ký năm 2024.", ((None, 5),)),
        ("Xã em có năm mô hình ạ", ((None, 5),)),
        *(
            (f"{said} 07 mô hình", ((None, 7),))
            for said in ("Toàn xã đăng ký được", "Xã có tất cả", "Xã Cao Xá:", "Tất cả")
        ),
        ("Năm 2024, toàn xã có 07 mô hình đăng ký", ((None, 7),)),
        ("Số mô hình: bảy", ((None, 7),)),
        ("Năm 2023, toàn xã có 07 mô hình đăng ký", ()),
        ("Mỗi thôn đăng ký 1 mô hình, toàn xã có 07 mô hình", ((None, 7),)),
        ("Ban đề nghị các đơn vị gửi sớm, xã Cao Xá đăng ký 7 mô hình", ((None, 7),)),
        ("Chỉ tiêu giao 07 mô hình, xã chỉ có 05 mô hình trồng vải", ()),
        ("Toàn xã có 15 mô hình trồng vải", ()),
        ("Toàn xã có 15 mô hình đã được công nhận.", ()),
        ("Toàn xã có 05 thôn", ()),
    ],
)
def test_what_is_counted_ends_where_the_sentence_pauses(
    sentence: str, stated: tuple[tuple[str | None, int], ...]
) -> None:
    assert models_stated(sentence) == stated


@pytest.mark.parametrize(
    ("sentence", "mistyped", "called"),
    [
        ("Mô hình kinh tế của xã Liên Chung là đăng ký cấp tỉnh chị nhé, em gõ nhầm.", True, {"province"}),
        ("Em nhầm, cái trồng dưa lưới là cấp tỉnh chị ạ", True, {"province"}),
        ("Mô hình dưa lưới xã Liên Chung đăng ký tỉnh nhé ạ.", False, {"province"}),
        ("Mo hinh dua luoi la cap tinh chi nhe", False, {"province"}),
        ("Dòng camera là cấp huyện thôi ạ", False, {"district"}),
        ("Lĩnh vực kinh tế là cấp tỉnh chị nhé", False, {"province"}),
        ("Mô hình hũ gạo chỉ là cấp xã, em ghi nhầm ạ", True, set()),
        ("Em gõ nhầm cấp ở dòng 2, phải là tỉnh", True, set()),
        ("Xã gửi danh sách đăng ký mô hình cấp tỉnh, cấp huyện", False, set()),
        ("Xã gửi lại danh sách mô hình của xã đăng ký cấp tỉnh", False, set()),
        ("Xã đã gửi 01 mô hình cấp tỉnh và 05 mô hình cấp huyện", False, set()),
        ("Mô hình dưa lưới được khen cấp tỉnh", False, set()),
        ("Mô hình dưa lưới phấn đấu lên cấp tỉnh", False, set()),
        ("Năm 2023 mô hình dưa lưới là cấp tỉnh", False, set()),
        ("Mô hình dưa lưới có phải là cấp tỉnh không ạ?", False, set()),
        ("Xã không đăng ký mô hình cấp tỉnh", False, set()),
        ("Em gửi nhầm địa chỉ thư, đồng chí cấp ủy xã gửi lại", False, set()),
    ],
)
def test_a_level_may_be_corrected_in_plain_words(sentence: str, mistyped: bool, called: set[str]) -> None:
    assert levels_corrected(sentence) == (mistyped, frozenset(called))


def test_the_name_of_the_district_that_runs_the_campaign_is_no_level() -> None:
    sentences = ("Trình huyện Tân Yên", "Trình huyện Phú Bình")
    named = {}
    for district in ("Tân Yên", "Phú Bình"):
        enter(2024, replace(CAMPAIGN.office, district=district))
        named[district] = [sorted(levels_spoken_of(sentence)) for sentence in sentences]
    assert named == {"Tân Yên": [[], ["district"]], "Phú Bình": [["district"], []]}
