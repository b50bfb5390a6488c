"""What happens to one file, in a guarded worker: read → decode → recognise → extract. One page, like the pipeline.

Imports neither pandas nor openpyxl: a worker must start fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aggregator.campaign.load import default_campaign
from aggregator.campaign.model import Campaign
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.cells import registers_nothing
from aggregator.decode.sheet import decode_document
from aggregator.errors import Unreadable
from aggregator.extract.entries import take_list
from aggregator.forms_in_sheet import FormsInSheet, FormsReader
from aggregator.model import Container, Document, Row, Sheet
from aggregator.read.containers import open_container
from aggregator.read.dispatch import read
from aggregator.read.limits import MAX_FILE, MIB
from aggregator.read.sniff import CONTAINER_KINDS, sniff
from aggregator.recognise.head import HeadFinder
from aggregator.recognise.letterhead import (
    STAMP_SHEET,
    form_words,
    read_stamp,
    says_part,
    title_year,
    top_rows,
    unit_words,
)
from aggregator.recognise.list_title import TitleReader, is_title
from aggregator.recognise.own_registration import OwnRegistrationFinder
from aggregator.recognise.table import TableReader
from aggregator.recognise.without_head import WithoutHead, cut_at, unopened
from aggregator.returned import OwnRegistration, Possible, ReturnRead, UnitWords
from aggregator.rows import Head, KnownSheet
from aggregator.viet.fold import has_phrase, key

_SHORT_LINE = 40  # letters
_OUR_SHEETS = (  # of the master, the tracking book, the provincial workbook
    {"Sổ tiếp nhận", "Đối chiếu số liệu"},
    {"Quy định", "Tiếp nhận", "Xét, giới thiệu"},
    {"Tổng hợp tỉnh", "Thời hạn"},
)


class ReturnReader:
    """Understands the documents of one campaign. Made once in each worker."""

    def __init__(self, campaign: Campaign) -> None:
        self._finder = HeadFinder(campaign.headings, campaign.lists.abbreviations)
        vocabulary = Vocabulary(campaign.fields, campaign.levels)
        self._titles = TitleReader(vocabulary, campaign.lists)
        self._tables = TableReader(self._finder, vocabulary, self._titles)
        self._without_head = WithoutHead(self._finder, vocabulary)
        self._forms = FormsReader(campaign)
        self._own = OwnRegistrationFinder(campaign.own_registration)

    def understand(self, document: Document) -> ReturnRead:
        """Find the lists and the forms of a document, and the words around them."""
        stamp = read_stamp(document.sheets)
        papers = [self._without_forms(s, stamp.get("form")) for s in document.sheets if s.name != STAMP_SHEET]
        sheets = [paper.rest for paper in papers]
        heads = [(sheet, self._finder.find(sheet.rows)) for sheet in sheets]
        tops = [(sheet, top_rows(sheet, found[1].first_row if found else None)) for sheet, found in heads]
        title_lines = [c for _, rows in tops for row in rows for c in row.cells if isinstance(c, str)]
        known, possible = self._lists(heads, papers)
        lists = tuple(take_list(part) for part in known)
        with_list = {part.sheet for part in lists}
        nothing = not any(entry for part in lists for entry in part.entries) and _says_nothing(sheets, bool(lists))
        return ReturnRead(
            kind=document.kind,
            lists=lists,
            unit_words=_units_of(tops, [bool(found) for _, found in heads], papers),
            stamp=stamp,
            form_words=form_words(title_lines),
            says_nothing=nothing,
            says_part=any(says_part(line) for line in title_lines if _is_heading_of_part(line)),
            other_sheets=_others(papers, with_list),
            notices=tuple((s.name, notice) for s in sheets for notice in s.notices),
            decoded=sum(len(s.typed) for s in sheets),
            ours=any({s.name for s in sheets} >= those for those in _OUR_SHEETS),
            title_year=title_year(line for line in title_lines if is_title(line)),
            registrations=tuple(raw for paper in papers for raw in paper.registrations),
            own_registration=self._own_registration(heads, papers),
            possible=possible,
        )

    def _without_forms(self, sheet: Sheet, stamp: str | None) -> FormsInSheet:
        """The forms M1/M2 of a sheet and what is left of it: the rows of a form are no part of a list."""
        found = self._finder.find(sheet.rows)
        return self._forms.read(sheet, found[1] if found else None, stamp)

    def _own_registration(
        self, heads: list[tuple[Sheet, tuple[int, Head] | None]], papers: list[FormsInSheet]
    ) -> OwnRegistration | None:
        """The first sheet that says it; a sheet of forms is no paper of that kind."""
        plain = [head for head, paper in zip(heads, papers, strict=True) if head[1] or not paper.registrations]
        found = (self._own.find(sheet, has_list=head is not None) for sheet, head in plain)
        return next((own for own in found if own), None)

    def _lists(
        self, heads: list[tuple[Sheet, tuple[int, Head] | None]], papers: list[FormsInSheet]
    ) -> tuple[list[KnownSheet], tuple[Possible, ...]]:
        """Every list, in order; a sheet without a head goes on with the list before it, where that is sure."""
        known: list[KnownSheet] = []
        possible: list[Possible] = []
        for (sheet, found), paper in zip(heads, papers, strict=True):
            if found:
                known += self._tables_of(sheet, *found)
            elif known and self._without_head.goes_on(sheet, known[-1]):
                follows = self._without_head.follows(sheet, known[-1])
                known.append(self._tables.read_on(sheet, known[-1], follows=follows))
            elif not paper.registrations:
                possible += self._without_head.possible(sheet, beside_list=any(head for _, head in heads))
            possible += unopened(sheet)
        return known, tuple(possible)

    def _tables_of(self, sheet: Sheet, index: int, head: Head) -> list[KnownSheet]:
        """The lists of a sheet; two tables side by side are read one after the other."""
        beside = self._finder.beside(sheet.rows, head)
        if beside is None:
            above = top_rows(sheet, head.first_row)
            return self._tables.read(sheet, index, head, self._titles.read(sheet, above, head))
        parts = cut_at(sheet, beside, head.first_row)
        found = [(part, self._finder.find(part.rows)) for part in parts]
        return [known for part, first in found if first for known in self._tables_of(part, *first)]


def _is_heading_of_part(line: str) -> bool:
    """A title, or a short line under it such as “(Bổ sung lần 2)”; a guide to filling in the form is neither."""
    words = key(line)
    return has_phrase(words, "danh sach") or len(words) <= _SHORT_LINE


def _units_of(
    tops: list[tuple[Sheet, list[Row]]], with_list: list[bool], papers: list[FormsInSheet]
) -> tuple[UnitWords, ...]:
    """The unit lines of the sheets that have a list, or of all where none has; forms have their own."""
    if any(with_list):
        chosen = [top for top, has in zip(tops, with_list, strict=True) if has]
    else:
        chosen = [top for top, paper in zip(tops, papers, strict=True) if not paper.registrations]
    own = tuple(words for sheet, rows in chosen for words in unit_words(sheet, rows))
    return own if any(with_list) else (*(words for paper in papers for words in paper.unit_words), *own)


def _others(papers: list[FormsInSheet], with_list: set[str]) -> tuple[tuple[str, int], ...]:
    """The sheets with neither list nor form: their names and how many rows have content."""
    plain = (paper.rest for paper in papers if not paper.registrations)
    return tuple((sheet.name, len(sheet.rows)) for sheet in plain if sheet.rows and sheet.name not in with_list)


def _says_nothing(sheets: list[Sheet], has_list: bool) -> bool:
    """Whether a document without entries says that nothing is registered; without a table it names the campaign."""
    lines = [c for sheet in sheets for row in sheet.rows for c in row.cells if isinstance(c, str)]
    if not any(registers_nothing(line) for line in lines):
        return False
    return has_list or any(has_phrase(key(line), "dan van kheo") for line in lines)


@cache
def _reader() -> ReturnReader:
    """One for each worker process. Words for heads, fields and levels are the same in every campaign."""
    return ReturnReader(default_campaign())


@dataclass(frozen=True, slots=True)
class Job:
    """One file to open: by its path, or as bytes taken from a container."""

    name: str
    path: Path | None = None
    data: bytes | None = None


def open_one(job: Job) -> ReturnRead | Container:
    """Open one file and understand it. Raises Unreadable with the reason shown to the clerk."""
    data = job.data if job.data is not None else _bytes_of(job)
    kind = sniff(data)
    if kind in CONTAINER_KINDS:
        return open_container(data, job.name, kind)
    document = decode_document(read(data, job.name, kind))
    return _reader().understand(document)


def _bytes_of(job: Job) -> bytes:
    if job.path is None:
        raise Unreadable("không có nội dung")
    try:
        if job.path.stat().st_size > MAX_FILE:
            raise Unreadable(f"quá lớn (trên {MAX_FILE // MIB} MB)")
        return job.path.read_bytes()
    except OSError as error:
        raise Unreadable("không mở được (tệp đang bị khóa hoặc không có quyền đọc)") from error
