"""Typed look-ups in a loaded table, whose errors name the file, the key and what was expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from aggregator.nouns.finding import CannotWork

T = TypeVar("T")
MOST_HINT = 255  # letters of an input message in Excel


@dataclass(frozen=True)
class Table:
    """A mapping of a campaign file, with the place it came from for error messages."""

    file: str
    place: str
    values: Mapping[str, Any]

    def fail(self, name: str, expected: str) -> NoReturn:
        """Raise CannotWork: this key does not hold what was expected."""
        where = f"{self.place}." if self.place else ""
        raise CannotWork(
            f"{self.file}: khóa “{where}{name}” phải là {expected}, hiện là {self.values.get(name)!r}."
        )

    def names(self) -> tuple[str, ...]:
        """The keys, in file order."""
        return tuple(self.values)

    def _typed(self, name: str, kind: type[T], expected: str) -> T:
        value = self.values.get(name)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(name, expected)
        return value

    def text(self, name: str) -> str:
        """A text that is not empty."""
        return self._typed(name, str, "một chuỗi chữ") or self.fail(name, "một chuỗi chữ không rỗng")

    def filled(self, name: str, **facts: int) -> str:
        """A text whose {braces} are filled in."""
        return self._fill(name, self.text(name), facts)

    def filled_or_none(self, name: str, **facts: int) -> str | None:
        """A text whose {braces} are filled in, or None where the key is missing or empty."""
        return self.filled(name, **facts) if self.text_or_none(name) else None

    def hint(self, name: str, **facts: int) -> str:
        """The words of an input message, as long as Excel shows them."""
        hint = self.filled(name, **facts)
        return hint if len(hint) <= MOST_HINT else self.fail(name, f"một chuỗi không quá {MOST_HINT} ký tự")

    def filled_texts(self, name: str, **facts: int) -> tuple[str, ...]:
        """A list of texts whose {braces} are filled in."""
        return tuple(self._fill(name, text, facts) for text in self.texts(name))

    def _fill(self, name: str, text: str, facts: Mapping[str, int]) -> str:
        try:
            return text.format_map(facts)
        except (KeyError, ValueError, IndexError):
            known = ", ".join(f"{{{fact}}}" for fact in facts)
            self.fail(name, f"một chuỗi chỉ có các chỗ điền {known}")

    def text_or_none(self, name: str) -> str | None:
        """A text, or None where the key is missing or empty."""
        return self._typed(name, str, "một chuỗi chữ") or None if self.values.get(name) is not None else None

    def whole(self, name: str) -> int:
        """A whole number."""
        return self._typed(name, int, "một số nguyên")

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, or None where the key is missing."""
        return self.whole(name) if name in self.values else None

    def number(self, name: str) -> float:
        """A number."""
        value = self.values.get(name)
        return float(value) if isinstance(value, (int, float)) else self.fail(name, "một số")

    def yes_or_no(self, name: str, *, default: bool | None = None) -> bool:
        """A boolean."""
        if default is not None and name not in self.values:
            return default
        return self._typed(name, bool, "true hoặc false")

    def date(self, name: str) -> dt.date:
        """A date without a time."""
        value = self._typed(name, dt.date, "một ngày, ví dụ 2024-03-01")
        return self.fail(name, "một ngày không kèm giờ") if isinstance(value, dt.datetime) else value

    def datetime(self, name: str) -> dt.datetime:
        """A date with a clock time on the district's clock, which the file does not repeat."""
        value = self._typed(name, dt.datetime, "ngày kèm giờ, ví dụ 2024-02-27T23:59:59")
        return value if value.tzinfo is None else self.fail(name, "ngày kèm giờ, không ghi múi giờ")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._typed(name, list, "một danh sách chuỗi chữ")
        if not all(isinstance(item, str) for item in value):
            self.fail(name, "một danh sách chuỗi chữ")
        return tuple(value)

    def texts_or_empty(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is missing."""
        return self.texts(name) if name in self.values else ()

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed texts."""
        value = self.values.get(name)
        return (
            value
            if isinstance(value, str) and value in allowed
            else self.fail(name, f"một trong: {', '.join(allowed)}")
        )

    def table(self, name: str) -> Table:
        """The table under a key."""
        return Table(self.file, f"{self.place}.{name}".lstrip("."), self._typed(name, dict, "một bảng"))

    def tables(self, name: str) -> tuple[Table, ...]:
        """The array of tables under a key, at least one."""
        value = self._typed(name, list, "một dãy bảng [[…]]")
        if not value:
            self.fail(name, "một dãy bảng không rỗng")
        return tuple(Table(self.file, f"{name}[{n}]", item) for n, item in enumerate(value, start=1))
