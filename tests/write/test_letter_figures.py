"""Every figure, time, name and place in a letter is the one of RESULT.json and of the master workbook."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aggregator.nouns.outcome import Outcome
from aggregator.vietnamese.fold import key
from aggregator.write.dossier import dossiers
from aggregator.write.letters import Letter, letters_of, text_of
from aggregator.write.sheets.view import Facts
from tests.plain_results import result_dict
from tests.sheets import of_levels, run_over
from tests.write.masters import master_of, opened
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome
from tests.write.test_letters import FULL, NAMELESS, listed


def ran() -> Outcome:
    """A real run: a unit in order, one whose forms are outstanding, one that has something to mend."""
    files = {"M4.xlsx": listed("phong-noi-vu", of_levels(base=3)), "M3.xlsx": listed("cao-xa", FULL),
             "M3 b.xlsx": listed("dai-hoa", NAMELESS)}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        return run_over(Path(folder) / "tiep_nhan", files)


OUTCOMES: dict[str, Callable[[], Outcome]] = {"made up": made_up_outcome, "empty": empty_outcome, "run": ran}
LEVELS = {"cấp tỉnh": "province", "cấp huyện": "district", "cấp cơ sở": "base", "chưa rõ cấp": "unknown"}
HEADS = {"province": "Tỉnh", "district": "Huyện", "base": "Tính là cơ sở", "unknown": "Chưa rõ"}
TIME = re.compile(r"(\d\d) giờ (\d\d) phút, ngày (\d\d)/(\d\d)/(\d{4})")


class Pages:
    """A run as its other papers tell it: the result, and the master's pages as rows by head."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.result = result_dict(outcome)
        self.units = {unit["code"]: unit for unit in self.result["units"]}
        book = opened(master_of(outcome))
        self.standing = {row["Đơn vị"]: row for row in rows(book["Tình hình gửi"])}
        self.lacking: defaultdict[str, set[str]] = defaultdict(set)
        for title in ("Cấp tỉnh", "Cấp huyện"):
            for row in rows(book[title]):
                if str(row["Bản M1, M2"]).startswith("Chưa thấy"):
                    unit = str(row["Đơn vị\n(điểm cần lưu ý)"]).partition("\n")[0]
                    self.lacking[unit].add(key(row["Tên mô hình"]))
        self.places = {
            (row["Đơn vị"], str(row["Ô"])) for row in rows(book["Nội dung cần sửa"]) if row.get("Ô") is not None
        }


def rows(sheet: Any) -> Iterator[dict[str, Any]]:
    """The rows below each head (“STT”), by head."""
    heads: tuple[Any, ...] = ()
    for row in sheet.iter_rows(values_only=True):
        if row[0] == "STT":
            heads = row
        elif heads and isinstance(row[0], int):
            yield dict(zip(heads, row, strict=True))


@cache
def pages(name: str) -> Pages:
    return Pages(OUTCOMES[name]())


@cache
def letters(name: str) -> list[tuple[Letter, str]]:
    outcome = pages(name).outcome
    made = letters_of(dossiers(Facts(outcome)), outcome.campaign, outcome.as_of).letters
    return [(one, text_of(one, outcome.campaign, outcome.as_of, (), None).body) for one in made]


def counts(text: str) -> dict[str, int]:
    """The counts by level that a letter tells."""
    lines = [line for line in text.splitlines() if "Trong danh sách có" in line or "Theo cấp:" in line]
    told = re.findall(rf"(\d+) ({'|'.join(LEVELS)})", " ".join(lines))
    return {LEVELS[words]: int(number) for number, words in told}


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_counts_of_a_letter_are_those_of_the_result_and_the_master(name: str) -> None:
    told = 0
    for one, text in letters(name):
        if not (mine := counts(text)):
            continue
        told += 1
        unit, row = pages(name).units[one.unit], pages(name).standing[one.dossier.unit.name]
        assert {level: mine.get(level, 0) for level in HEADS} == unit["counts"]
        assert {level: mine.get(level, 0) for level in HEADS} == {c: row[h] or 0 for c, h in HEADS.items()}
        (total,) = re.findall(r"Trong danh sách có (\d+) mô hình|Số mô hình trong danh sách: (\d+)", text)
        assert sum(mine.values()) == int("".join(total)) == row["Cộng"]
        assert int("".join(total)) == sum(entry["unit"] == one.unit for entry in pages(name).result["entries"])
        if fields := re.search(r"Theo lĩnh vực: (.*)", text):
            by_field = re.findall(r"(\d+) ([^;.]+)", fields[1])
            titles = [key(field.title) for field in CAMPAIGN.fields]
            found = {key(words): int(number) for number, words in by_field}
            assert [found.get(title, 0) for title in titles] == list(map(int, row[FIELDS].split(" - ")))
    assert told or name == "empty"


FIELDS = "Lĩnh vực I - II - III - IV"


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_models_whose_form_is_outstanding_are_those_of_the_master(name: str) -> None:
    for one, text in letters(name):
        told = {key(words) for words in re.findall(r"- Bản M\d.* của mô hình “(.*)” \(cấp", text)}
        unit = pages(name).units[one.unit]
        assert told <= pages(name).lacking[one.dossier.unit.name], one.unit
        assert len(told) <= unit["forms"]["needed"] - unit["forms"]["matched"]


@pytest.mark.parametrize("name", OUTCOMES)
def test_when_a_list_came_is_told_alike(name: str) -> None:
    for one, text in letters(name):
        line = next((line for line in text.splitlines() if line.startswith("   - Danh sách đăng ký: ")), "")
        if found := TIME.search(line):
            hour, minute, day, month, year = map(int, found.groups())
            at = dt.datetime.fromisoformat(pages(name).units[one.unit]["received_at"])
            assert (at.year, at.month, at.day, at.hour, at.minute) == (year, month, day, hour, minute)
            cell = str(pages(name).standing[one.dossier.unit.name]["Danh sách: nhận lúc (căn cứ)"])
            assert f"{hour:02d}:{minute:02d}" in cell
            assert f"{day:02d}/{month:02d}" in cell


def test_every_place_in_a_letter_is_on_the_masters_page_of_what_is_to_be_mended() -> None:
    found = ((one.dossier.unit.name, re.findall(r"ô ([A-Z]+\d+)\.\)", text)) for one, text in letters("made up"))
    told = {(unit, cell) for unit, cells in found for cell in cells}
    assert told
    assert told <= pages("made up").places


def test_a_letter_names_its_own_unit_and_no_other() -> None:
    names = {unit.name for unit in CAMPAIGN.units}
    for one, text in letters("made up"):
        own = re.sub(r"“[^”]*”", "", text)
        others = {name for name in names if f"Kính gửi: {name}" in own} - {one.dossier.unit.name}
        assert others == set()
        assert key(one.dossier.unit.name) in key(own)
