"""The campaign's folder: where outputs lie and may lie, never in the inbox, never over what people wrote."""

import datetime as dt
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from aggregator.campaign import BOOK, INBOX, LETTERS
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import regex
from aggregator.vietnamese.times import partial_time, read_time


class CampaignFolder(Struct, frozen=True):
    """What a run over an inbox begins with: the inbox, the tracking book, the usual campaign and the book's own."""

    inbox: Path
    book: Path | None
    base: Campaign
    campaign: Campaign

    def master(self, path: Path | None, result: Path | None, *, compared: bool) -> Path:
        """Where the master is to lie. Raises CannotWork where an output cannot or must not be written."""
        target = path or beside(self.inbox) / f"tong_hop_{self.campaign.year}.xlsx"
        beside_it = [comparison_path(target, self.campaign.year)] if compared else []
        check_targets(self.inbox, [target, *([result] if result else []), *beside_it], self.book)
        check_suffix(target, ".xlsx")
        return target

    def report(self, path: Path | None) -> Path:
        """Where the report is to lie. Raises CannotWork where it cannot or must not be written."""
        target = path or beside(self.inbox) / report_name(self.campaign.year)
        check_suffix(target, ".docx")
        check_targets(self.inbox, [target, *drafts_beside(target, self.campaign.year)], self.book)
        return target

    def letters(self, path: Path | None) -> Path:
        """The folder in which the letters are to lie. Raises CannotWork where they must not."""
        target = path or beside(self.inbox) / LETTERS
        place, whole = target.resolve(), self.inbox.resolve()
        if place == whole or whole in place.parents:
            raise CannotWork("Không ghi thư vào thư mục nhận về; hãy chọn nơi khác bằng tùy chọn -o.")
        if is_frozen(place) or is_frozen(place.parent):
            raise CannotWork(
                f"“{target}” là bản chốt, không bao giờ bị ghi đè; hãy chọn nơi khác bằng tùy chọn -o."
            )
        if place.exists() and not place.is_dir():
            raise CannotWork(f"“{target}” là một tệp, không phải thư mục; hãy chọn nơi khác bằng tùy chọn -o.")
        return target

    def time(self, text: str | None) -> dt.datetime:
        """A moment as people write it, on the district's clock; None: now. Raises CannotWork where it is none."""
        zone, year = self.campaign.zone, self.campaign.year
        at = dt.datetime.now(zone).replace(microsecond=0) if text is None else read_time(text, zone, year)
        if at is None:
            raise CannotWork(
                f"“{text}” không phải là thời điểm ({partial_time(text or '', year)}); hãy ghi như "
                "“28/02/2024 17:00” hoặc “2024-02-28T17:00”."
            )
        return at.astimezone(zone)


def beside(inbox: Path) -> Path:
    """The folder in which an inbox lies: outputs go there."""
    return Path(os.path.abspath(inbox)).parent  # noqa: PTH100 -- resolve() would follow links


def known_book(path: Path | None, folder: Path) -> Path | None:
    """The tracking book that is given, or lies in a folder. Raises CannotWork where the given one is not there."""
    if path is not None and not path.is_file():
        raise CannotWork(f"Không thấy sổ theo dõi “{path}”; kiểm tra lại đường dẫn.")
    usual = folder / BOOK
    return path or (usual if usual.is_file() else None)


# ---- What the outputs of a run are called, and where they lie when nobody says otherwise.

PER_UNIT_FOLDER = "theo_don_vi"  # within the folder of blank forms
BLANK_FILES = frozenset({"M1.docx", "M1.xlsx", "M2.docx", "M2.xlsx", "M3.xlsx", "M4.xlsx"})

_FROZEN = regex(r"chot_\d{4}-\d\d-\d\d_\d{4}")


def report_name(year: int) -> str:
    """The name of the report for the briefing."""
    return f"bao_cao_{year}.docx"


def report_beside(paper: Path, year: int) -> Path:
    """Where the report lies: beside the inbox, and so beside the master."""
    return paper.with_name(report_name(year))


def drafts_beside(paper: Path, year: int) -> tuple[Path, Path]:
    """Where the drafts of the letter upward and of the notice lie: beside the report, and beside the master."""
    letter, notice = f"cong_van_gioi_thieu_cap_tinh_{year}.docx", f"thong_bao_chuyen_cap_huyen_{year}.docx"
    return paper.with_name(letter), paper.with_name(notice)


def comparison_path(master: Path, year: int) -> Path:
    """The comparison with an earlier result lies beside the master."""
    return master.with_name(f"so_sanh_{year}.xlsx")


def is_frozen(folder: Path) -> bool:
    """Whether a folder is a frozen copy, which is never written into."""
    return bool(_FROZEN.fullmatch(folder.name))


# ---- Where outputs may go: never into the inbox, and only where something can be written.

_RETURNS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".eml", ".msg", ".zip", ".rar", ".7z")


def other_campaign(folder: Path) -> Path | None:
    """The folder of another campaign around a campaign's folder, or directly in it; None where there is none."""
    near = (*folder.parents, *(path for path in folder.iterdir() if path.name != INBOX))
    return next((path for path in near if os.path.isfile(path / BOOK) and os.path.isdir(path / INBOX)), None)  # noqa: PTH112, PTH113


def refuse_campaign_folder(inbox: Path) -> None:
    """Raise CannotWork where somebody runs over the campaign's folder: our own papers in it are no returns."""
    try:
        inside = (inbox / BOOK).is_file()
    except OSError:  # a closed folder: listing it will say so
        inside = False
    if inside:
        raise CannotWork(
            f"“{inbox}” là thư mục của đợt đăng ký (có {BOOK}), không phải thư mục nhận về; "
            f"hãy chạy lại với thư mục nhận về, ví dụ “{inbox / INBOX}”."
        )


def refuse_blanks(inbox: Path) -> None:
    """Raise CannotWork where somebody runs over a folder of our own blank forms, which are no returns."""
    # os.path: a folder that may not be looked into holds nothing that can be told, and ends no run here
    if os.path.isdir(inbox / PER_UNIT_FOLDER) or all(os.path.isfile(inbox / name) for name in BLANK_FILES):  # noqa: PTH112, PTH113
        raise CannotWork(
            f"“{inbox}” là thư mục biểu mẫu để gửi đi, không phải thư mục nhận về; "
            f"hãy chạy lại với thư mục nhận về, ví dụ “{inbox.parent / INBOX}”."
        )


def refuse_inbox(folder: Path) -> None:
    """Raise CannotWork where blank forms would go into an inbox, by its name beside a book or by what it holds."""
    place = folder.resolve()
    inboxes = _inboxes(place)
    if not inboxes and place.is_dir() and not (place / BOOK).is_file():
        names = {path.name for path in place.iterdir() if path.suffix.lower() in _RETURNS}
        inboxes += [place] if names - BLANK_FILES else []
    if inboxes:
        raise CannotWork(
            f"Không ghi biểu mẫu vào “{folder}”: đây là thư mục nhận về hoặc đang có tệp của các đơn vị; "
            "hãy chọn nơi khác bằng tùy chọn -o."
        )


def _inboxes(place: Path, within: Collection[Path] = ()) -> list[Path]:
    """The folders around a place that lie beside a book and are called an inbox, or hold a return (``within``)."""
    around = (p for p in (place, *place.parents) if p.name == INBOX or p in within)
    return [p for p in around if (p.parent / BOOK).is_file()]


def refuse_kept(target: Path, book: Path | None = None, returns: Iterable[Path] = ()) -> None:
    """Raise CannotWork where a file would go over a book, into a frozen copy or the inbox of ``returns``."""
    place = target.resolve()
    if is_frozen(place) or is_frozen(place.parent):
        frozen = target if is_frozen(place) else target.parent
        raise CannotWork(f"“{frozen}” là bản chốt, không bao giờ bị ghi đè; hãy chọn nơi khác cho tệp kết quả.")
    if (book is not None and place == book.resolve()) or (place.name == BOOK and place.exists()):
        raise CannotWork(f"“{target}” là sổ theo dõi, không ghi đè; hãy chọn tên khác cho tệp kết quả.")
    if _inboxes(place, {folder for file in returns for folder in file.resolve().parents}):
        raise CannotWork(f"Không ghi vào thư mục nhận về (“{target}”); hãy chọn nơi khác bằng tùy chọn -o.")


def check_suffix(target: Path, suffix: str) -> None:
    """Raise CannotWork where a target is not called as a file of its kind is (``.docx``)."""
    if target.suffix.lower() != suffix:
        raise CannotWork(
            f"Tên tệp kết quả “{target.name}” phải kết thúc bằng “{suffix}”; hãy ghi lại tên tệp, ví dụ "
            f"“{target.stem or target.name}{suffix}”."
        )


def check_targets(inbox: Path, targets: Sequence[Path], book: Path | None) -> None:
    """Raise CannotWork, before any reading, where an output cannot or must not be written (over the ``book``)."""
    whole = inbox.resolve()
    for target in targets:
        place = target.resolve()
        if place == whole or whole in place.parents:
            raise CannotWork(
                f"Không ghi “{target.name}” vào thư mục nhận về; hãy chọn nơi khác bằng tùy chọn -o hoặc --json."
            )
        refuse_kept(target, book)
        if place.exists() and not (place.is_file() or place.is_dir()):
            raise CannotWork(f"“{target}” không phải là tệp thường; hãy chọn tên khác cho tệp kết quả.")
        if place.is_dir():
            raise CannotWork(f"“{target}” là một thư mục; hãy ghi rõ tên tệp kết quả.")
        if not place.parent.is_dir():
            raise CannotWork(
                f"Không có thư mục “{target.parent}” để ghi kết quả; hãy tạo thư mục đó hoặc chọn nơi khác."
            )
    if len({target.resolve() for target in targets}) < len(targets):
        raise CannotWork("Các tệp kết quả của một lần chạy không được trùng tên; hãy chọn tên khác.")
