"""Pages: every address at which an article may be found, and how far we got with it. What is pending is a query.

Looking again at a page that was fetched is in `warehouse.checks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sources.types import ArchiveRef, PageFetch, Poll, WantedPage
from warehouse.connection import Connection
from warehouse.identity.ids import article_id
from warehouse.load import append_new, staged


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A row of `store.pages`; `checks` are the looks after the first fetch, `check_at` is the next."""

    page_id: str
    outlet_id: str
    url: str
    discovered_via: str
    first_seen_at: datetime
    attempts: int
    last_attempt_at: datetime | None
    next_attempt_at: datetime | None
    outcome: str
    detail: str
    check_at: datetime | None = None
    checks: int = 0
    route: str | None = None  # by which a backfill found it; `None`: a feed showed it first
    copy_url: str | None = None


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
            page_id=article_id(poll.feed.outlet_id, seen.url),
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
    return add(db, rows)


def add(db: Connection, rows: Sequence[PageRow]) -> int:
    """Notes addresses that something led to; those known stay as they are. Returns how many are new."""
    _take_up(db, [row for row in rows if row.outcome == "pending"])
    return append_new(db, "store.pages", rows, ["page_id"])


def _take_up(db: Connection, rows: Sequence[PageRow]) -> None:
    if rows:
        with staged(db, "store.pages", rows) as name:
            db.execute(
                "update store.pages set outcome = 'pending', detail = '', next_attempt_at = s.due_at "
                f"from (select outlet_id, url, min(next_attempt_at) as due_at from {name} group by all) s "
                "where pages.outlet_id = s.outlet_id and pages.url = s.url and pages.outcome = 'skipped'"
            )


# Of the pages that a backfill found and did not come to, a run takes so many of a host: a minute of its time at a gap
# of 2 s, so that what is new never waits long behind what is old.
OLD_ONES_A_HOST = 30
HOST_ASKED = "regexp_extract(coalesce(copy_url, url), '^[a-z]+://([^/:?#]+)', 1)"
DUE = "outcome <> 'ok' and next_attempt_at is not null and outlet_id in (select unnest($outlets::varchar[]))"


def pending(
    db: Connection, now: datetime, outlet_ids: Sequence[str], *, limit: int | None = None, force: bool = False
) -> tuple[WantedPage, ...]:
    """The pages to fetch now, newest first: due, of these outlets, and within the newest `limit` entries of a feed.

    `force` takes those whose next attempt is later, too; never those that are done with. Of the pages that a backfill
    found there are at most `OLD_ONES_A_HOST` of each host, those first that were asked for least: dead addresses do not
    keep others waiting.
    """
    among = f"and (outlet_id, url) in ({_NEWEST})" if limit is not None else ""
    chosen = (
        f"{DUE} and ($force or next_attempt_at <= $now) {among} qualify route is null or row_number() over "
        f"(partition by route is null, {HOST_ASKED} order by attempts, first_seen_at desc, url) <= {OLD_ONES_A_HOST}"
    )
    values = {"now": now, "force": force, "outlets": list(outlet_ids)}
    limited = {"limit": limit} if limit is not None else {}
    return wanted(db, chosen, values | limited, order="first_seen_at desc, url")


def known(db: Connection, page_ids: Sequence[str]) -> tuple[WantedPage, ...]:
    """What is known of these pages; forgotten ones are not known."""
    chosen = "page_id in (select unnest($pages::uuid[])) and outcome <> 'forgotten'"
    return wanted(db, chosen, {"pages": list(page_ids)}, order="url")


# The page's own date counts before the feed's, unless it is of a month.
_WANTED = """
    with
        chosen as (select * from store.pages where {chosen}),
        told as (
            select page_id, min(published_at) filter (published_precision <> 'month') as published_at
            from store.extractions semi join chosen using (page_id)
            group by page_id
        ),
        listed as (
            select page_id, min(published_at) as published_at
            from (
                select page_id, published_at from store.entries
                union all select page_id, published_at from store.finds
            )
            semi join chosen using (page_id)
            group by page_id
        ),
        copies as (
            select d.outlet_id, d.key as url, d.fetched_at, d.file, d."offset", d.length, d.digest
            from store.documents d semi join chosen c on c.outlet_id = d.outlet_id and c.url = d.key
            where d.purpose = 'page' and d.outcome in ('ok', 'unchanged')
            qualify row_number() over (
                partition by d.outlet_id, d.key order by d.fetched_at desc, d.document_id desc
            ) = 1
        ),
        away as (
            select page_id, max(observed_at) as observed_at
            from store.absences semi join chosen using (page_id)
            group by page_id
        )
    select
        p.outlet_id, p.url, p.attempts, p.outcome = 'ok', p.checks, p.first_seen_at,
        coalesce(t.published_at, l.published_at), p.last_attempt_at, c.file, c."offset", c.length, c.digest,
        coalesce(a.observed_at > c.fetched_at, false), coalesce(p.copy_url, '')
    from chosen p
    left join told t using (page_id)
    left join listed l using (page_id)
    left join copies c using (outlet_id, url)
    left join away a using (page_id)
    order by {order}
"""


def wanted(db: Connection, chosen: str, values: dict[str, Any], *, order: str) -> tuple[WantedPage, ...]:
    """The rows of `store.pages` for which `chosen` (SQL, ours) holds, as the next request for each finds it."""
    rows = db.execute(_WANTED.format(chosen=chosen, order=f"p.{order}"), values).fetchall()
    return tuple(
        WantedPage(
            outlet_id=row[0],
            url=row[1],
            attempts=row[2],
            is_check=row[3],
            checks=row[4],
            first_seen_at=row[5],
            published_at=row[6],
            looked_at=row[7],
            document=ArchiveRef(file=row[8], offset=row[9], length=row[10], digest=row[11]) if row[8] else None,
            is_absent=row[12],
            copy_url=row[13],
        )
        for row in rows
    )


def is_forgotten(db: Connection, outlet_id: str, url: str) -> bool:
    """Whether the page is one that shall not come back."""
    found = db.execute(
        "select 1 from store.pages where outlet_id = ? and url = ? and outcome = 'forgotten'", [outlet_id, url]
    ).fetchone()
    return found is not None


def record(db: Connection, fetched: Sequence[PageFetch]) -> None:
    """Puts each page where its first fetch got it; later looks at pages are not of these."""
    rows = [fetched_row(f) for f in fetched if not f.page.is_check]
    if rows:
        append_new(db, "store.pages", rows, ["page_id"])
        with staged(db, "store.pages", rows) as name:
            db.execute(
                "update store.pages set attempts = s.attempts, last_attempt_at = s.last_attempt_at, "
                "next_attempt_at = s.next_attempt_at, outcome = s.outcome, detail = s.detail, check_at = s.check_at "
                f"from {name} s "
                "where pages.outlet_id = s.outlet_id and pages.url = s.url and pages.outcome <> 'forgotten'"
            )


def fetched_row(fetch: PageFetch) -> PageRow:
    """The page after its fetch."""
    return PageRow(
        page_id=article_id(fetch.page.outlet_id, fetch.page.url),
        outlet_id=fetch.page.outlet_id,
        url=fetch.page.url,
        discovered_via="feed",
        first_seen_at=fetch.fetched_at,
        attempts=fetch.attempts,
        last_attempt_at=fetch.fetched_at,
        next_attempt_at=fetch.next_attempt_at,
        outcome=fetch.outcome,
        detail=fetch.detail,
        check_at=fetch.check_at,
    )
