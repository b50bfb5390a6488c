"""Whose is it: weigh the independent clues of one return (design: a visible unit line, names, mail, stamp)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aggregator.campaign.model import Unit
from aggregator.received import Handled, Received
from aggregator.recognise.form import form_of
from aggregator.recognise.letterhead import says_part
from aggregator.recognise.unit_in_name import unit_in_name
from aggregator.recognise.unit_names import Named, UnitNames
from aggregator.returned import ReturnRead, UnitWords
from aggregator.viet.fold import key

_OF = re.compile(r"\b(?:của|cua)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LONGEST_NAME = 60  # letters; a longer line is a title or a sentence
_TITLE = re.compile(r"\bdanh sach\b|\bdang ky\b|\bdan van kheo\b")
_CITATION = re.compile(r"^(?:thuc hien|can cu|theo|kinh gui)\b")  # whom such a sentence names wrote what it cites
_YEAR = re.compile(r"\s*(?:năm|NĂM)\s*\d{4}\s*$")


@dataclass(frozen=True)
class Clues:
    """What may tell the unit of one return. ``file`` is the path in the inbox, ``book`` a person's word.

    ``book_borrowed``: it was said of the same content under another name, which this name may contradict.
    """

    file: str
    unit_words: Sequence[UnitWords] = ()
    stamp: str | None = None
    sender: str | None = None
    subject: str | None = None
    book: Unit | None = None
    book_borrowed: bool = False


@dataclass(frozen=True)
class Attribution:
    """Whose a return is. ``others`` are units that another clue names: (where the clue stands, unit)."""

    named: Named | None
    source: str | None  # "book", "line", "name", "folder", "mail", "stamp"
    others: tuple[tuple[str, Unit], ...] = ()
    stamp_other: Unit | None = None
    suggestions: tuple[Unit, ...] = ()
    seen: str = ""  # the words that looked like a unit's name, for the message

    @property
    def unit(self) -> Unit | None:
        """The unit, where one was found."""
        return self.named.unit if self.named else None

    @property
    def contested(self) -> bool:
        """Whether a visible clue names another unit."""
        return bool(self.others)


def attribute(names: UnitNames, clues: Clues) -> Attribution:
    """Weigh the clues: a person's word, the unit line, file name, folder, mail, stamp; conflicts are kept."""
    if clues.book is not None:
        said = _around(names, clues) if clues.book_borrowed else []
        others = [(where, named.unit) for _, where, named in said if named.unit != clues.book]
        return Attribution(Named(clues.book, "exact", clues.book.name), "book", tuple(_once(others)))
    line, other_lines = _line_of_sheets(names, clues.unit_words)
    around = _around(names, clues)
    stamp = names.campaign.units_by_code.get(clues.stamp or "")
    stamped = [("stamp", "dấu chìm trong biểu mẫu", Named(stamp, "exact", stamp.name))] if stamp else []
    found = ([("line", "dòng ghi tên đơn vị", line)] if line else []) + around + stamped
    if not found:
        return _unknown(names, clues)
    source, _, named = found[0]
    others = [(where, n.unit) for where, n in other_lines if n.unit != named.unit]
    others += [(where, n.unit) for s, where, n in around if n.unit != named.unit and s != source]
    if source != "line" and stamp and stamp != named.unit:
        others.append(("biểu mẫu phát riêng", stamp))
    differs = stamp if stamp and source == "line" and stamp != named.unit else None
    return Attribution(named, source, tuple(_once(others)), differs)


def _around(names: UnitNames, clues: Clues) -> list[tuple[str, str, Named]]:
    """What file name, folders (the nearest first), subject and sender name."""
    *folders, name = re.split(r"[/!]", clues.file)
    places = [("name", "tên tệp", name.rpartition(".")[0] or name)]
    places += [("folder", "tên thư mục", folder) for folder in reversed(folders)]
    places += [("mail", "tiêu đề thư", clues.subject or ""), ("mail", "người gửi thư", clues.sender or "")]
    found = [(source, where, unit_in_name(names, text)) for source, where, text in places if text]
    return [
        (s, where, named) for s, where, named in found if named and not (s == "mail" and names.is_board(named.unit))
    ]


def _once(others: Iterable[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    kept: dict[str, tuple[str, Unit]] = {}
    for where, unit in others:
        kept.setdefault(unit.code, (where, unit))
    return list(kept.values())


def _line_of_sheets(names: UnitNames, lines: Sequence[UnitWords]) -> tuple[Named | None, list[tuple[str, Named]]]:
    """The unit of the first sheet that names one, and what other sheets name."""
    found: list[tuple[str, Named]] = []
    for sheet in dict.fromkeys(line.sheet for line in lines):
        named = unit_of_lines(names, [line for line in lines if line.sheet == sheet])
        if named is not None:
            found.append((f"trang “{sheet}”", named))
    return (found[0][1] if found else None), found[1:]


def unit_of_lines(names: UnitNames, lines: Sequence[UnitWords]) -> Named | None:
    """The unit that the paper's head names: a labelled line first, then whole lines, a commune before an agency."""
    for line in lines:
        if line.labelled:
            named = names.exact(line.text) or unit_in_name(names, line.text) or names.near(line.text)
            if named:
                return named
    whole = [named for line in lines if not line.labelled for named in [_whole_line(names, line.text)] if named]
    whole += _two_lines(names, lines)
    communes = [n for n in whole if names.is_commune(n.unit)]
    if communes:
        agencies = [n for n in whole if n not in communes]
        bodies = [n for n in communes if n.body] or communes
        return _with_body(bodies[-1], agencies)
    if whole:
        return whole[-1]  # the superior's line stands first
    titled = [unit_in_name(names, line.text) for line in lines if not line.labelled and _is_title(line.text)]
    if any(titled):
        return next(named for named in titled if named)
    near = [names.near(line.text) for line in lines if not line.labelled and len(line.text) < _LONGEST_NAME]
    return next((n for n in near if n), None)


def _is_title(text: str) -> bool:
    words = key(text)
    return bool(_TITLE.search(words)) and not _CITATION.match(words)


def _with_body(commune: Named, agencies: Sequence[Named]) -> Named:
    """“HỘI NÔNG DÂN” over “XÃ CAO XÁ”: the commune's body, not the district's."""
    if commune.body or not agencies:
        return commune
    return Named(commune.unit, commune.how, commune.written, f"{agencies[0].written} {commune.written}")


def _whole_line(names: UnitNames, text: str) -> Named | None:
    parts = [text, _OF.split(text)[-1], *(_OF.split(inside)[-1] for inside in _BRACKETS.findall(text))]
    for part in parts:
        named = names.exact(_YEAR.sub("", part).strip(" .,:;-–"))
        if named:
            return named
    return None


def _two_lines(names: UnitNames, lines: Sequence[UnitWords]) -> list[Named]:
    """A body's name on one line and the commune's on the next."""
    plain = [line for line in lines if not line.labelled and key(line.text) not in names.superiors]
    pairs = pairwise(plain)
    joined = [names.exact(f"{a.text} {b.text}") for a, b in pairs if a.sheet == b.sheet and 0 <= b.row - a.row <= 1]
    return [n for n in joined if n and n.body]


def _unknown(names: UnitNames, clues: Clues) -> Attribution:
    labelled = [line.text for line in clues.unit_words if line.labelled]
    superiors = names.superiors
    plain = [line.text for line in clues.unit_words if not line.labelled and len(line.text) < _LONGEST_NAME]
    said = labelled + [text for text in plain if key(text) not in superiors]
    name = clues.file.rpartition("/")[2].rpartition("!")[2].rpartition(".")[0]
    for text in (*said, name):
        suggested = names.suggestions(text)
        if suggested:
            return Attribution(None, None, suggestions=tuple(suggested), seen=text)
    return Attribution(None, None, seen=labelled[0] if labelled else "")


def handle(names: UnitNames, received: Received, read: ReturnRead | None, unreadable: str | None) -> Handled:
    """A received file with its unit and form, as all its clues tell them."""
    found = attribute(
        names,
        Clues(
            received.file,
            read.unit_words if read else (),
            read.stamp.get("unit") if read else None,
            received.sender,
            received.subject,
            received.book_unit,
            received.book_borrowed,
        ),
    )
    unit = found.unit
    own_name = re.split(r"[/!]", received.file)[-1]
    own_form = names.campaign.groups_by_code[unit.kind].form if unit else None
    form = form_of(read, received.file, own_form) if read and read.lists else None
    return Handled(
        received=received,
        read=read,
        unreadable=unreadable,
        unit=unit.code if unit else None,
        body=found.named.body if found.named else None,
        form=form,
        says_part=bool(read and read.says_part) or says_part(own_name) or says_part(received.subject or ""),
        others=tuple((where, other.code) for where, other in found.others),
        stamp_other=found.stamp_other.code if found.stamp_other else None,
        misspelt=found.named.written if found.named and found.named.how == "near" else None,
        suggested=tuple(other.code for other in found.suggestions),
        seen=found.seen,
    )
