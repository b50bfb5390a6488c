"""The self-check: nothing was lost before writing, and the written master says what the tables say."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from aggregator.nouns.finding import CannotWork
from aggregator.write.master import master_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.nouns.outcome import Balance, Outcome


_HEAD = "STT"
_OPEN = ("base", "unknown")  # an entry of unknown level counts as one of them
_ADVICE = "Bảng tổng hợp không được ghi; đề nghị báo cho người phụ trách chương trình, kèm các tệp đang xử lý."


class SelfCheckFailed(CannotWork):
    """The program has found a fault of its own: its output must not be trusted, and does not appear."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"Lỗi bên trong chương trình: {fault}. {_ADVICE}")


def verify_balance(outcome: Outcome) -> None:
    """Before writing: rows seen = entries + joined + decoration + set aside, as a whole and by file.

    Raises SelfCheckFailed at the first sum that does not come out.
    """
    for what, whole, parts in _sums(outcome):
        if whole != parts:
            raise SelfCheckFailed(f"{what} không khớp ({whole} so với {parts})")


def _sums(outcome: Outcome) -> Iterator[tuple[str, int, int]]:
    """Each sum that must come out: what it is, the whole, its parts."""
    balance, files = outcome.balance, outcome.file_balances
    for part in files:
        yield f"số dòng của tệp “{part.file}”", part.balance.rows_seen, _parts(part.balance)
    yield "số dòng của tất cả các tệp", balance.rows_seen, _parts(balance)
    yield "số dòng cộng theo tệp", balance.rows_seen, sum(part.balance.rows_seen for part in files)
    yield "số mô hình cộng theo tệp", balance.entries, sum(part.balance.entries for part in files)
    yield "số mô hình trong bảng", balance.entries, len(outcome.entries)
    yield "số mô hình cộng theo lĩnh vực", len(outcome.entries), sum(outcome.entries_by_field.values())
    yield "số mô hình cộng theo cấp", len(outcome.entries), sum(outcome.entries_by_level.values())
    yield "số tệp cộng theo kết quả đọc", len(outcome.submissions), sum(outcome.by_status.values())
    yield "số đơn vị", len(outcome.campaign.units), len(outcome.units)
    yield from _levels(outcome)


def _levels(outcome: Outcome) -> Iterator[tuple[str, int, int]]:
    """The counts of the units and the entries of none, by level; what lists leave open may count as base (R3)."""
    counts: Counter[str] = Counter()
    for unit in outcome.units:
        counts.update(unit.counts)
    strays = Counter(outcome.entries["level"][outcome.entries["unit"].isna()].dropna())
    parts = counts + strays
    upper = [level.code for level in outcome.campaign.levels if level.code not in _OPEN]
    for level in upper:
        yield f"số mô hình cấp “{level}” cộng theo đơn vị", outcome.entries_by_level[level], parts[level]
    whole = len(outcome.entries) - sum(outcome.entries_by_level[level] for level in upper)
    silent = int(outcome.entries["unit"].isna().sum()) - strays.total()
    rest = sum(parts[level] for level in _OPEN) + silent
    yield "số mô hình cơ sở hoặc chưa rõ cấp cộng theo đơn vị", whole, rest


def _parts(balance: Balance) -> int:
    return balance.entries + balance.rows_joined + balance.rows_decoration + balance.rows_set_aside


def verify_master(data: bytes, outcome: Outcome) -> None:
    """After writing: open the workbook again and compare the numbered lines of its sheets with the tables.

    Raises SelfCheckFailed where it does not open, or a sheet has other lines than its table.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # whatever it is, what was written cannot be read
        raise SelfCheckFailed(f"bảng tổng hợp vừa ghi không mở lại được ({error})") from error
    for sheet in master_sheets(outcome.campaign):
        if sheet.name not in workbook.sheet_names:
            raise SelfCheckFailed(f"thiếu trang “{sheet.name}”")
        if sheet.lines is not None:
            found, expected = _numbered(workbook, sheet.name), sheet.lines(outcome)
            if found != list(range(1, expected + 1)):
                raise SelfCheckFailed(f"trang “{sheet.name}” có {len(found)} dòng, đúng ra phải có {expected}")


def _numbered(workbook: CalamineWorkbook, sheet: str) -> list[int]:
    """The running numbers under a sheet's head."""
    first = [row[0] for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    below = first[first.index(_HEAD) + 1 :] if _HEAD in first else []
    return [int(value) for value in below if isinstance(value, (int, float))]
