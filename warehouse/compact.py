"""Compaction: the warehouse's file written anew, with the rows that it has and none that were deleted.

The new file is made beside the old one, counted, flushed and put in its place by one rename; a run that is killed in
here leaves the old file as it was. Nothing of this process may have the warehouse open then: see `warehouse.publish`.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.connection import Connection, connect, transaction
from warehouse.errors import WarehouseError
from warehouse.migrate import migrate
from warehouse.publish import refuse_half_closed
from warehouse.spare import flush

_GIB = 1024**3
_ROOM_TO_BREATHE = 64 * 1024**2  # bytes left free beside the new file


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The bytes of the warehouse's file, and how many of them hold nothing."""

    total: int
    free: int

    def is_worth_it(self, share: float) -> bool:
        """Whether at least this share of the file would be won."""
        return self.total > 0 and self.free >= share * self.total


def space(db: Connection) -> Space:
    """How full the file of an open warehouse is. Its log is written into it first."""
    db.execute("checkpoint")
    block, total, free = db.execute(
        "select block_size, total_blocks, free_blocks from pragma_database_size()"
    ).fetchall()[0]
    return Space(total=block * total, free=block * free)


def rewrite(warehouse: Path) -> None:
    """Writes the closed file `warehouse` anew.

    DuckDB marks deleted rows and leaves their bytes in the file, past `checkpoint` and `vacuum`, so that a copy of it
    still shows them to whoever looks. Raises WarehouseError: no room, or the new file has not every row.
    """
    refuse_half_closed(warehouse)
    clear_away(warehouse)
    _refuse_too_little_room(warehouse)
    beside = _beside(warehouse)
    with connect(beside) as db:
        migrate(db)
        quoted = str(warehouse).replace("'", "''")
        db.execute(f"attach '{quoted}' as old (read_only)")
        tables = [str(table) for (table,) in db.execute(_FILLED).fetchall()]
        with transaction(db):
            for table in tables:
                db.execute(f"insert into store.{table} by name select * from old.store.{table}")
        _refuse_other_counts(db, tables)
        db.execute("detach old")
        db.execute("checkpoint")
    refuse_half_closed(beside)
    flush(beside)
    beside.replace(warehouse)
    flush(warehouse.parent)


def clear_away(warehouse: Path) -> None:
    """Removes what a rewriting that was killed left beside the file."""
    beside = _beside(warehouse)
    for left in (beside, beside.with_name(f"{beside.name}.wal")):
        left.unlink(missing_ok=True)
    shutil.rmtree(beside.with_name(f"{beside.name}.tmp"), ignore_errors=True)


def _beside(warehouse: Path) -> Path:
    return warehouse.with_name(f".{warehouse.name}.anew")


# Every table but those that migrating fills.
_FILLED = """
    select table_name from duckdb_tables()
    where database_name = 'old' and schema_name = 'store' and table_name not in ('migrations', 'views_made')
    order by table_name
"""


def _refuse_too_little_room(warehouse: Path) -> None:
    needed = warehouse.stat().st_size + _ROOM_TO_BREATHE
    free = shutil.disk_usage(warehouse.parent).free
    if free < needed:
        raise WarehouseError(
            f"{warehouse} was not written anew: that takes {needed / _GIB:.1f} GiB beside it, and "
            f"{free / _GIB:.1f} GiB are free. Free some space and run again"
        )


def _refuse_other_counts(db: Connection, tables: list[str]) -> None:
    """Raises WarehouseError where the new file has not as many rows as the old, table by table."""
    for table in tables:
        (new, old), *_ = db.execute(
            f"select (select count(*) from store.{table}), (select count(*) from old.store.{table})"
        ).fetchall()
        if new != old:
            raise WarehouseError(
                f"the warehouse written anew has {new} rows in {table} where there were {old}: the old one stays. "
                "Keep a copy of it, and report this"
            )
