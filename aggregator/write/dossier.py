"""What there is to say to one unit of what it sent: what came, what is to be mended or asked, what is outstanding.

The letters and the short list of ``check`` are written from it, so that both say the same. Nothing doubtful stands
here as a fact: what hangs on a contested file is left out, what is not certain is a question.
"""

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from string import ascii_uppercase

from msgspec import Struct, structs

from aggregator.campaign import BOOK, NAMELESS, mails
from aggregator.nouns.finding import SEVERITIES, Finding, Mark, Place, doubt_words, few_files, mark_of
from aggregator.nouns.finding import finding as new_finding
from aggregator.nouns.outcome import Outcome, Submission
from aggregator.nouns.standing import SILENT, UNUSABLE, UnitState
from aggregator.nouns.unit import UNKNOWN_UNIT, UPWARD
from aggregator.vietnamese.fold import grouped, key, regex
from aggregator.vietnamese.official_style import lower_first, quotation, upper_first
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, Facts

_CONTESTED = ("unit-conflict", "same-content-other-unit")
_OF_VERSIONS = ("part-corrects", "replaced-without-overlap")
_FORMS = {"collective": "M1", "individual": "M2"}
_GONE = "nay không thấy trong thư mục nhận về; chép lại tệp vào thư mục đó rồi chạy lại"
_UNREAD = ("error-cell", "formula-without-value", "broken-string")
_SHORTENED = 89  # letters of a name that messages quote whole
_WITHOUT_CELLS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".eml", ".msg", ".html")
IN_LETTERS = ("ask", "question", "remark")
_MAILS = (".eml", ".msg", ".emlx")
_QUOTED_FILE = regex(r"(?P<word>(?:[Tt]ệp|[Tt]hư) )?“(?P<file>[^“”]+)”")
_MEMBER = regex(r"[/!]")


class Point(Struct, frozen=True):
    """One thing to mend (``ask``), to answer (``question``) or to know (``remark``): where, what, what to do."""

    code: str
    severity: str
    manner: str
    file: str | None
    sheet: str | None
    cell: str | None
    what: str
    ask: str
    key: Mark  # what it is known by in a later run
    places: tuple[Place, ...] = ()  # the cells that it is about

    @property
    def where(self) -> str:
        """The place in the unit's own files, in words; nothing for what concerns the unit as a whole."""
        name = short_file(self.file)
        if not self.in_cells:
            named = f"“{name}”" in self.what or name.lower().endswith(_MAILS)
            return "" if not name or named else f"tệp “{name}”"
        cells = ", ".join(dict.fromkeys(p[2] for p in self.places if p[:2] == (self.file, self.sheet)))
        return f"tệp “{name}”, trang “{self.sheet}”" + (f", ô {cells}" if cells else "")

    @property
    def in_cells(self) -> bool:
        """Whether the unit can find the place by sheet and cell: a Word file has none that it would know."""
        return bool(self.file and self.sheet) and not (self.file or "").lower().endswith(_WITHOUT_CELLS)


class MissingForm(Struct, frozen=True):
    """A model whose M1 or M2 was not seen (R1); without a name so many (``count``) that a paper only numbered."""

    name: str
    level: str
    form: str
    count: int = 1


class Arrival(Struct, frozen=True):
    """Something that came: what, when (None: not known; a day: no clock time), on what evidence (may be empty)."""

    what: str
    at: dt.datetime | dt.date | None
    evidence: str

    @property
    def whole_day(self) -> bool:
        """Whether it has no clock time."""
        return not isinstance(self.at, dt.datetime)


class Dossier(Struct, frozen=True):
    """Where a unit stands, as it is to be told.

    ``list_lacking``: no list that can be used came; ``unseen_paper`` is what of R5 was not seen (``registration``,
    ``plan`` or nothing); ``late`` the words of a lateness that is certain; ``levels`` and ``fields`` are (title,
    count).
    """

    unit: UnitState
    form: str
    points: tuple[Point, ...]
    list_lacking: bool
    doubtful: bool
    missing_forms: tuple[MissingForm, ...]
    unseen_paper: str
    arrivals: tuple[Arrival, ...]
    late: bool
    total: int
    levels: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, int], ...]
    files_back: tuple[str, ...]
    board: bool = False  # it is the very board that writes the letters

    @property
    def groups(self) -> tuple[tuple[Point, ...], ...]:
        """The points as the letter tells them (``point_groups``)."""
        return point_groups(self.points)

    @property
    def demands(self) -> tuple[Point, ...]:
        """What the unit must do something about; mere remarks are none of it."""
        return tuple(point for point in self.points if point.manner != "remark")

    @property
    def number_open(self) -> bool:
        """Whether it is not concluded that the numbers are as the letter wants them, and nobody waived that."""
        return self.unit.quota_standing == "undetermined"

    @property
    def excused(self) -> str | None:
        """Why no letter is made, or None."""
        if self.board:
            return "chính cơ quan gửi thư"
        if not self.unit.must_send:
            return "không phải gửi danh sách"
        if self.unit.silent and self.unit.receipt_waived:
            return "được chấp thuận trường hợp đặc thù"
        if self.list_lacking and self.unit.lost_files:  # the unit sent it: that it is gone is the board's matter
            return f"sổ theo dõi ghi đã nhận tệp {few_files(self.unit.lost_files)}, {_GONE}"
        return None


_SUBJECT = regex(r"(?P<kind>Mô hình|Dòng) (?P<which>“[^”]*”|\d+)(?P<rest> .*)")
_QUOTE_BEHIND = regex(r": “[^”]*”\.?$")


def _alike(point: Point) -> tuple[str | None, ...]:
    """What points share that one sentence can tell: all but which model or row it is."""
    subject = _SUBJECT.fullmatch(point.what)
    rest = _QUOTE_BEHIND.sub("", subject["rest"]) if subject else point.what
    return point.code, point.file, point.sheet, subject and subject["kind"], rest, point.ask


def point_groups(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    """Points in the groups in which they are told: what is asked alike of several models or rows is one."""
    return tuple(map(tuple, grouped((_alike(point), point) for point in points).values()))


def one_point(points: Sequence[Point]) -> Point:
    """Points that are alike (``point_groups``) as one, which names all their models or rows."""
    places = tuple(place for point in points for place in point.places)
    subjects = [found for point in points if (found := _SUBJECT.fullmatch(point.what))]
    if len(subjects) < 2:
        return structs.replace(points[0], places=places)
    kind, rest = lower_first(subjects[0]["kind"]), _QUOTE_BEHIND.sub("", subjects[0]["rest"])
    which = ", ".join(subject["which"] for subject in subjects)
    return structs.replace(points[0], what=f"Các {kind} {which}{rest}", places=places)


def short_file(file: str | None) -> str:
    """The file's own name, without the mail, archive or folder that it came in."""
    return _MEMBER.split(file or "")[-1]


def dossiers(facts: Facts) -> list[Dossier]:
    """One for each unit of the roster, in its order."""
    return [_dossier(facts, unit) for unit in facts.roster]


def _dossier(facts: Facts, unit: UnitState) -> Dossier:
    form, own = facts.campaign.groups_by_code[unit.kind].form, unit.own_registration
    found = facts.findings_of.get(unit.code, [])
    contested = {finding.file for finding in found if finding.code in _CONTESTED}
    counted = (facts.entries_by_label[label] for label in unit.entry_labels if label in facts.entries_by_label)
    entries = [entry for entry in counted if entry.file not in contested]
    counts = unit.counts if unit.has_counts else {}
    levels = ((facts.level_name(code), counts[code]) for code in facts.level_titles if counts.get(code))
    unseen = "registration" if own.registered is None else "plan" if own.registered and not own.plan else ""
    return Dossier(
        unit=unit,
        form=form,
        points=tuple(points_of(facts, found, form)),
        list_lacking=unit.receipt in (*SILENT, *UNUSABLE),
        doubtful=unit.receipt == "missing" and not facts.accused("missing", unit),
        missing_forms=tuple(_lacking(facts, unit, entries, found)),
        unseen_paper=unseen,
        arrivals=tuple(_came(facts, unit, form)),
        late=unit.receipt == "late" and facts.accused("late", unit),
        total=0 if contested else len(entries),
        levels=tuple(levels) if not contested else (),
        fields=tuple(facts.fields_of(entries)),
        files_back=tuple(facts.message(finding) for finding in facts.about("copy-returned", unit.code)),
        board=unit.code == facts.board,
    )


def points_of(
    facts: Facts, findings: Sequence[Finding], form: str, manners: Collection[str] = IN_LETTERS
) -> Iterator[Point]:
    """What of these findings a unit is told, the worst first; each thing once."""
    contested = {f.file for f in findings if f.code in _CONTESTED}
    open_versions = {f.file for f in findings if f.code in _OF_VERSIONS}
    unread = {(f.file, f.sheet, f.cell) for f in findings if f.code in _UNREAD}
    told: list[Point] = []
    for finding in findings:
        how = mails.requests_by_code().get(finding.code)
        if how is None or how.manner not in manners or finding.severity == "info":
            continue
        if finding.file in contested and finding.code not in _CONTESTED:
            continue
        if finding.code == "entry-withdrawn" and finding.file in open_versions:
            continue  # whether the whole list is replaced is asked first, once
        if finding.code == "row-without-name" and (finding.file, finding.sheet, finding.cell) in unread:
            continue  # the name is there and cannot be read: that is said of its cell
        told.append(_point(facts, finding, how, form))
    open_quotas = [finding for finding in findings if finding.code == "quota-undetermined"]
    told += [point for finding in open_quotas if (point := _of_doubts(facts, finding, told, form))]
    by_key: dict[Mark, Point] = {}
    for point in told:
        by_key.setdefault(point.key, point)
    yield from sorted(by_key.values(), key=lambda point: SEVERITIES.index(point.severity))


def _of_doubts(facts: Facts, finding: Finding, told: Sequence[Point], form: str) -> Point | None:
    """Why a quota is not concluded, as far as the unit can answer and no other point says it; None for nothing."""
    codes = {point.code for point in told}
    rows = {_row(place) for point in told for place in point.places}
    doubts = [
        doubt
        for unit in facts.roster
        if unit.code == finding.unit
        for doubt in unit.open_doubts
        if doubt.code in mails.letter_words("doubt")
        and codes.isdisjoint(mails.letter_words("doubt_told_by").get(doubt.code, ()))
        and not (doubt.places and rows >= set(map(_row, doubt.places)))
    ]
    if not doubts:
        return None
    asked = dict.fromkeys(mails.letter_words("doubt")[doubt.code] for doubt in doubts)
    why = "; ".join(dict.fromkeys(doubt_words(doubt.code, doubt.facts)[0] for doubt in doubts))
    about = {"unit": finding.unit, "unit_name": facts.name(finding.unit), "remedy": finding.remedy}
    places = tuple(dict.fromkeys(place for doubt in doubts for place in doubt.places))
    left = structs.replace(new_finding(finding.code, **about, why=why), places=places)
    return _point(facts, left, mails.Request("question", " ".join(asked)), form)


def _row(place: Place) -> Place:
    file, sheet, cell = place
    return file, sheet, cell.lstrip(ascii_uppercase)


def _point(facts: Facts, finding: Finding, how: mails.Request, form: str) -> Point:
    message = mails.letter_words("words").get(finding.code, finding.message).replace("{file}", finding.file or "")
    what = facts.message(structs.replace(finding, message=_as_sent(facts, message)))
    words = how.words.format(form=form, year=facts.campaign.year)
    file, sheet, cell = finding.file, finding.sheet, finding.cell
    places = finding.places or (((file, sheet, cell),) if file and sheet and cell else ())
    mark = mark_of(finding)
    return Point(finding.code, finding.severity, how.manner, file, sheet, cell, what, words, mark, places)


def _as_sent(facts: Facts, text: str) -> str:
    """A message with files called as their unit sent them: by their own names, a mail by its day."""
    files = {sent.file: sent for sent in facts.outcome.submissions}

    def called(found: re.Match[str]) -> str:
        sent = files.get(found["file"])
        if sent is None:
            return found[0]
        word = found["word"] or ""
        begins = upper_first if word[:1].isupper() else lower_first
        if found["file"].startswith(f"{BOOK}!"):
            return begins(_phrase("paper-list"))
        if not found["file"].lower().endswith(_MAILS):
            return f"{word}“{short_file(found['file'])}”"
        local = sent.received_at.astimezone(facts.campaign.zone)
        return begins(_phrase("mail", day=f"{local:%d/%m/%Y}") if sent.time_known else _phrase("mail-undated"))

    return _QUOTED_FILE.sub(called, text)


def _phrase(name: str, **facts: object) -> str:
    words: str = mails.letter_words("came")[name]
    return words.format_map(facts)


def _lacking(
    facts: Facts, unit: UnitState, entries: Iterable[Entry], findings: Sequence[Finding]
) -> Iterator[MissingForm]:
    """The models whose form was seen in no way, but those asked about first; of two that may be one, one."""
    nameless, either = Counter[str](), _phrase("either-form")
    maybe = [key(finding.message) for finding in findings if finding.code == "form-doubtful"]
    twice = [key(finding.message) for finding in findings if finding.code == "name-twice"]
    asked: set[MissingForm] = set()
    for entry in entries:
        settled = (*facts.form_of, *unit.forms_of_paper, *unit.open_rows)
        if entry.level not in UPWARD or entry.label in settled:
            continue
        if (entry.name or "").endswith(NAMELESS):
            nameless[facts.level_name(entry.level)] += 1
            continue
        name = key(entry.name or "")[:_SHORTENED]
        if not any(name in message for message in maybe):
            form = _FORMS.get(entry.holder_kind or "", either)
            model = MissingForm(facts.plain_name(entry.name), facts.level_name(entry.level), form)
            if model not in asked or not any(name in message for message in twice):
                asked.add(model)
                yield model
    yield from (MissingForm("", level, either, count) for level, count in nameless.items())


def _came(facts: Facts, unit: UnitState, form: str) -> Iterator[Arrival]:
    """What came from the unit and when; a time later than that of the figures is none."""

    def came(what: str, at: dt.datetime | None, source: str | None) -> Arrival:
        if at is None or at > facts.outcome.as_of:
            return Arrival(what, None, "")
        local = at.astimezone(facts.campaign.zone)
        whole_day = source == "book" and local.time() == dt.time()
        told = source in ("email", "file_time")
        evidence = _phrase("evidence", evidence=cell_texts.RECEIVED_FROM[source or ""]) if told else ""
        return Arrival(what, local.date() if whole_day else local, evidence)

    if unit.receipt in ("on_time", "late"):
        yield came(_phrase("list"), unit.received_at, unit.received_from)
    elif unit.receipt == "nil":
        what = _phrase("nil-upward" if facts.about("nil-upward", unit.code) else "nil-any")
        written = any(sent.status == "nil" for sent in facts.files_of.get(unit.code, ()))  # or it was said by phone
        nil = _phrase("nil-written" if written else "nil-spoken", what=what)
        yield came(nil, unit.received_at, unit.received_from)
    for sent in facts.files_of.get(unit.code, []) if unit.receipt in UNUSABLE else []:
        if sent.status in ("empty", "unreadable"):
            what = _phrase(sent.status, form=form, file=short_file(sent.file))
            yield came(what, sent.received_at, sent.received_from)
    if forms := facts.forms_of.get(unit.code, []):
        last = max(forms, key=lambda f: f.received_at)
        kinds = Counter(f.form for f in forms)
        counts = ", ".join(_phrase("forms", count=count, form=code) for code, count in sorted(kinds.items()))
        yield came(counts, last.received_at, last.received_from)
    own = unit.own_registration
    if there := "-".join(["registration"] * bool(own.registered) + ["plan"] * own.plan):
        yield came(_phrase(there), own.received_at, own.received_from)


# ---- One return by itself (``check``): whose it is, how many of what, then what is to be mended, the worst first.

_NOT_OF_THE_FILE = ("forms-only",)  # what else is to be sent is told as lacking


class UnitCheck(Struct, frozen=True):
    """What one unit's files say (``dossier`` is None where the unit is not known), and the points to mend."""

    name: str
    files: tuple[Submission, ...]
    points: tuple[Point, ...]
    dossier: Dossier | None
    models: str  # how many of what; '' where there is none

    @property
    def code(self) -> str:
        """The code of the unit, '' where it is not known."""
        return self.dossier.unit.code if self.dossier else ""

    @property
    def to_mend(self) -> bool:
        """Whether there is something to mend or to answer; what else is to be sent is no fault of the files."""
        return any(point.manner != "remark" for point in self.points)


def checks_of(outcome: Outcome) -> list[UnitCheck]:
    """What is to be said of the files of a run, by unit; units of which nothing came are none of it."""
    facts = Facts(outcome)
    known = [_of_unit(facts, dossier) for dossier in dossiers(facts) if dossier.unit.code in facts.files_of]
    unknown = facts.files_of.get(None)
    return [*known, *([_of_nobody(facts, unknown)] if unknown else [])]


def _of_unit(facts: Facts, dossier: Dossier) -> UnitCheck:
    unit = dossier.unit
    found = [f for f in facts.findings_of.get(unit.code, []) if f.code not in _NOT_OF_THE_FILE]
    points = tuple(points_of(facts, found, dossier.form, (*IN_LETTERS, "check")))
    files = tuple(facts.files_of[unit.code])
    return UnitCheck(unit.name, files, points, dossier, _models(dossier.total, dossier.levels, dossier.fields))


def _of_nobody(facts: Facts, files: Sequence[Submission]) -> UnitCheck:
    names = {one.file for one in files}
    found = [f for f in facts.findings_of.get(None, []) if f.file in names]
    points = tuple(points_of(facts, found, "M3 hoặc M4", (*IN_LETTERS, "check")))
    entries = [entry for entry in facts.entries if entry.unit is None]
    levels = Counter(facts.level_name(entry.level or "unknown") for entry in entries)
    models = _models(len(entries), levels.items(), facts.fields_of(entries))
    ours = not points and all(one.status == "not_a_form" for one in files)  # the board's own papers
    name = "Không của đơn vị nào" if ours else UNKNOWN_UNIT
    return UnitCheck(name, tuple(files), points, None, models)


def _models(total: int, levels: Iterable[tuple[str, int]], fields: Iterable[tuple[str, int]]) -> str:
    by_level, by_field = (", ".join(f"{title} {count}" for title, count in counts) for counts in (levels, fields))
    return f"  {total} mô hình; theo cấp: {by_level}; theo lĩnh vực: {by_field}." if total else ""


def check_lines(unit_check: UnitCheck, paths: Sequence[Path] = (), further: Sequence[Path] = ()) -> Iterator[str]:
    """The list as the terminal shows it. ``further`` files of the unit lie beside the ones ``paths``, not read."""
    forms = sorted({form for file in unit_check.files if file.status != "not_a_form" for form in file.forms})
    yield f"{unit_check.name} - mẫu {', '.join(forms)}" if forms else unit_check.name
    for file in unit_check.files:
        why = f" ({file.reason})" if file.status == "not_a_form" and not unit_check.points else ""
        yield f"  Tệp “{short_file(file.file)}”: {lower_first(cell_texts.STATUS[file.status])}{why}"
    if further:
        whole = " ".join(f'"{_from_here(path)}"' for path in (*paths, *further))
        yield (
            f"  Chú ý: thư mục nhận về còn {len(further)} tệp khác của đơn vị, lần này chưa đọc nên số liệu và "
            f"các điểm dưới đây có thể khác bảng tổng hợp. Kiểm tra tất cả: aggregator check {whole}"
        )
    yield from [unit_check.models] if unit_check.models else []
    dossier = unit_check.dossier
    if dossier and not dossier.list_lacking:  # without its list not all of a form can be judged
        yield from (f"  {line}" for line in dossier.files_back)
    points = [one_point(alike) for alike in point_groups(unit_check.points)]
    yield f"  Cần sửa, làm rõ: {len(points)} điểm." if points else "  Không có điểm nào phải sửa."
    for number, point in enumerate(points, 1):
        alone = len(unit_check.files) == 1 and point.in_cells
        where = point.where.partition(", ")[2] if alone else point.where
        place = f"{upper_first(where)}: " if where else ""
        yield f"  {number}. {place}{lower_first(point.what) if place else point.what}"
        yield f"     → {point.ask}"
    if dossier:
        yield from _still_to_send(dossier)


def _from_here(path: Path) -> str:
    """A path as it is typed in the folder where the person stands."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else os.fspath(path)


def _still_to_send(dossier: Dossier) -> Iterator[str]:
    told = [f"danh sách theo mẫu {dossier.form}"] if dossier.list_lacking else []
    told += [
        f"bản {model.form} của mô hình {quotation(model.name)} ({model.level})"
        if model.name
        else f"bản {model.form} của {model.count} nội dung {model.level} trong danh sách gửi bằng bản giấy"
        for model in dossier.missing_forms
    ]
    own = {
        "registration": "đăng ký đơn vị “Dân vận khéo”"
        + ("" if dossier.unit.own_registration.plan else ", kèm kế hoạch"),
        "plan": "kế hoạch xây dựng đơn vị “Dân vận khéo”",
    }
    told += (
        [f"{own[dossier.unseen_paper]} (đã gửi bản giấy thì không phải gửi lại)"] if dossier.unseen_paper else []
    )
    if told:
        yield "  Chưa thấy trong các tệp này:"
        yield from (f"  - {item}" for item in told)
