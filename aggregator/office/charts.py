"""The looks of charts: few colours that stay apart when printed in grey, and the typeface of the sheets."""

from __future__ import annotations

from typing import Any, NamedTuple

from aggregator.office.styles import COUNT, FONT, GREY, INK, RULE

DARK, MIDDLE, LIGHT, PALE = "#1F3A5F", "#6F8FB3", "#C5D1DE", "#F2F4F7"
_SMALL, _TITLE = 9, 11
_LINE = {"color": RULE, "width": 0.75}

Options = dict[str, Any]


def font(size: float = _SMALL, *, bold: bool = False, color: str = INK) -> Options:
    """A font of the charts."""
    return {"name": FONT, "size": size, "bold": bold, "color": color}


def fill(color: str) -> Options:
    """A filled shape with a thin line, so that pale ones are seen on paper."""
    return {"fill": {"color": color}, "border": {"color": GREY, "width": 0.5}}


def numbers(color: str = INK, *, bold: bool = False) -> Options:
    """The number of each shape; nought is not printed."""
    return {"value": True, "num_format": f"{COUNT};;", "font": font(color=color, bold=bold)}


def title(text: str) -> Options:
    """A chart's title, not laid over the chart."""
    return {"name": text, "name_font": font(_TITLE, bold=True), "overlay": False}


def axis(name: str, **more: Any) -> Options:
    """An axis with its name."""
    quiet = {"name": name, "name_font": font(), "num_font": font(), "line": _LINE}
    return quiet | {"major_gridlines": {"visible": False}} | more


def counting(name: str, **more: Any) -> Options:
    """An axis of whole numbers, with faint lines across."""
    lines = {"visible": True, "line": {"color": "#E1E5EA", "width": 0.5}}
    return axis(name, num_format=COUNT, min=0, major_gridlines=lines, **more)


def legend(*without: int) -> Options:
    """The legend under the chart, without some of the series."""
    return {"position": "bottom", "font": font(), "delete_series": list(without)}


FRAME: Options = {"border": {"color": RULE, "width": 0.75}, "fill": {"color": "#FFFFFF"}}
UNSEEN: Options = {"line": {"none": True}, "marker": {"type": "none"}}


class Plot(NamedTuple):
    """Where the bars stand: left edge and width in parts of the chart, pixels above (title) and below (legend)."""

    left: float
    width: float
    above: int
    below: int

    def area(self, height: int) -> Options:
        """The layout in a chart of so many pixels; the title stands above, the axes and their names outside."""
        whole = max(height, 1)
        inner = max(whole - self.above - self.below, whole / 4)
        up_and_down = {"y": round(self.above / whole, 4), "height": round(inner / whole, 4)}
        return {"layout": {"x": self.left, "width": self.width} | up_and_down}
