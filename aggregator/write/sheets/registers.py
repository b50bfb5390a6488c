"""The sheets in which everything stands once: the entries by field, the files, the balance: nothing was lost."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from aggregator.nouns.outcome import Balance, Submission
from aggregator.nouns.result import further_columns
from aggregator.nouns.unit import Campaign, Field
from aggregator.office.page import Book, Group, Table
from aggregator.office.sheet import HIGHEST, Column, height, lines_needed, order
from aggregator.vietnamese.official_style import figure, lower_first, upper_first
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, View

_SURELY_FITS = 250  # letters; a column of 26 holds at least 13 wide ones a line, a row 31 lines
TOO_LONG = "(Nội dung dài, có thể in không hết; xem tệp gốc)"


def holder(entry: Entry) -> str:
    """The holder as typed, with its kind where the typing does not say it."""
    kind = cell_texts.HOLDER.get(entry.holder_kind or "")
    typed = entry.holder or ""
    if kind is None:
        return f"{typed} (chưa rõ tập thể hay cá nhân)" if typed else "Chưa ghi"
    return kind if not typed.strip() or typed.strip().casefold() == kind.casefold() else f"{typed} ({kind})"


def mode(entry: Entry) -> str:
    """Whether the model goes on or is new."""
    return cell_texts.MODE.get(entry.mode or "", "Chưa rõ")


def completion(entry: Entry) -> str:
    """The completion as typed, with the date it comes to where that says more."""
    typed, date = entry.completion or "", cell_texts.day(entry.completion_date)
    if not date or typed == date:
        return typed or "Chưa ghi"
    return f"{typed} ({date})" if typed else date


class FurtherColumns(Protocol):
    """A line about a model, with the texts of its further columns by their codes."""

    @property
    def further_columns(self) -> Mapping[str, str | None]: ...  # noqa: D102


def further_columns_of(campaign: Campaign) -> Iterator[Column[FurtherColumns]]:
    """The columns that the campaign's forms have besides the official ones."""
    for column in further_columns(campaign):
        yield Column(column.head, column.width, "text", partial(_further, column.code))


def _further(code: str, line: FurtherColumns) -> str | None:
    return line.further_columns.get(code)


def source(entry: Entry, *shown: tuple[str | None, float]) -> str:
    """File › sheet › row; says so where one of the shown (text, column width) does not fit a row of paper."""
    where = cell_texts.place(entry.file, entry.sheet, entry.row)
    # others need not be measured
    long = ((text, width) for text, width in shown if text and len(text) + 10 * text.count("\n") > _SURELY_FITS)
    cut = any(height(lines_needed(text, width)) >= HIGHEST for text, width in long)
    return f"{where}\n{TOO_LONG}" if cut else where


# ---- The sheets of the four fields, and `Chưa rõ lĩnh vực`: every entry, back to its file, sheet and row.

_GOALS, _NAME = 37.0, 26.0


def field_sheet(book: Book, view: View, field: Field) -> None:
    """The entries of one field."""
    watched = " Đây là lĩnh vực trọng tâm của năm theo chủ đề phong trào." if field.theme else ""
    told = (
        f"Mô hình, điển hình đăng ký: {field.numeral}. {field.title}",
        f"{field.print_head} {field.scope}.{watched}",
        f"Chưa có mô hình nào đăng ký ở lĩnh vực {lower_first(field.title)}.",
    )
    _write(book, view, field.sheet, field.code, told)


def unknown_field_sheet(book: Book, view: View) -> None:
    """The entries whose field is unknown or only suggested."""
    note = (
        "Mô hình chưa ghi lĩnh vực, hoặc ghi không rõ. Cột “Gợi ý lĩnh vực” do chương trình gợi ý theo nội dung; "
        "khi chưa có người xác nhận, mô hình chưa được tính vào lĩnh vực nào."
    )
    told = ("Mô hình chưa rõ lĩnh vực", note, "Không có mô hình nào chưa rõ lĩnh vực.")
    _write(book, view, cell_texts.UNKNOWN_FIELD, None, told)


def _write(book: Book, view: View, sheet: str, field: str | None, told: tuple[str, str, str]) -> None:
    """A sheet of the entries of a field; ``told`` are its title, its note, and what stands where there are none."""
    (title, note, empty), entries = told, view.entries_of_field[field]
    table = Table(list(_columns(view, suggest=field is None)), tone=lambda e: "" if e.unit else "doubt")
    page = book.page(sheet, table.widths)
    page.head(title, note)
    total = _total(view, entries) if entries else None
    table.write(page, [Group(None, entries, empty)], total=total, filtered=True)


def _columns(view: View, *, suggest: bool) -> Iterator[Column[Entry]]:
    """The columns of the official lists; what the campaign's forms have besides follows them."""
    yield order()
    yield Column("Đơn vị", 13.5, "text", lambda e: view.name(e.unit))
    yield Column("Mẫu", 5.5, "centre", lambda e: e.form)
    yield Column("Địa chỉ", 10.5, "text", lambda e: e.address)
    yield Column("Tên mô hình", _NAME, "name", lambda e: e.name)
    yield Column("Tập thể / cá nhân", 18, "text", holder)
    yield Column("Hình thức", 9.5, "centre", mode)
    yield Column("Thời gian hoàn thành", 12.5, "centre", completion)
    yield Column("Mục tiêu đề ra", _GOALS, "text", lambda e: e.goals)
    yield Column("Cấp đăng ký", 8.5, "centre", lambda e: view.level_title(e.level))
    yield from further_columns_of(view.campaign)
    yield Column("Ghi chú", 8, "text", lambda e: e.note)
    if suggest:
        yield Column("Gợi ý lĩnh vực", 12, "text", lambda e: view.field_titles.get(e.field or "", "Chưa có gợi ý"))
    yield Column("Nguồn", 18.5, "small", lambda e: _source(view, e))


def _source(view: View, entry: Entry) -> str:
    """Where an entry stands, and what of it is a person's word in the tracking book and not the list's."""
    origin = source(entry, (entry.goals, _GOALS), (entry.name, _NAME))
    sources = (("cấp", entry.level_source), ("lĩnh vực", entry.field_source))
    told = [what for what, of in sources if of == "correction"]
    told += ["đơn vị"] if entry.label in view.outcome.moved_from else []
    return f"{origin}\nTheo đính chính: {', '.join(told)}" if told else origin


def _total(view: View, entries: Sequence[Entry]) -> str:
    kinds: Counter[str] = Counter(entry.holder_kind or "" for entry in entries)
    modes: Counter[str] = Counter(entry.mode or "" for entry in entries)
    parts = (
        cell_texts.counts_in_words(view.levels_of(entries), view.level_titles),
        cell_texts.counts_in_words(kinds, cell_texts.HOLDER),
        cell_texts.counts_in_words(modes, cell_texts.MODE),
    )
    return f"Cộng: {figure(len(entries))} mô hình ({'; '.join(parts)})"


# ---- `Sổ tiếp nhận`: every file that came and what became of it; none is left out.

REGISTER_SHEET = "Sổ tiếp nhận"
STRANGE = "strange"  # the mark of the first file of no known unit, or that cannot be read
_OWN_PAPER = "Văn bản đăng ký đơn vị “Dân vận khéo” hoặc kế hoạch"
_UNKNOWN = "unknown_unit"
_TONES = {"read": "good", "nil": "good", "unreadable": "bad_bold", _UNKNOWN: "bad_bold", "not_a_form": "bad"}


def submission_sheet(book: Book, view: View) -> None:
    """All submissions, by the order of receipt."""
    forms = Counter((form.file, form.form) for form in view.outcome.registrations)

    def _form(came: Submission, form: str) -> str:
        """A form's code, with their number where the file has several: ``M1 (4)``."""
        return f"{form} ({count})" if (count := forms[came.file, form]) > 1 else form

    own_papers = {file for unit in view.outcome.units for file in unit.own_registration.files}
    table: Table[Submission] = Table(
        [
            order(),
            Column("Tệp", 40, "text", lambda s: s.file),
            Column("Đơn vị", 24, "text", lambda s: view.name(s.unit) if s.unit or s.status == _UNKNOWN else None),
            Column("Mẫu", 8, "centre", lambda s: ", ".join(_form(s, form) for form in s.forms)),
            Column("Thời điểm nhận", 14, "centre", lambda s: view.receipt_time(s)[0]),
            Column("Căn cứ", 11, "centre", lambda s: view.receipt_time(s)[1]),
            Column(
                "Kết quả đọc",
                18,
                "centre",
                lambda s: cell_texts.STATUS[s.status],
                lambda s: _TONES.get(s.status, ""),
            ),
            Column("Lý do, ghi chú", 33, "text", lambda s: _reason(s, own=s.file in own_papers)),
            Column("Mã kiểm tra", 12, "small", lambda s: s.sha256[:12]),
        ],
        mark=lambda s: STRANGE if s.status in (_UNKNOWN, "unreadable") else "",
    )
    page = book.page(REGISTER_SHEET, table.widths)
    page.head(
        "Danh sách tệp đã nhận",
        "Mỗi tệp trong thư mục nhận về là một dòng; không tệp nào bị bỏ qua mà không ghi lý do. Hai tệp cùng “Mã "
        "kiểm tra” là cùng một nội dung. Giờ lưu của tệp muộn hơn thời điểm tổng hợp thì không ghi. Đơn vị, thời "
        "điểm nhận chưa đúng thì ghi lại ở sổ theo dõi, trang “Tiếp nhận”, không ghi ở đây.",
    )
    came = sorted(view.outcome.submissions, key=lambda s: (s.received_at, s.file))
    statuses = cell_texts.counts_in_words(Counter(s.status for s in came), cell_texts.STATUS)
    total = f"Cộng: {figure(len(came))} tệp ({statuses})" if came else None
    group = Group(None, came, "Chưa có tệp nào trong thư mục nhận về.")
    table.write(page, [group], total=total, filtered=True)


def _reason(came: Submission, *, own: bool) -> str:
    paper = _OWN_PAPER if own and not came.forms else None
    return cell_texts.lines(upper_first(came.reason or ""), paper, f"Ghi chú: {came.note}" if came.note else None)


# ---- `Đối chiếu số liệu`: nothing was lost between the files, their rows and the sheets.

SHEET = "Đối chiếu số liệu"
ROWS = "rows"  # the mark of the sums of rows
EQUAL, UNEQUAL = "Khớp", "KHÔNG KHỚP"


class Sum(NamedTuple):
    """A line: a sum with its parts, or one part of the sum above; ``rows`` are the parts of a count of rows."""

    title: str
    parts: int
    whole: int | None = None
    number: int | None = None
    unit: str | None = None
    rows: Balance | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the sum comes out; None for a part."""
        return None if self.whole is None else self.whole == self.parts


def _row_part(of: Callable[[Balance], int]) -> Callable[[Sum], int | None]:
    return lambda line: of(line.rows) if line.rows else None


_VERDICT: dict[bool | None, str | None] = {True: EQUAL, False: UNEQUAL, None: None}
_TONE = {True: "good", False: "bad_bold", None: ""}

_TABLE: Table[Sum] = Table(
    [
        Column("STT", 5, "order", lambda x: x.number),
        Column(
            "Nội dung",
            48,
            "text",
            lambda x: x.title,
            lambda x: "bold" if x.whole is not None and not x.rows else "",
        ),
        Column("Đơn vị", 28, "text", lambda x: x.unit),
        Column("Số dòng có nội dung", 10, "number", lambda x: x.whole),
        Column("Mô hình", 9, "number", _row_part(lambda b: b.entries)),
        Column("Dòng nối tiếp", 9, "number", _row_part(lambda b: b.rows_joined)),
        Column("Đề mục, cộng, ghi chú", 11, "number", _row_part(lambda b: b.rows_decoration)),
        Column("Dòng để riêng", 9, "number", _row_part(lambda b: b.rows_set_aside)),
        Column("Cộng các phần", 9, "number", lambda x: x.parts),
        Column("Kết quả", 14, "centre", lambda x: _VERDICT[x.holds], lambda x: _TONE[x.holds]),
    ]
)


def balance_sheet(book: Book, view: View) -> None:
    """The sums of files, rows and entries, whole and by file."""
    page = book.page(SHEET, _TABLE.widths)
    page.head(
        "Đối chiếu số liệu",
        "Số dòng có nội dung do phần đọc tệp đếm riêng, rồi đối chiếu với mô hình, dòng nối tiếp (phần viết tiếp "
        "của dòng trên), đề mục và dòng để riêng (không có tên mô hình, hoặc trùng, không tính; xem trang "
        "“Nội dung cần sửa”).",
    )
    outcome = view.outcome
    files = [
        _rows(part.file, part.balance, number, view.name(part.unit))
        for number, part in enumerate(outcome.file_balances, start=1)
    ]
    groups = (
        Group("A. Tệp", list(_files(view))),
        Group("B. Dòng trong các bảng đã tính", [_rows("Tất cả các tệp", outcome.balance)], mark=ROWS),
        Group("C. Mô hình theo trang lĩnh vực và theo cấp", list(_entries(view))),
        Group("D. Dòng theo từng tệp", files, "Chưa có tệp nào được đưa vào số liệu."),
    )
    _TABLE.write(page, groups)


def _rows(title: str, balance: Balance, number: int | None = None, unit: str | None = None) -> Sum:
    return Sum(title, balance.parts, balance.rows_seen, number, unit, balance)


def _files(view: View) -> Iterator[Sum]:
    statuses, files = view.outcome.by_status, view.outcome.submissions
    yield Sum("Số tệp trong sổ tiếp nhận, so với cộng theo kết quả đọc", sum(statuses.values()), len(files))
    for status, count in statuses.items():
        yield Sum(f"     {cell_texts.STATUS[status]}", count)


def _entries(view: View) -> Iterator[Sum]:
    whole = len(view.outcome.entries)
    fields, levels = view.outcome.entries_by_field, view.outcome.entries_by_level
    yield Sum("Số mô hình, so với cộng các trang lĩnh vực", sum(fields.values()), whole)
    for field in view.campaign.fields:
        yield Sum(f"     Trang “{field.sheet}”", fields[field.code])
    yield Sum(f"     Trang “{cell_texts.UNKNOWN_FIELD}”", fields["unknown"])
    yield Sum("Số mô hình, so với cộng theo cấp đăng ký", sum(levels.values()), whole)
    for level, title in view.level_titles.items():
        yield Sum(f"     {title}", levels[level])
