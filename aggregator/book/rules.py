"""The campaign as sheet “Quy định” makes it: year, deadline, briefing, place, cap and limits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aggregator.book.layout import book_layout
from aggregator.book.limits import limit_lines, limits_from
from aggregator.book.opened import BookSheets
from aggregator.book.papers import CODE, Moved
from aggregator.book.rule_sheet import RuleSheet, whole
from aggregator.book.times import read_time
from aggregator.book.years import in_year
from aggregator.campaign.model import Campaign, Office
from aggregator.errors import CannotWork
from aggregator.findings import Finding
from aggregator.viet.fold import fold

_BY = re.compile(r"\b(?:cham nhat|truoc|het)\b")  # “chậm nhất 17h ngày …” is that time
_LABELS = {rule.code: rule.label for rule in book_layout().rules}


def rules_from(opened: BookSheets, base: Campaign) -> tuple[Campaign, list[Finding]]:
    """The campaign with the values of the sheet. Raises CannotWork without a year or a deadline."""
    if not opened.has("rules"):
        return base, []
    sheet = RuleSheet.of(opened, [*_LABELS.values(), *(line.label for line in limit_lines(base))])
    rules = _Rules(sheet, base)
    moved = rules.moved()
    this_year = in_year(base, moved.year)
    campaign = replace(
        this_year,
        deadline=rules.deadline(),
        deadline_source=sheet.text(_LABELS["deadline"], "source") or base.deadline_source,
        briefing=rules.briefing(),
        office=rules.office(),
        province_cap=rules.cap(),
        province_cap_source=sheet.text(_LABELS["province_cap"], "source") or base.province_cap_source,
        limits=tuple(limits_from(sheet, base)),
        papers=moved.papers(rules.paper, this_year.papers),
    )
    rules.check_years(campaign)
    return moved.forms(campaign), sheet.findings


@dataclass(frozen=True)
class _Rules:
    """The lines other than the limits, being read."""

    sheet: RuleSheet
    base: Campaign

    def _cannot(self, code: str, *expected: str) -> CannotWork:
        label, said = _LABELS[code], self.sheet.text(_LABELS[code])
        title = book_layout().sheet("rules").title
        what, example = expected
        is_no = f"“{said}” không phải là" if said else "chưa có"
        return CannotWork(
            f"Sổ theo dõi, trang “{title}”, {self.sheet.place(label)} “{label}”: {is_no} {what}. "
            f"Hãy ghi như {example} rồi chạy lại."
        )

    def year(self) -> int:
        """The year of the campaign."""
        year = whole(self.sheet.text(_LABELS["year"]))
        if year is None or not 2000 <= year <= 2100:
            raise self._cannot("year", "năm đăng ký", str(self.base.year))
        return year

    def deadline(self) -> dt.datetime:
        """The last second that counts: a date alone is its whole day (R4)."""
        said = self.sheet.value(_LABELS["deadline"])
        said = _BY.sub(" ", fold(said)) if isinstance(said, str) else said
        at = read_time(said, self.base.zone, self.year())
        if at is None:
            raise self._cannot("deadline", "ngày, giờ", "27/02/2024 23:59")
        if (at.hour, at.minute) in ((0, 0), (23, 59)):
            return at.replace(hour=23, minute=59, second=59, microsecond=0)
        return at.replace(microsecond=0)

    def briefing(self) -> dt.date:
        """The day of the briefing; the base's where the book's is none."""
        label = _LABELS["briefing"]
        at = read_time(self.sheet.value(label), self.base.zone, self.year())
        if at is None and self.sheet.has(label):
            self.sheet.unclear(label, "một ngày, ví dụ 01/03/2024", f"{self.base.briefing:%d/%m/%Y}")
        return at.date() if at else self.base.briefing

    def cap(self) -> int:
        """How many items may be presented to the province (R6)."""
        label = _LABELS["province_cap"]
        count = whole(self.sheet.text(label))
        if count is None and self.sheet.has(label):
            self.sheet.unclear(label, "một số nguyên", self.base.province_cap)
        return self.base.province_cap if count is None else count

    def paper(self, name: str) -> str:
        """A text of section D, '' where the sheet has none."""
        return self.sheet.text(_LABELS.get(f"{CODE}{name}", ""))

    def moved(self) -> Moved:
        """How far this campaign stands from the base, in year and place."""
        pairs = self._places()
        elsewhere = any(was != now for was, now in pairs)
        return Moved(self.base, self.year(), elsewhere, lambda text: _in_place(text, pairs))

    def _places(self) -> list[tuple[str, str]]:
        old = self.base.office
        places = ((old.province, "province"), (old.district, "district"))
        return [(was, now) for was, code in places if (now := self.sheet.text(_LABELS[code]))]

    def office(self) -> Office:
        """Who runs the campaign; where the book names another place, the old place's name gives way."""
        old, sheet, pairs = self.base.office, self.sheet, self._places()

        def said(code: str, text: str) -> str:
            return _in_place(sheet.text(_LABELS[code]) or text, pairs)

        return replace(
            old,
            province=said("province", old.province),
            district=said("district", old.district),
            parent=said("parent", old.parent),
            committee=said("committee", old.committee),
            board=said("board", old.board),
            place_words=tuple(_in_place(words, pairs) for words in old.place_words),
        )

    def check_years(self, campaign: Campaign) -> None:
        """A date of another year was forgotten when the book was taken over from last year."""
        for code, date in (("deadline", campaign.deadline.date()), ("briefing", campaign.briefing)):
            if self.sheet.has(_LABELS[code]) and date.year != campaign.year:
                label, text = _LABELS[code], f"{date:%d/%m/%Y}"
                self.sheet.note("book-years-differ", label, year=campaign.year, rule=label, text=text)


def _in_place(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The text with the old province's and district's names replaced, in small and in capital letters."""
    for old, new in pairs:
        text = text.replace(old, new).replace(old.upper(), new.upper())
    return text
