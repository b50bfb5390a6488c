"""A book that is open in Excel: what could not be written is not lost."""

from __future__ import annotations

from pathlib import Path

from aggregator.book.news import News, news_of, pending_bytes, pending_news, pending_path, with_pending
from tests.book.books import file, fresh, model, outcome, read
from tests.sheets import at


def test_news_that_wait_come_back_as_they_were(tmp_path: Path) -> None:
    news = news_of(outcome([file("M3.xlsx")], [model("Đường hoa")]), read(fresh(tmp_path)))
    waiting = pending_path(tmp_path / "so_theo_doi.xlsx")
    waiting.write_bytes(pending_bytes(news))
    assert waiting.name == ".so_theo_doi.cho_ghi.json"
    assert pending_news(waiting) == News({"receipts": news.receipts, "letters": ()})


def test_the_first_sight_of_the_run_that_could_not_write_holds(tmp_path: Path) -> None:
    book = read(fresh(tmp_path))
    first = news_of(outcome([file("M3.xlsx")]), book)
    later = outcome([file("M3.xlsx", received_at=at("04/03/2024 08:00"))], as_of=at("05/03/2024 08:00"))
    (row,) = news_of(later, book).with_times(first).receipts
    assert (row["first_seen"], row["found_at"]) == (first.receipts[0]["first_seen"], at("26/02/2024 09:00"))


def test_a_mail_that_tells_its_time_later_is_believed(tmp_path: Path) -> None:
    book = read(fresh(tmp_path))
    first = news_of(outcome([file("M3.xlsx")]), book)
    mailed = file("M3.xlsx", received_at=at("25/02/2024 08:00"), received_from="email")
    (row,) = news_of(outcome([mailed]), book).with_times(first).receipts
    assert (row["found_at"], row["first_seen"]) == (at("25/02/2024 08:00"), first.receipts[0]["first_seen"])


def test_the_times_that_wait_hold_while_the_book_stays_open(tmp_path: Path) -> None:
    first = news_of(outcome([file("M3.xlsx")]), read(fresh(tmp_path)))
    receipts = with_pending(read(fresh(tmp_path)).receipts, first)
    assert receipts.first_times == {file("M3.xlsx").sha256: at("26/02/2024 09:00")}


def test_without_a_file_or_with_a_damaged_one_nothing_waits(tmp_path: Path) -> None:
    damaged = tmp_path / "x.json"
    damaged.write_text("{", encoding="utf-8")
    assert pending_news(damaged) == pending_news(tmp_path / "none.json") == News()
    assert not News()
