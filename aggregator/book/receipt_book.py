"""What people know about each receipt: the noun that sheet “Tiếp nhận” is read into.

A row is known by its file's name and, where the program wrote the row, by the content's hash: what was
written of a file stays with it when it is renamed, and its first-seen time when it is copied.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from aggregator.book.layout import book_layout
from aggregator.campaign.model import Unit
from aggregator.findings import Finding, finding
from aggregator.plain_text import clean
from aggregator.received import Received
from aggregator.settled import PaperReceipt

SHEET = book_layout().sheet("receipts").title


@dataclass(frozen=True, slots=True)
class BookReceipt:
    """One row: a file of the inbox (None: a receipt without a file), its unit, time and note as far as written.

    ``others`` are further units of a receipt without a file; ``found_unit``, ``found_at``, ``found_from``,
    ``state`` and ``sha256`` what the program wrote when it first saw the content.
    """

    file: str | None
    unit: Unit | None
    at: dt.datetime | None
    note: str | None
    cell: str
    others: tuple[Unit, ...] = ()
    means: str | None = None
    signed: bool | None = None
    found_unit: Unit | None = None
    found_at: dt.datetime | None = None
    found_from: str | None = None
    state: str | None = None
    sha256: str | None = None
    first_seen: dt.datetime | None = None
    row: int = 0

    @property
    def told(self) -> str | None:
        """How it was received and what was noted of it, in a person's words."""
        return "; ".join(part for part in (self.means, self.note) if part) or None


@dataclass(frozen=True)
class Book:
    """What a run needs of the sheet. ``renamed`` leads from a content to the row of the file's old name."""

    rows: tuple[BookReceipt, ...] = ()
    findings: tuple[Finding, ...] = ()
    renamed: Mapping[str, BookReceipt] = field(default_factory=dict)
    hashed: bool = field(default=False, compare=False)  # the sheet has a column for the hash
    pending: Mapping[str, dt.datetime] = field(default_factory=dict)  # first file times not yet in the book

    @cached_property
    def by_file(self) -> dict[str, list[BookReceipt]]:
        """The rows by file name, in the order of the sheet."""
        found: dict[str, list[BookReceipt]] = {}
        for row in self.rows:
            if row.file is not None:
                found.setdefault(file_key(row.file), []).append(row)
        return found

    def receipt(self, file: str, sha256: str | None = None) -> BookReceipt | None:
        """What a person wrote about a file; accents may be in either normal form.

        Where another content now bears the name, its unit holds and its time does not.
        """
        named = self.by_file.get(file_key(file))
        if not named:
            return self.renamed.get(sha256 or "")
        same = [row for row in named if sha256 is None or row.sha256 in (None, sha256)]
        return same[-1] if same else replace(named[-1], at=None, note=None)

    def knows(self, file: str, sha256: str) -> bool:
        """Whether a row stands for this file with this content already."""
        named = self.by_file.get(file_key(file), ())
        return any(row.sha256 in (None, sha256) for row in named) or (not named and sha256 in self.renamed)

    def dated(self, item: Received) -> Received:
        """The file with what people wrote of it, else with the file's time when its content was first seen."""
        seen = self.found_first.get(item.sha256)
        if seen is not None and item.source == "file_time":
            item = replace(item, at=seen)
        known = self.receipt(item.file, item.sha256)
        if known is None:
            return item
        if known.at:
            item = replace(item, at=known.at, source="book")
        return replace(item, book_unit=known.unit or item.book_unit, book_note=known.note)

    @cached_property
    def found_first(self) -> dict[str, dt.datetime]:
        """By content, the file's time when the program first saw it."""
        found = dict(self.pending)
        for row in self.rows:
            if row.sha256 and row.found_at and row.found_from == "file_time":
                found[row.sha256] = min(row.found_at, found.get(row.sha256, row.found_at))
        return found

    def for_inbox(self, files: Collection[str]) -> Book:
        """The book as it stands to an inbox with these top-level files: rows of files gone may be renamed ones.

        A blank form lies in many hands with the same content: it is known by its name only.
        """
        there = {file_key(file) for file in files}
        gone: dict[str, list[BookReceipt]] = {}
        for row in self.rows:
            if row.file and row.sha256 and row.state != "empty" and _outermost(row.file) not in there:
                gone.setdefault(row.sha256, []).append(row)
        return replace(self, renamed={sha: rows[0] for sha, rows in gone.items() if len(rows) == 1})

    @property
    def papers(self) -> list[PaperReceipt]:
        """Receipts without a file: paper, telephone, Zalo; one for each unit that the row names."""
        rows = [row for row in self.rows if row.file is None]
        return [PaperReceipt(u.code, r.at, r.told) for r in rows if r.unit and r.at for u in (r.unit, *r.others)]

    @property
    def signed(self) -> frozenset[str]:
        """The codes of the units whose signed and sealed copy was seen."""
        units = [(row.unit or row.found_unit, *row.others) for row in self.rows if row.signed]
        return frozenset(unit.code for those in units for unit in those if unit)

    def absent_files(self, files: Sequence[str], contents: Collection[str] = ()) -> list[Finding]:
        """A finding for each row whose file is not in the inbox, under no name (``contents``: hashes there)."""
        there = {file_key(file) for file in files}
        return [
            finding("book-file-absent", sheet=SHEET, cell=row.cell, text=row.file)
            for name, rows in self.by_file.items()
            for row in rows[-1:]
            if name not in there and (row.sha256 is None or row.sha256 not in contents)
        ]


def file_key(name: str) -> str:
    """A file's name as the book and the inbox are compared: NFC, forward strokes, no blanks around."""
    return unicodedata.normalize("NFC", clean(name)).replace("\\", "/").strip().strip("/")


def _outermost(name: str) -> str:
    return file_key(name).partition("!")[0]
