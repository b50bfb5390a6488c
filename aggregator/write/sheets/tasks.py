"""What is to be decided and done, each with the sheet and rows where it stands: the overview and the terminal (R6).

A label here is the one name of its number: whoever tells the number tells it by this label.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aggregator.office.table import FIRST
from aggregator.vietnamese.wording import figure, lower_first
from aggregator.write.sheets import balance, contents, deadlines, decided, levels, quotas, units, words
from aggregator.write.sheets import balance as submissions

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
    small = lower_first(level.title)
    if not chosen and not down:
        yield Task(f"Chọn không quá {cap:02d} nội dung {small}", level.title, levels.OPEN, own)
        return
    over = chosen > cap
    label = f"Chọn quá {cap:02d} nội dung, cần chọn lại" if over else f"Đã chọn {small} (không quá {cap:02d})"
    tone = "bad_bold" if over else "" if left else "good"
    yield Task(label, level.title, FIRST, f"{chosen}/{cap}", tone)
    yield Task(f"Nội dung {small} chưa xét", level.title, levels.OPEN, left)


def _district(view: View) -> Iterator[Task]:
    level = view.campaign.levels[1]
    _, _, whole, presented, up, left = decided.district_numbers(view, view.entries)
    small = lower_first(level.title)
    if not presented and not up:
        yield Task(f"Đề xuất, giới thiệu {small}", level.title, levels.OPEN, whole)
        return
    share = f"{figure(presented)}/{figure(whole)}"
    yield Task(f"Đã đề xuất, giới thiệu {small}", level.title, FIRST, share, "" if left else "good")
    yield Task(f"Nội dung {small} chưa xét", level.title, levels.OPEN, left)


def _sending(view: View) -> Iterator[Task]:
    came, sheet = view.receipts, deadlines.SHEET
    for label, receipt in (
        ("Đơn vị chưa gửi, đã hết hạn", words.RECEIPT["missing"]),
        ("Đơn vị gửi chậm", words.RECEIPT["late"]),
        ("Đơn vị cần xác minh thời điểm nhận", words.LATE_TO_VERIFY),
        ("Đơn vị cần xác minh việc gửi", words.MISSING_TO_VERIFY),
    ):
        yield Task(label, sheet, deadlines.MARKS[receipt], came[receipt])
    unusable = sum(map(units.unusable, view.units))
    yield Task("Đơn vị chưa có danh sách dùng được", sheet, deadlines.UNUSABLE_MARK, unusable)
    unread = sum(unit.unread for unit in view.units)
    yield Task("Đơn vị đã nhận, chưa có số liệu", units.SHEET, units.UNREAD, unread)
    pending = words.RECEIPT["pending"]
    yield Task("Đơn vị chưa gửi, còn hạn", sheet, deadlines.MARKS[pending], came[pending])


def _quotas(view: View) -> Iterator[Task]:
    verdicts = Counter(view.standing(unit) for unit in view.units)
    for standing, label in (
        ("violated", "Đơn vị chưa đúng số lượng"),
        ("undetermined", "Đơn vị chưa kết luận được số lượng"),
        ("open", "Đơn vị chưa đủ số lượng, còn hạn"),
    ):
        yield Task(label, quotas.SHEET, standing, verdicts[standing])


def _forms(view: View) -> Iterator[Task]:
    """M1 and M2 (R1): not seen, late beyond doubt or not, without a row in the list."""
    unseen = sum(unit.forms_lacking for unit in view.units)
    yield Task("Nội dung chưa thấy bản M1, M2", units.SHEET, units.FORMS, unseen)
    certain = sum(units.forms_state(view, unit) == "Gửi chậm" for unit in view.units)
    doubtful = sum(units.forms_state(view, unit) == words.TO_VERIFY for unit in view.units)
    yield Task("Đơn vị gửi chậm bản M1, M2", deadlines.SHEET, deadlines.LATE_FORMS_MARK, certain)
    yield Task("Đơn vị cần xác minh bản M1, M2", deadlines.SHEET, deadlines.FORMS_DOUBT_MARK, doubtful)
    top, second = view.campaign.levels[:2]
    where = top if all(form.level == top.code for form in view.stray_forms) else second
    yield Task("Bản M1, M2 chưa thấy trong danh sách", where.title, levels.STRAYS, len(view.stray_forms))


def _contents(view: View) -> Iterator[Task]:
    outcome = view.outcome
    strange = outcome.by_status["unknown_unit"] + outcome.by_status["unreadable"]
    yield Task("Tệp chưa rõ đơn vị hoặc không đọc được", submissions.REGISTER_SHEET, submissions.STRANGE, strange)
    yield Task("Mô hình chưa rõ lĩnh vực", words.UNKNOWN_FIELD, FIRST, outcome.entries_by_field["unknown"])
    yield Task("Điểm phải xử lý trong nội dung", contents.SHEET, contents.HANDLE, view.points["handle"])
    yield Task("Điểm cần xem lại trong nội dung", contents.SHEET, contents.LOOK, view.points["look"])
    aside = outcome.balance.rows_set_aside
    yield Task("Dòng để riêng, chưa tính là mô hình", balance.SHEET, balance.ROWS, aside)
