"""How we treat a host: one request at a time, a gap in between, and left alone while it asks to be.

The rules are pure functions; `Gate` is what all threads of a run share. Times are seconds of the
monotonic clock, never the clock that a run may have been given.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sources import patience
from sources.types import FetchOutcome, HostAsked

LONGEST_GAP = 60.0  # a Crawl-delay beyond this is taken for a mistake: an outlet's day would not fit into a day
LONGEST_WAIT = 30.0  # a Retry-After up to this is waited for within the run; a longer one is for the next run
LONGEST_RETRY_AFTER = 86_400.0  # a day: beyond it the header is a mistake or a wall
SILENT_FAILURES = 3  # documents in a row that a host did not answer for before it is let be
SILENT_SECONDS = 300.0  # for which it is then let be
# Hosts that are slower to be asked than others. The Wayback Machine lends itself to everybody: about one request a
# second is what it bears from one (general knowledge; it answers 429 to more).
SLOW_HOSTS = {"web.archive.org": 1.0}


def gap(host_gap: float, crawl_delay: float | None, host: str = "") -> float:
    """Seconds between two requests to `host`: the greatest of ours, its robots.txt's (up to 60), and `SLOW_HOSTS`'.

    A gap of ours of 0 is for a replay, where no host is the one that it is called.
    """
    slow = SLOW_HOSTS.get(host, 0.0) if host_gap else 0.0
    return max(host_gap, min(crawl_delay or 0.0, LONGEST_GAP), slow)


def left_of_day(now: datetime) -> float:
    """Seconds until the UTC day of `now` is over."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=1) - now).total_seconds()


def wait(now: float, ended_at: float | None, gap: float, not_before: float) -> float:
    """Seconds from `now` until a host may be asked again, whose last request ended at `ended_at` (None: never)."""
    earliest = not_before if ended_at is None else max(not_before, ended_at + gap)
    return max(0.0, earliest - now)


def asked_pause(retry_after: str, date: str, now: datetime) -> float:
    """The seconds that a Retry-After header asks for, within a day; none where it says nothing readable.

    An instant is taken relative to the server's own `date` header, or to `now` where that is missing: our clock may
    stand in another year.
    """
    pause = patience.retry_after(retry_after, patience.http_date(date) or now)
    return min(pause.total_seconds(), LONGEST_RETRY_AFTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Why a host is not asked for now, and for how many more seconds."""

    outcome: FetchOutcome
    seconds: float


@dataclass(slots=True)
class _Host:
    """One host's state; all but the lock is read and changed within its turn."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended_at: float | None = None
    not_before: float = 0.0
    closed_until: float = 0.0
    closed_as: FetchOutcome = "ok"
    silences: int = 0
    day: date | None = None  # UTC, by the machine's clock: that on which `sent` requests went out
    sent: int = 0

    def sent_on(self, day: date) -> int:
        """How many requests went out on `day`, which begins anew where it is another than before."""
        if self.day != day:
            self.day, self.sent = day, 0
        return self.sent


def _machine_time() -> datetime:
    return datetime.now(UTC)


class Gate:
    """Lets one request at a time through to each host, a gap after the last; hosts do not wait for one another.

    `asked` is how earlier runs asked them, `budget` how many requests a host has on a UTC day (0: no end), and `wall`
    the machine's time. A thread must leave one host's turn before it takes another's: then no two can wait for each
    other.
    """

    def __init__(
        self,
        *,
        asked: Sequence[HostAsked] = (),
        budget: int = 0,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _machine_time,
    ) -> None:
        self._sleep, self._clock, self._wall, self._budget = sleep, clock, wall, budget
        self._lock = threading.Lock()
        self._hosts = {one.host: self._remembered(one) for one in asked}
        self._mine = threading.local()

    def _remembered(self, asked: HostAsked) -> _Host:
        """A host as earlier runs left it; one that was asked in the future (a clock was set back) was asked now."""
        now = self._wall()
        ago = max(0.0, (now - asked.ended_at).total_seconds())
        return _Host(ended_at=self._clock() - ago, day=now.astimezone(UTC).date(), sent=asked.sent)

    @contextmanager
    def turn(self, host: str, gap: float) -> Iterator["Turn"]:
        """The caller's turn at `host`, at least `gap` seconds after the last one there ended.

        If the host is to be left alone, `closed` says so, nothing was waited for and nothing may be asked.
        """
        if getattr(self._mine, "host", None):
            raise RuntimeError(f"a turn at {host} was asked for within one at {self._mine.host}")
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
        with state.lock:
            self._mine.host = host
            try:
                yield from self._turn(state, gap)
            finally:
                self._mine.host = None

    def _turn(self, state: _Host, gap: float) -> Iterator["Turn"]:
        turn = Turn(state, self._clock)
        self._keep_to_budget(state, turn)
        if turn.closed:
            yield turn
            return
        while pause := wait(self._clock(), state.ended_at, gap, state.not_before):
            self._sleep(pause)
        try:
            yield turn
        finally:
            state.ended_at = self._clock()
            state.sent = state.sent_on(self._today()) + 1

    def _keep_to_budget(self, state: _Host, turn: "Turn") -> None:
        if self._budget and not turn.closed and state.sent_on(self._today()) >= self._budget:
            turn.close("budget", left_of_day(self._wall()))

    def _today(self) -> date:
        return self._wall().astimezone(UTC).date()


class Turn:
    """One turn at a host: the moment to ask it, and to note what it wants of those who ask next."""

    def __init__(self, state: _Host, clock: Callable[[], float]) -> None:
        self._state, self._clock = state, clock

    @property
    def closed(self) -> Closure | None:
        """The closure in force."""
        left = self._state.closed_until - self._clock()
        return Closure(outcome=self._state.closed_as, seconds=left) if left > 0 else None

    def postpone(self, seconds: float) -> None:
        """Make the next turn here wait at least `seconds` from now."""
        self._state.not_before = max(self._state.not_before, self._clock() + seconds)

    def close(self, outcome: FetchOutcome, seconds: float) -> None:
        """Leave the host alone for `seconds`; who wants it meanwhile ends with `outcome`."""
        self._state.closed_until, self._state.closed_as = self._clock() + seconds, outcome

    def note(self, outcome: FetchOutcome) -> None:
        """Remember how asking for a document ended here; three in a row without any answer close it for 5 min.

        Without this a dead host would hold up its feeds and pages one after the other, each for its full time.
        """
        self._state.silences = self._state.silences + 1 if outcome in ("timeout", "connection") else 0
        if self._state.silences >= SILENT_FAILURES:
            self._state.silences = 0
            self.close(outcome, SILENT_SECONDS)
