"""What is to be said of each entry, and of its form M1 or M2 beside it (R1, R9, R11): from tables to findings."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

import pandas as pd
from msgspec.structs import replace

from aggregator.campaign.mail_words import ANY_YEAR
from aggregator.campaign.patterns import word_set
from aggregator.judge.entries import rows_of
from aggregator.judge.pairs import differ_in_place
from aggregator.nouns.finding import Facts, Finding, few, finding, short
from aggregator.nouns.outcome import Clash, Matching, Registration
from aggregator.nouns.unit import UPWARD, Campaign
from aggregator.vietnamese.fold import grouped, is_personal_name, key, regex, sound
from aggregator.vietnamese.wording import quoted

_NUMBERED_LINE = regex(r"^\s*(?:\d{1,2}\s*[.)/-]|[-–+•*])\s*\S")


def content_findings(entries: pd.DataFrame, campaign: Campaign, silence_open: Container[str] = ()) -> list[Finding]:
    """What is missing, unclear or written twice in the entries that count.

    ``entries`` has ENTRY_COLUMNS and the ``…_why`` columns of ``normalise``; the quota of the units
    ``silence_open`` may hang on what counts as base by silence.
    """
    findings: list[Finding] = []
    columns = list(entries.columns)
    rows, looks = (zip(*(entries[c] for c in names), strict=True) for names in (columns, _LOOKED_AT))
    for row, look in zip(rows, looks, strict=True):
        if not _is_plain(*look, year=campaign.year):
            record = dict(zip(columns, row, strict=True))
            facts = _facts(record, campaign) | {"silence_open": record["unit"] in silence_open}
            for check in _CHECKS:
                findings += check(record, facts)
    return findings + list(_twice(entries, campaign))


_LOOKED_AT = ("completion_date", "holder_kind", "name", "mode_why", "completion_why", "level_why", "field_why")


def _is_plain(day: dt.date | None, holder: str | None, name: str | None, *doubts: str | None, year: int) -> bool:
    """Whether nothing in an entry calls for a second look: in most entries nothing does."""
    timely = day is None or day.year >= year
    return timely and bool(holder) and not any(doubts) and "\n" not in (name or "")


Record = Facts  # an entry, by its columns
Check = Callable[[Record, Record], Iterator[Finding]]


def _facts(record: Record, campaign: Campaign) -> Record:
    return {
        "unit": record["unit"],
        "file": record["file"],
        "sheet": record["sheet"],
        "unit_name": campaign.unit_name(record["unit"]),
        "name": short(record["name"]),
        "year": campaign.year,
        "field": campaign.fields_by_code[record["field"]].title if record["field"] else None,
    }


def cell_of(cells: Mapping[str, str], row: int, column: str = "name") -> str | None:
    """The cell of a column or of the first of its ticks, or the row's name cell where the table has neither."""
    ticks = (letter for code, letter in cells.items() if code.startswith(f"{column}_"))
    letter = cells.get(column) or next(ticks, None) or cells.get("name")
    return f"{letter}{row}" if letter else None


def _cell(record: Record, column: str) -> str | None:
    return cell_of(record["cells"], record["row"], column)


def _several_names(record: Record, facts: Record) -> Iterator[Finding]:
    lines = [line for line in (record["name"] or "").splitlines() if _NUMBERED_LINE.match(line)]
    if len(lines) > 1:
        yield finding("several-names", cell=_cell(record, "name"), **facts)


def _mode(record: Record, facts: Record) -> Iterator[Finding]:
    if record["mode_why"]:
        yield finding(record["mode_why"], cell=_cell(record, "continuing"), **facts)


def _holder(record: Record, facts: Record) -> Iterator[Finding]:
    if record["holder_kind"] is None:
        code = "holder-unclear" if record["holder"] else "holder-missing"
        yield finding(code, cell=_cell(record, "holder"), text=short(record["holder"]), **facts)


def _completion(record: Record, facts: Record) -> Iterator[Finding]:
    cell, text = _cell(record, "completion"), short(record["completion"])
    if record["completion_why"]:
        yield finding(record["completion_why"], cell=cell, text=text, **facts)
    elif record["completion_date"] and record["completion_date"].year < facts["year"]:
        yield finding("completion-past", cell=cell, text=text, **facts)


def _level(record: Record, facts: Record) -> Iterator[Finding]:
    if record["level"] is None and record["level_why"]:
        counted_as_base = record["level_why"] == "level-missing" and record["unknown_is_base"]  # R3
        by_silence = "level-silent" if facts["silence_open"] else "level-base"
        code, text = by_silence if counted_as_base else record["level_why"], short(record["level_text"])
        yield finding(code, cell=_cell(record, "level"), text=text, **facts)


def _field(record: Record, facts: Record) -> Iterator[Finding]:
    if record["field_why"]:
        yield finding(record["field_why"], cell=_cell(record, "field"), text=short(record["field_text"]), **facts)


_CHECKS: tuple[Check, ...] = (_several_names, _mode, _holder, _completion, _level, _field)


def _twice(entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """The same model twice in a unit: same folded name and address."""
    keyed = enumerate(zip(entries["unit"], entries["name"], entries["address"], strict=True))
    groups = grouped(
        ((unit, key(name or ""), key(address or "")), number)
        for number, (unit, name, address) in keyed
        if isinstance(unit, str)
    )
    columns = [c for c in ("name", "file", "sheet", "row", "cells", "apart") if c in entries]
    cells = {column: entries[column].tolist() for column in columns}
    for (unit, _, _), alike in groups.items():
        rows = [{c: cells[c][n] for c in columns} for n in alike] if len(alike) > 1 else []
        if all(row.get("apart") for row in rows):  # a person may know that they differ
            continue
        first = rows[0]
        told = "; ".join(f"“{row['file']}”, trang “{row['sheet']}”, dòng {row['row']}" for row in rows)
        place: Facts = {"file": first["file"], "sheet": first["sheet"], "cell": _cell(first, "name")}
        names = {"unit_name": campaign.unit_name(unit), "name": short(first["name"]), "places": told}
        found = finding("name-twice", unit=unit, **place, **names)
        places = ((row["file"], row["sheet"], _cell(row, "name")) for row in rows)
        yield replace(found, places=tuple((file, sheet, cell) for file, sheet, cell in places if cell))


_REQUIRED = ("holder", "name", "field", "level", "content", "period")  # as far as the form asks for it
_LINE = 80  # letters that a line of the printed form holds
_FAR = 12  # lines; the letter asks 3 to 5, as advice (R11)
_CLASHES = {"level": "form-level-differs", "field": "form-field-differs", "holder": "form-holder-differs"}
_HOLDERS = {"collective": "tập thể", "individual": "cá nhân"}
_MOST_NAMES = 8
_APART = regex(r"[,(–:;\n/-]")


def registration_findings(
    matching: Matching,
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
    resembling = {form.place for form, _ in matching.doubtful}
    findings = [f for form in matching.counting for f in _of_form(form, campaign)]
    findings += [
        finding("form-without-entry", **_form_facts(form, campaign))
        for form in matching.counting
        if form.entry is None and form.name and form.unit and form.unit in assessed and form.place not in resembling
    ]
    findings += [
        finding("form-again", **_form_facts(earlier, campaign), later=later.file)
        for earlier, later in matching.again
    ]
    findings += [
        finding("form-doubtful", **_form_facts(form, campaign), listed=short(str(entries.at[index, "name"])))
        for form, index in matching.doubtful
    ]
    findings += [_clash(clash, entries, campaign) for clash in clashes]
    findings += [
        f for form in matching.counting if form.entry in entries.index for f in _texts(form, entries, campaign)
    ]
    return findings + list(_form_gaps(matching, entries, campaign, on_paper))


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


def _clash(clash: Clash, entries: pd.DataFrame, campaign: Campaign) -> Finding:
    titles = {
        "level": {level.code: level.title.lower() for level in campaign.levels},
        "field": {field.code: field.title for field in campaign.fields},
        "holder": _HOLDERS,
    }[clash.aspect]
    form = clash.registration
    facts = _form_facts(form, campaign) | {"name": short(str(entries.at[clash.index, "name"]))}
    facts["cell"] = f"A{form.rows.get(clash.aspect, form.row)}"
    words = entries.at[clash.index, "holder"] if clash.aspect == "holder" else None
    entry_words = quoted(short(str(words))) if words else titles[clash.of_list]
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


def _texts(form: Registration, entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """The place and the person that a form names otherwise than its row does."""
    name, address, holder = (str(entries.at[form.entry, column] or "") for column in ("name", "address", "holder"))
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
    matching: Matching, entries: pd.DataFrame, campaign: Campaign, on_paper: Container[int]
) -> Iterator[Finding]:
    """Province and district entries whose form was not seen, one finding a unit; and whose levels forms told."""
    with_form = {form.entry for form in matching.counting} | {index for _, index in matching.doubtful}
    gaps: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    from_forms, base = Counter[str](), Counter[str]()
    units: dict[str, None] = {}
    rows = rows_of(entries, "unit", "name", "level", "level_source", "unknown_is_base")
    for index, unit, name, level, source, is_base in rows:
        if isinstance(unit, str):
            units[unit] = None
            from_forms[unit] += source == "registration"
            base[unit] += not isinstance(level, str) and bool(is_base)
            if level in UPWARD and index not in with_form:
                gaps["forms-on-paper" if index in on_paper else "forms-missing", unit].append(name)
    for unit in units:
        subject = {"unit": unit, "unit_name": campaign.unit_name(unit)}
        for code in ("forms-on-paper", "forms-missing"):
            if models := gaps.get((code, unit)):
                names = few([short(model) for model in models], _MOST_NAMES, "; ")
                yield finding(code, **subject, count=len(models), names=names)
        if from_forms[unit]:
            silent = f" Còn {base[unit]} mô hình không ghi cấp và không có bản M1, M2 được tính là cấp cơ sở."
            rest = silent if base[unit] else ""
            yield finding("levels-from-forms", **subject, count=from_forms[unit], rest=rest)
