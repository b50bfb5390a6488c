"""Deadlines (R4): late, missing, empty; each on the evidence there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from aggregator.findings import Finding, finding
from aggregator.outcome import Registration

SOURCES = {"book": "theo sổ theo dõi", "email": "theo thư điện tử", "file_time": "theo giờ của tệp"}


_ASK = (
    "Liên hệ đơn vị, đề nghị gửi ngay; nếu đã nhận bản giấy, ghi vào sổ theo dõi (trang “Tiếp nhận”, cột “Nội dung "
    "nhận” chọn “danh sách”)."
)
_UNSEEN = "Chưa thấy danh sách mang tên {}"
_LOOK = "Mở tệp nói trên, xác định là của đơn vị nào, ghi vào sổ theo dõi (trang “Tiếp nhận”) rồi chạy lại."


def moment(at: dt.datetime) -> str:
    """A time as the clerk writes it; midnight itself stands for a day of which nobody wrote the clock time."""
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}" if at.time() != dt.time() else f"ngày {at:%d/%m/%Y}"


def weak_evidence(source: str, sent: dt.datetime | None, deadline: dt.datetime) -> bool:
    """A file time, which much may have changed, or a mail that was sent in time and arrived after."""
    return source == "file_time" or (source == "email" and sent is not None and sent <= deadline)


def late_words(
    at: dt.datetime, source: str, deadline: dt.datetime, *, weak: bool, sent: dt.datetime | None = None
) -> dict[str, Any]:
    """The words and the severity of a lateness: weak evidence only calls for verifying the time of receipt."""
    evidence = f", {SOURCES[source]}"
    if weak and sent is not None:
        evidence += f"; thư được gửi đi lúc {moment(sent)}, trong hạn"
    if weak:
        evidence += " – cần xác minh thời điểm nhận"
    remedy = (
        "Xác minh thời điểm nhận (thư, Zalo, bản giấy) rồi ghi vào sổ theo dõi, trang “Tiếp nhận”."
        if weak
        else "Ghi nhận đơn vị gửi chậm; nếu thời điểm chưa đúng, sửa trong sổ theo dõi, trang “Tiếp nhận”."
    )
    words = {"received": moment(at), "deadline": moment(deadline), "evidence": evidence, "late_remedy": remedy}
    return {"severity": "warning" if weak else None, **words}


def late_finding(
    *,
    unit: str,
    unit_name: str,
    file: str | None,
    at: dt.datetime,
    source: str,
    weak: bool,
    sent: dt.datetime | None,
    deadline: dt.datetime,
) -> Finding:
    """A violation on the evidence of the book or of a mail; else only a call to verify the time of receipt."""
    said = late_words(at, source, deadline, weak=weak, sent=sent)
    return finding("late", unit=unit, file=file, unit_name=unit_name, **said)


def late_forms_findings(
    late: Sequence[Registration], deadline: dt.datetime, who: Mapping[str, str]
) -> list[Finding]:
    """Forms that came late: those on strong evidence in one finding, those to be verified in another."""
    found = []
    for weak in (False, True):
        those = [form for form in late if weak_evidence(form.received_from, form.sent, deadline) == weak]
        if those:
            last = max(those, key=lambda form: (form.received_at, form.file))
            said = late_words(last.received_at, last.received_from, deadline, weak=weak, sent=last.sent)
            found.append(finding("forms-late", **who, file=last.file, count=len(those), **said))
    return found


def missing_finding(
    *,
    unit: str,
    unit_name: str,
    deadline: dt.datetime,
    unattributed: int,
    named_in: tuple[str, ...],
    own_papers: tuple[str, ...] = (),
    told: str = "",
) -> Finding:
    """No list came. A unit that a contested file names is not accused of silence; papers of R5 are named.

    ``told`` is what a person wrote that speaks against silence (see ``told_of_silent``), '' where there is nothing.
    """
    others = told
    if own_papers:
        files = ", ".join(f"“{file}”" for file in own_papers)
        others += f" Đã nhận văn bản đăng ký đơn vị “Dân vận khéo”: {files}."
    if named_in:
        files = ", ".join(f"“{file}”" for file in named_in)
        others += f" Có thể là của đơn vị này: {files}."
    if unattributed:
        others += f" Còn {unattributed} tệp chưa rõ hoặc chưa thống nhất đơn vị."
    return finding(
        "missing",
        unit=unit,
        severity="warning" if named_in or told else None,
        unit_name=unit_name,
        silence=_UNSEEN.format(unit_name) if named_in else f"{unit_name} chưa gửi danh sách đăng ký",
        deadline=moment(deadline),
        others=others,
        missing_remedy=_LOOK if named_in else _ASK,
    )


def told_of_silent(uncounted: Sequence[str], moved_to: int, must_send_unclear: str | None) -> str:
    """What the tracking book says that speaks against the silence of a unit, as sentences; '' for nothing.

    ``uncounted`` are cells of receipts that cannot be counted, ``moved_to`` the entries that corrections moved to
    the unit, ``must_send_unclear`` the cell that leaves open whether it must answer.
    """
    said = ""
    if uncounted:
        cells = ", ".join(uncounted)
        said += (
            f" Sổ theo dõi (trang “Tiếp nhận”, ô {cells}) có ghi việc tiếp nhận của đơn vị nhưng chưa tính được."
        )
    if moved_to:
        said += f" Có {moved_to} mô hình được chuyển sang đơn vị này theo đính chính."
    if must_send_unclear:
        said += f" Sổ theo dõi (trang “Đơn vị”, ô {must_send_unclear}) chưa rõ đơn vị có phải gửi hay không."
    return said


def revised_finding(*, unit: str, unit_name: str, file: str, at: dt.datetime) -> Finding:
    """A late correction does not undo a timely list."""
    return finding("revised-after-deadline", unit=unit, file=file, unit_name=unit_name, received=moment(at))
