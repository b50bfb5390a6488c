"""Everything that a run needs of the tracking book, read once, sheet by sheet, as nouns.

A letter counts as sent unless a person says that it was not. What is unclear is a finding.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, field, structs

from aggregator.book.cells import CellWords
from aggregator.book.paper_lists import PaperList, paper_lists
from aggregator.book.questions import AskedQuestion, asked_in, corrections_of, with_answers
from aggregator.book.receipts import STAYS, lines_of_year, read_receipts
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import BookSheets, Line, book_layout, clauses, is_unsure
from aggregator.book.units import FindUnit
from aggregator.campaign.mail_words import any_of
from aggregator.nouns.finding import Finding, Mark
from aggregator.nouns.outcome import OPEN, UNSAID, WITHOUT_VALUE, Choice, Correction, LetterMade, Record, Waiver
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import composed, fold, grouped, key, regex, sole

Noun = TypeVar("Noun")

# ---- Sheet “Đính chính”: corrections of an entry's field, level or unit, and what is not counted.


_OF_PERSON = regex(r"(?:ho(?: va)? ten|nguoi|chuc vu|so dien thoai|dien thoai|sdt|chinh ta|ngay)\b.*")
_NOTES = ("noi dung", "nhan xet")
# what may change a number: of levels and numbers; of doubling and withdrawing, and what a name may begin with, too
_COUNTS = regex(
    r"\b(?:cấp (?:tỉnh|huyện|xã|cơ sở)|cap (?:tinh|huyen|xa|co so)|(?:hai|ba|\d+) (?:mô hình|mh|lần|dòng)"
    r"|mô hình của|dòng (?:\d|trên|dưới|này|sau|trước))\b"
)
_MOVES_OR_NAMES = r"(?:bỏ|xóa|xoá|thêm|gộp|nhập|thôi|lên|xuống|gồm)"
_CHANGES = regex(
    r"\b(?:(?:xin|đề nghị|xã|đơn vị|cơ quan|mô hình|này|đã|báo|tạm) )*(?:rút|loại|hủy|huỷ|bớt|tách|trùng|lặp|sót"
    r"|thừa|ghép|ngừng|dừng|chuyển(?! đổi)|thay(?! (?:đổi|ông|bà|anh|chị)\b)|nâng(?! cao)|hạ cấp|như|của|nhầm xã"
    r"|xã khác|không (?:làm|đăng ký|duyệt|còn|phải|tính|có(?! m[12]))|hỏi lại|còn thiếu"
    rf"|(?:sai|nhầm|chưa (?:chắc|rõ))$|(?:tỉnh|huyện|tinh|huyen)(?: \w+)?$|{_MOVES_OR_NAMES})\b"
)
_NAMES = regex(  # “Thêm cây xanh”, “Xóa nhà tạm”
    rf"{_MOVES_OR_NAMES} (?!(?:mô hình|mh|dòng|này|nữa|ra|vào|khỏi|với|sang|vì|không|làm|cấp|tỉnh|huyện|\d+)\b)"
)
_IN_NOTE = regex(r"\b(?:cấp|tỉnh|huyện|tinh|huyen|năm|(?:gửi|nộp) lại)\b")
_SPELT = regex(r"(?i)\b(?:sai|nhầm|lỗi) (?:chính tả|dấu|font|tên|chữ)\b|\bkhông cần (?:sửa|hỏi)\b")
_BEFORE_HEAD = regex(r"^(?:(?:sua|ghi) (?!chu))+")
_MOVES = regex(r"don vi|: (?:mo hinh )?cua ")
_NOTHING_SAID = frozenset(
    {"", "khong", "khong co", "khong co gi", "du", "da du", "ok", "da kiem tra", "da xem", "xong"}
)


def _correction(line: Line, words: CellWords) -> tuple[Correction, ...]:
    """The correction; where it cannot be applied, what it may be about; none where no number hangs on it."""
    known = len(words.findings)
    unit = words.unit(line, "unit")
    what = words.choice(line, book_layout().sheet("corrections").column("what"))
    date = words.date(line, "date")
    value = _corrected(line, what, words)
    lacking = _lacking(line, what, value)
    if lacking and len(words.findings) == known:
        words.note("correction-incomplete", line, lacking[0], name=line.text("name"), why=lacking[1])
    made = Correction(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        what=what or "",
        value=value,
        who=line.text("who") or None,
        why=line.text("why") or None,
        date=date,
        sheet=line.sheet,
        cell=line.cell("what"),
        was=line.text("was") or None,
        row=line.number,
    )
    unknown = bool(line.text("unit")) and unit is None
    if not (lacking or unknown):
        return (made,)
    said, value_said = key(line.text("what")), line.text("value")
    is_idle = (
        said in _NOTHING_SAID and key(value_said) in _NOTHING_SAID and "?" not in f"{line.text('what')}{value_said}"
    )
    stays = what in ("level", "unit") and STAYS.fullmatch(key(value_said))
    if what == "field" or stays or (is_idle and not line.text("name")) or _changes_no_number(line, words):
        return ()
    moves = what == "unit" or (what is None and _MOVES.search(f"{said}: {key(value_said)}"))
    moved = (words.possible(line, "value") or words.named(line, "value")) if moves else ()
    units = [unit] if unit else [*words.possible(line, "unit"), None]
    about = UNSAID if is_idle else OPEN
    return tuple(structs.replace(made, unit=one.code if one else None, what=about) for one in (*units, *moved))


def _changes_no_number(line: Line, words: CellWords) -> bool:
    """Whether a row corrects a name or a place, or is a note, and says of no level, and not that a model goes."""
    value, column = line.text("value"), book_layout().sheet("corrections").column("what")
    if column.choice(value) or words.code_of(value, "level") or "?" in f"{line.text('what')}{value}":
        return False
    what, said = _BEFORE_HEAD.sub("", key(line.text("what"))), composed(value).casefold()
    headings = (h for h in words.campaign.headings if what and what in map(key, (h.title, *h.spellings, *h.exact)))
    code = next((h.code for h in headings if not h.code.startswith(("level", "field", "other"))), None)
    is_note = code == "note" or what in _NOTES
    doubts = is_note and (_IN_NOTE.search(said) or is_unsure(_SPELT.sub("", value), remark=True))
    begin, *rest = clauses(said) or [""]
    names = not is_note and value[:1].isupper() and _NAMES.match(said)
    begins = not names and (_CHANGES.search if is_note else _CHANGES.match)(begin)
    changes = begins or any(map(_CHANGES.search, rest))
    if doubts or changes or _COUNTS.search(said) or not (code or is_note or _OF_PERSON.fullmatch(what)):
        return False
    others = {*words.named(line, "value"), *(words.possible(line, "value") if is_note else ())}
    return not (is_note or code == "address") or others <= {*words.named(line, "unit")}


def _lacking(line: Line, what: str | None, value: str | None) -> tuple[str, str] | None:
    if not line.text("name"):
        return "name", "chưa ghi tên mô hình"
    if what is None:
        return "what", "chưa chọn điều đính chính"
    if value is None and what not in WITHOUT_VALUE:
        head = book_layout().sheet("corrections").column("value").head
        return "value", "chưa ghi giá trị đúng" if "value" in line.columns else f"không tìm thấy cột “{head}”"
    return None


def _corrected(line: Line, what: str | None, words: CellWords) -> str | None:
    """The code that the value means, by what it corrects; one that is no field or level is a finding."""
    text = line.text("value")
    if not text or what not in ("field", "level", "unit"):
        return None
    if what == "unit":
        unit = words.unit(line, "value")
        return unit.code if unit else None
    code = words.code_of(text, what)
    if code is None:
        kinds = words.campaign.fields if what == "field" else words.campaign.levels
        column = book_layout().sheet("corrections").column("value")
        words.unknown_choice(line, column, [kind.title for kind in kinds])
    return code


# ---- Sheet “Trường hợp đặc thù”: a rule waived for a unit.

_WAIVER_NEEDS = {"unit": "chưa ghi đơn vị", "rule": "chưa chọn nội dung", "who": "chưa ghi người chấp thuận",
                 "why": "chưa ghi lý do"}  # fmt: skip


_CONSENT = r"(?:đồng ý|đồng tình|chấp thuận|chấp nhận|tán thành|ủng hộ|(?:phê )?duyệt|nhất trí|thống nhất|cho phép)"
_CONSENTS = regex(
    rf"\b(?:{_CONSENT}|đã xin ý kiến|rồi|gật|ok|không (?:ai )?(?:phản đối|yêu cầu)"
    r"|cho (?:miễn|lùi|(?:gửi |nộp )?(?:chậm|muộn)|chủ trương|ý kiến)|bảo (?:được|miễn))\b"
    r"(?! (?:chưa$|nếu|khi|thì)\b)|\bcho$"
)
_REFUSES = regex(
    r"^(?:không|chưa)(?: có| ai| có ai)?$|[:,(–-]\s*không\)?$|\btừ chối\b"
    rf"|\b(?:không|chưa)(?: có)?(?: ai)?(?: được)? (?:{_CONSENT}|cho(?! ý kiến))\b"
)
_ASKS_FIRST = regex(r"^(?:chưa|không|xin|đề nghị|trình|hẹn|xã|thị trấn|ubnd)\b|\bđể\b|(?<!đã )báo cáo")
_NO_MATTER = regex(  # behind who agreed; and persons
    r"(?i)(?<=.)\b(?:(?:không (?:cần|có)|chưa có) văn bản|báo lại|đã báo cáo|mất điện)"
    r"|\b(?:văn bản|vb)(?: số)? \d+"
    r"|\b(?:đ/c|đc|c|anh|chị|ông|bà) \w+"
)
_WORD = regex(r"[^\W\d_]+")


def _consent(who: str) -> bool | None:
    """Whether the rule is lifted by what stands for whom; None unless it tells consent, or is a plain name of one.

    A plain name has no word but those with a capital, behind a title, of offices, and of consents: “TT HU phê bình”
    is none, nor “họp”.
    """
    said = composed(who).strip()
    plain = said.casefold()
    if _REFUSES.search(plain):
        return False
    before = [f"{part[: found.start()]} rồi" for part in clauses(plain) if (found := _CONSENTS.search(part))]
    if "?" not in said and not all(_ASKS_FIRST.search(part) or is_unsure(part, remark=True) for part in before):
        return True
    layout, rest = book_layout(), _NO_MATTER.sub("", said)
    left = _WORD.findall(regex(rf"(?i)(?<!\w)(?:{any_of(layout.of_consent)})(?!\w)").sub(" ", rest))
    offices = {form for word in " ".join(layout.offices).split() for form in (word, key(word))}
    named = (left or rest != said) and all(word != word.lower() or word in offices for word in left)
    return True if named and not (is_unsure(said, remark=True) or _ASKS_FIRST.search(rest.casefold())) else None


_OF_RULE = (
    r"(?:cap|tinh|huyen|ca|hai|2|va|m[34]|so luong|sl|noi dung|mo hinh|danh sach|ds|du|dung|han|dang ky|gui|nop|co)"
)
_GRANTS = r"(?:cho(?: phep)?|duoc|chap thuan|dong y|(?:phe )?duyet|nhat tri)"
# says no more than that a waiver is denied, or what must be done: “không được vượt …”, “phải gửi”
_DENIES = regex(
    rf"(?:van |{_OF_RULE} )*(?:(?:khong (?:{_GRANTS} )*|tu choi )(?:mien|vuot|thieu)"
    rf"|khong (?:{_GRANTS} )+(?:(?:gui|nop|danh sach|ds) )*(?:cham|muon|tre|sau)"
    rf"|khong (?:{_GRANTS} )*(?:gia|lui) han"
    rf"|(?:phai|bat buoc)(?: phai)?)(?: {_OF_RULE})*|khong (?:chap thuan|dong y|duyet)"
)
_ABOUT_FORMS = regex(r"\bm ?[12]\b|\bmau (?:so )?[12]\b|\b266\b|\bkhen thuong\b|\bky (?:ban|giay|ten|dau|dong)\b")
_OF_LATENESS = regex(
    r"\b(?:gửi|gui|nộp|nop|danh sách|danh sach|ds|chậm|muộn|trễ|(?:thời|gia|đúng|quá|hết|sau|trước) hạn"
    r"|hạn (?:gửi|nộp|chót))\b"
)
_OF_NUMBERS = regex(r"\b(?:cap|tinh|huyen|so luong|sl)\b")
# whose number is meant, and no other's: not “theo công văn của tỉnh”, “cấp huyện đã đồng ý”, “chỉ cấp huyện”
_WHOSE_NUMBER = regex(
    r"(?!.*\b(?:toan|deu|chi(?! tieu)|tinh\b.*\bhuyen|huyen\b.*\btinh)\b).*?"
    r"\b(?:so luong|sl|chi tieu|(?<!\d )(?:noi dung|mo hinh)|(?:mien|giam|thieu)(?: \d+)?)"
    r"(?: (?:dang ky|mo hinh|noi dung))* cap (?P<level>tinh|huyen)\b(?! giao)"
)
_OF_MODELS = regex(r"\b(?:mo hinh|noi dung|dien hinh|dang ky)\b")
_BESIDE_FORMS = (regex(r"\b(?:cap|so luong|sl)\b"), regex(r"\b(?:danh sach|ds|m ?[34])\b"))
_QUOTAS, _RECEIPTS = ("province", "district"), ("late", "missing")  # kinds of waivers


def _may_lift(text: str) -> tuple[str, ...]:
    """The codes that a rule which is not understood may be about; all where it names nothing."""
    said, of_forms = key(text), _ABOUT_FORMS.search(key(text))
    quota, receipt = _BESIDE_FORMS if of_forms else (_OF_NUMBERS, _OF_LATENESS)
    told = f"{composed(text).casefold()} {said}"
    late = bool(receipt.search(told))
    of_numbers = bool(quota.search(said)) or (late and not of_forms and bool(_OF_MODELS.search(said)))
    whose = _WHOSE_NUMBER.match(fold(text))
    quotas = (_QUOTAS[whose["level"] == "huyen"],) if whose else _QUOTAS
    kinds = (*(quotas if of_numbers else ()), *(_RECEIPTS if late else ()))
    meant = [each.label for each in book_layout().waivers if each.kind in kinds or not (kinds or of_forms)]
    return tuple(dict.fromkeys(code for label in meant for code in book_layout().waivable[label]))


_AS_WELL = regex(r"\bkhông phải (?=đủ|gửi|nộp|giải trình|đăng ký)")  # “(không phải đủ)” is no denial


def _rule(text: str) -> tuple[str | None, bool]:
    """The rule that a cell begins with, where what it adds leaves it; whether it says that none is waived."""
    parts = [part for part in clauses(composed(text)) if key(part)]
    denied = [bool(_DENIES.fullmatch(key(part))) for part in parts]
    if _DENIES.fullmatch(key(text)) or (parts and all(denied)):
        return None, True
    unsure = any(is_unsure(_AS_WELL.sub("", part.casefold()), remark=True) for part in parts[1:])
    whole, *named = ([one.label for one in book_layout().waivers if one.is_meant(part)] for part in (text, *parts))
    if "?" in text or unsure or any(denied[:1]):
        return None, False
    beside = sole({label for labels in named for label in labels}) if named and named[0] else None
    return (whole[0] if whole else beside), False


def _waiver(line: Line, words: CellWords) -> Sequence[Waiver]:
    """The waivers of a complete row, one a unit; open ones where its rule, a unit or who agreed is unclear."""
    group = words.group_named(line, "unit")
    units, known = () if group else words.units(line, "unit"), book_layout().waivable
    rule, is_denied = _rule(line.text("rule"))
    if line.text("rule") and rule is None:
        words.unknown_choice(line, book_layout().sheet("waivers").column("rule"), known)
    date, consent = words.date(line, "date"), _consent(line.text("who"))
    if lacking := next((code for code in _WAIVER_NEEDS if not line.text(code)), None):
        head = book_layout().sheet("waivers").column(lacking).head
        why = _WAIVER_NEEDS[lacking] if lacking in line.columns else f"không tìm thấy cột “{head}”"
        words.note("waiver-incomplete", line, lacking, text=line.text("unit") or "đơn vị", why=why)
    elif not consent:
        lacking, why = "who", f"ghi “{line.text('who')}” ở chỗ người chấp thuận"
        words.note("waiver-incomplete", line, lacking, text=line.text("unit"), why=why)
    if is_denied or consent is False or not line.text("who") or not line.text("why"):
        return ()
    codes = known[rule] if rule else _may_lift(line.text("rule"))
    if not codes:
        return ()
    open_for = group or [unit for unit in words.possible(line, "unit") if unit not in units]
    facts = (rule or line.text("rule"), codes, line.text("who"), line.text("why"), date, line.cell("rule"))
    return (
        *(Waiver(unit.code, *facts, is_open=rule is None or consent is None) for unit in units),
        *(Waiver(unit.code, *facts, is_open=True) for unit in open_for),
    )


# ---- Sheet “Xét, giới thiệu”: which candidates go up to the province, which stay with the district (R6).


def _choice(line: Line, words: CellWords) -> Choice | None:
    """The choice; a decision that is none of the list counts as undecided."""
    unit = words.unit(line, "unit") if line.text("name") else None
    if not line.text("name") or (unit is None and line.text("unit")):
        return None
    sheet = book_layout().sheet("choices")
    proposal, decision = (words.choice(line, sheet.column(code)) or "open" for code in ("proposal", "decision"))
    proposed = decision == "open" and proposal != "open"
    return Choice(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        proposal=proposal,
        decision=decision,
        opinion=line.text("opinion") or None,
        note=line.text("note") or None,
        sheet=line.sheet,
        cell=line.cell("proposal" if proposed else "decision"),
        words=sheet.column("decision").choices[proposal if decision == "open" else decision],
    )


# ---- Sheet “Thư đã lập”: the letters made.

Row = Mapping[str, str | dt.datetime]  # by column code
_FULL = 32_000  # letters; a cell of Excel takes 32,767
_PARTS = 4  # of a mark


def _letter(line: Line, words: CellWords) -> LetterMade | None:
    """The letter; a row that names none is people's own."""
    sheet = book_layout().sheet("letters")
    unit, _ = words.find_unit(line.text("unit")) if line.text("unit") else (None, ())
    code = line.text("code") or (unit.code if unit else "")
    kind, at = sheet.column("kind").choice(line.text("kind")), words.time(line, "at")
    if not code or kind is None or at is None:
        return None
    sent = words.choice(line, sheet.column("sent")) != "no"
    return LetterMade(at, code, kind, line.text("content"), line.text("file"), _asked(line.text("asked")), sent)


def letters_waiting(rows: Iterable[Row]) -> Iterator[LetterMade]:
    """The letters of rows that could not be written into the book yet."""
    kind = book_layout().sheet("letters").column("kind")
    for row in rows:
        at, code = row.get("at"), kind.choice(str(row.get("kind", "")))
        if isinstance(at, dt.datetime) and code:
            facts = [str(row.get(column, "")) for column in ("code", "content", "file", "asked")]
            yield LetterMade(at, facts[0], code, facts[1], facts[2], _asked(facts[3]))


def _asked(text: str) -> tuple[Mark, ...]:
    """The points of a letter; none where a person spoilt the cell."""
    try:
        marks = [tuple(map(str, mark)) for mark in json.loads(text or "[]")]
    except (ValueError, TypeError):
        return ()
    return tuple((one[0], one[1], one[2], one[3]) for one in marks if len(one) == _PARTS)


def letter_rows(made: Sequence[LetterMade], known: Sequence[LetterMade], campaign: Campaign) -> Iterator[Row]:
    """A row for each letter that the sheet does not know yet; points that a cell has no room for are left out."""
    there = {(one.at, one.unit, one.content) for one in known}
    kinds = book_layout().sheet("letters").column("kind").choices
    for one in made:
        if (one.at, one.unit, one.content) not in there:
            points = list(one.asked)
            while len(asked := json.dumps(points, ensure_ascii=False, separators=(",", ":"))) > _FULL:
                points.pop()
            yield {
                "at": one.at,
                "unit": campaign.unit_name(one.unit),
                "kind": kinds[one.kind],
                "file": one.file,
                "count": str(len(one.asked)),
                "code": one.unit,
                "content": one.content,
                **({"asked": asked} if points else {}),
            }


# ---- The whole book.


class TrackingBook(Struct, frozen=True):
    """What people know and decided. ``findings`` are about the sheets but “Quy định”, “Đơn vị”.

    ``receipts`` and ``corrections`` say also what answers of “Cần trả lời”, ``asked``, say; ``columns`` are the
    codes of the columns that each sheet has, none where there is no such sheet. ``open_corrections`` are not
    understood, one for each unit that they may be about.
    ``paper`` are lists that were taken down from paper, to be read like others.
    ``letters`` are those made in earlier runs; ``sheets`` is the book as it was opened.
    """

    receipts: ReceiptRegister = field(default_factory=ReceiptRegister)
    corrections: tuple[Correction, ...] = ()
    open_corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    choices: tuple[Choice, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()
    paper: tuple[PaperList, ...] = ()
    letters: tuple[LetterMade, ...] = ()
    open_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sheets: BookSheets = field(default_factory=lambda: BookSheets({}))

    @property
    def answered(self) -> frozenset[str]:
        """The keys of the questions that a person answered, whether that was carried over yet or not."""
        return frozenset(one.key for one in self.asked if one.acts or one.state in ("settled", "other"))

    @property
    def record(self) -> Record:
        """What judging goes by."""
        return Record(
            self.corrections,
            self.waivers,
            self.choices,
            open_corrections=self.open_corrections,
            papers=self.receipts.papers,
            own_papers=self.receipts.own_papers,
            paper_files=frozenset(received.file for received, _ in self.paper),
            recorded=self.receipts.uncounted,
            recorded_times=self.receipts.uncounted_times,
            open_rows=self.open_rows,
            lost=self.receipts.lost_lists,
            forms_on_paper=self.receipts.forms_on_paper,
            signed=self.receipts.signed,
        )


def read_tracking_book(
    opened: BookSheets, campaign: Campaign, find_unit: FindUnit, as_of: dt.datetime | None = None
) -> TrackingBook:
    """Read all but what makes the campaign. Raises CannotWork where a head is lost; ``as_of`` bounds receipts."""
    receipts = read_receipts(opened, CellWords(campaign, find_unit, as_of))
    words = CellWords(campaign, find_unit, as_of)
    corrections = [one for row in _of_year(opened, "corrections", "date", words, _correction) for one in row]
    by_sha = grouped((row.sha256, row) for row in receipts.rows)
    book = TrackingBook(
        corrections=tuple(one for one in corrections if one.what not in (OPEN, UNSAID)),
        open_corrections=tuple(one for one in corrections if one.what in (OPEN, UNSAID)),
        waivers=tuple(one for row in _of_year(opened, "waivers", "date", words, _waiver) for one in row),
        choices=_of_year(opened, "choices", "year", words, _choice),
        asked=tuple(asked for line in opened.lines("questions") if (asked := asked_in(line, words, by_sha))),
        paper=paper_lists(opened, receipts, words),
        letters=_of_year(opened, "letters", "at", words, _letter),
        columns={sheet.code: opened.columns(sheet.code) for sheet in book_layout().sheets},
        sheets=opened,
    )
    return structs.replace(
        book,
        receipts=with_answers(receipts, book.asked),
        corrections=(*book.corrections, *corrections_of(book.asked, book.corrections)),
        findings=(*receipts.findings, *words.findings),
        open_rows={unit: tuple(cells) for unit, cells in words.open_rows.items()},
    )


def _of_year(
    opened: BookSheets, code: str, column: str, words: CellWords, read: Callable[[Line, CellWords], Noun | None]
) -> tuple[Noun, ...]:
    """What the lines of a sheet say that are of the campaign's year, as their ``column`` tells."""
    lines = lines_of_year(opened.lines(code), words, column)
    return tuple(noun for line in lines if (noun := read(line, words)))


_MOST_CELLS = 8


def book_lines(findings: Iterable[Finding], book: str, *, there: bool) -> Iterator[str]:
    """A line where there is no ``book`` (its usual name), else a line a sheet whose cells need a person's eye."""
    if not there:
        yield (
            f"Chú ý: không thấy sổ theo dõi ({book}) cùng chỗ với thư mục nhận về; đính chính, bản giấy, thời điểm "
            "nhận, quyết định và thư đã lập ghi trong sổ (nếu có) không được tính, điểm chưa rõ không được hỏi. "
            "Hãy chép sổ vào chỗ đó rồi chạy lại; nếu chưa có sổ thì lập bằng lệnh aggregator init."
        )
        return
    found = [*findings]
    yield from (f.notice for f in found if f.code == "book-sheets-absent")
    titles = [sheet.title for sheet in book_layout().sheets]
    grave = [f for f in found if f.file is None and f.sheet in titles and f.severity != "info"]
    for title in titles:
        yield from (f"- {f.message}" for f in grave if f.sheet == title and not f.cell)  # of the whole sheet
        cells = list(dict.fromkeys(f.cell for f in grave if f.sheet == title and f.cell))
        if cells:
            more = f" và {len(cells) - _MOST_CELLS} chỗ khác" if len(cells) > _MOST_CELLS else ""
            yield f"- Sổ theo dõi cần xem lại, trang “{title}”: ô {', '.join(cells[:_MOST_CELLS])}{more}."
    if grave:
        yield "  Chi tiết ở trang “Nội dung cần sửa” của bảng tổng hợp."
