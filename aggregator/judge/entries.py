"""The one frame of all entries: from rows as typed to columns with values."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import pandas as pd

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import pattern
from aggregator.judge.completion import completion_of
from aggregator.judge.texts import (
    LEVEL_REMARK,
    Answer,
    FieldFinder,
    clean,
    holder_kind,
    is_mark,
    is_sign,
    level_of,
    level_remark,
    mode_of,
    text_of,
)
from aggregator.nouns.document import Value, column_letters
from aggregator.nouns.file import places_and_name
from aggregator.nouns.reading import ListReading
from aggregator.nouns.result import Entry
from aggregator.nouns.unit import FIELD_TICK, UPWARD, Campaign, Field
from aggregator.vietnamese.fold import composed, key, regex

# what a person can have typed, by column code; a column that the campaign declares besides comes after these
RAW_COLUMNS = (
    "stt", "address", "name", "holder", "holder_collective", "holder_individual", "continuing", "new", "mode",
    "period", "completion", "goals", "level", "level_province", "level_district", "level_base", "field",
)  # fmt: skip
ORIGIN_COLUMNS = (
    "file", "sheet", "row", "field_heading", "level_heading", "level_remark", "notes", "remark", "decoded", "cells"
)  # fmt: skip


Raw = Mapping[str, Sequence[Any]]  # by column code: a value an entry


def raw_columns(lists: Iterable[tuple[str, ListReading]]) -> Raw:
    """RAW_COLUMNS as typed, every other column of the lists, then ORIGIN_COLUMNS: of each one value an entry.

    ``lists`` pairs each list with its file. ``cells`` maps column codes to letters, ``decoded``
    column codes to the text before decoding, ``notes`` heads outside the form to their text.
    """
    records: list[tuple[Any, ...]] = []
    pairs = list(lists)
    more = sorted({code for _, part in pairs for code in part.columns} - {*RAW_COLUMNS})
    columns = (*RAW_COLUMNS, *more)
    heads = (*columns, *ORIGIN_COLUMNS)
    for file, part in pairs:
        letters = {code: column_letters(number) for code, number in part.columns.items()}
        for entry in part.entries:
            cells = [entry.values.get(code) for code in columns]
            origin = (file, part.sheet, entry.row, entry.field_heading, entry.level_heading, entry.level_remark)
            records.append((*cells, *origin, entry.notes, entry.remark, entry.typed, letters))
    return dict(zip(heads, zip(*records, strict=True), strict=True)) if records else dict.fromkeys(heads, ())


T = TypeVar("T")

TEXT_COLUMNS = ("stt", "address", "name", "holder", "completion", "goals")
# the columns whose meaning is more than their text
NORMAL_COLUMNS = frozenset({*TEXT_COLUMNS, "continuing", "new", "level", "field"})
_USED = NORMAL_COLUMNS | {
    "mode", "holder_collective", "holder_individual", "level_province", "level_district", "level_base"
}  # fmt: skip
_WHOLE = regex(r".+")
_SHORT = 200  # letters of an unclear cell that a message quotes


def normalise(raw: Raw, campaign: Campaign, units: Mapping[str, str | None] | None = None) -> pd.DataFrame:
    """From the raw columns (``raw_columns``) to one row an entry, each column with its dtype (``with_dtype``).

    ``units`` are the units of the files: only files of one unit say level or field by how their names differ.
    Columns: ``stt address name holder completion goals note`` (text or None), ``holder_kind``, ``mode``,
    ``completion_date`` (date or None), ``level``, ``level_source``, ``field``, ``field_source``, every other column
    that a form of the campaign declares (text or None), ``typed`` (column → original, or None), ``file sheet row
    cells``; and for the checks ``mode_why``, ``completion_why``, ``level_why``, ``field_why`` (finding codes or
    None) with ``level_text``, ``field_text`` (what did not say it).
    """
    words = Vocabulary(campaign)
    out: dict[str, list[Any]] = {column: _meanings(text_of, raw[column]) for column in TEXT_COLUMNS}
    declared = further_columns(campaign)
    out |= {code: _meanings(text_of, raw[code]) if code in raw else [None] * len(raw["row"]) for code in declared}
    out["holder"] = _holders(raw, out["holder"])
    out["note"] = _notes(raw, {h.code: h.title for h in campaign.headings if h.code not in {*_USED, *declared}})
    out["holder_kind"] = _holder_kinds(raw, out["holder"])
    out |= _modes(raw)
    answers = _meanings(lambda value: completion_of(value, campaign.year), raw["completion"])
    out |= {"completion_date": [f.date for f in answers], "completion_why": [f.finding_code for f in answers]}
    units = units or {}
    out |= _levels(raw, words, out["name"], units)
    columns = _field_columns(raw, campaign.fields)
    out |= _fields(raw, words, FieldFinder(words, campaign.fields), columns, out, units=units)
    out["typed"] = _originals(raw, out)
    out |= {column: list(raw[column]) for column in ("file", "sheet", "row", "cells")}
    return pd.DataFrame({column: with_dtype(column, values) for column, values in out.items()})


# the codes that RESULT.json promises; those of units are the roster's
_CODES = {
    name: get_args(kind)
    for name, hint in get_type_hints(Entry).items()
    for kind in get_args(hint)
    if get_origin(kind) is Literal
}
_OTHERS = {"typed": "object", "cells": "object", "completion_date": "datetime64[s]", "row": "int64"}
_OTHERS |= dict.fromkeys(("unknown_is_base", "apart", "distinct"), "bool")


def with_dtype(column: str, values: Sequence[Any], codes: Iterable[str] = ()) -> Any:
    """The values of a column of the frame, in which what is unknown is NaN or NaT.

    Codes (of RESULT.json, or those given) are categories in their order, ``completion_date`` is a day
    (datetime64[s]), ``row`` an int64, mappings stay objects; all else is text (str).
    """
    if codes := codes or _CODES.get(column, ()):
        kinds = [code for code in dict.fromkeys((*codes, *values)) if code is not None]
        places = {None: -1} | {code: place for place, code in enumerate(kinds)}
        return pd.Categorical.from_codes([places[value] for value in values], pd.Index(kinds, dtype="str"))
    kind: Any = _OTHERS.get(column, "str")
    return pd.array(values, dtype=kind)


def with_changes(entries: pd.DataFrame, changes: Mapping[str, Mapping[int, Any]]) -> pd.DataFrame:
    """The entries with other values here and there: by column, by index label; of columns that there are."""
    frame = entries.copy()
    for column in changes.keys() & {*frame.columns}:
        values = pd.Series(changes[column], dtype=frame[column].dtype)
        frame.loc[values.index, column] = values
    return frame


def further_columns(campaign: Campaign) -> list[str]:
    """The codes of the columns that the campaign's forms have besides those with a meaning of their own."""
    codes = dict.fromkeys(column.code for form in campaign.forms for column in form.columns)
    return [code for code in codes if code not in NORMAL_COLUMNS]


def _meanings(meaning: Callable[[Any], T], values: Iterable[Any]) -> list[T]:
    """What each value means; a value that comes again is looked at once. True is not 1."""
    places = [value if value is None or value.__class__ is str else (value.__class__, value) for value in values]
    known = {p: meaning(p[1] if p.__class__ is tuple else p) for p in dict.fromkeys(places)}
    return list(map(known.__getitem__, places))


def _notes(raw: Raw, titles: Mapping[str, str]) -> list[str | None]:
    """What stands in columns outside the form, and in those that no form declares and nothing else uses."""
    heads = [(title, raw[code]) for code, title in titles.items() if code in raw]
    texts = [[(title, text) for text in _meanings(text_of, cells)] for title, cells in heads]
    rows = zip(raw["notes"], *texts, strict=True)
    return [_note([*notes.items(), *((title, text) for title, text in more if text)]) for notes, *more in rows]


def _note(lines: Iterable[tuple[str, str]]) -> str | None:
    return "\n".join(f"{clean(head)}: {clean(text)}" for head, text in lines) or None


def _holders(raw: Raw, holders: list[str | None]) -> list[str | None]:
    """Names may stand in separate columns “Tập thể” and “Cá nhân” instead of marks."""
    columns = zip(holders, raw["holder_collective"], raw["holder_individual"], strict=True)
    return [
        text or "\n".join(text_of(v) or "" for v in (c, i) if isinstance(v, str) and not is_sign(v)) or None
        for text, c, i in columns
    ]


def _holder_kinds(raw: Raw, holders: list[str | None]) -> list[str | None]:
    marks = (_meanings(is_mark, raw[column]) for column in ("holder_collective", "holder_individual"))
    return _meanings(
        lambda cells: holder_kind(cells[0], collective=cells[1], individual=cells[2]),
        zip(holders, *marks, strict=True),
    )


def _modes(raw: Raw) -> dict[str, list[Any]]:
    words = [mode if mode is not None else period for mode, period in zip(raw["mode"], raw["period"], strict=True)]
    answers = _meanings(lambda cells: mode_of(*cells), zip(raw["continuing"], raw["new"], words, strict=True))
    return {"mode": [mode for mode, _ in answers], "mode_why": [why for _, why in answers]}


def _levels(
    raw: Raw, words: Vocabulary, names: list[str | None], units: Mapping[str, str | None]
) -> dict[str, list[Any]]:
    def is_tick(level: str, cell: Value) -> bool:  # no “Cấp tỉnh” below “Cấp huyện”
        said = words.level_of_recognition(text := text_of(cell) or "") or words.level_of_abbreviation(text)
        return is_mark(cell) and said in (None, level)

    marks = (_meanings(partial(is_tick, code), raw[f"level_{code}"]) for code in ("province", "district", "base"))
    endings = [name if name and pattern("level", "may_be_said").search(name) else None for name in names]

    def in_name(stem: str) -> str | None:
        bare = pattern("level", "at_end").search(key(stem))
        return words.level_in_title(stem) or (words.level_in_title(f"cap {bare[0]}") if bare else None)

    by_file = _said_by_files(raw["file"], units, in_name, pattern("level", "in_name"))
    found = zip(raw["level_heading"], raw["file"], strict=True)
    headings = [heading or by_file.get(file) for heading, file in found]
    of_columns = (_meanings(partial(level_remark, words, code), raw[code]) for code in LEVEL_REMARK)
    asides = zip(*of_columns, strict=True)
    columns = zip(_meanings(text_of, raw["level"]), *marks, headings, endings, raw["remark"], asides, strict=True)

    def level(cells: tuple[Any, ...]) -> Answer:
        column, province, district, base, heading, name, remark, aside = cells
        ticks = {"province": province, "district": district, "base": base}
        said = {"name": name, "remark": remark, "level_remarks": aside}
        return level_of(words, column=column, marks=ticks, heading=heading, **said)

    answers = _meanings(level, columns)
    told = {file for file, answer in zip(raw["file"], answers, strict=True) if answer.code in UPWARD}
    for place, (file, text) in enumerate(zip(raw["file"], raw["level_remark"], strict=True)):
        if text and file not in told and answers[place].finding_code == "level-missing":
            answers[place] = Answer(None, None, "level-unclear", text)
    return _columns("level", answers)


def _said_by_files(
    files: Iterable[str],
    units: Mapping[str, str | None],
    meaning: Callable[[str], str | None],
    of_it: re.Pattern[str],
) -> dict[str, str]:
    """What files say by their names, where several of one unit, called alike but for that, say different things.

    “M3 cấp tỉnh.xlsx” beside “M3 cấp huyện.xlsx”, “1 tinh.xlsx” beside “2 huyen.xlsx” is a file a level, “KT.xlsx”
    beside “VHXH.xlsx” one a field; such a name alone may say to whom it goes.
    """
    alike: dict[tuple[str | None, str, str], dict[str, str]] = defaultdict(dict)
    for file in dict.fromkeys(files):
        folders, stem = places_and_name(file)
        if (code := meaning(stem)) and not pattern("level", "sent_to").search(key(stem)):
            alike[units.get(file), "/".join(folders), " ".join(of_it.sub(" ", key(stem)).split())][file] = code
    groups = (group for group in alike.values() if len(set(group.values())) > 1)
    return {file: code for group in groups for file, code in group.items()}


def _field_columns(raw: Raw, fields: Iterable[Field]) -> list[str | None]:
    """What the column of the field says, else the titles of the fields that are ticked in columns of their own."""
    texts = _meanings(text_of, raw["field"])
    ticks = [(f.title, _meanings(is_mark, raw[code])) for f in fields if (code := f"{FIELD_TICK}{f.code}") in raw]
    if not ticks:
        return texts
    ticked = ([title for title, marks in ticks if marks[row]] for row in range(len(texts)))
    return [text or ", ".join(titles) or None for text, titles in zip(texts, ticked, strict=True)]


def _fields(
    raw: Raw,
    words: Vocabulary,
    finder: FieldFinder,
    columns: list[str | None],
    out: dict[str, list[Any]],
    *,
    units: Mapping[str, str | None],
) -> dict[str, list[Any]]:
    by_file = _said_by_files(raw["file"], units, lambda stem: words.section(stem)[1], _WHOLE)
    found = zip(raw["field_heading"], columns, raw["file"], strict=True)
    headings = [heading or (None if column else by_file.get(file)) for heading, column, file in found]
    rows = zip(headings, columns, out["name"], out["goals"], strict=True)
    by_heading = ((heading, None, None, None) if heading else (None, *cells) for heading, *cells in rows)
    return _columns("field", _meanings(lambda cells: finder.find(*cells), by_heading))


def _columns(name: str, answers: list[Answer]) -> dict[str, list[Any]]:
    """The columns of a level or a field, with what did not say it."""
    return {
        name: [answer.code for answer in answers],
        f"{name}_source": [answer.source for answer in answers],
        f"{name}_why": [answer.finding_code for answer in answers],
        f"{name}_text": [answer.text[:_SHORT] if answer.text else None for answer in answers],
    }


def _originals(raw: Raw, out: dict[str, list[Any]]) -> list[dict[str, str] | None]:
    """What differs from the text as typed: other normal forms, odd blanks, cells decoded from old fonts."""
    per_row: list[dict[str, str]] = [dict(decoded) for decoded in raw["decoded"]]
    for column in TEXT_COLUMNS:
        for originals, value, text in zip(per_row, raw[column], out[column], strict=True):
            typed = isinstance(value, str) and value != text
            if typed and (value.strip() != (text or "") or composed(value) != value):  # not in its ends alone
                originals.setdefault(column, value)
    return [originals or None for originals in per_row]
