"""The campaign as sheet “Quy định” makes it: next year's, or another district's, without a line of code."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field, structs

from aggregator.book.clerk_words import pattern, word_lists
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line, open_book
from aggregator.book.units import units_from
from aggregator.campaign.load import in_words_of
from aggregator.campaign.word_lists import source
from aggregator.nouns.document import Value
from aggregator.nouns.finding import CannotWork, Finding
from aggregator.nouns.unit import (
    NOT_LIMITED,
    Campaign,
    Form,
    Group,
    Level,
    Limit,
    Office,
    Papers,
    PlaceKind,
    RegistrationForm,
)
from aggregator.vietnamese.fold import composed, fold, initials, key, list_key, regex, sole
from aggregator.vietnamese.official_style import NUMERALS, numeral
from aggregator.vietnamese.scope import in_district_words
from aggregator.vietnamese.times import read_time

_LABELS = {rule.code: rule.label for rule in book_layout().rules}


class RuleSheet(Struct, dict=True):
    """The sheet being read: its lines by folded label, the campaign that it changes, and the findings so far."""

    lines: dict[str, Line]
    base: Campaign
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, sheets: BookSheets, base: Campaign) -> "RuleSheet":
        """The sheet of a book; a line with a value under no label that we know is a finding."""
        lines = [line for line in sheets.lines("rules") if line.text("rule")]
        sheet = cls({}, base)
        others = {key(other): key(rule.label) for rule in book_layout().rules for other in rule.also}
        sheet.lines |= {others.get(name := sheet.key(line.text("rule")), name): line for line in lines}
        labels = {*map(key, _LABELS.values()), *(sheet.key(line.label) for line in limit_lines(base))}
        for name, line in sheet.lines.items():
            if name not in labels and line.text("value"):
                sheet.note("book-rule-unknown", line.text("rule"), "rule", text=line.text("rule"))
        return sheet

    def key(self, label: str) -> str:
        """A label as a key, whatever place's words the book was made with: “… đăng ký cấp thị xã: ít nhất”."""
        for place in self.base.places:
            label = in_district_words(label, place)
        return list_key(label)

    def has(self, label: str) -> bool:
        """Whether the sheet has the line."""
        return self.key(label) in self.lines

    def text(self, label: str, column: str = "value") -> str:
        """A cell of the line as text, '' where there is none."""
        return self.lines[self.key(label)].text(column) if self.has(label) else ""

    def value(self, label: str) -> Value:
        """The value of the line as it stands in the cell."""
        return self.lines[self.key(label)].cells.get("value") if self.has(label) else None

    def note(self, code: str, label: str, column: str = "value", **facts: Any) -> None:
        """Keep a finding that names the cell."""
        self.findings.append(self.lines[self.key(label)].finding(code, column, **facts))

    def unclear(self, label: str, expected: str, value: object) -> None:
        """Keep a finding: the value is not what was expected, another is used."""
        self.note("book-rule-unclear", label, text=self.text(label), rule=label, expected=expected, used=value)

    def severity(self, label: str) -> str | None:
        """The severity that the line states, as a code."""
        column = book_layout().sheet("rules").column("severity")
        text = self.text(label, column.code)
        code = column.choice(text)
        if text and code is None:
            facts = {"text": text, "head": column.head, "allowed": column.choice_words}
            self.note("book-choice-unknown", label, column.code, **facts)
        return code

    def _cannot(self, code: str, *expected: str) -> CannotWork:
        label, said = _LABELS[code], self.text(_LABELS[code])
        title, line = book_layout().sheet("rules").title, self.lines.get(self.key(label))
        place, (what, example) = f"ô {line.cell('value')}" if line else "thiếu dòng", expected
        is_no = f"“{said}” không phải là" if said else "chưa có"
        return CannotWork(
            f"Sổ theo dõi, trang “{title}”, {place} “{label}”: {is_no} {what}. Hãy ghi như {example} rồi chạy lại."
        )

    @cached_property
    def year(self) -> int:
        """The year of the campaign."""
        year = whole(key(self.text(_LABELS["year"])).removeprefix("nam "))
        if year is None or not 2000 <= year <= 2100:
            raise self._cannot("year", "năm đăng ký", str(self.base.year))
        return year

    def deadline(self) -> dt.datetime:
        """The last second that counts: a date alone is its whole day (R4)."""
        said = self.value(_LABELS["deadline"])
        said = pattern("time", "by").sub(" ", fold(said)) if isinstance(said, str) else said
        at = read_time(said, self.base.zone, self.year)
        if at is None:
            raise self._cannot("deadline", "ngày, giờ", "27/02/2024 23:59")
        if (at.hour, at.minute) in ((0, 0), (23, 59)):
            return at.replace(hour=23, minute=59, second=59, microsecond=0)
        return at.replace(microsecond=0)

    def briefing(self) -> dt.date:
        """The day of the briefing; the base's where the book's is none."""
        label = _LABELS["briefing"]
        at = read_time(self.value(label), self.base.zone, self.year)
        if at is None and self.has(label):
            self.unclear(label, "một ngày, ví dụ 01/03/2024", f"{self.base.briefing:%d/%m/%Y}")
        return at.date() if at else self.base.briefing

    def cap(self) -> Limit:
        """How many items may be presented to the province (R6), and where that is written."""
        label = _LABELS["province_cap"]
        count = whole(self.text(label))
        if count is None and self.has(label):
            self.unclear(label, "một số nguyên", self.base.province_cap)
        source = self.text(label, "source") or self.base.province_cap_source
        count = self.base.province_cap if count is None else count
        return structs.replace(self.base.cap, maximum=count, source=source)

    @cached_property
    def place(self) -> PlaceKind | None:
        """The kind of place: that which the district's name, or the committee's, begins with, else the base's."""
        said = (composed(self.text(_LABELS[name])).casefold() for name in ("district", "committee"))
        heads = [(f"{head} ", place) for place in self.base.places for head in (place.kind, place.word("huyện ủy"))]
        found = (place for text in said for head, place in heads if text.startswith(head))
        return next(found, self.base.office.place)

    @cached_property
    def district(self) -> str:
        """The district's bare name, '' where the book has none: “Việt Yên” of “Thị xã Việt Yên”."""
        name, kind = composed(self.text(_LABELS["district"])), f"{self.place.kind} " if self.place else ""
        return name[len(kind) :].strip() if name.casefold().startswith(kind) else name

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """The base's province and district, and what the book says instead."""
        old = self.base.office
        places = ((old.province, self.text(_LABELS["province"])), (old.district, self.district))
        return [(was, now) for was, now in places if now]

    def in_place(self, text: str) -> str:
        """The text with the old province's and district's names replaced, in small and in capital letters."""
        for old, new in self.places:
            text = text.replace(old, new).replace(old.upper(), new.upper())
        return text

    def office(self) -> Office:
        """Who runs the campaign; where the book names another place, the old place's name gives way."""
        old, names = self.base.office, ("province", "district", "parent", "committee", "board")
        said = {name: self.in_place(self.text(_LABELS[name]) or getattr(old, name)) for name in names}
        said["district"] = self.district or old.district
        places, letters = self.in_place, {initials(was): initials(now) for was, now in self.places}
        words = tuple(letters.get(word) or places(word) for word in old.place_words)
        kind = self.place.kind if self.place else old.kind
        return structs.replace(old, place_words=words, kind=kind, place=self.place, **said)

    def check_years(self, campaign: Campaign) -> None:
        """A date of another year was forgotten when the book was taken over from last year."""
        for code, date in (("deadline", campaign.deadline.date()), ("briefing", campaign.briefing)):
            if self.has(_LABELS[code]) and date.year != campaign.year:
                label, text = _LABELS[code], f"{date:%d/%m/%Y}"
                self.note("book-years-differ", label, year=campaign.year, rule=label, text=text)

    def papers(self, this_year: Papers) -> Papers:
        """The texts of section D as said, else moved along; a citation that cannot hold loses number and date."""
        texts = {field.name: self.text(_LABELS.get(f"{CODE}{field.name}", "")) for field in structs.fields(Papers)}
        for name, new in texts.items():
            if new in ("", getattr(self.base.papers, name)):
                moved = self.in_place(getattr(this_year, name))
                texts[name] = _CITED.sub(lambda cited: _BLANK if self._stale(cited) else cited[0], moved)
        return Papers(**texts)

    def _stale(self, cited: re.Match[str]) -> bool:
        """Another district has papers of its own; a paper of the base's year was written for that year."""
        of_base_year = cited["date"].endswith(str(self.base.year))
        elsewhere = any(was != now for was, now in self.places)
        return elsewhere or (self.year != self.base.year and of_base_year)

    def cited(self, campaign: Campaign) -> Campaign:
        """The campaign whose forms cite the papers as ``campaign.papers`` now does."""
        pairs = [
            pair
            for name in ("call", "guidance", "criteria")
            for pair in _renumbered(getattr(self.base.papers, name), getattr(campaign.papers, name))
        ]

        def cite(text: str) -> str:
            for old, new in pairs:
                text = text.replace(old, new)
            return text

        forms, own = tuple(_registration(f, cite) for f in campaign.registration_forms), campaign.own_registration
        own = structs.replace(own, question=cite(own.question), hint=cite(own.hint))
        return structs.replace(campaign, registration_forms=forms, own_registration=own)


def whole(text: str) -> int | None:
    """A whole number from a cell's text."""
    return int(text) if text.isdecimal() and len(text) < 6 else None


BOUNDS = ("minimum", "maximum")
_OWN_SOURCE = "sổ theo dõi, trang “Quy định”"


class LimitLine(Struct, frozen=True):
    """The line of one limit: its label, and the limit that the campaign has (None: none is set)."""

    label: str
    group: Group
    level: Level
    bound: str
    limit: Limit | None

    @property
    def place(self) -> tuple[str, str, str]:
        """What the line is about, as codes."""
        return self.group.code, self.level.code, self.bound


def limit_lines(campaign: Campaign) -> Iterator[LimitLine]:
    """A line for each group, level and bound."""
    words = book_layout().limits
    for group in campaign.groups:
        for level in (level for level in campaign.levels if level.code != NOT_LIMITED):
            for bound in BOUNDS:
                facts = {"group": group.title, "level": level.title.lower(), "bound": getattr(words, bound)}
                limits = [x for x in campaign.limits if (x.group, x.level) == (group.code, level.code)]
                limit = next((limit for limit in limits if getattr(limit, bound) is not None), None)
                yield LimitLine(words.label.format_map(facts), group, level, bound, limit)


def limits_from(sheet: RuleSheet) -> Iterator[Limit]:
    """The limits of the book; two that no number can meet are said and left out, so that nobody is accused."""
    lines = list(limit_lines(sheet.base))
    found = {line.place: _limit(sheet, line) for line in lines}
    for line in lines:
        low, high = (found[line.group.code, line.level.code, bound] for bound in BOUNDS)
        if low and high and (low.minimum or 0) > (high.maximum or 0):
            if line.bound == BOUNDS[0]:
                facts: dict[str, Any] = {"rule": line.label, "minimum": low.minimum, "maximum": high.maximum}
                sheet.note("book-limits-crossed", line.label, **facts)
        elif limit := found[line.place]:
            yield limit


_OTHER_SIGN = {"minimum": regex(r"[?%<≤~±→]"), "maximum": regex(r"[?%>≥~±→+]")}
_NO_PART = regex(r"(?<=\d)[.,]0+\b")  # “1,0”
_PER = regex(r"(?i)\s*/\s*(?=[^\W\d])")  # “/xã”, “/năm”
_NUMERAL = rf"\d+|{'|'.join(NUMERALS[1:])}"


def _plain_number(text: str, line: LimitLine, year: int) -> int | None:
    """The number where a cell says no more than it; whatever else stands there may restrict it or take it back."""
    said = key(_PER.sub(" mỗi ", _NO_PART.sub("", text)))
    own = f"{key(line.level.title)}|nam {year}"
    limit = regex(source(word_lists(), "limit", "plain").format(own=own, numeral=_NUMERAL))
    plain = limit.fullmatch(" ".join(pattern("limit", line.bound).sub(" ", said).split()))
    if plain is None or _OTHER_SIGN[line.bound].search(text):
        return None
    return sole({numeral(number) for number in plain.group("number", "again") if number})


def _limit(sheet: RuleSheet, line: LimitLine) -> Limit | None:
    """The limit as the book has it: a blank number is no limit, a missing line leaves the campaign's."""
    if not sheet.has(line.label):
        return line.limit
    text = sheet.text(line.label)
    if key(text) in word_lists()["limit"]["none"] and "?" not in text:
        return None
    count = _plain_number(text, line, sheet.year)
    if count is None:
        used = getattr(line.limit, line.bound) if line.limit else "không quy định"
        sheet.unclear(line.label, "một số nguyên", used)
        if line.limit and line.limit.severity == "violation":
            return structs.replace(line.limit, severity="warning")  # nobody is accused by one that may be another
        return line.limit
    return Limit(
        group=line.group.code,
        level=line.level.code,
        minimum=count if line.bound == BOUNDS[0] else None,
        maximum=count if line.bound == BOUNDS[1] else None,
        source=sheet.text(line.label, "source") or (line.limit.source if line.limit else _OWN_SOURCE),
        severity=sheet.severity(line.label) or (line.limit.severity if line.limit else "violation"),
    )


def rules_from(sheets: BookSheets, base: Campaign) -> tuple[Campaign, list[Finding]]:
    """The campaign with the values of the sheet. Raises CannotWork without a year or a deadline."""
    if not sheets.has("rules"):
        return base, []
    sheet = RuleSheet.of(sheets, base)
    this_year = in_year(base, sheet.year)
    campaign = structs.replace(
        this_year,
        deadline=sheet.deadline(),
        deadline_source=sheet.text(_LABELS["deadline"], "source") or base.deadline_source,
        briefing=sheet.briefing(),
        office=sheet.office(),
        cap=sheet.cap(),
        limits=tuple(limits_from(sheet)),
        papers=sheet.papers(this_year.papers),
    )
    sheet.check_years(campaign)
    campaign = sheet.cited(campaign)
    return in_words_of(sheet.place, campaign) if sheet.place else campaign, sheet.findings


def campaign_from(sheets: BookSheets, base: Campaign) -> tuple[Campaign, tuple[Finding, ...]]:
    """The base with the book's rules and units, and what is odd. Raises CannotWork: no year, deadline or units."""
    campaign, of_rules = rules_from(sheets, base)
    units, of_units = units_from(sheets, campaign)
    communes, place = campaign.commune_names, campaign.office.place
    communes = communes.of(place, units) if place else communes
    return structs.replace(campaign, units=units, commune_names=communes), (*of_rules, *of_units)


def campaign_of(book_path: Path | None, base: Campaign) -> Campaign:
    """The campaign that a tracking book makes, or the base where there is no book."""
    return campaign_from(open_book(book_path), base)[0] if book_path else base


# ---- A campaign put into another year: titles, print heads and citations follow (R8).

Reword = Callable[[str], str]
_YEAR = regex(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def in_year(campaign: Campaign, year: int) -> Campaign:
    """The campaign with its title, forms and heads in the words of a year; dates and limits stay."""
    if year == campaign.year:
        return campaign
    old = campaign.year

    def reword(text: str) -> str:
        """The year and the one before move along; every other year stays."""
        return _YEAR.sub(lambda m: str(int(m[0]) + year - old) if int(m[0]) in (old, old - 1) else m[0], text)

    forms = tuple(_form(form, reword) for form in campaign.forms)
    registrations = tuple(_registration(form, reword) for form in campaign.registration_forms)
    papers = structs.replace(
        campaign.papers, subject=reword(campaign.papers.subject), letter=reword(campaign.papers.letter)
    )
    moved = structs.replace(campaign, forms=forms, registration_forms=registrations, papers=papers)
    return structs.replace(moved, year=year, title=reword(campaign.title))


def _form(form: Form, reword: Reword) -> Form:
    columns = tuple(
        structs.replace(column, head=reword(column.head), hint=reword(column.hint) if column.hint else None)
        for column in form.columns
    )
    return structs.replace(form, title=tuple(map(reword, form.title)), note=reword(form.note), columns=columns)


def _registration(form: RegistrationForm, reword: Reword) -> RegistrationForm:
    items = tuple(structs.replace(item, hint=reword(item.hint)) for item in form.items)
    statement = reword(form.statement) if form.statement else None
    return structs.replace(
        form, title=tuple(map(reword, form.title)), intro=reword(form.intro), statement=statement, items=items
    )


CODE = "papers."  # before the name of a text, in the codes of the sheet's lines
_DATE = r"\d{1,2}/\d{1,2}/\d{4}"
_CITED = regex(rf"số (?P<number>\S+) ngày (?P<date>{_DATE})")
_BLANK = "số … ngày …"


def _renumbered(old: str, new: str) -> list[tuple[str, str]]:
    """How a citation and its bare number are worded now: in full first."""
    was, now = _CITED.search(old), _CITED.search(new)
    if was is None:
        return []
    return [(was[0], now[0] if now else _BLANK), (f"số {was['number']}", f"số {now['number']}" if now else "số …")]
