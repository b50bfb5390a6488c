"""Every way in which a unit's name may be written, as folded keys that lead to the unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aggregator.campaign.model import Campaign, Unit
from aggregator.viet.fold import key
from aggregator.viet.syllables import is_syllable

_ABBREVIATION = re.compile(r"\b[A-ZĐ][A-ZĐ&.]+\b")
_PARTY = (
    "ban chap hanh",
    "ban thuong vu",
    "bch",
    "btv",
    "thuong truc",
    "chi bo co quan",
    "chi bo",
    "dang bo",
    "dang uy",
    "chi uy",
    "co quan",
    "lanh dao",
)
_LEAST_NEAR_LETTERS = 8
# first words of the bodies that a commune has besides its committee and its administration
_BODY_WORDS = "hoi doan cong chi truong tram ban mttq hnd lhpn ccb cuu mat htx hop uy ub ubmttq to trung clb cau"
BODY_WORDS = frozenset(_BODY_WORDS.split())
# of these words a commune's own authorities are made, however many sign together (“Đảng ủy - HĐND - UBND”)
_AUTHORITY_WORDS = (
    "dang uy bo hdnd ubnd ubmttq mttq va van phong cap chinh quyen mat tran to quoc cac doan the ban nganh"
)
_AUTHORITIES = frozenset(_AUTHORITY_WORDS.split())
_SUPERIOR = re.compile(
    r"\b(?:huyen|tinh|danh sach|dang ky|dia chi|kinh gui|noi nhan|kem theo|mo hinh|dan van kheo|ngay)\b"
)
_LONGEST_BODY = 9  # words


@dataclass(frozen=True)
class Named:
    """A unit found in words. ``body`` is the commune's body that signs, if it is not the commune itself.

    ``how`` is ``exact`` or ``near`` (one letter off); ``written`` the words it was found in.
    """

    unit: Unit
    how: str
    written: str
    body: str | None = None


class UnitNames:
    """The roster's names, aliases and the forms that follow from them."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self._places = [key(words) for words in campaign.office.place_words]
        self.communes: dict[str, Unit] = {}  # by “kind + bare name”
        self.bare: dict[str, Unit] = {}  # communes by bare name
        self.agencies: dict[str, Unit] = {}
        self._near: list[tuple[str, Unit]] = []
        self.bodies = frozenset(key(b) for b in campaign.commune_names.bodies)
        for unit in campaign.units:
            self._add_commune(unit) if self._kind_word(unit) else self._add_agency(unit)
        self._add_shortened()
        self._bare_by_end = _by_last_word(self.bare)
        self._communes_by_end = _by_last_word(self.communes)

    def _kind_word(self, unit: Unit) -> str | None:
        return next((k for k in self.campaign.commune_names.kinds if unit.name.startswith(f"{k} ")), None)

    def _add_commune(self, unit: Unit) -> None:
        kind = self._kind_word(unit) or ""
        words = self.campaign.commune_names.kinds[kind]
        for name in (unit.name.removeprefix(f"{kind} "), *unit.aliases):
            bare = key(name)
            self.bare[bare] = unit
            self._near.append((bare.replace(" ", ""), unit))
            for word in words:
                self.communes[f"{key(word)} {bare}"] = unit

    def _add_agency(self, unit: Unit) -> None:
        for name in (unit.name, *unit.aliases):
            self.agencies[key(name)] = unit
            if not _ABBREVIATION.search(name) and not any(c.isdigit() for c in name):
                self._near.append((key(name).replace(" ", ""), unit))

    def _add_shortened(self) -> None:
        """“Hội Nông dân huyện” is also known as “Hội Nông dân”, where no other unit is.

        What is left may be a word like any other (“Đoàn huyện”: giai đoạn; “CA huyện”: cá nhân) and names nobody.
        """
        for words, unit in list(self.agencies.items()):
            short = words.removesuffix(" huyen")
            if " " in short or not is_syllable(short):
                self.agencies.setdefault(short, unit)

    @cached_property
    def _commune_codes(self) -> frozenset[str]:
        return frozenset(unit.code for unit in self.bare.values())

    def is_commune(self, unit: Unit) -> bool:
        """Whether a unit is a commune and no agency."""
        return unit.code in self._commune_codes

    @cached_property
    def superiors(self) -> frozenset[str]:
        """What stands over every unit's name on paper and names none of them."""
        office = self.campaign.office
        over = (
            office.parent,
            office.committee,
            f"Đảng bộ huyện {office.district}",
            f"UBND huyện {office.district}",
        )
        printed = (*over, office.party, "Độc lập - Tự do - Hạnh phúc", "Cộng hòa xã hội chủ nghĩa Việt Nam")
        return frozenset(key(words) for words in printed)

    def is_name(self, words: str) -> bool:
        """Whether a key is a unit's name as it stands, with its blanks."""
        return words in self.agencies or words in self.bare or words in self.communes

    def is_board(self, unit: Unit) -> bool:
        """Whether a unit is the board that runs the campaign: a mail names it because it is for it."""
        return key(self.campaign.office.board) in key(unit.name)

    @cached_property
    def kind_words(self) -> frozenset[str]:
        """The words for a kind of commune: “xa”, “thi tran”, “tt”."""
        return frozenset(key(w) for words in self.campaign.commune_names.kinds.values() for w in words)

    @cached_property
    def squeezed(self) -> dict[str, Unit]:
        """Names without blanks, as file names have them."""
        names = {**self.agencies, **self.bare, **self.communes}
        return {words.replace(" ", ""): unit for words, unit in names.items()}

    @cached_property
    def explicit(self) -> frozenset[str]:
        """Squeezed commune names with their kind (“xacaoxa”)."""
        return frozenset(words.replace(" ", "") for words in self.communes)

    def without_place(self, words: str) -> str:
        """The key without “huyện Tân Yên”, “tỉnh Bắc Giang” at its end."""
        return self._places_off(words)[-1]

    def _places_off(self, words: str) -> list[str]:
        """The key, then without its last place, and so on: “THPT số 1 Tân Yên, huyện Tân Yên”."""
        known = [words]
        while place := next((p for p in self._places if known[-1].endswith(f" {p}")), None):
            known.append(known[-1].removesuffix(place).strip())
        return known

    def exact(self, text: str) -> Named | None:
        """The unit that the whole text names, with or without party words and place names around it."""
        words = key(text)
        bare = self.without_place(words)
        commune = self._commune(bare, text)
        if commune is not None:
            return commune
        for known in self._places_off(words):
            for candidate in _spellings(known):
                if candidate in self.agencies:
                    return Named(self.agencies[candidate], "exact", text)
        return self._body_of_bare(bare, text)

    def _body_of_bare(self, words: str, text: str) -> Named | None:
        """“Trường Tiểu học Cao Xá”: a body before a commune's bare name."""
        for name, unit in self._bare_by_end.get(_last_word(words), ()):
            if words.endswith(f" {name}"):
                before = words.removesuffix(name).strip()
                signed = self._signed(unit, before, text)
                return signed if signed and signed.body and before.split()[0] in BODY_WORDS else None
        return None

    def _commune(self, words: str, text: str) -> Named | None:
        if words in self.bare:
            return Named(self.bare[words], "exact", text)
        for name, unit in self._communes_by_end.get(_last_word(words), ()):
            if words == name or words.endswith(f" {name}"):
                return self._signed(unit, words.removesuffix(name).strip(), text)
        return None

    def _signed(self, unit: Unit, before: str, text: str) -> Named | None:
        """The commune itself, or one of its bodies; other words before its name are no name of a unit."""
        if not before or before in self.bodies:
            return Named(unit, "exact", text)
        words = before.split()
        if _SUPERIOR.search(before) or len(words) > _LONGEST_BODY:
            return None
        itself = any(before.startswith(f"{body} ") for body in self.bodies) and set(words) <= _AUTHORITIES
        return Named(unit, "exact", text, None if itself else text)

    def near(self, text: str) -> Named | None:
        """The unit one letter off: long plain names only, and only if no second unit is within two letters."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 -- a full folder rarely needs it

        found: dict[str, int] = {}
        for candidate, kind in self._near_candidates(text).items():
            for name, unit in self._near:
                if kind and f"{kind}{name}" not in self.explicit:
                    continue  # a commune is not the town of the same name
                if min(len(candidate), len(name)) >= _LEAST_NEAR_LETTERS - 1 and len(name) >= _LEAST_NEAR_LETTERS:
                    distance = OSA.distance(candidate, name, score_cutoff=2)
                    if distance <= 2:
                        found[unit.code] = min(distance, found.get(unit.code, 9))
        one_off = [code for code, distance in found.items() if distance <= 1]
        if len(found) != 1 or not one_off:
            return None
        return Named(self.campaign.units_by_code[one_off[0]], "near", text)

    def _near_candidates(self, text: str) -> dict[str, str | None]:
        """Squeezed words to compare, with the kind of commune that stood before them."""
        words = self.without_place(key(text))
        if any(c.isdigit() for c in words):
            return {}
        parts: dict[str, str | None] = {words.replace(" ", ""): None, _without_party(words).replace(" ", ""): None}
        for kind in self.kind_words:
            before, found, after = f" {words}".rpartition(f" {kind} ")
            if found and (not before.strip() or before.strip() in self.bodies):
                parts[after.replace(" ", "")] = kind.replace(" ", "")
        return parts

    def find(self, text: str) -> tuple[Unit | None, list[Unit]]:
        """The unit that a person named by name, alias or code; where none fits, at most two suggestions.

        The text is the name as a whole: a commune at the end of other words is not taken for the commune.
        """
        by_code = self.campaign.units_by_code.get(text.strip())
        named = self.exact(text)
        unit = by_code or (named.unit if named and named.body is None else None)
        return unit, [] if unit else self.suggestions(text)

    def suggestions(self, text: str) -> list[Unit]:
        """At most two units whose names look like the text, the likeliest first."""
        from rapidfuzz import fuzz  # noqa: PLC0415 -- a full folder rarely needs it

        words = self.without_place(key(text))
        names = {**self.agencies, **self.bare, **self.communes}
        scored: dict[str, float] = {}
        for name, unit in names.items():
            score = fuzz.ratio(words, name, score_cutoff=75)
            if score:
                scored[unit.code] = max(score, scored.get(unit.code, 0.0))
        best = sorted(scored, key=lambda code: (-scored[code], code))[:2]
        return [self.campaign.units_by_code[code] for code in best]


def _last_word(words: str) -> str:
    return words.rpartition(" ")[2]


def _by_last_word(names: Mapping[str, Unit]) -> dict[str, list[tuple[str, Unit]]]:
    """The names in their order, under the word each ends with: a text is compared with few of them."""
    found: dict[str, list[tuple[str, Unit]]] = {}
    for name, unit in names.items():
        found.setdefault(_last_word(name), []).append((name, unit))
    return found


def _spellings(words: str) -> tuple[str, ...]:
    """A name with or without party words before it and “huyện” after it."""
    bare = _without_party(words)
    return words, bare, f"{bare} huyen", words.removesuffix(" huyen"), bare.removesuffix(" huyen")


def _without_party(words: str) -> str:
    return next((words.removeprefix(f"{p} ") for p in _PARTY if words.startswith(f"{p} ")), words)
