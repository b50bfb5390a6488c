"""Find the M1 and M2 forms of a sheet (R1) by their titles and labels, one or many, beside a list or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aggregator.campaign.registration_form import RegistrationForm
from aggregator.labelled import LabelledForm
from aggregator.lines import Line, lines_of
from aggregator.model import Sheet
from aggregator.recognise.form_items import items_of, with_signatures
from aggregator.recognise.form_titles import FormTitles, form_code, with_letterhead
from aggregator.recognise.label_choice import chosen
from aggregator.recognise.label_ends import SURE
from aggregator.recognise.labels import Label, LabelFinder
from aggregator.rows import Head

_MOST_ROWS = 2000  # of a sheet without list and title
_BEFORE_NAME = frozenset({"unit", "holder", "position", "workplace", "address"})
_LEAST_TITLED, _LEAST_UNTITLED = 3, 4
_MOST_BARE = 2  # labels alone in one row; more are the head of a list


class RegistrationFinder:
    """Knows the labels of the two forms."""

    def __init__(self, forms: Sequence[RegistrationForm]) -> None:
        self._labels = LabelFinder(forms)
        self._titles = FormTitles(forms)
        self._item_codes = frozenset(item.code for form in forms for item in form.items) - {"unit"}

    def find(self, sheet: Sheet, head: Head | None, stamp: str | None = None) -> tuple[LabelledForm, ...]:
        """The forms of a sheet whose first list begins with ``head``; ``stamp`` is the form of our blank."""
        if (head is not None or len(sheet.rows) > _MOST_ROWS) and not self._titles.stand_in(sheet):
            return ()
        lines = list(lines_of(sheet))
        labels = _without_heads(lines, self._labels.labels(lines))
        if len({label.code for label in labels} & self._item_codes) < _LEAST_TITLED:
            return ()
        found = [self._form(sheet, lines, part, stamp) for part in self._parts(lines, labels, head)]
        return tuple(form for form in found if form is not None)

    def is_title(self, line: Line) -> bool:
        """Whether a line is the title of a form, not of a list."""
        return self._titles.says(line.text)

    def _parts(self, lines: Sequence[Line], labels: Sequence[Label], head: Head | None) -> Iterator[_Part]:
        """The stretches of lines that may each be one form: cut at titles, at the name asked again, at the list."""
        by_line: dict[int, list[Label]] = {}
        for label in labels:
            by_line.setdefault(label.line, []).append(label)
        part = _Part(0)
        for index, line in enumerate(lines):
            below = head is not None and head.first_row <= line.row
            if below and not part.below_head:
                yield part.until(index)
                part = _Part(index, below_head=True)
            if self.is_title(line) and self._begins(part, below=below):
                start = with_letterhead(lines, index, part.start)
                yield part.until(start)
                part = _Part(start, titled=True, below_head=below)
            part.titled = part.titled or self.is_title(line)
            for label in by_line.get(index, ()):
                if self._again(label, part):
                    start = _asked_before(by_line, index, part.start)
                    yield part.until(start)
                    part = _Part(start, titled=part.titled, below_head=below)
                    part.labels = [x for at in range(start, index) for x in by_line.get(at, ())]
                part.labels.append(label)
        yield part.until(len(lines))

    def _begins(self, part: _Part, *, below: bool) -> bool:
        """Whether a title here begins a new form: the last one has its items, or what stands above is a list."""
        if below:
            return bool(part.codes) or not part.titled
        return len(part.codes & self._item_codes) >= _LEAST_TITLED

    def _again(self, label: Label, part: _Part) -> bool:
        """The name is asked a second time, after other items: a new form begins."""
        seen = {one.code for one in part.labels if one.strength >= SURE}
        return (
            label.code in ("name", "holder")
            and label.strength >= SURE
            and label.code in seen
            and len(seen) >= _LEAST_UNTITLED
        )

    def _form(self, sheet: Sheet, lines: Sequence[Line], part: _Part, stamp: str | None) -> LabelledForm | None:
        """The form of a part, if it has labels enough; below a list it must have a title."""
        labels, contested = chosen(part.labels)
        asked = set(labels) & self._item_codes
        if "name" not in asked or len(asked) < (_LEAST_TITLED if part.titled else _LEAST_UNTITLED):
            return None
        if part.below_head and not part.titled:
            return None
        ordered = sorted(labels.values(), key=lambda one: (one.line, one.start))
        items = items_of(lines, ordered, part.end, self.is_title)
        first = next((i for i, one in enumerate(ordered) if one.code != "unit"), 0)
        top = tuple(lines[part.start : ordered[first].line])
        code, otherwise = form_code(top, {i.code for i in items}, stamp)
        last = max([items[-1].label.row, *(line.row for line in items[-1].said)])
        return LabelledForm(
            code,
            sheet.name,
            lines[part.start].row,
            with_signatures(lines, part.end, last),
            top,
            {item.code: item for item in items},
            contested,
            otherwise,
        )


@dataclass(slots=True)
class _Part:
    """A stretch of lines being walked."""

    start: int
    titled: bool = False
    below_head: bool = False
    labels: list[Label] = field(default_factory=list)
    end: int = 0

    @property
    def codes(self) -> set[str]:
        return {label.code for label in self.labels if label.strength > 1}

    def until(self, end: int) -> _Part:
        """The part as it ends; labels that a new form took over are no longer its own."""
        self.end = end
        self.labels = [label for label in self.labels if label.line < end]
        return self


def _without_heads(lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """Without the labels that stand alone in one row, three or more: the head of a list."""
    bare: dict[int, int] = {}
    for label in labels:
        if label.strength <= _MOST_BARE:
            bare[lines[label.line].row] = bare.get(lines[label.line].row, 0) + 1
    return [
        x for x in labels if x.strength > _MOST_BARE or bare[lines[x.line].row] <= _MOST_BARE or _in_text(lines, x)
    ]


def _in_text(lines: Sequence[Line], label: Label) -> bool:
    """Whether the whole row of a label is one cell of several lines: text with line breaks, no head of a list."""
    row = [line for line in lines[max(label.line - 60, 0) : label.line + 60] if line.row == lines[label.line].row]
    return len({line.column for line in row}) == 1


def _asked_before(by_line: dict[int, list[Label]], index: int, least: int) -> int:
    """Where the questions begin that M1/M2 ask right before the name."""
    start = index
    while start - 1 > least and any(label.code in _BEFORE_NAME for label in by_line.get(start - 1, ())):
        start -= 1
    return start
