"""Rules of language that a program can check, over all papers and mails of several outcomes."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.policy import default
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from aggregator.book import register
from aggregator.campaign.mails import letter_words, requests_by_code
from aggregator.nouns.finding import catalogue, data_file
from aggregator.nouns.outcome import Decision, Outcome
from aggregator.read import limits, pool
from aggregator.write.blank import write_blank_forms
from aggregator.write.onward import onward_letter, returned_notice
from aggregator.write.sheets.view import Facts
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome, perfect_outcome
from tests.write.paper_reader import briefing_document, read_paper

KINDS = "|".join(CAMPAIGN.commune_names.kinds)
QUOTED = re.compile(r"“[^”]*”")
LONGEST = 215  # letters without what stands in brackets, in quotation marks or after a colon


def decided() -> Outcome:
    whole = made_up_outcome()
    top = whole.entries.index[whole.entries["level"] == "province"][:9]
    courses = ["province"] * 4 + ["back_to_district"] * 3 + ["none"] * 2
    made = {n: Decision(n, course, course, "Mật", None) for n, course in zip(top, courses, strict=True)}
    return replace(whole, decisions=made)


@cache
def sentences() -> tuple[str, ...]:
    return tuple(_sentences())


def _sentences() -> Iterator[str]:
    for outcome in (made_up_outcome(), empty_outcome(), perfect_outcome(), decided()):
        yield from read_paper(briefing_document(outcome)).lines
    for draft in (onward_letter(Facts(decided())), returned_notice(Facts(decided()))):
        assert draft is not None
        yield from read_paper(draft.data).lines
    with TemporaryDirectory() as folder:
        some = replace(CAMPAIGN, units=(CAMPAIGN.units_by_code["dai-hoa"], CAMPAIGN.units_by_code["cong-an"]))
        write_blank_forms(some, Path(folder) / "bieu_mau", per_unit=True)
        for mail in Path(folder).rglob("*.eml"):
            body = email.message_from_bytes(mail.read_bytes(), policy=default).get_body(("plain",))
            yield from str(body.get_content() if body else "").splitlines()


def wrong(pattern: str, *, quoted: bool = False) -> list[str]:
    """The lines in which a pattern stands; what is quoted was typed by people."""
    lines = sentences() if quoted else [QUOTED.sub("“”", line) for line in sentences()]
    return [line for line in lines if re.search(pattern, line)]


def test_a_kind_of_commune_is_small_within_a_sentence() -> None:
    assert wrong(rf"[\w,;(] ?\b(?:{KINDS}) (?=[A-ZĐÀ-Ỹ])") == []


def test_a_paper_has_one_style_of_time_and_of_the_deadline() -> None:
    assert wrong(r"\d\d?:\d\d\b") == []
    assert wrong(r"23 giờ 59") == []
    assert wrong(r"phút ngày") == []


def test_no_words_of_the_machine_stand_in_a_paper_to_leaders() -> None:
    papers = [line for line in sentences() if "tệp " in line and "Excel" not in line and "biểu mẫu" not in line]
    assert [line for line in papers if "đính kèm" not in line] == []
    assert wrong(r"\.xlsx|\.docx|máy nhận|Nội dung cần sửa") == [
        line for line in wrong(r"\.xlsx") if line.lstrip().startswith("- Lập danh sách")
    ]


def test_no_paper_speaks_of_violations_decides_for_the_standing_members_or_repeats_itself() -> None:
    assert wrong(r"[Vv]i phạm|đã xét|quý đơn vị|Giao Ban|\bcó có\b|M1/M2") == []


def test_numbers_are_citied_without_a_comma_and_counts_have_two_digits() -> None:
    assert wrong(r"số \S+, ngày") == []
    assert wrong(r"(?<![\d./-])\b[1-9] (?:đơn vị|nội dung|mô hình|xã|cơ quan)\b") == []


def test_quotation_marks_within_quotation_marks_are_single() -> None:
    assert wrong(r"“[^”]*“", quoted=True) == []


def test_nothing_hangs_before_the_end_of_a_sentence() -> None:
    assert wrong(r"[,;:] ?[.;,]|\.\.(?!\.)(?<!\.\.\.)|\(\)| [.,;](?:\s|$)|  \S") == [
        line for line in wrong(r"  \S") if line.startswith("   ")
    ]


def test_no_sentence_is_longer_than_a_reader_s_breath() -> None:
    plain = [re.sub(r"\([^()]*\)|: .*", "", QUOTED.sub("“”", line)) for line in sentences()]
    assert [s for line in plain for s in re.split(r"(?<=[.;]) ", line) if len(s) > LONGEST] == []


MACHINE = re.compile(r"chương trình|lớp chữ|[Mm]áy nhận|bản đọc")


def test_no_unit_reads_of_the_program_what_is_amiss_with_its_file() -> None:
    constants = [text for room in (limits, pool, register) for name, text in vars(room).items() if name.isupper()]
    tables = data_file("reasons.toml")
    of_files = [words for name in ("kind", "reading", "size", "mail") for words in tables[name].values()]
    reasons = [text for text in (*constants, *of_files) if isinstance(text, str)]
    asked, doubts = requests_by_code().keys(), data_file("doubts.toml")
    told = [entry for code, entry in catalogue().items() if code in asked]
    messages = [entry.message for entry in told]
    messages += [words.get("message", "") for entry in told for words in entry.variants.values()]
    requests = [
        *(how.words for how in requests_by_code().values()),
        *(doubts[code]["why"] for code in letter_words("doubt")),
    ]
    assert [text for text in (*reasons, *messages, *requests) if MACHINE.search(text)] == []
