"""Write the outputs: check the balance, write, read the master back, put every file in place whole, and say so."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, structs

from aggregator.campaign import TEMPLATES
from aggregator.nouns.file import write_atomically
from aggregator.nouns.finding import CannotWork, Finding, catalogue, meaning
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import Comparison, Province, Result
from aggregator.nouns.work import second_core
from aggregator.vietnamese.official_style import figure, lower_first
from aggregator.write import freeze
from aggregator.write.master import master_workbook, verify_balance, verify_master
from aggregator.write.places import comparison_path, drafts_beside, refuse_kept, report_beside
from aggregator.write.result import result_bytes, result_of
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.tasks import tasks
from aggregator.write.sheets.view import View

NO_FILE = "Thư mục nhận về chưa có tệp nào."
Keep = Callable[[Outcome], Sequence[Finding]]  # keeps the tracking book; what is to be said of that


class Delivery(Struct, frozen=True):
    """Where the outputs lie. ``instead_of`` is the master that could not be replaced (open in Excel)."""

    master: Path
    result: Path | None
    instead_of: Path | None = None
    book_findings: tuple[Finding, ...] = ()  # what keeping the tracking book found; the master tells it
    notes: tuple[str, ...] = ()  # what changed since earlier results, what was frozen
    frozen: bool = False
    view: View | None = None  # what the master was drawn from


def put_master(
    outcome: Outcome,
    master: Path,
    result: Path | None,
    *,
    book: Path | None,
    before: Result | None,
    compare: freeze.Compare,
    keep: Keep,
    frozen: bool = False,
    locate: freeze.Locate | None = None,
) -> Delivery:
    """Write the master and RESULT.json. Raises CannotWork where nothing can be written.

    ``before`` is an earlier result to ``compare`` with; ``keep`` keeps the ``book``, and says what is to be said of
    that; ``frozen`` keeps a copy that is never written again, and the returns that count, which ``locate`` finds.
    """
    verify_balance(outcome)  # nothing is written of figures that do not add up
    comparison = compare(before, result_of(outcome)) if before else None
    view = View(outcome)
    with second_core(partial(_book_and_result, outcome, keep, wanted=bool(result or frozen))) as book_and_result:
        data = _read_back(view)
        kept, told = book_and_result()
    if kept:
        outcome = _with(outcome, kept)
        view = View(outcome)
        data = _read_back(view)
    originals = freeze.originals_of(outcome, locate) if locate else []
    outputs = {master.name: data, freeze.RESULT: told}
    if originals:
        outputs[freeze.LISTED] = freeze.table_of_originals(outcome, originals)
    papers, stale = _papers(outcome, master, outputs, book) if frozen else ({}, "")
    folder = freeze.frozen_folder(master, outcome.as_of.astimezone(outcome.campaign.zone))
    if papers:
        freeze.refuse_other_content(folder, papers)
    written = write_or_beside(master, data, outcome.as_of)
    if result is not None:
        _write(result, told)
    notes = [note.notice for note in kept]
    if comparison is not None:
        notes.append(_write_comparison(comparison, outcome, master))
    notes += freeze.since_frozen(outcome, master, compare)
    if papers:
        freeze.freeze(folder, papers, originals)
        count = len({original.name for original in originals})
        with_returns = f"; kèm {count} tệp hồ sơ được tính, danh sách ở {freeze.LISTED}" if count else ""
        there = report_beside(master, outcome.campaign.year).is_file()
        which = "bản đang có cùng chỗ với bảng tổng hợp" if there else "bản lập mới từ số liệu này"
        notes += [stale] if stale else []
        notes.append(f"Bản chốt để lưu: {folder} (báo cáo: {which}{with_returns})")
    instead_of = master if written != master else None
    return Delivery(written, result, instead_of, tuple(kept), tuple(notes), frozen, view)


def _book_and_result(outcome: Outcome, keep: Keep, *, wanted: bool) -> tuple[list[Finding], bytes]:
    """Keep the book; what that found, and RESULT.json, which tells it too (nothing where it is not wanted)."""
    kept = list(keep(outcome))
    return kept, result_bytes(_with(outcome, kept)) if wanted else b""


def _with(outcome: Outcome, kept: Sequence[Finding]) -> Outcome:
    return structs.replace(outcome, findings=[*outcome.findings, *kept])


def _read_back(view: View) -> bytes:
    """The master, once it was opened again and its counts found right."""
    data = master_workbook(view.outcome, view)
    verify_master(data, view.outcome)
    return data


def _papers(
    outcome: Outcome, master: Path, outputs: Mapping[str, bytes], book: Path | None
) -> tuple[dict[str, bytes], str]:
    """What a frozen copy keeps, with the report lying there, else a new one; and what is odd about its figures."""
    from aggregator.office.word_document import imprint_of  # noqa: PLC0415 -- only a frozen copy needs them
    from aggregator.write.briefing.report import briefing_report  # noqa: PLC0415
    from aggregator.write.sheets.view import Facts  # noqa: PLC0415

    report = report_beside(master, outcome.campaign.year)
    folder = (book or report).parent / TEMPLATES
    fresh = {} if report.is_file() else {report.name: briefing_report(Facts(outcome), folder).data}
    papers = freeze.papers_of(outputs, book, [report, *drafts_beside(master, outcome.campaign.year)], fresh)
    if fresh:
        return papers, ""
    lying = imprint_of(papers[report.name])
    try:
        as_of = dt.datetime.fromisoformat(lying.version or "")
    except ValueError:
        return papers, f"Chú ý: không rõ báo cáo “{report.name}” được lập từ số liệu nào. {_ANEW}"
    again = imprint_of(briefing_report(Facts(structs.replace(outcome, as_of=as_of)), folder).data)
    if again.digest == lying.digest:
        return papers, ""
    what = f"Chú ý: báo cáo “{report.name}” ghi số liệu lúc {as_of:%H:%M} ngày {as_of:%d/%m/%Y}, khác bản chốt này."
    return papers, f"{what} {_ANEW}"


_ANEW = "Hãy lập lại báo cáo (aggregator briefing) rồi chốt lại."


def _write_comparison(comparison: Comparison, outcome: Outcome, master: Path) -> str:
    from aggregator.write.comparison import comparison_workbook  # noqa: PLC0415 -- few runs compare

    path = comparison_path(master, outcome.campaign.year)
    written = write_or_beside(path, comparison_workbook(comparison, outcome), outcome.as_of)
    return f"So với “{comparison.before.source}”: {freeze.comparison_line(comparison)}. Chi tiết: {written}"


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


def name_beside(path: Path, as_of: dt.datetime, is_taken: Callable[[Path], bool] = Path.exists) -> Path:
    """A free name beside a file that is open in another program, or that people have edited."""
    numbers = ("", *(f"_{n}" for n in range(2, 100)))
    places = (path.with_name(f"{path.stem}_{as_of:%Y%m%d_%H%M}{number}{path.suffix}") for number in numbers)
    return next((place for place in places if not is_taken(place)), path.with_name(f"{path.stem}_moi{path.suffix}"))


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


# ---- The few lines that the clerk reads on the terminal when a run is done.


def summary_lines(outcome: Outcome, delivery: Delivery) -> Iterator[str]:
    """What was read, what needs attention by the labels of the overview, and where the master lies."""
    view = delivery.view or View(structs.replace(outcome, findings=[*outcome.findings, *delivery.book_findings]))
    yield f"{cell_texts.as_of_line(outcome)}."
    yield _files(outcome)
    receipts = ((view.receipts[code], lower_first(cell_texts.RECEIPT[code])) for code in cell_texts.RECEIPTS)
    parts = "; ".join(f"{figure(count)} {told}" for count, told in receipts if count)
    yield f"Đơn vị phải gửi danh sách: {figure(len(view.obliged))}, gồm {parts}."
    if outcome.to_answer:
        yield f"- {cell_texts.TO_ANSWER}: {figure(outcome.to_answer)} (trang “{cell_texts.QUESTIONS}”)"
    for task in tasks(view):
        number = figure(task.number) if isinstance(task.number, int) else task.number
        yield f"- {task.label}: {number} (trang “{task.sheet}”)"
    if waived := sum(bool(unit.waived) for unit in view.units):
        yield f"- Đơn vị có trường hợp đặc thù được chấp thuận, không tính vào các số trên: {waived}"
    yield from delivery.notes
    known = catalogue()
    unclear = sum(known[f.code].topic == "book" and f.severity == "error" for f in outcome.findings)
    left = ((outcome.to_answer, "điểm cần trả lời"), (unclear, "chỗ trong sổ theo dõi chưa hiểu được"))
    if delivery.frozen and any(count for count, _ in left):
        told = " và ".join(f"{figure(count)} {what}" for count, what in left if count)
        yield f"Chú ý: bản chốt được lưu khi còn {told}; làm rõ rồi chốt lại với thời điểm --as-of khác."
    if delivery.instead_of is not None:
        yield (
            f"Tệp “{delivery.instead_of}” đang mở nên không thay được; bảng tổng hợp mới ghi ở tệp "
            f"“{delivery.master.name}” trong cùng thư mục. Hãy đóng Excel rồi chạy lại nếu muốn giữ tên cũ."
        )
    yield f"Bảng tổng hợp: {delivery.master}"
    if delivery.result is not None:
        yield f"Kết quả dạng JSON: {delivery.result}"
    yield f"Việc tiếp theo: {_next_step(outcome, delivery)}"


_WITHOUT_LIST = frozenset(
    {"ignored", "unreadable", "not_a_form", "empty"}
)  # of such files alone nothing is counted


def _next_step(outcome: Outcome, delivered: Delivery) -> str:
    if not outcome.came:
        return "chép các tệp nhận được vào thư mục nhận về rồi chạy lại."
    if delivered.frozen:
        return "chép thêm thư mục bản chốt sang một nơi khác (ổ USB, máy khác); có hồ sơ mới thì tổng hợp lại."
    if outcome.to_answer:
        return f"mở sổ theo dõi, trả lời ở trang “{cell_texts.QUESTIONS}”, lưu, đóng sổ rồi chạy lại."
    if _WITHOUT_LIST.issuperset(submission.status for submission in outcome.submissions):
        return "xem từng tệp ở trang “Sổ tiếp nhận”; xin lại bản đọc được, chép vào thư mục nhận về rồi chạy lại."
    return "xem bảng tổng hợp; khi số liệu đã đúng thì lập báo cáo và thư gửi các đơn vị."


def _files(outcome: Outcome) -> str:
    counts, total = outcome.by_status, len(outcome.submissions)
    if not total:
        return NO_FILE
    others = [
        f"{figure(counts[status])} {lower_first(cell_texts.STATUS[status])}"
        for status in reversed(cell_texts.STATUS)
        if counts[status] and status != "read"
    ]
    further = f"; {figure(total - counts['read'])} tệp khác: {', '.join(others)}" if others else ""
    return (
        f"Đã nhận {figure(total)} tệp: {figure(counts['read'])} tệp đã đọc{further}. "
        f"Mô hình đăng ký: {figure(len(outcome.entries))}."
    )


# ---- The provincial workbook: read the districts' results, gather, write, and say what was written.


def put_rollup(province: Province, results: Sequence[Path], target: Path | None) -> Iterator[str]:
    """Write the provincial workbook; the lines for the terminal. Raises CannotWork where it cannot be done."""
    from aggregator.write.province import SHEET, provincial_workbook  # noqa: PLC0415 -- districts need none of it

    path = target or Path(f"tong_hop_tinh_{province.campaign.year}.xlsx")
    if path.is_dir() or not path.parent.is_dir():
        raise CannotWork(f"Không ghi được vào “{path}”; hãy ghi rõ tên tệp ở một thư mục đã có.")
    refuse_kept(path)
    if path.resolve() in {result.resolve() for result in results}:
        raise CannotWork(f"“{path}” là một tệp kết quả đang đọc, không ghi đè; hãy chọn tên khác bằng tùy chọn -o.")
    written = write_or_beside(path, provincial_workbook(province), province.as_of)
    entries = sum(district.entries.total() for district in province.districts)
    candidates = sum(district.registered for district in province.districts)
    names = ", ".join(district.name for district in province.districts)
    yield (
        f"Đã cộng {len(province.districts)} huyện ({names}): {entries} mô hình, "
        f"trong đó {candidates} nội dung đăng ký cấp tỉnh."
    )
    cap = province.campaign.province_cap
    for district in province.districts:
        if district.chosen > cap:  # R6: at most so many from each
            told = f"đã chọn {district.chosen} nội dung cấp tỉnh, nhiều hơn {cap:02d}"
            yield f"- {district.name} {told}: cần xét lại."
    if len(province.limits) > 1:
        yield f"- Quy định số lượng của các huyện không giống nhau: xem trang “{SHEET}”."
    yield f"Bảng tổng hợp tỉnh: {written}"
