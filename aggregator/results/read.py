"""RESULT.json → ``Result``: shape and codes are checked, and a complaint names the file and the place in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from aggregator.errors import CannotWork, meaning
from aggregator.results.model import Result
from aggregator.results.schema import allowed

_AGAIN = "hãy chạy lại lệnh aggregate với tùy chọn --json để có tệp đúng"
_FAULT = re.compile(r"(?P<what>.*?)(?: - at `(?P<place>[^`]*)`)?", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_WANTED = (  # how the library words what it expected, and how we do
    (re.compile(r"timezone"), "thời điểm có múi giờ"),
    (re.compile(r"datetime|RFC3339 encoded datetime"), "thời điểm"),
    (re.compile(r"RFC3339 encoded date|Expected `date"), "ngày"),
    (re.compile(r"Expected `object"), "một nhóm khóa và giá trị"),
    (re.compile(r"Expected `array"), "một danh sách"),
    (re.compile(r"Expected `bool"), "true hoặc false"),
    (re.compile(r"Expected `int` >= (\d+)"), r"số nguyên từ \1 trở lên"),
    (re.compile(r"Expected `int"), "số nguyên"),
    (re.compile(r"matching regex"), "chữ đúng dạng"),
    (re.compile(r"Expected `str"), "chữ"),
)


def read_result(path: Path) -> Result:
    """The result in a file. Raises CannotWork where it cannot be opened, or is no RESULT.json."""
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        result = msgspec.json.decode(data, type=Result)
    except FileNotFoundError:
        raise CannotWork(f"Không thấy tệp “{path}”; kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise CannotWork(f"Không mở được tệp “{path}”: {meaning(error)}; kiểm tra lại tệp.") from error
    except msgspec.ValidationError as error:
        raise _wrong(error, str(path)) from None
    except (ValueError, RecursionError):  # msgspec.DecodeError among them
        raise CannotWork(
            f"Tệp “{path}” không phải là tệp kết quả dạng JSON; "
            "hãy chọn tệp do lệnh aggregate ghi ra với tùy chọn --json."
        ) from None
    result.source = str(path)
    return result


def result_from(value: Any, source: str) -> Result:
    """The result in plain values, as JSON has them; ``source`` is what messages call it."""
    try:
        result = msgspec.convert(value, Result)
    except msgspec.ValidationError as error:
        raise _wrong(error, source) from None
    result.source = source
    return result


def _wrong(error: msgspec.ValidationError, source: str) -> CannotWork:
    """The library's complaint in Vietnamese: the file, the path of keys, and what was expected there."""
    fault = _FAULT.fullmatch(str(error))
    what, place = (fault["what"], fault["place"] or "") if fault else (str(error), "")
    place = place.removeprefix("$").removeprefix(".")
    missing = _MISSING.fullmatch(what)
    if missing:
        return CannotWork(f"Tệp “{source}” thiếu “{f'{place}.{missing[1]}'.strip('.')}”; {_AGAIN}.")
    return CannotWork(
        f"Tệp “{source}” có “{place or 'phần ngoài cùng'}” không phải là {_wanted(what, place)}; {_AGAIN}."
    )


def _wanted(what: str, place: str) -> str:
    if words := allowed(place):
        return f"một trong các từ {', '.join(words)}"
    for pattern, words_for in _WANTED:
        if found := pattern.search(what):
            return found.expand(words_for)
    return "giá trị đúng"
