"""What a month's watch has of what was published: posts that are nowhere, and gaps without a reason."""

from dataclasses import dataclass
from datetime import datetime

from sources.types import AddressRules
from sources.urls import canonical_url
from tests.web import rows
from tests.web.month import Outlet, Post
from tests.web.watching import Watch

# Feeds in whose case the windows say whether a gap was called for; the others show old copies, or nothing for days.
PLAIN = (
    "plain", "api", "quiet", "bursts", "undated", "pinned", "lies", "churn", "reused", "moved", "section", "lifted",
    "renamed",
)  # fmt: skip
PINNED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap on record."""

    feed_url: str
    since: datetime
    until: datetime
    status: str
    opened_at: datetime
    closed_by: str | None


def gaps(watch: Watch) -> list[Gap]:
    """All that are on record."""
    sql = "select feed_url, missing_from, missing_until, status, opened_at, closed_by from store.gaps order by all"
    return [
        Gap(feed_url=row[0], since=row[1], until=row[2], status=row[3], opened_at=row[4], closed_by=row[5])
        for row in rows.store(watch.home, sql)
    ]


def undeclared(watch: Watch) -> list[Post]:
    """Posts that are on no page, and in no gap of their feed that is open or permanent."""
    pages = set(rows.store(watch.home, "select outlet_id, url from store.pages"))
    feeds = rows.store(
        watch.home,
        "select f.outlet_id, f.feed_url, f.covered_until, min(p.polled_at) from store.feeds f "
        "join store.polls p using (feed_url) where p.entries > 0 group by all",
    )
    watched = {(outlet_id, url): (begun, until) for outlet_id, url, until, begun in feeds}
    on_record = gaps(watch)
    return [
        post
        for outlet in watch.month.outlets
        for post in _watched(outlet, *watched[outlet.outlet_id, outlet.feed])
        if (outlet.outlet_id, canonical_url(post.url, AddressRules())) not in pages
        and not any(
            gap.feed_url == outlet.feed and gap.status != "closed" and gap.since <= post.at <= gap.until
            for gap in on_record
        )
    ]


def _watched(outlet: Outlet, begun: datetime, until: datetime) -> list[Post]:
    """What was published while its feed was watched."""
    return [post for post in outlet.posts if begun < post.at <= until]


def unfounded(watch: Watch) -> list[Gap]:
    """Gaps of plain feeds whose window still held, when they were opened, what it held when they begin."""
    outlets = {outlet.feed: outlet for outlet in watch.month.outlets if outlet.habit in PLAIN}
    return [gap for gap in gaps(watch) if gap.feed_url in outlets and _held(outlets[gap.feed_url], gap) > PINNED]


def _held(outlet: Outlet, gap: Gap) -> int:
    before = {post.n for post in outlet.window(gap.since)}
    return len(before & {post.n for post in outlet.window(gap.opened_at)})


def twice(watch: Watch) -> list[str]:
    """Posts that are several pages, or several articles."""
    published = {canonical_url(post.url, AddressRules()) for outlet in watch.month.outlets for post in outlet.posts}
    strange = [url for (url,) in rows.store(watch.home, "select url from store.pages") if url not in published]
    several = rows.store(watch.home, "select url from store.pages group by url having count(*) > 1")
    titles = rows.store(
        watch.home,
        "select title from store.articles join store.versions using (article_id) "
        "join store.extractions using (document_id) where latest group by title having count(*) > 1",
    )
    return strange + [url for (url,) in several] + [title for (title,) in titles]
