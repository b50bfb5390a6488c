"""Lists of blocks of labels, made tables: “Tên mô hình: …”, “Địa chỉ: …”, model by model."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field, structs

from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.understand.cells import is_count, is_running_number
from aggregator.understand.labels import lead
from aggregator.understand.row_kinds import is_total, starts_closing
from aggregator.vietnamese.fold import composed, grouped, key, regex

_CAPTION = regex(
    r"(?i)(?:mô hình(?:, điển hình)?|điển hình|mh)(?: số| thứ)? *(?P<number>\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư|năm)"
    r"(?: *[.:)–-]+ *(?P<rest>.*)| *(?P<note>\(.*\))|)[ .:]*"
)
_LABELLED = regex(r"(?s)(?P<label>[^:：]{2,90})[:：]\s*(?P<value>.*)")
_LABELLED_WITHIN = regex(r"(?:[.;,|–-]\s+|(?<!\s)\s{2,})(?=(?P<label>[^\W\d][^.;:|]{2,40})[:：])")
_MOST_WORDS, _LONGEST_LABEL = 8, 90  # words of a label, where it is not the name's, and letters
_OVER_MODELS = ("level_", "holder_", "mode")  # with nothing beside it such a label is over models
_OF_BLOCK_OR_OVER = ("level", "field")
_ONLY_OF_LISTS = frozenset({"completion", "continuing", "new", "mode", "holder"})  # no form asks for them
_SHORT = frozenset({"completion", "field", "level", "mode"})  # no points stand below such a label
_ABOVE_BASE = frozenset({"tinh", "huyen"})
_ENDING = "tren day la "  # a sentence below the list
_COUNT, _NAME, _NOTE = "STT", "Tên mô hình", "Ghi chú"


class Piece(Struct):
    """A piece of a row: a label with what stands beside it, or a text (``label`` is empty)."""

    row: int
    column: int  # where the value stands, from 1
    text: str
    values: list[Value] = field(default_factory=list)
    label: str = ""
    code: str = ""  # the column that is called so, '' for none
    number: str = ""  # counts it
    bulleted: bool = False
    is_caption: bool = False  # “Mô hình 1”
    is_heading: bool = False  # over several models
    taken: bool = False  # part of a model

    @property
    def title(self) -> str:
        """The column, or where the list has none of it the label."""
        return self.code or key(self.label)


class Blocks(Struct, frozen=True):
    """A list of blocks as the table ``sheet``, each of ``count`` in its own first row."""

    sheet: Sheet
    head: int  # its row
    column: int  # where the values stand, from 1
    count: int
    only_of_list: bool  # it counts its models, or has labels that no form M1, M2 has (R1)
    unsure: tuple[str, ...] = ()  # labels of no column, or twice in a block, and lines that may be models


class BlockFinder:
    """Knows which column a label heads (``meaning``), whether any (``knows``), and the lines ``over`` models."""

    def __init__(
        self, meaning: Callable[[str], str | None], knows: Callable[[str], bool], over: Callable[[str], bool]
    ) -> None:
        self._meaning, self._knows, self._over = meaning, knows, over

    def find(self, sheet: Sheet) -> Blocks | None:
        """The blocks of a sheet as a table; None where there are none, or a table on its side."""
        pieces = [piece for row in sheet.rows[:2000] for piece in self._pieces(row)]
        if not any(piece.code == "name" for piece in pieces):
            for piece in (piece for piece in pieces if piece.is_caption and piece.values):
                piece.label, piece.code = _NAME, "name"  # “Mô hình 1: Trồng vải”
        names = _names(pieces)
        if not names:
            return None
        starts = _starts(pieces, names)
        blocks = [pieces[a:b] for a, b in zip(starts, [*starts[1:], len(pieces)], strict=True)]
        rich = sum(len({piece.code for piece in block} - {""}) > 1 for block in blocks)
        on_its_side = any(len({*map(as_text, pieces[at].values)}) > 1 for at in names)
        if on_its_side or 2 * rich <= len(blocks):
            return None
        unsure = [*self._further_labels(blocks), *(label for block in blocks for label in _tell_apart(block))]
        found = self._table(sheet, blocks)
        return structs.replace(found, unsure=tuple(dict.fromkeys([*unsure, *self._unclear(pieces, starts)])))

    def _unclear(self, pieces: Sequence[Piece], starts: Sequence[int]) -> Iterator[str]:
        """The lines that may be a model's without the label of its name: labels above the first, texts below it."""
        yield from (p.text for p in pieces[: starts[0]] if p.code)
        for at, piece in enumerate(pieces[starts[0] :], start=starts[0]):
            text = [piece.text]
            if not piece.label and (starts_closing(text, after_gap=True) or key(piece.text).startswith(_ENDING)):
                return
            known = piece.is_heading or at in starts or piece.text.isdigit() or self._over(piece.text)
            if not (piece.taken or known or is_total(text)):
                yield piece.text

    def _table(self, sheet: Sheet, blocks: Sequence[Sequence[Piece]]) -> Blocks:
        heads = {"stt": _COUNT}
        rows = [(block[0].row, self._values(block, heads)) for block in blocks]
        for (_, values), number in zip(rows, _numbers(blocks), strict=True):
            values["stt"] = [number]
        first = head = rows[0][0]
        above = [row for row in sheet.rows if row.number < first]
        while above and len(above[-1].contents) == 1 and self._over("".join(above[-1].texts)):
            head = above.pop().number
        body = [row for row in sheet.rows if head <= row.number < first]
        body += [Row(row, tuple(_joined(values.get(name, ())) for name in heads)) for row, values in rows]
        pieces = [piece for block in blocks for piece in block]
        body += (Row(row, (left[0], *(None,) * (len(heads) - 1), *left[1:])) for row, left in _left(sheet, pieces))
        table = (*above, Row(head, tuple(heads.values())))
        columns_of = {name: at for at, name in enumerate(heads, start=1)}
        typed = {
            (block[0].row, columns_of[piece.title]): original
            for block in (blocks if sheet.typed else ())
            for piece in block
            if piece.label and (original := sheet.typed.get((piece.row, piece.column)))
        }
        columns = Counter(piece.column for piece in pieces if piece.label)
        return Blocks(
            structs.replace(sheet, rows=(*table, *sorted(body, key=lambda r: r.number)), merges=(), typed=typed),
            head,
            columns.most_common(1)[0][0],
            len(blocks),
            any(piece.code in _ONLY_OF_LISTS or piece.is_caption for piece in pieces),
        )

    def _values(self, block: Sequence[Piece], heads: dict[str, str]) -> dict[str, list[Value]]:
        """What a block says by its labels, whose words go to ``heads``; what belongs to it is taken."""
        values: dict[str, list[Value]] = {}
        last = max(at for at, piece in enumerate(block) if piece.label)
        name, label, before, open_ended = "", block[0], 0, False
        for at, piece in enumerate(block):
            if piece.label or not at:  # its caption
                name, label, open_ended = piece.title or "note", piece, not piece.values
                said = piece.values
            elif piece.is_caption:  # the number of a page
                continue
            elif at < last or self._goes_on(piece, label, before, open_ended=open_ended):
                said = [piece.text]
            else:
                break
            if said or piece.label:
                heads.setdefault(name, label.label or _NOTE)
                values.setdefault(name, []).extend(said)
            piece.taken, before = True, piece.row
        return values

    def _goes_on(self, piece: Piece, label: Piece, before: int, *, open_ended: bool) -> bool:
        """Whether a text below the last label of a block goes on with it: a point, or the rest of a sentence."""
        apart = piece.row - before > 1 or self._over(piece.text) or starts_closing([piece.text])
        if (
            apart
            or not _ABOVE_BASE.isdisjoint(key(piece.text).split())
            or (piece.bulleted and label.code in _SHORT)
        ):
            return False
        small = next((c.islower() for c in piece.text if c.isalpha()), False)
        return piece.bulleted or small or open_ended or piece.column == label.column > 1

    def _further_labels(self, blocks: Sequence[Sequence[Piece]]) -> Iterator[str]:
        """Make labels of those that no column is called by and several blocks have; those that nobody knows."""
        known = [piece for block in blocks for piece in block if piece.code not in ("", "name")]
        bulleted = 2 * sum(piece.bulleted for piece in known) > len(known)
        found = [
            (at, piece, label, value)
            for at, block in enumerate(blocks)
            for piece in block
            if not (piece.code or piece.is_caption or piece.is_heading)
            for label, value in self._unknown_label(piece, bulleted=bulleted)
        ]
        in_blocks = Counter(words for _, words in {(at, key(label)) for at, _, label, _ in found})
        for _, piece, label, value in found:
            if in_blocks[key(label)] > 1 or self._knows(label):
                piece.label, piece.values = label, [value] if key(value) else []
                if piece.values and not self._knows(label):
                    yield label

    def _unknown_label(self, piece: Piece, *, bulleted: bool) -> Iterator[tuple[str, str]]:
        found = _LABELLED.fullmatch(piece.text)
        if found and piece.bulleted == bulleted and not (self._over(piece.text) or is_total([piece.text])):
            label = found["label"][lead(found["label"])[2] :].strip()
            if key(label) and len(label.split()) <= _MOST_WORDS:
                yield label, found["value"].strip()

    def _pieces(self, row: Row) -> Iterator[Piece]:
        cells = [*row.contents.items()]
        number = as_text(cells[0][1]) if cells and is_running_number(cells[0][1]) else ""
        if number and len(cells) == 1:
            yield Piece(row.number, cells[0][0] + 1, number, number=number, is_caption=True)
            return
        cells = cells[1:] if number else cells
        waiting: Piece | None = None  # a label whose value stands in the next cells
        for position, (at, cell) in enumerate(cells):
            text = composed(as_text(cell))
            label = text[lead(text)[2] :].strip(" :：.…")
            code = self._code(label) if position + 1 < len(cells) and "\n" not in label else ""
            if waiting is not None and not (waiting.values and code):
                waiting.values.append(cell)
                waiting.column, waiting.text = at + 1, f"{waiting.text}: {text}"
            elif code:
                yield from (waiting,) if waiting is not None else ()
                waiting = Piece(row.number, at + 1, label, [], label, code, number, bulleted=lead(text)[1])
                number = ""
            elif len(cells) == 2 and not position and len(label.split()) <= _MOST_WORDS:
                yield Piece(row.number, cells[1][0] + 1, f"{label}: {as_text(cells[1][1])}", bulleted=lead(text)[1])
                return
            else:
                for line in filter(str.strip, text.splitlines()):
                    yield from self._of_line(row.number, at + 1, line, number)
        yield from (waiting,) if waiting is not None else ()

    def _code(self, label: str) -> str:
        code = self._meaning(label) if len(label) <= _LONGEST_LABEL else None
        return code if code and (code == "name" or len(label.split()) <= _MOST_WORDS) else ""

    def _of_line(self, row: int, column: int, line: str, number: str, *, within: bool = False) -> Iterator[Piece]:
        """The pieces of a line: “1. Tên mô hình: Trồng vải. Địa chỉ: Thôn Trại.” has two."""
        numbered, bulleted, start = lead(line)
        number = (line[:start].strip() if numbered else "") or number
        piece = Piece(row, column, line.strip(), number=number, bulleted=bulleted)
        caption = _CAPTION.fullmatch(line[start:].strip())
        found = _LABELLED.fullmatch(line[start:])
        if caption:
            piece.number, piece.is_caption = caption["number"], True
            piece.values = [text for text in (caption["rest"], caption["note"]) if text]
        elif found and (code := self._code(found["label"].strip())):
            value = found["value"].strip()
            counts = code == "name" and (is_total([line]) or is_count(value.partition(",")[0]))  # all models
            if not counts and (value or not code.startswith(_OVER_MODELS)):
                piece.label, piece.code = found["label"].strip(), code
                whole = code == "name" or within
                # the first, and of those that end in one colon the shortest: “Thôn Trại, Cấp: …”
                labels = sorted(_LABELLED_WITHIN.finditer(value), key=lambda m: (m.end("label"), -m.start()))
                following = next(filter(self._is_label, labels), None)
                if whole and following:
                    piece.values = [value[: following.start()]]
                    yield piece
                    yield from self._of_line(row, column, value[following.end() :], "", within=True)
                    return
                piece.values = [value] if key(value) else []
        yield piece

    def _is_label(self, found: re.Match[str]) -> bool:
        code = self._code(found["label"].strip())
        return bool(code) and code != "name" and not code.startswith(_OVER_MODELS)


def _names(pieces: Sequence[Piece]) -> list[int]:
    """Where the names of the models stand: at the label that is there most, and at others that say “Tên …”."""
    calls = Counter(key(piece.label) for piece in pieces if piece.code == "name")
    usual = max(calls, key=lambda words: calls[words], default=None)
    names: list[int] = []
    for at, piece in enumerate(pieces):
        words = key(piece.label) if piece.code == "name" else None
        between = any(other.label for other in pieces[names[-1] + 1 : at]) if names else True
        if words is not None and (words == usual or (words.startswith("ten ") and between)):
            names.append(at)
    return names


def _starts(pieces: Sequence[Piece], names: Sequence[int]) -> list[int]:
    """Where each block begins: at “Mô hình 1” over its name, at a label that all have before it, at the name."""
    run = names[0]
    while run and (pieces[run - 1].code or pieces[run - 1].is_caption):
        run -= 1
    above = {piece.code for piece in pieces[run : names[0]]} - {"", *(piece.code for piece in pieces[names[-1] :])}
    before = set(above) if len(names) > 1 else set[str]()
    for last, name in pairwise(names):
        before &= {piece.code for piece in pieces[last + 1 : name]}
    starts: list[int] = []
    for last, name in zip([-1, *names], names, strict=False):
        start = name
        while start - 1 > last and pieces[start - 1].code in before:
            start -= 1
        captions = [at for at in range(last + 1, start + 1) if pieces[at].is_caption]
        if captions and not any(piece.code for piece in pieces[captions[-1] + 1 : start]):
            start = captions[-1]
        starts.append(start)
    if any(pieces[start].is_caption for start in starts):  # one without a name may be a model too
        captions = [at for at, piece in enumerate(pieces) if piece.is_caption and not piece.text.isdigit()]
        labelled = [at for at, piece in enumerate(pieces) if piece.code]
        ends = sorted({*starts, *captions, len(pieces)})
        starts = [at for at, end in pairwise(ends) if at >= starts[0] and any(at <= n < end for n in labelled)]
    for last, start in pairwise([-1, *starts]):  # “Lĩnh vực: Kinh tế” over several blocks is a heading
        for at in range(start - 1, last, -1):
            over, alone = pieces[at], last >= 0 and not any(piece.label for piece in pieces[last:at])
            if alone or over.code not in above or over.code not in _OF_BLOCK_OR_OVER:
                break
            over.label, over.code, over.is_heading = "", "", True
    return starts


def _numbers(blocks: Sequence[Sequence[Piece]]) -> list[str]:
    """What counts each block: “Mô hình 1”, or the number of its name where the other labels have none."""
    others = any(p.number for block in blocks for p in block if p.label and p.code != "name" and not p.is_caption)
    counts = [next((p.number for p in x if p.is_caption or (p.code == "name" and not others)), "") for x in blocks]
    return [number if is_running_number(number) else "" for number in counts]


def _tell_apart(block: Sequence[Piece]) -> Iterator[str]:
    """Of two labels of one meaning in a block the second stands by its own words; those that come again."""
    calls: dict[str, set[str]] = {}
    for piece in block:
        words = calls.setdefault(piece.title, set())
        if piece.code and key(piece.label) in words:
            yield piece.label
        words.add(key(piece.label))
        piece.code = piece.code if len(words) == 1 else ""


def _left(sheet: Sheet, pieces: Sequence[Piece]) -> Iterator[tuple[int, Sequence[Value]]]:
    """The rows from the first block on that are no part of a model, or what is left of them: number and cells."""
    taken = {piece.row for piece in pieces if piece.taken}
    rest = grouped((piece.row, piece.text) for piece in pieces if not piece.taken)
    for row in sheet.rows:
        if row.number in rest:
            yield row.number, ["\n".join(rest[row.number])] if row.number in taken else [*row.contents.values()]


def _joined(said: Sequence[Value]) -> Value:
    """What a label says: one value as it is, several as lines."""
    values = [value for value in said if not is_blank(value)]
    return values[0] if len(values) == 1 else "\n".join(map(as_text, values)) or None
