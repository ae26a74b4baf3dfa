"""What leaves a real Prefect server: flow runs of ours that ended long ago, and what hangs on them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from prefect import flow, tags, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.testing.utilities import prefect_test_harness

from flows.prefect_history import TAG, forget_old

pytestmark = [pytest.mark.prove, pytest.mark.timeout(300)]


@pytest.fixture
def _server() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        with prefect_test_harness(server_startup_timeout=90):
            yield


@task
def _piece() -> None:
    create_markdown_artifact("kabar", key="kabar-test")


@flow
def _work() -> None:
    _piece()


@pytest.mark.usefixtures("_server")
def test_only_what_is_ours_and_ended_long_ago_goes() -> None:
    now = datetime.now(UTC)
    with tags(TAG):
        for _ in range(3):
            _work()
    _work()
    assert forget_old(now, 30).deleted == 0
    later = forget_old(now + timedelta(days=31), 30)
    assert (later.deleted, later.trouble) == (3, "")
    with get_client(sync_client=True) as client:
        [left] = client.read_flow_runs()
        assert left.tags == []
        assert {artifact.flow_run_id for artifact in client.read_artifacts()} == {left.id}
        assert {run.flow_run_id for run in client.read_task_runs()} == {left.id}


def test_a_server_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):  # the environment was read long ago
        assert forget_old(datetime.now(UTC), 30).trouble.startswith("old flow runs stay on the Prefect server: ")
