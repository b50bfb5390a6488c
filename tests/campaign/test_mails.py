"""What mails excuse, and whether they bring a list."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from aggregator.campaign.load import default_campaign
from aggregator.campaign.mails import answers_us, may_bring_list, says_permitted, says_sent_before


@pytest.mark.parametrize(
    ("sentence", "permitted"),
    [
        ("Theo ý kiến của Trưởng Ban cho lùi đến 29/2, nay xã gửi danh sách.", True),
        ("Xã được gia hạn đến hết ngày 01/3.", True),
        ("Trưởng Ban cho phép xã gửi trước ngày 29/02/2024, xã gửi danh sách.", True),
        ("Trong điều kiện cho phép, xã làm thêm một mô hình.", False),
        ("Qua điện thoại, Ban đã đồng ý cho xã gửi chậm một ngày.", True),
        ("Kính mong Ban cho lùi thời hạn đến 29/2.", False),
        ("Xin Ban cho gửi muộn.", False),
        ("Xã gửi muộn, mong Ban thông cảm.", False),
    ],
)
def test_a_leave_that_was_given_excuses_a_late_mail_and_a_request_for_one_does_not(
    sentence: str, permitted: bool
) -> None:
    assert says_permitted(sentence) is permitted
    assert says_sent_before(sentence) is permitted


@pytest.mark.parametrize(
    ("sentence", "of_list"),
    [
        ("Báo cáo công tác dân vận năm 2023 đã gửi ngày 15/02.", False),
        ("Xã đã gửi báo cáo tự kiểm tra ngày 20/02, nay gửi danh sách M3.", False),
        ("Bản đăng ký đảng bộ theo QĐ 266 đã gửi ngày 26/02.", False),
        ("Báo cáo đăng ký mô hình đã gửi ngày 25/02.", True),
        ("Báo cáo kết quả năm 2023, danh sách M3 đã gửi ngày 25/02.", True),
        ("Báo cáo đã gửi ngày 25/02.", True),
        ("Em quên nộp ngày 27/02, nay xin nộp.", False),
        ("Em quên nộp hôm 27/02, nay em xin nộp ạ.", False),
        ("Do mẫu huyện gửi cho em bị lỗi phông nên hôm nay em mới gửi được danh sách.", False),
        ("Nay mới gửi được danh sách do các thôn hôm nay mới nộp cho em.", False),
        ("Em quên chuyển danh sách xã Cao Xá nộp cho em hôm 26/02.", True),
    ],
)
def test_another_paper_or_lateness_that_is_owned_to_excuses_no_late_list(sentence: str, of_list: bool) -> None:
    assert says_sent_before(sentence) is of_list


@pytest.mark.parametrize(
    "text",
    [
        "", "Xã gửi ảnh danh sách qua Zalo.", "Xã đã gửi danh sách hôm qua, đề nghị Ban kiểm tra giúp.",
        "Ban đã nhận được danh sách của xã chưa ạ?", "Danh sách xã nộp trực tiếp, đề nghị Ban xác nhận.",
        "Không mở được mẫu nên xã chụp ảnh gửi Zalo.",
        "Xã gửi danh sách M3 tại https://docs.google.com/spreadsheets/d/1a/edit?usp=sharing",
        "Tải danh sách ở www.icloud.com/attachment/?u=1a nhé Ban.",
    ],
)  # fmt: skip
def test_a_mail_without_files_may_bring_a_list_or_say_that_it_was_sent(text: str) -> None:
    assert may_bring_list("M3", text)


@pytest.mark.parametrize(
    "text",
    ["Đã nhận được công văn, cảm ơn Ban.", "Đề nghị Ban gửi lại mẫu danh sách.", "Danh sách gửi trước ngày nào ạ?"],
)
def test_thanks_requests_and_questions_bring_none(text: str) -> None:
    assert not may_bring_list("M3", text)


@pytest.mark.parametrize(
    ("text", "brings"),
    [
        ("Xã gửi danh sách.", True), ("Danh sách xã đã gửi qua Zalo.", True),
        ("Xã đã gửi danh sách qua Zalo hôm qua, Ban kiểm tra giúp.", True),
        ("Xã đã nộp bản giấy tại Văn phòng, đề nghị Ban xác nhận.", True),
        ("Ban cho em hỏi xã đã gửi danh sách hôm 20, Ban đã nhận được chưa?", True),
        ("Ban gửi lại giúp em file M3, file cũ bị lỗi.", False), ("Đã nhận được công văn Huyện ủy đã gửi.", False),
        ("Ban đã gửi mẫu M3 nhưng em không mở được.", False), ("Xã có phải gửi danh sách cấp tỉnh không ạ?", False),
    ],
)  # fmt: skip
def test_what_says_that_a_list_was_sent_says_so_beside_a_request_or_in_a_question_too(
    text: str, brings: bool
) -> None:
    assert may_bring_list("Xã Tân Trung", text) == brings


@pytest.mark.parametrize(
    ("sentence", "of_unit"),
    [
        ("Ban Tổ chức Huyện ủy đã gửi bản giấy ngày 26/02/2024, nay gửi bản mềm.", True),
        ("Danh sách của Văn phòng Huyện ủy đã gửi từ 26/02.", True),
        ("Ngày 26/02 Cơ quan Ủy ban Kiểm tra Huyện ủy đã gửi hồ sơ đăng ký.", True),
        ("Ban đã gửi bản giấy ngày 26/02.", True),
        ("Đây là bản đã gửi ngày 26/02/2024.", True),
        ("Theo mẫu Ban đã gửi, xã gửi danh sách.", False),
        ("Theo biểu mẫu Ban Dân vận Huyện ủy đã gửi, xã gửi danh sách.", False),
        ("Thực hiện Công văn Huyện ủy đã gửi ngày 20/02.", False),
        ("Theo hướng dẫn của Huyện ủy đã gửi các đơn vị.", False),
        ("Tệp Ban đã gửi em mới mở được.", False),
        ("Danh sách của Ban đã gửi hôm 26/02, nay gửi bản có dấu.", True),
        ("Hồ sơ của Ban đã gửi từ ngày 26/02.", True),
        ("Kính gửi Ban Dân vận Huyện ủy gửi lại danh sách của xã.", True),
        ("Danh sách xã gửi Ban Dân vận đã gửi hôm 26/02.", True),
        ("Mẫu M3 của Ban đã gửi khó điền nên xã gửi muộn.", False),
        ("Mẫu M3 Ban đã gửi khó điền nên xã gửi muộn.", False),
    ],
)
def test_what_a_committees_body_sent_is_its_list_and_what_the_board_sent_is_none(
    sentence: str, of_unit: bool
) -> None:
    assert says_sent_before(sentence) is of_unit


NAMES = [unit.name for unit in default_campaign().units if unit.name != default_campaign().papers.board]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_says_that_the_list_was_handed_in_on_paper_may_have_sent_it_whatever_the_units_name(
    name: str,
) -> None:
    said = f"{name} đã gửi danh sách đăng ký bằng bản giấy cho đồng chí Hoa Ban Dân vận ngày 26/02."
    assert says_sent_before(said)
    assert may_bring_list(None, said)
    assert may_bring_list(None, f"{name} gửi danh sách đăng ký mô hình.")


@pytest.mark.parametrize(
    ("sentence", "of_unit"),
    [
        ("Link Ban gửi đăng ký mô hình không vào được.", False),
        ("Tệp huyện gửi đăng ký mô hình bị mờ.", False),
        ("Chưa thấy biểu mẫu Ban Dân vận đã gửi đăng ký mô hình.", False),
        ("Mẫu Ban đã gửi đăng ký mô hình em chưa mở.", False),
        ("Xã Việt Lập chưa mở được mẫu Ban đã gửi đăng ký mô hình.", False),
        ("Xã gửi bản cho đồng chí Hoa hôm 26/02.", True),
        ("Danh sách ở bản gửi hôm trước.", True),
        ("Xã đăng ký 05 mô hình theo mẫu Ban Dân vận đã gửi.", True),
        ("Em nộp M4 theo file Ban gửi.", True),
        ("Em gửi lại biểu huyện gửi đã điền đủ.", True),
        ("Xã đã điền vào link Ban gửi.", True),
        ("Xã đã hoàn thiện biểu do Ban Dân vận gửi và chuyển bản giấy.", True),
        ("Theo công văn Huyện ủy gửi xã đăng ký 01 mô hình cấp tỉnh.", True),
    ],
)
def test_a_mail_that_speaks_of_what_the_board_sent_brings_no_list(sentence: str, of_unit: bool) -> None:
    assert may_bring_list(None, sentence) is of_unit


def test_an_answer_under_the_subject_of_any_of_our_letters_is_known_and_says_nothing_by_it() -> None:
    letters = [
        path for path in files("aggregator.campaign").joinpath("texts").iterdir() if path.name.startswith("thu_")
    ]
    subjects = [
        each
        for path in letters
        if path.name != "thu_bieu_mau.j2"  # sends the blank forms
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("Tiêu đề: ")
        for each in _branches(line.removeprefix("Tiêu đề: "))
    ]
    assert len(subjects) == 6
    assert [each for each in subjects if not answers_us(f"RE: Re: {each}")] == []
    assert not any(map(answers_us, (*subjects, "Re: Xin rút mô hình số 2", "Đề nghị sửa, bổ sung hồ sơ đăng ký")))


def _branches(subject: str) -> list[str]:
    """A subject of a template with each of its two choices."""
    choice = re.match(r"{% if \w+ %}(.*?){% else %}(.*?){% endif %}", subject)
    return [f"{each}{subject[choice.end() :]}" for each in choice.groups()] if choice else [subject]
