"""Find the head of a table by what its cells mean, wherever it stands and however it is worded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aggregator.campaign.model import Heading
from aggregator.cells import is_blank, is_running_number
from aggregator.model import Row
from aggregator.rows import Head
from aggregator.viet.fold import key

MOST_HEAD_ROWS = 3
LONGEST_HEAD = 160  # letters of a folded head; the letter's longest has 75
# meanings that data cells have too (“Cấp tỉnh”, “Tập thể”, “mới”): they never prove a head
_WEAK = frozenset(
    {"level_province", "level_district", "level_base", "holder_collective", "holder_individual", "mode"}
)
_LEAST_STRONG = 3
_LEAST_LOWER = 2  # a lone text under a head is a section row
_YEAR = re.compile(r"(?: trong)? nam \d{4}$")
_LOOK_AHEAD = 40  # rows that tell whether a column without a head counts them


def repeats(head: Head, row: Row) -> bool:
    """Whether a row says the same as this head again, as on a new printed page."""
    cells = ((words, row.cells[index]) for index, words in head.words.items() if words and index < len(row.cells))
    same = sum(isinstance(cell, str) and key(cell) == words for words, cell in cells)
    return same >= min(_LEAST_STRONG, len(head.words))


class HeadFinder:
    """Knows the accepted spellings of every column."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._exact = {key(words): h.code for h in headings for words in h.exact}
        self._starts = [(f"{key(words)} ", h.code) for h in headings for words in h.starts]
        phrases = [(f" {key(words)} ", h.code) for h in headings for words in h.spellings]
        self._phrases: dict[str, list[tuple[int, str, str]]] = {}  # by first word, each with its rank
        for rank, (phrase, code) in enumerate(sorted(phrases, key=lambda p: -len(p[0]))):
            self._phrases.setdefault(phrase.split()[0], []).append((rank, phrase, code))
        self._known: dict[str, str | None] = {}

    def meaning(self, text: str) -> str | None:
        """The column code a head text stands for: exact spellings first, then the longest one within it."""
        if text not in self._known:
            self._known[text] = self._find_meaning(key(text))
        return self._known[text]

    def _find_meaning(self, words: str) -> str | None:
        if not words or len(words) > LONGEST_HEAD:
            return None
        undated = _YEAR.sub("", words)
        if undated in self._exact:
            return self._exact[undated]
        padded = f" {words} "
        for start, code in self._starts:
            if padded.startswith(start, 1):
                return code
        near = (known for word in words.split() for known in self._phrases.get(word, ()))
        return min((known for known in near if known[1] in padded), default=(0, "", None))[2]

    def find(self, rows: Sequence[Row], start: int = 0) -> tuple[int, Head] | None:
        """The first head at or after ``rows[start]``: the index of its first row, and the head."""
        for index in range(start, len(rows)):
            if self._may_start(rows[index]):
                head = self.head_at(rows, index)
                if head is not None:
                    return index, head
        return None

    def _may_start(self, row: Row) -> bool:
        texts = [c for c in row.cells if isinstance(c, str) and c.strip()]
        return len(texts) > 1 and sum(1 for t in texts if self.meaning(t)) > 1

    def head_at(self, rows: Sequence[Row], index: int) -> Head | None:
        """The head that starts at this row, one to three rows deep, or None."""
        best: Head | None = None
        for depth in range(1, MOST_HEAD_ROWS + 1):
            block = rows[index : index + depth]
            if len(block) < depth or block[-1].number != block[0].number + depth - 1:
                break
            if depth > 1 and not self._continues_head(block[-1], block[-2]):
                break
            head = self._read_block(block)
            if head and (best is None or len(head.columns) > len(best.columns)):
                best = head
        return best and _with_numbers(best, rows[index:])

    def _continues_head(self, row: Row, above: Row) -> bool:
        """A lower head row holds words only, each a head by itself or under no other head cell; never one alone."""
        if sum(not is_blank(cell) for cell in row.cells) < _LEAST_LOWER:
            return False
        for index, cell in enumerate(row.cells):
            if is_blank(cell):
                continue
            if not isinstance(cell, str) or is_running_number(cell):
                return False
            under = index < len(above.cells) and not is_blank(above.cells[index])
            if self.meaning(cell) is None and under:
                return False
        return True

    def _read_block(self, block: Sequence[Row]) -> Head | None:
        if any(is_running_number(row.cells[0]) for row in block if row.cells):
            return None
        columns: dict[str, int] = {}
        extra: dict[int, str] = {}
        words: dict[int, str] = {}
        remarks: set[int] = set()
        for index in range(max(len(row.cells) for row in block)):
            texts = [
                c
                for row in block
                if index < len(row.cells) and isinstance(c := row.cells[index], str) and c.strip()
            ]
            if texts:
                words[index] = key(texts[0])
                if self._place(index, texts, columns, extra) == "note":
                    remarks.add(index)
        _settle_weak(columns)
        strong = [code for code in columns if code not in _WEAK]
        if "name" not in columns or len(strong) < _LEAST_STRONG:
            return None
        return Head(block[0].number, block[-1].number, columns, extra, words, frozenset(remarks))

    def _place(self, index: int, texts: list[str], columns: dict[str, int], extra: dict[int, str]) -> str | None:
        """Put a column where its head belongs, and say what the head means."""
        meanings = [self.meaning(t) for t in (texts[-1], " ".join(texts), texts[0])]
        code = next((m for m in meanings if m), None)
        if code is None or code in columns or code == "note":
            extra[index] = " ".join(texts[-1].split())
        else:
            columns[code] = index
        return code


def _with_numbers(head: Head, rows: Sequence[Row]) -> Head:
    """A column without a head, left of the names, that counts the rows is the STT column."""
    if "stt" in head.columns:
        return head
    below = [row for row in rows[:_LOOK_AHEAD] if row.number > head.last_row]
    for index in range(head.columns["name"]):
        cells = [row.cells[index] for row in below if index < len(row.cells) and not is_blank(row.cells[index])]
        counting = sum(is_running_number(cell) for cell in cells)
        if index not in head.words and counting > 0 and 2 * counting >= len(cells):
            return replace(head, columns={**head.columns, "stt": index})
    return head


def _settle_weak(columns: dict[str, int]) -> None:
    """A lone “Tập thể” column is the holder's text; a lone “Thời gian thực hiện” is the completion."""
    for part in ("holder_collective", "holder_individual"):
        other = "holder_individual" if part == "holder_collective" else "holder_collective"
        if part in columns and other not in columns and "holder" not in columns:
            columns["holder"] = columns.pop(part)
    if "period" in columns and "completion" not in columns:
        columns["completion"] = columns.pop("period")
