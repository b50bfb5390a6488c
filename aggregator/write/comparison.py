"""What came in since a run, and what became of a year's models, on printed pages."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple, TypeVar

from aggregator.nouns import result as to
from aggregator.nouns.unit import Campaign
from aggregator.office.page import Book, Group, Table
from aggregator.office.sheet import Column, order
from aggregator.vietnamese.official_style import figure, lower_first
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.overview import board_workbook

_MODEL = "mô hình"
T = TypeVar("T")


def comparison_workbook(comparison: to.Comparison, run: cell_texts.Dateline) -> bytes:
    """The workbook; ``run`` is the present one, whose office and moment head the pages."""

    def fill(book: Book) -> None:
        if isinstance(comparison, to.SinceRun):
            _file_sheet(book, comparison, run.campaign)
            _model_sheet(book, comparison, run.campaign)
        if isinstance(comparison, to.SinceYear):
            _year_sheet(book, comparison, run.campaign)

    return board_workbook(f"So sánh {run.campaign.title}", run, fill)


# --- units and files ---------------------------------------------------------------------------------


class Movement(NamedTuple):
    """A unit whose standing changed, or a file that came or went."""

    unit: str
    file: str | None
    at: str
    earlier: str | None
    now: str | None


_FILES: Table[Movement] = Table(
    [
        order(),
        Column("Đơn vị", 30, "text", lambda x: x.unit),
        Column("Tệp", 48, "text", lambda x: x.file),
        Column("Thời điểm nhận", 20, "centre", lambda x: x.at),
        Column("Trước đây", 20, "centre", lambda x: x.earlier),
        Column("Nay", 20, "centre", lambda x: x.now),
    ],
    anew=True,
)


def _file_sheet(book: Book, since: to.SinceRun, campaign: Campaign) -> None:
    page = book.page("Hồ sơ", _FILES.widths)
    page.head("Hồ sơ thay đổi so với lần trước", _since_when(since.before))
    units = [_unit(since, old, now, campaign) for old, now in since.units]
    came = list(_files(since.now, since.new_files, came=True))
    gone = list(_files(since.before, since.gone_files, came=False))
    groups = (
        ("Đơn vị thay đổi tình hình gửi hoặc số lượng", "đơn vị", units),
        ("Tệp mới", "tệp", came),
        ("Tệp không còn trong thư mục nhận về", "tệp", gone),
    )
    _FILES.write(page, _sections(groups, "Hồ sơ không có gì thay đổi."))


def _sections(groups: Iterable[tuple[str, str, Sequence[T]]], empty: str) -> list[Group[T]]:
    """The sections in which something stands, lettered; one sentence where there is none."""
    filled = [Group(f"{title}: {figure(len(lines))} {what}", lines) for title, what, lines in groups]
    return cell_texts.with_letters(filled) or [Group(None, [], empty)]


def _since_when(before: to.Result) -> str:
    path = PurePath(before.source)
    name = f"{path.parent.name}/{path.name}" if path.parent.name else path.name  # “chot_…/RESULT.json”
    return f"So với kết quả tính đến {cell_texts.clock(before.as_of, _zone(before))} (tệp “{name}”)."


def _files(result: to.Result, files: Sequence[to.Submission], *, came: bool) -> Iterator[Movement]:
    for file in files:
        at, status = _received(result, file), cell_texts.STATUS[file.status]
        before, now = (None, status) if came else (status, None)
        yield Movement(result.unit_name(file.unit), file.file, at, before, now)


def _received(result: to.Result, came: to.Submission | to.Unit) -> str:
    return cell_texts.receipt_time(came.received_at, came.received_from, result.as_of, _zone(result))


def _zone(result: to.Result) -> dt.tzinfo:
    return result.campaign.deadline.tzinfo or dt.UTC  # the district's clock


def _unit(since: to.SinceRun, old: to.Unit | None, now: to.Unit | None, campaign: Campaign) -> Movement:
    told = now or old
    name, at = (told.name, _received(since.now, told)) if told else ("", "")
    return Movement(name, None, at, _standing(since.before, old, campaign), _standing(since.now, now, campaign))


def _standing(result: to.Result, unit: to.Unit | None, campaign: Campaign) -> str:
    if unit is None:
        return "Không có tên"
    told = [cell_texts.RECEIPT[result.receipt_of(unit)]]
    if any(unit.counts.values()):
        titles = cell_texts.level_titles(campaign).items()
        counts = [(lower_first(cell_texts.short_level(title)), unit.count(code)) for code, title in titles]
        told += [cell_texts.STANDING[unit.standing], ", ".join(f"{title} {n}" for title, n in counts if n)]
    return "\n".join(told)


# --- models ------------------------------------------------------------------------------------------


class Model(NamedTuple):
    """A model of one of the results; ``levels`` says its level, or how it changed."""

    result: to.Result
    entry: to.Entry
    levels: str


_MODELS: Table[Model] = Table(
    [
        order(),
        Column("Đơn vị", 22, "text", lambda x: x.result.unit_name(x.entry.unit)),
        Column("Tên mô hình", 42, "name", lambda x: x.entry.name),
        Column("Địa chỉ", 16, "text", lambda x: x.entry.address),
        Column("Hình thức", 12, "centre", lambda x: cell_texts.MODE.get(x.entry.mode or "", "Chưa rõ")),
        Column("Cấp, thay đổi", 22, "centre", lambda x: x.levels),
        Column("Nguồn", 30, "small", lambda x: cell_texts.place(*x.entry.place)),
    ],
    anew=True,
)


def _models(result: to.Result, entries: Iterable[to.Entry], campaign: Campaign) -> list[Model]:
    return [Model(result, entry, cell_texts.level_in(campaign, entry.level)) for entry in entries]


def _model_sheet(book: Book, since: to.SinceRun, campaign: Campaign) -> None:
    page = book.page("Mô hình", _MODELS.widths)
    page.head("Mô hình thay đổi so với lần trước", _since_when(since.before))
    changed = [Model(since.now, x.now, "\n".join(_changes(since, x, campaign))) for x in since.changed]
    groups = (
        ("Mô hình mới có", _MODEL, _models(since.now, since.new, campaign)),
        ("Mô hình không còn", _MODEL, _models(since.before, since.vanished, campaign)),
        ("Mô hình có thay đổi", _MODEL, changed),
    )
    _MODELS.write(page, _sections(groups, "Mô hình không có gì thay đổi."))


_TITLES = {
    "level": "",
    "field": "Lĩnh vực: ",
    "unit": "Đơn vị: ",
    "holder": "Tập thể, cá nhân: ",
    "mode": "Hình thức: ",
    "completion": "Hoàn thành: ",
    "decision": "Xét: ",
}


def _changes(since: to.SinceRun, change: to.Change, campaign: Campaign) -> Iterator[str]:
    """A line for each thing that changed: ``Lĩnh vực: Kinh tế → văn hóa - xã hội``."""
    titles = _TITLES | {column.code: f"{column.head}: " for column in to.further_columns(campaign)}
    for what in change.aspects:
        before = _told(what, since.before, change.before, campaign)
        now = _told(what, since.now, change.now, campaign)
        yield f"{titles[what]}{before} → {lower_first(now)}"


def _told(what: str, result: to.Result, entry: to.Entry, campaign: Campaign) -> str:
    if what == "unit":
        return result.unit_name(entry.unit)
    if what == "level":
        return cell_texts.level_in(campaign, entry.level)
    if what == "field":
        return cell_texts.field_in(campaign, entry.settled_field)
    if what == "mode":
        return cell_texts.MODE.get(entry.mode or "", "chưa rõ")
    if what == "decision":
        return cell_texts.DECISION[result.decision(entry)]
    text = getattr(entry, what) if what in to.CHANGES else result.further_columns_of(entry).get(what)
    return text or "chưa ghi"


def _year_sheet(book: Book, since: to.SinceYear, campaign: Campaign) -> None:
    """Three groups; every one is a question to the unit, none an accusation."""
    year, now = since.before.year, since.now.year
    page = book.page(f"So với năm {year}", _MODELS.widths)
    notes = [_since_when(since.before)]
    if since.not_compared:
        notes.append(f"Chưa so được vì chưa có danh sách năm nay: {', '.join(since.not_compared)}.")
    page.head(f"Mô hình năm {now} so với năm {year}", *notes)
    gone, unknown = (f"không thấy trong danh sách năm {other}" for other in (now, year))
    known, there = [entry for _, entry in since.known], f"đã có trong danh sách năm {year}"
    groups = (
        (f"Mô hình năm {year} {gone}", _MODEL, _models(since.before, since.vanished, campaign)),
        (f"Mô hình ghi tiếp tục duy trì nhưng {unknown}", _MODEL, _models(since.now, since.new, campaign)),
        (f"Mô hình ghi xây dựng mới nhưng {there}", _MODEL, _models(since.now, known, campaign)),
    )
    _MODELS.write(page, _sections(groups, f"Mô hình năm {now} không có gì khác so với năm {year}."))
