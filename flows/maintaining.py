"""Upkeep under the one lock: what is too old leaves the archive, the warehouse is compacted, the archive is checked.

Called by `kabar maintain` and by the Prefect flow alike. Each part stands alone: what a killed upkeep left half done is
done by the next, and the warehouse is whole at every moment.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from flows import archive_check
from flows import retention as retaining
from flows.archive_check import Check, Checked
from flows.job import Job
from flows.mend import mend
from flows.retention import Gone
from flows.session import Call, Scope, in_session
from flows.settings import Settings
from sources.catalogue import load as load_outlets
from warehouse import compact as compacting
from warehouse.connection import connect
from warehouse.errors import WarehouseError

# The share of the warehouse's file that has to be empty for writing it anew to pay: DuckDB fills the gaps again, and
# after a month of runs a few per cent are free; a rebuild leaves a half.
WORTH_IT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintainSummary:
    """What upkeep did. `troubles` are sentences on what contradicts itself, and on what could not be done.

    `notes` are sentences on what was left as it is and is no trouble. Sizes are bytes; `size_before` and `size_after`
    of the warehouse are the same where it was not compacted.
    """

    run_id: str
    files_retired: int = 0
    bytes_retired: int = 0
    documents_retired: int = 0
    size_before: int = 0
    size_after: int = 0
    documents_checked: int = 0
    files_checked: int = 0
    flow_runs_deleted: int = 0
    troubles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(slots=True)
class _Done:
    """What the steps did so far; each fills its own."""

    gone: Gone = field(default_factory=Gone)
    checked: Checked = field(default_factory=Checked)
    sizes: tuple[int, int] = (0, 0)
    flow_runs: int = 0
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def maintain(
    settings: Settings,
    call: Call,
    *,
    compact: bool = True,
    retention: bool = True,
    check: Check = "sample",
    always: bool = False,
) -> MaintainSummary:
    """Retention, the check of the archive, compaction (where it pays; `always`: in any case), publishing.

    Old flow runs go from the Prefect server, too, where one is named. Raises LockedError, WarehouseError,
    RunFailedError.
    """
    catalogue, done = load_outlets(settings.outlets), _Done()

    def work(job: Job) -> Iterator[Callable[[], object]]:
        yield partial(mend, job, catalogue.outlets)
        if retention:
            yield partial(_retire, job, done)
        yield partial(_check, job, done, check)
        yield partial(_compact, job, done, worth=0 if always else WORTH_IT if compact else None)

    scope = Scope(catalogue=catalogue, outlets=catalogue.outlets, faults=catalogue.faults)
    summary = in_session(settings, call, scope, work, opens_itself=True)
    if os.environ.get("PREFECT_API_URL"):
        _forget_flow_runs(settings, done)
    return _summary(summary.run_id, summary.seconds, done)


def _retire(job: Job, done: _Done) -> None:
    done.gone = retaining.retire(job)
    job.tally.counts.update(files_retired=done.gone.files, documents_retired=done.gone.documents)
    if done.gone.waiting:
        done.notes.append(f"{done.gone.waiting} files of the archive are due and stay until every page in them is read")


def _check(job: Job, done: _Done, how: Check) -> None:
    done.checked = archive_check.check_archive(job, how)
    job.tally.counts.update(documents_checked=done.checked.documents, troubles=len(done.checked.troubles))
    done.troubles += done.checked.troubles
    done.notes += done.checked.notes


def _compact(job: Job, done: _Done, *, worth: float | None) -> None:
    """Writes the warehouse anew where at least the share `worth` of it is empty; `None`: never."""
    path = job.settings.warehouse
    compacting.clear_away(path)
    with connect(path) as db:
        space = compacting.space(db)
    before = path.stat().st_size
    if worth is not None and space.is_worth_it(worth):
        job.progress.say(f"Writing the warehouse anew: {space.free / max(1, space.total):.0%} of its file is empty.")
        try:
            compacting.rewrite(path)
        except WarehouseError as problem:
            done.troubles.append(str(problem))
    done.sizes = before, path.stat().st_size
    job.tally.counts["compacted"] = int(done.sizes[0] != done.sizes[1])


def _forget_flow_runs(settings: Settings, done: _Done) -> None:
    """After the lock is let go of: a server that is slow holds nobody up."""
    from flows import prefect_history  # Prefect takes two seconds to import

    found = prefect_history.forget_old(settings.clock(), settings.prefect_days)
    done.flow_runs = found.deleted
    done.troubles += [found.trouble] if found.trouble else []


def _summary(run_id: str, seconds: float, done: _Done) -> MaintainSummary:
    return MaintainSummary(
        run_id=run_id,
        files_retired=done.gone.files,
        bytes_retired=done.gone.bytes,
        documents_retired=done.gone.documents,
        size_before=done.sizes[0],
        size_after=done.sizes[1],
        documents_checked=done.checked.documents,
        files_checked=done.checked.files,
        flow_runs_deleted=done.flow_runs,
        troubles=tuple(done.troubles),
        notes=tuple(done.notes),
        seconds=seconds,
    )
