"""LibreOffice opens the blank forms and lays them out on paper."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from aggregator.campaign.load import default_campaign
from aggregator.write.blank import write_blank_forms

if TYPE_CHECKING:
    from pathlib import Path


SOFFICE = shutil.which("soffice")
MOST_PAGES = {"M1": 1, "M2": 1, "M3": 3, "M4": 2}


@pytest.mark.skipif(not SOFFICE and not os.environ.get("CI_NO_SKIP"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_forms_and_prints_them_on_few_pages(tmp_path: Path) -> None:
    paths = write_blank_forms(default_campaign(), tmp_path, per_unit=False)
    for kind in (".docx", ".xlsx"):
        chosen = [path for path in paths if path.suffix == kind]
        convert(chosen, tmp_path)
        for path in chosen:
            assert 1 <= pages(path.with_suffix(".pdf")) <= MOST_PAGES[path.stem]


def convert(paths: list[Path], folder: Path) -> None:
    assert SOFFICE, "CI_NO_SKIP is set and LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", *map(str, [folder, *paths])]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
