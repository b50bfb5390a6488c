"""Checks of the forms M1 and M2 (R1, R9, R11): missing, without a row, contradicting the list, incomplete."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from aggregator.campaign.model import Campaign
from aggregator.check.content import short
from aggregator.findings import Finding, finding
from aggregator.outcome import Registration
from aggregator.registered import Clash, Matching

if TYPE_CHECKING:
    import pandas as pd

_REQUIRED = ("name", "field", "level", "content", "period")
_LINE = 80  # letters that a line of the printed form holds
_FAR = 12  # lines; the letter asks 3 to 5, as advice (R11)
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HOLDERS = {"collective": "tập thể", "individual": "cá nhân"}
_MOST_NAMES = 8


def registration_findings(
    matching: Matching,
    clashes: Sequence[Clash],
    entries: pd.DataFrame,
    assessed: Container[str],
    campaign: Campaign,
    *,
    on_paper: Container[str] = (),
) -> list[Finding]:
    """Everything to say about the forms. ``entries`` are those that count, with the levels that the forms told.

    ``assessed`` are the units of which a list or a nil return was read: only there a form can lack its row;
    ``on_paper`` those whose forms were seen on paper, of which none is asked for.
    """
    resembling = {form.place for form, _ in matching.doubtful}
    found = [f for form in matching.counting for f in _of_form(form, campaign)]
    found += [
        finding("form-without-entry", **_facts(form, campaign))
        for form in matching.counting
        if form.entry is None and form.name and form.unit and form.unit in assessed and form.place not in resembling
    ]
    found += [_again(earlier, later, campaign) for earlier, later in matching.again]
    found += [_doubtful(form, str(entries.at[index, "name"]), campaign) for form, index in matching.doubtful]
    found += [_clash(clash, entries, campaign) for clash in clashes]
    return found + list(_missing(matching, entries, campaign, on_paper))


def _facts(form: Registration, campaign: Campaign) -> dict[str, Any]:
    return {
        "unit": form.unit,
        "file": form.file,
        "sheet": form.sheet,
        "cell": f"A{form.row}",
        "unit_name": campaign.unit_name(form.unit),
        "form": form.form,
        "name": short(form.name) or "(chưa ghi tên)",
    }


def _of_form(form: Registration, campaign: Campaign) -> Iterator[Finding]:
    facts = _facts(form, campaign)
    for code, row, text in form.doubts:
        yield finding(code, **{**facts, "cell": f"A{row}"}, text=short(text))
    doubted = {code for code, _, _ in form.doubts}
    titles = {item.code: item.label for f in campaign.registration_forms if f.code == form.form for item in f.items}
    empty = [titles[code] for code in _REQUIRED if not getattr(form, code) and not _in_doubt(code, doubted)]
    if empty:
        yield finding("form-incomplete", **facts, items=", ".join(f"“{title}”" for title in empty))
    yield from _advice(form, facts, campaign)


def _in_doubt(code: str, doubted: set[str]) -> bool:
    return f"registration-{code}-unclear" in doubted or "registration-value-unclear" in doubted


def _advice(form: Registration, facts: dict[str, Any], campaign: Campaign) -> Iterator[Finding]:
    """R11: the guidance on the forms is advice, so departures are for information."""
    lines = sum(1 + len(line) // _LINE for line in (form.content or "").splitlines())
    if lines > _FAR:
        yield finding("form-content-length", **facts, lines=lines)
    years = [int(year) for year in _YEARS.findall(form.period or "")]
    if years and not min(years) <= campaign.year <= max(years):
        yield finding("form-period-other-year", **facts, text=short(form.period), year=campaign.year)


def _again(earlier: Registration, later: Registration, campaign: Campaign) -> Finding:
    return finding("form-again", **_facts(earlier, campaign), later=later.file)


def _doubtful(form: Registration, listed: str, campaign: Campaign) -> Finding:
    return finding("form-doubtful", **_facts(form, campaign), listed=short(str(listed)))


def _clash(clash: Clash, entries: pd.DataFrame, campaign: Campaign) -> Finding:
    titles = {
        "level": {level.code: level.title.lower() for level in campaign.levels},
        "field": {field.code: field.title for field in campaign.fields},
        "holder": _HOLDERS,
    }[clash.what]
    facts = _facts(clash.registration, campaign) | {"name": short(str(entries.at[clash.index, "name"]))}
    code = {"level": "form-level-differs", "field": "form-field-differs", "holder": "form-holder-differs"}[
        clash.what
    ]
    words = entries.at[clash.index, "holder"] if clash.what == "holder" else None
    listed = f"“{short(str(words))}”" if words else titles[clash.listed]
    return finding(code, **facts, listed=listed, told=titles[clash.told])


def _missing(
    matching: Matching, entries: pd.DataFrame, campaign: Campaign, on_paper: Container[str]
) -> Iterator[Finding]:
    """Province and district entries whose form was not seen, one finding a unit; and whose levels forms told."""
    seen = {form.entry for form in matching.counting} | {index for _, index in matching.doubtful}
    for unit, rows in entries[entries["unit"].notna()].groupby("unit", sort=False):
        upward = rows[rows["level"].isin(["province", "district"])]
        without = [short(n) for index, n in zip(upward.index, upward["name"], strict=True) if index not in seen]
        who = {"unit": str(unit), "unit_name": campaign.unit_name(str(unit))}
        if without:
            names = "; ".join(without[:_MOST_NAMES]) + (" …" if len(without) > _MOST_NAMES else "")
            code = "forms-on-paper" if unit in on_paper else "forms-missing"
            yield finding(code, **who, count=len(without), names=names)
        told = int((rows["level_source"] == "registration").sum())
        if told:
            yield finding("levels-from-forms", **who, count=told, rest=_rest(rows))


def _rest(rows: pd.DataFrame) -> str:
    """What became of the entries that neither list nor form gives a level."""
    base = int((rows["level"].isna() & rows["unknown_is_base"]).sum())
    return f" Còn {base} mô hình không ghi cấp và không có bản M1/M2 được tính là cấp cơ sở." if base else ""
