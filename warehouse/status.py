"""How the sources are: one line per outlet and one per feed, from the published file."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse import coverage
from warehouse.connection import connect_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletStatus:
    """One outlet: its feeds by health, its pages by how far they got, its articles."""

    outlet_id: str
    feeds: int
    healthy: int
    last_polled_at: datetime | None
    last_ok_at: datetime | None
    newest_item_at: datetime | None
    articles: int
    pending: int
    failed: int
    blocked: int
    troubles: str
    missed: str  # in a sentence: since when nothing was, and what may have been


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """One feed: its health, and when it last answered and said something new."""

    outlet_id: str
    feed_url: str
    status: str
    last_polled_at: datetime | None
    last_ok_at: datetime | None
    newest_item_at: datetime | None
    next_poll_at: datetime | None
    failures: int
    last_outcome: str | None
    detail: str | None


_OUTLETS = """
    with
        feed_counts as (
            select outlet_id, count(*) as feeds, count(*) filter (status = 'healthy') as healthy,
                   max(last_polled_at) as last_polled_at, max(last_ok_at) as last_ok_at,
                   max(newest_item_at) as newest_item_at
            from feeds where status <> 'retired' group by outlet_id
        ),
        page_counts as (
            select outlet_id, count(distinct article_id) as articles,
                   count(*) filter (outcome <> 'ok' and next_attempt_at is not null) as pending,
                   count(*) filter (outcome not in ('ok', 'skipped', 'pending')) as failed,
                   count(*) filter (outcome in ('blocked', 'refused', 'robots')) as blocked
            from pages group by outlet_id
        ),
        reasons as (
            select outlet_id, string_agg(n || ' ' || reason, ', ' order by n desc, reason) as troubles
            from (
                select outlet_id, count(*) as n,
                       'feeds ' || if(status = 'failing', coalesce(detail, status), status) as reason
                from feeds left join (
                    select feed_url, arg_max(detail, polled_at) as detail from polls group by feed_url
                ) using (feed_url)
                where status in ('failing', 'stale')
                group by all
                union all
                select outlet_id, count(*) as n, if(outcome = 'ok', extraction, outcome) as reason
                from pages
                where outcome not in ('ok', 'skipped', 'pending') or (outcome = 'ok' and extraction <> 'ok')
                group by all
            )
            group by outlet_id
        )
    select outlet_id, coalesce(feeds, 0), coalesce(healthy, 0), last_polled_at, last_ok_at, newest_item_at,
           coalesce(articles, 0), coalesce(pending, 0), coalesce(failed, 0), coalesce(blocked, 0),
           coalesce(troubles, '')
    from outlets left join feed_counts using (outlet_id) left join page_counts using (outlet_id)
    left join reasons using (outlet_id)
    order by outlet_id
"""

_FEEDS = """
    with last_polls as (
        select feed_url, arg_max(outcome, polled_at) as last_outcome, arg_max(detail, polled_at) as detail
        from polls group by feed_url
    )
    select outlet_id, feed_url, status, last_polled_at, last_ok_at, newest_item_at, next_poll_at, failures,
           last_outcome, detail
    from feeds left join last_polls using (feed_url)
    where status <> 'retired'
    order by outlet_id, feed_url
"""


def outlets(published: Path) -> tuple[OutletStatus, ...]:
    """A line for every outlet, by id."""
    with connect_to_read(published) as db:
        rows = db.execute(_OUTLETS).fetchall()
        missed = coverage.sentences(db)
    return tuple(
        OutletStatus(**dict(zip(OutletStatus.__slots__, (*row, missed.get(row[0], "")), strict=True))) for row in rows
    )


def feeds(published: Path) -> tuple[FeedStatus, ...]:
    """A line for every declared feed, by outlet."""
    with connect_to_read(published) as db:
        rows = db.execute(_FEEDS).fetchall()
    return tuple(FeedStatus(**dict(zip(FeedStatus.__slots__, row, strict=True))) for row in rows)
