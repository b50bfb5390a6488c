"""Agencies' names as a grammar over words: each word in full or as its first letter, some left out, none guessed.

The roster's names, their usual shorter forms and the names that the same body has elsewhere are one tree of
syllables. A text walks down the tree: “TT VH-TT&TT” takes a letter a step, “Phòng Giáo dục” a word. Where two units
can be meant, none is.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct, field, structs

from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import initials, key, regex, sole
from aggregator.vietnamese.scope import memory
from aggregator.vietnamese.syllables import is_folded_syllable

_PHRASES = regex(r"\s+[-–]\s+|[,&]|\b(?:và|VÀ|Và)\b")
_DIGITS = regex(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_WITH_I = regex(r"(?<=\bquan l)i\b|(?<=\bk)i(?= thuat\b)")
_DOTTED = regex(r"\b(?:c a(?= h(?:uyen)?\b)|d u|b c h|b t v|b d v|h d n d|u b n d)\b")
_JOINS = frozenset(("va", "so"))  # and, number: they never matter
_NUMBERS = dict(zip(("i", "ii", "iii", "iv", "01", "02", "03", "mot", "hai", "ba"), "1234123123", strict=True))
_LEAST_LETTERS = 3  # of a name written in first letters alone
_LEAST_SYLLABLES = 4  # of a name without its head that needs no other mark of a body
_MOST_PHRASES = 5
_LEAST_GLUED = 4  # letters of a word that ends in “H” for “huyện”, “VN” for “Việt Nam”: “UBKTH”
_LONGEST_SYLLABLE = 3  # letters from which a syllable of the language is never read as first letters


class Strength(IntEnum):
    """How much of a name a pattern is: all of it, with phrases left out, without its head, or too little alone."""

    FULL = 0
    PART = 1
    HEADLESS = 2
    WEAK = 3  # a commune's body may be called so too


class _Node(Struct):
    depth: int
    children: dict[str, dict[str, "_Node"]] = field(default_factory=dict)  # by first letter, by syllable
    ends: dict[str, Strength] = field(default_factory=dict)  # by unit code

    def child(self, syllable: str) -> "_Node":
        return self.children.setdefault(syllable[0], {}).setdefault(syllable, _Node(self.depth + 1))


class Reading(Struct, frozen=True):
    """Words ``first`` up to ``last`` (excluded) read as a unit's name."""

    code: str
    strength: Strength
    syllables: int
    first: int
    last: int
    written: bool  # at least one word stands in full
    shortened: bool  # at least one as its first letter
    placed: bool  # the district is named with it
    national: bool  # so is the whole country, as in a mass organisation's title

    def names_it(self, *, marked: bool) -> bool:
        """Whether the words are enough; ``marked``: they are said to be a body's (“chi bộ …”, “… huyện”)."""
        marked = marked or self.placed
        if self.national and not self.placed:
            return False
        if self.shortened and not self.written and self.syllables < _LEAST_LETTERS:
            return False
        if self.strength is Strength.FULL:
            return self.syllables > 1 or marked
        if self.strength is Strength.PART:
            return self.written or not self.shortened
        if self.strength is Strength.HEADLESS:
            enough = self.written or self.syllables >= _LEAST_LETTERS
            return (marked and enough) or self.syllables >= _LEAST_SYLLABLES
        return marked


class _Step(NamedTuple):
    node: _Node
    word: int
    letter: int
    written: bool = False
    shortened: bool = False
    national: bool = False


class AgencyNames:
    """The names of a roster's agencies, composed of words."""

    def __init__(self, campaign: Campaign, agencies: Sequence[Unit]) -> None:
        self._words = campaign.name_words
        district, province = key(campaign.office.district), key(campaign.office.province)
        self._districts = tuple(tuple(each.split()) for each in (district, initials(district)))
        first, _, rest = district.partition(" ")
        here = f"(?:{district}|{initials(district)}|{district.replace(' ', '')}|{first[0]} {rest})"  # “T.YÊN”
        over = "|".join(self._words.over_names)
        place = rf"(?:(?:{over}) )?(?:(?:cap )?(?:huyen|h)(?: {here})?|{here})"
        branch = rf"{province} (?:i{{1,3}}|iv|\d)"  # of a bank: “Bắc Giang II”
        over_district = rf"(?: (?:tinh )?(?:{branch}|{province}|{initials(province)}))?"
        self.place = regex(
            rf"(?:(?:truc )?thuoc )?{place}(?: {place})?{over_district}"
            rf"|{branch} {place}"
            rf"|(?:khu vuc |lien huyen )?(?:huyen )?{here}(?: huyen)? [a-z]+ [a-z]+"
            rf"|(?:(?:khu vuc|lien huyen) [a-z]+ [a-z]+|{'|'.join(self._words.elsewhere)}) {here}"
        )
        self._over = regex(rf"(?:huyen uy|(?:(?:{over}) )?huyen)(?: {here})? |{here} ")
        self._glued = regex(rf"(?:vn)?(?:h|huyen)?(?:{here})?")
        self._same = {tuple(name.split()): group for group in self._words.same for name in group}
        self._weak = frozenset(tuple(key(body).split()) for body in campaign.commune_names.bodies)
        self._wrappers = sorted((tuple(w.split()) for w in self._words.wrappers), key=len, reverse=True)
        self._heads = sorted((tuple(h.split()) for h in self._words.heads), key=len, reverse=True)
        self._committee = [tuple(each.split()) for each in self._words.committee]
        self._left_out = [tuple(each.split()) for each in self._words.left_out]
        self._skipped = [
            *((words, False) for words in self._districts),
            ((district.replace(" ", ""),), False),
            *((tuple(words.split()), False) for words in self._words.fillers),
            *((tuple(words.split()), True) for words in self._words.national),
        ]
        self._root = _Node(0)
        # keys, with the codes of their units: the roster's names in full words; these and their other names
        self.spelt: dict[str, set[str]] = {}
        self.full: dict[str, set[str]] = {}
        for unit in agencies:
            for name in (unit.name, *unit.aliases):
                patterns = list(self._patterns(name, alias=name != unit.name))
                self.spelt.setdefault(" ".join(patterns[0][0]), set()).add(unit.code) if patterns else None
                for words, strength in patterns:
                    self._add(words, strength, unit)

    # --- the tree ---------------------------------------------------------------------------

    def _add(self, words: Sequence[str], strength: Strength, unit: Unit) -> None:
        node = self._root
        for word in words:
            node = node.child(word)
        node.ends[unit.code] = min(strength, node.ends.get(unit.code, strength))
        if strength is Strength.FULL:
            self.full.setdefault(" ".join(words), set()).add(unit.code)

    def _patterns(self, name: str, *, alias: bool) -> Iterator[tuple[tuple[str, ...], Strength]]:
        phrases = self._phrases(name, alias=alias)
        whole = tuple(word for phrase in phrases for word in phrase)
        if not whole:
            return
        yield whole, Strength.FULL
        yield from self._shorter(whole)
        for other in (tuple(each.split()) for each in self._same.get(whole, ())):
            yield other, Strength.FULL
            yield from ((words, max(strength, Strength.WEAK)) for words, strength in self._shorter(other))
        for size in range(1, len(phrases)) if len(phrases) <= _MOST_PHRASES else ():
            for rest in combinations(phrases[1:], size - 1):
                yield tuple(word for phrase in (phrases[0], *rest) for word in phrase), Strength.PART

    def _shorter(self, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Strength]]:
        """Without “Huyện ủy” at its end, without its head."""
        head = next((h for h in self._heads if words[: len(h)] == h and len(words) > len(h)), ())
        for committee in self._committee:
            rest = words[: -len(committee)]
            if words[-len(committee) :] == committee and head and len(rest) > len(head):
                clear = len(rest) >= _LEAST_SYLLABLES  # “UBKT”, and no “BTC”
                yield rest, Strength.WEAK if rest in self._weak else Strength.FULL if clear else Strength.PART
        for left_out in self._left_out:
            rest = words[len(head) + len(left_out) :]
            if head and words[: -len(rest)] == (*head, *left_out) and not rest[0].isdigit():
                yield (*head, *rest), Strength.PART
        rest = words[len(head) :]
        if head and rest not in self._committee and not rest[0].isdigit():
            yield rest, Strength.HEADLESS

    def _phrases(self, name: str, *, alias: bool) -> list[tuple[str, ...]]:
        """The name's words in phrases, without wrappers, district, “và”, “số”; an alias keeps its “huyện”."""
        parts = [self._expanded(key(part)) for part in _PHRASES.split(name)]
        parts[0] = next(reversed(list(self.unwrap(parts[0]))))[0] if parts[0] else parts[0]
        kept = [self._without_district(part) for part in parts]
        if not alias and kept[-1][-1:] == ["huyen"] and len([word for part in kept for word in part]) > 1:
            kept[-1] = kept[-1][:-1]
        return [tuple(part) for part in kept if part]

    def _expanded(self, words: str) -> list[str]:
        long = (self._words.abbreviations.get(word, word) for word in words.split())
        return [
            _NUMBERS.get(word, word) if word[0].isdigit() else word
            for word in " ".join(long).split()
            if word not in _JOINS
        ]

    def written_out(self, words: str) -> str:
        """A key in full words, as names are kept, without the district."""
        return " ".join(self._without_district(self._expanded(words)))

    def _without_district(self, words: list[str]) -> list[str]:
        district = list(self._districts[0])
        size = len(district)
        at = next((i for i in range(len(words) - size + 1) if words[i : i + size] == district), None)
        return words if at is None else self._without_district(words[:at] + words[at + size :])

    # --- a text ------------------------------------------------------------------------------

    @staticmethod
    @memory(4096)
    def words(text: str) -> str:
        """The text's key, digits apart (“TY1”), “PTTH” as “THPT”, “Đ.U”, “Đ/U” as “ĐU”, “lí” as “lý”."""
        together = _DOTTED.sub(lambda found: found[0].replace(" ", ""), _WITH_I.sub("y", key(text)))
        return _DIGITS.sub(" ", together.replace("ptth", "thpt"))

    def unwrap(self, words: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
        """The words, and what is left when each wrapper before them is taken off; whether one was."""
        rest, wrapped = list(words), False
        while rest:
            yield rest, wrapped
            wrapper = next((w for w in self._wrappers if tuple(rest[: len(w)]) == w and len(rest) > len(w)), None)
            if wrapper is None:
                return
            rest, wrapped = rest[len(wrapper) :], True

    def placed_by(self, words: Sequence[str], last: int) -> bool:
        """Whether the district follows the words up to ``last``: “… huyện”, “… Tân Yên”."""
        rest = words[last : last + 1], words[last : last + len(self._districts[0])]
        return rest[0] in (["huyen"], ["h"]) or tuple(rest[1]) == self._districts[0]

    def below(self, words: str) -> str:
        """What follows the district's own authority in one line: “ĐẢNG BỘ HUYỆN TÂN YÊN …”; else nothing."""
        over = self._over.match(words)
        return words[over.end() :] if over else ""

    def whole(self, words: str) -> list[Reading]:
        """Every reading of a key as one agency's name, wrapped or placed; without its head all it leaves open."""
        for start in filter(None, (words, self.below(words))):
            for rest, wrapped in self.unwrap(start.split()):
                every = list(self._ending(rest))
                found = [r for r in every if r.names_it(marked=wrapped)]
                if found:
                    headless = all(r.strength >= Strength.HEADLESS for r in found)
                    return every if headless else found
        return []

    def _ending(self, words: list[str]) -> Iterator[Reading]:
        for reading in self.readings(words, 0, within=False):
            rest = " ".join(words[reading.last :])
            if not rest:
                yield reading
            elif self.place.fullmatch(rest):
                yield structs.replace(reading, placed=True)

    def readings(self, words: Sequence[str], first: int, *, within: bool) -> Iterator[Reading]:
        """Every reading that begins at a word; ``within`` other words two letters alone are no abbreviation."""
        seen: set[tuple[int, int, int, bool, bool, bool]] = set()
        steps = [_Step(self._root, first, 0)]
        while steps:
            step = steps.pop()
            mark = (id(step.node), step.word, step.letter, step.written, step.shortened, step.national)
            if mark in seen:
                continue
            seen.add(mark)
            yield from self._ends(step, words, first)
            if step.word < len(words):
                steps += self._next(step, words, within=within)
                if step.node is not self._root:
                    steps += self._skips(step, words)

    def _ends(self, step: _Step, words: Sequence[str], first: int) -> Iterator[Reading]:
        rest = words[step.word][step.letter :] if step.letter else ""
        if not step.node.ends or (
            rest and (len(words[step.word]) < _LEAST_GLUED or not self._glued.fullmatch(rest))
        ):
            return
        last = step.word + bool(step.letter)
        for code, strength in step.node.ends.items():
            placed = rest not in ("", "vn") or words[last - 1] in ("huyen", "h")
            national = step.national or rest.startswith("vn")
            depth = step.node.depth
            yield Reading(code, strength, depth, first, last, step.written, step.shortened, placed, national)

    def _next(self, step: _Step, words: Sequence[str], *, within: bool) -> Iterator[_Step]:
        word = words[step.word]
        number = _NUMBERS.get(word)
        if number and not step.letter and number in step.node.children.get(number, {}):
            yield step._replace(node=step.node.children[number][number], word=step.word + 1)
        rest = word[step.letter :]
        letters = _may_be_letters(word, alone=within and step.node is self._root)
        for syllable, child in step.node.children.get(rest[0], {}).items():
            if rest == syllable and not step.letter:
                yield step._replace(node=child, word=step.word + 1, written=step.written or len(rest) > 1)
            elif letters and rest.startswith(syllable):
                written = step.written or len(syllable) > _LONGEST_SYLLABLE
                yield _inside(step._replace(node=child, written=written), word, len(syllable))
            if letters and len(syllable) > 1 and is_folded_syllable(syllable):
                yield _inside(step._replace(node=child, shortened=True), word, 1)

    def _skips(self, step: _Step, words: Sequence[str]) -> Iterator[_Step]:
        word = words[step.word]
        if step.letter:  # “thpttanyen 1”, “thpttanyenso 1”
            inside = (*map("".join, self._districts), *(_JOINS if words[step.word + 1 : step.word + 2] else ()))
            glued = next((each for each in inside if word.startswith(each, step.letter)), None)
            if glued:
                yield _inside(step, word, len(glued))
            return
        if word in _JOINS:
            yield step._replace(word=step.word + 1)
        for skipped, national in self._skipped:
            if tuple(words[step.word : step.word + len(skipped)]) == skipped:
                yield step._replace(word=step.word + len(skipped), national=step.national or national)


def sole_unit(readings: Iterable[Reading]) -> str | None:
    """The code of the only unit that readings of the same words lead to; a full name in full words goes first."""
    known = list(readings)
    plain = {r.code for r in known if r.strength is Strength.FULL and not r.shortened}
    return sole(plain or {r.code for r in known})


def _inside(step: _Step, word: str, size: int) -> _Step:
    """So many letters further in the word, or at the next one."""
    letter = step.letter + size
    return step._replace(letter=letter) if letter < len(word) else step._replace(word=step.word + 1, letter=0)


def _may_be_letters(word: str, *, alone: bool) -> bool:
    """Whether a word may be first letters: a syllable is a word, except one of two letters (“HU”, “DA”)."""
    if len(word) < _LONGEST_SYLLABLE:
        return not (alone and is_folded_syllable(word))
    return not is_folded_syllable(word)
