"""Where the newest copy of a page lies in the archive, as the published file knows it."""

from pathlib import Path

from sources.types import ArchiveRef
from warehouse.connection import connect_to_read


def newest_copy(published: Path, url: str) -> ArchiveRef | None:
    """The newest copy of the page at canonical address `url` that was read, or may be; `None` where none is there.

    Raises WarehouseError where nothing is published.
    """
    with connect_to_read(published) as db:
        found = db.execute(
            "select file, \"offset\", length, digest from store.documents where purpose = 'page' and key = $url "
            "and outcome in ('ok', 'unchanged') and gone_at is null order by fetched_at desc, document_id limit 1",
            {"url": url},
        ).fetchone()
    return ArchiveRef(file=found[0], offset=found[1], length=found[2], digest=found[3]) if found else None
