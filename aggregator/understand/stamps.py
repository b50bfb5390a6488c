"""What our own papers carry back: the stamp inside a blank, and the sheets and words of an annotated copy."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from aggregator.nouns.document import Notice, Sheet, as_text
from aggregator.nouns.file import CORRECTION_SHEET, CORRECTION_STAMP, MENDED, STAMP
from aggregator.nouns.finding import Mark
from aggregator.vietnamese.fold import key, regex

_LINES = 3  # in the first of which the title stands, whatever was put above it
_KEY = 5  # cells of a point's row by which it is known; behind them the words of its comment
_LONGEST_COMMENT = 300


def read_stamp(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The key and value pairs that our blank forms carry on a hidden sheet."""
    rows = next((sheet.rows for sheet in sheets if sheet.name == STAMP), ())
    return {as_text(row.cells[0]): as_text(row.cells[1]) for row in rows if len(row.cells) > 1}


def unit_sheets(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without those that our papers add, and their comments without the words of an annotated copy."""
    cells = (cell for s in sheets if s.name == CORRECTION_STAMP for row in s.rows for cell in row.cells[_KEY:])
    told = sorted(filter(None, map(as_text, cells)), key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, text.split())) for text in (*told, MENDED))
    ours = regex("|".join(words) if told else "$")
    return tuple(replace(s, notices=tuple(_of_unit(s.notices, ours))) for s in sheets if not _is_ours(s))


def _of_unit(notices: Iterable[Notice], ours: re.Pattern[str]) -> Iterator[Notice]:
    """The notices, of comments what the unit wrote into them; ``ours`` are the words that a copy put there."""
    for notice in notices:
        said = ours.sub("", notice.detail).strip()[:_LONGEST_COMMENT] if notice.code == "cell-comment" else None
        if said != "":
            yield notice if said is None else replace(notice, detail=said)


def _is_ours(sheet: Sheet) -> bool:
    if sheet.name in (STAMP, CORRECTION_STAMP):
        return True
    title = key(CORRECTION_SHEET)
    lines = (as_text(row.cells[0]) for row in sheet.rows[:_LINES] if row.cells)
    return key(sheet.name).startswith(title) and any(key(line) == title for line in lines)


def marks_of_copy(sheets: Sequence[Sheet]) -> tuple[Mark, ...]:
    """What the copy asked to be mended, as its stamp says; nothing where it is no annotated copy."""
    rows = (row.cells for sheet in sheets if sheet.name == CORRECTION_STAMP for row in sheet.rows)
    points = (tuple(map(as_text, (*cells, "", "", "", "")[1:5])) for cells in rows if cells[0] == "point")
    return tuple((code, sheet, cell, words) for code, sheet, cell, words in points)
