"""What the rows below a head say before the walk comes to them: years, movements, levels that stand alone."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from aggregator.campaign.mail_words import movement_in
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.nouns.document import Row, Sheet, as_text
from aggregator.understand.entries import Head
from aggregator.understand.headings import Groups
from aggregator.understand.list_row import FEW, Pattern
from aggregator.understand.paper_lines import title_year
from aggregator.understand.row_kinds import numbering, starts_closing
from aggregator.vietnamese.fold import key, regex

OVER, BENEATH, EITHER = "over", "beneath", "either"
TELLS_ABOVE = regex(r"(?i)\W*(?:\(|(?:cấp )?đăng ký)")  # the model above it, where a heading is not sure
_LABEL = regex(r"(?i)^cấp (?:(?:mô hình|MH) )?(?:đăng k[ýí]|ĐK|đề nghị)\s*:")  # “Cấp đăng ký: huyện”
_OF_SEVERAL = regex(r"(?i)^\s*(?:các|những|nhóm)\s")


class Outlook:
    """All rows of a table below its head; ``year`` is the campaign's, or else the title's."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        sheet: Sheet,
        head: Head,
        *,
        groups: Groups,
        pattern: Pattern,
        year: int | None,
    ) -> None:
        self._vocabulary = vocabulary
        self._sheet = sheet
        self._groups = groups
        self._pattern = pattern
        self._name = head.columns["name"]
        self._year = year
        self.rows: Sequence[Row] = [row for row in sheet.rows if row.number > head.last_row]

    # ---- Years and movements that headings name.

    @cached_property
    def _lines(self) -> Sequence[Row]:
        return [row for row in self._few if not starts_closing(row.texts)]

    @cached_property
    def _few(self) -> Sequence[Row]:
        return [row for row in self.rows if len(row.filled) <= FEW]

    @cached_property
    def _of_movements(self) -> Mapping[int, str]:
        """The lines by their rows, where one of them names a movement."""
        if not any(movement_in(" ".join(row.texts)) for row in self._few if row.texts):
            return {}  # most lists
        lines = {row.number: " ".join(row.texts) for row in self._lines}
        return lines if any(map(movement_in, lines.values())) else {}

    def is_of_this_year(self, row: Row) -> bool:
        """Whether a line names this year, or says that models are registered."""
        said = any(map(self._vocabulary.says_registers, row.texts)) and len(row.filled) <= FEW
        return said or year_of_group(row) == self._year is not None

    def takes_back(self, row: Row, text: str, *, ungrouped: bool) -> bool:
        """Whether a heading (or a ``text`` that names no field or level) is over models that are not registered."""
        return bool(text and self._is_of_past(text, row)) or self._is_of_other_movement(row, ungrouped=ungrouped)

    def _is_of_past(self, text: str, row: Row) -> bool:
        """Whether a heading is over models not registered, recognised before, or of a year before another's."""
        if self._vocabulary.is_past(text):
            return self._pattern.entries > 0 or any(map(self.is_of_this_year, self._lines))
        if self._vocabulary.is_not_registered(text) or self._vocabulary.reports_past(text):
            return True
        year, ours = year_of_group(row), self._year
        if year is None or ours is None or year >= ours or any(map(self._vocabulary.goes_on, row.texts)):
            return False
        return any(year_of_group(other) == ours for other in self._lines)

    def _is_of_other_movement(self, row: Row, *, ungrouped: bool) -> bool:
        """Whether a heading is of another movement than one that is numbered alike, or than the models above it."""
        text = " ".join(row.texts)
        movement = movement_in(text)
        if not (movement or self._of_movements):
            return False  # most lists
        style, bare = numbering(text), _OF_SEVERAL.sub("", without_numeral(text))
        beside = {n: line for n, line in self._of_movements.items() if numbering(line) == style}
        if movement == "other" and self._groups.unknown is not None:
            last = self._pattern.entries and style and max(beside, default=0) <= row.number
            if ungrouped or last:
                return True
        plain = self._groups.is_plain(bare) or self._groups.is_body(bare, whole=False)
        return (movement == "other" or not plain) and self._vocabulary.is_of_other_movement(text, beside.values())

    # ---- A field or level alone under the names; a text in brackets.

    def alone(self, row: Row, index: int) -> tuple[str, str] | None:
        """The field or level alone in the column of names, not across the table: (“level”, “district”)."""
        if not index or row.filled.keys() != {index} or self._groups.is_across(row, index):
            return None  # most rows
        text = _LABEL.sub("", as_text(row.at(index)).strip("()-–+* "))
        field, level = self._vocabulary.section(text)[1], self._vocabulary.level_heading(text)
        return ("field", field) if field else ("level", level) if level else None

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where a field or level alone stands, by the kind: over models, beneath one each, or either.

        Beneath, where each follows a model and one comes twice; but a heading may stand over a further page again.
        """
        found, seen, models = defaultdict[str, str](lambda: OVER), set[tuple[str, str]](), 0
        for row in self.rows:
            if alone := self.alone(row, self._name):
                page = seen == {alone} and models > 1 and not TELLS_ABOVE.match(row.texts[0])
                place = found.get(alone[0], EITHER) if models else OVER
                found[alone[0]] = BENEATH if place == EITHER and alone in seen and not page else place
                seen.add(alone)
            of_model = len(row.filled) > FEW or min(row.filled, default=0) > self._name
            models = models + 1 if of_model else 0
            seen = seen if alone or of_model else set()  # below a heading
        return found

    @cached_property
    def in_brackets(self) -> Counter[str]:
        """How often each text stands alone in a row, in brackets."""
        return Counter(key(text) for row in self._sheet.rows if (text := in_brackets(row)))


def year_of_group(row: Row) -> int | None:
    """The year that a row of hardly more than a text names."""
    return title_year(map(as_text, row.texts)) if len(row.filled) <= FEW else None


def in_brackets(row: Row) -> str:
    """The only text of a row, where it stands in brackets from end to end; else ''."""
    text, *others = {*map(as_text, row.filled.values())} or [""]
    text = text.strip()
    return text if not others and text[:1] + text[-1:] == "()" else ""
