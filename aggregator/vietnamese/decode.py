"""Texts out of old encodings: one by itself, or the cells of a whole file, each helped by the others."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

from msgspec.structs import replace

from aggregator.nouns.document import Document, Row, Sheet, texts_in
from aggregator.vietnamese import old_fonts
from aggregator.vietnamese.fold import regex

_SUSPECT = regex("[\u00a1-\u00ff]")
MISREAD = regex("[ÃÂÄÆÅ][\u0080-\u00bf\u0152-\u2122]|á[º»]")  # UTF-8 taken for Western Windows text
LOST = "\ufffd"  # what stands for bytes that are no letter
# question marks beside letters, but for those of an address (“/g?id=7”)
_ASKED = regex(r"([^\W\d_]|(?<![\w?]))\?+(?!\w+=)([^\W\d_])(?=([^\W\d_]?))")
_BEYOND_ASCII = regex(f"[^\x00-\x7f{LOST}]")
_MOST_GARBLED = 3
_WELL_READ = 20  # letters beyond ASCII that are right, for each byte that is wrong


def lost_letters(text: str) -> int:
    """How many letters of a text became question marks; in “Hỏi?Đáp”, “?Thu gom” none did."""

    def asks(before: str, first: str, second: str) -> bool:
        return first.isupper() and (before.islower() if before else second.islower())

    return text.count(LOST) + sum(not asks(*each) for each in _ASKED.findall(text))


def lacks_letters(text: str) -> bool:
    """Whether a text lost letters; a few wrong bytes among many letters that are right are no matter."""
    lost = lost_letters(text)
    few = lost == text.count(LOST) and lost * _WELL_READ <= len(_BEYOND_ASCII.findall(text))
    return lost >= _MOST_GARBLED and not few


def is_garbled(text: str) -> bool:
    """Whether a text lost its letters, or its encoding, on the way here."""
    return lost_letters(text) + len(MISREAD.findall(text)) >= _MOST_GARBLED


def nearly_utf8(raw: bytes) -> str | None:
    """The text in UTF-8, with U+FFFD for bytes that are none; None where most of its letters are none."""
    with suppress(UnicodeDecodeError):
        return raw.decode()
    text = raw.decode("utf-8", "replace")
    return text if len(_BEYOND_ASCII.findall(text)) > text.count(LOST) else None


def from_bytes(raw: bytes) -> str:
    """A text of unknown encoding: UTF-8 where it is nearly that, else cp1258 (letters from 0xC0 on) or cp437."""
    if (text := nearly_utf8(raw)) is not None:
        return text
    with suppress(UnicodeDecodeError):
        return raw.decode("cp1258" if max(raw) >= 0xC0 else "cp437")
    return raw.decode("cp437")


def decode_text(text: str, font: str | None = None, lean: str | None = None) -> str | None:
    """The text in Unicode, or None where it is Unicode already or nothing proves an old encoding.

    ``font`` is the name of its font; ``lean`` is what the texts around it are in: ``tcvn3``, ``vni``
    or ``unicode``. Both only tip the balance: correct Unicode stays, whatever they say. A text in two encodings is
    read out of both; one that can be read on and on is garbage, and stays.
    """
    decoded = _read(text, font, lean)
    for _ in old_fonts.ENCODINGS:
        again = _read(decoded) if decoded else None
        if again is None:
            return decoded
        decoded = again
    return None


def _read(text: str, font: str | None = None, lean: str | None = None) -> str | None:
    if not _SUSPECT.search(text):
        return None
    proved = _best([old_fonts.case(text, each, _tilt(each, font, lean)) for each in old_fonts.ENCODINGS])
    if proved is None:
        return None
    decoded = old_fonts.read(proved)
    if font and old_fonts.shows_capitals(font):
        decoded = decoded.upper()
    return decoded if decoded != text else None


def proves(text: str) -> str | None:
    """What the words of the text prove by themselves: ``tcvn3``, ``vni``, ``unicode``, or None."""
    if text.isascii():
        return None
    cases = [old_fonts.case(text, encoding) for encoding in old_fonts.ENCODINGS]
    if proved := _best(cases):
        return proved.encoding.name
    return old_fonts.UNICODE if all(map(old_fonts.is_unicode, cases)) else None


def _best(cases: list[old_fonts.Case]) -> old_fonts.Case | None:
    """The case for the encoding that a text is proved to be in, or None."""
    return max(filter(old_fonts.is_proved, cases), key=lambda one: one.weight, default=None)


def _tilt(encoding: old_fonts.Encoding, font: str | None, lean: str | None) -> old_fonts.Tilt:
    if font:
        return old_fonts.Tilt.FONT if encoding.is_font(font) and lean != old_fonts.UNICODE else old_fonts.Tilt.NONE
    return old_fonts.Tilt.SHEET if lean == encoding.name else old_fonts.Tilt.NONE


# ---- The old fonts of a sheet and of a whole file: cell by cell, each helped by the others.


Place = tuple[int, int]

_ENOUGH = 2  # cells that must prove an encoding before it leans on others
_MAJORITY = 3  # and so many for each that proves another


def decode_document(document: Document) -> Document:
    """The document with its cells and sheet names in Unicode; the same object where nothing changed."""
    if all(_is_clean(sheet) and old_fonts.is_plain(sheet.name) for sheet in document.sheets):
        return document
    document = _as_bytes_were(document)
    lean = _leaning(sum((_evidence(sheet) for sheet in document.sheets), Counter()))
    sheets = [decode_sheet(sheet, lean) for sheet in document.sheets]
    sheets = [replace(each, name=name) if (name := decode_text(each.name)) else each for each in sheets]
    changed = any(new is not old for new, old in zip(sheets, document.sheets, strict=True))
    return replace(document, sheets=tuple(sheets)) if changed else document


def decode_lines(text: str) -> str:
    """A text of several lines in Unicode."""
    if old_fonts.are_plain(set(text.split())):
        return text
    rows = tuple(Row(number, (line,)) for number, line in enumerate(text.split("\n"), start=1))
    return "\n".join(str(row.cells[0]) for row in decode_document(Document("", (Sheet("", rows),))).sheets[0].rows)


def _as_bytes_were(document: Document) -> Document:
    """The document with an old font's bytes as letters of Western Windows, where they were read as Vietnamese ones.

    Vietnamese Windows has other letters for some of them (“xaơ” for the VNI “xaõ”). What is in Unicode stays; all
    does where more texts are in Unicode than read better so.
    """
    texts = {text for sheet in document.sheets for text in texts_in(sheet)}
    western = {
        text: new
        for text in texts
        if (new := old_fonts.as_western(text)) != text and proves(text) != old_fonts.UNICODE
    }
    kept = sum(proves(text) == old_fonts.UNICODE for text in texts)
    if sum(_worth(new) > _worth(text) for text, new in western.items()) < max(kept, 1):
        return document

    def row(old: Row) -> Row:
        return replace(old, cells=tuple(western.get(c, c) if isinstance(c, str) else c for c in old.cells))

    return replace(document, sheets=tuple(replace(s, rows=tuple(map(row, s.rows))) for s in document.sheets))


def _worth(text: str) -> int:
    """How much of a text is Vietnamese once it is read."""
    return sum(map(old_fonts.worth, old_fonts.WORD.findall(decode_text(text) or text)))


def decode_sheet(sheet: Sheet, lean: str | None = None) -> Sheet:
    """The sheet in Unicode, its originals in ``typed``, or the same object; ``lean`` is what the file is in."""
    if not lean and _is_clean(sheet):
        return sheet
    evidence = _evidence(sheet)
    lean = _leaning(evidence) if evidence else lean
    texts = [(place, text) for place, text in _texts(sheet) if place not in sheet.typed]
    decoded = {place: new for place, text in texts if (new := _decoded(sheet, place, text, lean))}
    if not decoded:
        return sheet
    typed = {place: text for place, text in texts if place in decoded}
    rows = tuple(_decoded_row(row, decoded) for row in sheet.rows)
    looks = {  # each stretch by itself; who uses them checks that they still make up the cell
        place: tuple(replace(one, text=_decoded(sheet, place, one.text, lean) or one.text) for one in looks)
        for place, looks in sheet.looks.items()
    }
    return replace(sheet, rows=rows, typed={**sheet.typed, **typed}, looks=looks)


def _is_clean(sheet: Sheet) -> bool:
    """A cheap look that spares a sheet of correct Unicode, the usual one, all the rest; a font alone may decide."""
    return not sheet.fonts and old_fonts.are_plain(set(" ".join(texts_in(sheet)).split()))


def _texts(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    for row in sheet.rows:
        for column, value in enumerate(row.cells, start=1):
            if isinstance(value, str):
                yield (row.number, column), value


def _evidence(sheet: Sheet) -> Counter[str]:
    """How many cells prove each encoding, and how many Unicode."""
    return Counter(name for _, text in _texts(sheet) if (name := proves(text)))


def _leaning(evidence: Counter[str]) -> str | None:
    name, cells = next(iter(evidence.most_common(1)), (None, 0))
    return name if cells >= max(_ENOUGH, _MAJORITY * (evidence.total() - cells)) else None


def _decoded(sheet: Sheet, place: Place, text: str, lean: str | None) -> str | None:
    """A cell without an old font beside cells with one is in a Unicode font: nothing leans on it."""
    font = sheet.fonts.get(place)
    return decode_text(text, font, lean if font or not sheet.fonts else None)


def _decoded_row(row: Row, decoded: Mapping[Place, str]) -> Row:
    cells = tuple(decoded.get((row.number, column), value) for column, value in enumerate(row.cells, start=1))
    return replace(row, cells=cells) if cells != row.cells else row
