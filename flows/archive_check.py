"""Whether the archive holds what the index says: every document with the bytes that were stored, files to their end.

A sample reads so many documents, the newest file and a few others whole, and looks at the length of all; `all` reads
every file whole, some 100 MB a second and core.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

from flows.job import Job
from sources.archive import Archive
from sources.errors import ArchiveError
from sources.types import ArchiveRef
from warehouse import retention
from warehouse.connection import connect

Check = Literal["sample", "all", "none"]
DOCUMENTS, FILES = 500, 3  # of a sample
_MOST_SAID = 20  # contradictions that are spelt out


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How much was read, what contradicts the index, and what is worth knowing and does not. Sentences."""

    documents: int = 0
    files: int = 0
    troubles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def check_archive(job: Job, how: Check) -> Checked:
    """Compares the archive with the index, as thoroughly as `how` says."""
    if how == "none":
        return Checked()
    with connect(job.settings.warehouse) as db:
        extents = retention.extents(db)
        some = retention.some_records(db, DOCUMENTS, job.run_id) if how == "sample" else ()
        sizes = dict(job.archive.files())
        short = [sentence for extent in extents if (sentence := _too_short(extent, sizes.get(extent.file)))]
        whole = list(sizes) if how == "all" else _a_few(list(sizes), job.run_id)
        job.progress.begin("check", len(whole) + len(some))
        parts = [_file(job, file, retention.due_records(db, file)) for file in whole]
    parts += [_document(job, ref) for ref in some if ref.file in sizes]
    return Checked(
        documents=sum(part.documents for part in parts),
        files=len(whole),
        troubles=_spelt_out(dict.fromkeys(chain(short, *(part.troubles for part in parts)))),
        notes=tuple(chain(*(part.notes for part in parts))),
    )


def _too_short(extent: retention.Extent, size: int | None) -> str:
    if size is None:
        return f"{extent.file} is not there, and the index has documents in it"
    if size < extent.end:
        return f"{extent.file} ends at byte {size}, and the index has documents up to byte {extent.end}"
    return ""


def _a_few(files: list[str], seed: str) -> list[str]:
    """The newest, and a few others by chance."""
    by_chance = sorted(files[:-1], key=lambda file: hashlib.sha256(f"{seed} {file}".encode()).digest())
    return [*files[-1:], *by_chance[: FILES - 1]]


def _file(job: Job, file: str, due: tuple[ArchiveRef, ...]) -> Checked:
    """One file, whole. That it ends in a record which was cut short is no contradiction: a killed run left it so."""
    try:
        found = job.archive.examine(file)
    except ArchiveError as error:
        return Checked(troubles=(str(error),))
    sound = frozenset(found.sound)
    troubles = tuple(_said(ref, job.archive) for ref in due if ref not in sound)
    torn = found.size - found.readable
    note = f"{file} ends in {torn} bytes of a record that was cut short, as a killed run leaves it"
    job.progress.advance("check", 1, file)
    return Checked(documents=len(due), troubles=troubles, notes=(note,) if torn and not troubles else ())


def _document(job: Job, ref: ArchiveRef) -> Checked:
    job.progress.advance("check")
    trouble = _trouble(ref, job.archive)
    return Checked(documents=1, troubles=(trouble,) if trouble else ())


def _said(ref: ArchiveRef, archive: Archive) -> str:
    return _trouble(ref, archive) or f"{ref.file}, byte {ref.offset}: no document of the index lies here"


def _trouble(ref: ArchiveRef, archive: Archive) -> str:
    """What is wrong with the document, in words; empty where nothing is."""
    try:
        archive.read(ref)
    except ArchiveError as error:
        return str(error) if ref.file in str(error) else f"{ref.file}, byte {ref.offset}: {error}"
    return ""


def _spelt_out(troubles: Iterable[str]) -> tuple[str, ...]:
    every: Iterator[str] = iter(troubles)
    said = tuple(islice(every, _MOST_SAID))
    more = sum(1 for _ in every)
    return (*said, f"and {more} more such") if more else said
