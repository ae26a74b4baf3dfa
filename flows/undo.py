"""`kabar undo-duplicate`: a decision of kabar's that two articles are one, taken back by a person."""

from datetime import UTC, datetime
from uuid import uuid4

from flows.batches import raise_all
from flows.lock import writing
from flows.lookup import address_or_id
from flows.publishing import sign_and_publish
from flows.reading import ways
from flows.settings import Settings
from sources.catalogue import load
from warehouse import runs, undo
from warehouse.connection import connect, transaction
from warehouse.errors import WarehouseError
from warehouse.migrate import migrate
from warehouse.undo import Undone


def undo_duplicate(settings: Settings, what: str, of: str | None, *, restore: bool = False) -> tuple[Undone, ...]:
    """Undoes (`restore`: takes back the undoing of) what was decided of an article, and publishes the warehouse.

    Raises BadAddress, LockedError, WarehouseError.
    """
    now, run_id = settings.clock(), str(uuid4())
    persons = ways(load(settings.outlets).outlets).persons
    what, of = address_or_id(settings, what), address_or_id(settings, of) if of else None
    with writing(settings.home, "undo-duplicate", datetime.now(UTC).isoformat(timespec="seconds"), settings.lock_wait):
        with connect(settings.warehouse) as db:
            migrate(db)
            if runs.is_half_rebuilt(db):
                raise WarehouseError("a rebuild was cut down half-way: `kabar run` finishes it; then ask this again")
            with transaction(db):
                runs.start(db, run_id, "undo-duplicate", now, None)
                change = undo.restore if restore else undo.undo
                decisions = change(db, what, of, persons, now)
                runs.end(db, run_id, now, "done", {"undone": len(decisions)})
        bugs = sign_and_publish(settings, run_id, now)
    raise_all(bugs)
    return decisions
