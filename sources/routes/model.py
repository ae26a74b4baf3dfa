"""What every kind of route can say, and what the kinds have in common: how a find is made of what a listing shows.

A kind is a module with the three functions of `Kind`, all pure: no request is sent and no clock is asked.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol

from sources import entries
from sources.errors import BadAddress
from sources.types import Days, Found, Listing, Outlet, Response, Route, Stamp, Step
from sources.urls import canonical_url, why_skipped

MAX_BYTES = 20 * 1024 * 1024  # of a listing, unpacked: a month's sitemap of a busy outlet has some 3 MB

_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/")
_REACH = "back to "
_IN_ALL = " in all"
_SILENCE = timedelta(days=2)  # as long as a news sitemap remembers
_CLOCKS_DIFFER = timedelta(days=1)


class Kind(Protocol):
    """What is known of one kind of route. Arguments go by place."""

    def slices(self, route: Route, days: Days, zone: str, /) -> tuple[Days, ...]:
        """How the stretch `days` (UTC days) is cut, in order of time: each slice is walked and ended by itself.

        Slices are in the route's own days (`windows.zone_of`); `zone` is the outlet's.
        """
        ...

    def begin(self, route: Route, part: Days, outlet: Outlet, /) -> tuple[Step, ...]:
        """The first requests of the slice `part`: the same ones in every run."""
        ...

    def read(self, route: Route, part: Days, step: Step, response: Response, outlet: Outlet, /) -> Listing:
        """What the answer to `step` says; raises FeedError for one that is no listing."""
        ...


def find(
    link: str, *, outlet: Outlet, base: str, title: str = "", published: Stamp | None = None, guid: str = ""
) -> Found | None:
    """The article at `link` as a find, `link` made absolute on `base`; `None` where that is no usable address.

    What the outlet's rules take for no article is a find too, with the reason in `skip`.
    """
    absolute = entries.web_address(link, base)
    try:
        url = canonical_url(absolute, outlet.addresses)
    except BadAddress:
        return None
    return Found(
        link=absolute,
        url=url,
        title=entries.plain(title, entries.MAX_TITLE),
        published=published,
        skip=why_skipped(url, outlet.addresses),
        guid=guid,
    )


def day_in(url: str) -> date | None:
    """The day that an article's address names (`/2025/06/10/`); `None` where it names none. Whose day is not said."""
    named = _DAY_IN_PATH.search(url)
    try:
        return date(*map(int, named.groups())) if named else None
    except ValueError:
        return None


def reach(oldest: datetime | None) -> str:
    """The `detail` of a listing that holds only what is newest: how far back it goes.

    A feed's page or a news sitemap ends somewhere: a day before `oldest` is not known by it, however well it answers.
    """
    return f"{_REACH}{oldest.isoformat()}" if oldest else ""


def unbroken(dates: Iterable[datetime], now: datetime) -> datetime | None:
    """How far back a list of the newest goes, by the dates of what it lists; `None` without any.

    It ends where it leaves out two days, and the oldest twentieth proves nothing: what is pinned there, or forgotten
    there, is much older than all else. Nor do dates to come.
    """
    falling = sorted((at for at in dates if at <= now + _CLOCKS_DIFFER), reverse=True)
    falling = falling[: len(falling) - len(falling) // 20]
    ends = next((above for above, below in pairwise(falling) if above - below > _SILENCE), None)
    return ends or (falling[-1] if falling else None)


def reached(detail: str) -> datetime | None:
    """The instant that `reach` wrote into `detail`; `None` where it says nothing of the kind."""
    if not detail.startswith(_REACH):
        return None
    try:
        read = datetime.fromisoformat(detail.removeprefix(_REACH).split(" ")[0])
    except ValueError:
        return None
    return read if read.tzinfo else None


def in_all(count: str) -> str:
    """The `detail` of a page of a listing that says how many entries all have; empty for what is no number."""
    return f"{count}{_IN_ALL}" if count.isascii() and count.isdecimal() and len(count) <= 12 else ""


def counted(detail: str) -> int | None:
    """The number that `in_all` wrote into `detail`; `None` where it says nothing of the kind."""
    digits = detail.removesuffix(_IN_ALL)
    return int(digits) if digits != detail and digits.isascii() and digits.isdecimal() else None
