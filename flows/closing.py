"""Closing gaps: what a feed may have dropped unseen is looked for where its outlet lists past days.

A step of every run, after polling. A section's gap is closed by the outlet's complete feed, if that missed nothing
then; any other by walking the outlet's routes for its days, some requests a run. What no route can show is permanent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from flows.job import Job
from sources import gaps as deciding
from sources.routes.windows import bounds, own_days, single_days, zone_of
from sources.types import Days, Outlet, Route, outlets_feeds
from warehouse import feeds, gaps, walks
from warehouse.connection import Connection, connect, transaction
from warehouse.gaps import GapRow, Settled
from warehouse.walks import KnownDay

STEPS_A_RUN = 40  # listing requests: at a gap of 2 s a minute and a half, spread over the hosts
STEPS_A_HOST = 10
TRIES = 3  # on different days: a route that is gone today may be back tomorrow
FIRST_PAUSE = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)
GIVEN_UP = timedelta(days=30)

# Reasons of a partial day that time may mend; all others are the route's own.
_MAY_PASS = frozenset({
    "", "not_over", "budget", "rate_limited", "server_error", "dns", "connection", "tls", "timeout", "cut", "protocol",
    "robots_unreachable",
})  # fmt: skip


class Walker(Protocol):
    """Walks along an outlet's routes for some UTC days, and puts what they show on record (`flows.walking.walk`)."""

    def __call__(self, outlet: Outlet, days: Days, most_steps: int, /) -> int:
        """Takes at most so many steps; returns how many it took."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the routes show of a gap: `closed_by` names those that cover it, `reasons` say why the others do not."""

    closed_by: str = ""
    reasons: tuple[str, ...] = ()


def close_gaps(job: Job, walk: Walker) -> None:
    """Opens the gaps of feeds that do not answer, and closes what can be closed of those that are due."""
    if job.tally.is_offline:
        return
    with connect(job.settings.warehouse) as db:
        with transaction(db):
            _open_unanswered(job, db)
        due = gaps.due(db, job.now, [outlet.outlet_id for outlet in job.outlets])
    of = {outlet.outlet_id: outlet for outlet in job.outlets}
    if not due:
        return
    left = STEPS_A_RUN
    for outlet_id, some in groupby(sorted(due, key=lambda gap: gap.outlet_id), key=lambda gap: gap.outlet_id):
        left -= _close(job, of[outlet_id], tuple(some), walk, min(left, STEPS_A_HOST))


def _open_unanswered(job: Job, db: Connection) -> None:
    states = {state.feed_url: state for state in feeds.states(db) if deciding.is_silent(state)}
    for _, feed in outlets_feeds(job.outlets):
        state = states.get(feed.url)
        if state and (missing := deciding.unanswered(state, gaps.past(db, state))):
            gaps.open_gap(db, feed, missing, job.now)


def _close(job: Job, outlet: Outlet, due: tuple[GapRow, ...], walk: Walker, most: int) -> int:
    """Closes what can be closed of an outlet's gaps; how many steps that took."""
    complete = tuple(feed.url for feed in outlet.feeds if feed.complete)
    first = tuple(gap for gap in due if gap.feed_url in complete)
    steps = _by_routes(job, outlet, first, walk, most) if first else 0
    rest = _by_feeds(job, complete, tuple(gap for gap in due if gap.feed_url not in complete))
    return steps + (_by_routes(job, outlet, rest, walk, most - steps) if rest else 0)


def _by_feeds(job: Job, complete: tuple[str, ...], due: tuple[GapRow, ...]) -> tuple[GapRow, ...]:
    """Closes gaps that a complete feed does not have; returns those that none of them will ever close."""
    if not complete:
        return due
    with connect(job.settings.warehouse) as db, transaction(db):
        found = [(gap, gaps.covering_feed(db, gap, complete)) for gap in due]
        closed = [Settled(gap_id=gap.gap_id, status="closed", closed_by=one.feed_url) for gap, one in found
                  if one and one.covers]  # fmt: skip
        gaps.settle(db, closed, job.now)
    return tuple(gap for gap, one in found if one is None)


def _by_routes(job: Job, outlet: Outlet, due: tuple[GapRow, ...], walk: Walker, most: int) -> int:
    """Walks for the days of the gaps until `most` steps were taken; where that cuts it short, a later run goes on."""
    if not outlet.routes:
        _settle(job, [Settled(gap_id=gap.gap_id, status="permanent", reason="no_route")
                      for gap in due if not _may_end_itself(job, gap)])  # fmt: skip
        return 0
    left, steps = _still_open(job, outlet, due), 0
    for days in stretches(left):
        if steps < most:
            steps += walk(outlet, days, most - steps)
    for gap, found in _verdicts(job, outlet, _still_open(job, outlet, left)):
        if steps < most:
            _try_again(job, gap, found)
    return steps


def _known(job: Job, outlet: Outlet, due: tuple[GapRow, ...]) -> tuple[KnownDay, ...]:
    """How the outlet's routes were walked for the days of the gaps, and those beside them in other zones."""
    first, last = min(gap.missing_from for gap in due), max(gap.missing_until for gap in due)
    about = Days(first=first.date() - timedelta(days=1), last=last.date() + timedelta(days=1))
    with connect(job.settings.warehouse) as db:
        return walks.known_days(db, [outlet.outlet_id], about)


def _still_open(job: Job, outlet: Outlet, due: tuple[GapRow, ...]) -> tuple[GapRow, ...]:
    """Closes the gaps that walks cover by now; returns the others."""
    found = _verdicts(job, outlet, due)
    _settle(job, [Settled(gap_id=gap.gap_id, status="closed", closed_by=one.closed_by)
                  for gap, one in found if one.closed_by])  # fmt: skip
    return tuple(gap for gap, one in found if not one.closed_by)


def _verdicts(job: Job, outlet: Outlet, due: tuple[GapRow, ...]) -> tuple[tuple[GapRow, Verdict], ...]:
    known = _known(job, outlet, due) if due else ()
    return tuple((gap, verdict(outlet, gap, known)) for gap in due)


def _try_again(job: Job, gap: GapRow, found: Verdict) -> None:
    for_good = [reason for reason in found.reasons if reason not in _MAY_PASS]
    is_final = len(for_good) == len(found.reasons)
    if (is_final and gap.tries + 1 >= TRIES and not _may_end_itself(job, gap)) or job.now - gap.opened_at > GIVEN_UP:
        reason = (for_good or found.reasons or ("not_walked",))[0]
        _settle(job, [Settled(gap_id=gap.gap_id, status="permanent", reason=reason)])
        return
    pause = LONGEST_PAUSE if is_final else min(FIRST_PAUSE * (1 << min(gap.tries, 10)), LONGEST_PAUSE)
    with connect(job.settings.warehouse) as db, transaction(db):
        gaps.tried(db, gap.gap_id, job.now + pause)


def _may_end_itself(job: Job, gap: GapRow) -> bool:
    """Whether its feed may yet answer, and still show all that it showed before it fell silent."""
    return gap.reason == "not_answering" and job.now - gap.opened_at <= GIVEN_UP


def _settle(job: Job, settled: Sequence[Settled]) -> None:
    with connect(job.settings.warehouse) as db, transaction(db):
        gaps.settle(db, settled, job.now)


# ------------------------------------------------------------------ pure: which days, and what they show


def stretches(due: Iterable[GapRow]) -> tuple[Days, ...]:
    """The UTC days of some gaps as stretches without a break, the latest first."""
    found: list[Days] = []
    for day in sorted({day for gap in due for day in _utc_days(gap)}, reverse=True):
        if found and found[-1].first == day + timedelta(days=1):
            found[-1] = Days(first=day, last=found[-1].last)
        else:
            found.append(Days(first=day, last=day))
    return tuple(found)


def verdict(outlet: Outlet, gap: GapRow, known: Sequence[KnownDay]) -> Verdict:
    """What the walks that are on record show of `gap`: the first kind all of whose routes cover it closes it."""
    reasons: list[str] = []
    for _, some in groupby(outlet.routes, key=lambda route: route.kind):
        routes = tuple(some)
        missing = [reason for route in routes for _, reason in _uncovered(outlet, route, gap, known)]
        if not missing:
            return Verdict(closed_by="; ".join(route.name for route in routes))
        reasons += missing
    return Verdict(reasons=tuple(dict.fromkeys(reasons)))


def _uncovered(outlet: Outlet, route: Route, gap: GapRow, known: Sequence[KnownDay]) -> tuple[tuple[date, str], ...]:
    """The route's own days whose part of the gap it does not show, each with the reason; "" where none is known."""
    ends = {one.day: one.end for one in known if one.route == route.name}
    zone, days = zone_of(route, outlet.time_zone), _utc_days(gap)
    found = []
    for day in single_days(own_days(route, Days(first=days[0], last=days[-1]), outlet.time_zone)):
        begins, over = bounds(day, zone)
        end = ends.get(day.first)
        covered_until = end.covered_until if end and end.covered_until else begins
        if max(begins, gap.missing_from) < min(over, gap.missing_until) > covered_until:
            found.append((day.first, end.reason if end else ""))
    return tuple(found)


def _utc_days(gap: GapRow) -> tuple[date, ...]:
    """The UTC days of which the gap has more than an instant."""
    first, last = gap.missing_from.date(), (gap.missing_until - timedelta(microseconds=1)).date()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
