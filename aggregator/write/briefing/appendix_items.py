"""Appendices 2 and 3: the items registered for the province and for the district, by field (R6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aggregator.plain_text import clean
from aggregator.write.briefing.appendix import appendix_head
from aggregator.write.briefing.phrases import level
from aggregator.write.party.page import remark, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat, two
from aggregator.write.sheets import entry_cells, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

_SIZE = 11
_MANY, _SHORT = 1000, 300  # in a campaign of more models, goals are cut at so many letters
_NARROWER = (11, 35, 58, 34, 21, 25, 56)
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
    title = f"Nội dung đăng ký xây dựng mô hình, điển hình {level(facts, place)}"
    appendix_head(document, facts, place + 2, title)
    if not entries and not back:
        say(document, f"Chưa có nội dung nào đăng ký {level(facts, place)}.")
        return
    decided = any(_decision(facts, entry) for entry in (*entries, *back))
    columns = _with_decision() if decided else _COLUMNS
    most = _SHORT if len(facts.entries) > _MANY else None
    rows = [*_rows(facts, entries, most, decided=decided), *_returned(facts, len(entries), back, most)]
    add_table(document, columns, rows, _SIZE)
    if most and any(len(entry.goals or "") > most for entry in (*entries, *back)):
        sheet = facts.campaign.levels[place].title
        remark(
            document,
            f"Mục tiêu dài được rút gọn, kết thúc bằng “…”; xem đầy đủ tại bảng tổng hợp, trang “{sheet}”.",
        )


def _with_decision() -> tuple[Column, ...]:
    """The same columns, each a little narrower, and one for what is proposed."""
    narrower = [replace(column, width=width) for column, width in zip(_COLUMNS, _NARROWER, strict=True)]
    return (*narrower, Column("Đề xuất", 22, centred=True))


def _rows(facts: Facts, entries: Sequence[Entry], most: int | None, *, decided: bool) -> Iterator[Row]:
    heading = None
    for number, entry in enumerate(entries, start=1):
        field = facts.field_title(entry)
        if field != heading:
            heading = field
            those = sum(facts.field_title(e) == field for e in entries)
            yield Row([f"{field} ({two(those)} nội dung)"], bold=True)
        cells = _cells(facts, number, entry, most)
        yield Row([*cells, _decision(facts, entry)] if decided else cells)


def _returned(facts: Facts, before: int, back: Sequence[Entry], most: int | None) -> Iterator[Row]:
    if back:
        told = f"Đăng ký {level(facts, 0)}, đề xuất chuyển về {level(facts, 1)} ({two(len(back))} nội dung)"
        yield Row([told], bold=True)
    for number, entry in enumerate(back, start=before + 1):
        yield Row([*_cells(facts, number, entry, most), _decision(facts, entry)])


def _cells(facts: Facts, number: int, entry: Entry, most: int | None) -> list[str | None]:
    return [
        str(number),  # no figure: 1234, not 1.234
        facts.name(entry.unit),
        flat(entry.name),
        entry_cells.holder(entry),
        entry_cells.mode(entry),
        entry_cells.completion(entry),
        _goals(entry.goals or "", most),
    ]


def _goals(text: str, most: int | None) -> str:
    """The goals with the line breaks that the unit made; in large campaigns cut at a word after ``most``."""
    lines = "\n".join(line for typed in clean(text).split("\n") if (line := " ".join(typed.split())))
    if most is None or len(lines) <= most:
        return lines
    cut = lines[:most].rsplit(maxsplit=1)[0]
    return f"{cut.rstrip(' .,;:–-')} …"


def _decision(facts: Facts, entry: Entry) -> str:
    decision = facts.outcome.decisions.get(entry.label)
    return words.DECISION[decision.course] if decision and decision.course != "none" else ""
