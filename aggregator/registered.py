"""Forms M1 and M2 beside the entries they are of: the nouns between settling and checking."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.outcome import Registration


@dataclass(frozen=True, slots=True)
class Matching:
    """The registrations with their entries, further forms of the same model, and pairs that may belong together."""

    registrations: tuple[Registration, ...]
    again: tuple[tuple[Registration, Registration], ...] = ()  # (earlier form, the later one that counts)
    doubtful: tuple[tuple[Registration, int], ...] = ()  # (form, index of the entry it resembles)

    @property
    def counting(self) -> tuple[Registration, ...]:
        """The registrations without those that a later form of the same model replaces."""
        earlier = {id(form) for form, _ in self.again}
        return tuple(form for form in self.registrations if id(form) not in earlier)


@dataclass(frozen=True, slots=True)
class Clash:
    """A form that contradicts its entry. ``what``: ``level``, ``field`` or ``holder``."""

    registration: Registration
    index: int
    what: str
    listed: str
    told: str
