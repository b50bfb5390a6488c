"""What is to be said of each file, of each list in it as a whole, and of annotated copies that came back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from aggregator.judge.receipts import NO_LIST, correction_in, is_set_aside, year_in_doubt
from aggregator.nouns.document import Notice, as_text, cell_name, column_letters
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Facts, Finding, few, finding, mark_of, reason, short, still_open
from aggregator.nouns.reading import ListReading
from aggregator.nouns.standing import Settlement
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.decode import LOST, is_garbled
from aggregator.vietnamese.fold import has_phrase, is_personal_name, key
from aggregator.vietnamese.official_style import quotation

_MOST_QUOTED = 2  # sentences


def file_findings(
    item: AttributedFile,
    status: str,
    campaign: Campaign,
    silent: Collection[str] = (),
    holders: Collection[str] = (),
) -> Iterator[Finding]:
    """What one file says by itself; ``silent`` units sent no list, ``holders`` hold one as an object within."""
    place = {"unit": item.unit, "file": item.file}
    name = campaign.units_by_code[item.unit].name if item.unit else reason("no-unit")
    if item.intake.link:
        yield finding("link-not-followed", **place)
    if status == "unreadable":
        no_table = item.reading is not None and not item.reading.lists
        code = "unreadable" if item.unreadable or no_table else "no-rows"
        forms = [_form_of(item.unit, campaign)] if item.unit else [group.form for group in campaign.groups]
        title = correction_in(item)
        why = item.unreadable or (reason("of-changes", title=title) if title else no_table_reason(item))
        variant = "worded" if code == "unreadable" and why not in (item.unreadable, reason("garbled")) else None
        facts = {"reason": why, "form": " hoặc ".join(dict.fromkeys(forms))}
        yield finding(code, variant=variant, unit_name=name, **facts, **place)
    says_more = is_set_aside(item) or correction_in(item) or item.content.lists
    if status == "not_a_form" and (says_more or item.file not in holders):
        why, promise = no_form_reason(item), item.content.promise
        variant = ("promise" if promise else "mail") if why == reason("bare-mail") else None
        title = correction_in(item) if item.unit else None
        variant, words = ("correction", title) if title else (variant, promise)
        variant = "noted" if is_set_aside(item) else "ours" if why == reason("ours") else variant
        yield finding("not-a-form", variant=variant, reason=why, words=words, **place)
    if item.unit is None and not item.intake.book_nobody and status in ("unknown_unit", "nil", "empty"):
        yield _unknown(item, campaign)
    if status in ("ignored", "not_a_form", "duplicate"):
        return
    yield from _doubtful_reading(item, name) if status == "nil" and item.content.kind == "pdf" else ()
    rows = "rows" if item.units_by_row else None
    strangers = item.unknown_sheets
    yield from (finding("unknown-unit-sheet", variant=rows, file=item.file, sheet=sheet) for sheet in strangers)
    for clue, code in item.other_units:
        facts = {"unit_name": name, "other_clue": clue, "other": campaign.unit_name(code)}
        yield finding("unit-conflict", variant="denied" if code == item.unit else None, **facts, **place)
    if item.other_stamp:
        yield finding("unit-stamp-differs", unit_name=name, other=campaign.unit_name(item.other_stamp), **place)
    yield from _left_over(item, campaign, silent)
    yield from _version(item, campaign)
    if item.misspelt:
        yield finding("unit-misspelt", unit_name=name, written=item.misspelt, **place)
    only_forms = item.forms and not item.content.lists  # of the commune's models, whoever signs them
    if item.body and status != "unreadable" and not (item.intake.book_part or only_forms):
        lines = [item.file, *(line.text for line in item.content.unit_words)]
        by_line = not item.of_sender or any(has_phrase(key(line), key(item.body)) for line in lines)
        variant = None if by_line else "sender"
        yield finding("body-of-commune", variant=variant, unit_name=name, written=item.body, **place)


def _left_over(item: AttributedFile, campaign: Campaign, silent: Collection[str]) -> Iterator[Finding]:
    """Hidden sheets of other units; asked about where such a unit is silent and nobody said whose the file is."""
    for sheet, code in item.leftovers.items() if item.unit else ():
        variant = None if code in silent and item.intake.book_unit is None else "settled"
        names = {"unit_name": campaign.unit_name(item.unit), "other": campaign.unit_name(code)}
        yield finding("sheet-left-over", variant=variant, unit=item.unit, file=item.file, sheet=sheet, **names)


def _version(item: AttributedFile, campaign: Campaign) -> Iterator[Finding]:
    """A return on our form of another year or version, as its stamp says: counted, and told."""
    stamp = item.content.stamp
    code, year, version = (stamp.get(name, "") for name in ("form", "year", "version"))
    form = campaign.forms_by_code.get(code) or campaign.registration_forms_by_code.get(code)
    if form is None or (year, version) == (str(campaign.year), form.version):
        return
    other_year = year != str(campaign.year)
    name = campaign.units_by_code[item.unit].name if item.unit else reason("no-unit")
    pair = (f"năm {year}", f"năm {campaign.year}") if other_year else (f"bản {version}", f"bản {form.version}")
    facts = {"unit_name": name, "form": code, "stated": pair[0], "expected": pair[1]}
    severity = "warning" if other_year else "info"
    yield finding("form-other-version", unit=item.unit, file=item.file, severity=severity, **facts)


def _unknown(item: AttributedFile, campaign: Campaign) -> Finding:
    words = f" (ghi là “{item.unclear_name}”)" if item.unclear_name else ""
    likely = [campaign.unit_name(code) for code in item.suggestions]
    suggestion = f" Có thể là của: {', '.join(likely)}." if likely else ""
    return finding("unknown-unit", file=item.file, clues=words, suggestion=suggestion)


def no_table_reason(item: AttributedFile) -> str:
    """Why nothing was read of a list without a table; a sentence that registers a model is quoted."""
    told = [quotation(possible.text) for possible in item.content.possible if possible.reason == "in-words"]
    garbled = any(is_garbled(possible.text) for possible in item.content.possible)
    if told:
        return reason("in-words", words=few(told, _MOST_QUOTED))
    return reason("garbled" if garbled else "no-table")


def no_form_reason(item: AttributedFile) -> str:
    """Why a file that opened is no return."""
    if is_set_aside(item):
        other = NO_LIST.get(item.intake.book_kinds)
        noted = "là không của đơn vị nào" if item.intake.book_nobody else f"nội dung nhận là {other}"
        return f"sổ theo dõi ghi {noted}"
    read = item.content
    if item.reading is None or read.of_program:
        return reason("ours" if read.of_program else "other-table")
    if any(part.movement for part in read.lists):
        return reason("other-movement")
    return reason("bare-mail" if read.is_mail else "other-table" if read.other_sheets else "nothing")


def copies_of_other_units(
    settlement: Settlement, files_by_name: Mapping[str, AttributedFile], campaign: Campaign
) -> Iterator[Finding]:
    """A list that two units sent, byte by byte the same: it is not known whose it is."""
    for copy, original in settlement.copies.items():
        repeat, first = files_by_name[copy], files_by_name[original]
        if repeat.unit and first.unit and repeat.unit != first.unit and repeat.entries:
            names = {"unit_name": campaign.unit_name(repeat.unit), "other": campaign.unit_name(first.unit)}
            yield finding("same-content-other-unit", unit=repeat.unit, file=copy, other_file=original, **names)


_MOST_ROWS_NAMED = 12
_ANYWHERE = ("embedded-not-opened", "picture-large", "cut-off", "cell-comment")  # told of sheets without a list too
_BY_CELL = ("error-cell", "formula-without-value", "broken-string", "covered-text", "box-unsure", "struck-words")


def _doubtful_reading(item: AttributedFile, name: str) -> Iterator[Finding]:
    if item.content.doubtful:
        facts = {"unit_name": name, "reason": item.content.doubtful}
        yield finding("reading-doubtful", unit=item.unit, file=item.file, **facts)


def list_findings(item: AttributedFile, campaign: Campaign) -> Iterator[Finding]:
    """Everything to say about one file whose list was read."""
    name = campaign.unit_name(item.unit)
    for part in item.content.lists:
        yield from _rows_aside(item, part)
        for total in part.totals:
            place = _place(item, part.sheet, total.row, total.column)
            yield finding("total-differs", **place, stated=total.figure, counted=total.count)
    yield from _other_years(item, campaign)
    yield from _notices(item)
    yield from _further_sheets(item)
    yield from _doubtful_reading(item, name)
    if item.content.decoded:
        yield finding("old-font", unit=item.unit, file=item.file, count=item.content.decoded)
    if (
        item.unit
        and item.form
        and not (item.body or item.units_by_row)
        and item.form != (form := _form_of(item.unit, campaign))
    ):
        yield finding("wrong-form", unit=item.unit, file=item.file, unit_name=name, form=item.form, expected=form)


def _other_years(item: AttributedFile, campaign: Campaign) -> Iterator[Finding]:
    """The lists that count though they say another year: by a title left from last year, or in doubt."""
    for part in item.content.lists:
        if part.entries and part.year not in (None, campaign.year):
            code = "list-year-doubtful" if year_in_doubt(item, part, campaign) else "list-of-other-year"
            years = {"stated": str(part.year), "year": str(campaign.year)}
            yield finding(code, unit=item.unit_of_list(part), file=item.file, sheet=part.sheet, **years)


def _form_of(unit: str, campaign: Campaign) -> str:
    return campaign.groups_by_code[campaign.units_by_code[unit].kind].form


def _rows_aside(item: AttributedFile, part: ListReading) -> Iterator[Finding]:
    second = [row for row in part.possible if row.reason in ("second-table", "draft")]
    if second:
        place = _place(item, part.sheet, second[0].row, second[0].column)
        rows = _series(row.row for row in second)
        yield finding("table-not-joined", **place, variant=_variant(item), count=len(second), rows=rows)
    for shown in (row for row in part.possible if row.reason == "picture-over"):
        yield finding("picture-over", **_place(item, part.sheet, shown.row, shown.column))
    told = [*second, *(row for row in part.possible if row.reason in ("line-unread", "picture-over"))]
    unread = {row.row for row in told}
    for aside in part.leftovers:
        if aside.row in unread or not (aside.text or aside.name):
            continue
        place = _place(item, part.sheet, aside.row, part.columns.get("name", aside.column))
        variant = "vague" if aside.name else None
        text = short(aside.name or aside.text)
        yield finding("row-without-name", **place, variant=variant, row=aside.row, text=text)
    for entry in part.entries:
        if LOST in (name := as_text(entry.values.get("name"))):
            place = _place(item, part.sheet, entry.row, part.columns.get("name", 1))
            yield finding("broken-string", **place, variant="letters", detail=short(name))
    last = max((entry.row for entry in part.entries), default=0)
    for group in part.unknown_groups:
        if group.row > last and is_personal_name(group.text):
            continue  # who signed below an empty table
        place = _place(item, part.sheet, group.row, group.column)
        yield finding("group-unknown", **place, row=group.row, text=short(group.text))
    if part.strays:
        names = _series(cell_name(cell.row, cell.column) for cell in part.strays)
        text = short("; ".join(cell.text for cell in part.strays[:_MOST_ROWS_NAMED]))
        place = _place(item, part.sheet, part.strays[0].row, part.strays[0].column)
        yield finding("cell-not-used", **place, cells=names, text=text)


def _notices(item: AttributedFile) -> Iterator[Finding]:
    """Notices of the sheets that hold a list: each error cell by itself, rows and columns together."""
    with_list = {part.sheet: part for part in item.content.lists}
    together: dict[tuple[str, str], list[Notice]] = {}
    for sheet, notice in item.content.notices:
        if notice.code in _ANYWHERE:
            cell = cell_name(notice.row, notice.column) if notice.row and notice.column else None
            yield finding(notice.code, unit=item.unit, file=item.file, sheet=sheet, cell=cell, detail=notice.detail)
            continue
        if sheet not in with_list or (notice.code == "hidden-sheet" and not with_list[sheet].entries):
            continue
        if notice.code in _BY_CELL and notice.row and notice.column:
            place = _place(item, sheet, notice.row, notice.column)
            yield finding(notice.code, **place, detail=notice.detail)
        else:
            together.setdefault((sheet, notice.code), []).append(notice)
    for (sheet, code), notices in together.items():
        rows = _series(n.row for n in notices if n.row)
        columns = _series(column_letters(n.column) for n in notices if n.column)
        names = with_list[sheet].columns.get("name", 1)
        places = tuple((item.file, sheet, cell_name(n.row, names)) for n in notices if n.row)
        found = finding(code, unit=item.unit, file=item.file, sheet=sheet, rows=rows, columns=columns)
        yield replace(found, places=places)


def _further_sheets(item: AttributedFile) -> Iterator[Finding]:
    for sheet, rows in item.content.other_sheets:
        likely = [row for row in item.content.possible if row.sheet == sheet and row.reason == "no-head"]
        if likely:
            place = _place(item, sheet, likely[0].row, likely[0].column)
            facts: Facts = {"count": len(likely), "rows": _series(row.row for row in likely)}
            yield finding("sheet-may-be-list", **place, variant=_variant(item), **facts)
        else:
            yield finding("sheet-without-list", unit=item.unit, file=item.file, sheet=sheet, count=rows)


def _variant(item: AttributedFile) -> str | None:
    """The variant that is told once a person has compared the file: what was not joined is no list."""
    return "settled" if "right" in item.intake.book_reading else None


def _series(names: Iterable[object]) -> str:
    return few(list(map(str, names)), _MOST_ROWS_NAMED)


def _place(item: AttributedFile, sheet: str, row: int, column: int) -> Facts:
    unit = item.unit_of_row(sheet, row) if item.units_by_row else item.unit
    return {"unit": unit, "file": item.file, "sheet": sheet, "cell": cell_name(row, column)}


def copy_findings(
    files: Sequence[AttributedFile], findings: Sequence[Finding], campaign: Campaign
) -> Iterator[Finding]:
    """How much of what each returned copy asked was mended; ``findings`` is all that this run has to say."""
    for item in files:
        if not item.content.marks or item.unit is None:
            continue
        marks = [mark_of(entry) for entry in findings if entry.unit == item.unit and entry.severity != "info"]
        open_count = sum(still_open(mark, marks) for mark in item.content.marks)
        total, rest = len(item.content.marks), f"; còn {open_count} chỗ chưa sửa" if open_count else ""
        facts: Facts = {"unit": item.unit, "file": item.file, "unit_name": campaign.unit_name(item.unit)}
        yield finding("copy-returned", mended=total - open_count, total=total, rest=rest, **facts)
