"""News that could not be written because the book was open: kept beside it until the next run writes them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from aggregator.book.layout import book_layout
from aggregator.book.news import Cell, NewRow, News
from aggregator.book.receipt_book import ReceiptRegister


def pending_path(book: Path) -> Path:
    """Where the news of a book wait: ``.so_theo_doi.cho_ghi.json`` beside it."""
    return book.with_name(f".{book.stem}.cho_ghi.json")


def pending_bytes(news: News) -> bytes:
    """The new receipts as JSON: their times of first sight are what a later run could not find out again."""
    rows = [{code: _plain(value) for code, value in row.items()} for row in news.receipts]
    return (json.dumps({"receipts": rows}, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def pending_news(path: Path) -> News:
    """The news that wait; none where there is no such file or it cannot be read: file times stand in then."""
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_bytes())["receipts"]
        return News({"receipts": tuple(_row(row) for row in rows if "sha256" in row)})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return News()


def _plain(value: Cell) -> str | dict[str, str]:
    return {"time": value.isoformat()} if isinstance(value, dt.datetime) else value


def _row(row: dict[str, Any]) -> NewRow:
    return {
        code: dt.datetime.fromisoformat(v["time"]) if isinstance(v, dict) else str(v) for code, v in row.items()
    }


def with_pending(book: ReceiptRegister, news: News) -> ReceiptRegister:
    """The book's receipts, knowing also the files' times of the news that wait."""
    column = book_layout().sheet("receipts").column("found_from")
    times = {
        str(row["sha256"]): at
        for row in news.receipts
        if isinstance(at := row.get("found_at"), dt.datetime)
        and column.choice(str(row.get("found_from", ""))) == "file_time"
    }
    return replace(book, pending=times)
