"""The ways in which units type their list: each layout turns a listing into sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from aggregator.campaign.load import default_campaign
from tests.samples.catalogue import numbers
from tests.samples.letterhead import party_head, plain_head, signature, title, totals
from tests.samples.nouns import FIELDS, LEVELS, Cell, Listing, Model, Sheet

Layout = Callable[[Listing], list[Sheet]]

SECTIONS = {f.code: f"{f.numeral}- {f.print_head} {f.scope}" for f in default_campaign().fields}
SHORT_SECTIONS = ("KINH TẾ:", "VĂN HÓA - XÃ HỘI:", "QUỐC PHÒNG - AN NINH:", "XÂY DỰNG HỆ THỐNG CHÍNH TRỊ:")
SHEET_NAMES = ("KT", "VH-XH", "QP-AN", "HTCT")
LETTER_COLUMNS = ("stt", "address", "name", "holder", "continuing", "new", "completion", "goals")
MARKS = ("x", "X", "✓", "v", "có", "x")
LEVEL_WORDS = (
    LEVELS,
    {"p": "Tỉnh", "d": "Huyện", "b": "Cơ sở"},
    {"p": "cấp tỉnh", "d": "cấp huyện", "b": "cấp xã"},
    {"p": "Đăng ký cấp tỉnh", "d": "Đăng ký cấp huyện", "b": "Cấp cơ sở"},
)
SIGNERS = ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "(Đã ký)", "Nguyễn Văn Mẫu")
CHIEF = ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)")


def cells(listing: Listing, model: Model, stt: Cell, columns: Sequence[str]) -> list[Cell]:
    """One row of a table, in the order of its columns; an empty code leaves a column empty."""
    mark = MARKS[listing.habit % len(MARKS)]
    level = LEVEL_WORDS[listing.habit % len(LEVEL_WORDS)].get(model.level)
    person = model.holder.split()[0] in {"Ông", "Bà", "Anh", "Chị"} or model.holder.startswith("Đồng chí")
    values: dict[str, Cell] = {
        "stt": stt,
        "address": model.address,
        "name": model.name,
        "holder": model.holder,
        "kind": "Cá nhân" if person else "Tập thể",
        "continuing": None if model.new else mark,
        "new": mark if model.new else None,
        "mode": "Xây dựng mới" if model.new else "Tiếp tục duy trì",
        "completion": model.completion,
        "goals": model.goals,
        "level": level,
        "field": FIELDS[model.field],
    }
    return [values.get(code) for code in columns]


def heads_of_the_letter(sheet: Sheet, last_year: int, year: int, extra: Sequence[str] = ()) -> None:
    """The letter's heads over two rows, and what the unit adds at the right."""
    upper = ["STT", "Địa chỉ xây dựng mô hình", "Tên mô hình", "Tập thể hoặc cá nhân", "Thời gian triển khai", None,
             "Dự kiến thời gian hoàn thành", "Mục tiêu đề ra (nêu dự kiến kế hoạch xây dựng)", *extra]  # fmt: skip
    first = sheet.add(*upper, look="head")
    sheet.add(
        *[None] * 4,
        f"Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm {last_year}",
        f"Mô hình đăng ký xây dựng mới trong năm {year}",
        look="head",
    )
    sheet.merges.append((first, 4, first, 5))
    sheet.merges += [(first, column, first + 1, column) for column in range(len(upper)) if column not in (4, 5)]


def letter_m3(listing: Listing, levels: str = "none") -> list[Sheet]:
    """The letter's M3, heads still of 2022. ``levels``: none, brackets after the name, or an added column."""
    sheet = Sheet("Sheet1")
    columns = [*LETTER_COLUMNS, "level"] if levels == "column" else [*LETTER_COLUMNS]
    party_head(sheet, listing, len(columns) - 1)
    heads_of_the_letter(sheet, 2022, 2022, ["Cấp ĐK"] if levels == "column" else [])
    for field, words in SECTIONS.items():
        sheet.add(words, look="section", merge=(0, len(columns) - 1))
        for stt, model in enumerate(listing.of(field), start=1):
            row = cells(listing, model, stt, columns)
            if levels == "brackets" and model.level in LEVELS:
                row[2] = f"{model.name} (đăng ký {LEVELS[model.level].lower()})"
            sheet.add(*row, look="row")
        sheet.add("...", look="row")
    signature(sheet, listing, len(columns) - 1, SIGNERS)
    return [sheet]


def shifted(listing: Listing) -> list[Sheet]:
    """An empty first column, titles above, the columns in another order, sections in capitals with a colon."""
    columns = ["", "stt", "name", "level", "address", "holder", "mode", "goals", "completion"]
    sheet = Sheet("Danh sách", widths=(3, 5, 34, 12, 16, 22, 16, 38, 14))
    sheet.add(None, f"Đơn vị: {listing.signed}", look="title", merge=(1, 8))
    sheet.add(None, "Biểu tổng hợp đăng ký mô hình, điển hình “Dân vận khéo” năm 2024", look="title", merge=(1, 8))
    sheet.add(None, "(Kèm theo Công văn số 12-CV/ĐU ngày 23/02/2024)", look="title", merge=(1, 8))
    sheet.skip(2)
    heads = ["TT", "Tên mô hình, điển hình", "Cấp đăng ký", "Địa điểm thực hiện", "Chủ thể thực hiện"]
    sheet.add(None, *heads, "Mới/duy trì", "Mục tiêu, kết quả dự kiến", "Thời gian hoàn thành", look="head")
    stt = numbers()
    for field, words in zip(FIELDS, SHORT_SECTIONS, strict=True):
        sheet.add(None, words, look="section", merge=(1, 8))
        for model in listing.of(field):
            sheet.add(*cells(listing, model, next(stt), columns), look="row")
    return [sheet]


def sheet_per_field(listing: Listing) -> list[Sheet]:
    """One sheet a field, named in short; each begins with the heads."""
    made = []
    for field, name in zip(FIELDS, SHEET_NAMES, strict=True):
        sheet = Sheet(name)
        sheet.add(listing.signed, look="title", merge=(0, 8))
        sheet.add(f"Danh sách mô hình “Dân vận khéo” năm 2024 - {name}", look="title", merge=(0, 8))
        heads_of_the_letter(sheet, 2023, 2024, ["Cấp"])
        for stt, model in enumerate(listing.of(field), start=1):
            sheet.add(*cells(listing, model, stt, [*LETTER_COLUMNS, "level"]), look="row")
        made.append(sheet)
    return made


def short_heads(listing: Listing) -> list[Sheet]:
    """One row of short heads; the level stands in “Ghi chú”, Roman numerals stand in the STT column."""
    sheet = Sheet("Trang 1", widths=(5, 16, 34, 20, 10, 10, 14, 36, 14))
    sheet.add(listing.signed, look="title", merge=(0, 8))
    title(sheet, 8)
    heads = ["STT", "Địa chỉ", "Tên mô hình", "Chủ thể", "Duy trì", "Xây mới", "Hoàn thành", "Mục tiêu", "Ghi chú"]
    sheet.add(*heads, look="head")
    stt = numbers()
    for numeral, (field, words) in zip(("I", "II", "III", "IV"), FIELDS.items(), strict=True):
        sheet.add(numeral, f"Lĩnh vực {words[0].lower()}{words[1:]}", look="section", merge=(1, 8))
        for model in listing.of(field):
            sheet.add(*cells(listing, model, f"{next(stt):02d}", [*LETTER_COLUMNS, "level"]), look="row")
    return [sheet]


def by_level(listing: Listing) -> list[Sheet]:
    """Groups by level (“A. Cấp tỉnh”), with a field column."""
    columns = ["stt", "name", "address", "holder", "field", "continuing", "new", "completion", "goals"]
    sheet = Sheet("DS", widths=(5, 34, 16, 22, 18, 10, 10, 14, 36))
    plain_head(sheet, listing, 8)
    heads = ["TT", "Tên nội dung đăng ký", "Nơi thực hiện", "Tập thể, cá nhân", "Lĩnh vực", "Tiếp tục duy trì"]
    sheet.add(*heads, "Đăng ký mới", "Dự kiến hoàn thành", "Mục tiêu đề ra", look="head")
    for letter, (level, words) in zip("ABC", LEVELS.items(), strict=True):
        sheet.add(f"{letter}. {words.upper()}", look="section", merge=(0, 8))
        for stt, model in enumerate((m for m in listing.models if m.level == level), start=1):
            sheet.add(*cells(listing, model, stt, columns), look="row")
    return [sheet]


def paged(listing: Listing, every: int = 5) -> list[Sheet]:
    """Heads again on each printed page; a total, signatures and “Nơi nhận” below."""
    sheet = Sheet("In")
    columns = [*LETTER_COLUMNS, "level"]
    party_head(sheet, listing, 8, 26)
    heads_of_the_letter(sheet, 2023, 2024, ["Cấp đăng ký"])
    stt = numbers()
    for field, words in SECTIONS.items():
        sheet.add(words.partition(" (")[0], look="section", merge=(0, 8))
        for model in listing.of(field):
            number = next(stt)
            if number > 1 and number % every == 1:
                heads_of_the_letter(sheet, 2023, 2024, ["Cấp đăng ký"])
            sheet.add(*cells(listing, model, number, columns), look="row")
    totals(sheet, len(listing.models), 2)
    signature(sheet, listing, 8, SIGNERS)
    return [sheet]


def in_merged_rows(listing: Listing) -> list[Sheet]:
    """Each model over two rows: cells merged downwards, goals in two pieces; the level merged over its group."""
    sheet = Sheet("M3")
    columns = [*LETTER_COLUMNS, "level"]
    party_head(sheet, listing, 8)
    heads_of_the_letter(sheet, 2023, 2024, ["Cấp đăng ký"])
    for field, words in SECTIONS.items():
        sheet.add(words.partition(" (")[0], look="section", merge=(0, 8))
        stt = numbers()
        for _, group in groupby(listing.of(field), key=lambda model: model.level):
            _merged_group(sheet, listing, list(group), columns, stt)
    return [sheet]


def _merged_group(sheet: Sheet, listing: Listing, models: list[Model], columns: list[str], stt: object) -> None:
    top = len(sheet.rows)
    for model in models:
        row = cells(listing, model, next(stt), columns)  # type: ignore[call-overload]
        first, _, second = model.goals.partition("; ")
        row[7] = f"{first};" if second else first
        if model is not models[0]:
            row[8] = None  # covered by the merge from the group's first row
        number = sheet.add(*row, look="row")
        if second:
            sheet.add(*[None] * 7, second, None, look="row")
            sheet.merges += [(number, column, number + 1, column) for column in range(7)]
    if len(sheet.rows) - 1 > top:
        sheet.merges.append((top, 8, len(sheet.rows) - 1, 8))


def letter_m4(listing: Listing) -> list[Sheet]:
    """The letter's M4: no sections, no level, no field."""
    sheet = Sheet("M4")
    plain_head(sheet, listing, 7)
    heads_of_the_letter(sheet, 2023, 2024)
    for stt, model in enumerate(listing.models, start=1):
        sheet.add(*cells(listing, model, stt, LETTER_COLUMNS), look="row")
    sheet.add("...", look="row")
    signature(sheet, listing, 7, CHIEF, receivers=False)
    return [sheet]


def m4_with_level(listing: Listing, total: int | None = None) -> list[Sheet]:
    """The letter's M4 with the level and the field added at the right; perhaps a stated total."""
    sheet = Sheet("Sheet1")
    party_head(sheet, listing, 9, 23)
    heads_of_the_letter(sheet, 2023, 2024, ["Cấp đăng ký", "Lĩnh vực"])
    for stt, model in enumerate(listing.models, start=1):
        sheet.add(*cells(listing, model, stt, [*LETTER_COLUMNS, "level", "field"]), look="row")
    if total is not None:
        totals(sheet, total)
    signature(sheet, listing, 9, CHIEF)
    return [sheet]


def m4_short(listing: Listing) -> list[Sheet]:
    """One row of heads in the office's own order and words."""
    columns = ["stt", "field", "name", "kind", "address", "goals", "completion", "mode", "level"]
    sheet = Sheet("Đăng ký DVK 2024", widths=(5, 18, 34, 12, 18, 36, 14, 16, 12))
    plain_head(sheet, listing, 8)
    heads = ["STT", "Lĩnh vực", "Tên mô hình", "Tập thể/cá nhân", "Địa bàn", "Mục tiêu", "Thời gian hoàn thành"]
    sheet.add(*heads, "Mới hay duy trì", "Cấp", look="head")
    for stt, model in enumerate(listing.models, start=1):
        sheet.add(*cells(listing, model, stt, columns), look="row")
    signature(sheet, listing, 8, CHIEF)
    return [sheet]


def nil(listing: Listing) -> list[Sheet]:
    """The letter's M4 with “Không đăng ký” where the models should stand."""
    sheet = Sheet("M4")
    plain_head(sheet, listing, 7)
    heads_of_the_letter(sheet, 2023, 2024)
    sheet.add(1, None, "Không đăng ký", look="row")
    return [sheet]


with_brackets: Layout = partial(letter_m3, levels="brackets")
with_level_column: Layout = partial(letter_m3, levels="column")
