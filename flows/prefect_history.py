"""Keeping a Prefect server's database small: flow runs of ours that ended long ago, with their logs and artifacts.

A server does this by itself where it is started with PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED=events,flow_runs and
PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD=2592000 (seconds; Prefect 3.8), as `kabar up` starts it; there is
nothing left to do here then. Elsewhere, and on a server shared with others, this takes only what carries our tag.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterTags,
)

TAG = "kabar"  # of every deployment in prefect.yaml, and so of their runs
_PAGE = 50
_MOST = 5000  # in one upkeep: seven weeks of a run every 15 minutes; what is more is left for the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many flow runs were deleted, and what kept the rest, as a sentence."""

    deleted: int = 0
    trouble: str = ""


def forget_old(now: datetime, days: int) -> Forgotten:
    """Deletes our flow runs that ended more than `days` ago, on the server that PREFECT_API_URL names."""
    deleted = 0
    try:
        with get_client(sync_client=True) as client:
            while deleted < _MOST and (old := _old(client, now - timedelta(days=days))):
                _delete(client, old)
                deleted += len(old)
    except Exception as problem:  # noqa: BLE001 - whatever the server's client raises
        return Forgotten(deleted=deleted, trouble=f"old flow runs stay on the Prefect server: {problem}")
    return Forgotten(deleted=deleted)


def _old(client: SyncPrefectClient, before: datetime) -> list[UUID]:
    ended = FlowRunFilterEndTime.model_validate({"before_": before})
    wanted = FlowRunFilter(end_time=ended, tags=FlowRunFilterTags(all_=[TAG]))
    return [run.id for run in client.read_flow_runs(flow_run_filter=wanted, limit=_PAGE)]


def _delete(client: SyncPrefectClient, flow_run_ids: list[UUID]) -> None:
    """The server deletes task runs and logs with a flow run; its artifacts it would leave."""
    of_these = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=flow_run_ids))
    for artifact in client.read_artifacts(artifact_filter=of_these):
        client.delete_artifact(artifact.id)
    for flow_run_id in flow_run_ids:
        client.delete_flow_run(flow_run_id)
