"""What single cells of the book say, and what people wrote of receipts; what is unclear becomes a finding.

A book that is taken over into a new campaign keeps the rows of the year before, and they do not act.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import Any

from msgspec import Struct, field, structs

from aggregator.book.register import FORMS, LIST, NIL, SHEET, BookReceipt, ReceiptRegister, file_key
from aggregator.book.sheets import BookColumn, BookSheets, Line, book_layout, in_quotes, is_unsure
from aggregator.book.units import TICKS, FindUnit, UnitSaid, units_said
from aggregator.campaign import BOOK, NAMELESS
from aggregator.campaign.mail_words import any_of, keys
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Document, Row, Sheet
from aggregator.nouns.file import Received
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import composed, fold, has_phrase, is_personal_name, key, regex, sole
from aggregator.vietnamese.wording import NUMERALS, numeral, read_time, understood

_BETWEEN = regex(r"[;,\n+]|\bvà\b")
_COUNTED = regex(r"\(\s*\d+ (?:mô hình|nội dung|bản)\s*\)")  # “danh sách (5 mô hình)”
_YES = frozenset({"co", "x", "v", "da co", "da ky", "co ky", "da dong dau", "da ky dong dau", "roi", "yes", "1"})
_TELLS_OF_LIST = frozenset({LIST, NIL, FORMS})
_OF_FILES = ("units", "answer")  # the columns that say whose a file is, which may be nobody's
_NO = frozenset({"khong", "chua", "chua co", "no", "0"})


_LEVELS = "tinh|huyen|xa|co so"
_ASIDE = regex(r"\s*[(;,\n]|\s[-–]\s|(?<=(?i:tỉnh|uyện|p xã|ơ sở))(?:\s*[:+/]|\.\s)")  # what follows is said beside
_DENIED = regex(  # a choice that is denied, or was written before
    r"(?i)(?P<but>\bchứ )?\b(?:không phải(?: là| của| thuộc)*|(?:sửa|đổi|chuyển) từ|trước(?: đây)? ghi(?: là)?"
    r"|ghi nhầm(?: là)?|thay (?:cho|vì)) (?P<other>(?:(?!\b(?:mà|sang|thành|xuống|lên)\b)[^,;.()\n])+)"
)
_SAYS = r"(?:báo|nói|trả lời|xác nhận|chốt|đề nghị)"
# who said it, in brackets: “(xã)”, “(chị Hà, xã)”, “(cấp xã báo)”
_WHO_SAYS = regex(rf"(?i)(?<=[(,;])\s*(?:cấp )?(?:xã|cơ sở)(?= {_SAYS}\b)|(?<=[(,;])\s*(?:xã|cơ sở)(?=[^()]*\))")
_IDLE = (
    r"a|nhe|nha|roi|thoi|la|ma|dung|chac chan|thuoc|o|muc|dang ky|dk|noi dung|mo hinh|nay|xa|don vi|bao|tra loi"
    r"|noi|ghi|chon|xac nhan|thong nhat|chot|de nghi|xin|da|goi|hoi|dien thoai|theo|nhu|ban|danh sach|ds|m[1-4]"
    r"|sua|thanh|chuyen|len|xuong|giu|van|thay|d c [a-z]+"
)  # words before a level that change nothing of it
_BEHIND = (
    r"(?:a|nhe|nha|roi|thoi|ok|chot|dung|chac chan|chi|anh|em|nam|\d+|tap the|ca nhan|mo hinh|noi dung|theo\b.*"
    r"|(?:chi|anh|em|co|d c|xa|don vi)(?: \w+){0,2} (?:bao|noi|chot|xac nhan))"
)  # what may stand behind a level that no mark sets apart; anything else may say of a body what it does
_LEVEL_FIRST = regex(
    rf"(?:(?:{_IDLE}) )*?(?:cap|c) (?P<level>{_LEVELS})"
    rf"(?: {_BEHIND})*"
    rf"|(?:(?:ma|dung la|la|thuoc|o|muc|dang ky|dk|chac chan) )*(?P<alone>{_LEVELS})(?: {_BEHIND})*"
)  # the level that words begin with: “cấp huyện năm 2024”, “xã báo cấp huyện”, “tỉnh”; not “cấp huyện quyết”
_LEVEL_MEANT = regex(rf"\b(?:(?:cap|c) (?P<level>{_LEVELS})|(?P<alone>tinh|huyen)(?! uy))\b")
_BETWEEN_CHOICES = regex(r"(?i)[,;/+&()\n]|\s[-–]\s|\b(?:và|hoặc|hay)\b")


_ALL = regex(r"^(?:(?:tat ca|toan bo|moi|toan the|cac) )*")  # before the name of a group of units


class CellWords(Struct, dict=True):
    """Reads the cells of lines and keeps the findings on the way."""

    campaign: Campaign
    find_unit: FindUnit
    as_of: dt.datetime | None = None  # nothing was received much later than this
    findings: list[Finding] = field(default_factory=list)
    open_rows: dict[str, list[str]] = field(default_factory=dict)  # by unit, cells of paper not understood

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.campaign.fields, self.campaign.levels)

    def code_of(self, text: str, what: str) -> str | None:
        """The code of the ``field``, or of the one ``level``, that a text begins with; none where it is unsure.

        What stands beside it is a remark, unless it names another, asks, denies or waits. “Hỏi lại xã” is no level.
        """
        kinds = self.campaign.fields if what == "field" else self.campaign.levels
        if same := next((kind.code for kind in kinds if key(kind.title) == key(text) and "?" not in text), None):
            return same
        named = self._fields_named if what == "field" else self._levels_named
        text = _DENIED.sub(lambda no: "" if no["but"] or named(no["other"]) else no[0], composed(text))
        text = _WHO_SAYS.sub("", text)
        said, *beside = _ASIDE.split(text.lstrip(" ,;.-–"), maxsplit=1)
        if is_unsure(said) or any(is_unsure(words, remark=True) for words in beside):
            return None
        code = self._vocabulary.field_in_column(said) if what == "field" else self._level_first(said)
        return code if named(text) <= {code} else None

    def _level_first(self, said: str) -> str | None:
        first = _LEVEL_FIRST.fullmatch(key(said))
        level = self._vocabulary.levels_in_column(f"cap {first['level'] or first['alone']}") if first else ()
        return sole(level) or self._vocabulary.level_abbreviated(said)

    def _levels_named(self, text: str) -> set[str]:
        """The levels that words name anywhere; “xã” does where it stands alone."""
        alone = {code for part in _BETWEEN_CHOICES.split(text) if (code := self._level_first(part))}
        words = (found["level"] or found["alone"] for found in _LEVEL_MEANT.finditer(key(text)))
        return alone.union(*(self._vocabulary.levels_in_column(f"cap {word}") for word in words))

    def reads_as_level(self, text: str) -> bool:
        """Whether words would be a level in a list that a unit sent."""
        return bool(sole(self._vocabulary.levels_in_column(text)) or self._vocabulary.level_abbreviated(text))

    def _fields_named(self, text: str) -> set[str]:
        """The fields that parts of a text name; the part after a dash may be of the field before it."""
        parts = (self._vocabulary.field_in_column(part) for part in _BETWEEN_CHOICES.split(text))
        return {code for code in parts if code}

    def note(self, code: str, line: Line, column: str, **facts: Any) -> None:
        """Keep a finding that names the sheet and the cell."""
        self.findings.append(finding(code, sheet=line.sheet, cell=line.cell(column), **facts))

    def _said(self, line: Line, column: str) -> list[UnitSaid]:
        return units_said(line.text(column), self.find_unit)

    def units(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units of a cell, one or several; a part that names none is a finding, the others count."""
        for one in self._said(line, column):
            if one.unit is None:
                self._unknown(line, column, one)
        return self.named(line, column)

    def named(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units that a cell names, whatever else stands there; no finding."""
        said = self._said(line, column)
        return tuple(dict.fromkeys(one.unit for one in said if one.unit))

    def group_named(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units of the groups that a cell names instead of units (“Các xã, thị trấn”), which is a finding."""
        said = _ALL.sub("", key(line.text(column)))
        groups = [g.code for g in self.campaign.groups if said in map(key, (g.title, *g.title.split(",")))]
        if groups:
            self._unknown(line, column, UnitSaid(line.text(column), None))
        return tuple(unit for unit in self.campaign.units if unit.kind in groups)

    def possible(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units that a cell may mean that is not understood as a whole, or names several; no finding."""
        said = self._said(line, column)
        if len(said) == 1 and said[0].unit:
            return ()
        meant = list[Unit]()
        for one in said:
            unit = one.unit or one.doubted
            meant += [unit] if unit else []
            meant += [like for like in one.suggestions if self._is_like(one.text, like)]
        unknown = [text for one in said if not one.unit for text in {one.text, *_GAP.split(one.text)}]
        kinds = tuple(f"{key(kind)} " for kind in self.campaign.commune_names.kinds)
        meant += [unit for unit in self.campaign.units if any(_may_mean(words, unit, kinds) for words in unknown)]
        return tuple(dict.fromkeys(meant))

    def _is_like(self, text: str, unit: Unit) -> bool:
        """Whether words that look like a unit's name have letters enough of their own, or share a telling word."""
        own = [word for word in composed(text).casefold().split() if key(word) not in self._common]
        names = {unit.name.casefold(), key(unit.name)}
        return len(key("".join(own))) >= _LEAST_LIKE or any(
            has_phrase(name, word) for name in names for word in own
        )

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words of many units' names, or of the groups: “huyện”, “xã”, “hội” tell no unit."""
        count = Counter(word for unit in self.campaign.units for word in {*key(unit.name).split()})
        groups = (word for group in self.campaign.groups for word in key(group.title).split())
        return frozenset({*groups, *(word for word, times in count.items() if times > _MOST_SHARED)})

    def unit(self, line: Line, column: str) -> Unit | None:
        """The one unit of a cell; where it names several, or anything else besides, it names none."""
        said = self._said(line, column)
        units = {one.unit.code: one.unit for one in said if one.unit}
        if len(units) > 1:
            self.note("book-one-unit-only", line, column, text=line.text(column))
        elif said and not all(one.unit for one in said):
            unknown = UnitSaid(line.text(column), None, next(one.suggestions for one in said if not one.unit))
            self._unknown(line, column, unknown)
        else:
            return next(iter(units.values()), None)
        return None

    def _unknown(self, line: Line, column: str, said: UnitSaid) -> None:
        likely = " hoặc ".join(unit.name for unit in said.suggestions)
        if not likely and column in _OF_FILES and key(said.text).startswith("khong "):
            likely = f"“{book_layout().nobody}”"
        hint = f" Có phải là {likely}?" if likely else ""
        self.note("book-unit-unknown", line, column, text=said.text, suggestion=hint)

    def time(self, line: Line, column: str) -> dt.datetime | None:
        """The aware time of a cell."""
        if column not in line.cells:
            return None
        zone, year = self.campaign.zone, self.campaign.year
        at = read_time(line.cells[column], zone, year)
        if at is None:
            text = line.text(column)
            self.note("book-time-unclear", line, column, text=text, understood=understood(text, year))
        return at.astimezone(zone) if at else None

    def time_of_receipt(self, line: Line, column: str) -> dt.datetime | None:
        """The time of a receipt; one after the run, or of another year than the campaign's, is a finding."""
        at = self.time(line, column)
        if at is None:
            return None
        late = self.as_of is not None and at > self.as_of + dt.timedelta(days=1)
        if not late and at.year == self.campaign.year:
            return at
        why = "sau thời điểm tổng hợp" if late else f"không thuộc năm {self.campaign.year}"
        self.note("book-time-impossible", line, column, text=f"{at:%d/%m/%Y}", why=why)
        return None

    def date(self, line: Line, column: str) -> dt.date | None:
        """The date of a cell."""
        at = self.time(line, column)
        return at.date() if at else None

    def choice(self, line: Line, column: BookColumn) -> str | None:
        """The code of the choice that a cell holds."""
        text = line.text(column.code)
        code = column.choice(text) if text else None
        if text and code is None:
            self.unknown_choice(line, column)
        return code

    def choices(self, line: Line, column: BookColumn) -> tuple[frozenset[str], bool]:
        """The codes of the choices that a cell holds, with “;”, “+” or “và” between; whether all was understood."""
        text = _COUNTED.sub("", line.text(column.code))
        whole = column.choice(text) if text else None
        parts = [] if whole or not text else [part for part in _BETWEEN.split(text) if part.strip()]
        codes = [whole] if whole else [column.choice(part) for part in parts]
        if None in codes:
            self.unknown_choice(line, column)
        return frozenset(code for code in codes if code), None not in codes

    def unknown_choice(self, line: Line, column: BookColumn, allowed: Collection[str] = ()) -> None:
        """Keep a finding: a cell holds none of the words that may stand there, the column's own or these."""
        words = in_quotes(allowed) if allowed else column.allowed
        facts = {"text": line.text(column.code), "head": column.head, "allowed": words}
        self.note("book-choice-unknown", line, column.code, **facts)

    def yes_or_no(self, line: Line, column: BookColumn) -> bool | None:
        """Whether a cell says yes, in any of the ways that people tick a box."""
        value = line.cells.get(column.code)
        text = line.text(column.code)
        if isinstance(value, bool) or not text:
            return value if isinstance(value, bool) else None
        if key(text) in _YES or text in TICKS:
            return True
        return False if key(text) in _NO else self.choice(line, column) == "yes"


_LEAST_OF_NAME = 4  # letters of a name's beginning
_GAP = regex(r"…|\.\.+|[(?]")  # what stands before it is what could be read
_LEAST_LIKE = 6  # letters of words that may be a name, misspelt
_MOST_SHARED = 5  # units that a telling word stands for
_KINDS = ("huyen", "co quan", "don vi", "tt")  # begin names and say of no unit


def _may_mean(text: str, unit: Unit, kinds: Sequence[str]) -> bool:
    """Whether words hold a unit's name, with or without its kind, or are where it begins, or its first letters."""
    words = key(text)
    names = {key(unit.name), *(key(unit.name).removeprefix(kind) for kind in kinds)}
    if any(" " in name and has_phrase(words, name) for name in names):
        return True
    initials = {"".join(word[0] for word in name.split()) for name in names}
    short = {key(word) for word in text.split() if word.isupper() and len(word) > 1}.difference(_KINDS)
    if any(word == first or (word in first and len(word) > 2) for word in short for first in initials):
        return True
    begins = {words, *(words.removeprefix(kind) for kind in kinds)} - {*(kind.strip() for kind in kinds), *_KINDS}
    return any(len(begin) >= _LEAST_OF_NAME and name.startswith(f"{begin} ") for begin in begins for name in names)


_A_LOT = 3  # so many receipts without a file, all of one earlier year, are last year's and no slip of the pen


def lines_of_year(lines: Sequence[Line], words: CellWords, column: str) -> list[Line]:
    """The lines but those whose own year, or date, lies before the campaign's; one finding tells of these."""
    return _without(lines, {line.number: _year(line, column, words) for line in lines}, words)


def receipts_of_year(lines: Sequence[Line], words: CellWords) -> list[Line]:
    """The receipts but those of an earlier year.

    The program's own date says when a row was made. A row without one is of an earlier year where the sheet
    shows that it was in use then; a single earlier time is a slip, which is said and not applied.
    """
    made = {line.number: _year(line, "first_seen", words) for line in lines}
    told = {line.number: _year(line, "at", words) for line in lines}
    loose = Counter(told[number] for number, year in made.items() if year is None)
    in_use = {*made.values(), *(year for year, count in loose.items() if count >= _A_LOT)}
    own: dict[int, int | None] = {}
    for number, year in made.items():
        own[number] = told[number] if told[number] in in_use and year is None else year
        if year is not None and (told[number] or year) > year:
            own[number] = told[number]
    return _without(lines, own, words)


def _is_earlier(line: Line, words: CellWords) -> bool:
    """Whether a row has dates, and all lie before the campaign's year: when it was made, when its file came."""
    years = [year for column in ("first_seen", "at", "found_at") if (year := _year(line, column, words))]
    return bool(years) and max(years) < words.campaign.year


def _year(line: Line, column: str, words: CellWords) -> int | None:
    text = line.text(column)
    if text.isdecimal() and len(text) == 4:
        return int(text)
    at = read_time(line.cells.get(column), words.campaign.zone)
    return at.year if at else None


def _without(lines: Sequence[Line], years: dict[int, int | None], words: CellWords) -> list[Line]:
    this = words.campaign.year
    earlier = {number: year for number, year in years.items() if year and year < this}
    if earlier:
        facts: dict[str, Any] = {
            "count": len(earlier),
            "years": ", ".join(map(str, sorted({*earlier.values()}))),
            "year": this,
        }
        words.findings.append(finding("book-rows-of-other-year", sheet=lines[0].sheet, **facts))
    return [line for line in lines if line.number not in earlier]


# ---- Sheet “Danh sách bản giấy”: lists that came on paper, taken down by hand, as documents to be read
# like any list.


HEAD = ("STT", "Địa chỉ", "Tên mô hình", "Tập thể hoặc cá nhân", "Lĩnh vực", "Cấp đăng ký")
_COLUMNS = ("place", "name", "holder", "field", "level")
_NAMELESS = f"Mô hình thứ {{}} trong bản giấy {NAMELESS}"
PaperList = tuple[Received, Document]
_NOTE = "bản giấy, ghi tay vào sổ theo dõi"
_MOST = 99  # models in one row; more is a slip of the pen


def of_paper(file: str | None) -> bool:
    """Whether a file of an outcome is such a list, which the office itself took down."""
    return bool(file) and str(file).startswith(f"{BOOK}!")


def paper_lists(opened: BookSheets, receipts: ReceiptRegister, words: CellWords) -> tuple[PaperList, ...]:
    """A document for each unit with rows, received as the sheet, else “Tiếp nhận” says; oddities are findings."""
    rows: dict[Unit, list[Line]] = {}
    above: Unit | None = None
    last = 0  # the row above, which belongs to somebody, be it understood or not
    lines = opened.lines("paper")
    for number, line in enumerate(lines):
        below = not line.text("unit") and last == line.number - 1  # the unit is written once, above its models
        column = _no_model(line, rows.get(above, ()) if above and below else (), lines[number + 1 :])
        if column:
            words.note("paper-row-idle", line, column, text=line.text(column))
        if column == "unit" or (column and not (below or words.named(line, "unit"))):
            continue
        unit = above if below else words.unit(line, "unit")
        if column:
            if unit and _may_be_model(line, column):
                _leave_open(line, column, [unit], words)
        elif unit is not None:
            rows.setdefault(unit, []).append(line)
        elif not (line.text("unit") or below):
            words.note("book-receipt-without-unit", line, "unit")
            continue
        elif line.text("unit") and (line.text("name") or line.text("count")):
            _leave_open(line, "unit", _meant(line, words), words)
        above, last = unit, line.number
    return tuple(found for unit, lines in rows.items() if (found := _list(unit, lines, receipts, words)))


_TOTAL = regex(
    r"(?:tổng(?: số| cộng)?|cộng|tong(?: so| cong)?|trong đó|toàn huyện|σ)"
    r"(?=\s*(?:$|[:.=–-]|\d|mô hình|mh\b|nội dung|nd\b|toàn|chung|cấp|xã|thị trấn))"
)
_NO_MODEL = regex(
    rf"(?:{any_of(keys('signature', 'notes'))}|vi du|noi nhan|nguoi (?:lap|ghi|tong hop|nhan|nop)"
    r"|da (?:nhap|ghi|kiem tra|xong))\b|(?:t m|tm|k t|kt|t l|tl|thay mat) "
    rf"(?:{any_of(keys('signature', 'on_behalf'))})\b"
)
_OF_MODELS = ("place", "holder", "field")  # what only a model has; a level may be filled down to a note
_PLAIN_NAME = 3  # words of a person's name that no model bears alone


def _no_model(line: Line, above: Sequence[Line], after: Sequence[Line]) -> str | None:
    """The column that tells that a row is no model of anybody: a total, a note, who signs, a head once more.

    A row with a place, a holder or a field of its own is a model, whatever it is called. Below the rows of a unit,
    ``above``, a number that these come to is their total, and a bare name is who signs, unless models follow.
    """
    texts = {column: line.text(column) for column in ("unit", *_COLUMNS, "count") if line.text(column)}
    totals = [c for c in ("unit", "name", "field", "level") if _is_total(texts.get(c, ""))]
    name = texts.get("name", "")
    if key(name) in book_layout().sheet("paper").column("name").heads:
        return "name"
    said = next((c for c in ("unit", "name") if _NO_MODEL.match(key(texts.get(c, "")))), None)
    if "unit" in (said, *totals):
        return "unit"  # which is nobody's name
    if not (texts.keys() - totals).isdisjoint(_OF_MODELS):
        return None
    if totals or said:
        return said or totals[0]
    bare = bool(above) and texts.keys() == {"name"}
    last = not any(one.text(c) for one in _block(line, after) for c in _COLUMNS if c != "name")
    if bare and (key(name) in keys("signature", "titles") or (last and is_personal_name(name))):
        return "name"
    alike = [one for one in above if not line.text("level") or key(one.text("level")) == key(line.text("level"))]
    whole = sum(1 if one.text("name") else _number(one.text("count")) for one in alike)
    lacks = any(one.text("field") for one in above) or all(one.text("name") for one in above)
    total = not name and lacks and len(above) > 1 and _number(line.text("count")) == whole > 0
    return "count" if total else None


def _is_total(text: str) -> bool:
    return bool(_TOTAL.match(composed(text).casefold()))


def _block(line: Line, after: Sequence[Line]) -> Iterator[Line]:
    """The rows that follow a row without a gap, up to another unit's."""
    for number, one in enumerate(after, start=line.number + 1):
        if one.number != number or one.text("unit"):
            return
        yield one


def _may_be_model(line: Line, column: str) -> bool:
    """Whether a row that was taken for no model may be one: it has a level, or a name that things bear, too."""
    name = line.text("name")
    bare = column == "name" and is_personal_name(name)
    things = bare and (len(name.split()) < _PLAIN_NAME or key(name).startswith(("ong ", "ba ")))
    return things or (column == "name" and bool(line.text("level")) and not _is_total(name))


def _meant(line: Line, words: CellWords) -> Iterable[Unit]:
    """The units that a cell may mean: all of a kind where it names nobody, none where it names somebody else."""
    text = composed(line.text("unit"))
    possible = words.possible(line, "unit")
    other_name = any(word.istitle() for word in text.split()[1:])  # “xã Dĩnh Trì”
    if possible or (other_name and not is_unsure(text)):
        return possible
    kinds = tuple(f"{key(kind)} " for kind in words.campaign.commune_names.kinds)
    of_commune = any(has_phrase(key(text), kind.strip()) for kind in kinds)
    return [unit for unit in words.campaign.units if not of_commune or key(unit.name).startswith(kinds)]


def _leave_open(line: Line, column: str, units: Iterable[Unit], words: CellWords) -> None:
    """Keep the cell of a row that is not understood, for those whom it may be about."""
    for unit in units:
        cells = words.open_rows.setdefault(unit.code, [])
        cells += [line.cell(column)] if line.cell(column) not in cells else []


def _list(unit: Unit, lines: Sequence[Line], receipts: ReceiptRegister, words: CellWords) -> PaperList | None:
    times = {line.number: words.time_of_receipt(line, "at") for line in lines}
    told = [at for at in times.values() if at]
    known = told or [paper.at for paper in receipts.papers if paper.unit == unit.code]
    unclear = any(line.text("at") and times[line.number] is None for line in lines)
    if not known and not unclear:
        words.note("paper-without-time", lines[0], "at", text=unit.name)
    deadline = words.campaign.deadline
    # without a time it came all the same, and is not late
    doubtful = not known or (unclear and min(known) > deadline)
    title = book_layout().sheet("paper").title
    cells = list(_rows(lines, unit, words))
    if not cells:
        return None
    head = Row(lines[0].number - 1, HEAD)
    sheet = Sheet(title, (head, *cells))
    digest = hashlib.sha256(repr((unit.code, cells)).encode()).hexdigest()
    file, at = f"{BOOK}!{title}, {unit.name}", min(known, default=deadline)
    received = Received(file, digest, at, "book", book_unit=unit, book_note=_NOTE, time_known=not doubtful)
    return received, Document("xlsx", (sheet,))


def _rows(lines: Sequence[Line], unit: Unit, words: CellWords) -> Iterator[Row]:
    """The named models at their rows, then those without names, below all of them."""
    nameless, numbers = count(1), count(1)
    below: list[tuple[str, ...]] = []
    for line in lines:
        place, name, holder, field, _ = (line.text(code) for code in _COLUMNS)
        level = _level(line, words)
        if name:
            yield Row(line.number, (next(numbers), place, name, holder, field, level))
        else:
            models = range(_count(line, unit, words))
            below += [(place, _NAMELESS.format(next(nameless)), holder, field, level) for _ in models]
    for number, cells in enumerate(below, start=lines[-1].number + 1):
        yield Row(number, (next(numbers), *cells))


def _level(line: Line, words: CellWords) -> str:
    """The level in the words of the campaign; one that is not understood is open."""
    text = line.text("level")
    code = words.code_of(text, "level") if text else None
    if text and code is None:
        titles = [level.title for level in words.campaign.levels]
        words.unknown_choice(line, book_layout().sheet("paper").column("level"), titles)
    if code:
        return words.campaign.levels_by_code[code].title
    return f"{text} (chưa rõ)" if words.reads_as_level(text) else text  # it is open in a list as well


_COUNT = regex(rf"(?P<count>\d{{1,2}}|{'|'.join(NUMERALS)})(?: (?:mo hinh|noi dung|dien hinh|mh|nd))?")


def _number(text: str) -> int:
    said = _COUNT.fullmatch(fold(text).strip())
    return numeral(said["count"]) if said else 0


def _count(line: Line, unit: Unit, words: CellWords) -> int:
    """How many models a row without a name stands for; where it is not understood there may be any number."""
    text = line.text("count")
    number = _number(text)
    if 0 < number <= _MOST:
        return number
    _leave_open(line, "count", [unit], words)
    head = book_layout().sheet("paper").column("count").head
    words.note("paper-count-unclear", line, "count", text=text, head=head)
    return 0


# ---- Read sheet “Tiếp nhận” of the tracking book: what people know about when a file came, and from
# whom.


def read_receipts(opened: BookSheets, words: CellWords) -> ReceiptRegister:
    """The rows of the sheet that are of the campaign's year, with findings for what cannot be understood."""
    known = len(words.findings)
    rows = tuple(_row(line, words) for line in receipts_of_year(opened.lines("receipts"), words))
    hashed = opened.has("receipts") and "sha256" in opened.head("receipts").columns
    book = ReceiptRegister(rows, hashed=hashed)
    found = (*words.findings[known:], *_twice(rows), *_contradictions(book))
    return structs.replace(book, findings=found)


_BETWEEN_MODELS = regex(r"[;\n]")
_PEOPLES = {column.code for column in book_layout().sheet("receipts").columns if not column.by_tool}


def _twice(rows: Sequence[BookReceipt]) -> Iterator[Finding]:
    """Rows of one file in which people wrote; what the program itself wrote twice is mended without a word."""
    seen: set[tuple[str, str | None]] = set()
    for row in (row for row in rows if row.sha256 is None or row.written & _PEOPLES):
        content = (file_key(row.file or ""), row.sha256)
        if row.file and content in seen:
            yield finding("book-row-twice", sheet=SHEET, cell=row.cell, text=row.file)
        seen.add(content)


def _contradictions(book: ReceiptRegister) -> Iterator[Finding]:
    """Rows of one content under several names, of which a person wrote different units; it may come twice."""
    for rows in book.by_content.values():
        said = [row for row in {file_key(row.file or ""): row for row in rows}.values() if row.unit is not None]
        other = next((row for row in said[1:] if row.unit != said[0].unit), None)
        if other:
            first: dict[str, Any] = {"other": said[0].file, "row": said[0].row}
            yield finding("book-content-contradicts", sheet=SHEET, cell=other.cell, text=other.file, **first)


def _row(line: Line, words: CellWords) -> BookReceipt:
    sheet = book_layout().sheet("receipts")
    known = len(words.findings)
    file = None if _names_no_file(line) else line.text("file")
    nobody = bool(file) and book_layout().says_nobody(line.text("units"))
    one = words.unit(line, "units") if file and not nobody else None
    units = words.units(line, "units") if not file else (one,) if one else ()
    found_unit, _ = words.find_unit(line.text("found_unit")) if line.text("found_unit") else (None, ())
    at = words.time_of_receipt(line, "at")
    if (
        not file
        and not line.text("at")
        and read_time(line.cells.get("note"), words.campaign.zone, words.campaign.year)
    ):
        at = words.time_of_receipt(line, "note")
    what, understood = words.choices(line, sheet.column("what"))
    models = tuple(part.strip() for part in _BETWEEN_MODELS.split(line.text("models")) if part.strip())
    denied = not file and what <= _TELLS_OF_LIST and _denies_receipt(line, words)
    what = frozenset({FORMS}) if models and not what and understood else what
    said = line.text("at") if at is None else ""
    time_said = said if not file or not _OF_THE_FILE.fullmatch(_key_of_time(said)) else None
    row = BookReceipt(
        file=file,
        unit=units[0] if units else None,
        at=at,
        note=line.text("note") or None,
        cell=line.cell("file"),
        others=units[1:],
        doubted=() if nobody else tuple(unit for unit in words.possible(line, "units") if unit not in units),
        means=line.text("means") or None,
        by_phone=sheet.column("means").choice(line.text("means")) == "phone",
        what=what,
        time_said=time_said or None,
        unclear=not understood or denied or bool(time_said),
        none_in_time=denied or bool(_IS_LATE.fullmatch(_key_of_time(said))),
        signed=words.yes_or_no(line, sheet.column("signed")),
        found_unit=found_unit,
        found_at=words.time(line, "found_at"),
        found_from=sheet.column("found_from").choice(line.text("found_from")),
        state=sheet.column("state").choice(line.text("state")),
        sha256=line.text("sha256").lower() or None,
        first_seen=words.time(line, "first_seen"),
        clues=tuple(part for part in line.text("clues").split("; ") if part),
        row=line.number,
        nobody=nobody,
        part=words.choice(line, sheet.column("part")),
        reading=words.choices(line, sheet.column("reading"))[0],
        doubles=words.choice(line, sheet.column("doubles")),
        written=frozenset(line.cells),
        models=models,
        models_cell=line.cell("models"),
        of_earlier_year=_is_earlier(line, words),
    )
    if not file:
        _check_without_file(row, line, words, quiet=len(words.findings) > known)
    return row


_NO_FILE = frozenset({"", "x", "ban giay", "giay", "zalo", "qua zalo", "anh zalo", "khong", "khong co",
                      "khong co tep", "khong co file", "khong tep", "khong file"})  # fmt: skip
_LATE = r"(?:da |moi )?(?:gui |nop |nhan )?(?:(?:qua|sau|tre|het) han|cham|muon|tre)(?: \d+ (?:ngay|hom|gio|buoi))?"
# what says no more than the file's own time does: that it was late, that it is as the mail says
_OF_THE_FILE = regex(
    rf"(?:{_LATE}|x"
    r"|(?:dung )?(?:theo|nhu|la)(?: (?:thoi gian|thoi diem|gio|ngay))?(?: cua)? "
    r"(?:email|mail|thu|may|he thong|tep|file)(?: (?:ghi|bao|gui))?)?(?: (?:roi|a|nhe))?"
)
_IS_LATE = regex(rf"{_LATE}(?: (?:roi|a|nhe))?")
_CLAUSES = regex(r"[,;()\n]|[.:](?!\d)|\s[-–]\s")
_ALL_OF_IT = r"(?:danh sách|ds|hồ sơ|đăng ký|bảng|biểu|m3|m4|gì|(?:bản|văn bản|file|tệp) nào)"
_NO_LIST = rf"(?:{_ALL_OF_IT}|gửi|nộp|mang|có|được|kịp|lại|xong|về|lên|đến|cho|ban|huyện|sau|ngay|tết|cả)"
_DAY = r"(?:vào|trước|trong|ngày|hôm|thứ|tuần|tháng|đầu|cuối|sáng|chiều|tối|mai|nay|kia|tới|này|hai|ba|tư|năm|sáu)"
# a clause that says that no list came, and speaks of no other thing (“chưa gửi file”), or that the row is a mistake
_NOT_RECEIVED = regex(
    rf"(?:.*\b)?chưa (?:gửi|nộp|nhận)(?: được)? {_ALL_OF_IT}(?! (?:cá nhân|có|kèm|bổ sung|ký|qđ|\d)).*"
    r"|(?!(?:(?!\b(?:vì|do)\b).)*\b(?:file|tệp|email|mail|bản \w+|m1|m2|266|văn bản|công văn|dấu|zalo)\b(?! nào))"
    r"(?:.*\b)?(?:chưa (?:gửi|nộp|nhận|thấy|làm|có(?: danh sách| ds|$))|hẹn(?: .*(?:gửi|nộp|mang))?"
    rf"|sẽ (?:gửi|nộp|mang))(?: (?:{_NO_LIST}|{_DAY}|\d\S*|(?:do|vì) .*))*"
)
_OF_ROW = regex(
    r"(?:dòng (?:này )?)?(?:(?:đã |em )?(?:ghi|nhập|nhận|gửi|nộp) )?nhầm"
    r"(?: (?:dòng|xã|thị trấn|đơn vị|cơ quan|sang (?:xã|thị trấn|đơn vị)|của|vì|do|rồi)\b.*)?"
    r"|(?:hủy|huỷ|xóa|xoá|bỏ)(?: bỏ)?(?: (?:dòng|xã|thị trấn|đơn vị|cơ quan|của|vì|do)\b.*)?"
    r"|.*\bkhông phải của (?:xã|thị trấn|đơn vị|cơ quan|mình)\b.*"
)
_RECEIVED = regex(
    r"(?!.*\b(?:file|tệp|email|mail|bản \w+|m1|m2|văn bản|công văn|dấu|zalo)\b)"
    r".*\b(?:chưa (?:gửi|nộp|nhận|có danh sách|có ds)|hẹn|sẽ (?:gửi|nộp))"
    rf"(?: (?:{_NO_LIST}|{_DAY}|\d\S*|(?:do|vì) .*))*"
)
_MISTAKE = regex(
    r"(?:.*\bnhầm|hủy|huỷ)(?: bỏ)?(?: (?:dòng|xã|thị trấn|đơn vị|cơ quan|sang|của|vì|do)\b.*)?"
    r"|.*\bkhông phải của (?:xã|thị trấn|đơn vị|cơ quan|mình)\b.*"
)
_RECEIVED = regex(r"\bđã (?:gửi|nộp|nhận)\b")


def _key_of_time(text: str) -> str:
    """The words of a time's cell; a “?” stays, for it doubts."""
    return "?" if "?" in text else key(text)


def _names_no_file(line: Line) -> bool:
    """Whether the cell of the file is blank, or says of what no file came (“bản giấy”, “-”)."""
    return key(line.text("file")) in _NO_FILE and not line.text("sha256")


def _denies_receipt(line: Line, words: CellWords) -> bool:
    """Whether the note of a receipt without a file says that nothing was received, or that the row is a mistake.

    What it says of other things – a file to follow, a stamp, a slip of the unit's – undoes no receipt.
    """
    note = composed(line.text("note")).casefold()
    if has_phrase(key(line.text("means")), "giay"):
        note = note.replace("bản giấy", "danh sách")  # which is what came, or did not
    clauses = [clause.strip() for clause in _CLAUSES.split(note)]
    not_received = any(map(_NOT_RECEIVED.fullmatch, clauses)) and not _RECEIVED.search(note)
    if not (not_received or any(map(_OF_ROW.fullmatch, clauses))):
        return False
    if line.text("units"):
        words.note("book-note-denies", line, "note", text=line.text("note"))
    return True


def _check_without_file(row: BookReceipt, line: Line, words: CellWords, *, quiet: bool) -> None:
    """A receipt without a file needs a unit and a time, else it counts for nobody; a call may be a reminder."""
    text = line.text("units")
    if not text and (row.at or row.signed or row.what):
        words.note("book-receipt-without-unit", line, "units")
    elif row.units and row.means_list and not line.text("at") and not quiet:
        words.note("book-receipt-without-time", line, "at", text=text)
    elif row.by_phone and not row.what and row.counts_as_list:
        head = book_layout().sheet("receipts").column("what").head
        words.note("book-received-by-phone", line, "means", text=text, head=head)
