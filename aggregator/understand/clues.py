"""The clues to whose a return is: names of files and folders, the mail, and what stands elsewhere in the paper."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct, structs

from aggregator.campaign.mails import is_forward
from aggregator.nouns.file import places_and_name
from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import Unit
from aggregator.understand import line_names, titles, unit_lines
from aggregator.understand.mail_clues import (
    hands_on,
    list_owner,
    passes_on,
    sender_lines,
    short_line,
    unit_of_mail,
    words_handed_on,
    written_sender,
)
from aggregator.understand.unit_in_name import places_in_name, unit_in_name, units_in_name
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import begins, grouped, has_phrase, key, regex, sole, squeezed

_SENDER = "người gửi thư"
ELSEWHERE = "trang khác"  # where the lines of a sheet without a list stand
PAIR = 2  # units: one of them may be a letterhead that was copied
_LEAST_CLIPPED = 24  # letters of a sheet's name that may have lost its end
_OF_DISTRICT = regex(r"\bhuyen\b")
_OFFICE = regex(r"\bhuyen\b|\bphong\b(?! giao dich\b)")  # among partners of a commune there is none


class Label(Struct, frozen=True):
    """A name around a paper: its kind, where it stands (Vietnamese), its words."""

    source: str  # "name", "folder", "mail"
    place: str
    text: str


class Clue(Struct, frozen=True):
    """What names a unit: its kind, where it stands (Vietnamese), whom it names."""

    source: str  # as in ``Attribution``, and "sheet", "rows", "letter", "head", "further", "weak"
    place: str
    naming: Naming

    @property
    def unit(self) -> Unit:
        """The unit that it names."""
        return self.naming.unit


class Clues(Struct, frozen=True, dict=True):
    """What may tell the unit of one return."""

    names: UnitNames
    file: str  # its path in the inbox, decoded
    unit_words: Sequence[UnitWords] = ()  # the lines over the lists
    margins: Sequence[UnitWords] = ()  # those of page margins and text boxes
    elsewhere: Sequence[UnitWords] = ()  # those of sheets without a list: the covering letter
    further: Sequence[UnitWords] = ()  # those over a second table
    by_row: Sequence[UnitWords] = ()  # what a column “Đơn vị” or headings within the list say
    models: Sequence[UnitWords] = ()  # where each model stands, and the address that it has
    no_models: Sequence[tuple[str, int]] = ()  # rows that say that nothing is registered, or may be models
    sheets: Sequence[str] = ()  # the names of those with a list or forms
    holders: Sequence[str] = ()  # who holds the model of a form that came without a list
    weak: Sequence[UnitWords] = ()  # what counts where nothing else names a unit
    form: str | None = None  # of the list
    places: Sequence[str] = ()  # beside dates
    addresses: Sequence[str] = ()  # what forms say of where their models are
    stamp: str | None = None
    sender: str | None = None
    subject: str | None = None
    mail_text: str | None = None
    book: Unit | None = None  # a person's word
    book_borrowed: bool = False  # it was said of the same content under another name, which this may contradict

    @cached_property
    def around(self) -> list[Clue]:
        """What file name, folders (nearest first) and mail name; a form's or an agency's list's name is last."""
        labels = self.names_around
        units: list[tuple[Label, Naming | None]] = []
        for label, over in pairwise([*labels, Label("", "", "")]):
            whole = f"{label.text} {over.text}" if self.names.is_over(over.text) else ""  # “Huyện ủy/Văn phòng”
            named = unit_in_name(self.names, label.text) or unit_in_name(self.names, whole) if label.text else None
            units += [(label, named)] if label.text else []
        of_form = units[0][1] if self.holders or "m4" in squeezed(labels[0].text) else None
        if of_form and self.names.is_commune(of_form.unit):
            units = units[1:] if self._is_holder(of_form) else [*units[1:], units[0]]
        clear = [Clue(label.source, label.place, named) for label, named in units if named]
        clear = [clue for clue in clear if not self._is_for_board(clue)]
        text = self.mail_text or ""
        if self.list_owner:
            return sorted([Clue("mail", "lời thư", self.list_owner), *clear], key=lambda c: c.source == "mail")
        forward = is_forward(self.subject)
        clear = [clue for clue in clear if clue.place != _SENDER or not self._only_passes_on(clue.unit)]
        mail = unit_of_mail(self.names, words_handed_on(text) if forward else text)
        return [*clear, *([Clue("mail", "lời thư", mail)] if mail else [])]

    def _is_for_board(self, clue: Clue) -> bool:
        """Whether the board is named because the paper goes to it, or is its form: “Mẫu M3 (Ban Dân vận)”."""
        of_form = has_phrase(key(clue.naming.words), "mau")
        return self.names.is_board(clue.unit) and (clue.source == "mail" or of_form)

    @cached_property
    def list_owner(self) -> Naming | None:
        """Whose list the mail hands on."""
        return list_owner(self.names, self.sender or "", self.subject, self.mail_text or "")

    def _only_passes_on(self, sender: Unit) -> bool:
        """Whether a mail of such an office is no clue by itself: it hands on another, or what is other units'."""
        if not passes_on(self.names, sender):
            return False
        return is_forward(self.subject) or hands_on(self.names, sender, self.mail_text or "")

    def _is_holder(self, named: Naming) -> bool:
        """Whether what looks like a commune is the person whom the form names: “M2 Ngọc Lý”."""
        bare = tuple(name.replace(" ", "") for name, unit in self.names.bare.items() if unit == named.unit)
        return not self.names.says_kind(named.words) and any(squeezed(each).endswith(bare) for each in self.holders)

    @cached_property
    def _mail_lines(self) -> list[str]:
        return sender_lines(self.mail_text or "")

    @cached_property
    def _as_titled(self) -> dict[str, Naming]:
        """Whom the lines of each sheet name, its title before its letterhead."""
        return _sheet_by_sheet(self.names, self.unit_words)

    @cached_property
    def _heads(self) -> dict[str, Unit]:
        """The letterheads over titles that name another unit, by sheets: one of the two was left over."""
        by_sheet = grouped((line.sheet, line) for line in self.unit_words)
        titled = self._as_titled.items()
        heads = ((sheet, unit_lines.over_title(self.names, by_sheet[sheet], n.unit)) for sheet, n in titled)
        return {sheet: head for sheet, head in heads if head}

    @cached_property
    def _units_around_heads(self) -> set[Unit]:
        """The units that file name, folders and mail name, where a letterhead is to be borne out."""
        return {clue.unit for clue in self.around} if self._heads else set()

    @cached_property
    def by_lines(self) -> dict[str, Naming]:
        """Whom the lines of each sheet name: the letterhead where names around bear out that and not the title."""
        around = self._units_around_heads
        borne_out = {
            sheet: Naming(head, "exact", head.name)
            for sheet, head in self._heads.items()
            if head in around and self._as_titled[sheet].unit not in around
        }
        return self._as_titled | borne_out

    def beside_lines(self, owner: Unit | None) -> list[Clue]:
        """What letterheads over other units' titles, margins, other sheets, signatures and further tables name."""
        where = [clue for clue in self._enclosing(owner) if owner and clue.unit.kind == owner.kind]
        where += self._where_written(owner)
        return [*self._heads_over_titles(), *self._named_apart(owner), *self._over_other_tables(), *where]

    def _enclosing(self, owner: Unit | None) -> Iterator[Clue]:
        """Whose letter a line says to enclose the list, where no name around tells that it was left over."""
        letters = (line_names.issuer(line.text) for line in self.unit_words if line_names.encloses(line.text))
        for named in (self.names.exact(text) for text in letters if text):
            if named and not self.names.is_board(named.unit) and owner not in {clue.unit for clue in self.around}:
                yield Clue("letter", "dòng “kèm theo”", named)

    def _where_written(self, owner: Unit | None) -> Iterator[Clue]:
        """The communes where a list was written that lies in hamlets under a bare “HỘI NÔNG DÂN”."""
        if not (self.places and self._lies_in_hamlets):
            return
        owns = tuple(named.words for named in self.by_lines.values() if named.unit == owner)
        heads = (short_line(self.names, line.text) for line in self.unit_words)
        if any(head and self.names.is_bare(head) and any(o.endswith(head.words) for o in owns) for head in heads):
            for unit in communes_in(self.names, self.places):
                if unit.name != self.names.campaign.office.seat:
                    yield Clue("place", "nơi ghi ngày", Naming(unit, "exact", unit.name))

    def _heads_over_titles(self) -> Iterator[Clue]:
        """The letterheads over titles that name another unit, where no name around tells which was left over."""
        around = self._units_around_heads
        for sheet, head in self._heads.items():
            if around.isdisjoint((head, self._as_titled[sheet].unit)):
                yield Clue("head", "tên cơ quan ở đầu trang", Naming(head, "exact", head.name))

    @cached_property
    def over_further(self) -> dict[str, Naming]:
        """Whom the lines over each further table or form name."""
        return _sheet_by_sheet(self.names, self.further)

    @cached_property
    def names_around(self) -> list[Label]:
        """File name, folders from the innermost out, and mail."""
        folders, name = places_and_name(self.file)
        return [
            Label("name", "tên tệp", name),
            *(Label("folder", "tên thư mục", folder) for folder in reversed(folders)),
            Label("mail", "tiêu đề thư", self.subject or ""),
            Label("mail", _SENDER, written_sender(self.names, self.sender or "")),
        ]

    def units_in_mail(self, sender: Unit | None = None) -> Iterator[Unit]:
        """Every unit that the mail's own words name, sending, signing or mentioned, but where the sender sits."""
        lines = (line for line in self._mail_lines if not _is_seat(self.names, line, sender))
        said = (unit for line in lines for unit in units_in_name(self.names, line))
        return (unit for unit in said if not self.names.is_board(unit))

    def units_by_sheet(self, sheets: Sequence[tuple[str, Naming]]) -> dict[str, Naming]:
        """The unit that each sheet names, in its lines or its name (“M3 Cao Xá”), or the office over schools."""
        found, offices = self.by_lines, self._offices_by_sheet
        if not found and len(offices) > 1 and len({named.unit for named in offices.values()}) == 1:
            return offices
        hands = [sheet for sheet, named in found.items() if may_be_own_hand(self.names, named.words, named)]
        if len(hands) < len(found):  # a hamlet's sheet beside the unit's own
            found = {sheet: named for sheet, named in found.items() if sheet not in hands}
        named_so = {sheet: named.unit for sheet, named in sheets}
        agree = all(named_so.get(sheet) == named.unit for sheet, named in found.items())
        alike = (each for each in sheets if agree or all(each[1].unit == own.unit for own in found.values()))
        return found | {sheet: named for sheet, named in alike if sheet not in found}

    def bodies_on_sheets(self) -> Iterator[Clue]:
        """The units over sheets of an agency's that may be bodies of its own just as well: “HỘI CỰU CHIẾN BINH”."""
        for named in self.by_lines.values():
            if not (self.names.is_commune(named.unit) or self.names.is_board(named.unit)):
                yield Clue("sheet", "dòng ghi tên đơn vị trên trang khác", named)

    @cached_property
    def _offices_by_sheet(self) -> dict[str, Naming]:
        """The agency over the subordinate whose list a sheet is, where it is one's."""
        by_sheet = grouped((line.sheet, line) for line in self.unit_words)
        found = ((sheet, unit_lines.office_over_school(self.names, lines)) for sheet, lines in by_sheet.items())
        return {sheet: named for sheet, named in found if named}

    def communes_of_schools(self) -> Iterator[Unit]:
        """The communes whose names the schools under an office bear, spared: their lists may come with it."""
        schools = self._offices_by_sheet
        return communes_in(self.names, (line.text for line in self.unit_words if line.sheet in schools))

    def named_sheets(self) -> list[tuple[str, Naming]]:
        """The sheets with a list that bear a unit's name, no hamlet's (“Thôn Cao Xá”) or union's (“Chi đoàn …”)."""
        schools = self._offices_by_sheet
        sheets = [name for name in self.sheets if not (name in schools or line_names.UNION_CELL.match(key(name)))]
        told = ((sheet, unit_in_name(self.names, sheet) or _clipped(self.names, sheet)) for sheet in sheets)
        found = [(sheet, named) for sheet, named in told if named]
        return [] if self._may_be_a_communes(found, len(sheets)) else _without_hands(self.names, found)

    @cached_property
    def _signatures(self) -> list[UnitWords]:
        """The lines of who signs below the lists."""
        return [line for line in self.elsewhere if line.sheet in self.sheets]

    def _signed(self, owner: Unit | None) -> list[UnitWords]:
        """The signatures that count: the ``owner``'s, else all but “BAN CHQS”, which any list's unit may have."""
        agency = owner is not None and not self.names.is_commune(owner)
        beside = not all(titles.is_title(line.text) for line in self.unit_words)
        weak = [line for line in self.weak if agency and (beside or line.text.isupper())]
        lines = [*self._signatures, *weak]
        named = {line: each for line in lines if (each := short_line(self.names, line.text))}
        own = [line for line, each in named.items() if each.unit == owner]
        bare = {line for line, each in named.items() if self.names.is_bare(each)}
        if agency:
            bare = {line for line in bare if line_names.UNION_CELL.match(key(line.text))}
        told = owner or len(bare) < len(named)
        return own or [line for line in lines if not (told and line in bare)]

    def _named_apart(self, owner: Unit | None) -> Iterator[Clue]:
        """What margins, sheets without a list and signatures name, where each names one unit and not the board."""
        places = (
            ("margin", "đầu trang, cuối trang hoặc khung chữ", self.margins),
            ("elsewhere", ELSEWHERE, [line for line in self.elsewhere if line.sheet not in self.sheets]),
            ("elsewhere", "chữ ký dưới danh sách", self._signed(owner)),
        )
        for source, where, lines in places:
            several = {named.unit.code for line in lines if (named := short_line(self.names, line.text))}
            found = [n for n in _sheet_by_sheet(self.names, lines).values() if not self.names.is_board(n.unit)]
            one = len({n.unit for n in found}) == 1
            if one and (source == "margin" or len(several - {found[0].unit.code}) <= 1):
                yield Clue(source, where, found[0])

    def _over_other_tables(self) -> Iterator[Clue]:
        """The units that stand over further tables and forms, each another list's."""
        for named in self.over_further.values():
            if not self.names.is_board(named.unit):
                yield Clue("further", "dòng phía trên một bảng hoặc một mẫu khác", named)

    def named_in_rows(self) -> list[Clue]:
        """The units that a list names row by row; “Thôn Liên Sơn”, “Hội Nông dân” are hands of the unit's own."""
        named = {named.unit.code: named for named in reversed(self.in_rows.values())}
        return [Clue("rows", "trong danh sách", each) for each in reversed(named.values())]

    @cached_property
    def in_rows(self) -> dict[str, Naming]:
        """The texts of rows and headings that name a unit each; the board only over models, beside others."""
        if not self.by_row:
            return {}  # most papers
        texts = {line.text: short_line(self.names, line.text) for line in self.by_row if key(line.text)}
        agencies = {text for text, named in texts.items() if named and not self.names.is_commune(named.unit)}
        found = [(text, named) for text, named in texts.items() if named]
        if self._may_be_a_communes(found, len(texts)):
            return {}
        if len(agencies) == len(texts) or any(not _is_own_hand(self.names, text) for text in agencies):
            found = _without_hands(self.names, found)
        else:
            found = [(text, named) for text, named in found if not _is_own_hand(self.names, text)]
        models = {(line.sheet, line.row) for line in self.models}
        over = {line.text for line in self.by_row if (line.sheet, line.row) in models} if len(found) > 1 else ()
        return {text: named for text, named in found if not self.names.is_board(named.unit) or text in over}

    def _may_be_a_communes(self, found: Sequence[tuple[str, Naming]], texts: int) -> bool:
        """Whether texts name what every commune has, or “Điện lực”, with no office, and models lie in hamlets."""
        names = self.names
        plain = not any(names.is_commune(named.unit) or _OFFICE.search(key(text)) for text, named in found)
        bodies = (text for text, named in found if len(found) < texts or names.has_sisters(named.unit))
        return plain and any(_is_own_hand(names, text) for text in bodies) and self._lies_in_hamlets

    @property
    def _lies_in_hamlets(self) -> bool:
        """Whether models lie in hamlets of no commune that is told."""
        names = self.names
        return any(begins(key(at.text), names.words.hamlets) and not names.says_kind(at.text) for at in self.models)

    def weak_clues(self, visible: Sequence[Clue]) -> list[Clue]:
        """Whose paper the list was issued with, or who stands under its signer's name, where nothing else tells.

        It tells one unit alone, and the list is on that one's form, or on none: an agency's plan has the communes'
        lists too, but no commune's letter encloses another's.
        Beside what is ``visible`` it only contradicts that a list is another commune's.
        """
        names = self.names
        lines = [structs.replace(line, text=line_names.issuer(line.text) or line.text) for line in self.unit_words]
        issued = unit_lines.unit_of_lines(names, lines) if lines != [*self.unit_words] else None
        weak = self.weak if all(titles.is_title(line.text) for line in self.unit_words) else ()
        found = [each for each in (issued, *(names.exact(line.text) for line in weak)) if each]
        if len({each.unit.code for each in found}) != 1 or self.stamp or self.named_in_one_line():
            return []  # most papers
        unit, beside = found[0].unit, (*self.unit_words, *self.margins, *self.elsewhere)
        letter = issued is not None and any(line_names.encloses(line.text) for line in self.unit_words)
        commune = names.is_commune(unit)
        alone, unmarked = commune or not names.has_sisters(unit), self.form is None
        fits = names.campaign.groups_by_code[unit.kind].form == self.form
        called = [near for label in self.names_around if label.text for near in names.suggestions(label.text)]
        alone = alone and {*called} <= {unit}  # “Danh sách THPT.xlsx”
        fits = fits or (letter and (alone or unmarked)) or (unmarked and alone and (commune or issued is None))
        fits = fits and not names.is_board(unit)
        if not commune:
            in_hamlets = self._lies_in_hamlets and not alone
            of_commune = in_hamlets or any(line_names.of_a_commune(names, line.text) for line in beside)
            fits = fits and not (visible or of_commune)
        return [Clue("weak", "dòng “kèm theo” hoặc chữ ký dưới danh sách", found[0])] if fits else []

    def named_in_one_line(self) -> tuple[Unit, ...]:
        """The units whose common paper it is, as one line over the lists says: “Xã Ngọc Lý, xã Ngọc Vân”."""
        several = {x: units for x in self.unit_words if (units := line_names.several_units(self.names, x.text))}
        if not several or unit_lines.are_elsewhere(self.names, self.unit_words):
            return ()
        plain = (
            units
            for line, units in several.items()
            if line.labelled or not line_names.is_address(self.names, line.text)
        )
        return tuple(dict.fromkeys(unit for units in plain for unit in units))

    def named_together(self) -> Iterator[Unit]:
        """Units that a clue names together (“xã Cao Xá và xã Liên Sơn”): spared, and nothing contested."""
        texts = [label.text for label in self.names_around] + self._mail_lines
        for text in texts:
            yield from places_in_name(self.names, text)
            units = [unit for unit in units_in_name(self.names, text) if not self.names.is_board(unit)]
            if any(map(self.names.is_commune, units)) and not _OF_DISTRICT.search(key(text)):
                units = [unit for unit in units if self.names.is_commune(unit) or not self.names.has_sisters(unit)]
            if len({unit.code for unit in units}) > 1 and unit_in_name(self.names, text) is None:
                yield from dict.fromkeys(units)

    def also_signed(self, unit: Unit) -> Iterator[Unit]:
        """Units that another line over or below the lists names than the one that counts: a copied letterhead."""
        yield from (*self.communes_of_schools(), *(clue.unit for clue in self._enclosing(unit)))
        places = (line.text for line in self.unit_words if key(line.text).startswith("dia phuong"))
        yield from communes_in(self.names, places)
        for line in (*self.unit_words, *self._signatures):
            if key(line.text) in self.names.superiors or _is_seat(self.names, line.text, unit):
                continue
            if self.names.is_commune(unit):  # “THỊ TRẤN CAO THƯỢNG - TRƯỜNG THPT TÂN YÊN SỐ 1”
                yield from line_names.agencies_beside(self.names, line.text)
            if "tại" in line.text.casefold():
                yield from places_in_name(self.names, line.text)
            named = short_line(self.names, line.text) or unit_in_name(self.names, line.text)
            if named is None or (self.names.is_commune(unit) and may_be_own_hand(self.names, line.text, named)):
                continue
            if line_names.speaks(self.names, named):
                yield named.unit


def _sheet_by_sheet(names: UnitNames, lines: Iterable[UnitWords]) -> dict[str, Naming]:
    """The unit that the lines of each sheet, table or form name, where they name one."""
    by_sheet = grouped((line.sheet, line) for line in lines)
    found = ((sheet, unit_lines.unit_of_lines(names, own)) for sheet, own in by_sheet.items())
    return {sheet: named for sheet, named in found if named}


def may_be_own_hand(names: UnitNames, text: str, naming: Naming) -> bool:
    """Whether a name may be a hand's of another unit: “CHI BỘ ĐIỆN LỰC”, “TRƯỜNG THPT …” are themselves alone."""
    return names.is_bare(naming) or (names.is_commune(naming.unit) and _is_own_hand(names, text))


def _clipped(names: UnitNames, sheet: str) -> Naming | None:
    """The one unit whose name begins with that of a sheet, of which programs keep about thirty letters."""
    words = key(sheet).replace(" va ", " ")
    begun = (codes for name, codes in names.agencies.full.items() if name.startswith(words))
    code = sole(frozenset().union(*begun)) if len(sheet) >= _LEAST_CLIPPED else None
    return Naming(names.campaign.units_by_code[code], "exact", sheet) if code else None


def _without_hands(names: UnitNames, found: Sequence[tuple[str, Naming]]) -> list[tuple[str, Naming]]:
    """Without what may be the unit's own hand (“Hội Nông dân”), unless two agencies are sure, and no commune."""
    sure = [(text, named) for text, named in found if not may_be_own_hand(names, text, named)]
    several = len({named.unit for _, named in sure}) >= PAIR
    return [*found] if several and not any(names.is_commune(named.unit) for _, named in found) else sure


def without_bodies(names: UnitNames, unit: Unit, clues: Sequence[Clue]) -> list[Clue]:
    """What rows and sheets name, but for a commune's bodies and for what an agency may have below it."""

    def is_own(text: str) -> bool:
        return _is_own_hand(names, text) if names.is_commune(unit) else begins(key(text), names.words.subordinates)

    return [clue for clue in clues if clue.unit == unit or not is_own(clue.naming.words)]


def _is_own_hand(names: UnitNames, text: str) -> bool:
    """Whether a text names a hamlet or body of the unit itself: “Thôn Liên Sơn”, but not “Hội Nông dân huyện”."""
    words = key(text)
    return names.is_hand(words) and not _OF_DISTRICT.search(words) and not names.says_kind(text)


def _is_seat(names: UnitNames, line: str, unit: Unit | None) -> bool:
    """Whether a line only says where an agency sits: “Địa chỉ: …, thị trấn Cao Thượng”."""
    return unit is not None and not names.is_commune(unit) and line_names.is_address(names, line)


def communes_in(names: UnitNames, texts: Iterable[str]) -> Iterator[Unit]:
    """The communes that places name: “Cao Xá, ngày …”, “thôn Trám, xã Cao Xá”."""
    units = (unit for text in dict.fromkeys(texts) for unit in units_in_name(names, text))
    return (unit for unit in units if names.is_commune(unit))
