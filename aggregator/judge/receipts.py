"""What became of each file, lists of other years and movements among them, and what that makes of its receipt."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from aggregator.campaign.sentences import ANY_YEAR, QUOTED_NAME, asks, is_idle, quotes_name
from aggregator.campaign.succession import corrects_list, follows_old, is_final_name, is_old_name
from aggregator.campaign.word_lists import pattern
from aggregator.nouns.document import as_text
from aggregator.nouns.file import AttributedFile, Intake, places_and_name
from aggregator.nouns.finding import Facts, Finding, finding
from aggregator.nouns.reading import ListReading, Possible, RawEntry
from aggregator.nouns.standing import PaperReceipt, Receipt, UnitReturns, in_time
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import grouped, is_personal_name, key, near

# ---- Lists of lines: they count where the unit has no table.


def tables_first(files: Sequence[AttributedFile], campaign: Campaign) -> list[AttributedFile]:
    """The files; where a unit has a table of this year, its lines and sentences count nothing, or are possible.

    A mail that brought the tables and tells nothing besides is no file of its own.
    """
    tables: dict[str, list[tuple[AttributedFile, ListReading]]] = defaultdict(list)
    for item in files:
        for part in item.content.lists if not item.content.of_lines else ():
            if _is_current(item, part, campaign):
                tables[item.unit_of_list(part) or ""].append((item, part))
    beside = (
        _beside(item, tables[item.unit])
        if item.unit in tables and not any(_earlier(item, part, campaign) for part in item.content.lists)
        else item
        for item in files
    )
    return [item for item in beside if item]


def _beside(item: AttributedFile, tables: Sequence[tuple[AttributedFile, ListReading]]) -> AttributedFile | None:
    """A file of a unit with tables, without the models of its lines and sentences."""
    read = item.reading
    in_words = [row for row in read.possible if row.reason == "in-words"] if read and not read.lists else []
    if read is None or not (read.of_lines or in_words):
        return item  # most files
    names = {key(as_text(entry.values.get("name"))) for _, part in tables for entry in part.entries} - {""}

    def why(row: Possible) -> str:
        told = [text for text in QUOTED_NAME.findall(row.text) if quotes_name(f"“{text}”")] or [row.text]
        return "no-head" if all(any(near(key(text), name) for name in names) for text in told) else "in-words"

    of_lines = (
        Possible(entry.row, 1, 1, None, "in-words", part.sheet, _told_by(entry))
        for part in read.lists
        for entry in part.entries
    )
    rows = [replace(row, reason=why(row)) for row in (*in_words, *of_lines)]
    rows += (row for part in read.lists for row in part.possible)
    brought = read.is_mail and any(table.file.startswith(f"{item.file}!") for table, _ in tables)
    further = [row for row in rows if row.reason != "no-head"]
    if brought and (not further or len({row.row for row in rows}) == 1):
        return None  # the remarks about the list tell a sentence of its mail
    if not further:
        rows = rows if read.of_lines or all(item.at < table.at for table, _ in tables) else []
    others = [row for row in read.possible if row not in in_words]
    sheets = (*read.other_sheets, *((part.sheet, part.rows_seen) for part in read.lists))
    bare = replace(read, lists=(), possible=(*others, *rows), doubtful=None, other_sheets=sheets)
    return replace(item, reading=bare)


def _told_by(entry: RawEntry) -> str:
    """A model of a list of lines, with its level."""
    heading = {"province": "cấp tỉnh", "district": "cấp huyện"}.get(entry.level_heading or "")
    said = (as_text(entry.values.get("name")), as_text(entry.values.get("level")) or heading)
    return ", ".join(filter(None, said))


# ---- Lists of another year and of another movement: which count nothing, and which count in doubt (design §4).


class Years(NamedTuple):
    """The files without the entries of lists that are not this campaign's; ``earlier`` names files."""

    files: list[AttributedFile]
    findings: list[Finding]
    earlier: dict[str, str]  # file → reason


def set_others_aside(files: Sequence[AttributedFile], campaign: Campaign) -> Years:
    """Set the lists aside that are not this campaign's; their rows count as set aside.

    A list of another movement never counts; one of an earlier year only alone, unless a person says otherwise.
    """
    current = {_owner(i, part) for i in files for part in i.content.lists if _is_current(i, part, campaign)}
    findings: list[Finding] = []

    def current_lists(item: AttributedFile) -> AttributedFile:
        if item.reading is None:
            return item
        lists = tuple(
            _counting(item, part, campaign, findings, beside=_owner(item, part) in current)
            for part in _without_old_sheets(item, findings)
        )
        return item if lists == item.reading.lists else replace(item, reading=replace(item.reading, lists=lists))

    looked = [current_lists(item) for item in files]
    earlier = {
        after.file: "danh sách của năm trước, theo sổ theo dõi"
        if OTHER_YEAR in after.intake.book_reading
        else f"danh sách của năm trước, đã có danh sách năm {campaign.year}"
        for before, after in zip(files, looked, strict=True)
        if after.reading and before.entries and not after.entries and not of_other_movement(after)
    }
    return Years(looked, findings, earlier)


def _without_old_sheets(item: AttributedFile, findings: list[Finding]) -> Iterator[ListReading]:
    """The lists of a file; one on a sheet called old counts nothing beside a later one of its models."""
    for part in item.content.lists:
        later = (p for p in item.content.lists if is_old_name(part.sheet) and follows_old(p.sheet))
        beside = next((p for p in later if _owner(item, p) == _owner(item, part) and _stands_for(p, part)), None)
        if beside and part.entries:
            place: Facts = {"unit": item.unit_of_list(part), "file": item.file, "sheet": part.sheet}
            findings.append(finding("sheet-superseded", **place, count=len(part.entries), other=beside.sheet))
            part = _set_aside(part)  # noqa: PLW2901
        yield part


def _stands_for(part: ListReading, old: ListReading) -> bool:
    """Whether a list is of the year of an older one, names one of its models, and is as long or called the last."""
    names, old_names = ({key(as_text(entry.values.get("name"))) for entry in p.entries} for p in (part, old))
    one_year = None in (part.year, old.year) or part.year == old.year
    whole = is_final_name(part.sheet) or len(part.entries) >= len(old.entries)
    return one_year and whole and bool(names & old_names - {""})


def _owner(item: AttributedFile, part: ListReading) -> str:
    return item.unit_of_list(part) or f"file:{item.file}"


def _counting(
    item: AttributedFile, part: ListReading, campaign: Campaign, findings: list[Finding], *, beside: bool
) -> ListReading:
    facts: Facts = {"unit": item.unit_of_list(part), "file": item.file, "sheet": part.sheet}
    facts["count"] = len(part.entries) or len(part.possible)
    if part.entries and part.movement:
        findings.append(finding("list-of-other-movement", **facts, movement=part.movement))
    elif (part.entries or part.draft) and _earlier(item, part, campaign):
        said = OTHER_YEAR in item.intake.book_reading
        if not (beside or said):
            return part
        doubtful = not said and _says_this_year(item, part, campaign)
        surely = "list-of-earlier-year", said and "settled"
        code, variant = ("list-year-doubtful", "beside") if doubtful else surely
        years = {"stated": str(part.year), "year": str(campaign.year)}
        findings.append(finding(code, variant=variant or None, **facts, **years))
        column = part.columns.get("name", 1)  # its models may be of this year all the same
        rows = (Possible(entry.row, column, 1, None, "other-year", part.sheet) for entry in part.entries)
        return replace(_set_aside(part), possible=tuple(rows) if doubtful else ())
    else:
        return part
    return _set_aside(part)


def _set_aside(part: ListReading) -> ListReading:
    """A list of which nothing counts: its rows stand among those set aside."""
    aside = part.rows_set_aside + len(part.entries)
    return replace(part, entries=(), totals=(), possible=(), rows_set_aside=aside)


THIS_YEAR, OTHER_YEAR = "this_year", "other_year"  # what a person says of a list (codes of “Đối chiếu bản đọc”)


def year_in_doubt(item: AttributedFile, part: ListReading, campaign: Campaign) -> bool:
    """Whether a list that counts says another year, and nothing of it, or a list beside it, says the campaign's.

    Nor do its dates settle it where the name of its sheet or file says the other year too.
    """
    of_year = part.year in (None, campaign.year) or THIS_YEAR in item.intake.book_reading
    if not part.entries or of_year:
        return False
    beside = any(each.entries and each.year == campaign.year for each in item.content.lists)
    return beside or _called_so(item, part) or not _says_this_year(item, part, campaign)


def _is_current(item: AttributedFile, part: ListReading, campaign: Campaign) -> bool:
    """Whether a list has models of this campaign: it is of no other movement, and of no earlier year."""
    return bool(part.entries) and not part.movement and not _earlier(item, part, campaign)


def _earlier(item: AttributedFile, part: ListReading, campaign: Campaign) -> bool:
    """Whether a list is of an earlier year: its title says so and nothing against it, or a person does."""
    if part.year in (None, campaign.year) or THIS_YEAR in item.intake.book_reading:
        return False
    if OTHER_YEAR in item.intake.book_reading:
        doubtful = [each for each in item.content.lists if year_in_doubt(item, each, campaign)]
        return part in doubtful or not doubtful
    left = _says_this_year(item, part, campaign) and not _called_so(item, part)  # a title left from last year
    return part.year < campaign.year and not left


def _called_so(item: AttributedFile, part: ListReading) -> bool:
    """Whether the name of its sheet or file says the year of its title too."""
    names = (part.sheet, places_and_name(item.file)[1])
    return any(_years([name]) == {part.year} and name != part.year_evidence for name in names)


def _says_this_year(item: AttributedFile, part: ListReading, campaign: Campaign) -> bool:
    """Whether every date of one year, else the heads, or the mail say the campaign's year: an old title."""
    texts = [as_text(entry.values.get("completion")) for entry in part.entries]
    ends = [_years([text]) for text in texts or (one.text for one in part.possible)]
    # “2021-2025” is said in every year, “2 năm (2024-2025)” in the first
    years = [max(end) for end in ends if len(end) == 1 or min(end, default=0) >= campaign.year]
    mail = _years([item.intake.subject or "", item.intake.mail_text or ""])
    by_dates = min(years) >= campaign.year if years else part.head_year == campaign.year
    return mail == {campaign.year} or by_dates


def _years(texts: Iterable[str]) -> set[int]:
    return {int(year) for text in texts for year in ANY_YEAR.findall(text)}


def of_other_movement(item: AttributedFile) -> bool:
    """Whether all that a file holds are lists of another movement: it is no form of this campaign."""
    lists = [part for part in item.content.lists if part.rows_seen]
    return bool(lists) and all(part.movement for part in lists)


# ---- What became of each file, and what that makes of its unit's receipt: what came, when, on what evidence (R4).


def duplicates(files: Iterable[AttributedFile]) -> dict[str, str]:
    """Files with the content of an earlier (then shorter named) one: file → original; what was not read is none."""
    read = (item for item in files if first_status(item) not in ("ignored", "unreadable", "not_a_form"))
    by_content = grouped((item.intake.sha256, item) for item in read)
    copies: dict[str, str] = {}
    for group in by_content.values():
        original, *repeats = sorted(group, key=lambda item: (item.at, len(item.file), item.file))
        copies |= {item.file: original.file for item in repeats}
    return copies


# what a person may say that a file is, which makes it no return (codes of “Nội dung nhận”)
NO_LIST = {frozenset({"other"}): "văn bản khác", frozenset({"contact"}): "chỉ liên lạc"}


def is_set_aside(item: AttributedFile) -> bool:
    """Whether a person said that a file is no return."""
    return item.intake.book_nobody or item.intake.book_kinds in NO_LIST


def first_status(item: AttributedFile) -> str:
    """The first status that fits the file without its unit's other versions; ``read`` where it has entries."""
    if item.intake.ignore_reason:
        return "ignored"
    nil = "nil" in item.intake.book_kinds and not (item.entries or item.forms)
    if nil or item.unreadable or item.reading is None:
        return "nil" if nil else "unreadable"
    content = item.reading.lists or item.reading.says_nothing or item.has_papers or item.reading.possible
    no_return = is_set_aside(item) or item.reading.of_program
    if no_return or not content or (of_other_movement(item) and not item.has_papers):
        return "not_a_form"
    if item.entries or item.forms or item.reading.has_own_papers:
        return "read" if item.unit else "unknown_unit"
    if says_nil(item):
        return "not_a_form" if item.body else "nil"  # the commune itself may register all the same
    possible = item.reading.possible or any(part.possible for part in item.reading.lists)
    return "unreadable" if item.nameless or possible else "empty"


def says_nil(item: AttributedFile) -> bool:
    """Whether a return without entries or possible rows says, in a sentence or every section, that it has none."""
    parts = item.content.lists
    if item.entries or any(part.possible for part in parts):
        return False
    nil_rows, sections = sum(len(part.nil_rows) for part in parts), sum(len(part.sections) for part in parts)
    nothing_else = not any(part.rows_set_aside > len(part.nil_rows) for part in parts)
    return item.content.says_nothing or (nothing_else and nil_rows >= max(sections, 1))


def correction_in(item: AttributedFile) -> str | None:
    """What a paper without a list says, in title, subject or name, that it does to one; None where it idles."""
    read = item.content
    if item.entries or item.has_papers or read.of_program:
        return None
    titles = [text for text in read.sentences if pattern("file", "title").match(text) or text.isupper()]
    said = next(filter(corrects_list, [item.intake.subject or ""] if read.is_mail else titles), None)
    name = item.file.rpartition("/")[2].rpartition("!")[2].rpartition(".")[0]
    said = said or (name if corrects_list(name, (item.unit or "").replace("-", " ")) and not read.is_mail else None)
    texts = (text for text in read.sentences if text not in titles and not (is_personal_name(text) or asks(text)))
    plain = (text for text in texts if not is_idle(text, *QUOTED_NAME.findall(text)))
    return said if read.is_mail or any(plain) else None


def may_be_list(item: AttributedFile) -> bool:
    """Whether an unreadable file of a unit may well be its list: as a person wrote, else in doubt it may."""
    if item.intake.book_kinds:
        return "list" in item.intake.book_kinds
    name = key(item.file.rpartition("/")[2])
    return bool(pattern("file", "list").search(name)) or not pattern("file", "something_else").search(name)


def with_times(files: Iterable[AttributedFile], campaign: Campaign, as_of: dt.datetime) -> list[AttributedFile]:
    """The files, with whether their times are evidence of anything.

    A file time, or a sender's own date, later than the moment of the figures is none (the inbox was copied since, a
    clock was wrong), nor is a mail's time whose zone is not understood, where it would be late.
    """

    def is_evidence(intake: Intake) -> bool:
        later = intake.at > as_of and (intake.source == "file_time" or intake.at == intake.sent_at)
        doubtful = intake.time_doubtful and intake.source != "book"
        late = doubtful and not in_time(intake.at, campaign.deadline)
        return intake.time_known and not (later or late)

    return [i if is_evidence(i.intake) else replace(i, intake=replace(i.intake, time_known=False)) for i in files]


def receipt_of(returns: UnitReturns, deadline: dt.datetime) -> Receipt:
    """The receipt of a unit: the earliest complete version decides, scans and paper count with it."""
    scans = [item for item in returns.unreadable if may_be_list(item)]
    papers = [paper for paper in returns.papers if not paper.nil]
    if returns.lists or papers:
        lists = [item for item in returns.lists if not is_part_of_body(item)] or returns.lists
        return _of_list([*lists, *scans], papers, deadline)
    told = min((paper for paper in returns.papers if paper.nil), key=lambda paper: paper.at, default=None)
    if told and not returns.nils:
        return Receipt("nil", told.at, "book", note=told.note)
    kinds = (
        ("nil", returns.nils),
        ("unreadable", scans),
        ("forms_only", returns.forms),
        ("unreadable", returns.unreadable),
        ("empty", returns.empties),
    )
    for state, items in kinds:
        if items:
            first = min(items, key=_order)
            at, source = (first.at, first.intake.source) if first.intake.time_known else (None, None)
            return Receipt(state, at, source, first, note=first.intake.book_note)
    return Receipt("missing")


def is_part_of_body(item: AttributedFile) -> bool:
    """Whether a body, party cell or hamlet of the unit made the list, or it is a joint one: not yet the unit's."""
    lists = [part for part in item.content.lists if part.entries]
    return bool(item.body or item.is_joint) or (bool(lists) and all(part.hand for part in lists))


def _order(item: AttributedFile) -> tuple[bool, dt.datetime, int, str]:
    return not item.timed, item.first_at, len(item.file), item.file


def _of_list(items: Sequence[AttributedFile], papers: Sequence[PaperReceipt], deadline: dt.datetime) -> Receipt:
    first = min(items, key=_order, default=None)
    paper = min(papers, key=lambda p: p.at, default=None)
    if paper is not None and (first is None or not first.timed or paper.at <= first.first_at):
        return Receipt("on_time" if in_time(paper.at, deadline) else "late", paper.at, "book", note=paper.note)
    assert first is not None  # noqa: S101 -- one of the two is there
    if not first.timed:
        return Receipt("on_time", first=first, note=first.intake.book_note)
    state = "on_time" if in_time(first.first_at, deadline) else "late"
    return Receipt(state, first.first_at, (first.earlier or first.intake).source, first, first.intake.book_note)
