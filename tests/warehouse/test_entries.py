"""Entries: each state once, seen since and until when; what is new in a poll and what it shares with the one before."""

from dataclasses import replace
from datetime import datetime

import pytest

from sources.gaps import compare
from sources.types import Entry, Feed, FeedState, GuidHabit, Poll, SeenEntry
from tests.warehouse.seeding import FEED, HOUR, NOW, a_feed, a_poll, seen
from warehouse import entries
from warehouse.connection import Connection
from warehouse.entries import Unchanged

NEVER = FeedState(feed_url=FEED)
POLLED = FeedState(feed_url=FEED, last_ok_at=NOW, listed_at=NOW)


def _polled_at(at: datetime) -> FeedState:
    return replace(POLLED, last_ok_at=at, listed_at=at)


def _compared(db: Connection, poll: Poll, state: FeedState) -> tuple[int, int | None]:
    """How many of the poll's entries are new, and how many the last listing showed, too."""
    found = compare(entries.window(poll), entries.known(db, poll, state), state)
    return found.new, found.overlap


def _seen_between(db: Connection) -> list[tuple[str, datetime, datetime]]:
    return db.execute("select title, first_seen_at, last_seen_at from store.entries order by all").fetchall()


def test_every_word_of_an_entry_is_kept(db: Connection) -> None:
    poll = a_poll(seen(1, authors=("Ani", "Budi")))
    assert entries.record(db, [poll]) == 1
    row = db.execute(
        "select feed_url, outlet_id, guid, link, url, title, excerpt, authors, categories, published_raw, "
        "published_at, published_precision, updated_at, said, place from store.entries"
    ).fetchall()[0]
    link = "https://contoh.test/a/1"
    assert row == (
        FEED, "contoh", "g1", link, link, "Judul 1", "Ringkas", ["Ani", "Budi"], ["Tekno", "AI"], NOW.isoformat(), NOW,
        "minute", None, '{"id": "x"}', 1,
    )  # fmt: skip


def test_an_entry_seen_again_is_one_row_seen_longer(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1))])
    assert entries.record(db, [a_poll(seen(1), at=NOW + HOUR)]) == 0
    assert _seen_between(db) == [("Judul 1", NOW, NOW + HOUR)]


def test_an_older_poll_that_is_taken_up_late_does_not_shorten_it(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1), at=NOW + HOUR)])
    entries.record(db, [a_poll(seen(1), at=NOW)])
    assert _seen_between(db)[0][2] == NOW + HOUR


MOVED = {
    "the feed is another outlet's": (a_feed(outlet_id="lain"), seen(1), ("lain", "https://contoh.test/a/1")),
    "its address is written otherwise": (
        a_feed(),
        replace(seen(1), url="https://contoh.test/satu"),
        ("contoh", "https://contoh.test/satu"),
    ),
    "it leads nowhere by now": (a_feed(), replace(seen(1), url=""), ("contoh", "")),
}


@pytest.mark.parametrize(("feed", "again", "expected"), MOVED.values(), ids=MOVED)
def test_an_entry_seen_again_follows_its_feed_and_the_rules(
    db: Connection, feed: Feed, again: SeenEntry, expected: tuple[str, str]
) -> None:
    entries.record(db, [a_poll(seen(1), seen(2))])
    assert entries.record(db, [a_poll(again, feed=feed, at=NOW + HOUR)]) == 0
    rows = db.execute("select outlet_id, url, last_seen_at from store.entries order by guid").fetchall()
    assert rows == [(*expected, NOW + HOUR), ("contoh", "https://contoh.test/a/2", NOW)]


def test_an_entry_that_reads_differently_is_another_row(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1))])
    assert entries.record(db, [a_poll(seen(1, title="Judul baru"), at=NOW + HOUR)]) == 1
    assert _seen_between(db) == [("Judul 1", NOW, NOW), ("Judul baru", NOW + HOUR, NOW + HOUR)]


def test_an_entry_listed_twice_in_one_poll_is_one_row(db: Connection) -> None:
    assert entries.record(db, [a_poll(seen(1), seen(1))]) == 1


def test_a_poll_without_entries_writes_nothing(db: Connection) -> None:
    assert entries.record(db, [a_poll()]) == 0


FIRST = Entry(guid="g", link="l", title="t")
STATES = {
    "guid": replace(FIRST, guid="h"),
    "link": replace(FIRST, link="m"),
    "title": replace(FIRST, title="u"),
    "excerpt": replace(FIRST, excerpt="e"),
    "authors": replace(FIRST, authors=("a",)),
    "categories": replace(FIRST, categories=("a",)),
    "date": replace(FIRST, published_raw="d"),
    "date of change": replace(FIRST, updated_raw="d"),
}


@pytest.mark.parametrize("other", STATES.values(), ids=STATES)
def test_what_a_reader_can_see_makes_another_state(other: Entry) -> None:
    assert entries.entry_id(FEED, other) != entries.entry_id(FEED, FIRST)


def test_every_two_states_have_two_names() -> None:
    assert len({entries.entry_id(FEED, state) for state in STATES.values()}) == len(STATES)


def test_noise_and_our_reading_do_not() -> None:
    noisy = replace(FIRST, said='{"comments": 7}', language="id")
    assert entries.entry_id(FEED, noisy) == entries.entry_id(FEED, FIRST)


def test_a_state_has_this_name_for_ever() -> None:
    assert entries.entry_id(FEED, FIRST) == "7d4da44d-4a8a-576e-ac70-39aff1670a75"


def test_the_first_poll_is_all_new_and_overlaps_with_nothing_known(db: Connection) -> None:
    assert _compared(db, a_poll(seen(1), seen(2)), NEVER) == (2, None)


def test_the_next_poll_shares_what_the_one_before_showed(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1), seen(2))])
    found = _compared(db, a_poll(seen(2), seen(3), seen(4), at=NOW + HOUR), POLLED)
    assert found == (2, 1)


def test_an_entry_that_only_an_older_poll_showed_is_neither_new_nor_shared(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1), seen(2))])
    entries.record(db, [a_poll(seen(2), at=NOW + HOUR)])
    later = a_poll(seen(1), seen(9), at=NOW + 2 * HOUR)
    assert _compared(db, later, _polled_at(NOW + HOUR)) == (1, 0)


def test_what_was_seen_before_the_clock_was_set_back_is_not_shared(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1), at=NOW + 9 * HOUR)])
    entries.record(db, [a_poll(seen(2))])
    assert _compared(db, a_poll(seen(1), seen(2), at=NOW + HOUR), POLLED) == (0, 1)


def test_what_an_unchanged_feed_still_showed_is_shared_with_the_next_poll(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1))])
    entries.record(db, [a_poll(seen(2), at=NOW + HOUR)])
    for n in (1, 2):
        entries.still_there(db, [Unchanged(feed_url=FEED, before=NOW + n * HOUR, now=NOW + (n + 1) * HOUR)])
    later = a_poll(seen(1), seen(2), seen(3), at=NOW + 4 * HOUR)
    assert _compared(db, later, _polled_at(NOW + 3 * HOUR)) == (1, 1)


def test_what_came_last_stood_highest_wherever_it_stood_when_it_came(db: Connection) -> None:
    entries.record(db, [a_poll(seen(3, at=None), seen(4, at=None))])
    entries.record(db, [a_poll(seen(1, at=None), seen(2, at=None), seen(3, at=None, title="lain"), at=NOW + HOUR)])
    found = entries.known(db, a_poll(seen(4, at=None), at=NOW + 2 * HOUR), _polled_at(NOW + HOUR))
    assert [(one.guid, one.place) for one in found] == [("g1", 0), ("g2", 1), ("g3", 2), ("g4", 3)]


def test_a_changed_headline_is_not_a_new_entry(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1))])
    found = _compared(db, a_poll(seen(1, title="lain"), at=NOW + HOUR), POLLED)
    assert found == (0, 1)


def test_another_feed_s_entries_do_not_count(db: Connection) -> None:
    entries.record(db, [replace(a_poll(seen(1)), feed=replace(a_poll().feed, url="https://lain.test/rss"))])
    assert _compared(db, a_poll(seen(1)), NEVER)[0] == 1


def test_an_unchanged_feed_still_shows_what_it_showed_last_and_nothing_older(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1), seen(2))])
    entries.record(db, [a_poll(seen(2), at=NOW + HOUR)])
    entries.still_there(db, [Unchanged(feed_url=FEED, before=NOW + HOUR, now=NOW + 2 * HOUR)])
    assert _seen_between(db) == [("Judul 1", NOW, NOW), ("Judul 2", NOW, NOW + 2 * HOUR)]


def test_a_feed_unchanged_since_never_shows_nothing(db: Connection) -> None:
    entries.record(db, [a_poll(seen(1))])
    entries.still_there(db, [Unchanged(feed_url=FEED, before=None, now=NOW + HOUR)])
    entries.still_there(db, [])
    assert _seen_between(db) == [("Judul 1", NOW, NOW)]


def _polled(db: Connection, *guids: str, at: datetime, before: GuidHabit) -> GuidHabit:
    """A poll of a feed whose items n carry these GUIDs, recorded as a run does; the habit after it."""
    shown = [replace(s, entry=replace(s.entry, guid=g)) for g, s in zip(guids, map(seen, range(9)), strict=False)]
    poll = a_poll(*shown, at=at)
    habit = entries.guid_habit(db, poll, before)
    poll = entries.with_lasting_guids(db, poll) if habit == "random" else poll
    entries.record(db, [poll])
    return habit


def test_a_feed_that_makes_new_guids_each_time_adds_nothing_by_it(db: Connection) -> None:
    habit: GuidHabit = "kept"
    for n in range(3):
        habit = _polled(db, *(f"{n}-{i}" for i in range(4)), at=NOW + n * HOUR, before=habit)
    assert habit == "random"
    rows = db.execute("select guid, last_seen_at from store.entries order by guid").fetchall()
    assert rows == [(f"0-{i}", NOW + 2 * HOUR) for i in range(4)]


def test_a_feed_whose_guids_stay_keeps_them(db: Connection) -> None:
    assert _polled(db, "a", "b", "c", at=NOW, before="kept") == "kept"
    assert _polled(db, "a", "b", "x", at=NOW + HOUR, before="kept") == "kept"
    assert db.execute("select count(*) from store.entries").fetchone() == (4,)
