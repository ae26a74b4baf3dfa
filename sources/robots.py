"""robots.txt (RFC 9309): the door to protego, and one copy per site.

Here is decided what may be asked; fetching a robots.txt is done by whoever calls (`sources.http`).
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

from sources.types import Answer, Response

PRODUCT = "kabar"
MOST_BYTES = 500 * 1024  # section 2.5: crawlers must read at least this much
MOST_RULES = 20_000  # of one file; the longest known have some thousands
MOST_REDIRECTS = 5  # section 2.3.1.2
GOOD_FOR = timedelta(hours=24)  # section 2.4

_AGENT_LINE = re.compile(r"\s*user[ -]?agents?\s*:?\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """A robots.txt as it was fetched: 404 and the like are copies too, with no text."""

    url: str
    status: int
    text: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site lets us ask. `reason` is why nothing may be asked for now; empty where the rules are known."""

    parsed: Protego | None = None
    reason: str = ""

    def allows(self, url: str) -> bool:
        """Whether `url` may be asked for, as far as the rules are known."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, PRODUCT))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds that the site wants between requests; `None` where it says nothing."""
        return None if self.parsed is None else self.parsed.crawl_delay(PRODUCT)


def text_of(body: bytes) -> str:
    """A robots.txt's bytes as text, as much of it as is read: 500 KiB, to the last whole line."""
    if len(body) > MOST_BYTES:
        body = body[: body.rfind(b"\n", 0, MOST_BYTES) + 1] or body[:MOST_BYTES]
    return body.decode("utf-8-sig", "replace")


def copy_of(response: Response) -> RobotsCopy | None:
    """What a response to a request for robots.txt is worth keeping; `None` where it settles nothing (429, 5xx)."""
    if response.status == 429 or not 200 <= response.status < 500:
        return None
    text = text_of(response.body) if response.status < 300 else ""
    return RobotsCopy(url=response.url, status=response.status, text=text, fetched_at=response.fetched_at)


def parse(text: str) -> Rules:
    """The rules of a robots.txt; anything can be parsed, what is no rule is ignored."""
    return Rules(Protego.parse("\n".join(_ours(text))))


def _ours(text: str) -> list[str]:
    """The lines of `text` with every other robot given one and the same name.

    So our name is matched whole, as RFC 9309 wants it, and a file that names ten thousand robots before ten thousand
    rules does not make the parser keep their product.
    """
    lines = []
    for line in text.splitlines()[: MOST_RULES * 5]:
        agent = _AGENT_LINE.match(line)
        if agent is None:
            lines.append(line)
            continue
        token = re.split(r"[/\s]", agent[1].strip().lower(), maxsplit=1)[0]
        lines.append(f"User-agent: {token if token in ('*', PRODUCT) else 'another'}")
    return lines


def settled(copy: RobotsCopy) -> Rules:
    """The rules that a copy stands for: 2xx is read, 4xx means that there are none (section 2.3.1.3)."""
    return parse(copy.text) if 200 <= copy.status < 300 else Rules()


@dataclass(slots=True)
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None


class Robots:
    """The rules of every site that a run asks, each fetched once at most, and not at all while a copy is fresh.

    `fetch` gets a robots.txt; `known` gives the copy stored from an earlier run, if any.
    """

    def __init__(
        self,
        *,
        fetch: Callable[[str], Answer],
        known: Callable[[str], RobotsCopy | None],
        clock: Callable[[], datetime],
    ) -> None:
        self._fetch, self._known, self._clock = fetch, known, clock
        self._lock = threading.Lock()
        self._sites: dict[str, _Site] = {}

    def rules(self, origin: str) -> tuple[Rules, Answer | None]:
        """The rules of `origin` (`https://host`), and the answer if it was this call that had to ask."""
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
        with site.lock:
            if site.rules is not None:
                return site.rules, None
            site.rules, answer = self._find(f"{origin}/robots.txt")
            return site.rules, answer

    def _find(self, url: str) -> tuple[Rules, Answer | None]:
        copy = self._known(url)
        if copy and abs(self._clock() - copy.fetched_at) < GOOD_FOR:
            return settled(copy), None
        answer = self._fetch(url)
        return learned(answer, copy), answer


def learned(answer: Answer, older: RobotsCopy | None) -> Rules:
    """The rules after asking: as answered; else those of an older copy; else nothing may be asked for now.

    A robots.txt behind more than five redirects counts as none (section 2.3.1.2). 429 is no answer: it is a
    server's "later", though a 4xx.
    """
    fresh = copy_of(answer.response) if answer.response else None
    if fresh is None and answer.outcome == "redirect_loop":
        return Rules()
    if fresh or older:
        return settled(fresh or older)  # type: ignore[arg-type]
    return Rules(reason=answer.outcome)
