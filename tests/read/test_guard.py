"""A bad file costs only itself."""

from __future__ import annotations

import _thread
import contextlib
import operator
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing import active_children, get_all_start_methods
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from aggregator.nouns.document import Unreadable
from aggregator.nouns.file import IN_TEMPORARY
from aggregator.read import worker
from aggregator.read.pool import BROKEN, LEAST, TOO_BIG, WAITING, Death, Guard

Deed = Callable[[], object]

CALL: Callable[[Deed], object] = operator.call
GOOD: Deed = partial(operator.add, 1, 2)
PANIC: Deed = partial(signal.default_int_handler, signal.SIGINT, None)  # raises KeyboardInterrupt

# The deeds are made of library functions, which every kind of child process can import.
METHODS = [
    pytest.param(method, id=method)
    for method in get_all_start_methods()
    if method != "fork" or sys.version_info < (3, 12)
]


def outcomes(deeds: list[Deed], method: str | None = None, **options: float) -> list[object]:
    with Guard(2, context=method, **options) as guard:  # type: ignore[arg-type]
        return list(guard.map(CALL, deeds))


@pytest.mark.parametrize("method", METHODS)
def test_a_crash_costs_only_its_own_item(method: str) -> None:
    first, second, third = outcomes([GOOD, os.abort, GOOD], method)
    assert (first, third) == (3, 3)
    assert isinstance(second, Death)
    assert second.reason == BROKEN


@pytest.mark.parametrize("method", METHODS)
def test_a_hang_is_stopped_and_costs_only_its_own_item(method: str) -> None:
    assert outcomes([GOOD, partial(sleep, 600), GOOD], method, timeout=1.5) == [
        3,
        Death("đọc quá 1.5 giây, đã dừng"),
        3,
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no memory limit")
@pytest.mark.parametrize("method", METHODS)
def test_hunger_for_memory_costs_only_its_own_item(method: str) -> None:
    first, second, third = outcomes([GOOD, partial(bytearray, 2**40), GOOD], method)
    assert (first, third) == (3, 3)
    assert isinstance(second, Death)
    assert second.reason == TOO_BIG


@pytest.mark.parametrize(
    ("deed", "cause"),
    [
        (partial(sys.exit, 3), "SystemExit: 3"),
        (PANIC, "KeyboardInterrupt"),
        (partial(operator.truediv, 1, 0), "ZeroDivisionError: division by zero"),
        (_thread.allocate_lock, "TypeError: cannot pickle '_thread.lock' object"),
    ],
)
def test_whatever_is_raised_costs_only_its_own_item(deed: Deed, cause: str) -> None:
    assert outcomes([GOOD, deed, GOOD]) == [3, Death(BROKEN, cause), 3]


@pytest.mark.parametrize(
    "deed", [os.abort, partial(sleep, 600), partial(sys.exit, 3)], ids=["crash", "hang", "exit"]
)
def test_what_spoils_a_batch_costs_only_itself(deed: Deed) -> None:
    with Guard(2, timeout=1.5) as guard:
        first, second, bad, *others = guard.map(CALL, [GOOD, GOOD, deed, GOOD, GOOD, GOOD], batch=4)
    assert [first, second, *others] == [3, 3, 3, 3, 3]
    assert isinstance(bad, Death)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no memory limit")
def test_hunger_for_memory_in_a_batch_costs_only_itself() -> None:
    with Guard(2) as guard:
        deeds: list[Deed] = [GOOD, partial(bytearray, 2**40), GOOD]
        first, hungry, last = guard.map(CALL, deeds, batch=4)
    assert (first, last) == (3, 3)
    assert hungry == Death(TOO_BIG, hungry.detail if isinstance(hungry, Death) else "")


def test_a_reader_that_says_why_is_quoted() -> None:
    reply = worker.run(pickle.dumps((refuse, "tệp rỗng")), 2**40)
    assert reply == worker.Failure(reason="tệp rỗng", detail="aggregator.nouns.document.Unreadable: tệp rỗng")


def refuse(reason: str) -> None:
    raise Unreadable(reason)


def in_workers(function: Callable[[Any], object], items: Iterable[Any], *, jobs: int) -> list[object]:
    with Guard(jobs) as guard:
        return list(guard.map(function, items))


def test_results_come_in_the_order_of_the_items() -> None:
    assert in_workers(operator.neg, range(300), jobs=2) == [-n for n in range(300)]


def test_one_job_is_guarded_too() -> None:
    assert [type(r) for r in in_workers(CALL, [os.abort, GOOD], jobs=1)] == [Death, int]


def test_no_items_need_no_workers() -> None:
    assert in_workers(operator.neg, [], jobs=2) == []


def test_several_rounds_use_the_same_workers() -> None:
    with Guard(1) as guard:
        first, second = (list(guard.map(CALL, [os.getpid])) for _ in range(2))
        assert first == second != [os.getpid()]


def test_taking_no_more_results_than_there_are_items_keeps_the_workers() -> None:
    with Guard(1) as guard:
        (pair,) = zip("a", guard.map(CALL, [os.getpid]), strict=False)
        assert pair == ("a", *guard.map(CALL, [os.getpid]))


def test_many_crashes_lose_nothing_else() -> None:
    results = outcomes([GOOD, os.abort] * 12)
    assert results[::2] == [3] * 12
    assert all(isinstance(died, Death) and died.reason == BROKEN for died in results[1::2])


def test_workers_that_die_while_idle_are_replaced() -> None:
    with Guard(2) as guard:
        pids = [*guard.map(CALL, [os.getpid] * 50)]
        for pid in {*map(str, pids)}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGTERM)
        found = list(guard.map(CALL, [GOOD] * 50))
    assert found == [3] * 50


def test_closing_the_results_early_stops_the_workers() -> None:
    with Guard(2) as guard:
        deeds: list[Deed] = [GOOD, *[partial(sleep, 600)] * 9]
        results = guard.map(CALL, deeds)
        assert next(results) == 3
        results.close()  # type: ignore[attr-defined]
        assert not active_children()
        assert list(guard.map(CALL, [GOOD])) == [3]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows interrupts otherwise")
def test_an_interrupted_run_ends_and_leaves_no_worker() -> None:
    interrupt = partial(os.kill, os.getpid(), signal.SIGINT)  # sent by a worker, once this process waits for it
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            outcomes([GOOD] * 2 * WAITING + [interrupt] + [partial(sleep, 600)] * 9)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_what_was_too_slow_beside_others_is_tried_again_alone(tmp_path: Path) -> None:
    first_time_slow = f"[ -e '{tmp_path}/seen' ] && exit 7; touch '{tmp_path}/seen'; exec sleep 30"
    slow: Deed = partial(subprocess.call, ["/bin/sh", "-c", first_time_slow])
    assert outcomes([GOOD, slow, GOOD], timeout=3) == [3, 7, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no memory limit")
def test_the_workers_share_the_memory_and_what_needs_it_all_gets_it_alone() -> None:
    small, large, huge = (partial(eval, f"len(bytearray({LEAST * n // 10}))") for n in (1, 11, 30))
    found = outcomes([small, large, small, huge], memory=2 * LEAST)
    assert found[:3] == [LEAST // 10, LEAST * 11 // 10, LEAST // 10]
    assert isinstance(found[3], Death)
    assert found[3].reason == TOO_BIG


def test_items_are_asked_for_as_they_are_needed() -> None:
    asked: list[int] = []

    def items() -> Iterator[Deed]:
        for number in range(100):
            asked.append(number)
            yield GOOD

    with Guard(1) as guard:
        results = guard.map(CALL, items())
        assert len(asked) == WAITING
        assert next(results) == 3
        assert len(asked) <= WAITING + 1
        assert len(list(results)) == 99


@pytest.mark.parametrize("method", METHODS)
def test_a_dying_worker_says_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str], method: str) -> None:
    outcomes([partial(os.write, 2, b"thread panicked"), partial(os._exit, 7), os.abort], method)
    assert capfd.readouterr() == ("", "")


def alone(deed: Deed, method: str | None = None, **options: float) -> object:
    with Guard(1, context=method, **options) as guard:  # type: ignore[arg-type]
        return next(guard.map(CALL, [deed]))


@pytest.mark.parametrize("method", METHODS)
def test_one_item_alone_gives_its_result_or_how_it_died(method: str) -> None:
    assert alone(GOOD, method) == 3
    crashed = alone(os.abort, method)
    assert isinstance(crashed, Death)
    assert crashed.reason == BROKEN


def test_one_item_alone_that_hangs_is_stopped() -> None:
    hung = alone(partial(sleep, 60), timeout=0.5)
    assert isinstance(hung, Death)
    assert "đọc quá 0.5 giây" in hung.reason


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="this system has no server of workers")
def test_the_socket_of_the_workers_server_lies_where_the_next_run_sweeps() -> None:
    code = (
        "import operator, os, tempfile; from aggregator.read.pool import Guard\n"
        "with Guard(1, context='forkserver') as guard: assert [*guard.map(operator.neg, [1])] == [-1]\n"
        "print(*os.listdir(tempfile.gettempdir()))"
    )
    with tempfile.TemporaryDirectory(prefix="t") as place:  # short: the path of a socket has 107 bytes
        environment = os.environ | {"TMPDIR": place}
        run = partial(subprocess.run, check=True, capture_output=True, text=True, env=environment)
        done = run([sys.executable, "-c", code])
        assert [name for name in done.stdout.split() if not name.startswith(IN_TEMPORARY)] == []
        assert list(Path(place).iterdir()) == []
