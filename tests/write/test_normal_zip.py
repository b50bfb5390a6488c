"""One zip writer: the same parts give the same bytes, whoever packed them and when."""

from __future__ import annotations

import io
import zipfile

import pytest

from aggregator.office.package import normal_zip


def packed(parts: list[tuple[str, bytes]], day: tuple[int, int, int]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts:
            package.writestr(zipfile.ZipInfo(name, (*day, 8, 0, 0)), data)
    return target.getvalue()


PARTS = [("word/document.xml", b"<a/>"), ("docProps/core.xml", b"<b/>"), ("[Content_Types].xml", b"<c/>")]


def test_neither_the_day_nor_the_order_shows_in_the_bytes() -> None:
    one, other = packed(PARTS, (2024, 2, 22)), packed(PARTS[::-1], (2025, 1, 1))
    assert one != other
    assert normal_zip(one) == normal_zip(other)


def test_every_part_stays_as_it_is_and_the_table_of_contents_comes_first() -> None:
    with zipfile.ZipFile(io.BytesIO(normal_zip(packed(PARTS, (2024, 2, 22))))) as package:
        assert package.namelist() == ["[Content_Types].xml", "docProps/core.xml", "word/document.xml"]
        assert {name: package.read(name) for name in package.namelist()} == dict(PARTS)


def test_normalising_twice_changes_nothing() -> None:
    once = normal_zip(packed(PARTS, (2024, 2, 22)))
    assert normal_zip(once) == once


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(zipfile.BadZipFile):
        normal_zip(b"M1")
