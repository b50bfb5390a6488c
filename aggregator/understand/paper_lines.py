"""The lines of a paper around its lists: whose it may be, titles and what they say of a list, our stamps."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from aggregator.campaign.mail_words import ANY_YEAR, any_of, keys
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.nouns.document import Notice, Row, Sheet, as_text, is_blank, texts_in
from aggregator.nouns.file import CORRECTION_SHEET, CORRECTION_STAMP, MENDED, STAMP
from aggregator.nouns.finding import Mark
from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import ListWords, NameWords
from aggregator.understand.cells import Covered, is_ditto, is_running_number
from aggregator.understand.denials import registers_nothing, says_no_more
from aggregator.understand.entries import DECORATION, ENTRY, Head, KnownSheet, ListTitle
from aggregator.understand.headings import Groups
from aggregator.understand.row_kinds import NUMBERED, counts_of_level
from aggregator.vietnamese.fold import SURNAMES, begins, composed, fold, grouped, has_phrase, key, regex, sole

# ---- The lines that may name the unit: over the lists and further tables, under them, within them.


_MOST_TOP_ROWS = 25
_TABLE = 5  # filled cells of a row that is no line of a paper's head
_LABEL = regex(
    r"^\W*(?:(?:ten )?(?:co quan|don vi|xa|to chuc)(?:, (?:co quan|don vi|thi tran|to chuc))*"
    r"(?: (?:dang ky|bao cao|lap|gui|thuc hien))?)\s*(?P<colon>[:：]|\.{3,}|…)\s*(?P<rest>.*)$"
)
_COLON = regex(r"[:：]|\.{3,}|…")
_LABELS = """Tên cơ quan, đơn vị|Tên đơn vị|Tên cơ quan|Cơ quan, đơn vị|Đơn vị|Đơn vị báo cáo|Đơn vị đăng ký
Tên tổ chức, cơ quan, đơn vị|Tên xã|Tên xã, thị trấn|Xã, thị trấn"""
_LABEL_ONLY = frozenset(key(label) for line in _LABELS.splitlines() for label in line.split("|"))
# the letter prints its label without a colon
_BARE_LABEL = regex(r"(?i)^\W*tên (?:tổ chức, )?(?:cơ quan, đơn vị|đơn vị|cơ quan)\s+(?P<rest>\w.*)$")
_ADDRESSEE = regex(r"^(?:kinh gui|noi nhan|qua ban dan van)\b")
_SENT_ON = regex(r"^(?:dong )?(?:kinh gui|noi nhan|gui|qua ban dan van)\b")
_SIDE_BY_SIDE = regex(r"\t+|(?<=\S) {4,}(?=\S)")
_NATIONAL = regex(
    r"(?i)(?:đảng cộng sản việt nam|cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc)"
)
_PLACE_AND_DATE = regex(
    r"(?m)((?:^|[^\S\n]+)(?:(?:Thị trấn|TT\.?)[^\S\n]+)?\w+(?:[^\S\n]+\w+){0,2}), ngày\b"
    r"(?:.{0,12}\btháng\b.{0,8}\bnăm\b[\s\d.…]*|\s*[\d.…]+[/.-][\d.…]+[/.-]\d{2,4}\s*)$"
)
_ACTS = regex(rf"(?!ban hanh kem theo)(?:\d{{1,2}} )?(?:{any_of(keys('heading', 'acts'))})\b")
_ADDED_BY = regex(r"\bdo\b.{1,60}\b(?:bo sung|ghi|dien|nhap)$")
_FILLING_IN = regex(r"\b(?:ghi|dien|nhap|dung cho|chen them)\b")
_SENTENCE_END = regex(r"\w{3}[.;](?=\s+[^\W\d_]|\s*$)")  # “TM. ĐẢNG ỦY” and “X. CAO XÁ” are short
_PLACE = regex(r"(?:[a-z]+ ){1,5}ngay(?: \d{1,2})? thang\b.*")
_LONG = 14  # words
_ON_BEHALF = regex(r"\s*(?:T\s*/?\.?\s*M\b|THAY MẶT)[.:\s]*")
# who signs, before the name of what he heads; “TRƯỞNG PHÒNG NỘI VỤ” is the head of “PHÒNG NỘI VỤ”
_SIGNER = regex(
    r"(?:K\s?T\s?[./]?\s*)?(?:(?:XÁC NHẬN CỦA|LÃNH ĐẠO|THỦ TRƯỞNG(?: CƠ QUAN,?| ĐƠN VỊ)*|(?:PHÓ )?"
    r"(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|HIỆU TRƯỞNG|CHÁNH ÁN|VIỆN TRƯỞNG"
    r"|HẠT TRƯỞNG|CHI CỤC TRƯỞNG|ĐỘI TRƯỞNG|CHÁNH(?= VĂN PHÒNG| THANH TRA)"
    r"|TRƯỞNG(?= PHÒNG | BAN | KHỐI | CÔNG AN )))\s+)+(?=\w)"
)
_LEADS = regex(r"(?:XÁC NHẬN CỦA )?(?:LÃNH ĐẠO|THỦ TRƯỞNG)\b")  # of whichever body; others sign beside
_OF_ITS_OWN = regex(_ON_BEHALF.pattern + r"BAN TỔ CHỨC|.* CƠ QUAN")  # an agency's: of a contest; veterans
_AUTHORITY = regex(r"(?:UBND|ĐẢNG ỦY|ĐẢNG BỘ|CHI BỘ|PHÒNG|BAN|CHI CỤC|TRUNG TÂM)\s")
# what every commune has too, and no agency alone: “Hội Phụ nữ”, and not “Hội Phụ nữ huyện”
_OF_ANY_COMMUNE = regex(
    r"(?!.*\bhuyen\b)(?:hoi|doan|cong an|ban chi huy|quan su|mat tran|mttq|ub ?mttq|uy ban|lhpn|hnd|ccb)\b"
)
_SIGNS = regex(_ON_BEHALF.pattern + "|" + _SIGNER.pattern.removesuffix(r"(?=\w)"))
_FIRST = 3  # columns in which a caption stands
_MOST_ABOVE = _MOST_BELOW = 8  # rows of a letterhead and a title; lines of a signature
_SENT_TO = regex(r"(?i)\s*(?:[-–+*•]|n[ơo]i nh[ậa]n|k[íi]nh g[ửu]i|l[ưu]u\b)|.*;\s*$")
_OF_UNIT = regex(r"(?i)(?:(?:tên )?(?:đơn vị|cơ quan)\s*:|danh sách(?: của)?\b)\s*")  # before the name
_NUMBERED = regex(rf"^(?:\s*\()?{NUMBERED.pattern}+\s*")


def top_rows(sheet: Sheet, head_row: int | None) -> list[Row]:
    """The rows above the head, or the first rows of a sheet that has none."""
    limit = head_row if head_row is not None else float("inf")
    return [row for row in sheet.rows[:_MOST_TOP_ROWS] if row.number < limit]


def unit_words(sheet: Sheet, rows: Sequence[Row]) -> Iterator[UnitWords]:
    """The lines that may name the unit.

    The addressee (“Kính gửi”) and all below it in the cell do not, nor a line that guides whoever fills in,
    nor what stands beside its number in a table of tasks or begins as a task does.
    """
    addressed = False
    sides = _sides(rows)
    for position, row in enumerate(rows):
        if len(row.filled) >= _TABLE:
            continue  # a row of a table: what its cells hold is no clue to whose the paper is
        counted = len(row.filled) > 1 and is_running_number(next(iter(row.filled.values())))
        for index, cell in enumerate(row.cells):
            for line in _lines(cell):
                addressed = bool(_ADDRESSEE.match(key(line))) or (addressed and line.lstrip()[0] in "-+")
                if not (addressed or _is_guidance(line)):
                    side = min(range(len(sides)), key=lambda each: abs(sides[each] - index))
                    read = _read_line(sheet, rows, position, index, line)
                    words = (w for w in read if w.labelled or not (counted or _ACTS.match(key(line))))
                    yield from (replace(each, side=side) for each in words) if side else words


def _sides(rows: Sequence[Row]) -> list[int]:
    """The columns where the blocks of a paper's head begin: the left one, and each apart from what stands left."""
    heads = [sorted(row.filled) for row in rows if 0 < len(row.filled) < _TABLE]
    apart = {index for columns in heads for before, index in pairwise(columns) if index > before + 1}
    return sorted({*apart, min((columns[0] for columns in heads), default=0)})


@lru_cache(maxsize=4096)
def _is_guidance(line: str) -> bool:
    """“… Cột tô màu do Ban Dân vận Huyện ủy bổ sung.”: who adds what to a form, or sentences on filling it in."""
    words = key(line)
    if _ADDED_BY.search(words):
        return True
    several = len(_SENTENCE_END.findall(line)) > 1 and len(words.split()) > _LONG
    return several and bool(_FILLING_IN.search(words)) and not _LABEL.match(fold(line))


def margin_words(sheet: Sheet) -> Iterator[UnitWords]:
    """The lines of page headers, footers and text boxes, as if they stood above the sheet."""
    rows = [Row(number, (text,)) for number, text in enumerate(sheet.margins, start=1)]
    yield from unit_words(sheet, rows)


@lru_cache(maxsize=4096)
def _lines(cell: object) -> Sequence[str]:
    """The lines of a cell; two letterheads side by side on one line are two."""
    if not isinstance(cell, str):
        return ()
    apart = _NATIONAL.sub("\n\\g<0>\n", _SIDE_BY_SIDE.sub("\n", cell))
    apart = _PLACE_AND_DATE.sub(lambda found: _not_of_a_place(found[1]), apart)
    return [line for line in apart.splitlines() if line.strip()]


def places_in(sheet: Sheet) -> Iterator[str]:
    """The places of the lines “Cao Xá, ngày … tháng … năm …” of a sheet: where a paper was written."""
    dated = (text for text in texts_in(sheet) if "ngày" in text)
    found = (match for cell in dated for match in _PLACE_AND_DATE.finditer(cell))
    return (" ".join(word for word in match[1].split() if word.istitle()) for match in found)


def _not_of_a_place(words: str) -> str:
    """The words before “Cao Xá, ngày …” on one line that belong to the letterhead: “XÃ CAO XÁ Cao Xá, ngày …”."""
    given = words.split()
    place = next((at for at, word in enumerate(given) if word.istitle()), len(given))
    return f" {' '.join(given[:place])}\n"


def _read_line(sheet: Sheet, rows: Sequence[Row], position: int, index: int, line: str) -> Iterator[UnitWords]:
    number = rows[position].number
    bare = _BARE_LABEL.match(composed(line))
    if bare:
        yield UnitWords(sheet.name, number, bare.group("rest").strip(" .…"), labelled=True)
        return
    label = _LABEL.match(fold(line))
    if label or key(line) in _LABEL_ONLY:
        said = _COLON.split(line, maxsplit=1)[1:] if label else ()
        after = next(iter(said), "").strip(" .…\t")
        value = after if key(after) else _neighbour(rows, position, index)
        if key(value):
            yield UnitWords(sheet.name, number, value, labelled=True)
    elif key(line):
        yield UnitWords(sheet.name, number, " ".join(line.split()), labelled=False)


def _neighbour(rows: Sequence[Row], position: int, index: int) -> str:
    """The next cell to the right that says something, else the cell right below the label; no place and date."""
    row = rows[position]
    text = ""
    beside = next((cell for cell in row.cells[index + 1 :] if not is_blank(cell)), None)
    if beside is not None:
        text = as_text(beside) if isinstance(beside, str) else ""
    elif position + 1 < len(rows) and rows[position + 1].number == row.number + 1:
        below = rows[position + 1].at(index)
        text = as_text(below) if isinstance(below, str) else ""
    return "" if _PLACE.fullmatch(key(text)) else text.strip(" .…")


# ---- Lines that a list brings with it.


def signature_words(known: list[KnownSheet], *, alone: bool) -> Iterator[UnitWords]:
    """The lines under a list that say on whose behalf it is signed: “TM. ĐẢNG ỦY XÃ …”, “CHỦ TỊCH UBND XÃ …”.

    Where they ``alone`` can tell it, also those under the signer's name (“BÍ THƯ / Nguyễn Văn Nam / Phòng Y tế”)
    and of whoever leads (“LÃNH ĐẠO PHÒNG Y TẾ”), which are weak; to whom the paper goes may stand there as well.
    Beside other words whoever stands over an office or a person is weak: an agency's letterhead may be copied.
    """
    for part in known:
        last = max(part.of_models, default=None)
        below = [row.row for row in part.rows if last is not None and row.row.number > last]
        sent_to = _addressees(below) if alone else []
        signer = None
        lines = [each for each in unit_words(part.sheet, below) if alone or not _OF_ITS_OWN.fullmatch(each.text)]
        for at, words in enumerate(lines, start=1):
            signers = {each.side for each in lines[at : at + _MOST_BELOW] if not alone and _signs(each.text)}
            text = words.text if alone else words.text.upper()
            signed = _ON_BEHALF.match(text) or _SIGNER.match(text)
            heads = words.text.isupper() and (signed or _AUTHORITY.match(words.text))
            signs = alone and bool(_SIGNS.match(f"{words.text} "))
            other = signs or _SENT_TO.match(words.text) or _OF_ANY_COMMUNE.match(key(words.text))
            under = signer is not None and not any(
                row <= words.row and (side == words.side or row > signer) for row, side in sent_to
            )
            if heads and not _LEADS.match(words.text):
                yield replace(words, text=words.text[signed.end() if signed else 0 :])
            elif (heads or (under and not other)) if alone else signed or words.side in signers:
                yield replace(words, text=words.text[signed.end() if signed else 0 :], weak=True)
            signer = words.row if signs else signer


def _signs(text: str) -> bool:
    """Whether a line is of who signs: begins with an office or, as it is written and begins, names a person."""
    name = key(text).partition(" ")[0] in SURNAMES and (text.istitle() or text.isupper())
    return name or bool(_SIGNS.match(f"{composed(text).upper()} "))


def _addressees(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Where rows say to whom the paper goes, “Nơi nhận:”, “Kính gửi”: their numbers and sides."""
    sides = _sides(rows)
    return [
        (row.number, min(range(len(sides)), key=lambda each: abs(sides[each] - index)))
        for row in rows
        for index, cell in enumerate(row.cells)
        if any(_SENT_ON.search(key(line)) for line in _lines(cell))
    ]


def further_words(known: list[KnownSheet]) -> Iterator[UnitWords]:
    """The lines right over each further head of a sheet, by tables: below the last model or head before it."""
    first = {part.sheet.name: part.head.first_row for part in reversed(known)}
    heads = {(part.sheet.name, row.head.last_row) for part in known for row in part.rows}
    of_lists = {(part.sheet.name, number) for part in known for number in (*part.of_models, *part.nothing_said)}
    models = grouped(sorted(heads | of_lists))
    for part in known:
        for head in dict.fromkeys((part.head.first_row, *(row.head.first_row for row in part.rows))):
            if head <= first[part.sheet.name]:
                continue
            before = bisect_left(models[part.sheet.name], head)
            last = models[part.sheet.name][before - 1] if before else 0
            until = bisect_left(part.sheet.rows, head, key=lambda row: row.number)
            above = [row for row in part.sheet.rows[max(until - _MOST_ABOVE, 0) : until] if row.number > last]
            lines = (words for words in unit_words(part.sheet, above) if not _SENT_TO.match(words.text))
            yield from (replace(words, sheet=f"{words.sheet} {head}") for words in lines)


def row_words(known: list[KnownSheet]) -> Iterator[UnitWords]:
    """What a table of several units has: a column “Đơn vị”, “Xã, thị trấn”, or headings that name no field.

    For each model, and for each heading that no model follows. What may only say where a model is, is not
    ``labelled``: “Xã” also beside “Địa chỉ” (an agency's list), others where nothing else says it.
    """
    for part in known:
        captions = (
            (k.row.number, as_text(c))
            for k in part.rows
            if k.role == DECORATION and k.row.texts
            for c in k.row.cells[:_FIRST]
        )
        joint = bool(part.unknown_groups)  # “Ban Chỉ huy Quân sự”, which is a field's too, beside “Phòng Tư pháp”
        bare = ((row, text, _NUMBERED.sub("", text, count=1)) for row, text in captions)
        named = (
            (row, text)
            for row, text, name in bare
            if _OF_UNIT.match(name) or (joint and Groups.is_body(name, whole=True))
        )
        over = dict([*((group.row, group.text) for group in part.unknown_groups), *named])
        of_rows = {id(row.head): row.head for row in part.rows}
        heads = {place: head.of_units for place, head in of_rows.items()}
        if not (over or any(heads.values())):
            continue  # most lists
        covered = Covered(part.sheet.rows, part.sheet.merges)
        filled_down = _filled_down(part, covered, {index for of_head in heads.values() for index in of_head})
        heading, used, above = 0, set[int](), dict[int, str]()
        others = {*part.nothing_said, *(each.row for each in part.possible)}
        for row in part.rows:
            number = row.row.number
            heading = number if number in over else heading
            if row.role != ENTRY and number not in others:
                continue
            for index, labelled in heads[id(row.head)].items():
                cell = row.row.at(index) if not is_blank(row.row.at(index)) else covered.value(number, index)
                text = cell if isinstance(cell, str) else ""  # a row that names none may be anybody's
                goes_on = is_ditto(cell) or (index in filled_down and is_blank(cell))
                above[index] = above.get(index, "") if goes_on else text
                yield UnitWords(part.sheet.name, number, above[index], labelled)
            if over and number not in part.nothing_said:
                used.add(heading)
                yield UnitWords(part.sheet.name, number, _unit_of_heading(over.get(heading, "")), labelled=True)
        for number in sorted(over.keys() - used):
            yield UnitWords(part.sheet.name, number, _unit_of_heading(over[number]), labelled=True)


def nil_words(known: list[KnownSheet]) -> Iterator[UnitWords]:
    """For each row that says that nothing is registered the line right above it, else the heading of its group."""
    for part in known:
        over = {row.row.number: row.group for row in part.rows} if part.nothing_said else {}
        for before, row in pairwise(part.sheet.rows) if part.nothing_said else ():
            if row.number in part.nothing_said:
                above = {*before.filled.values()}
                text = as_text(next(iter(above))) if len(above) == 1 else over.get(row.number, "")
                yield UnitWords(part.sheet.name, row.number, _unit_of_heading(text), labelled=True)


def _filled_down(part: KnownSheet, covered: Covered, columns: Collection[int]) -> set[int]:
    """The columns whose words stand in the first of several rows: from the first model on, and twice at least."""
    found = set[int]()
    for index in columns:
        named = [not is_blank(k.row.at(index) or covered.value(k.row.number, index)) for k in part.models]
        begun = sum(first and not second for first, second in pairwise(named))
        if named[:1] == [True] and begun > 1:
            found.add(index)
    return found


def _unit_of_heading(text: str) -> str:
    return _OF_UNIT.sub("", _NUMBERED.sub("", text, count=1)).replace("(", ":").partition(":")[0]


# ---- What the lines above a list say of all of it: year, movement, level, field, and whose hand it is.


_CAPTIONS = ("bieu ", "phu luc ", "bang ")
_CAPTION = regex(r"(?i)\s*(?:biểu|phụ lục|bảng|mẫu)(?: số)?\s*\w{0,4}(?:\.\d{1,2})?\s*[.:\-–)]\s*")
_STARTS = ("cap ", "bieu ", "phu luc ", "bang ", "mau ", "linh vuc ", "nam ")
_WORDS = ("danh sach", "mo hinh", "dien hinh", "bang tong hop", "bieu tong hop", "bieu dang ky", "bang dang ky")
_NO_TITLE = regex(r"^(?:thuc hien|can cu|kinh gui|noi nhan|don vi|ten (?:co quan|don vi)|dia chi)\b|\bngay \d")
_LONGEST = 45  # words
_LONGEST_HAND = 14  # words
# “Cao Xá, ngày … tháng … năm …”, but no date of another paper that the list refers to
_DATE = regex(r"(?!kem|theo|can cu|thuc hien)(?:[a-z]+ ){0,5}ngay (?:\d\d? )?thang (?:\d\d? )?nam (20\d\d)")
_AFTER_FIELD = regex(r"(?is).*?lĩnh\s+vực\s*(?:[IVX]+\b|\d)?[\s:.\-–]*")


def is_title(line: str) -> bool:
    """Whether a line above a table speaks of the list: its title, a caption, “Cấp tỉnh”, “Lĩnh vực …”."""
    words = key(without_numeral(line))
    said = f"{words} ".startswith(_STARTS) or any(has_phrase(words, title) for title in _WORDS)
    return said and len(words.split()) <= _LONGEST and not _NO_TITLE.search(words)


def is_caption(line: str) -> bool:
    """Whether a line begins a table: “DANH SÁCH …”, “BIỂU 2: …”; a section's or a level's heading does not."""
    words = key(line)
    return is_title(line) and (f"{words} ".startswith(_CAPTIONS) or has_phrase(words, "danh sach"))


_PAPER = regex(r"\bdang ky\b|^to trinh\b")  # “Tờ trình” is no “tổ”
_SUPERIOR = regex(r"\b(?:tinh|trung uong|tw|bac giang)\b")  # a line above the unit's own


_VERSION_OR_HAMLET = regex(
    r"(?!\s*BẢN(?: [^\W\d_]{2,}){1,2}\s*$)(?i:\W*bản\b\W*(?P<name>\w{0,2})(?!\w*(?: \w+)?,? xã \w))"
)


def is_version(text: str) -> bool:
    """Whether a line names a paper's version, “(BẢN TẠM)”: a hamlet is “Bản Chão”, “BẢN CHÃO”, “BẢN CHÃO XÃ …”."""
    found = _VERSION_OR_HAMLET.match(composed(text))
    return found is not None and not (found["name"][:1].isupper() and found["name"][1:].islower())


class TitleReader:
    """Knows the words of a campaign for its lists."""

    def __init__(self, vocabulary: Vocabulary, words: ListWords, names: NameWords) -> None:
        self._vocabulary = vocabulary
        self._words = words
        self._names = names

    def read(self, sheet: Sheet, above: Sequence[Row], head: Head | None = None) -> ListTitle:
        """The title of the list below these rows, under this head."""
        lines = self.without_empty([line for row in above for text in row.texts for line in text.splitlines()])
        over = next((line for line in reversed(lines) if line.strip()), "")
        past = self._vocabulary.is_not_registered(over) or self._is_of_former(over, lines)
        titles = self._titles_in([line for line in lines if not self._vocabulary.levels_by_number(line)])
        of_sheet = self._vocabulary.level_heading(sheet.name)
        counts = [n for line in titles if self._vocabulary.level_heading(line) for n in counts_of_level(line)]
        year, evidence = self._year([over] if past and title_year([over]) else titles, sheet.name, lines, head)
        level, of_form = self._level(sheet.name, titles)
        named = "" if self._vocabulary.names_agency(sheet.name) else sheet.name
        return ListTitle(
            text="\n".join(dict.fromkeys(titles)),
            year=year,
            year_evidence=evidence,
            movement=self.other_movement(lines, tuple(head.words.values()) if head else ()),
            level=level,
            count=sole(counts) if level and not of_sheet else None,
            field=self._vocabulary.field_in_column(named) or self._field(titles) or self._only_section(lines),
            hand=tuple(words for words in unit_words(sheet, above) if self._is_hand(words, titles)),
            draft=past
            or any(map(self._vocabulary.is_draft, lines))
            or self._vocabulary.is_not_registered(sheet.name),
            of_form=of_form,
        )

    def _is_of_former(self, over: str, lines: Sequence[str]) -> bool:
        """Whether a caption right over a table names a former year below this year's title, and registers nothing."""
        above = title_year(line for line in lines if line != over and is_title(line))
        former = is_caption(over) and above == self._vocabulary.year and not _PAPER.search(key(over))
        return former and title_year([over]) not in (None, above)

    def _year(
        self, titles: Sequence[str], name: str, lines: Sequence[str], head: Head | None
    ) -> tuple[int | None, str | None]:
        """The only year of titles, sheet's name, heads (none of the letter's, R8) or date, with what says so."""
        year = title_year(titles)
        if year is not None:
            return year, next(line for line in titles if str(year) in line)
        if any(map(ANY_YEAR.search, titles)):
            return None, None
        if of_name := sole({*ANY_YEAR.findall(name)}):
            return int(of_name), name
        if head and head.year:
            return head.year, " | ".join(map(str, head.years))
        dates = {found.group(1): line for line in lines if (found := _DATE.fullmatch(key(line)))}
        ((date, line),) = dates.items() if len(dates) == 1 else [("", "")]
        return (int(date), " ".join(line.split())) if date else (None, None)

    def _only_section(self, lines: Sequence[str]) -> str | None:
        """The field of the last line, where it alone is a section's heading: “II. Văn hóa - xã hội”."""
        sections = [self._vocabulary.section(line) for line in lines]
        return sections[-1][1] if sections and sum(is_section for is_section, _ in sections) == 1 else None

    def without_empty(self, lines: Sequence[str]) -> list[str]:
        """The lines without the headings of a field or level that have no model (“Không có”), and without that."""
        words, labels = self._vocabulary, [(line.partition(":")[0], _CAPTION.sub("", line, 1)) for line in lines]
        headings = [
            at
            for at, (label, caption) in enumerate(labels)
            if words.section(label)[0] or words.level_heading(label) or words.level_heading(caption)
        ]
        below = {at + 1 for at in headings if at + 1 < len(lines) and says_no_more(lines[at + 1].strip("-+*() "))}
        denied = {at for at in headings if at + 1 in below or says_no_more(lines[at].partition(":")[2].strip())}
        return [line for at, line in enumerate(lines) if at not in below | denied]

    def other_movement(self, lines: Sequence[str], heads: Sequence[str] = ()) -> str | None:
        """The line that names another movement, where nothing above the list names this one."""
        text = " ".join(map(key, (*lines, *heads)))
        if any(has_phrase(text, ours) for ours in self._words.movement):
            return None
        start = next((i for i, line in enumerate(lines) if is_title(line)), len(lines))
        whole = " ".join(" ".join(line.split()) for line in lines[start:])
        return whole if any(has_phrase(key(whole), other) for other in self._words.other_movements) else None

    def _titles_in(self, lines: Sequence[str]) -> list[str]:
        """The lines that speak of the list; under one also a level's heading, and what goes on in capitals."""
        titles: list[str] = []
        for line in lines:
            other = is_version(line) or begins(key(line), self._names.papers)
            goes_on = line.isupper() and not (other or _NO_TITLE.search(key(line)))
            if is_title(line) or (titles and (goes_on or self._vocabulary.level_heading(line))):
                titles.append(" ".join(line.split()))
        return titles

    def _level(self, name: str, titles: Sequence[str]) -> tuple[str | None, bool]:
        """The only level that a sheet's name or title names; whether it may be the form's (“BIỂU 3: … CƠ SỞ”)."""
        words = self._vocabulary
        titles = [line for line in titles if not registers_nothing(line)]  # “I. CẤP TỈNH: không đăng ký”
        captions = [line for line in titles if _CAPTION.match(line) or not is_title(line)]
        named = {
            level: line for line in captions if (level := words.level_heading(_CAPTION.sub("", line, count=1)))
        }
        level = words.level_in_title(" ".join(titles))
        said = [(words.level_heading(name), words.level_may_be_of_form(name)), (level, False)]
        said += [(level, words.level_may_be_of_form(line)) for level, line in named.items() if len(named) == 1]
        return min((each for each in said if each[0]), key=lambda each: each[1], default=(None, False))

    def _field(self, titles: Sequence[str]) -> str | None:
        """The field of “Lĩnh vực …” between title and head, or at the title's end."""
        named = {
            self._vocabulary.field_of_heading(_AFTER_FIELD.sub("", line, count=1))
            for line in titles
            if has_phrase(key(line), "linh vuc")
        }
        return sole(named)

    def _is_hand(self, words: UnitWords, titles: Sequence[str]) -> bool:
        text = key(words.text)
        short = len(text.split()) <= _LONGEST_HAND and " ".join(words.text.split()) not in titles
        named = begins(text, self._names.hands) and not begins(text, self._names.papers)
        return short and named and not (_SUPERIOR.search(text) or _PAPER.search(text) or is_version(words.text))


# ---- The form's code, and the stamp inside our blanks.


STAMP_SHEET = STAMP
_GUIDE = regex(
    r"(?:mot so )?(?:huong dan|cach|luu y|quy dinh)(?: cach)? (?:ghi|dien|nhap|lap|su dung|khi|chung|ve cach)\b"
    r"|(?:huong dan|hd)(?: (?:cua|bieu|mau|huyen|m ?[1-4])\b.*)?$"
)
_MOST_GUIDE_LINES = 5
_FORM = regex(r"\bmau (?:so |bieu )?(m\s?[1-4])\b")
# not the year from which models go on: “Mô hình năm 2023 tiếp tục duy trì”
_YEAR = regex(
    r"(?<!\btu )(?<!\bso voi )\bnam (20\d\d)\b(?! 20\d\d)(?!.*\b(?:tiep tuc|duy tri|chuyen (?:sang|tiep|qua))\b)"
)


def read_stamp(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The key and value pairs that our blank forms carry on a hidden sheet."""
    rows = next((sheet.rows for sheet in sheets if sheet.name == STAMP_SHEET), ())
    return {as_text(row.cells[0]): as_text(row.cells[1]) for row in rows if len(row.cells) > 1}


def is_guide(lines: Sequence[str]) -> bool:
    """Whether a sheet tells how a form is filled in (“HƯỚNG DẪN GHI BIỂU”): what it says is nobody's word."""
    return any(_GUIDE.match(key(line)) for line in lines[:_MOST_GUIDE_LINES])


def form_words(texts: Sequence[str]) -> str | None:
    """The code of a form that a line names (“Mẫu M3”)."""
    found = (_FORM.search(key(t)) for t in texts)
    return next((m.group(1).replace(" ", "").upper() for m in found if m), None)


def titled(line: str) -> ListTitle:
    """The title of a list that one line alone is over."""
    year = title_year([line])
    return ListTitle(text=line, year=year, year_evidence=line if year else None)


def title_year(titles: Iterable[str]) -> int | None:
    """The year that titles name (“… NĂM 2024”); None where they name none, several, or a stretch of years."""
    return sole({int(year) for title in titles for year in _YEAR.findall(key(title))})


# ---- Our annotated copy come back: its first sheet and its stamp are no content of the unit's.


_LINES = 3  # in the first of which the title stands, whatever was put above it
_KEY = 5  # cells of a point's row by which it is known; behind them the words of its comment
_LONGEST_COMMENT = 300


def unit_sheets(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without those that an annotated copy adds, and their comments without its words."""
    cells = (cell for s in sheets if s.name == CORRECTION_STAMP for row in s.rows for cell in row.cells[_KEY:])
    told = sorted(filter(None, map(as_text, cells)), key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, text.split())) for text in (*told, MENDED))
    ours = regex("|".join(words) if told else "$")
    return tuple(replace(s, notices=tuple(_of_unit(s.notices, ours))) for s in sheets if not _is_ours(s))


def _of_unit(notices: Iterable[Notice], ours: re.Pattern[str]) -> Iterator[Notice]:
    """The notices, of comments what the unit wrote into them; ``ours`` are the words that a copy put there."""
    for notice in notices:
        said = ours.sub("", notice.detail).strip()[:_LONGEST_COMMENT] if notice.code == "cell-comment" else None
        if said != "":
            yield notice if said is None else replace(notice, detail=said)


def _is_ours(sheet: Sheet) -> bool:
    if sheet.name == CORRECTION_STAMP:
        return True
    title = key(CORRECTION_SHEET)
    lines = (as_text(row.cells[0]) for row in sheet.rows[:_LINES] if row.cells)
    return key(sheet.name).startswith(title) and any(key(line) == title for line in lines)


def asked_before(sheets: Sequence[Sheet]) -> tuple[Mark, ...]:
    """What the copy asked to be mended, as its stamp says; nothing where it is no annotated copy."""
    rows = (row.cells for sheet in sheets if sheet.name == CORRECTION_STAMP for row in sheet.rows)
    points = (tuple(map(as_text, (*cells, "", "", "", "")[1:5])) for cells in rows if cells[0] == "point")
    return tuple((code, sheet, cell, words) for code, sheet, cell, words in points)
