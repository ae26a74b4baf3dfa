"""Reading WARC files on disk: what they hold of the outlets' articles goes into our archive; nobody is asked.

A file is read on from where it was left: its checkpoint is how far its pages are on record, for each outlet. A page
that was had already is left alone. What is in a file and how it is read is `sources.routes.warc`'s.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flows.batches import chunks
from flows.job import Job
from flows.steps import record_fetches
from sources.routes import windows
from sources.routes.warc import WarcEnd, WarcPage, read_file, route_of
from sources.types import Days, Found, Outlet, PageFetch, SliceEnd, Step, Walked, WantedPage
from warehouse import finds, pages, walks
from warehouse.connection import Connection, connect, transaction
from warehouse.days import captured_days
from warehouse.identity.ids import article_id
from warehouse.walks import KnownDay, Walk

PAGES_A_BATCH = 100
# Crawls come upon an article hours or days after it was published; what was captured later is of other days.
AFTERWARDS = timedelta(days=7)
_STEP = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file, for these outlets and UTC days."""

    path: Path
    outlets: tuple[Outlet, ...]
    days: Days

    def walk(self, outlet: Outlet) -> Walk:
        """What its checkpoint of the outlet is kept under."""
        return Walk(outlet_id=outlet.outlet_id, route=route_of(self.path, outlet), days=self.days)


def read_warcs(
    job: Job, paths: Sequence[Path], outlets: tuple[Outlet, ...], days: Days, goes_on: Callable[[], bool]
) -> bool:
    """Reads the files until all is on record or `goes_on` says no; whether nothing is left.

    Raises ArchiveError where our archive cannot be written.
    """
    job.progress.begin("read", len(paths))
    for path in paths:
        if not _read(job, _File(path=path, outlets=outlets, days=days), goes_on):
            return False
        job.progress.advance("read", what=path.name)
    return True


def _read(job: Job, file: _File, goes_on: Callable[[], bool]) -> bool:
    size = file.path.stat().st_size
    offset = _offset(job, file, size)
    if offset is None:
        return True
    since, until = windows.bounds(file.days, "UTC")
    found = read_file(file.path, file.outlets, offset=offset, since=since)
    for some in chunks(found, PAGES_A_BATCH):
        captured = [one for one in some if isinstance(one, WarcPage) and one.response.fetched_at < until + AFTERWARDS]
        _keep(job, file, captured)
        last = some[-1]
        _note(job, file, last, size)
        if isinstance(last, WarcEnd):
            if last.kind != "ok":
                job.progress.say(f"{file.path.name}: {last.kind} at byte {last.following} of {size}")
            return True
        if not goes_on():
            return False
    return True


def _offset(job: Job, file: _File, size: int) -> int | None:
    """Where reading goes on: where the outlet is that is furthest behind; `None` where all have the whole file."""
    with connect(job.settings.warehouse) as db:
        known = [walks.taken(db, file.walk(outlet)) for outlet in file.outlets]
    return _going_on(known, size)


def _going_on(known: Sequence[tuple[Walked, ...]], size: int) -> int | None:
    offsets = [0]
    if known:
        marks = [_mark(steps[-1].detail) if steps else (0, 0) for steps in known]
        offsets = [done if was <= size else 0 for done, was in marks]  # a shorter one is another of that name
    return None if min(offsets) >= size else min(offsets)


def _mark(detail: str) -> tuple[int, int]:
    """How far it is on record, and how long it was then, in bytes."""
    done, _, was = detail.partition(" of ")
    return int(done), int(was)


# ------------------------------------------------------------------ pages


def _keep(job: Job, file: _File, captured: Sequence[WarcPage]) -> None:
    """Notes the pages, archives them, and records that they were had: cut down anywhere, it is done again or mended."""
    wanted = dict(_wanted(job, file, captured))
    fetched = []
    for page in captured:
        known = wanted.pop((page.outlet_id, page.url), None)
        if known is not None:
            fetched.append(_fetch(job, known, page))
    if fetched:
        record_fetches(job, tuple(fetched))


def _wanted(job: Job, file: _File, captured: Sequence[WarcPage]) -> Iterator[tuple[tuple[str, str], WantedPage]]:
    """The pages among them that were not had yet, now known as found in this file."""
    with connect(job.settings.warehouse) as db:
        with transaction(db):
            for outlet in file.outlets:
                mine = [page for page in captured if page.outlet_id == outlet.outlet_id]
                if mine:
                    found = [Found(link=page.response.url, url=page.url) for page in mine]
                    walk, now = file.walk(outlet), job.settings.clock()
                    fresh = finds.unnamed(db, walk, found)
                    finds.record(db, job.run_id, walk, _STEP, now, fresh)
        ids = [article_id(page.outlet_id, page.url) for page in captured]
        for known in pages.known(db, ids) if ids else ():
            if not known.is_check:
                yield (known.outlet_id, known.url), known


def _fetch(job: Job, known: WantedPage, page: WarcPage) -> PageFetch:
    kept = job.shelf.keep(page.response, purpose="page", key=page.url, outlet_id=page.outlet_id)
    return PageFetch(
        page=known,
        fetched_at=page.response.fetched_at,
        outcome="ok",
        exchanges=(),
        attempts=known.attempts,
        next_attempt_at=None,
        kept=kept,
    )


# ------------------------------------------------------------------ checkpoints


def _note(job: Job, file: _File, last: WarcPage | WarcEnd, size: int) -> None:
    """How far the file is on record; at its end, for which days it showed anything."""
    walked = Walked(
        step=Step(name=_STEP, url=str(file.path.resolve())),
        outcome=last.kind if isinstance(last, WarcEnd) else "ok",
        asked_at=job.settings.clock(),
        listed=last.records if isinstance(last, WarcEnd) else 0,
        detail=f"{last.following} of {size}",
    )
    with connect(job.settings.warehouse) as db, transaction(db):
        for outlet in file.outlets:
            walk = file.walk(outlet)
            walks.record(db, job.run_id, walk, walked)
            if isinstance(last, WarcEnd):
                walks.end(db, job.run_id, walk, _shown(db, walk, walked), walked.asked_at)


def _shown(db: Connection, walk: Walk, walked: Walked) -> tuple[KnownDay, ...]:
    """The days of which a page was captured: never whole, for a crawl happens upon what it finds."""
    end = SliceEnd(status="partial", reason="no_proof" if walked.outcome == "ok" else walked.outcome)
    return tuple(
        KnownDay(outlet_id=walk.outlet_id, route=walk.route.name, day=day, end=end) for day in captured_days(db, walk)
    )
