"""What a run has to add to the tracking book: files not yet in it, candidates not yet in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from aggregator.book.choices import is_candidate, rows_of_choices
from aggregator.book.entry_key import EntryKey, keys_of, text_or_none
from aggregator.book.layout import book_layout
from aggregator.book.read import TrackingBook
from aggregator.book.receipts import Book
from aggregator.campaign.model import Campaign
from aggregator.outcome import Outcome, Submission

Cell = str | dt.datetime
NewRow = Mapping[str, Cell]  # by column code


@dataclass(frozen=True)
class News:
    """New rows for “Tiếp nhận” and “Xét, giới thiệu”, by column code; times are aware.

    ``fills`` are what the program knows of files that people entered by name: row number → blank cells to fill;
    ``said`` likewise of “Đính chính”: what the list said when the correction was first applied.
    """

    receipts: tuple[NewRow, ...] = ()
    choices: tuple[NewRow, ...] = ()
    fills: Mapping[int, NewRow] = field(default_factory=dict)
    said: Mapping[int, NewRow] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.receipts or self.choices or self.fills or self.said)

    def remembering(self, earlier: News) -> News:
        """The news, with the first-seen times of news that could not be written before."""
        seen = {row["sha256"]: row for row in reversed(earlier.receipts)}
        return replace(self, receipts=tuple(_as_first_seen(row, seen.get(row["sha256"])) for row in self.receipts))


def news_of(outcome: Outcome, book: TrackingBook) -> News:
    """What this run saw for the first time. The same inbox and book give the same news."""
    receipts = book.receipts
    names = {correction.row: correction.name for correction in book.corrections}
    said = {row: {"name": names[row], "was": words} for row, words in sorted(book.said.items())}
    files, candidates = tuple(_receipts(outcome, receipts)), tuple(_candidates(outcome, book))
    return News(files, candidates, _fills(outcome, receipts), said)


def _fills(outcome: Outcome, book: Book) -> dict[int, NewRow]:
    """For each row that a person entered by a file's name: the content's hash and what else the program knows."""
    if not book.hashed:
        return {}
    fills: dict[int, NewRow] = {}
    for one in outcome.submissions:
        row = book.own_row(one.file, one.sha256)
        if row and row.sha256 is None and one.status != "ignored":
            made = _receipt(one, outcome, book)
            untimed = ("found_at", "found_from") if one.received_from == "book" else ()
            fills[row.row] = {code: value for code, value in made.items() if code not in untimed}
    return fills


def _receipts(outcome: Outcome, book: Book) -> Iterator[NewRow]:
    for one in sorted(outcome.submissions, key=lambda s: (s.received_at, s.file)):
        if one.status != "ignored" and not book.knows(one.file, one.sha256):
            yield _receipt(one, outcome, book)


def _receipt(one: Submission, outcome: Outcome, book: Book) -> NewRow:
    sheet = book_layout().sheet("receipts")
    earlier = [row for row in book.rows if row.sha256 == one.sha256 and row.first_seen]
    cells: dict[str, Cell] = {
        "file": one.file,
        "found_unit": outcome.campaign.unit_name(one.unit) if one.unit else "",
        "found_at": one.received_at,
        "found_from": sheet.column("found_from").choices[one.received_from],
        "state": sheet.column("state").choices[one.status],
        "first_seen": min((row.first_seen for row in earlier if row.first_seen), default=outcome.as_of),
        "clues": "; ".join(one.clues),
        "sha256": one.sha256,
    }
    return {code: value for code, value in cells.items() if value}


def _as_first_seen(row: NewRow, earlier: NewRow | None) -> NewRow:
    kept = (
        ("first_seen", "found_at")
        if earlier and earlier.get("found_from") == row["found_from"]
        else ("first_seen",)
    )
    return {**row, **{code: earlier[code] for code in kept if code in earlier}} if earlier else row


def _candidates(outcome: Outcome, book: TrackingBook) -> Iterator[NewRow]:
    """Every entry of a known unit for the province or the district that has no row yet, each once."""
    frame = outcome.entries.assign(listed_unit=outcome.entries["unit"])
    for label, unit in outcome.moved_from.items():
        frame.at[label, "listed_unit"] = unit
    known = {row for rows in rows_of_choices(frame, book.choices) for row in rows}
    made: set[EntryKey] = set()
    rows = zip(
        keys_of(frame), frame["name"], frame["address"], frame["field"], frame["field_source"], frame["level"],
        strict=True,
    )  # fmt: skip
    for number, (entry, name, place, stated, source, level) in enumerate(rows):
        if is_candidate(level) and entry.unit and number not in known and entry not in made:
            made.add(entry)
            sure = text_or_none(stated) if source != "suggested" else None
            yield _candidate(outcome.campaign, entry.unit, (name, text_or_none(place)), (sure, level))


def _candidate(
    campaign: Campaign, unit: str, words: tuple[str, str | None], codes: tuple[str | None, str]
) -> NewRow:
    (name, place), (sure, level) = words, codes
    undecided = book_layout().sheet("choices").column("decision").choices["open"]
    cells: dict[str, Cell] = {
        "unit": campaign.unit_name(unit),
        "name": name,
        "place": place or "",
        "field": campaign.fields_by_code[sure].title if sure else "",
        "level": campaign.levels_by_code[level].title,
        "decision": undecided,
        "year": str(campaign.year),
    }
    return {code: value for code, value in cells.items() if value}
