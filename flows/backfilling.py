"""A backfill: a stretch of past days, walked along the outlets' routes, and the pages that are found there fetched.

    portion: mend -> walk -> fetch -> extract -> identify -> tag -> link        portion, portion, ... -> publish

It works in portions of two minutes, each a run of its own under the lock, which it lets go of in between: a poll that
is due gets in, and a portion ends early while somebody waits. Whatever moment it is cut down at, the next backfill goes
on from what is on record, and so does a run with the pages that are left.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from flows import backfill_steps, enriching, linking, reading
from flows.backfill_plan import BackfillRequest, routes_of
from flows.backfill_state import State
from flows.backfill_steps import Task, Turn
from flows.job import Job
from flows.lock import is_wanted
from flows.mend import mend
from flows.misuse import refuse_nonsense
from flows.run import chosen
from flows.session import Call, Scope, Summary, asking, in_session, refuse_offline
from flows.settings import Settings
from sources.catalogue import load as load_outlets
from sources.routes import windows
from sources.routes.warc import route_of
from sources.types import Outlet, Route
from warehouse.connection import connect
from warehouse.days import DayLine, RouteDays, day_lines
from warehouse.entities.gazetteer import Loaded
from warehouse.entities.gazetteer import load as load_entities

__all__ = ["BackfillRequest", "BackfillSummary", "backfill"]

BREATH = 1.0  # seconds between two portions: who waits for the lock looks every 0.2 s
PATIENCE = 3_600.0  # seconds for which it waits in between, for a run that may take its time
SHARE = 0.75  # of a host's daily budget: what is left is the polls'


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillSummary:
    """What a backfill did: how each day of each route stands now, its counts by word, and what is left.

    `left` counts the pages that were found and not had yet: runs take them, some at a time, as they come due. `notes`
    are sentences on what was let be, `run_ids` those of its portions.
    """

    run_ids: tuple[str, ...]
    days: tuple[DayLine, ...]
    counts: tuple[tuple[str, int], ...]
    left: int
    notes: tuple[str, ...]
    faults: tuple[str, ...]
    seconds: float


def backfill(settings: Settings, call: Call, request: BackfillRequest) -> BackfillSummary:
    """Walks and fetches until nothing of the request is left that can be had now.

    Raises MisuseError for a request that cannot be meant, CatalogueError for an unknown outlet, LockedError where
    somebody else writes, WarehouseError, RunFailedError; what was done until then stays done.
    """
    catalogue = load_outlets(settings.outlets)
    outlets = chosen(catalogue, request.outlet_ids)
    refuse_nonsense(request, outlets, settings.clock())
    entities = load_entities(settings.entities)
    task = Task(request=request, outlets=outlets, state=State())
    scope = Scope(catalogue=catalogue, outlets=outlets, faults=(*catalogue.faults, *entities.faults))
    work = partial(_portion, task, catalogue.outlets, entities)
    began = time.monotonic()
    portions = [in_session(settings, call, scope, work, publish=task.state.publishes)]
    while task.state.is_left:
        time.sleep(BREATH)
        portions.append(in_session(settings, call, scope, work, publish=task.state.publishes, patience=PATIENCE))
    return _summary(task.state, portions, time.monotonic() - began)


def _portion(task: Task, known: tuple[Outlet, ...], entities: Loaded, job: Job) -> Iterator[Callable[[], object]]:
    """The steps of one portion. Where somebody waits, reading is left to them, or to the next portion."""
    goes_on = Turn(job)
    yield partial(mend, job, known)
    if not task.state.is_begun:
        yield partial(backfill_steps.try_again, task, job)
    if task.request.warc:
        yield partial(backfill_steps.read_files, task, job, goes_on)
    else:
        with asking(job, share=SHARE) as web:
            yield partial(backfill_steps.walk, task, job, web, goes_on)
            yield partial(backfill_steps.fetch, task, job, web, goes_on)
    is_read = not is_wanted(job.settings.home)
    if is_read:
        yield partial(reading.extract, job, known)
        yield partial(reading.identify, job, known)
        yield partial(enriching.tag, job, entities)
        yield partial(linking.link, job, known)
    yield partial(_look, task, job, is_read=is_read)
    yield partial(refuse_offline, job)


def _look(task: Task, job: Job, *, is_read: bool) -> None:
    """Where the backfill stands after a portion."""
    plan, pages = backfill_steps.planned(task, job), backfill_steps.to_fetch(task, job)
    task.state.is_left = bool(plan or pages or not is_read or task.state.are_files_left)
    if plan:
        job.progress.say(f"{len(plan)} stretches of days are left to walk.")
    if not task.state.is_left:
        with connect(job.settings.warehouse) as db:
            task.state.lines = day_lines(db, _meant(task))
        task.state.pages_left = backfill_steps.pages_left(task, job)


def _meant(task: Task) -> list[RouteDays]:
    routes = [(outlet, route) for outlet in task.outlets for same in routes_of(outlet, task.request) for route in same]
    routes += [(outlet, route_of(path, outlet)) for outlet in task.outlets for path in task.request.warc]
    return [_route_days(task.request, outlet, route) for outlet, route in routes]


def _route_days(request: BackfillRequest, outlet: Outlet, route: Route) -> RouteDays:
    return RouteDays(
        outlet_id=outlet.outlet_id,
        route=route.name,
        days=windows.own_days(route, request.days, outlet.time_zone),
        zone=windows.zone_of(route, outlet.time_zone),
        by_day=route.kind == "index",
    )


def _summary(state: State, portions: list[Summary], seconds: float) -> BackfillSummary:
    counts: Counter[str] = Counter()
    for portion in portions:
        counts.update(dict(portion.counts))
    return BackfillSummary(
        run_ids=tuple(portion.run_id for portion in portions),
        days=state.lines,
        counts=tuple(counts.items()),
        left=state.pages_left,
        notes=state.notes(),
        faults=portions[-1].faults,
        seconds=seconds,
    )
