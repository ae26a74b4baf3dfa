"""`kabar forget`: one page out of the warehouse, the published file and the archive."""

from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

from flows.batches import raise_all
from flows.errors import RunFailedError
from flows.lock import writing
from flows.publishing import FORGETTING, publish_again
from flows.retention import sweep
from flows.settings import Settings
from sources import durable
from sources.archive import Archive
from sources.types import ArchiveRef
from warehouse import runs
from warehouse.connection import connect, transaction
from warehouse.errors import WarehouseError
from warehouse.forget import Forgotten, addresses_of, forget, records_of
from warehouse.migrate import migrate
from warehouse.publish import sign


def forget_page(settings: Settings, url: str) -> Forgotten:
    """Forgets the article whose page is at canonical address `url` everywhere, at all its addresses.

    Feeds that list it again do not bring it back.

    The bytes go first: cut down in between, this leaves rows without bytes, and asking again finishes it; cut down
    after that, the next to publish does. Raises LockedError, WarehouseError, ArchiveError, RunFailedError.
    """
    now, run_id = settings.clock(), str(uuid4())
    with writing(settings.home, "forget", datetime.now(UTC).isoformat(timespec="seconds"), settings.lock_wait):
        with connect(settings.warehouse) as db:
            migrate(db)
            if runs.is_half_rebuilt(db):
                raise WarehouseError("a rebuild was cut down half-way: `kabar run` finishes it; then ask this again")
            sweep(db, Archive(settings.archive))
            addresses = addresses_of(db, url)
            records = tuple(dict.fromkeys(r for address in addresses for r in records_of(db, address)))
        _mark(settings)
        Archive(settings.archive).erase(records, now)
        with connect(settings.warehouse) as db:
            with transaction(db):
                runs.start(db, run_id, "forget", now, None)
                gone = _all_of([forget(db, address, now) for address in addresses], records)
                runs.end(db, run_id, now, "done", {"forgotten": len(records)})
            sign(db, run_id, now)
        bugs = publish_again(settings, now)
    raise_all(bugs)
    return gone


def _mark(settings: Settings) -> None:
    """Sees to it that whoever publishes next leaves no file behind that still has the words."""
    try:
        durable.written(settings.home / FORGETTING, "")
    except OSError as problem:
        raise RunFailedError(
            f"{settings.home} cannot be written ({problem.strerror}), so nothing was forgotten: free some space, or "
            "give yourself the right"
        ) from problem


def _all_of(parts: list[Forgotten], records: tuple[ArchiveRef, ...]) -> Forgotten:
    rows: Counter[str] = Counter()
    for part in parts:
        rows.update(dict(part.rows))
    return Forgotten(rows=tuple(rows.items()), records=records)
