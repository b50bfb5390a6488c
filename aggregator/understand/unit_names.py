"""Whom a text names as a whole: communes by kind and name, their bodies, agencies by their grammar."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import combinations
from types import ModuleType

from msgspec import Struct, structs

from aggregator.nouns.unit import Campaign, Unit
from aggregator.understand.agency_names import AgencyNames, Strength, sole_unit
from aggregator.vietnamese.fold import begins, composed, grouped, has_phrase, key, list_key, regex
from aggregator.vietnamese.syllables import is_folded_syllable

_LEAST_NEAR_LETTERS = 8
_MOST_SUGGESTED = 2
_LEAST_LIKE = 75  # of 100: names that may be suggested
_ALMOST = 85  # of 100: as good as a name
_UNLIKE = 50  # of 100: below it a name speaks against a unit
# of these words a commune's own authorities are made, however many sign together (“Đảng ủy - HĐND - UBND”)
_AUTHORITY_WORDS = (
    "dang uy bo hdnd ubnd ubmttq mttq va van phong cap chinh quyen mat tran to quoc cac doan the ban nganh"
)
_AUTHORITIES = frozenset(_AUTHORITY_WORDS.split())
_LONGEST_BODY = 9  # words
_OF_TOWN = "(?:thi|thanh|quan) (?:uy|doan)"
_TOWN = rf"(?:{_OF_TOWN}|thi xa|tx|thanh pho)"  # no district, and its authority
_URBAN = regex(r"(?i:quận) (?!(?i:sự|chúng|công|chúa)\b)[^\W_a-zđ]")  # no “quân”, “quản”


class Naming(Struct, frozen=True):
    """A unit found in words."""

    unit: Unit
    how: str  # “exact”, or “near”: one letter off
    words: str  # the words it was found in
    body: str | None = None  # the commune's body that signs, if it is not the commune itself


class UnitNames:
    """The roster's names and all the ways in which they are written.

    Names are keys: ``communes`` by kind and bare name, ``bare`` by that alone, ``listed`` agencies as in
    the roster; ``squeezed`` all of them and ``explicit`` communes with their kind (“xacaoxa”), without blanks.
    ``bare_as_written`` are the bare names with their marks, by the unit's code.
    ``kind_words`` are all words for a kind of commune (“xa”, “thi tran”, “tt”), ``full_kinds`` the whole ones.
    ``mottos`` are the party's and the state's titles, ``superiors`` what stands over every unit's name besides.
    ``before_hamlet`` and ``before_headless`` may stand before a hamlet's name, and before a name without its head:
    each after a blank; other words may be another's head.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        office, words, kinds = campaign.office, campaign.name_words, campaign.commune_names.kinds
        self.words = words
        self._district, self._province = key(office.district), key(office.province)
        self._places = sorted(map(key, office.place_words), key=len, reverse=True)
        self.bodies = frozenset(map(key, campaign.commune_names.bodies))
        self._known: dict[str, Naming | None] = {}
        self.in_names: dict[str, Naming | None] = {}  # what free words named before
        self.communes: dict[str, Unit] = {}
        self.bare: dict[str, Unit] = {}
        self.bare_as_written: dict[str, list[str]] = {}
        agencies = [unit for unit in campaign.units if not self._add_commune(unit)]
        self.listed = {key(name): unit for unit in agencies for name in (unit.name, *unit.aliases)}
        self._commune_codes = frozenset(unit.code for unit in self.communes.values())
        self.agencies = AgencyNames(campaign, agencies)
        self._bare_by_end = _by_last_word(self.bare)
        self._communes_by_end = _by_last_word(self.communes)
        self._single = [*self.listed.items(), *self.bare.items(), *self.communes.items()]
        self.squeezed = {name.replace(" ", ""): unit for name, unit in self._single}
        self.explicit = frozenset(name.replace(" ", "") for name in self.communes)
        self._explicit = tuple(self.explicit)
        self.kind_words = frozenset(each for words in kinds.values() for word in words for each in _spellings(word))
        self.full_kinds = tuple(dict.fromkeys(each for kind in kinds for each in _spellings(kind)))
        self.before_hamlet = tuple(f" {word}" for word in words.hamlets)
        before = (*words.wrappers, *words.over_names, *words.after_names, "cua", "huyen")
        self.before_headless = tuple(f" {word}" for word in before)
        titles = (office.party, "Độc lập - Tự do - Hạnh phúc", "Cộng hòa xã hội chủ nghĩa Việt Nam")
        self.mottos = frozenset(map(key, titles))
        over = (office.parent, office.committee, *(f"{o} huyện {office.district}" for o in ("Đảng bộ", "UBND")))
        self.other_districts = tuple(name for name in words.elsewhere if name != self._district)
        self.superiors = frozenset(map(key, over)) | self.mottos
        self.has_sisters = cache(self._has_sisters)  # asked of the same unit by every clue
        self.bears_a_commune = cache(self._bears_a_commune)

    def _add_commune(self, unit: Unit) -> bool:
        kinds = self.campaign.commune_names.kinds
        kind = next((k for k in kinds if unit.name.startswith(f"{k} ")), None)
        for name in (unit.name.removeprefix(f"{kind} "), *unit.aliases) if kind else ():
            if not key(name).isdigit():  # “Phường 8”: no number by itself is a ward
                self.bare[key(name)] = unit
                self.bare_as_written.setdefault(unit.code, []).append(name)
            words = (spelt for word in kinds[kind or ""] for spelt in _spellings(word))
            self.communes |= {f"{word} {key(name)}": unit for word in words}
        return kind is not None

    def is_commune(self, unit: Unit) -> bool:
        """Whether a unit is a commune and no agency."""
        return unit.code in self._commune_codes

    def is_board(self, unit: Unit) -> bool:
        """Whether a unit is the board that runs the campaign: a mail names it because it is for it."""
        return key(self.campaign.office.board) in key(unit.name)

    @cached_property
    def _over(self) -> re.Pattern[str]:
        over = "|".join(self.words.over_names)
        return regex(rf"(?:huyen uy|(?:{over}) h(?:uyen)?)(?: {self._district})?")

    @cached_property
    def _elsewhere(self) -> re.Pattern[str]:
        names = "|".join(self.other_districts)
        place = rf"(?:huyen(?: uy| doan)?|h|{_TOWN}|tp|tu) (?:{names})\b"
        heads = "|".join(sorted({*self.words.district_heads, *self.words.over_names, *self.words.hands}))
        far = "|".join(name for name in self.words.provinces if name != self._province)
        anywhere = "[a-z]+ [a-z]+"
        abroad = rf"tinh (?:{far})$|\b(?:xa|thi tran) {anywhere} (?:huyen )?{anywhere} (?:{far})$"
        body, commune = rf"(?:{heads})\b[a-z ]{{0,40}} ", r"\b(?:xa|thi tran|phuong) [a-z]+ [a-z]+ "
        offices = "|".join(self.words.district_heads)  # “HẠT KIỂM LÂM LẠNG GIANG”, and no “… TÂN YÊN - YÊN THẾ”
        office = rf"^(?!.*\b{self._district}\b)(?:{offices})\b[a-z ]{{0,40}} (?:{names})$"
        return regex(rf"^(?:{body})?{place}|{commune}{place}|{office}|\b{abroad}")

    def is_elsewhere(self, text: str) -> bool:
        """Whether a text names another district (“HUYỆN ỦY LẠNG GIANG”), whose communes may bear our names."""
        words = key(text)
        if f"huyen {self._district}" in words:
            return False
        found = self._of_district.search(words)
        pair: str = (found["over"] or found["under"] or found["town"]) if found else ""
        ours = pair in ("", self._district) or any(has_phrase(name, pair) for name in self.agencies.full)
        urban = _URBAN.search(composed(text)) and not self.says_district(text)
        return bool(not ours or urban or self._elsewhere.search(words) or self.in_city(text))

    def in_city(self, text: str) -> bool:
        """Whether a text names the city that bears the province's name: “PHÒNG NỘI VỤ TP BẮC GIANG”."""
        return bool(self._city.search(key(text)))

    @cached_property
    def behind_namesake(self) -> re.Pattern[str]:
        """What follows the name of a body, as a key, that is another district's: “… huyện Yên Thế”, “… TX …”."""
        towns = rf"{_TOWN} (?!{self._district}\b)[a-z]"
        return regex(rf"(?:(?:huyen(?: uy)?|h|hu|{_TOWN}) )?(?:{'|'.join(self.other_districts)})\b|{towns}")

    @cached_property
    def _city(self) -> re.Pattern[str]:
        """The city that bears the province's name, also run together as in an address; “luật PBGDPL” names none."""
        words = self._province.split()
        initials = "".join(word[0] for word in words)
        city = r"\bt p|tp|thanh ?pho|thanh ?uy|thanh ?doan"
        return regex(rf"(?:{city}) ?{' ?'.join(words)}|\bt ?p ?{initials}\b")

    @cached_property
    def _of_district(self) -> re.Pattern[str]:
        """Whose authority a whole line is, or in which district it says that a commune lies, by two syllables."""
        over, kinds = "|".join(self.words.over_names), "|".join(self.full_kinds)
        name = r"(?!uy\b|doan\b|doi\b)[a-z]{2,} [a-z]+"
        town = rf"^(?:(?:{over}) {_TOWN}|{_OF_TOWN}) (?P<town>.+)$"
        whole = rf"^(?:huyen|(?:{over}) h(?:uyen)?|huyen uy) (?P<over>{name})$|{town}"
        return regex(rf"{whole}|\b(?:{kinds}) [a-z]+ [a-z]+ h(?:uyen)? (?P<under>{name})\b")

    @cached_property
    def seat(self) -> re.Pattern[str]:
        """Where an agency sits: “TDP Đình Giã, TT Cao Thượng, Tân Yên, Bắc Giang”, as a key."""
        kinds, hamlets = "|".join(self.kind_words), "|".join(self.words.hamlets)
        within = rf"(?:huyen )?{self._district}(?: (?:tinh )?{self._province})?"
        return regex(rf"(?:(?:{hamlets}) [a-z ]+ )?(?:{kinds}) [a-z]+ [a-z]+ {within}")

    def says_kind(self, text: str) -> bool:
        """Whether a text names a commune with its kind: “CHI BỘ XÃ CAO XÁ”, and not “CHI BỘ CAO XÁ”."""
        letters = key(text).replace(" ", "")
        return any(commune in letters for commune in self.explicit)

    def _has_sisters(self, unit: Unit) -> bool:
        """Whether every commune has such a body too, as the “Hội Nông dân”; no upper secondary school."""
        *_, (body, _) = self.agencies.unwrap(key(unit.name).split())
        alone = self.bears_a_commune(unit) or begins(" ".join(body), self.words.district_heads)
        return not alone and self.is_hand(" ".join(body))

    def says_district(self, text: str) -> bool:
        """Whether words say that they mean a body of the district: “huyện”, “HU”, or the district's name."""
        words = key(text)
        return any(has_phrase(words, each) for each in ("huyen", "hu", self._district))

    def is_bare(self, naming: Naming) -> bool:
        """Whether a unit is named as any commune's body may be: “HỘI NÔNG DÂN”, and not “… HUYỆN”, “CAH”."""
        sure = self.says_district(naming.words) or key(naming.words) in self.listed
        return self.has_sisters(naming.unit) and not sure

    def _bears_a_commune(self, unit: Unit) -> bool:
        """Whether a unit's name holds that of a commune: “Trường THPT Nhã Nam”; looked up, however many."""
        words = key(unit.name).split()
        spans = combinations(range(len(words) + 1), 2)
        return any(" ".join(words[first:last]) in self.bare for first, last in spans)

    def is_over(self, text: str) -> bool:
        """Whether a line is the district's own authority: “HUYỆN ỦY TÂN YÊN”, “UBND HUYỆN”."""
        return bool(self._over.fullmatch(key(text)))

    def is_place(self, text: str) -> bool:
        """Whether a line names but the district, with fillers before it: “BCH HUYỆN TÂN YÊN”."""
        words = key(text)
        while filler := next((f for f in self.words.fillers if words.startswith(f"{f} ")), None):
            words = words.removeprefix(filler).strip()
        return bool(self.agencies.place.fullmatch(words))

    def is_above(self, text: str) -> bool:
        """Whether a line names nobody but the district and what stands over every unit."""
        return self.is_over(text) or self.is_place(text) or key(text) in self.superiors

    def is_of_province(self, text: str) -> bool:
        """Whether a line ends with the province's name: “SỞ Y TẾ BẮC GIANG”."""
        return f" {key(text)}".endswith(f" {self._province}")

    def without_level(self, text: str) -> str:
        """A superior's title without its level: “LĐLĐ TỈNH BẮC GIANG”, “HỘI NÔNG DÂN VIỆT NAM”."""
        national = "|".join(self.words.national)
        return re.sub(rf" (?:{national})$| (?:(?:tinh|tp|thanh pho) )?{self._province}$| tinh$", "", key(text))

    def is_name(self, words: str) -> bool:
        """Whether a key is a unit's name as it stands, with its blanks."""
        return words in self.listed or words in self.bare or words in self.communes

    def without_place(self, words: str) -> str:
        """The key without “huyện Tân Yên”, “tỉnh Bắc Giang” at its end."""
        while place := next((p for p in self._places if words.endswith(f" {p}")), None):
            words = words.removesuffix(place).strip()
        return words

    # --- the whole text ------------------------------------------------------------------------

    def exact(self, text: str) -> Naming | None:
        """The unit that the whole text names, with or without party words and place names around it."""
        words = self._beside.sub("", self.agencies.words(text), count=1)
        if words not in self._known:
            self._known[words] = self._exact(words)
        named = self._known[words]
        return structs.replace(named, words=text, body=text if named.body else None) if named else None

    @cached_property
    def _beside(self) -> re.Pattern[str]:
        """What may stand before a name and says nothing of it: “Mẫu số 03”, “Năm 2024”, “(Mẫu M3)”."""
        alone, counted = ("|".join(words) for words in (self.words.beside_names, self.words.numbered_beside))
        number = r"(?:\d+|[ivx]+)"
        return regex(rf"^(?:(?:(?:{alone})(?: (?:so|m))?(?: {number})?|(?:{counted}) (?:so )?{number}) )+")

    def is_beside(self, text: str) -> bool:
        """Whether a text is only what may stand beside a unit's name: “Mẫu M4”, “năm 2024”."""
        return bool(self._beside.fullmatch(f"{self.agencies.words(text)} "))

    def _exact(self, words: str) -> Naming | None:
        listed = self.listed.get(words)
        if listed is not None:
            return Naming(listed, "exact", words)
        bare = self.without_place(words)
        commune = self._commune(bare) or self._commune(self.agencies.below(bare))
        if commune is not None:
            return commune
        readings = self.agencies.whole(words)
        of_bare = self._body_of_bare(bare)
        if not readings or (of_bare and all(r.strength is Strength.PART for r in readings)):
            return None if readings else of_bare or self._by_letters(bare.replace(" ", ""))
        code = sole_unit(readings)
        return Naming(self.campaign.units_by_code[code], "exact", words) if code else None

    def _by_letters(self, letters: str) -> Naming | None:
        """A commune with its kind, written without blanks or in spaced letters: “X Ã   C A O   X Á”."""
        if not letters.endswith(self._explicit):
            return None  # most texts
        name = max((each for each in self._explicit if letters.endswith(each)), key=len)
        signs = letters == name or letters.removesuffix(name) in {body.replace(" ", "") for body in self.bodies}
        return Naming(self.squeezed[name], "exact", letters) if signs else None

    def _body_of_bare(self, words: str) -> Naming | None:
        """“Đảng ủy Cao Xá”, “Trường Tiểu học Cao Xá”: a body before a commune's bare name."""
        for name, unit in self._bare_by_end.get(_last_word(words), ()):
            if words.endswith(f" {name}"):
                before = words.removesuffix(name).strip()
                with_kind = any(words.endswith(f" {each}") for each, _ in self._communes_by_end[_last_word(words)])
                if with_kind or f" {before}".endswith(self.before_hamlet):
                    return None  # a hamlet bears the commune's name; a name with its kind was read before
                if self.is_hand(before) and self._like_an_agency(words, name):
                    return None  # “Trường Trung học phổ thôn Nhã Nam”
                return self._signed(unit, before) if before in self.bodies or self.is_hand(before) else None
        return None

    def _like_an_agency(self, words: str, bare: str) -> bool:
        """Whether an agency that bears a commune's name may be meant, though its own is not quite written."""
        rests = (words.split()[at:] for at in range(1, len(words.split())))  # “Đoàn trường THPT Nhã Nam”
        names = (name for name in self.agencies.full if name.endswith(f" {bare}") and name != words)
        of_its_body = any(self.agencies.whole(" ".join(rest)) for rest in rests)
        return of_its_body or any(_rapidfuzz().fuzz.ratio(words, name) >= _ALMOST for name in names)

    def _commune(self, words: str) -> Naming | None:
        if words in self.bare:
            return Naming(self.bare[words], "exact", words)
        for name, unit in self._communes_by_end.get(_last_word(words), ()):
            if words == name or words.endswith(f" {name}"):
                return self._signed(unit, words.removesuffix(name).strip())
        return None

    def _signed(self, unit: Unit, before: str) -> Naming | None:
        """The commune itself, or one of its bodies; other words before its name are no name of a unit."""
        rests = {" ".join(rest) for rest, _ in self.agencies.unwrap(before.split())}
        if not before or before in self.words.wrappers or rests & self.bodies:
            return Naming(unit, "exact", before)
        words = before.split()
        if begins(before, self.words.district_heads) and self.agencies.whole(before):
            return None  # “Trường THPT Nhã Nam, thị trấn Nhã Nam”: which sits there
        if len(words) > _LONGEST_BODY or self.says_no_unit(before):
            return None
        itself = any(before.startswith(f"{body} ") for body in self.bodies) and set(words) <= _AUTHORITIES
        return Naming(unit, "exact", before, None if itself else before)

    def says_no_unit(self, words: str) -> bool:
        """Whether words (a key) before a commune’s name say that it signs nothing: “huyện”, “bản mới của”."""
        return any(has_phrase(words, no) for no in (*self.words.not_before_commune, *self.words.papers))

    def is_hand(self, words: str) -> bool:
        """Whether a key begins like a body, party cell or hamlet of a commune (“chi bo thon trung”)."""
        return begins(words, self.words.hands) and not begins(words, self.words.papers)

    def body_of_some_commune(self, text: str) -> bool:
        """Whether a body is named with “xã”, “thị trấn” and no commune's name: “HỘI NÔNG DÂN XÃ”, “MTTQ xa”."""
        words = self.agencies.words(text)
        named = self.exact(text)
        bare = self._bare_by_end.get(_last_word(words), ())
        if (named and self.is_commune(named.unit)) or any(words.endswith(f" {name}") for name, _ in bare):
            return False  # “Hội Nông dân xã Cao Xá”
        for kind in self.full_kinds:
            for rest in (words.removeprefix(f"{kind} "), words.removesuffix(f" {kind}")):
                ours = rest in self.bodies or {*rest.split()} <= _AUTHORITIES or self.is_hand(rest)
                if rest != words and (ours or self.agencies.whole(rest)):
                    return True
        return False

    def is_itself(self, text: str) -> bool:
        """Whether the body that a text names with “xã” speaks for the commune itself (“UBND XÃ”)."""
        words = self.agencies.words(text)
        rests = [words.removesuffix(f" {kind}") for kind in self.full_kinds]
        several = any({*rest.split()} <= _AUTHORITIES for rest in rests) and begins(words, tuple(self.bodies))
        return several or any(rest in self.bodies for rest in rests)

    # --- names that are not quite one ----------------------------------------------------------

    @cached_property
    def _spelt(self) -> dict[int, dict[str, set[str]]]:
        """Every full name without blanks, by its length, with the codes of its units."""
        names: dict[int, dict[str, set[str]]] = {}
        full = list(self.agencies.spelt.items())
        full += [(words, {unit.code}) for words, unit in (*self.bare.items(), *self.listed.items())]
        for words, codes in full:
            name = words.replace(" ", "")
            if len(name) >= _LEAST_NEAR_LETTERS and name.isalpha() and all(map(is_folded_syllable, words.split())):
                names.setdefault(len(name), {}).setdefault(name, set()).update(codes)
        return names

    def near(self, text: str) -> Naming | None:
        """The unit one letter off a long plain name, no second one within two; or a town signing as commune."""
        town = self._town_as_commune(text)
        if town is not None:
            return Naming(town, "near", text)
        fuzzy = _rapidfuzz()
        least: dict[str, int] = {}
        for candidate, kind in self._near_candidates(text).items():
            lengths = range(len(candidate) - 2, len(candidate) + 3)
            choices = [name for size in lengths for name in self._spelt.get(size, ())]
            choices = [name for name in choices if not kind or f"{kind}{name}" in self.explicit]
            for name, distance, _ in fuzzy.process.extract(
                candidate, choices, scorer=fuzzy.distance.OSA.distance, score_cutoff=2, limit=None
            ):
                for code in self._spelt[len(name)][name]:
                    least[code] = min(int(distance), least.get(code, 9))
        one_off = [code for code, distance in least.items() if distance <= 1]
        return (
            Naming(self.campaign.units_by_code[one_off[0]], "near", text) if len(least) == 1 and one_off else None
        )

    def _town_as_commune(self, text: str) -> Unit | None:
        """“ĐẢNG ỦY XÃ CAO THƯỢNG” for the town, where no other unit bears the name or one near it."""
        commune = self.full_kinds[0]
        before, kind, name = f" {self.without_place(key(text))}".rpartition(f" {commune} ")
        unit = self.bare.get(name) if kind else None
        if unit is None or key(unit.name) == f"{commune} {name}" or before.strip() not in {"", *self.bodies}:
            return None
        bears_it = any(has_phrase(words, name) for words in (*self.agencies.full, *self.listed))
        distance = _rapidfuzz().distance.OSA.distance
        others = (words for words, other in self.bare.items() if other != unit)
        return None if bears_it or any(distance(name, words) <= 2 for words in others) else unit

    def _near_candidates(self, text: str) -> dict[str, str | None]:
        """Squeezed words to compare, with the kind of commune that stood before them."""
        words = key(text)
        if has_phrase(words, "huyen"):
            words = words.removesuffix(f" tinh {self._province}")
        if any(has_phrase(words, level) for level in self.words.other_levels) or any(c.isdigit() for c in words):
            return {}
        words = self.without_place(words).removesuffix(" huyen")
        rests = [words, *(" ".join(rest) for rest, _ in self.agencies.unwrap(words.split()))]
        parts: dict[str, str | None] = {rest.replace(" ", ""): None for rest in rests}
        for kind in self.kind_words:
            before, found, after = f" {words}".rpartition(f" {kind} ")
            if found and (not before.strip() or before.strip() in self.bodies):
                parts[after.replace(" ", "")] = kind.replace(" ", "")
        return {name: kind for name, kind in parts.items() if len(name) >= _LEAST_NEAR_LETTERS - 1}

    def find(self, text: str, *, suggest: bool = True) -> tuple[Unit | None, list[Unit]]:
        """The unit that a person named whole, by name, alias or code; where none fits, at most two suggestions."""
        by_code = self.campaign.units_by_code.get(text.strip())
        named = self.exact(text)
        unit = by_code or (named.unit if named and named.body is None else None)
        return unit, [] if unit or not suggest else self.suggestions(text) or self._holding(key(text))

    def _holding(self, words: str) -> list[Unit]:
        """The units in whose names the words stand, where these are few: “Ban Dân vận” for that of the district."""
        held = {unit.code: unit for name, unit in self.listed.items() if has_phrase(name, words)}
        return [*held.values()] if len(held) <= _MOST_SUGGESTED else []

    def suggestions(self, text: str) -> list[Unit]:
        """The units between which the words leave the choice, else at most two whose names look like the text."""
        readings = self.agencies.whole(self.agencies.words(text))
        if readings:
            return [self.campaign.units_by_code[code] for code in sorted({r.code for r in readings})]
        scored = self._likeness(text, _LEAST_LIKE)
        best = sorted(scored, key=lambda code: (-scored[code], code))[:_MOST_SUGGESTED]
        return [self.campaign.units_by_code[code] for code in best]

    def alike(self, text: str) -> frozenset[str]:
        """The codes of all units whose names the text might mean, however badly it is written."""
        words = set(key(text).split()) - set(self.full_kinds)
        sharing = {u.code for name, u in (*self.bare.items(), *self.listed.items()) if words & set(name.split())}
        return frozenset(sharing | self._likeness(text, _UNLIKE).keys())

    def _likeness(self, text: str, least: int) -> dict[str, float]:
        words = self.without_place(key(text))
        fuzzy, names, scored = _rapidfuzz(), list(self._all_codes), dict[str, float]()
        for written in dict.fromkeys((words, self.agencies.written_out(words))):
            found = fuzzy.process.extract(written, names, scorer=fuzzy.fuzz.ratio, score_cutoff=least, limit=None)
            for name, score, _ in found:
                for code in self._all_codes[name]:
                    scored[code] = max(score, scored.get(code, 0.0))
        return scored

    @cached_property
    def _all_codes(self) -> dict[str, frozenset[str]]:
        single = ((words, {unit.code}) for words, unit in self._single)
        return {words: frozenset(codes) for words, codes in (*self.agencies.full.items(), *single)}


def _rapidfuzz() -> ModuleType:
    import rapidfuzz.distance  # noqa: PLC0415 -- a full folder rarely needs it

    return rapidfuzz


def _spellings(word: str) -> tuple[str, ...]:
    """A word for a kind of commune as a key, and as it is read where it is typed without marks: “phuong”."""
    return tuple(dict.fromkeys((key(word), list_key(word))))


def _last_word(words: str) -> str:
    return words.rpartition(" ")[2]


def _by_last_word(names: Mapping[str, Unit]) -> dict[str, list[tuple[str, Unit]]]:
    """The names in their order, under the word each ends with: a text is compared with few of them."""
    return grouped((_last_word(name), (name, unit)) for name, unit in names.items())
