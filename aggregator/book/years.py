"""Put a campaign into another year: titles and print heads follow (R8: last year and this year)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from aggregator.campaign.model import Campaign, Column, Form
from aggregator.campaign.registration_form import RegistrationForm

Reword = Callable[[str], str]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def in_year(campaign: Campaign, year: int) -> Campaign:
    """The campaign with its title, forms and heads in the words of a year; dates and limits stay."""
    if year == campaign.year:
        return campaign
    reword = _moved(campaign.year, year)
    forms = tuple(_form(form, reword) for form in campaign.forms)
    registrations = tuple(_registration(form, reword) for form in campaign.registration_forms)
    papers = replace(
        campaign.papers, subject=reword(campaign.papers.subject), letter=reword(campaign.papers.letter)
    )
    moved = replace(campaign, forms=forms, registration_forms=registrations, papers=papers)
    return replace(moved, year=year, title=reword(campaign.title))


def _moved(old: int, new: int) -> Reword:
    """The year and the one before move along; every other year stays."""
    return lambda text: _YEAR.sub(
        lambda m: str(int(m[0]) + new - old) if int(m[0]) in (old, old - 1) else m[0], text
    )


def _form(form: Form, reword: Reword) -> Form:
    columns = tuple(_column(column, reword) for column in form.columns)
    return replace(form, title=tuple(map(reword, form.title)), note=reword(form.note), columns=columns)


def _registration(form: RegistrationForm, reword: Reword) -> RegistrationForm:
    items = tuple(replace(item, hint=reword(item.hint)) for item in form.items)
    statement = reword(form.statement) if form.statement else None
    return replace(
        form, title=tuple(map(reword, form.title)), intro=reword(form.intro), statement=statement, items=items
    )


def _column(column: Column, reword: Reword) -> Column:
    hint = reword(column.hint) if column.hint else None
    return replace(column, head=reword(column.head), hint=hint)
