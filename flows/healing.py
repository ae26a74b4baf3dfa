"""Flow runs that died with their worker: on the server they would be Running for ever; their rows here say `cut`.

A flow that died alone is marked by its worker within a second. Where both died nobody is left to say so, until the
next run finds the row of a run that never ended (it holds the lock that the other held, so the other is dead).
"""

import logging
import os
import signal
from typing import NoReturn
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.states import Crashed

log = logging.getLogger("flows")

STOPPED = "Stopped with its worker. Nothing is lost: the next run goes on from here."
CUT = "Cut down with its worker. Nothing is lost: a later run took up what it had done."


def heal(flow_run_ids: tuple[str, ...]) -> None:
    """Marks these flow runs as crashed on the server, those that have not ended there.

    A server that cannot be asked just now is asked by the next run: that is no reason for this one to fail.
    """
    if not flow_run_ids:
        return
    try:
        _heal(flow_run_ids)
    except Exception as problem:  # noqa: BLE001 - whatever the server's client raises
        log.warning("flow runs that were cut down could not be marked on the server: %s", problem)


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
