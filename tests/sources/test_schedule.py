from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.schedule import (
    CEILING,
    CONFIRMATIONS,
    FLOOR,
    LIVELY_CEILING,
    RARELY,
    UNCONDITIONAL_EVERY,
    USUAL,
    Seen,
    after_poll,
    ask_for,
    feed_address,
    health,
    is_due,
    newest,
)
from sources.types import Ask, Entry, Feed, FeedState, PollOutcome, Stamp

NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
URL = "https://contoh.test/rss"
NEVER = FeedState(feed_url=URL)
OK = Seen(outcome="ok", status=200, etag='"a"', last_modified="then", body_digest="sha256:1", entries=20)
UNCHANGED = Seen(outcome="not_modified", status=304)
FAILED = Seen(outcome="failed", status=503)
ASKED = after_poll(NEVER, replace(OK, new_entries=20), NOW)

A_YEAR_ON = "Wed, 10 Jun 2026 12:{:02}:00 GMT"


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def wait(seen: Seen, state: FeedState = NEVER, now: datetime = NOW) -> timedelta:
    after = after_poll(state, seen, now)
    assert after.next_poll_at is not None
    return after.next_poll_at - now


def test_a_feed_never_asked_is_due_and_asked_for_plainly() -> None:
    assert is_due(NEVER, NOW)
    assert ask_for(NEVER) == Ask(url=URL, purpose="feed")
    assert health(NEVER, NOW) == "new"


def test_after_the_first_answer() -> None:
    assert replace(
        NEVER,
        etag='"a"',
        last_modified="then",
        body_digest="sha256:1",
        interval=USUAL,
        next_poll_at=NOW + USUAL,
        last_polled_at=NOW,
        last_ok_at=NOW,
        last_new_at=NOW,
    ) == after_poll(NEVER, replace(OK, new_entries=20), NOW)
    assert not is_due(ASKED, NOW + USUAL - minutes(1))
    assert is_due(ASKED, NOW + USUAL)


RHYTHMS = {
    "nothing new: a little slower": (0, minutes(18.75)),
    "a quarter new: as it is": (5, minutes(15)),
    "half new: twice as often": (10, minutes(7.5)),
    "all new: no quicker than by half": (20, minutes(7.5)),
    "one new: a little slower": (1, minutes(18.75)),
}


@pytest.mark.parametrize(("new", "expected"), RHYTHMS.values(), ids=RHYTHMS)
def test_the_rhythm_follows_the_bustle(new: int, expected: timedelta) -> None:
    assert after_poll(ASKED, replace(OK, new_entries=new), NOW + USUAL).interval == expected


def test_a_late_run_is_no_sign_of_bustle() -> None:
    late = NOW + timedelta(hours=3)
    assert after_poll(ASKED, replace(OK, new_entries=10), late).interval == minutes(18.75)


def test_the_rhythm_has_bounds() -> None:
    busy = lively = ASKED
    quiet = replace(ASKED, newest_item_at=NOW - timedelta(days=30))
    for poll in range(1, 40):
        busy = after_poll(busy, replace(OK, new_entries=20), NOW + poll * FLOOR)
        quiet = after_poll(quiet, UNCHANGED, NOW + poll * CEILING)
        lively = after_poll(lively, replace(UNCHANGED, newest_item_at=NOW + poll * CEILING), NOW + poll * CEILING)
    assert (busy.interval, quiet.interval, lively.interval) == (FLOOR, CEILING, LIVELY_CEILING)


WISHES = {
    "ttl": (Seen(outcome="ok", refresh=minutes(60)), minutes(60)),
    "a ttl of a week": (Seen(outcome="ok", refresh=timedelta(days=7)), CEILING),
    "a ttl of a minute": (Seen(outcome="ok", refresh=minutes(1)), USUAL),
    "max-age": (Seen(outcome="ok", cache_control="public, max-age=3600"), minutes(60)),
    "max-age less Age": (Seen(outcome="ok", cache_control="max-age=3600", age="600"), minutes(50)),
    "s-maxage is not for us": (Seen(outcome="ok", cache_control="s-maxage=7200"), USUAL),
    "no-cache": (Seen(outcome="ok", cache_control="no-cache, max-age=7200"), USUAL),
    "max-age of a year": (Seen(outcome="ok", cache_control="max-age=31536000"), CEILING),
    "max-age before Expires": (
        Seen(outcome="ok", cache_control="max-age=1800", expires="Tue, 10 Jun 2025 15:00:00 GMT"),
        minutes(30),
    ),
    "Expires": (Seen(outcome="ok", expires="Tue, 10 Jun 2025 13:00:00 GMT"), minutes(60)),
    "Expires in the past": (Seen(outcome="ok", expires="Thu, 01 Jan 1970 00:00:00 GMT"), USUAL),
    "Expires: 0": (Seen(outcome="ok", expires="0"), USUAL),
    "Expires by the server's clock": (
        Seen(outcome="ok", expires=A_YEAR_ON.format(45), date=A_YEAR_ON.format(0)),
        minutes(45),
    ),
    "Expires less Age": (
        Seen(outcome="ok", expires=A_YEAR_ON.format(45), date=A_YEAR_ON.format(0), age="600"),
        minutes(35),
    ),
    "Expires before Date": (Seen(outcome="ok", expires=A_YEAR_ON.format(0), date=A_YEAR_ON.format(45)), USUAL),
    "Expires and a Date of words": (
        Seen(outcome="ok", expires="Tue, 10 Jun 2025 13:00:00 GMT", date="today"),
        minutes(60),
    ),
    "on a 304 too": (Seen(outcome="not_modified", status=304, cache_control="max-age=3600"), minutes(60)),
}


@pytest.mark.parametrize(("seen", "expected"), WISHES.values(), ids=WISHES)
def test_honours_what_feed_and_server_ask_for(seen: Seen, expected: timedelta) -> None:
    assert wait(seen) == expected


def test_a_ttl_outlives_a_304_and_yields_where_entries_may_be_lost() -> None:
    slow = after_poll(NEVER, replace(OK, refresh=minutes(60), newest_item_at=NOW - timedelta(days=9)), NOW)
    assert wait(UNCHANGED, slow, NOW + minutes(60)) == minutes(75)
    assert wait(replace(OK, refresh=minutes(60), new_entries=20), slow, NOW + minutes(60)) == minutes(30)


BACK_OFF = [0, 0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_a_failing_feed_waits_longer_and_is_never_given_up() -> None:
    state, waits = ASKED, []
    for poll in range(len(BACK_OFF)):
        waits.append(wait(FAILED, state) / minutes(1))
        state = after_poll(state, FAILED, NOW)
        assert state.failures == poll + 1
    assert waits == BACK_OFF
    assert after_poll(state, OK, NOW).failures == 0


LASTING = {
    "not found": Seen(outcome="failed", status=404),
    "no feed": Seen(outcome="not_a_feed", status=200),
    "another site's": Seen(outcome="other_site", status=200),
}


@pytest.mark.parametrize("seen", LASTING.values(), ids=LASTING)
def test_what_does_not_pass_in_a_moment_waits_from_the_first_failure_on(seen: Seen) -> None:
    assert [wait(seen, replace(ASKED, failures=n)) for n in (0, 1, 2)] == [minutes(15), minutes(30), minutes(60)]


RETRIES = {
    "seconds": ("600", minutes(10)),
    "a date": ("Tue, 10 Jun 2025 12:30:00 GMT", minutes(30)),
    "a date past": ("Tue, 10 Jun 2025 11:00:00 GMT", minutes(0)),
    "a year": ("31536000", RARELY),
    "a date next year": ("Wed, 10 Jun 2026 12:30:00 GMT", RARELY),
    "more digits than a number has": ("9" * 400, RARELY),
    "a second: over before the next run": ("1", minutes(0)),
    "negative": ("-5", minutes(0)),
    "words": ("later", minutes(0)),
    "other digits": ("²", minutes(0)),
}


@pytest.mark.parametrize(("value", "expected"), RETRIES.values(), ids=RETRIES)
def test_honours_retry_after_in_both_forms(value: str, expected: timedelta) -> None:
    assert wait(Seen(outcome="failed", status=429, retry_after=value)) == expected


def test_a_retry_after_date_counts_from_the_server_s_own() -> None:
    busy = Seen(outcome="failed", status=429, retry_after=A_YEAR_ON.format(30), date=A_YEAR_ON.format(10))
    assert wait(busy) == minutes(20)
    assert wait(replace(busy, date="today")) == RARELY


def test_retry_after_does_not_shorten_the_back_off() -> None:
    failing = replace(ASKED, failures=5)
    assert wait(Seen(outcome="failed", status=503, retry_after="60"), failing) == minutes(120)


def test_gone_is_asked_daily_and_may_come_back() -> None:
    gone = Seen(outcome="failed", status=410)
    assert wait(gone) == RARELY
    assert wait(gone, replace(NEVER, failures=30)) == RARELY
    assert wait(OK, after_poll(NEVER, gone, NOW), NOW + RARELY) == USUAL


@pytest.mark.parametrize("outcome", ["failed", "not_a_feed", "other_site"])
def test_a_failure_leaves_what_we_hold_as_it_is(outcome: PollOutcome) -> None:
    known = replace(ASKED, newest_item_at=NOW)
    bad = Seen(outcome=outcome, status=200, etag='"b"', last_modified="x", body_digest="y", newest_item_at=NOW + USUAL)
    after = after_poll(known, bad, NOW + USUAL)
    again = NOW + (USUAL if outcome == "failed" else 2 * USUAL)
    assert after == replace(known, failures=1, last_polled_at=NOW + USUAL, next_poll_at=again)


# ------------------------------------------------------------------ validators


def test_validators_go_out_as_they_came_and_not_every_time() -> None:
    odd = ' W/"é\'" '
    state = after_poll(NEVER, replace(OK, etag=odd, last_modified="Tue,10 Jun"), NOW)
    asks = []
    for _ in range(2 * UNCONDITIONAL_EVERY):
        asks.append(ask_for(state))
        seen = UNCHANGED if asks[-1].etag else replace(OK, etag=odd, last_modified="Tue,10 Jun", outcome="unchanged")
        state = after_poll(state, seen, NOW)
    plain = [place for place, ask in enumerate(asks, start=1) if not ask.etag and not ask.last_modified]
    assert plain == [UNCONDITIONAL_EVERY, 2 * UNCONDITIONAL_EVERY]
    assert asks[0] == Ask(url=URL, purpose="feed", etag=odd, last_modified="Tue,10 Jun")


def test_a_304_may_bring_a_newer_validator() -> None:
    after = after_poll(ASKED, replace(UNCHANGED, etag='"b"'), NOW)
    assert (after.etag, after.last_modified, after.conditional_polls) == ('"b"', "then", 1)


def test_a_new_body_without_validators_leaves_none() -> None:
    after = after_poll(ASKED, Seen(outcome="ok", status=200, body_digest="sha256:2"), NOW)
    assert (after.etag, after.last_modified) == ("", "")
    assert ask_for(after) == Ask(url=URL, purpose="feed")


def test_a_validator_that_lied_is_not_believed_for_a_while() -> None:
    state = ASKED
    for _ in range(UNCONDITIONAL_EVERY - 1):
        assert ask_for(state).etag
        state = after_poll(state, UNCHANGED, NOW)
    assert not ask_for(state).etag
    state = after_poll(state, replace(OK, body_digest="sha256:2", new_entries=3), NOW)  # the same etag, other news
    unbelieved = 0
    while not ask_for(state).etag:
        unbelieved += 1
        state = after_poll(state, replace(OK, new_entries=1), NOW)
        assert unbelieved < 1_000
    assert unbelieved > 2 * UNCONDITIONAL_EVERY


def test_a_new_validator_with_new_entries_is_no_lie() -> None:
    state = replace(ASKED, conditional_polls=UNCONDITIONAL_EVERY - 1)
    assert ask_for(after_poll(state, replace(OK, etag='"b"', new_entries=3), NOW)).etag == '"b"'


# ------------------------------------------------------------------ moving, dates, health


def test_a_move_is_believed_at_the_third_poll_in_a_row() -> None:
    moved = replace(OK, permanent_url="https://contoh.test/feed/")
    state = NEVER
    for times in range(1, CONFIRMATIONS):
        state = after_poll(state, moved, NOW)
        assert (state.address, state.moved_times, ask_for(state).url) == ("", times, URL)
    state = after_poll(state, moved, NOW)
    assert (state.address, state.moved_to, state.moved_times) == ("https://contoh.test/feed/", "", 0)
    assert ask_for(state).url == "https://contoh.test/feed/"


def test_a_move_that_is_taken_back_is_not_believed() -> None:
    moved, stayed = replace(OK, permanent_url="https://contoh.test/2"), replace(OK, permanent_url=URL)
    state = NEVER
    for seen in (moved, moved, stayed, moved, moved):
        state = after_poll(state, seen, NOW)
    assert (state.address, state.moved_times) == ("", 2)
    other = after_poll(state, Seen(outcome="other_site", permanent_url="https://contoh.test/2"), NOW)
    assert (other.address, other.moved_times) == ("", 0)


def test_a_moved_feed_that_fails_is_asked_where_it_was_declared() -> None:
    state = replace(ASKED, address="https://contoh.test/feed/")
    for _ in range(3):
        state = after_poll(state, FAILED, NOW)
    assert ask_for(state).url == URL


def test_a_dated_address_is_todays_where_the_outlet_is() -> None:
    late = datetime(2025, 6, 10, 18, 30, tzinfo=UTC)  # the 11th in Jakarta
    feed = Feed(url="https://x.test/i?date={date:%m}%2F{date:%d}&d={date:%Y-%m-%d}", outlet_id="x", section="all")
    assert feed_address(feed, FeedState(feed_url=feed.url), late, "Asia/Jakarta") == (
        "https://x.test/i?date=06%2F11&d=2025-06-11"
    )
    assert feed_address(feed, FeedState(feed_url=feed.url), late, "UTC").endswith("d=2025-06-10")
    daily = replace(OK, permanent_url="https://x.test/i?date=1")
    state = FeedState(feed_url=feed.url)
    for _ in range(5):
        state = after_poll(state, daily, NOW)
    assert state.address == ""


def test_the_newest_item_is_never_in_the_future() -> None:
    dates = [NOW - minutes(5), NOW + timedelta(days=2), NOW + timedelta(hours=3)]
    entries = [Entry(guid=str(at), link="", title="", published=Stamp(at=at, precision="second")) for at in dates]
    assert newest(entries, NOW) == NOW + timedelta(hours=3)
    assert newest([], NOW) is None
    assert after_poll(NEVER, replace(OK, newest_item_at=NOW + timedelta(days=2)), NOW).newest_item_at is None
    known = replace(ASKED, newest_item_at=NOW)
    assert after_poll(known, replace(OK, newest_item_at=NOW - minutes(9)), NOW).newest_item_at == NOW
    assert after_poll(known, UNCHANGED, NOW).newest_item_at == NOW


HEALTH = {
    "fresh": (replace(ASKED, newest_item_at=NOW - timedelta(hours=2)), "healthy"),
    "a day and a half": (replace(ASKED, newest_item_at=NOW - timedelta(hours=36)), "healthy"),
    "three days, a busy feed": (replace(ASKED, newest_item_at=NOW - timedelta(days=3)), "stale"),
    "three days, a slow feed": (
        replace(ASKED, newest_item_at=NOW - timedelta(days=3), interval=CEILING),
        "healthy",
    ),
    "two years, answering 200": (
        replace(ASKED, newest_item_at=NOW - timedelta(days=730), interval=CEILING),
        "stale",
    ),
    "without dates": (ASKED, "healthy"),
    "a moment's trouble": (replace(ASKED, newest_item_at=NOW, failures=2), "healthy"),
    "three failures": (replace(ASKED, newest_item_at=NOW, failures=3), "failing"),
    "never answered": (after_poll(NEVER, FAILED, NOW), "failing"),
}


@pytest.mark.parametrize(("state", "expected"), HEALTH.values(), ids=HEALTH)
def test_health(state: FeedState, expected: str) -> None:
    assert health(state, NOW) == expected


def test_an_address_that_answers_and_lists_nothing_is_stale() -> None:
    empty = after_poll(NEVER, replace(OK, entries=0, new_entries=0), NOW)
    assert health(empty, NOW) == "stale"
    assert health(after_poll(empty, replace(OK, new_entries=3), NOW + USUAL), NOW + USUAL) == "healthy"


def test_without_dates_the_last_new_entry_tells_staleness() -> None:
    state = ASKED
    for day in range(1, 15):
        state = after_poll(state, replace(OK, new_entries=0), NOW + timedelta(days=day))
    assert health(state, NOW + timedelta(days=14)) == "stale"


def test_a_feed_that_we_did_not_ask_is_not_stale() -> None:
    asked_last_week = replace(ASKED, newest_item_at=NOW)
    assert health(asked_last_week, NOW + timedelta(days=9)) == "healthy"


# ------------------------------------------------------------------ whatever happens


_TEXT = st.text(max_size=20) | st.sampled_from(["max-age=60", "60", "Tue, 10 Jun 2025 12:30:00 GMT", "no-store"])
_SEEN = st.builds(
    Seen,
    outcome=st.sampled_from(["ok", "not_modified", "unchanged", "not_a_feed", "other_site", "failed"]),
    status=st.sampled_from([None, 200, 304, 404, 410, 429, 503]),
    etag=_TEXT, last_modified=_TEXT, body_digest=_TEXT,
    entries=st.integers(0, 50), new_entries=st.integers(0, 60),
    newest_item_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    refresh=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    cache_control=_TEXT, age=_TEXT, expires=_TEXT, retry_after=_TEXT,
    permanent_url=st.sampled_from(["", URL, "https://contoh.test/2"]),
)  # fmt: skip


@given(st.lists(st.tuples(_SEEN, st.integers(0, 100_000)), max_size=30))
def test_whatever_comes_the_next_poll_is_within_bounds(polls: list[tuple[Seen, int]]) -> None:
    state, now = NEVER, NOW
    for seen, later in polls:
        now += timedelta(seconds=later)
        state = after_poll(state, seen, now)
        assert state.next_poll_at is not None
        pause = state.next_poll_at - now
        if seen.outcome in {"ok", "not_modified", "unchanged"}:
            assert FLOOR <= pause <= CEILING
            assert state.interval is not None
            assert FLOOR <= state.interval <= CEILING
        else:
            assert timedelta(0) <= pause <= RARELY
        assert is_due(state, now + RARELY)
        assert state.newest_item_at is None or state.newest_item_at <= now + timedelta(days=1)
        assert state.feed_url == URL


@given(_SEEN, st.integers(0, 200))
def test_the_back_off_only_grows(seen: Seen, failures: int) -> None:
    failed = replace(seen, outcome="failed")
    assert wait(failed, replace(ASKED, failures=failures)) <= wait(failed, replace(ASKED, failures=failures + 1))
