"""Which cell styles of a workbook show a number as a day or a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from aggregator.book.workbook_parts import attribute, local

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def date_styles(styles: Element | None) -> Callable[[str], bool]:
    """A function from a cell's style number (as written) to whether it shows a date; '' shows none."""
    if styles is None:
        return lambda style: False
    codes = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in _all(styles, "numFmt")}
    dates = {number for number, code in codes.items() if _is_date(code)} | {
        str(number) for number in _BUILT_IN if str(number) not in codes
    }
    formats = next(iter(_all(styles, "cellXfs")), None)
    numbers = [attribute(xf, "numFmtId") for xf in formats] if formats is not None else []
    shown = {str(n) for n, number in enumerate(numbers) if number in dates}
    return lambda style: style in shown


def _is_date(code: str) -> bool:
    return bool(re.search(r"[ymdhs]", _NOT_CODE.sub("", code), re.IGNORECASE)) and "general" not in code.lower()


def _all(styles: Element, name: str) -> list[Element]:
    return [element for element in styles.iter() if local(element.tag) == name]
