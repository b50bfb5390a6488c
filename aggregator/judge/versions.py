"""One list of a unit, and what of it is the same in another: a model, a name, a whole list typed again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import pandas as pd
from msgspec import Struct

from aggregator.campaign import succession
from aggregator.campaign.level_words import edges_of
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import pattern
from aggregator.nouns.file import AttributedFile, places_and_name
from aggregator.nouns.outcome import rows_of
from aggregator.nouns.reading import ListReading
from aggregator.nouns.unit import UPWARD
from aggregator.vietnamese.decode import LOST
from aggregator.vietnamese.fold import grouped, has_phrase, key, near, regex, sole
from aggregator.vietnamese.scope import memory
from aggregator.vietnamese.times import days_in

_YEARS = regex(r"\b20\d\d\b")

_BEFORE_ALL = dt.datetime.min.replace(tzinfo=dt.UTC)

_JOINT = "danh sach chung"  # the hand of all joint lists

OLDER = "older"  # a person says that the other list is the later one, whatever the times say


class Model(NamedTuple):
    """An entry as far as versions need it: its row in the frame of all entries, its place, its words as keys."""

    label: int
    file: str
    sheet: str
    row: int
    name: str
    address: str
    holder: str
    text: str  # the name
    level: str | None = None
    goals: str = ""
    field: str | None = None  # where the list, its file's name or its own cell says it
    terms: tuple[str | None, ...] = ()  # field, mode and completion
    section: str | None = None  # the field, where the list or its file's name says it

    def is_also(self, model: Model) -> bool:
        """Whether two entries are one model as far as name and address say: equal, or one address in the other."""
        return self.name == model.name and within(self.address, model.address)


def within(text: str, rival: str) -> bool:
    """Whether one of two keys stands in the other; nothing stands in everything."""
    return not text or not rival or near(text, rival)


@memory(65536)  # many lists have the same names
def name_key(name: str) -> str:
    """A name's key without the number, “Mô hình” or the level before it and the level behind it."""
    level = pattern("level", "before_name")
    text = next((rest for edge, rest in edges_of(name) if level.fullmatch(key(edge))), name)
    return pattern("name", "before").sub("", key(pattern("name", "bullet").sub("", text))) or key(name)


def models_of(entries: pd.DataFrame) -> dict[str, list[Model]]:
    """The entries by file, from their columns: place, words, level, field, mode, completion.

    They are rows here: versions and possible entries are weighed model by model.
    """
    by_file: dict[str, list[Model]] = {}
    columns = ("file", "sheet", "row", "name", "address", "holder", "level", "goals", "field_source")
    terms = ("field", "mode", "completion")
    for row_of in rows_of(entries, *columns, *terms):
        (label, file, sheet, row, name, address, holder, level, goals, source), told = row_of[:-3], row_of[-3:]
        words = name_key(name or ""), key(address or ""), key(holder or "")
        place = label, file, sheet, row
        of_field, section = (told[0] if holds else None for holds in (source != "suggested", source == "section"))
        model = Model(*place, *words, name or "", level, key(goals or ""), of_field, told, section)
        by_file.setdefault(file, []).append(model)
    return by_file


class Version(Struct, frozen=True, eq=False, dict=True):
    """A complete list of a unit: its file, tables, entries, and ``letters``, lines of its mail about versions."""

    item: AttributedFile
    models: tuple[Model, ...]
    lists: tuple[ListReading, ...] = ()
    letters: tuple[str, ...] = ()

    @cached_property
    def most(self) -> int:
        """How many models it has at the most: rows that were not understood may be some."""
        return len(self.models) + sum(row.at_most for part in self.lists for row in part.possible)

    @cached_property
    def hand(self) -> str:
        """Whose hand: the unit itself (empty), or a body, party cell or hamlet of it. Only one hand supersedes."""
        if self.item.body:
            return key(self.item.body)
        if self.is_joint:
            return _JOINT
        hands = [hand_of(part) for part in self.lists if part.entries]
        return "|".join(dict.fromkeys(hands)) if hands and all(hands) else ""

    @property
    def of_pdf(self) -> bool:
        """Whether it was read from the text of a PDF."""
        return self.item.content.kind == "pdf"

    @cached_property
    def is_copy(self) -> bool:
        """Whether it is of a PDF, which may lack or misplace some, or names lost letters."""
        return (self.of_pdf and bool(self.item.content.doubtful)) or any(LOST in m.text for m in self.models)

    @cached_property
    def is_joint(self) -> bool:
        """Whether it is a part of a joint list of several units, which another hand made."""
        return self.item.is_joint and any(part.unit for part in self.lists)

    @cached_property
    def pieces(self) -> frozenset[tuple[int, int]]:
        """Which pieces of one list it says that it is, and of how many (0: it does not say)."""
        of_paper = self.item.content.of_succession
        around = (text for text in self.item.of_succession if text not in of_paper)
        later = {(2, 0)} if any(map(succession.goes_on, around)) else set[tuple[int, int]]()
        return frozenset({*filter(None, map(succession.piece_of, self.item.of_succession)), *later})

    @cached_property
    def starts(self) -> bool:
        """Whether its file's name, its mail or its title says that it is the first piece of the list.

        A heading “PHẦN I” does not; “Danh sách … đợt 1” does, and “(Đợt 1)” under a title, where no other piece is.
        """
        of_paper = self.item.content.of_succession
        said = [text for text in self.item.of_succession if text not in of_paper]
        if self.pieces <= {(1, 0)}:
            said += (text for text in of_paper if text.startswith("(") or has_phrase(key(text), "danh sach"))
        return any(map(succession.is_first_piece, (places_and_name(self.item.file)[1], *said)))

    def surely_replaces(self, old: Version) -> bool:
        """Whether a person, or the words that came with it, put it in the place of an earlier list for certain."""
        if old.item.intake.book_part == OLDER:
            return True
        if self.item.intake.book_part:
            return self.item.intake.book_part == "replaces"
        texts = *self.item.of_succession, *self.letters
        as_long = len(self.models) >= old.most or (
            4 * len(self.models) >= 3 * old.most and not few_again(old, self)
        )
        keeps = any(map(succession.keeps_rest, texts))
        few = keeps or 2 * len(self.models) <= old.most
        said = [text for text in texts if succession.replaces_list(text, as_long=as_long and not keeps, few=few)]
        days = {day for text in said for day in days_in(text, self.item.at.year)} - {self.item.at.date()}
        if (
            self.item.says_part
            or self.order[1] < 0
            or not self.is_after(old)
            or (days and old.item.says_part and old.item.at.date() not in days)
        ):
            return False
        shares = self.shares_with(old)  # what is shorter and has none of its models may be the rest of them
        kept = succession.is_left_by_program(old.item.file) and len(self.models) >= old.most  # at any time
        left_behind = old.order[1] < 0 <= self.order[1] and shares and (kept or old.item.at <= self.item.at)
        final = left_behind or (succession.is_final_name(self.item.file) and (shares or as_long))
        return (final and shares) or ((final or bool(said)) and self.item.at != old.item.at)

    @cached_property
    def order(self) -> tuple[dt.datetime, int]:
        """When it came, and what its name says of its place among others of that moment.

        The time of a file called old or a draft says nothing: it goes first, as what a person calls the older one.
        """
        place, received = succession.order_in_name(self.item.file), self.item.intake
        if received.book_part == OLDER:
            return _BEFORE_ALL, -1
        return (_BEFORE_ALL if place < 0 and received.source == "file_time" else self.item.at), place

    def is_after(self, version: Version) -> bool:
        """Whether it came later; of one moment, or where times are unknown, as the names say."""
        timed = self.item.timed and version.item.timed
        return self.order > version.order if timed else self.order[1] > version.order[1]

    @cached_property
    def says_new(self) -> bool:
        """Whether its title, name or mail says that it stands in the place of another: “bản điều chỉnh”."""
        return any(map(succession.replaces_list, self.item.of_succession))

    @cached_property
    def scope(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The levels, fields and titles that its lists bear: a file a level or a file a field differs in them."""
        return (
            frozenset(part.level_in_title for part in self.lists if part.level_in_title),
            frozenset(part.field_in_title for part in self.lists if part.field_in_title),
            frozenset(title for part in self.lists if (title := _YEARS.sub("", key(part.title)))),
        )

    @cached_property
    def _by_name(self) -> dict[str, list[Model]]:
        return grouped((model.name, model) for model in self.models)

    def has(self, model: Model) -> bool:
        """Whether a model stands in this version."""
        return self.twin(model) is not None

    def twin(self, model: Model) -> Model | None:
        """The entry of this version that is a model."""
        return next((m for m in self._by_name.get(model.name, ()) if m.is_also(model)), None)

    def shares_with(self, version: Version) -> bool:
        """Whether at least one model stands in both."""
        return any(self.has(m) for name in self._by_name.keys() & version._by_name for m in version._by_name[name])

    def names_some_of(self, version: Version) -> bool:
        """Whether at least one name stands in both, be it at another place: a row that was corrected."""
        return bool((self._by_name.keys() & version._by_name) - {""})


_LEAST_RETYPED = 3  # rows alike in address, holder and goals, each with goals of its own
_LEAST_GOALS = 8  # letters; shorter goals are written alike by chance


def typing_changes(first: Sequence[Model], second: Sequence[Model]) -> list[tuple[Model, Model]]:
    """The rows of two lists that are one row typed twice, as far as address, holder and goals say; else none."""
    by_row = [_by_other_words(models) for models in (first, second)]
    pairs = [(by_row[0][words], model) for words, model in by_row[1].items() if words in by_row[0]]
    enough = len({model.goals for _, model in pairs}) >= _LEAST_RETYPED
    return pairs if enough and 3 * len(pairs) >= 2 * min(len(first), len(second)) else []


def _by_other_words(models: Sequence[Model]) -> dict[tuple[str, str, str], Model]:
    """The entries by all but their names, those alone that are like no other of their list."""
    told = (m for m in models if m.name and m.address and m.holder and len(m.goals) >= _LEAST_GOALS)
    rows = grouped(((model.address, model.holder, model.goals), model) for model in told)
    return {words: model for words, group in rows.items() if (model := sole(group))}


def alike(name: str, rival: str) -> bool:
    """Whether two names (keys) share at least three in five of the words of the shorter one."""
    words, rival_words = set(name.split()), set(rival.split())
    return 5 * len(words & rival_words) >= 3 * min(len(words), len(rival_words))


def by_list(versions: Iterable[Version]) -> list[list[Model]]:
    """The entries list by list: a table of a sheet."""
    lists: list[list[Model]] = []
    for version in versions:
        tables = {(part.sheet, e.row): n for n, part in enumerate(version.lists) for e in part.entries}
        by_table = grouped(((m.sheet, tables.get((m.sheet, m.row), 0)), m) for m in version.models)
        lists += by_table.values()
    return lists


def hand_of(part: ListReading) -> str:
    """The key of the lines that name the body, party cell or hamlet whose list it is; '' for the unit's own."""
    return key(" ".join(words.text for words in part.hand))


def few_again(old: Version, new: Version) -> bool:
    """Whether a later list, though as long, names again less than half of an earlier one."""
    return 2 * sum(map(new.has, old.models)) < old.most


def sheets_of_modes(models: Iterable[Model]) -> frozenset[str]:
    """The sheets of a file that are told apart by mode, and share no model: “MH cũ”, “Đăng ký mới”; not “Cũ”.

    Not where a row's own mode is another, or all say none and both are whole lists: these may be versions.
    """
    by_sheet = grouped((model.sheet, model) for model in models)
    modes = {sheet: Vocabulary.mode_heading(sheet) for sheet in by_sheet} if len(by_sheet) > 1 else {}
    of_mode = grouped((mode, model) for sheet, mode in modes.items() for model in by_sheet[sheet] if mode)
    if len(of_mode) <= 1:
        return frozenset()
    old, new = of_mode["continuing"], of_mode["new"]
    stated = [said == mode for said, each in of_mode.items() for m in each for mode in m.terms[1:2] if mode]
    parts = stated or not all({model.level for model in each}.issuperset(UPWARD) for each in (old, new))
    apart = all(stated) and parts and {model.name for model in old}.isdisjoint(model.name for model in new)
    of_models = pattern("name", "of_models")
    told = [s for s, mode in modes.items() if mode and (of_models.search(key(s)) or not succession.is_old_name(s))]
    return frozenset(told if apart else ())


def labels_of(versions: Iterable[Version]) -> frozenset[int]:
    """The labels of the entries of some versions."""
    return frozenset(model.label for version in versions for model in version.models)
