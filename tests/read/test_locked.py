from __future__ import annotations

import io
from importlib import import_module
from typing import Any

import openpyxl
import pytest

from aggregator.nouns.document import Unreadable
from aggregator.read.dispatch import read


def locked(password: str) -> bytes:
    plain, closed = io.BytesIO(), io.BytesIO()
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "Mô hình"
    book.save(plain)
    import_module("msoffcrypto.format.ooxml").OOXMLFile(plain).encrypt(password, closed)
    return closed.getvalue()


def test_a_workbook_locked_with_excels_own_password_is_read() -> None:
    assert read(locked("VelvetSweatshop"), "M4.xlsx").sheets[0].rows[0].cells == ("Mô hình",)


def test_a_workbook_locked_by_a_person_says_so() -> None:
    with pytest.raises(Unreadable, match="có mật khẩu"):
        read(locked("bí mật"), "M4.xlsx")


def test_a_lock_that_asks_for_too_much_hashing_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.read.limits.MAX_SPIN", 1000)

    with pytest.raises(Unreadable, match="có mật khẩu"):
        read(locked("VelvetSweatshop"), "M4.xlsx")
