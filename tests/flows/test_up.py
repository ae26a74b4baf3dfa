"""`kabar up` without its server: what it refuses, what its programs are given, and how programs are kept and stopped.

The whole of it, with a real server, is in tests/prove.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import up
from flows.children import LOG_BYTES, Child
from flows.errors import RunFailedError
from flows.lock import alone
from flows.settings import Settings, as_environment
from tests.web.kabar import Kabar

HERE = Path(__file__).parents[2]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] != "Z"
    except OSError:
        return False


# ------------------------------------------------------------------ what it refuses, what it gives


def test_a_port_in_use_is_refused_with_the_way_out(kabar: Kabar, taken: int) -> None:
    done = kabar.command("up", "--port", str(taken))
    assert done.returncode == 1
    assert f"port {taken} cannot be had" in done.stderr
    assert "--port" in done.stderr
    assert done.stdout == ""


def test_a_second_one_on_the_same_home_is_refused(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with alone(tmp_path / "prefect", "up", "taken"), pytest.raises(RunFailedError, match="at work on"):
        up.up(settings, 1, lambda said: None)


def test_the_page_the_server_and_the_worker_are_told_of_one_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet.test")
    given = up.surroundings(Settings(home=tmp_path), tmp_path / "prefect", 4321)
    assert given["PREFECT_SERVER_API_PORT"] == "4321"
    assert given["PREFECT_API_URL"] == "http://127.0.0.1:4321/api"
    assert given["NO_PROXY"] == given["no_proxy"] == "intranet.test,127.0.0.1,localhost"
    assert given["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert given["KABAR_HOME"] == str(tmp_path)


def test_settings_mean_the_same_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(
        home=Path("here"), outlets=(Path("a"), tmp_path / "b"), contact="me@contoh.test", watch=("x", "y"),
        host_gap=1.5, now=datetime(2025, 6, 11, 12, tzinfo=UTC), allow_private_hosts=True,
    )  # fmt: skip
    given = as_environment(settings)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    again = Settings.load()
    assert again.home == tmp_path / "here"
    assert again.outlets == (tmp_path / "a", tmp_path / "b")
    changed = {"home": settings.home, "outlets": settings.outlets}
    assert again.model_copy(update=changed) == settings


def test_what_ends_by_itself_too_often_is_given_up() -> None:
    restarts = up.Restarts()
    assert [restarts.too_many(float(n)) for n in range(6)] == [False] * 5 + [True]
    rare = up.Restarts()
    assert not any(rare.too_many(n * up.ENDS_SPAN) for n in range(50))


# ------------------------------------------------------------------ programs kept beside this one


@contextmanager
def started(folder: Path, code: str) -> Iterator[Child]:
    """A program, ready when it said so."""
    child = Child(name="one", command=(sys.executable, "-u", "-c", code), environment=dict(os.environ), folder=folder)
    child.start()
    try:
        assert _within(20, lambda: "ready" in child.last_words()), child.last_words()
        yield child
    finally:
        child.stop(0)


SLEEPS = "import time; print('ready'); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready'); time.sleep(60)"
WITH_ITS_OWN = """
import subprocess, sys, time
own = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session={apart})
print('own', own.pid); print('ready'); time.sleep(60) if not {waits} else own.wait(); print('over'); time.sleep(60)
"""


def test_a_program_ends_when_it_is_asked(tmp_path: Path) -> None:
    with started(tmp_path, SLEEPS) as child:
        assert not child.has_ended()
        assert child.stop(20)
        assert child.has_ended()


def test_one_that_will_not_is_ended(tmp_path: Path) -> None:
    with started(tmp_path, STUBBORN) as child:
        assert not child.stop(0.5)
        assert child.has_ended()


def _own(child: Child) -> int:
    return next(int(line.split()[1]) for line in child.last_words().splitlines() if line.startswith("own"))


def test_what_it_started_in_its_group_ends_with_it(tmp_path: Path) -> None:
    with started(tmp_path, WITH_ITS_OWN.format(apart=False, waits=False)) as child:
        own = _own(child)
        assert _runs(own)
        child.stop(20)
        assert _within(5, lambda: not _runs(own))


def test_what_it_started_apart_can_be_asked_first(tmp_path: Path) -> None:
    with started(tmp_path, WITH_ITS_OWN.format(apart=True, waits=True)) as child:
        own = _own(child)
        assert child.stop_its_own(20)
        assert not _runs(own)
        assert _within(5, lambda: "over" in child.last_words())
        assert not child.has_ended()


def test_one_that_ended_by_itself_is_started_again_and_its_last_words_are_kept(tmp_path: Path) -> None:
    with started(tmp_path, "print('ready')") as child:
        assert _within(20, child.has_ended)
        child.start()
        assert _within(20, lambda: child.log.read_text().count("ready") == 2)


def test_its_words_take_a_bounded_room(tmp_path: Path) -> None:
    with started(tmp_path, f"for _ in range({3 * LOG_BYTES // 1000}): print('x' * 1000)\nprint('ready')") as child:
        child.stop(20)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2.1 * LOG_BYTES


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")
def test_no_program_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from flows.children import Child; import os\n"
        "child = Child(name='one', command=(sys.executable, '-c', 'import time; time.sleep(60)'), "
        f"environment=dict(os.environ), folder=Path({str(tmp_path)!r}))\n"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=HERE) as parent:
        assert parent.stdout
        own = int(parent.stdout.readline())
        assert _runs(own)
        parent.send_signal(signal.SIGKILL)
    assert _within(10, lambda: not _runs(own))
