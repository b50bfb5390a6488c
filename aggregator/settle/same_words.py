"""When two names are the same to a slip of the pen, and when a holder or a place is more than a common word."""

from __future__ import annotations

import re

from aggregator.viet.fold import key

_CLOSE = 92.0  # of 100: two whole names
_SLIP = 70.0  # of 100: the words in which they differ; “Sen” and “Mẫu” are two hamlets
_HAMLET = re.compile(r"\b(?:thon|xom|lang|khu|tdp|to dan pho|ban)\b")  # every commune has a “Thôn Trung”
_NAMELESS = re.compile(r"\b(?:xa|thi tran|co quan|don vi|truong)$|^luc luong\b")  # whose “Đảng ủy xã” is not said
_TITLES = "ông bà anh chị đồng chí đ/c cô chú thầy hộ gia đình"
_COMMON_WORDS = """
hội chi hội liên hiệp phụ nữ lhpn nông dân hnd cựu chiến binh ccb người cao tuổi khuyến học chữ thập đỏ làm vườn
đoàn thanh niên tncs hồ chí minh chi đoàn đoàn viên hội viên công đoàn mặt trận tổ quốc mttq ủy ban ban công tác
chi bộ đảng ủy đảng bộ chi ủy đảng viên cấp ủy chính quyền ubnd hđnd nhân dân khối dân vận btv bch ban chấp hành
thường vụ công an quân sự chqs dân quân tự vệ trường tiểu học thcs thpt mầm non trạm y tế hợp tác xã htx tổ hợp tác
câu lạc bộ clb tổ tự quản liên gia đội nhóm văn phòng cơ quan đơn vị bộ phận một cửa trưởng phó bí thư chủ tịch
cán bộ công chức viên chức giáo viên tập thể cá nhân các và với cùng của toàn thể trong tại địa bàn xã thị trấn
huyện thôn xóm làng khu tdp tổ dân phố phối hợp đồng tự nguyện quản lý nông nghiệp dịch vụ tổng hợp thủy lợi
bà con nhân viên cha mẹ phụ huynh học sinh an ninh trật tự bảo vệ môi trường văn hóa thể thao
"""
_COMMON = frozenset(key(word) for word in _COMMON_WORDS.split())
_PLACELESS_WORDS = """
toàn xã thị trấn thôn xóm tdp tổ dân phố huyện các cơ quan đơn vị trường trụ sở ubnd địa bàn trong tại trên và
"""
_PLACELESS = frozenset(key(word) for word in _PLACELESS_WORDS.split())
_TITLE_WORDS = frozenset(key(_TITLES).split())


def names_somebody(holder: str, kind: str) -> bool:
    """Whether a holder (a key) is one certain person or body: “Hội Phụ nữ xã”, “Chi bộ thôn Trung” are not."""
    words = holder.split()
    if kind == "individual":
        return len([word for word in words if word not in _TITLE_WORDS]) > 1
    if _HAMLET.search(holder) or _NAMELESS.search(holder):
        return False
    return any(word not in _COMMON and not word.isdigit() for word in words)


def somebody(holder: str) -> str:
    """A person (a key) without the title before the name: “Ông”, “Đồng chí” and none are one."""
    words = holder.split()
    while words and words[0] in _TITLE_WORDS:
        words.pop(0)
    return " ".join(words)


def names_a_place(place: str) -> bool:
    """Whether an address (a key) names a place: “Toàn xã”, “Cơ quan”, “Các thôn” do not."""
    return bool(_own_words(place))


def names_one_place(place: str) -> bool:
    """Whether the place (a key) is hardly found twice in the district: every commune has a “Thôn Trung”."""
    return len(_own_words(place)) > 1


def _own_words(place: str) -> list[str]:
    return [word for word in place.split() if word not in _PLACELESS]


def only_slips(one: str, other: str) -> bool:
    """Whether two names (keys) are one to a slip of the pen; another number or another proper name is none."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where two could be the same

    if one == other:
        return True
    mine, theirs = _left(one, other), _left(other, one)
    if fuzz.ratio(one, other) < _CLOSE or any(word.isdigit() for word in (*mine, *theirs)):
        return False
    return not mine or not theirs or fuzz.ratio(" ".join(mine), " ".join(theirs)) >= _SLIP


def _left(one: str, other: str) -> list[str]:
    """The words of one that the other lacks."""
    theirs = set(other.split())
    return [word for word in one.split() if word not in theirs]
