"""What a hostile tester once broke, and what the trials found since; other tests of the same lie by the code.

``README.md`` beside this file names all of them, defect by defect.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import sys
import tempfile
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from aggregator.book.sheets import open_book
from aggregator.nouns.document import Unreadable
from aggregator.nouns.file import BESIDE_OUTPUTS
from aggregator.nouns.finding import CannotWork
from aggregator.read import limits, worker
from aggregator.read.builder import SheetBuilder
from aggregator.read.dispatch import read_again
from aggregator.read.pool import Guard
from aggregator.run import deliver, deliver_briefing, open_desk
from tests.book.books import fresh
from tests.read.test_xlsx import edited
from tests.sheets import CAMPAIGN, Given, of_levels, run_over, statuses, submission, unit, workbook
from tests.trust import bombs
from tests.trust.trial import BOOK, INBOX, ROOT

LIST = of_levels(1, 4, top="Đơn vị: Xã An Dương", prefix="Trồng hoa")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows neither forks nor has such modes")

# --- 1: halves of characters -------------------------------------------------------------------------------------


def half_in_a_cell() -> bytes:
    return edited(
        workbook(LIST), "xl/sharedStrings.xml", lambda xml: xml.replace("Trồng hoa 1", "Trồng _xD83D_ hoa 1")
    )


def half_in_a_symbol() -> bytes:
    """A Word file whose symbol has the code of half a character."""
    cells = [["STT", "Tên mô hình", "Cấp đăng ký"], ["1", "Trồng hoa", "Cấp huyện"]]
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r>{SYMBOL}</w:p></w:tc>' for text in line)}</w:tr>"
        for line in cells
    )
    return bombs.word(
        f'<?xml version="1.0"?><w:document xmlns:w="{bombs.WORD}"><w:body><w:p><w:r><w:t>Đơn vị: Xã Cao Xá</w:t>'
        f"</w:r></w:p><w:tbl>{table}</w:tbl></w:body></w:document>"
    )


SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="D83D"/></w:r>'


def test_half_a_character_stops_neither_the_run_nor_any_paper(tmp_path: Path) -> None:
    rtf = rb"{\rtf1\ansi Xa Cao Xa\par\trowd\cellx900\cellx1900 a\u-10179?\cell b\cell\row}"
    files: dict[str, Given] = {
        "M3.xlsx": half_in_a_cell(),
        "M3.docx": half_in_a_symbol(),
        "M3.rtf": rtf,
        bombs.GOOD: LIST,
    }
    outcome = run_over(tmp_path / INBOX, files)
    deliver(outcome, tmp_path / "tong_hop.xlsx", tmp_path / "ket_qua.json")
    deliver_briefing(outcome, tmp_path / "bao_cao.docx")
    assert len(statuses(outcome)) == len(files)
    assert b"\\ud83d" not in (tmp_path / "ket_qua.json").read_bytes().lower()


# --- 2: what asks for more than the machine has ------------------------------------------------------------------


def test_eight_archives_that_would_fill_the_memory_together_cost_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aggregator.read.limits.MAX_TOTAL", 3_000_000)
    files = {f"{n}.zip": bombs.zipped({f"{m}.xlsx": bytes(2_000_000 - n) for m in range(2)}) for n in range(8)}
    outcome = run_over(tmp_path, {**files, bombs.GOOD: LIST})
    assert {statuses(outcome)[name] for name in files} == {"unreadable"}
    assert limits.OVER_BUDGET in str(submission(outcome, "0.zip").reason)
    assert unit(outcome, "an-duong").quota == "met"


def test_a_text_that_nobody_could_read_is_refused_before_it_is_looked_into() -> None:
    sheet = SheetBuilder()
    sheet.put(1, 1, "x" * limits.MAX_TEXT)
    with pytest.raises(Unreadable, match="quá lớn"):
        sheet.put(1, 2, "x" * (limits.MAX_TEXT + 1))
    with pytest.raises(Unreadable, match="quá lớn"):
        SheetBuilder().rows([["x" * 40_000] * 40])


def test_many_texts_are_refused_by_their_sum() -> None:
    sheet, text, most = SheetBuilder(), "x" * limits.MAX_TEXT, limits.MAX_TEXTS // limits.MAX_TEXT
    for row in range(most):
        sheet.put(row + 1, 1, text)
    with pytest.raises(Unreadable, match="quá lớn"):
        sheet.put(most + 1, 1, "x")


@pytest.mark.parametrize("ending", bombs.XML_KINDS)
def test_no_entity_is_opened_in_any_format_that_is_xml(tmp_path: Path, ending: str) -> None:
    """Neither what an entity says nor a file of this machine that it names gets into a document."""
    secret = tmp_path / "secret.txt"
    secret.write_text("bimat", encoding="utf-8")
    for entity in ('"laughs"', f'SYSTEM "{secret.as_uri()}"'):
        data = bombs.in_xml(ending, before=f"<!DOCTYPE d [<!ENTITY i {entity}>]>", text="&i;")
        outcome = run_over(tmp_path / f"{ending} {len(entity)}", {f"M3.{ending.rpartition('.')[2]}": data})
        (only,) = outcome.submissions
        assert only.status in ("unreadable", "not_a_form", "empty"), only
        assert not {"bimat", "laughs"} & set(str(outcome).split())


# --- 4, 8: names that had to be shown otherwise ------------------------------------------------------------------


@posix
@pytest.mark.parametrize("name", [b"M3 \xe9.xlsx", "M3 \u202excod.xlsx".encode()])
def test_a_file_with_an_odd_name_is_found_again_when_its_copy_is_made(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    try:
        path.write_bytes(workbook(LIST))
    except OSError:
        pytest.skip("this system wants UTF-8")
    (file,) = statuses(run_over(tmp_path, {}))
    assert file != path.name
    assert isinstance(read_again(tmp_path, file, lambda data: data), bytes)


# --- 5, 6: what the disk refuses is told as it is ----------------------------------------------------------------


def test_a_book_that_may_not_be_read_is_not_told_as_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "closed")

    book = fresh(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", closed)
    with pytest.raises(CannotWork, match="không có quyền") as refusal:
        open_book(book)
    assert "hỏng" not in str(refusal.value)


def test_what_a_run_left_when_it_had_written_the_book_is_swept_though_there_is_nothing_to_write(
    tmp_path: Path,
) -> None:
    book, outcome = fresh(tmp_path), run_over(tmp_path / INBOX, {bombs.GOOD: LIST})
    open_desk(book, CAMPAIGN).keep(outcome)
    (tmp_path / f"{BESIDE_OUTPUTS}dead").mkdir()
    open_desk(book, CAMPAIGN).keep(outcome)
    assert {path.name for path in tmp_path.iterdir()} == {BOOK, INBOX}


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="this system has no server of workers")
def test_workers_that_the_system_does_not_let_start_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", refuse)
    with pytest.raises(CannotWork, match="ổ đĩa bị lỗi"):
        Guard(1, context="forkserver")


def test_a_temporary_folder_too_deep_for_a_socket_has_workers_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = worker.default_method()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    deep = tmp_path / ("sâu" * 20) / ("sâu" * 20)
    deep.mkdir(parents=True)
    for folder, method in ((tmp_path.parents[-2], usual), (deep, "spawn")):
        monkeypatch.setitem(multiprocessing.current_process()._config, "tempdir", str(folder))  # type: ignore[attr-defined]  # no public way
        assert worker.default_method() == method


def test_every_test_that_the_page_names_is_there() -> None:
    page = (ROOT / "tests" / "trust" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", page)
    assert len(named) > 30
    for file, test in named:
        assert f"def {test}" in (ROOT / file).read_text(encoding="utf-8"), (file, test)
    assert re.findall(r"^\| (\d)\.", page, re.MULTILINE) == [str(n) for n in range(1, 10)]
