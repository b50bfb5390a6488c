"""Laws that hold for any return: nothing is lost, order and shape do not matter, the same gives the same."""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.judge.entries import normalise, raw_columns
from aggregator.judge.returns import list_findings
from aggregator.nouns.document import Row, Sheet, Value
from aggregator.nouns.file import AttributedFile, Intake
from aggregator.nouns.outcome import rows_of
from aggregator.nouns.reading import ListReading
from aggregator.run import deliver
from aggregator.understand.entries import DECORATION, ListTitle
from aggregator.understand.head import HeadFinder
from aggregator.understand.table import TableReader
from aggregator.understand.titles import TitleReader
from tests.campaigns import judged
from tests.handled import handled
from tests.sheets import (
    CAMPAIGN,
    HEAD,
    Given,
    at,
    balance,
    cells,
    of_levels,
    read_list,
    rows,
    run_over,
    statuses,
    understand,
)

CODES = ("stt", "address", "name", "holder", "continuing", "new", "completion", "goals", "level")
TITLES = dict(zip(CODES, cells(HEAD), strict=True))
SECTIONS = (
    "I. Lĩnh vực kinh tế",
    "II- VĂN HÓA - XÃ HỘI",
    "III. Quốc phòng - an ninh",
    "IV. Xây dựng hệ thống chính trị",
)
WORDS = st.sampled_from(
    ["Trồng hoa", "Nuôi gà đồi", "Thu gom rác", "Camera an ninh", "=1+1", "Tổ tự quản", "Không rác", "x"]
)
NAME = st.builds(lambda word, number: f"{word} {number}", WORDS, st.integers(10, 99))
LEVEL = st.sampled_from([None, "Cấp tỉnh", "Cấp huyện", "Cơ sở", "tỉnh, huyện"])
TEXT = st.sampled_from(
    [None, "Thôn Trại", "Thôn Ngò\nThôn Trám", "Tập thể", "Chi hội Phụ nữ", "quý III", "…", "đẹp"]
)
MARK = st.sampled_from([None, "x", "2023", "không"])
SIGNER = "T/M ĐẢNG ỦY"
QUICK = settings(max_examples=60, deadline=None, phases=set(Phase) - {Phase.explain})

Entry = dict[str, Value]
ENTRY = st.fixed_dictionaries(
    {"address": TEXT, "name": NAME, "holder": TEXT, "continuing": MARK, "new": MARK, "completion": TEXT,
     "goals": TEXT, "level": LEVEL}
)  # fmt: skip


@st.composite
def any_row(draw: st.DrawFn) -> list[Value]:
    """A row of anything: an entry, a row half filled, decoration, or nonsense."""
    kind = draw(st.sampled_from(["entry", "half", "section", "number", "dots", "total", "sign", "blank", "cells"]))
    if kind == "entry":
        return [draw(st.integers(1, 40)), *draw(ENTRY).values()]
    if kind == "half":
        return [draw(st.none() | st.integers(1, 40)), draw(TEXT), None, *draw(st.lists(TEXT, max_size=6))]
    if kind == "cells":
        return draw(st.lists(TEXT | NAME | st.integers(0, 99) | LEVEL, max_size=11))
    rest: dict[str, list[Value]] = {
        "section": [draw(st.sampled_from(SECTIONS))],
        "number": [draw(st.integers(1, 40))],
        "dots": ["...", "…"],
        "total": [f"Tổng cộng: {draw(st.integers(0, 9))} mô hình"],
        "sign": [None, None, None, None, None, SIGNER],
        "blank": [],
    }
    return rest[kind]


def made_sheet(body: Sequence[Sequence[Value]]) -> Sheet:
    """The usual head over these rows; blank rows leave a gap in the numbers."""
    rows = [Row(1, cells(HEAD))]
    for number, values in enumerate(body, start=2):
        kept = list(values)
        while kept and kept[-1] is None:
            kept.pop()
        if kept:
            rows.append(Row(number, tuple(kept)))
    return Sheet("M3", tuple(rows))


@QUICK
@given(st.lists(any_row(), max_size=25))
@example([[None, "…", None]])  # dots right under the head are a row, not the rest of a head
def test_every_row_is_counted_once(body: list[list[Value]]) -> None:
    made = made_sheet(body)
    seen, entries, joined, decoration, set_aside = balance(read_list(made))
    assert seen == len(made.rows) - 1
    assert seen == entries + joined + decoration + set_aside


@QUICK
@given(st.lists(any_row(), max_size=25))
def test_every_text_is_in_an_entry_or_in_a_finding_or_is_known_decoration(body: list[list[Value]]) -> None:
    made = made_sheet(body)
    kept = texts_kept(read_list(made))
    decoration = {row.number for row in decoration_of(made)}
    told = [cell for row in made.rows[1:] if row.number not in decoration for cell in row.cells if said(cell)]
    assert [cell for cell in told if str(cell) not in kept] == []


@QUICK
@given(st.lists(any_row(), max_size=25))
@example([["Camera an ninh 10"]])  # a name in the column of numbers is no field's heading
@example([["Thôn Trại"]])  # a heading in a list without models
@example([[1, None, "Trồng hoa 10"], ["Thôn Trại", 0]])
def test_decoration_above_the_signatures_says_nothing_of_a_model(body: list[list[Value]]) -> None:
    made = made_sheet(body)
    prose = prose_below(made, read_list(made))
    other = {
        row.number for row, below in pairwise(made.rows) if FINDER.another_table(row, below)
    }  # heads of counts
    for row in takewhile(lambda row: SIGNER not in row.cells and row.number not in other, decoration_of(made)):
        if row.number in prose:
            continue
        if row.cells[2:3] == ("không",):
            continue  # “Không” in place of a name registers nothing
        counts = [cell for cell in row.cells if cell is not None and not isinstance(cell, str)]
        if counts and not any(counts) and len(row.cells) <= len(counts) + 2:
            continue  # “Thôn Trại | 0” counts no model
        heads = len(row.cells) > HOLDER and bool(DECORATION_WORDS.search(str(row.cells[HOLDER - 1])))
        texts = {str(c) for i, c in enumerate(row.cells) if said(c) and not (heads and i == HOLDER)}
        assert len(texts) <= 1
        assert all(DECORATION_WORDS.search(text) for text in texts)


HOLDER = 3  # the column of holders, from 0: a heading may name whose models it is over
DECORATION_WORDS = re.compile(r"^(?:I|Tổng cộng|T/M|Cấp|Cơ sở|Tập thể$|quý)")
FINDER, VOCABULARY = HeadFinder(CAMPAIGN.headings, {}, CAMPAIGN.year), Vocabulary(CAMPAIGN)
TABLES = TableReader(FINDER, VOCABULARY, TitleReader(VOCABULARY, CAMPAIGN))


def decoration_of(made: Sheet) -> list[Row]:
    """The rows that are known to be no part of an entry; those that only head others by their place are told."""
    found = FINDER.find(made.rows)
    assert found is not None
    (read,) = TABLES.read(made, found, ListTitle())
    heading = {group.row for group in read.unknown_groups}
    return [row.row for row in read.rows if row.role == DECORATION and row.row.number not in heading]


def prose_below(made: Sheet, read: ListReading) -> set[int]:
    """The lone lines from column A on below the last model: what stands under a list is known by its place."""
    last = max((entry.row for entry in read.entries), default=0)
    return {row.number for row in made.rows if row.number > last > 0 and len(row.cells) == 1}


def said(value: Value) -> bool:
    """Whether a cell says something: dots say nothing."""
    return isinstance(value, str) and value.strip("….- ") != ""


def texts_kept(part: ListReading) -> str:
    """All that is shown of a list: its entries with their notes, and what stands aside."""
    shown: list[str] = []
    for entry in part.entries:
        shown += [str(v) for v in entry.values.values()] + list(entry.notes.values())
    return "\n".join([*shown, *(a.text for a in (*part.leftovers, *part.strays, *part.unknown_groups))])


def test_a_message_shows_what_was_set_aside() -> None:
    read = understand(made_sheet([[1, "Thôn Trại", None, "Tập thể"]]))
    item = AttributedFile(
        Intake("M3.xlsx", "0", at("26/02/2024 09:00"), "file_time"), read, None, unit="cao-xa", form="M3"
    )
    assert "Thôn Trại | Tập thể" in " ".join(f.message for f in list_findings(item, CAMPAIGN))


def records(part: ListReading) -> list[dict[str, Any]]:
    """The normalised entries without the places they stand at."""
    frame = normalise(raw_columns([("M3.xlsx", part)]), CAMPAIGN)
    columns = [str(name) for name in frame.columns if name not in ("row", "cells", "stt")]
    return [dict(zip(columns, values, strict=True)) for _, *values in rows_of(frame, *columns)]


def in_order(entries: list[Entry], order: Sequence[str], gaps: random.Random | None = None) -> Sheet:
    """The entries under heads in this order; with ``gaps``, blank rows and repeated section rows between."""
    body: list[Row] = [Row(1, tuple(TITLES[code] for code in order))]
    number = 2
    for stt, entry in enumerate(entries, start=1):
        field = SECTIONS[(stt - 1) // 3 % 4]
        if (stt - 1) % 3 == 0 or (gaps and gaps.random() < 0.4):
            number += gaps.randrange(3) if gaps else 0
            body.append(Row(number, (field,)))
            number += 1 + (gaps.randrange(3) if gaps else 0)
        values = {"stt": stt, **entry}
        body.append(Row(number, tuple(values[code] for code in order)))
        number += 1
    return Sheet("M3", tuple(body))


@QUICK
@given(st.lists(ENTRY, min_size=1, max_size=8), st.permutations(CODES))
@example(
    [{**dict.fromkeys(CODES[1:]), "name": f"Nuôi gà {n}"} for n in range(4)], [CODES[3], *CODES[:3], *CODES[4:]]
)
def test_shuffled_columns_give_the_same_entries(entries: list[Entry], order: list[str]) -> None:
    assert records(read_list(in_order(entries, order))) == records(read_list(in_order(entries, CODES)))


@QUICK
@given(st.lists(ENTRY, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_inserted_blank_and_section_rows_give_the_same_entries(entries: list[Entry], rng: random.Random) -> None:
    assert records(read_list(in_order(entries, CODES, rng))) == records(read_list(in_order(entries, CODES)))


@QUICK
@given(st.lists(ENTRY, min_size=1, max_size=8), st.integers(0, 3), st.integers(0, 4))
def test_title_rows_and_empty_columns_do_not_matter(entries: list[Entry], above: int, left: int) -> None:
    made = in_order(entries, CODES)
    rows = tuple(Row(row.number + above, (None,) * left + row.cells) for row in made.rows)
    titles = tuple(Row(n, (f"UBND dòng {n}",)) for n in range(1, above + 1))
    assert records(read_list(Sheet("M3", titles + rows))) == records(read_list(made))


@QUICK
@given(st.lists(ENTRY, min_size=1, max_size=8))
def test_every_named_row_is_an_entry(entries: list[Entry]) -> None:
    assert [record["name"] for record in records(read_list(in_order(entries, CODES)))] == [
        e["name"] for e in entries
    ]


FILES: dict[str, Given] = {
    "M3 Cao Xá.xlsx": of_levels(1, 4),
    "M3 Cao Xá bổ sung.xlsx": (of_levels(1, 1, prefix="Nuôi gà đồi số"), "26/02/2024 10:00"),
    "M3 Cao Xá sửa.xlsx": (of_levels(2, 4), "28/02/2024 10:00"),
    "M4 Phòng Nội vụ.xlsx": of_levels(unknown=2),
    "danh sach.xlsx": of_levels(1, 2, 3),
    "hỏng.xlsx": b"PK\x03\x04",
}


def test_the_same_inbox_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for n in range(2):
        outcome = run_over(tmp_path / str(n) / "in", FILES)
        deliver(outcome, tmp_path / str(n) / "m.xlsx", tmp_path / str(n) / "r.json")
        written.append([(tmp_path / str(n) / name).read_bytes() for name in ("m.xlsx", "r.json")])
    assert written[0] == written[1]


@settings(max_examples=6, deadline=None)
@given(st.permutations(sorted(FILES)))
def test_the_order_in_which_files_were_put_into_the_folder_does_not_matter(order: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = run_over(Path(folder) / "in", {name: FILES[name] for name in order})
    assert statuses(outcome) == {
        "M3 Cao Xá.xlsx": "superseded",
        "M3 Cao Xá bổ sung.xlsx": "read",
        "M3 Cao Xá sửa.xlsx": "read",
        "M4 Phòng Nội vụ.xlsx": "read",
        "danh sach.xlsx": "unknown_unit",
        "hỏng.xlsx": "unreadable",
    }


@pytest.mark.parametrize("seed", range(3))
def test_names_of_files_do_not_decide_which_version_counts(tmp_path: Path, seed: int) -> None:
    """Only the time does: whatever the versions are called, the last one counts."""
    names = ["a Cao Xá.xlsx", "b Cao Xá.xlsx", "c Cao Xá.xlsx"]
    random.Random(seed).shuffle(names)  # noqa: S311 -- no secret
    files: dict[str, Given] = {name: (of_levels(1, 2 + n), f"2{n}/02/2024 08:00") for n, name in enumerate(names)}
    outcome = run_over(tmp_path / "in", files)
    assert [file for file, status in statuses(outcome).items() if status == "read"] == [names[-1]]


# digits that are none to ``int``, signs that fold to letters, numbers that are cut, nothing, or far too many
ODD = st.sampled_from(
    [
        "²", "①", "½", "２０２４", "20\u200b24", "٣", "5/0", "0/0", "0%", "............", "--------", "500 m²", "Ⅳ",
        "㎡", "3) Vườn 500 m2", "I. Cấp tỉnh: ............", "Cấp huyện: ²", "Mô hình ②", "NĂM ２０２４", "Quý ⅴ",
        "năm 20\u200b24", "32/13/2024", "Tổng: ② mô hình", "Mô hình 2: Lĩnh vực: Kinh tế", "\u200b", "\ufeff1",
        "1.²", "9" * 40, "1e999", "=", "\n", "(①)",
    ]
)  # fmt: skip
ODD_HEADS = ("Số phiếu", "Năm thực hiện", "Kết quả bình chọn", "Ghi chú", "Số lượng mô hình")


@st.composite
def odd_list(draw: st.DrawFn) -> Sheet:
    """A list with a title, two more columns, and up to eight odd cells anywhere."""
    heads = draw(st.lists(st.sampled_from(ODD_HEADS), min_size=2, max_size=2, unique=True))
    plain = rows(of_levels(2, 3, 1, 2, top="DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024"))
    table = [[*row.cells, *[None] * (len(CODES) - len(row.cells))] for row in plain]
    table = [[*line, *(heads if line[0] == "STT" else ["3/15", "2024"])] for line in table]
    for _ in range(draw(st.integers(1, 8))):
        row = draw(st.integers(0, len(table) - 1))
        table[row][draw(st.integers(0, len(table[row]) - 1))] = draw(ODD)
    return Sheet("M3", tuple(Row(number, tuple(line)) for number, line in enumerate(table, 1)))


@settings(QUICK, max_examples=int(os.environ.get("ODD_LISTS", "80")))
@given(odd_list())
def test_no_cell_ends_a_run(odd: Sheet) -> None:
    """A cell costs at most itself: the file is read, and the whole is judged (guarantee 4)."""
    assert judged([handled(text=odd, unit="lien-son"), handled("M3.xls", of_levels(1, 4), unit="viet-lap")]).units
