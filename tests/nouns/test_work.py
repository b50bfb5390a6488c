"""A second core gives what this one would give; whether a copy of the process does it depends on the system."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from aggregator.nouns.work import FEW, in_halves, second_core

ON_LINUX = sys.platform == "linux" and (os.cpu_count() or 1) > 1


def test_the_answer_is_that_of_the_work() -> None:
    with second_core(lambda: [1, "hai"]) as answer:
        assert answer() == [1, "hai"]


def test_what_the_work_raises_is_raised_where_the_answer_is_waited_for() -> None:
    def fails() -> None:
        raise OSError(13, "đang mở")

    with second_core(fails) as answer, pytest.raises(OSError, match="đang mở"):
        answer()


@pytest.mark.skipif(not ON_LINUX, reason="only Linux copies a process safely, and it takes two cores")
@pytest.mark.parametrize(
    ("work", "printed"),
    [
        ("lambda: os.getpid() != here", "True"),  # a process of one thread is copied
        ("lambda: os.getpid() == here or os._exit(9)", "True"),  # the copy dies: done again here
    ],
)
def test_a_process_of_one_thread_is_copied(work: str, printed: str) -> None:
    program = (
        "import os; here = os.getpid(); from aggregator.nouns.work import second_core\n"
        f"with second_core({work}) as answer: print(answer())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == printed


@pytest.mark.skipif(not ON_LINUX, reason="only Linux copies a process safely, and it takes two cores")
def test_a_process_of_two_threads_is_not_copied() -> None:
    program = (
        "import os, threading; from aggregator.nouns.work import second_core; end = threading.Event();"
        "threading.Thread(target=end.wait).start(); here = os.getpid()\n"
        "with second_core(lambda: os.getpid() == here) as answer: print(answer()); end.set()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.skipif(not ON_LINUX, reason="only Linux copies a process safely, and it takes two cores")
def test_where_this_process_fails_nobody_waits_for_ever() -> None:
    program = (
        "from aggregator.nouns.work import second_core\n"
        "with second_core(lambda: bytes(10_000_000)): raise SystemExit('hết chỗ')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (1, "hết chỗ")


@pytest.mark.parametrize("count", [0, 1, FEW, 2 * FEW + 1])
def test_halves_give_what_one_would_in_its_order(count: int) -> None:
    assert in_halves(str, range(count)) == [str(number) for number in range(count)]


@pytest.mark.skipif(not ON_LINUX, reason="only Linux copies a process safely, and it takes two cores")
def test_of_many_items_a_copy_does_the_second_half() -> None:
    program = (
        "import os; from aggregator.nouns.work import FEW, in_halves; here = os.getpid()\n"
        "who = in_halves(lambda _: os.getpid() == here, range(FEW)); print(sum(who), all(who[: FEW // 2]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{FEW // 2} True"
