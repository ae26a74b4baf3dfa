"""What a backfill has still to walk: pure, from the request, the outlets' routes, and what is known of their days.

Kinds of routes are tried in the order of the outlet's file. A kind is asked for what the kinds before it could not tell
whole; not for days that are still going on, nor where the trouble may pass: there the kind itself is asked again by
the next backfill.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from sources.routes import wayback, windows
from sources.routes.kinds import kind_of
from sources.types import Days, Outlet, Route, SliceEnd
from warehouse.walks import Walk

Via = Literal["auto", "api", "index", "sitemap", "feed", "wayback", "warc"]

# Reasons for which a later kind of route is not asked: the day is not over, or another time may be better.
_WAITS = frozenset({
    "not_over", "rate_limited", "server_error", "dns", "connection", "tls", "timeout", "cut", "budget",
    "robots_unreachable",
})  # fmt: skip

Span = tuple[datetime, datetime]  # the first instant in it, and the first after it


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillRequest:
    """The past that is wanted: UTC days, both included; these outlets (none: all), along these routes.

    `warc` are files of other people's crawls, read in place of asking anybody. With `last_resort` the Wayback Machine
    is asked for what no other route shows.
    """

    first: date
    last: date
    outlet_ids: tuple[str, ...] = ()
    via: Via = "auto"
    warc: tuple[Path, ...] = ()
    last_resort: bool = True

    @property
    def days(self) -> Days:
        """The stretch."""
        return Days(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True, order=True)
class RouteDay:
    """One day of one route of one outlet, in the route's own days."""

    outlet_id: str
    route: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of days: how they ended whenever they were walked last, and in this very backfill (`settled`).

    `dead` are routes (outlet id, name) that failed so often in this backfill that it lets them be, with the reason.
    """

    ended: Mapping[RouteDay, SliceEnd] = field(default_factory=dict)
    settled: Mapping[RouteDay, SliceEnd] = field(default_factory=dict)
    dead: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def is_settled(self, day: RouteDay) -> bool:
        """Whether this backfill is done with the day, however that ended."""
        return day in self.settled or (day.outlet_id, day.route) in self.dead

    def of(self, day: RouteDay) -> SliceEnd | None:
        """How the day stands, as far as anything is known of it."""
        if end := self.settled.get(day) or self.ended.get(day):
            return end
        reason = self.dead.get((day.outlet_id, day.route))
        return SliceEnd(status="partial", reason=reason) if reason else None


def routes_of(outlet: Outlet, request: BackfillRequest) -> tuple[tuple[Route, ...], ...]:
    """The outlet's routes that are to be tried, kind by kind in their order; all of one kind belong together.

    The captures of its feeds are the last; those of its pages are asked for by name alone: they are very many.
    """
    if request.warc:
        wanted: tuple[Route, ...] = ()  # files are read in place of asking
    elif request.via == "auto":
        wanted = (*outlet.routes, *(wayback.default_routes(outlet) if request.last_resort else ()))
    else:
        wanted = tuple(route for route in every_route(outlet) if route.kind == request.via)
    return tuple(tuple(same) for _, same in groupby(wanted, key=lambda route: route.kind))


def every_route(outlet: Outlet) -> tuple[Route, ...]:
    """All that can be walked of the outlet's."""
    return (*outlet.routes, *wayback.default_routes(outlet), *wayback.page_routes(outlet))


def to_walk(outlets: Iterable[Outlet], request: BackfillRequest, known: Known, now: datetime) -> tuple[Walk, ...]:
    """The slices to walk next, of each outlet the newest first: those of the first kind that has any left."""
    return tuple(walk for outlet in outlets for walk in _of_outlet(outlet, request, known, now))


def stretch_of(days: Days, now: datetime) -> Span:
    """The instants of the UTC days `days`, as far as they are over."""
    begins, until = windows.bounds(days, "UTC")
    return begins, min(until, now)


def _of_outlet(outlet: Outlet, request: BackfillRequest, known: Known, now: datetime) -> list[Walk]:
    wanted = [stretch_of(request.days, now)]
    for same_kind in routes_of(outlet, request):
        walks = [walk for route in same_kind for walk in _of_route(outlet, route, request.days, wanted, known)]
        if walks:
            return sorted(walks, key=lambda walk: walk.days.last, reverse=True)
        left = [_left(outlet, route, request.days, wanted, known) for route in same_kind]
        wanted = _joined(span for spans in left for span in spans)
    return []


def _of_route(outlet: Outlet, route: Route, days: Days, wanted: list[Span], known: Known) -> Iterator[Walk]:
    """The route's slices, less the days at their ends that need no walking.

    What a listing of the newest did not reach back to is walked as it was cut: nothing is asked for that it has said.
    """
    for part in kind_of(route).slices(route, days, outlet.time_zone):
        needed = [
            day
            for day, span in _spans(route, part, outlet.time_zone)
            if _is_needed(known, RouteDay(outlet.outlet_id, route.name, day), span, wanted)
        ]
        if needed:
            ends = (known.ended.get(RouteDay(outlet.outlet_id, route.name, day)) for day in needed)
            is_whole = any(end and end.reason == "out_of_reach" for end in ends)
            chosen = part if is_whole else Days(first=needed[0], last=needed[-1])
            yield Walk(outlet_id=outlet.outlet_id, route=route, days=chosen)


def _is_needed(known: Known, day: RouteDay, span: Span, wanted: list[Span]) -> bool:
    """Whether anything that is wanted of the day is not known yet, and this backfill has not tried."""
    if known.is_settled(day):
        return False
    ended = known.ended.get(day)
    covered_until = ended.covered_until if ended else None
    if ended and ended.status == "complete":
        return False
    return any(_overlap((covered_until or span[0], span[1]), one) for one in wanted)


def _left(outlet: Outlet, route: Route, days: Days, wanted: list[Span], known: Known) -> list[Span]:
    """What of `wanted` the route leaves to others."""
    left = wanted
    for day, span in _spans(route, windows.own_days(route, days, outlet.time_zone), outlet.time_zone):
        end = known.of(RouteDay(outlet.outlet_id, route.name, day))
        if end and (end.status == "complete" or end.reason in _WAITS):
            left = [rest for one in left for rest in _without(one, span)]
        elif end and end.covered_until:
            left = [rest for one in left for rest in _without(one, (span[0], end.covered_until))]
    return left


def _spans(route: Route, days: Days, zone: str) -> Iterator[tuple[date, Span]]:
    home = windows.zone_of(route, zone)
    for day in windows.single_days(days):
        yield day.first, windows.bounds(day, home)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _without(one: Span, taken: Span) -> Iterator[Span]:
    if not _overlap(one, taken):
        yield one
        return
    if one[0] < taken[0]:
        yield one[0], taken[0]
    if taken[1] < one[1]:
        yield taken[1], one[1]


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for begins, until in sorted(spans):
        if joined and begins <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(until, joined[-1][1])
        else:
            joined.append((begins, until))
    return joined
