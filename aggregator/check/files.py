"""Findings about files: unreadable, no form, unknown or contested unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aggregator.campaign.model import Campaign
from aggregator.findings import Finding, finding
from aggregator.received import Handled
from aggregator.settled import Settlement

_OF_NO_UNIT = "đơn vị chưa rõ"


def file_findings(item: Handled, status: str, campaign: Campaign) -> Iterator[Finding]:
    """What there is to say about one file by itself, whatever its list holds."""
    who = {"unit": item.unit, "file": item.file}
    name = campaign.units_by_code[item.unit].name if item.unit else _OF_NO_UNIT
    if item.received.link:
        yield finding("link-not-followed", **who)
    if status == "unreadable":
        code = "unreadable" if item.unreadable else "no-rows"
        yield finding(code, unit_name=name, reason=item.unreadable, **who)
    if status == "not_a_form":
        yield finding("not-a-form", reason=no_form_reason(item), **who)
    if item.unit is None and not item.received.book_nobody and status in ("unknown_unit", "nil", "empty"):
        yield _unknown(item, campaign)
    if status in ("ignored", "not_a_form", "duplicate"):
        return
    for where, other in item.others:
        yield finding("unit-conflict", unit_name=name, other_clue=where, other=campaign.unit_name(other), **who)
    if item.stamp_other:
        yield finding("unit-stamp-differs", unit_name=name, other=campaign.unit_name(item.stamp_other), **who)
    yield from _other_version(item, campaign)
    if item.misspelt:
        yield finding("unit-misspelt", unit_name=name, written=item.misspelt, **who)
    if item.body and status != "unreadable":
        yield finding("body-of-commune", unit_name=name, written=item.body, **who)


def _other_version(item: Handled, campaign: Campaign) -> Iterator[Finding]:
    """A return on our form of another year or version, as its stamp says: counted, and told."""
    stamp = item.read.stamp if item.read is not None else {}
    code, year, version = (stamp.get(name, "") for name in ("form", "year", "version"))
    form = campaign.forms_by_code.get(code) or campaign.registration_forms_by_code.get(code)
    if form is None or (year, version) == (str(campaign.year), form.version):
        return
    other_year = year != str(campaign.year)
    name = campaign.units_by_code[item.unit].name if item.unit else _OF_NO_UNIT
    yield finding(
        "form-other-version",
        unit=item.unit,
        file=item.file,
        severity="warning" if other_year else "info",
        unit_name=name,
        form=code,
        stated=f"năm {year}" if other_year else f"bản {version}",
        expected=f"năm {campaign.year}" if other_year else f"bản {form.version}",
    )


def _unknown(item: Handled, campaign: Campaign) -> Finding:
    seen = f" (ghi là “{item.seen}”)" if item.seen else ""
    likely = [campaign.unit_name(code) for code in item.suggested]
    suggestion = f" Có thể là {' hoặc '.join(likely)}." if likely else ""
    return finding("unknown-unit", file=item.file, clues=seen, suggestion=suggestion)


def no_form_reason(item: Handled) -> str:
    """Why a file that opened is no return."""
    if item.read is not None and item.read.ours:
        return "đây là tệp do chính chương trình làm ra"
    if item.read is not None and any(part.movement for part in item.read.lists):
        return "danh sách của phong trào khác"
    if item.read is not None and item.read.is_mail:
        return "thư không đính kèm tệp nào, xem lời thư"
    if item.read is not None and not item.read.other_sheets:
        return "tệp không có nội dung"
    return "không có bảng nào có cột “Tên mô hình” cùng các cột của mẫu"


def copies_of_other_units(
    settlement: Settlement, handled: Mapping[str, Handled], campaign: Campaign
) -> Iterator[Finding]:
    """A list that two units sent, byte by byte the same: it is not known whose it is."""
    for copy, original in settlement.copies.items():
        mine, first = handled[copy], handled[original]
        if mine.unit and first.unit and mine.unit != first.unit and mine.entries:
            yield finding(
                "same-content-other-unit",
                unit=mine.unit,
                file=copy,
                unit_name=campaign.unit_name(mine.unit),
                other_file=original,
                other=campaign.unit_name(first.unit),
            )
