"""Who holds a model: a collective or one person. Read with the accents on: “Chị” is no “Chi hội”."""

from __future__ import annotations

import re
import unicodedata

from aggregator.viet.fold import key

_TITLE = re.compile(
    r"^(?:(?:hộ|gia đình|hộ gia đình)\s+)?(?:ông|bà|anh|chị|đồng chí|đ/c|đ\.c|đc|cô|chú|thầy)\b\.?:?\s+(?!con\b|em\b|chị\b)\S"
)
_BARE_TITLE = re.compile(r"^(?:ong|dong chi|d c|dc) \S")
_ORGANISATION = re.compile(
    r"(?:^|[\s,;(\-–])(?:chi hội|hội|chi bộ|đảng bộ|đảng ủy|đảng uỷ|chi ủy|chi đoàn|đoàn thanh niên|đoàn tn\w*|đoàn xã|huyện đoàn|"
    r"đoàn trường|đoàn thể|đoàn viên|ban|tổ|btv|bch|ubnd|hđnd|ubmttq|mttq|mặt trận|ủy ban|uỷ ban|thôn|xóm|làng|khu|tdp|khối|"
    r"câu lạc bộ|clb|htx|hợp tác xã|tổ hợp tác|thtx?|trường|trung tâm|tt|trạm|phòng|văn phòng|công an|quân sự|ban chqs|dân quân|"
    r"công đoàn|liên đoàn|nhóm|đội|cơ quan|đơn vị|chi cục|hạt|kho bạc|ngân hàng|bưu điện|điện lực|viện|tòa án|toà án|"
    r"nhân dân|cán bộ|xã|thị trấn|hđqt|công ty|doanh nghiệp|lhpn|ccb|hnd|nông dân|phụ nữ|cựu chiến binh|người cao tuổi|chi hội\w*)"
    r"(?=$|[\s,;:.)\-–/&])"
)
_ORGANISATION_KEYS = re.compile(
    r"^(?:chi hoi|hoi|chi bo|dang bo|dang uy|chi doan|doan thanh nien|ban|btv|bch|ubnd|mttq|uy ban|thon|tdp|clb|cau lac bo|htx|"
    r"hop tac xa|truong|trung tam|tram|phong|van phong|cong an|cong doan|nhom|doi|co quan|don vi|to dan pho|to tu quan|to lien gia)\b"
)
_POSITION = re.compile(
    r"\b(?:bi thu|pho bi thu|chu tich|pho chu tich|truong|pho|chi hoi truong|hoi vien|dang vien|giao vien|can bo|cong chuc|nguoi)\b"
)
_SURNAMES = frozenset(
    [
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
        "ly",
        "dao",
        "doan",
        "vuong",
        "trinh",
        "truong",
        "dinh",
        "lam",
        "phung",
        "mai",
        "to",
        "ha",
        "ta",
        "luong",
        "luu",
        "thai",
        "ton",
        "tang",
        "nong",
        "hua",
        "giap",
        "than",
        "khong",
        "nghiem",
        "quach",
        "chu",
        "cao",
        "la",
        "kieu",
        "diem",
        "dam",
        "doan",
        "hoang",
        "chau",
        "thach",
        "ngoc",
        "trieu",
        "bach",
        "tieu",
        "van",
        "nhu",
        "ngu",
        "ong",
        "tong",
        "vi",
        "ma",
        "thi",
        "thieu",
        "leo",
        "giang",
        "phi",
        "tu",
        "ninh",
        "man",
        "mac",
        "khuc",
        "dong",
    ]
)


def holder_kind(text: str | None, *, collective: bool = False, individual: bool = False) -> str | None:
    """``collective``, ``individual`` or None, by the first that answers (design §4).

    The two flags are marks in separate columns “Tập thể” and “Cá nhân”.
    """
    if collective != individual:
        return "collective" if collective else "individual"
    if not text:
        return None
    return _by_words(key(text)) or _by_shape(unicodedata.normalize("NFC", text).casefold().strip(), text)


def _by_words(words: str) -> str | None:
    both = (bool(re.search(r"\btap the\b", words)), bool(re.search(r"\bca nhan\b", words)))
    if both == (True, False) or words in ("tt", "t the"):
        return "collective"
    return "individual" if both == (False, True) or words == "cn" else None


def _by_shape(lowered: str, text: str) -> str | None:
    words = key(text)
    if {"tap the", "ca nhan"} <= {p for p in ("tap the", "ca nhan") if p in words}:
        return None  # the printed words, nothing chosen
    if _TITLE.match(lowered) or _BARE_TITLE.match(words):
        return "individual"
    name, _, rest = re.sub(r"[,(–\-:;\n]", "|", text).partition("|")
    if is_personal_name(name) and (not rest.strip() or _POSITION.search(key(rest))):
        return "individual"
    if _ORGANISATION.search(lowered) or _ORGANISATION_KEYS.match(words):
        return "collective"
    return None


def is_personal_name(text: str) -> bool:
    """A bare personal name: a surname and one to four more words, each with a capital."""
    words = text.split()
    return (
        2 <= len(words) <= 5 and all(w[0].isupper() and w.isalpha() for w in words) and key(words[0]) in _SURNAMES
    )
