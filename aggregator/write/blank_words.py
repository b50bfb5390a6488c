"""What a unit's blank forms and their mail say: its name, body and day, the file's name, its models that go on."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, structs
from xlsxwriter import Workbook

from aggregator.campaign.texts import render
from aggregator.nouns.file import STAMP
from aggregator.nouns.result import Entry, Result
from aggregator.nouns.unit import Campaign, Column, Form, RegistrationForm, Unit
from aggregator.office.form import MOST_TITLE, Lists, write_form
from aggregator.vietnamese.fold import regex, without_marks
from aggregator.vietnamese.official_style import begins_with_kind, due, lower_first
from aggregator.write.text_paper import campaign_facts

_NOT_WORD = regex(r"[^0-9A-Za-z]+")


def file_stem(name: str) -> str:
    """A name without marks and blanks (``Xa_Cao_Xa``), its capital kept: LibreOffice takes ``_x`` for an escape."""
    return _NOT_WORD.sub("_", without_marks(name)).strip("_")


def commune_place(campaign: Campaign, unit: Unit) -> str | None:
    """The commune's bare name (``Xã Cao Xá`` gives ``Cao Xá``), or None for an agency."""
    kinds = (kind for kind in campaign.commune_names.kinds if begins_with_kind(unit.name, (kind,)))
    return next((unit.name.removeprefix(f"{kind} ") for kind in kinds), None)


def place_and_date(campaign: Campaign, unit: Unit | None) -> str:
    """Place and date, to be filled in: a commune's paper is dated from the commune."""
    town = (commune_place(campaign, unit) if unit else None) or campaign.office.district
    return f"{town}, ngày ..... tháng ..... năm {campaign.year}"


def holder_of(campaign: Campaign, unit: Unit | None) -> Unit | None:
    """The unit that a copy of M1 or M2 names: an agency; a commune's are for its hamlets, unions and schools."""
    return None if unit is None or commune_place(campaign, unit) else unit


def intro_of(form: RegistrationForm, unit: Unit | None) -> str:
    """The opening sentence of M1 and M2; an agency's own copy has its name where the letter has it written."""
    return form.intro.replace(form.unit_words, unit.name) if unit and form.unit_words else form.intro


def printed_head(column: Column) -> str:
    """A column's printed head in few words, as it can be found on the form: “Mô hình đã và đang hoạt động…”."""
    head = column.head.partition(" (")[0]
    return head if len(head) <= MOST_TITLE else f"{head[: MOST_TITLE - 1].rsplit(' ', 1)[0]}…"


def requests_of(campaign: Campaign, group: str) -> dict[str, Any]:
    """What templates may say of theme (R7), a group's limits (R2, R3; 0: none) and the deadline (R4)."""
    mine = [limit for limit in campaign.limits if limit.group == group]
    quota = []
    for level in campaign.levels:
        least = max((x.minimum for x in mine if x.level == level.code and x.minimum), default=0)
        most = min((x.maximum for x in mine if x.level == level.code and x.maximum), default=0)
        if least or most:
            quota.append({"title": lower_first(level.title), "least": least, "most": most})
    return {
        **campaign_facts(campaign),
        "quota": tuple(quota),
        "must": any(limit.minimum for limit in mine),
        "deadline": due(campaign.deadline).removeprefix("hết "),
    }


def requests(campaign: Campaign, form: Form) -> str:
    """The lines below a list form's title: theme, numbers, deadline."""
    group = next(group.code for group in campaign.groups if group.form == form.code)
    return render("yeu_cau_bieu_mau", requests_of(campaign, group), None, campaign.office.place).body.strip()


def title_of(form: Form | RegistrationForm) -> str:
    """What a form's file is called in its properties."""
    return f"Mẫu {form.code} - {' '.join(form.title)}"


def stamp_of(campaign: Campaign, form: Form | RegistrationForm, unit: Unit | None) -> dict[str, str]:
    """What a returned copy is known by, the same in a workbook and in a Word file; without a unit it is empty."""
    code = unit.code if unit else ""
    return {"form": form.code, "version": form.version, "year": str(campaign.year), "unit": code}


_BESIDE_STAMP = 4  # the first column for the words of drop-downs: names and values stand in the first two


def form_lists() -> Lists:
    """The words of a form's drop-downs, beside its stamp."""
    return Lists(STAMP, free=_BESIDE_STAMP)


def write_stamp(book: Workbook, stamp: dict[str, str], lists: Lists) -> None:
    """Write the stamp, and the words of the drop-downs, on a sheet that Excel does not offer to show."""
    sheet = book.add_worksheet(STAMP)
    sheet.very_hidden()
    lists.write(sheet)
    for row, named in enumerate(stamp.items()):
        write_form(sheet.write_row(row, 0, [text for text in named if text]))


# ---- The models of an earlier result that go on, written into the unit's list.


class Model(Struct, frozen=True):
    """One row of a list: its field's code, None where it is not known, and the text of each column by code."""

    field: str | None
    cells: Mapping[str, str]


class Models(Struct, frozen=True):
    """The models by unit code. ``homeless`` have no section to stand in, ``strangers`` no unit of this campaign."""

    by_unit: Mapping[str, tuple[Model, ...]]
    homeless: int
    strangers: int

    def of(self, unit: str) -> tuple[Model, ...]:
        """The models of a unit."""
        return self.by_unit.get(unit, ())

    def lines(self) -> Iterator[str]:
        """What was written in, and what was not."""
        count = sum(map(len, self.by_unit.values()))
        yield f"Đã ghi sẵn {count} mô hình tiếp tục duy trì của {len(self.by_unit)} đơn vị."
        if self.homeless:
            yield f"{self.homeless} mô hình chưa rõ lĩnh vực nên chưa ghi sẵn vào mẫu có mục lĩnh vực."
        if self.strangers:
            yield f"{self.strangers} mô hình không thuộc đơn vị nào của đợt này nên không ghi sẵn."


def models_of(result: Result, campaign: Campaign) -> Models:
    """The entries marked as going on; level and completion hold for the result's own year only."""
    found: dict[str, list[Model]] = defaultdict(list)
    homeless = strangers = 0
    same_year = result.year == campaign.year
    for entry in result.entries:
        unit, field = campaign.units_by_code.get(entry.unit or ""), entry.settled_field
        if entry.mode != "continuing":
            continue
        if unit is None:
            strangers += 1
        elif field is None and campaign.forms_by_code[campaign.groups_by_code[unit.kind].form].sections:
            homeless += 1
        else:
            found[unit.code].append(Model(field, _cells(entry, campaign, same_year=same_year)))
    return Models({unit: tuple(models) for unit, models in found.items()}, homeless, strangers)


def _cells(entry: Entry, campaign: Campaign, *, same_year: bool) -> dict[str, str]:
    field = campaign.fields_by_code.get(entry.settled_field or "")
    level = campaign.levels_by_code.get(entry.level or "")
    cells = {
        "address": entry.address,
        "name": entry.name,
        "holder": entry.holder,
        "continuing": "x",
        "goals": entry.goals,
        "completion": entry.completion if same_year else None,
        "level": level.title if level and same_year else None,
        "field": field.title if field else None,
    }
    return {code: text for code, text in cells.items() if text}


def roomy(form: Form, models: tuple[Model, ...]) -> Form:
    """The form with at least two free rows in each section below what is written in."""
    most = max(Counter(model.field for model in models).values(), default=0)
    needed = (most if form.sections else len(models)) + 2
    return structs.replace(form, rows_per_section=max(form.rows_per_section, needed))
