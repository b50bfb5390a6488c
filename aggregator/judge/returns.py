"""What is to be said of each file and of each list in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aggregator.judge.content import short
from aggregator.nouns.document import Notice, cell_name, column_letters
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import Finding, finding, mark_of, still_open
from aggregator.nouns.reading import AsideRow, ListRead
from aggregator.nouns.standing import Settlement
from aggregator.nouns.unit import Campaign

# ---- Findings about files: unreadable, no form, unknown or contested unit.


NO_NAMES = "có bảng và có nội dung, nhưng không có tên mô hình ở dòng nào"
NO_TABLE = (
    "có danh sách nhưng không kẻ thành bảng có đầu cột như mẫu, chương trình không đọc chắc được từng mô hình"
)
_OF_NO_UNIT = "đơn vị chưa rõ"


def file_findings(item: Handled, status: str, campaign: Campaign) -> Iterator[Finding]:
    """What there is to say about one file by itself, whatever its list holds."""
    who = {"unit": item.unit, "file": item.file}
    name = campaign.units_by_code[item.unit].name if item.unit else _OF_NO_UNIT
    if item.received.link:
        yield finding("link-not-followed", **who)
    if status == "unreadable":
        no_table = item.read is not None and not item.read.lists
        code = "unreadable" if item.unreadable or no_table else "no-rows"
        yield finding(code, unit_name=name, reason=item.unreadable or NO_TABLE, **who)
    if status == "not_a_form":
        yield finding("not-a-form", reason=no_form_reason(item), **who)
    if item.unit is None and not item.received.book_nobody and status in ("unknown_unit", "nil", "empty"):
        yield _unknown(item, campaign)
    if status in ("ignored", "not_a_form", "duplicate"):
        return
    for where, other in item.others:
        yield finding("unit-conflict", unit_name=name, other_clue=where, other=campaign.unit_name(other), **who)
    if item.stamp_other:
        yield finding("unit-stamp-differs", unit_name=name, other=campaign.unit_name(item.stamp_other), **who)
    yield from _other_version(item, campaign)
    if item.misspelt:
        yield finding("unit-misspelt", unit_name=name, written=item.misspelt, **who)
    if item.body and status != "unreadable" and not item.received.book_part:
        yield finding("body-of-commune", unit_name=name, written=item.body, **who)


def _other_version(item: Handled, campaign: Campaign) -> Iterator[Finding]:
    """A return on our form of another year or version, as its stamp says: counted, and told."""
    stamp = item.read.stamp if item.read is not None else {}
    code, year, version = (stamp.get(name, "") for name in ("form", "year", "version"))
    form = campaign.forms_by_code.get(code) or campaign.registration_forms_by_code.get(code)
    if form is None or (year, version) == (str(campaign.year), form.version):
        return
    other_year = year != str(campaign.year)
    name = campaign.units_by_code[item.unit].name if item.unit else _OF_NO_UNIT
    yield finding(
        "form-other-version",
        unit=item.unit,
        file=item.file,
        severity="warning" if other_year else "info",
        unit_name=name,
        form=code,
        stated=f"năm {year}" if other_year else f"bản {version}",
        expected=f"năm {campaign.year}" if other_year else f"bản {form.version}",
    )


def _unknown(item: Handled, campaign: Campaign) -> Finding:
    seen = f" (ghi là “{item.seen}”)" if item.seen else ""
    likely = [campaign.unit_name(code) for code in item.suggested]
    suggestion = f" Có thể là {' hoặc '.join(likely)}." if likely else ""
    return finding("unknown-unit", file=item.file, clues=seen, suggestion=suggestion)


def no_form_reason(item: Handled) -> str:
    """Why a file that opened is no return."""
    if item.read is not None and item.read.ours:
        return "đây là tệp do chính chương trình làm ra"
    if item.read is not None and any(part.movement for part in item.read.lists):
        return "danh sách của phong trào khác"
    if item.read is not None and item.read.is_mail:
        return "thư không đính kèm tệp nào, xem lời thư"
    if item.read is not None and not item.read.other_sheets:
        return "tệp không có nội dung"
    return "không có bảng nào có cột “Tên mô hình” cùng các cột của mẫu"


def copies_of_other_units(
    settlement: Settlement, handled: Mapping[str, Handled], campaign: Campaign
) -> Iterator[Finding]:
    """A list that two units sent, byte by byte the same: it is not known whose it is."""
    for copy, original in settlement.copies.items():
        mine, first = handled[copy], handled[original]
        if mine.unit and first.unit and mine.unit != first.unit and mine.entries:
            yield finding(
                "same-content-other-unit",
                unit=mine.unit,
                file=copy,
                unit_name=campaign.unit_name(mine.unit),
                other_file=original,
                other=campaign.unit_name(first.unit),
            )


# ---- Checks of a list as a whole: rows set aside, stated totals, hidden things, other sheets, wrong
# form.


_MOST_ROWS_NAMED = 12
_ANYWHERE = "embedded-not-opened"  # also on sheets without a list: the list may be what stays closed
_BY_CELL = ("error-cell", "formula-without-value", "broken-string", "covered-text")


def list_findings(item: Handled, campaign: Campaign) -> Iterator[Finding]:
    """Everything to say about one file whose list was read."""
    if item.read is None:
        return
    name = campaign.unit_name(item.unit)
    for part in item.read.lists:
        yield from _rows_aside(item, part)
        yield from _totals(item, part)
    stated = {part.year for part in item.read.lists if part.entries} - {None, campaign.year}
    for year in sorted(year for year in stated if year):
        years = {"stated": str(year), "year": str(campaign.year)}
        yield finding("list-of-other-year", unit=item.unit, file=item.file, **years)
    yield from _notices(item)
    yield from _other_sheets(item)
    if item.read.doubtful:
        facts = {"unit_name": name, "reason": item.read.doubtful}
        yield finding("reading-doubtful", unit=item.unit, file=item.file, **facts)
    if item.read.decoded:
        yield finding("old-font", unit=item.unit, file=item.file, count=item.read.decoded)
    if item.unit and item.form and not item.body and item.form != (expected := _expected_form(item.unit, campaign)):
        yield finding(
            "wrong-form", unit=item.unit, file=item.file, unit_name=name, form=item.form, expected=expected
        )


def _expected_form(unit: str, campaign: Campaign) -> str:
    return campaign.groups_by_code[campaign.units_by_code[unit].kind].form


def _rows_aside(item: Handled, part: ListRead) -> Iterator[Finding]:
    second = [one for one in part.possible if one.why == "second-table"]
    if second:
        cell = cell_name(second[0].row, second[0].column)
        yield finding("table-not-joined", unit=item.unit, file=item.file, sheet=part.sheet, cell=cell,
                      variant=_settled(item), count=len(second),
                      rows=_some([str(one.row) for one in second]))  # fmt: skip
    for aside in part.aside:
        if any(one.row == aside.row for one in second):
            continue
        yield finding(
            "row-without-name",
            unit=item.unit,
            file=item.file,
            sheet=part.sheet,
            cell=cell_name(aside.row, part.columns.get("name", aside.column)),
            row=aside.row,
            text=short(aside.text),
        )
    for group in part.unknown_groups:
        cell = cell_name(group.row, group.column)
        yield finding("group-unknown", unit=item.unit, file=item.file, sheet=part.sheet, cell=cell, row=group.row,
                      text=short(group.text))  # fmt: skip
    if part.unused:
        yield _unused(item, part)


def _unused(item: Handled, part: ListRead) -> Finding:
    cells: Sequence[AsideRow] = part.unused[:_MOST_ROWS_NAMED]
    return finding(
        "cell-not-used",
        unit=item.unit,
        file=item.file,
        sheet=part.sheet,
        cell=cell_name(cells[0].row, cells[0].column),
        cells=", ".join(cell_name(c.row, c.column) for c in cells)
        + (" …" if len(part.unused) > len(cells) else ""),
        text=short("; ".join(c.text for c in cells)),
    )


def _totals(item: Handled, part: ListRead) -> Iterator[Finding]:
    for total in part.totals:
        yield finding(
            "total-differs",
            unit=item.unit,
            file=item.file,
            sheet=part.sheet,
            cell=cell_name(total.row, total.column),
            stated=total.stated,
            counted=total.counted,
        )


def _notices(item: Handled) -> Iterator[Finding]:
    """Notices of the sheets that hold a list: each error cell by itself, rows and columns together."""
    assert item.read is not None  # noqa: S101 -- list_findings has looked
    with_list = {part.sheet: part for part in item.read.lists}
    grouped: dict[tuple[str, str], list[Notice]] = {}
    for sheet, notice in item.read.notices:
        if notice.code == _ANYWHERE:
            cell = cell_name(notice.row, notice.column) if notice.row and notice.column else None
            yield finding(_ANYWHERE, unit=item.unit, file=item.file, sheet=sheet, cell=cell, detail=notice.detail)
            continue
        if sheet not in with_list or (notice.code == "hidden-sheet" and not with_list[sheet].entries):
            continue
        if notice.code in _BY_CELL and notice.row and notice.column:
            cell = cell_name(notice.row, notice.column)
            yield finding(notice.code, unit=item.unit, file=item.file, sheet=sheet, cell=cell, detail=notice.detail)
        else:
            grouped.setdefault((sheet, notice.code), []).append(notice)
    for (sheet, code), notices in grouped.items():
        rows = _some([str(n.row) for n in notices if n.row])
        columns = _some([column_letters(n.column) for n in notices if n.column])
        yield finding(code, unit=item.unit, file=item.file, sheet=sheet, rows=rows, columns=columns)


def _other_sheets(item: Handled) -> Iterator[Finding]:
    assert item.read is not None  # noqa: S101 -- list_findings has looked
    for sheet, rows in item.read.other_sheets:
        like = [one for one in item.read.possible if one.sheet == sheet and one.why == "no-head"]
        if like:
            cell, named = cell_name(like[0].row, like[0].column), _some([str(one.row) for one in like])
            yield finding("sheet-may-be-list", unit=item.unit, file=item.file, sheet=sheet, cell=cell,
                          variant=_settled(item), count=len(like), rows=named)  # fmt: skip
        else:
            yield finding("sheet-without-list", unit=item.unit, file=item.file, sheet=sheet, count=rows)


def _settled(item: Handled) -> str | None:
    """The variant that is told once a person has compared the file: what was not joined is no list."""
    return "settled" if item.received.book_reading == "right" else None


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_ROWS_NAMED]) + (" …" if len(names) > _MOST_ROWS_NAMED else "")


# ---- Annotated copies that came back: how much of what they asked was mended.


def returned_copy_findings(
    handled: Sequence[Handled], found: Sequence[Finding], campaign: Campaign
) -> Iterator[Finding]:
    """One for each returned copy of a unit; ``found`` is all that this run has to say."""
    for item in handled:
        if item.read is None or not item.read.asked or item.unit is None:
            continue
        now = [mark_of(one) for one in found if one.unit == item.unit and one.severity != "info"]
        left = sum(still_open(mark, now) for mark in item.read.asked)
        total = len(item.read.asked)
        yield finding(
            "copy-returned",
            unit=item.unit,
            file=item.file,
            unit_name=campaign.unit_name(item.unit),
            mended=total - left,
            total=total,
            rest=f"; còn {left} chỗ chưa sửa" if left else "",
        )
