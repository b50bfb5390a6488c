"""What forms M1, M2 tell of the list, and of which entries people saw them on paper (R1)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from aggregator.campaign import level_words, sentences
from aggregator.campaign.word_lists import pattern
from aggregator.judge.entries import with_changes, with_dtype
from aggregator.judge.pairs import bare
from aggregator.nouns.file import AttributedFile, places_and_name
from aggregator.nouns.finding import Facts, Finding, finding
from aggregator.nouns.outcome import Clash, FormMatches, Registration, UnitForms, rows_of, some_rows_of
from aggregator.nouns.standing import NOT_SEEN, FormsPaper, OwnRegistrationState, Settlement
from aggregator.nouns.unit import UPWARD, Campaign, FieldBox
from aggregator.vietnamese.fold import composed, grouped, has_phrase, key, regex


def levels_named_in(files: Sequence[AttributedFile], settlement: Settlement) -> dict[str, dict[str, str]]:
    """By unit the levels above the base that its files name beside their lists, each with the words that do.

    They stand in the paper, its mail or the names of files and folders, but not of a folder with other units'
    files, nor in a form that is read. Of several words those are told that count the most models.
    """
    places = {item.file: places_and_name(item.file) for item in files}
    owners: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for item in files:
        for depth in range(len(places[item.file][0])):
            owners[tuple(places[item.file][0][: depth + 1])].add(item.unit)
    named: dict[str, dict[str, str]] = defaultdict(dict)
    most: dict[tuple[str, str], int] = {}
    for item in files:
        if item.unit is None or settlement.statuses[item.file] not in ("read", "unreadable"):
            continue
        if item.forms and not item.entries:
            continue
        folders, name = places[item.file]
        own = [folder for n, folder in enumerate(folders) if len(owners[tuple(folders[: n + 1])]) == 1]
        mail = sentences.sentences(item.intake.mail_text or "")
        words = [*item.content.level_words, item.intake.subject or "", *mail]
        said = [(text, text) for text in words] + [(re.sub(r"[\d_]+", " ", text), text) for text in (*own, name)]
        for text, shown in said:
            for level, count in level_words.levels_stated(text).items():
                if level in UPWARD and count != 0 and (count or 0) > most.get((item.unit, level), -1):
                    named[item.unit][level], most[item.unit, level] = shown, count or 0
    return named


def forms_by_unit(
    matches: FormMatches, clashes: Sequence[Clash], states: Mapping[str, OwnRegistrationState], units: Iterable[str]
) -> dict[str, UnitForms]:
    """What counts of each of the units, whether anything came or not: forms, what they contradict, registration."""
    registrations = grouped((form.unit, form) for form in matches.counting_forms)
    contradicting = grouped((clash.registration.unit, clash) for clash in clashes)
    again = grouped((earlier.unit, (earlier, later)) for earlier, later in matches.repeats)
    return {
        unit: UnitForms(registrations[unit], contradicting[unit], again[unit], states.get(unit, NOT_SEEN))
        for unit in units
    }


def tell(
    entries: pd.DataFrame,
    matches: FormMatches,
    campaign: Campaign,
    names_by_unit: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[pd.DataFrame, list[Clash]]:
    """The entries with level and field from their forms where the list is silent (source ``registration``).

    What a person corrected stays. ``unknown_is_base`` is settled with what the forms tell; ``names_by_unit`` are by
    unit the levels that its files name beside the rows, each with the words that do.
    """
    clashes: list[Clash] = []
    changes: dict[str, dict[int, str | None]] = defaultdict(dict)
    boxes = {box.field: box for form in campaign.registration_forms for box in form.boxes}
    forms = [(form, form.entry) for form in matches.counting_forms if form.entry is not None]
    rows = some_rows_of(entries, (label for _, label in forms), *_OF_LIST)
    listed = {label: dict(zip(_OF_LIST, values, strict=True)) for label, values in rows.items()}
    for form, label in forms:
        row, by_form = listed[label], Facts()
        clashes += [*_level(form, row, by_form), *_field(form, row, by_form, boxes)]
        clashes += _clash(form, "holder", row["holder_kind"], form.holder_kind)
        for column, value in by_form.items():
            changes[column][label] = value
    return _with_silence_settled(with_changes(entries, changes), matches, names_by_unit or {}), clashes


# what the list says of what a form may tell
_OF_LIST = ("name", "goals", "level", "level_source", "field", "field_source", "holder_kind")


def _level(form: Registration, row: Facts, changes: Facts) -> list[Clash]:
    """The form goes before words in brackets, which contradict it all the same where they name another level."""
    if form.level is None or row["level_source"] == "correction":
        return []
    by_form = row["level"] is None or row["level_source"] == "text"
    if by_form:
        changes |= {"level": form.level, "level_source": "registration", "level_why": None}
    return _clash(form, "level", row["level"], form.level, by_form=by_form)


def _field(form: Registration, row: Facts, changes: Facts, boxes: Mapping[str, FieldBox]) -> list[Clash]:
    if form.field is None or row["field_source"] == "correction":
        return []
    box = boxes[form.field]
    if row["field"] is None or row["field_source"] == "suggested":
        changes |= _field_by_box(box, row)
        return []
    return [] if row["field"] in box.also else _clash(form, "field", row["field"], form.field)


def _field_by_box(box: FieldBox, row: Facts) -> Facts:
    """A box that names two fields' subjects only suggests the other one where the row speaks of it (R9)."""
    words = key(f"{row['name'] or ''} {row['goals'] or ''}")
    if box.also and any(has_phrase(words, key(also)) for also in box.also_words):
        return {"field": box.also[0], "field_source": "suggested", "field_why": "field-suggested"}
    return {"field": box.field, "field_source": "registration", "field_why": None}


def _clash(
    form: Registration, aspect: str, of_list: str | None, of_form: str, *, by_form: bool = False
) -> list[Clash]:
    if form.entry is None or of_list is None or of_list == of_form:
        return []
    return [Clash(form, form.entry, aspect, of_list, of_form, by_form)]


def _with_silence_settled(
    entries: pd.DataFrame, matching: FormMatches, named: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """Whether an entry of unknown level counts as base, once the forms are known (R1).

    In a list that names no level itself, and all of whose forms have their row, what has no form is base:
    a province or district item has one. Base is, too, what is not ticked in a list with ticks for the levels above
    it alone. An entry whose form or cell leaves the level open is never base by silence, nor is
    one of a unit whose files name a level above that none of its models has (R3): where the unit need register
    nothing upward, it ``may_be`` of the levels named. Ticks that leave it out answer where the words count none.
    """
    rows = [*rows_of(entries, "unit", "level_source", "level_why", "unknown_is_base")]
    strays = {form.unit for form in matching.counting_forms if form.entry is None}
    upward = {form.entry for form in matching.counting_forms if form.entry is not None and form.level is None}
    by_forms = {unit for _, unit, source, *_ in rows if unit and source == "registration"} - strays
    by_forms -= {u for _, u, source, why, _ in rows if source not in (None, "registration") or why == _UNCLEAR}
    unticked = {*_unticked(entries)} - {label for label, unit, *_ in rows if unit in strays}
    is_base = [
        (silent or unit in by_forms or label in unticked) and label not in upward and why != _UNCLEAR
        for label, unit, _, why, silent in rows
    ]
    bases, unsaid = with_dtype("unknown_is_base", is_base), with_dtype("may_be", [None] * len(rows))
    settled = entries.assign(unknown_is_base=bases, may_be=unsaid)
    of_named = entries[entries["unit"].isin([*named])].groupby("unit", observed=True) if named else ()
    for code, of_unit in of_named:
        words = named[str(code)]
        if seen := [text for level, text in words.items() if level not in {*of_unit["level"]}]:
            counted = any(any(level_words.levels_stated(text).values()) for text in seen)
            mentioned = " ".join(sorted(set(words).union(*map(level_words.levels_mentioned, words.values()))))
            open_rows = of_unit[
                (of_unit["level_why"] == "level-missing") & (counted | ~of_unit.index.isin(unticked))
            ]
            settled.loc[open_rows.index[open_rows["unknown_is_base"]], "may_be"] = mentioned
            settled.loc[open_rows.index, "unknown_is_base"] = False
            settled.loc[open_rows.index, "level_why"] = "level-elsewhere"
            settled.loc[open_rows.index, "level_text"] = seen[0]
    return settled


_UNCLEAR = "level-unclear"
_TICKS_UPWARD = {f"level_{level}" for level in UPWARD}  # columns


def _unticked(entries: pd.DataFrame) -> Iterator[int]:
    """The entries that are not ticked in a list with ticks for province and district alone, some of them set."""
    rows = [*rows_of(entries, "file", "sheet", "level_source", "level_why", "cells")]
    ticked = {(file, sheet) for _, file, sheet, source, *_ in rows if source == "column"}
    for label, file, sheet, _, why, cells in rows:
        of_levels = {column for column in cells if column.startswith("level")}
        if why == "level-missing" and (file, sheet) in ticked and of_levels == _TICKS_UPWARD:
            yield label


# ---- M1 and M2 that people saw on paper, as the tracking book says: of which entries (R1).

_STT = regex(r"(?:stt|số)?\s*(\d+)\.?", re.IGNORECASE)
_SO_ALIKE, _SO_MUCH_CLOSER = 88, 4  # of 100: what a person wrote of a name, and how much closer than the next


def forms_of_paper(
    papers: Sequence[FormsPaper], entries: pd.DataFrame, matches: FormMatches, campaign: Campaign
) -> tuple[dict[str, frozenset[int]], list[Finding]]:
    """By unit, the labels of the entries whose form was seen on paper and in no file; what is not understood.

    Only items of province and district need one; a model is known by its name, nearly so, or its STT among these:
    what a person wrote is compared with the unit's entries row by row.
    """
    if not papers:
        return {}, []
    asked = entries[entries["unit"].isin([paper.unit for paper in papers])]
    listed = grouped(
        (unit, (label, bare(name), (_STT.fullmatch((stt or "").strip()) or ("", ""))[1], level in UPWARD))
        for label, unit, name, stt, level in rows_of(asked, "unit", "name", "stt", "level")
    )
    in_files = {form.entry for form in matches.counting_forms}
    found: dict[str, set[int]] = defaultdict(set)
    unclear: list[Finding] = []
    for paper in papers:
        models = listed.get(paper.unit, [])
        needed = {label for label, _, _, upward in models if upward} - in_files
        if not paper.models:
            found[paper.unit] |= needed
        for words in paper.models if models else ():
            if _says_all(words, models):
                found[paper.unit] |= needed
                continue
            labels = _named(words, models)
            if len(labels) == 1:
                found[paper.unit] |= needed & labels
            else:
                why = "có ở nhiều mô hình" if labels else "không có"
                facts = {"unit_name": campaign.unit_name(paper.unit), "text": words, "why": why}
                unclear.append(finding("paper-form-unclear", sheet=paper.sheet, cell=paper.cell, **facts))
    return {unit: frozenset(labels) for unit, labels in found.items()}, unclear


def _says_all(words: str, models: Sequence[tuple[int, str, str, bool]]) -> bool:
    """Whether a person says that the forms of all models were seen: “đủ”, “cả 5 mô hình”, where there are 5."""
    said = pattern("form", "all").fullmatch(key(words)) and "?" not in words
    told = {int(word) for word in key(words).split() if word.isdigit()}  # two in “đủ 3/5”
    return bool(said) and len(told) <= 1 and told <= {len(models), sum(upward for _, _, _, upward in models)}


def _named(words: str, models: Sequence[tuple[int, str, str, bool]]) -> set[int]:
    """The entries that a person may mean: one, none, or several that cannot be told apart."""
    if number := _STT.fullmatch(words):
        alike = [(label, upward) for label, _, stt, upward in models if stt == number[1]]
        return {label for label, upward in alike if upward} or {label for label, _ in alike}
    name = bare(words)
    same = {label for label, known, _, _ in models if known == name and "?" not in words}
    if same or not name or pattern("form", "lacks").search(composed(words)):
        return same
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where a name is not written as the list has it

    scores = {label: fuzz.ratio(name, known) for label, known, _, _ in models}
    best = max(scores.values(), default=0)
    return {label for label, s in scores.items() if s > best - _SO_MUCH_CLOSER} if best >= _SO_ALIKE else set()
