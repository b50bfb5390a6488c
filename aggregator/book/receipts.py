"""Sheet “Tiếp nhận”: when a file came, and from whom; rows kept from an earlier year do not act."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from aggregator.book.cells import CellWords
from aggregator.book.clerk_words import clauses, pattern, without_names, word_lists
from aggregator.book.layout import book_layout
from aggregator.book.register import FORMS, LIST, NIL, SHEET, BookReceipt, ReceiptRegister, file_key
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import composed, has_phrase, key, regex
from aggregator.vietnamese.times import read_time

_A_LOT = 3  # so many receipts without a file, all of one earlier year, are last year's and no slip of the pen


def lines_of_year(lines: Sequence[Line], words: CellWords, column: str) -> list[Line]:
    """The lines but those whose own year, or date, lies before the campaign's; one finding tells of these."""
    return _without(lines, {line.number: _year(line, column, words) for line in lines}, words)


def receipts_of_year(lines: Sequence[Line], words: CellWords) -> list[Line]:
    """The receipts but those of an earlier year.

    The program's own date says when a row was made. A row without one is of an earlier year where the sheet
    shows that it was in use then; a single earlier time is a slip, which is said and not applied.
    """
    made = {line.number: _year(line, "first_seen", words) for line in lines}
    told = {line.number: _year(line, "at", words) for line in lines}
    loose = Counter(told[number] for number, year in made.items() if year is None)
    in_use = {*made.values(), *(year for year, count in loose.items() if count >= _A_LOT)}
    own: dict[int, int | None] = {}
    for number, year in made.items():
        own[number] = told[number] if told[number] in in_use and year is None else year
        if year is not None and (told[number] or year) > year:
            own[number] = told[number]
    return _without(lines, own, words)


def _is_earlier(line: Line, words: CellWords) -> bool:
    """Whether a row has dates, and all lie before the campaign's year: when it was made, when its file came."""
    years = [year for column in ("first_seen", "at", "found_at") if (year := _year(line, column, words))]
    return bool(years) and max(years) < words.campaign.year


def _year(line: Line, column: str, words: CellWords) -> int | None:
    text = line.text(column)
    if text.isdecimal() and len(text) == 4:
        return int(text)
    at = read_time(line.cells.get(column), words.campaign.zone)
    return at.year if at else None


def _without(lines: Sequence[Line], years: dict[int, int | None], words: CellWords) -> list[Line]:
    this = words.campaign.year
    earlier = {number: year for number, year in years.items() if year and year < this}
    if earlier:
        facts: dict[str, Any] = {
            "count": len(earlier),
            "years": ", ".join(map(str, sorted({*earlier.values()}))),
            "year": this,
        }
        words.findings.append(finding("book-rows-of-other-year", sheet=lines[0].sheet, **facts))
    return [line for line in lines if line.number not in earlier]


def read_receipts(sheets: BookSheets, words: CellWords) -> ReceiptRegister:
    """The rows of the sheet that are of the campaign's year, with findings for what cannot be understood."""
    known = len(words.findings)
    rows = tuple(_row(line, words) for line in receipts_of_year(sheets.lines("receipts"), words))
    hashed = sheets.has("receipts") and "sha256" in sheets.head("receipts").columns
    book = ReceiptRegister(rows, hashed=hashed)
    found = (*words.findings[known:], *_twice(rows), *_contradictions(book))
    return structs.replace(book, findings=found)


_TELLS_OF_LIST = frozenset({LIST, NIL, FORMS})
_BETWEEN_MODELS = regex(r"[;\n]")
_PEOPLES = {column.code for column in book_layout().sheet("receipts").columns if not column.by_tool}


def _twice(rows: Sequence[BookReceipt]) -> Iterator[Finding]:
    """Rows of one file in which people wrote; what the program itself wrote twice is mended without a word."""
    seen: set[tuple[str, str | None]] = set()
    for row in (row for row in rows if row.sha256 is None or row.typed_columns & _PEOPLES):
        content = (file_key(row.file or ""), row.sha256)
        if row.file and content in seen:
            yield finding("book-row-twice", sheet=SHEET, cell=row.cell, text=row.file)
        seen.add(content)


def _contradictions(book: ReceiptRegister) -> Iterator[Finding]:
    """Rows of one content under several names, of which a person wrote different units; it may come twice."""
    for rows in book.by_content.values():
        said = [row for row in {file_key(row.file or ""): row for row in rows}.values() if row.unit is not None]
        other = next((row for row in said[1:] if row.unit != said[0].unit), None)
        if other:
            first: dict[str, Any] = {"other": said[0].file, "row": said[0].row}
            yield finding("book-content-contradicts", sheet=SHEET, cell=other.cell, text=other.file, **first)


def _row(line: Line, words: CellWords) -> BookReceipt:
    sheet = book_layout().sheet("receipts")
    known = len(words.findings)
    is_named = key(line.text("file")) not in word_lists()["receipt"]["no_file"]  # blank, “bản giấy”, “-”
    file = line.text("file") if is_named or line.text("sha256") else None
    nobody = bool(file) and book_layout().says_nobody(line.text("units"))
    units = () if nobody else _units(line, words, of_file=bool(file))
    of_unit = pattern("unit", "affirms").sub("", composed(line.text("units")))
    at = _received_at(line, words, of_file=bool(file))
    what, understood = words.choices(line, sheet.column("what"))
    models = tuple(part.strip() for part in _BETWEEN_MODELS.split(line.text("models")) if part.strip())
    denied = not file and what <= _TELLS_OF_LIST and _denies_receipt(line, words)
    what = frozenset({FORMS}) if models and not what and understood else what
    said = line.text("at") if at is None else ""
    time_text = None if file and _says_of_file(said, words) else said
    row = BookReceipt(
        file=file,
        unit=units[0] if units else None,
        at=at,
        note=line.text("note") or None,
        cell=line.cell("file"),
        further_units=units[1:],
        doubtful_units=() if nobody else tuple(unit for unit in words.possible(line, "units") if unit not in units),
        denied=bool(file) and not (nobody or units) and bool(pattern("unit", "denies").search(of_unit)),
        means=line.text("means") or None,
        by_phone=sheet.column("means").choice(line.text("means")) == "phone",
        what=what,
        time_text=time_text or None,
        unclear=not understood or denied or bool(time_text),
        none_in_time=denied or words.says_late(said),
        signed=words.yes_or_no(line, sheet.column("signed")),
        found_unit=words.find_unit(line.text("found_unit"))[0] if line.text("found_unit") else None,
        found_at=words.time(line, "found_at"),
        found_from=sheet.column("found_from").choice(line.text("found_from")),
        state=sheet.column("state").choice(line.text("state")),
        sha256=line.text("sha256").lower() or None,
        first_seen=words.time(line, "first_seen"),
        clues=tuple(part for part in line.text("clues").split("; ") if part),
        row=line.number,
        is_nobodys=nobody,
        part=words.choice(line, sheet.column("part")),
        reading=words.choices(line, sheet.column("reading"))[0],
        doubles=words.choice(line, sheet.column("doubles")),
        typed_columns=frozenset(line.cells),
        models=models,
        models_cell=line.cell("models"),
        of_earlier_year=_is_earlier(line, words),
    )
    if not file:
        _check_without_file(row, line, words, quiet=len(words.findings) > known)
    return row


def _units(line: Line, words: CellWords, *, of_file: bool) -> tuple[Unit, ...]:
    """The units of a row: one of a file, unless a person leaves it as it was; several of a receipt without one."""
    if not of_file:
        return words.units(line, "units")
    text = line.text("units")
    stays = "?" not in text and pattern("remark", "stays").fullmatch(key(text))
    unit = None if stays else words.unit(line, "units")
    return (unit,) if unit else ()


def _received_at(line: Line, words: CellWords, *, of_file: bool) -> dt.datetime | None:
    """The time of a row; without a file its note may say it."""
    zone, year = words.campaign.zone, words.campaign.year
    in_note = not (of_file or line.text("at")) and read_time(line.cells.get("note"), zone, year)
    return words.time_of_receipt(line, "note" if in_note else "at")


_SENTENCE = regex(r"[,;\n]|\.(?=\s)")


def _says_of_file(text: str, words: CellWords) -> bool:
    """Whether a time's cell says no more than the file's own time: that it was late, or is as the mail says."""
    return words.says_late(text) or ("?" not in text and bool(pattern("time", "of_file").fullmatch(key(text))))


def _denies_receipt(line: Line, words: CellWords) -> bool:
    """Whether a receipt's note says that nothing came, or that the row is a mistake, and not of other things."""
    note = without_names(line.text("note")).casefold()
    if has_phrase(key(line.text("means")), "giay"):
        note = note.replace("bản giấy", "danh sách")  # which is what came, or did not
    told = line.text("means") or line.text("what")
    reminds = note and not told and all(map(pattern("receipt", "reminded").fullmatch, clauses(note)))
    if not (reminds or _says_none(note.rstrip("!"))):
        return False
    if line.text("units"):
        words.note("book-note-denies", line, "note", text=line.text("note"))
    return True


def _says_none(note: str) -> bool:
    """Whether a sentence does; behind what is said of a part, one that names the list."""
    unless = {"none_came": ["received"], "promised": ["received", "of_sign"], "of_row": ["mended"]}
    denials = [
        pattern("receipt", said)
        for said, others in unless.items()
        if not any(pattern("receipt", other).search(note) for other in others)
    ]
    of_part = False
    for sentence in _SENTENCE.split(note):
        first, *more = clauses(sentence) or [""]
        of_part = of_part or bool(pattern("receipt", "of_part").search(sentence))
        own = (first, *more) if pattern("receipt", "of_list").fullmatch(first) else (first,)
        if (not of_part or pattern("receipt", "names_list").search(sentence)) and any(
            no.fullmatch(part) for no in denials for part in own
        ):
            return True
    return False


def _check_without_file(row: BookReceipt, line: Line, words: CellWords, *, quiet: bool) -> None:
    """A receipt without a file needs a unit and a time, else it counts for nobody; a call may be a reminder."""
    text = line.text("units")
    if not text and (row.at or row.signed or row.what):
        words.note("book-receipt-without-unit", line, "units")
    elif row.units and row.means_list and not line.text("at") and not quiet:
        words.note("book-receipt-without-time", line, "at", text=text)
    elif row.by_phone and not row.what and row.counts_as_list:
        head = book_layout().sheet("receipts").column("what").head
        words.note("book-received-by-phone", line, "means", text=text, head=head)
