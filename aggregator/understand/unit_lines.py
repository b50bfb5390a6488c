"""The lines of a paper's head put together: superior over body, name over place, hand over commune or under it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import Unit
from aggregator.understand.line_names import (
    BODY_WITHIN,
    COMMUNES,
    JOINS,
    LONGEST_NAME,
    PARTY_CELL,
    SEGMENTS,
    UNION_CELL,
    is_address,
    is_reference,
    of_a_commune,
    several_units,
    whole_line,
)
from aggregator.understand.titles import is_version, speaks_of_list
from aggregator.understand.unit_in_name import unit_in_name
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import begins, composed, grouped, has_phrase, is_personal_name, key, regex

_DATE_OR_NUMBER = regex(r"\bngay\b.*\bthang\b|^so \d|^so (?!gd )[a-z]{2} |^v v\b|^\d+$")
_LEAST_CELLS = 2  # in a row that make it the row of a table
_MOST_COMMUNES = 2  # that a block beside the head may name and mean
_MOST_LINES = 3  # of one name
_MOST_GAP = 2  # rows between its lines


class _Found(Struct, frozen=True):
    """A unit named by the lines ``first`` to ``last`` of the head."""

    first: int
    last: int
    named: Naming


_CELL_ITSELF = regex(
    rf"(?:co quan|don vi|(?:{PARTY_CELL.pattern}|ban chi uy)"
    r"(?: (?:co quan|don vi|(?:nha )?truong|phong|ban|vien|toa an|chi cuc|trung tam|hat|kho bac))?)(?: huyen)?"
)
_ORGAN = regex(r"(?:ban thuong truc|thuong truc|ban thuong vu|btv|ban chap hanh|bch|ban chi huy)(?: huyen)?")
_STATION = regex(r"tram(?! y te\b)")  # of an agency's own: “TRẠM KIỂM LÂM SỐ 2”
_NO_HAND = regex(r"\bcho\b|\bphong trao\b|\bthi dua\b|^(?:nguoi (?:lap|gui|ky)|xa|thi tran)\b")
_OF_NUMBER = regex(r"(?: so)?(?: khu vuc)? (?:\d|i{1,3}|iv)$")
_OVER_BODIES = regex(r"\b(?:huyen uy|ubnd|mat tran)\b")  # what is below one is the district's
_PROVINCE = regex(r"(?:tinh uy|ubnd tinh|hdnd tinh|uy ban nhan dan tinh|trung uong)\b")


def unit_of_lines(names: UnitNames, lines: Sequence[UnitWords]) -> Naming | None:
    """The unit that one sheet's lines name: a labelled line first, then whole lines, a commune before an agency.

    Under an agency that no commune has too, or that says it is the district's, an address is only that. What stands
    in a table that is not the form's (“Địa chỉ | Công an huyện”) counts only where no line names any.
    """
    if are_elsewhere(names, lines):
        return None
    heading = _without_table(lines)
    named = _of_heading(names, [line for line in heading if line.labelled or not is_address(names, line.text)])
    if named is None or names.is_bare(named):
        named = _of_heading(names, heading)
    if named and not names.is_commune(named.unit) and _is_of_province(names, lines):
        return None
    named = named if named or len(heading) == len(lines) else _of_heading(names, lines)
    return named or (None if any(of_a_commune(names, line.text) for line in lines) else _across(names, lines))


def are_elsewhere(names: UnitNames, lines: Sequence[UnitWords]) -> bool:
    """Whether lines name another district, “KHO BẠC NHÀ NƯỚC / YÊN THẾ”; no city over “BƯU ĐIỆN HUYỆN TÂN YÊN”."""
    texts, district = [line.text for line in lines], key(names.campaign.office.district)
    ours, placed = (any(has_phrase(key(t), name) for t in texts) for name in (f"huyen {district}", district))
    if not all(ours and names.in_city(text) for text in texts if names.is_elsewhere(text)):
        return True
    pairs = () if placed else pairwise(_plain(names, lines))  # elsewhere it is a person's or hamlet's name
    # “PHÒNG … / Thanh Hà”, not written alike, is a person's too
    alike = ((above, text) for above, text in pairs if above.isupper() == text.isupper())
    bodies = (names.exact(above) for above, text in alike if key(text) in names.other_districts)
    return any(body and not names.is_commune(body.unit) for body in bodies)


def over_title(names: UnitNames, lines: Sequence[UnitWords], title_unit: Unit) -> Unit | None:
    """Whose letterhead stands over a title that names another unit of the kind: one of the two was left over."""
    plain = _plain(names, _without_table(lines))
    found = _found(names, plain)
    of_title = (f.first for f in found if speaks_of_list(plain[f.first]) or key(plain[f.first]).startswith("cua "))
    first = min(of_title, default=0)
    heads = (f.named for f in found if f.last < first and not f.named.body)
    alike = (n.unit for n in heads if n.unit.kind == title_unit.kind and n.unit != title_unit)
    return next((unit for unit in alike if not names.is_board(unit)), None)


def _across(names: UnitNames, lines: Sequence[UnitWords]) -> Naming | None:
    """An agency whose name is cut into cells of one row: “PHÒNG | | Y TẾ”."""
    rows = grouped((line.row, line.text) for line in lines if not line.labelled)
    named = (names.exact(" ".join(texts)) for texts in rows.values() if len(texts) > 1)
    return next((n for n in named if n and not names.is_commune(n.unit)), None)


def without_rosters(names: UnitNames, lines: Sequence[UnitWords]) -> tuple[UnitWords, ...]:
    """The lines but for blocks beside the paper's head that name one commune after another: they name none."""
    named: dict[tuple[str, int], set[str]] = defaultdict(set)
    for line in lines:
        unit = whole_line(names, line.text) if line.side and not line.labelled else None
        if unit and names.is_commune(unit.unit):
            named[line.sheet, line.side].add(unit.unit.code)
    return tuple(line for line in lines if len(named.get((line.sheet, line.side), ())) <= _MOST_COMMUNES)


def _is_of_province(names: UnitNames, lines: Sequence[UnitWords]) -> bool:
    """Whether the province's own authority stands above, and nothing of a district: “TỈNH ỦY … / BAN TỔ CHỨC”."""
    words = [key(line.text) for line in lines]
    district = ("huyen", key(names.campaign.office.district))
    ours = any(has_phrase(text, word) for text in words for word in district)
    return not ours and any(_PROVINCE.match(text) for text in words)


def _without_table(lines: Sequence[UnitWords]) -> list[UnitWords]:
    """The lines without those below the title that stand beside others in their row."""
    title = next((line.row for line in lines if not line.labelled and speaks_of_list(line.text)), None)
    plain = [line for line in lines if key(line.text) and not line.labelled]
    beside = Counter(line.row for line in plain if title is not None and line.row > title)
    return [line for line in lines if line.labelled or beside[line.row] < _LEAST_CELLS]


def _of_heading(names: UnitNames, lines: Sequence[UnitWords]) -> Naming | None:
    plain = _plain(names, lines)
    asked = (_labelled_at(names, lines[at:]) for at, line in enumerate(lines) if line.labelled)
    if labelled := next(filter(None, asked), None):
        return _with_hand(names, labelled, plain)
    found = _without_schools(names, _found(names, plain))
    communes = [f.named for f in found if names.is_commune(f.named.unit)]
    if communes:
        return _at_a_place(names, found, plain) or _commune(names, communes, found, plain)
    titled = _titled(names, lines)
    seated = {plain[f.first] for f in found if f.first == f.last}  # “PHÒNG Y TẾ, XÃ CAO XÁ”
    others = (text for text in plain if text not in seated and not speaks_of_list(text))
    bodies = [text for text in others if of_a_commune(names, text) and not (found and COMMUNES.search(key(text)))]
    if bodies or any(line.labelled and of_a_commune(names, line.text) for line in lines):
        return _of_commune_level(names, bodies, titled, plain)
    last = _lowest(found) if found else None
    unions = (_union_within(names, text) for text in plain[last.last + 1 if last else 0 :])
    within = next(filter(None, unions), None)
    if last and not within and not _subordinate_below(names, plain, last):
        return _with_body(names, plain, found, last)
    if within or found:
        return within
    return next(iter([*titled, *_one_letter_off(names, plain)]), None)


def _with_body(names: UnitNames, plain: Sequence[str], found: Sequence[_Found], last: _Found) -> Naming:
    """The lowest name, or the agency above, where its body may be meant: “CÔNG AN HUYỆN / HỘI PHỤ NỮ”."""
    above = [f.named for f in found if f.last < last.first and f.named.unit != last.named.unit]
    clear = [n for n in above if not (_OVER_BODIES.search(key(n.unit.name)) or names.is_bare(n))]
    body = last.named.words
    cells = any(UNION_CELL.match(key(text)) for text in plain[: last.first])  # “CHI ĐOÀN / PHÒNG …”: that office's
    sure = names.says_district(body) or (cells and begins(key(body), names.words.district_heads))
    may_be = clear and begins(key(body), names.words.bodies_within) and not sure
    return structs.replace(clear[-1], body=body) if may_be else last.named


def _without_schools(names: UnitNames, found: Sequence[_Found]) -> Sequence[_Found]:
    """Without the school of a commune's name under an office's line: “PHÒNG GD&ĐT / TRƯỜNG MN CAO XÁ”."""
    agencies = [f for f in found if not (names.is_commune(f.named.unit) or names.is_board(f.named.unit))]
    over = min((f.last for f in agencies if not names.has_sisters(f.named.unit)), default=None)
    theirs = sorted((f for f in found if names.is_commune(f.named.unit)), key=lambda f: (f.first, f.last))
    if over is None or not theirs or theirs[0].first <= over or len({f.named.unit.code for f in theirs}) > 1:
        return found
    school = theirs[0].named
    bare = begins(key(school.words), names.words.subordinates) or not names.says_kind(school.words)
    return agencies if school.body and bare else found


def _titled(names: UnitNames, lines: Sequence[UnitWords]) -> list[Naming]:
    """Whom the titles name: “DANH SÁCH ĐĂNG KÝ … CỦA XÃ CAO XÁ”."""
    texts = (line.text for line in lines if not line.labelled and speaks_of_list(line.text))
    named = (unit_in_name(names, text) for text in texts if not is_reference(names, text))
    return [*filter(None, named)]


def _of_commune_level(
    names: UnitNames, bodies: Sequence[str], titled: Sequence[Naming], plain: Sequence[str]
) -> Naming | None:
    """“HỘI NÔNG DÂN XÃ”, or a commune that is not in the roster: no agency, whatever else the lines name."""
    near = next((n for n in _one_letter_off(names, plain) if names.is_commune(n.unit)), None)
    of_title = next((n for n in titled if names.is_commune(n.unit)), None)
    body = next((text for text in bodies if names.body_of_some_commune(text)), None)
    if near is None and of_title and body and not of_title.body and not names.is_itself(body):
        return structs.replace(of_title, body=body)
    return near or of_title if body else near


def _labelled_at(names: UnitNames, lines: Sequence[UnitWords]) -> Naming | None:
    """Whom a labelled line names, alone or with the line below it: “Đơn vị: XÃ NGỌC / VÂN”."""
    line, below = lines[0], lines[1] if len(lines) > 1 else lines[0]
    goes_on = not below.labelled and below.row - line.row < _MOST_GAP
    text, named = line.text, None
    if not names.body_of_some_commune(text):
        named = whole_line(names, text) or names.near(text) or unit_in_name(names, text)
    return named or (names.exact(f"{text} {below.text}") if goes_on and not names.exact(below.text) else None)


def _one_letter_off(names: UnitNames, plain: Sequence[str]) -> Iterator[Naming]:
    near = (names.near(text) for text in plain if len(text) < LONGEST_NAME)
    yield from (named for named in near if named)


def _commune(names: UnitNames, communes: Sequence[Naming], found: Sequence[_Found], plain: Sequence[str]) -> Naming:
    """A commune's paper, with the hand that made it: “HỘI NÔNG DÂN” over “XÃ CAO XÁ” is the commune's."""
    communes = _by_their_kind(names, communes)
    named = ([n for n in communes if n.body] or communes)[-1]
    agencies = [f.named for f in found if not names.is_commune(f.named.unit) and not names.is_board(f.named.unit)]
    if not named.body and agencies:
        return structs.replace(named, body=f"{agencies[0].words} {named.words}")
    return _with_hand(names, named, plain)


def _at_a_place(names: UnitNames, found: Sequence[_Found], plain: Sequence[str]) -> Naming | None:
    """An agency named as the district's over its seat, and no commune's: “UBND HUYỆN / PHÒNG Y TẾ / XÃ CAO XÁ”."""
    lines = [f for f in found if f.first == f.last]
    units = {f.named.unit for f in found}
    if len(lines) != _LEAST_CELLS or len(units) != _LEAST_CELLS:
        return None
    agency, place = lines[0].named, lines[1].named
    clear = not (names.is_commune(agency.unit) or names.is_board(agency.unit) or names.has_sisters(agency.unit))
    itself = not place.body and begins(key(place.words), tuple(names.kind_words))
    above = any(map(names.is_over, plain[: lines[0].first]))
    sure = above or names.says_district(agency.words) or names.bears_a_commune(agency.unit)
    sure = sure or begins(names.agencies.words(agency.words), names.words.district_heads)
    return agency if clear and itself and sure else None


def _by_their_kind(names: UnitNames, communes: Sequence[Naming]) -> Sequence[Naming]:
    """Of several communes those named with their kind: “XÃ NGỌC LÝ” has a party cell “CHI BỘ CAO XÁ”."""
    if len({named.unit.code for named in communes}) < _LEAST_CELLS:
        return communes
    return [named for named in communes if names.says_kind(named.words)] or communes


def _plain(names: UnitNames, lines: Sequence[UnitWords]) -> list[str]:
    """The unlabelled lines that may name somebody, the left side last; a blank text parts what stands far apart."""
    kept: list[str] = []
    former = None
    for line in sorted(lines, key=lambda line: -line.side):
        words = key(line.text)
        number = _DATE_OR_NUMBER.search(words) and not composed(line.text).casefold().startswith("sở ")
        no_name = line.labelled or not words or words in names.mottos or number
        if no_name or is_reference(names, line.text):
            continue
        if former and (line.row - former.row > _MOST_GAP or line.side != former.side):
            kept.append("")
        kept.append(line.text)
        former = line
    return kept


def _found(names: UnitNames, plain: Sequence[str]) -> list[_Found]:
    lines = [(at, text) for at, text in enumerate(plain) if text and key(text) not in names.superiors]
    named = ((at, whole_line(names, text) or _of_segments(names, text)) for at, text in lines)
    single = [_Found(at, at, each) for at, each in named if each]
    several = [*_of_several_lines(names, plain)]
    ends = {f.last for f in several if names.bears_a_commune(f.named.unit)}  # “TRƯỜNG THPT / NHÃ NAM”
    return [*(f for f in single if f.first not in ends or not names.is_commune(f.named.unit)), *several]


def _of_segments(names: UnitNames, text: str) -> Naming | None:
    """“UBND HUYỆN TÂN YÊN - PHÒNG NỘI VỤ”: a name whose other parts are over it; a commune with any part."""
    parts = [part for part in SEGMENTS.split(text) if key(part)]
    if len(parts) < 2 or speaks_of_list(text) or several_units(names, text):
        return None
    found = _found(names, parts)
    communes = [f.named for f in found if names.is_commune(f.named.unit)]
    if communes:
        return _at_a_place(names, found, parts) or _with_hand(names, _by_their_kind(names, communes)[-1], parts)
    known = {at for f in found for at in range(f.first, f.last + 1)}
    others = [(at, part) for at, part in enumerate(parts) if at not in known]
    last = found[-1] if found else None
    ours = last is not None and (names.says_district(last.named.words) or names.bears_a_commune(last.named.unit))
    first = last.first if last and ours else 0  # “SỞ Y TẾ BẮC GIANG - …”, and no address
    clear = all(
        names.is_above(part) or names.is_beside(part) or (at < first and names.is_of_province(part))
        for at, part in others
    )
    return found[-1].named if clear and len({f.named.unit for f in found}) == 1 else None


def _of_several_lines(names: UnitNames, plain: Sequence[str]) -> Iterator[_Found]:
    short = [text if len(text) < LONGEST_NAME and not speaks_of_list(text) else "" for text in plain]
    for first in range(len(short)):
        for last in range(first + 1, min(first + _MOST_LINES, len(short))):
            window = short[first : last + 1]
            if not all(window):
                break
            named = next((n for text in _joined(names, window) for n in [names.exact(text)] if n), None)
            broken = named and names.says_kind(named.words) and not any(map(names.exact, window))
            hand = named and named.body and (names.is_hand(key(named.body)) or _may_be_hands(window))
            if named and (hand or not names.is_commune(named.unit) or broken):  # “ĐẢNG ỦY XÃ NGỌC / VÂN”
                yield _Found(first, last, named)


def _may_be_hands(lines: Sequence[str]) -> bool:
    """Whether “DÂN QUÂN” over “XÃ CAO XÁ” may be a body's: written alike, no person, number or note on the form."""
    *above, last = lines
    alike = all(text.isupper() == last.isupper() for text in above)
    persons = not last.isupper() and any(map(is_personal_name, above))  # “NÔNG DÂN” looks like one
    return alike and not persons and not any(re.search(r"\d", t) or _NO_HAND.search(key(t)) for t in above)


def _joined(names: UnitNames, window: Sequence[str]) -> Iterator[str]:
    """The lines as one text: as they stand, the superior last, or the name above with the place below."""
    above, below = " ".join(window[:-1]), window[-1]
    if key(window[0]) not in names.superiors:
        yield f"{above} {below}"
    over = next((n for n in range(1, len(window)) if names.is_over(" ".join(window[:n]))), 0)
    if over:  # “ỦY BAN NHÂN DÂN / HUYỆN TÂN YÊN / VĂN PHÒNG”
        yield " ".join([*window[over:], *window[:over]])
    elif names.is_place(below):
        yield f"{names.without_level(above)} {names.campaign.office.district}"


def _with_hand(names: UnitNames, named: Naming, plain: Sequence[str]) -> Naming:
    """The commune's list with the hand that made it, where a line above or under the commune's names one."""
    if named.body or not names.is_commune(named.unit):
        return named
    hand = next((text for text in plain if _is_hand(names, text)), None)
    return structs.replace(named, body=f"{hand}, {named.words}") if hand else named


def bodies_over_lists(
    names: UnitNames, unit: Unit, lines: Sequence[UnitWords], hands: Sequence[UnitWords]
) -> tuple[UnitWords, ...]:
    """The lines of ``hands`` that name somebody other than the unit: “CHI BỘ TÒA ÁN” is the court itself."""
    plain = _plain(names, lines)
    found = [f for f in _found(names, plain) if f.named.unit == unit and not f.named.body]
    itself = {plain[at] for f in found for at in range(f.first, f.last + 1)}

    def is_other(text: str) -> bool:
        if names.is_commune(unit):
            return _is_hand(names, text)
        # “MẶT TRẬN TỔ QUỐC VIỆT NAM”, “ĐOÀN TNCS HỒ CHÍ MINH”: whose body of the district the unit is
        if any(n and n.unit == unit and not n.body for n in (names.exact(text), names.exact(f"{text} huyện"))):
            return False
        # “CHI BỘ - CƠ QUAN - CÔNG ĐOÀN” under the unit's name, or before it, is the unit with all that it has;
        # “CHI BỘ CƠ QUAN” alone only where the unit is a party cell: an office's may send a list of its own
        unions = (_union_within(names, text[join.end() :]) for join in JOINS.finditer(text))
        named = itself or begins(key(unit.name), ("chi bo",)) or any(n and n.unit == unit for n in unions)
        itself_again = named and any(_CELL_ITSELF.fullmatch(key(part)) for part in JOINS.split(text))
        return not (itself_again or _ORGAN.fullmatch(key(text)) or names.is_above(text))

    return tuple(words for words in hands if words.text not in itself and is_other(words.text))


def _is_hand(names: UnitNames, text: str) -> bool:
    words = key(text)
    if not words or len(text) >= LONGEST_NAME or words in names.bodies or words in names.superiors:
        return False
    itself = not any(rest and names.is_hand(" ".join(rest)) for rest, _ in names.agencies.unwrap(words.split()))
    named = names.exact(text)
    other = named is None or named.body is not None or not names.is_commune(named.unit)
    return other and not itself and names.is_hand(words) and not (names.says_no_unit(words) or is_version(text))


def _lowest(found: Sequence[_Found]) -> _Found:
    return max(found, key=lambda f: (f.last, -f.first))  # the superior's line stands first


def office_over_school(names: UnitNames, lines: Sequence[UnitWords]) -> Naming | None:
    """The agency whose subordinate the lines of a sheet name, whatever commune's name that bears."""
    plain = _plain(names, lines)
    if not any(_is_subordinate(names, text) for text in plain):
        return None  # most sheets
    found = _without_schools(names, _found(names, plain))
    last = _lowest(found) if found and not any(names.is_commune(f.named.unit) for f in found) else None
    return last.named if last and _subordinate_below(names, plain, last) else None


def _subordinate_below(names: UnitNames, plain: Sequence[str], found: _Found) -> bool:
    """“PHÒNG GD&ĐT / TRƯỜNG MẦM NON …”: the list is not the agency's own, and nobody of the roster's."""
    unions = begins(key(found.named.unit.name), names.words.unions)
    below = [text for text in plain[found.last + 1 :] if text and not speaks_of_list(text)]
    union = not unions and len(below) == 1 and UNION_CELL.fullmatch(key(below[0]))
    stations = (_union_within(names, text) for text in below if _STATION.match(key(text)))
    its_own = union or any(each and each.unit == found.named.unit for each in stations)
    return not its_own and any(_is_subordinate(names, text) for text in below)


def _union_within(names: UnitNames, text: str) -> Naming | None:
    """The agency whose union, youth or station a line names, “CÔNG ĐOÀN PHÒNG TƯ PHÁP”: it sends a further part."""
    words = names.agencies.words(text) if len(text) < LONGEST_NAME else ""
    union = BODY_WITHIN.match(words) or _STATION.match(words)
    named = names.exact(_OF_NUMBER.sub("", words[union.end() :]).strip()) if union else None
    if named is None or names.is_commune(named.unit):
        return None
    within = structs.replace(named, words=text, body=text)
    return None if names.is_bare(within) else within  # “CHI ĐOÀN CÔNG AN”


def _is_subordinate(names: UnitNames, text: str) -> bool:
    leads = composed(text).casefold().startswith("trưởng ")  # “TRƯỞNG PHÒNG” is no “trường”
    return begins(key(text), names.words.subordinates) and not (leads or speaks_of_list(text))
