"""Requests and documents: a row per request, and the index of the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sources.types import ArchiveRef, Exchange, HostAsked, Kept
from warehouse.connection import Connection
from warehouse.load import append, append_new


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRow:
    """A row of `store.fetches`."""

    run_id: str
    url: str
    host: str
    purpose: str
    started_at: datetime
    outcome: str
    status: int | None
    bytes: int
    ms: int
    detail: str
    wire_at: datetime | None
    host_gap: float | None
    host_budget: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A row of `store.documents`."""

    document_id: str
    purpose: str
    key: str
    outlet_id: str
    url: str
    final_url: str
    status: int
    content_type: str
    fetched_at: datetime
    outcome: str
    file: str
    offset: int
    length: int
    digest: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRow:
    """A row of `store.robots`."""

    url: str
    status: int
    text: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFile:
    """How many bytes of an archive file lie in indexed records."""

    file: str
    bytes: int


def document_id(kept: Kept) -> str:
    """The UUIDv5 of what was fetched, as what, and when: the same however often it is indexed."""
    return str(
        uuid5(NAMESPACE_URL, "\x1f".join((kept.purpose, kept.key, kept.fetched_at.isoformat(), kept.ref.digest)))
    )


def record_exchanges(db: Connection, run_id: str, exchanges: Sequence[Exchange]) -> None:
    """Writes a row for every request."""
    append(db, "store.fetches", [_fetch_row(run_id, exchange) for exchange in exchanges])


def hosts_asked(db: Connection, now: datetime) -> tuple[HostAsked, ...]:
    """How the hosts were asked that were asked on the UTC day of `now`, the machine's time, or in the hour before."""
    rows = db.execute(
        "select host, max(wire_at + to_milliseconds(ms)), "
        "count(*) filter (wire_at >= date_trunc('day', ?::timestamptz)) "
        "from store.fetches where wire_at >= least(date_trunc('day', ?::timestamptz), ? - interval 1 hour) "
        "group by host",
        [now, now, now],
    ).fetchall()
    return tuple(HostAsked(host=host, ended_at=ended_at, sent=sent) for host, ended_at, sent in rows)


def index(db: Connection, kept: Sequence[Kept]) -> int:
    """Indexes archived documents; returns how many were not indexed before."""
    return append_new(db, "store.documents", [_document_row(k) for k in kept], ["document_id"])


def copies_of_feeds(db: Connection) -> tuple[ArchiveRef, ...]:
    """Where the newest document of each feed lies: what a feed shows again is not stored again."""
    rows = db.execute(
        'select file, "offset", length, digest from store.documents '
        "where purpose in ('feed', 'robots') and gone_at is null "
        "qualify row_number() over (partition by purpose, key order by fetched_at desc, document_id) = 1"
    ).fetchall()
    return tuple(ArchiveRef(file=f, offset=o, length=n, digest=d) for f, o, n, d in rows)


def indexed_bytes(db: Connection) -> tuple[IndexedFile, ...]:
    """For every file of the archive, how many bytes of it the index knows."""
    rows = db.execute("select file, sum(length)::bigint from store.documents group by file").fetchall()
    return tuple(IndexedFile(file=file, bytes=size) for file, size in rows)


def indexed_offsets(db: Connection, file: str) -> frozenset[int]:
    """Where the indexed records of one file begin."""
    return frozenset(o for (o,) in db.execute('select "offset" from store.documents where file = ?', [file]).fetchall())


def robots(db: Connection) -> tuple[RobotsRow, ...]:
    """The rules of every site as last fetched."""
    rows = db.execute("select url, status, text, fetched_at from store.robots").fetchall()
    return tuple(RobotsRow(url=url, status=status, text=text, fetched_at=at) for url, status, text, at in rows)


def remember_robots(db: Connection, fresh: Sequence[RobotsRow]) -> None:
    """Puts fresh rules in the place of the old."""
    for row in fresh:
        db.execute("delete from store.robots where url = ?", [row.url])
        db.execute("insert into store.robots values (?, ?, ?, ?)", [row.url, row.status, row.text, row.fetched_at])


def _fetch_row(run_id: str, exchange: Exchange) -> FetchRow:
    return FetchRow(
        run_id=run_id,
        url=exchange.url,
        host=exchange.host,
        purpose=exchange.purpose,
        started_at=exchange.started_at,
        outcome=exchange.outcome,
        status=exchange.status,
        bytes=exchange.bytes,
        ms=exchange.ms,
        detail=exchange.detail,
        wire_at=exchange.wire_at,
        host_gap=exchange.host_gap,
        host_budget=exchange.host_budget,
    )


def _document_row(kept: Kept) -> DocumentRow:
    return DocumentRow(
        document_id=document_id(kept),
        purpose=kept.purpose,
        key=kept.key,
        outlet_id=kept.outlet_id,
        url=kept.url,
        final_url=kept.final_url,
        status=kept.status,
        content_type=kept.content_type,
        fetched_at=kept.fetched_at,
        outcome=kept.outcome,
        file=kept.ref.file,
        offset=kept.ref.offset,
        length=kept.ref.length,
        digest=kept.ref.digest,
        bytes=kept.bytes,
    )
