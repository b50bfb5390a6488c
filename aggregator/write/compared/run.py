"""`Hồ sơ` and `Mô hình`: what came in, went or changed since an earlier run of the same year."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from aggregator.write.compared.changed import changes
from aggregator.write.compared.model_lines import COLUMNS, group, line, lines
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from aggregator.campaign.model import Campaign
    from aggregator.results.comparison import SinceRun
    from aggregator.results.model import Result, ResultFile, ResultUnit
    from aggregator.write.sheets.workbook import MakePage

_FILES = (
    Column("STT", 5, "order"),
    Column("Đơn vị", 30),
    Column("Tệp", 48),
    Column("Thời điểm nhận", 20, "centre"),
    Column("Trước đây", 20, "centre"),
    Column("Nay", 20, "centre"),
)


def file_sheet(page_of: MakePage, since: SinceRun) -> None:
    """Units whose standing changed, files that came, files that are there no more."""
    page = page_of("Hồ sơ", [column.width for column in _FILES])
    page.head("Hồ sơ mới nhận so với lần trước", since_when(since.before))
    units = [_unit(n, since, old, now) for n, (old, now) in enumerate(since.units, start=1)]
    came = list(_files(since.now, since.new_files, came=True))
    gone = list(_files(since.before, since.gone_files, came=False))
    groups = (
        Group(
            f"A. Đơn vị thay đổi tình hình gửi hoặc số lượng: {len(units)} đơn vị",
            units,
            "Không có đơn vị nào thay đổi.",
        ),
        Group(f"B. Tệp mới: {len(came)} tệp", came, "Không có tệp mới."),
        Group(f"C. Tệp không còn trong thư mục nhận về: {len(gone)} tệp", gone, "Không có tệp nào như vậy."),
    )
    write_table(page, _FILES, groups)


def model_sheet(page_of: MakePage, since: SinceRun, campaign: Campaign) -> None:
    """Models that are new, that are named no more, and those of which something changed."""
    page = page_of("Mô hình", [column.width for column in COLUMNS])
    page.head("Mô hình thay đổi so với lần trước", since_when(since.before))
    changed = [
        line(n, since.now, change.now, "\n".join(changes(since, change, campaign)))
        for n, change in enumerate(since.changed, start=1)
    ]
    groups = (
        group("A. Mô hình mới có", lines(since.now, since.new), "Không có mô hình mới."),
        group("B. Mô hình không còn", lines(since.before, since.vanished), "Không có mô hình nào như vậy."),
        group("C. Mô hình có thay đổi", changed, "Không có mô hình nào thay đổi."),
    )
    write_table(page, COLUMNS, groups)


def since_when(before: Result) -> str:
    """What is compared with."""
    name = PurePath(before.source).name
    return f"So với kết quả chốt lúc {_clock(before, before.as_of)} (tệp “{name}”)."


def _files(result: Result, files: Sequence[ResultFile], *, came: bool) -> Iterator[Line]:
    for number, file in enumerate(files, start=1):
        at = _clock(result, file.received_at)
        status = words.STATUS[file.status]
        states = (None, status) if came else (status, None)
        yield Line((number, result.unit_name(file.unit), file.file, at, *states))


def _clock(result: Result, moment: dt.datetime | None) -> str:
    """A moment on the district's clock, which its deadline tells."""
    zone = result.deadline.tzinfo
    return words.clock(moment, zone) if zone else ""


def _unit(number: int, since: SinceRun, old: ResultUnit | None, now: ResultUnit | None) -> Line:
    told = now or old
    name, at = (told.name, _clock(since.now, told.received_at)) if told else ("", "")
    return Line((number, name, None, at, _standing(since.before, old), _standing(since.now, now)))


def _standing(result: Result, unit: ResultUnit | None) -> str:
    """How a unit stood: receipt, quota, and its numbers by level."""
    if unit is None:
        return "Không có tên"
    told = [words.receipt_in(result, unit)]
    if any(unit.counts.values()):
        counts = [f"{title} {unit.counts[code]}" for code, title in _SHORT.items() if unit.counts[code]]
        told += [words.STANDING[unit.quota_standing], ", ".join(counts)]
    return "\n".join(told)


_SHORT = {"province": "tỉnh", "district": "huyện", "base": "cơ sở", "unknown": "chưa rõ"}
