"""What was registered, by field and level (R9, R10)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import levels
from aggregator.write.party.bars import Bar, bar_chart
from aggregator.write.party.page import PORTRAIT, caption, gap, point_head, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import series, two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

_MODES = {"continuing": "tiếp tục duy trì", "new": "xây dựng mới", None: "chưa ghi rõ hình thức"}
_HOLDERS = {"collective": "của tập thể", "individual": "của cá nhân", None: "chưa rõ của tập thể hay cá nhân"}
_FIGURE = 18.0


def results(document: WordDocument, facts: Facts) -> None:
    """Sentences, the chart of fields by levels, and its table."""
    point_head(document, "2. Kết quả đăng ký theo lĩnh vực và theo cấp")
    if not facts.entries:
        say(document, "Đến nay chưa có mô hình, điển hình nào được đăng ký.")
        return
    say(document, *_totals(facts))
    say(document, *_most(facts))
    caption(document, "Biểu đồ số mô hình, điển hình đăng ký theo lĩnh vực và theo cấp")
    bars = [Bar(label, _levels(facts, those)[:-1]) for label, those in _fields(facts)]
    bar_chart(document, bars, list(facts.level_titles.values()))
    gap(document, 10)
    caption(document, "Bảng 1. Số mô hình, điển hình đăng ký theo lĩnh vực và theo cấp")
    heads = [words.upper_first(title) for title in facts.level_titles.values()]
    figures = [Column(head, _FIGURE, centred=True) for head in (*heads, "Cộng")]
    wide = PORTRAIT - _FIGURE * len(figures)
    add_table(document, [Column("Lĩnh vực, nhóm đơn vị", wide), *figures], _rows(facts))
    gap(document)


def _totals(facts: Facts) -> Iterator[str]:
    entries = facts.entries
    yield (
        f"Tổng số có {two(len(entries))} mô hình, điển hình đăng ký, gồm: "
        f"{levels(facts, facts.levels_of(entries))}."
    )
    modes: Counter[str | None] = Counter(e.mode if e.mode in _MODES else None for e in entries)
    holders: Counter[str | None] = Counter(e.holder_kind if e.holder_kind in _HOLDERS else None for e in entries)
    yield f"Theo hình thức: {_told(modes, _MODES)}. Theo chủ thể: {_told(holders, _HOLDERS)}."


def _told(counts: Counter[str | None], titles: dict[str | None, str]) -> str:
    return ", ".join(f"{two(counts[code])} {title}" for code, title in titles.items() if counts[code])


def _most(facts: Facts) -> Iterator[str]:
    """Which fields have most and least; nothing is said of one field, or where all are alike."""
    counts = {f.title: sum(e.settled_field == f.code for e in facts.entries) for f in facts.campaign.fields}
    high, low = max(counts.values()), min(counts.values())
    if high > low:
        yield f"Nhiều nhất là lĩnh vực {_with(counts, high)}; ít nhất là lĩnh vực {_with(counts, low)}."
    unknown = sum(e.settled_field is None for e in facts.entries)
    if unknown:
        yield f"Còn {two(unknown)} mô hình chưa rõ lĩnh vực, cần đơn vị xác định."


def _with(counts: dict[str, int], number: int) -> str:
    those = [words.lower_first(title) for title, count in counts.items() if count == number]
    told = f"{two(number)} mô hình" if number else "chưa có mô hình nào"
    return f"{series(those)} ({'đều ' if len(those) > 1 and number else ''}{told})"


def _fields(facts: Facts) -> Iterator[tuple[str, list[Entry]]]:
    for field in facts.campaign.fields:
        yield facts.field_titles[field.code], [e for e in facts.entries if e.settled_field == field.code]
    unknown = [e for e in facts.entries if e.settled_field is None]
    if unknown:
        yield words.UNKNOWN_FIELD, unknown


def _rows(facts: Facts) -> Iterator[Row]:
    for label, those in _fields(facts):
        yield Row([label, *_levels(facts, those)])
    yield Row(["Cộng", *_levels(facts, facts.entries)], bold=True)
    yield Row(["Trong đó, theo nhóm đơn vị:"])
    kinds = {unit.code: unit.kind for unit in facts.units}
    for group in facts.campaign.groups:
        yield Row(
            [group.title, *_levels(facts, [e for e in facts.entries if kinds.get(e.unit or "") == group.code])]
        )
    strays = [e for e in facts.entries if e.unit not in kinds]
    if strays:
        yield Row([words.UNKNOWN_UNIT, *_levels(facts, strays)])


def _levels(facts: Facts, entries: Sequence[Entry]) -> list[int]:
    counts = facts.levels_of(entries)
    return [*(counts[code] for code in facts.level_titles), len(entries)]
