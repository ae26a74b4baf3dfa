"""When a window does not reach back to the last listing, and from when until when something may be missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sources.gaps import Compared, after_listing, compare, missing, unanswered
from sources.types import FeedPast, FeedState, Listed, Missing, Precision, Stamp

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://contoh.test/rss"
BEFORE = FeedState(feed_url=FEED, last_polled_at=NOW, last_ok_at=NOW, listed_at=NOW, covered_until=NOW)
LATER = NOW + 6 * HOUR
FULL = FeedPast(most=8, body_at=NOW)


def item(n: int, place: int = 0, *, dated: bool = True, at: datetime | None = None, seen_at: datetime = NOW) -> Listed:
    """Item n, which came n quarters of an hour after 1 June, before those with a greater number."""
    when = at or NOW - 6 * HOUR + n * HOUR / 4
    stamp = Stamp(at=when, precision="second") if dated else None
    return Listed(guid=f"g{n}", url=f"https://contoh.test/{n}", published=stamp, place=place, seen_at=seen_at)


def window(*numbers: int, dated: bool = True, seen_at: datetime = NOW) -> tuple[Listed, ...]:
    """Items by number, as they stand one under the other."""
    return tuple(item(n, place, dated=dated, seen_at=seen_at) for place, n in enumerate(numbers))


def names(n: int, by: str) -> Listed:
    """The same item with another GUID or another address."""
    return replace(item(n), **{by: f"https://contoh.test/baru/{n}"})


SHOWN = window(8, 7, 6, 5, 4, 3, 2, 1)
STILL = {
    "nothing new": (window(8, 7, 6, 5, 4, 3, 2, 1), 0, 8),
    "some new": (window(11, 10, 9, 8, 7, 6, 5, 4), 3, 5),
    "all but one new": (window(15, 14, 13, 12, 11, 10, 9, 8), 7, 1),
    "the newest was withdrawn": (window(13, 12, 11, 10, 9, 7), 5, 1),
    "the two newest were withdrawn": (window(13, 12, 11, 10, 9, 6), 5, 1),
    "a smaller window": (window(9, 8), 1, 1),
    "one that was dated back is new": (window(9, 8, 7, 6, 5, 0), 2, 4),
    "no order at all": (window(3, 9, 8, 1, 10, 5, 2, 7), 2, 6),
    "new GUIDs at known addresses": (tuple(names(n, "guid") for n in (8, 7, 6)), 0, 3),
    "new addresses for known GUIDs": (tuple(names(n, "url") for n in (8, 7, 6)), 0, 3),
}
OVER = {
    "nothing is left": (window(29, 28, 27, 26, 25, 24, 23, 22), 8, 0, "no_overlap"),
    "an old one is pinned on top": (window(1, 28, 27, 26, 25, 24, 23, 22), 7, 1, "only_pinned"),
    "an old one is kept at the end": (window(28, 27, 26, 25, 24, 23, 22, 2), 7, 1, "only_pinned"),
    "two old ones among the new": (window(28, 27, 2, 26, 25, 24, 1, 23), 6, 2, "only_pinned"),
    "the newest was lifted up with a new date": (
        (item(8, at=LATER), *window(0, 28, 27, 26, 25, 24, 23)[1:]), 6, 1, "only_pinned"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("shown", "new", "overlap"), STILL.values(), ids=STILL)
def test_a_window_that_reaches_back(shown: Sequence[Listed], new: int, overlap: int) -> None:
    assert compare(shown, SHOWN, BEFORE) == Compared(new=new, overlap=overlap)


@pytest.mark.parametrize(("shown", "new", "overlap", "why"), OVER.values(), ids=OVER)
def test_a_window_that_does_not(shown: Sequence[Listed], new: int, overlap: int, why: str) -> None:
    assert compare(shown, SHOWN, BEFORE) == Compared(new=new, overlap=overlap, broken=why)


def test_without_dates_what_stands_above_all_that_is_new_is_pinned() -> None:
    before = window(1, 8, 7, 6, 5, 4, dated=False)
    pinned = compare(window(1, 28, 27, 26, 25, 24, dated=False), before, BEFORE)
    below = compare(window(1, 12, 11, 10, 9, 8, dated=False), before, BEFORE)
    assert (pinned.broken, below.broken) == ("only_pinned", "")


def test_dates_that_are_made_at_each_request_say_nothing() -> None:
    anew = tuple(item(n, place, at=LATER) for place, n in enumerate((12, 11, 10, 9, 8, 7, 6)))
    assert compare(anew, SHOWN, BEFORE).broken == ""


def test_a_small_window_with_a_pinned_item() -> None:
    assert compare(window(1, 19, 18, 17), window(1, 8, 7), BEFORE).broken == "only_pinned"


def test_guids_that_are_used_again_prove_nothing() -> None:
    again = tuple(replace(one, guid=f"g{9 - n}") for n, one in enumerate(window(28, 27, 26), 1))
    assert compare(again, SHOWN, BEFORE).broken == ""
    assert compare(again, SHOWN, replace(BEFORE, guids="reused")) == Compared(new=3, overlap=0, broken="no_overlap")


def test_the_first_listing_is_compared_with_nothing() -> None:
    assert compare(SHOWN, (), FeedState(feed_url=FEED)) == Compared(new=8, overlap=None)


def test_what_was_listed_before_the_last_listing_is_neither_new_nor_shared() -> None:
    older = window(3, 2, seen_at=NOW - HOUR)
    assert compare(window(9, 3), (*window(8, 7), *older), BEFORE) == Compared(new=1, overlap=0, broken="no_overlap")


def test_an_old_copy_is_no_listing_to_compare_with() -> None:
    """A cache answers with the morning's copy; what comes after it is compared with what was listed before it."""
    copy = window(2, 1, 0, -1)
    older = window(0, -1, seen_at=NOW - HOUR)
    found = compare(copy, (*SHOWN, *older), BEFORE)
    assert found == Compared(new=0, overlap=2, is_old_copy=True)
    polled = replace(BEFORE, last_polled_at=LATER, last_ok_at=LATER)
    after = after_listing(polled, BEFORE, found, LATER)
    assert (after.listed_at, after.covered_until) == (NOW, NOW)
    known = (*window(8, 7, 6, 5, 4, 3), *window(2, 1, 0, -1, seen_at=LATER))
    assert compare(window(11, 10, 9, 8), known, after).broken == ""


# ------------------------------------------------------------------ from when until when


def _gap(shown: Sequence[Listed], state: FeedState = BEFORE, past: FeedPast = FULL) -> Missing | None:
    return missing(shown, SHOWN, compare(shown, SHOWN, state), state, past, LATER)


def _ending(until: datetime, why: str = "no_overlap", since: datetime = NOW) -> Missing:
    return Missing(since=since, until=until, reason=why)


LOST = window(47, 46, 45, 44, 43, 42, 41, 40)
OLDEST = item(40).published.at  # type: ignore[union-attr]


def _printed(precision: Precision) -> tuple[Listed, ...]:
    return tuple(replace(one, published=Stamp(at=one.published.at, precision=precision)) for one in LOST)  # type: ignore[union-attr]


GAPS = {
    "it ends with the oldest that is new": (LOST, _ending(OLDEST + timedelta(seconds=1))),
    "a minute later where minutes are printed": (_printed("minute"), _ending(OLDEST + timedelta(minutes=1))),
    "with the poll where days are": (_printed("day"), _ending(LATER)),
    "with the poll where there are no dates": (window(47, 46, 45, 44, 43, 42, dated=False), _ending(LATER)),
    "with the poll where they are in no order": (window(47, 40, 46, 45), _ending(LATER)),
    "with the poll where they are ahead of it": (window(90, 89, 88), _ending(LATER)),
    "what is left of the old does not count": (window(47, 46, 45, 44, 43, 42, 41, 40, 2),
                                               _ending(OLDEST + timedelta(seconds=1), "only_pinned")),
    "new names down to what was listed before": (window(47, 46, 20, 19, -1, -2, -3), None),
    "two that are dated back": (window(47, 46, 45, 44, -1, -2), _ending(LATER)),
}  # fmt: skip


@pytest.mark.parametrize(("shown", "expected"), GAPS.values(), ids=GAPS)
def test_where_a_gap_ends(shown: Sequence[Listed], expected: Missing | None) -> None:
    assert _gap(shown) == expected


def test_it_begins_with_the_last_body_because_a_304_may_lie() -> None:
    state = replace(BEFORE, covered_until=NOW + HOUR)
    found = _gap(LOST, state, replace(FULL, body_at=NOW - 2 * HOUR))
    assert found is not None
    assert found.since == NOW - 2 * HOUR


def test_it_begins_with_the_newest_item_because_a_cache_may_be_late() -> None:
    found = _gap(LOST, replace(BEFORE, newest_item_at=NOW - 3 * HOUR))
    assert found is not None
    assert found.since == NOW - 3 * HOUR


def test_a_feed_that_lists_by_age_drops_what_is_old() -> None:
    """Eight entries at its best, two now: none was pushed out by number, and it was asked before one grew too old."""
    asked = replace(BEFORE, last_ok_at=NOW + HOUR)
    assert _gap(window(47, 46), asked) is None
    assert _gap(window(47, 46), BEFORE) is not None
    assert _gap(window(47, 46), asked, FeedPast(most=3, body_at=NOW)) is not None
    assert _gap(window(47, 46), replace(asked, feed_url="https://contoh.test/indeks?d={date:%d}")) is not None


def test_a_feed_that_does_not_answer_has_a_gap_before_it_comes_back() -> None:
    failing = replace(BEFORE, failures=3, last_polled_at=NOW + 7 * HOUR)
    assert unanswered(failing, FULL) == _ending(NOW + 7 * HOUR, "not_answering")
    assert unanswered(replace(failing, last_polled_at=NOW + 5 * HOUR), FULL) is None
    assert unanswered(replace(failing, failures=0), FULL) is None
    assert unanswered(FeedState(feed_url=FEED, failures=9, last_polled_at=NOW), FULL) is None


STATES_AFTER = {
    "a listing": (BEFORE, Compared(new=1, overlap=1), LATER),
    "the same as before": (BEFORE, None, LATER),
    "the same as an empty one": (replace(BEFORE, last_ok_at=NOW + HOUR), None, NOW),
    "an old copy": (BEFORE, Compared(new=0, overlap=0, is_old_copy=True), NOW),
}


def test_a_304_is_compared_with_and_covers_nothing() -> None:
    after = after_listing(replace(BEFORE, last_polled_at=LATER, last_ok_at=LATER), BEFORE, None, None)
    assert (after.listed_at, after.covered_until) == (LATER, NOW)


@pytest.mark.parametrize(("before", "compared", "listed_at"), STATES_AFTER.values(), ids=STATES_AFTER)
def test_what_the_next_is_compared_with(before: FeedState, compared: Compared | None, listed_at: datetime) -> None:
    after = after_listing(replace(before, last_polled_at=LATER, last_ok_at=LATER), before, compared, LATER)
    assert (after.listed_at, after.covered_until) == (listed_at, listed_at)


# ------------------------------------------------------------------ any feed at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of the newest `size` items, some pinned on top; items come at these minutes, polls happen at those."""

    size: int
    pinned: int
    dated: bool
    items: tuple[int, ...]
    polls: tuple[int, ...]

    def at(self, minute: int) -> tuple[Listed, ...]:
        out = sorted((n for n, came in enumerate(self.items) if came <= minute), reverse=True)
        stands = [n for n in out if n < self.pinned] + [n for n in out if n >= self.pinned][: self.size]
        return tuple(
            item(n, place, dated=self.dated, at=_minute(self.items[n]), seen_at=_minute(minute))
            for place, n in enumerate(stands)
        )


def _minute(n: int) -> datetime:
    return NOW + timedelta(minutes=n)


def _feeds(pinned: st.SearchStrategy[int]) -> st.SearchStrategy[Feed]:
    minutes = st.lists(st.integers(0, 3000), min_size=1, unique=True).map(lambda found: tuple(sorted(found)))
    return st.builds(Feed, size=st.integers(4, 12), pinned=pinned, dated=st.booleans(), items=minutes, polls=minutes)


def _watched(feed: Feed) -> tuple[set[int], list[Missing]]:
    """Which items the polls showed, and which gaps they opened."""
    state, shown, gaps = FeedState(feed_url=FEED), dict[str, Listed](), list[Missing]()
    for minute in feed.polls:
        now, listed = _minute(minute), feed.at(minute)
        found = compare(listed, tuple(shown.values()), state)
        past = FeedPast(most=feed.size, body_at=state.listed_at)
        if gap := missing(listed, tuple(shown.values()), found, state, past, now):
            gaps.append(gap)
        after = replace(state, last_polled_at=now, last_ok_at=now)
        state = after_listing(after, state, found, now) if listed else after
        shown |= {one.guid: one for one in listed}
    return {int(guid[1:]) for guid in shown}, gaps


@example(Feed(size=4, pinned=1, dated=False, items=(0, 1, 2, 3, 4, 5), polls=(0, 5)))
@example(Feed(size=4, pinned=1, dated=True, items=(0, 1, 2, 3, 4, 5), polls=(0, 5)))
@example(Feed(size=4, pinned=2, dated=True, items=(0, 1, 2, 3, 4, 5, 6), polls=(0, 6)))
@example(Feed(size=4, pinned=2, dated=False, items=(0, 1, 2, 3, 4, 5, 6), polls=(0, 6)))
@given(_feeds(st.integers(0, 3)))
def test_what_no_poll_showed_lies_in_a_gap(feed: Feed) -> None:
    seen, gaps = _watched(feed)
    first, last = _minute(feed.polls[0]), _minute(feed.polls[-1])
    lost = [_minute(came) for n, came in enumerate(feed.items) if n not in seen and first < _minute(came) <= last]
    watched = [at for at in lost if any(gap.since <= at <= gap.until for gap in gaps)]
    assume(feed.at(feed.polls[0]))  # a feed that begins empty has no listing to compare with
    assert watched == lost


@given(_feeds(st.just(0)))
def test_a_feed_that_kept_up_with_has_none(feed: Feed) -> None:
    _, gaps = _watched(feed)
    ahead = [sum(a < came <= b for came in feed.items) for a, b in zip(feed.polls, feed.polls[1:], strict=False)]
    assume(max(ahead, default=0) < feed.size)
    assert gaps == []
