"""Receipts without a file, signed copies, and what a person wrote of a file, taken into a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from aggregator.book.register import ReceiptRegister
from aggregator.nouns.file import Intake
from tests.book.books import tracking
from tests.sheets import CAMPAIGN, at, shown

HEAD = (
    "| Tệp | Đơn vị | Thời điểm nhận | Hình thức nhận | Đã có bản ký, đóng dấu | Ghi chú | Đơn vị máy nhận ra "
    "| Thời điểm máy ghi nhận | Nguồn | Mã băm |"
)


def receipts(folder: Path, *lines: str) -> ReceiptRegister:
    return tracking(folder, receipts="\n".join([HEAD, *lines])).receipts


@pytest.mark.parametrize("between", ["; ", "⏎", ";⏎"])
def test_one_receipt_counts_for_every_unit_that_it_names(tmp_path: Path, between: str) -> None:
    book = receipts(tmp_path, f"| | Xã Cao Xá{between}Lam Cốt{between}nong-dan | 26/02/2024 15:00 | bản giấy |")
    assert [(p.unit, p.at) for p in book.papers] == [
        (code, at("26/02/2024 15:00")) for code in ("cao-xa", "lam-cot", "nong-dan")
    ]
    assert book.findings == ()


def test_an_unknown_unit_among_several_is_said_and_the_others_count(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| | Xã Cao Xá; Nước ngoài | 26/02/2024 15:00 |")
    assert [p.unit for p in book.papers] == ["cao-xa"]
    assert shown(book.findings) == ["book-unit-unknown @ B2"]


@pytest.mark.parametrize("mark", ["có", "x", "X", "✓", "đã có"])
def test_the_signed_copy_is_marked_for_the_unit(tmp_path: Path, mark: str) -> None:
    book = receipts(
        tmp_path,
        f"| | Xã Cao Xá; Xã Lam Cốt | | | {mark} | nộp tay |",
        f"| M4.xlsx | | | | {mark} | | Hội Nông dân huyện |",
        "| M3.xlsx | Xã Ngọc Lý | | | không |",
    )
    assert book.units_signed == {"cao-xa", "lam-cot", "nong-dan"}
    assert shown(book.findings) == ["book-receipt-without-time @ C2"]
    assert book.papers == []
    assert book.units_without_return == {"cao-xa": ("A2",), "lam-cot": ("A2",)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| | Xã Cao Xá | | bản giấy |", "book-receipt-without-time @ C2"),
        ("| | | 26/02/2024 | bản giấy |", "book-receipt-without-unit @ B2"),
        ("| M3.xlsx | Xã Cao Xá; Xã Lam Cốt | |", "book-one-unit-only @ B2"),
        ("| M3.xlsx | | | | có lẽ |", "book-choice-unknown @ E2"),
        ("| M3.xlsx | Xã Cao Xá, Nước ngoài | |", "book-unit-unknown @ B2"),
        ("| M3.xlsx | Xã Cao Xá (gửi nhầm sang Xã Lan Giới) | |", "book-unit-unknown @ B2"),
        ("| | Xã Cao Xá | 26/02/2025 15:00 |", "book-time-impossible @ C2"),
        ("| | Xã Cao Xá | 26/02/1924 15:00 |", "book-time-impossible @ C2"),
        ("| M3.xlsx | Xã Cao Xá | 26/02/2034 |", "book-time-impossible @ C2"),
    ],
)
def test_a_receipt_that_cannot_count_is_a_finding(tmp_path: Path, line: str, expected: str) -> None:
    book = receipts(tmp_path, line)
    assert shown(book.findings) == [expected]
    assert book.papers == []


def test_a_file_of_several_units_leaves_none_of_them_accused(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| M3.xlsx | Xã Cao Xá, Xã Lam Cốt | 26/02/2024 |")
    assert book.units_without_return == {"cao-xa": ("A2",), "lam-cot": ("A2",)}


FILE = Intake("M3.xlsx", "abc", at("28/02/2024 08:00"), "file_time")


def test_a_persons_time_and_unit_go_before_all(tmp_path: Path) -> None:
    line = "| M3.xlsx | Xã Cao Xá | 26/02/2024 15:00 | | | qua Zalo | Xã Lam Cốt | 28/02/2024 08:00 | giờ của tệp |"
    found = receipts(tmp_path, line).with_time(FILE)
    assert (found.at, found.source, found.book_note) == (at("26/02/2024 15:00"), "book", "qua Zalo")
    assert found.book_unit == CAMPAIGN.units_by_code["cao-xa"]


def test_the_files_time_is_that_of_the_first_sight_of_its_content(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| gốc.xlsx | | | | | | Xã Cao Xá | 26/02/2024 08:00 | giờ của tệp | ABC |")
    found = book.with_time(FILE)
    assert (found.at, found.source, found.book_unit) == (at("26/02/2024 08:00"), "file_time", None)


def test_a_mails_time_is_not_touched_by_a_file_time(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| gốc.xlsx | | | | | | Xã Cao Xá | 26/02/2024 08:00 | giờ của tệp | abc |")
    mailed = replace(FILE, source="email")
    assert book.with_time(mailed) == mailed


@pytest.mark.parametrize(
    ("units", "spared"),
    [
        ("hình như Ngọc Châu", ["ngoc-chau"]),
        ("Hội CCB - xã", ["cuu-chien-binh"]),
        ("HND xã", ["nong-dan"]),
        ("NC", ["ngoc-chau"]),
        ("Ngọc Châu hoặc Ngọc Lý", ["ngoc-chau", "ngoc-ly"]),
        ("Ngọc Châu - Ngọc Lý", ["ngoc-chau", "ngoc-ly"]),
        *((text, ["ngoc-chau", "ngoc-ly", "ngoc-thien", "ngoc-van"]) for text in ("Xã Ngọc …", "xã Ngọc … (rách)")),
        ("Trường THPT Tân Yên", ["thpt-tan-yen-1", "thpt-tan-yen-2"]),
        *((text, []) for text in ("Xã", "", "Huyện", "đúng", "đã hỏi", "Hà", "cơ quan")),
    ],
)
def test_units_that_a_cell_may_mean_are_not_silent(tmp_path: Path, units: str, spared: list[str]) -> None:
    book = receipts(tmp_path, f"| | {units} | 26/02/2024 15:00 | bản giấy |")
    assert book.papers == []
    assert sorted(book.units_without_return) == spared
    beside = receipts(tmp_path, "| | Xã Cao Xá; hình như Ngọc Châu | 26/02/2024 15:00 |")
    assert ([p.unit for p in beside.papers], list(beside.units_without_return)) == (["cao-xa"], ["ngoc-chau"])


DENIALS = [
    "chưa nộp do mất điện", "gọi nhắc, hẹn mai gửi", "sẽ nộp danh sách sau", "nhầm, của xã khác", "hủy dòng này",
    "đã nhận nhầm", "không phải của xã này", "chưa nộp hồ sơ", "chưa gửi kịp", "chưa nộp bản giấy", "xóa dòng này",
    "hẹn 28/02 mang lên", "hẹn bí thư về ký rồi nộp", "chưa nộp vì chưa có dấu", "chưa nhận được bản nào",
    "chưa gửi văn bản nào", "xã chưa làm", "chưa thấy", "dòng ghi nhầm của xã khác", "chưa gửi ạ", "chưa nộp đâu",
    "chưa thấy bản nào", "không nhận được", "đang làm, mai nộp", "mai xã nộp", "xã hứa 28/2", "xã xin nộp sau",
    "xã báo 28/2 gửi", "đã nhắc gửi", "hẹn chị Hà mai nộp", "ghi lộn xã", "dòng thừa", "nhầm với Ngọc Lý",
    "đã trả lại xã", "trả lại vì sai mẫu", "không phải xã này", "Chưa nộp danh sách!",
    "Chị Hà: chưa gửi", "xã đang họp - chưa nộp", "gọi 28/2 (chưa nộp)", "Chưa nộp - đã gọi 2 lần", "nhắc nộp",
    "Danh sách: chưa có",
]  # fmt: skip
OF_OTHER_THINGS = [
    "sẽ gửi file mềm sau", "hẹn 28/02 gửi file", "chưa gửi M1, M2", "email chưa gửi được do mất mạng",
    "chưa có dấu, sẽ nộp bản ký sau", "chưa gửi công văn, báo miệng", "chưa nộp kế hoạch QĐ 266",
    "ghi nhầm ngày, đã sửa", "nhầm mẫu M4, xã sửa lại M3", "hủy bản cũ ngày 20/2", "thay bản gửi nhầm trước",
    "không phải của cá nhân, là tập thể", "nộp trực tiếp, hẹn sửa lại STT 3", "không nhầm",
    "trang 2 nhầm, xã đã thay",
    "tên thôn nhầm", "xã ghi nhầm, đã sửa", "bản trước gửi nhầm, đây là bản đúng", "chưa nộp phụ lục",
    "thiếu M2, hẹn 28/2", "thiếu M2, hẹn 28/2 nộp", "sẽ gửi lại", "xã hẹn 28/02 gửi lại cho đủ", "hẹn 28/2 ký",
    "mô hình 4 không phải của xã đăng ký năm nay", "danh sách chưa có cấp", "nộp chưa đủ",
    "nhận hộ, chưa gửi chị Hà",    "mai nộp dấu", "bản chính mai nộp", "26/2 nộp", "trả lại bản gốc",
    "sẽ nộp đăng ký đơn vị sau",
    "File Word/chưa gửi", "M1, M2: chưa có", "Dấu: chưa có", "Bản mềm: chưa gửi", "Kế hoạch 266 - chưa nộp",
    "Mô hình 3: bỏ", "Mô hình 3 - hủy", "chưa ký, hẹn 28/2", "Chưa đóng dấu, hẹn mai", "ghi nhầm, đã sửa",
    "M1 sai mẫu, đã trả lại xã", "M1 thiếu dấu. Trả lại", "Bản đánh máy (chưa nhận)", "Ảnh: chưa có",
    "gọi nhắc lần 1", "danh sách cá nhân: chưa có", "chưa có chữ ký. Hẹn 29/2",
    "hủy bản trước", "sẽ nộp biểu 266 sau", "hẹn chị Lan kiểm tra", "chưa có ds cá nhân",
]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "counts"),
    [
        ("mới gọi nhắc, chưa gửi", False),
        ("xã hẹn 28/02 gửi", False),
        ("HỦY, ghi nhầm xã", False),
        ("đ/c Huy nộp", True),
        ("đã nộp, chưa có dấu", True),
        ("bản giấy để ở tủ", True),
        *((said, False) for said in DENIALS),
        ("Bí thư chưa ký, mai nộp", False),
        ("mới nộp M1, danh sách chưa nộp", False),
        ("không có danh sách", False),
        *((said, True) for said in ("không có", "không có gì", "không có M1", "có danh sách, thiếu M2")),
        *((said, True) for said in ("nhắc lần 2", "Đã điện nhắc")),  # it came upon that
        ("nhầm, đã gạch", False),
        ("ghi nhầm dòng 3, đã gạch", True),
        *((said, True) for said in OF_OTHER_THINGS),
    ],
)
def test_a_note_that_denies_the_receipt_is_asked_about_and_nothing_counts(
    tmp_path: Path, note: str, *, counts: bool
) -> None:
    book = receipts(tmp_path, f"| | Xã Cao Xá | 26/02/2024 | bản giấy | | {note} |")
    assert [p.unit for p in book.papers] == ["cao-xa"] * counts
    assert shown(book.findings) == [] if counts else ["book-note-denies @ F2"]
    assert list(book.units_without_return) == ["cao-xa"] * (not counts)


@pytest.mark.parametrize("note", ["nhắc lần 2", "Đã điện nhắc", "điện nhắc lần 2", "nhắc qua Zalo"])
def test_a_reminder_without_what_came_is_no_receipt(tmp_path: Path, note: str) -> None:
    book = receipts(tmp_path, f"| | Xã Cao Xá | 26/02/2024 | | | {note} |")
    assert (book.papers, shown(book.findings)) == ([], ["book-note-denies @ F2"])


@pytest.mark.parametrize("note", ["nhắc lần 2, đã nộp", "đã nhắc M1", "nhắc lần 1, chị Hà nhận", "nhắc bổ sung"])
def test_a_reminder_of_something_else_or_answered_denies_nothing(tmp_path: Path, note: str) -> None:
    assert len(receipts(tmp_path, f"| | Xã Cao Xá | 26/02/2024 | | | {note} |").papers) == 1


@pytest.mark.parametrize(
    ("note", "time"),
    [("nhận bản giấy 26/02", "26/02/2024 00:00"), ("qua Zalo 26/2 lúc 15h", "26/02/2024 15:00"), ("nhắc 26/2", "")],
)
def test_the_day_may_stand_in_the_note(tmp_path: Path, note: str, time: str) -> None:
    assert [p.at for p in receipts(tmp_path, f"| | Xã Cao Xá | | | | {note} |").papers] == (
        [at(time)] if time else []
    )


@pytest.mark.parametrize("file", ["bản giấy", "(bản giấy)", "Zalo", "-", "x", "không có tệp"])
def test_a_word_that_no_file_came_is_no_name_of_a_file(tmp_path: Path, file: str) -> None:
    book = receipts(tmp_path, f"| {file} | Xã Cao Xá | 26/02/2024 |")
    assert [p.unit for p in book.papers] == ["cao-xa"]
    assert book.absent_files([]) == []


@pytest.mark.parametrize("mark", ["nt", "-nt-", "như trên", "″", "''"])
def test_a_mark_of_repetition_says_what_stands_above(tmp_path: Path, mark: str) -> None:
    rows = f"| | Xã Cao Xá | 26/02/2024 | bản giấy |\n| | Xã Lam Cốt | {mark} | {mark} |"
    assert [(p.unit, p.note) for p in receipts(tmp_path, rows).papers] == [
        ("cao-xa", "bản giấy"),
        ("lam-cot", "bản giấy"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Không phải của đơn vị nào",
        "không của ai",
        "KHÔNG CỦA ĐƠN VỊ NÀO",
        "Không của đơn vị nào - OK",
        "Không của đơn vị nào (đã hỏi)",
        "không của đơn vị nào nhé",
        "Không của đơn vị nào, gửi nhầm",
        "không của đơn vị nào, bỏ",
        "Không của ai cả",
        "không phải đơn vị nào",
    ],
)
def test_a_file_is_nobody_s_in_other_words(tmp_path: Path, text: str) -> None:
    (row,) = receipts(tmp_path, f"| M3.xlsx | {text} | |").rows
    assert (row.is_nobodys, row.doubtful_units) == (True, ())


@pytest.mark.parametrize(
    "text", ["Không của đơn vị nào?", "Không của đơn vị nào (hỏi lại)", "không của ai, chưa chắc"]
)
def test_a_file_that_may_be_nobody_s_is_not(tmp_path: Path, text: str) -> None:
    (row,) = receipts(tmp_path, f"| M3.xlsx | {text} | |").rows
    assert not row.is_nobodys


@pytest.mark.parametrize("text", ["đúng", "đã hỏi", "Hà", "Huyện"])
def test_a_word_that_names_no_unit_contests_no_file(tmp_path: Path, text: str) -> None:
    assert receipts(tmp_path, f"| M3.xlsx | {text} | |").with_time(FILE).book_doubts == ()


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("theo email", False), ("như thư", False), ("đúng như máy ghi", False), ("quá hạn", False),
        ("gửi chậm", False), ("quá hạn rồi", False), ("chậm 1 ngày", False), ("-", False), ("x", False),
        ("chậm (đã nhắc)", False), ("nộp muộn, phê bình", False), ("vẫn chậm", False), ("đúng giờ thư", False),
        ("chậm, file gửi 26/2", True), ("trong hạn (Zalo)", True), ("chậm (hỏi lại)", True),
        ("sau hạn?", True), ("?", True), ("đúng hạn", True),
        ("chậm hẹn", True), ("26/2 hay 28/2", True),
    ],
)  # fmt: skip
def test_words_that_say_no_other_time_leave_that_of_a_mail(tmp_path: Path, text: str, *, doubtful: bool) -> None:
    item = receipts(tmp_path, f"| thu.eml | | {text} |").with_time(Intake("thu.eml", "a", FILE.at, "email"))
    assert (item.time_doubtful, item.book_time) == (doubtful, text if doubtful else None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("28/2 chậm 1 ngày", "28/02/2024 00:00"), ("29/02/2024 09:00 (đã hỏi)", "29/02/2024 09:00"),
        ("gửi chậm 29/02", "29/02/2024 00:00"), ("26/2 (trước hạn)", "26/02/2024 00:00"),
        ("sáng 26/2, chị Lan mang", "26/02/2024 00:00"), ("27/2, xem lại Zalo", None), ("26/2 (hay 28/2)", None),
        ("27/02/2024 16h, file lưu lại 29/2", None), ("26/02, trước 17h", None), ("26/2 (mai nộp lại)", None),
    ],
)  # fmt: skip
def test_a_time_may_have_a_remark_that_names_no_other_time(tmp_path: Path, text: str, time: str | None) -> None:
    (row,) = receipts(tmp_path, f"| | Xã Cao Xá | {text} |").rows
    assert row.at == (at(time) if time else None)


@pytest.mark.parametrize(
    ("row", "times"),
    [
        ("| | hình như Ngọc Châu | 26/02/2024 |", [at("26/02/2024 00:00")]),
        ("| | Xã Ngọc Châu | 26/02 hoặc 28/02 |", [None]),
        ("| | Xã Ngọc Châu | | | có |", []),  # it does not say when
        ("| | Xã Ngọc Châu | 26/02/2024 | | | chưa gửi, hẹn 28/02 |", []),  # nothing came
        ("| | Xã Ngọc Châu | quá hạn |", []),
    ],
)
def test_a_receipt_that_is_not_counted_may_have_been_in_time(tmp_path: Path, row: str, times: list[object]) -> None:
    told = receipts(tmp_path, row).uncounted_times.get("ngoc-chau", ())
    assert list(told) == [("so_theo_doi.xlsx!Tiếp nhận, ô A2", time) for time in times]


@pytest.mark.parametrize(("source", "doubtful"), [("email", True), ("file_time", False)])
def test_a_time_that_is_not_understood_makes_that_of_a_mail_doubtful(
    tmp_path: Path, source: str, *, doubtful: bool
) -> None:
    item = Intake("thu.eml", "a", at("28/02/2024 10:00"), source)
    told = [
        receipts(tmp_path, f"| thu.eml | | {text} |").with_time(item) for text in ("trong hạn", "26/02/2024", "")
    ]
    assert [(one.time_doubtful, one.source) for one in told] == [
        (doubtful, source),
        (False, "book"),
        (False, source),
    ]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("DS đăng ký", "list"), ("Danh sách đăng ký mô hình", "list"), ("danh sách (5 mô hình)", "list"),
        ("biểu M3", "list"), ("mẫu M1", "forms"), ("phiếu M1", "forms"), ("báo không ĐK", "nil"),
        ("không có mô hình nào", "nil"), ("gọi điện nhắc", "contact"), ("nhắc gửi", "contact"),
    ],
)  # fmt: skip
def test_what_came_in_people_s_words(tmp_path: Path, what: str, code: str) -> None:
    head = "| Tệp | Đơn vị | Thời điểm nhận | Nội dung nhận |"
    book = tracking(tmp_path, receipts=f"{head}\n| | Xã Cao Xá | 26/02/2024 | {what} |").receipts
    assert [row.what for row in book.rows] == [{code}]
    assert book.findings == ()
