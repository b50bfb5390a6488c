"""The strings and the cell styles of an .xlsb."""

from __future__ import annotations

from aggregator.read.seen import is_old_font
from aggregator.read.serials import is_date_format, is_elapsed_format
from aggregator.read.xlsb_records import records, u16, u32, wide_string
from aggregator.read.xlsx_strings import Text
from aggregator.read.xlsx_styles import Styles

FONT, FORMAT, STYLE, BEGIN_STYLES, END_STYLES, STRING = 43, 44, 47, 617, 618, 19
FONT_NAME = 21  # where the name stands in a font record
STRUCK = 0x08

Fonts = list[tuple[str, bool]]  # name, struck


def read_styles(part: bytes) -> tuple[Styles, Fonts]:
    """The cell styles, and the fonts that rich text refers to."""
    styles, fonts, formats = Styles(), Fonts(), dict[int, str]()
    count, counting = 0, False
    for number, record in records(part):
        if number == FONT:
            fonts.append((wide_string(record, FONT_NAME)[0], bool(record[2] & STRUCK)))
        elif number == FORMAT:
            formats[u16(record, 0)] = wide_string(record, 2)[0]
        elif number in (BEGIN_STYLES, END_STYLES):
            counting = number == BEGIN_STYLES
        elif number == STYLE and counting:
            _add_style(styles, count, record, fonts, formats)
            count += 1
    return styles, fonts


def _add_style(styles: Styles, number: int, record: bytes, fonts: Fonts, formats: dict[int, str]) -> None:
    format_id, index = u16(record, 2), u16(record, 4)
    name, struck = fonts[index] if index < len(fonts) else ("", False)
    if is_old_font(name):
        styles.fonts[number] = name
    if struck:
        styles.struck.add(number)
    if is_date_format(format_id, formats.get(format_id)):
        styles.dates.add(number)
    if is_elapsed_format(format_id, formats.get(format_id)):
        styles.elapsed.add(number)


def read_strings(part: bytes, fonts: Fonts) -> list[Text]:
    """The shared strings."""
    return [rich_string(record, 0, fonts) for number, record in records(part) if number == STRING]


def rich_string(record: bytes, at: int, fonts: Fonts) -> Text:
    """A string with its runs: an old font in one of them, and whether all are struck."""
    text, end = wide_string(record, at + 1)
    if not record[at] & 1 or len(record) < end + 4:
        return Text(text)
    count = min(u32(record, end), (len(record) - end - 4) // 4)
    runs = [(u16(record, end + 4 + 4 * n), u16(record, end + 6 + 4 * n)) for n in range(count)]
    used = [fonts[index] for _, index in runs if index < len(fonts)]
    font = next((name for name, _ in used if is_old_font(name)), "")
    return Text(text, font, bool(runs) and runs[0][0] == 0 and all(struck for _, struck in used))
