"""Files that came together: whose each is by the others of its mail or folder."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from aggregator.campaign.mails import is_forward
from aggregator.nouns.document import as_text
from aggregator.nouns.file import AttributedFile, Intake, places_and_name
from aggregator.understand.attribution import Attribution
from aggregator.understand.filing import form_of, with_other_hands
from aggregator.understand.mail_clues import sender_lines
from aggregator.understand.unit_in_name import unit_in_name, units_in_name
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import grouped, key, regex

_OF_SEVERAL = regex(r"\b(?:cac|nhieu|mot so|hai|ba|\d+) (?:xa\b(?! hoi\b)|don vi|co quan|thi tran)")
_SENDS_LIST = regex(r"(?=.*\b(?:danh sach|ds|bieu)\b).*\b(?:gui|nop|trinh|kem)\b")
_OF_MAIL = ("tiêu đề thư", "người gửi thư", "lời thư")


def with_companions(names: UnitNames, files: Sequence[AttributedFile]) -> list[AttributedFile]:
    """The files as those tell that came with them in one mail or folder."""
    return _as_mails_bring(names, _with_companions(names, files))


def _with_companions(names: UnitNames, handled: Sequence[AttributedFile]) -> list[AttributedFile]:
    """The files, the only list of a mail that names no unit given to the one whose papers came with it.

    These are a covering letter or forms M1, M2 (R1), of a unit that has no list there and whose form the list is. A
    folder, an archive, and a mail that hands on or gathers, may hold many units' files: there, and where anything
    names another, the unit is only spared, unless the folder holds a list and the letter that sends it alone.
    """
    together = grouped((tuple(places_and_name(i.file)[0]), i) for i in handled if not i.intake.ignore_reason)
    given: dict[str, AttributedFile] = {}
    for places, items in together.items():
        lists = [item for item in items if item.unit is None and item.entries and not item.intake.book_nobody]
        beside = [item for item in items if item not in lists]
        units = {item.unit for item in beside if item.unit}
        if not places or len(units) != 1 or any(item.entries or item.contested for item in beside):
            continue
        unit = names.campaign.units_by_code[units.pop()]
        found = Attribution(Naming(unit, "exact", unit.name), "mail")
        own = names.campaign.groups_by_code[unit.kind].form
        alone = len(lists) == 1 and {code for item in items for code in item.suggestions} <= {unit.code}
        for item in () if names.is_board(unit) else lists:
            read = with_other_hands(names, found, item.reading)
            form = form_of(read, item.file, own) if read else None
            if form == own and item.could_be(unit):
                spared = replace(item, suggestions=tuple(dict.fromkeys((*item.suggestions, unit.code))))
                mine = replace(item, reading=read, unit=unit.code, form=form, of_sender=True)
                sure = alone and (_is_of_one(item.intake) or _is_with_letter(handled, places, items, unit.code))
                given[item.file] = mine if sure else spared
    return [given.get(item.file, item) for item in handled]


def _is_with_letter(
    handled: Iterable[AttributedFile], places: Sequence[str], items: Sequence[AttributedFile], unit: str
) -> bool:
    """Whether a folder holds a list and one unit's papers alone: a letter that sends it; it has no other list."""
    letters = (item for item in items if item.unit and not item.forms and not item.of_sender)
    sends = any(_SENDS_LIST.search(key(text)) for letter in letters for text in letter.content.sentences)
    if not sends or any(item.intake.sender for item in items) or [item.unit for item in items].count(None) > 1:
        return False
    here = {item.file for item in items}
    others = (item for item in handled if item.file not in here and not item.intake.ignore_reason)
    return not any(
        (item.unit == unit and item.entries) or tuple(places_and_name(item.file)[0][: len(places)]) == places
        for item in others
    )


def _is_of_one(received: Intake) -> bool:
    """Whether a file came in a mail of its unit's own: none that hands on, or speaks of several units."""
    said = key(f"{received.subject or ''} | {received.mail_text or ''}")
    return received.sender is not None and not (is_forward(received.subject) or _OF_SEVERAL.search(said))


def _as_mails_bring(names: UnitNames, handled: Sequence[AttributedFile]) -> list[AttributedFile]:
    """The files without what their mail says against them, where it brings the lists of several units.

    It speaks of these lists then: each unit is named by its own list, and besides by the file's name or the mail;
    of a mail that names the others one too by its list alone, where that is like none of theirs and the only one.
    """
    lists = [item for item in handled if item.entries]
    of_unit = Counter(item.unit for item in lists)
    mails = grouped((i.file.rpartition("!")[0], i) for i in lists if "!" in i.file and not i.of_sender)
    brought: dict[str, set[str]] = {}
    for mail, items in mails.items():
        if len({item.unit for item in items}) > 1:
            said = _named_in_mail(names, items[0])
            named = [item for item in items if item.unit in said or _is_named_besides(names, item, items)]
            alone = (i for i in items if named and of_unit[i.unit] == 1 and _is_plainly_its_own(i, named))
            brought[mail] = {unit for item in (*named, *alone) if (unit := item.unit)}

    def own(item: AttributedFile) -> AttributedFile:
        mail = item.file.rpartition("!")[0]
        known = brought.get(mail, set())
        if item.unit not in known or len(known) == 1:
            return item
        around = _OF_MAIL if item.intake.sender is None else (*_OF_MAIL, "tên thư mục")  # the mail's own
        others = tuple(other for other in item.other_units if not (other[0] in around and other[1] in known))
        return replace(item, other_units=others, suggestions=tuple(u for u in item.suggestions if u not in known))

    return [*map(own, handled)]


def _named_in_mail(names: UnitNames, item: AttributedFile) -> set[str]:
    """The units (codes) that the words of a file's mail, or of its name, name."""
    received, folders = item.intake, places_and_name(item.file)[0]
    texts = (received.subject or "", *folders[-1:], *sender_lines(received.mail_text or ""))
    return {unit.code for text in texts for unit in units_in_name(names, text)}


def _is_plainly_its_own(item: AttributedFile, others: Iterable[AttributedFile]) -> bool:
    """Whether a list is its unit's by its own words: none that was copied from the ``others``, nor a part."""
    if item.body or item.misspelt or item.other_stamp or item.says_part:
        return False
    models = _model_names(item)
    return all(2 * len(models & _model_names(other)) < len(models) for other in others if other is not item)


def _model_names(item: AttributedFile) -> set[str]:
    return {key(as_text(entry.values.get("name"))) for part in item.content.lists for entry in part.entries}


def _is_named_besides(names: UnitNames, item: AttributedFile, items: Iterable[AttributedFile]) -> bool:
    named = unit_in_name(names, places_and_name(item.file)[1])
    in_mail = any(code == item.unit and where in _OF_MAIL for each in items for where, code in each.other_units)
    return in_mail or (named is not None and named.unit.code == item.unit)
