"""Sheet “Đính chính”: corrections of an entry's field, level or unit, what is not counted; and their use.

A person's word goes before the list's (design §4).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.entry_key import EntryKey, keys_of, positions, text_or_none
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.outcome import Balance, FileBalance
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import fold

if TYPE_CHECKING:
    import pandas as pd


WITHOUT_VALUE = ("exclude", "once", "apart")  # it counts for nothing; of several rows one counts, or all do


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: of which entry, what, and the value as a code (None with WITHOUT_VALUE).

    ``unit`` is the code that the entry stands under without corrections; ``was`` the words of the list
    when it was corrected; ``cell`` where the correction stands, ``row`` its row (below nought: that of an
    answer which is not carried over yet).
    """

    unit: str | None
    name: str
    place: str
    what: str
    value: str | None
    who: str | None
    why: str | None
    date: dt.date | None
    cell: str
    was: str | None = None
    row: int = 0

    @property
    def key(self) -> EntryKey:
        """What the entry is known by."""
        return EntryKey.of(self.unit, self.name, self.place)


def corrections_from(opened: BookSheets, campaign: Campaign, words: CellWords) -> tuple[Correction, ...]:
    """The corrections that can be applied; the others are findings."""
    meanings = Meanings(campaign, words)
    lines = lines_of_year(opened.lines("corrections"), words, "date")
    found = [_correction(line, words, meanings) for line in lines]
    return tuple(correction for correction in found if correction)


def _correction(line: Line, words: CellWords, meanings: Meanings) -> Correction | None:
    known = len(words.findings)
    unit = words.unit(line, "unit")
    what = words.choice(line, book_layout().sheet("corrections").column("what"))
    date = words.date(line, "date")
    value = meanings.value(line, what)
    lacking = _lacking(line, what, value)
    if lacking and len(words.findings) == known:
        words.note("correction-incomplete", line, lacking[0], name=line.text("name"), why=lacking[1])
    if lacking or (line.text("unit") and unit is None):
        return None
    return Correction(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        what=what or "",
        value=value,
        who=line.text("who") or None,
        why=line.text("why") or None,
        date=date,
        cell=line.cell("what"),
        was=line.text("was") or None,
        row=line.number,
    )


def _lacking(line: Line, what: str | None, value: str | None) -> tuple[str, str] | None:
    if not line.text("name"):
        return "name", "chưa ghi tên mô hình"
    if what is None:
        return "what", "chưa chọn điều đính chính"
    if value is None and what not in WITHOUT_VALUE:
        head = book_layout().sheet("corrections").column("value").head
        return "value", "chưa ghi giá trị đúng" if "value" in line.columns else f"không tìm thấy cột “{head}”"
    return None


class Meanings:
    """What a value means, by what it corrects: the codes of fields, levels and units."""

    def __init__(self, campaign: Campaign, words: CellWords) -> None:
        self._campaign = campaign
        self._vocabulary = Vocabulary(campaign.fields, campaign.levels)
        self._words = words

    def value(self, line: Line, what: str | None) -> str | None:
        """The code that the cell means; a value that is no field or level is a finding."""
        text = line.text("value")
        if not text or what not in ("field", "level", "unit"):
            return None
        if what == "unit":
            unit = self._words.unit(line, "value")
            return unit.code if unit else None
        code = self.of_text(text, what)
        if code is None:
            kinds = self._campaign.fields if what == "field" else self._campaign.levels
            allowed = ", ".join(f"“{kind.title}”" for kind in kinds)
            self._words.note("book-choice-unknown", line, "value", text=text, head="Giá trị đúng", allowed=allowed)
        return code

    def of_text(self, text: str, what: str) -> str | None:
        """The code of the field, or of the one level, that a text names."""
        if what == "field":
            return self._vocabulary.field_in_column(text)
        levels = self._vocabulary.levels_in_column(text)
        return levels.pop() if len(levels) == 1 else None


_CLOSE = 85  # of 100: how alike two names are to be offered as the same


@dataclass(frozen=True)
class Corrected:
    """``entries`` as corrected (columns as before, source ``correction``) and ``excluded``, the rows taken out.

    Both have ``listed_unit`` besides, the unit as the list says, and ``apart``: a person said that the rows of this
    name are different models. ``said`` is what the list said of an entry when
    a correction without “Danh sách đang ghi” was applied, by the row of the sheet.
    """

    entries: pd.DataFrame
    excluded: pd.DataFrame
    findings: list[Finding]
    said: Mapping[int, str] = field(default_factory=dict)


def apply_corrections(entries: pd.DataFrame, corrections: Sequence[Correction], campaign: Campaign) -> Corrected:
    """Correct the entries, keyed by unit, folded name and folded place so that it survives a re-sending.

    ``entries`` has ENTRY_COLUMNS; where it has ``field_why`` and ``level_why`` these are cleared with the
    doubt. Index labels are kept. A correction names the entry by the unit of the list, or by the unit that it
    is shown under once corrected. One whose entry is gone, or whose source changed, is a finding.
    """
    listed = entries.assign(listed_unit=entries["unit"])
    keys = keys_of(listed)
    work = _Work(listed.copy(), keys, _moved(keys, corrections), campaign)
    for correction in corrections:
        work.apply(correction)
    gone = sorted(work.excluded)
    work.entries["apart"] = [row in work.apart for row in range(len(work.entries))]
    kept = work.entries.drop(index=work.entries.index[gone])
    return Corrected(kept, listed.iloc[gone], work.findings, work.said)


def _moved(keys: Sequence[EntryKey], corrections: Sequence[Correction]) -> list[EntryKey]:
    """The keys with the units that the corrections give the entries."""
    moved = list(keys)
    for correction in corrections:
        for row in positions(correction.key, keys) if correction.what == "unit" else ():
            moved[row] = replace(keys[row], unit=correction.value)
    return moved


@dataclass
class _Work:
    """The frame being corrected; keys are those of the lists as sent, ``moved`` those once units are corrected."""

    entries: pd.DataFrame
    keys: Sequence[EntryKey]
    moved: Sequence[EntryKey]
    campaign: Campaign
    excluded: set[int] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)
    done: dict[tuple[int, str], str | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)

    def note(self, code: str, correction: Correction, **facts: Any) -> None:
        sheet = book_layout().sheet("corrections").title
        who = {"unit": correction.unit, "unit_name": self.campaign.unit_name(correction.unit)}
        self.findings.append(
            finding(code, sheet=sheet, cell=correction.cell, **who, **{"name": correction.name} | facts)
        )

    def apply(self, correction: Correction) -> None:
        rows = positions(correction.key, self.keys, self.moved)
        if not rows and correction.row > 0:
            self.note("correction-without-entry", correction, suggestion=self._like(correction))
        if correction.what == "exclude" and len(rows) > 1:
            self.note("correction-ambiguous", correction, places=self._places(rows))
            return
        if correction.what == "apart":
            self.apart.update(rows)
            return
        for row in rows[1:] if correction.what == "once" else rows:
            self._apply_to(row, correction)

    def _places(self, rows: Sequence[int]) -> str:
        """Where the entries stand that a correction may mean."""
        return "; ".join(
            f"dòng {self._at(row, 'row')} (địa chỉ: {text_or_none(self._at(row, 'address')) or 'chưa ghi'})"
            for row in rows
        )

    def _like(self, correction: Correction) -> str:
        """The unit's entry whose name is nearest, as a suggestion."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- rarely needed

        own = {n: k.name for n, k in enumerate(self.keys) if k.unit == correction.unit}
        near = process.extractOne(correction.key.name, own, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return f" Có phải là “{self.entries['name'].iloc[near[2]]}”?" if near else ""

    def _apply_to(self, row: int, correction: Correction) -> None:
        what, value = correction.what, correction.value
        if (row, what) in self.done:
            if self.done[row, what] != value:
                self.note("correction-twice", correction)
        else:
            self._check_source(row, correction)
        self.done[row, what] = value
        if what in WITHOUT_VALUE:
            self._exclude(row, correction)
        else:
            self._set(row, what, value)

    def _exclude(self, row: int, correction: Correction) -> None:
        if row in self.excluded:
            return
        self.excluded.add(row)
        facts = {
            "row": self._at(row, "row"),
            "who": f" của {correction.who}" if correction.who else "",
            "why": f" (lý do: {correction.why})" if correction.why else "",
        }
        file, sheet = self._at(row, "file"), self._at(row, "sheet")
        names = {"unit_name": self.campaign.unit_name(correction.unit), "name": correction.name}
        letter = (self._at(row, "cells") or {}).get("name")
        cell = f"{letter}{facts['row']}" if letter else None
        self.findings.append(
            finding("entry-excluded", unit=correction.unit, file=file, sheet=sheet, cell=cell, **names, **facts)
        )

    def _set(self, row: int, what: str, value: str | None) -> None:
        changes: dict[str, Any] = {what: value}
        if what in ("field", "level"):
            changes |= {f"{what}_source": "correction", f"{what}_why": None}
        for column, new in changes.items():
            if column in self.entries.columns:
                self.entries.iat[row, int(self.entries.columns.get_loc(column))] = new  # type: ignore[arg-type]

    def _at(self, row: int, column: str) -> Any:
        return self.entries[column].iloc[row]

    def _check_source(self, row: int, correction: Correction) -> None:
        """Whether the list says something else than when it was corrected, or the right thing by now."""
        if correction.what in WITHOUT_VALUE:
            return
        code = text_or_none(self._at(row, correction.what))
        now, value = (self._words(correction.what, c) for c in (code, correction.value))
        guessed = correction.what == "field" and self._at(row, "field_source") == "suggested"
        if code == correction.value and not guessed:
            self.note("correction-not-needed", correction, value=value)
        elif not correction.was:
            self.said.setdefault(correction.row, now)
        elif not self._same(correction, now, code):
            self.note("correction-source-changed", correction, was=correction.was, now=now, value=value)

    def _same(self, correction: Correction, now: str, code: str | None) -> bool:
        words = Vocabulary(self.campaign.fields, self.campaign.levels)
        was = correction.was or ""
        if fold(was) == fold(now):
            return True
        if correction.what == "field":
            return words.field_in_column(was) == code
        return correction.what == "level" and code is not None and words.levels_in_column(was) == {code}

    def _words(self, what: str, code: str | None) -> str:
        if what == "unit":
            return self.campaign.unit_name(code)
        kinds = self.campaign.fields_by_code if what == "field" else self.campaign.levels_by_code
        return kinds[code].title if code else f"chưa rõ {'lĩnh vực' if what == 'field' else 'cấp'}"


def balance_without(
    balance: Balance, parts: Sequence[FileBalance], excluded: Iterable[str]
) -> tuple[Balance, list[FileBalance]]:
    """The balance, whole and by file, with one entry fewer and one row set aside more for each file excluded.

    ``excluded`` names the file of each excluded entry.
    """
    counts = Counter(excluded)
    by_file = [replace(part, balance=_set_aside(part.balance, counts[part.file])) for part in parts]
    return _set_aside(balance, counts.total()), by_file


def _set_aside(balance: Balance, count: int) -> Balance:
    return replace(balance, entries=balance.entries - count, rows_set_aside=balance.rows_set_aside + count)
