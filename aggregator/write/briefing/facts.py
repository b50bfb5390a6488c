"""Look-ups of the papers, the same as the master's sheets have, and sets of units as sentences speak of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from aggregator.campaign.vocabulary import Vocabulary, edges_of
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Registration
from aggregator.nouns.standing import UnitState
from aggregator.vietnamese.fold import grouped, regex
from aggregator.vietnamese.wording import (
    clocks,
    communes_within,
    flat,
    lower_first,
    quoted,
    two,
    two_digits,
    within,
)
from aggregator.write.sheets import words
from aggregator.write.sheets.view import Entry, View

_NAMED = 12  # units or items in a sentence
_FEW = regex(r"\b\d{1,3}\b")  # “(3 xã)” counts something; “(cấp tỉnh năm 2024)” does not


class Units(Struct, frozen=True):
    """Some units in words: how many, of which groups, their names within a sentence."""

    count: int = 0
    groups: str = ""
    names: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """The names, or of many the groups and where the names stand."""
        return "; ".join(self.names) if self.count <= _NAMED else f"{self.groups}; danh sách tại Phụ lục 1"

    @property
    def named(self) -> str:
        """How many and who: “01 đơn vị (xã An Dương)”."""
        return f"{two(self.count)} đơn vị ({self.who})"

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.count > 0


class Items(Struct, frozen=True):
    """Items of a level: how many, of how many units, by field, and their names."""

    count: int
    units: int
    fields: str
    names: tuple[str, ...]

    @property
    def few(self) -> bool:
        """Whether a sentence can name them all."""
        return self.count <= _NAMED

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.count > 0


class Facts(View):
    """The master's look-ups, and those that only papers need."""

    def some(self, units: Sequence[UnitState]) -> Units:
        """Units in words."""
        kinds = Counter(unit.kind for unit in units)
        told = [f"{two(kinds[g.code])} {lower_first(g.title)}" for g in self.campaign.groups if kinds[g.code]]
        return Units(len(units), " và ".join(told), tuple(self.called(unit.name) for unit in units))

    @cached_property
    def findings_of(self) -> dict[str | None, list[Finding]]:
        """The findings by unit."""
        return grouped((finding.unit, finding) for finding in self.outcome.findings)

    @cached_property
    def forms_of(self) -> dict[str | None, list[Registration]]:
        """The forms M1, M2 that none replaces, by unit."""
        return grouped((form.unit, form) for form in self.outcome.registrations if not form.replaced)

    def with_receipt(self, *receipts: str) -> list[UnitState]:
        """The units that stand so, in roster order."""
        return [unit for unit in self.units if self.receipt(unit) in receipts]

    def with_quota(self, verdict: str) -> list[UnitState]:
        """The units that stand so to the quotas, one of STANDINGS, in roster order."""
        return [unit for unit in self.units if unit.quota_standing == verdict]

    @cached_property
    def unusable(self) -> list[UnitState]:
        """The units of which something came, and no list can be made of it."""
        return [unit for unit in self.units if unit.unusable]

    @cached_property
    def board(self) -> str | None:
        """The code of the unit that the reporting board itself is."""
        return next((unit.code for unit in self.units if unit.name == self.campaign.papers.board), None)

    @cached_property
    def top(self) -> list[Entry]:
        """The candidates for the province (R6), by unit."""
        return self.registered(self.campaign.levels[0])

    @cached_property
    def second(self) -> list[Entry]:
        """The entries of the district level, by unit."""
        return self.registered(self.campaign.levels[1])

    @cached_property
    def any_decision(self) -> bool:
        """Whether the standing members decided on anything."""
        return any(made.decision != "none" for made in self.outcome.decisions.values())

    def note(self, entry: Entry) -> str:
        """The note that may be sent out; the inner opinion is never asked for here."""
        return flat(self.decision_on(entry).note)

    def proposed(self, what: str) -> list[Entry]:
        """The entries that the board proposes so and nobody has decided on, the candidates first."""
        made = ((entry, self.decision_on(entry)) for entry in self._candidates)
        return [entry for entry, on in made if (on.proposal, on.decision) == (what, "none")]

    def decided(self, what: str) -> list[Entry]:
        """The entries on which the standing members decided so, the candidates first."""
        return [entry for entry in self._candidates if self.decision_on(entry).decision == what]

    def headed_for(self, what: str) -> list[Entry]:
        """The entries decided or, as long as that is open, proposed so, the candidates first."""
        return [entry for entry in self._candidates if self.course(entry) == what]

    @cached_property
    def _candidates(self) -> list[Entry]:
        first = {entry.label for entry in self.top}
        return [*self.top, *(entry for entry in self.entries if entry.label not in first)]

    def field_title(self, entry: Entry) -> str:
        """The field of an entry in words."""
        return self.field_titles.get(entry.settled_field or "", words.UNKNOWN_FIELD)

    def fields_of(self, entries: Iterable[Entry]) -> list[tuple[str, int]]:
        """The entries by field: its title within a sentence, and how many; fields without any are left out."""
        counts = Counter(self.field_title(entry) for entry in entries)
        titles = (*self.field_titles.values(), words.UNKNOWN_FIELD)
        return [(lower_first(title.split(". ", 1)[-1]), counts[title]) for title in titles if counts[title]]

    def level_name(self, code: str) -> str:
        """A level within a sentence: “cấp tỉnh”, “cấp cơ sở”, “chưa rõ cấp”."""
        return lower_first(words.whole_level(self.level_title(code)))

    def plain_name(self, name: str | None) -> str:
        """A model's name on one line, without “(đăng ký cấp tỉnh)” behind it and “Cấp tỉnh:” before it."""
        told = flat(name)
        for edge, rest in edges_of(told):
            if self._vocabulary.level_heading(edge) and not _FEW.search(edge):
                return self.plain_name(rest)
        return told

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.campaign.fields, self.campaign.levels)

    def called(self, name: str) -> str:
        """A unit's name within a sentence: “xã Quang Tiến”, “thị trấn Nhã Nam”; bodies keep their capital."""
        return within(name, self.campaign.commune_names.kinds)

    def message(self, finding: Finding) -> str:
        """What a finding says, as papers write it: counts, times, communes; no words of the machine."""
        text = communes_within(two_digits(flat(finding.message)), tuple(self.campaign.commune_names.kinds))
        return clocks(text, self.campaign.deadline)

    def why(self, finding: Finding) -> str:
        """The reason that a finding gives behind its colon, for several units in one line."""
        told = self.message(finding)
        return told.partition(": ")[2] or told


def items(facts: Facts, entries: Sequence[Entry]) -> Items:
    """Entries as a sentence speaks of them: “Mô hình” (xã Cao Xá)."""
    names = tuple(f"{quoted(facts.plain_name(e.name))} ({facts.called(facts.name(e.unit))})" for e in entries)
    fields = ", ".join(f"{two(count)} {title}" for title, count in facts.fields_of(entries))
    return Items(len(entries), len({e.unit for e in entries if e.unit}), fields, names)
