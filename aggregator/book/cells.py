"""What single cells of the book say: a unit, a time, a choice, a level; what is unclear becomes a finding."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from aggregator.book.clerk_words import answer_and_remark, clauses, in_quotes, is_unsure, pattern, word_lists
from aggregator.book.layout import BookColumn, book_layout
from aggregator.book.sheets import Line
from aggregator.book.units import CellUnit, FindUnit, units_of_cell
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.finding import Finding
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import composed, fold, has_phrase, key, regex, sole
from aggregator.vietnamese.times import days_in, partial_time, read_time

_BETWEEN = regex(r"[;,\n+]|\bvà\b")
_OF_FILES = ("units", "answer")  # the columns that say whose a file is, which may be nobody's


_OR = regex(r"(?i)&|\b(?:và|hoặc|hay)\b")
_ARROW = regex(r".*(?:→|[-=]>)")  # what is changed stands before it

_CLOCK = regex(r"\d\s*(?:h|giờ|:)")

_COMMUNES_TOO = "dia phuong"


class CellWords(Struct, dict=True):
    """Reads the cells of lines and keeps the findings on the way."""

    campaign: Campaign
    find_unit: FindUnit
    as_of: dt.datetime | None = None  # nothing was received much later than this
    findings: list[Finding] = field(default_factory=list)
    open_rows: dict[str, list[str]] = field(default_factory=dict)  # by unit, cells of paper not understood

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.campaign)

    def code_of(self, text: str, what: str) -> str | None:
        """The code of the ``field`` or ``level`` that a text begins with; none where a remark asks or denies."""
        kinds = self.campaign.fields if what == "field" else self.campaign.levels
        if same := next((kind.code for kind in kinds if key(kind.title) == key(text) and "?" not in text), None):
            return same
        named = self._fields_named if what == "field" else self._levels_named
        text = _ARROW.sub(lambda before: "" if named(text[before.end() :]) else before[0], composed(text))
        text = pattern("level", "denied").sub(lambda no: "" if no["but"] or named(no["other"]) else no[0], text)
        text = pattern("level", "who_says").sub("", text)
        said, sign, beside = answer_and_remark(text.lstrip(" ,;.:-–"))
        if sign == ":" and not (named(said) or is_unsure(said)):  # who says it: “Đ/c Lan: cấp huyện”
            said, _, beside = answer_and_remark(beside)
        if is_unsure(said) or is_unsure(beside, remark=True):
            return None
        code = self._vocabulary.field_in_column(said) if what == "field" else self._level_first(said)
        return code if named(text) <= {code} else None

    def _level_first(self, said: str) -> str | None:
        first = pattern("level", "first").fullmatch(key(said))
        level = self._vocabulary.levels_in_column(f"cap {first[first.lastgroup or 0]}") if first else ()
        return sole(level) or self._vocabulary.level_of_abbreviation(said)

    def _levels_named(self, text: str) -> set[str]:
        """The levels that words name anywhere; “xã” does where it stands alone."""
        alone = {code for part in clauses(_OR.sub(";", text)) if (code := self._level_first(part))}
        words = (found["level"] or found["alone"] for found in pattern("level", "meant").finditer(key(text)))
        return alone.union(*(self._vocabulary.levels_in_column(f"cap {word}") for word in words))

    def reads_as_level(self, text: str) -> bool:
        """Whether words would be a level in a list that a unit sent."""
        return bool(sole(self._vocabulary.levels_in_column(text)) or self._vocabulary.level_of_abbreviation(text))

    def _fields_named(self, text: str) -> set[str]:
        """The fields that parts of a text name; the part after a dash may be of the field before it."""
        parts = (self._vocabulary.field_in_column(part) for part in clauses(_OR.sub(";", text)))
        return {code for code in parts if code}

    def note(self, code: str, line: Line, column: str, **facts: Any) -> None:
        """Keep a finding that names the sheet and the cell."""
        self.findings.append(line.finding(code, column, **facts))

    def _said(self, line: Line, column: str) -> list[CellUnit]:
        said = units_of_cell(line.text(column), self.find_unit)
        of_group = not any(one.unit for one in said) and self._group(line.text(column))
        return [CellUnit(line.text(column), None)] if of_group else said

    def _group(self, text: str) -> tuple[Unit, ...]:
        """The units of the groups that a text names: “Các xã, thị trấn”, “22 xã”, “tất cả các đơn vị”."""
        said = pattern("unit", "all").sub("", key(text))
        plural = said != key(text)
        if plural and pattern("unit", "everybody").fullmatch(said) and "?" not in text:
            return self.campaign.units
        names = self._groups.items()
        codes = {code for name, code in names if said == name or (plural and said.startswith(f"{name} "))}
        return tuple(unit for unit in self.campaign.units if unit.kind in codes)

    @cached_property
    def _groups(self) -> dict[str, str]:
        """The code of each group by its title, and by a part of it; the communes have another name, too."""
        names = {key(part): g.code for g in self.campaign.groups for part in (g.title, *g.title.split(","))}
        return names | {_COMMUNES_TOO: names.get(self.kinds[0].strip(), "")}

    def units(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units of a cell, one or several; a part that names none is a finding, the others count."""
        for one in self._said(line, column):
            if one.unit is None:
                self._unknown(line, column, one)
        return self.units_in(line, column)

    def units_in(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units that a cell names, whatever else stands there; no finding."""
        said = self._said(line, column)
        return tuple(dict.fromkeys(one.unit for one in said if one.unit))

    def group_in(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units of the groups that a cell names instead of units (“Các xã, thị trấn”), which is a finding."""
        if any(one.unit for one in self._said(line, column)):
            return ()
        if group := self._group(line.text(column)):
            self._unknown(line, column, CellUnit(line.text(column), None))
        return group

    def possible(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units that a cell may mean that is not understood as a whole, or names several; no finding."""
        said = self._said(line, column)
        if len(said) == 1 and said[0].unit:
            return ()
        meant = list[Unit]()
        for one in said:
            unit = one.unit or one.doubtful_unit
            meant += [unit] if unit else []
            meant += [like for like in one.suggestions if self._is_like(one.text, like)]
        unknown = [text for one in said if not one.unit for text in {one.text, *_GAP.split(one.text)}]
        meant += [u for u, names in self._names if any(_may_mean(words, names, self.kinds) for words in unknown)]
        return tuple(dict.fromkeys(meant))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of communes (keys), as they begin names: “xa ”."""
        return tuple(f"{key(kind)} " for kind in self.campaign.commune_names.kinds)

    @cached_property
    def _names(self) -> list[tuple[Unit, dict[str, str]]]:
        """Each unit's name, with and without its kind, and the first letters of its words."""
        keys = ((unit, key(unit.name)) for unit in self.campaign.units)
        named = ((unit, {name, *(name.removeprefix(kind) for kind in self.kinds)}) for unit, name in keys)
        return [(u, {name: "".join(word[0] for word in name.split()) for name in names}) for u, names in named]

    def _is_like(self, text: str, unit: Unit) -> bool:
        """Whether words that look like a unit's name have letters enough of their own, or share a telling word."""
        own = [word for word in composed(text).casefold().split() if key(word) not in self._common]
        names = {unit.name.casefold(), key(unit.name)}
        return len(key("".join(own))) >= _LEAST_LIKE or any(
            has_phrase(name, word) for name in names for word in own
        )

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words of many units' names, or of the groups: “huyện”, “xã”, “hội” tell no unit."""
        count = Counter(word for unit in self.campaign.units for word in {*key(unit.name).split()})
        groups = (word for group in self.campaign.groups for word in key(group.title).split())
        return frozenset({*groups, *(word for word, times in count.items() if times > _MOST_SHARED)})

    def unit(self, line: Line, column: str) -> Unit | None:
        """The one unit of a cell; where it names several, or anything else besides, it names none."""
        said = self._said(line, column)
        units = {one.unit.code: one.unit for one in said if one.unit}
        if len(units) > 1:
            self.note("book-one-unit-only", line, column, text=line.text(column))
        elif said and not all(one.unit for one in said):
            unknown = CellUnit(line.text(column), None, next(one.suggestions for one in said if not one.unit))
            self._unknown(line, column, unknown)
        else:
            return next(iter(units.values()), None)
        return None

    def _unknown(self, line: Line, column: str, said: CellUnit) -> None:
        likely = " hoặc ".join(unit.name for unit in said.suggestions)
        if not likely and column in _OF_FILES and key(said.text).startswith("khong "):
            likely = f"“{book_layout().nobody}”"
        hint = f" Có phải là {likely}?" if likely else ""
        self.note("book-unit-unknown", line, column, text=said.text, suggestion=hint)

    def time(self, line: Line, column: str) -> dt.datetime | None:
        """The aware time of a cell."""
        if column not in line.cells:
            return None
        zone, year = self.campaign.zone, self.campaign.year
        text = line.text(column)
        at = read_time(line.cells[column], zone, year) or self._time_beside(text)
        if at is None:
            self.note("book-time-unclear", line, column, text=text, understood=partial_time(text, year))
        return at.astimezone(zone) if at else None

    def _time_beside(self, text: str) -> dt.datetime | None:
        """The time that a text begins with, beside that it was late and a remark that names no other time."""
        said, _, beside = answer_and_remark(composed(text))
        other = is_unsure(beside, remark=True) or _CLOCK.search(beside) or days_in(beside, self.campaign.year)
        said = pattern("time", "late").sub(" ", fold(said))
        return None if other else read_time(said, self.campaign.zone, self.campaign.year)

    def says_late(self, text: str) -> bool:
        """Whether a time's cell says that something was late, and nothing more."""
        is_late = "?" not in text and pattern("time", "is_late").fullmatch(key(text))
        return bool(is_late) and not days_in(text, self.campaign.year)

    def time_of_receipt(self, line: Line, column: str) -> dt.datetime | None:
        """The time of a receipt; one after the run, or of another year than the campaign's, is a finding."""
        at = self.time(line, column)
        if at is None:
            return None
        late = self.as_of is not None and at > self.as_of + dt.timedelta(days=1)
        if not late and at.year == self.campaign.year:
            return at
        why = "sau thời điểm tổng hợp" if late else f"không thuộc năm {self.campaign.year}"
        self.note("book-time-impossible", line, column, text=f"{at:%d/%m/%Y}", why=why)
        return None

    def date(self, line: Line, column: str) -> dt.date | None:
        """The date of a cell."""
        at = self.time(line, column)
        return at.date() if at else None

    def choice(self, line: Line, column: BookColumn) -> str | None:
        """The code of the choice that a cell holds."""
        text = line.text(column.code)
        code = column.choice(text) if text else None
        if text and code is None:
            self.unknown_choice(line, column)
        return code

    def choices(self, line: Line, column: BookColumn) -> tuple[frozenset[str], bool]:
        """The codes of the choices that a cell holds, with “;”, “+” or “và” between; whether all was understood."""
        text = pattern("receipt", "counted").sub("", line.text(column.code))
        whole = column.choice(text) if text else None
        parts = [] if whole or not text else [part for part in _BETWEEN.split(text) if part.strip()]
        codes = [whole] if whole else [column.choice(part) for part in parts]
        if None in codes:
            self.unknown_choice(line, column)
        return frozenset(code for code in codes if code), None not in codes

    def unknown_choice(self, line: Line, column: BookColumn, choices: Collection[str] = ()) -> None:
        """Keep a finding: a cell holds none of the words that may stand there, the column's own or these."""
        words = in_quotes(choices) if choices else column.choice_words
        facts = {"text": line.text(column.code), "head": column.head, "allowed": words}
        self.note("book-choice-unknown", line, column.code, **facts)

    def yes_or_no(self, line: Line, column: BookColumn) -> bool | None:
        """Whether a cell says yes, in any of the ways that people tick a box; None for a blank one."""
        value = line.cells.get(column.code)
        if isinstance(value, bool) or not line.text(column.code):
            return value if isinstance(value, bool) else None
        return self.choice(line, column) == "yes"


_LEAST_OF_NAME = 4  # letters of a name's beginning
_GAP = regex(r"…|\.\.+|[(?]")  # what stands before it is what could be read
_LEAST_LIKE = 6  # letters of words that may be a name, misspelt
_MOST_SHARED = 5  # units that a telling word stands for


def _may_mean(text: str, names: Mapping[str, str], kinds: Sequence[str]) -> bool:
    """Whether words hold a unit's name, with or without its kind, or are where it begins, or its first letters."""
    words = key(text)
    if any(" " in name and has_phrase(words, name) for name in names):
        return True
    no_unit = {*word_lists()["unit"]["kinds"]}
    short = {key(word) for word in text.split() if word.isupper() and len(word) > 1} - no_unit
    if any(word == first or (word in first and len(word) > 2) for word in short for first in names.values()):
        return True
    begins = {words, *(words.removeprefix(kind) for kind in kinds)} - {kind.strip() for kind in kinds} - no_unit
    return any(len(begin) >= _LEAST_OF_NAME and name.startswith(f"{begin} ") for begin in begins for name in names)
