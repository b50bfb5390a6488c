"""The unit's own registration (R5): papers known by their titles, and the block on M3/M4."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Document
from aggregator.nouns.reading import OwnRegistration
from tests.sheets import m3, reader, sheet, understand

HEAD = "| ĐẢNG ỦY XÃ CAO XÁ⏎Số: 12-KH/ĐU | Cao Xá, ngày 20 tháng 02 năm 2024 |"
QUESTION = "Đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo” (theo Quyết định số 266-QĐ/HU):"


def own(text: str) -> OwnRegistration | None:
    return understand(sheet(text)).own_registration


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("BẢN ĐĂNG KÝ\nXây dựng đảng bộ “Dân vận khéo” năm 2024", "registration"),
        ("BẢN ĐĂNG KÝ THỰC HIỆN CƠ QUAN, ĐƠN VỊ “DÂN VẬN KHÉO”", "registration"),
        ("Đăng ký đơn vị “Dân vận khéo” năm 2024", "registration"),
        ("KẾ HOẠCH\nxây dựng đảng bộ, cơ quan, đơn vị\n“Dân vận khéo” năm 2024", "plan"),
        ("Kế hoạch xây dựng “Dân vận khéo” năm 2024", "plan"),
    ],
)
def test_a_paper_is_known_by_its_title(title: str, kind: str) -> None:
    found = own(f"{HEAD}\n{title}\nNội dung")
    assert found is not None
    assert (found.kind, found.row, found.number, found.date) == (
        kind, 2, "12-KH/ĐU", "ngày 20 tháng 02 năm 2024",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("Đăng ký đơn vị DVK 2024\nĐảng bộ đăng ký Dân vận khéo 2024 gồm:\n1. Nuôi ong lấy mật - cấp tỉnh", 1),
        ("Đăng ký Chi bộ “Dân vận khéo” năm 2024\nChi bộ đăng ký mô hình gồm:\n1. Nuôi ong lấy mật - cấp tỉnh", 1),
        ("Đăng ký của Chi bộ Tòa án\nEm gửi anh bản đăng ký Dân vận khéo ạ", 0),
    ],
)
def test_a_mails_subject_makes_no_such_paper_of_what_stands_below_it(text: str, models: int) -> None:
    mail = reader().understand(Document("eml", (sheet(text),)))
    assert (mail.own_registration, sum(len(part.entries) for part in mail.lists)) == (None, models)


@pytest.mark.parametrize(
    ("lines", "possible"),
    [
        ("1. Tăng cường tuyên truyền, vận động nhân dân.\n2. Nâng cao chất lượng công tác dân vận.", 0),
        ("1. Tuyến đường hoa thôn Chợ, cấp huyện.\n2. Nâng cao chất lượng rau sạch thôn Trại, cấp huyện.", 2),
        ("1. Trồng hoa ven đường - thôn Trại\n2. Nuôi ong lấy mật - thôn Hạ", 2),
        ("1. Nâng cao chất lượng rau sạch thôn Trại.\n2. Thực hiện đường hoa thôn Chợ.", 2),
        ("Các nội dung:\n1. Tuyến đường hoa thôn Chợ.\n2. Nâng cao chất lượng rau sạch thôn Trại.", 2),
    ],
)
def test_a_mail_that_registers_its_unit_by_the_decision_tells_no_models_unless_it_speaks_of_them(
    lines: str, possible: int
) -> None:
    title = "BẢN ĐĂNG KÝ\nĐăng ký đảng bộ “Dân vận khéo” năm 2024 theo Quyết định số 266-QĐ/HU"
    mail = reader().understand(Document("eml", (sheet(f"{title}\n{lines}"),)))
    assert len(mail.possible) + sum(len(part.entries) for part in mail.lists) == possible
    assert (mail.own_registration is None) is bool(possible)


@pytest.mark.parametrize(
    "title",
    [
        "BẢN ĐĂNG KÝ\nXây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
        "DANH SÁCH ĐĂNG KÝ XÂY DỰNG\nMÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO”",
        "KẾ HOẠCH\nXây dựng mô hình “Dân vận khéo” của cơ quan",
        "KẾ HOẠCH\nthực hiện phong trào thi đua “Dân vận khéo” năm 2024",
        "Kế hoạch công tác của cơ quan tuần 9",
        "Thực hiện kế hoạch xây dựng cơ quan “Dân vận khéo”",
    ],
)
def test_other_titles_are_no_such_paper(title: str) -> None:
    assert own(f"{HEAD}\n{title}") is None


@pytest.mark.parametrize(
    ("row", "answer", "number", "date"),
    [
        (
            f"| {QUESTION} | Có | Kế hoạch số: 12-KH/ĐU | | Ngày ban hành: 20/02/2024 |",
            True,
            "12-KH/ĐU",
            "20/02/2024",
        ),
        (f"| {QUESTION} | Không | Kế hoạch số: | | Ngày ban hành: |", False, None, None),
        (f"| {QUESTION} | ☒ Có   ☐ Không |", True, None, None),
        (f"| {QUESTION} | ☐ Có   ☒ Không |", False, None, None),
        (f"| {QUESTION} | Có   Không x |", False, None, None),
        (f"| {QUESTION} | Có | Kế hoạch số: | 7 | Ngày ban hành: | 20/02/2024 |", True, "7", "20/02/2024"),
        (f"| {QUESTION} Có |", True, None, None),
    ],
)
def test_the_block_under_a_list(row: str, answer: bool, number: str | None, date: str | None) -> None:
    found = own(m3("| 1 | Thôn Trại | Đường hoa |", "", row))
    assert found == OwnRegistration("block", "Sheet1", 4, answer, number, date)


@pytest.mark.parametrize("answer", ["☐ Có   ☐ Không", "", "Có/Không", "Có x   Không"])
def test_a_block_that_nobody_answered_says_nothing(answer: str) -> None:
    assert own(m3("| 1 | Thôn Trại | Đường hoa |", "", f"| {QUESTION} | {answer} | Kế hoạch số: |")) is None


@pytest.mark.parametrize(
    "row",
    [
        "| Có |",
        "| ☐ Có ☐ Không | Kế hoạch số: | | Ngày ban hành: |",  # as a printed form has it, closer
        "| Có | Kế hoạch số: 12-KH/ĐU | | Ngày ban hành: 20/02/2024 |",
        "| | ☒ Có ☐ Không | Kế hoạch số: 12-KH/ĐU |",
    ],
)
def test_the_block_is_no_part_of_the_list(row: str) -> None:
    (part,) = understand(m3("| 1 | Thôn Trại | Đường hoa |", "", f"| {QUESTION} {row}")).lists
    assert [entry.values["name"] for entry in part.entries] == ["Đường hoa"]
