"""Who holds a model: a collective, one person, or it is not known."""

from __future__ import annotations

import pytest

from aggregator.judge.texts import holder_kind

COLLECTIVE = """
Tập thể
tập thể
TẬP THỂ
Tập thể: Chi hội Phụ nữ thôn Trại
Chi hội Phụ nữ thôn Trại
Hội Cựu chiến binh xã
Hội Nông dân
Chi bộ thôn Ngò
Ban Công tác Mặt trận
Ban lãnh đạo thôn
BTV Đảng ủy xã
BCH Đoàn xã
UBND xã Cao Xá
MTTQ và các đoàn thể
Tổ tự quản số 3
Tổ dân phố Hoàng Hoa Thám
Thôn Trại
Nhân dân thôn Trại
Công an huyện
Trường Mầm non
Trạm Y tế xã
Câu lạc bộ dân vũ
HTX nông nghiệp sạch
Đoàn Thanh niên
Đoàn TN
ĐOÀN TNCS HCM
Đoàn Thanh Niên
đoàn thanh niên xã
Tổ Phụ Nữ
TỔ PHỤ NỮ
Trường MN
Truong MN
Đội Văn nghệ
Chị em phụ nữ thôn Trại
Bà con thôn Trại
1. Hội Phụ nữ
Hội CCB; ông Nguyễn Văn Tám phụ trách
TT
Chi hội Phụ nữ, do bà Nguyễn Thị Mận làm chi hội trưởng
""".strip().splitlines()
INDIVIDUAL = """
Cá nhân
CÁ NHÂN
Cá nhân: Nguyễn Văn Tám
Ông Nguyễn Văn Tám
Bà Trần Thị Mận
Anh Giáp Văn Đông
Chị Thân Thị Hoa
Đồng chí Lê Văn Nam
Đ/c Lê Văn Nam - Phó Chủ tịch UBND xã
đ/c Lê Văn Nam, Bí thư Đảng ủy
Ông Nguyễn Văn Tám - Bí thư chi bộ thôn Trại
Bà Trần Thị Mận, Chi hội trưởng Chi hội Phụ nữ
Nguyễn Văn Tám
Nguyễn Thị Hồng Nhung
Giáp Văn Đông
Hộ ông Nguyễn Văn Tám
Gia đình bà Trần Thị Mận
Nguyễn Văn Tám - Bí thư chi bộ
Nguyễn Văn Bảy - CT Hội ND
NGUYỄN VĂN BẢY
Đoàn Văn Bảy
ĐOÀN VĂN BẢY
Đoàn Thị Hoa - Bí thư chi bộ
Tô Văn Bảy
Trương Văn Tám
Truong Van Tam
Bác sĩ Nguyễn Văn Nam
Đảng viên Lê Thị Hoa
Ô. Tám
B. Mận
Bà Mận
CN
Cô Nguyễn Thị Hoa
""".strip().splitlines()
UNKNOWN = [
    "Tập thể / cá nhân",
    "Tập thể hoặc cá nhân",
    "12 người",
    "x",
    "Trồng cây ăn quả",
    "",
    None,
    "Đoàn Cao Xá",
    "Bí thư chi bộ",
]


@pytest.mark.parametrize("text", COLLECTIVE)
def test_a_collective(text: str) -> None:
    assert holder_kind(text) == "collective"


@pytest.mark.parametrize("text", INDIVIDUAL)
def test_one_person(text: str) -> None:
    assert holder_kind(text) == "individual"


@pytest.mark.parametrize("text", UNKNOWN)
def test_neither(text: str | None) -> None:
    assert holder_kind(text) is None


@pytest.mark.parametrize(
    ("marks", "kind"),
    [((True, False), "collective"), ((False, True), "individual"), ((True, True), None), ((False, False), None)],
)
def test_marks_in_two_columns(marks: tuple[bool, bool], kind: str | None) -> None:
    assert holder_kind(None, collective=marks[0], individual=marks[1]) == kind


def test_marks_go_before_the_text() -> None:
    assert holder_kind("Ông Nguyễn Văn Tám", collective=True) == "collective"
