"""What goes out once the standing members have decided: the letter upward and the notice to the units (R6).

Only decisions go out, never proposals; the note that may be sent, never the inner opinion. What is not known is
left blank for the hand, and told on the terminal; a word to the clerk (“chưa rõ …”) never goes out.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from aggregator.nouns.outcome import Registration
from aggregator.nouns.result import further_columns
from aggregator.office.sheet import Column, order
from aggregator.office.word_party import Group, Table
from aggregator.vietnamese.official_style import flat, quotation, two
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.view import Entry, Facts
from aggregator.write.text_paper import Draft, addressee, campaign_facts, draft_of

BLANK = "…………"


class Line(NamedTuple):
    """A line of an item's appendix."""

    label: str
    text: str


class Item(Struct, frozen=True):
    """A chosen item: its entry, its M1 or M2 (None: not seen), and what both pages of the letter say of it."""

    entry: Entry
    form: Registration | None
    unit: str
    name: str
    holder: str
    field: str
    further: tuple[Line, ...]  # each further column in which anything stands


_ITEMS: tuple[Column[Item], ...] = (
    order(11),
    Column("Tên nội dung", 58, "text", lambda x: x.name),
    Column("Đơn vị đăng ký", 34, "text", lambda x: x.unit),
    Column("Tập thể hoặc cá nhân", 38, "text", lambda x: x.holder),
    Column("Lĩnh vực", 24, "centre", lambda x: x.field),
)
_CONTENT: tuple[Column[Line], ...] = (
    Column("Mục", 50, "text", lambda x: x.label),
    Column("Nội dung đăng ký", 125, "text", lambda x: x.text),
)


def why_not_final(facts: Facts) -> str | None:
    """What the clerk reads where nothing may go out yet; None where the decisions may, or there are none."""
    first = facts.level_name(facts.campaign.levels[0].code)
    if too_many(facts):
        count, cap = len(facts.decisions("province")), two(facts.campaign.province_cap)
        return (
            f"Chưa lập dự thảo công văn, thông báo: sổ theo dõi đang chọn {two(count)} nội dung giới thiệu "
            f"{first}, nhiều hơn {cap} ({facts.campaign.province_cap_source}), nên kết quả chưa dùng được. "
            f"Hãy chọn lại không quá {cap} nội dung rồi chạy lại."
        )
    proposed, decided = (any(choices(what) for what in _KINDS) for choices in (facts.proposals, facts.decisions))
    if proposed and not decided:
        return (
            "Chưa lập dự thảo công văn, thông báo: sổ theo dõi mới có đề xuất, chưa có quyết định của "
            f"{facts.campaign.papers.standing}. Sau hội nghị, hãy ghi quyết định rồi chạy lại."
        )
    return None


_KINDS = ("province", "back_to_district")


def too_many(facts: Facts) -> bool:
    """Whether more are chosen than may be presented: then nothing is final and nothing goes out."""
    return len(facts.decisions("province")) > facts.campaign.province_cap


def _final(facts: Facts, decision: str) -> list[Entry]:
    return [] if too_many(facts) else facts.decisions(decision)


def _shared(facts: Facts) -> dict[str, Any]:
    campaign = facts.campaign
    first, second = (facts.level_name(level.code) for level in campaign.levels[:2])
    # the level stands before the year: “… “Dân vận khéo” cấp tỉnh năm 2024”
    head, year, tail = campaign.papers.subject.rpartition(" năm ")
    return {
        **campaign_facts(campaign),
        "first": first,
        "second": second,
        "level": first,
        "subject_of_level": f"{head} {first}{year}{tail}" if year else f"{tail} {first}",
    }


# --- the letter to the superior board ---------------------------------------------------------------


def onward_letter(facts: Facts, folder: Path | None = None) -> Draft | None:
    """The letter with the M1 or M2 of each item; None where nothing is decided, or more than may be presented."""
    chosen = [_item(facts, entry) for entry in _final(facts, "province")]
    if not chosen:
        return None
    level = facts.campaign.levels[0].title
    tables: dict[str, Table[Any]] = {"items": Table(_ITEMS, [Group(None, chosen)], whole=True)}
    for number, item in enumerate(chosen, start=1):
        tables[f"item {number}"] = Table(_CONTENT, [Group(None, list(_lines(item, level)))], size=13)
    shown = _shared(facts) | {"items": tuple(chosen)}
    return draft_of("cong_van_cap_tinh", facts.campaign, shown, tables, folder)


def letter_gaps(facts: Facts) -> list[str]:
    """What the clerk is to add or settle before the letter goes out: a line for each such item (R1, R6)."""
    told = [
        f"- {quotation(item.name)} ({facts.title_of(item.unit)}): {'; '.join(lacking)}."
        for item in (_item(facts, entry) for entry in _final(facts, "province"))
        if (lacking := [*_doubtful(facts, item), *_lacking(item)])
    ]
    return ["Trước khi phát hành công văn giới thiệu, cần bổ sung, làm rõ:", *told] if told else []


def _doubtful(facts: Facts, item: Item) -> Iterator[str]:
    """What is not certain of an item that the letter states plainly: whether it counts, its level, its unit."""
    entry, asked = item.entry, "trả lời ở sổ theo dõi, trang “Cần trả lời”"
    state, first = facts.states.get(entry.unit), facts.campaign.levels[0].code
    title = facts.level_name(first)
    if state and entry.label in state.open_rows:
        yield f"chưa rõ đơn vị có còn đăng ký hay không ({asked})"
    if any(found.file == entry.file for found in facts.about("unit-conflict", entry.unit or "")):
        yield f"danh sách chưa thống nhất là của đơn vị nào ({asked})"
    if entry.level != first:
        counted = "đang tính là " if entry.level else ""
        yield f"{counted}{facts.level_name(entry.level or '')}, công văn giới thiệu {title}"
    elif item.form and item.form.level not in (first, None):
        yield f"danh sách ghi {title}, bản {item.form.form} ghi {facts.level_name(item.form.level)}"


def _lacking(item: Item) -> Iterator[str]:
    if item.form is None:
        yield "chưa thấy bản M1, M2 (phụ lục lấy từ danh sách)"
    left = [line.label.lower() for line in _lines(item, "") if line.text == BLANK]
    if left:
        yield f"để trống vì chưa rõ: {', '.join(left)}"


def _item(facts: Facts, entry: Entry) -> Item:
    """The item of an entry. Its last form, which the holder signed, names the holder; a person's field counts."""
    forms = [form for form in facts.outcome.registrations if form.entry == entry.label and not form.replaced]
    form = max(forms, key=lambda form: (form.received_at, form.place), default=None)
    field = entry.settled_field or (form.field if form else None)
    return Item(
        entry,
        form,
        facts.name(entry.unit) if entry.unit else BLANK,
        facts.plain_name(entry.name) or BLANK,
        _holder(entry, form),
        facts.campaign.fields_by_code[field].title if field in facts.campaign.fields_by_code else BLANK,
        tuple(
            Line(c.head, text)
            for c in further_columns(facts.campaign)
            if (text := entry.further_columns.get(c.code))
        ),
    )


def _holder(entry: Entry, form: Registration | None) -> str:
    """The name, with its kind where the name does not say it; the kind alone where there is no name."""
    typed = flat(form.holder if form else None) or flat(entry.holder)
    kind = cell_texts.HOLDER.get((form.holder_kind if form else None) or entry.holder_kind or "")
    named = typed and typed.casefold() not in {word.casefold() for word in cell_texts.HOLDER.values()}
    return f"{typed}\n({kind})" if named and kind else (typed if named else kind or typed) or BLANK


def _lines(item: Item, level: str) -> Iterator[Line]:
    """The lines of an appendix; ``level`` is that which the item is presented for."""
    form, entry = item.form, item.entry
    yield Line("Đơn vị đăng ký", item.unit)
    yield Line("Địa chỉ", flat(form.address if form else None) or flat(entry.address) or BLANK)
    yield Line("Tập thể hoặc cá nhân", item.holder)
    yield Line("Tên mô hình đăng ký", item.name)
    yield Line("Lĩnh vực", item.field)
    yield Line("Cấp đăng ký", level)
    if form:
        yield Line("Nội dung thực hiện", form.content or BLANK)
        yield Line("Thời gian thực hiện", flat(form.period) or BLANK)
        yield Line("Địa chỉ, phạm vi thực hiện", flat(form.scope) or BLANK)
        yield Line("Kết quả dự kiến", form.results or BLANK)
    else:
        yield Line("Hình thức", cell_texts.MODE.get(entry.mode or "", BLANK))
        yield Line("Thời gian hoàn thành", flat(entry.completion) or cell_texts.day(entry.completion_date) or BLANK)
        yield Line("Mục tiêu đề ra", entry.goals or BLANK)
    yield from item.further


# --- the notice to the units ------------------------------------------------------------------------


def returned_notice(facts: Facts, folder: Path | None = None) -> Draft | None:
    """The notice of what went back; None where nothing did, or the choice for the province is not final."""
    back = sorted(_final(facts, "back_to_district"), key=lambda entry: facts.rank(entry.unit))
    if not back:
        return None
    units = list(dict.fromkeys(entry.unit for entry in back if entry.unit))
    left = [entry for entry in facts.top if facts.decision_on(entry).decision == "none"]
    shown = {
        **_shared(facts),
        "back": len(back),
        "units": len(units),
        "open": len(left),
        "addressee": addressee(facts.campaign, facts.name(units[0])) if len(units) == 1 and not left else "",
        "cap_reached": len(facts.decisions("province")) == facts.campaign.province_cap,
        **_bounds(facts, units),
    }
    tables = {"back": _notice_table(facts, back), "open": _notice_table(facts, left)}
    return draft_of("thong_bao_cap_huyen", facts.campaign, shown, tables, folder)


def _bounds(facts: Facts, units: Sequence[str]) -> dict[str, int]:
    """How many of the second level are asked of these units, where it is the same of all (R2, R3)."""
    kinds = {state.kind for code in units if (state := facts.states.get(code))}
    code = facts.campaign.levels[1].code
    limits = [limit for limit in facts.campaign.limits if limit.level == code and limit.group in kinds]
    least = {limit.minimum for limit in limits if limit.minimum is not None}
    most = {limit.maximum for limit in limits if limit.maximum is not None}
    same = len(kinds) == 1
    return {"least": least.pop() if same and least else 0, "most": most.pop() if same and most else 0}


def _notice_table(facts: Facts, entries: Sequence[Entry]) -> Table[Entry]:
    notes: list[Column[Entry]] = [Column("Ghi chú", 30, "text", facts.note)]
    noted = any(map(facts.note, entries))
    columns: list[Column[Entry]] = [
        order(11),
        Column("Đơn vị", 50, "text", lambda x: facts.name(x.unit)),
        Column("Tên nội dung", 74 if noted else 104, "text", lambda x: facts.plain_name(x.name)),
        *(notes if noted else ()),
    ]
    return Table(columns, [Group(None, entries)])
