"""Where outputs may go: never into the inbox, and only where something can be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aggregator.errors import CannotWork


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
        raise CannotWork("Bảng tổng hợp và tệp JSON không được trùng tên; hãy chọn hai tên khác nhau.")
