"""`Chưa đúng số lượng`: each verdict with its rule, count and limit, and the rows that were counted (R2, R3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.table import Column, Group, Line, write_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.campaign.model import Limit
    from aggregator.findings import Finding
    from aggregator.standing import UnitState
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

SHEET = "Chưa đúng số lượng"
COLUMNS = (
    Column("STT", 5, "order"),
    Column("Đơn vị", 22),
    Column("Cấp", 11, "centre"),
    Column("Quy định và căn cứ\n(dòng dưới: tên mô hình đã được tính)", 46),
    Column("Đã đăng ký", 9, "number"),
    Column("Quy định", 11.5, "centre"),
    Column("Kết luận\n(dòng dưới: nguồn của mô hình)", 36),
    Column("Cách xử lý", 24),
)
GROUPS = (
    ("violated", "A. Đơn vị đăng ký chưa đúng số lượng", "Không có đơn vị nào đăng ký chưa đúng số lượng."),
    (
        "undetermined",
        "B. Đơn vị chưa kết luận được (chưa đủ căn cứ về cấp của mô hình; chưa coi là thiếu hay thừa)",
        "Không có đơn vị nào chưa kết luận được.",
    ),
    (
        "open",
        "C. Đơn vị đăng ký chưa đủ, còn trong hạn gửi",
        "Không có đơn vị nào đăng ký chưa đủ mà còn trong hạn gửi.",
    ),
)


def quota_sheet(book: Book) -> None:
    """The units whose numbers are not right, not certain, or not yet complete, in groups apart."""
    page = book.page(SHEET, [column.width for column in COLUMNS])
    page.head(
        "Đơn vị đăng ký chưa đúng số lượng",
        "Dưới mỗi kết luận là các mô hình đã được tính, kèm nguồn để đối chiếu. Đơn vị chưa có danh sách đọc được "
        "thì chưa xét số lượng (xem trang “Tình hình gửi”).",
    )
    view = book.view
    groups = [
        _group(view, title, [unit for unit in view.units if unit.quota_standing == standing], empty, standing)
        for standing, title, empty in GROUPS
    ]
    write_table(page, COLUMNS, [*groups, *_others(view)])


def _group(view: View, title: str, units: Sequence[UnitState], empty: str = "", mark: str = "") -> Group:
    lines = [line for number, unit in enumerate(units, start=1) for line in _unit(view, number, unit)]
    return Group(f"{title}: {len(units)} đơn vị", lines, empty, mark)


def _others(view: View) -> Iterator[Group]:
    """What was waived, and what else was found about the numbers of units that stand in none of the groups."""
    waived = [unit for unit in view.units if unit.quota_standing == "waived"]
    if waived:
        yield _group(view, "D. Trường hợp đặc thù được chấp thuận (không tính là chưa đúng số lượng)", waived)
    named = {"waived", *(standing for standing, _, _ in GROUPS)}
    noted = [u for u in view.units if u.quota_standing not in named and view.quota_findings.get(u.code)]
    if noted:
        yield _group(view, "Đ. Điểm khác về số lượng cần lưu ý", noted)


def _unit(view: View, number: int, unit: UnitState) -> Iterator[Line]:
    findings = view.quota_findings.get(unit.code, [])
    verdicts = [_verdict(view, unit, f) for f in findings] or [
        _bare_verdict(view, unit, limit) for limit in unit.counting_limits
    ]
    for place, cells in enumerate(verdicts or [_no_reason(view, unit)]):
        first: tuple[int | None, str | None] = (number, unit.name) if place == 0 else (None, None)
        yield Line((*first, *cells), "key", ((1, "key_bold"), (6, "key_bold")), keep=True)
    for finding in view.about("levels-from-forms", unit.code):
        yield Line((None, "căn cứ về cấp", None, finding.message, *[None] * 4), "", ((1, "dim"), (3, "dim")))
    counted = [view.entries_by_label[label] for label in unit.counted]
    places = {level: place for place, level in enumerate(view.level_titles)}
    for entry in sorted(counted, key=lambda entry: places.get(entry.level or "unknown", len(places))):
        yield _counted(view, entry)


def _verdict(view: View, unit: UnitState, finding: Finding) -> tuple[str | int | None, ...]:
    limit = _limit_of(view, unit, finding.code)
    if limit is not None:
        return (*_rule(view, unit, limit), finding.message, finding.remedy)
    return (*_all_rules(view, unit), finding.message, finding.remedy)


def _bare_verdict(view: View, unit: UnitState, limit: Limit) -> tuple[str | int | None, ...]:
    return (*_rule(view, unit, limit), view.quota(unit), None)


def _no_reason(view: View, unit: UnitState) -> tuple[str | int | None, ...]:
    return (*_all_rules(view, unit), view.quota(unit), None)


def _rule(view: View, unit: UnitState, limit: Limit) -> tuple[str | int | None, ...]:
    title = view.level_title(limit.level)
    return (title, words.upper_first(limit.source), unit.counts.get(limit.level, 0), bound(limit))


def _all_rules(view: View, unit: UnitState) -> tuple[str | int | None, ...]:
    limits = [limit for limit in view.campaign.limits if limit.group == unit.kind]
    rules = "\n".join(f"{view.level_title(limit.level)} {bound(limit)}: {limit.source}" for limit in limits)
    counts = words.counts_in_words(unit.counts, view.level_titles)
    return (None, f"{rules}\nĐã đăng ký: {counts}.", None, None)


def _limit_of(view: View, unit: UnitState, code: str) -> Limit | None:
    """The limit a finding such as ``quota-province-below`` speaks of."""
    _, level, *side = f"{code}-".split("-")
    for limit in (*unit.broken, *view.campaign.limits):
        bounded = {"below": limit.minimum, "above": limit.maximum}.get(side[0])
        if (limit.group, limit.level) == (unit.kind, level) and bounded is not None:
            return limit
    return None


def bound(limit: Limit) -> str:
    """The bound of a limit in words."""
    return f"ít nhất {limit.minimum}" if limit.minimum is not None else f"nhiều nhất {limit.maximum}"


def _counted(view: View, entry: Entry) -> Line:
    where = words.place(entry.file, entry.sheet, entry.row)
    cells = (None, "mô hình đã tính", _level(view, entry), entry.name, None, None, where, None)
    return Line(cells, "", ((1, "dim"), (6, "dim")))


def _level(view: View, entry: Entry) -> str:
    """The level that was counted; says where not the list but the form, or silence, gives it."""
    if entry.level is None and view.counted_level(entry) == "base":
        return f"{view.level_title('base')}\n(không ghi cấp)"
    by_form = "\n(theo M1/M2)" if entry.level_source == "registration" else ""
    return f"{view.level_title(entry.level)}{by_form}"
