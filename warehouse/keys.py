"""Keys: everything that names an article, by page; and which pages share one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Protocol

from sources.types import Key
from warehouse import chosen
from warehouse.connection import Connection
from warehouse.identity.merging import Look, Shared
from warehouse.load import append, joined

# A key that more pages of an outlet share than an article has addresses names nothing: a feed that gives every item
# one GUID, a template with one canonical link for all.
WORN_OUT = 20
TITLES = 10  # headlines of a page that are compared: a feed may have worded one at every poll


class Naming(Protocol):
    """Reads keys out of addresses and GUIDs by the rules of each outlet."""

    def of_entry(self, outlet_id: str, feed_url: str, guid: str, link: str, url: str) -> tuple[Key, ...]:
        """What a feed's entry says of which article it is."""
        ...

    def of_page(self, outlet_id: str, url: str, final_url: str, claim: str) -> tuple[Key, ...]:
        """What a page says of it: where asking for it ended, and what it claims its address to be."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A row of `store.keys`; `hash` stands for outlet, kind and value where two keys are compared."""

    page_id: str
    outlet_id: str
    kind: str
    value: str
    said_by: str
    seen_at: datetime
    hash: int


def take_up(db: Connection, naming: Naming, documents: str, entries: str) -> tuple[str, ...]:
    """Writes the keys that these entries and documents give their pages; returns the pages concerned, in no order.

    `documents` (document_id, page_id, outlet_id, observed_at, url, outcome, claim) and `entries` (page_id, outlet_id,
    first_seen_at, feed_url, guid, link, url) name relations.
    """
    rows = [*_of_entries(db, naming, entries), *_of_pages(db, naming, documents)]
    touched = tuple({row.page_id for row in rows})
    known = _known(db, touched)
    fresh = {(row.page_id, row.hash, row.said_by): row for row in sorted(rows, key=lambda r: r.seen_at, reverse=True)}
    append(db, "store.keys", [row for key, row in fresh.items() if key not in known])
    return touched


def _of_entries(db: Connection, naming: Naming, entries: str) -> list[KeyRow]:
    waiting = db.execute(
        "select page_id::varchar, outlet_id, first_seen_at, feed_url, guid, link, url "
        f"from {entries} where page_id is not null"
    ).fetchall()
    return [
        _row(page_id, outlet, seen_at, key)
        for page_id, outlet, seen_at, feed_url, guid, link, url in waiting
        for key in naming.of_entry(outlet, feed_url, guid, link, url)
    ]


def _of_pages(db: Connection, naming: Naming, documents: str) -> list[KeyRow]:
    waiting = db.execute(
        "select w.page_id::varchar, w.outlet_id, w.observed_at, w.url, d.final_url, w.claim "
        f"from {documents} w join store.documents d using (document_id) where w.outcome in ('ok', 'unchanged')"
    ).fetchall()
    return [
        _row(page_id, outlet, seen_at, key)
        for page_id, outlet, seen_at, url, final_url, claim in waiting
        for key in naming.of_page(outlet, url, final_url, claim)
    ]


def _row(page_id: str, outlet_id: str, seen_at: datetime, key: Key) -> KeyRow:
    digest = blake2b(f"{outlet_id}\x1f{key.kind}\x1f{key.value}".encode(), digest_size=8).digest()
    return KeyRow(
        page_id=page_id,
        outlet_id=outlet_id,
        kind=key.kind,
        value=key.value,
        said_by=key.said_by,
        seen_at=seen_at,
        hash=int.from_bytes(digest, "big"),
    )


def _known(db: Connection, page_ids: Sequence[str]) -> set[tuple[str, int, str]]:
    rows = db.execute(
        "select page_id::varchar, hash, said_by from store.keys where page_id in (from store.ids(?))",
        [joined(page_ids)],
    ).fetchall()
    return {(page_id, number, said_by) for page_id, number, said_by in rows}


def shared(db: Connection, page_ids: Sequence[str]) -> tuple[Shared, ...]:
    """Every key that one of these pages shares with another page of its outlet; worn-out ones are left out."""
    rows = db.execute(_SHARED, {"pages": joined(page_ids), "most": WORN_OUT}).fetchall()
    return tuple(
        Shared(page_id=a, other_id=b, kind=kind, value=value, said_by=frozenset(said_by), seen_at=seen_at)
        for a, b, kind, value, said_by, seen_at in rows
    )


# Every page once by key, with who said so; of a pair, the smaller id comes first.
_SHARED = """
    with
        hashes as (
            select distinct hash from store.keys where page_id in (from store.ids($pages))
        ),
        among as (
            select hash, outlet_id, kind, value, page_id, list(distinct said_by) as said_by, min(seen_at) as seen_at
            from store.keys semi join hashes using (hash)
            where kind <> 'guid' or split_part(value, chr(10), 1) not in (
                select feed_url from store.feeds where guids <> 'kept'
            )
            group by all
        ),
        usable as (select hash from among group by hash having count(*) between 2 and $most),
        few as (select * from among semi join usable using (hash))
    select
        a.page_id::varchar, b.page_id::varchar, a.kind, a.value,
        list_distinct(list_concat(a.said_by, b.said_by)), greatest(a.seen_at, b.seen_at)
    from few a join few b using (hash, outlet_id, kind, value)
    where a.page_id < b.page_id
"""


def looks(db: Connection, page_ids: Sequence[str]) -> dict[str, Look]:
    """What is known of each page, for deciding whether two are one."""
    with chosen.extractions(db, "page_id", page_ids) as read:
        rows = db.execute(_LOOKS.format(chosen=read, titles=TITLES), {"pages": joined(page_ids)}).fetchall()
    return {
        row[0]: Look(
            page_id=row[0],
            url=row[1],
            first_seen_at=row[2],
            titles=tuple(dict.fromkeys([*([row[3]] if row[3] else []), *(row[6] or ())])),
            body=row[4] or "",
            read_at=row[5],
            published_at=row[7],
            is_awaited=row[8],
        )
        for row in rows
    }


_LOOKS = """
    with
        wanted as (select id as page_id from store.ids($pages)),
        listed as (
            select page_id, list(distinct title order by title)[:{titles}] as titles, min(published_at) as published_at
            from store.entries semi join wanted using (page_id)
            where title <> ''
            group by page_id
        ),
        read as (
            select page_id, title, body, observed_at
            from {chosen}
            where outcome = 'ok'
            qualify row_number() over (partition by page_id order by observed_at, document_id) = 1
        )
    select
        p.page_id::varchar, p.url, p.first_seen_at, r.title, r.body, r.observed_at, l.titles, l.published_at,
        r.page_id is null and p.outcome <> 'ok' and p.next_attempt_at is not null
    from store.pages p semi join wanted using (page_id)
    left join read r using (page_id)
    left join listed l using (page_id)
    where p.outcome <> 'forgotten'
"""
