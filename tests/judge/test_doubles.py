"""Models that units wrote alike: doubles where a witness stands beside the name; groups, and nobody is merged."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aggregator.campaign.load import default_campaign
from aggregator.judge import doubles
from aggregator.judge.doubles import (
    double_findings,
    doubles_across_units,
    only_slips,
    same_text_across_units,
)
from tests.write.outcome_parts import entries_frame, entry

CAMPAIGN = default_campaign()
LONG = "Sản xuất vải sớm theo tiêu chuẩn VietGAP gắn với truy xuất nguồn gốc"
GOALS = "Vận động 32 hộ hiến 850 m² đất và tường rào; mở rộng 1,2 km đường trục thôn"


def frame(*models: dict[str, Any]) -> pd.DataFrame:
    usual = {"address": "Toàn xã", "holder": "Hội Phụ nữ xã", "goals": "Xanh, sạch, đẹp"}
    rows = [entry(None, n) | usual | model for n, model in enumerate(models, start=10)]
    return entries_frame(rows)


def groups(*models: dict[str, Any]) -> list[tuple[str, ...]]:
    return [group.evidence for group in doubles_across_units(frame(*models), CAMPAIGN)]


def two(name: str, changes: str | None = None, **facts: Any) -> list[tuple[str, ...]]:
    """The groups of two units' models of these names and the same facts."""
    first = {"unit": "cao-xa", "name": name} | facts
    return groups(first, first | {"unit": "ngoc-ly", "name": changes or name})


def test_a_name_that_many_share_is_no_double() -> None:
    assert two("Thu gom rác thải sinh hoạt") == []


def test_the_same_person_is_a_witness() -> None:
    facts = {"holder": "Ông Nguyễn Văn Hùng", "holder_kind": "individual"}
    assert two("Mô hình chăn nuôi gà đồi an toàn", **facts) == [("holder",)]


@pytest.mark.parametrize("holder", ["Hội Nông dân xã", "Chi bộ thôn Trung", "Thường trực Đảng ủy xã", "Tập thể"])
def test_a_body_that_every_commune_has_is_none(holder: str) -> None:
    assert two("Thắp sáng đường quê ban đêm", holder=holder) == []


def test_a_body_of_the_district_is_one() -> None:
    assert two("Nông dân thi đua sản xuất giỏi", holder="Hợp tác xã Dịch vụ Lúc Lắc") == [("holder",)]


def test_long_goals_of_the_same_words_and_place_are_a_witness() -> None:
    assert two("Hiến đất mở rộng đường", goals=GOALS) == [("goals",)]
    assert two("Hiến đất mở rộng đường", goals=GOALS, address="Thôn Đồng Sen") == [("goals",)]


def test_the_same_words_for_two_hamlets_are_two_models() -> None:
    first = {"unit": "cao-xa", "name": LONG, "goals": GOALS, "address": "Thôn Đồng Sen"}
    assert groups(first, first | {"unit": "ngoc-ly", "address": "Thôn Cầu Rô"}) == []


def test_a_long_name_at_the_same_place_is_a_witness() -> None:
    assert two(LONG, address="Thôn Đồng Sen") == [("name",)]


def test_a_slip_of_the_pen_and_filler_words_do_not_matter() -> None:
    slip = LONG.replace("nguồn gốc", "nguôn gôc").replace("VietGAP", "VietGap")
    assert two(LONG, f"Mô hình dân vận khéo {slip}", address="Thôn Đồng Sen") == [("name",)]
    assert two(LONG, LONG.replace("truy xuất", "truy suất"), address="Thôn Đồng Sen") == [("name",)]


@pytest.mark.parametrize(
    ("first", "changes"),
    [
        ("Tuyến đường hoa thanh niên kiểu mẫu số 1", "Tuyến đường hoa thanh niên kiểu mẫu số 2"),
        ("Xây dựng tổ tự quản an ninh thôn Đồng Sen", "Xây dựng tổ tự quản an ninh thôn Đồng Mẫu"),
        ("Đường hoa nông thôn mới xã Cao Xá", "Đường hoa nông thôn mới xã Ngọc Lý"),
    ],
)
def test_another_number_hamlet_or_commune_is_another_model(first: str, changes: str) -> None:
    assert two(first, changes, holder="Hợp tác xã Lúc Lắc", goals=GOALS) == []


def test_two_models_of_one_unit_are_no_double_across_units() -> None:
    first = {"unit": "cao-xa", "name": LONG, "address": "Thôn Đồng Sen"}
    assert groups(first, first) == []


def test_what_many_units_share_is_a_movement() -> None:
    units = [unit.code for unit in CAMPAIGN.units[:8]]
    assert groups(*({"unit": unit, "name": LONG, "goals": GOALS} for unit in units)) == []


def test_the_finding_names_units_places_and_evidence_and_accuses_nobody() -> None:
    entries = frame(
        {"unit": "cao-xa", "name": LONG, "address": "Thôn Đồng Sen"},
        {"unit": "ngoc-ly", "name": LONG, "address": "Thôn Đồng Sen", "file": "M3 Ngọc Lý.xlsx"},
    )
    (finding,) = double_findings(doubles_across_units(entries, CAMPAIGN), entries, CAMPAIGN)
    assert (finding.code, finding.severity, finding.unit, finding.cell) == (
        "double-across-units",
        "info",
        None,
        "C10",
    )
    for words in ("2 đơn vị", "Xã Cao Xá (“M3.xlsx”", "Xã Ngọc Lý (“M3 Ngọc Lý.xlsx”", "dòng 11", "cùng địa chỉ"):
        assert words in finding.message


def test_an_empty_frame_has_no_doubles() -> None:
    assert doubles_across_units(entries_frame([]), CAMPAIGN) == []


def test_the_work_grows_with_the_entries_and_not_with_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    units = [unit.code for unit in CAMPAIGN.units]
    rows = [
        entry(
            units[n % len(units)],
            n,
            name=f"{LONG} {n // 40}",
            goals=f"{GOALS} {n // 9}",
            address=f"Thôn Đồng {n % 400}",
        )
        for n in range(4_000)
    ]
    compared: list[str] = []

    def comparison(first: str, changes: str) -> bool:
        compared.append(first)
        return only_slips(first, changes)

    monkeypatch.setattr(doubles, "only_slips", comparison)
    doubles_across_units(entries_frame(rows), CAMPAIGN)
    assert 0 < len(compared) < 24 * len(rows)


@pytest.mark.parametrize("place", ["Thôn Trung", "Thôn 3", "Toàn xã"])
def test_a_hamlet_s_name_that_many_communes_have_is_no_witness(place: str) -> None:
    assert two(LONG, address=place) == []


@pytest.mark.parametrize(
    "holder", ["HTX nông nghiệp", "Bà con nông dân", "Lực lượng dân quân", "Hội Cha mẹ học sinh"]
)
def test_a_holder_of_common_words_is_no_witness(holder: str) -> None:
    assert two("Thắp sáng đường quê ban đêm", holder=holder) == []


def test_a_person_with_and_without_a_title_is_one() -> None:
    first = {"unit": "cao-xa", "name": "Mô hình chăn nuôi gà đồi an toàn", "holder_kind": "individual"}
    two_titles = groups(
        first | {"holder": "Ông Đặng Hữu Phấn"}, first | {"unit": "ngoc-ly", "holder": "Đồng chí Đặng Hữu Phấn"}
    )
    assert two_titles == [("holder",)]


TEXT = "Lắp 24 mắt camera trên các trục đường chính, giảm 20% vụ trộm cắp vặt"
NAME = "Camera an ninh trên các trục đường thôn"


def model(unit: str | None, row: int, **facts: Any) -> dict[str, Any]:
    return entry(unit, row, **{"name": NAME, "goals": TEXT, **facts})


def test_the_same_words_of_two_units_are_a_group() -> None:
    frame = entries_frame(
        [model("cao-xa", 9), model("ngoc-ly", 9, name=NAME.upper()), model("lam-cot", 9, name="Khác")]
    )
    assert [group.rows for group in same_text_across_units(frame, doubles=())] == [(0, 1)]


def test_one_unit_alone_short_goals_and_what_is_told_already_are_none() -> None:
    frame = entries_frame([model("cao-xa", 9), model("cao-xa", 10), model(None, 11)])
    assert same_text_across_units(frame, doubles=()) == []
    short = entries_frame([model(unit, 9, goals="Xanh, sạch, đẹp") for unit in ("cao-xa", "ngoc-ly")])
    assert same_text_across_units(short, doubles=()) == []
    two = entries_frame([model(unit, 9) for unit in ("cao-xa", "ngoc-ly")])
    assert same_text_across_units(two, doubles=(0, 1)) == []


def test_the_finding_names_units_files_and_rows_and_accuses_nobody() -> None:
    frame = entries_frame([model("cao-xa", 9), model("ngoc-ly", 12)])
    (finding,) = double_findings(same_text_across_units(frame, doubles=()), frame, default_campaign())
    assert (finding.code, finding.severity, finding.unit) == ("same-text-other-units", "info", None)
    assert "2 đơn vị" in finding.message
    assert "Xã Cao Xá" in finding.message
    assert "dòng 12" in finding.message
