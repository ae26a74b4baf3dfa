"""What polls mean: each compared with what its feed showed before, what it says of the next one, and gaps it opens.

Called in the transaction that records the polls, before their entries are written. What is a gap is decided in
`sources.gaps`, when a feed is asked next in `sources.schedule`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sources import gaps as deciding
from sources import patience, polling, schedule
from sources.gaps import Compared
from sources.types import FeedState, Listed, Poll
from warehouse import entries, feeds, gaps
from warehouse.connection import Connection


def compared(
    db: Connection, polls: Sequence[Poll], states: dict[str, FeedState], now: datetime
) -> tuple[feeds.PolledFeed, ...]:
    """Each poll with its counts and the state after it; gaps that it shows are opened, those that it ends are closed.

    A poll that is recorded late (mended, or by a clock set back) is history: it changes no state and shows no gap.
    """
    return tuple(_late(db, p, states[p.feed.url], now) or _in_time(db, p, states[p.feed.url], now) for p in polls)


def _late(db: Connection, poll: Poll, state: FeedState, now: datetime) -> feeds.PolledFeed | None:
    if state.last_polled_at is None or poll.polled_at >= state.last_polled_at:
        return None
    window = entries.window(poll)
    new = deciding.compare(window, entries.known(db, poll, state), state).new if poll.document else None
    return _polled(poll, state, new, None, now)


def _in_time(db: Connection, poll: Poll, state: FeedState, now: datetime) -> feeds.PolledFeed:
    if poll.document is None:
        return _unlisted(db, poll, state, now)
    window, known = entries.window(poll), entries.known(db, poll, state)
    found = deciding.compare(window, known, state)
    after = schedule.after_poll(state, polling.seen(poll, found.new), poll.polled_at)
    if window:
        _record_gap(db, poll, state, found, window, known)
        after = deciding.after_listing(after, state, found, _as_of(poll))
    return _polled(poll, after, found.new, found.overlap, now)


def _unlisted(db: Connection, poll: Poll, state: FeedState, now: datetime) -> feeds.PolledFeed:
    """A poll that says the feed is as it was, or that went wrong."""
    after = schedule.after_poll(state, polling.seen(poll, 0), poll.polled_at)
    if poll.outcome not in ("not_modified", "unchanged"):
        return _polled(poll, after, None, None, now)
    overlap = entries.shown_last(db, poll.feed.url, state.last_ok_at)
    has_body = poll.outcome == "unchanged"
    if has_body and state.listed_at == state.last_ok_at:
        gaps.answered(db, poll.feed.url, poll.polled_at)
    after = deciding.after_listing(after, state, None, _as_of(poll) if has_body else None)
    return _polled(poll, after, None, overlap, now)


def _record_gap(
    db: Connection,
    poll: Poll,
    state: FeedState,
    found: Compared,
    window: tuple[Listed, ...],
    known: tuple[Listed, ...],
) -> None:
    past = gaps.past(db, state) if found.broken else None
    missing = deciding.missing(window, known, found, state, past, poll.polled_at) if past else None
    if missing:
        gaps.open_gap(db, poll.feed, missing, poll.polled_at)
    elif not found.is_old_copy:
        gaps.answered(db, poll.feed.url, poll.polled_at)


def _as_of(poll: Poll) -> datetime:
    """The moment whose listing it is: a cache that answers says how old its copy is (RFC 9111, 5.1)."""
    age = patience.whole_seconds(poll.response.header("age")) if poll.response else None
    return poll.polled_at - min(timedelta(seconds=age or 0), schedule.RARELY)


def _polled(poll: Poll, after: FeedState, new: int | None, overlap: int | None, now: datetime) -> feeds.PolledFeed:
    return feeds.PolledFeed(
        poll=poll,
        state=after,
        status=schedule.health(after, now),
        entries=len(poll.entries) if poll.document else None,
        new_entries=new,
        overlap=overlap,
    )
