"""Documents from the web: redirects, robots.txt, politeness, second tries. `Web.get` is the only way out.

What one request does on the wire is in `sources.network`, what may be asked in `sources.robots`, when in
`sources.politeness`, what an answer means in `sources.outcomes`. Nothing here reads a document or keeps one.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import cast

from sources import compression, outcomes, politeness
from sources.addresses import Address
from sources.errands import Errand, Try, sent_out
from sources.network import Limits, Reply, Wire, WireError
from sources.robots import Robots, RobotsCopy, Rules
from sources.types import Answer, Ask, Exchange, FetchOutcome, HostAsked, Purpose

__all__ = ["Limits", "RobotsCopy", "Web", "open_web"]

ACCEPT: dict[Purpose, str] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
    "listing": "application/json, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5",
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
    budget: int = 0,
    asked: Sequence[HostAsked] = (),
    robots_known: Callable[[str], RobotsCopy | None] = _nothing_known,
    on_robots: Callable[[Answer], None] = _ignored,
) -> Iterator["Web"]:
    """A `Web` for one run, its connections closed at the end.

    `clock` dates what is fetched and may stand still; waiting and time-outs keep the real time. `host_gap` is in
    seconds, `budget` in requests to one host on one UTC day (0: as many as may be); `asked` is how earlier runs asked
    them, so that both hold across runs. `robots_known` gives the robots.txt stored under an address, `on_robots` is
    called, in the fetching thread, with each one that was asked for: to archive it (its exchanges are also in the
    answer it was needed for, record them there). Raises `FetchError` where the environment's proxy or certificates
    are unusable.
    """
    wire = Wire(allow_private=allow_private)
    try:
        yield Web(
            wire,
            user_agent=user_agent,
            clock=clock,
            host_gap=host_gap,
            limits=limits,
            gate=politeness.Gate(asked=asked, budget=budget),
            budget=budget,
            robots_known=robots_known,
            on_robots=on_robots,
        )
    finally:
        wire.close()


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
        gate: politeness.Gate,
        budget: int,
        robots_known: Callable[[str], RobotsCopy | None],
        on_robots: Callable[[Answer], None],
    ) -> None:
        self._wire, self._clock, self._limits = wire, clock, limits
        self._user_agent, self._host_gap, self._on_robots = user_agent, host_gap, on_robots
        self._gate, self._budget = gate, budget
        self._robots = Robots(fetch=self._get_robots, known=robots_known, clock=clock)

    def get(self, ask: Ask) -> Answer:
        """What came of asking for one document: expected failures are outcomes, never exceptions.

        What `on_robots` raises (an archive that cannot be written) passes through.
        """
        errand = sent_out(ask, self._limits, self._clock)
        while True:
            last = self._reach(errand)
            if last is None or last.reply is None or last.exchange.outcome != "redirect":
                return errand.answer(last)
            if not errand.follow(last.reply):
                return errand.answer(None)

    def _get_robots(self, url: str) -> Answer:
        answer = self.get(Ask(url=url, purpose="robots"))
        self._on_robots(answer)
        return answer

    # -------------------------------------------------------------- one address: allowed, polite, tried again

    def _reach(self, errand: Errand) -> Try | None:
        """The last try at the address the errand has come to; `None` where it may not be asked for."""
        target = errand.target()
        if target is None:
            return None
        if self._wire.is_refused(target):
            errand.unsent(target, "private_address", target.host)
            return None
        rules = self._rules(errand, target)
        return None if rules is None else self._tries(errand, target, rules)

    def _rules(self, errand: Errand, target: Address) -> Rules | None:
        """The rules of the target's site if they let it be asked for; else `None`, and the errand says why."""
        if errand.is_for_robots:
            return Rules()
        rules, asked = self._robots.rules(target.origin)
        if asked:
            errand.exchanges.extend(asked.exchanges)
        if rules.reason in ("dns", "private_address"):  # true of the host, whatever is asked of it
            errand.unsent(target, cast("FetchOutcome", rules.reason), "found out asking for robots.txt")
        elif rules.reason:
            errand.unsent(target, "robots_unreachable", rules.reason)
        elif not rules.allows(target.url):
            errand.unsent(target, "robots", "disallowed for kabar")
        else:
            return rules
        return None

    def _tries(self, errand: Errand, target: Address, rules: Rules) -> Try | None:
        gap = politeness.gap(self._host_gap, rules.crawl_delay, target.host)
        while True:
            with self._gate.turn(target.host, gap) as turn:
                if closed := turn.closed:
                    until = self._clock() + timedelta(seconds=round(closed.seconds))
                    errand.unsent(target, closed.outcome, f"left alone until {until:%Y-%m-%dT%H:%M:%SZ}")
                    return None
                last = self._once(errand, target, gap)
                errand.exchanges.append(last.exchange)
                if not self._is_tried_again(errand, turn, last):
                    turn.note(last.exchange.outcome)
                    return last

    def _is_tried_again(self, errand: Errand, turn: politeness.Turn, last: Try) -> bool:
        """Whether another try follows, once the host's turn comes again; sees to what Retry-After asks for."""
        if not outcomes.is_passing(last.exchange.outcome, last.exchange.status):
            return False
        pause = self._asked_pause(last.reply) if last.reply else 0.0
        if pause > politeness.LONGEST_WAIT:
            turn.close(last.exchange.outcome, pause)
            return False
        turn.postpone(pause)
        return errand.has_another_try()

    def _asked_pause(self, reply: Reply) -> float:
        return politeness.asked_pause(reply.header("retry-after"), reply.header("date"), self._clock())

    # -------------------------------------------------------------- one request

    def _once(self, errand: Errand, target: Address, gap: float) -> Try:
        started_at, wire_at, began = self._clock(), datetime.now(UTC), time.monotonic()
        reply, body, status, detail = None, b"", None, ""
        try:
            reply = self._send(errand, target)
            status = reply.status
            body = _decoded(errand, reply) if 200 <= status < 300 else b""
            outcome = _outcome(errand, reply, body)
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
            wire_at=wire_at,
            host_gap=gap,
            host_budget=self._budget or None,
        )
        return Try(exchange=exchange, reply=reply, body=body)

    def _send(self, errand: Errand, target: Address) -> Reply:
        if errand.seconds_left <= 0:
            raise WireError("timeout", "the redirects took all the time")
        return self._wire.send(
            target,
            _headers(errand.ask, self._user_agent),
            errand.limits,
            seconds=errand.seconds_left,
            partial=errand.is_for_robots,
        )


def _headers(ask: Ask, user_agent: str) -> tuple[tuple[str, str], ...]:
    """What every request says of itself, and the validators as they were received."""
    validators = (("If-None-Match", ask.etag), ("If-Modified-Since", ask.last_modified))
    return (
        ("User-Agent", user_agent),
        ("Accept", ACCEPT[ask.purpose]),
        ("Accept-Encoding", "gzip, deflate"),
        *((name, value) for name, value in validators if value and _is_sendable(value)),
    )


def _is_sendable(value: str) -> bool:
    """Whether a validator can go into a header as it is: latin-1, no control characters."""
    return all(" " <= character <= "\xff" and character != "\x7f" for character in value)


def _decoded(errand: Errand, reply: Reply) -> bytes:
    most = errand.limits.max_bytes
    try:
        encoding = reply.header("content-encoding")
        return compression.decode(reply.body, encoding, most, partial=errand.is_for_robots)
    except compression.TooLargeError:
        raise WireError("too_large", f"more than {most} bytes once decoded") from None
    except compression.BrokenError as error:
        raise WireError("bad_encoding", str(error)) from None


def _outcome(errand: Errand, reply: Reply, body: bytes) -> FetchOutcome:
    outcome = outcomes.outcome_of(reply.status, conditional=errand.is_conditional)
    if outcome == "ok" and not errand.is_for_robots and outcomes.is_wall(reply.headers, body):
        return "blocked"
    return outcome
