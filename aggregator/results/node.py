"""A value within a JSON file that knows its file and its place there, so that every complaint names both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from aggregator.errors import CannotWork

_AGAIN = "hãy chạy lại lệnh aggregate với tùy chọn --json để có tệp đúng"


class Node:
    """An object of a JSON file. Every method raises CannotWork where the value is not what it must be."""

    __slots__ = ("_place", "_source", "_value")

    def __init__(self, value: object, source: str, place: str = "") -> None:
        self._source, self._place = source, place
        if not isinstance(value, dict):
            raise self._wrong("", "một nhóm khóa và giá trị")
        self._value: dict[str, Any] = value

    def part(self, key: str) -> Node:
        """The object under a key."""
        return Node(self._get(key), self._source, self._path(key))

    def parts(self, key: str) -> Iterator[Node]:
        """The objects of a list."""
        items = self._get(key)
        if not isinstance(items, list):
            raise self._wrong(key, "một danh sách")
        return (Node(item, self._source, f"{self._path(key)}[{n}]") for n, item in enumerate(items))

    def text(self, key: str) -> str:
        """A text."""
        value = self._get(key)
        return value if isinstance(value, str) else self._refuse(key, "chữ")

    def text_or_none(self, key: str) -> str | None:
        """A text or null."""
        return None if self._get(key) is None else self.text(key)

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        items = self._get(key)
        fine = isinstance(items, list) and all(isinstance(item, str) for item in items)
        return list(items) if fine else self._refuse(key, "một danh sách chữ")

    def truth(self, key: str) -> bool:
        """True or false."""
        value = self._get(key)
        return value if isinstance(value, bool) else self._refuse(key, "true hoặc false")

    def number(self, key: str) -> int:
        """A whole number, none below zero."""
        value = self._get(key)
        fine = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return int(value) if fine else self._refuse(key, "số nguyên không âm")

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """A text that is one of a few."""
        value = self._get(key)
        return str(value) if value in allowed else self._refuse(key, f"một trong các từ {', '.join(allowed)}")

    def choice_or_none(self, key: str, allowed: Collection[str]) -> str | None:
        """One of a few texts, or null."""
        return None if self._get(key) is None else self.choice(key, allowed)

    def moment(self, key: str) -> dt.datetime:
        """An aware time in ISO 8601."""
        try:
            at = dt.datetime.fromisoformat(self.text(key))
        except ValueError:
            raise self._wrong(key, "thời điểm") from None
        if at.tzinfo is None:
            raise self._wrong(key, "thời điểm có múi giờ")
        return at

    def moment_or_none(self, key: str) -> dt.datetime | None:
        """An aware time, or null."""
        return None if self._get(key) is None else self.moment(key)

    def date(self, key: str) -> dt.date:
        """A date in ISO 8601."""
        try:
            return dt.date.fromisoformat(self.text(key))
        except ValueError:
            raise self._wrong(key, "ngày") from None

    def __contains__(self, key: str) -> bool:
        return self._value.get(key) is not None

    def _get(self, key: str) -> Any:
        if key not in self._value:
            raise CannotWork(f"Tệp “{self._source}” thiếu “{self._path(key)}”; {_AGAIN}.")
        return self._value[key]

    def _refuse(self, key: str, wanted: str) -> Any:
        raise self._wrong(key, wanted)

    def _wrong(self, key: str, wanted: str) -> CannotWork:
        place = self._path(key) or "phần ngoài cùng"
        return CannotWork(f"Tệp “{self._source}” có “{place}” không phải là {wanted}; {_AGAIN}.")

    def _path(self, key: str) -> str:
        return f"{self._place}.{key}".strip(".")
