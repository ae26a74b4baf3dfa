"""The steps of a backfill's portion that ask the world: walk along the routes, fetch what was found there.

Both go on until nothing is left or the portion's turn is over; each step of a walk and each batch of pages is on record
before the next.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from flows.backfill_plan import BackfillRequest, routes_of, stretch_of, to_walk
from flows.backfill_state import State
from flows.batches import Batch, by_host
from flows.job import Job
from flows.lock import is_wanted
from flows.slices import Ledger, open_ledger, walk_slice
from flows.steps import record_fetches
from flows.warc_reading import read_warcs
from sources import fetching
from sources.http import Web
from sources.routes.kinds import kind_of
from sources.types import Days, Outlet, PageFetch, WantedPage
from sources.urls import host_of
from warehouse import finds, given_up, walks
from warehouse.connection import connect, transaction
from warehouse.walks import Walk

PORTION = 120.0  # seconds for walking and fetching; reading what was fetched comes on top
AT_LEAST = 5.0  # seconds of a portion that nobody who waits can take: else a crowd would keep it from its work
PAGES_A_BATCH = 25
_FAR = timedelta(days=365)
_DAY = timedelta(days=1)
PAGES_A_HOST = 100  # in one round: then it is asked anew what there is to fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one backfill is for, and where it stands."""

    request: BackfillRequest
    outlets: tuple[Outlet, ...]
    state: State

    @property
    def ids(self) -> tuple[str, ...]:
        """Of its outlets."""
        return tuple(outlet.outlet_id for outlet in self.outlets)

    def outlet(self, outlet_id: str) -> Outlet:
        """One of its outlets."""
        return next(outlet for outlet in self.outlets if outlet.outlet_id == outlet_id)


class Turn:
    """Whether a portion goes on: until its time is over, or somebody waits for the lock."""

    def __init__(self, job: Job) -> None:
        self._home, self._began = job.settings.home, time.monotonic()

    def __call__(self) -> bool:
        """Asked before each request, from any thread."""
        gone = time.monotonic() - self._began
        return gone < AT_LEAST or (gone < PORTION and not is_wanted(self._home))


def try_again(task: Task, job: Job) -> None:
    """What was given up of the stretch gets one more attempt, once in a backfill."""
    since, until = stretch_of(task.request.days, job.settings.clock())
    with connect(job.settings.warehouse) as db, transaction(db):
        task.state.again = given_up.try_again(db, job.now, task.ids, since, until)
    task.state.is_begun = True


# ------------------------------------------------------------------ walking


def walk(task: Task, job: Job, web: Web, goes_on: Turn) -> None:
    """Walks what is to be walked, outlets and hosts side by side."""
    while goes_on() and not job.tally.is_offline and (plan := planned(task, job)):
        job.progress.begin("walk", len(plan))
        with open_ledger(job) as ledger:
            work = partial(_walk_batch, task, job, web, ledger, goes_on)
            for _ in job.each("walk", work, _side_by_side(task, plan)):
                pass


def planned(task: Task, job: Job) -> tuple[Walk, ...]:
    """What is to be walked now."""
    around = Days(
        first=task.request.first - _DAY, last=task.request.last + _DAY
    )  # a day of an outlet overlaps two of UTC
    with connect(job.settings.warehouse) as db:
        known = walks.known_days(db, task.ids, around)
    return to_walk(task.outlets, task.request, task.state.known(known), job.settings.clock())


def around(days: Days) -> Days:
    """All days of any zone that overlap these of UTC."""
    return Days(first=days.first - _DAY, last=days.last + _DAY)


def _side_by_side(task: Task, plan: Sequence[Walk]) -> list[Batch[tuple[Walk, ...]]]:
    """The walks of each outlet at each host, one after the other."""
    by_place: dict[tuple[str, str], list[Walk]] = {}
    for one in plan:
        first = kind_of(one.route).begin(one.route, one.days, task.outlet(one.outlet_id))[0]
        by_place.setdefault((one.outlet_id, host_of(first.url)), []).append(one)
    return [
        Batch(name=f"{outlet_id}, {len(some)} stretches at {host}", todo=tuple(some))
        for (outlet_id, host), some in by_place.items()
    ]


def _walk_batch(task: Task, job: Job, web: Web, ledger: Ledger, goes_on: Turn, todo: tuple[Walk, ...]) -> int:
    """Walks them until the turn is over; how many ended."""
    walked = 0
    for one in todo:
        if not goes_on():
            break
        if not task.state.is_dead(one):
            progress = walk_slice(job, web, ledger, task.outlet(one.outlet_id), one, goes_on=goes_on)
            task.state.walked(progress)
            walked += progress.end is not None
    return walked


def read_files(task: Task, job: Job, goes_on: Turn) -> None:
    """Reads the WARC files of the request, as far as the turn lasts."""
    whole = read_warcs(job, task.request.warc, task.outlets, task.request.days, goes_on)
    task.state.are_files_left = not whole


# ------------------------------------------------------------------ fetching


def fetch(task: Task, job: Job, web: Web, goes_on: Turn) -> None:
    """Fetches the pages that the routes led to, the newest first, hosts side by side."""
    while goes_on() and not job.tally.is_offline and (wanted := to_fetch(task, job)):
        job.progress.begin("fetch", len(wanted))
        batches = by_host(wanted, _host, PAGES_A_BATCH, "pages")
        for fetched in job.each("fetch", partial(_fetch_batch, task, job, web, goes_on), batches):
            if fetched:
                record_fetches(job, fetched)
                task.state.fetched(fetched)


def to_fetch(task: Task, job: Job) -> tuple[WantedPage, ...]:
    """The pages to fetch in the next round, so many of each host."""
    with connect(job.settings.warehouse) as db:
        found = finds.to_fetch(
            db, job.settings.clock(), task.ids, route_names(task.outlets, task.request), task.state.again
        )
    by_its_host: dict[str, list[WantedPage]] = {}
    for page in task.state.untried(found):
        by_its_host.setdefault(_host(page), []).append(page)
    return tuple(page for pages in by_its_host.values() for page in pages[:PAGES_A_HOST])


def pages_left(task: Task, job: Job) -> int:
    """How many of the pages that the routes led to first have not been had, and will be asked for again."""
    with connect(job.settings.warehouse) as db:
        return len(finds.to_fetch(db, job.settings.clock() + _FAR, task.ids, route_names(task.outlets, task.request)))


def route_names(outlets: tuple[Outlet, ...], request: BackfillRequest) -> list[str]:
    """The routes whose finds are fetched: those that are walked."""
    named = [route.name for outlet in outlets for same in routes_of(outlet, request) for route in same]
    return list(dict.fromkeys(named))


def _host(page: WantedPage) -> str:
    return host_of(page.copy_url or page.url)


def _fetch_batch(
    task: Task, job: Job, web: Web, goes_on: Turn, wanted: tuple[WantedPage, ...]
) -> tuple[PageFetch, ...]:
    fetched: list[PageFetch] = []
    for page in wanted:
        if not goes_on():
            break
        fetched.append(fetching.fetch_page(web, job.shelf, task.outlet(page.outlet_id), page))
        job.progress.advance("fetch", what=page.url)
    return tuple(fetched)
