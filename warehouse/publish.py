"""Publishing: the file that people open, whole and of one run, whatever happens meanwhile.

The new file is made beside the published one, flushed to the disk and put in its place by one rename: who has the old
one open keeps it. That one stays as the spare, a hidden file beside it, which the next publishing but one brings up to
date in place when nobody reads it any more (`warehouse.spare`), so that little is written where little changed. Nothing
of this process may have the warehouse open then, because opening and closing a DuckDB file a second time in one
process drops the first one's lock.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from warehouse import current
from warehouse.connection import Connection, transaction
from warehouse.errors import WarehouseError
from warehouse.spare import Copied, copy, flush

__all__ = ["flush", "publish", "refuse_half_closed", "sign"]

# Below this many bytes all is copied, and nothing is kept beside.
WORTH_A_SPARE = 4 * 1024**2


def sign(db: Connection, run_id: str, now: datetime) -> None:
    """Notes in the warehouse which run publishes it, and when, and brings up to date what is kept for those who ask.

    In a transaction of its own: the caller has none open.
    """
    with transaction(db):
        current.keep(db)
        db.execute("delete from store.published")
        db.execute("insert into store.published values (?, ?)", [run_id, now])


def publish(warehouse: Path, published: Path, *, keep: bool = True, worth: int = WORTH_A_SPARE) -> Copied:
    """Puts a copy of the closed file `warehouse` in the place of `published`.

    The old one stays beside it as the spare, unless it has fewer than `worth` bytes, or `keep` says no: its rows are
    to be gone. Raises WarehouseError when it cannot be written, or when rows are still in the log beside the warehouse
    because closing it failed: the old published file is untouched then.
    """
    refuse_half_closed(warehouse)
    beside, spare = _hidden(published, "next"), _hidden(published, "spare")
    try:
        beside.unlink(missing_ok=True)  # of one that was killed; somebody may read it still, so it is not written into
        made = copy(warehouse, beside, spare)
        spare.unlink(missing_ok=True)
        if keep and made.how != "cloned" and made.bytes >= worth:
            _keep(published, spare)
        # The log of somebody who opened the file to write into it: DuckDB would play it upon the new one.
        published.with_name(f"{published.name}.wal").unlink(missing_ok=True)
        beside.replace(published)
        flush(published.parent)
    except OSError as problem:
        with suppress(OSError):  # room for what comes next
            beside.unlink(missing_ok=True)
            spare.unlink(missing_ok=True)
        raise WarehouseError(
            f"{published} could not be published ({problem.strerror}); the one from the run before is still there. "
            "Free some space and run again"
        ) from problem
    return made


def _keep(published: Path, spare: Path) -> None:
    """A second name for the published file, which it keeps when it is replaced; not every file system has that."""
    with suppress(OSError):
        os.link(published, spare)


def _hidden(published: Path, what: str) -> Path:
    return published.with_name(f".{published.name}.{what}")


def refuse_half_closed(warehouse: Path) -> None:
    """Raises WarehouseError where rows are still in the log beside the file, because closing it failed."""
    if warehouse.with_name(f"{warehouse.name}.wal").exists():
        raise WarehouseError(
            f"{warehouse} could not be closed whole, so it was not published; the file from the run before is still "
            "there. Free some space and run again: nothing is lost"
        )
