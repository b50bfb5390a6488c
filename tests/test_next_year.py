"""Next year's campaign judges next year's returns as this year's: by the book alone, or by edited files of data.

The returns are those of this year with every year one later: RESULT.json says the same of both, years apart.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from aggregator import run
from aggregator.book.create import new_book
from aggregator.campaign.load import load_campaign
from aggregator.nouns.unit import Campaign
from aggregator.write.result import result_of
from tests.sheets import CAMPAIGN, HEAD, Given, at, fill, inline, sheet, workbook

THIS, NEXT = 2024, 2025
OFFICIAL = (
    "| STT | Địa chỉ xây dựng mô hình | Tên mô hình | Tập thể hoặc cá nhân "
    "| Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm {last} "
    "| Mô hình đăng ký xây dựng mới trong năm {year} | Dự kiến thời gian hoàn thành | Mục tiêu | Cấp đăng ký |"
)
NAMES = ("Trồng hoa ven đường", "Nuôi gà đồi an toàn", "Thu gom rác thải", "Camera an ninh", "Hiến đất mở đường")
LEVELS = ("Cấp tỉnh", "Cấp huyện", "Cấp huyện", "Cấp huyện", "Cấp huyện")
DONE = ("30/10/{year}", "Quý III/{year}", "T11/{year}", "Năm {year}", "tháng 12")


def models(
    *, done: tuple[str, ...] = DONE, levels: tuple[str, ...] = LEVELS, names: tuple[str, ...] = NAMES
) -> list[str]:
    rows = zip(names, done, levels, strict=True)
    return [f"| {n} | Thôn {n} | {a} | Tập thể | | x | {b} | Đẹp | {c} |" for n, (a, b, c) in enumerate(rows, 1)]


def returned(
    *lines: str,
    title: str = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year}",
    head: str = HEAD,
    below: str = "",
) -> str:
    return "\n".join(["ĐẢNG ỦY XÃ CAO XÁ", title, "", head, *(lines or models()), *below.splitlines()])


def noted(name: str, place: str = "remark") -> str:
    """A list whose second model bears a note: behind its name, in a column of its own, or beside its level."""
    first, second, *rest = models()
    if place == "remark":
        more = "".join(f"\n{line} |" for line in rest)
        return returned(f"{first} |", f"{second} {name} |{more}", head=f"{HEAD} Ghi chú |")
    if place == "name":
        return returned(first, second.replace(NAMES[1], f"{NAMES[1]} {name}"), *rest)
    return returned(first, second.replace("Cấp huyện", name), *rest)


# each is an inbox: a table, several (sheets by name), or the text of a mail with or without a list
Inbox = Mapping[str, Any]
NOTES = (
    "để lại năm {next}",
    "chuyển sang {next}",
    "năm {next}",
    "{next}",
    "không làm trong năm {year}",
    "đã đạt cấp huyện năm {last}",
    "không đăng ký năm {year}",
    "đăng ký cấp tỉnh năm {year}",
    "cấp tỉnh năm {last}",
    "rút khỏi danh sách năm {year}",
)
BELOW = (
    "Tổng số mô hình đăng ký năm {year}: 05",
    "Năm {year} xã đăng ký 01 mô hình cấp tỉnh, 04 mô hình cấp huyện.",
    "Năm {last} xã đăng ký 02 mô hình cấp tỉnh, 04 mô hình cấp huyện.",
    "Năm {next} phấn đấu đạt cấp tỉnh.",
    "Năm {last} xã đã xin rút mô hình số 2.",
    "Năm {year} xã xin rút mô hình số 2.",
    "Năm {last}, bổ sung mô hình Nuôi ong cấp huyện.",
    "Bổ sung mô hình Nuôi ong lấy mật cấp huyện năm {year}.",
    "Không đăng ký cấp tỉnh năm {year}.",
    "Không đăng ký cấp tỉnh năm {last}.",
    "Mô hình số 3 để lại năm {next}.",
    "Mô hình số 3 thực hiện đến hết năm {next}.",
    "Mô hình số 3 lên cấp tỉnh trong năm {next}.",
)
MAILS = (
    "Năm {year} đơn vị không đăng ký mô hình.",
    "Năm {last} xã không đăng ký, năm nay đăng ký như danh sách kèm theo.",
    "Tổng số mô hình đăng ký năm {year}: 0",
    "Số mô hình xã đăng ký năm {last}: 0",
    "Danh sách xã gửi hôm trước là của năm {last}, nay gửi lại danh sách năm {year}.",
    "Năm {last} xã đã rút 01 mô hình, năm {year} xã đăng ký 05 mô hình.",
    "Xã xin rút mô hình số 2 để lại năm {next}.",
    "Xã đăng ký các mô hình năm {year} gồm: 01 mô hình cấp tỉnh, 04 mô hình cấp huyện.",
    "Xã sẽ gửi danh sách năm {year} sau.",
)
TITLES = ("{year}", "{last}", "{next}", "{last}-{year}", "GIAI ĐOẠN 2021-{next}")
HEADINGS = (
    "Cấp tỉnh năm {last}",
    "Cấp huyện năm {year}",
    "Mô hình đã công nhận cấp huyện năm {last}",
    "Dự phòng năm {next}",
    "Năm {next}",
    "Mô hình duy trì từ năm {last}",
    "Kết quả thực hiện năm {last}",
    "Mô hình đăng ký mới năm {year}",
    "Năm {last}",
    "Năm {year}",
)
FILES = ("M3 {year}.xlsx", "M3 {last}.xlsx", "M3 năm {next}.xlsx", "M3 dự phòng {next}.xlsx")
WITHOUT_LEVEL = tuple("" for _ in LEVELS)
LINES = "\n".join(
    [
        "ĐẢNG ỦY XÃ CAO XÁ",
        "DANH SÁCH CÁC MÔ HÌNH ĐĂNG KÝ NĂM {year}",
        "I. Cấp tỉnh",
        f"1. {NAMES[0]}",
        "II. Cấp huyện",
    ]
    + [f"{n}. {name}, hoàn thành năm {{year}}" for n, name in enumerate(NAMES[1:], 1)]
)
KINDS: dict[str, Inbox] = {
    "the official heads": {"M3.xlsx": returned(head=OFFICIAL)},
    "the official heads under last year's title": {
        "M3.xlsx": returned(head=OFFICIAL, title="DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM {last}")
    },
    "last year's heads": {
        "M3.xlsx": returned(
            head=OFFICIAL.replace("{year}", "{last}").replace("duy trì thực hiện năm {last}", "duy trì")
        )
    },
    "two sheets of two years": {
        "M3.xlsx": {"{last}": returned(title="DANH SÁCH NĂM {last}"), "{year}": returned()}
    },
    "names of two years": {
        "M3.xlsx": returned(
            *(line.replace("| Tập thể", "| Mô hình cũ | Tập thể") for line in models()),
            head=HEAD.replace("| Tên mô hình ", "| Tên mô hình năm {year} | Tên mô hình năm {last} "),
        )
    },
    "done in other years": {
        "M3.xlsx": returned(*models(done=("{last}", "Năm {next}", "12/{next}", "Quý I", "{last}-{next}")))
    },
    "lines that are no table": {"M3.xlsx": LINES},
    "no levels, a sentence that counts": {
        "M3.xlsx": returned(*models(levels=WITHOUT_LEVEL), below="Năm {year}: 01 cấp tỉnh, 04 cấp huyện")
    },
    "two lists, the former of last year": {
        "M3 cu.xlsx": (
            returned(*models(names=tuple(f"{n} cũ" for n in NAMES)), title="DANH SÁCH NĂM {last}"),
            "20/02",
        ),
        "M3 moi.xlsx": (returned(), "26/02"),
    },
    "no more than a count": {"M4.xlsx": "Đơn vị: Phòng Nội vụ\nTổng số mô hình đăng ký năm {year}: 0"},
    **{
        f"a note “{note}” in {place}": {"M3.xlsx": noted(note, place)}
        for note in NOTES
        for place in ("remark", "level")
    },
    **{f"“({note})” behind a name": {"M3.xlsx": noted(f"({note})", "name")} for note in NOTES},
    **{f"“{line}” below": {"M3.xlsx": returned(below=line)} for line in BELOW},
    **{f"a mail “{text}”": {"thu.eml": (text, None)} for text in MAILS},
    **{f"a mail “{text}” with a list": {"thu.eml": (text, returned())} for text in MAILS},
    **{
        f"a title of {title}": {"M3.xlsx": returned(title=f"DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM {title}")}
        for title in TITLES
    },
    **{f"a heading “{text}”": {"M3.xlsx": returned(models()[0], text, *models()[1:])} for text in HEADINGS},
    **{
        f"a file “{name}”": {name: returned(*models()[:3]), "M3 khac.xlsx": returned(*models()[3:])}
        for name in FILES
    },
}


def of_year(year: int, given: Any) -> Any:
    """What is sent, with the years of a campaign in it."""
    if isinstance(given, str):
        return given.format(last=year - 1, year=year, next=year + 1)
    if isinstance(given, tuple):
        return tuple(of_year(year, each) for each in given)
    return {of_year(year, name): of_year(year, each) for name, each in given.items()} if given else given


def bytes_of(year: int, given: Any) -> Given:
    """A file of an inbox: sheets by name, a mail, or a table and the day of February it came."""
    if isinstance(given, dict):
        return workbook(*(sheet(text, name) for name, text in given.items())), f"26/02/{year} 09:00"
    if isinstance(given, str):
        return given, f"26/02/{year} 09:00"
    text, more = given
    if more and re.fullmatch(r"\d\d/\d\d", more):
        return text, f"{more}/{year} 09:00"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "xacaoxa@example.vn", "bandanvan@example.vn", "Xã Cao Xá"
    mail["Date"] = f"26 Feb {year} 09:00:00 +0700"
    mail.set_content(f"Kính gửi Ban Dân vận Huyện ủy.\n\n{text}\n\nĐảng ủy xã Cao Xá")
    if more:
        mail.add_attachment(workbook(more), maintype="application", subtype="octet-stream", filename="M3.xlsx")
    return mail.as_bytes(), f"26/02/{year} 09:00"


def said(tmp_path: Path, desk: run.Desk, inbox: Inbox) -> str:
    """All that RESULT.json says of an inbox, with every year as told from the campaign's."""
    year = desk.campaign.year
    folder = tmp_path / f"{len([*tmp_path.iterdir()])}" / "tiep_nhan"
    fill(folder, {name: bytes_of(year, each) for name, each in of_year(year, inbox).items()})
    with inline():
        outcome = run.run_at(desk, folder, as_of=at(f"02/03/{year} 08:00"))
    result: dict[str, Any] = msgspec.to_builtins(result_of(outcome))
    for came in result["submissions"]:
        came["sha256"] = ""
    text = msgspec.json.encode(result).decode()
    return re.sub(r"(?<!\d)20\d\d(?!\d)", lambda found: f"({int(found[0]) - year:+d})", text)


def by_book(tmp_path: Path) -> tuple[Campaign, Path | None]:
    """The shipped campaign, and a book in which a person wrote next year's dates."""
    book, path = openpyxl.load_workbook(io.BytesIO(new_book(CAMPAIGN))), tmp_path / "so_theo_doi.xlsx"
    rules: dict[Any, Any] = {
        "Năm đăng ký": NEXT,
        "Hạn gửi (ngày, giờ)": CAMPAIGN.deadline.replace(year=NEXT, tzinfo=None),
        "Ngày báo cáo tại Hội nghị giao ban": dt.datetime(NEXT, 3, 1),  # noqa: DTZ001 -- a cell knows no zone
    }
    for row in book["Quy định"].iter_rows():
        if row[0].value in rules:
            row[1].value = rules[row[0].value]
    book.save(path)
    return CAMPAIGN, path


def by_files(tmp_path: Path) -> tuple[Campaign, Path | None]:
    """The campaign of data in which an office wrote next year's dates."""
    with as_file(files("aggregator.campaign") / "data") as data:
        folder = Path(shutil.copytree(data, tmp_path / "data"))
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    for old in ("year = 2024", "deadline = 2024", "briefing = 2024"):
        text = text.replace(old, old.replace("2024", "2025"))
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    return load_campaign(folder), None


@pytest.mark.parametrize("edited", [by_book, by_files])
def test_next_years_returns_are_judged_as_this_years(
    edited: Callable[[Path], tuple[Campaign, Path | None]], tmp_path: Path
) -> None:
    campaign, book = edited(tmp_path)
    kinds = dict([*KINDS.items()][:: 1 if book else 4])  # the year comes to all of them by the same way
    desk = run.open_desk(None, CAMPAIGN)
    this_year = {name: said(tmp_path, desk, inbox) for name, inbox in kinds.items()}
    desk = run.open_desk(book, campaign, at(f"02/03/{NEXT} 08:00"))
    assert desk.campaign.year == NEXT
    next_year = {name: said(tmp_path, desk, inbox) for name, inbox in kinds.items()}
    assert [name for name in kinds if this_year[name] != next_year[name]] == []
