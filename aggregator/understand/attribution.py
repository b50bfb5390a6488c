"""Whose a return is, by its clues; and whom the words of an unknown file speak against."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field, structs

from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import Unit
from aggregator.understand import joint_lists
from aggregator.understand.clues import Clue, Clues, communes_in, without_bodies
from aggregator.understand.line_names import LONGEST_NAME, is_address, of_a_commune
from aggregator.understand.mail_clues import sender_lines, short_line
from aggregator.understand.unit_in_name import unit_in_name
from aggregator.understand.unit_lines import are_elsewhere
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import begins, has_phrase, key, regex
from aggregator.vietnamese.syllables import is_folded_syllable

_OF_COMMUNE = regex(r"\b(?:xa(?! hoi\b)|thi tran) (?P<name>[a-z]+ [a-z]+)\b")
_SENT_BACK = regex(r"\b(?:gop y|gui (?:lai|tra)|tra lai)\b")
_LEAST_LETTERS = 2  # of a word that is written out


def spoken_against(
    names: UnitNames, lines: Sequence[UnitWords], around: Sequence[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds and units (codes) that lines and names speak against: no abbreviation does, and no like name."""
    commune, agency = _kinds(names)
    texts = [line.text for line in lines if line.labelled or len(line.text) < LONGEST_NAME]
    texts = [text for text in texts if not is_address(names, text)]
    kinds: set[str] = set()
    units: set[str] = set()
    for text in (*texts, *around):
        words = names.agencies.words(text)
        if of_a_commune(names, text):
            kinds.add(agency)
            units |= _unlike(names, commune, [m.group("name") for m in _OF_COMMUNE.finditer(words)])
        elif text in texts and begins(words, names.words.district_heads):
            kinds.add(commune)
            units |= _unlike(names, agency, [words])
    return frozenset(kinds if len(kinds) == 1 else ()), frozenset(units)


def _kinds(names: UnitNames) -> tuple[str, str]:
    """The codes of the two kinds: the communes', and that of all other units."""
    communes = {unit.kind for unit in names.campaign.units if names.is_commune(unit)}
    codes = [group.code for group in names.campaign.groups]
    commune = next((code for code in codes if code in communes), codes[0])
    return commune, next((code for code in codes if code != commune), commune)


def _unlike(names: UnitNames, kind: str, spelt: Sequence[str]) -> set[str]:
    written = [n for n in spelt if all(len(w) >= _LEAST_LETTERS and is_folded_syllable(w) for w in n.split())]
    alike = frozenset().union(*(names.alike(name) for name in written))
    return {u.code for u in names.campaign.units if u.kind == kind and u.code not in alike} if written else set()


# ---- Whose is it: the independent clues of one return weighed.


class Attribution(Struct, frozen=True):
    """Whose a return is."""

    naming: Naming | None
    source: str | None  # "book", "line", "margin", "elsewhere", "name", "folder", "mail", "rows", "place", "stamp"
    other_units: tuple[tuple[str, Unit], ...] = ()  # that another clue names: where this stands, and the unit
    other_stamp: Unit | None = None
    suggestions: tuple[Unit, ...] = ()  # to be spared: that words may mean, or a clue names beside others
    unclear_name: str = ""  # the words that looked like a unit's name, for the message
    against_kinds: frozenset[str] = frozenset()
    against_units: frozenset[str] = frozenset()
    units_by_sheet: Mapping[str, Unit] = field(default_factory=dict)  # where sheets are several units'
    units_by_row: Mapping[tuple[str, int], Unit] = field(default_factory=dict)  # of a joint list: by sheet and row
    has_own_tables: bool = False  # where rows are several units': each has a table of its own, and no joint list
    unknown_sheets: tuple[str, ...] = ()  # beside those of several units: anybody's

    @property
    def unit(self) -> Unit | None:
        """The unit, where one was found."""
        return self.naming.unit if self.naming else None


class _Evidence(Struct, frozen=True):
    """The clues of one return as they are weighed against each other."""

    line: Naming | None  # whom the unit line names
    by_sheet: Mapping[str, Naming]  # whom the line or the name of each sheet names
    around: Sequence[Clue]
    rows: Sequence[Clue]
    visible: Sequence[Clue]  # all but the line and the stamp, the nearest first
    stamp: Unit | None
    body: str | None  # of some commune: “HỘI NÔNG DÂN XÃ”

    def ranked(self, clues: Clues) -> list[Clue]:
        """All that names a unit, the strongest first."""
        stamp = self.stamp if self.body is None else None
        stamped = [Clue("stamp", "dấu chìm trong biểu mẫu", Naming(stamp, "exact", stamp.name))] if stamp else []
        lines = [_of_line(self.line)] if self.line else []
        return [*lines, *self.visible, *stamped] or _where_written(clues, self.body)


def attribute(clues: Clues) -> Attribution:
    """Weigh the clues: a person's word, the unit line, margins, names, mail, stamp; conflicts are kept."""
    if clues.book is not None or clues.book_borrowed:
        return _of_book(clues, clues.book)
    sheets = clues.named_sheets()
    by_sheet = clues.units_by_sheet(sheets)
    if (together := clues.named_in_one_line()) and not by_sheet:  # nobody's, but row by row
        unknown = _unknown(clues, [*clues.around, *clues.named_in_rows()], together)
        return structs.replace(unknown, units_by_row=joint_lists.units_by_row(clues, together))
    evidence = _evidence(clues, by_sheet, [Clue("sheet", "tên trang", named) for _, named in sheets])
    ranked = evidence.ranked(clues)
    other = _of_a_body(clues, ranked) or _of_many(clues, evidence, ranked)
    return other or _of_one(clues, evidence, ranked, together)


def _evidence(clues: Clues, by_sheet: Mapping[str, Naming], of_sheets: Sequence[Clue]) -> _Evidence:
    names, around, rows = clues.names, clues.around, clues.named_in_rows()
    line = next(iter(by_sheet.values()), None)
    line = next((named for named in by_sheet.values() if line and named.unit == line.unit and not named.body), line)
    of_agency = line is not None and not names.is_commune(line.unit) and not names.is_board(line.unit)
    if of_agency and sum(names.is_commune(clue.unit) for clue in rows) == 1:  # it says where its models are
        rows = [clue for clue in rows if not names.is_commune(clue.unit)]
    hamlets: list[Clue] = []
    if line and len({each.unit for each in by_sheet.values()}) == 1 and _may_be_others(clues, line, of_sheets):
        hamlets, by_sheet, line = [_of_line(line)], {}, None
    sender = next((c.unit for c in around[:1] if c.source == "name" or names.is_commune(c.unit)), None)
    owner = line.unit if line else sender  # an agency that mails a joint list may have gathered it
    if owner is not None:
        rows, of_sheets = (without_bodies(names, owner, each) for each in (rows, of_sheets))
    stamp = names.campaign.units_by_code.get(clues.stamp or "")
    visible = [*clues.beside_lines(owner or stamp), *around, *rows, *of_sheets, *hamlets]
    visible += clues.bodies_on_sheets() if of_agency else () if line else clues.weak_clues(visible)
    visible.sort(key=lambda clue: _may_be_hamlets(names, clue.naming))
    body = _body_of_some_commune(clues) if line is None else None
    if body is not None:
        visible = [_as_body(names, clue, body) for clue in visible if names.is_commune(clue.unit)]
    return _Evidence(line, by_sheet, around, rows, visible, stamp, body)


def _of_line(line: Naming) -> Clue:
    return Clue("line", "dòng ghi tên đơn vị", line)


def _may_be_others(clues: Clues, line: Naming, of_sheets: Sequence[Clue]) -> bool:
    """Whether a unit line may name a hamlet of another unit, or a branch of it, and clues beside name another."""
    names, around = clues.names, clues.around
    hamlets = _may_be_hamlets(names, line, clues.sheets) and _names_another(names, around, line.unit)
    branch = _may_be_branch(names, line.words)
    return hamlets or (branch and _names_another(names, [*around, *of_sheets], line.unit))


def _of_one(clues: Clues, evidence: _Evidence, ranked: Sequence[Clue], together: Sequence[Unit]) -> Attribution:
    """The unit that the strongest clue names, with what contests it; sheets of others beside are theirs."""
    names, line, stamp = clues.names, evidence.line, evidence.stamp
    source, named = ranked[0].source, ranked[0].naming
    by_sheet = {sheet: each.unit for sheet, each in evidence.by_sheet.items()}
    several = joint_lists.with_form_sheets(clues, by_sheet)
    known = {named.unit, *several.values()}
    within = [c.unit for c in evidence.visible if line and _is_body_within(names, c.naming, line, evidence.around)]
    within += _who_hands_on(clues, named, evidence.around)
    visible = [clue for clue in evidence.visible if clue.unit not in {*known, *within}]
    against = (c for c in visible if c.source != source or source == "mail" or _is_outer(names, c, named))
    others = [*((clue.place, clue.unit) for clue in against)]
    others += _besides_clues(clues, stamp if source != "line" and stamp != named.unit else None)
    differs = stamp if stamp and source == "line" and stamp not in known else None
    beside = (
        *clues.named_together(),
        *clues.also_signed(named.unit),
        *(communes_in(names, clues.places) if names.is_commune(named.unit) else ()),  # an agency sits there
        *within,
        *(unit for unit in together if unit.kind == named.unit.kind),
        *(clues.units_in_mail(named.unit) if source == "mail" else ()),
    )
    spared = tuple(unit for unit in dict.fromkeys(beside) if unit not in known)
    by_unit = several if len(set(several.values())) > 1 or _others_on_sheets(clues, named) else {}
    attribution = Attribution(named, source, tuple(_once(others)), differs, spared, units_by_sheet=by_unit)
    strangers = tuple(sheet for sheet in dict.fromkeys(clues.sheets) if sheet not in by_unit) if by_unit else ()
    return _with_unknown(names, attribution, strangers) if strangers else attribution


def _of_many(clues: Clues, evidence: _Evidence, ranked: Sequence[Clue]) -> Attribution | None:
    """A paper of no unit that is known, or of several: tables one below the other, or rows of one list."""
    line, rows = evidence.line, evidence.rows
    of_office = bool(ranked) and line is None and not clues.names.is_commune(ranked[0].unit)
    foreign = of_office and are_elsewhere(clues.names, clues.unit_words)
    joint = joint_lists.of_tables(clues, line)
    told = joint_lists.units_above_nil_rows(clues)
    by_table = joint_lists.units_by_table(clues, ranked, told)
    in_rows = _count_in_rows(clues, ranked, rows)
    if ranked and not (by_table or foreign or joint or in_rows):
        return None
    owners = by_table
    if ranked and not foreign and (clues.holders or not joint):
        owners = by_table or joint_lists.units_by_row(clues, least=min(in_rows or 2, 2))
    own_tables = bool(by_table) and not joint_lists.is_gathered(clues, told.values())
    return structs.replace(_unknown(clues, joint or rows), units_by_row=owners, has_own_tables=own_tables)


def _count_in_rows(clues: Clues, ranked: Sequence[Clue], rows: Sequence[Clue]) -> int:
    """How many units a joint list names row by row, where nothing besides says whose it is; 0 where it is none."""
    if not ranked or ranked[0] not in rows:
        return 0
    texts = dict.fromkeys(line.text for line in clues.by_row if line.labelled and key(line.text))
    named = ((text, short_line(clues.names, text)) for text in texts)
    return len(rows) if len(rows) > 1 or joint_lists.may_name_units(clues.names, ranked[0].unit, named) else 0


def _others_on_sheets(clues: Clues, named: Naming) -> bool:
    """Whether other sheets than the one that bears the unit's name bear those of other agencies."""
    so_called = ((each, unit_in_name(clues.names, each)) for each in clues.sheets if named.words in clues.sheets)
    return joint_lists.may_name_units(clues.names, named.unit, ((each, o) for each, o in so_called if o))


def _of_book(clues: Clues, unit: Unit | None) -> Attribution:
    """The unit that a person named, or nobody's; a name of the same content in another place may contradict."""
    around = clues.around if clues.book_borrowed else []
    others = [(clue.place, clue.unit) for clue in around if clue.unit != unit]
    return Attribution(Naming(unit, "exact", unit.name) if unit else None, "book", tuple(_once(others)))


def _with_unknown(names: UnitNames, attribution: Attribution, strangers: tuple[str, ...]) -> Attribution:
    """Beside sheets of several units one whose name and lines name nobody: any other's of their kinds."""
    likely = dict.fromkeys(unit for sheet in strangers for unit in names.suggestions(sheet))
    known = attribution.units_by_sheet.values()
    return structs.replace(
        attribution,
        suggestions=(*attribution.suggestions, *(unit for unit in likely if unit not in known)),
        against_kinds=frozenset(group.code for group in names.campaign.groups) - {unit.kind for unit in known},
        unknown_sheets=strangers,
    )


def _may_be_hamlets(names: UnitNames, named: Naming, sheets: Sequence[str] = ()) -> bool:
    """Whether a hamlet may be meant that bears a commune's name: “CHI BỘ LIÊN SƠN”, a sheet “Liên Sơn”."""
    hand = begins(key(named.body or named.words), names.words.hamlet_hands) or named.words in sheets
    return hand and names.is_commune(named.unit) and not names.says_kind(named.words)


def _may_be_branch(names: UnitNames, written: str) -> bool:
    """Whether a name is also a part of others' names: “PGD huyện” is an office for schools, or of a bank."""
    words = key(written)
    rests = [words.removeprefix(each).strip() for each in names.words.fillers if begins(words, (each,))]
    return any(not rest or names.agencies.place.fullmatch(rest) for rest in rests)


def _names_another(names: UnitNames, around: Sequence[Clue], unit: Unit) -> bool:
    """Whether the first of the clues around the paper that surely names a commune or agency names another."""
    first = next((clue for clue in around if not _may_be_hamlets(names, clue.naming)), None)
    return first is not None and first.unit != unit


def _is_body_within(names: UnitNames, other: Naming, line: Naming, around: Sequence[Clue]) -> bool:
    """Whether a bare “Hội Nông dân” around a commune's paper is its own: the paper, folder or mail says so."""
    if not (names.is_commune(line.unit) and names.is_bare(other)):
        return False
    body = key(line.body or "")
    bare = unit_in_name(names, _OF_COMMUNE.split(body)[0])
    beside = any(clue.source in ("folder", "mail") and clue.unit == line.unit for clue in around)
    return beside or has_phrase(body, key(other.words)) or (bare is not None and bare.unit == other.unit)


def _is_outer(names: UnitNames, clue: Clue, named: Naming) -> bool:
    """Whether another's archive, or commune's folder, is outside: “Liên Sơn/Cao Xá”, no “Cụm Liên Sơn/Cao Xá”."""
    written = clue.naming.words
    name = written.removesuffix(".zip")
    apart = name != written or (names.is_commune(clue.unit) and names.is_commune(named.unit))
    return clue.source == "folder" and apart and bool(names.exact(name))


def _besides_clues(clues: Clues, stamp: Unit | None) -> Iterable[tuple[str, Unit]]:
    """What contests a list besides the visible clues: the board that returns it, the ``stamp`` of another unit."""
    if board := _returned_by_board(clues):
        yield "người gửi thư", board
    if stamp:
        yield "biểu mẫu phát riêng", stamp


def _who_hands_on(clues: Clues, named: Naming, around: Sequence[Clue]) -> list[Unit]:
    """The units of a mail that says that it hands on the list of the unit named: they contest nothing."""
    ours = clues.list_owner is not None and clues.list_owner.unit == named.unit
    return [c.unit for c in around if ours and c.source == "mail" and c.unit != named.unit]


def _returned_by_board(clues: Clues) -> Unit | None:
    """The board, where it sends a list back to its unit: “Gửi lại bản góp ý” is not the unit's word."""
    sender = unit_in_name(clues.names, clues.sender or "")
    if sender is None or not clues.names.is_board(sender.unit):
        return None  # most mails
    words = key(f"{clues.subject or ''} {' '.join(sender_lines(clues.mail_text or ''))}")
    return sender.unit if _SENT_BACK.search(words) else None


def _of_a_body(clues: Clues, ranked: Sequence[Clue]) -> Attribution | None:
    """“HND.xlsx” in a commune's folder or mail: of its body, where nothing says that the district's is meant."""
    if not ranked or ranked[0].source == "stamp":
        return None
    body = ranked[0].naming
    heads = (line.text for line in clues.unit_words if len(line.text) < LONGEST_NAME)
    if not clues.names.is_bare(body) or any(map(clues.names.says_district, heads)):
        return None
    around = [c for c in ranked[1:] if c.source in ("folder", "mail") and clues.names.is_commune(c.unit)]
    if len({clue.unit.code for clue in around}) != 1:
        return None
    commune = around[0].naming
    named = structs.replace(commune, body=commune.body or body.words)
    return Attribution(named, around[0].source, suggestions=(body.unit,))


def _body_of_some_commune(clues: Clues) -> str | None:
    """The words that name a body with “xã” and no commune's name: “HỘI NÔNG DÂN XÃ”."""
    texts = [line.text for line in (*clues.unit_words, *clues.margins)]
    texts += [label.text for label in clues.names_around if label.source == "name"]
    return next((text for text in texts if clues.names.body_of_some_commune(text)), None)


def _where_written(clues: Clues, words: str | None) -> list[Clue]:
    """“ĐẢNG ỦY XÃ” without a name, and “Song Vân, ngày …”: of the only commune where the paper was written."""
    foreign = are_elsewhere(clues.names, (*clues.unit_words, *clues.margins))
    units = [] if words is None or foreign else [*dict.fromkeys(communes_in(clues.names, clues.places))]
    named = [Clue("place", "nơi ghi ngày", Naming(unit, "exact", unit.name)) for unit in units]
    return [_as_body(clues.names, clue, words or "") for clue in named] if len(named) == 1 else []


def _as_body(names: UnitNames, clue: Clue, words: str) -> Clue:
    if names.is_itself(words):
        return clue
    return structs.replace(clue, naming=structs.replace(clue.naming, body=clue.naming.body or words))


def _once(others: Iterable[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    kept: dict[str, tuple[str, Unit]] = {}
    for where, unit in others:
        kept.setdefault(unit.code, (where, unit))
    return list(kept.values())


def _unknown(clues: Clues, rows: Sequence[Clue], joint: Sequence[Unit] = ()) -> Attribution:
    """Nobody's as far as is known, by what its ``rows`` or tables name; of the ``joint`` units alone, if any."""
    names = clues.names
    every = (*clues.unit_words, *clues.margins, *clues.elsewhere)
    lines = [line for line in every if key(line.text) not in names.superiors]  # beside “Tên đơn vị” left blank
    labelled = [line.text for line in lines if line.labelled]
    plain = [line.text for line in lines if not line.labelled and len(line.text) < LONGEST_NAME]
    around = [label.text for label in clues.names_around if label.text]
    of_rows = (clue.unit for clue in rows)
    where = communes_in(names, (*clues.places, *filter(names.says_kind, clues.addresses)))
    schools = clues.communes_of_schools()
    mentioned = clues.units_in_mail()
    beside = tuple(dict.fromkeys((*clues.named_together(), *of_rows, *where, *schools, *mentioned)))
    kinds, units = spoken_against(names, every, around)
    seen = next(iter([*labelled, *(text for text in plain if of_a_commune(names, text))]), "")
    texts = (*labelled, *plain, around[0])
    heads = {text for text in plain if (n := short_line(names, text)) and not names.is_bare(n)}  # over “CÔNG AN XÃ”
    tries = ((t, [u for u in names.suggestions(t) if u.kind not in kinds or t in heads]) for t in texts)
    seen, suggested = next((each for each in tries if each[1]), (seen, []))
    spared = tuple(dict.fromkeys((*(joint or suggested), *beside)))
    if rows and all(short_line(names, line.text) for line in clues.by_row):
        # theirs, and no other commune's; an agency's models may stand by the communes where they are
        units |= {unit.code for unit in names.campaign.units if names.is_commune(unit) and unit not in spared}
    if joint:
        units = frozenset(unit.code for unit in names.campaign.units if unit not in spared)
    return Attribution(None, None, suggestions=spared, unclear_name=seen, against_kinds=kinds, against_units=units)
