"""The figures of the report, counted anew from RESULT.json, without any code of the report or the master."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

LEVELS = {"province": "cấp tỉnh", "district": "cấp huyện", "base": "cấp cơ sở", None: "chưa rõ cấp"}
FIELDS = {
    "economy": "kinh tế",
    "culture_society": "văn hóa - xã hội",
    "defence_security": "quốc phòng - an ninh",
    "political_system": "hệ thống chính trị",
    None: "chưa rõ lĩnh vực",
}
WATCHED = ("economy", "culture_society")
GROUPS = {"commune": "xã, thị trấn", "agency": "cơ quan, đơn vị"}


def n(number: int) -> str:
    return f"{number:02d}" if number else "0"


def small(name: str) -> str:
    """A unit's name within a sentence."""
    return name[0].lower() + name[1:] if name.startswith(("Xã ", "Thị trấn ")) else name


def share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}".removesuffix(".0").replace(".", ",") + "%"


class Recount:
    """What RESULT.json says, in the words of the report."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.result = result
        self.units = result["units"]
        self.entries = result["entries"]
        self.findings = result["findings"]
        certain = {(f["unit"], f["code"]) for f in self.findings if f["severity"] == "violation"}
        self.receipts: dict[str, list[dict[str, Any]]] = {}
        for unit in self.units:
            receipt = unit["receipt"]
            if receipt in {"late", "missing"} and (unit["code"], receipt) not in certain:
                receipt += "_to_verify"
            self.receipts.setdefault(receipt, []).append(unit)

    def with_receipt(self, *receipts: str) -> list[dict[str, Any]]:
        return [unit for receipt in receipts for unit in self.receipts.get(receipt, [])]

    def of_quota(self, quota: str) -> list[dict[str, Any]]:
        return [unit for unit in self.units if unit["quota"] == quota]

    def groups(self, units: list[dict[str, Any]]) -> str:
        kinds = Counter(unit["kind"] for unit in units)
        return " và ".join(f"{n(kinds[code])} {title}" for code, title in GROUPS.items() if kinds[code])

    @staticmethod
    def field(entry: dict[str, Any]) -> str | None:
        return None if entry["field_source"] == "suggested" else entry["field"]

    def of_level(self, level: str) -> list[dict[str, Any]]:
        return [entry for entry in self.entries if entry["level"] == level]

    def by_field(self, entries: list[dict[str, Any]]) -> dict[str | None, list[dict[str, Any]]]:
        return {code: [e for e in entries if self.field(e) == code] for code in FIELDS}

    def fields_told(self, entries: list[dict[str, Any]]) -> str:
        those = self.by_field(entries).items()
        return ", ".join(f"{n(len(found))} {FIELDS[code]}" for code, found in those if found)

    def levels_row(self, entries: list[dict[str, Any]]) -> list[str]:
        counts = Counter(entry["level"] for entry in entries)
        return [*(str(counts[level]) for level in LEVELS), str(len(entries))]

    @property
    def forms_needed(self) -> int:
        return sum(e["level"] in {"province", "district"} and e["unit"] is not None for e in self.entries)

    @property
    def forms_lacking(self) -> tuple[int, int]:
        """Items without a form, and the units that they are of, as the findings say."""
        said = [f["message"] for f in self.findings if f["code"] == "forms-missing"]
        return sum(int(m[1]) for text in said if (m := re.search(r"còn (\d+) nội dung", text))), len(said)

    @property
    def doubts(self) -> list[dict[str, Any]]:
        """What is told neither under numbers nor under times, and is more than to be known."""
        receipts = {unit["code"]: unit["receipt"] for unit in self.units}
        return [
            f
            for f in self.findings
            if (f["severity"] != "info" or f["code"] == "double-across-units")
            and not (f["unit"] in receipts and f["code"].startswith("quota-"))
            and not (f["code"] in {"late", "missing"} and receipts.get(f["unit"]) == f["code"])
            and f["code"] not in {"forms-late", "revised-after-deadline", "same-text-other-units"}
        ]
