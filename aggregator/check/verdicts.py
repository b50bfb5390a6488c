"""The quota verdict of a unit (R2, R3); where it hangs on what is contested or not certain, it is undetermined."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from aggregator.campaign.model import Campaign, Limit
from aggregator.check.quotas import KNOWN, Verdict, assess, cautious, counts_by_level
from aggregator.outcome import Registration
from aggregator.registered import Clash, UnitForms
from aggregator.settled import SettledUnit

if TYPE_CHECKING:
    import pandas as pd

_CONTESTED = "có tệp chưa thống nhất là của đơn vị nào, kết luận phụ thuộc vào tệp đó"
_BODIES_ONLY = "mới có danh sách của tổ chức trực thuộc, chưa có danh sách chung của đơn vị"
_FORM_WITHOUT_ROW = "có bản M1/M2 chưa thấy mô hình tương ứng trong danh sách, kết luận phụ thuộc vào mô hình đó"
_LEVELS_DIFFER = "danh sách và bản M1/M2 ghi cấp khác nhau, kết luận phụ thuộc vào cấp nào đúng"
_ENOUGH = 12  # so many more of a level break every limit there is

Change = dict[str, int]  # what is added to the count of a level, or taken from it


@dataclass(frozen=True)
class _Judge:
    """Assesses counts against the limits of a unit's group."""

    limits: Sequence[Limit]
    still_open: bool

    def of(self, counts: dict[str, int], *changes: Change) -> Verdict:
        """The verdict on the counts, or on what changes make of them."""
        changed = {level: n + sum(change.get(level, 0) for change in changes) for level, n in counts.items()}
        return assess(changed, self.limits, still_open=self.still_open)


def verdict_of(
    settled: SettledUnit, entries: pd.DataFrame, campaign: Campaign, as_of: dt.datetime, forms: UnitForms
) -> Verdict:
    """The verdict on a unit's entries (columns file, level, unknown_is_base) and forms."""
    limits = [limit for limit in campaign.limits if limit.group == settled.unit.kind]
    judge = _Judge(limits, still_open=as_of <= campaign.deadline)
    verdict = judge.of(_counts(entries))
    if not settled.counting and settled.receipt.state != "nil":
        return Verdict("not_assessed", verdict.counts)
    contested = {item.file for item in settled.counting if item.contested}
    if contested and len(contested) < len(settled.counting):
        sure = judge.of(_counts(entries[~entries["file"].isin(contested)]))
        verdict = cautious(verdict, sure, _CONTESTED)
    verdict = _with_forms(verdict, judge, forms)
    bodies = bool(settled.counting) and all(item.body for item in settled.counting)
    if verdict.quota == "violated" and bodies and all(limit.minimum is not None for limit in verdict.broken):
        return Verdict("undetermined", verdict.counts, (), _BODIES_ONLY)
    return verdict


def _counts(entries: pd.DataFrame) -> dict[str, int]:
    """Entries by level; those of unknown level count as base where silence says so (R3)."""
    silent = zip(entries["level"], entries["unknown_is_base"], strict=True)
    levels = [level if isinstance(level, str) else "base" if is_base else None for level, is_base in silent]
    return counts_by_level(levels, unknown_is_base=False)


def _with_forms(verdict: Verdict, judge: _Judge, forms: UnitForms) -> Verdict:
    """Every way in which list or form could be right, and models without their row could stand beside the list."""
    if verdict.quota == "undetermined":
        return verdict
    clashes, strays = _clashes(forms.level_clashes), _strays(forms.without_entry)
    for ways, why in (
        ([(clash,) for clash in clashes], _LEVELS_DIFFER),
        ([(stray,) for stray in strays], _FORM_WITHOUT_ROW),
        (product(clashes, strays), f"{_LEVELS_DIFFER}; {_FORM_WITHOUT_ROW}"),
    ):
        if any(judge.of(verdict.counts, *changes).quota != verdict.quota for changes in ways):
            return Verdict("undetermined", verdict.counts, (), why)
    return verdict


def _clashes(clashes: Iterable[Clash]) -> list[Change]:
    """The counts that move if so many of the contradicted entries stand at the other level."""
    kinds = Counter((clash.here, clash.there) for clash in clashes)
    ways = product(*(range(min(count, _ENOUGH) + 1) for count in kinds.values()))
    return [_moved(dict(zip(kinds, moved, strict=True))) for moved in ways]


def _moved(moved: dict[tuple[str, str], int]) -> Change:
    change: Change = dict.fromkeys(KNOWN, 0)
    for (here, there), count in moved.items():
        change[here] -= count
        change[there] += count
    return change


def _strays(forms: Iterable[Registration]) -> list[Change]:
    """The counts that grow if the forms without a row are of models that the list leaves out, or some of them."""
    kinds = Counter(form.level or "unknown" for form in forms)
    return [{"province": p, "district": d} for p, d in _additions(kinds)]


def _additions(kinds: Counter[str]) -> Iterator[tuple[int, int]]:
    most = {level: min(kinds[level] + kinds["unknown"], _ENOUGH) for level in ("province", "district")}
    for province, district in product(range(most["province"] + 1), range(most["district"] + 1)):
        if province + district <= kinds["province"] + kinds["district"] + kinds["unknown"]:
            yield province, district
