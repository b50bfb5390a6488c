"""The nouns of M1 and M2, the form behind each province and district item (R1), and of R5's block."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class FieldBox:
    """A box to tick (R9). It says ``field`` and never contradicts ``also``.

    On M4, with ``also_words`` in the row, it suggests ``also`` instead and asserts nothing.
    """

    label: str
    field: str
    also: tuple[str, ...] = ()
    also_words: tuple[str, ...] = ()
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class LevelChoice:
    """A level that has a form of its own (R1), as the drop-down words it."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class FormItem:
    """What a form asks for, in print order. ``label`` has neither number nor colon: see ``printed``.

    ``aside`` is guidance on the label's own line, ``guidance`` on the line below: advice, and no value (R11).
    ``hint`` is the input message, empty where it would only repeat the guidance.
    ``spellings`` and ``exact`` are what a returned form may call the item; the label is one of them.
    """

    code: str
    number: str | None = None
    label: str
    aside: str | None = None
    guidance: str | None = None
    lines: int
    hint: str = ""
    spellings: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The label as printed: “1. Tên mô hình đăng ký:”."""
        return f"{self.number}. {self.label}:" if self.number else f"{self.label}:"


@dataclass(frozen=True)
class Signature:
    """Who signs: the lines, and what stands in brackets below them."""

    lines: tuple[str, ...]
    hint: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegistrationForm:
    """M1 or M2. The items without a number stand before ``statement``, the numbered ones after it."""

    code: str
    version: str
    sheet: str
    holder_kind: str
    heading: str
    title: tuple[str, ...]
    intro: str
    unit_words: str | None = None
    statement: str | None = None
    statement_guidance: str | None = None
    known_by: tuple[str, ...]
    signatures: tuple[Signature, ...]
    items: tuple[FormItem, ...]
    boxes: tuple[FieldBox, ...]
    levels: tuple[LevelChoice, ...]

    @cached_property
    def items_by_code(self) -> dict[str, FormItem]:
        """The items by code."""
        return {item.code: item for item in self.items}

    @cached_property
    def guidance(self) -> tuple[str, ...]:
        """Every text of the form that is advice and never a value."""
        texts = [text for item in self.items for text in (item.aside, item.guidance)]
        return tuple(text for text in (*texts, self.statement_guidance, self.unit_words) if text)


@dataclass(frozen=True)
class OwnRegistration:
    """R5 on the M3/M4 blank: the unit's own registration as a “Dân vận khéo” unit, and its plan.

    The last four are the words by which a paper of its own is known: how titles begin, the bodies that they name,
    and what only the registration of models says.
    """

    question: str
    yes: str
    no: str
    unanswered: str
    plan_number: str
    plan_date: str
    hint: str
    source: str
    paper_titles: tuple[str, ...]
    plan_titles: tuple[str, ...]
    bodies: tuple[str, ...]
    of_models: tuple[str, ...]
