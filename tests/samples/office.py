"""Files that only other programs make, with bytes that differ each time: made once and committed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path


def old_excel(data: bytes) -> bytes:
    """The workbook as .xls of Excel 97-2003, by LibreOffice."""
    return by_office(data, "xlsx", "xls")


def old_word(data: bytes) -> bytes:
    """The Word file as .doc of Word 97-2003, by way of .odt: straight from .docx LibreOffice may lose the table."""
    return by_office(by_office(data, "docx", "odt"), "odt", "doc")


def locked(data: bytes, password: str = "bi-mat") -> bytes:  # noqa: S107  (an invented one)
    """The workbook encrypted with a password, as Excel does it."""
    closed = io.BytesIO()
    import_module("msoffcrypto.format.ooxml").OOXMLFile(io.BytesIO(data)).encrypt(password, closed)
    return closed.getvalue()


def by_office(data: bytes, old: str, new: str) -> bytes:
    """The document converted by LibreOffice, from one suffix to another."""
    office = shutil.which("soffice")
    if office is None:
        message = "LibreOffice is not installed: soffice is not on the PATH"
        raise FileNotFoundError(message)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"a.{old}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", new, "--outdir", name, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix(f".{new}").read_bytes()
