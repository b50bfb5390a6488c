"""Forms M1 and M2 beside the entries they are of: the nouns between settling and checking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from aggregator.outcome import Registration
from aggregator.standing import NOT_SEEN, OwnState, in_time


@dataclass(frozen=True, slots=True)
class Matching:
    """The registrations with their entries, further forms of the same model, and pairs that may belong together."""

    registrations: tuple[Registration, ...]
    again: tuple[tuple[Registration, Registration], ...] = ()  # (earlier form, the later one that counts)
    doubtful: tuple[tuple[Registration, int], ...] = ()  # (form, index of the entry it resembles)

    @property
    def counting(self) -> tuple[Registration, ...]:
        """The registrations without those that a later form of the same model replaces."""
        return tuple(form for form in self.registrations if not form.replaced)


@dataclass(frozen=True, slots=True)
class Clash:
    """A form that contradicts its entry. ``what``: ``level``, ``field`` or ``holder``.

    The entry stands as the list says, or where ``by_form`` as the form says.
    """

    registration: Registration
    index: int
    what: str
    listed: str
    told: str
    by_form: bool = False

    @property
    def here(self) -> str:
        """What the entry stands as."""
        return self.told if self.by_form else self.listed

    @property
    def there(self) -> str:
        """What it stands as if the other one is right."""
        return self.listed if self.by_form else self.told


@dataclass(frozen=True, slots=True)
class UnitForms:
    """The forms of one unit that count (R1), what they contradict, and the unit's own registration (R5)."""

    registrations: Sequence[Registration] = ()
    clashes: Sequence[Clash] = ()
    again: Sequence[tuple[Registration, Registration]] = ()
    own: OwnState = NOT_SEEN

    @property
    def without_entry(self) -> list[Registration]:
        """Forms that no row of the list answers to."""
        return [form for form in self.registrations if form.entry is None]

    @property
    def level_clashes(self) -> list[Clash]:
        """Forms that name another level than the list."""
        return [clash for clash in self.clashes if clash.what == "level"]

    def late(self, deadline: dt.datetime) -> list[Registration]:
        """Forms whose first version came after the deadline (R4); of unknown time none did."""
        first = {form.place: form for form in self.registrations}
        for earlier, later in self.again:
            if earlier.received_at < first[later.place].received_at or not earlier.time_known:
                first[later.place] = earlier
        return [form for form in first.values() if not in_time(form.received_at, deadline) and form.time_known]


NO_FORMS = UnitForms()
