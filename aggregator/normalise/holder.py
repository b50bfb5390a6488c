"""Who holds a model: a collective or one person. Read with the accents on: “Chị” is no “Chi hội”, “Tô” no “Tổ”."""

from __future__ import annotations

import re
import unicodedata

from aggregator.viet.fold import key
from aggregator.viet.names import is_personal_name

_TITLES = "ông|bà|anh|chị|đồng chí|đ/c|đ\\.c|đc|đ/ c|cô|chú|thầy|em|bác|ô\\.|b\\.|ô|cụ|bạn"
_TITLE = re.compile(
    rf"^(?:(?:hộ gia đình|hộ|gia đình)\s+)?(?:{_TITLES})(?:\b|(?<=\.))\.?:?\s*(?!con\b|em\b|chị\b|sĩ\b)(?=\S)"
)
_BARE_TITLE = re.compile(r"^(?:ong|dong chi|d c|dc) \S")
# what a person is, before a personal name: “Bác sĩ Nguyễn Văn A”, “Đảng viên Lê Thị B”
_CALLINGS = re.compile(
    r"^(?:bác sĩ|bác sỹ|bs|y sĩ|y sỹ|dược sĩ|đảng viên|giáo viên|cô giáo|thầy giáo|hội viên|đoàn viên"
    r"|cựu chiến binh|ccb|nghệ nhân|cán bộ|công chức|viên chức|kỹ sư|ks|thạc sĩ|ths|tiến sĩ|ts"
    r"|bí thư(?: chi bộ| chi đoàn)?|trưởng thôn|chủ tịch|phó chủ tịch|giám đốc|hiệu trưởng|trưởng công an"
    r"|thượng úy|đại úy|trung úy|thiếu tá|trung tá|thượng tá|đại tá|thiếu úy|nông dân|công nhân|học sinh"
    r"|sinh viên|người cao tuổi|tổ trưởng|chi hội trưởng)\b\.?:?\s+"
)
# how the name of an organisation begins, with its accents
_ORGANISATIONS = """
hội|chi hội|phân hội|chi bộ|đảng bộ|đảng ủy|đảng uỷ|chi ủy|chi uỷ|cấp ủy|chi đoàn|đoàn thanh niên|đoàn tn
đoàn tncs|đoàn xã|đoàn thị trấn|đoàn trường|đoàn thể|đoàn viên|đoàn cơ sở|đoàn khối|đoàn hội|đoàn phường
huyện đoàn|xã đoàn|liên đội|ban|tổ|btv|bch|ubnd|hđnd|ubmttq|mttq|mặt trận|ủy ban|uỷ ban|thôn|xóm|làng|khu|tdp
phố|khối|câu lạc bộ|clb|htx|hợp tác xã|tổ hợp tác|tht|trường|trung tâm|tt|trạm|phòng|văn phòng|công an|quân sự
dân quân|công đoàn|liên đoàn|nhóm|đội|cơ quan|đơn vị|chi cục|hạt|kho bạc|ngân hàng|bưu điện|điện lực|viện|tòa án
toà án|nhân dân|xã|thị trấn|huyện|hđqt|công ty|cty|doanh nghiệp|lhpn|hlhpn|hnd|hpn|hccb|hội đồng|nông dân|phụ nữ
cựu chiến binh|ccb|người cao tuổi|nct|thanh niên|khoa|bộ phận|thanh tra|kiểm lâm|kiểm sát|bảo hiểm xã hội|bhxh
thi hành án|huyện ủy|lớp|cụm|tiểu đội|trung đội|đại đội|liên gia|dòng họ|họ|các|toàn thể|tập thể|cán bộ|hộ dân
bà con|chị em|nhà|chùa|giáo xứ|giáo họ|ban điều hành|mầm non|tiểu học|thcs|thpt|bộ đội|trại|xưởng|hộ kinh doanh
"""
_BEGINS = re.compile(
    rf"^(?:{'|'.join(word for line in _ORGANISATIONS.split(chr(10)) for word in line.split('|') if word)})(?!\w)"
)
# the same typed without accents: only what cannot be a personal name
_BARE_ORGANISATION = re.compile(
    r"^(?:chi hoi|hoi|chi bo|dang bo|dang uy|chi doan|doan thanh nien|doan tn|doan tncs|doan xa|ban|btv|bch"
    r"|ubnd|mttq|uy ban|thon|tdp|clb|cau lac bo|htx|hop tac xa|truong (?:mn|th|thcs|thpt|mam non|tieu hoc)"
    r"|trung tam|tram|phong|van phong|cong an|cong doan|nhom|doi|co quan|don vi|to (?:dan pho|tu quan|lien gia"
    r"|phu nu|hop tac))\b"
)
_MIDDLE_NAMES = frozenset(
    [
        "văn",
        "thị",
        "đức",
        "hữu",
        "quang",
        "minh",
        "ngọc",
        "xuân",
        "đình",
        "thanh",
        "công",
        "bá",
        "duy",
        "trọng",
        "quốc",
        "mạnh",
        "tiến",
        "thế",
        "huy",
    ]
)
_EDGES = re.compile(r"^[\s\-–+•*.,:;()]*(?:\d{1,2}\s*[.)]\s*)?")
_POSITION = re.compile(
    r"\b(?:bi thu|chu tich|ct|pct|truong|pho|hoi vien|dang vien|giao vien|can bo|cong chuc|vien chuc|nguoi|giam doc"
    r"|thon|xom|tdp|to dan pho|sinh nam|chi hoi|hoi|ubnd)\b"
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
    whole = _EDGES.sub("", unicodedata.normalize("NFC", text))
    return _by_beginning(whole, whole.casefold(), key(whole))


def _by_beginning(text: str, lowered: str, words: str) -> str | None:
    """A title of address, an organisation's word, a personal name: whatever the text begins with."""
    title = _TITLE.match(lowered)
    if (title and text[title.end()].isupper()) or _BARE_TITLE.match(words):
        return "individual"
    calling = _CALLINGS.match(lowered)
    if calling and _personal(text[calling.end() :]):
        return "individual"
    if lowered.startswith("đoàn ") and not _BEGINS.match(lowered):
        return _of_the_name_doan(text)
    if lowered.isascii():
        return "collective" if _BARE_ORGANISATION.match(words) else "individual" if _personal(text) else None
    if _BEGINS.match(lowered):
        return "collective"
    return "individual" if _personal(text) else None


def _personal(text: str) -> bool:
    """A personal name, alone or with a position behind it, also in capitals."""
    name, *rest = re.split(r"[,(–\-:;\n/]", text, maxsplit=1)
    return is_personal_name(name) and (not any(rest) or bool(_POSITION.search(key(rest[0]))))


def _of_the_name_doan(text: str) -> str | None:
    """“Đoàn Văn Bảy” is a person; “Đoàn Cao Xá” may be a youth union: the whole text decides, or nobody."""
    name = re.split(r"[,(–\-:;\n/]", text, maxsplit=1)[0].split()
    middle = len(name) > 2 and name[1].casefold() in _MIDDLE_NAMES
    return "individual" if middle and _personal(text) else None
