"""What was missed, in words: a sentence per outlet, and what the relations coverage and recall count."""

from datetime import UTC, date, datetime

import pytest

from sources.types import Missing, Stamp
from tests.warehouse.seeding import (
    FEED,
    HOUR,
    NOW,
    RUN,
    a_feed,
    a_find,
    a_poll,
    a_walk,
    an_outlet,
    record_poll,
    seen,
    walked,
)
from warehouse import coverage, entries, feeds, gaps, pages, walks
from warehouse.connection import Connection
from warehouse.coverage import Stretch, fate, sentence
from warehouse.gaps import Settled

SITEMAP = "https://contoh.test/sitemap_news.xml"
SINCE = datetime(2025, 6, 9, 8, tzinfo=UTC)
API = fate("closed", "api https://contoh.test/wp-json/wp/v2/posts", "no_overlap")


def stretch(day: int, hour: int, to_day: int, to_hour: int, what: str = API, year: int = 2025) -> Stretch:
    return Stretch(
        since=datetime(year, 6, day, hour, tzinfo=UTC), until=datetime(year, 6, to_day, to_hour, tzinfo=UTC), fate=what
    )


SAID = {
    "nothing": ((), ""),
    "within a day": ((stretch(10, 2, 10, 5),), ", except 10 June 02:00 to 05:00 UTC, closed by the API"),
    "over midnight": ((stretch(10, 22, 11, 5),), ", except 10 June 22:00 to 11 June 05:00 UTC, closed by the API"),
    "in another year": (
        (stretch(1, 2, 1, 5, year=2026),), ", except 1 June 2026 02:00 to 05:00 UTC, closed by the API"
    ),
    "two that touch are one": (
        (stretch(10, 2, 10, 5), stretch(10, 5, 10, 7)), ", except 10 June 02:00 to 07:00 UTC, closed by the API"
    ),
    "of two fates, the latest first": (
        (stretch(10, 2, 10, 5), stretch(10, 4, 10, 7, fate("permanent", None, "no_route"))),
        ", except 10 June 04:00 to 07:00 UTC, lost: no route leads there; 10 June 02:00 to 05:00 UTC, closed by the "
        "API",
    ),
    "more than can be named": (
        tuple(stretch(n, 1, n, 2) for n in range(10, 16)),
        ", except 15 June 01:00 to 02:00 UTC, closed by the API; 14 June 01:00 to 02:00 UTC, closed by the API; "
        "13 June 01:00 to 02:00 UTC, closed by the API; and 3 more",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("missing", "rest"), SAID.values(), ids=SAID)
def test_a_sentence(missing: tuple[Stretch, ...], rest: str) -> None:
    assert sentence("Contoh", SINCE, missing) == f"Contoh: nothing missed since 9 June 2025{rest}"


def test_a_sentence_says_of_how_many_feeds_it_is_not() -> None:
    said = sentence("Contoh", SINCE, (), silent="2 of 7")
    assert said == "Contoh: nothing missed since 9 June 2025 (2 of 7 feeds do not answer)"


def test_feeds_that_do_not_answer_are_counted(db: Connection) -> None:
    silent, retired = "https://contoh.test/tekno/rss", "https://contoh.test/lama/rss"
    feeds.declare(db, [an_outlet(feed_urls=(FEED, silent, retired))])
    record_poll(db, a_poll(seen(1), at=NOW))
    db.execute("update store.feeds set failures = 3 where feed_url <> ?", [FEED])
    feeds.declare(db, [an_outlet(feed_urls=(FEED, silent))])
    assert coverage.sentences(db)["contoh"].endswith("since 11 June 2025 (1 of 2 feeds do not answer)")


def test_an_outlet_that_was_never_polled() -> None:
    assert sentence("Contoh", None, ()) == "Contoh: not watched yet"


FATES = {
    ("open", None, "no_overlap"): "not closed yet",
    ("closed", "index https://a.test/; index https://b.test/", "no_overlap"): "closed by its index pages",
    ("permanent", None, "no_route"): "lost: no route leads there",
    ("permanent", None, "too_large"): "lost: its routes end with too_large",
}


@pytest.mark.parametrize(("gap", "words"), FATES.items(), ids=[" ".join(filter(None, gap)) for gap in FATES])
def test_what_became_of_a_gap(gap: tuple[str, str | None, str], words: str) -> None:
    assert fate(*gap) == words


def _gap(db: Connection, feed_url: str, since: int, until: int, *, closed_by: str = "") -> None:
    gaps.open_gap(
        db, a_feed(feed_url), Missing(since=NOW + since * HOUR, until=NOW + until * HOUR, reason="no_overlap"), NOW
    )
    if closed_by:
        one = gaps.gap_id(feed_url, NOW + since * HOUR)
        gaps.settle(db, [Settled(gap_id=one, status="closed", closed_by=closed_by)], NOW)


def test_what_a_complete_feed_showed_was_not_missed(db: Connection) -> None:
    section = "https://contoh.test/tekno/rss"
    feeds.declare(db, [an_outlet(feed_urls=(FEED, section)), an_outlet("lain", feed_urls=("https://lain.test/rss",))])
    record_poll(db, a_poll(seen(1), at=NOW))
    _gap(db, section, 1, 9, closed_by=FEED)
    _gap(db, FEED, 20, 22, closed_by="api https://contoh.test/wp-json")
    _gap(db, FEED, 30, 31)
    assert coverage.sentences(db) == {
        "contoh": "Contoh: nothing missed since 11 June 2025, except 12 June 18:00 to 19:00 UTC, not closed yet; "
        "12 June 08:00 to 10:00 UTC, closed by the API",
        "lain": "Lain: not watched yet",
    }
    found = db.execute("select outlet_id, first_listed_at, open_gaps, closed_gaps, missing_seconds from coverage")
    assert sorted(found.fetchall()) == [("contoh", NOW, 1, 1, 3600), ("lain", None, 0, 0, 0)]


def test_recall_is_how_much_of_another_source_the_feeds_showed(db: Connection) -> None:
    feeds.declare(db, [an_outlet(feed_urls=(FEED, SITEMAP))])
    db.execute("update store.feeds set kind = 'sitemap' where feed_url = ?", [SITEMAP])
    record_poll(db, a_poll(seen(1), seen(2), at=NOW))
    listed = a_poll(seen(1), seen(2), seen(3), seen(4), seen(9, skip="video"), at=NOW, feed=a_feed(SITEMAP))
    entries.record(db, [listed])
    pages.discover(db, [listed])
    early = Stamp(at=NOW - 24 * HOUR, precision="minute")
    walks.record(db, RUN, a_walk(), walked(1, listed=2), [a_find(2), a_find(8, at=early.at)])
    found = db.execute("select day, source, listed, shown, share, is_watched from recall order by all").fetchall()
    route = a_walk().route.name
    assert found == [
        (date(2025, 6, 10), route, 1, 0, 0.0, False),
        (date(2025, 6, 11), route, 1, 1, 1.0, False),
        (date(2025, 6, 11), SITEMAP, 4, 2, 0.5, False),
    ]
