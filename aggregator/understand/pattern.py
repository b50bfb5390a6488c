"""What the models of one list are like so far, and what a row says beside them: a model, its part, or a heading."""

import re

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import as_text, is_blank
from aggregator.understand.cells import Covered, counts_on, is_count, is_placeholder, is_short_label
from aggregator.understand.list_row import RICH, ListRow
from aggregator.understand.row_kinds import Groups, is_total
from aggregator.vietnamese.fold import key

_ANY = 99
_FEW = 2  # cells of a heading's row, rows between it and what it heads
_DASHES = ("-", "–", "+", "•", "*")
_ITEM = re.compile(r"[a-eđ]\s?[.)]?")


class Pattern:
    """The models of a list, one after the other, as far as the walk has come.

    ``entries`` is their number, ``fewest`` the filled cells of the barest one, ``counted`` says that each has a
    number or a letter, ``lettered`` that one has no number, ``capitals`` that a name stands in capitals.
    """

    def __init__(self, vocabulary: Vocabulary, covered: Covered) -> None:
        self._vocabulary = vocabulary
        self._covered = covered
        self.entries = 0
        self.fewest = _ANY
        self.counted = True
        self.lettered = False
        self.capitals = False
        self._last_label = self._field = ""
        self._again = ""  # the label of the last bare row counted from 1 again
        self._heading_shape: list[bool] | None = None  # which cells a heading left blank

    def learn(self, line: ListRow) -> None:
        """Take a model into account."""
        self.entries += 1
        self._last_label = as_text(line.label).strip(" .)")
        self._field = key(as_text(line.cell("field")))
        labelled = is_short_label(line.label)
        self.counted = self.counted and labelled
        self.lettered = self.lettered or (labelled and not line.counted)
        self.capitals = self.capitals or as_text(line.name).isupper()
        self.fewest = min(self.fewest, len(line.filled))

    def runs_on(self, line: ListRow) -> bool:
        """Whether a row goes on with the count of a list whose models say hardly more than their names."""
        return self.fewest <= _FEW and line.counted and counts_on(self._last_label, line.label)

    def begins_again(self, line: ListRow) -> bool:
        """Whether a model is counted from 1 again, and is not of another field by its own column."""
        first = as_text(line.label).strip(" .)").lstrip("0") == "1" and self._last_label.isdigit()
        return first and key(as_text(line.cell("field"))) == self._field

    def counts_again(self, line: ListRow) -> bool:
        """Whether a numbered row with far fewer cells than any model begins another count, or goes on in it."""
        label = as_text(line.label).strip(" .)").lstrip("0")
        begins = label == "1" and self.entries > 1 and len(line.filled) <= RICH and self.fewest > RICH + 1
        goes_on = bool(self._again) and counts_on(self._again, label)
        again = line.counted and len(line.filled) <= RICH and (begins or goes_on)
        self._again = label if again else self._again
        return again

    def heads(self, line: ListRow, below: ListRow | None, *, broken: bool) -> str:
        """The one text of a row, with a label at most, below which richer rows are counted from 1 again; or ''.

        A row shaped like such a heading is another, whatever its rows are counted from; the rest of a name
        (``broken``) is none.
        """
        texts = dict.fromkeys(as_text(cell) for cell in line.filled if not is_placeholder(cell))
        words = [text for text in texts if not (is_short_label(text.strip("()-–—/.: ")) or is_count(text))]
        if below is None or len(words) != 1 or len(texts) > _FEW or is_total(line.filled):
            return ""
        if broken or counts_on(self._last_label, line.label):
            return ""
        if not (_near(line, below) and below.counted and len(below.filled) > _FEW and below.has_name):
            return ""
        shape = [is_blank(cell) for cell in line.row.cells]
        if as_text(below.label).strip(" .)").lstrip("0") == "1":
            self._heading_shape = shape
        return words[0] if self._heading_shape == shape else ""

    def is_first_lettered(self, line: ListRow, below: ListRow | None, groups: Groups) -> bool:
        """“I | Tủ sách” right over “II | …”: a model, however headings are counted, unless it names a field."""
        if below is None or line.counted or len(line.filled) != _FEW or not line.has_name:
            return False
        name = as_text(line.name)
        if is_blank(line.label) or groups.is_heading(name) or self._vocabulary.field_of_heading(name):
            return False
        return below.has_name and len(below.filled) > RICH and counts_on(line.label, below.label)

    def is_lone(self, line: ListRow, below: ListRow | None) -> bool:
        """Whether a row with a name may be a model, or a part of the one above, or a heading."""
        single = self.is_odd(line) and (self.counted or self.fewest > RICH) and line.is_name_alone
        return self.is_sub_item(line) or single or self._may_head(line, below)

    def is_odd(self, line: ListRow) -> bool:
        """Whether a row has fewer cells than any model, and no number in a list that counts its rows.

        Where none counts them, one cell alone.
        """
        if self.is_sub_item(line):
            return True
        if not self.entries:
            return False
        if "stt" not in line.head.columns:
            return len(line.filled) == 1 and self.fewest >= RICH
        fewer = len(line.filled) < self.fewest and not line.counted
        worded = self.counted and not is_blank(line.label) and not is_short_label(line.label)
        if fewer and (line.has_telephone or worded) and not line.is_marked:
            return True
        return is_blank(line.label) and len(line.filled) < min(self.fewest, RICH)

    def is_sub_item(self, line: ListRow) -> bool:
        """“2.1 Tổ tự quản …” or “a) …” below model 2, or a dash and a text, where every model says more."""
        label, last = as_text(line.label).strip(), self._last_label
        below = bool(last) and (label.startswith(f"{last}.") or (last.isdigit() and bool(_ITEM.fullmatch(label))))
        fewer = _FEW <= len(line.filled) <= RICH and len(line.filled) < self.fewest < _ANY
        dashed = label in _DASHES or (not label and as_text(line.name).startswith(_DASHES))
        return fewer and not line.is_marked and (below or dashed)

    def _may_head(self, line: ListRow, below: ListRow | None) -> bool:
        """Whether a row that says hardly more than a name stands over richer rows that do not count on from it."""
        if len(line.filled) > RICH or below is None or line.is_marked:
            return False
        if not _near(line, below) or len(below.filled) <= RICH + 1 or not below.has_name:
            return False
        if is_blank(line.label):
            top = self._covered.top_row(line.row.number, line.head.columns.get("stt", 0))
            return top is None or top == line.row.number
        bullets = line.label == below.label and not as_text(line.label).strip(" .)").isalnum()
        return not (bullets or counts_on(line.label, below.label) or counts_on(self._last_label, line.label))


def _near(line: ListRow, below: ListRow) -> bool:
    return below.row.number <= line.row.number + _FEW
