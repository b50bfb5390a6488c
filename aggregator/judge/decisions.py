"""What people decided, which goes before the lists: entries corrected, rules waived, candidates chosen (R6)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct, field, structs

from aggregator.campaign.succession import EntryKey, Places, key_of, keys_of, positions, rows_of_choices
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.judge.content import cell_of
from aggregator.judge.entries import with_changes
from aggregator.judge.versions import alike, within
from aggregator.nouns.finding import Facts, Finding, finding
from aggregator.nouns.outcome import UNSAID, WITHOUT_VALUE, Choice, Correction, Waiver, rows_of
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese import fold
from aggregator.vietnamese.official_style import quotation

_CLOSE = 85  # of 100: how alike two names are to be offered as the same


class Revision(Struct, frozen=True):
    """``entries`` as corrected (columns as before, source ``correction``) and ``removals``, the rows taken out.

    Both have ``listed_unit`` besides, the unit as the list says. ``apart`` and ``distinct`` mark entries of which a
    person said that the rows of their name are different models, or that other units have another one.
    ``listed_words`` is what the list said of an entry when a correction without “Danh sách đang ghi” was applied,
    by the row of the sheet; ``open_answers`` are the names, by unit, of entries whose lists say otherwise by now,
    or of which a correction is not understood.
    """

    entries: pd.DataFrame
    removals: pd.DataFrame
    findings: list[Finding]
    listed_words: Mapping[int, str] = field(default_factory=dict)
    open_answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def apply_corrections(
    entries: pd.DataFrame,
    corrections: Sequence[Correction],
    campaign: Campaign,
    open_corrections: Sequence[Correction] = (),
    former: Sequence[EntryKey] = (),
) -> Revision:
    """Correct the entries (ENTRY_COLUMNS, their doubts too), keyed by unit, folded name and place.

    A correction names the entry by the unit of the list, or by the corrected one. One whose entry is gone, or whose
    source changed, is a finding. ``former`` are the entries of lists that were replaced.
    """
    frame = entries.assign(listed_unit=entries["unit"])
    keys = keys_of(frame) if corrections or open_corrections else []
    if not corrections:
        unsettled = _by_unit(open_corrections, keys)
        return Revision(frame.assign(apart=False, distinct=False), frame.iloc[:0], [], open_answers=unsettled)
    now, then, before = map(Places, (keys, _targets(keys, corrections), former))
    rows = [dict(zip(_OF_LIST, values, strict=True)) for _, *values in rows_of(frame, *_OF_LIST)]
    work = _Work(rows, keys, now, then, before, campaign)
    for correction in corrections:
        work.apply(correction)
    work.count_once(c for c in corrections if c.aspect == "unit")
    places = np.arange(len(frame))
    marks = {mark: np.isin(places, [*rows]) for mark, rows in work.marks.items()}
    is_out = np.isin(places, [*work.excluded])
    revised = with_changes(frame.assign(**marks), work.changes)
    unsettled = _by_unit([*open_corrections, *work.unsettled], keys)
    return Revision(revised[~is_out], frame[is_out], work.findings, work.listed_words, unsettled)


# what a correction asks of the entry, as its list has it
_OF_LIST = ("unit", "name", "address", "level", "field", "field_source", "file", "sheet", "row", "cells")


_NO_NAME = "chưa ghi tên"


def _by_unit(corrections: Sequence[Correction], keys: Sequence[EntryKey]) -> dict[str, tuple[str, ...]]:
    """The names of the entries that corrections of levels, units and rows are about, by the unit's code."""
    units = [
        (code, each.name or _NO_NAME)
        for each in corrections
        if each.aspect != "field"
        for code in _units_about(each, keys)
    ]
    return {unit: tuple(dict.fromkeys(of_unit)) for unit, of_unit in fold.grouped(units).items() if unit}


def _units_about(correction: Correction, keys: Sequence[EntryKey]) -> list[str | None]:
    """Its unit, without one every unit with such an entry; a mere name is of an entry, or of none."""
    name, alone = key_of(correction).name, correction.aspect == UNSAID
    if correction.unit and not alone:
        return [correction.unit]
    alike = (
        k for k in keys if name and (k.name == name or (alone and " " in name and fold.has_phrase(k.name, name)))
    )
    return [k.unit for k in alike if correction.unit in (None, k.unit)]


_BESIDE_NAME = fold.regex(r"(?:\W+|\d+\s*[.):/-]+\s*|mô hình(?: số)?(?: \d+)?\b[:\s]*)+", re.IGNORECASE)


def _rows(correction: Correction, *places: Places) -> list[int]:
    """Where the entry stands, its name as written, else without (or with) its number and “Mô hình”."""
    name = correction.name
    written = (name, _BESIDE_NAME.sub("", name, count=1) if _BESIDE_NAME.match(name) else "", f"Mô hình {name}")
    tries = (positions(key_of(structs.replace(correction, name=one)), *places) for one in written if one)
    return next(filter(None, tries), [])


def _targets(keys: Sequence[EntryKey], corrections: Sequence[Correction]) -> list[EntryKey]:
    """The keys with the units that the corrections give the entries."""
    targets, places = list(keys), Places(keys)
    for correction in corrections:
        for row in _rows(correction, places) if correction.aspect == "unit" else ():
            targets[row] = keys[row]._replace(unit=correction.value)
    return targets


class _Work(Struct):
    """Corrections at work on the ``rows`` of entries (_OF_LIST): each names one by its words.

    ``keys`` and ``places`` are of the lists as sent, ``targets`` once units are corrected; ``changes`` are by
    column and row.
    """

    rows: Sequence[Mapping[str, Any]]
    keys: Sequence[EntryKey]
    places: Places
    targets: Places
    former: Places
    campaign: Campaign
    excluded: set[int] = field(default_factory=set)
    marks: dict[str, set[int]] = field(default_factory=lambda: {"apart": set(), "distinct": set()})
    values: dict[tuple[int, str], str | None] = field(default_factory=dict)
    changes: dict[str, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))
    findings: list[Finding] = field(default_factory=list)
    listed_words: dict[int, str] = field(default_factory=dict)
    unsettled: list[Correction] = field(default_factory=list)

    def note(self, code: str, correction: Correction, **facts: Any) -> None:
        subject = {"unit": correction.unit, "unit_name": self.campaign.unit_name(correction.unit)}
        place = {"sheet": correction.sheet, "cell": correction.cell}
        self.findings.append(finding(code, **place, **subject, **{"name": correction.name} | facts))

    def apply(self, correction: Correction) -> None:
        rows = _rows(correction, self.places, self.targets)
        if not rows and self._is_done(correction):
            self.note("correction-not-needed", correction, variant="gone", value=None)
        elif not rows and correction.row > 0:
            self.note("correction-without-entry", correction, suggestion=self._suggestion(correction))
            self.unsettled.append(correction)
        if correction.aspect == "exclude" and len(rows) > 1:
            self.note("correction-ambiguous", correction, places=self._places(rows))
            self.unsettled.append(correction)
            return
        if correction.aspect in self.marks:
            self.marks[correction.aspect].update(rows)
            return
        for row in rows[1:] if correction.aspect == "once" else rows:
            self._apply_to(row, correction)

    def _is_done(self, correction: Correction) -> bool:
        """Whether a unit lists no more what does not count, or is listed by its own, and nothing new like it."""
        gone, moved = key_of(correction), structs.replace(correction, unit=correction.value)
        done = {"exclude": (correction, self.former), "unit": (moved, self.places)}.get(correction.aspect)
        new = (k for k in self.keys if k.unit == gone.unit and self.former.of(k) is None)
        like = (alike(k.name, gone.name) or within(k.place, gone.place) for k in new)
        return done is not None and bool(_rows(*done)) and not any(like)

    def count_once(self, moves: Iterable[Correction]) -> None:
        """Take out what was moved to a unit that lists it too; under another address it leaves that unit open."""
        for move, row in ((each, row) for each in moves for row in _rows(each, self.places)):
            key, gone = self.keys[row], self.excluded | self.marks["apart"]
            own = positions(key._replace(unit=move.value), self.places) if key.unit != move.value else ()
            places = [self.keys[n].place for n in own if not gone & {n, row}]
            if any(within(place, key.place) for place in places):
                self._exclude(row, move, "listed", target=self.campaign.unit_name(move.value))
            elif places:
                self.unsettled.append(structs.replace(move, unit=move.value))

    def _places(self, rows: Sequence[int]) -> str:
        return "; ".join(
            f"dòng {self.rows[row]['row']} (địa chỉ: {self.rows[row]['address'] or 'chưa ghi'})" for row in rows
        )

    def _suggestion(self, correction: Correction) -> str:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- rarely needed

        names = {n: k.name for n, k in enumerate(self.keys) if k.unit == correction.unit}
        near = process.extractOne(key_of(correction).name, names, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return f" Có phải là “{self.rows[near[2]]['name']}”?" if near else ""

    def _apply_to(self, row: int, correction: Correction) -> None:
        aspect, value = correction.aspect, correction.value
        if (row, aspect) in self.values:
            if self.values[row, aspect] != value:
                self.note("correction-twice", correction)
        else:
            self._check_source(row, correction)
        self.values[row, aspect] = value
        if aspect not in WITHOUT_VALUE:
            self._set(row, aspect, value)
        elif row not in self.excluded:
            self._exclude(row, correction)

    def _exclude(self, row: int, correction: Correction, variant: str | None = None, **more: str) -> None:
        self.excluded.add(row)
        facts = {
            "row": self.rows[row]["row"],
            "who": f" của {correction.person}" if correction.person else "",
            "why": f" (lý do: {correction.reason})" if correction.reason else "",
        }
        names = {"unit_name": self.campaign.unit_name(correction.unit), "name": correction.name}
        place: Facts = {part: self.rows[row][part] for part in ("file", "sheet")}
        place["cell"] = cell_of(self.rows[row]["cells"] or {}, facts["row"])
        self.findings.append(
            finding("entry-excluded", unit=correction.unit, variant=variant, **place, **names, **facts, **more)
        )

    def _set(self, row: int, aspect: str, value: str | None) -> None:
        self.changes[aspect][row] = value
        if aspect in ("field", "level"):
            self.changes[f"{aspect}_source"][row], self.changes[f"{aspect}_why"][row] = "correction", None

    def _check_source(self, row: int, correction: Correction) -> None:
        """Whether the list says something else than when it was corrected, or the right thing by now."""
        if correction.aspect in WITHOUT_VALUE:
            return
        code = self.rows[row][correction.aspect]
        wording, value = (self._words(correction.aspect, c) for c in (code, correction.value))
        guessed = correction.aspect == "field" and self.rows[row]["field_source"] == "suggested"
        unsaid = self._words(correction.aspect, None)  # what was suggested is no word of the list
        if code == correction.value and not guessed:
            self.note("correction-not-needed", correction, value=value)
        elif not correction.was:
            self.listed_words.setdefault(correction.row, unsaid if guessed else wording)
        elif not (self._agrees(correction, wording, code) or (guessed and self._agrees(correction, unsaid, None))):
            self.note("correction-source-changed", correction, was=correction.was, now=wording, value=value)
            self.unsettled.append(correction)

    def _agrees(self, correction: Correction, wording: str, code: str | None) -> bool:
        vocabulary, was = Vocabulary(self.campaign), correction.was or ""
        meant = {"field": {vocabulary.field_in_column(was)}, "level": vocabulary.levels_in_column(was)}
        return fold.fold(was) == fold.fold(wording) or meant.get(correction.aspect) == {code}

    def _words(self, aspect: str, code: str | None) -> str:
        if aspect == "unit":
            return self.campaign.unit_name(code)
        kinds = self.campaign.fields_by_code if aspect == "field" else self.campaign.levels_by_code
        return kinds[code].title if code else f"chưa rõ {'lĩnh vực' if aspect == 'field' else 'cấp'}"


Lift = tuple[Finding, Waiver]  # a finding that is lifted (its severity as it would be), and the waiver


def apply_waivers(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[list[Finding], list[Lift]]:
    """Every finding, those waived as ``info`` with the reason, which count for nothing; and what was waived."""
    remarks: list[Finding] = []
    lifts: list[Lift] = []
    for remark in findings:
        fitting = [w for w in waivers if w.unit == remark.unit and remark.code in w.codes]
        waiver = next((w for w in fitting if not w.is_open), None)
        if fitting and waiver is None and remark.severity == "violation":
            remark = structs.replace(  # noqa: PLW2901
                remark, severity="warning", message=remark.message + fitting[0].mark
            )
        if remark.severity != "info" and remark.unit is not None and waiver:
            lifts.append((remark, waiver))
            remedy = "Không phải làm gì; giữ trong báo cáo để biết."
            remark = structs.replace(  # noqa: PLW2901
                remark, severity="info", message=remark.message + waiver.mark, remedy=remedy
            )
        remarks.append(remark)
    return remarks, lifts


_LEVEL_OF = {"province": "province", "to_district": "province", "district": "district"}  # what it is decided of
# what a decision means for an entry of another level: both ways of saying “district” are one
_MEANT = {("district", "to_district"): "district", ("province", "district"): "to_district"}


class Selection(Struct, frozen=True):
    """The rows joined to the entries: index label → choice; candidates without one are undecided."""

    by_entry: Mapping[int, Choice] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def join_choices(
    entries: pd.DataFrame, choices: Sequence[Choice], campaign: Campaign, removals: pd.DataFrame | None = None
) -> Selection:
    """Join the decisions to the entries that count (columns unit, name, address, level and, if any, listed_unit).

    More chosen than the province's cap is a finding (R6), and a choice whose entry is gone, of another level or
    ``removals``.
    """
    levels = list(entries["level"])
    out = Places(keys_of(removals) if removals is not None else ())
    by_row: dict[int, Choice] = {}
    findings: list[Finding] = []
    for choice, rows in zip(choices, rows_of_choices(entries, choices), strict=True):
        taken_out = bool(positions(key_of(choice), out))
        findings += _about(choice, [levels[row] for row in rows], campaign, taken_out=taken_out)
        for row in rows:
            earlier, sense = by_row.get(row), _sense(choice, levels[row])
            if earlier and earlier.course != sense.course and "open" not in (earlier.course, sense.course):
                findings.append(_finding("choice-twice", choice, campaign))
            if earlier is None or choice.course != "open":
                by_row[row] = sense
    by_entry = {int(entries.index[row]): choice for row, choice in by_row.items()}
    return Selection(by_entry, (*findings, *_too_many(by_entry, entries, campaign)))


def _sense(choice: Choice, level: Any) -> Choice:
    """The choice in the words that fit the entry's level: nothing goes back to a level that it never left."""
    proposal, decision = (_MEANT.get((level, code), code) for code in (choice.proposal, choice.decision))
    return structs.replace(choice, proposal=proposal, decision=decision)


def _about(choice: Choice, levels: Sequence[Any], campaign: Campaign, *, taken_out: bool) -> list[Finding]:
    if choice.course == "open":
        return []
    if not levels:
        return [_finding("choice-of-excluded" if taken_out else "choice-without-entry", choice, campaign)]
    if any(_LEVEL_OF[_sense(choice, level).course] == level for level in levels):
        return []
    title = next((campaign.levels_by_code[x].title.lower() for x in levels if isinstance(x, str)), "chưa rõ cấp")
    return [_finding("choice-level-differs", choice, campaign, level=title)]


def _finding(code: str, choice: Choice, campaign: Campaign, **facts: Any) -> Finding:
    facts |= {"unit_name": campaign.unit_name(choice.unit), "name": choice.name, "decision": choice.words}
    return finding(code, unit=choice.unit, sheet=choice.sheet, cell=choice.cell, **facts)


def _too_many(by_entry: Mapping[int, Choice], entries: pd.DataFrame, campaign: Campaign) -> list[Finding]:
    """More chosen for the province than may be presented: the names, and no unit accused (R6)."""
    chosen = [label for label, choice in by_entry.items() if choice.course == "province"]
    if len(chosen) <= campaign.province_cap:
        return []
    names = "; ".join(
        f"{quotation(str(entries.loc[label, 'name']))} ({campaign.unit_name(by_entry[label].unit)})"
        for label in sorted(chosen)
    )
    facts = {"severity": campaign.cap.severity, "source": campaign.province_cap_source, "names": names}
    sheet, cap = by_entry[chosen[0]].sheet, campaign.province_cap
    return [finding("province-cap-exceeded", sheet=sheet, count=len(chosen), cap=cap, **facts)]
