"""What a backfill would ask for, and how long politeness makes it take: nobody is asked to find out."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.backfill_plan import BackfillRequest, Known, RouteDay, to_walk
from flows.backfill_steps import around, route_names
from flows.lock import writing
from flows.misuse import refuse_nonsense
from flows.run import chosen
from flows.settings import Settings
from sources.catalogue import load as load_outlets
from sources.politeness import gap
from sources.robots import RobotsCopy, settled
from sources.routes.kinds import kind_of
from sources.types import Outlet
from sources.urls import host_of
from warehouse import documents, finds, walks
from warehouse.connection import Connection, connect
from warehouse.migrate import migrate
from warehouse.walks import Walk

_MONTH = 30.4  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class HostEstimate:
    """What one host is asked for: `listings` at least, `pages` about; `seconds` is the least that takes at its gap."""

    host: str
    listings: int
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """By host, the busiest first. Hosts are asked side by side: all of it takes as long as the slowest of them."""

    hosts: tuple[HostEstimate, ...]
    stretches: int

    @property
    def seconds(self) -> float:
        """The least that the backfill takes."""
        return max((host.seconds for host in self.hosts), default=0.0)


def estimate(settings: Settings, request: BackfillRequest) -> Estimate:
    """What is left to ask for, by the routes that come first; where those fall short, others are asked, too.

    What lies in the archive or is on record is not asked for again. Raises as a backfill, and asks nobody.
    """
    outlets = chosen(load_outlets(settings.outlets), request.outlet_ids)
    now = settings.clock()
    refuse_nonsense(request, outlets, now)
    since = now.isoformat(timespec="seconds")
    with writing(settings.home, "backfill --dry-run", since, settings.lock_wait), connect(settings.warehouse) as db:
        migrate(db)
        return _estimate(db, settings, request, outlets, now)


def _estimate(
    db: Connection, settings: Settings, request: BackfillRequest, outlets: tuple[Outlet, ...], now: datetime
) -> Estimate:
    known = walks.known_days(db, [outlet.outlet_id for outlet in outlets], around(request.days))
    ended = {RouteDay(day.outlet_id, day.route, day.day): day.end for day in known}
    plan = to_walk(outlets, request, Known(ended=ended), now)
    listings, pages = _requests(db, plan, {outlet.outlet_id: outlet for outlet in outlets})
    for page in finds.to_fetch(db, now, [o.outlet_id for o in outlets], route_names(outlets, request)):
        pages[host_of(page.copy_url or page.url)] += 1
    delays = _delays(db)
    hosts = [
        HostEstimate(
            host=host,
            listings=listings[host],
            pages=pages[host],
            seconds=(listings[host] + pages[host]) * gap(settings.host_gap, delays.get(host), host),
        )
        for host in listings | pages
    ]
    by_time = sorted(hosts, key=lambda host: (-host.seconds, -host.listings - host.pages, host.host))
    return Estimate(hosts=tuple(by_time), stretches=len(plan))


def _requests(db: Connection, plan: Sequence[Walk], outlets: Mapping[str, Outlet]) -> tuple[Counter[str], Counter[str]]:
    """Listings and pages by host. Pages are where the outlet lives, as far as that can be known before."""
    listings: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for walk in plan:
        outlet = outlets[walk.outlet_id]
        usual = _usual(walk)
        first = kind_of(walk.route).begin(walk.route, walk.days, outlet)[0]
        listings[host_of(first.url)] += max(1, math.ceil(usual) - len(walks.taken(db, walk)))
        if walk.route.kind != "wayback":  # most of what it captured is known, or nobody knows how much is not
            pages[host_of(outlet.homepage)] += max(1, round((usual - 0.5) * walk.route.entries))
    return listings, pages


def _usual(walk: Walk) -> float:
    """How many listings a walk usually takes: those that are asked for by the instant, for its share of a month."""
    days = (walk.days.last - walk.days.first).days + 1
    return walk.route.usual * (min(1.0, days / _MONTH) if walk.route.kind == "api" else 1.0)


def _delays(db: Connection) -> dict[str, float | None]:
    """What the hosts ask for in the robots.txt that is known of them."""
    known = documents.robots(db)
    copies = [RobotsCopy(url=one.url, status=one.status, text=one.text, fetched_at=one.fetched_at) for one in known]
    return {host_of(copy.url): settled(copy).crawl_delay for copy in copies}
