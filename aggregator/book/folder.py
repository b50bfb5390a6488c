"""The folder of a new campaign: tracking book, blank forms, an empty inbox, a guide, and files to double-click."""

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from aggregator.book.create import new_book
from aggregator.campaign import BLANKS, BOOK, GUIDE, INBOX
from aggregator.nouns.finding import CannotWork, meaning
from aggregator.nouns.unit import Campaign


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
    """Name and content of each file: ``.bat`` everywhere, and ``.command`` where the system is not Windows.

    ``program`` is the Python that runs the program. A batch file has Windows line ends, and says its code page.
    """
    for one in LAUNCHERS:
        facts = {"title": one.title, "command": one.command, "inbox": INBOX, "guide": GUIDE}
        text = _data("launcher_windows.txt").format(program=program.replace("%", "%%"), **facts)
        yield f"{one.name}.bat", text.replace("\n", "\r\n").encode()
        if system != "win32":
            quoted = "'" + program.replace("'", "'\\''") + "'"
            text = _data("launcher_elsewhere.txt").format(program=quoted, **facts)
            yield f"{one.name}.command", text.encode("utf-8", "surrogateescape")


def lay_launchers(folder: Path) -> list[Path]:
    """Write the files into a folder, in place of those of another computer. Raises OSError."""
    launchers = dict(launcher_files())
    for name, data in launchers.items():
        _put(folder / name, data, 0o755)
    return [folder / name for name in launchers]


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
        _put(book, new_book(campaign), 0o600)  # it will name persons
    (folder / _BEGUN).unlink()
    return [book, *blanks, inbox, guide, *launchers]


def _put(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file so that it is there whole or not at all, with this mode."""
    aside = path.with_name(f"{_BEGUN}_{path.name}")
    aside.write_bytes(data)
    if mode is not None:
        aside.chmod(mode)
    aside.replace(path)


def guide_text(campaign: Campaign) -> str:
    """The words of ``HUONG_DAN.txt``; Notepad of old wants its line ends and its mark."""
    first, second, third = (one.name for one in LAUNCHERS)
    lines = "\n".join(f"  {one.name:<18} {one.title} (bấm đúp để chạy)." for one in LAUNCHERS)
    facts = {
        "book": BOOK, "blanks": BLANKS, "inbox": INBOX, "year": campaign.year, "deadline": campaign.due,
        "launchers": lines, "first": first, "second": second, "third": third,
    }  # fmt: skip
    return _data("guide.txt").format_map(facts)


def _data(name: str) -> str:
    return (files("aggregator.book") / "data" / name).read_text(encoding="utf-8")
