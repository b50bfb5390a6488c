"""The balance of rows once a person has taken entries out: they become rows set aside (guarantee 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aggregator.outcome import Balance, FileBalance


def balance_without(
    balance: Balance, parts: Sequence[FileBalance], excluded: Iterable[str]
) -> tuple[Balance, list[FileBalance]]:
    """The balance, whole and by file, with one entry fewer and one row set aside more for each file excluded.

    ``excluded`` names the file of each excluded entry.
    """
    counts = Counter(excluded)
    by_file = [replace(part, balance=_moved(part.balance, counts[part.file])) for part in parts]
    return _moved(balance, counts.total()), by_file


def _moved(balance: Balance, count: int) -> Balance:
    return replace(balance, entries=balance.entries - count, rows_set_aside=balance.rows_set_aside + count)
