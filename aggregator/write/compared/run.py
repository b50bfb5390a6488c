"""`Hồ sơ` and `Mô hình`: what came in, went or changed since an earlier run of the same year."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from aggregator.write.compared.model_lines import COLUMNS, group, level, line, lines
from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

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
        Group(f"A. Đơn vị thay đổi tình hình gửi: {len(units)} đơn vị", units, "Không có đơn vị nào thay đổi."),
        Group(f"B. Tệp mới: {len(came)} tệp", came, "Không có tệp mới."),
        Group(f"C. Tệp không còn trong thư mục nhận về: {len(gone)} tệp", gone, "Không có tệp nào như vậy."),
    )
    write_table(page, _FILES, groups)


def model_sheet(page_of: MakePage, since: SinceRun) -> None:
    """Models that are new, that are named no more, and that changed their level."""
    page = page_of("Mô hình", [column.width for column in COLUMNS])
    page.head("Mô hình thay đổi so với lần trước", since_when(since.before))
    changed = [
        line(n, since.now, now, f"{level(old)} → {words.lower_first(level(now))}")
        for n, (old, now) in enumerate(since.level_changed, start=1)
    ]
    groups = (
        group("A. Mô hình mới có", lines(since.now, since.new), "Không có mô hình mới."),
        group("B. Mô hình không còn", lines(since.before, since.vanished), "Không có mô hình nào như vậy."),
        group("C. Mô hình đổi cấp đăng ký", changed, "Không có mô hình nào đổi cấp."),
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


def _unit(number: int, since: SinceRun, old: ResultUnit | None, now: ResultUnit) -> Line:
    before = words.receipt_in(since.before, old) if old else "Chưa có tên"
    at = _clock(since.now, now.received_at)
    return Line((number, now.name, None, at, before, words.receipt_in(since.now, now)))
