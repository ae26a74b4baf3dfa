"""Runs of a schedule that are late: after an outage they pile up, and one run does all that is due.

It says so on the server for the others: they end without a process of their own, and the list of runs shows why.
"""

import logging
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import FlowRun
from prefect.runtime import deployment, flow_run
from prefect.states import Completed

log = logging.getLogger("flows")


def skip_late() -> int:
    """Ends the late runs of this flow's deployment that its schedule made; how many those were.

    Only a run that the schedule made itself does: one that a person started may be for one outlet. A server that cannot
    be asked just now runs them, and they find nothing to do.
    """
    try:
        with get_client(sync_client=True) as client:
            if not client.read_flow_run(UUID(str(flow_run.id))).auto_scheduled:
                return 0
            late = _late(client)
            for run in late:
                why = f"Nothing to do: {flow_run.name} catches up with all that was due"
                client.set_flow_run_state(run.id, Completed(name="Skipped", message=why))
    except Exception as problem:  # noqa: BLE001 - whatever the server's client raises
        log.warning("late runs could not be ended on the server: %s", problem)
        return 0
    if late:
        log.info("%d late runs of this schedule have nothing left to do", len(late))
    return len(late)


def _late(client: SyncPrefectClient) -> list[FlowRun]:
    found = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(name=FlowRunFilterStateName(any_=["Late"]))),
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[UUID(str(deployment.id))])),
    )
    return [run for run in found if run.auto_scheduled]
