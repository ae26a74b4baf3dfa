"""Polls as they are recorded: what each shares with the last listing, what opens a gap and what ends one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flows import comparing
from sources.types import FeedDocument, FeedState, Missing, Poll
from tests.warehouse.files import a_file
from tests.warehouse.seeding import FEED, HOUR, NOW, RUN, a_poll, an_outlet, seen
from warehouse import entries, feeds
from warehouse.connection import Connection, connect
from warehouse.feeds import PolledFeed
from warehouse.gaps import open_gap


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with connect(a_file(tmp_path / "warehouse.duckdb", seeded=False)) as db:
        feeds.declare(db, [an_outlet()])
        yield db


def at(hours: float) -> datetime:
    return NOW + hours * HOUR


def shown(hours: float, *numbers: int) -> Poll:
    """A poll that lists these items one under the other; item n came n hours after the first."""
    items = tuple(replace(seen(n, at=at(n)), place=place) for place, n in enumerate(numbers))
    document = FeedDocument(format="rss 2.0", entries=tuple(item.entry for item in items))
    return replace(a_poll(*items, at=at(hours)), document=document)


def failed(hours: float) -> Poll:
    return a_poll(at=at(hours), outcome="failed")


def record(db: Connection, poll: Poll) -> PolledFeed:
    """Records it as a run does."""
    states = {state.feed_url: state for state in feeds.states(db)}
    (polled,) = comparing.compared(db, [poll], states, poll.polled_at)
    entries.record(db, [poll])
    if poll.outcome in ("not_modified", "unchanged"):
        before = states[FEED].last_ok_at
        entries.still_there(db, [entries.Unchanged(feed_url=FEED, before=before, now=poll.polled_at)])
    feeds.record(db, RUN, [polled])
    return polled


def state(db: Connection) -> FeedState:
    return feeds.states(db)[0]


def gaps(db: Connection) -> list[tuple[float, float, str, str]]:
    found = db.execute("select missing_from, missing_until, status, reason from store.gaps order by all").fetchall()
    return [(round((a - NOW) / HOUR, 2), round((b - NOW) / HOUR, 2), status, why) for a, b, status, why in found]


def silent(db: Connection, since: float, until: float) -> None:
    missing = Missing(since=at(since), until=at(until), reason="not_answering")
    open_gap(db, a_poll().feed, missing, at(until))


def test_polls_that_overlap_open_nothing(db: Connection) -> None:
    overlaps = [record(db, shown(hours, *range(hours, hours - 4, -1))).overlap for hours in (4, 5, 8, 11)]
    assert overlaps == [None, 3, 1, 1]
    assert gaps(db) == []
    assert (state(db).listed_at, state(db).covered_until) == (at(11), at(11))


def test_one_that_does_not_opens_a_gap_between_what_was_seen(db: Connection) -> None:
    record(db, shown(4.5, 4, 3, 2, 1))
    polled = record(db, shown(12, 11, 10, 9, 8))
    assert (polled.overlap, polled.new_entries) == (0, 4)
    assert gaps(db) == [(4, 8.02, "open", "no_overlap")]
    record(db, shown(13, 12, 11, 10, 9))
    assert len(gaps(db)) == 1


@pytest.mark.parametrize("outcome", ["not_modified", "unchanged"])
def test_what_has_not_changed_overlaps_whole(db: Connection, outcome: str) -> None:
    record(db, shown(4, 4, 3, 2, 1))
    assert record(db, a_poll(at=at(5), outcome=outcome)).overlap == 4
    assert state(db).listed_at == at(5)
    assert state(db).covered_until == (at(5) if outcome == "unchanged" else at(4))
    assert record(db, shown(6, 5, 4, 3, 2)).overlap == 3
    assert gaps(db) == []


def test_a_listing_is_compared_with_the_last_that_listed_anything(db: Connection) -> None:
    record(db, shown(4, 4, 3, 2, 1))
    assert record(db, shown(5)).overlap is None
    record(db, failed(6))
    assert (state(db).listed_at, state(db).covered_until) == (at(4), at(4))
    assert record(db, shown(7, 7, 6, 5, 4)).overlap == 1
    assert gaps(db) == []


def test_a_poll_that_is_recorded_late_shows_no_gap_and_moves_nothing(db: Connection) -> None:
    record(db, shown(4, 4, 3, 2, 1))
    record(db, shown(10, 10, 9, 8, 7))
    before, on_record = state(db), gaps(db)
    late = record(db, shown(6, 6, 5, 4, 3))
    assert (late.overlap, late.new_entries) == (None, 2)
    assert (state(db), gaps(db)) == (before, on_record)
    assert record(db, shown(11, 11, 10, 9, 8)).overlap == 3


def test_what_a_late_poll_showed_counts_for_the_next_listing(db: Connection) -> None:
    """It was made at six, the feed failed at eight, and a run that was cut left the poll of six to be recorded then."""
    record(db, shown(4, 4, 3, 2, 1))
    record(db, failed(8))
    record(db, shown(6, 6, 5, 4, 3))
    assert record(db, shown(9, 9, 8, 7, 6)).overlap == 1
    assert gaps(db) == []


def test_a_feed_that_answers_again_ends_the_gap_of_its_silence(db: Connection) -> None:
    record(db, shown(4, 4, 3, 2, 1))
    silent(db, 4, 9)
    record(db, shown(10, 6, 5, 4, 3))
    assert gaps(db) == [(4, 9, "closed", "not_answering")]


def test_one_that_comes_back_with_nothing_of_before_says_how_far_its_gap_goes(db: Connection) -> None:
    record(db, shown(4, 4, 3, 2, 1))
    silent(db, 4, 19)
    record(db, shown(20, 20, 19, 18, 17))
    assert gaps(db) == [(4, 17.02, "open", "no_overlap")]
