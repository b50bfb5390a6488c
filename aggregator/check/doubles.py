"""Doubles across units as findings: who, where and on what evidence; nothing is merged and nobody accused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from aggregator.alike import LONG_NAME, SAME_GOALS, SAME_HOLDER, Alike
from aggregator.campaign.model import Campaign
from aggregator.check.content import short
from aggregator.findings import Finding, finding

if TYPE_CHECKING:
    import pandas as pd

_WORDS = {
    SAME_HOLDER: "cùng tập thể hoặc cá nhân thực hiện",
    SAME_GOALS: "mục tiêu giống nhau từng chữ",
    LONG_NAME: "tên dài giống nhau và cùng địa chỉ",
}


def double_findings(groups: Iterable[Alike], entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """One finding a group, of no unit: the board asks the units, each of which may be right."""
    for group in groups:
        evidence = ", ".join(_WORDS[witness] for witness in group.evidence)
        yield _of_group("double-across-units", group.rows, entries, campaign, evidence=evidence)


def same_text_findings(
    groups: Iterable[Sequence[int]], entries: pd.DataFrame, campaign: Campaign
) -> Iterator[Finding]:
    """One finding a group of models that units wrote alike to the word; nobody is accused of copying."""
    return (_of_group("same-text-other-units", group, entries, campaign) for group in groups)


def _of_group(code: str, labels: Sequence[int], entries: pd.DataFrame, campaign: Campaign, **facts: str) -> Finding:
    rows = entries.loc[list(labels)]
    first = rows.iloc[0]
    places = "; ".join(
        f"{campaign.unit_name(unit)} (“{file}”, trang “{sheet}”, dòng {row})"
        for unit, file, sheet, row in zip(rows["unit"], rows["file"], rows["sheet"], rows["row"], strict=True)
    )
    letter = first["cells"].get("name")
    return finding(
        code,
        file=first["file"],
        sheet=first["sheet"],
        cell=f"{letter}{first['row']}" if letter else None,
        name=short(first["name"]),
        count=rows["unit"].nunique(),
        places=places,
        **facts,
    )
