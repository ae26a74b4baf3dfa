"""Mending after a run that was cut down: what it had archived and not recorded is recorded, nothing is asked again.

A document lies in the archive before anything is derived from it, so a record that the index does not know is a poll
or a fetch that somebody made and did not live to write down. Such records may lie before indexed ones: many threads
write to one file, and each batch is recorded when it is done.
"""

from dataclasses import replace

from flows import slices
from flows.job import Job
from flows.steps import record_fetches, record_polls
from flows.tally import Tally
from sources import fetching, polling
from sources.keeping import kept_before
from sources.types import ArchivedDocument, ArchiveRef, Outlet, WantedPage
from warehouse import documents, feeds, pages, runs
from warehouse.connection import connect, transaction
from warehouse.identity.ids import article_id


def mend(job: Job, known: tuple[Outlet, ...]) -> int:
    """Records what earlier runs archived and did not record; returns how many documents that were.

    Looks only after a pass that was cut or failed: elsewhere every document is recorded. Feed documents of outlets
    that the catalogue does not have now are left for a later mending.
    """
    with connect(job.settings.warehouse) as db:
        if not runs.is_unmended(db):
            return 0
    found = unrecorded(job)
    if found:
        job.progress.say(f"An earlier run was cut down: taking up {len(found)} documents that it had archived.")
    outlets = {outlet.outlet_id: outlet for outlet in known}
    apart = replace(job, tally=Tally())  # this run did not ask for them
    for ref in found:
        _take_up(apart, outlets, job.archive.read(ref))
    with connect(job.settings.warehouse) as db, transaction(db):
        runs.set_mended(db)
    return len(found)


def unrecorded(job: Job) -> tuple[ArchiveRef, ...]:
    """Where the documents lie that the archive holds and the index does not know, in the order they were fetched."""
    with connect(job.settings.warehouse) as db:
        indexed = {file.file: file.bytes for file in documents.indexed_bytes(db)}
        behind = [name for name, size in job.archive.files() if size > indexed.get(name, 0) + job.archive.opening(name)]
        offsets = {name: documents.indexed_offsets(db, name) for name in behind}
    found = [
        (document.fetched_at, document.ref)
        for name in behind
        for document in job.archive.scan(name)
        if document.ref.offset not in offsets[name]
    ]
    return tuple(ref for _, ref in sorted(found, key=lambda one: (one[0], one[1].file, one[1].offset)))


def _take_up(job: Job, outlets: dict[str, Outlet], document: ArchivedDocument) -> None:
    if document.purpose == "feed":
        _take_up_poll(job, outlets, document)
    elif document.purpose == "page":
        _take_up_page(job, outlets.get(document.outlet_id), document)
    elif document.purpose != "listing" or not _take_up_step(job, outlets.get(document.outlet_id), document):
        with connect(job.settings.warehouse) as db, transaction(db):
            documents.index(db, [kept_before(document)])


def _take_up_step(job: Job, outlet: Outlet | None, document: ArchivedDocument) -> bool:
    """Records a step of a backfill; whether its route is known."""
    found = slices.read_again(outlet, document)
    if found:
        with slices.open_ledger(job) as ledger:
            slices.record(job, ledger, *found)
    return found is not None


def _take_up_poll(job: Job, outlets: dict[str, Outlet], document: ArchivedDocument) -> None:
    outlet = outlets.get(document.outlet_id)
    feed = next((feed for feed in outlet.feeds if feed.url == document.key), None) if outlet else None
    if outlet is None or feed is None:
        return
    with connect(job.settings.warehouse) as db:
        states = {state.feed_url: state for state in feeds.states(db)}
    record_polls(job, (polling.read_again(outlet, feed, document),), states)


def _take_up_page(job: Job, outlet: Outlet | None, document: ArchivedDocument) -> None:
    """Records the page's fetch, or the look at it; not if it was forgotten meanwhile: then its bytes go, too."""
    with connect(job.settings.warehouse) as db:
        forgotten = pages.is_forgotten(db, document.outlet_id, document.key)
        known = pages.known(db, [article_id(document.outlet_id, document.key)])
    if forgotten:
        job.archive.erase([document.ref], job.now)
        return
    page = known[0] if known else WantedPage(outlet_id=document.outlet_id, url=document.key, attempts=0)
    held = job.shelf.held(page.document) if page.document else None
    record_fetches(job, (fetching.read_again(page, document, outlet, held),))
