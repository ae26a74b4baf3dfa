"""Mending after a run that was cut down: what it had archived and not recorded is recorded now, nothing is asked again.

A document lies in the archive before anything is derived from it, so whatever follows the last indexed record of a file
is a poll or a fetch that somebody made and did not live to write down.
"""

from flows.job import Job
from flows.steps import record_fetches, record_polls
from sources import fetching, polling
from sources.keeping import kept_before
from sources.outcomes import is_wall
from sources.types import ArchivedDocument, Kept, Outlet, PageFetch, Poll, WantedPage
from warehouse import documents, feeds, runs
from warehouse.connection import connect, transaction


def mend(job: Job, known: tuple[Outlet, ...]) -> int:
    """Records what earlier runs archived and did not record; returns how many documents that were.

    Looks only after a run that was cut or failed: elsewhere every document is recorded.
    """
    with connect(job.settings.warehouse) as db:
        if not runs.is_unmended(db):
            return 0
    found = unrecorded(job)
    if found:
        job.progress.say(f"An earlier run was cut down: taking up {len(found)} documents that it had archived.")
    outlets = {outlet.outlet_id: outlet for outlet in known}
    for document in found:
        outlet = outlets.get(document.outlet_id)
        if document.purpose == "feed" and outlet:
            _take_up_poll(job, outlet, document)
        elif document.purpose == "page":
            record_fetches(job, (_page_fetch(document),))
    with connect(job.settings.warehouse) as db, transaction(db):
        documents.index(db, [_kept(document) for document in found])
    return len(found)


def unrecorded(job: Job) -> tuple[ArchivedDocument, ...]:
    """The documents that follow the last indexed record of each file of the archive, oldest first."""
    with connect(job.settings.warehouse) as db:
        ends = {end.file: end.end for end in documents.indexed_ends(db)}
    behind = [name for name, size in job.archive.files() if size > ends.get(name, 0)]
    found = [document for name in behind for document in job.archive.scan(name, ends.get(name, 0))]
    return tuple(sorted(found, key=lambda document: document.fetched_at))


def _take_up_poll(job: Job, outlet: Outlet, document: ArchivedDocument) -> None:
    feed = next((feed for feed in outlet.feeds if feed.url == document.key), None)
    if feed is None:
        return
    poll: Poll = polling.read_again(outlet, feed, document)
    with connect(job.settings.warehouse) as db:
        states = {state.feed_url: state for state in feeds.states(db)}
    record_polls(job, (poll,), states)


def _page_fetch(document: ArchivedDocument) -> PageFetch:
    kept = _kept(document)
    return PageFetch(
        page=WantedPage(outlet_id=document.outlet_id, url=document.key, attempts=0),
        fetched_at=document.fetched_at,
        outcome=kept.outcome,
        exchanges=(polling.exchange_of(document),),
        attempts=1,
        next_attempt_at=fetching.next_attempt(kept.outcome, 1, document.fetched_at),
        kept=kept,
    )


def _kept(document: ArchivedDocument) -> Kept:
    return kept_before(document, blocked=document.purpose == "page" and is_wall(document.headers, document.body))
