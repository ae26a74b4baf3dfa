"""How long a host is left in peace: the rules as tables, the gate and the closures with a clock of their own."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.politeness import Closure, Gate, asked_pause, gap, left_of_day, wait
from sources.types import FetchOutcome, HostAsked

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)

WAITS = [
    ("never asked", 100.0, None, 2.0, 0.0, 0.0),
    ("just asked", 100.0, 100.0, 2.0, 0.0, 2.0),
    ("asked a moment ago", 100.5, 100.0, 2.0, 0.0, 1.5),
    ("asked long ago", 200.0, 100.0, 2.0, 0.0, 0.0),
    ("no gap", 100.0, 100.0, 0.0, 0.0, 0.0),
    ("postponed beyond the gap", 100.0, 100.0, 2.0, 130.0, 30.0),
    ("postponed within the gap", 100.0, 100.0, 2.0, 101.0, 2.0),
    ("postponed, never asked", 100.0, None, 2.0, 105.0, 5.0),
]


@pytest.mark.parametrize(
    ("now", "ended", "gap", "not_before", "expected"), [w[1:] for w in WAITS], ids=[w[0] for w in WAITS]
)
def test_wait(now: float, ended: float | None, gap: float, not_before: float, expected: float) -> None:
    assert wait(now, ended, gap, not_before) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [(2.0, None, 2.0), (2.0, 1.0, 2.0), (2.0, 10.0, 10.0), (2.0, 3600.0, 60.0), (90.0, 3600.0, 90.0), (0.0, 0.0, 0.0)],
)
def test_gap(ours: float, theirs: float | None, expected: float) -> None:
    assert gap(ours, theirs) == expected


RETRY_AFTER = [
    ("120", "", 120.0),
    (" 0 ", "", 0.0),
    ("99999999999999999999", "", 86_400.0),
    ("Wed, 11 Jun 2025 12:01:00 GMT", "", 60.0),
    ("Wed, 11 Jun 2025 12:01:00 GMT", "Wed, 11 Jun 2025 12:00:30 GMT", 30.0),
    ("Sat, 01 Jan 2050 00:00:30 GMT", "Sat, 01 Jan 2050 00:00:00 GMT", 30.0),
    ("Wed, 11 Jun 2025 11:00:00 GMT", "", 0.0),
    ("Wed, 11 Jun 2025 12:01:00 GMT", "yesterday", 60.0),
    ("", "", 0.0),
    ("soon", "", 0.0),
    ("-5", "", 0.0),
    ("1.5", "", 0.0),
    ("\u0661\u0662", "", 0.0),
]


@pytest.mark.parametrize(("value", "date", "expected"), RETRY_AFTER, ids=[r[0] or "empty" for r in RETRY_AFTER])
def test_asked_pause(value: str, date: str, expected: float) -> None:
    assert asked_pause(value, date, NOW) == expected


@given(st.integers(0, 86_399))
def test_both_forms_of_retry_after_agree(seconds: int) -> None:
    instant = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert asked_pause(instant, "", NOW) == asked_pause(str(seconds), "", NOW)


@given(st.text(), st.text())
def test_any_header_can_be_read(value: str, date: str) -> None:
    assert (asked_pause(value, date, NOW)) >= 0.0


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_the_gate_keeps_a_gap_per_host() -> None:
    clock = Clock()
    gate = Gate(sleep=clock.sleep, clock=clock)
    for host in ("a", "a", "b", "a"):
        with gate.turn(host, 2.0):
            clock.now += 0.5
    assert clock.slept == [2.0, 1.5]


def test_a_postponed_host_waits_and_no_other() -> None:
    clock = Clock()
    gate = Gate(sleep=clock.sleep, clock=clock)
    with gate.turn("a", 2.0) as turn:
        turn.postpone(10.0)
        turn.postpone(5.0)
    with gate.turn("b", 2.0):
        pass
    with gate.turn("a", 2.0):
        pass
    assert clock.slept == [10.0]


def test_a_turn_that_fails_counts_and_is_given_back() -> None:
    clock = Clock()
    gate = Gate(sleep=clock.sleep, clock=clock)
    with pytest.raises(ValueError, match="broken"), gate.turn("a", 2.0):
        raise ValueError("broken")
    with gate.turn("a", 2.0):
        pass
    assert clock.slept == [2.0]


def test_nobody_holds_two_hosts() -> None:
    gate = Gate()
    with gate.turn("a", 0.0), pytest.raises(RuntimeError), gate.turn("b", 0.0):
        pass
    with gate.turn("b", 0.0):
        pass


def test_one_thread_at_a_time() -> None:
    gate, inside, most = Gate(), 0, 0

    def ask() -> None:
        nonlocal inside, most
        for _ in range(20):
            with gate.turn("a", 0.0005):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == (0, 1)


def test_a_closed_host_is_said_to_be_so_at_once() -> None:
    clock = Clock()
    gate = Gate(sleep=clock.sleep, clock=clock)
    with gate.turn("a", 2.0) as turn:
        turn.close("rate_limited", 100.0)
    clock.now += 40
    for _ in range(3):
        with gate.turn("a", 2.0) as turn:
            assert turn.closed == Closure(outcome="rate_limited", seconds=60.0)
    with gate.turn("b", 2.0) as turn:
        assert turn.closed is None
    assert clock.slept == []
    clock.now += 60
    with gate.turn("a", 2.0) as turn:
        assert turn.closed is None


def test_three_silences_in_a_row_close_a_host() -> None:
    gate = Gate(clock=Clock())
    outcomes: list[FetchOutcome] = ["timeout", "connection", "not_found", "timeout", "timeout", "connection"]
    for outcome in outcomes:
        with gate.turn("a", 0.0) as turn:
            assert turn.closed is None
            turn.note(outcome)
    with gate.turn("a", 0.0) as turn:
        assert turn.closed == Closure(outcome="connection", seconds=300.0)


# ------------------------------------------------------------------ what earlier runs did


def test_the_wayback_machine_is_asked_once_a_second_at_most() -> None:
    assert gap(0.2, None, "web.archive.org") == 1.0
    assert gap(2.0, None, "web.archive.org") == 2.0
    assert gap(0.2, 30.0, "web.archive.org") == 30.0
    assert gap(0.0, None, "web.archive.org") == 0.0, "a gap of nothing is for replays"


def test_the_gap_holds_across_runs() -> None:
    clock = Clock()
    asked = [
        HostAsked(host="a.test", ended_at=NOW - timedelta(seconds=0.5), sent=1),
        HostAsked(host="b.test", ended_at=NOW - timedelta(seconds=90), sent=1),
        HostAsked(host="c.test", ended_at=NOW + timedelta(days=3), sent=1),  # the clock was set back since
    ]
    gate = Gate(asked=asked, sleep=clock.sleep, clock=clock, wall=lambda: NOW)
    began = clock()
    waits = []
    for host in ("b.test", "a.test", "c.test"):
        with gate.turn(host, 2.0):
            waits.append(clock() - began)
        began = clock()
    assert waits == pytest.approx([0.0, 1.5, 2.0 - 1.5])


def test_a_host_has_its_requests_of_a_day_and_new_ones_on_the_next() -> None:
    clock, today = Clock(), [NOW]
    asked = [HostAsked(host="a.test", ended_at=NOW - timedelta(hours=1), sent=3)]
    gate = Gate(asked=asked, budget=5, sleep=clock.sleep, clock=clock, wall=lambda: today[0])

    def outcome(host: str) -> str:
        with gate.turn(host, 0.0) as turn:
            return turn.closed.outcome if turn.closed else "ok"

    assert [outcome("a.test") for _ in range(4)] == ["ok", "ok", "budget", "budget"]
    assert outcome("b.test") == "ok", "another host has its own"
    today[0] = NOW + timedelta(hours=12)
    clock.sleep(left_of_day(NOW))
    assert [outcome("a.test") for _ in range(6)] == ["ok"] * 5 + ["budget"]


def test_without_a_budget_there_is_no_end() -> None:
    gate = Gate(asked=[HostAsked(host="a.test", ended_at=NOW, sent=10**9)], clock=Clock(), wall=lambda: NOW)
    with gate.turn("a.test", 0.0) as turn:
        assert turn.closed is None


@pytest.mark.parametrize(
    ("now", "seconds"), [(NOW, 43_200), (NOW.replace(hour=0), 86_400), (NOW.replace(hour=23, minute=59), 60)]
)
def test_what_is_left_of_a_utc_day(now: datetime, seconds: float) -> None:
    assert left_of_day(now) == left_of_day(now.astimezone(timezone(timedelta(hours=7)))) == seconds
