"""Feeds, requests, documents, extractions and runs: what is written is what happened, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sources.types import Extraction, Feed, FeedState
from tests.warehouse.seeding import (
    FEED,
    HOUR,
    NOW,
    PAGE,
    RUN,
    a_feed,
    a_poll,
    an_article,
    an_exchange,
    an_outlet,
    kept,
    read_page,
    record_poll,
    seen,
)  # fmt: skip
from warehouse import documents, entries, extractions, feeds, pages, runs
from warehouse.connection import Connection
from warehouse.documents import IndexedFile, RobotsRow

# ------------------------------------------------------------------ outlets and feeds

FULL = FeedState(
    feed_url=FEED, etag='W/"é"', last_modified="Wed, 11 Jun 2025 12:00:00 GMT", body_digest="sha256:aa", failures=2,
    conditional_polls=3, interval=timedelta(minutes=7), next_poll_at=NOW + HOUR, last_polled_at=NOW, last_ok_at=NOW,
    newest_item_at=NOW, moved_to="https://baru.test/rss", moved_times=1, address="https://lain.test/rss",
)  # fmt: skip


def _declared(db: Connection) -> list[tuple[object, ...]]:
    return db.execute("select feed_url, outlet_id, section, kind, status from feeds order by feed_url").fetchall()


def test_declaring_twice_is_declaring_once(db: Connection) -> None:
    for _ in range(2):
        feeds.declare(db, [an_outlet(), an_outlet("lain", feed_urls=())])
    assert _declared(db) == [(FEED, "contoh", "all", "feed", "new")]
    assert db.execute("select outlet_id, name, lang, group_id from outlets order by 1").fetchall() == [
        ("contoh", "Contoh", "id", "grup"),
        ("lain", "Lain", "id", "grup"),
    ]


def test_a_file_that_says_something_else_now_is_followed(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])
    tekno = Feed(url=FEED, outlet_id="contoh", section="tekno", kind="sitemap")
    feeds.declare(db, [replace(an_outlet(), name="Contoh Baru", feeds=(tekno,))])
    assert _declared(db) == [(FEED, "contoh", "tekno", "sitemap", "new")]
    assert db.execute("select name from outlets").fetchall() == [("Contoh Baru",)]


def test_a_feed_that_comes_back_has_its_memory(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])
    record_poll(db, a_poll(seen(1)), FULL)
    feeds.declare(db, [])
    assert feeds.states(db) == ()
    assert _declared(db)[0][-1] == "retired"
    assert db.execute("select count(*) from outlets").fetchone() == (1,)
    feeds.declare(db, [an_outlet()])
    assert [state.etag for state in feeds.states(db)] == ['W/"é"']


def test_a_state_comes_back_as_it_was_written(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])
    assert feeds.states(db) == (FeedState(feed_url=FEED),)
    polled = feeds.PolledFeed(
        poll=a_poll(), state=FULL, status="stale", entries=None, new_entries=None, overlap=None
    )  # fmt: skip
    feeds.record(db, RUN, [polled])
    assert feeds.states(db) == (FULL,)
    assert _declared(db)[0][-1] == "stale"


def test_a_poll_is_a_row_with_what_it_brought(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])
    record_poll(db, a_poll(seen(1), seen(2)))
    later = a_poll(seen(2), seen(3), at=NOW + HOUR)
    record_poll(db, later, FeedState(feed_url=FEED, last_ok_at=NOW, listed_at=NOW, last_polled_at=NOW))
    record_poll(db, a_poll(at=NOW + 2 * HOUR, outcome="not_modified"))
    rows = "select polled_at, outcome, status, bytes, ms, entries, new_entries, overlap from polls order by polled_at"
    assert db.execute(rows).fetchall() == [
        (NOW, "ok", 200, 10, 7, 2, 2, None),
        (NOW + HOUR, "ok", 200, 10, 7, 2, 1, 1),
        (NOW + 2 * HOUR, "not_modified", 304, 10, 7, None, None, None),
    ]


def test_health_that_changed_by_time_alone(db: Connection) -> None:
    feeds.declare(db, [an_outlet(feed_urls=(FEED, "https://contoh.test/rss2"))])
    feeds.set_status(db, [(FEED, "stale"), ("https://nobody.test/rss", "gone")])
    assert [row[-1] for row in _declared(db)] == ["stale", "new"]


# ------------------------------------------------------------------ requests and documents


def test_every_request_is_a_row_even_two_alike(db: Connection) -> None:
    documents.record_exchanges(db, RUN, [an_exchange(PAGE), an_exchange(PAGE)])
    documents.record_exchanges(db, RUN, [])
    row = (PAGE, "contoh.test", "page", NOW, "ok", 200, 5, 7, None)
    rows = "select url, host, purpose, started_at, outcome, status, bytes, ms, detail from fetches"
    assert db.execute(rows).fetchall() == [row, row]


def test_a_request_without_an_answer_has_no_status(db: Connection) -> None:
    documents.record_exchanges(db, RUN, [replace(an_exchange(PAGE), status=None, outcome="dns", detail="no such name")])
    assert db.execute("select status, outcome, detail from fetches").fetchall() == [(None, "dns", "no such name")]


def test_a_document_is_indexed_once(db: Connection) -> None:
    assert documents.index(db, [kept(n=1), kept(n=2), kept(n=1)]) == 2
    assert documents.index(db, [kept(n=2), kept(n=3)]) == 1


def test_a_document_s_name_is_of_what_was_fetched_as_what_and_when() -> None:
    one = kept(n=1)
    others = [kept(n=2), kept(n=1, at=NOW + HOUR), kept("https://contoh.test/a/2", n=1), kept(n=1, purpose="feed")]
    assert len({documents.document_id(k) for k in (one, *others)}) == 5
    moved = replace(one, ref=replace(one.ref, file="else.warc.gz", offset=7))
    assert documents.document_id(moved) == documents.document_id(one)


def test_how_much_of_each_file_is_indexed_and_where(db: Connection) -> None:
    assert documents.indexed_bytes(db) == ()
    documents.index(db, [kept(n=1), kept(n=7), kept(n=3)])
    assert documents.indexed_bytes(db) == (IndexedFile(file="2025/06/11/a.warc.gz", bytes=270),)
    assert documents.indexed_offsets(db, "2025/06/11/a.warc.gz") == {100, 300, 700}
    assert documents.indexed_offsets(db, "b.warc.gz") == frozenset()


def test_the_newest_copy_of_each_feed_is_known(db: Connection) -> None:
    old, new = kept(FEED, purpose="feed", n=1), kept(FEED, purpose="feed", n=2, at=NOW + HOUR)
    documents.index(db, [new, old, kept(n=3), kept("https://contoh.test/robots.txt", purpose="robots", n=4)])
    assert {ref.digest for ref in documents.copies_of_feeds(db)} == {new.ref.digest, kept(n=4).ref.digest}


def test_fresh_rules_take_the_place_of_the_old(db: Connection) -> None:
    old = RobotsRow(url="https://contoh.test/robots.txt", status=200, text="User-agent: *", fetched_at=NOW)
    new = replace(old, status=404, text="", fetched_at=NOW + HOUR)
    documents.remember_robots(db, [old, replace(old, url="https://lain.test/robots.txt")])
    documents.remember_robots(db, [new])
    assert set(documents.robots(db)) == {new, replace(old, url="https://lain.test/robots.txt")}


# ------------------------------------------------------------------ extractions


def test_a_page_waits_until_it_is_read(db: Connection) -> None:
    documents.index(db, [kept(n=2, at=NOW + HOUR), kept(n=1)])
    waiting = extractions.unread(db)
    assert [(page.url, page.fetched_at, page.ref) for page in waiting] == [
        (PAGE, NOW, kept(n=1).ref),
        (PAGE, NOW + HOUR, kept(n=2).ref),
    ]
    extractions.record(db, [(page, Extraction(key="", outcome="no_text")) for page in waiting], "test 1")
    assert extractions.unread(db) == ()


@pytest.mark.parametrize(
    "other", [kept(FEED, purpose="feed"), replace(kept(), outcome="blocked")], ids=["feed", "wall"]
)
def test_what_is_no_page_is_never_read(db: Connection, other) -> None:  # type: ignore[no-untyped-def]
    documents.index(db, [other])
    assert extractions.unread(db) == ()


def test_an_extraction_is_written_once_with_its_zones(db: Connection) -> None:
    documents.index(db, [kept()])
    (page,) = extractions.unread(db)
    extraction = Extraction(key=page.document_id, outcome="ok", article=an_article())
    extractions.record(db, [(page, extraction)], "test 1")
    rows = db.execute(
        "select outcome, title, text, body, lang, access, word_count, tags, extractor from store.extractions"
    )
    text = "Satu dua tiga."
    assert rows.fetchall() == [("ok", "Judul", text, text, "id", "full", 3, ["AI"], "test 1")]
    assert db.execute("select zone, char_start, char_end from store.zones order by zone").fetchall() == [
        ("body", 0, 14),
        ("title", 0, 5),
    ]


def test_recording_an_extraction_again_adds_no_zones(db: Connection) -> None:
    documents.index(db, [kept()])
    (page,) = extractions.unread(db)
    for _ in range(2):
        extractions.record(db, [(page, Extraction(key="", outcome="ok", article=an_article()))], "test 1")
    assert db.execute("select count(*) from store.extractions").fetchone() == (1,)
    assert db.execute("select count(*) from store.zones").fetchone() == (2,)


def test_a_page_without_an_article_says_why_and_holds_nothing(db: Connection) -> None:
    read_page(db, kept(), None, "video")
    found = db.execute("select outcome, title, text, authors from store.extractions").fetchall()
    assert found == [("video", None, None, None)]


# ------------------------------------------------------------------ runs

OTHER = RUN.replace("1", "2")


def _runs(db: Connection) -> list[tuple[object, ...]]:
    return db.execute(
        "select run_id::varchar, outcome, ended_at, counts, detail from runs order by started_at"
    ).fetchall()


def test_a_run_begins_and_ends(db: Connection) -> None:
    assert runs.start(db, RUN, "run", NOW, None) == 0
    assert _runs(db) == [(RUN, "running", None, None, None)]
    runs.end(db, RUN, NOW + HOUR, "done", {"polled": 2, "articles": 0})
    assert _runs(db) == [(RUN, "done", NOW + HOUR, {"polled": 2, "articles": 0}, None)]


def test_a_run_that_did_nothing_counts_nothing(db: Connection) -> None:
    runs.start(db, RUN, "run", NOW, None)
    runs.end(db, RUN, NOW, "done", {})
    assert _runs(db) == [(RUN, "done", NOW, {}, None)]


def test_a_run_that_never_ended_was_cut(db: Connection) -> None:
    runs.start(db, RUN, "run", NOW, None)
    assert runs.start(db, OTHER, "run", NOW + HOUR, "flow") == 1
    assert [row[:2] for row in _runs(db)] == [(RUN, "cut"), (OTHER, "running")]


@pytest.mark.parametrize(
    ("outcomes", "unmended"),
    [([], False), (["done"], False), (["failed"], True), (["done", "failed"], True), (["failed", "done"], True)],
    ids=lambda v: " ".join(v) or "none" if isinstance(v, list) else str(v),
)
def test_whether_an_earlier_run_left_something(db: Connection, outcomes: list[str], unmended: bool) -> None:
    for n, outcome in enumerate(outcomes):
        run_id = RUN.replace("1", str(n + 3))
        runs.start(db, run_id, "run", NOW + n * HOUR, None)
        runs.end(db, run_id, NOW + n * HOUR, outcome, {})
    runs.start(db, RUN, "run", NOW - HOUR, None)  # whatever the clock says
    assert runs.is_unmended(db) is unmended
    runs.set_mended(db)
    assert not runs.is_unmended(db)


def test_after_a_cut_run_something_may_be_left_even_where_the_clock_stands(db: Connection) -> None:
    runs.start(db, RUN, "run", NOW, None)
    runs.end(db, RUN, NOW, "done", {})
    runs.start(db, OTHER, "run", NOW, None)
    runs.start(db, RUN.replace("1", "3"), "run", NOW, None)
    assert runs.is_unmended(db)


def test_one_outcome_written_twice_is_one_row_everywhere(db: Connection) -> None:
    feeds.declare(db, [an_outlet()])
    poll = a_poll(seen(1), seen(2), feed=a_feed())
    for _ in range(2):
        entries.record(db, [poll])
        pages.discover(db, [poll])
        documents.index(db, [kept()])
    counts = [db.execute(f"select count(*) from store.{t}").fetchone() for t in ("entries", "pages", "documents")]
    assert counts == [(2,), (2,), (1,)]
