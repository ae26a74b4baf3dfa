"""Identifying: which article an extraction belongs to, and whether it shows it in a new state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sources.types import Article, Feed, Published
from tests.warehouse.seeding import (
    HOUR,
    NOW,
    PAGE,
    a_feed,
    a_poll,
    an_article,
    an_outlet,
    identified,
    kept,
    read_page,
    record_poll,
    seen,
)
from warehouse import documents, entries, extractions, feeds, pages
from warehouse.connection import Connection
from warehouse.identify import Identified, reset
from warehouse.identity.ids import article_id

IDS = {
    ("techcrunch", "https://techcrunch.com/2025/06/10/a-slug/"): "25719e0d-3e2f-5e04-a1ef-fd2f3131d878",
    ("detik", "https://inet.detik.com/x/d-1/a"): "8f7a0636-dfb0-58d3-b1fe-8008695127af",
}


@pytest.fixture(autouse=True)
def _listed(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])


def _list(db: Connection, *polls) -> None:  # type: ignore[no-untyped-def]
    entries.record(db, polls)
    pages.discover(db, polls)


def _rows(db: Connection) -> list[tuple[object, ...]]:
    return db.execute("select * from store.versions order by article_id, version").fetchall()


def _versions(db: Connection) -> list[tuple[int, str]]:
    return db.execute("select version, text from article_versions order by version").fetchall()


def _dated(db: Connection) -> tuple[object, ...]:
    return db.execute("select published_at, published_from, published_precision from articles").fetchall()[0]


@pytest.mark.parametrize(("of", "expected"), IDS.items(), ids=lambda v: v if isinstance(v, str) else v[0])
def test_an_article_has_this_name_for_ever(of: tuple[str, str], expected: str) -> None:
    assert article_id(*of) == expected


def test_a_document_has_this_name_for_ever() -> None:
    assert documents.document_id(kept()) == "9e297233-5e8d-5aad-bb07-9ab18000a794"


def test_a_page_that_was_read_is_an_article_of_one_version(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    read_page(db, kept(), an_article())
    assert identified(db) == Identified(articles=1, versions=1)
    assert db.execute(
        "select article_id::varchar, url, first_seen_at, discovered_via, version from articles"
    ).fetchall() == [(article_id("contoh", PAGE), PAGE, NOW, "feed", 1)]


def test_identifying_again_finds_nothing_new(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    read_page(db, kept(), an_article())
    identified(db)
    assert identified(db) == Identified(articles=0, versions=0)


def test_a_page_that_holds_no_article_is_none(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    read_page(db, kept(), None, "video")
    assert identified(db) == Identified(articles=0, versions=0)


def test_pages_that_hold_no_article_are_not_looked_up_again(db: Connection) -> None:
    asked: list[str] = []

    def persons(outlet_id: str, bylines: tuple[str, ...]) -> tuple[str, ...]:
        asked.append(outlet_id)
        return bylines

    _list(db, a_poll(seen(1), seen(2)))
    read_page(db, kept(), None, "video")
    read_page(db, kept("https://contoh.test/a/2", n=2), an_article())
    identified(db, persons)
    identified(db, persons)
    assert asked == ["contoh"]


def test_the_same_text_fetched_again_is_no_new_version(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    for n in range(3):
        read_page(db, kept(n=n, at=NOW + n * HOUR), an_article())
        identified(db)
    assert _versions(db) == [(1, "Satu dua tiga.")]


@pytest.mark.parametrize(
    "changed", [an_article("Lain."), an_article(title="Judul lain")], ids=["another text", "another headline"]
)
def test_what_reads_differently_is_the_next_version_of_the_same_article(db: Connection, changed: Article) -> None:
    _list(db, a_poll(seen(1)))
    read_page(db, kept(n=1), an_article())
    identified(db)
    read_page(db, kept(n=2, at=NOW + HOUR), changed)
    assert identified(db) == Identified(articles=0, versions=1)
    assert [version for version, _ in _versions(db)] == [1, 2]
    assert db.execute("select count(*) from articles").fetchone() == (1,)


def test_a_text_that_comes_back_is_a_version_again(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    for n, text in enumerate(("A", "B", "A", "A")):
        read_page(db, kept(n=n, at=NOW + n * HOUR), an_article(text))
    identified(db)
    assert _versions(db) == [(1, "A"), (2, "B"), (3, "A")]


def test_one_text_at_two_addresses_is_two_articles(db: Connection) -> None:
    _list(db, a_poll(seen(1), seen(2)))
    read_page(db, kept(n=1), an_article())
    read_page(db, kept("https://contoh.test/a/2", n=2), an_article())
    assert identified(db).articles == 2


STATES = [(n, text) for n, text in enumerate(("A", "B", "B", "C"))]


def _read(db: Connection, order: tuple[tuple[int, str], ...], *, each_time: bool) -> list[tuple[object, ...]]:
    for n, text in order:
        read_page(db, kept(n=n, at=NOW + n * HOUR), an_article(text))
        if each_time:
            identified(db)
    identified(db)
    return _rows(db)


def test_versions_do_not_depend_on_the_order_of_reading_nor_on_how_often_one_identifies(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    expected = _read(db, tuple(STATES), each_time=True)
    assert [row[1] for row in expected] == [1, 2, 3]
    for order in (STATES[::-1], STATES[2:] + STATES[:2], [STATES[i] for i in (1, 3, 0, 2)]):
        extractions.forget(db, None, ["contoh"])
        db.execute("delete from store.documents")
        assert _read(db, tuple(order), each_time=False) == expected


def _everything(db: Connection) -> list[list[tuple[object, ...]]]:
    tables = ("extractions", "zones", "articles", "versions")
    return [db.execute(f"select * from store.{table} order by all").fetchall() for table in tables]


def _three_documents(db: Connection) -> None:
    _list(db, a_poll(seen(1, authors=("Ani",)), seen(2)))
    read_page(db, kept(n=1), an_article())
    identified(db)
    read_page(db, kept(n=2, at=NOW + HOUR), an_article("Baru."))
    read_page(db, kept("https://contoh.test/a/2", n=3, at=NOW + HOUR), an_article("Lain."))
    identified(db)


def test_made_again_from_the_documents_everything_is_the_same(db: Connection) -> None:
    _three_documents(db)
    before = _everything(db)
    extractions.forget(db, None, ["contoh"])
    reset(db, ["contoh"])
    assert _everything(db) == [[], [], [], []]
    read_page(db, kept("https://contoh.test/a/2", n=3, at=NOW + HOUR), an_article("Lain."))
    read_page(db, kept(n=2, at=NOW + HOUR), an_article("Baru."))
    read_page(db, kept(n=1), an_article())
    identified(db)
    assert _everything(db) == before


def test_making_again_a_part_leaves_the_rest(db: Connection) -> None:
    _three_documents(db)
    before = _everything(db)
    extractions.forget(db, NOW + HOUR, ["contoh"])
    assert [len(rows) for rows in _everything(db)] == [1, 2, 2, 3]  # versions stand until they are decided anew
    read_page(db, kept(n=2, at=NOW + HOUR), an_article("Baru."))
    read_page(db, kept("https://contoh.test/a/2", n=3, at=NOW + HOUR), an_article("Lain."))
    identified(db)
    assert _everything(db) == before


def test_deciding_again_needs_no_reading(db: Connection) -> None:
    _three_documents(db)
    before = _everything(db)
    reset(db, ["contoh"])
    assert extractions.unread(db) == ()
    identified(db)
    assert _everything(db) == before


DAY = datetime(2025, 6, 11, tzinfo=UTC)
JUNE = datetime(2025, 6, 1, tzinfo=UTC)
BY_FEED = (NOW, "feed", "minute")
DATES = {
    "the page says nothing": (None, NOW, "minute", BY_FEED),
    "the page says an instant": (Published(at=DAY, source="jsonld", precision="second"), NOW, "minute",
                                 (DAY, "jsonld", "second")),
    "the page says the day": (Published(at=DAY, source="meta", precision="day"), NOW, "minute", BY_FEED),
    "the page says another day": (Published(at=DAY - timedelta(days=9), source="page", precision="day"), NOW, "minute",
                                  (DAY - timedelta(days=9), "page", "day")),
    "the page says the day, the feed an instant 36 hours on": (
        Published(at=NOW - 36 * HOUR, source="meta", precision="day"), NOW, "minute", BY_FEED),
    "the page says the day, the feed an instant after that": (
        Published(at=NOW - 37 * HOUR, source="meta", precision="day"), NOW, "minute",
        (NOW - 37 * HOUR, "meta", "day")),
    "the page says the month, the feed an instant": (
        Published(at=JUNE, source="page", precision="month"), NOW, "minute", BY_FEED),
    "the page says the month, the feed the day": (
        Published(at=JUNE, source="page", precision="month"), NOW, "day", (NOW, "feed", "day")),
    "the page says the month, the feed the month": (
        Published(at=JUNE, source="page", precision="month"), NOW, "month", (JUNE, "page", "month")),
    "the page says the month, the feed one after it": (
        Published(at=NOW - timedelta(days=33), source="page", precision="month"), NOW, "minute",
        (NOW - timedelta(days=33), "page", "month")),
    "the page says the month, the feed one before it": (
        Published(at=NOW + timedelta(days=2), source="page", precision="month"), NOW, "minute",
        (NOW + timedelta(days=2), "page", "month")),
    "both say the day": (Published(at=DAY, source="page", precision="day"), NOW, "day", (DAY, "page", "day")),
    "only the feed, by day": (None, DAY, "day", (DAY, "feed", "day")),
    "nobody says": (None, None, "minute", (None, None, None)),
    "only the page": (Published(at=DAY, source="page", precision="minute"), None, "minute", (DAY, "page", "minute")),
}  # fmt: skip


@pytest.mark.parametrize(("page", "listed", "precision", "expected"), DATES.values(), ids=DATES)
def test_whose_date_counts(db: Connection, page, listed, precision, expected) -> None:  # type: ignore[no-untyped-def]
    _list(db, a_poll(seen(1, at=listed, precision=precision)))
    read_page(db, kept(), an_article(published=page))
    identified(db)
    assert _dated(db) == expected


def test_the_earliest_dated_entry_counts_in_whatever_order_they_came(db: Connection) -> None:
    later = a_poll(seen(1, title="B", at=NOW + HOUR), at=NOW + HOUR)
    _list(db, later, a_poll(seen(1, title="A", at=NOW)), a_poll(seen(1, title="0", at=None), at=NOW - HOUR))
    read_page(db, kept(), an_article())
    identified(db)
    assert _dated(db) == BY_FEED


def test_a_sitemap_s_date_says_so(db: Connection) -> None:
    sitemap = replace(a_feed(), kind="sitemap")
    feeds.declare(db, [replace(an_outlet(), feeds=(sitemap,))])
    _list(db, a_poll(seen(1), feed=sitemap))
    read_page(db, kept(), an_article())
    identified(db)
    assert _dated(db) == (NOW, "sitemap", "minute")


SITEMAP = replace(a_feed("https://contoh.test/sitemap"), kind="sitemap")
FEEDS_BUT_ONE = {
    "listed first by a sitemap without dates": (a_feed(), SITEMAP, "feed"),
    "listed first by a feed without dates": (SITEMAP, a_feed(), "sitemap"),
}


@pytest.mark.parametrize(("dated", "undated", "expected"), FEEDS_BUT_ONE.values(), ids=FEEDS_BUT_ONE)
def test_the_feed_whose_date_counts_is_named(db: Connection, dated: Feed, undated: Feed, expected: str) -> None:
    feeds.declare(db, [replace(an_outlet(), feeds=(a_feed(), SITEMAP))])
    _list(db, a_poll(seen(1, at=None), feed=undated, at=NOW - HOUR))
    _list(db, a_poll(seen(1), feed=dated))
    read_page(db, kept(), an_article())
    identified(db)
    assert _dated(db) == (NOW, expected, "minute")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (an_article(authors=("Budi",), section="Bisnis"), (["Budi"], "Bisnis")),
        (an_article(), (["Ani"], "tekno")),
    ],
    ids=["the page's word", "the feed's where the page has none"],
)
def test_whose_authors_and_section_count(db: Connection, page: Article, expected: tuple[list[str], str]) -> None:
    tekno = a_feed(section="tekno")
    feeds.declare(db, [replace(an_outlet(), feeds=(tekno,))])
    _list(db, a_poll(seen(1, authors=("Ani",)), feed=tekno))
    read_page(db, kept(), page)
    identified(db)
    assert db.execute("select authors, section from articles").fetchall() == [expected]


def test_a_feed_of_all_sections_names_none(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    read_page(db, kept(), an_article())
    identified(db)
    assert db.execute("select authors, section from articles").fetchall() == [([], None)]


def test_what_feeds_say_after_the_page_was_fetched_changes_nothing(db: Connection) -> None:
    record_poll(db, a_poll(seen(1, at=None)))
    read_page(db, kept(), an_article())
    identified(db)
    before = db.execute("select * from store.versions").fetchall()
    record_poll(db, a_poll(seen(1, title="Judul lain"), at=NOW + HOUR))
    reset(db, ["contoh"])
    identified(db)
    assert db.execute("select * from store.versions").fetchall() == before
    assert before[0][5] is None  # published_at
