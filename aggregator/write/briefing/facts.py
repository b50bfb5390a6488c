"""The figures of the report, from the same look-ups as the master's sheets, so that both say the same."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from aggregator import standing
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.write.party.words import flat, two_digits
from aggregator.write.sheets import words
from aggregator.write.sheets.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.findings import Finding
    from aggregator.standing import UnitState
    from aggregator.write.sheets.entries import Entry

LISTED = (
    words.RECEIPT["on_time"], words.RECEIPT["late"], words.LATE_TO_VERIFY, words.RECEIPT_WAIVED["late"],
)  # fmt: skip
UNUSABLE = tuple(words.RECEIPT[receipt] for receipt in standing.UNUSABLE)
WAIVED = tuple(words.RECEIPT_WAIVED.values())
_MARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]][\s.;,]*$")  # brackets at the end
_FEW = re.compile(r"\b\d{1,3}\b")  # “(3 xã)” counts something; “(cấp tỉnh năm 2024)” does not
SILENT = (words.RECEIPT["missing"], words.MISSING_TO_VERIFY, words.RECEIPT["pending"])


class Facts(View):
    """The master's look-ups, and those that only the report needs."""

    def with_receipt(self, *receipts: str) -> list[UnitState]:
        """The units that stand so, in roster order."""
        return [unit for unit in self.units if self.receipt(unit) in receipts]

    def with_quota(self, standing: str) -> list[UnitState]:
        """The units that stand so to the quotas, one of STANDINGS, in roster order."""
        return [unit for unit in self.units if unit.quota_standing == standing]

    @cached_property
    def whole_list(self) -> bool:
        """Whether the deadline is past, so that figures no longer change by themselves."""
        return self.outcome.as_of > self.campaign.deadline

    def levels_of(self, entries: Sequence[Entry]) -> Counter[str]:
        """The entries by level; the unknown one is ``unknown``."""
        return Counter(e.level if e.level in self.level_titles else "unknown" for e in entries)

    def of_level(self, level: str) -> list[Entry]:
        """The entries of a level, by field and unit, as the master's sheet of that level numbers them."""
        places = {field.code: place for place, field in enumerate(self.campaign.fields)}
        those = [entry for entry in self.entries if entry.level == level]
        return sorted(those, key=lambda entry: places.get(entry.settled_field or "", len(places)))

    @cached_property
    def top(self) -> list[Entry]:
        """The candidates for the province (R6)."""
        return self.of_level(self.campaign.levels[0].code)

    @cached_property
    def second(self) -> list[Entry]:
        """The entries of the district level."""
        return self.of_level(self.campaign.levels[1].code)

    def decided(self, decision: str) -> list[Entry]:
        """The entries with that decision in the tracking book, in the order of the candidates."""
        return [entry for entry in [*self.top, *self._others] if self._decision(entry) == decision]

    @cached_property
    def _others(self) -> list[Entry]:
        first = {entry.label for entry in self.top}
        return [entry for entry in self.entries if entry.label not in first]

    def _decision(self, entry: Entry) -> str:
        decision = self.outcome.decisions.get(entry.label)
        return decision.course if decision else "none"

    def remark(self, entry: Entry) -> str:
        """The note on a decision that may be sent; the inner opinion stays in the house."""
        decision = self.outcome.decisions.get(entry.label)
        return (decision.note or "") if decision else ""

    def field_title(self, entry: Entry) -> str:
        """The field of an entry in words."""
        return self.field_titles.get(entry.settled_field or "", words.UNKNOWN_FIELD)

    def plain_name(self, name: str | None) -> str:
        """A model's name on one line, without “(đăng ký cấp tỉnh)” and the like at its end."""
        told = flat(name)
        while (mark := _MARK.search(told)) and not _FEW.search(mark[1]):
            if self._vocabulary.level_heading(mark[1]) is None or not told[: mark.start()].strip():
                break
            told = told[: mark.start()]
        return told

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.campaign.fields, self.campaign.levels)

    def called(self, name: str) -> str:
        """A unit's name within a sentence: “xã Quang Tiến”, “thị trấn Nhã Nam”; bodies keep their capital."""
        told = flat(name)
        return words.lower_first(told) if self.is_commune(told) else told

    def is_commune(self, name: str) -> bool:
        """Whether a name is that of a commune or town, which begins with its kind."""
        return bool(self._kinds.match(words.upper_first(name)))

    def told(self, finding: Finding) -> str:
        """What a finding says, as papers write it: counts of two digits, communes small within a sentence."""
        return self._within.sub(lambda m: m[0] if m[1] is None else m[1].lower(), two_digits(flat(finding.message)))

    @cached_property
    def _kinds(self) -> re.Pattern[str]:
        kinds = "|".join(map(re.escape, self.campaign.commune_names.kinds))
        return re.compile(rf"(?:{kinds})(?= (?![a-zà-ỹđ])\w)")  # the “Xã hội” of an office's name is none

    @cached_property
    def _within(self) -> re.Pattern[str]:
        """A kind of commune that begins no sentence; what is quoted was typed by people and stays."""
        return re.compile(rf"“[^”]*”|(?<!^)(?<![.!?] )\b({self._kinds.pattern})")
