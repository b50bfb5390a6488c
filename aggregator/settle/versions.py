"""Versions of one unit's list: what supersedes what, and which files give its content (design §4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from aggregator.findings import Finding, finding
from aggregator.received import Handled
from aggregator.viet.fold import key

if TYPE_CHECKING:
    import pandas as pd

EntryKey = tuple[str, str]  # folded name, folded address


@dataclass(frozen=True)
class Version:
    """A complete list of a unit: its file and the (key, name as typed) of its entries."""

    item: Handled
    entries: tuple[tuple[EntryKey, str], ...]

    @property
    def line(self) -> str:
        """Whose hand: the commune itself (empty), or one of its bodies. Only the same hand supersedes."""
        return key(self.item.body or "")

    def has(self, wanted: EntryKey) -> bool:
        """Whether an entry stands in this version: same name, and same address where both give one."""
        name, address = wanted
        known = self._addresses.get(name)
        return known is not None and (not address or "" in known or address in known)

    @cached_property
    def _addresses(self) -> dict[str, set[str]]:
        """By name, the addresses of the entries; an empty one fits all."""
        found: dict[str, set[str]] = {}
        for (name, address), _ in self.entries:
            found.setdefault(name, set()).add(address)
        return found

    def shares_with(self, other: Version) -> bool:
        """Whether at least one entry stands in both."""
        mine, theirs = self._addresses, other._addresses
        shared = ((mine[name], theirs[name]) for name in mine.keys() & theirs.keys())
        return any("" in a or "" in b or a & b for a, b in shared)


@dataclass
class Settled:
    """What one unit's lists come to: the counting versions, the superseded files with their reason."""

    counting: list[Version] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def settle_versions(versions: Sequence[Version], unit_name: str) -> Settled:
    """Go through a unit's complete lists in the order of receipt; of one moment, as their names say."""
    settled = Settled()
    for version in sorted(versions, key=lambda v: (v.item.at, _told_order(v.item.file), v.item.file)):
        _add(settled, version, unit_name)
    return settled


def _told_order(file: str) -> int:
    """What a file's name says of its place among others: “lần 2”, “(2)”, “bản sửa”; 0 where it says nothing."""
    name = re.split(r"[/!]", file)[-1]
    numbers = [int(n) for found in _NUMBERED.findall(f"{key(name)} {name}") for n in found if n]
    return max([*numbers, int(bool(_LATER.search(key(name))))])


_NUMBERED = re.compile(r"\blan (\d{1,2})\b|\((\d{1,2})\)")
_LATER = re.compile(r"\b(?:sua|chinh sua|bo sung|thay the|moi nhat|chinh thuc)\b")


def _add(settled: Settled, version: Version, unit_name: str) -> None:
    item = version.item
    earlier = [v for v in settled.counting if v.line == version.line]
    shared = [v for v in earlier if v.shares_with(version)]
    whole = [v for v in earlier if not v.item.contested and not v.item.says_part]
    if item.contested:  # it supersedes nothing
        settled.counting.append(version)
    elif item.says_part and not shared:
        settled.findings += [_further_part(version, unit_name)] if settled.counting else []
        settled.counting.append(version)
    elif item.says_part:
        _supersede(settled, shared, version, unit_name)
    elif not shared and not whole:
        settled.counting.append(version)
    else:
        certain = shared or item.received.book_part
        settled.findings += [] if certain else [_replaced(version, whole[-1], unit_name)]
        # a further part that the new list does not repeat still counts beside it
        _supersede(settled, [v for v in earlier if v in shared or v in whole], version, unit_name)


def _replaced(version: Version, other: Version, unit_name: str) -> Finding:
    item = version.item
    return finding(
        "replaced-without-overlap", unit=item.unit, file=item.file, unit_name=unit_name, other=other.item.file
    )


def _further_part(version: Version, unit_name: str) -> Finding:
    return finding("further-part", unit=version.item.unit, file=version.item.file, unit_name=unit_name)


def _supersede(settled: Settled, old: Sequence[Version], new: Version, unit_name: str) -> None:
    gone = {id(v) for v in old}
    settled.counting = [v for v in settled.counting if id(v) not in gone] + [new]
    for version in old:
        settled.superseded[version.item.file] = f"có bản sau: {new.item.file}"
        for entry, name in version.entries:
            if not any(v.has(entry) for v in settled.counting):
                settled.findings.append(_withdrawn(version, name, new, unit_name))


def _withdrawn(version: Version, name: str, new: Version, unit_name: str) -> Finding:
    return finding(
        "entry-withdrawn",
        unit=new.item.unit,
        file=new.item.file,
        unit_name=unit_name,
        name=name,
        old_file=version.item.file,
    )


def keys_by_file(entries: pd.DataFrame) -> dict[str, list[tuple[EntryKey, str]]]:
    """By file, each entry's key and its name as typed, from the columns file, name and address."""
    found: dict[str, list[tuple[EntryKey, str]]] = {}
    for file, name, address in zip(entries["file"], entries["name"], entries["address"], strict=True):
        found.setdefault(file, []).append(((key(name or ""), key(address or "")), name or ""))
    return found
