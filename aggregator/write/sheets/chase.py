"""The units in the order of urgency, and what to ask of each next: nobody is chased for what they did not miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets import words
from aggregator.write.sheets.overview_counts import unusable

if TYPE_CHECKING:
    from aggregator.standing import UnitState
    from aggregator.write.sheets.view import View

_ASKED = {
    "missing": "Đôn đốc gửi danh sách theo mẫu {form}",
    "pending": "Nhắc gửi danh sách theo mẫu {form} trước hạn",
    "empty": "Đề nghị gửi lại mẫu {form} đã ghi nội dung",
    "unreadable": "Đề nghị gửi lại bản đọc được (.xlsx hoặc .docx)",
    "forms_only": "Đề nghị gửi danh sách theo mẫu {form}",
}
UNREAD, FORMS = "unread", "forms"  # marks of groups that the overview leads to
_FIGURES = "Đề nghị gửi bản Excel, hoặc nhập vào mẫu {form}"
_NUMBERS = {
    "violated": "Đề nghị đăng ký lại cho đúng số lượng",
    "open": "Nhắc đăng ký cho đủ số lượng",
    "undetermined": "Hỏi rõ cấp của từng mô hình",
}
Belongs = Callable[["View", "UnitState"], bool]


class Case(NamedTuple):
    """A group of units: its title, who belongs, and what links find it by."""

    title: str
    belongs: Belongs
    mark: str = ""


def by_urgency(view: View) -> Iterator[tuple[str, list[UnitState], str]]:
    """The units under the titles of their groups, the most urgent first, with the group's mark.

    Each unit stands once, no group is empty.
    """
    left = list(view.roster)
    for case in _cases(view):
        those = [unit for unit in left if case.belongs(view, unit)]
        left = [unit for unit in left if unit not in those]
        if those:
            yield case.title, those, case.mark


def _cases(view: View) -> Iterator[Case]:
    yield from _silent(view, "missing", "chưa gửi, đã hết hạn")
    yield from _silent(view, "pending", "chưa gửi, còn trong hạn")
    yield Case("Đã gửi nhưng chưa có danh sách dùng được", lambda _, u: unusable(u))
    yield Case(
        "Đã nhận (bản giấy, bản quét), chưa có số liệu: đề nghị gửi bản Excel hoặc nhập vào mẫu",
        lambda _, u: u.unread,
        UNREAD,
    )
    yield Case("Cần xác minh việc gửi, thời điểm nhận", lambda v, u: v.to_verify(u))
    yield Case("Chưa kết luận được về số lượng", lambda _, u: u.quota_standing == "undetermined")
    yield Case("Chưa đúng, chưa đủ số lượng theo quy định", lambda _, u: u.quota_standing in {"violated", "open"})
    title = "Chưa thấy đủ bản M1/M2 của mô hình cấp tỉnh, cấp huyện"
    yield Case(title, lambda _, u: u.forms_lacking > 0, FORMS)
    yield Case("Không phải gửi danh sách", lambda _, u: not u.expected)
    yield Case("Không còn việc phải đôn đốc", lambda _v, _u: True)


def _silent(view: View, receipt: str, told: str) -> Iterator[Case]:
    """The units of each group that are silent; those whose silence is contested are to be verified."""
    for group in view.campaign.groups:
        yield Case(
            f"{group.title} {told}",
            lambda v, u, kind=group.code: u.kind == kind and v.receipt(u) == words.RECEIPT[receipt],  # type: ignore[misc]
        )


def chase(view: View, unit: UnitState) -> str:
    """What to ask of the unit next, in few words, and whom."""
    asked = list(_asked(view, unit))
    known = view.campaign.units_by_code.get(unit.code)
    reached = [part for part in ((known.contact, known.email) if known else ()) if part]
    if asked and reached:
        asked.append(f"Liên hệ: {', '.join(reached)}")
    if unit.receipt_note:
        asked.append(f"Ghi chú: {unit.receipt_note}")
    first, *others = asked or [""]
    return "; ".join([first, *map(words.lower_first, others)])


def _asked(view: View, unit: UnitState) -> Iterator[str]:
    if view.to_verify(unit):
        what = "thời điểm nhận" if unit.receipt == "late" else "việc gửi"
        yield f"Xác minh {what}, ghi vào sổ theo dõi"
    elif unit.receipt in _ASKED and unit.expected and not unit.receipt_waived:
        yield _ASKED[unit.receipt].format(form=view.campaign.groups_by_code[unit.kind].form)
    if unit.unread:
        yield _FIGURES.format(form=view.campaign.groups_by_code[unit.kind].form)
    if unit.quota_standing in _NUMBERS:
        yield _NUMBERS[unit.quota_standing]
    if unit.forms_lacking:
        yield f"Đề nghị gửi {unit.forms_lacking} bản M1/M2 chưa thấy"


def title(number: int, told: str, units: list[UnitState]) -> str:
    """The title of a group: ``1. Xã, thị trấn chưa gửi, đã hết hạn: 2 đơn vị``."""
    return f"{number}. {words.upper_first(told)}: {len(units)} đơn vị"
