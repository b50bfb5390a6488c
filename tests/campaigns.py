"""Small campaigns made up in memory, as read: units with habits of sending, and ways of becoming unreadable."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from aggregator.judge.conclude import conclude
from aggregator.nouns.document import Notice
from aggregator.nouns.file import AttributedFile, Intake
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.reading import (
    ListReading,
    Possible,
    RawEntry,
    RawRegistration,
    ReturnReading,
    UnitWords,
    nothing_in,
)
from tests.sheets import AFTER, CAMPAIGN, at

CODES = ("cao-xa", "lien-son", "viet-lap", "phong-noi-vu", "phuc-hoa")
SMALL = replace(CAMPAIGN, units=tuple(unit for unit in CAMPAIGN.units if unit.code in CODES))
COLUMNS = {"stt": 1, "address": 2, "name": 3, "holder": 4, "level": 9}
LEVELS = {"p": "Cấp tỉnh", "d": "Cấp huyện", "b": "Cơ sở", "?": None}
WORDS = ("Trồng hoa", "Nuôi gà đồi", "Thu gom rác", "Camera an ninh", "Tổ tự quản", "Hiến đất mở đường")
IN_TIME = ("19/02/2024 08:00", "22/02/2024 09:00", "26/02/2024 16:00")
TOO_LATE = ("28/02/2024 07:30", "28/02/2024 15:00")

Models = Sequence[tuple[str, str, str | None]]  # name, address, level in words


def models(rng: random.Random, levels: str) -> list[tuple[str, str, str | None]]:
    """So many models, all different."""
    return [
        (f"{rng.choice(WORDS)} số {rng.randrange(10_000)}", f"Thôn {rng.randrange(9)}", LEVELS[level])
        for level in levels
    ]


def table(rows: Models, sheet: str = "M3", **more: Any) -> ListReading:
    """A list with these models, from row 5 on."""
    entries = tuple(
        RawEntry(row, {"stt": n, "name": name, "address": address, "holder": "Tập thể", "level": level})
        for n, (row, (name, address, level)) in enumerate(enumerate(rows, start=5), start=1)
    )
    return ListReading(sheet, COLUMNS, entries, (), (), len(entries), 0, 0, 0, (), (), **more)


def read(*lists: ListReading, **more: Any) -> ReturnReading:
    return replace(nothing_in("xlsx"), lists=lists, **more)


def sent(file: str, unit: str | None, what: ReturnReading, when: str, source: str) -> AttributedFile:
    received = Intake(file, f"{hash((file, unit, when)):x}", at(when), source)
    form = "M3" if what.lists else None
    return AttributedFile(received, what, None, unit=unit, form=form)


def m1(name: str, level: str | None) -> RawRegistration:
    values = {"name": name, "content": "Họp thôn", "period": "Năm 2024"}
    return RawRegistration("M1", "M1", 1, values, {}, ("economy",), level)


# --- habits ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unit:
    """One unit of a made-up campaign: its code, and how and when it sends."""

    code: str
    rng: random.Random

    def name(self, text: str) -> str:
        return f"{text} {self.code}.xlsx"

    def whole(self) -> str:
        """Levels as units register them: mostly right, sometimes too few or too many."""
        usual = ["pdddd", "ppddddd", "pddddbb", "pdd", "dddd", "pppdddd", "pdddddd", "pddd?", "p?????"]
        return self.rng.choice(usual if self.rng.random() < 0.6 else usual[:3])

    def when(self) -> tuple[str, str]:
        return self.rng.choice(IN_TIME if self.rng.random() < 0.75 else TOO_LATE), self.rng.choice(
            ["book", "email", "file_time"]
        )


Habit = Callable[[Unit], Iterator[AttributedFile]]


def one_list(unit: Unit) -> Iterator[AttributedFile]:
    yield sent(unit.name("M3"), unit.code, read(table(models(unit.rng, unit.whole()))), *unit.when())


def corrected_late(unit: Unit) -> Iterator[AttributedFile]:
    first = models(unit.rng, unit.whole())
    again = [*first[: unit.rng.randrange(1, len(first) + 1)], *models(unit.rng, unit.rng.choice(["", "d", "pd"]))]
    yield sent(unit.name("M3"), unit.code, read(table(first)), IN_TIME[0], "email")
    yield sent(unit.name("M3 lần 2"), unit.code, read(table(again)), unit.rng.choice(TOO_LATE), "email")


def file_a_level(unit: Unit) -> Iterator[AttributedFile]:
    when, source = unit.when()
    for word, level, letter, count in (("tỉnh", "province", "p", 2), ("huyện", "district", "d", 6)):
        rows = models(unit.rng, letter * unit.rng.randrange(1, count))
        part = table(rows, level_in_title=level, title=f"DANH SÁCH CẤP {word.upper()}")
        yield sent(unit.name(f"cấp {word}"), unit.code, read(part), when, source)


def hamlets_beside(unit: Unit) -> Iterator[AttributedFile]:
    rows = models(unit.rng, unit.whole())
    when, source = unit.when()
    yield sent(unit.name("M3"), unit.code, read(table(rows)), when, source)
    hand = (UnitWords("M3", 2, "Chi bộ thôn Trại", labelled=False),)
    more = models(unit.rng, unit.rng.choice(["", "d", "b"]))
    yield sent(unit.name("thôn Trại"), unit.code, read(table([*rows[:2], *more], hand=hand)), when, source)


def summary_beside_parts(unit: Unit) -> Iterator[AttributedFile]:
    rows = models(unit.rng, unit.whole())
    cut = unit.rng.randrange(1, len(rows))
    parts = [table(rows, "Tổng hợp"), table(rows[:cut], "Phần A"), table(rows[cut:], "Phần B")]
    unit.rng.shuffle(parts)
    yield sent(unit.name("M3"), unit.code, read(*parts), *unit.when())


def with_forms(unit: Unit) -> Iterator[AttributedFile]:
    rows = models(unit.rng, unit.whole())
    yield sent(unit.name("M3"), unit.code, read(table(rows)), *unit.when())
    codes = {"Cấp tỉnh": "province", "Cấp huyện": "district"}
    for n, (name, _, level) in enumerate(rows[: unit.rng.randrange(1, 5)]):
        stray = name if unit.rng.random() < 0.8 else f"Mô hình khác {n}"
        form = read(registrations=(m1(stray, codes.get(level or "")),))
        yield sent(unit.name(f"M1 số {n}"), unit.code, form, *unit.when())


def only_nil(unit: Unit) -> Iterator[AttributedFile]:
    yield sent(unit.name("công văn"), unit.code, read(says_nothing=True), *unit.when())


def silent(unit: Unit) -> Iterator[AttributedFile]:
    yield from ()


HABITS: tuple[Habit, ...] = (
    one_list, one_list, corrected_late, file_a_level, hamlets_beside, summary_beside_parts, with_forms, only_nil,
    silent,
)  # fmt: skip


def campaign(rng: random.Random) -> list[AttributedFile]:
    """What came from a few units, by the names of the files."""
    came = [item for code in CODES for item in rng.choice(HABITS)(Unit(code, rng))]
    return sorted(came, key=lambda item: item.file)


def judged(handled: Sequence[AttributedFile], as_of: dt.datetime = AFTER) -> Outcome:
    return conclude(sorted(handled, key=lambda item: item.file), SMALL, as_of)


# --- ways in which a part becomes unreadable ---------------------------------------------------------------

Smudge = Callable[
    [random.Random, AttributedFile], AttributedFile | None
]  # None: there is nothing of that kind in the file


def _on_a_list(change: Callable[[random.Random, ListReading], ListReading | None]) -> Smudge:
    def smudge(rng: random.Random, item: AttributedFile) -> AttributedFile | None:
        if item.reading is None or not any(part.entries for part in item.reading.lists):
            return None
        place = rng.choice([n for n, part in enumerate(item.reading.lists) if part.entries])
        lists = [
            part for n, old in enumerate(item.reading.lists) if (part := change(rng, old) if n == place else old)
        ]
        gone = item.reading.lists[place] if len(lists) < len(item.reading.lists) else None
        possible = (Possible(5, 1, len(gone.entries), None, "no-head", gone.sheet),) if gone else ()
        return replace(
            item, reading=replace(item.reading, lists=tuple(lists), possible=(*item.reading.possible, *possible))
        )

    return smudge


def _name_unread(rng: random.Random, part: ListReading) -> ListReading:
    gone = rng.choice(part.entries)
    why = rng.choice(["name-unread", "name-missing"])
    possible = Possible(gone.row, 3, 1, None, why, part.sheet)
    left = tuple(entry for entry in part.entries if entry is not gone)
    return replace(part, entries=left, possible=(*part.possible, possible), rows_set_aside=part.rows_set_aside + 1)


def _level_unread(rng: random.Random, part: ListReading) -> ListReading:
    gone = rng.choice(part.entries)
    without = RawEntry(gone.row, {**gone.values, "level": None})
    return replace(part, entries=tuple(without if entry is gone else entry for entry in part.entries))


def _head_gone(_: random.Random, __: ListReading) -> None:
    return None


def _file_locked(_: random.Random, item: AttributedFile) -> AttributedFile:
    return replace(item, reading=None, unreadable="tệp có mật khẩu", form=None)


def _unit_smudged(_: random.Random, item: AttributedFile) -> AttributedFile:
    return replace(item, unit=None)


def _unit_contested(rng: random.Random, item: AttributedFile) -> AttributedFile:
    return replace(item, other_units=(("tên tệp", rng.choice([code for code in CODES if code != item.unit])),))


def _zone_unknown(_: random.Random, item: AttributedFile) -> AttributedFile:
    late = max(item.at, at(TOO_LATE[1]))
    return replace(item, intake=replace(item.intake, source="email", at=late, time_doubtful=True))


def _copied_since(_: random.Random, item: AttributedFile) -> AttributedFile:
    return replace(item, intake=replace(item.intake, source="file_time", at=AFTER + dt.timedelta(days=900)))


REMARKS = (
    "Xin rút mô hình số 1.",
    "Riêng mô hình số 2 đăng ký cấp tỉnh.",
    "Mô hình số 3 là mô hình dự phòng.",
    "Danh sách mô hình cấp huyện gửi riêng.",
)


def _note_added(rng: random.Random, item: AttributedFile) -> AttributedFile | None:
    if item.reading is None:
        return None
    return replace(item, reading=replace(item.reading, remarks=(rng.choice(REMARKS),)))


def _mail_says_more(rng: random.Random, item: AttributedFile) -> AttributedFile:
    return replace(item, intake=replace(item.intake, mail_text=f"Kính gửi Ban.\n{rng.choice(REMARKS)}"))


def _comment_added(rng: random.Random, item: AttributedFile) -> AttributedFile | None:
    places = (
        [(part.sheet, entry.row) for part in item.reading.lists for entry in part.entries] if item.reading else []
    )
    if item.reading is None or not places:
        return None
    sheet, row = rng.choice(places)
    notice = Notice(
        "cell-comment", row, 3, rng.choice(["Xin rút", "xin chuyển lên cấp tỉnh", "Cái này là cấp cơ sở"])
    )
    return replace(item, reading=replace(item.reading, notices=(*item.reading.notices, (sheet, notice))))


SMUDGES: dict[str, Smudge] = {
    "a name cell unread": _on_a_list(_name_unread),
    "a level cell unread": _on_a_list(_level_unread),
    "a head gone": _on_a_list(_head_gone),
    "a file locked": _file_locked,
    "a unit line smudged": _unit_smudged,
    "another unit named": _unit_contested,
    "a zone unknown": _zone_unknown,
    "an inbox copied since": _copied_since,
    "a note below the list": _note_added,
    "a sentence in the mail": _mail_says_more,
    "a comment on a model": _comment_added,
}
