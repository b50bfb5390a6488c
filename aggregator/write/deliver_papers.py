"""What is delivered on paper: report, drafts that go onward (R6), letters; one that fails spares the others."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from aggregator.campaign import TEMPLATES
from aggregator.nouns.file import write_atomically
from aggregator.nouns.finding import CannotWork, meaning, or_cannot_work
from aggregator.nouns.outcome import LetterRecord, Outcome
from aggregator.nouns.unit import Campaign
from aggregator.office.form import bytes_of, new_workbook, plain_table
from aggregator.office.sheet import Column
from aggregator.office.word_document import untouched
from aggregator.vietnamese.fold import key
from aggregator.vietnamese.official_style import two, upper_first
from aggregator.write import letters
from aggregator.write.briefing.report import briefing_report
from aggregator.write.deliver import NO_FILE, Keep, name_beside, write_or_beside
from aggregator.write.dossier import Dossier, dossiers
from aggregator.write.master import verify_balance
from aggregator.write.onward import letter_gaps, onward_letter, returned_notice, too_many, why_not_final
from aggregator.write.places import drafts_beside
from aggregator.write.sheets.cell_texts import clock
from aggregator.write.sheets.view import Facts

_DRAFTS = ("Dự thảo công văn giới thiệu cấp tỉnh", "Dự thảo thông báo chuyển về cấp huyện")
_UNCLEAR = ("book-choice-unknown", "choice-twice")  # findings of a decision that nobody can go by


class Paper(Struct, frozen=True):
    """A paper: what it is, where it was to lie and where it lies; ``edited``: people changed what lies there."""

    title: str
    place_meant: Path
    place: Path
    edited: bool = False

    @property
    def line(self) -> str:
        """Where it lies, and why not where it was to lie."""
        if self.place == self.place_meant:
            return f"{self.title}: {self.place}"
        why = "đã được sửa bằng tay nên giữ nguyên" if self.edited else "đang mở nên không thay được"
        return f"{self.title} “{self.place_meant}” {why}; bản mới: {self.place}"


class BriefingDelivery(Struct, frozen=True):
    """The report and the drafts; ``stale`` are drafts of an earlier choice, ``notes`` what the clerk is to know."""

    report: Paper
    drafts: tuple[Paper, ...] = ()
    stale: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    to_repeat: bool = False  # decisions are to be chosen anew before anything goes out

    def lines(self) -> Iterator[str]:
        """What the clerk reads on the terminal: where everything lies, what no longer holds, what is to be done."""
        yield from (paper.line for paper in (self.report, *self.drafts))
        for place in self.stale:
            yield f"Tệp “{place}” là của lần chọn trước, không còn đúng với sổ theo dõi; hãy xóa hoặc cất đi."
        yield from self.notes
        yield "Việc tiếp theo: " + (
            "chọn lại các quyết định đã nêu ở sổ theo dõi, lưu, đóng sổ rồi lập lại báo cáo."
            if self.to_repeat
            else "mở các văn bản trên, xem lại, ghi số, ngày rồi trình ký."
        )


def _refuse_silence(outcome: Outcome) -> None:
    """Raise CannotWork where nothing came and time is over: a wrong folder rather than a silent district."""
    if not outcome.came and all(unit.receipt == "missing" for unit in outcome.units if unit.must_send):
        raise CannotWork(
            f"{NO_FILE} Chưa lập văn bản, thư nào vì sẽ báo mọi đơn vị chưa gửi; hãy chép các tệp nhận được vào "
            "thư mục nhận về, hoặc chọn đúng thư mục, rồi chạy lại."
        )


def put_briefing(
    outcome: Outcome, report: Path, *, book: Path | None, choices: str, keep: Keep
) -> BriefingDelivery:
    """Keep the book, write report and drafts; ``choices``: its sheet's title. Raises CannotWork where it cannot."""
    verify_balance(outcome)
    _refuse_silence(outcome)
    kept = keep(outcome)
    facts, folder = Facts(outcome), (book or report).parent / TEMPLATES
    paper = briefing_report(facts, folder)
    written = _put("Báo cáo", report, paper.data, outcome.as_of)
    unclear = [  # the cells of decisions that were not understood: nothing goes out while there are any
        found.cell
        for found in outcome.findings
        if found.code in _UNCLEAR and key(found.sheet or "") == key(choices) and found.cell
    ]
    withheld = why_not_final(facts)
    if unclear:
        withheld = (
            f"Chưa lập dự thảo công văn: {len(unclear)} quyết định trong sổ chưa hiểu được (trang “{choices}”, "
            f"ô {', '.join(dict.fromkeys(unclear))}). Hãy chọn lại trong danh sách rồi chạy lại."
        )
    drafts, stale, troubles = [], [], [paper.trouble]
    places = drafts_beside(report, outcome.campaign.year)
    for title, place, make in zip(_DRAFTS, places, (onward_letter, returned_notice), strict=True):
        draft = make(facts, folder) if withheld is None else None
        if draft is not None:
            drafts.append(_put(title, place, draft.data, outcome.as_of))
            troubles.append(draft.trouble)
        elif place.exists():
            stale.append(place)
    notes = [note.notice for note in kept]
    notes += [f"Chú ý: {trouble}" for trouble in troubles if trouble]
    board = facts.states.get(facts.board) if facts.board else None
    if board and board.silent:  # it reports on the others, and is asked for its own list before it does
        notes.append(f"Chính {board.name} chưa có danh sách trong thư mục nhận về: bổ sung trước khi trình.")
    notes += letter_gaps(facts) if withheld is None else [withheld]
    return BriefingDelivery(written, tuple(drafts), tuple(stale), tuple(notes), bool(unclear) or too_many(facts))


def _put(title: str, wanted: Path, data: bytes, as_of: dt.datetime) -> Paper:
    """Write a paper where it belongs, or beside it where that is edited, or open in Word."""
    edited = _edited(wanted)
    target = name_beside(wanted, as_of, _edited) if edited else wanted
    return Paper(title, wanted, write_or_beside(target, data, as_of), edited)


def _edited(path: Path) -> bool:
    """Whether there is a file that is not as we wrote it; one that cannot be read may be edited."""
    try:
        return path.exists() and not untouched(path.read_bytes())
    except OSError:
        return True


# ---- The letters to the units: the list of them, and mail drafts with their annotated copies.

NAME = "danh_sach_thu.xlsx"
_LETTERS, _WITHOUT = "Danh sách thư", "Không lập thư"


class Row(Struct, frozen=True):
    """A letter as it was delivered: the files that go with it, and what there is to say of it."""

    letter: letters.Letter
    copies: tuple[str, ...] = ()
    trouble: str = ""


def list_workbook(campaign: Campaign, as_of: dt.datetime, rows: Sequence[Row], without: letters.Round) -> bytes:
    """The workbook; what was made in earlier runs stands in the tracking book."""
    title = f"Danh sách thư gửi các đơn vị năm {campaign.year}"
    book = new_workbook(campaign.year, title, campaign.title, campaign.office.name)
    note = (
        f"Số liệu tính đến {clock(as_of, campaign.zone)}. Thư là bản nháp: mở tệp, xem lại rồi gửi. Thư đã lập "
        "coi như đã gửi; thư không gửi thì chọn “không” ở sổ theo dõi, trang “Thư đã lập”."
    )
    columns: list[Column[Row]] = [
        Column("Đơn vị", 30, "text", lambda x: x.letter.dossier.unit.name),
        Column("Địa chỉ thư", 24, "text", lambda x: x.letter.to or "Chưa có địa chỉ"),
        Column("Loại thư", 18, "text", lambda x: _kind(x.letter)),
        Column("Vì sao", 44, "text", lambda x: upper_first("; ".join(x.letter.reasons))),
        Column("Tệp thư", 44, "text", lambda x: x.letter.file),
        Column("Tệp kèm theo", 30, "text", lambda x: "; ".join(x.copies)),
        Column("Tình trạng", 16, "text", lambda x: x.trouble or _FRESH[x.letter.fresh]),
        Column("Thư trước đó", 24, "text", lambda x: _before(campaign, x.letter)),
    ]
    plain_table(book, _LETTERS, title, note, (columns, rows))
    left = without.without
    plain_table(book, _WITHOUT, f"Đơn vị không có thư: {len(left)}", "", (_NO_LETTER, left))
    return bytes_of(book)


_FRESH = {True: "Mới lập", False: "Đã lập trước đây, không có gì mới"}
_NO_LETTER: tuple[Column[letters.NoLetter], ...] = (
    Column("Đơn vị", 40, "text", lambda x: x.unit),
    Column("Vì sao không lập thư", 50, "text", lambda x: upper_first(x.why)),
)


def _kind(letter: letters.Letter) -> str:
    return letters.TITLES[letter.kind] + (f" (lần {letter.number})" if letter.number > 1 else "")


def _before(campaign: Campaign, letter: letters.Letter) -> str:
    days = ((each.kind, each.at.astimezone(campaign.zone)) for each in letter.earlier[-3:])
    return "; ".join(f"{letters.TITLES[kind]} ngày {at:%d/%m/%Y}" for kind, at in days)


_NAMED, _SHOWN = 12, 4  # units, and files with their long names, that a sentence names


class LettersDelivery(Struct, frozen=True):
    """What was delivered: the list, its rows, what went wrong (one sentence each), what the clerk is to know."""

    place: Path
    rows: tuple[Row, ...]
    without: int
    troubles: tuple[str, ...]
    notes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What the clerk reads on the terminal: how many letters of which kind, without address, what failed."""
        fresh = [row.letter for row in self.rows if row.letter.fresh and not row.trouble]
        kinds = Counter(letter.kind for letter in fresh)
        told = ", ".join(f"{kinds[kind]} {title.lower()}" for kind, title in letters.TITLES.items() if kinds[kind])
        yield f"Đã lập {len(fresh)} thư nháp" + (f": {told}." if told else ".")
        known = [row for row in self.rows if not row.letter.fresh]
        if known:
            yield f"{len(known)} đơn vị không có gì mới so với thư đã lập trước đây, không lập lại."
        if self.without:
            yield f"{self.without} đơn vị không có thư: xem trang “{_WITHOUT}” của danh sách thư."
        without = [letter.dossier.unit.name for letter in fresh if not letter.to]
        if without:
            named = _some(without, "đơn vị")
            yield f"{len(without)} thư chưa có địa chỉ (sổ theo dõi, trang “Đơn vị”, cột “Thư điện tử”): {named}."
        yield from self.notes
        yield from (f"Chú ý: {trouble}" for trouble in self.troubles)
        yield f"Danh sách thư: {self.place}"
        yield "Việc tiếp theo: " + (
            "mở từng thư, xem lại rồi gửi; thư không gửi thì chọn “không” ở sổ theo dõi, trang “Thư đã lập”."
            if fresh
            else "chưa phải gửi thư nào; chạy lại khi có hồ sơ mới."
        )


def _some(names: Sequence[str], what: str, most: int = _NAMED) -> str:
    more = len(names) - most
    return "; ".join(names[:most]) + (f" và {more} {what} khác" if more > 0 else "")


def put_letters(
    outcome: Outcome,
    folder: Path,
    annotate: letters.Annotate,
    keep: Keep,
    *,
    book: Path | None,
    history: Sequence[LetterRecord],
) -> LettersDelivery:
    """Write every letter that is news and the list of all. Raises CannotWork where nothing can be written.

    ``annotate`` makes the copies that go back, ``keep`` writes the letters made into the ``book``, which knows the
    earlier ones (``history``); templates of the office lie in ``mau_thu`` beside it.
    """
    verify_balance(outcome)
    _refuse_silence(outcome)
    campaign, as_of = outcome.campaign, outcome.as_of
    planned = letters.letters_of(dossiers(Facts(outcome)), campaign, as_of, history)
    texts = (book or folder).parent / TEMPLATES
    fresh = [one.dossier for one in planned.letters if one.fresh]
    copies, troubles, worded = _copies(outcome, fresh, annotate, texts)
    with or_cannot_work(f"Không lập được thư mục “{folder}”", "hãy chọn nơi khác"):
        folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for letter in planned.letters:
        mine = copies.get(letter.unit, {}) if letter.fresh else {}
        row = Row(letter, tuple(mine))
        if letter.fresh:
            text = letters.text_of(letter, campaign, as_of, tuple(mine), texts)
            worded.add(text.trouble)
            try:
                write_atomically(folder / letter.file, letters.mail_draft(text, letter.to, mine))
            except OSError as error:
                trouble = f"Không ghi được thư “{folder / letter.file}”: {meaning(error)}."
                row = structs.replace(row, trouble=trouble)
        bad = letters.address(campaign.units_by_code[letter.unit])[1]
        if bad:
            troubles.append(
                f"{letter.dossier.unit.name}: “{bad}” không phải là địa chỉ thư; sửa ở sổ theo dõi, trang “Đơn vị”."
            )
        troubles += [row.trouble] if row.trouble else []
        rows.append(row)
    troubles += sorted(filter(None, worded))
    made = [row.letter.record(as_of) for row in rows if row.letter.fresh and not row.trouble]
    kept = keep(structs.replace(outcome, letters=made))
    data = list_workbook(campaign, as_of, rows, planned)
    with or_cannot_work(f"Đã lập thư nhưng không ghi được “{folder / NAME}”", "hãy đóng tệp rồi chạy lại"):
        write_atomically(folder / NAME, data)
    notes = [note.notice for note in kept]
    notes += _stale(folder, rows)
    return LettersDelivery(folder / NAME, tuple(rows), len(planned.without), tuple(troubles), tuple(notes))


def _copies(
    outcome: Outcome, asked: Sequence[Dossier], annotate: letters.Annotate, texts: Path
) -> tuple[dict[str, dict[str, bytes]], list[str], set[str | None]]:
    """By unit its copies by name, which of them could not be made, and why some are not in the office's words."""
    wanted = [(dossier, file) for dossier in asked for file in letters.files_to_return(dossier)]
    found: dict[str, dict[str, bytes]] = {}
    troubles, worded = list[str](), set[str | None]()
    annotated = letters.annotated_copies(outcome, wanted, annotate, texts)
    for (dossier, file), made in zip(wanted, annotated, strict=True):
        if isinstance(made, str):
            troubles.append(f"{dossier.unit.name}: thư không kèm được bản ghi chú của tệp “{file}” vì tệp {made}.")
            continue
        worded.add(made.trouble)
        name, names = letters.copy_name(file, made.ending), found.setdefault(dossier.unit.code, {})
        free = (name, *(f"{name.rpartition('.')[0]}_{n}.{made.ending}" for n in range(2, 100)))
        names[next(one for one in free if one not in names)] = made.data
    return found, troubles, worded


def _stale(folder: Path, rows: Sequence[Row]) -> Iterator[str]:
    """Each unit's last draft that no longer says what is so: whoever has not sent it must not."""
    last = ((row.letter, max(row.letter.earlier, key=lambda made: made.at, default=None)) for row in rows)
    old = {
        made.file
        for letter, made in last
        if letter.fresh and made and made.file != letter.file and (folder / made.file).is_file()
    }
    if old:
        named = _some(sorted(old), "thư", _SHOWN)
        yield f"{two(len(old))} thư nháp lập lần trước đã có thư mới thay; thư nào chưa gửi thì xóa: {named}."
