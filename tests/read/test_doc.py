"""Old Word files are read through LibreOffice, where there is one."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import docx
import pytest

from aggregator.nouns.document import Document, Unreadable
from aggregator.read import docx as office
from aggregator.read.docx import read_doc
from aggregator.read.pool import Guard
from tests.trust.offline import sitecustomize as offline

if TYPE_CHECKING:
    from pathlib import Path


needs_office = pytest.mark.skipif(
    office.find_office() is None and os.environ.get("CI_NO_SKIP") != "1",
    reason="LibreOffice is not installed",
)


@pytest.fixture(scope="module")
def old_word_file() -> bytes:
    return converted(converted(word_file(), ".docx", "odt"), ".odt", "doc")  # by way of .odt a paragraph ends it


def word_file() -> bytes:
    """A new Word file that ends with its table."""
    word = docx.Document()
    word.add_paragraph("UBND XÃ CAO XÁ")
    table = word.add_table(2, 3)
    for cell, text in zip(table.rows[1].cells, ("1", "Thôn Trung", "Đường hoa"), strict=True):
        cell.text = text
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def converted(data: bytes, suffix: str, to: str) -> bytes:
    made = office.convert(office.find_office() or "soffice", data, suffix, to)
    assert made is not None
    return made


def texts(document: Document) -> list[tuple[object, ...]]:
    return [row.cells for row in document.sheets[0].rows]


EXPECTED = [("UBND XÃ CAO XÁ",), ("1", "Thôn Trung", "Đường hoa")]


@needs_office
def test_an_old_word_file_is_read_like_a_new_one(old_word_file: bytes) -> None:
    document = read_doc(old_word_file)
    assert (document.kind, texts(document)) == ("doc", EXPECTED)


@needs_office
def test_a_table_that_ends_the_file_is_not_lost() -> None:
    assert texts(read_doc(converted(word_file(), ".docx", "doc"))) == EXPECTED


@needs_office
def test_where_no_paragraph_can_be_put_behind_that_table_the_file_is_unreadable() -> None:
    data = converted(word_file(), ".docx", "doc")
    with pytest.raises(Unreadable, match="LibreOffice không mở được"):
        read_doc(data.replace("Đường hoa\a\a".encode("utf-16-le") + bytes(2), "Đường hoa\a\ax".encode("utf-16-le")))


@needs_office
def test_it_is_read_in_a_guarded_worker_too_whose_memory_is_limited(old_word_file: bytes) -> None:
    with Guard(1, memory=512 * 1024**2) as guard:
        (document,) = guard.map(read_doc, [old_word_file])
    assert isinstance(document, Document)
    assert texts(document) == EXPECTED


PICTURE = """<?xml version="1.0"?><office:document
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>
 <draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">
 <draw:image xlink:href="http://127.0.0.1:{port}/x.png"/></draw:frame>
</text:p></office:text></office:body></office:document>"""


@needs_office
def test_a_document_that_asks_for_a_picture_from_elsewhere_gets_none() -> None:
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with offline.listening(), ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        converted(PICTURE.format(port=server.server_port).encode(), ".fodt", "docx")
        server.shutdown()
    assert asked == []


def test_without_libreoffice_the_clerk_is_told_what_to_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(Unreadable, match=r"chưa có LibreOffice để mở; đề nghị lưu lại dạng \.docx"):
        read_doc(b"")


def test_an_office_that_makes_nothing_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: sys.executable)
    with pytest.raises(Unreadable, match="LibreOffice không mở được"):
        read_doc(b"")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_an_office_that_hangs_is_stopped_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heartbeat = tmp_path / "heartbeat"
    hanging = tmp_path / "soffice"
    hanging.write_text(f"#!/bin/sh\n(while true; do date +%N > '{heartbeat}'; sleep 0.05; done) &\nwait\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(office, "TIMEOUT", 1.0)
    assert office.convert(str(hanging), b"", ".doc", "docx") is None
    last = heartbeat.read_bytes()
    time.sleep(0.5)
    assert heartbeat.read_bytes() == last
