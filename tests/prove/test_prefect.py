"""`kabar up` for real: a server, its schedules and a worker, against invented publishers; and what is done to them.

Everything goes through the server's own interface over HTTP, as its page does. Each start takes some 20 s.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.web import rows
from tests.web.kabar import Kabar
from tests.web.outlets import HEALTHY
from tests.web.publishers import Web

pytestmark = [pytest.mark.prove, pytest.mark.timeout(900)]
ENDS = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Up:
    """A running `kabar up`."""

    process: "subprocess.Popen[bytes]"
    port: int
    said: Path

    def ask(self, path: str, body: object = None, method: str = "POST") -> Any:
        """What the server answers; a refusal is its status and words."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"}, method="GET" if body is None else method,
        )  # fmt: skip
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        return json.loads(text) if text else None

    def deployment(self, name: str) -> dict[str, Any]:
        """A deployment."""
        return next(one for one in self.ask("/api/deployments/filter", {}) if one["name"] == name)

    def start(self, name: str, **parameters: object) -> str:
        """Asks for a run as the server's form does; its id."""
        body = {"parameters": parameters, "enforce_parameter_schema": True}
        made = self.ask(f"/api/deployments/{self.deployment(name)['id']}/create_flow_run", body)
        assert isinstance(made, dict), made
        return str(made["id"])

    def state(self, run_id: str) -> dict[str, Any]:
        """The state of a run."""
        return dict(self.ask(f"/api/flow_runs/{run_id}")["state"])

    def ended(self, run_id: str, within: float = 180) -> dict[str, Any]:
        """The state that a run ends in."""
        assert until(within, lambda: self.state(run_id)["type"] in ENDS), (self.state(run_id), self.words())
        return self.state(run_id)

    def every(self, seconds: float) -> None:
        """Polls the invented publishers so often."""
        poll = self.deployment("poll")
        self.ask(f"/api/deployments/{poll['id']}", {"parameters": {"outlets": list(HEALTHY)}}, "PATCH")
        path = f"/api/deployments/{poll['id']}/schedules/{poll['schedules'][0]['id']}"
        self.ask(path, {"active": True, "schedule": {"interval": seconds}}, "PATCH")

    def quiet(self) -> None:
        """No schedules: only what the test asks for."""
        for one in self.ask("/api/deployments/filter", {}):
            for schedule in one["schedules"]:
                self.ask(f"/api/deployments/{one['id']}/schedules/{schedule['id']}", {"active": False}, "PATCH")

    def child(self, name: str) -> int:
        """The process of the server or the worker."""
        for pid in children(self.process.pid):
            if f"prefect {name} start" in command_of(pid):
                return pid
        raise AssertionError(f"no {name}: {self.words()}")

    def words(self) -> str:
        """What it said."""
        return self.said.read_text()


def until(seconds: float, is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.3)
    return True


def children(parent: int) -> list[int]:
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = file.read_text()
        except OSError:
            continue
        if int(text[text.rindex(")") + 1 :].split()[1]) == parent:
            found.append(int(file.parent.name))
    return found


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(kabar: Kabar, port: int, **more: str) -> Iterator[Up]:
    """`kabar up`, ready; stopped as by Ctrl-C, with nothing left of it."""
    said = kabar.home.with_name(f"{kabar.home.name}-said")
    command = (sys.executable, "-c", "from flows.cli import main; main()", "up", "--port", str(port))
    with said.open("ab") as out:
        began = out.tell()
        process = subprocess.Popen(
            command, env=kabar.environment(**more), cwd=kabar.outlets, stdout=out, stderr=out, start_new_session=True
        )
    up = Up(process=process, port=port, said=said)
    try:
        ready = until(240, lambda: "Serving at" in up.words()[began:] or process.poll() is not None)
        assert ready, up.words()
        assert process.poll() is None, up.words()
        mine = [process.pid, *children(process.pid)]
        yield up
        process.send_signal(signal.SIGINT)
        assert process.wait(90) == 0, up.words()
        assert up.words().rstrip().endswith("Stopped.")
        assert not [pid for pid in mine if command_of(pid)]
    finally:
        if process.poll() is None:
            process.kill()


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
