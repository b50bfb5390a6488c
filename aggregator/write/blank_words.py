"""What M1 and M2 say of the unit and the day, the same in Excel and in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.blank_names import commune_place

if TYPE_CHECKING:
    from aggregator.campaign.model import Campaign, Unit
    from aggregator.campaign.registration_form import RegistrationForm

NOT_TICKED, TICKED = "☐", "☒"


def intro_of(campaign: Campaign, form: RegistrationForm, unit: Unit | None) -> str:
    """The opening sentence; a unit's own copy has its name where the letter says what to write there."""
    if unit is None or form.unit_words is None:
        return form.intro
    return form.intro.replace(form.unit_words, _in_a_sentence(campaign, unit))


def _in_a_sentence(campaign: Campaign, unit: Unit) -> str:
    """“Xã Cao Xá” is “xã Cao Xá” within a sentence; an agency's name stays."""
    commune = commune_place(campaign, unit) is not None
    return unit.name[0].lower() + unit.name[1:] if commune else unit.name


def place_and_date(campaign: Campaign, unit: Unit | None) -> str:
    """Place and date, to be filled in: a commune's paper is dated from the commune."""
    town = (commune_place(campaign, unit) if unit else None) or campaign.office.district
    return f"{town}, ngày ..... tháng ..... năm {campaign.year}"
