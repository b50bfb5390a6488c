"""The year's theme and the two fields that are watched for it (R7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import counted, level
from aggregator.write.party.page import point_head, say
from aggregator.write.party.words import percent, series, two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.standing import UnitState
    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry


def theme(document: WordDocument, facts: Facts) -> None:
    """The share of the watched fields, and the units that registered nothing in them: told, nobody accused."""
    point_head(document, f"3. Thực hiện chủ đề năm {facts.campaign.year}")
    say(document, f"Chủ đề tập trung thực hiện trong năm: “{facts.campaign.papers.theme}”.", *_shares(facts))
    without = _without(facts)
    if without:
        say(
            document,
            f"Chưa đăng ký mô hình nào thuộc {_the_fields(facts)}: {counted(facts, without)}. Đây là căn cứ để "
            "định hướng, không phải là yêu cầu bắt buộc đối với từng đơn vị.",
        )


def _the_fields(facts: Facts) -> str:
    titles = [words.lower_first(field.title) for field in facts.campaign.fields if field.theme]
    return f"lĩnh vực {series(titles)}"


def _watched(facts: Facts, entries: Sequence[Entry]) -> int:
    codes = {field.code for field in facts.campaign.fields if field.theme}
    return sum(entry.settled_field in codes for entry in entries)


def _shares(facts: Facts) -> Iterator[str]:
    entries = facts.entries
    if not entries:
        yield "Chưa có mô hình nào được đăng ký để đánh giá."
        return
    count = _watched(facts, entries)
    if not count:
        yield f"Chưa có mô hình nào thuộc {_the_fields(facts)}."
        return
    parts = "; ".join(
        f"{level(facts, place)} {two(_watched(facts, those))}/{two(len(those))}"
        for place, those in enumerate((facts.top, facts.second))
        if those
    )
    share = f"chiếm {percent(count, len(entries))} tổng số{f' ({parts})' if parts else ''}"
    yield f"Có {two(count)}/{two(len(entries))} mô hình thuộc {_the_fields(facts)}, {share}."


def _without(facts: Facts) -> list[UnitState]:
    """Units with a list whose entries all stand in other fields for certain."""
    by_unit: dict[str, list[Entry]] = {}
    for entry in facts.entries:
        by_unit.setdefault(entry.unit or "", []).append(entry)
    return [
        unit
        for unit in facts.units
        if (own := by_unit.get(unit.code)) and all(e.settled_field for e in own) and not _watched(facts, own)
    ]
