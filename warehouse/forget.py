"""Forgetting one page: every row that holds a word of it. Its bytes in the archive are the caller's to erase."""

from dataclasses import dataclass

from sources.types import ArchiveRef
from warehouse.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was forgotten: rows by table, and the archive records whose bytes are to be erased."""

    rows: tuple[tuple[str, int], ...]
    records: tuple[ArchiveRef, ...]


_BY_ARTICLE = (
    "mentions",
    "amounts",
    "citations",
    "derivations",
    "duplicates",
    "story_articles",
    "versions",
    "articles",
)


def records_of(db: Connection, url: str) -> tuple[ArchiveRef, ...]:
    """The archive records of the page at canonical address `url`, and those that only point at their bytes."""
    rows = db.execute(
        "select file, \"offset\", length, digest from store.documents where purpose = 'page' and digest in "
        "(select digest from store.documents where purpose = 'page' and key = ?)",
        [url],
    ).fetchall()
    return tuple(ArchiveRef(file=f, offset=o, length=n, digest=d) for f, o, n, d in rows)


def forget(db: Connection, url: str) -> Forgotten:
    """Takes the page out of every table. Its address stays, as `forgotten`: feeds that show it again change nothing.

    What feeds said of it goes too, but for the identity that keeps it from coming back.
    """
    records = records_of(db, url)
    articles = "select article_id from store.articles where url = $url"
    documents = "select document_id from store.documents where purpose = 'page' and key = $url"
    gone = [(table, _delete(db, table, f"article_id in ({articles})", url)) for table in _BY_ARTICLE[:-1]]
    gone.append(("articles", _delete(db, "articles", "url = $url", url)))
    gone += [(table, _delete(db, table, f"document_id in ({documents})", url)) for table in ("zones", "extractions")]
    gone.append(("documents", _delete(db, "documents", "purpose = 'page' and key = $url", url)))
    db.execute(
        "update store.entries set title = '', excerpt = '', authors = [], categories = [], said = '{}' "
        "where url = $url",
        {"url": url},
    )
    db.execute(
        "update store.pages set outcome = 'forgotten', next_attempt_at = null, detail = '' where url = $url",
        {"url": url},
    )
    return Forgotten(rows=tuple((table, n) for table, n in gone if n), records=records)


def _delete(db: Connection, table: str, where: str, url: str) -> int:
    found = db.execute(f"delete from store.{table} where {where}", {"url": url}).fetchone()
    return int(found[0]) if found else 0
