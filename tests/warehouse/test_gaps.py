"""Gaps on record: opened once, renewed while open, never over one another; which feed covers another's."""

from dataclasses import replace
from datetime import datetime

import pytest

from sources.types import FeedPast, FeedState, Missing
from tests.warehouse.seeding import FEED, HOUR, NOW, RUN, a_feed, a_poll, an_outlet, seen
from warehouse import feeds, gaps
from warehouse.connection import Connection
from warehouse.gaps import GapRow, Settled

OTHER = "https://contoh.test/tekno/rss"
STATE = FeedState(feed_url=FEED, listed_at=NOW, covered_until=NOW, last_ok_at=NOW, last_polled_at=NOW)


def at(hours: float) -> datetime:
    return NOW + hours * HOUR


def missing(since: float, until: float, reason: str = "no_overlap") -> Missing:
    return Missing(since=at(since), until=at(until), reason=reason)


def opened(db: Connection, since: float, until: float, reason: str = "no_overlap", feed: str = FEED) -> None:
    gaps.open_gap(db, a_feed(feed), missing(since, until, reason), at(until))


def on_record(db: Connection) -> list[tuple[float, float, str, str]]:
    found = db.execute("select missing_from, missing_until, status, reason from store.gaps order by all").fetchall()
    return [((a - NOW) / HOUR, (b - NOW) / HOUR, status, why) for a, b, status, why in found]


def due(db: Connection, hours: float = 100) -> list[GapRow]:
    return list(gaps.due(db, at(hours), ["contoh"]))


def polled(db: Connection, *, entries: int = 2, outcome: str = "ok", when: float = 0, feed: str = FEED,
           state: FeedState = STATE) -> None:  # fmt: skip
    poll = replace(a_poll(*map(seen, range(entries)), at=at(when), feed=a_feed(feed)), outcome=outcome)
    row = feeds.PolledFeed(poll=poll, state=replace(state, feed_url=feed), status="healthy",
                           entries=entries if outcome == "ok" else None, new_entries=0, overlap=0)  # fmt: skip
    feeds.record(db, RUN, [row])


def test_a_gap_that_is_found_twice_is_one_row(db: Connection) -> None:
    opened(db, 0, 3)
    opened(db, 0, 3)
    assert on_record(db) == [(0, 3, "open", "no_overlap")]


def test_one_that_grows_is_the_same_row_until_it_is_settled(db: Connection) -> None:
    opened(db, 0, 8, "not_answering")
    opened(db, 0, 9, "not_answering")
    assert on_record(db) == [(0, 9, "open", "not_answering")]
    gaps.settle(db, [Settled(gap_id=due(db)[0].gap_id, status="closed", closed_by="api x")], NOW)
    opened(db, 0, 12, "not_answering")
    opened(db, 0, 11, "no_overlap")
    assert on_record(db) == [(0, 9, "closed", "not_answering"), (9, 11, "open", "no_overlap")]


def test_what_others_cover_is_not_missed_again(db: Connection) -> None:
    opened(db, 0, 5)
    opened(db, 1, 4)
    opened(db, 3, 7)
    assert on_record(db) == [(0, 5, "open", "no_overlap"), (5, 7, "open", "no_overlap")]


def test_a_feed_that_answers_again_ends_only_what_its_silence_opened(db: Connection) -> None:
    opened(db, 0, 3)
    opened(db, 4, 12, "not_answering")
    opened(db, 4, 12, "not_answering", OTHER)
    gaps.answered(db, FEED, at(13))
    assert on_record(db) == [
        (0, 3, "open", "no_overlap"), (4, 12, "closed", "not_answering"), (4, 12, "open", "not_answering"),
    ]  # fmt: skip
    assert db.execute("select closed_by from store.gaps where status = 'closed'").fetchall() == [(FEED,)]


def test_what_was_tried_waits_for_its_time(db: Connection) -> None:
    opened(db, 0, 3)
    gaps.tried(db, due(db)[0].gap_id, at(10))
    assert due(db, 9) == []
    assert [gap.tries for gap in due(db, 10)] == [1]
    assert gaps.due(db, at(10), ["lain"]) == ()


def test_a_settled_gap_stays_as_it_was_settled(db: Connection) -> None:
    opened(db, 0, 3)
    one = due(db)[0].gap_id
    gaps.settle(db, [Settled(gap_id=one, status="permanent", reason="no_route")], at(4))
    gaps.settle(db, [Settled(gap_id=one, status="closed", closed_by="api x")], at(5))
    assert on_record(db) == [(0, 3, "permanent", "no_route")]
    assert due(db) == []


def test_the_past_of_a_feed_is_its_last_body_and_its_largest_listing(db: Connection) -> None:
    polled(db, entries=9, when=-3)
    polled(db, entries=4, when=-2)
    polled(db, outcome="not_modified", when=0)
    polled(db, entries=30, when=-1, feed=OTHER)
    assert gaps.past(db, STATE) == FeedPast(most=9, body_at=at(-2))
    assert gaps.past(db, replace(STATE, listed_at=at(-3))).body_at == at(-3)
    assert gaps.past(db, FeedState(feed_url="https://lain.test/")) == FeedPast(most=0, body_at=None)


COVERING = {
    "it showed all of it": (STATE, None, True),
    "it is not so far yet": (replace(STATE, covered_until=at(2)), None, False),
    "it fails": (replace(STATE, covered_until=at(2), failures=1), None, None),
    "its own gap there is open": (STATE, "open", False),
    "its own gap there is closed": (STATE, "closed", True),
    "its own gap there is for ever": (STATE, "permanent", None),
}


@pytest.mark.parametrize(("state", "own", "covers"), COVERING.values(), ids=COVERING)
def test_a_complete_feed_covers_the_gap_of_a_section(
    db: Connection, state: FeedState, own: str | None, covers: bool | None
) -> None:
    feeds.declare(db, [an_outlet(feed_urls=(FEED, OTHER))])
    polled(db, when=-1, state=replace(state, covered_until=at(5) if state is STATE else state.covered_until))
    opened(db, 0, 3, feed=OTHER)
    if own:
        opened(db, 1, 2)
        db.execute("update store.gaps set status = ? where feed_url = ?", [own, FEED])
    section = next(gap for gap in due(db) if gap.feed_url == OTHER)
    found = gaps.covering_feed(db, section, [FEED])
    assert (found.covers if found else None) == covers


def test_a_feed_that_was_not_watched_then_covers_nothing(db: Connection) -> None:
    feeds.declare(db, [an_outlet(feed_urls=(FEED, OTHER))])
    polled(db, when=1, state=replace(STATE, covered_until=at(5)))
    opened(db, 0, 3, feed=OTHER)
    assert gaps.covering_feed(db, due(db)[0], [FEED]) is None
