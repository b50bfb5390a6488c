"""What the lines above a list say of all of it: year, movement, level, field, and whose hand it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.campaign.model import ListWords
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.model import Row, Sheet
from aggregator.recognise.letterhead import title_year, unit_words
from aggregator.returned import UnitWords
from aggregator.rows import Head, ListTitle
from aggregator.viet.fold import has_phrase, key

_CAPTIONS = ("bieu ", "phu luc ", "bang ")
_STARTS = ("cap ", "bieu ", "phu luc ", "bang ", "mau ", "linh vuc ", "nam ")
_WORDS = ("danh sach", "mo hinh", "dien hinh", "bang tong hop", "bieu tong hop", "bieu dang ky", "bang dang ky")
_NO_TITLE = re.compile(r"^(?:thuc hien|can cu|kinh gui|noi nhan|don vi|ten (?:co quan|don vi)|dia chi)\b|\bngay \d")
_LONGEST = 45  # words
_LONGEST_HAND = 14  # words
_YEAR_IN_NAME = re.compile(r"(?<!\d)20\d\d(?!\d)")
# “Cao Xá, ngày … tháng … năm …”, but no date of another paper that the list refers to
_DATE = re.compile(r"(?!kem|theo|can cu|thuc hien)(?:[a-z]+ ){0,5}ngay (?:\d\d? )?thang (?:\d\d? )?nam (20\d\d)")
_AFTER_FIELD = re.compile(r".*?lĩnh\s+vực\s*(?:[IVX]+\b|\d)?[\s:.\-–]*", re.IGNORECASE | re.DOTALL)


def is_title(line: str) -> bool:
    """Whether a line above a table speaks of the list: its title, a caption, “Cấp tỉnh”, “Lĩnh vực …”."""
    words = key(without_numeral(line))
    said = f"{words} ".startswith(_STARTS) or any(has_phrase(words, title) for title in _WORDS)
    return said and len(words.split()) <= _LONGEST and not _NO_TITLE.search(words)


def is_caption(line: str) -> bool:
    """Whether a line begins a table: “DANH SÁCH …”, “BIỂU 2: …”; a section's or a level's heading does not."""
    words = key(line)
    return is_title(line) and (f"{words} ".startswith(_CAPTIONS) or has_phrase(words, "danh sach"))


class TitleReader:
    """Knows the words of a campaign for its lists."""

    def __init__(self, vocabulary: Vocabulary, words: ListWords) -> None:
        self._vocabulary = vocabulary
        self._words = words

    def read(self, sheet: Sheet, above: Sequence[Row], head: Head | None = None) -> ListTitle:
        """The title of the list below these rows, under this head."""
        lines = [line for row in above for cell in row.cells if isinstance(cell, str) for line in cell.splitlines()]
        titles = _titles_in(lines)
        year, evidence = self._year(titles, sheet.name, lines, head)
        return ListTitle(
            text="\n".join(dict.fromkeys(titles)),
            year=year,
            year_evidence=evidence,
            movement=self._other_movement(lines, tuple(head.words.values()) if head else ()),
            level=self._vocabulary.level_heading(sheet.name) or self._level(titles),
            field=self._vocabulary.field_in_column(sheet.name) or self._field(titles),
            hand=tuple(words for words in unit_words(sheet, above) if self._is_hand(words, titles)),
        )

    @staticmethod
    def _year(
        titles: Sequence[str], name: str, lines: Sequence[str], head: Head | None
    ) -> tuple[int | None, str | None]:
        """The only year of the titles, else of the sheet's name, the heads for last and this year, the date.

        The letter's own heads name one year twice (R8): they say nothing.
        """
        year = title_year(titles)
        if year is not None:
            return year, next(line for line in titles if str(year) in line)
        if any(map(_YEAR_IN_NAME.search, titles)):
            return None, None
        years = set(_YEAR_IN_NAME.findall(name))
        if len(years) == 1:
            return int(years.pop()), name
        if head and len(head.years) == 2 and head.years[1] == head.years[0] + 1:
            return head.years[1], " | ".join(map(str, head.years))
        dates = {found.group(1): line for line in lines if (found := _DATE.fullmatch(key(line)))}
        return (
            (int(next(iter(dates))), " ".join(next(iter(dates.values())).split()))
            if len(dates) == 1
            else (None, None)
        )

    def _other_movement(self, lines: Sequence[str], heads: Sequence[str]) -> str | None:
        """The line that names another movement, where nothing above the list names this one."""
        text = " ".join(map(key, (*lines, *heads)))
        if any(has_phrase(text, ours) for ours in self._words.movement):
            return None
        start = next((i for i, line in enumerate(lines) if is_title(line)), len(lines))
        whole = " ".join(" ".join(line.split()) for line in lines[start:])
        return whole if any(has_phrase(key(whole), other) for other in self._words.other_movements) else None

    def _level(self, titles: Sequence[str]) -> str | None:
        """The only level that the title names; a caption such as “BIỂU 1: CẤP TỈNH” names it too."""
        return self._vocabulary.level_in_title(" ".join(titles))

    def _field(self, titles: Sequence[str]) -> str | None:
        """The field of “Lĩnh vực …” between title and head, or at the title's end."""
        named = {
            self._vocabulary.field_of_heading(_AFTER_FIELD.sub("", line, count=1))
            for line in titles
            if has_phrase(key(line), "linh vuc")
        }
        return named.pop() if len(named) == 1 else None

    def _is_hand(self, words: UnitWords, titles: Sequence[str]) -> bool:
        text = key(words.text)
        short = len(text.split()) <= _LONGEST_HAND and " ".join(words.text.split()) not in titles
        return short and any(f"{text} ".startswith(f"{hand} ") for hand in self._words.hands)


def _titles_in(lines: Sequence[str]) -> list[str]:
    """The lines that speak of the list; under one of them also those in capitals, on which a long title goes on."""
    titles: list[str] = []
    for line in lines:
        goes_on = bool(titles) and line.isupper() and not _NO_TITLE.search(key(line))
        if is_title(line) or goes_on:
            titles.append(" ".join(line.split()))
    return titles
