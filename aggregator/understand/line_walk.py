"""The lines of a list that is no table: what each is, and the walk down them to models, points and headings."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from aggregator.campaign.sentences import sentences
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import keys, marked_key, phrases
from aggregator.nouns.finding import data_file
from aggregator.understand import line_words
from aggregator.understand.cells import is_count
from aggregator.understand.denials import registers_nothing, says_no_more
from aggregator.understand.line_words import DEPTH, LEVEL, MODEL_LABEL, QUOTE, Line, closes, quotes
from aggregator.understand.row_kinds import is_note, is_total, starts_closing
from aggregator.understand.titles import title_year
from aggregator.vietnamese.fold import begins, has_phrase, is_personal_name, key, regex

_COLUMNS = ("stt", "name", "address", "holder", "mode", "completion", "goals", "level", "field", "note")
HEADS = {code: str(data_file("columns.toml")[code]["title"]) for code in _COLUMNS}
_GOES_ON = regex(r"\b(?:tiep|duy tri|tu(?: nam)? 20\d\d)\b")  # since another year
_YEAR = regex(r"\b20\d\d\b")
_BEFORE_NAME = frozenset(
    key("tên mô hình điển tập thể cá nhân xây dựng đăng ký dân vận khéo cấp tỉnh huyện cơ sở xã về").split()
)
_BETWEEN = regex(r"\s*([;|\t()\[\]\n]|,(?!\d)|\.(?=\s|$)|(?<=\s)[-–—](?=\s)|:(?=\s*[^\W_]))\s*")
_PERSON = regex(r"(?i:ông|bà|anh|chị|đồng chí|đ/c|hộ)\s+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝÚÍÓ]")
_HOLDER = regex(r"(?:(?:mo hinh|dien hinh|hinh thuc|loai hinh|doi tuong|cua) )*(?:tap the|ca nhan)")
_DONE = regex(
    r"(?:du kien |thoi gian |thoi han |se |trong |truoc |den |vao )*(?:hoan thanh|xong)\b.*\d.*"
    r"|(?:truoc |den )?(?:ngay |thang )?\d{1,2} (?:\d{1,2} )?20\d\d|quy (?:[ivx]+|\d) (?:nam )?20\d\d"
)
_LEAST_NAME, _LONGEST_PLACE, _LONGEST_HEADING = 2, 9, 12  # words
_HEADS = ("capital", "roman")  # marks of headings


class Model(Struct):
    """A model as its line says it, by columns."""

    line: Line
    values: dict[str, str]
    sure: bool  # under or with a level (``levelled``) or field
    levelled: bool
    below: list[Line] = field(default_factory=list)  # that say of what they are no more than their words
    pointed: bool = False  # another line below does


class Heading(Struct):
    """A heading, what it says, how many models it counts (0: it counts none), and how many stand above it."""

    line: Line
    words: str
    count: int
    above: int


class LineWalk:
    """The walk down the lines: the heading in force, how its models are marked, and the last of them."""

    def __init__(
        self, meaning: Callable[[str], str | None], vocabulary: Vocabulary, year: int, most: Mapping[str, int]
    ) -> None:
        self._meaning, self._vocabulary, self._year, self._most = meaning, vocabulary, year, most
        self.models: list[Model] = []
        self.headings: list[Heading] = []
        self.unsure = False  # something else stands where models do
        self._left: list[tuple[Line, str, int]] = []  # what is neither, why, and how many models stand above it
        self._under = self._levelled = self._closed = False
        self._ended: list[Line] = []  # a signature or thanks, and what stands below
        self._past: Line | None = None  # the heading over what is not registered
        self._mark: str | None = None  # of the models below the last heading; None: there is none yet
        self._head_mark = self._mode_mark = ""
        self._open: Model | None = None

    @property
    def unread(self) -> Iterator[tuple[Line, str]]:
        """The lines that bear a mark or stand between models, and may be models; and why they are only possible."""
        yield from ((line, why) for line, why, n in self._left if line.mark or line.taken or n < len(self.models))
        for model in self.models:  # “- B”, “- C” below “1. A”
            if len(model.below) >= 2 and not model.pointed:
                yield from ((line, "line-unread") for line in model.below)

    @property
    def miscounted(self) -> bool:
        """Whether headings count models (“Cấp huyện: 04 mô hình”), and below none as many stand."""
        ends = [*(heading.above for heading in self.headings[1:]), len(self.models)]
        told = [(each, end - each.above) for each, end in zip(self.headings, ends, strict=False) if each.count]
        return bool(told) and all(heading.count != found for heading, found in told)

    def is_no_name(self, model: Model) -> bool:
        """Whether a model is called as a hamlet is, or its line tells what is done about models as in a letter."""
        said = QUOTE.sub(" ", model.line.words)
        does = closes(said, "points", "demands") or phrases("lines", "doings").search(marked_key(said))
        return bool(does) or self._said(model.values["name"]) == "address"

    def _is_below(self, models: int = 0) -> bool:
        """Whether so many models stand below the last heading."""
        return bool(self.headings) and len(self.models) == self.headings[-1].above + models

    def down(self, lines: Sequence[Line]) -> None:
        """Take the level of a title, “DANH SÁCH … CẤP HUYỆN”, and what stands below it."""
        for line in lines[:1]:
            if level := self._led_level(line.text):
                self._enter(line, "", "level", level)
        for line in lines[1:]:
            self._take(line)
        self._end()

    def _take(self, line: Line) -> None:
        """Take a line; below the end of the list a heading, or the next number, goes on with it."""
        if line.cells:
            self.unsure = self.unsure or bool(self.models) or line.text.count("\n") >= 2
        elif self._ends(line):
            self._ended.append(line)
            self._closed, self._open = True, None
        elif self._goes_on(line) or self._is_of_mode(line) or not self._takes_point(line):
            self._leave_mode(line)
            self._take_other(line)

    def _end(self) -> None:
        """Leave what may be a model or not: fields, and the points of a letter that count on with the models.

        Such a field is alone below its level and heads none elsewhere, or bears the mark of a model beside it.
        """
        kinds = [*(self._heading(heading.words) for heading in self.headings), "level"]
        starts = [*(heading.above for heading in self.headings), len(self.models)]
        headed = {key(self.headings[at].line.words) for at, (a, b) in enumerate(pairwise(starts)) if a < b}
        start, most, apart = 0, len(self.models), set[int]()
        for at, (heading, (above, end)) in enumerate(zip(self.headings, pairwise(starts), strict=True)):
            line = heading.line
            if kinds[at] == "level":
                level = self._vocabulary.level_heading(heading.words) or ""
                start, most = above, self._most.get(level, len(self.models))
            if kinds[at] != "field" or has_phrase(key(line.text), "linh vuc"):
                continue
            beside = {model.line.mark for model in self.models[max(above - 1, start) : above + 1]}
            if at and above == end == start and kinds[at - 1] == kinds[at + 1] == "level":
                apart |= {at} if key(line.words) not in headed else set()
            if at in apart or (line.mark in beside - {"", "digit"} and not line.words.endswith(":")):
                self._left.append((line, "line-unread", above))
        for at in sorted(apart, reverse=True):
            del self.headings[at]
        tail, said = len(self.models), [model.line.words for model in self.models]
        for at in reversed(range((starts[-2:-1] or [0])[0] + 1, len(self.models))):
            beyond = at - start >= most
            if (beyond or tail == at + 1) and line_words.is_of_tail(said[at], said[start:at], beyond=beyond):
                tail = at
        for model in self.models[tail:]:
            model.line.taken = False
            self._left.append((model.line, "line-unread", tail))
        del self.models[tail:]

    def _goes_on(self, line: Line) -> bool:
        """Whether a line bears the mark of the models above it, and the number behind the last one's."""
        last = self.models[-1].values.get("stt", "") if self.models else ""
        counts = bool(line.number and last) and line.mark == self._mark and int(line.number) == int(last) + 1
        return counts and not MODEL_LABEL.match(self.models[-1].line.words)

    def _takes_point(self, line: Line) -> bool:
        """Take a line that says of the model above what a label or its words tell."""
        label, _, rest = line.words.partition(":")
        if label_code := self._label_code(line, label, rest):
            self._point(line, label_code, rest.strip())
        elif (code := self._said(line.words)) and self._is_point(line, code):
            self._point(line, code, line.words)
        else:
            return False
        return True

    def _take_other(self, line: Line) -> None:
        label, _, rest = line.words.partition(":")
        heading = self._heading(line.words) or (self._heading(label) if rest else "")
        goes_on = self._goes_on(line) and line.mark != self._head_mark and not rest
        if self._is_over_past(line):
            self._past, self._closed, self._open = line, True, None
        elif self._is_of_mode(line):
            self._enter_mode(line)
        elif heading and not (goes_on and heading != "level"):
            self._enter(line, rest.strip(), heading)
        elif level := self._led_level(line.text):
            self._enter(line, "", "level", level)
        elif registers_nothing(line.words) or is_total([line.text]) or is_note([line.text]):
            self._closed, self._open = bool(self.models or line.mark), None
        elif self._is_model(line):
            self._add(line, line.words)
        elif self._is_deeper(line) or (self._open and not line.mark and line.words[:1].islower()):
            self._point(line, "goals", line.words)
        elif line_words.opens(line.text, self._year) and not line.mark:
            line.taken, self._closed, self._past, self._open = bool(self.models), bool(self._ended), None, None
        else:
            self._leave(line)

    def _ends(self, line: Line) -> bool:
        """Whether a line closes the list: a signature, thanks; none with a level or the mark of the models."""
        if not self.models or (line.mark and line.mark == self._mark) or self._is_first(line):
            return False
        if starts_closing(line.text.splitlines(), after_gap=True):
            return True
        return closes(line.words, "demands") and not (self._heading(line.words) or self._led_level(line.text))

    def _is_first(self, line: Line) -> bool:
        """Whether a line stands right below a heading, by a deeper mark."""
        below = self._is_below() and self._mark is None and not self._closed
        return below and line.depth > DEPTH.get(self._head_mark, 0)

    def _led_level(self, text: str) -> str:
        """The one level that the last sentence of a line, or a title, leads to: “Mô hình cấp huyện gồm:”; or ''."""
        if not LEVEL.search(text) or quotes(text):
            return ""
        last = sentences(text)[-1]
        leads = last.endswith(":") or line_words.titles_list(text)
        found = {key(level): level for level in LEVEL.findall(last)}
        return next(iter(found.values())) if leads and len(found) == 1 and not registers_nothing(last) else ""

    def _is_over_past(self, line: Line) -> bool:
        """Whether a line is over models that are not registered, or were in another year."""
        if len(key(line.text).split()) > _LONGEST_HEADING or QUOTE.search(line.text) or line.mark == self._mark:
            return False
        other_year = title_year([line.text]) not in (None, self._year) and not LEVEL.search(line.text)
        other_year = other_year and not (self._is_of_mode(line) or _GOES_ON.search(key(line.words)))
        other_year = other_year and (not self._is_first(line) or has_phrase(key(line.words), "mo hinh"))
        return bool(self.models or line.mark) and (self._vocabulary.is_not_registered(line.words) or other_year)

    def _leave(self, line: Line) -> None:
        """A line that is neither model nor heading; what it may be over is none either."""
        mark = self._mark or (line.mark if self._is_below() else None)
        if self._ended and (line.mark != mark or closes(line.words, "points", "demands")):
            self._ended.append(line)
            return
        if self.models or self.headings:
            self._left.append((line, "line-unread" if self._past is None else "taken-back", len(self.models)))
        person = is_personal_name(line.words.split(",")[0].split(" - ")[0]) and not self._goes_on(line)
        heads = line.words.endswith(":") or line.text.isupper()
        heads = heads or (has_phrase(key(line.words), "mo hinh") and not line.text.startswith("("))
        over = line.depth < DEPTH.get(self._mark or "", DEPTH["digit"]) if line.mark else heads
        if (self.models or line.mark) and (person or over):
            self._closed, self._open = True, None

    def _is_of_mode(self, line: Line) -> bool:
        """Whether a line is over models that go on, or are new: “* Duy trì từ năm 2023:”."""
        heads = line.words.endswith(":") or not line.mark or line.mark == self._mode_mark
        return heads and line.mark != self._mark and bool(self._vocabulary.mode_heading(line.words))

    def _enter_mode(self, line: Line) -> None:
        line.taken, self._closed, self._mark, self._open = True, False, None, None
        self._head_mark = self._mode_mark = line.mark

    def _leave_mode(self, line: Line) -> None:
        """Take what seemed the first model, “a) Duy trì từ năm 2023”, for a heading where numbers begin below."""
        first = self._open if self._is_below(1) else None
        if first is None or line.number != "1" or line.mark == first.line.mark:
            return
        if _YEAR.search(first.line.words) and self._vocabulary.mode_heading(first.line.words):
            self.models.pop()
            self._enter_mode(first.line)

    def _heading(self, text: str) -> str:
        """What a line heads models by: ``level``, ``field`` or ``group``; '' for none."""
        if not 0 < len(key(text).split()) <= _LONGEST_HEADING:
            return ""
        if self._vocabulary.level_heading(text):
            return "level"
        return "field" if self._vocabulary.section(text)[0] else "group" * self._vocabulary.other_heading(text)

    def _enter(self, line: Line, rest: str, heading: str, level: str = "") -> None:
        """Take a heading, and the models behind its colon: “Cấp tỉnh: Trồng vải; Nuôi ong”."""
        line.taken, whole = True, bool(level or self._heading(line.words))
        if self._past and line.mark and line.depth <= self._past.depth:
            self._past = None
        self._closed, self._ended = (says_no_more(rest) and bool(rest)) or self._past is not None, []
        self._mark, self._open, self._head_mark = None, None, line.mark
        if heading == "group":
            self._mode_mark = line.mark if self._vocabulary.mode_heading(line.words) else self._mode_mark
        else:
            self._levelled = heading == "level" or (self._levelled and heading == "field")
            self._under = not self._closed
        said = level or (line.text if whole or self._closed else line.text.partition(":")[0])
        count = int(re.sub(r"\D", "", rest)) if is_count(rest) else 0
        self.headings.append(Heading(line, said, count, len(self.models)))
        if whole or self._closed or is_count(rest) or begins(key(rest), keys("lines", "leads_on")):
            return
        if line_words.COUNTS.search(key(rest)) and not quotes(rest):  # “04 mô hình, đang lấy ý kiến”
            self._left.append((line, "line-unread", 0))
            return
        pieces = line_words.model_names(rest)
        for piece in pieces:
            self._add(line, piece, counted=False)
        self._mark = None
        parts = [part.strip() for part in rest.split(",") if not self._said(part.strip())]
        if len(pieces) == 1 and len(parts) > 2 and all(part[:1].isupper() for part in parts):
            self._left.append((line, "line-unread", 0))  # several, or one and its places

    def _is_model(self, line: Line) -> bool:
        below = not self._closed or (self._ended and self._goes_on(line))
        if not below or len(key(line.words).split()) < _LEAST_NAME:
            return False
        if line.mark:
            heads = line.mark in _HEADS and line.mark == self._head_mark
            last = self.models[-1].values.get("stt", "") if self.models and self._mark else ""
            again = bool(line.number and last) and int(line.number) <= int(last)  # another list's
            return self._mark in (None, line.mark) and not heads and not again
        if line.words[:1].islower():
            return False
        called = line.words[0] in '“"«' or MODEL_LABEL.match(line.words) or key(line.words).startswith("mo hinh ")
        return bool(called) and self._mark in (None, "") and (self._under or bool(LEVEL.search(line.words)))

    def _is_deeper(self, line: Line) -> bool:
        depth = DEPTH.get(self._mark or self._head_mark, 0)
        return self._open is not None and bool(line.mark) and line.depth > depth

    def _label_code(self, line: Line, label: str, rest: str) -> str:
        """The column of “- Địa chỉ: Thôn Trám” below a model; '' for what is no such point."""
        if self._open is None or not key(rest) or MODEL_LABEL.match(line.words):
            return ""
        heads = self._heading(line.words) or self._heading(label) or is_note([line.text])
        return self._code(label) if self._is_deeper(line) or not heads else ""

    def _is_point(self, line: Line, code: str) -> bool:
        """Whether a line says of the model above no more than its place, holder, level …: “- Cấp huyện”."""
        if self._open is None or line.words.endswith(":") or code in self._open.values:
            return False
        signs = line_words.is_communes_name(key(line.words))
        own = not (line.mark or signs or code == "field" or (code == "level" and self._levelled))
        return own or (self._is_deeper(line) and not self._is_like_heading(line, code))

    def _is_like_heading(self, line: Line, code: str) -> bool:
        """Whether a line bears the mark of the heading in force, and says what that one does: “* Cấp huyện”."""
        heads = self.headings and self.headings[-1].line.mark == line.mark
        return bool(heads) and self._heading(self.headings[-1].line.words) == code

    def _add(self, line: Line, text: str, *, counted: bool = True) -> None:
        values = self._values(text)
        name = values.get("name", "")
        if self._said(name) == "address" and not self._goes_on(line):  # “1. Thôn Trám” over its models
            self.unsure = True
            return
        if is_personal_name(name):  # “- Nguyễn Văn An, Phó Bí thư”
            self._leave(line)
            return
        if len(key(name).split()) < _LEAST_NAME:
            if not counted:  # “Cấp tỉnh: không; cấp huyện: không”
                self.unsure = True
                return
            values = {"name": text.strip(" .;,")}  # “Xanh - Sạch - Đẹp”
        for each in self._ended:  # the head of a page
            each.taken = True
        line.taken, self._mark, self._ended, self._closed = True, line.mark, [], False
        if counted:
            self._take_siblings(line)
        if line.number and counted:
            values["stt"] = line.number
        sure, levelled = self._under or "field" in values, self._levelled or "level" in values
        self._open = Model(line, values, sure or levelled, levelled)
        self.models.append(self._open)

    def _take_siblings(self, line: Line) -> None:
        """Take what seemed headings, right above, as models where they have the numbers before: “1. An ninh”."""
        start, number = len(self.models), line.number
        while self._under and number and self.headings and self.headings[-1].above == start:
            above = self.headings[-1].line
            follows = above.mark == line.mark and int(number) == int(above.number or -1) + 1
            if not follows or self._vocabulary.level_heading(above.words) or ":" in above.words:
                return
            self.headings.pop()
            self._head_mark = self.headings[-1].line.mark if self.headings else ""
            values, number = {"name": above.words, "stt": above.number}, above.number
            self.models.insert(start, Model(above, values, sure=True, levelled=self._levelled))

    def _point(self, line: Line, code: str, said: str) -> None:
        """A point of the model above, under its column or among its goals."""
        model = self._open
        if model is not None:
            code = "holder" if _HOLDER.fullmatch(key(said)) else code
            known = code in HEADS and code not in ("name", "stt") and (code not in model.values or code == "note")
            code = code if known else "goals"
            model.values[code] = "\n".join(filter(None, (model.values.get(code), said)))
            model.levelled = model.levelled or code == "level"
            model.sure = model.sure or code in ("level", "field")
            model.pointed = model.pointed or code != "goals"
            model.below += [line] if code == "goals" and said == line.words and said[:1].isupper() else []
            line.taken = True

    def _code(self, label: str) -> str:
        """The column that a label is called by, '' for none."""
        code = self._meaning(label) if 0 < len(key(label).split()) < _LONGEST_HEADING else None
        return "" if code is None or code.startswith("level_") else code

    def _values(self, text: str) -> dict[str, str]:
        """What a line says by columns: its name in quotes, or up to a mark; then its place, holder, level …."""
        values: dict[str, str] = {}
        quoted = next(iter(quotes(text)), None)
        before = text[: quoted.start()].strip(" :-–(") if quoted else ""
        if quoted and set(key(before).split()) <= _BEFORE_NAME:
            values["name"], text = quoted[1].strip(" .,;"), text[quoted.end() :]
            values |= {"level": before} if self._vocabulary.level_heading(before) else {}
        else:
            text = MODEL_LABEL.sub("", text, count=1) if MODEL_LABEL.match(text) else text
        pieces = _BETWEEN.split(text.strip(" .;,"))
        if "name" not in values and len(pieces) > 1 and _PERSON.match(pieces[0]):
            values["note"], pieces = pieces[0], pieces[2:]  # “Ông Nguyễn Văn A - nuôi ong lấy mật”
        in_name, label, last = "name" not in values, "", len(pieces) - 1
        for at, part in [(at, part) for at, part in enumerate(pieces) if not at % 2 and key(part)]:
            between, following = pieces[at - 1] if at else "", pieces[at + 1] if at < last else ""
            code = label or (self._said(part) if at or not in_name or following == ":" else "")
            code = "holder" if label and _HOLDER.fullmatch(key(part)) else code
            label = self._code(part) if at and following == ":" and not code else ""
            if label in ("", "name") or label not in HEADS:
                label = ""
                goes_on = in_name and (
                    not values.get("name") or between == ":" or (between in ",-–—" and not part[0].isupper())
                )
                in_name = in_name and (goes_on if not code else not at)  # “Thôn Trám: Hiến đất mở đường”
                into = code or ("name" if goes_on else "note")
                between = between if between not in ("(", ")", "[", "]", "") else ";"
                glue = ", " if code else f"{between} " if between in ",:;." else f" {between} "
                values[into] = glue.join(filter(None, (values.get(into), part)))
            else:
                in_name = False
        return {code: value.strip(" .;") for code, value in values.items()}

    def _said(self, part: str) -> str:
        """The column that a part of a line belongs to, '' for none."""
        words = key(part)
        if not 0 < len(words.split()) <= _LONGEST_PLACE:
            return ""
        place = line_words.PLACE.match(part)
        if place and not place["called"].islower():
            return "address"
        if self._vocabulary.level_heading(part):
            return "level"
        if _HOLDER.fullmatch(words):
            return "holder"
        if _DONE.fullmatch(words):
            return "completion"
        return "mode" if self._vocabulary.mode_heading(part) else "field" * self._vocabulary.section(part)[0]
