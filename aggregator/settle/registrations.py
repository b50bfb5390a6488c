"""M1 and M2: which forms came, and which entry each is of (R1). One to one; the doubtful ones are no matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aggregator.campaign.model import Campaign
from aggregator.outcome import Registration
from aggregator.received import Handled
from aggregator.registered import Matching
from aggregator.returned import RawRegistration
from aggregator.viet.fold import has_phrase, key

if TYPE_CHECKING:
    import pandas as pd

_FILLER = ("xay dung mo hinh", "mo hinh dien hinh", "mo hinh", "dien hinh", "dan van kheo", "noi dung")
_CERTAIN, _CERTAIN_WITH_WITNESS, _DOUBTFUL = 90.0, 82.0, 70.0
_MARGIN = 6.0  # so much closer than the next must a pair be
_LEAST_CONTAINED = 12  # letters of a name that may stand inside a longer one


@dataclass(frozen=True, slots=True)
class Named:
    """An entry as far as matching needs it."""

    index: int
    name: str
    address: str
    holder: str


def registrations_of(
    handled: Iterable[Handled], statuses: Mapping[str, str], campaign: Campaign
) -> list[Registration]:
    """The filled-in forms of all files but copies, in the order of receipt."""
    kinds = {form.code: form.holder_kind for form in campaign.registration_forms}
    found = [
        _registration(item, raw, kinds[raw.form])
        for item in handled
        if item.read and statuses[item.file] in ("read", "unknown_unit", "superseded")
        for raw in item.read.registrations
        if not raw.is_blank
    ]
    return sorted(found, key=lambda r: (r.received_at, r.file, r.row))


def _registration(item: Handled, raw: RawRegistration, holder_kind: str) -> Registration:
    said = raw.values
    return Registration(
        unit=item.unit,
        form=raw.form,
        name=said.get("name"),
        holder_kind=holder_kind,
        holder=said.get("holder"),
        field=raw.ticked[0] if len(raw.ticked) == 1 else None,
        level=raw.level_ticked,
        content=said.get("content"),
        period=said.get("period"),
        scope=said.get("scope"),
        results=said.get("results"),
        file=item.file,
        sheet=raw.sheet,
        row=raw.row,
        received_at=item.at,
        received_from=item.received.source,
        address=said.get("address"),
        rows=dict(raw.rows),
        doubts=tuple((d.code, d.row, d.text) for d in raw.doubts),
    )


def match(registrations: Sequence[Registration], entries: pd.DataFrame) -> Matching:
    """Match forms to the entries of the same unit: by folded name, then by closeness with witnesses.

    ``entries`` has the columns unit, name, address and holder; their index labels are what a match names.
    """
    matched: list[Registration] = []
    again: list[tuple[Registration, Registration]] = []
    doubtful: list[tuple[Registration, int]] = []
    by_unit = _by_unit(entries)
    for unit in dict.fromkeys(r.unit for r in registrations):
        own = [r for r in registrations if r.unit == unit]
        latest, earlier = _latest(own)
        pairs, unsure = _pair(latest, by_unit.get(unit, []) if unit else [])
        settled = [replace(form, entry=pairs.get(i)) for i, form in enumerate(latest)]
        matched += settled + [form for form, _ in earlier]
        again += [(form, settled[place]) for form, place in earlier]
        doubtful += [(latest[i], index) for i, index in unsure]
    order = {(r.file, r.sheet, r.row): n for n, r in enumerate(registrations)}
    matched.sort(key=lambda r: order[(r.file, r.sheet, r.row)])
    return Matching(tuple(matched), tuple(again), tuple(doubtful))


def _by_unit(entries: pd.DataFrame) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    columns = (entries[c] for c in ("unit", "name", "address", "holder"))
    for index, unit, name, address, holder in zip(entries.index, *columns, strict=True):
        if unit:
            found.setdefault(unit, []).append(Named(int(index), bare(name), key(address or ""), key(holder or "")))
    return found


def bare(name: str | None) -> str:
    """A model's name as a key, without the words that every model has."""
    words = f" {key(name or '')} "
    for filler in _FILLER:
        words = words.replace(f" {filler} ", " ")
    return " ".join(words.split())


def _latest(own: Sequence[Registration]) -> tuple[list[Registration], list[tuple[Registration, int]]]:
    """The last form of each name, and the earlier ones with the place of the one that replaces them."""
    last: dict[str, int] = {}
    kept: list[Registration] = []
    earlier: list[tuple[Registration, int]] = []
    for form in own:
        name = f"{bare(form.name)}|{key(form.holder or '') if form.form == 'M2' else ''}"
        if form.name and name in last:
            earlier.append((kept[last[name]], last[name]))
            kept[last[name]] = form
        else:
            last[name] = len(kept)
            kept.append(form)
    return kept, earlier


def _pair(forms: Sequence[Registration], entries: Sequence[Named]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Certain pairs (place of the form → entry), the closest first, each once; and the doubtful ones."""
    scores = [
        (score, i, j)
        for i, form in enumerate(forms)
        for j, entry in enumerate(entries)
        if form.name and (score := _closeness(form, entry)) >= _DOUBTFUL
    ]
    scores.sort(key=lambda s: (-s[0], s[1], s[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    doubtful: list[tuple[int, int]] = []
    for score, i, j in scores:
        if i in pairs or j in taken:
            continue
        rival = max(
            (s for s, a, b in scores if (a == i) != (b == j) and a not in pairs and b not in taken), default=0.0
        )
        if score >= _CERTAIN and score - rival >= _MARGIN:
            pairs[i] = entries[j].index
            taken.add(j)
        elif all(i != known for known, _ in doubtful):
            doubtful.append((i, entries[j].index))
    return pairs, [(i, index) for i, index in doubtful if i not in pairs and index not in pairs.values()]


def _closeness(form: Registration, entry: Named) -> float:
    """0 to 112: how alike the names are, raised where address or holder bear witness."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where forms came

    name = bare(form.name)
    score = fuzz.ratio(name, entry.name)
    shorter, longer = sorted((name, entry.name), key=len)
    if len(shorter) >= _LEAST_CONTAINED and has_phrase(longer, shorter):
        score = max(score, _CERTAIN)
    witnesses = _agree(entry.address, key(f"{form.scope or ''} {form.address or ''}")) + _agree(
        entry.holder, key(form.holder or "")
    )
    if witnesses and score >= _CERTAIN_WITH_WITNESS:
        score = max(score, _CERTAIN)
    return score + 6.0 * witnesses


def _agree(short: str, long: str) -> bool:
    """Whether one of two texts stands in the other, both saying something."""
    return bool(short and long) and (has_phrase(long, short) or has_phrase(short, long))
