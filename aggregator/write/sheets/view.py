"""An outcome seen from sheets and papers: entries as records (any nothing is None), findings by unit, in order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from aggregator.campaign.level_words import edges_of
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns import result as to
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Decision, Outcome, Registration, Submission, rows_of
from aggregator.nouns.standing import TO_VERIFY, OwnRegistrationState, UnitState
from aggregator.nouns.unit import UNKNOWN_UNIT, Level
from aggregator.vietnamese.fold import grouped, regex
from aggregator.vietnamese.official_style import (
    clocks,
    communes_within,
    flat,
    lower_first,
    quotation,
    two,
    two_digits,
    within,
)
from aggregator.write.sheets import cell_texts

_NOTHING: Mapping[str, str | None] = {}
DOWN = ("back_to_district", "district")  # either takes an item off the province's list


class Entry(to.Entry, frozen=True, kw_only=True):
    """One model of a list; ``label`` is its index label in the frame, ``added`` the columns beside the promised."""

    label: int
    further_columns: Mapping[str, str | None] = _NOTHING


def added_columns(outcome: Outcome) -> list[str]:
    """The codes of the columns that the campaign's forms have besides the promised ones."""
    return [str(name) for name in outcome.entries.columns if name not in to.ENTRY_COLUMNS]


def entries_of(outcome: Outcome) -> list[Entry]:
    """The rows of the entries frame, in its order."""
    columns, added = to.ENTRY_COLUMNS, added_columns(outcome)
    return [
        Entry(
            **dict(zip(columns, values, strict=False)),
            label=label,
            further_columns=dict(zip(added, values[len(columns) :], strict=True)),
        )
        for label, *values in rows_of(outcome.entries, *columns, *added)
    ]


class View:
    """Look-ups that several sheets share, each made once."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.campaign = outcome.campaign

    @cached_property
    def order(self) -> dict[str | None, int]:
        """The place of each unit: groups in the campaign's order, then the roster's; the unknown one last."""
        groups = [group.code for group in self.campaign.groups]
        listed = sorted(self.outcome.units, key=lambda unit: groups.index(unit.kind))
        return {unit.code: number for number, unit in enumerate(listed)}

    def rank(self, unit: str | None) -> int:
        """The place of a unit; an unknown one stands at the end."""
        return self.order.get(unit, len(self.order))

    @cached_property
    def units(self) -> list[UnitState]:
        """The units that count, in order: whoever need not send and is silent is not among them."""
        return [unit for unit in self.roster if unit.expected]

    @cached_property
    def obliged(self) -> list[UnitState]:
        """The units that must send a list, in order."""
        return [unit for unit in self.units if unit.must_send]

    @cached_property
    def roster(self) -> list[UnitState]:
        """All units, in order."""
        return sorted(self.outcome.units, key=lambda unit: self.rank(unit.code))

    @cached_property
    def states(self) -> dict[str | None, UnitState]:
        """The units by code."""
        return {unit.code: unit for unit in self.outcome.units}

    def name(self, unit: str | None) -> str:
        """The unit's name, or words that say that it is not known."""
        return self.states[unit].name if unit in self.states else unit or UNKNOWN_UNIT

    @cached_property
    def entries(self) -> list[Entry]:
        """All entries: by unit, else in the frame's order (file, row)."""
        return sorted(entries_of(self.outcome), key=lambda entry: self.rank(entry.unit))

    @cached_property
    def entries_by_label(self) -> dict[int, Entry]:
        """The entries by their index label in the frame."""
        return {entry.label: entry for entry in self.entries}

    @cached_property
    def form_of(self) -> dict[int, Registration]:
        """The form M1 or M2 of each entry that has one, by the entry's index label in the frame."""
        forms = self.outcome.registrations
        return {form.entry: form for form in forms if form.entry is not None and not form.replaced}

    @cached_property
    def stray_forms(self) -> list[Registration]:
        """The forms that no row of a list answers to, by unit."""
        strays = [form for form in self.outcome.registrations if form.entry is None and not form.replaced]
        return sorted(strays, key=lambda form: self.rank(form.unit))

    @cached_property
    def entries_of_field(self) -> dict[str | None, list[Entry]]:
        """The entries by the field that counts; a suggested one does not (None)."""
        return grouped((entry.settled_field, entry) for entry in self.entries)

    @cached_property
    def entries_of_unit(self) -> dict[str | None, list[Entry]]:
        """The entries by unit; those of units that the roster does not know are of None."""
        return grouped((entry.unit if entry.unit in self.states else None, entry) for entry in self.entries)

    @cached_property
    def files_of(self) -> dict[str | None, list[Submission]]:
        """What came by unit, in the order of names."""
        return grouped((came.unit, came) for came in self.outcome.submissions)

    def receipt_time(self, came: UnitState | OwnRegistrationState | Submission | Registration) -> tuple[str, str]:
        """When something came and on what evidence, in words; a time that cannot be is not told (R4)."""
        told = cell_texts.receipt_time(came.received_at, came.received_from, self.outcome.as_of, self.campaign.zone)
        return (told, cell_texts.RECEIVED_FROM.get(came.received_from or "", "")) if told else ("", "")

    @cached_property
    def findings_by_code(self) -> dict[str, dict[str | None, list[Finding]]]:
        """The findings by code, then by unit."""
        found: dict[str, dict[str | None, list[Finding]]] = defaultdict(lambda: defaultdict(list))
        for finding in self.outcome.findings:
            found[finding.code][finding.unit].append(finding)
        return found

    def about(self, code: str, unit: str) -> list[Finding]:
        """The findings of a code about a unit."""
        return self.findings_by_code.get(code, {}).get(unit, [])

    @cached_property
    def quota_findings(self) -> dict[str, list[Finding]]:
        """The findings about quotas, by unit."""
        return grouped((f.unit, f) for f in self.outcome.findings if f.entry.place == "quota" and f.unit)

    @cached_property
    def receipts(self) -> Counter[str]:
        """The units that count by receipt, one of ``words.RECEIPTS``, where weak evidence is called what it is."""
        return Counter(self.receipt(unit) for unit in self.units)

    @cached_property
    def content_findings(self) -> list[Finding]:
        """The findings that are told nowhere else: all but quotas, lateness and silence of the units."""
        return [finding for finding in self.outcome.findings if not self._told_elsewhere(finding)]

    @cached_property
    def severities(self) -> Counter[str]:
        """The content findings by their weight."""
        return Counter(finding.severity for finding in self.content_findings)

    @cached_property
    def points(self) -> Counter[str]:
        """The content findings to be handled, looked at again and known: one number for every paper."""
        return Counter(finding.weight for finding in self.content_findings)

    def _told_elsewhere(self, finding: Finding) -> bool:
        unit, place = self.states.get(finding.unit), finding.entry.place
        of_receipt = unit is not None and place == "receipt" and finding.code == unit.receipt
        return of_receipt or (unit is not None and place in {"quota", "deadline"})

    def accused(self, code: str, unit: UnitState) -> bool:
        """Whether there is a violation of that code (``late``, ``missing``): nobody else is called so."""
        return any(finding.severity == "violation" for finding in self.about(code, unit.code))

    def receipt(self, unit: UnitState) -> str:
        """How a unit's receipt is told, a code of ``words.RECEIPT``; late or silent is who has a violation."""
        return self._receipts[unit.code]

    @cached_property
    def _receipts(self) -> dict[str, str]:
        units = self.outcome.units
        return {unit.code: unit.receipt_code(accused=self.accused(unit.receipt, unit)) for unit in units}

    def to_verify(self, unit: UnitState) -> bool:
        """Whether it is to be verified when, or whether, the unit sent its list."""
        return self.receipt(unit) in TO_VERIFY

    def quota(self, unit: UnitState) -> str:
        """How the unit stands to the quotas, in words."""
        return cell_texts.STANDING[unit.quota_standing]

    def counted_level(self, entry: Entry) -> str:
        """The level that an entry counts at where quotas are judged, or ``unknown``: silence may say base (R3)."""
        if entry.level in self.level_titles:
            return entry.level or "unknown"
        return "base" if entry.label in self._silent_as_base else "unknown"

    @cached_property
    def _silent_as_base(self) -> frozenset[int]:
        return frozenset[int]().union(*(unit.base_by_silence for unit in self.outcome.units))

    @cached_property
    def level_titles(self) -> dict[str, str]:
        """The levels' titles by code, the unknown one last."""
        return cell_texts.level_titles(self.campaign)

    def levels_of(self, entries: Iterable[Entry]) -> Counter[str]:
        """The entries by level; the unknown one is ``unknown``."""
        return Counter(e.level if e.level in self.level_titles else "unknown" for e in entries)

    def decision_on(self, entry: Entry) -> Decision:
        """What is proposed and decided on an entry."""
        return self.outcome.decisions.get(entry.label) or Decision(entry.label)

    def course(self, entry: Entry) -> str:
        """The decision on an entry, one of ``Choice``; as long as none is taken, what is proposed."""
        return self.decision_on(entry).course

    def registered(self, level: Level) -> list[Entry]:
        """The entries registered for a level."""
        return [entry for entry in self.entries if entry.level == level.code]

    def level_title(self, level: str | None) -> str:
        """A level in words."""
        return self.level_titles.get(level or "unknown", cell_texts.UNKNOWN_LEVEL)

    @cached_property
    def field_titles(self) -> dict[str, str]:
        """The fields with their numerals, by code."""
        return {field.code: f"{field.numeral}. {field.title}" for field in self.campaign.fields}

    # ---- What was decided on the candidates, and what it makes of the numbers of each level (R6).

    @property
    def any_course(self) -> bool:
        """Whether anything was proposed or decided at all."""
        return any(made.course != "none" for made in self.outcome.decisions.values())

    def from_below(self, level: Level) -> list[Entry]:
        """The items registered lower, or for no certain level, that are to be presented at this one."""
        codes = [one.code for one in self.campaign.levels]
        higher = codes[: codes.index(level.code) + 1]
        return [e for e in self.entries if e.level not in higher and self.course(e) == level.code]

    def province_numbers(self, entries: Sequence[Entry]) -> tuple[int, ...]:
        """Registered = presented + gone back + not considered; then those raised, and all that are presented."""
        top = self.campaign.levels[0].code
        own = [self.course(entry) for entry in entries if entry.level == top]
        up, down = own.count("province"), sum(code in DOWN for code in own)
        above = sum(entry.level != top and self.course(entry) == top for entry in entries)
        return len(own), up, down, len(own) - up - down, above, up + above

    def district_numbers(self, entries: Iterable[Entry]) -> tuple[int, ...]:
        """Registered + come from other levels = all; of these presented, raised to the province, not considered."""
        top, second = (level.code for level in self.campaign.levels[:2])
        pairs = [
            (entry.level, code)
            for entry, code in ((entry, self.course(entry)) for entry in entries)
            if entry.level == second or (code in DOWN and (entry.level == top or code == second))
        ]
        own = sum(level == second for level, _ in pairs)
        up, presented = (sum(code in codes for _, code in pairs) for codes in ((top,), DOWN))
        return own, len(pairs) - own, len(pairs), presented, up, len(pairs) - presented - up

    @property
    def too_many(self) -> str:
        """R6: more are chosen than may be presented: how many, and their names; empty where all is well."""
        cap, source = self.campaign.province_cap, self.campaign.province_cap_source
        chosen = (entry for entry in self.entries if self.course(entry) == "province")
        names = [f"{quotation(entry.name or '')} ({self.name(entry.unit)})" for entry in chosen]
        over = len(names) - cap
        if over <= 0:
            return ""
        return (
            f"Sổ theo dõi đang chọn {len(names)} nội dung {lower_first(self.campaign.levels[0].title)}, nhiều hơn "
            f"{over:02d} nội dung so với mức không quá {cap:02d} ({source}); "
            f"cần chọn lại, không phải lỗi của đơn vị nào. Đang chọn: {'; '.join(names)}."
        )


# ---- What only papers look up, and sets of units as sentences speak of them.

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
        return self.count > 0


class Facts(View):
    """The master's look-ups, and those that only papers need."""

    def units_of(self, units: Sequence[UnitState]) -> Units:
        """Units in words."""
        kinds = Counter(unit.kind for unit in units)
        told = [f"{two(kinds[g.code])} {lower_first(g.title)}" for g in self.campaign.groups if kinds[g.code]]
        return Units(len(units), " và ".join(told), tuple(self.title_of(unit.name) for unit in units))

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

    def proposals(self, course: str) -> list[Entry]:
        """The entries that the board proposes so and nobody has decided on, the candidates first."""
        made = ((entry, self.decision_on(entry)) for entry in self._candidates)
        return [entry for entry, on in made if (on.proposal, on.decision) == (course, "none")]

    def decisions(self, course: str) -> list[Entry]:
        """The entries on which the standing members decided so, the candidates first."""
        return [entry for entry in self._candidates if self.decision_on(entry).decision == course]

    def headed_for(self, course: str) -> list[Entry]:
        """The entries decided or, as long as that is open, proposed so, the candidates first."""
        return [entry for entry in self._candidates if self.course(entry) == course]

    @cached_property
    def _candidates(self) -> list[Entry]:
        first = {entry.label for entry in self.top}
        return [*self.top, *(entry for entry in self.entries if entry.label not in first)]

    def field_title(self, entry: Entry) -> str:
        """The field of an entry in words."""
        return self.field_titles.get(entry.settled_field or "", cell_texts.UNKNOWN_FIELD)

    def fields_of(self, entries: Iterable[Entry]) -> list[tuple[str, int]]:
        """The entries by field: its title within a sentence, and how many; fields without any are left out."""
        counts = Counter(self.field_title(entry) for entry in entries)
        titles = (*self.field_titles.values(), cell_texts.UNKNOWN_FIELD)
        return [(lower_first(title.split(". ", 1)[-1]), counts[title]) for title in titles if counts[title]]

    def level_name(self, code: str) -> str:
        """A level within a sentence: “cấp tỉnh”, “cấp cơ sở”, “chưa rõ cấp”."""
        return lower_first(cell_texts.whole_level(self.level_title(code)))

    def plain_name(self, name: str | None) -> str:
        """A model's name on one line, without “(đăng ký cấp tỉnh)” behind it and “Cấp tỉnh:” before it."""
        told = flat(name)
        for edge, rest in edges_of(told):
            if self._vocabulary.level_heading(edge) and not _FEW.search(edge):
                return self.plain_name(rest)
        return told

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.campaign)

    def title_of(self, name: str) -> str:
        """A unit's name within a sentence: “xã Quang Tiến”, “thị trấn Nhã Nam”; bodies keep their capital."""
        return within(name, self.campaign.commune_names.kinds)

    def message(self, finding: Finding) -> str:
        """What a finding says, as papers write it: counts, times, communes; no words of the machine."""
        text = communes_within(two_digits(flat(finding.message)), tuple(self.campaign.commune_names.kinds))
        return clocks(text, self.campaign.deadline)

    def reason_of(self, finding: Finding) -> str:
        """The reason that a finding gives behind its colon, for several units in one line."""
        told = self.message(finding)
        return told.partition(": ")[2] or told


def items(facts: Facts, entries: Sequence[Entry]) -> Items:
    """Entries as a sentence speaks of them: “Mô hình” (xã Cao Xá)."""
    names = tuple(f"{quotation(facts.plain_name(e.name))} ({facts.title_of(facts.name(e.unit))})" for e in entries)
    fields = ", ".join(f"{two(count)} {title}" for title, count in facts.fields_of(entries))
    return Items(len(entries), len({e.unit for e in entries if e.unit}), fields, names)
