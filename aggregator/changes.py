"""The present run against an earlier RESULT.json: the comparison, and the line that the summary says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aggregator.freeze import damaged, last_frozen
from aggregator.outcome import Outcome
from aggregator.results.compare import compare
from aggregator.results.comparison import Comparison, SinceRun, SinceYear
from aggregator.results.model import Result
from aggregator.write.result import result_of


def compared(before: Result, outcome: Outcome) -> Comparison:
    """What changed since an earlier result. Raises CannotWork where the two cannot be compared."""
    return compare(before, result_of(outcome))


def since_frozen(outcome: Outcome, master: Path) -> Iterator[str]:
    """What changed since the last frozen copy beside the master, and which papers of frozen ones are altered."""
    last = last_frozen(master, outcome.as_of.astimezone(outcome.campaign.zone), outcome.campaign.year)
    if last is not None:
        folder, before = last
        if before.district == outcome.campaign.office.district:
            yield f"So với bản chốt “{folder.name}”: {comparison_line(compared(before, outcome))}."
    if changed := damaged(master):
        yield f"Chú ý: tệp trong bản chốt không còn đúng như lúc chốt: {', '.join(changed)}."


def comparison_line(comparison: Comparison) -> str:
    """What changed, in one sentence without its full stop."""
    if isinstance(comparison, SinceYear):
        return _since_year(comparison)
    if isinstance(comparison, SinceRun) and not comparison.is_same:
        return _since_run(comparison)
    return "không có thay đổi"


def _since_run(since: SinceRun) -> str:
    told = (
        (len(since.new_files), "tệp mới"),
        (len(since.gone_files), "tệp không còn"),
        (len(since.units), "đơn vị thay đổi tình hình gửi hoặc số lượng"),
        (len(since.new), "mô hình mới"),
        (len(since.vanished), "mô hình không còn"),
        (len(since.level_changed), "mô hình đổi cấp"),
        (len(since.changed) - len(since.level_changed), "mô hình có thay đổi khác"),
    )
    return ", ".join(f"{count} {what}" for count, what in told if count)


def _since_year(since: SinceYear) -> str:
    told = (
        (len(since.vanished), f"mô hình năm {since.before.year} không thấy trong danh sách năm nay"),
        (len(since.new), f"mô hình ghi tiếp tục duy trì nhưng năm {since.before.year} không có"),
        (len(since.known), f"mô hình ghi xây dựng mới nhưng năm {since.before.year} đã có"),
        (len(since.not_compared), "đơn vị chưa so được"),
    )
    return ", ".join(f"{count} {what}" for count, what in told if count) or "không có gì khác"
