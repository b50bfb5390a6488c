"""Load a campaign from its folder of text files; an error names the file, the key and what was expected.

The shapes of the files are structs, the nouns themselves where a table holds the same: msgspec checks them, and
what it finds wrong is worded in Vietnamese, since the office edits these files.
"""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated

from msgspec import Meta, Struct, structs

from aggregator.campaign.text_file import NON_EMPTY, TextFile, read_text, toml_file
from aggregator.nouns import unit as shapes
from aggregator.nouns.finding import SEVERITIES, CannotWork
from aggregator.nouns.result import FIELDS, HOLDERS, KINDS, LEVELS
from aggregator.vietnamese.fold import key

LIST_FORMS = ("M3", "M4")
REGISTRATION_FORMS = ("M1", "M2")

_Some = Meta(min_length=1)
_Clock = Annotated[dt.datetime, Meta(tz=False)]  # on the district's clock, which the file does not repeat


class _Head(Struct, frozen=True):
    year: int
    deadline: _Clock
    deadline_source: str
    briefing: dt.date
    utc_offset_hours: int
    title: str


class _Main(Struct, frozen=True):
    """``campaign.toml``."""

    campaign: _Head
    office: shapes.Office
    papers: shapes.Papers
    commune_names: shapes.CommuneNames
    own_registration: shapes.OwnRegistration
    lists: shapes.ListWords
    group: Annotated[tuple[shapes.Group, ...], _Some]
    limit: Annotated[tuple[shapes.Limit, ...], _Some]
    level: Annotated[tuple[shapes.Level, ...], _Some]
    field: Annotated[tuple[shapes.Field, ...], _Some]


class _Body(Struct, frozen=True):
    names: tuple[str, ...]


class _Names(shapes.Words, frozen=True):
    """``names.toml``."""

    abbreviations: dict[str, str]
    same: tuple[_Body, ...]


class _ListForm(shapes.FormHead, frozen=True, kw_only=True):
    columns_of: str | None = None


class _ListFormFile(Struct, frozen=True):
    """``M3.toml``, ``M4.toml``."""

    form: _ListForm
    column: Annotated[tuple[shapes.Column, ...], _Some]


class _Label(Struct, frozen=True):
    spellings: tuple[str, ...]
    exact: tuple[str, ...]


class _Common(Struct, frozen=True):
    """``registration.toml``: what M1 and M2 share."""

    box: Annotated[tuple[shapes.FieldBox, ...], _Some]
    level: Annotated[tuple[shapes.LevelChoice, ...], _Some]
    label: dict[str, _Label]


class _RegistrationFormFile(Struct, frozen=True):
    """``M1.toml``, ``M2.toml``."""

    form: shapes.RegistrationHead
    signature: Annotated[tuple[shapes.Signature, ...], _Some]
    item: Annotated[tuple[shapes.FormItem, ...], _Some]


@cache
def default_campaign() -> shapes.Campaign:
    """The campaign of the letter of February 2024, as shipped in the package."""
    return load_campaign(files("aggregator.campaign") / "data")


def load_campaign(folder: Traversable) -> shapes.Campaign:
    """Read ``campaign.toml``, ``names.toml``, ``columns.toml``, ``registration.toml``, the forms and ``units.csv``.

    Raises CannotWork with the file, the key and what was expected.
    """
    file = toml_file(folder, "campaign.toml")
    year = file.read(_Main).campaign.year
    file = file.filled(year)
    main = file.read(_Main)
    _check_main(file, main)
    head = main.campaign
    headings = _headings(folder)
    zone = dt.timezone(dt.timedelta(hours=head.utc_offset_hours))
    return shapes.Campaign(
        year=year,
        deadline=head.deadline.replace(tzinfo=zone),
        deadline_source=head.deadline_source,
        briefing=head.briefing,
        title=head.title,
        office=main.office,
        commune_names=main.commune_names,
        name_words=_name_words(folder),
        cap=next(limit for limit in main.limit if limit.group == shapes.DISTRICT),
        groups=main.group,
        limits=tuple(limit for limit in main.limit if limit.group != shapes.DISTRICT),
        lists=_list_words(main.lists),
        levels=main.level,
        fields=main.field,
        forms=_list_forms(folder, year, headings),
        registration_forms=_registration_forms(folder, year),
        own_registration=main.own_registration,
        papers=main.papers,
        headings=headings,
        units=_units(folder, main.group),
    )


def _check_main(file: TextFile, main: _Main) -> None:
    for n, group in enumerate(main.group):
        file.check_choice(f"group[{n}].code", group.code, KINDS)
        file.check_choice(f"group[{n}].form", group.form, LIST_FORMS)
    for n, level in enumerate(main.level):
        file.check_choice(f"level[{n}].code", level.code, LEVELS)
    limited = [level.code for level in main.level if level.code != shapes.NOT_LIMITED]
    for n, limit in enumerate(main.limit):
        file.check_choice(
            f"limit[{n}].group", limit.group, [*(group.code for group in main.group), shapes.DISTRICT]
        )
        file.check_choice(f"limit[{n}].level", limit.level, limited)
        file.check_choice(f"limit[{n}].severity", limit.severity, SEVERITIES)
        if (limit.minimum is None) == (limit.maximum is None):
            raise file.error(f"limit[{n}].minimum", "đúng một trong hai khóa minimum, maximum")
    if [limit.maximum is None for limit in main.limit if limit.group == shapes.DISTRICT] != [False]:
        raise CannotWork(
            f"{file.name}: phải có đúng một [[limit]] của nhóm “{shapes.DISTRICT}” ghi số nhiều nhất (maximum)."
        )
    for n, field in enumerate(main.field):
        file.check_choice(f"field[{n}].code", field.code, FIELDS)


def _list_words(words: shapes.ListWords) -> shapes.ListWords:
    """The same words, folded."""
    return shapes.ListWords(
        movement=tuple(map(key, words.movement)),
        other_movements=tuple(map(key, words.other_movements)),
        abbreviations={key(name): key(text) for name, text in words.abbreviations.items()},
    )


def _name_words(folder: Traversable) -> shapes.NameWords:
    """``names.toml`` with its words folded, each once, and the bodies of several names as plain rows."""
    file = toml_file(folder, "names.toml")
    content = file.read(_Names)
    names = [each.name for each in structs.fields(shapes.Words)]
    words = {name: tuple(dict.fromkeys(map(key, getattr(content, name)))) for name in names}
    return shapes.NameWords(
        **words,
        abbreviations={key(name): key(text) for name, text in content.abbreviations.items()},
        same=tuple(tuple(key(name) for name in body.names) for body in content.same),
    )


def _headings(folder: Traversable) -> tuple[shapes.Heading, ...]:
    headings = toml_file(folder, "columns.toml").tables(shapes.Heading, "code")
    form_headings = (heading for heading in headings if heading.code != shapes.OTHER)
    keys = {key(text) for heading in form_headings for text in (*heading.spellings, *heading.exact)}
    for at, each in enumerate(headings):  # the columns that the office adds are of other tables no longer
        if each.code == shapes.OTHER:
            headings[at] = structs.replace(each, spellings=tuple(t for t in each.spellings if key(t) not in keys))
    return tuple(headings)


def _list_forms(folder: Traversable, year: int, headings: Sequence[shapes.Heading]) -> tuple[shapes.Form, ...]:
    codes = {heading.code for heading in headings}
    forms: dict[str, shapes.Form] = {}
    for code in LIST_FORMS:
        file = toml_file(folder, f"{code}.toml").filled(year)
        content = file.read(_ListFormFile)
        original = content.form.columns_of
        if original is not None and original not in forms:
            raise file.error("form.columns_of", "mã của mẫu đã nạp trước, ví dụ M3")
        head = {name: value for name, value in structs.asdict(content.form).items() if name != "columns_of"}
        columns = (*(forms[original].columns if original else ()), *content.column)
        forms[code] = shapes.Form(**head, columns=columns)
        for n, column in enumerate(content.column):
            file.check_hint(f"column[{n}].hint", column.hint)
            if column.code not in codes:
                raise CannotWork(f"{code}.toml: cột “{column.code}” không có trong columns.toml.")
    return tuple(forms.values())


def _registration_forms(folder: Traversable, year: int) -> tuple[shapes.RegistrationForm, ...]:
    """M1 and M2 (R1), from ``registration.toml`` and a file each."""
    file = toml_file(folder, "registration.toml")
    common = file.read(_Common)
    for n, box in enumerate(common.box):
        file.check_choice(f"box[{n}].field", box.field, FIELDS)
        for also in box.also:
            file.check_choice(f"box[{n}].also", also, FIELDS)
    for n, level in enumerate(common.level):
        file.check_choice(f"level[{n}].code", level.code, LEVELS)
    return tuple(_registration_form(folder, code, year, common) for code in REGISTRATION_FORMS)


def _registration_form(folder: Traversable, code: str, year: int, common: _Common) -> shapes.RegistrationForm:
    file = toml_file(folder, f"{code}.toml").filled(year)
    content = file.read(_RegistrationFormFile)
    file.check_choice("form.holder_kind", content.form.holder_kind, HOLDERS)
    for n, item in enumerate(content.item):
        file.check_choice(f"item[{n}].code", item.code, tuple(common.label))
        file.check_hint(f"item[{n}].hint", item.hint)
    return shapes.RegistrationForm(
        **structs.asdict(content.form),
        signatures=content.signature,
        items=tuple(structs.replace(item, **structs.asdict(common.label[item.code])) for item in content.item),
        boxes=common.box,
        levels=common.level,
    )


def _units(folder: Traversable, groups: Sequence[shapes.Group]) -> tuple[shapes.Unit, ...]:
    rows = csv.DictReader(io.StringIO(read_text(folder, "units.csv", "utf-8-sig")))
    units = tuple(
        _unit(TextFile("units.csv", {f"dòng {n}": row}), n, groups) for n, row in enumerate(rows, start=2)
    )
    owner: dict[str, shapes.Unit] = {}
    for unit in units:
        for name in (unit.code, unit.name, *unit.aliases):
            bearer = owner.setdefault(key(name), unit)
            if bearer is not unit:
                raise CannotWork(
                    f"units.csv: tên “{name}” của {unit.name} trùng với {bearer.name}; mỗi tên chỉ một đơn vị."
                )
    return units


def _unit(file: TextFile, line: int, groups: Sequence[shapes.Group]) -> shapes.Unit:
    row = file.data[f"dòng {line}"]
    for name in ("code", "name"):
        if not row.get(name):
            raise file.error(f"dòng {line}.{name}", NON_EMPTY)
    file.check_choice(f"dòng {line}.kind", row.get("kind"), [group.code for group in groups])
    aliases = tuple(a.strip() for a in (row.get("aliases") or "").split("|") if a.strip())
    return shapes.Unit(row["code"], row["name"], row["kind"], row.get("official_code") or None, aliases)
