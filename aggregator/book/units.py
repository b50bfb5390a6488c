"""The units: those of sheet “Đơn vị”, those that a cell names, and whose a file is by what people said before.

People divide the units of a cell in many ways. A file whose unit is not known is given to the one to which people
gave files that spell their unit alike, or come from the same sender; it is said on what ground.
"""

from collections.abc import Iterator, Mapping, Sequence
from email.utils import parseaddr
from itertools import combinations
from typing import Protocol

from msgspec import Struct, field, structs

from aggregator.book.clerk_words import answer_and_remark, is_unsure, pattern
from aggregator.book.layout import book_layout
from aggregator.book.register import BookReceipt
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import CannotWork, Finding, finding
from aggregator.nouns.unit import Campaign, Group, PlaceKind, Unit
from aggregator.vietnamese.fold import composed, is_personal_name, key, list_key, regex, sole
from aggregator.vietnamese.scope import in_district_words

_BETWEEN = regex(r"[;\n]")


class FindUnit(Protocol):
    """Finds a unit by its whole name."""

    def __call__(self, text: str, *, suggest: bool = True) -> tuple[Unit | None, Sequence[Unit]]:
        """The unit, else such as may be meant, if they are asked for."""


class CellUnit(Struct, frozen=True):
    """A part of a cell: its words, the unit that they name (``doubtful_unit``: and undo), else ``suggestions``."""

    text: str
    unit: Unit | None
    suggestions: Sequence[Unit] = ()
    doubtful_unit: Unit | None = None


def units_of_cell(text: str, find: FindUnit) -> list[CellUnit]:
    """The parts of a cell in their order. A name may itself hold a comma or “và”: the longest names go first."""
    whole = _said(text, find)
    if whole.unit:
        return [whole]
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    said = [one for part in parts for one in _divided(part, find)]
    unit = said[0].unit if said else None
    return [one for one in said if one.unit or unit is None or not _is_beside(one.text, unit, find)]


def _is_beside(text: str, unit: Unit, find: FindUnit) -> bool:
    """Whether a part that names no unit is a remark on the one before: “Xã Cao Xá, đã hỏi”."""
    return text[:1].islower() and not pattern("unit", "more").match(text) and _is_idle(text, unit, find)


def _divided(part: str, find: FindUnit) -> Iterator[CellUnit]:
    cuts = [(0, 0), *(found.span() for found in pattern("unit", "between").finditer(part)), (len(part), len(part))]
    begin = 0
    while begin < len(cuts) - 1:
        spans = [(part[cuts[begin][1] : cuts[end][0]], end) for end in range(len(cuts) - 1, begin, -1)]
        found = [(_said(words, find), end) for words, end in spans]
        said, begin = next(((one, end) for one, end in found if one.unit), found[-1])
        if said.text:
            yield said


_OF_PLACE = ("xa", "thi tran")  # begin the names of communes, whose smaller places are their own
_MOST_REMARK = 24  # words; a longer one is not looked through for names, and asked about
_LONGEST_NAME = 9  # words


def _said(text: str, find: FindUnit) -> CellUnit:
    """The unit that words name: “của xã Cao Xá”, “Xã Cao Xá (đã hỏi)” do, “Xã Cao Xá?” only suggests it."""
    name = pattern("unit", "whose").sub("", composed(text.strip()))
    unit, suggestions = find(name) if name and not pattern("unit", "district").match(name) else (None, ())
    first, sign, beside = answer_and_remark(name)
    beside = "" if sign and sign in ";,+/" else beside
    beside = beside.casefold() if sign == "." and not beside.istitle() else beside  # its capital begins a sentence
    other = unit and beside and _is_other_place(beside, unit) and not beside.lower().startswith("huyện")
    if beside and unit is None and (unit := find(first.strip(" )."))[0]):
        other = not _is_idle(beside, unit, find)
    if unit and (other or "?" in text):
        return CellUnit(text.strip(), None, tuple(dict.fromkeys((unit, *suggestions))), unit)
    return CellUnit(text.strip(), unit, suggestions)


def _is_other_place(remark: str, unit: Unit) -> bool:
    """Whether a remark is a place that the unit is not of: smaller for a district's body, larger for a commune."""
    place = pattern("unit", "place").fullmatch(remark)
    if place is None:
        return False
    kind, name = key(place["kind"]), place["name"]
    if key(unit.name).startswith(_OF_PLACE):
        return bool(name) and kind in (*_OF_PLACE, "huyen")
    return kind != "huyen" or bool(name)


def _is_idle(remark: str, unit: Unit, find: FindUnit) -> bool:
    """Whether a remark beside a unit's name undoes nothing: it neither asks nor denies, and names no other."""
    words, remark = key(remark).split(), pattern("unit", "of_name").sub("", remark)
    remark = pattern("unit", "affirms").sub("", remark)
    undone = (
        is_unsure(remark, remark=True) or pattern("unit", "undoes").search(remark) or _is_other_place(remark, unit)
    )
    other = len(words) > 1 and remark.istitle() and not is_personal_name(remark)  # “Xã Ngọc Châu (Hiệp Hòa)”
    if undone or other or len(words) > _MOST_REMARK:
        return False
    spans = combinations(range(len(words) + 1), 2)
    like_a_name = remark[:1].isupper() and find(remark)[1]
    return not like_a_name and not any(
        find(" ".join(words[first:last]), suggest=False)[0]
        for first, last in spans
        if last - first <= _LONGEST_NAME
    )


_BETWEEN_ALIASES = regex(r"[;|\n]")
_TELEPHONE = regex(r"\A(?=(?:[35789]\d{8}|2\d{9})\Z)")  # typed as a number, it has lost the nought before it


def units_from(sheets: BookSheets, base: Campaign) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The units of the sheet, the campaign's own where there is none. Raises CannotWork where it names no unit."""
    if not sheets.has("units"):
        return base.units, []
    roster = _Roster(base.groups, base.office.place)
    for line in sheets.lines("units"):
        roster.add(line)
    if not roster.units:
        title = book_layout().sheet("units").title
        raise CannotWork(
            f"Sổ theo dõi, trang “{title}”: chưa có đơn vị nào đủ tên và nhóm; "
            "hãy ghi danh sách đơn vị rồi chạy lại."
        )
    return tuple(roster.units.values()), roster.findings


_IN_FULL = {"cq": "co quan", "dv": "don vi", "tt": "thi tran", "x": "xa"}  # the words of groups, cut short
_SHORT = regex(rf"\b(?:{'|'.join(_IN_FULL)})\b")


class _Roster(Struct):
    """The units read so far, by code; ``owners`` leads from each folded name to a unit's code."""

    groups: Sequence[Group]
    place: PlaceKind | None
    units: dict[str, Unit] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: Line) -> None:
        name, typed = line.text("name"), self._group_names(line.text("group"))
        group = sole([g for g in self.groups if typed & {self._key(g.code), *self._group_names(g.title)}])
        if not name or group is None:
            if any(line.text(code) for code in ("code", "name", "aliases")):
                why = "chưa rõ thuộc nhóm nào" if name else "chưa có tên đơn vị"
                self.findings.append(line.finding("book-unit-incomplete", "group" if name else "name", why=why))
            return
        unit = self._unit(line, name, group)
        first = self.units.get(unit.code) or self.units.get(self.owners.get(key(name), ""))
        if first is not None and (first.code == unit.code or key(first.name) == key(name)):
            self.findings.append(line.finding("book-unit-twice", "name", text=name, first=first.name))
            return
        self._take(line, unit)

    def _group_names(self, text: str) -> set[str]:
        """A group's name, and each part of it: a drop-down of a huyện or of an old book words it otherwise."""
        keys = (self._key(part) for part in (text, *text.split(",")))
        return {_SHORT.sub(lambda found: _IN_FULL[found[0]], each) for each in keys} - {""}

    def _key(self, group: str) -> str:
        return list_key(in_district_words(group, self.place))

    def _unit(self, line: Line, name: str, group: Group) -> Unit:
        must_send, unclear = self._must_send(line)
        return Unit(
            code=line.text("code") or list_key(name).replace(" ", "-"),
            name=composed(name),  # a name typed with its marks apart is that name
            kind=group.code,
            official_code=line.text("official_code") or None,
            aliases=tuple(composed(p.strip()) for p in _BETWEEN_ALIASES.split(line.text("aliases")) if p.strip()),
            email=line.text("email") or None,
            contact=_TELEPHONE.sub("0", line.text("contact")) or None,
            must_send=must_send,
            must_send_unclear=unclear,
        )

    def _must_send(self, line: Line) -> tuple[bool, str | None]:
        """Whether the unit must answer; what is not understood leaves it open, and its silence is no violation."""
        column = book_layout().sheet("units").column("must_send")
        value, text = line.cells.get("must_send"), line.text("must_send")
        if isinstance(value, bool) or not text:
            return value is not False, None
        code = column.choice(text)
        if code is None:
            facts = {"text": text, "head": column.head, "allowed": column.choice_words}
            self.findings.append(line.finding("book-choice-unknown", "must_send", **facts))
        return code != "no", None if code else line.cell("must_send")

    def _take(self, line: Line, unit: Unit) -> None:
        """Add the unit; a name that another has already leads to neither of them."""
        shared = []
        for name in (unit.name, unit.code, *unit.aliases):
            owner = self.owners.setdefault(key(name), unit.code)
            if owner != unit.code or key(name) in self.ambiguous:
                shared.append(key(name))
                self._not_unique(line, name, unit, self.units[owner])
        self.units[unit.code] = _without(unit, shared)

    def _not_unique(self, line: Line, name: str, unit: Unit, other: Unit) -> None:
        self.ambiguous.add(key(name))
        column = "aliases" if name in unit.aliases else "name"
        self.findings.append(
            line.finding("book-name-of-two-units", column, text=name, first=other.name, second=unit.name)
        )
        self.units[other.code] = _without(other, [key(name)])


def _without(unit: Unit, names: Sequence[str]) -> Unit:
    return structs.replace(unit, aliases=tuple(alias for alias in unit.aliases if key(alias) not in names))


# ---- Whose a file is, by what people said of files like it.

Learning = Mapping[str, tuple[str, str]]  # by a sender, or a unit's spelling: the unit, and the file that taught it


def _learned(handled: Sequence[AttributedFile], find_unit: FindUnit, rows: Sequence[BookReceipt]) -> Learning:
    """What files that people assigned teach: senders, unknown spellings; a clue that two units share nothing."""
    owners: dict[str, set[str]] = {}
    taught: dict[str, set[tuple[str, str]]] = {}
    of_files = ((clues_of(x, find_unit), x.unit, x.intake.book_unit is not None, x.file) for x in handled)
    of_rows = ((x.clues, x.units[0].code if x.units else None, x.unit is not None, x.file or "") for x in rows)
    for clues, unit, by_hand, file in (*of_files, *of_rows):
        for words in clues:
            owners.setdefault(words, set()).update([unit] if unit else [])
            if unit and by_hand:
                taught.setdefault(words, set()).add((unit, file))
    return {words: min(units) for words, units in taught.items() if len(owners[words]) == 1}


def clues_of(item: AttributedFile, find_unit: FindUnit) -> tuple[str, ...]:
    """The words by which a person's word about a file is learned: its sender, and how it writes the unit."""
    return tuple(dict.fromkeys((*_senders(item), *map(key, _lines(item, find_unit)))))


def apply_learned(
    files: Sequence[AttributedFile], find_unit: FindUnit, campaign: Campaign, rows: Sequence[BookReceipt] = ()
) -> tuple[list[AttributedFile], list[Finding]]:
    """The files with their clues, and a unit where one was learned for a file of unknown unit, each a finding.

    The book's ``rows`` keep the clues of files that are gone. Of a file that a person assigned, whose words are no
    known name, the alias is suggested.
    """
    learned = _learned(files, find_unit, rows)
    findings: list[Finding] = []
    result: list[AttributedFile] = []
    for one in files:
        item = structs.replace(one, clues=clues_of(one, find_unit))
        if item.intake.book_unit is not None or item.intake.book_nobody:
            findings += _suggestions(item, find_unit)
        elif item.unit is None and (known := _known(item, learned, find_unit)):
            (unit, other), clue = known
            has_list = item.reading is not None and item.reading.lists
            form = campaign.groups_by_code[campaign.units_by_code[unit].kind].form if has_list else None
            item = structs.replace(item, unit=unit, form=item.form or form)
            facts = {"unit_name": campaign.unit_name(unit), "clue": clue, "other": other}
            findings.append(finding("unit-learned", unit=unit, file=item.file, **facts))
        result.append(item)
    return result, findings


def _known(item: AttributedFile, learned: Learning, find_unit: FindUnit) -> tuple[tuple[str, str], str] | None:
    for words in map(key, _lines(item, find_unit)):
        if words in learned:
            return learned[words], "ghi tên đơn vị cùng một cách"
    for sender in _senders(item):
        if sender in learned:
            return learned[sender], f"cùng người gửi ({sender})"
    return None


def _lines(item: AttributedFile, find_unit: FindUnit) -> Iterator[str]:
    """The lines after “Đơn vị:” that name no unit of the roster."""
    for line in item.reading.unit_words if item.reading else ():
        if line.labelled and key(line.text) and find_unit(line.text)[0] is None:
            yield line.text.strip()


def _senders(item: AttributedFile) -> list[str]:
    address = parseaddr(item.intake.sender or "")[1].casefold()
    return [address] if "@" in address else []


def _suggestions(item: AttributedFile, find_unit: FindUnit) -> Iterator[Finding]:
    unit = item.intake.book_unit
    if unit is None:
        return
    units = book_layout().sheet("units")
    facts = {"unit": unit.code, "file": item.file, "unit_name": unit.name}
    for text in dict.fromkeys(_lines(item, find_unit)):
        yield finding("alias-suggested", **facts, text=text, head=units.column("aliases").head)
