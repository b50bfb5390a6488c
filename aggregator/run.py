"""The run, on one page: from a folder of returns to what lies on the table. Read this first.

            inbox ──► read ──► understand        in guarded workers, file by file
    tracking book ──► what people know
                      both ──► judge ──► Outcome ──► keep the book, write, read back, put in place

``run`` makes the Outcome, ``deliver`` and its sisters make papers of it. Only this module joins rooms.
What takes long to load (pandas, the writers) is imported where it is first needed: while the workers read.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from aggregator.campaign import BLANKS, BOOK, INBOX, TEMPLATES
from aggregator.nouns.finding import CannotWork, Finding
from aggregator.nouns.unit import Campaign, Office
from aggregator.vietnamese.scope import enter
from aggregator.write import places
from aggregator.write.places import CampaignFolder, other_campaign

if TYPE_CHECKING:
    from aggregator.book.news import News
    from aggregator.book.register import ReceiptRegister
    from aggregator.book.tracking_book import TrackingBook
    from aggregator.nouns.document import Document
    from aggregator.nouns.file import AttributedFile, Intake
    from aggregator.nouns.outcome import Outcome
    from aggregator.nouns.reading import ReturnReading
    from aggregator.nouns.result import Result
    from aggregator.office.notes import Copy
    from aggregator.read.rounds import OpenedFile
    from aggregator.understand.unit_names import UnitNames
    from aggregator.write.deliver import Delivery, Keep
    from aggregator.write.deliver_papers import BriefingDelivery, LettersDelivery


__all__ = ["CampaignFolder", "other_campaign"]  # the command line, which knows no room, has them from here
Progress = Callable[[int, int], None]  # of the files read: done, of all
ONE_RUN = threading.Lock()  # texts are read process-wide as in one campaign (``enter``): threads take turns
_NO_NAME = "(chưa ghi tên)"  # an empty argument must not mean the current folder
_PRELOAD = ("aggregator.run", "aggregator.understand.rehearsal")  # what workers need to understand documents


# --- from folder to Outcome -------------------------------------------------------------------------------


def run(
    inbox: Path,
    campaign: Campaign,
    *,
    as_of: dt.datetime,
    book: Path | None = None,
    jobs: int = 2,
    progress: Progress = lambda done, total: None,
    files: Sequence[Path] | None = None,
) -> Outcome:
    """Turn an inbox into an Outcome. Raises CannotWork where the run as a whole cannot be done.

    The tracking ``book`` (None: there is none) changes the ``campaign``. ``as_of``, an aware time, decides only
    between pending and missing, open and violated; ``files`` are the only ones of the inbox that are taken, where
    given.
    """
    desk = open_desk(book, campaign, as_of)
    return run_at(desk, inbox, as_of=as_of, jobs=jobs, progress=progress, files=files)


def run_at(
    desk: Desk,
    inbox: Path,
    *,
    as_of: dt.datetime,
    jobs: int = 2,
    progress: Progress = lambda done, total: None,
    meanwhile: Callable[[], object] = lambda: None,
    files: Sequence[Path] | None = None,
) -> Outcome:
    """The same by an open book, which can be kept afterwards; ``meanwhile`` is done while files are read."""
    from aggregator.read.inbox import list_inbox
    from aggregator.read.rounds import open_all

    enter(desk.campaign.year, desk.campaign.office)  # another desk may have been opened since

    def load() -> None:
        import aggregator.judge.conclude  # noqa: F401

        meanwhile()

    received = list_inbox(inbox, desk.campaign.zone, files)
    receipts = desk.receipts_of(received)
    dated = [receipts.with_time(item) for item in received]
    here = partial(understand, year=desk.campaign.year, office=desk.campaign.office)
    opened = open_all(dated, receipts.with_time, here, jobs=jobs, progress=progress, meanwhile=load)
    handled, learned = desk.attribute(opened, receipts)
    opened_too = [*received, *(item.intake for item in handled)]
    there, contents = [item.file for item in opened_too], {item.sha256 for item in opened_too}
    absent = receipts.absent_files(there, contents)
    ignored = [item.intake.file for item in handled if item.intake.ignore_reason]
    receipts = receipts.without_files(there, contents, ignored) if files is None else receipts
    from aggregator.judge.conclude import conclude

    record = structs.replace(desk.book, receipts=receipts).record
    outcome = conclude(handled, desk.campaign, as_of, record, [*desk.findings, *absent, *learned])
    return structs.replace(outcome, to_answer=desk.open_questions(outcome))


def understand(document: Document, year: int, office: Office | None = None) -> ReturnReading:
    """A worker's half: what one document says in the campaign of a year and an office."""
    from aggregator.understand.document import return_of

    enter(year, office)
    return return_of(document, year, office)


class Desk(Struct, frozen=True):
    """What a run goes by: the campaign as the tracking book has it, and what people wrote in the book."""

    campaign: Campaign
    names: UnitNames
    book: TrackingBook
    findings: tuple[Finding, ...]
    news: News
    path: Path | None = None  # of the book

    def receipts_of(self, intakes: Sequence[Intake]) -> ReceiptRegister:
        """What the book, and what still waits to be written into it, says of these files."""
        from aggregator.book.news import with_pending

        files, contents = [item.file for item in intakes], [item.sha256 for item in intakes]
        return with_pending(self.book.receipts.for_inbox(files, contents), self.news)

    def attribute(
        self, opened_files: Iterable[OpenedFile], receipts: ReceiptRegister
    ) -> tuple[list[AttributedFile], list[Finding]]:
        """Whose each file is, in the order of names, with what people said of files like it before."""
        from aggregator.book import register, units
        from aggregator.read.member_names import decoded_name
        from aggregator.understand.companions import with_companions
        from aggregator.understand.filing import handle

        def known(intake: Intake, reading: ReturnReading | None, unreadable: str | None = None) -> AttributedFile:
            item = handle(self.names, intake, reading, unreadable, decoded_name)
            return receipts.as_first_received(register.as_people_know(item))

        handled = [known(one.intake, one.reading, one.unreadable) for one in opened_files]
        handled = with_companions(self.names, handled)
        handled.sort(key=lambda item: item.file)
        year, office = self.campaign.year, self.campaign.office
        handled += [known(received, understand(document, year, office)) for received, document in self.book.paper]
        return units.apply_learned(handled, self.names.find, self.campaign, receipts.rows)

    def further_files(self, inbox: Path, paths: Sequence[Path], units: Sequence[str]) -> dict[str, list[Path]]:
        """By unit (codes), what else lies in the inbox that its name or the book tells to be of it, unopened."""
        from aggregator.read.inbox import files_beside
        from aggregator.read.member_names import decoded_name
        from aggregator.understand.filing import bears_name, handle

        def may_be_theirs(name: str) -> bool:
            codes = self.book.receipts.codes_of_file(name)
            return not codes.isdisjoint(units) if codes else bears_name(self.names, decoded_name(name), units)

        listed, beside = files_beside(inbox, paths, self.campaign.zone, may_be_theirs)
        receipts = self.receipts_of(listed)
        theirs = receipts.by_unit(beside, lambda item: handle(self.names, item, None, "", decoded_name).units)
        return {unit: [item.path or inbox for item in items] for unit, items in theirs.items()}

    def open_questions(self, outcome: Outcome) -> int:
        """How many questions of a run wait in the book for an answer; none where the book has no place for them."""
        from aggregator.book.questions import open_questions

        return open_questions(outcome, self.book.answers) if self.book.receipts.hashed else 0

    def keep(self, outcome: Outcome) -> list[Finding]:
        """Add to the tracking book what the run saw for the first time; what is to be said of that."""
        from aggregator.book.update import keep_book

        return keep_book(self.path, self.book, outcome, self.names.find) if self.path else []


def open_desk(book: Path | None, base: Campaign, as_of: dt.datetime | None = None) -> Desk:
    """Read the tracking book, as of the run's time. Raises CannotWork where it cannot be used."""
    from aggregator.book import news, sheets, tracking_book
    from aggregator.book.campaign import campaign_from
    from aggregator.understand.unit_names import UnitNames

    enter(base.year, base.office)  # in whose words a book says which campaign it is of
    if book is None:
        return Desk(base, UnitNames(base), tracking_book.TrackingBook(), (), news.News())
    opened = sheets.open_book(book)
    campaign, findings = campaign_from(opened, base)
    enter(campaign.year, campaign.office)
    names = UnitNames(campaign)
    known = tracking_book.read_tracking_book(opened, campaign, names.find, as_of)
    odd = (*findings, *sheets.shape_findings(opened), *known.findings)
    return Desk(campaign, names, known, odd, news.pending_news(news.pending_path(book)), book)


# --- what is delivered ------------------------------------------------------------------------------------


def deliver(
    outcome: Outcome,
    master: Path,
    result: Path | None = None,
    book: Path | None = None,
    before: Result | None = None,
    *,
    frozen: bool = False,
    inbox: Path | None = None,
    keep: Keep = lambda _: (),
) -> Delivery:
    """Keep the book, write the master and RESULT.json. Raises CannotWork where nothing can be written.

    ``before`` is a result to compare with; ``frozen`` keeps a copy with the returns of the ``inbox`` that count.
    """
    from aggregator.judge.compare import compare
    from aggregator.read.dispatch import whole_file
    from aggregator.write.deliver import put_master

    locate = partial(whole_file, inbox) if frozen and inbox else None
    return put_master(
        outcome, master, result, book=book, before=before, compare=compare, keep=keep, frozen=frozen, locate=locate
    )


def deliver_briefing(
    outcome: Outcome, report: Path, book: Path | None = None, keep: Keep = lambda _: ()
) -> BriefingDelivery:
    """Keep the book, write the report and the drafts beside it. Raises CannotWork where nothing can be written."""
    from aggregator.book.layout import book_layout
    from aggregator.write.deliver_papers import put_briefing

    return put_briefing(outcome, report, book=book, choices=book_layout().sheet("choices").title, keep=keep)


def deliver_letters(
    outcome: Outcome, desk: Desk, place: CampaignFolder, folder: Path, jobs: int = 2
) -> LettersDelivery:
    """Write the letters that are news and the list of all, and keep the book. Raises CannotWork where it cannot."""
    from aggregator.book.tracking_book import pending_letters
    from aggregator.write.deliver_papers import put_letters

    made = [*desk.book.letters, *pending_letters(desk.news.rows.get("letters", ()))]
    annotate = partial(_annotated, place.inbox, jobs)
    return put_letters(outcome, folder, annotate, desk.keep, book=place.book, history=made)


def check(
    files: Sequence[Path], copy: Path | None, book: Path | None, as_of: str | None
) -> tuple[Iterator[str], bool]:
    """One return judged as in the whole run: the lines for the terminal, and whether there is something to mend.

    ``copy`` is where the annotated copy is to lie (a folder for several). Raises CannotWork, the lines too.
    """
    from aggregator.read.worker import start_workers

    start_workers(_PRELOAD)
    from aggregator.read.inbox import given_files

    inbox, taken = given_files(files, INBOX)
    place = _campaign_folder(inbox, book, inbox.parent if inbox.name == INBOX else Path(_NO_NAME))
    at = place.time(as_of)
    desk = open_desk(place.book, place.base, at)
    outcome = run_at(desk, inbox, as_of=at, jobs=1, files=taken)
    from aggregator.write.dossier import check_lines, checks_of

    units = checks_of(outcome)
    further = desk.further_files(inbox, taken, [unit.code for unit in units]) if inbox.name == INBOX else {}
    told = (check_lines(unit, taken, further.get(unit.code, ())) for unit in units)
    lines, to_mend = chain.from_iterable(told), any(unit.to_mend for unit in units)
    if copy is None:
        return lines, to_mend
    from aggregator.write.letters import put_copies

    texts = place.book.parent / TEMPLATES if place.book else None
    copies = put_copies(outcome, units, taken, copy, partial(_annotated, inbox, 1), folder=texts)
    return chain(lines, copies), to_mend


def _annotated(inbox: Path, jobs: int, copies: Sequence[Copy]) -> Iterator[bytes | Document | str]:
    """For each file that goes back its copy with notes, the document as read, or the reason why there is none."""
    from aggregator.office.notes import copy_with_notes
    from aggregator.read.rounds import read_all_again

    works = [(copy.file, partial(copy_with_notes, notes=copy.notes, cover=copy.cover)) for copy in copies]
    return read_all_again(inbox, works, jobs)


def deliver_rollup(
    results: Sequence[Path], target: Path | None = None, base: Campaign | None = None
) -> Iterator[str]:
    """Several districts' results to one provincial workbook; the lines for the terminal."""
    from aggregator.campaign.load import default_campaign
    from aggregator.judge.compare import province_of
    from aggregator.write.deliver import put_rollup
    from aggregator.write.result import read_result

    province = province_of([read_result(path) for path in results], base or default_campaign())
    return put_rollup(province, results, target)


def summary(
    outcome: Outcome, place: CampaignFolder, delivery: Delivery | BriefingDelivery | LettersDelivery
) -> Iterator[str]:
    """What the clerk reads on the terminal: first of the book, then the figures, then where everything lies."""
    from aggregator.book.tracking_book import book_lines
    from aggregator.write.deliver import NO_FILE, Delivery, summary_lines

    if not (outcome.came or isinstance(delivery, Delivery)):
        yield NO_FILE  # first of all: what lies there was made of nothing
    yield from book_lines(outcome.findings, BOOK, there=place.book is not None)
    yield from summary_lines(outcome, delivery) if isinstance(delivery, Delivery) else delivery.lines()


# --- the campaign's folder --------------------------------------------------------------------------------


def set_out(folder: str, book: Path | None) -> CampaignFolder:
    """Look at what is given, while the workers start. Raises CannotWork where a run over it would be a mistake."""
    from aggregator.read.worker import start_workers

    start_workers(_PRELOAD)  # first of all: they load what they need while this process does

    from aggregator.read.inbox import check_inbox

    inbox = Path(folder.strip() or _NO_NAME)
    check_inbox(inbox)
    places.refuse_campaign_folder(inbox)
    places.refuse_blanks(inbox)
    return _campaign_folder(inbox, book, places.beside(inbox))


def _campaign_folder(inbox: Path, book: Path | None, beside: Path) -> CampaignFolder:
    """What a run over an inbox begins with; ``beside`` is where its book lies if none is given."""
    from aggregator.book.campaign import campaign_of
    from aggregator.campaign.load import default_campaign

    known, base = places.known_book(book, beside), default_campaign()
    enter(base.year, base.office)
    return CampaignFolder(inbox, known, base, campaign_of(known, base))


def earlier_result(path: Path | None, target: Path | None = None) -> Result | None:
    """The result to compare with; None too where this run first writes it (``target``). Raises CannotWork."""
    from aggregator.write.result import read_result

    return read_result(path) if path and (path != target or path.exists()) else None


def load_writers() -> None:
    """What delivering needs takes a while to load: it can be done while files are read."""
    import aggregator.write.deliver  # noqa: F401


def new_folder(folder: Path) -> list[Path]:
    """Make a campaign's folder with book, blank forms and inbox, or go on where it was left; the files made."""
    from aggregator.book.create import new_campaign_folder
    from aggregator.campaign.load import default_campaign
    from aggregator.campaign.texts import lay_templates
    from aggregator.write.blank import write_blank_forms

    def lay(campaign: Campaign, place: Path) -> list[Path]:
        return [*write_blank_forms(campaign, place, False), *lay_templates(place.parent / TEMPLATES)]

    return new_campaign_folder(folder, default_campaign(), lay)


def blanks(folder: Path | None, book: Path | None, *, per_unit: bool, before: Path | None) -> Iterator[str]:
    """Write the blank forms, per unit too, with the models of ``before`` that go on; the lines for the terminal."""
    from aggregator.write.blank import put_blanks

    known = _campaign_folder(Path(), book, Path())
    place = folder or Path(BLANKS if known.book else "blank_forms")
    if before and not per_unit:
        raise CannotWork("Tùy chọn --from chỉ dùng cùng --per-unit; hãy thêm --per-unit rồi chạy lại.")
    return put_blanks(known.campaign, place, per_unit=per_unit, earlier=known.base, before=earlier_result(before))
