"""The self-check: nothing was lost before writing, and the written master says what the tables say."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from aggregator.errors import CannotWork

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.outcome import Balance, Outcome

_HEAD, _UNKNOWN_FIELD, _UNITS, _SUBMISSIONS = "STT", "Chưa rõ lĩnh vực", "Tình hình gửi", "Sổ tiếp nhận"
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
    whole, parts = _counted(outcome), _by_unit(outcome)
    for level in sorted(whole | parts):
        yield f"số mô hình cấp “{level}” cộng theo đơn vị", whole[level], parts[level]


def _counted(outcome: Outcome) -> Counter[str]:
    """The entries by the level that they count at: silence in an agency's list says base (R3)."""
    known = {level.code for level in outcome.campaign.levels}
    rows = zip(outcome.entries["unit"], outcome.entries["level"], strict=True)
    upward = outcome.campaign.upward_only
    return Counter(level if level in known else "base" if unit in upward else "unknown" for unit, level in rows)


def _by_unit(outcome: Outcome) -> Counter[str]:
    """The counts of all units, and the entries of none."""
    frame, units = outcome.entries, {unit.code for unit in outcome.units}
    known = {level.code for level in outcome.campaign.levels}
    strays = frame["level"][~frame["unit"].isin(list(units))]
    counts = Counter(level if level in known else "unknown" for level in strays)
    for unit in outcome.units:
        counts.update(unit.counts)
    return +counts


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
    for sheet, expected in _expected(outcome).items():
        found = _numbered(workbook, sheet)
        if found != list(range(1, expected + 1)):
            raise SelfCheckFailed(f"trang “{sheet}” có {len(found)} dòng, đúng ra phải có {expected}")


def _expected(outcome: Outcome) -> dict[str, int]:
    """How many lines each sheet must have."""
    by_field = outcome.entries_by_field
    sheets = {field.sheet: by_field[field.code] for field in outcome.campaign.fields}
    by_level = outcome.entries_by_level
    sheets |= {level.title: by_level[level.code] for level in outcome.campaign.levels[:2]}
    return sheets | {
        _UNKNOWN_FIELD: by_field["unknown"],
        _UNITS: len(outcome.units),
        _SUBMISSIONS: len(outcome.submissions),
    }


def _numbered(workbook: CalamineWorkbook, sheet: str) -> list[int]:
    """The running numbers under a sheet's head."""
    if sheet not in workbook.sheet_names:
        raise SelfCheckFailed(f"thiếu trang “{sheet}”")
    first = [row[0] for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    below = first[first.index(_HEAD) + 1 :] if _HEAD in first else []
    return [int(value) for value in below if isinstance(value, (int, float))]
