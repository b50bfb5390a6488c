"""Who holds a model: a collective or one person. Read with the accents on: “Chị” is no “Chi hội”."""

from __future__ import annotations

import re
import unicodedata

from aggregator.viet.fold import key
from aggregator.viet.names import is_personal_name

_TITLES = "ông|bà|anh|chị|đồng chí|đ/c|đ\\.c|đc|cô|chú|thầy"
_TITLE = re.compile(rf"^(?:(?:hộ gia đình|hộ|gia đình)\s+)?(?:{_TITLES})\b\.?:?\s+(?!con\b|em\b|chị\b)\S")
_BARE_TITLE = re.compile(r"^(?:ong|dong chi|d c|dc) \S")
# words of an organisation, with their accents: “Tổ” is one, the surname Tô is none
_ORGANISATIONS = """
    hội|chi hội|chi bộ|đảng bộ|đảng ủy|đảng uỷ|chi ủy|chi đoàn|đoàn thanh niên|đoàn tn|đoàn tncs|đoàn xã|huyện đoàn
    đoàn trường|đoàn thể|đoàn viên|ban|tổ|btv|bch|ubnd|hđnd|ubmttq|mttq|mặt trận|ủy ban|uỷ ban|thôn|xóm|làng|khu|tdp
    khối|câu lạc bộ|clb|htx|hợp tác xã|tổ hợp tác|tht|trường|trung tâm|tt|trạm|phòng|văn phòng|công an|quân sự
    ban chqs|dân quân|công đoàn|liên đoàn|nhóm|đội|cơ quan|đơn vị|chi cục|hạt|kho bạc|ngân hàng|bưu điện|điện lực
    viện|tòa án|toà án|nhân dân|cán bộ|xã|thị trấn|hđqt|công ty|doanh nghiệp|lhpn|ccb|hnd|nông dân|phụ nữ
    cựu chiến binh|người cao tuổi|khoa|bộ phận|thanh tra|kiểm lâm|kiểm sát|bảo hiểm xã hội
    thi hành án|huyện ủy|lớp|cụm|tiểu đội|trung đội|đại đội
    liên gia|gia đình|dòng họ|ban điều hành
"""
_ANY_ORGANISATION = "|".join(
    word.strip() for line in _ORGANISATIONS.split("\n") for word in line.split("|") if word.strip()
)
_ORGANISATION = re.compile(rf"(?:^|[\s,;(\-–])(?:{_ANY_ORGANISATION})(?=$|[\s,;:.)\-–/&])")
# the same typed without accents: only what cannot be a personal name
_BARE_ORGANISATION = re.compile(
    r"^(?:chi hoi|hoi|chi bo|dang bo|dang uy|chi doan|doan thanh nien|ban|btv|bch|ubnd|mttq|uy ban|thon|tdp|clb"
    r"|cau lac bo|htx|hop tac xa|truong|trung tam|tram|phong|van phong|cong an|cong doan|nhom|doi|co quan|don vi"
    r"|to dan pho|to tu quan|to lien gia)\b"
)
_POSITION = re.compile(
    r"\b(?:bi thu|chu tich|truong|pho|hoi vien|dang vien|giao vien|can bo|cong chuc|vien chuc|nguoi|giam doc)\b"
)


def holder_kind(text: str | None, *, collective: bool = False, individual: bool = False) -> str | None:
    """``collective``, ``individual`` or None, by the first that answers (design §4).

    The two flags are marks in separate columns “Tập thể” and “Cá nhân”.
    """
    if collective != individual:
        return "collective" if collective else "individual"
    if not text:
        return None
    words = key(text)
    says_collective = bool(re.search(r"\btap the\b", words)) or words == "tt"
    says_individual = bool(re.search(r"\bca nhan\b", words)) or words == "cn"
    if says_collective and says_individual:
        return None  # the printed words, nothing chosen
    if says_collective or says_individual:
        return "collective" if says_collective else "individual"
    return _by_shape(unicodedata.normalize("NFC", text).casefold().strip(), words, text)


def _by_shape(lowered: str, words: str, text: str) -> str | None:
    """A title of address, a name with a position, an organisation's word, a bare personal name."""
    if _TITLE.match(lowered) or _BARE_TITLE.match(words):
        return "individual"
    name, *rest = re.split(r"[,(–\-:;\n]", text, maxsplit=1)
    if is_personal_name(name) and (not any(rest) or _POSITION.search(key(rest[0]))):
        return "individual"
    if _ORGANISATION.search(lowered) or _BARE_ORGANISATION.match(words):
        return "collective"
    return None
