"""Sheet “Danh sách bản giấy”: lists that came on paper, taken down by hand, as documents to be read."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, takewhile

from msgspec import structs

from aggregator.book.cells import CellWords
from aggregator.book.clerk_words import answer_and_remark, is_unsure
from aggregator.book.layout import book_layout
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import BookSheets, Line
from aggregator.book.units import units_of_cell
from aggregator.campaign import BOOK, NAMELESS
from aggregator.campaign.word_lists import any_of, keys
from aggregator.campaign.word_lists import words as words_of
from aggregator.nouns.document import Document, Row, Sheet
from aggregator.nouns.file import Intake
from aggregator.nouns.standing import in_time
from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import composed, fold, has_phrase, is_personal_name, key, regex
from aggregator.vietnamese.official_style import NUMERALS, numeral

HEAD = ("STT", "Địa chỉ", "Tên mô hình", "Tập thể hoặc cá nhân", "Lĩnh vực", "Cấp đăng ký")
_COLUMNS = ("place", "name", "holder", "field", "level")
_NAMELESS = f"Mô hình thứ {{}} trong bản giấy {NAMELESS}"
PaperList = tuple[Intake, Document]
_NOTE = "bản giấy, nhập vào sổ theo dõi"


def of_paper(file: str | None) -> bool:
    """Whether a file of an outcome is such a list, which the office itself took down."""
    return bool(file) and str(file).startswith(f"{BOOK}!")


def paper_lists(sheets: BookSheets, receipts: ReceiptRegister, words: CellWords) -> tuple[PaperList, ...]:
    """A document for each unit with rows, received as the sheet, else “Tiếp nhận” says; oddities are findings.

    A unit stands once, above its models, down to the next. What is not understood is left open for it alone; what
    names another, for whom it may mean.
    """
    rows, timed = dict[Unit, list[Line]](), dict[Unit, list[Line]]()
    above: Unit | None = None
    ours: Sequence[Unit] = ()  # it alone, or whom it may mean where it is not understood who is above
    head, last = Line("", 0, {}, {}), 0  # where the unit is written; the row above that belongs to somebody
    lines = [_without_unit(line, words, first=not number) for number, line in enumerate(sheets.lines("paper"))]
    for number, each in enumerate(lines):
        after = lines[number + 1 :]
        line = _with_unit(each, after, words)
        says_unit = bool(line.text("unit"))
        below = last == line.number - 1 or _is_part(line) or not _filled(line)
        models = () if says_unit or above is None else rows.get(above, ())
        if column := _no_model(line, models, after):
            words.note("paper-row-idle", line, column, text=line.text(column))
        if column == "unit" or (column and says_unit and not words.units_in(line, "unit")):
            continue
        if says_unit:
            above, ours = _whose(line, head, ours, receipts, words, in_names=each is not line)
            head = line
        stray = not (column or says_unit or below)
        if above and line.text("at") and not (stray or _NOTE_OR_SIGNATURE.match(key(line.text("name")))):
            timed.setdefault(above, []).append(line)
        if column and above and _may_be_model(line, column, models, [lines[number - 1], *after[:1]]):
            _leave_open(line, column, ours, words)
        elif stray:
            words.note("book-receipt-without-unit", line, "unit")
            _leave_open(line, "unit", ours, words)
        elif above and not column:
            rows.setdefault(above, []).append(line)
        elif not (above or column) and (line.text("name") or line.text("count")):
            _leave_open(head, "unit", ours, words)
        last = line.number if says_unit or below else last
    found = (_list(unit, lines, timed.get(unit, ()), receipts, words) for unit, lines in rows.items())
    return tuple(filter(None, found))


_NUMBERED = r"(?:(?:[ivx]+|\d{1,2}|[a-h])(?: |$))?"
_NUMERAL = regex(_NUMBERED)
_OF_LEVEL = r"(?:(?:mo hinh|dang ky|noi dung) )*cap (?:tinh|huyen|xa|co so)(?: \d+(?: mo hinh)?)?"
_PART = regex(
    rf"{_NUMBERED}(?:(?P<level>{_OF_LEVEL})|linh vuc\b.*"
    r"|(?:tiep )?(?:trang|to|mat) (?:\d.*|sau)|(?:phan|muc|so|stt) (?:[ivx]+|\d+)"
    r"|tiep(?: theo)?(?: (?:trang|to) .*)?)?"
)
_OF_MODEL = regex(rf"{_NUMBERED}(?:(?:mo hinh )?(?:tap the|ca nhan)|(?:thon|xom|khu|tdp|ho|htx) .*)")
_OF_COUNT = regex(rf"(?:trong do )?(?P<level>{_OF_LEVEL})")


def _is_part(line: Line) -> bool:
    """Whether a row only divides a list: “II. Cấp huyện”, “Trang 2”, “(tiếp)”."""
    said = key(line.text("name") or line.text("unit"))
    return bool(said) and _filled(line) <= {"name", "level"} and bool(_PART.fullmatch(said))


def _without_unit(line: Line, words: CellWords, *, first: bool) -> Line:
    """The row without what stands for its unit and is none: a mark (“-”, “2”), or what divides a list."""
    cells, said = dict(line.cells), line.text("unit")
    part = _PART.fullmatch(key(said))
    idle = part or _OF_MODEL.fullmatch(key(said)) or len(key(said)) <= 1 or said.isdecimal()
    if said and not first and "?" not in said and idle and not words.units_in(line, "unit"):
        del cells["unit"]
        level = part["level"] if part else None
        if level and not _filled(line):
            cells["name"] = said
        elif level:
            cells.setdefault("level", said)
    if line.text("count") and (said_level := _OF_COUNT.fullmatch(key(line.text("name")))):
        del cells["name"]
        cells.setdefault("level", said_level["level"])
    return structs.replace(line, cells=cells)


def _with_unit(line: Line, after: Sequence[Line], words: CellWords) -> Line:
    """The row with its unit in the unit's column, where it stands in that of the names, right above models."""
    follow = next((one for one in after if not _is_part(one)), line)
    heads = "name" in _filled(line) <= {"name", "level"} and not follow.text("unit") and _filled(follow) - {"name"}
    said = units_of_cell(line.text("name"), words.find_unit) if heads and len(key(line.text("unit"))) <= 1 else []
    if len(said) != 1 or said[0].unit is None:
        return line
    cells = {code: value for code, value in line.cells.items() if code not in ("name", "level")}
    return structs.replace(line, cells={**cells, "unit": line.cells["name"]})


_IN_COMMUNES = regex(r"^hoi\b|\b(?:cong an|quan su|mat tran|doan)\b")  # bodies that communes have as well


def _whose(
    line: Line, head: Line, ours: Sequence[Unit], receipts: ReceiptRegister, words: CellWords, *, in_names: bool
) -> tuple[Unit | None, Sequence[Unit]]:
    """The unit that a row names, and it alone or those that it may mean, ``ours`` above it among them.

    A body of the district's, without a time of its own, may divide a commune's list, which has such a one, too.
    """
    unit = words.unit(line, "unit")
    if unit is None:
        return None, _meant(line, head, ours, words)
    told = line.text("at") or has_phrase(key(line.text("unit")), "huyen") or _is_commune(unit, words)
    known = told or any(paper.unit == unit.code for paper in receipts.papers)
    alike = in_names or _IN_COMMUNES.search(key(unit.name))
    if alike and not known and any(_is_commune(one, words) for one in ours):
        return None, [*ours, unit]
    return unit, [unit]


def _is_commune(unit: Unit, words: CellWords) -> bool:
    return key(unit.name).startswith(words.kinds)


def _filled(line: Line) -> set[str]:
    """The columns of a model in which anything stands."""
    return {column for column in (*_COLUMNS, "count") if line.text(column)}


_TOTAL = regex(
    r"(?:tổng(?: số| cộng)?|cộng|tong(?: so| cong)?|trong đó|toàn huyện|σ)"
    r"(?=\s*(?:$|[:.=–-]|\d|mô hình|mh\b|nội dung|nd\b|toàn|chung|cấp|xã|thị trấn))"
)
_NOTE_OR_SIGNATURE = regex(
    rf"(?:{any_of(keys('signature', 'notes'))}|vi du|noi nhan|nguoi (?:lap|ghi|tong hop|nhan|nop)"
    r"|(?:\w+ ){0,4}ngay (?:\d+|thang)|da (?:nhap|ghi|kiem tra|xong))\b|(?:t m|tm|k t|kt|t l|tl|thay mat) "
    rf"(?:{any_of(keys('signature', 'on_behalf'))})\b"
)
_OF_MODELS = ("place", "holder", "field")  # what only a model has; a level may be filled down to a note
_PLAIN_NAME = 3  # words of a person's name that no model bears alone


def _no_model(line: Line, above: Sequence[Line], after: Sequence[Line]) -> str | None:
    """The column that tells that a row is no model of anybody: a total, a note, who signs, a head once more.

    A row with a place, a holder or a field of its own is a model, whatever it is called. Below the rows of a unit,
    ``above``, a number that these come to is their total, and a bare name is who signs, unless models follow or
    all above are such names; a number that heads as many models is their total, too.
    """
    texts = {column: line.text(column) for column in ("unit", *_filled(line)) if line.text(column)}
    totals = [c for c in ("unit", "name", "field", "level") if _is_total(texts.get(c, ""))]
    name = texts.get("name", "")
    if key(name) in book_layout().sheet("paper").column("name").heads:
        return "name"
    said = next((c for c in ("unit", "name") if _NOTE_OR_SIGNATURE.match(key(texts.get(c, "")))), None)
    if "unit" in (said, *totals):
        return "unit"  # which is nobody's name
    if not (texts.keys() - totals).isdisjoint(_OF_MODELS):
        return None
    if totals or said:
        return said or totals[0]
    bare = bool(above) and texts.keys() == {"name"}
    alike = all(_filled(one) == {"name"} and is_personal_name(one.text("name")) for one in above)
    block = list(_block(line, after))
    follow = [one for one in block if _filled(one) - {"name"}]
    if bare and (key(name) in keys("signature", "titles") or (is_personal_name(name) and not (follow or alike))):
        return "name"
    return "count" if not name and _is_total_of(line, above, block, follow) else None


def _is_total_of(line: Line, above: Sequence[Line], block: Sequence[Line], follow: Sequence[Line]) -> bool:
    """Whether a number is that of the models above it, or below: all that follow, or those of its level."""
    number, filled, level = _number(line.text("count")), _filled(line), key(line.text("level"))
    if filled == {"count", "level"}:
        follow = [*takewhile(lambda one: bool(one.text("name")) and key(one.text("level")) == level, block)]
    heads = (filled == {"count", "level"} or (filled == {"count"} and not above)) and number == _models(follow)
    alike = [one for one in above if not line.text("level") or key(one.text("level")) == level]
    columns = [_filled(one) - {"count"} for one in above]
    lacks = any("field" in one for one in columns) or all(one - filled for one in columns)
    return number > 0 and (heads or (lacks and len(above) > 1 and number == _models(alike)))


def _models(lines: Iterable[Line]) -> int:
    return sum(1 if line.text("name") else _number(line.text("count")) for line in lines)


def _is_total(text: str) -> bool:
    return bool(_TOTAL.match(composed(text).casefold()))


def _block(line: Line, after: Sequence[Line]) -> Iterator[Line]:
    """The rows that follow a row without a gap, up to another unit's."""
    for number, one in enumerate(after, start=line.number + 1):
        if one.number != number or key(one.text("unit")) not in ("", key(line.text("unit"))):
            return
        yield one


def _may_be_model(line: Line, column: str, models: Sequence[Line], beside: Iterable[Line]) -> bool:
    """Whether a row that was taken for no model may be one: it has a level, or a name that a model bears, too.

    A person's name may be one right below such models as have little more, or next to another.
    """
    name = line.text("name")
    if column != "name" or not is_personal_name(name):
        return column in ("name", "count") and bool(line.text("level")) and not _is_total(name)
    if len(name.split()) < _PLAIN_NAME or key(name).startswith(("ong ", "ba ")):
        return True
    if not models or any(not _filled(one).isdisjoint(_OF_MODELS) for one in models):
        return False
    near = [one.text("name") for one in beside if abs(one.number - line.number) == 1]
    return any(is_personal_name(one) or one == models[-1].text("name") for one in near)


_SHORT_NAME = regex(r"(?<!\w)(?![IVX]+\b)[A-ZĐ](?:[A-ZĐ]|\.[^\W\d_])")


def _meant(line: Line, head: Line, ours: Sequence[Unit], words: CellWords) -> Sequence[Unit]:
    """The units that a cell may mean: all of a kind where it names nobody, none where it names somebody else.

    Below a unit, ``ours``, words that name no other, without a time of their own, may divide its list.
    """
    text, units = composed(line.text("unit")), words.campaign.units
    possible = words.possible(line, "unit")
    of_commune = any(has_phrase(key(text), kind.strip()) for kind in words.kinds)
    other_name = any(word.istitle() and word.isalpha() for word in text.split()[1:])  # “xã Dĩnh Trì”
    nobody = is_unsure(text) or _is_of_person(text)
    ours = () if nobody or line.text("at") not in ("", head.text("at")) else ours
    if ours and words.code_of(text, "level"):
        return ours
    of_field = words.code_of(_NUMERAL.sub("", key(text), 1), "field")  # or a unit of such a name
    another = not (possible or of_field) and (_SHORT_NAME.search(text) or (of_commune and other_name))  # “Xã N.Lý”
    others = {*possible} - {*ours}
    divides = of_field or not others or (of_commune and not any(_is_commune(unit, words) for unit in others))
    if ours and divides and not another:
        return [*ours, *(possible or _alike(key(text), units))]
    if possible or (other_name and not nobody):
        return possible
    return [unit for unit in units if not of_commune or _is_commune(unit, words)]


_VAGUE = regex(r"^(?:mot|1) |\b(?:co quan|don vi|nganh(?: doc)?|khoi|hoc|khac|ben|kia|nua)\b")


def _alike(text: str, units: Sequence[Unit]) -> list[Unit]:
    """The units whose names hold all that a text tells: “một phòng”, “trường học”, “xã khác”, “cơ quan khác”."""
    said = {*_VAGUE.sub("", text).split()}
    return [unit for unit in units if said <= {*key(unit.name).split()}]


_PERSON = regex(rf"\b(?:{any_of(words_of('holder', 'titles'))})\s+[^\W\d_]")


def _is_of_person(text: str) -> bool:
    """Whether somebody is named who sent or brought a list, and is no unit: “chị Lan nộp”, “Giáp Văn Toàn”."""
    named = [word for word in text.split() if word.istitle()]
    by_title = any(found[0][-1].isupper() for found in _PERSON.finditer(f"{text[:1].lower()}{text[1:]}"))
    return by_title or (len(named) >= _PLAIN_NAME and is_personal_name(" ".join(named)))


def _leave_open(line: Line, column: str, units: Iterable[Unit], words: CellWords) -> None:
    """Keep the cell of a row that is not understood, for those whom it may be about."""
    for unit in units:
        cells = words.open_rows.setdefault(unit.code, [])
        cells += [line.cell(column)] if line.cell(column) not in cells else []


def _list(
    unit: Unit, lines: Sequence[Line], timed: Sequence[Line], receipts: ReceiptRegister, words: CellWords
) -> PaperList | None:
    times = {line.number: words.time_of_receipt(line, "at") for line in timed}
    told = [at for at in times.values() if at]
    known = told or [paper.at for paper in receipts.papers if paper.unit == unit.code]
    unclear = None in times.values()
    if not known and not unclear:
        words.note("paper-without-time", lines[0], "at", text=unit.name)
    deadline, title = words.campaign.deadline, book_layout().sheet("paper").title
    doubtful = not known or (unclear and not in_time(min(known), deadline))  # it came all the same, and is not late
    cells = list(_rows(lines, unit, words))
    if not cells:
        _leave_open(lines[0], "count", [unit], words)
        return None
    sheet = Sheet(title, (Row(lines[0].number - 1, HEAD), *cells))
    digest = hashlib.sha256(repr((unit.code, cells)).encode()).hexdigest()
    file, at = f"{BOOK}!{title}, {unit.name}", min(known, default=deadline)
    received = Intake(file, digest, at, "book", book_unit=unit, book_note=_NOTE, time_known=not doubtful)
    return received, Document("xlsx", (sheet,))


def _rows(lines: Sequence[Line], unit: Unit, words: CellWords) -> Iterator[Row]:
    """The named models at their rows, then those without names, below all of them."""
    nameless, numbers = count(1), count(1)
    below: list[tuple[str, ...]] = []
    last = max((line.number for line in lines if _filled(line) - {"name"}), default=lines[-1].number)
    for line in lines:
        place, name, holder, field, _ = (line.text(code) for code in _COLUMNS)
        level = _level(line, words)
        if name:
            if _number(line.text("count")) > 1:
                _leave_open(line, "count", [unit], words)
            # below the models, a line with a name alone is read like any line below a list: who signs, a date
            beside = line.number > last or _is_part(line)
            yield Row(line.number, (None if beside else next(numbers), place, name, holder, field, level))
        elif _filled(line) or len(lines) == 1:
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
_ZERO = regex(r"(?i)(?:0+|không)(?: (?:có|mô hình|nội dung))*|[-–]")


def _number(text: str) -> int:
    number, _, beside = answer_and_remark(composed(text))
    said = _COUNT.fullmatch(fold(number).strip())
    return numeral(said["count"]) if said and not is_unsure(beside) and not any(map(str.isdigit, beside)) else 0


def _count(line: Line, unit: Unit, words: CellWords) -> int:
    """How many models a row without a name stands for; where it is not understood there may be any number."""
    text = line.text("count")
    number = _number(text)
    if number or _ZERO.fullmatch(composed(text)):
        return number
    if text or unit.code not in words.open_rows:  # of models below a gap it was said that their unit is not clear
        head = book_layout().sheet("paper").column("count").head
        words.note("paper-count-unclear", line, "count", text=text, head=head)
    _leave_open(line, "count", [unit], words)
    return 0
