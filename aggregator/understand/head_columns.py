"""The columns of a head that are alike: which is of this year, of what is registered, a box, a level, a name."""

from collections.abc import Callable, Collection, Mapping, Sequence

from aggregator.campaign.level_words import LEVEL_CODES
from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import Row, Value, as_text
from aggregator.nouns.unit import FIELD_TICK
from aggregator.understand.cells import is_placeholder, year_in
from aggregator.understand.denials import says_nothing
from aggregator.understand.entries import OF_NAMES
from aggregator.vietnamese.fold import has_phrase, key, regex
from aggregator.vietnamese.scope import memory

_OF_MODELS = regex(r"^(?:ten )?(?:cac )?(?:mo hinh|dien hinh|mh)\b")
_PAST = regex(
    r"(?<!de nghi )(?<!xet )\bcong nhan\b|\bda (?:dat|duoc|thuc hien|dang k[yi])\b|\bcu\b|\bket qua\b"
    r"|\bnam (?:truoc|ngoai|qua)\b"
)
REGISTERS = regex(r"\b(?:dang k[yi]|d ky|dk|de nghi|de xuat)\b")  # heads the level that is asked for
# what speaks of the level that is registered, whatever else the head says
_REGISTERS_LEVEL = regex(
    r"\bcap (?:(?:mo hinh|mh) )?(?:dang k[yi]|d ky|dk|de nghi|de xuat)\b"
    r"|\b(?:dang k[yi]|d ky|dk|de nghi|de xuat)"
    r"(?: (?:xet|cong nhan|thuc hien|xay dung|duy tri|bieu duong|khen thuong|thi dua|phan dau|trinh|o|voi|len))*"
    r" cap\b(?! kinh\b)"
)
_MAY_HEAD_LEVELS = regex(
    r"\b(?:cap|muc|loai|nhom|dang k[yi]|d ky|dk(?:t|h|cs)?|trinh|de nghi|de xuat)\b(?! tren\b)"
    r"|\b(?:tinh|huyen|co so|xa|[thx]|c[ths])\b(?! tren$)"
)
# heads a level that was given or asked for before (“Đã được công nhận”, “Năm đăng ký/cấp”), or a place
_LEVEL_BEFORE = regex(
    r"\bda (?!va |co\b)|(?<!de nghi )\bduoc cong nhan\b|\btruoc\b|\bcu\b|\btung\b|\bket qua\b|\bnam (?:ngoai|qua)\b"
    r"|(?<!trong )\bnam\b(?! nay\b| \d|$)|\bnoi (?!dung\b)"
)
_OF_LEVELS = frozenset(
    words for name in ("filler", "beside_level", "ticks", "of_levels") for words in keys("heading", name)
)
_PERSONS = frozenset(keys("heading", "persons"))
# of two columns of levels the later one: “Điều chỉnh cấp đăng ký”, “Cấp đăng ký (lần 2)”
_CORRECTS = regex(rf"\b(?:da |duoc )*(?:{any_of(keys('heading', 'corrected'))})\b")
_AGREED = regex(rf"\b(?:da |duoc )*(?:{any_of(keys('heading', 'agreed'))})\b")
_BEFORE = regex(rf"\b(?:{any_of(keys('heading', 'uncorrected'))})\b")
SAYS_LEVEL = regex(r"\bcap\b(?! (?:kinh|nhat)\b)")  # no “cấp kinh phí”, “cập nhật”
# may be over levels that are registered, and is not surely: “Cấp quản lý”; no “Cấp giấy khen”, “Cấp ủy chỉ đạo”
MAY_RECOGNISE = regex(rf"(?!.*(?:{_LEVEL_BEFORE.pattern})).*(?:\bcap\b(?! (?:kinh|nhat|giay|uy)\b)|\bcong nhan\b)")
_RECOGNISED = regex(r"cap (?:tinh|huyen|co so|xa) cong nhan\b")
_TICK_AND_REMARK = regex(r"\s*[xX✓✔√☑☒]\s*[-–(,;:]")  # “x (năm 2024)”
_LONGEST_TICK = 2  # letters: “x”, “có”
LEAST_WORDS = 3  # of the longest name in a column that could hold ticks
_LETTERS = 3  # of “T”, “CH”, “ĐKT” over boxes


def heads_level(words: str) -> bool:
    """Whether a head's folded words may be over levels that are registered, or nothing else: no “Cấp chỉ đạo”."""
    known = _MAY_HEAD_LEVELS.search(words) and all(word in _OF_LEVELS or word.isdigit() for word in words.split())
    return bool(known or _REGISTERS_LEVEL.search(words)) and not _LEVEL_BEFORE.search(words)


@memory(4096)
def corrects_levels(words: str) -> bool | None:
    """Whether a head is over levels that correct others (“Điều chỉnh cấp”); None: it may be (“Cấp duyệt”)."""
    rest = _CORRECTS.sub(" ", words)
    plain = _AGREED.sub(" ", rest).strip()
    if heads_level(plain) or (words.strip() and not plain):
        return True if rest != words and not _BEFORE.search(words) else None
    may = plain != words.strip() and SAYS_LEVEL.search(plain) and not _LEVEL_BEFORE.search(plain)
    return None if may or heads_level(words) else False


def settle_places(
    columns: dict[str, int], extra: dict[int, str], shown: Mapping[int, str], whole: Mapping[int, str]
) -> None:
    """“Xã” beside “Cấp đăng ký” is a place, “T” without “H” no box; “Lĩnh vực, cấp đăng ký” is both columns."""
    for code, other, said in (("level", "field", "linh vuc"), ("field", "level", "cap")):
        if code in columns and other not in columns and has_phrase(whole[columns[code]], said):
            columns[other] = columns[code]
    boxes = {code: key(shown[index]) for code, index in columns.items() if code.startswith("level_")}
    for code, words in boxes.items():
        if not has_phrase(words, "cap") and ("level" in columns or (len(boxes) == 1 and len(words) <= _LETTERS)):
            _set_apart(code, columns, extra, shown)


def settle_boxes(
    held: Mapping[str, list[int]],
    columns: dict[str, int],
    whole: Mapping[int, str],
    years: Mapping[int, int | None],
) -> None:
    """Boxes of the levels that come twice (“Đã công nhận”, “Đăng ký”) are those of this year, or say none."""
    boxes = {code: indexes for code, indexes in held.items() if code.startswith("level_")}
    if all(len(indexes) == 1 for indexes in boxes.values()):
        return
    every = [index for indexes in boxes.values() for index in indexes]
    current = columns_to_register(every, whole, years)
    others = [whole[index] for index in every if index not in current]
    if any(_CORRECTS.search(words) or _AGREED.search(words) for words in others):
        current = []
    of_code = {code: [index for index in indexes if index in current] for code, indexes in boxes.items()}
    for code, indexes in of_code.items():
        del columns[code]
        if len(indexes) == 1 and all(len(others) < 2 for others in of_code.values()):
            columns[code] = indexes[0]


def settle_ticks(columns: dict[str, int], extra: dict[int, str], shown: Mapping[int, str]) -> list[str]:
    """The columns in which fields are ticked; one word of a field alone heads nothing."""
    ticks = [code for code in columns if code.startswith(FIELD_TICK)]
    if len(ticks) == 1:
        _set_apart(ticks[0], columns, extra, shown)
    return ticks


def _set_apart(code: str, columns: dict[str, int], extra: dict[int, str], shown: Mapping[int, str]) -> None:
    index = columns.pop(code)
    extra[index] = shown[index]


def only_names(
    columns: Mapping[str, int], extra: Collection[int], words: Mapping[int, str], remarks: Collection[int]
) -> bool:
    """Whether a head is of a list of names alone: “STT | Tên mô hình”, with notes at most, or with their level."""
    named = _OF_MODELS.search(words[columns["name"]])
    return bool(named) and columns.keys() in OF_NAMES and {*extra} <= {*remarks}


def latest(indexes: list[int], years_by_column: Mapping[int, int | None]) -> list[int]:
    """Of columns of one meaning those of the latest year, where each says one: “Mục tiêu năm 2023 | năm 2024”."""
    years = [years_by_column[index] or 0 for index in indexes]
    return [index for index in indexes if years_by_column[index] == max(years)] if all(years) else indexes


def columns_to_register(indexes: list[int], whole: Mapping[int, str], years: Mapping[int, int | None]) -> list[int]:
    """Of columns of one meaning those of the latest year, or that say so: “Cấp công nhận | Cấp đăng ký”."""
    current = latest(indexes, years)
    if len(current) < len(indexes) or len(indexes) == 1:
        return current
    current = [index for index in indexes if not _PAST.search(whole[index])] or indexes
    return [index for index in current if REGISTERS.search(whole[index])] or current


def name_columns(
    indexes: list[int], whole: Mapping[int, str], years: Mapping[int, int | None], below: Sequence[Row]
) -> list[int]:
    """The column of the names first: the latest year's, else “Tên …” over texts; then others that may be it."""
    if len(indexes) == 1:
        return indexes
    wordy = [index for index in indexes if any(" " in key(as_text(row.at(index))) for row in below)] or indexes
    newest = latest(indexes, years)
    if len(newest) < len(indexes):
        current = [index for index in newest if index in wordy] or wordy
        return current + [index for index in indexes if index not in current]
    strength = {index: (whole[index].startswith("ten "), bool(_OF_MODELS.search(whole[index]))) for index in wordy}
    strongest = [index for index in wordy if strength[index] == max(strength.values())]
    return columns_to_register(strongest, whole, years)


def settle_years(years: Mapping[int, int], columns: dict[str, int], extra: dict[int, str]) -> None:
    """“2023 | 2024” side by side are the year of what goes on and the year of what is new."""
    (first, last) = sorted(years)[:2] if len(years) == 2 else (0, 0)
    if last == first + 1 and years[last] == years[first] + 1 and not {"continuing", "new"} & columns.keys():
        columns |= {"continuing": first, "new": last}
        del extra[first], extra[last]


def settle_weak(columns: dict[str, int], extra: dict[int, str]) -> None:
    """A lone “Tập thể”, or “Họ và tên”, is the holder's; a lone “Thời gian thực hiện” is the completion."""
    parts = columns.keys() & {"holder_collective", "holder_individual"}
    if len(parts) == 1 and "holder" not in columns:
        columns["holder"] = columns.pop(*parts)
    persons = [] if parts or "holder" in columns else [at for at, head in extra.items() if key(head) in _PERSONS]
    if len(persons) == 1:
        columns["holder"] = persons[0]
        del extra[persons[0]]
    if "period" in columns and "completion" not in columns:
        columns["completion"] = columns.pop("period")


def settle_marks(
    held: dict[str, list[int]], whole: Mapping[int, str], below: Sequence[Row], box: Callable[[str], str | None]
) -> frozenset[int]:
    """Take columns of names and numbers for those of marks that they are beside others; ``held`` changes.

    “TT | CN” beside “STT” are the holder's; “Mô hình đăng ký cấp tỉnh | …” beside “Tên mô hình” are ticks.
    Returned are columns that look like marks and say something else: “CN” alone, which may be the chairman's,
    and “Cấp tỉnh công nhận” beside “Cấp đăng ký”, or over years and decisions.
    """
    names, numbers = held.get("name", []), held.get("stt", [])
    left = [at - 1 for at in held.get("holder_individual", ()) if at - 1 in numbers[1:]]
    if left and not {"holder", "holder_collective"} & held.keys():
        numbers.remove(left[0])
        held["holder_collective"] = left[:1]
    boxes = {code: at for at in names if at in whole and (code := box(whole[at]))}
    ticked = all(_are_marks(below, at, LEAST_WORDS - 1) for at in boxes.values())
    if 1 < len(boxes) < len(names) and ticked:
        held["name"] = [at for at in names if at not in boxes.values()]
        for code, at in boxes.items():
            held[code].append(at)
    levels = [at for code in held if code.startswith("level_") for at in held[code]]
    given = [at for at in levels if _RECOGNISED.match(whole[at]) and not REGISTERS.search(whole[at])] + [
        at for at in levels if "level" in held and not _are_marks(below, at, LEAST_WORDS - 1)
    ]
    codes = {code for code in held if code.startswith("level")}
    said = {key(as_text(c)) for at in levels for c in _cells_of(below, at) if not says_nothing(c)} - {""}
    ticks = any(len(text) <= _LONGEST_TICK and not box(text) for text in said)
    words = {f"level_{level}" for word, level in LEVEL_CODES.items() if any(has_phrase(t, word) for t in said)}
    named = {*map(box, said), *words} - {None, *codes}
    plain = all(_are_marks(below, at, LEAST_WORDS) for at in levels) and (ticks or not named)
    if len(codes) == 1 and not (given or plain):
        held["level"] = held.pop(codes.pop())  # its head is a model's level, as “Tỉnh” over “H”
    sure = len(levels) > 1 and "level" not in held and all(_are_marks(below, at, 1) for at in given)
    alone = "holder" in held or "holder_collective" not in held
    people = [at for at in held.get("holder_individual", ()) if alone and whole[at] == "cn"]
    doubtful = frozenset(people if sure else people + given)
    for code in [code for code, indexes in held.items() if not doubtful.isdisjoint(indexes)]:
        held[code] = [at for at in held[code] if at not in doubtful]
        if not held[code]:
            del held[code]
    return doubtful


def holds_names(rows: Sequence[Row], at: int) -> bool | None:
    """Whether a column's cells all look like names, and none like a mark; None where it has none."""
    longest = 0
    for cell in (row.at(at) for row in rows):
        words = 0 if is_placeholder(cell) else len(key(as_text(cell)).split())
        if words == 1:
            return False  # most columns
        longest = max(longest, words)
    return longest >= LEAST_WORDS if longest else None


def _are_marks(rows: Sequence[Row], at: int, most: int) -> bool:
    """Whether a column may be one of ticks, with remarks: no cell has more words, or a year."""
    return all(len(key(as_text(cell)).split()) <= most and not year_in(cell) for cell in _cells_of(rows, at))


def _cells_of(rows: Sequence[Row], at: int) -> list[Value]:
    """The cells of a column, but a tick and its remark."""
    return [cell for row in rows if not _TICK_AND_REMARK.match(as_text(cell := row.at(at)))]
