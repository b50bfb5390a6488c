"""Whom one line of a paper names by itself: a unit, several, a commune; whether it only cites or places."""

from collections.abc import Iterator

from aggregator.nouns.unit import Unit
from aggregator.understand.titles import speaks_of_list
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import begins, has_phrase, key, regex
from aggregator.vietnamese.scope import memory

LONGEST_NAME = 60  # letters; a longer line is a title or a sentence
OF = regex(r"(?i)\b(?:của|cua)\b")
_OF_FIRST = regex(r"(?i)^\W*(?:(?:của|cua)[\s:]+|địa phương[\w ]*:)")
_BRACKETS = regex(r"\(([^()]*)\)")
SEGMENTS = regex(r"\s+[-–—]\s*|[-–—]\s+|\s*[|/;]\s*|,\s+|\s{3,}")
# between the names of a list of units, and what stands before the first
JOINS = regex(r"(?i)\s*[,;/&+]\s*|\s*(?:\s[-–—]|[-–—](?=\s))\s*|(?<=\w)[-–—](?=\w)|\s+(?:và|cùng(?: với)?)\s+")
_ALL_OF = regex(r"(?i)^\W*(?:(?:(?:[^\W\d]+\s+){0,3}?các|cụm|liên|hai|ba|bốn|\d+)\s+)+(?:đơn vị|cơ quan)?[\s:]*")
_MOST_NAMES = 12
_SENDING = regex(  # “Xã Song Vân xin gửi:”
    r"(?i)\s+(?:(?:xin|kính|trân trọng)\s+)*(?:gửi|nộp|trình|báo cáo|đăng ký)"
    r"(?:\s*[:,.]*|\s+(?:danh sách|quý ban|ban|bdv|mẫu|biểu|như sau|nội dung)\b.*)$"
)
_CITING = regex(  # “Thực hiện Công văn … của Huyện ủy, xã Cao Xá đăng ký như sau:”
    r"(?i)^\W*(?:theo|thực hiện|căn cứ)\s.*,\s*([^,]+?)\s+(?:xin\s+)?(?:đăng ký|báo cáo)\b[^,]*như sau\W*$"
)
_YEAR = regex(r"\s*(?:năm|NĂM)\s*\d{4}\s*$")
_ADDRESS = regex(r"(?:dia chi|dia diem|dia phuong|tru so|d c|dia ban|trien khai (?:tai|o)|mo hinh thuc hien tai)\b")
_COMMUNE_WORD = regex(r"(?<!hop tac )(?<!thi )(?<!tai )(?<!dia ban )\b(?:xa|thi tran)\b(?! (?:hoi|vien)\b)")
COMMUNES = regex(r"\bcac xa(?:(?: va)? thi tran)?$")  # all of them
UNION_CELL = regex(  # within an agency
    r"(?:(?:bch|ban chap hanh|to) )?"
    r"(?:(?:chi|cong) doan|doan (?:truong|thanh nien|co so)|chi hoi(?: phu nu| ccb| cuu chien binh)?|cdcs)\b"
    r"(?: (?:co so|bo phan|tncs|ho chi minh|hcm)\b)*"
)
BODY_WITHIN = regex(rf"{UNION_CELL.pattern}|hoi (?:phu nu|lhpn|ccb|cuu chien binh)\b(?! huyen\b)(?: co so)?")
PARTY_CELL = regex(r"(?:(?:bch|cap uy) )?(?:chi bo|chi uy)\b")
_REFERENCE = regex(r"(?:theo|thuc hien|can cu) \w+")  # “kèm theo Công văn … của …” names the sender
_ISSUED_WITH = regex(r"(?:bieu mau |mau )?ban hanh kem theo|kem theo huong dan|bieu mau .*kem theo")
# “(Ban hành kèm theo Kế hoạch … của …)”: whoever issued that paper, the list may be another's
_ISSUED_BY = regex(r"(?:ban hanh )?kem theo (?!huong dan|bieu|mau|danh sach|ds )(?=.* cua )")
_OF_BOARD = regex(r"kem theo|(?:theo )?(?:bieu )?mau\b.* cua ")  # “(Mẫu của Ban Dân vận Huyện ủy)”
_LETTER = regex(r"(?:ban hanh )?kem theo (?:cong van|cv|to trinh|ttr|bao cao|bc|van ban)\b")


def is_reference(names: UnitNames, text: str) -> bool:
    """Whether a line only cites a letter and whose it is: “(Theo Công văn …)”; behind a comma one may send."""
    words = key(text)
    enclosed = _OF_BOARD.match(words) and has_phrase(words, key(names.campaign.office.board))
    cites = "," not in text and _REFERENCE.match(words)
    return bool(enclosed) or bool(_ISSUED_BY.match(words) or _ISSUED_WITH.match(words) or cites)


def issuer(text: str) -> str | None:
    """Whose paper a line says that the list was issued with: “(Ban hành kèm theo Kế hoạch … của …)”."""
    return OF.split(text)[-1].strip(" .,:;*()") if _ISSUED_BY.match(key(text)) else None


def encloses(text: str) -> bool:
    """Whether a line says that a letter encloses the list: “(Kèm theo Công văn số 12-CV/ĐU …)”."""
    return bool(_LETTER.match(key(text)))


def of_a_commune(names: UnitNames, text: str) -> bool:
    """Whether a line speaks of a commune, of the roster or not: “XÃ BÍCH SƠN”, “HỘI NÔNG DÂN XÃ”."""
    return len(text) < LONGEST_NAME and bool(_COMMUNE_WORD.search(names.agencies.words(text)))


def is_address(names: UnitNames, text: str) -> bool:
    """Whether a line only says where somebody sits: “Địa chỉ: xã Cao Xá”, “TT Cao Thượng - Tân Yên - Bắc Giang”."""
    words = key(text)
    return bool(_ADDRESS.match(words) or (SEGMENTS.search(text) and names.seat.fullmatch(words)))


@memory(16)  # of the lines around one list several things are asked, one after the other
def several_units(names: UnitNames, text: str) -> tuple[Unit, ...]:
    """The units whose common paper a line says that it is: “Xã Ngọc Lý, xã Ngọc Vân”, “Công an và Quân sự huyện”.

    None where the line is one name (“và” stands within names too) or has anything besides names. What lies beside a
    unit of the other kind, or under an office, is no second one: “Phòng Y tế, xã Cao Xá”.
    """
    text = _ALL_OF.sub("", _SENDING.sub("", OF.split(text)[-1])).strip(" .,:;*()")
    joins = [*JOINS.finditer(text)] if len(text) < _MOST_NAMES * LONGEST_NAME else []
    starts, ends = [0, *(m.end() for m in joins)], [*(m.start() for m in joins), len(text)]
    found: list[Naming] = []
    at = 0
    while joins and at < len(starts):
        parts = ((last, text[starts[at] : ends[last]]) for last in reversed(range(at, len(starts))))
        last, named = next(((last, n) for last, part in parts if (n := _whole_part(names, part))), (None, None))
        if last is None:
            return ()
        found += [named] if isinstance(named, Naming) else []
        at = last + 1
    kinds = {(names.is_commune(n.unit), begins(key(n.words), names.words.subordinates)) for n in found}
    says_kind = [names.says_kind(n.words) for n in found]
    of_hamlet = any(says_kind) and not says_kind[0] and names.is_commune(found[0].unit)  # “Cao Xá, xã Liên Sơn”
    units = tuple(dict.fromkeys(n.unit for n in found if speaks(names, n)))
    return units if len(units) > 1 == len(kinds) and not of_hamlet else ()


def agencies_beside(names: UnitNames, text: str) -> Iterator[Unit]:
    """The agencies that parts of a line name in full, such as no commune has: they may share a commune's paper."""
    parts = SEGMENTS.split(text) if len(text) < 2 * LONGEST_NAME and not speaks_of_list(text) else ()
    found = (names.exact(part) for part in parts) if len(parts) > 1 else ()
    agencies = (n.unit for n in found if n and not (names.is_commune(n.unit) or names.is_board(n.unit)))
    return (unit for unit in agencies if not names.has_sisters(unit))


def speaks(names: UnitNames, naming: Naming) -> bool:
    """Whether a line beside another unit's speaks for whom it names: for the board as “CHI BỘ …” alone."""
    return not names.is_board(naming.unit) or bool(PARTY_CELL.match(key(naming.words)))


def _whole_part(names: UnitNames, part: str) -> Naming | bool:
    """The unit that a part of a list names as a whole, with no other name in it; whether it is the district's."""
    named = names.exact(part)
    if named and names.is_commune(named.unit):
        itself = names.says_kind(part) and not (named.body and JOINS.search(part))
        return named if itself or key(part) in names.bare else False  # “Chi bộ Cao Xá” may be a hamlet's
    if named:
        return named
    return names.is_above(part)


@memory(16)
def whole_line(names: UnitNames, text: str) -> Naming | None:
    """The unit that a line names as a whole, after “của” or in brackets."""
    text = _OF_FIRST.sub("", text)
    in_brackets = (OF.split(inside)[-1] for inside in _BRACKETS.findall(text))
    parts = [text, OF.split(text)[-1], _SENDING.sub("", text), *_CITING.findall(text), *in_brackets]
    named = (names.exact(_YEAR.sub("", part).strip(" .,:;-–*")) for part in dict.fromkeys(parts))
    found = next((n for n in named if n), None)
    return None if found and found.body and several_units(names, text) else found
