"""The charts of the overview, native ones over cells beside the print; words where there is nothing to draw."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from aggregator.nouns.standing import QUOTAS, in_time
from aggregator.office.page import Book, Page
from aggregator.office.sheet import AMBER, COUNT, FONT, GREY, INK, RED, RULE, Value
from aggregator.vietnamese.official_style import lower_first
from aggregator.vietnamese.scope import in_place_words
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import View

# ---- The looks of the charts.

_DARK, _MIDDLE, _LIGHT, _PALE = "#1F3A5F", "#6F8FB3", "#C5D1DE", "#F2F4F7"
_SMALL, _LARGE = 9, 11  # points
_LINE = {"color": RULE, "width": 0.75}

_Options = dict[str, Any]


def _font(size: float = _SMALL, *, bold: bool = False, color: str = INK) -> _Options:
    return {"name": FONT, "size": size, "bold": bold, "color": color}


def _fill(color: str) -> _Options:
    """A filled shape with a thin line, so that pale ones are seen on paper."""
    return {"fill": {"color": color}, "border": {"color": GREY, "width": 0.5}}


def _numbers(color: str = INK) -> _Options:
    """The number of each shape; nought is not printed."""
    return {"value": True, "num_format": f"{COUNT};;", "font": _font(color=color)}


def _title(text: str) -> _Options:
    return {"name": text, "name_font": _font(_LARGE, bold=True), "overlay": False}


def _axis(name: str, **more: Any) -> _Options:
    quiet = {"name": name, "name_font": _font(), "num_font": _font(), "line": _LINE}
    return quiet | {"major_gridlines": {"visible": False}} | more


def _counting(name: str, **more: Any) -> _Options:
    """An axis of whole numbers, with faint lines across."""
    lines = {"visible": True, "line": {"color": "#E1E5EA", "width": 0.5}}
    return _axis(name, num_format=COUNT, min=0, major_gridlines=lines, **more)


def _legend(*without: int) -> _Options:
    return {"position": "bottom", "font": _font(), "delete_series": list(without)}


_FRAME: _Options = {"border": {"color": RULE, "width": 0.75}, "fill": {"color": "#FFFFFF"}}
_UNSEEN: _Options = {"line": {"none": True}, "marker": {"type": "none"}}


def _plot(height: int, left: float, width: float, above: int, below: int) -> _Options:
    """Where the bars stand: ``left``, ``width`` in parts of the chart, ``above``, ``below`` (legend) in pixels."""
    whole = max(height, 1)
    inner = max(whole - above - below, whole / 4)
    up_and_down = {"y": round(above / whole, 4), "height": round(inner / whole, 4)}
    return {"layout": {"x": left, "width": width} | up_and_down}


# ---- The three charts, and the cells that they are drawn from.

Chart = Any  # XlsxWriter's, which ships no types
Range = list[str | int]  # as XlsxWriter takes it: sheet, first row and column, last row and column

_STATES = {
    "met": _DARK,
    "violated": RED,
    "undetermined": "#D9B36C",
    "open": _MIDDLE,
    "not_assessed": _LIGHT,
    "waived": _PALE,
    "noted": _PALE,
}
_ROWS = 12  # that the charts stand over
_TELLS = (
    "Biểu đồ số mô hình theo lĩnh vực, chia theo cấp đăng ký",
    "Biểu đồ số đơn vị gửi về theo ngày, có đánh dấu hạn gửi",
    "Biểu đồ số xã, thị trấn theo tình trạng số lượng đăng ký",
)
_PLOTS = (  # by field, by day (where a column as high as the axis has its number above), by verdict
    (0.37, 0.58, 30, 66),
    (0.11, 0.85, 50, 62),
    (0.29, 0.65, 30, 46),
)
_BEFORE, _AFTER = 13, 7  # days told one by one before and after the deadline; what lies further is lumped
_LABELS = 8  # so many days are named under the chart
_NEAR = 3  # days that the words of the deadline reach over
_THIN = 0.06  # a part of the longest bar that has no room for its number
_LABEL_WIDTH, _DATA_WIDTH, _DATA_COLUMNS = 30.0, 12.0, 6


def write_charts(
    book: Book, page: Page, view: View, lefts: Sequence[int], width: int, *, room: float, data: tuple[int, int]
) -> None:
    """Draw the charts from the columns ``lefts`` on, ``width`` pixels wide, ``room`` points high, over ``data``."""
    pixels = max(int(room / _ROWS * 4 / 3), 12)
    for row in range(page.row, page.row + _ROWS):
        page.set_height(row, pixels * 0.75)
    cells = Data(page, *data)
    for place, (left, draw) in enumerate(zip(lefts, (_field_chart, _day_chart, _quota_chart), strict=True)):
        drawn = draw(book, view, cells)
        if isinstance(drawn, str):
            span = (left, lefts[1] - lefts[0] + left - 3)
            page.sheet.across(page.row, span, drawn, page.styles.get("panel"), rows=_ROWS)
            continue
        drawn.set_size({"width": width, "height": pixels * _ROWS})
        drawn.set_chartarea(_FRAME)
        drawn.set_plotarea(_plot(pixels * _ROWS, *_PLOTS[place]))
        options = {"object_position": 1, "description": in_place_words(_TELLS[place], view.campaign.office.place)}
        page.sheet.check(page.sheet.insert_chart(page.row, left, drawn, options), "biểu đồ")
    page.row += _ROWS


class Data:
    """The small tables of chart data one under another: labels, and columns of numbers under heads."""

    def __init__(self, page: Page, row: int, left: int) -> None:
        self._page, self._row, self._left = page, row + 1, left
        for column in range(left, left + _DATA_COLUMNS):
            width = _LABEL_WIDTH if column == left else _DATA_WIDTH
            page.sheet.check(page.sheet.set_column(column, column, width), "cột số liệu của biểu đồ")
        title = "Số liệu của các biểu đồ (không in)"
        page.sheet.across(row, (left, left + _DATA_COLUMNS - 1), title, page.styles.get("note"))

    def table(self, heads: Sequence[str], lines: Sequence[tuple[Value, ...]]) -> "DataTable":
        """Write a table under those that stand already."""
        for row, line in enumerate((heads, *lines), start=self._row):
            style = self._page.styles.get("data_head" if row == self._row else "data")
            for number, value in enumerate(line):
                self._page.sheet.put(row, self._left + number, value, style)
        table = DataTable(self._page.sheet.get_name(), self._row + 1, self._row + len(lines), self._left)
        self._row += len(lines) + 2
        return table


class DataTable(NamedTuple):
    """Where a table of chart data stands."""

    sheet: str
    first: int
    last: int
    left: int

    def column(self, number: int) -> Range:
        """The cells of a column; 0 are the labels."""
        return [self.sheet, self.first, self.left + number, self.last, self.left + number]

    def series(self, number: int, **more: Any) -> dict[str, Any]:
        """A column of numbers as a series of a chart, by its labels and under its head."""
        head = [self.sheet, self.first - 1, self.left + number]
        return {"name": head, "categories": self.column(0), "values": self.column(number), **more}


def _field_chart(book: Book, view: View, data: Data) -> Chart | str:
    """Entries by field, each bar in parts by level; the watched fields say so (R7)."""
    lines = _by_field(view)
    if not view.entries:
        return "Chưa có mô hình nào được đăng ký."
    table = data.table(("Lĩnh vực", *map(cell_texts.whole_level, view.level_titles.values())), lines)
    chart = book.chart("bar", "stacked")
    longest = max(sum(line[1:]) for line in lines)
    colours = (_DARK, _MIDDLE, _LIGHT, _PALE)
    for number, colour in enumerate(colours[: len(view.level_titles)], start=1):
        series = table.series(number, gap=45)
        labels = _numbers("#FFFFFF" if colour == _DARK else "#000000")
        labels["custom"] = [{"delete": True} if line[number] < _THIN * longest else None for line in lines]
        chart.add_series(series | _fill(colour) | {"data_labels": labels})
    chart.set_title(_title("Mô hình theo lĩnh vực và cấp đăng ký"))
    chart.set_x_axis(_counting("Số mô hình"))
    chart.set_y_axis(_axis("", reverse=True, crossing="max"))
    chart.set_legend(_legend())
    return chart


def _by_field(view: View) -> list[tuple[Any, ...]]:
    """A line for each field: its title, its entries by level; one for the unknown field where there are any."""
    lines = []
    for field, title in cell_texts.field_titles(view.campaign).items():
        levels = view.levels_of(view.entries_of_field[field])
        lines.append((title, *(levels[level] for level in view.level_titles)))
    return lines if view.entries_of_field[None] else lines[:-1]


def _day_chart(book: Book, view: View, data: Data) -> Chart | str:
    """The units by the day on which they sent; the deadline is marked (R4)."""
    told = days(view)
    if not told:
        return "Chưa có đơn vị nào gửi hồ sơ về."
    peak, most = max(day.whole for day in told), len(view.obliged)
    highest = max(min(-(-peak * 8 // 5) + 1, most), peak)
    top = max(highest * 9 // 10, 1)
    heads = ("Ngày nhận", "Trong hạn", "Sau hạn", "Sau hạn, cần xác minh hoặc loại khác", "Cộng", "Hạn gửi")
    lines = [(d.label, d.in_time, d.late, d.doubtful, d.whole, top if d.deadline else None) for d in told]
    table = data.table(heads, lines)
    series = [table.series(number) for number in range(1, len(heads))]
    chart, line = book.chart("column", "stacked"), book.chart("line", None)
    for one, colour in zip(series, (_MIDDLE, RED, _STATES["undetermined"]), strict=False):
        chart.add_series(one | _fill(colour) | {"gap": 40})
    line.add_series(series[3] | _UNSEEN | {"data_labels": _numbers() | {"position": "above"}})
    line.add_series(series[4] | _UNSEEN | _mark(view, told, top))
    chart.combine(line)
    chart.set_title(_title("Số đơn vị gửi về theo ngày nhận"))
    chart.set_x_axis(_axis("", interval_unit=-(-len(told) // _LABELS)))
    chart.set_y_axis(_counting("Số đơn vị", max=highest, major_unit=_step(highest)))
    chart.set_legend(_legend(3, 4))
    return chart


def _mark(view: View, told: "Sequence[Day]", top: int) -> _Options:
    """A point above the deadline, with a line down to that day's column and its words on the emptier side."""
    place = next(n for n, day in enumerate(told) if day.deadline)
    font = _font(bold=True, color=AMBER)
    text = f"Hạn {view.campaign.deadline:%d/%m}"
    if told[place].until is not None:
        text += f"\nđã gửi {told[place].until}/{len(view.obliged)}"
    custom: list[_Options] = [{"delete": True}] * len(told)
    custom[place] = {"value": text, "font": font}
    reach = top - told[place].whole - top / 8
    down = {"type": "fixed", "value": round(max(reach, top / 8), 2), "direction": "minus", "end_style": 0}
    dashes = {"line": {"color": AMBER, "width": 1.5, "dash_type": "dash"}}
    labels = {"value": True, "font": font, "position": _side(told, place), "custom": custom}
    return {"y_error_bars": down | dashes, "data_labels": labels}


def _side(told: "Sequence[Day]", place: int) -> str:
    """Where the words of the deadline hide no column; on the side with more room where both are alike."""
    left = max((day.whole for day in told[max(place - _NEAR, 0) : place]), default=0)
    right = max((day.whole for day in told[place + 1 : place + 1 + _NEAR]), default=0)
    if place < _NEAR or len(told) - 1 - place < _NEAR:
        return "right" if place < len(told) / 2 else "left"
    return "right" if right <= left else "left"


def _quota_chart(book: Book, view: View, data: Data) -> Chart | str:
    group = view.campaign.groups[0]
    verdicts = Counter(unit.quota_standing for unit in view.units if unit.kind == group.code)
    title = lower_first(group.title)
    if not any(verdicts[standing] for standing in cell_texts.STANDING if standing != "not_assessed"):
        return f"Chưa có {title} nào có căn cứ xét số lượng đăng ký."
    shown = [standing for standing in cell_texts.STANDING if standing in QUOTAS or verdicts[standing]]
    lines = [(cell_texts.STANDING[standing], verdicts[standing]) for standing in shown]
    table = data.table(("Số lượng so với quy định", f"Số {title}"), lines)
    chart = book.chart("bar", None)
    points = [_fill(_STATES[standing]) for standing in shown]
    labels = {"value": True, "num_format": COUNT, "font": _font(bold=True)}
    chart.add_series(table.series(1, gap=45, points=points, data_labels=labels))
    chart.set_title(_title(f"{group.title}: số lượng so với quy định"))
    chart.set_x_axis(_counting(f"Số {title}", major_unit=_step(max(verdicts.values()))))
    chart.set_y_axis(_axis("", reverse=True, crossing="max"))
    chart.set_legend({"none": True})
    return chart


def _step(most: int) -> int:
    """Whole steps on an axis of small numbers."""
    return max(1, -(-most // 6))


# --- the receipt of the units day by day, around the deadline (R4) -----------------------------------


class Day(NamedTuple):
    """One day: units in time, called late, late otherwise; ``until``: sent until then (None: a day still ahead)."""

    label: str
    in_time: int
    late: int
    doubtful: int
    until: int | None
    deadline: bool

    @property
    def whole(self) -> int:
        """All units of the day."""
        return self.in_time + self.late + self.doubtful


def days(view: View) -> list[Day]:
    """The days from the first receipt (before the figures' moment) to the last, the deadline's among them."""
    zone, deadline, as_of = view.campaign.zone, view.campaign.deadline, view.outcome.as_of
    came = [(u, u.received_at.astimezone(zone)) for u in view.obliged if u.received_at and u.received_at <= as_of]
    if not came:
        return []
    due = deadline.astimezone(zone).date()
    dates = [moment.date() for _, moment in came]
    first = max(min(*dates, due), due - dt.timedelta(_BEFORE))
    last = min(max(*dates, due), due + dt.timedelta(_AFTER))
    counts: Counter[tuple[dt.date, str]] = Counter()
    for unit, moment in came:
        after = "late" if view.receipt(unit) == "late" else "doubtful"
        counts[min(max(moment.date(), first), last), "in_time" if in_time(moment, deadline) else after] += 1
    today, told, until = as_of.astimezone(zone).date(), [], 0
    for day in (first + dt.timedelta(n) for n in range((last - first).days + 1)):
        timely, late, doubtful = (counts[day, kind] for kind in ("in_time", "late", "doubtful"))
        until += timely + late + doubtful
        before = "đến " if min(dates) < first == day else "từ " if max(dates) > last == day else ""
        label = f"{before}{day:%d/%m}"
        told.append(Day(label, timely, late, doubtful, until if day <= today else None, day == due))
    return told
