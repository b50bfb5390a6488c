"""What a person's word about one file teaches about others."""

from __future__ import annotations

from typing import Any

from aggregator.book.units import apply_learned
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Finding
from tests.book.books import NAMES
from tests.handled import handled, rows_of
from tests.sheets import CAMPAIGN, only

CAO_XA = CAMPAIGN.units_by_code["cao-xa"]


def taught(*items: AttributedFile) -> tuple[dict[str, str | None], list[Finding]]:
    """The unit of each file once it was learned, and the findings."""
    result, findings = apply_learned(items, NAMES.find, CAMPAIGN)
    return {item.file: item.unit for item in result}, findings


def said(file: str, line: str, **facts: Any) -> AttributedFile:
    """A list whose unit line says this."""
    return handled(file, f"Đơn vị: {line}\n{rows_of('Đường hoa')}", **facts)


def assigned(item: AttributedFile) -> AttributedFile:
    """As a person wrote it into the book."""
    from msgspec.structs import replace

    return replace(item, intake=replace(item.intake, book_unit=CAO_XA))


def test_the_same_spelling_is_recognised_next_time_and_said() -> None:
    first = assigned(said("a.xlsx", "Xã Kao Sá mới"))
    units, findings = taught(first, said("b.xlsx", "XÃ KAO SÁ MỚI", unit=None))
    assert units == {"a.xlsx": "cao-xa", "b.xlsx": "cao-xa"}
    assert only(findings, "unit-learned").file == "b.xlsx"
    assert "“Xã Kao Sá mới”" in only(findings, "alias-suggested").remedy


def test_the_same_sender_is_recognised_next_time() -> None:
    first = assigned(handled("a.xlsx", rows_of("Đường hoa"), sender="Hoa <hoa@caoxa.vn>"))
    units, findings = taught(first, handled("b.xlsx", rows_of("Ao cá"), sender="HOA@caoxa.vn", unit=None))
    assert units["b.xlsx"] == "cao-xa"
    assert "cùng người gửi (hoa@caoxa.vn)" in only(findings, "unit-learned").message


def test_a_sender_of_two_units_teaches_nothing() -> None:
    first = assigned(handled("a.xlsx", rows_of("Đường hoa"), sender="vt@huyen.vn"))
    other = handled("c.xlsx", rows_of("Hiến đất"), sender="vt@huyen.vn", unit="lam-cot")
    units, findings = taught(first, other, handled("b.xlsx", rows_of("Ao cá"), sender="vt@huyen.vn", unit=None))
    assert units["b.xlsx"] is None
    assert findings == []


def test_a_file_whose_unit_is_known_stays_as_it_is() -> None:
    first = assigned(handled("a.xlsx", rows_of("Đường hoa"), sender="vt@xa.vn"))
    assert taught(first, handled("b.xlsx", rows_of("Ao cá"), unit="lam-cot"))[0]["b.xlsx"] == "lam-cot"
