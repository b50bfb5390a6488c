"""The cells of an .xlsb sheet, its merged ranges, and all that the values do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.model import Merge
from aggregator.read.error_codes import error_text
from aggregator.read.limits import check_cells
from aggregator.read.seen import Seen
from aggregator.read.serials import moment
from aggregator.read.xlsb_records import F64, records, rk_number, u16, u32, wide_string
from aggregator.read.xlsb_styles import rich_string
from aggregator.read.xlsx_strings import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.model import Value
    from aggregator.read.grid import Cells
    from aggregator.read.xlsb_styles import Fonts
    from aggregator.read.xlsx_styles import Styles

ROW, COLUMNS, MERGE = 0, 60, 176
RK, ERROR, BOOLEAN, REAL, STRING, SHARED, RICH = 2, 3, 4, 5, 6, 7, 62
RESULT_STRING, RESULT_REAL, RESULT_BOOLEAN, RESULT_ERROR = 8, 9, 10, 11
CELLS = frozenset({*range(RK, RESULT_ERROR + 1), RICH})
VALUE = 8  # where the value stands in a cell record
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01


class SheetRecords:
    """Takes the records of one sheet part and fills ``cells``, ``merges`` and ``seen``."""

    def __init__(self, strings: Sequence[Text], styles: Styles, fonts: Fonts, epoch_1904: bool) -> None:
        self.cells: Cells = {}
        self.merges: list[Merge] = []
        self.seen = Seen()
        self._strings, self._styles, self._fonts, self._epoch_1904 = strings, styles, fonts, epoch_1904
        self._row = self._count = 0

    def read(self, part: bytes) -> None:
        """Walk the records."""
        for number, record in records(part):
            if number in CELLS and len(record) > VALUE:
                self._cell(number, record)
            elif number == ROW and len(record) > 11:
                self._start_row(record)
            elif number == COLUMNS and len(record) > 16 and u16(record, 16) & HIDDEN_COLUMN:
                self.seen.hidden_columns.append((u32(record, 0) + 1, u32(record, 4) + 1))
            elif number == MERGE and len(record) >= 16:
                self._merge(record)

    def _start_row(self, record: bytes) -> None:
        self._row = u32(record, 0) + 1
        if record[11] & HIDDEN_ROW:
            self.seen.hidden_rows.add(self._row)

    def _merge(self, record: bytes) -> None:
        top, bottom, left, right = (u32(record, at) + 1 for at in (0, 4, 8, 12))
        self.merges.append(Merge(top, left, bottom, right))

    def _cell(self, number: int, record: bytes) -> None:
        place = (self._row, u32(record, 0) + 1)
        style = int.from_bytes(record[4:7], "little")
        if number in (ERROR, RESULT_ERROR):
            self.seen.errors[place] = error_text(record[VALUE])
        elif number in (STRING, SHARED, RICH, RESULT_STRING):
            self._keep_text(place, style, self._text(number, record))
        elif number in (BOOLEAN, RESULT_BOOLEAN):
            self._keep(place, bool(record[VALUE]))
        else:
            self._keep(place, self._number(number, record, style))

    def _keep(self, place: tuple[int, int], value: Value) -> None:
        self._count += 1
        check_cells(self._count)
        self.cells.setdefault(place[0], {})[place[1]] = value

    def _keep_text(self, place: tuple[int, int], style: int, text: Text) -> None:
        if not text.text:
            return
        self._keep(place, text.text)
        font = self._styles.fonts.get(style) or text.font
        if font:
            self.seen.fonts[place] = font
        if text.struck or style in self._styles.struck:
            self.seen.struck.add(place)

    def _text(self, number: int, record: bytes) -> Text:
        if number == SHARED:
            index = u32(record, VALUE)
            return self._strings[index] if index < len(self._strings) else Text("")
        if number == RICH:
            return rich_string(record, VALUE, self._fonts)
        return Text(wide_string(record, VALUE)[0])

    def _number(self, number: int, record: bytes, style: int) -> Value:
        value = rk_number(u32(record, VALUE)) if number == RK else float(F64.unpack_from(record, VALUE)[0])
        if style in self._styles.dates:
            return moment(value, self._epoch_1904, style in self._styles.elapsed)
        return value
