"""What is still to be walked: kind by kind, newest first, and nothing that is known or has been tried."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from flows.backfill_plan import BackfillRequest, Known, RouteDay, to_walk
from sources.types import Days, Outlet, Route, SliceEnd

NOW = datetime(2025, 6, 20, 12, tzinfo=UTC)
SITE = "https://contoh.test"
API = Route(kind="api", url=f"{SITE}/wp-json/wp/v2/posts", outlet_id="contoh")
INDEX = Route(kind="index", url=f"{SITE}/indeks?date={{date:%Y-%m-%d}}&page={{page}}", outlet_id="contoh")
TEKNO = Route(kind="index", url=f"{SITE}/tekno?date={{date:%Y-%m-%d}}&page={{page}}", outlet_id="contoh")
WHOLE = SliceEnd(status="complete")


def _outlet(*routes: Route, zone: str = "UTC") -> Outlet:
    return Outlet(
        outlet_id="contoh", name="Contoh", homepage=f"{SITE}/", country="ID", language="id", time_zone=zone,
        group_id="contoh", domains=("contoh.test",), feeds=(), routes=routes,
    )  # fmt: skip


def _plan(outlet: Outlet, first: int, last: int, known: Known | None = None, **said: Any) -> list[tuple[str, Days]]:
    request = BackfillRequest(first=date(2025, 6, first), last=date(2025, 6, last), **said)
    return [(walk.route.kind, walk.days) for walk in to_walk([outlet], request, known or Known(), NOW)]


def _days(first: int, last: int | None = None) -> Days:
    return Days(first=date(2025, 6, first), last=date(2025, 6, last or first))


def _ended(route: Route, end: SliceEnd, *days: int) -> dict[RouteDay, SliceEnd]:
    return {RouteDay("contoh", route.name, date(2025, 6, day)): end for day in days}


def _partial(reason: str, until: datetime | None = None) -> SliceEnd:
    return SliceEnd(status="partial", reason=reason, covered_until=until)


def test_the_first_kind_is_walked_and_no_other() -> None:
    assert _plan(_outlet(API, INDEX), 1, 12) == [("api", _days(1, 12))]


def test_days_go_newest_first() -> None:
    assert _plan(_outlet(INDEX), 1, 3) == [("index", _days(3)), ("index", _days(2)), ("index", _days(1))]


def test_a_day_of_utc_is_two_of_an_outlet_elsewhere_but_not_one_that_has_not_begun() -> None:
    assert _plan(_outlet(INDEX, zone="Asia/Jakarta"), 3, 3) == [("index", _days(4)), ("index", _days(3))]
    assert _plan(_outlet(INDEX, zone="Asia/Jakarta"), 20, 20) == [("index", _days(20))]


def test_what_is_known_whole_is_not_walked() -> None:
    known = Known(ended=_ended(API, WHOLE, *range(1, 12)))
    assert _plan(_outlet(API), 1, 12, known) == [("api", _days(12))]
    assert _plan(_outlet(API), 1, 11, known) == []


def test_a_day_that_is_known_as_far_as_it_is_wanted_is_not_walked() -> None:
    until = datetime(2025, 6, 4, 6, tzinfo=UTC)
    known = Known(ended=_ended(INDEX, WHOLE, 3) | _ended(INDEX, _partial("not_over", until), 4))
    assert _plan(_outlet(INDEX, zone="Asia/Jakarta"), 3, 3, known) == []
    assert _plan(_outlet(INDEX, zone="Asia/Jakarta"), 3, 4, known) == [("index", _days(5)), ("index", _days(4))]


@pytest.mark.parametrize(
    ("reason", "asked"),
    [("not_found", True), ("repeats", True), ("not_a_feed", True), ("rate_limited", False), ("not_over", False),
     ("budget", False)],
)  # fmt: skip
def test_a_later_kind_is_asked_where_the_first_will_never_tell(reason: str, asked: bool) -> None:
    settled = _ended(API, _partial(reason), 2) | _ended(API, WHOLE, 1)
    assert _plan(_outlet(API, INDEX), 1, 2, Known(settled=settled)) == ([("index", _days(2))] if asked else [])


def test_all_routes_of_a_kind_have_to_tell() -> None:
    settled = _ended(INDEX, WHOLE, 1) | _ended(TEKNO, _partial("not_found"), 1)
    assert _plan(_outlet(INDEX, TEKNO, API), 1, 1, Known(settled=settled)) == [("api", _days(1))]


def test_what_failed_whenever_before_is_walked_again_and_what_failed_just_now_is_not() -> None:
    failed = _ended(API, _partial("server_error"), 1)
    assert _plan(_outlet(API), 1, 1, Known(ended=failed)) == [("api", _days(1))]
    assert _plan(_outlet(API), 1, 1, Known(ended=failed, settled=failed)) == []


def test_a_route_that_is_let_be_leaves_its_days_to_the_next() -> None:
    known = Known(dead={("contoh", INDEX.name): "not_found"})
    assert _plan(_outlet(INDEX, API), 1, 9, known) == [("api", _days(1, 9))]


def test_what_a_listing_of_the_newest_did_not_reach_is_walked_as_it_was_cut() -> None:
    known = Known(ended=_ended(API, _partial("out_of_reach"), *range(1, 11)) | _ended(API, WHOLE, 11, 12))
    assert _plan(_outlet(API), 1, 12, known) == [("api", _days(1, 12))]


def test_by_name_only_that_kind_is_walked() -> None:
    assert _plan(_outlet(API, INDEX), 1, 1, via="index") == [("index", _days(1))]
