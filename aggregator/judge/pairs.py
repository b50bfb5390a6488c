"""Which forms M1, M2 came, and which entry each is of: one to one, and never in doubt (R1)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

import pandas as pd
from msgspec import Struct, structs

from aggregator.campaign.word_lists import pattern, word_set
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Facts, data_file
from aggregator.nouns.outcome import FormMatches, Registration, rows_of
from aggregator.nouns.reading import RawRegistration
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import composed, grouped, has_phrase, key, near, regex, sole, sound
from aggregator.vietnamese.scope import in_district_words, memory

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
    text: str
    place: str


Pairs = dict[int, int]  # place of the form → place of the entry


@memory(65536)  # asked by each that compares names
def bare(name: str | None) -> str:
    """A model's name as a key, without the words that every model has."""
    words = f" {key(name or '')} "
    for filler in data_file("judging.toml")["name"]["filler"]:
        words = words.replace(f" {filler} ", " ")
    return " ".join(words.split())


def pair(forms: Sequence[Registration], entries: Sequence[Candidate]) -> tuple[Pairs, Pairs]:
    """Pair forms with entries, for certain and in doubt: of the same name first, then what is close of the rest.

    The certain pairs are taken first, the closest before others; what then remains is doubtful.
    """
    certain, doubtful = Pairs(), Pairs()
    for closeness in (_name_score, _likeness):
        open_forms = {*range(len(forms))} - certain.keys() - doubtful.keys()
        open_entries = {*range(len(entries))} - {*certain.values(), *doubtful.values()}
        scores = {
            (i, j): score
            for i in open_forms
            for j in open_entries
            if (score := closeness(forms[i], entries[j])) >= _DOUBTFUL
        }
        while (best := next(_certain(scores), None)) is not None:
            certain[best[0]] = best[1]
            scores = {(i, j): s for (i, j), s in scores.items() if i != best[0] and j != best[1]}
        for (i, j), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            doubtful.setdefault(i, j)
    return certain, doubtful


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
    return 100.0 + _MARGIN * (_witnesses(form, entry) + (_letters(form.name or "") == _letters(entry.text)))


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
    places = ((form.name, entry.text), (form.scope, entry.place))
    if another or (score >= _DOUBTFUL and any(differ_in_place(told or "", listed) for told, listed in places)):
        return min(score, _CERTAIN_WITH_WITNESS)
    if witnesses and score >= _CERTAIN_WITH_WITNESS:
        score = max(score, _CERTAIN)
    return score + _MARGIN * witnesses


def numbers_in(name: str) -> set[str]:
    """The numbers in a name: “Tổ tự quản số 1” and “số 2” are as alike as names can be, and two models."""
    return set(_NUMBER.findall(name))


_PLACES = ("hamlet", "village", "commune")
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
_COUNTED = {word: str(n) for words in (_NUMERALS, _NUMBERS) for n, word in enumerate(words, start=1)}


def differ_in_place(text: str, rival: str) -> bool:
    """Whether two texts name hamlets, or communes, and none in common; “Thôn Đ. Sen” is “Thôn Đồng Sen”."""
    for kind in (pattern("place", place) for place in _PLACES):
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
    named = [found[1].replace(".", ". ").split() for found in kind.finditer(in_district_words(composed(text)))]
    named = [[_COUNTED.get(word, word) for word in words] for words in named]
    if text.isupper():
        return [sound(words[0]) for words in named if key(words[0]) not in word_set("name", "no_place")]
    runs = (takewhile(lambda word: word[0].isupper() or word[0].isdigit(), words) for words in named)
    return [place for run in runs if (place := sound(" ".join(run)))]


def _witnesses(form: Registration, entry: Candidate) -> int:
    where = key(f"{form.scope or ''} {form.address or ''}")
    pairs = ((entry.address, where), (entry.holder, key(form.holder or "")))
    return sum(near(*pair) for pair in pairs if all(pair))


_LOOKED_INTO = ("read", "unknown_unit", "superseded")
_VALUES = ("name", "holder", "content", "period", "scope", "results", "address")


def registrations_of(
    files: Iterable[AttributedFile], statuses: Mapping[str, str], campaign: Campaign
) -> list[Registration]:
    """The filled-in forms of all files but copies, in the order of receipt."""
    kinds = {form.code: form.holder_kind for form in campaign.registration_forms}
    registrations = [
        _registration(item, raw, kinds[raw.form])
        for item in files
        if statuses[item.file] in _LOOKED_INTO
        for raw in item.content.registrations
        if not raw.is_blank
    ]
    return sorted(registrations, key=lambda form: (form.received_at, form.file))


def _registration(item: AttributedFile, raw: RawRegistration, holder_kind: str) -> Registration:
    values: Facts = {code: raw.values.get(code) for code in _VALUES}
    return Registration(
        **values,
        unit=item.unit_of_row(raw.sheet, raw.row),
        form=raw.form,
        holder_kind=holder_kind,
        field=sole(raw.ticks),
        level=raw.level_tick,
        file=item.file,
        sheet=raw.sheet,
        row=raw.row,
        received_at=item.at,
        received_from=item.intake.source,
        of_sender=item.of_sender,
        rows=dict(raw.rows),
        doubts=raw.doubts,
        sent_at=item.intake.sent_at,
        earlier_sendings=item.intake.earlier_sendings,
        time_known=item.intake.time_known,
    )


def match(registrations: Sequence[Registration], entries: pd.DataFrame) -> FormMatches:
    """Match forms to entries (columns unit, name, address, holder; by label) of the same unit, in their order.

    The entries of those units are rows here: each form is compared with each.
    """
    if not registrations:
        return FormMatches(())
    senders = entries[entries["unit"].isin([form.unit for form in registrations if form.unit])]
    by_unit = grouped(
        (unit, Candidate(label, bare(name), key(address or ""), key(holder or ""), name or "", address or ""))
        for label, unit, name, address, holder in rows_of(senders, "unit", "name", "address", "holder")
    )
    by_place: dict[tuple[str, str, int, str], Registration] = {}
    again: list[tuple[Registration, Registration]] = []
    doubtful: list[tuple[Registration, int]] = []
    for unit, forms in grouped((form.unit, form) for form in registrations).items():
        candidates = by_unit.get(unit or "", [])
        latest, earlier = _latest(forms, candidates) if unit else (forms, [])
        certain, alike = pair(latest, candidates)
        labels = {i: candidates[j].index for i, j in certain.items()}
        latest = [structs.replace(form, entry=labels.get(i)) for i, form in enumerate(latest)]
        again += [(structs.replace(old, entry=latest[i].entry, replaced=True), latest[i]) for old, i in earlier]
        doubtful += [(latest[i], candidates[j].index) for i, j in alike.items()]
        by_place |= {form.place: form for form in latest}
    by_place |= {old.place: old for old, _ in again}
    return FormMatches(tuple(by_place[form.place] for form in registrations), tuple(again), tuple(doubtful))


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
