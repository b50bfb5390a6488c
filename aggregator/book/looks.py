"""How the tracking book looks: Times New Roman, what people write white, what the program writes grey."""

from __future__ import annotations

from typing import Any

FONT = "Times New Roman"
NORMAL: dict[str, Any] = {"font_name": FONT, "font_size": 12, "font_family": 1, "font_scheme": "none"}
LINE, HEAD_PEOPLE, HEAD_TOOL, TOOL = "#8EA9C1", "#DCE6F1", "#E3E3E3", "#F4F4F4"
TIME, DATE, TEXT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy", "@"
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
_HEAD = {**_CENTRED, "bold": True, "border": 1, "border_color": LINE}
_CELL = {"valign": "top", "text_wrap": True, "locked": False}

LOOKS: dict[str, dict[str, Any]] = {
    "heading": {**_CENTRED, "bold": True, "font_size": 15, "locked": False},
    "guide": {"italic": True, "text_wrap": True, "valign": "vcenter", "align": "left", "locked": False},
    "head": {**_HEAD, "bg_color": HEAD_PEOPLE},
    "head_tool": {**_HEAD, "bg_color": HEAD_TOOL},
    "text": dict(_CELL),
    "text_tool": {**_CELL, "num_format": TEXT, "bg_color": TOOL},
    "code": {**_CELL, "num_format": TEXT},
    "centre": {**_CELL, "align": "center"},
    "time": {**_CELL, "num_format": TIME, "align": "center"},
    "time_tool": {**_CELL, "num_format": TIME, "align": "center", "bg_color": TOOL},
    "date": {**_CELL, "num_format": DATE, "align": "center"},
    "section": {"bold": True, "valign": "vcenter", "border": 1, "border_color": LINE, "bg_color": HEAD_PEOPLE},
    "locked": {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE, "bg_color": TOOL},
    "free": {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE, "locked": False},
    "free_bold": {
        "valign": "vcenter", "align": "center", "bold": True, "text_wrap": True, "border": 1,
        "border_color": LINE, "locked": False,
    },
    "free_time": {
        "valign": "vcenter", "align": "center", "bold": True, "border": 1, "border_color": LINE,
        "locked": False, "num_format": TIME,
    },
    "free_date": {
        "valign": "vcenter", "align": "center", "bold": True, "border": 1, "border_color": LINE,
        "locked": False, "num_format": DATE,
    },
    "ruled": {"border": 1, "border_color": LINE},
}  # fmt: skip
