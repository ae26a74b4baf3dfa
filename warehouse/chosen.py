"""A few extractions out of a million, with their texts, at the cost of those few.

A join reads the compressed texts of all rows before it drops most of them: 9 to 20 s for 200 of a million. Their places
are found first, in the narrow id columns, and the rows then read by place: 0.1 s.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from warehouse.connection import Connection
from warehouse.load import joined


@contextmanager
def extractions(db: Connection, by: Literal["document_id", "page_id"], ids: Iterable[str]) -> Iterator[str]:
    """The name of a temporary relation that holds the extractions of these documents, or of these pages."""
    found = db.execute(
        f"select rowid from store.extractions where {by} in (from store.ids(?))", [joined(ids)]
    ).fetchall()
    places = ", ".join(str(place) for (place,) in found) or "-1"
    db.execute(
        f"create or replace temp table chosen_extractions as from store.extractions where rowid in ({places})"
    )
    yield "chosen_extractions"
    db.execute("drop table chosen_extractions")
