"""A file as it was received and as it was handled; and the disk that files lie on."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TypeVar

from msgspec import Struct, field, structs

from aggregator.nouns.reading import ListReading, ReturnReading, nothing_in
from aggregator.nouns.unit import Unit

Result = TypeVar("Result")
_NOTHING = nothing_in("")

IN_TEMPORARY = "aggregator-run-"  # what a run takes out of mails and archives, and what LibreOffice makes
BESIDE_OUTPUTS = ".dang_ghi-"  # outputs that are being written, before they stand in their place whole
OWNER = "owner.lock"  # locked as long as the run lives: a process number may be another's tomorrow
TRIES, PAUSE = 4, 0.25  # a virus scanner or OneDrive holds a file for a moment


def patiently(work: Callable[[], Result]) -> Result:
    """Do it again for a moment where Windows says that somebody else holds the file. Raises OSError."""
    for _ in range(TRIES - 1 if sys.platform == "win32" else 0):
        try:
            return work()
        except PermissionError:
            time.sleep(PAUSE)
    return work()


@contextlib.contextmanager
def private_folder(parent: Path | None = None, prefix: str = IN_TEMPORARY) -> Iterator[Path]:
    """A folder for this user alone (usually temporary), gone afterwards; killed runs' go first. Raises OSError."""
    sweep(parent, prefix)
    folder, owner = _new_folder(parent, prefix)
    try:
        yield folder
    finally:
        if owner is not None:
            owner.close()
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder, its lock last: where this is stopped half-way, the next run goes on with it."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != OWNER:
                path.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _new_folder(parent: Path | None, prefix: str) -> tuple[Path, IO[bytes] | None]:
    """A new folder and its lock (None where the disk knows no locks: then nobody sweeps it either)."""
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            owner = _lock(folder / OWNER)
        except (BlockingIOError, FileNotFoundError):  # a run that sweeps just then took it for a dead one's
            continue
        except OSError:
            return folder, None
        if (folder / OWNER).exists():
            return folder, owner
        owner.close()
    raise FileExistsError(f"no folder of {prefix} stays")


def sweep(parent: Path | None, prefix: str) -> None:
    """Remove the folders of runs that were killed; those of living runs, and of other users, are left alone."""
    with contextlib.suppress(OSError):
        for folder in (parent or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
            with contextlib.suppress(OSError):
                if not _is_ours(folder):
                    continue
                if (folder / OWNER).is_file():
                    _lock(folder / OWNER).close()
                    _remove(folder)
                else:
                    folder.rmdir()  # killed before it locked the folder, which is empty then


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, no link, and of this user: in a common place others may lay anything."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def _lock(path: Path) -> IO[bytes]:
    """The file, locked by this process. Raises BlockingIOError where another holds it, OSError where nobody may."""
    stream = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise
    return stream


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file, for its owner alone, that outlives a loss of power. Raises OSError."""
    with path.open("xb") as stream:
        path.chmod(0o600)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def settle_folder(folder: Path) -> None:
    """Let the names in a folder outlive a loss of power, where the system can say so much."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def write_atomically(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Put the bytes at the path in one step: a killed run, or a loss of power, leaves what was there before.

    A link is followed, so that the file it leads to is the one that changes. A file that is there keeps its mode; a
    new one is for its owner alone, unless it is ``shared`` (a blank form, which can be made anew: nobody waits for
    the disk). Raises OSError where the file is held open by Excel; its ``filename`` is the folder where that cannot
    be written to.
    """
    path = path.resolve() if path.is_symlink() else path
    with contextlib.ExitStack() as stack:
        try:
            aside = stack.enter_context(private_folder(path.parent, BESIDE_OUTPUTS)) / path.name
        except OSError as error:
            raise OSError(error.errno, error.strerror, os.fspath(path.parent)) from error
        if shared:
            aside.write_bytes(data)
        else:
            write_durably(aside, data)
        aside.chmod(_mode(path, shared=shared))
        patiently(lambda: aside.replace(path))
        if not shared:
            settle_folder(path.parent)


def _mode(path: Path, *, shared: bool) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    if not shared:
        return 0o600
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def places_and_name(file: str) -> tuple[list[str], str]:
    """The folders, mails and archives in which a file lies, the outermost first; its name without its ending."""
    *places, name = re.split(r"[/!]", file)
    return places, re.sub(r"\.\w{1,5}$", "", name)


STAMP = "_bieu_mau"  # of our blanks: a hidden sheet in Excel, properties in Word
CORRECTION_SHEET = "Nội dung cần sửa"  # the first sheet of an annotated copy
CORRECTION_STAMP = "_can_sua"  # a hidden sheet: what the copy asked to be mended, and in which words
MENDED = "Đã sửa."  # what a comment of an earlier copy says once its cell was mended


class EarlierList(Struct, frozen=True):
    """A list that bore the file's name before and was overwritten; ``unit`` is a code, ``cell`` of the book."""

    unit: str
    at: dt.datetime
    source: str
    cell: str


class Intake(Struct, frozen=True):
    """One file of the inbox, or a member of a mail or an archive.

    ``file`` is relative to the inbox with ``/`` between, a member ``mail.eml!M4.xlsx``. ``at`` is aware.
    ``source`` is ``book``, ``email`` or ``file_time``; ``sent_at`` a mail's own date. ``time_doubtful``: where
    ``at`` comes from cannot be taken at its word (a zone that nobody knows, a time beyond the calendar); nothing is
    late by it. ``companions`` hold the sheets of a saved web page. ``ignore_reason`` and ``unreadable`` hold the
    Vietnamese reason where the file needs, or allows, no reading. ``mail_text`` is the text of the mail that
    brought it, with its signature, ``earlier_sendings`` what in that mail says that the list came earlier.
    ``book_…`` is what a person wrote of it in the tracking book, ``book_borrowed`` of its content under another
    name, ``book_doubts`` the units that it may be of by a cell that is not understood (cell, code; '': another than
    it says), ``book_time`` the words of a time that is not.
    """

    file: str
    sha256: str
    at: dt.datetime
    source: str
    path: Path | None = None
    companions: tuple[Path, ...] = ()
    sent_at: dt.datetime | None = None
    sender: str | None = None
    subject: str | None = None
    mail_text: str | None = None
    earlier_sendings: tuple[str, ...] = ()
    time_doubtful: bool = False
    ignore_reason: str | None = None
    unreadable: str | None = None
    link: bool = False
    book_unit: Unit | None = None
    book_note: str | None = None
    book_kinds: frozenset[str] = frozenset()
    book_borrowed: bool = False
    book_nobody: bool = False
    book_doubts: tuple[tuple[str, str], ...] = ()
    book_time: str | None = None
    book_part: str | None = None
    book_reading: frozenset[str] = frozenset()
    book_doubles: str | None = None
    earlier: tuple[EarlierList, ...] = ()
    time_known: bool = True  # whether ``at`` is evidence of anything


class AttributedFile(Struct, frozen=True):
    """A received file once it was read and attributed.

    ``unit`` is a code; ``body`` the commune's body that made the list; ``other_units`` every other unit that a
    visible clue names: (where it stands, code): they are spared. ``units_by_sheet`` gives each sheet's own unit
    (codes) in a workbook that has sheets of several; it is empty in every other file, and a sheet that it does not
    name belongs to ``unit``, one that it gives "" to nobody that is known; ``units_by_row`` those of the rows of a
    joint list (by sheet and row), whose parts bear their units, and of tables that each stand under their own
    unit's line, which are no joint list (``is_joint``). ``other_stamp`` is the unit of a hidden stamp that the
    visible line overrules; ``misspelt`` the unit's name as written where it is one letter off; ``of_sender`` says
    that only a mail or a folder names the unit; ``of_succession`` are the lines of its name, its mail and its paper
    that may say how the list stands to an earlier one. ``leftovers`` are hidden sheets that name another unit
    (codes), left from its file: their lists are nobody's and were taken out.

    ``suggestions`` are units to be spared and never attributed: those that the ``unclear_name`` of an unknown file
    may mean, and those that a clue names beside others (a mail for two units), whosever it is. ``against_kinds``
    are kinds of unit (``commune``, ``agency``) and ``against_units`` units (codes) that the visible words of
    an unknown file speak against.
    """

    intake: Intake
    reading: ReturnReading | None
    unreadable: str | None
    unit: str | None = None
    body: str | None = None
    form: str | None = None
    says_part: bool = False
    of_succession: tuple[str, ...] = ()
    other_units: tuple[tuple[str, str], ...] = ()
    other_stamp: str | None = None
    misspelt: str | None = None
    suggestions: tuple[str, ...] = ()
    unclear_name: str = ""
    of_sender: bool = False
    against_kinds: frozenset[str] = frozenset()
    against_units: frozenset[str] = frozenset()
    units_by_sheet: Mapping[str, str] = field(default_factory=dict)
    units_by_row: Mapping[tuple[str, int], str] = field(default_factory=dict)
    is_joint: bool = False
    leftovers: Mapping[str, str] = field(default_factory=dict)
    clues: tuple[str, ...] = ()  # sender and spelling of the unit, by which a person's word about it is learned

    @property
    def file(self) -> str:
        """The name in the inbox."""
        return self.intake.file

    @property
    def at(self) -> dt.datetime:
        """When it was received."""
        return self.intake.at

    @property
    def earlier(self) -> EarlierList | None:
        """The first list of the unit that bore this file's name, where another came before this content."""
        came = self.at if self.intake.time_known else None
        lists = [e for e in self.intake.earlier if e.unit == self.unit and (came is None or e.at < came)]
        return min(lists, key=lambda item: item.at, default=None)

    @property
    def first_at(self) -> dt.datetime:
        """When the unit's list came first under this name: overwriting a file undoes no receipt (R4)."""
        return self.earlier.at if self.earlier else self.at

    @property
    def timed(self) -> bool:
        """Whether it is known when the unit's list came first under this name."""
        return self.earlier is not None or self.intake.time_known

    @property
    def content(self) -> ReturnReading:
        """What was read from it; where it could not be read, nothing."""
        return self.reading or _NOTHING

    @property
    def entries(self) -> int:
        """The number of entries read."""
        return sum(len(part.entries) for part in self.content.lists)

    @property
    def forms(self) -> int:
        """The number of filled-in forms M1 and M2 (R1)."""
        return sum(not form.is_blank for form in self.content.registrations)

    @property
    def has_papers(self) -> bool:
        """Whether forms M1, M2, filled in or not, or the unit's own registration (R5) were found."""
        return bool(self.content.registrations or self.content.has_own_papers)

    @property
    def nameless(self) -> bool:
        """Whether a list has content and not one name: an alarm, no blank form."""
        return not self.entries and any(part.leftovers for part in self.content.lists)

    @property
    def units(self) -> tuple[str, ...]:
        """The units (codes) whose lists the file holds, its own first."""
        named = (self.unit, *self.units_by_sheet.values(), *self.units_by_row.values())
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def unknown_sheets(self) -> tuple[str, ...]:
        """The sheets of no unit that is known, in a file that has sheets of several."""
        return tuple(sheet for sheet, unit in self.units_by_sheet.items() if not unit)

    def unit_of_sheet(self, sheet: str) -> str | None:
        """The unit (code) that a sheet's list or forms belong to."""
        return self.units_by_sheet.get(sheet, self.unit) or None

    def unit_of_row(self, sheet: str, row: int) -> str | None:
        """The unit (code) that a row belongs to, in a joint list its own."""
        return self.units_by_row.get((sheet, row)) or self.unit_of_sheet(sheet)

    def unit_of_list(self, part: ListReading) -> str | None:
        """The unit (code) that a list belongs to."""
        return part.unit or self.unit_of_sheet(part.sheet)

    def of_unit(self, unit: str) -> AttributedFile:
        """The file as one of its units sent it; what stands on a sheet of nobody's may be any one's."""
        if self.reading is None or len({*self.units, *self.units_by_sheet.values()}) < 2:
            return self  # most files
        own, paper = self.units_by_sheet, self.reading.own_registration
        read = structs.replace(
            self.reading,
            lists=tuple(part for part in self.reading.lists if self.unit_of_list(part) == unit),
            registrations=tuple(f for f in self.reading.registrations if self.unit_of_row(f.sheet, f.row) == unit),
            own_registration=paper if paper and self.unit_of_sheet(paper.sheet) == unit else None,
            possible=tuple(row for row in self.reading.possible if own.get(row.sheet, unit) == unit),
            says_nothing=any(self.unit_of_row(sheet, 0) == unit for sheet in self.reading.nil_sheets),
        )
        return structs.replace(self, reading=read, body=self.body if unit == self.unit else None)

    def could_be(self, unit: Unit) -> bool:
        """Whether a file of unknown unit may be this one's: no visible word of it speaks against that (R1)."""
        if (self.unit is not None and not self.unknown_sheets) or unit.code in self.units:
            return False
        spoken_against = unit.kind in self.against_kinds or unit.code in self.against_units
        return unit.code in self.suggestions or not spoken_against

    @property
    def contested(self) -> bool:
        """Whether a visible clue names another unit."""
        return bool(self.other_units)
