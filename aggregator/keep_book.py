"""Write into the tracking book what a run saw, whole or not at all; where the book is open, the news wait.

The run never fails for the book's sake: the master is written, and a finding says that the book was not.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from aggregator.book.news import News, news_of
from aggregator.book.pending import pending_bytes, pending_news, pending_path
from aggregator.book.read import TrackingBook
from aggregator.book.update import NotUpdated, held_open, lock_file, updated_book
from aggregator.errors import CannotWork, meaning
from aggregator.findings import Finding, finding
from aggregator.outcome import Outcome
from aggregator.write.atomic import write_atomically

_CLOSE = "Lưu và đóng sổ theo dõi rồi chạy lại."


def keep_book(path: Path, book: TrackingBook, outcome: Outcome) -> list[Finding]:
    """Add the run's news to the book at the path; a finding where that cannot be done now.

    ``book`` is what the run read, as it stands to the inbox. What cannot be written is kept beside the
    book, so that first-seen times come out the same at the next run.
    """
    waiting = pending_path(path)
    news = news_of(outcome, book).remembering(pending_news(waiting))
    why = _write(path, news)
    if why is None:
        _forget(waiting)
        return []
    _keep(waiting, news)
    reason, remedy = why
    return [finding("book-not-updated", why=reason, book_remedy=remedy)]


def _write(path: Path, news: News) -> tuple[str, str] | None:
    """Why the book was not written, and what to do; None where it is as it should be."""
    try:
        data = updated_book(path, news)
        if data is not None and (program := held_open(path)):
            lock = lock_file(path)
            stale = f" Nếu sổ không mở, xóa tệp “{lock.name}” ở cạnh sổ." if lock else ""
            return f"sổ đang mở trong {program}", _CLOSE + stale
        if data is not None:
            write_atomically(path, data)
    except NotUpdated as error:
        return str(error), "Mở sổ bằng Excel, lưu lại thành tệp .xlsx rồi chạy lại."
    except CannotWork as error:  # the book was saved otherwise while the run went on
        return str(error).rstrip("."), "Mở sổ theo dõi xem lại, lưu và đóng sổ rồi chạy lại."
    except PermissionError:
        return "sổ đang mở hoặc không có quyền ghi", _CLOSE
    except OSError as error:
        return meaning(error), "Kiểm tra ổ đĩa còn chỗ trống và quyền ghi, rồi chạy lại."
    return None


def _keep(waiting: Path, news: News) -> None:
    """Keep the news beside the book; where even that fails, the files' own times stand in at the next run."""
    try:
        write_atomically(waiting, pending_bytes(news))
    except OSError:
        _forget(waiting)


def _forget(waiting: Path) -> None:
    """Remove news that are written, or of an older run; a folder that is not to be written to keeps them."""
    with suppress(OSError):
        waiting.unlink(missing_ok=True)
