"""Two results → what they differ in. An earlier run and another year ask different questions."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.errors import CannotWork
from aggregator.results.comparison import Comparison, Pair, SinceRun, SinceYear
from aggregator.results.model import Result, ResultEntry, ResultFile, ResultUnit
from aggregator.results.pairs import paired
from aggregator.viet.fold import key

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
    earlier = {unit.code: unit for unit in before.units}
    changed = [(earlier.get(unit.code), unit) for unit in now.units]
    return SinceRun(
        before,
        now,
        new=_rest(now.entries, [pair[1] for pair in pairs]),
        vanished=_rest(before.entries, [pair[0] for pair in pairs]),
        level_changed=[(one, other) for one, other in pairs if one.level != other.level],
        new_files=_files_only_in(now, before),
        gone_files=_files_only_in(before, now),
        units=[(old, new) for old, new in changed if old is None or _receipt(before, old) != _receipt(now, new)],
    )


def since_year(before: Result, now: Result) -> SinceYear:
    """What became of the models of an earlier year; a unit whose list of now is not seen is not judged."""
    had = {entry.unit for entry in before.entries if entry.unit}
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


def _receipt(result: Result, unit: ResultUnit) -> tuple[str, bool, bool]:
    """The receipt with what makes it an accusation or none: a verified lateness is news too (R4)."""
    return unit.receipt, result.accused(unit.receipt, unit.code), unit.receipt in unit.waived


def _rest(entries: Sequence[ResultEntry], taken: Sequence[ResultEntry]) -> list[ResultEntry]:
    places = {entry.place for entry in taken}
    return [entry for entry in entries if entry.place not in places]


def _files_only_in(one: Result, other: Result) -> list[ResultFile]:
    """The files whose content the other result has not seen; system files are of no interest."""
    known = {file.sha256 for file in other.files}
    return [file for file in one.files if file.sha256 not in known and file.status != "ignored"]
