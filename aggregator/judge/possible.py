"""What was seen and not understood, or is not certain, and what it could change: the one place that knows it.

Nobody is accused of what was not understood. Every verdict on a quota, every silence, lateness, empty form and
withdrawn model is judged with the evidence that is gathered here: it may leave a verdict open or turn an accusation
into a question, and never the other way round.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from aggregator.campaign import mails, sentences
from aggregator.judge.pairs import bare
from aggregator.judge.quotas import CountedRow
from aggregator.judge.receipts import first_status, may_be_list
from aggregator.judge.remarks import MOST_REMARKS, RemarkDoubts
from aggregator.judge.row_doubts import MOST_CELLS
from aggregator.judge.settlement import ANY_NUMBER
from aggregator.judge.versions import Model
from aggregator.nouns.document import as_number, cell_name
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import few, few_files
from aggregator.nouns.outcome import NO_FORMS, Record, UnitForms
from aggregator.nouns.reading import NUMBERS_LEFT_OUT, ListReading, Possible
from aggregator.nouns.standing import Doubt, Evidence, Settlement, UnitAccount, in_time, weak_evidence
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import grouped
from aggregator.vietnamese.official_style import quotation

_OF_UNKNOWN_SIZE = ("embedded", "unread-part")
_OF_OTHER_YEAR = "other-year"
_NOT_SHOWN = (_OF_OTHER_YEAR, "line-unread")  # to whom compares what was read with its file
# beside what was read: a quota that is met stays met
_SPEAK_FOR_ONLY = (
    *_OF_UNKNOWN_SIZE,
    "taken-back",
    "row-deleted",
    "picture-over",
    "names-beside",
    "draft",
    NUMBERS_LEFT_OUT,
    _OF_OTHER_YEAR,
)
_OF_LEVEL = ("rows-moved", "level-heading-differs", "copies-differ")  # a person may say at which level a model is
_OF_ONE_NAME = ("name-twice", "may-be-one-model")
_OF_NO_LIST = ("ignored", "duplicate", "superseded")


class Possibilities:
    """All that was received, looked at for what it may be to each unit; made once a run, asked unit by unit.

    ``record`` is what people wrote. By unit ``arrivals`` are the entries that they moved to it, ``open_answers``
    the names of entries that corrections are about and the lists say no more, or otherwise now.
    """

    def __init__(
        self,
        files: Sequence[AttributedFile],
        settlement: Settlement,
        entries: Mapping[str, Sequence[Model]],
        campaign: Campaign,
        record: Record,
        *,
        arrivals: Mapping[str, int],
        open_answers: Mapping[str, Sequence[str]],
    ) -> None:
        self._campaign, self._entries = campaign, entries
        self._beside = RemarkDoubts(entries, campaign)
        self._record, self._arrivals, self._unsettled = record, arrivals, open_answers
        self._statuses = settlement.statuses
        of_nobody = {i.file for i in files if (i.intake.book_nobody and not i.other_units) or i.content.of_program}
        looked_into = [i for i in files if settlement.statuses[i.file] != "ignored" and i.file not in of_nobody]
        # by unit the files that a visible clue, a suggestion or a copy gives it, and its own not read (as a list)
        self._by_clue: dict[str, list[AttributedFile]] = defaultdict(list)
        self._unread: dict[str, list[AttributedFile]] = defaultdict(list)
        self._unknown: list[AttributedFile] = []
        self._mails: list[AttributedFile] = []  # of unknown unit, without files
        self._unattributed = 0
        self._by_unit: dict[str, list[AttributedFile]] = defaultdict(list)
        self._untimed: dict[str, list[AttributedFile]] = defaultdict(list)
        self._left_over: dict[str, list[str]] = defaultdict(list)  # files with a hidden sheet of the unit's
        by_file = {item.file: item for item in files}
        for item in looked_into:
            for code in item.leftovers.values() if item.intake.book_unit is None else ():
                self._left_over[code].append(item.file)
            self._look_at(item, settlement.statuses[item.file], by_file.get(settlement.copies.get(item.file, "")))

    def _look_at(self, item: AttributedFile, status: str, original: AttributedFile | None) -> None:
        for unit in item.units:
            if status != "superseded":
                self._by_unit[unit].append(item)
            if not item.timed and (item.entries or item.forms):
                self._untimed[unit].append(item)
        spared = {code for _, code in item.other_units} | set(item.suggestions if status != "not_a_form" else ())
        if original is not None and item.entries:
            spared |= set(item.units) - set(original.units)
        for code in spared:
            self._by_clue[code].append(item)
        if not item.units and status == "not_a_form" and item.content.is_mail:
            self._mails.append(item)
        if item.unit and _may_be_list_unread(item, status):
            self._unread[item.unit].append(item)
        unknown = (item.unit is None and not item.intake.book_nobody) or bool(item.unknown_sheets)
        if unknown and status not in _OF_NO_LIST and self._may_be_anybodys(item):
            self._unknown.append(item)
        if status not in ("not_a_form", "duplicate", "superseded") and (unknown or item.contested):
            self._unattributed += 1

    @staticmethod
    def _may_be_anybodys(item: AttributedFile) -> bool:
        """Whether a file of unknown unit is a list, or may be one; a blank form is nobody's list."""
        status = first_status(item)
        if status == "not_a_form" and item.content.is_mail and not item.content.promise:
            return mails.may_be_anybodys_list(item.intake.subject, item.intake.mail_text)
        return may_be_list(item) if status == "unreadable" else bool(item.entries or item.forms) or status == "nil"

    def of(
        self,
        account: UnitAccount,
        rows: Sequence[CountedRow],
        forms: UnitForms = NO_FORMS,
        apart: frozenset[int] = frozenset(),
        at_level: frozenset[int] = frozenset(),
        *,
        names: Mapping[str, str] | None = None,
    ) -> Evidence:
        """The evidence of one unit; labels ``apart`` are different models, ``at_level`` have a person's level."""
        unit, by_clue = account.unit, self._by_clue[account.unit.code]
        unknown = [item for item in self._unknown if item.could_be(unit) and item not in by_clue]
        doubts = [d for d in account.doubts if d.code not in _OF_ONE_NAME or not d.open_rows <= apart]
        doubts = [left for doubt in doubts if (left := _without_settled(doubt, at_level))]
        doubts += [*self._of_rows(account), *self._of_files(account, unknown)]
        doubts += [
            *_of_forms(forms, {row.entry: row.label for row in rows}),
            *self._beside.of_counts(account, self._by_unit[unit.code]),
        ]
        doubts += _of_pdf_nils(account)
        doubts += self._of_record(unit, rows)
        remarks = self._beside.remarks(account, (*self._by_unit[unit.code], *self._mails))
        listed = {model.name for model in self._beside.models_of(account.counting_files) if model.name}
        doubts += self._beside.doubts(remarks, rows, listed)
        free = [row for row in rows if row.label not in at_level]
        doubts += self._of_unknown_forms(account, unknown, {row.label: row.counted_level for row in free})
        for words in dict.fromkeys((names or {}).values()):
            if not any(sentences.quotable(words) in said for _, said in remarks):
                doubts += self._beside.of_levels(account, rows, free, words)
        not_read = [item for item in self._unread[unit.code] if self._statuses[item.file] == "not_a_form"]
        return Evidence(
            doubts=tuple(doubts),
            naming_files=(*(item.file for item in (*by_clue, *not_read)), *self._left_over[unit.code]),
            unknown=tuple(item.file for item in unknown if item.entries or not item.forms),
            unattributed=self._unattributed,
            in_time=(*self._may_be_timely(unit, unknown), *self._sent_in_time(account)),
            recorded_files=self._record.files_by_unit.get(unit.code, ()),
            open_rows=self._record.open_rows.get(unit.code, ()),
            lost_files=tuple(file for file, _ in self._record.lost_files.get(unit.code, ())),
            moved_to=self._arrivals.get(unit.code, 0),
            promises=tuple((i.file, said) for i in self._by_unit[unit.code] if (said := _promise_in(i))),
            remarks=tuple((file, few(texts, MOST_REMARKS, "; ")) for file, texts in remarks),
            earlier_sendings=tuple(text for i in self._by_unit[unit.code] for text in i.intake.earlier_sendings),
            contested_files=tuple(item.file for item in self._by_unit[unit.code] if item.contested),
        )

    def _of_record(self, unit: Unit, rows: Sequence[CountedRow]) -> Iterator[Doubt]:
        """What people wrote of a unit's list that is not settled: corrections, lists on paper, waivers."""
        if names := self._unsettled.get(unit.code):
            facts = {"names": few([quotation(name) for name in names], MOST_REMARKS)}
            yield Doubt("correction-open", facts, ANY_NUMBER, frozenset(row.label for row in rows))
        if cells := self._record.open_rows.get(unit.code):
            yield Doubt("paper-open", {"cells": few(cells, MOST_REMARKS)}, ANY_NUMBER, acquits_only=True)
        for waiver in (w for w in self._record.waivers if w.is_open and w.unit == unit.code):
            levels = {limit.level for limit in self._campaign.limits if limit.finding_code in waiver.codes}
            rows_open = frozenset(row.label for row in rows if row.counted_level in levels)
            further = tuple((level, None) for level in sorted(levels))
            if levels:
                yield Doubt("waiver-open", {"cells": waiver.cell}, further, rows_open, acquits_only=True)

    def _may_be_timely(self, unit: Unit, unknown: Sequence[AttributedFile]) -> Iterator[str]:
        """The files, and receipts in the book, that may be the unit's list and have come in time."""
        deadline, record = self._campaign.deadline, self._record
        files = [*self._by_clue[unit.code], *self._unread[unit.code], *unknown]
        timely = [item for item in files if not item.timed or in_time(item.first_at, deadline)]
        timely += [item for item in self._untimed[unit.code] if item not in timely]
        yield from (item.file for item in timely)
        receipts = (*record.lost_files.get(unit.code, ()), *record.times_by_unit.get(unit.code, ()))
        yield from (file for file, at in receipts if at is None or in_time(at, deadline))

    def _sent_in_time(self, account: UnitAccount) -> Iterator[str]:
        """Lists and scans of a late unit, mailed in time and overtaken by those sent again after the deadline."""
        for item in self._by_unit[account.unit.code] if account.receipt.state == "late" else ():
            came = item.intake
            mailed = came.source == "email" and weak_evidence(came.source, came.sent_at, self._campaign.deadline)
            of_list = item.entries or (item.unreadable and may_be_list(item))
            if mailed and of_list and item is not account.receipt.first:
                yield item.file

    def _of_rows(self, account: UnitAccount) -> Iterator[Doubt]:
        """Rows, tables and objects of the unit not understood, but what a letter tells again of its list."""
        models = [*self._beside.models_of(account.counting_files)]
        kinds = grouped(
            (possible.reason, (item, possible))
            for item in self._by_unit[account.unit.code]
            for possible in _possible_in(item, account.unit)
            if possible.reason != "no-head" or item.entries or not self._beside.repeats_count(possible.text, models)
            if possible.reason != NUMBERS_LEFT_OUT
            or not (_counted_elsewhere(possible, item, account) or self._beside.counts_all(item, len(models)))
        )
        for why, rows in kinds.items():
            facts = {
                "count": f"{len(rows):02d}",
                "cells": _cells([possible for _, possible in rows]),
                "files": few_files((item.file for item, _ in rows), MOST_CELLS),
                "asked_in": tuple(dict.fromkeys(item.file for item, _ in rows)),
                "places": tuple((i.file, p.sheet, cell_name(p.row, p.column)) for i, p in rows if p.sheet),
                "most": sum(p.at_most for _, p in rows),
            }
            further = Counter[str | None]()
            for _, possible in rows:
                further[possible.level] += possible.at_most
            further_rows = ANY_NUMBER if why in _OF_UNKNOWN_SIZE else tuple(further.items())
            yield Doubt(why, facts, further_rows, acquits_only=why in _SPEAK_FOR_ONLY)

    def _of_files(self, account: UnitAccount, unknown: Sequence[AttributedFile]) -> Iterator[Doubt]:
        """Files that may hold entries of the unit: not readable, named by another clue, of unknown unit."""
        models, last = [*self._beside.models_of(account.counting_files)], account.last_change
        closed, rows = list[AttributedFile](), set[int]()
        further: tuple[tuple[None, None], ...] = ()
        for item in (i for i in self._unread[account.unit.code] if first_status(i) == "unreadable"):
            # of a list in lines, which are possible themselves: it may take back what it does not tell
            told = [possible.text for possible in item.content.possible if item.content.of_lines]
            newer = last is None or not (item.timed and last.timed) or (item.at, bool(told)) > (last.at, False)
            left = {m.label for m in models if newer and not any(self._beside.repeats_count(t, [m]) for t in told)}
            if left if told else not list(_possible_in(item, None)):
                closed.append(item)
                further = further if told else ANY_NUMBER
                rows |= left
        if closed:
            facts = {"count": f"{len(closed):02d}", "files": few_files((item.file for item in closed), MOST_CELLS)}
            yield Doubt("file-unreadable", facts, further, frozenset(rows), acquits_only=True)
        for code, items in (("file-named", self._by_clue[account.unit.code]), ("file-unknown", unknown)):
            if items:
                yield self._of_strangers(code, items, models)

    def _of_unknown_forms(
        self, account: UnitAccount, unknown: Sequence[AttributedFile], levels: Mapping[int, str | None]
    ) -> Iterator[Doubt]:
        """Forms of unknown unit that give another level to a model of this name: they may be of its row (R1)."""
        forms = [(item, form) for item in unknown for form in item.content.registrations]
        told = [(item, bare(form.values.get("name")), form.level_tick) for item, form in forms]
        models = [*self._beside.models_of(account.counting_files)]
        found = [
            (item, model, level)
            for item, name, level in told
            for model in models
            if level and name and name == bare(model.text) and levels.get(model.label, level) != level
        ]
        if found:
            facts = {"files": few_files((item.file for item, _, _ in found), MOST_CELLS)}
            facts["names"] = few([f"“{model.text}”" for _, model, _ in found], MOST_CELLS)
            moves = tuple((model.label, level) for _, model, level in found)
            yield Doubt("form-of-unknown-unit", facts, moves=moves, acquits_only=True)

    def _of_strangers(self, code: str, items: Sequence[AttributedFile], models: Sequence[Model]) -> Doubt:
        facts = {"count": f"{len(items):02d}", "files": few_files((item.file for item in items), MOST_CELLS)}
        names = {model.name for model in models}
        further = Counter[str | None]()
        replaces = False
        for item in items:
            if first_status(item) == "unreadable":
                return Doubt(code, facts, ANY_NUMBER, acquits_only=True)
            further.update(model.level for model in self._entries.get(item.file, ()))
            further[None] += sum(possible.at_most for possible in _possible_in(item, None))
            replaces |= any(model.name in names for model in self._entries.get(item.file, ()))
        rows = frozenset(model.label for model in models) if replaces else frozenset[int]()
        return Doubt(code, facts, tuple(further.items()), rows, acquits_only=True)


def _without_settled(doubt: Doubt, at_level: frozenset[int]) -> Doubt | None:
    """A doubt about levels without the entries whose level a person gave; None where nothing of it is left."""
    if doubt.code not in _OF_LEVEL or not at_level:
        return doubt
    open_rows = doubt.open_rows - at_level
    moved = tuple(move for move in doubt.moves if move[0] not in at_level)
    further = ((None, len(open_rows)),) if doubt.further else ()  # each may stand at another level
    return structs.replace(doubt, open_rows=open_rows, moves=moved, further=further) if open_rows or moved else None


def _may_be_list_unread(item: AttributedFile, status: str) -> bool:
    """Whether a file of a unit, of which nothing was read, may be its list; a person may have said it is not."""
    if item.intake.book_kinds and "list" not in item.intake.book_kinds:
        return False
    if status != "not_a_form" or item.reading is None:
        return status in ("unreadable", "not_a_form")
    other_movement, promise = any(part.movement for part in item.reading.lists), item.reading.promise is not None
    nothing = other_movement or promise  # what is to be sent later was not sent
    by_itself = not item.reading.is_mail
    return not nothing and (by_itself or mails.may_bring_list(item.intake.subject, item.intake.mail_text))


def _promise_in(item: AttributedFile) -> str | None:
    """The sentence by which a return promises the list: its own, or of the mail that brings papers of R5 alone."""
    in_mail = (
        sentences.sentences(item.intake.mail_text or "") if item.content.has_own_papers and not item.entries else ()
    )
    return item.content.promise or next((sentences.quotable(t) for t in in_mail if mails.promises_list(t)), None)


def _possible_in(item: AttributedFile, unit: Unit | None) -> Iterator[Possible]:
    """What was not understood in the sheets of a unit (of all sheets where the file is of unknown unit)."""
    parts = (part for part in item.content.lists if unit is None or item.unit_of_list(part) == unit.code)
    beside = (row for row in item.content.possible if unit is None or row.unit in ("", unit.code))
    rows = (*(row for part in parts for row in part.possible), *beside)
    # a person saw that it holds no further model, and was asked no year
    if "right" in item.intake.book_reading:
        yield from (row for row in rows if row.reason in _NOT_SHOWN)
        return
    yield from rows
    closed = [notice.detail for _, notice in item.content.notices if notice.code == "embedded-not-opened"]
    yield from (Possible(1, 1, 0, None, "embedded", text=name) for name in closed)


def _counted_elsewhere(left_out: Possible, item: AttributedFile, account: UnitAccount) -> bool:
    """Whether the numbers that a list leaves out stand in another one of the unit that goes on with its count."""
    (part,) = (part for part in item.content.lists if any(row is left_out for row in part.possible))
    own, wanted = _numbers_of(part), {*left_out.text.split(", ")}
    lists = (each for other in account.counting_files if other.file != item.file for each in other.content.lists)
    return any(wanted & numbers and own.isdisjoint(numbers) for numbers in map(_numbers_of, lists))


def _numbers_of(part: ListReading) -> set[str]:
    return {as_number(entry.values.get("stt")) for entry in part.entries}


def _cells(rows: Sequence[Possible]) -> str:
    """The first cells of rows, a sheet's together: “C8, C9 trang “M3”, D4 trang “DS””."""
    by_sheet = grouped((row.sheet, cell_name(row.row, row.column)) for row in rows[:MOST_CELLS])
    named = [", ".join(cells) + (f" trang “{sheet}”" if sheet else "") for sheet, cells in by_sheet.items()]
    return ", ".join(named) + (" …" if len(rows) > MOST_CELLS else "")


def _of_pdf_nils(account: UnitAccount) -> Iterator[Doubt]:
    """A PDF that registers nothing and was read in doubt is no sure word of the unit, where no list counts."""
    for item in () if account.counting_files else account.returns.nils:
        if item.content.kind == "pdf" and item.content.doubtful:
            facts = {"file": item.file, "reason": item.content.doubtful}
            yield Doubt("reading-doubtful", facts, ANY_NUMBER, acquits_only=True)


def _of_forms(forms: UnitForms, labels: Mapping[int, int]) -> Iterator[Doubt]:
    """Forms that name another level than their row, or have no row: the list may leave their model out (R1)."""
    clashes = [clash for clash in forms.clashes if clash.aspect == "level" and clash.index in labels]
    if clashes:
        names = "; ".join(quotation(str(clash.registration.name)) for clash in clashes[:MOST_CELLS])
        moves = tuple((labels[clash.index], clash.rival) for clash in clashes)
        yield Doubt("levels-differ", {"count": f"{len(clashes):02d}", "names": names}, moves=moves)
    if strays := [form for form in forms.registrations if form.entry is None]:
        names = "; ".join(quotation(str(form.name)) for form in strays[:MOST_CELLS])
        further = tuple(Counter(form.level for form in strays).items())
        yield Doubt("form-without-row", {"count": f"{len(strays):02d}", "names": names}, further)
