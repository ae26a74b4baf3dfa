"""Pages: every listed address once, and which of them are to be fetched now."""

from dataclasses import replace
from datetime import datetime

import pytest

from sources.types import Published, WantedPage
from tests.warehouse.seeding import HOUR, NOW, a_feed, a_poll, an_article, fetched, kept, read_page, seen
from warehouse import documents, entries, forget, pages
from warehouse.connection import Connection
from warehouse.identity.ids import article_id

BASE = "https://contoh.test/a/"


def _list(db: Connection, *polls) -> int:  # type: ignore[no-untyped-def]
    entries.record(db, polls)
    return pages.discover(db, polls)


def _numbers(found: tuple[WantedPage, ...]) -> list[int]:
    return [int(page.url.removeprefix(BASE)) for page in found]


def _due(db: Connection, **wanted) -> list[int]:  # type: ignore[no-untyped-def]
    return _numbers(pages.pending(db, wanted.pop("now", NOW), ["contoh"], **wanted))


def test_a_listed_address_is_due_at_once(db: Connection) -> None:
    assert _list(db, a_poll(seen(1), seen(2))) == 2
    listed = {"outlet_id": "contoh", "attempts": 0, "first_seen_at": NOW, "published_at": NOW}
    assert pages.pending(db, NOW, ["contoh"]) == (
        WantedPage(url=BASE + "1", **listed),  # type: ignore[arg-type]
        WantedPage(url=BASE + "2", **listed),  # type: ignore[arg-type]
    )


def test_the_newest_listed_come_first(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    _list(db, a_poll(seen(2), seen(3), at=NOW + HOUR))
    assert _due(db, now=NOW + HOUR) == [2, 3, 1]


def test_an_address_listed_twice_is_one_page_since_the_first_time(db: Connection) -> None:
    other = a_feed("https://contoh.test/rss2")
    assert _list(db, a_poll(seen(1)), a_poll(seen(1), feed=other)) == 1
    assert _list(db, a_poll(seen(1), at=NOW + HOUR)) == 0
    assert db.execute("select count(*), min(first_seen_at) from store.pages").fetchall() == [(1, NOW)]


def test_only_the_outlets_asked_for(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    assert pages.pending(db, NOW, ["lain"]) == ()
    assert pages.pending(db, NOW, []) == ()


STATES = {
    "fetched": (fetched(BASE + "1"), [], []),
    "failed, again later": (fetched(BASE + "1", outcome="timeout", again=NOW + HOUR), [], [1]),
    "failed, again now": (fetched(BASE + "1", outcome="timeout", again=NOW), [1], [1]),
    "given up": (fetched(BASE + "1", outcome="not_found"), [], []),
}


@pytest.mark.parametrize(("done", "due", "forced"), STATES.values(), ids=STATES)
def test_what_is_due_after_a_fetch(db: Connection, done, due, forced) -> None:  # type: ignore[no-untyped-def]
    _list(db, a_poll(seen(1)))
    pages.record(db, [done])
    assert _due(db) == due
    assert _due(db, force=True) == forced


def test_a_failed_page_is_due_when_its_time_comes_with_its_attempts(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    pages.record(db, [fetched(BASE + "1", outcome="server_error", again=NOW + HOUR)])
    assert [(page.url, page.attempts) for page in pages.pending(db, NOW + HOUR, ["contoh"])] == [(BASE + "1", 1)]


def test_an_address_that_no_article_has_is_noted_and_never_fetched(db: Connection) -> None:
    _list(db, a_poll(seen(1, skip="video"), seen(2)))
    assert _due(db) == _due(db, force=True) == [2]
    assert db.execute("select outcome, detail from store.pages where url like '%/1'").fetchall() == [
        ("skipped", "video")
    ]


def test_a_page_that_the_rules_no_longer_skip_is_due_and_no_other(db: Connection) -> None:
    _list(db, a_poll(seen(1, skip="video"), seen(2, skip="video"), seen(3)))
    pages.record(db, [fetched(BASE + "3", outcome="not_found")])
    assert _list(db, a_poll(seen(1), seen(2, skip="video"), seen(3), at=NOW + HOUR)) == 0
    assert _due(db) == []
    assert _due(db, now=NOW + HOUR) == [1]
    states = db.execute("select outcome, detail, first_seen_at from store.pages order by url").fetchall()
    assert states == [("pending", "", NOW), ("skipped", "video", NOW), ("not_found", "", NOW)]


def test_a_forgotten_page_does_not_come_back(db: Connection) -> None:
    _list(db, a_poll(seen(1), seen(2)))
    forget.forget(db, BASE + "1", NOW)
    _list(db, a_poll(seen(1), seen(2), at=NOW + HOUR))
    assert _due(db, now=NOW + HOUR, force=True) == [2]
    assert db.execute("select outcome from store.pages where url like '%/1'").fetchall() == [("forgotten",)]


def test_a_limit_takes_the_newest_of_each_feed_by_the_feed_s_dates(db: Connection) -> None:
    other = a_feed("https://contoh.test/rss2")
    mixed = a_poll(seen(1, at=NOW - 3 * HOUR), seen(2, at=NOW - HOUR), seen(3, at=NOW - 2 * HOUR))
    _list(db, mixed, a_poll(seen(7, at=NOW - 9 * HOUR), seen(8, at=NOW - 10 * HOUR), feed=other))
    assert sorted(_due(db, limit=1)) == [2, 7]
    assert sorted(_due(db, limit=2)) == [2, 3, 7, 8]


def test_without_dates_a_limit_goes_by_the_feed_s_own_order(db: Connection) -> None:
    _list(db, a_poll(*(seen(n, at=None) for n in (1, 2, 3))))
    assert sorted(_due(db, limit=2)) == [1, 2]


def test_a_limit_counts_addresses_not_the_states_they_were_listed_in(db: Connection) -> None:
    _list(db, a_poll(seen(1, at=NOW), seen(2, at=NOW - HOUR), seen(3, at=NOW - 2 * HOUR)))
    _list(db, a_poll(seen(1, title="lain", at=NOW), at=NOW + HOUR))
    assert sorted(_due(db, limit=2, now=NOW + HOUR)) == [1, 2]


def test_what_was_fetched_or_has_no_page_counts_in_the_limit(db: Connection) -> None:
    _list(db, a_poll(seen(1, skip="video"), seen(2), seen(3), seen(4)))
    pages.record(db, [fetched(BASE + "2")])
    assert _due(db, limit=2) == []
    assert _due(db, limit=3) == [3]


def test_recording_a_fetch_twice_is_recording_it_once(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    for _ in range(2):
        pages.record(db, [fetched(BASE + "1")])
    rows = db.execute("select url, attempts, outcome, discovered_via, last_attempt_at from store.pages").fetchall()
    assert rows == [(BASE + "1", 1, "ok", "feed", NOW)]


def test_a_fetch_of_an_address_that_was_not_noted_notes_it(db: Connection) -> None:
    pages.record(db, [fetched(BASE + "9")])
    assert db.execute("select url, outcome from store.pages").fetchall() == [(BASE + "9", "ok")]


def test_every_page_has_the_id_of_its_article(db: Connection) -> None:
    _list(db, a_poll(seen(1), seen(2, skip="video")))
    pages.record(db, [fetched(BASE + "1"), fetched(BASE + "9")])
    rows = db.execute("select page_id::varchar, outlet_id, url from store.pages").fetchall()
    assert len(rows) == 3
    assert [row[0] for row in rows] == [article_id(outlet_id, url) for _, outlet_id, url in rows]


def test_what_is_known_of_a_page(db: Connection) -> None:
    _list(db, a_poll(seen(1, at=NOW - 2 * HOUR), seen(2, at=None)))
    pages.record(db, [replace(fetched(BASE + "1", at=NOW + HOUR), attempts=3)])
    documents.index(db, [kept(BASE + "1", n=1), replace(kept(BASE + "1", n=3, at=NOW + HOUR), outcome="unchanged")])
    documents.index(db, [replace(kept(BASE + "1", n=4, at=NOW + 2 * HOUR), outcome="blocked"), kept(BASE + "2")])
    ids = [article_id("contoh", f"{BASE}{n}") for n in (1, 2, 9)]
    assert pages.known(db, ids) == (
        WantedPage(
            outlet_id="contoh", url=BASE + "1", attempts=3, is_check=True, first_seen_at=NOW,
            published_at=NOW - 2 * HOUR, looked_at=NOW + HOUR, document=kept(n=3).ref,
        ),
        WantedPage(outlet_id="contoh", url=BASE + "2", attempts=0, first_seen_at=NOW, document=kept(n=0).ref),
    )  # fmt: skip


DATES: dict[str, tuple[Published | None, datetime]] = {
    "the page's own date": (Published(at=NOW - 3 * HOUR, source="jsonld", precision="second"), NOW - 3 * HOUR),
    "a month is no date": (Published(at=NOW - 30 * HOUR, source="page", precision="month"), NOW - 2 * HOUR),
    "the feed's where the page has none": (None, NOW - 2 * HOUR),
}


@pytest.mark.parametrize(("page", "expected"), DATES.values(), ids=DATES)
def test_whose_date_of_publication_is_known(db: Connection, page: Published | None, expected: datetime) -> None:
    _list(db, a_poll(seen(1, at=NOW - 2 * HOUR)))
    _list(db, a_poll(seen(1, at=NOW - HOUR, title="Lagi"), at=NOW + HOUR))
    read_page(db, kept(BASE + "1"), an_article(published=page))
    (known,) = pages.known(db, [article_id("contoh", BASE + "1")])
    assert known.published_at == expected


def test_a_forgotten_page_is_not_known(db: Connection) -> None:
    _list(db, a_poll(seen(1)))
    pages.record(db, [fetched(BASE + "1")])
    forget.forget(db, BASE + "1", NOW)
    assert pages.known(db, [article_id("contoh", BASE + "1")]) == ()
