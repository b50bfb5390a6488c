"""Whether a sentence registers nothing at all, or nothing of one kind, by one part, or only asks."""

from __future__ import annotations

import pytest

from aggregator.understand.denials import denies_of_unit, denies_upward_alone, registers_nothing_at_all

NOTHING = [
    "Năm 2024, cơ quan không đăng ký mô hình “Dân vận khéo”.",
    "Đơn vị không có mô hình đăng ký trong năm 2024",
    "Chi bộ chưa có mô hình nào để đăng ký năm 2024.",
    "Chúng tôi không tham gia đăng ký mô hình, điển hình “Dân vận khéo” năm nay.",
    "Xã không có nhu cầu đăng ký mô hình",
    "Không đăng ký mô hình nào ở cả cấp tỉnh và cấp huyện.",
    "Phòng không xây dựng mô hình “Dân vận khéo” năm 2024",
    "Đơn vị báo cáo: không đăng ký điển hình nào.",
    "Thị trấn xin không đăng ký mô hình trong năm nay",
    "Do mới sáp nhập, cơ quan không lựa chọn mô hình đăng ký.",
    "Đến nay chưa có tập thể, cá nhân nào đăng ký.",
    "Đơn vị không có nội dung nào đăng ký.",
    "Chúng tôi không đăng ký nội dung nào năm nay.",
    "Phòng Y tế không đăng ký nội dung nào năm 2024.",
    "Do năm 2023 chưa hoàn thành, Phòng Tư pháp không đăng ký mô hình nào.",
    "Phòng Y tế: đơn vị không đăng ký nội dung nào.",
    "Đơn vị chúng tôi năm nay không đăng ký nội dung nào.",
    "Năm 2024 đơn vị đăng ký: 0 mô hình.",
    "Số mô hình đăng ký: 0",
    "Tổng số mô hình đăng ký: không.",
    "Tổng số mô hình, điển hình “Dân vận khéo” của xã đăng ký năm 2024: 0",
    "Đăng ký xây dựng mô hình: không có mô hình nào",
    "Cơ quan đăng ký 0 mô hình “Dân vận khéo” năm 2024",
    "Số lượng mô hình đăng ký năm 2024: Không có",
    "Mô hình đăng ký: Không",
    "Không đăng ký mô hình - Trung tâm Phát triển quỹ đất huyện",
]
SOMETHING = [
    "Xã không đăng ký mô hình mới, tiếp tục giữ mô hình cũ.",
    "Năm 2024 không đăng ký thêm mô hình.",
    "Không đăng ký mô hình cấp tỉnh.",
    "Đơn vị không đăng ký cấp tỉnh, cấp huyện; chỉ thực hiện mô hình “Nụ cười công sở” tại cơ quan.",
    "Cơ quan không đăng ký mô hình cấp tỉnh, cấp huyện mà chỉ xây dựng 01 mô hình tại cơ quan.",
    "Không đăng ký mô hình cấp tỉnh, cấp huyện; mô hình cơ sở: Nụ cười công sở.",
    "Đơn vị không đăng ký cấp huyện.",
    "Xã không đăng ký mô hình ở lĩnh vực kinh tế.",
    "Lĩnh vực quốc phòng - an ninh không đăng ký mô hình.",
    "Thôn Dốc không đăng ký mô hình.",
    "Tổ dân phố 3 chưa có mô hình đăng ký.",
    "Tổ 1 không đăng ký mô hình nào.",
    "Chi hội Nông dân không đăng ký mô hình.",
    "Nếu không đăng ký mô hình nào thì có phải gửi báo cáo không?",
    "Đơn vị không đăng ký mô hình có được không?",
    "Không đăng ký lại mô hình đã được công nhận.",
    "Không đăng ký các mô hình trùng với năm trước.",
    "Không đăng ký quá 05 mô hình cấp huyện.",
    "Năm nay không đăng ký mô hình nào; duy trì 03 mô hình của năm 2023.",
    "Đơn vị không có mô hình đăng ký thêm, tiếp tục thực hiện các mô hình cũ.",
    "Xã không đăng ký mô hình cấp tỉnh, đăng ký 02 mô hình cấp huyện.",
    "Xã không đăng ký mô hình khác.",
    "Khu dân cư không đăng ký cưới sớm",
    "Không đăng ký mô hình dàn trải, hình thức.",
    "Không đăng ký mô hình theo phong trào.",
    "Trường Mầm non không đăng ký mô hình.",
    "Hội Phụ nữ xã không đăng ký mô hình, các hội khác có danh sách kèm theo.",
    "Chi bộ cơ quan không đăng ký mô hình của cá nhân.",
    "Không đăng ký mô hình tập thể, chỉ đăng ký cá nhân.",
    "Đơn vị không thuộc diện đăng ký bổ sung.",
    "Xã gửi danh sách 05 mô hình đăng ký.",
    "Các đơn vị không đăng ký mô hình phải báo cáo rõ lý do.",
    "Đơn vị nào không đăng ký mô hình đề nghị có văn bản.",
    "Mô hình số 3 không đăng ký nữa.",
    "Xã giữ nguyên các mô hình của năm 2023, không có mô hình mới.",
    "Xã không đăng ký mô hình bổ sung ngoài danh sách đã gửi.",
    "Xã không đăng ký mô hình cấp cơ sở.",
    "Ấp không đăng ký mô hình.",
    "Đơn vị không đăng ký được trên phần mềm.",
    "Đề nghị cho biết đơn vị không đăng ký mô hình có bị nhắc không",
    "Xã không có mô hình dự phòng.",
    "Xã không có mô hình nào trùng với năm trước.",
    "Số mô hình đăng ký cấp tỉnh: 0",
    "Số mô hình đăng ký mới: không",
    "Số mô hình đăng ký thêm: 0",
    "Số mô hình đăng ký: 10",
    "Mô hình đăng ký: Không rác thải",
    "Thôn Nguộn đăng ký: 0 mô hình",
    "Số mô hình đăng ký của Hội Nông dân xã: 0",
    "Số mô hình đăng ký của Phòng Y tế cấp tỉnh: 0",
    "Số mô hình đăng ký của thôn Trám: 0",
    "Đăng ký mô hình của Phòng Y tế: 02 mô hình",
    "Năm 2023 Phòng không đăng ký mô hình; năm 2024 đăng ký theo danh sách gửi kèm.",
    "Năm ngoái Phòng không đăng ký mô hình, năm nay đăng ký như danh sách kèm theo",
    "Năm 2023, đơn vị không đăng ký mô hình nào.",
    "Có mô hình đăng ký không?",
    "1. Tên mô hình đăng ký: Không",
    "Khó khăn, vướng mắc khi đăng ký mô hình: Không.",
    "Kiến nghị, đề xuất về đăng ký mô hình: Không có",
    "Số mô hình đăng ký chậm so với kế hoạch: 0",
    "Mô hình đăng ký thiếu bản M1: 0",
    "Số mô hình đăng ký trùng: 0",
    "Số mô hình đăng ký năm 2023: 0",
    "Nội dung đăng ký thi đua yêu nước: không.",
    "Số mô hình đăng ký học tập và làm theo Bác: 0",
    "Cá nhân đăng ký: 0 mô hình",
    "Danh sách gửi sau. Số mô hình đăng ký: 0",
    "V/v đơn vị không đăng ký mô hình đúng hạn",
    "Đơn vị không đăng ký mô hình năm 2024 kịp thời",
    "Đơn vị không đăng ký mô hình chậm so với quy định",
]

NOTHING += [
    "Đăng ký mô hình dân vận khéo 2024 của Hạt Kiểm lâm: 0 mô hình.",
    "Số mô hình đăng ký năm 2024 của xã Cao Xá: không",
    "Mô hình đăng ký của Hội Nông dân huyện: 0 mô hình",
    "Năm 2023 không đăng ký mô hình, năm 2024 đơn vị cũng không đăng ký mô hình",
    "Như năm ngoái, đơn vị không đăng ký mô hình nào.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_unit_that_registers_nothing_says_so_beside_greetings_and_reasons(sentence: str) -> None:
    assert registers_nothing_at_all([sentence])
    assert registers_nothing_at_all(["Kính gửi Ban Dân vận Huyện ủy.", sentence, "Lý do: đang kiện toàn nhân sự."])
    assert registers_nothing_at_all([sentence.upper()])


@pytest.mark.parametrize("sentence", SOMETHING)
def test_a_unit_that_registers_nothing_of_one_kind_or_by_one_part_may_register_the_rest(sentence: str) -> None:
    assert not registers_nothing_at_all([sentence])


@pytest.mark.parametrize(
    ("sentence", "upward"),
    [
        ("Phòng không có mô hình cấp tỉnh, cấp huyện.", True),
        ("Phòng không đăng ký mô hình cấp tỉnh, cấp huyện, chỉ đăng ký mô hình cơ sở.", True),
        ("Không đăng ký mô hình nào ở cả cấp tỉnh và cấp huyện.", True),
        ("Phòng không đăng ký mô hình, điển hình cấp tỉnh, huyện và cơ sở.", False),
        ("Phòng không đăng ký mô hình nào.", False),
    ],
)
def test_who_denies_the_levels_above_alone_may_have_models_of_the_base(sentence: str, upward: bool) -> None:
    assert denies_upward_alone(["Kính gửi Ban Dân vận.", sentence]) == upward


@pytest.mark.parametrize("rest", ["Xã duy trì 03 mô hình của năm 2023.", "Cấp huyện đăng ký 04 mô hình."])
@pytest.mark.parametrize("sentence", NOTHING)
def test_whoever_keeps_models_in_another_sentence_is_no_nil_return(sentence: str, rest: str) -> None:
    assert not registers_nothing_at_all([sentence, rest])


@pytest.mark.parametrize(
    ("line", "denies"),
    [
        ("Năm 2024 đơn vị không đăng ký mô hình.", True),
        ("Phòng Tư pháp không đăng ký mô hình, điển hình “Dân vận khéo” năm 2024", True),
        ("Cơ quan chưa có mô hình để đăng ký", True),
        ("Các mô hình đơn vị không đăng ký năm 2024", False),
        ("Mô hình không đăng ký", False),
        ("Đơn vị không đăng ký các mô hình:", False),
        ("Đơn vị không đăng ký mô hình cấp tỉnh", True),
        ("Không đăng ký mô hình", False),  # a heading may say it
    ],
)
def test_a_line_that_says_that_a_unit_registers_nothing_is_no_heading_over_models(line: str, denies: bool) -> None:
    assert denies_of_unit(line) is denies
