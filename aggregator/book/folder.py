"""The folder of a new campaign: tracking book, blank forms, an empty inbox and a short guide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from aggregator.book.create import new_book
from aggregator.book.names import BLANKS, BOOK, GUIDE, INBOX
from aggregator.campaign.model import Campaign
from aggregator.errors import CannotWork, meaning

WriteBlanks = Callable[[Campaign, Path], Sequence[Path]]


def new_campaign_folder(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """Make the folder and what it holds; the paths of the book, the blank forms, the inbox and the guide.

    Raises CannotWork where one of them is there already (nothing is ever overwritten), or the folder
    cannot be written to.
    """
    there = [name for name in (BOOK, BLANKS, INBOX, GUIDE) if (folder / name).exists()]
    if there:
        raise CannotWork(
            f"Thư mục “{folder}” đã có {', '.join(f'“{name}”' for name in there)}; chương trình không ghi đè, "
            "hãy chọn thư mục khác."
        )
    try:
        return _make(folder, campaign, write_blanks)
    except OSError as error:
        raise CannotWork(
            f"Không lập được thư mục “{folder}”: {meaning(error)}; kiểm tra tên thư mục, quyền ghi và chỗ trống."
        ) from error


def _make(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """The book comes last: where it stands, the folder is whole."""
    inbox, guide, book = folder / INBOX, folder / GUIDE, folder / BOOK
    inbox.mkdir(parents=True)
    blanks = write_blanks(campaign, folder / BLANKS)
    guide.write_bytes(guide_text(campaign).replace("\n", "\r\n").encode("utf-8-sig"))
    with book.open("xb") as stream:
        stream.write(new_book(campaign))
    return [book, *blanks, inbox, guide]


def guide_text(campaign: Campaign) -> str:
    """The words of ``DOC_TOI.txt``; Notepad of old wants its line ends and its mark."""
    facts = {"book": BOOK, "blanks": BLANKS, "inbox": INBOX, "year": campaign.year, "deadline": campaign.due}
    return (files("aggregator.book") / "data" / "guide.txt").read_text(encoding="utf-8").format_map(facts)
