"""The head of a table, found by what its words mean, wherever it stands and however it is worded or broken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from aggregator.campaign.sentences import ANY_YEAR
from aggregator.campaign.word_lists import MODELS, keys
from aggregator.nouns.document import Row, as_text, is_blank
from aggregator.nouns.unit import FIELD_TICK, OTHER, Field, Heading
from aggregator.understand import head_columns
from aggregator.understand.cells import is_count, is_placeholder, is_running_number, year_in
from aggregator.understand.entries import Head
from aggregator.understand.row_kinds import is_column_numbers
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex, sole

MOST_HEAD_ROWS = 4
LONGEST_HEAD = 160  # letters of a folded head; the letter's longest has 75
# meanings that data cells have too (“Cấp tỉnh”, “Tập thể”, “mới”): they never prove a head
_WEAK = frozenset(
    {"level_province", "level_district", "level_base", "holder_collective", "holder_individual", "mode"}
)
_LEAST_STRONG = 3
_OF_MODELS_IN_HEAD = regex(
    rf"^(?:(?:ten|cac|danh sach|{MODELS}|dang k[yi]|de nghi|thuc hien|trinh|len|tai|o|cua|do|ve"
    r"|thuoc|linh vuc|la)\b ?)+| nam \d{4}$"
)
_FAMILIES = {
    "holder": ("holder_",), "mode": ("continuing", "new"), "level": ("level_",), "field": (FIELD_TICK,)
}  # fmt: skip
_LONGEST_MODE = 8  # words of a head that names both modes
_LEAST_OTHER = 2  # heads of persons or counts that make another table
_LONGEST_OTHER = 60  # letters of a head of another table
_LEAST_MISSPELT = 7  # letters of a head in which one may be wrong
_YEAR = regex(r"(?: trong)?(?: nam)? 20\d\d$|^(?:nam )?20\d\d (?=[a-z])")
_JOINERS = regex(r"(?i)[,;/|&+()\n]|\s[-–—]\s|\b(?:và|kèm(?: theo)?|cùng(?: với)?|hoặc)\b")
_OF_NAME = regex(r"\b(?:ten|mo hinh|mh|dien hinh)\b")
_AROUND = regex(r"^(?:\d{1,2} )+(?=[a-z])|(?: bat buoc| required)+$")  # as form services number and mark them
_BESIDE_TICKS = frozenset(keys("heading", "filler") + keys("heading", "ticks"))
_LAST_CHOICE = 1  # before every year
_LOOK_AHEAD = 40  # rows that tell whether a column without a head counts them


def field_headings(fields: Iterable[Field]) -> list[Heading]:
    """What heads the columns in which a field is ticked, below “Lĩnh vực” or beside each other."""
    return [Heading(f"{FIELD_TICK}{f.code}", f.title, (), (*f.heads, f.title, f.print_head), ()) for f in fields]


def repeats(head: Head, row: Row) -> bool:
    """Whether a row says the same as this head again, as on a new printed page."""
    least = min(_LEAST_STRONG, len(head.words))
    if len(row.texts) < least:
        return False  # most rows
    cells = ((words, row.at(index)) for index, words in head.words.items() if words)
    return sum(isinstance(cell, str) and key(cell) == words for words, cell in cells) >= least


class _Heads(Struct):
    """The columns of a head (indexes from 0) while it is settled what each means."""

    texts: Mapping[int, list[str]]  # the words of each, from the top
    whole: dict[int, str] = field(default_factory=dict)  # their key, with the words of the group above
    shown: dict[int, str] = field(default_factory=dict)  # as a message names it
    dated: dict[int, int | None] = field(default_factory=dict)  # the one year that each names
    held: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # of each meaning, in order
    extra: dict[int, str] = field(default_factory=dict)  # that are none of the form's
    remarks: set[int] = field(default_factory=set)
    years: dict[int, int] = field(default_factory=dict)  # that are all that a head of the mode says

    def set_aside(self, indexes: Iterable[int]) -> None:
        """Let columns be none of the form's."""
        self.extra |= {index: self.shown[index] for index in indexes}

    def settled(self, names: Sequence[int]) -> dict[str, int]:
        """One column of each meaning, the first of the ``names`` for these; the others are set aside."""
        columns = {code: head_columns.latest(indexes, self.dated)[0] for code, indexes in self.held.items()}
        columns |= {"name": names[0]} if names else {}
        if "level" in self.held:
            columns["level"] = head_columns.columns_to_register(self.held["level"], self.whole, self.dated)[0]
        head_columns.settle_boxes(self.held, columns, self.whole, self.dated)
        taken = {*columns.values()}
        self.set_aside(index for indexes in self.held.values() for index in indexes if index not in taken)
        head_columns.settle_places(columns, self.extra, self.shown, self.whole)
        head_columns.settle_years(self.years, columns, self.extra)
        head_columns.settle_weak(columns, self.extra)
        return columns


class HeadFinder:
    """Knows the accepted spellings of every column, and the year of the campaign."""

    def __init__(self, headings: Sequence[Heading], abbreviations: Mapping[str, str], year: int) -> None:
        self._year = year
        self._abbreviations = [(f" {short} ", f" {whole} ") for short, whole in abbreviations.items()]
        self._exact = {key(words): h.code for h in headings for words in h.exact}
        self._spelled = {key(words): h.code for h in headings for words in h.spellings} | self._exact
        self._starts = [(f"{key(words)} ", h.code) for h in headings for words in h.starts]
        phrases = [(f" {key(words)} ", h.code) for h in headings for words in h.spellings]
        ranked = enumerate(sorted(phrases, key=lambda p: -len(p[0])))
        self._phrases = grouped((phrase.split()[0], (rank, phrase, code)) for rank, (phrase, code) in ranked)
        spelled = (words.split() for words in self._spelled)
        self._beginnings = frozenset(" ".join(parts[:n]) for parts in spelled for n in range(2, len(parts) + 1))
        self._written_out = cache(self._write_out)
        self._meaning = cache(self._find_meaning)
        self._code = cache(self._find_code)
        self._box = cache(self._find_box)
        self._family = cache(self._find_family)
        self._look = lru_cache(4096)(self._find_look)

    def meaning(self, text: str) -> str | None:
        """The column code a head text stands for: exact spellings first, then the longest one within it."""
        code = self._meaning(text)
        return None if code == OTHER else code

    def is_title_of(self, text: str, code: str) -> bool:
        """Whether a text is the head of a column and says nothing besides: “Tên”, “Tên mô hình”."""
        return self._spelled.get(self._written_out(text)) == code

    def knows(self, text: str) -> bool:
        """Whether a text heads a column of any table that we know, be it of persons or counts."""
        return self._meaning(text) is not None

    def _write_out(self, text: str) -> str:
        padded = f" {_AROUND.sub('', key(text))} "
        for short, whole in self._abbreviations:
            padded = padded.replace(short, whole)
        return padded.strip()

    def _find_meaning(self, text: str) -> str | None:
        words = self._written_out(text)
        if not words or len(words) > LONGEST_HEAD:
            return None
        undated = _YEAR.sub("", words)
        if undated in self._exact:
            return self._exact[undated]
        padded = f" {words} "
        for start, code in self._starts:
            if padded.startswith(start, 1):
                return code
        near = (known for word in words.split() for known in self._phrases.get(word, ()))
        found = sorted(known for known in near if known[1] in padded)
        codes = {code for *_, code in found}
        new = "new" in codes or has_phrase(words, "moi")
        if "continuing" in codes and new and "name" not in codes and len(words.split()) <= _LONGEST_MODE:
            return "mode"  # “Hình thức (duy trì/xây mới)”
        if words.startswith("cap ") and codes == {"level", "new"}:
            found = [known for known in found if known[2] == "level"]  # “Cấp đăng ký mới”
        if not found or found[0][2] in ("level", OTHER):  # “Số mô hình đăng ký cấp tỉnh”
            return self._box(words) or (found[0][2] if found else None)
        tick = self._spelled.get(words.removeprefix("linh vuc "), "") if found[0][2] == "field" else ""
        return tick if tick.startswith(FIELD_TICK) else found[0][2]  # “Lĩnh vực QPAN”

    def _find_box(self, words: str) -> str | None:
        """The level over ticks that a head names beside words that say nothing: “Đề nghị cấp tỉnh (đánh dấu x)”."""
        plain = (word for word in words.replace("co so", "co_so").split() if word not in _BESIDE_TICKS)
        level = self._exact.get(" ".join(plain).replace("_", " "), "")
        return level if level.startswith("level_") else None

    def _misspelt(self, text: str) -> str | None:
        """The column whose spelling is one letter away, if it is the only one."""
        words = self._written_out(text)
        if not _LEAST_MISSPELT <= len(words) <= LONGEST_HEAD:
            return None
        return sole({code for spelled, code in self._spelled.items() if _one_letter_off(words, spelled)})

    def find(self, rows: Sequence[Row]) -> Head | None:
        """The first head of the rows."""
        for index, row in enumerate(rows):
            texts = [text for text in row.texts if text.strip()]
            may_be_head = len(texts) > 1 and sum(1 for text in texts if self.meaning(text)) > 1
            if may_be_head and (head := self.head_at(rows, index)):
                return head
        return None

    def head_at(self, rows: Sequence[Row], index: int) -> Head | None:
        """The head that starts at this row, one to four rows deep, or None; a row may number its columns."""
        best: Head | None = None
        for depth in range(1, MOST_HEAD_ROWS + 1):
            block = rows[index : index + depth]
            if len(block) < depth or block[-1].number != block[0].number + depth - 1:
                break
            if is_column_numbers(block[-1].cells):
                continue  # heads may go on below
            block = [row for row in block if not is_column_numbers(row.cells)]
            if len(block) > 1 and not self._continues_head(block, next(iter(rows[index + depth :]), None)):
                break
            head = self._read_block(block, rows[index + depth : index + depth + _LOOK_AHEAD])
            years = {year for cell in block[-1].cells if (year := year_in(cell))}  # “Năm 2023 | Năm 2024”
            lower = self._is_rest(block) or len(years) > 1
            if head and (best is None or _meanings(head) > _meanings(best) or lower):
                best = head
        return best and replace(_with_numbers(best, rows[index:]), index=index)

    def another_table(self, row: Row, below: Row | None = None) -> bool | None:
        """Whether a row over ``below`` heads another table: True of persons or counts, None where unsure."""
        if is_running_number(row.at(0)):
            return False  # most rows
        texts = list(map(as_text, row.contents.values()))
        wordy = all(1 < len(text) <= _LONGEST_OTHER and not is_running_number(text) for text in texts)
        if len(texts) < _LEAST_OTHER or not wordy:
            return False
        codes = [self._meaning(text) for text in texts]
        others, counted = codes.count(OTHER), codes[0] == "stt"
        of_levels = "level" in codes and len(codes) > _LEAST_STRONG  # beside which names may stand
        if others >= _LEAST_OTHER or (counted and others and not of_levels):
            return True
        if below is not None and self._heads_counts(texts[1:], below):
            return True
        return None if counted and len(texts) >= _LEAST_STRONG else False

    def _heads_counts(self, texts: Sequence[str], below: Row) -> bool:
        """“Lĩnh vực | Số lượng | Cấp tỉnh | Cấp huyện”: heads but for the first, none of a name, over figures."""
        codes = [self._meaning(text) for text in texts]
        if len(codes) < _LEAST_OTHER or None in codes or "name" in codes:
            return False
        figures = [*below.contents.values()][1:]
        return bool(figures) and all(is_count(cell) or is_placeholder(cell) for cell in figures)

    def beside(self, rows: Sequence[Row], head: Head) -> int | None:
        """The column (from 0) where a second table begins with the first head again or STT; or None."""
        block = [row for row in rows if head.first_row <= row.number <= head.last_row]
        first = min(head.columns, key=lambda code: head.columns[code])
        for index in sorted(head.extra):
            texts = _texts(block, index)
            if texts and index > head.columns[first] and self._code(*texts) in (first, "stt"):
                right = [row.from_column(index) for row in block]
                alone = self._read_block(right) or self.another_table(Row(0, right[0].cells))
                left = self._read_block([Row(row.number, row.cells[:index]) for row in block])
                return index if alone and left else None
        return None

    def _continues_head(self, block: Sequence[Row], below: Row | None = None) -> bool:
        """A lower head row holds words only, each a head, the rest of one, or under no other; never one alone.

        Under “Thời gian triển khai” the two years may stand. A group may have any words where the row ``below``
        goes on with its heads.
        """
        *above, row = block
        boxes = {at for at, cell in row.contents.items() if self._box(self._written_out(as_text(cell)))}
        lone = boxes if len(boxes) == 1 else {*()}  # the level of a model, or of a section
        if len(row.contents) - len(lone) < 2 and not any(self._rest(block, n) for n in row.contents.keys() - lone):
            return False
        grouped = {at for at in below.contents if all(is_blank(one.at(at)) for one in above)} if below else set()
        for index, cell in row.contents.items():
            if year_in(cell):
                continue
            if not isinstance(cell, str) or is_running_number(cell) or is_placeholder(cell):
                return False
            under = any(not is_blank(one.at(index)) for one in above)
            if not is_blank(above[-1].at(index)) and is_blank(above[-1].at(index + 1)) and index + 1 in grouped:
                continue  # “Lên trên” below “Cấp đăng ký” and over “Tỉnh | Huyện”
            if under and self.meaning(cell) is None and not self._rest(block, index):
                return False
        return True

    def _is_rest(self, block: Sequence[Row]) -> bool:
        """Whether a row goes on with heads that a person broke by hand: “Địa chỉ” / “xây dựng” / “mô hình”."""
        return len(block) > 1 and any(self._rest(block, index) for index in block[-1].contents)

    def _rest(self, block: Sequence[Row], index: int) -> bool:
        texts = _texts(block, index)
        return len(texts) > 1 and self._written_out(" ".join(texts)) in self._beginnings

    def _read_block(self, block: Sequence[Row], below: Sequence[Row] = ()) -> Head | None:
        if any(is_running_number(row.at(0)) for row in block):
            return None
        heads = self._heads_of(block)
        counted = [row for row in below if any(map(is_running_number, row.cells))] or below
        by = self._names_by(heads.texts, counted, frozenset(heads.held.get("name", ())))
        if not by:
            heads.set_aside(head_columns.settle_marks(heads.held, heads.whole, counted, self._box))
            self._settle_joined(heads)
        of_others = self._levels_of_others(heads)
        heads.set_aside(of_others)
        named = heads.held.get("name")
        names = [*by] or (head_columns.name_columns(named, heads.whole, heads.dated, below) if named else [])
        columns = {code: at for code, at in heads.settled(names).items() if code == "name" or at not in by}
        if "name" not in columns:
            return None
        ticks = head_columns.settle_ticks(columns, heads.extra, heads.shown)
        strong = {*columns, *of_others.values()} - {*_WEAK, *ticks}
        words = {index: key(texts[0]) for index, texts in heads.texts.items()}
        if len(strong) < _LEAST_STRONG and not head_columns.only_names(
            columns, {*heads.extra} - {*names}, words, heads.remarks
        ):
            return None
        of_mode = (heads.shown[columns[code]] for code in ("continuing", "new") if code in columns)
        return Head(
            block[0].number,
            block[-1].number,
            columns,
            heads.extra,
            words,
            frozenset(heads.remarks),
            tuple(int(year) for text in of_mode for year in ANY_YEAR.findall(text)),
            () if by else tuple(names[1:]),
            heads.dated[columns["name"]],
            by,
            frozenset(of_others),
        )

    def _heads_of(self, block: Sequence[Row]) -> _Heads:
        """The columns of a head by what their words mean; two years under “Thời gian triển khai” are apart."""
        every = range(max(len(row.cells) for row in block))
        heads = _Heads({index: texts for index in every if (texts := _texts(block, index))})
        groups = _groups_over(block)
        for index, texts in heads.texts.items():
            look = self._look(tuple(texts), tuple(groups.get(index, ())))
            code, heads.whole[index], heads.shown[index], heads.dated[index], year = look
            if year:
                heads.years[index] = year
            if code in (None, "note", OTHER) or index in heads.years:
                heads.set_aside([index])
            else:
                heads.held[str(code)].append(index)
            if code == "note":
                heads.remarks.add(index)
        return heads

    def _find_look(
        self, texts: Sequence[str], over: Sequence[str]
    ) -> tuple[str | None, str, str, int | None, int | None]:
        """Of a column below a group: its meaning, key and words, its one year, the year that is all of its mode."""
        year = year_in(texts[-1])
        code = self._code(*over, *texts) if year else self._code(*texts)
        whole, shown = key(" ".join([*over, *texts])), " ".join([*over, *texts] if year else texts[-1:])
        of_mode = code in ("period", "mode") or (code is None and not head_columns.REGISTERS.search(whole))
        dated = (_only_year(texts) or _only_year(over)) if "20" in whole else None
        # “2024 | 2025”: next year's is no column of this year's list
        dated = _LAST_CHOICE if (dated or 0) > self._year else dated
        return code, whole, " ".join(shown.split()), dated, year if of_mode else None

    def _settle_joined(self, heads: _Heads) -> None:
        """Let the first head that joins the name with others (“Tên, địa chỉ mô hình”) be the name's, if none is."""
        held = heads.held
        for index, (text, *_) in () if "name" in held else heads.texts.items():
            parts = [self._written_out(part) for part in _JOINERS.split(text)]
            named = len(parts) > 1 and any(self._spelled.get(part) == "name" for part in parts)
            if named and _OF_NAME.search(key(text)) and self._meaning(text) != OTHER:
                code = next((code for code, indexes in held.items() if index in indexes), "")
                held[code] = [at for at in held[code] if at != index]
                if not held[code]:
                    del held[code]
                heads.extra.pop(index, None)
                held["name"] = [index]
                return

    def _levels_of_others(self, heads: _Heads) -> Mapping[int, str]:
        """Take columns of levels not registered out: “Cấp công nhận năm 2023”; by whole spellings."""
        held, whole, dated = heads.held, heads.whole, heads.dated
        known = (None, _LAST_CHOICE, self._year)
        found: dict[int, str] = {}
        for code in [code for code in held if code.startswith("level")]:
            for index in sorted(held.pop(code), key=lambda at: self._written_out(whole[at]) not in self._spelled):
                words = self._written_out(whole[index])
                given = dated[index] not in known and not head_columns.REGISTERS.search(words)
                named = self._box(words) or self._misspelt(words) == "level"
                if not given and (named or head_columns.corrects_levels(words) is not False):
                    held[code].append(index)
                else:
                    found[index] = code
        return found

    def _names_by(
        self, heads: Mapping[int, Sequence[str]], rows: Sequence[Row], of_names: frozenset[int]
    ) -> Mapping[int, str]:
        """The columns of names that stand side by side, and what the head of each says of its models; or nothing.

        Heads of two holders (these with “Mô hình”), modes, levels or fields, over names and no ticks, or over
        nothing. Heads of names (``of_names``) are all such; “Tên mô hình cũ | Tên mô hình mới” are two names of one
        model.
        """
        found: dict[str, dict[int, str]] = defaultdict(dict)
        blank: set[int] = set()
        for index, texts in heads.items():
            family, code = self._family(*texts)
            if family and (named := head_columns.holds_names(rows, index)) is not False:
                found[family][index] = code
                blank |= set() if named else {index}
        plain = (by for by in found.values() if len({*by.values()}) == len(by) > 1 and not by.keys() <= blank)
        return next((by for by in plain if of_names <= by.keys() and not (of_names and by is found["mode"])), {})

    def _find_family(self, *texts: str) -> tuple[str, str]:
        """The family of columns that the texts of one are of, and which of them it is; or nothing."""
        bare = _OF_MODELS_IN_HEAD.sub("", whole := self._written_out(" ".join(texts))).strip()
        code = self._exact.get(bare) or self._code(*texts) or ""
        family = next((family for family, codes in _FAMILIES.items() if code.startswith(codes)), "")
        return ("", "") if family == "holder" and bare == whole else (family, code)

    def _find_code(self, *texts: str) -> str | None:
        """What the texts of a column say: a whole spelling broken over rows, else the lowest that says it."""
        whole = " ".join(texts)
        spelled = self._spelled.get(_YEAR.sub("", self._written_out(whole)))
        if spelled and len(texts) > 1:
            return spelled
        tries = (texts[-1], whole, texts[0])
        return next((code for text in tries if (code := self._meaning(text))), None) or self._misspelt(whole)


def _meanings(head: Head) -> int:
    return len(head.columns) + len(head.levels_of_others)


def _only_year(texts: Iterable[str]) -> int | None:
    return sole({int(year) for text in texts for year in ANY_YEAR.findall(text)})


def _groups_over(block: Sequence[Row]) -> Mapping[int, list[str]]:
    """The heads of the groups that columns further right stand in: “Tên mô hình” over “Năm 2023 | Năm 2024”."""
    groups: dict[int, list[str]] = defaultdict(list)
    for upper, lower in pairwise(block):
        group: str | None = None
        for at in range(len(lower.cells)):
            if is_blank(lower.at(at)):
                group = None
            elif not is_blank(upper.at(at)):
                group = as_text(upper.at(at))
            elif group is not None:
                groups[at].append(group)
    return groups


def _texts(block: Iterable[Row], index: int) -> list[str]:
    """The words of a column of a head, from the top; a year may be a number."""
    cells = [cell for row in block if (cell := row.at(index)) is not None]
    return [as_text(cell) for cell in cells if (isinstance(cell, str) and cell.strip()) or year_in(cell)]


def _one_letter_off(words: str, spelled: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two that stand side by side have changed places."""
    if abs(len(words) - len(spelled)) > 1 or len(spelled) < _LEAST_MISSPELT or words[0] != spelled[0]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(words, spelled, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = words[start:], spelled[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _with_numbers(head: Head, rows: Sequence[Row]) -> Head:
    """A column without a head, left of the names, that counts the rows is the STT column."""
    if "stt" in head.columns:
        return head
    below = [row for row in rows[:_LOOK_AHEAD] if row.number > head.last_row]
    for index in range(head.columns["name"]):
        cells = [cell for row in below if not is_blank(cell := row.at(index))]
        counting = sum(map(is_running_number, cells))
        if index not in head.words and counting > 0 and 2 * counting >= len(cells):
            return replace(head, columns={**head.columns, "stt": index})
    return head
