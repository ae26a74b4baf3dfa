"""One document on its way to us: the hops and tries so far, what is left of them, and the answer at the end.

Nothing is asked for here; `sources.http` does the asking and notes it in an `Errand`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sources import outcomes
from sources.addresses import Address, BadAddressError, address
from sources.network import Limits, Reply
from sources.robots import MOST_BYTES, MOST_REDIRECTS
from sources.types import Answer, Ask, Exchange, FetchOutcome, Response

MORE_TRIES = 2  # after a failure that may pass; the next run is the next try
HAS_RESPONSE = frozenset({"ok", "blocked", "not_modified"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One request and its reply, decoded; no reply where it did not work."""

    exchange: Exchange
    reply: Reply | None = None
    body: bytes = b""


@dataclass(slots=True)
class Errand:
    """One `get` on its way. `address` is where the current hop leads; `seconds_left` are for the whole way."""

    ask: Ask
    limits: Limits
    clock: Callable[[], datetime]
    address: str
    seconds_left: float
    tries_left: int = MORE_TRIES
    exchanges: list[Exchange] = field(default_factory=list)
    _visited: set[str] = field(default_factory=set)
    _permanent_url: str = ""  # empty: the asked one
    _all_permanent: bool = True

    @property
    def is_for_robots(self) -> bool:
        """Whether it is a robots.txt that is wanted: then no robots.txt has a say, and a long one is cut."""
        return self.ask.purpose == "robots"

    @property
    def is_conditional(self) -> bool:
        """Whether the request carries validators, so that 304 is an answer to it."""
        return bool(self.ask.etag or self.ask.last_modified)

    def target(self) -> Address | None:
        """The current hop's address, now visited; `None`, and noted, where it is none."""
        try:
            target = address(self.address)
        except BadAddressError as error:
            self.unsent(None, "bad_address", str(error))
            return None
        self._visited.add(target.url)
        return target

    def unsent(self, target: Address | None, outcome: FetchOutcome, detail: str) -> None:
        """Note a request that was not made, and why."""
        exchange = Exchange(
            url=target.url if target else self.address,
            host=target.host if target else "",
            purpose=self.ask.purpose,
            started_at=self.clock(),
            outcome=outcome,
            detail=detail,
            sent=False,
        )
        self.exchanges.append(exchange)

    def has_another_try(self) -> bool:
        """Take one of the tries left, with the whole time before it; False where there is none."""
        if not self.tries_left:
            return False
        self.tries_left -= 1
        self.seconds_left = self.limits.total
        return True

    def follow(self, reply: Reply) -> bool:
        """Move on to where `reply` redirects; False, and noted, where that is nowhere to go."""
        here = address(self.address)
        try:
            target = address(_as_sent(reply.header("location")) or "nowhere:", here)
        except BadAddressError as error:
            self.unsent(None, "bad_address", f"redirected by {here.url}: {error}")
            return False
        self.address = target.url
        self._all_permanent = self._all_permanent and reply.status in outcomes.PERMANENT
        if self._all_permanent:
            self._permanent_url = target.url
        if target.url in self._visited:
            self.unsent(target, "redirect_loop", "been there before")
        elif len(self._visited) > self.limits.max_redirects:
            self.unsent(target, "redirect_loop", f"more than {self.limits.max_redirects} redirects")
        else:
            return True
        return False

    def answer(self, last: Try | None) -> Answer:
        """What came of it; `last` is the try it ended with, `None` where it ended without one."""
        response = None
        if last and last.reply and (last.exchange.outcome in HAS_RESPONSE or last.reply.status >= 400):
            response = Response(
                url=self.ask.url,
                final_url=last.exchange.url,
                permanent_url=self._permanent_url or self.ask.url,
                status=last.reply.status,
                headers=last.reply.headers,
                body=last.body,
                fetched_at=self.clock(),
            )
        return Answer(ask=self.ask, exchanges=tuple(self.exchanges), response=response)


def sent_out(ask: Ask, limits: Limits, clock: Callable[[], datetime]) -> Errand:
    """A new errand; a robots.txt has limits of its own on size and redirects."""
    if ask.purpose == "robots":
        limits = replace(limits, max_bytes=MOST_BYTES, max_redirects=MOST_REDIRECTS)
    return Errand(ask=ask, limits=limits, clock=clock, address=ask.url, seconds_left=limits.total)


def _as_sent(location: str) -> str:
    """A Location header in the characters meant: servers send UTF-8 where ASCII is asked for."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
