"""Invented people, places and models, written as such offices write them."""

from __future__ import annotations

import datetime as dt

NAMES = {
    "economy": [
        "Vận động nhân dân hiến đất mở rộng đường giao thông nông thôn",
        "Vận động hội viên liên kết trồng vải sớm theo tiêu chuẩn VietGAP",
        "Xây dựng Hợp tác xã rau an toàn gắn với tiêu thụ nông sản cho thành viên",
        "Chăn nuôi gà đồi bảo đảm an toàn sinh học",
    ],
    "culture_society": [
        "Tuyến đường hoa phụ nữ tự quản xanh - sạch - đẹp",
        "Thu gom, phân loại rác thải tại hộ gia đình",
        "Vận động nhân dân tham gia bảo hiểm y tế tự nguyện, phấn đấu 97% dân số có thẻ",
        "Tiếng trống khuyến học",
    ],
    "defence_security": [
        "Camera an ninh giữ bình yên thôn, xóm",
        "Tổ tự quản về an ninh trật tự ở khu giáp ranh",
        "Giáo dục, cảm hóa người lầm lỗi tại cộng đồng dân cư",
    ],
    "political_system": [
        "Bộ phận một cửa thân thiện, trách nhiệm, vì nhân dân phục vụ",
        "Chi bộ bốn tốt gắn với nêu gương của đảng viên",
        "Phát huy quy chế dân chủ ở cơ sở trong giải phóng mặt bằng",
    ],
}
HOLDERS = [
    ("Chi hội Phụ nữ thôn {place}", "collective"),
    ("Ông Nguyễn Văn Thử - Bí thư chi bộ thôn {place}", "individual"),
    ("Bà Trần Thị Mẫu", "individual"),
    ("Tập thể", "collective"),
    ("Ban công tác Mặt trận thôn {place}", "collective"),
]
PLACES = ["Đồng Mẫu", "Trại Thử", "Ngòi Ví Dụ", "Bãi Giả Định", "Cầu Minh Họa"]
COMPLETIONS = [
    ("Quý III/2024", dt.date(2024, 9, 30)),
    ("31/12/2024", dt.date(2024, 12, 31)),
    ("Tháng 11 năm 2024", dt.date(2024, 11, 30)),
    ("Thường xuyên", None),
    (None, None),
]
GOALS = [
    "Vận động 100% hộ dân tham gia; hiến 500 m² đất, đóng góp 200 ngày công; hoàn thành 1,2 km đường bê tông.",
    (
        "Duy trì 02 buổi tổng vệ sinh mỗi tháng; không còn điểm tồn đọng rác; 95% hộ phân loại rác tại nguồn, "
        "thành lập 03 tổ tự quản và tổ chức ký cam kết đến từng hộ gia đình."
    ),
    "Giảm 20% số vụ việc so với năm 2023.",
    None,
]
RECEIPTS = ["on_time"] * 9 + [
    "late",
    "late",
    "missing",
    "missing",
    "empty",
    "nil",
    "unreadable",
    "forms_only",
]
