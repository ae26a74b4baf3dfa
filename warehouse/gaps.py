"""Gaps: the stretches of time in which feeds may have dropped items unseen; opened, grown, settled.

What is a gap and what closes one is decided elsewhere; here is what is on record of them and of the feeds they are of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from sources.types import Feed, FeedPast, FeedState, Missing
from warehouse.connection import Connection
from warehouse.load import append, joined

LAST_POLLS = 30  # listings by which a feed's size is judged: publishers change it


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A row of `store.gaps`."""

    gap_id: str
    feed_url: str
    outlet_id: str
    missing_from: datetime
    missing_until: datetime
    status: str
    closed_by: str | None
    reason: str
    opened_at: datetime
    settled_at: datetime | None
    tries: int
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a gap ended: `closed` by a feed or route, or `permanent` for a reason."""

    gap_id: str
    status: Literal["closed", "permanent"]
    closed_by: str | None = None
    reason: str | None = None  # None: that for which it was opened stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """A feed that lists all that its outlet publishes: it `covers` a gap of another feed, or may do so later."""

    feed_url: str
    covers: bool


def gap_id(feed_url: str, missing_from: datetime) -> str:
    """The UUIDv5 of a feed and the last moment that is covered."""
    return str(uuid5(NAMESPACE_URL, f"{feed_url}\x1f{missing_from.isoformat()}"))


def past(db: Connection, state: FeedState) -> FeedPast:
    """What is on record of the feed's answers up to its last listing."""
    found = db.execute(
        "select (select max(entries) from (select entries from store.polls where feed_url = $feed and entries > 0 "
        f"order by polled_at desc limit {LAST_POLLS})), max(polled_at) from store.polls where feed_url = $feed "
        "and polled_at <= $listed and (entries > 0 or outcome = 'unchanged')",
        {"feed": state.feed_url, "listed": state.listed_at},
    ).fetchall()[0]
    return FeedPast(most=found[0] or 0, body_at=found[1])


def open_gap(db: Connection, feed: Feed, missing: Missing, now: datetime) -> None:
    """Puts a gap on record, less what others cover; an open one that began at the same moment is renewed.

    So is that of a feed which did not answer: what it shows when it is back says from when until when.
    """
    since = _uncovered_since(db, feed.url, missing)
    if since >= missing.until:
        return
    one = gap_id(feed.url, since)
    renewed = db.execute(
        "update store.gaps set gap_id = $one, missing_from = $since, missing_until = $until, reason = $reason "
        "where feed_url = $feed and status = 'open' and (gap_id = $one or reason = 'not_answering') returning gap_id",
        {"one": one, "since": since, "until": missing.until, "reason": missing.reason, "feed": feed.url},
    ).fetchall()
    if not renewed:
        append(db, "store.gaps", [_row(one, feed, since, missing, now)])


def _uncovered_since(db: Connection, feed_url: str, missing: Missing) -> datetime:
    """Where gaps on record end that reach into it: those that are settled stay as they are."""
    found = db.execute(
        "select max(missing_until) from store.gaps where feed_url = ? and missing_until > ? and missing_from < ? "
        "and (missing_from < ? and reason <> 'not_answering' or status <> 'open')",
        [feed_url, missing.since, missing.until, missing.since],
    ).fetchone()
    return max(missing.since, found[0]) if found and found[0] else missing.since


def _row(one: str, feed: Feed, since: datetime, missing: Missing, now: datetime) -> GapRow:
    return GapRow(
        gap_id=one,
        feed_url=feed.url,
        outlet_id=feed.outlet_id,
        missing_from=since,
        missing_until=missing.until,
        status="open",
        closed_by=None,
        reason=missing.reason,
        opened_at=now,
        settled_at=None,
        tries=0,
        next_try_at=None,
    )


def answered(db: Connection, feed_url: str, now: datetime) -> None:
    """The feed answers again and still shows what it showed before: nothing was missed while it did not answer."""
    db.execute(
        "update store.gaps set status = 'closed', closed_by = feed_url, settled_at = ?, next_try_at = null "
        "where feed_url = ? and status = 'open' and reason = 'not_answering'",
        [now, feed_url],
    )


def due(db: Connection, now: datetime, outlet_ids: Sequence[str]) -> tuple[GapRow, ...]:
    """The open gaps of these outlets that should be tried at `now`, the latest first."""
    rows = db.execute(
        "select gap_id::varchar, feed_url, outlet_id, missing_from, missing_until, status, closed_by, reason, "
        "opened_at, settled_at, tries, next_try_at from store.gaps "
        "where status = 'open' and (next_try_at is null or next_try_at <= ?) "
        "and outlet_id in (from store.texts(?)) order by missing_from desc, feed_url",
        [now, joined(outlet_ids)],
    ).fetchall()
    return tuple(GapRow(**dict(zip(GapRow.__slots__, row, strict=True))) for row in rows)


def settle(db: Connection, settled: Sequence[Settled], now: datetime) -> None:
    """Writes how gaps ended."""
    for one in settled:
        db.execute(
            "update store.gaps set status = ?, closed_by = ?, reason = coalesce(?, reason), settled_at = ?, "
            "next_try_at = null where gap_id = ? and status = 'open'",
            [one.status, one.closed_by, one.reason, now, one.gap_id],
        )


def tried(db: Connection, one: str, next_try_at: datetime) -> None:
    """An open gap that was walked for in vain: it is tried again then."""
    db.execute(
        "update store.gaps set tries = tries + 1, next_try_at = ? where status = 'open' and gap_id = ?",
        [next_try_at, one],
    )


def covering_feed(db: Connection, gap: GapRow, complete: Sequence[str]) -> Covering | None:
    """The complete feed of the gap's outlet that missed nothing then, or will have shown it; `None`: none ever will.

    One that was not watched yet when the gap began, or has a permanent gap there, never will; nor one that fails.
    """
    found = db.execute(
        """
        select feed_url, covered_until >= $until and worst is null as covers
        from store.feeds left join (
            select feed_url, max(status) as worst from store.gaps
            where missing_until > $since and missing_from < $until and status <> 'closed' group by all
        ) using (feed_url)
        where declared and feed_url in (from store.texts($feeds)) and worst is distinct from 'permanent'
            and (covers or failures = 0)
            and (select min(polled_at) from store.polls p where p.feed_url = feeds.feed_url and entries > 0) <= $since
        order by covers desc, feed_url
        limit 1
        """,
        {"since": gap.missing_from, "until": gap.missing_until, "feeds": joined(complete)},
    ).fetchone()
    return Covering(feed_url=found[0], covers=found[1]) if found else None
