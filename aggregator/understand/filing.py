"""A received file with its unit and its form, by all its clues."""

from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec.structs import replace

from aggregator.campaign.mails import LOST_LETTER, QUOTE_MARK, QUOTED, without_quotes
from aggregator.campaign.sentences import quotable, sentences
from aggregator.campaign.succession import is_first_piece, keeps_rest, replaces_list, says_part, sends_more
from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import as_text
from aggregator.nouns.file import AttributedFile, Intake, places_and_name
from aggregator.nouns.reading import ListReading, RawEntry, ReturnReading, UnitWords
from aggregator.nouns.unit import Unit
from aggregator.understand.attribution import Attribution, attribute
from aggregator.understand.clues import ELSEWHERE, Clues
from aggregator.understand.denials import subject_that_denies
from aggregator.understand.mail_clues import FROM, LIST_OF, sender_lines
from aggregator.understand.unit_in_name import around_unit, unit_in_name, units_in_name
from aggregator.understand.unit_lines import bodies_over_lists, unit_of_lines, without_rosters
from aggregator.understand.unit_names import Naming, UnitNames
from aggregator.vietnamese.fold import grouped, has_phrase, is_personal_name, key, regex, squeezed

# ---- Which list form a return is on (R1, R9): stamp, words, sections, a field column, file name.


_IN_NAME = regex(r"(?:^|[^a-z0-9])m ?([34])(?![0-9])")
_LISTS = ("M3", "M4")


def form_of(reading: ReturnReading, file: str, form_of_unit: str | None = None) -> str | None:
    """The form that the evidence shows, else ``form_of_unit``, or None: M4 is M3 without its sections."""
    if reading.stamp.get("form") in _LISTS:
        return reading.stamp["form"]
    if reading.form_words in _LISTS:
        return reading.form_words
    entries = [entry for part in reading.lists for entry in part.entries]
    sections = sum(len([s for s in part.sections if s]) for part in reading.lists) > 1
    if sections and (not entries or any(entry.field_heading for entry in entries)):  # a blank M3 beside M4 is none
        return "M3"
    found = _IN_NAME.search(key(file.rpartition("/")[2]))
    if found:
        return f"M{found.group(1)}"
    return form_of_unit or ("M4" if any("field" in part.columns for part in reading.lists) else None)


# ---- One file by its own clues.


_LIST = regex(r"\b(?:danh sach|ds)\b")


def with_other_hands(
    names: UnitNames, attribution: Attribution, reading: ReturnReading | None
) -> ReturnReading | None:
    """The lists without those lines that seem to name a body of the unit and name the unit itself."""
    if reading is None or not any(part.hand for part in reading.lists):
        return reading

    def of(part: ListReading) -> ListReading:
        unit = attribution.units_by_sheet.get(part.sheet, attribution.unit)
        if unit is None or not part.hand:
            return part
        lines = [line for line in reading.unit_words if line.sheet == part.sheet]
        return replace(part, hand=bodies_over_lists(names, unit, lines, part.hand))

    return replace(reading, lists=tuple(map(of, reading.lists)))


def _row_by_row(attribution: Attribution, read: ReturnReading) -> tuple[Attribution, ReturnReading]:
    """A joint list as one list for each unit that its rows name; rows and forms of nobody leave these open."""
    lists: list[ListReading] = []
    strangers: list[str] = []
    owners = attribution.units_by_row
    by_sheet = grouped((sheet, unit.code) for (sheet, _), unit in owners.items())
    codes = {sheet: dict.fromkeys(each) for sheet, each in by_sheet.items()}

    def code_of(part: ListReading, row: int) -> str:
        unit = owners.get((part.sheet, row))
        return unit.code if unit else ""

    for part in read.lists:
        by_unit = grouped((code_of(part, entry.row), entry) for entry in part.entries)
        nil_rows = grouped((code_of(part, row), row) for row in part.nil_rows)
        possible = grouped((code_of(part, each.row), each) for each in part.possible)
        rest = tuple(by_unit.pop("", ()))
        lists += (
            replace(
                _of_rows(part, by_unit[code]),
                nil_rows=tuple(nil_rows[code]),
                possible=tuple(possible[code]),
                hand=() if attribution.has_own_tables else part.hand,
                unit=code,
            )
            for code in codes.get(part.sheet, ())
        )
        lists.append(
            replace(
                part,
                entries=rest,
                rows_seen=part.rows_seen - len(part.entries) + len(rest),
                nil_rows=tuple(nil_rows[""]),
                possible=tuple(possible[""]),
                sections=part.sections if rest else (),
                unknown_groups=part.unknown_groups if rest else (),
            )
        )
        strangers += [part.sheet] if rest or possible[""] else []
    strangers += [form.sheet for form in read.registrations if (form.sheet, form.row) not in owners]
    with_models = (owners.get((part.sheet, entry.row)) for part in read.lists for entry in part.entries)
    units = dict.fromkeys(filter(None, (*with_models, *owners.values())))
    first, spared = next(iter(units)), attribution.suggestions
    known = replace(
        attribution,
        naming=Naming(first, "exact", first.name),
        source="rows",
        unknown_sheets=tuple(strangers),
        suggestions=spared if strangers else tuple(unit for unit in spared if unit not in units),
    )
    return known, replace(read, lists=tuple(lists))


def _of_rows(part: ListReading, rows: Sequence[RawEntry]) -> ListReading:
    """A list of some of its models without what is none: this stays with the rows that are left."""
    counts = {"rows_seen": len(rows), "rows_joined": 0, "rows_decoration": 0, "rows_set_aside": 0}
    others = dict.fromkeys(("leftovers", "totals", "strays", "unknown_groups"), ())
    return replace(part, entries=tuple(rows), sections=tuple(filter(None, part.sections)), **counts, **others)


def _without_lists(text: str) -> str:
    """What a mail that registers nothing says of itself, without “Gửi kèm danh sách của xã …”."""
    lines = (" ".join(s for s in sentences(line) if not _LIST.search(key(s))) for line in text.splitlines())
    return "\n".join(lines)


_SPEAKS_FOR = regex(
    rf"(?:{any_of(keys('signature', 'speakers', 'mail.toml'))})\b(?: [a-z]+){{0,3}}?"
    rf" (?:{any_of(keys('signature', 'sends', 'mail.toml'))})\b"
)
_SCHOOL = "truong (?:mn|mam non|th|tieu hoc|thcs|thpt|trung hoc|pt)"  # no “Trưởng …”, who writes
_WRITERS = regex(rf"(?:(?!{_SCHOOL}\b)(?:{any_of(keys('signature', 'writers', 'mail.toml'))})\b ?)*")
_BEFORE_NAME = regex(r"(?i)^(?:đ/?c|đồng chí|anh|chị|ông|bà)\b[.:]?\s*")
_APART = regex(r"[,;:(]|\s[-–—]\s")
_OFFICER = regex(rf"\b(?:{any_of(keys('signature', 'officers', 'mail.toml'))})\b")


def _speaks_for_commune(
    names: UnitNames, named: Naming, of_mail: Iterable[str], lines: Iterable[UnitWords]
) -> bool:
    """Whether who signs a mail, or a sentence of it, speaks for the commune, and no line of the list for a body."""
    words = key(named.body or "")
    signs = not any(has_phrase(key(line.text), words) for line in lines)
    speaks = _OFFICER.search(words) or any(_SPEAKS_FOR.match(key(text)) for text in of_mail)
    return signs and bool(speaks or _is_writer(names, named))


def _is_writer(names: UnitNames, named: Naming) -> bool:
    """Whether the words that sign with a commune's name only tell who writes: “Hà - Xã Cao Xá”, “Phó Bí thư …”."""
    for part in _APART.split(named.body or ""):
        person = _BEFORE_NAME.sub("", part.strip())
        before, _ = around_unit(names, part, named.unit) or (key(part).split(), [])
        words = _WRITERS.sub("", " ".join(before), count=1)
        named_alone = is_personal_name(person) or (person.istitle() and person.isalpha())
        if words and words not in names.bodies and (names.is_hand(words) or not named_alone):
            return False
    return True


def _body_that_denies(names: UnitNames, unit: Unit, of_mail: Iterable[str]) -> str | None:
    """The commune's body of which alone a mail says it: “Công an không đăng ký mô hình”; “xã …” is no body."""
    for clause in (part for text in of_mail for part in _APART.split(text)):
        subject = subject_that_denies(clause)
        before, _ = around_unit(names, clause, unit) or (subject.split(), [])
        words = " ".join(before)
        if subject.startswith(words) and names.is_hand(words) and not names.is_itself(words):
            return " ".join(clause.split()[: len(subject.split())])
    return None


def _sent_before(names: UnitNames, received: Intake) -> tuple[str, ...]:
    """What says that the list came before its mail, but for the board's mails and those that nobody handed on."""
    heads = [text for text in received.earlier_sendings if not _of_board(names, text.removeprefix(QUOTED))]
    handed_on = [
        t for t in heads if not t.startswith(QUOTED) or units_in_name(names, FROM.sub("", t[len(QUOTED) :]))
    ]
    return tuple(text.removeprefix(QUOTED) for text in handed_on)


def _of_board(names: UnitNames, head: str) -> bool:
    """Whether the head of a mail that is handed on or answered says that it is the board's: it brought no list."""
    board = key(names.campaign.office.board)
    sender = FROM.sub("", head.partition(",")[0])
    of_line = head.endswith(":") and has_phrase(key(head), board)  # “Ban … viết ngày 20/02/2024:”
    return of_line or (sender != head and f"{key(sender)} ".startswith(f"{board} "))


def _handed_on(names: UnitNames, received: Intake, unit: Unit | None, of_mail: Iterable[str]) -> list[str]:
    """What another unit's mail says of the list that it hands on: the list may have come to that one in time."""
    sender = unit_in_name(names, received.sender or "")
    others = sender is not None and unit is not None and sender.unit != unit
    return [quotable(text) for text in of_mail if LIST_OF.search(text)] if others else []


_OF_SUCCESSION = (sends_more, replaces_list, is_first_piece, keeps_rest)  # what a mail may say of its list
_BETWEEN = regex("[/!]")  # folders, and what lies in a mail or an archive
_UNREAD = ReturnReading("", (), (), {}, None, False, (), ())


def _of_sheets(paper: ReturnReading, holds: Callable[[str], bool]) -> ReturnReading:
    of_rows = ("lists", "registrations", "unit_words", "margins", "elsewhere", "further", "by_row", "possible")
    kept = {name: tuple(each for each in getattr(paper, name) if holds(each.sheet)) for name in of_rows}
    kept["notices"] = tuple(notice for notice in paper.notices if holds(notice[0]))
    kept["nil_sheets"] = tuple(filter(holds, paper.nil_sheets))
    own = paper.own_registration
    return replace(paper, **kept, own_registration=own if own and holds(own.sheet) else None)


def _named_in_hidden_sheets(names: UnitNames, paper: ReturnReading) -> dict[str, str]:
    """The units (codes) that hidden sheets surely name beside visible ones; no bare “HỘI NÔNG DÂN”."""
    hidden = {sheet for sheet, notice in paper.notices if notice.code == "hidden-sheet"}
    with_models = {*(part.sheet for part in paper.lists), *(form.sheet for form in paper.registrations)}
    asked = with_models & hidden
    if not asked or asked == with_models:
        return {}  # most files: nothing of theirs is hidden
    over = grouped((line.sheet.rpartition(" ")[0], line) for line in paper.further)
    over |= grouped((line.sheet, line) for line in paper.unit_words)  # before those of further tables and forms
    named = ((sheet, unit_of_lines(names, over.get(sheet, ()))) for sheet in asked)
    return {sheet: each.unit.code for sheet, each in named if each and _is_sure(names, each)}


def _is_sure(names: UnitNames, named: Naming) -> bool:
    """Whether a sheet's words name that unit, and may not be a commune's body: no bare “HỘI NÔNG DÂN”."""
    return names.says_district(named.words) or not (named.body or names.is_bare(named))


def handle(
    names: UnitNames,
    intake: Intake,
    reading: ReturnReading | None,
    unreadable: str | None,
    decoded: Callable[[str], str] = str,
) -> AttributedFile:
    """A received file with its unit and form, by all its clues; hidden sheets may be left over from another's."""
    if reading is not None and (hidden := _named_in_hidden_sheets(names, reading)):
        visible = handle(names, intake, _of_sheets(reading, lambda sheet: sheet not in hidden), unreadable, decoded)
        leftovers = {sheet: code for sheet, code in hidden.items() if visible.unit and code not in visible.units}
        if leftovers:
            left = _of_sheets(reading, lambda sheet: sheet not in leftovers)
            item = visible if leftovers == hidden else handle(names, intake, left, unreadable, decoded)
            return replace(item, leftovers=leftovers)
    # units that our own papers list sent none of them
    paper = _UNREAD if reading is None or reading.of_program else reading
    file = "!".join(_BETWEEN.sub(" ", decoded(part)) for part in _BETWEEN.split(intake.file))
    clues = _clues(names, intake, paper, file)
    attribution = attribute(clues)
    if reading is not None and attribution.units_by_row:
        attribution, reading = _row_by_row(attribution, reading)
    apart = _units_of_other_sheets(names, paper, attribution.unit)
    if reading is not None and apart:
        sure = {sheet: unit.code for sheet, unit in apart.items() if (ELSEWHERE, unit) in attribution.other_units}
        reading = replace(reading, possible=tuple(replace(p, unit=sure.get(p.sheet, "")) for p in reading.possible))
    reading = with_other_hands(names, attribution, reading)
    item = _with_unit(AttributedFile(intake, reading, unreadable), attribution, apart.values())
    own_form = names.campaign.groups_by_code[attribution.unit.kind].form if attribution.unit else None
    return replace(
        _with_succession(item, [places_and_name(file)[1], intake.subject or "", *paper.of_succession]),
        intake=_as_sent(names, intake, attribution.unit),
        body=_body(names, intake, paper, attribution, clues.unit_words),
        form=form_of(reading, intake.file, own_form) if reading and reading.lists else None,
    )


def _clues(names: UnitNames, received: Intake, paper: ReturnReading, file: str) -> Clues:
    """What may tell the unit of a ``file`` (its name decoded): what was read, its names and its mail."""
    lines, mail_text = _lines_and_mail(names, received, paper)
    forms = paper.registrations
    addresses = (
        UnitWords(part.sheet, entry.row, as_text(entry.values.get("address")), labelled=False)
        for part in paper.lists
        for entry in part.entries
    )
    no_models = ((p.sheet, row) for p in paper.lists for row in (*p.nil_rows, *(each.row for each in p.possible)))
    return Clues(
        names,
        file,
        unit_words=lines,
        margins=paper.margins,
        elsewhere=[line for line in paper.elsewhere if not (line.weak or line.sheet in paper.nil_sheets)],
        weak=[line for line in paper.elsewhere if line.weak],
        form=form_of(paper, received.file) if paper.lists else None,
        further=paper.further,
        by_row=paper.by_row,
        models=[*addresses],
        no_models=[*no_models],
        sheets=[*(part.sheet for part in paper.lists), *(form.sheet for form in forms), *paper.nil_sheets],
        holders=[(form.values.get("holder") or "") * (form.form == "M2") for form in forms if not paper.lists],
        places=paper.places,
        addresses=[form.values.get("address") or "" for form in forms],
        stamp=paper.stamp.get("unit"),
        sender=received.sender,
        subject=received.subject,
        mail_text=mail_text,
        book=received.book_unit,
        book_borrowed=received.book_borrowed,
    )


def _lines_and_mail(names: UnitNames, received: Intake, paper: ReturnReading) -> tuple[tuple[UnitWords, ...], str]:
    """The lines of a paper and the words of its mail that may name the unit; no rosters, no models of a mail's."""
    on_nil = (line for line in paper.elsewhere if line.sheet in paper.nil_sheets and not line.weak)
    lines = tuple(without_rosters(names, (*paper.unit_words, *on_nil)))
    readable = (line for line in (received.mail_text or "").splitlines() if not LOST_LETTER.search(line))
    mail_text = "\n".join(readable)
    written = without_quotes(mail_text)
    # quoted lines of a mail handed on say whose the list is where the sender's own name nobody
    says_whose = any(units_in_name(names, line) for line in written.splitlines())
    mail_text = written if says_whose else QUOTE_MARK.sub("", mail_text)
    if paper.is_mail:
        listed = {possible.text for possible in paper.possible}  # “1) Nuôi ong, thị trấn …, cấp huyện”
        lines = tuple(line for line in lines if not (LOST_LETTER.search(line.text) or line.text in listed))
        mail_text = "\n".join(line for line in mail_text.splitlines() if line.strip() not in listed)
    if paper.is_mail and paper.says_nothing:
        lines = tuple(replace(line, text=_without_lists(line.text)) for line in lines)
        mail_text = _without_lists(mail_text)
    return lines, mail_text


def _units_of_other_sheets(names: UnitNames, paper: ReturnReading, unit: Unit | None) -> dict[str, Unit]:
    """The units, others than the file's, that sheets with nothing but possible models bear as their names."""
    sheets = {row.sheet for row in paper.possible if unit} - {part.sheet for part in paper.lists}
    named = ((sheet, each) for sheet in sheets if (each := unit_in_name(names, sheet)) and each.unit != unit)
    return {sheet: each.unit for sheet, each in named if _is_sure(names, each)}  # no body of the commune's own


def _with_unit(item: AttributedFile, attribution: Attribution, further: Iterable[Unit]) -> AttributedFile:
    """A file with its unit, the others that its clues name and ``further`` ones to be spared, as codes."""
    named, unit = attribution.naming, attribution.unit
    by_sheet = {sheet: other.code for sheet, other in attribution.units_by_sheet.items()}
    return replace(
        item,
        unit=unit.code if unit else None,
        other_units=tuple((where, other.code) for where, other in attribution.other_units),
        other_stamp=attribution.other_stamp.code if attribution.other_stamp else None,
        misspelt=named.words if named and named.how == "near" else None,
        suggestions=tuple(dict.fromkeys(other.code for other in (*attribution.suggestions, *further))),
        unclear_name=attribution.unclear_name,
        of_sender=attribution.source in ("mail", "folder"),
        against_kinds=attribution.against_kinds,
        against_units=attribution.against_units,
        units_by_sheet=by_sheet | dict.fromkeys(attribution.unknown_sheets, ""),
        units_by_row={place: other.code for place, other in attribution.units_by_row.items()},
        is_joint=bool(attribution.units_by_row) and not attribution.has_own_tables,
    )


def _mail_sentences(received: Intake) -> list[str]:
    return [received.subject or "", *sentences("\n".join(sender_lines(received.mail_text or "")))]


def _with_succession(item: AttributedFile, titles: Sequence[str]) -> AttributedFile:
    """A file with what its ``titles`` and its mail say of how its list stands to an earlier one."""
    of_mail = _mail_sentences(item.intake)
    of_titles = [text for text in titles if says_part(text) or replaces_list(text) or is_first_piece(text)]
    part = any(says_part(t) and not replaces_list(t) for t in of_titles) or any(map(sends_more, of_mail))
    of_lists = (text for text in of_mail if any(says(text) for says in _OF_SUCCESSION))
    return replace(item, says_part=part, of_succession=(*of_titles, *of_lists))


def _as_sent(names: UnitNames, received: Intake, unit: Unit | None) -> Intake:
    """What was received, with the sender's own words alone and what says that the list came before its mail."""
    return replace(
        received,
        mail_text=without_quotes(received.mail_text) if received.mail_text else None,
        earlier_sendings=(
            *_sent_before(names, received),
            *_handed_on(names, received, unit, _mail_sentences(received)),
        ),
    )


def _body(
    names: UnitNames,
    received: Intake,
    paper: ReturnReading,
    attribution: Attribution,
    lines: Sequence[UnitWords],
) -> str | None:
    """The body that a list is by, unless the mail speaks for the commune; of a mail that denies, who does."""
    named, of_mail = attribution.naming, _mail_sentences(received)
    if named is None:
        return None
    denies = paper.is_mail and paper.says_nothing  # then another sentence may say who sends the unit's own list
    speaking = [text for text in of_mail if subject_that_denies(text)] if denies else of_mail
    of_list = () if paper.is_mail else lines  # a mail's own lines are no list's
    by_mail = paper.is_mail or attribution.source == "mail"
    body = None if by_mail and _speaks_for_commune(names, named, speaking, of_list) else named.body
    if denies and names.is_commune(named.unit):
        return body or _body_that_denies(names, named.unit, of_mail)
    return body


def bears_name(names: UnitNames, text: str, units: Collection[str]) -> bool:
    """Whether a name of one of the units (codes) stands in a file's name, before anything is weighed."""
    letters = squeezed(text)
    return any(name in letters for name, unit in names.squeezed.items() if unit.code in units)
