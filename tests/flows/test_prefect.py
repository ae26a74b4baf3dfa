"""The flow on a real Prefect server, in this process, against the simulated web. Its start takes some 15 s, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.exceptions import ParameterTypeError
from prefect.testing.utilities import prefect_test_harness

from flows.poll import poll
from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.outlets import HEALTHY
from tests.web.publishers import Web


@pytest.fixture(scope="module")
def prefect_server() -> Iterator[None]:
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
