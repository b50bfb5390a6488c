"""Lists of several units: tables that follow each other, sheets, or rows that each name a unit."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from aggregator.nouns.unit import Unit
from aggregator.understand import line_names, unit_lines
from aggregator.understand.clues import PAIR, Clue, Clues, may_be_own_hand
from aggregator.understand.mail_clues import short_line
from aggregator.understand.titles import speaks_of_list
from aggregator.understand.unit_in_name import units_in_name
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import begins, grouped, key, regex, sole

# over tables that somebody picked from several lists, which are no lists of their own
_GATHERED = regex(r"(?:cum|khoi)\b|.*\b(?:tong hop|trich|danh sach chung|de nghi (?:xet|khen|bieu duong))\b")


def of_tables(clues: Clues, line: Naming | None) -> list[Clue]:
    """The units of a paper with tables of several, all communes or all agencies: three at least."""
    if line is None:
        return []
    over = [Clue("line", "dòng ghi tên đơn vị", line), *clues._over_other_tables()]
    alike = [clue for clue in over if clues.names.is_commune(clue.unit) == clues.names.is_commune(line.unit)]
    by_unit = {clue.unit.code: clue for clue in alike}
    return [*by_unit.values()] if len(by_unit) > PAIR else []


def units_by_table(
    clues: Clues, table_clues: Sequence[Clue], units: Mapping[tuple[str, int], Unit]
) -> dict[tuple[str, int], Unit]:
    """Whose each model is, by sheet and row, where tables of several units follow each other on a sheet.

    Each stands under its own unit's line and its own title, all are of communes or all of agencies, and nothing
    ``table_clues`` speaks of another, or of one of them alone: a name or mail around the paper. A line that nothing
    is registered stands under its unit's line (``units``), and needs no table.
    """
    if not (clues.further or units) or any(clue.source in ("name", "folder", "mail") for clue in table_clues):
        return {}
    over = {line.sheet: line.sheet.rpartition(" ") for line in clues.further}
    titled = {line.sheet for line in clues.further if speaks_of_list(line.text)}
    further = clues.over_further
    heads = {(sheet, 0): named for sheet, named in clues.by_lines.items()}
    heads |= {(over[each][0], int(over[each][2])): named for each, named in further.items()}
    kinds = {clues.names.is_commune(unit) for unit in (*(n.unit for n in heads.values()), *units.values())}
    plain = all(named.how == "exact" and not named.body for named in heads.values())
    if not plain or len(kinds) > 1 or not over.keys() <= titled & further.keys():
        return {}
    owners: dict[tuple[str, int], Unit] = {}
    for sheet, row in (*((model.sheet, model.row) for model in clues.models), *clues.no_models):
        above = [head for head in heads if head[0] == sheet and head[1] <= row]
        if not (above or (sheet, row) in units):
            return {}
        owners[sheet, row] = units.get((sheet, row)) or heads[max(above)].unit
    listed = {sheet for sheet, _ in owners}
    forms = {head: named.unit for head, named in heads.items() if head[1] and head[0] not in listed}
    by_sheet = {(sheet, unit.code) for (sheet, _), unit in (owners | forms).items()}
    several = len(by_sheet) > len({sheet for sheet, _ in by_sheet})  # on one sheet
    owners = {head: named.unit for head, named in heads.items()} | owners  # also of tables left empty
    return owners if several and {clue.unit for clue in table_clues} <= {*owners.values()} else {}


def is_gathered(clues: Clues, table_units: Collection[Unit]) -> bool:
    """Whether lines over a table say that it is picked from several lists, or name the board or others."""
    for lines in grouped((line.sheet, line) for line in (*clues.unit_words, *clues.further)).values():
        own = unit_lines.unit_of_lines(clues.names, lines)
        units = {own.unit} if own else set()
        rest = [
            line
            for line in lines
            if not ((named := short_line(clues.names, line.text)) and named.unit in {*units, *table_units})
        ]
        units |= {named.unit} if (named := unit_lines.unit_of_lines(clues.names, rest)) else set()
        picked = any(_GATHERED.match(key(line.text)) for line in rest)
        if picked or len(units) > 1 or any(map(clues.names.is_board, units)):
            return True
    return False


def units_above_nil_rows(clues: Clues) -> dict[tuple[str, int], Unit]:
    """The units that stand right above the rows that say that nothing is registered, by sheet and row."""
    places = {*clues.no_models}
    lines = (line for line in clues.by_row if (line.sheet, line.row) in places)
    found = ((line, named) for line in lines if (named := short_line(clues.names, line.text)))
    return {
        (line.sheet, line.row): named.unit
        for line, named in found
        if named.how == "exact" and not (named.body or may_be_own_hand(clues.names, line.text, named))
    }


def with_form_sheets(clues: Clues, units: dict[str, Unit]) -> dict[str, Unit]:
    """The units by sheets, if several, with those of sheets of forms alone whose lines surely name one."""
    if len(set(units.values())) <= 1:
        return units  # most files
    heads = {line.sheet for line in (*clues.unit_words, *clues.models)}
    further = ((place.rpartition(" ")[0], n) for place, n in clues.over_further.items())
    by_sheet = grouped((sheet, named) for sheet, named in further if sheet not in heads)
    sure = {
        sheet: {named.unit for named in each}
        for sheet, each in by_sheet.items()
        if all(n.how == "exact" and not (n.body or clues.names.is_board(n.unit)) for n in each)
    }
    return units | {sheet: unit for sheet, each in sure.items() if (unit := sole(each))}


def units_by_row(clues: Clues, joint: Sequence[Unit] = (), least: int = PAIR) -> dict[tuple[str, int], Unit]:
    """Whose each model of a joint list is, by sheet and row, where its cell or heading surely names one unit.

    Its address does where the paper says that it is that of several (``joint``). In a paper of forms alone
    whose each form is, by its first row.
    """
    if clues.holders:
        forms = ((place.rpartition(" "), each) for place, each in clues.over_further.items())
        sure_forms = ((p, n.unit) for p, n in forms if n.how == "exact" and not clues.names.is_board(n.unit))
        return {(sheet, int(row)): unit for (sheet, _, row), unit in sure_forms}
    named = {text: each.unit for text, each in clues.in_rows.items() if each.how == "exact"}
    rows = grouped(((line.sheet, line.row), line) for line in clues.by_row)
    units = {
        place: {named[line.text] for line in lines if line.labelled and line.text in named}
        for place, lines in rows.items()
    }
    for line in clues.models if joint else ():
        of_row = {unit for unit in units_in_name(clues.names, line.text) if unit in joint}
        units[line.sheet, line.row] = units.get((line.sheet, line.row)) or of_row
    sure = {place: unit for place, of_row in units.items() if (unit := sole(of_row))}
    return sure if len(set(sure.values())) >= least else {}


def may_name_units(names: UnitNames, unit: Unit, texts: Iterable[tuple[str, Naming | None]]) -> bool:
    """Whether texts of rows, or sheets' names, name other agencies than ``unit``, the only one that is sure.

    So does a text that is nobody's for sure and like several agencies' names, but one that is like a single one may
    be the unit's own office: “Phòng Tài chính - Kế toán”, “CĐCS Điện lực”.
    """
    if names.is_commune(unit):
        return False
    for text, named in texts:
        if line_names.UNION_CELL.match(key(text)):
            continue
        *_, (body, _) = names.agencies.unwrap(names.agencies.words(text).split())
        words = " ".join(body)
        own = names.is_hand(words) and not begins(words, names.words.district_heads)
        like = [] if named or own else names.suggestions(text)
        units = [named.unit] if named else like if len(like) > 1 else []
        if units and unit not in units and not any(map(names.is_commune, units)):
            return True
    return False
