"""Which events are due: once for an entity and day, once for a gap, once for an outlet that refuses us."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows.events import OPENED_WITHIN, due, remembered
from tests.warehouse.desk import LINTANG, TIGA, Desk, a_desk, repeated
from tests.warehouse.files import a_file
from tests.warehouse.laid import DAY, HOUR, lay, mentioned
from tests.warehouse.seeding import NOW
from warehouse.connection import Connection
from warehouse.watch.unusual import Blocked, Opened, Unusual, unusual

QUIET = Unusual(published_at=NOW, days=(), opened=(), blocked=())
GAP = Opened(
    gap_id="g1", feed_url="https://ledger.test/rss", outlet_id="ledger", missing_from=NOW - 3 * HOUR,
    missing_until=NOW, reason="no_overlap",
)  # fmt: skip
REFUSES = Blocked(outlet_id="ledger", outlet="Ledger\n\x1b[2J" + "x" * 500, why="refused 403")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("desk") / "warehouse.duckdb", seeded=False)


@pytest.fixture
def desk(empty: Path, tmp_path: Path) -> Desk:
    return a_desk(empty, tmp_path / "home")


def found(desk: Desk) -> Unusual:
    return unusual(desk.settings.published, (LINTANG, TIGA), OPENED_WITHIN)


def a_month(db: Connection) -> None:
    """An article of somebody else on each of 28 days, so that there is something to compare with."""
    repeated(db, lay(db, "ledger", 100, at=NOW), range(1, 29), DAY)


def named(db: Connection, outlet: str, n: int, *, ago: timedelta = HOUR) -> None:
    mentioned(db, lay(db, outlet, n, at=NOW - ago), LINTANG)


def test_a_day_beyond_the_usual_is_a_spike_and_once(desk: Desk) -> None:
    with desk.publishing() as db:
        a_month(db)
        for n in range(4):
            named(db, ("ledger", "harian")[n % 2], n)
    (one,) = due(found(desk), {})
    assert (one.event, one.resource, one.name) == ("kabar.entity.spike", f"kabar.entity.{LINTANG}", "Lintang Robotics")
    assert dict(one.payload) == {
        "day": "2025-06-11", "articles": 4, "owners": 2, "usual": 0.02, "compared_days": 28,
    }  # fmt: skip
    emitted = remembered(found(desk), {}, (one,))
    with desk.publishing(NOW + HOUR) as db:
        named(db, "warta", 9, ago=-HOUR / 2)
    assert due(found(desk), emitted) == ()


def test_yesterdays_articles_that_come_after_midnight_count_for_yesterday(desk: Desk) -> None:
    with desk.publishing(NOW) as db:
        a_month(db)
        for n in range(4):
            named(db, ("ledger", "harian")[n % 2], n, ago=13 * HOUR)
    (one,) = due(found(desk), {})
    assert dict(one.payload)["day"] == "2025-06-10"


def test_days_of_which_there_is_nothing_at_all_are_not_compared(desk: Desk) -> None:
    with desk.publishing() as db:
        for n in range(4):
            named(db, ("ledger", "harian")[n % 2], n)
        repeated(db, lay(db, "ledger", 100, at=NOW), range(1, 14), DAY)
    assert due(found(desk), {}) == ()
    assert [len(one.before) for one in found(desk).days] == [13]


def test_days_before_anybody_watched_are_not_compared(desk: Desk) -> None:
    """Feeds show single articles of weeks ago: beside the first full day they say nothing of what is usual."""
    with desk.publishing() as db:
        a_month(db)
        repeated(db, lay(db, "ledger", 200, at=NOW - HOUR), range(1, 8), timedelta(minutes=1))
        for n in range(4):
            named(db, ("ledger", "harian")[n % 2], n)
    assert due(found(desk), {}) == ()
    assert [len(one.before) for one in found(desk).days] == [0]


def test_copies_are_no_articles_of_their_own(desk: Desk) -> None:
    with desk.publishing() as db:
        a_month(db)
        for n in range(4):
            named(db, ("ledger", "harian")[n % 2], n)
        db.execute(
            "insert into store.duplicates by name select a.article_id, b.article_id as duplicate_of, 'text' as rule, "
            "1.0 as score, '' as evidence, now() as decided_at, 'independent' as relation "
            "from store.articles a, store.articles b where a.url like '%harian%/1' and b.url like '%ledger%/2'"
        )
    assert [one.texts for one in found(desk).days] == [3]
    assert due(found(desk), {}) == ()


def test_a_gap_that_opened_is_told_once_and_old_ones_not_at_all(desk: Desk) -> None:
    with desk.publishing() as db:
        for name, status, ago in (("new", "open", HOUR), ("old", "open", 3 * DAY), ("closed", "closed", HOUR)):
            db.execute(
                "insert into store.gaps by name select uuid() as gap_id, ? as feed_url, 'ledger' as outlet_id, "
                "?::timestamptz as missing_from, ?::timestamptz as missing_until, ? as status, 'no_overlap' as reason, "
                "?::timestamptz as opened_at, 0 as tries",
                [f"https://ledger.test/{name}", NOW - 4 * DAY, NOW - ago, status, NOW - ago],
            )
    (one,) = due(found(desk), {})
    assert (one.event, one.resource, one.related) == (
        "kabar.feed.gap", "kabar.feed.https://ledger.test/new", "ledger"
    )  # fmt: skip
    assert due(found(desk), remembered(found(desk), {}, (one,))) == ()


def test_an_outlet_that_refuses_us_is_told_when_it_begins_to_and_again_after_it_served_us(desk: Desk) -> None:
    refuses, serves = Unusual(published_at=NOW, days=(), opened=(), blocked=(REFUSES,)), QUIET
    (one,) = due(refuses, {})
    assert (one.event, one.resource) == ("kabar.outlet.blocked", "kabar.outlet.ledger")
    assert len(one.name) == 100
    assert "\x1b" not in one.name
    emitted = remembered(refuses, {}, (one,))
    assert due(refuses, emitted) == ()
    emitted = remembered(serves, emitted, ())
    assert [event.key for event in due(refuses, emitted)] == [one.key]


def test_an_outlet_whose_pages_all_refuse_us_is_blocked(desk: Desk) -> None:
    with desk.publishing() as db:
        for n in range(3):
            lay(db, "ledger", n, at=NOW - HOUR)
        db.execute(
            "insert into store.feeds by name select * replace ('ledger' as outlet_id, 'healthy' as status, true as "
            "declared) from store.feeds limit 1"
        )
        db.execute("update store.pages set outcome = 'blocked', last_attempt_at = ?", [NOW - HOUR])
    assert [one.outlet_id for one in found(desk).blocked] == ["ledger"]


def test_what_nobody_asks_for_again_is_forgotten(desk: Desk) -> None:
    emitted = {"spike x 2025-06-01": NOW - 10 * DAY, "gap old": NOW - 41 * DAY, "blocked ledger": NOW - 90 * DAY}
    assert set(remembered(QUIET, emitted, ())) == {"spike x 2025-06-01"}
    blocked = Unusual(published_at=NOW, days=(), opened=(), blocked=(REFUSES,))
    assert "blocked ledger" in remembered(blocked, emitted, ())


def test_everything_is_emitted_together() -> None:
    some = Unusual(published_at=NOW, days=(), opened=(GAP,), blocked=(REFUSES,))
    assert [one.event for one in due(some, {})] == ["kabar.feed.gap", "kabar.outlet.blocked"]
    assert [one.event for one in due(some, {"gap g1": NOW})] == ["kabar.outlet.blocked"]
