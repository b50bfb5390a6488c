"""What stands after each label of M1/M2: up to the next label, the next title or the signatures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from aggregator.labelled import LabelledItem
from aggregator.lines import Line
from aggregator.recognise.endings import starts_closing
from aggregator.recognise.form_titles import LETTERHEAD
from aggregator.recognise.labels import Label
from aggregator.viet.fold import has_phrase, key

_SIGNERS = re.compile(
    r"(?:lanh dao (?:to chuc|co quan|don vi|cq|dia phuong)|ca nhan dang ky$|nguoi dang ky|dai dien|"
    r"xac nhan|ky ten|noi nhan|thu truong)\b"
)
_LONGEST_SIGNER = 8  # words


def items_of(
    lines: Sequence[Line], labels: Sequence[Label], end: int, is_title: Callable[[Line], bool]
) -> list[LabelledItem]:
    """The items of a form whose labels are given in order and whose lines end before ``end``."""
    return _by_columns(list(_items(lines, labels, end, is_title)))


def _items(
    lines: Sequence[Line], labels: Sequence[Label], end: int, is_title: Callable[[Line], bool]
) -> Iterator[LabelledItem]:
    for position, label in enumerate(labels):
        following = labels[position + 1] if position + 1 < len(labels) else None
        said = list(_between(lines, label, following, end))
        if following is None:
            said = _until_closing(said)
        stop = next((i for i, line in enumerate(said) if is_title(line)), len(said))
        yield LabelledItem(label.code, lines[label.line].cut(label.start), tuple(said[:stop]))


def _between(lines: Sequence[Line], label: Label, following: Label | None, end: int) -> Iterator[Line]:
    stop = following.line if following else end
    for index in range(label.last, min(stop + 1, len(lines)) if following else end):
        start = label.end if index == label.last else 0
        finish = following.start if following and index == following.line else None
        part = lines[index].cut(start, finish)
        is_number = following and index == following.line - 1 and _only_number(part, lines[following.line])
        if part.text.strip() and not is_number:
            yield part


def _only_number(part: Line, label: Line) -> bool:
    """The cell left of the next label that holds its number."""
    same_row = part.row == label.row and part.column < label.column
    return bool(re.fullmatch(r"\s*\(?\d{1,2}\s*[.)/]?\s*", part.text)) and same_row


def _by_columns(items: list[LabelledItem]) -> list[LabelledItem]:
    """Labels side by side with nothing beside them have their values below, column by column."""
    for position, item in enumerate(items):
        start = position
        while start and items[start - 1].label.row == item.label.row and not items[start - 1].said:
            start -= 1
        labels = items[start : position + 1]
        columns = [one.label.column for one in labels]
        below = bool(item.said) and all(line.row > item.label.row and line.column in columns for line in item.said)
        if below and len(set(columns)) == len(labels) > 1:
            items[start : position + 1] = [
                LabelledItem(one.code, one.label, tuple(x for x in item.said if x.column == one.label.column))
                for one in labels
            ]
    return items


def _until_closing(said: list[Line]) -> list[Line]:
    """The last item ends where the signatures begin."""
    for index, line in enumerate(said):
        if _closes(line.text) or (index and _is_signer(line.text)):
            return [one for one in said[:index] if one.row != line.row or one.column == line.column]
    return said


def _closes(text: str) -> bool:
    return starts_closing([text]) or bool(_SIGNERS.match(key(text)))


def _is_signer(text: str) -> bool:
    """A signer's title under an answer: a short line in capitals, without a figure."""
    return text.isupper() and len(text.split()) <= _LONGEST_SIGNER and not any(c.isdigit() for c in text)


def with_signatures(lines: Sequence[Line], end: int, last: int) -> int:
    """The last row of a form, its signatures included; what follows them may be the head of a list."""
    at = bisect_left(lines, last + 1, key=lambda line: line.row)
    closed = False
    for line in lines[at:end]:
        words = key(line.text)
        if has_phrase(words, "danh sach") or (closed and LETTERHEAD.match(words)):
            break
        closed = closed or _closes(line.text)
        last = line.row
    return last
