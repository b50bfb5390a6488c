"""The names of our stamps: of our blanks (a hidden sheet in Excel, properties in Word), of annotated copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aggregator.nouns.reading import ReturnRead
from aggregator.nouns.unit import Unit

STAMP = "_bieu_mau"
CORRECTION_SHEET = "Nội dung cần sửa"  # the first sheet of an annotated copy
CORRECTION_STAMP = "_can_sua"  # a hidden sheet: what the copy asked to be mended


# ---- A file as it was received, and as far as it has been understood: the nouns of intake and of
# settling.


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
    ``source`` is ``book``, ``email`` or ``file_time``; ``sent`` a mail's own date. ``time_doubtful``: where ``at``
    comes from cannot be taken at its word (a zone that nobody knows, a time beyond the calendar); nothing is late
    by it. ``companions`` hold the sheets of a saved web page. ``ignored`` and
    ``unreadable`` hold the Vietnamese reason where the file needs, or allows, no reading. ``mail_text`` is the
    text of the mail that brought it, with its signature. ``book_…`` is what a person wrote of it in the tracking
    book, ``book_borrowed`` of its content under another name.
    """

    file: str
    sha256: str
    at: dt.datetime
    source: str
    path: Path | None = None
    companions: tuple[Path, ...] = ()
    sent: dt.datetime | None = None
    sender: str | None = None
    subject: str | None = None
    mail_text: str | None = None
    time_doubtful: bool = False
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
    book_doubles: str | None = None
    earlier: tuple[Earlier, ...] = ()
    time_known: bool = True  # whether ``at`` is evidence of anything


@dataclass(frozen=True, slots=True)
class Handled:
    """A received file once it was read and attributed.

    ``unit`` is a code; ``body`` the commune's body that made the list; ``others`` every other unit that a visible
    clue names: (where it stands, code): they are spared. ``units_by_sheet`` gives each sheet's own unit (codes)
    in a workbook that has sheets of several; it is empty in every other file, and a sheet that it does not name
    belongs to ``unit``. ``stamp_other`` is the unit of a hidden stamp that the visible line overrules;
    ``misspelt`` the unit's name as written where it is one letter off.

    ``suggested`` are units to be spared and never attributed: those that the words ``seen`` of an unknown file may
    mean, and those that a clue names beside others (a mail for two units), whosever the file is. ``against_kinds``
    are kinds of unit (``commune``, ``agency``) and ``against_units`` units (codes) that the visible words of
    an unknown file speak against.
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
    against_kinds: frozenset[str] = frozenset()
    against_units: frozenset[str] = frozenset()
    units_by_sheet: Mapping[str, str] = field(default_factory=dict)
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
        came = self.at if self.received.time_known else None
        those = [e for e in self.received.earlier if e.unit == self.unit and (came is None or e.at < came)]
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
    def timed(self) -> bool:
        """Whether it is known when the unit's list came first under this name."""
        return self.earlier is not None or self.received.time_known

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
    def units(self) -> tuple[str, ...]:
        """The units (codes) whose lists the file holds, its own first."""
        return tuple(dict.fromkeys([*([self.unit] if self.unit else []), *self.units_by_sheet.values()]))

    def unit_of_sheet(self, sheet: str) -> str | None:
        """The unit (code) that a sheet's list or forms belong to."""
        return self.units_by_sheet.get(sheet, self.unit)

    def could_be(self, unit: Unit) -> bool:
        """Whether a file of unknown unit may be this unit's: no visible word of it speaks against that.

        Its form is not looked at: a unit may use the wrong one (R1).
        """
        if self.unit is not None:
            return False
        spoken_against = unit.kind in self.against_kinds or unit.code in self.against_units
        return unit.code in self.suggested or not spoken_against

    @property
    def contested(self) -> bool:
        """Whether a visible clue names another unit."""
        return bool(self.others)
