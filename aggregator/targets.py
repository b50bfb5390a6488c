"""Where outputs may go, and what they are called: never into the inbox, only where something can be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aggregator.errors import CannotWork

REPORT = "bao_cao_{year}.docx"
LETTER, NOTICE = "cong_van_gioi_thieu_cap_tinh_{year}.docx", "thong_bao_chuyen_cap_huyen_{year}.docx"


def report_beside(paper: Path, year: int) -> Path:
    """Where the report lies: beside the inbox, and so beside the master."""
    return paper.with_name(REPORT.format(year=year))


def drafts_beside(paper: Path, year: int) -> tuple[Path, Path]:
    """Where the drafts of the letter upward and of the notice lie: beside the report, and beside the master."""
    return paper.with_name(LETTER.format(year=year)), paper.with_name(NOTICE.format(year=year))


def check_suffix(target: Path, suffix: str) -> None:
    """Raise CannotWork where a target is not called as a file of its kind is (``.docx``)."""
    if target.suffix.lower() != suffix:
        raise CannotWork(
            f"Tên tệp kết quả “{target.name}” phải kết thúc bằng “{suffix}”; hãy ghi lại tên tệp, ví dụ "
            f"“{target.stem or target.name}{suffix}”."
        )


def check_targets(inbox: Path, targets: Sequence[Path], book: Path | None) -> None:
    """Raise CannotWork before any reading where an output cannot or must not be written.

    ``book`` is the tracking book, which holds what people wrote.
    """
    whole = inbox.resolve()
    for target in targets:
        place = target.resolve()
        if place == whole or whole in place.parents:
            raise CannotWork(
                f"Không ghi “{target.name}” vào thư mục nhận về; hãy chọn nơi khác bằng tùy chọn -o hoặc --json."
            )
        if book is not None and place == book.resolve():
            raise CannotWork(f"“{target}” là sổ theo dõi, không ghi đè; hãy chọn tên khác cho tệp kết quả.")
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
