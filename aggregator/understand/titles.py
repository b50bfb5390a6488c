"""What the lines above a list say of all of it: year, movement, level, field, and whose hand it is."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from aggregator.campaign.sentences import ANY_YEAR
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.campaign.word_lists import any_of
from aggregator.nouns.document import Row, Sheet
from aggregator.nouns.reading import UnitWords
from aggregator.nouns.unit import Campaign
from aggregator.understand.cells import is_example
from aggregator.understand.denials import registers_nothing, says_no_more
from aggregator.understand.entries import Head, ListTitle
from aggregator.understand.paper_lines import unit_words
from aggregator.understand.row_kinds import counts_of_level
from aggregator.vietnamese.fold import begins, composed, has_phrase, key, regex, sole
from aggregator.vietnamese.scope import memory

_CAPTION = regex(r"(?i)\s*(?:biểu|phụ lục|bảng|mẫu)(?: số)?\s*\w{0,4}(?:\.\d{1,2})?\s*[.:\-–)]\s*")
_OF_LIST = regex(r"\b(?:danh sach|mo hinh|dien hinh|dan van kheo|(?:bang|bieu) (?:tong hop|dang ky))\b")
_STARTS = regex(r"(?:cap|bieu|phu luc|bang|mau|linh vuc|nam)\b")
_CAPTIONS = regex(r"(?:bieu|phu luc|bang)\b|.*\bdanh sach\b")
# over models of the year that it ends with, no paper's: “DANH SÁCH MÔ HÌNH ĐÃ THỰC HIỆN NĂM 2023”
_OF_YEAR = regex(r"(?!.*\bdang ky\b).*\bmo hinh(?: dan van kheo)? (?:(?:da|duoc|thuc hien|cong nhan) )*nam \d+")
_CITES = regex(r"(?:thuc hien|can cu|theo|kinh gui)\b")  # whom such a sentence names wrote what it cites
_NO_TITLE = regex(rf"{_CITES.pattern}|(?:noi nhan|don vi|ten (?:co quan|don vi)|dia chi)\b|.*\bngay \d")
_LONGEST = 45  # words
_LONGEST_HAND = 14  # words
# “Cao Xá, ngày … tháng … năm …”, but no date of another paper that the list refers to
_DATE = regex(r"(?!kem|theo|can cu|thuc hien)(?:[a-z]+ ){0,5}ngay (?:\d\d? )?thang (?:\d\d? )?nam (20\d\d)")
_AFTER_FIELD = regex(r"(?is).*?lĩnh\s+vực\s*(?:[IVX]+\b|\d)?[\s:.\-–]*")


def speaks_of_list(line: str) -> bool:
    """Whether a line speaks of the list, its models or the movement, and cites no paper."""
    words = key(line)
    return bool(_OF_LIST.search(words) or has_phrase(words, "dang ky")) and not _CITES.match(words)


@memory(4096)
def is_title(line: str) -> bool:
    """Whether a line above a table speaks of the list: its title, a caption, “Cấp tỉnh”, “Lĩnh vực …”."""
    words = key(without_numeral(line))
    said = _STARTS.match(words) or _OF_LIST.search(words)
    return bool(said) and len(words.split()) <= _LONGEST and not _NO_TITLE.match(words)


def is_caption(line: str) -> bool:
    """Whether a line begins a table: “DANH SÁCH …”, “BIỂU 2: …”; a section's or a level's heading does not."""
    return is_title(line) and bool(_CAPTIONS.match(key(line)))


_PAPER = regex(r"\bdang ky\b|^to trinh\b")  # “Tờ trình” is no “tổ”


_VERSION_OR_HAMLET = regex(
    r"(?!\s*BẢN(?: [^\W\d_]{2,}){1,2}\s*$)(?i:\W*bản\b\W*(?P<name>\w{0,2})(?!\w*(?: \w+)?,? xã \w))"
)


def is_version(text: str) -> bool:
    """Whether a line names a paper's version, “(BẢN TẠM)”: a hamlet is “Bản Chão”, “BẢN CHÃO”, “BẢN CHÃO XÃ …”."""
    found = _VERSION_OR_HAMLET.match(composed(text))
    return found is not None and not (found["name"][:1].isupper() and found["name"][1:].islower())


class TitleReader:
    """Knows the words of a campaign for its lists."""

    def __init__(self, vocabulary: Vocabulary, campaign: Campaign) -> None:
        self._vocabulary, self._words, self._names = vocabulary, campaign.lists, campaign.name_words
        above = any_of([*self._names.other_levels, key(campaign.office.province)])
        self._superior = regex(rf"\b(?:{above})\b")  # a line above the unit's own

    def read(self, sheet: Sheet, above: Sequence[Row], head: Head | None = None) -> ListTitle:
        """The title of the list below these rows, under this head."""
        lines = self.without_empty([line for row in above for text in row.texts for line in text.splitlines()])
        over = next((line for line in reversed(lines) if line.strip()), "")
        above_it = title_year(line for line in lines if line != over and is_title(line))
        of_this_year, year_over = above_it == self._vocabulary.year, title_year([over])
        former = of_this_year and year_over != above_it and _OF_YEAR.fullmatch(key(over))
        past = self._vocabulary.is_not_registered(over) or (former and is_caption(over))
        titles = self._titles_in([line for line in lines if not self._vocabulary.levels_by_number(line)])
        of_sheet = self._vocabulary.level_heading(sheet.name)
        counts = [n for line in titles if self._vocabulary.level_heading(line) for n in counts_of_level(line)]
        year, evidence = self._year([over] if past and year_over else titles, sheet.name, lines, head)
        level, of_form = self._level(sheet.name, titles)
        named = "" if self._vocabulary.names_agency(sheet.name) else sheet.name
        shown = [text for up, row in pairwise(above) if row.texts[3:] for text in up.texts[:1] if is_example(text)]
        return ListTitle(
            text="\n".join(dict.fromkeys(titles)),
            year=year,
            year_evidence=evidence,
            movement=self.other_movement(lines, tuple(head.words.values()) if head else ()),
            level=level,
            count=sole(counts) if level and not of_sheet else None,
            field=self._vocabulary.field_in_column(named) or self._field(titles) or self._only_section(lines),
            hand=tuple(words for words in unit_words(sheet, above) if self._is_hand(words, titles)),
            draft=past
            or any(map(self._vocabulary.is_draft, [line for line in lines if line not in shown]))
            or self._vocabulary.is_not_registered(sheet.name),
            of_form=of_form,
        )

    def _year(
        self, titles: Sequence[str], name: str, lines: Sequence[str], head: Head | None
    ) -> tuple[int | None, str | None]:
        """The only year of titles, sheet's name, heads (none of the letter's, R8) or date, with what says so."""
        year = title_year(titles)
        if year is not None:
            return year, next(line for line in titles if str(year) in key(line))
        if any(map(ANY_YEAR.search, titles)):
            return None, None
        if of_name := sole({*ANY_YEAR.findall(name)}):
            return int(of_name), name
        if head and head.year:
            return head.year, " | ".join(map(str, head.years))
        dates = {found.group(1): line for line in lines if (found := _DATE.fullmatch(key(line)))}
        ((date, line),) = dates.items() if len(dates) == 1 else [("", "")]
        return (int(date), " ".join(line.split())) if date else (None, None)

    def _only_section(self, lines: Sequence[str]) -> str | None:
        """The field of the last line, where it alone is a section's heading: “II. Văn hóa - xã hội”."""
        sections = [self._vocabulary.section(line) for line in lines]
        return sections[-1][1] if sections and sum(is_section for is_section, _ in sections) == 1 else None

    def without_empty(self, lines: Sequence[str]) -> list[str]:
        """The lines without the headings of a field or level that have no model (“Không có”), and without that."""
        words, labels = self._vocabulary, [(line.partition(":")[0], _CAPTION.sub("", line, 1)) for line in lines]
        headings = [
            at
            for at, (label, caption) in enumerate(labels)
            if words.section(label)[0] or words.level_heading(label) or words.level_heading(caption)
        ]
        below = {at + 1 for at in headings if at + 1 < len(lines) and says_no_more(lines[at + 1].strip("-+*() "))}
        denied = {at for at in headings if at + 1 in below or says_no_more(lines[at].partition(":")[2].strip())}
        return [line for at, line in enumerate(lines) if at not in below | denied]

    def other_movement(self, lines: Sequence[str], heads: Sequence[str] = ()) -> str | None:
        """The line that names another movement, where nothing above the list names this one."""
        text = " ".join(map(key, (*lines, *heads)))
        if any(has_phrase(text, ours) for ours in self._words.movement):
            return None
        start = next((i for i, line in enumerate(lines) if is_title(line) or speaks_of_list(line)), len(lines))
        whole = " ".join(" ".join(line.split()) for line in lines[start:])
        return whole if any(has_phrase(key(whole), other) for other in self._words.other_movements) else None

    def _titles_in(self, lines: Sequence[str]) -> list[str]:
        """The lines that speak of the list; under one also a level's heading, and what goes on in capitals."""
        titles: list[str] = []
        for line in lines:
            other = is_version(line) or begins(key(line), self._names.papers)
            goes_on = line.isupper() and not (other or _NO_TITLE.match(key(line)))
            if is_title(line) or (titles and (goes_on or self._vocabulary.level_heading(line))):
                titles.append(" ".join(line.split()))
        return titles

    def _level(self, name: str, titles: Sequence[str]) -> tuple[str | None, bool]:
        """The only level that a sheet's name or title names; whether it may be the form's (“BIỂU 3: … CƠ SỞ”)."""
        words = self._vocabulary
        titles = [line for line in titles if not registers_nothing(line)]  # “I. CẤP TỈNH: không đăng ký”
        captions = (line for line in titles if _CAPTION.match(line) or not is_title(line))
        bare = ((words.level_heading(_CAPTION.sub("", line, count=1)), line) for line in captions)
        named = {level: line for level, line in bare if level}
        level = words.level_in_title(" ".join(titles))
        said = [(words.level_heading(name), words.level_may_be_of_form(name)), (level, False)]
        said += [(level, words.level_may_be_of_form(line)) for level, line in named.items() if len(named) == 1]
        return min((each for each in said if each[0]), key=lambda each: each[1], default=(None, False))

    def _field(self, titles: Sequence[str]) -> str | None:
        """The field of “Lĩnh vực …” between title and head, or at the title's end."""
        named = {
            self._vocabulary.field_of_heading(_AFTER_FIELD.sub("", line, count=1))
            for line in titles
            if has_phrase(key(line), "linh vuc")
        }
        return sole(named)

    def _is_hand(self, words: UnitWords, titles: Sequence[str]) -> bool:
        text = key(words.text)
        short = len(text.split()) <= _LONGEST_HAND and " ".join(words.text.split()) not in titles
        named = begins(text, self._names.hands) and not begins(text, self._names.papers)
        paper = _PAPER.search(text) or is_version(words.text)
        return short and named and not (paper or self._superior.search(text))


_GUIDE = regex(
    r"(?:mot so )?(?:huong dan|cach|luu y|quy dinh)(?: cach)? (?:ghi|dien|nhap|lap|su dung|khi|chung|ve cach)\b"
    r"|(?:huong dan|hd)(?: (?:cua|bieu|mau|huyen|m ?[1-4])\b.*)?$"
)
_MOST_GUIDE_LINES = 5
_FORM = regex(r"\bmau (?:so |bieu )?(m\s?[1-4])\b")
# not the year from which models go on: “Mô hình năm 2023 tiếp tục duy trì”
_YEAR = regex(
    r"(?<!\btu )(?<!\bso voi )\bnam (20\d\d)\b(?! 20\d\d)(?!.*\b(?:tiep tuc|duy tri|chuyen (?:sang|tiep|qua))\b)"
)


def is_guide(lines: Sequence[str]) -> bool:
    """Whether a sheet tells how a form is filled in (“HƯỚNG DẪN GHI BIỂU”): what it says is nobody's word."""
    return any(_GUIDE.match(key(line)) for line in lines[:_MOST_GUIDE_LINES])


def form_words(texts: Sequence[str]) -> str | None:
    """The code of a form that a line names (“Mẫu M3”)."""
    found = (_FORM.search(key(t)) for t in texts)
    return next((m.group(1).replace(" ", "").upper() for m in found if m), None)


def title_of_list(line: str) -> ListTitle:
    """The title of a list that one line alone is over."""
    year = title_year([line])
    return ListTitle(text=line, year=year, year_evidence=line if year else None)


def title_year(titles: Iterable[str]) -> int | None:
    """The year that titles name (“… NĂM 2024”); None where they name none, several, or a stretch of years."""
    return sole({int(year) for title in titles for year in _YEAR.findall(key(title))})
