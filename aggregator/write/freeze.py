"""The present run against an earlier RESULT.json: the comparison, and the line that the summary says of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from aggregator.nouns.comparison import Comparison, SinceRun, SinceYear
from aggregator.nouns.file import BESIDE_OUTPUTS, patiently, private_folder, settle_folder, write_durably
from aggregator.nouns.finding import CannotWork, meaning
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import Result
from aggregator.write.result import read_result, result_of

Compare = Callable[[Result, Result], Comparison]  # raises CannotWork where the two cannot be compared


def since_frozen(outcome: Outcome, master: Path, compare: Compare) -> Iterator[str]:
    """What changed since the last frozen copy beside the master, and which papers of frozen ones are altered."""
    last = last_frozen(master, outcome.as_of.astimezone(outcome.campaign.zone), outcome.campaign.year)
    if last is not None:
        folder, before = last
        if before.district == outcome.campaign.office.district:
            yield f"So với bản chốt “{folder.name}”: {comparison_line(compare(before, result_of(outcome)))}."
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


# ---- A frozen copy: the outputs as they were, in a dated folder with their hashes, written once and
# never again.


HASHES, RESULT = "MA_BAM.txt", "RESULT.json"
_START, _FORM = "chot_", "chot_%Y-%m-%d_%H%M"


def frozen_folder(master: Path, as_of: dt.datetime) -> Path:
    """The folder of a moment: ``chot_2024-03-01_0700`` beside the master."""
    return master.parent / as_of.strftime(_FORM)


def papers_of(
    outputs: Mapping[str, bytes], book: Path | None, beside: Sequence[Path], made: Mapping[str, bytes]
) -> dict[str, bytes]:
    """What is kept, name → bytes: the outputs, the tracking book, and the papers that lie beside the master.

    ``beside`` are the report and the drafts; whichever is there is kept as it lies there, edited or not, and
    ``made`` holds the fresh ones that are kept where none lies. A book that is called like the master keeps
    its name behind another word.
    """
    papers = dict(outputs)
    if book is not None:
        taken = {name.lower() for name in papers}  # names that differ in capitals are one on Windows
        name = f"so_theo_doi_{book.name}" if book.name.lower() in taken else book.name
        papers |= _there({name: book})
    return papers | dict(made) | _there({path.name: path for path in beside})


def _there(paths: Mapping[str, Path]) -> dict[str, bytes]:
    """Those of the papers that are there. Raises CannotWork where one is and cannot be read."""
    found = {name: _bytes(path) for name, path in paths.items() if path.is_file()}
    for name, data in found.items():
        if data is None:
            raise CannotWork(f"Không đọc được “{name}” để đưa vào bản chốt; hãy đóng tệp nếu đang mở rồi chạy lại.")
    return {name: data for name, data in found.items() if data is not None}


def refuse_other_content(folder: Path, papers: Mapping[str, bytes]) -> None:
    """Raise CannotWork where that moment was frozen with another content.

    It is asked before the master, RESULT.json and the copy are written; the book has its new rows by then, as
    after any run, because the copy keeps the book with them.
    """
    if folder.exists() and _held(folder, papers) != dict(papers):
        raise CannotWork(
            f"Đã có bản chốt “{folder.name}” với nội dung khác; bản chốt không bao giờ bị ghi đè. "
            "Hãy chạy lại với thời điểm --as-of khác, hoặc bỏ tùy chọn --freeze."
        )


def freeze(folder: Path, papers: Mapping[str, bytes]) -> None:
    """Put the papers (name → bytes) and their hashes into the folder, whole or not at all (guarantee 3)."""
    if folder.exists():
        return  # the same content: see refuse_other_content
    try:
        with private_folder(folder.parent, BESIDE_OUTPUTS) as aside:
            whole = aside / folder.name
            whole.mkdir(0o700)  # it names persons
            for name, data in {**papers, HASHES: hash_lines(papers)}.items():
                write_durably(whole / name, data)
            settle_folder(whole)
            patiently(lambda: whole.rename(folder))
            settle_folder(folder.parent)
    except OSError as error:
        why = meaning(error)
        raise CannotWork(f"Không ghi được bản chốt “{folder}”: {why}; kiểm tra quyền ghi và chỗ trống.") from error


def hash_lines(papers: Mapping[str, bytes]) -> bytes:
    """A line for each paper: SHA-256 and name, as ``sha256sum --check`` reads them."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(papers.items()))
    return "".join(lines).encode()


def last_frozen(master: Path, before: dt.datetime, year: int) -> tuple[Path, Result] | None:
    """The latest frozen copy of the year beside the master, of a moment before this one; None where none is."""
    own = frozen_folder(master, before).name
    for folder in sorted(_folders(master.parent), reverse=True):
        if folder.name < own:
            try:
                result = read_result(folder / RESULT)
            except CannotWork:
                continue  # ``damaged`` tells of it
            if result.year == year:
                return folder, result
    return None


def damaged(master: Path) -> list[str]:
    """The frozen papers beside the master that are no longer what was frozen, as ``folder/paper``."""
    return [f"{folder.name}/{name}" for folder in sorted(_folders(master.parent)) for name in _changed(folder)]


def _folders(parent: Path) -> Iterable[Path]:
    return [path for path in parent.glob(f"{_START}*") if path.is_dir() and (path / HASHES).is_file()]


def _changed(folder: Path) -> Iterator[str]:
    """The papers that no longer match; the hashes themselves where they cannot be read."""
    hashes = _bytes(folder / HASHES)
    if hashes is None:
        yield HASHES
        return
    for line in hashes.decode("utf-8", errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        data = _bytes(folder / name)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            yield name


def _held(folder: Path, papers: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """What the folder holds, beside its hashes; papers that are not there are None."""
    there = {path.name: _bytes(path) for path in folder.glob("*") if path.name != HASHES}
    return dict.fromkeys(papers) | there


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
