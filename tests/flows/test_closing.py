"""How gaps are closed: by the outlet's complete feed, along its routes some requests a run, or not at all."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from flows import closing
from flows.batches import in_threads
from flows.job import Job
from flows.progress import Logged
from flows.settings import Settings
from flows.tally import Tally
from sources.archive import Archive
from sources.keeping import RobotsBook, Shelf
from sources.types import Days, FeedState, Missing, Outlet, Route, SliceEnd
from tests.warehouse.files import a_file
from tests.warehouse.seeding import FEED, HOUR, NOW, RUN, a_feed, a_poll, an_outlet, record_poll, seen
from warehouse import feeds, gaps, walks
from warehouse.connection import connect, transaction
from warehouse.gaps import GapRow

SECTION = "https://contoh.test/tekno/rss"
API = Route(kind="api", url="https://contoh.test/wp-json/wp/v2/posts", outlet_id="contoh")
INDEX = Route(kind="index", url="https://contoh.test/indeks?tgl={date:%Y-%m-%d}&page={page}", outlet_id="contoh")
OUTLET = replace(an_outlet(feed_urls=(FEED, SECTION)), routes=(API,))
COMPLETE = replace(OUTLET, feeds=(replace(OUTLET.feeds[0], complete=True), OUTLET.feeds[1]))


@dataclass
class Walked:
    """Walks that end as the test says; it notes for which days it was asked and how many steps it might take."""

    job: Job
    reason: str = ""  # empty: complete
    steps: int = 1
    asked: list[tuple[Days, int]] = field(default_factory=list)

    def __call__(self, outlet: Outlet, days: Days, most_steps: int, /) -> int:
        self.asked.append((days, most_steps))
        if self.steps >= most_steps:
            return most_steps
        for route in outlet.routes:
            self._end(outlet, route, days)
        return self.steps

    def _end(self, outlet: Outlet, route: Route, days: Days) -> None:
        with connect(self.job.settings.warehouse) as db, transaction(db):
            for day in closing.single_days(closing.own_days(route, days, outlet.time_zone)):
                over = closing.bounds(day, closing.zone_of(route, outlet.time_zone))[1]
                end = SliceEnd(status="complete", covered_until=min(over, self.job.now))
                if self.reason:
                    end = SliceEnd(status="partial", reason=self.reason)
                known = walks.KnownDay(outlet_id="contoh", route=route.name, day=day.first, end=end)
                walk = walks.Walk(outlet_id="contoh", route=route, days=day)
                walks.end(db, RUN, walk, [known], self.job.now)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    settings = Settings(home=tmp_path, now=NOW)
    with connect(a_file(settings.warehouse, seeded=False)) as db:
        feeds.declare(db, [OUTLET])
    archive = Archive(settings.archive)
    shelf = Shelf(archive, ())
    return Job(
        settings=settings, outlets=(OUTLET,), now=NOW, run_id=RUN, each=in_threads(1), progress=Logged(),
        tally=Tally(), archive=archive, shelf=shelf, sites=RobotsBook(shelf, []),
    )  # fmt: skip


def opened(job: Job, since: float, until: float, feed: str = FEED) -> None:
    with connect(job.settings.warehouse) as db, transaction(db):
        missing = Missing(since=at(since), until=at(until), reason="no_overlap")
        gaps.open_gap(db, a_feed(feed), missing, job.now)


def at(hours: float) -> datetime:
    return NOW + hours * HOUR


def later(job: Job, hours: float, *outlets: Outlet) -> Job:
    return replace(job, now=job.now + hours * HOUR, outlets=outlets or job.outlets)


def on_record(job: Job) -> list[tuple[str, str | None, str, int]]:
    with connect(job.settings.warehouse) as db:
        return db.execute(
            "select status, closed_by, reason, tries from store.gaps order by missing_from, feed_url"
        ).fetchall()


def test_a_gap_is_closed_by_the_route_that_shows_its_days(job: Job) -> None:
    opened(job, -40, -35)
    walk = Walked(job)
    closing.close_gaps(job, walk)
    assert walk.asked == [(Days(first=date(2025, 6, 9), last=date(2025, 6, 10)), closing.STEPS_A_HOST)]
    assert on_record(job) == [("closed", API.name, "no_overlap", 0)]
    closing.close_gaps(later(job, 99), walk)
    assert len(walk.asked) == 1


def test_what_is_known_of_its_days_closes_it_without_a_request(job: Job) -> None:
    walk = Walked(job)
    walk(OUTLET, Days(first=date(2025, 6, 9), last=date(2025, 6, 10)), 10)
    opened(job, -40, -36)
    closing.close_gaps(job, walk)
    assert len(walk.asked) == 1
    assert on_record(job)[0][0] == "closed"


def test_without_a_route_it_is_permanent(job: Job) -> None:
    opened(job, -40, -36)
    closing.close_gaps(replace(job, outlets=(replace(OUTLET, routes=()),)), Walked(job))
    assert on_record(job) == [("permanent", None, "no_route", 0)]


def test_a_route_that_ends_for_good_is_tried_on_three_days(job: Job) -> None:
    opened(job, -40, -36)
    for days in range(3):
        walk = Walked(job, reason="too_many_pages")
        for hours in (0, 1, 12):
            closing.close_gaps(later(job, 24 * days + hours), walk)
        assert len(walk.asked) == 1
    assert on_record(job) == [("permanent", None, "too_many_pages", 2)]


def test_one_that_may_work_another_time_is_tried_again_and_waits_longer_each_time(job: Job) -> None:
    opened(job, -40, -36)
    walk = Walked(job, reason="server_error")
    for hour in range(16):
        closing.close_gaps(later(job, hour), walk)
    assert len(walk.asked) == 5  # at once, and 1, 3, 7 and 15 hours later
    assert on_record(job) == [("open", None, "no_overlap", 5)]
    closing.close_gaps(later(job, 31 * 24), walk)
    assert on_record(job) == [("permanent", None, "server_error", 5)]


def test_a_walk_that_is_cut_short_goes_on_with_the_next_run_and_counts_as_no_try(job: Job) -> None:
    opened(job, -40, -36)
    closing.close_gaps(job, Walked(job, steps=99))
    assert on_record(job) == [("open", None, "no_overlap", 0)]
    closing.close_gaps(job, Walked(job))
    assert on_record(job)[0][0] == "closed"


def test_a_run_asks_no_more_than_its_share(job: Job) -> None:
    many = [replace(an_outlet(f"outlet{n}"), routes=(API,)) for n in range(9)]
    with connect(job.settings.warehouse) as db, transaction(db):
        for outlet in many:
            missing = Missing(since=at(-40), until=at(-36), reason="no_overlap")
            gaps.open_gap(db, replace(outlet.feeds[0], url=f"https://{outlet.outlet_id}.test/"), missing, NOW)
    walk = Walked(job, steps=99)
    closing.close_gaps(replace(job, outlets=tuple(many)), walk)
    assert [most for _, most in walk.asked] == [closing.STEPS_A_HOST] * (closing.STEPS_A_RUN // closing.STEPS_A_HOST)


def _watched(job: Job, *, covered_until: datetime, failures: int = 0) -> None:
    """The main feed was watched from two days ago on."""
    state = FeedState(feed_url=FEED, failures=failures)
    with connect(job.settings.warehouse) as db, transaction(db):
        record_poll(db, a_poll(seen(1), at=at(-48)), state)
        db.execute("update store.feeds set covered_until = ? where feed_url = ?", [covered_until, FEED])


def test_a_complete_feed_closes_the_gap_of_a_section(job: Job) -> None:
    _watched(job, covered_until=at(-1))
    opened(job, -40, -36, SECTION)
    walk = Walked(job)
    closing.close_gaps(replace(job, outlets=(COMPLETE,)), walk)
    assert (on_record(job), walk.asked) == ([("closed", FEED, "no_overlap", 0)], [])


def test_the_gap_of_a_section_waits_for_the_complete_feed(job: Job) -> None:
    _watched(job, covered_until=at(-38))
    opened(job, -40, -36, SECTION)
    closing.close_gaps(replace(job, outlets=(COMPLETE,)), Walked(job))
    assert on_record(job)[0][0] == "open"
    _watched(job, covered_until=at(-1))
    closing.close_gaps(replace(job, outlets=(COMPLETE,)), Walked(job))
    assert on_record(job)[0][:2] == ("closed", FEED)


def test_once_the_complete_feed_s_own_gap_is_closed_so_is_the_section_s(job: Job) -> None:
    _watched(job, covered_until=at(-1))
    opened(job, -40, -36, SECTION)
    opened(job, -40, -36, FEED)
    closing.close_gaps(replace(job, outlets=(COMPLETE,)), Walked(job))
    assert [row[:2] for row in on_record(job)] == [("closed", API.name), ("closed", FEED)]


def test_a_feed_that_does_not_answer_is_filled_from_the_routes(job: Job) -> None:
    _watched(job, covered_until=at(-30), failures=4)
    with connect(job.settings.warehouse) as db, transaction(db):
        db.execute("update store.feeds set last_polled_at = ?, failures = 4 where feed_url = ?", [at(-1), FEED])
    closing.close_gaps(job, Walked(job))
    assert on_record(job) == [("closed", API.name, "not_answering", 0)]


def test_an_outage_of_ours_says_nothing(job: Job) -> None:
    opened(job, -40, -36)
    job.tally.unreached |= {"a", "b", "c"}
    walk = Walked(job)
    closing.close_gaps(job, walk)
    assert walk.asked == []


# ------------------------------------------------------------------ what walks show


def _gap(since: float, until: float) -> GapRow:
    return GapRow(
        gap_id="", feed_url=FEED, outlet_id="contoh", missing_from=at(since), missing_until=at(until), status="open",
        closed_by=None, reason="", opened_at=NOW, settled_at=None, tries=0, next_try_at=None,
    )  # fmt: skip


def _day(route: Route, day: int, until: float | None = None, reason: str = "") -> walks.KnownDay:
    end = SliceEnd(
        status="partial" if reason else "complete", reason=reason, covered_until=at(until) if until else None
    )
    return walks.KnownDay(outlet_id="contoh", route=route.name, day=date(2025, 6, day), end=end)


BOTH = replace(OUTLET, routes=(API, INDEX))
TWO = replace(OUTLET, routes=(API, replace(API, url="https://contoh.test/tekno/wp-json/wp/v2/posts")))
# Hours are counted from noon of the 11th, UTC; a day in Jakarta ends at 17:00 UTC, five hours later.
VERDICTS = {
    "all of its day": (OUTLET, _gap(-6, -3), (_day(API, 11, 12),), (API.name, ())),
    "its day so far": (OUTLET, _gap(-6, -3), (_day(API, 11, -3, "not_over"),), (API.name, ())),
    "not so far": (OUTLET, _gap(-6, -3), (_day(API, 11, -4, "not_over"),), ("", ("not_over",))),
    "one of its two days": (OUTLET, _gap(-13, -6), (_day(API, 11, 12),), ("", ("",))),
    "both of them": (OUTLET, _gap(-13, -6), (_day(API, 10, -12), _day(API, 11, 12)), (API.name, ())),
    "it ends with midnight": (OUTLET, _gap(-20, -12), (_day(API, 10, -12),), (API.name, ())),
    "a day of the outlet's own": (BOTH, _gap(1, 4), (_day(INDEX, 11, 5),), (INDEX.name, ())),
    "two days of its own": (BOTH, _gap(1, 6), (_day(INDEX, 11, 5),), ("", ("",))),
    "one of two of a kind": (TWO, _gap(-6, -3), (_day(API, 11, 12),), ("", ("",))),
    "what keeps each of them": (
        BOTH, _gap(-6, -3), (_day(API, 11, None, "refused"), _day(INDEX, 11, None, "repeats")),
        ("", ("refused", "repeats")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("outlet", "gap", "known", "expected"), VERDICTS.values(), ids=VERDICTS)
def test_what_walks_show_of_a_gap(
    outlet: Outlet, gap: GapRow, known: tuple[walks.KnownDay, ...], expected: tuple[str, tuple[str, ...]]
) -> None:
    found = closing.verdict(outlet, gap, known)
    assert (found.closed_by, found.reasons) == expected


def test_days_are_walked_in_stretches_the_latest_first() -> None:
    due = [_gap(-13, -6), _gap(-100, -99), _gap(-36, -12)]
    assert closing.stretches(due) == (
        Days(first=date(2025, 6, 10), last=date(2025, 6, 11)),
        Days(first=date(2025, 6, 7), last=date(2025, 6, 7)),
    )
