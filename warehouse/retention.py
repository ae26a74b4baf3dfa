"""Which files of the archive hold what, and what went: the side of retention that the warehouse knows.

A file is retired here first, and deleted by the caller then: what is retired and still lies there is deleted by the
next upkeep. What was read of a page stays when its bytes go, and the page is never read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sources.types import ArchiveRef
from warehouse.connection import Connection
from warehouse.load import append, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInIndex:
    """What the index knows of one file: its documents, when they were fetched, and how many wait to be read."""

    file: str
    documents: int
    first_fetched_at: datetime
    last_fetched_at: datetime
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A document outside some files with the very bytes of one in them; `unread`: it waits to be read."""

    document_id: str
    ref: ArchiveRef
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredRow:
    """A row of `store.retired`."""

    file: str
    bytes: int
    documents: int
    first_fetched_at: datetime | None
    last_fetched_at: datetime | None
    why: str
    retired_at: datetime
    run_id: str


_UNREAD = "purpose = 'page' and outcome = 'ok' and not extracted"


def files(db: Connection) -> tuple[FileInIndex, ...]:
    """Every file in which a document lies, or lay, the oldest first."""
    rows = db.execute(
        "select file, count(*), min(fetched_at), max(fetched_at) as last_fetched_at, "
        f"count(*) filter ({_UNREAD}) from store.documents "
        "group by file order by last_fetched_at, file"
    ).fetchall()
    return tuple(
        FileInIndex(file=f, documents=n, first_fetched_at=first, last_fetched_at=last, unread=unread)
        for f, n, first, last, unread in rows
    )


def elsewhere(db: Connection, doomed: Sequence[str]) -> tuple[Elsewhere, ...]:
    """The documents outside the `doomed` files that have the digest of one inside: they may stand for its bytes."""
    rows = db.execute(
        f'select document_id::varchar, file, "offset", length, digest, {_UNREAD} from store.documents '
        "where gone_at is null and file not in (from store.texts($files)) and digest in ("
        "    select digest from store.documents where gone_at is null and file in (from store.texts($files))"
        ') order by file, "offset"',
        {"files": joined(doomed)},
    ).fetchall()
    return tuple(
        Elsewhere(document_id=i, ref=ArchiveRef(file=f, offset=o, length=n, digest=d), unread=unread)
        for i, f, o, n, d, unread in rows
    )


def retire(db: Connection, rows: Sequence[RetiredRow], along: Sequence[str], now: datetime) -> int:
    """Notes that these files go, and the documents `along` that only stand for bytes in them; how many documents go."""
    append(db, "store.retired", rows)
    gone = db.execute(
        "update store.documents set gone_at = $now where gone_at is null and "
        "(file in (from store.texts($files)) or document_id in (from store.ids($along)))",
        {"now": now, "files": joined(row.file for row in rows), "along": joined(along)},
    ).fetchone()
    return int(gone[0]) if gone else 0


def retired(db: Connection) -> frozenset[str]:
    """Every file that ever went, or goes."""
    return frozenset(file for (file,) in db.execute("select file from store.retired").fetchall())


def due_records(db: Connection, file: str) -> tuple[ArchiveRef, ...]:
    """The documents that have to lie in the file."""
    rows = db.execute(
        'select file, "offset", length, digest from store.documents where gone_at is null and file = ? '
        'order by "offset"',
        [file],
    ).fetchall()
    return tuple(ArchiveRef(file=f, offset=o, length=n, digest=d) for f, o, n, d in rows)


def some_records(db: Connection, n: int, seed: str) -> tuple[ArchiveRef, ...]:
    """So many documents that have to lie in the archive, by chance; others for another `seed`."""
    rows = db.execute(
        'select file, "offset", length, digest from store.documents where gone_at is null '
        "order by hash(document_id::varchar || $seed) limit $n",
        {"n": n, "seed": seed},
    ).fetchall()
    return tuple(sorted((ArchiveRef(file=f, offset=o, length=n, digest=d) for f, o, n, d in rows), key=_place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How long a file of the archive has to be: where its last indexed record ends."""

    file: str
    end: int


def extents(db: Connection) -> tuple[Extent, ...]:
    """Every file that has to be there."""
    rows = db.execute(
        'select file, max("offset" + length) from store.documents where gone_at is null group by file order by file'
    ).fetchall()
    return tuple(Extent(file=file, end=end) for file, end in rows)


def _place(ref: ArchiveRef) -> tuple[str, int]:
    return ref.file, ref.offset
