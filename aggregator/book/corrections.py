"""Sheet “Đính chính”: corrections of an entry's field, level or unit, and what is not counted."""

from __future__ import annotations

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.outcome import WITHOUT_VALUE, Correction
from aggregator.nouns.unit import Campaign


def corrections_from(opened: BookSheets, campaign: Campaign, words: CellWords) -> tuple[Correction, ...]:
    """The corrections that can be applied; the others are findings."""
    meanings = Meanings(campaign, words)
    lines = lines_of_year(opened.lines("corrections"), words, "date")
    found = [_correction(line, words, meanings) for line in lines]
    return tuple(correction for correction in found if correction)


def _correction(line: Line, words: CellWords, meanings: Meanings) -> Correction | None:
    known = len(words.findings)
    unit = words.unit(line, "unit")
    what = words.choice(line, book_layout().sheet("corrections").column("what"))
    date = words.date(line, "date")
    value = meanings.value(line, what)
    lacking = _lacking(line, what, value)
    if lacking and len(words.findings) == known:
        words.note("correction-incomplete", line, lacking[0], name=line.text("name"), why=lacking[1])
    if lacking or (line.text("unit") and unit is None):
        return None
    return Correction(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        what=what or "",
        value=value,
        who=line.text("who") or None,
        why=line.text("why") or None,
        date=date,
        sheet=line.sheet,
        cell=line.cell("what"),
        was=line.text("was") or None,
        row=line.number,
    )


def _lacking(line: Line, what: str | None, value: str | None) -> tuple[str, str] | None:
    if not line.text("name"):
        return "name", "chưa ghi tên mô hình"
    if what is None:
        return "what", "chưa chọn điều đính chính"
    if value is None and what not in WITHOUT_VALUE:
        head = book_layout().sheet("corrections").column("value").head
        return "value", "chưa ghi giá trị đúng" if "value" in line.columns else f"không tìm thấy cột “{head}”"
    return None


class Meanings:
    """What a value means, by what it corrects: the codes of fields, levels and units."""

    def __init__(self, campaign: Campaign, words: CellWords) -> None:
        self._campaign = campaign
        self._vocabulary = Vocabulary(campaign.fields, campaign.levels)
        self._words = words

    def value(self, line: Line, what: str | None) -> str | None:
        """The code that the cell means; a value that is no field or level is a finding."""
        text = line.text("value")
        if not text or what not in ("field", "level", "unit"):
            return None
        if what == "unit":
            unit = self._words.unit(line, "value")
            return unit.code if unit else None
        code = self.of_text(text, what)
        if code is None:
            kinds = self._campaign.fields if what == "field" else self._campaign.levels
            allowed = ", ".join(f"“{kind.title}”" for kind in kinds)
            self._words.note("book-choice-unknown", line, "value", text=text, head="Giá trị đúng", allowed=allowed)
        return code

    def of_text(self, text: str, what: str) -> str | None:
        """The code of the field, or of the one level, that a text names."""
        if what == "field":
            return self._vocabulary.field_in_column(text)
        levels = self._vocabulary.levels_in_column(text)
        return levels.pop() if len(levels) == 1 else None
