"""Linkers: the states of the rules by which citations, stories and derivations were found."""

from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Connection
from warehouse.load import append


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkerRow:
    """A row of `store.linkers`."""

    linker_no: int
    digest: str
    first_used_at: datetime


def declare(db: Connection, digest: str, now: datetime) -> int:
    """The number of the linker of this `digest`, the old one if any.

    What another linker had read waits to be read from now on. The transaction is the caller's.
    """
    numbers = dict(db.execute("select digest, linker_no from store.linkers").fetchall())
    if digest not in numbers:
        numbers[digest] = 1 + max(numbers.values(), default=0)
        append(db, "store.linkers", [LinkerRow(linker_no=numbers[digest], digest=digest, first_used_at=now)])
    db.execute(
        "update store.linked set linker_no = -linker_no where linker_no > 0 and linker_no <> ?", [numbers[digest]]
    )
    return int(numbers[digest])
