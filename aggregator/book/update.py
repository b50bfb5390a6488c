"""Add what a run saw for the first time to the tracking book; nothing in it is changed, which is looked at."""

import datetime as dt
import getpass
import json
import os
import platform
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct, structs

from aggregator.book.layout import book_layout
from aggregator.book.news import News, news_of, pending_bytes, pending_news, pending_path
from aggregator.book.register import file_key
from aggregator.book.sheets import BookSheets, open_book, sheets_of
from aggregator.book.splice import EPOCH, Splice, date_styles, with_sheets, without_cells
from aggregator.book.tracking_book import TrackingBook, read_tracking_book
from aggregator.book.units import FindUnit
from aggregator.nouns.document import Value, is_blank
from aggregator.nouns.file import BESIDE_OUTPUTS, sweep, write_atomically
from aggregator.nouns.finding import CannotWork, Finding, finding, meaning
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.unit import Campaign
from aggregator.office.package import NotUpdated, Parts, check_well_formed, scan

# ---- One run at a time: a small file beside the book says who is at it, and since when. It is held for the
# moment of writing alone. What a killed run left is taken over: at once where its process is known to be gone, else
# after two minutes.

_STALE, _PATIENCE, _PAUSE = 120.0, 20.0, 0.1  # seconds


class Holder(Struct, frozen=True):
    """Who holds the lock: the person, the computer, the process, and the clock time in words."""

    person: str
    computer: str
    process: int
    since: str

    @property
    def gone(self) -> bool:
        """Whether it holds no more: it is ours, or its process ended (elsewhere and on Windows nobody knows)."""
        if self.computer != platform.node():
            return False
        if os.name == "nt" or self.process == os.getpid():
            return self.process == os.getpid()
        try:
            os.kill(self.process, 0)
        except OSError as error:
            return isinstance(error, ProcessLookupError)
        return False


def this_process() -> Holder:
    """The process that asks for the lock."""
    person = "?"
    with suppress(OSError, KeyError, ImportError):
        person = getpass.getuser()
    return Holder(person, platform.node(), os.getpid(), time.strftime("%H:%M:%S %d/%m/%Y"))


class Busy(Exception):
    """Another run writes the book. The text is who, and since when, in Vietnamese."""


def lock_path(book: Path) -> Path:
    """Where the lock of a book lies: ``.so_theo_doi.dang_ghi.json`` beside it."""
    return book.with_name(f".{book.stem}.dang_ghi.json")


@contextmanager
def hold_book(book: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the book while it is written anew (where no file can be made, nobody can). Raises Busy at last."""
    path, mine = lock_path(book), this_process()
    end = time.monotonic() + patience
    while not _take(path, mine):
        other = _holder(path)
        if _is_stale(path, other):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                break
        elif time.monotonic() >= end:
            who = f"{other.person} (máy {other.computer}) từ {other.since}" if other else "người khác"
            raise Busy(f"một lần chạy khác của {who} đang ghi sổ")
        else:
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        if _holder(path) == mine:
            with suppress(OSError):
                path.unlink()


def _take(path: Path, mine: Holder) -> bool:
    """Whether the lock is ours now (or none can be made)."""
    try:
        with path.open("x", encoding="utf-8") as stream:
            json.dump(structs.asdict(mine), stream)
    except FileExistsError:
        return False
    except OSError:
        return path.parent.is_dir() and not path.exists()
    return True


def _holder(path: Path) -> Holder | None:
    """Who holds the lock; None while it is being written, or where it cannot be read."""
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _is_stale(path: Path, holder: Holder | None) -> bool:
    if holder is not None and holder.gone:
        return True
    try:
        return time.time() - path.stat().st_mtime > _STALE
    except OSError:
        return False


# ---- The book with what is new.

Rows = Sequence[Sequence[Value]]
_WHY = "tự kiểm tra thấy sổ sẽ không còn nguyên vẹn"


def check_same_cells(sheets: BookSheets, after: bytes, changes: Mapping[str, Collection[int]]) -> None:
    """Raise NotUpdated where the new book does not open, or a cell of ``changed`` sheets (code: rows) is lost."""
    try:
        new = sheets_of(after)
    except Exception as error:
        raise NotUpdated(_WHY) from error
    same = new.titles[: len(sheets.titles)] == sheets.titles
    if not same or not all(_kept(sheets.rows.get(c, ()), new.rows.get(c, ()), rows) for c, rows in changes.items()):
        raise NotUpdated(_WHY)


def _kept(old: Rows, new: Rows, emptied: Collection[int]) -> bool:
    """Whether all cells are there but those of the emptied rows (from 1), which may be blank."""
    rows = enumerate(zip_longest(old, new, fillvalue=()), start=1)
    cells = (pair for number, (a, b) in rows if number not in emptied for pair in zip_longest(a, b[: len(a)]))
    return all(is_blank(a) or a == b for a, b in cells)


_KNOWN_BY = {"receipts": "file", "corrections": "name", "questions": "key"}
_EPOCHS = {False: EPOCH, True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 -- on no clock


def updated_book(sheets: BookSheets, news: News, campaign: Campaign) -> bytes | None:
    """The book with the news below what stands there, and sheets that it lacks; None where nothing is to be added.

    Only rows and blank cells are added to, all else stays byte for byte; but a row too low for what is added grows.
    Raises NotUpdated where the file is no .xlsx workbook, or where reading the new book again shows that it would
    not be whole.
    """
    if not news:
        return None
    before = sheets
    if news.sheets:
        sheets = with_sheets(sheets, news.sheets, campaign)
    parts = Parts(sheets.data)
    changed: dict[str, bytes] = {}
    for code in (sheet.code for sheet in book_layout().sheets):
        new, fills, doubled = news.rows.get(code, ()), news.fills.get(code, {}), news.duplicates.get(code, ())
        name = parts.titles.get(sheets.text_of(book_layout().sheet(code).title))
        if name and sheets.has(code) and (new or fills or doubled):
            head, data = sheets.head(code), parts.part(name)
            splice = _splice(parts, without_cells(scan(data), doubled) if doubled else data, sheets, code, doubled)
            first = splice.last + 1
            by = _KNOWN_BY.get(code, "")  # a row to fill is still of the same file or model, or was moved meanwhile
            there = {line.number: file_key(line.text(by)) for line in sheets.lines(code)} if fills else {}
            same = {n: row for n, row in fills.items() if there.get(n) == file_key(str(row[by]))}
            added = {first + n: row for n, row in enumerate(new)} | same
            columns = head.columns
            changed[name] = splice.with_rows(
                {n: {columns[c]: v for c, v in row.items() if c in columns} for n, row in added.items()}
            )
    changed = {name: data for name, data in changed.items() if data != parts.part(name)}
    if not changed and not news.sheets:
        return None
    for data in changed.values():
        check_well_formed(data)
    after = parts.with_part(changed)
    codes = (s.code for s in book_layout().sheets if parts.titles.get(before.text_of(s.title)) in changed)
    check_same_cells(before, after, {code: news.duplicates.get(code, ()) for code in codes})
    return after


def _splice(parts: Parts, data: bytes, opened: BookSheets, code: str, blank: Collection[int]) -> Splice:
    """The sheet in a part; new rows come below the last with anything of ours; ``blank`` rows were emptied."""
    head = opened.head(code)
    epoch, sheet = _EPOCHS[parts.dates_from_1904], scan(data)
    tool = {head.columns[c.code] for c in book_layout().sheet(code).columns if c.by_tool and c.code in head.columns}
    lines = (line.number for line in opened.lines(code) if line.number not in blank)
    last = opened.last_merged(code, max([head.row, sheet.last_taken(tool), *lines]))
    return Splice(sheet, head.row, last, date_styles(parts.styles()), epoch)


def held_open(path: Path) -> tuple[str, str] | None:
    """The program that seems to have the book open, and the name of its lock file beside it; or None."""
    locks = {"Excel": f"~${path.name}", "LibreOffice": f".~lock.{path.name}#"}
    return next((held for held in locks.items() if path.with_name(held[1]).exists()), None)


# ---- Write it into the book, whole or not at all; where the book is open, the news wait.

_CLOSE = "Lưu và đóng sổ theo dõi rồi chạy lại."
_WAITS = "lần chạy sau sẽ ghi bù, không mất gì"
_LOST = (
    "cũng không lưu tạm được cùng chỗ với sổ, nên lần chạy sau lấy giờ lưu của tệp làm thời điểm nhận cho các tệp "
    "mới của lần này"
)


def keep_book(path: Path, book: TrackingBook, outcome: Outcome, find_unit: FindUnit) -> list[Finding]:
    """Add the run's news to the book at the path; a finding where that cannot be done now.

    What others wrote since the run read ``book`` is reckoned with; what cannot be written is kept beside it.
    """
    sweep(path.parent, BESIDE_OUTPUTS)  # a run that wrote the book may have been killed just then
    waiting, book = pending_path(path), _beside_inbox(book, outcome)
    why = _write(path, book, outcome, find_unit)
    if why is None:
        _forget(waiting)
        return []
    later = _WAITS
    try:
        write_atomically(waiting, pending_bytes(news_of(outcome, book).with_times(pending_news(waiting))))
    except OSError:  # then the files' own times stand in at the next run
        _forget(waiting)
        later = _LOST
    reason, remedy = why
    return [finding("book-not-updated", why=reason, book_remedy=remedy, later=later)]


def _write(path: Path, book: TrackingBook, outcome: Outcome, find_unit: FindUnit) -> tuple[str, str] | None:
    """Why the book was not written, and what to do; None where it is as it should be."""
    try:
        with hold_book(path):
            return _write_locked(path, _as_it_stands(path, book, outcome, find_unit), outcome)
    except Busy as error:
        return str(error), "Chờ lần chạy đó xong rồi chạy lại."
    except NotUpdated as error:
        return str(error), "Mở sổ bằng Excel, lưu lại thành tệp .xlsx rồi chạy lại."
    except CannotWork as error:  # the book was saved otherwise while the run went on
        return str(error).rstrip("."), "Mở sổ theo dõi xem lại, lưu và đóng sổ rồi chạy lại."
    except PermissionError as error:
        closed = error.filename == os.fspath(path.parent)  # the folder, not the book
        return (
            f"thư mục “{path.parent}” không cho ghi" if closed else "sổ đang mở hoặc không có quyền ghi",
            "Kiểm tra quyền ghi của thư mục đó rồi chạy lại." if closed else _CLOSE,
        )
    except OSError as error:
        return meaning(error), "Kiểm tra ổ đĩa còn chỗ trống và quyền ghi, rồi chạy lại."


def _write_locked(path: Path, book: TrackingBook, outcome: Outcome) -> tuple[str, str] | None:
    """Put the news in place; why not where the book seems to be open."""
    news = news_of(outcome, book).with_times(pending_news(pending_path(path)))
    data = updated_book(book.sheets, news, outcome.campaign)
    if data is None:
        return None
    if held := held_open(path):
        program, lock = held
        return f"sổ đang mở trong {program}", f"{_CLOSE} Nếu sổ không mở, xóa tệp “{lock}” ở cùng chỗ với sổ."
    write_atomically(path, data)
    return None


def _as_it_stands(path: Path, book: TrackingBook, outcome: Outcome, find_unit: FindUnit) -> TrackingBook:
    """The book as it is now: what the run read, unless somebody saved it since."""
    opened = open_book(path)
    if opened is book.sheets:
        return book
    return _beside_inbox(read_tracking_book(opened, outcome.campaign, find_unit, outcome.as_of), outcome)


def _beside_inbox(book: TrackingBook, outcome: Outcome) -> TrackingBook:
    files = {one.file.partition("!")[0] for one in outcome.submissions}
    rows = tuple(row for row in book.receipts.rows if row.row)  # those that stand in the sheet
    return structs.replace(book, receipts=structs.replace(book.receipts, rows=rows).for_inbox(files))


def _forget(waiting: Path) -> None:
    """Remove news that are written, or of an older run; a folder that is not to be written to keeps them."""
    with suppress(OSError):
        waiting.unlink(missing_ok=True)
