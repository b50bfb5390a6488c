"""The titles of M1 and M2, the letterhead above them, and which of the two forms they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.campaign.registration_form import RegistrationForm
from aggregator.lines import Line
from aggregator.model import Sheet
from aggregator.viet.fold import key

_TITLE = re.compile(
    r"(?:mau |ban |phieu |don )?(?:so )?(?:m ?[12] )?(?:mau |ban |phieu |don |to )(?:dang k[yi]|dk)\b"
    r"|(?:mau|bieu|phu luc)? ?(?:so )?m ?[12]\b|mau dang k[yi] cua\b"
)
_NO_TITLE = re.compile(r"\bdanh sach\b|\bda to chuc\b")
_MAY_BE_TITLE = re.compile(r"^\W*(?:\w\S*\s+){0,2}[đd]\S{1,3}ng\s+k|\bm ?[12]\b", re.IGNORECASE | re.MULTILINE)
_LONGEST_TITLE = 20  # words
_OF_PERSON = re.compile(r"\bcua ca nhan\b|\bdanh cho ca nhan\b|\bmau ca nhan\b|\bm ?2\b|\bca nhan$|^ca nhan\b")
_OF_GROUP = re.compile(r"\bcua tap the\b|\bdanh cho tap the\b|\bmau tap the\b|\bm ?1\b|\btap the$|^tap the\b")
_PERSONAL = frozenset({"holder", "position"})
LETTERHEAD = re.compile(
    r"(?:mau|bieu|phu luc|dang cong san|cong hoa|doc lap|huyen uy|dang bo|dang uy|ubnd|chi bo|hoi|ten co quan)\b"
)
_MOST_LETTERHEAD = 8  # lines


class FormTitles:
    """Knows how the forms are headed."""

    def __init__(self, forms: Sequence[RegistrationForm]) -> None:
        self._known = {key(words) for form in forms for words in (form.heading, *form.known_by)}

    def stand_in(self, sheet: Sheet) -> bool:
        """A quick look that spares the lists, the usual sheets, all the rest."""
        texts = (cell for row in sheet.rows for cell in row.cells if isinstance(cell, str))
        return any(self.says(line) for text in texts if _MAY_BE_TITLE.search(text) for line in text.splitlines())

    def says(self, text: str) -> bool:
        """Whether a line is the title of a form, not of a list."""
        words = key(text)
        if words in self._known:
            return True
        return bool(_TITLE.match(words)) and not _NO_TITLE.search(words) and len(words.split()) <= _LONGEST_TITLE


def with_letterhead(lines: Sequence[Line], title: int, least: int) -> int:
    """The first line of a form whose title stands here: the letterhead right above belongs to it."""
    start = title
    while start - 1 > least and title - start < _MOST_LETTERHEAD and _is_letterhead(lines[start - 1].text):
        start -= 1
    return start


def _is_letterhead(text: str) -> bool:
    return not key(text) or bool(LETTERHEAD.match(key(text))) or "hoc lap tu do" in key(text)


def form_code(top: Sequence[Line], codes: set[str], stamp: str | None) -> tuple[str, bool]:
    """M1 or M2 by title, else by the labels of a person, else by the stamp; and whether title and labels differ."""
    titles = [key(line.text) for line in top]
    person = any(_OF_PERSON.search(words) for words in titles)
    group = any(_OF_GROUP.search(words) for words in titles)
    personal = bool(codes & _PERSONAL)
    if person != group:
        return ("M2", False) if person else ("M1", "holder" in codes and "position" in codes)
    if personal:
        return "M2", False
    return (stamp if stamp in ("M1", "M2") else "M1"), False
