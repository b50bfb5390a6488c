"""The letter as data: what it says, and clear errors where a file is broken."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from aggregator.campaign.load import default_campaign, load_campaign
from aggregator.nouns.finding import CannotWork
from aggregator.vietnamese.fold import key

CAMPAIGN = default_campaign()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the campaign's files, to be broken."""
    with as_file(files("aggregator.campaign") / "data") as data:
        return Path(shutil.copytree(data, tmp_path / "data"))


def error(folder: Path, name: str, old: str, new: str) -> str:
    """The sentence for a file in which ``old`` was replaced by ``new``."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CannotWork) as caught:
        load_campaign(folder)
    return str(caught.value)


def limits(group: str, level: str) -> tuple[list[int], list[int]]:
    """Lower and upper limits of a group at a level."""
    rules = [x for x in CAMPAIGN.limits if (x.group, x.level) == (group, level)]
    return [x.minimum for x in rules if x.minimum is not None], [x.maximum for x in rules if x.maximum is not None]


def test_a_copy_of_the_files_loads_to_the_same_campaign(folder: Path) -> None:
    assert load_campaign(folder) == CAMPAIGN


def test_r2_a_commune_registers_one_or_two_province_and_four_or_five_district_items() -> None:
    assert limits("commune", "province") == ([1], [2])
    assert limits("commune", "district") == ([4], [5])


def test_r3_an_agency_registers_upward_if_any_at_most_two_and_five() -> None:
    assert limits("agency", "province") == ([], [2])
    assert limits("agency", "district") == ([], [5])


def test_base_has_no_limits() -> None:
    assert limits("commune", "base") == limits("agency", "base") == ([], [])


def test_every_limit_says_where_in_the_letter_it_stands_and_how_heavy_it_is() -> None:
    assert all("điểm 3" in limit.source for limit in CAMPAIGN.limits)
    assert {limit.severity for limit in CAMPAIGN.limits} == {"violation"}


def test_r4_the_last_second_of_the_27th_on_the_districts_clock() -> None:
    assert CAMPAIGN.deadline == dt.datetime(2024, 2, 27, 23, 59, 59, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def test_r1_communes_send_m3_and_agencies_m4() -> None:
    assert {g.code: g.form for g in CAMPAIGN.groups} == {"commune": "M3", "agency": "M4"}


def test_r6_at_most_five_go_to_the_province_and_the_briefing_is_on_the_first_of_march() -> None:
    assert CAMPAIGN.province_cap == 5
    assert CAMPAIGN.briefing == dt.date(2024, 3, 1)


def test_r7_economy_and_culture_are_watched() -> None:
    assert [f.code for f in CAMPAIGN.fields if f.theme] == ["economy", "culture_society"]


def test_r8_the_blank_heads_print_last_year_and_this_year() -> None:
    heads = {c.code: c.head for c in CAMPAIGN.forms_by_code["M3"].columns}
    assert heads["continuing"].endswith("năm 2023")
    assert heads["new"].endswith("năm 2024")


def test_r9_the_four_fields_in_the_order_of_the_form() -> None:
    assert [(f.numeral, f.code) for f in CAMPAIGN.fields] == [
        ("I", "economy"),
        ("II", "culture_society"),
        ("III", "defence_security"),
        ("IV", "political_system"),
    ]


def test_r10_our_columns_stand_to_the_right_of_the_official_ones() -> None:
    for form in CAMPAIGN.forms:
        marks = [column.added for column in form.columns]
        assert marks == sorted(marks)
        assert [c.code for c in form.columns if c.added] == (["level"] if form.code == "M3" else ["level", "field"])


def test_a_level_or_a_field_is_called_as_the_campaign_calls_it_in_the_drop_downs_and_heads_too(
    folder: Path,
) -> None:
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (("Cơ sở", "Cấp cơ sở"), ("Cấp huyện", "Cấp vùng"), ("Kinh tế", "Sản xuất")):
        text = text.replace(f'title = "{old}"', f'title = "{new}"')
    path.write_text(text, encoding="utf-8")
    campaign = load_campaign(folder)
    choices = {column.code: column.choices for column in campaign.forms_by_code["M4"].columns}
    assert choices["level"] == ("Cấp tỉnh", "Cấp vùng", "Cấp cơ sở")
    assert choices["field"] == ("Sản xuất", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Hệ thống chính trị")
    assert choices["holder"] == ("Tập thể", "Cá nhân")
    assert campaign.registration_forms_by_code["M1"].levels == ("Cấp tỉnh", "Cấp vùng")
    assert "Cấp cơ sở" in [heading.title for heading in campaign.headings]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("M4.toml", 'choices_from = "fields"', 'choices_from = "units"', "column[1].choices_from"),
        ("columns.toml", 'title = "STT"\n', "", "stt.title"),
    ],
)
def test_whose_titles_are_taken_must_be_known(folder: Path, name: str, old: str, new: str, words: str) -> None:
    assert words in error(folder, name, old, new)


def test_the_roster_has_22_communes_and_about_fifty_agencies() -> None:
    kinds = Counter(unit.kind for unit in CAMPAIGN.units)
    assert kinds["commune"] == 22
    assert 45 <= kinds["agency"] <= 55


def test_every_alias_leads_to_exactly_one_unit() -> None:
    names = [key(name) for unit in CAMPAIGN.units for name in {key(n): n for n in (unit.name, *unit.aliases)}]
    assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "campaign.toml",
            "year = 2024",
            'year = "2024"',
            ["campaign.toml", "campaign.year", "số nguyên", "'2024'"],
        ),
        ("campaign.toml", "year = 2024\n", "", ["campaign.toml", "campaign.year", "số nguyên"]),
        ("campaign.toml", "2024-02-27T23:59:59", "2024-02-27", ["campaign.toml", "campaign.deadline", "kèm giờ"]),
        ("campaign.toml", "briefing = 2024-03-01", 'briefing = "1/3"', ["campaign.briefing", "một ngày"]),
        (
            "campaign.toml",
            'group = "commune"',
            'group = "xa"',
            ["campaign.toml", "limit[1].group", "commune, agency"],
        ),
        ("campaign.toml", 'level = "province"', 'level = "tinh"', ["limit[1].level", "province, district"]),
        ("campaign.toml", 'level = "province"', 'level = "base"', ["limit[1].level", "province, district"]),
        ("campaign.toml", 'code = "economy"', 'code = "kinh_te"', ["field[1].code", "economy, culture_society"]),
        ("campaign.toml", "2024-02-27T23:59:59", "2024-02-27T23:59:59Z", ["campaign.deadline", "múi giờ"]),
        ("campaign.toml", "briefing = 2024-03-01", "briefing = 2024-03-01T07:30:00", ["campaign.briefing", "giờ"]),
        ("campaign.toml", "minimum = 1\n", "", ["limit[1].minimum", "đúng một trong hai"]),
        ("campaign.toml", 'group = "district"', 'group = "agency"', ["đúng một [[limit]] của nhóm “district”"]),
        ("campaign.toml", "minimum = 1\n", "minimum = 1\nmaximum = 2\n", ["limit[1].minimum", "đúng một"]),
        ("campaign.toml", 'severity = "violation"', 'severity = "bad"', ["limit[1].severity", "violation, error"]),
        ("campaign.toml", 'form = "M3"', 'form = "M9"', ["group[1].form", "M3, M4"]),
        ("campaign.toml", "theme = true", 'theme = "có"', ["field[1].theme", "true hoặc false"]),
        ("campaign.toml", "[office]", "[office", ["campaign.toml", "TOML"]),
        (
            "columns.toml",
            'spellings = ["số thứ tự"',
            'spellings = [3, "số thứ tự"',
            ["columns.toml", "stt.spellings"],
        ),
        ("M3.toml", "width = 5", 'width = "5"', ["M3.toml", "column[1].width", "một số"]),
        ("M3.toml", 'code = "address"', 'code = "adress"', ["M3.toml", "adress", "columns.toml"]),
        ("M4.toml", 'columns_of = "M3"', 'columns_of = "M7"', ["M4.toml", "form.columns_of", "M7"]),
        ("units.csv", "Xã Cao Xá,commune", "Xã Cao Xá,xa", ["units.csv", "dòng 5.kind", "commune, agency"]),
        ("units.csv", "cao-xa,Xã Cao Xá", "cao-xa,", ["units.csv", "dòng 5.name", "không rỗng"]),
        ("units.csv", "Ngọc Lí", "Xã Cao Xá", ["units.csv", "Xã Cao Xá", "trùng"]),
    ],
)
def test_an_error_names_the_file_the_key_and_what_was_expected(
    folder: Path, name: str, old: str, new: str, words: list[str]
) -> None:
    sentence = error(folder, name, old, new)
    assert [word for word in words if word not in sentence] == []


@pytest.mark.parametrize("name", ["campaign.toml", "columns.toml", "M3.toml", "M4.toml", "units.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CannotWork, match=f"Thiếu tệp dữ liệu {name}"):
        load_campaign(folder)


@pytest.mark.parametrize("name", ["campaign.toml", "columns.toml", "M3.toml", "units.csv"])
def test_a_file_in_another_encoding_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes("tên = “đợt”".encode("utf-16"))
    with pytest.raises(CannotWork, match=name):
        load_campaign(folder)


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("campaign.toml", "“Dân vận khéo” năm {year}"),
        ("M3.toml", "NĂM {year}"),
        ("M3.toml", "thực hiện năm {last_year}"),
        ("M3.toml", "Ví dụ: 30/10/{year}"),
    ],
)
def test_a_brace_of_no_known_fact_is_named(folder: Path, name: str, old: str) -> None:
    assert name in error(folder, name, old, "{nam}")


def test_a_roster_saved_by_excel_with_a_byte_order_mark_loads(folder: Path) -> None:
    path = folder / "units.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_campaign(folder).units == CAMPAIGN.units


def test_units_csv_has_one_line_a_unit() -> None:
    text = (files("aggregator.campaign") / "data" / "units.csv").read_text(encoding="utf-8")
    codes = [row["code"] for row in csv.DictReader(io.StringIO(text))]
    assert codes == [unit.code for unit in CAMPAIGN.units]
