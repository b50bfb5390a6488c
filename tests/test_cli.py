"""The command line: exit statuses, and one Vietnamese sentence for whatever cannot be done."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import click
import openpyxl
import pytest

from aggregator import cli
from aggregator.campaign import load
from tests.campaign.test_findings import ENGLISH
from tests.sheets import Given, fill, inline, of_levels, sheet, workbook

GOOD = of_levels(1, 4, top="Đơn vị: Xã Cao Xá")
SHORT = of_levels(0, 4, top="Đơn vị: Xã Cao Xá")
AS_OF = ("--as-of", "29/02/2024 08:00")
BEFORE = ("--as-of", "20/02/2024 08:00")


class Done(NamedTuple):
    status: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the program as the clerk does; files are read in this process."""

    def called(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["aggregator", *map(str, arguments)])
        with inline(), pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return Done(int(stop.value.code or 0), out, err)

    return called


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return filled(tmp_path)


def filled(tmp_path: Path, files_in_it: dict[str, Given] | None = None) -> Path:
    return fill(tmp_path / "tiep_nhan", files_in_it or {"M3.xlsx": GOOD})


def assert_one_sentence(done: Done, *words: str) -> None:
    """Status 2, nothing on the output, one line that says why; never a traceback."""
    assert done.status == 2
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.err
    assert "Error" not in done.err
    assert [word for word in words if word not in done.err] == []


def test_the_work_is_done_whatever_the_findings(call: Call, tmp_path: Path) -> None:
    done = call("aggregate", filled(tmp_path, {"M3.xlsx": SHORT, "hỏng.xlsx": b"PK\x03\x04"}), *AS_OF)
    assert (done.status, done.err) == (0, "")


def test_the_master_lies_beside_the_inbox(call: Call, inbox: Path) -> None:
    done = call("aggregate", inbox, *AS_OF)
    assert (inbox.parent / "tong_hop_2024.xlsx").exists()
    assert str(inbox.parent / "tong_hop_2024.xlsx") in done.out
    assert [p.name for p in inbox.iterdir()] == ["M3.xlsx"]


def test_the_summary_says_what_was_read_and_what_needs_attention(call: Call, tmp_path: Path) -> None:
    out = call("aggregate", filled(tmp_path, {"M3.xlsx": SHORT}), *AS_OF).out
    assert "Số liệu chốt lúc 08:00 ngày 29/02/2024." in out
    assert "Đã nhận 1 tệp: 1 tệp đã đọc. Mô hình đăng ký: 4." in out
    assert "- Đơn vị chưa đúng số lượng: 1 (trang “Chưa đúng số lượng”)" in out
    assert "- Đơn vị chưa gửi, đã hết hạn: 68 (trang “Gửi chậm, chưa gửi”)" in out


def test_a_folder_with_a_blank_in_its_name_and_a_stroke_at_its_end(call: Call, tmp_path: Path) -> None:
    place = fill(tmp_path / "Tiếp nhận 2024", {"M3.xlsx": GOOD})
    assert call("aggregate", f"{place}/", *AS_OF).status == 0
    assert (tmp_path / "tong_hop_2024.xlsx").exists()


def test_the_result_is_written_as_json(call: Call, inbox: Path) -> None:
    target = inbox.parent / "RESULT.json"
    assert call("aggregate", inbox, "--json", target, *AS_OF).status == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["entries"]) == 5


@pytest.mark.parametrize(
    ("as_of", "text", "status"), [(AS_OF, GOOD, 1), (BEFORE, GOOD, 0), (BEFORE, SHORT, 0)],
    ids=["others are missing", "before the deadline", "short before the deadline"],
)  # fmt: skip
def test_strict_fails_where_there_is_a_violation(
    call: Call, tmp_path: Path, as_of: tuple[str, str], text: str, status: int
) -> None:
    done = call("aggregate", filled(tmp_path, {"M3.xlsx": text}), "--strict", *as_of)
    assert done.status == status
    assert (tmp_path / "tong_hop_2024.xlsx").exists()


def test_the_book_beside_the_inbox_is_taken(call: Call, inbox: Path) -> None:
    text = "| Tệp | Đơn vị | Thời điểm nhận | Ghi chú |\n| M3.xlsx | Xã Liên Sơn | 26/02/2024 | |"
    (inbox.parent / "so_theo_doi.xlsx").write_bytes(workbook(sheet(text, "Tiếp nhận")))
    call("aggregate", inbox, "--json", inbox.parent / "r.json", *AS_OF)
    result = json.loads((inbox.parent / "r.json").read_text(encoding="utf-8"))
    assert result["submissions"][0]["unit"] == "lien-son"


# --- what cannot be done ---------------------------------------------------------------------------


def test_an_inbox_that_is_not_there(call: Call, tmp_path: Path) -> None:
    assert_one_sentence(call("aggregate", tmp_path / "khong_co"), "Không thấy thư mục nhận về", "khong_co")


def test_an_inbox_in_a_folder_that_is_not_there_is_named(call: Call, tmp_path: Path) -> None:
    assert_one_sentence(call("aggregate", tmp_path / "khong" / "co"), "Không thấy thư mục nhận về")


def test_an_empty_inbox_tells_who_is_waited_for(call: Call, tmp_path: Path) -> None:
    (tmp_path / "tiep_nhan").mkdir()
    done = call("aggregate", tmp_path / "tiep_nhan", *BEFORE)
    assert (done.status, done.err) == (0, "")
    assert "69 chưa gửi, còn hạn" in done.out
    assert (tmp_path / "tong_hop_2024.xlsx").exists()


@pytest.mark.parametrize("command", ["briefing", "letters"])
@pytest.mark.parametrize("files", [(), ("Thumbs.db", "desktop.ini", ".DS_Store")], ids=["empty", "of the system"])
def test_no_paper_accuses_a_whole_district_because_the_inbox_is_empty(
    call: Call, tmp_path: Path, command: str, files: tuple[str, ...]
) -> None:
    (tmp_path / "tiep_nhan").mkdir()
    for name in files:
        (tmp_path / "tiep_nhan" / name).write_bytes(b"x")
    done = call(command, tmp_path / "tiep_nhan", *AS_OF)
    assert_one_sentence(done, "Thư mục nhận về chưa có tệp nào.", "chọn đúng thư mục")
    assert [path.name for path in tmp_path.iterdir()] == ["tiep_nhan"]
    early = call(command, tmp_path / "tiep_nhan", *BEFORE)  # who is reminded before the deadline is not accused
    assert (early.status, early.out.splitlines()[0]) == (0, "Thư mục nhận về chưa có tệp nào.")


def test_the_campaign_s_folder_is_no_inbox(call: Call, tmp_path: Path) -> None:
    call("init", tmp_path / "dot")
    done = call("aggregate", tmp_path / "dot")
    assert_one_sentence(done, "so_theo_doi.xlsx", str(tmp_path / "dot" / "tiep_nhan"))
    assert not (tmp_path / "tong_hop_2024.xlsx").exists()


def test_a_run_without_a_tracking_book_says_that_nothing_of_it_counts(call: Call, inbox: Path) -> None:
    out = call("aggregate", inbox, *AS_OF).out
    assert "không thấy sổ theo dõi (so_theo_doi.xlsx)" in out
    assert "nếu chưa có sổ thì lập bằng lệnh aggregator init" in out


def test_a_run_names_the_cells_of_the_book_that_it_could_not_use(call: Call, tmp_path: Path) -> None:
    place = filled(tmp_path, {"M3.xlsx": GOOD})
    book = sheet("| Tệp | Đơn vị | Thời điểm nhận |\n| M3.xlsx | Xã Nước Ngoài | |", "Tiếp nhận")
    (tmp_path / "so_theo_doi.xlsx").write_bytes(workbook(book))
    out = call("aggregate", place, *AS_OF).out
    assert "Sổ theo dõi cần xem lại, trang “Tiếp nhận”: ô B2." in out


def test_a_book_that_lacks_its_units_is_told_so_and_what_is_used_instead(call: Call, tmp_path: Path) -> None:
    call("init", tmp_path / "dot")
    fill(tmp_path / "dot" / "tiep_nhan", {"M3.xlsx": GOOD})
    book = openpyxl.load_workbook(tmp_path / "dot" / "so_theo_doi.xlsx")
    del book["Đơn vị"]
    book.save(tmp_path / "dot" / "so_theo_doi.xlsx")
    out = call("aggregate", tmp_path / "dot" / "tiep_nhan", *AS_OF).out
    assert "không có trang “Đơn vị”" in out
    assert "danh sách đơn vị lấy theo danh sách có sẵn của chương trình" in out
    assert "dòng tiêu đề" not in out


@pytest.mark.parametrize(
    ("there", "made", "warned"), [("a", "a/b", True), ("a/b", "a", True), ("a", "b", False), (None, "a", False)]
)
def test_a_campaign_within_another_is_told_where_it_was_made(
    call: Call, tmp_path: Path, there: str | None, made: str, *, warned: bool
) -> None:
    if there:
        call("init", tmp_path / there)
    out = call("init", tmp_path / made).out
    assert f"Đã lập thư mục “{tmp_path / made}”" in out
    assert ("hai thư mục lồng vào nhau" in out) == warned
    assert str(tmp_path / (there or made)) in out or not warned


def test_a_book_that_is_open_is_said_on_the_terminal(call: Call, tmp_path: Path) -> None:
    call("init", tmp_path / "dot")
    fill(tmp_path / "dot" / "tiep_nhan", {"M3.xlsx": GOOD})
    (tmp_path / "dot" / "~$so_theo_doi.xlsx").write_bytes(b"")
    done = call("aggregate", tmp_path / "dot" / "tiep_nhan", *AS_OF)
    assert "sổ đang mở trong Excel" in done.out


@pytest.mark.parametrize(
    ("command", "result"), [("aggregate", "tong_hop_2024.xlsx"), ("briefing", "bao_cao_2024.docx")]
)
def test_open_shows_the_result_in_the_persons_own_program(
    call: Call, inbox: Path, command: str, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(cli, "_show", shown.append)
    assert call(command, inbox, *AS_OF).status == 0
    assert shown == []
    assert call(command, inbox, *AS_OF, "--open").status == 0
    assert shown == [inbox.parent / result]


def test_where_no_program_opens_the_result_it_is_said_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    cli._show(tmp_path / "tong_hop_2024.xlsx")
    assert "Không tự mở được" in capsys.readouterr().out


def test_an_inbox_that_is_a_file(call: Call, inbox: Path) -> None:
    assert_one_sentence(call("aggregate", inbox / "M3.xlsx"), "là một tệp", "thư mục")


@pytest.mark.parametrize("option", ["-o", "--json"])
def test_nothing_is_written_into_the_inbox(call: Call, inbox: Path, option: str) -> None:
    assert_one_sentence(call("aggregate", inbox, option, inbox / "x.xlsx"), "Không ghi", "thư mục nhận về")
    assert_one_sentence(call("aggregate", inbox, option, inbox / "a" / ".." / "x.xlsx"), "thư mục nhận về")


def test_a_target_in_a_folder_that_is_not_there(call: Call, inbox: Path) -> None:
    assert_one_sentence(call("aggregate", inbox, "-o", inbox.parent / "khong" / "x.xlsx"), "Không có thư mục")


def test_a_target_that_is_a_folder(call: Call, inbox: Path) -> None:
    assert_one_sentence(call("aggregate", inbox, "-o", inbox.parent), "là một thư mục")


def test_two_targets_of_one_name(call: Call, inbox: Path) -> None:
    same = inbox.parent / "x.xlsx"
    assert_one_sentence(call("aggregate", inbox, "-o", same, "--json", same), "không được trùng tên")


@pytest.mark.parametrize("option", ["-o", "--json"])
def test_the_tracking_book_is_never_overwritten(call: Call, inbox: Path, option: str) -> None:
    book = inbox.parent / "so_theo_doi.xlsx"
    data = workbook(sheet("| Tệp | Đơn vị | Thời điểm nhận |", "Tiếp nhận"))
    book.write_bytes(data)
    done = call("aggregate", inbox, option, book, *AS_OF)
    assert book.read_bytes() == data
    assert_one_sentence(done, "sổ theo dõi")


def test_a_target_without_permission(call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.write.deliver.write_atomically", refuse)
    assert_one_sentence(call("aggregate", inbox, *AS_OF), "Không ghi được", "tong_hop_2024.xlsx")


def refuse(path: Path, data: bytes) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_full_disk(call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("aggregator.write.deliver.write_atomically", full)
    assert_one_sentence(call("aggregate", inbox, *AS_OF), "Không ghi được", "chỗ trống")


def test_a_master_that_is_open_in_excel_gets_a_file_beside_it(
    call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    master = inbox.parent / "tong_hop_2024.xlsx"
    master.write_bytes(b"old")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == master:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    done = call("aggregate", inbox, *AS_OF)
    beside = inbox.parent / "tong_hop_2024_20240229_0800.xlsx"
    assert (done.status, done.err) == (0, "")
    assert "đang mở nên không thay được" in done.out
    assert str(beside) in done.out
    assert beside.read_bytes().startswith(b"PK")
    assert master.read_bytes() == b"old"
    assert sorted(p.name for p in inbox.parent.iterdir() if p.is_file()) == [master.name, beside.name]


def test_a_second_run_while_excel_holds_the_master_takes_another_name(
    call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    master = inbox.parent / "tong_hop_2024.xlsx"
    master.write_bytes(b"old")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target) == master:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    for _ in range(2):
        assert call("aggregate", inbox, *AS_OF).status == 0
    assert (inbox.parent / "tong_hop_2024_20240229_0800_2.xlsx").exists()


def test_a_broken_campaign_file(call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with as_file(files("aggregator.campaign") / "data") as data:
        folder = Path(shutil.copytree(data, tmp_path / "data"))
    path = folder / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("year = 2024", "year = true"), encoding="utf-8")
    monkeypatch.setattr(load, "default_campaign", lambda: load.load_campaign(folder))
    assert_one_sentence(call("aggregate", inbox), "campaign.toml", "campaign.year", "số nguyên")


def test_a_book_that_is_not_there(call: Call, inbox: Path) -> None:
    assert_one_sentence(call("aggregate", inbox, "--book", inbox.parent / "so.xlsx"), "Không thấy sổ theo dõi")


def test_a_book_that_does_not_open(call: Call, inbox: Path) -> None:
    (inbox.parent / "so_theo_doi.xlsx").write_bytes(b"hong")
    assert_one_sentence(call("aggregate", inbox), "Không mở được sổ theo dõi")


def test_a_time_that_is_none(call: Call, inbox: Path) -> None:
    assert_one_sentence(call("aggregate", inbox, "--as-of", "hôm qua"), "hôm qua", "không phải là thời điểm")


@pytest.mark.parametrize(
    "arguments",
    [
        ["aggregate"],
        ["aggregate", "a", "b"],
        ["aggregate", "a", "--strictt"],
        ["aggregate", "a", "--jobs", "nhiều"],
        ["aggregate", "a", "-o"],
        ["tonghop"],
    ],
)
def test_a_wrong_line_of_command_is_one_sentence_without_english(call: Call, arguments: list[str]) -> None:
    done = call(*arguments)
    assert_one_sentence(done, "--help")
    assert english(done.err.replace("--strictt", "")) == set()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["agregate", "tiep_nhan"], ["“agregate”", "Có phải “aggregate” không?"]),
        (["xyz"], ["“xyz”", "init", "rollup"]),
        (["aggregate", "a", "--as-of"], ["--as-of cần một giá trị", "28/02/2024 17:00"]),
        (["aggregate", "a", "--jobs", "nhiều"], ["--jobs", "số nguyên từ 1 trở lên"]),
        (["aggregate", "a", "--strictt"], ["“--strictt”", "Có phải “--strict” không?"]),
        (["aggregate", "a", "--asof", "1/3/2024"], ["“--asof”. Có phải “--as-of” không?"]),
    ],
)
def test_a_slip_of_the_keyboard_gets_a_suggestion(call: Call, arguments: list[str], words: list[str]) -> None:
    assert_one_sentence(call(*arguments), *words)


def test_the_program_alone_prints_its_help(call: Call) -> None:
    done = call()
    assert done.status == 0
    assert "Các lệnh" in done.out


def test_less_than_one_file_at_a_time_is_refused(call: Call, inbox: Path) -> None:
    assert_one_sentence(call("aggregate", inbox, "--jobs", "0"), "--jobs phải là số nguyên từ 1 trở lên")


def english(text: str) -> set[str]:
    """The English words of a text; the names of options and commands are no words."""
    plain = re.sub(
        r"-{1,2}[\w-]+|\b(?:blank|aggregate|aggregator)\b|tong_hop\w*|so_theo_doi|blank_forms", " ", text
    )
    words = set(re.findall(r"[^\W\d_]+", plain.casefold()))
    asked = {
        "usage",
        "options",
        "commands",
        "show",
        "this",
        "message",
        "exit",
        "default",
        "required",
        "text",
        "path",
    }
    return words & ((ENGLISH | asked) - {"a", "an", "in", "no"})


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["aggregate", "--help"], ["blank", "--help"]])
def test_help_is_vietnamese(call: Call, arguments: list[str]) -> None:
    done = call(*arguments)
    assert done.status == 0
    assert "Cách dùng" in done.out
    assert english(done.out) == set()


def test_help_names_every_command_and_every_command_has_words(call: Call) -> None:
    out = call("--help").out
    for name, command in cli.cli.commands.items():
        assert re.search(rf"^  {name} +\S", out, re.MULTILINE)
        assert command.help
        assert all(p.help for p in command.params if isinstance(p, click.Option))


def test_the_version_is_printed_plain(call: Call) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", call("--version").out)


def test_whatever_else_happens_is_a_sentence_and_the_old_files_stay(
    call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("chia cho không")

    monkeypatch.setattr("aggregator.run.run_at", broken)
    done = call("aggregate", inbox)
    assert done.status == 2
    assert "ngoài dự kiến" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("error", "words"), [(KeyboardInterrupt(), "Đã dừng theo yêu cầu"), (MemoryError(), "không đủ bộ nhớ")]
)
def test_a_stop_and_hunger_for_memory_are_told(
    call: Call, inbox: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, words: str
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("aggregator.run.run_at", stopped)
    assert_one_sentence(call("aggregate", inbox), words)


def test_blank_forms_are_written_where_asked(call: Call, tmp_path: Path) -> None:
    done = call("blank", "-o", tmp_path / "mau")
    assert done.status == 0
    assert {"M3.xlsx", "M4.xlsx"} <= {p.name for p in (tmp_path / "mau").iterdir()}


def test_a_report_is_a_run_that_the_book_knows_of(call: Call, tmp_path: Path) -> None:
    call("init", tmp_path / "dot")
    fill(tmp_path / "dot" / "tiep_nhan", {"M3.xlsx": GOOD})
    assert call("briefing", tmp_path / "dot" / "tiep_nhan", *AS_OF).status == 0
    book = openpyxl.load_workbook(tmp_path / "dot" / "so_theo_doi.xlsx")
    assert "M3.xlsx" in [row[0].value for row in book["Tiếp nhận"].iter_rows()]


def test_blank_forms_follow_the_book_of_the_folder(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("init", tmp_path / "dot")
    monkeypatch.chdir(tmp_path / "dot")
    book = openpyxl.load_workbook("so_theo_doi.xlsx")
    (year,) = (row[1] for row in book["Quy định"].iter_rows() if row[0].value == "Năm đăng ký")
    year.value = 2025
    book.save("so_theo_doi.xlsx")
    assert call("blank").status == 0
    form = openpyxl.load_workbook(tmp_path / "dot" / "bieu_mau" / "M3.xlsx")
    assert any("NĂM 2025" in str(cell.value) for row in form.worksheets[0].iter_rows() for cell in row)


def test_a_blank_form_that_somebody_changed_is_not_written_over(call: Call, tmp_path: Path) -> None:
    call("blank", "-o", tmp_path / "mau")
    (tmp_path / "mau" / "M1.docx").write_bytes(b"sua")
    assert call("blank", "-o", tmp_path / "mau").status == 2
    assert_one_sentence(call("blank", "-o", tmp_path / "mau"), "M1.docx", "không ghi đè")
    assert (tmp_path / "mau" / "M1.docx").read_bytes() == b"sua"


def test_blank_forms_that_cannot_be_written_are_a_sentence(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mau").write_bytes(b"x")
    assert_one_sentence(call("blank", "-o", tmp_path / "mau"), "Không ghi được biểu mẫu")


def test_a_run_is_compared_with_the_one_before(call: Call, inbox: Path, tmp_path: Path) -> None:
    result = tmp_path / "r.json"
    call("aggregate", inbox, *AS_OF, "--json", result)
    filled(tmp_path, {"M3 Ngọc Lý.xlsx": of_levels(1, 4, top="Đơn vị: Xã Ngọc Lý")})
    done = call("aggregate", inbox, *AS_OF, "--json", result, "--compare", result)
    assert done.status == 0
    assert "1 tệp mới, 1 đơn vị thay đổi tình hình gửi hoặc số lượng, 5 mô hình mới" in done.out
    assert (tmp_path / "so_sanh_2024.xlsx").exists()


def test_the_first_run_of_a_series_has_nothing_to_compare_with_and_says_so(
    call: Call, inbox: Path, tmp_path: Path
) -> None:
    """One command serves the first run and every later one."""
    again = ("aggregate", inbox, *AS_OF, "--json", tmp_path / "r.json", "--compare", tmp_path / "r.json")
    first, second = call(*again), call(*again)
    assert (first.status, second.status) == (0, 0)
    assert "Chưa có kết quả lần trước" in first.out
    assert "Chưa có kết quả lần trước" not in second.out
    assert "So với “" in second.out


def test_what_cannot_be_compared_is_said_before_anything_is_written(
    call: Call, inbox: Path, tmp_path: Path
) -> None:
    done = call("aggregate", inbox, *AS_OF, "--compare", tmp_path / "r.json")
    assert_one_sentence(done, "Không thấy tệp")
    assert not (tmp_path / "tong_hop_2024.xlsx").exists()


def test_each_run_ends_with_what_to_do_next(call: Call, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "rác").mkdir()
    (tmp_path / "rác" / "ghi chú.xlsx").write_text("nhớ gọi lại")
    told = call("aggregate", tmp_path / "rác", *AS_OF).out.splitlines()[-1]
    assert told.startswith("Việc tiếp theo: xem từng tệp ở trang “Sổ tiếp nhận”; xin lại bản đọc được")
    call("init", tmp_path / "dot")
    shutil.copy(tmp_path / "dot" / "so_theo_doi.xlsx", tmp_path)
    told = call("aggregate", inbox, *AS_OF).out.splitlines()[-1]
    assert told == "Việc tiếp theo: xem bảng tổng hợp; khi số liệu đã đúng thì lập báo cáo và thư gửi các đơn vị."
    filled(tmp_path, {"la.xlsx": of_levels(1, 4, top="Đơn vị: Trường Sao Khuê")})
    lines = call("aggregate", inbox, *AS_OF).out.splitlines()
    assert "- Điểm cần trả lời (sổ theo dõi): 1 (trang “Cần trả lời”)" in lines
    assert lines[-1].startswith("Việc tiếp theo: mở sổ theo dõi, trả lời ở trang “Cần trả lời”")
    front = openpyxl.load_workbook(tmp_path / "tong_hop_2024.xlsx")["Tổng quan"]
    assert any(cell.value == "Điểm cần trả lời (sổ theo dõi)" for row in front for cell in row)
    assert call("letters", inbox, *AS_OF).out.splitlines()[-1].startswith("Việc tiếp theo: mở từng thư")
    assert call("briefing", inbox, *AS_OF).out.splitlines()[-1].startswith("Việc tiếp theo: mở các văn bản")


def test_a_frozen_copy_lies_beside_the_master_and_is_told(call: Call, inbox: Path, tmp_path: Path) -> None:
    done = call("aggregate", inbox, *AS_OF, "--freeze")
    assert "chot_2024-02-29_0800" in done.out
    assert (tmp_path / "chot_2024-02-29_0800" / "RESULT.json").exists()
    filled(tmp_path, {"M3 Ngọc Lý.xlsx": of_levels(1, 4, top="Đơn vị: Xã Ngọc Lý")})
    assert_one_sentence(call("aggregate", inbox, *AS_OF, "--freeze"), "không bao giờ bị ghi đè")
    later = call("aggregate", inbox, "--as-of", "29/02/2024 09:00")
    assert "So với bản chốt “chot_2024-02-29_0800”" in later.out


def test_freezing_before_all_is_answered_and_understood_is_told(call: Call, tmp_path: Path) -> None:
    place = filled(tmp_path, {"M3.xlsx": GOOD})
    frozen = (*AS_OF, "--freeze")
    assert "bản chốt được lưu khi còn" not in call("aggregate", place, *frozen).out
    book = sheet("| Tệp | Đơn vị | Thời điểm nhận |\n| M3.xlsx | Xã Nước Ngoài | |", "Tiếp nhận")
    (tmp_path / "so_theo_doi.xlsx").write_bytes(workbook(book))
    out = call("aggregate", place, "--as-of", "29/02/2024 09:00", "--freeze").out
    assert "bản chốt được lưu khi còn 1 chỗ trong sổ theo dõi chưa hiểu được" in out


def test_a_frozen_copy_keeps_the_returns_that_count_by_their_hash(call: Call, inbox: Path, tmp_path: Path) -> None:
    data = {path.name: path.read_bytes() for path in inbox.iterdir()}
    some = next(iter(data))
    (inbox / f"Gửi gấp! {some}").write_bytes(data[some])
    (inbox / "Thumbs.db").write_bytes(b"x")
    done = call("aggregate", inbox, *AS_OF, "--freeze")
    frozen = tmp_path / "chot_2024-02-29_0800"
    kept = {path.name: path.read_bytes() for path in (frozen / "ho_so").iterdir()}
    assert sorted(kept.values()) == sorted(data.values())
    assert {name[:16] for name in kept} == {hashlib.sha256(one).hexdigest()[:16] for one in data.values()}
    assert f"kèm {len(data)} tệp hồ sơ được tính" in done.out
    rows = list(openpyxl.load_workbook(frozen / "HO_SO.xlsx")["Hồ sơ"].iter_rows(min_row=4, values_only=True))
    assert {(row[2], row[3]) for row in rows} == {
        (f"ho_so/{hashlib.sha256(one).hexdigest()[:16]}{Path(name).suffix}", name)
        for name, one in {**data, f"Gửi gấp! {some}": data[some]}.items()
    }
    lines = dict(line.split("  ")[::-1] for line in (frozen / "MA_KIEM_TRA.txt").read_text("utf-8").splitlines())
    assert {name for name in lines if name.startswith("ho_so/")} == {row[2] for row in rows}
    if os.name == "posix":
        modes = {oct(path.stat().st_mode & 0o777) for path in (frozen / "ho_so").iterdir()}
        assert (modes, (frozen / "ho_so").stat().st_mode & 0o777) == ({"0o600"}, 0o700)
    assert call("aggregate", inbox, *AS_OF, "--freeze").status == 0
    next((frozen / "ho_so").iterdir()).unlink()
    assert (
        "không còn đúng như lúc chốt: chot_2024-02-29_0800/ho_so/"
        in call("aggregate", inbox, "--as-of", "29/02/2024 09:00").out
    )


def test_a_frozen_copy_keeps_the_whole_mail_of_a_return(call: Call, inbox: Path, tmp_path: Path) -> None:
    (member,) = [path for path in inbox.iterdir() if path.suffix == ".xlsx"][:1]
    with zipfile.ZipFile(inbox / "thu.zip", "w") as archive:
        archive.write(member, "M3.xlsx")
    member.unlink()
    call("aggregate", inbox, *AS_OF, "--freeze")
    kept = {path.read_bytes() for path in (tmp_path / "chot_2024-02-29_0800" / "ho_so").iterdir()}
    assert (inbox / "thu.zip").read_bytes() in kept


def test_nothing_is_ever_written_into_a_frozen_copy(call: Call, inbox: Path, tmp_path: Path) -> None:
    call("aggregate", inbox, *AS_OF, "--freeze")
    frozen = tmp_path / "chot_2024-02-29_0800"
    assert_one_sentence(call("aggregate", inbox, "-o", frozen / "tong_hop_2024.xlsx"), "bản chốt")
    assert_one_sentence(call("aggregate", inbox, "--json", frozen / "RESULT.json"), "bản chốt")
    assert_one_sentence(call("briefing", inbox, "-o", frozen / "bao_cao_2024.docx"), "bản chốt")


def test_the_results_of_districts_are_rolled_up(call: Call, inbox: Path, tmp_path: Path) -> None:
    result, target = tmp_path / "r.json", tmp_path / "tinh.xlsx"
    call("aggregate", inbox, *AS_OF, "--json", result)
    done = call("rollup", result, "-o", target)
    assert (done.status, done.err) == (0, "")
    assert "Tân Yên" in done.out
    assert target.exists()
    assert_one_sentence(call("rollup", result, result, "-o", target), "Tân Yên", "hai tệp")
