"""`kabar up`: a Prefect server on this machine, the work pool, the deployments and a worker, in one command.

Server and worker are programs of their own, started again where they end by themselves, and stopped with this one:
the worker first, so that a flow in flight can still say how it ended. Nothing here contacts anything but this machine.
"""

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
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from flows.children import Child
from flows.errors import RunFailedError
from flows.lock import alone
from flows.settings import Settings, as_environment

POOL = "kabar"
FLOWS_AT_ONCE = 6  # each is a process of some 200 MB; a backfill leaves room for polls
HEALTHY_WITHIN = 240.0  # seconds; a first start makes the server's database, 20 s on two free cores
FLOW_GRACE = 30.0  # seconds that a flow has to say that it was stopped; a worker that is stopped kills its flows
WORKER_GRACE = 20.0
SERVER_GRACE = 20.0
ENDS_ALLOWED = 5  # within ENDS_SPAN seconds; a program that ends more often is not started again
ENDS_SPAN = 600.0
PREFECT_FILE = "prefect.yaml"


@dataclass(slots=True)
class Stop:
    """Whether this program was asked to stop; set by Ctrl-C or SIGTERM."""

    asked: bool = False

    def ask(self, number: int, frame: FrameType | None) -> None:
        """A signal's handler."""
        del number, frame
        self.asked = True

    def sleep(self, seconds: float) -> None:
        """Waits, not longer than until it is asked."""
        end = time.monotonic() + seconds
        while not self.asked and time.monotonic() < end:
            time.sleep(0.1)


@dataclass(slots=True, kw_only=True)
class Restarts:
    """Programs that ended by themselves, and whether that is often enough to give up."""

    at: list[float] = field(default_factory=list)

    def too_many(self, now: float) -> bool:
        """Counts one more."""
        self.at = [then for then in self.at if now - then < ENDS_SPAN] + [now]
        return len(self.at) > ENDS_ALLOWED


def up(settings: Settings, port: int, say: Callable[[str], None]) -> None:
    """Serves until it is asked to stop; returns when all it started has ended.

    Raises RunFailedError for a port in use, a second `kabar up` on this home, and a program that does not come up.
    """
    home = Path(os.environ.get("PREFECT_HOME") or settings.home / "prefect").expanduser().absolute()
    with _signals() as stop, alone(home, "up", f"`kabar up` is at work on {home} already"):
        _refuse_taken(port)
        environment = surroundings(settings, home, port)
        server = Child(name="server", command=_prefect("server", "start"), environment=environment, folder=home)
        start_worker = _prefect("worker", "start", "--pool", POOL, "--type", "process", "--name", "kabar-up")
        worker = Child(
            name="worker", command=(*start_worker, "--limit", str(FLOWS_AT_ONCE)), environment=environment, folder=home
        )
        say(f"Starting a Prefect server; its home is {home}, its words and the worker's are in {home}/*.log")
        try:
            _serve(server, worker, port, stop, say)
        finally:
            _stop_all(server, worker, say)


def _serve(server: Child, worker: Child, port: int, stop: Stop, say: Callable[[str], None]) -> None:
    server.start()
    _await_health(server, port, stop)
    for what, command in (("The work pool", (sys.executable, "-m", "flows.pool")), ("The deployments", _deploy())):
        if not stop.asked:
            _do(what, command, server)
    if stop.asked:
        return
    worker.start()
    say(f"Serving at http://127.0.0.1:{port}: every 15 minutes what is due is polled. Stop with Ctrl-C.")
    _watch(server, worker, port, stop, say)


def _watch(server: Child, worker: Child, port: int, stop: Stop, say: Callable[[str], None]) -> None:
    """Until asked to stop: what ends by itself is started again."""
    restarts = Restarts()
    while not stop.asked:
        stop.sleep(0.5)
        for child in (server, worker):
            if stop.asked or not child.has_ended():
                continue
            if restarts.too_many(time.monotonic()):
                raise RunFailedError(f"the {child.name} ended again and again; its last words:\n{child.last_words()}")
            say(f"The {child.name} ended by itself: starting it again")
            child.start()
            if child is server:
                _await_health(server, port, stop)


def _stop_all(server: Child, worker: Child, say: Callable[[str], None]) -> None:
    if worker.process and not worker.has_ended():
        say("Stopping: flows first, then the worker, then the server")
        if not worker.stop_its_own(FLOW_GRACE):
            say(f"A flow did not stop within {FLOW_GRACE:g} s; the next run takes up what it had done")
    worker.stop(WORKER_GRACE)
    server.stop(SERVER_GRACE)


@contextmanager
def _signals() -> Iterator[Stop]:
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just let go of is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            raise RunFailedError(
                f"port {port} cannot be had ({problem.strerror}): stop what uses it, or choose another with --port"
            ) from problem


def surroundings(settings: Settings, home: Path, port: int) -> dict[str, str]:
    """The environment of server and worker: settings as they are here, wherever a flow runs, and nobody else told."""
    ours = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),  # with --port alone the page calls port 4200
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",  # the newer page asks a service outside for its settings
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(settings.prefect_days * 86_400),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",  # heartbeats, state changes; the default
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **as_environment(settings), **ours, **_not_by_proxy()}


def _not_by_proxy() -> dict[str, str]:
    """A proxy of the user's is for the web, not for this machine."""
    spared = os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or ""
    every = ",".join(part for part in (spared, "127.0.0.1", "localhost") if part)
    return {"NO_PROXY": every, "no_proxy": every}


def _prefect(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "prefect", *arguments)


def _deploy() -> tuple[str, ...]:
    """Makes the deployments of the file that is installed with the packages, or stands beside them in the project."""
    here = Path(__file__).parent
    file = next((one for one in (here / PREFECT_FILE, here.parent / PREFECT_FILE) if one.exists()), None)
    if file is None:
        raise RunFailedError(f"{PREFECT_FILE} is neither in {here} nor in {here.parent}: install kabar anew")
    return _prefect("--no-prompt", "deploy", "--all", "--prefect-file", str(file))


def _do(what: str, command: tuple[str, ...], server: Child) -> None:
    done = subprocess.run(  # noqa: S603 - our own programs
        command, env=server.environment, cwd=server.folder, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    if done.returncode:
        raise RunFailedError(f"{what} could not be made:\n{(done.stdout + done.stderr)[-3000:]}")


def _await_health(server: Child, port: int, stop: Stop) -> None:
    """Returns when the server answers, or when asked to stop. Raises RunFailedError where it does not come up."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + HEALTHY_WITHIN
    while not stop.asked:
        try:
            with opener.open(f"http://127.0.0.1:{port}/api/health", timeout=5):
                return
        except (OSError, urllib.error.URLError):
            if server.has_ended() or time.monotonic() > end:
                raise RunFailedError(f"the server did not come up; its last words:\n{server.last_words()}") from None
        stop.sleep(0.5)
