"""Makes an outcome unit by unit, in every state that a unit, a file and an entry can be in."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aggregator.campaign.load import default_campaign
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.outcome import Balance, FileBalance, Outcome, Registration, Submission
from aggregator.nouns.standing import UnitState
from aggregator.nouns.unit import Campaign, Unit
from tests.write.invented import COMPLETIONS, GOALS, HOLDERS, NAMES, PLACES, RECEIPTS
from tests.write.outcome_forms import forms_of, late_forms, own_of, registration
from tests.write.outcome_parts import Came, entries_frame, entry, submission, unit_state

CAMPAIGN = default_campaign()
ZONE = CAMPAIGN.zone
AS_OF = dt.datetime(2024, 2, 29, 8, 15, tzinfo=ZONE)
ON_TIME = dt.datetime(2024, 2, 26, 9, 40, tzinfo=ZONE)
LATE = dt.datetime(2024, 2, 28, 16, 5, tzinfo=ZONE)


@dataclass
class Maker:
    """Makes an outcome unit by unit."""

    rng: random.Random
    per_unit: int
    copies: int
    as_of: dt.datetime
    perfect: bool = False
    campaign: Campaign = CAMPAIGN
    rows: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    states: list[UnitState] = field(default_factory=list)
    balances: list[FileBalance] = field(default_factory=list)
    forms: list[Registration] = field(default_factory=list)

    def outcome(self) -> Outcome:
        for number, unit in enumerate(self.campaign.units):
            self._unit(unit, "on_time" if self.perfect else RECEIPTS[number % len(RECEIPTS)], number)
        if not self.perfect:
            self._strays()
        parts = [part.balance for part in self.balances]
        sums = [
            sum(getattr(part, name) for part in parts)
            for name in ("rows_seen", "entries", "rows_joined", "rows_decoration", "rows_set_aside")
        ]
        frame = entries_frame(self.rows)
        return Outcome(
            self.campaign,
            self.as_of,
            self.submissions,
            self.states,
            frame,
            self.findings,
            Balance(*sums),
            self.balances,
            self.forms,
        )

    def _unit(self, unit: Unit, receipt: str, number: int) -> None:
        file = f"{unit.name}/{'M3' if unit.kind == 'commune' else 'M4'} - Danh sách đăng ký 2024.xlsx"
        at = (LATE if receipt == "late" else ON_TIME) + dt.timedelta(minutes=7 * number)
        came = (at, ["book", "email", "file_time"][number % 3])
        if receipt == "missing":
            self._missing(unit, contested=number % 4 == 0)
            return
        if receipt in {"empty", "nil", "unreadable", "forms_only"}:
            self._without_list(unit, receipt, came)
            return
        self._with_list(unit, receipt, came, file, number)

    def _missing(self, unit: Unit, *, contested: bool) -> None:
        others = (
            " Còn 2 tệp chưa rõ hoặc chưa chắc của đơn vị nào, có thể có danh sách của đơn vị này."
            if contested
            else ""
        )
        severity = "warning" if contested else "violation"
        facts = {
            "unit_name": unit.name,
            "silence": f"{unit.name} chưa gửi danh sách đăng ký",
            "deadline": "hết ngày 27/02/2024",
            "others": others,
            "missing_remedy": "Liên hệ đơn vị.",
        }
        self.findings.append(finding("missing", unit=unit.code, severity=severity, **facts))
        self.states.append(unit_state(unit, "missing", None, "not_assessed"))

    def _without_list(self, unit: Unit, receipt: str, came: Came) -> None:
        file = f"{unit.name}.xlsx"
        status = {"forms_only": "read"}.get(receipt, receipt)
        forms = {"forms_only": ("M1",), "unreadable": ()}.get(receipt, ("M4",))
        reason = "tệp đặt mật khẩu" if receipt == "unreadable" else None
        self.submissions.append(submission(file, unit.code, forms, came, status, reason=reason))
        more: dict[str, Any] = {"files": (file,), "forms_received": int(receipt == "forms_only")}
        quota = "met" if receipt == "nil" else "not_assessed"
        self.states.append(unit_state(unit, receipt, came, quota, **more))
        if receipt == "forms_only":
            self.forms.append(registration(unit.code, file=file, level=None))
            self.findings.append(finding("forms-only", unit=unit.code, unit_name=unit.name, forms="01 bản M1, M2"))
        if receipt in {"empty", "unreadable"}:
            facts = {"unit_name": unit.name, "reason": reason}
            self.findings.append(finding(receipt, unit=unit.code, file=file, **facts))

    def _with_list(self, unit: Unit, receipt: str, came: Came, file: str, number: int) -> None:
        start = len(self.rows)
        quota = "met" if self.perfect else ["met", "met", "violated", "undetermined", "met", "open"][number % 6]
        if unit.kind == "agency" and quota == "open":
            quota = "met"  # an agency need not register anything
        for copy in range(self.copies):
            name = file if copy == 0 else file.replace(".xlsx", f" ({copy}).xlsx")
            self._list(unit, name, came, quota, number)
        counted = tuple(range(start, len(self.rows)))
        silent = "base" if unit.kind == "agency" else "unknown"  # an agency registers upward only “if any”
        counts = Counter(row["level"] or silent for row in self.rows[start:])
        broken = self._quota_findings(unit, quota, counts)
        facts = {
            "files": (file,),
            "entry_labels": counted,
            "broken": broken,
            **self._forms(unit, came, start, number),
        }
        by_silence = [n for n in counted if silent == "base" and self.rows[n]["level"] is None]
        state = unit_state(unit, receipt, came, quota, counts, base_by_silence=frozenset(by_silence), **facts)
        self.states.append(state)
        if receipt == "late":
            self._late(unit, came)

    def _forms(self, unit: Unit, came: Came, start: int, number: int) -> dict[str, Any]:
        """The forms of a unit's entries; what its state says of them, and of its own registration."""
        if self.perfect:
            return {}
        at, source = (LATE, ["book", "file_time"][number % 2]) if number % 7 == 5 else came
        file = f"{unit.name}/Mẫu M1, M2.docx"
        made = forms_of(self.rows[start:], start, file=file, received_at=at, received_from=source)
        if made and number % 7 == 5:
            self.findings.append(late_forms(unit.code, unit.name, file, certain=source == "book"))
        self.forms += made
        return {
            "forms_needed": sum(row["level"] in ("province", "district") for row in self.rows[start:]),
            "forms_matched": sum(form.entry is not None for form in made),
            "forms_received": len(made),
            "own_registration": own_of(number),
        }

    def _late(self, unit: Unit, came: Came) -> None:
        at, source = came
        severity = "warning" if source == "file_time" else "violation"
        evidence = " (theo giờ của tệp, cần xác minh thời điểm nhận)" if severity == "warning" else ""
        facts = {
            "unit_name": unit.name,
            "received": f"{at:%H:%M ngày %d/%m/%Y}",
            "deadline": "hết ngày 27/02/2024",
            "evidence": evidence,
            "late_remedy": "Xác minh thời điểm nhận, ghi vào sổ theo dõi."
            if evidence
            else "Nhắc đơn vị gửi đúng hạn.",
        }
        self.findings.append(finding("late", unit=unit.code, severity=severity, **facts))

    def _list(self, unit: Unit, file: str, came: Came, quota: str, number: int) -> None:
        form = "M3" if unit.kind == "commune" else "M4"
        levels: list[str | None] = ["province", *["district"] * 4, *["base"] * (self.per_unit - 5)]
        if quota in {"violated", "open"}:
            levels[:3] = ["base" if form == "M3" else "province"] * 3
        if quota == "undetermined":
            levels[:2] = [None] * 2
        for place, level in enumerate(levels):
            self.rows.append(self._entry(unit.code, form, file, 12 + place, level))
        self.submissions.append(submission(file, unit.code, (form,), came, "read"))
        aside = int(number % 8 == 3 and not self.perfect)
        balance = Balance(len(levels) + 6 + aside, len(levels), 1, 5, aside)
        self.balances.append(FileBalance(file, unit.code, balance))
        if aside:
            self.findings.append(
                finding(
                    "row-without-name",
                    unit=unit.code,
                    file=file,
                    sheet=form,
                    cell="C30",
                    row=30,
                    text="Thôn Đồng Mẫu",
                )
            )

    def _entry(self, unit: str | None, form: str, file: str, row: int, level: str | None) -> dict[str, Any]:
        code = self.rng.choice(list(NAMES))
        source = (
            "section" if form == "M3" or self.perfect else self.rng.choice(["column", "column", "suggested", None])
        )
        holder, kind = self.rng.choice(HOLDERS)
        completion, date = self.rng.choice(COMPLETIONS)
        place = self.rng.choice(PLACES)
        name = self.rng.choice(NAMES[code])
        if not self.perfect and self.rng.random() < 0.25:
            self.findings.append(
                finding("mode-neither", unit=unit, file=file, sheet=form, cell=f"E{row}", name=name)
            )
        if level is None:
            self.findings.append(
                finding(
                    "level-missing",
                    unit=unit,
                    file=file,
                    sheet=form,
                    cell=f"I{row}",
                    name=name,
                    unit_name="đơn vị",
                )
            )
        return entry(
            unit,
            row,
            form=form,
            field=code if source else None,
            field_source=source,
            level=level,
            level_source="column" if level else None,
            stt=str(row - 11),
            address=f"Thôn {place}",
            name=name,
            holder=holder.format(place=place),
            holder_kind=kind,
            mode=self.rng.choice(["new", "continuing", "new", None]),
            completion=completion,
            completion_date=date,
            goals=self.rng.choice(GOALS),
            note=self.rng.choice([None, None, None, "Phối hợp với Đoàn Thanh niên"]),
            file=file,
            sheet=form,
        )

    def _quota_findings(self, unit: Unit, quota: str, counts: Counter[str]) -> tuple[Any, ...]:
        below = {"violated": "violation", "open": "warning"}.get(quota)
        if quota == "undetermined":
            facts: dict[str, Any] = {
                "unit_name": unit.name,
                "why": "mô hình chưa rõ cấp",
            }
            self.findings.append(finding("quota-undetermined", unit=unit.code, **facts))
        if below is None:
            return ()
        limits = [x for x in self.campaign.limits if x.group == unit.kind and x.broken_by(counts[x.level])]
        for limit in limits:
            side, bound = ("below", limit.minimum) if limit.minimum is not None else ("above", limit.maximum)
            facts = {
                "unit_name": unit.name,
                "count": counts[limit.level],
                "limit": bound,
                "source": limit.source,
            }
            facts["still_open"] = " Chưa đủ, còn hạn." if quota == "open" else ""
            code = f"quota-{limit.level}-{side}"
            self.findings.append(finding(code, unit=unit.code, severity=below, **facts))
        return tuple(limits) if quota == "violated" else ()

    def _strays(self) -> None:
        file = "Zalo/danh sach dan van kheo (1) (final).xlsx"
        self.rows += [self._entry(None, "M4", file, 8 + n, "base") for n in range(3)]
        self.submissions.append(
            submission(
                file, None, ("M4",), (ON_TIME, "file_time"), "unknown_unit", reason="tệp không ghi tên đơn vị"
            )
        )
        self.balances.append(FileBalance(file, None, Balance(4, 3, 0, 1, 0)))
        self.findings.append(finding("unknown-unit", file=file, clues="", suggestion=""))
        for name, status, reason in (
            ("~$M3.xlsx", "ignored", "tệp khóa tạm của Excel"),
            ("Thumbs.db", "ignored", "tệp hệ thống"),
            ("Giấy mời họp.docx", "not_a_form", "không thấy bảng đăng ký"),
            ("Hỏng.xlsx", "unreadable", "tệp hỏng, không phải tệp Excel"),
            (
                "Bản sao M3 Cao Thượng.xlsx",
                "duplicate",
                "trùng nội dung với tệp “Thị trấn Cao Thượng/M3.xlsx”",
            ),
            ("Bản cũ An Dương.xlsx", "superseded", "đã có bản sau"),
        ):
            unit = "an-duong" if status == "superseded" else None
            self.submissions.append(submission(name, unit, (), (ON_TIME, "file_time"), status, reason=reason))
        self.findings.append(finding("unreadable", file="Hỏng.xlsx", unit_name="đơn vị chưa rõ", reason="tệp hỏng"))
