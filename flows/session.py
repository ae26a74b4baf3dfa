"""One session of writing, whichever command's: the lock, the run's row, its steps, publishing, and how it ended.

What the steps are is the caller's: `flows.run` has those of a pass and of a rebuild, `flows.backfilling` its own.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from flows import publishing
from flows.batches import Each, raise_all
from flows.errors import OfflineError, RunFailedError
from flows.job import Job
from flows.lock import writing
from flows.progress import Progress
from flows.settings import Settings
from flows.tally import OutletLine, Tally
from sources.archive import Archive
from sources.catalogue import Catalogue
from sources.errors import ArchiveError
from sources.http import Web, open_web
from sources.keeping import RobotsBook, Shelf
from sources.robots import RobotsCopy
from sources.types import HostAsked, Outlet
from warehouse import documents, feeds, runs
from warehouse.connection import connect, kept_open, transaction
from warehouse.errors import WarehouseError
from warehouse.migrate import migrate

# A run's steps, in order: each is made when the one before it is done, so that a step finds what that one wrote.
Work = Callable[[Job], Iterator[Callable[[], object]]]
# Opens the warehouse, for as long as the block lasts.
Opener = Callable[[], AbstractContextManager[None]]

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
    heal: Callable[[runs.FlowRuns], None] | None = None  # told which flow runs are on record, and which were cut down


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a session is about: all that is declared, the outlets among them that it is for, and the faulty files."""

    catalogue: Catalogue
    outlets: tuple[Outlet, ...]
    faults: tuple[Exception, ...]


def in_session(
    settings: Settings,
    call: Call,
    scope: Scope,
    work: Work,
    *,
    publish: Callable[[], bool] = lambda: True,
    patience: float | None = None,
    opens_itself: bool = False,
) -> Summary:
    """Does the work under the lock, and publishes if `publish`, asked when the work is done, says so.

    The warehouse is open all the while, unless the work `opens_itself` what it puts in its place. With `patience` it
    waits for the lock that many seconds, and whoever holds it is not told. Raises LockedError, WarehouseError,
    RunFailedError, and what is our own fault when all else is done.
    """
    since = datetime.now(UTC)
    wait = settings.lock_wait if patience is None else patience
    name = since.isoformat(timespec="seconds")
    with writing(settings.home, call.command, name, wait, patient=patience is not None):
        began = datetime.now(UTC)
        job = _begin(settings, call, scope)
        opener = nullcontext if opens_itself else partial(kept_open, settings.warehouse)
        bugs, is_signed = _work(job, work, opener, publish)
        if is_signed:
            bugs += publishing.publish_again(settings, settings.clock(), say=job.progress.say)
        seconds = (datetime.now(UTC) - began).total_seconds()
    raise_all(bugs)
    return _summary(job, scope.faults, seconds)


@contextmanager
def asking(job: Job, *, share: float = 1.0) -> Iterator[Web]:
    """The way to the web for a session, which may take a host's requests up to `share` of its day's budget."""
    settings = job.settings
    with open_web(
        user_agent=settings.user_agent,
        clock=settings.clock,
        host_gap=settings.host_gap,
        budget=max(1, int(settings.host_budget * share)) if settings.host_budget else 0,
        asked=_asked(settings),
        allow_private=settings.allow_private_hosts,
        robots_known=job.sites.known,
        on_robots=job.sites.learn,
    ) as web:
        yield web


def _asked(settings: Settings) -> tuple[HostAsked, ...]:
    """How earlier runs asked the hosts: this one keeps the gap to their last requests, and to the day's budget."""
    with connect(settings.warehouse) as db:
        return documents.hosts_asked(db, datetime.now(UTC))


def refuse_offline(job: Job) -> None:
    """Raises OfflineError where no server answered, so that an outage of ours ends as what it is."""
    if job.tally.is_offline:
        raise OfflineError(OFFLINE)


def _work(job: Job, work: Work, opener: Opener, publish: Callable[[], bool]) -> tuple[list[Exception], bool]:
    """Does the steps, writes how the run ended, and signs what is to be published: its bugs, and whether that is so.

    A bug in one step does not keep the next from what is pending. Raises what makes going on pointless: no connection,
    a full disk, a warehouse that cannot be written.
    """
    try:
        with ExitStack() as warehouse:
            warehouse.enter_context(opener())
            bugs = _stepped(work(job), partial(_open_anew, warehouse, opener))
            _end(job, "failed" if bugs else "done", "; ".join(f"{type(bug).__name__}: {bug}" for bug in bugs))
            if is_signed := publish():  # asked once: the answer may depend on when it was asked last
                publishing.sign(job.settings, job.run_id, job.settings.clock())
    except Exception as error:
        _end(job, "failed", f"{type(error).__name__}: {error}")
        raise  # Ctrl-C writes nothing: the next run finds this one cut and mends
    return bugs, is_signed


def _open_anew(warehouse: ExitStack, opener: Opener) -> None:
    warehouse.close()
    warehouse.enter_context(opener())


def _stepped(steps: Iterator[Callable[[], object]], open_anew: Callable[[], None]) -> list[Exception]:
    """Does the steps; what was our own fault. After a bug of DuckDB's an open warehouse answers nothing any more."""
    bugs: list[Exception] = []
    for step in steps:
        try:
            step()
        except OfflineError as error:
            bugs.append(error)  # none of ours; but what was read before is published first
        except (RunFailedError, WarehouseError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - raised again when the other steps are done
            _refuse_full_disk(error)
            bugs.append(error)
            open_anew()
    return bugs


def _refuse_full_disk(error: Exception) -> None:
    """Raises RunFailedError where the archive could not be written: in one batch, or in several at once."""
    several = error if isinstance(error, ExceptionGroup) else ExceptionGroup("one", [error])
    if found := several.subgroup(ArchiveError):
        first: BaseException = found
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        raise RunFailedError(str(first)) from error


def _begin(settings: Settings, call: Call, scope: Scope) -> Job:
    now = settings.clock()
    run_id = str(uuid4())
    with connect(settings.warehouse) as db:
        migrate(db)
        with transaction(db):
            runs.start(db, run_id, call.command, now, call.flow_run_id)
            feeds.declare(db, scope.catalogue.outlets)
        copies, robots = documents.copies_of_feeds(db), documents.robots(db)
        on_record = runs.flow_runs(db)
    if call.heal:
        call.heal(on_record)
    archive = Archive(settings.archive)
    shelf = Shelf(archive, copies)
    known = [RobotsCopy(url=r.url, status=r.status, text=r.text, fetched_at=r.fetched_at) for r in robots]
    return Job(
        settings=settings,
        outlets=scope.outlets,
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
