"""Who gets which letter and why: at most one a unit, nothing doubtful as a fact, figures as in the result."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import tempfile
import tomllib
from collections.abc import Sequence
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aggregator.campaign.mails import letter_words, requests_by_code
from aggregator.nouns.finding import catalogue, data_file, doubt_words, finding
from aggregator.nouns.outcome import LetterRecord, Outcome
from aggregator.write.dossier import dossiers
from aggregator.write.letters import CORRECTION, RECEIPT, REMINDER, Letter, Round, address, letters_of, text_of
from aggregator.write.sheets.view import Facts
from tests.sheets import AFTER, BEFORE, CAMPAIGN, Given, fill, m3, of_levels, run_over, sheet, workbook

UNITS = ("cao-xa", "dai-hoa", "ngoc-chau", "phuc-hoa")
FULL = of_levels(province=1, district=4, base=1)
NAMELESS = m3("I. Lĩnh vực kinh tế", "| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 30/10/2024 | Đẹp | Cơ sở |",
              "| 2 | Thôn Ngò | | Tập thể | | x | 30/10/2024 | Đẹp | Cơ sở |")  # fmt: skip
NO_MODE = m3("I. Lĩnh vực kinh tế", "| 1 | Thôn Trại | Trồng hoa | Tập thể | | | 30/10/2024 | Đẹp | Cơ sở |")


FACTS = re.compile(r"{(\w+)}")
DOUBTS = set(tomllib.loads((files("aggregator.campaign") / "data" / "doubts.toml").read_text(encoding="utf-8")))


def listed(unit: str, table: str) -> str:
    return f"Tên đơn vị: {CAMPAIGN.unit_name(unit)}\n{table}"


def made(outcome: Outcome, history: Sequence[LetterRecord] = ()) -> Round:
    return letters_of(dossiers(Facts(outcome)), outcome.campaign, outcome.as_of, history)


def letter(outcome: Outcome, unit: str, history: Sequence[LetterRecord] = ()) -> Letter:
    (found,) = [one for one in made(outcome, history).letters if one.unit == unit]
    return found


def body(outcome: Outcome, unit: str, history: Sequence[LetterRecord] = ()) -> str:
    return text_of(letter(outcome, unit, history), outcome.campaign, outcome.as_of, (), None).body


KINDS = st.sampled_from(["silent", "in order", "too few", "no name", "no mode", "blank"])
TABLES = {"in order": FULL, "too few": of_levels(province=1), "no name": NAMELESS, "no mode": NO_MODE,
          "blank": m3("I. Lĩnh vực kinh tế", "| 1 |")}  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*[KINDS] * len(UNITS)), st.booleans())
def test_nobody_gets_two_whoever_erred_gets_a_correction_and_whoever_is_in_order_none(
    kinds: tuple[str, ...], after: bool
) -> None:
    files = {
        f"M3 {CAMPAIGN.unit_name(unit)}.xlsx": listed(unit, TABLES[kind])
        for unit, kind in zip(UNITS, kinds, strict=True)
        if kind != "silent"
    }
    with tempfile.TemporaryDirectory() as folder:
        outcome = run_over(Path(folder) / "tiep_nhan", files, AFTER if after else BEFORE)
    letters = made(outcome).letters
    units = [one.unit for one in letters]
    assert sorted(units) == sorted(set(units))
    corrected = {one.unit for one in letters if one.kind == CORRECTION}
    erred = {f.unit for f in outcome.findings if f.severity in ("violation", "error") and f.unit}
    silent = {unit.code for unit in outcome.units if unit.receipt in ("missing", "pending")}
    assert erred - silent <= corrected
    assert not corrected & {unit for unit, kind in zip(UNITS, kinds, strict=True) if kind in ("in order", "silent")}
    board = {unit.code for unit in outcome.units if unit.name == CAMPAIGN.papers.board}
    assert {one.unit for one in letters if one.kind == REMINDER} >= silent - board


def test_before_and_after_the_deadline_the_silent_are_reminded_in_other_words(tmp_path: Path) -> None:
    before, after = run_over(tmp_path / "a", {}, BEFORE), run_over(tmp_path / "b", {}, AFTER)
    assert "là hết ngày 27/02/2024, còn 07 ngày" in body(before, "cao-xa")
    assert "hạn gửi hồ sơ đăng ký là hết ngày 27/02/2024" in body(after, "cao-xa")
    assert "trước ngày 01/3/2024" in body(after, "cao-xa")
    assert "Kính gửi: Đảng ủy xã Cao Xá" in body(after, "cao-xa")


def test_a_reminder_names_the_models_whose_form_is_outstanding(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": listed("cao-xa", FULL)})
    text = body(outcome, "cao-xa")
    assert letter(outcome, "cao-xa").kind == REMINDER
    assert text.count("Bản M1 của mô hình “Trồng hoa ven đường số ") == 5
    assert "chưa thấy trong số hồ sơ đã nhận; nếu đã gửi bản giấy" in text


def test_an_error_is_told_once_with_cell_and_remedy(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": listed("cao-xa", NAMELESS)}, BEFORE)
    text = body(outcome, "cao-xa")
    assert text.count("không có tên mô hình") == 1
    assert "trang “Sheet1”, ô C5" in text


def test_what_came_in_order_is_confirmed_with_day_clock_and_counts(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M4.xlsx": listed("phong-noi-vu", of_levels(base=2))}, AFTER)
    text = body(outcome, "phong-noi-vu")
    assert letter(outcome, "phong-noi-vu").kind == RECEIPT
    assert "09 giờ 00 phút, ngày 26/02/2024" in text
    assert "Theo cấp: 02 cấp cơ sở." in text
    assert "Theo lĩnh vực: 02 kinh tế." in text


def test_a_contested_file_is_asked_about_and_nothing_in_it_is_put_as_a_fact(tmp_path: Path) -> None:
    files = {"M3 Xã Đại Hóa.xlsx": listed("cao-xa", NAMELESS)}
    text = body(run_over(tmp_path / "in", files), "cao-xa")
    assert "Đề nghị cho biết tệp này là của đơn vị nào." in text
    assert "không có tên mô hình" not in text
    assert "Trong danh sách có" not in text


def test_a_silence_in_doubt_is_a_question(tmp_path: Path) -> None:
    files = {"M3 Xã Đại Hóa.xlsx": listed("cao-xa", FULL)}
    text = body(run_over(tmp_path / "in", files), "dai-hoa")
    assert "chưa thấy danh sách mang tên đơn vị" in text
    assert "nếu đã gửi, đề nghị cho biết" in text


def test_excused_units_and_the_board_itself_get_none(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {})
    units = [replace(unit, must_send=unit.code != "cao-xa") for unit in outcome.units]
    units = [replace(u, waived=frozenset({"missing"})) if u.code == "dai-hoa" else u for u in units]
    planned = made(replace(outcome, units=units))
    assert dict(planned.without) == {
        "Xã Cao Xá": "không phải gửi danh sách",
        "Xã Đại Hóa": "được chấp thuận trường hợp đặc thù",
        "Ban Dân vận Huyện ủy": "chính cơ quan gửi thư",
    }


def test_a_second_reminder_knows_of_the_first_and_comes_on_a_later_day_only(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {})
    first = letter(outcome, "cao-xa")
    past = [first.record(AFTER - dt.timedelta(days=1))]
    assert "Tiếp theo thư ngày 28/02/2024" in body(outcome, "cao-xa", past)
    assert letter(outcome, "cao-xa", past).file == "thu_nhac_lan_2_Xa_Cao_Xa.eml"
    assert not letter(outcome, "cao-xa", [first.record(AFTER - dt.timedelta(hours=1))]).fresh


def test_a_correction_is_not_said_twice_unless_it_is_news(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "a", {"M3.xlsx": listed("cao-xa", NO_MODE)}, BEFORE)
    past = [letter(outcome, "cao-xa").record(BEFORE - dt.timedelta(days=3))]
    assert not letter(outcome, "cao-xa", past).fresh
    assert letter(outcome, "cao-xa", [replace(past[0], sent=False)]).fresh
    mended = run_over(tmp_path / "b", {"M3.xlsx": listed("cao-xa", of_levels(base=2))}, BEFORE)
    text = body(mended, "cao-xa", past)
    assert letter(mended, "cao-xa", past).fresh
    assert f"Trong {len(past[0].marks):02d} chỗ nêu tại thư trước, đơn vị đã sửa 01 chỗ." in text


def test_a_letter_does_not_count_that_nothing_was_mended(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "a", {"M3.xlsx": listed("cao-xa", NO_MODE)}, BEFORE)
    past = [letter(outcome, "cao-xa").record(BEFORE - dt.timedelta(days=3))]
    text = body(outcome, "cao-xa", past)
    assert "(Đã nêu tại thư trước.)" in text
    assert "đơn vị đã sửa" not in text


def test_a_unit_whose_list_is_gone_from_the_inbox_is_not_asked_for_it_again(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {}, AFTER)
    units = [replace(u, lost_files=("M3.xlsx",)) if u.code == "cao-xa" else u for u in outcome.units]
    why = dict(made(replace(outcome, units=units)).without)["Xã Cao Xá"]
    assert "ghi đã nhận tệp “M3.xlsx”, nay không thấy" in why


def test_a_reply_that_registers_nothing_is_not_called_in_order_while_its_number_is_open(tmp_path: Path) -> None:
    nil = "| Đơn vị: Xã Cao Xá |\n| Năm 2024 xã không đăng ký mô hình “Dân vận khéo” nào. |"
    files = {"Xã Cao Xá.xlsx": nil, "DS.xlsx": of_levels(1, 4, prefix="Nuôi ong hộ")}
    outcome = run_over(tmp_path / "in", files, AFTER)
    text = body(outcome, "cao-xa")
    assert "Văn bản báo không đăng ký mô hình nào" in text
    assert "Số lượng đăng ký đang được đối chiếu với quy định; ngoài ra, hồ sơ nêu trên" in text


def test_what_was_said_by_phone_is_no_paper(tmp_path: Path) -> None:
    row = (
        "| Tệp | Đơn vị | Thời điểm nhận | Hình thức nhận | Nội dung nhận |\n"
        "| | Hội Nông dân huyện | 26/02/2024 | điện thoại | báo không đăng ký |"
    )
    (tmp_path / "so.xlsx").write_bytes(workbook(sheet(row, "Tiếp nhận")))
    found = run_over(tmp_path / "tiep_nhan", {"x.txt": b""}, AFTER, book=tmp_path / "so.xlsx")
    assert "Thông tin báo không đăng ký mô hình nào: ngày 26/02/2024." in body(found, "nong-dan")


def test_addresses_are_taken_as_they_are_and_what_is_none_is_told() -> None:
    unit = replace(CAMPAIGN.units[0], email="a@tanyen.vn; khong phai, b@x.vn\r\nBcc: c@y.vn")
    assert address(unit) == ("a@tanyen.vn, b@x.vn, c@y.vn", "khong; phai; Bcc:")
    assert address(replace(unit, email=None)) == ("", "")


@pytest.mark.parametrize("code", catalogue())
def test_every_finding_is_either_worded_for_units_or_kept_in_the_house(code: str) -> None:
    house = data_file("letters.toml")["house"]
    assert (code in requests_by_code()) != (code in house["codes"] or catalogue()[code].topic in house["topics"])


def test_every_code_that_units_are_told_of_is_in_a_catalogue() -> None:
    assert set(requests_by_code()) | {"quota-undetermined"} <= set(catalogue())
    assert all(doubt_words(code, Anything()) for code in letter_words("doubt"))
    of_book = {"correction-open", "paper-open", "waiver-open"}
    inner = of_book | {"file-contested", "file-named", "file-unknown", "form-of-unknown-unit"}
    assert DOUBTS - set(letter_words("doubt")) == inner


def test_what_is_asked_of_each_finding_is_a_whole_sentence_in_the_letter(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": listed("cao-xa", of_levels(base=1))})
    place = {"unit": "cao-xa", "file": "M3.xlsx", "sheet": "Sheet1", "cell": "C4"}
    for code, how in requests_by_code().items():
        facts = dict.fromkeys(FACTS.findall(catalogue()[code].message + catalogue()[code].remedy), "…")
        found = finding(code, **place, **{"severity": "error", "unit_name": "Xã Cao Xá", **drop(facts, place)})
        text = body(replace(outcome, findings=[found]), "cao-xa")
        words = how.words.format(form="M3", year=2024)
        assert (words in text) == (how.manner != "check"), code
        assert (words[-1], "{" in text) == (".", False), code
    for code, words in letter_words("doubt").items():
        assert re.fullmatch(r"(?:Đề nghị|Nếu) .*\.", words), code


def drop(facts: dict[str, str], place: dict[str, str]) -> dict[str, str]:
    """The facts of a message that stand in no column of their own."""
    return {name: text for name, text in facts.items() if name not in (*place, "cell_name")}


class Anything(dict[str, object]):
    def __missing__(self, fact: str) -> str:
        return fact


def test_whether_a_list_replaces_another_is_asked_once_and_not_model_by_model(tmp_path: Path) -> None:
    early, late = (listed("cao-xa", of_levels(1, 4, prefix=words)) for words in ("Trồng hoa số", "Nuôi ong hộ"))
    fill(tmp_path, {"a.xlsx": early})
    days_ago = AFTER.timestamp() - 9 * 86_400
    os.utime(tmp_path / "a.xlsx", (days_ago, days_ago))
    fill(tmp_path / "sau", {"b.xlsx": late})
    os.utime(tmp_path / "sau" / "b.xlsx", (days_ago + 3 * 86_400,) * 2)
    outcome = run_over(tmp_path, {}, AFTER)
    assert {"replaced-without-overlap", "entry-withdrawn"} <= {f.code for f in outcome.findings}
    (cao_xa,) = [one for one in dossiers(Facts(outcome)) if one.unit.code == "cao-xa"]
    codes = [point.code for point in cao_xa.points]
    assert codes.count("replaced-without-overlap") == 1
    assert "entry-withdrawn" not in codes


def test_what_may_be_withdrawn_is_asked_about_and_not_its_form(tmp_path: Path) -> None:
    text = of_levels(1, 5).replace("Trồng hoa ven đường số 6", "Trồng hoa ven đường số 6 - xin rút")
    told = body(run_over(tmp_path, {"M3.xlsx": listed("cao-xa", text)}), "cao-xa")
    assert "“xin rút”" in told
    asked_for = [line for line in told.splitlines() if line.strip().startswith("- Bản M1 của mô hình")]
    assert len(asked_for) == 5
    assert "xin rút" not in "".join(asked_for)


def test_letters_name_files_as_the_unit_sent_them(tmp_path: Path) -> None:
    first, second = EmailMessage(), EmailMessage()
    for day, mail, models in ((20, first, 5), (22, second, 4)):
        mail["From"], mail["Date"] = "Xã Cao Xá <x@vidu.vn>", f"{day} Feb 2024 09:00:00 +0700"
        mail.set_content("Gửi danh sách. Mô hình số 3 xin chuyển lên cấp tỉnh.")
        mail.add_attachment(workbook(of_levels(1, models)), "application", "xlsx", filename=f"M3 {day}.xlsx")
    mails: dict[str, Given] = {"nhận 20-2/thư 01.eml": first.as_bytes(), "nhận 22-2/thư 02.eml": second.as_bytes()}
    told = body(run_over(tmp_path, mails), "cao-xa")
    assert {"“M3 20.xlsx”", "“M3 22.xlsx”"} <= set(re.findall("“[^”]*xlsx”", told))
    assert "thư 0" not in told
    assert "nhận 2" not in told


def test_what_a_later_list_leaves_out_is_asked_about_once(tmp_path: Path) -> None:
    early = {"a.xlsx": (listed("cao-xa", of_levels(1, 6)), "19/02/2024 08:00")}
    late = of_levels(1, 4) + "\n| 8 | Thôn 8 | Nuôi ong | Tập thể | | x | 30/10/2024 | a | Cơ sở |"
    late += "\n| 9 | Thôn 9 | Nuôi gà | Tập thể | | x | 30/10/2024 | a | Cơ sở |"
    (cao_xa, *_) = [
        one
        for one in dossiers(Facts(run_over(tmp_path, {**early, "b.xlsx": listed("cao-xa", late)})))
        if one.unit.code == "cao-xa"
    ]
    asked = [point for point in cao_xa.points if point.code == "entry-withdrawn"]
    assert [point.what.count("Trồng hoa ven đường") for point in asked] == [2]


def test_a_unit_is_asked_for_its_levels_but_not_for_what_the_board_must_settle(tmp_path: Path) -> None:
    short = listed("cao-xa", of_levels(province=1))
    alone = run_over(tmp_path / "a", {"M3 Xã Cao Xá.xlsx": short})
    assert letter(alone, "cao-xa").kind == "correction"  # it is too few
    beside = run_over(tmp_path / "b", {"M3 Xã Cao Xá.xlsx": short, "DS.xlsx": of_levels(district=4)})
    (unit,) = [one for one in beside.units if one.code == "cao-xa"]
    assert (unit.quota, unit.doubts) == ("undetermined", ("file-unknown",))
    assert letter(beside, "cao-xa").kind == "reminder"  # of the forms alone
    unclear = run_over(tmp_path / "c", {"M3 Xã Cao Xá.xlsx": listed("cao-xa", of_levels(province=1, unknown=4))})
    assert "ở cột “Cấp đăng ký” (chưa có cột này thì thêm cột, hoặc ghi trong ngoặc sau tên mô hình)" in body(
        unclear, "cao-xa"
    )


def points(text: str) -> list[str]:
    """The numbered points of a letter."""
    return re.findall(r"^   \d+\. (.*)", text, re.MULTILINE)


def with_rows(*rows: str) -> str:
    """A list of one province and three district models, and these rows."""
    return "\n".join([of_levels(1, 3), *rows])


TWICE = "| {} | Thôn Ngò | Bể bơi cho em | Tập thể | | x | 30/10/2024 | Đẹp | Cấp huyện |"
UNREAD = with_rows("| 5 | Thôn Ngò | #REF! | Tập thể | | x | 30/10/2024 | Đẹp | Cấp huyện |")


@pytest.mark.parametrize(
    ("told", "said", "once"),
    [
        (of_levels(1, 3, unknown=1), ["chưa rõ cấp đăng ký"], "chưa rõ cấp"),
        (with_rows("| 5 | Thôn Ngò | Nuôi ong | Tập thể | | x | 30/10/2024 | Đẹp | Huyện/tỉnh |"), ["Huyện/tỉnh"],
         "cấp nào"),
        (with_rows(TWICE.format(5), TWICE.format(6)) + "\n" + TWICE.format(7), ["có ở nhiều dòng"], "Bể bơi"),
        (of_levels(1, 4) + "\nGhi chú: mô hình số 2 xin rút", ["có thể làm thay đổi danh sách"], "xin rút"),
        (with_rows("| 5 | Thôn Ngò | | Tập thể | | x | 30/10/2024 | Đẹp | Cấp huyện |"), ["không có tên mô hình"],
         "không có tên"),
        (of_levels(1, 4, top="DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2023"), ["năm 2023"], "năm 2023"),
    ],
)  # fmt: skip
def test_one_matter_is_one_point(told: str, said: list[str], once: str, tmp_path: Path) -> None:
    found = points(body(run_over(tmp_path, {"M3 Xã Cao Xá.xlsx": listed("cao-xa", told)}), "cao-xa"))
    assert [sum(words in point for point in found) for words in said] == [1]
    assert sum(once in point for point in found) == 1
    assert not any("Chưa kết luận được" in point for point in found)


def test_a_name_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(listed("cao-xa", of_levels(1, 4)))))
    book["Sheet1"]["C6"] = "=Nguồn!B7"  # a formula without a stored value
    stream = io.BytesIO()
    book.save(stream)
    found = points(body(run_over(tmp_path, {"M3 Xã Cao Xá.xlsx": stream.getvalue()}), "cao-xa"))
    assert [("công thức" in point, "không có tên" in point) for point in found] == [(True, False)]


def test_what_no_other_point_says_of_a_quota_stays_told(tmp_path: Path) -> None:
    text = of_levels(1, 4).replace("ven đường số 3", "ven đường số 3 (dự phòng)")
    (point,) = points(body(run_over(tmp_path, {"M3 Xã Cao Xá.xlsx": listed("cao-xa", text)}), "cao-xa"))
    assert point.startswith("Chưa kết luận được số lượng của xã Cao Xá đúng hay chưa đúng quy định: có mô hình kèm")
    assert "dự phòng" in point
    assert not re.search("rút|hoãn|đơn vị khác", point)


def test_what_several_models_lack_is_one_point_that_names_them_and_their_cells(tmp_path: Path) -> None:
    text = of_levels(1, 4).replace("| Tập thể |", "| |").replace("| 30/10/2024 |", "| |")
    told = body(run_over(tmp_path, {"M3 Xã Cao Xá.xlsx": listed("cao-xa", text)}), "cao-xa")
    holder, completion = points(told)
    models = ", ".join(f"“Trồng hoa ven đường số {n}”" for n in range(1, 6))
    assert holder.startswith(f"Các mô hình {models} chưa ghi là của tập thể hay cá nhân. (Tệp “M3 Xã Cao Xá.xlsx”")
    assert completion.endswith("trang “Sheet1”, ô G5, G6, G7, G8, G9.)")
    first = letter(run_over(tmp_path, {}), "cao-xa")
    assert (len(first.marks), first.reasons[0]) == (10, "02 điểm cần sửa")


def test_rows_without_a_name_are_one_point_and_one_alone_keeps_its_words(tmp_path: Path) -> None:
    row = "| {0} | Thôn {0} | | Tập thể | | x | 30/10/2024 | Đẹp | Cơ sở |"
    for numbers, words in (((6, 7), "Các dòng 10, 11 có nội dung nhưng không có tên mô hình. (Tệp"),
                           ((6,), "Dòng 10 có nội dung nhưng không có tên mô hình: “6 | Thôn 6")):  # fmt: skip
        text = "\n".join([of_levels(1, 4), *map(row.format, numbers)])
        (point,) = points(body(run_over(tmp_path, {"M3.xlsx": listed("cao-xa", text)}), "cao-xa"))
        assert point.startswith(words)


@pytest.mark.parametrize("own", [m3("I. Lĩnh vực kinh tế", "| 1 |"), of_levels(province=1, unknown=1)])
def test_a_unit_reads_nothing_of_files_that_others_sent(own: str, tmp_path: Path) -> None:
    files = {"M3 Xã Cao Xá.xlsx": listed("cao-xa", own), "danh sach gui ban.xlsx": of_levels(district=4)}
    outcome = run_over(tmp_path, files)
    assert any("danh sach gui ban" in f.message for f in outcome.findings if f.unit == "cao-xa")
    assert "danh sach gui ban" not in body(outcome, "cao-xa")


@pytest.mark.parametrize(("place", "demands"), [("Thôn Ngò", 1), ("Thôn Trại", 2)])
def test_the_form_of_a_model_that_may_be_listed_twice_is_asked_for_once(
    place: str, demands: int, tmp_path: Path
) -> None:
    text = with_rows(TWICE.format(5), TWICE.format(6).replace("Thôn Ngò", place))
    told = body(run_over(tmp_path, {"M3 Xã Cao Xá.xlsx": listed("cao-xa", text)}), "cao-xa")
    assert told.count("- Bản M1 của mô hình “Bể bơi cho em”") == demands


@pytest.mark.parametrize("name", ["Câu lạc bộ “Liên thế hệ”", 'Câu lạc bộ "Liên thế hệ"'])
def test_a_name_with_quotation_marks_has_them_single_within_others(name: str, tmp_path: Path) -> None:
    text = of_levels(1, 4).replace("Trồng hoa ven đường số 3 | Tập thể", f"{name} | ")
    told = body(run_over(tmp_path, {"M3 Xã Cao Xá.xlsx": listed("cao-xa", text)}), "cao-xa")
    assert "Mô hình “Câu lạc bộ ‘Liên thế hệ’” chưa ghi" in told


def test_a_mail_at_the_beginning_of_a_sentence_is_a_mail_and_no_file(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Thanh tra huyện <x@vidu.vn>", "20 Feb 2024 09:00:00 +0700"
    mail["Subject"] = "Thanh tra huyện báo cáo"
    mail.set_content("Thanh tra huyện không đăng ký mô hình nào năm 2024, nhưng sẽ có thể bổ sung sau.")
    told = body(run_over(tmp_path, {"thư.eml": mail.as_bytes()}), "thanh-tra")
    assert "1. Thư ngày 20/02/2024 của Thanh tra huyện có ghi" in told
    assert "ệp thư" not in told


def test_by_what_two_files_are_parts_is_said(tmp_path: Path) -> None:
    first = (listed("cao-xa", of_levels(province=2)), "20/02/2024 08:00")
    second = (listed("cao-xa", of_levels(district=4, prefix="Nuôi ong hộ")), "24/02/2024 08:00")
    (point,) = points(body(run_over(tmp_path, {"a.xlsx": first, "b.xlsx": second}), "cao-xa"))
    assert "không trùng mô hình nào với tệp “a.xlsx” và ghi cấp khác; tạm tính là một phần" in point


def test_a_list_without_a_file_is_no_list_without_faults(tmp_path: Path) -> None:
    row = (
        "| Tệp | Đơn vị | Thời điểm nhận | Hình thức nhận |\n| | Hội Nông dân huyện | 26/02/2024 15:00 | bản giấy |"
    )
    (tmp_path / "so.xlsx").write_bytes(workbook(sheet(row, "Tiếp nhận")))
    found = run_over(tmp_path / "tiep_nhan", {"x.txt": b""}, AFTER, book=tmp_path / "so.xlsx")
    assert letter(found, "nong-dan").reasons == (
        "đã nhận danh sách không kèm tệp, chưa có số liệu; đề nghị gửi thêm bản Excel",
    )
    assert "không kèm tệp nên chưa có số liệu; đề nghị đơn vị gửi thêm bản Excel" in body(found, "nong-dan")
