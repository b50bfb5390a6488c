"""What single rows of a list that counts leave open: struck, noted as withdrawn, of another table, stated twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from aggregator.campaign import level_words, sentences, word_lists
from aggregator.campaign.sentences import ANY_YEAR, may_be_withdrawn, movement_in, withdrawing_part
from aggregator.campaign.succession import is_old_name
from aggregator.campaign.vocabulary import Vocabulary, may_be_open
from aggregator.campaign.word_lists import any_of, keys, pattern
from aggregator.judge.texts import is_mark, is_sign
from aggregator.judge.versions import Model, Version, sheets_of_modes
from aggregator.nouns.document import as_text, cell_name
from aggregator.nouns.finding import few
from aggregator.nouns.reading import ListReading, RawEntry
from aggregator.nouns.standing import Doubt
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex
from aggregator.vietnamese.scope import memory

MOST_CELLS = 6
_row = partial(pattern, "row")
_MAY_BE_WITHDRAWN = {"struck-through": "rows-struck", "hidden-rows": "rows-hidden"}
_PLAIN_NO = frozenset({"", *keys("choice", "no")})
_LEAST_REMARK = 4  # words of an opinion that is more than yes or no
_OF_MOVEMENT = regex(
    r"(?:(?:mo hinh|mh|dien hinh|phong trao|cuoc van dong|thuoc|dang ky|theo) )+"
    rf"(?:{any_of(keys('lists', 'other_movements', 'campaign.toml'))})\b"
)
_OF_THE_FORM = frozenset({"holder", "continuing", "new", "mode", "completion", "goals"})
_LEAST_LACKING = 2  # columns of the form


_Place = tuple[str, int]  # sheet, row
_Rows = Sequence[tuple[RawEntry, Model]]  # those of a list that count


class _List(NamedTuple):
    """A list with the rows of it that count, and what stands as the number of each row."""

    part: ListReading
    rows: _Rows
    numbers: Mapping[int, str]


def doubts_of_rows(version: Version, labels: frozenset[int], campaign: Campaign) -> Iterator[Doubt]:
    """Rows of a list that count (``labels``) and may not be registered, or not so, with what says so, and where."""
    models = {(model.sheet, model.row): model for model in version.models if model.label in labels}
    columns = {part.sheet: part.columns["name"] for part in version.lists if "name" in part.columns}
    places = {
        model.label: (version.item.file, sheet, cell_name(row, columns[sheet]))
        for (sheet, row), model in models.items()
        if sheet in columns
    }
    for doubt in _doubts(version, models, campaign):
        at = tuple(place for label, place in places.items() if label in doubt.open_rows)
        yield replace(doubt, facts={**doubt.facts, "places": at if len(at) < len(places) else ()})


def _doubts(version: Version, models: Mapping[_Place, Model], campaign: Campaign) -> Iterator[Doubt]:
    lists = [
        _List(
            part,
            [(entry, models[at]) for entry in part.entries if (at := (part.sheet, entry.row)) in models],
            {entry.row: as_text(entry.values.get("stt")) for entry in part.entries},
        )
        for part in version.lists
    ]
    yield from _not_registered(version, models, lists, campaign)
    yield from _of_another_form(version, lists)
    yield from _under_other_titles(version, lists)
    for part, rows, numbers in lists:
        yield from _unticked(version, part, rows, campaign.year)
        if part.other_names and part.name_year != campaign.year:
            yield from _named_twice(version, part, rows)
        yield from _stated_more(version, part, numbers)
    yield from _moved_beside(version, lists)
    first: dict[tuple[str, str, str], Model] = {}
    for model in models.values():
        if first.setdefault((model.sheet, model.name, model.address), model) is not model:
            yield _name_twice(model, acquits_only=True)
    for _, rows, numbers in lists:
        if next(iter(numbers.values()), ""):
            yield from _under_one_number(rows, numbers)


def _facts(version: Version, rows: Iterable[object], **more: object) -> dict[str, object]:
    return {"rows": few([str(row) for row in rows], MOST_CELLS), "file": version.item.file, **more}


def _labels(models: Iterable[Model]) -> frozenset[int]:
    return frozenset(model.label for model in models)


def _not_registered(
    version: Version, models: Mapping[_Place, Model], lists: Iterable[_List], campaign: Campaign
) -> Iterator[Doubt]:
    seen: dict[str, dict[int, str]] = defaultdict(dict)  # by the code of the doubt: label → what to quote
    for code, (sheet, row), words in (
        *_seen_by_the_eye(version, models),
        *_noted_beside(version, lists, campaign),
        *_replaced_by_others(lists),
        *_in_reserve(version),
    ):
        joined = _MOST_JOINED if code in _OF_JOINED else 0
        places = ((sheet, row - back) for back in range(joined + 1))
        if at := next((at for at in places if at in models), None):
            seen[code][models[at].label] = words
    for code, quotes in seen.items():
        further = ((None, len(quotes)),) if code == "rows-moved" else ()  # it may stand at another level
        yield Doubt(code, _facts(version, dict.fromkeys(quotes.values())), further, frozenset(quotes))


_MOST_JOINED = 2  # rows below an entry's first
_OF_JOINED = ("rows-struck", "rows-noted", "rows-moved")
_Seen = tuple[str, _Place, str]  # code of the doubt, where, what to quote


def _seen_by_the_eye(version: Version, places: Mapping[_Place, Model]) -> Iterator[_Seen]:
    """Rows struck through, hidden or commented on, levels under merges, sheets hidden or named like old ones."""
    levels = {(part.sheet, part.columns.get("level")) for part in version.lists}
    for sheet, notice in version.item.content.notices:
        place = sheet, notice.row or 0
        if notice.code in _MAY_BE_WITHDRAWN:
            yield _MAY_BE_WITHDRAWN[notice.code], place, f"{notice.row}"
        elif notice.code == "cell-comment" and sentences.comment_changes(notice.detail):
            code = "rows-noted" if may_be_withdrawn(notice.detail) else "rows-moved"
            yield code, place, f"{notice.row} “{notice.detail}”"
        elif notice.code == "box-unsure":
            yield "rows-moved", place, f"{notice.row}"
        elif notice.code == "covered-text" and place in places and (sheet, notice.column) in levels:
            if level_words.levels_mentioned(notice.detail) != {places[place].level}:
                yield "rows-moved", place, f"{notice.row} “{notice.detail}”"
        elif notice.code == "hidden-sheet":
            yield from (("sheet-hidden", each, f"“{sheet}”") for each in places if each[0] == sheet)
    sheets = {model.sheet for model in version.models}
    named_old = set(filter(is_old_name, sheets)) - sheets_of_modes(version.models)
    if named_old != sheets:
        yield from (("sheet-old", each, f"“{each[0]}”") for each in places if each[0] in named_old)


@memory(4)
def _of_unit(names: tuple[str, ...]) -> re.Pattern[str]:
    units = "|".join(re.escape(_row("body_of").sub("", key(name))) for name in names)
    begins = r"\b(?:do|cua|thuoc|o|tai|(?:chung|trung|cung)(?: voi)?)"
    return regex(rf"{begins} (?P<unit>{units})\b(?! (?:xa|thi tran|thon|xom|tdp)\b)|{_row('another').pattern}")


def _is_of_others(note: str, version: Version, campaign: Campaign) -> bool:
    """Whether a note says that a model is another unit's: “của phòng khác”, “do xã … thực hiện”."""
    words = sentences.HELP.sub("|", key(note))
    if not _row("may_be_of_others").search(words):
        return False  # most notes
    found = _of_unit(tuple(unit.name for unit in campaign.units)).search(words)
    own = key(campaign.unit_name(version.item.unit)) if version.item.unit else ""
    return found is not None and not (found["unit"] and found["unit"] in own)


def _noted_beside(version: Version, lists: Iterable[_List], campaign: Campaign) -> Iterator[_Seen]:
    """Rows of which a note, a part of a cell or the level's cell says that they may be withdrawn or another's."""
    for part, _, labels in lists:
        ticks = [code for code in part.columns if code.startswith("level_")]
        beside = grouped((cell.row, cell.text) for cell in part.strays)
        worded = {
            row
            for row, label in labels.items()
            if _row("worded_label").fullmatch(label) and not level_words.levels_mentioned(label)
        }
        of_fields = {row for row, label in labels.items() if _row("fields_label").fullmatch(label)}
        odd = worded - of_fields if labels.keys() <= worded | of_fields else worded
        apart = odd if len(odd) < len(labels) else ()  # “Phụ”, “PA2” among numbers: in reserve, or otherwise
        for row, label in labels.items():
            if row in apart or may_be_withdrawn(label.strip("0123456789.() ")):
                yield "rows-noted", (part.sheet, row), f"{row} “{label}”"
        bare = {entry.row for entry in part.entries if _is_bare(entry)}
        bare = bare if len(bare) < len(part.entries) else set()
        for entry in part.entries:
            name = _in_brackets(entry)
            level, mode = (as_text(entry.values.get(code)) for code in ("level", "mode"))
            apart_from_heads = beside.get(entry.row, ())
            strayed = next((text for text in apart_from_heads if is_sign(text) and is_mark(text)), "")
            notes = [*entry.notes.values(), *apart_from_heads]
            texts = [*notes, *name, level, mode]
            begun = (text.partition(",")[0] for text in (*notes, entry.remark or ""))  # “Xin dừng, về thôn Hậu”
            parts = filter(None, map(withdrawing_part, (*entry.values.values(), *notes, *begun)))
            dated = (entry.remark, *apart_from_heads, entry.values.get("name"), level)
            later = filter(None, (withdrawing_part(text, later=True) for text in dated))
            alone = [as_text(entry.values.get("name"))] if entry.row in bare else []
            undecided = (
                text
                for text in alone
                if word_lists.phrases("nothing", "undecided").search(word_lists.marked_key(text))
            )
            others = (text for text in (*notes, *name) if _is_of_others(text, version, campaign))
            columns = (head for head, mark in entry.notes.items() if may_be_withdrawn(head) and is_mark(mark))
            if text := next(chain(filter(may_be_withdrawn, texts), parts, later, undecided, others, columns), None):
                yield "rows-noted", (part.sheet, entry.row), f"{entry.row} “{text}”"
            elif (
                (text := next(filter(sentences.changes_model, texts), None))
                or sentences.level_of_another_time(level)
                or (ticks and not any(is_mark(entry.values.get(tick)) for tick in ticks) and strayed)
            ):
                text = text or level or strayed
                yield "rows-moved", (part.sheet, entry.row), f"{entry.row} “{text}”"


def _replaced_by_others(lists: Iterable[_List]) -> Iterator[_Seen]:
    """Rows whose model another row says that it stands in the place of: “Thay mô hình …”, a column “Thay thế”."""
    replaces = word_lists.phrases("withdrawn", "replaces")
    for part, rows, numbers in lists:
        for entry in part.entries:
            notes = [*entry.notes.items(), *(("", text) for text in _in_brackets(entry))]
            for text in (text for head, text in notes if replaces.search(_of_replacing(f"{head} | {text}"))):
                said, number = key(text), _row("its_number").search(key(text))
                for other, model in rows:
                    by_number = number is not None and key(numbers[other.row]).lstrip("0") == number[1]
                    if other is not entry and (by_number or has_phrase(said, model.name or "|")):
                        yield "rows-noted", (part.sheet, other.row), f"{other.row} “{text}”"


def _of_replacing(text: str) -> str:
    """A note without “thay bằng …”: what that names stands in the place of the row's own model."""
    return word_lists.phrases("withdrawn", "notes").sub("|", word_lists.marked_key(text))


def _is_bare(entry: RawEntry) -> bool:
    """Whether an entry says no more than its number, its name and its level."""
    beside = (value for code, value in entry.values.items() if code not in ("stt", "level"))
    return not entry.notes and {*beside} <= {None, "", entry.values.get("name")}


def _in_reserve(version: Version) -> Iterator[_Seen]:
    """Rows under a heading, title or sheet’s name like “Dự phòng”, “Cấp tỉnh năm 2023”, beside rows under none."""
    over = {
        (part.sheet, entry.row): next(
            (text for text in (entry.group, *part.title.splitlines(), part.sheet) if may_be_open(text)), None
        )
        for part in version.lists
        for entry in part.entries
    }
    if not all(over.values()):
        yield from (("rows-noted", place, f"{place[1]} “{text}”") for place, text in over.items() if text)


def _of_another_form(version: Version, lists: Iterable[_List]) -> Iterator[Doubt]:
    """Tables that lack what the fullest of a file has of the form: of results, rewards, last year's models."""
    rows = chain.from_iterable(each.rows for each in lists)
    # by their columns; the mode may be a heading's
    tables = grouped((frozenset(entry.values.keys() - {"mode"}), model) for entry, model in rows)
    fullest = max(tables, key=lambda codes: (len(codes & _OF_THE_FORM), len(tables[codes])), default=frozenset())
    for codes, models in tables.items():
        if len(_OF_THE_FORM & fullest - codes) >= _LEAST_LACKING:
            facts = _facts(version, (model.row for model in models))
            yield Doubt("table-of-another-form", facts, open_rows=_labels(models), acquits_only=True)


def _under_other_titles(version: Version, lists: Sequence[_List]) -> Iterator[Doubt]:
    """Further tables under a title that neither registers nor says year, level or field: of results, of rewards."""
    titles = {key(each.part.title) for each in lists[:1]}
    for part, rows, _ in lists[1:]:
        title, said = key(part.title), part.year or part.level_in_title or part.field_in_title or part.movement
        if rows and part.title and not (said or part.hand or title in titles or _row("registers").search(title)):
            facts = {"title": part.title, "file": version.item.file}
            yield Doubt("table-of-another-title", facts, open_rows=_labels(model for _, model in rows))
        titles.add(title)


def _unticked(version: Version, part: ListReading, rows: _Rows, year: int) -> Iterator[Doubt]:
    """Columns that choose: models without a tick, with “không”, another ``year`` or movement may not count."""
    heads = dict.fromkeys(head for entry in part.entries for head in entry.notes)
    heads = {head: None for head in heads if {*ANY_YEAR.findall(head)} <= {str(year)}}
    columns = {head: {entry.row: entry.notes.get(head, "") for entry in part.entries} for head in heads}
    ours = {row for head, cells in columns.items() if movement_in(head) == "ours" for row in cells if cells[row]}
    for head, cells in columns.items():
        choosing = any(_row(what).search(key(head)) for what in ("chooses", "years", "votes"))
        bare = _not_chosen(key(head), cells, year) if choosing else []
        bare = bare or [row for row in _of_other_movement(head, cells) if row not in ours]
        if bare:
            open_rows = _labels(model for entry, model in rows if entry.row in bare)
            yield Doubt("rows-unticked", _facts(version, bare, head=head), open_rows=open_rows)


def _of_other_movement(head: str, cells: Mapping[int, str]) -> list[int]:
    """The rows that a column gives to another movement: by ticks under its name, or by its name beside ours."""
    named = {row: movement_in(text) for row, text in cells.items() if text}
    if movement_in(head) and all(map(is_sign, cells.values())):
        ticked = {row for row, text in cells.items() if is_mark(text)}
        tells = movement_in(head) == "ours" and not _row("of_others").search(key(head))
        return [row for row in cells if row not in ticked] if tells and ticked else []
    others = [row for row in named if named[row] == "other"]
    of_movements = bool(_row("movements").search(key(head)))
    if "ours" not in named.values():
        belongs = others if of_movements else [row for row in others if _OF_MOVEMENT.match(key(cells[row]))]
        return belongs if len(belongs) < len(cells) else []
    alone = len(named) == len(cells) and any(map(Vocabulary.is_of_movement, cells.values()))
    return [row for row in named if named[row] == "other" or ((of_movements or alone) and not named[row])]


def _may_be_of(text: str, year: int) -> bool:
    """Whether what a column of years says may be of this year: “2025-2026” and “Giai đoạn sau” are not."""
    stated = _row("year").fullmatch(key(text))
    years = sorted(map(int, ANY_YEAR.findall(key(text))))
    later = bool(years) and years[0] + bool(_row("after").search(key(text))) > year
    return not (later or (stated and years[-1] < year) or withdrawing_part(text, later=True))


def _outvoted(cells: Mapping[int, str]) -> list[int]:
    """The rows with less than half the votes of another."""
    found = {row: _row("share").match(text) for row, text in cells.items() if text}
    of = {row: int(m[3] or 0) or (100 if m[2] else 1) for row, m in found.items() if m}
    shares = {row: float(m[1].replace(",", ".")) / of[row] for row, m in found.items() if m}
    running = len(shares) > 1 and sorted(shares.values()) == [*range(1, len(shares) + 1)]  # numbers of papers
    dates = any(m and m[3] and float(m[1].replace(",", ".")) > int(m[3]) for m in found.values())
    return [row for row, share in shares.items() if share * 2 < max(shares.values()) and not (running or dates)]


def _not_chosen(head: str, cells: Mapping[int, str], year: int) -> list[int]:
    """The rows that a column (its key as ``head``) leaves out; one of years is of the rows below it too."""
    if _row("of_others").search(head):
        return []
    stages = _row("stages").search(head) or any(_row("year").fullmatch(key(text)) for text in cells.values())
    if _row("years").search(head) and stages:
        of_year, bare = True, list[int]()
        for row, text in cells.items():
            of_year = _may_be_of(text, year) if text else of_year
            bare += [] if of_year else [row]
        return bare
    if _row("votes").search(head) and (outvoted := _outvoted(cells)):
        return outvoted
    said = [key(text) for text in cells.values()]
    remarks = all(words in _PLAIN_NO or len(words.split()) >= _LEAST_REMARK for words in said)
    if not _row("chooses").search(_row("opinions").sub("|", head) if remarks else head):
        return []
    ticks = all(is_sign(text) for text in cells.values() if text)
    unticked = {row for row, text in cells.items() if ticks and not is_mark(text)}
    return [row for row, text in cells.items() if row in unticked or _row("not_chosen").match(key(text))]


def _named_twice(version: Version, part: ListReading, rows: _Rows) -> Iterator[Doubt]:
    """Two columns of names, neither known to be this year's: a row may hold two models, or none that counts."""
    single = [
        model
        for entry, model in rows
        if {key(entry.notes.get(head, "")) for head in part.other_names}
        <= {"", key(as_text(entry.values.get("name")))}
    ]
    if rows:
        double, heads = len(rows) - len(single), ", ".join(f"“{head}”" for head in part.other_names)
        facts = {"heads": heads, "count": f"{double:02d}", "file": version.item.file}
        yield Doubt("named-twice", facts, ((None, double),) if double else (), _labels(single))


def _stated_more(version: Version, part: ListReading, numbers: Mapping[int, str]) -> Iterator[Doubt]:
    """Totals, numbers and counts that state more models than were read: a shortfall does not rest on these."""
    totals = [(total.row, total.figure, total.count) for total in part.totals]
    for entry in part.entries:
        both = _row("two_numbers").fullmatch(numbers[entry.row])
        numbered = ((key(head), text) for head, text in entry.notes.items() if text.isdecimal())
        counts = [int(text) for head, text in numbered if _row("counts").fullmatch(head)]
        if both and both[2] not in numbers.values() and int(both[2]) > int(both[1]):
            counts.append(int(both[2]) - int(both[1]) + 1)
        totals += [(entry.row, count, 1) for count in counts if 1 < count <= _MOST_IN_ROW]
    for row, stated, counted in totals:
        if stated > counted:
            facts = {"stated": stated, "counted": counted, "row": row, "file": version.item.file}
            yield Doubt("total-states-more", facts, ((None, stated - counted),), acquits_only=True)


_MOST_IN_ROW = 5  # models that one row may hold; more are trees, or households


def _moved_beside(version: Version, lists: Iterable[_List]) -> Iterator[Doubt]:
    """Models whose column says one level and whose heading, note or brackets another; if only asked, it acquits."""
    moved: dict[bool, dict[tuple[Model, str], None]] = {False: {}, True: {}}  # by whether it is only asked
    comments = grouped(
        ((sheet, notice.row), notice.detail)
        for sheet, notice in version.item.content.notices
        if notice.code == "cell-comment" and not sentences.comment_changes(notice.detail)
    )
    for part, rows, _ in lists:
        for entry, model in rows:
            heading = entry.level_heading if entry.level_heading != part.level_in_title else None
            said = {heading: False}
            notes = (entry.remark or "", *_in_brackets(entry), *comments.get((part.sheet, entry.row), ()))
            for note in notes:
                said |= dict.fromkeys(level_words.levels_noted(note), sentences.only_proposes(note))
            for level, asked in said.items():
                if level and model.level not in (level, None):
                    moved[asked][model, level] = None
    for asked, pairs in moved.items():
        if pairs:
            facts = _facts(version, dict.fromkeys(model.row for model, _ in pairs))
            levels = tuple((model.label, level) for model, level in pairs)
            yield Doubt("level-heading-differs", facts, moves=levels, acquits_only=asked)


def _in_brackets(entry: RawEntry) -> list[str]:
    name = as_text(entry.values.get("name"))
    found = _row("brackets").findall(name) if ")" in name or "]" in name else ()
    return [text for pair in found for text in pair if text]


def _name_twice(model: Model, *, acquits_only: bool = False) -> Doubt:
    """The same model on two rows of one list; where both have a number an excess alone does not rest on it."""
    return Doubt("name-twice", {"name": model.text}, open_rows=_labels([model]), acquits_only=acquits_only)


def _under_one_number(rows: _Rows, stated: Mapping[int, str]) -> Iterator[Doubt]:
    """A name that comes again without a number of its own: one model at several places, or several."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for entry, model in rows:
        known, number = numbers[model.name], stated[entry.row]
        if known and (not number or number in known):
            yield _name_twice(model)
        known.add(number)
