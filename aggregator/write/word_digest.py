"""Whether a Word file on disk is still as the program wrote it: it carries the digest of its own page.

Word and LibreOffice write the page anew whenever they save, so that an edited file no longer matches.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from xml.etree import ElementTree

_PAGE, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def digest_of(page: bytes) -> str:
    """What the property ``identifier`` of our files holds: the SHA-256 of ``word/document.xml``."""
    return f"sha256:{hashlib.sha256(page).hexdigest()}"


def untouched(data: bytes) -> bool:
    """Whether the file is one of ours that nobody has saved since; whatever cannot be read is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            page, properties = package.read(_PAGE), package.read(_PROPERTIES)
        told = ElementTree.fromstring(properties).findtext(_IDENTIFIER)  # noqa: S314 -- a file beside our inbox
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, ValueError, RuntimeError):
        return False  # RuntimeError: a locked package
    return told == digest_of(page)
