"""What stands beside a list's columns or over it: choices of drop-downs, a small table, models told in words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from msgspec.structs import replace

from aggregator.campaign.additions import addition
from aggregator.campaign.sentences import changes_list, may_be_reserve
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import MODELS, marked_key, marked_pattern
from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import Possible
from aggregator.understand.cells import is_count, is_running_number, running_number
from aggregator.understand.denials import registers_nothing
from aggregator.understand.entries import Head, without_blank_rows
from aggregator.understand.head import HeadFinder
from aggregator.understand.titles import is_guide
from aggregator.vietnamese.fold import has_phrase, is_personal_name, key, regex

MARKS = frozenset({"continuing", "new", "level_province", "level_district", "level_base"})
_LEAST_TEXT = 3  # words of its longest text
# over a further model, and no demand or paper: “Xin thêm”, “Bổ sung sau họp”, “Nội dung thứ tư cấp huyện”
_OF_FURTHER = regex(
    r"(?!.*\b(?:can|yeu cau|xem|lien he|y kien|thong tin|giai thich|ho so|tai lieu|dien thoai|tong) )"
    rf"(?:(?:.* )?(?:them|tiep|bo sung|con nua|phat sinh|ngoai danh sach)|(?:(?:.* )?{MODELS} )?(?:so|thu) \w+)"
    r"(?: (?:mo hinh|noi dung|cap (?:tinh|huyen)|(?:so|thu) \w+|sau(?: \w+){1,3}))*"
)
_TELLS = marked_pattern("lines", r"«đã|sẽ|số mô hình»\b")  # and names nothing: “Đã họp …”
_HOLDERS = frozenset({"tap the", "ca nhan", "tt", "cn"})
_NEXT = regex(r"\(?\d{1,2}\s*(?:[.,)/:-]\s*[^\W\d]|$)")
_BESIDE = "{} (bên phải)"  # how the clerk is told of a table beside a list
_TELLS_MODEL = regex(r"(?:xay dung |dang ky )?mo hinh (?!nhu sau|sau day|gom )\w+ \w+")
_LEAST_CHOICES = 3  # in a column that a drop-down takes them from
_MANY_CHOICES = 7
_LONGEST_CHOICE = 6  # words


class SideTables:
    """Knows the words of heads and levels."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary) -> None:
        self._finder = finder
        self._vocabulary = vocabulary

    def without_choices(self, sheet: Sheet, head: Head) -> Sheet:
        """The sheet without the choices of drop-downs: columns beyond a blank one, or that begin above the head."""
        last = max(head.columns.values())
        if max(len(row.cells) for row in sheet.rows) <= last + 1:
            return sheet
        held: dict[int, dict[int, Value]] = defaultdict(dict)
        for row in sheet.rows:
            for index in (at for at in row.contents if at > last):
                held[index][row.number] = row.cells[index]
        blank = next(index for index in count(last + 1) if index not in held)
        beyond = {at: rows for at, rows in held.items() if at > blank or min(rows) < head.first_row <= max(rows)}
        meanings = {self._finder.meaning(as_text(cell)) for cells in held.values() for cell in cells.values()}
        if not beyond or meanings & {"name", "stt"}:
            return sheet  # a further table
        lines = {row.number for row in sheet.rows if row.number > head.last_row and not any(row.cells[1:blank])}
        chosen = {
            index
            for index, cells in beyond.items()
            if self._are_choices(cells) and (min(cells) <= head.last_row or lines & cells.keys())
        }
        beside = {at for index in beyond.keys() - chosen for at in (index - 1, index + 1)}
        rows = (
            Row(row.number, tuple(None if at in chosen - beside else cell for at, cell in enumerate(row.cells)))
            for row in sheet.rows
        )
        return without_blank_rows(sheet, rows) if chosen - beside else sheet

    def _are_choices(self, cells: Mapping[int, Value]) -> bool:
        """Whether a column's cells, by rows, are places, levels … or numbers, each once; many may have a head."""
        texts = list(map(as_text, cells.values()))
        if many := len(texts) >= _MANY_CHOICES:
            texts = [text.title() if text.isupper() else text for text in texts]
            headed = not self._is_choice(texts[0]) and len(texts[0].split()) <= _LONGEST_CHOICE
            texts = texts[1:] if headed else texts
        dense = max(cells) - min(cells) < len(cells) * (1 + many) and len({*map(key, texts)}) == len(texts)
        return dense and len(texts) >= _LEAST_CHOICES and all(map(self._is_choice, texts))

    def _is_choice(self, text: str) -> bool:
        first, *_, last = [*(words := text.split()), *words]
        if last.isdigit() and is_of_level_or_holder(" ".join(words[:-1]), self._vocabulary):
            return False  # “Cấp huyện 4” counts
        proper = len(words) <= _LONGEST_CHOICE and first[0].isupper() and (last.istitle() or last.isdigit())
        known = is_of_level_or_holder(text, self._vocabulary) or self._vocabulary.field_in_column(text)
        return bool(proper or known or is_running_number(text))

    def cut_beside(self, sheet: Sheet, head: Head) -> tuple[Sheet, Sheet] | None:
        """The list without a small table or a note beyond a blank column, and that; None without one."""
        of_head = [row for row in sheet.rows if head.first_row <= row.number <= head.last_row]
        merged = (range(m.first_column - 1, m.last_column) for m in sheet.merges if m.last_row >= head.first_row)
        known = {at for row in of_head for at in row.contents}.union(*merged)
        gaps = (at for at in range(head.columns["name"] + 1, max(known)) if at not in known)
        return next(filter(None, (self._cut_at(sheet, head, at) for at in gaps)), None)

    def _cut_at(self, sheet: Sheet, head: Head, gap: int) -> tuple[Sheet, Sheet] | None:
        """Cut there, if what is beyond stands also in rows of no model (a lower head) and is apart."""
        rows = {row.number: row for row in sheet.rows if row.number >= head.first_row}
        beyond = [number for number, row in rows.items() if any(at > gap for at in row.contents)]
        block = {number for at, number in enumerate(beyond) if number == beyond[0] + at}
        models = _of_models([*rows.values()], head)
        blank = all(is_blank(rows[number].at(gap)) for number in block)
        if not blank or block <= {head.first_row, *models} or models & ({*beyond} - block):
            return None
        right = tuple(rows[number].from_column(gap) for number in sorted(block))
        if not self._is_apart(right, models, head, gap):
            return None
        left = without_blank_rows(
            sheet, (Row(r.number, r.cells[:gap]) if r.number in block else r for r in sheet.rows)
        )
        if self._finder.find(left.rows) is None:
            return None
        name = _BESIDE.format(sheet.name)
        bare = replace(sheet, name=name, rows=right, merges=(), notices=(), typed={}, looks={}, margins=())
        return left, bare

    def _is_apart(self, rows: Sequence[Row], models: Collection[int], head: Head, gap: int) -> bool:
        """Whether rows beside a list's head and models give it no column, no level, and take no model back."""
        beside = [text for row in rows if row.number in models for text in row.texts]
        of_head = [text for row in rows if row.number <= head.last_row for text in row.texts]
        given = {*map(self._finder.meaning, of_head)} - {None}
        if given & {"name", "stt"} or any(changes_list(text, beside_list=True) for text in beside):
            return False
        if rows[1:] and all(len(row.contents) > 1 and is_count([*row.contents.values()][-1]) for row in rows[1:]):
            return True  # “Cấp | Số lượng”
        alone = [text for row in rows if len(row.contents) == 1 for text in row.texts]  # “2 - cấp huyện”
        if any(map(self._vocabulary.level_heading, (*beside, *alone))):
            return False
        if {row.number for row in rows if row.number > head.last_row} == models:
            return False  # each of its values is a model's
        own = {code for code, at in head.columns.items() if at < gap}
        return given - own <= (set() if beside else {"note"})

    def models_beside(self, sheet: Sheet, head: Head) -> Iterator[Possible]:
        """The models that a small table or a note beyond a blank column adds: “Đăng ký thêm” over “Bếp ăn”."""
        models = _of_models(sheet.rows, head) if self._finder.beside(sheet.rows, head) is None else set()
        last, width = max(models, default=0), max(len(row.cells) for row in sheet.rows)
        headed = {at for at, words in head.words.items() if words}
        if last >= head.last_row and headed >= {*range(head.columns["name"] + 1, width - 1)}:
            return  # most lists: no column is blank
        rows = [row for row in sheet.rows if head.first_row <= row.number <= last]
        held = {at for row in rows for at in row.contents}
        for gap in (at for at in range(head.columns["name"] + 1, max(held, default=0)) if at not in held):
            first, *below = (row.from_column(gap) for row in rows if any(at > gap for at in row.contents))
            if models <= {first.number, *(row.number for row in below)}:
                continue
            unknown = {*map(self._finder.meaning, first.texts)} & {None, "name", *MARKS}
            below = [row for row in below if unknown or row.number not in models]
            label, *said = (", ".join(map(as_text, row.contents.values())) for row in (first, *below))
            if is_guide([label]) or (may_be_reserve(label) and not has_phrase(key(label), "ngoai danh sach")):
                return
            names = {key(as_text(head.cell(row, "name"))) for row in rows if row.number in models}
            told = [
                (row, level)
                for row, text in zip(below, said, strict=True)
                for level in self._told_under(label, text, len(models))
                if key(text) not in names
            ]
            if not told and len(label.split()) > _LEAST_TEXT:
                over, _, rest = label.rpartition(":")
                told = [(first, level) for level in self._told_under(over, rest.strip(), len(models))]
            for row, level in told:
                text = " | ".join(map(as_text, row.contents.values()))
                yield Possible(row.number, min(row.contents) + 1, 1, level, "in-words", sheet.name, text)
            return

    def _told_under(self, label: str, said: str, count: int) -> Sequence[str | None]:
        """The level, or None, of a model that words below others tell, beside a list of so many; else nothing."""
        if added := addition(self._vocabulary, f"{label.rstrip(' :')}: {said}" if label else said):
            return added[:1]
        over = _NEXT.match(label) and running_number(label) == count + 1
        further = over or _OF_FURTHER.fullmatch(key(label.partition("(")[0].partition(",")[0]))
        named = len(key(said).split()) >= _LEAST_TEXT and said.lstrip("-–+•*“\"'( ")[:1].isupper()
        of_label = is_personal_name(said) if over else has_phrase(key(said), key(label))  # “5. Người lập”, and who
        named = named and not _TELLS.match(marked_key(said)) and not (of_label and not label.isdigit())
        return (None,) if (further and named) or (_NEXT.match(said) and running_number(said) == count + 1) else ()

    def models_above(self, sheet: Sheet, head: Head) -> Iterator[Possible]:
        """The lines above a list that tell a model of a level: “1. Cấp tỉnh: Mô hình “…” của Hội Nông dân xã.”."""
        for row in (row for row in sheet.rows if row.number < head.first_row):
            for text in row.texts:
                label, _, told = text.partition(":")
                level = self._vocabulary.level_heading(label) if _TELLS_MODEL.match(key(told)) else None
                if level and not (self._vocabulary.levels_by_number(text) or registers_nothing(told)):
                    yield Possible(row.number, 1, 1, level, "in-words", sheet.name, text)


def _of_models(rows: Sequence[Row], head: Head) -> set[int]:
    """The rows, by their numbers, that a list numbers, or names where it numbers none."""
    numbered = {row.number for row in rows if is_running_number(head.cell(row, "stt"))}
    below = (row for row in rows if row.number > head.last_row)
    return numbered or {row.number for row in below if not is_blank(head.cell(row, "name"))}


def is_of_level_or_holder(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell is a level or says whether a collective or an individual does a model."""
    return key(text) in _HOLDERS or vocabulary.level_heading(key(text)) is not None
