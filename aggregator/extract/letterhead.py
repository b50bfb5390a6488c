"""Who registers, from what stands above the items of M1: the unit's line and the sentence of the resolution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.cells import is_placeholder
from aggregator.extract.guidance import tidy
from aggregator.lines import Line
from aggregator.viet.fold import key

_RESOLVED = re.compile(r"\s+(?:đã\s+)?(?:tổ\s+chức\s+)?(?:họp|thống\s+nhất)\b", re.IGNORECASE)
_FROM = re.compile(r"[;:]\s*")
_OFFICIAL = re.compile(
    r"dang cong san|cong hoa xa hoi|doc lap tu do|^mau\b|^so\b|^bieu\b|\bngay\b|^phu luc|^tinh uy"
    r"|^dang bo tinh|^ten (?:co quan|don vi|to chuc)|^huyen uy\b|^kinh gui"
    r"|^(?:m ?[12]|tap the|ca nhan)$|\bdang k[yi]\b|^danh cho\b"
)
_SENTENCE = 12  # words; a longer line is no letterhead
_LONGEST_NAME = 20  # words


def resolved_by(top: Sequence[Line]) -> str | None:
    """The collective of “…; Chi hội Phụ nữ thôn Trại đã tổ chức họp và thống nhất đăng ký …”, or None."""
    text = " ".join(line.text for line in top)
    found = _RESOLVED.search(text)
    if found is None:
        return None
    name = tidy(_FROM.split(text[: found.start()])[-1])
    usable = key(name) and len(name.split()) <= _LONGEST_NAME and "huong dan" not in key(name)
    return name if usable else None


def head_lines(top: Sequence[Line], is_title: Sequence[bool]) -> Iterator[str]:
    """The lines of the letterhead that name a body, above the title, superiors of the whole district left out."""
    for line, title in zip(top, is_title, strict=True):
        words = key(line.text)
        if title and not words.startswith("mau"):
            return
        short = 0 < len(words.split()) < _SENTENCE
        if short and not is_placeholder(line.text) and not _OFFICIAL.search(words):
            yield " ".join(line.text.split())
