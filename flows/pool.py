"""What a Prefect server needs for kabar's flows: the work pool, its queue, and what marks runs whose heart stopped.

`python -m flows.pool` does it for the server that PREFECT_API_URL names; `kabar up` runs just that for its own.
"""

import sys
from datetime import timedelta

from prefect.automations import AutomationCore
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.workers.process import ProcessWorker

POOL = "kabar"
BY_HAND = "by-hand"  # backfills and rebuilds: one at a time, and never in the way of what comes by the clock
SILENT = timedelta(seconds=100)  # three heartbeats of 30 s that did not come
_ENDS = ("Completed", "Failed", "Cancelled", "Crashed")


def make() -> None:
    """Makes the pool, its queue with a limit of one, and the automation. A pool and a queue that are there stay."""
    with get_client(sync_client=True) as client:
        _make_pool(client)
        _make_queue(client)
    _make_automation()


def _make_pool(client: SyncPrefectClient) -> None:
    pool = WorkPoolCreate(
        name=POOL,
        type=ProcessWorker.type,
        description="kabar's flows, each a process on the worker's machine.",
        base_job_template=ProcessWorker.get_default_base_job_template(),
    )
    try:
        client.create_work_pool(pool)
    except ObjectAlreadyExists:
        return


def _make_queue(client: SyncPrefectClient) -> None:
    try:
        client.read_work_queue_by_name(BY_HAND, work_pool_name=POOL)
    except ObjectNotFound:
        client.create_work_queue(
            BY_HAND, work_pool_name=POOL, concurrency_limit=1, description="One after the other: backfills, rebuilds."
        )


def _make_automation() -> None:
    """A flow run whose worker died with it stays Running on the server: nobody is left to say that it ended."""
    name = "kabar: runs whose heart stopped are crashed"
    wanted = AutomationCore(
        name=name,
        description="A flow run that has not been heard of for three heartbeats died with its worker.",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *(f"prefect.flow-run.{end}" for end in _ENDS)},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=ResourceSpecification(
                {"prefect.resource.id": ["prefect.tag.kabar"], "prefect.resource.role": ["tag"]}
            ),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENT,
        ),
        actions=[
            ChangeFlowRunState(
                name=None,
                state=StateType.CRASHED,
                force=False,  # a heartbeat may be heard after the end of a run of a second: what has ended stays so
                message="Not heard of any more: it died with its worker. The next run takes up what it had done.",
            )
        ],
    )
    with get_client(sync_client=True) as client:
        if there := client.read_automations_by_name(name):
            client.update_automation(there[0].id, wanted)
        else:
            client.create_automation(wanted)


if __name__ == "__main__":
    make()
    sys.stdout.write(f"work pool {POOL}, queue {BY_HAND}, automation: there\n")
