"""The README cannot lie: its help pages are the program's own, its commands run, its files and messages are there.

``python -m tests.test_docs`` puts the help pages into the README anew.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from aggregator.campaign.load import default_campaign
from aggregator.cli import cli
from aggregator.write.master import master_sheets
from tests.sheets import inline
from tests.test_architecture import PACKAGE, ROOMS

REPOSITORY = Path(__file__).parent.parent
README = REPOSITORY / "README.md"
BLOCK = re.compile(r"(<!-- help: [^>]*-->\n```\n)(.*?)(\n```)", re.DOTALL)
GUIDE = "## Hướng dẫn nhanh cho cán bộ tổng hợp"
AS_OF = "01/03/2024 07:00"
# a clerk's few returns: a commune's list, an agency's with its M1, a mail
RETURNS = ("Cao Xá M3.xlsx", "Huyện đoàn.xlsx", "Huyện đoàn M1.xlsx", "Bưu điện gửi M4.eml")


def section(head: str) -> str:
    """The README from a head to the next of the same rank."""
    rank = head.split(maxsplit=1)[0]
    return README.read_text(encoding="utf-8").partition(f"\n{head}\n")[2].partition(f"\n{rank} ")[0]


def help_pages() -> str:
    """The help of the program and of each command, as printed on a terminal of 100 columns."""
    pages = []
    for arguments in ([], *([name] for name in cli.commands)):
        result = CliRunner().invoke(cli, [*arguments, "--help"], prog_name="aggregator", terminal_width=100)
        pages.append(result.output.rstrip())
    return "\n\n".join(pages)


def test_the_help_in_the_readme_is_what_the_program_prints() -> None:
    found = BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    assert found.group(2) == help_pages()


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"aggregator {name}" not in text] == []


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    commands = [
        line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("python -m pip")
    ]
    assert len(commands) == 2
    script = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert script.count("README.md)") == 4  # from the tree, and from the source package


def test_the_rooms_stand_on_the_page_of_the_architecture_in_the_order_of_the_data() -> None:
    rows = re.findall(r"^\| `(\w+)/` \|", section("### Architecture on one page"), re.MULTILINE)
    assert rows == list(ROOMS)


def test_every_file_that_the_engineers_are_sent_to_is_there() -> None:
    named = set(re.findall(r"`([\w/.]+(?:/|\.(?:py|toml|csv|j2|md)))`", section("## For engineers")))
    assert len(named) > 40
    assert {name for name in named if not any((root / name).exists() for root in (REPOSITORY, PACKAGE))} == set()


def test_the_lines_of_python_run(tmp_path: Path) -> None:
    """As a script of its own, since files are read in worker processes."""
    (block,) = re.findall(r"```python\n(.*?)```", section("## For engineers"), re.DOTALL)
    lines = [line for line in block.splitlines() if line and not line.startswith("if ")]
    assert len(lines) <= 5
    (tmp_path / "script.py").write_text(block, encoding="utf-8")
    some_returns(tmp_path / "samples" / "tiep_nhan")
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^district +\d+$", done.stdout, re.MULTILINE)


def some_returns(inbox: Path) -> None:
    inbox.mkdir(parents=True, exist_ok=True)
    for name in RETURNS:
        shutil.copy2(REPOSITORY / "samples" / "tiep_nhan" / name, inbox / name)


# --- the clerk's guide ----------------------------------------------------------------------------------------


def guide() -> Iterator[list[str]]:
    """Every whole command of the guide's steps, in their order."""
    steps = section(GUIDE).partition("\n1. ")[2].partition("**Khi chương trình báo**")[0]
    for text in re.findall(r"`aggregator ([^`]+)`", steps):
        words = shlex.split(" ".join(text.split()))
        if len(words) > 1 or words == ["blank"]:
            yield words


def test_every_command_of_the_guide_runs_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a clerk goes through it, with a short roster, a few returns and a second district's result."""
    monkeypatch.chdir(tmp_path)
    used = set()
    for words in guide():
        used.add(words[0])
        if words[0] == "rollup":
            of_two_districts(Path("ket_qua.json"), *map(Path, words[1:]))
        moment = ["--as-of", AS_OF] if takes_moment(words[0]) else []
        with inline():
            done = CliRunner().invoke(cli, [*words, *moment], prog_name="aggregator")
        something_to_mend = words[0] == "check" and done.exit_code == 1
        assert done.exit_code == 0 or something_to_mend, (words, done.output, done.exception)
        if words[0] == "init":
            monkeypatch.chdir(words[1])
            short_roster(Path("so_theo_doi.xlsx"))
            some_returns(Path("tiep_nhan"))
    assert used == set(cli.commands)
    names = (
        "tong_hop_2024.xlsx",
        "bao_cao_2024.docx",
        "ket_qua.json",
        "so_sanh_2024.xlsx",
        "tong_hop_tinh_2024.xlsx",
    )
    assert [name for name in names if not Path(name).is_file()] == []
    assert Path("bieu_mau", "theo_don_vi").is_dir()
    assert Path("chot_2024-03-01_0700", "RESULT.json").is_file()


def takes_moment(command: str) -> bool:
    return any("--as-of" in option.opts for option in cli.commands[command].params)


def short_roster(book: Path) -> None:
    """Step 2: the clerk leaves a few units on sheet “Đơn vị”."""
    opened = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    sheet: Any = opened["Đơn vị"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Mã")
    kept = {"cao-xa", "huyen-doan", "buu-dien", "ban-dan-van"}
    gone = [row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, 1).value not in kept]
    for row in reversed(gone):
        sheet.delete_rows(row)
    opened.save(book)


def of_two_districts(result: Path, mine: Path, other: Path) -> None:
    """This district's result under the name of the guide, and the same as if another district had sent it."""
    values = json.loads(result.read_text(encoding="utf-8"))
    mine.write_text(json.dumps(values), encoding="utf-8")
    values["campaign"]["district"] = "Yên Thế"
    other.write_text(json.dumps(values), encoding="utf-8")


def test_what_the_table_says_that_the_program_says_it_says() -> None:
    rows = [row for row in section(GUIDE).splitlines() if row.startswith("| “")]
    assert len(rows) > 10
    sources = [p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*") if p.suffix in {".py", ".toml"}]
    texts = re.sub(r'"\s*\n\s*f?"', "", "\n".join(sources))  # a sentence over several lines of code
    told = [re.split(r"\s*…\s*", row[3 : row.index("” |")]) for row in rows]
    parts = [[part for part in parts if part] for parts in told]
    assert [words for words in parts if not any(all(w in line for w in words) for line in texts.splitlines())] == []


def test_the_readme_names_every_sheet_of_the_master() -> None:
    text, campaign = README.read_text(encoding="utf-8"), default_campaign()
    fields = {field.sheet: f"`{field.numeral}`" for field in campaign.fields}
    first, last = campaign.fields[0], campaign.fields[-1]
    assert f"`{first.numeral}` … `{last.numeral}`" in text
    names = [sheet.name for sheet in master_sheets(campaign) if sheet.name not in fields]
    assert [name for name in names if f"`{name}`" not in text] == []


def update() -> None:
    """Put the help pages into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda m: m.group(1) + help_pages() + m.group(3), text), encoding="utf-8")


if __name__ == "__main__":
    update()
