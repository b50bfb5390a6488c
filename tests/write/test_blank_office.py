"""LibreOffice opens the blank forms and lays them out on paper."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from aggregator.campaign.load import default_campaign
from aggregator.write.blank import write_blank_forms
from tests.soffice import converted

if TYPE_CHECKING:
    from pathlib import Path


SOFFICE = shutil.which("soffice")
MOST_PAGES = {"M1": 1, "M2": 1, "M3": 3, "M4": 2}


@pytest.mark.skipif(not SOFFICE and not os.environ.get("CI_NO_SKIP"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_forms_and_prints_them_on_few_pages(tmp_path: Path) -> None:
    paths = write_blank_forms(default_campaign(), tmp_path, per_unit=False)
    named = [path.rename(path.with_stem(f"{path.stem}_{path.suffix[1:]}")) for path in paths]
    for form, printed in zip(paths, converted(named, "pdf", tmp_path / "in"), strict=True):
        assert 1 <= pages(printed) <= MOST_PAGES[form.stem]


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
