"""A feed's older pages as a route: back until all is older than the slice, and no further."""

from datetime import UTC, date, datetime
from email.utils import format_datetime

import pytest

from sources.errors import FeedError
from sources.routes import paged, windows
from sources.routes.model import reached
from sources.types import AddressRules, Days, Listing, Outlet, Response, Route, Step

SITE = "https://contoh.test"
OUTLET = Outlet(
    outlet_id="contoh", name="Contoh", homepage=f"{SITE}/", country="US", language="en",
    time_zone="America/Los_Angeles", group_id="contoh", domains=("contoh.test",), feeds=(), addresses=AddressRules(),
)  # fmt: skip
ROUTE = Route(kind="feed", url=f"{SITE}/feed/?paged={{page}}", outlet_id="contoh")
PART = Days(first=date(2025, 6, 5), last=date(2025, 6, 6))


def feed(*items: tuple[str, str], site: str = SITE) -> str:
    written = (
        f"<item><title>{slug}</title><link>{site}/{slug}/</link>{f'<pubDate>{rfc(at)}</pubDate>' if at else ''}</item>"
        for slug, at in items
    )
    head = f"<title>Contoh</title><link>{site}</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(written)}</channel></rss>'


def rfc(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at).replace(tzinfo=UTC))


def read(body: str, number: int = 1) -> Listing:
    step = Step(name=windows.page_name(number), url=f"{SITE}/feed/?paged={number}")
    response = Response(
        url=step.url, final_url=step.url, permanent_url=step.url, status=200,
        headers=(("content-type", "application/rss+xml"),), body=body.encode(),
        fetched_at=datetime(2025, 7, 1, tzinfo=UTC),
    )  # fmt: skip
    return paged.read(ROUTE, PART, step, response, OUTLET)


def slugs(listing: Listing) -> list[str]:
    return [found.url.removeprefix(f"{SITE}/") for found in listing.found]


def test_begins_with_the_newest_page_of_each_month() -> None:
    stretch = Days(first=date(2025, 5, 31), last=date(2025, 6, 2))
    assert [part.first.day for part in paged.slices(ROUTE, stretch, "America/Los_Angeles")] == [31, 1]
    assert paged.begin(ROUTE, PART, OUTLET) == (Step(name="page 1", url=f"{SITE}/feed/?paged=1"),)


PAGES: dict[str, tuple[list[tuple[str, str]], list[str], bool]] = {
    "newer than the slice": ([("b", "2025-06-08T10:00"), ("a", "2025-06-07T00:00")], [], True),
    "across its end": ([("b", "2025-06-07T00:00"), ("a", "2025-06-06T23:59:59")], ["a"], True),
    "within": ([("b", "2025-06-06T10:00"), ("a", "2025-06-05T10:00")], ["b", "a"], True),
    "across its beginning": ([("b", "2025-06-05T00:00"), ("a", "2025-06-04T23:59:59")], ["b"], True),
    "older": ([("b", "2025-06-04T23:59:59"), ("a", "2025-06-03T10:00")], [], False),
    "an old piece on top": ([("tua", "2019-01-01T00:00"), ("b", "2025-06-08T10:00")], [], True),
    "without dates": ([("b", ""), ("a", "")], ["b", "a"], True),
    "nothing": ([], [], False),
}


@pytest.mark.parametrize(("items", "found", "goes_on"), PAGES.values(), ids=PAGES)
def test_goes_back_until_all_is_older(items: list[tuple[str, str]], found: list[str], goes_on: bool) -> None:
    listing = read(feed(*items), 4)
    assert (slugs(listing), listing.listed) == (found, len(items))
    assert listing.leads_to == ((Step(name="page 5", url=f"{SITE}/feed/?paged=5"),) if goes_on else ())


def test_says_how_far_back_a_page_goes() -> None:
    assert reached(read(feed(("b", "2025-06-08T10:00"), ("a", "2025-06-07T09:00"))).detail) == datetime(
        2025, 6, 7, 9, tzinfo=UTC
    )
    assert read(feed(("b", ""))).detail == ""


REFUSED = {
    "a page": "<!DOCTYPE html><html><body>404</body></html>",
    "another site's": feed(("a", "2025-06-06T10:00"), site="https://lain.test"),
    "nothing": "",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_is_not_the_outlets_feed_is_refused(body: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(body)
    assert caught.value.kind == "not_a_feed"
