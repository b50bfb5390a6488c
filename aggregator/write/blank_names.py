"""What a unit's name gives: a file name anyone can type, and the place named in a commune's date line."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.campaign.model import Campaign, Unit

_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D"})
_NOT_WORD = re.compile(r"[^0-9A-Za-z]+")


def file_stem(name: str) -> str:
    """A name without marks and blanks: ``Xã Cao Xá`` gives ``Xa_Cao_Xa``.

    It keeps its capital: LibreOffice takes ``_x`` in a cell for the beginning of an escaped character.
    """
    parts = unicodedata.normalize("NFD", name.translate(_D_WITH_STROKE))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return _NOT_WORD.sub("_", bare).strip("_")


def commune_place(campaign: Campaign, unit: Unit) -> str | None:
    """The commune's bare name (``Xã Cao Xá`` gives ``Cao Xá``), or None for an agency."""
    for kind in campaign.commune_names.kinds:
        if unit.name.startswith(f"{kind} "):
            return unit.name.removeprefix(f"{kind} ")
    return None
