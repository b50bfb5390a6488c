"""Load a campaign from its folder of text files; an error names the file, the key and what was expected.

The shapes of the files are structs, the nouns themselves where a table holds the same: msgspec checks them, and
what it finds wrong is worded in Vietnamese, since the office edits these files.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tomllib
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct, ValidationError, convert, structs

from aggregator.nouns import unit as shapes
from aggregator.nouns.finding import SEVERITIES, CannotWork, data_file
from aggregator.nouns.result import FIELDS, HOLDERS, KINDS, LEVELS, STATUSES, Choice, Evidence, Mode
from aggregator.nouns.standing import NOT_OBLIGED, STANDINGS, TO_VERIFY, WAIVED, ReceiptCode
from aggregator.vietnamese.fold import list_key
from aggregator.vietnamese.scope import in_place_words

T = TypeVar("T")
MOST_HINT = 255  # letters of an input message in Excel
NON_EMPTY = "một chuỗi chữ không rỗng"
_EXPECTATIONS = {
    str: NON_EMPTY,
    int: "một số nguyên",
    float: "một số",
    bool: "true hoặc false",
    dt.date: "một ngày không kèm giờ, ví dụ 2024-03-01",
    dt.datetime: "ngày kèm giờ, không ghi múi giờ, ví dụ 2024-02-27T23:59:59",
}


def read_text(folder: Traversable, name: str, encoding: str = "utf-8") -> str:
    """The text of a file of the campaign. Raises CannotWork where it is missing or in another encoding."""
    try:
        return (folder / name).read_text(encoding=encoding)
    except FileNotFoundError as error:
        raise CannotWork(f"Thiếu tệp dữ liệu {name} của đợt đăng ký; đề nghị cài lại chương trình.") from error
    except UnicodeDecodeError as error:
        raise CannotWork(f"Tệp dữ liệu {name} phải lưu ở bảng mã UTF-8; hãy lưu lại rồi chạy lại.") from error


def toml_file(folder: Traversable, name: str) -> TextFile:
    """A TOML file of the campaign. Raises CannotWork where it is missing or broken."""
    try:
        return TextFile(name, tomllib.loads(read_text(folder, name)))
    except tomllib.TOMLDecodeError as error:
        raise CannotWork(f"Tệp dữ liệu {name} viết sai quy cách TOML: {error}") from error


_CODES: Mapping[str, Sequence[str]] = {
    "receipt": (*get_args(ReceiptCode), *TO_VERIFY, *WAIVED, NOT_OBLIGED),
    "quota": STANDINGS,
    "status": [status for status in STATUSES if status != "ignored"],
    "evidence": get_args(Evidence),
    "severity": SEVERITIES,
    "mode": get_args(Mode),
    "holder": HOLDERS,
    "decision": get_args(Choice),
}


@cache
def code_words() -> Mapping[str, dict[str, str]]:
    """How codes are called on sheets, papers and in the tracking book (``codes.toml``): kind → code → words."""
    words = data_file("codes.toml")
    for kind, codes in _CODES.items():
        for code in codes:
            if code not in words.get(kind, {}):
                raise CannotWork(f"codes.toml: thiếu khóa “{kind}.{code}”; hãy ghi cách gọi của mã này.")
    return words


class TextFile(Struct, frozen=True):
    """The content of a campaign file. Its errors name the file and the key, and count as people count."""

    name: str
    data: Mapping[str, Any]

    def fill(self, year: int) -> TextFile:
        """The same with {year} and {last_year} filled in."""
        return TextFile(self.name, _filled(dict(self.data), {"year": year, "last_year": year - 1}, self.name))

    def read(self, shape: type[T]) -> T:
        """The whole content as a struct. Raises CannotWork where it is not of its shape."""
        return self._convert(self.data, shape, "")

    def tables(self, shape: type[T], code: str) -> list[T]:
        """Each table as a struct, in file order; its key is what the struct has under the name ``code``."""
        tables = {name: {**x, code: name} if isinstance(x, dict) else x for name, x in self.data.items()}
        return [self._convert(table, shape, name) for name, table in tables.items()]

    def _convert(self, value: object, shape: type[T], table: str) -> T:
        try:
            return convert(value, shape)
        except ValidationError as error:
            gap = re.search(r"missing required field `(\w+)`", str(error))
            path = str(error).partition(" - at `$")[2].rstrip("`").lstrip(".")
            place = f"{path}.{gap[1]}".lstrip(".") if gap else path
            raise self.error(f"{table}.{place}".strip("."), _expectation(shape, place)) from error

    def check_choice(self, place: str, value: str | None, allowed: Sequence[str | None]) -> None:
        """Raise CannotWork where the value at a place is none of those allowed; None: it may be missing."""
        if value not in allowed:
            raise self.error(place, f"một trong: {', '.join(filter(None, allowed))}")

    def check_hint(self, place: str, hint: str | None) -> None:
        """Raise CannotWork where an input message is longer than Excel shows."""
        if len(hint or "") > MOST_HINT:
            raise self.error(place, f"một chuỗi không quá {MOST_HINT} ký tự")

    def error(self, place: str, expected: str) -> CannotWork:
        """The error that the value at a place (``limit[0].group``) is not what was expected."""
        value: Any = self.data
        for step in _steps(place):
            try:
                value = value[step]
            except (LookupError, TypeError):
                value = None
        place_in_file = re.sub(r"\[(\d+)\]", lambda match: f"[{int(match[1]) + 1}]", place)
        return CannotWork(f"{self.name}: khóa “{place_in_file}” phải là {expected}, hiện là {value!r}.")


def _steps(place: str) -> Iterator[str | int]:
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        yield int(number) if number else name


def shape_at(shape: Any, place: str) -> Any:
    """The type that a type has at a place (``limit[0].group``), without its bounds, and that it may be missing."""
    for step in _steps(place):
        shape = _bare(shape)
        if isinstance(shape, type) and issubclass(shape, Struct):
            hints = get_type_hints(shape, include_extras=True)
            shape = next((hints[f.name] for f in structs.fields(shape) if f.encode_name == step), None)
        else:
            shape = get_args(shape)[1 if get_origin(shape) is dict else 0]
    return _bare(shape)


def _expectation(shape: Any, place: str) -> str:
    """What a file must hold at a place, in words."""
    shape = shape_at(shape, place)
    if get_origin(shape) is tuple:
        return "một danh sách chuỗi chữ" if get_args(shape)[0] is str else "một dãy bảng [[…]] không rỗng"
    return _EXPECTATIONS.get(shape, "một bảng")


def _bare(shape: Any) -> Any:
    if get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if get_origin(shape) in (Union, types.UnionType):
        shape = next(part for part in get_args(shape) if part is not types.NoneType)
    return shape


def _filled(value: Any, facts: Mapping[str, int], file: str, place: str = "") -> Any:
    """The texts of a file with their {braces} filled in; lists count from 1, as people do."""
    if isinstance(value, dict):
        return {name: _filled(item, facts, file, f"{place}.{name}") for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, facts, file, f"{place}[{n}]") for n, item in enumerate(value, start=1)]
    if value == "":
        raise CannotWork(f"{file}: khóa “{place.lstrip('.')}” phải là {NON_EMPTY}, hiện là ''.")
    if not isinstance(value, str) or "{" not in value:
        return value
    try:
        return value.format_map(facts)
    except (KeyError, ValueError, IndexError) as error:
        names = ", ".join(f"{{{fact}}}" for fact in facts)
        raise CannotWork(
            f"{file}: khóa “{place.lstrip('.')}” phải là một chuỗi chỉ có các chỗ điền {names}, hiện là {value!r}."
        ) from error


# ---- The files of a campaign.

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
    place: Annotated[tuple[shapes.PlaceKind, ...], _Some]
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
    exact: tuple[str, ...] = ()


class _Common(Struct, frozen=True):
    """``registration.toml``: what M1 and M2 share."""

    box: Annotated[tuple[shapes.FieldBox, ...], _Some]
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
    """Read the files of a campaign. Raises CannotWork with the file, the key and what was expected."""
    file = toml_file(folder, "campaign.toml")
    year = file.read(_Main).campaign.year
    file = file.fill(year)
    main = file.read(_Main)
    _check_main(file, main)
    head = main.campaign
    headings = _headings(folder, main.level)
    zone = dt.timezone(dt.timedelta(hours=head.utc_offset_hours))
    place = next(place for place in main.place if place.kind == main.office.kind)
    units = _units(folder, main.group)
    campaign = shapes.Campaign(
        year=year,
        deadline=head.deadline.replace(tzinfo=zone),
        deadline_source=head.deadline_source,
        briefing=head.briefing,
        title=head.title,
        office=structs.replace(main.office, place=place),
        places=main.place,
        commune_names=main.commune_names.of(place, units),
        name_words=_name_words(folder),
        cap=next(limit for limit in main.limit if limit.group == shapes.DISTRICT),
        groups=main.group,
        limits=tuple(limit for limit in main.limit if limit.group != shapes.DISTRICT),
        lists=_list_words(main.lists),
        levels=main.level,
        fields=main.field,
        forms=_list_forms(folder, main, headings),
        registration_forms=_registration_forms(folder, main),
        own_registration=main.own_registration,
        papers=main.papers,
        headings=headings,
        units=units,
    )
    return in_words_of(place, campaign)


_PRINT = (  # what is printed
    "title", "deadline_source", "office", "cap", "groups", "limits", "forms", "registration_forms",
    "own_registration", "papers",
)  # fmt: skip


def in_words_of(place: shapes.PlaceKind, campaign: shapes.Campaign) -> shapes.Campaign:
    """The campaign with all that papers and forms print in the words of a place; the words it is read by stay."""
    if not place.words:
        return campaign
    texts = {name: _in_words(getattr(campaign, name), place) for name in _PRINT}
    levels = tuple(structs.replace(level, title=in_place_words(level.title, place)) for level in campaign.levels)
    return structs.replace(campaign, **texts, levels=levels)


def _in_words(value: Any, place: shapes.PlaceKind) -> Any:
    """A text in the words of a place, and every text in a struct or a row of them; codes are no such words."""
    if isinstance(value, str):
        return in_place_words(value, place)
    if isinstance(value, tuple):
        return tuple(_in_words(each, place) for each in value)
    if isinstance(value, Struct) and not isinstance(value, shapes.PlaceKind):
        return structs.replace(value, **{f: _in_words(getattr(value, f), place) for f in value.__struct_fields__})
    return value


def _check_main(file: TextFile, main: _Main) -> None:
    file.check_choice("office.kind", main.office.kind, [place.kind for place in main.place])
    for n, group in enumerate(main.group):
        file.check_choice(f"group[{n}].code", group.code, KINDS)
        file.check_choice(f"group[{n}].form", group.form, LIST_FORMS)
    for n, level in enumerate(main.level):
        file.check_choice(f"level[{n}].code", level.code, LEVELS)
    limited = [level.code for level in main.level if level.code != shapes.NOT_LIMITED]
    for n, limit in enumerate(main.limit):
        file.check_choice(f"limit[{n}].group", limit.group, [*(g.code for g in main.group), shapes.DISTRICT])
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
        movement=tuple(map(list_key, words.movement)),
        other_movements=tuple(map(list_key, words.other_movements)),
        abbreviations={list_key(name): list_key(text) for name, text in words.abbreviations.items()},
    )


def _name_words(folder: Traversable) -> shapes.NameWords:
    """``names.toml`` with its words folded, each once, and the bodies of several names as plain rows."""
    file = toml_file(folder, "names.toml")
    content = file.read(_Names)
    names = [each.name for each in structs.fields(shapes.Words)]
    words = {name: tuple(dict.fromkeys(map(list_key, getattr(content, name)))) for name in names}
    return shapes.NameWords(
        **words,
        abbreviations={list_key(name): list_key(text) for name, text in content.abbreviations.items()},
        same=tuple(tuple(list_key(name) for name in body.names) for body in content.same),
    )


def _headings(folder: Traversable, levels: Sequence[shapes.Level]) -> tuple[shapes.Heading, ...]:
    titles = {f"level_{level.code}": level.title for level in levels} | code_words()["mode"]
    titles |= {f"holder_{code}": title for code, title in code_words()["holder"].items()}
    file = toml_file(folder, "columns.toml")
    headings = file.tables(shapes.Heading, "code")
    form_headings = (heading for heading in headings if heading.code != shapes.OTHER)
    keys = {list_key(text) for heading in form_headings for text in (*heading.spellings, *heading.exact)}
    for at, each in enumerate(headings):
        if not (title := each.title or titles.get(each.code)):
            raise file.error(f"{each.code}.title", NON_EMPTY)
        # the columns that the office adds are of other tables no longer
        taken = keys if each.code == shapes.OTHER else ()
        spellings = tuple(text for text in each.spellings if list_key(text) not in taken)
        headings[at] = structs.replace(each, title=title, spellings=spellings)
    return tuple(headings)


def _list_forms(folder: Traversable, main: _Main, headings: Sequence[shapes.Heading]) -> tuple[shapes.Form, ...]:
    codes = {heading.code for heading in headings}
    known = {kind: (*of.values(),) for kind, of in code_words().items()}
    known |= {"levels": _titles(main.level), "fields": _titles(main.field)}
    forms: dict[str, shapes.Form] = {}
    for code in LIST_FORMS:
        file = toml_file(folder, f"{code}.toml").fill(main.campaign.year)
        content = file.read(_ListFormFile)
        original = content.form.columns_of
        if original is not None and original not in forms:
            raise file.error("form.columns_of", "mã của mẫu đã nạp trước, ví dụ M3")
        head = {name: value for name, value in structs.asdict(content.form).items() if name != "columns_of"}
        columns = list(forms[original].columns if original else ())
        for n, column in enumerate(content.column):
            source = column.choices_from
            file.check_choice(f"column[{n}].choices_from", source, (None, *known))
            columns.append(structs.replace(column, choices=known.get(source or "", column.choices)))
            file.check_hint(f"column[{n}].hint", column.hint)
            if column.code not in codes:
                raise CannotWork(f"{code}.toml: cột “{column.code}” không có trong columns.toml.")
        forms[code] = shapes.Form(**head, columns=tuple(columns))
    return tuple(forms.values())


def _titles(of: Sequence[shapes.Level | shapes.Field]) -> tuple[str, ...]:
    return tuple(each.title for each in of)


def _registration_forms(folder: Traversable, main: _Main) -> tuple[shapes.RegistrationForm, ...]:
    file = toml_file(folder, "registration.toml")
    common = file.read(_Common)
    for n, box in enumerate(common.box):
        file.check_choice(f"box[{n}].field", box.field, FIELDS)
        for also in box.also:
            file.check_choice(f"box[{n}].also", also, FIELDS)
    return tuple(_registration_form(folder, code, main, common) for code in REGISTRATION_FORMS)


def _registration_form(folder: Traversable, code: str, main: _Main, common: _Common) -> shapes.RegistrationForm:
    file = toml_file(folder, f"{code}.toml").fill(main.campaign.year)
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
        levels=_titles([level for level in main.level if level.code in shapes.UPWARD]),
    )


def _units(folder: Traversable, groups: Sequence[shapes.Group]) -> tuple[shapes.Unit, ...]:
    rows = csv.DictReader(io.StringIO(read_text(folder, "units.csv", "utf-8-sig")))
    units = tuple(_unit(TextFile("units.csv", {f"dòng {n}": row}), n, groups) for n, row in enumerate(rows, 2))
    owner: dict[str, shapes.Unit] = {}
    for unit in units:
        for name in (unit.code, unit.name, *unit.aliases):
            bearer = owner.setdefault(list_key(name), unit)
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
