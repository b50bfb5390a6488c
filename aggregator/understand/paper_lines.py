"""The lines of a paper around its lists: which tell whose it may be, and what stands in its margins."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import Row, Sheet, as_text, is_blank, texts_in
from aggregator.nouns.reading import UnitWords
from aggregator.understand.cells import CoveredCells, is_ditto, is_running_number
from aggregator.understand.entries import DECORATION, ENTRY, SheetTable
from aggregator.understand.headings import Groups
from aggregator.understand.row_kinds import NUMBERED
from aggregator.vietnamese.fold import SURNAMES, composed, fold, grouped, is_personal_name, key, regex
from aggregator.vietnamese.scope import memory

# ---- The lines that may name the unit: over the lists and further tables, under them, within them.


_MOST_TOP_ROWS = 25
_TABLE = 5  # filled cells of a row that is no line of a paper's head
_LABEL = regex(
    r"^\W*(?:(?:ten )?(?:co quan|don vi|xa|to chuc(?: dang)?)(?:, (?:co quan|don vi|thi tran|to chuc))*"
    r"(?: (?:dang ky|bao cao|lap(?: bieu)?|gui|thuc hien))?|(?:noi|nguoi) gui|d/v)\s*(?:[:：]|\.{3,}|…)"
)
_FORM = regex(r"(?i)^\W*(?:(?:bi[ểe]u )?m[ẫa]u |bi[ểe]u )?m ?[1-4]\s*[:：–—-]\s*(?=\w)")  # “M3: XÃ CAO XÁ”
_TELEPHONE = regex(r"(?i)(?<=\w)[\s,;–—-]+\(?(?:s?đt|điện thoại|tel|e-?mail)\b.*$")
_COLON = regex(r"[:：]|\.{3,}|…")
_PAGE = regex(r"(?im)[\s\-–—|,]*\b(?:trang|page)(?: số)?\s*[\d/&PN\[\].…]*$")
_LABEL_ONLY = frozenset(keys("signature", "labels"))
# the letter prints its label without a colon
_BARE_LABEL = regex(r"(?i)^\W*tên (?:tổ chức, )?(?:cơ quan, đơn vị|đơn vị|cơ quan)\s+(?P<rest>\w.*)$")
_ADDRESSEE = regex(r"(?:dong )?(?:kinh gui|noi nhan|gui|qua ban dan van)\b")
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
_MAKER = regex(r"(?i)người lập(?: biểu)?\W+(\w+(?: \w+)+)\s+[-–—]\s+(.{4,60}?)(?:\W+s?đt\b.*)?$")
_LEADS = regex(r"(?:XÁC NHẬN CỦA )?(?:LÃNH ĐẠO|THỦ TRƯỞNG)\b")  # of whichever body; others sign beside
_OF_ITS_OWN = regex(_ON_BEHALF.pattern + r"BAN TỔ CHỨC|.* CƠ QUAN")  # an agency's: of a contest; veterans
_AUTHORITY = regex(r"(?:UBND|ĐẢNG ỦY|ĐẢNG BỘ|CHI BỘ|PHÒNG|BAN|CHI CỤC|TRUNG TÂM)\s")
# what every commune has too, and no agency alone: “Hội Phụ nữ”, and not “Hội Phụ nữ huyện”
_OF_ANY_COMMUNE = regex(rf"(?!.*\bhuyen\b)(?:{any_of(keys('signature', 'of_any_commune'))})\b")
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
        if len(row.contents) >= _TABLE:
            continue  # a row of a table: what its cells hold is no clue to whose the paper is
        counted = len(row.contents) > 1 and is_running_number(next(iter(row.contents.values())))
        for index, cell in enumerate(row.cells):
            for line in _lines(cell):
                addressed = bool(_ADDRESSEE.match(key(line))) or (addressed and line.lstrip()[0] in "-+")
                if not (addressed or _is_guidance(line)):
                    side = _side_of(sides, index)
                    read = _read_line(sheet, rows, position, index, line)
                    words = (w for w in read if w.labelled or not (counted or _ACTS.match(key(line))))
                    yield from (replace(each, side=side) for each in words) if side else words


def _sides(rows: Sequence[Row]) -> list[int]:
    """The columns where the blocks of a paper's head begin: the left one, and each apart from what stands left."""
    heads = [sorted(row.contents) for row in rows if 0 < len(row.contents) < _TABLE]
    apart = {index for columns in heads for before, index in pairwise(columns) if index > before + 1}
    return sorted({*apart, min((columns[0] for columns in heads), default=0)})


def _side_of(sides: Sequence[int], column: int) -> int:
    """Which side, from 0, begins nearest to a column."""
    return min(range(len(sides)), key=lambda each: abs(sides[each] - column))


@memory(4096)
def _is_guidance(line: str) -> bool:
    """“… Cột tô màu do Ban Dân vận Huyện ủy bổ sung.”: who adds what to a form, or sentences on filling it in."""
    words = key(line)
    if _ADDED_BY.search(words):
        return True
    several = len(_SENTENCE_END.findall(line)) > 1 and len(words.split()) > _LONG
    return several and bool(_FILLING_IN.search(words)) and not _LABEL.match(fold(line))


def margin_words(sheet: Sheet) -> Iterator[UnitWords]:
    """The lines of page headers, footers and text boxes, as if they stood above the sheet."""
    rows = [Row(number, (_PAGE.sub("", text),)) for number, text in enumerate(sheet.margins, start=1)]
    yield from unit_words(sheet, rows)


@memory(4096)
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
    text, labelled = _words_of(line)
    if labelled and not text:
        beside = _neighbour(rows, position, index)
        text = beside if key(beside) else ""
    if text:
        yield UnitWords(sheet.name, rows[position].number, text, labelled=labelled)


@memory(4096)
def _words_of(line: str) -> tuple[str, bool]:
    """What a line says without its label (nothing where no word stands there), and whether it has one."""
    line = _TELEPHONE.sub("", _FORM.sub("", line))
    if bare := _BARE_LABEL.match(composed(line)):
        return bare.group("rest").strip(" .…"), True
    if _LABEL.match(fold(line)) or key(line) in _LABEL_ONLY:
        after = "".join(_COLON.split(line, maxsplit=1)[1:]).strip(" .…\t")
        return after if key(after) else "", True
    return " ".join(line.split()) if key(line) else "", False


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


def signature_words(tables: list[SheetTable], *, alone: bool) -> Iterator[UnitWords]:
    """The lines under a list that say on whose behalf it is signed: “TM. ĐẢNG ỦY XÃ …”, “CHỦ TỊCH UBND XÃ …”.

    Where they ``alone`` can tell it, also those under the signer's name (“BÍ THƯ / Nguyễn Văn Nam / Phòng Y tế”)
    and of whoever leads (“LÃNH ĐẠO PHÒNG Y TẾ”), which are weak; to whom the paper goes may stand there as well.
    Beside other words whoever stands over an office or a person is weak: an agency's letterhead may be copied.
    """
    for part in tables:
        last = max(part.of_models, default=None)
        below = [row.row for row in part.rows if last is not None and row.row.number > last]
        sent_to = _addressees(below) if alone else []
        signer, made = None, ""
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
            elif (maker := alone and _MAKER.search(f"{made}{words.text}")) and is_personal_name(maker[1]):
                yield replace(words, text=maker[2], weak=True)
            signer, made = words.row if signs else signer, f"{words.text} "


def _signs(text: str) -> bool:
    """Whether a line is of who signs: begins with an office or, as it is written and begins, names a person."""
    name = key(text).partition(" ")[0] in SURNAMES and (text.istitle() or text.isupper())
    return name or bool(_SIGNS.match(f"{composed(text).upper()} "))


def _addressees(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Where rows say to whom the paper goes, “Nơi nhận:”, “Kính gửi”: their numbers and sides."""
    sides = _sides(rows)
    return [
        (row.number, _side_of(sides, index))
        for row in rows
        for index, cell in enumerate(row.cells)
        if any(_ADDRESSEE.match(key(line)) for line in _lines(cell))
    ]


def further_words(tables: list[SheetTable]) -> Iterator[UnitWords]:
    """The lines right over each further head of a sheet, by tables: below the last model or head before it."""
    first = {part.sheet.name: part.head.first_row for part in reversed(tables)}
    heads = {(part.sheet.name, row.head.last_row) for part in tables for row in part.rows}
    of_lists = {(part.sheet.name, number) for part in tables for number in (*part.of_models, *part.nil_rows)}
    models = grouped(sorted(heads | of_lists))
    for part in tables:
        for head in dict.fromkeys((part.head.first_row, *(row.head.first_row for row in part.rows))):
            if head <= first[part.sheet.name]:
                continue
            before = bisect_left(models[part.sheet.name], head)
            last = models[part.sheet.name][before - 1] if before else 0
            until = bisect_left(part.sheet.rows, head, key=lambda row: row.number)
            above = [row for row in part.sheet.rows[max(until - _MOST_ABOVE, 0) : until] if row.number > last]
            lines = (words for words in unit_words(part.sheet, above) if not _SENT_TO.match(words.text))
            yield from (replace(words, sheet=f"{words.sheet} {head}") for words in lines)


def row_words(tables: list[SheetTable]) -> Iterator[UnitWords]:
    """What a table of several units has: a column “Đơn vị”, “Xã, thị trấn”, or headings that name no field.

    For each model, and for each heading that no model follows. What may only say where a model is, is not
    ``labelled``: “Xã” also beside “Địa chỉ” (an agency's list), others where nothing else says it.
    """
    for part in tables:
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
        covered = CoveredCells(part.sheet.rows, part.sheet.merges)
        filled_down = _filled_down(part, covered, {index for of_head in heads.values() for index in of_head})
        heading, used, above = 0, set[int](), dict[int, str]()
        others = {*part.nil_rows, *(each.row for each in part.possible)}
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
            if over and number not in part.nil_rows:
                used.add(heading)
                yield UnitWords(part.sheet.name, number, _unit_of_heading(over.get(heading, "")), labelled=True)
        for number in sorted(over.keys() - used):
            yield UnitWords(part.sheet.name, number, _unit_of_heading(over[number]), labelled=True)


def nil_words(tables: list[SheetTable]) -> Iterator[UnitWords]:
    """For each row that says that nothing is registered the line right above it, else the heading of its group."""
    for part in tables:
        over = {row.row.number: row.group for row in part.rows} if part.nil_rows else {}
        for before, row in pairwise(part.sheet.rows) if part.nil_rows else ():
            if row.number in part.nil_rows:
                above = {*before.contents.values()}
                text = as_text(next(iter(above))) if len(above) == 1 else over.get(row.number, "")
                yield UnitWords(part.sheet.name, row.number, _unit_of_heading(text), labelled=True)


def _filled_down(part: SheetTable, covered: CoveredCells, columns: Collection[int]) -> set[int]:
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
