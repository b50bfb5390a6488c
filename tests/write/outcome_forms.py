"""Made-up forms M1 and M2 beside made-up entries, and what units say of their own registration (R1, R5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.outcome import Registration
from aggregator.nouns.standing import NOT_SEEN, OwnRegistrationState

CONTENT = (
    "Tổ chức họp dân, công khai dự toán; vận động từng hộ hiến đất, tháo dỡ tường rào; phân công đảng viên phụ "
    "trách nhóm hộ; hằng tháng đánh giá kết quả tại sinh hoạt chi bộ, kịp thời tháo gỡ vướng mắc."
)
RESULTS = "100% hộ dân đồng thuận; hoàn thành 1,2 km đường bê tông trước ngày 30/10/2024."


def registration(unit: str | None, row: int = 1, **facts: Any) -> Registration:
    """One form, with facts of your own."""
    usual: dict[str, Any] = {
        "form": "M1",
        "name": "Vận động nhân dân hiến đất làm đường",
        "holder_kind": "collective",
        "holder": "Ban công tác Mặt trận thôn Đồng Mẫu",
        "field": "economy",
        "level": "district",
        "content": CONTENT,
        "period": "Từ tháng 3 đến tháng 10/2024",
        "scope": "Thôn Đồng Mẫu",
        "results": RESULTS,
        "file": "M1.docx",
        "sheet": "Văn bản",
        "received_at": dt.datetime(2024, 2, 26, 2, 40, tzinfo=dt.UTC),
        "received_from": "book",
        "address": "Thôn Đồng Mẫu",
    }
    return Registration(unit=unit, row=row, **usual | facts)


def forms_of(rows: list[dict[str, Any]], first: int, **facts: Any) -> list[Registration]:
    """Forms of the province and district entries among the rows but every fourth, and one that no row has."""
    upward = [(first + n, row) for n, row in enumerate(rows) if row["level"] in ("province", "district")]
    made = [
        registration(
            row["unit"],
            30 * label + 1,
            entry=label,
            name=row["name"] + ("" if label % 3 else " năm 2024"),
            level=row["level"],
            holder=row["holder"],
            **facts,
        )
        for label, row in upward
        if label % 4
    ]
    stray = (
        registration(upward[0][1]["unit"], 7, name="Dòng họ hiếu học thôn Bãi Giả Định", **facts)
        if upward
        else None
    )
    return made + ([stray] if stray and first % 3 == 0 else [])


def own_of(number: int) -> OwnRegistrationState:
    """One unit in three said something."""
    said = (
        OwnRegistrationState(True, True, "15-KH/ĐU", "20/02/2024", dt.date(2024, 2, 20), ("R5.docx",)),
        OwnRegistrationState(False, files=("M3.xlsx",)),
        OwnRegistrationState(None, True, files=("Kế hoạch.docx",)),
    )
    return said[number // 3 % 3] if number % 3 == 0 else NOT_SEEN


def late_forms(unit: str, name: str, file: str, *, certain: bool) -> Finding:
    """The finding about forms that came late."""
    facts: dict[str, Any] = {
        "unit_name": name,
        "count": 2,
        "received": "16:05 ngày 28/02/2024",
        "late_remedy": "Ghi nhận.",
    }
    severity = None if certain else "warning"
    evidence = ", theo sổ theo dõi" if certain else ", theo giờ của tệp – cần xác minh thời điểm nhận"
    told = {"deadline": "23:59 ngày 27/02/2024", "evidence": evidence}
    return finding("forms-late", unit=unit, file=file, severity=severity, **facts, **told)
