"""The sheets of a document as pages: each with its list, of whatever shape, and without the rows of its forms."""

from collections.abc import Sequence

from msgspec import Struct, structs

from aggregator.campaign.sentences import asks, changes_list
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import MODELS
from aggregator.nouns.document import Row, Sheet
from aggregator.nouns.reading import Possible, RawRegistration, UnitWords
from aggregator.nouns.unit import Campaign
from aggregator.understand.blocks import BlockFinder
from aggregator.understand.cells import is_placeholder
from aggregator.understand.entries import OF_NAMES, Head, ListTitle, columns_apart, without_strike_through
from aggregator.understand.form_values import RegistrationReader, form_unit_words, lines_over
from aggregator.understand.forms import RegistrationFinder, list_begins
from aggregator.understand.head import HeadFinder
from aggregator.understand.labels import LabelledForm
from aggregator.understand.line_words import begins_list
from aggregator.understand.lines import DOUBT, LineFinder
from aggregator.understand.models_in_words import rows_of_list
from aggregator.understand.paper_lines import top_rows
from aggregator.understand.side_tables import SideTables
from aggregator.understand.table import TableReader
from aggregator.understand.titles import is_guide
from aggregator.understand.without_head import WithoutHead
from aggregator.vietnamese.fold import key, regex
from aggregator.vietnamese.official_style import quotation

_MOST_LABELS = 3  # quoted
_OF_BLOCKS = "danh sách không kẻ bảng mà ghi thành từng mục, có mục chưa rõ nghĩa: {labels}"
_ADDED = regex(rf"\b(?:bo sung|them)\b(?: \w+){{0,2}}? (?P<count>\d{{1,2}}) {MODELS}\b")
_UNSURE = regex(r"\b(?:neu|du kien|se|co the|y kien|de nghi|xin phep|khong|chua|can|phai)\b")
_LEVEL_OF_FORM = regex(r"(?:\d )?dang k[iy] (?:mo hinh )?(?:dien hinh )?o cap\b")  # so the forms ask for it


class Page(Struct, frozen=True):
    """A sheet without the rows of its forms; these, the words around them, and where its first list begins."""

    sheet: Sheet
    registrations: tuple[RawRegistration, ...] = ()
    unit_words: tuple[UnitWords, ...] = ()
    further: tuple[UnitWords, ...] = ()  # the lines over the items of each form, by forms
    head: Head | None = None
    blocks: Sheet | None = None  # as it came, where its list is one of blocks of labels
    doubtful: str | None = None  # what leaves the reading of its blocks in doubt
    unread: tuple[Possible, ...] = ()  # what may be models in lines of its list of lines, or beside its table

    @property
    def top(self) -> list[Row]:
        """The rows over its list, or its first ones."""
        return top_rows(self.sheet, self.head.first_row if self.head else None)

    @property
    def only_names(self) -> bool:
        """Whether its head is “STT | Tên mô hình” or “Tên mô hình | Cấp đăng ký” and no more."""
        return self.head is not None and self.head.columns.keys() in OF_NAMES


class PageFinder:
    """Finds the lists and the forms of a document's sheets."""

    def __init__(
        self,
        campaign: Campaign,
        finder: HeadFinder,
        vocabulary: Vocabulary,
        tables: TableReader,
        without_head: WithoutHead,
    ) -> None:
        self._finder, self._tables, self._without_head = finder, tables, without_head
        self.side_tables = SideTables(finder, vocabulary)
        self._forms = RegistrationFinder(campaign.registration_forms)
        self._values = RegistrationReader(campaign)
        self.blocks = BlockFinder(finder.meaning, finder.knows, vocabulary.is_heading)
        self.lines = LineFinder(finder.meaning, vocabulary, campaign)

    def find(self, sheets: Sequence[Sheet], stamp: str | None) -> list[Page]:
        """The sheets; “STT | Tên mô hình” heads a list only where no sheet has a whole head."""
        pages: list[Page] = []
        heads = [self._finder.find(sheet.rows) for sheet in sheets]
        for whole_sheet, head_at_first in zip(sheets, heads, strict=True):
            sheet, head = whole_sheet, head_at_first
            if head is None:
                cut = ((pasted, self._finder.find(pasted.rows)) for pasted in columns_apart(sheet))
                sheet, head = next((each for each in cut if each[1]), (sheet, None))
            if head and (bare := self.side_tables.without_choices(sheet, head)) is not sheet:
                sheet, head = bare, self._finder.find(bare.rows)
            if head is None and not any(heads) and (of_blocks := self._page_of_blocks(sheet)):
                pages.append(of_blocks)
                continue
            beside: list[Sheet] = []
            told = tuple(self.side_tables.models_beside(sheet, head)) if head else ()
            if head and (parts := self.side_tables.cut_beside(sheet, head)):
                sheet, *beside = parts
                head = self._finder.find(sheet.rows)
            sheet = without_strike_through(sheet, head) if head and sheet.looks else sheet
            page = self._page(sheet, head, stamp)
            head = head if page.sheet is sheet else self._finder.find(page.sheet.rows)
            head = head and self._without_head.over_rows_above(page.sheet, head)
            pages += [structs.replace(page, head=head, unread=told), *map(Page, beside)]
        plain = [p for p in pages if p.head and not self._without_head.is_another_paper(p.sheet, p.head)]
        if any(map(_has_names, plain)):  # “LỊCH GIAO BAN” over “STT | Nội dung | Chủ trì” beside a list
            pages = [page if page in plain else structs.replace(page, head=None) for page in pages]
        whole = any(page.head and not page.only_names for page in pages)
        return [structs.replace(page, head=None) if whole and page.only_names else page for page in pages]

    def _page(self, sheet: Sheet, head: Head | None, stamp: str | None) -> Page:
        """A sheet whose first list has this head; ``stamp`` is the form that our blank was made as (R1)."""
        forms = self._forms_of(sheet, head, stamp)
        if not forms:
            return Page(sheet)
        taken = tuple(map(self._values.take, forms))
        words = [w for form, raw in zip(forms, taken, strict=True) for w in form_unit_words(sheet, form, raw)]
        spans = [range(form.first_row, form.last_row + 1) for form in forms]
        rows = tuple(row for row in sheet.rows if not any(row.number in span for span in spans))
        over = ((form.first_row, line) for form in forms for line in lines_over(sheet, form))
        further = tuple(structs.replace(line, sheet=f"{line.sheet} {first}") for first, line in over)
        return Page(structs.replace(sheet, rows=rows), taken, tuple(words), further)

    def _forms_of(self, sheet: Sheet, head: Head | None, stamp: str | None) -> tuple[LabelledForm, ...]:
        """The forms of a sheet; one that a further list follows ends where the lines over that list begin."""
        forms = self._forms.find(sheet, head, stamp)
        if head is None or not forms:
            return forms
        ends = [*(form.first_row for form in forms[1:]), sheet.rows[-1].number + 1]
        for form, end in zip(forms, ends, strict=True):
            asked = form.items["name"].label.row
            further = self._finder.find([row for row in sheet.rows if asked < row.number < end])
            if further:
                start = list_begins(sheet, asked, further.first_row)
                over = tuple(row for row in sheet.rows if row.number < start)
                above, below = (structs.replace(sheet, rows=rows) for rows in (over, sheet.rows[len(over) :]))
                return (*self._forms.find(above, head, stamp), *self._forms_of(below, further, stamp))
        return forms

    def _page_of_blocks(self, sheet: Sheet) -> Page | None:
        """A sheet whose list is blocks, two or under a title, where no sheet has a table; no M1, M2 (R1)."""
        blocks = self.blocks.find(sheet)
        head = self._finder.find(blocks.sheet.rows) if blocks else None
        if blocks is None or head is None:
            return None
        several, lines = blocks.count > 1, sheet.texts
        above = [text for row in sheet.rows if row.number < blocks.head for text in row.texts]
        listed = any(key(text).startswith("danh sach") or _adds(text, blocks.count) for text in above)
        cards = several and not any(_LEVEL_OF_FORM.match(key(text)) for text in lines)
        listed = listed or (cards and (blocks.only_of_list or not self._page(sheet, None, None).registrations))
        opened = listed and any(row.number >= blocks.head for row in rows_of_list(sheet))
        asked = self._forms.asks(sheet, blocks.head if several else 0)
        if not opened or asked or is_guide(lines):
            return None
        labels = ", ".join(map(quotation, blocks.unsure[:_MOST_LABELS]))
        doubtful = _OF_BLOCKS.format(labels=labels) if labels else None
        head = structs.replace(head, of_blocks=blocks.column)
        return Page(blocks.sheet, head=head, blocks=sheet, doubtful=doubtful)

    def of_lines(self, pages: Sequence[Page]) -> list[Page]:
        """The pages, with the lists of lines as tables; none where there are none, or a table is; M1, M2 stay."""
        listed = [] if any(page.head for page in pages) else list(map(self._page_of_lines, pages))
        return [page or plain for page, plain in zip(listed, pages, strict=True)] if any(listed) else []

    def _page_of_lines(self, page: Page) -> Page | None:
        sheet, texts = page.sheet, page.sheet.texts
        opened = not page.registrations or any(begins_list(texts, at) for at in range(len(texts)))
        lines = self.lines.find(sheet) if opened and not is_guide(texts) else None
        head = self._finder.find(lines.table.rows) if lines else None
        if lines is None or head is None:
            return None
        head = structs.replace(head, of_blocks=1)
        read = self._tables.read(lines.table, head, ListTitle())
        if not any(part.models for part in read):
            return None
        lost = sorted(lines.model_rows.keys() - {row.row.number for part in read for row in part.models})
        rest = (Possible(n, 1, 1, None, "line-unread", sheet.name, lines.model_rows[n]) for n in lost)
        listed = structs.replace(page, sheet=lines.table, head=head, blocks=sheet)
        return structs.replace(listed, doubtful=DOUBT, unread=(*lines.unread, *rest))


def _adds(text: str, count: int) -> bool:
    """Whether a line adds as many models as follow: “Xã bổ sung 01 mô hình cấp huyện:”, and not “Nếu được, …”."""
    added = _ADDED.search(key(text))
    as_many = added is not None and int(added["count"]) == count
    return as_many and not (asks(text) or changes_list(text, beside_list=True) or _UNSURE.search(key(text)))


def _has_names(page: Page) -> bool:
    head = page.head
    below = (row for row in page.sheet.rows if head and row.number > head.last_row and len(row.contents) > 1)
    return any(head and not is_placeholder(row.at(head.columns["name"])) for row in below)
