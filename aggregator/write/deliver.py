"""Write the outputs: check the balance, write, read the master back, and put every file in place whole."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aggregator.campaign.texts import EDITED
from aggregator.nouns.comparison import Comparison, Province
from aggregator.nouns.finding import CannotWork, Finding, meaning
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import Result
from aggregator.nouns.standing import SILENT
from aggregator.office.files import write_atomically
from aggregator.office.word_document import untouched
from aggregator.vietnamese.fold import key
from aggregator.write.briefing.facts import Facts
from aggregator.write.briefing.report import briefing_document, report_text
from aggregator.write.comparison import comparison_workbook
from aggregator.write.freeze import (
    LISTED,
    RESULT,
    Compare,
    comparison_line,
    freeze,
    frozen_folder,
    originals_of,
    papers_of,
    refuse_other_content,
    since_frozen,
    table_of_originals,
)
from aggregator.write.master import master_workbook
from aggregator.write.onward import Draft, letter_gaps, onward_letter, returned_notice, why_not_final
from aggregator.write.places import comparison_path, drafts_beside, report_beside
from aggregator.write.province import SHEET as QUOTA_SHEET
from aggregator.write.province import provincial_workbook
from aggregator.write.result import result_bytes, result_of
from aggregator.write.verify import verify_master


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where the outputs lie. ``instead_of`` is the master that could not be replaced (open in Excel)."""

    master: Path
    result: Path | None
    instead_of: Path | None = None
    book_findings: tuple[Finding, ...] = ()  # what keeping the tracking book found; the master tells it
    notes: tuple[str, ...] = ()  # what changed since earlier results, what was frozen


def put_master(
    outcome: Outcome,
    master: Path,
    result: Path | None,
    *,
    book: Path | None,
    before: Result | None,
    compare: Compare,
    kept: Sequence[Finding] = (),
    frozen: bool = False,
    inbox: Path | None = None,
) -> Delivered:
    """Write the master and RESULT.json. Raises CannotWork where nothing can be written.

    ``before`` is an earlier result to ``compare`` with; ``kept`` is what keeping the ``book`` found; ``frozen``
    keeps a copy that is never written again, with the returns of the ``inbox`` that count.
    """
    comparison = compare(before, result_of(outcome)) if before else None
    outcome = replace(outcome, findings=[*outcome.findings, *kept])
    data = master_workbook(outcome)
    verify_master(data, outcome)
    told = result_bytes(outcome) if result or frozen else b""
    originals = originals_of(outcome, inbox) if frozen and inbox else []
    outputs = {master.name: data, RESULT: told}
    if originals:
        outputs[LISTED] = table_of_originals(outcome, originals)
    papers = _papers(outcome, master, outputs, book) if frozen else {}
    folder = frozen_folder(master, outcome.as_of.astimezone(outcome.campaign.zone))
    if papers:
        refuse_other_content(folder, papers)
    written = write_or_beside(master, data, outcome.as_of)
    if result is not None:
        _write(result, told)
    notes = [f"Chú ý: {note.message} {note.remedy}" for note in kept]
    notes += [*_write_comparison(comparison, outcome, master), *since_frozen(outcome, master, compare)]
    if papers:
        freeze(folder, papers, originals)
        with_returns = f"; kèm {len(originals)} tệp hồ sơ được tính, danh sách ở {LISTED}" if originals else ""
        notes.append(f"Bản chốt để lưu: {folder} (báo cáo: {_which(outcome, master)}{with_returns})")
    return Delivered(written, result, master if written != master else None, tuple(kept), tuple(notes))


def _papers(outcome: Outcome, master: Path, outputs: Mapping[str, bytes], book: Path | None) -> dict[str, bytes]:
    """What a frozen copy keeps; the report that lies beside the master, else one made from the same tables."""
    from aggregator.write.briefing.report import briefing_document  # noqa: PLC0415 -- only a frozen copy needs it

    report = report_beside(master, outcome.campaign.year)
    made = {} if report.is_file() else {report.name: briefing_document(outcome)}
    return papers_of(outputs, book, [report, *drafts_beside(master, outcome.campaign.year)], made)


def _which(outcome: Outcome, master: Path) -> str:
    there = report_beside(master, outcome.campaign.year).is_file()
    return "bản đang có cùng chỗ với bảng tổng hợp" if there else "bản lập mới từ số liệu này"


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
    except OSError as error:
        held = isinstance(error, PermissionError) and error.filename != os.fspath(master.parent) and master.exists()
        if not held:
            raise _unwritable(master, error) from error
        beside = name_beside(master, as_of)
        _write(beside, data)
        return beside
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
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> CannotWork:
    """What could not be written to: the file, or the folder that takes no file at all."""
    if error.filename == os.fspath(path.parent):
        return CannotWork(
            f"Không ghi được “{path.name}” vào thư mục “{path.parent}”: {meaning(error)}; "
            "kiểm tra quyền ghi, chỗ trống của thư mục đó hoặc chọn nơi khác."
        )
    return CannotWork(
        f"Không ghi được “{path}”: {meaning(error)}; hãy đóng tệp nếu đang mở, kiểm tra quyền ghi và chỗ trống."
    )


# ---- Write the report for the briefing, and, once the choice for the province is made, what goes onward
# (R6).


_UNCLEAR = ("book-choice-unknown", "choice-twice")  # findings of a decision that nobody can go by


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: what it is, where it was to lie and where it lies; ``edited``: people changed what lies there."""

    title: str
    wanted: Path
    place: Path
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Briefed:
    """The report and the drafts; ``stale`` are drafts of an earlier choice, ``notes`` what the clerk is to know."""

    report: Paper
    drafts: tuple[Paper, ...] = ()
    stale: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def put_briefing(
    outcome: Outcome, report: Path, *, book: Path | None, choices: str, kept: Sequence[Finding] = ()
) -> Briefed:
    """Write the report and the drafts beside it. Raises CannotWork where nothing can be written.

    ``choices`` is the title of the book's sheet of decisions, ``kept`` what keeping the book found.

    Templates that the office worded anew lie in ``mau_thu`` beside the book; one that cannot be used is told.
    """
    folder = (book or report).parent / EDITED
    text = report_text(outcome, folder)
    written = _put("Báo cáo", report, briefing_document(outcome, text), outcome.as_of)
    withheld = _withheld(outcome, choices)
    drafts, stale, troubles = [], [], [text.trouble]
    for title, place, draft in _onward(outcome, report, folder, final=withheld is None):
        if draft is not None:
            drafts.append(_put(title, place, draft.data, outcome.as_of))
            troubles.append(draft.trouble)
        elif place.exists():
            stale.append(place)
    notes = [f"Chú ý: {note.message} {note.remedy}" for note in kept]
    notes += [f"Chú ý: {trouble}" for trouble in troubles if trouble]
    notes += _about_the_board(outcome)
    notes += letter_gaps(outcome) if withheld is None else [withheld]
    return Briefed(written, tuple(drafts), tuple(stale), tuple(notes))


def _onward(
    outcome: Outcome, report: Path, folder: Path, *, final: bool
) -> Iterator[tuple[str, Path, Draft | None]]:
    letter, notice = drafts_beside(report, outcome.campaign.year)
    yield "Dự thảo công văn giới thiệu cấp tỉnh", letter, onward_letter(outcome, folder) if final else None
    yield "Dự thảo thông báo chuyển về cấp huyện", notice, returned_notice(outcome, folder) if final else None


def _about_the_board(outcome: Outcome) -> list[str]:
    """The board that reports on the others is asked for its own list before it does."""
    facts = Facts(outcome)
    board = facts.states.get(facts.board) if facts.board else None
    if board is None or board.receipt not in SILENT:
        return []
    return [f"Chính {board.name} chưa có danh sách trong thư mục nhận về: bổ sung trước khi trình."]


def _withheld(outcome: Outcome, sheet: str) -> str | None:
    """Why nothing goes out, or None: nothing stands against it (it may be that nothing is chosen yet)."""
    cells = [
        finding.cell
        for finding in outcome.findings
        if finding.code in _UNCLEAR and key(finding.sheet or "") == key(sheet) and finding.cell
    ]
    if not cells:
        return why_not_final(outcome)
    return (
        f"Chưa lập dự thảo công văn: {len(cells)} quyết định trong sổ chưa hiểu được (trang “{sheet}”, "
        f"ô {', '.join(dict.fromkeys(cells))}). Hãy chọn lại trong danh sách rồi chạy lại."
    )


def _put(title: str, wanted: Path, data: bytes, as_of: dt.datetime) -> Paper:
    """Write a paper where it belongs, or beside it where that is edited, or open in Word."""
    edited = _edited(wanted)
    target = name_beside(wanted, as_of, lambda path: not _edited(path)) if edited else wanted
    return Paper(title, wanted, write_or_beside(target, data, as_of), edited)


def _edited(path: Path) -> bool:
    """Whether there is a file that is not as we wrote it; one that cannot be read may be edited."""
    try:
        return path.exists() and not untouched(path.read_bytes())
    except OSError:
        return True


def briefing_lines(briefed: Briefed) -> Iterator[str]:
    """What the clerk reads on the terminal: where everything lies, what no longer holds, what is to be done."""
    for paper in (briefed.report, *briefed.drafts):
        yield _line(paper)
    for place in briefed.stale:
        yield f"Tệp “{place}” là của lần chọn trước, không còn đúng với sổ theo dõi; hãy xóa hoặc cất đi nơi khác."
    yield from briefed.notes
    yield "Việc tiếp theo: mở các văn bản trên, xem lại, ghi số, ngày rồi trình ký."


def _line(paper: Paper) -> str:
    if paper.edited:
        return f"{paper.title} “{paper.wanted}” đã được sửa bằng tay nên giữ nguyên; bản mới: {paper.place}"
    if paper.place != paper.wanted:
        return f"{paper.title} “{paper.wanted}” đang mở nên không thay được; bản mới: {paper.place}"
    return f"{paper.title}: {paper.place}"


# ---- The provincial workbook: read the districts' results, gather, write, and say what was written.


def put_rollup(province: Province, results: Sequence[Path], target: Path | None) -> Iterator[str]:
    """Write the provincial workbook; the lines for the terminal. Raises CannotWork where it cannot be done."""
    path = target or Path(f"tong_hop_tinh_{province.campaign.year}.xlsx")
    _check(path, results)
    written = write_or_beside(path, provincial_workbook(province), province.as_of)
    yield _told(province)
    yield from _over_the_cap(province)
    if len(province.limits) > 1:
        yield f"- Quy định số lượng của các huyện không giống nhau: xem trang “{QUOTA_SHEET}”."
    yield f"Bảng tổng hợp tỉnh: {written}"


def _check(path: Path, results: Sequence[Path]) -> None:
    if path.is_dir() or not path.parent.is_dir():
        raise CannotWork(f"Không ghi được vào “{path}”; hãy ghi rõ tên tệp ở một thư mục đã có.")
    if path.resolve() in {result.resolve() for result in results}:
        raise CannotWork(f"“{path}” là một tệp kết quả đang đọc, không ghi đè; hãy chọn tên khác bằng tùy chọn -o.")


def _told(province: Province) -> str:
    entries = sum(district.entries.total() for district in province.districts)
    candidates = sum(district.registered for district in province.districts)
    names = ", ".join(district.name for district in province.districts)
    return (
        f"Đã cộng {len(province.districts)} huyện ({names}): {entries} mô hình, "
        f"trong đó {candidates} nội dung đăng ký cấp tỉnh."
    )


def _over_the_cap(province: Province) -> Iterator[str]:
    """R6: at most so many from each district."""
    cap = province.campaign.province_cap
    for district in province.districts:
        if district.chosen > cap:
            told = f"đã chọn {district.chosen} nội dung cấp tỉnh, nhiều hơn {cap:02d}"
            yield f"- {district.name} {told}: cần xét lại."
