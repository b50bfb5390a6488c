"""Several districts as one province: gathered only where their campaigns are the same (R6 gives the cap)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aggregator.nouns.comparison import District, Province
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.result import Result
from aggregator.nouns.unit import Campaign, Office
from aggregator.vietnamese.fold import key


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
