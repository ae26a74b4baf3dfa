"""Retention: whole files of the archive go, the oldest first, once everything in them was read.

By age, once the newest document in a file is older than KABAR_ARCHIVE_DAYS; by size, until the archive is no larger
than KABAR_ARCHIVE_GB. What only stood for the bytes of a document in such a file (a later look that found the same)
goes with it: the bytes are as old as their file, and a robots.txt that never changes would hold its first for ever.

A file is noted as retired before it is deleted, so that one which a killed upkeep left lying is deleted by the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from flows.job import Job
from sources.archive import Archive
from sources.errors import ArchiveError
from warehouse import documents, retention
from warehouse.connection import Connection, connect, transaction
from warehouse.retention import Elsewhere, FileInIndex, RetiredRow

GB = 1_000_000_000
Why = Literal["age", "size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the archive: its bytes, what the index knows of it if anything, and when the newest in it was had."""

    file: str
    bytes: int
    newest_at: datetime
    index: FileInIndex | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """A file that is due, and by which of the two limits."""

    stored: StoredFile
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What retention did: files, their bytes, documents; and files that are due and stay until all in them is read."""

    files: int = 0
    bytes: int = 0
    documents: int = 0
    waiting: int = 0


def choose(files: Sequence[StoredFile], now: datetime, days: int, most_bytes: int) -> tuple[Doomed, ...]:
    """The files that are due, the oldest first; a limit of 0 is none."""
    over = sum(f.bytes for f in files) - most_bytes if most_bytes else 0
    doomed = []
    for stored in sorted(files, key=lambda f: (f.newest_at, f.file)):
        is_old = bool(days) and stored.newest_at < now - timedelta(days=days)
        if is_old or over > 0:
            doomed.append(Doomed(stored=stored, why="age" if is_old else "size"))
            over -= stored.bytes
    return tuple(doomed)


def retire(job: Job) -> Gone:
    """Lets go what is due by the settings, and deletes what an earlier retirement left lying."""
    days, most = job.settings.archive_days, int(job.settings.archive_gb * GB)
    with connect(job.settings.warehouse) as db:
        sweep(db, job.archive)
        if not days and not most:
            return Gone()
        due = choose(_stored(db, job.archive), job.now, days, most)
        doomed, along = _all_read(db, job.archive, due)
        rows = [_row(one, job) for one in doomed]
        with transaction(db):
            count = retention.retire(db, rows, [e.document_id for e in along], job.now)
    job.archive.remove(row.file for row in rows)
    return Gone(files=len(rows), bytes=sum(r.bytes for r in rows), documents=count, waiting=len(due) - len(rows))


def sweep(db: Connection, archive: Archive) -> int:
    """Deletes the files that are noted as retired and still lie there; how many those were."""
    gone = retention.retired(db)
    return archive.remove(file for file, _ in archive.files() if file in gone) if gone else 0


def _stored(db: Connection, archive: Archive) -> list[StoredFile]:
    known = {file.file: file for file in retention.files(db)}
    return [
        StoredFile(file=name, bytes=size, newest_at=newest, index=known.get(name))
        for name, size in archive.files()
        if (newest := known[name].last_fetched_at if name in known else _end_of_day(name))
    ]


def _end_of_day(name: str) -> datetime | None:
    """When the day was over that the file's folders name; `None` where they name none."""
    try:
        year, month, day = map(int, name.split("/")[:3])
        return datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)
    except ValueError:
        return None


def _all_read(
    db: Connection, archive: Archive, due: Sequence[Doomed]
) -> tuple[tuple[Doomed, ...], tuple[Elsewhere, ...]]:
    """Of the files that are due, those in which everything was read, and the documents elsewhere that go with them."""
    indexed = {file.file: file.bytes for file in documents.indexed_bytes(db)}
    ready = [d for d in due if not (d.stored.index and d.stored.index.unread) and _all_known(db, archive, d, indexed)]
    while True:
        names = {d.stored.file for d in ready}
        along = [(e, place) for e in retention.elsewhere(db, sorted(names)) if (place := _place(archive, e)) in names]
        unread = {place for e, place in along if e.unread}
        if not unread:
            return tuple(ready), tuple(e for e, _ in along)
        ready = [d for d in ready if d.stored.file not in unread]


def _all_known(db: Connection, archive: Archive, doomed: Doomed, indexed: dict[str, int]) -> bool:
    """Whether the index has every document of the file: a run that was cut down may have left some to take up."""
    file = doomed.stored.file
    if doomed.stored.bytes <= indexed.get(file, 0) + archive.opening(file):
        return True
    return {ref.offset for ref in archive.examine(file).sound} <= documents.indexed_offsets(db, file)


def _place(archive: Archive, document: Elsewhere) -> str:
    """The file in which the document's bytes lie; empty where they lie nowhere any more."""
    try:
        return archive.bytes_at(document.ref).file
    except ArchiveError:
        return ""


def _row(doomed: Doomed, job: Job) -> RetiredRow:
    stored = doomed.stored
    return RetiredRow(
        file=stored.file,
        bytes=stored.bytes,
        documents=stored.index.documents if stored.index else 0,
        first_fetched_at=stored.index.first_fetched_at if stored.index else None,
        last_fetched_at=stored.index.last_fetched_at if stored.index else None,
        why=doomed.why,
        retired_at=job.now,
        run_id=job.run_id,
    )
