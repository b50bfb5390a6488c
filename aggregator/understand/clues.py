"""The clues to whose a return is, and those that stand around the paper: names of files and folders, the mail."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from aggregator.campaign.mail_words import is_forward
from aggregator.nouns.file import places_and_name
from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import Unit
from aggregator.understand.unit_in_name import unit_in_name
from aggregator.understand.unit_lines import LONGEST_NAME, unit_of_lines, whole_line
from aggregator.understand.unit_names import Named, UnitNames
from aggregator.vietnamese.fold import has_phrase, is_personal_name, key, squeezed

_QUOTED = re.compile(
    r"^\s*(?:>|-{2,}.*(?:original|forwarded|chuyển tiếp|gốc)|(?:from|từ|sent|to|đến|cc):"
    r"|(?:on|vào) .*(?:wrote|viết):?$)",
    re.I,
)


FROM = re.compile(r"^\s*\*?(?:from|từ|người gửi)\s*:\*?\s*", re.I)
# a list handed on
_LIST_OF = re.compile(r"(?:chuyển|gửi)[^.;]{0,20} danh sách(?: đăng k[ýí][^.;]{0,30})? của ([^.;,]+)", re.I)
_ASKED = re.compile(r"\bhỏi (?:bên|xã|thị trấn|ý kiến|các|anh|chị)\b[^,.;]*", re.I)  # who was asked does not send
_CITES = re.compile(r"(?:theo|tra loi|thuc hien|can cu)\b")
_OWN_BOX = re.compile(r"(?:gmail|yahoo|hotmail|outlook|icloud)\.")
_OF_OFFICE = re.compile(r"(?:xa|tt|thitran|ubnd|danguy|dangbo|hdnd|vp|mttq|bdv|phong|hoi|huyen|thpt|chicuc)", re.I)
# “Kính gửi Ban. Phòng Y tế …”; in “TT. Cao Thượng”, “V.P Huyện ủy” the stop ends no sentence
_ADDRESSEE = re.compile(r"^\W*k[íi]nh g[ửu]i\b.*?(?:(?<=\w{3})\.\s+|$)", re.I)
_RULE_OR_ADDRESSEE = re.compile(
    r"^\s*(?:>|-{2,}|\*?(?:to|đến|tới|cc|subject|chủ đề|date|sent|ngày|đã gửi)\s*:)", re.I
)


class Clues(Struct, frozen=True):
    """What may tell the unit of one return. ``file`` is the path in the inbox, decoded, ``book`` a person's word.

    ``unit_words`` are the lines over the lists, ``margins`` those of page margins and text boxes, ``elsewhere``
    those of sheets without a list (the covering letter), ``further`` those over a second table, ``by_row`` what a
    column “Đơn vị” or headings within the list say, ``sheets`` the names of the sheets with a list or forms,
    ``holders`` who holds the model of a form that came without a list,
    ``places`` the places beside dates, ``addresses`` what forms say of where their models are.
    ``book_borrowed``: the book's word was said of the same content under another name, which this may contradict.
    """

    file: str
    unit_words: Sequence[UnitWords] = ()
    margins: Sequence[UnitWords] = ()
    elsewhere: Sequence[UnitWords] = ()
    further: Sequence[UnitWords] = ()
    by_row: Sequence[UnitWords] = ()
    sheets: Sequence[str] = ()
    holders: Sequence[str] = ()
    places: Sequence[str] = ()
    addresses: Sequence[str] = ()
    stamp: str | None = None
    sender: str | None = None
    subject: str | None = None
    mail_text: str | None = None
    book: Unit | None = None
    book_borrowed: bool = False


Clue = tuple[str, str, Named]  # source, where it stands (Vietnamese), whom it names


def short_line(names: UnitNames, text: str) -> Named | None:
    """The unit that a line names as a whole; a long one is a title or a sentence."""
    return whole_line(names, text) if len(text) < LONGEST_NAME else None


def clues_around(names: UnitNames, clues: Clues) -> list[Clue]:
    """What file name, folders (the nearest first), subject, sender and text of the mail name.

    The name of a single form, or of an agency's list, may tell where its models are, or whose: there it comes last.
    """
    around = names_around(names, clues)
    found = [
        (source, where, unit_in_name(names, text) or _under(names, text, over))
        for (source, where, text), (_, _, over) in pairwise([*around, ("", "", "")])
        if text
    ]
    of_form = found[0][2] if clues.holders or "m4" in squeezed(around[0][2]) else None
    if of_form and names.is_commune(of_form.unit):
        found = found[1:] if _is_holder(names, clues, of_form) else [*found[1:], found[0]]
    clear = [(s, where, n) for s, where, n in found if n and not (names.is_board(n.unit) and _is_for_board(s, n))]
    text = clues.mail_text or ""
    handed = _LIST_OF.search(" ".join(own_lines(text)))
    of = unit_in_name(names, handed[1]) if handed else None
    if of and not names.is_board(of.unit):
        return sorted([("mail", "lời thư", of), *clear], key=lambda clue: clue[0] == "mail")
    mail = _unit_of_mail(names, _handed_on(text) if is_forward(clues.subject) else text)
    return [*clear, *([("mail", "lời thư", mail)] if mail else [])]


def _under(names: UnitNames, text: str, over: str) -> Named | None:
    """The body that a folder or file names under its superior's folder: “Huyện ủy/Văn phòng”."""
    return unit_in_name(names, f"{text} {over}") if names.is_over(over) else None


def _is_holder(names: UnitNames, clues: Clues, named: Named) -> bool:
    """Whether what looks like a commune is the person whom the form names: “M2 Ngọc Lý”."""
    bare = tuple(name.replace(" ", "") for name, unit in names.bare.items() if unit == named.unit)
    return not names.says_kind(named.written) and any(squeezed(each).endswith(bare) for each in clues.holders)


def _is_for_board(source: str, named: Named) -> bool:
    """Whether the board is named because the paper goes to it, or is its form: a mail, “Mẫu M3 (Ban Dân vận)”."""
    return source == "mail" or has_phrase(key(named.written), "mau")


def names_around(names: UnitNames, clues: Clues) -> list[tuple[str, str, str]]:
    """File name, folders and mail as (source, where it stands, words)."""
    folders, name = places_and_name(clues.file)
    places = [("name", "tên tệp", name)]
    places += [("folder", "tên thư mục", folder) for folder in reversed(folders)]
    mail = (("tiêu đề thư", clues.subject or ""), ("người gửi thư", _sender(names, clues.sender or "")))
    return [*places, *(("mail", where, text) for where, text in mail)]


def _sender(names: UnitNames, sender: str) -> str:
    """The sender without a display name or a box that is a person's.

    “Nguyễn Cao Xá” is no commune, “Cao Xá” is one; vietlap90@gmail.com is somebody's own.
    """
    name, bracket, address = sender.partition("<")
    local, _, host = (address if bracket else sender).strip(" <>").rpartition("@")
    name = name.strip(" \"'")
    if _OWN_BOX.match(host) and not _OF_OFFICE.match(local):
        return name if bracket and not (is_personal_name(name) or key(name) in names.bare) else ""
    of_person = is_personal_name(name) and not whole_line(names, name)
    by_chance = key(name) in names.bare and key(name).replace(" ", "") not in key(address).replace(" ", "")
    return address if bracket and (of_person or by_chance) else sender


def _unit_of_mail(names: UnitNames, text: str) -> Named | None:
    """The only unit that a mail's own words name: its signature's lines first, then its sentences."""
    lines = [_ASKED.sub("", line) for line in own_lines(text)]
    lines = [line for line in lines if not (is_personal_name(line.strip(" .,!")) or _CITES.match(key(line)))]
    signed = [n for n in (short_line(names, line) for line in lines) if n]
    written = [n for n in (unit_in_name(names, line) for line in lines) if n]
    for found in ([n for n in each if not names.is_board(n.unit)] for each in (signed, written)):
        if found:
            return found[0] if len({n.unit for n in found}) == 1 else None
    words = [UnitWords("", row, line, labelled=False) for row, line in enumerate(lines)]
    named = unit_of_lines(names, words)
    return named if named and named.how == "exact" and not names.is_board(named.unit) else None


def _handed_on(text: str) -> str:
    """The words of a mail that hands on another, as one text: whom the other is from, and what it says."""
    lines = (FROM.sub("", line) for line in text.splitlines() if not _RULE_OR_ADDRESSEE.match(line))
    return "\n".join(lines)


def own_lines(text: str) -> list[str]:
    """The lines that the sender wrote: up to what is quoted, without the addressee's."""
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            break
        lines.append(_ADDRESSEE.sub("", line).strip())
    return [line for line in lines if line]
