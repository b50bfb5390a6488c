"""Write the outputs: check the balance, write, read the master back, and put every file in place whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from aggregator.errors import CannotWork
from aggregator.findings import violations
from aggregator.keep_book import keep_book
from aggregator.outcome import Outcome
from aggregator.verify import verify_balance, verify_master
from aggregator.write.atomic import write_atomically
from aggregator.write.master import master_workbook
from aggregator.write.result import result_bytes


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where the outputs lie. ``instead_of`` is the master that could not be replaced (open in Excel)."""

    master: Path
    result: Path | None
    instead_of: Path | None = None


def deliver(outcome: Outcome, master: Path, result: Path | None, book: Path | None = None) -> Delivered:
    """Keep the book, write the master and RESULT.json. Raises CannotWork where nothing can be written."""
    verify_balance(outcome)
    if book is not None and outcome.book is not None:
        outcome = replace(outcome, findings=[*outcome.findings, *keep_book(book, outcome.book, outcome)])
    data = master_workbook(outcome)
    verify_master(data, outcome)
    written = _write_master(master, data, outcome.as_of)
    if result is not None:
        _write(result, result_bytes(outcome))
    return Delivered(written, result, master if written != master else None)


def _write_master(master: Path, data: bytes, as_of: dt.datetime) -> Path:
    try:
        write_atomically(master, data)
    except PermissionError:
        if not master.exists():
            raise _unwritable(master, "không có quyền ghi") from None
        beside = _beside(master, as_of)
        _write(beside, data)
        return beside
    except OSError as error:
        raise _unwritable(master, error.strerror or str(error)) from error
    return master


def _beside(master: Path, as_of: dt.datetime) -> Path:
    """A free name beside a master that is open in Excel."""
    names = (
        f"{master.stem}_{as_of:%Y%m%d_%H%M}{extra}{master.suffix}"
        for extra in ("", *(f"_{n}" for n in range(2, 100)))
    )
    return next(
        (p for name in names if not (p := master.with_name(name)).exists()),
        master.with_name(f"{master.stem}_moi{master.suffix}"),
    )


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error


def _unwritable(path: Path, why: str) -> CannotWork:
    return CannotWork(f"Không ghi được “{path}”: {why}; hãy đóng tệp nếu đang mở, kiểm tra quyền ghi và chỗ trống.")


def strict_fails(outcome: Outcome) -> bool:
    """Whether there is a violation, as ``--strict`` asks."""
    return bool(violations(outcome.findings))
