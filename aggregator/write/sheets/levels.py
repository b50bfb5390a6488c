"""`Cấp tỉnh`, `Cấp huyện`: what may be presented, each item beside its form, and what was decided (R1, R6)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from aggregator.nouns.outcome import Registration
from aggregator.nouns.unit import UNKNOWN_UNIT, Campaign, Level
from aggregator.office.page import Book, Group, Page, Pen, Table, write_total
from aggregator.office.sheet import Column, height, lines_needed
from aggregator.vietnamese.official_style import figure, lower_first, quotation, upper_first
from aggregator.write.sheets import cell_texts, registers
from aggregator.write.sheets.view import DOWN, NOTHING, DistrictNumbers, Entry, ProvinceNumbers, View

N = TypeVar("N", ProvinceNumbers, DistrictNumbers)
STRAYS, OPEN = "strays", "open"  # marks: the forms that no list has, the first item that is not considered yet
_NAME, _GOALS = 29.5, 37.5
_TONES = {"province": "good", "district": "good", "back_to_district": "", "none": "dim"}
_NOT_WRITTEN = "(chưa ghi)"
_ROOM = 80.0  # points that the title of a small table, its heads and the first lines take


class Item(NamedTuple):
    """A line: an item of a list, or (``form``) what its form says, under it and tinted."""

    unit: str | None
    name: str
    holder: str | None = None
    mode: str | None = None
    goals: str | None = None
    evidence: str | None = None
    decision: str | None = None
    source: str | None = None
    number: int | str | None = None
    form: bool = False
    tone: str = ""
    seen_tone: str | None = None
    decision_tone: str | None = None
    has_form: bool = False
    mark: str = ""
    further_columns: Mapping[str, str | None] = NOTHING


def _plain(item: Item) -> str | None:
    return "form_plain" if item.form else None


def _columns(campaign: Campaign) -> Iterator[Column[Item]]:
    """The columns; the words of a form stand over several of them."""
    yield Column("STT", 5, "order", lambda x: x.number, lambda x: "" if x.form else None)
    yield Column("Đơn vị\n(điểm cần lưu ý)", 16, "text", lambda x: x.unit)
    yield Column("Tên mô hình", _NAME, "name", lambda x: x.name, _plain, lambda x: 3 if x.form else 1)
    yield Column("Địa chỉ;\ntập thể / cá nhân", 33, "text", lambda x: x.holder)
    yield Column("Hình thức;\nhoàn thành", 25, "centre", lambda x: x.mode)
    yield Column("Mục tiêu đề ra", _GOALS, "text", lambda x: x.goals)
    yield from registers.further_columns_of(campaign)
    yield Column(
        "Bản M1, M2", 9.5, "centre", lambda x: x.evidence, lambda x: x.seen_tone, lambda x: 2 if x.form else 1
    )
    yield Column("Kết quả xét,\ný kiến", 14.5, "text", lambda x: x.decision, lambda x: x.decision_tone)
    yield Column("Nguồn", 20.5, "small", lambda x: x.source, lambda x: "" if x.form else None)


def level_sheet(book: Book, view: View, level: Level) -> None:
    """The entries registered for one level, by field; what came from other levels; the decisions in numbers."""
    columns = list(_columns(view.campaign))
    table = Table(columns, tone=lambda x: x.tone, keep=lambda x: x.has_form, mark=lambda x: x.mark)
    page = book.page(level.title, table.widths)
    entries = view.registered(level)
    alarm = _too_many(view) if level is view.campaign.levels[0] else ""
    small = lower_first(level.title)
    page.head(f"Mô hình, điển hình đăng ký {small}", *_notes(view, level, entries), alarm=alarm)
    nothing = Group[Item](None, [], f"Chưa có nội dung nào đăng ký {small}.")
    groups = list(_groups(view, entries)) if entries else [nothing]
    titles = cell_texts.field_titles(view.campaign)
    counts: Counter[str | None] = Counter(entry.settled_field for entry in entries)
    told = cell_texts.counts_in_words(counts, titles)
    total = f"Cộng: {figure(len(entries))} nội dung ({told})" if entries else None
    table.write(page, [*groups, *_others(view, level), *_strays(view, level)], total=total)
    if view.any_course:
        _write_tallies(page, view, level)


def _too_many(view: View) -> str:
    """R6: more are chosen than may be presented: how many, and their names; empty where all is well."""
    campaign = view.campaign
    cap, small = campaign.province_cap, lower_first(campaign.levels[0].title)
    chosen = (entry for entry in view.entries if view.course(entry) == "province")
    names = [f"{quotation(entry.name or '')} ({view.name(entry.unit)})" for entry in chosen]
    if len(names) <= cap:
        return ""
    return (
        f"Sổ theo dõi đang chọn {len(names)} nội dung {small}, nhiều hơn {len(names) - cap:02d} nội dung so với "
        f"mức không quá {cap:02d} ({campaign.province_cap_source}); cần chọn lại, không phải lỗi của đơn vị nào. "
        f"Đang chọn: {'; '.join(names)}."
    )


def _notes(view: View, level: Level, entries: Sequence[Entry]) -> Iterator[str]:
    campaign, small = view.campaign, lower_first(level.title)
    if entries:
        units = len({entry.unit for entry in entries if entry.unit})
        unknown = sum(entry.unit is None for entry in entries)
        seen = sum(entry.label in view.form_of or _on_paper(view, entry) for entry in entries)
        strays = f" (và {figure(unknown)} nội dung chưa rõ đơn vị)" if unknown else ""
        yield (
            f"Có {figure(len(entries))} nội dung đăng ký {small}, của {units} đơn vị{strays}; "
            f"{figure(seen)} nội dung đã thấy bản M1, M2 (dòng nền màu bên dưới ghi theo bản M1, M2). Dưới "
            "tên đơn vị có ghi điểm cần lưu ý (nếu có) về việc gửi, về số lượng."
        )
    if view.any_course:
        yield _decisions(view, level)
    if level is campaign.levels[1]:
        yield f"Ban Dân vận đề xuất số lượng và giới thiệu nội dung {small} ({campaign.province_cap_source})."
    if level is campaign.levels[0]:
        yield (
            f"Ban Dân vận tham mưu, {campaign.papers.standing} xét và giới thiệu không quá "
            f"{campaign.province_cap:02d} nội dung để đăng ký cấp tỉnh ({campaign.province_cap_source}); "
            "báo cáo tại Hội nghị giao ban ngày "
            f"{cell_texts.day(campaign.briefing)}. Số đăng ký nhiều hơn không phải là lỗi của đơn vị."
        )


def _decisions(view: View, level: Level) -> str:
    """The decisions in one sentence whose parts add up, without what is nought."""
    if level is view.campaign.levels[0]:
        p = view.province_numbers(view.entries)
        parts = (
            (p.presented, "giới thiệu cấp tỉnh"),
            (p.back, f"chuyển về {_small(view)}"),
            (p.waiting, "chưa xét"),
        )
        more = f"; ngoài ra có {p.raised} nội dung đề nghị nâng lên cấp tỉnh" if p.raised else ""
        return f"Kết quả xét theo sổ theo dõi: {p.registered} nội dung đăng ký, gồm {_counted(parts)}{more}."
    d = view.district_numbers(view.entries)
    parts = (
        (d.presented, f"giới thiệu {_small(view)} (kể cả số chuyển về)"),
        (d.raised, "đề nghị nâng lên cấp tỉnh"),
        (d.waiting, "chưa xét"),
    )
    further = f" và {figure(d.come)} nội dung {_from(view)}, cộng {figure(d.whole)}" if d.come else ""
    return f"Kết quả xét theo sổ theo dõi: {figure(d.registered)} nội dung đăng ký{further}; gồm {_counted(parts)}."


def _small(view: View) -> str:
    """The district's level within a sentence: “cấp huyện”."""
    return lower_first(view.campaign.levels[1].title)


def _counted(parts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{figure(number)} {what}" for number, what in parts if number) or "không có nội dung nào"


def _from(view: View) -> str:
    raised = view.from_below(view.campaign.levels[1])
    return "chuyển về từ cấp tỉnh" + (", nâng lên từ cơ sở" if raised else "")


# --- the groups of items -----------------------------------------------------------------------------


def _groups(view: View, entries: Sequence[Entry]) -> Iterator[Group[Item]]:
    numbers = count(1)
    for code, title in cell_texts.field_titles(view.campaign).items():
        of_field = [entry for entry in entries if entry.settled_field == code]
        lines = [line for entry in of_field for line in _item(view, next(numbers), entry)]
        if code is not None or of_field:
            yield Group(f"{title}: {len(of_field)} nội dung", lines, "Không có nội dung nào ở lĩnh vực này.")


def _others(view: View, level: Level) -> Iterator[Group[Item]]:
    """What the decisions bring to a level, numbered apart: it is not registered for it (R6)."""
    top, second, small = view.campaign.levels[0], level is view.campaign.levels[1], lower_first
    for told, items in (
        (
            f"Chuyển về từ {small(top.title)}",
            [e for e in view.registered(top) if second and view.course(e) in DOWN],
        ),
        (f"Đề nghị nâng lên {small(level.title)}", view.from_below(level)),
    ):
        if items:
            lines = [line for n, e in enumerate(items, start=1) for line in _item(view, f"({n})", e)]
            yield Group(f"{told}: {len(items)} nội dung (không tính vào số đăng ký {small(level.title)})", lines)


def _strays(view: View, level: Level) -> Iterator[Group[Item]]:
    """A form of unknown level may be of either level: it stands on both sheets, and says so."""
    forms = [form for form in view.stray_forms if form.level in (level.code, None)]
    if forms:
        told = f"Bản M1, M2 {lower_first(level.title)}, kể cả bản chưa rõ cấp, chưa thấy trong danh sách"
        title = f"{told} (chưa tính vào số nội dung): {len(forms)} bản"
        yield Group(title, [line for form in forms for line in _stray(view, form)], mark=STRAYS)


# --- an item and its form ----------------------------------------------------------------------------


def _item(view: View, number: int | str, entry: Entry) -> Iterator[Item]:
    """One item of a list, and what its form says on a line under it; ``number`` is a text where it is apart."""
    form, made = view.form_of.get(entry.label), view.decision_on(entry)
    decision = made.course
    doubt = form is not None and form.level not in (None, entry.level)
    yield Item(
        number=number,
        unit=_unit(view, entry.unit),
        name=entry.name or "",
        holder=cell_texts.lines(entry.address, registers.holder(entry)),
        mode=cell_texts.lines(registers.mode(entry), registers.completion(entry)),
        goals=entry.goals,
        further_columns=entry.further_columns,
        evidence=_form_cell(view, entry, form),
        seen_tone="doubt" if doubt else "form" if form else "form_dim",
        decision=cell_texts.lines(cell_texts.DECISION[decision], made.opinion, made.note),
        decision_tone=_TONES[decision],
        source=registers.source(entry, (entry.goals, _GOALS), (entry.name, _NAME)),
        tone="" if entry.unit else "doubt",
        has_form=form is not None,
        mark=OPEN if decision == "none" else "",
    )
    if form is not None:
        yield _form_line(form, _other_name(form, entry))


def _stray(view: View, form: Registration) -> Iterator[Item]:
    """A form that no row of the unit's list answers to; it has no number, for it is not counted."""
    level = view.level_title(form.level) if form.level is None else None
    kind = cell_texts.HOLDER[form.holder_kind]
    yield Item(
        unit=_unit(view, form.unit),
        name=form.name or _NOT_WRITTEN,
        holder=cell_texts.lines(
            form.address, f"{form.holder} ({kind})" if form.holder else f"{kind} {_NOT_WRITTEN}"
        ),
        evidence=cell_texts.lines(f"Mẫu {form.form}", level),
        seen_tone="doubt",
        tone="" if form.unit else "doubt",
        has_form=True,
    )
    yield _form_line(form)


def _form_line(form: Registration, name: str | None = None) -> Item:
    """The form's words, tinted, over the width of the list's columns."""
    when_and_where = "; ".join(part for part in (form.period or _NOT_WRITTEN, form.scope) if part)
    return Item(
        unit=f"Theo bản {form.form}",
        name=cell_texts.lines(name, f"Nội dung thực hiện: {form.content or _NOT_WRITTEN}"),
        goals=f"Kết quả dự kiến: {form.results or _NOT_WRITTEN}",
        evidence=f"Thời gian, phạm vi: {when_and_where}",
        source=cell_texts.place(form.file, form.sheet, form.row),
        form=True,
        tone="form",
    )


def _unit(view: View, code: str | None) -> str:
    """The unit, and in brackets what is not in order with its receipt or its numbers."""
    unit = view.states.get(code)
    if unit is None:
        return UNKNOWN_UNIT
    receipt = view.receipt(unit)
    odd = [cell_texts.RECEIPT[receipt]] if receipt != "on_time" else []
    odd += [view.quota(unit)] if unit.quota_standing != "met" else []
    return f"{unit.name}\n({'; '.join(map(lower_first, odd))})" if odd else unit.name


def _on_paper(view: View, entry: Entry) -> bool:
    unit = view.states.get(entry.unit)
    return unit is not None and entry.label in unit.forms_of_paper


def _form_cell(view: View, entry: Entry, form: Registration | None) -> str:
    if form is None:
        return "Bản giấy" if _on_paper(view, entry) else "Chưa thấy"
    differs = form.level not in (None, entry.level)
    told = f"Bản {form.form} ghi {lower_first(view.level_title(form.level))}" if differs else None
    by_form = f"Cấp lấy theo bản {form.form}" if entry.level_source == "registration" else None
    return cell_texts.lines(f"Mẫu {form.form}", told or by_form)


def _other_name(form: Registration, entry: Entry) -> str | None:
    """The name on the form, where it is not the list's."""
    bare, listed = (" ".join((name or "").casefold().split()).rstrip(".") for name in (form.name, entry.name))
    return f"(Tên trong bản {form.form}: {form.name})" if form.name and bare != listed else None


# --- the decisions in numbers (R6) -------------------------------------------------------------------


class Part(Struct, Generic[N], frozen=True):
    """A line of a small table: its label and the numbers of its entries."""

    label: str
    numbers: N


Figures = Sequence[tuple[str, Callable[[N], int]]]  # a head, and which of the numbers stands below it


def _write_tallies(page: Page, view: View, level: Level) -> None:
    """The decisions by field, and those of the district by unit too; a part without any entry is left out."""
    title, small = f"Kết quả xét {lower_first(level.title)} theo", _small(view)
    fields = [(title, view.entries_of_field[c]) for c, title in cell_texts.field_titles(view.campaign).items()]
    if level is view.campaign.levels[0]:
        candidates: Figures[ProvinceNumbers] = (
            ("Đăng ký cấp tỉnh", lambda n: n.registered),
            ("Giới thiệu cấp tỉnh", lambda n: n.presented),
            (f"Chuyển về {small}", lambda n: n.back),
            ("Chưa xét", lambda n: n.waiting),
            ("Đề nghị nâng lên từ cấp khác", lambda n: n.raised),
            ("Cộng số giới thiệu cấp tỉnh", lambda n: n.chosen),
        )
        lines = [Part(label, view.province_numbers(entries)) for label, entries in fields]
        _write_tally(page, title, "Lĩnh vực", candidates, lines)
        return
    items: Figures[DistrictNumbers] = (
        (f"Đăng ký {small}", lambda n: n.registered),
        (upper_first(_from(view)), lambda n: n.come),
        (f"Cộng số ở {small}", lambda n: n.whole),
        (f"Giới thiệu {small}", lambda n: n.presented),
        ("Nâng lên cấp tỉnh", lambda n: n.raised),
        ("Chưa xét", lambda n: n.waiting),
    )
    units = [(unit.name, view.entries_of_unit[unit.code]) for unit in view.roster]
    units.append((UNKNOWN_UNIT, view.entries_of_unit[None]))
    for what, parts in (("Lĩnh vực", fields), ("Đơn vị", units)):
        _write_tally(page, title, what, items, [Part(label, view.district_numbers(es)) for label, es in parts])


def _write_tally(page: Page, title: str, what: str, figures: Figures[N], lines: Sequence[Part[N]]) -> None:
    lines = [line for line in lines if any(line.numbers)]
    first, second, third, *others = page.widths  # the label stands over the first three columns
    columns: list[Column[Part[N]]] = [Column(what, first, "text", lambda x: x.label, span=lambda _: 3)]
    columns += [Column("", width, "text", lambda _: None) for width in (second, third)]
    columns += [_number(head, width, of) for (head, of), width in zip(figures, others, strict=False)]
    pen = Pen(page, Table(columns))
    # asked for before the gap: that may fill the paper, and leave the band alone
    if not page.keep(height(1) + 13, _ROOM):
        page.advance(10)
    page.line(f"{title} {lower_first(what)}", "band", height(1) + 3)
    _write_heads(page, columns)
    for line in lines:
        if page.keep(pen.points(line)):  # the heads that print repeats are those of the items
            _write_heads(page, columns)
        pen.lines([line])
    write_total(page, columns, "Cộng", lines)


def _number(head: str, width: float, of: Callable[[N], int]) -> Column[Part[N]]:
    return Column(head, width, "number", lambda x: of(x.numbers), total=lambda xs: sum(of(x.numbers) for x in xs))


def _write_heads(page: Page, columns: Sequence[Column[Part[N]]]) -> None:
    style = page.styles.get("head")
    page.sheet.across(page.row, (0, 2), columns[0].head, style)
    for number, column in enumerate(columns[3:], start=3):
        page.sheet.put(page.row, number, column.head, style)
    page.advance(height(max(lines_needed(column.head, column.width - 1, 10, True) for column in columns[3:])))
