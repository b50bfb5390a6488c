"""Several districts as one province: gathered only where their campaigns are the same (R6 gives the cap)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from aggregator.nouns.finding import CannotWork
from aggregator.nouns.result import Entry, Limit, Result, Unit
from aggregator.nouns.unit import Campaign, Office
from aggregator.nouns.unit import Limit as CampaignLimit
from aggregator.vietnamese.fold import key

_UNKNOWN = "unknown"


@dataclass(frozen=True)
class District:
    """One district of the province, with the counts that the provincial sheets ask for."""

    name: str
    result: Result

    @cached_property
    def entries(self) -> Counter[tuple[str, str]]:
        """Entries by field and level; what is not known counts as ``unknown``."""
        return Counter((e.settled_field or _UNKNOWN, e.level or _UNKNOWN) for e in self.result.entries)

    def units(self, kind: str | None = None) -> list[Unit]:
        """The units of a kind that count, in the order of the roster; None: of all kinds."""
        return [unit for unit in self.result.units if unit.expected and kind in (None, unit.kind)]

    @property
    def candidates(self) -> list[Entry]:
        """The entries registered for the province or raised to it by decision, those chosen first (R6)."""
        result = self.result
        found = [e for e in result.entries if "province" in (e.level, result.decision(e))]
        return sorted(found, key=lambda entry: _RANK.get(result.decision(entry), 1))

    @property
    def registered(self) -> int:
        """How many of them were registered for the province."""
        return sum(1 for entry in self.candidates if entry.level == "province")

    @property
    def chosen(self) -> int:
        """How many of them the district presents."""
        return sum(1 for entry in self.candidates if self.result.decision(entry) == "province")


_RANK = {"province": 0, "none": 1, "district": 2, "back_to_district": 2}


@dataclass(frozen=True)
class Province:
    """The districts, and the campaign with the provincial board's head, as sheets print it."""

    campaign: Campaign
    districts: Sequence[District]

    @property
    def as_of(self) -> dt.datetime:
        """The latest moment at which a district took its figures."""
        return max(district.result.as_of for district in self.districts)

    @cached_property
    def limits(self) -> dict[tuple[Limit, ...], list[str]]:
        """The sets of limits that districts judged by, each with their names; an old result has the usual ones."""
        found: dict[tuple[Limit, ...], list[str]] = {}
        for district in self.districts:
            limits = district.result.campaign.limits
            told = self.campaign.limits if limits is None else limits
            found.setdefault(tuple(map(_bounds, told)), []).append(district.name)
        return found


def _bounds(limit: CampaignLimit | Limit) -> Limit:
    """A limit without its source, which every district may word otherwise."""
    return msgspec.convert(
        {"group": limit.group, "level": limit.level, "minimum": limit.minimum, "maximum": limit.maximum}, Limit
    )


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
        province_cap=told.province_cap or campaign.province_cap,
    )


def _office(office: Office, province: str) -> Office:
    """The head of the provincial board: a city under the centre has a Thành ủy, a province a Tỉnh ủy."""
    city = _CITY.match(province)
    name = province[city.end() :] if city else province
    committee, party = ("THÀNH ỦY", "ĐẢNG BỘ THÀNH PHỐ") if city else ("TỈNH ỦY", "ĐẢNG BỘ TỈNH")
    place = name.upper()
    return replace(office, province=province, committee=f"{committee} {place}", parent=f"{party} {place}")


_CITY = re.compile(r"(?:thành phố|tp\.?)\s+", re.IGNORECASE)
