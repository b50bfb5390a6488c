"""Write the outputs: check the balance, write, read the master back, and put every file in place whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aggregator.changes import compared, comparison_line, since_frozen
from aggregator.errors import CannotWork, meaning
from aggregator.findings import Finding, violations
from aggregator.freeze import RESULT, freeze, frozen_folder, papers_of, refuse_other_content
from aggregator.keep_book import keep_book
from aggregator.outcome import Outcome
from aggregator.outputs import comparison_path, drafts_beside, report_beside
from aggregator.results.comparison import Comparison
from aggregator.results.model import Result
from aggregator.verify import verify_balance, verify_master
from aggregator.write.atomic import write_atomically
from aggregator.write.compared.workbook import comparison_workbook
from aggregator.write.master import master_workbook
from aggregator.write.result import result_bytes


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where the outputs lie. ``instead_of`` is the master that could not be replaced (open in Excel)."""

    master: Path
    result: Path | None
    instead_of: Path | None = None
    book_findings: tuple[Finding, ...] = ()  # what keeping the tracking book found; the master tells it
    notes: tuple[str, ...] = ()  # what changed since earlier results, what was frozen


def deliver(
    outcome: Outcome,
    master: Path,
    result: Path | None,
    book: Path | None = None,
    before: Result | None = None,
    *,
    frozen: bool = False,
) -> Delivered:
    """Keep the book, write the master and RESULT.json. Raises CannotWork where nothing can be written.

    ``before`` is an earlier result to compare with; ``frozen`` keeps a copy that is never written again.
    """
    verify_balance(outcome)
    comparison = compared(before, outcome) if before else None
    kept: tuple[Finding, ...] = ()
    if book is not None and outcome.book is not None:
        kept = tuple(keep_book(book, outcome.book, outcome))
        outcome = replace(outcome, findings=[*outcome.findings, *kept])
    data = master_workbook(outcome)
    verify_master(data, outcome)
    told = result_bytes(outcome) if result or frozen else b""
    papers = _papers(outcome, master, {master.name: data, RESULT: told}, book) if frozen else {}
    folder = frozen_folder(master, outcome.as_of.astimezone(outcome.campaign.zone))
    if papers:
        refuse_other_content(folder, papers)
    written = write_or_beside(master, data, outcome.as_of)
    if result is not None:
        _write(result, told)
    notes = [f"Chú ý: {note.message} {note.remedy}" for note in kept]
    notes += [*_write_comparison(comparison, outcome, master), *since_frozen(outcome, master)]
    if papers:
        freeze(folder, papers)
        notes.append(f"Bản chốt để lưu: {folder} (báo cáo: {_which(outcome, master)})")
    return Delivered(written, result, master if written != master else None, kept, tuple(notes))


def _papers(outcome: Outcome, master: Path, outputs: Mapping[str, bytes], book: Path | None) -> dict[str, bytes]:
    """What a frozen copy keeps; the report that lies beside the master, else one made from the same tables."""
    from aggregator.write.briefing import briefing_document  # noqa: PLC0415 -- only a frozen copy needs it

    report = report_beside(master, outcome.campaign.year)
    made = {} if report.is_file() else {report.name: briefing_document(outcome)}
    return papers_of(outputs, book, [report, *drafts_beside(master, outcome.campaign.year)], made)


def _which(outcome: Outcome, master: Path) -> str:
    there = report_beside(master, outcome.campaign.year).is_file()
    return "bản đang có cạnh bảng tổng hợp" if there else "bản lập mới từ số liệu này"


def _write_comparison(comparison: Comparison | None, outcome: Outcome, master: Path) -> Iterator[str]:
    """Write the comparison that was asked for beside the master, and say what it comes to."""
    if comparison is not None:
        path = comparison_path(master, outcome.campaign.year)
        written = write_or_beside(path, comparison_workbook(comparison, outcome), outcome.as_of)
        yield f"So với “{comparison.before.source}”: {comparison_line(comparison)}. Chi tiết: {written}"


def write_or_beside(master: Path, data: bytes, as_of: dt.datetime) -> Path:
    """Write the file, or one beside it while it is open; where it lies. Raises CannotWork where neither can be."""
    try:
        write_atomically(master, data)
    except PermissionError:
        if not master.exists():
            raise _unwritable(master, "không có quyền ghi") from None
        beside = name_beside(master, as_of)
        _write(beside, data)
        return beside
    except OSError as error:
        raise _unwritable(master, meaning(error)) from error
    return master


def _is_free(path: Path) -> bool:
    return not path.exists()


def name_beside(path: Path, as_of: dt.datetime, free: Callable[[Path], bool] = _is_free) -> Path:
    """A free name beside a file that is open in another program, or that people have edited."""
    names = (
        f"{path.stem}_{as_of:%Y%m%d_%H%M}{extra}{path.suffix}" for extra in ("", *(f"_{n}" for n in range(2, 100)))
    )
    return next(
        (p for name in names if free(p := path.with_name(name))), path.with_name(f"{path.stem}_moi{path.suffix}")
    )


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise _unwritable(path, meaning(error)) from error


def _unwritable(path: Path, why: str) -> CannotWork:
    return CannotWork(f"Không ghi được “{path}”: {why}; hãy đóng tệp nếu đang mở, kiểm tra quyền ghi và chỗ trống.")


def strict_fails(outcome: Outcome) -> bool:
    """Whether there is a violation, as ``--strict`` asks."""
    return bool(violations(outcome.findings))
