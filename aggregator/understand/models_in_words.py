"""What may be models in a document without a table: numbered lines, cards, sentences, lines by level."""

from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, islice, takewhile

from msgspec import structs

from aggregator.campaign.level_words import levels_claimed, levels_spoken_of
from aggregator.campaign.mails import answers_us
from aggregator.campaign.sentences import (
    asks,
    changes_list,
    names_model,
    promises,
    quotable,
    quotes_name,
    sentences,
)
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import MODELS, marked_key, marked_pattern, phrases
from aggregator.nouns.document import Row, Sheet, as_text, is_blank
from aggregator.nouns.reading import Possible
from aggregator.nouns.unit import Campaign
from aggregator.understand import line_words
from aggregator.understand.cells import BULLETS, is_count, is_placeholder
from aggregator.understand.denials import registers_nothing, says_nothing
from aggregator.understand.head import HeadFinder
from aggregator.understand.row_kinds import is_total, starts_closing
from aggregator.understand.titles import is_guide
from aggregator.understand.without_head import ANY_NUMBER, PIECE, possible_row
from aggregator.vietnamese.fold import grouped, has_phrase, is_personal_name, key, regex, sole

_LEAST_NAME = 2  # words
_LEAST_TEXT = 3  # words of its longest text
_NUMBERED = regex(
    rf"\s*(?:\(?\d{{1,2}}\s*[.)/:-](?!\d)|[{BULLETS}]|[Mm]ô hình (?:số )?\d{{1,2}}\s*[:.-])\s*[“‘\"'«]?\w"
)
_LEAST_NAMES = 2  # lines below the one that registers
_SEGMENT = regex(r"[;\n]|(?<=[^\W\dIVX][^\W\dIVX])[.]\s")
_BULLET = regex(rf"\s*(?:\(?\d{{1,2}}\s*[.)/:-]|[{BULLETS}])\s*")
# behind a level or “đăng ký”: “Bản M1 …”, “Đề nghị …”, “Giấy khen …”, “ngày 27/02”
_NO_NAME = marked_pattern("lines", r"(?!«về»)«@points|@demands|@asides|@tells|@no_names»\b|«ngày|từ» \d")
_ANSWERS = marked_pattern("lines", r"«dòng»\b|(?=.*\b«@answered»\b)«@answers»\b")
_OF_LISTED = regex(r"(?:cac )?(?:ban |mau |ho so )?m ?[12]\b|dong (?:so |thu )?\d")  # a form, a row
# “Cấp huyện: mô hình số 1, 4 và 5”, “Còn lại cấp cơ sở”
_BY_NUMBER = regex(
    r"(?:dang ky )?(?:cap )?(?:tinh|huyen|co so|xa)(?: la| gom)? (?:cac )?"
    r"(?:mo hinh|mh|dong|stt|so)(?: so| thu)?(?: \d{1,2}| va| den)+"
    r"|(?:cac )?(?:mo hinh )?con lai(?: deu| dang ky| la)* (?:cap )?(?:tinh|huyen|co so|xa)"
)
_BY_REGISTRANT = regex(r"(?:(?:xa|thi tran) .*)?(?:dang k[yi]|mo hinh)\b")
_NONE = regex(rf"0+(?: {MODELS})?")
_LONGEST_HEAD = 6  # words of a line that names whose a paper is


class ModelsInWords:
    """Knows the words of heads and levels, the movement, and the names of communes."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary, campaign: Campaign) -> None:
        self._finder, self._vocabulary, self._year = finder, vocabulary, campaign.year
        self._movement = campaign.lists.movement
        self._communes = [*filter(line_words.is_communes_name, (key(unit.name) for unit in campaign.units))]

    def find(self, sheets: Sequence[Sheet], *, only_cards: bool, others: Collection[str]) -> list[Possible]:
        """The cards, numbered lines and cells of a matrix in a document that registers; else what its words tell.

        Sheets of ``others`` have the title of another paper.
        """
        sheets = [*map(_without_answers, sheets)]
        texts = [text for sheet in sheets for text in sheet.texts]
        heads = (t for t in texts if not _NUMBERED.match(t) or t.isupper() or t.rstrip().endswith(":"))
        lines = [*map(key, texts)]  # no task among others registers
        registers = self._speaks(lines) and any(map(line_words.may_register, map(key, heads)))
        found = [*self._in_rows(sheets, only_cards=only_cards, others=others)] if registers else []
        return found if found or only_cards else self._told(sheets, lines, others)

    def _speaks(self, lines: Sequence[str]) -> bool:
        """Whether lines, their keys, name the movement."""
        return any(has_phrase(" ".join(lines), name) for name in self._movement)

    def _told(self, sheets: Sequence[Sheet], lines: Sequence[str], others: Collection[str]) -> list[Possible]:
        """The models that a paper, no plan or report, registers by a sentence, else names by level in lines."""
        top = lines[: line_words.MOST_TOP_LINES]
        speaks = lines == top or self._speaks(lines)
        if not (speaks or has_phrase(" ".join(lines), "mo hinh")) or any(map(line_words.is_plan, top)):
            return []
        nothing = not speaks or any(registers_nothing(line) or promises(line) for line in lines)
        found = [
            Possible(row.number, 1, 1, sole(levels_claimed(sentence)), "in-words", sheet.name, quotable(sentence))
            for sheet, row, sentence in (() if nothing else self._registering(sheets))
            if not self._is_of_another(key(sentence), lines)
        ]
        other = any(line.startswith("danh muc") and not line_words.titles_list(line) for line in top)
        if found or other or any(map(line_words.ORDER.match, lines)):
            return found
        found = [each for sheet in sheets if sheet.name not in others for each in self._by_level(sheet)]
        return found if len(found) > 1 and not all(self._tells_of_level(each.text) for each in found) else []

    def _registering(self, sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Row, str]]:
        """The sentences that register models by name (“… 01 mô hình: “…””), above an order to several units."""
        lines = ((sheet, row, text) for sheet in sheets for row in sheet.rows for text in row.texts)
        for sheet, row, text in takewhile(lambda line: not line_words.ORDER.match(key(line[2])), lines):
            yield from ((sheet, row, s) for s in sentences(text) if line_words.registers_by_name(s, self._year))

    def _is_of_another(self, sentence: str, lines: Sequence[str]) -> bool:
        """Whether a sentence names communes, and the short lines only others; all are keys."""
        own = {unit for unit in self._communes if has_phrase(sentence, unit)}
        heads = [line for line in lines if own and len(line.split()) <= _LONGEST_HEAD]
        others = {unit for unit in self._communes for line in heads if has_phrase(line, unit)}
        return bool(others) and not own & others

    def _by_level(self, sheet: Sheet) -> Iterator[Possible]:
        """The lines that name models with a level or a field (“Cấp huyện: A, B”, “A (huyện)”), or below a level."""
        under, counted = "", False
        for row in sheet.rows:
            past = any(
                phrases("remark", "past").search(marked_key(t)) and "dang k" not in key(t) for t in row.texts
            )
            for at, text in enumerate(_SEGMENT.split(" | ".join(row.texts))):
                pieces = [_BULLET.sub("", piece, count=1).strip() for piece in PIECE.split(text)]
                told = [self._vocabulary.level_heading(piece) or "" for piece in pieces]
                level = next(filter(None, told), "")
                head = ":" in text and self._vocabulary.is_heading(pieces[0])
                named = zip(pieces[head:], told[head:], strict=True)
                names = [piece for piece, of_level in named if not of_level and _may_name(piece)]
                ends = past or asks(text) or registers_nothing(text) or is_total([text]) or starts_closing([text])
                of_below = level if head or not names else " "  # “A (huyện)” says no level of the next
                under = "" if ends else of_below if level else under
                counted = bool(line_words.COUNTS.search(key(text))) if level else counted
                item = at or (_BULLET.match(text) and not (counted and text.strip()[0] in BULLETS))
                tells = head and names and names[0][0].islower() and pieces[0][0].isupper()  # “… phải có xác nhận”
                if names and not (ends or tells) and (level or head or (under and item)):
                    said = level or under.strip() or None
                    yield Possible(row.number, 1, len(names), said, "no-head", sheet.name, text.strip())

    def _tells_of_level(self, text: str) -> bool:
        """Whether what stands behind a level or a field is no name: “Cấp tỉnh: Bằng khen …”."""
        label, _, said = _BULLET.sub("", text, count=1).replace(" | ", ":", 1).partition(":")
        return _is_no_name(said) and self._vocabulary.is_heading(label)

    def _in_rows(self, sheets: Sequence[Sheet], *, only_cards: bool, others: Collection[str]) -> Iterator[Possible]:
        for sheet in sheets:
            rows = rows_of_list(sheet)
            labelled = [(row, index) for row in rows if (index := self._name_label(row)) is not None]
            if len(labelled) == 1 and _is_note(*" ".join(labelled[0][0].texts).partition(":")[::2]):
                labelled = []
            if labelled:
                cards = grouped((key(as_text(row.at(at)).partition(":")[0]), (row, at)) for row, at in labelled)
                usual = max(cards.values(), key=len)
                yield from (each for row, index in usual for each in self._beside_label(sheet, row, index))
            elif not only_cards and sheet.name not in others:
                told = {row.number: [*filter(None, map(self._behind_level, row.texts))] for row in rows}
                counts = {row.number for row in rows if any(map(_counts, told[row.number]))}
                lines = [r for r in rows if _is_numbered_line(r) or any(map(quotes_name, told[r.number]))]
                lines = [r for r in lines if not (r.number in counts or any(map(self._is_label, r.texts)))]
                if len(lines) > 1 or not counts:  # “Cấp huyện: 04 mô hình” and who sends it
                    yield from (possible_row(sheet, row, self._vocabulary) for row in lines)
                yield from self._in_matrix(sheet, rows)

    def _behind_level(self, text: str) -> str:
        """What stands behind a level and a colon: “1. Cấp tỉnh: 01 mô hình”, “Mô hình cấp huyện: “Chợ quê””."""
        label, _, rest = text.partition(":")
        return rest if rest and self._vocabulary.level_heading(label) else ""

    def _is_label(self, text: str) -> bool:
        """Whether a line tells where or when, and no name: “- Địa chỉ: thôn Trung”."""
        label, _, rest = _BULLET.sub("", text).partition(":")
        return bool(key(rest)) and self._finder.meaning(label) in ("address", "completion")

    def _in_matrix(self, sheet: Sheet, rows: Sequence[Row]) -> Iterator[Possible]:
        """The names in the cells of a table whose heads are levels or fields: “Lĩnh vực | Cấp tỉnh | Cấp huyện”."""
        level, field = self._vocabulary.level_heading, self._vocabulary.field_in_column
        heads: dict[int, str | None] = {}
        for row in rows:
            texts = {at: as_text(cell) for at, cell in row.contents.items()}
            if not heads:
                levels = {at: level(text) for at, text in texts.items() if level(text)}
                fields = [at for at, text in texts.items() if field(text)]
                heads = levels if len(levels) > 1 else dict.fromkeys(fields) if len(fields) > 1 else {}
                continue
            of_row = next(filter(None, map(level, texts.values())), None)
            for at in heads.keys() & texts.keys():
                names = [line for line in texts[at].splitlines() if len(key(line).split()) >= _LEAST_NAME]
                if names and not registers_nothing(texts[at]):
                    place = row.number, at + 1, len(names)
                    yield Possible(*place, heads[at] or of_row, "no-head", sheet.name, texts[at])

    def unread(self, sheets: Sequence[Sheet], *, of_text: bool) -> Iterator[Possible]:
        """The list that a doubtful document holds, unread: by its title, or what may be models in a plain text."""
        for sheet in sheets:
            lines = [*line_words.keys_in(sheet.rows)]
            top = lines[: line_words.MOST_TOP_LINES]
            speaks = self._speaks(lines if of_text else top)
            others = (line for line in top if not (of_text and line_words.may_register(line)))  # “PHIẾU ĐĂNG KÝ …”
            texts = sheet.texts if of_text else []
            if not speaks or any(map(line_words.is_other_paper, others)) or is_guide(texts):
                continue
            if any(map(line_words.may_open, top)) or self._may_hold_models(texts):
                yield Possible(1, 1, ANY_NUMBER, None, "unread-part", sheet.name, sheet.name)

    def _may_hold_models(self, texts: Sequence[str]) -> bool:
        """Whether lines name a level and count nothing, or one that registers has a name behind it or two below."""
        named = -1  # the line that registers
        for text in dropwhile(lambda text: not line_words.may_register(key(text)), texts):
            label, colon, rest = text.partition(":")
            name = _BULLET.sub("", rest if colon else text, count=1).strip()
            wordy = len(key(name).split()) >= _LEAST_TEXT
            if colon and wordy and line_words.may_register(key(label)) and not _is_note(label, name):
                return True
            named += named < 0 or (wordy and name[:1].isalpha() and not colon)
        bare = (text for text in texts if not (is_total([text]) or line_words.may_register(key(text))))
        bare = (text for text in bare if not (line_words.COUNTS.search(key(text)) or self._tells_of_level(text)))
        told = [piece for text in bare for piece in PIECE.split(text)]
        of_level = any(map(self._vocabulary.level_heading, told)) or any(map(levels_spoken_of, told))
        return named >= _LEAST_NAMES or of_level

    def _name_label(self, row: Row) -> int | None:
        """The column (from 0) of a label that means the model's name, with something beside or behind it."""
        for index, cell in enumerate(row.cells):
            if isinstance(cell, str) and cell.strip():
                label, _, value = cell.partition(":")
                if key(value) and self._finder.meaning(label) == "name":
                    return None if says_nothing(value) or _NONE.fullmatch(key(value)) else index
                beside = any(not is_blank(other) for other in row.cells[index + 1 :])
                of_letter = any(map(line_words.is_other_paper, map(key, cell.splitlines())))
                return index if beside and not of_letter and self._finder.meaning(cell) == "name" else None
        return None

    def _beside_label(self, sheet: Sheet, row: Row, label: int) -> Iterator[Possible]:
        """What stands beside a name's label: one model, or several where other rows have such cells, too."""
        filled = [i for i, cell in enumerate(row.cells) if i > label and not is_placeholder(cell)] or [label]
        seen: set[str] = set()
        for index in filled:
            text = as_text(row.cells[index])
            both = (filled[0], index)
            column = any(not any(is_placeholder(x.at(i)) for i in both) for x in sheet.rows if x is not row)
            if key(text) not in seen and (index == filled[0] or column):
                yield Possible(row.number, index + 1, 1, None, "no-head", sheet.name, text)
            seen.add(key(text))


def rows_of_list(sheet: Sheet) -> tuple[Row, ...]:
    """The rows that may be a list's: in a letter, a plan or a report those below the line that opens it."""
    if not any(map(line_words.is_other_paper, islice(line_words.keys_in(sheet.rows), line_words.MOST_TOP_LINES))):
        return sheet.rows
    opened = dropwhile(lambda row: not any(map(line_words.may_open, line_words.keys_in([row]))), sheet.rows)
    return tuple(opened)[1:]


def _counts(text: str) -> bool:
    """Whether a text counts models, and names none."""
    return is_count(text.strip(" .;")) and not {*text}.isdisjoint("123456789")


def _may_name(piece: str) -> bool:
    """Whether a piece of a line may be a model's name, and counts none."""
    words = key(piece)
    return piece[:1].isalpha() and len(words.split()) >= _LEAST_NAME and not line_words.COUNTS.search(words)


def _is_note(label: str, value: str) -> bool:
    """Whether a label or a value that registers holds no name: “Đăng ký mô hình Dân vận khéo: đã hoàn thành”."""
    registers = any(map(line_words.may_register, (key(label), key(value)))) and not key(label).startswith("ten ")
    said = value.strip(" “”\"'")
    words = [word for word in line_words.LEVEL.sub("", said).split() if word.strip(",.;").isalpha()]
    is_note = not said[:1].isupper() and (len(words) < _LEAST_NAME or _is_no_name(said))
    of_person = is_personal_name(said) and not _BY_REGISTRANT.match(key(label))
    return registers and bool(said) and (is_note or of_person)


def _is_no_name(text: str) -> bool:
    """Whether a text begins with what is no model's name: a paper, a wish, a date, a person."""
    person, comma, _ = text.strip().partition(",")
    return bool(_NO_NAME.match(marked_key(text.strip())) or (comma and is_personal_name(person)))


def _without_answers(sheet: Sheet) -> Sheet:
    """A mail that answers our letter without the lines that answer a point of it."""
    if not any(map(answers_us, sheet.rows[0].texts if sheet.rows else ())):
        return sheet
    rows = (row for row in sheet.rows if not all(map(_answers_point, row.texts)))
    return structs.replace(sheet, rows=tuple(rows))


def _answers_point(text: str) -> bool:
    """Whether a line of an answer to our letter answers a point of it, and registers nothing."""
    said = _BULLET.sub("", text, count=1).strip()
    label, colon, _ = said.partition(":")
    point = _ANSWERS.match(marked_key(said)) or (colon and key(label) == "ke hoach")
    new = changes_list(said, beside_list=False) or names_model(said) or levels_spoken_of(said)
    return bool(_BY_NUMBER.fullmatch(key(said)) or (point and (not new or _OF_LISTED.match(key(said)))))


def _is_numbered_line(row: Row) -> bool:
    """A row that is one text of several words after a number or a dash, or a number and such a text."""
    cells = list(map(as_text, row.contents.values()))
    text = cells[0] if len(cells) == 1 else f"{cells[0]}. {cells[1]}" if len(cells) == 2 else ""
    return bool(_NUMBERED.match(text)) and len(key(text).split()) > _LEAST_TEXT and not registers_nothing(text)
