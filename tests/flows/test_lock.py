"""The lock: one writer in all processes, a bounded wait, and who it is that holds it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.errors import LockedError, RunFailedError
from flows.lock import Holder, holder, writing

SINCE = "2025-06-11T12:00:00+00:00"

HOLDS = """
import sys
from pathlib import Path
from flows.lock import writing
with writing(Path(sys.argv[1]), "rebuild", "2025-06-11T12:00:00+00:00", 0):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is told to let go."""
    command = [sys.executable, "-c", HOLDS, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.communicate("\n", timeout=30)


def test_the_lock_makes_its_home_and_says_who_holds_it(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    assert holder(home) is None
    with writing(home, "run", SINCE, 0):
        assert holder(home) == Holder(pid=os.getpid(), command="run", since=SINCE)
    assert holder(home) is None
    assert {path.name for path in home.iterdir()} <= {"kabar.lock"}


def test_it_is_let_go_of_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path, "run", SINCE, 0):
        raise ZeroDivisionError
    with writing(tmp_path, "run", SINCE, 0):
        assert holder(tmp_path) is not None


def test_who_comes_second_hears_who_was_first(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        assert holder(tmp_path) == Holder(pid=other.pid, command="rebuild", since=SINCE)
        began = time.monotonic()
        with pytest.raises(LockedError) as refused, writing(tmp_path, "run", SINCE, 0.5):
            pass
        assert 0.4 < time.monotonic() - began < 10
    assert str(refused.value) == (
        f"{tmp_path} is being written by `kabar rebuild` (process {other.pid}, since {SINCE}); gave up after 0.5 s. "
        "Run again when it is done, or set KABAR_LOCK_WAIT to wait longer"
    )


def test_who_waits_long_enough_gets_it(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        with writing(tmp_path, "run", SINCE, 30):
            assert holder(tmp_path) == Holder(pid=os.getpid(), command="run", since=SINCE)


def test_who_is_killed_holds_nothing(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert holder(tmp_path) is None
        with writing(tmp_path, "run", SINCE, 0):
            assert holder(tmp_path) == Holder(pid=os.getpid(), command="run", since=SINCE)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": 1}'], ids=["empty", "half", "another", "too little"])
def test_a_note_that_says_nothing_is_somebody(tmp_path: Path, note: str) -> None:
    with held(tmp_path):
        (tmp_path / "kabar.lock.holder").write_text(note)
        assert holder(tmp_path) == Holder(pid=0, command="another process", since="")
        with pytest.raises(LockedError, match="is being written by another process; gave up"):
            writing(tmp_path, "run", SINCE, 0).__enter__()


def test_a_home_that_cannot_be_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFailedError, match=r"file/home cannot be written \(Not a directory\): .* set KABAR_HOME"):
        writing(tmp_path / "file" / "home", "run", SINCE, 0).__enter__()
