"""Identify: from what pages and feeds show to articles, versions, merges and copies; one transaction a portion.

    keys -> merges -> versions -> fingerprints -> copies

Everything here reads what waits (entries not keyed, extractions not placed, absences later than the last version),
so that a run that is cut down leaves a whole state, and the next one goes on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from warehouse import articles, copies, keys, linked, merges
from warehouse.connection import Connection, transaction
from warehouse.keys import Naming
from warehouse.listed import Persons
from warehouse.load import joined

PORTION = 5_000  # extractions in one transaction: some 20 MB of text
ENTRIES = 50_000  # and entries, which are short


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What is known of outlets that this package does not know: their keys, and whom their bylines name."""

    naming: Naming
    persons: Persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """How many articles, versions, merges and copies came of one pass."""

    articles: int = 0
    versions: int = 0
    merged: int = 0
    copies: int = 0


def identify(db: Connection, ways: Ways, now: datetime) -> Identified:
    """Gives every extraction that waits its article and version, and decides what is one with what.

    Decisions of before that a rebuild did not come to again are undone at `now`, and stay on record.
    """
    done = Identified()
    while True:
        with transaction(db):
            portion = _portion(db, ways)
            if portion is None:
                _retract(db, ways, now)
                return done
        done = Identified(
            articles=done.articles + portion.articles,
            versions=done.versions + portion.versions,
            merged=done.merged + portion.merged,
            copies=done.copies + portion.copies,
        )


def _portion(db: Connection, ways: Ways) -> Identified | None:
    with _waiting(db) as pages:
        if pages is None:
            return None
        touched = keys.take_up(db, ways.naming, "waiting_documents", "waiting_named")
        merged = merges.merge_shared(db, touched)
        changed = merged.changed | set(merges.roots_of(db, pages).values())
        written = articles.write(db, changed, ways.persons)
        copied = copies.find(db, written.documents)
        linked.read_again(db, merged.changed)
        _mark(db)
    return Identified(articles=written.articles, versions=written.versions, merged=merged.decisions, copies=copied)


@contextmanager
def _waiting(db: Connection) -> Iterator[tuple[str, ...] | None]:
    """Lays out the oldest of what waits in temporary relations; yields the pages whose articles may change by it."""
    db.execute(_LAY_OUT.format(documents=PORTION, entries=ENTRIES))
    found = db.execute(
        "select page_id::varchar from waiting_documents union select page_id::varchar from waiting_absences"
    ).fetchall()
    named = db.execute("select (select count(*) from waiting_entries) + (select count(*) from waiting_finds)")
    yield tuple(page_id for (page_id,) in found) if found or named.fetchall()[0][0] else None
    db.execute(
        "drop table waiting_documents; drop table waiting_entries; drop table waiting_finds; drop table waiting_named; "
        "drop table waiting_absences"
    )


_LAY_OUT = """
    create or replace temp table waiting_documents as
        select document_id, page_id, outlet_id, observed_at, url, outcome, coalesce(canonical_url, '') as claim
        from store.extractions where not placed
        order by observed_at, document_id limit {documents};
    create or replace temp table waiting_entries as
        select entry_id, page_id, outlet_id, first_seen_at, feed_url, guid, link, url
        from store.entries where not keyed
        order by first_seen_at, entry_id limit {entries};
    create or replace temp table waiting_finds as
        select page_id, outlet_id, found_at as first_seen_at, route as feed_url, day_from, guid, link, url
        from store.finds where not keyed
        order by found_at, page_id, route, day_from limit {entries};
    create or replace temp table waiting_named as
        select * exclude (entry_id) from waiting_entries
        union all by name
        select * exclude (day_from) from waiting_finds where guid <> '';
    create or replace temp table waiting_absences as
        select distinct page_id from store.absences where not placed order by page_id limit {documents};
"""


def _mark(db: Connection) -> None:
    db.execute(
        "update store.extractions set placed = true "
        "where not placed and document_id in (select document_id from waiting_documents)"
    )
    db.execute(
        "update store.entries set keyed = true where not keyed and entry_id in (select entry_id from waiting_entries)"
    )
    db.execute(
        "update store.finds set keyed = true "
        "where not keyed and (page_id, route, day_from) in (select (page_id, feed_url, day_from) from waiting_finds)"
    )
    db.execute(
        "update store.absences set placed = true where not placed and page_id in (select page_id from waiting_absences)"
    )


def _retract(db: Connection, ways: Ways, now: datetime) -> None:
    """Undoes the decisions that nothing speaks for any more."""
    unfounded = db.execute(
        "update store.duplicates set undone_at = ?, undone_by = 'rebuild' where undone_at is null and not confirmed "
        "returning article_id::varchar, duplicate_of::varchar",
        [now],
    ).fetchall()
    if unfounded:
        merges.relay_redirects(db)
        written = articles.write(db, {i for pair in unfounded for i in pair}, ways.persons)
        linked.read_again(db, {i for pair in unfounded for i in pair})
        copies.find_again(db, written.documents)


def reset(db: Connection, outlet_ids: Sequence[str]) -> None:
    """Takes away all that was decided by itself of these outlets, for deciding anew; what a person undid stays undone.

    Of outlets that cannot be read now (their file is gone or faulty) everything stands.
    """
    outlets = {"outlets": joined(outlet_ids)}
    pages = "select page_id from store.pages where outlet_id in (from store.texts($outlets))"
    documents = "select document_id from store.extractions where outlet_id in (from store.texts($outlets))"
    numbers = f"select signature_no from store.signatures where document_id in ({documents})"
    for statement in (
        f"delete from store.bands where signature_no in ({numbers})",
        f"delete from store.signatures where document_id in ({documents})",
        f"delete from store.redirects where article_id in ({pages})",
        f"delete from store.versions where article_id in ({pages})",
        f"delete from store.articles where article_id in ({pages})",
        f"delete from store.keys where page_id in ({pages})",
        f"update store.entries set keyed = false where page_id in ({pages})",
        f"update store.finds set keyed = false where page_id in ({pages})",
        f"update store.extractions set placed = false where page_id in ({pages})",
        f"update store.absences set placed = false where page_id in ({pages})",
        f"update store.duplicates set confirmed = false where undone_at is null and article_id in ({pages})",
    ):
        db.execute(statement, outlets)


def reset_since(db: Connection, since: datetime, outlet_ids: Sequence[str]) -> None:
    """Decides anew about what was fetched or listed since; what was decided before stands."""
    values = {"since": since, "outlets": joined(outlet_ids)}
    among = "outlet_id in (from store.texts($outlets))"
    db.execute(f"update store.entries set keyed = false where first_seen_at >= $since and {among}", values)
    db.execute(f"update store.finds set keyed = false where found_at >= $since and {among}", values)
    db.execute(f"update store.extractions set placed = false where observed_at >= $since and {among}", values)
