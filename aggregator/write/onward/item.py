"""A chosen item as outgoing papers show it: the same on the first page and in its annex, and nothing guessed.

What is not known is left blank for the hand; a word to the clerk (“chưa rõ …”) never goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.write.party.words import flat
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from aggregator.outcome import Registration
    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

BLANK = "…………"


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its entry, its M1 or M2 (None: not seen), and what both pages say of it."""

    entry: Entry
    form: Registration | None
    unit: str
    name: str
    holder: str
    field: str


def item_of(facts: Facts, entry: Entry) -> Item:
    """The item of an entry. Its form, which the holder signed, names the holder; a person's field counts first."""
    form = _form_of(facts, entry)
    field = entry.settled_field or (form.field if form else None)
    return Item(
        entry,
        form,
        facts.name(entry.unit) if entry.unit else BLANK,
        facts.plain_name(entry.name) or BLANK,
        _holder(entry, form),
        facts.campaign.fields_by_code[field].title if field in facts.campaign.fields_by_code else BLANK,
    )


def _form_of(facts: Facts, entry: Entry) -> Registration | None:
    """The form that counts of the entry: the last that no other replaces."""
    forms = [form for form in facts.outcome.registrations if form.entry == entry.label and not form.replaced]
    return max(forms, key=lambda form: (form.received_at, form.place), default=None)


def _holder(entry: Entry, form: Registration | None) -> str:
    """The name, with its kind where the name does not say it; the kind alone where there is no name."""
    typed = flat(form.holder if form else None) or flat(entry.holder)
    kind = words.HOLDER.get((form.holder_kind if form else None) or entry.holder_kind or "")
    named = typed and typed.casefold() not in {word.casefold() for word in words.HOLDER.values()}
    if named and kind:
        return f"{typed}\n({kind})"
    return (typed if named else kind or typed) or BLANK
