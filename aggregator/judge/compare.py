"""Results side by side: what two of them differ in, and several districts as one province (R6 gives the cap)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from aggregator.nouns.comparison import CHANGES, Change, Comparison, District, Pair, Province, SinceRun, SinceYear
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.result import Entry, Result, Submission, Unit
from aggregator.nouns.unit import Campaign, Office
from aggregator.vietnamese.fold import key

# ---- What two results differ in: since an earlier run of the same year, or since another year.


# ---- Which model of one result is which of another: by its row, within a unit by name and place, name,
# closeness.


_CLOSE = 90.0  # of 100: one name with a slip mended
_YEAR = re.compile(r"\b(?:nam )?20\d\d\b")
_NUMBER = re.compile(r"\d+")

Place = tuple[str, str, int]
_Scored = tuple[float, Entry, Entry]


def paired(before: Sequence[Entry], now: Sequence[Entry]) -> list[Pair]:
    """The pairs, one to one, in the order of now."""
    pairs: list[Pair] = []
    left, right = list(before), list(now)
    for same in (_row, _name_and_place, _name):
        found = list(_by_key(left, right, same))
        pairs += found
        left, right = _without(left, [pair[0] for pair in found]), _without(right, [pair[1] for pair in found])
    pairs += _close(left, right)
    order = {entry.place: number for number, entry in enumerate(now)}
    return sorted(pairs, key=lambda pair: order[pair[1].place])


def _row(entry: Entry) -> tuple[str, str, int, str]:
    """The very row of the file: so a model is known again whose unit was not, or was corrected."""
    return *entry.place, words_of(entry)


def _name_and_place(entry: Entry) -> tuple[str | None, str, str]:
    return entry.unit, words_of(entry), key(entry.address or "")


def _name(entry: Entry) -> tuple[str | None, str]:
    return entry.unit, words_of(entry)


def words_of(entry: Entry) -> str:
    """The name as a key, without the year that a continuing model carries in it."""
    return " ".join(_YEAR.sub(" ", key(entry.name)).split())


def _by_key(left: Sequence[Entry], right: Sequence[Entry], same: Callable[[Entry], Hashable]) -> Iterator[Pair]:
    waiting: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in reversed(left):
        waiting[same(entry)].append(entry)
    for entry in right:
        if waiting[same(entry)]:
            yield waiting[same(entry)].pop(), entry


def _without(entries: Sequence[Entry], taken: Sequence[Entry]) -> list[Entry]:
    places = {entry.place for entry in taken}
    return [entry for entry in entries if entry.place not in places]


def _close(left: Sequence[Entry], right: Sequence[Entry]) -> list[Pair]:
    """What remains, the closest first; other numbers make another model."""
    scores = sorted(_scores(left, right), key=lambda scored: -scored[0])
    before: set[Place] = set()
    now: set[Place] = set()
    pairs = []
    for _, one, other in scores:
        if one.place not in before and other.place not in now:
            before.add(one.place)
            now.add(other.place)
            pairs.append((one, other))
    return pairs


def _scores(left: Sequence[Entry], right: Sequence[Entry]) -> Iterator[_Scored]:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where something changed

    by_unit: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in left:
        by_unit[entry.unit].append(entry)
    for other in right:
        mine = words_of(other)
        for one in by_unit[other.unit]:
            theirs = words_of(one)
            score = fuzz.ratio(mine, theirs, score_cutoff=_CLOSE)
            if score and _NUMBER.findall(mine) == _NUMBER.findall(theirs):
                yield score, one, other


# ---- Two results → what they differ in. An earlier run and another year ask different questions.


_LIST_SEEN = frozenset({"on_time", "late", "nil"})


def compare(before: Result, now: Result) -> Comparison:
    """What changed since ``before``. Raises CannotWork where it is another district's, or of a later year."""
    if before.district and now.district and key(before.district) != key(now.district):
        raise CannotWork(
            f"Không so sánh được với “{before.source}”: tệp này là kết quả của {before.district}, "
            f"không phải của {now.district}; hãy chọn tệp của cùng một huyện."
        )
    if before.year > now.year:
        raise CannotWork(
            f"Không so sánh được với “{before.source}”: tệp này là kết quả của năm {before.year}, sau năm "
            f"{now.year}; hãy chọn kết quả của lần chạy trước hoặc của năm trước."
        )
    return since_run(before, now) if before.year == now.year else since_year(before, now)


def since_run(before: Result, now: Result) -> SinceRun:
    """What came in since an earlier run of the same year."""
    pairs = paired(before.entries, now.entries)
    changes = [Change(one, other, _changed((before, one), (now, other))) for one, other in pairs]
    return SinceRun(
        before,
        now,
        new=_rest(now.entries, [pair[1] for pair in pairs]),
        vanished=_rest(before.entries, [pair[0] for pair in pairs]),
        changed=[change for change in changes if change.what],
        new_files=_files_only_in(now, before),
        gone_files=_files_only_in(before, now),
        units=list(_units(before, now)),
    )


Told = tuple[Result, Entry]


def _changed(one: Told, other: Told) -> tuple[str, ...]:
    return tuple(what for what in CHANGES if _told(*one, what) != _told(*other, what))


def _told(result: Result, entry: Entry, what: str) -> str | None:
    """What is said of an entry; a suggested field says nothing, no decision and an open one are the same."""
    if what == "decision":
        return result.decision(entry)
    if what == "field":
        return entry.settled_field
    told: str | None = getattr(entry, what)
    return told


def _units(before: Result, now: Result) -> Iterator[tuple[Unit | None, Unit | None]]:
    """The units that stand otherwise than before, in the order of now; then those that the roster lost."""
    earlier, present = ({unit.code: unit for unit in result.units} for result in (before, now))
    for unit in now.units:
        old = earlier.get(unit.code)
        if old is None or _standing(before, old) != _standing(now, unit):
            yield old, unit
    yield from ((unit, None) for unit in before.units if unit.code not in present)


def _standing(result: Result, unit: Unit) -> tuple[object, ...]:
    accused = result.accused(unit.receipt, unit.code)
    return unit.receipt, accused, unit.receipt_waived, unit.standing, dict(unit.counts)


def since_year(before: Result, now: Result) -> SinceYear:
    """What became of the models of an earlier year; a unit whose list of now is not seen is not judged."""
    # a unit that registered nothing that year had a list, too
    had = {entry.unit for entry in before.entries if entry.unit} | {
        unit.code for unit in before.units if unit.receipt == "nil"
    }
    seen = {unit.code for unit in now.units if unit.receipt in _LIST_SEEN}
    pairs: list[Pair] = paired(before.entries, now.entries)
    vanished = _rest(before.entries, [pair[0] for pair in pairs])
    new = _rest(now.entries, [pair[1] for pair in pairs])
    return SinceYear(
        before,
        now,
        new=[entry for entry in new if entry.mode == "continuing" and entry.unit in had],
        vanished=[entry for entry in vanished if entry.unit in seen],
        known=[(one, other) for one, other in pairs if other.mode == "new" and other.unit],
        not_compared=[before.unit_name(unit.code) for unit in before.units if unit.code in had - seen],
    )


def _rest(entries: Sequence[Entry], taken: Sequence[Entry]) -> list[Entry]:
    places = {entry.place for entry in taken}
    return [entry for entry in entries if entry.place not in places]


def _files_only_in(one: Result, other: Result) -> list[Submission]:
    """The files whose content the other result has not seen; system files are of no interest."""
    known = {file.sha256 for file in other.submissions}
    return [file for file in one.submissions if file.sha256 not in known and file.status != "ignored"]


# ---- Several districts as one province: gathered only where their campaigns are the same (R6 gives the
# cap).


@dataclass(frozen=True)
class _Sameness:
    """What all results must share: its name and how to tell it of a result."""

    what: str
    of: Callable[[Result], str]


def _text(value: object) -> str:
    return "chưa ghi" if value is None else str(value)


_SAME = (
    _Sameness("năm", lambda r: _text(r.year)),
    _Sameness("tên đợt đăng ký", lambda r: _text(r.campaign.title)),
    _Sameness("hạn gửi", lambda r: f"{r.campaign.deadline:%H:%M ngày %d/%m/%Y}"),
    _Sameness("tỉnh", lambda r: _text(r.campaign.province)),
    _Sameness("số nội dung cấp tỉnh mỗi huyện được giới thiệu", lambda r: _text(r.campaign.province_cap)),
)


def province_of(results: Sequence[Result], campaign: Campaign) -> Province:
    """The province. Raises CannotWork where campaigns differ, a district is not named or comes twice.

    ``campaign`` gives the words for fields, levels and groups.
    """
    districts = [District(_district_name(result), result) for result in results]
    _refuse_differences(results)
    _refuse_twice(districts)
    return Province(_provincial(campaign, results[0]), districts)


def _district_name(result: Result) -> str:
    if not result.district:
        raise CannotWork(
            f"Tệp “{result.source}” chưa ghi tên huyện vì do bản cũ của chương trình làm ra; "
            "hãy chạy lại lệnh aggregate của huyện đó với tùy chọn --json."
        )
    return result.district


def _refuse_differences(results: Sequence[Result]) -> None:
    first = results[0]
    for same in _SAME:
        for other in results[1:]:
            if same.of(other) != same.of(first):
                raise CannotWork(
                    f"Không cộng được các đợt đăng ký khác nhau: {same.what} ở “{first.source}” là "
                    f"{same.of(first)}, ở “{other.source}” là {same.of(other)}; hãy chọn các tệp của cùng một đợt."
                )


def _refuse_twice(districts: Sequence[District]) -> None:
    seen: dict[str, District] = {}
    for district in districts:
        earlier = seen.setdefault(key(district.name), district)
        if earlier is not district:
            raise CannotWork(
                f"Huyện {district.name} có trong hai tệp “{earlier.result.source}” và “{district.result.source}”; "
                "hãy giữ lại một tệp."
            )


def _provincial(campaign: Campaign, first: Result) -> Campaign:
    """The campaign with the province's head, its moments as the districts have them."""
    told = first.campaign
    province = told.province or campaign.office.province
    return replace(
        campaign,
        office=_office(campaign.office, province),
        year=first.year,
        deadline=told.deadline,
        briefing=told.briefing,
        title=told.title or campaign.title,
        cap=replace(campaign.cap, maximum=told.province_cap or campaign.province_cap),
    )


def _office(office: Office, province: str) -> Office:
    """The head of the provincial board: a city under the centre has a Thành ủy, a province a Tỉnh ủy."""
    city = _CITY.match(province)
    name = province[city.end() :] if city else province
    committee, party = ("THÀNH ỦY", "ĐẢNG BỘ THÀNH PHỐ") if city else ("TỈNH ỦY", "ĐẢNG BỘ TỈNH")
    place = name.upper()
    return replace(office, province=province, committee=f"{committee} {place}", parent=f"{party} {place}")


_CITY = re.compile(r"(?:thành phố|tp\.?)\s+", re.IGNORECASE)
