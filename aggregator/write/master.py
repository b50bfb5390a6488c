"""The master workbook, written, opened again and compared. The list of its sheets stands here, once."""

import gc
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from python_calamine import CalamineWorkbook

from aggregator.nouns.finding import CannotWork
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.unit import Campaign
from aggregator.office.page import Book
from aggregator.write.sheets import cell_texts, levels, overview, quotas, registers, tasks, units
from aggregator.write.sheets.overview import board_workbook
from aggregator.write.sheets.view import View

# ---- The self-check: nothing was lost before writing, and the written master says what the tables say.

_HEAD = "STT"
_OPEN = ("base", "unknown")  # an entry of unknown level counts as one of them
_ADVICE = "Bảng tổng hợp không được ghi; đề nghị báo cho người phụ trách chương trình, kèm các tệp đang xử lý."


class SelfCheckFailed(CannotWork):
    """The program has found a fault of its own: its output must not be trusted, and does not appear."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"Lỗi bên trong chương trình: {fault}. {_ADVICE}")


def verify_balance(outcome: Outcome) -> None:
    """Before writing: every sum of rows comes out, as a whole and by file. Raises SelfCheckFailed."""
    for what, whole, parts in _sums(outcome):
        if whole != parts:
            raise SelfCheckFailed(f"{what} không khớp ({whole} so với {parts})")


def _sums(outcome: Outcome) -> Iterator[tuple[str, int, int]]:
    """Each sum that must come out: what it is, the whole, its parts."""
    balance, files = outcome.balance, outcome.file_balances
    for part in files:
        yield f"số dòng của tệp “{part.file}”", part.balance.rows_seen, part.balance.parts
    yield "số dòng của tất cả các tệp", balance.rows_seen, balance.parts
    yield "số dòng cộng theo tệp", balance.rows_seen, sum(part.balance.rows_seen for part in files)
    yield "số mô hình cộng theo tệp", balance.entries, sum(part.balance.entries for part in files)
    yield "số mô hình trong bảng", balance.entries, len(outcome.entries)
    yield "số mô hình cộng theo lĩnh vực", len(outcome.entries), sum(outcome.entries_by_field.values())
    yield "số mô hình cộng theo cấp", len(outcome.entries), sum(outcome.entries_by_level.values())
    yield "số tệp cộng theo kết quả đọc", len(outcome.submissions), sum(outcome.by_status.values())
    yield "số đơn vị", len(outcome.campaign.units), len(outcome.units)
    yield from _levels(outcome)


def _levels(outcome: Outcome) -> Iterator[tuple[str, int, int]]:
    """The counts of the units and the entries of none, by level; what lists leave open may count as base (R3)."""
    counts: Counter[str] = Counter()
    for unit in outcome.units:
        counts.update(unit.counts)
    strays = Counter(outcome.entries["level"][outcome.entries["unit"].isna()].dropna())
    parts = counts + strays
    upper = [level.code for level in outcome.campaign.levels if level.code not in _OPEN]
    for level in upper:
        yield f"số mô hình cấp “{level}” cộng theo đơn vị", outcome.entries_by_level[level], parts[level]
    whole = len(outcome.entries) - sum(outcome.entries_by_level[level] for level in upper)
    silent = int(outcome.entries["unit"].isna().sum()) - strays.total()
    rest = sum(parts[level] for level in _OPEN) + silent
    yield "số mô hình cơ sở hoặc chưa rõ cấp cộng theo đơn vị", whole, rest


def verify_master(data: bytes, outcome: Outcome) -> None:
    """After writing: open it and compare the numbered lines with the tables. Raises SelfCheckFailed."""
    sheets = master_sheets(outcome.campaign)
    parts = 1 if len(outcome.entries) > LARGE else 2  # the reader lets other threads run; each part takes memory
    with ThreadPoolExecutor(parts) as threads:
        read = [*threads.map(partial(_read, data), (sheets[part::parts] for part in range(parts)))]
    lines = {name: numbers for part in read for name, numbers in part.items()}
    for sheet in sheets:
        if sheet.name not in lines:
            raise SelfCheckFailed(f"thiếu trang “{sheet.name}”")
        if sheet.lines is not None:
            found, expected = lines[sheet.name], sheet.lines(outcome)
            if found != list(range(1, expected + 1)):
                raise SelfCheckFailed(f"trang “{sheet.name}” có {len(found)} dòng, đúng ra phải có {expected}")


def _read(data: bytes, sheets: Sequence["MasterSheet"]) -> dict[str, list[int]]:
    """The numbers of the lines, by sheet, of those that are there; none where they are not fixed."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # whatever it is, what was written cannot be read
        raise SelfCheckFailed(f"bảng tổng hợp vừa ghi không mở lại được ({error})") from error
    there = [sheet for sheet in sheets if sheet.name in workbook.sheet_names]
    return {sheet.name: _numbered(workbook, sheet.name) if sheet.lines else [] for sheet in there}


def _numbered(workbook: CalamineWorkbook, sheet: str) -> list[int]:
    first = [row[0] for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    below = first[first.index(_HEAD) + 1 :] if _HEAD in first else []
    return [int(value) for value in below if isinstance(value, (int, float))]


# ---- The master workbook: the district's figures and reports. The list of its sheets stands here, once.

LARGE = 50_000  # entries of a campaign whose master is assembled on disk


class MasterSheet(NamedTuple):
    """A sheet: its name, what writes it (the rest, when all are written), how many numbered lines if fixed."""

    name: str
    write: Callable[[Book, View], Callable[[], None] | None]
    lines: Callable[[Outcome], int] | None = None


def master_sheets(campaign: Campaign) -> list[MasterSheet]:
    """The sheets in the order of the contract; those of fields and levels are called as the campaign calls them."""
    return [
        MasterSheet(overview.SHEET, overview.overview_sheet),
        *(
            MasterSheet(field.sheet, partial(registers.field_sheet, field=field), _of_field(field.code))
            for field in campaign.fields
        ),
        MasterSheet(cell_texts.UNKNOWN_FIELD, registers.unknown_field_sheet, _of_field("unknown")),
        MasterSheet(quotas.SHEET, quotas.quota_sheet),
        MasterSheet(units.LATE_SHEET, units.deadline_sheet),
        MasterSheet(tasks.SHEET, tasks.content_sheet),
        *(
            MasterSheet(level.title, partial(levels.level_sheet, level=level), _of_level(level.code))
            for level in campaign.levels[:2]
        ),
        MasterSheet(units.SHEET, units.unit_sheet, lambda outcome: len(outcome.units)),
        MasterSheet(registers.REGISTER_SHEET, registers.submission_sheet, lambda outcome: len(outcome.submissions)),
        MasterSheet(registers.SHEET, registers.balance_sheet, lambda outcome: len(outcome.file_balances)),
    ]


def _of_field(code: str) -> Callable[[Outcome], int]:
    return lambda outcome: outcome.entries_by_field[code]


def _of_level(code: str) -> Callable[[Outcome], int]:
    return lambda outcome: outcome.entries_by_level[code]


def master_workbook(outcome: Outcome, view: View | None = None) -> bytes:
    """The whole workbook, the same bytes for the same outcome (or its ``view``). Raises CellNotWritten."""
    view = view or View(outcome)

    def fill(book: Book) -> None:
        left = [sheet.write(book, view) for sheet in master_sheets(outcome.campaign)]
        for finish in left:
            if finish is not None:
                finish()

    large = len(outcome.entries) > LARGE
    if large:
        gc.collect()  # the command line looks for no garbage, and of this many returns there is much
    return board_workbook(f"Tổng hợp {outcome.campaign.title}", outcome, fill, overview.SHEET, large=large)
