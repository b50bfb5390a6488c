"""The README cannot lie: its help pages are the program's own, and the commands it names exist.

``python -m tests.test_docs`` puts the help pages into the README anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from aggregator.campaign.load import default_campaign
from aggregator.cli import cli
from aggregator.write.master import master_sheets

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- help: [^>]*-->\n```\n)(.*?)(\n```)", re.DOTALL)


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
    script = (README.parent / ".ci" / "run").read_text(encoding="utf-8")
    assert script.count("README.md)") == 2


def test_every_room_is_on_the_page_of_the_architecture() -> None:
    text = README.read_text(encoding="utf-8")
    package = README.parent / "aggregator"
    rooms = [path.name for path in package.iterdir() if path.is_dir() and (path / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}/`" not in text] == []


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
