"""The letters to the units: who gets one, what it says, its mail draft and the annotated copies that go with it.

A copy is the sender's own workbook, marked and commented, with a first sheet “Nội dung cần sửa” and a stamp; what
is no .xlsx (.xls, .ods, Word, PDF) is an .xlsx rendering of the table as it was read, marked alike.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from aggregator.campaign.texts import Text, render
from aggregator.nouns.document import Document
from aggregator.nouns.file import CORRECTION_SHEET, CORRECTION_STAMP, write_atomically
from aggregator.nouns.finding import CannotWork, Mark, or_cannot_work, still_open
from aggregator.nouns.outcome import LetterRecord, Outcome
from aggregator.nouns.standing import in_time
from aggregator.nouns.unit import Campaign, Unit
from aggregator.office.form import drawing_of
from aggregator.office.notes import Copy, Cover, Note, with_notes
from aggregator.office.sheet import Column
from aggregator.vietnamese.fold import regex
from aggregator.vietnamese.official_style import due, two
from aggregator.write.blank_words import file_stem
from aggregator.write.dossier import Dossier, Point, UnitCheck, one_point, short_file
from aggregator.write.sheets.cell_texts import clock
from aggregator.write.text_paper import addressee, campaign_facts

# ---- A letter as a mail draft (.eml) that mail programs open ready to send; the same letter, the same bytes.

_TYPES = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
    "docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def mail_draft(letter: Text, to: str | None, copies: Mapping[str, bytes], boundary: str | None = None) -> bytes:
    """A draft (``X-Unsent``) with the files attached; without ``boundary`` it has its own, and a Message-ID."""
    sum_ = hashlib.sha256(f"{to}\n{letter.line('Tiêu đề')}\n{letter.body}".encode())
    for name, copy in copies.items():
        sum_.update(name.encode() + copy)
    mail = MIMEMultipart(boundary=boundary or f"=_{sum_.hexdigest()[:24]}")
    mail["X-Unsent"] = "1"
    if boundary is None:
        mail["Message-ID"] = f"<{sum_.hexdigest()[:32]}@thu-nhap.invalid>"
    mail["To"] = to or ""
    # Header, for the newer EmailMessage loses blanks where it folds a Vietnamese subject.
    mail["Subject"] = Header(letter.line("Tiêu đề"), "utf-8", header_name="Subject").encode()
    mail.attach(MIMEText(letter.body.replace("\n", "\r\n"), "plain", "utf-8"))
    for name, copy in copies.items():
        attached = MIMEApplication(copy, _TYPES.get(name.rpartition(".")[2].lower(), "octet-stream"))
        attached.add_header("Content-Disposition", "attachment", filename=name)
        mail.attach(attached)
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


# ---- Which unit gets which letter and why: at most one, that says all, and nothing twice unless it is news.

REMINDER, CORRECTION, RECEIPT = "reminder", "correction", "receipt"
TITLES = {REMINDER: "Nhắc gửi", CORRECTION: "Đề nghị sửa, bổ sung", RECEIPT: "Xác nhận đã nhận"}
_TEMPLATES = {REMINDER: "thu_nhac", CORRECTION: "thu_sua", RECEIPT: "thu_xac_nhan"}
_STEMS = {REMINDER: "nhac", CORRECTION: "sua", RECEIPT: "xac_nhan"}
_ADDRESS = regex(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]{2,}")
_NO_FILE = regex(r'[<>:"/\\|?*\x00-\x1f]')
_SEVERAL = regex(r"[;,\s]+")


class Letter(Struct, frozen=True):
    """One letter to one unit: ``number`` counts its kind, ``earlier`` those before; ``fresh``: it is news."""

    dossier: Dossier
    kind: str
    to: str
    reasons: tuple[str, ...]
    number: int
    earlier: tuple[LetterRecord, ...]
    content: str
    file: str
    fresh: bool = True

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.dossier.unit.code

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The points that it asks about, as a later run knows them."""
        return tuple(_short(point.key) for point in self.dossier.demands)

    def record(self, at: dt.datetime) -> LetterRecord:
        """The letter as the tracking book remembers it."""
        return LetterRecord(at, self.unit, self.kind, self.content, self.file, self.marks)


def _short(mark: Mark) -> Mark:
    """A point with the sum of its words in their place: a cell of the book holds all points of a letter."""
    return *mark[:3], hashlib.sha256(mark[3].encode()).hexdigest()[:12]


class NoLetter(NamedTuple):
    """A unit (its name) that gets no letter, and why."""

    unit: str
    why: str


class Round(Struct, frozen=True):
    """The letters of a run, in roster order, and the units that get none."""

    letters: tuple[Letter, ...]
    without: tuple[NoLetter, ...]


def letters_of(
    dossiers: Sequence[Dossier], campaign: Campaign, as_of: dt.datetime, history: Sequence[LetterRecord] = ()
) -> Round:
    """Decide on the letters. ``history`` are those of earlier runs; those of this very moment are made again."""
    letters, without = [], []
    for dossier in dossiers:
        kind = _kind(dossier)
        if kind is None:
            without.append(NoLetter(dossier.unit.name, dossier.excused or "chưa có gì để xác nhận"))
            continue
        before = tuple(
            made
            for made in sorted(history, key=lambda made: made.at)
            if made.unit == dossier.unit.code and made.sent and made.at < as_of
        )
        letters.append(_letter(dossier, kind, campaign, as_of, before))
    return Round(tuple(letters), tuple(without))


def _kind(dossier: Dossier) -> str | None:
    if dossier.excused:
        return None
    if dossier.demands:
        return CORRECTION
    return REMINDER if dossier.list_lacking or dossier.missing_forms else RECEIPT if dossier.arrivals else None


def _letter(
    dossier: Dossier, kind: str, campaign: Campaign, as_of: dt.datetime, before: tuple[LetterRecord, ...]
) -> Letter:
    after = not in_time(as_of, campaign.deadline)
    number = sum(made.kind == kind for made in before) + 1
    content = _content(dossier, kind, after=after)
    last = before[-1] if before else None
    known = last is not None and (last.kind, last.content) == (kind, content)
    again = known and kind == REMINDER and last is not None and last.at.date() < as_of.date()
    count = f"_lan_{number}" if number > 1 else ""
    file = f"thu_{_STEMS[kind]}{count}_{file_stem(dossier.unit.name)}.eml"
    if known and not again and last is not None:
        file, number = last.file, number - 1
    unit = campaign.units_by_code[dossier.unit.code]
    return Letter(dossier, kind, address(unit)[0], tuple(_why(dossier, kind, after=after)), number, before, content,
                  file, fresh=not known or again)  # fmt: skip


def address(unit: Unit) -> tuple[str, str]:
    """The unit's mail addresses as a draft has them, and what stands there that is no address."""
    parts = [part.strip("<>") for part in _SEVERAL.split(unit.email or "") if part]
    good = [part for part in parts if _ADDRESS.fullmatch(part)]
    return ", ".join(good), "; ".join(part for part in parts if part not in good)


def _content(dossier: Dossier, kind: str, *, after: bool) -> str:
    """The sum of what a letter says but for its day: two with the same sum say the same."""
    said = [kind, after, dossier.unit.receipt, dossier.list_lacking, dossier.doubtful, dossier.unseen_paper,
            dossier.late, dossier.total, sorted(map(str, dossier.levels)), sorted(map(str, dossier.fields)),
            sorted((item.name, item.count) for item in dossier.missing_forms),
            sorted(point.key for point in dossier.points),
            sorted(item.what for item in dossier.arrivals)]  # fmt: skip
    said += ["number open"] if kind == RECEIPT and dossier.number_open else []
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def _why(dossier: Dossier, kind: str, *, after: bool) -> Iterator[str]:
    if dossier.list_lacking:
        if not dossier.unit.silent:
            yield "chưa có danh sách dùng được"
        elif dossier.doubtful:
            yield "chưa thấy danh sách, cần xác minh"
        else:
            yield "chưa gửi danh sách, đã hết hạn" if after else "chưa gửi danh sách, còn trong hạn"
    manners = Counter(point.manner for point, *_ in dossier.groups)
    if manners["ask"]:
        yield f"{two(manners['ask'])} điểm cần sửa"
    if manners["question"]:
        yield f"{two(manners['question'])} điểm cần làm rõ"
    if dossier.missing_forms:
        yield f"chưa thấy {two(sum(item.count for item in dossier.missing_forms))} bản M1, M2"
    if dossier.unseen_paper and kind != RECEIPT:
        yield "chưa thấy đăng ký đơn vị “Dân vận khéo”"
    if kind == RECEIPT:
        unread = "đã nhận danh sách không kèm tệp, chưa có số liệu; đề nghị gửi thêm bản Excel"
        yield unread if dossier.unit.unread else "đã nhận, không có điểm cần sửa"


def text_of(
    letter: Letter, campaign: Campaign, as_of: dt.datetime, copies: Sequence[str], folder: Path | None
) -> Text:
    """The letter in words, from the office's template where there is one. ``copies`` are the files attached."""
    return render(_TEMPLATES[letter.kind], _facts(letter, campaign, as_of, copies), folder, campaign.office.place)


_OF_DOSSIER = ("form", "list_lacking", "doubtful", "late", "total", "number_open")  # what letters call so, too


def _facts(letter: Letter, campaign: Campaign, as_of: dt.datetime, copies: Sequence[str]) -> Mapping[str, Any]:
    dossier, zone = letter.dossier, campaign.zone
    now = as_of.astimezone(zone)
    earlier = [made for made in letter.earlier if made.kind == letter.kind]
    corrections = [made for made in letter.earlier if made.kind == CORRECTION and made.marks]
    asked = corrections[-1].marks if corrections else ()
    now_asked = [_short(point.key) for point in dossier.points]
    open_marks = [mark for mark in asked if still_open(mark, now_asked)]
    return {
        **campaign_facts(campaign),
        **{name: getattr(dossier, name) for name in _OF_DOSSIER},
        **{name: getattr(dossier.unit, name) for name in ("receipt", "unread", "silent")},
        "lacking": dossier.missing_forms,
        "own": dossier.unseen_paper,
        "came": dossier.arrivals,
        "unit": dossier.unit.name,
        "addressee": addressee(campaign, dossier.unit.name),
        "now": now,
        "after": not in_time(as_of, campaign.deadline),
        "days": max((campaign.deadline.date() - now.date()).days, 0),
        "deadline": due(campaign.deadline),
        "before_briefing": now.date() < campaign.briefing,
        "plan": dossier.unit.own_registration.plan,
        "on_time": dossier.unit.receipt == "on_time",
        "levels": tuple({"title": title, "count": count} for title, count in dossier.levels),
        "fields": tuple({"title": title, "count": count} for title, count in dossier.fields),
        "points": tuple(
            {"where": p.where, "what": p.what.rstrip("."), "ask": p.ask, "manner": p.manner,
             "again": all(still_open(_short(one.key), asked) for one in points)}
            for points in dossier.groups
            for p in (one_point(points),)
        ),
        "mended": len(asked) - len(open_marks),
        "asked": len(asked),
        "returned": tuple(line.rstrip(".") for line in dossier.files_back),
        "earlier": earlier[-1].at.astimezone(zone).date() if earlier else None,
        "number": letter.number,
        "copies": tuple(f"“{name}”" for name in copies),
        "marked": any(point.places for point in dossier.points),
    }  # fmt: skip


def copy_name(file: str, ending: str) -> str:
    """What the annotated copy of a file is called; signs that no file may bear on Windows are underscores."""
    return f"{_NO_FILE.sub('_', Path(short_file(file)).stem).removesuffix('_can_sua')}_can_sua.{ending}"


# ---- The sender's own workbook back: its cells marked and commented, what is to be mended on a first sheet.

# makes the copies, in order: .xlsx with their notes, documents as read, or the reason why there is none
Annotate = Callable[[Sequence[Copy]], Iterable[bytes | Document | str]]
_KEPT_ENDINGS = (".xlsx", ".xlsm")


class CoverLine(NamedTuple):
    """A line of the first sheet: a point, and its cells in the file (sheet, cell)."""

    number: int
    point: Point
    cells: Sequence[tuple[str, str]]


_CELLS: Column[CoverLine] = Column("Ô", 8, "text", lambda x: ", ".join(cell for _, cell in x.cells))
_COLUMNS: tuple[Column[CoverLine], ...] = (
    Column("STT", 6, "text", lambda x: str(x.number)),
    Column("Trang", 22, "text", lambda x: x.point.sheet or next((sheet for sheet, _ in x.cells), "")),
    _CELLS,
    Column("Nội dung", 62, "text", lambda x: x.point.what),
    Column("Đề nghị", 48, "text", lambda x: x.point.ask),
)


def points_of_file(dossier: Dossier, file: str) -> list[Point]:
    """What a copy of the file says: what concerns no single cell, then cell by cell; the certain first."""
    mine = [p for p in dossier.points if p.file == file or p.file is None]
    return sorted(mine, key=lambda p: (p.manner == "remark", bool(_cells(p, file)), p.manner != "ask"))


def _cells(point: Point, file: str) -> list[tuple[str, str]]:
    return [(sheet, cell) for of, sheet, cell in point.places if of == file]


def files_to_return(dossier: Dossier) -> list[str]:
    """The files that go back: those with points of their own, else the one that gives the unit's content."""
    within = dict.fromkeys(p.file for p in dossier.demands if p.file and p.sheet)
    within |= dict.fromkeys(file for p in dossier.demands for file, _, _ in p.places)
    whole = any(p.file is None for p in dossier.demands)
    if not within and whole and dossier.unit.files:
        return [dossier.unit.files[-1]]
    return sorted((file for file in within if file), key=lambda file: file not in dossier.unit.files)


def cover_of(
    dossier: Dossier, file: str, campaign: Campaign, as_of: dt.datetime, folder: Path | None
) -> tuple[Cover, str | None]:
    """The first sheet and the stamp of a copy, by which a returned one is known; why not in the office's words."""
    lines = [CoverLine(n, p, _cells(p, file)) for n, p in enumerate(points_of_file(dossier, file), 1)]
    facts = campaign_facts(campaign) | {
        "unit": dossier.unit.name,
        "addressee": addressee(campaign, dossier.unit.name),
        "now": clock(as_of, campaign.zone),
        "marked": any(line.cells for line in lines),
        "whole": not all(line.cells for line in lines),
    }
    text = render("trang_can_sua", facts, folder, campaign.office.place)
    made = as_of.astimezone(campaign.zone).isoformat()
    stamp = [("unit", dossier.unit.code), ("year", str(campaign.year)), ("made", made)]
    points = (line.point for line in lines)
    cover = Cover(
        name=CORRECTION_SHEET,
        title=CORRECTION_SHEET.upper(),
        lines=tuple(line for line in text.body.splitlines() if line),
        heads=tuple(column.head for column in _COLUMNS),
        widths=tuple(column.width for column in _COLUMNS),
        rows=tuple(tuple(str(column.cell(line)) for column in _COLUMNS) for line in lines),
        links=tuple(line.cells[0] if line.cells else None for line in lines),
        linked=_COLUMNS.index(_CELLS),
        author=campaign.office.name,
        stamp_name=CORRECTION_STAMP,
        stamp=(*stamp, *(("told" if p.manner == "remark" else "point", *p.key, p.what, p.ask) for p in points)),
    )
    return cover, text.trouble


class NotedCopy(NamedTuple):
    """An annotated copy, its ending and bytes; ``trouble``: why it is not in the office's own words."""

    ending: str
    data: bytes
    trouble: str | None


def annotated_copies(
    outcome: Outcome, wanted: Sequence[tuple[Dossier, str]], annotate: Annotate, folder: Path | None
) -> Iterator[NotedCopy | str]:
    """For each file its annotated copy, or why there is none; templates of the office lie in ``folder``."""
    copies: list[Copy] = []
    troubles: list[str | None] = []
    for dossier, file in wanted:
        marks = [
            Note(sheet, cell, f"{point.what}\n{point.ask}")
            for point in points_of_file(dossier, file)
            for sheet, cell in _cells(point, file)
        ]
        cover, trouble = cover_of(dossier, file, outcome.campaign, outcome.as_of, folder)
        copies.append(Copy(file, tuple(marks), cover))
        troubles.append(trouble)
    for copy, trouble, made in zip(copies, troubles, annotate(copies), strict=True):
        suffix = Path(short_file(copy.file)).suffix.lower()
        if isinstance(made, str):
            yield made
        elif isinstance(made, bytes):
            ending = suffix if suffix in _KEPT_ENDINGS else ".xlsx"
            yield NotedCopy(ending.removeprefix("."), made, trouble)
        else:
            data = with_notes(drawing_of(made, copy.cover.author), copy.notes, copy.cover)
            yield NotedCopy("xlsx", data, trouble)


def put_copies(
    outcome: Outcome,
    units: Sequence[UnitCheck],
    files: Sequence[Path],
    target: Path,
    annotate: Annotate,
    *,
    folder: Path | None,
) -> Iterator[str]:
    """Write the copies: one to the file named, several into the ``target``; a line each. Raises CannotWork."""
    dossiers = [replace(one.dossier, points=one.points) for one in units if one.dossier]
    wanted = [(dossier, file) for dossier in dossiers for file in files_to_return(dossier)]
    if not wanted:
        yield "Không có điểm nào phải ghi chú nên không làm bản ghi chú."
    for (_, file), made in zip(wanted, annotated_copies(outcome, wanted, annotate, folder), strict=True):
        if isinstance(made, str):
            raise CannotWork(f"Không làm được bản ghi chú của tệp “{file}”: tệp {made}.")
        place = target / copy_name(file, made.ending) if target.is_dir() or len(wanted) > 1 else target
        if place.absolute() in files:
            raise CannotWork(f"Không ghi đè “{place}”; hãy chọn tên khác cho bản ghi chú bằng tùy chọn -o.")
        with or_cannot_work(f"Không ghi được “{place}”", "hãy chọn nơi khác"):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, made.data)
        yield f"Bản ghi chú: {place}"
        yield from [f"Chú ý: {made.trouble}"] if made.trouble else []
