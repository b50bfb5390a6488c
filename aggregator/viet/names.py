"""Vietnamese personal names, as far as their shape shows them."""

from __future__ import annotations

from aggregator.viet.fold import key

_SURNAME_LIST = """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh
    truong dinh lam phung mai to ha ta luong luu thai ton tang nong hua giap than khong nghiem quach
    chu cao la kieu diem dam chau thach ngoc trieu bach tieu van nhu ngu ong tong vi ma thi thieu
    leo giang phi tu ninh man mac khuc dong
"""
SURNAMES = frozenset(_SURNAME_LIST.split())
_LONGEST = 5  # words


def is_personal_name(text: str) -> bool:
    """A bare personal name: a surname and one to four more words, each with a capital."""
    words = text.split()
    return (
        2 <= len(words) <= _LONGEST
        and all(w[0].isupper() and w.isalpha() for w in words)
        and key(words[0]) in SURNAMES
    )
