"""Text templates: what an office may write, how values print, and that a broken copy never stops a run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from aggregator.campaign.texts import Part, Text, render, template_files
from aggregator.nouns.finding import CannotWork

BUILT_IN: dict[str, Any] = {  # what our own template of that name asks for
    "year": "2024", "papers": {"theme": ""}, "must": True, "quota": (), "deadline": "", "tables": ("late",),
}  # fmt: skip
FACTS = {
    "n": 3,
    "many": 1234,
    "zero": 0,
    "day": dt.date(2024, 3, 1),
    "at": dt.datetime(2024, 2, 28, 8, 15),  # noqa: DTZ001 -- on the district's clock
    "names": ("xã Cao Xá", "xã Đại Hóa"),
    "typed": "Đường\n# hoa\ue000  “đẹp”",
}


def text(tmp_path: Path, body: str, **facts: Any) -> Text:
    """The body as an office's own copy of a built-in template, with these facts."""
    (tmp_path / "yeu_cau_bieu_mau.j2").write_text(f"Loại: THỬ\n---\n{body}\n", encoding="utf-8")
    return render("yeu_cau_bieu_mau", BUILT_IN | FACTS | facts, tmp_path, None)


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("Có {{ n }}/{{ many }} đơn vị, {{ zero }} xã.", "Có 03/1.234 đơn vị, 0 xã."),
        ("ngày {{ day }}", "ngày 01/3/2024"),
        ("lúc {{ at }}", "lúc 08 giờ 15 phút, ngày 28/02/2024"),
        ("gồm: {{ names }}.", "gồm: xã Cao Xá; xã Đại Hóa."),
        ("{{ names | series }}", "xã Cao Xá và xã Đại Hóa"),
        ("{{ typed }}", "Đường # hoa “đẹp”"),
        ("{{ typed | quoted }}", "“Đường # hoa ‘đẹp’”"),
        ("{{ names[0] | hoa }}", "Xã Cao Xá"),
        ("{% if zero %}chưa{% endif %}{{ true }}", ""),
    ],
)
def test_values_print_as_papers_write_them(tmp_path: Path, template: str, printed: str) -> None:
    assert text(tmp_path, template).body.strip() == printed


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("gồm: {% if n %}03 xã, {% endif %}{% if zero %}04 xã, {% endif %}.", "gồm: 03 xã."),
        ("gồm: 03 xã; 02 xã; , .", "gồm: 03 xã; 02 xã."),
        ("tên “rau, .” của xã", "tên “rau, .” của xã"),
        ("10.5, 1,2 km.", "10.5, 1,2 km."),
    ],
)
def test_what_hangs_before_the_end_of_a_sentence_is_taken_away(tmp_path: Path, template: str, printed: str) -> None:
    assert text(tmp_path, template).body.strip() == printed


def test_lines_are_parts_of_a_paper(tmp_path: Path) -> None:
    body = """# I. ĐẦU

một
câu

- gạch
tiếp
- gạch hai
### Bảng 1
{{ table("late") }}
> nhỏ
~~~ngang
=== Phụ lục
>> kèm theo"""
    assert text(tmp_path, body).parts == (
        Part("section", "I. ĐẦU"),
        Part("paragraph", "một câu"),
        Part("paragraph", "- gạch tiếp"),
        Part("paragraph", "- gạch hai"),
        Part("caption", "Bảng 1"),
        Part("table", "late"),
        Part("remark", "nhỏ"),
        Part("across", ""),
        Part("appendix", "Phụ lục"),
        Part("reference", "kèm theo"),
    )


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("{{ khong_co }}", "dòng 3: chương trình không biết chỗ điền này"),
        ("\n\n{% if n %}", "viết sai quy cách"),
        ("{{ n.khong_co }}", "dòng 3: chương trình không biết chỗ điền này"),
        ("{{ n + names }}", "dòng 3: không điền được"),
        ("{{ ''.__class__.__mro__ }}", "dòng 3: "),
        ("{{ table('khong_co') }}", "không có bảng “khong_co”"),
    ],
)
def test_a_broken_copy_is_told_with_its_line_and_ours_is_used(tmp_path: Path, broken: str, why: str) -> None:
    paper = text(tmp_path, broken, papers={"theme": "Kinh tế"}, deadline="ngày 27/02/2024")
    assert paper.body.startswith("Chủ đề năm 2024: “Kinh tế”.\n")
    assert why in str(paper.trouble)
    assert "yeu_cau_bieu_mau.j2" in str(paper.trouble)
    assert str(paper.trouble).endswith("Lần này dùng mẫu có sẵn của chương trình.")


def test_a_copy_without_its_head_or_in_another_encoding_is_told(tmp_path: Path) -> None:
    copy = tmp_path / "yeu_cau_bieu_mau.j2"
    copy.write_text("Chỉ có nội dung", encoding="utf-8")
    assert "thiếu dòng “---”" in str(render("yeu_cau_bieu_mau", BUILT_IN, tmp_path, None).trouble)
    copy.write_bytes("Loại: THỬ\n---\nđ".encode("utf-16"))
    assert "UTF-8" in str(render("yeu_cau_bieu_mau", BUILT_IN, tmp_path, None).trouble)


def test_a_template_of_ours_that_lacks_a_fact_says_file_and_line() -> None:
    with pytest.raises(CannotWork, match=r"yeu_cau_bieu_mau\.j2, dòng \d+: chương trình không biết"):
        render("yeu_cau_bieu_mau", {"year": "2024"}, None, None)


def test_every_template_explains_itself_in_its_first_line() -> None:
    for name, source in template_files().items():
        assert source.startswith("{#"), name
        assert "\n---\n" in source, name
