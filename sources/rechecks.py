"""When a page that was fetched before is looked at again: often while it is news, rarely afterwards, then never.

Pure. Which pages these times are kept for is the warehouse's to know, how they are asked for is `sources.fetching`'s.

The ages come from a half-year of one outlet's feed (TechCrunch, January to June 2025, a snapshot every two hours): of
366 items that came with more than one reading, 194 changed their title or excerpt, 212 times in all. By the age of 2
hours 32 % of the changes had been seen, by 8 hours 61 %, by 32 hours 86 %, by 5 days 91 %, by 21 days 95 %, and the
last at 85 days. (Seen is a little later than made; and of what had left the feed by then nothing is known.) Of the 18
changes that followed upon another, 12 came within 6 hours of it, hence the look soon after a change.
"""

from datetime import UTC, datetime, timedelta

SOONEST = timedelta(minutes=30)  # between two looks, whatever the reason
# After publication. Each wait is four times the one before it: six looks in a quarter of a year.
AGES = (
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=32),
    timedelta(days=5),
    timedelta(days=21),
    timedelta(days=85),
)
FOUND_OLD = timedelta(days=7)  # a page that was this old when it was first listed is of a backfill, or wrongly dated
LOOK_AT_OLD = timedelta(days=21)  # after it was listed: the one look at such a page
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # what is dated before there were news on the web is wrongly dated
LONGEST = timedelta(days=90)
AFTER_A_CHANGE = timedelta(hours=6)  # who edits a piece edits it again
SPOKEN_OF = timedelta(hours=1)  # between a look and the next that a feed's new words bring about
# Looks at one page that changes or is spoken of may hasten the next; a live page and a feed that says something else
# at every poll stop being news then.
MOST_HASTENED = 12
OFTEN_SPOKEN_OF = timedelta(days=1)


def next_check(
    *,
    published_at: datetime | None,
    first_seen_at: datetime,
    looked_at: datetime,
    checks: int,
    changed_at: datetime | None = None,
) -> datetime | None:
    """When a page is looked at after the look at `looked_at`, its `checks`-th after the first; `None`: never.

    At the first of the `AGES` that is more than 30 minutes away, counted from publication (from when it was first
    listed, where that is unknown, absurd, or still to come). A page that was old when it was first listed is looked at
    once more, 21 days later. A change seen at this very look brings it within 6 hours.
    """
    planned = _planned(published_at, first_seen_at, looked_at)
    if changed_at != looked_at or checks >= MOST_HASTENED:
        return planned
    soon = looked_at + AFTER_A_CHANGE
    return min(planned, soon) if planned else soon


def _planned(published_at: datetime | None, first_seen_at: datetime, looked_at: datetime) -> datetime | None:
    dated = published_at if published_at and published_at >= EARLIEST else first_seen_at
    born = min(dated, first_seen_at)
    is_old = first_seen_at - born > FOUND_OLD
    due = [first_seen_at + LOOK_AT_OLD] if is_old else [born + age for age in AGES]
    return next((at for at in due if at > looked_at + SOONEST), None)


def after_failure(*, first_seen_at: datetime, looked_at: datetime) -> datetime | None:
    """When a page is asked for again after a look that told nothing: the server was in trouble, or would not answer.

    After a quarter of the time for which the page has been known, and 30 minutes at least: some thirty tries in 90
    days, then none.
    """
    known_for = looked_at - first_seen_at
    return looked_at + max(SOONEST, known_for / 4) if known_for <= LONGEST else None


def after_silence(*, first_seen_at: datetime, now: datetime, is_host_down: bool) -> datetime | None:
    """When a page is looked at after a look that was due and not made, its host being left alone: in 30 minutes.

    Where the host cannot be asked at all (`is_host_down`) that goes on for 90 days after the page was first listed.
    """
    return now + SOONEST if not is_host_down or now - first_seen_at <= LONGEST else None


def spoken_of(*, said_at: datetime, looked_at: datetime, checks: int) -> datetime:
    """When a page is looked at because a feed says something else of it since `said_at`.

    At once, but an hour after the last look at the earliest; a day, for a page that was looked at many times.
    """
    return max(said_at, looked_at + (SPOKEN_OF if checks < MOST_HASTENED else OFTEN_SPOKEN_OF))
