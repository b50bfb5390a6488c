"""What says models' levels besides the words of their cells: a bare column, boxes in a cell, a legend of signs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from aggregator.campaign.level_words import LEVEL_CODES, is_of_codes
from aggregator.campaign.sentences import ANY_YEAR, of_another_year
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import as_number, as_text
from aggregator.nouns.reading import ListReading, RawEntry, StatedTotal
from aggregator.nouns.unit import UPWARD
from aggregator.understand.cells import CoveredCells
from aggregator.understand.denials import says_nothing
from aggregator.understand.entries import Head, SheetTable, joint_text, take_list
from aggregator.understand.form_values import Options
from aggregator.understand.head_columns import MAY_RECOGNISE, SAYS_LEVEL, corrects_levels, heads_level
from aggregator.understand.labels import Line
from aggregator.understand.row_kinds import counts_other_year, stated_around
from aggregator.vietnamese.fold import key, regex, sole

_MARK = r"[(\[]\s*(?:\*+|\w{1,3})\s*[)\]]|\*+"
_OTHER_X = regex(
    r"(?<!\bt h )\bx\b|\bt\b(?!.*\bx\b).*\bh\b"
)  # “X: mô hình mới”, “cấp tỉnh (T), huyện (H)”; no “T/H/X”
_LEGEND = regex(
    rf"(?i)(?:.*[\s:(])?(?P<mark>{_MARK}|(?:III|\w{{1,2}})(?=\s*(?:[:=–-]|là\s)))\s*(?:[:=–-]|là\s)?(?P<level>[^:=]*)"
)
_MAY_EXPLAIN = regex(r"(?i)[(\[*:=–-]|là\s")  # few lines
_CODE = regex(r"(?i)\b(\d{1,2})\s+(?=cấp\s)")  # “Cột cấp: 01 cấp tỉnh, 02 cấp huyện”
_PIECES = regex(r"[;,\n]|\.\s")
_THE_REST = regex(r"\b(?:con lai|khong co dau|khong danh dau)\b")
_MARK_AT_END = regex(rf"\s*(?<!\*)(?P<mark>{_MARK})\s*$")
_MARK_BEFORE = regex(rf"\s*(?P<mark>{_MARK})[\s:.-]*(?=\w)")
_LEVEL_AT_END = regex(r"\bcap (?:tinh|huyen|co so|xa|thi tran)$")
_LETTERS = regex(r"[^\W\d_]+")
_NUMBER = "0123456789 ."  # behind “Xã”
_LEAST_ENDINGS = 3  # names that all end in a level
_CHOICES = regex(r"[\n/,;|]| [-–] ")  # stands between “Tỉnh” and “Huyện (x)”
_MOVED = regex(r"^(?:(?:chuyen|dieu chinh|sua|doi|len|xuong|sang|thanh|la) )+(?=cap )")  # “Chuyển lên cấp huyện”
# the whole head of a column of signs
_MAY_MARK = regex(
    r"(?:(?:loai|nhom|muc|hang|xep|phan|do|dang k[yi]|de nghi|de xuat|ky hieu|cap|mo hinh|ghi)(?: |$))+"
)


class ListsWithLevels(Struct, frozen=True):
    """Lists with the levels that marks say."""

    lists: tuple[ListReading, ...]
    by_number: tuple[str, ...]  # texts that give models levels by their numbers
    legends: tuple[str, ...]  # texts that explain marks, and count no models


class LevelMarks:
    """Knows how lists mark levels: “(*) cấp tỉnh” in a note, “Tỉnh: x; Huyện:”, a level beside the rows."""

    def __init__(self, vocabulary: Vocabulary, words: Mapping[str, Sequence[str]], year: int) -> None:
        self._vocabulary = vocabulary
        self._options = Options(words)
        self._year = year

    def take_lists(self, lists: Sequence[SheetTable]) -> ListsWithLevels:
        """The lists with the levels that marks say, and the texts that say them."""
        lists = list(map(self._with_column, lists))
        read = tuple(map(take_list, lists))
        for known, part in zip(lists, read, strict=True):
            self._correct(known.head, part.entries)
        around = [dict(_texts_around(known)) for known in lists]
        texts = {text: row for texts in around for text, row in texts.items()}
        by_number = {text: given for text in texts if (given := self._vocabulary.levels_by_number(text))}
        legends = [text for texts, p in zip(around, read, strict=True) for text in self._settle(texts, p.entries)]
        if len(lists) == 1:
            count = len(read[0].entries)
            years = (self._year, lists[0].title.year)
            summed = (text for text in around[0] if not (text in by_number or counts_other_year(text, years)))
            stated = ((around[0][text], stated_around(text)) for text in summed)
            more = (StatedTotal(row, n, count) for row, n in stated if n > count)
            read = (replace(read[0], totals=read[0].totals or tuple(more)),)
        settled = self._settle_by_numbers(by_number, [entry for part in read for entry in part.entries])
        return ListsWithLevels(read, settled, tuple(legends))

    def with_levels_of_sheets(self, tables: Sequence[SheetTable]) -> list[SheetTable]:
        """The lists, those of sheet “Xã” beside “Tỉnh” of the base, “H” beside “T”; no form's “Mẫu 3 huyện”."""
        names = {part.sheet.name for part in tables}
        short = {name: level for name in names if (level := self._vocabulary.level_of_abbreviation(name))}
        if len(short) < len(names) or len({*short.values()}) < 2:
            beside = any(map(self._vocabulary.level_heading, names))
            short = {name: "base" for name in names if beside and self._vocabulary.is_base_heading(name)}
        tables = [_of_level(part, short[part.sheet.name]) if part.sheet.name in short else part for part in tables]
        levels = {part.title.level for part in tables} | {line.level for p in tables for line in p.level_lines}
        several = len(levels - {None}) > 1
        return [_without_level(part) if part.title.of_form and not several else part for part in tables]

    def _settle_by_numbers(
        self, said: Mapping[str, Sequence[tuple[str, frozenset[int]]]], entries: Sequence[RawEntry]
    ) -> tuple[str, ...]:
        """Give models the levels that texts say by numbers, where each is one model's; the texts that hold."""
        if not said:
            return ()
        pairs = [pair for text, given in said.items() if not of_another_year(text) for pair in given]
        denied = {level for level, numbers in pairs if numbers == {0}}
        pairs = [(level, numbers) for level, numbers in pairs if level not in denied]
        labels = [as_number(entry.values.get("stt")) for entry in entries]
        levels = {str(number): level for level, numbers in pairs for number in numbers}
        rest = {level for level, numbers in pairs if not numbers}
        named = sum(len(numbers) for _, numbers in pairs)
        if len({*labels}) < len(labels) or len(rest) > 1 or not named == len(levels) == len({*labels} & {*levels}):
            return ()
        holds = True
        for label, entry in zip(labels, entries, strict=True):
            level = levels.get(label) or next(iter(rest), None)
            if level and not (entry.values.get("level") or self._is_ticked(entry)):
                entry.values["level"] = self._vocabulary.level_titles[level]
            known = self._vocabulary.levels_in_column(as_text(entry.values.get("level")))
            holds &= known == {level} if level else not known & denied
        return tuple(said) if holds else ()

    def _is_ticked(self, entry: RawEntry) -> bool:
        return any(entry.values.get(f"level_{code}") for code in self._vocabulary.level_titles)

    def _with_column(self, known: SheetTable) -> SheetTable:
        """The list with a column of levels for the one that has no such head, and levels alone in every cell."""
        codes = {code for code in known.head.columns if code.startswith("level")}
        entries = [] if codes else [row.row for row in known.models]
        if not entries:
            return known
        covered = CoveredCells(known.sheet.rows, known.sheet.merges)
        for index in range(max(len(row.cells) for row in entries)):
            heads = {known.head.words.get(index, ""), key(known.head.extra.get(index, ""))} - {""}
            of_others = any(not heads_level(head) or of_another_year(head) for head in heads)
            if of_others or index in {*known.head.columns.values()} | known.head.levels_of_others:
                continue
            texts = (as_text(row.at(index)) or as_text(covered.value(row.number, index)) for row in entries)
            said = [text for text in texts if text]
            # under no head “TT” may be said of something else, and “Xã” alone
            bare = [*map(self._vocabulary.level_of_recognition if heads else self._vocabulary.level_heading, said)]
            named = any(bare) if heads else all(self._levels_alone(said) if {*UPWARD} <= {*bare} else bare)
            levels = [self._level(text) for text in said if not ANY_YEAR.search(text)]
            submitted = "trinh" in heads and len({*levels}) == 1  # where all are sent to
            if said and named and not submitted and all(levels) and len(levels) == len(said):
                return _with_level(known, index)
        return known

    def _correct(self, head: Head, entries: Sequence[RawEntry]) -> None:
        """Take the levels of a column that corrects the first (“Điều chỉnh cấp”); what may do so is kept beside."""
        own = head.words.get(head.columns.get("level", -1), "")
        final, levelled = corrects_levels(own), any(code.startswith("level") for code in head.columns)
        for index, text in head.extra.items():
            words = f"{head.words.get(index, '')} {key(text)}"
            corrects = corrects_levels(words)
            other = corrects is False or (final and not corrects)
            may = not levelled and MAY_RECOGNISE.match(words)
            if (other and not may) or index in head.levels_of_others | head.remarks:
                continue
            said = [entry for entry in entries if text in entry.notes]
            bare = [self._level(entry.notes[text]) for entry in said]
            if not (corrects or all(bare)) or of_another_year(words):
                continue
            dated = any(ANY_YEAR.search(entry.notes[text]) for entry in said)
            for entry in said if may and {*UPWARD} & {*bare} and not dated else ():  # “Cấp quản lý”
                entry.level_remark = f"{text}: {entry.notes[text]}"
            for entry in said if not other else ():
                levels = self._vocabulary.levels_in_column(cell := entry.notes[text])
                alone = self._vocabulary.level_heading(_MOVED.sub("", key(cell)))
                sure = levels == {alone} and (alone == "base" or SAYS_LEVEL.search(f"{words} {key(cell)}"))
                if own and corrects and not final and sure:
                    entry.values["level"] = cell
                elif levels:
                    _note(entry, self._vocabulary.level_titles[min(levels)] if len(levels) == 1 else cell)

    def _settle(self, texts: Collection[str], entries: Sequence[RawEntry]) -> Sequence[str]:
        """Put the level that boxes or a legend say in place of the mark; the legend's texts, if its marks stand."""
        legend, rest, explaining = self._legend(texts)
        coded = any(mark in legend for entry in entries if legend for mark in _marks_in(entry))
        self._note_endings(entries)
        self._note_base(entries)
        letters = {as_text(entry.values.get("level")).strip(" .") for entry in entries} - {""}
        told = coded or any(_OTHER_X.search(key(text)) for text in texts)
        of_base = next((signs[-1] for signs in ("THX", "thx") if {*signs} == letters and not told), "")
        labels = (entry.values.get("stt") for entry in entries)
        of_numbers = self._levels_alone(label.strip() if isinstance(label, str) else "" for label in labels)
        for entry, of_number in zip(entries, of_numbers, strict=True):
            text = as_text(entry.values.get("level"))
            codes = () if text else LEVEL_CODES.values()
            no = {level for level in codes if says_nothing(entry.values.get(f"level_{level}"))}
            if no == {*UPWARD}:  # “Không | Không”
                entry.values["level"] = self._vocabulary.level_titles["base"]
            if self._is_ticked(entry):
                continue
            marks = set(_marks_in(entry)) if coded else set()  # few lists explain marks
            if coded:
                _take_mark_off(entry, legend)
            levels = {legend[mark] for mark in marks if mark in legend}
            levels |= {"base"} if of_base and text.strip(" .") == of_base else set()  # “X” beside “T” and “H”
            if not text and of_number:
                levels.add(of_number)
            if coded and rest and not (levels or text or marks):
                levels = {rest}
            if text and not levels and len(self._vocabulary.levels_in_column(text)) > 1:
                lines = [Line(number, 1, line) for number, line in enumerate(_CHOICES.split(text))]
                ticks = self._options.read(lines)
                levels = {ticks.choice} if ticks.choice and not ticks.named else levels
            if level := sole(levels):
                entry.values["level"] = self._vocabulary.level_titles[level]
        return explaining if coded else ()

    def _note_base(self, entries: Sequence[RawEntry]) -> None:
        """“Xã” among notes of which others are “Huyện” is noted as the base; alone its word says less."""
        levels = self._levels_alone(entry.remark or "" for entry in entries)
        for entry in (entry for entry, level in zip(entries, levels, strict=True) if level == "base"):
            _note(entry, self._vocabulary.level_titles["base"])

    def _levels_alone(self, texts: Iterable[str]) -> list[str | None]:
        """The levels that texts of the same column are, also “Xã”, “Xã 2” where another is one above the base."""
        said = [*texts]
        levels = [self._vocabulary.level_heading(text) for text in said]
        if not {*UPWARD} & {*levels}:
            return levels
        base = (self._vocabulary.is_base_heading(text.rstrip(_NUMBER)) for text in said)
        return [level or ("base" if alone else None) for level, alone in zip(levels, base, strict=True)]

    def _note_endings(self, entries: Sequence[RawEntry]) -> None:
        """Where every name ends in a level, and not in the same, it is noted: “Trồng hoa cấp tỉnh”."""
        names = (key(as_text(entry.values.get("name"))) for entry in entries)
        endings = [found[0] for found in takewhile(bool, map(_LEVEL_AT_END.search, names)) if found]
        levels = [self._vocabulary.level_heading(ending) for ending in endings]
        if _LEAST_ENDINGS <= len(levels) == len(entries) and len({*levels}) > 1:
            for entry, level in zip(entries, levels, strict=True):
                _note(entry, self._vocabulary.level_titles[level or ""])

    def _legend(self, texts: Iterable[str]) -> tuple[dict[str, str], str, list[str]]:
        """What the lines around the models say of marks, of models without one (or nothing), and where."""
        marks: dict[str, set[str]] = defaultdict(set)
        explaining = dict[str, None]()
        marking = [text for text in texts if not self._vocabulary.levels_by_number(text)]
        said_by = {text: _CODE.sub(r"\1: ", text) if is_of_codes(text) else text for text in marking}
        pieces = [(text, piece) for text, said in said_by.items() for piece in _PIECES.split(said)]
        for text, piece in pieces:
            found = _LEGEND.fullmatch(piece) if _MAY_EXPLAIN.search(piece) else None
            if not found or _THE_REST.search(key(piece)) or of_another_year(piece):
                continue  # most lines
            if level := self._level(found["level"]):
                marks[_mark(found["mark"])].add(level)
                explaining |= {text: None, piece.strip(" ."): None}
        legend = {mark: level for mark, levels in marks.items() if (level := sole(levels))}
        several = len({*legend.values()}) > 1  # “1: cấp tỉnh” alone may number a line
        legend = {mark: level for mark, level in legend.items() if several or "*" in mark}
        rest = [piece for _, piece in pieces if _THE_REST.search(key(piece))] if legend else []
        return legend, (self._vocabulary.level_in_title(rest[-1]) or "") if rest else "", [*explaining]

    def _level(self, text: str) -> str | None:
        level, named = self._vocabulary.level_of_recognition(text), self._vocabulary.levels_in_column(text)
        only = len(named) == 1 and len(key(text).split()) <= 2  # “thôn”, “đơn vị”
        return level or (next(iter(named)) if only else None)


def _texts_around(known: SheetTable) -> Iterator[tuple[str, int]]:
    """The texts of a sheet above the first model of a list and below the last, with their rows."""
    numbers = [row.row.number for row in known.models]
    around = (row for row in known.sheet.rows if not numbers or not numbers[0] <= row.number <= numbers[-1])
    return ((cell, row.number) for row in around for cell in row.texts)


def _of_level(part: SheetTable, level: str) -> SheetTable:
    """The list with a level for all of its models that none of its own headings names."""
    title = replace(part.title, level=part.title.level or level)
    return replace(part, title=title, rows=tuple(replace(row, level=row.level or level) for row in part.rows))


def _without_level(part: SheetTable) -> SheetTable:
    """The list without a level for the models above the first line that names one."""
    first = min((line.row for line in part.level_lines), default=part.sheet.rows[-1].number + 1)
    rows = (replace(known, level=None) if known.row.number < first else known for known in part.rows)
    possible = tuple(replace(one, level=None) for one in part.possible)
    return replace(part, rows=tuple(rows), possible=possible)


def _with_level(known: SheetTable, index: int) -> SheetTable:
    """The list with its levels in a column that has no such head."""

    def with_level(head: Head) -> Head:
        extra = {at: text for at, text in head.extra.items() if at != index}
        return replace(head, columns={**head.columns, "level": index}, extra=extra)

    same = {**known.head.columns}
    rows = (replace(row, head=with_level(row.head)) if {**row.head.columns} == same else row for row in known.rows)
    return replace(known, head=with_level(known.head), rows=tuple(rows))


def _note(entry: RawEntry, text: str) -> None:
    entry.remark = joint_text(entry.remark, text)


def pieces_of(text: str) -> set[str]:
    """The pieces of a text of which each may explain a mark."""
    return {piece.strip(" .") for piece in _PIECES.split(text) if piece.strip(" .")}


def _mark(text: str) -> str:
    return text.strip("()[] .").casefold().lstrip("0")


def _marks_in(entry: RawEntry) -> Iterator[str]:
    """What stands in the column of levels, else of notes or signs, letters of a number, marks of a name."""
    if text := as_text(entry.values.get("level")):
        yield _mark(text)
        return
    name, label = (as_text(entry.values.get(code)) for code in ("name", "stt"))
    found = (_MARK_BEFORE.match(name), _MARK_AT_END.search(name), _MARK_AT_END.search(label))
    yield from (_mark(mark["mark"]) for mark in found if mark)
    yield from (_mark(letters) for letters in _LETTERS.findall(label))
    yield from (_mark(text) for head, text in entry.notes.items() if _MAY_MARK.fullmatch(key(head)))
    if entry.remark:
        yield _mark(entry.remark)


def _take_mark_off(entry: RawEntry, legend: Mapping[str, str]) -> None:
    """A mark that a legend explains is no part of the name."""
    name = as_text(entry.values.get("name"))
    for found in (_MARK_BEFORE.match(name), _MARK_AT_END.search(name)):
        if found and _mark(found["mark"]) in legend:
            entry.typed.setdefault("name", name)
            entry.values["name"] = name = name[found.end() :] or name[: found.start()]
