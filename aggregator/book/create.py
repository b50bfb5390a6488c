"""Make the folder of a new campaign, and its tracking book: sheets with guides, drop-downs and hints, for A4."""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from aggregator.book.campaign import CODE, LimitLine, limit_lines
from aggregator.book.clerk_words import data_text, in_quotes
from aggregator.book.layout import BookColumn, BookSheet, book_layout
from aggregator.campaign import BLANKS, BOOK, GUIDE, INBOX
from aggregator.nouns.document import column_letters
from aggregator.nouns.file import write_atomically
from aggregator.nouns.finding import CannotWork, or_cannot_work
from aggregator.nouns.unit import Campaign, Unit
from aggregator.office import form as kit
from aggregator.office.sheet import HIGHEST
from aggregator.vietnamese.scope import in_place_words


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row from its texts and the widths of their columns."""
    return min(max((kit.text_points(text, width) for text, width in cells), default=kit.LINE_HEIGHT) + 3, HIGHEST)


# ---- The page of a sheet of a new book.

LINE, HEAD_PEOPLE, HEAD_TOOL, TOOL = "#8EA9C1", "#DCE6F1", "#E3E3E3", "#F4F4F4"
TIME, DATE, TEXT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy", "@"
_HEAD = {**kit.CENTRED, "bold": True, "border": 1, "border_color": LINE}
_EDGE = {"valign": "vcenter", "border": 1, "border_color": LINE}
_VALUE = {**_EDGE, "align": "center", "bold": True, "locked": False}
_CELL = {"valign": "top", "text_wrap": True, "locked": False}

LOOKS: dict[str, dict[str, Any]] = {
    "heading": {**kit.CENTRED, "bold": True, "font_size": 15, "locked": False},
    "guide": {"italic": True, "text_wrap": True, "valign": "vcenter", "align": "left", "locked": False},
    "head": {**_HEAD, "bg_color": HEAD_PEOPLE},
    "head_tool": {**_HEAD, "bg_color": HEAD_TOOL},
    "text": dict(_CELL),
    "text_tool": {**_CELL, "num_format": TEXT, "bg_color": TOOL},
    "code": {**_CELL, "num_format": TEXT},
    "centre": {**_CELL, "align": "center"},
    "time": {**_CELL, "num_format": TIME, "align": "center"},
    "time_tool": {**_CELL, "num_format": TIME, "align": "center", "bg_color": TOOL},
    "date": {**_CELL, "num_format": DATE, "align": "center"},
    "section": {**_EDGE, "bold": True, "bg_color": HEAD_PEOPLE},
    "locked": {**_EDGE, "text_wrap": True, "bg_color": TOOL},
    "free": {**_EDGE, "text_wrap": True, "locked": False},
    "free_bold": {**_VALUE, "text_wrap": True},
    "free_time": {**_VALUE, "num_format": TIME},
    "free_date": {**_VALUE, "num_format": DATE},
    "ruled": {"border": 1, "border_color": LINE},
}  # fmt: skip

_HEADING, _GUIDE, HEAD, FIRST = 0, 1, 2, 3  # rows, from 0
LAST = 1999  # down to this row there are drop-downs and ruled lines
_LAST_UNIT = 500  # down to this row the drop-downs look for names of units


class NewSheet(Struct, frozen=True):
    """A worksheet being written. ``looks`` are the named formats of the workbook."""

    to: kit.GrowingSheet
    sheet: BookSheet
    campaign: Campaign
    looks: dict[str, Any]
    drop_downs: "DropDowns"

    @property
    def columns(self) -> tuple[BookColumn, ...]:
        """The columns in the order of the sheet."""
        return self.sheet.columns

    @property
    def last(self) -> int:
        """The last column, from 0."""
        return len(self.columns) - 1

    def put(self, row: int, column: int, value: str | int | None, look: str) -> None:
        """Write a text, which is never taken for a formula, or a number; nothing only gives the look."""
        self.to.put(row, column, value, self.looks[look])

    def top(self) -> None:
        """The heading, the guide and the head."""
        year, cap, source = self.campaign.year, self.campaign.province_cap, self.campaign.province_cap_source
        facts = {"year": year, "cap": f"{cap:02d}", "cap_source": source}
        shown = max(n for n, column in enumerate(self.columns) if not column.hidden)
        place = self.campaign.office.place
        texts = (self.sheet.heading, self.sheet.guide)
        heading, guide = (in_place_words(text, place).format(**facts) for text in texts)
        self.to.across(_HEADING, (0, shown), heading, self.looks["heading"])
        self.to.across(_GUIDE, (0, shown), guide, self.looks["guide"])
        width = sum(column.width for column in self.columns if not column.hidden)
        self.to.set_row(_HEADING, 30)
        self.to.set_row(_GUIDE, kit.text_points(guide, width) + 6)
        self.to.set_row(HEAD, max(kit.text_points(column.head, column.width * 0.85) for column in self.columns) + 6)
        for number, column in enumerate(self.columns):
            self.put(HEAD, number, column.head, "head_tool" if column.by_tool else "head")

    def paper(self) -> None:
        """A4 landscape, one page wide, the head on each page; the head stays in view on the screen."""
        kit.set_paper(self.to, (15, 12, 14, 15, 7), f"Sổ theo dõi - {self.sheet.title}")
        self.to.repeat_rows(HEAD)
        self.to.freeze_panes(FIRST, 0)
        self.to.set_zoom(90)

    def choose(self, column: int, first: int = FIRST, last: int = LAST) -> None:
        """The drop-down and the hint of a column."""
        if options := self.drop_downs.rule(self.columns[column], self.sheet):
            kit.write_form(self.to.data_validation(first, column, last, column, options))


class DropDowns(Struct, frozen=True):
    """The drop-downs and hints of a book; ``units`` are the roster's cells with the units' names, if any."""

    campaign: Campaign
    lists: kit.Lists
    units: str | None

    def rule(self, column: BookColumn, sheet: BookSheet) -> dict[str, Any]:
        """A column's, as XlsxWriter takes it, or nothing; a closed list refuses other words and names its own."""
        words = in_quotes(known_words(column, self.campaign))
        return kit.help_rule(
            column.head,
            in_place_words(column.hint or "", self.campaign.office.place),
            self._source(column, sheet),
            show_error=column.closed,
            error_title="Không có trong danh sách",
            error_message=f"Xin chọn một trong: {words}."[: kit.MOST_HINT],
        )

    def _source(self, column: BookColumn, sheet: BookSheet) -> str:
        """Where a drop-down has its words from, as a formula; '' where there is none."""
        if column.kind in ("units", "unit"):
            return self._units()
        if column.choices_from == "corrected":
            return self._corrected(sheet)
        if column.choices_from == "row":
            letters = [letter for letter, code in _letters(sheet) if code.startswith("choice")]
            ends = [f"${letter}{FIRST + 1}" for letter in (letters[0], letters[-1])]
            everybody = self.lists.source([book_layout().nobody, *self._names()])
            return f'IF({ends[0]}="",{everybody},{ends[0]}:{ends[1]})'
        words = known_words(column, self.campaign)
        return self.lists.source(words) if words else ""

    def _corrected(self, sheet: BookSheet) -> str:
        letter, words = next(x for x, code in _letters(sheet) if code == "what"), sheet.column("what").choices
        cell = f"${letter}{FIRST + 1}"
        fields = self.lists.source(field.title for field in self.campaign.fields)
        levels = self.lists.source(level.title for level in self.campaign.levels)
        return f'IF({cell}="{words["field"]}",{fields},IF({cell}="{words["level"]}",{levels},{self._units()}))'

    def _units(self) -> str:
        return self.units or self.lists.source(self._names())

    def _names(self) -> list[str]:
        return [unit.name for unit in self.campaign.units]


def _letters(sheet: BookSheet) -> list[tuple[str, str]]:
    return [(column_letters(n), column.code) for n, column in enumerate(sheet.columns, start=1)]


def known_words(column: BookColumn, campaign: Campaign) -> list[str]:
    """The words of a drop-down whose choices are known beforehand."""
    known = {"groups": [g.title for g in campaign.groups], "waivable": list(book_layout().waivable)}
    known |= {"fields": [field.title for field in campaign.fields]}
    known |= {"levels": [level.title for level in campaign.levels]}
    words = known.get(column.choices_from or "") or column.choices.values()
    return [in_place_words(word, campaign.office.place) for word in words]


def unit_names(title: str, column: int, first: int = FIRST + 1) -> str:
    """The cells of the roster that name the units; the column and the first row from 1."""
    letter, quoted = column_letters(column), title.replace("'", "''")
    return f"'{quoted}'!${letter}${first}:${letter}${_LAST_UNIT}"


# ---- The tracking book of a campaign.

_HEAD_IS_KEPT = frozenset({"receipts", "choices"})  # the sheets that the program adds to
_ROWS, _LAST_COLUMN = 1_048_576, 16_383  # how many rows a sheet of Excel has, and its last column, from 0
_CODES = frozenset({"official_code", "sha256", "code", "email"})
_PROSE = 40  # letters; longer texts stand to the left, in plain type
Value = str | int | dt.datetime | dt.date | None


def new_book(campaign: Campaign) -> bytes:
    """The tracking book of a campaign as .xlsx, always the same bytes. Raises CannotWork beyond Excel's limits."""
    book = kit.new_workbook(campaign.year, f"Sổ theo dõi - {campaign.title}", campaign.title, campaign.office.name)
    looks = kit.formats(book, LOOKS)
    lists = kit.Lists(book_layout().lists)
    roster = book_layout().sheet("units")
    names = [column.code for column in roster.columns].index("name") + 1
    drop_downs = DropDowns(campaign, lists, unit_names(roster.title, names))
    for sheet in book_layout().sheets:
        to = book.add_worksheet(sheet.title, kit.GrowingSheet)
        to.growing = range(FIRST, _ROWS)
        writers: dict[str, Callable[[NewSheet], None]] = {"rules": _write_rules, "units": _write_units}
        writers.get(sheet.code, _write_without_rows)(NewSheet(to, sheet, campaign, looks, drop_downs))
    words = book.add_worksheet(lists.title)
    lists.write(words)
    words.hide()
    return kit.bytes_of(book)


def _write_units(new: NewSheet) -> None:
    _write_without_rows(new)
    for row, unit in enumerate(new.campaign.units, start=FIRST):
        cells = _unit_cells(unit, new)
        new.to.set_row(row, row_height((cells.get(c.code, ""), c.width) for c in new.columns))
        for number, column in enumerate(new.columns):
            if cells.get(column.code):
                new.put(row, number, cells[column.code], _look(column))


def _unit_cells(unit: Unit, new: NewSheet) -> dict[str, str]:
    must_send = new.sheet.column("must_send").choices
    return {
        "code": unit.code,
        "name": unit.name,
        "group": new.campaign.groups_by_code[unit.kind].title,
        "aliases": "; ".join(unit.aliases),
        "email": unit.email or "",
        "contact": unit.contact or "",
        "must_send": must_send["yes" if unit.must_send else "no"],
        "official_code": unit.official_code or "",
    }


def _write_without_rows(new: NewSheet) -> None:
    """A sheet's top, columns, drop-downs, filter and paper; rows with content get lines around them."""
    for number, column in enumerate(new.columns):
        options = {"hidden": True} if column.hidden else {}
        kit.write_form(new.to.set_column(number, number, column.width, new.looks[_look(column)], options))
        new.choose(number)
    new.top()
    new.to.autofilter(HEAD, 0, LAST, new.last)
    # lines around the cells of every row in which something stands, however many rows there come to be
    filled = f"=COUNTA($A{FIRST + 1}:${column_letters(new.last + 1)}{FIRST + 1})>0"
    rule = {"type": "formula", "criteria": filled, "format": new.looks["ruled"]}
    kit.write_form(new.to.conditional_format(FIRST, 0, LAST, new.last, rule))
    new.paper()
    new.to.freeze_panes(FIRST, 2 if new.sheet.code == "choices" else 1)
    if new.sheet.code in _HEAD_IS_KEPT:
        _keep_head(new)


def _keep_head(new: NewSheet) -> None:
    """Lock the head, by which columns are found, and nothing else: rows stay to be sorted. No password."""
    kit.write_form(new.to.set_column(new.last + 1, _LAST_COLUMN, None, new.looks["text"]))
    allowed = (
        "objects", "scenarios", "format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows",
        "insert_hyperlinks", "delete_columns", "delete_rows", "sort", "autofilter",
    )  # fmt: skip
    new.to.protect("", dict.fromkeys(allowed, True))


def _look(column: BookColumn) -> str:
    if column.kind in ("time", "date"):
        return f"{column.kind}_tool" if column.by_tool else column.kind
    if column.code in _CODES:
        return "code"
    return "text_tool" if column.by_tool else "centre" if column.code in ("must_send", "signed") else "text"


class _Line(Struct, frozen=True):
    section: str
    label: str
    value: Value
    severity: str
    source: str
    note: str


def _write_rules(new: NewSheet) -> None:
    """Write the sheet. Labels are locked without a password, so that the program finds them again."""
    for number, column in enumerate(new.columns):
        kit.write_form(new.to.set_column(number, number, column.width))
    new.top()
    row, section = FIRST, ""
    severity = [column.code for column in new.columns].index("severity")
    for line in _lines(new.campaign):
        if line.section != section:
            section = line.section
            new.to.across(row, (0, new.last), section, new.looks["section"])
            new.to.set_row(row, 22)
            row += 1
        _write_line(new, row, line)
        if line.severity:
            new.choose(severity, row, row)
        row += 1
    new.paper()
    new.to.print_area(0, 0, row - 1, new.last)
    new.to.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "objects": True})


def _write_line(new: NewSheet, row: int, line: _Line) -> None:
    new.put(row, 0, line.label, "locked")
    if isinstance(line.value, dt.datetime):
        kit.write_form(new.to.write_datetime(row, 1, line.value.replace(tzinfo=None), new.looks["free_time"]))
    elif isinstance(line.value, dt.date):
        kit.write_form(new.to.write_datetime(row, 1, line.value, new.looks["free_date"]))
    else:
        new.put(row, 1, line.value, "free" if len(str(line.value or "")) > _PROSE else "free_bold")
    new.put(row, 2, line.severity, "free" if line.severity else "locked")
    new.put(row, 3, line.source, "free")
    new.put(row, 4, line.note, "free")
    texts = (line.label, str(line.value or ""), line.severity, line.source, line.note)
    widths = [column.width for column in new.columns]
    new.to.set_row(row, max(22, row_height(zip(texts, widths, strict=True))))


def _lines(campaign: Campaign) -> Iterator[_Line]:
    layout = book_layout()
    severities = layout.sheet("rules").column("severity").choices
    sources = {"deadline": campaign.deadline_source, "province_cap": campaign.province_cap_source}
    limits = [_limit(x, severities[x.limit.severity if x.limit else "violation"]) for x in limit_lines(campaign)]
    plain = [
        _Line(rule.section, rule.label, _value(campaign, rule.code), "", sources.get(rule.code, ""), rule.note)
        for rule in layout.rules
    ]
    yield from sorted((*plain, *limits), key=lambda line: line.section)


def _value(campaign: Campaign, code: str) -> Value:
    values: dict[str, Value] = {
        "year": campaign.year,
        "deadline": campaign.deadline.replace(second=0),
        "briefing": campaign.briefing,
        "province_cap": campaign.province_cap,
    }
    if code.startswith(CODE):
        return str(getattr(campaign.papers, code.removeprefix(CODE)))
    return values[code] if code in values else str(getattr(campaign.office, code))


def _limit(line: LimitLine, severity: str) -> _Line:
    words = book_layout().limits
    value = getattr(line.limit, line.bound) if line.limit else None
    source = line.limit.source if line.limit else ""
    return _Line(words.section, line.label, value, severity, source, "" if line.limit else words.note)


# ---- The folder: tracking book, blank forms, an empty inbox, a guide, and files to double-click.


class Launcher(Struct, frozen=True):
    """A file to double-click: its name without the ending, the command that it runs, and what that does."""

    name: str
    command: str
    title: str


LAUNCHERS = (
    Launcher("1_Tong_hop", "aggregate", "Tổng hợp thư mục nhận về"),
    Launcher("2_Bao_cao", "briefing", "Lập báo cáo và dự thảo văn bản"),
    Launcher("3_Thu_nhac", "letters", "Làm thư nháp gửi các đơn vị"),
)


def launcher_files(program: str = sys.executable, system: str = sys.platform) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, ``.command`` where it is not Windows; ``program`` is the Python that runs."""
    for one in LAUNCHERS:
        facts = {"title": one.title, "command": one.command, "inbox": INBOX, "guide": GUIDE}
        text = data_text("launcher_windows.txt").format(program=program.replace("%", "%%"), **facts)
        yield f"{one.name}.bat", text.replace("\n", "\r\n").encode()
        if system != "win32":
            quoted = "'" + program.replace("'", "'\\''") + "'"
            text = data_text("launcher_elsewhere.txt").format(program=quoted, **facts)
            yield f"{one.name}.command", text.encode("utf-8", "surrogateescape")


def lay_launchers(folder: Path) -> list[Path]:
    """Write the files into a folder, in place of those of another computer. Raises OSError."""
    launchers = {folder / name: data for name, data in launcher_files()}
    for path, data in launchers.items():
        write_atomically(path, data, shared=True)
        path.chmod(0o755)
    return [*launchers]


WriteBlanks = Callable[[Campaign, Path], Sequence[Path]]
_BEGUN = ".dang_lap"  # lies in a folder that is being made: a run that was stopped is gone on with


def new_campaign_folder(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """Make the folder and what it holds, or go on where a run was stopped; the paths of what was made.

    In a whole folder only the files to double-click are laid anew. Raises CannotWork where it cannot, or must not.
    """
    there = [name for name in (BOOK, BLANKS, INBOX, GUIDE) if (folder / name).exists()]
    begun = (folder / _BEGUN).exists()
    whole, made = {BOOK, INBOX} <= set(there) and not begun, list[Path]()
    if there and not (whole or begun):
        raise CannotWork(
            f"Thư mục “{folder}” đã có {in_quotes(there)}; chương trình không ghi đè, hãy chọn thư mục khác."
        )
    remedy = "kiểm tra tên thư mục, quyền ghi và chỗ trống, rồi gõ lại lệnh này để lập tiếp"
    with or_cannot_work(f"Không lập được thư mục “{folder}”", remedy):
        made += lay_launchers(folder) if whole else _make(folder, campaign, write_blanks)
    return made


def _make(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """The book comes last, in one step: where it stands, all else stands too."""
    inbox, guide, book = folder / INBOX, folder / GUIDE, folder / BOOK
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _BEGUN).touch()
    inbox.mkdir(exist_ok=True)
    blanks = write_blanks(campaign, folder / BLANKS)
    write_atomically(guide, guide_text(campaign).replace("\n", "\r\n").encode("utf-8-sig"), shared=True)
    launchers = lay_launchers(folder)
    if not book.exists():
        write_atomically(book, new_book(campaign))
    (folder / _BEGUN).unlink()
    return [book, *blanks, inbox, guide, *launchers]


def guide_text(campaign: Campaign) -> str:
    """The words of ``HUONG_DAN.txt``; Notepad of old wants its line ends and its mark."""
    first, second, third = (one.name for one in LAUNCHERS)
    lines = "\n".join(f"  {one.name:<18} {one.title} (bấm đúp để chạy)." for one in LAUNCHERS)
    facts = {
        "book": BOOK, "blanks": BLANKS, "inbox": INBOX, "year": campaign.year, "deadline": campaign.due,
        "launchers": lines, "first": first, "second": second, "third": third,
    }  # fmt: skip
    return data_text("guide.txt").format_map(facts)
