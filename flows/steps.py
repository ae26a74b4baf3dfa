"""The steps that ask the world: poll and fetch. A pass is mend, poll, fetch, extract, identify, tag, link, publish:

    entries <-poll- outlets      pages -fetch-> archive -extract-> extractions -identify-> articles
    articles -tag-> mentions, amounts, names      articles -link-> citations, stories, derivations
    all of it -publish-> people

Each reads what is pending, works in batches, and writes what happened, one short transaction a batch. Each can run
alone, twice, or be cut down: what it had archived is found by the next run's `mend`, what it had not is still pending.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from flows import comparing
from flows.batches import Batch, by_host
from flows.job import Job
from sources import fetching, polling, rechecks, schedule
from sources.http import Web
from sources.types import Feed, FeedState, Outlet, PageFetch, Poll, WantedPage, outlets_feeds
from sources.urls import host_of
from warehouse import checks, documents, entries, feeds, pages
from warehouse.connection import Connection, connect, transaction
from warehouse.documents import RobotsRow
from warehouse.extractions import UnreadPage
from warehouse.identity.ids import article_id

FEEDS_A_BATCH = 20
PAGES_A_BATCH = 50  # of one host: at a gap of 2 s the warehouse hears of them every 100 s
# Looks at pages that were fetched before, of one host in one run: a minute of its time at a gap of 2 s. Four runs an
# hour are 2,880 a day, 480 new articles at six looks each. Where more are due they come later, and since a late look
# stands for those that it missed, each page is then looked at less often and none is left out.
CHECKS_A_HOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFeed:
    """A feed to poll, and what is remembered of it."""

    outlet: Outlet
    feed: Feed
    state: FeedState


# ------------------------------------------------------------------ poll


def poll(job: Job, web: Web, *, force: bool = False) -> None:
    """Polls the feeds that are due (`force`: all) and records what they showed."""
    due = due_feeds(job, force=force)
    job.progress.begin("poll", len(due))
    batches = by_host(due, lambda d: host_of(d.feed.url), FEEDS_A_BATCH, "feeds")
    states = {d.feed.url: d.state for d in due}
    for polled in job.each("poll", partial(_poll_batch, job, web), batches):
        record_polls(job, polled, states)
    _refresh_health(job)


def due_feeds(job: Job, *, force: bool = False) -> tuple[DueFeed, ...]:
    """The declared feeds of the job's outlets that should be asked now."""
    with connect(job.settings.warehouse) as db:
        known = {state.feed_url: state for state in feeds.states(db)}
    return tuple(
        DueFeed(outlet=outlet, feed=feed, state=known[feed.url])
        for outlet, feed in outlets_feeds(job.outlets)
        if force or schedule.is_due(known[feed.url], job.now)
    )


def _poll_batch(job: Job, web: Web, due: tuple[DueFeed, ...]) -> tuple[Poll, ...]:
    polls = []
    for d in due:
        polls.append(polling.poll_feed(web, job.shelf, d.outlet, d.feed, d.state, job.now))
        job.progress.advance("poll", what=d.feed.url)
    return tuple(polls)


def record_polls(job: Job, polls: tuple[Poll, ...], states: dict[str, FeedState]) -> None:
    """Writes polls, their entries and the addresses these lead to, and what each feed's next poll is."""
    with connect(job.settings.warehouse) as db, transaction(db):
        states = states | _guid_habits(db, polls, states)
        polls = tuple(entries.with_lasting_guids(db, p) if states[p.feed.url].guids == "random" else p for p in polls)
        polled = comparing.compared(db, polls, states, job.now)
        entries.record(db, polls)
        entries.still_there(db, _unchanged(polls, states))
        pages.discover(db, polls)
        _look_at_spoken_of(db, polls, job.now)
        feeds.record(db, job.run_id, polled)
        documents.index(db, [p.kept for p in polls if p.kept])
        documents.record_exchanges(db, job.run_id, [e for p in polls for e in p.exchanges])
        record_robots(db, job)
    job.tally.polls((p.poll, p.new_entries or 0) for p in polled)


def _guid_habits(db: Connection, polls: tuple[Poll, ...], states: dict[str, FeedState]) -> dict[str, FeedState]:
    """The states of the feeds that showed something, with what that says of their GUIDs."""
    shown = [(p, states[p.feed.url]) for p in polls if p.document]
    return {p.feed.url: replace(state, guids=entries.guid_habit(db, p, state.guids)) for p, state in shown}


def _look_at_spoken_of(db: Connection, polls: tuple[Poll, ...], now: datetime) -> None:
    """Feeds speak of edits: the page of an entry that reads differently is looked at again."""
    for page in checks.spoken_of(db, polls):
        looked_at = page.looked_at or now
        checks.look_at(db, page, rechecks.spoken_of(said_at=now, looked_at=looked_at, checks=page.checks))


def _unchanged(polls: tuple[Poll, ...], states: dict[str, FeedState]) -> list[entries.Unchanged]:
    return [
        entries.Unchanged(feed_url=p.feed.url, before=states[p.feed.url].last_ok_at, now=p.polled_at)
        for p in polls
        if p.outcome in ("not_modified", "unchanged")
    ]


def _refresh_health(job: Job) -> None:
    """A feed grows stale by time alone."""
    with connect(job.settings.warehouse) as db, transaction(db):
        feeds.set_status(db, [(s.feed_url, schedule.health(s, job.now)) for s in feeds.states(db)])


# ------------------------------------------------------------------ fetch


def fetch(job: Job, web: Web, *, limit: int | None = None, force: bool = False) -> None:
    """Fetches the pages that are due and archives them, then looks again at some that were fetched before.

    `limit` and `force` as in `pages.pending`; neither is for looking again, which has its own measure.
    """
    if job.tally.is_offline:
        return  # an outage of ours says nothing about any page
    ids = [outlet.outlet_id for outlet in job.outlets]
    with connect(job.settings.warehouse) as db:
        wanted = pages.pending(db, job.now, ids, limit=limit, force=force)
        again = checks.due(db, job.now, ids, CHECKS_A_HOST)
    job.progress.begin("fetch", len(wanted) + len(again))
    batches = [*_of_hosts(wanted, "pages"), *_of_hosts(again, "pages again")]
    for fetched in job.each("fetch", partial(_fetch_batch, job, web), batches):
        record_fetches(job, fetched)
    if limit is not None:
        with connect(job.settings.warehouse) as db:
            job.tally.counts["left"] = len(pages.pending(db, job.now, ids))


def look_again(job: Job, web: Web, a_host: int) -> None:
    """Looks again at pages that were fetched before and are due for it, at most `a_host` of a host."""
    with connect(job.settings.warehouse) as db:
        again = checks.due(db, job.now, [outlet.outlet_id for outlet in job.outlets], a_host)
    job.progress.begin("fetch", len(again))
    for fetched in job.each("fetch", partial(_fetch_batch, job, web), _of_hosts(again, "pages again")):
        record_fetches(job, fetched)


def _of_hosts(wanted: tuple[WantedPage, ...], what: str) -> list[Batch[tuple[WantedPage, ...]]]:
    return by_host(wanted, lambda page: host_of(page.copy_url or page.url), PAGES_A_BATCH, what)


def _fetch_batch(job: Job, web: Web, wanted: tuple[WantedPage, ...]) -> tuple[PageFetch, ...]:
    outlets = {outlet.outlet_id: outlet for outlet in job.outlets}
    fetched = []
    for page in wanted:
        fetched.append(fetching.fetch_page(web, job.shelf, outlets[page.outlet_id], page))
        job.progress.advance("fetch", what=page.url)
    return tuple(fetched)


def record_fetches(job: Job, fetched: tuple[PageFetch, ...]) -> None:
    """Writes how each page's fetch ended, the requests it took, and where the page lies."""
    with connect(job.settings.warehouse) as db, transaction(db):
        pages.record(db, fetched)
        checks.record(db, fetched)
        documents.index(db, [f.kept for f in fetched if f.kept])
        documents.record_exchanges(db, job.run_id, [e for f in fetched for e in f.exchanges])
        record_robots(db, job)
    job.tally.fetches(fetched)


def look_again_soon(db: Connection, changed: tuple[UnreadPage, ...]) -> None:
    """Pages whose newest copy reads differently than the one before are looked at again soon."""
    newest = {(page.outlet_id, page.url): page.ref for page in changed}
    ids = [article_id(*address) for address in newest]
    for page in pages.known(db, ids) if ids else ():
        if page.is_check and page.document == newest[(page.outlet_id, page.url)] and page.looked_at:
            at = rechecks.next_check(
                published_at=page.published_at,
                first_seen_at=page.first_seen_at or page.looked_at,
                looked_at=page.looked_at,
                checks=page.checks,
                changed_at=page.looked_at,
            )
            if at:
                checks.look_at(db, page, at)


def record_robots(db: Connection, job: Job) -> None:
    """Every robots.txt that was asked for since the last batch."""
    fresh = job.sites.drain()
    documents.index(db, fresh.kept)
    copies = [RobotsRow(url=c.url, status=c.status, text=c.text, fetched_at=c.fetched_at) for c in fresh.copies]
    documents.remember_robots(db, copies)
