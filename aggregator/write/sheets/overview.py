"""A workbook of the board's: its letterhead and the moment of its figures on every page."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from aggregator.nouns.standing import QUOTAS, SENDING_TO_VERIFY, TIME_TO_VERIFY, UnitState
from aggregator.nouns.unit import UNKNOWN_UNIT
from aggregator.office.page import Book, Letterhead, Page, workbook_bytes
from aggregator.office.sheet import Span, Value, height, lines_needed
from aggregator.vietnamese.official_style import figure, lower_first, percent
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.charts import write_charts
from aggregator.write.sheets.tasks import tasks
from aggregator.write.sheets.view import Entry, View


def board_workbook(
    title: str,
    run: cell_texts.Dateline,
    fill: Callable[[Book], None],
    home: str | None = None,
    *,
    large: bool = False,
) -> bytes:
    """The workbook that ``fill`` makes, as of the moment of the run; the same facts give the same bytes."""
    campaign = run.campaign
    office = campaign.office
    head = Letterhead(office.committee, office.board, office.party, campaign.title, cell_texts.as_of_line(run))
    made_at = run.as_of.astimezone(campaign.zone)
    return workbook_bytes(fill, head, title=title, author=office.name, made_at=made_at, home=home, large=large)


# ---- `Tổng quan`: what the briefing needs on one sheet of paper: figures, three tables side by side,
# three charts.

SHEET = "Tổng quan"
PIXELS = 15  # of a column: many equal narrow ones, so that tables of any cut share one sheet of paper
BLOCKS, BLOCK, GAP = 3, 30, 2  # blocks side by side, the columns of a block and between two
COLUMNS = BLOCKS * BLOCK + (BLOCKS - 1) * GAP
WIDTHS = ((PIXELS - 5) / 7,) * COLUMNS  # Excel adds five pixels to a width's seven a unit
_ROW, _HEAD_ROW = 15.0, 27.0  # points of a row with one line of text, of one with two bold lines
_CARD = 14  # columns; six cards and the gaps between them are as wide as the grid
_SMALL, _SLACK = 9, 12.0
_MARGINS = {"left": 0.3, "right": 0.3, "top": 0.3, "bottom": 0.5}  # inches
_UNUSABLE = "Chưa có danh sách dùng được"

# the label's columns in a block, then the values'
_FIVE: Sequence[Span] = ((0, 13), (14, 17), (18, 20), (21, 23), (24, 26), (27, 29))
_THREE: Sequence[Span] = ((0, 12), (13, 17), (18, 25), (26, 29))
_TASK: Sequence[Span] = ((0, 15), (16, 24), (25, 29))


def overview_sheet(book: Book, view: View) -> Callable[[], None]:
    """The first sheet, still empty; it leads to rows of the others, and is filled when they are written."""
    page = book.page(SHEET, WIDTHS)
    page.set_margins(**_MARGINS)
    return lambda: _fill(book, page, view)


def _fill(book: Book, page: Page, view: View) -> None:
    page.head("Tổng quan tình hình đăng ký")
    _write_cards(page, view)
    top = page.row
    blocks = [Block(page, number) for number in range(BLOCKS)]
    _write_entries(blocks[0], view)
    _write_standing(blocks[1], view)
    _write_attention(blocks[2], book, view)
    page.row = max(block.row for block in blocks)
    page.advance(6)
    lefts = [number * (BLOCK + GAP) for number in range(BLOCKS)]
    write_charts(book, page, view, lefts, BLOCK * PIXELS, room=page.room - _SLACK, data=(top, COLUMNS + 2))
    page.sheet.print_area(0, 0, page.row - 1, COLUMNS - 1)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.freeze_panes(4, 0)
    page.sheet.activate()


class Block:
    """One of the blocks side by side, with a cursor of its own; the rows of all blocks are equally high."""

    def __init__(self, page: Page, number: int) -> None:
        self.page, self.row = page, page.row
        self._left = number * (BLOCK + GAP)

    def title(self, text: str) -> None:
        """A line over the whole block."""
        self._cell((0, BLOCK - 1), text, "band")
        self._next(_ROW)

    def heads(self, heads: Sequence[str], slots: Sequence[Span]) -> None:
        """A line of column heads, two lines of text high."""
        for span, head in zip(slots, heads, strict=True):
            self._cell(span, head, "head")
        self._next(_HEAD_ROW)

    def counts(
        self, label: str, values: Sequence[Value], slots: Sequence[Span], *, bold: bool = False, tone: str = ""
    ) -> None:
        """A line of counts."""
        styles = ("label_bold", "count_bold") if bold else ("label", "count")
        self._cell(slots[0], label, styles[0], tone)
        for span, value in zip(slots[1:], values, strict=True):
            self._cell(span, value, styles[1], tone)
        self._next(_ROW)

    def add_link(self, label: str, sheet: str, row: int, value: Value, tone: str) -> None:
        """A line of what needs attention: a link to its rows, the sheet's name for readers on paper, a count."""
        place, name, number = _TASK
        self._cell(place, None, "link")
        self.page.sheet.link(self.row, self._left, label, self.page.styles.get("link"), to=sheet, at=row)
        self._cell(name, sheet, "word")
        self._cell(number, value, "count_bold", tone)
        self._next(_ROW)

    def task(self, label: str, place: str, value: Value) -> None:
        """A line of what needs attention outside this workbook."""
        for span, text, style in zip(_TASK, (label, place, value), ("label", "word", "count_bold"), strict=True):
            self._cell(span, text, style)
        self._next(_ROW)

    def _cell(self, span: Span, value: Value, style: str, tone: str = "") -> None:
        columns = (self._left + span[0], self._left + span[1])
        self.page.sheet.across(self.row, columns, value, self.page.styles.get(style, tone))

    def _next(self, points: float) -> None:
        self.page.set_height(self.row, points)
        self.row += 1


# --- the headline figures ----------------------------------------------------------------------------


class Card(NamedTuple):
    """A figure or two with their captions, and a line of detail under them."""

    figures: Sequence[tuple[int, str]]
    detail: str
    tone: str = ""


def _write_cards(page: Page, view: View) -> None:
    """A strip about the units, a strip about the models: each card a figure over its caption over its detail."""
    for strip in (list(_unit_cards(view)), list(_model_cards(view))):
        for number, card in enumerate(strip):
            _write_card(page, card, number * (_CARD + GAP))
        width = _CARD * PIXELS / 7 - 1.4  # in Excel's units, without the margins of the cell
        needed = max(lines_needed(card.detail, width, _SMALL) for card in strip)
        for points in (27.0, 14.5, height(needed, _SMALL) + 1, 5.0):
            page.advance(points)


def _write_card(page: Page, card: Card, left: int) -> None:
    share = _CARD // len(card.figures)
    for number, (count, caption) in enumerate(card.figures):
        columns = (left + number * share, left + (number + 1) * share - 1)
        page.sheet.across(page.row, columns, count, page.styles.get("card_figure", card.tone))
        page.sheet.across(page.row + 1, columns, caption, page.styles.get("card_caption"))
    page.sheet.across(page.row + 2, (left, left + _CARD - 1), card.detail, page.styles.get("card_detail"))


def _card(view: View, receipt: str, detail: str, tone: str = "") -> Card:
    return Card([(view.receipts[receipt], cell_texts.RECEIPT[receipt])], detail, tone)


def _unit_cards(view: View) -> Iterator[Card]:
    came = view.receipts
    yield Card([(len(view.obliged), "Đơn vị phải gửi danh sách")], _kinds(view, lambda _: True))
    listed = sum(unit.receipt in {"on_time", "late"} and unit.has_counts for unit in view.obliged)
    sent = sum(not unit.silent for unit in view.obliged)
    yield Card([(sent, "Đã gửi về")], f"{listed} đơn vị có danh sách đọc được")
    yield _card(view, "on_time", _kinds(view, lambda unit: unit.receipt == "on_time"))
    yield _card(view, "late", _doubtful(came[TIME_TO_VERIFY]), "bad" if came["late"] else "")
    silent = "pending" if came["pending"] else "missing"
    yield _card(view, silent, _doubtful(came[SENDING_TO_VERIFY]), "bad" if came["missing"] else "")
    unread = sum(unit.unusable for unit in view.obliged)
    unusable = (code for code in ("unreadable", "empty", "forms_only") if came[code])
    detail = "; ".join(f"{lower_first(cell_texts.RECEIPT[code])}: {came[code]}" for code in unusable)
    yield Card([(unread, _UNUSABLE)], detail or "không có đơn vị nào", "bad" if unread else "")


def _doubtful(units: int) -> str:
    return f"chưa kể {units} đơn vị cần xác minh" if units else "không có đơn vị cần xác minh"


def _kinds(view: View, belongs: Callable[[UnitState], bool]) -> str:
    kinds = Counter(unit.kind for unit in view.obliged if belongs(unit))
    return "; ".join(f"{kinds[group.code]} {lower_first(group.title)}" for group in view.campaign.groups)


def _model_cards(view: View) -> Iterator[Card]:
    strays = sum(entry.unit is None for entry in view.entries)
    unknown = view.outcome.entries_by_level["unknown"]
    whole = _owners(view, None) + (f"; {figure(strays)} mô hình chưa rõ đơn vị" if strays else "")
    yield Card([(len(view.entries), "Mô hình đăng ký")], whole)
    *upper, base = view.campaign.levels
    for level in upper:
        yield Card([(view.outcome.entries_by_level[level.code], level.title)], _owners(view, level.code))
    known = f"ngoài ra có {figure(unknown)} mô hình chưa rõ cấp" if unknown else _owners(view, base.code)
    yield Card([(view.outcome.entries_by_level[base.code], cell_texts.whole_level(base.title))], known)
    yield _pair([entry.holder_kind for entry in view.entries], cell_texts.HOLDER)
    yield _pair([e.mode for e in view.entries], {code: cell_texts.MODE[code] for code in ("new", "continuing")})


def _owners(view: View, level: str | None) -> str:
    units = {e.unit for e in view.entries if e.unit and level in {None, e.level}}
    return f"của {len(units)} đơn vị" if units else "chưa có đơn vị nào đăng ký"


def _pair(values: Sequence[str | None], titles: dict[str, str]) -> Card:
    counts = Counter(values)
    unknown = len(values) - sum(counts[code] for code in titles)
    clear = "tất cả mô hình đều ghi rõ" if values else ""
    detail = f"chưa ghi rõ: {figure(unknown)} mô hình" if unknown else clear
    return Card([(counts[code], title) for code, title in titles.items()], detail)


# --- the models by field and level -------------------------------------------------------------------


def _write_entries(block: Block, view: View) -> None:
    """Entries by field (the watched ones set off, R7) and by kind, each by level."""
    short = [cell_texts.short_level(title) for title in view.level_titles.values()]
    block.heads(("Mô hình theo lĩnh vực và cấp đăng ký", "Cộng", *short), _FIVE)
    watched = [field.code for field in view.campaign.fields if field.theme]
    for code in watched:
        _count(block, view, view.field_titles[code], view.entries_of_field[code], tone="key")
    if watched:
        of_watched = [entry for code in watched for entry in view.entries_of_field[code]]
        share = percent(len(of_watched), len(view.entries))
        label = f"Cộng lĩnh vực trọng tâm ({share})" if share else "Cộng lĩnh vực trọng tâm"
        _count(block, view, label, of_watched, bold=True, tone="key")
    for field in view.campaign.fields:
        if not field.theme:
            _count(block, view, view.field_titles[field.code], view.entries_of_field[field.code])
    _count(block, view, cell_texts.UNKNOWN_FIELD, view.entries_of_field[None])
    _count(block, view, "Cộng tất cả lĩnh vực", view.entries, bold=True)
    block.title("Mô hình theo nhóm đơn vị, chủ thể, hình thức")
    for label, entries in _parts(view):
        _count(block, view, label, entries)


def _count(
    block: Block, view: View, label: str, entries: Iterable[Entry], *, bold: bool = False, tone: str = ""
) -> None:
    levels = view.levels_of(entries)
    counts = [levels[level] for level in view.level_titles]
    block.counts(label, (sum(counts), *counts), _FIVE, bold=bold, tone=tone)


def _parts(view: View) -> Iterator[tuple[str, list[Entry]]]:
    kind_of = {unit.code: unit.kind for unit in view.units}
    for group in view.campaign.groups:
        yield group.title, [e for e in view.entries if e.unit and kind_of.get(e.unit) == group.code]
    yield UNKNOWN_UNIT, [e for e in view.entries if e.unit not in kind_of]
    for kind, label in cell_texts.HOLDER.items():
        yield label, [e for e in view.entries if e.holder_kind == kind]
    for mode, label in cell_texts.MODE.items():
        yield label, [e for e in view.entries if e.mode == mode]


# --- how the units stand, and what needs a decision --------------------------------------------------

Belongs = Callable[["UnitState"], bool]


def _write_standing(block: Block, view: View) -> None:
    first, *others = view.campaign.groups
    block.heads(("Đơn vị theo tình hình gửi", first.title, ", ".join(g.title for g in others), "Cộng"), _THREE)
    sent = [unit for unit in view.obliged if not unit.silent]
    for label, belongs in _receipts(view):
        if label == cell_texts.RECEIPT["missing"]:
            _count_units(block, view, "Đã gửi về", sent, bold=True)
        _count_units(block, view, label, [unit for unit in view.obliged if belongs(unit)])
    _count_units(block, view, "Đơn vị phải gửi danh sách", view.obliged, bold=True)
    block.title("Đơn vị theo số lượng đăng ký so với quy định")
    standings = Counter(unit.quota_standing for unit in view.units)
    # what is waived or only noted stands there where there is any
    for standing, label in cell_texts.STANDING.items():
        if standing in QUOTAS or standings[standing]:
            _count_units(block, view, label, [u for u in view.units if u.quota_standing == standing])


def _count_units(block: Block, view: View, label: str, units: Collection[UnitState], *, bold: bool = False) -> None:
    first = sum(unit.kind == view.campaign.groups[0].code for unit in units)
    block.counts(label, (first, len(units) - first, len(units)), _THREE, bold=bold)


def _receipts(view: View) -> Iterator[tuple[str, Belongs]]:
    def line(receipt: str) -> tuple[str, Belongs]:
        return cell_texts.RECEIPT[receipt], lambda unit: view.receipt(unit) == receipt

    yield from map(line, ("on_time", "late", TIME_TO_VERIFY, "nil"))
    yield _UNUSABLE, lambda unit: unit.unusable
    if any(unit.receipt_waived and not unit.silent for unit in view.units):
        yield "Trường hợp đặc thù về việc gửi", lambda unit: unit.receipt_waived and not unit.silent
    yield from map(line, ("missing", SENDING_TO_VERIFY, "pending"))
    if any(unit.receipt_waived and unit.silent for unit in view.units):
        yield cell_texts.RECEIPT["missing_waived"], lambda unit: unit.receipt_waived and unit.silent


def _write_attention(block: Block, book: Book, view: View) -> None:
    """What is to be decided and done, with the sheet where it stands; what is nought is left out (R6)."""
    block.heads(("Việc cần quyết định, cần làm", "Xem trang", "Số lượng"), _TASK)
    if view.outcome.to_answer:
        block.task(cell_texts.TO_ANSWER, cell_texts.QUESTIONS, view.outcome.to_answer)
    for task in tasks(view):
        block.add_link(task.label, task.sheet, book.place(task.sheet, task.mark), task.number, task.tone)
