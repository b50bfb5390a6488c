"""What a run has to add to the tracking book, and what of it waits beside the book while that is open."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field, structs

from aggregator.book.layout import book_layout
from aggregator.book.paper_lists import of_paper
from aggregator.book.questions import MOST_CHOICES, Question, QuestionRow, contradicts, question_kinds, questions
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import BookSheets
from aggregator.book.tracking_book import TrackingBook, letter_rows
from aggregator.campaign.succession import EntryKey, keys_of, rows_of_choices
from aggregator.nouns.document import is_blank
from aggregator.nouns.outcome import Correction, Outcome, Submission, rows_of
from aggregator.nouns.unit import UPWARD, Campaign, Unit

# by what the rows that the program writes are known; a row without the last of them is a person's own
_KNOWN_BY = {"questions": ("state", "key"), "receipts": ("file", "sha256"), "choices": ("unit", "name", "place"),
             "letters": ("at", "code", "content")}  # fmt: skip
# the rows that wait, and what each of them has
_PENDING = {"receipts": frozenset({"sha256"}), "letters": frozenset({"at", "code", "content"})}
Cell = str | dt.datetime
NewRow = Mapping[str, Cell]  # by column code


def _new_row(**cells: Cell) -> dict[str, Cell]:
    """The cells in which something stands."""
    return {code: value for code, value in cells.items() if value}


class News(Struct, frozen=True):
    """What is to be added, by the code of the sheet: new rows (by column code), and blank cells of rows.

    Times are aware. ``fills`` go by row number; each names the file, the model or the question that stands there.
    ``duplicates`` are rows that the program wrote twice and no person touched: they are emptied. ``sheets`` are the
    codes of sheets that the book lacks.
    """

    rows: Mapping[str, tuple[NewRow, ...]] = field(default_factory=dict)
    fills: Mapping[str, Mapping[int, NewRow]] = field(default_factory=dict)
    duplicates: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sheets) or any(any(part.values()) for part in (self.rows, self.fills, self.duplicates))

    @property
    def receipts(self) -> tuple[NewRow, ...]:
        """The new rows of “Tiếp nhận”."""
        return self.rows.get("receipts", ())

    def with_times(self, earlier: "News") -> "News":
        """The news, with the first-seen times, and the letters, of news that could not be written before."""
        seen = {row["sha256"]: row for row in reversed(earlier.receipts)}
        receipts = tuple(_as_first_seen(row, seen.get(row["sha256"])) for row in self.receipts)
        rows = {**self.rows, "receipts": receipts}
        if letters := (*earlier.rows.get("letters", ()), *self.rows.get("letters", ())):
            rows["letters"] = tuple({(row["at"], row["code"], row["content"]): row for row in letters}.values())
        return structs.replace(self, rows=rows)


def news_of(outcome: Outcome, book: TrackingBook) -> News:
    """What this run saw for the first time. The same inbox and book give the same news."""
    receipts = book.receipts
    names = {correction.row: correction.name for correction in book.corrections if correction.row > 0}
    listed = [(n, words) for n, words in sorted(outcome.listed_words.items()) if n in names]
    said = {n: {"name": names[n], "was": words} for n, words in listed}
    asked = questions(outcome)
    settled = settled_by(outcome, book, asked)
    fills = _fills(outcome, receipts)
    for row, cells in settled.receipts.items():
        fills[row] = {**fills.get(row, {}), **cells}
    doubled = {code: rows for code in _KNOWN_BY if (rows := doubled_rows(book.sheets, code))}
    filled: dict[str, Mapping[int, NewRow]] = {"questions": settled.states, "receipts": fills, "corrections": said}
    return News(
        {
            "questions": tuple(_questions(outcome.campaign, book, asked)) if book.receipts.hashed else (),
            "receipts": tuple(_receipts(outcome, receipts)),
            "corrections": settled.corrections,
            "choices": tuple(_candidates(outcome, book)),
            "letters": tuple(letter_rows(outcome.letters, book.letters, outcome.campaign)),
        },
        {code: {n: x for n, x in rows.items() if n not in doubled.get(code, ())} for code, rows in filled.items()},
        doubled,
        book.sheets.lacking_sheets if receipts.hashed else (),
    )


def doubled_rows(sheets: BookSheets, code: str) -> tuple[int, ...]:
    """Rows that say again what another says and no person touched: two runs wrote them. The first stays."""
    if not sheets.has(code):
        return ()
    columns = book_layout().sheet(code).columns
    known = set(sheets.head(code).columns.values())
    alike: dict[tuple[str, ...], list[tuple[int, bool]]] = {}
    for line in sheets.lines(code):
        identity = tuple(line.text(column) for column in _KNOWN_BY[code])
        cells = enumerate(sheets.row(code, line.number), start=1)
        beside = any(n not in known and not is_blank(value) for n, value in cells)
        mine = any(not c.by_tool and c.choice(line.text(c.code)) != "open" for c in columns if c.code in line.cells)
        if identity[-1] or (code == "choices" and any(identity)):
            alike.setdefault(identity, []).append((line.number, mine or beside))
    rows: list[int] = []
    for lines in alike.values():
        touched = any(by_person for _, by_person in lines)
        rows += [number for number, by_person in lines[0 if touched else 1 :] if not by_person]
    return tuple(sorted(rows))


def _questions(campaign: Campaign, book: TrackingBook, asked: Iterable[Question]) -> Iterator[NewRow]:
    known = {one.key for one in book.questions if one.is_known}
    for question in asked:
        if question.key not in known:
            yield _new_row(
                unit=campaign.unit_name(question.unit) if question.unit else "",
                ask=question_kinds()[question.kind].ask,
                seen=question.evidence,
                file=question.file,
                where=question.place,
                key=question.key,
                **{f"choice{n}": words for n, words in enumerate(question.choices[:MOST_CHOICES], start=1)},
            )


# ---- What the answers of “Cần trả lời” come to.


class SettledAnswers(Struct):
    """Cells for rows of “Tiếp nhận”, lines for “Đính chính”, and what rows of “Cần trả lời” are marked with."""

    receipts: dict[int, dict[str, Cell]] = field(default_factory=dict)
    corrections: tuple[dict[str, Cell], ...] = ()
    states: dict[int, dict[str, Cell]] = field(default_factory=dict)


def settled_by(outcome: Outcome, book: TrackingBook, questions: Iterable[Question]) -> SettledAnswers:
    """What this run's answers come to; an open question whose doubt is not ``asked`` any more needs no answer."""
    doubts = {question.key for question in questions}
    there = {one.sha256 for one in outcome.submissions} | {*outcome.entries["unit"].dropna()}
    settled = SettledAnswers()
    for one in book.questions:
        if one.acts:
            state = _in_receipts(one, book, settled) if one.column else _in_corrections(one, outcome, book, settled)
        else:
            gone = one.state is None and one.key not in doubts and one.subject[0] in there
            state = "gone" if gone else None
        if state:
            words = book_layout().sheet("questions").column("state").choices
            settled.states[one.row] = {"key": one.key, "state": words[state]}
    return settled


def _in_receipts(one: QuestionRow, book: TrackingBook, settled: SettledAnswers) -> str | None:
    column = one.column or ""
    rows = [row for row in book.receipts.rows if one.is_about(row)]
    if not rows or column not in book.sheets.columns("receipts"):
        return None
    blank = [row for row in rows if one.fits(row) and column not in row.typed_columns]
    for row in blank:
        cells, words = settled.receipts.setdefault(row.row, {"file": row.file or ""}), _words(one, column)
        cells[column] = f"{cells[column]}; {words}" if cells.get(column, words) != words else words
    beside = column == "reading" and any(one.answer in row.reading for row in rows)
    return "settled" if blank else None if beside else "other"  # beside another answer it acts from where it stands


def _words(one: QuestionRow, column: str) -> str | dt.datetime:
    if isinstance(one.answer, dt.datetime):
        return one.answer
    if column == "units":
        return one.answer.name if isinstance(one.answer, Unit) else book_layout().nobody
    return book_layout().sheet("receipts").column(column).choices[str(one.answer)]


def _in_corrections(one: QuestionRow, outcome: Outcome, book: TrackingBook, settled: SettledAnswers) -> str | None:
    if not book.sheets.has("corrections"):
        return None
    written = [correction for correction in book.corrections if correction.row > 0]
    new = [made for made in one.corrections() if not contradicts(made, written)]
    lines = [_line(made, outcome, outcome.listed_words.get(made.row, "")) for made in new]
    settled.corrections = (*settled.corrections, *lines)
    return "settled" if new else "other"


def _line(made: Correction, outcome: Outcome, was: str) -> dict[str, Cell]:
    campaign = outcome.campaign
    titles: dict[str, str] = {}
    if made.aspect in ("field", "level"):
        titles = {k.code: k.title for k in (campaign.fields if made.aspect == "field" else campaign.levels)}
    on = made.date or outcome.as_of.date()
    return _new_row(
        unit=campaign.unit_name(made.unit) if made.unit else "",
        name=made.name,
        place=made.place,
        what=book_layout().sheet("corrections").column("what").choices[made.aspect],
        value=titles.get(made.value or "", ""),
        was=was,
        who=made.person or "",
        why=made.reason or "",
        date=dt.datetime(on.year, on.month, on.day, tzinfo=outcome.as_of.tzinfo),
    )


# ---- What is new of receipts and candidates.


def _fills(outcome: Outcome, book: ReceiptRegister) -> dict[int, NewRow]:
    """For each row that a person entered by a file's name: the content's hash and what else the program knows."""
    if not book.hashed:
        return {}
    fills: dict[int, NewRow] = {}
    for one in outcome.submissions:
        row = next(reversed(book.own_rows(one.file, one.sha256)), None)
        if row and row.sha256 is None and one.status != "ignored":
            made = _receipt(one, outcome, book)
            untimed = ("found_at", "found_from") if one.received_from == "book" else ()
            fills[row.row] = {code: value for code, value in made.items() if code not in untimed}
    return fills


def _receipts(outcome: Outcome, book: ReceiptRegister) -> Iterator[NewRow]:
    for one in sorted(outcome.submissions, key=lambda s: (s.received_at, s.file)):
        if one.status != "ignored" and not of_paper(one.file) and not book.knows(one.file, one.sha256):
            yield _receipt(one, outcome, book)


def _receipt(one: Submission, outcome: Outcome, book: ReceiptRegister) -> NewRow:
    sheet = book_layout().sheet("receipts")
    earlier = [row for row in book.rows if row.sha256 == one.sha256 and row.first_seen]
    return _new_row(
        file=one.file,
        found_unit=outcome.campaign.unit_name(one.unit) if one.unit else "",
        found_at=one.received_at,
        found_from=sheet.column("found_from").choices[one.received_from],
        state=sheet.column("state").choices[one.status],
        first_seen=min((row.first_seen for row in earlier if row.first_seen), default=outcome.as_of),
        clues="; ".join(one.clues),
        sha256=one.sha256,
    )


def _as_first_seen(row: NewRow, earlier: NewRow | None) -> NewRow:
    if earlier is None:
        return row
    kept = ("first_seen", "found_at")[: 2 if earlier.get("found_from") == row["found_from"] else 1]
    return {**row, **{code: earlier[code] for code in kept if code in earlier}}


def _candidates(outcome: Outcome, book: TrackingBook) -> Iterator[NewRow]:
    """Every entry of a known unit for the province or the district that has no row yet, each once."""
    campaign = outcome.campaign
    frame = outcome.entries.assign(listed_unit=outcome.entries["unit"])
    for label, unit in outcome.moved_from.items():
        frame.at[label, "listed_unit"] = unit
    known = {row for rows in rows_of_choices(frame, book.choices) for row in rows}
    made: set[EntryKey] = set()
    columns = ("name", "address", "field", "field_source", "level")
    rows = enumerate(zip(keys_of(frame), rows_of(frame, *columns), strict=True))
    for number, (entry, (_, name, place, stated, source, level)) in rows:
        if level in UPWARD and entry.unit and number not in known and entry not in made:
            made.add(entry)
            sure = stated if source != "suggested" else None
            yield _new_row(
                unit=campaign.unit_name(entry.unit),
                name=name,
                place=place or "",
                field=campaign.fields_by_code[sure].title if sure else "",
                level=campaign.levels_by_code[level].title,
                decision=book_layout().sheet("choices").column("decision").choices["open"],
                year=str(campaign.year),
            )


def pending_path(book: Path) -> Path:
    """Where the news of a book wait: ``.so_theo_doi.cho_ghi.json`` beside it."""
    return book.with_name(f".{book.stem}.cho_ghi.json")


def pending_bytes(news: News) -> bytes:
    """The new receipts, and the letters made, as JSON: a later run could not find them out again."""
    rows = {sheet: news.rows.get(sheet, ()) for sheet in _PENDING}
    plain = json.dumps(rows, ensure_ascii=False, indent=1, default=lambda at: {"time": at.isoformat()})
    return f"{plain}\n".encode("utf-8", "surrogatepass")


def pending_news(path: Path) -> News:
    """The news that wait; none where there is no such file or it cannot be read: file times stand in then."""
    try:
        sheets: dict[str, list[dict[str, Any]]] = json.loads(path.read_bytes())
        known = {
            sheet: tuple(
                {c: dt.datetime.fromisoformat(v["time"]) if isinstance(v, dict) else str(v) for c, v in row.items()}
                for row in sheets.get(sheet, ())
                if by <= row.keys()
            )
            for sheet, by in _PENDING.items()
        }
        return News(known)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return News()


def with_pending(book: ReceiptRegister, news: News) -> ReceiptRegister:
    """The book's receipts, knowing also the files' times of the news that wait."""
    column = book_layout().sheet("receipts").column("found_from")
    times = {
        str(row["sha256"]): at
        for row in news.receipts
        if isinstance(at := row.get("found_at"), dt.datetime)
        and column.choice(str(row.get("found_from", ""))) == "file_time"
    }
    return structs.replace(book, pending=times)
