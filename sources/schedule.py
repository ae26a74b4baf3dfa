"""When a feed is asked next, and with what: pure functions of what is remembered, what a poll brought, and now.

No clock, no request, no storage: the caller hands in the state and keeps the one it gets back. How a feed's
content is judged (is it a feed, is it this outlet's) is decided in `sources.feeds`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sources.patience import fresh_for, http_date, retry_after
from sources.types import Ask, Entry, Feed, FeedState, PollOutcome

Health = Literal["new", "healthy", "stale", "failing"]

FLOOR = timedelta(minutes=5)  # no feed is asked more often
USUAL = timedelta(minutes=15)  # until a feed has shown how busy it is, and the first step of the back-off
CEILING = timedelta(hours=6)  # no answering feed is asked less often, whatever it wishes
# A feed with news of the last two days is asked this often through its quiet hours: newsrooms sleep and then
# publish twenty pieces in a morning (TechCrunch, June 2025: its 20 places turned over between 14:36 and 07:33 UTC).
LIVELY_CEILING = timedelta(hours=1)
RARELY = timedelta(days=1)  # the end of every back-off; also for 410 Gone: a feed that has gone may come back
SHORTEST_PAUSE = timedelta(minutes=1)
AT_ONCE = 2  # failures in a row after which a feed is still due at the next run: most are a moment's trouble
CONFIRMATIONS = 3  # polls in a row that a permanent redirect must have answered before it is believed
UNCONDITIONAL_EVERY = 12  # polls: a server that answers 304 for ever is found out within half a day
DISTRUST = 96  # polls for which the validators of a server that was found out are not used
TARGET_SHARE = 0.25  # of a feed's entries that should be new at a poll: room for four times the usual bustle
GROWTH = 1.25  # of the interval at a poll without news: from 15 minutes to 6 hours in 15 polls
OVERFLOW_SHARE = 0.5  # from here on entries may be lost between two polls
STALE_AFTER = timedelta(hours=48)  # a news sitemap forgets after two days, and a news feed that says less is suspect
STALE_INTERVALS = 28  # of a slow feed's own rhythm: a week at `CEILING`
AHEAD = timedelta(days=1)  # an entry dated later than this is a slip or an event, not news

_OK = frozenset({"ok", "not_modified", "unchanged"})
_DATE = re.compile(r"\{date:([^{}]{1,40})\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one poll brought, as far as the next one depends on it; header values as the server sent them."""

    outcome: PollOutcome
    status: int | None = None
    etag: str = ""
    last_modified: str = ""
    body_digest: str = ""
    entries: int = 0
    new_entries: int = 0
    newest_item_at: datetime | None = None
    refresh: timedelta | None = None
    cache_control: str = ""
    age: str = ""
    expires: str = ""
    date: str = ""
    retry_after: str = ""
    permanent_url: str = ""


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether the feed should be asked at `now`; one that never was always is."""
    return state.next_poll_at is None or state.next_poll_at <= now


def ask_for(state: FeedState, *, url: str = "", every: int = UNCONDITIONAL_EVERY) -> Ask:
    """The request for a feed: `url` (by default where the state says), with the validators of the copy we hold.

    Validators go out byte for byte as they came. Every `every`-th request has none, because feeds lie.
    """
    address = url or state.address or state.feed_url
    if not _is_conditional(state, every):
        return Ask(url=address, purpose="feed")
    return Ask(url=address, purpose="feed", etag=state.etag, last_modified=state.last_modified)


def feed_address(feed: Feed, state: FeedState, now: datetime, zone: str) -> str:
    """Where `feed` is asked at `now`: moved or as declared, `{date:%Y-%m-%d}` filled in with the day in `zone`.

    What strftime makes of the form is put in as it is: percent-encoding belongs in the template, between forms
    (`{date:%m}%2F{date:%d}`) or doubled within one (`{date:%m%%2F%d}`).
    """
    today = now.astimezone(ZoneInfo(zone))
    return _DATE.sub(lambda match: today.strftime(match[1]), state.address or feed.url)


def after_poll(state: FeedState, seen: Seen, now: datetime, *, every: int = UNCONDITIONAL_EVERY) -> FeedState:
    """What to remember of the feed after a poll that ended as `seen` says; `every` as given to `ask_for`."""
    if seen.outcome in _OK:
        return _answered(state, seen, now, every)
    return _failed(state, seen, now)


def newest(entries: Iterable[Entry], now: datetime) -> datetime | None:
    """The latest time any of `entries` was published or updated, those dated more than `AHEAD` of `now` aside."""
    stamps = (stamp for entry in entries for stamp in (entry.published, entry.updated) if stamp)
    return max((stamp.at for stamp in stamps if stamp.at <= now + AHEAD), default=None)


def health(state: FeedState, now: datetime) -> Health:
    """How a feed fares: never asked, answering with news, answering with old news, or not answering.

    `failing` from the third failure in a row, or while it has never answered. `stale` when, at its last good
    answer, the newest item was older than 48 hours and than 28 of the feed's usual intervals (a week for the
    slowest): 200 with an item two years old is not healthy. Where items have no dates, the last poll that brought a
    new one counts; an address that answers and never listed anything is stale, too.
    """
    if state.last_polled_at is None:
        return "new"
    if state.failures > AT_ONCE or state.last_ok_at is None:
        return "failing"
    bound = max(STALE_AFTER, STALE_INTERVALS * (state.interval or USUAL))
    fresh_at = state.newest_item_at or state.last_new_at
    if fresh_at is None or min(now, state.last_ok_at) - fresh_at > bound:
        return "stale"
    return "healthy"


# ------------------------------------------------------------------ a good answer


def _answered(state: FeedState, seen: Seen, now: datetime, every: int) -> FeedState:
    interval = _interval(state, seen, now)
    moved = _moved(state, seen.permanent_url)
    return replace(
        _with_validators(moved, seen, every),
        interval=interval,
        next_poll_at=now + max(interval, min(_cached_for(seen, now), CEILING)),
        failures=0,
        last_polled_at=now,
        last_ok_at=now,
        newest_item_at=_newest(state.newest_item_at, seen.newest_item_at, now),
        last_new_at=now if seen.new_entries else state.last_new_at,
    )


def _interval(state: FeedState, seen: Seen, now: datetime) -> timedelta:
    """The feed's rhythm: what its bustle asks for, and no shorter than the `ttl` it asks for.

    The wish becomes part of the rhythm because a 304 does not repeat it. It yields where entries may be lost between
    two polls; the life of a cached answer never yields, as asking sooner brings the same copy.
    """
    fitting = _fitting(state, seen, now)
    overflowing = state.last_ok_at is not None and seen.entries and seen.new_entries / seen.entries >= OVERFLOW_SHARE
    if _is_lively(state, seen, now):
        fitting = min(fitting, LIVELY_CEILING)
    return _within(fitting if overflowing else max(fitting, seen.refresh or FLOOR))


def _is_lively(state: FeedState, seen: Seen, now: datetime) -> bool:
    """Whether its newest item is of the last two days; one whose items have no dates counts as lively, too."""
    newest_item_at = _newest(state.newest_item_at, seen.newest_item_at, now)
    return newest_item_at is None or now - newest_item_at <= STALE_AFTER


def _fitting(state: FeedState, seen: Seen, now: datetime) -> timedelta:
    """The interval at which about a quarter of the feed is new: quick to shrink, slow to grow."""
    usual = state.interval or USUAL
    if state.last_ok_at is None or now <= state.last_ok_at:
        return usual  # at first sight everything is new, which says nothing
    if not seen.new_entries or not seen.entries:
        return usual * GROWTH
    share = min(1.0, seen.new_entries / seen.entries)
    fitting = (now - state.last_ok_at) * (TARGET_SHARE / share)
    return min(max(fitting, usual / 2), usual * GROWTH)


def _within(interval: timedelta) -> timedelta:
    return min(max(interval, FLOOR), CEILING)


def _cached_for(seen: Seen, now: datetime) -> timedelta:
    return fresh_for(cache_control=seen.cache_control, age=seen.age, expires=seen.expires, date=seen.date, now=now)


def _newest(known: datetime | None, seen: datetime | None, now: datetime) -> datetime | None:
    if seen is None or seen > now + AHEAD:
        return known
    return seen if known is None else max(known, seen)


# ------------------------------------------------------------------ validators


def _is_conditional(state: FeedState, every: int) -> bool:
    believed = 0 <= state.conditional_polls < every - 1
    return believed and bool(state.etag or state.last_modified)


def _with_validators(state: FeedState, seen: Seen, every: int) -> FeedState:
    """Keep the newest validators and count; `conditional_polls` below zero counts the polls of distrust."""
    if seen.status == 304:  # RFC 9110, 15.4.5: a 304 may bring newer validators, and often brings none
        return replace(
            state,
            etag=seen.etag or state.etag,
            last_modified=seen.last_modified or state.last_modified,
            conditional_polls=max(0, state.conditional_polls) + 1,
        )
    kept = replace(
        state,
        etag=seen.etag,
        last_modified=seen.last_modified,
        body_digest=seen.body_digest or state.body_digest,
    )
    if _was_a_lie(state, seen, every):
        return replace(kept, conditional_polls=-DISTRUST)
    if state.conditional_polls < 0:
        return replace(kept, conditional_polls=state.conditional_polls + 1)
    return replace(kept, conditional_polls=state.conditional_polls + 1 if _is_conditional(state, every) else 0)


def _was_a_lie(state: FeedState, seen: Seen, every: int) -> bool:
    """New entries under the validator that the server had just called unchanged."""
    if _is_conditional(state, every) or state.conditional_polls <= 0 or not seen.new_entries:
        return False
    if seen.etag or state.etag:
        return seen.etag == state.etag
    return bool(seen.last_modified) and seen.last_modified == state.last_modified


# ------------------------------------------------------------------ moving


def _moved(state: FeedState, permanent_url: str) -> FeedState:
    """Believe a permanent redirect at the third poll in a row; an address filled in by the day never moves."""
    asked = state.address or state.feed_url
    if not permanent_url or _DATE.search(state.feed_url):
        return state
    if permanent_url == asked:
        return replace(state, moved_to="", moved_times=0)
    times = state.moved_times + 1 if permanent_url == state.moved_to else 1
    if times < CONFIRMATIONS:
        return replace(state, moved_to=permanent_url, moved_times=times)
    address = "" if permanent_url == state.feed_url else permanent_url
    return replace(state, address=address, moved_to="", moved_times=0)


# ------------------------------------------------------------------ a failure


def _failed(state: FeedState, seen: Seen, now: datetime) -> FeedState:
    """Wait longer each time, never for ever; what we hold of the feed stays as it is.

    A feed that moved and then fails is asked at its declared address again; an answer that is no feed, or
    another site's, ends the confirmation of a move.
    """
    failures = state.failures + 1
    confirming = seen.outcome == "failed"
    return replace(
        state,
        failures=failures,
        next_poll_at=now + max(_back_off(failures, seen), _asked_to_wait(seen, now)),
        last_polled_at=now,
        moved_to=state.moved_to if confirming else "",
        moved_times=state.moved_times if confirming else 0,
        address=state.address if failures <= AT_ONCE else "",
    )


def _back_off(failures: int, seen: Seen) -> timedelta:
    if seen.status == 410:
        return RARELY
    at_once = AT_ONCE if _may_pass(seen) else 0
    if failures <= at_once:
        return timedelta()
    doublings = min(failures - at_once - 1, 10)  # the cap comes long before; this keeps the number small
    return min(USUAL * (1 << doublings), RARELY)


def _asked_to_wait(seen: Seen, now: datetime) -> timedelta:
    """Retry-After, at most a day; not for less than a minute: a run waits so long itself, before the next one.

    An instant counts from the server's own Date, or from `now` without one: our clock may stand in another year.
    """
    pause = min(retry_after(seen.retry_after, http_date(seen.date) or now), RARELY)
    return pause if pause >= SHORTEST_PAUSE else timedelta()


def _may_pass(seen: Seen) -> bool:
    """Whether it may be a moment's trouble: no answer, 429, 5xx. A 404 or another site's feed is not."""
    status = seen.status or 0
    return seen.outcome == "failed" and (status < 400 or status == 429 or status >= 500)
