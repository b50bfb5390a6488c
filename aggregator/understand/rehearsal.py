"""A small list, read once where the workers are forked from: what that compiles and folds, they all have.

Imported for this alone, by the server of the workers (``run.py``), while the main process opens the tracking book:
some 240 patterns would take each worker a tenth of a second. A worker whose campaign is another one than that which
ships makes anew what goes by it. Nothing hangs on it, whatever happens here.
"""

from contextlib import suppress

from aggregator.campaign.load import default_campaign
from aggregator.nouns.document import Document, Row, Sheet, Value
from aggregator.understand.document import return_of
from aggregator.vietnamese.scope import enter, scope

_LIST: tuple[tuple[Value, ...], ...] = (
    ("ĐẢNG ỦY XÃ CAO XÁ", None, None, None, "Cao Xá, ngày 20 tháng 02 năm 2024"),
    ("DANH SÁCH ĐĂNG KÝ XÂY DỰNG MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024",),
    ("STT", "Địa chỉ", "Tên mô hình", "Tập thể, cá nhân", "Thời gian", None, "Hoàn thành", "Mục tiêu", "Cấp"),
    (None, None, None, None, "Năm 2023", "Năm 2024"),
    ("I- Lĩnh vực kinh tế (Xây dựng nông thôn mới)",),
    (1, "Thôn Trại", "Mô hình trồng vải, ổi lê và nuôi ong", "Tập thể", "x", None, "Tháng 12", "50 hộ", "Tỉnh"),
    (2, "Thôn Chợ", "Hiến đất làm đường", "Ông Nguyễn Văn Bảy", None, "x", "Quý III/2024", "2 km", "Huyện"),
    (3,),
    ("II- Lĩnh vực văn hóa - xã hội",),
    (1, "Thôn Hậu", "Thắp sáng đường quê", "Chi hội Phụ nữ", None, "x", "Năm 2024", "1 tuyến", "Cơ sở"),
    (2,),
    ("Nơi nhận:", None, None, None, "T/M BAN THƯỜNG VỤ"),
)


def _rehearse() -> None:
    if scope.year is not None:
        return  # this process reads already
    campaign = default_campaign()
    enter(campaign.year, campaign.office)
    rows = tuple(Row(number, cells) for number, cells in enumerate(_LIST, start=1))
    return_of(Document("xlsx", (Sheet("M3", rows),)), campaign.year, campaign.office)


with suppress(Exception):
    _rehearse()
