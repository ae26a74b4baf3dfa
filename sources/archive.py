"""The archive: every fetched document, in append-only WARC files under one folder.

    <root>/YYYY/MM/DD/kabar-<time>-<random>.warc.gz      the day is the fetch's, in UTC

A record is whole or, after a crash, the torn end of its file: each is written at once, flushed, and taken back if
that fails; every run writes files of its own. What a record looks like inside is in `sources.records`.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from os import SEEK_END
from pathlib import Path, PurePosixPath
from threading import Lock

from sources import durable, records
from sources.errors import ArchiveError
from sources.records import Label, Record
from sources.types import ArchivedDocument, ArchiveRef, Purpose, Response

FULL_FILE = 1_000_000_000  # bytes after which a new file is begun: what other tools expect of a WARC file
MOST_STEPS = 3  # from a revisit to the copy with the bytes; one is usual

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file that was read to its end: `size` bytes, `readable` of them records that are whole.

    `sound` are its documents whose bytes are there, and are those that were stored.
    """

    file: str
    size: int
    readable: int
    sound: tuple[ArchiveRef, ...]


class Archive:
    """The documents under `root`; any number of threads may write and read at once.

    With `sync` every record has reached the disk, not just the system, when `write` returns.
    """

    def __init__(self, root: Path, *, sync: bool = True, full_file: int = FULL_FILE) -> None:
        self.root, self._sync, self._full_file = root, sync, full_file
        self._lock = Lock()
        self._current: dict[str, tuple[str, int]] = {}  # day -> this run's file for it, and its length as left

    # -------------------------------------------------------------- writing

    def write(
        self,
        response: Response,
        *,
        purpose: Purpose,
        key: str,
        outlet_id: str,
        known: Callable[[str], ArchiveRef | None],
    ) -> ArchiveRef:
        """Where the document now lies, whole and flushed; raises `ArchiveError` if it could not be written.

        `known` gives a place where the bytes of a digest lie already: then they are not written again.
        """
        label = Label(purpose=purpose, key=key, outlet_id=outlet_id)
        digest = records.digest_of(response.body)
        copy = known(digest) if response.body else None
        member = self._revisit(response, label, digest, copy) or records.response_record(response, label, digest)
        with self._lock:
            file, offset = self._append(member, response.fetched_at)
        return ArchiveRef(file=file, offset=offset, length=len(member), digest=digest)

    def _revisit(self, response: Response, label: Label, digest: str, copy: ArchiveRef | None) -> bytes | None:
        """A record that stands for bytes stored before; `None` where they turn out not to be there."""
        if copy is None or copy.digest != digest:
            return None
        try:
            original, at = self._with_bytes(self._record(copy), copy)
        except ArchiveError as error:
            log.warning("stored again, because the copy cannot be read: %s", error)
            return None
        return records.revisit_record(response, label, digest, original, at)

    def _append(self, member: bytes, at: datetime) -> tuple[str, int]:
        day = f"{at.astimezone(UTC):%Y/%m/%d}"
        try:
            file = self._current_file(day) or self._begin(day, at)
            offset = durable.append(self.root / file, member, sync=self._sync)
        except OSError as error:
            raise ArchiveError(
                f"The archive under {self.root} cannot be written: {error.strerror or error}; "
                "what was stored before is whole."
            ) from error
        self._current[day] = file, offset + len(member)
        return file, offset

    def _current_file(self, day: str) -> str | None:
        """This run's file for `day`, unless it is full, gone, or not as it was left (a failure not taken back)."""
        file, size = self._current.get(day, ("", 0))
        if not file or size >= self._full_file:
            return None
        path = self.root / file
        return file if path.exists() and path.stat().st_size == size else None

    def _begin(self, day: str, at: datetime) -> str:
        """A new file with its opening record; its name is nobody else's, also where the clock stands still."""
        name = f"kabar-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(6)}.warc.gz"
        path = self.root / day / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb"):
            pass
        opening = records.opening(name, at)
        try:
            durable.append(path, opening, sync=self._sync)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        if self._sync:
            durable.sync_folder(path.parent)
        self._current[day] = f"{day}/{name}", len(opening)
        return f"{day}/{name}"

    # -------------------------------------------------------------- reading

    def read(self, ref: ArchiveRef) -> ArchivedDocument:
        """The document at `ref`, its bytes checked against the digest; `ArchiveError` where that cannot be."""
        return self._document(self._record(ref), ref)

    def scan(self, file: str, offset: int = 0) -> Iterator[ArchivedDocument]:
        """The documents of `file` from `offset` on, in order, whole ones only.

        The file ends for us where a record is torn or damaged, which is logged. A document whose bytes are gone
        (a revisit of an erased one) is logged and left out.
        """
        path = self._path(file)
        try:
            with path.open("rb") as stream:
                while True:
                    stream.seek(offset)
                    raw, length = records.unpacked(stream)
                    if not length:
                        return
                    record = records.parsed(raw)
                    yield from self._documents(record, file, offset, length)
                    offset += length
        except ArchiveError as error:
            log.warning("%s ends for us at byte %d: %s", file, offset, error)
        except OSError as error:
            raise ArchiveError(f"{file} cannot be read: {error.strerror or error}") from error

    def examine(self, file: str) -> Examined:
        """Reads the whole of `file`, every document checked. Raises ArchiveError where it is not there."""
        path, offset, sound = self._path(file), 0, []
        try:
            with path.open("rb") as stream:
                size = stream.seek(0, SEEK_END)
                while offset < size:
                    stream.seek(offset)
                    raw, length = records.unpacked(stream)
                    ref = self._sound(raw, file, offset, length)
                    sound += [ref] if ref else []
                    offset += length
        except ArchiveError as error:
            log.info("%s ends for us at byte %d: %s", file, offset, error)
        except OSError as error:
            raise ArchiveError(f"{file} cannot be read: {error.strerror or error}") from error
        return Examined(file=file, size=size, readable=offset, sound=tuple(sound))

    def bytes_at(self, ref: ArchiveRef) -> ArchiveRef:
        """Where the bytes of the document at `ref` lie: there, or in an earlier record that it stands for."""
        return self._with_bytes(self._record(ref), ref)[1]

    def opening(self, file: str) -> int:
        """The bytes of the record that opens `file` and is no document; 0 where even that is torn."""
        try:
            with self._path(file).open("rb") as stream:
                return records.unpacked(stream)[1]
        except (ArchiveError, OSError):
            return 0

    def files(self) -> Iterator[tuple[str, int]]:
        """Every file of the archive, relative to its root, oldest day first, with its size in bytes."""
        for path in sorted(self.root.glob("[0-9]*/[0-9]*/[0-9]*/*.warc.gz")):
            yield path.relative_to(self.root).as_posix(), path.stat().st_size

    def _sound(self, raw: bytes, file: str, offset: int, length: int) -> ArchiveRef | None:
        """The document in an unpacked member, if there is one and it is what was stored."""
        try:
            record = records.parsed(raw)
            ref = ArchiveRef(file=file, offset=offset, length=length, digest=record.field("WARC-Payload-Digest"))
            return self._document(record, ref).ref if record.field("WARC-Type") in ("response", "revisit") else None
        except ArchiveError as error:
            log.info("%s, byte %d: %s", file, offset, error)
            return None

    def _documents(self, record: Record, file: str, offset: int, length: int) -> Iterator[ArchivedDocument]:
        if record.field("WARC-Type") not in ("response", "revisit"):
            return
        ref = ArchiveRef(file=file, offset=offset, length=length, digest=record.field("WARC-Payload-Digest"))
        try:
            document = self._document(record, ref)
        except ArchiveError as error:
            log.warning("%s, byte %d, is left out: %s", file, offset, error)
            return
        yield document

    def _document(self, record: Record, ref: ArchiveRef) -> ArchivedDocument:
        original, _ = self._with_bytes(record, ref)
        if not ref.digest == record.field("WARC-Payload-Digest") == records.digest_of(original.body):
            raise ArchiveError(f"{ref.file}, byte {ref.offset}: the bytes are not those that were stored")
        return records.document(record, ref, original.body)

    def _with_bytes(self, record: Record, ref: ArchiveRef) -> tuple[Record, ArchiveRef]:
        """The record that holds the bytes which `record` at `ref` stands for: itself, or what it revisits."""
        for _ in range(MOST_STEPS):
            kind = record.field("WARC-Type")
            if kind == "response":
                return record, ref
            if kind != "revisit":
                break
            ref = records.copy_at(record)
            record = self._record(ref)
        raise ArchiveError(f"{ref.file}, byte {ref.offset}: no document lies here (any more)")

    def _record(self, ref: ArchiveRef) -> Record:
        try:
            with self._path(ref.file).open("rb") as stream:
                stream.seek(ref.offset)
                raw, length = records.unpacked(stream)
        except (OSError, OverflowError, ValueError) as error:
            raise ArchiveError(f"{ref.file} cannot be read: {error}") from error
        if length != ref.length:
            raise ArchiveError(f"{ref.file}, byte {ref.offset}: no record of {ref.length} bytes lies here")
        return records.parsed(raw)

    def _path(self, file: str) -> Path:
        """The path of a file named in a ref: below the root, whatever the name tries."""
        name = PurePosixPath(file)
        if "\0" not in file and not name.is_absolute() and ".." not in name.parts:
            path = self.root / name
            if path.resolve().is_relative_to(self.root.resolve()):
                return path
        raise ArchiveError(f"{file!r} does not lie in the archive")

    # -------------------------------------------------------------- forgetting

    def erase(self, refs: Iterable[ArchiveRef], now: datetime) -> None:
        """Overwrite the records at `refs` for good, one file at a time; nothing else moves, so every ref holds.

        A file is rewritten beside itself and put in its place at once. What revisits an erased copy loses its
        bytes with it: give its ref too. Erasing twice is no error. Raises `ArchiveError` where a ref is none.
        """
        by_file: dict[str, list[ArchiveRef]] = {}
        for ref in refs:
            by_file.setdefault(ref.file, []).append(ref)
        with self._lock:
            for file, doomed in by_file.items():
                path = self._path(file)
                for ref in doomed:
                    self._record(ref)  # there is one, of this very length
                try:
                    durable.overwrite(path, {ref.offset: records.tombstone(ref.length, now) for ref in doomed})
                except OSError as error:
                    raise ArchiveError(f"{file} cannot be rewritten: {error.strerror or error}") from error

    def remove(self, files: Iterable[str]) -> int:
        """Deletes whole files, and the folders of days that hold nothing then; what is not there is no error.

        Returns how many were. Raises `ArchiveError` where one cannot be deleted.
        """
        paths = [path for path in map(self._path, files) if path.exists()]
        try:
            for path in paths:
                path.unlink()
            for day in {path.parent for path in paths}:
                _remove_empty(day, self.root)
        except OSError as error:
            raise ArchiveError(f"{self.root} cannot be cleared: {error.strerror or error}") from error
        return len(paths)


def _remove_empty(day: Path, root: Path) -> None:
    """A day's folder, its month's and its year's, as far as they hold nothing; what is left is made to last."""
    for folder in (day, *day.parents):
        if folder == root:
            break
        with suppress(OSError):
            folder.rmdir()
            continue
        break
    durable.sync_folder(next(folder for folder in (day, *day.parents) if folder.exists()))
