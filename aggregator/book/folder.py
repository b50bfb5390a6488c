"""The folder of a new campaign: tracking book, blank forms, an empty inbox, a guide, and files to double-click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from aggregator.book.create import new_book
from aggregator.book.launchers import LAUNCHERS, lay_launchers
from aggregator.book.names import BLANKS, BOOK, GUIDE, INBOX
from aggregator.campaign.model import Campaign
from aggregator.errors import CannotWork, meaning

WriteBlanks = Callable[[Campaign, Path], Sequence[Path]]
_BEGUN = ".dang_lap"  # lies in a folder that is being made: a run that was stopped is gone on with


def new_campaign_folder(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """Make the folder and what it holds; the paths of what was made.

    Where an earlier run was stopped it is gone on with. In a folder that is whole only the files to double-click
    are laid anew, for the program of this computer. Raises CannotWork where something else is in the way (nothing
    of a person's is ever overwritten), or the folder cannot be written to.
    """
    there = [name for name in (BOOK, BLANKS, INBOX, GUIDE) if (folder / name).exists()]
    begun = (folder / _BEGUN).exists()
    try:
        if {BOOK, INBOX} <= set(there) and not begun:
            return lay_launchers(folder)
        if there and not begun:
            raise CannotWork(
                f"Thư mục “{folder}” đã có {', '.join(f'“{name}”' for name in there)}; chương trình không ghi đè, "
                "hãy chọn thư mục khác."
            )
        return _make(folder, campaign, write_blanks)
    except OSError as error:
        raise CannotWork(
            f"Không lập được thư mục “{folder}”: {meaning(error)}; kiểm tra tên thư mục, quyền ghi và chỗ trống, "
            "rồi gõ lại lệnh này để lập tiếp."
        ) from error


def _make(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """The book comes last, in one step: where it stands, all else stands too."""
    inbox, guide, book = folder / INBOX, folder / GUIDE, folder / BOOK
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _BEGUN).touch()
    inbox.mkdir(exist_ok=True)
    blanks = write_blanks(campaign, folder / BLANKS)
    _put(guide, guide_text(campaign).replace("\n", "\r\n").encode("utf-8-sig"))
    launchers = lay_launchers(folder)
    if not book.exists():
        _put(book, new_book(campaign))
    (folder / _BEGUN).unlink()
    return [book, *blanks, inbox, guide, *launchers]


def _put(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    aside = path.with_name(f"{_BEGUN}_{path.name}")
    aside.write_bytes(data)
    aside.replace(path)


def guide_text(campaign: Campaign) -> str:
    """The words of ``HUONG_DAN.txt``; Notepad of old wants its line ends and its mark."""
    first, second, third = (one.name for one in LAUNCHERS)
    lines = "\n".join(f"  {one.name:<18} {one.title} (bấm đúp để chạy)." for one in LAUNCHERS)
    facts = {
        "book": BOOK, "blanks": BLANKS, "inbox": INBOX, "year": campaign.year, "deadline": campaign.due,
        "launchers": lines, "first": first, "second": second, "third": third,
    }  # fmt: skip
    return (files("aggregator.book") / "data" / "guide.txt").read_text(encoding="utf-8").format_map(facts)
