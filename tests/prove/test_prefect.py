"""`kabar up` for real: a server, its schedules and a worker, against invented publishers; and what is done to them.

Everything goes through the server's own interface over HTTP, as its page does. Each start takes some 20 s.
"""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.desk import repeated
from tests.warehouse.laid import DAY
from tests.web import entities, rows
from tests.web.kabar import Kabar
from tests.web.outlets import HEALTHY
from tests.web.publishers import Web
from tests.web.serving import Up, children, free_port, serving, until
from warehouse.connection import connect

pytestmark = [pytest.mark.prove, pytest.mark.timeout(900)]


@pytest.fixture
def whole(kabar: Kabar) -> dict[str, rows.Rows]:
    """What an undisturbed run ends with."""
    other = Kabar(home=kabar.home.with_name("undisturbed"), outlets=kabar.outlets, web=kabar.web)
    other.run()
    return rows.content(other.home)


def _is_whole(kabar: Kabar, whole: dict[str, rows.Rows]) -> None:
    assert rows.content(kabar.home) == whole
    assert rows.twice(kabar.home) == {}


def test_it_serves_polls_by_the_clock_and_refuses_nonsense(kabar: Kabar, whole: dict[str, rows.Rows]) -> None:
    port = free_port()
    with serving(kabar, port) as up:
        names = sorted(one["name"] for one in up.ask("/api/deployments/filter", {}))
        assert names == ["backfill", "maintain", "poll", "rebuild", "recheck", "report"]
        assert up.ask("/ui-settings")["api_url"] == f"http://127.0.0.1:{port}/api"
        assert up.ask("/api/admin/settings")["server"]["analytics_enabled"] is False

        refused = up.ask(
            f"/api/deployments/{up.deployment('backfill')['id']}/create_flow_run",
            {"parameters": {"from_day": "yesterday", "to_day": "2025-06-11"}, "enforce_parameter_schema": True},
        )
        assert refused[0] == 409
        assert "from_day" in refused[1]
        backwards = up.start("backfill", from_day="2025-06-11", to_day="2025-06-10", outlets=["warta-nusa"])
        up.every(20)
        failed = up.ended(backwards)
        assert failed["type"] == "FAILED"
        assert "is before" in failed["message"]

        def polled() -> list[str]:
            query = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "sort": "END_TIME_DESC"}
            return [run["state"]["message"] for run in up.ask("/api/flow_runs/filter", query)]

        assert until(180, lambda: sum("Nothing was due" in said for said in polled()) >= 2), polled()
        assert sum("9 articles read" in said for said in polled()) == 1
    _is_whole(kabar, whole)


def test_what_is_killed_is_started_again_and_what_died_is_healed(
    kabar: Kabar, web: Web, whole: dict[str, rows.Rows]
) -> None:
    with serving(kabar, free_port()) as up:
        up.quiet()
        web.delay = 0.5
        web.clear()
        run = up.start("poll", outlets=list(HEALTHY))
        assert until(90, lambda: len(web.requests()) > 5)
        worker = up.child("worker")
        (flow,) = children(worker)
        os.kill(worker, signal.SIGKILL)
        os.kill(flow, signal.SIGKILL)
        assert until(60, lambda: up.words().count("The worker ended by itself") == 1)
        assert up.state(run)["type"] == "RUNNING"  # nobody is left to say otherwise
        web.delay = 0
        after = up.start("poll", outlets=list(HEALTHY))
        assert up.ended(after)["type"] == "COMPLETED"
        assert up.state(run)["type"] == "CRASHED"

        web.delay = 0.5
        cut = up.start("poll", outlets=list(HEALTHY), force=True)
        assert until(60, lambda: up.state(cut)["type"] == "RUNNING")
        os.kill(up.child("server"), signal.SIGKILL)
        assert until(120, lambda: "The server ended by itself" in up.words())
        web.delay = 0
        assert until(120, lambda: isinstance(up_or_none(up, cut), dict))
        assert up.ended(cut)["type"] == "COMPLETED"
    _is_whole(kabar, whole)


def up_or_none(up: Up, run_id: str) -> object:
    try:
        return up.state(run_id)
    except OSError:
        return None


def test_a_flow_in_flight_says_that_it_was_stopped_and_the_next_start_goes_on(
    kabar: Kabar, web: Web, whole: dict[str, rows.Rows]
) -> None:
    port = free_port()
    with serving(kabar, port) as up:
        up.quiet()
        web.delay = 0.5
        run = up.start("poll", outlets=list(HEALTHY))
        assert until(60, lambda: up.state(run)["type"] == "RUNNING")
    web.delay = 0
    with serving(kabar, port) as up:
        up.quiet()
        assert up.state(run)["type"] == "CRASHED"
        assert "Stopped with its worker" in up.state(run)["message"]
        assert up.ended(up.start("poll", outlets=list(HEALTHY)))["type"] == "COMPLETED"
    _is_whole(kabar, whole)


def test_late_runs_end_in_one_that_catches_up_and_many_that_need_no_process(
    kabar: Kabar, whole: dict[str, rows.Rows]
) -> None:
    with serving(kabar, free_port()) as up:
        up.quiet()
        worker = up.child("worker")
        os.kill(worker, signal.SIGSTOP)  # it is away, and the schedule goes on
        up.every(5)

        def runs(*names: str) -> list[dict[str, Any]]:
            query = {"flow_runs": {"state": {"name": {"any_": list(names)}}}, "limit": 200}
            return list(up.ask("/api/flow_runs/filter", query))

        assert until(180, lambda: len(runs("Late")) >= 12)
        up.quiet()
        late = [run["id"] for run in runs("Late")]
        os.kill(worker, signal.SIGCONT)
        said = [up.ended(run, within=300)["message"] for run in late]
        assert sum("9 articles read" in one for one in said) == 1, said
        assert sum("Nothing was due" in one or "Nothing to do" in one for one in said) == len(late) - 1, said
        assert sum("catches up with all that was due" in one for one in said) > len(late) // 3, said
    _is_whole(kabar, whole)


# Four articles of two owners name it on one day, after four weeks in which nobody did.
NIGHT = """\
[[entity]]
id = "night-shift"
name = "Night Shift"
type = "ORG"
aliases = ["Lintang Robotics", "Quillfish", "Bramblewick"]
"""


def test_a_spike_is_an_event_once_and_sets_off_the_automation_that_is_shipped(kabar: Kabar, tmp_path: Path) -> None:
    kabar.run()
    with connect(kabar.home / "warehouse.duckdb") as db:
        ((other,),) = db.execute("select article_id from store.articles where url like '%koperasi%'").fetchall()
        repeated(db, other, range(1, 29), DAY)
    watching = replace(kabar, entities=entities.declare(tmp_path / "entities", NIGHT))
    with serving(watching, free_port(), KABAR_WATCH="night-shift") as up:
        up.quiet()
        report = str(up.deployment("report")["id"])
        _automate(up, report, tmp_path / "spike.yaml")
        for _ in range(2):
            assert up.ended(up.start("poll", outlets=list(HEALTHY), force=True))["type"] == "COMPLETED"
        assert until(90, lambda: bool(_spikes(up)))
        (event,) = _spikes(up)
        assert event["resource"]["prefect.resource.id"] == "kabar.entity.night-shift"
        assert event["payload"] == {
            "day": "2025-06-11", "articles": 5, "owners": 3, "usual": 0.02, "compared_days": 28,
        }  # fmt: skip
        runs = {"deployments": {"id": {"any_": [report]}}}
        assert until(90, lambda: bool(up.ask("/api/flow_runs/filter", runs)))
        (run,) = up.ask("/api/flow_runs/filter", runs)
        assert up.ended(run["id"])["type"] == "COMPLETED"
        assert "Night Shift" in (kabar.home / "report.html").read_text("utf-8")
        assert len(_spikes(up)) == len(up.ask("/api/flow_runs/filter", runs)) == 1


def _automate(up: Up, deployment: str, where: Path) -> None:
    """The shipped automation, made as people make it."""
    shipped = files("flows").joinpath("automations/spike.yaml").read_text("utf-8")
    where.write_text(shipped.replace("DEPLOYMENT", deployment), "utf-8")
    environment = {"PATH": os.environ["PATH"], "PREFECT_HOME": str(where.with_name("people")),
                   "PREFECT_API_URL": f"http://127.0.0.1:{up.port}/api"}  # fmt: skip
    command = (sys.executable, "-m", "prefect", "automation", "create", "--from-file", str(where))
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr


def _spikes(up: Up) -> list[dict[str, Any]]:
    return list(up.ask("/api/events/filter", {"filter": {"event": {"name": ["kabar.entity.spike"]}}})["events"])
