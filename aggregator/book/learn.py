"""What a person's word about one file teaches about others: same sender, or the same spelling of the unit.

The alias is only suggested; people write it into sheet “Đơn vị”, or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parseaddr

from aggregator.book.layout import book_layout
from aggregator.book.register import BookReceipt
from aggregator.book.units import FindUnit
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import key

Taught = tuple[Sequence[str], str | None, bool, str]  # clues, the unit, whether a person said so, the file


@dataclass
class Learned:
    """By clue, the unit and the file that taught it. A clue that two units share teaches nothing."""

    by_spelling: dict[str, tuple[str, str]] = field(default_factory=dict)
    by_sender: dict[str, tuple[str, str]] = field(default_factory=dict)


def learn(handled: Sequence[Handled], find_unit: FindUnit, rows: Sequence[BookReceipt] = ()) -> Learned:
    """What the files that people assigned say: their senders, and their unit lines that name no known unit.

    ``rows`` are the book's: they keep the clues of files that are no longer in the inbox.
    """
    owners: dict[str, set[str]] = {}
    taught: dict[str, set[tuple[str, str]]] = {}
    for clues, unit, by_hand, file in (*_of_files(handled, find_unit), *_of_rows(rows)):
        for words in clues:
            owners.setdefault(words, set()).update([unit] if unit else [])
            if unit and by_hand:
                taught.setdefault(words, set()).add((unit, file))
    sure = {words: min(units) for words, units in taught.items() if len(owners[words]) == 1}
    return Learned(
        {words: known for words, known in sure.items() if "@" not in words},
        {words: known for words, known in sure.items() if "@" in words},
    )


def _of_files(handled: Sequence[Handled], find_unit: FindUnit) -> Iterator[Taught]:
    for item in handled:
        yield clues_of(item, find_unit), item.unit, item.received.book_unit is not None, item.file


def _of_rows(rows: Sequence[BookReceipt]) -> Iterator[Taught]:
    for row in rows:
        unit = row.units[0].code if row.units else None
        yield row.clues, unit, row.unit is not None, row.file or ""


def clues_of(item: Handled, find_unit: FindUnit) -> tuple[str, ...]:
    """The words by which a person's word about a file is learned: its sender, and how it writes the unit."""
    return tuple(dict.fromkeys((*_senders(item, find_unit), *_spellings(item, find_unit))))


def apply_learned(
    handled: Sequence[Handled], learned: Learned, find_unit: FindUnit, campaign: Campaign
) -> tuple[list[Handled], list[Finding]]:
    """The files with a unit where one was learned for a file of unknown unit; each such file is a finding.

    For each file that a person assigned and whose words are no known name, the alias is suggested. Every file
    gets its clues, which the book keeps.
    """
    findings: list[Finding] = []
    result: list[Handled] = []
    for one in handled:
        item = replace(one, clues=clues_of(one, find_unit))
        if item.received.book_unit is not None or item.received.book_nobody:
            findings += _suggestions(item, find_unit)
            result.append(item)
            continue
        known = _known(item, learned, find_unit) if item.unit is None else None
        if known is None:
            result.append(item)
            continue
        (unit, other), clue = known
        result.append(replace(item, unit=unit, form=item.form or _form(unit, item, campaign)))
        facts = {"unit_name": campaign.unit_name(unit), "clue": clue, "other": other}
        findings.append(finding("unit-learned", unit=unit, file=item.file, **facts))
    return result, findings


def _known(item: Handled, learned: Learned, find_unit: FindUnit) -> tuple[tuple[str, str], str] | None:
    for words in _spellings(item, find_unit):
        if words in learned.by_spelling:
            return learned.by_spelling[words], "ghi tên đơn vị cùng một cách"
    for sender in _senders(item, find_unit):
        if sender in learned.by_sender:
            return learned.by_sender[sender], f"cùng người gửi ({sender})"
    return None


def _form(unit: str, item: Handled, campaign: Campaign) -> str | None:
    has_list = item.read is not None and item.read.lists
    return campaign.groups_by_code[campaign.units_by_code[unit].kind].form if has_list else None


def _lines(item: Handled, find_unit: FindUnit) -> Iterator[str]:
    """The lines after “Đơn vị:” that name no unit of the roster."""
    for line in item.read.unit_words if item.read else ():
        if line.labelled and key(line.text) and find_unit(line.text)[0] is None:
            yield line.text.strip()


def _spellings(item: Handled, find_unit: FindUnit) -> Iterable[str]:
    return (key(text) for text in _lines(item, find_unit))


def _senders(item: Handled, find_unit: FindUnit) -> Iterable[str]:
    del find_unit  # a sender is known by the address alone
    address = parseaddr(item.received.sender or "")[1].casefold()
    return [address] if "@" in address else []


def _suggestions(item: Handled, find_unit: FindUnit) -> Iterator[Finding]:
    unit = item.received.book_unit
    if unit is None:
        return
    units = book_layout().sheet("units")
    facts = {"unit": unit.code, "file": item.file, "unit_name": unit.name}
    for text in dict.fromkeys(_lines(item, find_unit)):
        yield finding("alias-suggested", **facts, text=text, head=units.column("aliases").head)
