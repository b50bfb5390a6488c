"""The M1/M2 forms of one sheet, taken out of it: recognise → extract. What is left may hold a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aggregator.campaign.model import Campaign
from aggregator.extract.registration import RegistrationReader, unit_lines
from aggregator.labelled import LabelledForm
from aggregator.model import Sheet
from aggregator.recognise.letterhead import unit_words
from aggregator.recognise.registration import RegistrationFinder
from aggregator.returned import RawRegistration, UnitWords
from aggregator.rows import Head
from aggregator.viet.fold import key


@dataclass(frozen=True, slots=True)
class FormsInSheet:
    """The forms, the words around them that may name the unit, and the sheet without their rows."""

    registrations: tuple[RawRegistration, ...]
    unit_words: tuple[UnitWords, ...]
    rest: Sheet


class FormsReader:
    """Reads the M1 and M2 of one campaign (R1)."""

    def __init__(self, campaign: Campaign) -> None:
        self._finder = RegistrationFinder(campaign.registration_forms)
        self._reader = RegistrationReader(campaign)

    def read(self, sheet: Sheet, head: Head | None, stamp: str | None) -> FormsInSheet:
        """The forms of a sheet; ``head`` is that of its first list, ``stamp`` the form our blank was made as."""
        forms = self._finder.find(sheet, head, stamp)
        if not forms:
            return FormsInSheet((), (), sheet)
        taken = tuple(self._reader.take(form) for form in forms)
        words = [w for form, raw in zip(forms, taken, strict=True) for w in _unit_words(sheet, form, raw)]
        spans = [range(form.first_row, form.last_row + 1) for form in forms]
        rows = tuple(row for row in sheet.rows if not any(row.number in span for span in spans))
        return FormsInSheet(taken, tuple(words), replace(sheet, rows=rows))


def _unit_words(sheet: Sheet, form: LabelledForm, raw: RawRegistration) -> list[UnitWords]:
    """The lines above the items; where they name nobody, the workplace or the collective."""
    first = min((item.label.row for code, item in form.items.items() if code != "unit"), default=form.first_row)
    rows = [row for row in sheet.rows if form.first_row <= row.number < first]
    said = [words for words in unit_words(sheet, rows) if not key(words.text).startswith("mau dang k")]
    if raw.values.get("unit"):
        return said
    return said + [UnitWords(sheet.name, form.first_row, text, labelled=True) for text in list(unit_lines(raw))[:1]]
