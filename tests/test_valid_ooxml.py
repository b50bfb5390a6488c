"""Everything that the program writes for Excel and Word passes an independent validator without an error."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec import structs
from openxml_audit import OpenXmlValidator

from aggregator.book.create import new_book
from aggregator.judge.compare import compare, province_of
from aggregator.write.blank import write_blank_forms
from aggregator.write.comparison import comparison_workbook
from aggregator.write.master import master_workbook
from aggregator.write.onward import onward_letter, returned_notice
from aggregator.write.province import provincial_workbook
from aggregator.write.result import result_of
from aggregator.write.sheets.view import Facts
from aggregator.write.text_paper import Draft
from tests.book.books import file, fresh, model, outcome, run
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome
from tests.write.paper_reader import briefing_document
from tests.write.test_briefing import decided

VALIDATOR = OpenXmlValidator()


def errors(data: bytes | None, path: Path) -> list[str]:
    """The validator's complaints about what would be written."""
    assert data is not None
    path.write_bytes(data)
    return [str(error) for error in VALIDATOR.validate(path).errors]


def comparison() -> bytes:
    now = made_up_outcome(per_unit=4)
    before = result_of(made_up_outcome(seed=7, per_unit=4))
    return comparison_workbook(compare(before, result_of(now)), now)


def province() -> bytes:
    results = [
        structs.replace(made, campaign=structs.replace(made.campaign, district=name))
        for made, name in ((result_of(made_up_outcome(seed=n, per_unit=3)), name) for n, name in _DISTRICTS)
    ]
    return provincial_workbook(province_of(results, CAMPAIGN))


_DECISIONS = ("province", "province", "back_to_district", "none")
_DISTRICTS = ((1, "Tân Yên"), (2, "Yên Thế"))
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "master": lambda: master_workbook(made_up_outcome()),
    "master of nothing": lambda: master_workbook(empty_outcome()),
    "master without a fault": lambda: master_workbook(perfect_outcome()),
    "master with formulas typed": lambda: master_workbook(outcome_with([{"name": "=1+1", "goals": "\x0b_x000D_"}])),
    "comparison": comparison,
    "province": province,
    "tracking book": lambda: new_book(CAMPAIGN),
}
PAPERS: dict[str, Callable[[], bytes | None]] = {
    "report": lambda: briefing_document(made_up_outcome()),
    "report of nothing": lambda: briefing_document(empty_outcome()),
    "letter": lambda: _data(onward_letter(Facts(decided(*_DECISIONS)))),
    "notice": lambda: _data(returned_notice(Facts(decided(*_DECISIONS)))),
}


def _data(draft: Draft | None) -> bytes | None:
    return draft.data if draft else None


@pytest.mark.parametrize("made", WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_is_valid_and_every_formula_has_its_value(made: Callable[[], bytes], tmp_path: Path) -> None:
    data = made()
    assert errors(data, tmp_path / "made.xlsx") == []
    assert formulas_without_value(data) == []


def formulas_without_value(data: bytes) -> list[str]:
    """The places of such formulas; the workbook is read twice, cell beside cell."""
    books = [openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (False, True)]
    rows = ((sheet.title, *pair) for sheet, other in zip(*books, strict=True) for pair in pairs(sheet, other))
    cells = ((title, *pair) for title, row, other in rows for pair in zip(row, other, strict=True))
    return [f"{title}!{c.coordinate}" for title, c, value in cells if c.data_type == "f" and value.value is None]


def pairs(sheet: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    return zip(sheet.iter_rows(), other.iter_rows(), strict=True)


@pytest.mark.parametrize("made", PAPERS.values(), ids=PAPERS)
def test_a_paper_is_valid(made: Callable[[], bytes | None], tmp_path: Path) -> None:
    assert errors(made(), tmp_path / "made.docx") == []


def test_the_blank_forms_are_valid(tmp_path: Path) -> None:
    paths = write_blank_forms(CAMPAIGN, tmp_path, per_unit=False)
    assert [(path.name, e) for path in paths for e in errors(path.read_bytes(), path)] == []


def test_a_book_to_which_a_run_added_is_valid(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert run(
        path, outcome([file("M3.xlsx"), file("=M4.xlsx")], [model("Trồng hoa <&> ven đường"), model("=1+1")])
    )
    assert errors(path.read_bytes(), path) == []
