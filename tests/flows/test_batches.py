"""Batches in threads: results as they come, and no failure lost, none that stops the others."""

import threading
from collections.abc import Callable

import pytest

from flows.batches import Batch, in_threads, raise_all


def batches(*todo: int) -> list[Batch[int]]:
    return [Batch(name=f"batch {n}", todo=n) for n in todo]


def fails_on(*bad: int) -> Callable[[int], int]:
    def work(n: int) -> int:
        if n in bad:
            raise ValueError(n)
        return n * 10

    return work


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_every_batch_is_worked_on_once(workers: int) -> None:
    assert sorted(in_threads(workers)("poll", fails_on(), batches(1, 2, 3, 4, 5))) == [10, 20, 30, 40, 50]


def test_nothing_to_do_is_nothing() -> None:
    assert list(in_threads(2)("poll", fails_on(), [])) == []


def test_results_come_as_they_are_ready_not_in_order() -> None:
    second_done = threading.Event()

    def work(n: int) -> int:
        if n == 1:
            assert second_done.wait(10)
        return n

    results = in_threads(2)("poll", work, batches(1, 2))
    assert next(results) == 2
    second_done.set()
    assert list(results) == [1]


def test_as_many_at_a_time_as_there_are_workers_and_no_more() -> None:
    running, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(3, timeout=10)

    def work(n: int) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        together.wait()
        with lock:
            running -= 1

    list(in_threads(3)("poll", work, batches(*range(6))))
    assert most == 3


def test_one_failure_is_raised_after_the_others_results() -> None:
    seen = []
    with pytest.raises(ValueError, match="2"):  # noqa: PT012
        for result in in_threads(1)("poll", fails_on(2), batches(1, 2, 3)):
            seen.append(result)  # noqa: PERF402
    assert sorted(seen) == [10, 30]


def test_several_failures_are_all_raised() -> None:
    with pytest.raises(ExceptionGroup) as raised:
        list(in_threads(2)("poll", fails_on(1, 3), batches(1, 2, 3)))
    assert sorted(e.args[0] for e in raised.value.exceptions) == [1, 3]


def test_what_ends_the_program_ends_the_batches_that_wait() -> None:
    begun, stopped = [], threading.Event()

    def work(n: int) -> int:
        begun.append(n)
        if n == 1:
            raise KeyboardInterrupt
        stopped.wait(0.05)  # work takes its time: who waits for all of it waits 50 s
        return n

    with pytest.raises(KeyboardInterrupt):
        list(in_threads(1)("poll", work, batches(*range(1, 1000))))
    stopped.set()
    assert len(begun) < 500


def test_who_stops_listening_stops_the_batches_that_wait() -> None:
    begun, go_on = [], threading.Event()

    def work(n: int) -> int:
        begun.append(n)
        if n > 1:
            go_on.wait(10)
        return n

    results = in_threads(1)("poll", work, batches(*range(1, 100)))
    assert next(results) == 1
    timer = threading.Timer(0.2, go_on.set)
    timer.start()
    results.close()  # type: ignore[attr-defined]
    assert len(begun) <= 3


@pytest.mark.parametrize("n", [0, 1, 2])
def test_raising_none_one_or_all(n: int) -> None:
    bugs: list[Exception] = [ValueError(i) for i in range(n)]
    if not bugs:
        raise_all(bugs)
        return
    with pytest.raises(ValueError if n == 1 else ExceptionGroup):
        raise_all(bugs)
