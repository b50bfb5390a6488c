"""What every mail has: its times, its sender, the files that came with it, and its own text."""

import binascii
import datetime as dt
import html
import re
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate
from itertools import takewhile

from msgspec import Struct, field, structs

from aggregator.campaign.mails import (
    QUOTE_MARK,
    QUOTED,
    is_answer,
    is_forward,
    mail_keys,
    may_bring_list,
    says_sent_before,
    without_quotes,
    zones,
)
from aggregator.campaign.sentences import quotable, sentences
from aggregator.campaign.word_lists import keys
from aggregator.nouns.document import Container, Document, Member, Notice, Row, Sheet, Unreadable, as_text
from aggregator.nouns.finding import data_file, reason
from aggregator.read.html import read_html
from aggregator.read.inbox import EARLIEST, LATEST
from aggregator.read.kinds import accompaniment, decoration
from aggregator.read.limits import MAX_MEMBERS, MIB, unreadable
from aggregator.read.member_names import UniqueNames, base_name, tidy
from aggregator.vietnamese.decode import decode_lines, from_bytes
from aggregator.vietnamese.fold import fold, key, regex

# ---- The attachments of one mail: what is a file, what is decoration, what is refused.


SMALL_IMAGE = MIB // 10  # an emblem in a signature is smaller, a photographed form is not
MARKS = regex(r"[,;:<>()\[\]\"\\@]")  # what parts a header's addresses
NAMELESS_FILE = "tệp đính kèm"
APPLE_PART = "application/applefile"
APPLE_MARKS = (b"\x00\x05\x16\x07", b"\x00\x05\x16\x00")
NO_FILES = {  # by the kind of part, what it is
    "application/pkcs7-signature": "signature",
    "application/x-pkcs7-signature": "signature",
    "application/pgp-signature": "signature",
    "application/pgp-encrypted": "way-locked",
}


class Attachments(Struct):
    """The files of one mail, each under a name of its own, and what was not taken out."""

    members: list[Member] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)  # name, and why in Vietnamese
    trifles: list[tuple[str, str]] = field(default_factory=list)  # name, and what it is
    _names: UniqueNames = field(default_factory=UniqueNames)

    def container(self, kind: str) -> Container:
        """The files as a container of its own; where others came too, without the emblems beside them."""
        told = [(member, decoration(member.data, member.name)) for member in self.members]
        kept = tuple(member for member, reason in told if reason is None)
        left = [(member.name, reason) for member, reason in told if reason and kept]
        return Container(kind, kept or tuple(self.members), tuple(self.refusals), trifles=(*self.trifles, *left))

    def mail(self, kind: str, sender: str | None, times: "Times", text: "MailText") -> Container:
        """The whole mail, with what its headers and its text say."""
        return structs.replace(
            self.container(kind),
            received_at=times.received_at,
            sent_at=times.sent_at,
            sender=sender,
            subject=text.subject,
            time_doubtful=times.doubtful,
            text=text.new_words,
            earlier_sendings=text.earlier_sendings,
            body=text.document(kind),
        )

    def add(self, name: str, data: bytes, kind: str = "", inline: bool = False) -> None:
        """Take an attachment of a MIME type; ``inline``: the text shows it. Raises Unreadable beyond 1,000."""
        if why := reason(NO_FILES[kind]) if kind in NO_FILES else accompaniment(data, base_name(name)):
            self.trifles.append((self._claim(name), why))
        elif kind == APPLE_PART or data.startswith(APPLE_MARKS):
            self.trifles.append((self._claim(f"._{base_name(name)}"), reason("apple-resources")))
        elif not (inline and kind.startswith("image/") and len(data) < SMALL_IMAGE):
            self.members.append(Member(self._claim(name), data))

    def refuse(self, name: str, reason: str) -> None:
        """Say of an attachment that it cannot be taken out, and why."""
        self.refusals.append((self._claim(name), reason))

    def _claim(self, name: str) -> str:
        if len(self.members) + len(self.refusals) >= MAX_MEMBERS:
            raise unreadable("too-many", most=MAX_MEMBERS)
        return self._names.claim(base_name(name) or NAMELESS_FILE)


# ---- What the headers of a mail say: who sent it, about what, and when it was sent and received.


FOLD = regex(r"\r?\n(?=[ \t])")
CODING = regex(r"[\w-]+")  # the way a part is packed, without the blanks and remarks that others put behind it
CLOCK = regex(r"(?<!\d)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?!\d)")
OFFSET = regex(r"(?i)(?:GMT|UTC|UT|Z)?\s*([+\-\u2212])(\d{1,2})(?::?(\d{2}))?(?!\d)")
NAMED_ZONE = regex(r"[^\W\d][\w/ ]*")
ODD_YEAR = regex(r"\b0\d{3}\b")
YEAR_LAST = regex(r"\s*([A-Za-z]{1,5}(?=\s))?\s*(\d{4})(?:\s(.*))?")  # as the C library writes a time
HALF_DAY = regex(r"\s*([AaPp])\.?[Mm]\b\.?")
DISTRICT = dt.timezone(dt.timedelta(hours=7))  # the clock of everybody who writes here (UTC+7, no summer time)
MOST_OFFSET = 14 * 60  # minutes; no place on earth is further from Greenwich


class Times(Struct, frozen=True):
    """When a mail was received and sent, by its headers; ``doubtful``: they cannot be taken at their word."""

    received_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    doubtful: bool = False


class Lenient(Compat32):
    """The old policy, which refuses no header, with 8-bit text decoded; the new one cuts names and raises."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header on one line, as text; of the way a part is packed its word alone."""
        line = FOLD.sub("", from_bytes(value.encode("utf-8", "surrogateescape")))
        packed = CODING.search(line) if name.lower() == "content-transfer-encoding" else None
        return packed[0] if packed else line


def text(value: str | None) -> str | None:
    """A header's text with its encoded words decoded, where they can be; None for nothing."""
    return tidy(_words(value)) or tidy(value) or None if value else None


def sender(message: Message) -> str | None:
    """The address in From, with the name that stands before it: “Đảng ủy xã … <…@…>”."""
    written, address = parseaddr(message.get("From", ""))
    name = text(written) or ""
    plain = "" if "@" in name else " ".join(MARKS.sub(" ", name).split())
    return (f"{plain} <{address}>" if plain else address) if "@" in address else None


def times(message: Message) -> Times:
    """When the last server got it, and when it was sent; doubtful: a zone not understood, a header without time."""
    got, said = message.get("Received", "").rpartition(";")[2].strip(), message.get("Date", "").strip()
    received, sure_received = moment(got)
    sent, sure_sent = moment(said)
    sure = sure_received if received else not got and (sure_sent or not said)
    return Times(received, sent, doubtful=not sure)


def moment(written: str) -> tuple[dt.datetime | None, bool]:
    """An aware time, or None; and whether its zone was understood: without one it is on the district's clock."""
    clock = CLOCK.search(written)
    if clock is None or ODD_YEAR.search(written[: clock.start()]):
        return None, False
    before, rest = written[: clock.end()], written[clock.end() :]
    if year_last := YEAR_LAST.fullmatch(rest):
        before, rest = f"{before} {year_last[2]}", year_last[1] or year_last[3] or ""
    half = HALF_DAY.match(rest)
    zone = _zone(rest[half.end() :] if half else rest)
    fields = parsedate(before) or _iso(before)
    if fields is None:
        return None, False
    year, month, day, hour, minute, second = fields[:6]
    if half:
        hour = hour % 12 + (12 if half[1] in "pP" else 0)
    try:
        at = dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone or DISTRICT)
        return (at, zone is not None) if EARLIEST <= at < LATEST else (None, False)
    except (ValueError, OverflowError):
        return None, False


def _iso(written: str) -> tuple[int, ...] | None:
    try:
        return tuple(dt.datetime.fromisoformat(written.strip()).timetuple()[:6])
    except ValueError:
        return None


def _zone(written: str) -> dt.timezone | None:
    """The zone behind a time: “+0700”, “GMT+07:00”, “ICT”, “(Indochina Time)”; None where it is not understood."""
    for part in (written.partition("(")[0], *re.findall(r"\(([^()]*)\)", written)):
        numeric = OFFSET.match(part.strip())
        named = NAMED_ZONE.match(part.strip())
        if numeric:
            sign, hours, minutes = numeric.groups()
            offset = (int(hours) * 60 + int(minutes or 0)) * (1 if sign == "+" else -1)
            return dt.timezone(dt.timedelta(minutes=offset)) if abs(offset) <= MOST_OFFSET else None
        if named:
            known = zones().get(fold(named[0].strip()))
            if known is not None:
                return dt.timezone(dt.timedelta(minutes=known))
    return None


def _words(value: str) -> str:
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)


def _decoded(part: bytes, charset: str | None) -> str:
    """One encoded word. Plain stretches between come as bytes in Python's own escapes."""
    if charset is None:
        return part.decode("raw-unicode-escape")
    try:
        return part.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return from_bytes(part)


# ---- The text of a mail: the sender's own words, and the document that they are where no file brings the list.


MOST_TEXT = 4000  # characters that are kept of what a sender wrote
SHEET = "Lời thư"
# to its end, or, where it was cut, as far as its lines go
BLOCK = regex(
    r"(?m)^begin [0-7]{3,4} (\S[^\r\n]*)\r?\n"
    r"(?:((?:[ -`][^\r\n]*\r?\n)*?)(?:[ `]\r?\n)?end\s*$|((?:M[ -`]{40,61}\r?\n)+(?:[ -`]+(?:\r?\n|\Z))?))"
)
UNSEEN = regex(r"(?is)<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->")
LINE_END = regex(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6]|/table)\b[^>]*>")
CELL_END = regex(r"(?i)</t[dh]\s*>")
LIST_ITEM = regex(r"(?i)<li\b[^>]*>")
TAG = regex(r"<[^>]*>")
TABLE = regex(r"(?i)<table\b")
QUOTED_TAG = regex(r"(?i)<blockquote\b")
COLUMNS = regex(r"\t|(?<!\|)\|(?!\|)")
# “Ban Dân vận viết ngày 20/02/2024:”
WROTE = regex(r"\b(?:viet|wrote)\b.*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*:$")
DAY_OR_YEAR = regex(r"\b20\d\d\b|\d[/.-]\d")
HEAD_LINES = 6  # lines in which the head of a mail handed on says who sent it, and when
MOST_OF_HEAD = 90  # characters of a line that are quoted
LEAST_BARS = 3  # bars in a line that make it the row of a table
LIST_ROW = 5  # filled cells of a line that is a list's, and no sentence
LIST_HEAD = regex(r"^(?:stt|tt)$|\bmo hinh\b")


class MailText(Struct):
    """The text of one mail as it is collected: ``plain`` and ``web`` are its versions; ``cut``: broken off."""

    subject: str | None = None
    plain: list[str] = field(default_factory=list)
    web: list[str] = field(default_factory=list)
    cut: bool = False

    @property
    def new_words(self) -> str | None:
        """What the sender wrote, or hands on (marked), without a list's rows: 4,000 characters, or None."""
        page = self._own_web()
        text = new_lines(as_plain(page), is_forward(self.subject)) if TABLE.search(page) else self._own_text()
        rows = list_rows(plain_rows(QUOTE_MARK.sub("", text)))
        lines = (line for number, line in enumerate(text.splitlines(), start=1) if number not in rows)
        return decode_lines("\n".join(lines).strip()[:MOST_TEXT].strip()) or None

    @property
    def earlier_sendings(self) -> tuple[str, ...]:
        """What says that the list came before this mail: the sender's sentences, the heads of mails handed on."""
        whole = "\n".join(self.plain) if any(map(str.strip, self.plain)) else as_plain("\n".join(self.web))
        said = (quotable(s) for s in sentences(QUOTE_MARK.sub("", self.new_words or "")) if says_sent_before(s))
        return tuple(dict.fromkeys([*said, *forwarded_heads(whole, self.subject)]))

    def document(self, kind: str) -> Document | None:
        """The text as a document of one sheet, its tables laid out; None where nothing is written.

        Without a table the subject stands above: it says what “chúng tôi không đăng ký” is about, and may be all
        that there is, where it is the mail's own. Quoted lines may hold a list, and say nothing in the name of who
        hands them on.
        """
        page = self._own_web()
        if TABLE.search(page):
            with suppress(Unreadable):  # a page that is too large is still text
                return self._whole(kind, *read_html(page.encode("utf-8", "replace")).sheets)
        whole = self._own_text()
        text = QUOTE_MARK.sub("", whole)
        if not list_rows(plain_rows(text)):
            text = without_quotes(whole)
        own_subject = not (is_forward(self.subject) or is_answer(self.subject))
        rows = plain_rows(f"{self.subject or ''}\n{text}") if text.strip() or own_subject else ()
        return self._whole(kind, Sheet(SHEET, rows)) if rows else None

    def _whole(self, kind: str, *sheets: Sheet) -> Document:
        """The document, or what is left of one that was broken off."""
        if self.cut:
            sheets = tuple(structs.replace(sheet, notices=(*sheet.notices, Notice("cut-off"))) for sheet in sheets)
        return Document(kind, sheets)

    def _own_text(self) -> str:
        forward = is_forward(self.subject)
        plain = new_lines("\n".join(self.plain), forward)
        return plain if plain.strip() else new_lines(as_plain(self._own_web()), forward)

    def _own_web(self) -> str:
        return new_page("\n".join(self.web), is_forward(self.subject))


def plain_rows(text: str) -> tuple[Row, ...]:
    """Each line as a row; tabs, or several bars, cut it into cells."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        cut = "\t" in line.strip() or line.count("|") >= LEAST_BARS
        cells = [cell.strip() or None for cell in (COLUMNS.split(line.strip(" |")) if cut else [line])]
        while cells and cells[-1] is None:
            cells.pop()
        if cells and any(key(cell or "") for cell in cells):
            rows.append(Row(number, tuple(cells)))
    return tuple(rows)


def list_rows(rows: tuple[Row, ...]) -> set[int]:
    """The numbers of rows that are a list's: its head, those right below it, and what begins with its number."""
    found: set[int] = set()
    for row in rows:
        words = [key(str(cell)) for cell in row.contents.values()]
        of_list = row.number - 1 in found or words[0].isdigit() or any(LIST_HEAD.search(each) for each in words)
        if len(words) >= LIST_ROW and of_list:
            found.add(row.number)
    return found


def new_lines(text: str, forward: bool) -> str:
    """The text down to the first quoted mail. In a mail handed on, what is handed on is what counts."""
    if forward:
        return text
    kept = without_quotes(text).splitlines()
    end = next((at for at in range(len(kept)) if _begins_quote(kept, at)), len(kept))
    return "\n".join(kept[:end])


def _begins_quote(lines: list[str], at: int) -> bool:
    heads = mail_keys("quote", "heads")
    line = fold(lines[at].strip(" *"))
    after = [fold(below.strip(" *")) for below in lines[at + 1 : at + 4]]
    return (
        any(key(line).startswith(mark) for mark in keys("quote", "lines", "mail.toml"))
        or bool(WROTE.search(line))
        or line.endswith(mail_keys("quote", "endings"))
        or (line.startswith(heads) and any(below.startswith(mail_keys("quote", "heads_with")) for below in after))
    )


def forwarded_heads(text: str, subject: str | None) -> list[str]:
    """Of each mail that the text hands on, or may (``QUOTED``), the lines that say whose it is, and when sent."""
    marks, senders_head = keys("earlier", "forwarded", "mail.toml"), mail_keys("quote", "heads")
    lines = [" ".join(line.replace("*", " ").split()).lstrip(" >") for line in text.splitlines()]
    folded = [*map(fold, lines)]
    starts = {at + 1: "" for at, line in enumerate(lines) if any(mark in key(line) for mark in marks)}
    heads = []
    if not is_answer(subject):
        weak = "" if is_forward(subject) else QUOTED
        of_sender = (max(at - 1, 0) for at, line in enumerate(folded) if line.startswith(senders_head))
        gone = (at + 1 for at, line in enumerate(lines) if key(line) in keys("quote", "lines", "mail.toml"))
        starts = dict.fromkeys([*of_sender, *gone], weak) | starts
        heads = [
            f"{weak}{line[:MOST_OF_HEAD]}"
            for at, line in enumerate(lines)
            if _is_one_line_head(fold(line)) and not _asks_only(text.splitlines()[at + 1 :])
        ]
    for start, weak in starts.items():
        head = range(start, min(start + HEAD_LINES, len(lines)))
        dated = (at for at in head if folded[at].startswith(mail_keys("earlier", "dates")))
        dates = [at for at in dated if re.search(r"[\d:]", folded[at])]
        senders = [at for at in head if folded[at].startswith(senders_head)]
        if dates:
            heads.append(weak + ", ".join(lines[at][:MOST_OF_HEAD] for at in (*senders[:1], dates[0])))
    return [head for head in heads if not head.startswith(QUOTED) or head.removeprefix(QUOTED) not in heads]


def _asks_only(lines: list[str]) -> bool:
    """Whether what is quoted below a head asks something, and brings no list: “Mẫu M3 lấy ở đâu ạ?”."""
    quoted = "\n".join(QUOTE_MARK.sub("", line) for line in takewhile(QUOTE_MARK.match, lines))
    return "?" in quoted and not may_bring_list(None, quoted)


def _is_one_line_head(line: str) -> bool:
    opens = line.split(" ", 1)[0] in mail_keys("earlier", "openings")
    return opens and line.endswith(mail_keys("earlier", "endings")) and bool(DAY_OR_YEAR.search(line))


def new_page(page: str, forward: bool) -> str:
    """The page down to the tag in which web mail and Outlook put a quoted mail, if it is not handed on."""
    if forward:
        return page
    marks = data_file("mail.toml")["quote"]["marks"]
    starts = [page.rfind("<", 0, at) for mark in marks if (at := page.find(mark)) >= 0]
    if quoted := QUOTED_TAG.search(page):
        starts.append(quoted.start())
    return page[: min(starts)] if starts else page


def page_of(rows: tuple[Row, ...]) -> str:
    """The rows of a paper as a web page, in which what it quotes is set apart as web mail does it."""
    texts = [" ".join(row.texts) for row in rows]
    quote = next((at for at in range(len(rows)) if _begins_quote(texts, at)), len(rows))
    tabled = any(len(row.cells) > 1 for row in rows)
    before, between, after = ("<tr><td>", "</td><td>", "</td></tr>") if tabled else ("<p>", " ", "</p>")
    lines = [f"{before}{between.join(html.escape(as_text(cell)) for cell in row.cells)}{after}" for row in rows]
    parts = ["\n".join(part) for part in (lines[:quote], lines[quote:])]
    page, quoted = (f"<table>{part}</table>" if tabled and part else part for part in parts)
    return f"{page}<blockquote>{quoted}" if quoted else page


def as_plain(page: str) -> str:
    """The words of a web page, a block a line, an item of a list behind a dash, tabs between cells."""
    text = re.sub(r"\s+", " ", UNSEEN.sub(" ", page))
    text = CELL_END.sub("\t", LIST_ITEM.sub("\n- ", LINE_END.sub("\n", text)))
    return html.unescape(TAG.sub("", text)).replace("\xa0", " ")


def open_uuencoded(data: bytes, _name: str) -> Container:
    """The files of a text into which they were written (“begin 666 M3.xlsx”). Raises Unreadable."""
    _, files = without_uuencoded(data.decode("ascii", "replace"))
    found = Attachments()
    for name, content in files:
        found.add(name, content)
    if not files:
        raise unreadable("damaged")
    return found.container("uu")


def without_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without the files that old programs write into it (“begin 666 M3.xlsx”), and those files."""
    blocks = [(found[1].strip(), (found[2] or found[3]).splitlines()) for found in BLOCK.finditer(text)]
    return BLOCK.sub("", text), [(name, b"".join(map(_uudecoded, lines))) for name, lines in blocks]


def _uudecoded(line: str) -> bytes:
    raw = line.encode("ascii", "replace")
    with suppress(binascii.Error):
        return binascii.a2b_uu(raw)
    with suppress(binascii.Error):  # some programs pad each line with a character too much
        return binascii.a2b_uu(raw[: (((raw[0] - 32) & 63) * 4 + 5) // 3])
    return b""
