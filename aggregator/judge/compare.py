"""Results side by side: what two of them differ in, and several districts as one province (R6 gives the cap)."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from aggregator.nouns import result as to
from aggregator.nouns.finding import CannotWork, reason
from aggregator.nouns.unit import Campaign, Office
from aggregator.vietnamese.fold import grouped, key, regex

_CLOSE = 90.0  # of 100: one name with a slip mended
_YEAR = regex(r"\b(?:nam )?20\d\d\b")
_NUMBER = regex(r"\d+")

Place = tuple[str, str, int]
_Scored = tuple[float, to.Entry, to.Entry]


def pairs_of(before: Sequence[to.Entry], now: Sequence[to.Entry]) -> list[to.Pair]:
    """Which model of one result is which of another, one to one: by row, name and place, name, closeness."""
    pairs: list[to.Pair] = []
    old, new = list(before), list(now)
    for identity in _IDENTITIES:
        matches = list(_by_key(old, new, identity))
        pairs += matches
        old, new = _rest(old, matches, 0), _rest(new, matches, 1)
    pairs += _close(old, new)
    order = {entry.place: number for number, entry in enumerate(now)}
    return sorted(pairs, key=lambda pair: order[pair[1].place])


def words_of(entry: to.Entry) -> str:
    """The name as a key, without the year that a continuing model carries in it."""
    return " ".join(_YEAR.sub(" ", key(entry.name or "")).split())


# by the very row of the file a model is known again whose unit was not, or was corrected
_Identity = Callable[[to.Entry], Hashable]
_IDENTITIES: tuple[_Identity, ...] = (
    lambda entry: (*entry.place, words_of(entry)),
    lambda entry: (entry.unit, words_of(entry), key(entry.address or "")),
    lambda entry: (entry.unit, words_of(entry)),
)


def _by_key(old: Sequence[to.Entry], new: Sequence[to.Entry], identity: _Identity) -> Iterator[to.Pair]:
    waiting = grouped((identity(entry), entry) for entry in reversed(old))
    for entry in new:
        if waiting[identity(entry)]:
            yield waiting[identity(entry)].pop(), entry


def _close(old: Sequence[to.Entry], new: Sequence[to.Entry]) -> list[to.Pair]:
    """What remains, the closest first; other numbers make another model."""
    scores = sorted(_scores(old, new), key=lambda scored: -scored[0])
    old_places: set[Place] = set()
    new_places: set[Place] = set()
    pairs = []
    for _, entry, successor in scores:
        if entry.place not in old_places and successor.place not in new_places:
            old_places.add(entry.place)
            new_places.add(successor.place)
            pairs.append((entry, successor))
    return pairs


def _scores(old: Sequence[to.Entry], new: Sequence[to.Entry]) -> Iterator[_Scored]:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where something changed

    by_unit = grouped((entry.unit, entry) for entry in old)
    for successor in new:
        name = words_of(successor)
        for entry in by_unit[successor.unit]:
            old_name = words_of(entry)
            score = fuzz.ratio(name, old_name, score_cutoff=_CLOSE)
            if score and _NUMBER.findall(name) == _NUMBER.findall(old_name):
                yield score, entry, successor


_LIST_SEEN = frozenset({"on_time", "late", "nil"})


def compare(before: to.Result, now: to.Result) -> to.Comparison:
    """What changed since ``before``. Raises CannotWork where it is another district's, or of a later year."""
    if before.district and now.district and key(before.district) != key(now.district):
        raise CannotWork(reason("other-district", before=before, now=now))
    if before.year > now.year:
        raise CannotWork(reason("later-year", before=before, now=now))
    return since_run(before, now) if before.year == now.year else since_year(before, now)


def since_run(before: to.Result, now: to.Result) -> to.SinceRun:
    """What came in since an earlier run of the same year."""
    pairs = pairs_of(before.entries, now.entries)
    there = [{code for texts in result.further for code in texts} for result in (before, now)]
    further = sorted(there[0] & there[1])  # a column that one of them has not is no change of a model

    def change(old: to.Entry, new: to.Entry) -> to.Change:
        aspects = (x for x in (*to.CHANGES, *further) if _value(before, old, x) != _value(now, new, x))
        return to.Change(old, new, tuple(aspects))

    changes = [change(*pair) for pair in pairs]
    return to.SinceRun(
        before,
        now,
        new=_rest(now.entries, pairs, 1),
        vanished=_rest(before.entries, pairs, 0),
        changed=[change for change in changes if change.aspects],
        new_files=_files_only_in(now, before),
        gone_files=_files_only_in(before, now),
        units=list(_units(before, now)),
    )


def _value(result: to.Result, entry: to.Entry, aspect: str) -> str | None:
    """What is said of an entry; a suggested field says nothing, no decision and an open one are the same."""
    if aspect == "decision":
        return result.decision(entry)
    if aspect == "field":
        return entry.settled_field
    return getattr(entry, aspect) if aspect in to.CHANGES else result.further_columns_of(entry).get(aspect)


def _units(before: to.Result, now: to.Result) -> Iterator[tuple[to.Unit | None, to.Unit | None]]:
    """The units that stand otherwise than before, in the order of now; then those that the roster lost."""
    earlier, present = ({unit.code: unit for unit in result.units} for result in (before, now))
    for unit in now.units:
        old = earlier.get(unit.code)
        if old is None or _standing(before, old) != _standing(now, unit):
            yield old, unit
    yield from ((unit, None) for unit in before.units if unit.code not in present)


def _standing(result: to.Result, unit: to.Unit) -> tuple[object, ...]:
    accused = result.accused(unit.receipt, unit.code)
    return unit.receipt, accused, unit.receipt_waived, unit.standing, dict(unit.counts)


def since_year(before: to.Result, now: to.Result) -> to.SinceYear:
    """What became of the models of an earlier year; a unit whose list of now is not seen is not judged."""
    # a unit that registered nothing that year had a list, too
    senders = {entry.unit for entry in before.entries if entry.unit} | {
        unit.code for unit in before.units if unit.receipt == "nil"
    }
    present = {unit.code for unit in now.units if unit.receipt in _LIST_SEEN}
    pairs: list[to.Pair] = pairs_of(before.entries, now.entries)
    new = _rest(now.entries, pairs, 1)
    return to.SinceYear(
        before,
        now,
        new=[entry for entry in new if entry.mode == "continuing" and entry.unit in senders],
        vanished=[entry for entry in _rest(before.entries, pairs, 0) if entry.unit in present],
        known=[(entry, successor) for entry, successor in pairs if successor.mode == "new" and successor.unit],
        not_compared=[before.unit_name(unit.code) for unit in before.units if unit.code in senders - present],
    )


def _rest(entries: Sequence[to.Entry], pairs: Sequence[to.Pair], side: int) -> list[to.Entry]:
    """The entries of one side of the pairs (0: before, 1: now) that have no partner."""
    places = {pair[side].place for pair in pairs}
    return [entry for entry in entries if entry.place not in places]


def _files_only_in(result: to.Result, reference: to.Result) -> list[to.Submission]:
    """The files whose content the other result has not seen so often; renamed and system files are none."""
    known = {(file.sha256, file.file) for file in reference.submissions}
    more = Counter(file.sha256 for file in result.submissions)
    more.subtract(file.sha256 for file in reference.submissions)
    fresh = [f for f in result.submissions if (f.sha256, f.file) not in known and f.status != "ignored"]
    of_content = grouped((file.sha256, file) for file in fresh)
    kept = {f.file for sha, files in of_content.items() if more[sha] > 0 for f in files[-more[sha] :]}
    return [file for file in fresh if file.file in kept]


# what all results must share
_TRAITS: Mapping[str, Callable[[to.Result], object]] = {
    "năm": lambda r: r.year,
    "tên đợt đăng ký": lambda r: r.campaign.title,
    "hạn gửi": lambda r: f"{r.campaign.deadline:%H:%M ngày %d/%m/%Y}",
    "tỉnh": lambda r: r.campaign.province,
    "số nội dung cấp tỉnh mỗi huyện được giới thiệu": lambda r: r.campaign.province_cap,
}


def province_of(results: Sequence[to.Result], campaign: Campaign) -> to.Province:
    """The province. Raises CannotWork where campaigns differ, a district is not named or comes twice."""
    districts: list[to.District] = []
    for result in results:
        if not result.district:
            raise CannotWork(reason("no-district", source=result.source))
        districts.append(to.District(result.district, result))
    differences = ((*trait, result) for trait in _TRAITS.items() for result in results[1:])
    for trait, of, result in differences:
        if of(result) != of(results[0]):
            pair = ((each.source, of(each)) for each in (results[0], result))
            said = ", ở ".join(f"“{source}” là {'chưa ghi' if value is None else value}" for source, value in pair)
            raise CannotWork(reason("other-campaign", trait=trait, said=said))
    by_name: dict[str, to.Result] = {}
    for district in districts:
        earlier = by_name.setdefault(key(district.name), district.result)
        if earlier is not district.result:
            raise CannotWork(reason("district-twice", earlier=earlier, again=district))
    return to.Province(_provincial(campaign, results[0]), districts)


def _provincial(campaign: Campaign, first: to.Result) -> Campaign:
    facts = first.campaign
    province = facts.province or campaign.office.province
    return replace(
        campaign,
        office=_office(campaign.office, province),
        year=first.year,
        deadline=facts.deadline,
        briefing=facts.briefing,
        title=facts.title or campaign.title,
        cap=replace(campaign.cap, maximum=facts.province_cap or campaign.province_cap),
    )


def _office(office: Office, province: str) -> Office:
    """The head of the provincial board: a city under the centre has a Thành ủy, a province a Tỉnh ủy."""
    city = _CITY.match(province)
    name = province[city.end() :] if city else province
    committee, party = ("THÀNH ỦY", "ĐẢNG BỘ THÀNH PHỐ") if city else ("TỈNH ỦY", "ĐẢNG BỘ TỈNH")
    place = name.upper()
    return replace(office, province=province, committee=f"{committee} {place}", parent=f"{party} {place}")


_CITY = regex(r"(?i)(?:thành phố|tp\.?)\s+")
