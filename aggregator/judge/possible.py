"""What was seen and not understood, or is not certain, and what it could change: the one place that knows it.

Nobody is accused of what was not understood. Every verdict on a quota, every silence, lateness, empty form and
withdrawn model is judged with the evidence that is gathered here: it may leave a verdict open or turn an accusation
into a question, and never the other way round.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field, structs

from aggregator.campaign.level_words import (
    levels_claimed,
    levels_corrected,
    levels_denied,
    levels_spoken_of,
    levels_stated,
    models_spoken_of,
    models_stated,
)
from aggregator.campaign.mail_words import (
    ONE_NUMBER,
    QUOTED_NAME,
    any_of,
    asks,
    changes_list,
    is_idle,
    keys,
    may_be_anybodys_list,
    may_bring_list,
    movement_in,
    only_proposes,
    only_withdraws,
    parts_of,
    promises,
    promises_list,
    quotable,
    quotes_name,
    sentences,
    takes_back,
    takes_by_look,
    undoes,
)
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.judge.forms import bare
from aggregator.judge.quotas import CountedRow
from aggregator.judge.receipts import correction_in, first_status, may_be_list
from aggregator.judge.row_doubts import MOST_CELLS
from aggregator.judge.settlement import ANY_NUMBER
from aggregator.judge.versions import Model
from aggregator.nouns.document import as_text, cell_name
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import few, few_files
from aggregator.nouns.outcome import NO_FORMS, UnitForms, Waiver
from aggregator.nouns.reading import Possible
from aggregator.nouns.standing import Doubt, Evidence, Settlement, UnitAccount, in_time
from aggregator.nouns.unit import UPWARD, Campaign, Unit
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex
from aggregator.vietnamese.wording import quoted

Remarks = Sequence[tuple[str, Sequence[str]]]  # file, sentences
_MOST_REMARKS = 2
# no sentence: it tells a model, as a heading with its row does
_BEGINS_WITH_LEVEL = regex(r"(?:\d+ )?(?:(?:mo hinh|dien hinh|noi dung) )?cap (?:tinh|huyen)\b")
_LEAST_OF_NAME, _LEAST_QUOTED = 4, 3  # words of a model's name
_BARE = 2  # words of a commune's name without its kind
_OF_UNKNOWN_SIZE = ("embedded", "unread-part")
_OF_OTHER_YEAR = "other-year"
_NOT_SHOWN = (_OF_OTHER_YEAR, "line-unread")  # to whom compares what was read with its file
# beside what was read: a quota that is met stays met
_SPEAK_FOR_ONLY = (*_OF_UNKNOWN_SIZE, "taken-back", "draft", _OF_OTHER_YEAR)
_OF_LEVEL = ("rows-moved", "level-heading-differs", "copies-differ")  # a person may say at which level a model is
_OF_ONE_NAME = ("name-twice", "may-be-one-model")
_BESIDE_COUNT = "cap|tinh|huyen|co so|trong do|em|a|gui|bao cao|(?:file|tep) kem(?: theo)?"
# words that count all models of a list, and nothing besides: no part of them, no papers (“Danh sách 02 mô hình …”)
_STATES_ALL = regex(
    r"(?=.*\b(?:tong|cong|trong do|dang k[yi]|danh sach|so luong|gom|co)\b)"
    r"(?!.*\bdanh sach(?! (?:gom|co)\b)|trong do\D*\d+\D*$)"
    rf"(?:(?:{any_of(keys('nothing', 'counted'))}|{_BESIDE_COUNT}|\d{{1,2}})(?: |$))+"
)
_OF_NO_LIST = ("ignored", "duplicate", "superseded")


class BookFacts(Struct, frozen=True):
    """What people wrote in the tracking book, by unit code: what speaks against silence (see ``Evidence``).

    ``open_rows`` are cells of rows of paper lists, ``open_waivers`` the waivers, that are not understood,
    ``unsettled`` are the names of entries that corrections are about and the lists say no more, or otherwise now.
    """

    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    arrivals: Mapping[str, int] = field(default_factory=dict)
    unsettled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lost: Mapping[str, tuple[tuple[str, dt.datetime | None], ...]] = field(default_factory=dict)
    recorded_times: Mapping[str, tuple[tuple[str, dt.datetime | None], ...]] = field(default_factory=dict)
    open_rows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    open_waivers: Mapping[str, Sequence[Waiver]] = field(default_factory=dict)


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
        self._campaign, self._year = campaign, campaign.year
        self._vocabulary = Vocabulary(campaign.fields, campaign.levels)
        self._entries = entries
        self._book_facts = book_facts or BookFacts()
        self._statuses = settlement.statuses
        of_nobody = {i.file for i in handled if i.received.book_nobody or i.content.ours}
        looked_into = [i for i in handled if settlement.statuses[i.file] != "ignored" and i.file not in of_nobody]
        self._candidates: dict[str, _Candidates] = defaultdict(_Candidates)
        self._unknown: list[Handled] = []
        self._mails: list[Handled] = []  # of unknown unit, without files
        self._unattributed = 0
        self._by_unit: dict[str, list[Handled]] = defaultdict(list)
        self._untimed: dict[str, list[Handled]] = defaultdict(list)
        self._left_over: dict[str, list[str]] = defaultdict(list)  # files with a hidden sheet of the unit's
        by_file = {item.file: item for item in handled}
        for item in looked_into:
            for code in item.leftovers.values() if item.received.book_unit is None else ():
                self._left_over[code].append(item.file)
            self._look_at(item, settlement.statuses[item.file], by_file.get(settlement.copies.get(item.file, "")))

    def _look_at(self, item: Handled, status: str, original: Handled | None) -> None:
        for unit in item.units:
            if status != "superseded":
                self._by_unit[unit].append(item)
            if not item.timed and (item.entries or item.forms):
                self._untimed[unit].append(item)
        spared = {code for _, code in item.others} | set(item.suggested if status != "not_a_form" else ())
        if original is not None and item.entries:
            spared |= set(item.units) - set(original.units)
        for code in spared:
            self._candidates[code].named.append(item)
        if not item.units and status == "not_a_form" and item.content.is_mail:
            self._mails.append(item)
        if item.unit and _may_be_list_unread(item, status):
            self._candidates[item.unit].unread.append(item)
        unknown = item.unit is None or bool(item.unknown_sheets)
        if unknown and status not in _OF_NO_LIST and self._may_be_anybodys(item):
            self._unknown.append(item)
        if status not in ("not_a_form", "duplicate", "superseded") and (unknown or item.contested):
            self._unattributed += 1

    @staticmethod
    def _may_be_anybodys(item: Handled) -> bool:
        """Whether a file of unknown unit is a list, or may be one; a blank form is nobody's list."""
        status = first_status(item)
        if status == "not_a_form" and item.content.is_mail and not item.content.promise:
            return may_be_anybodys_list(item.received.subject, item.received.mail_text)
        return may_be_list(item) if status == "unreadable" else bool(item.entries or item.forms) or status == "nil"

    def of(
        self,
        account: UnitAccount,
        rows: Sequence[CountedRow],
        forms: UnitForms = NO_FORMS,
        apart: frozenset[int] = frozenset(),
        at_level: frozenset[int] = frozenset(),
        *,
        named: Mapping[str, str] | None = None,
    ) -> Evidence:
        """The evidence of one unit. ``rows`` are its counted entries.

        ``apart`` are the labels of entries that a person said to be different models though they bear one name,
        ``at_level`` those of entries whose level a person gave. ``named`` are levels with the words beside the
        lists that name them.
        """
        unit = account.unit
        candidates = self._candidates[unit.code]
        unknown = [item for item in self._unknown if item.could_be(unit) and item not in candidates.named]
        doubts = [d for d in account.doubts if d.code not in _OF_ONE_NAME or not d.open_rows <= apart]
        doubts = [left for doubt in doubts if (left := _without_settled(doubt, at_level))]
        doubts += [*self._of_rows(account), *self._of_files(account, candidates, unknown)]
        labels = {row.entry: row.label for row in rows}
        doubts += [*_of_forms(forms, labels), *self._stated_in_mails(account)]
        if names := self._book_facts.unsettled.get(unit.code):
            facts = {"names": few([quoted(name) for name in names], _MOST_REMARKS)}
            doubts.append(Doubt("correction-open", facts, ANY_NUMBER, frozenset(labels.values())))
        if cells := self._book_facts.open_rows.get(unit.code):
            doubts.append(Doubt("paper-open", {"cells": few(cells, _MOST_REMARKS)}, ANY_NUMBER, acquits_only=True))
        for waiver in self._book_facts.open_waivers.get(unit.code, ()):
            levels = {limit.level for limit in self._campaign.limits if limit.finding_code in waiver.codes}
            rows_open = frozenset(row.label for row in rows if row.counted_level in levels)
            further = tuple((level, None) for level in sorted(levels))
            doubts.append(Doubt("waiver-open", {"cells": waiver.cell}, further, rows_open, acquits_only=True))
        remarks = self._remarks(account)
        listed = {model.name for model in self._models_of(account.counting) if model.name}
        doubts += self._of_remarks(remarks, rows, listed)
        free = [row for row in rows if row.label not in at_level]
        doubts += self._of_unknown_forms(account, unknown, {row.label: row.counted_level for row in free})
        for words in dict.fromkeys((named or {}).values()):
            if not any(quotable(words) in said for _, said in remarks):
                doubts += self._levels_beside(account, rows, free, words)
        may_be_timely = [
            item
            for item in (*candidates.named, *candidates.unread, *unknown)
            if not item.timed or in_time(item.first_at, self._campaign.deadline)
        ]
        may_be_timely += [item for item in self._untimed[unit.code] if item not in may_be_timely]
        lost = self._book_facts.lost.get(unit.code, ())
        told = (*lost, *self._book_facts.recorded_times.get(unit.code, ()))
        timely = [file for file, at in told if at is None or in_time(at, self._campaign.deadline)]
        not_read = [item for item in candidates.unread if self._statuses[item.file] == "not_a_form"]
        return Evidence(
            doubts=tuple(doubts),
            named=(*(item.file for item in (*candidates.named, *not_read)), *self._left_over[unit.code]),
            unknown=tuple(item.file for item in unknown if item.entries or not item.forms),
            unattributed=self._unattributed,
            in_time=(*(item.file for item in may_be_timely), *timely),
            recorded=self._book_facts.recorded.get(unit.code, ()),
            open_rows=tuple(self._book_facts.open_rows.get(unit.code, ())),
            lost=tuple(file for file, _ in lost),
            moved_to=self._book_facts.arrivals.get(unit.code, 0),
            promises=tuple((i.file, said) for i in self._by_unit[unit.code] if (said := _promise_in(i))),
            remarks=tuple((file, few(texts, _MOST_REMARKS, "; ")) for file, texts in remarks),
            sent_before=tuple(text for i in self._by_unit[unit.code] for text in i.received.sent_before),
            contested=tuple(item.file for item in self._by_unit[unit.code] if item.contested),
        )

    def _remarks(self, account: UnitAccount) -> Remarks:
        """By files, what the unit's mails, letters and notes say that may change its lists, and is not older."""
        last, said = account.last_change, dict[str, list[str]]()
        undone = self._took_nothing_out(account)
        models = [model for model in self._models_of(account.counting) if model.name]
        for item in (*self._by_unit[account.unit.code], *self._mails):
            older = last is not None and item.timed and last.timed and item.at < last.at
            compared = "right" in item.received.book_reading and not item.content.doubtful
            alone = item.received.book_what and not account.counting  # a person knows it, and there is no list
            if not (older or compared or alone or "noted" in item.received.book_reading):
                further = item.says_part and len(account.counting) > 1
                in_mail = sentences(item.received.mail_text or "")
                changing = (s for s in in_mail if item.units and self._changes(s, further=further, undone=undone))
                in_paper = item.content.remarks if item.units else ()
                is_list = item.content.is_mail and item.entries  # the mail's lines are its rows
                beside = (*(item.content.sentences if item.units else ()), *(() if is_list else in_mail))
                speaking = (s for s in beside if self._speaks_of(s, item, account, models))
                known = {words for quotes in said.values() for words in quotes}
                texts = [*in_paper, *map(quotable, (*changing, *speaking))]
                texts = [text for text in texts if not self._as_listed(text, account, models)]
                texts = [text for text in texts if not self._is_of_another(text, account.unit, item)]
                title = correction_in(item) if item.units and not (texts or self._is_told(item, account)) else None
                new = [text for text in dict.fromkeys((*texts, *([title] if title else ()))) if text not in known]
                if new:
                    said[item.file] = new
        return [*said.items()]

    @staticmethod
    def _is_told(item: Handled, account: UnitAccount) -> bool:
        """Whether the list that a paper is about came with it: it stands in the place of another, or beside it."""
        last = account.last_change
        several = bool(account.superseded) or len(account.counting) > 1
        return last is None or (several and item.at == last.at)

    def _is_of_another(self, text: str, unit: Unit, item: Handled) -> bool:
        """Whether a sentence of a joint file names another of its units, and not this one."""
        words = key(text)
        others = (self._campaign.units_by_code[code].name for code in item.units if code != unit.code)
        bare = " ".join(key(unit.name).split()[-_BARE:])
        return any(has_phrase(words, key(name)) for name in others) and not has_phrase(words, bare)

    def _models_of(self, lists: Iterable[Handled]) -> Iterator[Model]:
        return (model for item in lists for model in self._entries.get(item.file, ()))

    def _took_nothing_out(self, account: UnitAccount) -> bool:
        """Whether every model of the lists that were superseded still stands in those that count."""
        former = [model for file in account.superseded for model in self._entries.get(file, ())]
        names = {model.name for model in self._models_of(account.counting)}
        return bool(former) and names.issuperset(model.name for model in former)

    def _of_remarks(
        self, remarks: Remarks, counted: Sequence[CountedRow], listed: Collection[str]
    ) -> Iterator[Doubt]:
        """What may change a list leaves all of it open, what adds to it or takes from it no more than that.

        What undoes something and names a model that is ``listed`` adds none. What is to come later, and nothing
        else, speaks against a shortfall alone. What denies a level may take its models to another.
        """
        rows = frozenset(row.label for row in counted)
        said = [text for _, texts in remarks for text in texts]
        new = [text for text in said if not (undoes(text) and any(map(_naming(text), listed)))]
        added = dict.fromkeys(said) | {text: self._vocabulary.models_added(text) for text in new}
        kinds: dict[str, str] = {}
        for text, number in [*added.items()]:
            comes = number is not None and promises(text)
            if comes and changes_list(text, beside_list=True):
                added[text] = None
            adds = "comes" if comes else "adds"
            kinds[text] = adds if added[text] else "takes" if only_withdraws(text) else self._denies(text)
        for kind in ("", "takes", "adds", "comes"):
            kept = [(file, [text for text in texts if kinds[text] == kind]) for file, texts in remarks]
            said = [text for _, texts in kept for text in texts]
            further = tuple(filter(None, (added[text] for text in said))) or (() if kind == "takes" else ANY_NUMBER)
            only_more = {*further} == {*ANY_NUMBER} if kind == "adds" else all(map(only_proposes, said))
            acquits, more = kind == "comes" or only_more, kind in ("adds", "comes")
            if said:
                facts = _quoting([(file, texts) for file, texts in kept if texts])
                yield Doubt("remark", facts, further, frozenset() if more else rows, acquits_only=acquits)
        denials = [(file, [text for text in texts if kinds[text] == "denies"]) for file, texts in remarks]
        levels = {level for _, texts in denials for text in texts for level in levels_denied(text, self._year)}
        if denied := frozenset(row.label for row in counted if row.counted_level in levels):
            facts = _quoting([(file, texts) for file, texts in denials if texts])
            yield Doubt("remark", facts, ((None, len(denied)),), denied)

    def _denies(self, text: str) -> str:
        """The kind of a sentence that only denies a level: ``denies``, else nothing."""
        of_level = levels_denied(text, self._year) and not changes_list(text, beside_list=True)
        return "denies" if of_level else ""

    def _changes(self, sentence: str, *, further: bool, undone: bool) -> bool:
        """Whether a sentence of a mail may change the lists; one with a ``further`` part may speak of that part.

        ``undone``: nothing was taken out of the list that came with it.
        """
        added = None if further else self._vocabulary.models_added(sentence)
        undone = undone and takes_back(sentence)
        changes = changes_list(sentence, beside_list=True, undone=undone)
        return bool(added) or changes or bool(levels_denied(sentence, self._year))

    def _speaks_of(self, sentence: str, item: Handled, account: UnitAccount, models: Sequence[Model]) -> bool:
        """Whether a sentence beside the lists says of their ``models`` what is not idle, in whatever words.

        It names one of theirs, or its number. That of a mail without files names another too, or counts more or
        fewer than they have. A mail of unknown unit speaks of the unit by the name alone.
        """
        if not models or asks(sentence) or not may_bring_list(item.received.subject, None):
            return False
        named = _named_in(sentence, models)
        if item in account.counting and not levels_spoken_of(sentence) and takes_by_look(sentence):
            return True
        if named or (item.units and ONE_NUMBER.search(key(sentence)) and not takes_back(sentence)):
            return not (self._is_idle(sentence, named, account.unit) or self._vocabulary.section(sentence)[0])
        raised = item.units and quotes_name(sentence) and levels_claimed(sentence)
        bare = bool(item.units) and item.content.is_mail and not (item.entries or item.forms)
        if item.units and self._corrects_level(sentence, account, bare=bare):
            return True
        if not (bare and models_spoken_of(sentence)[0]) and (not raised or _BEGINS_WITH_LEVEL.match(key(sentence))):
            return bare and self._counts_otherwise(sentence, account.counting)
        return not is_idle(sentence, *QUOTED_NAME.findall(sentence))

    def _corrects_level(self, sentence: str, account: UnitAccount, *, bare: bool) -> bool:
        """Whether a sentence says that a level was mistyped, or calls a model of one at which none is listed.

        That it was mistyped is so of the list that was sent before the mail, and not of one that came with it.
        """
        mistyped, called = levels_corrected(sentence)
        listed = {model.level for model in self._models_of(account.counting)} if called else called
        return (mistyped and bare) or bool(called - listed)

    def _is_idle(self, sentence: str, named: Iterable[Model], unit: Unit) -> bool:
        """Whether a sentence says no more of the models that it names than the list, or what changes nothing."""
        known = {unit.name}
        for model in named:
            title = self._vocabulary.level_titles.get(model.level or "", "")
            known |= {model.text, model.address, model.holder, title, title.rpartition(" ")[2]}
        return is_idle(sentence, *sorted(known))

    def _counts_otherwise(self, sentence: str, counting: Sequence[Handled]) -> bool:
        """Whether a sentence counts other numbers of models than the lists have, in all or, of levels, at one."""
        levels = Counter(model.level for model in self._models_of(counting))
        listed = {levels.total(), *(levels.values() if has_phrase(key(sentence), "cap") else ())}
        return not models_spoken_of(sentence)[1] <= listed

    def _stated_in_mails(self, account: UnitAccount) -> Iterator[Doubt]:
        """Models that the mail of the only list counts beyond those read: a row may have been left out."""
        if len(account.counting) != 1 or "right" in account.counting[0].received.book_reading:
            return
        (item,) = account.counting
        levels = Counter(model.level for model in self._entries.get(item.file, ()))
        for sentence in sentences(item.received.mail_text or ""):
            for level, stated in models_stated(sentence, self._year):
                read = levels[level] + levels[None] if level else levels.total()
                if stated > read:
                    facts = {"file": item.file, "words": quoted(quotable(sentence)), "counted": f"{read:02d}"}
                    yield Doubt("mail-states-more", facts, ((level, stated - read),), acquits_only=True)

    def _levels_beside(
        self, account: UnitAccount, rows: Sequence[CountedRow], free: Sequence[CountedRow], words: str
    ) -> Iterator[Doubt]:
        """Levels that words beside the lists give to more models than stand at them: one may be, or another come.

        Words that count every model of the lists by level move no more than they count otherwise, and none comes;
        where they count fewer at a level than stand at it, an excess does not rest on the others. Words that quote
        a model's name move it. A heading that says no more than its level gives none, nor does a column beside.
        """
        stated = levels_stated(words, self._year)
        read = Counter(row.counted_level for row in rows)
        heading = any(map(self._vocabulary.level_heading, (words, words.rpartition(":")[2])))
        compared = any({"right", "noted"} & item.received.book_reading for item in account.counting)
        if compared or (heading and None in stated.values()):
            return
        whole = sum(count or 0 for count in stated.values()) == len(rows)
        names = {model.label: model.name for model in self._models_of(account.counting)}
        said = key(words).replace(key(account.unit.name), "xa")
        all_of = _STATES_ALL.fullmatch(said) or ("danh sach" not in said and self._vocabulary.level_heading(words))
        totals = all_of and not any(map(self._vocabulary.field_in_column, parts_of(words)))
        for level, count in stated.items():
            facts = {
                "words": quoted(quotable(words)),
                "level": self._vocabulary.level_titles[level].lower(),
                "asked_in": tuple(item.file for item in account.counting[-1:]),
            }
            fewer = read[level] - (read[level] if count is None else count)
            if fewer > 0 and totals and level in UPWARD:
                beyond = [row.label for row in free if row.counted_level == level][:fewer]
                yield Doubt("level-beside", facts, open_rows=frozenset(beyond), acquits_only=True)
            more = (1 if count is None else count) - read[level] - read[None]
            if more <= 0 or not (whole or level in UPWARD):
                continue
            others = grouped((row.counted_level, row) for row in free if row.counted_level not in (level, None))
            most = {of: max(read[of] - (stated.get(of) or 0), 0) if whole else more for of in others}
            moving = [
                row for of, group in others.items() for row in (group if count is None else group[: most[of]])
            ]
            quotes = [row for row in moving if has_phrase(key(words), names.get(row.label) or "|")]
            yield Doubt(
                "level-beside",
                facts,
                () if whole or quotes else ((level, more),),
                moved=tuple((row.label, level) for row in quotes or moving),
                acquits_only=count is None,
            )

    def _as_listed(self, sentence: str, account: UnitAccount, models: Sequence[Model]) -> bool:
        """Whether a sentence only says again what the list has: “mô hình số 1 là cấp tỉnh”, or a model."""
        counting = account.counting
        if named := _named_in(sentence, models):
            return self._is_idle(sentence, named, account.unit) and not self._counts_otherwise(sentence, counting)
        if self._denies(sentence):
            return levels_denied(sentence, self._year).isdisjoint(m.level for m in self._models_of(counting))
        said = self._vocabulary.levels_by_number(sentence)
        if not said or len(counting) != 1:
            return False
        level_of = {(model.sheet, model.row): model.level for model in self._entries.get(counting[0].file, ())}
        listed = [
            (as_text(entry.values.get("stt")).strip(" .").lstrip("0"), level_of.get((part.sheet, entry.row)))
            for part in counting[0].content.lists
            for entry in part.entries
        ]
        by_number = {str(number) for _, numbers in said for number in numbers}
        for level, numbers in said:
            wanted = {*map(str, numbers)} or {stt for stt, _ in listed} - by_number
            levels = [given for stt, given in listed if stt in wanted]
            if {*levels} != {level} or (numbers and len(levels) > len(numbers)):
                return False
        return True

    def _of_rows(self, account: UnitAccount) -> Iterator[Doubt]:
        """Rows, tables and objects in the unit's files that were seen and not understood.

        What a letter tells again of the list that came with it is no further model.
        """

        def tells_again(text: str) -> bool:
            models = self._models_of(account.counting)
            return any(self._vocabulary.tells_again(text, model.text, model.level) for model in models)

        kinds = grouped(
            (possible.why, (item, possible))
            for item in self._by_unit[account.unit.code]
            for possible in _possible_in(item, account.unit)
            if possible.why != "no-head" or item.entries or not tells_again(possible.text)
        )
        for why, rows in kinds.items():
            cells = [f"{cell_name(p.row, p.column)}" + (f" trang “{p.sheet}”" if p.sheet else "") for _, p in rows]
            facts = {
                "count": f"{len(rows):02d}",
                "cells": few(cells, MOST_CELLS),
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

    def _of_files(self, account: UnitAccount, near: _Candidates, unknown: Sequence[Handled]) -> Iterator[Doubt]:
        """Files that may hold entries of the unit: not readable, named by another clue, of unknown unit."""
        closed = [i for i in near.unread if first_status(i) == "unreadable" and not list(_possible_in(i, None))]
        models = [*self._models_of(account.counting)]
        if closed:
            last = account.last_change
            newer = [i for i in closed if last is None or not i.timed or not last.timed or i.at > last.at]
            rows = frozenset(model.label for model in models) if newer else frozenset[int]()
            facts = {"count": f"{len(closed):02d}", "files": few_files((item.file for item in closed), MOST_CELLS)}
            yield Doubt("file-unreadable", facts, ANY_NUMBER, rows, acquits_only=True)
        for code, items in (("file-named", near.named), ("file-unknown", unknown)):
            if items:
                yield self._of_strangers(code, items, models)

    def _of_unknown_forms(
        self, account: UnitAccount, unknown: Sequence[Handled], levels: Mapping[int, str | None]
    ) -> Iterator[Doubt]:
        """Forms of unknown unit that give another level to a model of this name: they may be of its row (R1)."""
        forms = [(item, form) for item in unknown for form in item.content.registrations]
        told = [(item, bare(form.values.get("name")), form.level_ticked) for item, form in forms]
        models = [*self._models_of(account.counting)]
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
            yield Doubt("form-of-unknown-unit", facts, moved=moves, acquits_only=True)

    def _of_strangers(self, code: str, items: Sequence[Handled], models: Sequence[Model]) -> Doubt:
        """What files may add to the counted models of a unit, or take the place of."""
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


def _named_in(sentence: str, models: Iterable[Model]) -> list[Model]:
    names = _naming(sentence)
    return [model for model in models if names(model.name)]


def _naming(sentence: str) -> Callable[[str], bool]:
    """Whether a sentence gives the name of a model or a good part of it: its first half, or one in quotes.

    “Dân vận khéo” in quotes is the movement. What is looked for of the sentence is so once for all models.
    """
    words = f" {key(sentence)} "
    found = (key(quoted) for quoted in QUOTED_NAME.findall(sentence) if not movement_in(quoted))
    quotes = [each for each in found if len(each.split()) >= _LEAST_QUOTED]
    return lambda name: _good_part(name) in words or any(has_phrase(name, each) for each in quotes)


@lru_cache(maxsize=65536)  # each is looked for in every sentence of its unit
def _good_part(name: str) -> str:
    """The first half of a model's name (a key), between blanks; of a single word what stands in no sentence."""
    first = name.split()
    half = first[: max(_LEAST_OF_NAME, (len(first) + 1) // 2)]
    return f" {' '.join(half)} " if len(first) > 1 else "\n"


def _without_settled(doubt: Doubt, at_level: frozenset[int]) -> Doubt | None:
    """A doubt about levels without the entries whose level a person gave; None where nothing of it is left."""
    if doubt.code not in _OF_LEVEL or not at_level:
        return doubt
    open_rows = doubt.open_rows - at_level
    moved = tuple(move for move in doubt.moved if move[0] not in at_level)
    further = ((None, len(open_rows)),) if doubt.further else ()  # each may stand at another level
    return structs.replace(doubt, open_rows=open_rows, moved=moved, further=further) if open_rows or moved else None


def _may_be_list_unread(item: Handled, status: str) -> bool:
    """Whether a file of a unit, of which nothing was read, may be its list; a person may have said it is not."""
    if item.received.book_what and "list" not in item.received.book_what:
        return False
    if status != "not_a_form" or item.read is None:
        return status in ("unreadable", "not_a_form")
    other_movement, promise = any(part.movement for part in item.read.lists), item.read.promise is not None
    nothing = other_movement or promise  # what is to be sent later was not sent
    return not nothing and (not item.read.is_mail or may_bring_list(item.received.subject, item.received.mail_text))


def _promise_in(item: Handled) -> str | None:
    """The sentence by which a return promises the list: its own, or of the mail that brings papers of R5 alone."""
    in_mail = sentences(item.received.mail_text or "") if item.content.own_papers and not item.entries else ()
    return item.content.promise or next((quotable(text) for text in in_mail if promises_list(text)), None)


def _possible_in(item: Handled, unit: Unit | None) -> Iterator[Possible]:
    """What was not understood in the sheets of a unit (of all sheets where the file is of unknown unit)."""
    parts = (part for part in item.content.lists if unit is None or item.unit_of_list(part) == unit.code)
    rows = (*(row for part in parts for row in part.possible), *item.content.possible)
    if "right" in item.received.book_reading:  # a person saw that it holds no further model, and was asked no year
        yield from (row for row in rows if row.why in _NOT_SHOWN)
        return
    yield from rows
    closed = [notice.detail for _, notice in item.content.notices if notice.code == "embedded-not-opened"]
    yield from (Possible(1, 1, 0, None, "embedded", text=name) for name in closed)


def _quoting(remarks: Remarks) -> dict[str, object]:
    """The facts of a doubt about sentences, by files."""
    quotes = few([quoted(few(texts, _MOST_REMARKS, "; ")) for _, texts in remarks], _MOST_REMARKS)
    return {"words": quotes, "files": ", ".join(dict.fromkeys(f"“{file}”" for file, _ in remarks))}


def _of_forms(forms: UnitForms, labels: Mapping[int, int]) -> Iterator[Doubt]:
    """Forms that name another level than their row, or have no row: the list may leave their model out (R1)."""
    clashes = [clash for clash in forms.level_clashes if clash.index in labels]
    if clashes:
        names = "; ".join(quoted(str(clash.registration.name)) for clash in clashes[:MOST_CELLS])
        moves = tuple((labels[clash.index], clash.rival) for clash in clashes)
        yield Doubt("levels-differ", {"count": f"{len(clashes):02d}", "names": names}, moved=moves)
    if strays := forms.without_entry:
        names = "; ".join(quoted(str(form.name)) for form in strays[:MOST_CELLS])
        further = tuple(Counter(form.level for form in strays).items())
        yield Doubt("form-without-row", {"count": f"{len(strays):02d}", "names": names}, further)
