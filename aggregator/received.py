"""A file as it was received, and as far as it has been understood: the nouns of intake and of settling."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from aggregator.campaign.model import Unit
from aggregator.returned import ReturnRead


@dataclass(frozen=True, slots=True)
class Earlier:
    """A list that bore the file's name before and was overwritten, as the tracking book knows it.

    ``unit`` is a code, ``cell`` where the book says so.
    """

    unit: str
    at: dt.datetime
    source: str
    cell: str


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the inbox, or a member of a mail or an archive.

    ``file`` is relative to the inbox with ``/`` between, a member ``mail.eml!M4.xlsx``. ``at`` is aware.
    ``source`` is ``book``, ``email`` or ``file_time``; ``sent`` a mail's own date. ``ignored`` and
    ``unreadable`` hold the Vietnamese reason where the file needs, or allows, no reading. ``book_…`` is what a
    person wrote of it in the tracking book, ``book_borrowed`` of its content under another name; ``book_nobody``:
    that it is no unit's, ``book_part`` that it ``adds`` to the earlier list or ``replaces`` it, ``book_reading``
    that it was read ``right`` or ``wrong``.
    """

    file: str
    sha256: str
    at: dt.datetime
    source: str
    path: Path | None = None
    data: bytes | None = None
    sent: dt.datetime | None = None
    sender: str | None = None
    subject: str | None = None
    ignored: str | None = None
    unreadable: str | None = None
    link: bool = False
    book_unit: Unit | None = None
    book_note: str | None = None
    book_what: frozenset[str] = frozenset()
    book_borrowed: bool = False
    book_nobody: bool = False
    book_part: str | None = None
    book_reading: str | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Handled:
    """A received file once it was read and attributed.

    ``unit`` is a code; ``body`` the commune's body that made the list; ``others`` the units that
    another visible clue names: (where it stands, code); ``stamp_other`` the unit of a hidden stamp that
    the visible line overrules; ``misspelt`` the unit's name as written where it is one letter off;
    ``suggested`` units whose names look like the words ``seen``.
    """

    received: Received
    read: ReturnRead | None
    unreadable: str | None
    unit: str | None = None
    body: str | None = None
    form: str | None = None
    says_part: bool = False
    others: tuple[tuple[str, str], ...] = ()
    stamp_other: str | None = None
    misspelt: str | None = None
    suggested: tuple[str, ...] = ()
    seen: str = ""
    clues: tuple[str, ...] = ()  # sender and spelling of the unit, by which a person's word about it is learned

    @property
    def file(self) -> str:
        """The name in the inbox."""
        return self.received.file

    @property
    def at(self) -> dt.datetime:
        """When it was received."""
        return self.received.at

    @property
    def earlier(self) -> Earlier | None:
        """The first list of the unit that bore this file's name, where another came before this content."""
        those = [one for one in self.received.earlier if one.unit == self.unit and one.at < self.at]
        return min(those, key=lambda one: one.at, default=None)

    @property
    def first_at(self) -> dt.datetime:
        """When the unit's list came first under this name: overwriting a file undoes no receipt (R4)."""
        return self.earlier.at if self.earlier else self.at

    @property
    def first_source(self) -> str:
        """On what evidence ``first_at`` rests."""
        return self.earlier.source if self.earlier else self.received.source

    @property
    def entries(self) -> int:
        """The number of entries read."""
        return sum(len(part.entries) for part in self.read.lists) if self.read else 0

    @property
    def forms(self) -> int:
        """The number of filled-in forms M1 and M2 (R1)."""
        return sum(not form.is_blank for form in self.read.registrations) if self.read else 0

    @property
    def has_papers(self) -> bool:
        """Whether forms M1, M2, filled in or not, or the unit's own registration (R5) were found."""
        return self.read is not None and bool(self.read.registrations or self.read.own_papers)

    @property
    def nameless(self) -> bool:
        """Whether a list has content and not one name: an alarm, no blank form."""
        return self.read is not None and not self.entries and any(part.aside for part in self.read.lists)

    @property
    def contested(self) -> bool:
        """Whether a visible clue names another unit."""
        return bool(self.others)
