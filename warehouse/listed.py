"""What was known of an article beside its pages: since when, how it was found, and what feeds said of it.

What a page does not say of itself (its date, authors or section) is taken from the earliest entry that led there; its
date from the earliest find where no entry has one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from warehouse.connection import Connection

# Which persons the bylines of an outlet's feed name: (outlet id, bylines) -> names.
Persons = Callable[[str, tuple[str, ...]], tuple[str, ...]]

_A_DAY_SOMEWHERE = timedelta(hours=36)
_A_MONTH = timedelta(days=32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When something says it was published, who says so (feed, sitemap, jsonld, meta, page), and how exactly."""

    at: datetime | None
    source: str | None
    precision: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What is known of an article beside its pages; its outlet and address are those of its first page."""

    article_id: str
    outlet_id: str
    url: str
    first_seen_at: datetime
    discovered_via: str
    dated: Dated
    authors: tuple[str, ...]
    section: str


# What feeds had said of each article when a page of it was first fetched: what they say later changes no version, so
# that deciding again gives the same. Where two said it at once, the feed's address and the entry decide.
_LISTED = """
    with
        first_pages as (
            select m.article_id, p.outlet_id, p.url, p.first_seen_at, p.discovered_via
            from store.pages p join {members} m using (page_id)
            where p.page_id = m.article_id
        ),
        fetched as (
            select m.article_id, min(e.observed_at) as observed_at
            from store.extractions e join {members} m using (page_id)
            where e.outcome in ('ok', 'unchanged')
            group by m.article_id
        ),
        entries as (
            select m.article_id, n.*
            from store.entries n join {members} m using (page_id)
        ),
        finds as (
            select m.article_id, f.published_at, f.published_precision, split_part(f.route, ' ', 1) as kind
            from store.finds f join {members} m using (page_id) join fetched d using (article_id)
            where f.found_at <= d.observed_at and f.published_at is not null
            qualify row_number() over (
                partition by m.article_id order by f.found_at, f.route, f.page_id, f.day_from
            ) = 1
        )
    select p.article_id::varchar, p.outlet_id, p.url, any_value(p.first_seen_at), any_value(p.discovered_via),
           first(n.published_at order by n.first_seen_at, n.feed_url, n.entry_id) filter (n.published_at is not null),
           first(n.published_precision order by n.first_seen_at, n.feed_url, n.entry_id)
               filter (n.published_at is not null),
           first(f.kind order by n.first_seen_at, n.feed_url, n.entry_id) filter (n.published_at is not null),
           first(n.authors order by n.first_seen_at, n.feed_url, n.entry_id) filter (len(n.authors) > 0),
           first(f.section order by n.first_seen_at, n.feed_url, n.entry_id) filter (f.section <> 'all'),
           any_value(b.published_at), any_value(b.published_precision), any_value(b.kind)
    from first_pages p
    join fetched d using (article_id)
    left join entries n on n.article_id = p.article_id and n.first_seen_at <= d.observed_at
    left join store.feeds f using (feed_url)
    left join finds b on b.article_id = p.article_id
    group by p.article_id, p.outlet_id, p.url
"""


def listed(db: Connection, members: str, persons: Persons) -> dict[str, Listed]:
    """By article, what is known of those in the relation `members` (article_id, page_id) that have a page read.

    `persons` reads the bylines of feeds, which may name the outlet or its desk.
    """
    return {
        row[0]: Listed(
            article_id=row[0],
            outlet_id=row[1],
            url=row[2],
            first_seen_at=row[3],
            discovered_via=row[4],
            dated=_dated(row[5:8]) if row[5] else _dated(row[10:13]),
            authors=persons(row[1], tuple(row[8] or ())),
            section=row[9] or "",
        )
        for row in db.execute(_LISTED.format(members=members)).fetchall()
    }


def _dated(said: tuple[Any, ...]) -> Dated:
    """When an entry or a find says it was published: (at, precision, kind of the feed or route)."""
    at, precision, kind = said
    return Dated(at=at, source=kind if kind in ("api", "sitemap") else "feed", precision=precision)


def better_dated(page: Dated, feed: Dated) -> Dated:
    """The page's date, or the feed's where the page has none, or one that is coarser and agrees with it.

    A day agrees with an instant up to 36 hours from its start: days start at other hours in other zones. A month
    agrees from 36 hours before its start to 32 days after it.
    """
    if feed.at is None:
        return page
    if page.at is None:
        return feed
    later = feed.at - page.at
    if page.precision == "month":
        agrees = feed.precision != "month" and -_A_DAY_SOMEWHERE <= later <= _A_MONTH
    else:
        exact = feed.precision in ("second", "minute")
        agrees = page.precision == "day" and exact and abs(later) <= _A_DAY_SOMEWHERE
    return feed if agrees else page
