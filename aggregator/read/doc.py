"""Word files of 1997 to 2003 (.doc): LibreOffice, where there is one, turns them into .docx."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.read.docx import read_docx
from aggregator.read.office import converted, find_office

if TYPE_CHECKING:
    from aggregator.model import Document

NO_OFFICE = "tệp Word đời cũ (.doc), máy này chưa có LibreOffice để mở; đề nghị lưu lại dạng .docx"
NOT_CONVERTED = (
    "tệp Word đời cũ (.doc), LibreOffice không mở được (bị hỏng, có mật khẩu hoặc quá lâu); "
    "đề nghị lưu lại dạng .docx"
)


def read_doc(data: bytes) -> Document:
    """The document as ``read_docx`` lays it out, of kind ``doc``. Raises Unreadable."""
    program = find_office()
    if program is None:
        raise Unreadable(NO_OFFICE)
    result = converted(program, data, ".doc", "docx")
    if result is None:
        raise Unreadable(NOT_CONVERTED)
    return replace(read_docx(result), kind="doc")
