"""Changes to files that happen whole or not at all, and last.

What is written is decided elsewhere; `OSError` is the only way these fail.
"""

import os
import tempfile
from pathlib import Path

REWRITING = ".rewriting"


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
