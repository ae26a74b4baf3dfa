"""Checkpoints of walks: what is gone on from, what counts as new, what is walked anew; and what finds lead to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sources.types import Days, SliceEnd
from tests.warehouse.files import a_file
from tests.warehouse.seeding import (
    HOUR,
    JUNE,
    NOW,
    ROUTE,
    RUN,
    a_find,
    a_poll,
    a_walk,
    an_article,
    an_outlet,
    fetched,
    identified,
    kept,
    read_page,
    record_poll,
    seen,
    walked,
)
from warehouse import feeds, finds, given_up, pages, walks
from warehouse.connection import Connection, connect
from warehouse.days import RouteDays, day_lines
from warehouse.walks import KnownDay

OTHER_RUN = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with connect(a_file(tmp_path / "w.duckdb", seeded=False)) as opened:
        feeds.declare(opened, [an_outlet()])
        yield opened


def _ends(reason: str = "", covered_until: object = None) -> list[KnownDay]:
    end = SliceEnd(status="partial" if reason else "complete", reason=reason, covered_until=covered_until)  # type: ignore[arg-type]
    return [KnownDay(outlet_id="contoh", route=ROUTE.name, day=day, end=end) for day in (JUNE.first, JUNE.last)]


def test_steps_come_back_as_they_were_taken(db: Connection) -> None:
    first, second = walked(1, listed=2, last=False), walked(2, outcome="not_found")
    walks.record(db, RUN, a_walk(), first, [a_find(1), a_find(2)])
    walks.record(db, RUN, a_walk(), second)
    assert walks.taken(db, a_walk()) == (replace(first, new=2), second)
    assert walks.taken(db, a_walk(days=Days(first=JUNE.first, last=JUNE.first))) == ()


def test_a_step_that_is_taken_again_takes_the_place_of_the_first(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, outcome="server_error"))
    walks.record(db, OTHER_RUN, a_walk(), walked(1, listed=1), [a_find(1)])
    assert [step.outcome for step in walks.taken(db, a_walk())] == ["ok"]
    assert db.execute("select count(*) from walked").fetchall() == [(1,)]


def test_new_is_what_no_step_of_the_walk_had_named(db: Connection) -> None:
    counts = [
        walks.record(db, RUN, a_walk(), walked(page, listed=2), found).walked.new
        for page, found in enumerate(([a_find(1), a_find(1)], [a_find(1), a_find(2)], [a_find(2)]), 1)
    ]
    assert counts == [1, 1, 0]
    assert db.execute("select url, step from finds order by url").fetchall() == [
        ("https://contoh.test/a/1", "page 1"),
        ("https://contoh.test/a/2", "page 2"),
    ]


def test_two_walks_of_the_same_first_day_do_not_count_for_each_other(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1)])
    longer = a_walk(days=Days(first=JUNE.first, last=date(2025, 6, 30)))
    walks.record(db, OTHER_RUN, longer, walked(1, listed=1), [a_find(2)])
    again = walks.record(db, OTHER_RUN, longer, walked(2, listed=1), [a_find(1)])
    assert again.walked.new == 1


@pytest.mark.parametrize(("reason", "left"), [("", 1), ("too_many_pages", 1), ("not_over", 0), ("repeats", 0)])
def test_where_walking_anew_may_bring_more_the_steps_are_spent(db: Connection, reason: str, left: int) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1)])
    walks.end(db, RUN, a_walk(), _ends(reason, NOW), NOW)
    assert len(walks.taken(db, a_walk())) == left
    assert walks.known_days(db, ["contoh"], JUNE) == tuple(_ends(reason, NOW))
    assert db.execute("select distinct found from walked_days").fetchall() == [(1,)]


def test_what_is_found_anew_counts_anew_and_keeps_when_it_was_found(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1)])
    walks.end(db, RUN, a_walk(), _ends("not_over"), NOW)
    again = walks.record(db, OTHER_RUN, a_walk(), walked(2, listed=1, at=NOW + HOUR), [a_find(1)])
    assert again.walked.new == 1
    assert again.pages == 0
    assert db.execute("select step, found_at from finds").fetchall() == [("page 2", NOW)]


def test_finds_lead_to_pages_that_say_how_they_were_found(db: Connection) -> None:
    record_poll(db, a_poll(seen(1)))
    recorded = walks.record(db, RUN, a_walk(), walked(1, listed=3), [a_find(1), a_find(2), a_find(3, skip="video")])
    assert recorded.pages == 2
    told = db.execute("select url, discovered_via, route, outcome from pages order by url").fetchall()
    assert told == [
        ("https://contoh.test/a/1", "feed", None, "pending"),
        ("https://contoh.test/a/2", "api", ROUTE.name, "pending"),
        ("https://contoh.test/a/3", "api", ROUTE.name, "skipped"),
    ]
    wanted = finds.to_fetch(db, NOW, ["contoh"], [ROUTE.name])
    assert [(page.url, page.published_at) for page in wanted] == [("https://contoh.test/a/2", NOW)]


def test_a_page_that_was_given_up_is_asked_for_where_a_copy_lies(db: Connection) -> None:
    record_poll(db, a_poll(seen(1)))
    pages.record(db, [fetched("https://contoh.test/a/1", outcome="not_found")])
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1, copy_url="https://web.archive.org/web/1id_/x")])
    assert [page.copy_url for page in pages.pending(db, NOW, ["contoh"])] == ["https://web.archive.org/web/1id_/x"]


def test_a_run_takes_some_of_what_a_backfill_left_and_all_that_is_new(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=100), [a_find(n) for n in range(100, 200)])
    record_poll(db, a_poll(*(seen(n) for n in range(40))))
    pending = [page.url for page in pages.pending(db, NOW, ["contoh"])]
    fresh = {f"https://contoh.test/a/{n}" for n in range(40)}
    assert fresh <= set(pending)
    assert len(set(pending) - fresh) == pages.OLD_ONES_A_HOST
    assert len(finds.to_fetch(db, NOW, ["contoh"], [ROUTE.name])) == 100


def test_what_is_asked_for_again_does_not_keep_waiting_what_never_was(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=50), [a_find(n) for n in range(100, 150)])
    dead = [page.url for page in pages.pending(db, NOW, ["contoh"])]
    pages.record(db, [fetched(url, outcome="not_found") for url in dead])
    db.execute("update store.pages set next_attempt_at = ? where outcome = 'not_found'", [NOW])
    taken = [page.url for page in pages.pending(db, NOW, ["contoh"])]
    assert len(taken) == pages.OLD_ONES_A_HOST
    assert len(set(taken) - set(dead)) == 20


@pytest.mark.parametrize(
    ("outcome", "asked", "again"),
    [("not_found", 8, True), ("not_found", 1, False), ("gone", 8, False), ("skipped", 8, False)],
    ids=["given up", "a moment ago", "gone for good", "no article"],
)
def test_given_up_pages_of_the_time_are_due_once_more(db: Connection, outcome: str, asked: int, again: bool) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=2), [a_find(1, at=NOW), a_find(2, at=NOW - 9 * 24 * HOUR)])
    values = [outcome, NOW - timedelta(days=asked)]
    db.execute("update store.pages set outcome = ?, last_attempt_at = ?, next_attempt_at = null", values)
    found = given_up.try_again(db, NOW, ["contoh"], NOW - HOUR, NOW + HOUR)
    assert len(found) == again


def test_an_article_whose_page_and_feeds_have_no_date_has_its_finds(db: Connection) -> None:
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1, at=NOW - HOUR)])
    read_page(db, kept("https://contoh.test/a/1", n=1), an_article())
    identified(db)
    assert db.execute("select published_at, published_from, backfilled from articles").fetchall() == [
        (NOW - HOUR, "api", True)
    ]


def test_a_find_that_came_after_the_page_was_had_changes_no_version(db: Connection) -> None:
    record_poll(db, a_poll(seen(1, at=None)))
    read_page(db, kept("https://contoh.test/a/1", n=1), an_article())
    identified(db)
    walks.record(db, RUN, a_walk(), walked(1, listed=1, at=NOW + HOUR), [a_find(1, at=NOW - HOUR)])
    read_page(db, kept("https://contoh.test/a/1", n=2, at=NOW + HOUR), an_article("Lain sama sekali."))
    identified(db)
    assert db.execute("select distinct published_at from store.versions").fetchall() == [(None,)]


def test_of_a_forgotten_page_no_word_is_kept(db: Connection) -> None:
    record_poll(db, a_poll(seen(1)))
    db.execute("update store.pages set outcome = 'forgotten'")
    walks.record(db, RUN, a_walk(), walked(1, listed=1), [a_find(1)])
    assert db.execute("select title from finds").fetchall() == [("",)]
    assert db.execute("select outcome from pages").fetchall() == [("forgotten",)]


def test_lines_count_finds_by_the_day_they_are_of(db: Connection) -> None:
    noon = NOW.replace(month=6, day=2)
    found = [a_find(1, at=noon), a_find(2, at=noon), a_find(3, at=noon - timedelta(days=1)), a_find(4, at=None)]
    walks.record(db, RUN, a_walk(), walked(1, listed=4), found)
    walks.end(db, RUN, a_walk(), _ends("", NOW), NOW)
    meant = RouteDays(outlet_id="contoh", route=ROUTE.name, days=JUNE, zone="UTC", by_day=False)
    lines = [(line.day, line.status, line.found, line.new) for line in day_lines(db, [meant])]
    assert lines == [(JUNE.last, "complete", 2, 0), (JUNE.first, "complete", 1, 0)]
