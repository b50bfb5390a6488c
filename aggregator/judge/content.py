"""What is to be said of each entry, and of its form M1 or M2 beside it (R1, R9, R11): from tables to findings."""

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import pandas as pd
from msgspec.structs import replace

from aggregator.campaign.sentences import ANY_YEAR
from aggregator.campaign.word_lists import word_set
from aggregator.judge.pairs import differ_in_place
from aggregator.nouns.finding import Facts, Finding, few, finding, reason, short
from aggregator.nouns.outcome import Clash, FormMatches, Registration, rows_of, some_rows_of
from aggregator.nouns.unit import UPWARD, Campaign
from aggregator.vietnamese.fold import grouped, is_personal_name, key, regex, sound
from aggregator.vietnamese.official_style import quotation

_NUMBERED_LINE = regex(r"^\s*(?:\d{1,2}\s*[.)/-]|[-–+•*])\s*\S")


def content_findings(
    entries: pd.DataFrame, campaign: Campaign, silence_open: Collection[str] = ()
) -> list[Finding]:
    """What is missing, unclear or written twice in the entries that count, in their order.

    ``entries`` has ENTRY_COLUMNS, the ``…_why`` columns of ``normalise``, ``unknown_is_base`` and ``apart``; the
    quota of the units ``silence_open`` may hang on what counts as base by silence.
    """
    checks = (
        _several_names(entries),
        _doubts(entries["mode_why"], "continuing"),
        _holders(entries),
        _completions(entries, campaign.year),
        _levels(entries, silence_open),
        _doubts(entries["field_why"], "field", "field_text"),
    )
    return [*_findings(grouped(chain.from_iterable(checks)), entries, campaign), *_twice(entries, campaign)]


_OF_DOUBT = ("unit", "file", "sheet", "row", "cells", "name", "field")
# what is doubtful of an entry: its code, the column of its cell, that of the text
EntryDoubt = tuple[str, str, str]


def _doubts(codes: pd.Series, column: str, text: str = "name") -> Iterator[tuple[int, EntryDoubt]]:
    """The doubts with their entries (labels); ``codes`` are by entry, NaN: nothing is doubtful."""
    codes = codes[codes.notna()]
    return ((label, (code, column, text)) for label, code in zip(codes.index.tolist(), codes, strict=True))


def _findings(
    doubts: Mapping[int, Sequence[EntryDoubt]], entries: pd.DataFrame, campaign: Campaign
) -> Iterator[Finding]:
    titles = {field.code: field.title for field in campaign.fields}
    columns = dict.fromkeys((*_OF_DOUBT, *(text for each in doubts.values() for *_, text in each)))
    for label, values in some_rows_of(entries, doubts, *columns).items():
        row = dict(zip(columns, values, strict=True))
        place = {part: row[part] for part in ("unit", "file", "sheet")}
        facts = {"unit_name": campaign.unit_name(row["unit"]), "field": titles.get(row["field"])}
        for code, column, text in doubts[label]:
            cell = cell_of(row["cells"], row["row"], column)
            words = {"name": short(row["name"]), "text": short(row[text])}
            yield finding(code, cell=cell, year=campaign.year, **place, **words, **facts)


def cell_of(cells: Mapping[str, str], row: int, column: str = "name") -> str | None:
    """The cell of a column or of the first of its ticks, or the row's name cell where the table has neither."""
    ticks = (letter for code, letter in cells.items() if code.startswith(f"{column}_"))
    letter = cells.get(column) or next(ticks, None) or cells.get("name")
    return f"{letter}{row}" if letter else None


def _several_names(entries: pd.DataFrame) -> Iterator[tuple[int, EntryDoubt]]:
    names = entries["name"][entries["name"].str.contains("\n", regex=False, na=False)]
    several = [sum(map(bool, map(_NUMBERED_LINE.match, name.splitlines()))) > 1 for name in names]
    return _doubts(pd.Series("several-names", names.index[several], "str"), "name")


def _holders(entries: pd.DataFrame) -> Iterator[tuple[int, EntryDoubt]]:
    unclear = entries["holder_kind"].isna()
    codes = pd.Series("holder-unclear", entries.index[unclear], "str")
    return _doubts(codes.mask(entries["holder"][unclear].isna(), "holder-missing"), "holder", "holder")


def _completions(entries: pd.DataFrame, year: int) -> Iterator[tuple[int, EntryDoubt]]:
    why, past = entries["completion_why"], entries["completion_date"] < pd.Timestamp(year, 1, 1)
    return _doubts(why.mask(why.isna() & past, "completion-past"), "completion", "completion")


def _levels(entries: pd.DataFrame, silence_open: Collection[str]) -> Iterator[tuple[int, EntryDoubt]]:
    why, is_open = entries["level_why"].where(entries["level"].isna()), entries["unit"].isin([*silence_open])
    is_base = (why == "level-missing") & entries["unknown_is_base"]  # R3
    codes = why.mask(is_base & is_open, "level-silent").mask(is_base & ~is_open, "level-base")
    return _doubts(codes, "level", "level_text")


def _twice(entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """The same model twice in a unit: same folded name and address."""
    words = rows_of(entries, "unit", "name", "address")
    models = grouped(((unit, key(name or ""), key(address or "")), n) for n, unit, name, address in words if unit)
    repeated = [labels for labels in models.values() if len(labels) > 1]
    columns = ("apart", "unit", "name", "file", "sheet", "row", "cells")
    rows = some_rows_of(entries, chain.from_iterable(repeated), *columns)
    for alike in ([rows[label] for label in labels] for labels in repeated):
        if all(apart for apart, *_ in alike):  # a person may know that they differ
            continue
        _, unit, name, file, sheet, row, cells = alike[0]
        told = "; ".join(f"“{file}”, trang “{sheet}”, dòng {row}" for *_, file, sheet, row, _ in alike)
        names = {"unit_name": campaign.unit_name(unit), "name": short(name), "places": told}
        found = finding("name-twice", unit=unit, file=file, sheet=sheet, cell=cell_of(cells, row), **names)
        places = ((file, sheet, cell_of(cells, row)) for *_, file, sheet, row, cells in alike)
        yield replace(found, places=tuple((file, sheet, cell) for file, sheet, cell in places if cell))


_REQUIRED = ("holder", "name", "field", "level", "content", "period")  # as far as the form asks for it
_LINE = 80  # letters that a line of the printed form holds
_FAR = 12  # lines; the letter asks 3 to 5, as advice (R11)
_CLASHES = {"level": "form-level-differs", "field": "form-field-differs", "holder": "form-holder-differs"}
_HOLDERS = {"collective": "tập thể", "individual": "cá nhân"}
_MOST_NAMES = 8
_APART = regex(r"[,(–:;\n/-]")


class RowWords(NamedTuple):
    """What the list says of a model and its form may say otherwise."""

    name: str | None
    address: str | None
    holder: str | None


def registration_findings(
    matches: FormMatches,
    clashes: Sequence[Clash],
    entries: pd.DataFrame,
    assessed: Container[str],
    campaign: Campaign,
    *,
    on_paper: Container[int] = (),
) -> list[Finding]:
    """Forms that are missing, without a row, incomplete, or contradict the list.

    ``entries`` are those that count, with the levels that forms told. Only in the units ``assessed``, of which a
    list or a nil return was read, a form can lack its row; ``on_paper`` are labels of entries whose form was seen
    on paper.
    """
    rows = {label: RowWords(*words) for label, *words in rows_of(entries, *RowWords._fields)}
    resembling = {form.place for form, _ in matches.doubtful}
    findings = [f for form in matches.counting_forms for f in _of_form(form, campaign)]
    findings += [
        finding("form-without-entry", **_form_facts(form, campaign))
        for form in matches.counting_forms
        if form.entry is None and form.name and form.unit and form.unit in assessed and form.place not in resembling
    ]
    again = ((_form_facts(earlier, campaign), later.file) for earlier, later in matches.repeats)
    findings += [finding("form-again", **facts, later=later) for facts, later in again]
    findings += [
        finding("form-doubtful", **_form_facts(form, campaign), listed=short(rows[index].name))
        for form, index in matches.doubtful
    ]
    findings += [_clash(clash, rows[clash.index], campaign) for clash in clashes]
    findings += [
        f for form in matches.counting_forms if form.entry in rows for f in _texts(form, rows[form.entry], campaign)
    ]
    return findings + list(_form_gaps(matches, entries, campaign, on_paper))


def _form_facts(form: Registration, campaign: Campaign) -> Facts:
    """Which form it is; what is said of it as a whole stands at its model's name."""
    return {
        "unit": form.unit,
        "file": form.file,
        "sheet": form.sheet,
        "cell": _item_cell(form, "name"),
        "unit_name": campaign.unit_name(form.unit),
        "form": form.form,
        "name": short(form.name) or "(chưa ghi tên)",
    }


def _item_cell(form: Registration, item: str) -> str:
    """The cell of an item's label, else that in which the form begins."""
    return f"A{form.rows.get(item, form.row)}"


def _of_form(form: Registration, campaign: Campaign) -> Iterator[Finding]:
    facts = _form_facts(form, campaign)
    for doubt in form.doubts:
        words = doubt.text if doubt.code == "registration-field-several" else short(doubt.text)
        yield finding(doubt.code, **{**facts, "cell": f"A{doubt.row}"}, text=words)
    unclear = {doubt.code.split("-")[1] for doubt in form.doubts}  # “registration-field-none”
    asked = () if "value" in unclear else _REQUIRED
    titles = {item.code: item.label for f in campaign.registration_forms if f.code == form.form for item in f.items}
    empty = [code for code in asked if code in titles and code not in unclear and not getattr(form, code)]
    if empty:
        items = ", ".join(f"“{titles[code]}”" for code in empty)
        yield finding("form-incomplete", **{**facts, "cell": _item_cell(form, empty[0])}, items=items)
    yield from _advice(form, facts, campaign)


def _advice(form: Registration, facts: Facts, campaign: Campaign) -> Iterator[Finding]:
    """R11: the guidance on the forms is advice, so departures are for information."""
    lines = sum(1 + len(line) // _LINE for line in (form.content or "").splitlines())
    if lines > _FAR:
        yield finding("form-content-length", **{**facts, "cell": _item_cell(form, "content")}, lines=lines)
    years = [int(year) for year in ANY_YEAR.findall(form.period or "")]
    if years and not min(years) <= campaign.year <= max(years):
        facts = {**facts, "cell": _item_cell(form, "period"), "text": short(form.period)}
        yield finding("form-period-other-year", **facts, year=campaign.year)


def _clash(clash: Clash, of_list: RowWords, campaign: Campaign) -> Finding:
    titles = {
        "level": {level.code: level.title.lower() for level in campaign.levels},
        "field": {field.code: field.title for field in campaign.fields},
        "holder": _HOLDERS,
    }[clash.aspect]
    form = clash.registration
    facts = _form_facts(form, campaign) | {"name": short(of_list.name)}
    facts["cell"] = f"A{form.rows.get(clash.aspect, form.row)}"
    words = short(of_list.holder) if clash.aspect == "holder" else ""
    entry_words = quotation(words) if words else titles[clash.of_list]
    return finding(_CLASHES[clash.aspect], **facts, listed=entry_words, told=titles[clash.of_form])


_SHORT_NAME = 2  # words


def _person_in(text: str) -> str:
    """The personal name, as a key, that ends a text or a part of it; or nothing: “thôn Ngô Xá” is a place."""
    parts = [part.split() for part in _APART.split(text)]
    ends = ((key(words[at - 1]) if at else "", words[at:]) for words in parts for at in range(len(words)))
    before, words = next((end for end in ends if is_personal_name(" ".join(end[1]))), ("", []))
    of_person = len(words) > _SHORT_NAME and before not in word_set("holder", "places")
    person = of_person or before in word_set("holder", "addressed")
    return sound(" ".join(words)) if person else ""


def _texts(form: Registration, of_list: RowWords, campaign: Campaign) -> Iterator[Finding]:
    """The place and the person that a form names otherwise than its row does."""
    name, address, holder = (words or "" for words in of_list)
    person = _person_in(form.holder or "") if form.holder_kind == "individual" else ""
    another = bool(person and _person_in(holder)) and person.split()[-1] not in sound(holder).split()
    differing = (
        ("scope", address, form.scope, differ_in_place(address, form.scope or "")),
        ("holder", holder, form.holder, another),
    )
    for item, there, told, differs in differing:
        if differs:
            facts = _form_facts(form, campaign) | {"name": short(name), "cell": _item_cell(form, item)}
            yield finding("form-text-differs", **facts, listed=short(there), told=short(told))


def _form_gaps(
    matching: FormMatches, entries: pd.DataFrame, campaign: Campaign, on_paper: Container[int]
) -> Iterator[Finding]:
    """Province and district entries whose form was not seen, one finding a unit; and whose levels forms told."""
    with_form = {form.entry for form in matching.counting_forms} | {label for _, label in matching.doubtful}
    columns = ("unit", "name", "level", "level_source", "unknown_is_base")
    known = [row for row in rows_of(entries, *columns) if row[1]]
    gaps = grouped(
        ((unit, "forms-on-paper" if label in on_paper else "forms-missing"), name)
        for label, unit, name, level, *_ in known
        if level in UPWARD and label not in with_form
    )
    from_forms = Counter(unit for _, unit, _, _, source, _ in known if source == "registration")
    base = Counter(unit for _, unit, _, level, _, is_base in known if is_base and not level)
    for unit in dict.fromkeys(unit for _, unit, *_ in known):
        subject = {"unit": unit, "unit_name": campaign.unit_name(unit)}
        for code in ("forms-on-paper", "forms-missing"):
            if models := gaps.get((unit, code)):
                names = few([short(model) for model in models], _MOST_NAMES, "; ")
                yield finding(code, **subject, count=len(models), names=names)
        if from_forms[unit]:
            rest = reason("base-by-silence", count=base[unit]) if base[unit] else ""
            yield finding("levels-from-forms", **subject, count=from_forms[unit], rest=rest)
