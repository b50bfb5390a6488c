"""Appendices 2 and 3: the items registered for the province and for the district, by field (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.party.page import caption, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat
from aggregator.write.sheets import entry_cells, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

_SIZE = 11
_COLUMNS = (
    Column("STT", 11, centred=True),
    Column("Đơn vị", 38),
    Column("Tên mô hình, điển hình", 67),
    Column("Tập thể hoặc cá nhân", 36),
    Column("Hình thức", 22, centred=True),
    Column("Thời gian hoàn thành", 25, centred=True),
    Column("Mục tiêu đề ra", 63),
)


def appendix_items(
    document: WordDocument, facts: Facts, place: int, entries: Sequence[Entry], back: Sequence[Entry] = ()
) -> None:
    """The items of the first or second level, numbered as in the master; with decisions where there are any.

    ``back`` came from the level above; they stand at the end.
    """
    title = facts.campaign.levels[place].title.upper()
    caption(document, f"Phụ lục {place + 2}\nNỘI DUNG ĐĂNG KÝ XÂY DỰNG MÔ HÌNH, ĐIỂN HÌNH {title}", before=18)
    if not entries and not back:
        say(document, f"Chưa có nội dung nào đăng ký {words.lower_first(facts.campaign.levels[place].title)}.")
        return
    decided = any(_decision(facts, entry) for entry in (*entries, *back))
    columns = _with_decision() if decided else _COLUMNS
    add_table(
        document, columns, [*_rows(facts, entries, decided=decided), *_returned(facts, len(entries), back)], _SIZE
    )


def _with_decision() -> tuple[Column, ...]:
    *first, goals = _COLUMNS
    return (*first, Column(goals.head, goals.width - 24), Column("Kết quả xét", 24, centred=True))


def _rows(facts: Facts, entries: Sequence[Entry], *, decided: bool) -> Iterator[Row]:
    heading = None
    for number, entry in enumerate(entries, start=1):
        field = facts.field_title(entry)
        if field != heading:
            heading = field
            those = sum(facts.field_title(e) == field for e in entries)
            yield Row([f"{field} ({those} nội dung)"], bold=True)
        cells = _cells(facts, number, entry)
        yield Row([*cells, _decision(facts, entry)] if decided else cells)


def _returned(facts: Facts, before: int, back: Sequence[Entry]) -> Iterator[Row]:
    if back:
        level = words.lower_first(facts.campaign.levels[0].title)
        yield Row([f"Chuyển về từ danh sách đăng ký {level} ({len(back)} nội dung)"], bold=True)
    for number, entry in enumerate(back, start=before + 1):
        yield Row([*_cells(facts, number, entry), _decision(facts, entry)])


def _cells(facts: Facts, number: int, entry: Entry) -> list[str | int | None]:
    return [
        number,
        facts.name(entry.unit),
        flat(entry.name),
        entry_cells.holder(entry),
        entry_cells.mode(entry),
        entry_cells.completion(entry),
        flat(entry.goals),
    ]


def _decision(facts: Facts, entry: Entry) -> str:
    decision = facts.outcome.decisions.get(entry.label)
    return words.DECISION[decision.decision] if decision and decision.decision != "none" else ""
