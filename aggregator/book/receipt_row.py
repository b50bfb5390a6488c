"""One row of sheet “Tiếp nhận”, as it was read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from aggregator.campaign.model import Unit

LIST, FORMS, OWN = "list", "forms", "own"  # codes of “Nội dung nhận”


@dataclass(frozen=True, slots=True)
class BookReceipt:
    """One row: a file of the inbox (None: a receipt without a file), its unit, time and note as far as written.

    ``others`` are further units of a receipt without a file; ``what`` the codes of what was received, as written;
    ``by_phone``: it was told by telephone; ``unclear``: the time or what was received is not to be understood.
    ``found_unit``, ``found_at``, ``found_from``, ``state``, ``clues`` and ``sha256`` are what the program wrote
    when it first saw the content. ``doubted`` are units of a file that a cell names besides others; ``borrowed``:
    the unit was written of the same content under another name. ``nobody``: it is no unit's; ``part`` and
    ``reading`` are codes of their columns; ``written`` are the columns in which anything stands.
    """

    file: str | None
    unit: Unit | None
    at: dt.datetime | None
    note: str | None
    cell: str
    others: tuple[Unit, ...] = ()
    means: str | None = None
    by_phone: bool = False
    what: frozenset[str] = frozenset()
    unclear: bool = False
    signed: bool | None = None
    found_unit: Unit | None = None
    found_at: dt.datetime | None = None
    found_from: str | None = None
    state: str | None = None
    sha256: str | None = None
    first_seen: dt.datetime | None = None
    clues: tuple[str, ...] = ()
    row: int = 0
    doubted: tuple[Unit, ...] = ()
    borrowed: bool = False
    nobody: bool = False
    part: str | None = None
    reading: str | None = None
    written: frozenset[str] = frozenset()

    @property
    def told(self) -> str | None:
        """How it was received and what was noted of it, in a person's words."""
        return "; ".join(part for part in (self.means, self.note) if part) or None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that it is of, as a person wrote, else as the program found."""
        first = self.unit or self.found_unit
        return (first, *self.others) if first else ()

    @property
    def means_list(self) -> bool:
        """Whether it tells of a list (R4): a receipt without a file does unless it says otherwise."""
        return LIST in self.what or not self.what

    @property
    def uncounted(self) -> tuple[Unit, ...]:
        """The units of a receipt that is told of and cannot be counted."""
        if self.file is not None:
            return self.doubted
        return self.units if not self.counts_as_list and (self.unclear or self.means_list) else ()

    @property
    def counts_as_list(self) -> bool:
        """Whether it is the receipt of a list without a file."""
        return self.file is None and self.at is not None and self.means_list and not self.unclear
