"""The flow on a real Prefect server, in this process, against the simulated web. Its start takes some 15 s, once."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import State
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ParameterTypeError
from prefect.states import Completed, Pending, Running

from flows.backfill import backfill
from flows.errors import LockedError, MisuseError
from flows.healing import NEVER_BEGUN, heal
from flows.lock import writing
from flows.poll import poll
from flows.rebuild import rebuild
from flows.recheck import recheck
from flows.settings import SettingsError
from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.outlets import HEALTHY
from tests.web.publishers import Web
from warehouse.connection import connect
from warehouse.runs import FlowRuns

SINCE = "2025-06-11T12:00:00+00:00"


@pytest.fixture(scope="module")
def prefect_server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness  # the whole server: 2 s in each process of the tests

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        with prefect_test_harness(server_startup_timeout=90):
            yield


@pytest.fixture
def served(prefect_server: None, kabar: Kabar, monkeypatch: pytest.MonkeyPatch) -> Kabar:
    """An installation whose settings are this process's own, as a worker's would be."""
    for name, value in kabar.environment(NO_PROXY="127.0.0.1,localhost").items():
        if name.startswith(("KABAR_", "NO_PROXY", "HTTP_PROXY")):
            monkeypatch.setenv(name, value)
    return kabar


@pytest.fixture
def served_again(served: Kabar, first_home: Path) -> Kabar:
    """The same, after a run."""
    shutil.copytree(first_home, served.home)
    return served


def test_the_flow_does_what_the_command_does_and_the_second_time_nothing(
    served: Kabar, web: Web, first_home: Path
) -> None:
    first = poll(outlets=list(HEALTHY), return_state=True)
    assert dict(first.result().counts)["articles"] == 9
    assert rows.content(served.home) == rows.content(first_home)
    web.clear()
    before = rows.counts(served.home)
    second = poll(outlets=list(HEALTHY), return_state=True)
    assert web.requests() == []
    assert rows.counts(served.home) == before | {"runs": before["runs"] + 1}
    assert "9 articles read" in str(first.message)
    assert str(second.message).startswith("Nothing was due, in ")
    assert [kind for kind, _ in _artifacts(first)] == ["kabar-outlets", "kabar-poll"]
    assert "startup" in dict(_artifacts(first))["kabar-poll"]
    assert _artifacts(second) == []
    ids = {flow_run_id for (flow_run_id,) in rows.published(served.home, "select flow_run_id from runs")}
    assert ids == {str(state.state_details.flow_run_id) for state in (first, second)}


def test_one_broken_outlet_keeps_no_other_task_from_its_work(served: Kabar, web: Web) -> None:
    web.down.add("kabarkini.test")
    state = poll(outlets=list(HEALTHY), return_state=True)
    assert state.is_completed()
    found = rows.published(served.home, "select outlet_id, count(*) from articles group by all order by all")
    assert found == [("startup-ledger", 3), ("warta-nusa", 3)]


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"limit": "many"}, {"outlets": 3}, {"force": "perhaps"}], ids=str)
def test_parameters_that_mean_nothing_are_refused(served: Kabar, wrong: dict[str, object]) -> None:
    with pytest.raises(ParameterTypeError):
        poll(**wrong)
    assert not served.home.exists()


def _artifacts(state: State) -> list[tuple[str, str]]:
    wanted = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=wanted)
    return sorted((str(artifact.key), str(artifact.data)) for artifact in found)


def test_a_recheck_looks_again_at_what_is_due_and_polls_nothing(
    served_again: Kabar, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.clock.move(hours=30)
    monkeypatch.setenv("KABAR_NOW", web.clock.now.isoformat())
    state = recheck(outlets=list(HEALTHY), a_host=2, return_state=True)
    asked = [url for url in web.requests() if not url.endswith("robots.txt")]
    assert dict(state.result().counts)["checked"] == len(asked) == 6
    assert not any("feed" in url or "rss" in url or "sitemap" in url for url in asked)


@pytest.fixture
def deployed(served: Kabar, monkeypatch: pytest.MonkeyPatch) -> Kabar:
    """The same, with flows that think they were deployed."""
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "11111111-1111-1111-1111-111111111111")
    return served


def test_a_deployed_poll_does_not_wait_for_another(deployed: Kabar, web: Web) -> None:
    with writing(deployed.home, "run", SINCE, 0):
        began = time.monotonic()
        state = poll(outlets=list(HEALTHY), return_state=True)
        assert time.monotonic() - began < 10
    assert (state.name, state.is_completed()) == ("Skipped", True)
    assert "`kabar run` is at work" in str(state.message)
    assert web.requests() == []


def test_what_people_asked_for_is_done_or_fails(served: Kabar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KABAR_LOCK_WAIT", "0.2")
    with writing(served.home, "run", SINCE, 0), pytest.raises(LockedError):
        rebuild()


def test_a_deployed_flow_refuses_a_home_that_its_worker_would_remove(
    deployed: Kabar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KABAR_HOME", "data")
    with pytest.raises(SettingsError, match="absolute"):
        poll(outlets=list(HEALTHY))


def test_days_in_the_wrong_order_are_refused_in_one_sentence(served: Kabar) -> None:
    state = backfill(from_day=date(2025, 6, 9), to_day=date(2025, 6, 8), return_state=True)
    assert state.is_failed()
    assert "2025-06-08 is before" in str(state.message)
    with pytest.raises(MisuseError):
        state.result()


@flow
def nothing() -> None:
    """A flow to make runs of."""


def test_what_was_cut_down_is_crashed_on_the_server_and_what_has_ended_keeps_its_end(prefect_server: None) -> None:
    with get_client(sync_client=True) as client:
        dead, done, alive = (client.create_flow_run(nothing, state=Running()) for _ in range(3))
        client.set_flow_run_state(done.id, Completed())
        cut = (str(dead.id), str(done.id))
        for _ in range(2):  # the second time nothing more happens
            heal(FlowRuns(cut=cut, known=(*cut, str(alive.id))))
        states = [client.read_flow_run(run.id).state for run in (dead, done, alive)]
    assert [state.type.value for state in states if state] == ["CRASHED", "COMPLETED", "RUNNING"]
    assert "took up" in str(states[0].message)  # type: ignore[union-attr]


def test_what_died_before_it_was_on_record_is_marked_when_it_is_old(prefect_server: None) -> None:
    with get_client(sync_client=True) as client:

        def run(state: State, *tags: str) -> UUID:
            return client.create_flow_run(nothing, state=state, tags=tags).id

        stuck, old, known = run(Pending(), "kabar"), run(Running(), "kabar"), run(Running(), "kabar")
        runs = (stuck, old, known, run(Running()))  # the last is somebody else's

        def types(age: timedelta) -> list[str]:
            heal(FlowRuns(cut=(), known=(str(known),)), age)
            return [client.read_flow_run(one).state.type.value for one in runs]  # type: ignore[union-attr]

        assert types(NEVER_BEGUN) == ["PENDING", "RUNNING", "RUNNING", "RUNNING"]
        assert types(timedelta(0)) == ["CRASHED", "CRASHED", "RUNNING", "RUNNING"]


def test_a_poll_marks_what_died_before_it(served_again: Kabar) -> None:
    with get_client(sync_client=True) as client:
        dead = client.create_flow_run(nothing, state=Running())
        cut = f"update store.runs set outcome = 'running', flow_run_id = '{dead.id}' returning 1"
        assert rows.store(served_again.home, cut) == [(1,)]
        poll(outlets=list(HEALTHY))
        state = client.read_flow_run(dead.id).state
    assert state
    assert state.is_crashed()


def _events(event: str) -> list[dict[str, Any]]:
    with get_client(sync_client=True) as client:
        return list(
            client._client.post("/events/filter", json={"filter": {"event": {"name": [event]}}}).json()["events"]
        )


def _until(seconds: float, so: Callable[[], Any]) -> Any:
    """What `so` gives once it gives something; events reach the server when they do."""
    until = time.monotonic() + seconds
    while not (found := so()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def test_what_is_unusual_is_an_event_on_the_server_once_and_sets_off_what_waits_for_it(
    served_again: Kabar, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    automation = yaml.safe_load(files("flows").joinpath("automations/spike.yaml").read_text("utf-8"))
    assert automation["trigger"]["expect"] == ["kabar.entity.spike"]
    automation["trigger"] |= {"expect": ["kabar.feed.gap"], "match": {"prefect.resource.id": "kabar.feed.*"}}
    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(client.create_flow_from_name("report"), name="waits")
        automation["actions"][0]["deployment_id"] = str(deployment)
        client.create_automation(AutomationCore.model_validate(automation))
    with connect(served_again.home / "warehouse.duckdb") as db:
        db.execute(
            "insert into store.gaps by name select uuid() as gap_id, 'https://elsewhere.test/rss' as feed_url, "
            "'elsewhere' as outlet_id, ?::timestamptz - interval 1 hour as missing_from, ?::timestamptz as "
            "missing_until, 'open' as status, 'no_overlap' as reason, ?::timestamptz as opened_at, 0 as tries",
            [web.clock.now] * 3,
        )
    for _ in range(2):
        web.clock.move(hours=20)
        monkeypatch.setenv("KABAR_NOW", web.clock.now.isoformat())
        state = poll(outlets=list(HEALTHY), return_state=True)
    assert _until(20, lambda: _events("kabar.feed.gap"))
    (event,) = _events("kabar.feed.gap")
    assert event["resource"]["prefect.resource.id"] == "kabar.feed.https://elsewhere.test/rss"
    assert (event["payload"]["reason"], len(str(event["payload"])) < 500) == ("no_overlap", True)
    roles = {one["prefect.resource.role"]: one["prefect.resource.id"] for one in event["related"]}
    assert roles["outlet"] == "kabar.outlet.elsewhere"
    assert roles["flow-run"] != str(state.state_details.flow_run_id)  # the first run's: the second has told nothing
    with get_client(sync_client=True) as client:
        wanted = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
        assert _until(20, lambda: client.read_flow_runs(deployment_filter=wanted))
