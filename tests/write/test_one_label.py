"""One label, one number: the same words mean the same count on every page, on the terminal and in RESULT.json."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.nouns.outcome import Decision, Outcome
from aggregator.vietnamese.official_style import upper_first
from aggregator.write.deliver import Delivery, summary_lines
from aggregator.write.sheets import cell_texts
from tests.plain_results import result_dict
from tests.write.masters import master_of, opened
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome

Figure = tuple[str, str, int]  # the label, where it stands, the number


def decided() -> Outcome:
    made = made_up_outcome()
    upper = [n for n, level in enumerate(made.entries["level"]) if level in ("province", "district")]
    codes = ("province", "back_to_district", "district", "none")
    return replace(made, decisions={n: Decision(n, codes[n % 4]) for n in upper})


OUTCOMES = {
    "full": made_up_outcome(),
    "decided": decided(),
    "empty": empty_outcome(),
    "tiny": outcome_with([{}, {"level": None}, {"field": None, "level": "province"}]),
    "perfect": perfect_outcome(),
}


def figures(outcome: Outcome) -> Iterator[Figure]:
    book = opened(master_of(outcome))
    yield from overview(book["Tổng quan"])
    for name in book.sheetnames[1:]:
        yield from bands(book[name])
    yield from unit_totals(book["Tình hình gửi"])
    yield from terminal(outcome)
    yield from result(result_dict(outcome))


def overview(sheet: Any) -> Iterator[Figure]:
    """The cards, the sums of the three tables, the tasks."""
    for row in sheet.iter_rows(min_row=6, max_row=14):
        for cell in row:
            above = sheet.cell(cell.row - 1, cell.column).value
            if isinstance(cell.value, str) and isinstance(above, int):
                yield cell.value, "card", above
    for block, last in ((0, 1), (1, -1), (2, -1)):
        for row in sheet.iter_rows(min_row=13, min_col=block * 32 + 1, max_col=block * 32 + 30, values_only=True):
            told = [value for value in row if value is not None]
            if len(told) > 2 and isinstance(told[last], int):
                yield told[0], f"table {block}", told[last]


def bands(sheet: Any) -> Iterator[Figure]:
    """The titles of groups: “A. Đơn vị …: 3 đơn vị”."""
    for (value,) in sheet.iter_rows(max_col=1, values_only=True):
        found = re.fullmatch(r"(?:\w{1,2}\. )?(.*?): (\d+) (đơn vị|bản)", str(value))
        if found and sheet.title == "Gửi chậm, chưa gửi":
            yield _DEADLINE_TASKS.get(found[1], found[1]), sheet.title, int(found[2])
        elif found:
            yield found[1], sheet.title, int(found[2])


_DEADLINE_TASKS = {  # the groups that the overview leads to, by what it calls them
    "Đã gửi nhưng chậm so với hạn": "Đơn vị gửi chậm",
    "Chưa gửi, đã hết hạn": "Đơn vị chưa gửi, đã hết hạn",
    "Cần xác minh thời điểm nhận (chưa coi là gửi chậm)": "Đơn vị cần xác minh thời điểm nhận",
    "Cần xác minh việc gửi (chưa coi là chưa gửi)": "Đơn vị cần xác minh việc gửi",
    "Đã gửi nhưng chưa có danh sách dùng được": "Đơn vị chưa có danh sách dùng được",
    "Chưa gửi, còn trong hạn": "Đơn vị chưa gửi, còn hạn",
    "Gửi bản M1, M2 chậm so với hạn (xét riêng với danh sách)": "Đơn vị gửi chậm bản M1, M2",
    "Cần xác minh thời điểm nhận bản M1, M2 (chưa coi là gửi chậm)": "Đơn vị cần xác minh bản M1, M2",
}


def unit_totals(sheet: Any) -> Iterator[Figure]:
    rows = list(sheet.iter_rows(values_only=True))
    heads = next(row for row in rows if row[0] == "STT")
    sums = next(row for row in rows if str(row[0]).startswith("Cộng: "))
    for head, number in zip(heads, sums, strict=True):
        if isinstance(number, int) and head == "Tính là cơ sở":
            yield head, sheet.title, number


def terminal(outcome: Outcome) -> Iterator[Figure]:
    lines = list(summary_lines(outcome, Delivery(Path("m.xlsx"), None)))
    for line in lines:
        if found := re.fullmatch(r"- (.*?): ([\d.]+) \(trang .*\)", line):
            yield found[1], "terminal", int(found[2].replace(".", ""))
        if found := re.match(r"(Đơn vị phải gửi danh sách): (\d+), gồm (.*)\.", line):
            yield found[1], "terminal", int(found[2])
            for part in found[3].split("; "):
                number, _, label = part.partition(" ")
                if number.isdigit():
                    yield upper_first(label), "terminal", int(number)
        if found := re.search(r"(Mô hình đăng ký): ([\d.]+)\.", line):
            yield found[1], "terminal", int(found[2].replace(".", ""))


def result(told: dict[str, Any]) -> Iterator[Figure]:
    totals, units = told["totals"], told["units"]
    yield "Mô hình đăng ký", "RESULT.json", totals["entries"]
    for level in CAMPAIGN.levels:
        yield level.title, "RESULT.json", totals["entries_by_level"][level.code]
    yield "Chưa rõ lĩnh vực", "RESULT.json", totals["entries_by_field"]["unknown"]
    yield "Dòng để riêng, chưa tính là mô hình", "RESULT.json", totals["rows_set_aside"]
    yield "Tính là cơ sở", "RESULT.json", sum(unit["counts"]["base"] for unit in units)
    for standing, label in cell_texts.STANDING.items():
        yield label, "RESULT.json", sum(unit["quota_standing"] == standing for unit in units)
    yield "Đúng hạn", "RESULT.json", sum(unit["receipt"] == "on_time" for unit in units)


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_label_means_one_number_wherever_it_stands(name: str) -> None:
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for label, place, number in figures(OUTCOMES[name]):
        found[label][number].add(place)
    assert {label: dict(numbers) for label, numbers in found.items() if len(numbers) > 1} == {}
    shared = [label for label, numbers in found.items() for places in numbers.values() if len(places) > 1]
    assert len(shared) >= (8 if name == "empty" else 12), "the pages must have figures in common"
