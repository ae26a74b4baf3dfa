"""When pages are looked at again: a table of cases, and what holds for every page whatever happens to it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import rechecks

NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)

# published, listed and looked at so long after noon -> the next look
PLANS: dict[str, tuple[timedelta | None, timedelta, timedelta, timedelta | None]] = {
    "just published": (0 * HOUR, 5 * MINUTE, 10 * MINUTE, 2 * HOUR),
    "half an hour before a look is due": (0 * HOUR, HOUR, 90 * MINUTE, 8 * HOUR),
    "a little more than that": (0 * HOUR, HOUR, 89 * MINUTE, 2 * HOUR),
    "looked at when it was due": (0 * HOUR, HOUR, 2 * HOUR, 8 * HOUR),
    "looked at days late": (0 * HOUR, HOUR, 3 * DAY, 5 * DAY),
    "the last": (0 * HOUR, HOUR, 21 * DAY, 85 * DAY),
    "after the last": (0 * HOUR, HOUR, 85 * DAY, None),
    "nobody says when it was published": (None, HOUR, HOUR, 3 * HOUR),
    "published later than it was listed": (9 * DAY, HOUR, HOUR, 3 * HOUR),
    "listed two days late": (0 * HOUR, 2 * DAY, 2 * DAY, 5 * DAY),
    "listed a week late": (0 * HOUR, 7 * DAY, 7 * DAY, 21 * DAY),
    "found old": (0 * HOUR, 7 * DAY + MINUTE, 7 * DAY + HOUR, 28 * DAY + MINUTE),
    "found old, and looked at once more": (0 * HOUR, 8 * DAY, 29 * DAY, None),
    "dated years ago": (-8000 * DAY, HOUR, 2 * HOUR, 21 * DAY + HOUR),
    "dated before there was anything to read": (-20_250 * DAY, HOUR, 2 * HOUR, 3 * HOUR),
    "dated in another century": (30_000 * DAY, HOUR, 2 * HOUR, 3 * HOUR),
    "looked at before it was published, the clock was set back": (0 * HOUR, HOUR, -DAY, 2 * HOUR),
}


@pytest.mark.parametrize(("published", "listed", "looked", "expected"), PLANS.values(), ids=PLANS)
def test_the_next_look_is_at_one_of_the_ages(
    published: timedelta | None, listed: timedelta, looked: timedelta, expected: timedelta | None
) -> None:
    found = rechecks.next_check(
        published_at=None if published is None else NOON + published, first_seen_at=NOON + listed,
        looked_at=NOON + looked, checks=0,
    )  # fmt: skip
    assert found == (None if expected is None else NOON + expected)


CHANGES: dict[str, tuple[timedelta, timedelta, int, timedelta | None]] = {
    "seen at this look": (3 * DAY, 3 * DAY, 2, 3 * DAY + 6 * HOUR),
    "a look is due sooner": (HOUR, HOUR, 1, 2 * HOUR),
    "seen at an earlier look": (3 * DAY, 2 * DAY, 3, 5 * DAY),
    "after all the ages": (99 * DAY, 99 * DAY, 7, 99 * DAY + 6 * HOUR),
    "for the twelfth time": (3 * DAY, 3 * DAY, 12, 5 * DAY),
    "for the twelfth time, after all the ages": (99 * DAY, 99 * DAY, 12, None),
}


@pytest.mark.parametrize(("looked", "changed", "checks", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_brings_the_next_look_near(
    looked: timedelta, changed: timedelta, checks: int, expected: timedelta | None
) -> None:
    found = rechecks.next_check(
        published_at=NOON, first_seen_at=NOON, looked_at=NOON + looked, checks=checks, changed_at=NOON + changed
    )
    assert found == (None if expected is None else NOON + expected)


instants = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
late = st.lists(st.timedeltas(timedelta(), timedelta(days=3)), min_size=40, max_size=40)


def _looks(
    published_at: datetime | None, first_seen_at: datetime, late: list[timedelta], *, changes: bool = False
) -> list[datetime]:
    """Every look at a page, each as late as the list says."""
    looks = [first_seen_at]
    for checks, delay in enumerate(late):
        due = rechecks.next_check(
            published_at=published_at, first_seen_at=first_seen_at, looked_at=looks[-1], checks=checks,
            changed_at=looks[-1] if changes and checks else None,
        )  # fmt: skip
        if due is None:
            return looks
        assert due > looks[-1]
        assert changes or due >= looks[-1] + rechecks.SOONEST
        looks.append(due + delay)
    raise AssertionError("a page is looked at for ever")


@given(published=st.none() | instants, listed=instants, late=late)
def test_a_page_that_never_changes_is_looked_at_eight_times_at_most(
    published: datetime | None, listed: datetime, late: list[timedelta]
) -> None:
    assert len(_looks(published, listed, late)) <= 8


@given(published=st.none() | instants, listed=instants, late=late)
def test_a_page_that_changes_at_every_look_is_left_alone_in_the_end(
    published: datetime | None, listed: datetime, late: list[timedelta]
) -> None:
    assert len(_looks(published, listed, late, changes=True)) <= 8 + rechecks.MOST_HASTENED


@given(listed=instants, before=st.timedeltas(timedelta(), timedelta(minutes=80)))
def test_on_time_the_waits_grow_and_end(listed: datetime, before: timedelta) -> None:
    looks = _looks(listed - before, listed, [timedelta()] * 40)
    waits = [after - before for before, after in pairwise(looks)]
    assert waits == sorted(waits)
    assert looks[-1] - listed <= rechecks.LONGEST


@given(listed=instants)
def test_a_server_that_never_answers_is_left_alone_in_the_end(listed: datetime) -> None:
    looked: datetime | None = listed
    tries: list[datetime] = []
    while looked is not None and len(tries) <= 40:
        tries.append(looked)
        looked = rechecks.after_failure(first_seen_at=listed, looked_at=looked)
    waits = [after - before for before, after in pairwise(tries)]
    assert waits == sorted(waits)
    assert min(waits) == rechecks.SOONEST
    assert 25 <= len(tries) <= 40


SILENCES: dict[str, tuple[timedelta, bool, timedelta | None]] = {
    "just listed": (HOUR, False, HOUR + 30 * MINUTE),
    "listed long ago": (200 * DAY, False, 200 * DAY + 30 * MINUTE),
    "the host is down": (90 * DAY, True, 90 * DAY + 30 * MINUTE),
    "the host has been down for a quarter": (90 * DAY + MINUTE, True, None),
}


@pytest.mark.parametrize(("now", "is_host_down", "expected"), SILENCES.values(), ids=SILENCES)
def test_a_look_that_was_not_made_is_made_soon(now: timedelta, is_host_down: bool, expected: timedelta | None) -> None:
    found = rechecks.after_silence(first_seen_at=NOON, now=NOON + now, is_host_down=is_host_down)
    assert found == (None if expected is None else NOON + expected)


SPOKEN: dict[str, tuple[timedelta, int, timedelta]] = {
    "looked at long ago": (-DAY, 3, 0 * HOUR),
    "looked at just now": (-MINUTE, 0, 59 * MINUTE),
    "looked at an hour ago": (-HOUR, 1, 0 * HOUR),
    "looked at an hour ago, and many times before": (-HOUR, 12, 23 * HOUR),
}


@pytest.mark.parametrize(("looked", "checks", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_feeds_speak_of_is_looked_at_at_once_but_not_all_the_time(
    looked: timedelta, checks: int, expected: timedelta
) -> None:
    assert rechecks.spoken_of(said_at=NOON, looked_at=NOON + looked, checks=checks) == NOON + expected
