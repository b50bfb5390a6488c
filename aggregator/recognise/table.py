"""Find the lists of a sheet below their heads, walk their rows, and go on with a list on the next sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.cells import is_blank, is_running_number
from aggregator.model import Row, Sheet
from aggregator.recognise.head import HeadFinder, repeats
from aggregator.recognise.list_title import TitleReader, is_caption
from aggregator.recognise.walk import Walk
from aggregator.rows import DECORATION, Head, KnownSheet, ListTitle

_RICH = 3  # a row with more filled cells may be a head


class TableReader:
    """Knows the spellings of heads, the words of headings and of titles."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary, titles: TitleReader | None = None) -> None:
        self._finder = finder
        self._vocabulary = vocabulary
        self._titles = titles

    def read(self, sheet: Sheet, index: int, head: Head, title: ListTitle) -> list[KnownSheet]:
        """The lists from the head at ``sheet.rows[index]`` to the end of the sheet.

        A further head under a title of its own begins a further list; without one it gives new columns to the
        rows below it. The heads of another table (persons, counts) end the list.
        """
        lists: list[KnownSheet] = []
        walk = Walk(self._vocabulary, sheet, head, title)
        rows = sheet.rows
        position = index + (head.last_row - head.first_row + 1)
        while position < len(rows):
            again = self._head_again(rows, position, walk.head)
            if again is None:
                walk.row(rows[position], self._finder.another_table(rows[position]))
                position += 1
                continue
            depth, new = again
            own = self._title_of(sheet, walk, new)
            if own is not None:
                lists.append(walk.result())
                walk = Walk(self._vocabulary, sheet, new, own)
            else:
                walk.go_on(new)
                for row in rows[position : position + depth]:
                    walk.take(row, DECORATION)
            position += depth
        return [*lists, walk.result()]

    def read_on(self, sheet: Sheet, former: KnownSheet, *, follows: bool) -> KnownSheet:
        """A sheet without a head whose rows go on with a list: in its columns, with the year of its title.

        Where the numbers go on too (``follows``), so do the headings that were in force.
        """
        head = replace(former.head_in_force, first_row=0, last_row=0)
        named = self._titles.read(sheet, ()) if self._titles else ListTitle()
        last = former.rows[-1] if former.rows and follows else None
        title = replace(
            former.title,
            year=named.year or former.title.year,
            year_evidence=named.year_evidence or former.title.year_evidence,
            field=named.field or (last.field if last else None),
            level=named.level or (last.level if last else None),
        )
        walk = Walk(self._vocabulary, sheet, head, title)
        for row in sheet.rows:
            walk.row(row, self._finder.another_table(row))
        return walk.result()

    def _title_of(self, sheet: Sheet, walk: Walk, head: Head) -> ListTitle | None:
        """The title between the last model and a further head, where it says something new of the list; or None."""
        above = walk.above_head()
        lines = [line for row in above for cell in row.cells if isinstance(cell, str) for line in cell.splitlines()]
        if self._titles is None or not any(map(is_caption, lines)):
            return None
        title = self._titles.read(sheet, above, head)
        return title if title.facts and title.facts != walk.title.facts else None

    def _head_again(self, rows: Sequence[Row], position: int, head: Head) -> tuple[int, Head] | None:
        """A repeated head, or another head with an STT column; its depth in rows."""
        row = rows[position]
        if repeats(head, row):
            new = self._finder.head_at(rows, position)
            return (new.last_row - new.first_row + 1, new) if new else (1, head)
        if len(row.cells) > _RICH:
            found = self._finder.find(rows[position : position + 1])
            new = self._finder.head_at(rows, position) if found or _may_be_broken(row) else None
            if new and "stt" in new.columns:
                return new.last_row - new.first_row + 1, new
        return None


def _may_be_broken(row: Row) -> bool:
    """Whether the first row of a head that a person broke by hand may stand here: words only, no number."""
    return all(is_blank(cell) or (isinstance(cell, str) and not is_running_number(cell)) for cell in row.cells)
