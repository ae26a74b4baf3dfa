"""The steps that need no connection: extract (archived pages to extractions) and identify (to articles)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain

from flows.batches import Batch, chunks
from flows.job import Job
from flows.steps import look_again_soon
from sources.archive import Archive
from sources.errors import ArchiveError
from sources.extract.bylines import persons_among
from sources.extract.page import EXTRACTOR
from sources.extract.pool import extract_all
from sources.keys import entry_keys, page_keys
from sources.types import Extraction, Key, Outlet, Page
from warehouse import extractions
from warehouse import identify as identity
from warehouse.connection import connect, transaction
from warehouse.extractions import UnreadPage

PAGE_LIMIT = timedelta(seconds=20)  # what trafilatura may take for one page; the slowest real one takes about 3 s
READ_A_BATCH = 100


class ExtractorBugError(Exception):
    """Pages that our own code failed on; they are recorded as crashed."""


def extract(job: Job, known: tuple[Outlet, ...]) -> None:
    """Reads every archived page that was not read yet, in a pool of processes, each within its time.

    Raises ExtractorBugError when all is recorded and some of it was our own fault.
    """
    with connect(job.settings.warehouse) as db:
        unread = extractions.unread(db)
    job.progress.begin("extract", len(unread))
    bugs = [bug for some in job.each("extract", partial(_extract_batch, job, known), _as_one(unread)) for bug in some]
    if bugs:
        raise ExtractorBugError("; ".join(bugs[:5]))


def _as_one(unread: tuple[UnreadPage, ...]) -> list[Batch[tuple[UnreadPage, ...]]]:
    """One batch: the pool of processes spreads it over the cores."""
    return [Batch(name=f"{len(unread)} pages", todo=unread)] if unread else []


def _extract_batch(job: Job, known: tuple[Outlet, ...], unread: tuple[UnreadPage, ...]) -> list[str]:
    """Reads and records the pages, 100 at a time; what our own code failed on."""
    outlets = {outlet.outlet_id: outlet for outlet in known}
    by_key = {page.document_id: page for page in unread if page.outlet_id in outlets}
    lost: list[Extraction] = []
    readable = _pages(job.archive, outlets, by_key.values(), lost)
    read = chain(extract_all(readable, workers=job.settings.workers, limit=PAGE_LIMIT), lost)
    bugs = []
    for some in chunks(((by_key[e.key], e) for e in read), READ_A_BATCH):
        record_extractions(job, some)
        bugs += [f"{page.url}: {e.detail}" for page, e in some if e.detail.startswith("bug: ")]
        job.progress.advance("extract", len(some))
    return bugs


def _pages(
    archive: Archive, outlets: dict[str, Outlet], unread: Iterable[UnreadPage], lost: list[Extraction]
) -> Iterator[Page]:
    """The pages as the archive has them; those it can no longer give go to `lost`, and harm no other."""
    for page in unread:
        try:
            yield _page(archive, outlets[page.outlet_id], page)
        except ArchiveError as error:
            lost.append(Extraction(key=page.document_id, outcome="lost", detail=str(error)))


def _page(archive: Archive, outlet: Outlet, unread: UnreadPage) -> Page:
    document = archive.read(unread.ref)
    return Page(
        key=unread.document_id,
        url=document.final_url,
        body=document.body,
        content_type=document.header("content-type"),
        language=outlet.language,
        time_zone=outlet.time_zone,
        rules=outlet.pages,
    )


def record_extractions(job: Job, read: tuple[tuple[UnreadPage, Extraction], ...]) -> None:
    """Writes what became of each page."""
    with connect(job.settings.warehouse) as db, transaction(db):
        recorded = extractions.record(db, read, EXTRACTOR)
        look_again_soon(db, recorded.changed)
    job.tally.extractions((page.outlet_id, e) for page, e in read if page.document_id not in recorded.again)


def identify(job: Job, known: tuple[Outlet, ...]) -> None:
    """Gives new extractions their articles and versions, and decides which articles and texts are one."""
    with connect(job.settings.warehouse) as db:
        done = identity.identify(db, ways(known), job.now)
    job.tally.counts["versions"] = done.versions
    job.tally.counts["merged"] = done.merged
    job.tally.counts["copies"] = done.copies


def ways(known: tuple[Outlet, ...]) -> identity.Ways:
    """How these outlets' addresses, GUIDs and bylines are read."""
    outlets = {outlet.outlet_id: outlet for outlet in known}

    def persons(outlet_id: str, bylines: tuple[str, ...]) -> tuple[str, ...]:
        outlet = outlets.get(outlet_id)
        return persons_among(bylines, outlet.pages, outlet.name) if outlet else bylines

    return identity.Ways(naming=Naming(outlets), persons=persons)


class Naming:
    """The keys in addresses and GUIDs by the outlets' rules; those of an outlet whose file is gone: its addresses."""

    def __init__(self, outlets: dict[str, Outlet]) -> None:
        self._outlets = outlets

    def of_entry(self, outlet_id: str, feed_url: str, guid: str, link: str, url: str) -> tuple[Key, ...]:
        """What an entry says of which article it is."""
        outlet = self._outlets.get(outlet_id)
        return entry_keys(feed_url, guid, link, url, outlet) if outlet else _address(url)

    def of_page(self, outlet_id: str, url: str, final_url: str, claim: str) -> tuple[Key, ...]:
        """What a page says of it."""
        outlet = self._outlets.get(outlet_id)
        return page_keys(url, final_url, claim, outlet) if outlet else _address(url)


def _address(url: str) -> tuple[Key, ...]:
    return (Key(kind="address", value=url, said_by="url"),)
