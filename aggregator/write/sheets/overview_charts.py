"""The charts of the overview, native ones over cells; where there is nothing to draw, words stand instead."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from aggregator.write.sheets import chart_looks as looks
from aggregator.write.sheets import overview_counts as counts
from aggregator.write.sheets import words
from aggregator.write.sheets.overview_days import Day, days
from aggregator.write.sheets.styles import COUNT, RED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.overview_data import Data
    from aggregator.write.sheets.view import View

Chart = Any  # XlsxWriter's, which ships no types
_LABELS = 8  # so many days are named under the chart
_NEAR = 3  # days that the words of the deadline reach over
_THIN = 0.06  # a part of the longest bar that has no room for its number


def field_chart(book: Book, data: Data) -> Chart | str:
    """Entries by field, each bar in parts by level; the watched fields say so (R7)."""
    view = book.view
    lines = _by_field(view)
    if not view.entries:
        return "Chưa có mô hình nào được đăng ký."
    table = data.table(("Lĩnh vực", *view.level_titles.values()), lines)
    chart = book.chart("bar", "stacked")
    longest = max(sum(line[1:]) for line in lines)
    colours = (looks.DARK, looks.MIDDLE, looks.LIGHT, looks.PALE)
    for number, colour in enumerate(colours[: len(view.level_titles)], start=1):
        series = {"name": table.head(number), "categories": table.labels, "values": table.column(number), "gap": 45}
        labels = looks.numbers("#FFFFFF" if colour == looks.DARK else "#000000")
        labels["custom"] = [{"delete": True} if line[number] < _THIN * longest else None for line in lines]
        chart.add_series(series | looks.fill(colour) | {"data_labels": labels})
    chart.set_title(looks.title("Mô hình theo lĩnh vực và cấp đăng ký"))
    chart.set_x_axis(looks.counting("Số mô hình"))
    chart.set_y_axis(looks.axis("", reverse=True, crossing="max"))
    chart.set_legend(looks.legend())
    return chart


def _by_field(view: View) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = []
    for field in view.campaign.fields:
        label = view.field_titles[field.code] + (" (trọng tâm)" if field.theme else "")
        lines.append((label, *counts.by_level(view, counts.of_fields(view, {field.code}))))
    unknown = counts.by_level(view, counts.of_fields(view, {None}))
    return [*lines, (words.UNKNOWN_FIELD, *unknown)] if any(unknown) else lines


def day_chart(book: Book, data: Data) -> Chart | str:
    """The units by the day on which they sent; the deadline is marked (R4)."""
    told = days(book.view)
    if not told:
        return "Chưa có đơn vị nào gửi hồ sơ về."
    peak, most = max(day.whole for day in told), len(book.view.units)
    highest = max(min(-(-peak * 8 // 5) + 1, most), peak)
    top = max(highest * 9 // 10, 1)
    heads = ("Ngày nhận", "Trong hạn", "Sau hạn", "Sau hạn, cần xác minh hoặc loại khác", "Cộng", "Hạn gửi")
    lines = [(d.label, d.in_time, d.late, d.doubtful, d.whole, top if d.deadline else None) for d in told]
    table = data.table(heads, lines)
    series = [
        {"name": table.head(n), "categories": table.labels, "values": table.column(n)} for n in range(1, len(heads))
    ]
    chart, line = book.chart("column", "stacked"), book.chart("line", None)
    for one, colour in zip(series, (looks.MIDDLE, RED, looks.STATES["undetermined"]), strict=False):
        chart.add_series(one | looks.fill(colour) | {"gap": 40})
    line.add_series(series[3] | looks.UNSEEN | {"data_labels": looks.numbers() | {"position": "above"}})
    line.add_series(series[4] | looks.UNSEEN | _mark(book.view, told, top))
    chart.combine(line)
    chart.set_title(looks.title("Số đơn vị gửi về theo ngày nhận"))
    chart.set_x_axis(looks.axis("", interval_unit=-(-len(told) // _LABELS)))
    chart.set_y_axis(looks.counting("Số đơn vị", max=highest, major_unit=_step(highest)))
    chart.set_legend(looks.legend(3, 4))
    return chart


def _mark(view: View, told: Sequence[Day], top: int) -> looks.Options:
    """A point above the deadline, with a line down to that day's column and its words on the emptier side."""
    place = next(n for n, day in enumerate(told) if day.deadline)
    font = looks.font(bold=True, color=looks.MARK)
    text = f"Hạn {view.campaign.deadline:%d/%m}"
    if told[place].until is not None:
        text += f"\nđã gửi {told[place].until}/{len(view.units)}"
    custom: list[looks.Options] = [{"delete": True}] * len(told)
    custom[place] = {"value": text, "font": font}
    reach = top - told[place].whole - top / 8
    down = {"type": "fixed", "value": round(max(reach, top / 8), 2), "direction": "minus", "end_style": 0}
    dashes = {"line": {"color": looks.MARK, "width": 1.5, "dash_type": "dash"}}
    labels = {"value": True, "font": font, "position": _side(told, place), "custom": custom}
    return {"y_error_bars": down | dashes, "data_labels": labels}


def _side(told: Sequence[Day], place: int) -> str:
    """Where the words of the deadline hide no column; on the side with more room where both are alike."""
    left = max((day.whole for day in told[max(place - _NEAR, 0) : place]), default=0)
    right = max((day.whole for day in told[place + 1 : place + 1 + _NEAR]), default=0)
    if place < _NEAR or len(told) - 1 - place < _NEAR:
        return "right" if place < len(told) / 2 else "left"
    return "right" if right <= left else "left"


def quota_chart(book: Book, data: Data) -> Chart | str:
    """The communes by their quota verdict (R2)."""
    group = book.campaign.groups[0]
    verdicts = Counter(unit.quota_standing for unit in book.view.units if unit.kind == group.code)
    title = words.lower_first(group.title)
    if not any(verdicts[standing] for standing in words.STANDING if standing != "not_assessed"):
        return f"Chưa có {title} nào có căn cứ xét số lượng đăng ký."
    shown = [standing for standing in words.STANDING if standing in words.QUOTA or verdicts[standing]]
    lines = [(words.STANDING[standing], verdicts[standing]) for standing in shown]
    table = data.table(("Số lượng so với quy định", f"Số {title}"), lines)
    chart = book.chart("bar", None)
    points = [looks.fill(looks.STATES[standing]) for standing in shown]
    labels = {"value": True, "num_format": COUNT, "font": looks.font(bold=True)}
    series = {"name": table.head(1), "categories": table.labels, "values": table.column(1), "gap": 45}
    chart.add_series(series | {"points": points, "data_labels": labels})
    chart.set_title(looks.title(f"{group.title} theo số lượng đăng ký"))
    chart.set_x_axis(looks.counting(f"Số {title}", major_unit=_step(max(verdicts.values()))))
    chart.set_y_axis(looks.axis("", reverse=True, crossing="max"))
    chart.set_legend({"none": True})
    return chart


def _step(most: int) -> int:
    """Whole steps on an axis of small numbers."""
    return max(1, -(-most // 6))
