"""Which forms M1, M2 came, which entry each is of, one to one and never in doubt, and what they tell of it (R1)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

import pandas as pd
from msgspec import Struct, field, structs

from aggregator.campaign import level_words, mail_words
from aggregator.judge.entries import rows_of
from aggregator.nouns.file import Handled, places_and_name
from aggregator.nouns.finding import Facts, Finding, finding
from aggregator.nouns.outcome import Clash, Matching, Registration, UnitForms
from aggregator.nouns.reading import RawRegistration
from aggregator.nouns.standing import NOT_SEEN, FormsPaper, OwnState, Settlement
from aggregator.nouns.unit import UPWARD, Campaign, FieldBox
from aggregator.vietnamese.fold import composed, grouped, has_phrase, key, near, regex, sole, sound

_FILLER = ("xay dung mo hinh", "mo hinh dien hinh", "mo hinh", "dien hinh", "dan van kheo", "noi dung")
_CERTAIN, _CERTAIN_WITH_WITNESS, _DOUBTFUL = 90.0, 82.0, 70.0
_MARGIN = 6.0  # so much closer than the next must a pair be; what one witness is worth
_LEAST_CONTAINED = 12  # letters of a name that may stand inside a longer one
_NUMBER = regex(r"\b(?!20\d\d\b)\d+\b")  # a year says no other model


class Candidate(Struct, frozen=True):
    """An entry as far as matching needs it: everything as keys, and its name and address as written."""

    index: int
    name: str
    address: str
    holder: str
    written: str = ""
    where: str = ""


class Pairs(Struct):
    """``certain`` and ``doubtful``: place of the form → place of the entry."""

    certain: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, int] = field(default_factory=dict)


@lru_cache(maxsize=65536)  # asked by each that compares names
def bare(name: str | None) -> str:
    """A model's name as a key, without the words that every model has."""
    words = f" {key(name or '')} "
    for filler in _FILLER:
        words = words.replace(f" {filler} ", " ")
    return " ".join(words.split())


def pair(forms: Sequence[Registration], entries: Sequence[Candidate]) -> Pairs:
    """Pair forms with entries: those of the same name first, then what is close among the rest."""
    pairs = Pairs()
    for closeness in (_name_score, _likeness):
        open_forms = {i for i in range(len(forms)) if i not in pairs.certain and i not in pairs.doubtful}
        partners = {*pairs.certain.values(), *pairs.doubtful.values()}
        open_entries = {j for j in range(len(entries)) if j not in partners}
        scores = {
            (i, j): score
            for i in open_forms
            for j in open_entries
            if (score := closeness(forms[i], entries[j])) >= _DOUBTFUL
        }
        _settle(scores, pairs)
    return pairs


def _settle(scores: dict[tuple[int, int], float], pairs: Pairs) -> None:
    """Take the certain pairs, the closest first, until none is left; what then remains is doubtful."""
    while (best := next(_certain(scores), None)) is not None:
        pairs.certain[best[0]] = best[1]
        scores = {(i, j): s for (i, j), s in scores.items() if i != best[0] and j != best[1]}
    for (i, j), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        pairs.doubtful.setdefault(i, j)


def _certain(scores: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """The pairs that are close enough, and closer by the margin than any other pair of either side."""
    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        rival = max((s for (a, b), s in scores.items() if (a == i) != (b == j)), default=0.0)
        if score >= _CERTAIN and score - rival >= _MARGIN:
            yield i, j


def _name_score(form: Registration, entry: Candidate) -> float:
    """100 and more for the same name, else 0."""
    name = bare(form.name)
    if not name or name != entry.name:
        return 0.0
    return 100.0 + _MARGIN * (_witnesses(form, entry) + (_letters(form.name or "") == _letters(entry.written)))


def _letters(text: str) -> str:
    """A text with its marks: “thôn Hạ” and “thôn Hà” are one only as keys."""
    return " ".join(composed(text).casefold().split())


def _likeness(form: Registration, entry: Candidate) -> float:
    """0 to 112: how alike the names are, raised where address or holder bear witness."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where forms came

    name, witnesses = bare(form.name), _witnesses(form, entry)
    if not name:
        return 0.0
    score = fuzz.ratio(name, entry.name)
    shorter, longer = sorted((name, entry.name), key=len)
    if len(shorter) >= _LEAST_CONTAINED and has_phrase(longer, shorter):
        score = max(score, _CERTAIN)
    numbers, of_entry = numbers_in(name), numbers_in(entry.name)
    another = bool(numbers and of_entry) and numbers != of_entry
    places = ((form.name, entry.written), (form.scope, entry.where))
    if another or (score >= _DOUBTFUL and any(differ_in_place(told or "", listed) for told, listed in places)):
        return min(score, _CERTAIN_WITH_WITNESS)
    if witnesses and score >= _CERTAIN_WITH_WITNESS:
        score = max(score, _CERTAIN)
    return score + _MARGIN * witnesses


def numbers_in(name: str) -> set[str]:
    """The numbers in a name: “Tổ tự quản số 1” and “số 2” are as alike as names can be, and two models."""
    return set(_NUMBER.findall(name))


_PLACES = tuple(
    regex(rf"(?i)\b(?:{kind})\s+((?:[^\W\d_]\.\s*)?[^\s,.;:()–-][^,.;:()\n–-]*)")
    for kind in ("thôn|tdp|tổ dân phố|khu phố", "xóm", r"xã(?!\s+hội\b)|thị trấn")
)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
_COUNTED = {word: str(n) for words in (_NUMERALS, _NUMBERS) for n, word in enumerate(words, start=1)}
_NO_PLACE = frozenset({"va", "cac", "trong", "toan", "tren", "cua", "nao"})


def differ_in_place(text: str, rival: str) -> bool:
    """Whether two texts name hamlets, or communes, and none in common; “Thôn Đ. Sen” is “Thôn Đồng Sen”."""
    for kind in _PLACES:
        places, others = _places_in(text, kind), _places_in(rival, kind)
        words, of_rival = sound(text), sound(rival)
        common = any(has_phrase(of_rival, place) for place in places) or any(has_phrase(words, o) for o in others)
        if places and others and not common and not any(_is_short(a, b) for a in places for b in others):
            return True
    return False


def _is_short(place: str, rival: str) -> bool:
    """Whether one of two names holds the other, or is short for it: “d sen” and “dong sen”."""
    words, others = place.split(), rival.split()
    pairs = zip(words, others, strict=False)
    short = all(a == b or (min(a, b, key=len) == max(a, b, key=len)[0] and b.isalpha()) for a, b in pairs)
    return near(place, rival) or (len(words) == len(others) and short and not {*words}.isdisjoint(others))


def _places_in(text: str, kind: re.Pattern[str]) -> list[str]:
    """The names behind the words of a kind: numbers, or words with a capital; in a text in capitals the first."""
    named = [found[1].replace(".", ". ").split() for found in kind.finditer(composed(text))]
    named = [[_COUNTED.get(word, word) for word in words] for words in named]
    if text.isupper():
        return [sound(words[0]) for words in named if key(words[0]) not in _NO_PLACE]
    runs = (takewhile(lambda word: word[0].isupper() or word[0].isdigit(), words) for words in named)
    return [place for run in runs if (place := sound(" ".join(run)))]


def _witnesses(form: Registration, entry: Candidate) -> int:
    where = key(f"{form.scope or ''} {form.address or ''}")
    return _agree(entry.address, where) + _agree(entry.holder, key(form.holder or ""))


def _agree(text: str, rival: str) -> bool:
    """Whether one of two texts stands in the other, both saying something."""
    return bool(text and rival) and near(text, rival)


_LOOKED_INTO = ("read", "unknown_unit", "superseded")
_VALUES = ("name", "holder", "content", "period", "scope", "results", "address")


def registrations_of(
    handled: Iterable[Handled], statuses: Mapping[str, str], campaign: Campaign
) -> list[Registration]:
    """The filled-in forms of all files but copies, in the order of receipt."""
    kinds = {form.code: form.holder_kind for form in campaign.registration_forms}
    registrations = [
        _registration(item, raw, kinds[raw.form])
        for item in handled
        if statuses[item.file] in _LOOKED_INTO
        for raw in item.content.registrations
        if not raw.is_blank
    ]
    return sorted(registrations, key=lambda form: (form.received_at, form.file))


def _registration(item: Handled, raw: RawRegistration, holder_kind: str) -> Registration:
    values: Facts = {code: raw.values.get(code) for code in _VALUES}
    return Registration(
        **values,
        unit=item.unit_of_row(raw.sheet, raw.row),
        form=raw.form,
        holder_kind=holder_kind,
        field=sole(raw.ticked),
        level=raw.level_ticked,
        file=item.file,
        sheet=raw.sheet,
        row=raw.row,
        received_at=item.at,
        received_from=item.received.source,
        of_sender=item.of_sender,
        rows=dict(raw.rows),
        doubts=tuple((d.code, d.row, d.text) for d in raw.doubts),
        sent=item.received.sent,
        sent_before=item.received.sent_before,
        time_known=item.received.time_known,
    )


def match(registrations: Sequence[Registration], entries: pd.DataFrame) -> Matching:
    """Match forms to entries (columns unit, name, address, holder; by label) of the same unit, in their order."""
    senders, by_unit = {form.unit for form in registrations}, defaultdict[str, list[Candidate]](list)
    for index, unit, name, address, holder in rows_of(entries, "unit", "name", "address", "holder"):
        if unit and unit in senders:
            where, said = address or "", name or ""
            entry = Candidate(int(index), bare(name), key(where), key(holder or ""), said, where)
            by_unit[unit].append(entry)
    by_place: dict[tuple[str, str, int, str], Registration] = {}
    again: list[tuple[Registration, Registration]] = []
    doubtful: list[tuple[Registration, int]] = []
    for unit, forms in grouped((form.unit, form) for form in registrations).items():
        candidates = by_unit.get(unit or "", [])
        latest, earlier = _latest(forms, candidates) if unit else (forms, [])
        pairs = pair(latest, candidates)
        certain = {i: candidates[j].index for i, j in pairs.certain.items()}
        latest = [structs.replace(form, entry=certain.get(i)) for i, form in enumerate(latest)]
        again += [(structs.replace(old, entry=latest[i].entry, replaced=True), latest[i]) for old, i in earlier]
        doubtful += [(latest[i], candidates[j].index) for i, j in pairs.doubtful.items()]
        by_place |= {form.place: form for form in latest}
    by_place |= {old.place: old for old, _ in again}
    return Matching(tuple(by_place[form.place] for form in registrations), tuple(again), tuple(doubtful))


def _latest(
    forms: Sequence[Registration], candidates: Sequence[Candidate]
) -> tuple[list[Registration], list[tuple[Registration, int]]]:
    """The last form of each model, and the earlier ones with the place of the one that replaces them."""
    names = Counter(entry.name for entry in candidates)
    last: dict[tuple[str, ...], int] = {}
    latest: list[Registration] = []
    earlier: list[tuple[Registration, int]] = []
    for form in forms:
        model = _model(form, names)
        if form.name and model in last:
            earlier.append((latest[last[model]], last[model]))
            latest[last[model]] = form
        else:
            last[model] = len(latest)
            latest.append(form)
    return latest, earlier


def _model(form: Registration, names: Mapping[str, int]) -> tuple[str, ...]:
    """What makes two forms the same: the name, the person, and the place where the list has the name twice."""
    name = bare(form.name)
    person = key(form.holder or "") if form.holder_kind == "individual" else ""
    place = key(form.scope or form.address or "") if names.get(name, 0) > 1 else ""
    return name, person, place


# ---- What forms tell of the list.


def levels_named_in(handled: Sequence[Handled], settlement: Settlement, year: int) -> dict[str, dict[str, str]]:
    """By unit the levels above the base that its files name beside their lists, each with the words that do.

    They stand in the paper, its mail or the names of files and folders, but not of a folder with other units'
    files, nor in a form that is read. Of several words those are told that count the most models.
    """
    places = {item.file: places_and_name(item.file) for item in handled}
    owners: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for item in handled:
        for depth in range(len(places[item.file][0])):
            owners[tuple(places[item.file][0][: depth + 1])].add(item.unit)
    named: dict[str, dict[str, str]] = defaultdict(dict)
    most: dict[tuple[str, str], int] = {}
    for item in handled:
        if item.unit is None or settlement.statuses[item.file] not in ("read", "unreadable"):
            continue
        if item.forms and not item.entries:
            continue
        folders, name = places[item.file]
        own = [folder for n, folder in enumerate(folders) if len(owners[tuple(folders[: n + 1])]) == 1]
        mail = mail_words.sentences(item.received.mail_text or "")
        words = [*item.content.levels_named, item.received.subject or "", *mail]
        said = [(text, text) for text in words] + [(re.sub(r"[\d_]+", " ", text), text) for text in (*own, name)]
        for text, shown in said:
            for level, count in level_words.levels_stated(text, year).items():
                if level in UPWARD and count != 0 and (count or 0) > most.get((item.unit, level), -1):
                    named[item.unit][level], most[item.unit, level] = shown, count or 0
    return named


def forms_by_unit(
    matching: Matching, clashes: Sequence[Clash], states: Mapping[str, OwnState], units: Iterable[str]
) -> dict[str, UnitForms]:
    """What counts of each of the units, whether anything came or not: forms, what they contradict, registration."""
    registrations = grouped((form.unit, form) for form in matching.counting)
    contradicting = grouped((clash.registration.unit, clash) for clash in clashes)
    again = grouped((earlier.unit, (earlier, later)) for earlier, later in matching.again)
    return {
        unit: UnitForms(registrations[unit], contradicting[unit], again[unit], states.get(unit, NOT_SEEN))
        for unit in units
    }


def tell(
    entries: pd.DataFrame,
    matching: Matching,
    campaign: Campaign,
    named: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[pd.DataFrame, list[Clash]]:
    """The entries with level and field from their forms where the list is silent (source ``registration``).

    What a person corrected stays. ``unknown_is_base`` is settled with what the forms tell; ``named`` are by unit
    the levels that its files name beside the rows, each with the words that do.
    """
    frame = entries.copy()
    clashes: list[Clash] = []
    boxes = {box.field: box for form in campaign.registration_forms for box in form.boxes}
    for form in matching.counting:
        if form.entry is None:
            continue
        row: Facts = {column: frame.at[form.entry, column] for column in frame.columns}
        changes: Facts = {}
        clashes += [*_level(form, row, changes), *_field(form, row, changes, boxes)]
        clashes += _clash(form, "holder", row["holder_kind"], form.holder_kind)
        for column, value in changes.items():
            frame.at[form.entry, column] = value
    _settle_silence(frame, matching, named or {}, campaign.year)
    return frame, clashes


def _level(form: Registration, row: Facts, changes: Facts) -> list[Clash]:
    """The form goes before words in brackets, which contradict it all the same where they name another level."""
    if form.level is None or row["level_source"] == "correction":
        return []
    by_form = row["level"] is None or row["level_source"] == "text"
    if by_form:
        changes |= {"level": form.level, "level_source": "registration", "level_why": None}
    return _clash(form, "level", row["level"], form.level, by_form=by_form)


def _field(form: Registration, row: Facts, changes: Facts, boxes: Mapping[str, FieldBox]) -> list[Clash]:
    if form.field is None or row["field_source"] == "correction":
        return []
    box = boxes[form.field]
    if row["field"] is None or row["field_source"] == "suggested":
        changes |= _field_by_box(box, row)
        return []
    return [] if row["field"] in box.also else _clash(form, "field", row["field"], form.field)


def _field_by_box(box: FieldBox, row: Facts) -> Facts:
    """A box that names two fields' subjects only suggests the other one where the row speaks of it (R9)."""
    words = key(f"{row['name'] or ''} {row['goals'] or ''}")
    if box.also and any(has_phrase(words, key(also)) for also in box.also_words):
        return {"field": box.also[0], "field_source": "suggested", "field_why": "field-suggested"}
    return {"field": box.field, "field_source": "registration", "field_why": None}


def _clash(
    form: Registration, aspect: str, of_list: str | None, of_form: str, *, by_form: bool = False
) -> list[Clash]:
    if form.entry is None or of_list is None or of_list == of_form:
        return []
    return [Clash(form, form.entry, aspect, of_list, of_form, by_form)]


def _settle_silence(
    frame: pd.DataFrame, matching: Matching, named: Mapping[str, Mapping[str, str]], year: int
) -> None:
    """Whether an entry of unknown level counts as base, once the forms are known (R1).

    In a list that names no level itself, and all of whose forms have their row, what has no form is base:
    a province or district item has one. Base is, too, what is not ticked in a list with ticks for the levels above
    it alone. An entry whose form or cell leaves the level open is never base by silence, nor is
    one of a unit whose files name a level above that none of its models has (R3): where the unit need register
    nothing upward, it ``may_be`` of the levels named. Ticks that leave it out answer where the words count none.
    """
    columns = ("unit", "level", "level_source", "level_why", "level_text", "unknown_is_base")
    units, levels, sources, whys, texts, need_not = (frame[column].tolist() for column in columns)
    places = grouped((unit, place) for place, unit in enumerate(units))
    strays = {form.unit for form in matching.counting if form.entry is None}
    by_forms = {
        unit
        for unit, of_unit in places.items()
        if unit not in strays and {sources[place] for place in of_unit} - {None} == {"registration"}
        if not any(whys[place] == "level-unclear" for place in of_unit)
    }
    unticked = {place for place in _unticked(frame) if units[place] not in strays}
    upward = {form.entry for form in matching.counting if form.entry is not None and form.level is None}
    is_base = [
        (need_not[place] or unit in by_forms or place in unticked) and label not in upward
        for place, (label, unit) in enumerate(zip(frame.index, units, strict=True))
    ]
    is_base = [base and why != "level-unclear" for base, why in zip(is_base, whys, strict=True)]
    may_be: list[str | None] = [None] * len(is_base)
    for unit, words in named.items():
        known = {levels[place] for place in places[unit]}
        if seen := [text for level, text in words.items() if level not in known]:
            counted = any(any(level_words.levels_stated(text, year).values()) for text in seen)
            mentioned = " ".join(sorted(set(words).union(*map(level_words.levels_mentioned, words.values()))))
            for place in places[unit]:
                if whys[place] == "level-missing" and (counted or place not in unticked):
                    is_base[place], may_be[place] = False, mentioned if need_not[place] else None
                    whys[place], texts[place] = "level-elsewhere", seen[0]
    settled = {"unknown_is_base": is_base, "may_be": may_be, "level_why": whys, "level_text": texts}
    for column, values in settled.items():
        frame[column] = pd.Series(values, frame.index, dtype=object)


_TICKS_UPWARD = {f"level_{level}" for level in UPWARD}  # columns


def _unticked(frame: pd.DataFrame) -> list[int]:
    """The places of entries not ticked in a list with ticks for province and district alone, some of them set."""
    columns = ("file", "sheet", "cells", "level_source", "level_why")
    rows = list(zip(*(frame[column] for column in columns), strict=True))
    ticked = {(file, sheet) for file, sheet, _, source, _ in rows if source == "column"}
    return [
        place
        for place, (file, sheet, cells, _, why) in enumerate(rows)
        if why == "level-missing" and (file, sheet) in ticked
        if {column for column in cells if column.startswith("level")} == _TICKS_UPWARD
    ]


# ---- M1 and M2 that people saw on paper, as the tracking book says: of which entries (R1).

_STT = regex(r"(?:stt|số)?\s*(\d+)\.?", re.IGNORECASE)
_SO_ALIKE, _SO_MUCH_CLOSER = 88, 4  # of 100: what a person wrote of a name, and how much closer than the next


def forms_of_paper(
    papers: Sequence[FormsPaper], entries: pd.DataFrame, matching: Matching, campaign: Campaign
) -> tuple[dict[str, frozenset[int]], list[Finding]]:
    """By unit, the labels of the entries whose form was seen on paper and in no file; what is not understood.

    Only items of province and district need one; a model is known by its name, nearly so, or its STT among these.
    """
    listed: dict[str, list[tuple[int, str, str, bool]]] = {}
    for label, unit, name, stt, level in rows_of(entries, "unit", "name", "stt", "level"):
        if isinstance(unit, str):
            number = _STT.fullmatch(str(stt or "").strip())
            of_unit = listed.setdefault(unit, [])
            of_unit.append((int(label), bare(name), number[1] if number else "", level in UPWARD))
    in_files = {form.entry for form in matching.counting}
    found: dict[str, set[int]] = defaultdict(set)
    unclear: list[Finding] = []
    for paper in papers:
        models = listed.get(paper.unit, [])
        needed = {label for label, _, _, upward in models if upward} - in_files
        if not paper.models:
            found[paper.unit] |= needed
        for words in paper.models if models else ():
            if _says_all(words, models):
                found[paper.unit] |= needed
                continue
            labels = _named(words, models)
            if len(labels) == 1:
                found[paper.unit] |= needed & labels
            else:
                why = "có ở nhiều mô hình" if labels else "không có"
                facts = {"unit_name": campaign.unit_name(paper.unit), "text": words, "why": why}
                unclear.append(finding("paper-form-unclear", sheet=paper.sheet, cell=paper.cell, **facts))
    return {unit: frozenset(labels) for unit, labels in found.items()}, unclear


_LACKS = regex(r"(?i)[?]|\b(?:thiếu|trừ|chưa|không|ngoài|sót|còn lại)\b")  # beside a model: whose form is not there
_ALL = regex(
    r"(?:da |co )?(?:(?:day )?du|tat ca|toan bo|ca)"
    r"(?: (?:tat ca|ca|so|cac|mo hinh|noi dung|ban|m[12]|va|\d+))*"
)


def _says_all(words: str, models: Sequence[tuple[int, str, str, bool]]) -> bool:
    """Whether a person says that the forms of all models were seen: “đủ”, “cả 5 mô hình”, where there are 5."""
    said = _ALL.fullmatch(key(words)) and "?" not in words
    told = {int(word) for word in key(words).split() if word.isdigit()}  # two in “đủ 3/5”
    return bool(said) and len(told) <= 1 and told <= {len(models), sum(upward for _, _, _, upward in models)}


def _named(words: str, models: Sequence[tuple[int, str, str, bool]]) -> set[int]:
    """The entries that a person may mean: one, none, or several that cannot be told apart."""
    if number := _STT.fullmatch(words):
        alike = [(label, upward) for label, _, stt, upward in models if stt == number[1]]
        return {label for label, upward in alike if upward} or {label for label, _ in alike}
    name = bare(words)
    same = {label for label, known, _, _ in models if known == name and "?" not in words}
    if same or not name or _LACKS.search(composed(words)):
        return same
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where a name is not written as the list has it

    scores = {label: fuzz.ratio(name, known) for label, known, _, _ in models}
    best = max(scores.values(), default=0)
    return {label for label, s in scores.items() if s > best - _SO_MUCH_CLOSER} if best >= _SO_ALIKE else set()
