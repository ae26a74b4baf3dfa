"""A few rows out of a million, with their texts, at the cost of those few.

A join reads the compressed texts of all rows before it drops most of them: 9 to 20 s for 200 of a million. Their
places are found first, in the narrow id columns, and the rows then read by stretches of places: 30 ms for 200 that were
written together, 15 ms for each that stands alone (2,048 texts are compressed as one). Measured on DuckDB 1.5.5.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from warehouse.connection import Connection
from warehouse.load import joined

TOGETHER = 2_048  # places: what lies nearer than that is read at one go
MANY = 300  # stretches, from which reading the whole table costs less


@contextmanager
def extractions(db: Connection, by: Literal["document_id", "page_id"], ids: Iterable[str]) -> Iterator[str]:
    """The name of a temporary relation that holds the extractions of these documents, or of these pages."""
    with rows(db, "extractions", f"{by} in (from store.ids($these))", joined(ids)) as name:
        yield name


@contextmanager
def rows(db: Connection, table: Literal["extractions", "fingerprints"], where: str, these: str | None) -> Iterator[str]:
    """The name of a temporary relation that holds the rows of `store.table` for which `where` (of `$these`) is true."""
    found = db.execute(f"select rowid from store.{table} where {where}", {"these": these}).fetchall()
    stretches = _stretches(sorted(place for (place,) in found))
    name = f"chosen_{table}"
    db.execute(f"create or replace temp table {name} as from store.{table} limit 0")
    if len(stretches) > MANY:
        _take(db, table, f"rowid in ({_listed([place for (place,) in found])})")
    else:
        for places in stretches:
            _take(db, table, f"rowid between {places[0]} and {places[-1]} and rowid in ({_listed(places)})")
    yield name
    db.execute(f"drop table {name}")


def _take(db: Connection, table: str, where: str) -> None:
    db.execute(f"insert into chosen_{table} from store.{table} where {where}")


def _listed(places: Sequence[int]) -> str:
    return ", ".join(map(str, places))


def _stretches(places: Sequence[int]) -> list[list[int]]:
    """The places, in order, in groups of near ones."""
    groups: list[list[int]] = []
    for place in places:
        if groups and place - groups[-1][-1] < TOGETHER:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
