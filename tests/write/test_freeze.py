"""A frozen copy is written once and never again, and later runs say what changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from msgspec import structs

from aggregator.nouns.finding import CannotWork
from aggregator.nouns.outcome import Outcome
from aggregator.run import deliver
from aggregator.write.deliver import Delivery
from aggregator.write.freeze import HASHES
from aggregator.write.places import drafts_beside
from tests.judge.results import model
from tests.write.outcomes import outcome_with
from tests.write.paper_reader import briefing_document

FOLDER = "chot_2024-02-29_0815"
LATER = dt.timedelta(hours=2)


def outcome(*names: str) -> Outcome:
    return outcome_with([model(name) for name in names])


def later(made: Outcome) -> Outcome:
    return structs.replace(made, as_of=made.as_of + LATER)


def unreadable(name: str) -> Callable[[Path], bytes]:
    """``Path.read_bytes`` where one file is held by another program."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return read(path)

    return refuse


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_outputs_are_kept_with_their_hashes(tmp_path: Path) -> None:
    (tmp_path / "bao_cao_2024.docx").write_bytes(b"report")
    book = tmp_path / "so_theo_doi.xlsx"
    book.write_bytes(b"book")
    told = deliver(outcome("Đường hoa"), tmp_path / "tong_hop_2024.xlsx", None, book, frozen=True)
    kept = content(tmp_path / FOLDER)
    assert sorted(kept) == [
        HASHES, "RESULT.json", "bao_cao_2024.docx", "so_theo_doi.xlsx", "tong_hop_2024.xlsx",
    ]  # fmt: skip
    assert kept["tong_hop_2024.xlsx"] == (tmp_path / "tong_hop_2024.xlsx").read_bytes()
    for line in kept[HASHES].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(kept[name]).hexdigest() == digest
    assert any(FOLDER in note for note in told.notes)


def test_where_no_report_lies_one_is_made_from_the_same_tables(tmp_path: Path) -> None:
    made = outcome("Đường hoa")
    told = deliver(made, tmp_path / "m.xlsx", None, frozen=True)
    assert content(tmp_path / FOLDER)["bao_cao_2024.docx"] == briefing_document(made)
    assert not (tmp_path / "bao_cao_2024.docx").exists()
    assert any("bản lập mới từ số liệu này" in note for note in told.notes)


def warned(told: Delivery) -> list[str]:
    return [note for note in told.notes if "Hãy lập lại báo cáo" in note]


@pytest.mark.parametrize("edited", [False, True])
def test_a_report_of_other_figures_is_told_when_it_is_frozen(tmp_path: Path, *, edited: bool) -> None:
    before, place = outcome("Đường hoa", "Camera an ninh"), tmp_path / "bao_cao_2024.docx"
    place.write_bytes(briefing_document(before))
    if edited:
        paper = Document(str(place))
        paper.add_paragraph("Ý kiến của Ban")
        paper.save(str(place))
    (told,) = warned(deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None, frozen=True))
    assert "“bao_cao_2024.docx” ghi số liệu lúc 08:15 ngày 29/02/2024, khác bản chốt này" in told
    # the same figures at a later moment: nothing is to be made anew
    assert warned(deliver(later(later(before)), tmp_path / "m.xlsx", None, frozen=True)) == []


def test_a_report_that_does_not_say_of_which_moment_it_is_is_told(tmp_path: Path) -> None:
    (tmp_path / "bao_cao_2024.docx").write_bytes(b"report")
    (told,) = warned(deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True))
    assert "không rõ" in told


def test_drafts_that_lie_beside_are_kept_too(tmp_path: Path) -> None:
    for draft in drafts_beside(tmp_path / "m.xlsx", 2024):
        draft.write_bytes(b"edited by hand")
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    kept = content(tmp_path / FOLDER)
    assert [kept[draft.name] for draft in drafts_beside(tmp_path, 2024)] == [b"edited by hand"] * 2


def test_a_book_called_like_the_master_is_kept_beside_it(tmp_path: Path) -> None:
    book = tmp_path / "elsewhere" / "M.xlsx"  # one name with m.xlsx on Windows
    book.parent.mkdir()
    book.write_bytes(b"book")
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, book, frozen=True)
    kept = content(tmp_path / FOLDER)
    assert kept["so_theo_doi_M.xlsx"] == b"book"
    assert kept["m.xlsx"] == (tmp_path / "m.xlsx").read_bytes()


def test_a_report_that_cannot_be_read_is_not_left_out_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bao_cao_2024.docx").write_bytes(b"report")
    monkeypatch.setattr(Path, "read_bytes", unreadable("bao_cao_2024.docx"))
    with pytest.raises(CannotWork, match="bao_cao_2024"):
        deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    assert not (tmp_path / FOLDER).exists()


def test_nothing_is_frozen_unless_asked(tmp_path: Path) -> None:
    assert deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None).notes == ()
    assert [path.name for path in tmp_path.iterdir()] == ["m.xlsx"]


def test_the_same_run_again_is_fine_and_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    assert [path.name for path in tmp_path.glob("chot_*")] == [FOLDER]


def test_another_content_of_the_same_moment_is_refused_and_the_master_stays(tmp_path: Path) -> None:
    master = tmp_path / "m.xlsx"
    deliver(outcome("Đường hoa"), master, None, frozen=True)
    before, frozen = master.read_bytes(), content(tmp_path / FOLDER)
    with pytest.raises(CannotWork, match="không bao giờ bị ghi đè"):
        deliver(outcome("Camera an ninh"), master, None, frozen=True)
    assert (master.read_bytes(), content(tmp_path / FOLDER)) == (before, frozen)


def test_a_later_run_says_what_changed_since(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    told = deliver(later(outcome("Đường hoa", "Camera an ninh")), tmp_path / "m.xlsx", None)
    assert told.notes == (
        f"So với bản chốt “{FOLDER}”: 1 đơn vị thay đổi tình hình gửi hoặc số lượng, 1 mô hình mới.",
    )


def test_the_last_frozen_copy_counts(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    second = later(outcome("Camera an ninh"))
    deliver(second, tmp_path / "m.xlsx", None, frozen=True)
    told = deliver(later(second), tmp_path / "m.xlsx", None)
    assert told.notes == ("So với bản chốt “chot_2024-02-29_1015”: không có thay đổi.",)


def test_a_frozen_paper_that_was_altered_is_told(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    (tmp_path / FOLDER / "m.xlsx").write_bytes(b"other")
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert f"{FOLDER}/m.xlsx" in told.notes[-1]


def test_a_result_that_can_no_longer_be_read_stops_no_run(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    (tmp_path / FOLDER / "RESULT.json").unlink()
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert told.notes == (f"Chú ý: tệp trong bản chốt không còn đúng như lúc chốt: {FOLDER}/RESULT.json.",)


def test_hashes_that_cannot_be_read_are_told_and_stop_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    monkeypatch.setattr(Path, "read_bytes", unreadable(HASHES))
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert told.notes[-1] == f"Chú ý: tệp trong bản chốt không còn đúng như lúc chốt: {FOLDER}/{HASHES}."


def test_garbled_hashes_stop_no_run(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    (tmp_path / FOLDER / HASHES).write_bytes(b"\xff  a\x00b\n")
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert "không còn đúng như lúc chốt" in told.notes[-1]


def test_a_copy_of_before_with_its_hashes_under_their_old_name_still_counts(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    (tmp_path / FOLDER / HASHES).rename(tmp_path / FOLDER / "MA_BAM.txt")
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert told.notes == (f"So với bản chốt “{FOLDER}”: không có thay đổi.",)
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    assert not (tmp_path / FOLDER / HASHES).exists()
