"""Load M1 and M2 (R1) and the block of a unit's own registration (R5); an error names file, key and expectation."""

from __future__ import annotations

from collections.abc import Callable, Collection

from aggregator.campaign.registration_form import (
    FieldBox,
    FormItem,
    LevelChoice,
    OwnRegistration,
    RegistrationForm,
    Signature,
)
from aggregator.campaign.table import Table

REGISTRATION_FORMS = ("M1", "M2")
HOLDER_KINDS = ("collective", "individual")


def load_registration_forms(
    file: Callable[[str], Table], year: int, fields: Collection[str], levels: Collection[str]
) -> tuple[RegistrationForm, ...]:
    """M1 and M2, from ``registration.toml`` and a file each. ``fields`` and ``levels`` are the known codes."""
    shared = file("registration.toml")
    boxes = tuple(_box(t, tuple(fields)) for t in shared.tables("box"))
    choices = tuple(_level(t, tuple(levels)) for t in shared.tables("level"))
    labels = shared.table("label")
    return tuple(_form(file(f"{code}.toml"), year, labels, boxes, choices) for code in REGISTRATION_FORMS)


def load_own_registration(t: Table) -> OwnRegistration:
    """The words of the block in which a unit registers itself (R5)."""
    return OwnRegistration(
        question=t.text("question"),
        yes=t.text("yes"),
        no=t.text("no"),
        unanswered=t.text("unanswered"),
        plan_number=t.text("plan_number"),
        plan_date=t.text("plan_date"),
        hint=t.text("hint"),
        source=t.text("source"),
        paper_titles=t.texts("paper_titles"),
        plan_titles=t.texts("plan_titles"),
        bodies=t.texts("bodies"),
        of_models=t.texts("of_models"),
    )


def _box(t: Table, fields: tuple[str, ...]) -> FieldBox:
    also = t.texts_or_empty("also")
    if not set(also) <= set(fields):
        t.fail("also", f"một danh sách gồm các mã: {', '.join(fields)}")
    return FieldBox(
        label=t.text("label"),
        field=t.choice("field", fields),
        also=also,
        also_words=t.texts_or_empty("also_words"),
        spellings=t.texts("spellings"),
    )


def _level(t: Table, levels: tuple[str, ...]) -> LevelChoice:
    return LevelChoice(t.choice("code", levels), t.text("label"))


def _form(
    whole: Table, year: int, labels: Table, boxes: tuple[FieldBox, ...], levels: tuple[LevelChoice, ...]
) -> RegistrationForm:
    t = whole.table("form")
    return RegistrationForm(
        code=t.text("code"),
        version=t.text("version"),
        sheet=t.text("sheet"),
        holder_kind=t.choice("holder_kind", HOLDER_KINDS),
        heading=t.text("heading"),
        title=t.filled_texts("title", year=year),
        intro=t.filled("intro", year=year),
        unit_words=t.text_or_none("unit_words"),
        statement=t.filled_or_none("statement", year=year),
        statement_guidance=t.text_or_none("statement_guidance"),
        known_by=t.texts("known_by"),
        signatures=tuple(_signature(s) for s in whole.tables("signature")),
        items=tuple(_item(i, year, labels) for i in whole.tables("item")),
        boxes=boxes,
        levels=levels,
    )


def _signature(t: Table) -> Signature:
    return Signature(t.texts("lines"), t.text_or_none("hint"))


def _item(t: Table, year: int, labels: Table) -> FormItem:
    code = t.choice("code", labels.names())
    called = labels.table(code)
    return FormItem(
        code=code,
        number=t.text_or_none("number"),
        label=t.text("label"),
        aside=t.text_or_none("aside"),
        guidance=t.text_or_none("guidance"),
        lines=t.whole("lines"),
        hint=t.hint("hint", year=year) if t.text_or_none("hint") else "",
        spellings=called.texts("spellings"),
        exact=called.texts("exact"),
    )
