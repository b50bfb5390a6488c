"""What the files of a campaign's folder are called."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from aggregator.campaign.table import Table
from aggregator.nouns.finding import waived_by
from aggregator.vietnamese.fold import key

# ---- The description of the tracking book (``data/sheets.toml``): its sheets and columns, as frozen
# nouns.


KINDS = ("text", "time", "date", "units", "unit", "choice")


@dataclass(frozen=True)
class BookColumn:
    """A column of a sheet. ``also`` are other heads.

    ``choices`` maps codes to the words of its drop-down, ``spellings`` to other words that mean the same;
    ``several``: a cell may hold more than one of them.
    """

    code: str
    head: str
    width: float
    kind: str
    by_tool: bool
    required: bool
    hidden: bool
    hint: str | None
    choices: Mapping[str, str]
    choices_from: str | None
    also: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]]
    several: bool

    @property
    def closed(self) -> bool:
        """Whether a cell holds one word of a list and nothing else."""
        listed = self.kind == "choice" and self.choices_from not in ("corrected", "row")
        return listed and not self.several

    @property
    def heads(self) -> frozenset[str]:
        """The folded heads that the column is known by."""
        return frozenset(key(head) for head in (self.head, *self.also))

    def choice(self, text: str) -> str | None:
        """The code of a choice from its words, however it is capitalised or spaced."""
        said = key(text)
        return next(
            (c for c, words in self.choices.items() if said in map(key, (words, *self.spellings.get(c, ())))), None
        )


@dataclass(frozen=True)
class BookSheet:
    """A sheet: its title on the tab, the heading and the guide in its first lines ({year} …), its columns.

    ``absent`` says what is not done where a book lacks the sheet; nobody is told of one that is ``optional``.
    """

    code: str
    title: str
    heading: str
    guide: str
    absent: str
    columns: tuple[BookColumn, ...]
    optional: bool = False

    def column(self, code: str) -> BookColumn:
        """The column of a code."""
        return next(column for column in self.columns if column.code == code)


@dataclass(frozen=True)
class RuleLine:
    """A line of sheet “Quy định” other than a limit. ``kind`` is ``whole``, ``time``, ``date`` or ``text``."""

    code: str
    section: str
    label: str
    kind: str
    note: str
    also: tuple[str, ...] = ()  # other labels by which the line is known


@dataclass(frozen=True)
class LimitWords:
    """How the lines of the limits are worded."""

    section: str
    label: str
    minimum: str
    maximum: str
    note: str


@dataclass(frozen=True)
class BookLayout:
    """The whole book. ``waivable`` maps the words of a waiver to the finding codes it stands for.

    ``lists`` is the title of the hidden sheet with the words of the drop-downs, ``nobody`` says “of no unit”.
    """

    sheets: tuple[BookSheet, ...]
    rules: tuple[RuleLine, ...]
    limits: LimitWords
    waivable: Mapping[str, tuple[str, ...]]
    lists: str
    nobody: str

    def sheet(self, code: str) -> BookSheet:
        """The sheet of a code."""
        return next(sheet for sheet in self.sheets if sheet.code == code)


@cache
def book_layout() -> BookLayout:
    """The description as shipped in the package."""
    text = (files("aggregator.book") / "data" / "sheets.toml").read_text(encoding="utf-8")
    whole = Table("sheets.toml", "", tomllib.loads(text))
    limits = whole.table("limits")
    return BookLayout(
        sheets=tuple(_sheet(t) for t in whole.tables("sheet")),
        rules=tuple(_rule(t) for t in whole.tables("rule")),
        limits=LimitWords(*(limits.text(name) for name in ("section", "label", "minimum", "maximum", "note"))),
        waivable={t.text("label"): waived_by(t.text("kind")) for t in whole.tables("waivable")},
        lists=whole.text("lists"),
        nobody=whole.text("nobody"),
    )


def _sheet(t: Table) -> BookSheet:
    columns = tuple(_column(c) for c in t.tables("column"))
    by_code = {column.code: column for column in columns}
    for table, column in zip(t.tables("column"), columns, strict=True):
        if other := table.text_or_none("same_choices"):
            by_code[column.code] = replace(
                column, choices=by_code[other].choices, spellings=by_code[other].spellings
            )
    optional = t.yes_or_no("optional", default=False)
    texts = {name: t.text(name) for name in ("code", "title", "heading", "guide", "absent")}
    return BookSheet(**texts, columns=tuple(by_code.values()), optional=optional)


def _column(t: Table) -> BookColumn:
    choices = t.table("choices") if "choices" in t.values else None
    return BookColumn(
        code=t.text("code"),
        head=t.text("head"),
        width=t.number("width"),
        kind=t.choice("kind", KINDS) if "kind" in t.values else "text",
        by_tool=t.text_or_none("by") == "tool",
        required=t.yes_or_no("required", default=False),
        hidden=t.yes_or_no("hidden", default=False),
        hint=t.text_or_none("hint"),
        choices={code: choices.text(code) for code in choices.names()} if choices else {},
        choices_from=t.text_or_none("choices_from"),
        also=t.texts_or_empty("also"),
        spellings=_spellings(t.table("spellings")) if "spellings" in t.values else {},
        several=t.yes_or_no("several", default=False),
    )


def _spellings(t: Table) -> dict[str, tuple[str, ...]]:
    return {code: t.texts(code) for code in t.names()}


def _rule(t: Table) -> RuleLine:
    return RuleLine(
        t.text("code"),
        t.text("section"),
        t.text("label"),
        t.choice("kind", ("whole", "time", "date", "text")),
        t.text_or_none("note") or "",
        t.texts_or_empty("also"),
    )
