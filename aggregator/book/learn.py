"""What a person's word about one file teaches about others: same sender, or the same spelling of the unit.

The alias is only suggested; people write it into sheet “Đơn vị”, or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parseaddr

from aggregator.book.cell_words import FindUnit
from aggregator.book.layout import book_layout
from aggregator.campaign.model import Campaign
from aggregator.findings import Finding, finding
from aggregator.received import Handled
from aggregator.viet.fold import key


@dataclass
class Learned:
    """By clue, the unit and the file that taught it. A clue that two units share teaches nothing."""

    by_spelling: dict[str, tuple[str, str]] = field(default_factory=dict)
    by_sender: dict[str, tuple[str, str]] = field(default_factory=dict)


def learn(handled: Sequence[Handled], find_unit: FindUnit) -> Learned:
    """What the files that people assigned say: their senders, and their unit lines that name no known unit."""
    learned = Learned()
    for clue, attribute in ((_spellings, learned.by_spelling), (_senders, learned.by_sender)):
        taught: dict[str, set[tuple[str, str]]] = {}
        owners: dict[str, set[str]] = {}
        for item in handled:
            for words in clue(item, find_unit):
                owners.setdefault(words, set()).update([item.unit] if item.unit else [])
                if item.received.book_unit is not None:
                    taught.setdefault(words, set()).add((item.received.book_unit.code, item.file))
        attribute |= {words: min(units) for words, units in taught.items() if len(owners[words]) == 1}
    return learned


def apply_learned(
    handled: Sequence[Handled], learned: Learned, find_unit: FindUnit, campaign: Campaign
) -> tuple[list[Handled], list[Finding]]:
    """The files with a unit where one was learned for a file of unknown unit; each such file is a finding.

    For each file that a person assigned and whose words are no known name, the alias is suggested.
    """
    findings: list[Finding] = []
    result: list[Handled] = []
    for item in handled:
        if item.received.book_unit is not None:
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
