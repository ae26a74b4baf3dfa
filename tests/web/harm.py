"""Doing harm to runs: ending them in the middle, and keeping their files small."""

import resource
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.web.kabar import KABAR, MARKER, Kabar, only
from tests.web.outlets import HEALTHY


def killed_at(kabar: Kabar, requests: int) -> None:
    """Starts the real run, kills it once the publishers had so many requests, and waits until nothing of it is left."""
    kabar.web.delay = 0.02
    assert kill_when(kabar, lambda: len(kabar.web.requests()) >= requests)
    assert descendants_gone()
    kabar.web.delay = 0


def kill_when(
    kabar: Kabar, happened: Callable[[], bool], outlets: Sequence[str] = HEALTHY, arguments: Sequence[str] = ("run",)
) -> bool:
    """Starts the real run and kills it (-9) as soon as `happened`; whether it was still running then."""
    run = subprocess.Popen(
        [*KABAR, *arguments, *only(outlets)], env=kabar.environment(), cwd=kabar.outlets,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    ends = time.monotonic() + 60
    while run.poll() is None and not happened():
        assert time.monotonic() < ends, "the run neither ended nor came to the moment"
        time.sleep(0.002)
    alive = run.poll() is None
    if alive:
        run.send_signal(signal.SIGKILL)
    run.wait(timeout=10)
    return alive


def kill_in(kabar: Kabar, arguments: Sequence[str], said: str, seconds: float) -> float | None:
    """Starts the real command and kills it (-9) so many seconds after a line of its that begins with `said`.

    Returns `None` if it was still running then, else the seconds that it took from that line to its end.
    """
    with kabar.start(*arguments) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        assert any(line.startswith(said) for line in lines), f"the command never said {said!r}"
        began = time.monotonic()
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=10)
            return None
        assert process.returncode == 0
        return time.monotonic() - began


def after(seconds: float) -> Callable[[], bool]:
    """A moment: so many seconds from now."""
    at = time.monotonic() + seconds
    return lambda: time.monotonic() >= at


def files_up_to(size: int) -> Callable[[], None]:
    """For `preexec`: no file of the process grows beyond `size` bytes; a disk that is full for whoever writes more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def descendants_gone(seconds: float = 10) -> bool:
    """Whether no process started by a killed run is left: they are found by the marker in their environment."""
    marker, ends = f"KABAR_CONTACT={MARKER}".encode(), time.monotonic() + seconds
    while time.monotonic() < ends:
        if not any(marker in _environment(process) for process in Path("/proc").glob("[0-9]*")):
            return True
        time.sleep(0.1)
    return False


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""
