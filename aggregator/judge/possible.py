"""What was seen and not understood, or is not certain, and what it could change: the one place that knows it.

Nobody is accused of what was not understood. Every verdict on a quota, every silence, lateness, empty form and
withdrawn model is judged with the evidence that is gathered here: it may leave a verdict open or turn an accusation
into a question, and never the other way round.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from aggregator.campaign.mail_words import changes_list, may_be_withdrawn, sentences
from aggregator.judge.receipts import first_status, may_be_list, year_in_doubt
from aggregator.judge.versions import Doubles, Model, Succession, Version, labels_of
from aggregator.nouns.document import as_text, cell_name
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import few
from aggregator.nouns.outcome import NO_FORMS, UnitForms
from aggregator.nouns.reading import ListRead, Possible
from aggregator.nouns.standing import Doubt, Evidence, Settlement, UnitAccount, in_time
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import key

_MOST_CELLS = 6
_MOST_REMARKS = 2
_ANY_NUMBER = ((None, None),)
_SPEAK_FOR_ONLY = (
    "embedded",
    "unread-part",
)  # of unknown size, beside what was read: a quota that is met stays met
_TABLES = ("no-head", "second-table")
_OF_ONE_NAME = ("name-twice", "may-be-one-model")
_MAY_BE_WITHDRAWN = {"struck-through": "rows-struck", "hidden-rows": "rows-hidden"}
_TICKED = re.compile(
    r"(?:danh dau (?:x )?|tich (?:x )?|x )?(?:dang k[yi]|dk|chon|lua chon)(?: nam \d{4}| x| danh dau x)?"
    r"|(?:danh dau|tich)(?: x)?"
)
_BRACKETS = re.compile(r"^[(\[]([^()\[\]]*)[)\]]|[(\[]([^()\[\]]*)[)\]]\s*$")
_OF_NO_LIST = ("ignored", "duplicate", "superseded")


# --- of what was read and is not certain ---------------------------------------------------------------


def doubts_of_versions(succession: Succession, doubles: Doubles, campaign: Campaign) -> Iterator[Doubt]:
    """What versions, doubles and doubtful lists of a unit leave open."""
    copies = {copy.label for copy in doubles.copies}
    for old, new in succession.open_versions:
        models = [model for model in old.models if not any(version.has(model) for version in succession.counting)]
        if models:
            facts = {"file": old.item.file, "other": new.item.file}
            yield Doubt("version-replaced", facts, tuple((model.level, 1) for model in models))
    for old, new in succession.loose:
        if old in succession.counting and new in succession.counting:
            yield _loose(old, new, copies)
    for model, rival in doubles.look_alikes:
        facts = {"name": model.text} | _places(model, rival)
        yield Doubt("may-be-one-model", facts, open_rows=frozenset({rival.label}))
    yield from _copies_differ(succession, doubles)
    for version in succession.counting:
        rows, facts = labels_of([version]) - copies, {"file": version.item.file}
        if version.item.contested:
            alone = all(peer.item.contested for peer in succession.counting)  # without it nothing is judged
            yield Doubt("file-contested", facts, _ANY_NUMBER if alone else (), rows, acquits_only=alone)
        if version.hand and not version.item.received.book_part:
            yield Doubt("other-hand", facts, open_rows=rows, acquits_only=True)
        yield from _doubtful_lists(version, rows, campaign)
        yield from _doubtful_rows(version, rows)
        yield from _moved_by_heading(version, rows)
        yield from _twice(version, rows)
    if succession.counting and all(version.hand for version in succession.counting):
        yield Doubt("other-hands-only", further=_ANY_NUMBER, acquits_only=True)


def _loose(old: Version, new: Version, copies: set[int]) -> Doubt:
    """Two lists counted together, of which the later may be a new version of the earlier."""
    facts = {"file": old.item.file, "other": new.item.file}
    old_rows, new_rows = (
        frozenset(m.label for m in a.models if not b.has(m)) - copies for a, b in ((old, new), (new, old))
    )
    if old.shares_with(new) and not new.is_after(old):  # which is right is open where each has models of its own
        both = old_rows | new_rows if old_rows and new_rows else frozenset()
        return Doubt("versions-of-one-moment", facts, open_rows=both)
    return Doubt("part-or-version", facts, open_rows=old_rows, acquits_only=True)


def _copies_differ(succession: Succession, doubles: Doubles) -> Iterator[Doubt]:
    """One model at two levels in two lists: which is right is open."""
    models = {model.label: model for version in succession.counting for model in version.models}
    for copy, original in doubles.copies:
        model, repeat = models[original], models[copy]
        if model.level and repeat.level and model.level != repeat.level:
            facts = {"name": model.text} | _places(model, repeat)
            yield Doubt("copies-differ", facts, moved=((original, repeat.level),))


def _doubtful_lists(version: Version, rows: frozenset[int], campaign: Campaign) -> Iterator[Doubt]:
    item = version.item
    if item.read and item.read.doubtful:
        facts = {"file": item.file, "reason": item.read.doubtful}
        yield Doubt("reading-doubtful", facts, _ANY_NUMBER, rows)
    for part in version.lists:
        if year_in_doubt(item, part, campaign):
            of_part = frozenset(model.label for model in version.models if model.sheet == part.sheet) & rows
            years = {"file": item.file, "sheet": part.sheet, "stated": str(part.year), "year": str(campaign.year)}
            yield Doubt("year-in-doubt", years, _ANY_NUMBER, of_part)


def _doubtful_rows(version: Version, rows: frozenset[int]) -> Iterator[Doubt]:
    """Models that count though they may be withdrawn: struck through, hidden, or noted to be so."""
    labels = {(model.sheet, model.row): model.label for model in version.models if model.label in rows}
    seen: dict[str, dict[int, str]] = defaultdict(dict)  # by the code of the doubt: label → what to quote
    changed = 0  # comments by which a model may stand at another level
    for sheet, notice in version.item.read.notices if version.item.read else ():
        label = labels.get((sheet, notice.row or 0))
        if label is not None and notice.code in _MAY_BE_WITHDRAWN:
            seen[_MAY_BE_WITHDRAWN[notice.code]][label] = f"{notice.row}"
        elif label is not None and notice.code == "cell-comment" and _speaks_of_change(notice.detail):
            seen["rows-noted"][label] = f"{notice.row} “{notice.detail}”"
            changed += not may_be_withdrawn(notice.detail)
        elif notice.code == "hidden-sheet":
            of_sheet = (label for (title, _), label in labels.items() if title == sheet)
            seen["sheet-hidden"] |= dict.fromkeys(of_sheet, f"“{sheet}”")
    for part in version.lists:
        yield from _unticked(version, part, labels)
        yield from _stated_more(version, part)
        beside = defaultdict[int, list[str]](list)
        for cell in part.unused:
            beside[cell.row].append(cell.text)
        for entry in part.entries:
            name = [text for pair in _BRACKETS.findall(as_text(entry.values.get("name"))) for text in pair if text]
            texts = [*entry.notes.values(), *beside.get(entry.row, ()), *name, as_text(entry.values.get("level"))]
            label = labels.get((part.sheet, entry.row))
            if label is not None and (text := next(filter(may_be_withdrawn, texts), None)):
                seen["rows-noted"][label] = f"{entry.row} “{text}”"
    for code, quotes in seen.items():
        facts = {"rows": few(list(dict.fromkeys(quotes.values())), _MOST_CELLS), "file": version.item.file}
        further = ((None, changed),) if changed and code == "rows-noted" else ()
        yield Doubt(code, facts, further, frozenset(quotes))


def _speaks_of_change(comment: str) -> bool:
    """Whether a comment on a model says that it is withdrawn, replaced or of another level."""
    return may_be_withdrawn(comment) or changes_list(comment, beside_list=True, of_model=True)


def _unticked(version: Version, part: ListRead, labels: Mapping[tuple[str, int], int]) -> Iterator[Doubt]:
    """A column “Đăng ký” of ticks: the models without one may be registered by nobody."""
    heads = {head for entry in part.entries for head in entry.notes if _TICKED.fullmatch(key(head))}
    for head in heads:
        bare = [entry.row for entry in part.entries if head not in entry.notes]
        open_rows = frozenset(labels[(part.sheet, row)] for row in bare if (part.sheet, row) in labels)
        facts = {"rows": few([str(row) for row in bare], _MOST_CELLS), "file": version.item.file, "head": head}
        yield Doubt("rows-unticked", facts, open_rows=open_rows)


def _stated_more(version: Version, part: ListRead) -> Iterator[Doubt]:
    """A total below the list that names more models than were read: a shortfall does not rest on what was read."""
    for total in part.totals:
        if total.stated > total.counted:
            facts = {"stated": total.stated, "counted": total.counted, "row": total.row, "file": version.item.file}
            yield Doubt("total-states-more", facts, ((None, total.stated - total.counted),), acquits_only=True)


def _moved_by_heading(version: Version, rows: frozenset[int]) -> Iterator[Doubt]:
    """Models whose column says one level and whose heading another: which is right is open."""
    models = {(model.sheet, model.row): model for model in version.models if model.label in rows}
    moved: dict[tuple[str, int], tuple[int, str]] = {}  # sheet, row → label, level of the heading
    for part in version.lists:
        for entry in part.entries:
            model, heading = models.get((part.sheet, entry.row)), entry.level_heading
            if model and model.level and heading and heading not in (model.level, part.level_in_title):
                moved[part.sheet, entry.row] = model.label, heading
    if moved:
        facts = {"rows": few([str(row) for _, row in moved], _MOST_CELLS), "file": version.item.file}
        yield Doubt("level-heading-differs", facts, moved=tuple(moved.values()))


def _twice(version: Version, rows: frozenset[int]) -> Iterator[Doubt]:
    """The same model on two rows of one list: an excess does not rest on it."""
    first: dict[tuple[str, str, str], Model] = {}
    for model in version.models:
        if model.label in rows and first.setdefault((model.sheet, model.name, model.address), model) is not model:
            yield Doubt("name-twice", {"name": model.text}, open_rows=frozenset({model.label}), acquits_only=True)


def _places(model: Model, rival: Model) -> dict[str, str]:
    """Where the two stand; the sheets are named where both are in one file."""
    sheets = [f"trang “{one.sheet}”, " if model.file == rival.file else "" for one in (model, rival)]
    place, other = (
        f"“{one.file}”, {sheet}dòng {one.row}" for one, sheet in zip((model, rival), sheets, strict=True)
    )
    return {"place": place, "other": other}


def leaves_unread(unreadable: Sequence[Handled], lists: Iterable[Handled]) -> bool:
    """Whether a unit's files hold anything unread, where a model could stand that seems withdrawn."""
    readings = [item.read for item in lists if item.read]
    return bool(unreadable) or any(
        reading.possible or reading.doubtful or any(part.possible for part in reading.lists) for reading in readings
    )


# --- of everything that came -----------------------------------------------------------------------------


class BookFacts(Struct, frozen=True):
    """What people wrote in the tracking book that speaks against silence (see ``Evidence``), by unit code."""

    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    arrivals: Mapping[str, int] = field(default_factory=dict)


class _Candidates(Struct):
    """The files that may be of a unit, by what is known of them; each file stands in one of the lists."""

    named: list[Handled] = field(default_factory=list)  # a visible clue, a suggestion or a copy names the unit
    unread: list[Handled] = field(default_factory=list)  # its own, and could not be read, or not as a list
    unknown: list[Handled] = field(default_factory=list)  # of unknown unit, and nothing speaks against this one


class Possibilities:
    """All that was received, looked at for what it may be to each unit. Made once a run, asked unit by unit.

    ``entries`` are the entries of each file, ``forms`` the forms M1, M2 of each unit with what they contradict.
    """

    def __init__(
        self,
        handled: Sequence[Handled],
        settlement: Settlement,
        entries: Mapping[str, Sequence[Model]],
        campaign: Campaign,
        book_facts: BookFacts | None = None,
    ) -> None:
        self._campaign = campaign
        self._entries = entries
        self._book_facts = book_facts or BookFacts()
        self._statuses = settlement.statuses
        of_nobody = {i.file for i in handled if i.received.book_nobody or (i.read and i.read.ours)}
        looked_into = [i for i in handled if settlement.statuses[i.file] != "ignored" and i.file not in of_nobody]
        self._candidates: dict[str, _Candidates] = defaultdict(_Candidates)
        self._unknown: list[Handled] = []
        self._unattributed = 0
        self._by_unit: dict[str, list[Handled]] = defaultdict(list)
        self._untimed: dict[str, list[Handled]] = defaultdict(list)
        for item in looked_into:
            self._look_at(item, settlement)

    def _look_at(self, item: Handled, settlement: Settlement) -> None:
        status = settlement.statuses[item.file]
        original = settlement.copies.get(item.file)
        for unit in item.units:
            if status != "superseded":
                self._by_unit[unit].append(item)
            if not item.timed and (item.entries or item.forms):
                self._untimed[unit].append(item)
        spared = {code for _, code in item.others} | set(item.suggested if status != "not_a_form" else ())
        if original is not None and item.entries:
            spared |= set(item.units)
        for code in spared:
            self._candidates[code].named.append(item)
        if item.unit and _may_be_list_unread(item, status):
            self._candidates[item.unit].unread.append(item)
        if item.unit is None and status not in _OF_NO_LIST and self._may_be_anybodys(item):
            self._unknown.append(item)
        if status not in ("not_a_form", "duplicate", "superseded") and (item.unit is None or item.contested):
            self._unattributed += 1

    @staticmethod
    def _may_be_anybodys(item: Handled) -> bool:
        """Whether a file of unknown unit is a list, or may be one; a blank form is nobody's list."""
        if first_status(item) == "unreadable":
            return may_be_list(item)
        says_nil = item.read is not None and first_status(item) == "nil"
        return bool(item.entries) or says_nil or bool(item.forms)

    def of(
        self,
        account: UnitAccount,
        rows: Sequence[tuple[int, int]],
        forms: UnitForms = NO_FORMS,
        apart: frozenset[int] = frozenset(),
    ) -> Evidence:
        """The evidence of one unit. ``rows`` are its counted entries: (row in the outcome's frame, label).

        ``apart`` are the labels of entries that a person said to be different models though they bear one name.
        """
        unit = account.unit
        candidates = self._candidates[unit.code]
        unknown = [item for item in self._unknown if item.could_be(unit) and item not in candidates.named]
        doubts = [d for d in account.doubts if d.code not in _OF_ONE_NAME or not d.open_rows <= apart]
        doubts += [*self._of_rows(account), *self._of_files(account, candidates, unknown)]
        doubts += _of_forms(forms, dict(rows))
        remarks = self._remarks(account)
        if remarks:
            quotes = few([f"“{words}”" for _, words in remarks], _MOST_REMARKS)
            facts = {"words": quotes, "files": ", ".join(dict.fromkeys(f"“{file}”" for file, _ in remarks))}
            doubts.append(Doubt("remark", facts, _ANY_NUMBER, frozenset(label for _, label in rows)))
        may_be_timely = [i for i in (*candidates.named, *candidates.unread, *unknown) if self._in_time(i)]
        may_be_timely += [item for item in self._untimed[unit.code] if item not in may_be_timely]
        not_read = [item for item in candidates.unread if self._statuses[item.file] == "not_a_form"]
        return Evidence(
            doubts=tuple(doubts),
            named=tuple(item.file for item in (*candidates.named, *not_read)),
            unknown=tuple(item.file for item in unknown if item.entries or not item.forms),
            unattributed=self._unattributed,
            in_time=tuple(item.file for item in may_be_timely),
            recorded=self._book_facts.recorded.get(unit.code, ()),
            moved_to=self._book_facts.arrivals.get(unit.code, 0),
            promises=tuple((i.file, i.read.promise) for i in self._by_unit[unit.code] if i.read and i.read.promise),
            remarks=remarks,
            sent_before=tuple(text for i in self._by_unit[unit.code] for text in i.received.sent_before),
            contested=tuple(item.file for item in self._by_unit[unit.code] if item.contested),
        )

    def _remarks(self, account: UnitAccount) -> tuple[tuple[str, str], ...]:
        """What the unit's mails, letters and notes say that may change its lists, and is not older than these."""
        last, said = account.last_change, dict[str, list[str]]()
        for item in self._by_unit[account.unit.code]:
            older = last is not None and item.timed and last.timed and item.at < last.at
            if not older and item.received.book_reading not in ("right", "noted"):
                in_mail = [s for s in sentences(item.received.mail_text or "") if changes_list(s, beside_list=True)]
                known = {words for quotes in said.values() for words in quotes}
                texts = [text.rstrip(".;") for text in (*(item.read.remarks if item.read else ()), *in_mail)]
                new = [text for text in dict.fromkeys(texts) if text not in known]
                if new:
                    said[item.file] = new
        return tuple((file, few(words, _MOST_REMARKS, "”; “")) for file, words in said.items())

    def _in_time(self, item: Handled) -> bool:
        return not item.timed or in_time(item.first_at, self._campaign.deadline)

    def _of_rows(self, account: UnitAccount) -> Iterator[Doubt]:
        """Rows, tables and objects in the unit's files that were seen and not understood."""
        kinds: dict[str, list[tuple[Handled, Possible]]] = defaultdict(list)
        for item in self._by_unit[account.unit.code]:
            for possible in _possible_in(item, account.unit):
                kinds[possible.why].append((item, possible))
        for why, rows in kinds.items():
            cells = [f"{cell_name(p.row, p.column)}" + (f" trang “{p.sheet}”" if p.sheet else "") for _, p in rows]
            facts = {
                "count": f"{len(rows):02d}",
                "cells": few(cells, _MOST_CELLS),
                "files": _files(item for item, _ in rows),
                "most": sum(p.at_most for _, p in rows),
            }
            further = Counter[str | None]()
            for _, possible in rows:
                further[possible.level] += possible.at_most
            unbounded = why in _SPEAK_FOR_ONLY
            for_only = unbounded or why == "taken-back"
            yield Doubt(why, facts, _ANY_NUMBER if unbounded else tuple(further.items()), acquits_only=for_only)

    def _of_files(self, account: UnitAccount, near: _Candidates, unknown: Sequence[Handled]) -> Iterator[Doubt]:
        """Files that may hold entries of the unit: not readable, named by another clue, of unknown unit."""
        closed = [i for i in near.unread if first_status(i) == "unreadable" and not list(_possible_in(i, None))]
        models = [model for item in account.counting for model in self._entries.get(item.file, ())]
        if closed:
            last = account.last_change
            newer = [i for i in closed if last is None or not i.timed or not last.timed or i.at > last.at]
            rows = frozenset(model.label for model in models) if newer else frozenset[int]()
            facts = {"count": f"{len(closed):02d}", "files": _files(closed)}
            yield Doubt("file-unreadable", facts, _ANY_NUMBER, rows, acquits_only=True)
        for code, items in (("file-named", near.named), ("file-unknown", unknown)):
            if items:
                yield self._of_strangers(code, items, models)

    def _of_strangers(self, code: str, items: Sequence[Handled], models: Sequence[Model]) -> Doubt:
        """What files may add to the counted models of a unit, or take the place of."""
        facts = {"count": f"{len(items):02d}", "files": _files(items)}
        names = {model.name for model in models}
        further = Counter[str | None]()
        replaces = False
        for item in items:
            if first_status(item) == "unreadable":
                return Doubt(code, facts, _ANY_NUMBER, acquits_only=True)
            further.update(model.level for model in self._entries.get(item.file, ()))
            further[None] += sum(possible.at_most for possible in _possible_in(item, None))
            replaces |= any(model.name in names for model in self._entries.get(item.file, ()))
        rows = frozenset(model.label for model in models) if replaces else frozenset[int]()
        return Doubt(code, facts, tuple(further.items()), rows, acquits_only=True)


def _may_be_list_unread(item: Handled, status: str) -> bool:
    """Whether a file of a unit, of which nothing was read, may be its list; a person may have said it is not."""
    if item.received.book_what and "list" not in item.received.book_what:
        return False
    other_movement = item.read is not None and any(part.movement for part in item.read.lists)
    return status == "unreadable" or (status == "not_a_form" and not other_movement)


def _possible_in(item: Handled, unit: Unit | None) -> Iterator[Possible]:
    """What was not understood in the sheets of a unit (of all sheets where the file is of unknown unit)."""
    if item.read is None:
        return
    parts = (part for part in item.read.lists if unit is None or item.unit_of_sheet(part.sheet) == unit.code)
    for possible in (*(row for part in parts for row in part.possible), *item.read.possible):
        if item.received.book_reading != "right" or possible.why not in _TABLES:  # a person saw that it is no list
            yield possible
    closed = [notice.detail for _, notice in item.read.notices if notice.code == "embedded-not-opened"]
    yield from (Possible(1, 1, 0, None, "embedded", text=name) for name in closed)


def _files(items: Iterable[Handled]) -> str:
    names = list(dict.fromkeys(f"“{item.file}”" for item in items))
    return few(names, _MOST_CELLS)


def _of_forms(forms: UnitForms, labels: Mapping[int, int]) -> Iterator[Doubt]:
    """Forms that name another level than their row, or have no row: the list may leave their model out (R1)."""
    clashes = [clash for clash in forms.level_clashes if clash.index in labels]
    if clashes:
        names = "; ".join(f"“{clash.registration.name}”" for clash in clashes[:_MOST_CELLS])
        moves = tuple((labels[clash.index], clash.rival) for clash in clashes)
        yield Doubt("levels-differ", {"count": f"{len(clashes):02d}", "names": names}, moved=moves)
    strays = forms.without_entry
    if strays:
        names = "; ".join(f"“{form.name}”" for form in strays[:_MOST_CELLS])
        further = tuple(Counter(form.level for form in strays).items())
        yield Doubt("form-without-row", {"count": f"{len(strays):02d}", "names": names}, further)
