"""`Chưa đúng số lượng`: each verdict with its rule, count and limit, and the rows that were counted (R2, R3)."""

from collections.abc import Iterator
from typing import NamedTuple

from aggregator.nouns.finding import Finding
from aggregator.nouns.standing import UnitState
from aggregator.nouns.unit import Limit
from aggregator.office.page import Book, Group, Table
from aggregator.office.sheet import Column
from aggregator.vietnamese.fold import grouped
from aggregator.vietnamese.official_style import lower_first, upper_first
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, View

SHEET = "Chưa đúng số lượng"
_GROUPS = (  # in print; what is waived or only noted stands last
    ("violated", "Đơn vị đăng ký chưa đúng số lượng"),
    ("undetermined", "Đơn vị chưa kết luận được (chưa đủ căn cứ; chưa coi là thiếu hay thừa)"),
    ("open", "Đơn vị đăng ký chưa đủ, còn trong hạn gửi"),
    ("waived", "Trường hợp đặc thù được chấp thuận (không tính là chưa đúng số lượng)"),
    ("", "Điểm khác về số lượng cần lưu ý"),
)
_ABOVE = "nêu ở đầu trang"
_NONE = "Không có đơn vị nào đăng ký chưa đúng số lượng."


class Verdict(NamedTuple):
    """A line: what is concluded of a unit (numbered where it begins), or a model that was counted (``model``)."""

    unit: str
    number: int | None = None
    level: str | None = None
    rule: str | None = None
    registered: int | None = None
    bound: str | None = None
    conclusion: str | None = None
    remedy: str | None = None
    model: bool = False


def _who(line: Verdict) -> str:
    return "dim" if line.model else "key_bold"


_TABLE: Table[Verdict] = Table(
    [
        Column("STT", 5, "order", lambda v: v.number),
        Column("Đơn vị", 22, "text", lambda v: v.unit, _who),
        Column("Cấp", 11, "centre", lambda v: v.level),
        Column("Quy định và căn cứ\n(dòng dưới: tên mô hình đã tính)", 44, "text", lambda v: v.rule),
        Column("Đã đăng ký", 9, "number", lambda v: v.registered),
        Column("Quy định", 13.5, "centre", lambda v: v.bound),
        Column("Kết luận\n(dòng dưới: nguồn của mô hình)", 36, "text", lambda v: v.conclusion, _who),
        Column("Cách xử lý", 24, "text", lambda v: v.remedy),
    ],
    tone=lambda v: "" if v.model else "key",
    keep=lambda v: not v.model,
)


def quota_sheet(book: Book, view: View) -> None:
    """The units whose numbers are not right, not certain, or not yet complete, in groups apart."""
    page = book.page(SHEET, _TABLE.widths)
    page.head(
        "Đơn vị đăng ký chưa đúng số lượng",
        "Dưới mỗi kết luận là các mô hình đã tính, kèm nguồn để đối chiếu. Đơn vị chưa có danh sách đọc được "
        "thì chưa xét số lượng (xem trang “Tình hình gửi”).",
        *_rules(view),
    )
    groups = cell_texts.with_letters(_groups(view))
    right = not any(unit.quota_standing == "violated" for unit in view.units)
    _TABLE.write(page, [*([Group[Verdict](None, [], _NONE)] if right else []), *groups])


def _rules(view: View) -> Iterator[str]:
    """What each group of units has to register, with its sources: said once, above all verdicts (R2, R3)."""
    for group in view.campaign.groups:
        limits = [limit for limit in view.campaign.limits if limit.group == group.code]
        rules = "; ".join(
            f"{lower_first(view.level_title(limit.level))} {cell_texts.bound(limit)} nội dung ({limit.source})"
            for limit in limits
        )
        if rules:
            yield f"Quy định đối với {lower_first(group.title)}: {rules}."


def _groups(view: View) -> Iterator[Group[Verdict]]:
    listed = {code for code, _ in _GROUPS}
    units = grouped(
        (unit.quota_standing if unit.quota_standing in listed else "", unit)
        for unit in view.units
        if unit.quota_standing in listed or view.quota_findings.get(unit.code)
    )
    for code, title in _GROUPS:
        lines = [line for n, unit in enumerate(units[code], start=1) for line in _unit(view, n, unit)]
        yield Group(f"{title}: {len(units[code])} đơn vị", lines, mark=code)


def _unit(view: View, number: int, unit: UnitState) -> Iterator[Verdict]:
    """The unit's verdicts, each with its rule, then the entries that were counted, by level."""
    verdicts = [_verdict(view, unit, finding) for finding in view.quota_findings.get(unit.code, ())]
    verdicts = verdicts or [_bare(view, unit, limit) for limit in unit.counting_limits]
    first, *others = verdicts or [_all_rules(view, unit, view.quota(unit))]
    yield first._replace(number=number)
    yield from others
    for finding in view.about("levels-from-forms", unit.code):
        yield Verdict(unit.name, rule=finding.message, conclusion="Căn cứ về cấp", model=True)
    counted = [view.entries_by_label[label] for label in unit.entry_labels]
    places = {level: place for place, level in enumerate(view.level_titles)}
    for entry in sorted(counted, key=lambda entry: places.get(entry.level or "unknown", len(places))):
        where = cell_texts.place(entry.file, entry.sheet, entry.row)
        yield Verdict(unit.name, None, _level(view, entry), entry.name, conclusion=where, model=True)


def _verdict(view: View, unit: UnitState, finding: Finding) -> Verdict:
    limit = _limit_of(view, unit, finding.code)
    if limit is None:
        return _all_rules(view, unit, finding.message)._replace(remedy=finding.remedy)
    return _bare(view, unit, limit)._replace(conclusion=finding.message, remedy=finding.remedy)


def _bare(view: View, unit: UnitState, limit: Limit) -> Verdict:
    title, rule = view.level_title(limit.level), upper_first(limit.source)
    count = unit.counts.get(limit.level, 0)
    return Verdict(unit.name, None, title, rule, count, cell_texts.bound(limit), view.quota(unit))


def _all_rules(view: View, unit: UnitState, conclusion: str) -> Verdict:
    counts = cell_texts.counts_in_words(unit.counts, view.level_titles)
    total = sum(unit.counts.values())
    return Verdict(unit.name, None, "Các cấp", f"Đã đăng ký: {counts}.", total, _ABOVE, conclusion)


def _limit_of(view: View, unit: UnitState, code: str) -> Limit | None:
    """The limit a finding such as ``quota-province-below`` speaks of."""
    _, level, *side = f"{code}-".split("-")
    for limit in (*unit.broken, *view.campaign.limits):
        bounded = {"below": limit.minimum, "above": limit.maximum}.get(side[0])
        if (limit.group, limit.level) == (unit.kind, level) and bounded is not None:
            return limit
    return None


def _level(view: View, entry: Entry) -> str:
    """The level that was counted; says where not the list but the form, or silence, gives it."""
    if entry.level is None and view.counted_level(entry) == "base":
        return f"{view.level_title('base')}\n(không ghi cấp)"
    by_form = "\n(theo bản M1, M2)" if entry.level_source == "registration" else ""
    return f"{view.level_title(entry.level)}{by_form}"
