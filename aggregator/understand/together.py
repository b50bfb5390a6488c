"""Files that came together: whose each is by the others of its mail or folder."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from aggregator.campaign.mail_words import is_forward
from aggregator.nouns.file import Handled, Received, places_and_name
from aggregator.understand.titles import form_of
from aggregator.understand.unit_in_name import unit_in_name
from aggregator.understand.unit_names import Named, UnitNames
from aggregator.understand.whose import Attribution, with_other_hands
from aggregator.vietnamese.fold import grouped, key

_OF_SEVERAL = re.compile(r"\b(?:cac|nhieu|mot so|hai|ba|\d+) (?:xa\b(?! hoi\b)|don vi|co quan|thi tran)")
_OF_MAIL = ("tiêu đề thư", "người gửi thư", "lời thư")


def as_they_came(names: UnitNames, handled: Sequence[Handled]) -> list[Handled]:
    """The files as those tell that came with them in one mail or folder."""
    return _as_mails_bring(names, _with_companions(names, handled))


def _with_companions(names: UnitNames, handled: Sequence[Handled]) -> list[Handled]:
    """The files, the only list of a mail that names no unit given to the one whose papers came with it.

    These are a covering letter or forms M1, M2 (R1), of a unit that has no list there and whose form the list is. A
    folder, an archive, and a mail that hands on or gathers, may hold many units' files: there, and where anything
    names another, the unit is only spared.
    """
    together = grouped(
        (tuple(places_and_name(item.file)[0]), item) for item in handled if not item.received.ignored
    )
    given: dict[str, Handled] = {}
    for places, items in together.items():
        lists = [item for item in items if item.unit is None and item.entries and not item.received.book_nobody]
        beside = [item for item in items if item not in lists]
        units = {item.unit for item in beside if item.unit}
        if not places or len(units) != 1 or any(item.entries or item.contested for item in beside):
            continue
        unit = names.campaign.units_by_code[units.pop()]
        found = Attribution(Named(unit, "exact", unit.name), "mail")
        own = names.campaign.groups_by_code[unit.kind].form
        alone = len(lists) == 1 and {code for item in items for code in item.suggested} <= {unit.code}
        for item in () if names.is_board(unit) else lists:
            read = with_other_hands(names, found, item.read)
            form = form_of(read, item.file, own) if read else None
            if form == own and item.could_be(unit):
                spared = replace(item, suggested=tuple(dict.fromkeys((*item.suggested, unit.code))))
                mine = replace(item, read=read, unit=unit.code, form=form, of_sender=True)
                given[item.file] = mine if alone and _is_of_one(item.received) else spared
    return [given.get(item.file, item) for item in handled]


def _is_of_one(received: Received) -> bool:
    """Whether a file came in a mail of its unit's own: none that hands on, or speaks of several units."""
    said = key(f"{received.subject or ''} | {received.mail_text or ''}")
    return received.sender is not None and not (is_forward(received.subject) or _OF_SEVERAL.search(said))


def _as_mails_bring(names: UnitNames, handled: Sequence[Handled]) -> list[Handled]:
    """The files without what their mail says against them, where it brings the lists of several units.

    It speaks of these lists then: each unit is named by its own list, and besides by the file's name or the mail.
    """
    lists = [item for item in handled if "!" in item.file and item.entries and not item.of_sender]
    mails = grouped((item.file.rpartition("!")[0], item) for item in lists)
    brought = {
        mail: {unit for item in items if (unit := item.unit) and _is_named_besides(names, item, items)}
        for mail, items in mails.items()
    }

    def own(item: Handled) -> Handled:
        mail = item.file.rpartition("!")[0]
        known = brought.get(mail, set())
        if item.unit not in known or len(known) == 1:
            return item
        others = tuple(other for other in item.others if not (other[0] in _OF_MAIL and other[1] in known))
        return replace(item, others=others, suggested=tuple(unit for unit in item.suggested if unit not in known))

    return [*map(own, handled)]


def _is_named_besides(names: UnitNames, item: Handled, items: Iterable[Handled]) -> bool:
    named = unit_in_name(names, places_and_name(item.file)[1])
    in_mail = any(code == item.unit and where in _OF_MAIL for each in items for where, code in each.others)
    return in_mail or (named is not None and named.unit.code == item.unit)
