"""Walking an outlet's routes for some past days within a run that is open: some requests now, the rest another time."""

from flows.backfill_plan import BackfillRequest
from flows.backfill_state import State
from flows.backfill_steps import Task, planned
from flows.job import Job
from flows.slices import open_ledger, walk_slice
from sources.http import Web
from sources.types import Days, Outlet


def walk(job: Job, web: Web, outlet: Outlet, days: Days, most_steps: int) -> int:
    """Walks the outlet's declared routes for these UTC days; returns how many steps it took, at most `most_steps`.

    What is left goes on from there the next time. Days that are known whole are not asked for, nor is the Wayback
    Machine. Raises ArchiveError alone.
    """
    request = BackfillRequest(first=days.first, last=days.last, outlet_ids=(outlet.outlet_id,), last_resort=False)
    task = Task(request=request, outlets=(outlet,), state=State())
    steps = 0
    job.progress.begin("walk", most_steps)
    while plan := planned(task, job):
        with open_ledger(job) as ledger:
            for one in plan:
                if task.state.is_dead(one):
                    continue
                progress = walk_slice(job, web, ledger, outlet, one, most_steps=most_steps - steps)
                steps += progress.steps
                task.state.walked(progress)
                if progress.end is None:
                    return steps
    return steps
