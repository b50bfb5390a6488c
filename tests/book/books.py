"""Tracking books made from tables, and the made-up run that is written into them."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from msgspec.structs import replace

from aggregator.book.create import new_book
from aggregator.book.layout import book_layout
from aggregator.book.news import news_of
from aggregator.book.sheets import BookSheets, open_book
from aggregator.book.tracking_book import TrackingBook, read_tracking_book
from aggregator.book.update import updated_book
from aggregator.nouns.outcome import Balance, Outcome, Submission
from aggregator.nouns.unit import Campaign
from aggregator.understand.unit_names import UnitNames
from tests.sheets import AFTER, CAMPAIGN, at, sheet, workbook
from tests.write.outcome_parts import entries_frame, entry

NAMES = UnitNames(CAMPAIGN)
RECEIPTS, CHOICES = "Tiếp nhận", "Xét, giới thiệu"


def opened(folder: Path, **sheets: str) -> BookSheets:
    """A book with these sheets: title (underscores for blanks) and its table."""
    path = folder / "so_theo_doi.xlsx"
    path.write_bytes(workbook(*(sheet(text, _TITLES[title]) for title, text in sheets.items())))
    return open_book(path)


_TITLES = {
    "rules": "Quy định",
    "units": "Đơn vị",
    "receipts": RECEIPTS,
    "corrections": "Đính chính",
    "waivers": "Trường hợp đặc thù",
    "choices": CHOICES,
}


def tracking(folder: Path, campaign: Campaign = CAMPAIGN, **sheets: str) -> TrackingBook:
    """What a run needs of a book with these sheets."""
    return read_tracking_book(opened(folder, **sheets), campaign, UnitNames(campaign).find)


def read(path: Path) -> TrackingBook:
    return read_tracking_book(open_book(path), CAMPAIGN, NAMES.find)


@cache
def blank_book() -> bytes:
    return new_book(CAMPAIGN)


def fresh(folder: Path) -> Path:
    """A new book of the campaign in a folder."""
    path = folder / "so_theo_doi.xlsx"
    path.write_bytes(blank_book())
    return path


def of_before(path: Path, *, keep_words: bool = False) -> None:
    """Make it a book of before: no sheet of a later version, drop-downs of the words that it had in the cells."""
    book = edit(path)
    for title in [described.title for described in book_layout().sheets if described.optional]:
        del book[title]
    if not keep_words:
        del book["Danh mục"]
        for page in book:
            for rule in [r for r in page.data_validations.dataValidation if "Danh mục" in (r.formula1 or "")]:
                page.data_validations.dataValidation.remove(rule)
    book.save(path)


def file(name: str, unit: str | None = "cao-xa", *, content: str | None = None, **facts: Any) -> Submission:
    """A file as a run saw it; the same ``content`` is the same file under another name."""
    sha = hashlib.sha256((content or name).encode()).hexdigest()
    usual = {"forms": ("M3",), "received_at": at("26/02/2024 09:00"), "received_from": "file_time"}
    return Submission(name, sha, unit, **{**usual, "status": "read", "reason": None, **facts})


def model(name: str, unit: str | None = "cao-xa", level: str | None = "province", **facts: Any) -> dict[str, Any]:
    """An entry of the frame."""
    return entry(unit, facts.pop("row", 9), name=name, level=level, **facts)


def outcome(
    files: Sequence[Submission] = (), entries: Sequence[dict[str, Any]] = (), as_of: dt.datetime = AFTER
) -> Outcome:
    """A run that saw these files and entries."""
    none = Balance(0, 0, 0, 0, 0)
    return Outcome(CAMPAIGN, as_of, files, (), entries_frame(list(entries)), (), none, ())


def run(path: Path, seen: Outcome) -> bool:
    """Write what a run saw into the book; whether anything was written."""
    read_back = read(path)
    inbox = [one.file.partition("!")[0] for one in seen.submissions]
    book = replace(read_back, receipts=read_back.receipts.for_inbox(inbox))
    data = updated_book(book.sheets, news_of(seen, book), CAMPAIGN)
    if data is not None:
        path.write_bytes(data)
    return data is not None


def edit(path: Path) -> Any:
    """The book as a person has it open (openpyxl)."""
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


@lru_cache(maxsize=2)
def _shown(data: bytes) -> Any:
    """A book that is only looked at, read once."""
    return openpyxl.load_workbook(io.BytesIO(data))


def table(path: Path, title: str) -> list[list[Any]]:
    """The rows of a sheet below its head, blank cells at the end cut."""
    rows = [list(row) for row in _shown(path.read_bytes())[title].iter_rows(min_row=4, values_only=True)]
    return [row for row in rows if any(cell is not None for cell in row)]
