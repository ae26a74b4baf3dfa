"""Forgetting one page: every row that holds a word of it.

Its bytes in the archive are the caller's to erase, and those of its rows, by writing the file anew.
"""

from dataclasses import dataclass
from datetime import datetime

from sources.types import ArchiveRef
from warehouse import copies, unlinking
from warehouse.connection import Connection
from warehouse.tags import OF_DOCUMENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was forgotten: rows by table, and the archive records whose bytes are to be erased."""

    rows: tuple[tuple[str, int], ...]
    records: tuple[ArchiveRef, ...]


_BY_ARTICLE = ("versions", "articles", "redirects")
_BY_PAGE = ("keys", "absences")
_BY_DOCUMENT = ("signatures", "versions", "zones", *OF_DOCUMENTS)


def addresses_of(db: Connection, url: str) -> tuple[str, ...]:
    """Every address of the article whose page is at `url`; that one alone where it is no article's."""
    rows = db.execute(
        "with mine as ("
        "    select coalesce(r.leads_to, p.page_id) as article_id from store.pages p "
        "    left join store.redirects r on r.article_id = p.page_id where p.url = ?"
        ") "
        "select p.url from store.pages p left join store.redirects r on r.article_id = p.page_id "
        "where coalesce(r.leads_to, p.page_id) in (select article_id from mine)",
        [url],
    ).fetchall()
    return tuple(dict.fromkeys([url, *(address for (address,) in rows)]))


def records_of(db: Connection, url: str) -> tuple[ArchiveRef, ...]:
    """The archive records of the page at canonical address `url`, and those that only point at their bytes."""
    rows = db.execute(
        'select file, "offset", length, digest from store.documents '
        "where purpose = 'page' and gone_at is null and digest in "
        "(select digest from store.documents where purpose = 'page' and key = ?)",
        [url],
    ).fetchall()
    return tuple(ArchiveRef(file=f, offset=o, length=n, digest=d) for f, o, n, d in rows)


def forget(db: Connection, url: str, now: datetime) -> Forgotten:
    """Takes the page out of every table. Its address stays, as `forgotten`: feeds that show it again change nothing.

    What feeds said of it goes too, but for the identity that keeps it from coming back. What carried its text is
    compared anew, as of `now`.
    """
    records = records_of(db, url)
    pages = "select page_id from store.pages where url = $url"
    documents = "select document_id from store.extractions where url = $url"
    numbers = f"select signature_no from store.signatures where document_id in ({documents})"
    carriers = db.execute(
        f"select article_id::varchar from store.duplicates where undone_at is null and duplicate_of in ({pages}) "
        f"and article_id not in ({pages})",
        {"url": url},
    ).fetchall()
    articles = [i for (i,) in db.execute(pages.replace("page_id", "page_id::varchar"), {"url": url}).fetchall()]
    gone = [("linked", unlinking.drop(db, articles, now))]
    gone += [(table, _delete(db, table, f"article_id in ({pages})", url)) for table in _BY_ARTICLE]
    gone += [(table, _delete(db, table, f"page_id in ({pages})", url)) for table in _BY_PAGE]
    gone.append(("duplicates", _delete(db, "duplicates", f"article_id in ({pages}) or duplicate_of in ({pages})", url)))
    gone.append(("bands", _delete(db, "bands", f"signature_no in ({numbers})", url)))
    gone += [(t, _delete(db, t, f"document_id in ({documents})", url)) for t in _BY_DOCUMENT]
    gone.append(("extractions", _delete(db, "extractions", "url = $url", url)))
    gone.append(("documents", _delete(db, "documents", "purpose = 'page' and key = $url", url)))
    db.execute(
        "update store.pages set outcome = 'forgotten', next_attempt_at = null, check_at = null, detail = '' "
        "where url = $url",
        {"url": url},
    )
    db.execute(
        "update store.entries set title = '', excerpt = '', authors = [], categories = [], said = '{}' "
        "where url = $url",
        {"url": url},
    )
    db.execute("update store.finds set title = '' where url = $url", {"url": url})
    if carriers:
        copies.look_again(db, [article_id for (article_id,) in carriers], now)
    rows: dict[str, int] = {}
    for table, n in gone:
        rows[table] = rows.get(table, 0) + n
    return Forgotten(rows=tuple((table, n) for table, n in rows.items() if n), records=records)


def _delete(db: Connection, table: str, where: str, url: str) -> int:
    found = db.execute(f"delete from store.{table} where {where}", {"url": url}).fetchone()
    return int(found[0]) if found else 0
