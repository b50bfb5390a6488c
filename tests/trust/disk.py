"""Disks that are full, closed or in motion, and names and things that nobody expects in an inbox.

``python -m tests.trust.disk`` – a run ends with 0 or 2 and one Vietnamese sentence, never with a traceback; outputs
are old or new, whole; each odd thing in the inbox costs itself only, and is listed.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click
from msgspec.structs import asdict, replace

from aggregator.book.update import lock_path, this_process
from tests.sheets import AFTER, CAMPAIGN, inline, of_levels, workbook
from tests.trust import kills, trial
from tests.trust.kills import COMMANDS, Stand
from tests.trust.trial import AS_OF, BOOK, INBOX, Tally, command, content, copied

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)
_UNTRUE = ("ngoài dự kiến", "Traceback", "còn nguyên", "có mật khẩu", "Errno")
COMMAND = "python -m tests.trust.disk"
GOOD = "M3 Xã An Dương.xlsx"


def refused_at_each_change(made: Stand, place: Path, tally: Tally, most: int, *, lasting: bool) -> None:
    """Each change of a file, one after the other, is refused by the system; ``lasting``: and every one after it."""
    step = max(1, made.changes // most)
    for number in range(1, made.changes + 1, step):
        code = ERRORS[number % len(ERRORS)]

        def refuse(n: int, what: str, at: int = number, code: int = code) -> None:
            refused = not what.startswith(("os.remove", "os.rmdir", "os.chmod")) if lasting else n == at
            if n >= at and refused:
                raise OSError(code, os.strerror(code), None if what.startswith("fsync") else "somewhere")

        folder = copied(made.template, place / made.name)
        end = command(folder, made.arguments, hook=refuse)
        tally.tried += 1
        where = f"{made.name}, {errno.errorcode[code]} {'from' if lasting else 'at'} change {number}"
        _ends_well(end, tally, where, status=(0, 1, 2) if made.name == "check" else (0, 2))
        kills.judge(made, folder, tally, where, told=None if lasting else end.printed)


def _ends_well(end: trial.End, tally: Tally, where: str, *, status: tuple[int, ...] = (0, 2)) -> None:
    tally.hold(end.status in status, f"{where}: status {end.status}: {end.printed[-200:]}")
    untrue = [word for word in _UNTRUE if word in end.printed]
    tally.hold(not untrue, f"{where}: {untrue} in {end.printed[-200:]}")


# --- what a person can do to a folder: full, read-only, closed; some need root, who becomes somebody else -------

Deed = Callable[[Path], object]


def _closed(name: str) -> Deed:
    return lambda folder: (folder / name).chmod(0)


def _read_only(name: str) -> Deed:
    return lambda folder: (folder / name).chmod(0o555)


DEEDS: dict[str, Deed] = {
    "folder read-only": _read_only("."),
    "inbox closed": _closed(INBOX),
    "book closed": _closed(BOOK),
    "book read-only": lambda folder: (folder / BOOK).chmod(0o444),
    "master closed": _closed("tong_hop_2024.xlsx"),
    "a return closed": _closed(f"{INBOX}/{GOOD}"),
    "a folder of the inbox closed": lambda folder: _made(folder / INBOX / "sub").chmod(0),
}


def _made(folder: Path) -> Path:
    folder.mkdir()
    (folder / "M4.xlsx").write_bytes(workbook(of_levels(1, 2)))
    return folder


def without_rights(made: Stand, place: Path, tally: Tally) -> None:
    """What the system refuses to this user; root gives up the right to everything first."""
    for name, deed in DEEDS.items():
        folder = copied(made.template, place / made.name)
        before = content(folder)
        deed(folder)
        end = command(folder, made.arguments, prepare=without_power)
        tally.tried += 1
        _ends_well(end, tally, name)
        tally.hold(name != "folder read-only" or "thư mục" in end.printed, f"{name}: {end.printed}")
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755)
        for file, data in content(folder).items():
            known = (before.get(file), made.new.get(file), made.newest.get(file))
            tally.hold(data in known or _is_other(name, file), f"{name}: {file} is neither old nor new")


def _is_other(name: str, file: str) -> bool:
    """Whether a file must differ: what could not be read is not counted, what could not be replaced lies beside."""
    return name != "folder read-only" and (name != "book read-only" or not file.startswith("so_theo"))


def without_power() -> None:
    """Let root be refused what any user is refused: no capability is left. Others have none."""
    if os.getuid() == 0:
        version_3, none = 0x20080522, (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset((ctypes.c_uint32 * 2)(version_3, 0), none):
            raise OSError(ctypes.get_errno(), "capset")


def full(made: Stand, place: Path, tally: Tally) -> None:
    """Really full: a small disk in memory (where the system lets us make one), and a screen that takes nothing."""
    folder = copied(made.template, place / made.name)
    end = command(folder, made.arguments, prepare=_mute)
    tally.tried += 1
    tally.hold(end.status == 2, f"/dev/full: status {end.status}")
    tally.hold(content(folder) in (made.new, made.newest), "/dev/full: the work is not done")
    for size in (4, 60, 120, 200):
        mount = place / "small"
        mount.mkdir(exist_ok=True)
        if os.system(f"mount -t tmpfs -o size={size}k tmpfs {mount} 2>/dev/null"):  # noqa: S605 -- our own folder
            tally.notes.append("no small disk could be mounted")
            return
        try:
            for arguments in (["-o", f"{mount}/tong_hop.xlsx"], ["--json", f"{mount}/ket_qua.json"]):
                folder = copied(made.template, place / made.name)
                end = command(folder, ["aggregate", INBOX, "--as-of", AS_OF, *arguments])
                tally.tried += 1
                _ends_well(end, tally, f"a disk of {size} KiB {arguments[0]}")
                left = [path.name for path in mount.iterdir()]
                tally.hold(end.status == 0 or not left, f"a disk of {size} KiB: {left} left")
                for path in mount.iterdir():
                    path.unlink()
            end = command(folder, made.arguments, prepare=partial(_temporary, mount), guarded=True)
            tally.tried += 1
            _ends_well(end, tally, f"temporary files on a disk of {size} KiB")
        finally:
            os.system(f"umount -l {mount}")  # noqa: S605


def _mute() -> None:
    """Say the sentence on the error stream; what is printed goes where nothing fits."""
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)


def _temporary(mount: Path) -> None:
    import tempfile

    tempfile.tempdir = os.environ["TMPDIR"] = str(mount)


# --- an inbox in motion, and odd things in it ---------------------------------------------------------------------


def in_motion(place: Path, tally: Tally, runs: int, rng: random.Random) -> None:
    """Files come, go and change while the folder is listed and read; what stands still is counted every time."""
    from aggregator import run as pipeline
    from aggregator.write.master import verify_balance

    folder = trial.campaign_folder(place / "motion", trial.returns(3))
    inbox, stop = folder / INBOX, threading.Event()
    still = sorted(path.name for path in inbox.iterdir())
    books = [workbook(of_levels(1, 4, top="Đơn vị: Xã Cao Xá", prefix=f"Bản {n}")) for n in range(3)]

    def move() -> None:
        while not stop.is_set():
            path = inbox / f"động {rng.randrange(8)}.xlsx"
            with contextlib.suppress(OSError):
                deed = rng.randrange(4)
                if deed == 0:
                    path.unlink()
                elif deed == 1:
                    path.rename(inbox / f"động {rng.randrange(8)}.xlsx")
                else:
                    path.write_bytes(rng.choice(books)[: rng.choice((10, 5000, None))])
            time.sleep(0.0005)

    mover = threading.Thread(target=move)
    mover.start()
    try:
        for _ in range(runs):
            with inline():
                outcome = pipeline.run(inbox, CAMPAIGN, as_of=AFTER)
            verify_balance(outcome)
            read = [s.file for s in outcome.submissions if s.status == "read"]
            tally.tried += 1
            tally.hold(set(still) <= set(read), f"in motion: {set(still) - set(read)} not read")
    finally:
        stop.set()
        mover.join()


def odd_things(inbox: Path) -> Iterator[tuple[str, str]]:
    """Put everything odd into the inbox that this system can hold: the name to be listed, and its status."""
    book = workbook(of_levels(1, 4, top="Đơn vị: Xã Cao Xá"))

    def file(name: bytes, shown: str, data: bytes = book) -> Iterator[tuple[str, str]]:
        with contextlib.suppress(OSError, ValueError):
            with open(os.fsencode(inbox) + b"/" + name, "wb") as stream:  # noqa: PTH123 -- names as bytes
                stream.write(data + b"")
            yield shown, "duplicate"

    (inbox / "a.xlsx").write_bytes(book)
    yield "a.xlsx", "read"
    yield from file("\u1ebf".encode() * 83 + b".xlsx", "\u1ebf" * 83 + ".xlsx")  # 254 bytes
    yield from file(b"M3 \xe9\xff.xlsx", "M3 \ufffdE9\ufffdFF.xlsx")
    yield from file("M3 \u202excod.xlsx".encode(), "M3 [U+202E]xcod.xlsx")
    yield from file(b"M3 'a\" & <b> $(c) `d` ; | %E1.xlsx", "M3 'a\" & <b> $(c) `d` ; | %E1.xlsx")
    deep = inbox.joinpath(*["thư mục sâu"] * 60)
    deep.mkdir(parents=True)
    (deep / "M3.xlsx").write_bytes(book)
    yield "/".join(["thư mục sâu"] * 60 + ["M3.xlsx"]), "duplicate"
    for name, make in {
        "liên kết.xlsx": lambda path: path.symlink_to(inbox / "a.xlsx"),
        "liên kết gãy.xlsx": lambda path: path.symlink_to("nowhere"),
        "vòng": lambda path: path.symlink_to(inbox, target_is_directory=True),
        "ống.xlsx": os.mkfifo,
        "thiết bị.xlsx": lambda path: os.mknod(path, 0o020600, os.makedev(1, 5)),
        "ổ cắm.xlsx": _socket,
    }.items():
        with contextlib.suppress(OSError, AttributeError):
            make(inbox / name)
            yield name, "ignored"


def _socket(path: Path) -> None:
    with contextlib.chdir(path.parent), contextlib.closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(path.name)


def odd_inbox(place: Path, tally: Tally) -> None:
    """Everything odd at once: listed by its name, none followed or waited for, the good file read."""
    folder = trial.campaign_folder(place / "odd", {})
    expected = dict(odd_things(folder / INBOX))
    end = command(folder, COMMANDS["aggregate"])
    _ends_well(end, tally, "odd things", status=(0,))
    found = {s["file"]: s["status"] for s in json.loads((folder / "ket_qua.json").read_bytes())["submissions"]}
    tally.tried += len(expected)
    for name in expected.keys() | found.keys():
        good = {expected.get(name), "read" if expected.get(name) == "duplicate" else None}
        tally.hold(found.get(name) in good, f"odd: {name[-80:]!r} is {found.get(name)}, not {expected.get(name)}")
    tally.hold(list(found.values()).count("read") == 1, "odd: one content, not one read")


def crowd(place: Path, tally: Tally, count: int) -> None:
    """So many files: each is in the list, and the run ends."""
    folder = trial.campaign_folder(place / "crowd", trial.returns(3))
    for number in range(count):
        path = folder / INBOX / f"{number % 100}" / f"ảnh {number}.jpg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xff\xd8\xff\xe0%d" % number)
    began = time.monotonic()
    end = command(folder, COMMANDS["aggregate"], guarded=True)
    _ends_well(end, tally, "a crowd", status=(0,))
    files = json.loads((folder / "ket_qua.json").read_bytes())["totals"]["files"]
    tally.tried += count
    tally.hold(files == count + 3, f"a crowd: {files} of {count + 3} files")
    tally.notes.append(f"{time.monotonic() - began:.0f} s")


def two_at_once(place: Path, tally: Tally, pairs: int) -> None:
    """Two runs at the same moment: outputs whole, and the book says everything once.

    Every second pair finds the lock of a run that was killed, which both would take over.
    """
    import openpyxl

    files = trial.returns(3)
    template = trial.campaign_folder(place / "pair.template", files)
    alone = copied(template, place / "alone")
    command(alone, COMMANDS["aggregate"])
    rows = openpyxl.load_workbook(alone / BOOK)["Tiếp nhận"].max_row
    dead = replace(this_process(), process=2**22 + 1)  # no system gives such a number
    for number in range(pairs):
        folder = copied(template, place / "pair")
        if number % 2:
            lock_path(folder / BOOK).write_text(json.dumps(asdict(dead)), encoding="utf-8")
        with ThreadPoolExecutor(2) as both:
            ends = list(both.map(partial(_in_pair, folder), range(2)))
        tally.tried += 1
        for end in ends:
            _ends_well(end, tally, "two at once", status=(0,))
        found = openpyxl.load_workbook(folder / BOOK)["Tiếp nhận"].max_row
        tally.hold(found == rows, f"two at once: {found} rows in the book instead of {rows}")
        tally.hold(not lock_path(folder / BOOK).exists(), "two at once: the lock is left")
        tally.hold(content(folder)["ket_qua.json"][-2:] == b"}\n", "two at once: RESULT.json is cut")


def _in_pair(folder: Path, number: int) -> trial.End:
    return command(folder, COMMANDS["aggregate"], output=f"{folder.name}.{number}")


def trials(names: Sequence[str], *, changes: int, runs: int, files: int, pairs: int, seed: int) -> Iterator[Tally]:
    """All of them, in the order of the table."""
    rng = random.Random(seed)
    trial.warm()
    with trial.workplace() as place:
        tally = Tally("every change of a file refused: disk full, no rights, read-only, broken", COMMAND)
        once = Tally("one change of a file refused, and none after it", COMMAND)
        for name in names:
            made = kills.stand(name, place)
            refused_at_each_change(made, place, tally, changes, lasting=True)
            refused_at_each_change(made, place, once, changes, lasting=False)
        yield tally
        yield once
        tally, made = Tally("full disks, closed folders and files", COMMAND), kills.stand("aggregate", place)
        without_rights(made, place, tally)
        full(made, place, tally)
        yield tally
        tally = Tally("files that come, go and change during the run", COMMAND)
        in_motion(place, tally, runs, rng)
        yield tally
        tally = Tally("odd names, links, pipes, sockets, devices, deep folders", COMMAND)
        odd_inbox(place, tally)
        yield tally
        if files:
            tally = Tally("a crowd of files", COMMAND)
            crowd(place, tally, files)
            yield tally
        if pairs:
            tally = Tally("two runs at once", COMMAND)
            two_at_once(place, tally, pairs)
            yield tally


@click.command()
@click.option("--changes", default=10_000, help="At most so many changes of files of each command.")
@click.option("--runs", default=60, help="Runs over an inbox in motion.")
@click.option("--files", default=20_000, help="Files in the crowd.")
@click.option("--pairs", default=20, help="Pairs of runs at once.")
@click.option("--seed", default=1)
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...], **options: int) -> None:
    """Make the disk refuse, and the inbox odd."""
    sys.exit(max(tally.show() for tally in trials(names or tuple(COMMANDS), **options)))


if __name__ == "__main__":
    main()
