"""The book is written whole or not at all, and the run goes on where it cannot be."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import asdict, replace

from aggregator.book.news import pending_path
from aggregator.book.update import Busy, hold_book, keep_book, lock_path, this_process
from aggregator.nouns.file import write_atomically
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Outcome
from tests.book.books import CHOICES, NAMES, RECEIPTS, edit, file, fresh, model, outcome, read, table
from tests.sheets import at, only, shown

SEEN = outcome([file("M3.xlsx")])
LATER = outcome([file("M3.xlsx", received_at=at("04/03/2024 08:00"))], as_of=at("05/03/2024 08:00"))


def kept(path: Path, seen: Outcome = SEEN) -> list[Finding]:
    return keep_book(path, read(path), seen, NAMES.find)


def test_what_a_run_saw_is_written(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert kept(path) == []
    assert [row.file for row in read(path).receipts.rows] == ["M3.xlsx"]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_second_run_does_not_even_touch_the_file(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    kept(path)
    before = path.stat()
    kept(path)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def refuse(path: Path, data: bytes) -> None:
    raise PermissionError


@pytest.mark.parametrize("how", ["lock", "refused"])
def test_an_open_book_is_said_and_nothing_is_lost_at_the_next_run(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fresh(tmp_path)
    before, lock = path.read_bytes(), tmp_path / "~$so_theo_doi.xlsx"
    with monkeypatch.context() as patch:
        if how == "lock":
            lock.write_bytes(b"")
        else:
            _refuse_the_book(patch, path)
        assert "mở" in only(kept(path), "book-not-updated").message
    assert path.read_bytes() == before
    lock.unlink(missing_ok=True)
    assert kept(path, LATER) == []
    (row,) = read(path).receipts.rows
    assert (row.first_seen, row.found_at) == (SEEN.as_of, at("26/02/2024 09:00"))
    assert not pending_path(path).exists()


def _refuse_the_book(patch: pytest.MonkeyPatch, path: Path) -> None:
    def write(target: Path, data: bytes) -> None:
        (refuse if target == path else write_atomically)(target, data)

    patch.setattr("aggregator.book.update.write_atomically", write)


def test_a_book_that_lost_its_head_while_the_run_went_on_stops_nothing(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = read(path)
    saved = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    saved["Tiếp nhận"]["A3"] = "Tên khác"
    saved.save(path)
    before = path.read_bytes()
    assert "không thấy dòng tiêu đề" in only(keep_book(path, book, SEEN, NAMES.find), "book-not-updated").message
    assert path.read_bytes() == before
    assert pending_path(path).exists()


def test_news_that_cannot_be_kept_or_forgotten_stop_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fresh(tmp_path)
    monkeypatch.setattr("aggregator.book.update.write_atomically", refuse)
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: refuse(self, b""))
    message = only(kept(path), "book-not-updated").message
    assert "không mất gì" not in message
    assert "cũng không lưu tạm được" in message
    assert keep_book(path, read(path), outcome([]), NAMES.find) == []


def test_a_book_that_would_not_be_whole_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fresh(tmp_path)
    kept(path)
    before = path.read_bytes()
    monkeypatch.setattr(
        "aggregator.book.splice.Splice.with_rows",
        lambda self, rows: self.sheet.data.replace(b"file_time", b"").replace(b"M3.xlsx", b"M4.xlsx"),
    )
    later = outcome([file("M3.xlsx"), file("M4.xlsx")])
    assert "tự kiểm tra" in only(kept(path, later), "book-not-updated").message
    assert path.read_bytes() == before


def test_a_name_that_is_no_unicode_waits_and_is_written(tmp_path: Path) -> None:
    path, lock = fresh(tmp_path), tmp_path / "~$so_theo_doi.xlsx"
    lock.write_bytes(b"")
    odd = outcome([file("M3 \udcff.xlsx", content="một")])
    kept(path, odd)
    lock.unlink()
    assert kept(path, odd) == []
    assert [row.file for row in read(path).receipts.rows] == ["M3 .xlsx"]
    before = path.read_bytes()
    assert kept(path, odd) == []
    assert path.read_bytes() == before


def test_a_kill_while_writing_leaves_the_old_book_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fresh(tmp_path)
    before = path.read_bytes()

    def killed(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        kept(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_book_that_was_saved_while_the_run_went_on_keeps_what_was_saved(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = read(path)
    saved = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    saved["Tiếp nhận"]["B4"], saved["Tiếp nhận"]["C4"] = "Xã Lam Cốt", "26/02/2024 10:00"
    saved.save(path)
    assert keep_book(path, book, SEEN, NAMES.find) == []
    assert [row.file for row in read(path).receipts.rows] == [None, "M3.xlsx"]
    assert [paper.unit for paper in read(path).receipts.papers] == ["lam-cot"]


def test_two_runs_that_read_the_same_book_write_each_file_once(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    first, second = read(path), read(path)
    both = outcome([file("M3.xlsx"), file("M4.xlsx")], [model("Đường hoa")])
    assert keep_book(path, first, both, NAMES.find) == []
    assert keep_book(path, second, both, NAMES.find) == []
    assert [row.file for row in read(path).receipts.rows] == ["M3.xlsx", "M4.xlsx"]
    assert [choice.name for choice in read(path).choices] == ["Đường hoa"]
    assert not lock_path(path).exists()


def test_while_another_run_writes_the_news_wait_and_the_holder_is_named(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    other = replace(this_process(), person="chị Hoa", computer="MAY-02")
    lock_path(path).write_text(json.dumps(asdict(other)), encoding="utf-8")
    with (
        pytest.raises(Busy, match=r"một lần chạy khác của chị Hoa \(máy MAY-02\) từ "),
        hold_book(path, patience=0),
    ):
        pass
    assert lock_path(path).exists()


@pytest.mark.parametrize("stale", ["its process is gone", "it is old", "it is damaged and old"])
def test_a_lock_that_a_killed_run_left_is_taken_over(tmp_path: Path, stale: str) -> None:
    path = fresh(tmp_path)
    holder = this_process()
    if stale == "its process is gone":
        holder = replace(holder, process=2**22 + 1)  # no system gives such a number
    lock_path(path).write_text("{" if "damaged" in stale else json.dumps(asdict(holder)), encoding="utf-8")
    if "old" in stale:
        long_ago = time.time() - 1000
        os.utime(lock_path(path), (long_ago, long_ago))
    assert kept(path) == []
    assert not lock_path(path).exists()


def doubled(path: Path) -> None:
    """A book as two runs at once left it: every row of the program twice, some touched by people."""
    book = edit(path)
    for title in (RECEIPTS, CHOICES):
        rows = [[cell.value for cell in row] for row in book[title].iter_rows(min_row=4, max_row=6)]
        for n, row in enumerate(rows, start=7):
            for column, value in enumerate(row, start=1):
                book[title].cell(n, column).value = value
    book[RECEIPTS]["B4"], book[RECEIPTS]["K8"] = "Xã Lam Cốt", "đã gọi điện"
    book[CHOICES]["G7"], book[CHOICES]["M6"] = "Giới thiệu cấp tỉnh", "cột riêng"
    book.save(path)


def test_a_book_that_was_doubled_is_mended_and_no_persons_cell_is_lost(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    seen = outcome([file(f"M{n}.xlsx") for n in (1, 3, 4)], [model(f"Mô hình {n}") for n in (1, 2, 3)])
    kept(path, seen)
    doubled(path)
    assert kept(path, seen) == []
    assert [(row[0], row[1], row[10]) for row in table(path, RECEIPTS)] == [
        ("M1.xlsx", "Xã Lam Cốt", None),
        ("M4.xlsx", None, None),
        ("M3.xlsx", None, "đã gọi điện"),
    ]
    decided = [(row[1], row[6], row[12] if len(row) > 12 else None) for row in table(path, CHOICES)]
    assert sorted(decided, key=str) == [
        ("Mô hình 1", "Giới thiệu cấp tỉnh", None),
        ("Mô hình 2", "Chưa xét", None),
        ("Mô hình 3", "Chưa xét", "cột riêng"),
    ]
    assert shown(read(path).findings) == []
    before = path.read_bytes()
    assert kept(path, seen) == []
    assert path.read_bytes() == before


def test_rows_that_name_no_model_are_no_doubles_and_keep_what_a_person_wrote(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book[CHOICES]["G6"], book[CHOICES]["J7"] = "ghi chú riêng", "xem lại"
    book.save(path)
    assert kept(path, outcome([file("M3.xlsx")], [model("Đường hoa")])) == []
    sheet = edit(path)[CHOICES]
    assert (sheet["G6"].value, sheet["J7"].value) == ("ghi chú riêng", "xem lại")
