"""The tracking book as ``data/sheets.toml`` describes it: its sheets, their columns and choices, lines of rules."""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from msgspec import Struct, field, structs

from aggregator.book.clerk_words import answer_and_remark, clauses, in_quotes, is_unsure, pattern, word_lists
from aggregator.campaign.load import code_words, toml_file
from aggregator.nouns.finding import catalogue
from aggregator.vietnamese.fold import composed, key, regex


class BookColumn(Struct, frozen=True):
    """A column of a sheet. ``also`` are other heads.

    ``choices`` maps codes to the words of its drop-down, ``spellings`` to other words that mean the same;
    ``several``: a cell may hold more than one of them. ``same_choices`` is the column that has the same ones.
    """

    code: str
    head: str
    width: float
    kind: Literal["text", "time", "date", "units", "unit", "choice"] = "text"
    by: Literal["tool", "person"] = "person"
    required: bool = False
    hidden: bool = False
    hint: str | None = None
    choices: dict[str, str] = field(default_factory=dict)
    choices_from: str | None = None
    same_choices: str | None = None
    also: tuple[str, ...] = ()
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    several: bool = False

    @property
    def by_tool(self) -> bool:
        """Whether the program writes it; people may correct."""
        return self.by == "tool"

    @property
    def closed(self) -> bool:
        """Whether a cell holds one word of a list and nothing else."""
        listed = self.kind == "choice" and self.choices_from not in ("corrected", "row")
        return listed and not self.several

    @property
    def heads(self) -> frozenset[str]:
        """The folded heads that the column is known by."""
        return frozenset(key(head) for head in (self.head, *self.also))

    @property
    def choice_words(self) -> str:
        """The words of its choices, as a message lists them."""
        return in_quotes(self.choices.values())

    def choice(self, text: str) -> str | None:
        """The code of a choice from its words, however spelt; none with “?”, or a remark that asks or denies."""
        if text in word_lists()["tick"]["yes"] and "yes" in self.choices:
            return "yes"
        said, _, beside = answer_and_remark(composed(text))
        found = self._named(said)
        alone = all(self._named(part) in (None, found) for part in clauses(beside))
        # “có, chưa ký” is no answer
        beside = beside if "yes" in self.choices else pattern("remark", "of_others").sub("", beside)
        alone = alone and not is_unsure(beside)
        return self._named(text) or (found if alone else None)

    def _named(self, text: str) -> str | None:
        said = () if "?" in text else (key(text), pattern("remark", "around").sub("", key(text)))
        spelt = ((code, (words, *self.spellings.get(code, ()))) for code, words in self.choices.items())
        return next((code for code, words in spelt if any(key(w) in said for w in words)), None)


class BookSheet(Struct, frozen=True):
    """A sheet: its title, heading and guide ({year} …), its columns; ``absent``: what is not done without it."""

    code: str
    title: str
    heading: str
    guide: str
    absent: str
    columns: tuple[BookColumn, ...] = field(name="column")
    optional: bool = False

    def column(self, code: str) -> BookColumn:
        """The column of a code."""
        return next(column for column in self.columns if column.code == code)


class RuleLine(Struct, frozen=True):
    """A line of sheet “Quy định” other than a limit. ``kind`` is ``whole``, ``time``, ``date`` or ``text``."""

    code: str
    section: str
    label: str
    kind: Literal["whole", "time", "date", "text"]
    note: str = ""
    also: tuple[str, ...] = ()  # other labels by which the line is known


class LimitWords(Struct, frozen=True):
    """How the lines of the limits are worded."""

    section: str
    label: str
    minimum: str
    maximum: str
    note: str


class Waivable(Struct, frozen=True):
    """What may be waived: the words of the drop-down, which kind of rule that is, and other words (folded)."""

    label: str
    kind: str
    also: str

    def is_meant(self, text: str) -> bool:
        """Whether words name it."""
        words = key(text)
        return "?" not in text and bool(words == key(self.label) or regex(self.also).fullmatch(words))


class BookLayout(Struct, frozen=True, dict=True):
    """The whole book, as ``sheets.toml`` has it.

    ``lists`` is the title of the hidden sheet with the words of the drop-downs, ``nobody`` says “of no unit”,
    ``nobody_also`` too. ``offices`` hold the words of who may lift a rule, ``of_consent`` what stands beside them;
    ``of_level`` is what other words of waivers have before a level.
    """

    sheets: tuple[BookSheet, ...] = field(name="sheet")
    rules: tuple[RuleLine, ...] = field(name="rule")
    limits: LimitWords
    waivers: tuple[Waivable, ...] = field(name="waivable")
    lists: str
    nobody: str
    nobody_also: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    of_consent: tuple[str, ...] = ()
    of_level: str = ""

    def says_nobody(self, text: str) -> bool:
        """Whether a cell says that a file is no unit's, whatever remark follows; not where it asks."""
        said, _, beside = answer_and_remark(text)
        words = map(key, (self.nobody, *self.nobody_also))
        doubted = is_unsure(pattern("remark", "of_nobody").sub("", beside), remark=True)
        return "?" not in text and not doubted and pattern("remark", "around").sub("", key(said)) in words

    @cached_property
    def waivable(self) -> Mapping[str, tuple[str, ...]]:
        """The words of a waiver, and the finding codes it stands for."""
        codes = catalogue().items()
        return {w.label: tuple(code for code, entry in codes if w.kind in entry.waivable) for w in self.waivers}

    def sheet(self, code: str) -> BookSheet:
        """The sheet of a code."""
        return next(sheet for sheet in self.sheets if sheet.code == code)


@cache
def book_layout() -> BookLayout:
    """The description as shipped in the package."""
    layout = toml_file(files("aggregator.book") / "data", "sheets.toml").read(BookLayout)
    waivers = (structs.replace(one, also=one.also.replace("{of_level}", layout.of_level)) for one in layout.waivers)
    return structs.replace(layout, sheets=tuple(map(_with_choices, layout.sheets)), waivers=tuple(waivers))


def _with_choices(sheet: BookSheet) -> BookSheet:
    """The sheet whose columns have the choices that others have, or that are codes with words of their own."""
    named = {
        c.code: structs.replace(c, choices=code_words().get(c.choices_from or "", c.choices)) for c in sheet.columns
    }
    pairs = ((column, named.get(column.same_choices or "")) for column in named.values())
    columns = (structs.replace(c, choices=s.choices, spellings=s.spellings) if s else c for c, s in pairs)
    return structs.replace(sheet, columns=tuple(columns))
