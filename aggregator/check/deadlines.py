"""Deadlines (R4): late, silent, empty, forms too late; on the evidence there is, and spared in doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from aggregator.findings import Finding, finding
from aggregator.outcome import Registration
from aggregator.settled import Evidence, Receipt
from aggregator.standing import weak_evidence

SOURCES = {"book": "theo sổ theo dõi", "email": "theo thư điện tử", "file_time": "theo giờ lưu của tệp"}
_CLOCKS = {"book": "giờ ghi trong sổ theo dõi", "email": "giờ nhận thư", "file_time": "giờ lưu của tệp"}
_MOST_FILES = 5
Who = Mapping[str, Any]  # unit, unit_name


def moment(at: dt.datetime) -> str:
    """A time as the clerk writes it; midnight itself stands for a day of which nobody wrote the clock time."""
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}" if at.time() != dt.time() else f"ngày {at:%d/%m/%Y}"


def late_finding(receipt: Receipt, deadline: dt.datetime, evidence: Evidence, who: Who) -> Finding:
    """A violation on the evidence of the book or of a mail, unless a list of the unit may have come in time.

    Else only a call to verify the time of receipt.
    """
    first = receipt.first
    assert receipt.at is not None and receipt.source is not None  # noqa: S101, PT018 -- a late receipt has both
    contested = [first.file] if first is not None and first.file in evidence.contested else []
    sent = first.received.sent if first else None
    words = _late_words(receipt.at, receipt.source, deadline, sent)
    variant = _variant(receipt.weak, [*contested, *evidence.in_time])
    files = _names([*contested, *evidence.in_time])
    return finding("late", file=first.file if first else None, variant=variant, files=files, **words, **who)


def _variant(weak: bool, files: Sequence[str]) -> str | None:
    return "weak" if weak else "possible" if files else None


def _late_words(at: dt.datetime, source: str, deadline: dt.datetime, sent: dt.datetime | None) -> dict[str, Any]:
    weak = weak_evidence(source, sent, deadline)
    in_time = f" (thư được gửi đi lúc {moment(sent)}, trong hạn)" if weak and sent is not None else ""
    words = {"received": moment(at), "deadline": moment(deadline), "sent": in_time}
    return words | {"evidence": (_CLOCKS if weak else SOURCES)[source]}


def time_unknown_finding(receipt: Receipt, who: Who) -> Finding:
    """A list was received, and nothing says when: nothing is late by it."""
    first = receipt.first
    zone = first is not None and first.received.source == "email"
    why = "không hiểu được múi giờ ghi trong thư" if zone else "giờ lưu của tệp muộn hơn thời điểm tổng hợp"
    return finding("time-unknown", file=first.file if first else None, why=why, **who)


def late_forms_findings(
    late: Sequence[Registration], deadline: dt.datetime, who: Who, evidence: Evidence
) -> list[Finding]:
    """Forms that came late: those on strong evidence in one finding, those to be verified in another."""
    found = []
    for weak in (False, True):
        those = [form for form in late if weak_evidence(form.received_from, form.sent, deadline) == weak]
        if those:
            last = max(those, key=lambda form: (form.received_at, form.file))
            words = _late_words(last.received_at, last.received_from, deadline, last.sent)
            contested = [form.file for form in those if form.file in evidence.contested]
            variant = _variant(weak, [*contested, *evidence.in_time])
            facts: dict[str, Any] = {"count": len(those), "files": _names([*contested, *evidence.in_time])} | words
            found.append(finding("forms-late", file=last.file, variant=variant, **facts, **who))
    return found


def missing_finding(
    deadline: dt.datetime, evidence: Evidence, who: Who, own_papers: Sequence[str], must_send_unclear: str | None
) -> Finding:
    """No list came. Nobody is accused of silence while a file may be the unit's list; papers of R5 are named."""
    told = _known_of_silent(evidence, must_send_unclear)
    others = told
    if own_papers:
        others += f" Đã nhận văn bản đăng ký đơn vị “Dân vận khéo”: {_names(own_papers)}."
    may_be = [*evidence.named, *evidence.unknown]
    if may_be:
        others += f" Có thể là của đơn vị này: {_names(may_be)}."
    if evidence.unattributed:
        others += f" Còn {evidence.unattributed} tệp chưa rõ hoặc chưa thống nhất đơn vị."
    variant = "possible" if may_be else "told" if told else None
    return finding("missing", variant=variant, deadline=moment(deadline), others=others, **who)


def _known_of_silent(evidence: Evidence, must_send_unclear: str | None) -> str:
    """What people wrote that speaks against the silence of a unit, as sentences; '' for nothing."""
    told = "".join(f" Đơn vị có thư hẹn: “{words}” (tệp “{file}”)." for file, words in evidence.promises[:1])
    if evidence.recorded:
        cells = ", ".join(evidence.recorded)
        told += (
            f" Sổ theo dõi (trang “Tiếp nhận”, ô {cells}) có ghi việc tiếp nhận của đơn vị nhưng chưa tính được."
        )
    if evidence.moved_to:
        told += f" Có {evidence.moved_to} mô hình được chuyển sang đơn vị này theo đính chính."
    if must_send_unclear:
        told += f" Sổ theo dõi (trang “Đơn vị”, ô {must_send_unclear}) chưa rõ đơn vị có phải gửi hay không."
    return told


def empty_finding(file: str, evidence: Evidence, who: Who) -> Finding:
    """Only blank forms came, unless the list is in a file that is not known to be the unit's."""
    may_be = [*evidence.named, *evidence.unknown]
    return finding("empty", file=file, variant="possible" if may_be else None, files=_names(may_be), **who)


def _names(files: Sequence[str]) -> str:
    names = list(dict.fromkeys(files))
    return ", ".join(f"“{file}”" for file in names[:_MOST_FILES]) + (" …" if len(names) > _MOST_FILES else "")
