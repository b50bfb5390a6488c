"""One model, once: the same name in several sheets, parts or files of one unit (design §4)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from aggregator.judge.versions import Version, doubles_of
from aggregator.nouns.file import Handled
from tests.campaigns import read, sent, table
from tests.handled import entries_of
from tests.sheets import ON_TIME, codes


def file(name: str, *sheets: tuple[str, ...], **more: Any) -> Handled:
    """A file with a sheet for each tuple of models, given as “name @ address”."""
    lists = [
        table([(m.split(" @ ")[0], m.split(" @ ")[1] if " @ " in m else "", None) for m in models], f"S{n}", **more)
        for n, models in enumerate(sheets, 1)
    ]
    return sent(name, "cao-xa", read(*lists), ON_TIME, "email")


def once(*items: Handled) -> tuple[int, int, list[str]]:
    """How many models there are, how many pairs may be one, and what is said."""
    entries = entries_of(list(items))
    versions = [Version(i, tuple(entries[i.file]), i.read.lists if i.read else ()) for i in items]
    doubles = doubles_of(versions, "cao-xa")
    whole = sum(len(models) for models in entries.values())
    return whole - len(doubles.copies), len(doubles.look_alikes), codes(doubles.findings)


@pytest.mark.parametrize(
    ("sheets", "models", "findings"),
    [
        ([("Trồng hoa", "Nuôi gà"), ("Trồng hoa", "Nuôi gà")], 2, ["sheet-repeats"]),
        ([("Trồng hoa", "Nuôi gà"), ("Trồng hoa",)], 2, ["sheet-repeats"]),
        (
            [("Trồng hoa ven đường", "Nuôi gà"), ("1. Mô hình “Trồng hoa ven đường” (cấp huyện)",)],
            2,
            ["sheet-repeats"],
        ),
        ([("Trồng hoa ven đường (giai đoạn 2)",), ("Trồng hoa ven đường",)], 2, []),
        ([("Trồng hoa", "Nuôi gà"), ("TRỒNG  HOA.", "Trồng ổi")], 3, ["models-repeated"]),
        ([("Trồng hoa @ Thôn Trại",), ("Trồng hoa @ Thôn Trại, xã Cao Xá",)], 1, ["sheet-repeats"]),
        ([("Trồng hoa @ Thôn Trại",), ("Trồng hoa",)], 1, ["sheet-repeats"]),
    ],
)
def test_what_several_sheets_have_counts_once(
    sheets: list[tuple[str, ...]], models: int, findings: list[str]
) -> None:
    for order in permutations(sheets):
        assert once(file("M3.xlsx", *order)) == (models, 0, findings)


def test_a_summary_beside_its_parts_counts_each_once_in_any_order_of_files() -> None:
    files = [
        file("tổng hợp.xlsx", ("Trồng hoa @ Thôn Trại", "Trồng hoa @ Thôn Ngò", "Nuôi gà")),
        file("trại.xlsx", ("Trồng hoa @ Thôn Trại",)),
        file("ngò.xlsx", ("Trồng hoa @ Thôn Ngò", "Nuôi gà")),
    ]
    assert {once(*order)[0] for order in permutations(files)} == {3}


def test_another_address_is_another_model_and_is_asked_about() -> None:
    assert once(file("M3.xlsx", ("Trồng hoa @ Thôn Trại",), ("Trồng hoa @ Thôn Ngò",))) == (2, 1, [])


def test_another_holder_is_another_model_and_a_word_for_the_kind_is_no_holder() -> None:
    def held(*holders: str) -> int:
        lists = [table([("Trồng hoa", "Thôn Trại", None)], f"S{n}") for n, _ in enumerate(holders)]
        for part, holder in zip(lists, holders, strict=True):
            part.entries[0].values["holder"] = holder
        return once(sent("M3.xlsx", "cao-xa", read(*lists), ON_TIME, "email"))[0]

    assert held("Chi hội Phụ nữ", "Ông Nguyễn Văn Bảy") == 2
    assert held("Chi hội Phụ nữ", "Tập thể") == held("Chi hội Phụ nữ", "Chi hội Phụ nữ thôn Trại") == 1


def test_the_same_name_twice_in_one_list_is_two_rows() -> None:
    assert once(file("M3.xlsx", ("Trồng hoa", "Trồng hoa")))[0] == 2
