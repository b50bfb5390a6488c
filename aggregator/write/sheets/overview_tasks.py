"""What is to be decided and done, each with the sheet and rows where it stands; what is done is told so (R6)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets import balance, chase, contents, deadlines, decided, quotas, submissions, units, words
from aggregator.write.sheets import overview_counts as counts
from aggregator.write.sheets.candidate import OPEN
from aggregator.write.sheets.levels import STRAYS
from aggregator.write.sheets.table import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.write.sheets.view import View


class Task(NamedTuple):
    """A task: its words, the sheet and the mark of its rows, how many, and how the number looks."""

    label: str
    sheet: str
    mark: str
    number: int | str
    tone: str = ""


def tasks(view: View) -> Iterator[Task]:
    """All that is not nought, decisions first, the balance last."""
    told = (_province, _district, _sending, _quotas, _forms, _contents)
    yield from (task for part in told for task in part(view) if task.number)
    holds = view.outcome.balance.holds
    verdict = balance.EQUAL if holds else balance.UNEQUAL
    yield Task("Đối chiếu số liệu", balance.SHEET, FIRST, verdict, "good" if holds else "bad_bold")


def _province(view: View) -> Iterator[Task]:
    level, cap = view.campaign.levels[0], view.campaign.province_cap
    own, _, down, left, _, chosen = decided.province_numbers(view, view.entries)
    small = words.lower_first(level.title)
    if not chosen and not down:
        yield Task(f"Chọn không quá {cap:02d} nội dung {small}", level.title, OPEN, own)
        return
    over = chosen > cap
    label = f"Chọn quá {cap:02d} nội dung, cần chọn lại" if over else f"Đã chọn {small} (không quá {cap:02d})"
    tone = "bad_bold" if over else "" if left else "good"
    yield Task(label, level.title, FIRST, f"{chosen}/{cap:02d}", tone)
    yield Task(f"Nội dung {small} chưa xét", level.title, OPEN, left)


def _district(view: View) -> Iterator[Task]:
    level = view.campaign.levels[1]
    _, _, whole, presented, up, left = decided.district_numbers(view, view.entries)
    small = words.lower_first(level.title)
    if not presented and not up:
        yield Task(f"Đề xuất, giới thiệu {small}", level.title, OPEN, whole)
        return
    share = f"{words.number(presented)}/{words.number(whole)}"
    yield Task(f"Đã đề xuất, giới thiệu {small}", level.title, FIRST, share, "" if left else "good")
    yield Task(f"Nội dung {small} chưa xét", level.title, OPEN, left)


def _sending(view: View) -> Iterator[Task]:
    came = counts.receipts(view)
    sheet, marks = deadlines.SHEET, deadlines.MARKS
    late, silent = counts.ACCUSED_LATE, counts.ACCUSED_MISSING
    doubts = [words.LATE_TO_VERIFY, words.MISSING_TO_VERIFY]
    yield Task("Đơn vị chưa gửi, đã hết hạn", sheet, marks[silent], came[silent])
    yield Task("Đơn vị gửi chậm", sheet, marks[late], came[late])
    first = next((doubt for doubt in doubts if came[doubt]), doubts[0])
    yield Task("Đơn vị cần xác minh", sheet, marks[first], sum(came[doubt] for doubt in doubts))
    unusable = sum(map(counts.unusable, view.units))
    yield Task("Đơn vị chưa có danh sách dùng được", sheet, deadlines.UNUSABLE_MARK, unusable)
    unread = sum(unit.unread for unit in view.units)
    yield Task("Đơn vị đã nhận, chưa có số liệu", units.SHEET, chase.UNREAD, unread)
    pending = words.RECEIPT["pending"]
    yield Task("Đơn vị chưa gửi, còn hạn", sheet, marks[pending], came[pending])


def _quotas(view: View) -> Iterator[Task]:
    verdicts = Counter(unit.quota_standing for unit in view.units)
    for standing, label in (
        ("violated", "Đơn vị chưa đúng số lượng"),
        ("undetermined", "Đơn vị chưa kết luận được số lượng"),
        ("open", "Đơn vị chưa đủ số lượng, còn hạn"),
    ):
        yield Task(label, quotas.SHEET, standing, verdicts[standing])


def _forms(view: View) -> Iterator[Task]:
    """M1 and M2 (R1): not seen, late beyond doubt, without a row in the list."""
    unseen = sum(unit.forms_lacking for unit in view.units)
    yield Task("Mô hình chưa thấy bản M1/M2", units.SHEET, chase.FORMS, unseen)
    late = view.findings_by_code.get("forms-late", {}).values()
    certain = sum(any(finding.severity == "violation" for finding in of_unit) for of_unit in late)
    yield Task("Đơn vị gửi chậm bản M1/M2", deadlines.SHEET, deadlines.LATE_FORMS_MARK, certain)
    top, second = view.campaign.levels[:2]
    where = top if all(form.level == top.code for form in view.stray_forms) else second
    yield Task("Bản M1/M2 chưa thấy trong danh sách", where.title, STRAYS, len(view.stray_forms))


def _contents(view: View) -> Iterator[Task]:
    outcome = view.outcome
    strange = outcome.by_status["unknown_unit"] + outcome.by_status["unreadable"]
    yield Task("Tệp chưa rõ đơn vị hoặc không đọc được", submissions.SHEET, submissions.STRANGE, strange)
    yield Task("Mô hình chưa rõ lĩnh vực", words.UNKNOWN_FIELD, FIRST, outcome.entries_by_field["unknown"])
    yield Task("Điểm phải xử lý trong nội dung", contents.SHEET, contents.HANDLE, view.points["handle"])
    yield Task("Điểm cần xem lại trong nội dung", contents.SHEET, contents.LOOK, view.points["look"])
    aside = outcome.balance.rows_set_aside
    yield Task("Dòng để riêng, chưa tính là mô hình", balance.SHEET, balance.ROWS, aside)
