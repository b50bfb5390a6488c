"""A RESULT.json is read back, and what is none is refused with the file and the place named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aggregator.nouns.finding import CannotWork
from aggregator.write.result import read_result, result_bytes
from tests.judge.results import model, values, write
from tests.plain_results import result_from
from tests.write.outcomes import made_up_outcome


def test_what_the_program_writes_it_reads_back(tmp_path: Path) -> None:
    outcome = made_up_outcome()
    path = tmp_path / "r.json"
    path.write_bytes(result_bytes(outcome))
    read = read_result(path)
    assert (read.year, read.district, read.as_of) == (2024, "Tân Yên", outcome.as_of)
    assert [unit.receipt for unit in read.units] == [unit.receipt for unit in outcome.units]
    assert len(read.entries) == len(outcome.entries)
    assert sum(entry.settled_field is None for entry in read.entries) == outcome.entries_by_field["unknown"]


def test_a_violation_accuses_and_a_warning_does_not() -> None:
    made = values(model("Đường hoa"))
    made["findings"] = [
        {"code": "late", "severity": severity, "unit": unit, "message": "…"}
        for severity, unit in (("violation", "cao-xa"), ("warning", "ngoc-ly"))
    ]
    read = result_from(made, "x")
    assert read.accused("late", "cao-xa")
    assert not read.accused("late", "ngoc-ly")


def test_a_result_of_an_earlier_version_has_no_district() -> None:
    made = values(model("Đường hoa"))
    for key in ("title", "province", "district", "province_cap"):
        del made["campaign"][key]
    del made["decisions"]
    assert result_from(made, "x").district is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "không phải là tệp kết quả dạng JSON"),
        (b"[]", "phần ngoài cùng"),
        (b"{}", "thiếu “campaign”"),
        (b"[" * 100_000, "phần ngoài cùng"),
        (b'{"campaign": ' + b"[" * 100_000, "campaign"),
        (b'{"campaign": {"year": 2024', "không phải là tệp kết quả dạng JSON"),
    ],
    ids=["zip", "list", "empty", "deep", "deep within", "cut"],
)
def test_a_file_that_is_no_result_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "huyện A.json"
    path.write_bytes(content)
    with pytest.raises(CannotWork, match=words) as told:
        read_result(path)
    assert "huyện A.json" in str(told.value)


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="Không thấy tệp"):
        read_result(tmp_path / "r.json")


@pytest.mark.parametrize(
    ("section", "key", "value", "place"),
    [
        ("campaign", "year", "2024", "campaign.year"),
        ("campaign", "deadline", "27/02/2024", "campaign.deadline"),
        ("campaign", "as_of", "2024-02-29T08:15:00", "campaign.as_of"),
        ("units", "receipt", "lost", r"units\[0\].receipt"),
        ("units", "counts", None, r"units\[0\].counts"),
        ("entries", "row", -1, r"entries\[0\].row"),
        ("entries", "level", "tỉnh", r"entries\[0\].level"),
        ("submissions", "file", None, r"submissions\[0\].file"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(section: str, key: str, value: Any, place: str) -> None:
    made = json.loads(json.dumps(values(model("Đường hoa"))))
    holder = made[section] if isinstance(made[section], dict) else made[section][0]
    holder[key] = value
    with pytest.raises(CannotWork, match=place):
        result_from(made, "r.json")


def test_decisions_are_joined_to_their_entries_by_place(tmp_path: Path) -> None:
    made = values(model("Đường hoa", level="province"), model("Camera"))
    place = {key: made["entries"][0][key] for key in ("file", "sheet", "row")}
    made["decisions"] = [place | {"decision": "province", "remark": None}]
    read = read_result(write(tmp_path / "r.json", made))
    assert [read.decision(entry) for entry in read.entries] == ["province", "none"]


@pytest.mark.parametrize(
    ("section", "key", "value", "wanted"),
    [
        ("campaign", "year", "2024", "số nguyên"),
        ("campaign", "deadline", "27/02/2024", "thời điểm"),
        ("campaign", "as_of", "2024-02-29T08:15:00", "thời điểm có múi giờ"),
        ("campaign", "briefing", "01/3/2024", "ngày"),
        ("units", "counts", None, "một nhóm khóa và giá trị"),
        ("units", "name", 1, "chữ"),
        ("units", "must_send", "có", "true hoặc false"),
        ("entries", "row", 0, "số nguyên từ 1 trở lên"),
        ("entries", "level", "tỉnh", "một trong các từ base, district, province"),
    ],
)
def test_what_was_expected_is_told_in_vietnamese(section: str, key: str, value: Any, wanted: str) -> None:
    made = json.loads(json.dumps(values(model("Đường hoa"))))
    holder = made[section] if isinstance(made[section], dict) else made[section][0]
    holder[key] = value
    with pytest.raises(CannotWork, match=f"không phải là {wanted};"):
        result_from(made, "r.json")


def test_a_missing_key_is_told_with_its_path() -> None:
    made = values(model("Đường hoa"))
    del made["units"][0]["code"]
    with pytest.raises(CannotWork, match=r"thiếu “units\[0\]\.code”"):
        result_from(made, "r.json")
