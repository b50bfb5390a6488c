"""`Số lượng`: quota verdicts by district and kind of unit, with the units that are short or above (R2, R3)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.standing import QUOTAS, STANDINGS
from aggregator.write.provincial.names import write_names
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.results.model import ResultLimit, ResultUnit
    from aggregator.rollup.province import District, Province
    from aggregator.write.provincial.names import Told
    from aggregator.write.sheets.workbook import MakePage

SHEET = "Số lượng"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Huyện", 25, "name"),
    Column("Nhóm đơn vị", 20, "text"),
    Column("Số đơn vị", 10, "number"),
)
_TOLD = (
    ("violated", "Chưa đúng"),
    ("undetermined", "Chưa kết luận được"),
    ("open", "Chưa đủ, còn hạn"),
    ("waived", "Trường hợp đặc thù"),
    ("noted", "Có điểm cần lưu ý"),
)


def quota_sheet(page_of: MakePage, province: Province) -> None:
    """Two lines for each district, one for the communes and one for the agencies."""
    total = Counter(unit.quota_standing for district in province.districts for unit in district.units())
    shown = [state for state in STANDINGS if state in QUOTAS or total[state]]
    columns = [*COLUMNS, *(Column(words.STANDING[state], 13.5, "number") for state in shown)]
    page = page_of(SHEET, [column.width for column in columns])
    page.head("Số lượng nội dung đăng ký so với quy định, theo huyện", *_rules(province))
    lines = [line for n, d in enumerate(province.districts, start=1) for line in _lines(n, d, province, shown)]
    cells = ("Toàn tỉnh", None, None, total.total(), *(total[state] for state in shown))
    write_table(page, columns, [Group(None, lines, "")], total=cells)
    page.skip(12)
    told = [(district.name, list(_told(district.units(), province))) for district in province.districts]
    write_names(page, told, "Không có đơn vị nào đăng ký chưa đúng số lượng.")


def _rules(province: Province) -> Iterator[str]:
    """Each group's limits in words, as the districts judged by them; where they differ, those of each."""
    sets = province.limits
    if len(sets) > 1:
        yield "Quy định số lượng của các huyện không giống nhau; mỗi huyện đã xét theo quy định của huyện đó."
    for limits, names in sets.items():
        of = f" (huyện {', '.join(names)})" if len(sets) > 1 else ""
        for group in province.campaign.groups:
            told = [_limit(limit, province) for limit in limits if limit.group == group.code]
            who = words.lower_first(group.title)
            yield f"Quy định đối với {who}{of}: {', '.join(told) or 'không có'} nội dung; từng huyện đã xét."


def _limit(limit: ResultLimit, province: Province) -> str:
    level = province.campaign.levels_by_code.get(limit.level)
    bound = f"ít nhất {limit.minimum}" if limit.minimum is not None else f"nhiều nhất {limit.maximum}"
    return f"{words.lower_first(level.title) if level else limit.level} {bound}"


def _lines(number: int, district: District, province: Province, shown: Sequence[str]) -> Iterator[Line]:
    for place, group in enumerate(province.campaign.groups):
        units = district.units(group.code)
        counts = Counter(unit.quota_standing for unit in units)
        first = (number, district.name) if place == 0 else (None, None)
        yield Line((*first, group.title, len(units), *(counts[state] for state in shown)))


def _told(units: Sequence[ResultUnit], province: Province) -> Iterator[Told]:
    titles = {level.code: words.short_level(level.title).lower() for level in province.campaign.levels[:2]}
    for state, before in _TOLD:
        named = [f"{unit.name} ({_counts(unit, titles)})" for unit in units if unit.quota_standing == state]
        if named:
            yield f"{before} ({len(named)})", f"{'; '.join(named)}."


def _counts(unit: ResultUnit, titles: dict[str, str]) -> str:
    """The levels that limits speak of, and what is not known where there is any: ``tỉnh 1, huyện 3``."""
    told = [f"{title} {unit.counts[code]}" for code, title in titles.items()]
    unknown = [f"chưa rõ cấp {unit.counts['unknown']}"] if unit.counts["unknown"] else []
    return ", ".join([*told, *unknown])
