"""A campaign put into another year or another district: titles, print heads and citations follow (R8).

Of the papers that it rests on, what the book words anew holds as it stands. Of the rest, place names give way to
the new ones, and a citation that cannot be right any more loses its number and date, to be filled in by hand: a
wrong one would go out on paper.
"""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import fields, replace

from aggregator.nouns.unit import Campaign, Form, Papers, RegistrationForm

Reword = Callable[[str], str]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def in_year(campaign: Campaign, year: int) -> Campaign:
    """The campaign with its title, forms and heads in the words of a year; dates and limits stay."""
    if year == campaign.year:
        return campaign
    old = campaign.year

    def reword(text: str) -> str:
        """The year and the one before move along; every other year stays."""
        return _YEAR.sub(lambda m: str(int(m[0]) + year - old) if int(m[0]) in (old, old - 1) else m[0], text)

    forms = tuple(_form(form, reword) for form in campaign.forms)
    registrations = tuple(_registration(form, reword) for form in campaign.registration_forms)
    papers = replace(
        campaign.papers, subject=reword(campaign.papers.subject), letter=reword(campaign.papers.letter)
    )
    moved = replace(campaign, forms=forms, registration_forms=registrations, papers=papers)
    return replace(moved, year=year, title=reword(campaign.title))


def _form(form: Form, reword: Reword) -> Form:
    columns = tuple(
        replace(column, head=reword(column.head), hint=reword(column.hint) if column.hint else None)
        for column in form.columns
    )
    return replace(form, title=tuple(map(reword, form.title)), note=reword(form.note), columns=columns)


def _registration(form: RegistrationForm, reword: Reword) -> RegistrationForm:
    items = tuple(replace(item, hint=reword(item.hint)) for item in form.items)
    statement = reword(form.statement) if form.statement else None
    return replace(
        form, title=tuple(map(reword, form.title)), intro=reword(form.intro), statement=statement, items=items
    )


CODE = "papers."  # before the name of a text, in the codes of the sheet's lines
_DATE = r"\d{1,2}/\d{1,2}/\d{4}"
_CITED = re.compile(rf"số (?P<number>\S+) ngày (?P<date>{_DATE})")
_BLANK = "số … ngày …"


class Moved(Struct, frozen=True):
    """How far the campaign of a book stands from the base: ``place`` rewords the base's place names."""

    base: Campaign
    year: int
    elsewhere: bool
    place: Reword

    def papers(self, said: Callable[[str], str], in_year: Papers) -> Papers:
        """The texts: as ``said`` in the book where that is not the base's own wording, else moved along."""
        texts = {field.name: said(field.name) for field in fields(Papers)}
        for name, new in texts.items():
            if new in ("", getattr(self.base.papers, name)):
                moved = self.place(getattr(in_year, name))
                texts[name] = _CITED.sub(lambda cited: _BLANK if self._stale(cited) else cited[0], moved)
        return Papers(**texts)

    def _stale(self, cited: re.Match[str]) -> bool:
        """Another district has papers of its own; a paper of the base's year was written for that year."""
        of_base_year = cited["date"].endswith(str(self.base.year))
        return self.elsewhere or (self.year != self.base.year and of_base_year)

    def forms(self, campaign: Campaign) -> Campaign:
        """The campaign whose forms cite the papers as ``campaign.papers`` now does."""
        pairs = [
            pair
            for name in ("call", "guidance", "criteria")
            for pair in _renumbered(getattr(self.base.papers, name), getattr(campaign.papers, name))
        ]

        def cite(text: str) -> str:
            for old, new in pairs:
                text = text.replace(old, new)
            return text

        forms = tuple(
            replace(form, intro=cite(form.intro), statement=cite(form.statement) if form.statement else None)
            for form in campaign.registration_forms
        )
        own = campaign.own_registration
        own = replace(own, question=cite(own.question), hint=cite(own.hint))
        return replace(campaign, registration_forms=forms, own_registration=own)


def _renumbered(old: str, new: str) -> list[tuple[str, str]]:
    """How a citation and its bare number are worded now: in full first."""
    was, now = _CITED.search(old), _CITED.search(new)
    if was is None:
        return []
    return [(was[0], now[0] if now else _BLANK), (f"số {was['number']}", f"số {now['number']}" if now else "số …")]
