"""Documents as the tagger reads them: those that wait for it, and the one that a page shows now.

A document waits while its row in `store.tagged` has not the number of today's tagger, or has none. Texts are read by
their places (`warehouse.chosen`), zones for the chosen documents alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sources.types import Zone
from warehouse import chosen
from warehouse.connection import Connection, connect_to_read
from warehouse.entities.model import Document
from warehouse.load import joined

# What versions show, was read, and this tagger did not tag: 55 ms where that is nothing of a million.
_WAITING = """
    from store.versions v
    anti join (from store.tagged where tagger_no = $tagger) t using (document_id)
    semi join (from store.extractions where outcome = 'ok') e using (document_id)
    where $since is null or v.observed_at >= $since
"""


def pending(db: Connection, tagger_no: int, since: datetime | None = None) -> int:
    """How many documents (of versions observed since, or of all) wait for this tagger."""
    values = {"tagger": tagger_no, "since": since}
    return int(db.execute(f"select count(distinct v.document_id) {_WAITING}", values).fetchall()[0][0])


def waiting(db: Connection, tagger_no: int, limit: int, since: datetime | None = None) -> tuple[Document, ...]:
    """At most `limit` of the documents that wait for this tagger (of versions observed since), the newest first."""
    ids = db.execute(
        f"select v.document_id::varchar {_WAITING} group by v.document_id "
        "order by max(v.observed_at) desc, v.document_id limit $limit",
        {"tagger": tagger_no, "since": since, "limit": limit},
    ).fetchall()
    return _documents(db, [document_id for (document_id,) in ids])


def documents_of(published: Path, url: str) -> tuple[Document, ...]:
    """What the article whose page is at canonical address `url` shows now; nothing where there is no article.

    Raises WarehouseError.
    """
    with connect_to_read(published) as db:
        ids = db.execute(
            "select document_id::varchar from store.versions "
            "where latest and article_id in (select article_id from pages where url = ?)",
            [url],
        ).fetchall()
        return _documents(db, [document_id for (document_id,) in ids])


_READ = """
    select e.document_id::varchar, e.title, e.text, e.lang, e.url, e.outlet_id, v.section, v.published_at
    from {chosen} e
    join (
        select
            document_id, arg_max_null(section, version) as section,
            arg_max_null(published_at, version) as published_at
        from store.versions
        where document_id in (from store.ids(?))
        group by document_id
    ) v using (document_id)
"""


def _documents(db: Connection, ids: Sequence[str]) -> tuple[Document, ...]:
    """These documents, in this order."""
    if not ids:
        return ()
    zones = zones_of(db, ids)
    with chosen.extractions(db, "document_id", ids) as texts:
        rows = db.execute(_READ.format(chosen=texts), [joined(ids)]).fetchall()
    documents = {
        row[0]: Document(
            document_id=row[0],
            title=row[1] or "",
            text=row[2] or "",
            zones=tuple(zones[row[0]]),
            lang=row[3] or "",
            url=row[4],
            outlet_id=row[5],
            section=row[6],
            published_at=row[7],
        )
        for row in rows
    }
    return tuple(documents[document_id] for document_id in ids if document_id in documents)


def zones_of(db: Connection, ids: Sequence[str]) -> dict[str, list[Zone]]:
    """By document, its zones: the title's, then the text's in order."""
    rows = db.execute(
        "select document_id::varchar, zone, char_start, char_end from store.zones "
        "where document_id in (from store.ids(?)) order by zone <> 'title', char_start, char_end",
        [joined(ids)],
    ).fetchall()
    zones: dict[str, list[Zone]] = defaultdict(list)
    for document_id, zone, start, end in rows:
        zones[document_id].append(Zone(zone=zone, char_start=start, char_end=end))
    return zones
