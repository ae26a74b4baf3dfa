"""One slice of a route to past days: a step is asked for, archived, read, recorded; then the next, to the end.

What a step leads to and when a walk has ended is decided in `sources.routes`; what there is to walk, in
`flows.backfill_plan`. A slice can be walked within any run that is open: some steps, or all of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Lock

from flows.backfill_plan import every_route
from flows.job import Job
from flows.steps import record_robots
from sources.errors import FeedError
from sources.http import Web
from sources.keeping import kept_before
from sources.outcomes import is_wall
from sources.polling import exchange_of
from sources.routes.kinds import kind_of
from sources.routes.walking import after, by_day, done, ended
from sources.types import (
    Answer,
    ArchivedDocument,
    Ask,
    Days,
    Exchange,
    Found,
    Kept,
    Listing,
    Outlet,
    Response,
    SliceEnd,
    Step,
    Walked,
)
from warehouse import documents, walks
from warehouse.connection import Connection, connect, transaction
from warehouse.walks import KnownDay, Recorded, Walk


class Ledger:
    """The warehouse, open while walks go on side by side: opening it anew for each of their steps takes longer than
    the step. One of them writes at a time. Made by `open_ledger`."""

    def __init__(self, db: Connection) -> None:
        self._db, self._lock = db, Lock()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction."""
        with self._lock, transaction(self._db):
            yield self._db


@contextmanager
def open_ledger(job: Job) -> Iterator[Ledger]:
    """The warehouse for the block, which writes to it in no other way."""
    with connect(job.settings.warehouse) as db:
        yield Ledger(db)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step that was taken: how it went, what it found, and what is to be kept of it."""

    walked: Walked
    found: tuple[Found, ...]
    exchanges: tuple[Exchange, ...]
    kept: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a walk came: how it ended (`None`: there are steps left), what it took and found just now.

    `days` are the slice's, as they are on record now; `failed` says that not one of its steps ever went well.
    """

    walk: Walk
    end: SliceEnd | None
    days: tuple[KnownDay, ...] = ()
    steps: int = 0
    pages: int = 0
    failed: bool = False


def walk_slice(
    job: Job,
    web: Web,
    ledger: Ledger,
    outlet: Outlet,
    walk: Walk,
    *,
    goes_on: Callable[[], bool] = lambda: True,
    most_steps: int | None = None,
) -> Progress:
    """Walks a slice from where it is on record, until it ended, `goes_on` says no, or `most_steps` were taken.

    Each step is on record before the next is taken. Steps that failed in an earlier run are taken again, after the
    others. May be called from several threads at once, for different walks. Raises ArchiveError alone.
    """
    route, part = walk.route, walk.days
    begun = kind_of(route).begin(route, part, outlet)
    with ledger.writing() as db:
        walked = done(route, walks.taken(db, walk))
    steps = pages = 0
    while (end := ended(route, part, walked, begun, job.settings.clock(), outlet.time_zone)) is None:
        if not goes_on() or steps == most_steps:
            return Progress(walk=walk, end=None, steps=steps, pages=pages)
        step = after(route, part, walked, begun)[0]
        recorded = record(job, ledger, walk, take(job, web, outlet, walk, step))
        walked = (*(one for one in walked if one.step.name != step.name), recorded.walked)
        steps, pages = steps + 1, pages + recorded.pages
    days = _end(job, ledger, outlet, walk, end, walked)
    failed = not any(one.is_finished for one in walked)
    return Progress(walk=walk, end=end, days=days, steps=steps, pages=pages, failed=failed)


def _end(
    job: Job, ledger: Ledger, outlet: Outlet, walk: Walk, end: SliceEnd, walked: tuple[Walked, ...]
) -> tuple[KnownDay, ...]:
    days = tuple(
        KnownDay(outlet_id=walk.outlet_id, route=walk.route.name, day=day, end=of_day)
        for day, of_day in by_day(end, walk.route, walk.days, walked, outlet.time_zone)
    )
    with ledger.writing() as db:
        walks.end(db, job.run_id, walk, days, job.settings.clock())
    return days


def take(job: Job, web: Web, outlet: Outlet, walk: Walk, step: Step) -> Taken:
    """Asks for one step; what answered with a document lies in the archive before it is read."""
    answer = web.get(Ask(url=step.url, purpose="listing"))
    job.progress.advance("walk", what=step.url)
    last, kept, listing, outcome = answer.exchanges[-1], None, Listing(), str(answer.outcome)
    detail = last.detail or (str(last.status) if last.status else "")
    if answer.response and answer.outcome in ("ok", "blocked"):
        kept = _keep(job, answer, answer.response, walk, step)
    if answer.response and answer.outcome == "ok":
        outcome, listing = _read(outlet, walk, step, answer.response)
        detail = listing.detail
    return Taken(
        walked=_walked(step, outcome, listing, last, detail),
        found=listing.found,
        exchanges=answer.exchanges,
        kept=kept,
    )


def _keep(job: Job, answer: Answer, response: Response, walk: Walk, step: Step) -> Kept:
    blocked = answer.outcome == "blocked"
    return job.shelf.keep(
        response, purpose="listing", key=_key(walk, step), outlet_id=walk.outlet_id, blocked=blocked
    )  # fmt: skip


def _read(outlet: Outlet, walk: Walk, step: Step, response: Response) -> tuple[str, Listing]:
    try:
        return "ok", kind_of(walk.route).read(walk.route, walk.days, step, response, outlet)
    except FeedError as error:
        return error.kind, Listing(detail=error.detail)


def _walked(step: Step, outcome: str, listing: Listing, last: Exchange, detail: str) -> Walked:
    return Walked(
        step=step,
        outcome=outcome,
        asked_at=last.started_at,
        listed=listing.listed,
        leads_to=listing.leads_to,
        detail=detail[:500],
    )


def record(job: Job, ledger: Ledger, walk: Walk, taken: Taken) -> Recorded:
    """Writes a step with all that it found and the requests it took, in one transaction."""
    with ledger.writing() as db:
        recorded = walks.record(db, job.run_id, walk, taken.walked, taken.found)
        documents.index(db, [taken.kept] if taken.kept else [])
        documents.record_exchanges(db, job.run_id, taken.exchanges)
        record_robots(db, job)
        failure = "" if done(walk.route, (taken.walked,)) else taken.walked.outcome
        job.tally.listing(walk.outlet_id, recorded.pages, failure, taken.exchanges)
    return recorded


# ------------------------------------------------------------------ what lies in the archive and is not on record


def _key(walk: Walk, step: Step) -> str:
    """What names the step's document in the archive, and says all that reading it again needs."""
    days = f"{walk.days.first.isoformat()} {walk.days.last.isoformat()}"
    return "\n".join((walk.route.name, days, step.name, step.url))


def read_again(outlet: Outlet | None, document: ArchivedDocument) -> tuple[Walk, Taken] | None:
    """The step that a run took and did not live to record, from what it archived.

    `None` where its route is not declared (any more): then nobody walks there, and its document is all that is kept.
    """
    walk, step = _meant(outlet, document.key) if outlet else (None, None)
    if outlet is None or walk is None or step is None:
        return None
    blocked = is_wall(document.headers, document.body)
    outcome, listing = ("blocked", Listing()) if blocked else _read(outlet, walk, step, _response(document))
    exchange = exchange_of(document)
    taken = Taken(
        walked=_walked(step, outcome, listing, exchange, listing.detail),
        found=listing.found,
        exchanges=(exchange,),
        kept=kept_before(document, blocked=blocked),
    )
    return walk, taken


def _meant(outlet: Outlet, key: str) -> tuple[Walk, Step] | tuple[None, None]:
    try:
        name, days, step, url = key.split("\n")
        first, last = (date.fromisoformat(day) for day in days.split(" "))
    except ValueError:
        return None, None
    routes = {route.name: route for route in every_route(outlet)}
    if name not in routes:
        return None, None
    walk = Walk(outlet_id=outlet.outlet_id, route=routes[name], days=Days(first=first, last=last))
    return walk, Step(name=step, url=url)


def _response(document: ArchivedDocument) -> Response:
    return Response(
        url=document.url,
        final_url=document.final_url,
        permanent_url=document.url,
        status=document.status,
        headers=document.headers,
        body=document.body,
        fetched_at=document.fetched_at,
    )
