"""Documents from the web: redirects, robots.txt, politeness, second tries. `Web.get` is the only way out.

What one request does on the wire is in `sources.network`, what may be asked in `sources.robots`, when in
`sources.politeness`, what an answer means in `sources.outcomes`. Nothing here reads a document or keeps one.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sources import compression, outcomes, politeness
from sources.network import Address, Limits, Reply, Wire, WireError, address
from sources.robots import MOST_BYTES, MOST_REDIRECTS, Robots, RobotsCopy, Rules
from sources.types import Answer, Ask, Exchange, FetchOutcome, Response

__all__ = ["Limits", "RobotsCopy", "Web", "open_web"]

MORE_TRIES = 2  # after a failure that may pass; the next run is the next try
HAS_RESPONSE = frozenset({"ok", "blocked", "not_modified"})

ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


def _nothing_known(url: str) -> RobotsCopy | None:  # noqa: ARG001
    return None


def _ignored(answer: Answer) -> None:
    del answer


@contextmanager
def open_web(
    *,
    user_agent: str,
    clock: Callable[[], datetime],
    host_gap: float,
    allow_private: bool,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    robots_known: Callable[[str], RobotsCopy | None] = _nothing_known,
    on_robots: Callable[[Answer], None] = _ignored,
) -> Iterator["Web"]:
    """A `Web` for one run, its connections closed at the end.

    `clock` dates what is fetched and may stand still; waiting and time-outs keep the real time. `host_gap` is in
    seconds. `robots_known` gives the robots.txt stored under an address, `on_robots` is called, in the fetching
    thread, with each one that was asked for: to archive it (its exchanges are also in the answer it was needed
    for, record them there). Raises `FetchError` where the environment's proxy or certificates are unusable.
    """
    wire = Wire(allow_private=allow_private)
    try:
        yield Web(
            wire,
            user_agent=user_agent,
            clock=clock,
            host_gap=host_gap,
            limits=limits,
            robots_known=robots_known,
            on_robots=on_robots,
        )
    finally:
        wire.close()


@dataclass(slots=True)
class _Errand:
    """One `get` on its way: what happened so far, and what is left of its time and tries."""

    ask: Ask
    limits: Limits
    address: str  # of the hop it is at
    exchanges: list[Exchange] = field(default_factory=list)
    tries_left: int = MORE_TRIES
    seconds_left: float = 0.0
    visited: set[str] = field(default_factory=set)
    permanent_url: str = ""  # empty: the asked one
    all_permanent: bool = True

    @property
    def conditional(self) -> bool:
        return bool(self.ask.etag or self.ask.last_modified)

    @property
    def max_redirects(self) -> int:
        return MOST_REDIRECTS if self.ask.purpose == "robots" else self.limits.max_redirects


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """One request and its reply, decoded; no reply where it did not work."""

    exchange: Exchange
    reply: Reply | None = None
    body: bytes = b""


class Web:
    """Gets documents, from any number of threads; made by `open_web`."""

    def __init__(
        self,
        wire: Wire,
        *,
        user_agent: str,
        clock: Callable[[], datetime],
        host_gap: float,
        limits: Limits,
        robots_known: Callable[[str], RobotsCopy | None],
        on_robots: Callable[[Answer], None],
    ) -> None:
        self._wire, self._clock, self._limits = wire, clock, limits
        self._user_agent, self._host_gap, self._on_robots = user_agent, host_gap, on_robots
        self._gate = politeness.Gate()
        self._robots = Robots(fetch=self._get_robots, known=robots_known, clock=clock)

    def get(self, ask: Ask) -> Answer:
        """What came of asking for one document: expected failures are outcomes, never exceptions.

        What `on_robots` raises (an archive that cannot be written) passes through.
        """
        errand = _Errand(ask=ask, limits=self._limits, address=ask.url, seconds_left=self._limits.total)
        while True:
            last = self._reach(errand)
            if last is None or last.reply is None or last.exchange.outcome != "redirect":
                return self._answer(errand, last)
            if not self._follow(errand, last.reply):
                return self._answer(errand, None)

    # -------------------------------------------------------------- one address: allowed, polite, tried again

    def _reach(self, errand: _Errand) -> _Try | None:
        """The last try at the address the errand has come to; `None` where it may not be asked for."""
        try:
            target = address(errand.address)
        except WireError as error:
            self._unsent(errand, None, error.kind, error.detail)
            return None
        errand.visited.add(target.url)
        if self._wire.is_refused(target):
            self._unsent(errand, target, "private_address", target.host)
            return None
        rules = self._rules(errand, target)
        return None if rules is None else self._tries(errand, target, rules)

    def _rules(self, errand: _Errand, target: Address) -> Rules | None:
        """The rules of the target's site if they let it be asked for; else `None`, and the errand says why."""
        if errand.ask.purpose == "robots":
            return Rules()
        rules, asked = self._robots.rules(target.origin)
        if asked:
            errand.exchanges.extend(asked.exchanges)
        if rules.reason in ("dns", "private_address"):  # true of the host, whatever is asked of it
            self._unsent(errand, target, rules.reason, "found out asking for robots.txt")  # type: ignore[arg-type]
        elif rules.reason:
            self._unsent(errand, target, "robots_unreachable", rules.reason)
        elif not rules.allows(target.url):
            self._unsent(errand, target, "robots", "disallowed for kabar")
        else:
            return rules
        return None

    def _tries(self, errand: _Errand, target: Address, rules: Rules) -> _Try | None:
        gap = politeness.gap(self._host_gap, rules.crawl_delay)
        while True:
            with self._gate.turn(target.host, gap) as turn:
                if closed := turn.closed:
                    until = self._clock() + timedelta(seconds=round(closed.seconds))
                    why = f"left alone until {until:%Y-%m-%dT%H:%M:%SZ}"
                    self._unsent(errand, target, closed.outcome, why)
                    return None
                last = self._once(errand, target)
                errand.exchanges.append(last.exchange)
                if not self._is_tried_again(errand, turn, last):
                    turn.note(last.exchange.outcome)
                    return last

    def _is_tried_again(self, errand: _Errand, turn: politeness.Turn, last: _Try) -> bool:
        """Whether another try follows, once the host's turn comes again; sees to what Retry-After asks for."""
        if not outcomes.is_passing(last.exchange.outcome, last.exchange.status):
            return False
        pause = self._retry_after(last.reply) if last.reply else None
        if pause is not None and pause > politeness.LONGEST_WAIT:
            turn.close(last.exchange.outcome, pause)
            return False
        turn.postpone(pause or 0.0)
        if not errand.tries_left:
            return False
        errand.tries_left -= 1
        errand.seconds_left = self._limits.total
        return True

    def _retry_after(self, reply: Reply) -> float | None:
        return politeness.retry_after(reply.header("retry-after"), reply.header("date"), self._clock())

    # -------------------------------------------------------------- one request

    def _once(self, errand: _Errand, target: Address) -> _Try:
        started_at, began = self._clock(), time.monotonic()
        reply, body, status, detail = None, b"", None, ""
        try:
            reply = self._send(errand, target)
            status = reply.status
            outcome = outcomes.outcome_of(status, conditional=errand.conditional)
            if outcome == "ok":
                body = self._decoded(errand, reply)
                if errand.ask.purpose != "robots" and outcomes.is_wall(reply.headers, body):
                    outcome = "blocked"
        except WireError as error:
            reply, outcome, detail = None, error.kind, error.detail
        took = time.monotonic() - began
        errand.seconds_left -= took
        exchange = Exchange(
            url=target.url,
            host=target.host,
            purpose=errand.ask.purpose,
            started_at=started_at,
            outcome=outcome,
            status=status,
            bytes=len(body),
            ms=round(took * 1000),
            detail=detail,
        )
        return _Try(exchange=exchange, reply=reply, body=body)

    def _send(self, errand: _Errand, target: Address) -> Reply:
        if errand.seconds_left <= 0:
            raise WireError("timeout", "the redirects took all the time")
        ask = errand.ask
        headers = [
            ("User-Agent", self._user_agent),
            ("Accept", ACCEPT[ask.purpose]),
            ("Accept-Encoding", "gzip, deflate"),
        ]
        headers += [
            (name, value)
            for name, value in (("If-None-Match", ask.etag), ("If-Modified-Since", ask.last_modified))
            if value and _is_sendable(value)
        ]
        return self._wire.send(
            target,
            headers,
            self._limits if ask.purpose != "robots" else _robots_limits(self._limits),
            seconds=errand.seconds_left,
            partial=ask.purpose == "robots",
        )

    def _decoded(self, errand: _Errand, reply: Reply) -> bytes:
        robots = errand.ask.purpose == "robots"
        most = MOST_BYTES if robots else self._limits.max_bytes
        try:
            return compression.decode(reply.body, reply.header("content-encoding"), most, partial=robots)
        except compression.TooLargeError:
            raise WireError("too_large", f"more than {most} bytes once decoded") from None
        except compression.BrokenError as error:
            raise WireError("bad_encoding", str(error)) from None

    # -------------------------------------------------------------- from one address to the next

    def _follow(self, errand: _Errand, reply: Reply) -> bool:
        """Move the errand to where `reply` sends it; if that is nowhere it may go, say so and return False."""
        here = address(errand.address)
        try:
            target = address(_as_sent(reply.header("location")) or "nowhere:", here)
        except WireError as error:
            self._unsent(errand, None, error.kind, f"redirected by {here.url}: {error.detail}")
            return False
        errand.all_permanent = errand.all_permanent and reply.status in outcomes.PERMANENT
        errand.address = target.url
        if errand.all_permanent:
            errand.permanent_url = target.url
        if target.url in errand.visited or len(errand.visited) > errand.max_redirects:
            why = "back where it began" if target.url in errand.visited else f"more than {errand.max_redirects}"
            self._unsent(errand, target, "redirect_loop", why)
            return False
        return True

    def _unsent(self, errand: _Errand, target: Address | None, outcome: FetchOutcome, detail: str) -> None:
        """Record a request that was not made."""
        exchange = Exchange(
            url=target.url if target else errand.address,
            host=target.host if target else "",
            purpose=errand.ask.purpose,
            started_at=self._clock(),
            outcome=outcome,
            detail=detail,
        )
        errand.exchanges.append(exchange)

    def _answer(self, errand: _Errand, last: _Try | None) -> Answer:
        response = None
        if last and last.reply and _keeps_response(last):
            response = Response(
                url=errand.ask.url,
                final_url=last.exchange.url,
                permanent_url=errand.permanent_url or errand.ask.url,
                status=last.reply.status,
                headers=last.reply.headers,
                body=last.body,
                fetched_at=self._clock(),
            )
        return Answer(ask=errand.ask, exchanges=tuple(errand.exchanges), response=response)

    def _get_robots(self, url: str) -> Answer:
        answer = self.get(Ask(url=url, purpose="robots"))
        self._on_robots(answer)
        return answer


def _keeps_response(last: _Try) -> bool:
    status = last.exchange.status or 0
    return last.exchange.outcome in HAS_RESPONSE or status >= 400


def _robots_limits(limits: Limits) -> Limits:
    """The same limits with a robots.txt's own size."""
    return Limits(
        connect=limits.connect, silence=limits.silence, total=limits.total, max_bytes=MOST_BYTES,
        max_redirects=MOST_REDIRECTS,
    )  # fmt: skip


def _is_sendable(value: str) -> bool:
    """Whether a validator can go into a header as it is: latin-1, no control characters."""
    return all(" " <= character <= "\xff" and character != "\x7f" for character in value)


def _as_sent(location: str) -> str:
    """A Location header in the characters meant: servers send UTF-8 where ASCII is asked for."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
