"""Load a campaign from its folder of text files; an error names the file, the key and what was expected."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from aggregator.campaign.load_registration import load_own_registration, load_registration_forms
from aggregator.campaign.model import (
    NOT_LIMITED,
    Campaign,
    Column,
    CommuneNames,
    Field,
    Form,
    Group,
    Heading,
    Level,
    Limit,
    ListWords,
    Office,
    Unit,
)
from aggregator.campaign.papers import load_papers
from aggregator.campaign.table import Table
from aggregator.errors import CannotWork
from aggregator.outcome import FIELDS, KINDS, LEVELS
from aggregator.viet.fold import key

LIST_FORMS = ("M3", "M4")


@cache
def default_campaign() -> Campaign:
    """The campaign of the letter of February 2024, as shipped in the package."""
    return load_campaign(files("aggregator.campaign") / "data")


def load_campaign(folder: Traversable) -> Campaign:
    """Read ``campaign.toml``, ``columns.toml``, ``registration.toml``, the forms and ``units.csv`` of a folder.

    Raises CannotWork with the file, the key and what was expected.
    """
    main = _toml(folder, "campaign.toml")
    head = main.table("campaign")
    year = head.whole("year")
    groups = tuple(_group(t) for t in main.tables("group"))
    levels = tuple(_level(t) for t in main.tables("level"))
    forms = _forms(folder, year)
    cap = main.table("province_cap")
    fields = tuple(_field(t) for t in main.tables("field"))
    campaign = Campaign(
        year=year,
        deadline=_deadline(head),
        deadline_source=head.text("deadline_source"),
        briefing=head.date("briefing"),
        title=head.filled("title", year=year),
        office=_office(main.table("office")),
        commune_names=_commune_names(main.table("commune_names")),
        province_cap=cap.whole("maximum"),
        province_cap_source=cap.text("source"),
        groups=groups,
        limits=tuple(_limit(t, groups, levels) for t in main.tables("limit")),
        lists=_lists(main.table("lists")),
        levels=levels,
        fields=fields,
        forms=forms,
        registration_forms=load_registration_forms(
            partial(_toml, folder), year, [field.code for field in fields], [level.code for level in levels]
        ),
        own_registration=load_own_registration(main.table("own_registration")),
        papers=load_papers(main.table("papers"), year),
        headings=_headings(folder),
        units=_units(folder, groups),
    )
    _check_columns(campaign)
    return campaign


def _toml(folder: Traversable, name: str) -> Table:
    try:
        return Table(name, "", tomllib.loads((folder / name).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise CannotWork(f"Thiếu tệp dữ liệu {name} của đợt đăng ký; đề nghị cài lại chương trình.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotWork(f"Tệp dữ liệu {name} viết sai quy cách TOML: {error}") from error


def _deadline(head: Table) -> dt.datetime:
    zone = dt.timezone(dt.timedelta(hours=head.whole("utc_offset_hours")))
    return head.datetime("deadline").replace(tzinfo=zone)


def _office(t: Table) -> Office:
    return Office(
        province=t.text("province"),
        district=t.text("district"),
        parent=t.text("parent"),
        committee=t.text("committee"),
        board=t.text("board"),
        party=t.text("party"),
        place_words=t.texts("place_words"),
    )


def _commune_names(t: Table) -> CommuneNames:
    kinds = t.table("kinds")
    return CommuneNames({name: kinds.texts(name) for name in kinds.names()}, t.texts("bodies"))


def _group(t: Table) -> Group:
    return Group(t.choice("code", KINDS), t.text("title"), t.choice("form", LIST_FORMS))


def _level(t: Table) -> Level:
    return Level(t.choice("code", LEVELS), t.text("title"), t.texts("words"), t.texts_or_empty("column_words"))


def _lists(t: Table) -> ListWords:
    short = t.table("abbreviations")
    return ListWords(
        movement=tuple(map(key, t.texts("movement"))),
        other_movements=tuple(map(key, t.texts("other_movements"))),
        hands=tuple(map(key, t.texts("hands"))),
        abbreviations={key(name): key(short.text(name)) for name in short.names()},
    )


def _limit(t: Table, groups: tuple[Group, ...], levels: tuple[Level, ...]) -> Limit:
    limit = Limit(
        group=t.choice("group", tuple(g.code for g in groups)),
        level=t.choice("level", tuple(level.code for level in levels if level.code != NOT_LIMITED)),
        minimum=t.whole_or_none("minimum"),
        maximum=t.whole_or_none("maximum"),
        source=t.text("source"),
        severity=t.choice("severity", ("violation", "error", "warning", "info")),
    )
    if (limit.minimum is None) == (limit.maximum is None):
        t.fail("minimum", "đúng một trong hai khóa minimum, maximum")
    return limit


def _field(t: Table) -> Field:
    return Field(
        code=t.choice("code", FIELDS),
        numeral=t.text("numeral"),
        title=t.text("title"),
        print_head=t.text("print_head"),
        scope=t.text("scope"),
        sheet=t.text("sheet"),
        theme=t.yes_or_no("theme"),
        heads=t.texts("heads"),
        suggest=t.texts("suggest"),
        other_wording=t.texts_or_empty("other_wording"),
    )


def _headings(folder: Traversable) -> tuple[Heading, ...]:
    whole = _toml(folder, "columns.toml")
    parts = [(name, whole.table(name)) for name in whole.names()]
    return tuple(
        Heading(name, t.text("title"), t.texts("spellings"), t.texts("exact"), t.texts_or_empty("starts"))
        for name, t in parts
    )


def _forms(folder: Traversable, year: int) -> tuple[Form, ...]:
    forms: dict[str, Form] = {}
    for code in LIST_FORMS:
        forms[code] = _form(_toml(folder, f"{code}.toml"), year, forms)
    return tuple(forms.values())


def _form(whole: Table, year: int, known: dict[str, Form]) -> Form:
    t = whole.table("form")
    like = t.text_or_none("columns_of")
    if like is not None and like not in known:
        t.fail("columns_of", "mã của mẫu đã nạp trước, ví dụ M3")
    inherited = known[like].columns if like else ()
    return Form(
        code=t.text("code"),
        version=t.text("version"),
        title=t.filled_texts("title", year=year),
        sheet=t.text("sheet"),
        sections=t.yes_or_no("sections"),
        rows_per_section=t.whole("rows_per_section"),
        signature=t.texts("signature"),
        note=t.text("note"),
        columns=inherited + tuple(_column(c, year) for c in whole.tables("column")),
    )


def _column(t: Table, year: int) -> Column:
    years = {"year": year, "last_year": year - 1}
    return Column(
        code=t.text("code"),
        head=t.filled("head", **years),
        width=t.number("width"),
        group=t.text_or_none("group"),
        hint=t.hint("hint", **years) if t.text_or_none("hint") else None,
        choices=t.texts_or_empty("choices"),
        added=t.yes_or_no("added", default=False),
    )


def _units(folder: Traversable, groups: tuple[Group, ...]) -> tuple[Unit, ...]:
    try:
        text = (folder / "units.csv").read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CannotWork("Thiếu tệp dữ liệu units.csv của đợt đăng ký; đề nghị cài lại chương trình.") from error
    except UnicodeDecodeError as error:
        raise CannotWork("Tệp dữ liệu units.csv phải lưu ở bảng mã UTF-8; hãy lưu lại rồi chạy lại.") from error
    rows = list(csv.DictReader(io.StringIO(text)))
    units = tuple(_unit(Table("units.csv", f"dòng {n}", row), groups) for n, row in enumerate(rows, start=2))
    _check_names_unique(units)
    return units


def _unit(t: Table, groups: tuple[Group, ...]) -> Unit:
    aliases = t.text_or_none("aliases") or ""
    return Unit(
        code=t.text("code"),
        name=t.text("name"),
        kind=t.choice("kind", tuple(g.code for g in groups)),
        official_code=t.text_or_none("official_code"),
        aliases=tuple(a.strip() for a in aliases.split("|") if a.strip()),
    )


def _check_names_unique(units: tuple[Unit, ...]) -> None:
    owner: dict[str, Unit] = {}
    for unit in units:
        for name in (unit.code, unit.name, *unit.aliases):
            other = owner.setdefault(key(name), unit)
            if other is not unit:
                raise CannotWork(
                    f"units.csv: tên “{name}” của {unit.name} trùng với {other.name}; mỗi tên chỉ một đơn vị."
                )


def _check_columns(campaign: Campaign) -> None:
    columns: dict[str, Any] = {heading.code: heading for heading in campaign.headings}
    for form in campaign.forms:
        for column in form.columns:
            if column.code not in columns:
                raise CannotWork(f"{form.code}.toml: cột “{column.code}” không có trong columns.toml.")
