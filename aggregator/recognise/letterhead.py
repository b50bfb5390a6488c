"""What stands above a table: the unit's name, the form's code, “bổ sung”, and the stamp inside our blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from aggregator.cells import as_text, is_blank
from aggregator.model import Row, Sheet
from aggregator.returned import UnitWords
from aggregator.stamp import STAMP
from aggregator.viet.fold import fold, key

STAMP_SHEET = STAMP
_MOST_TOP_ROWS = 25
_LABEL = re.compile(
    r"^\W*(?:(?:ten )?(?:co quan|don vi|xa|to chuc)(?:, (?:co quan|don vi|thi tran|to chuc))*"
    r"(?: (?:dang ky|bao cao|lap|gui|thuc hien))?)\s*(?P<colon>[:：]|\.{3,}|…)\s*(?P<rest>.*)$"
)
_LABELS = """Tên cơ quan, đơn vị|Tên đơn vị|Tên cơ quan|Cơ quan, đơn vị|Đơn vị|Đơn vị báo cáo|Đơn vị đăng ký
Tên tổ chức, cơ quan, đơn vị|Tên xã|Tên xã, thị trấn|Xã, thị trấn"""
_LABEL_ONLY = frozenset(key(label) for line in _LABELS.splitlines() for label in line.split("|"))
# the letter prints its label without a colon
_BARE_LABEL = re.compile(
    r"^\W*tên (?:tổ chức, )?(?:cơ quan, đơn vị|đơn vị|cơ quan)\s+(?P<rest>\w.*)$", re.IGNORECASE
)
_ADDRESSEE = re.compile(r"^(?:kinh gui|noi nhan|qua ban dan van)\b")
_FORM = re.compile(r"\bmau (?:so |bieu )?(m\s?[1-4])\b")
_PART = re.compile(
    r"\bphan (?:\d+|[ivx]+|mot|hai|ba|cuoi|tiep|con lai)\b|\bbo sung\b|\btiep\b(?! (?:tuc|nhan|can|dan|cong))"
)
_YEAR = re.compile(r"\bnam (20\d\d)\b(?! 20\d\d)")
_AMENDED = re.compile(r"\bsua doi bo sung\b")


def read_stamp(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The key and value pairs that our blank forms carry on a hidden sheet."""
    for sheet in sheets:
        if sheet.name == STAMP_SHEET:
            pairs = [row.cells[:2] for row in sheet.rows if len(row.cells) > 1]
            return {as_text(k): as_text(v) for k, v in pairs}
    return {}


def top_rows(sheet: Sheet, head_row: int | None) -> list[Row]:
    """The rows above the head, or the first rows of a sheet that has none."""
    limit = head_row if head_row is not None else float("inf")
    return [row for row in sheet.rows[:_MOST_TOP_ROWS] if row.number < limit]


def margin_rows(sheet: Sheet) -> list[Row]:
    """The lines of page headers, footers and text boxes, as rows that may name the unit."""
    return [Row(1, (line,)) for line in sheet.margins]


def unit_words(sheet: Sheet, rows: Sequence[Row]) -> Iterator[UnitWords]:
    """The lines that may name the unit. The addressee (“Kính gửi”) and all below it in the cell do not."""
    addressed = False
    for position, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            for line in _lines(cell):
                addressed = bool(_ADDRESSEE.match(key(line))) or (
                    addressed and line.lstrip().startswith(("-", "+"))
                )
                if not addressed:
                    yield from _read_line(sheet, rows, position, index, line)


def _lines(cell: object) -> list[str]:
    return [line for line in cell.splitlines() if line.strip()] if isinstance(cell, str) else []


def _read_line(sheet: Sheet, rows: Sequence[Row], position: int, index: int, line: str) -> Iterator[UnitWords]:
    number = rows[position].number
    bare = _BARE_LABEL.match(unicodedata.normalize("NFC", line))
    if bare:
        yield UnitWords(sheet.name, number, bare.group("rest").strip(" .…"), labelled=True)
        return
    label = _LABEL.match(fold(line))
    if label or key(line) in _LABEL_ONLY:
        after = _after_label(line) if label else ""
        value = after if key(after) else _neighbour(rows, position, index)
        if key(value):
            yield UnitWords(sheet.name, number, value, labelled=True)
    elif key(line):
        yield UnitWords(sheet.name, number, " ".join(line.split()), labelled=False)


def _after_label(line: str) -> str:
    parts = re.split(r"[:：]|\.{3,}|…", line, maxsplit=1)
    return parts[1].strip(" .…\t") if len(parts) > 1 else ""


def _neighbour(rows: Sequence[Row], position: int, index: int) -> str:
    """The next cell to the right that says something, else the cell right below the label."""
    row = rows[position]
    for cell in row.cells[index + 1 :]:
        if not is_blank(cell):
            return as_text(cell).strip(" .…") if isinstance(cell, str) else ""
    if position + 1 < len(rows) and rows[position + 1].number == row.number + 1:
        below = rows[position + 1].cells
        return as_text(below[index]).strip(" .…") if index < len(below) and isinstance(below[index], str) else ""
    return ""


def form_words(texts: Sequence[str]) -> str | None:
    """The code of a form that a line names (“Mẫu M3”)."""
    found = (_FORM.search(key(t)) for t in texts)
    return next((m.group(1).replace(" ", "").upper() for m in found if m), None)


def says_part(text: str) -> bool:
    """Whether words of a title, a file name or a subject say that a list is a further part."""
    return bool(_PART.search(_AMENDED.sub(" ", key(text))))


def title_year(titles: Iterable[str]) -> int | None:
    """The year that titles name (“… NĂM 2024”); None where they name none, several, or a stretch of years."""
    named = {int(year) for title in titles for year in _YEAR.findall(key(title))}
    return named.pop() if len(named) == 1 else None
