"""One writer at a time, in whichever process: a lock file with a bounded wait, and who holds it."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import LockedError, RunFailedError

RESTORING = "restore-under-way"  # marks a home that is being filled from a back-up: nobody else writes there
_NEXT = "kabar.lock.next"  # held by whoever waits first
_PROBE = threading.Lock()  # two threads that looked at once would take each other for somebody who waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the lock: process, command, and since when (ISO 8601)."""

    pid: int
    command: str
    since: str


@contextmanager
def writing(home: Path, command: str, since: str, wait: float, *, patient: bool = False) -> Iterator[None]:
    """Holds the lock of `home` for the block, and makes the folder if there is none.

    While it waits, `is_wanted` says so to the holder, unless it is `patient`. Raises LockedError after `wait` seconds,
    RunFailedError where nothing can be written, or a restore was cut down. The operating system lets go of the lock
    when the process ends, however it ends.
    """
    lock = FileLock(home / "kabar.lock")
    try:
        home.mkdir(parents=True, exist_ok=True)
        _acquire(lock, home, wait, patient=patient)
    except Timeout:
        raise LockedError(_message(home, wait)) from None
    except OSError as problem:
        raise RunFailedError(
            f"{home} cannot be written ({problem.strerror}): "
            "give yourself the right, or set KABAR_HOME to another folder"
        ) from problem
    try:
        _refuse_half_restored(home, command)
        with suppress(OSError):  # on a full disk the note is not worth the run
            _note(home).write_text(json.dumps(asdict(Holder(pid=os.getpid(), command=command, since=since))))
        yield
    finally:
        _note(home).unlink(missing_ok=True)
        lock.release()


@contextmanager
def alone(folder: Path, name: str, refusal: str) -> Iterator[None]:
    """Holds the lock `name` of the folder for the block; the second to ask is refused at once: RunFailedError."""
    lock = FileLock(folder / f"{name}.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise RunFailedError(refusal) from None
    except OSError as problem:
        raise RunFailedError(f"{folder} cannot be written ({problem.strerror}): give yourself the right") from problem
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, home: Path, wait: float, *, patient: bool) -> None:
    """Waits for its turn; who waits first holds the lock of those who wait, which tells the holder that it does."""
    ends = time.monotonic() + wait
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if patient:
            lock.acquire(timeout=wait, poll_interval=0.2)
            return
        with FileLock(home / _NEXT).acquire(timeout=wait, poll_interval=0.2):
            lock.acquire(timeout=max(0.0, ends - time.monotonic()), poll_interval=0.2)


def is_wanted(home: Path) -> bool:
    """Whether somebody waits for the lock. Asked by a holder whose work can be put off."""
    if not (home / _NEXT).exists():
        return False
    with _PROBE:
        try:
            FileLock(home / _NEXT).acquire(timeout=0).lock.release()
        except Timeout:
            return True
    return False


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


def _refuse_half_restored(home: Path, command: str) -> None:
    if command != "restore" and (home / RESTORING).exists():
        raise RunFailedError(
            f"{home} was being restored from a back-up, and that was cut down: "
            "run the same `kabar restore` again, or empty the folder"
        )


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
