"""One file made the same as another with as little writing as can be had: cloned, brought up to date, or copied.

A warehouse of a million articles changes by some per cent with a run. Where the file system shares blocks between files
(XFS, btrfs and others), a clone costs nothing. Elsewhere an old copy that nobody reads any more is made new in place:
both are read, and what differs is written. Where neither can be had the whole is copied. What the files are for is not
known here; see `warehouse.publish`.
"""

import fcntl
import os
import shutil
import signal
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

How = Literal["cloned", "updated", "copied"]

_READ = 1024 * 1024  # bytes that are read at a time
_WRITTEN = (
    16 * 1024
)  # bytes that are written for one that differs; most file systems and disks write no less than 4,096
_CLONE = getattr(fcntl, "FICLONE", 0x40049409)  # linux/fs.h; Python has the name from 3.14


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How a file became the same as another: its bytes, and how many of them were written."""

    how: How
    bytes: int
    written: int


def copy(source: Path, target: Path, old: Path | None) -> Copied:
    """Makes `target`, which is not there, the same as `source`; `old`, if it may be changed, becomes it.

    `target` is flushed to the disk. Raises OSError; `target` may be there half made then, and `old` gone.
    """
    if _clone(source, target):
        made = Copied(how="cloned", bytes=target.stat().st_size, written=0)
    elif old and is_ours_alone(old):
        old.replace(target)
        made = _update(source, target)
    else:
        shutil.copyfile(source, target)
        size = target.stat().st_size
        made = Copied(how="copied", bytes=size, written=size)
    flush(target)
    return made


def is_ours_alone(path: Path) -> bool:
    """Whether nobody has the file open, and it has no second name: then changing it in place harms nobody.

    Asked of the kernel, which grants a write lease only where there is no other open descriptor (fcntl(2), Linux
    alone): DuckDB's locks would not tell of somebody who copies the file. Where it cannot be told, the answer is no.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        found = os.fstat(handle)
        return stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and _is_leased(handle)
    finally:
        os.close(handle)


def _is_leased(handle: int) -> bool:
    """Takes a write lease and gives it back: it is the answer that is wanted."""
    try:
        # Who opens the file in between has the holder told by a signal; the one by default would end the process.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except (OSError, AttributeError):  # refused; or no Linux
        return False
    return True


def _clone(source: Path, target: Path) -> bool:
    """Lets the target share the source's blocks; False, and no target, where that cannot be had."""
    with source.open("rb") as read, target.open("xb") as written:
        try:
            fcntl.ioctl(written.fileno(), _CLONE, read.fileno())
        except OSError:
            target.unlink()
            return False
    return True


def _update(source: Path, target: Path) -> Copied:
    """Writes into `target` what is not as in `source`, wherever it comes from: one cut down in here is done again."""
    written = 0
    with source.open("rb", buffering=0) as read, target.open("r+b", buffering=0) as there:
        size = os.fstat(read.fileno()).st_size
        for place in range(0, size, _READ):
            new = _read(read.fileno(), place)
            old = _read(there.fileno(), place)
            if new != old:
                written += _write(there.fileno(), place, new, old)
        there.truncate(size)
    return Copied(how="updated", bytes=size, written=written)


def _write(handle: int, place: int, new: bytes, old: bytes) -> int:
    """Writes the parts of `new` that differ; how many bytes that were."""
    written = 0
    for start in range(0, len(new), _WRITTEN):
        part = new[start : start + _WRITTEN]
        if part != old[start : start + _WRITTEN]:
            _write_all(handle, part, place + start)
            written += len(part)
    return written


def _write_all(handle: int, data: bytes, place: int) -> None:
    """A disk that fills takes a part of it before it says so."""
    while data:
        taken = os.pwrite(handle, data, place)
        data, place = data[taken:], place + taken


def _read(handle: int, place: int) -> bytes:
    """The bytes from `place` on; fewer at the end of the file."""
    found = os.pread(handle, _READ, place)
    while found and len(found) < _READ and (more := os.pread(handle, _READ - len(found), place + len(found))):
        found += more
    return found


def flush(path: Path) -> None:
    """Makes a file, or the names in a folder, last."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
