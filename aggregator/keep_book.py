"""Write into the tracking book what a run saw, whole or not at all; where the book is open, the news wait.

The run never fails for the book's sake: the master is written, and a finding says that the book was not.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from aggregator.book.lock import Busy, locked
from aggregator.book.news import News, news_of, pending_bytes, pending_news, pending_path
from aggregator.book.sheets import open_book
from aggregator.book.tracking_book import TrackingBook, read_tracking_book
from aggregator.book.update import NotUpdated, held_open, lock_file, updated_book
from aggregator.errors import CannotWork, meaning
from aggregator.findings import Finding, finding
from aggregator.outcome import Outcome
from aggregator.recognise.unit_names import UnitNames
from aggregator.write.atomic import write_atomically

_CLOSE = "Lưu và đóng sổ theo dõi rồi chạy lại."
_WAITS = "lần chạy sau sẽ ghi bù, không mất gì"
_LOST = (
    "cũng không lưu tạm được ở cạnh sổ, nên lần chạy sau lấy giờ lưu của tệp làm thời điểm nhận cho các tệp mới "
    "của lần này"
)


def keep_book(path: Path, book: TrackingBook, outcome: Outcome) -> list[Finding]:
    """Add the run's news to the book at the path; a finding where that cannot be done now.

    ``book`` is what the run read, as it stands to the inbox; what people, or another run, wrote since is reckoned
    with. What cannot be written is kept beside the book: first-seen times come out the same at the next run.
    """
    waiting = pending_path(path)
    why = _write(path, book, outcome)
    if why is None:
        _forget(waiting)
        return []
    kept = _keep(waiting, news_of(outcome, book).remembering(pending_news(waiting)))
    reason, remedy = why
    return [finding("book-not-updated", why=reason, book_remedy=remedy, later=_WAITS if kept else _LOST)]


def _write(path: Path, book: TrackingBook, outcome: Outcome) -> tuple[str, str] | None:
    """Why the book was not written, and what to do; None where it is as it should be."""
    try:
        with locked(path):
            return _write_locked(path, _as_it_stands(path, book, outcome), outcome)
    except Busy as error:
        return str(error), "Chờ lần chạy đó xong rồi chạy lại."
    except NotUpdated as error:
        return str(error), "Mở sổ bằng Excel, lưu lại thành tệp .xlsx rồi chạy lại."
    except CannotWork as error:  # the book was saved otherwise while the run went on
        return str(error).rstrip("."), "Mở sổ theo dõi xem lại, lưu và đóng sổ rồi chạy lại."
    except PermissionError:
        return "sổ đang mở hoặc không có quyền ghi", _CLOSE
    except OSError as error:
        return meaning(error), "Kiểm tra ổ đĩa còn chỗ trống và quyền ghi, rồi chạy lại."


def _write_locked(path: Path, book: TrackingBook, outcome: Outcome) -> tuple[str, str] | None:
    """Put the news in place; why not where the book seems to be open."""
    news = news_of(outcome, book).remembering(pending_news(pending_path(path)))
    data = updated_book(book.sheets, news, outcome.campaign.year)
    if data is None:
        return None
    if program := held_open(path):
        lock = lock_file(path)
        stale = f" Nếu sổ không mở, xóa tệp “{lock.name}” ở cùng chỗ với sổ." if lock else ""
        return f"sổ đang mở trong {program}", _CLOSE + stale
    write_atomically(path, data)
    return None


def _as_it_stands(path: Path, book: TrackingBook, outcome: Outcome) -> TrackingBook:
    """The book as it is now: what the run read, unless somebody saved it since."""
    opened = open_book(path)
    if opened is book.sheets:
        return book
    now = read_tracking_book(opened, outcome.campaign, UnitNames(outcome.campaign).find, outcome.as_of)
    files = {one.file.partition("!")[0] for one in outcome.submissions}
    receipts = now.receipts.for_inbox(files, book.receipts.contents)
    return replace(now, receipts=receipts, said=book.said)


def _keep(waiting: Path, news: News) -> bool:
    """Keep the news beside the book; where even that fails, the files' own times stand in at the next run."""
    try:
        write_atomically(waiting, pending_bytes(news))
    except OSError:
        _forget(waiting)
        return False
    return True


def _forget(waiting: Path) -> None:
    """Remove news that are written, or of an older run; a folder that is not to be written to keeps them."""
    with suppress(OSError):
        waiting.unlink(missing_ok=True)
