"""One writer at a time, in whichever process: a lock file with a bounded wait, and who holds it."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import RunFailedError


class LockedError(Exception):
    """Somebody else is writing; the message says who and since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the lock: process, command, and since when (ISO 8601)."""

    pid: int
    command: str
    since: str


@contextmanager
def writing(home: Path, command: str, since: str, wait: float) -> Iterator[None]:
    """Holds the lock of `home` for the block, and makes the folder if there is none.

    Raises LockedError after `wait` seconds, RunFailedError where nothing can be written. The operating system lets go
    of the lock when the process ends, however it ends.
    """
    lock = FileLock(home / "kabar.lock")
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait, poll_interval=0.2)
    except Timeout:
        raise LockedError(_message(home, wait)) from None
    except OSError as problem:
        raise RunFailedError(
            f"{home} cannot be written ({problem.strerror}): "
            "give yourself the right, or set KABAR_HOME to another folder"
        ) from problem
    try:
        with suppress(OSError):  # on a full disk the note is not worth the run
            _note(home).write_text(json.dumps(asdict(Holder(pid=os.getpid(), command=command, since=since))))
        yield
    finally:
        _note(home).unlink(missing_ok=True)
        lock.release()


def holder(home: Path) -> Holder | None:
    """Who holds the lock now; `None` where nobody does."""
    if not (home / "kabar.lock").exists():
        return None
    lock = FileLock(home / "kabar.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _noted(home)
    except PermissionError:  # another user's: who wrote the note may still be at work
        return _noted(home) if _note(home).exists() else None
    lock.release()
    return None


def _noted(home: Path) -> Holder | None:
    for _ in range(5):  # the holder writes its note just after it got the lock
        try:
            return Holder(**json.loads(_note(home).read_text()))
        except (OSError, ValueError, TypeError):
            time.sleep(0.05)
    return Holder(pid=0, command="another process", since="")


def _message(home: Path, wait: float) -> str:
    who = _noted(home)
    name = f"`kabar {who.command}` (process {who.pid}, since {who.since})" if who and who.pid else "another process"
    return (
        f"{home} is being written by {name}; gave up after {wait:g} s. "
        "Run again when it is done, or set KABAR_LOCK_WAIT to wait longer"
    )


def _note(home: Path) -> Path:
    return home / "kabar.lock.holder"
