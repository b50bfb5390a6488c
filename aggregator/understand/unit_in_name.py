"""Find the unit that a file name, a folder name or a mail's subject speaks of (“M3_VIETLAP (1).xlsx”)."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from aggregator.nouns.unit import Unit
from aggregator.understand.agency_names import Reading, Strength, sole_unit
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import SURNAMES, begins, composed, grouped, key, regex, squeezed
from aggregator.vietnamese.syllables import is_folded_syllable

# words that hold a unit's name by chance (“báo cáo xã …” is not Cao Xá), and whom the mail is for
_NOISE = regex(
    r"\b(?:(?:gui|nop|trinh|ve|cho|den|qua) )+(?:ban dan van|bdv)(?: huyen uy| hu)?"
    r"|\b(?:bao cao|dang ky|danh sach|mo hinh|dien hinh|dan van kheo|tnhh)\b"
)
# mail addresses put the body before the name without a blank: ubndcaoxa@…
_BODIES = ("ubndxa", "ubnd", "danguyxa", "danguy", "dangboxa", "dangbo", "duxa", "vpubnd")
_COPY = regex(r"\(\d{1,2}\)\s*$")  # “M4 THPT Tân Yên (1)” is no school's number
_DATE = regex(r"(?<!\d)\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?(?!\d)")
# whom a paper goes to, and whose letter it cites
_SENT_TO = (" gui", " nop", " trinh", " chuyen", " den", " toi")
_CITED = regex(
    r" (?:theo|tra loi|thuc hien|can cu) (?:\w+ ){0,2}(?:cv|cong van|yeu cau|ke hoach|huong dan)(?: .*cua| cua)?$"
)
_BEFORE_PERSON = (
    " anh",
    " chi",
    " ong",
    " ba",
    " dong chi",
    " d c",
    " nguoi lap",
    " lap bieu",
    " ho ten",
    " ho va ten",
)
_BEFORE_PLACE = (" tai", " dia ban")  # “mô hình tại xã Ngọc Lý” may be anybody's
# “Chi hội Nông dân”, “Công ty Điện lực”, “Sở Y tế”, and not “Hồ sơ Trung tâm Y tế”
_BEFORE_ANOTHER = regex(r"\b(?:chi|chi cuc|cong ty|(?<!ho )(?<!co )so|cuc)$")
_MARKED_SURNAME = regex(r"(?i)\b(?:Đỗ|Lã|Tô|Hồ|Mã|Hà|Đặng|Đào|Tạ|Mạc)\s+(?=(\w+\s+\w+))")
# what may stand before a place's name too, without its marks: “do”, “đảng”, “lễ”
_PERHAPS_SURNAMES = frozenset(
    "do la to ho vi tu ma ha thi cao chu ly dao van ta mac mai dang dong ngoc tan kieu phi khong".split()  # noqa: SIM905
)
_MOST_BEFORE = 16  # words of what may stand before a name
_MOST_WORDS = 6  # of a commune's name with its kind, even letter by letter
_LEAST_ABBREVIATION = 4  # letters
_LEAST_SQUEEZED = 6  # letters of a name whose words may be run together or apart
_MARKS = "\u0300-\u036f"  # of letters, apart from them
_HAS_MARKS = regex(f"(?i)[{_MARKS}đ]")
_PHRASE_ENDS = rf"[,;:.!?][{_MARKS}]*\s|[()“”\"\n]"
_RUNNING = 4  # words beside a name that make a text running


class _Hit(Struct, frozen=True):
    first: int
    last: int
    letters: str
    unit: Unit


def unit_in_name(names: UnitNames, text: str) -> Naming | None:
    """The one unit named in free words; None where none or several are.

    Names that overlap a longer one do not count (“THPT Nhã Nam” is no commune), a commune with its
    kind goes before bare names (“báo cáo xã Lan Giới” is not Cao Xá), and a commune after a body's
    name wins (“Hội Nông dân xã Cao Xá”). Titles and names of sheets come again in every file: each is read once.
    """
    if text not in names.in_names:
        names.in_names[text] = _unit_in_name(names, text)
    return names.in_names[text]


def _unit_in_name(names: UnitNames, text: str) -> Naming | None:
    if names.is_elsewhere(_camels_apart(text)):
        return None
    words, all_hits = _heard(names, text)
    hits = [h for h in _longest(all_hits) if not _is_place(names, h, words)]
    hits = [h for h in hits if not (text.isascii() and _runs_on(names, h, words))]
    if _ambiguous(hits, all_hits):
        return None
    explicit = [h for h in hits if h.letters in names.explicit]
    communes = explicit or [h for h in hits if names.is_commune(h.unit)]
    if len({h.unit.code for h in communes}) == 1:
        commune = communes[-1]
        body = _body_before(names, words[: commune.first])
        others = [h for h in hits if h.unit.code != commune.unit.code and h.first > commune.last]
        others += [h for h in hits if h.first < commune.first and _is_of_district(names, h, words)]
        return None if others else Naming(commune.unit, "exact", text, body)
    if len({h.unit.code for h in hits}) == 1:
        return Naming(hits[0].unit, "exact", text)
    return None


def _is_of_district(names: UnitNames, hit: _Hit, words: list[str]) -> bool:
    """Whether words before a commune's name mean the district's agency: “HND huyện, mô hình tại xã Cao Xá”."""
    if names.is_commune(hit.unit) or names.is_board(hit.unit):
        return False
    return "huyen" in words[hit.first : hit.last + 2] or not names.has_sisters(hit.unit)


def _is_place(names: UnitNames, hit: _Hit, words: Sequence[str]) -> bool:
    return names.is_commune(hit.unit) and f" {' '.join(words[: hit.first])}".endswith(_BEFORE_PLACE)


def _runs_on(names: UnitNames, hit: _Hit, words: Sequence[str]) -> bool:
    """Whether words without marks may be others: “an duong cao toc moi”, “nep song van minh”."""
    bare = names.is_commune(hit.unit) and hit.letters not in names.explicit
    return bare and begins(" ".join(words[hit.last :]), names.words.runs_on)


def places_in_name(names: UnitNames, text: str) -> list[Unit]:
    """The communes that free words name as the place of models: “mô hình tại xã Cao Xá”."""
    words, hits = _heard(names, text)
    return [hit.unit for hit in _longest(hits) if _is_place(names, hit, words)]


def units_in_name(names: UnitNames, text: str) -> list[Unit]:
    """Every unit that free words name, in their order: “xã Cao Xá và xã Liên Sơn”."""
    _, hits = _heard(names, text)
    longest = _longest(hits)
    return [hit.unit for hit in (hits if _ambiguous(longest, hits) else longest)]


def around_unit(names: UnitNames, text: str, unit: Unit) -> tuple[list[str], list[str]] | None:
    """The words before and behind a unit's name with its district, or None where it does not stand by itself."""
    words, district = key(text).split(), f"huyen {key(names.campaign.office.district)}".split()
    hit = next((hit for hit in _longest(_hits_in(names, text, words)) if hit.unit == unit), None)
    if hit is None:
        return None
    after = words[hit.last + 1 :]
    same = next((n for n, (word, own) in enumerate(zip(after, district, strict=False)) if word != own), None)
    return words[: hit.first], after[len(district) if same is None else same :]


@lru_cache(maxsize=16)  # of the lines around one list several things are asked, one after the other
def _heard(names: UnitNames, text: str) -> tuple[list[str], list[_Hit]]:
    words = _words(names, text)
    return words, _hits_in(names, text, words)


def _words(names: UnitNames, text: str) -> list[str]:
    text = _MARKED_SURNAME.sub(lambda found: "Nguyễn " if key(found[1]) in names.bare else found[0], composed(text))
    spaced = names.agencies.words(_camels_apart(_COPY.sub(" ", _DATE.sub(" ", text))))
    return [_without_body(word, names.squeezed) for word in _NOISE.sub("|", spaced).split()]


def _camels_apart(text: str) -> str:
    """“CaoXa” as two words, “UBNDCaoXa” as three."""
    letters = f" {composed(text)} "
    return "".join(
        f" {b}" if b.isupper() and (a.islower() or (a.isupper() and c.islower())) else b
        for a, b, c in zip(letters, letters[1:], letters[2:], strict=False)
    )


def _without_body(word: str, squeezed: Collection[str]) -> str:
    return next((rest for body in _BODIES if (rest := word.removeprefix(body)) != word and rest in squeezed), word)


def _hits_in(names: UnitNames, text: str, words: list[str]) -> list[_Hit]:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).replace("ð", "đ").replace("Ð", "Đ"))
    hits = _hits(names, words)
    if not _HAS_MARKS.search(apart):
        return hits
    wrappers = tuple(f" {each}" for each in (*names.bodies, *names.words.wrappers))
    written: dict[tuple[str, str, bool], bool] = {}  # a name may stand there a thousand times
    kept = []
    for hit in hits:
        before = f" {' '.join(words[max(hit.first - _MOST_BEFORE, 0) : hit.first])}"
        how = (hit.letters, hit.unit.code, before.endswith(wrappers))
        if how not in written:
            written[how] = _is_written(names, hit, words, apart, wrapped=how[2])
        kept += [hit] if written[how] else []
    return kept


def _is_written(names: UnitNames, hit: _Hit, words: Sequence[str], text: str, *, wrapped: bool) -> bool:
    """Whether a text that has marks, apart from their letters, writes a commune's name as such.

    “Phù hợp, đức tính”, “đời sống văn hóa”, “tinh thần cao thượng” name none: a name has no other marks, stands in
    one phrase, and has capitals in running text that has some, unless its kind or authority stands before it.
    """
    name = next((m for m in names.bare_as_written.get(hit.unit.code, ()) if hit.letters.endswith(squeezed(m))), "")
    anyhow, exact = _patterns(name)
    found = [*anyhow.finditer(text)] if name else []
    explicit = hit.letters in names.explicit
    # “Văn thư <ngocly_tanyen@…>”
    in_address = any("@" in text[each.start() :].split(maxsplit=1)[0] for each in found)
    if not found or in_address or (explicit and any(map(_has_capitals, found))):
        return True
    beside = sum(len(word) > 1 and word.isalpha() for word in words) - len(name.split())
    cased = text.lower() != text and (beside >= _RUNNING or text.rstrip().endswith("."))
    free = not cased or explicit or wrapped
    return any(free or _has_capitals(m) or (not m.start() and m[0][0].isupper()) for m in exact.finditer(text))


def _has_capitals(found: re.Match[str]) -> bool:
    return all(word[0].isupper() for word in re.split(rf"[^\w{_MARKS}]+", found[0]) if word)


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name in a text whose marks are apart from their letters: with any marks, and with its own or fewer."""
    letters = unicodedata.normalize("NFD", name.casefold()).replace(" ", "")
    marks = "".join(sorted({c for c in letters if unicodedata.combining(c)}))
    marks = f"[{marks}]*" if marks else ""  # “Quang Trung” has none
    plain = [re.escape(c) for c in letters if not unicodedata.combining(c)]
    bounds = rf"(?<![^\W_])(?:{{}})(?![^\W_]|[{_MARKS}])"
    anyhow = r"[\W_]*?".join("[dđ]" if c in "dđ" else c for c in plain)
    between = rf"{marks}(?:(?!{_PHRASE_ENDS})(?:[^\w{_MARKS}]|_))*?"
    exact = between.join("[dđ]" if c == "đ" else c for c in plain) + marks
    return regex(bounds.format(f"{anyhow}[{_MARKS}]*"), re.IGNORECASE), regex(bounds.format(exact), re.IGNORECASE)


def _hits(names: UnitNames, words: list[str]) -> list[_Hit]:
    communes = [hit for first in range(len(words)) for hit in _communes_from(names, words, first)]
    agencies = [hit for first in range(len(words)) for hit in _agencies_from(names, words, first, communes)]
    hits = communes + agencies
    others = [hit for hit in hits if _is_another(names, words, hit)]
    return [hit for hit in hits if not any(o.first <= hit.first and hit.last <= o.last for o in others)]


def _is_another(names: UnitNames, words: Sequence[str], hit: _Hit) -> bool:
    """An addressee, a hamlet or a person: “gửi Phòng Nội vụ”, “thôn Ngọc Lý”, “Nguyễn Ngọc Vân”."""
    before = f" {' '.join(words[: hit.first])}"
    wrappers = (*names.bodies, *names.words.wrappers)
    before = before.removesuffix(next((f" {each}" for each in wrappers if before.endswith(f" {each}")), ""))
    if before.endswith(_SENT_TO) or _CITED.search(before):
        return True
    if not names.is_commune(hit.unit) or hit.letters in names.explicit:
        return False
    last = words[hit.first - 1] if hit.first else ""
    if _is_misspelt(last, names.words.abbreviations):  # “trường TPHT Nhã Nam” is no commune
        return True
    surname = words[hit.first - 2] if last in ("thi", "van") and hit.first > 1 else last
    of_person = "".join(words[max(hit.first - 2, 0) : hit.first]) not in names.squeezed  # “An Dương, Hợp Đức”
    of_person = of_person and surname in SURNAMES and (surname != last or surname not in _PERHAPS_SURNAMES)
    return of_person or before.endswith((*names.before_hamlet, *_BEFORE_PERSON))


def _is_misspelt(word: str, abbreviations: Collection[str]) -> bool:
    """Whether a word has the letters of a long abbreviation in another order."""
    known = len(word) >= _LEAST_ABBREVIATION and word not in abbreviations and not is_folded_syllable(word)
    return known and sorted(word) in map(sorted, abbreviations)


def _communes_from(names: UnitNames, words: list[str], first: int) -> Iterator[_Hit]:
    letters = ""
    for last in range(first, min(first + _MOST_WORDS, len(words))):
        letters += words[last]
        if letters not in names.squeezed:
            continue
        by_chance = (
            last > first and len(letters) < _LEAST_SQUEEZED and not names.is_name(" ".join(words[first : last + 1]))
        )
        unit = names.squeezed[letters]
        levels = () if names.is_commune(unit) else names.words.other_levels
        after = " ".join(words[last + 1 :])
        elsewhere = begins(after, levels) or names.behind_namesake.match(after)  # “Phòng Nội vụ Yên Thế”
        if not (by_chance or elsewhere or _of_other_kind(names, words[:first], letters)):
            yield _Hit(first, last, letters, unit)


def _of_other_kind(names: UnitNames, before: list[str], letters: str) -> bool:
    """“xã Nhã Nam” is not the town: a bare name after the wrong kind of commune names nobody."""
    if letters in names.explicit or not names.is_commune(names.squeezed[letters]):
        return False
    return any(" ".join(before[-size:]) in names.kind_words for size in (1, 2))


def _agencies_from(names: UnitNames, words: list[str], first: int, communes: Sequence[_Hit]) -> Iterator[_Hit]:
    """The agencies whose names begin at a word, unless what stands beside them says that another body is meant."""
    if words[first] == "|":
        return
    by_end = grouped((reading.last, reading) for reading in names.agencies.readings(words, first, within=True))
    if not by_end:
        return
    of_agency = ("m", "4") in pairwise(words)  # the form says it
    before = f" {' '.join(words[max(first - _MOST_BEFORE, 0) : first])}"
    wrapped = of_agency or any(before.endswith(f" {wrapper}") for wrapper in names.words.wrappers)
    if _of_other_level(names, words, first, max(by_end)):
        return  # “Tòa án nhân dân Lạng Giang” is no “Tòa án”
    for last, every in by_end.items():
        marked = wrapped or names.agencies.placed_by(words, last)
        readings = [r for r in every if r.names_it(marked=marked) and _stands_alone(r, words, marked=marked)]
        holds_commune = any(first <= c.first and c.last < last for c in communes)
        if before[-2:].isalpha() and not (holds_commune or before.endswith(names.before_headless)):
            # “Trung tâm Văn hóa” is no “Phòng Văn hóa”, “Ngân haàng Nông nghiệp” no “Phòng Nông nghiệp”
            readings = [r for r in readings if r.strength < Strength.HEADLESS]
        short = bool(readings) and all(r.strength is Strength.PART for r in readings)
        if not readings or _of_other_level(names, words, first, last) or (short and _goes_on(names, words, last)):
            continue
        headless = all(r.strength >= Strength.HEADLESS for r in readings)
        code = sole_unit(every if headless else readings)
        whole = any(r.strength is not Strength.PART for r in readings)
        if code and (whole or not holds_commune):
            yield _Hit(first, last - 1, "".join(words[first:last]), names.campaign.units_by_code[code])


def _goes_on(names: UnitNames, words: Sequence[str], last: int) -> bool:
    """Whether what follows a shortened name may be the rest of another: “Phòng Tài chính - Môi trường”."""
    after = " ".join(words[last:])
    ended = not after or after[0] in "|0123456789" or names.agencies.placed_by(words, last)
    return not ended and not begins(after, names.words.after_names)


def _stands_alone(reading: Reading, words: Sequence[str], *, marked: bool) -> bool:
    """Whether the words are a name within a sentence too: no single letters, no plain words without a head."""
    named = words[reading.first : reading.last]
    of_committee = named[-2:] == ["huyen", "uy"] or named[-1] == "hu"
    plain = reading.strength is Strength.HEADLESS and not (
        reading.shortened or reading.placed or marked or of_committee
    )
    return not plain and any(len(word) > 1 for word in named)


def _of_other_level(names: UnitNames, words: Sequence[str], first: int, last: int) -> bool:
    """“Hội Nông dân xã”, “Công an tỉnh”, “Chi hội Nông dân”, “Tòa án Việt Yên”: no agency of the district.

    Nor is a block of several: “Khối MTTQ”, “MTTQ và các đoàn thể”.
    """
    after, before = " ".join(words[last:]).removeprefix("huyen "), " ".join(words[:first])
    kinds = names.full_kinds
    if _BEFORE_ANOTHER.search(before) or names.behind_namesake.match(" ".join(words[last:])):
        return True
    if before.endswith(names.words.blocks) or begins(after, names.words.with_others):
        return True
    levels = (*names.words.other_levels, *names.words.hamlets)
    named = " ".join(words[first:last])
    if not begins(named, names.words.district_heads):  # of which no commune has one
        levels += kinds
    if key(names.campaign.office.district) not in named:  # “Điện lực Tân Yên, Bắc Giang”
        levels = (*levels, key(names.campaign.office.province))
    return (begins(after, levels) and not begins(after, ("xa hoi",))) or any(
        f" {before}".endswith(f" {kind}") for kind in kinds
    )


def _ambiguous(chosen: list[_Hit], hits: list[_Hit]) -> bool:
    """Whether another unit's name reaches into a chosen one (“Cao Xá, Liên Sơn” holds “xã Liên Sơn”)."""
    return any(
        hit.unit != name.unit and (hit.first < name.first <= hit.last or hit.first <= name.last < hit.last)
        for hit in hits
        for name in chosen
    )


def _longest(hits: list[_Hit]) -> list[_Hit]:
    chosen: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (-len(h.letters), h.first)):
        if all(hit.last < other.first or hit.first > other.last for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.first)


def _body_before(names: UnitNames, before: list[str]) -> str | None:
    """The body's words right before a commune's name, unless that body speaks for the commune."""
    since = max((i + 1 for i, word in enumerate(before) if word == "|"), default=0)
    words = before[since:]
    if any(" ".join(words[-size:]) in names.bodies for size in range(1, 7)):
        return None
    start = next((i for i in range(len(words)) if names.is_hand(" ".join(words[i:]))), None)
    return None if start is None else " ".join(words[start:])
