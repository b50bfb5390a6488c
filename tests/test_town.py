"""A campaign of a town, with wards beside its communes: by the book alone, or by edited files of data.

Lists of words and papers are in the words of a huyện; a town reads and writes its own. In Tân Yên a ward is another
place's.
"""

from __future__ import annotations

import io
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from msgspec import structs

from aggregator import aggregate, run
from aggregator.book.campaign import campaign_of
from aggregator.book.create import new_book
from aggregator.campaign.load import load_campaign
from aggregator.nouns.unit import Campaign, PlaceKind
from aggregator.vietnamese.fold import key, list_key
from aggregator.vietnamese.scope import enter, in_district_words, in_place_words
from aggregator.write.blank import write_blank_forms
from aggregator.write.master import master_workbook
from aggregator.write.places import CampaignFolder
from aggregator.write.result import result_of
from tests.sheets import AFTER, CAMPAIGN, HEAD, fill, inline, run_over, unit
from tests.test_another_campaign import words as words_of_file
from tests.test_next_year import KINDS, THIS, bytes_of, of_year

PLACES = {place.kind: place for place in CAMPAIGN.places}
WARDS = (
    "Bích Động", "Hồng Thái", "Nếnh", "Ninh Sơn", "Quang Châu", "Quảng Minh", "Tăng Tiến", "Tự Lạn", "Vân Trung",
)  # fmt: skip
COMMUNES = (
    "Hương Mai", "Minh Đức", "Nghĩa Trung", "Thượng Lan", "Tiên Sơn", "Trung Sơn", "Vân Hà", "Việt Tiến",
)  # fmt: skip
AGENCIES = (
    "Ban Tổ chức Thị ủy", "Ban Dân vận Thị ủy", "Phòng Nội vụ", "Công an thị xã", "Ban Chỉ huy Quân sự thị xã",
    "Hội Nông dân", "Thị đoàn", "Ủy ban Mặt trận Tổ quốc", "Trung tâm Y tế", "Trường THPT Việt Yên số 1",
)  # fmt: skip
WARD, COMMUNE = "phuong-bich-dong", "xa-huong-mai"
SIGNED = {
    WARD: (
        "Phường Bích Động",
        "PHƯỜNG BÍCH ĐỘNG",
        "P. Bích Động",
        "P.Bích Động",
        "Phuong Bich Dong",
        "Đơn vị: Bích Động",
        "UBND phường Bích Động",
        "UBND P. Bích Động",
        "Đảng ủy phường Bích Động",
        "Khối Dân vận phường Bích Động",
        "THỊ ỦY VIỆT YÊN / ĐẢNG ỦY PHƯỜNG BÍCH ĐỘNG",
        "ĐẢNG BỘ THỊ XÃ VIỆT YÊN / ĐẢNG ỦY PHƯỜNG BÍCH ĐỘNG",
        "UBND THỊ XÃ VIỆT YÊN / UBND PHƯỜNG BÍCH ĐỘNG",
        "Phường Bích Động - thị xã Việt Yên - tỉnh Bắc Giang",
        "BCH Đảng bộ phường Bích Động",
        "Hội Nông dân phường Bích Động",
        "Công an phường Bích Động",
        "MTTQ phường Bích Động, TX Việt Yên",
        "Hội LHPN P. Bích Động",
        "Đoàn TNCS Hồ Chí Minh phường Bích Động",
        "Trường Tiểu học Bích Động",
    ),
    "phuong-nenh": ("Phường Nếnh", "UBND phường Nếnh", "P. Nếnh", "PHUONG NENH"),
    COMMUNE: (
        "Xã Hương Mai",
        "UBND xã Hương Mai",
        "THỊ ỦY VIỆT YÊN / ĐẢNG ỦY XÃ HƯƠNG MAI",
        "X. Hương Mai, TX. Việt Yên",
        "Hội Nông dân xã Hương Mai",
    ),
    "ban-to-chuc-thi-uy": (
        "Ban Tổ chức Thị ủy",
        "THỊ ỦY VIỆT YÊN / BAN TỔ CHỨC",
        "Ban Tổ chức Thị uỷ Việt Yên",
        "BTC Thị ủy",
    ),
    "cong-an-thi-xa": (
        "Công an thị xã",
        "CÔNG AN THỊ XÃ VIỆT YÊN",
        "Công an TX Việt Yên",
        "CA thị xã",
        "cong an thi xa Viet Yen",
        "CÔNG AN TỈNH BẮC GIANG / CÔNG AN THỊ XÃ VIỆT YÊN",
    ),
    "thi-doan": ("Thị đoàn", "Đoàn thanh niên thị xã", "TỈNH ĐOÀN BẮC GIANG / BCH THỊ ĐOÀN VIỆT YÊN"),
    "hoi-nong-dan": ("Hội Nông dân thị xã", "HỘI NÔNG DÂN VIỆT NAM / BCH THỊ XÃ VIỆT YÊN", "HND thị xã"),
    "phong-noi-vu": ("UBND THỊ XÃ VIỆT YÊN / PHÒNG NỘI VỤ", "P. Nội vụ", "Phòng Nội vụ TX"),
    "ban-chi-huy-quan-su-thi-xa": ("Ban CHQS thị xã", "Thị đội"),
    "uy-ban-mat-tran-to-quoc": ("UBMTTQ thị xã", "Ủy ban MTTQ Việt Nam thị xã Việt Yên"),
    None: (
        "Phường Dĩnh Kế",
        "Phường Thọ Xương, thành phố Bắc Giang",
        "THÀNH ỦY BẮC GIANG / BAN TỔ CHỨC",
        "Huyện ủy Tân Yên / Ban Tổ chức",
        "Hội Nông dân phường",
        "Công an huyện Hiệp Hòa",
        "Công an thành phố Bắc Giang",
        "Hội Nông dân huyện Tân Yên",
    ),
}
DISTRICT_LEVEL = ("Cấp thị xã", "cấp huyện", "TX", "Thị xã", "Cấp TX")


def town_book(path: Path, **rules: str) -> Path:
    """The default book, in which a person named the town and its units."""
    book: Any = openpyxl.load_workbook(io.BytesIO(new_book(CAMPAIGN)))
    labels = {"Huyện": "district", "Cấp ủy, in ở đầu văn bản": "committee"}
    for row in book["Quy định"].iter_rows():
        if (name := labels.get(row[0].value)) in rules:
            row[1].value = rules[str(name)]
    sheet = book["Đơn vị"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Mã")
    columns = {cell.value: cell.column for cell in head}
    sheet.delete_rows(head[0].row + 1, sheet.max_row)
    units = [(f"Phường {name}", "Xã, thị trấn") for name in WARDS]
    units += [(f"Xã {name}", "Xã, phường") for name in COMMUNES]
    units += [(name, "Cơ quan, đơn vị") for name in AGENCIES]
    for number, (name, group) in enumerate(units, start=head[0].row + 1):
        sheet.cell(number, columns["Tên đơn vị"], name)
        sheet.cell(number, columns["Nhóm"], group)
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return town_book(tmp_path / "so_theo_doi.xlsx", district="Thị xã Việt Yên")


def returned(top: str, levels: tuple[str, ...] = ("Cấp tỉnh", *DISTRICT_LEVEL)) -> str:
    rows = (
        f"| {n} | Tổ dân phố {n} | Trồng hoa số {n} | Tập thể | | x | 30/10/2024 | Đẹp | {level} |"
        for n, level in enumerate(levels, start=1)
    )
    return "\n".join([*top.split(" / "), "", HEAD, "I. Lĩnh vực kinh tế", *rows])


@pytest.mark.parametrize(
    "rules",
    [
        {"district": "Thị xã Việt Yên"},
        {"district": "Việt Yên", "committee": "THỊ ỦY VIỆT YÊN"},
        {"district": "thị xã Việt Yên", "committee": "THỊ ỦY VIỆT YÊN"},
    ],
)
def test_the_book_makes_a_town_of_the_district(rules: dict[str, str], tmp_path: Path) -> None:
    campaign = campaign_of(town_book(tmp_path / "so.xlsx", **rules), CAMPAIGN)
    office, papers = campaign.office, campaign.papers
    assert (office.kind, office.district, office.committee) == ("thị xã", "Việt Yên", "THỊ ỦY VIỆT YÊN")
    assert (papers.board, papers.standing, papers.report_symbol) == (
        "Ban Dân vận Thị ủy",
        "Thường trực Thị ủy",
        "BC/BDVTU",
    )
    assert [group.title for group in campaign.groups] == ["Xã, phường", "Cơ quan, đơn vị"]
    assert [level.title for level in campaign.levels] == ["Cấp tỉnh", "Cấp thị xã", "Cơ sở"]
    assert [*campaign.commune_names.kinds] == ["Xã", "Phường"]
    assert {unit.kind for unit in campaign.units[:17]} == {"commune"}


def test_a_ward_of_a_quan_has_the_group_of_the_drop_down_of_a_huyen(tmp_path: Path) -> None:
    campaign = campaign_of(town_book(tmp_path / "so.xlsx", district="Quận Hải An"), CAMPAIGN)
    assert [group.title for group in campaign.groups] == ["Phường", "Cơ quan, đơn vị"]
    assert [unit.name for unit in campaign.units if unit.kind == "commune"][: len(WARDS)] == [
        f"Phường {n}" for n in WARDS
    ]


@pytest.mark.parametrize("code", SIGNED)
def test_its_units_are_known_however_they_sign(code: str | None, book: Path, tmp_path: Path) -> None:
    wrong = {}
    for number, top in enumerate(SIGNED[code]):
        outcome = run_over(tmp_path / str(number) / "tiep_nhan", {"M.xlsx": returned(top)}, book=book)
        if outcome.submissions[0].unit != code:
            wrong[top] = outcome.submissions[0].unit
    assert wrong == {}


@pytest.mark.parametrize("file", ["M3 phường Bích Động.xlsx", "P.Bich Dong/M3.xlsx", "M3_PHUONGBICHDONG.xlsx"])
def test_a_ward_is_known_by_a_files_name(file: str, book: Path, tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "tiep_nhan", {file: returned("DANH SÁCH ĐĂNG KÝ")}, book=book)
    assert outcome.submissions[0].unit == WARD


def test_the_towns_level_is_the_districts(book: Path, tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "tiep_nhan", {"M3.xlsx": returned("Phường Bích Động")}, book=book)
    assert outcome.entries["level"].tolist() == ["province", *["district"] * 5]
    assert unit(outcome, WARD).quota == "met"


def papers_of(tmp_path: Path, campaign: Campaign, book: Path | None) -> list[Path]:
    """Every paper of a small inbox in which much is amiss: master, report, letters, blanks, a new book."""
    inbox = fill(
        tmp_path / "tiep_nhan",
        {
            "a.xlsx": returned("Phường Bích Động"),
            "b.xlsx": (returned("Phường Nếnh", ("", "Cấp tỉnh", "TX")), "28/02/2024 10:00"),
            "c.xlsx": returned("Xã Hương Mai", ("Cấp tỉnh, thị xã", *["Cấp thị xã"] * 6)),
            "d.xlsx": returned("Công an thị xã", ("Cấp thị xã",) * 6),
        },
    )
    with inline():
        desk = run.open_desk(book, campaign, AFTER)
        outcome = run.run_at(desk, inbox, as_of=AFTER)
        (tmp_path / "tong_hop.xlsx").write_bytes(master_workbook(outcome))
        run.deliver_briefing(outcome, tmp_path / "bao_cao.docx")
        place = CampaignFolder(inbox, book, campaign, desk.campaign)
        run.deliver_letters(outcome, desk, place, tmp_path / "thu_gui", 1)
    (tmp_path / "so_moi.xlsx").write_bytes(new_book(outcome.campaign))
    write_blank_forms(outcome.campaign, tmp_path / "bieu_mau", per_unit=True)
    ours = (path for path in tmp_path.rglob("*.*") if path.suffix in (".xlsx", ".docx", ".eml"))
    return [path for path in ours if path != book and inbox not in path.parents]


def left_over(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for line in words_of_file(path).splitlines():
            said = re.sub(r"“[^“”]*”", "", line)  # what the letter of a huyện says is quoted
            if re.search(r"huyện|thị trấn", said, re.IGNORECASE) and line.strip() != "Huyện":  # a rule of the book
                yield f"{path.name}: {line.strip()}"


def test_no_paper_of_a_town_speaks_of_a_huyen(book: Path, tmp_path: Path) -> None:
    papers = papers_of(tmp_path, CAMPAIGN, book)
    assert {path.suffix for path in papers} == {".xlsx", ".docx", ".eml"}
    assert list(left_over(papers)) == []
    report = words_of_file(tmp_path / "bao_cao.docx")
    assert "BAN DÂN VẬN" in report
    assert "Thường trực Thị ủy" in report
    assert "cấp thị xã" in report


def test_a_blank_of_a_town_is_read_back(book: Path, tmp_path: Path) -> None:
    campaign = campaign_of(book, CAMPAIGN)
    blanks = write_blank_forms(campaign, tmp_path / "bieu_mau", per_unit=False)
    path = next(path for path in blanks if path.name == "M3.xlsx")
    sheet: Any = (workbook := openpyxl.load_workbook(path)).worksheets[0]
    top, head = next((c.row, row) for row in sheet.iter_rows() for c in row if c.value == "Cấp đăng ký")
    columns = {str(cell.value): cell.column for cell in head if cell.value}
    first = next(row[0].row for row in sheet.iter_rows(min_row=top) if row[0].value == 1)
    for code, value in (("Tên mô hình", "Trồng hoa"), ("Cấp đăng ký", "Cấp thị xã")):
        sheet.cell(first, columns[code], value)
    workbook.save(path)
    inbox = {"M3 phường Nếnh.xlsx": path.read_bytes()}
    outcome = run_over(tmp_path / "tiep_nhan", inbox, book=book)
    assert outcome.entries[["unit", "level"]].to_numpy().tolist() == [["phuong-nenh", "district"]]


# ---- The same returns in the words of a place of each kind: the same verdicts.


def in_words_of(place: PlaceKind, text: str) -> str:
    """A text of a huyện as the place would write it, quotations too."""
    parts = re.split("([“”])", text)
    return "".join(part if part in "“”" else in_place_words(part, place) for part in parts)


def translated(place: PlaceKind, given: Any) -> Any:
    if isinstance(given, str):
        return in_words_of(place, given)
    if isinstance(given, tuple):
        return tuple(translated(place, each) for each in given)
    return {translated(place, n): translated(place, each) for n, each in given.items()} if given else given


def by_files(tmp_path: Path, place: PlaceKind) -> Campaign:
    """The campaign of data in which the office is of another kind, its towns are wards."""
    with as_file(files("aggregator.campaign") / "data") as data:
        folder = Path(shutil.copytree(data, tmp_path / "data"))
    main = (folder / "campaign.toml").read_text(encoding="utf-8")
    main = main.replace('kind = "huyện" ', f'kind = "{place.kind}" ', 1)
    (folder / "campaign.toml").write_text(main, encoding="utf-8")
    roster = (folder / "units.csv").read_text(encoding="utf-8")
    (folder / "units.csv").write_text(in_words_of(place, roster), encoding="utf-8")
    return load_campaign(folder)


def judged(tmp_path: Path, desk: run.Desk, inbox: Any) -> dict[str, Any]:
    folder = tmp_path / f"{len([*tmp_path.iterdir()])}" / "tiep_nhan"
    fill(folder, {name: bytes_of(THIS, each) for name, each in inbox.items()})
    with inline():
        outcome = run.run_at(desk, folder, as_of=AFTER)
    result: dict[str, Any] = msgspec.to_builtins(result_of(outcome))
    return {
        "units": [(each["code"], each["receipt"], each["quota"], each["counts"]) for each in result["units"]],
        "files": [(each["unit"], each["status"]) for each in result["submissions"]],
        "entries": [
            (each["unit"], each["level"], each["level_source"], each["field"], each["holder_kind"], each["row"])
            for each in result["entries"]
        ],
        "findings": sorted((each["code"], each["severity"], each["cell"] or "") for each in result["findings"]),
    }


TOWN = {  # besides the kinds of next year's test: a town, its bodies, levels in many places
    "a town": {"M3.xlsx": returned("Thị trấn Cao Thượng", ("Cấp tỉnh", *["Cấp huyện"] * 4))},
    "a body of a town": {"M3.xlsx": returned("HỘI NÔNG DÂN THỊ TRẤN NHÃ NAM", ("Cấp huyện",) * 2)},
    "another body": {"M4.xlsx": returned("HUYỆN ỦY TÂN YÊN / BAN TỔ CHỨC", ("Cấp huyện",) * 2)},
    "the district's body": {"M4.xlsx": returned("HỘI NÔNG DÂN VIỆT NAM / BCH HUYỆN TÂN YÊN", ("huyện",))},
    **{
        f"“{line}” below": {"M3.xlsx": returned("Thị trấn Nhã Nam", ("Cấp tỉnh", *["Cấp huyện"] * 4)) + f"\n{line}"}
        for line in (
            "Tổng số: 05 mô hình, trong đó 01 cấp tỉnh, 04 cấp huyện",
            "Mô hình số 2 do thị trấn Cao Thượng thực hiện.",
            "Thị trấn xin chuyển mô hình số 3 xuống cấp thị trấn.",
            "Đề nghị huyện hỗ trợ kinh phí cho thị trấn.",
            "Thị trấn bổ sung mô hình “Nuôi ong lấy mật” cấp huyện.",
            "Trình Huyện ủy xem xét mô hình số 1.",
            "Toàn thị trấn có 12 mô hình, chọn 05 mô hình ở trên.",
        )
    },
    "levels of lines": {
        "M3.xlsx": "THỊ TRẤN NHÃ NAM\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024\n- Cấp tỉnh: Trồng hoa ven đường\n"
        "- Cấp huyện: Nuôi gà đồi an toàn\n- Cấp huyện: Vệ sinh ngõ xóm sạch"
    },
    "headings of levels": {
        "M3.xlsx": "\n".join(
            [
                "Thị trấn Nhã Nam",
                HEAD,
                "A. Cấp tỉnh",
                "| 1 | Phố 1 | Trồng hoa | Tập thể |",
                "B. Cấp huyện",
                "| 1 | Phố 2 | Nuôi gà | Tập thể |",
                "C. Cấp thị trấn",
                "| 1 | Phố 3 | Vệ sinh | Tập thể |",
            ]
        )
    },
    "a mail of a town": {
        "thu.eml": ("Thị trấn Cao Thượng không đăng ký mô hình cấp tỉnh, cấp huyện năm 2024.", None)
    },
    "quoted by level": {
        "M3.xlsx": "Xã Cao Xá\nXã đăng ký 01 mô hình cấp tỉnh: “Trồng hoa ven đường”; cấp huyện: “Nuôi gà đồi”, “Vệ"
        " sinh ngõ xóm”."
    },
}


INBOXES = {name: of_year(THIS, inbox) for name, inbox in KINDS.items()} | TOWN


@pytest.fixture(scope="module")
def of_huyen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How each inbox is judged in a huyện."""
    folder, desk = tmp_path_factory.mktemp("huyen"), run.open_desk(None, CAMPAIGN)
    return {name: judged(folder, desk, inbox) for name, inbox in INBOXES.items()}


@pytest.mark.parametrize("kind", ["thị xã", "thành phố", "quận"])
def test_returns_in_a_places_own_words_are_judged_as_a_huyens(
    kind: str, tmp_path: Path, of_huyen: dict[str, Any]
) -> None:
    desk = run.open_desk(None, by_files(tmp_path, PLACES[kind]))
    inboxes = INBOXES if kind == "thị xã" else TOWN
    there = {name: judged(tmp_path, desk, translated(PLACES[kind], inbox)) for name, inbox in inboxes.items()}
    assert [name for name in inboxes if of_huyen[name] != there[name]] == []


def test_a_special_zone_of_the_roster_is_a_commune_anywhere(tmp_path: Path) -> None:
    with as_file(files("aggregator.campaign") / "data") as data:
        folder = Path(shutil.copytree(data, tmp_path / "data"))
    with (folder / "units.csv").open("a", encoding="utf-8") as roster:
        roster.write("con-dao,Đặc khu Côn Đảo,commune,,\n")
    inbox = fill(tmp_path / "tiep_nhan", {"M3.xlsx": returned("ĐẢNG ỦY ĐẶC KHU CÔN ĐẢO", ("Cấp huyện",))})
    with inline():
        outcome = run.run(inbox, load_campaign(folder), as_of=AFTER)
    assert [came.unit for came in outcome.submissions] == ["con-dao"]


def test_in_a_huyen_nothing_is_read_or_written_otherwise() -> None:
    text = "Phường Bích Động, Thị ủy, cấp thị xã, TP. Bắc Giang, quận 1"
    for place in (None, PLACES["huyện"]):
        enter(THIS, structs.replace(CAMPAIGN.office, place=place))
        assert in_district_words(text) == text
        assert in_place_words("Huyện ủy, xã, thị trấn") == "Huyện ủy, xã, thị trấn"
        assert key(text) == list_key(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Thị ủy Việt Yên", "huyen uy viet yen"),
        ("THỊ UỶ", "huyen uy"),
        ("cấp thị xã", "cap huyen"),
        ("cấp thị", "cap huyen"),
        ("cấp TX", "cap huyen"),
        ("cap thi xa", "cap huyen"),
        ("cấp phường", "cap xa"),
        ("phường Nếnh", "thi tran nenh"),
        ("địa phương", "dia phuong"),
        ("chị Phương", "chi phuong"),
        ("cấp thị trấn", "cap xa"),
        ("Quân ủy", "quan uy"),
        ("quần áo", "quan ao"),
        ("thi xã hội hóa", "thi xa hoi hoa"),
    ],
)
def test_a_towns_own_words_are_read_as_a_huyens_and_no_others(typed: str, read: str) -> None:
    enter(THIS, structs.replace(CAMPAIGN.office, place=PLACES["thị xã"]))
    assert key(typed) == read


def test_a_run_goes_by_its_own_campaign_whatever_book_was_opened_since(book: Path, tmp_path: Path) -> None:
    given = {"M3.xlsx": returned("Xã Cao Xá", ("Cấp tỉnh", *DISTRICT_LEVEL)) + "\nToàn phường có 12 mô hình."}
    inbox = fill(tmp_path / "tiep_nhan", given | {"M4.xlsx": returned("Phường Nhã Nam")})
    desk = run.open_desk(None, CAMPAIGN, AFTER)
    alone = result_of(run.run_at(desk, inbox, as_of=AFTER, jobs=1))
    run.open_desk(book, CAMPAIGN, AFTER)
    assert result_of(run.run_at(desk, inbox, as_of=AFTER, jobs=1)) == alone


def test_threads_run_one_campaign_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = list[Path](), list[int]()

    def run_slowly(inbox: Path, *_: object, **__: object) -> None:
        running.append(inbox)
        time.sleep(0.05)
        most.append(len(running))
        running.remove(inbox)

    monkeypatch.setattr(run, "run", run_slowly)
    inboxes = [fill(tmp_path / str(n) / "tiep_nhan", {"M3.xlsx": returned("Xã Cao Xá")}) for n in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(aggregate, inboxes))
    assert most == [1, 1, 1]


def test_a_result_names_a_town_apart_from_the_huyen_of_its_name(book: Path, tmp_path: Path) -> None:
    town = run_over(tmp_path / "tiep_nhan", {"M3.xlsx": returned("Phường Bích Động")}, book=book)
    assert result_of(town).district == "Thị xã Việt Yên"
    huyen = structs.replace(CAMPAIGN.office, district="Việt Yên")
    assert huyen.among_districts == "Việt Yên"
