"""The values of one form M1 or M2, and what is ticked in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import keys
from aggregator.nouns.document import Sheet
from aggregator.nouns.reading import OF_UNIT, FormDoubt, RawRegistration, UnitWords
from aggregator.nouns.unit import Campaign
from aggregator.understand.cells import is_placeholder
from aggregator.understand.denials import registers_nothing_at_all, says_nothing
from aggregator.understand.labels import BEFORE_NAME, Guidance, LabelledForm, LabelledItem, Line, tidy, words_of
from aggregator.understand.paper_lines import unit_words
from aggregator.vietnamese.fold import grouped, key, list_key, regex, sole
from aggregator.vietnamese.scope import spellings

# ---- Which option a mark on M1/M2 belongs to: before it, after or below; lost where two would do.


class Token(Struct, frozen=True):
    """An option, or a mark (``code`` None). ``colon`` follows an option whose mark stands behind it."""

    code: str | None
    on: bool
    line: Line
    place: tuple[int, int]  # the line, counted from the first, and the character
    colon: bool = False


class TickPlaces:
    """Finds the option that each mark belongs to."""

    def __init__(self, tokens: Sequence[Token], label_column: int | None) -> None:
        self._rows = grouped((token.line.row, token) for token in tokens)
        self._label_column = label_column
        self._ticked: list[str] = []
        self._lost = False

    def result(self) -> tuple[set[str], bool]:
        """The options with a mark, and whether a mark could not be placed."""
        offering = [row for row in self._rows.values() if any(token.code for token in row)]
        above: list[Token] = []
        several: list[list[Token]] = []
        for row in self._rows.values():
            if row in offering:
                several += [group for group in _groups(row) if not self._alone(group)]
            else:
                self._below(above if len(offering) == 1 else [], row)
            above = row
        if several:
            self._several(several)
        return set(self._ticked), self._lost

    def _alone(self, group: Sequence[Token]) -> bool:
        """One option owns the marks of its group; marks without an option are lost; more have to be weighed."""
        options = {token.code for token in group if token.code}
        marks = [token for token in group if not token.code]
        if any(token.on for token in marks) and len(options) < 2:
            self._ticked += [code for code in options if code]
            self._lost = self._lost or not options
        return len(options) < 2 or not marks

    def _several(self, groups: Sequence[Sequence[Token]]) -> None:
        """All groups together show on which side of its option a mark stands."""
        sides = [back for back in (False, True) if all(_side(group, back=back) is not None for group in groups)]
        if len(sides) > 1:
            colons = all(token.colon for group in groups for token in group if token.code)
            sides = [False] if colons or self._room_only_after(groups) else []
        if sides:
            self._ticked += [code for group in groups for code in _side(group, back=sides[0]) or ()]
        else:
            self._lost = self._lost or any(token.on for group in groups for token in group)

    def _room_only_after(self, groups: Sequence[Sequence[Token]]) -> bool:
        """In cells: an option in the first column, or right of the label, leaves room only after itself."""
        first = min(token.line.column for group in groups for token in group)
        cells = all(len({token.line.column for token in group}) == len(group) for group in groups)
        option = any(token.code for group in groups for token in group if token.line.column == first)
        at_edge = first == 1 or (self._label_column is not None and first == self._label_column + 1)
        return cells and option and at_edge

    def _below(self, above: Sequence[Token], row: Sequence[Token]) -> None:
        """Marks in a row of their own: under the options, column by column, where these all stand in one row."""
        codes = grouped((token.line.column, token.code) for token in above if token.code)
        for mark in (mark for mark in row if mark.on):
            under = {*codes[mark.line.column]} if len(codes) > 1 and mark.line.column in codes else set()
            self._ticked += under if len(under) == 1 else ()
            self._lost = self._lost or len(under) != 1


def _groups(row: Sequence[Token]) -> list[list[Token]]:
    """What is weighed together: the cells of a row, or the lines of a cell that holds several options."""
    cells = grouped((token.line.column, token) for token in row)
    crowded = any(len({token.code for token in cell if token.code}) > 1 for cell in cells.values())
    if not crowded:
        return [list(row)]
    return [*grouped(((token.line.column, token.place[0]), token) for token in row).values()]


def _side(group: Sequence[Token], *, back: bool) -> list[str] | None:
    """The options that a mark follows (``back``: precedes); None where a mark comes without its option."""
    ticked: list[str] = []
    owner: str | None = None
    for token in reversed(group) if back else group:
        if token.code:
            owner = token.code
        elif owner is None:
            return None
        else:
            ticked += [owner] if token.on else []
            owner = None
    return ticked


# ---- Which box is ticked on M1/M2, in every way people tick; nothing is guessed (R9).


_ON = "☒☑✓✔√✗✘✕✖🗷🗹🗸■⬛◼●⊠"
_OFF = "☐□◻▢⬜○❏❑❒"
_MARK = regex(
    rf"(?P<on>[{_ON}]|[\[(/]\s*(?:[xXvV+*]|[{_ON}])\s*[\])/]|(?<![^\W_])[xXvV](?![^\W_]|\s*[.)])|(?<!\S)\+(?!\S)"
    rf"|[.…_]{{2,}}\s*[xXvV]\s*[.…_]{{2,}}|\b(?:TRUE|True)\b)"
    rf"|(?P<off>[{_OFF}]|\[[\s.…_]*\]|\([\s.…_]*\)|[\[(]\s*[{_OFF}]\s*[\])]|\b(?:FALSE|False)\b)"
)
_HALF = 0.5


class Ticks(Struct, frozen=True):
    """The options ticked, and all that stand there."""

    ticks: tuple[str, ...]
    options: tuple[str, ...]
    further_words: str  # the words besides the options and the marks
    unclear: bool = False  # a mark cannot be placed, or two looks differ
    named: bool = False  # no tick, but one option alone is written

    @property
    def choice(self) -> str | None:
        """The one option ticked beyond doubt, or None."""
        return None if self.unclear else sole(self.ticks)


class Options:
    """The choices of one item, each with its spellings; the longest spelling decides."""

    def __init__(self, choices: Mapping[str, Iterable[str]]) -> None:
        texts = ((each, code) for code, words in choices.items() for text in words for each in spellings(text))
        pairs = [(tuple(list_key(text).split()), code) for text, code in texts]
        self._spellings = sorted(pairs, key=lambda pair: -len(pair[0]))

    def read(self, lines: Sequence[Line], label_column: int | None = None) -> Ticks:
        """What the lines of the item show. ``label_column`` is where the label stands, if in the same row."""
        tokens = [token for index, line in enumerate(lines) for token in self._tokens(line, index)]
        bullets = [token for token in tokens if _opens_with_plus(token)]
        if len(bullets) > 1:
            tokens = [token for token in tokens if token not in bullets]
        rest = " ".join(self._rest(line) for line in lines).strip()
        options = [token for token in tokens if token.code]
        standing = [token for token in options if _share(token.line, "struck") <= _HALF]
        offered = tuple(dict.fromkeys(token.code for token in standing if token.code))
        marks = [token for token in tokens if not token.code]
        if any(mark.on for mark in marks):
            placed, lost = TickPlaces(tokens, label_column).result()
            ticked = tuple(code for code in offered if code in placed)
            return Ticks(ticked, offered, rest, unclear=lost or not placed <= set(offered))
        if len(offered) == 1 and len(options) > len(standing):
            return Ticks(offered, offered, rest)  # the others are struck through
        if len(offered) == 1 and not marks:
            return Ticks(offered, offered, rest, named=True)
        shown, unclear = _by_look(standing)
        return Ticks(shown, offered, rest, unclear)

    def _tokens(self, line: Line, index: int) -> list[Token]:
        spans = list(self._spans(line.text))
        options = [
            Token(code, False, line.cut(start, end), (index, start), line.text[end:].lstrip().startswith(":"))
            for start, end, code in spans
        ]
        marks = [
            Token(None, mark.group("on") is not None, line, (index, mark.start()))
            for mark in _MARK.finditer(line.text)
            if not any(start <= mark.start() < end for start, end, _ in spans)
        ]
        return sorted([*options, *marks], key=lambda token: token.place)

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        words = words_of(text)
        keys, at = tuple(word.key for word in words), 0
        while at < len(words):
            fitting = ((len(s), code) for s, code in self._spellings if keys[at : at + len(s)] == s)
            length, code = next(fitting, (1, ""))
            if code:
                yield words[at].start, words[at + length - 1].end, code
            at += length

    def _rest(self, line: Line) -> str:
        text = line.text
        for start, end, _ in reversed(list(self._spans(text))):
            text = f"{text[:start]} {text[end:]}"
        return key(_MARK.sub(" ", text))


def _opens_with_plus(mark: Token) -> bool:
    """Whether a mark is a “+” that begins its line: a tick, or where several lines begin so a bullet."""
    text = mark.line.text
    return not mark.code and text.lstrip().startswith("+") and not text[: mark.place[1]].strip()


def _share(line: Line, look: str) -> float:
    """The part of a text that has the look."""
    shown = sum(len(one.text) for one in line.looks if getattr(one, look))
    return shown / max(len(line.text), 1)


def _by_look(options: Sequence[Token]) -> tuple[tuple[str, ...], bool]:
    """The option that alone is bold, underlined, italic or highlighted; two of them make it unclear."""
    shown: set[str] = set()
    codes = {token.code for token in options}
    for look in ("marked", "bold", "underlined", "italic"):
        having = {token.code for token in options if token.code and _share(token.line, look) > _HALF}
        partly = {token.code for token in options if token.code and _share(token.line, look) > 0}
        if having and len(having) < len(codes):
            if len(partly) > 1:
                return (), True
            shown |= {code for code in having if code}
    return (tuple(shown), False) if len(shown) == 1 else ((), bool(shown))


# ---- Who registers: the unit's line and the sentence of the resolution above the items of M1.


_RESOLVED = regex(r"(?i)\s+(?:đã\s+)?(?:tổ\s+chức\s+)?(?:họp|thống\s+nhất)\b")
_FROM = regex(r"[;:]\s*")
_OFFICIAL = regex(
    r"dang cong san|cong hoa xa hoi|doc lap tu do|^mau\b|^so\b|^bieu\b|\bngay\b|^phu luc|^tinh uy"
    r"|^dang bo tinh|^ten (?:co quan|don vi|to chuc)|^huyen uy\b|^kinh gui"
    r"|^(?:m ?[12]|tap the|ca nhan)$|\bdang k[yi]\b|^danh cho\b"
)
_UNIT_SENTENCE = 16  # words; a longer line is no letterhead
_LONGEST_NAME = 20  # words


def resolved_by(top: Sequence[Line]) -> str | None:
    """The collective of “…; Chi hội Phụ nữ thôn Trại đã tổ chức họp và thống nhất đăng ký …”, or None."""
    text = " ".join(line.text for line in top)
    found = _RESOLVED.search(text)
    if found is None:
        return None
    name = tidy(_FROM.split(text[: found.start()])[-1])
    usable = key(name) and len(name.split()) <= _LONGEST_NAME and "huong dan" not in key(name)
    return name if usable else None


def head_lines(top: Sequence[Line], is_title: Sequence[bool]) -> Iterator[str]:
    """The lines of the letterhead that name a body, above the title, superiors of the whole district left out."""
    for line, title in zip(top, is_title, strict=True):
        words = key(line.text)
        if title and not words.startswith("mau"):
            return
        short = 0 < len(words.split()) < _UNIT_SENTENCE
        if short and not is_placeholder(line.text) and not _OFFICIAL.search(words):
            yield " ".join(line.text.split())


# ---- The values of an M1 or M2 whose labels are known (R1, R9); what is not certain becomes a doubt.


FIELD_UNCLEAR, LEVEL_UNCLEAR = "registration-field-unclear", "registration-level-unclear"
FIELD_SEVERAL, FIELD_NONE = "registration-field-several", "registration-field-none"
VALUE_UNCLEAR, FORM_UNCLEAR = "registration-value-unclear", "registration-form-unclear"
_LONG = frozenset({"content", "results"})  # the lines are kept; elsewhere they are one text
_NO_ANSWER = frozenset({"unit", "holder", "address", "field", "level"})
_PAGE = regex(r"\d{1,2}")  # the number of a page, come along with the text
_SENTENCE = regex(r"\bdang k[yi] xay dung mo hinh\b|\bnhu sau$|^thuc hien huong dan\b|^xin dang k[yi]\b")


def _denies(values: Mapping[str, str | None]) -> bool:
    """Whether a form says in place of its model that none is registered, and no content or level of one."""
    name = values.get("name") or ""
    none = says_nothing(name) and key(name).startswith(("khong", "ko"))
    denied = none or ("đăng" in name and registers_nothing_at_all([name]))
    return denied and not any(values.get(code) and not says_nothing(values[code]) for code in ("content", "level"))


class RegistrationReader:
    """Knows the forms, the fields and the levels of a campaign."""

    def __init__(self, campaign: Campaign) -> None:
        forms = campaign.registration_forms
        self._codes = {form.code: tuple(item.code for item in form.items) for form in forms}
        self._guidance = Guidance(forms)
        self._vocabulary = Vocabulary(campaign)
        places = key(f"{campaign.office.district} {campaign.office.province}").split()
        self._filler = {*keys("heading", "filler"), *keys("heading", "in_forms"), *places}
        self._boxes = {box.field: box.label for box in forms[0].boxes}
        self._fields = Options({box.field: (box.label, *box.spellings) for box in forms[0].boxes})
        self._levels = Options({level.code: level.words for level in campaign.levels})
        self._level_words = {key(words): level.code for level in campaign.levels for words in level.column_words}
        places = sorted(campaign.office.place_words, key=len, reverse=True)
        self._places = regex("(?i)" + "|".join(rf"\b{re.escape(words)}\b" for words in places))

    def take(self, form: LabelledForm) -> RawRegistration:
        """The values, ticks and doubts of one form."""
        doubts: list[FormDoubt] = []
        values = {code: self._value(form, code, doubts) for code in self._codes[form.form]}
        values["unit"] = self._unit(form)
        if form.form == "M1":
            # as a label names it, as the sentence names it, else the unit of the letterhead
            top = self._guidance.without(form.top)
            values["holder"] = self._value(form, "holder", []) or resolved_by(top) or values["unit"]
        said = any(text for code, text in values.items() if code not in _NO_ANSWER) or bool(doubts)
        ticked = self._field(form, doubts)
        level = self._level(form, doubts)
        if not (said or ticked or level):
            doubts = []  # a blank form leaves nothing in doubt
        values["field"] = values["field"] if ticked else None
        if denies := not (ticked or level) and _denies(values):
            values, doubts = {code: text if code in OF_UNIT else None for code, text in values.items()}, []
        if form.titled_otherwise:
            doubts.append(FormDoubt(FORM_UNCLEAR, form.first_row, values.get("holder") or ""))
        rows = {code: item.label.row for code, item in form.items.items()}
        return RawRegistration(
            form.form, form.sheet, form.first_row, values, rows, ticked, level, tuple(doubts), denies
        )

    def _value(self, form: LabelledForm, code: str, doubts: list[FormDoubt]) -> str | None:
        item = form.items.get(code)
        if item is None:
            return None
        lines = self._said(item)
        texts = [text for text in (tidy(line.text, bullets=code in _LONG) for line in lines) if key(text)]
        texts = [text for text in texts if len(texts) == 1 or not _PAGE.fullmatch(text)]
        text = ("\n" if code in _LONG else " ").join(texts)
        if self._guidance.overwritten(text) or (text and code in form.contested):
            doubts.append(FormDoubt(VALUE_UNCLEAR, item.label.row, text))
            return None
        return text or None

    def _said(self, item: LabelledItem) -> list[Line]:
        """What a person wrote there: no guidance, and not the sentence that leads over to the items."""
        said = item.lines
        if item.code in BEFORE_NAME:
            stop = next((i for i, line in enumerate(said) if _SENTENCE.search(key(line.text))), len(said))
            said = said[:stop]
        return self._guidance.without(said)

    def _unit(self, form: LabelledForm) -> str | None:
        item = form.items.get("unit")
        if item is not None:
            lines = (tidy(line.text) for line in self._said(item) if line.row <= item.label.row + 1)
            return next((text for text in lines if key(text)), None)
        return "\n".join(head_lines(form.top, [_is_title(line) for line in form.top])) or None

    def _field(self, form: LabelledForm, doubts: list[FormDoubt]) -> tuple[str, ...]:
        item = form.items.get("field")
        lines = self._said(item) if item else []
        if item is None or not lines:
            return ()
        ticks = self._fields.read(lines, _label_column(item, lines))
        written = self._written_beside(item, lines)
        if not ticks.ticks and written:
            return (written,)
        ticked = self._proved(ticks, lines)
        if len(ticked) != 1 or ticks.unclear or (written and written not in ticked):
            doubts.append(self._doubt_of_field(ticks, ticked, written, item.label.row, lines))
            return ticked if len(ticked) > 1 else ()
        return ticked

    def _doubt_of_field(
        self, ticks: Ticks, ticked: tuple[str, ...], written: str | None, row: int, lines: Sequence[Line]
    ) -> FormDoubt:
        """Several boxes are ticked, or none of them; else the words are quoted."""
        if not ticks.unclear and not written and len(ticked) > 1:
            return FormDoubt(FIELD_SEVERAL, row, "; ".join(f"“{self._boxes[code]}”" for code in ticked))
        none = not (ticks.unclear or written or ticks.ticks or self._says_more(ticks)) and len(ticks.options) > 1
        return FormDoubt(FIELD_NONE if none else FIELD_UNCLEAR, row, "" if none else _quoted(lines))

    def _says_more(self, ticks: Ticks) -> bool:
        """Whether words stand beside the options that say something."""
        return any(word not in self._filler and not word.isdigit() for word in ticks.further_words.split())

    def _proved(self, ticks: Ticks, lines: Sequence[Line]) -> tuple[str, ...]:
        """The ticks; a field that is only written in words counts where all the words name it alone."""
        if ticks.options and not (ticks.named and self._says_more(ticks)):
            return ticks.ticks
        field = self._vocabulary.field_in_column(" ".join(tidy(line.text) for line in lines))
        return (field,) if field and (not ticks.options or field == ticks.options[0]) else ()

    def _written_beside(self, item: LabelledItem, lines: Sequence[Line]) -> str | None:
        """The field written on the label's own line, above the four boxes that all stand there besides."""
        first, *rest = lines
        beside, below = self._fields.read([first]), self._fields.read(rest)
        repeated = len(beside.options) == 1 and beside.options[0] in below.options and len(below.options) > 2
        return beside.options[0] if first.row == item.label.row and repeated else None

    def _level(self, form: LabelledForm, doubts: list[FormDoubt]) -> str | None:
        item = form.items.get("level")
        lines = self._without_places(self._said(item)) if item else []
        if item is None or not any(key(tidy(line.text)) for line in lines):
            top = (line for line in form.top if _is_title(line) or "dan van kheo" in key(line.text))
            return self._vocabulary.level_in_title(" ".join(line.text for line in top))
        ticks = self._levels.read(lines, _label_column(item, lines))
        said = {self._vocabulary.level_of_recognition(part) for line in lines for part in line.text.split(",")}
        if ticks.choice and (not (ticks.named and self._says_more(ticks)) or said == {ticks.choice}):
            return ticks.choice
        if level := self._level_words.get(key(" ".join(line.text for line in lines))):
            return level  # “Xã”, “đơn vị” and nothing besides
        doubts.append(FormDoubt(LEVEL_UNCLEAR, item.label.row, _quoted(lines)))
        return None

    def _without_places(self, lines: Sequence[Line]) -> list[Line]:
        """“Cấp huyện (huyện Tân Yên)”: a place's name says no second level."""
        bare = [Line(one.row, one.column, self._places.sub(" ", one.text)) for one in lines]
        named = any(key(tidy(one.text)) for one in bare)
        changed = any(self._places.search(one.text) for one in lines)
        return bare if changed and named else list(lines)


def _label_column(item: LabelledItem, lines: Sequence[Line]) -> int | None:
    return item.label.column if any(line.row == item.label.row for line in lines) else None


def _quoted(lines: Sequence[Line]) -> str:
    return " / ".join(" ".join(line.text.split()) for line in lines)


def _is_title(line: Line) -> bool:
    return bool(re.search(r"\bdang k[yi]\b", key(line.text))) and not key(line.text).startswith("thuc hien")


def lines_over(sheet: Sheet, form: LabelledForm) -> list[UnitWords]:
    """The lines of a form above its first item besides the unit."""
    first = min((item.label.row for code, item in form.items.items() if code != "unit"), default=form.first_row)
    rows = [row for row in sheet.rows if form.first_row <= row.number < first]
    return [words for words in unit_words(sheet, rows) if not key(words.text).startswith("mau dang k")]


def form_unit_words(sheet: Sheet, form: LabelledForm, raw: RawRegistration) -> list[UnitWords]:
    """The lines above the items; where they name nobody, the workplace or the collective."""
    said = lines_over(sheet, form)
    if raw.values.get("unit"):
        return said
    named = (raw.values.get(code) for code in (("workplace",) if raw.form == "M2" else ("workplace", "holder")))
    return said + [UnitWords(sheet.name, form.first_row, text, labelled=True) for text in filter(None, named)][:1]
