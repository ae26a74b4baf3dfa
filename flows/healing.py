"""Flow runs that died with their worker: on the server they would be Running for ever, until a later run sees it.

A flow that died alone is marked by its worker within a second. Where both died nobody is left to say so. The next run
finds the row of one that never ended (it holds the lock that the other held, so the other is dead), and misses the row
of one that died before it had any.
"""

import logging
import os
import signal
from datetime import UTC, datetime, timedelta
from typing import NoReturn
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.states import Crashed

from warehouse.runs import FlowRuns

log = logging.getLogger("flows")

# A flow waits ten minutes for the lock at the most before it is on record, or gives up.
NEVER_BEGUN = timedelta(minutes=20)
_UNENDED = FlowRunFilterState(
    type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING])
)
STOPPED = "Stopped with its worker. Nothing is lost: the next run goes on from here."
CUT = "Cut down with its worker. Nothing is lost: a later run took up what it had done."


def heal(on_record: FlowRuns, never_begun: timedelta = NEVER_BEGUN) -> None:
    """Marks as crashed on the server what is dead and has not ended there: what was cut down, and what is not on record
    and `never_begun` old.

    A server that cannot be asked just now is asked by the next run: that is no reason for this one to fail.
    """
    try:
        with get_client(sync_client=True) as client:
            for run in (*_cut(client, on_record), *_never_begun(client, on_record, never_begun)):
                client.set_flow_run_state(run.id, Crashed(message=CUT))
                log.info("flow run %s had been cut down: marked as crashed", run.name)
    except Exception as problem:  # noqa: BLE001 - whatever the server's client raises
        log.warning("flow runs that were cut down could not be marked on the server: %s", problem)


def _cut(client: SyncPrefectClient, on_record: FlowRuns) -> list[FlowRun]:
    if not on_record.cut:
        return []
    wanted = FlowRunFilter(id=FlowRunFilterId(any_=[UUID(one) for one in on_record.cut]), state=_UNENDED)
    return client.read_flow_runs(flow_run_filter=wanted)


def _never_begun(client: SyncPrefectClient, on_record: FlowRuns, age: timedelta) -> list[FlowRun]:
    """Flow runs of kabar that should have been on record long ago and are not: they died before they had the lock."""
    wanted = FlowRunFilter(state=_UNENDED, tags=FlowRunFilterTags(all_=["kabar"]))
    known = {*on_record.known, str(flow_run.id)}
    found = client.read_flow_runs(flow_run_filter=wanted)
    return [run for run in found if str(run.id) not in known and _is_old(run.state, age)]


def _is_old(state: State | None, age: timedelta) -> bool:
    """Whether it has been in its state for so long."""
    return state is not None and state.timestamp < datetime.now(UTC) - age


def end_here() -> NoReturn:
    """Says on the server that this flow run was stopped, and ends the process.

    At once: left to itself it would wait for threads that wait for their turn at a host, longer than those who stop it
    do, and then be killed without a word. A run that was cancelled by a person is left to its worker to mark.
    """
    try:
        with get_client(sync_client=True) as client:
            run = client.read_flow_run(UUID(str(flow_run.id)))
            if run.state and run.state.is_running():
                client.set_flow_run_state(run.id, Crashed(message=STOPPED))
        APILogWorker.drain_all(timeout=5)
    except Exception as problem:  # noqa: BLE001 - whatever the server's client raises; the process ends all the same
        log.warning("that this run was stopped could not be said on the server: %s", problem)
    os._exit(128 + signal.SIGTERM)


def _heal(flow_run_ids: tuple[str, ...]) -> None:
    wanted = FlowRunFilter(id=FlowRunFilterId(any_=[UUID(one) for one in flow_run_ids]))
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=wanted):
            if run.state and not run.state.is_final():
                client.set_flow_run_state(run.id, Crashed(message=CUT))
                log.info("flow run %s had been cut down: marked as crashed", run.name)
