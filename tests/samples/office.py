"""Files that only other programs make, with bytes that differ each time: made once and committed."""

from __future__ import annotations

import io
from importlib import import_module

from tests.soffice import saved_as


def old_excel(data: bytes) -> bytes:
    """The workbook as .xls of Excel 97-2003, by LibreOffice."""
    return saved_as(data, "xlsx", "xls")


def old_word(data: bytes) -> bytes:
    """The Word file as .doc of Word 97-2003, by way of .odt: straight from .docx LibreOffice may lose the table."""
    return saved_as(saved_as(data, "docx", "odt"), "odt", "doc")


def locked(data: bytes, password: str = "bi-mat") -> bytes:  # noqa: S107  (an invented one)
    """The workbook encrypted with a password, as Excel does it."""
    closed = io.BytesIO()
    import_module("msoffcrypto.format.ooxml").OOXMLFile(io.BytesIO(data)).encrypt(password, closed)
    return closed.getvalue()
