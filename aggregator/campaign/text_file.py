"""A text file that people edit, read into structs: an error names the file, the key and what was expected."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, ValidationError, convert

from aggregator.nouns.finding import CannotWork

T = TypeVar("T")
MOST_HINT = 255  # letters of an input message in Excel
NON_EMPTY = "một chuỗi chữ không rỗng"
_EXPECTATIONS = {
    str: NON_EMPTY,
    int: "một số nguyên",
    float: "một số",
    bool: "true hoặc false",
    dt.date: "một ngày không kèm giờ, ví dụ 2024-03-01",
    dt.datetime: "ngày kèm giờ, không ghi múi giờ, ví dụ 2024-02-27T23:59:59",
}


def read_text(folder: Traversable, name: str, encoding: str = "utf-8") -> str:
    """The text of a file of the campaign. Raises CannotWork where it is missing or in another encoding."""
    try:
        return (folder / name).read_text(encoding=encoding)
    except FileNotFoundError as error:
        raise CannotWork(f"Thiếu tệp dữ liệu {name} của đợt đăng ký; đề nghị cài lại chương trình.") from error
    except UnicodeDecodeError as error:
        raise CannotWork(f"Tệp dữ liệu {name} phải lưu ở bảng mã UTF-8; hãy lưu lại rồi chạy lại.") from error


def toml_file(folder: Traversable, name: str) -> TextFile:
    """A TOML file of the campaign. Raises CannotWork where it is missing or broken."""
    try:
        return TextFile(name, tomllib.loads(read_text(folder, name)))
    except tomllib.TOMLDecodeError as error:
        raise CannotWork(f"Tệp dữ liệu {name} viết sai quy cách TOML: {error}") from error


@cache
def code_words() -> Mapping[str, dict[str, str]]:
    """How codes are called on sheets, papers and in the tracking book (``codes.toml``): kind → code → words."""
    words: Mapping[str, dict[str, str]] = toml_file(files("aggregator.campaign") / "data", "codes.toml").data
    return words


class TextFile(Struct, frozen=True):
    """The content of a campaign file. Its errors name the file and the key, and count as people count."""

    name: str
    data: Mapping[str, Any]

    def filled(self, year: int) -> TextFile:
        """The same with {year} and {last_year} filled in."""
        return TextFile(self.name, _filled(dict(self.data), {"year": year, "last_year": year - 1}, self.name))

    def read(self, shape: type[T]) -> T:
        """The whole content as a struct. Raises CannotWork where it is not of its shape."""
        return self._convert(self.data, shape, "")

    def tables(self, shape: type[T], code: str) -> list[T]:
        """Each table as a struct, in file order; its key is what the struct has under the name ``code``."""
        tables = {
            name: {**table, code: name} if isinstance(table, dict) else table for name, table in self.data.items()
        }
        return [self._convert(table, shape, name) for name, table in tables.items()]

    def _convert(self, value: object, shape: type[T], table: str) -> T:
        try:
            return convert(value, shape)
        except ValidationError as error:
            gap = re.search(r"missing required field `(\w+)`", str(error))
            path = str(error).partition(" - at `$")[2].rstrip("`").lstrip(".")
            place = f"{path}.{gap[1]}".lstrip(".") if gap else path
            raise self.error(f"{table}.{place}".strip("."), _expectation(shape, place)) from error

    def check_choice(self, place: str, value: str | None, allowed: Sequence[str]) -> None:
        """Raise CannotWork where the value at a place is none of those allowed."""
        if value not in allowed:
            raise self.error(place, f"một trong: {', '.join(allowed)}")

    def check_hint(self, place: str, hint: str | None) -> None:
        """Raise CannotWork where an input message is longer than Excel shows."""
        if len(hint or "") > MOST_HINT:
            raise self.error(place, f"một chuỗi không quá {MOST_HINT} ký tự")

    def error(self, place: str, expected: str) -> CannotWork:
        """The error that the value at a place (``limit[0].group``) is not what was expected."""
        value: Any = self.data
        for step in _steps(place):
            try:
                value = value[step]
            except (LookupError, TypeError):
                value = None
        place_in_file = re.sub(r"\[(\d+)\]", lambda match: f"[{int(match[1]) + 1}]", place)
        return CannotWork(f"{self.name}: khóa “{place_in_file}” phải là {expected}, hiện là {value!r}.")


def _steps(place: str) -> Iterator[str | int]:
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        yield int(number) if number else name


def _expectation(shape: Any, place: str) -> str:
    """What a file must hold at a place, in words."""
    for step in _steps(place):
        shape = _bare(shape)
        if isinstance(shape, type) and issubclass(shape, Struct):
            shape = get_type_hints(shape, include_extras=True).get(str(step))
        else:
            shape = get_args(shape)[1 if get_origin(shape) is dict else 0]
    shape = _bare(shape)
    if get_origin(shape) is tuple:
        return "một danh sách chuỗi chữ" if get_args(shape)[0] is str else "một dãy bảng [[…]] không rỗng"
    return _EXPECTATIONS.get(shape, "một bảng")


def _bare(shape: Any) -> Any:
    """A type without what was added to it: its bounds, and that it may be missing."""
    if get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if get_origin(shape) in (Union, types.UnionType):
        shape = next(part for part in get_args(shape) if part is not types.NoneType)
    return shape


def _filled(value: Any, facts: Mapping[str, int], file: str, place: str = "") -> Any:
    """The texts of a file with their {braces} filled in; lists count from 1, as people do."""
    if isinstance(value, dict):
        return {name: _filled(item, facts, file, f"{place}.{name}") for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, facts, file, f"{place}[{n}]") for n, item in enumerate(value, start=1)]
    if value == "":
        raise CannotWork(f"{file}: khóa “{place.lstrip('.')}” phải là {NON_EMPTY}, hiện là ''.")
    if not isinstance(value, str) or "{" not in value:
        return value
    try:
        return value.format_map(facts)
    except (KeyError, ValueError, IndexError) as error:
        names = ", ".join(f"{{{fact}}}" for fact in facts)
        raise CannotWork(
            f"{file}: khóa “{place.lstrip('.')}” phải là một chuỗi chỉ có các chỗ điền {names}, hiện là {value!r}."
        ) from error
