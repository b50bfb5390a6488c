"""The README's recipes, followed word for word on a copy of the program: each edit shows where it is promised."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import docx
import jsonschema
import openpyxl
import pytest

from aggregator import run
from aggregator.book.campaign import campaign_of
from aggregator.book.create import new_book
from aggregator.campaign.load import load_campaign
from aggregator.judge.compare import province_of, since_run
from aggregator.nouns.result import Result
from aggregator.nouns.unit import Campaign
from aggregator.write.blank_words import models_of
from aggregator.write.comparison import comparison_workbook
from aggregator.write.province import provincial_workbook
from aggregator.write.result import read_result, result_schema
from tests.plain_results import result_from
from tests.sheets import AFTER, CAMPAIGN, HEAD, fill, inline, of_levels, unit

REPOSITORY = Path(__file__).parent.parent
AS_OF = ("--as-of", "29/02/2024 08:00")
VILLAGE_SHEET = '''"""A sheet by village."""

from aggregator.office.page import Group, Table
from aggregator.office.sheet import Column, order

SHEET = "Theo thôn"
_TABLE = Table([
    order(),
    Column("Thôn", 20, "text", lambda entry: entry.address),
    Column("Tên mô hình", 40, "name", lambda entry: entry.name),
])


def village_sheet(book, view):
    page = book.page(SHEET, _TABLE.widths)
    page.head("Mô hình theo thôn")
    _TABLE.write(page, [Group(None, sorted(view.entries, key=lambda entry: entry.address or ""), "")])
'''
BUDGET_CHECK = """def _budget(entries: pd.DataFrame) -> Iterator[tuple[int, EntryDoubt]]:
    lacking = entries.index[(entries["form"] == "M3") & (entries["budget"].fillna("") == "")]
    return _doubts(pd.Series("budget-missing", lacking, "str"), "budget")


"""
FORMAT = '''"""Lists as lines of JSON, an array a line."""

import json

from aggregator.nouns.document import Document
from aggregator.read.builder import SheetBuilder


def read_json_lines(data: bytes) -> Document:
    builder = SheetBuilder("JSON")
    builder.rows([json.loads(line) for line in data.decode().splitlines()[1:]], 1, 1)
    return Document("json lines", (builder.sheet(),))
'''


@dataclass(frozen=True)
class Followed:
    """What came of a run of the copy: its folder and campaign, RESULT.json, sheets of the master, the report."""

    office: Path
    campaign: Campaign
    result: dict[str, Any]
    master: dict[str, list[tuple[Any, ...]]]
    report: str


class Program:
    """A copy of the program on which recipes are followed."""

    def __init__(self, place: Path) -> None:
        self.package = place / "aggregator"
        shutil.copytree(REPOSITORY / "aggregator", self.package, ignore=shutil.ignore_patterns("__pycache__"))

    def edit(self, name: str, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old``, which the file must have."""
        path = self.package / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name}: {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, name: str, text: str) -> None:
        """Add lines at the end of a file, or a new file."""
        with (self.package / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def __call__(self, *arguments: str | Path, cwd: Path) -> str:
        """Run it as a clerk does."""
        command = [sys.executable, "-m", "aggregator", *map(str, arguments)]
        paths = os.pathsep.join([str(self.package.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        done = subprocess.run(
            command, cwd=cwd, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def a_column(program: Program) -> None:
    program.add("campaign/data/columns.toml", '\n[budget]\ntitle = "Kinh phí"\nspellings = ["kinh phí"]\n')
    program.add(
        "campaign/data/M3.toml",
        '\n[[column]]\ncode = "budget"\nhead = "Kinh phí"\nwidth = 10\nadded = true\n',
    )


def a_finding(program: Program) -> None:
    words = 'message = "Mô hình “{name}” của {unit} chưa ghi kinh phí."\nremedy = "Hỏi lại đơn vị."\n'
    program.add("campaign/data/findings.toml", f'\n[budget-missing]\ntopic = "row"\nseverity = "info"\n{words}')
    program.edit("campaign/data/letters.toml", "codes = [\n", 'codes = [\n    "budget-missing",\n')
    program.edit("judge/content.py", "    checks = (\n", "    checks = (\n        _budget(entries),\n")
    program.edit("judge/content.py", "def _several_names(", f"{BUDGET_CHECK}def _several_names(")


def a_limit(program: Program) -> None:
    old = 'group = "agency"\nlevel = "district"\nmaximum = 5'
    program.edit("campaign/data/campaign.toml", old, old.replace("5", "1"))


def a_file_format(program: Program) -> None:
    program.add("read/json_lines.py", FORMAT)
    program.edit("read/kinds.py", "SIGNATURES = (\n", 'SIGNATURES = (\n    (b"#json", "json lines"),\n')
    program.edit(
        "read/dispatch.py", "READERS = {\n", 'READERS = {\n    "json lines": ("json_lines", "read_json_lines"),\n'
    )


def a_sheet(program: Program) -> None:
    program.add("write/sheets/villages.py", VILLAGE_SHEET)
    program.edit(
        "write/master.py", "from aggregator.write.sheets import ", "from aggregator.write.sheets import villages, "
    )
    line = "MasterSheet(villages.SHEET, villages.village_sheet, lambda outcome: len(outcome.entries)),\n        "
    program.edit("write/master.py", "MasterSheet(quotas.SHEET", f"{line}MasterSheet(quotas.SHEET")


def a_sentence(program: Program) -> None:
    program.edit("campaign/texts/bao_cao.j2", "Gửi danh sách chậm so với hạn:", "Những đơn vị gửi muộn:")


def a_drop_down(program: Program) -> None:
    program.edit("book/data/sheets.toml", 'zalo = "Zalo"', 'zalo = "Zalo", fax = "bản fax"')


RECIPES: tuple[Callable[[Program], None], ...] = (
    a_column, a_finding, a_limit, a_file_format, a_sheet, a_sentence, a_drop_down,
)  # fmt: skip


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """All recipes followed on one copy, and a small campaign run by it."""
    place = tmp_path_factory.mktemp("recipes")
    program = Program(place)
    for recipe in RECIPES:
        recipe(program)
    office = place / "office"
    program("init", "office", cwd=place)
    fill(office / "tiep_nhan", returns())
    book = openpyxl.load_workbook(office / "so_theo_doi.xlsx")
    row = head_row(book["Tiếp nhận"]) + 1
    for column, value in (
        ("Đơn vị", "Xã Cao Xá"),
        ("Thời điểm nhận", "28/02/2024 09:00"),
        ("Hình thức nhận", "bản fax"),
    ):
        book["Tiếp nhận"].cell(row, heads(book["Tiếp nhận"]).index(column) + 1).value = value
    book.save(office / "so_theo_doi.xlsx")
    program("aggregate", "tiep_nhan", *AS_OF, "--json", "r.json", cwd=office)
    program("briefing", "tiep_nhan", *AS_OF, cwd=office)
    sheets = openpyxl.load_workbook(office / "tong_hop_2024.xlsx", read_only=True)
    report = docx.Document(str(office / "bao_cao_2024.docx"))
    return Followed(
        office,
        load_campaign(program.package / "campaign" / "data"),
        json.loads((office / "r.json").read_text(encoding="utf-8")),
        {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in sheets},
        "\n".join(paragraph.text for paragraph in report.paragraphs),
    )


def returns() -> dict[str, str | bytes]:
    """A list with the new column, one of an agency with two district items, one in the new format."""
    line = "| 1 | Thôn Trại | Trồng hoa | Tập thể | x | | 2024 | Đẹp | Cấp huyện |"
    other = "| 2 | Thôn Bãi | Nuôi gà | Tập thể | x | | 2024 | Thu nhập | Cấp huyện |"
    rows = [["Đơn vị: Xã Ngọc Lý"], cells_of(HEAD), cells_of(line.replace("Trồng hoa", "Đường điện"))]
    return {
        "M3 Việt Lập.xlsx": f"Đơn vị: Xã Việt Lập\n\n{HEAD} Kinh phí |\n{line} 5 triệu |\n{other} |",
        "M4 Phòng Nội vụ.xlsx": of_levels(0, 2, top="Đơn vị: Phòng Nội vụ"),
        "M3 Ngọc Lý.jsonl": "\n".join(["#json", *map(json.dumps, rows)]).encode(),
    }


def cells_of(line: str) -> list[str]:
    return [part.strip() for part in line.strip("|").split("|")]


def head_row(sheet: Any) -> int:
    rows = (row for row in sheet.iter_rows() if any(cell.value == "Hình thức nhận" for cell in row))
    return int(next(rows)[0].row)


def heads(sheet: Any) -> list[Any]:
    return [cell.value for cell in sheet[head_row(sheet)]]


def test_a_column_declared_as_data_is_printed_read_and_shown(followed: Followed) -> None:
    budgets = {entry["name"]: entry["budget"] for entry in followed.result["entries"]}
    assert (budgets["Trồng hoa"], budgets["Nuôi gà"]) == ("5 triệu", None)
    assert "5 triệu" in cells(followed, "Chưa rõ lĩnh vực") + cells(followed, "I. Kinh tế")
    assert "Kinh phí" in cells(followed, "I. Kinh tế")
    assert {"Kinh phí", "5 triệu"} <= {*cells(followed, "Cấp huyện")}
    for form in ("M3", "M4"):
        blank = openpyxl.load_workbook(followed.office / "bieu_mau" / f"{form}.xlsx").worksheets[0]
        assert "Kinh phí" in [cell.value for row in blank.iter_rows() for cell in row]


def test_a_result_with_the_column_keeps_the_contract(followed: Followed) -> None:
    jsonschema.validate(followed.result, result_schema())
    read = read_result(followed.office / "r.json")
    budgets = {entry.name: read.further_columns_of(entry) for entry in read.entries}
    assert (budgets["Trồng hoa"], budgets["Nuôi gà"]) == ({"budget": "5 triệu"}, {"budget": None})


def test_what_changed_in_the_column_is_told_and_an_older_result_without_it_tells_nothing(
    followed: Followed,
) -> None:
    now = read_result(followed.office / "r.json")
    raised = result_of_entries(followed, lambda entry: {**entry, "budget": entry["budget"] and "6 triệu"})
    (change,) = (comparison := since_run(raised, now)).changed
    assert (change.now.name, change.aspects) == ("Trồng hoa", ("budget",))
    words = shown(comparison_workbook(comparison, province_of([now], followed.campaign)))["Mô hình"]
    assert "Kinh phí: 6 triệu → 5 triệu" in words
    older = result_of_entries(followed, lambda entry: {k: v for k, v in entry.items() if k != "budget"})
    assert since_run(older, now).changed == []


def test_districts_are_summed_and_models_go_on_with_the_column(followed: Followed) -> None:
    facts = {"level": "province", "mode": "continuing", "field": "economy", "field_source": "column"}
    result = result_of_entries(followed, lambda entry: entry | facts)
    sheets = shown(provincial_workbook(province_of([result], followed.campaign)))
    assert {"Kinh phí", "5 triệu"} <= sheets["Nội dung cấp tỉnh"]
    models = models_of(result, followed.campaign).of("viet-lap")
    assert [model.cells.get("budget") for model in models] == ["5 triệu", None]


def result_of_entries(followed: Followed, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Result:
    """The result of the run with its entries changed, read back."""
    return result_from(followed.result | {"entries": [*map(change, followed.result["entries"])]}, "r.json")


def shown(workbook: bytes) -> dict[str, set[Any]]:
    """The values on each sheet."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook))
    return {sheet.title: {value for row in sheet.values for value in row} for sheet in sheets}


def test_a_finding_of_the_catalogue_is_told_where_its_check_makes_it(followed: Followed) -> None:
    told = [f for f in followed.result["findings"] if f["code"] == "budget-missing" and f["unit"] == "viet-lap"]
    assert [(f["cell"], f["message"]) for f in told] == [
        ("J5", "Mô hình “Nuôi gà” của xã Việt Lập chưa ghi kinh phí."),
    ]  # fmt: skip
    assert any("chưa ghi kinh phí" in str(text) for text in cells(followed, "Nội dung cần sửa"))


def test_a_limit_edited_as_data_changes_the_verdict(followed: Followed) -> None:
    quotas = {unit["code"]: unit["quota"] for unit in followed.result["units"]}
    assert quotas["phong-noi-vu"] == "violated"


def test_a_limit_edited_in_the_book_changes_the_verdict(tmp_path: Path) -> None:
    path = tmp_path / "so_theo_doi.xlsx"
    path.write_bytes(new_book(CAMPAIGN))
    book = openpyxl.load_workbook(path)
    line = next(
        row
        for row in book["Quy định"].iter_rows()
        if row[0].value == "Cơ quan, đơn vị đăng ký cấp huyện: nhiều nhất"
    )
    line[1].value = 1
    book.save(path)
    assert quota_of_the_agency(tmp_path, campaign_of(path, CAMPAIGN)) == "violated"
    assert quota_of_the_agency(tmp_path, CAMPAIGN) == "met"


def quota_of_the_agency(tmp_path: Path, campaign: Campaign) -> str | None:
    inbox = fill(tmp_path / "tiep_nhan", {"M4.xlsx": of_levels(0, 2, top="Đơn vị: Phòng Nội vụ")})
    with inline():
        return unit(run.run(inbox, campaign, as_of=AFTER), "phong-noi-vu").quota


def test_a_file_format_is_read_once_it_is_known_by_its_bytes(followed: Followed) -> None:
    (came,) = [s for s in followed.result["submissions"] if s["file"] == "M3 Ngọc Lý.jsonl"]
    assert (came["status"], came["unit"]) == ("read", "ngoc-ly")
    assert "Đường điện" in [entry["name"] for entry in followed.result["entries"]]


def test_a_sheet_in_the_list_is_written_and_counted_by_the_self_check(followed: Followed) -> None:
    villages = [row[1] for row in followed.master["Theo thôn"] if isinstance(row[0], int)]
    assert villages == ["Thôn 1", "Thôn 2", "Thôn Bãi", "Thôn Trại", "Thôn Trại"]


def test_a_sentence_of_the_report_is_said_as_it_is_written(followed: Followed) -> None:
    assert "Những đơn vị gửi muộn: 01 đơn vị" in followed.report


def test_a_word_of_a_drop_down_is_offered_and_taken(followed: Followed) -> None:
    book = openpyxl.load_workbook(followed.office / "so_theo_doi.xlsx")
    assert "bản fax" in [cell.value for row in book["Danh mục"].iter_rows() for cell in row]
    assert "book-choice-unknown" not in [f["code"] for f in followed.result["findings"]]


def test_another_year_or_district_is_two_files(tmp_path: Path) -> None:
    with as_file(files("aggregator.campaign") / "data") as data:
        folder = Path(shutil.copytree(data, tmp_path / "data"))
    main = (folder / "campaign.toml").read_text(encoding="utf-8")
    edits = {"year = 2024": "year = 2025", "2024-02-27T23:59:59": "2025-03-05T17:00:00", "Tân Yên": "Phú Bình"}
    for old, new in edits.items():
        main = main.replace(old, new)
    (folder / "campaign.toml").write_text(main, encoding="utf-8")
    (folder / "units.csv").write_text(
        "code,name,kind,official_code,aliases\nuc-ky,Xã Úc Kỳ,commune,,\n", encoding="utf-8"
    )
    campaign = load_campaign(folder)
    inbox = fill(tmp_path / "tiep_nhan", {"M3.xlsx": (of_levels(1, 4, top="Đơn vị: Xã Úc Kỳ"), "05/03/2025 16:59")})
    with inline():
        outcome = run.run(inbox, campaign, as_of=dt.datetime(2025, 3, 10, 7, tzinfo=campaign.zone))
    assert [(state.name, state.quota, state.receipt) for state in outcome.units] == [("Xã Úc Kỳ", "met", "on_time")]
    assert campaign.forms_by_code["M3"].title[-1].endswith("NĂM 2025")


def cells(followed: Followed, sheet: str) -> list[Any]:
    return [value for row in followed.master[sheet] for value in row if value is not None]


def test_each_recipe_names_files_that_there_are() -> None:
    recipes = (
        (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("### Recipes")[2].partition("### ")[0]
    )
    assert recipes.count("\n- **") == len(RECIPES) + 2  # and another year, district or kind of place
    named = re.findall(r"`((?:campaign|read|judge|write|book)/[^`]+)`", recipes)
    assert len(named) >= len(RECIPES)
    assert [name for name in named if not (REPOSITORY / "aggregator" / name).exists()] == []
