"""One pass, whole: the lock, the run's row, mending, the steps, publishing; and one rebuild from the archive.

Called by the command line and by the Prefect flows alike; who calls brings `each` (how batches are run) and `progress`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from uuid import uuid4

from flows import enriching, reading, steps
from flows.batches import Each, raise_all
from flows.errors import OfflineError, RunFailedError
from flows.job import Job
from flows.lock import writing
from flows.mend import mend
from flows.progress import Progress
from flows.settings import Settings
from flows.tally import OutletLine, Tally
from sources.archive import Archive
from sources.catalogue import Catalogue
from sources.catalogue import load as load_outlets
from sources.errors import ArchiveError
from sources.http import open_web
from sources.keeping import RobotsBook, Shelf
from sources.robots import RobotsCopy
from sources.types import HostAsked, Outlet
from warehouse import documents, extractions, feeds, runs, tags
from warehouse import identify as identity
from warehouse.connection import connect, transaction
from warehouse.entities.gazetteer import load as load_entities
from warehouse.errors import WarehouseError
from warehouse.migrate import migrate

# A run's steps, in order: each is made when the one before it is done, so that a step finds what that one wrote.
Work = Callable[[Job], Iterator[Callable[[], object]]]

OFFLINE = "No server answered, not one: is there a connection? `make demo` shows kabar at work without one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did: its counts by word, a line per outlet, what is left for the next, and the files left out."""

    run_id: str
    counts: tuple[tuple[str, int], ...]
    lines: tuple[OutletLine, ...]
    left: int
    faults: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How a run is called: which command it is, and by whom its batches are run and its progress is shown."""

    command: str
    each: Each
    progress: Progress
    flow_run_id: str | None = None


def run_pass(
    settings: Settings, call: Call, *, outlet_ids: Sequence[str] = (), force: bool = False, limit: int | None = None
) -> Summary:
    """One pass over what is due: poll, fetch, extract, identify, tag, publish.

    Raises CatalogueError for an unknown outlet, LockedError, WarehouseError, RunFailedError.
    """
    catalogue = load_outlets(settings.outlets)
    outlets = _chosen(catalogue, outlet_ids)
    entities = load_entities(settings.entities)

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield partial(mend, job, catalogue.outlets)
        with open_web(
            user_agent=settings.user_agent,
            clock=settings.clock,
            host_gap=settings.host_gap,
            budget=settings.host_budget,
            asked=_asked(settings),
            allow_private=settings.allow_private_hosts,
            robots_known=job.sites.known,
            on_robots=job.sites.learn,
        ) as web:
            yield partial(steps.poll, job, web, force=force)
            yield partial(steps.fetch, job, web, limit=limit, force=force)
        yield partial(reading.extract, job, catalogue.outlets)
        yield partial(reading.identify, job, catalogue.outlets)
        yield partial(enriching.tag, job, entities)
        yield partial(_refuse_offline, job)

    faults = (*catalogue.faults, *entities.faults)
    return _run(settings, call, catalogue, outlets, work, faults)


def _asked(settings: Settings) -> tuple[HostAsked, ...]:
    """How earlier runs asked the hosts: this one keeps the gap to their last requests, and to the day's budget."""
    with connect(settings.warehouse) as db:
        return documents.hosts_asked(db, datetime.now(UTC))


def _chosen(catalogue: Catalogue, outlet_ids: Sequence[str]) -> tuple[Outlet, ...]:
    """The outlets named, or all. One whose file is faulty stops only itself, unless no other is named."""
    if not outlet_ids:
        return catalogue.outlets
    known = {outlet.outlet_id for outlet in catalogue.outlets}
    faulty = {Path(fault.file).stem for fault in catalogue.faults}
    usable = [i for i in dict.fromkeys(outlet_ids) if i in known or i not in faulty]
    return tuple(catalogue.outlet(i) for i in usable or outlet_ids)


def rebuild(settings: Settings, call: Call, *, step: str = "extract", since: date | None = None) -> Summary:
    """Makes the articles again from the archive, with not one request.

    `step` extract reads every archived page again (those fetched `since`, if given); identify only decides anew
    which extraction is which article's version; tag only says anew who is in them. Raises as `run_pass`.
    """
    catalogue = load_outlets(settings.outlets)
    entities = load_entities(settings.entities)
    begin = datetime.combine(since, time(), UTC) if since else None

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield partial(_forget, job, step, begin)
        if step != "tag":
            yield partial(reading.extract, job, catalogue.outlets)
            yield partial(reading.identify, job, catalogue.outlets)
        yield partial(enriching.tag, job, entities, limit=None, since=begin if step == "tag" else None)

    faults = (*catalogue.faults, *entities.faults)
    return _run(settings, call, catalogue, catalogue.outlets, work, faults)


def _forget(job: Job, step: str, since: datetime | None) -> None:
    if step == "tag":
        with connect(job.settings.warehouse) as db, transaction(db):
            tags.reset(db, since)
        return
    readable = [outlet.outlet_id for outlet in job.outlets]  # what is taken away must come back
    with connect(job.settings.warehouse) as db, transaction(db):
        if step == "extract":
            extractions.forget(db, since, readable)
        if since:
            identity.reset_since(db, since, readable)
        else:
            identity.reset(db, readable)


def _refuse_offline(job: Job) -> None:
    if job.tally.is_offline:
        raise OfflineError(OFFLINE)


def _run(
    settings: Settings,
    call: Call,
    catalogue: Catalogue,
    outlets: tuple[Outlet, ...],
    work: Work,
    faults: tuple[Exception, ...],
) -> Summary:
    since = datetime.now(UTC)
    with writing(settings.home, call.command, since.isoformat(timespec="seconds"), settings.lock_wait):
        began = datetime.now(UTC)
        job = _begin(settings, call, catalogue, outlets)
        bugs = _work(job, work)
        reading.publish_warehouse(job)
        seconds = (datetime.now(UTC) - began).total_seconds()
    raise_all(bugs)
    return _summary(job, faults, seconds)


def _work(job: Job, work: Work) -> list[Exception]:
    """Does the run's steps and writes how it ended. A bug in one step does not keep the next from what is pending.

    Raises what makes going on pointless: no connection, a full disk, a warehouse that cannot be written.
    """
    bugs: list[Exception] = []
    try:
        for step in work(job):
            try:
                step()
            except OfflineError as error:
                bugs.append(error)  # none of ours; but what was read before is published first
            except (RunFailedError, WarehouseError, OSError):
                raise
            except Exception as error:  # noqa: BLE001 - raised again when the other steps are done
                _refuse_full_disk(error)
                bugs.append(error)
    except Exception as error:
        _end(job, "failed", f"{type(error).__name__}: {error}")
        raise  # Ctrl-C writes nothing: the next run finds this one cut and mends
    _end(job, "failed" if bugs else "done", "; ".join(f"{type(bug).__name__}: {bug}" for bug in bugs))
    return bugs


def _refuse_full_disk(error: Exception) -> None:
    """Raises RunFailedError where the archive could not be written: in one batch, or in several at once."""
    several = error if isinstance(error, ExceptionGroup) else ExceptionGroup("one", [error])
    if found := several.subgroup(ArchiveError):
        first: BaseException = found
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        raise RunFailedError(str(first)) from error


def _begin(settings: Settings, call: Call, catalogue: Catalogue, outlets: tuple[Outlet, ...]) -> Job:
    now = settings.clock()
    run_id = str(uuid4())
    with connect(settings.warehouse) as db:
        migrate(db)
        with transaction(db):
            runs.start(db, run_id, call.command, now, call.flow_run_id)
            feeds.declare(db, catalogue.outlets)
        copies, robots = documents.copies_of_feeds(db), documents.robots(db)
    archive = Archive(settings.archive)
    shelf = Shelf(archive, copies)
    known = [RobotsCopy(url=r.url, status=r.status, text=r.text, fetched_at=r.fetched_at) for r in robots]
    return Job(
        settings=settings,
        outlets=outlets,
        now=now,
        run_id=run_id,
        each=call.each,
        progress=call.progress,
        tally=Tally(),
        archive=archive,
        shelf=shelf,
        sites=RobotsBook(shelf, known),
    )


def _end(job: Job, outcome: str, detail: str = "") -> None:
    with connect(job.settings.warehouse) as db, transaction(db):
        runs.end(db, job.run_id, job.settings.clock(), outcome, dict(job.tally.counts), detail[:2000])


def _summary(job: Job, faults: tuple[Exception, ...], seconds: float) -> Summary:
    return Summary(
        run_id=job.run_id,
        counts=tuple(job.tally.counts.items()),
        lines=job.tally.lines(),
        left=job.tally.counts["left"],
        faults=tuple(str(fault) for fault in faults),
        seconds=seconds,
    )
