"""Changes to files that happen whole or not at all, and last.

What is written is decided elsewhere; `OSError` is the only way these fail.
"""

import fcntl
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TextIO

REWRITING = ".rewriting"
COPYING = ".copying"


def append(path: Path, member: bytes, *, sync: bool) -> int:
    """Add `member` to the end of a file and give its offset; if that fails the file is as it was, and `OSError`."""
    with path.open("ab", buffering=0) as stream:
        offset = os.fstat(stream.fileno()).st_size
        try:
            written = 0
            while written < len(member):
                written += stream.write(memoryview(member)[written:])
            if sync:
                os.fsync(stream.fileno())
        except OSError:
            stream.truncate(offset)
            raise
    return offset


def overwrite(path: Path, pieces: dict[int, bytes]) -> None:
    """Replace bytes of a file, atomically: it has all of `pieces` at their offsets, or is as it was.

    One caller at a time and folder: what a killed one left behind is removed.
    """
    for left_behind in path.parent.glob(f"*{REWRITING}"):
        left_behind.unlink()
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=REWRITING, delete=False) as copy:
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(1 << 20):
                    copy.write(chunk)
            for offset, piece in pieces.items():
                copy.seek(offset)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
            Path(copy.name).chmod(path.stat().st_mode & 0o777)
            Path(copy.name).replace(path)
        except OSError:
            Path(copy.name).unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder last (POSIX asks for it after creating or renaming a file)."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def copied(source: Path, target: Path) -> str:
    """Copies a file, whole or not at all; gives the SHA-256 of what was read. Folders are made as needed.

    What is being written has `COPYING` at the end of its name: a killed copy leaves that behind.
    """
    beside = target.with_name(f"{target.name}{COPYING}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as reading, beside.open("wb") as writing:
            found = hashlib.sha256()
            while chunk := reading.read(1 << 20):
                found.update(chunk)
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return found.hexdigest()


def linked(source: Path, target: Path) -> bool:
    """Makes `target` another name of the same file, and says whether that could be done."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}{COPYING}")
    beside.unlink(missing_ok=True)
    try:
        beside.hardlink_to(source)
    except OSError:
        return False
    beside.replace(target)  # does nothing where both are one file already, and leaves the name
    beside.unlink(missing_ok=True)
    sync_folder(target.parent)
    return True


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def written(path: Path, text: str) -> None:
    """Puts a text in the place of a file, whole or not at all; of two who do so at once each does, in turn."""
    beside = path.with_name(f"{path.name}{COPYING}")
    with _alone(beside) as stream:
        try:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def _alone(path: Path) -> TextIO:
    """The file, made empty, for whoever holds it until it is closed; what a killed one left there is overwritten."""
    while True:
        stream = path.open("a", encoding="utf-8")
        try:
            with suppress(OSError):  # a file system without locks: then one at a time has to do
                fcntl.flock(stream, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):  # whoever held it before has renamed it, or taken it away
                if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                    stream.truncate(0)
                    return stream
        except BaseException:
            stream.close()
            raise
        stream.close()
