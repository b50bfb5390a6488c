"""Make the sample inbox and its tracking book: ``python -m tests.samples.make_samples [--once]``.

The returns are invented: units are real, people, models and numbers are not. Everything comes out
the same on any day, but for the few files of ``once`` (an .xls and a .doc by LibreOffice, a workbook
locked with a password), whose bytes differ each time: they are committed, and made anew with
``--once`` only. An .xlsb cannot be made with these programs.
"""

from __future__ import annotations

from pathlib import Path

import click

from tests import soffice
from tests.samples import agencies, communes, forms, odd_returns, once
from tests.samples.book import keep

FOLDER = Path(__file__).parents[2] / "samples"
INBOX = "tiep_nhan"
BOOK = "so_theo_doi.xlsx"
SAMPLES = communes.FILES | agencies.FILES | forms.FILES | odd_returns.FILES
MAKERS = {f"{INBOX}/{name}": make for name, make in SAMPLES.items()}


def made() -> dict[str, bytes]:
    """Every file that comes out the same each time, by its path within the samples folder."""
    return {name: make() for name, make in MAKERS.items()}


def made_once() -> dict[str, bytes]:
    """The files that come out differently each time. Raises FileNotFoundError without LibreOffice."""
    try:
        return {f"{INBOX}/{name}": make() for name, make in once.FILES.items()}
    finally:
        soffice.end()


@click.command()
@click.option("--once", "anew", is_flag=True, help="Also make the files anew that come out differently each time.")
def main(anew: bool) -> None:
    """Write the samples; files of the inbox that no sample names are removed."""
    files = made() | (made_once() if anew else {})
    for name, data in files.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    known = {FOLDER / INBOX / name for name in (*SAMPLES, *once.FILES)}
    for path in (FOLDER / INBOX).rglob("*"):
        if path.is_file() and path not in known:
            path.unlink()
    keep(FOLDER / INBOX, FOLDER / BOOK)
    click.echo(f"{len(files)} files and the book made")


if __name__ == "__main__":
    main()
