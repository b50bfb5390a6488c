"""The description of the tracking book (``data/sheets.toml``): its sheets and columns, rules and waivers."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from aggregator.campaign.load import code_words, toml_file
from aggregator.nouns.finding import waived_by
from aggregator.vietnamese.fold import key


def in_quotes(words: Iterable[str]) -> str:
    """Words as a message lists what may stand in a cell: “có”, “không”."""
    return ", ".join(f"“{word}”" for word in words)


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
    def allowed(self) -> str:
        """The words of its choices, as a message lists them."""
        return in_quotes(self.choices.values())

    def choice(self, text: str) -> str | None:
        """The code of a choice from its words, however it is capitalised or spaced."""
        said = key(text)
        return next(
            (c for c, words in self.choices.items() if said in map(key, (words, *self.spellings.get(c, ())))), None
        )


class BookSheet(Struct, frozen=True):
    """A sheet: its title on the tab, the heading and the guide in its first lines ({year} …), its columns.

    ``absent`` says what is not done where a book lacks the sheet; nobody is told of one that is ``optional``.
    """

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
    """What may be waived: the words of the drop-down, and which kind of rule that is."""

    label: str
    kind: str


class BookLayout(Struct, frozen=True, dict=True):
    """The whole book, as ``sheets.toml`` has it.

    ``lists`` is the title of the hidden sheet with the words of the drop-downs, ``nobody`` says “of no unit”.
    """

    sheets: tuple[BookSheet, ...] = field(name="sheet")
    rules: tuple[RuleLine, ...] = field(name="rule")
    limits: LimitWords
    waivers: tuple[Waivable, ...] = field(name="waivable")
    lists: str
    nobody: str

    @cached_property
    def waivable(self) -> Mapping[str, tuple[str, ...]]:
        """The words of a waiver, and the finding codes it stands for."""
        return {waiver.label: waived_by(waiver.kind) for waiver in self.waivers}

    def sheet(self, code: str) -> BookSheet:
        """The sheet of a code."""
        return next(sheet for sheet in self.sheets if sheet.code == code)


@cache
def book_layout() -> BookLayout:
    """The description as shipped in the package."""
    layout = toml_file(files("aggregator.book") / "data", "sheets.toml").read(BookLayout)
    return replace(layout, sheets=tuple(map(_with_choices, layout.sheets)))


def _with_choices(sheet: BookSheet) -> BookSheet:
    """The sheet whose columns have the choices that others have, or that are codes with words of their own."""
    named = {c.code: replace(c, choices=code_words().get(c.choices_from or "", c.choices)) for c in sheet.columns}
    pairs = ((column, named.get(column.same_choices or "")) for column in named.values())
    columns = (replace(c, choices=same.choices, spellings=same.spellings) if same else c for c, same in pairs)
    return replace(sheet, columns=tuple(columns))
