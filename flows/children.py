"""A program kept running beside this one: started apart from the terminal, its words in a file of bounded size, stopped
whole.

Each is a process group of its own, so that Ctrl-C reaches this program alone, which then stops them in order.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LOG_BYTES = 5_000_000  # of each log file, of which there are two
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(slots=True, kw_only=True)
class Child:
    """A program that is started, and started again where it ends by itself."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    folder: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """Where its words are."""
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Starts it. Its words go to its log by a thread, which ends with it."""
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            self.command, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_parent(),
        )  # fmt: skip
        assert self.process.stdout
        threading.Thread(target=_copy, args=(self.process.stdout, self.log), daemon=True).start()

    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self.process is None or self.process.poll() is not None

    def stop(self, seconds: float) -> bool:
        """Asks it to end, and ends it after `seconds`; whether it ended when asked. Its process group goes with it."""
        if self.process is None:
            return True
        if not self.has_ended():
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        else:
            return True
        finally:
            _end_group(self.process.pid)
            self.process.wait()

    def stop_its_own(self, seconds: float) -> bool:
        """Asks what it started to end, also what it starts meanwhile; whether all of it did within `seconds`."""
        assert self.process
        asked: set[int] = set()
        end = time.monotonic() + seconds
        while running := _started_by(self.process.pid):
            if time.monotonic() > end:
                return False
            for pid in running - asked:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
            asked |= running
            time.sleep(0.2)
        return True

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        try:
            return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])
        except OSError:
            return ""


def _started_by(parent: int) -> set[int]:
    """The running processes that `parent` started."""
    return {pid for pid, started_by, state in _processes() if started_by == parent and not state.startswith("Z")}


def _processes() -> Iterator[tuple[int, int, str]]:
    """Every process: its id, its parent's, its state. From /proc, and by `ps` where there is none."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            text = file.read_text("utf-8", "replace")
            state, parent = text[text.rindex(")") + 1 :].split()[:2]
            yield int(file.parent.name), int(parent), state
    if not Path("/proc").is_dir():
        table = subprocess.run(["/bin/ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)
        for line in table.stdout.splitlines():
            pid, started_by, state = line.split()
            yield int(pid), int(started_by), state


def _end_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux the system ends a child whose parent was killed. Made before the fork: after it nothing is loaded."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def end_with_parent() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return end_with_parent


def _copy(words: IO[bytes], log: Path) -> None:
    out = RotatingFileHandler(log, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    out.setFormatter(logging.Formatter("%(message)s"))
    with words:
        for line in words:
            text = line.decode("utf-8", "replace").rstrip("\n")
            out.emit(logging.makeLogRecord({"msg": "%s", "args": (text,)}))
    out.close()
