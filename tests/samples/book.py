"""The tracking book beside the inbox: when each file came, for git keeps no file times."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from aggregator.book.create import new_book
from aggregator.book.layout import book_layout
from aggregator.book.news import News
from aggregator.book.sheets import sheets_of
from aggregator.book.update import updated_book
from aggregator.campaign.load import default_campaign
from tests.samples.catalogue import table

AS_OF = "01/03/2024 07:00"


def first_book() -> bytes:
    """The book as the clerk keeps it before a run: a row a file (mails tell their time), one on paper."""
    code_by_head = {column.head: column.code for column in book_layout().sheet("receipts").columns}
    rows = tuple({code_by_head[head]: said for head, said in row.items() if said} for row in table("receipts"))
    book = updated_book(sheets_of(new_book(default_campaign())), News(rows={"receipts": rows}), default_campaign())
    assert book
    return book


def keep(inbox: Path, book: Path) -> None:
    """Put the book beside the inbox, and a run's rows and questions into it."""
    book.write_bytes(first_book())
    master = book.with_name("tong_hop_2024.xlsx")
    command = [sys.executable, "-m", "aggregator", "aggregate", str(inbox), "--as-of", AS_OF]
    subprocess.run([*command, "--book", str(book), "-o", str(master)], check=True, stdout=subprocess.DEVNULL)
