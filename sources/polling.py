"""Polling one feed: asked for, kept in the archive, read. What comes next for the feed is `sources.schedule`'s.

The same reading serves a document that a run archived and never recorded: `read_again`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sources import feeds, schedule
from sources.errors import BadAddress, FeedError
from sources.http import Web
from sources.keeping import Shelf, kept_before
from sources.types import (
    Answer,
    ArchivedDocument,
    Entry,
    Exchange,
    Feed,
    FeedDocument,
    FeedState,
    Outlet,
    Poll,
    Response,
    SeenEntry,
)
from sources.urls import canonical_url, host_of, why_skipped


def poll_feed(web: Web, shelf: Shelf, outlet: Outlet, feed: Feed, state: FeedState, now: datetime) -> Poll:
    """Asks for one feed and reads it; every way this can fail is an outcome. Raises ArchiveError alone.

    A body that is new lies in the archive before it is parsed; one with the bytes of the last is `unchanged`.
    """
    address = schedule.feed_address(feed, state, now, outlet.time_zone)
    answer = web.get(schedule.ask_for(state, url=address))
    base = Poll(feed=feed, polled_at=now, outcome="failed", exchanges=answer.exchanges, response=answer.response)
    if answer.response is None or answer.outcome != "ok":
        return _without_document(base, answer)
    body = answer.response.body
    digest = "sha256:" + hashlib.sha256(body).hexdigest()
    base = replace(base, response=replace(answer.response, body=b""), body_digest=digest, bytes=len(body))
    if digest == state.body_digest:
        return replace(base, outcome="unchanged")
    kept = shelf.keep(answer.response, purpose="feed", key=feed.url, outlet_id=outlet.outlet_id)
    return _read(replace(base, kept=kept), outlet, answer.response)


def read_again(outlet: Outlet, feed: Feed, document: ArchivedDocument) -> Poll:
    """The poll that a run made and did not live to record, from what it archived."""
    response = Response(
        url=document.url,
        final_url=document.final_url,
        permanent_url=document.url,
        status=document.status,
        headers=document.headers,
        body=document.body,
        fetched_at=document.fetched_at,
    )
    base = Poll(
        feed=feed,
        polled_at=document.fetched_at,
        outcome="ok",
        exchanges=(exchange_of(document),),
        response=replace(response, body=b""),
        body_digest=document.ref.digest,
        bytes=len(document.body),
        kept=kept_before(document),
    )
    return _read(base, outlet, response)


def exchange_of(document: ArchivedDocument) -> Exchange:
    """The request that an archived document came of."""
    return Exchange(
        url=document.url,
        host=host_of(document.url),
        purpose=document.purpose,
        started_at=document.fetched_at,
        outcome="ok",
        status=document.status,
        bytes=len(document.body),
        detail="found in the archive after a run was cut",
    )


def seen(poll: Poll, new_entries: int) -> schedule.Seen:
    """What a poll brought, as far as the next one depends on it."""
    response, document = poll.response, poll.document
    header = response.header if response else lambda _: ""
    entries: Sequence[Entry] = document.entries if document else ()
    return schedule.Seen(
        outcome=poll.outcome,
        status=response.status if response else None,
        etag=header("etag"),
        last_modified=header("last-modified"),
        body_digest=poll.body_digest,
        entries=len(entries),
        new_entries=new_entries,
        newest_item_at=schedule.newest(entries, poll.polled_at),
        refresh=document.refresh if document else None,
        cache_control=header("cache-control"),
        age=header("age"),
        expires=header("expires"),
        date=header("date"),
        retry_after=header("retry-after"),
        permanent_url=response.permanent_url if response else "",
    )


def _without_document(base: Poll, answer: Answer) -> Poll:
    if answer.outcome == "not_modified":
        return replace(base, outcome="not_modified")
    last = answer.exchanges[-1]
    reason = (
        f"{last.outcome}" + (f" {last.status}" if last.status else "") + (f": {last.detail}" if last.detail else "")
    )
    return replace(base, outcome="failed", detail=reason)


def _read(base: Poll, outlet: Outlet, response: Response) -> Poll:
    try:
        document = feeds.parse(
            response.body,
            kind=base.feed.kind,
            url=response.final_url,
            content_type=response.header("content-type"),
            zone=outlet.time_zone,
            addresses=outlet.addresses,
        )
    except FeedError as error:
        return replace(base, outcome="not_a_feed", detail=error.detail)
    if not feeds.belongs(document, outlet.domains):
        return replace(base, outcome="other_site", detail=f"its items are not on {', '.join(outlet.domains)}")
    entries = tuple(_seen_entry(entry, place, outlet) for place, entry in enumerate(document.entries))
    return replace(base, outcome="ok", document=document, entries=entries, detail=_damage(document))


def _seen_entry(entry: Entry, place: int, outlet: Outlet) -> SeenEntry:
    try:
        url = canonical_url(entry.link, outlet.addresses)
    except BadAddress as error:
        return SeenEntry(entry=entry, url="", skip=str(error), place=place)
    return SeenEntry(entry=entry, url=url, skip=why_skipped(url, outlet.addresses), place=place)


def _damage(document: FeedDocument) -> str:
    unusable = f"{document.unusable} entries without a usable link" if document.unusable else ""
    return "; ".join(part for part in (document.damage, unusable) if part)
