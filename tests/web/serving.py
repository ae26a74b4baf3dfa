"""`kabar up` under test: started, asked over HTTP as its page asks, stopped with nothing left of it.

What is asked of it, and what is done to it, is the business of the proofs.
"""

import json
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

from tests.web.kabar import Kabar
from tests.web.outlets import HEALTHY

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
    command = (sys.executable, "-c", "from flows.sql import main; main()", "up", "--port", str(port))
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
