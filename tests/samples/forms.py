"""The forms M1 and M2 that units sent beside their lists, and papers of their own registration and plans."""

from __future__ import annotations

from tests.samples.nouns import Make
from tests.samples.registrations import Form, in_excel, in_own_hand, in_word, paper

YEAR = "Từ tháng 02/2024 đến tháng 12/2024"
# Cao Xá names no level in its list; these five do
LOAN = Form(
    "Xã Cao Xá",
    "Vận động hội viên vay vốn tín dụng chính sách sử dụng đúng mục đích",
    "economy",
    "Cấp tỉnh",
    "Rà soát nhu cầu vay của từng hộ; bình xét công khai tại tổ.\nHằng tháng kiểm tra việc sử dụng vốn.\n"
    "Hướng dẫn kỹ thuật chăn nuôi, trồng trọt cho hộ vay.",
    "Tháng 01/2024 - tháng 12/2024",
    "Thôn Trung, xã Cao Xá",
    "Không có nợ quá hạn; 100% tổ viên gửi tiết kiệm hằng tháng.",
)
FLOWERS = Form(
    "Xã Cao Xá",
    "Trồng hoa lay ơn, hoa cúc vụ đông trên đất hai lúa",
    "economy",
    "Cấp huyện",
    "Vận động 35 hộ chuyển 4 ha đất hai lúa sang trồng hoa vụ đông.\nKý hợp đồng tiêu thụ trước khi xuống giống.",
    YEAR,
    "Thôn Hậu",
    "Giá trị đạt 250 triệu đồng/ha.",
)
WASTE = Form(
    "Xã Cao Xá",
    "Thu gom, phân loại rác thải sinh hoạt tại nguồn",
    "economy",  # the box that names the environment too
    "Cấp huyện",
    "Mỗi hộ có 02 thùng phân loại; tổ phụ nữ tự quản kiểm tra hằng tuần.",
    "Năm 2024",
    "Thôn Ngò",
    "Giảm 30% lượng rác phải vận chuyển.",
)
LEARNING = Form(
    "Xã Cao Xá",
    "Mô hình “Dòng họ khuyến học, thôn khuyến học”",
    "culture_society",
    "Cấp huyện",
    "Vận động các dòng họ xây dựng quỹ khuyến học; tuyên dương học sinh giỏi vào dịp đầu xuân.",
    "Giai đoạn 2022 - 2025",
    "Thôn Chợ Vồng",
    "Quỹ khuyến học đạt 40 triệu đồng; không có học sinh bỏ học.",
)
CARPENTER = Form(
    "Xã Cao Xá",
    "Thanh niên khởi nghiệp với nghề mộc dân dụng",
    "economy",
    "Cấp huyện",
    "Mở rộng xưởng mộc; nhận thanh niên trong thôn vào học nghề, vừa học vừa làm.",
    YEAR,
    "Thôn Trại Mới, xã Cao Xá",
    "Dạy nghề cho 08 thanh niên, thu nhập từ 6 triệu đồng/người/tháng.",
    person="Đặng Hữu Phấn",
    position="Bí thư chi đoàn thôn Trại Mới",
)
# the list of Ngọc Vân says district
VEGETABLES = Form(
    "Xã Ngọc Vân",
    "Tổ hợp tác sản xuất rau an toàn theo hướng hữu cơ",
    "economy",
    "Cấp tỉnh",
    "Tập huấn quy trình; ghi nhật ký đồng ruộng; ký hợp đồng với bếp ăn bán trú.",
    YEAR,
    "Thôn Hội Dưới",
    "Sản xuất 5 ha rau an toàn.",
)
# no row of the Youth Union's list is of it, and it came a day late
CORNER = Form(
    "Huyện đoàn Tân Yên",
    "Góc học tập sáng cho thiếu nhi vùng khó khăn",
    "culture_society",
    "Cấp huyện",
    "Vận động đoàn viên, nhà hảo tâm tặng bàn ghế, đèn học và sách.",
    "Năm 2024",
    "Các xã trong huyện",
    "Trao 60 góc học tập.",
)
# the Justice Office sent no list
LEGAL_AID = Form(
    "Phòng Tư pháp huyện",
    "Ngày pháp luật lưu động tại nhà văn hóa thôn",
    "political_system",
    "Cấp huyện",
    "Mỗi tháng một buổi tư vấn, trợ giúp pháp lý tại một thôn; trả lời ngay tại chỗ.",
    YEAR,
    "Các xã, thị trấn",
    "12 buổi, trên 600 lượt người dự.",
    person="Hà Thị Mơ",
    position="Phó Trưởng phòng",
)


def own_registration() -> bytes:
    """Lam Cốt registers its own party organisation."""
    return paper(
        "ĐẢNG BỘ HUYỆN TÂN YÊN",
        "ĐẢNG ỦY XÃ LAM CỐT",
        "Số 09-ĐK/ĐU",
        "Lam Cốt, ngày 23 tháng 02 năm 2024",
        "BẢN ĐĂNG KÝ",
        "Xây dựng đảng bộ “Dân vận khéo” năm 2024",
        "Căn cứ Quyết định số 266-QĐ/HU ngày 21/01/2022 của Ban Thường vụ Huyện ủy, Đảng ủy xã Lam Cốt đăng ký "
        "xây dựng đảng bộ “Dân vận khéo” năm 2024.",
        "T/M ĐẢNG ỦY",
        "(Đã ký)",
    )


def plan() -> bytes:
    """The plan of Ngọc Lý."""
    return paper(
        "ĐẢNG BỘ HUYỆN TÂN YÊN",
        "ĐẢNG ỦY XÃ NGỌC LÝ",
        "Số 21-KH/ĐU",
        "Ngọc Lý, ngày 19 tháng 02 năm 2024",
        "KẾ HOẠCH",
        "Xây dựng đảng bộ “Dân vận khéo” năm 2024",
        "I. Mục đích, yêu cầu",
        "II. Nội dung thực hiện",
        "T/M ĐẢNG ỦY",
    )


FILES: dict[str, Make] = {
    "Cao Xá/M1 vay vốn.xlsx": lambda: in_excel(LOAN),
    "Cao Xá/M1 hoa, rác, khuyến học.docx": lambda: in_own_hand([FLOWERS, WASTE, LEARNING]),
    "Cao Xá/M2 Đặng Hữu Phấn.docx": lambda: in_word(CARPENTER),
    "Ngọc Vân - M1 rau an toàn.docx": lambda: in_word(VEGETABLES),
    "Huyện đoàn M1.xlsx": lambda: in_excel(CORNER),
    "M2 Phòng Tư pháp.docx": lambda: in_word(LEGAL_AID),
    "Lam Cốt - đăng ký đảng bộ Dân vận khéo.docx": own_registration,
    "KH Ngọc Lý.docx": plan,
}
