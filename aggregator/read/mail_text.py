"""The text of a mail: the sender's own words, and the document that they are where no file brings the list."""

from __future__ import annotations

import binascii
import html
import re
from dataclasses import dataclass, field

from aggregator.campaign.mail_words import mail_words
from aggregator.nouns.document import Container, Document, Row, Sheet
from aggregator.nouns.finding import Unreadable
from aggregator.read.html import read_html
from aggregator.read.limits import DAMAGED
from aggregator.read.mail_parts import Attachments
from aggregator.vietnamese.fold import fold, key

MOST_TEXT = 4000  # characters that are kept of what a sender wrote
SHEET = "Lời thư"
BLOCK = re.compile(
    r"^begin [0-7]{3,4} (\S[^\r\n]*)\r?\n((?:[ -`][^\r\n]*\r?\n)*?)(?:[ `]\r?\n)?end\s*$", re.MULTILINE
)
UNSEEN = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
LINE_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/table)\b[^>]*>", re.IGNORECASE)
CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
TABLE = re.compile(r"<table\b", re.IGNORECASE)
QUOTED_TAG = re.compile(r"<blockquote\b", re.IGNORECASE)
COLUMNS = re.compile(r"\t|(?<!\|)\|(?!\|)")
LEAST_BARS = 3  # bars in a line that make it the row of a table


@dataclass(slots=True)
class MailText:
    """The text of one mail as it is collected: ``plain`` and ``web`` are its versions."""

    subject: str | None = None
    plain: list[str] = field(default_factory=list)
    web: list[str] = field(default_factory=list)

    @property
    def own_words(self) -> str | None:
        """What the sender wrote, without quoted mails: at most 4,000 characters, or None."""
        words = self._own_plain() or as_plain(self._own_web())
        return words.strip()[:MOST_TEXT].strip() or None

    def document(self, kind: str) -> Document | None:
        """The text as a document of one sheet, its tables laid out; None where nothing is written.

        Without a table the subject stands above: it says what “chúng tôi không đăng ký” is about.
        """
        page = self._own_web()
        if TABLE.search(page):
            try:
                sheets = read_html(page.encode("utf-8", "replace")).sheets
                return Document(kind, sheets)
            except Unreadable:
                pass  # a page that is too large is still text
        text = self._own_plain() or as_plain(page)
        rows = plain_rows(f"{self.subject or ''}\n{text}") if text.strip() else ()
        return Document(kind, (Sheet(SHEET, rows),)) if rows else None

    def _own_plain(self) -> str:
        return own_lines("\n".join(self.plain), self._is_forward)

    def _own_web(self) -> str:
        return own_page("\n".join(self.web), self._is_forward)

    @property
    def _is_forward(self) -> bool:
        return mail_words().is_forward(self.subject)


def plain_rows(text: str) -> tuple[Row, ...]:
    """Each line as a row; tabs, or several bars, cut it into cells."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        cut = "\t" in line.strip() or line.count("|") >= LEAST_BARS
        cells = (
            [cell.strip() or None for cell in COLUMNS.split(line.strip(" |"))] if cut else [line.strip() or None]
        )
        while cells and cells[-1] is None:
            cells.pop()
        if cells and any(key(cell or "") for cell in cells):
            rows.append(Row(number, tuple(cells)))
    return tuple(rows)


def own_lines(text: str, is_forward: bool) -> str:
    """The text down to the first quoted mail. In a mail handed on, what is handed on is what counts."""
    lines = text.splitlines()
    kept = [line for line in lines if not line.lstrip().startswith(">")]
    if not is_forward:
        end = next((at for at in range(len(kept)) if _begins_quote(kept, at)), len(kept))
        kept = kept[:end]
    return "\n".join(kept)


def _begins_quote(lines: list[str], at: int) -> bool:
    words = mail_words()
    line = fold(lines[at].strip(" *"))
    after = [fold(below.strip(" *")) for below in lines[at + 1 : at + 4]]
    return (
        any(key(line).startswith(mark) for mark in words.quote_lines)
        or line.endswith(words.quote_endings)
        or (line.startswith(words.quote_heads) and any(below.startswith(words.quote_heads_with) for below in after))
    )


def own_page(page: str, is_forward: bool) -> str:
    """The page down to the tag in which web mail and Outlook put a quoted mail, if it is not handed on."""
    if is_forward:
        return page
    marks = [page.find(mark) for mark in mail_words().quote_marks]
    starts = [page.rfind("<", 0, at) for at in marks if at >= 0]
    quoted = QUOTED_TAG.search(page)
    if quoted:
        starts.append(quoted.start())
    return page[: min(starts)] if starts else page


def as_plain(page: str) -> str:
    """The words of a web page, a block a line, the cells of a table with tabs between."""
    text = UNSEEN.sub(" ", page)
    text = re.sub(r"\s+", " ", text)
    text = CELL_END.sub("\t", LINE_END.sub("\n", text))
    return html.unescape(TAG.sub("", text)).replace("\xa0", " ")


def open_uuencoded(data: bytes, _name: str) -> Container:
    """The files of a text into which they were written (“begin 666 M3.xlsx”). Raises Unreadable."""
    _, files = without_uuencoded(data.decode("ascii", "replace"))
    found = Attachments()
    for name, content in files:
        found.add(name, content)
    if not files:
        raise Unreadable(DAMAGED)
    return Container("uu", found.members)


def without_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without the files that old programs write into it (“begin 666 M3.xlsx”), and those files."""
    files = []

    def take(found: re.Match[str]) -> str:
        data = b"".join(map(_uudecoded, found[2].splitlines()))
        files.append((found[1].strip(), data))
        return ""

    return BLOCK.sub(take, text), files


def _uudecoded(line: str) -> bytes:
    raw = line.encode("ascii", "replace")
    try:
        return binascii.a2b_uu(raw)
    except binascii.Error:  # some programs pad each line with a character too much
        size = (((raw[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(raw[:size])
        except binascii.Error:
            return b""
