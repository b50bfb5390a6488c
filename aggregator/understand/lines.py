"""Lists of lines, made tables: a model a line under or with its level or field; sentences that quote models."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec import Struct, structs

from aggregator.campaign.sentences import changes_list, movement_in, quotable
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import any_of, keys, marked_key, phrases
from aggregator.nouns.document import Row, Sheet
from aggregator.nouns.reading import Possible
from aggregator.nouns.unit import Campaign
from aggregator.understand import line_words
from aggregator.understand.denials import registers_nothing
from aggregator.understand.line_walk import HEADS, Heading, LineWalk, Model
from aggregator.understand.titles import title_year
from aggregator.vietnamese.fold import begins, has_phrase, key, of_campaign, regex

DOUBT = "danh sách không kẻ bảng mà ghi thành từng dòng"
_OF_LIST_OR_HEAD = regex(
    rf".*\b(?:mo hinh|dang k[yi]|danh sach)\b"
    rf"|(?:{any_of([*keys('lines', 'registrants'), *keys('lines', 'heads')])})\b(?<!phong(?= trao))"
    r"|(?:mau|bieu)(?: mau| so)* (?:m ?)?\d|m ?\d|so \d"
)
_SHORT = 6  # words
_LETTER = regex(r"[^\W\d_]{2}")
_COUNT_OF_LEVEL = of_campaign(
    lambda: (
        r"(?i)\b(?P<count>\d{1,2})\s+(?:(?:mô hình|điển hình|nội dung|dvk|dân vận khéo)\s+)*"
        rf"(?P<level>cấp\s+(?:{line_words.levels()}))\b"
    )
)


class LineList(Struct):
    """A list of lines: its models as a table with its headings, and the lines that may be models, unread."""

    table: Sheet
    model_rows: dict[int, str]
    unread: list[Possible]


class LineFinder:
    """Knows the words of levels and fields, and the columns that labels mean (``meaning``)."""

    def __init__(self, meaning: Callable[[str], str | None], vocabulary: Vocabulary, campaign: Campaign) -> None:
        self._meaning, self._vocabulary, self._year = meaning, vocabulary, campaign.year
        self._movement = campaign.lists.movement
        self._most = {limit.level: limit.maximum for limit in campaign.limits if limit.maximum}
        units = [*(key(unit.name) for unit in campaign.units), "-"]
        communes = any_of([*filter(line_words.is_communes_name, units), "-"])
        self._unit_names = regex(rf"\b(?:{any_of(units)})\b")
        self._addressed = regex(rf"(?:kinh )?gui (?:[a-z]+ ){{0,3}}(?:{communes})\b")

    def find(self, sheet: Sheet) -> LineList | None:
        """The list of a sheet under its title, or told by its unit, of lines under or with a level or field."""
        lines = self._lines_of_ours(sheet)
        opened = next(self._openers(lines), len(lines))
        start = opened if opened < len(lines) else 0
        above = [*takewhile(lambda line: not line.mark, lines)]
        titles = (*(line for line in above if line.text.isupper()), *lines[: start + 1])
        if (
            any(movement_in(key(line.text)) == "other" for line in titles)
            or title_year([line.text for line in lines[start : start + 2]]) not in (None, self._year)
            or (self._of_another_kind(above) and next(self._openers(lines, sure=True), None) is None)
        ):
            return None
        walk = LineWalk(self._meaning, self._vocabulary, self._year, self._most)
        walk.down(lines[opened:])
        models = walk.models or [model for line in lines for model in self._told(line)]
        several = len(models) > 1 or any(model.levelled for model in models)
        sure = several and all(model.sure for model in models) and not (walk.unsure or walk.miscounted)
        if not sure or self._is_of_others(lines, walk) or 2 * sum(map(walk.is_no_name, walk.models)) >= len(models):
            return None
        left = [*walk.unread] if walk.models else []
        table = _table(sheet, lines, models, walk.headings if walk.models else (), {line.row for line, _ in left})
        # one behind a heading may be as many as it has parts
        most = (len(re.split("[,;]", line.words)) if line.taken else 1 for line, _ in left)
        unread = [
            Possible(line.row, 1, count, None, why, sheet.name, quotable(line.text))
            for (line, why), count in zip(left, most, strict=True)
        ]
        return LineList(table, {model.line.row: model.values["name"] for model in models}, unread)

    def is_another_paper(self, sheet: Sheet) -> bool:
        """Whether a sheet has the title of another paper, and neither that of a list nor a unit that registers."""
        lines = line_words.lines_of(sheet)
        above = [*takewhile(lambda line: not line.mark, lines)]
        return self._of_another_kind(above) and next(self._openers(lines), None) is None

    def _openers(self, lines: Sequence[line_words.Line], *, sure: bool = False) -> Iterator[int]:
        """The lines that open a list, some with the one above: “DANH SÁCH” / “Đăng ký mô hình …”."""
        for at, line in enumerate(lines):
            words, above = key(line.text), key(lines[at - 1].text) if at and not lines[at - 1].mark else ""
            both = (words, f"{above} {words}") if 0 < len(above.split()) <= _SHORT else (words,)
            if line_words.opens(line.text, self._year, both, sure=sure):
                yield at

    def _of_another_kind(self, above: Sequence[line_words.Line]) -> bool:
        """Whether a line in capitals above all marks is of no list and no letterhead: “BÀI THAM LUẬN”."""
        texts = [text for line in above for text in line.text.splitlines() if text.isupper()]
        others = (key(text) for text in texts if _LETTER.search(text) and not _OF_LIST_OR_HEAD.match(key(text)))
        return any(not self._unit_names.search(words) for words in others)

    def _is_of_others(self, lines: Sequence[line_words.Line], walk: LineWalk) -> bool:
        """Whether lines order something of several units, are of several or to one; models may name neighbours."""
        named = {*(model.line.at for model in walk.models), *(line.at for line, _ in walk.unread)}
        told = [(line, key(line.text)) for line in lines]
        others = (unit for line, words in told if line.at not in named for unit in self._unit_names.findall(words))
        heads = {found[0] for line in lines if (found := self._unit_names.match(key(line.words)))}
        if len(set(filter(line_words.is_communes_name, others))) > 1 or len(heads) > 1:
            return True
        besides = f" {' | '.join(words for line, words in told if not (line.taken or line.at in named))} "
        addressed = any(self._addressed.match(key(re.split("[,;]", line.text)[0])) for line in lines)
        return (
            addressed
            or any(line_words.ORDER.match(words) for _, words in told)
            or any(has_phrase(besides, phrase) for phrase in keys("lines", "orders"))
        )

    def _told(self, line: line_words.Line) -> Iterator[Model]:
        """The models that a sentence quotes by level: “đăng ký 01 mô hình cấp tỉnh: “A”; cấp huyện: “B”, “C””."""
        text = line_words.THEME.sub("", line.text)
        found = line_words.quotes(text)
        if not (found and self._tells(text)):
            return
        between = pairwise([0, *(each.end() for each in found)])
        named = [line_words.LEVEL.findall(line_words.QUOTE.sub("", text[a:b])) for a, b in between]
        line.taken = bool(named[0]) and all(len(levels) <= 1 for levels in named)
        level, models = "", list[Model]()
        for each, levels in zip(found, named, strict=True) if line.taken else ():
            level = "".join(levels) or level
            models.append(Model(line, {"name": each[1].strip(), "level": level}, sure=True, levelled=True))
        of_levels = Counter(key(model.values["level"]) for model in models)
        counted = _COUNT_OF_LEVEL.finditer(line_words.QUOTE.sub("", text))
        counts = {key(said["level"]): int(said["count"]) for said in counted}
        if all(of_levels[told] == count for told, count in counts.items()):  # “… của Tổ hợp tác “Vải ngon””
            yield from models
        else:
            line.taken = False

    def _tells(self, text: str) -> bool:
        """Whether a sentence registers models of this year, and changes, asks and refers to nothing."""
        bare = line_words.QUOTE.sub(" ", text)
        changed = phrases("lines", "changes", "refers").search(marked_key(bare))
        if changed or not line_words.REGISTERS_MODELS.search(key(bare)) or line_words.leaves_open(text, self._year):
            return False
        return not (registers_nothing(text) or changes_list(text, beside_list=False))

    def _lines_of_ours(self, sheet: Sheet) -> list[line_words.Line]:
        """The lines of a sheet that speaks of the movement and is no plan, guide, report …."""
        lines = line_words.lines_of(sheet)
        top = [line.text for line in lines[: line_words.MOST_TOP_LINES] if not line.mark]
        words = [key(text) for texts in top for text in texts.splitlines()]
        if any(line_words.is_plan(each) or begins(each, keys("lines", "no_lists")) for each in words):
            return []
        text = " ".join(key(line.text) for line in lines)
        return lines if any(has_phrase(text, name) for name in self._movement) else []


def _table(
    sheet: Sheet,
    lines: Sequence[line_words.Line],
    models: Sequence[Model],
    headings: Sequence[Heading],
    unread: Collection[int],
) -> Sheet:
    """The models under a head, each in its row, headings in theirs, and what else stands there but ``unread``."""
    used = [code for code in HEADS if code == "stt" or any(model.values.get(code) for model in models)]
    numbered = all("stt" in model.values for model in models)
    rows_of = [model.line.row for model in models]
    body = [(each.line.at, Row(each.line.row, (each.words,))) for each in headings]
    for count, model in enumerate(models, start=1):
        values = model.values if numbered else model.values | {"stt": str(count)}
        if len({*rows_of}) < len(rows_of):  # of one sentence or cell: their numbers stand in no rows
            values = {code: value for code, value in values.items() if code != "stt"}
        body.append((model.line.at, Row(model.line.row, tuple(map(values.get, used)))))
    first, taken = min(row.number for _, row in body), {line.row for line in lines if line.taken}
    begins_at = min(line.at for line in lines if line.taken)
    rest = [line for line in lines if line.row in taken and not line.taken]  # of cells of several lines
    above = [row for row in sheet.rows if row.number < first]
    above += [Row(line.row, (line.text,)) for line in rest if line.at < begins_at]
    titles = (each.line for each in headings[:1] if not each.line.text.startswith(each.words))
    above += [Row(line.row, (line.text,)) for line in titles]
    body += [(line.at, Row(line.row, (line.words,))) for line in rest if line.at > begins_at]
    points = {line.row: line.words for line in lines if line.mark and not line.taken}
    left = (row for row in sheet.rows if row.number >= first and row.number not in {*taken, *unread})
    body += [(0, Row(row.number, (points[row.number],)) if row.number in points else row) for row in left]
    ordered = (row for _, row in sorted(body, key=lambda one: (one[1].number, one[0])))
    rows = (*above, Row(first, tuple(HEADS[code] for code in used)), *ordered)
    return structs.replace(sheet, rows=rows, merges=(), typed={}, looks={})
