"""What every list asks is compiled before the workers are forked, and goes by the campaign that they read for."""

import subprocess
import sys

_COMPILED = """
import re, sys
from importlib import import_module
from aggregator.campaign.load import default_campaign
from aggregator.nouns.document import Document, Row, Sheet
from aggregator.understand.document import return_of
from aggregator.vietnamese.scope import enter, scope

if sys.argv[1] == "entered":
    enter(2031)
if sys.argv[1] != "none":
    import_module("aggregator.understand.rehearsal")
print(scope.year)
compiled, plain = [], re.compile
re.compile = lambda *given: compiled.append(given) or plain(*given)
campaign = default_campaign()
enter(campaign.year, campaign.office)
cells = (
    ("ỦY BAN NHÂN DÂN XÃ LAM CỐT",),
    ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024",),
    ("STT", "Địa chỉ", "Tên mô hình", "Tập thể, cá nhân", "Mục tiêu", "Cấp đăng ký"),
    ("I", "Kinh tế"),
    (1, "Thôn Đông", "Nuôi cá lồng", "Hội Nông dân", "10 lồng", "Huyện"),
    (2, "Thôn Tây", "Vệ sinh đường làng", "Bà Trần Thị Tám", "3 km", "Cơ sở"),
)
rows = tuple(Row(number, row) for number, row in enumerate(cells, start=1))
read = return_of(Document("xlsx", (Sheet("Trang 1", rows),)), campaign.year, campaign.office)
print(len(compiled), len(read.lists[0].entries))
"""


def compiled(how: str) -> tuple[str, int]:
    """The campaign's year once the rehearsal was imported, and how many patterns a list of two models compiles."""
    done = subprocess.run([sys.executable, "-c", _COMPILED, how], check=True, capture_output=True, text=True)
    year, count, entries = done.stdout.split()
    assert entries == "2"
    return year, int(count)


def test_hardly_a_pattern_is_left_to_the_first_list_of_a_worker() -> None:
    assert compiled("none")[1] > 150
    year, left = compiled("rehearsed")
    assert (year, left < 30) == ("2024", True), left


def test_a_process_that_reads_for_a_campaign_already_goes_on_with_it() -> None:
    assert compiled("entered")[0] == "2031"
