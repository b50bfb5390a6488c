"""The samples: the script makes them, and the program counts them as a person does."""

from __future__ import annotations

import copy
import email
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.recount import differences
from tests.recount_ledger import OWN, REMARKS, STATUSES
from tests.samples.book import AS_OF, first_book
from tests.samples.make_samples import BOOK, FOLDER, INBOX, MAKERS, SAMPLES
from tests.samples.once import FILES as ONCE

NO_OFFICE = shutil.which("soffice") is None and os.environ.get("CI_NO_SKIP") != "1"
OLD_WORD = "thpt-tan-yen-1"  # the unit whose .doc only LibreOffice can read


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over the samples, with its own copy of the book."""
    folder = tmp_path_factory.mktemp("run")
    book = shutil.copy(FOLDER / BOOK, folder / BOOK)
    command = [sys.executable, "-m", "aggregator", "aggregate", str(FOLDER / INBOX), "--as-of", AS_OF]
    outputs = ["-o", str(folder / "master.xlsx"), "--json", str(folder / "result.json"), "--book", str(book)]
    subprocess.run([*command, *outputs], check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def result(run: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((run / "result.json").read_text(encoding="utf-8"))
    return loaded


def parts(data: bytes) -> object:
    """What a file holds: the parts of a zip, the attachments of a mail, else its bytes."""
    if data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: parts(archive.read(name)) for name in archive.namelist()}
    if data.startswith(b"Content-Type: multipart"):
        message = email.message_from_bytes(data)
        inside = [part.get_payload(decode=True) for part in message.walk()]
        return message.items(), [parts(part) for part in inside if isinstance(part, bytes)]
    return data


@pytest.mark.parametrize("name", MAKERS)
def test_the_script_makes_what_is_committed(name: str) -> None:
    data = MAKERS[name]()
    if name.endswith("Phòng KT&HT huyện.xlsx"):  # cut off in the middle of compressed bytes
        assert (FOLDER / name).read_bytes()[:30] == data[:30]
    else:
        assert parts((FOLDER / name).read_bytes()) == parts(data)


def test_nothing_else_lies_in_the_inbox() -> None:
    there = {path.relative_to(FOLDER / INBOX).as_posix() for path in (FOLDER / INBOX).rglob("*") if path.is_file()}
    assert there == SAMPLES.keys() | ONCE.keys()


def test_a_run_has_nothing_to_add_to_the_book_that_an_earlier_one_left(run: Path) -> None:
    assert (run / BOOK).read_bytes() == (FOLDER / BOOK).read_bytes()


def test_the_book_has_all_sheets_and_the_clerk_s_rows() -> None:
    kept, first = (openpyxl.load_workbook(book) for book in (FOLDER / BOOK, io.BytesIO(first_book())))
    assert kept.sheetnames == first.sheetnames
    ours, written = ([*book["Tiếp nhận"].iter_rows(max_col=11, values_only=True)] for book in (kept, first))
    assert ours[: len(written)] == written


def test_the_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in (FOLDER / INBOX).rglob("*") if path.is_file()) < 2_000_000


def test_the_samples_are_as_many_as_the_district_needs_to_see(result: dict[str, Any]) -> None:
    sent = [unit for unit in result["units"] if unit["receipt"] != "missing"]
    with_list = [unit for unit in sent if unit["receipt"] in ("on_time", "late")]
    assert len(sent) >= 35
    assert sum(unit["kind"] == "commune" for unit in sent) >= 20
    assert len(with_list) >= 30
    assert {unit["quota"] for unit in result["units"]} == {"met", "violated", "undetermined", "not_assessed"}


def without_old_word(result: dict[str, Any]) -> dict[str, Any]:
    """The result without the unit whose file cannot be read on this machine."""
    return result | {"units": [unit for unit in result["units"] if unit["code"] != OLD_WORD]}


def test_the_recount_agrees_for_every_unit(result: dict[str, Any]) -> None:
    judged = without_old_word(result) if NO_OFFICE else result
    assert differences(judged, FOLDER / INBOX, FOLDER / BOOK) == []


def test_nobody_is_called_silent_or_late_while_a_list_may_be_its_own(result: dict[str, Any]) -> None:
    """Nor short where that list could make it up; a person who says whose it is makes these verdicts certain."""
    violations = [f for f in result["findings"] if f["severity"] == "violation"]
    assert {f["code"].partition("-")[0] for f in violations} == {"quota"}
    silent = {unit["code"] for unit in result["units"] if unit["receipt"] == "missing"}
    asked = [f for f in result["findings"] if f["code"] == "missing"]
    assert {f["unit"] for f in asked} == silent
    assert all("“DS đăng ký.xlsx”" in finding["message"] for finding in asked)


def lose_an_entry(result: dict[str, Any]) -> None:
    del result["entries"][10]


def move_a_level(result: dict[str, Any]) -> None:
    counts = result["units"][0]["counts"]
    counts["district"], counts["base"] = counts["district"] - 1, counts["base"] + 1


def excuse_a_latecomer(result: dict[str, Any]) -> None:
    next(unit for unit in result["units"] if unit["receipt"] == "late")["receipt"] = "on_time"


def acquit(result: dict[str, Any]) -> None:
    next(unit for unit in result["units"] if unit["quota"] == "violated")["quota"] = "met"


def move_a_form(result: dict[str, Any]) -> None:
    form = next(form for form in result["registrations"] if form["entry"])
    form["entry"] = None


@pytest.mark.parametrize("spoil", [lose_an_entry, move_a_level, excuse_a_latecomer, acquit, move_a_form])
def test_the_recount_notices_what_is_wrong(result: dict[str, Any], spoil: Callable[[dict[str, Any]], None]) -> None:
    spoilt = copy.deepcopy(without_old_word(result))
    spoil(spoilt)
    assert len(differences(spoilt, FOLDER / INBOX, FOLDER / BOOK)) == 1


def test_files_and_rows_are_conserved(result: dict[str, Any]) -> None:
    totals = result["totals"]
    rows = ("entries", "rows_joined", "rows_decoration", "rows_set_aside")
    assert totals["files"] == sum(totals["by_status"].values()) == len(result["submissions"])
    assert totals["rows_seen"] == sum(totals[key] for key in rows)
    assert totals["entries"] == len(result["entries"])
    assert totals["entries"] == sum(totals["entries_by_field"].values()) == sum(totals["entries_by_level"].values())


def test_every_file_has_the_status_that_a_person_gives_it(result: dict[str, Any]) -> None:
    expected = dict(STATUSES)
    if NO_OFFICE:
        expected |= {"read": expected["read"] - 1, "unreadable": expected["unreadable"] + 1}
    assert result["totals"]["by_status"] == expected


@pytest.mark.parametrize("code", REMARKS)
def test_what_a_person_would_remark_is_found_and_nothing_else(result: dict[str, Any], code: str) -> None:
    assert {finding["file"] for finding in result["findings"] if finding["code"] == code} == REMARKS[code]


def test_movements_that_many_communes_share_are_no_doubles(result: dict[str, Any]) -> None:
    assert [f["message"] for f in result["findings"] if f["code"] == "double-across-units"] == []


def test_the_result_keeps_its_schema(result: dict[str, Any]) -> None:
    schema = json.loads((files("aggregator.write") / "result.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(result)] == []


def test_what_units_say_of_their_own_registration_is_seen(result: dict[str, Any]) -> None:
    seen = {unit["code"]: unit["own_registration"] for unit in result["units"] if unit["own_registration"]["files"]}
    told = {code: (own["registered"], own["plan_number"], own["plan_date"]) for code, own in seen.items()}
    assert told == OWN


def test_a_commune_whose_forms_came_is_met_though_its_list_names_no_level(result: dict[str, Any]) -> None:
    (cao_xa,) = [unit for unit in result["units"] if unit["code"] == "cao-xa"]
    assert (cao_xa["quota"], cao_xa["forms"]) == (
        "met",
        {"needed": 5, "matched": 5, "received": 5, "on_paper": False, "paper": 0},
    )
    assert any(f["code"] == "levels-from-forms" and f["unit"] == "cao-xa" for f in result["findings"])


def test_lists_of_every_kind_of_file_were_read(result: dict[str, Any]) -> None:
    read = {Path(entry["file"]).suffix for entry in result["entries"]}
    assert read >= {".xlsx", ".xlsm", ".xls", ".ods", ".docx"}
    assert {entry["file"].partition("!")[0][-4:] for entry in result["entries"] if "!" in entry["file"]} == {
        ".eml",
        ".zip",
    }


def test_what_the_master_and_the_questions_say_has_communes_as_within_a_sentence(result: dict[str, Any]) -> None:
    said = [text for found in result["findings"] for text in (found["message"], found["remedy"])]
    spoken = [re.sub(r"“[^”]*”", "“”", text) for text in said]
    assert [text for text in spoken if re.search(r"(?<![.!?]) (Xã|Thị trấn) [A-ZĐ]", text)] == []
    assert any(text.startswith("Xã ") for text in spoken)  # a capital at the beginning stays
