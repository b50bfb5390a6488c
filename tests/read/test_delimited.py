from __future__ import annotations

import pytest

from aggregator.errors import Unreadable
from aggregator.model import Row
from aggregator.read.dispatch import read


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("STT,Tên\n1,Mô hình\n", "utf-8"),
        ("STT;Tên\r\n1;Mô hình\r\n", "utf-8-sig"),
        ("STT\tTên\n1\tMô hình\n", "utf-16"),
    ],
)
def test_separated_text_is_a_sheet_of_text_whatever_its_name(text: str, encoding: str) -> None:
    document = read(text.encode(encoding), "M4.xls")

    assert document.sheets[0].rows == (Row(1, ("STT", "Tên")), Row(2, ("1", "Mô hình")))


def test_blank_lines_count_as_rows() -> None:
    assert [row.number for row in read(b"a,b\n\nc,d\n", "x.csv").sheets[0].rows] == [1, 3]


@pytest.mark.parametrize("text", ["Kính gửi Ban Dân vận,\nXin gửi.\n", "hello", "a,b"])
def test_plain_text_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="văn bản thường"):
        read(text.encode(), "x.xls")
