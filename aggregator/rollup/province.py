"""Several districts as one province: gathered only where their campaigns are the same (R6 gives the cap)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aggregator.campaign.model import Campaign
from aggregator.errors import CannotWork
from aggregator.results.model import Result, ResultEntry, ResultUnit
from aggregator.viet.fold import key

_UNKNOWN = "unknown"


@dataclass(frozen=True)
class District:
    """One district of the province, with the counts that the provincial sheets ask for."""

    name: str
    result: Result

    @cached_property
    def entries(self) -> Counter[tuple[str, str]]:
        """Entries by field and level; what is not known counts as ``unknown``."""
        return Counter((e.field or _UNKNOWN, e.level or _UNKNOWN) for e in self.result.entries)

    def units(self, kind: str | None = None) -> list[ResultUnit]:
        """The units of a kind that count, in the order of the roster; None: of all kinds."""
        return [unit for unit in self.result.units if unit.expected and kind in (None, unit.kind)]

    @property
    def candidates(self) -> list[ResultEntry]:
        """The entries registered for the province, those chosen first (R6)."""
        found = [entry for entry in self.result.entries if entry.level == "province"]
        return sorted(found, key=lambda entry: _RANK.get(entry.decision or "none", 1))

    @property
    def chosen(self) -> int:
        """How many of them the district presents."""
        return sum(1 for entry in self.candidates if entry.decision == "province")


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


@dataclass(frozen=True)
class _Sameness:
    """What all results must share: its name and how to tell it of a result."""

    what: str
    of: Callable[[Result], str]


def _text(value: object) -> str:
    return "chưa ghi" if value is None else str(value)


_SAME = (
    _Sameness("năm", lambda r: _text(r.year)),
    _Sameness("tên đợt đăng ký", lambda r: _text(r.title)),
    _Sameness("hạn gửi", lambda r: f"{r.deadline:%H:%M ngày %d/%m/%Y}"),
    _Sameness("tỉnh", lambda r: _text(r.province)),
    _Sameness("số nội dung cấp tỉnh mỗi huyện được giới thiệu", lambda r: _text(r.province_cap)),
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
    province = first.province or campaign.office.province
    office = replace(campaign.office, committee=f"TỈNH ỦY {province.upper()}", province=province)
    return replace(
        campaign,
        office=office,
        year=first.year,
        deadline=first.deadline,
        title=first.title or campaign.title,
        province_cap=first.province_cap or campaign.province_cap,
    )
