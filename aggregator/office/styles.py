"""The looks of cells: one quiet palette, made once per workbook."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = "Times New Roman"
# Without "none" the library ties the font to the theme, and Excel shows another one.
TYPEFACE = {"font_name": FONT, "font_family": 1, "font_scheme": "none"}
INK, RED, GREEN, AMBER, GREY = "#1F2933", "#9B1C1C", "#26603A", "#8A5A00", "#5F6B76"
LINK = "#1D4F91"
RULE, HEAD_FILL, BAND_FILL, FORM_FILL = "#A3ADB8", "#E3E9EF", "#F3EFE6", "#F1F5F9"

COUNT = "#,##0"  # shows the reader's own separator of thousands
_GRID = {"border": 1, "border_color": RULE}
_CELL: dict[str, Any] = _GRID | {"valign": "top"}
_MID = {"align": "center", "valign": "vcenter"}

STYLES: dict[str, dict[str, Any]] = {
    # the head of a page
    "office": _MID | {"font_size": 11},
    "office_bold": _MID | {"font_size": 11, "bold": True, "valign": "top"},
    "party": _MID | {"font_size": 11, "bold": True, "underline": 1},
    "title": _MID | {"font_size": 15, "bold": True, "font_color": RED},
    "as_of": _MID | {"font_size": 11, "italic": True},
    "alarm": {"font_size": 11, "bold": True, "font_color": RED, "valign": "vcenter"},
    "back": {"font_size": 10, "font_color": LINK, "underline": 1, "valign": "vcenter"},
    "note": {"font_size": 10, "italic": True, "font_color": GREY, "valign": "vcenter"},
    # tables
    "head": _MID | _GRID | {"bold": True, "bg_color": HEAD_FILL},
    "text": _CELL,
    "name": _CELL | {"bold": True},
    "centre": _CELL | {"align": "center"},
    "order": _CELL | {"align": "center"},
    "number": _CELL | {"align": "center", "num_format": COUNT},
    "small": _CELL | {"font_size": 9, "font_color": GREY},
    "band": _GRID | {"bold": True, "bg_color": BAND_FILL, "valign": "vcenter"},
    "empty": _GRID | _MID | {"italic": True, "font_color": GREEN},
    "sum": _GRID | {"bold": True, "bg_color": HEAD_FILL, "valign": "vcenter"},
    "sum_number": _MID | _GRID | {"bold": True, "bg_color": HEAD_FILL, "num_format": COUNT},
    # the overview
    "card_figure": _MID | {"font_size": 20, "bold": True, "bg_color": BAND_FILL, "num_format": COUNT},
    "card_caption": _MID | {"font_size": 10, "bold": True, "bg_color": BAND_FILL},
    "card_detail": _MID | {"font_size": 9, "bg_color": BAND_FILL, "font_color": GREY, "valign": "top"},
    "turned": _MID | {"font_size": 13, "bold": True, "font_color": RED},
    "panel": _GRID | _MID | {"italic": True, "font_size": 11, "font_color": GREY},
    "data_head": _GRID | _MID | {"font_size": 9, "bold": True, "font_color": GREY},
    "data": _GRID | {"font_size": 9, "font_color": GREY, "num_format": COUNT},
    "head_small": _MID | _GRID | {"font_size": 9, "bold": True, "bg_color": HEAD_FILL},
    "heat": _GRID | _MID | {"num_format": COUNT + ';-0;"–"'},
    "heat_edge": _GRID | _MID | {"num_format": COUNT + ';-0;"–"', "left": 2, "left_color": GREY},
    "heat_sum": _GRID | _MID | {"num_format": COUNT},
    "heat_sum_edge": _GRID | _MID | {"num_format": COUNT, "left": 2, "left_color": GREY},
    "label": _GRID | {"valign": "vcenter"},
    "label_bold": _GRID | {"valign": "vcenter", "bold": True},
    "count": _GRID | _MID | {"num_format": COUNT},
    "count_bold": _GRID | _MID | {"num_format": COUNT, "bold": True},
    "word": _GRID | _MID,
    "unit": _GRID | {"valign": "vcenter", "font_size": 9},
    "unit_word": _GRID | _MID | {"font_size": 9},
    "unit_count": _GRID | _MID | {"num_format": COUNT, "font_size": 9},
    "link": _GRID | {"valign": "vcenter", "font_color": LINK, "underline": 1},
    "unit_link": _GRID | {"valign": "vcenter", "font_size": 9, "font_color": LINK},
}

TONES: dict[str, dict[str, Any]] = {
    "": {},
    "bad": {"font_color": RED},
    "bad_bold": {"font_color": RED, "bold": True},
    "good": {"font_color": GREEN},
    "doubt": {"bg_color": "#FFF3D1"},
    "form": {"bg_color": FORM_FILL},
    "form_plain": {"bg_color": FORM_FILL, "bold": False},
    "form_dim": {"bg_color": FORM_FILL, "font_color": GREY, "italic": True},
    "dim": {"font_color": GREY, "italic": True},
    "bold": {"bold": True},
    "key": {"bg_color": BAND_FILL},
    "key_bold": {"bg_color": BAND_FILL, "bold": True},
    # the heat table, and the rules that tint it
    "heat_blank": {"bg_color": "#E4E6E9"},
    "heat_gap": {"bg_color": "#F6DDD0", "font_color": RED, "bold": True},
    "heat_low": {"bg_color": "#E6EEF7"},
    "heat_middle": {"bg_color": "#C0D3E9"},
    "heat_high": {"bg_color": "#8FB0D6", "bold": True},
}


class Styles:
    """The formats of one workbook; each is made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[str, str, bool], Format] = {}

    def get(self, style: str, tone: str = "", *, quoted: bool = False) -> Format:
        """The format of a style, in a tone; ``quoted`` keeps a text that begins with “=” text when it is edited."""
        key = (style, tone, quoted)
        if key not in self._formats:
            properties = {"font_size": 10, "font_color": INK, "text_wrap": True, "quote_prefix": quoted} | TYPEFACE
            self._formats[key] = self._workbook.add_format(properties | STYLES[style] | TONES[tone])
        return self._formats[key]

    def rule(self, tone: str) -> Format:
        """The format of a rule: what it changes of a cell's own, no more."""
        key = ("", tone, False)
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(TONES[tone])
        return self._formats[key]


def size_of(style: str) -> float:
    """The font size of a style, in points."""
    return float(STYLES[style].get("font_size", 10))


def is_bold(style: str, tone: str = "") -> bool:
    """Whether a style is bold in a tone."""
    return bool((STYLES[style] | TONES[tone]).get("bold", False))
