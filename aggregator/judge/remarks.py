"""What sentences beside a unit's lists say of its models: one that is not idle leaves the quota open."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from aggregator.campaign import level_words, mails, sentences
from aggregator.campaign.additions import addition, repeats_count
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import campaign_year, pattern
from aggregator.judge.quotas import CountedRow
from aggregator.judge.receipts import correction_in
from aggregator.judge.settlement import ANY_NUMBER
from aggregator.judge.versions import Model
from aggregator.nouns.document import as_number
from aggregator.nouns.file import AttributedFile, places_and_name
from aggregator.nouns.finding import few
from aggregator.nouns.standing import Doubt, UnitAccount
from aggregator.nouns.unit import UPWARD, Campaign, Unit
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex
from aggregator.vietnamese.official_style import quotation

Remarks = Sequence[tuple[str, Sequence[str]]]  # file, sentences
MOST_REMARKS = 2  # quoted
_LEAST_OF_NAME, _LEAST_QUOTED = 4, 3  # words of a model's name
_ROW = regex(r"(?i)\bd[oò]ng(?: s[oố])?(?= ?\d)")
_BARE = 2  # words of a commune's name without its kind


class RemarkDoubts:
    """Reads the sentences beside a unit's lists against their models. ``entries`` are those of each file."""

    def __init__(self, entries: Mapping[str, Sequence[Model]], campaign: Campaign) -> None:
        self._entries, self._campaign = entries, campaign
        self._vocabulary = Vocabulary(campaign)

    def repeats_count(self, text: str, models: Iterable[Model]) -> bool:
        """Whether a row of a letter, or of a later list in lines, tells one of these models."""
        return any(repeats_count(self._vocabulary, text, model.text, model.level) for model in models)

    def remarks(self, account: UnitAccount, items: Iterable[AttributedFile]) -> Remarks:
        """By files, what ``items`` of the unit, or of nobody, say that may change its lists and is no older."""
        last, said = account.last_change, dict[str, list[str]]()
        undone = self._took_nothing_out(account)
        models = [model for model in self.models_of(account.counting_files) if model.name]
        for item in items:
            older = last is not None and item.timed and last.timed and item.at < last.at
            compared = "right" in item.intake.book_reading and not item.content.doubtful
            # a person knows it, and there is no list
            alone = item.intake.book_kinds and not account.counting_files
            if not (older or compared or alone or "noted" in item.intake.book_reading):
                further = item.says_part and len(account.counting_files) > 1
                in_mail = sentences.sentences(item.intake.mail_text or "")
                changing = (s for s in in_mail if item.units and self._changes(s, further=further, undone=undone))
                in_paper = item.content.remarks if item.units else ()
                is_list = item.content.is_mail and item.entries  # the mail's lines are its rows
                beside = (*(item.content.sentences if item.units else ()), *(() if is_list else in_mail))
                speaking = (s for s in beside if self._speaks_of(s, item, account, models))
                known = {words for quotes in said.values() for words in quotes}
                texts = [*in_paper, *map(sentences.quotable, (*changing, *speaking))]
                texts = [text for text in texts if not self._as_listed(text, account, models)]
                texts = [text for text in texts if not self._is_of_another(text, account.unit, item)]
                title = correction_in(item) if item.units and not (texts or self._is_told(item, account)) else None
                new = [text for text in dict.fromkeys((*texts, *([title] if title else ()))) if text not in known]
                if new:
                    said[item.file] = new
        return [*said.items()]

    @staticmethod
    def _is_told(item: AttributedFile, account: UnitAccount) -> bool:
        """Whether the list that a paper is about came with it: it stands in the place of another, or beside it."""
        last = account.last_change
        several = bool(account.superseded) or len(account.counting_files) > 1
        return last is None or (several and item.at == last.at)

    def _is_of_another(self, text: str, unit: Unit, item: AttributedFile) -> bool:
        """Whether a sentence of a joint file names another of its units, and not this one."""
        words = key(text)
        others = (self._campaign.units_by_code[code].name for code in item.units if code != unit.code)
        bare = " ".join(key(unit.name).split()[-_BARE:])
        return any(has_phrase(words, key(name)) for name in others) and not has_phrase(words, bare)

    def models_of(self, lists: Iterable[AttributedFile]) -> Iterator[Model]:
        """The entries of files, one after the other."""
        return (model for item in lists for model in self._entries.get(item.file, ()))

    def _took_nothing_out(self, account: UnitAccount) -> bool:
        """Whether every model of the lists that were superseded still stands in those that count."""
        former = [model for file in account.superseded for model in self._entries.get(file, ())]
        names = {model.name for model in self.models_of(account.counting_files)}
        return bool(former) and names.issuperset(model.name for model in former)

    def doubts(
        self, remarks: Remarks, counting_rows: Sequence[CountedRow], listed: Collection[str]
    ) -> Iterator[Doubt]:
        """What may change a list leaves all of it open, what adds to it or takes from it no more than that.

        What undoes something and names a model that is ``listed`` adds none. What is to come later, and nothing
        else, speaks against a shortfall alone. What denies a level may take its models to another.
        """
        rows = frozenset(row.label for row in counting_rows)
        said = [text for _, texts in remarks for text in texts]
        new = [text for text in said if not (sentences.undoes(text) and _names_one(text, listed))]
        added = dict.fromkeys(said) | {text: addition(self._vocabulary, text) for text in new}
        kinds: dict[str, str] = {}
        for text, number in [*added.items()]:
            comes = number is not None and sentences.promises(text)
            if comes and sentences.changes_list(text, beside_list=True):
                added[text] = None
            adds = "comes" if comes else "adds"
            kinds[text] = adds if added[text] else "takes" if sentences.only_withdraws(text) else self._denies(text)
        for kind in ("", "takes", "adds", "comes"):
            kept = [(file, [text for text in texts if kinds[text] == kind]) for file, texts in remarks]
            said = [text for _, texts in kept for text in texts]
            further = tuple(filter(None, (added[text] for text in said))) or (() if kind == "takes" else ANY_NUMBER)
            only_more = {*further} == {*ANY_NUMBER} if kind == "adds" else all(map(sentences.only_proposes, said))
            acquits, more = kind == "comes" or only_more, kind in ("adds", "comes")
            if said:
                facts = _quoting([(file, texts) for file, texts in kept if texts])
                yield Doubt("remark", facts, further, frozenset() if more else rows, acquits_only=acquits)
        denials = [(file, [text for text in texts if kinds[text] == "denies"]) for file, texts in remarks]
        levels = {level for _, texts in denials for text in texts for level in level_words.levels_denied(text)}
        if denied := frozenset(row.label for row in counting_rows if row.counted_level in levels):
            facts = _quoting([(file, texts) for file, texts in denials if texts])
            yield Doubt("remark", facts, ((None, len(denied)),), denied)

    def _denies(self, text: str) -> str:
        """The kind of a sentence that only denies a level: ``denies``, else nothing."""
        of_level = level_words.levels_denied(text) and not sentences.changes_list(text, beside_list=True)
        return "denies" if of_level else ""

    def _changes(self, sentence: str, *, further: bool, undone: bool) -> bool:
        """Whether a mail's sentence may change the lists; ``undone``: nothing was left out of the list."""
        added = None if further else addition(self._vocabulary, sentence)
        undone = undone and sentences.takes_back(sentence)
        changes = sentences.changes_list(sentence, beside_list=True, undone=undone)
        return bool(added) or changes or bool(level_words.levels_denied(sentence))

    def _speaks_of(
        self, sentence: str, item: AttributedFile, account: UnitAccount, models: Sequence[Model]
    ) -> bool:
        """Whether a sentence beside the lists says of their ``models`` what is not idle, in whatever words.

        It names one of theirs, or its number. That of a mail without files names another too, or counts more or
        fewer than they have. A mail of unknown unit speaks of the unit by the name alone.
        """
        if not models or sentences.asks(sentence) or not mails.may_bring_list(item.intake.subject, None):
            return False
        named = _named_in(sentence, models)
        if (
            item in account.counting_files
            and not level_words.levels_spoken_of(sentence)
            and sentences.takes_by_look(sentence)
        ):
            return True
        bare = bool(item.units) and item.content.is_mail and not (item.entries or item.forms)
        if item.units and (self._levels_by_number(sentence) or self._corrects_level(sentence, account, bare=bare)):
            return True
        if named or (item.units and sentences.names_number(sentence) and not sentences.takes_back(sentence)):
            return not (self._is_idle(sentence, named, account.unit) or self._vocabulary.section(sentence)[0])
        raised = item.units and sentences.quotes_name(sentence) and level_words.levels_claimed(sentence)
        if not (bare and level_words.models_spoken_of(sentence)[0]) and (
            not raised or pattern("beside", "begins_with_level").match(key(sentence))
        ):
            return bare and self._counts_otherwise(sentence, account.counting_files)
        return not sentences.is_idle(sentence, *sentences.QUOTED_NAME.findall(sentence))

    def _corrects_level(self, sentence: str, account: UnitAccount, *, bare: bool) -> bool:
        """Whether a mail after the list calls a level mistyped, or a sentence names one at which none is listed."""
        mistyped, called = level_words.levels_corrected(sentence)
        listed = {model.level for model in self.models_of(account.counting_files)} if called else called
        return (mistyped and bare) or bool(called - listed)

    def _levels_by_number(self, sentence: str) -> tuple[tuple[str, frozenset[int]], ...]:
        """Each level and the numbers of its models, which a mail may call rows: “Dòng 3: cấp tỉnh”."""
        return self._vocabulary.levels_by_number(_ROW.sub("STT", sentence))

    def _is_idle(self, sentence: str, named: Iterable[Model], unit: Unit) -> bool:
        """Whether a sentence says no more of the models that it names than the list, or what changes nothing."""
        known = {unit.name}
        for model in named:
            title = self._vocabulary.level_titles.get(model.level or "", "")
            known |= {model.text, model.address, model.holder, title, title.rpartition(" ")[2]}
        return sentences.is_idle(sentence, *sorted(known))

    def _counts_otherwise(self, sentence: str, counting: Sequence[AttributedFile]) -> bool:
        """Whether a sentence counts other numbers of models than the lists have, in all or, of levels, at one."""
        levels = Counter(model.level for model in self.models_of(counting))
        listed = {levels.total(), *(levels.values() if has_phrase(key(sentence), "cap") else ())}
        stated = level_words.levels_stated(sentence)
        by_level = stated.keys() >= {*UPWARD} and any(levels[of] != (stated[of] or levels[of]) for of in UPWARD)
        return by_level or not level_words.models_spoken_of(sentence)[1] <= listed

    def _counts_as_listed(self, sentence: str, named: Sequence[Model], counting: Sequence[AttributedFile]) -> bool:
        """Whether a sentence counts the levels as the lists do, and calls the models that it names by their own."""
        stated = level_words.levels_stated(sentence)
        levels = Counter(model.level for model in self.models_of(counting))
        undone = sentences.undoes(sentences.QUOTED_NAME.sub("", sentence))
        if not stated or undone or any(levels[level] != stated[level] for level in stated):
            return False
        words, titles = f" {key(sentence)} ", self._vocabulary.level_titles
        for model in named:
            before = words.partition(_good_part(model.name))[0]
            last = max(titles, key=lambda level: before.rfind(key(titles[level])))
            if key(titles[last]) not in before or last != model.level:
                return False
        return True

    def of_counts(self, account: UnitAccount, came: Iterable[AttributedFile]) -> Iterator[Doubt]:
        """Models that a mail, a name, a letter or the lines of a list count beyond those read in all lists.

        A row may be left out. Of all that ``came`` a letter older than the lists speaks of former ones.
        """
        levels = Counter(model.level for model in self.models_of(account.counting_files))
        open_lists = [item for item in account.counting_files if "right" not in item.intake.book_reading]
        last = account.last_change
        letters = (i for i in came if open_lists and not (i.entries or i.forms or i.content.possible or i.body))
        letters = (i for i in letters if last and (not account.superseded or i.at >= last.at))
        letters = (i for i in letters if not any(map(_reports_former_year, i.content.sentences)))
        doubts = (doubt for item in (*open_lists, *letters) for doubt in self._stated_beside(item, levels))
        yield from {repr(doubt.facts["words"]): doubt for doubt in doubts}.values()  # a mail's words once

    @staticmethod
    def counts_all(item: AttributedFile, models: int) -> bool:
        """Whether a list's mail, or a line beside it, counts just so many ``models`` in all: none is left out."""
        beside = (*sentences.sentences(item.intake.mail_text or ""), *item.content.sentences)
        whole = (text for text in beside if not pattern("beside", "counts_kept").search(key(text)))
        return any((None, models) in level_words.models_stated(text) for text in whole)

    def _stated_beside(self, item: AttributedFile, levels: Counter[str | None]) -> Iterator[Doubt]:
        """The same of one file, beside lists with so many models at each of the ``levels``."""
        in_mail = sentences.sentences(item.intake.mail_text or "")
        known = {total.figure for part in item.content.lists for total in part.totals}  # told by themselves
        names = dict.fromkeys((item.intake.subject or "", places_and_name(item.file)[1]))
        beside = dict.fromkeys((*in_mail, *item.content.sentences, *names))
        texts = [text for text in beside if item.entries or pattern("beside", "sends").search(key(text))]
        counts = [(text, level_words.models_stated(text)) for text in texts if text not in names]
        counts += [(name, ((None, level_words.models_in_name(name)),)) for name in texts if name in names]
        for sentence, said in counts:
            for level, stated in said if (None, levels.total()) not in said else ():  # “… 10, trong đó chọn 04 …”
                read = levels[level] + levels[None] if level else levels.total()
                known_there = sentence in item.content.sentences and (stated in known or (level and item.entries))
                if stated > read and not known_there:
                    words = quotation(sentences.quotable(sentence))
                    facts = {"file": item.file, "words": words, "counted": f"{read:02d}"}
                    yield Doubt("mail-states-more", facts, ((level, stated - read),), acquits_only=True)

    def of_levels(
        self, account: UnitAccount, rows: Sequence[CountedRow], free: Sequence[CountedRow], words: str
    ) -> Iterator[Doubt]:
        """Levels that words beside the lists give to more models than stand at them: one may be, or another come.

        Words that count every model of the lists by level move no more than they count otherwise, and none comes;
        where they count fewer at a level than stand at it, an excess does not rest on the others. Words that quote
        a model's name move it. A heading that says no more than its level gives none, nor does a column beside.
        """
        stated = level_words.levels_stated(words)
        read = Counter(row.counted_level for row in rows)
        heading = any(map(self._vocabulary.level_heading, (words, words.rpartition(":")[2])))
        compared = any({"right", "noted"} & item.intake.book_reading for item in account.counting_files)
        if compared or (heading and None in stated.values()):
            return
        # four at the district in a list of one and three are not the whole of it
        leaves_none = {*UPWARD} & read.keys() <= stated.keys()
        whole = leaves_none and sum(count or 0 for count in stated.values()) == len(rows)
        names = {model.label: model.name for model in self.models_of(account.counting_files)}
        said = key(words).replace(key(account.unit.name), "xa")
        only_level = "danh sach" not in said and self._vocabulary.level_heading(words)
        all_of = only_level or pattern("beside", "states_all").fullmatch(said)
        totals = all_of and not any(map(self._vocabulary.field_in_column, sentences.parts_of(words)))
        for level, count in stated.items():
            facts = {
                "words": quotation(sentences.quotable(words)),
                "level": self._vocabulary.level_titles[level].lower(),
                "asked_in": tuple(item.file for item in account.counting_files[-1:]),
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
            moving = [row for of, rows in others.items() for row in (rows if count is None else rows[: most[of]])]
            quotes = [row for row in moving if has_phrase(key(words), names.get(row.label) or "|")]
            moves = tuple((row.label, level) for row in quotes or moving)
            further = () if whole or quotes else ((level, more),)
            yield Doubt("level-beside", facts, further, moves=moves, acquits_only=count is None)

    def _as_listed(self, sentence: str, account: UnitAccount, models: Sequence[Model]) -> bool:
        """Whether a sentence only says again what the list has: “mô hình số 1 là cấp tỉnh”, or a model."""
        counting = account.counting_files
        if named := _named_in(sentence, models):
            idle = self._is_idle(sentence, named, account.unit) or self._counts_as_listed(sentence, named, counting)
            return idle and not self._counts_otherwise(sentence, counting)
        if self._denies(sentence):
            return level_words.levels_denied(sentence).isdisjoint(m.level for m in self.models_of(counting))
        said = self._levels_by_number(sentence)
        if not said or len(counting) != 1:
            return False
        level_of = {(model.sheet, model.row): model.level for model in self._entries.get(counting[0].file, ())}
        listed = [
            (as_number(entry.values.get("stt")), level_of.get((part.sheet, entry.row)))
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


def _named_in(sentence: str, models: Iterable[Model]) -> list[Model]:
    names = _naming(sentence)
    return [model for model in models if names(model.name)]


def _reports_former_year(title: str) -> bool:
    """Whether a line of a letter is of a report of another year alone: “BÁO CÁO kết quả thực hiện năm 2023”."""
    reports = pattern("beside", "reports").match(key(title)) and sentences.of_another_year(title)
    return bool(reports) and not any(word == str(campaign_year()) for word in key(title).split())


def _names_one(sentence: str, listed: Iterable[str]) -> bool:
    """Whether a sentence gives a listed model's name, or its number: “Thay mô hình số 3, bổ sung 01 mô hình”."""
    by_number = pattern("row", "its_number").search(key(sentence))
    return by_number is not None or any(map(_naming(sentence), listed))


def _naming(sentence: str) -> Callable[[str], bool]:
    """Whether a sentence gives a model's name, its first half, or a quoted part; looked for once for all."""
    words = f" {key(sentence)} "
    found = (key(quoted) for quoted in sentences.QUOTED_NAME.findall(sentence) if not sentences.movement_in(quoted))
    quotes = [each for each in found if len(each.split()) >= _LEAST_QUOTED]
    return lambda name: _good_part(name) in words or any(has_phrase(name, each) for each in quotes)


@lru_cache(maxsize=65536)  # each is looked for in every sentence of its unit
def _good_part(name: str) -> str:
    """The first half of a model's name (a key), between blanks; of a single word what stands in no sentence."""
    first = name.split()
    half = first[: max(_LEAST_OF_NAME, (len(first) + 1) // 2)]
    return f" {' '.join(half)} " if len(first) > 1 else "\n"


def _quoting(remarks: Remarks) -> dict[str, object]:
    quotes = few([quotation(few(texts, MOST_REMARKS, "; ")) for _, texts in remarks], MOST_REMARKS)
    return {"words": quotes, "files": ", ".join(dict.fromkeys(f"“{file}”" for file, _ in remarks))}
