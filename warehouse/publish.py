"""Publishing: the file that people open, whole and of one run, whatever happens meanwhile.

The warehouse is copied beside the published file, flushed to the disk and put in its place by one rename: who has
the old file open keeps it. Nothing of this process may have the warehouse open then, because opening and closing
a DuckDB file a second time in one process drops the first one's lock.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

from warehouse.connection import Connection
from warehouse.errors import WarehouseError


def sign(db: Connection, run_id: str, now: datetime) -> None:
    """Notes in the warehouse which run publishes it, and when; the copy carries it."""
    db.execute("delete from store.published")
    db.execute("insert into store.published values (?, ?)", [run_id, now])


def publish(warehouse: Path, published: Path) -> int:
    """Puts a copy of the closed file `warehouse` in the place of `published`; returns its bytes.

    Raises WarehouseError when it cannot be written, or when rows are still in the log beside the warehouse because
    closing it failed: the old published file is untouched then.
    """
    refuse_half_closed(warehouse)
    beside = published.with_name(f".{published.name}.next")
    try:
        shutil.copyfile(warehouse, beside)
        flush(beside)
        beside.replace(published)
        flush(published.parent)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise WarehouseError(
            f"{published} could not be published ({problem.strerror}); the one from the run before is still there. "
            "Free some space and run again"
        ) from problem
    return published.stat().st_size


def refuse_half_closed(warehouse: Path) -> None:
    """Raises WarehouseError where rows are still in the log beside the file, because closing it failed."""
    if warehouse.with_name(f"{warehouse.name}.wal").exists():
        raise WarehouseError(
            f"{warehouse} could not be closed whole, so it was not published; the file from the run before is still "
            "there. Free some space and run again: nothing is lost"
        )


def flush(path: Path) -> None:
    """Makes a file, or the names in a folder, last."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
