"""An entry's facts as the sheets show them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from aggregator.nouns.unit import Field
from aggregator.office.page import Book
from aggregator.office.sheet import HIGHEST, height, lines_needed
from aggregator.office.table import Column, Group, Table, order
from aggregator.vietnamese.wording import figure, lower_first
from aggregator.write.sheets import words
from aggregator.write.sheets.view import Entry, View, added_columns

_SURELY_FITS = 250  # letters; a column of 26 holds at least 13 wide ones a line, a row 31 lines
TOO_LONG = "(Nội dung dài, có thể in không hết; xem tệp gốc)"


def holder(entry: Entry) -> str:
    """The holder as typed, with its kind where the typing does not say it."""
    kind = words.HOLDER.get(entry.holder_kind or "")
    typed = entry.holder or ""
    if kind is None:
        return f"{typed} (chưa rõ tập thể hay cá nhân)" if typed else "Chưa ghi"
    return kind if not typed.strip() or typed.strip().casefold() == kind.casefold() else f"{typed} ({kind})"


def mode(entry: Entry) -> str:
    """Whether the model goes on or is new."""
    return words.MODE.get(entry.mode or "", "Chưa rõ")


def completion(entry: Entry) -> str:
    """The completion as typed, with the date it comes to where that says more."""
    typed, date = entry.completion or "", words.day(entry.completion_date)
    if not date or typed == date:
        return typed or "Chưa ghi"
    return f"{typed} ({date})" if typed else date


def source(entry: Entry, *shown: tuple[str | None, float]) -> str:
    """File › sheet › row; says so where one of the shown (text, column width) does not fit a row of paper."""
    where = words.place(entry.file, entry.sheet, entry.row)
    # others need not be measured
    long = ((text, width) for text, width in shown if text and len(text) + 10 * text.count("\n") > _SURELY_FITS)
    cut = any(height(lines_needed(text, width)) >= HIGHEST for text, width in long)
    return f"{where}\n{TOO_LONG}" if cut else where


# ---- The sheets of the four fields, and `Chưa rõ lĩnh vực`: every entry, back to its file, sheet and row.


_GOALS, _NAME, _ADDED = 37.0, 26.0, 12.0


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
    _write(book, view, words.UNKNOWN_FIELD, None, told)


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
    titles = {heading.code: heading.title for heading in view.campaign.headings}
    for code in added_columns(view.outcome):
        yield Column(titles.get(code, code), _ADDED, "text", partial(_added, code))
    yield Column("Ghi chú", 8, "text", lambda e: e.note)
    if suggest:
        yield Column("Gợi ý lĩnh vực", 12, "text", lambda e: view.field_titles.get(e.field or "", "Chưa có gợi ý"))
    yield Column("Nguồn", 18.5, "small", lambda e: _source(view, e))


def _added(code: str, entry: Entry) -> str | None:
    return entry.added.get(code)


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
        words.counts_in_words(view.levels_of(entries), view.level_titles),
        words.counts_in_words(kinds, words.HOLDER),
        words.counts_in_words(modes, words.MODE),
    )
    return f"Cộng: {figure(len(entries))} mô hình ({'; '.join(parts)})"
