"""Count the samples again without the program, and say where RESULT.json differs."""

from __future__ import annotations

import datetime as dt
import email
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl

from tests.recount_cells import Rows, sheets_of
from tests.recount_forms import form_differences, with_forms
from tests.recount_ledger import LEDGER, UNKNOWN, Place, Source

ZONE = dt.timezone(dt.timedelta(hours=7))
DEADLINE = dt.datetime(2024, 2, 27, 23, 59, 59, tzinfo=ZONE)
# each word also as the old fonts TCVN3 and VNI have it
LEVELS = {
    "province": ("tỉnh", "tønh", "tænh"),
    "district": ("huyện", "huyön", "huyeän"),
    "base": ("cơ sở", "xã", "c¬ së", "cô sôû"),
}
HEADINGS = {"A. CẤP TỈNH": "province", "B. CẤP HUYỆN": "district", "C. CƠ SỞ": "base"}
BY_EYE = {"p": "province", "d": "district", "b": "base"}
COMMUNES = {
    "cao-thuong", "nha-nam", "an-duong", "cao-xa", "dai-hoa", "hop-duc", "lam-cot", "lan-gioi", "lien-chung",
    "lien-son", "ngoc-chau", "ngoc-ly", "ngoc-thien", "ngoc-van", "phuc-hoa", "phuc-son", "quang-tien", "que-nham",
    "song-van", "tan-trung", "viet-lap", "viet-ngoc",
}  # fmt: skip


@dataclass(frozen=True)
class Recounted:
    """A model as found in the cells: its file, name and level (None: not said)."""

    file: str
    name: str
    level: str | None


def entries_of(inbox: Path, source: Source) -> list[Recounted]:
    """The models of one file: the rows with a running number and a name."""
    if source.kind == "eye":
        return [Recounted(source.file, "", BY_EYE[letter]) for letter in source.seen]
    if source.place is None:
        return []
    place = source.place
    return [found for rows in sheets_of(inbox, source.file) for found in _entries(source.file, rows, place)]


def _entries(file: str, rows: Rows, place: Place) -> Iterator[Recounted]:
    heading: str | None = None
    above = ""
    for row in rows:
        stt, name = _cell(row, place.stt), _cell(row, place.name)
        heading = HEADINGS.get(stt, heading)
        if not (stt.isdigit() and name):
            continue
        said = _cell(row, place.level) if place.level else ""
        above = said or (above if place.rule == "merged" else "")
        if place.rule == "heading":
            yield Recounted(file, name, heading)
        elif place.rule == "brackets":
            yield Recounted(file, name, _level(name.rpartition("(")[2]) if name.endswith(")") else None)
        else:
            yield Recounted(file, name, _level(above))


def _cell(row: list[str], letter: str) -> str:
    index = ord(letter) - ord("A")
    text = row[index] if index < len(row) else ""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()


def _level(words: str) -> str | None:
    return next((code for code, ends in LEVELS.items() if words.lower().strip(")").endswith(ends)), None)


def received(inbox: Path, book: Path) -> dict[str, dt.datetime]:
    """When each file of the ledger came: as the book says, else as the mail's top Received says."""
    sheet: Any = openpyxl.load_workbook(book)["Tiếp nhận"]
    times = {}
    for file, unit, time in sheet.iter_rows(min_row=4, max_col=3, values_only=True):
        if not time:  # a member of a mail or an archive has its container's time
            continue
        pattern = "%d/%m/%Y %H:%M:%S" if time.count(":") == 2 else "%d/%m/%Y %H:%M"
        times[file or unit] = dt.datetime.strptime(time, pattern).replace(tzinfo=ZONE)
    for path in inbox.glob("*.eml"):
        header = email.message_from_bytes(path.read_bytes())["Received"]
        times[path.name] = parsedate_to_datetime(header.rpartition(";")[2])
    return times


def quota(unit: str, levels: Counter[str | None]) -> str:
    """The verdict of the letter's limits over every way in which models of unknown level could stand (R2, R3)."""
    unknown = levels[None] if unit in COMMUNES else 0
    ways = [
        _keeps(unit, levels["province"] + up, levels["district"] + over)
        for up in range(unknown + 1)
        for over in range(unknown - up + 1)
    ]
    return "met" if all(ways) else "undetermined" if any(ways) else "violated"


def _keeps(unit: str, province: int, district: int) -> bool:
    return 1 <= province <= 2 and 4 <= district <= 5 if unit in COMMUNES else province <= 2 and district <= 5


def recount(inbox: Path, book: Path) -> dict[str, dict[str, Any]]:
    """Receipt, time, verdict, counts and names of every unit in the ledger."""
    times = received(inbox, book)
    strays = [entry.level for source in UNKNOWN for entry in entries_of(inbox, source)]
    return {unit: _unit(inbox, unit, sources, times, strays) for unit, sources in LEDGER.items()}


def _unit(
    inbox: Path, unit: str, sources: list[Source], times: Mapping[str, dt.datetime], strays: list[str | None]
) -> dict[str, Any]:
    found = [entry for source in sources if source.counts for entry in entries_of(inbox, source)]
    ways = [Counter(way) for way in with_forms(unit, {n: (e.name, e.level) for n, e in enumerate(found)})]
    levels = ways[0]
    if unit not in COMMUNES:
        levels["base"] += levels.pop(None, 0)
    kinds = {source.kind for source in sources}
    first = min(times[source.file.partition("!")[0]] for source in sources)
    assessed = kinds & {"list", "eye", "nil"}
    doubtful = any(source.doubtful for source in sources)
    return {
        "receipt": _receipt(kinds, first),
        "received_at": None if kinds == {"empty"} else first,
        "quota": _verdict(unit, ways, strays, doubtful=doubtful) if assessed else "not_assessed",
        "counts": {
            "province": levels["province"], "district": levels["district"], "base": levels["base"],
            "unknown": levels[None],
        },
        "names": Counter(entry.name for entry in found),
    }  # fmt: skip


def _verdict(unit: str, ways: list[Counter[str | None]], strays: list[str | None], *, doubtful: bool) -> str:
    return "undetermined" if doubtful else _spared(unit, ways, strays)


def _spared(unit: str, ways: list[Counter[str | None]], strays: list[str | None]) -> str:
    """The verdict; what a list of nobody knows whom could mend, were some of it the unit's, is not concluded."""
    some = [part for size in range(len(strays) + 1) for part in combinations(strays, size)]
    verdict = _certain({quota(unit, way) for way in ways})
    mended = any(quota(unit, way + Counter(part)) == "met" for way in ways for part in some)
    return "undetermined" if verdict == "violated" and mended else verdict


def _certain(verdicts: set[str]) -> str:
    """A verdict that every way of reading the papers comes to."""
    return verdicts.pop() if len(verdicts) == 1 else "undetermined"


def _receipt(kinds: set[str], first: dt.datetime) -> str:
    for alone, receipt in (("scan", "unreadable"), ("nil", "nil"), ("forms", "forms_only"), ("empty", "empty")):
        if kinds == {alone}:
            return receipt
    return "on_time" if first <= DEADLINE else "late"


def differences(result: Mapping[str, Any], inbox: Path, book: Path) -> list[str]:
    """Where RESULT.json and the recount disagree, a line each; none where they agree."""
    counted = recount(inbox, book)
    missing: dict[str, Any] = {
        "receipt": "missing",
        "received_at": None,
        "quota": "not_assessed",
        "names": Counter(),
    }
    nothing = {"counts": dict.fromkeys(("province", "district", "base", "unknown"), 0)}
    lines = []
    for unit in result["units"]:
        code = unit["code"]
        expected = counted.get(code, missing | nothing)
        given = _given(unit, result["entries"])
        if not given["names"].keys() & expected["names"].keys():  # an old font, or read by eye
            given["names"] = expected["names"] = Counter({"": given["names"].total()})
        lines += [
            f"{code}: {key} {given[key]!r} instead of {wanted!r}"
            for key, wanted in expected.items()
            if given[key] != wanted
        ]
    return lines + form_differences(result) + _of_no_unit(result, inbox)


def _given(unit: Mapping[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    at = unit["received_at"]
    names = Counter(" ".join(e["name"].split()) for e in entries if e["unit"] == unit["code"])
    kept = {key: unit[key] for key in ("receipt", "quota", "counts")}
    return kept | {"received_at": at and dt.datetime.fromisoformat(at), "names": names}


def _of_no_unit(result: Mapping[str, Any], inbox: Path) -> list[str]:
    expected = Counter(entry.name for source in UNKNOWN for entry in entries_of(inbox, source))
    given = Counter(entry["name"] for entry in result["entries"] if entry["unit"] is None)
    return [] if given == expected else [f"no unit: {given!r} instead of {expected!r}"]
