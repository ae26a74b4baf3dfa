"""Pages: every address at which an article may be found, and how far we got with it. What is pending is a query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sources.types import PageFetch, Poll, WantedPage
from warehouse.connection import Connection
from warehouse.load import append_new, staged


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A row of `store.pages`."""

    outlet_id: str
    url: str
    discovered_via: str
    first_seen_at: datetime
    attempts: int
    last_attempt_at: datetime | None
    next_attempt_at: datetime | None
    outcome: str
    detail: str


# The newest N entries of each feed, by the feed's own dates, then by its own order. An entry that reads differently
# by now is one entry, as it read last.
_NEWEST = """
    with listed as (
        select * from store.entries where url <> ''
        qualify row_number() over (
            partition by feed_url, url order by last_seen_at desc, first_seen_at desc, place, entry_id
        ) = 1
    )
    select distinct outlet_id, url
    from listed
    qualify row_number() over (
        partition by feed_url order by coalesce(published_at, first_seen_at) desc, first_seen_at desc, place, guid
    ) <= $limit
"""


def discover(db: Connection, polls: Sequence[Poll]) -> int:
    """Notes the addresses that the polls' entries lead to; returns how many are new.

    A page that was skipped and no longer is by the outlet's rules of today becomes pending.
    """
    rows = [
        PageRow(
            outlet_id=poll.feed.outlet_id,
            url=seen.url,
            discovered_via=poll.feed.kind,
            first_seen_at=poll.polled_at,
            attempts=0,
            last_attempt_at=None,
            next_attempt_at=None if seen.skip else poll.polled_at,
            outcome="skipped" if seen.skip else "pending",
            detail=seen.skip,
        )
        for poll in polls
        for seen in poll.entries
        if seen.url
    ]
    _take_up(db, [row for row in rows if row.outcome == "pending"])
    return append_new(db, "store.pages", rows, ["outlet_id", "url"])


def _take_up(db: Connection, rows: Sequence[PageRow]) -> None:
    if rows:
        with staged(db, "store.pages", rows) as name:
            db.execute(
                "update store.pages set outcome = 'pending', detail = '', next_attempt_at = s.due_at "
                f"from (select outlet_id, url, min(next_attempt_at) as due_at from {name} group by all) s "
                "where pages.outlet_id = s.outlet_id and pages.url = s.url and pages.outcome = 'skipped'"
            )


def pending(
    db: Connection, now: datetime, outlet_ids: Sequence[str], *, limit: int | None = None, force: bool = False
) -> tuple[WantedPage, ...]:
    """The pages to fetch now, newest first: due, of these outlets, and within the newest `limit` entries of a feed.

    `force` takes those whose next attempt is later, too; never those that are done with.
    """
    among = f"and (outlet_id, url) in ({_NEWEST})" if limit is not None else ""
    rows = db.execute(
        "select outlet_id, url, attempts from store.pages "
        "where outcome <> 'ok' and next_attempt_at is not null and ($force or next_attempt_at <= $now) "
        f"and outlet_id in (select unnest($outlets::varchar[])) {among} order by first_seen_at desc, url",
        {"now": now, "force": force, "outlets": list(outlet_ids)} | ({"limit": limit} if limit is not None else {}),
    ).fetchall()
    return tuple(WantedPage(outlet_id=outlet, url=url, attempts=attempts) for outlet, url, attempts in rows)


def is_forgotten(db: Connection, outlet_id: str, url: str) -> bool:
    """Whether the page is one that shall not come back."""
    found = db.execute(
        "select 1 from store.pages where outlet_id = ? and url = ? and outcome = 'forgotten'", [outlet_id, url]
    ).fetchone()
    return found is not None


def record(db: Connection, fetched: Sequence[PageFetch]) -> None:
    """Puts each page where its fetch got it."""
    rows = [
        PageRow(
            outlet_id=f.page.outlet_id,
            url=f.page.url,
            discovered_via="feed",
            first_seen_at=f.fetched_at,
            attempts=f.attempts,
            last_attempt_at=f.fetched_at,
            next_attempt_at=f.next_attempt_at,
            outcome=f.outcome,
            detail=f.detail,
        )
        for f in fetched
    ]
    if rows:
        append_new(db, "store.pages", rows, ["outlet_id", "url"])
        with staged(db, "store.pages", rows) as name:
            db.execute(
                "update store.pages set attempts = s.attempts, last_attempt_at = s.last_attempt_at, "
                f"next_attempt_at = s.next_attempt_at, outcome = s.outcome, detail = s.detail from {name} s "
                "where pages.outlet_id = s.outlet_id and pages.url = s.url and pages.outcome <> 'forgotten'"
            )
