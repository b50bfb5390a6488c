"""Findings about files: unreadable, no form, unknown or contested unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aggregator.judge.receipts import first_status
from aggregator.judge.returns import copies_of_other_units, file_findings
from aggregator.judge.settlement import settle
from aggregator.nouns.file import Handled
from tests.handled import entries_of, handled, listed
from tests.sheets import CAMPAIGN, codes, only


def codes_of(item: Handled) -> list[str]:
    return codes(file_findings(item, first_status(item), CAMPAIGN))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"unit": None}, ["unknown-unit"]),
        ({"others": (("tên tệp", "lien-son"),)}, ["unit-conflict"]),
        ({"stamp_other": "lien-son"}, ["unit-stamp-differs"]),
        ({"misspelt": "Xã Cao Xáá"}, ["unit-misspelt"]),
        ({"body": "Hội Nông dân xã Cao Xá"}, ["body-of-commune"]),
    ],
)
def test_what_there_is_to_say_about_a_list(facts: dict[str, Any], expected: list[str]) -> None:
    assert codes_of(listed("M3.xlsx", "Trồng hoa", **facts)) == expected


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ({"form": "M3", "version": CAMPAIGN.forms_by_code["M3"].version, "year": "2024"}, None),
        ({"form": "M1", "version": "2024.1", "year": "2023"}, ("warning", "M1 năm 2023, không phải năm 2024")),
        ({"form": "M3", "version": "2024.0", "year": "2024"}, ("info", "M3 bản 2024.0, không phải bản 2024.1")),
        ({"form": "M9", "version": "1", "year": "2020"}, None),
        ({}, None),
    ],
)
def test_a_form_of_another_year_or_version_counts_and_is_told(
    stamp: dict[str, str], words: tuple[str, str] | None
) -> None:
    item = listed("M3.xlsx", "Trồng hoa")
    assert item.read is not None
    stamped = replace(item, read=replace(item.read, stamp=stamp))
    findings = list(file_findings(stamped, first_status(stamped), CAMPAIGN))
    assert [(f.code, f.severity) for f in findings] == ([("form-other-version", words[0])] if words else [])
    assert words is None or words[1] in findings[0].message


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (handled("M3.pdf"), ["unreadable"]),
        (handled("M3.pdf", unit=None), ["unreadable"]),
        (handled("Giấy mời.docx", "Giấy mời họp", unit=None), ["not-a-form"]),
        (handled("~$M3.xlsx", ignored="tệp khóa"), []),
        (handled("M3.lnk", ignored="đường dẫn tắt", link=True), ["link-not-followed"]),
    ],
)
def test_what_there_is_to_say_about_other_files(item: Handled, expected: list[str]) -> None:
    assert codes_of(item) == expected


def test_an_unreadable_file_says_why_and_of_whom() -> None:
    finding = only(file_findings(handled("M3.pdf"), "unreadable", CAMPAIGN), "unreadable")
    assert "Xã Cao Xá" in finding.message
    assert "tệp hỏng" in finding.message


def test_an_unknown_unit_carries_what_was_seen_and_what_it_may_be() -> None:
    item = listed("lạ.xlsx", "Trồng hoa", unit=None, seen="Xã Quang Tuyến", suggested=("quang-tien",))
    finding = only(file_findings(item, "unknown_unit", CAMPAIGN), "unknown-unit")
    assert "Xã Quang Tuyến" in finding.message
    assert "Xã Quang Tiến" in finding.message


def test_a_list_that_two_units_sent_accuses_neither() -> None:
    first = listed("a.xlsx", "Trồng hoa", sha256="1")
    copy = listed("bb.xlsx", "Trồng hoa", unit="lien-son", sha256="1")
    settlement = settle([first, copy], entries_of([first, copy]), CAMPAIGN)
    by_file = {item.file: item for item in (first, copy)}
    assert codes(copies_of_other_units(settlement, by_file, CAMPAIGN)) == ["same-content-other-unit"]
