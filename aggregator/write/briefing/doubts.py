"""Duplicates and doubts, counted by what they are about; the master's sheet names each with its place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.party.page import gap, point_head, remark, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import two
from aggregator.write.sheets import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

    from aggregator.findings import Finding
    from aggregator.write.briefing.facts import Facts

SAME_TEXT = "same-text-other-units"
DUPLICATES = ("name-twice", "sheet-repeats", "same-content-other-unit", "double-across-units")
_KINDS = (
    ("Mô hình, danh sách có thể trùng nhau", (*DUPLICATES, SAME_TEXT)),
    ("Chưa rõ đơn vị hoặc tên đơn vị ghi không thống nhất", (
        "unknown-unit", "unit-conflict", "unit-misspelt", "body-of-commune",
    )),
    ("Chưa rõ cấp đăng ký", ("level-missing", "level-unclear")),
    ("Chưa rõ lĩnh vực", ("field-missing", "field-unclear", "field-suggested")),
    ("Chưa rõ hình thức, chủ thể thực hiện", ("mode-both", "mode-neither", "holder-missing", "holder-unclear")),
    ("Thời gian hoàn thành chưa rõ hoặc chưa ghi", ("completion-missing", "completion-unclear", "completion-past")),
    ("Bản M1, M2 chưa thấy hoặc chưa khớp với danh sách", (
        "forms-missing", "forms-only", "form-without-entry", "form-doubtful", "form-level-differs",
        "form-field-differs", "form-holder-differs", "form-incomplete", "registration-field-unclear",
        "registration-level-unclear", "registration-value-unclear", "registration-form-unclear",
    )),
    ("Mô hình bị rút hoặc danh sách bị thay giữa các bản", (
        "entry-withdrawn", "replaced-without-overlap", "nil-after-list",
    )),
    ("Tệp, biểu mẫu chưa đọc được hoặc chưa đúng mẫu", (
        "unreadable", "unreadable-counted", "empty", "not-a-form", "no-rows", "wrong-form", "link-not-followed",
    )),
    ("Dòng, ô cần xem lại trong tệp gốc", (
        "row-without-name", "several-names", "total-differs", "hidden-sheet", "hidden-rows", "hidden-columns",
        "struck-through", "error-cell", "formula-without-value", "tracked-change", "cell-not-used",
        "embedded-not-opened",
        "broken-string", "covered-text", "doubtful-reading",
    )),
)  # fmt: skip
_OTHERS = "Điểm khác"
_NAMED = 10  # doubles in sentences; the rest stands in the master
_WEIGHTS = {"violation", "error", "warning"}
_TOLD_APART = {"forms-late", "revised-after-deadline", "province-cap-exceeded"}  # above, and under the choice
_COLUMNS = (Column("STT", 11, centred=True), Column("Nội dung", 96), Column("Số điểm", 24, centred=True),
            Column("Số đơn vị", 34, centred=True))  # fmt: skip


def doubts(document: WordDocument, facts: Facts) -> None:
    """A sentence on duplicates, each named, and a table of what is to be cleared up."""
    point_head(document, "3. Về trùng lặp và những điểm cần làm rõ")
    found = [f for f in facts.content_findings if _counts(f)]
    _duplicates(document, facts, [f for f in found if f.code in DUPLICATES])
    if not found:
        nothing = "Không có điểm nào cần làm rõ." if facts.entries else "Chưa có mô hình nào để đối chiếu."
        say(document, nothing)
        return
    board = facts.campaign.papers.board
    say(document, f"Những điểm cần các đơn vị làm rõ hoặc {board} xem lại: {two(len(found))} điểm, gồm:")
    add_table(document, _COLUMNS, _rows(found))
    remark(document, f"Chi tiết từng điểm và cách xử lý: bảng tổng hợp huyện, trang “{contents.SHEET}”.")
    gap(document, 2)


def _counts(finding: Finding) -> bool:
    """What is only to be known is no doubt; but what looks double is asked about."""
    return (finding.severity in _WEIGHTS and finding.code not in _TOLD_APART) or finding.code in DUPLICATES


def _duplicates(document: WordDocument, facts: Facts, twice: list[Finding]) -> None:
    alike = sum(len(those) for those in facts.findings_by_code.get(SAME_TEXT, {}).values())
    if alike:
        say(
            document,
            f"Có {two(alike)} nội dung được nhiều đơn vị ghi giống nhau từng chữ cả tên và mục tiêu; đề nghị các "
            "đơn vị rà soát, ghi theo thực tế.",
        )
    if not twice:
        nothing = "Chưa phát hiện mô hình do nhiều đơn vị cùng đăng ký."  # no more than what was looked for
        say(document, nothing if facts.entries and not alike else "")
        return
    more = "" if len(twice) <= _NAMED else f"; dưới đây nêu {two(_NAMED)} điểm đầu"
    say(document, f"Có {two(len(twice))} điểm nghi trùng lặp, chưa gộp, cần đơn vị xác nhận{more}:")
    for finding in twice[:_NAMED]:
        say(document, f"- {facts.told(finding)}")


def _rows(found: list[Finding]) -> Iterator[Row]:
    kind_of = {code: title for title, codes in _KINDS for code in codes}
    kinds = Counter(kind_of.get(f.code, _OTHERS) for f in found)
    titles = [title for title in (*dict(_KINDS), _OTHERS) if kinds[title]]
    for number, title in enumerate(titles, start=1):
        units = {f.unit for f in found if kind_of.get(f.code, _OTHERS) == title and f.unit}
        yield Row([number, title, kinds[title], len(units)])
    yield Row([None, "Cộng", len(found), len({f.unit for f in found if f.unit})], bold=True)
