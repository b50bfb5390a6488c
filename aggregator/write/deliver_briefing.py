"""Write the report for the briefing and, once the choice for the province is made, what goes onward (R6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from aggregator.campaign.texts import EDITED
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.standing import SILENT
from aggregator.office.word_document import untouched
from aggregator.vietnamese.fold import key
from aggregator.write.briefing.facts import Facts
from aggregator.write.briefing.report import briefing_document, report_text
from aggregator.write.deliver import name_beside, write_or_beside
from aggregator.write.onward import Draft, letter_gaps, onward_letter, returned_notice, too_many, why_not_final
from aggregator.write.places import drafts_beside

_UNCLEAR = ("book-choice-unknown", "choice-twice")  # findings of a decision that nobody can go by


class Paper(Struct, frozen=True):
    """A paper: what it is, where it was to lie and where it lies; ``edited``: people changed what lies there."""

    title: str
    wanted: Path
    place: Path
    edited: bool = False


class Briefed(Struct, frozen=True):
    """The report and the drafts; ``stale`` are drafts of an earlier choice, ``notes`` what the clerk is to know."""

    report: Paper
    drafts: tuple[Paper, ...] = ()
    stale: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    again: bool = False  # decisions are to be chosen anew before anything goes out

    def lines(self) -> Iterator[str]:
        """What the clerk reads on the terminal: where everything lies, what no longer holds, what is to be done."""
        for paper in (self.report, *self.drafts):
            yield _line(paper)
        for place in self.stale:
            yield f"Tệp “{place}” là của lần chọn trước, không còn đúng với sổ theo dõi; hãy xóa hoặc cất đi."
        yield from self.notes
        yield "Việc tiếp theo: " + (
            "chọn lại các quyết định đã nêu ở sổ theo dõi, lưu, đóng sổ rồi lập lại báo cáo."
            if self.again
            else "mở các văn bản trên, xem lại, ghi số, ngày rồi trình ký."
        )


def put_briefing(
    outcome: Outcome, report: Path, *, book: Path | None, choices: str, kept: Sequence[Finding] = ()
) -> Briefed:
    """Write the report and the drafts beside it. Raises CannotWork where nothing can be written.

    ``choices`` is the title of the book's sheet of decisions, ``kept`` what keeping the book found.

    Templates that the office worded anew lie in ``mau_thu`` beside the book; one that cannot be used is told.
    """
    folder = (book or report).parent / EDITED
    text = report_text(outcome, folder)
    written = _put("Báo cáo", report, briefing_document(outcome, text), outcome.as_of)
    unclear = _unclear(outcome, choices)
    withheld = (
        why_not_final(outcome)
        if not unclear
        else (
            f"Chưa lập dự thảo công văn: {len(unclear)} quyết định trong sổ chưa hiểu được (trang “{choices}”, "
            f"ô {', '.join(dict.fromkeys(unclear))}). Hãy chọn lại trong danh sách rồi chạy lại."
        )
    )
    drafts, stale, troubles = [], [], [text.trouble]
    for title, place, draft in _onward(outcome, report, folder, final=withheld is None):
        if draft is not None:
            drafts.append(_put(title, place, draft.data, outcome.as_of))
            troubles.append(draft.trouble)
        elif place.exists():
            stale.append(place)
    notes = [f"Chú ý: {note.message} {note.remedy}" for note in kept]
    notes += [f"Chú ý: {trouble}" for trouble in troubles if trouble]
    notes += _about_the_board(outcome)
    notes += letter_gaps(outcome) if withheld is None else [withheld]
    return Briefed(written, tuple(drafts), tuple(stale), tuple(notes), bool(unclear) or too_many(Facts(outcome)))


def _onward(
    outcome: Outcome, report: Path, folder: Path, *, final: bool
) -> Iterator[tuple[str, Path, Draft | None]]:
    letter, notice = drafts_beside(report, outcome.campaign.year)
    yield "Dự thảo công văn giới thiệu cấp tỉnh", letter, onward_letter(outcome, folder) if final else None
    yield "Dự thảo thông báo chuyển về cấp huyện", notice, returned_notice(outcome, folder) if final else None


def _about_the_board(outcome: Outcome) -> list[str]:
    """The board that reports on the others is asked for its own list before it does."""
    facts = Facts(outcome)
    board = facts.states.get(facts.board) if facts.board else None
    if board is None or board.receipt not in SILENT:
        return []
    return [f"Chính {board.name} chưa có danh sách trong thư mục nhận về: bổ sung trước khi trình."]


def _unclear(outcome: Outcome, sheet: str) -> list[str]:
    """The cells of decisions that were not understood: nothing goes out while there are any."""
    return [
        finding.cell
        for finding in outcome.findings
        if finding.code in _UNCLEAR and key(finding.sheet or "") == key(sheet) and finding.cell
    ]


def _put(title: str, wanted: Path, data: bytes, as_of: dt.datetime) -> Paper:
    """Write a paper where it belongs, or beside it where that is edited, or open in Word."""
    edited = _edited(wanted)
    target = name_beside(wanted, as_of, lambda path: not _edited(path)) if edited else wanted
    return Paper(title, wanted, write_or_beside(target, data, as_of), edited)


def _edited(path: Path) -> bool:
    """Whether there is a file that is not as we wrote it; one that cannot be read may be edited."""
    try:
        return path.exists() and not untouched(path.read_bytes())
    except OSError:
        return True


def _line(paper: Paper) -> str:
    if paper.edited:
        return f"{paper.title} “{paper.wanted}” đã được sửa bằng tay nên giữ nguyên; bản mới: {paper.place}"
    if paper.place != paper.wanted:
        return f"{paper.title} “{paper.wanted}” đang mở nên không thay được; bản mới: {paper.place}"
    return f"{paper.title}: {paper.place}"
