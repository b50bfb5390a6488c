"""Waivers: the finding stays listed with its reason and counts for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.judge.decisions import apply_waivers
from aggregator.nouns.finding import Finding, finding, violations
from tests.book.books import tracking
from tests.sheets import CAMPAIGN, shown

HEAD = "| Đơn vị | Nội dung đặc thù | Người chấp thuận | Lý do | Ngày |"
FULL = "| Xã Cao Xá | Số lượng cấp tỉnh | Thường trực Huyện ủy | xã mới sáp nhập | 26/02/2024 |"


def short(unit: str = "cao-xa", code: str = "quota-province-below") -> Finding:
    facts = {"unit_name": unit, "count": 0, "limit": 1, "source": "điểm 3", "still_open": ""}
    return finding(code, unit=unit, **facts)  # type: ignore[arg-type] # facts of a message


def test_a_waived_finding_stays_listed_with_its_reason_and_is_no_violation(tmp_path: Path) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{FULL}")
    found, waived = apply_waivers([short()], book.waivers)
    assert violations(found) == []
    assert found[0].code == "quota-province-below"
    assert found[0].message.endswith(
        "Trường hợp đặc thù: Thường trực Huyện ủy đã chấp thuận, ngày 26/02/2024; lý do: xã mới sáp nhập."
    )
    assert [(lifted, waiver.rule) for lifted, waiver in waived] == [(short(), "Số lượng cấp tỉnh")]


def test_another_unit_and_another_rule_are_not_waived(tmp_path: Path) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{FULL}")
    others = [short("lam-cot"), short(code="quota-district-below")]
    assert apply_waivers(others, book.waivers) == (others, [])


def test_waiving_twice_says_the_reason_once(tmp_path: Path) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{FULL}")
    once, _ = apply_waivers([short()], book.waivers)
    assert apply_waivers(once, book.waivers) == (once, [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Xã Cao Xá | Số lượng cấp tỉnh | | xã mới |", "waiver-incomplete @ C2"),
        ("| Xã Cao Xá | Số lượng cấp tỉnh | Thường trực | |", "waiver-incomplete @ D2"),
        ("| Xã Cao Xá | | Thường trực | xã mới |", "waiver-incomplete @ B2"),
        ("| Xã Cao Xá | Mọi thứ | Thường trực | xã mới |", "book-choice-unknown @ B2"),
        ("| Nước ngoài | Gửi chậm | Thường trực | lũ lụt |", "book-unit-unknown @ A2"),
    ],
)
def test_a_waiver_without_approver_reason_or_rule_is_not_applied(tmp_path: Path, line: str, expected: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{line}")
    applied = [waiver for waiver in book.waivers if not waiver.is_open]
    assert (applied, shown(book.findings)) == ([], [expected])


OTHER_WORDS = {
    "quota-province-below": [
        "cấp tỉnh",
        "SL cấp tỉnh",
        "không đăng ký cấp tỉnh",
        "vượt số lượng cấp tỉnh",
        "cả hai cấp",
        "Không bắt buộc cấp tỉnh",
        "Miễn cấp tỉnh vì phải sáp nhập",
        "Được thiếu cấp tỉnh nhưng phải giải trình",
        "Miễn cấp tỉnh, vẫn phải đủ cấp huyện",
        "Số lượng cấp tỉnh (không phải đủ)",
    ],
    "late": [
        "chậm",
        "gửi muộn",
        "được gửi chậm",
        "Gửi chậm (mất điện)",
        "Gửi chậm do phải họp",
        "Gửi chậm (phải gửi trước 29/02)",
    ],
    "missing": [
        "chưa gửi",
        "miễn gửi danh sách",
        "được gửi sau",
        "Chưa phải gửi",
        "không bắt buộc gửi",
        "miễn gửi danh sách vì phải giải thể",
    ],
}


@pytest.mark.parametrize(("code", "words"), [(code, word) for code, words in OTHER_WORDS.items() for word in words])
def test_a_waiver_in_other_words_is_that_waiver(tmp_path: Path, code: str, words: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá, Xã Lan Giới | {words} | Thường trực | mưa lũ |")
    assert [(one.unit, one.is_open) for one in book.waivers] == [("cao-xa", False), ("lan-gioi", False)]
    assert all(code in one.codes for one in book.waivers)
    assert book.findings == ()


@pytest.mark.parametrize(
    "line",
    [
        "| Xã Cao Xá | đặc thù | Thường trực | xã mới |",
        "| Xã Cao Xá | | Thường trực | xã mới |",
        "| Xã Cao Xá? | Số lượng cấp tỉnh | Thường trực | xã mới |",
        "| Xã Cao Xá | Số lượng cấp tỉnh? | Thường trực | xã mới |",
    ],
)
def test_a_waiver_that_is_not_understood_spares_its_unit_and_lifts_nothing(tmp_path: Path, line: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{line}")
    (own, other), waived = apply_waivers([short(), short("lam-cot")], book.waivers)
    assert (own.severity, other.severity, waived) == ("warning", "violation", [])
    assert "Trường hợp đặc thù" in own.message
    assert book.findings


@pytest.mark.parametrize(
    "who",
    ["không chấp thuận", "chưa ai duyệt", "Thường trực không đồng ý", "chưa", "từ chối", "BTV không đồng tình",
     "TT không chấp nhận", "TT HU: không"],
)  # fmt: skip
def test_a_waiver_that_nobody_approved_is_not_applied(tmp_path: Path, who: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá | Gửi chậm | {who} | mưa |")
    assert (book.waivers, shown(book.findings)) == ((), ["waiver-incomplete @ C2"])


CONSENT = {
    False: ["Đ/c Bí thư - xin ý kiến ngày 26/2, đồng ý", "đ/c Thường trực (đã xin ý kiến)",
            "TT HU, không cần văn bản", "Đ/c Bí thư đồng ý, chờ văn bản", "Bí thư (đồng ý qua điện thoại, chưa ký)",
            "BTV không yêu cầu", "Đ/c Phạm Văn Đợi", "đ/c Không Văn Nam", "Đ/c Trình - PBT", "đ/c Bí thư gật",
            "Trình đ/c Bí thư, đã duyệt", "TT HU - đồng ý, chưa có văn bản", "Đ/c Bí thư, hỏi rồi",
            "Thường trực, không ai phản đối", "Thông báo số 15-TB/HU", "Bút phê đ/c Bí thư", "thường trực huyện ủy",
            "Trưởng Ban Dân vận (đã báo cáo TT)", "Giao ban 26/2", "đ/c Huy cho",
            "Thường trực HU (chưa có văn bản)", "đ/c Bí thư (không có văn bản)", "đ/c huy", "đc Huy", "c Hạnh",
            "Theo ý kiến đ/c Huy", "Đã có ý kiến đ/c Huy", "Thường trực cho chủ trương", "Đ/c Bí thư (miệng)",
            "Đ/c Huy nói miệng", "Đ/c Huy gọi điện", "Đ/c Huy, chị Hạnh ghi", "Đ/c Huy (Hạnh báo lại)", "cv 215",
            "Đ/c Huy cho miễn", "Đ/c Huy; có giấy", "Hội ý Thường trực", "BTV Huyện ủy khóa XXII", "Nguyễn Thị Mai",
            "Hoàng Thị Mai, Phó Bí thư", "Thường trực HU cho ý kiến", "TT cho lùi", "chị Hạnh cho gửi chậm",
            "đ/c Huy bảo miễn", "đ/c Huy đã ký", "CV số 215 (bản giấy)", "vb 215", "Văn bản số 215",
            "đ/c Huy, mất điện", "ok", "có ý kiến của TT"],
    True: ["TT HU?", "chờ", "xin ý kiến TT", "chờ ý kiến", "hỏi Thường trực", "?", "Thường trực (chờ phê duyệt)",
           "chờ Bí thư cho ý kiến", "TT HU chưa trả lời", "chưa rõ", "không nhớ", "chưa báo cáo", "chưa có văn bản",
           "Đ/c Bí thư (chưa có ý kiến)", "đang xin", "TT HU phản đối", "đ/c Bí thư: chưa",
           "TT HU Chưa trả lời", "CHƯA TRẢ LỜI", "TT HU phê bình", "Bí thư gạt đi", "TT giữ nguyên quy định",
           "Xã đề nghị", "theo đề nghị của xã", "tự ghi", "UBND xã Cao Xá", "Ban Dân vận báo cáo TT", "đ/c Huy?",
           "TT HU họp, chưa có kết luận", "BTV họp chưa có thông báo", "Thường trực chưa có chỉ đạo",
           "TT HU chưa ký", "TT không có chỉ đạo", "đã báo cáo TT", "đ/c Huy bác", "đ/c Huy (chờ văn bản)",
           "đ/c Huy bảo để xem", "trình TT để cho phép", "Chưa có văn bản", "Có giấy",
           "giấy", "họp", "Đ/c Huy ghi nhận", "văn bản", "Có văn bản", "Gọi điện", "đã ký", "ngày 26/2",
           "ok?", "có ý kiến",
           "TT cho lùi nếu có lý do", "đề nghị TT cho lùi", "TT cho ý kiến chưa"],
}  # fmt: skip


@pytest.mark.parametrize(("is_open", "who"), [(is_open, who) for is_open, all_ in CONSENT.items() for who in all_])
def test_who_is_named_agreed_unless_it_is_asked_or_waited_for(tmp_path: Path, who: str, *, is_open: bool) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá | Gửi chậm | {who} | mưa |")
    assert [one.is_open for one in book.waivers] == [is_open]
    assert shown(book.findings) == (["waiver-incomplete @ C2"] if is_open else [])


@pytest.mark.parametrize(
    "rule",
    ["Không cho miễn cấp tỉnh", "Không được thiếu cấp tỉnh", "phải đăng ký cấp tỉnh", "Không được vượt cấp tỉnh",
     "không được gửi chậm", "không chấp thuận gửi chậm", "phải gửi", "Bản M1, M2", "nộp M1 sau", "khen thưởng",
     "không phải đăng ký QĐ 266", "Ký bản giấy", "được nộp M1 chậm", "Cấp tỉnh phải đủ", "bắt buộc",
     "Từ chối miễn cấp tỉnh", "Không cho miễn, phải đăng ký cấp tỉnh", "không đồng ý miễn",
     "Không được gửi sau", "Vẫn phải đủ cấp tỉnh", "không gia hạn", "phải nộp M3", "không chấp thuận"],
)  # fmt: skip
def test_a_refusal_and_what_is_of_forms_spare_nobody(tmp_path: Path, rule: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá | {rule} | Thường trực | mưa |")
    assert (book.waivers, shown(book.findings)) == ((), ["book-choice-unknown @ B2"])


@pytest.mark.parametrize(
    ("rule", "codes", "others"),
    [
        ("không phải đăng ký cấp tỉnh", {"quota-province-below"}, {"late", "quota-district-below"}),
        ("đặc thù về gửi danh sách", {"late", "missing"}, {"quota-province-below"}),
        ("đặc thù số lượng", {"quota-province-below", "quota-district-below"}, {"late"}),
        ("M1 và số lượng cấp tỉnh", {"quota-province-below"}, {"late"}),
        ("đơn vị mới sáp nhập", {"quota-province-below", "late", "missing"}, set()),
        ("không có mô hình nào để gửi lên", {"quota-province-below", "late", "missing"}, set()),
        ("Hạn chế về nhân lực", {"quota-province-below", "late"}, set()),
        ("cán bộ trẻ", {"quota-province-below", "late"}, set()),
        ("Không chấm thi đua, xin miễn cấp tỉnh", {"quota-province-below"}, {"late"}),
        ("chậm M3, M1", {"late"}, {"quota-province-below"}),
        ("không bắt buộc", {"quota-province-below", "late", "missing"}, set()),
        ("không được giao chỉ tiêu cấp tỉnh", {"quota-province-below"}, {"late"}),
        ("Số lượng cấp tỉnh (chờ ý kiến)", {"quota-province-below"}, {"late"}),
        ("không bắt buộc đúng hạn", {"late", "missing"}, {"quota-province-below"}),
        ("gia hạn", {"late", "missing"}, {"quota-province-below"}),
        ("Miễn cấp tỉnh 2024", {"quota-province-below"}, {"quota-district-below"}),
        ("Giảm 1 cấp huyện", {"quota-district-below"}, {"quota-province-below"}),
        ("Chỉ cấp huyện", {"quota-province-below", "quota-district-below"}, {"late"}),
        ("Thường trực huyện cho bớt số lượng", {"quota-province-below", "quota-district-below"}, {"late"}),
        ("Chỉ tiêu cấp tỉnh", {"quota-province-below"}, {"quota-district-below"}),
        ("Không có mô hình cấp tỉnh năm nay", {"quota-province-below"}, {"quota-district-below"}),
        *(
            (rule, {"quota-province-below", "quota-district-below"}, {"late"})
            for rule in (
                "Giảm số lượng theo công văn của tỉnh", "Miễn số lượng vì xã giáp ranh tỉnh Thái Nguyên",
                "Được đăng ký thiếu 1 nội dung, tỉnh đã đủ", "Số lượng: 1 tỉnh, 3 còn lại",
                "Giảm số lượng, cấp huyện đã đồng ý", "Số lượng mô hình (xin cấp huyện)",
                "Cho đăng ký 5 nội dung cấp huyện, không yêu cầu khác",
            )
        ),
    ],
)  # fmt: skip
def test_a_waiver_is_about_what_its_rule_names(
    tmp_path: Path, rule: str, codes: set[str], others: set[str]
) -> None:
    (one,) = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá | {rule} | Thường trực | mưa |").waivers
    assert codes <= {*one.codes}
    assert not others & {*one.codes}
    assert one.is_open == ("phải đăng ký" not in rule)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        *(
            (text, {"commune"})
            for text in ("Các xã, thị trấn", "Các xã và thị trấn", "Tất cả các xã", "Các xã", "22 xã, thị trấn",
                         "các xã chưa có mô hình cấp tỉnh", "Khối xã", "Cấp xã", "Các địa phương", "các xã còn lại")
        ),
        *(
            (text, {"agency"})
            for text in ("cơ quan", "các cơ quan, đơn vị", "Các đơn vị trường học", "Các đơn vị lực lượng vũ trang")
        ),
        *(
            (text, {"commune", "agency"})
            for text in ("tất cả các đơn vị", "các đơn vị", "Toàn bộ", "tất cả", "toàn huyện", "Cả huyện",
                         "các đơn vị còn lại", "Các đơn vị chưa gửi", "các đơn vị vùng cao", "các đơn vị nghèo")
        ),
    ],
)  # fmt: skip
def test_a_group_named_as_unit_is_said_once_and_leaves_its_units_open(
    tmp_path: Path, text: str, kinds: set[str]
) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| {text} | Gửi chậm | Thường trực | mưa |")
    assert shown(book.findings) == ["book-unit-unknown @ A2"]
    assert f"“{text}”." in book.findings[0].message
    assert {one.is_open for one in book.waivers} == {True}
    assert {CAMPAIGN.units_by_code[one.unit].kind for one in book.waivers} == kinds


@pytest.mark.parametrize("text", ["Các xã: Lan Giới, Cao Xá", "Xã Dĩnh Trì", "Xã Cao Xá"])
def test_units_named_one_by_one_are_no_group(tmp_path: Path, text: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| {text} | Gửi chậm | Thường trực | mưa |")
    assert {one.unit for one in book.waivers} <= {"lan-gioi", "cao-xa"}
