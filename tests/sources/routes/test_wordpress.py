"""WordPress as a route: what it is asked, how its pages end, and what is kept of them."""

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import FeedError
from sources.routes import wordpress
from sources.types import AddressRules, Days, Listing, Outlet, Response, Route, Stamp

SITE = "https://contoh.test"
OUTLET = Outlet(
    outlet_id="contoh", name="Contoh", homepage=f"{SITE}/", country="US", language="en",
    time_zone="America/Los_Angeles", group_id="contoh", domains=("contoh.test",), feeds=(),
    addresses=AddressRules(skip=(r"/events/",)),
)  # fmt: skip
ROUTE = Route(kind="api", url=f"{SITE}/wp-json/wp/v2/posts", outlet_id="contoh")
JUNE = Days(first=date(2025, 6, 1), last=date(2025, 6, 30))


def post(slug: str, *, gmt: str = "2025-06-10T12:00:00", local: str = "", title: str = "A chip plant") -> object:
    return {
        "id": 7, "link": f"{SITE}/2025/06/10/{slug}/", "date": local, "date_gmt": gmt,
        "title": {"rendered": title}, "excerpt": {"rendered": "<p>It opens.</p>"},
    }  # fmt: skip


def read(body: object, *, page: int = 1, pages: str | None = None, part: Days = JUNE, route: Route = ROUTE) -> Listing:
    step = wordpress.begin(route, part, OUTLET)[0]
    for _ in range(page - 1):
        step = wordpress.read(route, part, step, answer([post("x")]), OUTLET).leads_to[0]
    return wordpress.read(route, part, step, answer(body, pages), OUTLET)


def answer(body: object, pages: str | None = None) -> Response:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = (("content-type", "application/json; charset=UTF-8"), *((("x-wp-totalpages", pages),) if pages else ()))
    return Response(
        url=ROUTE.url, final_url=ROUTE.url, permanent_url=ROUTE.url, status=200, headers=headers, body=text,
        fetched_at=datetime(2025, 7, 2, tzinfo=UTC),
    )  # fmt: skip


def test_slices_are_months_of_utc() -> None:
    stretch = Days(first=date(2025, 5, 30), last=date(2025, 6, 2))
    assert wordpress.slices(ROUTE, stretch, "America/Los_Angeles") == (
        Days(first=date(2025, 5, 30), last=date(2025, 5, 31)),
        Days(first=date(2025, 6, 1), last=date(2025, 6, 2)),
    )


def test_asks_for_the_oldest_first_between_instants_with_their_zone() -> None:
    (step,) = wordpress.begin(ROUTE, JUNE, OUTLET)
    assert step.name == "page 1"
    assert step.url.startswith(f"{SITE}/wp-json/wp/v2/posts?")
    asked = {key: value for key, (value,) in parse_qs(urlsplit(step.url).query).items()}
    assert asked.pop("_fields").split(",")[:2] == ["id", "link"]
    assert asked == {
        "after": "2025-05-31T23:59:59Z",  # exclusive
        "before": "2025-07-01T00:00:00Z",
        "order": "asc",
        "orderby": "date",
        "per_page": "100",
        "page": "1",
    }


def test_an_endpoint_that_is_narrowed_stays_so() -> None:
    route = Route(kind="api", url=f"{SITE}/wp-json/wp/v2/posts?categories=12", outlet_id="contoh")
    (step,) = wordpress.begin(route, JUNE, OUTLET)
    assert step.url.startswith(f"{SITE}/wp-json/wp/v2/posts?categories=12&after=")


def test_a_post_is_read() -> None:
    found = read([post("pabrik", title="A &#8220;chip&#8221; plant &amp; more")]).found
    assert [(each.url, each.title, each.skip) for each in found] == [
        (f"{SITE}/2025/06/10/pabrik/", "A “chip” plant & more", "")
    ]
    assert found[0].published == Stamp(at=datetime(2025, 6, 10, 12, tzinfo=UTC), precision="second")
    assert found[0].guid == f"{SITE}/?p=7", "what the site's feed gives for a GUID, whatever becomes of the slug"


@pytest.mark.parametrize("number", [None, "7", 0, -7, 7.5, 10**12])
def test_what_is_no_number_of_a_post_names_none(number: object) -> None:
    strange = {**post("pabrik"), "id": number}  # type: ignore[dict-item]
    assert [each.guid for each in read([strange]).found] == [""]


def test_what_is_no_article_is_found_with_the_reason() -> None:
    (found,) = read([{"link": f"{SITE}/events/disrupt/", "date_gmt": "2025-06-10T12:00:00"}]).found
    assert (found.url, found.skip) == (f"{SITE}/events/disrupt", "skip: /events/")


DATES = {
    "universal": ("2025-06-10T05:30:00", "2025-06-09T22:30:00", datetime(2025, 6, 10, 5, 30, tzinfo=UTC)),
    "never written": ("0000-00-00T00:00:00", "2025-06-09T22:30:00", datetime(2025, 6, 10, 5, 30, tzinfo=UTC)),
    "missing": ("", "2025-06-09T22:30:00", datetime(2025, 6, 10, 5, 30, tzinfo=UTC)),
    "none at all": ("", "", None),
}


@pytest.mark.parametrize(("gmt", "local", "at"), DATES.values(), ids=DATES)
def test_dates_are_universal_or_the_sites(gmt: str, local: str, at: datetime | None) -> None:
    (found,) = read([post("a", gmt=gmt, local=local)]).found
    assert (found.published.at if found.published else None) == at


def test_posts_of_other_days_are_counted_and_left_out() -> None:
    listing = read([post("mei", gmt="2025-05-30T23:59:59"), post("juni", gmt="2025-06-01T00:00:00"),
                    post("juli", gmt="2025-07-02T00:00:00")])  # fmt: skip
    assert listing.listed == 3
    assert [found.link for found in listing.found] == [f"{SITE}/2025/06/10/juni/"]


def test_nothing_falls_between_two_months() -> None:
    """A site whose clock was put forward lists by that clock what it dates by the other."""
    listing = read([post("mei", gmt="2025-05-31T23:30:00"), post("juli", gmt="2025-07-01T00:30:00")])
    assert [found.link[-5:] for found in listing.found] == ["/mei/", "juli/"]


def test_an_endpoint_that_does_not_heed_the_days_is_found_out() -> None:
    with pytest.raises(FeedError, match="lists nothing of 2025-06-01 to 2025-06-30") as caught:
        read([post(f"baru-{n}", gmt="2026-10-04T12:00:00") for n in range(10)], pages="1")
    assert caught.value.kind == "not_a_feed"


ONWARD = {
    "more": ([post("a")], "3", 1, ["page 2"]),
    "in the middle": ([post("a")], "3", 2, ["page 3"]),
    "the last": ([post("a")], "3", 3, []),
    "without the header": ([post("a")], None, 1, ["page 2"]),
    "with a wrong one": ([post("a")], "many", 1, ["page 2"]),
    "nothing, without the header": ([], None, 1, []),
    "nothing, whatever the header says": ([], "9", 1, []),
}


@pytest.mark.parametrize(("body", "pages", "page", "names"), ONWARD.values(), ids=ONWARD)
def test_pages_lead_on_as_far_as_the_header_says(body: object, pages: str | None, page: int, names: list[str]) -> None:
    assert [step.name for step in read(body, pages=pages, page=page).leads_to] == names


def test_the_next_page_differs_in_its_number_alone() -> None:
    first = wordpress.begin(ROUTE, JUNE, OUTLET)[0].url
    (second,) = read([post("a")], pages="2").leads_to
    assert second.url == first.replace("&page=1&", "&page=2&") != first


NO_LISTS = {
    "an error": {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}},
    "a page": b"<!DOCTYPE html><html><body><p>Welcome</p></body></html>",
    "nothing": b"",
    "numbers": [1, 2],
    "things without links": [{"id": 1}],
    "cut short": b'[{"link": "https://contoh.test/a"',
    "nested for ever": b"[" * 100_000,
    "broken gzip": b"\x1f\x8b\x08\x00garbage",
}


@pytest.mark.parametrize("body", NO_LISTS.values(), ids=NO_LISTS)
def test_what_is_no_list_of_posts_is_refused(body: object) -> None:
    with pytest.raises(FeedError) as caught:
        read(body)
    assert caught.value.kind == "not_a_feed"


def test_a_bomb_is_refused() -> None:
    with pytest.raises(FeedError):
        read(b" " * (21 * 1024 * 1024))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
posts = st.lists(
    st.fixed_dictionaries({"link": values}, optional={"title": values, "date": values, "date_gmt": values}), max_size=5
)


@given(body=posts)
def test_odd_posts_are_left_out_and_never_stop_the_walk(body: list[object]) -> None:
    listing = read(body)
    assert listing.listed == len(body)
    assert all(found.url.startswith("https://") for found in listing.found)
